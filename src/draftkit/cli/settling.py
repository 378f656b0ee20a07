"""What has to be known of a file that is imported: from the options, from a person, or from the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from gettext import NullTranslations

from msgspec import Struct, field

from .. import arrival as arrivals
from ..arrival import ANSWER, MOTION, PUBLISHED, WHAT, Arrival, Facts
from ..edges.confirm import Question, agree, ask
from ..messages import Message, msg
from ..model import DISSENT_KINDS, RESPONSE_KINDS, Body, Person, Registers
from ..patterns import lazily
from ..stages.intake.division import lines_of
from ..stages.intake.fragment import file_name
from ..stages.intake.proposals import Proposal, case_of, people_in
from ..stages.load.decode import did_you_mean, nearest, plain_name
from ..stages.load.pack import Pack
from ..swedish.dates import read_date

_ABSENT = "saknas"  # what is written for a date that nobody knows
_MOTION = lazily(
    r"motion(?: ?\(?\d{4}:\d+\)?)?(?:\W|$)(?:(?:om|angående|till|av|gällande|rörande|för)\b.*|.{0,80})", re.IGNORECASE
)
_ANSWERS = lazily(r"svar|yttrande|remiss|tjänsteutlåtande|protokoll", re.IGNORECASE)


class Options(Struct, frozen=True):
    """What was written on the command line; None where it was not."""

    what: str | None = None
    case: str | None = None
    number: str | None = None
    body: str | None = None
    kind: str | None = None
    dated: str | None = None
    meeting: str | None = None
    people: Sequence[str] = ()
    as_proposed: bool = False
    locked: bool = False
    name: str = ""


class Asking(Struct):
    """Finds out the facts of an arrival. `missing` gathers what nobody has said.

    `cases`: the folder of each case by its number; `here`: the folder of the case that one stands in, if any.
    """

    arrival: Arrival
    options: Options
    registers: Registers
    pack: Pack
    cases: Mapping[str, str]
    here: str | None
    language: NullTranslations
    at_terminal: bool
    missing: list[Message] = field(default_factory=list)
    read: list[tuple[str, Proposal]] = field(default_factory=list)  # what was taken from the text, by key

    def facts(self) -> Facts | None:
        """The facts; None where something is missing."""
        what = self._what()
        folder = self._folder()
        if what == MOTION:
            return self._given(what, folder)
        proposals = arrivals.proposed(self.arrival, self.registers)
        body = self._body(proposals.get("organ", ()))
        if what in DISSENT_KINDS:
            people = self._people(proposals)
            day = self._day("datum", self.options.dated, proposals, msg("The day of the reservation"))
            return self._given(what, folder, body=body, people=people, dated_on=day)
        if body is not None:  # who it is says what it can be
            said = arrivals.said(self.arrival, self.registers)
            from ..stages.intake.proposals import kinds

            proposals["typ"] = kinds(said, body)
        kind = self._kind(proposals.get("typ", ()))
        meeting = None
        spec = self.pack.slots_of(kind)
        if spec is not None and spec.slots:
            meeting = self._day(
                "sammanträde", self.options.meeting, proposals, msg("The day on which the nämnd decided")
            )
            if meeting is None and not any("--sammanträde" in each.msgid for each in self.missing):
                self.missing.append(msg("the day of the meeting: --sammanträde ÅÅÅÅ-MM-DD"))
        day = self._day(
            "datum", self.options.dated, proposals, msg("The day of the text (may be left empty)"), optional=True
        )
        as_proposed = self._as_proposed(decides=bool(spec and spec.slots))
        return self._given(
            what, folder, body=body, kind=kind, meeting_on=meeting, dated_on=day, as_proposed=as_proposed
        )

    def _given(self, what: str, folder: str | None, **known: object) -> Facts | None:
        if self.missing or folder is None:
            return None
        name = file_name(self.options.name) if self.options.name else ""
        return Facts(what, folder, locked=self.options.locked, name=name, **known)  # type: ignore[arg-type]

    # --- what and where ---

    def _what(self) -> str:
        if self.options.what:
            return self.options.what
        guess = guessed(self.arrival)
        if not self.at_terminal:
            return guess
        choices = {each: each for each in WHAT if each != PUBLISHED}
        return ask(Question(msg("What is the file?"), guess, choices=choices), self.language)

    def _folder(self) -> str | None:
        if self.options.case:
            return self.options.case
        if self.options.number:
            wanted = " ".join(self.options.number.split()).casefold()
            found = next((folder for number, folder in self.cases.items() if number.casefold() == wanted), None)
            if found is None:
                near = nearest(self.options.number, self.cases)
                hint = did_you_mean(near) if near else msg("choose among {values}", values=list(self.cases))
                self.missing.append(
                    msg("an ärende with the number {number} in drafts/ ({hint})", number=self.options.number, hint=hint)
                )
            return found
        if self.here:
            return self.here
        proposals = case_of(arrivals.said(self.arrival, self.registers), self.cases)
        if self.at_terminal and self.cases:
            shown = {folder: f"{number}  {folder}" for number, folder in self.cases.items()}
            first = proposals[0] if proposals else Proposal("", False)
            question = Question(msg("Which ärende is it about?"), first.value, first.passage, choices=shown)
            return ask(question, self.language)
        if len(proposals) == 1:
            self.read.append(("ärende", proposals[0]))
            return proposals[0].value
        self.missing.append(msg("which ärende it is about: --ärende FOLDER, or --dnr NUMBER"))
        return None

    # --- who ---

    def _body(self, proposals: Sequence[Proposal]) -> Body | None:
        bodies = self.registers.bodies

        def judge(answer: str) -> Message | None:
            if self._called(answer) is not None:
                return None
            near = nearest(answer, [name for body in bodies.values() for name in body.names])
            hint = did_you_mean(near) if near else msg("add it to {path}", path="register/organ.yaml")
            return msg("“{name}” is not in the register of bodies: {hint}", name=answer, hint=hint)

        shown = tuple(Proposal(bodies[each.value].name, each.certain, each.passage) for each in proposals)
        known = [body.name for body in bodies.values()]
        answer = self._settle("organ", self.options.body, shown, msg("Who has answered?"), judge, known=known)
        return self._called(answer) if answer else None

    def _called(self, answer: str) -> Body | None:
        """The body of that slug or name, its own or that of the administration that serves it."""
        name = plain_name(answer)
        served = (each for each in self.registers.bodies.values() if name in map(str.casefold, each.names))
        return self.registers.bodies_by_name.get(name) or next(served, None)

    def _people(self, proposals: Mapping[str, Sequence[Proposal]]) -> tuple[Person, ...]:
        people = self.registers.people_by_name

        def judge(answer: str) -> Message | None:
            for name in _names(answer):
                if plain_name(name) not in people:
                    near = nearest(name, [person.name for person in people.values()])
                    hint = did_you_mean(near) if near else msg("add it to {path}", path="register/personer.yaml")
                    return msg("“{name}” is not in the register of people: {hint}", name=name, hint=hint)
            return None if _names(answer) else msg("write at least one name")

        lines = [line for node in self.arrival.blocks for line in lines_of(node)]
        near = next((line for line in (*lines[:8], *lines[-8:]) if people_in(line, self.registers)), "")
        named = ", ".join(person.name for person in people_in(near, self.registers))
        found = (Proposal(named, True, near),) if named else ()
        option = ", ".join(self.options.people) or None
        answer = self._settle("av", option, found, msg("Who made it? (several with a comma between)"), judge)
        return tuple(people[plain_name(name)] for name in _names(answer) if plain_name(name) in people)

    # --- what kind, and when ---

    def _kind(self, proposals: Sequence[Proposal]) -> str:
        def judge(answer: str) -> Message | None:
            if answer in RESPONSE_KINDS:
                return None
            near = nearest(answer, RESPONSE_KINDS)
            return did_you_mean(near) if near else msg("choose among {values}", values=list(RESPONSE_KINDS))

        choices = {each: each for each in RESPONSE_KINDS if self.pack.slots_of(each) is not None}
        option = self.options.kind
        if option is not None:
            option = next((each for each in RESPONSE_KINDS if file_name(each) == file_name(option)), option)
        return self._settle("typ", option, proposals, msg("What kind of answer is it?"), judge, choices=choices)

    def _day(
        self, key: str, option: str | None, proposals: Mapping[str, Sequence[Proposal]], text: Message, *,
        optional: bool = False,
    ) -> date | None:  # fmt: skip
        def judge(answer: str) -> Message | None:
            if not answer and optional:
                return None
            return None if read_date(answer) else msg("write the date as YYYY-MM-DD")

        found = tuple(proposals.get(key, ()))
        if optional and not self.at_terminal and option is None:
            said = [each for each in found if each.passage]
            if not said:
                return None
            found = tuple(said)
        if option == _ABSENT:
            return None
        answer = self._settle(key, option, found, text, judge)
        return read_date(answer) if answer else None

    def _as_proposed(self, *, decides: bool) -> bool:
        if not decides:
            return False
        if self.options.as_proposed:
            return True
        needed, said = arrivals.needs_the_proposal(self.arrival, self.registers)
        if not needed or said:
            return needed and said
        text = msg("The file has a proposal to the nämnd, but no decision. Did the nämnd decide as was proposed?")
        return self.at_terminal and agree(text, self.language, default=False)

    # --- one fact ---

    def _settle(
        self,
        key: str,
        option: str | None,
        proposals: Sequence[Proposal],
        text: Message,
        judge: Callable[[str], Message | None],
        *,
        choices: Mapping[str, str] | None = None,
        known: Sequence[str] = (),
    ) -> str:
        """The answer: what the option says, what is answered at the terminal, or what is certain; "" where none is."""
        first = proposals[0] if proposals else Proposal("", False)
        if option is not None:
            wrong = judge(option)
            if wrong is not None:
                self.missing.append(msg("--{key}: {reason}", key=key, reason=wrong))
                return ""
            return option
        if self.at_terminal:
            question = Question(text, first.value, first.passage, choices or {}, known, judge)
            return ask(question, self.language)
        if first.certain:
            self.read.append((key, first))
            return first.value
        if first.value:
            guess = (
                msg("perhaps {value}: “{passage}”", value=first.value, passage=first.passage)
                if first.passage
                else msg("perhaps {value}", value=first.value)
            )
            self.missing.append(msg("--{key} ({guess})", key=key, guess=guess))
        else:
            self.missing.append(msg("--{key} (the text does not say)", key=key))
        return ""


def guessed(arrival: Arrival) -> str:
    """What a file is by its first lines: a motion or a dissent calls itself so; else it is an answer."""
    lines = [line for node in arrival.blocks[:10] for line in lines_of(node)][:10]
    answers = any(_ANSWERS.search(line) for line in lines[:6])
    for line in lines[:3]:
        for kind in DISSENT_KINDS:
            if re.match(rf"{kind}\b", line, re.IGNORECASE) and len(line) < 100 and not answers:
                return kind
    motion = any(_MOTION.fullmatch(line) for line in lines[:6])
    return MOTION if motion and not answers else ANSWER


def _names(answer: str) -> list[str]:
    return [name for name in (part.strip() for part in re.split(r",| och ", answer)) if name]
