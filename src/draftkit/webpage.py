"""The web page of a document: everything that it shows is gathered, its pack lays it out, and it is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from msgspec import Struct

from . import codes
from .edges.finish import webpage as finish
from .edges.intake.attachments import Attachments, width_in_points
from .messages import msg
from .problems import DraftkitError, Problem
from .spans import Source, Span, top_of
from .stages import templating
from .stages.intake.passages import Passage
from .stages.load.pack import Pack
from .stages.render import Document
from .stages.webpage import text

_MOST_PICTURES = 24  # pages of PDF bilagor that are shown as pictures: some 150 kB each
_DOTS = 110  # an inch, in these pictures


class Order(Struct, frozen=True):
    """What a page is made of. `copies` are the addresses of the original PDF bilagor, by path."""

    pack: Pack
    document: Document
    attachments: Attachments
    title: str
    language: str
    municipality: str
    case_number: str
    draft: str | None
    pictures: list[str]
    pdf_pages: list[tuple[str, int]]
    page_texts: Mapping[tuple[str, int], str]
    copies: Mapping[str, str]
    bytes_of: Callable[[str], bytes]


def webpage(order: Order) -> tuple[bytes, finish.Account | None, list[Problem]]:
    """The page, what it has, and what is wrong with its pack; no account where there is no page."""
    pack = order.pack
    if missing := list(_missing(pack)):
        return b"", None, missing
    sheets = {path: pack.files[path].decode("utf-8") for path in pack.sheets()}
    if fetched := list(_fetched(sheets)):
        return b"", None, fetched
    css = finish.stylesheet(list(sheets.values()), order.draft)
    laid = _laid(order)

    def values(say: text.Say) -> Mapping[str, Any]:
        made = finish.values(text.content(order.document, order.title, laid, say), css)
        return {
            **_as_html(made),
            "språk": order.language, "titel": order.title, "kommun": order.municipality, "dnr": order.case_number,
            "dokument": pack.facts.title or "", "utkast": order.draft,
        }  # fmt: skip

    page, problems = templating.webpage(pack, values)
    if page is None:
        return b"", None, problems
    data = page.encode()
    account = finish.read(data)
    return data, account, [*_faults(order, account)]


def _as_html(value: Any) -> Any:
    """What is HTML, marked as such for the template; addresses within the page are plain words."""
    if isinstance(value, dict):
        return {key: _as_html(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_html(each) for each in value]
    return templating.html(value)


# --- what it shows -------------------------------------------------------------------------------


def _laid(order: Order) -> text.Laid:
    pictures = {
        path: finish.picture(order.bytes_of(path), width_in_points(order.bytes_of(path))) for path in order.pictures
    }
    texts = {path: _texts(order.bytes_of(path)) for path in dict.fromkeys(path for path, _ in order.pdf_pages)}
    shown = _page_pictures(order)
    pages = {
        (path, number): text.PdfPage(
            order.copies[path], order.copies[path].rpartition("/")[2], number, order.page_texts[path, number],
            shown.get((path, number)), texts[path].get(number, ()),
        )
        for path, number in order.pdf_pages
    }  # fmt: skip
    return text.Laid(pictures, pages)


def _page_pictures(order: Order) -> dict[tuple[str, int], text.Picture]:
    """The first pages of the PDF bilagor as pictures; each file is opened once."""
    from .edges.pdf.pages import rasterised

    found = {}
    for path, pages in groupby(order.pdf_pages[:_MOST_PICTURES], key=lambda each: each[0]):
        numbers = [number for _, number in pages]
        drawn = rasterised(order.bytes_of(path), [(number, False) for number in numbers], _DOTS)
        for number, data in zip(numbers, drawn, strict=True):
            found[path, number] = finish.picture(data, order.attachments.sizes[path][number - 1].width)
    return found


def _texts(pdf: bytes) -> dict[int, tuple[Passage, ...]]:
    """The text of each page of a PDF that has text; nothing of one whose letters are not told."""
    from .edges.pdf.lines import pages_of_pdf
    from .stages.intake.laidout import passages
    from .stages.intake.landmarks import NO_LANDMARKS

    try:
        pages = pages_of_pdf(pdf)
    except DraftkitError:
        return {}
    return {page.number: tuple(each for part in passages([page], NO_LANDMARKS) for each in part) for page in pages}


# --- what may be wrong ---------------------------------------------------------------------------


def _fetched(sheets: Mapping[str, str]) -> Iterator[Problem]:
    for path, start, end in finish.fetching(sheets):
        source = Source(f"templates/{path}", sheets[path])
        yield Problem(
            codes.WEB_PAGE,
            msg("the style sheet fetches something, and the page is to need nothing from elsewhere"),
            source.span(start, end),
            msg("put it in the file itself, as a data: address, or do without it"),
        )


def _missing(pack: Pack) -> Iterator[Problem]:
    for suffix in (".html.j2", ".css"):
        if not pack.file(suffix):
            yield Problem(
                codes.PACK_INCOMPLETE,
                msg("the pack “{name}” lacks {file}", name=pack.name, file=f"{pack.name}{suffix}"),
                top_of(f"templates/{pack.name}/mall.yaml"),
                msg("copy it from templates/utlatande, or write “ärver: utlatande”"),
            )


def _faults(order: Order, account: finish.Account) -> Iterator[Problem]:
    hint = msg("see how templates/utlatande does it; docs/mallpaket.md tells what a page may have")
    for message, words in dict.fromkeys(account.faults):
        yield Problem(codes.WEB_PAGE, message, _place(order.pack, words), hint)
    said = " ".join(account.added)
    if order.draft and not ("utkast" in said.lower() and order.draft in said):
        yield Problem(
            codes.WEB_PAGE, msg("the page of a draft does not say that it is one"), _place(order.pack, ""), hint
        )


def _place(pack: Pack, words: str) -> Span:
    """Where the templates of the page say something; the top of the nearest where none does."""
    paths = [f"{name}/{name}.html.j2" for name in pack.lineage]
    for path in paths:
        source = Source(f"templates/{path}", pack.files.get(path, b"").decode("utf-8", "replace"))
        if words and (at := source.text.find(words)) >= 0:
            return source.span(at, at + len(words))
    return top_of(f"templates/{pack.file('.html.j2')}")
