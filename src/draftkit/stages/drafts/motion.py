"""A motion: its text as a bilaga, and its facts in arende.yaml, in a case that is there or one that begins with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from ...facts import TEXT as LINE
from ...facts import Choice
from ...messages import Message, msg
from ...model import Appendix, Initiative, Person
from ...swedish.dates import long_date, read_date
from ...swedish.people import Named, with_parties
from ..load.case import FACTS
from ..yamltext import flow
from . import case as new_case
from .answer import TEXT
from .desk import Desk, Fragment, Made, Page, registered
from .dissent import CLAUSES, LEAD
from .insertion import Added, closed, opened, with_fact, with_item
from .markdowntext import clauses, escaped
from .phrases import suggested
from .questions import Answers, Points, Prose, Question, of_record, one, several, tree_of, with_known

_WHICH, _ANOTHER = "motion", "en motion till"
_TITLE, _PLACEMENT = "bilaga.rubrik", "bilaga.placering"
_PREFIX = "initiativ."


def questions(desk: Desk, answers: Answers) -> Iterator[Question]:
    """What the case does not know of the motion yet; then its text."""
    if desk.case is None:
        for each in new_case.questions(desk, {**answers, f"{_PREFIX}typ": "motion"}):
            if each.key != f"{_PREFIX}typ":
                yield _today(desk, each)
    else:
        yield from _of_a_known_case(desk, answers)
    yield replace(_of_appendix("placering"), key=_PLACEMENT, default="i dokumentet", label="bilagans placering")
    yield Question(TEXT, Prose(), msg("why it is moved; paste it here, or leave it for later"), label="motivering")
    yield Question(CLAUSES, Points(clauses=True), msg("what is to be decided, one point at a time"))
    if several(answers, CLAUSES):
        writers = len(_facts(desk, answers).movers) or 1
        council = next((body.name for body in desk.of_kind("fullmäktige")), "")
        default = suggested(desk.pack, "motion_inledning", writers, organ=council)
        help_ = msg("the words before the points, as they are written")
        yield Question(LEAD, LINE, help_, required=True, default=default)


def made(desk: Desk, answers: Answers) -> Made:
    """bilagor/motion.md; and arende.yaml, new or with what is added."""
    seated, registers = registered(desk, answers)
    if desk.case is None:
        answers = {**answers, "initiativ.typ": "motion"}
        whole = new_case.made(desk, answers)
        appendix = _appendix(one(answers, "rubrik"), "motion", answers, one(answers, "initiativ.handling"))
        facts = new_case.facts_page(seated, answers, appendix)
        path = f"{whole.folder}/bilagor/motion.md"
        new = {**whole.new, f"{whole.folder}/{FACTS}": facts, path: _text(seated, answers)}
        return replace(whole, new=new, text=path)
    name = _free_name(desk)
    path = f"{desk.folder}/bilagor/{name}.md"
    page, refused = _noted(seated, answers, name)
    changed = {**registers, f"{desk.folder}/{FACTS}": page} if page else registers
    return Made(desk.folder, {path: _text(seated, answers)}, changed, path, refused)


def _free_name(desk: Desk) -> str:
    """A name that is neither a file's nor a bilaga's: motion, motion-2."""
    ids = {each.id for each in desk.case.facts.appendices} if desk.case else set()
    return next(
        name
        for name in chain(["motion"], (f"motion-{number}" for number in count(2)))
        if name not in ids and desk.free(path := f"{desk.folder}/bilagor/{name}.md") == path
    )


def _of_a_known_case(desk: Desk, answers: Answers) -> Iterator[Question]:
    known = _without_text(desk)
    if known:
        names = (*known, _ANOTHER)
        help_ = msg("which of the case's motions it is, by those who moved it")
        told = any(key.startswith(_PREFIX) for key in answers)  # of a motion that the case does not know
        likely = _ANOTHER if told else names[0]
        yield Question(_WHICH, Choice(names), help_, "Omar Haddad (L)", required=True, default=likely)
    if not known or one(answers, _WHICH) == _ANOTHER:
        leave = (f"{_PREFIX}typ", f"{_PREFIX}bilaga")
        supposed = {**answers, f"{_PREFIX}typ": "motion"}
        yield from (_today(desk, each) for each in of_record(Initiative, supposed, prefix=_PREFIX, leave=leave))
    title = replace(_of_appendix("rubrik"), key=_TITLE, label="motionens rubrik")
    yield from with_known([title], {_TITLE: desk.case.facts.title if desk.case else ""})


def _today(desk: Desk, question: Question) -> Question:
    """The question; of the day that a motion is raised, with today as a suggestion."""
    raised = question.key == f"{_PREFIX}väckt"
    return replace(question, default=desk.project.today.isoformat()) if raised else question


def _of_appendix(key: str) -> Question:
    return next(each for each in of_record(Appendix, {}) if each.key == key)


def _without_text(desk: Desk) -> dict[str, int]:
    """The motions of the case whose text is not there, by movers; each with its place in the list."""
    assert desk.case is not None
    return {
        with_parties([Named(mover.name, mover.party_on(each.raised_on)) for mover in each.movers]) or each.kind: number
        for number, each in enumerate(desk.case.facts.initiatives)
        if each.kind == "motion" and each.appendix is None
    }


def _appendix(title: str, name: str, answers: Answers, record_number: str) -> dict[str, str]:
    return {
        "id": name,
        "rubrik": title,
        "fil": f"bilagor/{name}.md",
        "dnr": record_number,
        "placering": one(answers, _PLACEMENT),
    }


def _noted(desk: Desk, answers: Answers, name: str) -> tuple[Page | None, dict[str, tuple[Message, Message | None]]]:
    """arende.yaml with the bilaga in its list, and the motion among what started the case."""
    assert desk.case is not None
    before = desk.project.files[f"{desk.folder}/{FACTS}"]
    text = opened(before)
    number = _without_text(desk).get(one(answers, _WHICH))
    places: dict[str, tuple[int, int]] = {}
    if number is None:
        started = {"typ": "motion", **tree_of(Initiative, answers, _PREFIX), "bilaga": name}
        noted = with_item(text, "initiativ", started)
        record = one(answers, "initiativ.handling")
        places = {f"{_PREFIX}{key}": place for key, place in noted.places.items()} if noted else {}
    else:
        changed = with_fact(text, "initiativ", number, "bilaga", flow(name))
        noted = Added(changed) if changed else None
        record = desk.case.facts.initiatives[number].record_number or ""
    appendix = _appendix(one(answers, _TITLE), name, answers, record)
    listed = with_item(noted.text, "bilagor", dict(appendix)) if noted else None
    if listed is None:
        message = msg("draftkit cannot add the motion to {file} by itself", file=FACTS)
        hint = msg("write “initiativ” and “bilagor” there as lists, with a hyphen before each, and go on here")
        return None, {"": (message, hint)}
    below = listed.text.count("\n") - noted.text.count("\n") if noted else 0
    moved = min(first for first, _ in listed.places.values())
    shifted = {key: (a + below, b + below) if a >= moved else (a, b) for key, (a, b) in places.items()}
    own = {_TITLE: listed.places.get("rubrik"), _PLACEMENT: listed.places.get("placering")}
    return Page(closed(listed.text, before), shifted | {key: place for key, place in own.items() if place}), {}


class _Motion(Struct, frozen=True):
    """What its own text says of a motion."""

    movers: tuple[Person, ...]
    day: str


def _facts(desk: Desk, answers: Answers) -> _Motion:
    """Of a motion that the case knows, what the case says; otherwise what was answered."""
    number = _without_text(desk).get(one(answers, _WHICH)) if desk.case else None
    if number is not None and desk.case is not None:
        known = desk.case.facts.initiatives[number]
        return _Motion(known.movers, known.raised_on.isoformat() if known.raised_on else "")
    people = [desk.person(name) for name in several(answers, "initiativ.motionärer")]
    return _Motion(tuple(each for each in people if each), one(answers, "initiativ.väckt"))


def _text(desk: Desk, answers: Answers) -> Page:
    """Why, what is to be decided, where and when, and who."""
    motion = _facts(desk, answers)
    page = Fragment({})
    page.prose(TEXT, one(answers, TEXT))
    page.led(LEAD, one(answers, LEAD), CLAUSES, clauses(several(answers, CLAUSES)))
    day = read_date(motion.day)
    if day is not None and desk.settings is not None:
        page.block("", [f"{escaped(desk.settings.town)} den {long_date(day)}"])
    for each in motion.movers:
        party = each.party_on(day)
        page.block("", [f"{escaped(each.name)} ({party})" if party else escaped(each.name)])
    return page.page
