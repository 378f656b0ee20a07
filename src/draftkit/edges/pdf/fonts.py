"""Whether the text that a PDF shows in a font may stand in a PDF/A: ISO 19005-3, 6.2.11, as level A has it.

The font's program must be in the file, have each glyph that is shown, and be as wide as the PDF says; and each
letter must have a way back to Unicode. What cannot be shown to be so is taken not to be.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from math import prod
from typing import Any, Protocol, cast

from pikepdf import Array, Dictionary, Name, Object, Stream

from ...stages.intake.inlines import symbol

# What fontTools thinks of a font (a date that seems very low) is nothing that anybody here can do something about.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

_SYMBOLIC = 4  # the flag of a font that has letters of its own
_LONGEST_NAME = 128  # with its slash (6.1.13)
_TOLERANCE = 1.0  # thousandths of the font's size, as validators have it
_NEVER = frozenset("\0\ufeff\ufffe")  # what a letter cannot mean


def mend(font: Object) -> None:
    """Take out of a font, in place, what it need not say and often says wrongly; and let its signs mean letters.

    A list of the glyphs that are in the program (CIDSet, CharSet) is optional, and wrong where the program was cut
    down later. Word writes the bullets of its lists in fonts of symbols, with codes that only these fonts know.
    """
    inner = font.DescendantFonts[0] if font.get(Name.Subtype) == Name.Type0 else font
    descriptor = inner.get(Name.FontDescriptor, Dictionary())
    for key in (Name.CIDSet, Name.CharSet):
        if key in descriptor:
            del descriptor[key]
    if inner.get(Name.Subtype) == Name.CIDFontType2 and Name.CIDToGIDMap not in inner:
        inner.CIDToGIDMap = Name.Identity  # which is what it means to say nothing
    meant = to_unicode(font)
    name = str(font.get(Name.BaseFont, ""))
    plain = {code: "".join(_plain(each, name) for each in text) for code, text in meant.items()}
    if plain != meant:
        cast(Stream, font.ToUnicode).write(_map(plain, 2 if inner is not font else 1))


def _plain(letter: str, font: str) -> str:
    return (symbol(ord(letter), font) or letter) if unicodedata.category(letter) == "Co" else letter


def _map(letters: Mapping[int, str], length: int) -> bytes:
    """A map from codes of `length` bytes to letters, as a font has it (ISO 32000-1, 9.10.3)."""
    lines = [f"<{code:0{length * 2}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in letters.items()]
    parts = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    listed = "\n".join("\n".join((f"{len(part)} beginbfchar", *part, "endbfchar")) for part in parts)
    return _MAP.format(first="00" * length, last="FF" * length, listed=listed).encode()


_MAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<{first}> <{last}>
endcodespacerange
{listed}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Program(Protocol):
    """A font's own program: its glyphs and their widths, in thousandths of the size."""

    def width(self, glyph: Any) -> float | None:
        """The width of a glyph; None where the program does not have it."""


class _TrueType:
    """A TrueType program; a glyph is a number. Only the tables that a PDF must have are asked for."""

    def __init__(self, data: bytes) -> None:
        from fontTools.ttLib import TTFont

        self.font = TTFont(io.BytesIO(data), lazy=True)
        self.count: int = self.font["maxp"].numGlyphs
        # Otherwise the names of the glyphs would be looked for, in a table that need not be there.
        self.font.setGlyphOrder([str(number) for number in range(self.count)])
        self.size: int = self.font["head"].unitsPerEm
        metrics: int = self.font["hhea"].numberOfHMetrics
        data = self.font.reader["hmtx"]
        self.widths = struct.unpack(f">{metrics * 2}H", data[: metrics * 4])[::2]

    def width(self, glyph: int) -> float | None:
        if not 0 < glyph < self.count:
            return None
        return float(self.widths[min(glyph, len(self.widths) - 1)]) * 1000 / self.size

    def glyphs(self, platform: int, encoding: int) -> Mapping[int, int] | None:
        """The glyphs by the codes of one of the program's tables; None where it has no such table."""
        table = self.font["cmap"].getcmap(platform, encoding) if "cmap" in self.font else None
        if table is not None and table.format not in (0, 4, 6):  # others can list four milliard codes in a few bytes
            raise ValueError("a table of glyphs in an uncommon form")
        return {code: int(name) for code, name in table.cmap.items()} if table is not None else None

    @property
    def tables(self) -> int:
        """How many tables of glyphs by code there are."""
        return len(self.font["cmap"].tables) if "cmap" in self.font else 0


