"""Runs of letters with their look, as Word and OpenDocument have them, to pandoc's inlines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ...blocks import NO_ATTRIBUTES, Node
from ...patterns import lazily

_BLANKS = lazily(r"[ \t\r\n\f\v\u2000-\u200a\u205f\u3000]+")
# Marks that cannot be seen and are no text: of direction, of where a word may be broken, of joined letters.
_UNSEEN = lazily(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LINES = lazily("[\u2028\u2029]")
_PRIVATE = lazily("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

# The letters that fonts of symbols show for the codes F020 to F0FF.
_GREEK = dict(zip(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True,
))  # fmt: skip
_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x2D: "−", 0x40: "≅", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥",
    0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕",
    0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√",
    0xD7: "⋅", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
    **{ord(latin): greek for latin, greek in _GREEK.items()},
    **{code: chr(code) for code in map(ord, "0123456789 !#%&()*+,./:;<=>?[]_{|}~")},
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xB2: "☆", 0xD8: "➢", 0xDC: "➲", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_BULLETS = {
    0xB7: "•",
    0xA7: "▪",
    0x2D: "–",
    0x76: "❖",
    0xD8: "➢",
    0xFC: "✓",
    0xA8: "◻",
    0x6F: "□",
    0x71: "❑",
    0x6E: "■",
}


class Run(Struct, frozen=True):
    """Letters of one look. `raised` is 1 for superscript, -1 for subscript; `link` an address."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: int = 0
    link: str = ""


def symbol(code: int, font: str = "") -> str:
    """The character that a font of symbols shows for a code; empty where it is not known."""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    font = font.lower()
    if "wingdings" in font or "webdings" in font:
        return _WINGDINGS.get(code, "")
    if "symbol" in font:
        return _SYMBOL.get(code, "")
    return _BULLETS.get(code, "") if code <= 0xFF else ""


def cleaned(text: str, font: str = "") -> tuple[str, str]:
    """`text` as it may stand in a file of ours (NFC, nothing unseen); and the characters of it that no letter shows."""
    lost: list[str] = []

    def shown(match: re.Match[str]) -> str:
        found = symbol(ord(match[0]), font)
        if not found:
            lost.append(match[0])
        return found

    text = _PRIVATE.sub(shown, _LINES.sub("\n", text))
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)), "".join(lost)


def content(parts: Iterable[Run | Node]) -> list[Node]:
    """The inlines of a paragraph: runs of one look joined, blanks between words single and outside their emphasis."""
    result: list[Node] = []
    for link, group in groupby(_joined(list(parts)), key=lambda part: part.link if isinstance(part, Run) else ""):
        nodes = list(_emphasised(group))
        if link and any(node["t"] not in ("Space", "LineBreak") for node in nodes):
            before, inner, after = _without_blanks(nodes)
            nodes = [*before, {"t": "Link", "c": [list(NO_ATTRIBUTES), inner, [link, ""]]}, *after]
        result += nodes
    return _trimmed(_remarks_within(result))


def _remarks_within(nodes: list[Node]) -> list[Node]:
    """Notes to colleagues after a word, and never first on a line: there, Markdown takes the whole line for one."""
    first = next((i for i, node in enumerate(nodes) if node["t"] not in ("RawInline", "Space", "LineBreak")), None)
    if first is None:
        return nodes
    before = [node for node in nodes[:first] if node["t"] == "RawInline"]
    result: list[Node] = []
    for node in [*nodes[first:], *before]:
        while node["t"] == "RawInline" and result and result[-1]["t"] in ("Space", "LineBreak"):
            result.pop()
        result.append(node)
    return result


