"""What has changed, as Markdown for a comment on a pull request (GitHub, GitLab, Forgejo).

What users have written is only text there: no markup, no HTML, no mention of anybody, no reference and no address that
becomes a link. A comment has room for 65,536 characters; what does not fit is left out, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ....messages import msg, msg_n, words
from ....patterns import lazily
from .told import ADDED, STRUCK, Bit, Chapter, Part, Told

MARK = "<!-- draftkit diff -->"  # by which a workflow finds its comment again
ROOM = 65_000  # bytes, which are never fewer than the characters
_LONG = 5_000  # characters of an entry that are shown, so that one long text does not take all the room
_MARKUP = lazily(r"[\\`*_\[\]~$|#]|^[-+=](?=\s|[-+=])|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_SUMMONS = lazily(r"[@#!&%](?=\w)|(?i:\bGH-)(?=\d)|:(?=[\w+-]+:)|^/(?=\w)")  # @name, #12, !12, GH-12, :smile:, /close
_ADDRESS = lazily(r"(?i)://|\bwww\.|\b(?:mailto|xmpp):")
_NOTHING = "\N{ZERO WIDTH SPACE}"


def report(found: Told, room: int = ROOM) -> str:
    """The comment, in at most `room` bytes."""
    head = "".join(f"{line}\n" for line in _head(found))
    blocks = [block for chapter in found.chapters for block in _chapter(chapter)]
    remarks = [*found.remarks, *([words(_SHORTENED, found.language)] if _has_long(found) else [])]
    tail = "".join(f"\n{escaped(each)}\n" for each in remarks)
    if _size(head, *blocks, tail) <= room:
        return "".join([head, *blocks, tail])
    left = [*blocks]
    said = _left_out(found, len(left)) + tail
    kept: list[str] = []
    while left and _size(head, *kept, left[0], said) <= room:
        kept.append(left.pop(0))
    return "".join([head, *kept, _left_out(found, len(left)), tail])


_SHORTENED = msg("Very long passages end with … here. draftkit diff shows the whole of them.")


def _has_long(found: Told) -> bool:
    entries = [entry for chapter in found.chapters for part in chapter.parts for each in part.sections
               for entry in each.entries]  # fmt: skip
    return any(sum(len(bit.text) for bit in entry) > _LONG for entry in entries)


def _left_out(found: Told, n: int) -> str:
    message = msg_n(
        "{n} change has no room here. draftkit diff shows all of them.",
        "{n} changes have no room here. draftkit diff shows all of them.",
        n,
    )
    return f"\n**{escaped(words(message, found.language))}**\n"


def _size(*texts: str) -> int:
    return sum(len(each.encode()) for each in texts)


def _head(found: Told) -> Iterator[str]:
    yield MARK
    yield f"## {escaped(found.title)}"
    yield ""
    for name, value in found.rows:
        yield f"- **{escaped(name)}** {escaped(value)}"
    if found.chapters:
        yield ""
        yield _entry(found.legend)


def _chapter(chapter: Chapter) -> Iterator[str]:
    """The chapter in blocks, each of which can be the last that there is room for."""
    opening = [f"### {escaped(chapter.title)}"]
    opening += [_code(chapter.path)] if chapter.path else []
    yield "".join(f"\n{each}\n" for each in [*opening, *map(escaped, chapter.remarks)])
    for part in chapter.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    opening = f"\n#### {escaped(part.title)}\n" + (f"\n{_code(part.path)}\n" if part.path else "")
    for section in part.sections:
        opening += f"\n**{escaped(section.title)}**\n" if section.title else ""
        for number, entry in enumerate(section.entries):
            yield opening + ("\n" if opening and number == 0 else "") + f"- {_entry(entry)}\n"
            opening = ""
    if opening:
        yield opening


def _entry(entry: Iterable[Bit]) -> str:
    shown: list[str] = []
    room = _LONG
    for bit in entry:
        shown.append(_bit(bit if len(bit.text) <= room else Bit(bit.sort, bit.text[:room] + " …")))
        room -= len(bit.text)
        if room <= 0:
            break
    return "".join(shown)


def _bit(bit: Bit) -> str:
    text = escaped(bit.text)
    if bit.sort == "struck":
        return f"<del>{_marked(STRUCK, text)}</del>"
    if bit.sort == "added":
        return f"<ins>{_marked(ADDED, text)}</ins>"
    if bit.sort == "label":
        return f"**{text}**" if text.strip() else text
    return _code(bit.text) if bit.sort == "path" else text


def _marked(marks: tuple[str, str], text: str) -> str:
    first, last = map(escaped, marks)
    return f"{first}{text}{last}"


def _code(path: str) -> str:
    return f"<code>{escaped(path)}</code>"


def escaped(text: str) -> str:
    """A text as Markdown that shows just this text, on one line, and nothing else comes of.

    "@kim *vill* <b>" -> "@​kim \\*vill\\* &lt;b&gt;" (with a blank without width after the @)
    """
    text = _BREAKS.sub(" ", text).replace("\0", "\N{REPLACEMENT CHARACTER}")
    text = _ADDRESS.sub(lambda match: match[0][:-1] + _NOTHING + match[0][-1:], text)
    text = _SUMMONS.sub(lambda match: match[0] + _NOTHING, text)
    text = _MARKUP.sub(r"\\\g<0>", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_BREAKS = lazily(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
