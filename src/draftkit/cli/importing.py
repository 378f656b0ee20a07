"""draftkit import: an answer or a motion that somebody has sent becomes a text of the case."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ..messages import Message, msg, msg_n, words
from ..problems import DraftkitError, Severity
from .app import CLEAN, PROBLEMS, Lang, Today, app, day, human, named, not_among, prefix, translations

if TYPE_CHECKING:
    from gettext import NullTranslations

    from ..arrival import Arrival, Draft, Facts
    from ..edges.engines.pandoc import Pandoc
    from ..edges.report.human import Human
    from ..project import Project
    from ..stages.load.pack import Pack
    from ..stages.load.workspace import Workspace
    from .settling import Asking

_Name = Annotated[str, typer.Option("--namn", metavar=_("NAME"), help=_("The name of the new file."))]
_By = Annotated[
    list[str] | None,
    typer.Option("--av", metavar=_("NAME"), help=_("Who made the reservation; more than once if they are several.")),
]
_Changes = Annotated[
    str,
    typer.Option(
        "--ändringar", "--andringar", metavar="godkänn|visa|avvisa", help=_("What to do with tracked changes.")
    ),
]


@app.command("import", help=_("Take in an answer or a motion from Word, OpenDocument, PDF or text."))
def import_file(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The file that was sent."), show_default=False)],
    what: Annotated[
        str | None, typer.Option("--som", metavar="svar|motion|reservation|utlåtande", help=_("What the file is."))
    ] = None,
    case: Annotated[
        Path | None, typer.Option("--ärende", "--arende", metavar=_("FOLDER"), help=_("The ärende's folder."))
    ] = None,
    number: Annotated[
        str | None, typer.Option("--dnr", metavar=_("NUMBER"), help=_("The ärende's number, instead of its folder."))
    ] = None,
    body: Annotated[str | None, typer.Option("--organ", metavar=_("NAME"), help=_("Who has answered."))] = None,
    kind: Annotated[
        str | None, typer.Option("--typ", metavar=_("KIND"), help=_("The kind of answer, for example nämndbeslut."))
    ] = None,
    dated: Annotated[str | None, typer.Option("--datum", metavar=_("DATE"), help=_("The day of the text."))] = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--sammanträde", "--sammantrade", metavar=_("DATE"), help=_("The day on which the nämnd decided.")
        ),
    ] = None,
    by: _By = None,
    as_proposed: Annotated[
        bool,
        typer.Option("--enligt-förslag", "--enligt-forslag", help=_("The nämnd decided as was proposed in the text.")),
    ] = False,
    changes: _Changes = "godkänn",
    name: _Name = "",
    locked: Annotated[bool, typer.Option("--lås", "--las", help=_("Lock the text, as draftkit lock does."))] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help=_("Never ask: take what is certain."))] = False,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Reads the file, asks what is not certain, writes all the files or none, and lists what is in none of them."""
    from ..arrival import PUBLISHED, WHAT, drafted, read, unaccounted
    from ..edges import disk
    from ..edges.engines.pandoc import Pandoc
    from ..stages.intake.story import CHANGES
    from ..stages.load.workspace import workspace
    from .published import take_in
    from .settling import Asking, Options

    what = _among(what, WHAT, "--som") if what is not None else None
    changes = _among(changes, CHANGES, "--ändringar")
    root, folder = _place(case)
    data = disk.read_file(file)
    language = translations()
    drawer = human({}, language, final=False, stream=sys.stderr)
    with Pandoc() as pandoc:
        try:
            arrival = read(file.name, data, changes, pandoc)
        except DraftkitError as error:
            _refuse(drawer, file, error)
        project = disk.project(root, [root / folder] if folder else [], day(today))
        shared = workspace(project)
        pack = _pack(shared)
        at_terminal = not no_input and sys.stdin.isatty() and sys.stdout.isatty()
        if what == PUBLISHED or (what is None and _is_published(arrival, pack)):
            take_in(arrival, shared, pack, root, drawer, at_terminal=at_terminal)
        options = Options(what, folder, number, body, kind, dated, meeting, by or (), as_proposed, locked, name)
        asking = Asking(
            arrival, options, shared.registers, pack, disk.case_numbers(root), folder if case is None else None,
            language, at_terminal,
        )  # fmt: skip
        with _breaking_off(drawer):
            facts = asking.facts()
        if facts is None:
            _lacks(drawer, file, asking.missing)
        project = disk.project(root, [root / facts.folder], day(today))
        draft = drafted(arrival, facts, shared.registers, pack, pandoc, project.files)
        if draft.missing:
            _lacks(drawer, file, draft.missing, again=_again(file, root, facts, changes) if at_terminal else "")
        if (lost := unaccounted(draft)) is not None:
            _refuse(drawer, file, lost)
        _write(arrival, draft, facts, project, root, pandoc, asking, changes)
    sys.exit(CLEAN)


