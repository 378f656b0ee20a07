"""The lines of a PDF, page by page, in reading order, each with its place and the look of its letters.

pdfium gives letters with their places; a line is what stands on one baseline. A wide blank parts a line in cells, from
which `stages/intake/laidout.py` sees tables and boxes beside the text.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2
from msgspec import Struct
from msgspec.structs import replace
from pypdfium2 import raw as pdfium

from ...messages import msg
from ...problems import DraftkitError
from ...stages.intake.lines import NOTE_MARK, Cell, Line, Page, clean
from .pages import BrokenPdf, EncryptedPdf, drawable

_CELL_GAP = 0.9  # of the letters' size: no blank between two words is as wide
_WORD_GAP = 0.16
_RAISED = 0.22  # of the size: how high the foot of a footnote's number stands above the line
_BOLD = 600
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
_POWERS = {"2": "²", "3": "³"}
_MEASURE = re.compile(r"(?:^|[\d\s(/])[kcdm]?m$")
_BEFORE_A_NOTE = '.,:;)”"’!?'
_LEAST_PICTURE = 0.04  # of the page; smaller ones are logotypes and lines
_HYPHENS = "\x02\ufffe\xad"
_JOINED_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


class _Letter(Struct):
    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    raised: bool
    turned: int  # how far its foot is turned from the page's: 0, 90, 180, 270; -1 where it slants
    unknown: bool
    index: int
    after_blank: bool


def pages_of_pdf(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF with their lines.

    Raises DraftkitError, with what to do, where the file is locked, broken, or has pictures of text instead of text.
    """
    try:
        with drawable(data) as pdf:
            pages = []
            unknown = 0
            for number, page in enumerate(pdf, start=1):
                letters = list(_letters(page))
                unknown += sum(1 for each in letters if each.unknown)
                lines, links = tuple(_lines(letters)), tuple(_links(pdf, page))
                pages.append(Page(number, lines, laid_out=True, pictures=_pictures(page), links=links))
                page.close()
    except EncryptedPdf as error:
        hint = msg("open it with its password, and save it without one")
        raise DraftkitError(msg("the PDF is locked with a password"), hint) from error
    except BrokenPdf as error:
        hint = msg("open it in another program and save it anew, or ask for the Word file")
        raise DraftkitError(msg("the file cannot be read as PDF"), hint) from error
    _refuse_without_text(pages, unknown)
    return tuple(pages)


def _refuse_without_text(pages: Sequence[Page], unknown: int) -> None:
    written = sum(len(line.text) for page in pages for line in page.lines if not line.slanting)
    if written == 0:
        hint = msg("ask for the Word file, or let a program for scanned text (OCR) read it first")
        raise DraftkitError(msg("the PDF has no text: it is scanned, or a picture"), hint)
    if unknown > written / 10:
        hint = msg("ask for the Word file, or let a program for scanned text (OCR) read it first")
        raise DraftkitError(msg("the PDF does not tell which letters its signs stand for"), hint)


# --- letters -------------------------------------------------------------------------------------


def _letters(page: pypdfium2.PdfPage) -> Iterator[_Letter]:
    """The letters of a page in pdfium's order, with their places on the page as it is displayed."""
    textpage = page.get_textpage()
    turn = page.get_rotation()
    offset = page.get_cropbox()[:2]
    size_of_page = (page.get_width(), page.get_height()) if turn % 180 == 0 else (page.get_height(), page.get_width())
    looks = _Looks(textpage)
    x, y, foot, unused = (ctypes.c_double() for _ in range(4))
    box = pdfium.FS_RECTF()
    blank = False
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        char = "-" if chr(code) in _HYPHENS else _JOINED_LETTERS.get(chr(code), chr(code))
        if char.isspace() or code == 0:
            blank = True
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        pdfium.FPDFText_GetCharBox(textpage, index, unused, unused, foot, unused)
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        size, bold, italic, angle = looks.of(index)
        quarter = round(angle / 90) % 4 * 90
        straight = min(abs(angle - quarter), 360 - abs(angle - quarter)) < 3
        edges = (box.left, box.bottom, box.right, box.top, x.value, y.value)
        place = _turned(edges, quarter, size_of_page, offset)
        raised = foot.value - y.value > _RAISED * size and char.isdigit() and quarter == 0
        turned = (quarter - turn) % 360 if straight else -1
        unknown = pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1 or code == 0xFFFD
        yield _Letter(char, *place, size, bold, italic, raised, turned, unknown, index, blank)
        blank = False
    textpage.close()