class _Cff:
    """A program of Type 1 in the compact form; a glyph is a name, or the number of a character (CID)."""

    def __init__(self, data: bytes) -> None:
        from fontTools.cffLib import CFFFontSet

        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None)
        self.top = fonts[0]
        self.by_number = hasattr(self.top, "ROS")
        self.glyphs = self.top.CharStrings
        self.order = self.top.charset
        parts = list(self.top.FDArray) if self.by_number else [self.top]
        sizes = {tuple(each.rawDict.get("FontMatrix", ())) for each in parts}
        if len(sizes) > 1:
            raise ValueError("parts of the font have sizes of their own")
        told = [each for each in (self.top, parts[0]) if "FontMatrix" in each.rawDict][: 2 if self.by_number else 1]
        self.scale = 1000 * prod(float(each.FontMatrix[0]) for each in told) if told else 1.0

    def width(self, glyph: str | int) -> float | None:
        from fontTools.pens.basePen import NullPen

        if isinstance(glyph, int):
            if self.by_number:
                glyph = f"cid{glyph:05d}"
            elif glyph < len(self.order):
                glyph = self.order[glyph]
            else:
                return None
        if glyph in (".notdef", "cid00000") or glyph not in self.glyphs:
            return None
        drawing = self.glyphs[glyph]
        drawing.draw(NullPen())
        return float(drawing.width) * self.scale

    @property
    def encoding(self) -> Mapping[int, str]:
        """The program's own names by code."""
        own = self.top.Encoding
        if own == "StandardEncoding":
            return _standard()
        return dict(enumerate(own)) if isinstance(own, list) else {}


class _Type1:
    """A program of Type 1; a glyph is a name."""

    def __init__(self, data: bytes) -> None:
        from fontTools.misc.psLib import suckfont

        self.font = suckfont(data)
        private = self.font["Private"]
        self.skipped: int = private.get("lenIV", 4)  # random bytes before each drawing
        self.parts: list[Any] = []
        self.parts += [self._drawing(each) for each in private.get("Subrs", ())]
        self.scale = float(self.font["FontMatrix"][0]) * 1000

    def _drawing(self, code: bytes) -> Any:
        from fontTools.misc.eexec import decrypt
        from fontTools.misc.psCharStrings import T1CharString

        return T1CharString(decrypt(code, 4330)[0][self.skipped :], subrs=self.parts)

    def width(self, glyph: str) -> float | None:
        from fontTools.pens.basePen import NullPen

        drawings = self.font["CharStrings"]
        if glyph == ".notdef" or glyph not in drawings:
            return None
        drawing = self._drawing(drawings[glyph])
        drawing.draw(NullPen())
        return float(drawing.width) * self.scale

    @property
    def encoding(self) -> Mapping[int, str]:
        own = self.font["Encoding"]
        return _standard() if own == "StandardEncoding" else dict(enumerate(own))


