"""A Review in words: chapters, parts and entries in the reader's language, which each form only has to lay out.

[-struck-] {+added+}     in every form, so that it is read without colour, in a copy and aloud
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import NullTranslations
from typing import Literal

from msgspec import Struct

from ....messages import Message, msg, msg_n, words
from ....stages.review.changes import (
    CaseChange,
    EntryChange,
    FactChange,
    FileChange,
    FragmentChange,
    Kind,
    Review,
    SharedChange,
    TextChange,
    by_section,
)
from ....stages.review.wording import Run
from ....swedish.dates import long_date, read_date
from ...git import Commit

STRUCK, ADDED = ("[-", "-]"), ("{+", "+}")
_BESIDE = 8  # words shown on each side of what has changed
_MOVED = 14  # words shown of a passage that has only been moved


class Bit(Struct, frozen=True):
    """Some text of one sort. "new" and "was" are values, which are told from each other by the words around them."""

    sort: Literal["plain", "struck", "added", "new", "was", "label", "path"]
    text: str


Entry = tuple[Bit, ...]


class Section(Struct, frozen=True):
    """Entries below one heading, which may be empty."""

    title: str
    entries: tuple[Entry, ...]


class Part(Struct, frozen=True):
    """A file, or what follows in the document; `path` may be empty."""

    title: str
    path: str
    sections: tuple[Section, ...]


class Chapter(Struct, frozen=True):
    """An ärende, or what they all share."""

    title: str
    path: str
    remarks: tuple[str, ...]
    parts: tuple[Part, ...]


class Told(Struct, frozen=True):
    """The whole: what is compared (`rows`: from, to), how to read the marks, the chapters, and what is to be added."""

    title: str
    rows: tuple[tuple[str, str], ...]
    legend: Entry
    chapters: tuple[Chapter, ...]
    remarks: tuple[str, ...]
    language: NullTranslations


def told(
    review: Review, old: Commit | None, new: Commit | None, language: NullTranslations, *, prefix: str = ""
) -> Told:
    """The review in words. `old` and `new` are the commits, None the working folder; `prefix` leads there from here."""
    return _Teller(language, prefix).everything(review, old, new)


def version(commit: Commit | None) -> Message:
    """A version as one speaks of it: by its day, its author and what it says of itself."""
    if commit is None:
        return msg("the working folder as it is now, with what has not been committed")
    day = read_date(commit.moment[:10])
    return msg(
        "{day}, {author}: “{subject}” (commit {id})",
        day=long_date(day) if day else commit.day,
        author=commit.author,
        subject=commit.subject,
        id=commit.id[:10],
    )


class _Teller:
    def __init__(self, language: NullTranslations, prefix: str) -> None:
        self.language, self.prefix = language, prefix

    def say(self, text: Message | str) -> str:
        return words(text, self.language)

    def everything(self, review: Review, old: Commit | None, new: Commit | None) -> Told:
        chapters = [*map(self.case, review.cases)]
        if parts := [*map(self.shared, review.shared), *self.templates(review.templates)]:
            chapters.append(Chapter(self.say(msg("Shared by all ärenden")), "", (), tuple(parts)))
        remarks = [] if chapters else [msg("Nothing that is written has changed.")]
        if review.rewrapped:
            paths = [self.prefix + each for each in review.rewrapped]
            remarks.append(msg("Saved anew with the same content (line breaks, blanks, remarks): {paths}", paths=paths))
        if review.left:
            remarks.append(
                msg_n(
                    "{n} more ärende may show what has changed for all, and was not looked at: draftkit diff {folder}",
                    "{n} more ärenden may show what has changed for all, and were not looked at, for example "
                    "draftkit diff {folder}",
                    len(review.left),
                    folder=self.prefix + review.left[0],
                )
            )
        legend = (
            Bit("struck", self.say(msg("struck out"))),
            Bit("plain", " "),
            Bit("added", self.say(msg("put in"))),
            Bit("plain", self.say(msg("; “…” stands for words that are the same in both"))),
        )
        return Told(
            self.say(msg("What has changed")),
            (
                (self.say(msg("from")), self.say(version(old))),
                (self.say(msg("to")), self.say(version(new))),
            ),
            legend,
            tuple(chapters),
            tuple(map(self.say, remarks)),
            self.language,
        )

    # --- chapters ---

    def case(self, case: CaseChange) -> Chapter:
        remarks: list[Message] = []
        whole = case.kind in ("added", "removed")
        if case.kind == "added":
            remarks.append(msg("The ärende is new. These are its texts; read them in a build of it."))
        elif case.kind == "removed":
            remarks.append(msg("The ärende has been removed. These were its texts."))
        elif case.old_folder:
            remarks.append(msg("The folder has been renamed; it was {path}", path=self.prefix + case.old_folder))
        parts: list[Part] = []
        if whole:
            parts.append(self.contents(case))
        else:
            parts += self.facts_of_case(case)
            parts += [self.fragment(each) for each in case.fragments]
            parts += self.files(case.files)
            parts += self.following(case)
        title = "  ".join(each for each in (case.number, case.title) if each) or case.folder
        return Chapter(title, self.prefix + case.folder, tuple(map(self.say, remarks)), tuple(parts))

    def contents(self, case: CaseChange) -> Part:
        """What a new or removed ärende consists of, without its words."""
        entries: list[Entry] = []
        for each in case.fragments:
            size = msg_n("{n} word", "{n} words", each.words)
            said = self.say(msg("{title}, {size}", title=each.title, size=size))
            entries.append((Bit("plain", f"{said}  "), Bit("path", self.prefix + each.path)))
        entries += [self.file(each) for each in case.files]
        return Part(self.say(msg("Texts and bilagor")), "", (Section("", tuple(entries)),))

    def facts_of_case(self, case: CaseChange) -> Iterator[Part]:
        if not (case.facts or case.unread):
            return
        sections = [Section("", (*self.cannot_be_read(case.unread), *map(self.fact, case.facts)))]
        sections += self.texts(case.fact_lines)
        yield Part(self.say(msg("Facts")), f"{self.prefix}{case.folder}/arende.yaml", tuple(sections))

    def cannot_be_read(self, unread: str) -> tuple[Entry, ...]:
        """That facts cannot be read in one of the versions, so that their lines are compared."""
        which = {
            "old": msg("The facts cannot be read as they were; the lines are compared."),
            "new": msg("The facts cannot be read as they are now; the lines are compared."),
            "both": msg("The facts cannot be read in either version; the lines are compared."),
        }  # fmt: skip
        return ((Bit("label", self.say(which[unread])),),) if unread else ()

    # --- parts ---

    def fragment(self, fragment: FragmentChange) -> Part:
        marks: list[Message | str] = [fragment.title]
        if fragment.quoted:
            marks.append(msg("quoted text"))
        if fragment.kind in ("added", "removed"):
            size = msg_n("{n} word", "{n} words", fragment.words)
            marks.append(
                msg("new, {size}", size=size) if fragment.kind == "added" else msg("removed, {size}", size=size)
            )
        sections: list[Section] = []
        first = self.cannot_be_read(fragment.unread)
        if fragment.old_path:
            first = ((Bit("label", self.say(msg("The file has been renamed; it was"))), Bit("plain", " "),
                      Bit("path", self.prefix + fragment.old_path)), *first)  # fmt: skip
        facts = [self.plain_fact(each) if fragment.kind in ("added", "removed") else self.fact(each)
                 for each in fragment.facts]  # fmt: skip
        if first or facts:
            sections.append(Section("", (*first, *facts)))
        sections += self.texts(fragment.texts)
        title = ", ".join(map(self.say, marks))
        return Part(title, self.prefix + fragment.path, tuple(sections))

    def files(self, files: Sequence[FileChange]) -> Iterator[Part]:
        plain = [each for each in files if not each.texts]
        if plain:
            yield Part(self.say(msg("Files")), "", (Section("", tuple(map(self.file, plain))),))
        for each in files:
            if each.texts:
                yield Part(
                    self.say(msg("Word file")),
                    self.prefix + each.path,
                    (Section("", (self.file(each),)), *self.texts(each.texts)),
                )

    def file(self, file: FileChange) -> Entry:
        """A file that is no text: what has become of it, and its size before and after."""
        entry = [*self.label(_FILES[file.kind]), Bit("path", self.prefix + file.path)]
        if file.old_path:
            entry += [Bit("plain", self.say(msg(", it was "))), Bit("path", self.prefix + file.old_path)]
        old, new = (self.size(file.sizes[side], file.pages[side]) for side in (0, 1))
        remarks: list[Message | str] = []
        if file.link:
            remarks.append(msg("a symbolic link, which is not followed"))
        elif file.kind == "changed" and old and new and old == new:
            remarks.append(msg("{size} as before, but not the same content", size=new))
        elif file.kind == "changed" and old and new:
            entry += [Bit("plain", ", "), *self.now_and_before(new, old)]
        elif size := new or old:
            remarks.append(size)
        if file.garbled and not file.link:
            remarks.append(msg("cannot be read as text"))
        entry += [Bit("plain", f", {self.say(each)}") for each in remarks]
        return tuple(entry)

    def size(self, size: int | None, pages: int | None) -> str:
        """1,2 MB, 14 pages."""
        parts: list[str] = [] if size is None else [_bytes(size)]
        if pages is not None:
            parts.append(self.say(msg_n("{n} page", "{n} pages", pages)))
        return ", ".join(parts)

    def following(self, case: CaseChange) -> Iterator[Part]:
        """What follows in the document, or why that cannot be told."""
        following = case.following
        if following.nothing:
            return
        sections: list[Section] = []
        entries: list[Entry] = []
        for said, errors in zip(_CANNOT_TELL, following.errors, strict=True):
            if errors:
                entries.append((Bit("label", self.say(said(errors))),))
        for name in following.printed:
            entries.append((*self.label(msg("Is printed now")), Bit("path", f"{self.prefix}{case.folder}/{name}")))
        for name in following.unprinted:
            entries.append(
                (*self.label(msg("Is no longer printed")), Bit("path", f"{self.prefix}{case.folder}/{name}"))
            )
        if entries:
            sections.append(Section("", tuple(entries)))
        sections += self.texts(following.texts)
        yield Part(self.say(msg("What follows in the document’s own sentences")), "", tuple(sections))

    def shared(self, change: SharedChange) -> Part:
        entries = [*map(self.fact, change.facts)]
        for each in change.entries:
            entries += self.entry(each)
        sections = [Section("", tuple(entries))] if entries else []
        if not entries and change.kind != "changed":
            sections.append(Section("", (self.label(_FILES[change.kind]),)))
        titles = {
            "draftkit.toml": msg("Settings"), "register/organ.yaml": msg("Register of bodies"),
            "register/personer.yaml": msg("Register of people"), "register/ordlista.toml": msg("List of words"),
        }  # fmt: skip
        sections += self.texts(change.lines)
        return Part(self.say(titles[change.path]), self.prefix + change.path, tuple(sections))

    def entry(self, entry: EntryChange) -> Iterator[Entry]:
        """An entry of a register: as one line where it is new or gone, else a line for each fact."""
        if entry.kind == "changed":
            yield from (self.fact(each, before=(entry.name,)) for each in entry.facts)
            return
        told = [f"{each.place[-1]}: {each.new or each.old}" for each in entry.facts if each.place[-1] != "namn"]
        name = Bit("new" if entry.kind == "added" else "was", entry.name)
        yield (*self.label(_ENTRIES[entry.kind]), name, *([Bit("plain", f" ({', '.join(told)})")] if told else []))

    def templates(self, files: Sequence[FileChange]) -> Iterator[Part]:
        if files:
            yield Part(self.say(msg("Templates")), "", (Section("", tuple(map(self.file, files))),))

    # --- facts ---

    def fact(self, change: FactChange, before: tuple[str, ...] = ()) -> Entry:
        """A fact, as in “sammanträde: 20 maj 2031, tidigare 13 maj 2031”."""
        place = Bit("label", ", ".join((*before, *change.place)) + ":")
        if change.place[-1] == "lås":
            said = {
                "added": msg("the text has been locked"),
                "removed": msg("the lock has been taken away"),
                "changed": msg("the text has been locked anew, since it was changed"),
            }
            return (place, Bit("plain", " " + self.say(said[change.kind])))
        if change.entry:
            return (place, Bit("plain", " "), *self.entry_of_list(change))
        if change.secret and change.kind == "changed":
            return (place, Bit("plain", " " + self.say(msg("another than before"))))
        if change.runs:
            return (place, Bit("plain", " "), *shortened(change.runs))
        if change.old is None:
            return (
                place,
                Bit("plain", " "),
                Bit("new", change.new or ""),
                Bit("plain", self.say(msg(" (was not given)"))),
            )
        if change.new is None:
            return (place, *_around(self.say(msg(" taken away, previously {old}", old="\0")), Bit("was", change.old)))
        return (place, Bit("plain", " "), *self.now_and_before(change.new, change.old))

    def plain_fact(self, change: FactChange) -> Entry:
        """A fact of a file that is new or gone."""
        value = change.new if change.new is not None else change.old or ""
        text = self.say(msg("yes")) if change.secret else value
        return (Bit("label", ", ".join(change.place) + ":"), Bit("plain", f" {text}"))

    def entry_of_list(self, change: FactChange) -> Entry:
        where = msg("after {other}", other=change.follows) if change.follows else msg("first")
        if change.kind == "added":
            return _around(
                self.say(msg("{entry} has been added, {where}", entry="\0", where=where)), Bit("new", change.new or "")
            )
        if change.kind == "removed":
            return _around(self.say(msg("{entry} has been taken away", entry="\0")), Bit("was", change.old or ""))
        return _around(
            self.say(msg("{entry} has been moved, and stands {where}", entry="\0", where=where)),
            Bit("new", change.new or ""),
        )

    def now_and_before(self, new: str, old: str) -> Entry:
        said = self.say(msg("{new}, previously {old}", new="\0", old="\1"))
        first, _, rest = said.partition("\0")
        middle, _, last = rest.partition("\1")
        bits = (Bit("plain", first), Bit("new", new), Bit("plain", middle), Bit("was", old), Bit("plain", last))
        return tuple(each for each in bits if each.text)

    # --- texts ---

    def texts(self, changes: Sequence[TextChange]) -> Iterator[Section]:
        for under, group in by_section(changes):
            title = self.say(msg("Under {headings}", headings=" › ".join(under))) if under else ""
            if group[0].ruled_off:
                title = self.say(msg("Under no heading, after the line"))
            yield Section(title, tuple(map(self.text, group)))

    def text(self, change: TextChange) -> Entry:
        """A passage, word by word: what it is and what has become of it, then its words."""
        label = self.label(self.what(change))
        if change.kind == "moved" and not change.edited:
            return (*label, Bit("plain", _begun(change.new)))
        return (*label, *shortened(change.runs))

    def what(self, change: TextChange) -> Message:
        """“Punkt 2, ändrad”; “Flyttat från Inledning och ändrat”."""
        form = change.form.partition(":")[0]
        done: Message = _KINDS[change.kind]
        if change.kind == "moved":
            place = " › ".join(change.was_under)
            if change.was_under != change.under and place:
                done = msg("Moved from {headings}, and edited", headings=place) if change.edited else msg(
                    "Moved from {headings}", headings=place)  # fmt: skip
            elif change.under:
                done = msg("Moved within the section, and edited") if change.edited else msg("Moved within the section")
            elif change.edited:
                done = msg("Moved and edited")
        elif change.pieces[0] < change.pieces[1]:
            done = msg("Divided into {n}", n=change.pieces[1])
        elif change.pieces[0] > change.pieces[1]:
            done = msg("Joined out of {n}", n=change.pieces[0])
        elif change.kind == "changed" and not change.edited:
            done = msg("Form changed")
        name: Message | None = {"heading": msg("Heading"), "row": msg("Row of a table"), "code": msg("Line"),
                                "note": msg("Note to colleagues")}.get(form)  # fmt: skip
        if form == "item":
            name = msg("Point {n}", n=change.number) if change.number is not None else msg("Point")
            if change.kind == "moved" and change.was_number not in (None, change.number):
                name = msg("Point {n}, previously {old}", n=change.number, old=change.was_number)
        if change.was_form:
            name = msg("{form}, previously {old}", form=self.form(change.form), old=self.form(change.was_form))
        return msg("{done}, {what}", done=done, what=_lower(self.say(name))) if name else done

    def form(self, kind: str) -> Message:
        """What a passage is, with what is particular of it."""
        form, _, rest = kind.partition(":")
        sort, _, depth = rest.partition(":")
        if form == "heading":
            return msg("heading of level {n}", n=rest)
        if form == "item":
            return msg("numbered point, level {n}", n=depth) if sort == "numbered" else msg("point, level {n}", n=depth)
        if rest == "quote":
            return msg("quotation")
        return msg("paragraph")

    def label(self, text: Message) -> Entry:
        return (Bit("label", self.say(text) + ":"), Bit("plain", " "))


_KINDS: dict[Kind, Message] = {
    "changed": msg("Changed"),
    "added": msg("New"),
    "removed": msg("Removed"),
    "moved": msg("Moved"),
}


_FILES: dict[Kind, Message] = {
    "changed": msg("Changed file"),
    "added": msg("New file"),
    "removed": msg("Removed file"),
    "moved": msg("Moved file"),
}
_ENTRIES: dict[Kind, Message] = {"added": msg("New entry"), "removed": msg("Removed entry")}
_CANNOT_TELL: tuple[Callable[[int], Message], Callable[[int], Message]] = (
    lambda n: msg_n(
        "What follows cannot be told: the earlier version has {n} error that stops a build.",
        "What follows cannot be told: the earlier version has {n} errors that stop a build.",
        n,
    ),
    lambda n: msg_n(
        "What follows cannot be told: the later version has {n} error that stops a build.",
        "What follows cannot be told: the later version has {n} errors that stop a build.",
        n,
    ),
)


def shortened(runs: Iterable[Run]) -> Entry:
    """The words of a comparison: what has changed whole, and of the rest only the words beside it."""
    listed = list(runs)
    bits: list[Bit] = []
    for number, run in enumerate(listed):
        text = "".join(map(str, run.tokens))
        if run.kind == "same":
            first, last = number == 0, number == len(listed) - 1
            bits.append(Bit("plain", _beside(text, first=first, last=last) if len(listed) > 1 else text))
        else:
            bits.append(Bit("struck" if run.kind == "removed" else "added", text))
    return tuple(bits)


def _beside(text: str, *, first: bool, last: bool) -> str:
    """What stands between two changes, or before the first or after the last, without what is far from both."""
    parts = text.split(" ")
    if first and len(parts) > _BESIDE + 2:
        return "… " + " ".join(parts[-_BESIDE:])
    if last and len(parts) > _BESIDE + 2:
        return " ".join(parts[:_BESIDE]) + " …"
    if not first and not last and len(parts) > 2 * _BESIDE + 2:
        return " ".join(parts[:_BESIDE]) + " … " + " ".join(parts[-_BESIDE:])
    return text


def _begun(text: str) -> str:
    parts = text.split(" ")
    return text if len(parts) <= _MOVED + 2 else " ".join(parts[:_MOVED]) + " …"


def _around(text: str, bit: Bit) -> Entry:
    """A sentence with `bit` in the place of a NUL."""
    before, _, after = text.partition("\0")
    return tuple(each for each in (Bit("plain", before), bit, Bit("plain", after)) if each.text)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _bytes(number: int) -> str:
    """1,2 MB or 14 kB, as Swedish writes it."""
    if number >= 1_000_000:
        return f"{number / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(round(number / 1000), 1)} kB"
