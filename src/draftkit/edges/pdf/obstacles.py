"""What keeps a drawing from standing in a PDF/A as it is (ISO 19005-3, level A; its 6.2 tells of content).

Asked of a form that has been cleaned (`pages.py`). The question is turned round: what is known to be allowed
passes, all else is an obstacle, so that no document claims a standard that it breaks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, cast

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, PdfInlineImage, Stream

from .fonts import Fonts

_MOST_CONTENT = 20_000_000  # bytes of a page's instructions; beyond that it takes too long to look through them
_DEEPEST = 28  # graphics states within each other (6.1.13)
_LONGEST_NAME = 127  # bytes
_LONGEST_STRING = 32_767
_LARGEST = 2**31 - 1

_OPERATORS = frozenset(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l M m MP n q Q re "
    "RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" INLINE IMAGE".split()
) | {"INLINE IMAGE"}
_SMOOTHED = re.compile(rb"/I(?:nterpolate)?\s+true\b")
_HEX, _BLANKS = re.compile(rb"(?<!<)<([0-9A-Fa-f\s]+)>"), b" \t\r\n\f\0"  # a letter of half a byte: 6.1.6
_INTENTS = ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation")
_BLENDING = frozenset(
    "/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight /SoftLight "
    "/Difference /Exclusion /Hue /Saturation /Color /Luminosity".split()
)
_FILTERS = frozenset(
    "/FlateDecode /DCTDecode /CCITTFaxDecode /JBIG2Decode /RunLengthDecode /ASCIIHexDecode /ASCII85Decode".split()
)
# Of an ICC profile: whose colours they are, and in which space (ICC.1:2010, 7.2.5 and 7.2.6).
_DEVICES = (b"mntr", b"scnr", b"prtr", b"spac")
_CHANNELS = {1: (b"GRAY",), 3: (b"RGB ", b"Lab ")}


class Obstacle(Enum):
    """Why a page cannot be put into a PDF/A as it is."""

    FONT = "text in a font that is not embedded, lacks letters, or has no way back to them"
    COLOUR = "colours for a printing press (CMYK, spot colours), or a profile that is none"
    IMAGE = "an image of a kind that an archive does not take (JPEG 2000, LZW)"
    OTHER = "an instruction, a state or a size that the standard does not have"


class _State(Struct):
    """What an instruction depends on: the font, and how text is drawn."""

    font: str = ""
    mode: int = 0


class _Used(Struct):
    """What a content stream uses, by name; of fonts, the strings that are shown in them."""

    visible: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    unseen: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    drawn: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    spaces: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)
    shadings: set[str] = field(default_factory=set)
    found: set[Obstacle] = field(default_factory=set)


class Judge:
    """Judges the drawings of one PDF; what they share is looked at once."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._known: dict[tuple[int, int], frozenset[Obstacle]] = {}

    def of(self, drawing: Stream) -> frozenset[Obstacle]:
        """The obstacles in a form, a pattern or the like, and in all that it uses."""
        key = drawing.objgen
        if drawing.is_indirect and key in self._known:
            return self._known[key]
        if drawing.is_indirect:
            self._known[key] = frozenset()  # one that draws itself adds nothing
        try:
            found = frozenset(self._within(drawing, drawing.get(Name.Resources)))
        except (pikepdf.PikepdfError, AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError):
            found = frozenset({Obstacle.OTHER})  # another kind of object than belongs there
        if drawing.is_indirect:
            self._known[key] = found
        return found

    def _within(self, content: Object, resources: Object | None) -> Iterator[Obstacle]:
        written = content.read_bytes()
        if len(written) > _MOST_CONTENT or any(
            len(each[1].translate(None, _BLANKS)) % 2 for each in _HEX.finditer(written)
        ):
            yield Obstacle.OTHER
            return
        there = resources if isinstance(resources, Dictionary) else Dictionary()
        used = _used(content)
        found = used.found | set(self._but_fonts(content, there, used))
        yield from found
        if found:  # the page is laid as a picture anyway, and to look into fonts takes the longest
            return
        for visible, shown in ((True, used.visible), (False, used.unseen)):
            for name, strings in shown.items():
                yield from self._of_font(_named(there, Name.Font, name), strings, visible=visible)

    def _but_fonts(self, content: Object, there: Dictionary, used: _Used) -> Iterator[Obstacle]:
        group = content.get(Name.Group)
        if isinstance(group, Dictionary) and Name.CS in group:
            yield from _of_space(group.CS, there)
        for name in used.states:
            yield from self._of_state(_named(there, Name.ExtGState, name))
        for name in used.spaces:
            yield from _of_space(Name(name), there)
        for name in used.shadings:
            yield from _of_space(_named(there, Name.Shading, name).ColorSpace, there)
        for name in used.patterns:
            yield from self._of_pattern(_named(there, Name.Pattern, name), there)
        for name in used.drawn:
            drawn = _named(there, Name.XObject, name)
            yield from self.of(cast(Stream, drawn)) if drawn.Subtype == Name.Form else _of_image(drawn, there)

    def _of_font(self, font: Object, strings: set[bytes], *, visible: bool) -> Iterator[Obstacle]:
        if not self._fonts.sound(font, strings, visible=visible):
            yield Obstacle.FONT
        if font.get(Name.Subtype) == Name.Type3:
            for drawing in font.CharProcs.values():
                if isinstance(drawing, Stream):
                    yield from self._within(drawing, font.get(Name.Resources))

    def _of_pattern(self, pattern: Object, resources: Dictionary) -> Iterator[Obstacle]:
        if pattern.PatternType == 2:
            yield from _of_space(pattern.Shading.ColorSpace, resources)
            yield from self._of_state(pattern.get(Name.ExtGState, Dictionary()))
        else:
            yield from self.of(cast(Stream, pattern))

    def _of_state(self, state: Object) -> Iterator[Obstacle]:
        """An ExtGState (6.2.5, 6.2.10)."""
        if any(key in state for key in (Name.TR, Name.HTP, Name.HT, Name.HTO, Name.Font)):
            yield Obstacle.OTHER
        if state.get(Name.TR2, Name.Default) != Name.Default or str(state.get(Name.RI, _INTENTS[0])) not in _INTENTS:
            yield Obstacle.OTHER
        if str(state.get(Name.BM, "/Normal")) not in _BLENDING:
            yield Obstacle.OTHER
        mask = state.get(Name.SMask)
        if isinstance(mask, Dictionary):
            yield from self.of(cast(Stream, mask.G))


