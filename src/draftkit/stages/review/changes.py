"""What has changed between two versions of a folder, as values that every form of the report is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from ...messages import Message
from .alignment import Pair, align
from .passages import Line
from .wording import Run, compare, new_side, old_side

Kind = Literal["changed", "moved", "added", "removed"]


class TextChange(Struct, frozen=True):
    """A passage that has changed, and how, word by word.

    `under` are the headings above it in the new version, in the old one where it was removed; `was_under` those that
    a moved one stood under. `number` is its number in a list. `was_form` is set where only, or also, the form changed.
    """

    kind: Kind
    form: str
    runs: tuple[Run, ...]
    under: tuple[str, ...] = ()
    was_under: tuple[str, ...] = ()
    number: int | None = None
    was_number: int | None = None
    was_form: str = ""

    @property
    def edited(self) -> bool:
        """Whether its words have changed."""
        return any(run.kind != "same" for run in self.runs)

    @property
    def old(self) -> str:
        """Its words as they were."""
        return "".join(map(str, old_side(self.runs)))

    @property
    def new(self) -> str:
        """Its words as they are."""
        return "".join(map(str, new_side(self.runs)))


class FactChange(Struct, frozen=True):
    """A fact that has changed. `place` leads to it: the keys and the entries that it stands below, then its own key.

    A value is as it is read aloud: a day in words, a person or body by name; None where there is none. Of a list, one
    entry is told at a time: what was added, removed or moved, and what it follows now ("" where it comes first). `runs`
    is a text word by word. `secret`: a hash, which nobody reads.
    """

    kind: Kind
    place: tuple[str, ...]
    old: str | None = None
    new: str | None = None
    entry: bool = False
    follows: str = ""
    runs: tuple[Run, ...] = ()
    secret: bool = False


class FragmentChange(Struct, frozen=True):
    """A file with text: what it is called, its facts and its text. `old_path` is set where it has moved.

    `words` is how many it has where it is new or gone. `quoted`: it is another's text. `unread`: what cannot be read as
    facts, and is compared line by line: "old", "new", "both" or "".
    """

    kind: Kind
    path: str
    title: Message
    old_path: str = ""
    quoted: bool = False
    facts: tuple[FactChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    words: int = 0
    unread: str = ""


class FileChange(Struct, frozen=True):
    """A file that is no Markdown: its size in bytes and its pages before and after, as far as they are known.

    `texts` is what differs in a Word file. `link`: it is, or was, a symbolic link, and is not looked at.
    """

    kind: Kind
    path: str
    old_path: str = ""
    sizes: tuple[int | None, int | None] = (None, None)
    pages: tuple[int | None, int | None] = (None, None)
    texts: tuple[TextChange, ...] = ()
    link: bool = False


class Following(Struct, frozen=True):
    """What follows in the document: the passages that draftkit writes, and files that are printed now or no longer.

    Where a version cannot be composed, `errors` has how many errors stop it, before and after, and the rest is empty.
    """

    texts: tuple[TextChange, ...] = ()
    printed: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
    errors: tuple[int, int] = (0, 0)

    @property
    def nothing(self) -> bool:
        """Whether nothing follows, as far as can be told."""
        return not (self.texts or self.printed or self.unprinted or any(self.errors))


class CaseChange(Struct, frozen=True):
    """An ärende. `old_folder` is set where the folder was renamed; `rewrapped` are files whose content is the same."""

    kind: Kind
    folder: str
    number: str = ""
    title: str = ""
    old_folder: str = ""
    facts: tuple[FactChange, ...] = ()
    unread: str = ""
    fact_lines: tuple[TextChange, ...] = ()
    fragments: tuple[FragmentChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    following: Following = Following()
    rewrapped: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether only the files' form has changed, and not what they say."""
        told = self.facts or self.fact_lines or self.fragments or self.files or not self.following.nothing
        return self.kind == "changed" and not told


class EntryChange(Struct, frozen=True):
    """An entry of a register: its slug and name, and its facts."""

    kind: Kind
    slug: str
    name: str
    facts: tuple[FactChange, ...] = ()


class SharedChange(Struct, frozen=True):
    """A file that all ärenden share: its facts or entries, or its lines where it cannot be read as facts."""

    path: str
    kind: Kind = "changed"
    facts: tuple[FactChange, ...] = ()
    entries: tuple[EntryChange, ...] = ()
    lines: tuple[TextChange, ...] = ()


class Review(Struct, frozen=True):
    """All that has changed; `shared` in draftkit.toml and the registers, `templates` the files of packs."""

    cases: tuple[CaseChange, ...] = ()
    shared: tuple[SharedChange, ...] = ()
    templates: tuple[FileChange, ...] = ()
    rewrapped: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing has changed but the form of files."""
        return not (self.cases or self.shared or self.templates)


def text_changes(old: Sequence[Line], new: Sequence[Line]) -> tuple[TextChange, ...]:
    """The passages that are not the same in both, in the new version's order."""
    pairs = align([line.passage for line in old], [line.passage for line in new])
    return tuple(_change(pair, old, new) for pair in pairs if pair.kind != "same")


def _change(pair: Pair, old: Sequence[Line], new: Sequence[Line]) -> TextChange:
    before = old[pair.old] if pair.old is not None else None
    after = new[pair.new] if pair.new is not None else None
    here = after or before
    assert here is not None  # a pair has at least one side
    kind: Kind = "changed" if pair.kind == "same" else pair.kind
    changed_form = before is not None and after is not None and before.passage.kind != after.passage.kind
    return TextChange(
        kind,
        here.passage.kind,
        compare(before.passage.tokens if before else (), after.passage.tokens if after else ()),
        under=here.under,
        was_under=before.under if before else (),
        number=here.number,
        was_number=before.number if before else None,
        was_form=before.passage.kind if before and changed_form else "",
    )


def by_section(changes: Sequence[TextChange]) -> Iterator[tuple[tuple[str, ...], list[TextChange]]]:
    """The changes by the headings above them; a heading that has changed stands under those above itself."""
    waiting: list[TextChange] = []
    for each in changes:
        if waiting and waiting[-1].under != each.under:
            yield waiting[0].under, waiting
            waiting = []
        waiting.append(each)
    if waiting:
        yield waiting[0].under, waiting


def count_words(lines: Sequence[Line]) -> int:
    """How many words a text has, its headings among them."""
    return sum(any(map(str.isalnum, str(token))) for line in lines for token in line.passage.tokens)
