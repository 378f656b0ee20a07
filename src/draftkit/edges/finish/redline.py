"""Two finished Word files of one document become one, in which all that differs is a tracked change.

The newer file is the ground; what only the older one has is laid into it, so that accepting everything gives the newer
file and rejecting everything the older one, text and styles. ECMA-376 part 1, 17.13.5 says how changes are written.
Where Word and LibreOffice differ, what is written is right in both, as far as can be:

* A paragraph's end can be added or struck like a word (17.13.5.15 and 19). Where two paragraphs become one, Word gives
  the whole the properties of the latter, and LibreOffice those of the former: so both have them.
* What follows a paragraph that comes or goes is joined with it for a moment. LibreOffice then forgets a page break, and
  leaves an empty paragraph before a table or at the end: there the end of the paragraph before is marked instead.
* LibreOffice 7.4 loses the mark of the end of the paragraph that has the document's first footnote, numbers footnotes
  by their order in the file, and takes a picture last in a paragraph for the paragraph's end.
* A paragraph that one author strikes and adds elsewhere it takes to be moved, and settles out of order: so the word
  "moved" stands with the author of the struck one.

redline_reading.py reads the files, this module compares them and writes the new one, and redline_ends.py decides which
ends of paragraphs are changes.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Literal

from msgspec import Struct

from ...stages.review.alignment import Passage, align
from ...stages.review.authorship import By, Change
from ...stages.review.wording import compare, letters, tokens
from .docx import give_names
from .redline_ends import Paragraph, State, ends_in_picture, put_ends_right
from .redline_reading import (
    BODY_PARTS,
    REL,
    Package,
    R,
    as_text,
    list_of,
    number_of,
    plain_text,
    relationships_of,
    units,
    used_lists,
    without_marks,
)
from .wordxml import W, new_element, serialised

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


class Note(Struct, frozen=True):
    """A comment at the head of the document, which is no part of its text: who says it, and the paragraphs of it.

    `moved` is the word that stands with the author of a struck paragraph that the new version has elsewhere.
    """

    author: str
    moment: str
    paragraphs: tuple[str, ...]
    moved: str = "moved"


def tracked(
    old: bytes, new: bytes, by: Callable[[Change], By], note: Note, zipped: Callable[[Mapping[str, bytes]], bytes]
) -> bytes:
    """The Word file `new` with what differs from the Word file `old` as tracked changes; the same bytes for the same.

    Both have been made by `docx.finished`, with the marks of `marked` and without names for their looks; `by` is asked
    who made each change, and `zipped` puts the file together.
    """
    parts = _Merger(Package(old), Package(new), by, note.moved).merged(note)
    give_names(parts)
    return zipped(parts)


class _Piece(Struct, frozen=True):
    """A part of a paragraph that stays or goes as a whole: a word, a blank, a break, a picture, a footnote's number.

    `form` is how it looks (the run's properties, as text), `link` the relationship it leads to. `element` is what is
    in the run instead of text; `whole` that it stands beside runs and not in one.
    """

    text: str
    form: str
    look: Any
    link: str | None = None
    href: str = ""
    element: Any = None
    whole: bool = False
    note: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What two pieces that are the same have in common."""
        return self.text, self.form, self.href


_SPLIT = 0.6  # the share of its words by which a paragraph is known to be a part of another
_END: tuple[str, str, str] = ("\n", "", "")  # the end of a paragraph, among the keys of pieces


def _weight(key: Any) -> int:
    return letters(key[0]) if key[0][:1] != "\x00" else 0


class _Group(Struct, frozen=True):
    """Paragraphs that belong together: one of each version, or several where some were split or joined."""

    old: list[Any]
    new: list[Any]


class _Rows(Struct, frozen=True):
    """A table of both versions: the pairs of its rows in order, None for one that a version does not have."""

    old: Any
    new: Any
    rows: list[tuple[Any, Any, list[list[Any]]]]


class _Lone(Struct, frozen=True):
    """A paragraph or a table that only one version has."""

    element: Any
    state: Literal["added", "removed"]


class _Merger:
    """Lays one file into another. `part` is the part that is being merged."""

    def __init__(self, old: Package, new: Package, by: Callable[[Change], By], moved: str) -> None:
        self.old, self.new, self.by, self.moved = old, new, by, moved
        self.part = BODY_PARTS[0]
        self.numbers = 0
        self.numbered: dict[str, str] = {}
        self.votes: Counter[tuple[str, str]] = Counter()
        self.note_plans: list[tuple[Any, list[Any]]] = []
        self.new_notes: list[Any] = []
        self.added_texts: set[str] = set()  # of the paragraphs that only the new version has in their place
        self.next_note = 1 + max([int(each) for package in (old, new) for each in package.notes] + [0])
        self.added_links: dict[str, dict[tuple[str, str], str]] = {name: {} for name in new.trees}

    def merged(self, note: Note) -> dict[str, bytes]:
        """The whole file."""
        bodies = [package.trees[BODY_PARTS[0]].find(W + "body") for package in (self.old, self.new)]
        plan = self._plan(*(units(each) for each in bodies))
        self._number(plan)
        section = bodies[1].find(W + "sectPr")
        content = self._rendered(plan)
        for each in list(bodies[1]):
            bodies[1].remove(each)
        bodies[1].extend([*content, *([section] if section is not None else [])])
        self._lists_apart(bodies[1])
        self._put_notes()
        for name in self.new.headers:
            self._header(name)
        self._pictures()
        self._settings()
        self._comment(bodies[1], note)
        parts = dict(self.new.parts)
        parts["word/numbering.xml"] = serialised(self.new.numbering)
        for name, tree in self.new.trees.items():
            without_marks(tree)
            parts[name] = serialised(tree)
        self._put_links(parts)
        return parts

    # --- what belongs together ---

    def _plan(self, old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
        """The paragraphs and tables of both versions, in the order of the merged file."""
        anchors = _anchors(
            [self._passage(each, self.old) for each in old], [self._passage(each, self.new) for each in new]
        )
        gaps: list[tuple[list[Any], list[Any]]] = []
        pairs: list[Any] = []
        a = b = 0
        for one, other in [*anchors, (len(old), len(new))]:
            gaps.append((list(old[a:one]), list(new[b:other])))
            pairs += [self._both(old[one], new[other])] if one < len(old) else []
            a, b = one + 1, other + 1
        for number, pair in enumerate(pairs):
            if isinstance(pair, _Group):
                self._gather(pair, gaps[number], gaps[number + 1])
        found: list[Any] = []
        for number, (olds, news) in enumerate(gaps):
            changed = [_Group([olds.pop()], [news.pop()])] if _both_end_in_pictures(olds, news) else []
            found += [_Lone(each, "removed") for each in olds] + [_Lone(each, "added") for each in news] + changed
            self.added_texts |= {plain_text(each) for each in news}
            found += pairs[number : number + 1]
        return found

    def _gather(self, group: _Group, before: tuple[list[Any], list[Any]], after: tuple[list[Any], list[Any]]) -> None:
        """Takes into a group the paragraphs beside it that were split from it, or have been joined with it."""
        for own, other, side in ((group.new, group.old, 1), (group.old, group.new, 0)):
            package, against = (self.new, self.old) if side else (self.old, self.new)
            while after[side] and self._fits(after[side][0], package, own, other, against):
                own.append(after[side].pop(0))
            while before[side] and self._fits(before[side][-1], package, own, other, against):
                own.insert(0, before[side].pop())

    def _fits(self, element: Any, package: Package, own: Sequence[Any], other: Sequence[Any], against: Package) -> bool:
        """Whether most words of a paragraph stand in the `other` version's paragraphs, and not in its `own` already."""
        if element.tag != W + "p" or element.find(f"{W}pPr/{W}sectPr") is not None:
            return False
        first_notes = (self.old.first_note, self.new.first_note)
        if any(each is note for each in (element, *own, *other) for note in first_notes if note is not None):
            return False
        words = Counter(self._keys(element, package))
        left = Counter(key for each in other for key in self._keys(each, against))
        left.subtract(key for each in own for key in self._keys(each, package))
        whole = sum(_weight(key) * n for key, n in words.items())
        shared = sum(_weight(key) * min(n, max(left[key], 0)) for key, n in words.items())
        return whole > 0 and shared >= _SPLIT * whole

    def _both(self, old: Any, new: Any) -> Any:
        if old.tag == W + "p":
            return _Group([old], [new])
        ones, others = old.findall(W + "tr"), new.findall(W + "tr")
        anchors = _anchors([self._row(each, self.old) for each in ones], [self._row(each, self.new) for each in others])
        rows: list[tuple[Any, Any, list[list[Any]]]] = []
        a = b = 0
        for one, other in [*anchors, (len(ones), len(others))]:
            rows += [(each, None, []) for each in ones[a:one]]
            rows += [(None, each, []) for each in others[b:other]]
            if one < len(ones):
                cells = zip(ones[one].findall(W + "tc"), others[other].findall(W + "tc"), strict=True)
                rows.append(
                    (ones[one], others[other], [self._plan(units(before), units(after)) for before, after in cells])
                )
            a, b = one + 1, other + 1
        return _Rows(old, new, rows)

    def _passage(self, element: Any, package: Package) -> Passage:
        if element.tag == W + "p":
            section = element.find(f"{W}pPr/{W}sectPr") is not None
            return Passage(tuple(self._keys(element, package)), "section" if section else "paragraph")
        keys: list[Any] = []
        for row in element.iter(W + "tr"):
            keys += [*self._row(row, package).tokens, ("\x00row", "", "")]
        merged = element.find(f".//{W}vMerge") is not None or element.find(f".//{W}tbl") is not None
        shape = tuple(keys) if merged else len(element.findall(f"{W}tblGrid/{W}gridCol"))
        return Passage(tuple(keys), _kind(f"table {as_text(element.find(W + 'tblPr'))} {shape}"))

    def _row(self, row: Any, package: Package) -> Passage:
        keys: list[Any] = []
        for cell in row.findall(W + "tc"):
            for each in cell.iter(W + "p"):
                keys += [*self._keys(each, package), _END]
            keys.append(("\x00cell", "", ""))
        properties = [as_text(each) for each in (row.find(W + "trPr"), *row.iter(W + "tcPr"))]
        return Passage(tuple(keys), _kind(f"row {properties}"))

    def _keys(self, element: Any, package: Package) -> list[Any]:
        return [each.key for each in self._pieces(element, package)]

    # --- lists ---

    def _number(self, plan: Sequence[Any]) -> None:
        """Which list of the new file each list of the old one is; one that it does not have is added to it."""
        self._vote(plan)
        taken: set[str] = set()
        for (one, other), _ in self.votes.most_common():
            if one not in self.numbered and other not in taken and self._same_list(one, other):
                self.numbered[one] = other
                taken.add(other)
        free = 1 + max([int(each) for each in self.new.lists] + [int(each) for each in self.new.kinds] + [1000])
        for number, old in self.old.lists.items():
            if number in self.numbered:
                continue
            if number not in used_lists(self.old):
                continue
            kind = old.find(W + "abstractNumId").get(W + "val")
            copy = deepcopy(old)
            copy.set(W + "numId", str(free))
            if not self._same_kind(kind, kind):
                self._add_kind(self.old.kinds[kind], str(free))
                copy.find(W + "abstractNumId").set(W + "val", str(free))
            self.new.numbering.append(copy)
            self.numbered[number] = str(free)
            free += 1

    def _vote(self, plan: Sequence[Any]) -> None:
        for each in plan:
            if isinstance(each, _Group):
                for one, other in zip(each.old, each.new, strict=False):
                    numbers = [each.find(f"{W}pPr/{W}numPr/{W}numId") for each in (one, other)]
                    if all(number is not None for number in numbers):
                        self.votes[numbers[0].get(W + "val"), numbers[1].get(W + "val")] += 1
            elif isinstance(each, _Rows):
                for _, _, cells in each.rows:
                    for cell in cells:
                        self._vote(cell)

    def _same_list(self, old: str, new: str) -> bool:
        if old not in self.old.lists or new not in self.new.lists:
            return False
        one, other = self.old.lists[old], self.new.lists[new]
        kinds = [each.find(W + "abstractNumId").get(W + "val") for each in (one, other)]
        starts = [[as_text(each) for each in number.iter(W + "lvlOverride")] for number in (one, other)]
        return self._same_kind(*kinds) and starts[0] == starts[1]

    def _same_kind(self, old: str, new: str) -> bool:
        if new not in self.new.kinds:
            return False
        levels = [
            [as_text(each) for each in kind.iter(W + "lvl")] for kind in (self.old.kinds[old], self.new.kinds[new])
        ]
        return levels[0] == levels[1]

    def _add_kind(self, kind: Any, number: str) -> None:
        copy = deepcopy(kind)
        copy.set(W + "abstractNumId", number)
        for each in copy.findall(W + "nsid"):  # lists with one such number are taken to be one list
            copy.remove(each)
        last = self.new.numbering.findall(W + "abstractNum")[-1]
        last.addnext(copy)

    def _lists_apart(self, body: Any) -> None:
        """Lists whose first item is not the same in both versions get a kind of their own.

        LibreOffice begins a list anew at the item that is first in the file, and otherwise counts on from the last
        list of its kind: that item may be struck.
        """
        apart: dict[str, None] = {}
        met: set[str] = set()
        for properties in body.iter(W + "pPr"):
            number = list_of(properties)
            before = list_of(properties.find(f"{W}pPrChange/{W}pPr"))
            if number and number not in met and (_tracked_end(properties) or before != number):
                apart[number] = None
            if before and before != number:
                apart[before] = None
            met |= {each for each in (number, before) if each}
        lists = {each.get(W + "numId"): each for each in self.new.numbering.iter(W + "num")}
        kinds = {each.get(W + "abstractNumId"): each for each in self.new.numbering.iter(W + "abstractNum")}
        free = 1 + max(map(int, [*lists, *kinds]))
        for number in apart:
            kind = lists[number].find(W + "abstractNumId")
            self._add_kind(kinds[kind.get(W + "val")], str(free))
            kind.set(W + "val", str(free))
            free += 1

    # --- writing it ---

    def _rendered(self, plan: Sequence[Any]) -> list[Any]:
        """The elements of a plan."""
        items: list[Any] = []
        for each in plan:
            if isinstance(each, _Rows):
                items.append(self._table(each))
            elif isinstance(each, _Group):
                items += self._group(each)
            elif each.element.tag == W + "p":
                items += self._lone(each)
            else:
                items.append(self._lone_table(each.element, each.state))
        put_ends_right(items)
        return [self._finished(each) if isinstance(each, Paragraph) else each for each in items]

    def _group(self, group: _Group) -> list[Paragraph]:
        """Paragraphs of both versions, word by word; the ends of paragraphs are compared like words."""
        written = self._compared(self._stream(group.old, self.old), self._stream(group.new, self.new))
        context = _Context([(state, piece.text if piece else _END[0]) for state, piece, _ in written])
        place = (number_of(group.old[0]), number_of(group.new[0]))

        def by(at: int, state: Literal["added", "removed"]) -> By:
            return self.by(context.change(at, state, place))

        found: list[Paragraph] = []
        begun = one = other = 0  # where the paragraph begins, and which of each version it is
        for at, (state, piece, _) in enumerate([*written, ("same", None, None)]):
            if piece is not None:
                continue
            line = [(each, new, old) for each, new, old in written[begun:at] if new is not None]
            content = self._runs(line, lambda n, state, begun=begun: by(begun + n, state))  # type: ignore[misc]
            who = by(at, state) if state != "same" else None
            found.append(Paragraph(content, state, group.old[one], group.new[other], who, place))
            one, other = one + (state != "added"), other + (state != "removed")
            begun = at + 1
        notes = [each for each in (self.old.first_note, self.new.first_note) if each is not None]
        found[-1].first_note = any(note is each for note in notes for each in (*group.old, *group.new))
        return found

    def _compared(
        self, old: Sequence[tuple[Any, _Piece | None]], new: Sequence[tuple[Any, _Piece | None]]
    ) -> list[tuple[State, _Piece | None, _Piece | None]]:
        """The pieces of both versions in order, None for a paragraph's end; of what is the same, the old one too."""
        found: list[tuple[State, _Piece | None, _Piece | None]] = []
        a = b = 0
        for run in compare([each[0] for each in old], [each[0] for each in new], _weight):
            for _ in run.tokens:
                if run.kind == "removed":
                    found.append((run.kind, old[a][1], None))
                else:
                    found.append((run.kind, new[b][1], old[a][1] if run.kind == "same" else None))
                a, b = a + (run.kind != "added"), b + (run.kind != "removed")
        return found

    def _stream(self, paragraphs: Sequence[Any], package: Package) -> list[tuple[Any, _Piece | None]]:
        found: list[tuple[Any, _Piece | None]] = []
        for number, paragraph in enumerate(paragraphs):
            found += [(_END, None)] if number else []
            found += [(each.key, each) for each in self._pieces(paragraph, package)]
        return found

    def _lone(self, lone: _Lone) -> list[Paragraph]:
        package = self.new if lone.state == "added" else self.old
        pieces = self._pieces(lone.element, package)
        number = number_of(lone.element)
        place = (None, number) if lone.state == "added" else (number, None)
        by = self.by(Change(lone.state, _said(each.text for each in pieces), "", "", *place))
        if lone.state == "removed" and plain_text(lone.element) in self.added_texts:
            by = self._moved(by)
        content = self._runs([(lone.state, each, None) for each in pieces], lambda _at, _state: by)
        paragraph = Paragraph(content, lone.state, by=by, place=place, lone=True)
        paragraph.first_note = any(lone.element is each for each in (self.old.first_note, self.new.first_note))
        if lone.state == "added":
            paragraph.new = lone.element
        else:
            paragraph.old = lone.element
        return [paragraph]

    def _moved(self, by: By) -> By:
        """Who struck a paragraph that the new version has elsewhere: said with the name.

        A paragraph that one author strikes and adds elsewhere is taken by LibreOffice to have been moved. It then
        settles both at once, before what stands between them, and other paragraphs lose their style.
        """
        return By(f"{by.author} ({self.moved})", by.moment)

    def _runs(
        self,
        content: Sequence[tuple[State, _Piece, _Piece | None]],
        by: Callable[[int, Literal["added", "removed"]], By],
    ) -> list[Any]:
        """The pieces as runs, those that are alike together, within the marks of what was added and removed."""
        found: list[Any] = []
        at = 0
        while at < len(content):
            state = content[at][0]
            link = content[at][1].href
            end = at
            while end < len(content) and content[end][0] == state and content[end][1].href == link:
                end += 1
            pieces = [self._settled(*each) for each in content[at:end]]
            runs = _as_runs(pieces, removed=state == "removed")
            if state != "same":
                mark = self._mark("ins" if state == "added" else "del", by(at, state))
                mark.extend(runs)
                runs = [mark]
            if link:
                outer = new_element("hyperlink")
                outer.set(R + "id", self._link(content[at][1].link or "", state))
                outer.extend(runs)
                runs = [outer]
            found += runs
            at = end
        return found

    def _settled(self, state: State, piece: _Piece, old: _Piece | None) -> _Piece:
        """A piece as it goes into the new file: its footnote merged or moved there, its picture too."""
        from msgspec.structs import replace

        if piece.note is not None:
            if state == "removed":
                number = str(self.next_note)
                self.next_note += 1
                element = deepcopy(piece.element)
                element.set(W + "id", number)
                self._note(number, piece.note, None)
                return replace(piece, element=element)
            self._note(piece.note, old.note if old else None, piece.note)
        if piece.element is not None and state == "removed":
            element = deepcopy(piece.element)
            for each in element.iter():
                for name in (R + "embed", R + "id"):
                    if each.get(name):
                        each.set(name, self._link(each.get(name), state))
            return replace(piece, element=element)
        return piece

    def _finished(self, paragraph: Paragraph) -> Any:
        """The element of a paragraph: properties in the order that Word wants, then the content."""
        element, properties = new_element("p"), new_element("pPr")
        new = self._properties(paragraph.new, self.new)
        old = self._properties(paragraph.old, self.old)
        shown = new if paragraph.new is not None else old
        for each in shown:
            properties.append(deepcopy(each))
        around = new_element("rPr")
        if paragraph.end != "same" and paragraph.by:
            around.append(self._mark("ins" if paragraph.end == "added" else "del", paragraph.by))
        look = (paragraph.new if paragraph.new is not None else paragraph.old).find(f"{W}pPr/{W}rPr")
        around.extend(deepcopy(each) for each in (look if look is not None else ()))
        if len(around):
            properties.append(around)
        section = next((p.find(f"{W}pPr/{W}sectPr") for p in (paragraph.new, paragraph.old) if p is not None), None)
        if section is not None:
            properties.append(deepcopy(section))
        both = paragraph.old is not None and paragraph.new is not None
        if both and [as_text(each) for each in old] != [as_text(each) for each in new]:
            by = paragraph.by or self.by(Change("added", "", "", "", *paragraph.place))
            change = self._mark("pPrChange", by)
            before = new_element("pPr")
            before.extend(deepcopy(each) for each in old)
            change.append(before)
            properties.append(change)
        if len(properties):
            element.append(properties)
        element.extend(paragraph.content)
        if paragraph.end == "same" and ends_in_picture(paragraph):
            element.extend(self._shield(each) for each in paragraph.content[-1:] if each.tag in (W + "ins", W + "del"))
        return element

    def _shield(self, picture: Any) -> Any:
        """A blank after a changed picture that is in neither version: added, and struck by somebody else.

        LibreOffice takes the end of the paragraph to be changed with a picture that stands last.
        """
        moment = (picture.get(W + "date") or "").removesuffix("Z")
        added = self._mark("ins", By(picture.get(W + "author"), moment))
        struck = self._mark("del", By("draftkit (LibreOffice)", moment))
        struck.extend(_as_runs([_Piece(" ", "", None)], removed=True))
        added.append(struck)
        return added

    def _properties(self, paragraph: Any, package: Package) -> list[Any]:
        """The properties of a paragraph without those of its end; an old one's list is named as in the new file."""
        properties = paragraph.find(W + "pPr") if paragraph is not None else None
        if properties is None:
            return []
        found = [deepcopy(each) for each in properties if each.tag not in (W + "rPr", W + "sectPr", W + "pPrChange")]
        if package is self.old:
            for each in found:
                for number in each.iter(W + "numId"):
                    number.set(W + "val", self.numbered.get(number.get(W + "val"), number.get(W + "val")))
        return found

    def _mark(self, name: str, by: By) -> Any:
        self.numbers += 1
        moment = {"date": f"{by.moment}Z"} if by.moment else {}  # Word's own way: the author's clock, and a Z
        return new_element(name, id=self.numbers, author=by.author, **moment)

    # --- tables ---

    def _table(self, plan: _Rows) -> Any:
        table = new_element("tbl")
        for name in ("tblPr", "tblGrid"):
            part = plan.new.find(W + name)
            if part is not None:
                table.append(deepcopy(part))
        for old, new, cells in plan.rows:
            if old is None or new is None:
                table.append(self._lone_row(new if old is None else old, "added" if old is None else "removed"))
                continue
            row = deepcopy(new)
            for cell, content in zip(row.findall(W + "tc"), cells, strict=True):
                for each in [each for each in cell if each.tag != W + "tcPr"]:
                    cell.remove(each)
                cell.extend(self._rendered(content))
            table.append(row)
        return table

    def _lone_table(self, table: Any, state: Literal["added", "removed"]) -> Any:
        result = new_element("tbl")
        for name in ("tblPr", "tblGrid"):
            part = table.find(W + name)
            if part is not None:
                result.append(deepcopy(part))
        result.extend(self._lone_row(each, state) for each in table.findall(W + "tr"))
        return result

    def _lone_row(self, row: Any, state: Literal["added", "removed"]) -> Any:
        """A row that only one version has: the row is marked, and all that stands in it."""
        result = deepcopy(row)
        properties = result.find(W + "trPr")
        if properties is None:
            properties = new_element("trPr")
            before = result.find(W + "tblPrEx")
            result.insert(0, properties) if before is None else before.addnext(properties)
        words = " ".join(plain_text(each) for each in row.iter(W + "p"))
        numbers = [number_of(each) for each in row.iter(W + "p")]
        number = next((each for each in numbers if each is not None), None)
        place = (None, number) if state == "added" else (number, None)
        by = self.by(Change(state, words, "", "", *place))
        if not len(properties):
            properties.append(new_element("cantSplit", val="off"))  # the schema wants something beside the mark
        properties.append(self._mark("ins" if state == "added" else "del", by))
        for cell, original in zip(result.findall(W + "tc"), row.findall(W + "tc"), strict=True):
            for each in [each for each in cell if each.tag != W + "tcPr"]:
                cell.remove(each)
            items: list[Any] = []
            for each in units(original):
                items += self._lone(_Lone(each, state)) if each.tag == W + "p" else [self._lone_table(each, state)]
            if items and isinstance(items[-1], Paragraph):
                items[-1].end = "same"  # goes with its cell
            cell.extend(self._finished(each) if isinstance(each, Paragraph) else each for each in items)
        return result

    # --- footnotes ---

    def _note(self, number: str, old: str | None, new: str | None) -> None:
        """Makes the footnote `number` of the new file out of those of the two versions."""
        outer, self.part = self.part, BODY_PARTS[1]
        ones = units(self.old.notes[old]) if old is not None else []
        others = units(self.new.notes[new]) if new is not None else []
        plan = self._plan(ones, others)
        content = self._rendered(plan)
        if old is None or new is None:
            _last_end_kept(content)
        note = new_element("footnote", id=number)
        note.extend(content)
        self.new_notes.append(note)
        self.part = outer

    def _put_notes(self) -> None:
        """The footnotes in the order in which they are referred to, numbered so: LibreOffice goes by that."""
        tree = self.new.trees[BODY_PARTS[1]]
        for each in tree.findall(W + "footnote"):
            if each.get(W + "type") is None:
                tree.remove(each)
        by_number = {each.get(W + "id"): each for each in self.new_notes}
        references = self.new.trees[BODY_PARTS[0]].iter(W + "footnoteReference")
        for number, reference in enumerate(references, start=1):
            note = by_number[reference.get(W + "id")]
            for each in (reference, note):
                each.set(W + "id", str(number))
            tree.append(note)

    # --- the pieces of a paragraph ---

    def _pieces(self, paragraph: Any, package: Package) -> list[_Piece]:
        part = self.part
        found: list[_Piece] = []

        def run(element: Any, link: str | None, href: str) -> None:
            look = element.find(W + "rPr")
            form = as_text(look)
            for each in element:
                if each.tag == W + "t":
                    found.extend(_Piece(text, form, look, link, href) for text in tokens(each.text or ""))
                elif each.tag == W + "footnoteReference":
                    number = each.get(W + "id")
                    found.append(_Piece("\x00note", form, look, link, href, each, note=number))
                elif isinstance(each.tag, str) and each.tag != W + "rPr":
                    found.append(_Piece(self._name(each, part, package), form, look, link, href, each))

        for each in paragraph:
            if each.tag == W + "r":
                run(each, None, "")
            elif each.tag == W + "hyperlink":
                link = each.get(R + "id")
                for inner in each.iter(W + "r"):
                    run(inner, link, package.target(part, link) if link else "")
            elif isinstance(each.tag, str) and each.tag not in (W + "pPr", W + "bookmarkStart", W + "bookmarkEnd"):
                found.append(_Piece(f"\x00{as_text(each)}", "", None, element=each, whole=True))
        return found

    def _name(self, element: Any, part: str, package: Package) -> str:
        """What tells one thing in a run from another: of a picture its content, its size and its alternative text."""
        if element.tag != W + "drawing":
            return f"\x00{as_text(element)}"
        shown = [package.target(part, link) for each in element.iter() if (link := each.get(R + "embed"))]
        size = [(each.get("cx"), each.get("cy")) for each in element.iter(_WP + "extent")]
        text = [each.get("descr") for each in element.iter(_WP + "docPr")]
        return f"\x00picture {shown} {size} {text}"

    # --- the package ---

    def _link(self, link: str, state: State) -> str:
        """The relationship of the new file that leads where one of either file does."""
        if state != "removed":
            return link
        about = self.old.links[self.part][link]
        key = (about["Type"], self.old.target(self.part, link))
        there = {
            (each["Type"], self.new.target(self.part, name)): name
            for name, each in self.new.links[self.part].items()
            if each["Type"].endswith(("/hyperlink", "/image"))
        }
        if key in there:
            return there[key]
        added = self.added_links[self.part]
        if key not in added:
            added[key] = f"dk{len(added) + 1}"
            if about.get("TargetMode") != "External":
                source = posixpath.normpath(f"word/{about['Target']}")
                about = {**about, "Target": f"media/{key[1][:16]}{posixpath.splitext(source)[1]}"}
                self.new.parts[f"word/{about['Target']}"] = self.old.parts[source]
            self.new.links[self.part][added[key]] = {**about, "Id": added[key]}
        return added[key]

    def _put_links(self, parts: dict[str, bytes]) -> None:
        from lxml import etree

        for part, added in self.added_links.items():
            if not added:
                continue
            data = parts.get(relationships_of(part)) or f'<Relationships xmlns="{REL[1:-1]}"/>'.encode()
            tree = etree.fromstring(data)
            for name in added.values():
                etree.SubElement(tree, REL + "Relationship", self.new.links[part][name])
            parts[relationships_of(part)] = serialised(tree)
        types = etree.fromstring(parts["[Content_Types].xml"])
        space = f"{{{etree.QName(types).namespace}}}"
        named = {each.get("PartName") for each in types.iter(space + "Override")}
        for name in parts:
            kind = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}.get(posixpath.splitext(name)[1])
            if kind and f"/{name}" not in named:
                etree.SubElement(types, space + "Override", {"PartName": f"/{name}", "ContentType": kind})
        parts["[Content_Types].xml"] = serialised(types)

    def _header(self, name: str) -> None:
        """A header or footer, where the mark of the draft has changed; another look is taken from the new version."""
        if name not in self.old.trees:
            return
        self.part = name
        old, new = self.old.trees[name], self.new.trees[name]
        plan = self._plan(units(old), units(new))
        if any(isinstance(each, _Lone) for each in plan) or new.find(f".//{W}tbl") is not None:
            return
        content = self._rendered(plan)
        for each in list(new):
            new.remove(each)
        new.extend(content)

    def _pictures(self) -> None:
        """Each picture has a number of its own."""
        number = 1_000
        for tree in self.new.trees.values():
            for each in tree.iter(_WP + "docPr", _PIC + "cNvPr"):
                number += 1
                each.set("id", str(number))

    def _settings(self) -> None:
        """What somebody goes on to write in the file is a tracked change as well."""
        from lxml import etree

        settings = etree.fromstring(self.new.parts["word/settings.xml"])
        for each in settings.findall(W + "trackRevisions"):
            settings.remove(each)
        before = [W + name for name in _BEFORE_TRACKING]
        at = sum(1 for each in settings if each.tag in before)
        settings.insert(at, new_element("trackRevisions"))
        self.new.parts["word/settings.xml"] = serialised(settings)

    def _comment(self, body: Any, note: Note) -> None:
        from lxml import etree

        paragraph = body.find(W + "p")
        if paragraph is None:
            return
        comments = etree.fromstring(self.new.parts["word/comments.xml"])
        moment = {"date": f"{note.moment}Z"} if note.moment else {}
        comment = new_element("comment", id=0, author=note.author, initials=note.author[:2], **moment)
        for line in note.paragraphs:
            inner, run, text = new_element("p"), new_element("r"), new_element("t")
            text.text = line
            run.append(text)
            inner.append(run)
            comment.append(inner)
        comments.append(comment)
        self.new.parts["word/comments.xml"] = serialised(comments)
        start, end, run = new_element("commentRangeStart", id=0), new_element("commentRangeEnd", id=0), new_element("r")
        run.append(new_element("commentReference", id=0))
        paragraph.insert(1 if paragraph.find(W + "pPr") is not None else 0, start)
        paragraph.extend([end, run])


# The settings that stand before w:trackRevisions (ECMA-376 part 1, 17.15.1.78).
_BEFORE_TRACKING = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView"
).split()


