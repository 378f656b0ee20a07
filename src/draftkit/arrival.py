"""A file that somebody sent becomes fragments: `draftkit import`, in the order of a run.

    read      its text, whatever kind of file it is, and what is no text     edges/intake, edges/pdf
    divide    letterhead, decision, text and dissents                        stages/intake/division.py
    propose   the facts that the text says of itself                         stages/intake/proposals.py
    draft     the fragments, read back and compared with the original         below

Every word of the original is in a fragment or in the list of what was left out; otherwise nothing is written.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from .blocks import Node, letters, text_of
from .edges.engines.pandoc import Pandoc, blocks
from .messages import Message, msg
from .model import DISSENT_KINDS, Body, Person, Registers
from .problems import DraftkitError
from .stages.intake import fragment
from .stages.intake.balance import Balance, balance, told
from .stages.intake.division import DissentFound, Division, adopted, divided, lines_of
from .stages.intake.lines import Page
from .stages.intake.proposals import Proposal, Said, dates, people_in, proposals, strangers_in
from .stages.intake.reflow import Reflowed, reflow
from .stages.intake.shape import shaped
from .stages.intake.story import Altered, Left, Original
from .stages.intake.tree import literal, pictures, treed, without_emphasis
from .stages.load import locking
from .stages.load.pack import Pack
from .stages.load.texts import DIALECT
from .stages.yamltext import Value
from .swedish.dates import read_date
from .swedish.words import upper_first

ANSWER, MOTION, PUBLISHED = "svar", "motion", "utlåtande"
WHAT = (ANSWER, MOTION, *DISSENT_KINDS, PUBLISHED)  # what a file can be
_COLUMNS = 110  # of a line in a fragment
_SHOWN_WORDS = 30  # of those that are missing


class Arrival(Struct, frozen=True):
    """A file as it was read: its blocks, what was left out, and, of a printed text, its pages."""

    name: str
    data: bytes
    kind: str
    blocks: tuple[Node, ...]
    original: Original
    altered: tuple[Altered, ...] = ()
    pages: tuple[Page, ...] = ()
    reflowed: Reflowed | None = None


class Facts(Struct, frozen=True):
    """What is known of an arrival, by its text and by who imports it. `folder` is the case's, from the root."""

    what: str
    folder: str
    body: Body | None = None
    kind: str = ""
    dated_on: date | None = None
    meeting_on: date | None = None
    people: tuple[Person, ...] = ()
    as_proposed: bool = False
    locked: bool = False
    name: str = ""


class Draft(Struct, frozen=True):
    """The files to write, by path from the root; what is in none of them, what is altered, and the count of words.

    `missing` is what has to be known before anything can be written.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    left: tuple[Left, ...] = ()
    altered: tuple[Altered, ...] = ()
    balance: Balance = field(default_factory=lambda: Balance(0, 0))
    missing: tuple[Message, ...] = ()


# --- reading -------------------------------------------------------------------------------------


def read(name: str, data: bytes, changes: str, pandoc: Pandoc) -> Arrival:
    """The file `name`. Raises DraftkitError where it cannot be taken in: why, and what to do."""
    from .edges.intake.package import kind_of

    kind = kind_of(data)
    if kind in ("pdf", "txt"):
        arrival = _printed(name, data, kind, pandoc)
    else:
        from .edges.intake import opendocument, word

        original = (word if kind == "docx" else opendocument).read(data, changes)
        tree = treed(original.pieces)
        shape = shaped(tree.blocks)
        arrival = Arrival(name, data, kind, shape.blocks, original, (*original.altered, *tree.altered, *shape.altered))
    notes: list[str] = []
    text = text_of(list(arrival.blocks), notes=notes)
    if not letters(text + "".join(notes)) and not arrival.original.media:
        beside = " ".join(" ".join(each.text for each in arrival.original.left).split())
        message = (
            msg("all the text of the file is in headers, comments or the like: “{text}”", text=beside)
            if letters(beside)
            else msg("there is no text in the file")
        )
        raise DraftkitError(message, msg("ask the sender for the file again"))
    return arrival


def _printed(name: str, data: bytes, kind: str, pandoc: Pandoc) -> Arrival:
    """A PDF or a plain text."""
    if kind == "pdf":
        from .edges.pdf.lines import pages_of_pdf

        pages = pages_of_pdf(data)
    else:
        from .stages.intake.lines import pages_of_text

        pages = pages_of_text(_decoded(data))
    reflowed = reflow(pages)
    left = tuple(Left(each.where, each.reason, each.text) for each in reflowed.dropped)
    written = tuple(line.text for page in pages for line in page.lines)
    altered = tuple(
        Altered(msg("page {n} has pictures, which are not kept", n=page.number)) for page in pages if page.pictures
    )
    return Arrival(
        name, data, kind, tuple(_parsed([reflowed.markdown], pandoc)[0]), Original(left=left, written=written),
        altered, pages, reflowed,
    )  # fmt: skip


def _decoded(data: bytes) -> str:
    """A plain text, whatever program wrote it: UTF-8, UTF-16 with its mark, or else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


