"""Two versions of an ärende become one document in which every change can be seen.

    read, check, compose    both versions, as for a build                                     pipeline.py
    word                    two Word files become one with tracked changes                    edges/finish/redline.py
    pdf                     two trees become one with struck and underlined text              stages/review/merging.py

Who made each change is looked for in the commits between the two (stages/review/authorship.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from gettext import NullTranslations
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from .blocks import raw_block
from .edges.engines.pandoc import Pandoc
from .edges.finish.redline import Note, tracked
from .edges.git import Commit, Edit, Repository
from .edges.report.review.told import version
from .messages import Message, msg, words
from .pipeline import Composed, check, compose
from .problems import Problem, stopping
from .project import BODIES, PEOPLE, SETTINGS, Project
from .publish import job_of, pdf_file, word_file
from .revisions import Version
from .stages import formats
from .stages.inputs import sha
from .stages.render import Document
from .stages.review.authorship import By, Change, Makers, Place, makers
from .stages.review.lineage import Done, lineages
from .stages.review.merging import Merged, earlier, merged
from .swedish.dates import long_date, read_date

_NO_BREAK = "\N{NO-BREAK SPACE}"
ENDING = "-andringar"  # of the files' names: nobody is to take them for the document


class Side(Struct, frozen=True):
    """One of the two versions: the files it was made of, and the document composed of them."""

    project: Project
    composed: Composed

    @property
    def document(self) -> Document:
        """The document; there must be one."""
        assert self.composed.document is not None
        return self.composed.document

    def shown(self) -> dict[str, bytes]:
        """The files that the document shows: pictures, and the PDF files of which it has pages."""
        attachments = self.composed.checked.attachments
        paths = {path for path, _ in (*formats.pictures(self.document), *formats.pdf_pages(self.document))}
        return {path: attachments.pictures.get(path) or self.project.files[path] for path in paths}

    def look(self) -> bytes:
        """The reference document of the pack."""
        pack = self.composed.checked.pack
        return pack.files[pack.file("reference.docx") or ""] if pack else b""


class Redline(Struct, frozen=True):
    """The files by name, how many changes they show, and what is wrong in each version.

    `remark` says why there are none, and `failed` that there should have been. `other_look`: Word's styles have changed
    as well.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    changes: int = 0
    old_problems: tuple[Problem, ...] = ()
    new_problems: tuple[Problem, ...] = ()
    remark: Message | None = None
    failed: bool = False
    other_look: bool = False


def redlined(
    repository: Repository, old: Version, new: Version, folder: str, pandoc: Pandoc,
    *, wanted: Collection[str], language: NullTranslations,
) -> Redline:  # fmt: skip
    """The case in `folder` with all that has changed from `old` to `new` marked, in the `wanted` formats."""
    for side in (old, new):
        if folder not in side.folders:
            return Redline(remark=msg("it is not there in this version: {version}", version=version(side.commit)))
    sides = [_side(each.project, folder, pandoc) for each in (old, new)]
    one, other = sides
    problems = (one.composed.problems, other.composed.problems)
    if any(side.composed.document is None for side in sides):
        remark = msg("no files were written, since one of the versions cannot be built")
        return Redline({}, 0, *problems, remark, failed=True)
    if one.document.nodes == other.document.nodes and one.shown() == other.shown():
        return Redline({}, 0, *problems, msg("nothing has changed in the document"))
    by = _authors(repository, old, new, folder, sides, language)
    pack = other.composed.checked.pack
    name = f"{(pack.facts.file_name if pack else None) or 'dokument'}{ENDING}"
    told = _Telling(old.commit, new.commit, language)
    files: dict[str, bytes] = {}
    found: list[Problem] = []
    changes = 0
    if "docx" in wanted:
        files[f"{name}.docx"], more = word(one, other, pandoc, by, told.note())
        found += more
    both = merging(one, other, by)
    changes = len(both.changes)
    if "pdf" in wanted:
        files[f"{name}.pdf"], more, _ = pdf(one, other, pandoc, both, told.of_pdf(both))
        found += more
    stopped = stopping(found, final=False)
    return Redline(
        {} if stopped else files, changes, (), tuple(found),
        msg("no files were written") if stopped else None, failed=bool(stopped), other_look=one.look() != other.look(),
    )  # fmt: skip


def _side(project: Project, folder: str, pandoc: Pandoc) -> Side:
    return Side(project, compose(check(project, folder, pandoc), pandoc, final=False))


# --- the two files -------------------------------------------------------------------------------