class _Context:
    """The words of a passage in order, so that a change can be shown with what stands around it."""

    def __init__(self, content: Sequence[tuple[State, str]]) -> None:
        self.content = content

    def change(self, at: int, state: Literal["added", "removed"], place: tuple[int | None, int | None]) -> Change:
        """The change that begins at a place, with all that is in it."""
        end = at
        while end < len(self.content) and self.content[end][0] == state:
            end += 1
        side = [text for each, text in self.content[:at] if each in ("same", state)]
        rest = [text for each, text in self.content[end:] if each in ("same", state)]
        said = "".join(text for _, text in self.content[at:end] if not text.startswith("\x00"))
        return Change(state, said, _said(side[-8:]), _said(rest[:8]), *place)


def _said(texts: Iterable[str]) -> str:
    return "".join(each for each in texts if not each.startswith("\x00"))


def _anchors(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[int, int]]:
    """The places of passages that stand where they stood, in order; what was moved is removed and added."""
    found = [
        (pair.old, pair.new)
        for pair in align(old, new, _weight)
        if pair.kind in ("same", "changed") and pair.old is not None and pair.new is not None
    ]
    return sorted(found)


def _kind(text: str) -> str:
    """A kind of passage that is like no other: without the colon that would say so."""
    return text.replace(":", ";")


