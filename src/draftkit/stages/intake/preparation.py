"""The rotel's and kommunstyrelsen's parts of a published document, read back as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from ...messages import msg
from ...patterns import lazily
from ...swedish.dates import MONTHS, read_date
from .account import Account
from .furniture import Dropped
from .names import bodies, people
from .organs import Names, Organ
from .outline import Outline, heading_key
from .passages import Passage
from .phrases import Said

if TYPE_CHECKING:
    from .answers import Answers

_INITIATIVE = lazily(
    r"(?P<typ>Motion|Skrivelse|Medborgarförslag)(?:\s+\((?P<nummer>\d{4}:\d+)\))?\s+av\s+(?P<av>.+?\)(?:\s+och\s+.+?\))?)"
    r"(?=\s+(?:om|angående|med)\b|$)",
    re.IGNORECASE,
)
_KIND = lazily(r"(motion|skrivelse|medborgarförslag|remiss)", re.IGNORECASE)
_MOVED = lazily(
    r"(?:^|(?<=[.:]\s)|(?<=föreslår\s))(?P<av>[A-ZÅÄÖ][^.:]*?\([^()]*\))(?=\s+(?:har\s+(?:väckt|lämnat|inkommit)|att\b|skriver\b))"
)
_DAY = rf"(?:den\s+)?(?:\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|\d{{4}}\s?-\s?\d\d\s?-\s?\d\d)"
_RAISED = (
    lazily(rf"(?:väckt|väcktes|inlämnad|inlämnades|lämnades\s+in)\b[^.]{{0,60}}?(?P<day>{_DAY})", re.IGNORECASE),
    lazily(rf"\bmotion\w*\b[^.]{{0,40}}?\b(?:av|daterad|från)\s+(?P<day>{_DAY})", re.IGNORECASE),
)
_SIGNED = lazily(rf"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?,?\s+(?P<day>{_DAY})\.?")
_ON_BEHALF = lazily(r"På kommunstyrelsens vägnar\s*:?", re.IGNORECASE)
_LISTED = lazily(r"(?P<title>.+?)(?:,?\s*\(?\b[Dd]nr:?\s+(?P<dnr>[^()]*\d[^()]*?)\)?)?\.?")
_LIST_NUMBER = lazily(r"(?:Bilaga\s+)?(?P<number>\d{1,2})[.:)]?\s+(?=[A-ZÅÄÖ])")
_PIECES = {
    "dnr": lazily(r"\b(?:Dnr|Diarienummer|Diarienr)\b:?\s*((?:[A-ZÅÄÖ]{1,5}\s?)?\d[\d/:.-]*)"),
    "rotel": lazily(r"\bR(?:otel\s+)?([IVXL]+(?:\s?\+\s?[IVXL]+)?)\b"),
    "nummer": lazily(r"\b(\d{4}:\d+)\b"),
    "slag": lazily(r"^(?:Utlåtande|PM|Promemoria)\b"),
}
_SENTENCES = ("remitterat", "underremiss", "kontorsyttrande", "avstått", "inte_inkommit")


class Initiative(Struct):
    """What started the case."""

    kind: str
    movers: list[str] = field(default_factory=list)
    number: str | None = None
    more: bool = False  # others moved it too, whom the heading does not name


class Appendix(Struct):
    """A bilaga of the list, and its text, where the document holds it."""

    title: str
    number: str | None = None
    text: list[Passage] | None = None


class Dissent(Struct):
    """A reservation or the like: where it was made, whose it is, its text; None where only its existence is known."""

    kind: str
    organ: Organ
    people: list[str]
    text: list[Passage] | None = None


class Proposal(Struct):
    """What a body is to decide."""

    proposer: Organ | None
    decider: Organ
    text: list[Passage] = field(default_factory=list)


class Facts(Struct):
    """What arende.yaml says, as far as the text gives it."""

    case_number: str = ""
    number: str | None = None
    rotel: str = ""
    title: str = ""
    presenters: list[str] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    raised_on: date | None = None
    outcome_of_committee: str | None = None
    outcome_of_board: str | None = None
    board_met_on: date | None = None
    signatory: str | None = None
    signatory_title: str | None = None
    appendices: list[Appendix] = field(default_factory=list)
    dissents: list[Dissent] = field(default_factory=list)

    def label(self, case_number: str, number: str, rotel: str) -> None:
        """Takes the facts of the label, or of a piece of it."""
        self.case_number = self.case_number or case_number
        self.number = self.number or number or None
        self.rotel = self.rotel or rotel.replace(" ", "")

    def presented_by(self, passage: Passage, outline: Outline, names: Names, account: Account) -> None:
        """Föredragande borgarrådet X."""
        said = outline.presenting(passage.plain)
        found = people(said["föredragande"]) if said else None
        if said is None or found is None:
            account.leave(passage, msg("names nobody who can be read as föredragande"))
            account.lacks("föredragande")
            return
        self.presenters = [names.person(each) for each in found.named]
        account.read(passage, exact=said.exact)

    def raise_day(self, passages: Sequence[Passage], account: Account) -> None:
        """Finds the day on which the motion was raised, if any part of the document tells."""
        for pattern in _RAISED:
            for passage in passages:
                if (match := pattern.search(passage.words)) and (day := read_date(_close(match["day"]))):
                    self.raised_on = day
                    return
        for appendix in self.appendices:
            if "motion" in appendix.title.casefold():
                for passage in (appendix.text or [])[::-1]:
                    if (match := _SIGNED.fullmatch(passage.plain)) and (day := read_date(_close(match["day"]))):
                        self.raised_on = day
                        return
        account.lacks("väckt")

    def list_appendices(self, passages: Sequence[Passage], outline: Outline, account: Account) -> None:
        """The list of bilagor: one in each passage, with or without a number."""
        for passage in passages:
            text = _LIST_NUMBER.sub("", passage.plain, count=1) if passage.kind != "item" else passage.plain
            said = _LISTED.fullmatch(text)
            if passage.kind == "table" or said is None or len(text) > 300:
                account.leave(passage, msg("stands in the list of bilagor without being one"))
                continue
            account.read(passage, exact=True)
            self.appendices.append(Appendix(said["title"].rstrip(" ,"), said["dnr"]))

    def appendix_text(self, title: Passage, passages: Sequence[Passage], outline: Outline, account: Account) -> None:
        """The text of a bilaga that the document holds."""
        said = outline.book.whole("bilaga_rubrik", title.plain)
        number = int((said["nummer"] or said["antal"] or "0") if said else 0)
        if said and 0 < number <= len(self.appendices):
            self.appendices[number - 1].text = list(passages)
            if passages:
                account.read(title, exact=said.exact)
            else:
                account.leave(
                    title, msg("the bilaga has no text: lay its file in the folder, and name it in arende.yaml")
                )
            return
        account.leave(title, msg("the heading of a bilaga that is not in the list"))
        for passage in passages:
            account.leave(passage, msg("the text of a bilaga that is not in the list"))


def _close(day: str) -> str:
    return re.sub(r"\s*-\s*", "-", day)


# --- the head ------------------------------------------------------------------------------------


def head(passages: Sequence[Passage], facts: Facts, outline: Outline, names: Names, account: Account) -> None:
    """The label, the title, and whose motion it is."""
    titles: list[Passage] = []
    labelled = any(outline.book.whole("etikett", passage.plain) or _label(passage.plain) for passage in passages)
    for passage in passages:
        if said := outline.book.whole("etikett", passage.plain):
            number = said["nummer"] if said["nummer"][-1:].isdigit() else ""
            facts.label(said["dnr"], number, said["rotel"])
            account.read(passage, exact=said.exact)
            labelled = False
        elif label := _label(passage.plain):
            facts.label(label.get("dnr", ""), label.get("nummer", ""), label.get("rotel", ""))
            account.read(passage, exact=False)
            labelled = False
        elif labelled:
            account.leave(passage, msg("stands before the document's label"))
        elif (said := outline.book.whole("initiativ", passage.plain)) and people(said["av_kort"]):
            facts.initiatives.append(_initiative(said, names))
            account.read(passage, exact=said.exact)
        elif read_date(passage.plain):
            account.leave(passage, msg("a date for which arende.yaml has no place"))
        else:
            titles.append(passage)
    _title(titles, facts, account)
    if not facts.initiatives:
        facts.initiatives = list(_initiatives_of(facts.title, names))
    for key, value in (("dnr", facts.case_number), ("rotel", facts.rotel), ("rubrik", facts.title)):
        if not value:
            account.lacks(key)


def _label(text: str) -> dict[str, str]:
    """The facts of a label in pieces (Utlåtande / Rotel I / Dnr KS 2022/1352); none where the text says more."""
    found: dict[str, str] = {}
    for key, pattern in _PIECES.items():
        if match := pattern.search(text):
            found[key] = match[1].strip() if match.lastindex else ""
            text = text[: match.start()] + text[match.end() :]
    return {} if re.search(r"\w", text) else found


def _title(passages: Sequence[Passage], facts: Facts, account: Account) -> None:
    """The title is what stands right after the label; more than that has no place."""
    words: list[str] = []
    for passage in passages:
        if len(" ".join([*words, passage.plain])) <= 300 and passage.kind in ("heading", "paragraph"):
            words.append(passage.plain)
            account.read(passage, exact=True)
        else:
            account.leave(passage, msg("stands before the first heading"))
    facts.title = " ".join(words)


def _initiative(said: Said, names: Names) -> Initiative:
    found = people(said["av_kort"])
    assert found is not None
    movers = [names.person(each) for each in found.named]
    return Initiative(said["typ"].lower(), movers, said["nummer"] or None, found.more)


def _initiatives_of(title: str, names: Names) -> Iterator[Initiative]:
    """What a title says of it: Motion (2016:5) av N (M) om …; and otherwise what kind of thing it is."""
    found = list(_INITIATIVE.finditer(title))
    for match in found:
        if who := people(match["av"]):
            movers = [names.person(each) for each in who.named]
            yield Initiative(match["typ"].lower(), movers, match["nummer"], who.more)
    if not found:
        kind = _KIND.search(title)
        yield Initiative(kind[1].lower() if kind else "skrivelse")


def movers_in_full(facts: Facts, passages: Sequence[Passage], names: Names, account: Account) -> None:
    """The movers whom the heading hides behind “m.fl.”, from the sentence that tells what they want."""
    for initiative in facts.initiatives:
        if not initiative.more:
            continue
        for passage in passages:
            for match in _MOVED.finditer(passage.plain):
                who = people(match["av"])
                slugs = [names.person(each) for each in who.named] if who and not who.more else []
                if len(slugs) > 2 and slugs[: len(initiative.movers)] == initiative.movers:
                    initiative.movers, initiative.more = slugs, False
                    return
        account.lacks("motionärer")


# --- what is proposed ----------------------------------------------------------------------------


def proposals(passages: Sequence[Passage], outline: Outline, names: Names, account: Account) -> list[Proposal]:
    """Each proposal: who proposes, who decides, and the points."""
    found: list[Proposal] = []
    for passage in passages:
        lead = outline.lead(passage.plain)
        if lead and (said := outline.book.whole("föreslår", passage.plain)):
            found.append(
                Proposal(names.asked(heading_key(said["föreslår"])), names.asked(heading_key(said["beslutar"])))
            )
        elif lead and (said := outline.book.whole("för_egen_del", passage.plain)):
            found.append(Proposal(None, names.asked(heading_key(said["beslutar"]))))
        elif found:
            found[-1].text.append(passage)
            continue
        else:
            account.leave(passage, msg("stands before the sentence that leads in the proposal"))
            continue
        account.read(passage, exact=said.exact)
    for each in found:
        each.text = list(points(each.text))
    return found


def points(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The points of a decision: those without a number are numbered, since every point is written as one of a list."""
    items = any(each.kind == "item" for each in passages)
    number = 0
    for passage in passages:
        if passage.kind in ("paragraph", "heading") and not items:
            number += 1
            yield replace(passage, kind="item", mark=str(number))
        else:
            yield passage


