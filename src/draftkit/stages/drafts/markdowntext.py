"""Words as Markdown that prints them exactly, and points as they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...patterns import lazily

_SPECIAL = lazily(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BEGINS_A_BLOCK = lazily(r"^([#>+=~|:-])")
_BEGINS_A_LIST = lazily(r"^(\d{1,9})([.)])(?=\s|$)")
_MARK = lazily(r"^\s*(?:\d{1,3}[.)]|[-–—•*·▪◦\uf0b7])\s+")
_ATT = lazily(r"att\s+", re.IGNORECASE)


def escaped(line: str) -> str:
    r"""A line of text so that Markdown prints each character of it.

    3 * 4 -> 3 \* 4; 2031. Året -> 2031\. Året; eva_b@exempel.se -> eva_b@exempel.se
    """
    line = _SPECIAL.sub(r"\\\g<0>", line.strip())
    return _BEGINS_A_LIST.sub(r"\1\\\2", _BEGINS_A_BLOCK.sub(r"\\\1", line))


def paragraphs(text: str) -> list[str]:
    """A text as Markdown's lines: its own lines, escaped, and one empty line between paragraphs."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip():
            lines.append(escaped(line))
        elif lines and lines[-1]:
            lines.append("")
    while lines and not lines[-1]:
        lines.pop()
    return lines


def points(items: Sequence[str], lead: str = "") -> list[str]:
    """Points as a numbered list; after `lead`, one alone is the end of its sentence.

    beslutar + att avslå motionen. -> beslutar att avslå motionen.
    """
    shown = [escaped(each) for each in items]
    if lead and len(shown) == 1:
        return [f"{escaped(lead)} {shown[0]}"]
    listed = [f"{number}. {each}" for number, each in enumerate(shown, 1)]
    return [escaped(lead), "", *listed] if lead else listed


def as_printed(items: Sequence[str]) -> list[str]:
    """Points as the document shows them: one alone has no number."""
    return [*items] if len(items) < 2 else [f"{number}. {each}" for number, each in enumerate(items, 1)]


def clauses(items: Sequence[str]) -> tuple[str, ...]:
    """Points that continue “beslutar”: each begins with att, and the last one ends the sentence.

    avslå motionen -> att avslå motionen.
    """
    found = [f"att {_ATT.sub('', each, count=1)}" if _ATT.match(each) else f"att {each}" for each in items]
    if found and not any(each.endswith((".", ":")) for each in found):
        found[-1] += "."
    return tuple(found)


def items_of(text: str) -> tuple[str, ...]:
    """The points of what was typed or pasted.

    A point begins at a number or a bullet, at “att”, after an empty line and at a capital after a full stop. Other line
    breaks are those of the page that the text was copied from, and the lines are one text.
    """
    found: list[str] = []
    after_empty = True
    for line in text.splitlines():
        words = " ".join(_MARK.sub("", line).split())
        if not words:
            after_empty = True
            continue
        marked = _MARK.match(line) or _ATT.match(words)
        if marked or after_empty or (found[-1].endswith(".") and words[0].isupper()):
            found.append(words)
        else:
            found[-1] = f"{found[-1]}{'' if found[-1].endswith('-') else ' '}{words}"
        after_empty = False
    return tuple(found)
