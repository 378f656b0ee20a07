"""What `draftkit new` does once its options are read: asks, or not; shows, writes, and opens the text."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from .. import drafting
from ..edges import begun, disk, editor, git
from ..edges.begun import Begun
from ..edges.engines.pandoc import Pandoc
from ..facts import plain_key
from ..messages import Message, msg, words
from ..problems import DraftkitError, Problem, Severity
from ..project import Project
from ..spans import Source
from ..stages.drafts.desk import Desk, Made, slug_of
from ..stages.drafts.kinds import KINDS, Kind
from ..stages.drafts.questions import Answer, Question
from ..stages.load import yamltree
from ..stages.load.yamltree import Mapping, Scalar
from .app import CLEAN, PROBLEMS, TROUBLE, colours, human

if TYPE_CHECKING:  # questionary is loaded only where somebody is asked
    from ..edges.report.human import Human
    from ..edges.wizard import Name, Wizard

_STOPPED = 130
_NEW_CASE = "+"


class Table(Struct):
    """What a run needs at hand."""

    root: Path
    today: date
    pandoc: Pandoc
    language: NullTranslations
    said: dict[str, tuple[str, ...]]
    kept: bool = False  # whether answers are kept that somebody can go on with

    def words(self, message: Message) -> str:
        """A sentence in the reader's language."""
        return words(message, self.language)

    def tell(self, message: Message) -> None:
        """Says a sentence."""
        print(self.words(message))


def silently(table: Table, word: str, case: str | None) -> int:
    """Makes the files of what was said on the command line, or tells all that is missing or wrong."""
    kind = KINDS[word]
    folder = _folder(table, kind, case)
    if folder is None:
        anywhere = drafting.bare(disk.project(table.root, [], table.today))[-1]
        known = drafting.options(kind, anywhere)
        here = {name: values for name, values in table.said.items() if name in known}
        needed = drafting.missing(kind, anywhere, drafting.given(anywhere, known, here))
        _tell_missing(table, needed, _names(kind, anywhere), case=True)
        return TROUBLE
    desk, before = _desk(table, folder)
    if desk is None:
        return PROBLEMS
    names = _names(kind, desk)
    said = _given(table, kind, desk)
    answers = drafting.with_defaults(kind, desk, said)
    for key in drafting.unused(kind, desk, answers):
        raise _not_asked(names[key], [names.get(each.key, "") for each in kind.questions(desk, answers)])
    lacking = drafting.missing(kind, desk, answers)
    if lacking:
        for key in said:
            _show(table, *drafting.judged(kind, desk, answers, key, table.pandoc))
        _tell_missing(table, lacking, names)
        return TROUBLE
    made = kind.made(desk, answers)
    for message, hint in made.refused.values():
        raise DraftkitError(message, hint)
    problems, project = drafting.reviewed(desk, made, before, table.pandoc)
    _show(table, problems, project)
    if any(each.severity() is Severity.ERROR for each in problems):
        print(table.words(msg("nothing was written")), file=sys.stderr)
        return PROBLEMS
    _write(table, desk, made)
    return CLEAN


def _names(kind: Kind, desk: Desk) -> dict[str, str]:
    """What the option of each question is called, by its key."""
    return {each.key: name for name, each in drafting.options(kind, desk).items()}


def _show(table: Table, problems: Sequence[Problem], project: Project) -> None:
    drawer = human(project.everything(), table.language, final=False, stream=sys.stderr)
    for problem in problems:
        print(drawer.problem(problem), end="\n\n", file=sys.stderr)


def _not_asked(name: str, known: Sequence[str]) -> DraftkitError:
    """That an option is none of the questions, the other answers being what they are."""
    names = [f"--{each}" for each in known if each]
    return DraftkitError(msg("--{name} is not asked for here", name=name), msg("these are: {names}", names=names))


def _given(table: Table, kind: Kind, desk: Desk) -> dict[str, Answer]:
    """The answers on the command line; raises where one answers what is not asked here."""
    known = drafting.options(kind, desk) if table.said else {}
    for name in table.said:
        if name not in known:
            raise _not_asked(name, [*known])
    return drafting.given(desk, known, table.said)


