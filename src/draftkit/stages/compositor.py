"""What a compositor does before the pages are set, as marks in the tree for the typst writer.

    words that may be divided      kommunfullmäktige       ->  kommun#av[f]ullmäktige
                                   skattelättnader         ->  ska#av[ttelättna]der
    words that stay together       den 8 november 2031     ->  den #box[8 november 2031]
    blocks that stay together      "… följande:", a list   ->  #håll[…], the list

No letter and no blank is altered: the marks only say where a line or a page may end. So what is copied out of the PDF,
or looked for in it, is what was written (a soft hyphen or a no-break space would stand there as a character).

Words are divided seldom, as is good where lines are ragged: only long ones, never names (a word with a capital),
headings, decisions and signatures, and never so that fewer than three letters stand alone. typst knows where Swedish
divides, but has no such limits (typst/typst#7455), nor does it prefer the joint of a compound: where that is known
(swedish/compounds.py) it is the only place, the first letter after it being the only one that is marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from typing import Any

from ..blocks import Node, attribute, raw_block, raw_inline, text_of
from ..patterns import lazily
from ..swedish.compounds import joints
from . import tables


class _Mode(Enum):
    """How words are treated where they stand."""

    TEXT = "text"
    WHOLE = "whole"  # headings, decisions, names, addresses: no word is divided
    CELL = "cell"  # narrow: shorter words may be divided
    ROOMY = "roomy"  # narrow, though no word has to be divided


_CELLS = (_Mode.CELL, _Mode.ROOMY)
_WHOLE = frozenset({"Title", "Beslutsruta", "Underskrift", "Avvikande", "Etikett", "Motionär"})
_LISTS = ("BulletList", "OrderedList")
_INTRODUCED = (*_LISTS, "Table", "BlockQuote", "CodeBlock")
_INLINE_HOLDERS = ("Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline")

_LEAD = 450  # letters: some six lines; a longer paragraph fills its page well enough by itself
_SHORT_LIST = 350
_DECISION = 900  # a board's decision longer than that may begin on one page and end on the next
_SHORT_LINE = 60
_TOGETHER = 30  # letters that may stand together: half a line
_TOGETHER_IN_CELL = 9
_TOGETHER_ON_SCREEN = 20
_LONG_NAME = 12  # letters: a longer word may begin a line, whatever stands before it
_SHORT_WORD = 6  # letters: one with as many is a line by itself

_OPEN, _CLOSE = raw_inline("typst", "#box["), raw_inline("typst", "]")
_HOLD, _WITH_ALL, _END = raw_block("typst", "#håll["), raw_block("typst", "#samman["), raw_block("typst", "]")


def set_for_page(nodes: Sequence[Node], decisions: Collection[str] = ()) -> list[Node]:
    """The document's tree with the marks in it. `decisions` are the numbers of the blocks that a board has decided."""
    return _blocks(nodes, _Mode.TEXT, decisions)


# --- blocks ----------------------------------------------------------------------------------------


def _blocks(nodes: Sequence[Node], mode: _Mode, decisions: Collection[str] = ()) -> list[Node]:
    result: list[Node] = []
    names = 0
    for index, node in enumerate(nodes):
        decided = node["t"] == "Div" and attribute(node, "block") in decisions
        new = _block(node, _Mode.WHOLE if decided else mode, decisions)
        after = nodes[index + 1] if index + 1 < len(nodes) else None
        names = names + 1 if after is not None and _is_short(node) and _is_short(after) else 0
        if 0 < names < 12 or (after is not None and _leads(node, after)):
            new = _wrapped(new, _HOLD)
        elif _stays_whole(node, nodes[index - 1] if index else None):
            new = _wrapped(new, _WITH_ALL)
        result += new
    return result


def _inner(node: Node) -> Node:
    """The block that a block from a file is; another one is itself."""
    return node["c"][1][0] if node["t"] == "Div" and attribute(node, "block") and len(node["c"][1]) == 1 else node


def _wrapped(nodes: list[Node], opening: Node) -> list[Node]:
    """The block between `opening` and its end, within the mark of the block where it has one."""
    (node,) = nodes
    if node["t"] == "Div" and attribute(node, "block"):
        return [{"t": "Div", "c": [node["c"][0], [opening, *node["c"][1], _END]]}]
    return [opening, node, _END]


