"""What writers make by hand, and what it is meant to be: lists with typed marks, headings that are bold paragraphs.

"• Verktyg" "• Redskap"                  -> a bulleted list
"1. Nämnden godkänner …" "2. Beslutet …"  -> a numbered list
"**Bakgrund**"                            -> a heading
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...blocks import NO_ATTRIBUTES, Node, letters, text_of
from ...messages import Message, msg
from ...patterns import lazily
from .story import Altered
from .tree import Treed, heading

_BULLET = lazily(r"[•▪◦‣●■□❑❒◆❖⬥➢➲➔→✓◻·]")
_DASH = lazily(r"[-–—*]")
_NUMBER = lazily(r"(\d{1,3})[.)]")
_LONGEST_HEADING = 110  # letters
_NO_HEADING = lazily(r"[.:;,!]$")

_TYPED = msg("marks typed by hand are a list")
_BOLD = msg("a paragraph in bold is a heading")


def shaped(blocks: Sequence[Node]) -> Treed:
    """The blocks with their lists and headings as such, and what was read so."""
    altered: list[Altered] = []
    listed = _lists([each for block in blocks for each in _lines_apart(block)], altered)
    return Treed(tuple(_headings(listed, altered)), tuple(altered))


def _tell(altered: list[Altered], what: Message, nodes: Iterable[Node]) -> None:
    altered.append(Altered(what, "; ".join(" ".join(text_of(node).split()) for node in nodes)))


# --- lists ---------------------------------------------------------------------------------------


def _mark(node: Node) -> tuple[str, int] | None:
    """The mark that a paragraph begins with: ("bullet", 0), ("dash", 0), ("number", 3); None where it has none."""
    if node["t"] != "Para" or len(node["c"]) < 3 or node["c"][0]["t"] != "Str" or node["c"][1]["t"] != "Space":
        return None
    word = node["c"][0]["c"]
    if _BULLET.fullmatch(word):
        return "bullet", 0
    if _DASH.fullmatch(word):
        return "dash", 0
    number = _NUMBER.fullmatch(word)
    return ("number", int(number[1])) if number else None


def _lines_apart(block: Node) -> list[Node]:
    """A paragraph whose lines each begin with a mark as a paragraph for each line; others as they are."""
    if block["t"] != "Para" or not any(node["t"] == "LineBreak" for node in block["c"]):
        return [block]
    lines: list[list[Node]] = [[]]
    for node in block["c"]:
        if node["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(node)
    found: list[Node] = [{"t": "Para", "c": line} for line in lines if line]
    if sum(_mark(each) is not None for each in found) < 2:
        return [block]
    return found


def _lists(blocks: Sequence[Node], altered: list[Altered]) -> list[Node]:
    result: list[Node] = []
    index = 0
    while index < len(blocks):
        run = _run(blocks, index)
        if run:
            items = [[{"t": "Plain", "c": node["c"][2:]}] for node in run]
            mark = _mark(run[0])
            if mark and mark[0] == "number":
                style = [mark[1], {"t": "Decimal"}, {"t": "Period"}]
                result.append({"t": "OrderedList", "c": [style, items]})
            else:
                result.append({"t": "BulletList", "c": items})
            _tell(altered, _TYPED, run)
            index += len(run)
        else:
            result.append(blocks[index])
            index += 1
    return result


def _run(blocks: Sequence[Node], start: int) -> list[Node]:
    """The paragraphs from `start` that are a list: bullets, two dashes or more, or the numbers 1, 2 …"""
    first = _mark(blocks[start])
    if first is None or (first[0] == "number" and (first[1] != 1 or _is_bold(blocks[start]))):
        return []
    run = [blocks[start]]
    for node in blocks[start + 1 :]:
        mark = _mark(node)
        if mark is None or mark[0] != first[0] or (mark[0] == "number" and mark[1] != first[1] + len(run)):
            break
        run.append(node)
    return run if first[0] == "bullet" or len(run) > 1 else []


# --- headings ------------------------------------------------------------------------------------


def _is_bold(node: Node) -> bool:
    """Whether all the words of a paragraph are bold."""
    if node["t"] != "Para":
        return False
    plain = [each for each in node["c"] if each["t"] not in ("Strong", "Space", "LineBreak", "Note", "RawInline")]
    inner = [each for each in plain if not (each["t"] == "Emph" and all(one["t"] == "Strong" for one in each["c"]))]
    return not inner and any(each["t"] in ("Strong", "Emph") for each in node["c"])


def _headings(blocks: Sequence[Node], altered: list[Altered]) -> list[Node]:
    result: list[Node] = []
    real = [node["c"][0] for node in blocks if node["t"] == "Header"]
    level = max(min(real) - 1, 1) if real else 1
    for index, node in enumerate(blocks):
        if node["t"] == "Header":
            level = node["c"][0]
        lead, rest = _lead(node)
        follows = bool(rest) or index + 1 < len(blocks)
        if lead is None or not follows:
            result.append(node)
            continue
        result.append({"t": "Header", "c": [min(level + 1, 6), list(NO_ATTRIBUTES), lead]})
        result += [{"t": "Para", "c": rest}] if rest else []
        _tell(altered, _BOLD, lead[:1] and [{"t": "Plain", "c": lead}])
    return result


def _lead(node: Node) -> tuple[list[Node] | None, list[Node]]:
    """The heading that a paragraph is or begins with, and the rest of the paragraph."""
    if node["t"] != "Para":
        return None, []
    content = node["c"]
    at = next((i for i, each in enumerate(content) if each["t"] == "LineBreak"), None)
    for first, rest in (([*content], []), (content[:at], content[at + 1 :]) if at is not None else ([], [])):
        if first and _is_bold({"t": "Para", "c": first}) and _may_be_heading(text_of(first).strip()):
            return heading(first), rest
    return None, []


def _may_be_heading(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_HEADING
        and not _NO_HEADING.search(text)
        and any(char.isalpha() for char in letters(text))
    )
