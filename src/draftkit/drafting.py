"""What `draftkit new` makes, judged before it is written: by the rules of `check`, as if it lay in its folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import unified_diff

from msgspec.structs import replace

from .edges.engines.pandoc import Pandoc
from .facts import BodyRef, Choice, Date, Many, PersonRef, plain_key
from .model import STAGES, Case, CaseFacts, Initiative, Settings
from .pipeline import Checked, check
from .problems import Problem, Severity, Stops
from .project import Project
from .spans import Source, top_of
from .stages.checks.echoes import MISSED
from .stages.drafts.desk import Desk, Made, iso
from .stages.drafts.kinds import Kind
from .stages.drafts.questions import MORE, Answer, Answers, Prose, Question
from .stages.drafts.supposing import possible, supposed
from .stages.load.case import DEFAULT_PACK
from .stages.load.workspace import SCHEMA, workspace

_TODAY = ("i dag", "idag", "today")


def desk(project: Project, folder: str, pandoc: Pandoc) -> tuple[Desk | None, Checked | None, tuple[Problem, ...]]:
    """The desk for a case, or for one to be (`folder` is empty); and what stops anybody from writing there."""
    shared = workspace(project)
    if folder:
        found = check(project, folder, pandoc, shared=shared)
        if found.case is None or found.pack is None:
            wrong = [each for each in found.problems if each.severity() is Severity.ERROR]
            return None, found, tuple(wrong)
        return Desk(project, shared.settings, shared.registers, found.pack, folder, found.case), found, ()
    name = shared.settings.pack if shared.settings else DEFAULT_PACK
    pack, problems = shared.pack(name, shared.settings.place("mall") if shared.settings else top_of(""))
    problems = [*shared.problems, *problems]
    if pack is None or shared.settings is None:
        return None, None, tuple(problems)
    return Desk(project, shared.settings, shared.registers, pack), None, ()


def bare(project: Project) -> tuple[Desk, ...]:
    """Desks for who only wants to know what can be asked: one without a case, and one with a case of nobody's."""
    shared = workspace(project)
    name = shared.settings.pack if shared.settings else DEFAULT_PACK
    pack = shared.pack(name, top_of(""))[0] or shared.pack(DEFAULT_PACK, top_of(""))[0]
    if pack is None or shared.settings is None:
        settings = Settings(schema=SCHEMA, municipality="", town="")
    else:
        settings = shared.settings
    if pack is None:
        return ()
    facts = CaseFacts(
        schema=SCHEMA, case_number="", title="", rotel="", presenters=(), stage=STAGES[0],
        initiatives=(Initiative(kind="motion", raised_on=None),),
    )  # fmt: skip
    without = Desk(project, settings, shared.registers, pack)
    return without, replace(without, folder="drafts/x", case=Case("drafts/x", facts, settings))


def laid(desk: Desk, made: Made) -> Project:
    """The working folder as it will be."""
    return replace(desk.project, files={**desk.project.files, **made.files})


def judged(kind: Kind, desk: Desk, answers: Answers, key: str, pandoc: Pandoc) -> tuple[list[Problem], Project]:
    """What is wrong with the answer to `key`, whatever the rest will be; and where to look for the lines it names."""
    found, project = _at(kind, desk, supposed(kind, desk, answers, everything=False), key, pandoc)
    if not found:
        return [], project
    others, _ = _at(kind, desk, supposed(kind, desk, answers, everything=True), key, pandoc)
    return [problem for what, problem in found.items() if what in others and problem.code.name not in MISSED], project


def _at(kind: Kind, desk: Desk, answers: Answers, key: str, pandoc: Pandoc) -> tuple[dict[object, Problem], Project]:
    """What is wrong at the answer to `key`, by what is the same wherever the answer stands in its file."""
    made = kind.made(desk, answers)
    project = laid(desk, made)
    places = [*made.places(key)]
    found: dict[object, Problem] = {}
    for problem in check(project, made.folder, pandoc).problems if places else ():
        spans = (problem.span, *(each.span for each in problem.related))
        within = [
            (span.line - first, span.col)
            for span in spans
            for path, first, last in places
            if span.path == path and first <= span.line <= last
        ]
        if within:
            found[problem.code.number, problem.message, within[0]] = problem
    return found, project


