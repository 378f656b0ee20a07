"""The questions that a record's facts are: which are asked at once, which only if wanted, and what is already known.

Nothing is listed here: what can be asked is what model.py and the pack declare (`facts_of`, `fakta` in mall.yaml).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from ...facts import Choice, Fact, Kind, Many, OneOf, facts_of, plain_key
from ...messages import Message, msg
from ..yamltext import Rows

Answer = str | tuple[str, ...]
Answers = Mapping[str, Answer]


class Prose(Struct, frozen=True):
    """Running text, of as many paragraphs as one likes."""


class Points(Struct, frozen=True):
    """The points of a decision, one at a time; `clauses` are those that begin with “att”."""

    clauses: bool = False


class Question(Struct, frozen=True):
    """One thing to ask.

    `key` is where the answer is written ("remiss.svar_senast"); `default` what is known already; `offers` those that
    are likely, where that is not all of a register. Not `required`: it may be left empty. Not `asked`: only who wants
    to say more is asked.
    """

    key: str
    kind: Kind | Prose | Points
    help: Message
    example: str = ""
    required: bool = False
    asked: bool = True
    default: Answer = ""
    offers: tuple[str, ...] = ()
    label: str = ""  # what the key is called where it is not the key itself

    @property
    def name(self) -> str:
        """The key as it is shown: remiss.svar_senast -> remiss, svar senast."""
        return self.label or ", ".join(self.key.split(".")[-2:]).replace("_", " ")

    @property
    def many(self) -> bool:
        """Whether it has several answers, which are given one at a time."""
        return isinstance(self.kind, (Many, Points))


YES, NO = "ja", "nej"
YES_OR_NO = Choice((NO, YES))
MORE = "fler uppgifter"  # the question whether to fill in what may be left out


def of_record(
    cls: type,
    answers: Answers,
    *,
    prefix: str = "",
    leave: Collection[str] = (),
    optional: bool = False,
    singly: bool = False,
) -> Iterator[Question]:
    """The questions that the facts of `cls` are, in the order declared.

    `leave` are those that others see to, by their whole key. Of an `optional` record, what is required comes first:
    while it is not answered there is no record, and nothing else is asked. `singly`: of a list, one item is asked for.
    """
    declared = [each for each in facts_of(cast(Any, cls)) if f"{prefix}{each.key}" not in leave]
    if optional:
        declared.sort(key=lambda each: not each.required)
    there = not optional or any(answers.get(f"{prefix}{each.key}") for each in declared if each.required)
    for each in declared:
        key = f"{prefix}{each.key}"
        if optional and not each.required and not there:
            continue
        if isinstance(each.kind, OneOf) and not each.kind.shorthand:
            inside = of_record(each.kind.cls, answers, prefix=f"{key}.", leave=leave, optional=not each.required)
            for inner in inside:
                yield inner if each.asked or each.required else replace(inner, asked=False)
        elif isinstance(each.kind, Many) and isinstance(each.kind.item, OneOf) and not each.kind.item.shorthand:
            if each.required:  # of several records, the first: the others are written by hand
                yield from of_record(each.kind.item.cls, answers, prefix=f"{key}.", leave=leave)
        else:
            needed = each.required or _needed(each, prefix, answers)
            yield of_fact(each, key, required=needed and not optional, singly=singly)


def of_fact(declared: Fact, key: str, *, required: bool, singly: bool = False) -> Question:
    """The question that one fact is; `singly`, one item of it where it is a list."""
    kind = declared.kind
    help_ = declared.help
    if isinstance(kind, Many) and isinstance(kind.item, OneOf):
        short = _short(kind.item)
        kind, help_ = Many(short.kind), short.help if singly else help_
    asked = declared.asked or declared.required or required
    return Question(key, kind, help_, _one_example(declared), required, asked)


def _needed(declared: Fact, prefix: str, answers: Answers) -> bool:
    """Whether the answer to another question says that this one must be answered."""
    if declared.needed_if is None:
        return False
    other, value = declared.needed_if
    return plain_key(str(answers.get(f"{prefix}{other}", ""))) == plain_key(value)


def _short(kind: OneOf) -> Fact:
    """What stands alone for a record: of a consultee, its body."""
    return next(each for each in facts_of(cast(Any, kind.cls)) if each.key == kind.shorthand)


def _one_example(declared: Fact) -> str:
    """An example of one answer; of a list, its first item. [omar-haddad, eva-brandt] -> omar-haddad"""
    text = declared.example
    if not isinstance(declared.kind, Many):
        return text.strip('"')
    return "" if text.startswith("[{") else text.strip("[]").partition(",")[0]


def with_known(questions: Iterable[Question], known: Mapping[str, Answer]) -> list[Question]:
    """The questions with what is known already as their defaults."""
    return [replace(each, default=known.get(each.key) or each.default) for each in questions]


def in_turn(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """The questions as they are put: first those that all are asked, then, to who wants, the others.

    What may be left out is offered by one question, and not by twenty.
    """
    questions = list(questions)
    first = [each for each in questions if each.asked]
    others = [each for each in questions if not each.asked]
    if not others:
        return first
    names = [each.name.replace(",", "") for each in others]
    wish = Question(MORE, YES_OR_NO, msg("there is also: {names}", names=list(dict.fromkeys(names))), default=NO)
    if answers.get(MORE) != YES:
        others = [each for each in others if each.key in answers]
    return [*first, wish, *others]


# --- answers -------------------------------------------------------------------------------------


def tree_of(cls: type, answers: Answers, prefix: str = "") -> dict[str, object]:
    """What was answered about the facts of `cls`, by key in the order declared, as yamltext writes it."""
    found: dict[str, object] = {}
    for each in facts_of(cast(Any, cls)):
        key = f"{prefix}{each.key}"
        if isinstance(each.kind, OneOf) and not each.kind.shorthand:
            found[each.key] = tree_of(each.kind.cls, answers, f"{key}.")
        elif isinstance(each.kind, Many) and isinstance(each.kind.item, OneOf) and not each.kind.item.shorthand:
            inner = tree_of(each.kind.item.cls, answers, f"{key}.")
            found[each.key] = (inner,) if inner else ()
        elif isinstance(each.kind, Many) and isinstance(each.kind.item, OneOf):
            answer = answers.get(key, ())
            found[each.key] = answer if isinstance(answer, str) else Rows(answer) if answer else ()
        else:
            found[each.key] = answers.get(key, "")
    return {key: value for key, value in found.items() if value}


def one(answers: Answers, key: str) -> str:
    """The answer to a question that has one; empty where it has none."""
    answer = answers.get(key, "")
    return answer if isinstance(answer, str) else ""


def several(answers: Answers, key: str) -> tuple[str, ...]:
    """The answers to a question that may have several."""
    answer = answers.get(key, ())
    return (answer,) if isinstance(answer, str) and answer else answer if isinstance(answer, tuple) else ()