# --- where ---------------------------------------------------------------------------------------


def _place(case: Path | None) -> tuple[Path, str | None]:
    """The working folder, and the case that is named or that one stands in, by its path from the root."""
    from ..edges import disk

    start = Path.cwd() if case is None else named(case)
    if case is not None and not start.is_dir():
        hint = msg("see that the name is right, and where you stand")
        raise DraftkitError(msg("{path} does not exist", path=str(case)), hint)
    root = disk.root_of(start)
    inside = start.relative_to(root).parts
    if len(inside) >= 2 and inside[0] == "drafts":
        return root, "/".join(inside[:2])
    if case is not None:
        raise DraftkitError(msg("{path} is not the folder of an ärende", path=str(case)), msg("choose one in drafts/"))
    return root, None


def _pack(shared: Workspace) -> Pack:
    """The pack of the workspace, which says what parts an answer has."""
    from ..spans import top_of
    from ..stages.load.case import pack_name

    name, asked_at = pack_name(None, shared.settings)
    pack, _problems = shared.pack(name, asked_at or top_of(""))
    if pack is None:
        message = msg("the pack “{name}” cannot be read", name=name)
        raise DraftkitError(message, msg("run draftkit check, which says what is wrong with it"))
    return pack


def _among(value: str, known: tuple[str, ...], option: str) -> str:
    """The one of the known values that is meant; the spelling without dots will do."""
    from ..facts import plain_key

    found = next((each for each in known if plain_key(each) == plain_key(value)), None)
    if found is None:
        raise not_among(known, option)
    return found


# --- what stands in the way ----------------------------------------------------------------------


def _refuse(drawer: Human, file: Path, error: DraftkitError) -> NoReturn:
    """Says why the file cannot be taken in, and that nothing was written."""
    print(drawer.error(DraftkitError(msg("{file}: {reason}", file=str(file), reason=error.message), error.hint)),
          file=sys.stderr)  # fmt: skip
    sys.exit(PROBLEMS)


@contextmanager
def _breaking_off(drawer: Human) -> Iterator[None]:
    """Says that nothing was written where somebody breaks off."""
    try:
        yield
    except KeyboardInterrupt:
        print("\n" + drawer.say(msg("nothing has been written")), file=sys.stderr)
        raise


def _lacks(drawer: Human, file: Path, missing: list[Message] | tuple[Message, ...], *, again: str = "") -> NoReturn:
    """Says what has to be known before anything can be written, and how to run the command `again`."""
    head = msg("{file}: nothing has been written; this is missing:", file=str(file))
    print(drawer.error(DraftkitError(head)), file=sys.stderr)
    for each in missing:
        print(f"  * {drawer.say(each)}", file=sys.stderr)
    if again:
        said = msg("When that is done, this takes the file in with the answers that you have given:")
        print(f"{drawer.say(said)}\n  {again}", file=sys.stderr)
    sys.exit(PROBLEMS)


def _again(file: Path, root: Path, facts: Facts, changes: str) -> str:
    """The command that takes the file in with the same facts and asks nothing."""
    given = {
        "--som": facts.what, "--ärende": os.path.relpath(root / facts.folder),
        "--organ": facts.body.name if facts.body else "", "--typ": facts.kind,
        "--datum": str(facts.dated_on or ""), "--sammanträde": str(facts.meeting_on or ""),
        "--ändringar": changes, "--namn": facts.name,
    }  # fmt: skip
    options = [word for option, value in given.items() if value for word in (option, value)]
    options += [word for person in facts.people for word in ("--av", person.name)]
    options += ["--enligt-förslag"] * facts.as_proposed + ["--lås"] * facts.locked
    return shlex.join(["draftkit", "import", str(file), *options, "--no-input"])


def _refuse_existing(drawer: Human, paths: list[str], shown: str) -> None:
    for path in paths:
        error = DraftkitError(
            msg("{path} exists already, and is not written over", path=f"{shown}{path}"),
            msg("remove or rename it, or give the new file another name with --namn"),
        )
        print(drawer.error(error), file=sys.stderr)
    if paths:
        sys.exit(PROBLEMS)


# --- a published document ------------------------------------------------------------------------


def _is_published(arrival: Arrival, pack: Pack) -> bool:
    from ..stages.intake.published import recognised

    return arrival.reflowed is not None and recognised(arrival.reflowed, pack)


# --- writing -------------------------------------------------------------------------------------