def _turned(
    box: tuple[float, float, float, float, float, float],
    turn: int,
    size: tuple[float, float],
    offset: tuple[float, float],
) -> tuple[float, float, float]:
    """Left, right and baseline, in points from the left and the upper edge as seen by one who reads the letters.

    `turn` is how far they are turned to the left; `size` is the page's, before it is turned itself.
    """
    left, bottom, right, top, x, y = (value - offset[index % 2] for index, value in enumerate(box))
    width, height = size
    if turn == 0:
        return left, right, height - y
    if turn == 90:
        return bottom, top, x
    if turn == 180:
        return width - right, width - left, y
    return width - top, width - bottom, height - x


class _Looks:
    """The size and weight of letters, and how far they are turned to the left: the same for all of one run."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self._page = textpage
        self._run: int | None = None
        self._look = (0.0, False, False, 0.0)

    def of(self, index: int) -> tuple[float, bool, bool, float]:
        """Size in points, whether bold, whether italic, degrees to the left."""
        run = ctypes.cast(pdfium.FPDFText_GetTextObject(self._page, index), ctypes.c_void_p).value
        if run is None or run != self._run:
            self._run, self._look = run, self._read(index)
        return self._look

    def _read(self, index: int) -> tuple[float, bool, bool, float]:
        matrix = pdfium.FS_MATRIX()
        scale, angle = 1.0, 0.0
        if pdfium.FPDFText_GetMatrix(self._page, index, matrix):
            # Letters that lean (c, without b) are an italic that the font lacks, and are not turned.
            scale = math.hypot(matrix.b, matrix.d) or 1.0
            angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
        size = pdfium.FPDFText_GetFontSize(self._page, index) * scale
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self._page, index, None, 0, flags)
        name = ctypes.create_string_buffer(max(length, 1))
        pdfium.FPDFText_GetFontInfo(self._page, index, name, length, flags)
        font = name.value.decode("utf-8", "replace").casefold()
        weight = pdfium.FPDFText_GetFontWeight(self._page, index)
        bold = weight >= _BOLD or "bold" in font or "black" in font or bool(flags.value & _BOLD_FLAG)
        italic = "italic" in font or "oblique" in font or bool(flags.value & _ITALIC_FLAG)
        return round(size, 1), bold, italic, angle


# --- lines ---------------------------------------------------------------------------------------


def _lines(letters: Sequence[_Letter]) -> list[Line]:
    """The lines from the upper edge down; then what is turned, and last what slants across the page."""
    found: list[Line] = []
    for turn in (0, 90, 270, 180):
        rows: list[list[_Letter]] = []
        for letter in sorted((each for each in letters if each.turned == turn), key=lambda each: each.baseline):
            row = rows[-1] if rows else None
            if row is not None and letter.baseline - row[0].baseline <= max(1.0, 0.18 * min(letter.size, row[0].size)):
                row.append(letter)
            else:
                rows.append([letter])
        lines = [_line(sorted(_once(row), key=lambda each: each.left)) for row in _with_raised(rows)]
        found += [replace(line, turned=turn) for line in lines if line.text]
    slanting = [each for each in letters if each.turned < 0]
    text = clean("".join(each.text for each in slanting))
    return [*found, Line(text, size=slanting[0].size, slanting=True)] if text else found


def _with_raised(rows: list[list[_Letter]]) -> list[list[_Letter]]:
    """The rows, where one that is nothing but a number a little above or below another belongs to that one."""
    kept: list[list[_Letter]] = []
    waiting: list[_Letter] = []
    for row in rows:
        if _is_number(row) and kept and not waiting and _at(row, kept[-1]):
            kept[-1] = [*kept[-1], *(_raised(each, kept[-1][0].baseline, above=False) for each in row)]
            continue
        if waiting:
            if _at(waiting, row):
                row = [*row, *(_raised(each, row[0].baseline, above=True) for each in waiting)]
            else:
                kept.append(waiting)
            waiting = []
        if _is_number(row):
            waiting = row
        else:
            kept.append(row)
    return [*kept, waiting] if waiting else kept


def _is_number(row: Sequence[_Letter]) -> bool:
    return len(row) <= 4 and all(each.text.isdigit() for each in row)


def _at(number: Sequence[_Letter], row: Sequence[_Letter]) -> bool:
    """Whether a number stands right beside a letter of `row`, a little above or below its line."""
    size = max(each.size for each in row)
    left = min(each.left for each in number)
    near = 0 < abs(number[0].baseline - row[0].baseline) < 0.6 * size
    return near and any(abs(each.right - left) < 0.3 * size for each in row)


def _raised(letter: _Letter, baseline: float, *, above: bool) -> _Letter:
    """A number that stands a little above or below a line, as a letter of that line."""
    return replace(letter, baseline=baseline, raised=above)


def _once(row: Sequence[_Letter]) -> list[_Letter]:
    """The letters of a row, each once: some programs print bold words twice, a hair apart.

    Letters of one sign (ff, ffi) stand at one place too, but next to each other in the file.
    """
    found: dict[tuple[str, int, int], _Letter] = {}
    kept: list[_Letter] = []
    for each in row:
        other = found.setdefault((each.text, round(each.left), round(each.baseline)), each)
        if other is each or abs(other.index - each.index) < 4:
            kept.append(each)
    return kept


def _line(letters: Sequence[_Letter]) -> Line:
    size = Counter(each.size for each in letters if not each.raised).most_common(1)
    main = size[0][0] if size else letters[0].size
    pieces: list[list[_Letter]] = []
    for letter in letters:
        gap = letter.left - pieces[-1][-1].right if pieces else 0.0
        if pieces and gap <= _CELL_GAP * main:
            pieces[-1].append(letter)
        else:
            pieces.append([letter])
    cells = tuple(
        Cell(text, piece[0].left, piece[-1].right, Counter(each.size for each in piece).most_common(1)[0][0])
        for piece in pieces
        if (text := _text(piece, main))
    )
    words = [each for each in letters if each.text.isalnum()] or letters
    return Line(
        " ".join(cell.text for cell in cells),
        left=letters[0].left,
        right=max(each.right for each in letters),
        baseline=Counter(round(each.baseline, 1) for each in letters).most_common(1)[0][0],
        size=main,
        bold=all(each.bold for each in words),
        italic=all(each.italic for each in words),
        cells=cells if len(cells) > 1 else (),
    )


def _text(letters: Sequence[_Letter], size: float) -> str:
    """The letters as a text, with the blanks between them, and footnotes' numbers marked."""
    parts: list[str] = []
    number = ""
    before: _Letter | None = None
    for letter in letters:
        if letter.raised and (
            before is None or before.raised or before.text.isalnum() or before.text in _BEFORE_A_NOTE
        ):
            number += letter.text
            before = letter
            continue
        if number:
            parts.append(_as_a_note("".join(parts), number))
            number = ""
        if before is not None and _parted(before, letter, size):
            parts.append(" ")
        parts.append(letter.text)
        before = letter
    if number:
        parts.append(_as_a_note("".join(parts), number))
    return _clean("".join(parts))


