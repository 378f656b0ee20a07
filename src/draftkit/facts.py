"""How a fact is declared: its Swedish key, its kind, and the user's words, all in one place.

    due_on: date | None = fact("svar_senast", DATE, help=msg("Last day to answer"), example="2031-05-30")

The same declaration feeds the reader of YAML (stages/load/decode.py), its error messages, the
reference page, the schema (edges/schema.py) and the questions of `draftkit new` (stages/drafts).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, ClassVar, dataclass_transform

from msgspec import Struct, StructMeta, field
from msgspec.structs import replace

from .messages import Message
from .spans import Span, top_of


class Text(Struct, frozen=True):
    """Any text; with `pattern`, text of that form, which `form` describes with an example."""

    pattern: re.Pattern[str] | None = None
    form: Message | None = None


class Date(Struct, frozen=True):
    """A day, written YYYY-MM-DD."""


class Number(Struct, frozen=True):
    """A whole number."""


class Choice(Struct, frozen=True):
    """One of a closed set of Swedish words."""

    values: tuple[str, ...]


class BodyRef(Struct, frozen=True):
    """A body of the register, by slug, name or alias."""


class PersonRef(Struct, frozen=True):
    """A person of the register, by slug or name."""


class Many(Struct, frozen=True):
    """A list; one value alone is a list of one."""

    item: Kind


class OneOf(Struct, frozen=True):
    """A record of class `cls`; with `shorthand`, a bare value is that one key of it."""

    cls: type
    shorthand: str = ""


Kind = Text | Date | Number | Choice | BodyRef | PersonRef | Many | OneOf

TEXT = Text()
DATE = Date()
NUMBER = Number()
BODY = BodyRef()
PERSON = PersonRef()


class Fact(Struct, frozen=True):
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
    default: Any = None
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
    """Declares an attribute of a `Record` as a fact of the user's. A required one has no default."""
    if isinstance(kind, Many) and default is None:
        default = ()
    return Fact("", key, kind, required, help, example, default, asked, needed_if)


def facts_of(cls: type[Record]) -> tuple[Fact, ...]:
    """The facts that `cls` declares, in order."""
    return cls.facts


@cache
def facts_by_key(cls: type[Record]) -> Mapping[str, Fact]:
    """The same by their keys as they are compared."""
    return {plain_key(each.key): each for each in cls.facts}


@lru_cache(maxsize=4096)
def plain_key(word: str) -> str:
    """A key or choice as it is compared: lower case, without dots, rings and accents.

    Motionärer, motionarer -> motionarer; svar_senast and svar-senast -> svar_senast
    """
    return word.strip().lower().translate(_PLAIN)


_PLAIN = str.maketrans("åäöéüæø- ", "aaoeuao__")


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False, field_specifiers=(field,))
class _Declared(StructMeta):
    """Makes a record's class: what `fact` declares becomes an attribute with its default, and is remembered."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], **options: Any) -> Any:
        own = [replace(value, attribute=each) for each, value in body.items() if isinstance(value, Fact)]
        for each in own:
            if each.required:
                del body[each.attribute]
            else:
                body[each.attribute] = each.default
        inherited = [each for base in bases for each in getattr(base, "facts", ())]
        made: Any = super().__new__(cls, name, bases, body, kw_only=True, frozen=True, eq=False, **options)
        made.facts = (*inherited, *own)
        return made


class Record(Struct, metaclass=_Declared):
    """Facts read from one mapping, which remember where each of them was written.

    Records are compared by identity: two answers that say the same are two answers.
    """

    facts: ClassVar[tuple[Fact, ...]]
    places: Mapping[str, Span] = field(default_factory=dict)

    def place(self, *keys: str) -> Span:
        """Where the first of `keys` that was written stands; else where the record itself begins.

        The first of a list is "motionärer.0".
        """
        for key in keys:
            if key in self.places:
                return self.places[key]
        return self.places.get("", top_of("?"))
