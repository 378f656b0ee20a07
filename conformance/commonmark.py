"""Every example of the CommonMark specification as the body of an answer.

Each is built by itself: it has all of its text, in Word and PDF, or is refused with a place. What the text is, another
reader of CommonMark says (pulldown-cmark, as HTML). Then all that were built are built once more as the answers of one
case, and those refused only since their links lead nowhere once more with links that lead somewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pyromark

from draftkit.edges.pdf.text import structure_text
from draftkit.stages.count import docx_text

from .answers import MIDDLE, build_each, is_built, names, together, unplaced
from .documents import BUILT, ROOT, Document
from .verdict import Row

NAME = "CommonMark"
SPECIFICATION = ROOT / "tests/data/commonmark-0.31.2.json"
_EACH, _LINKS = BUILT / "commonmark", BUILT / "commonmark-lankar"


def documents() -> Iterator[Document]:
    """Builds each by itself, and yields the documents of all together. Raises NotBuilt."""
    texts = {f"exempel-{number:03}": text for number, text in enumerate(json.loads(SPECIFICATION.read_text()), start=1)}
    build_each(_EACH, texts)
    yield together("CommonMark, alla", _EACH, texts)
    led = {name: _led_somewhere(text) for name, text in texts.items() if not is_built(_EACH, name)}
    led = {name: text for name, text in led.items() if text != texts[name]}
    build_each(_LINKS, led)
    yield together("CommonMark, länkar", _LINKS, led)


_IMAGE = re.compile(r"!\[")
_PATHS = re.compile(r"(?<=\(|<|\s)/?(?:my )?(?:path/to/)?(?:url\d?|uri\d?|train\.jpg|moon\.jpg)")


def _led_somewhere(text: str) -> str:
    """The example with links on the web, and pictures that lie in the case's folder."""
    return _PATHS.sub("bild.png" if _IMAGE.search(text) else "https://example.org/sida", text)


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """What became of each: a row for the examples as they are, and one for those whose links were changed."""
    for what, root in (("exemplen", _EACH), ("ändrade länkar", _LINKS)):
        tried = names(root)
        found = [fault for name in tried if (fault := unplaced(root, name) or _altered(root, name))]
        built = sum(is_built(root, name) for name in tried)
        claim = f"texten hel ({built}) eller felet angivet med rad ({len(tried) - built})"
        yield Row(NAME, what, claim, len(tried), len(found), tuple(found))


# --- is the text whole? ---------------------------------------------------------------------------------


def _altered(root: Path, name: str) -> str | None:
    """What is wrong where a text that was built is not whole in both files."""
    if not is_built(root, name):
        return None
    wanted = _plain(_text_of_html(_body(root, name)))
    for kind, of in (("docx", _word_text), ("pdf", _pdf_text)):
        before, after = _around(of, root)
        found = _plain(of(root, name))
        if found != before + wanted + after:
            there = found[len(before) : len(found) - len(after)]
            return f"{name}: {kind} har inte hela texten: {there!r} i stället för {wanted!r}"
    return None


@cache
def _around(of: Callable[[Path, str], str], root: Path) -> tuple[str, str]:
    """What stands before and after the body of an answer."""
    before, after = _plain(of(root, "mitten")).split(MIDDLE)
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