def _named(resources: Dictionary, kind: Name, name: str) -> Object:
    """A resource; KeyError where there is none of that name."""
    return cast(Dictionary, resources[kind])[name]


# -- Instructions ----------------------------------------------------------------------------------------------


def _used(content: Object) -> _Used:
    """What a content stream uses, and the obstacles among its instructions themselves."""
    used, state, outer = _Used(), _State(), list[_State]()
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = str(instruction.operator), instruction.operands
        if operator not in _OPERATORS or not all(map(_in_bounds, operands)):
            used.found.add(Obstacle.OTHER)
        match operator:
            case "q":
                outer.append(_State(state.font, state.mode))
                if len(outer) > _DEEPEST:
                    used.found.add(Obstacle.OTHER)
            case "Q" if outer:
                state = outer.pop()
            case "Tf":
                state.font = str(operands[0])
            case "Tr":
                state.mode = int(operands[0])
            case "Tj" | "TJ" | "'" | '"':
                texts = operands[-1] if operator == "TJ" else operands[-1:]
                shown = used.unseen if state.mode == 3 else used.visible
                shown[state.font] |= {bytes(each) for each in texts if isinstance(each, pikepdf.String)}
            case "Do":
                used.drawn.add(str(operands[0]))
            case "gs":
                used.states.add(str(operands[0]))
            case "k" | "K":
                used.found.add(Obstacle.COLOUR)
            case "cs" | "CS":
                used.spaces.add(str(operands[0]))
            case "scn" | "SCN" if operands and isinstance(operands[-1], Name):
                used.patterns.add(str(operands[-1]))
            case "sh":
                used.shadings.add(str(operands[0]))
            case "ri" if str(operands[0]) not in _INTENTS:
                used.found.add(Obstacle.OTHER)
            case "INLINE IMAGE":
                used.found |= set(_of_inline_image(cast(Any, instruction).iimage))
    return used