def reviewed(desk: Desk, made: Made, before: Iterable[Problem], pandoc: Pandoc) -> tuple[list[Problem], Project]:
    """What `check` will say of the files that are about to be written, and did not say before."""
    project = laid(desk, made)
    known = {(each.code.number, each.message, each.span.path) for each in before}
    problems = check(project, made.folder, pandoc).problems
    mine = [each for each in problems if each.span.path in made.files or _clashes(each, made)]
    return [each for each in mine if (each.code.number, each.message, each.span.path) not in known], project


def _clashes(problem: Problem, made: Made) -> bool:
    """Whether another file cannot stand beside a new one: two answers of one body, say."""
    return problem.stops is Stops.BUILD and any(each.span.path in made.files for each in problem.related)


def difference(desk: Desk, path: str, text: str) -> list[str]:
    """What is added to a file that is there, line by line with two lines around: "+bilagor:"."""
    before = Source.of_bytes(path, desk.project.files[path]).text
    after = Source.of_bytes(path, text.encode()).text
    lines = unified_diff(before.split("\n"), after.split("\n"), n=2, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


# --- the command line ----------------------------------------------------------------------------


def options(kind: Kind, desk: Desk) -> dict[str, Question]:
    """Every question by the name of its option: the key, or with what it stands in where there are several of the name.

    "remiss.svar_senast" -> "svar-senast"; "behandling.kommunstyrelse.datum" -> "kommunstyrelse-datum"
    """
    questions = [each for each in possible(kind, desk) if each.key != MORE]
    names = [each.key.rpartition(".")[2] for each in questions]
    found: dict[str, Question] = {}
    for each, name in zip(questions, names, strict=True):
        alone = "." not in each.key or names.count(name) == 1
        parts = [name] if alone else each.key.split(".")[-2:]
        found["-".join(parts).replace("_", "-").replace(" ", "-")] = each
    return found


def given(desk: Desk, questions: Mapping[str, Question], values: Mapping[str, Sequence[str]]) -> dict[str, Answer]:
    """What was said on the command line, by the keys of the questions."""
    found: dict[str, Answer] = {}
    for name, said in values.items():
        question = questions[name]
        tidy = tuple(as_answered(desk, question, each) for each in said)
        found[question.key] = tidy if question.many else tidy[-1]
    return found


def as_answered(desk: Desk, question: Question, text: str) -> str:
    """An answer as files have it: a date in digits, a choice with its dots, a body's name, a person's slug."""
    text = unicodedata.normalize("NFC", text)
    if isinstance(question.kind, Prose):
        return text.strip("\n")
    text = " ".join(text.split())
    kind = question.kind.item if isinstance(question.kind, Many) else question.kind
    if isinstance(kind, Date):
        return desk.project.today.isoformat() if text.casefold() in _TODAY else iso(text)
    if isinstance(kind, Choice):
        return next((value for value in kind.values if plain_key(value) == plain_key(text)), text)
    if isinstance(kind, PersonRef) and (person := desk.person(text)):
        return person.slug
    if isinstance(kind, BodyRef) and (body := desk.body(text)):
        return body.name
    return text


def unused(kind: Kind, desk: Desk, answers: Answers) -> list[str]:
    """The keys of answers to what is not asked, as the others are: they would be in no file."""
    asked = {each.key for each in kind.questions(desk, answers)}
    return [key for key, answer in answers.items() if answer and key not in asked and not key.startswith("+")]


def with_defaults(kind: Kind, desk: Desk, answers: Answers) -> dict[str, Answer]:
    """The answers, with what is known already for what was not answered."""
    found = dict(answers)
    while True:
        questions = kind.questions(desk, found)
        unanswered = [each for each in questions if each.key not in found and each.default]
        if not unanswered:
            return found
        found[unanswered[0].key] = unanswered[0].default


def missing(kind: Kind, desk: Desk, answers: Answers) -> list[Question]:
    """All that must be answered and is not, also what only comes up when the rest has been."""
    whole = supposed(kind, desk, answers, everything=False)
    return [
        each for each in kind.questions(desk, whole) if each.required and not answers.get(each.key) and not each.default
    ]