def word(old: Side, new: Side, pandoc: Pandoc, by: Callable[[Change], By], note: Note) -> tuple[bytes, list[Problem]]:
    """The Word file with tracked changes, and what is wrong with the Word file of the new version."""
    (before, _), (after, problems) = (_word_file(side, pandoc) for side in (old, new))
    return tracked(before, after, by, note, pandoc.zipped), problems


def _word_file(side: Side, pandoc: Pandoc) -> tuple[bytes, list[Problem]]:
    composed = replace(side.composed, document=formats.with_origins(side.document))
    return word_file(composed, side.project, pandoc, with_names=False)


def merging(old: Side, new: Side, by: Callable[[Change], By]) -> Merged:
    """Both documents as one tree."""
    contents = {earlier(path): sha(data) for path, data in old.shown().items()}
    contents |= {path: sha(data) for path, data in new.shown().items()}
    return merged(old.document, new.document, contents, by)


def pdf(
    old: Side, new: Side, pandoc: Pandoc, both: Merged, told: Mapping[str, object]
) -> tuple[bytes, list[Problem], int]:
    """The PDF with underlined and struck text, what is wrong with it, and its pages.

    `told` is what draftkit.typ says of the two versions, and of who made each change.
    """
    document = replace(both.document, nodes=(raw_block("typst", "#ändringsnot()"), *both.document.nodes))
    composed, project = _together(old, new, document)
    return pdf_file(replace(job_of(composed, project, pandoc, final=False), changes=told))


def _together(old: Side, new: Side, document: Document) -> tuple[Composed, Project]:
    """The new version with all that the merged document shows of the older one."""
    before = {earlier(path): data for path, data in old.shown().items()}
    ones, others = old.composed.checked.attachments, new.composed.checked.attachments
    attachments = replace(
        others,
        sizes={**others.sizes, **{earlier(path): each for path, each in ones.sizes.items()}},
        flat={**others.flat, **{earlier(path): each for path, each in ones.flat.items()}},
        pictures={**others.pictures, **before},
    )
    before_it, after_it = old.composed, new.composed

    def with_earlier(
        now: Mapping[tuple[str, int], str], then: Mapping[tuple[str, int], str]
    ) -> dict[tuple[str, int], str]:
        return {**now, **{(earlier(path), page): text for (path, page), text in then.items()}}

    composed = replace(
        new.composed,
        document=document,
        checked=replace(new.composed.checked, attachments=attachments),
        page_texts=with_earlier(after_it.page_texts, before_it.page_texts),
        page_pictures=with_earlier(after_it.page_pictures, before_it.page_pictures),
        originals={**after_it.originals, **{earlier(path): text for path, text in before_it.originals.items()}},
    )
    return composed, replace(new.project, files={**new.project.files, **before})


class _Telling(Struct, frozen=True):
    """What is said of the two versions, in the reader's language."""

    old: Commit | None
    new: Commit | None
    language: NullTranslations

    def say(self, text: Message) -> str:
        return words(text, self.language)

    @property
    def title(self) -> str:
        if self.new is None:
            return self.say(msg("Changes since {old}, with what is not committed", old=_short(self.old)))
        return self.say(msg("Changes from {old} to {new}", old=_short(self.old), new=_short(self.new)))

    @property
    def rows(self) -> list[str]:
        return [
            self.say(msg("Earlier version: {version}", version=version(self.old))),
            self.say(msg("New version: {version}", version=version(self.new))),
        ]

    def note(self) -> Note:
        """The comment at the head of the Word file."""
        how = msg("Accept all changes, and the new version remains; reject them all, and it is the earlier one.")
        return Note("draftkit", "", (self.title, *self.rows, self.say(how)), self.say(msg("moved")))

    def of_pdf(self, both: Merged) -> dict[str, object]:
        """What draftkit.typ says of them."""
        return {
            "rubrik": self.title,
            "rader": self.rows,
            "tillagt": self.say(msg("put in")),
            "borttaget": self.say(msg("struck out")),
            "förklaring": self.say(
                msg("a bar in the margin stands beside what has changed, with who changed it and when")
            ),
            "ny_sida": self.say(msg("New page")),
            "borttagen_sida": self.say(msg("Removed page")),
            "av": [self._by(*each) for each in both.changes],
        }

    def _by(self, by: By, what: str) -> str:
        day = read_date(by.moment[:10])
        said = f"{by.author}, {long_date(day).replace(' ', _NO_BREAK)}" if day else by.author
        return self.say(msg("{said}, moved", said=said)) if what == "moved" else said