# --- the remiss ----------------------------------------------------------------------------------


class Asked(Struct):
    """A body that was asked, and those that it asked in turn."""

    organ: Organ
    below: list[Organ] = field(default_factory=list)
    declined: bool = False


class Referred(Struct):
    """Who was asked, and the passages that sum up their answers."""

    asked: list[Asked] = field(default_factory=list)
    rest: list[Passage] = field(default_factory=list)

    def organs(self) -> list[Organ]:
        """All who were asked, each followed by those that it asked in turn."""
        return [organ for each in self.asked for organ in (each.organ, *each.below)]

    def of(self, organ: Organ) -> Asked | None:
        """Who `organ` is among those that were asked."""
        return next((each for each in self.asked if each.organ is organ), None)

    def summaries(self, answered: Answers, names: Names, account: Account) -> list[tuple[Organ, list[Passage]]]:
        """The passages that sum up each answer: from the one that begins with a body's name to the next such."""
        found: list[tuple[Organ, list[Passage]]] = []
        waiting = [*self.organs(), *(each.organ for each in answered.found if each.organ not in self.organs())]
        for passage in _one_for_each(self.rest, waiting):
            organ = next((each for each in waiting if _begins_with(passage.plain, each)), None)
            if organ is not None:
                found.append((organ, []))
                waiting = waiting[waiting.index(organ) + 1 :]
                if heading_key(passage.plain) in (heading_key(organ.name), heading_key(organ.administration or "-")):
                    account.read(passage, exact=False)
                    continue
            if found:
                found[-1][1].append(passage)
            else:
                account.leave(passage, msg("begins with nobody who was asked, so it sums up nobody's answer"))
        return found


