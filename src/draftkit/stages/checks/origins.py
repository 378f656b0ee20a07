"""A quoted text against the file that it was taken from (`källa:`)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msgspec import Struct

from ...messages import msg
from ...model import Origin, Quoted, Response
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ..load.decode import did_you_mean, nearest
from .rule import Finding, case_rule
from .text import WORD
from .view import View

LEAST = 80  # per cent of the original's words that a text must have to be called the whole; the rest is letterhead
_OURS = (".md", ".yaml")
_TAG = lazily(r"<[^>]*>")
_END_OF_PARAGRAPH = lazily(r"</(?:w|text):(?:p|h)>|<(?:w:br|w:tab|text:line-break|text:tab|text:s)\b[^>]*>")


class _Taken(Struct, frozen=True):
    """A quoted text, and the file that it was taken from: its path, and its content where it is there."""

    fragment: Quoted
    origin: Origin
    path: str
    content: bytes | None

    @property
    def changed(self) -> bool:
        """Whether the file is another than the one that the text was taken from."""
        import hashlib

        return self.content is not None and hashlib.sha256(self.content).hexdigest() != self.origin.sha256


def _taken(view: View) -> Iterator[_Taken]:
    folder = view.case.folder
    for each in view.case.fragments:
        if isinstance(each, Quoted) and each.origin is not None:
            path = posixpath.normpath(f"{folder}/{each.origin.path}")
            inside = path.startswith(f"{folder}/")
            yield _Taken(each, each.origin, path, view.files.get(path) if inside else None)


@case_rule("DK270")
def origin_missing(view: View) -> Iterator[Finding]:
    """The original of a quoted text is not in the case's folder.

    `källa:` names the file that the answer came in, so that anybody can compare (and so that a change is seen). The
    path is from the case's folder. Where the original is kept elsewhere, take `källa:` away.

    Bad:
        remissvar/kulturnamnden.md
        ---
        källa: {fil: kallor/kulturnamden.pdf, sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03}
                     ^^^^^^^^^^^^^^^^^^^^^^^
        kallor/kulturnamnden.pdf
        hello
    Good:
        remissvar/kulturnamnden.md
        ---
        källa: {fil: kallor/kulturnamnden.pdf, sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03}
        kallor/kulturnamnden.pdf
        hello
    """
    for each in _taken(view):
        if each.content is None:
            near = nearest(each.origin.path, _originals(view))
            hint = did_you_mean(near) if near else msg("put the original in kallor/, or remove “källa”")
            message = msg("the original “{path}” is not in the case's folder", path=each.origin.path)
            yield Finding(each.origin.place("fil"), message, hint)


def _originals(view: View) -> list[str]:
    """What may be an original, by its path from the case's folder."""
    folder = f"{view.case.folder}/"
    return [path.removeprefix(folder) for path in view.files if path.startswith(folder) and not path.endswith(_OURS)]


@case_rule("DK271")
def origin_changed(view: View) -> Iterator[Finding]:
    """The original of a quoted text has been changed since the text was taken from it.

    `sha256` is a sum over the whole file, which is another as soon as one letter of it is. Either somebody has put
    another version of the answer in its place, and the text has to be compared with it; or the original was opened
    and saved anew, and should be fetched again from the registry.

    Bad:
        remissvar/kulturnamnden.md
        ---
        källa: {fil: kallor/kulturnamnden.pdf, sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03}
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        kallor/kulturnamnden.pdf
        hello!
    Good:
        remissvar/kulturnamnden.md
        ---
        källa: {fil: kallor/kulturnamnden.pdf, sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03}
        kallor/kulturnamnden.pdf
        hello
    """
    for each in _taken(view):
        if each.changed:
            yield Finding(
                each.origin.place("sha256"),
                msg("“{path}” is not the file that the text was taken from", path=each.origin.path),
                msg("compare the text with the file, or fetch the right file from the registry"),
            )


@case_rule("DK273", Severity.WARNING, Stops.NOTHING)
def shorter_than_its_origin(view: View) -> Iterator[Finding]:
    """A text that is said to be quoted in full is much shorter than its original.

    “återgivning: fullständig” promises the reader everything that the answer said. The words are counted in the
    original (.docx, .odt or .txt); a text with less than four fifths of them has lost more than a letterhead and a
    signature. Where something is left out, write “återgivning: i huvudsak”, and the document says so.

    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        återgivning: fullständig
                     ^^^^^^^^^^^
        källa: {fil: kallor/svar.txt, sha256: 2a7e4d39b5bd8e7c4b3d4f7b0fbd4c1b5e1df0df0b0b1a2b3c4d5e6f708192a3}
        ---
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        kallor/svar.txt
        Kulturnämnden godkänner tjänsteutlåtandet. Nämnden vill dock framhålla att verktygen behövs även i Åsbacken.
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        återgivning: fullständig
        källa: {fil: kallor/svar.txt, sha256: 2a7e4d39b5bd8e7c4b3d4f7b0fbd4c1b5e1df0df0b0b1a2b3c4d5e6f708192a3}
        ---
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        kallor/svar.txt
        Stensunda kommun
        1. Kulturnämnden godkänner tjänsteutlåtandet.
    """
    for each in _taken(view):
        if not isinstance(each.fragment, Response) or each.fragment.rendering != "fullständig" or each.content is None:
            continue
        written = sum(len(text.words) for text in view.texts if text.fragment is each.fragment)
        there = _words_of(each.path, each.content)
        share = 100 * written // there if there else 100
        if written and share < LEAST:
            yield Finding(
                each.fragment.place("återgivning"),
                msg("the text has {share} per cent of the words of “{path}”", share=share, path=each.origin.path),
                msg("quote the whole, or write “återgivning: i huvudsak”"),
                (Related(each.origin.place("fil"), msg("the original")),),
            )


def _words_of(path: str, content: bytes) -> int:
    """How many words an original has; 0 where it cannot be said."""
    import zipfile

    try:
        if path.endswith(".docx"):
            from ..count import docx_xml

            text = " ".join(map(_without_tags, docx_xml(content)))
        elif path.endswith(".odt"):
            import io

            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                text = _without_tags(archive.read("content.xml").decode("utf-8"))
        elif path.endswith(".txt"):
            text = content.decode("utf-8", "replace")
        else:
            return 0
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, OSError, ValueError):
        return 0
    return len(WORD.findall(text))


def _without_tags(xml: str) -> str:
    return _TAG.sub("", _END_OF_PARAGRAPH.sub(" ", xml))
