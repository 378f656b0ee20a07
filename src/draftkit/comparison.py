"""One ärende in two versions: its facts, texts and files, each compared as what it is, and what follows from them."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from .ahead import Ahead, send
from .blocks import attribute, transform
from .edges.engines.pandoc import EngineError, Pandoc, blocks, parsed
from .facts import Fact, facts_of
from .messages import Message
from .model import CaseFacts, Fragment, OwnSection, Quoted, Registers
from .pipeline import Composed, compose
from .pipeline import read as read_case
from .problems import stopping
from .project import Project
from .revisions import Version
from .stages.load import case as load_case
from .stages.load import frontmatter, workspace, yamltree
from .stages.load.case import FACTS
from .stages.load.pack import Pack
from .stages.load.textfile import read_text
from .stages.load.texts import DIALECT, is_litter, outline, readable
from .stages.load.tree import Mapping as MappingTree
from .stages.load.workspace import Workspace
from .stages.review import naming
from .stages.review.alignment import Passage, likest
from .stages.review.changes import (
    CaseChange,
    FactChange,
    FileChange,
    Following,
    FragmentChange,
    Kind,
    TextChange,
    count_words,
    text_changes,
)
from .stages.review.given import Given, all_facts, fact_changes, given, together
from .stages.review.passages import Line, lines, lines_of_document, plain_lines


class Side(Struct, frozen=True, dict=True):
    """One of the two versions, and what reads it."""

    version: Version
    pandoc: Pandoc
    _facts: dict[str, MappingTree | None] = field(default_factory=dict)
    _sent: dict[str, Ahead] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        """Its files."""
        return self.version.project

    @cached_property
    def shared(self) -> Workspace:
        """What its cases share."""
        return workspace.workspace(self.project, words=False)

    @property
    def registers(self) -> Registers:
        """The bodies and people that it knows."""
        return self.shared.registers

    def has(self, path: str) -> bool:
        """Whether the file is there, or a link in its place."""
        return path in self.project.files or path in self.project.links

    def text(self, path: str) -> str | None:
        """The text of a file; None where it is not there, or is no text."""
        if path not in self.project.files:
            return None
        source, _ = read_text(path, self.project.files[path])
        return source.text if source is not None else None

    def facts(self, folder: str) -> MappingTree | None:
        """arende.yaml; None where it cannot be read."""
        if folder not in self._facts:
            self._facts[folder] = load_case.facts(self.project, folder, self.registers)[0]
        return self._facts[folder]

    def pack(self, folder: str) -> Pack | None:
        """The pack of a case, as far as it can be read."""
        return self.shared.pack(*load_case.pack_name(self.facts(folder), self.shared.settings))[0]

    def composed(self, folder: str) -> Composed:
        """The document of a case, as `draftkit build` would compose it."""
        found = read_case(self.project, folder, self.pandoc, self.sent(folder), self.shared)
        return compose(found, self.pandoc, final=False)

    def sent(self, folder: str) -> Ahead:
        """The texts of a case on their way through pandoc; each is read once."""
        if folder not in self._sent:
            self._sent.clear()
            self._sent[folder] = send(self.project, folder, self.pandoc)
        return self._sent[folder]

    def passages(self, path: str, parts: frontmatter.Parts) -> tuple[Line, ...]:
        """The passages of a body."""
        folder = "/".join(path.split("/", 2)[:2])
        if folder in self._sent and path in self._sent[folder].reading:
            tree = parsed(self._sent[folder].reading[path])[0]
        else:
            body = readable(parts)[0]
            (tree,) = parsed(self.pandoc.read([body], DIALECT, outlines=[outline(body)]))
        # Nested too deeply, as check says: no tree can be read.
        return plain_lines(parts.body) if tree.too_deep else lines(tree.blocks)

    def word_passages(self, path: str) -> tuple[Line, ...]:
        """The passages of a Word file; none where it cannot be read."""
        try:
            _, (tree, *_) = self.pandoc.intake(self.project.files[path]).get()
            return lines(blocks(tree))
        except (EngineError, RecursionError):
            return ()


def case_change(old: Side, new: Side, one: str, other: str, differ: Sequence[str], within: Sequence[str]) -> CaseChange:
    """What has changed in an ärende, whose folder is `one` in the old version and `other` in the new; "" for none.

    `differ` are the paths of all files that differ; `within` are the places that are asked for, all where it is empty.
    """
    return _Case(old, new, one, other, differ, within).change()


def is_within(path: str, places: Sequence[str]) -> bool:
    """Whether a file is at or below one of `places`; always where none is asked for."""
    return not places or any(f"{path}/".startswith(f"{place}/") for place in places)


class _Read(Struct, frozen=True):
    """A file with text, as far as it can be read: what it is, its front matter and its passages."""

    cls: type[Fragment] | None
    tree: MappingTree | None
    lines: tuple[Line, ...]
    facts: str  # as they are written


class _Case:
    """One ärende in both versions: `one` and `other` are its folder before and after."""

    def __init__(
        self, old: Side, new: Side, one: str, other: str, differ: Sequence[str], within: Sequence[str]
    ) -> None:
        self.old, self.new, self.one, self.other = old, new, one, other
        self.folder = other or one
        self.whole = is_within(self.folder, within)
        renamed = one != other
        self.before = self._files(old, one, differ, every=renamed)
        self.after = self._files(new, other, differ, every=renamed)
        self.rewrapped: list[str] = []

    def _files(self, side: Side, folder: str, differ: Sequence[str], *, every: bool) -> dict[str, str]:
        """The files to compare, by their path within the folder."""
        if not folder:
            return {}
        links = [each for each in side.project.links if each.startswith(f"{folder}/")]
        paths = [*side.project.under(folder), *links]
        wanted = paths if every else set(paths) & set(differ)
        inside = {path[len(folder) + 1 :]: path for path in wanted}
        return {name: path for name, path in sorted(inside.items()) if not is_litter(name)}

    def change(self) -> CaseChange:
        """All that has changed in it."""
        tree = self.new.facts(self.other) if self.other else None
        tree = tree or (self.old.facts(self.one) if self.one else None)
        if self.one and self.other and self.whole:  # pandoc reads the texts of both while the facts are compared
            self.old.sent(self.one)
            self.new.sent(self.other)
        facts, unread, fact_lines = self._facts()
        fragments = self._fragments()
        files = self._other_files()
        kind: Kind = "added" if not self.one else "removed" if not self.other else "changed"
        following = self._following() if kind == "changed" and self.whole else Following()
        return CaseChange(
            "moved" if kind == "changed" and self.one != self.other else kind,
            self.folder,
            naming.written(tree, "dnr"),
            naming.written(tree, "rubrik"),
            self.one if self.one != self.folder else "",
            facts,
            unread,
            fact_lines,
            fragments,
            files,
            following,
            tuple(self.rewrapped),
        )

    # --- its facts ---

    def _facts(self) -> tuple[tuple[FactChange, ...], str, tuple[TextChange, ...]]:
        """The facts of arende.yaml; where one of the versions cannot be read, which, and the lines."""
        one, other = self.before.get(FACTS), self.after.get(FACTS)
        if one is None and other is None:
            return (), "", ()
        before, after = self._case_facts(self.old, self.one, one), self._case_facts(self.new, self.other, other)
        unread = _unread(one is not None and before is None, other is not None and after is None)
        if unread:
            texts = self.old.text(one or "") or "", self.new.text(other or "") or ""
            return (), unread, text_changes(*map(plain_lines, texts))
        found = fact_changes(before, after, self._known())
        if not found and one and other and self.one == self.other:
            self.rewrapped.append(other)
        return found, "", ()

    def _case_facts(self, side: Side, folder: str, path: str | None) -> Given | None:
        return given(side.facts(folder), self._known(), side.registers) if path is not None else None

    def _known(self) -> Mapping[str, Fact]:
        packs = [side.pack(folder) for side, folder in ((self.old, self.one), (self.new, self.other)) if folder]
        extra = [each.declared() for pack in packs if pack for each in pack.facts.extra]
        return together(facts_of(CaseFacts), extra)

    # --- its texts ---

    def _fragments(self) -> tuple[FragmentChange, ...]:
        before = self._read_all(self.old, self.one, self.before)
        after = self._read_all(self.new, self.other, self.after)
        gone, come = [name for name in before if name not in after], [name for name in after if name not in before]
        pairs = likest([_as_one(before[name]) for name in gone], [_as_one(after[name]) for name in come])
        moved = {come[b]: gone[a] for a, b in pairs}
        names = {name: name for name in before if name in after} | moved
        found = [self._fragment(was, name, before[was], after[name]) for name, was in names.items()]
        found += [self._lone(name, after[name], "added") for name in come if name not in moved]
        found += [self._lone(name, before[name], "removed") for name in gone if name not in moved.values()]
        return tuple(sorted((each for each in found if each), key=lambda each: naming.order(each.path, self.folder)))

    def _is_text(self, name: str) -> bool:
        """Whether a file is a text, in each version that has it."""
        versions = ((self.old, self.before.get(name)), (self.new, self.after.get(name)))
        return name.endswith(".md") and all(side.text(path) is not None for side, path in versions if path)

    def _read_all(self, side: Side, folder: str, files: Mapping[str, str]) -> dict[str, _Read]:
        return {name: self._read(side, folder, path) for name, path in files.items() if self._is_text(name)}

    def _read(self, side: Side, folder: str, path: str) -> _Read:
        """A file with text."""
        text = side.text(path) or ""
        source, _ = read_text(path, side.project.files[path])
        assert source is not None  # it has a text
        parts, problems = frontmatter.split(source)
        if problems and not parts.facts:  # no end to the facts: who knows where the text begins
            return _Read(None, None, plain_lines(text), "")
        tree: object = MappingTree((), source.whole_line(1))
        if parts.facts.strip():
            tree, _ = yamltree.parse(source, 2, parts.facts)
        passages = side.passages(path, parts)
        if not isinstance(tree, MappingTree):
            return _Read(None, None, passages, parts.facts)
        pack = side.pack(folder)
        inside, listed = path[len(folder) + 1 :], naming.appendices(side.facts(folder))
        cls, tree = load_case.kind_of(inside, tree, pack.facts.sections if pack else (), listed)
        return _Read(cls, tree, passages, parts.facts)

    def _fragment(self, was: str, name: str, before: _Read, after: _Read) -> FragmentChange | None:
        path, old_path = self.after[name], self.before[was]
        unread = _unread(before.tree is None, after.tree is None)
        facts: tuple[FactChange, ...] = ()
        texts = text_changes(before.lines, after.lines)
        if unread:
            texts = (*text_changes(plain_lines(before.facts), plain_lines(after.facts)), *texts)
        else:
            known = together(*(facts_of(each.cls) for each in (after, before) if each.cls))
            one, other = given(before.tree, known, self.old.registers), given(after.tree, known, self.new.registers)
            facts = fact_changes(one, other, known)
        if was == name and not facts and not texts:
            if self.one == self.other:
                self.rewrapped.append(path)
            return None
        return FragmentChange(
            "changed" if was == name else "moved", path, self._title(self.new, self.other, name, after),
            old_path="" if was == name else old_path, quoted=_is_quoted(after), facts=facts, texts=texts, unread=unread,
        )  # fmt: skip

    def _lone(self, name: str, read: _Read, kind: Literal["added", "removed"]) -> FragmentChange:
        new = kind == "added"
        side, folder = (self.new, self.other) if new else (self.old, self.one)
        known = together(facts_of(read.cls)) if read.cls else {}
        facts = all_facts(given(read.tree, known, side.registers), kind)
        texts = text_changes((), read.lines) if new else text_changes(read.lines, ())
        path = self.after[name] if new else self.before[name]
        title = self._title(side, folder, name, read)
        return FragmentChange(
            kind, path, title, quoted=_is_quoted(read), facts=facts, texts=texts, words=count_words(read.lines)
        )

    def _title(self, side: Side, folder: str, name: str, read: _Read) -> Message:
        if read.cls is OwnSection and (pack := side.pack(folder)):
            slot = naming.written(read.tree, "avsnitt")
            titles = {each.slot.casefold(): each.title for each in pack.facts.sections}
            return naming.section(titles.get(slot.casefold(), slot))
        return naming.title(read.cls, read.tree, name, side.registers, naming.appendices(side.facts(folder)))

    # --- its other files ---

    def _other_files(self) -> tuple[FileChange, ...]:
        def others(files: Mapping[str, str]) -> dict[str, str]:
            return {name: path for name, path in files.items() if name != FACTS and not self._is_text(name)}

        before, after = others(self.before), others(self.after)
        linked = FACTS in self.before and self.before[FACTS] in self.old.project.links
        if linked or (FACTS in self.after and self.after[FACTS] in self.new.project.links):
            before, after = {FACTS: self.before.get(FACTS, "")} | before, {FACTS: self.after.get(FACTS, "")} | after
        moved: dict[str, str] = {}
        for name in [each for each in after if each not in before]:
            twin = next((was for was in before if was not in after and was not in moved.values()
                         and _same(self.old, before[was], self.new, after[name])), None)  # fmt: skip
            if twin:
                moved[name] = twin
        pairs = [(moved.get(name, name), name) for name in after]
        pairs += [(name, name) for name in before if name not in after and name not in moved.values()]
        found = [file_change(self.old, self.new, before.get(was, ""), after.get(name, "")) for was, name in pairs]
        return tuple(each for each in found if each is not None)

    # --- what follows ---

    def _following(self) -> Following:
        """What follows in the document."""
        one, other = self.old.composed(self.one), self.new.composed(self.other)
        if one.statement is None or other.statement is None:
            return Following(errors=(_errors(one), _errors(other)))
        before, after = _printed(one, self.one), _printed(other, self.other)
        return Following(
            text_changes(_written(one), _written(other)),
            printed=tuple(sorted(name for name in after - before if f"{self.one}/{name}" in self.old.project.files)),
            unprinted=tuple(
                sorted(name for name in before - after if f"{self.other}/{name}" in self.new.project.files)
            ),
        )


def _unread(old: bool, new: bool) -> str:
    return "both" if old and new else "old" if old else "new" if new else ""


def _as_one(read: _Read) -> Passage:
    """A whole text as one passage, to be found again under another name."""
    kind = read.cls.__name__ if read.cls else ""
    return Passage(tuple(token for line in read.lines for token in line.passage.tokens), kind)


def _is_quoted(read: _Read) -> bool:
    return read.cls is not None and issubclass(read.cls, Quoted)


def _errors(composed: Composed) -> int:
    return 0 if composed.statement is not None else max(len(stopping(composed.problems, final=False)), 1)


def _printed(composed: Composed, folder: str) -> set[str]:
    """The files of the case that are printed, by their path within its folder."""
    parts = composed.statement.parts.values() if composed.statement else ()
    return {each.path.removeprefix(f"{folder}/") for each in parts}


def _written(composed: Composed) -> tuple[Line, ...]:
    """The passages of a document that come from no file: those that draftkit writes."""
    nodes = list(composed.document.nodes) if composed.document else []
    return lines_of_document(
        transform(nodes, lambda node: [] if node["t"] == "Div" and attribute(node, "block") else None)
    )


def file_change(old: Side, new: Side, was: str, path: str) -> FileChange | None:
    """How a file that is no text has changed; None where it has not. It was at `was` and is at `path`, if at all."""
    before, after = (was if old.has(was) else ""), (path if new.has(path) else "")
    here = after or before
    if {before} & old.project.links or {after} & new.project.links:
        link_kind: Kind = "changed" if before and after else "added" if after else "removed"
        return FileChange(link_kind, here, link=True)
    same = bool(before and after) and _same(old, before, new, after)
    moved = posixpath.basename(before) != posixpath.basename(after) or before != after
    if same and not moved:
        return None
    kind: Kind = "added" if not before else "removed" if not after else "moved" if same else "changed"
    texts: tuple[TextChange, ...] = ()
    if here.lower().endswith(".docx") and before and after and not same:
        texts = text_changes(old.word_passages(before), new.word_passages(after))
    return FileChange(
        kind,
        here,
        before if kind == "moved" else "",
        (_size(old, before), _size(new, after)),
        (_pages(old, before), _pages(new, after)),
        texts,
        garbled=here.endswith(".md"),
    )


_STAND_IN = b"version https://git-lfs.github.com/spec/v1\n"  # what Git LFS keeps in the place of a large file


def _same(old: Side, was: str, new: Side, path: str) -> bool:
    """Whether two files have the same bytes, though one of them may be kept elsewhere by Git LFS."""
    one, other = old.project.files.get(was), new.project.files.get(path)
    if one is None or other is None:
        return False
    return one == other or _digest(one) == _digest(other)


def _digest(data: bytes) -> str:
    if data.startswith(_STAND_IN):
        return data.partition(b"oid sha256:")[2].split(b"\n")[0].decode("ascii", "replace")
    return hashlib.sha256(data).hexdigest()


def _size(side: Side, path: str) -> int | None:
    data = side.project.files.get(path)
    if data is not None and data.startswith(_STAND_IN):
        size = data.partition(b"size ")[2].split(b"\n")[0]
        return int(size) if size.isdigit() else None
    return None if data is None else len(data)


def _pages(side: Side, path: str) -> int | None:
    """The pages of a PDF; None for other files, and where it cannot be read."""
    data = side.project.files.get(path)
    if data is None or not path.lower().endswith(".pdf"):
        return None
    from .edges.pdf.pages import BrokenPdf, EncryptedPdf, inspect

    try:
        return len(inspect(data).pages)
    except (BrokenPdf, EncryptedPdf):
        return None