# --- proposing -----------------------------------------------------------------------------------


def said(arrival: Arrival, registers: Registers) -> Said:
    """The lines in which the arrival tells of itself."""
    division = divided(arrival.blocks, registers)
    whole = {"decision": division.decision, "text": division.text}
    body = [line for nodes in whole.values() for node in nodes for line in lines_of(node)]
    return Said(
        head=division.head,
        body=[*_leads(division), *body],
        end=body[-12:],
        margins=arrival.original.margins or [each.text for each in arrival.original.left if arrival.pages],
        decided=bool(division.decision) or (division.as_proposed and bool(division.proposed)),
    )


def _leads(division: Division) -> list[str]:
    """The sentences that the document writes by itself, which say who decided."""
    return [line for each in division.left for line in each.text.split("\n")]


def proposed(arrival: Arrival, registers: Registers) -> dict[str, tuple[Proposal, ...]]:
    """The proposals for the facts of an answer."""
    return proposals(said(arrival, registers), registers)


def needs_the_proposal(arrival: Arrival, registers: Registers) -> tuple[bool, bool]:
    """Whether the decision, if there is one, can only be the proposal to it; and whether the text says that it is."""
    division = divided(arrival.blocks, registers)
    return not division.decision and bool(division.proposed), division.as_proposed


# --- drafting ------------------------------------------------------------------------------------


def drafted(
    arrival: Arrival, facts: Facts, registers: Registers, pack: Pack, pandoc: Pandoc, taken: Mapping[str, bytes]
) -> Draft:
    """The fragments of an arrival. `taken`: the files that are there, by path from the root."""
    if facts.what == MOTION:
        return _Drafter(arrival, facts, pandoc, taken).motion()
    if facts.what == ANSWER:
        return _Drafter(arrival, facts, pandoc, taken).answer(registers, pack)
    return _Drafter(arrival, facts, pandoc, taken).dissent(registers)