def _short(commit: Commit | None) -> Message | str:
    day = read_date(commit.moment[:10]) if commit else None
    return long_date(day) if day else msg("what is not yet committed")


# --- who made each change ------------------------------------------------------------------------


def _authors(
    repository: Repository, old: Version, new: Version, folder: str, sides: list[Side], language: NullTranslations
) -> Callable[[Change], By]:
    """Who made a change: as Git has it; in the working folder, the one who works there."""
    histories = lineages(_done(repository, old, new, folder, language))
    everything = {**histories.old, **histories.new}
    facts = [f"{folder}/arende.yaml", BODIES, PEOPLE, SETTINGS]
    first = [*facts, *sorted(path for path in everything if path not in facts)]
    shared = [step for path in first for step in everything.get(path, ())]

    def by(change: Change) -> By:
        added = change.state == "added"
        number, side = (change.new, sides[1]) if added else (change.old, sides[0])
        if number is None:
            return _together_by(makers(change, None, (), shared), language)
        span = side.document.printed[number][1]
        place = Place(_text(side.project.files.get(span.path, b"")), span)
        own = (histories.new if added else histories.old).get(span.path, ())
        return _together_by(makers(change, place, own, shared), language)

    return by


def _together_by(found: Makers, language: NullTranslations) -> By:
    """Those who made a change as one: “Sara Lind och Omar Berg”; where one of several did, nobody knows when."""
    people = found.people
    if len(people) == 1:
        return people[0]
    if not people:
        return By("draftkit", "")
    if len(people) > _NAMED:
        return By(words(msg("several people"), language), "")
    names, last = ", ".join(each.author for each in people[:-1]), people[-1].author
    if found.certain:
        return By(words(msg("{names} and {last}", names=names, last=last), language), people[-1].moment)
    return By(words(msg("{names} or {last}", names=names, last=last), language), "")


_NAMED = 3  # people who are named for one change


def _done(repository: Repository, old: Version, new: Version, folder: str, language: NullTranslations) -> list[Done]:
    """What was done to the files that the case is made of, the latest first."""
    assert old.commit is not None  # the earlier version is always a commit
    places = (folder, SETTINGS, BODIES, PEOPLE, "templates")
    end = new.commit or repository.commit("HEAD")
    forward = repository.edits(old.commit, end, places)
    back = repository.edits(end, old.commit, places)  # where the newer version is not made of the earlier one
    blobs = sorted({id for edit in (*forward, *back) for id in (edit.before, edit.after, *edit.beside) if id})
    contents = dict(zip(blobs, repository.contents(blobs), strict=True)) if blobs else {}
    texts = {blob: _text(data) for blob, data in contents.items()}
    unsaved = [] if new.commit else [_unsaved(repository, new, folder, language)]
    undone = [replace(each, before=each.after, after=each.before) for each in reversed(back) if not each.beside]
    return [*unsaved, *(_commit(edits, texts) for edits in (*_by_commit(forward), *_by_commit(undone)))]


def _by_commit(edits: Sequence[Edit]) -> list[list[Edit]]:
    return [[*of] for _, of in groupby(edits, key=lambda each: each.commit.id)]


def _commit(edits: Sequence[Edit], texts: Mapping[str, str]) -> Done:
    commit = edits[0].commit
    return Done(
        By(commit.author, commit.moment[:19]),
        {each.path: (texts.get(each.before or ""), texts.get(each.after or "")) for each in edits},
        {each.path: tuple(texts[id] for id in each.beside) for each in edits if each.beside},
    )


def _unsaved(repository: Repository, new: Version, folder: str, language: NullTranslations) -> Done:
    """What has been done in the working folder since the last commit."""
    from .revisions import at, differing

    last = at(repository, repository.folder, repository.commit("HEAD"), new.project.today)
    paths = [path for path in differing(last, new) if path.startswith(f"{folder}/") or not path.startswith("drafts/")]
    name = repository.user()
    who = words(msg("{name} (not committed)", name=name) if name else msg("not committed"), language)
    sides = [each.project.files for each in (last, new)]
    one, other = ({path: _text(files[path]) for path in paths if path in files} for files in sides)
    by = By(who, f"{new.project.today.isoformat()}T00:00:00")
    return Done(by, {path: (one.get(path), other.get(path)) for path in paths})


def _text(data: bytes) -> str:
    """The text of a file; nothing of one that is none."""
    return "" if b"\x00" in data else data.decode("utf-8", "replace").replace("\r\n", "\n")