def _one_for_each(passages: Sequence[Passage], organs: Sequence[Organ]) -> Iterator[Passage]:
    """The passages, where one that sums up two answers is parted before the name of a body that begins no other."""
    lacking = [each for each in organs if not any(_begins_with(passage.plain, each) for passage in passages)]
    for passage in passages:
        rest = passage
        for organ in lacking:
            names = "|".join(re.escape(name) for name in (organ.name, organ.administration) if name)
            if match := re.search(rf"(?<=[.!?])\s+(?=(?i:{names})\b(?!:))", rest.text):
                yield replace(rest, text=rest.text[: match.start()])
                rest = replace(rest, text=rest.text[match.end() :])
        yield rest


def _begins_with(text: str, organ: Organ) -> bool:
    for name in (organ.name, organ.administration):
        if name and re.match(rf"{re.escape(name)}(?:s|:s)?(?![\w-])", text, re.IGNORECASE):
            return True
    return False


def referral(passages: Sequence[Passage], outline: Outline, names: Names, account: Account) -> Referred:
    """The paragraph on the remiss, sentence by sentence, and what follows it."""
    found = Referred()
    for index, passage in enumerate(passages):
        if not outline.book.at("remitterat", passage.plain, 0):
            found.rest.append(passage)
            continue
        remiss_paragraph(passage, found, outline, names, account)
        after = passages[index + 1 :]
        while after and any(outline.book.at(each, after[0].plain, 0) for each in _SENTENCES):
            remiss_paragraph(after[0], found, outline, names, account)
            after = after[1:]
        found.rest += after
        break
    return found


