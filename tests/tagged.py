"""A finished PDF as two people meet it: one who sees the page, and one who hears its tags. An own, plain reading.

`elements` is the structure tree, with pikepdf; `runs` are the pieces of text on the pages, their places and colours,
with pypdfium2. They meet in the numbers of the marked content. Nothing here is draftkit's own.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from msgspec import Struct
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw as pdfium

Box = tuple[float, float, float, float]  # left, bottom, right, top
Colour = tuple[int, int, int]
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
INLINE = ("Span", "Strong", "Em", "Code", "Link", "Reference")
_LINE = 5.0  # points that a raised number may stand above the line that it belongs to


class Mark(NamedTuple):
    """A piece of marked content: its page, counted from 1, and its number there."""

    page: int
    number: int


class Link(Struct, frozen=True):
    """What an element leads to: an address, or a page; and what it is called."""

    called: str
    address: str | None
    page: int | None


class Element(Struct):
    """One element of the tree."""

    role: str
    language: str
    alt: str
    name: str | None
    attributes: dict[str, Any]
    kids: list[Element | Mark | Link]

    def all(self, *roles: str) -> list[Element]:
        """Those of a role (or of any) in it, itself included, in order."""
        own = [self] if not roles or self.role in roles else []
        return own + [each for kid in self.inside for each in kid.all(*roles)]

    @property
    def inside(self) -> list[Element]:
        """The elements that it holds."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def marks(self, *, but: Sequence[str] = ()) -> list[Mark]:
        """All the marked content in it, in order, but for that in elements of some roles."""
        if self.role in but:
            return []
        found: list[Mark] = []
        for kid in self.kids:
            if isinstance(kid, Mark):
                found.append(kid)
            elif isinstance(kid, Element):
                found += kid.marks(but=but)
        return found

    def links(self) -> list[Link]:
        """Where it leads."""
        return [kid for each in self.all() for kid in each.kids if isinstance(kid, Link)]


class Run(Struct, frozen=True):
    """A piece of text on a page, or a picture; `mark` has the number -1 where it is no part of the text."""

    mark: Mark
    text: str
    box: Box
    baseline: float
    size: float
    colour: Colour
    behind: tuple[Colour, ...]  # what it is printed on

    @property
    def has_ink(self) -> bool:
        """Whether there is anything to see: not where a blank at the end of a line is by itself."""
        return bool(self.text.strip()) or self.box[2] > self.box[0]


class Bookmark(NamedTuple):
    """A line of the outline."""

    level: int
    title: str


