"""The pack's standing phrases read backwards: a sentence that a pack prints gives the facts that it was printed from.

"{{ organ | lista | versal }} har avstått från att svara på remissen."
Internetstiftelsen har avstått från att svara på remissen.   ->   organ: Internetstiftelsen
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from ...model import DISSENT_KINDS
from ...patterns import lazily
from ...swedish.dates import MONTHS
from ..load.pack import Pack
from .older import OLDER

_TOKEN = lazily(r"\{\{(?P<gap>.*?)\}\}|\{%(?P<tag>.*?)%\}|(?P<words>(?:(?!\{\{|\{%).)+)", re.DOTALL)
_NEW_SENTENCE = r"\.\s+(?-i:[A-ZÅÄÖ])"
_ANYTHING = rf"(?:(?!{_NEW_SENTENCE}).)+?"
_DAY = rf"\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}"
# What stands in a gap, where not anything may.
_GAPS = {
    "nummer": r"\d{4}:\d*|\d{1,3}",
    "rotel": r"[IVXL]+(?:\s?\+\s?[IVXL]+)?",
    "dnr": r"[^()\s][^()]*?",
    "datum": _DAY,
    "sammanträde": _DAY,
    "utfall": r"till?styrker|avstyrker",
    "slag": r"[a-zåäö]+",
    "typ": "|".join((*DISSENT_KINDS, "motion", "skrivelse", "medborgarförslag", "remiss")),
    "något": r".{0,40}?",
    "gjordes": "anfördes|gjordes|lämnades|avgavs|anmäldes|inlämnades",
    "antal": r"\d{1,2}",
}

_OR = lazily(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_MAYBE = lazily(r"\[([^\[\]|]*)\]")


class Said(Struct, frozen=True):
    """What a sentence gives: the words of its gaps, where it ends in the text, and whether the pack says it so."""

    values: Mapping[str, str]
    end: int
    exact: bool

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


class Phrasebook:
    """A pack's phrases, and older ones of the same names, as patterns."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._compiled: dict[str, list[tuple[_Pattern, bool]]] = {}

    def whole(self, name: str, text: str, accepts: Callable[[Said], object] = bool) -> Said | None:
        """What `text` says, if it is the phrase `name` from beginning to end, and `accepts` what is in its gaps."""
        return self._said(name, text, 0, accepts, whole=True)

    def at(self, name: str, text: str, start: int) -> Said | None:
        """What the sentence says that begins at `start`, if it is the phrase `name`."""
        return self._said(name, text, start, bool, whole=False)

    def words(self, name: str) -> list[str]:
        """The forms of a phrase that has no gaps, as they are written."""
        phrase = self._pack.phrases.get(name)
        return [form for form in (phrase.forms.values() if phrase else ()) if "{" not in form]

    def _said(self, name: str, text: str, start: int, accepts: Callable[[Said], object], *, whole: bool) -> Said | None:
        for pattern, exact in self._patterns(name):
            if found := pattern.match(text, start, whole=whole):
                values = {key: " ".join(value.split()) for key, value in found.groupdict().items() if value}
                alike = exact and pattern.letters_of_first(found[0])
                said = Said(values, found.end(), alike)
                if accepts(said):
                    return said
        return None

    def _patterns(self, name: str) -> list[tuple[_Pattern, bool]]:
        if name not in self._compiled:
            phrase = self._pack.phrases.get(name)
            own = [(_Pattern(form), True) for form in (phrase.forms.values() if phrase else ())]
            self._compiled[name] = own + [(_Pattern(_spelt_out(form)), False) for form in OLDER.get(name, ())]
        return self._compiled[name]


class _Pattern:
    """A phrase with gaps as two patterns: for a whole passage, and for a sentence within one."""

    def __init__(self, template: str) -> None:
        self._template = template.strip()

    @cached_property
    def _source(self) -> str:
        return _expression(list(_TOKEN.finditer(self._template.rstrip(" .:"))))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        abbreviated = self._template.endswith(("m.m.", "m.fl."))
        end = r"\.?" if abbreviated else r"\s?[.:]" if self._template.endswith(".") else r"\s?[.:]?"
        return re.compile(rf"{self._source}{end}", re.IGNORECASE)

    @cached_property
    def _sentence(self) -> re.Pattern[str]:
        return re.compile(rf"{self._source}\.(?=\s|$)", re.IGNORECASE)

    def match(self, text: str, start: int, *, whole: bool) -> re.Match[str] | None:
        """The phrase at `start`: up to the end of the text, or to the end of a sentence."""
        return self._whole.fullmatch(text, start) if whole else self._sentence.match(text, start)

    def letters_of_first(self, found: str) -> bool:
        """Whether what was found ends with the mark that the phrase ends with."""
        return found[-1:] == self._template[-1:] or not self._template.endswith((".", ":"))


def _spelt_out(template: str) -> str:
    """An older wording with its brackets written as a pack writes them: [x] -> {% if … %}x{% endif %}."""
    before = ""
    while before != template:
        before = template
        template = _OR.sub(r"{% if … %}\1{% else %}\2{% endif %}", template)
        template = _MAYBE.sub(r"{% if … %}\1{% endif %}", template)
    return template


def _expression(tokens: list[re.Match[str]]) -> str:
    """The pattern of a phrase: {% if %} becomes what may be there or not, {{ }} becomes anything."""
    seen: set[str] = set()

    def until(stop: tuple[str, ...]) -> Iterator[str]:
        while tokens:
            token = tokens.pop(0)
            tag = (token["tag"] or "").split()
            if tag and tag[0] in stop:
                tokens.insert(0, token)
                return
            if token["words"] is not None:
                yield _literal(token["words"])
            elif token["gap"] is not None:
                yield gap(token["gap"])
            elif tag and tag[0] == "if":
                yield branch()

    def branch() -> str:
        first = "".join(until(("else", "elif", "endif")))
        second = ""
        while tokens and (tokens[0]["tag"] or "").split()[0] in ("else", "elif"):
            tokens.pop(0)
            second += "|" + "".join(until(("else", "elif", "endif")))
        if tokens:
            tokens.pop(0)
        return f"(?:{first}{second})" if second else f"(?:{first})?"

    def gap(expression: str) -> str:
        name = expression.split("|")[0].strip().split(".")[-1]
        pattern = _GAPS.get(name, _ANYTHING)
        if name in seen or not name.isidentifier():
            return f"(?:{pattern})"
        seen.add(name)
        return f"(?P<{name}>{pattern})"

    return "".join(until(()))


def _literal(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", words))
