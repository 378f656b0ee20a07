"""The ends of paragraphs that only one of two versions has, put so that Word and LibreOffice settle them alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from ...stages.review.authorship import By
from .redline_reading import as_text, list_of
from .wordxml import W

State = Literal["same", "added", "removed"]


class Paragraph(Struct):
    """A paragraph of the merged file: its runs, what it is in each version, and the state of its end.

    `lone`: only one version has it; `first_note`: the document's first footnote stands in it.
    """

    content: list[Any]
    end: State
    old: Any = None
    new: Any = None
    by: By | None = None
    place: tuple[int | None, int | None] = (None, None)
    first_note: bool = False
    lone: bool = False


def put_ends_right(items: list[Any]) -> None:
    """Sees that what a paragraph ends with is a change only where both programs understand it alike.

    It may make one paragraph of two, and then takes the other out of `items`.
    """
    for segment in _segments(items):
        if superfluous := _put_together(segment):
            items[:] = [each for each in items if each is not superfluous]
        at = 0
        while at < len(segment):
            end = at
            while end < len(segment) and segment[end].lone:
                end += 1
            if end > at:
                following = segment[end] if end < len(segment) else None
                _run_put_right(segment[at - 1] if at else None, segment[at:end], following)
            at = end + 1


def _segments(items: Sequence[Any]) -> list[list[Paragraph]]:
    """The paragraphs that follow each other with no table between them."""
    found: list[list[Paragraph]] = [[]]
    for each in items:
        if isinstance(each, Paragraph):
            found[-1].append(each)
        else:
            found.append([])
    return [each for each in found if each]


def _put_together(segment: list[Paragraph]) -> Paragraph | None:
    """Makes one of the paragraphs that each version ends with, where nothing else would have LibreOffice end alike.

    It is so behind a table, and behind the first footnote: X| struck- |new+ -> X| struck new|. The paragraph that is to
    be left out is returned.
    """
    start = len(segment)
    while start and segment[start - 1].lone:
        start -= 1
    run = segment[start:]
    removed, added = ([each for each in run if each.end == state] for state in ("removed", "added"))
    if not (removed and added) or (start and not segment[start - 1].first_note):
        return None
    one, other = removed[-1], added[-1]
    if one.first_note or other.first_note:
        return None
    kept, left_out = (one, other) if one is run[-1] else (other, one)
    kept.content, kept.old, kept.new = [*one.content, *other.content], one.old, other.new
    kept.end, kept.by, kept.lone = "same", None, False
    segment[:] = [each for each in segment if each is not left_out]
    return left_out


def _run_put_right(before: Paragraph | None, run: list[Paragraph], following: Paragraph | None) -> None:
    """The ends of paragraphs that only one version has, which stand between two that both have.

    They are theirs, unless what follows cannot be joined with: then each begins with the end of the one before.
    X| R- |table -> struck is from the end of X to the end of R, whose own end is what X has in the other version.
    """
    note = next((at for at, each in enumerate(run[:-1]) if each.first_note), None)
    if note is not None:
        _run_put_right(before, run[: note + 1], run[note + 1])
        _run_put_right(None, run[note + 1 :], following)
        return
    last = run[-1]
    removed, added = ([each for each in run if each.end == state] for state in ("removed", "added"))
    if before is None:
        _look_alike(removed, added, following)
    if before is None or before.first_note or (following is not None and _may_be_joined(run, before, following)):
        return
    ends = [(each.end, each.by) for each in run]
    for each, (end, by) in zip([before, *run], ends, strict=False):
        each.end, each.by = end, by
    last.end = "same"
    if removed:
        removed[-1].new = before.new
    if added:
        added[-1].old = removed[-1].old if removed else before.old


def _look_alike(removed: list[Paragraph], added: list[Paragraph], following: Paragraph | None) -> None:
    """Behind a table: where a version lacks a paragraph, that looks like what follows, for LibreOffice to join them."""
    after = added[0] if added else following
    if following is None or any(_has(each, name) for each in (*removed, *added, following)
                                for name in ("pageBreakBefore", "numPr")):  # fmt: skip
        return
    for each in removed:
        each.new = after.new if after is not None else None
    for each in added:
        each.old = following.old


def _may_be_joined(run: list[Paragraph], before: Paragraph, following: Paragraph) -> bool:
    """Whether the paragraphs may keep their own ends: joined with what follows, that stays as it is."""
    last = run[-1]
    if last.first_note:
        return False
    if _has(following, "pageBreakBefore"):
        return False
    if ends_in_picture(last) or _has(before, "pageBreakBefore"):
        return True
    looks = {_look_of(each.old if each.new is None else each.new) for each in run}
    beside = [_look_of(each) for each in (following.old, following.new) if each is not None]
    if looks == set(beside):
        return True
    return any(
        (number := list_of(each.find(W + "pPr"))) is not None and number != list_of(beside.find(W + "pPr"))
        for paragraph in run
        for each, beside in ((paragraph.old, before.old), (paragraph.new, before.new))
        if each is not None and each.find(W + "pPr") is not None
    )


def _look_of(element: Any) -> str:
    properties = element.find(W + "pPr")
    return "".join(as_text(each) for each in properties if each.tag != W + "rPr") if properties is not None else ""


def _has(paragraph: Paragraph, name: str) -> bool:
    sides = (each.find(f"{W}pPr/{W}{name}") for each in (paragraph.old, paragraph.new) if each is not None)
    return any(each is not None for each in sides)


def ends_in_picture(paragraph: Paragraph) -> bool:
    """LibreOffice takes the end of a paragraph to be added or struck with a picture that stands there."""
    parts = [each for element in paragraph.content[-1:] for each in element.iter(W + "t", W + "delText", W + "drawing")]
    return bool(parts) and parts[-1].tag == W + "drawing"