class _Drafter:
    """Makes the files of one arrival."""

    def __init__(self, arrival: Arrival, facts: Facts, pandoc: Pandoc, taken: Mapping[str, bytes]) -> None:
        self.arrival, self.facts, self.pandoc, self.taken = arrival, facts, pandoc, taken
        self.texts: dict[str, tuple[dict[str, Value | None], list[Node]]] = {}
        self.left = list(arrival.original.left)
        self.missing: list[Message] = []

    def answer(self, registers: Registers, pack: Pack) -> Draft:
        """An answer, and the dissents that stand in it."""
        facts = self.facts
        spec = pack.slots_of(facts.kind)
        division = divided(self.arrival.blocks, registers, deciding=bool(spec and spec.slots))
        if facts.as_proposed:
            division = adopted(division)
        if spec and spec.slots:
            decision = (spec.required or spec.slots)[0]
            text = next((slot for slot in spec.slots if slot != decision), decision)
            slots: dict[str, Sequence[Node]] = {decision: division.decision, text: division.text}
            if not division.decision:
                self.missing.append(
                    msg("the decision: --enligt-förslag where the nämnd decided as was proposed in the text")
                    if division.proposed
                    else msg("the decision, which the text does not have; choose another --typ if there is none")
                )
        else:
            slots = {"": division.text}
        body = facts.body
        assert body is not None
        stem = facts.name or body.slug
        front: dict[str, Value | None] = {
            "organ": body.name,
            "typ": facts.kind,
            "sammanträde": facts.meeting_on.isoformat() if facts.meeting_on else None,
            "datum": facts.dated_on.isoformat() if facts.dated_on else None,
            "återgivning": "i huvudsak",
        }
        self.left += division.left
        self._add(f"remissvar/{stem}.md", front, fragment.slotted(slots))
        for found in division.dissents:
            self._dissent_within(found, body, stem, registers)
        return self._draft(stem)

    def _dissent_within(self, found: DissentFound, body: Body, stem: str, registers: Registers) -> None:
        named = next((line for line in found.named if people_in(line, registers) or strangers_in(line, registers)), "")
        people, strangers = people_in(named, registers), strangers_in(named, registers)
        for name, party in strangers:
            self.missing.append(_stranger(name, party))
        if not people and not strangers:
            self.missing.append(
                msg("who made the {kind} in the answer; no one in register/personer.yaml is named", kind=found.kind)
            )
        self._add_dissent(found.kind, body, people, list(found.blocks), stem, self.facts.meeting_on)

    def dissent(self, registers: Registers) -> Draft:
        """A dissent that came by itself."""
        division = divided(self.arrival.blocks, registers, deciding=False)
        self.left += division.left
        text = [*division.text, *(node for found in division.dissents for node in found.blocks)]
        body = self.facts.body
        assert body is not None
        stem = self.facts.name or body.slug
        self._add_dissent(self.facts.what, body, self.facts.people, text, stem, self.facts.dated_on)
        return self._draft(stem)

    def _add_dissent(
        self, kind: str, body: Body, people: Sequence[Person], text: list[Node], stem: str, day: date | None
    ) -> None:
        parties = dict.fromkeys(person.party_on(day).lower() for person in people)
        party = fragment.file_name("-".join(each for each in parties if each not in ("", "-")) or kind)
        front: dict[str, Value | None] = {
            "typ": kind,
            "organ": body.name,
            "av": [person.slug for person in people],
            "datum": day.isoformat() if day else None,
        }
        path = fragment.free_name(f"avvikande/{stem}-{party}.md", self.texts)
        self._add(path, front, fragment.slotted({"": text}))

    def motion(self) -> Draft:
        """A motion: a bilaga, with its own headings."""
        stem = self.facts.name or "motion"
        self._add(f"bilagor/{stem}.md", {"typ": "bilaga"}, fragment.levelled(self.arrival.blocks, 0))
        return self._draft(stem)

    # --- files ---

    def _add(self, path: str, front: dict[str, Value | None], tree: list[Node]) -> None:
        self.texts[path] = front, tree

    def _draft(self, stem: str) -> Draft:
        """All the files, read back and counted."""
        folder, arrival = self.facts.folder, self.arrival
        files: dict[str, bytes] = {}
        origin = self._origin(stem)
        altered = list(arrival.altered)
        telling: list[str] = []
        for path, (front, tree) in self.texts.items():
            names = {name: f"bilder/{stem}-{name}" for name in pictures(tree)}
            shown = fragment.with_pictures(tree, names)
            text, more, back = _written(shown, self.pandoc)
            altered += more
            telling += told(back)
            source: Value = {"fil": origin, "sha256": hashlib.sha256(arrival.data).hexdigest()}
            data = (fragment.front({**front, "källa": source}) + text).encode()
            if self.facts.locked:
                data, _ = locking.locked(f"{folder}/{path}", data)
            files[f"{folder}/{path}"] = data
            files |= {f"{folder}/{names[name]}": arrival.original.media[name] for name in names
                      if name in arrival.original.media}  # fmt: skip
        files[f"{folder}/{origin}"] = arrival.data
        original = arrival.original
        result = balance(original.written, telling, [each.text for each in self.left], original.added)
        return Draft(files, tuple(self.left), tuple(altered), result, tuple(self.missing))

    def _origin(self, stem: str) -> str:
        """Where the original is kept: where it lies already, or else under a name that is free."""
        ending = f".{self.arrival.kind}"
        path = f"{self.facts.folder}/kallor/{stem}{ending}"
        same = [each for each in self.taken if posixpath.dirname(each) == posixpath.dirname(path)
                and self.taken[each] == self.arrival.data]  # fmt: skip
        whole = same[0] if same else fragment.free_name(path, self.taken)
        return whole.removeprefix(f"{self.facts.folder}/")


def _stranger(name: str, party: str) -> Message:
    slug = fragment.file_name(name)
    return msg("{name} in register/personer.yaml: {line}", name=name, line=f"{slug}: {{namn: {name}, parti: {party}}}")


