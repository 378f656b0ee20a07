"""One ärende becomes its documents: what `build` does with each, in its own process or in one of many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from .. import codes
from ..ahead import Ahead, send
from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..edges.report.human import Human
from ..messages import msg, msg_n, words
from ..pipeline import Checked, compose, judged, read
from ..problems import Problem, Severity, Stops, stopping
from ..project import Project
from ..publish import publish, with_findings
from ..stages.load.workspace import Workspace
from .app import shown
from .later import Later
from .order import Order
from .progress import Progress, brief, summary


class Made(Struct, frozen=True):
    """What came of an ärende, in the reader's words: each of its problems, and what was made."""

    problems: tuple[str, ...]
    summary: str
    failed: bool
    waits: bool = False  # a final document that is not ready yet, and need not be


def make(
    order: Order, project: Project, folder: str, pandoc: Pandoc, shared: Workspace, drawer: Human, progress: Progress,
    started: Ahead | None = None,
) -> Made:  # fmt: skip
    """Makes the documents of the ärende in `folder`, and lays them. Where an error stops them, nothing is laid."""
    progress.stage("read")
    found = read(project, folder, pandoc, started or send(project, folder, pandoc), shared, pack_name=order.pack)
    # A draft is made while the rules are asked: what they find does not stop it.
    rules = Later(partial(_judged, order, found))
    if order.ready and (left := _unfinished(rules.result().problems)):
        progress.done()
        case = Path(folder).name
        said = msg_n("{case}: not ready, {n} hindrance is left", "{case}: not ready, {n} hindrances are left", left,
                     case=case)  # fmt: skip
        return Made((), words(said, drawer.language), failed=False, waits=True)
    progress.stage("assemble")
    composed = compose(rules.result() if order.final else found, pandoc, final=order.final)
    progress.stage("typeset")
    published = publish(
        composed, project, pandoc, wanted=order.wanted, final=order.final, commit=order.commit, moment=order.moment,
        asked_pack=order.pack, meanwhile=rules.run, findings=rules.result,
    )  # fmt: skip
    published = with_findings(published, found, rules.result())
    progress.stage("write")
    target = order.out / Path(folder).name
    removed = disk.replace_build(target, published.files) if published.files else ()
    times = progress.done()
    language = drawer.language
    problems = tuple(f"{drawer.problem(each)}\n\n" for each in published.problems)
    if order.briefly:
        lines = [brief(composed, published, language, final=order.final)]
    else:
        lines = [summary(composed, published, target, times, language, final=order.final)]
        lines += [
            words(msg("  removed, from an earlier build: {path}", path=shown(path)), language) for path in removed
        ]
    failed = any(each.severity(final=order.final) is Severity.ERROR for each in published.problems)
    return Made(problems, "\n".join(lines), failed)


def _unfinished(problems: Sequence[Problem]) -> int:
    """How many problems say that the final document is not ready; 0 where it is, or where something is wrong as well.

    What stops a draft too, and what is not committed, is no work that remains to be done: it is told as an error.
    """
    left = stopping(problems, final=True) + [each for each in problems if each.code is codes.YET_TO_COME]
    if any(each.stops is Stops.BUILD or each.code is codes.NOT_COMMITTED for each in left):
        return 0
    return len(left)


def _judged(order: Order, found: Checked) -> Checked:
    """All that is wrong with the case, and, of a final document, what is not in Git."""
    checked = judged(found)
    if not order.final:
        return checked
    from .. import finality

    basis = finality.basis(order.root, found.project, order.commit) if order.commit else None
    return finality.judged(checked, found.project, basis)
