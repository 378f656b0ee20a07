"""Facts and passages written as the files of an ärende's folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...messages import msg
from ..load.pack import Pack
from ..yamltext import Value, flow, row, scalar
from .account import Account
from .furniture import Dropped
from .names import slug
from .organs import Names, Organ
from .passages import Passage, markdown, with_notes
from .preparation import Appendix, Dissent, Facts, Proposal, Referred

if TYPE_CHECKING:
    from .answers import Answer, Answers

NOT_SENT = "<!-- {title}: bilagan skickas separat; texten finns inte i utlåtandet. -->\n"

UNPLACED = "kallor/ej-placerat.txt"


def folder_of(case_number: str) -> str:
    """The folder's name: KS 2031/0417 -> ks-2031-0417."""
    return slug(case_number) if case_number else "arende"


class Files:
    """The files, by their paths in the folder."""

    def __init__(self, pack: Pack, notes: Sequence[Passage]) -> None:
        self._pack, self._notes = pack, notes
        self._files: dict[str, str] = {}
        self._used: set[str] = set()

    def written(self) -> dict[str, bytes]:
        """All of them, in the order of their paths."""
        return {path: self._files[path].encode() for path in sorted(self._files)}

    def left_notes(self) -> list[Passage]:
        """The footnotes that no text has a mark for."""
        return [note for note in self._notes if note.mark not in self._used]

    def leave(self, notes: Sequence[Dropped]) -> None:
        """kallor/ej-placerat.txt: the text that has no place, so that it is lost nowhere."""
        if notes:
            self._files[UNPLACED] = "\n\n".join(note.text for note in notes) + "\n"

    def section(self, slot: str, passages: Sequence[Passage]) -> None:
        """A section of the rotel's own; none where it has no text."""
        if passages:
            place = next((spec.path for spec in self._pack.facts.sections if spec.slot == slot), f"{slug(slot)}.md")
            self._text(place, {"avsnitt": slot}, passages)

    def proposals(self, found: Sequence[Proposal]) -> None:
        """forslag/: one for each body that decides."""
        for each in found:
            facts: dict[str, Value | None] = {
                "typ": "förslag",
                "föreslår": each.proposer.name if each.proposer else None,
                "beslutar": each.decider.name,
            }
            self._text(self._free("forslag", each.decider.slug), facts, each.text)

    def summaries(self, found: Iterable[tuple[Organ, Sequence[Passage]]]) -> None:
        """sammanfattningar/: one for each answer."""
        for organ, passages in found:
            facts: dict[str, Value | None] = {"typ": "sammanfattning", "organ": organ.name}
            self._text(self._free("sammanfattningar", organ.slug), facts, passages)

    def answers(self, answered: Answers) -> None:
        """remissvar/: one for each answer that has a text."""
        for each in answered.found:
            if each.text or each.decision:
                self._answer(each)

    def _answer(self, answer: Answer) -> None:
        facts: dict[str, Value | None] = {
            "organ": answer.organ.name,
            "typ": answer.kind,
            "sammanträde": answer.meeting_on.isoformat() if answer.meeting_on else None,
            "datum": answer.dated_on.isoformat() if answer.dated_on else None,
            "återgivning": "i huvudsak" if answer.shortened else "fullständig",
        }
        path = self._free("remissvar", answer.organ.slug)
        spec = self._pack.slots_of(answer.kind)
        if spec is None or not spec.slots:
            self._text(path, facts, [*answer.decision, *answer.text])
            return
        slots = (("Beslut", answer.decision), ("Svar", answer.text))
        self._text(path, facts, *((f"# {title}", passages) for title, passages in slots if passages))

    def dissents(self, found: Sequence[Dissent], names: Names) -> None:
        """avvikande/: named so that they are printed in the order in which they stand."""
        groups: dict[tuple[str, str], list[Dissent]] = {}
        for each in found:
            groups.setdefault((each.organ.slug, each.kind), []).append(each)
        for (organ, _), group in groups.items():
            plain = [f"{organ}-{_initials(each, names)}" for each in group]
            sorted_already = plain == sorted(plain) and len(set(plain)) == len(plain)
            for number, (name, each) in enumerate(zip(plain, group, strict=True), start=1):
                numbered = f"{organ}-{number:02d}-{_initials(each, names)}"
                self._dissent(each, self._free("avvikande", name if sorted_already else numbered))

    def _dissent(self, dissent: Dissent, path: str) -> None:
        facts: dict[str, Value | None] = {
            "typ": dissent.kind,
            "organ": dissent.organ.name,
            "av": dissent.people,
            "text": None if dissent.text else "saknas",
        }
        self._text(path, facts, dissent.text or ())

    def case(self, facts: Facts, referred: Referred, answered: Answers, names: Names, account: Account) -> None:
        """arende.yaml and the bilagor."""
        appendices = self._appendices(facts)
        self._files["arende.yaml"] = (
            "\n".join(
                [
                    *_top(facts, self._pack),
                    *_initiatives(facts, appendices),
                    *_referral(referred),
                    *_steps(facts),
                    *appendices,
                ]
            )
            + "\n"
        )
        for note in self.left_notes():
            account.leave(note, msg("a footnote whose mark was not found in the text"))

    def _appendices(self, facts: Facts) -> list[str]:
        lines: list[str] = []
        for each in facts.appendices:
            path = self._free("bilagor", slug(_short(each.title)))
            own: dict[str, Value | None] = {
                "id": path.removeprefix("bilagor/").removesuffix(".md"),
                "rubrik": each.title,
                "fil": path,
                "dnr": each.number,
                "placering": "i dokumentet" if each.text else "separat",
            }
            lines += _item(own)
            if each.text:
                self._text(path, {"typ": "bilaga"}, each.text)
            else:
                self._files[path] = NOT_SENT.format(title=each.title.replace("--", "–"))
        return ["", "bilagor:", *lines] if lines else []

    def _free(self, folder: str, name: str) -> str:
        path, number = f"{folder}/{name}.md", 2
        while path in self._files:
            path, number = f"{folder}/{name}-{number}.md", number + 1
        return path

    def _text(
        self,
        path: str,
        facts: Mapping[str, Value | None],
        *parts: Sequence[Passage] | tuple[str, Sequence[Passage]],
    ) -> None:
        """A file: its facts, and its text or its parts, each below its heading."""
        written: list[str] = []
        for part in parts:
            title, passages = part if isinstance(part, tuple) and part and isinstance(part[0], str) else ("", part)
            text = with_notes([each for each in passages if isinstance(each, Passage)], self._notes)
            self._used |= {each.mark for each in text if each.kind == "note"}
            written.append(f"{title}\n\n{markdown(text)}" if title else markdown(text))
        front = "\n".join(row(key, value) for key, value in facts.items() if value is not None)
        self._files[path] = f"---\n{front}\n---\n" + "\n".join(written)


