"""How the cases of a project stand, without reading their texts: what `draftkit status` asks of a thousand of them.

The facts are read as for every other command. A text is only glanced at (stages/load/glance.py), and pandoc reads it
where a glance cannot tell whether there is anything to print. So the ledger is that of `check` and `build`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .blocks import Parsed
from .edges import disk
from .edges.engines.pandoc import Pandoc, parsed
from .model import Case, Fragment, Glimpse
from .problems import Problem, Severity, in_order
from .project import Project
from .stages import ledger
from .stages.checks import first
from .stages.checks.echoes import without_echoes
from .stages.checks.view import View
from .stages.load import case as load_case
from .stages.load import markdown
from .stages.load.pack import Pack
from .stages.load.texts import DIALECT, heads, outline, readable
from .stages.load.workspace import Workspace, workspace
from .stages.standing import Standing, standing


class Surveyed(Struct, frozen=True):
    """How one case stands, or None where its facts cannot be read; and the errors that make the answer uncertain."""

    folder: str
    standing: Standing | None
    problems: tuple[Problem, ...]


class Glanced(Struct, frozen=True):
    """A case whose texts have been glanced at, with all that was found wrong on the way."""

    case: Case | None
    pack: Pack | None
    unread: tuple[str, ...]
    problems: tuple[Problem, ...]


_WORTH_A_PROCESS = 250  # cases; fewer are surveyed sooner than a process has started


def survey_all(root: Path, cases: Sequence[Path], today: date) -> list[Surveyed]:
    """How each of `cases`, which lie below `root`, stands. Many of them are shared out among processes."""
    shares = max(1, min(os.cpu_count() or 1, len(cases) // _WORTH_A_PROCESS))
    size = -(-len(cases) // shares)
    mine, *others = [cases[at : at + size] for at in range(0, len(cases), size)]
    if not others:
        return survey_folders(root, mine, today)
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(len(others)) as pool:
        waiting = [pool.submit(survey_folders, root, each, today) for each in others]
        found = survey_folders(root, mine, today)
        return [*found, *(surveyed for each in waiting for surveyed in each.result())]


def survey_folders(root: Path, cases: Sequence[Path], today: date) -> list[Surveyed]:
    """The same in this process. pandoc is started if it is needed."""
    project = disk.project(root, list(cases), today, lazily=True)
    with ExitStack() as stack:
        engine = cache(lambda: stack.enter_context(Pandoc()))
        return list(survey(project, [each.relative_to(root).as_posix() for each in cases], engine))


def survey(project: Project, folders: Sequence[str], engine: Callable[[], Pandoc]) -> Iterator[Surveyed]:
    """How each case of `folders` stands on the project's day. `engine` is called only where pandoc is needed."""
    shared = workspace(project, words=False)
    for folder in folders:
        yield _surveyed(project, folder, shared, engine)


def _surveyed(project: Project, folder: str, shared: Workspace, engine: Callable[[], Pandoc]) -> Surveyed:
    found = glanced(project, folder, shared, engine)
    problems = [*shared.problems, *found.problems]
    stands = None
    if found.case is not None and found.pack is not None:
        answers = ledger.ledger(found.case, project.today)
        stands = standing(found.case, answers, found.pack, project.today, unread=found.unread)
        files = tuple(project.under(folder))
        view = View(found.case, answers, found.pack, shared.registers, project.files, files, project.today, ())
        problems += first.of_case(view)
    errors = [each for each in problems if each.severity() is Severity.ERROR]
    if errors:
        errors = without_echoes(errors, shared.registers, project, folder, found.case)
    return Surveyed(folder, stands, tuple(in_order(errors)))


def glanced(project: Project, folder: str, shared: Workspace, engine: Callable[[], Pandoc]) -> Glanced:
    """The case in `folder`, read but for its texts."""
    problems = load_case.files_set_aside(project, folder)
    tree, more = load_case.facts(project, folder, shared.registers)
    problems += more
    name, asked_at = load_case.pack_name(tree, shared.settings)
    pack, more = shared.pack(name, asked_at)
    texts, wrong = heads(project, folder)
    problems += [*more, *wrong]
    if pack is None:
        return Glanced(None, None, tuple(texts), tuple(problems))
    reading = load_case.Reading(project, folder, shared.settings, shared.registers, pack, texts, {}, glancing=True)
    case, fragments, more = load_case.case(reading, tree)
    if unsure := [each.path for each in fragments if _is_unsure(each)]:
        bodies = {path: readable(texts[path])[0] for path in unsure}
        trees = {path: markdown.read(body) or _by_pandoc(body, engine()) for path, body in bodies.items()}
        case, fragments, more = load_case.case(replace(reading, trees=trees), tree)
    problems += more
    broken = {each.span.path for each in problems if each.severity() is Severity.ERROR}
    known = {f"{folder}/{load_case.FACTS}", *(each.path for each in fragments)}
    unread = sorted(path for path in broken - known if path.startswith(f"{folder}/"))
    return Glanced(case, pack, tuple(unread), tuple(problems))


def _by_pandoc(body: str, pandoc: Pandoc) -> Parsed:
    return parsed(pandoc.read([body], DIALECT, outlines=[outline(body)]))[0]


def _is_unsure(fragment: Fragment) -> bool:
    return isinstance(fragment.prose, Glimpse) and fragment.prose.unsure
