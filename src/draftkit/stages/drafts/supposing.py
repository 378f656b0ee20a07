"""Answers supposed for what has not been asked yet, so that a file can be judged before it is finished.

Rules speak of what is missing and of how facts agree, and neither can be judged of half a file. So the rest is
supposed, in two ways that differ in all; what is wrong in both is wrong whatever the rest will be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...facts import BodyRef, Choice, Date, Many, PersonRef
from .desk import Desk
from .kinds import Kind
from .questions import MORE, YES, Answer, Answers, Points, Prose, Question

_ROUNDS = 60  # more than any file has questions: an answer may bring up others


def supposed(kind: Kind, desk: Desk, answers: Answers, *, everything: bool) -> dict[str, Answer]:
    """The answers, with the rest supposed: all that can be asked, or what must be answered and the text."""
    found: dict[str, Answer] = dict(answers)
    if everything:
        found[MORE] = YES
    for _ in range(_ROUNDS):
        questions = kind.questions(desk, found)
        unanswered = [each for each in questions if each.key not in found and (everything or _always(each))]
        if not unanswered:
            break
        found[unanswered[0].key] = _answer(desk, unanswered[0], everything=everything)
    return found


def _always(question: Question) -> bool:
    """Whether a file is judged as if it had this: rules have little to say of an answer without text."""
    return question.required or isinstance(question.kind, (Prose, Points))


def _answer(desk: Desk, question: Question, *, everything: bool) -> Answer:
    if question.default and not (everything and question.example):
        return question.default
    kind = question.kind
    if isinstance(kind, Choice) and len(kind.values) == 1 and not question.required:
        return ""  # a mark for what is unusual: a text that is not to hand
    item = kind.item if isinstance(kind, Many) else kind
    found = _one(desk, question, item, last=everything)
    return (found,) if question.many else found


def _one(desk: Desk, question: Question, item: object, *, last: bool) -> str:
    end = -1 if last else 0
    if isinstance(item, Choice):
        return item.values[end]
    if isinstance(item, Date):
        return (desk.project.today + timedelta(days=30 if last else 0)).isoformat()
    if isinstance(item, BodyRef):
        names = question.offers or tuple(body.name for body in desk.registers.bodies.values())
        return names[end] if names else question.example
    if isinstance(item, PersonRef):
        return next(iter(sorted(desk.registers.people, reverse=last)), question.example)
    if isinstance(item, (Prose, Points)):
        return "Text."
    return question.example


def possible(kind: Kind, desk: Desk) -> Iterator[Question]:
    """Every question that may be put, each once: what the command line has options for."""
    seen: set[str] = set()
    tried: set[tuple[str, str]] = set()
    waiting: list[dict[str, Answer]] = [{}]
    while waiting:
        answers = supposed(kind, desk, waiting.pop(), everything=True)
        for each in kind.questions(desk, answers):
            if each.key not in seen:
                seen.add(each.key)
                yield each
            for value in each.kind.values if isinstance(each.kind, Choice) else ():
                if (each.key, value) not in tried and each.key != MORE:
                    tried.add((each.key, value))
                    waiting.append({each.key: value})
