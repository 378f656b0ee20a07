"""Texts as rows of words, to be read against each other: where two say nearly the same, and what they say of the same.

The words are compared without regard to capitals. A STOP stands among them where a sentence or a passage ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from ...patterns import lazily, soon
from ...spans import Span
from ...swedish.words import NUMERALS
from .text import Text

STOP = "."
# A word may have hyphens and colons within it (it-miljö, AB:s), a number blanks and signs (1 148; 2,9; 2032/33).
_TOKEN = soon(
    r"[^\W\d_]+(?:[-’':][^\W_]+)*\d*|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[,.:/–-]\d+)*[^\W_]*"
    r"|\n|[.!?:](?![^\s\0”\"’)])"
)
_STOPS = frozenset(".!?:\n")
_LONGEST_RUN = 12  # no need to count further
_EQUAL = 4
_NEARLY = 0.75
_NUMBERS = {word: str(value) for value, word in enumerate(NUMERALS)} | {
    "trettio": "30", "fyrtio": "40", "femtio": "50", "sextio": "60", "sjuttio": "70", "åttio": "80", "nittio": "90",
    "hundra": "100", "tusen": "1000",
}  # fmt: skip
_BLANK = lazily(r"[ \u00a0\u2009\u202f]")
# Words that any answer may have; what is left tells what it is about.
_COMMON = frozenset(
    """anse anser ansåg annan annat bland bolaget bolagets bör deras dessa detta denna därför därmed efter eftersom
    eller enligt finns framhåller framför förslag förslaget förslagen förvaltningen förvaltningens från genom göra
    göras hade inom inte kommer konstaterar kontoret kontorets kunna menar mellan motion motionen motionens motionären
    motionärens motionärerna motionärernas mycket måste nämnden nämndens också redan remiss remissen samt sina sitt
    skall skulle svar svaret tillstyrker avstyrker tycker under uppfattning uppfattningen utan vara varje vidare vilket
    vill vissa yttrande även över delar dock vilka bedömer""".split()
)
_STEM = 6


class Wording(Struct, frozen=True, eq=False, dict=True):
    """The words of a text, in order."""

    text: Text
    words: list[str]

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where each word stands in the text's `plain`; asked for only where something is to be told."""
        return [match.span() for match in _TOKEN.finditer(self.text.plain)]

    def span(self, first: int, end: int) -> Span:
        """The place in the file of the words `first` to `end`, the last exclusive."""
        return self.text.span(self.places[first][0], self.places[end - 1][1])

    def written(self, first: int, end: int) -> str:
        """The same words as they are written."""
        return " ".join(self.text.plain[self.places[first][0] : self.places[end - 1][1]].replace("\0", "").split())

    def comma_after(self, index: int) -> bool:
        """Whether a comma stands between a word and the next."""
        return "," in self.text.plain[self.places[index][1] : self.places[index + 1][0]]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence begins and ends among the words."""
        found, start = [], 0
        for index, word in enumerate([*self.words, STOP]):
            if word == STOP:
                if index > start:
                    found.append((start, index))
                start = index + 1
        return found

    def says(self, words: Iterable[str]) -> bool:
        """Whether the words stand in a row with only blanks between them, as most do; one blank in the file."""
        return " ".join(words) in self.text.lowered

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    @cached_property
    def numbers(self) -> dict[int, str]:
        """The numbers by their places, in figures whether they are written so or in letters."""
        written = {word: value for word in self.vocabulary if (value := number(word))}
        return {index: written[word] for index, word in enumerate(self.words) if word in written}

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the text is about: the beginnings of its words, and its numbers."""
        return stems(self.vocabulary)

    @cached_property
    def runs_of_four(self) -> frozenset[tuple[str, ...]]:
        """Each four words in a row."""
        return frozenset(_fours(self.words))


class Difference(Struct, frozen=True):
    """Where two texts are equal but for a word: its place in each, as first and end; one of them may be empty."""

    mine: tuple[int, int]
    other: tuple[int, int]
    equal: int = 0  # how many words round it are the same


def wording(text: Text) -> Wording:
    """The words of a text."""
    return Wording(text, [STOP if each in _STOPS else each for each in _TOKEN.findall(text.lowered)])


def stems(words: Collection[str]) -> frozenset[str]:
    """The beginnings of the words that are about something: bibliotek, biblioteken and bibliotekets are one."""
    return frozenset(
        word if word[0].isdigit() else word[:_STEM]
        for word in words
        if word not in _COMMON and (len(word) > 3 or word[0].isdigit())
    )


def number(word: str) -> str:
    """The figure that a word stands for, without blanks; empty where it is no number. En and ett are articles."""
    if word[0].isdigit():
        return _BLANK.sub("", word)
    return _NUMBERS.get(word, "") if word != "ett" else ""


def differences(mine: Wording, other: Wording) -> list[Difference]:
    """The places where one word is another, is added or is lost, in the middle of four equal words or more."""
    after: dict[tuple[str, str], list[int]] = {}
    a, b = mine.words, other.words
    for i, pair in enumerate(pairwise(a), 2):
        after.setdefault(pair, []).append(i)
    found = []
    for j, pair in enumerate(pairwise(b), 2):
        if pair in after and j < len(b):
            found += [each for i in after[pair] if i < len(a) and (each := _difference(a, i, b, j))]
    return found


def _difference(a: list[str], i: int, b: list[str], j: int) -> Difference | None:
    """What differs at two places before which the texts are equal, if they are equal again after one word."""
    if a[i] == b[j]:
        return None
    for more, less in ((1, 1), (1, 0), (0, 1)):
        if _go_on(a, i + more, b, j + less):
            equal = _run(a, i - 1, b, j - 1, -1) + _run(a, i + more, b, j + less, 1)
            return Difference((i, i + more), (j, j + less), equal) if equal >= _EQUAL else None
    return None


def _go_on(a: list[str], i: int, b: list[str], j: int) -> bool:
    """Whether the texts are equal again from `i` and `j`: two words, or the sentence's end."""
    return i < len(a) and j < len(b) and a[i] == b[j] and (a[i] == STOP or a[i + 1 : i + 2] == b[j + 1 : j + 2] != [])


def _run(a: list[str], i: int, b: list[str], j: int, step: int) -> int:
    """How many words are the same from `i` and `j` on, forwards or backwards."""
    count = 0
    while 0 <= i < len(a) and 0 <= j < len(b) and a[i] == b[j] and count < _LONGEST_RUN:
        count += a[i] != STOP
        i, j = i + step, j + step
    return count


def near_twins(mine: Wording, other: Wording, shortest: int) -> Iterator[list[Difference]]:
    """The differences of each sentence that is nearly, but not quite, one of the other text's, in order."""
    shared = mine.runs_of_four & other.runs_of_four
    if not shared:
        return
    theirs = {run: place for place in other.sentences for run in _fours(other.words[slice(*place)]) if run in shared}
    for start, end in mine.sentences:
        runs = [run for run in _fours(mine.words[start:end]) if run in theirs] if end - start >= shortest else []
        if not runs:
            continue
        first, last = Counter(theirs[run] for run in runs).most_common(1)[0][0]
        matcher = SequenceMatcher(None, mine.words[start:end], other.words[first:last], autojunk=False)
        if last - first >= shortest and _NEARLY <= matcher.ratio() < 1:
            yield [
                Difference((start + i, start + i_end), (first + j, first + j_end))
                for kind, i, i_end, j, j_end in matcher.get_opcodes()
                if kind != "equal"
            ]


def _fours(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)
