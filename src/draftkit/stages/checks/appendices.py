"""Are the bilagor there, and of a kind that can be laid? What is wrong within their files, edges/intake tells."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...messages import Message, msg
from ...model import Appendix
from ...problems import Severity, Stops
from ..load.decode import did_you_mean, nearest
from .rule import Finding, case_rule
from .view import View

KINDS = (".md", ".docx", ".pdf", ".png", ".jpg")


@case_rule("DK501", Severity.ERROR, Stops.BUILD)
def missing_appendix(view: View) -> Iterator[Finding]:
    """The file of a bilaga does not exist.

    “fil:” is the file's place within the case's folder, with its whole name: bilagor/kalkyl.pdf. Put the file there, or
    correct the name; Windows may hide the last part of a file's name (.pdf, .docx).

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl, placering: separat}
                                          ^^^^^^^^^^^^^^
        bilagor/kalkyl.pdf
        (en PDF)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: separat}
        bilagor/kalkyl.pdf
        (en PDF)
    """
    folder = f"{view.case.folder}/"
    for appendix in view.case.facts.appendices:
        path = path_of(view.case.folder, appendix)
        if path is not None and path not in view.files:
            inside = [each.removeprefix(folder) for each in view.files if each.startswith(folder)]
            near = nearest(appendix.path, inside)
            hint = did_you_mean(near) if near else msg("put the file in bilagor/")
            yield Finding(appendix.place("fil"), msg("the bilaga “{path}” does not exist", path=appendix.path), hint)


@case_rule("DK505", Severity.ERROR, Stops.BUILD)
def unknown_appendix_kind(view: View) -> Iterator[Finding]:
    """A bilaga is of a kind that cannot be laid in the document.

    Text (.md), Word (.docx), PDF and pictures (.png, .jpg) can. Save a spreadsheet or presentation as PDF, or write
    “placering: separat”: the bilaga is then only listed, and sent beside the document.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.xlsx, placering: i dokumentet}
                                          ^^^^^^^^^^^^^^^^^^^
        bilagor/kalkyl.xlsx
        (en Excel-fil)
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.xlsx, placering: separat}
        bilagor/kalkyl.xlsx
        (en Excel-fil)
    """
    for appendix in view.case.facts.appendices:
        if path_of(view.case.folder, appendix) in view.files and appendix.included and appendix.suffix not in KINDS:
            message = msg("“{path}” is of a kind that cannot be laid in the document", path=appendix.path)
            yield Finding(appendix.place("fil"), message, _instead(appendix.suffix))


def _instead(suffix: str) -> Message:
    """What to do with a file of a kind that cannot be laid."""
    if suffix in (".doc", ".docm", ".dot", ".dotx", ".odt", ".rtf", ".txt", ".htm", ".html", ".pages"):
        return msg("open it in Word and save it as .docx, or write “placering: separat”")
    if suffix in (".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif", ".svg", ".jfif", ".jp2", ".psd"):
        return msg("open it and save it as PNG or JPEG, or write “placering: separat”")
    if suffix.startswith(
        (".xls", ".ods", ".csv", ".ppt", ".odp", ".vsd", ".dwg", ".ai", ".eps", ".indd", ".key", ".numbers")
    ):
        return msg("save it as PDF, or write “placering: separat”")
    return msg("the kinds are .md, .docx, .pdf, .png and .jpg; or write “placering: separat”")


@case_rule("DK507", Severity.ERROR, Stops.BUILD)
def unknown_appendix(view: View) -> Iterator[Finding]:
    """What started the case refers to a bilaga that there is none of.

    “bilaga:” under “initiativ” is the “id:” of one of the bilagor, not its number, title or file. Write the same word
    in both places.

    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10, bilaga: 1}
                                                                                ^
        bilagor:
          - {id: motion, rubrik: Motion om lånebara verktyg, fil: bilagor/motion.md, placering: i dokumentet}
        bilagor/motion.md
        Köp in verktyg som alla kan låna.
    Good:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10, bilaga: motion}
        bilagor:
          - {id: motion, rubrik: Motion om lånebara verktyg, fil: bilagor/motion.md, placering: i dokumentet}
        bilagor/motion.md
        Köp in verktyg som alla kan låna.
    """
    ids = [each.id for each in view.case.facts.appendices if each.id]
    for initiative in view.case.facts.initiatives:
        if initiative.appendix and initiative.appendix not in ids:
            message = msg("there is no bilaga with the id “{id}”", id=initiative.appendix)
            near = nearest(initiative.appendix, ids)
            hint = did_you_mean(near) if near else msg("write “id: {id}” on one of the bilagor", id=initiative.appendix)
            yield Finding(initiative.place("bilaga"), message, hint)


def path_of(folder: str, appendix: Appendix) -> str | None:
    """The path of a bilaga's file from the workspace's root; None where it leads out of the case's folder."""
    if appendix.path.startswith("/") or "\\" in appendix.path:
        return None
    path = posixpath.normpath(f"{folder}/{appendix.path}")
    return path if path.startswith(folder + "/") else None