def _parsed(texts: Sequence[str], pandoc: Pandoc) -> list[list[Node]]:
    """Markdown texts as trees."""
    _, data = pandoc.read(texts, DIALECT).get()
    return [blocks(each) for each in data]


def _written(tree: list[Node], pandoc: Pandoc) -> tuple[str, list[Altered], list[Node]]:
    """A tree as Markdown, what of its look did not survive that, and the tree that the Markdown is read as."""
    if (written := _read_back(tree, pandoc)) is not None:
        return written[0], [], written[1]
    altered: list[Altered] = []
    kept: list[Node] = []
    for node, whole in zip(tree, _survive(tree, pandoc), strict=True):
        if not whole:
            node = without_emphasis([node])[0]
            what = msg("bold, italic or a link that Markdown cannot hold stands as plain text")
            altered.append(Altered(what, " ".join(text_of(node).split())))
        kept.append(node)
    if (written := _read_back(kept, pandoc)) is None:
        text = _markdown(kept, None, pandoc)
        written = text, _parsed([text], pandoc)[0]
    return written[0], altered, written[1]


def _read_back(tree: Sequence[Node], pandoc: Pandoc) -> tuple[str, list[Node]] | None:
    """A tree as Markdown that is read as the same tree; None where there is none such."""
    for columns in (_COLUMNS, None):
        text = _markdown(tree, columns, pandoc)
        narrow = fragment.narrowed(text)
        for each in dict.fromkeys((narrow, text)):
            back = _parsed([each], pandoc)[0]
            if fragment.alike(tree, back):
                return each, back
    return None


def _survive(tree: Sequence[Node], pandoc: Pandoc) -> list[bool]:
    """For each block, whether it is read as it was written."""
    replies = [pandoc.text(literal([node]), DIALECT) for node in tree]
    texts = [reply.get()[1][0].decode() for reply in replies]
    return [fragment.alike([node], back) for node, back in zip(tree, _parsed(texts, pandoc), strict=True)]


def _markdown(tree: Sequence[Node], columns: int | None, pandoc: Pandoc) -> str:
    _, (data,) = pandoc.text(literal(tree), DIALECT, columns=columns).get()
    # What pandoc lays between two lists that are told apart already (tree.py) would be a note to nobody.
    return re.sub(r"\n *<!-- -->\n", "", data.decode()).strip("\n") + "\n"


def unaccounted(draft: Draft) -> DraftkitError | None:
    """The error that words of the original are neither in the text nor listed; None where all are."""
    missing = draft.balance.missing
    if not missing:
        return None
    shown = ", ".join(missing[:_SHOWN_WORDS]) + (" …" if len(missing) > _SHOWN_WORDS else "")
    return DraftkitError(
        msg("{n} words of the file would be lost, and nothing has been written: {words}", n=len(missing), words=shown),
        msg("save the file anew in Word and try again; if that does not help, copy the text by hand"),
    )


def heading_of(arrival: Arrival) -> str:
    """What a motion calls itself: its first heading, else what the file says that its title is."""
    for node in arrival.blocks[:12]:
        if node["t"] == "Header":
            return upper_first(" ".join(text_of(node).split()))
    lines = [line for node in arrival.blocks[:5] for line in lines_of(node) if line.casefold().startswith("motion")]
    return next((line for line in lines if len(line.split()) > 1), arrival.original.title)


class MotionFound(Struct, frozen=True):
    """What a motion says of itself: its movers, those of them whom the register lacks, its day, and its att-satser."""

    movers: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    dated_on: date | None = None
    points: tuple[str, ...] = ()


def motion_of(arrival: Arrival, registers: Registers) -> MotionFound:
    """The facts of a motion, for somebody to compare with arende.yaml."""
    lines = [line for node in arrival.blocks for line in lines_of(node)]
    edges = "\n".join([*lines[:10], *lines[-10:]])
    day = next(iter(dates(Said(head=lines[:12], end=lines[-8:], margins=arrival.original.margins))), None)
    return MotionFound(
        tuple(person.name for person in people_in(edges, registers)),
        tuple(f"{name} ({party})" for name, party in strangers_in(edges, registers)),
        read_date(day.value) if day else None,
        tuple(line for line in lines if re.match(r"att\b", line, re.IGNORECASE) and len(line.split()) > 2),
    )
