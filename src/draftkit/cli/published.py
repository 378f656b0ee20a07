"""draftkit import of a whole published document: it becomes the folder of a case, and what is said of that."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from ..messages import Message, msg, msg_n
from ..problems import DraftkitError
from .app import CLEAN, PROBLEMS, prefix

if TYPE_CHECKING:
    from ..arrival import Arrival
    from ..edges.report.human import Human
    from ..project import Project
    from ..stages.intake.furniture import Dropped
    from ..stages.intake.published import Imported
    from ..stages.load.pack import Pack
    from ..stages.load.workspace import Workspace

_SHOWN_WORDS = 30
_FEW, _SHORT = 3, 40


class _Plan(Struct, frozen=True):
    """The files to write, by path from the root; and lines for a register that cannot be added to it safely."""

    files: Mapping[str, bytes]
    added: tuple[str, ...]
    by_hand: Mapping[str, tuple[str, ...]]


def take_in(
    arrival: Arrival, shared: Workspace, pack: Pack, root: Path, drawer: Human, *, at_terminal: bool
) -> NoReturn:
    """Writes the folder, the original and the new entries of the registers, all or none; lists what is in none."""
    from ..edges import disk
    from ..edges.confirm import agree
    from ..stages.intake.published import case_of

    if not arrival.pages:
        _stop(
            drawer,
            DraftkitError(msg("a published document is read from PDF or text"), msg("save it as PDF, and import that")),
        )
    found = case_of(arrival.pages, pack, shared.registers)
    folder = f"drafts/{found.folder}"
    if (root / folder).exists():
        message = msg("{path} exists already, and is not written over", path=prefix(root) + folder)
        _stop(drawer, DraftkitError(message, msg("remove or rename the folder, and import again")))
    _stop_if_words_are_lost(arrival, found, drawer)
    plan = _plan(arrival, found, folder, shared.project)
    if at_terminal:
        print(found.files["arende.yaml"].decode())
        print(drawer.say(msg_n("{n} file in {path}", "{n} files in {path}", len(found.files), path=folder)))
        if not agree(msg("Write the files?"), drawer.language):
            raise KeyboardInterrupt
    disk.write_all(root, plan.files)
    _tell(found, plan, prefix(root), folder, drawer)
    sys.exit(CLEAN)


def _stop(drawer: Human, error: DraftkitError) -> NoReturn:
    print(drawer.error(error), file=sys.stderr)
    sys.exit(PROBLEMS)


def _stop_if_words_are_lost(arrival: Arrival, found: Imported, drawer: Human) -> None:
    """Every word of the original is in a file or in one of the lists; otherwise nothing is written."""
    from ..stages.intake.balance import balance

    texts = [data.decode().partition("---\n")[2].partition("---\n")[2] for data in found.files.values()]
    said = [each.text for each in (*found.printed, *found.reworded)]
    left = [each.text for each in (*found.unplaced, *found.dropped)]
    missing = balance(arrival.original.written, [*map(_unescaped, texts), *said], left).missing
    if missing:
        shown = ", ".join(missing[:_SHOWN_WORDS]) + (" …" if len(missing) > _SHOWN_WORDS else "")
        message = msg(
            "{n} words of the file would be lost, and nothing has been written: {words}", n=len(missing), words=shown
        )
        _stop(drawer, DraftkitError(message, msg("save the file as PDF in another program, and try again")))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)


def _plan(arrival: Arrival, found: Imported, folder: str, project: Project) -> _Plan:
    """All that is to be written."""
    from ..stages.intake.organs import with_entries
    from ..stages.load.workspace import workspace

    origin = f"kallor/utlatande.{arrival.kind}"
    remark = f"# Inläst ur {origin}, sha256 {hashlib.sha256(arrival.data).hexdigest()}\n"
    files = {f"{folder}/{path}": data for path, data in found.files.items()}
    files[f"{folder}/arende.yaml"] = remark.encode() + files[f"{folder}/arende.yaml"]
    files[f"{folder}/{origin}"] = arrival.data
    known = workspace(project).problems
    by_hand: dict[str, tuple[str, ...]] = {}
    added: list[str] = []
    for path, lines in found.registers.items():
        before = project.files.get(path, b"").decode("utf-8", "replace")
        text = with_entries(before, lines, f"Ur {found.folder}: läs igenom typ, förvaltning och parti.")
        if not lines:
            continue
        laid = replace(project, files={**project.files, path: (text or "").encode()})
        if text is None or "\ufffd" in before or "\r" in before or workspace(laid).problems != known:
            by_hand[path] = tuple(lines)
        else:
            files[path] = text.encode()
            added.append(path)
    return _Plan(files, tuple(added), by_hand)


# --- what is said --------------------------------------------------------------------------------


def _tell(found: Imported, plan: _Plan, shown: str, folder: str, drawer: Human) -> None:
    """What was written, what the pack words otherwise, what is in no file, and what remains to do."""
    for path in plan.files:
        if path not in plan.added:
            print(drawer.say(msg("written: {path}", path=f"{shown}{path}")))
    for path in plan.added:
        lines = found.registers[path]
        print(drawer.say(msg_n("added to {path}: {n} entry", "added to {path}: {n} entries", len(lines), path=path)))
        _list(lines)
    for path, lines in plan.by_hand.items():
        print(drawer.say(msg("add these lines to {path}:", path=f"{shown}{path}")))
        _list(lines)
    _tell_of(found.reworded, msg("The document will say these sentences in the pack's own words:"), drawer)
    _tell_of(found.unplaced, msg("These have no place, and are kept in {path}:", path="kallor/ej-placerat.txt"), drawer)
    _tell_of(found.dropped, msg("Left out:"), drawer)
    if found.missing:
        print("\n" + drawer.say(msg("Still to write; the text does not say it:")))
        _list([drawer.say(each) for each in found.missing])
    path = f"{shown}{folder}"
    print("\n" + drawer.say(msg("Go on with: {command}", command=f"draftkit check {path}")))


def _tell_of(notes: tuple[Dropped, ...], head: Message, drawer: Human) -> None:
    """The notes below each other, those of one reason together: where each stood, and its words."""
    if not notes:
        return
    print("\n" + drawer.say(head))
    reasons = dict.fromkeys(note.reason for note in notes)
    for reason in reasons:
        same = [note for note in notes if note.reason == reason]
        if len(reasons) > 1 or head.msgid == "Left out:":
            print(f"  {drawer.say(reason)}:")
        said = [f"{drawer.say(note.where)}: {note.text}" if note.text else drawer.say(note.where) for note in same]
        if len(said) > _FEW and max(map(len, said)) < _SHORT:
            print(f"    {'; '.join(said)}")  # page numbers
        else:
            print("".join(f"    {each}\n" for each in said), end="")


def _list(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"  * {line}")
