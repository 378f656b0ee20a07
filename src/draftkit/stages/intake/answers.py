"""The compilation of the answers: each body's decision, its text, and the dissents that were made there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from ...messages import msg
from ...model import RESPONSE_KINDS
from ...swedish.dates import read_date
from ...swedish.words import upper_first
from .account import Account
from .organs import Names, Organ, nominative
from .outline import Dissenting, Outline, heading_key
from .passages import Passage
from .phrases import Said
from .preparation import Dissent, Referred, points, remiss_paragraph

_OF_KIND = {"kontor": "tjänsteutlåtande", "bolag": "yttrande", "dotterbolag": "remissvar"}


class Answer(Struct):
    """One body's answer."""

    organ: Organ
    kind: str = ""
    meeting_on: date | None = None
    dated_on: date | None = None
    shortened: bool = True
    decision: list[Passage] = field(default_factory=list)
    text: list[Passage] = field(default_factory=list)
    led_in: bool = False


class Answers(Struct):
    """The answers in their order, and the dissents of the bodies that answered."""

    found: list[Answer] = field(default_factory=list)
    dissents: list[Dissent] = field(default_factory=list)


def answers(
    passages: Sequence[Passage],
    dissenting: Sequence[Passage],
    referred: Referred,
    outline: Outline,
    names: Names,
    account: Account,
) -> Answers:
    """Reads the compilation (`passages`) and the dissents that follow it."""
    reader = _Reader(referred, outline, names, account)
    for index, passage in enumerate(passages):
        reader.take(passage, passages[index + 1 : index + 3])
    for answer in reader.result.found:
        _settled(answer, account)
    _dissents(dissenting, reader.result, outline, names, account)
    return reader.result


class _Reader:
    """Goes through the compilation and knows whose answer it is in."""

    def __init__(self, referred: Referred, outline: Outline, names: Names, account: Account) -> None:
        self.referred, self.outline, self.names, self.account = referred, outline, names, account
        self.result = Answers()
        self.current: Answer | None = None
        self.below = False  # after the heading Underremiss
        self.deciding = False  # after the sentence that leads in a decision

    def take(self, passage: Passage, after: Sequence[Passage]) -> None:
        """One more passage; `after` are the next ones."""
        text = passage.plain
        book = self.outline.book
        if self.current is None and book.at("remitterat", text, 0):
            remiss_paragraph(passage, self.referred, self.outline, self.names, self.account)
        elif organ := self._heading(passage, after):
            self._begin(organ)
            self.account.read(passage, exact=text == upper_first(organ.name))
        elif self.current and any(heading_key(text) == heading_key(each) for each in book.words("underremiss_rubrik")):
            self.below, self.deciding = True, False
            self.account.read(passage, exact=text in book.words("underremiss_rubrik"))
        elif said := self._decided(text):
            self._decision(passage, said)
        elif said := self._led_in(text):
            self._text(passage, said)
        elif self.current and (found := self.outline.dissent(text)) and not (self.current.led_in and not found.pointer):
            self._pointer(passage, found)
        elif self.current is None:
            self.account.leave(passage, msg("stands before the first answer"))
        elif self.deciding:
            self.current.decision.append(passage)
        else:
            self.current.text.append(passage)

    def _heading(self, passage: Passage, after: Sequence[Passage]) -> Organ | None:
        """Whose heading it is: a body's name, with a sentence below it that leads in an answer or a decision."""
        if len(passage.plain) > 120 or passage.kind in ("table", "note", "item"):
            return None
        organ = self.names.body(passage.plain.rstrip(" :."))
        led = any(self._decided(each.plain) or self._led_in(each.plain) for each in after)
        if organ is None and after and led and passage.kind == "heading":
            lead = self._decided(after[0].plain) or self._led_in(after[0].plain)
            own = lead and nominative(lead["organ"] or lead["avsändare"])
            if own and heading_key(own) == heading_key(passage.plain):
                return self.names.asked(_inside(passage.plain))
        if organ is None or (self.current and organ is self.current.organ and not led):
            return None
        answered = any(each.organ is organ and each.led_in for each in self.result.found)
        waiting = organ in self.referred.organs() and not answered
        return (
            organ
            if (led and not answered) or (waiting and self._in_order(organ) and passage.kind == "heading")
            else None
        )

    def _in_order(self, organ: Organ) -> bool:
        """Whether a body comes right after those that have answered, so that its name is no heading of an answer."""
        order = self.referred.organs()
        if self.current is None or self.current.organ not in order or organ not in order:
            return True
        return order.index(organ) > order.index(self.current.organ) and self.current.led_in

    def _begin(self, organ: Organ) -> Answer:
        self.current = next((each for each in self.result.found if each.organ is organ), None) or Answer(organ)
        if self.current not in self.result.found:
            self.result.found.append(self.current)
        self.below = self.deciding = False
        return self.current

    def _decided(self, text: str) -> Said | None:
        said = self.outline.book.whole("nämnden_beslutade", text)
        return said if said and self._is_body(said["organ"]) else None

    def _led_in(self, text: str) -> Said | None:
        said = self.outline.book.whole("svarets_lydelse", text)
        return said if said and len(said["avsändare"]) < 120 else None

    def _is_body(self, name: str) -> bool:
        return bool(self.names.body(name)) or bool(
            re.search(r"nämnd(?:en)?$|styrelsen?$|utskottet$", name, re.IGNORECASE)
        )

    def _decision(self, passage: Passage, said: Said) -> None:
        organ = self.names.body(said["organ"])
        if self.current is None or (organ is not None and organ is not self.current.organ):
            self._begin(organ or self.names.asked(_inside(said["organ"])))
        assert self.current is not None
        if self.current.meeting_on or self.current.led_in:
            (self.current.decision if self.deciding else self.current.text).append(passage)
            return
        self.current.kind, self.current.meeting_on = "nämndbeslut", read_date(said["sammanträde"])
        self.deciding = True
        self.account.read(passage, exact=said.exact)

    def _text(self, passage: Passage, said: Said) -> None:
        sender = said["avsändare"]
        organ = self.names.body(sender) or self.names.body(nominative(sender))
        if self.below and self.current:
            self._below(sender, organ)
        elif self.current is None:
            self._begin(organ or self.names.asked(_inside(nominative(sender))))
        elif organ and organ is not self.current.organ and organ in self.referred.organs() and self.current.led_in:
            self._begin(organ)
        assert self.current is not None
        if self.current.led_in:
            self.current.text.append(passage)  # an answer that quotes another
            return
        self._fill(self.current, passage, said, organ)

    def _below(self, sender: str, organ: Organ | None) -> None:
        """The answer of one that was asked in turn: its heading is its own first sentence."""
        asked_by = self.current.organ if self.current else None
        entry = self.referred.of(asked_by) if asked_by else None
        if entry is None:
            entry = next((each for each in self.referred.asked if asked_by in each.below), None)
        if organ is None:
            organ = self.names.asked(_inside(nominative(sender)), below=True)
        if entry and organ not in entry.below:
            entry.below.append(organ)
        self._begin(organ)
        self.below = True

    def _fill(self, answer: Answer, passage: Passage, said: Said, organ: Organ | None) -> None:
        slag = said["slag"].lower()
        answer.led_in, self.deciding = True, False
        answer.dated_on = read_date(said["datum"]) if said["datum"] else None
        answer.shortened = "huvudsak" in passage.plain
        exact = said.exact
        if answer.kind == "nämndbeslut":
            exact = exact and slag == "tjänsteutlåtande"
        else:
            answer.kind = slag if slag in RESPONSE_KINDS else "yttrande"
            exact = exact and slag == answer.kind
        if organ is None and slag in ("tjänsteutlåtande", "kontorsyttrande"):
            self.names.administration(answer.organ, nominative(said["avsändare"]))
        sender = answer.organ.administration or answer.organ.name
        if heading_key(nominative(said["avsändare"])) not in (heading_key(sender), heading_key(answer.organ.name)):
            exact = False
        self.account.read(passage, exact=exact)

    def _pointer(self, passage: Passage, found: Dissenting) -> None:
        assert self.current is not None
        slugs = [self.names.person(each) for each in found.who.named]
        self.result.dissents.append(Dissent(found.kind, self.current.organ, slugs))
        self.account.read(passage, exact=found.exact)


