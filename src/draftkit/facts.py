"""How a fact is declared: its Swedish key, its kind, and the user's words, all in one place.

    due_on: date | None = fact("svar_senast", DATE, help=msg("Last day to answer"), example="2031-05-30")

The same declaration feeds the reader of YAML (stages/load/decode.py), its error messages, the
reference page, the schema (edges/schema.py) and the questions of `draftkit new` (stages/questions.py).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from .messages import Message
from .spans import Span, top_of


@dataclass(frozen=True)
class Text:
    """Any text; with `pattern`, text of that form, which `form` describes with an example."""

    pattern: re.Pattern[str] | None = None
    form: Message | None = None


@dataclass(frozen=True)
class Date:
    """A day, written YYYY-MM-DD."""


@dataclass(frozen=True)
class Number:
    """A whole number."""


@dataclass(frozen=True)
class Choice:
    """One of a closed set of Swedish words."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class BodyRef:
    """A body of the register, by slug, name or alias."""


@dataclass(frozen=True)
class PersonRef:
    """A person of the register, by slug or name."""


@dataclass(frozen=True)
class Many:
    """A list; one value alone is a list of one."""

    item: Kind


@dataclass(frozen=True)
class OneOf:
    """A record of class `cls`; with `shorthand`, a bare value is that one key of it."""

    cls: type
    shorthand: str = ""


Kind = Text | Date | Number | Choice | BodyRef | PersonRef | Many | OneOf

TEXT = Text()
DATE = Date()
NUMBER = Number()
BODY = BodyRef()
PERSON = PersonRef()


@dataclass(frozen=True)
class Fact:
    """One declared fact: the attribute it fills, the key a user writes, and the words about it.

    `asked`: `draftkit new` asks for it although it may be left out, since a document without it is poorer. `needed_if`
    is another fact of the same record and the value of it with which this one must be there: ("typ", "nämndbeslut").
    """

    attribute: str
    key: str
    kind: Kind
    required: bool
    help: Message
    example: str
    asked: bool = False
    needed_if: tuple[str, str] | None = None


def fact(
    key: str,
    kind: Kind,
    *,
    help: Message,
    example: str = "",
    required: bool = False,
    default: Any = None,
    asked: bool = False,
    needed_if: tuple[str, str] | None = None,
) -> Any:
    """A dataclass field that is a fact of the user's. A required one has no default."""
    metadata = {
        "key": key, "kind": kind, "help": help, "example": example, "required": required,
        "asked": asked, "needed_if": needed_if,
    }  # fmt: skip
    if isinstance(kind, Many) and default is None:
        default = ()
    return dataclasses.field(metadata=metadata, default=default)


@cache
def facts_of(cls: Hashable) -> tuple[Fact, ...]:
    """The facts that `cls` declares, in order."""
    return tuple(Fact(f.name, **f.metadata) for f in dataclasses.fields(cast(Any, cls)) if "key" in f.metadata)


def plain_key(word: str) -> str:
    """A key or choice as it is compared: lower case, without dots, rings and accents.

    Motionärer, motionarer -> motionarer; svar_senast and svar-senast -> svar_senast
    """
    return word.strip().lower().translate(_PLAIN)


_PLAIN = str.maketrans("åäöéüæø- ", "aaoeuao__")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Record:
    """Facts read from one mapping, which remember where each of them was written.

    Records are compared by identity: two answers that say the same are two answers. A class without `eq` and `repr`
    is also made faster, and every run waits for thirty of them.
    """

    places: Mapping[str, Span] = dataclasses.field(default_factory=dict)

    def place(self, *keys: str) -> Span:
        """Where the first of `keys` that was written stands; else where the record itself begins.

        The first of a list is "motionärer.0".
        """
        for key in keys:
            if key in self.places:
                return self.places[key]
        return self.places.get("", top_of("?"))