def _tracked_end(properties: Any) -> bool:
    around = properties.find(W + "rPr")
    return around is not None and any(around.find(W + name) is not None for name in ("ins", "del"))


def _as_runs(pieces: Sequence[_Piece], *, removed: bool) -> list[Any]:
    """Runs of pieces that look alike."""
    found: list[Any] = []
    form: str | None = None
    for piece in pieces:
        if piece.whole:
            found.append(deepcopy(piece.element))
            form = None
            continue
        if form != piece.form:
            run = new_element("r")
            if piece.look is not None:
                run.append(deepcopy(piece.look))
            found.append(run)
            form = piece.form
        run = found[-1]
        if piece.element is not None:
            run.append(deepcopy(piece.element))
            continue
        name = W + ("delText" if removed else "t")
        if not len(run) or run[-1].tag != name:
            text = new_element("delText" if removed else "t")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = ""
            run.append(text)
        run[-1].text += piece.text
    return found


def _both_end_in_pictures(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether the last paragraph of each is one that ends in a picture: they are then one, in which it has changed."""
    lasts = [each[-1] for each in (old, new) if each and each[-1].tag == W + "p"]
    ends = [list(each.iter(W + "t", W + "drawing"))[-1:] for each in lasts]
    return len(ends) == 2 and all(end and end[0].tag == W + "drawing" for end in ends)


def _last_end_kept(content: list[Any]) -> None:
    """The last paragraph of a footnote that comes or goes as a whole goes with it."""
    if content and content[-1].tag == W + "p":
        for each in content[-1].findall(f"{W}pPr/{W}rPr"):
            each.getparent().remove(each)
