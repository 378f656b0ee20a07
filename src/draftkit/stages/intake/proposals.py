"""Facts that an answer or a motion says of itself, as proposals: each with the line that it was read from.

A proposal is certain where the text says it in so many words and only one thing can be meant. Everything else is for a
person to confirm.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ...model import Body, Person, Registers
from ...patterns import lazily
from ...swedish.dates import MONTHS, read_date

_MONTHS = "|".join(name if len(name) < 4 else f"{name}|{name[:3]}" for name in MONTHS)
DATE = (
    r"(?:\d{4}[-–/.]\d{1,2}[-–/.]\d{1,2}|(?<!\d)\d{8}(?!\d)|\d{1,2}[/.]\d{1,2}[ -./]\d{4}"
    rf"|(?:den )?\d{{1,2}}(?::?e)? (?:{_MONTHS})\.?,? \d{{4}})"
)
_ANY_DATE = lazily(DATE, re.IGNORECASE)
_MEETING = lazily(
    rf"sammanträde:? (?={DATE})|"
    r"sammantr[äa]des?(?:datum|dag)|(?:vid|till) (?:sitt|nämndens) (?:\w+ )?(?:sammanträde|möte)|"
    r"(?:sammanträde|nämndmöte|styrelsemöte|möte)t?,? (?:den )?(?=\d)|protokoll\w*,? (?:från |fört )?(?=\d|den \d)|"
    r"mötesdatum",
    re.IGNORECASE,
)  # fmt: skip
_DATED = lazily(r"^\W*(?:dat\.|(?:datum|upprättad|handlingsdatum|daterad|daterat)\b)", re.IGNORECASE)
_DATED_TEXT = lazily(
    rf"(?:tjänsteutlåtande|tjänsteskrivelse|yttrande|kontorsyttrande)(?:t|n)?,?(?: (?:daterat|daterad|från|av))?,? "
    rf"({DATE})",
    re.IGNORECASE,
)
_OTHER_DATE = lazily(
    r"svar senast|senast|inkom|ankom|remissdatum|remissdag|expedierat|utskrift|beslutsdatum|justerat|justering|"
    r"er[ts]? datum",
    re.IGNORECASE,
)
_DATE_ONLY = lazily(rf"(?:[A-ZÅÄÖ][\w åäöÅÄÖ-]{{1,30}},? )?({DATE})\.?", re.IGNORECASE)
_NUMBER = lazily(
    r"(?P<whose>\b(?:er[ta]?|ert|remissens|vår|vårt)\b[ \w]{0,14})?"
    r"\b(?:dnr|diarienummer|diarienr|diarie-?nr|beteckning|referens|ärendenummer)\b\.?:?\s*"
    r"(?P<number>[A-ZÅÄÖ]{1,6}[ -]?\d{4}[/:-]\d{1,6}(?:-\d+(?:\.\d+)*)?|\d{4}[/:-]\d{2,6}|[\w.]+/\d+)",
    re.IGNORECASE,
)
_NAME = r"[A-ZÅÄÖÉ][\wåäöéü-]+(?: (?:(?:von|af|de|da|van|der|den|el|al|ten|bin|ibn) )*[A-ZÅÄÖÉ][\wåäöéü-]+){1,3}"
NAMED = lazily(rf"({_NAME}) ?\(([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{0,3}})\)")
_TO = lazily(r"^(?:till|mottagare|adressat)\b:?", re.IGNORECASE)
_OF_ANOTHER = lazily(r"remiss(?:en)? (?:från|av)|remitterat|på remiss|inbjudan|översänt", re.IGNORECASE)
_LETTER = (
    r"(?:tjänsteutlåtande|tjänsteskrivelse|yttrande|kontorsyttrande|remissvar|svar|protokoll|beslut|remissyttrande)"
)
_DECIDES = r"(?:beslutar|beslutade|beslöt|har beslutat|beslut)\b"

_KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("kontorsyttrande", "kontorsyttrande"),
    ("tjänsteutlåtande", "tjänsteutlåtande"),
    ("tjänsteskrivelse", "tjänsteutlåtande"),
    ("remissvar", "remissvar"),
    ("remissyttrande", "yttrande"),
    ("yttrande", "yttrande"),
    ("svar på remiss", "remissvar"),
)


class Proposal(Struct, frozen=True):
    """What a fact may be, whether that is certain, and the line that says so (empty where none does)."""

    value: str
    certain: bool
    passage: str = ""


class Said(Struct, frozen=True):
    """The text of an answer as it is searched for facts.

    `margins`: the lines of headers and footers; `head`: those before the text proper; `body` and `end` paragraphs of
    the text. `decided` says whether it holds a decision. What a file says of itself (when it was
    made, by whom) is no proposal: it is the day of somebody's template as often as that of the text.
    """

    head: Sequence[str]
    body: Sequence[str] = ()
    end: Sequence[str] = ()
    margins: Sequence[str] = ()
    decided: bool = False

    @property
    def top(self) -> tuple[str, ...]:
        """Where an answer tells who it is from, and when."""
        return (*self.head, *self.margins)


def proposals(said: Said, registers: Registers) -> dict[str, tuple[Proposal, ...]]:
    """The proposals for each fact of an answer by its key, the best first; none where nothing is said."""
    bodies = senders(said, registers)
    found = {
        "organ": bodies,
        "typ": kinds(said, registers.bodies.get(bodies[0].value) if bodies else None),
        "sammanträde": meetings(said),
        "datum": dates(said),
        "dnr": numbers(said),
    }
    return {key: each for key, each in found.items() if each}


# --- who -----------------------------------------------------------------------------------------


def senders(said: Said, registers: Registers) -> tuple[Proposal, ...]:
    """Who has sent the answer, by slug."""
    scores: dict[str, int] = defaultdict(int)
    passages: dict[str, tuple[int, str]] = {}

    def score(body: Body, points: int, line: str) -> None:
        scores[body.slug] += points
        if points > passages.get(body.slug, (0, ""))[0]:
            passages[body.slug] = points, line

    recipient = False
    for line in said.top:
        to = _TO.match(line)
        if recipient or to or _OF_ANOTHER.search(line):
            recipient = bool(to) and not line[to.end() if to else 0 :].strip()
            rest = re.search(rf"{_LETTER} från (.*)", line, re.IGNORECASE)
            if not rest:
                continue
            line = rest[0]
        for body, name, start in bodies_in(line, registers):
            score(body, _weight(line, name, start, body), line)
    for line in (*said.body[:40], *said.end):
        for body, name, start in bodies_in(line, registers):
            after = line[start + len(name) :]
            if start == 0 and re.match(rf" {_DECIDES}", after):
                score(body, 6, line)
            elif name == line.strip(" .:"):
                score(body, 4, line)
            elif start == 0 and body.kind not in ("styrelse", "fullmäktige", "beredning"):
                score(body, 1, line)
    ranked = sorted(scores, key=lambda slug: -scores[slug])
    best = scores[ranked[0]] if ranked else 0
    second = scores[ranked[1]] if len(ranked) > 1 else 0
    certain = passages.get(ranked[0], (0, ""))[0] >= 4 and best >= 2 * second if ranked else False
    return tuple(
        Proposal(slug, certain and index == 0, passages.get(slug, (0, ""))[1]) for index, slug in enumerate(ranked)
    )


def _weight(line: str, name: str, start: int, body: Body) -> int:
    """How much a line of the letterhead says that the body is the sender."""
    after, before = line[start + len(name) :].strip(), line[:start].strip()
    if re.match(rf"(?:s|:s)? ?{_LETTER}", line[start + len(name) :], re.IGNORECASE):
        return 6
    if re.search(rf"{_LETTER}\w* (?:från|av|i)$", before, re.IGNORECASE):
        return 6
    if body.kind in ("styrelse", "fullmäktige", "beredning"):
        return 1 if before or after else 2
    if not before and (not after or _ANY_DATE.match(after) or after.startswith(("§", ",", "Dnr", "dnr"))):
        return 5
    return 4 if not before and len(line.split()) < 9 else 2


def bodies_in(line: str, registers: Registers) -> Iterator[tuple[Body, str, int]]:
    """The bodies that a line names, by name, administration or alias: the body, the name as written, and its place."""
    taken: list[tuple[int, int]] = []
    names = [(name, body) for body in registers.bodies.values() for name in body.names]
    for name, body in sorted(names, key=lambda each: -len(each[0])):
        flags = 0 if name.isupper() else re.IGNORECASE
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?=(?:s|:s)?(?!\w))", line, flags):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield body, match[0], match.start()


def people_in(text: str, registers: Registers) -> list[Person]:
    """The people of the register that a text names, in its order."""
    found = []
    for person in registers.people.values():
        place = re.search(rf"(?<!\w){re.escape(person.name)}s?(?!\w)", text, re.IGNORECASE)
        if place:
            found.append((place.start(), person))
    return [person for _, person in sorted(found, key=lambda each: each[0])]


def strangers_in(text: str, registers: Registers) -> list[tuple[str, str]]:
    """The names with a party's letters after them, "Eva Brandt (L)", of people who are not in the register."""
    known = tuple(person.name.casefold() for person in registers.people.values())
    return [(name, party) for name, party in dict.fromkeys(NAMED.findall(text)) if not name.casefold().endswith(known)]


