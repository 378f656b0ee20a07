"""The text of a finished PDF, as its structure tree has it.

The tree is what a screen reader follows: it holds every word of the document once and in reading order, and
none of the running headers, page numbers and rules, which are artifacts outside it. So it is what a build counts
against the text that went in. (Text by place on the page will not do: footnotes and headers stand in between.)

pikepdf reads the tree, pypdfium2 the letters; they meet in the marked-content ids, which are unique on a page.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pikepdf
import pypdfium2
from msgspec import Struct
from pikepdf import Array, Name, Object
from pypdfium2 import raw as pdfium

# Roles that are part of a running text: what they hold is read as text of the element around them.
_INLINE = frozenset({"Code", "Em", "Link", "Quote", "Span", "Strong"})

# Roles that only hold other elements, so that nothing in them can be part of a running text.
_GROUPS = frozenset({"Art", "Div", "Document", "NonStruct", "Part", "Sect"})

# The hyphen that divides a word at the end of a line: pdfium's own mark for it, and the character itself.
_DIVISION = re.compile("[\x02\xad]")

_NOT_LETTERS = re.compile(r"[\W_]+")


class _Mark(NamedTuple):
    """A piece of marked content: its page, counted from 1, and its id there (-1 for none)."""

    page: int
    id: int


class StructureItem(Struct, frozen=True):
    """The text of one element of the structure tree, without that of the elements inside it.

    `role` is the structure type as the document has it (P, H1, Lbl, LBody, TD, Note ...). `page` is the page,
    counted from 1, where the element begins. `in_note` tells what belongs to a footnote, in which paragraphs and
    lists have the same roles as elsewhere.
    """

    role: str
    text: str
    page: int
    in_note: bool = False


def structure_text(data: bytes) -> list[StructureItem]:
    """Every element of the tagged PDF in `data` that has text, in the order of the structure tree.

    A paragraph is one item also where a page ends or a footnote's number stands in it; that number (Reference, or
    Lbl as typst has it) and the footnote's text (Note) follow as items of their own, and so do a list item's number
    (Lbl) and its text (LBody).
    A Figure's text is its alternative text.
    White space is made one space. The hyphen at the end of a line is left out, whether typesetter or author put
    it there, and a forced line break leaves no space: compare by `letters`.
    Raises ValueError where the PDF has no structure tree.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = pdf.Root.get(Name.StructTreeRoot)
        if tree is None:
            raise ValueError("the PDF has no structure tree")
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        walk = _Tree(numbers, _marked_texts(data))
        walk.read(tree, "Document", in_note=False)
        return walk.items


def letters(text: str) -> str:
    """Only the letters and digits of the text, in composed form: what survives hyphenation and line breaks."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", text))


class Illegible(Struct, frozen=True):
    """A stretch of text that nobody can read on the page, counted from 1."""

    page: int
    text: str


def illegible(data: bytes) -> list[Illegible]:
    """The text in the PDF in `data` that goes beyond the edge of its page, or lies over other text.

    It stands in the structure tree all the same, so that a count of the words does not notice.
    """
    found: list[Illegible] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf, start=1):
            runs = sorted(_runs(page), key=lambda run: run.box[1])
            unseen = [run.object for run in runs if _beyond(run.box, page.get_size())]
            unseen += [upper.object for upper in _covering(runs)]
            if unseen:
                textpage = page.get_textpage()
                found += [Illegible(number, _run_text(each, textpage).strip()) for each in unseen]
    return found


class _Run(NamedTuple):
    """A run of letters of the text: its box (left, bottom, right, top), and pdfium's own object."""

    box: tuple[float, float, float, float]
    object: object