def _tell_missing(table: Table, lacking: Sequence[Question], names: dict[str, str], *, case: bool = False) -> None:
    """All the options that must be given and are not, each with what it is."""
    lines = [("--ärende", msg("the ärende: its folder or diarienummer"), "")] if case else []
    for each in lacking:
        lines.append((f"--{names[each.key]}", each.help, each.example))
    drawer = human({}, table.language, final=False, stream=sys.stderr)
    print(drawer.told(msg("these options are missing:"), None), file=sys.stderr)
    for name, help_, example in lines:
        shown = msg("{help}; for example {example}", help=help_, example=example) if example else help_
        print(f"  {name}: {table.words(shown)}", file=sys.stderr)


def at_the_terminal(table: Table, word: str, case: str | None) -> int:
    """Asks at the terminal until the files are written, or the one who answers leaves."""
    from ..edges.wizard import Back, Wizard
    from ..interview import Leave

    wizard = Wizard(
        colour=colours(sys.stdout),
        choose_hint=table.words(msg("(arrow keys choose)")),
        several_fit=table.words(msg("several names fit: choose one with the arrow keys, or write more of it")),
    )
    begun_as = ""
    try:
        while True:
            begun_as = word or wizard.choose(
                table.words(msg("What do you want to make?")),
                [(each.word, table.words(each.title)) for each in KINDS.values()],
            )
            try:
                return _interview(table, wizard, KINDS[begun_as], case)
            except Back:
                if word:
                    raise
    except (KeyboardInterrupt, Leave, Back):
        print()
        if table.kept:
            table.tell(msg("Stopped. Your answers are kept: go on with draftkit new {word}", word=begun_as))
        else:
            table.tell(msg("Stopped. Nothing was written."))
        return _STOPPED


def _interview(table: Table, wizard: Wizard, kind: Kind, case: str | None) -> int:
    """One conversation, about one case. Raises Back where it goes back beyond the first question."""
    from ..edges.wizard import Back
    from ..interview import Interview

    while True:
        likely = _folder(table, kind, case)
        folder = _chosen_case(table, wizard, kind) if likely is None else likely
        desk, before = _desk(table, folder)
        if desk is None:
            return PROBLEMS
        try:
            state = _resumed(table, wizard, kind, folder)
            interview = Interview(
                kind, desk, state, wizard, table.language, table.pandoc,
                keep=partial(_keep, table, kind.word), draw=partial(_drawer, table), before=before,
            )  # fmt: skip
            interview.admit(_given(table, kind, desk))
            made = interview.made()
        except Back:
            if likely is None:
                continue
            raise
        _write(table, desk, made)
        begun.forget(table.root, kind.word, folder)
        _to_the_editor(table, wizard, made)
        return CLEAN


def _keep(table: Table, word: str, state: Begun) -> None:
    """Keeps what has been answered, as long as something has."""
    table.kept = not state.empty
    if table.kept:
        begun.keep(table.root, word, state)
    else:
        begun.forget(table.root, word, state.folder)


def _drawer(table: Table, project: Project) -> Human:
    return human(project.everything(), table.language, final=False)


def _resumed(table: Table, wizard: Wizard, kind: Kind, folder: str) -> Begun:
    """What was begun another day, if it is wanted; else a new beginning."""
    kept = begun.kept(table.root, kind.word, folder)
    if kept is None:
        return Begun(folder)
    where = folder.rpartition("/")[2] or table.words(msg("a new ärende"))
    choices = [
        ("on", table.words(msg("go on where you stopped ({where}, {n} answers)", where=where, n=len(kept.asked)))),
        ("anew", table.words(msg("begin anew; those answers are thrown away"))),
    ]
    table.kept = True
    if wizard.choose(table.words(msg("There are answers from before.")), choices) == "on":
        return kept
    begun.forget(table.root, kind.word, folder)
    table.kept = False
    return Begun(folder)


# --- which ärende --------------------------------------------------------------------------------


def _folder(table: Table, kind: Kind, case: str | None) -> str | None:
    """The case's folder from the root: the one named, stood in, on the branch, or the only one. "" for a new one.

    None where it has to be asked for.
    """
    if not kind.in_a_case:
        return ""
    found = {each.name: each for each in disk.cases(table.root)}
    if case is None and kind.begins_a_case and "dnr" in table.said:
        return ""
    if case is not None:
        return f"drafts/{_named(table, case, found)}"
    inside = [each for each in (Path.cwd(), *Path.cwd().parents) if each.parent == table.root / "drafts"]
    branch = git.branch(table.root) or ""
    on_branch = [name for name in found if name.casefold() in branch.casefold()]
    likely = [each.name for each in inside if each.name in found] or on_branch
    if len(likely) == 1:
        return f"drafts/{likely[0]}"
    if not found and kind.begins_a_case:
        return ""
    if not found:
        raise DraftkitError(
            msg("there is no ärende in {path}", path=str(table.root / "drafts")),
            msg("make one with draftkit new ärende"),
        )
    return f"drafts/{next(iter(found))}" if len(found) == 1 and not kind.begins_a_case else None