def remiss_paragraph(passage: Passage, found: Referred, outline: Outline, names: Names, account: Account) -> None:
    """Reads a paragraph on the remiss into `found`; what of it is no sentence of the pack's is left."""
    text, at = passage.plain, 0
    while at < len(text):
        for name in _SENTENCES:
            if said := outline.book.at(name, text, at):
                break
        else:
            break
        words = text[at : said.end].strip()
        exact = _take(name, said, found, names)
        account.read(passage, exact=said.exact and exact, text=words)
        at = said.end
        at += len(text[at:]) - len(text[at:].lstrip())
    left = text[at:].strip()
    if left:
        account.unplaced.append(Dropped(passage.where, left, msg("the paragraph on the remiss has no such sentence")))


def _take(name: str, said: Said, found: Referred, names: Names) -> bool:
    """Takes the facts of one sentence; whether the names are written as the register has them."""
    known = {heading_key(each.name) for each in names.organs.values()}

    def listed(text: str) -> list[str]:
        return bodies(text, lambda each: heading_key(each) in known)

    if name == "remitterat":
        asked = [names.asked(each) for each in listed(said["instanser"])]
        found.asked += [Asked(each) for each in asked if found.of(each) is None]
        return all(heading_key(each.name) in heading_key(said["instanser"]) for each in asked)
    if name == "underremiss":
        above = names.nearly(said["av"])
        below = [names.asked(each, below=True) for each in listed(said["till"])]
        entry = found.of(above) if above else None
        if entry is not None:
            entry.below += [each for each in below if each not in entry.below]
        return bool(entry and above and heading_key(above.name) == heading_key(said["av"]))
    if name == "avstått":
        declined = [names.nearly(each) for each in listed(said["organ"])]
        for organ in declined:
            if organ and (entry := found.of(organ)):
                entry.declined = True
        return all(declined)
    return True