class Tagged:
    """A PDF."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root
        self.language = str(self.root.Lang)
        self._pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, start=1)}
        top = self.root.StructTreeRoot.K
        (document,) = top if isinstance(top, Array) else [top]
        self.document = self._element(document, self.language, None)
        self.runs = list(_runs(data))
        self.text: defaultdict[Mark, str] = defaultdict(str)
        for run in self.runs:
            if run.text != PICTURE:
                self.text[run.mark] += run.text

    def _element(self, node: Any, language: str, page: Any) -> Element:
        language = str(node.get(Name.Lang, language))
        page = node.get(Name.Pg, page)
        attributes: dict[str, Any] = {}
        for each in _list(node.get(Name.A, ())):
            attributes |= {str(key): value for key, value in each.items()}
        kids: list[Element | Mark | Link] = []
        for kid in _list(node.get(Name.K, ())):
            if isinstance(kid, int):
                kids.append(Mark(self._pages[page.objgen], kid))
            elif Name.MCID in kid:
                kids.append(Mark(self._pages[kid.get(Name.Pg, page).objgen], int(kid.MCID)))
            elif Name.Obj in kid:
                kids.append(self._link(kid.Obj))
            else:
                kids.append(self._element(kid, language, page))
        name = str(node.ID) if Name.ID in node else None
        return Element(str(node.S)[1:], language, str(node.get(Name.Alt, "")), name, attributes, kids)

    def _link(self, annotation: Any) -> Link:
        where = annotation.get(Name.Dest)
        address = str(annotation.A.URI) if Name.A in annotation else None
        return Link(str(annotation.Contents), address, self._pages[where[0].objgen] if where is not None else None)

    def said(self, element: Element, *, but: Sequence[str] = ()) -> str:
        """The text of an element, with a space between its blocks, but for that of elements of some roles."""
        return " ".join(self._said(element, but).split())

    def _said(self, element: Element, but: Sequence[str]) -> str:
        parts = []
        for kid in element.kids:
            if isinstance(kid, Mark):
                parts.append(self.text[kid])
            elif isinstance(kid, Element) and kid.role not in but:
                within = self._said(kid, but)
                parts.append(within if kid.role in INLINE else f" {within} ")
        return "".join(parts)

    def bookmarks(self) -> list[Bookmark]:
        """The outline, from above."""
        with self.pdf.open_outline() as outline:
            return list(_bookmarks(outline.root, 1))

    def labels(self) -> list[str]:
        """What a reader shows as each page's number."""
        return [page.label for page in self.pdf.pages]

    def artifacts(self, page: int) -> Iterator[tuple[dict[str, str], str]]:
        """What is drawn on a page outside the tree: what it says it is, and the operators that draw text in it."""
        inside: list[dict[str, str]] = []
        for step in pikepdf.parse_content_stream(self.pdf.pages[page - 1]):
            operator = str(step.operator)
            if operator in ("BDC", "BMC"):
                said = step.operands[1] if operator == "BDC" else {}
                properties = {str(key): str(value) for key, value in said.items()} if said else {}
                inside.append({"": str(step.operands[0]), **properties})
            elif operator == "EMC":
                inside.pop()
            elif operator in ("Tj", "TJ", "Do", "f", "S", "f*", "B"):
                assert inside, f"{operator} is drawn outside all tags"
                if inside[-1][""] == "/Artifact":
                    yield inside[-1], operator

    def heard(self, *, notes: bool) -> list[Mark]:
        """The marked content in the tree's order: that of the footnotes, or all else. What has no ink has no place."""
        of_notes = [mark for each in self.document.all("Note") for mark in each.marks()]
        shown = {run.mark for run in self.runs if run.has_ink}
        return [mark for mark in (of_notes if notes else self.document.marks(but=("Note",))) if mark in shown]

    def seen(self, *, notes: bool) -> list[Mark]:
        """The same in the order in which it is seen: page by page, from above, from the left; of a table a row at a
        time, and in it cell by cell."""
        in_notes = {mark for each in self.document.all("Note") for mark in each.marks()}
        rows = [[cell.marks(but=("Note",)) for cell in row.inside] for row in self.document.all("TR")]
        found: list[Mark] = []
        for page in range(1, len(self.pdf.pages) + 1):
            shown = [run for run in self.runs if run.mark.page == page and run.mark.number >= 0 and run.has_ink]
            shown = [run for run in shown if (run.mark in in_notes) == notes]
            found += _once(run.mark for run in _from_above(shown, rows))
        return found

    def lowest_of_text_and_highest_note(self, page: int) -> tuple[float, float]:
        """Where the text of a page ends and where its notes begin, in points from below."""
        notes = {mark for each in self.document.all("Note") for mark in each.marks()}
        shown = [run for run in self.runs if run.mark.page == page and run.mark.number >= 0]
        text = [run.baseline for run in shown if run.mark not in notes]
        return min(text, default=10_000.0), max((run.baseline for run in shown if run.mark in notes), default=0.0)