# --- what ----------------------------------------------------------------------------------------


def kinds(said: Said, body: Body | None) -> tuple[Proposal, ...]:
    """What kind of answer it is: by what it calls itself, and by who sends it."""
    lines = [*said.head, *said.margins]
    called = next(
        ((kind, line) for line in lines for word, kind in _KIND_WORDS if re.search(rf"\b{word}", line, re.IGNORECASE)),
        ("", ""),
    )
    kind = body.kind if body else ""
    if kind in ("facknämnd", "stadsdelsnämnd", "styrelse") or not kind:
        if said.decided:
            line = next((each for each in lines if re.search(r"protokoll|sammanträde", each, re.IGNORECASE)), "")
            return (Proposal("nämndbeslut", bool(kind), line or called[1]),)
        if not kind:
            return (Proposal(called[0], False, called[1]),) if called[0] else ()
        return (
            Proposal("kontorsyttrande", called[0] == "kontorsyttrande", called[1]),
            Proposal("nämndbeslut", False, called[1]),
        )
    if kind == "kontor":
        return (Proposal("tjänsteutlåtande", called[0] in ("tjänsteutlåtande", ""), called[1]),)
    if called[0] in ("yttrande", "remissvar"):
        return (Proposal(called[0], True, called[1]),)
    return (Proposal("remissvar", False, called[1]), Proposal("yttrande", False, called[1]))