def _joined(parts: Sequence[Run | Node]) -> Iterator[Run | Node]:
    """Neighbours of one look made one; blanks and stops have the look of the words on both sides of them, or none."""
    runs = [
        _shifted(part) if isinstance(part, Run) else part for part in parts if not isinstance(part, Run) or part.text
    ]
    for index, part in enumerate(runs):
        if isinstance(part, Run) and not part.text.strip():
            before = next((each for each in reversed(runs[:index]) if not _is_blank(each)), None)
            after = next((each for each in runs[index + 1 :] if not _is_blank(each)), None)
            both = isinstance(before, Run) and isinstance(after, Run) and _look(before) == _look(after)
            look = before if both and isinstance(before, Run) else Run("")
            runs[index] = replace(look, text=part.text)
    for _, group in groupby(runs, key=lambda part: _look(part) if isinstance(part, Run) else id(part)):
        members = list(group)
        first = members[0]
        if isinstance(first, Run):
            yield replace(first, text="".join(each.text for each in members if isinstance(each, Run)))
        else:
            yield first


def _is_blank(part: Run | Node) -> bool:
    return isinstance(part, Run) and not any(map(str.isalnum, part.text))


def _look(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.link


def _shifted(run: Run) -> Run:
    """Raised and lowered figures as the characters that Unicode has for them: m² and CO₂; other letters on the line."""
    if not run.raised:
        return run
    table = _RAISED if run.raised > 0 else _LOWERED
    shifted = run.text.translate(table)
    whole = all(char != old or char.isspace() for char, old in zip(shifted, run.text, strict=True))
    return replace(run, text=shifted if whole else run.text, raised=0)


def _emphasised(parts: Iterable[Run | Node]) -> Iterator[Node]:
    for part in parts:
        if not isinstance(part, Run):
            yield part
            continue
        before, inner, after = _without_blanks(list(_words(part.text)))
        if part.italic and inner:
            inner = [{"t": "Emph", "c": inner}]
        if part.bold and inner:
            inner = [{"t": "Strong", "c": inner}]
        yield from (*before, *inner, *after)


def _words(text: str) -> Iterator[Node]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield {"t": "LineBreak"}
        place = 0
        for blank in _BLANKS.finditer(line):
            if blank.start() > place:
                yield {"t": "Str", "c": line[place : blank.start()]}
            yield {"t": "Space"}
            place = blank.end()
        if place < len(line):
            yield {"t": "Str", "c": line[place:]}


def _without_blanks(nodes: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """The blanks before, what is between, and the blanks after."""
    start, end = 0, len(nodes)
    while start < end and nodes[start]["t"] in ("Space", "LineBreak"):
        start += 1
    while end > start and nodes[end - 1]["t"] in ("Space", "LineBreak"):
        end -= 1
    return nodes[:start], nodes[start:end], nodes[end:]


def _trimmed(nodes: list[Node]) -> list[Node]:
    """No blanks at the ends, nor two beside each other."""
    result: list[Node] = []
    for node in _without_blanks(nodes)[1]:
        if node["t"] == "Space" and result and result[-1]["t"] in ("Space", "LineBreak"):
            continue
        if node["t"] == "LineBreak" and result and result[-1]["t"] == "Space":
            result.pop()
        if node["t"] == "Str" and result and result[-1]["t"] == "Str":
            result[-1] = {"t": "Str", "c": result[-1]["c"] + node["c"]}
            continue
        result.append(node)
    return result


def note(paragraphs: Sequence[Sequence[Node]]) -> Node:
    """A footnote."""
    return {"t": "Note", "c": [{"t": "Para", "c": list(each)} for each in paragraphs if each]}


def picture(name: str, alternative: str) -> Node:
    """A picture and its alternative text."""
    return {"t": "Image", "c": [list(NO_ATTRIBUTES), list(content([Run(alternative)])), [name, ""]]}


def remark(text: str) -> Node:
    """A note to colleagues, which is never printed: <!-- text -->."""
    plain = " ".join(text.split()).replace("--", "–").replace(">", "›")
    return {"t": "RawInline", "c": ["html", f"<!-- {plain.strip('-')} -->"]}