class Fonts:
    """The fonts of one PDF, asked once for each letter."""

    def __init__(self) -> None:
        self._programs: dict[tuple[int, int], Any] = {}
        self._sound: dict[tuple[tuple[int, int], bool], set[int]] = {}

    def sound(self, font: Object, shown: Collection[bytes], *, visible: bool) -> bool:
        """Whether the strings `shown` in `font` may stand in a PDF/A; `visible`: not only to be found by a search."""
        try:
            codes = _codes(font, shown)
            known = self._sound.setdefault((font.objgen, visible), set()) if font.is_indirect else set()
            new = codes - known
            if not new:
                return True
            if not self._asked(font, new, visible=visible):
                return False
        except Exception:  # of whatever a damaged program or map makes its reader stumble on
            return False
        known |= new
        return True

    def _asked(self, font: Object, codes: Collection[int], *, visible: bool) -> bool:
        name = font.get(Name.BaseFont)
        if font.get(Name.Subtype) != Name.Type3 and not (isinstance(name, Name) and len(str(name)) <= _LONGEST_NAME):
            return False
        names = _names(font)
        if not _has_meaning(font, codes, names):
            return False
        subtype = font.get(Name.Subtype)
        if subtype == Name.Type0:
            return self._composite(font, codes, visible=visible)
        if subtype == Name.Type3:
            return _drawn(font, codes, names)
        if subtype in (Name.Type1, Name.MMType1):
            return self._type1(font, codes, names, visible=visible)
        return subtype == Name.TrueType and self._truetype(font, codes, names, visible=visible)

    def _program(self, descriptor: Object) -> Any:
        """The program that a font brings; None where it brings none."""
        for key in (Name.FontFile, Name.FontFile2, Name.FontFile3):
            file = descriptor.get(key)
            if not isinstance(file, Stream):
                continue
            if file.objgen not in self._programs:
                self._programs[file.objgen] = _opened(key, file)
            return self._programs[file.objgen]
        return None

    def _type1(self, font: Object, codes: Collection[int], names: Mapping[int, str], *, visible: bool) -> bool:
        program = self._program(font.get(Name.FontDescriptor, Dictionary()))
        if program is None:
            return not visible
        if not isinstance(program, _Cff | _Type1) or getattr(program, "by_number", False):
            return False
        named = {**program.encoding, **names} if not _base(font) else names
        widths = _widths(font)
        return all(_alike(program.width(named.get(code, ".notdef")), widths.get(code)) for code in codes)

    def _truetype(self, font: Object, codes: Collection[int], names: Mapping[int, str], *, visible: bool) -> bool:
        descriptor = font.get(Name.FontDescriptor, Dictionary())
        program = self._program(descriptor)
        if program is None:
            return not visible
        if not isinstance(program, _TrueType):
            return False
        symbolic = bool(int(descriptor.get(Name.Flags, 0)) & _SYMBOLIC)
        glyphs = _of_symbols(program) if symbolic else _of_letters(program, names)
        if glyphs is None or (symbolic and Name.Encoding in font) or (not symbolic and not _base(font)):
            return False
        widths = _widths(font)
        return all(_alike(program.width(glyphs.get(code, 0)), widths.get(code)) for code in codes)

    def _composite(self, font: Object, codes: Collection[int], *, visible: bool) -> bool:
        """A font of two bytes to a character, where the bytes are the character's number."""
        (inner,) = list(font.DescendantFonts)
        program = self._program(inner.get(Name.FontDescriptor, Dictionary()))
        if program is None:
            return not visible
        to_glyph = inner.get(Name.CIDToGIDMap)
        if inner.get(Name.Subtype) == Name.CIDFontType0:
            if not isinstance(program, _Cff):
                return False
        elif not isinstance(program, _TrueType) or (to_glyph != Name.Identity and not isinstance(to_glyph, Stream)):
            return False
        table = to_glyph.read_bytes() if isinstance(to_glyph, Stream) else None
        widths, usual = _widths_of_characters(inner), float(inner.get(Name.DW, 1000))
        for code in codes:
            glyph = int.from_bytes(table[code * 2 : code * 2 + 2]) if table is not None else code
            if not _alike(program.width(glyph), widths.get(code, usual)):
                return False
        return True