def _leads(node: Node, after: Node) -> bool:
    """Whether a paragraph introduces what follows, so that no page may end between them."""
    node, after = _inner(node), _inner(after)
    if after["t"] == "HorizontalRule":  # it is never the first on a page
        return len(text_of(node)) <= _LEAD
    introduced = after["t"] in _INTRODUCED or (after["t"] == "Para" and [each["t"] for each in after["c"]] == ["Image"])
    return node["t"] == "Para" and introduced and len(text_of(node)) <= _LEAD


def _is_short(node: Node) -> bool:
    """Whether a paragraph is one line that is no sentence: a place and a day, a name under a motion."""
    node = _inner(node)
    if node["t"] != "Para" or len(node["c"]) > 17 or node["c"][-1]["t"] != "Str":
        return False
    text = text_of(node).strip()
    return 0 < len(text) <= _SHORT_LINE and text[-1] not in ".:;?!”"


def _stays_whole(node: Node, before: Node | None) -> bool:
    """Whether a list is to stand on one page: a board's decision, or one of a few lines."""
    inner = _inner(node)
    if inner["t"] not in _LISTS:
        return False
    decided = before is not None and before["t"] == "Div" and attribute(before, "custom-style") == "Inledning"
    return len(text_of(inner)) <= (_DECISION if decided else _SHORT_LIST)


def _block(node: Node, mode: _Mode, decisions: Collection[str] = ()) -> list[Node]:
    """The block set for the page, with what has to stand around it."""
    if node["t"] == "Table":
        laid = tables.laid_out(node)
        modes = [
            (_Mode.ROOMY if roomy else _Mode.CELL) if narrow else _Mode.TEXT
            for narrow, roomy in zip(laid.narrow, laid.roomy, strict=True)
        ]
        filled = tables.with_cells(laid.table, lambda at, cell: _blocks(cell, modes[min(at, len(modes) - 1)]))
        call = f"#tabell({laid.scale}, {'true' if laid.may_break_rows else 'false'})["
        return [raw_block("typst", call), filled, _END]
    return [_plain_block(node, mode, decisions)]


def _plain_block(node: Node, mode: _Mode, decisions: Collection[str]) -> Node:
    kind: str = node["t"]
    content: Any = node.get("c")
    if kind in ("Para", "Plain"):
        return {"t": kind, "c": _inlines(content, mode, last=mode is _Mode.TEXT)}
    if kind == "Header":
        return {"t": kind, "c": [*content[:2], _inlines(content[2], _Mode.WHOLE)]}
    if kind == "Div":
        return {"t": kind, "c": [content[0], _blocks(content[1], _mode_of(node, mode), decisions)]}
    if kind == "BlockQuote":
        return {"t": kind, "c": _blocks(content, mode)}
    if kind == "BulletList":
        return {"t": kind, "c": [_blocks(item, mode) for item in content]}
    if kind == "OrderedList":
        return {"t": kind, "c": [content[0], [_blocks(item, mode) for item in content[1]]]}
    return node


def _mode_of(div: Node, mode: _Mode) -> _Mode:
    return _Mode.WHOLE if attribute(div, "custom-style") in _WHOLE else mode


# --- words -----------------------------------------------------------------------------------------


def _inlines(content: Sequence[Node], mode: _Mode, *, last: bool = False) -> list[Node]:
    """`last`: whether the paragraph ends here, so that no short word may be alone on its last line."""
    result: list[Node] = []
    end = len(content) - 1
    for index, node in enumerate(content):
        if node["t"] == "Str":
            result += _text(node["c"], mode, begins=index == 0, ends=index == end, last=last and index == end)
        else:
            result.append(_inline(node, mode))
    return result


