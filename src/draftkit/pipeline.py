"""The story of a run, in order. Read this first.

    load      a Project becomes a Case: facts, registers, pack, fragments      stages/load/
    check     what is wrong with it as a whole                                 stages/checks/
    assemble  the Case becomes a Statement: plain data, and texts in places    stages/assemble.py
    render    a pack's template prints the Statement; texts fill their places  stages/templating.py, render.py
    finish    the tree becomes DOCX and PDF, and is counted in each            publish.py, edges/

Everything but the engines is a function from values to values; problems are gathered on the way, never raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from .ahead import Ahead, send
from .edges.engines.pandoc import Pandoc, Trees, blocks
from .edges.intake import attachments as intake
from .model import Case, Fragment, Registers
from .patterns import getting_ready
from .problems import Problem, in_order, stopping
from .project import Project
from .spans import top_of
from .stages import ledger
from .stages.checks import first
from .stages.checks.text import Text, as_text
from .stages.checks.view import View
from .stages.load import case as load_case
from .stages.load.pack import Pack
from .stages.load.workspace import Workspace, workspace
from .stages.mending import may_be_mended
from .swedish.spelling import Speller

if TYPE_CHECKING:
    from .stages.assemble import Statement
    from .stages.checks.book import TextRules
    from .stages.checks.exemptions import Exempted
    from .stages.render import Document
    from .stages.templating import Original


class Checked(Struct, frozen=True):
    """A case as far as it could be read, and everything that is wrong with it.

    `texts` and `view` are what the rules look at; `exempted` is what somebody has decided not to be told of, and
    `mendable` what `check --fix` may cure by itself.
    """

    project: Project
    folder: str
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    case: Case | None = None
    pack: Pack | None = None
    registers: Registers = field(default_factory=lambda: Registers({}, {}))
    ledger: ledger.Ledger = field(default_factory=lambda: ledger.Ledger(()))
    attachments: intake.Attachments = field(default_factory=intake.Attachments)
    texts: tuple[Text, ...] = ()
    view: View | None = None
    exempted: tuple[Exempted, ...] = ()
    mendable: tuple[Problem, ...] = ()


class Composed(Struct, frozen=True):
    """A document without a format yet; None where problems stop it."""

    checked: Checked
    problems: tuple[Problem, ...]
    statement: Statement | None = None
    document: Document | None = None
    page_texts: dict[tuple[str, int], str] = field(default_factory=dict)
    page_pictures: dict[tuple[str, int], str] = field(default_factory=dict)
    originals: dict[str, Original] = field(default_factory=dict)


def check_all(
    project: Project, folders: Sequence[str], pandoc: Pandoc, *, started: Ahead, speller: Speller | None = None
) -> Iterator[Checked]:
    """Checks the cases in `folders`, while pandoc reads the one after. `started`: what it is at already, the first."""
    shared = workspace(project)
    for folder, after in zip(folders, [*folders[1:], None], strict=True):
        at_work, started = started, send(project, after, pandoc) if after else started
        yield check(project, folder, pandoc, started=at_work, shared=shared, speller=speller)


def check(
    project: Project,
    folder: str,
    pandoc: Pandoc,
    *,
    started: Ahead | None = None,
    shared: Workspace | None = None,
    pack_name: str | None = None,
    speller: Speller | None = None,
) -> Checked:
    """Load and check: the case in `folder`, and what is wrong with it.

    `started`: what pandoc is at already; `shared`: what has been read for other cases of the project; `speller`: a
    dictionary, where the spelling is to be checked too.
    """
    from .stages.checks.book import TextRules

    started = started or send(project, folder, pandoc)
    shared = shared or workspace(project)
    asked = TextRules()
    return judged(read(project, folder, pandoc, started, shared, pack_name=pack_name, asked=asked), speller, asked)


def read(
    project: Project, folder: str, pandoc: Pandoc, started: Ahead, shared: Workspace,
    *, pack_name: str | None = None, asked: TextRules | None = None,
) -> Checked:  # fmt: skip
    """The case in `folder` as far as it can be read, and what stops every build of it.

    While pandoc is at a text that it has to read, patterns are got ready, and the rules are `asked` of the others.
    What cannot be read stops the build, but not the reading: one broken file does not hide what is wrong in others.
    """
    files = tuple(project.under(folder))
    problems = [*started.problems, *load_case.files_set_aside(project, folder), *shared.problems]
    tree, more = load_case.facts(project, folder, shared.registers)
    problems += more
    name, asked_at = load_case.pack_name(tree, shared.settings)
    if pack_name:  # asked for on the command line: the place is where it would have to be
        name, asked_at = pack_name, top_of(f"templates/{pack_name}/mall.yaml")
    pack, more = shared.pack(name, asked_at)
    problems += more
    found = Checked(project, folder, tuple(problems), files, pack=pack, registers=shared.registers)
    if pack is None:
        return found

    arrived: list[Text] = []

    def met(fragment: Fragment) -> None:
        if not fragment.prose.empty:
            arrived.append(as_text(fragment))

    meanwhile = map(any, zip_longest(asked.at_work(arrived), getting_ready())) if asked else getting_ready()
    trees = Trees(started.parsed, started.reading, meanwhile)
    reading = load_case.Reading(project, folder, shared.settings, shared.registers, pack, started.texts, trees, met=met)
    case, _fragments, more = load_case.case(reading, tree)
    problems += more
    texts = tuple(sorted(arrived, key=lambda text: text.path))
    if case is None:
        return replace(found, problems=tuple(problems), texts=texts)

    answers = ledger.ledger(case, project.today)
    attachments = intake.read(case, project, pandoc, started.documents)
    view = View(
        case,
        answers,
        pack,
        shared.registers,
        project.files,
        files,
        project.today,
        texts,
        shared.wordlist,
        attachments.found,
    )
    problems += [*first.of_case(view), *attachments.problems]
    return replace(
        found, problems=tuple(problems), case=case, ledger=answers, attachments=attachments, texts=texts, view=view
    )


def judged(found: Checked, speller: Speller | None = None, asked: TextRules | None = None) -> Checked:
    """All that is wrong with a case that has been read, less what follows from something else or is exempted.

    `asked`: the rules that have been asked of some texts already.
    """
    from .stages.checks import book
    from .stages.checks.echoes import without_echoes
    from .stages.checks.exemptions import exempted, reweighed

    problems = [*found.problems, *(asked or book.TextRules()).of(found.texts)]
    if found.view is not None:
        problems += book.of_case(replace(found.view, speller=speller))
    problems = without_echoes(problems, found.registers, found.project, found.folder, found.case)
    gone: Sequence[Exempted] = ()
    if found.case is not None:
        problems = reweighed(problems, found.case.settings, book.CODES)
        problems, gone = exempted(problems, found.case, book.CODES)
    told = in_order(problem for problem in problems if problem.code.told)
    curable = [each for each in problems if each.fix is not None]
    today = found.project.today
    mendable = [each for each in curable if may_be_mended(each.span, found.folder, found.case, today)]
    return replace(found, problems=tuple(told), exempted=tuple(gone), mendable=tuple(mendable))


def compose(checked: Checked, pandoc: Pandoc, *, final: bool) -> Composed:
    """Assemble and render: the checked case as one tree, where nothing stops it."""
    if checked.case is None or checked.pack is None or stopping(checked.problems, final=final):
        return Composed(checked, checked.problems)
    from .stages import assemble, formats, render, templating

    bodies = list(checked.registers.bodies.values())
    statement = assemble.statement(checked.case, checked.ledger, checked.pack, checked.attachments.found, bodies)
    skeleton, problems = templating.skeleton(statement, checked.pack)
    if skeleton is None:
        return Composed(checked, tuple(in_order([*checked.problems, *problems])))
    _, (tree,) = pandoc.read([skeleton.markdown], templating.SKELETON_DIALECT).get()
    document, problems = render.document(blocks(tree), statement, checked.pack)
    everything = tuple(in_order([*checked.problems, *problems]))
    if stopping(problems, final=final):
        return Composed(checked, everything)
    document = formats.tables_headed(formats.languages_marked(document, statement.languages))
    texts, pictures = dict(skeleton.page_texts), dict(skeleton.page_pictures)
    return Composed(checked, everything, statement, document, texts, pictures, dict(skeleton.originals))