def _opened(key: Name, file: Stream) -> Any:
    data = file.read_bytes()
    if key == Name.FontFile2:
        return _TrueType(data)
    if key == Name.FontFile:
        return _Type1(data)
    kind = file.get(Name.Subtype)
    if kind in (Name.Type1C, Name.CIDFontType0C):
        return _Cff(data)
    if kind == Name.OpenType:
        from fontTools.ttLib import TTFont

        font = TTFont(io.BytesIO(data), lazy=True)
        return _Cff(font.reader["CFF "]) if "CFF " in font else _TrueType(data)
    raise ValueError("a font program of an unknown kind")


def _alike(found: float | None, told: float | None) -> bool:
    return found is not None and told is not None and abs(found - told) <= _TOLERANCE


# -- Glyphs by code --------------------------------------------------------------------------------------------


def _of_symbols(program: _TrueType) -> Mapping[int, int] | None:
    """The glyphs of a font with signs of its own: by its symbol table, or its only table (ISO 19005-3, 6.2.11.6)."""
    symbols = program.glyphs(3, 0)
    if symbols is not None:
        high = {code & 0xFF: glyph for code, glyph in symbols.items() if code >> 8 in (0xF0, 0xF1, 0xF2)}
        return high | {code: glyph for code, glyph in symbols.items() if code < 256}
    return program.glyphs(1, 0) if program.tables == 1 else None


def _of_letters(program: _TrueType, names: Mapping[int, str]) -> Mapping[int, int] | None:
    """The glyphs of a font with letters, by what the letters are called."""
    from fontTools import agl

    letters = program.glyphs(3, 1)
    if letters is not None:
        meant = {code: agl.toUnicode(name) for code, name in names.items()}
        return {code: letters.get(ord(text), 0) for code, text in meant.items() if len(text) == 1}
    apple = program.glyphs(1, 0)
    if apple is None:
        return None
    by_name = {name: code for code, name in _mac().items()}
    return {code: apple.get(by_name.get(name, -1), 0) for code, name in names.items()}


def _codes(font: Object, shown: Collection[bytes]) -> set[int]:
    """The character codes in strings: of two bytes each in a composite font, else of one."""
    if font.get(Name.Subtype) != Name.Type0:
        return set(b"".join(shown))
    if font.get(Name.Encoding) not in (Name("/Identity-H"), Name("/Identity-V")):
        raise ValueError("codes of another length than two bytes")
    return {code for text in shown for (code,) in struct.iter_unpack(">H", text)}


# -- Names and meanings ----------------------------------------------------------------------------------------


def _base(font: Object) -> Mapping[int, str] | None:
    """The encoding that a font names as the one that its own is made from; None where it names none."""
    encoding = font.get(Name.Encoding)
    name = encoding.get(Name.BaseEncoding) if isinstance(encoding, Dictionary) else encoding
    if name == Name.WinAnsiEncoding:
        return _windows()
    return _mac() if name == Name.MacRomanEncoding else None


def _names(font: Object) -> dict[int, str]:
    """What a font's dictionary itself calls the glyphs of its codes."""
    names = dict(_base(font) or {})
    if font.get(Name.Subtype) == Name.Type0:
        return {}
    encoding = font.get(Name.Encoding)
    code = 0
    for each in encoding.get(Name.Differences, Array()) if isinstance(encoding, Dictionary) else ():
        if isinstance(each, Name):
            names[code] = str(each)[1:]
            code += 1
        else:
            code = int(each)
    return names


def _has_meaning(font: Object, codes: Collection[int], names: Mapping[int, str]) -> bool:
    """Whether each code has a way back to letters, which are not a font's private ones."""
    from fontTools import agl

    told = to_unicode(font)
    for code in codes:
        meant = told.get(code) or agl.toUnicode(names.get(code, ""))
        if not meant or _NEVER & set(meant) or any(unicodedata.category(each) in ("Co", "Cs") for each in meant):
            return False
    return True


