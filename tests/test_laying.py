"""A build laid on the disk: whole or not at all, whoever is killed in the middle of it and however full the disk is."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CASE
from draftkit.edges import disk
from draftkit.messages import words
from draftkit.pipeline import Checked
from draftkit.problems import DraftkitError
from draftkit.stages import ledger
from draftkit.stages.inputs import sha
from draftkit.stages.ledger import turning_day

OLD = {"a.docx": b"old docx", "bilagor/b.pdf": b"old appendix", "c.html": b"old html"}
NEW = {"a.docx": b"new docx", "bilagor/b.pdf": b"new appendix", "d.pdf": b"new pdf"}
NEXT = {"a.docx": b"next docx"}
CHANGING = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod")


def noted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest that names them."""
    manifest = {"utdata": {name: sha(data) for name, data in files.items()}}
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def in_a_child(work: Callable[[], object]) -> int:
    """What a process of its own, which does the work, ends with: -9 where it was killed."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_before(step: int, folder: Path) -> None:
    """Lays the new build, and is killed just before the disk is touched for the nth time."""
    steps = iter(range(step + 1))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in CHANGING and str(folder) in str(arguments[0]) and next(steps, None) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    disk.replace_build(folder, noted(NEW))


def test_whoever_is_killed_leaves_whole_files_and_no_mixture_unseen(tmp_path: Path) -> None:
    seen, steps = set(), 0
    for step in range(1000):
        folder = tmp_path / str(step)
        disk.replace_build(folder, noted(OLD))
        (folder / "anteckning.txt").write_bytes(b"mine")
        ended = in_a_child(lambda step=step, folder=folder: killed_before(step, folder))  # type: ignore[misc]
        left = {name: data for name, data in files(folder).items() if ".draftkit-" not in name}
        assert left.pop("anteckning.txt") == b"mine"
        assert all(data in (noted(OLD).get(name), noted(NEW).get(name)) for name, data in left.items())
        outputs = json.loads(left["manifest.json"])["utdata"]
        as_noted = all(name in left and sha(left[name]) == each for name, each in outputs.items())
        if as_noted:
            assert left in (noted(OLD), noted(NEW))
        seen.add("as noted" if as_noted else "mixed")
        disk.replace_build(folder, noted(NEXT))
        assert files(folder) == {**noted(NEXT), "anteckning.txt": b"mine"}  # and nothing of either is left
        if ended == 0:
            steps = step
            break
        assert ended == -signal.SIGKILL
    assert steps > 20
    assert seen == {"as noted", "mixed"}


def test_a_disk_that_is_full_changes_nothing(tmp_path: Path) -> None:
    disk.replace_build(tmp_path, noted(OLD))
    before = files(tmp_path)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
        try:
            disk.replace_build(tmp_path, noted({**NEW, "a.docx": b"x" * 9000}))
        except DraftkitError as error:
            (tmp_path.parent / "said").write_text(words(error.message, NullTranslations()), encoding="utf-8")

    assert in_a_child(work) == 0
    said = (tmp_path.parent / "said").read_text(encoding="utf-8")
    assert said == f"{tmp_path} cannot be written: the file is too large"
    assert files(tmp_path) == before


def test_a_file_that_cannot_be_removed_changes_nothing(tmp_path: Path) -> None:
    disk.replace_build(tmp_path, noted(OLD))
    (tmp_path / "d.pdf").mkdir()  # where a new file is to be
    before = files(tmp_path)
    with pytest.raises(DraftkitError):
        disk.replace_build(tmp_path, noted(NEW))
    assert files(tmp_path) == before


def test_two_that_build_the_same_take_turns(tmp_path: Path) -> None:
    versions = [noted({f"{n}.pdf": bytes([each]) * 50_000 for n in range(5)}) for each in range(4)]
    workers = [
        threading.Thread(target=lambda each=each: [disk.replace_build(tmp_path, each) for _ in range(10)])  # type: ignore[misc]
        for each in versions
    ]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert files(tmp_path) in versions


# --- what of the day matters -------------------------------------------------------------------------


@pytest.mark.parametrize("due", [None, date(2031, 5, 30)])
@pytest.mark.parametrize("answered", [False, True])
def test_the_ledger_turns_on_the_turning_day_alone(
    check: Callable[..., Checked], due: date | None, answered: bool
) -> None:
    facts = CASE[: CASE.index("behandling:")].replace("skede: kommunstyrelse", "skede: beredning")
    if due is None:
        facts = facts.replace("  svar_senast: 2031-05-30\n", "")
    if answered:
        facts = facts.replace("    - föreningen Fixarna\n", "    - {organ: föreningen Fixarna, svar: avstått}\n")
    case = check({"arende.yaml": facts}).case
    assert case is not None
    days = st.dates(date(2031, 5, 25), date(2031, 6, 5))

    @given(days, days)
    def law(one: date, other: date) -> None:
        first, second = (ledger.ledger(case, day) for day in (one, other))
        turning = turning_day(case, first)
        assert turning == turning_day(case, second) == (None if answered else due)
        same = [each.status for each in first.entries] == [each.status for each in second.entries]
        assert same == (turning is None or (turning < one) == (turning < other))

    law()
