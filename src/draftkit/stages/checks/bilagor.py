"""The list of bilagor as a reader meets it: what they are called, and that each is another."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from ...messages import msg
from ...model import Appendix
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from .appendices import path_of
from .rule import Finding, case_rule
from .view import View

_NUMBERED = lazily(r"(?:bilaga|bil\.?)[ ]?(?:nr\.?[ ]?)?(?:\d+\b[ ]?[.:,–-]?|(?-i:[A-H])(?:[.:]|$))", re.I)
# “.pdf”, “.docx” and “v2” are told as words that do not belong in a title (DK123).
_ENDS_AS_A_FILE = lazily(r"\.(?:rtf|xlsx?|pptx?|txt|png|jpe?g|tiff?|heic|msg|eml)$", re.IGNORECASE)
_NAMED_BY_A_MACHINE = lazily(
    r"(?:scan(?:ned)?|skanning|inskannad?|img|dsc[nf]?|dokument|document|doc|fil)[ _-]?[\d_-]+"
    r"|\d{6,}|(?:namnlös|untitled)\b.*",
    re.IGNORECASE,
)


@case_rule("DK510", Severity.WARNING, Stops.NOTHING)
def number_in_title(view: View) -> Iterator[Finding]:
    """The title of a bilaga has a number.

    draftkit numbers the bilagor in the order in which they are listed, and prints the number before the title: with
    “Bilaga 2” written in the title it stands there twice, and is wrong as soon as the order is another.

    Bad:
        arende.yaml
        bilagor: [{rubrik: Bilaga 2. Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: separat}]
                           ^^^^^^^^^
        bilagor/kalkyl.pdf
        (en PDF)
    Good:
        arende.yaml
        bilagor: [{rubrik: Bilaga till avtalet, fil: bilagor/kalkyl.pdf, placering: separat}]
        bilagor/kalkyl.pdf
        (en PDF)
    """
    for appendix in view.case.facts.appendices:
        number = _NUMBERED.match(appendix.title)
        if number:
            place = view.within(appendix.place("rubrik"), appendix.title, *number.span())
            hint = msg("write the title alone; the bilagor are numbered in the order in which they are listed")
            yield Finding(place, msg("the number is printed before the title anyway"), hint)


@case_rule("DK513", Severity.WARNING, Stops.NOTHING)
def same_appendix_twice(view: View) -> Iterator[Finding]:
    """The same file is listed twice among the bilagor.

    It may also be two files with the same content, as when an attachment was saved twice.

    Bad:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: separat}
          - {rubrik: Kalkyl för lokalerna, fil: bilagor/lokaler.pdf, placering: separat}
                                                ^^^^^^^^^^^^^^^^^^^
        bilagor/kalkyl.pdf
        Samma innehåll.
        bilagor/lokaler.pdf
        Samma innehåll.
    Good:
        arende.yaml
        bilagor:
          - {rubrik: Kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: separat}
          - {rubrik: Kalkyl för lokalerna, fil: bilagor/lokaler.pdf, placering: separat}
        bilagor/kalkyl.pdf
        Ett innehåll.
        bilagor/lokaler.pdf
        Ett annat.
    """
    by_size: dict[int, list[tuple[Appendix, bytes]]] = defaultdict(list)
    for appendix in view.case.facts.appendices:
        content = view.files.get(path_of(view.case.folder, appendix) or "")
        if not content:
            continue
        alike = by_size[len(content)]
        first = next((other for other, data in alike if data == content), None)
        alike.append((appendix, content))
        if first is not None:
            yield Finding(
                appendix.place("fil"),
                msg("“{path}” has the same content as “{other}”", path=appendix.path, other=first.path)
                if appendix.path != first.path
                else msg("“{path}” is listed twice", path=appendix.path),
                msg("remove one of them, or name the right file"),
                (Related(first.place("fil"), msg("first given here")),),
            )


@case_rule("DK515", Severity.WARNING, Stops.NOTHING)
def title_is_a_file_name(view: View) -> Iterator[Finding]:
    """The title of a bilaga is the name of a file.

    The title is printed in the list of bilagor, and should say what the bilaga is: “Motion om lånebara verktyg”, not
    “motion_2031_02” or “Scan0001”.

    Bad:
        arende.yaml
        bilagor: [{rubrik: kalkyl_2031_lokaler, fil: bilagor/kalkyl_2031_lokaler.pdf, placering: separat}]
                           ^^^^^^^^^^^^^^^^^^^
        bilagor/kalkyl_2031_lokaler.pdf
        (en PDF)
    Bad:
        arende.yaml
        bilagor: [{rubrik: Scan0001, fil: bilagor/kalkyl.pdf, placering: separat}]
                           ^^^^^^^^
        bilagor/kalkyl.pdf
        (en PDF)
    Good:
        arende.yaml
        bilagor: [{rubrik: Kalkyl, fil: bilagor/kalkyl.pdf, placering: separat}]
        bilagor/kalkyl.pdf
        (en PDF)
    """
    for appendix in view.case.facts.appendices:
        if _is_file_name(appendix.title, posixpath.splitext(posixpath.basename(appendix.path))[0]):
            message = msg("the title “{title}” is the name of a file", title=appendix.title)
            yield Finding(appendix.place("rubrik"), message, msg("write what the bilaga is"))


def _is_file_name(title: str, stem: str) -> bool:
    """Whether a title has the look of a file's name, or is that of its own file."""
    as_file = title == stem and not title.isalpha()
    by_machine = _ENDS_AS_A_FILE.search(title) or _NAMED_BY_A_MACHINE.fullmatch(title)
    return as_file or by_machine is not None or "_" in title