def _in_bounds(operand: Any) -> bool:
    """Whether an operand is within what every reader can hold (6.1.13)."""
    if isinstance(operand, Name):
        return len(str(operand).encode("utf-8", "surrogateescape")) <= _LONGEST_NAME + 1
    if isinstance(operand, pikepdf.String):
        return len(bytes(operand)) <= _LONGEST_STRING
    if isinstance(operand, Array):
        return all(map(_in_bounds, operand))
    return not isinstance(operand, int) or -_LARGEST - 1 <= operand <= _LARGEST


# -- Images and colours ----------------------------------------------------------------------------------------


def _of_image(image: Object, resources: Dictionary) -> Iterator[Obstacle]:
    """An image XObject (6.2.8), with its masks."""
    if any(str(each) not in _FILTERS for each in _listed(image.get(Name.Filter))) or Name.F in image:
        yield Obstacle.IMAGE
    if str(image.get(Name.Intent, _INTENTS[0])) not in _INTENTS:
        yield Obstacle.OTHER
    bits = image.get(Name.BitsPerComponent, 1)
    if image.get(Name.ImageMask, False):
        if bits != 1:
            yield Obstacle.IMAGE
    elif bits not in (1, 2, 4, 8, 16):
        yield Obstacle.IMAGE
    else:
        yield from _of_space(image.ColorSpace, resources)
    for key in (Name.SMask, Name.Mask):
        if isinstance(mask := image.get(key), Stream):
            yield from _of_image(mask, resources)


def _of_inline_image(image: PdfInlineImage) -> Iterator[Obstacle]:
    if any(each not in _FILTERS for each in image.filters) or _SMOOTHED.search(image.unparse()):
        yield Obstacle.IMAGE
    if not image.image_mask and image.colorspace not in ("/DeviceGray", "/DeviceRGB"):
        yield Obstacle.COLOUR  # or one of the resources, or a palette, which are rare


def _listed(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return list(value) if isinstance(value, Array) else (value,)


def _of_space(space: Object, resources: Dictionary) -> Iterator[Obstacle]:
    """A colour space (6.2.4), and those that it builds on."""
    if isinstance(space, Name):
        if space in (Name.DeviceGray, Name.DeviceRGB, Name.Pattern):
            return
        own = cast(Mapping[str, Object], resources.get(Name.ColorSpace, Dictionary()))
        if space == Name.DeviceCMYK or str(space) not in own or isinstance(own[str(space)], Name):
            if own.get(str(space)) not in (Name.DeviceGray, Name.DeviceRGB, Name.Pattern):
                yield Obstacle.COLOUR
            return
        yield from _of_space(own[str(space)], resources)
        return
    parts = list(cast(Any, space))
    if parts[0] in (Name.Indexed, Name.Pattern):
        yield from _of_space(parts[1], resources) if len(parts) > 1 else ()
    elif parts[0] == Name.ICCBased:
        if not _is_profile(parts[1]):
            yield Obstacle.COLOUR
    elif parts[0] not in (Name.DeviceGray, Name.DeviceRGB, Name.CalGray, Name.CalRGB, Name.Lab):
        yield Obstacle.COLOUR


def _is_profile(stream: Object) -> bool:
    """Whether an ICC profile is one of grey or of a screen's colours, and says so itself."""
    data = stream.read_bytes()
    known = data[16:20] in _CHANNELS.get(int(stream.get(Name.N, 0)), ()) and data[12:16] in _DEVICES
    return known and len(data) > 128 and data[36:40] == b"acsp" and data[8] <= 4