def _inside(name: str) -> str:
    """A name as it is written in the middle of a sentence: one common noun is not capitalized there."""
    common = re.fullmatch(r"[^\W\d_]+(?:nämnden|kontoret|förvaltningen|styrelsen|utskottet|rådet)", name)
    return name[:1].lower() + name[1:] if common else name


def _settled(answer: Answer, account: Account) -> None:
    """An answer without a sentence that leads it in is of the kind that its body gives."""
    if not answer.kind:
        answer.kind = _OF_KIND.get(answer.organ.kind, "remissvar")
        account.lacks("typ, datum", file=f"remissvar/{answer.organ.slug}.md")
    if answer.kind == "nämndbeslut":
        answer.decision = list(points(answer.decision))


# --- dissents ------------------------------------------------------------------------------------


def _dissents(passages: Sequence[Passage], result: Answers, outline: Outline, names: Names, account: Account) -> None:
    """The texts under Reservationer m.m.: the body's heading, then each dissent's."""
    organ: Organ | None = None
    current: Dissent | None = None
    for index, passage in enumerate(passages):
        found = outline.dissent(passage.plain)
        below = bool(passages[index + 1 : index + 2]) and outline.dissent(passages[index + 1].plain) is not None
        named = names.body(passage.plain.rstrip(" .:"))
        if found and organ is not None:
            slugs = [names.person(each) for each in found.who.named]
            current = _expected(result, found.kind, organ, slugs)
            if current is None:
                current = Dissent(found.kind, organ, slugs)
                result.dissents.append(current)
            current.text = []
            account.read(passage, exact=found.exact)
        elif below and not found and len(passage.plain) < 120:
            organ, current = named or names.asked(_inside(passage.plain)), None
            account.read(passage, exact=passage.plain == upper_first(organ.name))
        elif current is not None and current.text is not None:
            current.text.append(passage)
        else:
            account.leave(passage, msg("stands before the first dissent"))


def _expected(result: Answers, kind: str, organ: Organ, slugs: Sequence[str]) -> Dissent | None:
    """The dissent that the answer has pointed to."""
    return next(
        (
            each
            for each in result.dissents
            if each.kind == kind and each.organ is organ and each.text is None and set(each.people) == set(slugs)
        ),
        None,
    )
