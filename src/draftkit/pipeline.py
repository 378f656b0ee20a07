"""The story of a run, in order. Read this first.

    load      a Project becomes a Case: facts, registers, pack, fragments      stages/load/
    check     what is wrong with it as a whole                                 stages/checks/
    assemble  the Case becomes a Statement: plain data, and texts in places    stages/assemble.py
    render    a pack's template prints the Statement; texts fill their places  stages/render.py
    finish    the tree becomes DOCX and PDF, and is counted in each            publish.py, edges/

Everything but the engines is a function from values to values; problems are gathered on the way, never raised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .ahead import Ahead, send
from .edges.engines.pandoc import Pandoc, blocks, parsed
from .edges.intake import attachments as intake
from .model import Case, Registers
from .problems import Problem, in_order, stopping
from .project import Project
from .spans import top_of
from .stages import checks, ledger
from .stages.checks.echoes import without_echoes
from .stages.load import case as load_case
from .stages.load import pack as load_pack
from .stages.load import workspace
from .stages.load.pack import Pack

if TYPE_CHECKING:
    from .stages.assemble import Statement
    from .stages.render import Document


@dataclass(frozen=True)
class Checked:
    """A case as far as it could be read, and everything that is wrong with it."""

    folder: str
    problems: tuple[Problem, ...]
    files: int
    case: Case | None = None
    pack: Pack | None = None
    registers: Registers = field(default_factory=lambda: Registers({}, {}))
    ledger: ledger.Ledger = field(default_factory=lambda: ledger.Ledger(()))
    attachments: intake.Attachments = field(default_factory=intake.Attachments)


@dataclass(frozen=True)
class Composed:
    """A document without a format yet; None where problems stop it."""

    checked: Checked
    problems: tuple[Problem, ...]
    statement: Statement | None = None
    document: Document | None = None
    page_texts: dict[tuple[str, int], str] = field(default_factory=dict)


def check(
    project: Project, folder: str, pandoc: Pandoc, *, started: Ahead | None = None, pack_name: str | None = None
) -> Checked:
    """Load and check: the case in `folder`, and what is wrong with it. `started`: what pandoc is at already."""
    started = started or send(project, folder, pandoc)
    texts, problems = started.texts, [*started.problems, *load_case.linked_files(project, folder)]

    settings, more = workspace.settings(project)
    problems += more
    registers, more = workspace.registers(project)
    problems += more
    tree, more = load_case.facts(project, folder, registers)
    problems += more
    files = len(project.under(folder))
    # What cannot be read stops the build, but not the reading: one broken file does not hide what is wrong in others.
    name, asked_at = load_case.pack_name(tree, settings)
    if pack_name:  # asked for on the command line: the place is where it would have to be
        name, asked_at = pack_name, top_of(f"templates/{pack_name}/mall.yaml")
    pack, more = load_pack.load(project, name, asked_at)
    problems += more
    if pack is None:
        return Checked(folder, tuple(in_order(problems)), files)

    trees = dict(zip(texts, parsed(started.reading), strict=True))
    case, more = load_case.case(load_case.Reading(project, folder, settings, registers, pack, texts, trees), tree)
    problems += more
    if case is None:
        problems = without_echoes(problems, registers, project, folder, case)
        return Checked(folder, tuple(in_order(problems)), files, None, pack, registers)

    answers = ledger.ledger(case, project.today)
    problems += checks.run(case, answers, pack, project.files, project.today)
    attachments = intake.read(case, project, pandoc, started.documents)
    problems = without_echoes([*problems, *attachments.problems], registers, project, folder, case)
    return Checked(folder, tuple(in_order(problems)), files, case, pack, registers, answers, attachments)


def compose(checked: Checked, pandoc: Pandoc, *, final: bool) -> Composed:
    """Assemble and render: the checked case as one tree, where nothing stops it."""
    if checked.case is None or checked.pack is None or stopping(checked.problems, final=final):
        return Composed(checked, checked.problems)
    from .stages import assemble, formats, render

    bodies = list(checked.registers.bodies.values())
    statement = assemble.statement(checked.case, checked.ledger, checked.pack, checked.attachments.found, bodies)
    skeleton, problems = render.skeleton(statement, checked.pack)
    if skeleton is None:
        return Composed(checked, tuple(in_order([*checked.problems, *problems])))
    _, (tree,) = pandoc.read([skeleton.markdown], render.SKELETON_DIALECT).get()
    document, problems = render.document(blocks(tree), statement, checked.pack)
    everything = tuple(in_order([*checked.problems, *problems]))
    if stopping(problems, final=final):
        return Composed(checked, everything)
    document = formats.languages_marked(document, statement.languages)
    return Composed(checked, everything, statement, document, dict(skeleton.page_texts))
