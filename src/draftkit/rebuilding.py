"""A document built anew from the commit that its manifest names, and compared to the byte with what is there."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from . import revisions
from .edges import disk
from .edges.engines.pandoc import Pandoc
from .edges.report.verified import Finding, Verified
from .edges.versions import installed
from .messages import Message, msg, msg_n
from .pipeline import check, compose
from .problems import DraftkitError, stopping
from .project import Project
from .publish import publish
from .stages.inputs import sha
from .stages.manifest import Manifest
from .verification import World, commit_of, own_inputs


def rebuilt(found: Verified, names: Collection[str], world: World, pandoc: Pandoc) -> Iterator[Finding]:
    """Builds anew what `found` is about; what differs of the finished files called `names`, and in which part."""
    manifest = found.manifest
    if manifest is None:
        return
    try:
        project = _as_it_was(manifest, world)
        moment = _moment(manifest)
    except DraftkitError as error:
        yield Finding(
            "ombyggd", manifest.folder, msg("not built anew: {reason}", reason=error.message), True, error.hint
        )
        return
    final, commit = manifest.final is not None, manifest.final.commit if manifest.final else None
    checked = check(project, manifest.folder, pandoc, pack_name=manifest.pack)
    composed = compose(checked, pandoc, final=final)
    made = publish(
        composed, project, pandoc, wanted=manifest.terms.formats, final=final, commit=commit, moment=moment,
        asked_pack=manifest.terms.asked_pack,
    )  # fmt: skip
    if not made.files:
        why = stopping(made.problems, final=final)
        message = msg_n("built anew, it is refused: {n} error", "built anew, it is refused: {n} errors", len(why))
        hint = msg("{place}: {message}", place=why[0].span, message=why[0].message) if why else None
        yield Finding("ombyggd", manifest.folder, message, True, hint)
        return
    differing = list(_differing(found, manifest, names, made.files))
    if not differing:
        yield Finding("ombyggd", manifest.folder, msg("built anew, every byte is the same"))
        return
    yield from differing
    yield from _other_tools(manifest, pandoc)


def _moment(manifest: Manifest) -> datetime | None:
    """What SOURCE_DATE_EPOCH asked for when it was built. Raises DraftkitError for what is no time."""
    asked = manifest.terms.asked_moment
    try:
        return datetime.strptime(asked, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if asked else None
    except ValueError:
        raise DraftkitError(msg("“{value}” is no time", value=(asked or "")[:40])) from None


def _as_it_was(manifest: Manifest, world: World) -> Project:
    """The files that it was made from, on a day on which the same answers are late.

    Raises DraftkitError where they are not to be had.
    """
    project, terms = _files(manifest, world), manifest.terms
    if terms.last_day is None:
        return project
    try:
        last = date.fromisoformat(terms.last_day)
    except ValueError:
        raise DraftkitError(msg("“{value}” is not a date", value=terms.last_day[:40])) from None
    day = max(project.today, last + timedelta(days=1)) if terms.passed else min(project.today, last)
    return replace(project, today=day)


def _files(manifest: Manifest, world: World) -> Project:
    today = world.project_of(manifest.folder)
    if manifest.final is not None and manifest.final.commit is not None:
        repository, commit = commit_of(manifest.final.commit, world)
        return revisions.at(repository, world.root, commit, today.today).project
    noted = own_inputs(manifest)
    if any(path in today.files and sha(today.files[path]) != value for path, value in noted.items()):
        raise DraftkitError(msg("the files have been changed since, and no commit has them as they were"))
    return today


def _differing(
    found: Verified, manifest: Manifest, names: Collection[str], made: Mapping[str, bytes]
) -> Iterator[Finding]:
    """What is not the same built anew, with the part of it that differs."""
    for name in names:
        if name not in made:
            yield Finding("ombyggd", name, msg("{path} is not made when it is built anew", path=name), True)
        elif sha(made[name]) != manifest.outputs[name] or found.files.get(name) != made[name]:
            where = _part(name, found.files.get(name, b""), made[name])
            yield Finding("ombyggd", name, msg("built anew, {path} is another: {where}", path=name, where=where), True)
    if len(names) < len(manifest.outputs):  # one document was asked about
        return
    for name in sorted(made.keys() - manifest.outputs.keys() - {disk.MANIFEST}):
        yield Finding("ombyggd", name, msg("built anew there is also {path}", path=name), True)
    if made[disk.MANIFEST] != found.data:
        keys = [*_keys(json.loads(found.data), json.loads(made[disk.MANIFEST]))]
        where = msg_n("the key {keys}", "the keys {keys}", len(keys), keys=", ".join(keys) or "–")
        message = msg("built anew, the manifest is another: {where}", where=where)
        yield Finding("ombyggd", disk.MANIFEST, message, True)


def _keys(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    """The keys of a manifest whose values differ; of what only a final one has, each by itself."""
    for key in dict.fromkeys(each for each in [*other, *one] if each != "kontrollsumma"):
        mine, theirs = one.get(key), other.get(key)
        if isinstance(mine, dict) and isinstance(theirs, dict) and key == "slutlig":
            yield from _keys(mine, theirs)
        elif mine != theirs:
            yield key


def _part(name: str, one: bytes, other: bytes) -> Message:
    """Where two files differ, as somebody can look it up: parts of a Word file, pages of a PDF, lines of a text."""
    if not one:
        return msg("it is not there to be compared")
    try:
        if name.endswith(".docx"):
            parts, others = _parts(one), _parts(other)
            differing = sorted(each for each in parts.keys() | others.keys() if parts.get(each) != others.get(each))
            return msg("in {parts}", parts=differing) if differing else msg("only in how it is packed")
        if name.endswith(".pdf"):
            from .edges.pdf.pages import differing_pages

            pages = [*map(str, differing_pages(one, other))]
            return msg("on page {pages}", pages=pages) if pages else msg("not on its pages, but in what is round them")
    except (ValueError, OSError, zipfile.BadZipFile):
        return msg("the file that is here cannot be read")
    lines = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    number = next((n for n, (mine, theirs) in enumerate(lines, start=1) if mine != theirs), None)
    return msg("from line {line} on", line=number) if number else msg("at its end")


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def _other_tools(manifest: Manifest, pandoc: Pandoc) -> Iterator[Finding]:
    """The tools that are of another version here, which may be why."""
    here = {**installed(), "pandoc": pandoc.version()}
    noted = manifest.final.tools if manifest.final else manifest.terms.tools
    for name in sorted(noted):
        if noted[name] != here.get(name):
            message = msg("built with {tool} {version}; here is {here}", tool=name, version=noted[name],
                          here=here.get(name, "–"))  # fmt: skip
            yield Finding("verktyg", name, message)