_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def to_unicode(font: Object) -> dict[int, str]:
    """The letters that a font's own map gives for its codes; empty where it has none."""
    table = font.get(Name.ToUnicode)
    if not isinstance(table, Stream):
        return {}
    found: dict[int, str] = {}
    for section in _SECTION.finditer(table.read_bytes()):
        items = [(each[1], each[2] or each[3]) for each in _ITEM.finditer(section[2])]
        (_read_characters if section[1] == b"bfchar" else _read_ranges)(items, found)
    return found


def _read_characters(items: list[tuple[Any, Any]], found: dict[int, str]) -> None:
    """<03> <0041> …"""
    for (code, _), (text, _) in zip(items[::2], items[1::2], strict=False):
        found[int(code, 16)] = _letters(text)


def _read_ranges(items: list[tuple[Any, Any]], found: dict[int, str]) -> None:
    """<03> <05> <0041> …, or <03> <05> [<0041> <0042> <0043>] …"""
    rest = iter(items)
    for first, _ in rest:
        start, end = int(first, 16), int(next(rest)[0], 16)
        text, sign = next(rest)
        if sign:
            for code, (each, closing) in enumerate(rest, start=start):
                if closing:
                    break
                found[code] = _letters(each)
            continue
        letters = _letters(text)
        for code in range(start, min(end, start + 0xFFFF) + 1):
            found[code] = letters[:-1] + chr(ord(letters[-1]) + code - start) if letters else ""


def _letters(digits: bytes) -> str:
    plain = bytes.fromhex(digits.decode())
    return plain.rjust(2, b"\0").decode("utf-16-be")


@cache
def _windows() -> dict[int, str]:
    """The glyphs of WinAnsiEncoding (ISO 32000-1, annex D.2)."""
    from fontTools import agl

    letters = {code: bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)}
    names = {code: agl.UV2AGL.get(ord(letter), "") for code, letter in letters.items() if letter}
    undefined = dict.fromkeys((code for code, letter in letters.items() if not letter or code == 127), "bullet")
    return {**names, **undefined, 160: "space", 173: "hyphen"}


@cache
def _mac() -> dict[int, str]:
    """The glyphs of MacRomanEncoding."""
    from fontTools.encodings.MacRoman import MacRoman

    return {code: name for code, name in enumerate(MacRoman) if name != ".notdef"} | {202: "space"}


@cache
def _standard() -> dict[int, str]:
    """The glyphs of StandardEncoding."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}


# -- Widths ----------------------------------------------------------------------------------------------------


def _widths(font: Object) -> dict[int, float]:
    first = int(font.get(Name.FirstChar, 0))
    return {first + index: float(width) for index, width in enumerate(font.get(Name.Widths, Array()))}


def _widths_of_characters(font: Object) -> dict[int, float]:
    """[3 [500 600]  7 9 250] gives 3: 500, 4: 600, 7: 250, 8: 250, 9: 250."""
    found: dict[int, float] = {}
    rest = iter(font.get(Name.W, Array()))
    for first in rest:
        more = next(rest)
        if isinstance(more, Array):
            found |= {int(first) + index: float(width) for index, width in enumerate(more)}
        else:
            found |= dict.fromkeys(range(int(first), min(int(more), 0xFFFF) + 1), float(next(rest)))
    return found


# -- Glyphs that are drawn -------------------------------------------------------------------------------------


def _drawn(font: Object, codes: Collection[int], names: Mapping[int, str]) -> bool:
    """Whether a font of drawings (Type 3) has one for each code, as wide as the PDF says."""
    import pikepdf

    widths, drawings = _widths(font), font.CharProcs
    for code in codes:
        drawing = drawings.get(f"/{names.get(code, '.notdef')}")
        steps = pikepdf.parse_content_stream(drawing) if isinstance(drawing, Stream) else []
        if not steps or str(steps[0].operator) not in ("d0", "d1"):
            return False
        if not _alike(float(steps[0].operands[0]), widths.get(code)):
            return False
    return True