def letters(text: str) -> str:
    """Only the letters and digits: what is the same however lines are broken."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast between two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _from_above(shown: Sequence[Run], rows: Sequence[Sequence[Sequence[Mark]]]) -> list[Run]:
    """The runs of one page as they are seen."""
    left = {run.mark for run in shown}
    bands: list[list[Run]] = []
    for row in rows:
        cells = [[run for run in shown if run.mark in set(cell)] for cell in row]
        cells = sorted(filter(None, cells), key=lambda cell: min(run.box[0] for run in cell))
        if cells:
            bands.append([run for cell in cells for run in _from_above(cell, ())])
            left -= {run.mark for run in bands[-1]}
    bands += [[run] for run in shown if run.mark in left]
    bands.sort(key=lambda band: -max(run.baseline for run in band))
    lines: list[list[list[Run]]] = []
    for band in bands:
        top = max(run.baseline for run in band)
        if lines and len(band) == 1 and lines[-1][0][0].baseline - top < _LINE:
            lines[-1].append(band)
        else:
            lines.append([band])
    for line in lines:
        line.sort(key=lambda band: band[0].box[0])
    return [run for line in lines for band in line for run in band]


def _once(marks: Iterator[Mark]) -> list[Mark]:
    found: list[Mark] = []
    for mark in marks:
        if not found or found[-1] != mark:
            found.append(mark)
    return found


def _runs(data: bytes) -> Iterator[Run]:
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf, start=1):
            textpage = page.get_textpage()
            filled: list[tuple[Box, Colour]] = []
            for index in range(pdfium.FPDFPage_CountObjects(page)):
                drawn = pdfium.FPDFPage_GetObject(page, index)
                kind, box = pdfium.FPDFPageObj_GetType(drawn), _box(drawn)
                mark = Mark(number, pdfium.FPDFPageObj_GetMarkedContentID(drawn))
                if kind == pdfium.FPDF_PAGEOBJ_PATH and _is_filled(drawn):
                    filled.append((box, _colour(drawn)))
                elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                    size, baseline = _size(drawn), _baseline(drawn)
                    text = re.sub("[\x02\xad]", "", _text(drawn, textpage))
                    yield Run(mark, text, box, baseline, size, _colour(drawn), tuple(_behind(box, filled)))
                    if size > 40:  # a mark across the page: what is printed over it stands on its letters too
                        filled.append((box, _colour(drawn)))
                elif mark.number >= 0:
                    yield Run(mark, PICTURE, box, box[1], 0, (0, 0, 0), ())


def _behind(box: Box, filled: Sequence[tuple[Box, Colour]]) -> Iterator[Colour]:
    """The colours that a box may stand on: white, or what was last filled under all of it, and what touches it."""
    under: list[Colour] = [(255, 255, 255)]
    for other, colour in filled:
        if other[0] <= box[0] + 1 and other[1] <= box[1] + 1 and other[2] >= box[2] - 1 and other[3] >= box[3] - 1:
            under = [*under, colour] if other[3] - other[1] > 300 else [colour]
        elif other[0] < box[2] and other[2] > box[0] and other[1] < box[3] and other[3] > box[1]:
            under.append(colour)
    yield from under


def _is_filled(drawn: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, mode, stroke)
    return mode.value != pdfium.FPDF_FILLMODE_NONE


def _colour(drawn: Any) -> Colour:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _box(drawn: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _baseline(drawn: Any) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return float(matrix.f)


def _size(drawn: Any) -> float:
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    return size.value


def _text(drawn: Any, textpage: Any) -> str:
    room = pdfium.FPDFTextObj_GetText(drawn, textpage, None, 0)
    buffer = (ctypes.c_ushort * (room // 2))()
    pdfium.FPDFTextObj_GetText(drawn, textpage, buffer, room)
    return ctypes.string_at(buffer, room - 2).decode("utf-16-le")


def _list(value: Any) -> Sequence[Any]:
    if isinstance(value, Array):
        return list(value)
    return [value] if isinstance(value, int | Dictionary) else list(value)


def _bookmarks(items: Any, level: int) -> Iterator[Bookmark]:
    for item in items:
        yield Bookmark(level, item.title)
        yield from _bookmarks(item.children, level + 1)