# --- what became of it ---------------------------------------------------------------------------


def proceedings(passages: Sequence[Passage], facts: Facts, outline: Outline, names: Names, account: Account) -> None:
    """Borgarrådsberedningen's and kommunstyrelsen's sentences, the signature, and the dissents after each."""
    book = outline.book
    where = "beredning"
    signing: list[Passage] | None = None
    for passage in passages:
        text = passage.plain
        if said := book.whole("tillstyrker", text):
            facts.outcome_of_committee = said["utfall"].lower()
        elif said := book.whole("delar", text) or book.whole("delar_inte", text):
            facts.outcome_of_board = "delar inte" if "delar inte" in text.casefold() else "delar"
            where = "styrelse"
        elif (said := book.whole("underskrift_ort", text)) and facts.outcome_of_board and signing is None:
            facts.board_met_on = read_date(said["datum"])
            signing = []
        elif found := outline.dissent(text):
            _signed(signing, facts, names, account)
            signing = None
            organ = names.of_kind(where)
            facts.dissents.append(
                Dissent(
                    found.kind, organ, [names.person(each) for each in found.who.named], None if found.pointer else []
                )
            )
            account.read(passage, exact=found.exact)
            continue
        elif signing is not None:
            signing.append(passage)
            continue
        elif facts.dissents and facts.dissents[-1].text is not None:
            facts.dissents[-1].text.append(passage)
            continue
        elif _ON_BEHALF.fullmatch(text):
            account.read(passage, exact=False)
            continue
        else:
            account.leave(passage, msg("stands among the sentences on what became of the proposal"))
            continue
        account.read(passage, exact=said.exact)
    _signed(signing, facts, names, account)
    if facts.outcome_of_committee and not facts.outcome_of_board:
        account.lacks("behandling: borgarrådsberedning: datum")
    if facts.outcome_of_board:
        for key, value in (
            ("datum", facts.board_met_on),
            ("undertecknare", facts.signatory),
            ("titel", facts.signatory_title),
        ):
            if not value:
                account.lacks(f"behandling: kommunstyrelse: {key}")


def _signed(passages: Sequence[Passage] | None, facts: Facts, names: Names, account: Account) -> None:
    """Who has signed, and the title below the name."""
    for passage in passages or ():
        who = people(passage.plain)
        if _ON_BEHALF.fullmatch(passage.plain):
            account.read(passage, exact=False)
        elif who and len(who.named) == 1 and facts.signatory is None:
            facts.signatory = names.person(who.named[0])
            account.read(passage, exact=True)
        elif facts.signatory and facts.signatory_title is None and len(passage.plain) < 80 and not who:
            facts.signatory_title = passage.plain
            account.read(passage, exact=True)
        else:
            account.leave(passage, msg("stands below the signature"))