def _text(text: str, mode: _Mode, *, begins: bool, ends: bool, last: bool) -> list[Node]:
    """A run of words, parted where marks stand. Where it neither begins nor ends, the word there goes on outside it."""
    words = text.split(" ")
    result: list[Node] = []
    run: list[str] = []  # what is to be printed as it stands, up to the next mark
    index, end = 0, len(words) - 1
    sure = end - 2 if last else end if mode not in _CELLS else 0  # from here on a word may be alone, or narrow
    while index <= end:
        word = words[index]
        if index < sure and word.isalpha() and len(word) < _LEAST and word not in _TITLES:
            after = words[index + 1]
            if after[:1].isalpha() and after not in _AFTER:  # nothing to see to, as with most words
                run.append(word + " ")
                index += 1
                continue
        to = _stretch(words, index, mode, last=last)
        within = (begins or index > 0) and (ends or to < end)
        blank = " " if to < end else ""
        if within and (to > index or (mode not in _CELLS and _is_one(word))):
            result += [_str(run), _OPEN, _str([" ".join(words[index : to + 1])]), _CLOSE]
            run = [blank]
            index = to + 1
            continue
        name = mode in _CELLS and word[:1].isupper() and (index > 0 or not begins)
        parted = _divided(word, mode) if within and not name and not (last and index == end) else None
        if parted is None:
            run.append(word)
        else:
            before, marked, after = parted
            result += [_str([*run, before]), raw_inline("typst", marked)]
            run = [after]
        run.append(" " if index < end else "")
        index += 1
    result.append(_str(run))
    return [each for each in result if each["c"] != ""]


def _str(run: Sequence[str]) -> Node:
    return {"t": "Str", "c": "".join(run)}


def _inline(node: Node, mode: _Mode) -> Node:
    kind: str = node["t"]
    content: Any = node.get("c")
    if kind in _INLINE_HOLDERS:
        return {"t": kind, "c": _inlines(content, mode)}
    if kind == "Note":
        return {"t": kind, "c": _after_number(_blocks(content, _Mode.TEXT))}
    if kind == "Quoted":
        return {"t": kind, "c": [content[0], _inlines(content[1], mode)]}
    if kind == "Span":
        return {"t": kind, "c": [content[0], _inlines(content[1], _Mode.WHOLE if attribute(node, "lang") else mode)]}
    return node  # a link's words are not divided: they may be an address


def _after_number(blocks: list[Node]) -> list[Node]:
    """The text of a footnote with a little air between its number and its first word."""
    if blocks and blocks[0]["t"] in ("Para", "Plain"):
        blocks[0] = {"t": blocks[0]["t"], "c": [raw_inline("typst", "#h(0.3em)"), *blocks[0]["c"]]}
    return blocks


def stretch(text: str) -> str:
    """The words at the beginning of `text` that are set on one line: a page of ours that is read back has them so."""
    words = text.split(" ")
    return " ".join(words[: _stretch(words, 0, _Mode.TEXT, last=False) + 1])


def stretches(text: str, *, in_cell: bool = False) -> Iterator[str]:
    """A text in pieces, within which no line of a screen may end: words, the blanks by themselves, “8 november 2031”.

    A telephone's line is short: no more letters are kept together there than a date or a dnr has.
    """
    words = text.split(" ")
    mode = _Mode.CELL if in_cell else _Mode.TEXT
    index, end = 0, len(words) - 1
    while index <= end:
        word, to = words[index], index
        if word and index < end and (after := words[index + 1]) and _together(word, after):
            to = _stretch(words, index, mode, last=False, most=_TOGETHER_ON_SCREEN)
        yield word if to == index else " ".join(words[index : to + 1])
        if to < end:
            yield " "
        index = to + 1


def _stretch(words: Sequence[str], start: int, mode: _Mode, *, last: bool, most: int = _TOGETHER) -> int:
    """The index of the last word that is to stand on one line with the one at `start`."""
    index, end = start, len(words) - 1
    length = len(words[start])
    while index < end:
        one, other = words[index], words[index + 1]
        alone = last and index == end - 1 and index > 8  # the last two: a word alone is no line
        alone = alone and len(other.rstrip(_CLOSERS)) < _SHORT_WORD
        if not (one and other and (alone or _together(one, other))):
            break
        length += 1 + len(other)
        room = _TOGETHER_IN_CELL if mode in _CELLS else most
        if length > room or len(other.rstrip(_CLOSERS)) > _LONG_NAME:  # it would leave a gap at the end of the line
            break
        index += 1
    return index