def _write(
    arrival: Arrival, draft: Draft, facts: Facts, project: Project, root: Path, pandoc: Pandoc, asking: Asking,
    changes: str,
) -> None:  # fmt: skip
    """Shows what is to be written, writes it, and says what is in none of the files and what remains to do."""
    from ..arrival import MOTION
    from ..edges import disk
    from ..edges.confirm import agree
    from ..edges.report import intake as report

    language = translations()
    drawer = human({}, language, final=False, stream=sys.stderr)
    shown = prefix(root)
    new = {path: data for path, data in draft.files.items() if project.files.get(path) != data}
    _refuse_existing(drawer, [path for path in new if (root / path).exists() or (root / path).is_symlink()], shown)
    listed = _listed(arrival, facts, project) if facts.what == MOTION else {}
    disk.refuse_links(root, [*new, *listed])
    if asking.at_terminal:
        for path, data in draft.files.items():
            if path.endswith(".md"):
                front, _mark, _body = data.decode().partition("\n---\n")
                print(f"\n{path}\n{front}\n---")
        with _breaking_off(drawer):
            if not agree(msg("Write the files?"), language):
                raise KeyboardInterrupt
    disk.write_all(root, {**new, **listed})

    def say(message: Message) -> None:
        print(words(message, language))

    for key, proposal in asking.read:
        if proposal.passage:
            say(msg("read: {key}: {value}, from “{passage}”", key=key, value=proposal.value, passage=proposal.passage))
        else:
            say(msg("read: {key}: {value}", key=key, value=proposal.value))
    for path in new:
        say(msg("written: {path}", path=f"{shown}{path}"))
    for path in listed:
        say(msg("added to {path}, last among “bilagor”", path=f"{shown}{path}"))
    for each in report.changes(arrival.original.revisions, changes):
        say(each)
    say(report.counted(draft.balance))
    for line in (*report.left_out(draft.left, language), *report.other_form(draft.altered, language)):
        print(line)
    if facts.what == MOTION:
        _tell_of_motion(arrival, facts, asking, project, language, unlisted=not listed)
    _check({**project.files, **new, **listed}, project, facts.folder, new, pandoc, language)


def _listed(arrival: Arrival, facts: Facts, project: Project) -> dict[str, bytes]:
    """arende.yaml with the motion among its bilagor; nothing where it is there, or cannot be put there safely."""
    from ..arrival import heading_of
    from ..stages.intake.listing import with_appendix
    from ..stages.yamltext import flow

    path = f"{facts.folder}/arende.yaml"
    own = f"bilagor/{facts.name or 'motion'}.md"
    text = project.files.get(path, b"").decode("utf-8", "replace")
    if not text or own in text or "\ufffd" in text or "\r" in text:
        return {}
    taken = re.search(rf"\bid: *{re.escape(facts.name or 'motion')}\b", text)
    entry = flow(
        {
            "id": None if taken else facts.name or "motion",
            "rubrik": heading_of(arrival) or "Motion",
            "fil": own,
            "placering": "i dokumentet",
        }
    )
    changed = with_appendix(path, text, entry)
    return {} if changed is None else {path: changed.encode()}


def _tell_of_motion(
    arrival: Arrival, facts: Facts, asking: Asking, project: Project, language: NullTranslations, *, unlisted: bool
) -> None:  # fmt: skip
    """What the motion says of itself, as it may be written in arende.yaml."""
    from ..arrival import motion_of

    found = motion_of(arrival, asking.registers)
    text = project.files.get(f"{facts.folder}/arende.yaml", b"").decode("utf-8", "replace")
    own = f"bilagor/{facts.name or 'motion'}.md"
    lines = []
    if unlisted and own not in text:
        lines.append(msg("add it to “bilagor” in arende.yaml: {path}", path=own))
    lines.append(msg("The motion says of itself (compare with “initiativ” in arende.yaml):"))
    lines += [msg("  motionärer: {names}", names=found.movers or "–")]
    lines += [msg("  väckt: {day}", day=found.dated_on.isoformat() if found.dated_on else "–")]
    if found.strangers:
        lines.append(msg("  not in register/personer.yaml: {names}", names=found.strangers))
    for each in lines:
        print(words(each, language))
    for point in found.points:
        print(f"  * {point}")


def _check(
    files: dict[str, bytes], project: Project, folder: str, new: dict[str, bytes], pandoc: Pandoc,
    language: NullTranslations,
) -> None:  # fmt: skip
    """What draftkit check says of the new files."""
    from msgspec.structs import replace

    from ..pipeline import check

    found = check(replace(project, files=files), folder, pandoc).problems
    own = [each for each in found if each.span.path in new and each.severity() is not Severity.INFO]
    drawer = human(files, language, final=False)
    for problem in own:
        print(f"\n{drawer.problem(problem)}")
    if own:
        n = len(own)
        print()
        said = msg_n(
            "The text is written, but there is {n} thing to mend in it",
            "The text is written, but there are {n} things to mend in it",
            n,
        )
        print(words(said, language))