# --- when ----------------------------------------------------------------------------------------


def meetings(said: Said) -> tuple[Proposal, ...]:
    """The meeting at which the decision was made."""
    found: list[Proposal] = []
    lines = [*said.top, *said.body[:40], *said.end]
    for index, line in enumerate(lines):
        for mark in _MEETING.finditer(line):
            after = line[mark.end() : mark.end() + 60]
            if not _ANY_DATE.search(after) and index + 1 < len(said.top):
                after = lines[index + 1] if len(lines[index + 1]) < 40 else ""  # the label stands above its value
            day = _first_date(after)
            if day:
                found.append(Proposal(day.isoformat(), True, line))
    return _agreed(found)


def dates(said: Said) -> tuple[Proposal, ...]:
    """The day of the text."""
    found: list[Proposal] = []
    for line in (*said.head, *said.body[:60]):
        match = _DATED_TEXT.search(line)
        day = _first_date(match[1]) if match else None
        if day:
            found.append(Proposal(day.isoformat(), True, line))
    if not found:
        lines = said.top
        for index, line in enumerate(lines):
            if _OTHER_DATE.search(line) or _MEETING.search(line):
                continue
            label = _DATED.match(line)
            above = index > 0 and re.fullmatch(r"\W*datum\W*", lines[index - 1], re.IGNORECASE)
            alone = _DATE_ONLY.fullmatch(line.strip())
            day = _first_date(line)
            if day and (label or above or alone):
                found.append(Proposal(day.isoformat(), True, line))
    if not found:
        for line in said.end:
            alone = None if _MEETING.search(line) or _OTHER_DATE.search(line) else _DATE_ONLY.fullmatch(line.strip())
            day = _first_date(alone[1]) if alone else None
            if day:
                found.append(Proposal(day.isoformat(), True, line))
    if not found:
        for line in said.top:
            day = _first_date(line)
            if day and not _OTHER_DATE.search(line) and not _MEETING.search(line):
                found.append(Proposal(day.isoformat(), False, line))
    return _agreed(found)


def _first_date(text: str) -> date | None:
    match = _ANY_DATE.search(text)
    return read_date(match[0]) if match else None


def _agreed(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The proposals, each value once; none is certain where two differ."""
    by_value: dict[str, Proposal] = {}
    for each in found:
        by_value.setdefault(each.value, each)
    if len(by_value) < 2:
        return tuple(by_value.values())
    return tuple(Proposal(each.value, False, each.passage) for each in by_value.values())


# --- which case ----------------------------------------------------------------------------------


def numbers(said: Said) -> tuple[Proposal, ...]:
    """The numbers of cases that the letterhead and the first lines name; those that are called the other's first."""
    found: list[tuple[bool, Proposal]] = []
    for line in (*said.top, *said.body[:15]):
        for match in _NUMBER.finditer(line):
            theirs = bool(re.match(r"er|remiss", match["whose"] or "", re.IGNORECASE))
            found.append((theirs, Proposal(" ".join(match["number"].split()), False, line)))
    ordered = sorted(found, key=lambda each: not each[0])
    return _agreed(each for _, each in ordered)


def case_of(said: Said, numbers_of_cases: Mapping[str, str]) -> tuple[Proposal, ...]:
    """Which of the cases the answer is about: the folders of those whose number it names.

    `numbers_of_cases`: the folder of each case by its number.
    """
    found = []
    for line in (*said.top, *said.body, *said.end):
        for number, folder in numbers_of_cases.items():
            pattern = r"[ -]?".join(map(re.escape, number.split()))
            if re.search(rf"(?<!\w){pattern}(?!\d)", line, re.IGNORECASE):
                found.append(Proposal(folder, True, line))
    return _agreed(found)