def _short(title: str) -> str:
    """The first words of a title, enough for a file's name."""
    words = title.split()
    first = words[:1] if words and words[0].casefold() == "motion" else words[:4]
    while len(first) > 1 and len(first[-1]) < 4:
        first.pop()
    return " ".join(first)


def _initials(dissent: Dissent, names: Names) -> str:
    """What a dissent's file is called after: the party, else the surname, of the first."""
    first = dissent.people[0] if dissent.people else "okand"
    return slug(names.party(first).strip("-") or first.rpartition("-")[2] or first)


def _item(facts: Mapping[str, Value | None], indent: str = "  ") -> list[str]:
    """A mapping as an item of a list, a line for each key."""
    given = [(key, value) for key, value in facts.items() if value is not None]
    return [f"{indent}{'- ' if index == 0 else '  '}{row(key, value)}" for index, (key, value) in enumerate(given)]


def _top(facts: Facts, pack: Pack) -> list[str]:
    given: dict[str, Value | None] = {
        "dokumenttyp": pack.name,
        "dnr": facts.case_number or None,
        "nummer": facts.number,
        "rubrik": facts.title or None,
        "rotel": facts.rotel or None,
        "föredragande": facts.presenters or None,
        "skede": _stage(facts),
    }
    return ["schema: 1", *(row(key, value) for key, value in given.items() if value is not None)]


def _stage(facts: Facts) -> str:
    if facts.outcome_of_board:
        return "kommunstyrelse"
    return "borgarrådsberedning" if facts.outcome_of_committee else "beredning"


def _initiatives(facts: Facts, appendices: Sequence[str]) -> list[str]:
    lines = ["", "initiativ:"]
    motion = next((each for each in facts.appendices if _is_the_motion(each, facts)), None)
    for number, each in enumerate(facts.initiatives):
        first = number == 0
        lines += _item(
            {
                "typ": each.kind,
                "motionärer": each.movers or None,
                "väckt": facts.raised_on.isoformat() if first and facts.raised_on else None,
                "nummer": each.number,
                "handling": motion.number if first and motion else None,
                "bilaga": slug(_short(motion.title)) if first and motion else None,
            }
        )
    return lines


def _is_the_motion(appendix: Appendix, facts: Facts) -> bool:
    """Whether a bilaga is what started the case, by its title and its number."""
    own = bool(appendix.number) and str(appendix.number).startswith(f"{facts.case_number}-")
    return own and any(appendix.title.casefold().startswith(each.kind) for each in facts.initiatives)


def _referral(referred: Referred) -> list[str]:
    if not referred.asked:
        return []
    lines = ["", "remiss:", "  instanser:"]
    for each in referred.asked:
        if each.below or each.declined:
            own: dict[str, Value | None] = {
                "organ": each.organ.name,
                "underremiss": [below.name for below in each.below] or None,
                "svar": "avstått" if each.declined else None,
            }
            lines.append(f"    - {flow(own)}")
        else:
            lines.append(f"    - {scalar(each.organ.name)}")
    return lines


def _steps(facts: Facts) -> list[str]:
    lines: list[str] = []
    if facts.outcome_of_committee:
        lines.append(f"  borgarrådsberedning: {flow({'utfall': facts.outcome_of_committee})}")
    if facts.outcome_of_board:
        own: dict[str, Value | None] = {
            "datum": facts.board_met_on.isoformat() if facts.board_met_on else None,
            "utfall": facts.outcome_of_board,
            "undertecknare": facts.signatory,
            "titel": facts.signatory_title,
        }
        lines.append(f"  kommunstyrelse: {flow(own)}")
    return ["", "behandling:", *lines] if lines else []