def _as_a_note(text: str, number: str) -> str:
    """A raised number as the mark of a footnote; after a measure it is its square or cube: m², km³."""
    if number in _POWERS and _MEASURE.search(text):
        return _POWERS[number]
    return NOTE_MARK.format(number)


def _parted(before: _Letter, letter: _Letter, size: float) -> bool:
    """Whether there is a blank between two letters: the file has one, or there is room for one."""
    gap = letter.left - before.right
    if letter.index == before.index + 1:
        return gap > 0.3 * size
    return (letter.after_blank and letter.index > before.index) or gap > _WORD_GAP * size


def _clean(text: str) -> str:
    """`text` cleaned, with the marks of footnotes' numbers kept."""
    pieces = text.split("\x0e")
    kept = [clean_edges(pieces[0])]
    for piece in pieces[1:]:
        number, _, rest = piece.partition("\x0f")
        kept.append(f"\x0e{number}\x0f{clean_edges(rest)}")
    return "".join(kept).strip()


def clean_edges(text: str) -> str:
    """`text` cleaned, with one blank kept at each end where it has one."""
    inner = clean(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0] == ' ' else ''}{inner}{' ' if text[-1] == ' ' else ''}"


def _links(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """The addresses that the page's links lead to, each once."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    found: dict[str, None] = {}
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(pdf, action, None, 0) if action else 0
        if length:
            address = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(pdf, action, address, length)
            found[address.value.decode("utf-8", "replace")] = None
    yield from found


def _pictures(page: pypdfium2.PdfPage) -> int:
    """How many pictures of some size the page has."""
    width, height = page.get_size()
    found = 0
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_pos() if hasattr(each, "get_pos") else each.get_bounds()
        found += (right - left) * (top - bottom) > _LEAST_PICTURE * width * height
    return found
