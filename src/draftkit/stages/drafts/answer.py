"""An answer to the remiss, and an empty file for its summary."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ...facts import Choice, plain_key
from ...messages import msg
from ...model import Response
from ..ledger import Status, ledger
from .desk import Desk, Fragment, Made, registered, slug_of
from .markdowntext import points
from .questions import YES, YES_OR_NO, Answers, Points, Prose, Question, of_record, one, several, tree_of

_KINDS = {
    "kontor": "tjänsteutlåtande", "facknämnd": "nämndbeslut", "stadsdelsnämnd": "nämndbeslut", "bolag": "yttrande",
    "dotterbolag": "yttrande", "extern": "remissvar",
}  # fmt: skip
TEXT = "brödtext"
_SUMMARY = "sammanfattning"
_DECISION = "beslut"


def questions(desk: Desk, answers: Answers) -> Iterator[Question]:
    """Who has answered, and what; the parts of the answer are those that the pack says that its kind has."""
    body = desk.body(one(answers, "organ"))
    kinds = tuple(spec.kind for spec in desk.pack.facts.responses)
    for each in of_record(Response, answers, leave=("språk", "källa", "lås", "undantag")):
        if each.key == "organ":
            yield replace(each, offers=_awaited(desk))
        elif each.key == "typ":
            usual = _KINDS.get(body.kind, "") if body else ""
            yield replace(each, kind=Choice(kinds), default=usual if usual in kinds else "")
        elif each.key == "återgivning":
            yield replace(each, default="i huvudsak")
        else:
            yield each
    yield from _parts(desk, answers)
    if body is None or not any(each.body.slug == body.slug for each in (desk.case.summaries if desk.case else ())):
        help_ = msg("whether to make a file for the rotel's summary of the answer too")
        yield Question(_SUMMARY, YES_OR_NO, help_, default=YES)


def made(desk: Desk, answers: Answers) -> Made:
    """remissvar/<organ>.md, and sammanfattningar/<organ>.md if wanted."""
    desk, registers = registered(desk, answers)
    body = desk.body(one(answers, "organ"))
    name = body.slug if body else slug_of(one(answers, "organ")) or "organ"
    page = Fragment(tree_of(Response, answers))
    slots = _slots(desk, answers)
    for slot in slots:
        key = plain_key(slot)
        page.block("", [f"# {slot}"])
        if key == _DECISION:
            page.block(key, points(several(answers, key)))
        else:
            page.prose(key, one(answers, key))
    if not slots:
        page.prose(TEXT, one(answers, TEXT))
    path = desk.free(f"{desk.folder}/remissvar/{name}.md")
    new = {path: page.page}
    if one(answers, _SUMMARY) == YES and body is not None:
        summary = Fragment({"typ": "sammanfattning", "organ": body.name})
        new[desk.free(f"{desk.folder}/sammanfattningar/{name}.md")] = summary.page
    return Made(desk.folder, new, registers, path)


def _parts(desk: Desk, answers: Answers) -> Iterator[Question]:
    """The text itself; of what a nämnd decided, the points one by one."""
    for slot in _slots(desk, answers):
        if plain_key(slot) == _DECISION:
            yield Question(_DECISION, Points(), msg("what was decided, one point at a time"), label=slot)
        else:
            yield Question(plain_key(slot), Prose(), msg("the text; paste it here, or leave it for later"), label=slot)
    if not _slots(desk, answers):
        yield Question(TEXT, Prose(), msg("the text; paste it here, or leave it for later"))


def _slots(desk: Desk, answers: Answers) -> tuple[str, ...]:
    kind = plain_key(one(answers, "typ"))
    spec = next((each for each in desk.pack.facts.responses if plain_key(each.kind) == kind), None)
    return spec.slots if spec else ()


def _awaited(desk: Desk) -> tuple[str, ...]:
    """Those who were asked, and whose answer is not in the case."""
    if desk.case is None:
        return ()
    entries = ledger(desk.case, desk.project.today).entries
    waiting = [each for each in entries if each.status not in (Status.ANSWERED, Status.DECLINED)]
    return tuple(dict.fromkeys(each.body.name for each in waiting))
