"""What a rule may look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct, field

from ...model import Attachment, Case, Fragment, Registers
from ...spans import Source, Span
from ...swedish.spelling import Speller
from ..ledger import Ledger
from ..load.pack import Pack
from ..load.wordlist import Wordlist
from .casing import unended, words_of_names
from .text import Capital, Text
from .wording import Difference, Wording, differences, wording


class View(Struct, frozen=True, dict=True):
    """The case, and what has been worked out about it."""

    case: Case
    ledger: Ledger
    pack: Pack
    registers: Registers
    files: Mapping[str, bytes]  # of the whole project, by path
    paths: tuple[str, ...]  # of the case's own files
    today: date
    texts: tuple[Text, ...]  # those of its fragments that have something to print, by path
    wordlist: Wordlist = Wordlist()
    attachments: Mapping[str, Attachment] = field(default_factory=dict)  # the bilagor in Word and PDF, by path
    speller: Speller | None = None  # a dictionary, where the spelling is to be checked

    @property
    def day(self) -> date:
        """The day to reckon from: that of the decision, once there is one; else today."""
        return self.case.facts.decided_on() or self.today

    @cached_property
    def own_texts(self) -> tuple[Text, ...]:
        """The rotel's own texts."""
        return tuple(each for each in self.texts if not each.quoted)

    @cached_property
    def quoted_texts(self) -> tuple[Text, ...]:
        """The texts of others."""
        return tuple(each for each in self.texts if each.quoted)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words with a capital of all the names that the case knows."""
        return words_of_names(self.registers, self.case.settings)

    @cached_property
    def unended(self) -> tuple[tuple[Text, Capital], ...]:
        """The words that begin a sentence although the one before has no full stop."""
        return tuple(unended(self.texts, self.names))

    def text(self, fragment: Fragment) -> Text | None:
        """The text of a fragment; None where it has nothing to print."""
        return self._by_path.get(fragment.path)

    def wording(self, text: Text) -> Wording:
        """The text's words, to be read against another's."""
        if text.path not in self._wordings:
            self._wordings[text.path] = wording(text)
        return self._wordings[text.path]

    def differences(self, mine: Wording, other: Wording) -> list[Difference]:
        """Where two texts differ by a word; worked out once for all who ask."""
        key = (mine.text.path, other.text.path)
        if key not in self._differences:
            self._differences[key] = differences(mine, other)
        return self._differences[key]

    @cached_property
    def _by_path(self) -> dict[str, Text]:
        return {each.path: each for each in self.texts}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {}

    @cached_property
    def _wordings(self) -> dict[str, Wording]:
        return {}

    @cached_property
    def _differences(self) -> dict[tuple[str, str], list[Difference]]:
        return {}

    def source(self, path: str) -> Source:
        """A file that is no fragment, as text: arende.yaml, a register."""
        if path not in self._sources:
            self._sources[path] = Source.of_bytes(path, self.files[path])
        return self._sources[path]

    def within(self, place: Span, value: str, start: int, end: int) -> Span:
        """Where the characters `start` to `end` of a fact's value stand; all of it where it is written unusually."""
        source = self.source(place.path)
        at = source.slice(place).find(value)
        if at < 0 or place.line != place.end_line:
            return place
        first = source.starts[place.line - 1] + place.col - 1 + at
        return source.span(first + start, first + end)
