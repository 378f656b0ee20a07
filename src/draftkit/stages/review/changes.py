"""What has changed between two versions of a folder, as values that every form of the report is made from."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from ...messages import Message
from .alignment import Pair, Passage, align, likeness
from .passages import Line
from .wording import Run, compare, new_side, old_side

Kind = Literal["changed", "moved", "added", "removed"]


class TextChange(Struct, frozen=True):
    """A passage that has changed, and how, word by word.

    `under` are the headings above it in the new version, in the old one where it was removed; `was_under` those that
    a moved one stood under. `number` is its number in a list. `was_form` is set where only, or also, the form changed.
    `pieces` are how many passages it was and is: one that has been divided, (1, 2), has a ¶ where the new one begins.
    `ruled_off`: it stands under no heading, after a line that ended the sections above it.
    """

    kind: Kind
    form: str
    runs: tuple[Run, ...]
    under: tuple[str, ...] = ()
    was_under: tuple[str, ...] = ()
    number: int | None = None
    was_number: int | None = None
    was_form: str = ""
    pieces: tuple[int, int] = (1, 1)
    ruled_off: bool = False

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

    `texts` is what differs in a Word file. `link`: it is, or was, a symbolic link, and is not looked at. `garbled`: it
    should be a text, but one of the versions cannot be read as one.
    """

    kind: Kind
    path: str
    old_path: str = ""
    sizes: tuple[int | None, int | None] = (None, None)
    pages: tuple[int | None, int | None] = (None, None)
    texts: tuple[TextChange, ...] = ()
    link: bool = False
    garbled: bool = False


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
    """All that has changed; `shared` in draftkit.toml and the registers, `templates` the files of packs.

    `left` are the folders of ärenden in whose documents something shared may show too, which have not been looked at.
    """

    cases: tuple[CaseChange, ...] = ()
    shared: tuple[SharedChange, ...] = ()
    templates: tuple[FileChange, ...] = ()
    rewrapped: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing has changed but the form of files."""
        return not (self.cases or self.shared or self.templates)


def text_changes(old: Sequence[Line], new: Sequence[Line]) -> tuple[TextChange, ...]:
    """The passages that are not the same in both, in the new version's order."""
    pairs = align([line.passage for line in old], [line.passage for line in new])
    return tuple(_change(each, old, new) for each in _whole(pairs, old, new) if each.kind != "same")


class _Group(Struct, frozen=True):
    """Passages that became passages: mostly one of each, but some are divided or joined."""

    kind: Literal["same", "changed", "moved", "added", "removed"]
    old: tuple[int, ...]
    new: tuple[int, ...]


def _whole(pairs: Sequence[Pair], old: Sequence[Line], new: Sequence[Line]) -> list[_Group]:
    """The pairs, where a passage that was divided in two, or two that were joined, are told as one change."""
    groups = [
        _Group(each.kind, () if each.old is None else (each.old,), () if each.new is None else (each.new,))
        for each in pairs
    ]
    at = 0
    while at < len(groups):
        for beside in (at + 1, at - 1):
            if groups[at].kind == "changed" and 0 <= beside < len(groups):
                both = _united(groups[at], groups[beside], old, new)
                if both is not None:
                    first = min(at, beside)
                    groups[first : first + 2] = [both]
                    at = first - 1
                    break
        at += 1
    return groups


def _united(one: _Group, other: _Group, old: Sequence[Line], new: Sequence[Line]) -> _Group | None:
    """The two as one, if what is new or gone beside a change makes its two sides much more alike."""
    both = _Group("changed", tuple(sorted(one.old + other.old)), tuple(sorted(one.new + other.new)))
    if other.kind not in ("added", "removed") or not (_adjoin(both.old) and _adjoin(both.new)):
        return None
    if len({(old[each]).form for each in both.old} | {new[each].form for each in both.new}) > 1:
        return None
    before = likeness(_joined(one.old, old), _joined(one.new, new))
    return both if likeness(_joined(both.old, old), _joined(both.new, new)) > before + _MUCH else None


_MUCH = 0.1
_BREAK = (" ", "¶", " ")


def _adjoin(numbers: Sequence[int]) -> bool:
    return numbers[-1] - numbers[0] == len(numbers) - 1


def _joined(numbers: Sequence[int], lines: Sequence[Line]) -> Passage:
    """Passages as one, with a ¶ between."""
    tokens: list[Hashable] = []
    for number in numbers:
        tokens += [*_BREAK, *lines[number].passage.tokens] if tokens else lines[number].passage.tokens
    return Passage(tuple(tokens), lines[numbers[0]].passage.kind if numbers else "")


def _change(group: _Group, old: Sequence[Line], new: Sequence[Line]) -> TextChange:
    before = old[group.old[0]] if group.old else None
    after = new[group.new[0]] if group.new else None
    here = after or before
    assert here is not None  # a group has at least one side
    kind: Kind = "changed" if group.kind == "same" else group.kind
    changed_form = before is not None and after is not None and before.passage.kind != after.passage.kind
    return TextChange(
        kind,
        here.passage.kind,
        compare(_joined(group.old, old).tokens, _joined(group.new, new).tokens),
        under=here.under,
        was_under=before.under if before else (),
        number=here.number,
        was_number=before.number if before else None,
        was_form=before.passage.kind if before and changed_form else "",
        pieces=(len(group.old) or 1, len(group.new) or 1),
        ruled_off=here.ruled_off,
    )


def by_section(changes: Sequence[TextChange]) -> Iterator[tuple[tuple[str, ...], list[TextChange]]]:
    """The changes by the headings above them; a heading that has changed stands under those above itself."""
    waiting: list[TextChange] = []
    for each in changes:
        if waiting and (waiting[-1].under, waiting[-1].ruled_off) != (each.under, each.ruled_off):
            yield waiting[0].under, waiting
            waiting = []
        waiting.append(each)
    if waiting:
        yield waiting[0].under, waiting


def count_words(lines: Sequence[Line]) -> int:
    """How many words a text has, its headings among them."""
    return sum(any(map(str.isalnum, str(token))) for line in lines for token in line.passage.tokens)