_DIGITS = frozenset("0123456789")
_MONTHS = frozenset("januari februari mars april maj juni juli augusti september oktober november december".split())
_UNITS = frozenset(
    "kr kronor tkr mkr mnkr mdkr % ‰ procent procentenheter miljoner miljarder tusen § §§ kap. kap st. st m m² kvm "
    "km mil cm mm ha kg g ton l kWh MWh GWh kW MW °C timmar dagar år".split()
)
_BEFORE = frozenset("§ §§ kap. nr nr. dnr dnr. s. sid. st. p. bilaga punkt tabell figur avsnitt sidan rotel".split())
_AFTER = frozenset("m.fl. m.m. m.fl m.m o.d. dyl. – —".split())
_TITLES = frozenset("AB Dnr dnr (Dnr (dnr Rotel rotel (båda (alla".split())
_PARTY = lazily(r"\((?:[A-ZÅÄÖ]{1,3}|-)\)[.,;:]*")
_PARTY_END = lazily(r"[A-ZÅÄÖ]{1,3}\)[.,;:]*")
_THREE = lazily(r"\d{3}(?!\d)")
_UP_TO_THREE = lazily(r"(?:.*\D)?\d{1,3}")
_CASE_NUMBER = lazily(r"\d{4}/\d|\d{2,3}-\d+/\d{4}")
_CLOSERS = ".,;:)”’?!"


def _together(one: str, other: str) -> bool:
    """Whether no line may end between two words: a number and its unit, a day and its month, a name and (M)."""
    first = other[0]
    if first in _DIGITS:
        if one[-1] in _DIGITS:
            return bool(_THREE.match(other) and _UP_TO_THREE.fullmatch(one))
        before = one.lstrip("(").lower()
        return before in _BEFORE or before in _MONTHS or (one.isupper() and bool(_CASE_NUMBER.match(other)))
    if one[-1] in _DIGITS:
        return other in _UNITS or other.rstrip(_CLOSERS) in _UNITS or other.rstrip(_CLOSERS) in _MONTHS
    if first == "(":
        return bool(_PARTY.fullmatch(other))
    if other in _AFTER:
        return True
    if one in _TITLES and first.isupper():
        return one not in ("(båda", "(alla") or bool(_PARTY_END.fullmatch(other))
    return False


_HYPHENED = lazily(r"\W*[^\W\d_]{1,2}-[^\W\d_]{2,18}\W*|.*\d–\d.*")
_LONG = lazily(r"(\W*(?:[^\W\d_]+-)*)([a-zß-öø-ÿ]{14,60})(\W*)")
_LONG_IN_CELL = lazily(r"(\W*(?:[^\W\d_]+-)*)([^\W\d_]?[a-zß-öø-ÿ]{6,60})(\W*)")
_LEAST = 14  # letters of a word that may be divided, but in a table
_JOINING = frozenset("fijlt")
_KNOWN_UP_TO = 30  # letters: a longer compound may be divided elsewhere, too, than at a joint that is known
_WEAK_ENDS = ("en", "er", "et", "na")  # a syllable of three letters with such an end is no line


def _is_one(text: str) -> bool:
    """Whether a word must not be parted where it could be: it-stöd would leave two letters, 2031–2033 half a span."""
    return ("-" in text or "–" in text) and bool(_HYPHENED.fullmatch(text))


def _divided(text: str, mode: _Mode) -> tuple[str, str, str] | None:
    """A long word with its middle marked as divisible: what stands before it, it, and what stands after it.

    A compound whose joint is known is divided there alone. Of others three letters at the beginning and three at the
    end stay whole, and so does a weak syllable at the end.
    """
    least, pattern = (7, _LONG_IN_CELL) if mode in _CELLS else (_LEAST, _LONG)
    match = pattern.fullmatch(text) if len(text) >= least and mode is not _Mode.WHOLE else None
    if match is None:
        return None
    before, word, after = match.groups()
    # Where a word has to be divided it may be anywhere, since typst does not find every joint.
    places = joints(word) if mode is not _Mode.CELL and len(word) <= _KNOWN_UP_TO else []
    if places:
        return before, _at(word, places), after
    start, end = 3, len(word) - (3 if word.endswith(_WEAK_ENDS) and len(word) >= _LEAST else 2)
    if word[start - 1] == "f" and word[start] in _JOINING:  # they are one shape, which a mark would part
        start += 1
    if word[end - 1] == "f" and word[end] in _JOINING:
        end -= 1
    return before, f"{word[:start]}#av[{word[start:end]}]{word[end:]}", after


def _at(word: str, places: Sequence[int]) -> str:
    """The word marked as divisible just before each of the letters at `places`."""
    parts = []
    at = 0
    for place in places:
        if place < at:  # within the letters just marked
            continue
        end = place + (2 if word[place] == "f" and word[place + 1] in _JOINING else 1)
        parts.append(f"{word[at:place]}#av[{word[place:end]}]")
        at = end
    return "".join(parts) + word[at:]
