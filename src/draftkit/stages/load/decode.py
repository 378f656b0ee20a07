"""A YAML tree to a record of facts: each value read by its declared kind, each mistake named at its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from typing import Any, TypeVar, cast

from msgspec import Struct, field

from ... import codes
from ...facts import (
    BodyRef,
    Choice,
    Date,
    Fact,
    Kind,
    Many,
    Number,
    OneOf,
    PersonRef,
    Record,
    Text,
    facts_by_key,
    facts_of,
    plain_key,
)
from ...messages import Message, msg
from ...model import Registers
from ...patterns import lazily
from ...problems import Code, Problem
from ...spans import Span
from ...swedish.dates import read_date
from .textfile import strange
from .yamltree import Mapping as MappingTree
from .yamltree import Scalar, Sequence, Tree

R = TypeVar("R", bound=Record)
_DATE = lazily(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HINTED = 50  # unknown keys in one place, after which nobody is helped by what each may have meant
_BAD: Any = object()  # a value that could not be read; its problem has been told


class Decoder(Struct):
    """Reads trees into records; `problems` gathers what is wrong on the way. `toml`: how examples are written."""

    registers: Registers = field(default_factory=lambda: Registers({}, {}))
    problems: list[Problem] = field(default_factory=list)
    toml: bool = False

    def record(self, cls: type[R], tree: Tree, *, allowed: Iterable[str] = (), **given: Any) -> R | None:
        """The record that `tree` holds, or None where a required fact is missing or wrong.

        `allowed` are further keys that somebody else reads; `given` fills attributes that are no facts.
        """
        if not isinstance(tree, MappingTree):
            self.problems.append(not_keys(tree, toml=self.toml))
            return None
        facts = facts_of(cast(Any, cls))
        by_key = facts_by_key(cast(Any, cls))
        places: dict[str, Span] = {"": tree.span}
        values: dict[str, Any] = dict(given)
        extra = {plain_key(key) for key in allowed} if allowed else ()
        written, unknown = {plain_key(key.text) for key, _ in tree.items}, 0
        meant: set[str] = set()  # facts whose key is misspelt: told there, and not as missing too
        for key, value in tree.items:
            known = by_key.get(plain_key(key.text))
            if known is not None:
                places[known.key] = value.span
                if isinstance(value, Sequence):
                    places |= {f"{known.key}.{number}": item.span for number, item in enumerate(value.items)}
                if (read := self.fact(known, key, value)) is not None:  # left empty, it is what it is by default
                    values[known.attribute] = read
            elif plain_key(key.text) not in extra:
                names = [*(each.key for each in facts), *allowed] if (unknown := unknown + 1) <= _HINTED else []
                meant.add(self._unknown_key(key, names, written))
        for each in facts:
            if each.required and each.attribute not in values:
                if each.key not in meant:
                    self.missing(each, tree)
                values[each.attribute] = _BAD
        for value in values.values():
            if value is _BAD:
                return None
        return cls(places=places, **values)

    def value(self, kind: Kind, tree: Tree) -> Any:
        """The value of `tree` read as `kind`; `_BAD` where it cannot be, which has then been told."""
        if isinstance(kind, Many):
            items = tree.items if isinstance(tree, Sequence) else (tree,)
            read = [self.value(kind.item, each) for each in items]
            return _BAD if any(each is _BAD for each in read) else tuple(read)
        if isinstance(kind, OneOf):
            return self._nested(kind, tree)
        if not isinstance(tree, Scalar):
            self._problem(
                codes.WRONG_SHAPE,
                msg("one value is expected here, not a list or keys"),
                tree.span,
                msg("write the value alone"),
            )
            return _BAD
        return self._scalar(kind, tree)

    # --- one fact ---

    def fact(self, declared: Fact, key: Scalar, value: Tree) -> Any:
        """The value that was written for `declared`; None, or an empty tuple, where it was left empty and may be."""
        if isinstance(value, Scalar) and not value.text.strip():
            return self._empty(declared, key)
        return self.value(declared.kind, value)

    def _empty(self, declared: Fact, key: Scalar) -> Any:
        if declared.required:
            self._problem(
                codes.MISSING_FACT,
                msg("“{key}” has no value", key=declared.key),
                key.span,
                msg("{help}; for example {example}", help=declared.help, example=self._example(declared)),
            )
            return _BAD
        return () if isinstance(declared.kind, Many) else None

    def missing(self, declared: Fact, tree: Tree) -> None:
        """Tells that `declared` must be written."""
        self._problem(
            codes.MISSING_FACT,
            msg("“{key}” is missing", key=declared.key),
            Span(tree.span.path, tree.span.line, tree.span.col, tree.span.line, tree.span.col + 1),
            msg("{help}; for example {example}", help=declared.help, example=self._example(declared)),
        )

    def _example(self, declared: Fact) -> str:
        return f'{declared.key} = "{declared.example}"' if self.toml else f"{declared.key}: {declared.example}"

    def _unknown_key(self, key: Scalar, known: list[str], written: Collection[str]) -> str:
        """Tells that `key` is not known; the known one that was probably meant and is not `written`, or ""."""
        near = nearest(key.text, known)
        hint = did_you_mean(near) if near else msg("these keys are known here: {keys}", keys=known) if known else None
        sure = near is not None and plain_key(near) not in written and is_slip(key.text, near)
        message = msg("unknown key “{key}”", key=key.text)
        self.problems.append(Problem(codes.UNKNOWN_KEY, message, key.span, hint, fix=near if sure else None))
        return near or ""

    def _nested(self, kind: OneOf, tree: Tree) -> Any:
        if kind.shorthand and isinstance(tree, Scalar):
            if not tree.text.strip():
                self._problem(
                    codes.MISSING_FACT,
                    msg("an empty line in the list"),
                    tree.span,
                    msg("remove the line, or write a value"),
                )
                return _BAD
            tree = MappingTree(((Scalar(kind.shorthand, tree.span), tree),), tree.span)
        record: Any = self.record(kind.cls, tree)
        return _BAD if record is None else record

    def _scalar(self, kind: Kind, tree: Scalar) -> Any:
        return _READERS[type(kind)](self, kind, tree)

    def _text(self, kind: Text, tree: Scalar) -> Any:
        text = " ".join(tree.text.split())
        if found := next(strange(text), None):  # written as an escape within quotation marks
            code = f"U+{ord(found[0]):04X}"
            message = msg("a character that cannot be printed: {code}", code=code)
            self._problem(codes.STRANGE_CHARACTER, message, tree.span, msg("remove it"))
            return _BAD
        if kind.pattern is not None and not kind.pattern.fullmatch(text):
            self._problem(
                codes.WRONG_FORM,
                msg("“{value}” is not written as expected", value=text),
                tree.span,
                msg("write {form}", form=kind.form or ""),
            )
            return _BAD
        return text

    def _date(self, kind: Date, tree: Scalar) -> Any:
        text = tree.text.strip()
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        meant = read_date(text)
        self._problem(
            codes.NOT_A_DATE,
            msg("“{value}” is not a date", value=text),
            tree.span,
            msg("write the date as YYYY-MM-DD"),
            fix=meant.isoformat() if meant else None,
        )
        return _BAD

    def _number(self, kind: Number, tree: Scalar) -> Any:
        if tree.text.isascii() and tree.text.isdigit() and len(tree.text) < 10:
            return int(tree.text)
        self._problem(
            codes.WRONG_FORM,
            msg("“{value}” is not a whole number", value=tree.text),
            tree.span,
            msg("write digits only"),
        )
        return _BAD

    def _choice(self, kind: Choice, tree: Scalar) -> Any:
        chosen = _spellings(kind).get(plain_key(tree.text))
        if chosen is not None:
            return chosen
        near = nearest(tree.text, kind.values)
        hint = did_you_mean(near) if near else msg("choose one of: {values}", values=kind.values)
        self._problem(codes.NOT_A_CHOICE, msg("“{value}” is not one of the choices", value=tree.text), tree.span, hint)
        return _BAD

    def _body(self, kind: BodyRef, tree: Scalar) -> Any:
        found = self.registers.bodies_by_name.get(plain_name(tree.text))
        if found is not None:
            return found
        if plain_name(tree.text) in self.registers.unread:
            return _BAD
        names = [body.name for body in self.registers.bodies.values()]
        hint = _register_hint(tree.text, [*names, *self.registers.bodies], "register/organ.yaml")
        self._problem(
            codes.UNKNOWN_BODY, msg("“{name}” is not in the register of bodies", name=tree.text), tree.span, hint
        )
        return _BAD

    def _person(self, kind: PersonRef, tree: Scalar) -> Any:
        found = self.registers.people_by_name.get(plain_name(tree.text))
        if found is not None:
            return found
        if plain_name(tree.text) in self.registers.unread:
            return _BAD
        names = [person.name for person in self.registers.people.values()]
        hint = _register_hint(tree.text, [*names, *self.registers.people], "register/personer.yaml")
        self._problem(
            codes.UNKNOWN_PERSON, msg("“{name}” is not in the register of people", name=tree.text), tree.span, hint
        )
        return _BAD

    def _problem(
        self, code: Code, message: Message, span: Span, hint: Message | None = None, *, fix: str | None = None
    ) -> None:
        self.problems.append(Problem(code, message, span, hint, fix=fix))


_READERS: Mapping[type, Callable[[Decoder, Any, Scalar], Any]] = {
    Text: Decoder._text, Date: Decoder._date, Number: Decoder._number, Choice: Decoder._choice,
    BodyRef: Decoder._body, PersonRef: Decoder._person,
}  # fmt: skip


@cache
def _spellings(kind: Choice) -> Mapping[str, str]:
    """The choices by their words as they are compared."""
    return {plain_key(value): value for value in kind.values}


def not_keys(tree: Tree, *, toml: bool = False) -> Problem:
    """That a list or a single value stands where keys with values are expected."""
    hint = msg("write “key = value”, one on each line") if toml else msg("write “key: value”, one on each line")
    return Problem(codes.WRONG_SHAPE, msg("keys with values are expected here"), tree.span, hint)


def plain_name(text: str) -> str:
    """A name as it is compared: capitals and extra blanks do not matter."""
    return " ".join(text.split()).casefold()


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The word of `known` that `text` was probably meant to be; None where none is near."""
    plain = {plain_key(word): word for word in reversed([*known])}  # of two that are one, the first: a name, not a slug
    close = get_close_matches(plain_key(text), plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else None


def is_slip(text: str, word: str) -> bool:
    """Whether `text` is `word` with a slip of one or two keys, and not another word that is like it."""
    return SequenceMatcher(None, plain_key(text), plain_key(word)).ratio() >= 0.8


def did_you_mean(word: str) -> Message:
    """The hint for a misspelling."""
    return msg("did you mean “{word}”?", word=word)


def _register_hint(text: str, known: list[str], path: str) -> Message:
    near = nearest(text, known)
    if near:
        return msg("did you mean “{word}”? Otherwise add it to {path}", word=near, path=path)
    return msg("add it to {path}", path=path)