def _named(table: Table, case: str, found: dict[str, Path]) -> str:
    """The folder that somebody means by its name, its path or its diarienummer."""
    wanted = slug_of(Path(case).name)
    for name in found:
        if name in (case, Path(case).name) or slug_of(name) in (wanted, slug_of(case)):
            return name
    raise DraftkitError(
        msg("there is no ärende “{name}”", name=case), msg("these are there: {names}", names=[*found] or ["–"])
    )


def _chosen_case(table: Table, wizard: Wizard, kind: Kind) -> str:
    """Asks which ärende, by number or title."""
    from ..edges.wizard import Name

    new_one = [Name(_NEW_CASE, table.words(msg("a new ärende")))] if kind.begins_a_case else []
    names = [*new_one, *(_case_name(each) for each in disk.cases(table.root))]
    if len(names) < 10:
        choices = [(each.value, f"{each.title}  {each.beside}".strip()) for each in names]
        answer = wizard.choose(table.words(msg("Which ärende?")), choices)
    else:
        answer = ""
        while not any(each.value == answer for each in names):
            answer = wizard.name(table.words(msg("Which ärende?")), names)
    return "" if answer == _NEW_CASE else f"drafts/{answer}"


def _case_name(folder: Path) -> Name:
    from ..edges.wizard import Name

    path = folder / "arende.yaml"
    source = Source.of_bytes("", disk.read_file(path) if path.is_file() else b"")
    tree, _problems = yamltree.parse(source)
    facts = (
        {plain_key(k.text): v.text for k, v in tree.items if isinstance(v, Scalar)} if isinstance(tree, Mapping) else {}
    )
    return Name(folder.name, facts.get("dnr") or folder.name, facts.get("rubrik", ""), (folder.name,))


def _desk(table: Table, folder: str) -> tuple[Desk | None, tuple[Problem, ...]]:
    """The desk; None where what is there already cannot be read, which is then told. With it, what was wrong before."""
    cases = [table.root / folder] if folder else []
    project = disk.project(table.root, cases, table.today)
    if not folder:  # their names are taken
        taken = {f"drafts/{each.name}/": b"" for each in disk.cases(table.root)}
        project = replace(project, files={**project.files, **taken})
    desk, checked, problems = drafting.desk(project, folder, table.pandoc)
    if desk is None:
        _show(table, problems, project)
        print(table.words(msg("mend this first; nothing was asked")), file=sys.stderr)
    return desk, checked.problems if checked else ()


# --- when all is answered --------------------------------------------------------------------------


def _write(table: Table, desk: Desk, made: Made) -> None:
    changed = {path: (desk.project.files[path], page.text.encode()) for path, page in made.changed.items()}
    disk.write_more(table.root, {path: page.text.encode() for path, page in made.new.items()}, changed)
    for path in made.new:
        table.tell(msg("made: {path}", path=path))
    for path in made.changed:
        table.tell(msg("added to: {path}", path=path))


def _to_the_editor(table: Table, wizard: Wizard, made: Made) -> None:
    """Opens the text, if wanted and there is something to open it in; says what comes next."""
    from ..edges.wizard import Back

    program = editor.command(os.environ)
    if program and made.text:
        choices = [
            ("open", table.words(msg("open {path} in {program}", path=made.text, program=Path(program[0]).name))),
            ("later", table.words(msg("later"))),
        ]
        try:
            wish = wizard.choose(table.words(msg("Do you want to write the text now?")), choices)
        except (Back, KeyboardInterrupt):
            wish = "later"
        if wish == "open" and not editor.opened(program, table.root / made.text):
            table.tell(msg("{program} could not be started", program=program[0]))
    elif made.text:
        table.tell(msg("write the text in {path}, below the second line of hyphens if there is one", path=made.text))
    table.tell(msg("then see what is left with draftkit check {folder}", folder=made.folder))