def _runs(page: pypdfium2.PdfPage) -> Iterator[_Run]:
    """The runs of the text on a page; what is outside the tree, such as the mark of a draft, lies where it likes."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        run = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(run) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if pdfium.FPDFPageObj_GetMarkedContentID(run) >= 0:
            pdfium.FPDFPageObj_GetBounds(run, left, bottom, right, top)
            yield _Run((left.value, bottom.value, right.value, top.value), run)


def _beyond(box: tuple[float, float, float, float], size: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    return left < 0 or bottom < 0 or right > size[0] or top > size[1]


def _covering(runs: Sequence[_Run]) -> Iterator[_Run]:
    """The runs that cover a third of another one. `runs` are sorted by where they begin, from below."""
    for index, one in enumerate(runs):
        left, bottom, right, top = one.box
        for other in runs[index + 1 :]:
            left2, bottom2, right2, top2 = other.box
            if bottom2 >= top:
                break
            wide, high = min(right, right2) - max(left, left2), min(top, top2) - max(bottom, bottom2)
            smaller = min((right - left) * (top - bottom), (right2 - left2) * (top2 - bottom2))
            if wide > 0 and high > 0 and wide * high > smaller / 3:
                yield other


class _Tree:
    """The walk through a structure tree: collects `items` in its order."""

    def __init__(self, numbers: Mapping[tuple[int, int], int], texts: Mapping[_Mark, str]) -> None:
        """`numbers` gives the number of a page object, `texts` the text of each mark."""
        self.items: list[StructureItem] = []
        self._numbers = numbers
        self._texts = texts

    def read(self, element: Object, role: str, in_note: bool) -> None:
        """Add the element's own item, if it has text, and then those of the elements inside it."""
        place = len(self.items)  # the own text is known only when those inside have been read
        marks: list[_Mark] = []
        in_note = in_note or role == "Note"
        self._gather(element, role, in_note, marks)
        own = "".join(self._texts.get(mark, "") for mark in marks)
        text = " ".join(str(element.get(Name.Alt, own)).split())
        if text:
            page = marks[0].page if marks else self._page_before(place)
            self.items.insert(place, StructureItem(role, text, page, in_note))

    def _gather(self, element: Object, role: str, in_note: bool, marks: list[_Mark]) -> None:
        """Add to `marks` those of the element and of inline elements in it; read all other elements in it."""
        for kid in _kids(element):
            if isinstance(kid, int):
                marks.append(_Mark(self._page(element), kid))
            elif Name.MCID in kid:  # on another page than the element's first mark
                marks.append(_Mark(self._page(kid), int(kid.MCID)))
            elif Name.S in kid:
                kid_role = str(kid.S).removeprefix("/")
                if kid_role in _INLINE and role not in _GROUPS:
                    self._gather(kid, role, in_note, marks)
                else:
                    self.read(kid, kid_role, in_note)

    def _page(self, holder: Object) -> int:
        return self._numbers[holder.Pg.objgen]

    def _page_before(self, place: int) -> int:
        """The page for an item without marks, such as a figure of lines only."""
        return self.items[place - 1].page if place else 1


def _kids(element: Object) -> Iterable[Object | int]:
    """What an element holds: marks (as numbers or with a page), elements, and references to links."""
    kids = element.get(Name.K, ())
    return kids if isinstance(kids, Array | tuple) else (kids,)


def _marked_texts(data: bytes) -> dict[_Mark, str]:
    """The text of each mark in the PDF."""
    texts: defaultdict[_Mark, str] = defaultdict(str)
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf, start=1):
            textpage = page.get_textpage()
            for index in range(pdfium.FPDFPage_CountObjects(page)):
                run = pdfium.FPDFPage_GetObject(page, index)
                if pdfium.FPDFPageObj_GetType(run) == pdfium.FPDF_PAGEOBJ_TEXT:
                    mark = _Mark(number, pdfium.FPDFPageObj_GetMarkedContentID(run))
                    texts[mark] += _DIVISION.sub("", _run_text(run, textpage))
    return texts


def _run_text(run: object, textpage: object, room: int = 1024) -> str:
    """The text of one run of letters as pdfium reads it. `room` is the length of the buffer, in letters."""
    buffer = (ctypes.c_ushort * room)()
    size: int = pdfium.FPDFTextObj_GetText(run, textpage, buffer, ctypes.sizeof(buffer))
    if size > ctypes.sizeof(buffer):  # a run is a line at most, so this is rare
        return _run_text(run, textpage, room=size)
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le")  # without the closing zero
