"""Words divided at the end of a line, put together as they were before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ...patterns import lazily

_WORD = lazily(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)
_LAST = lazily(r"(?P<whole>(?:[^\W_]+-)*(?P<part>[^\W_]+))[-\u2010\u00ad]$")
_FIRST = lazily(r"[^\W\d_]+")
_DASH_OF_NUMBERS = lazily(r"\d[–-]$")

# What joins two compounds with the same last part: miljö- och hälsoskyddsnämnden.
_JOINING = frozenset("och eller samt respektive och/eller men till resp kontra".split())
# First parts that keep their hyphen in lower case (Svenska skrivregler), and that no Swedish word is divided after.
_KEEP = frozenset(
    "it ikt ai api pdf bb cd cv dna dvd pc sms tv vd wc wifi usb pr hr vvs hiv adhd hbt hbtq hbtqi lss sfi mc gps gis "
    "html csv xml rfid bim icke".split()
)


class Vocabulary(Struct, frozen=True):
    """The words of a text that stand whole in a line, and the first parts of those with a hyphen."""

    words: Counter[str]
    firsts: Counter[str]


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """The vocabulary of `lines`, without what the end of a line may have divided."""
    words: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    divided = False
    for line in lines:
        found = _WORD.findall(line.casefold())
        whole = found[1:] if divided else found
        divided = bool(_LAST.search(line))
        whole = whole[:-1] if divided else whole
        words.update(whole)
        firsts.update(word.partition("-")[0] for word in whole if "-" in word)
    return Vocabulary(words, firsts)


def joined(lines: Sequence[str], known: Vocabulary) -> str:
    """The lines as one, with a blank between them, or with what a hyphen at the end of a line asks for."""
    text = ""
    for line in lines:
        text = _joined(text, line, known) if text else line
    return text


def _joined(before: str, after: str, known: Vocabulary) -> str:
    last, first = _LAST.search(before), _FIRST.match(after)
    if last and first:
        return _mended(before, last, after, first[0], known)
    if _DASH_OF_NUMBERS.search(before) and after[:1].isdigit():
        return before + after
    if last and after[:1].isdigit():
        return before + after
    if before.endswith("\u00ad"):
        return before[:-1] + after
    return f"{before} {after}"


def _mended(before: str, last: re.Match[str], after: str, first: str, known: Vocabulary) -> str:
    """utveck- ling -> utveckling; it- leverans -> it-leverans; miljö- och -> miljö- och."""
    part = last["part"].casefold()
    kept = before[:-1] + "-"
    if first.casefold() in _JOINING:
        return f"{kept} {after}"
    if before.endswith("\u00ad"):
        return before[:-1] + after
    abbreviated = last["part"].isupper() and not first.isupper()  # IT- verksamhet, whatever the text has elsewhere
    if abbreviated or any(char.isdigit() for char in part):
        return kept + after
    whole, hyphened = (last["whole"] + first).casefold(), f"{last['whole']}-{first}".casefold()
    if known.words[whole] != known.words[hyphened]:
        return (before[:-1] if known.words[whole] > known.words[hyphened] else kept) + after
    if known.firsts[part] or last["part"] in _KEEP or (first[0].isupper() and not first.isupper()):
        return kept + after  # Sankt Eriks- Huset: a capital within a word has its hyphen
    return before[:-1] + after
