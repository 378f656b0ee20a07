"""Every example of the CommonMark specification as the body of an answer.

Each is built by itself: it has all of its text, in Word and PDF, or is refused with a place. What the text is, another
reader of CommonMark says (pulldown-cmark, as HTML). Then all that were built are built once more as the answers of one
case, and those refused only since their links lead nowhere once more with links that lead somewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pyromark

from draftkit.edges.pdf.text import structure_text
from draftkit.stages.count import docx_text

from .documents import BUILT, ROOT, Document, build, draftkit
from .verdict import Row
from .workspace import Body, lay

NAME = "CommonMark"
SPECIFICATION = ROOT / "tests/data/commonmark-0.31.2.json"
_EACH, _LINKS = BUILT / "commonmark", BUILT / "commonmark-lankar"
_MIDDLE = "Mittentext"  # the body of a case that tells what stands around the body of the others
_PICTURES = {"bild.png": (ROOT / "examples/stensunda/drafts/ks-2031-0417/bilder/utlan-per-kvartal.png").read_bytes()}


def documents() -> Iterator[Document]:
    """Builds each by itself, and yields the documents of all together."""
    texts = {f"exempel-{number:03}": text for number, text in enumerate(json.loads(SPECIFICATION.read_text()), start=1)}
    _build_each(_EACH, texts)
    yield _together("CommonMark, alla", _EACH, texts)
    led = {name: _led_somewhere(text) for name, text in texts.items() if not _is_built(_EACH, name)}
    led = {name: text for name, text in led.items() if text != texts[name]}
    _build_each(_LINKS, led)
    yield _together("CommonMark, länkar", _LINKS, led)


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """What became of each: a row for the examples as they are, and one for those whose links were changed."""
    yield _row("652 exempel", _EACH)
    yield _row("ändrade länkar", _LINKS)


# --- building -----------------------------------------------------------------------------------------


def _build_each(root: Path, texts: Mapping[str, str]) -> None:
    middle = {"mitten": [Body("fragan", _MIDDLE + "\n")]}
    lay(root, middle | {name: [Body("fragan", text)] for name, text in texts.items()}, _PICTURES)
    (root / "sagt").write_text(draftkit(root, "build").stderr, encoding="utf-8")


def _together(name: str, root: Path, texts: Mapping[str, str]) -> Document:
    folder = root.with_name(f"{root.name}-alla")
    built = [Body(each, text) for each, text in texts.items() if _is_built(root, each)]
    lay(folder, {"alla": built}, _PICTURES)
    return build(name, folder, "drafts/alla")


def _is_built(root: Path, name: str) -> bool:
    return (root / f"build/{name}/manifest.json").is_file()


_IMAGE = re.compile(r"!\[")
_PATHS = re.compile(r"(?<=\(|<|\s)/?(?:my )?(?:path/to/)?(?:url\d?|uri\d?|train\.jpg|moon\.jpg)")


def _led_somewhere(text: str) -> str:
    """The example with links on the web, and pictures that lie in the case's folder."""
    return _PATHS.sub("bild.png" if _IMAGE.search(text) else "https://example.org/sida", text)


# --- judging ------------------------------------------------------------------------------------------


def _row(what: str, root: Path) -> Row:
    """Each example is a check: whole in both files, or refused with a place in its text."""
    said = (root / "sagt").read_text(encoding="utf-8")
    names = sorted(path.name for path in (root / "drafts").iterdir() if path.name != "mitten")
    found = [fault for name in names if (fault := _fault(root, name, said))]
    built = sum(_is_built(root, name) for name in names)
    claim = f"texten hel ({built}), eller ställe angivet ({len(names) - built})"
    return Row(NAME, what, claim, len(names), len(found), tuple(found))


def _fault(root: Path, name: str, said: str) -> str | None:
    if not _is_built(root, name):
        place = re.search(
            rf"^fel\[DK\d+\]: [^\n]+\n +--> drafts/{name}/remissvar/fragan\.md:\d+:\d+$", said, re.MULTILINE
        )
        return None if place else f"{name}: ej byggt, och inget ställe angivet"
    wanted = _plain(_text_of_html(_body(root, name)))
    for kind, of in (("docx", _word_text), ("pdf", _pdf_text)):
        before, after = _around(of, root)
        found = _plain(of(root, name))
        if found != before + wanted + after:
            return (
                f"{name}: {kind} har inte texten hel: {found[len(before) : len(found) - len(after)]!r}, inte {wanted!r}"
            )
    return None


@cache
def _around(of: Callable[[Path, str], str], root: Path) -> tuple[str, str]:
    """What stands before and after the body of an answer."""
    before, after = _plain(of(root, "mitten")).split(_MIDDLE)
    return before, after


def _body(root: Path, name: str) -> str:
    return (root / f"drafts/{name}/remissvar/fragan.md").read_bytes().decode().split("\n---\n", 1)[1]


def _word_text(root: Path, name: str) -> str:
    return docx_text((root / f"build/{name}/utlatande.docx").read_bytes())[0]


def _pdf_text(root: Path, name: str) -> str:
    items = structure_text((root / f"build/{name}/utlatande.pdf").read_bytes())
    return "".join(each.text for each in items if each.role not in ("Lbl", "Figure"))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _text_of_html(text: str) -> str:
    reader = _Text()
    reader.feed(pyromark.html(text))
    reader.close()
    return "".join(reader.parts)


def _plain(text: str) -> str:
    """All signs but the case's number, and blanks and hyphens: a typesetter may break a line at these."""
    return re.sub(r"KS\s2031/\d{4}|[\s\-\u00ad]", "", text)
