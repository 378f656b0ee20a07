"""One ärende becomes its documents: what `build` does with each, in its own process or in one of many."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec import Struct

from ..ahead import Ahead, send
from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..edges.report.human import Human
from ..messages import msg, words
from ..pipeline import Checked, compose, judged, read
from ..problems import Severity
from ..project import Project
from ..publish import publish, with_findings
from ..stages.load.workspace import Workspace
from .later import Later
from .order import Order
from .progress import Progress, brief, summary


class Made(Struct, frozen=True):
    """What came of an ärende, in the reader's words: each of its problems, and what was made."""

    problems: tuple[str, ...]
    summary: str
    failed: bool


def make(
    order: Order, project: Project, folder: str, pandoc: Pandoc, shared: Workspace, drawer: Human, progress: Progress,
    started: Ahead | None = None,
) -> Made:  # fmt: skip
    """Makes the documents of the ärende in `folder`, and lays them. Where an error stops them, nothing is laid."""
    progress.stage("read")
    found = read(project, folder, pandoc, started or send(project, folder, pandoc), shared, pack_name=order.pack)
    # A draft is made while the rules are asked: what they find does not stop it.
    rules = Later(partial(_judged, order, found))
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
        lines += [words(msg("  removed, from an earlier build: {path}", path=path), language) for path in removed]
    failed = any(each.severity(final=order.final) is Severity.ERROR for each in published.problems)
    return Made(problems, "\n".join(lines), failed)


def _judged(order: Order, found: Checked) -> Checked:
    """All that is wrong with the case, and, of a final document, what is not in Git."""
    checked = judged(found)
    if not order.final:
        return checked
    from .. import finality

    basis = finality.basis(order.root, found.project, order.commit) if order.commit else None
    return finality.judged(checked, found.project, basis)
