"""Are the bilagor there, inside the folder, and of a kind that can be laid?"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ... import codes
from ...messages import msg
from ...model import Appendix
from ...problems import Problem
from ..load.decode import did_you_mean, nearest
from .view import View

KINDS = (".md", ".docx", ".pdf", ".png", ".jpg")


def are_usable(view: View) -> Iterator[Problem]:
    """Each bilaga's file exists within the case's folder, is of a known kind, and a picture has its text."""
    for appendix in view.case.facts.appendices:
        path = path_of(view.case.folder, appendix)
        place = appendix.place("fil")
        if path is None:
            yield Problem(
                codes.OUTSIDE_FOLDER,
                msg("“{path}” lies outside the case's folder", path=appendix.path),
                place,
                msg("copy the file to bilagor/"),
            )
        elif path not in view.files:
            yield _missing(view, appendix)
        elif appendix.included and appendix.suffix not in KINDS:
            yield Problem(
                codes.UNKNOWN_APPENDIX_KIND,
                msg("“{path}” is of a kind that cannot be laid in the document", path=appendix.path),
                place,
                msg("the kinds are .md, .docx, .pdf, .png and .jpg; or write “placering: separat”"),
            )
        elif appendix.included and appendix.suffix in (".png", ".jpg") and not appendix.alternative:
            yield Problem(
                codes.APPENDIX_WITHOUT_TEXT,
                msg("the picture has no alternative text"),
                place,
                msg("write “alternativtext:” with what it shows"),
            )


def are_known(view: View) -> Iterator[Problem]:
    """A motion's `bilaga` is the id of one of the bilagor."""
    ids = [each.id for each in view.case.facts.appendices if each.id]
    for initiative in view.case.facts.initiatives:
        if initiative.appendix and initiative.appendix not in ids:
            near = nearest(initiative.appendix, ids)
            hint = did_you_mean(near) if near else msg("write “id: {id}” on one of the bilagor", id=initiative.appendix)
            yield Problem(
                codes.UNKNOWN_APPENDIX,
                msg("there is no bilaga with the id “{id}”", id=initiative.appendix),
                initiative.place("bilaga"),
                hint,
            )


def path_of(folder: str, appendix: Appendix) -> str | None:
    """The path of a bilaga's file from the workspace's root; None where it leads out of the case's folder."""
    if appendix.path.startswith("/") or "\\" in appendix.path:
        return None
    path = posixpath.normpath(f"{folder}/{appendix.path}")
    return path if path.startswith(folder + "/") else None


def _missing(view: View, appendix: Appendix) -> Problem:
    inside = [path[len(view.case.folder) + 1 :] for path in view.files if path.startswith(view.case.folder + "/")]
    near = nearest(appendix.path, inside)
    hint = did_you_mean(near) if near else msg("put the file in bilagor/")
    return Problem(
        codes.MISSING_APPENDIX,
        msg("the bilaga “{path}” does not exist", path=appendix.path),
        appendix.place("fil"),
        hint,
    )
