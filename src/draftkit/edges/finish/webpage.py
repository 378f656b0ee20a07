"""The web page as one file: its pictures and style sheet in itself, nothing from elsewhere, no code; and read back.

A page is parsed as a browser's tokenizer does it (html.parser): lxml's parser knows HTML 4 only, and what no parser can
see, how the page looks and behaves, is judged in a browser (conformance/axe.py).
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from msgspec import Struct, field

from ...messages import Message, msg
from ...patterns import lazily
from ...stages.webpage.text import Content, Entry, Picture
from ...stages.webpage.written import written

_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
)
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_DRAFT = """
@page {{ @top-center {{ content: "UTKAST {digits}"; color: #8a3210; font: bold 10pt Georgia, serif; }} }}
@media print {{
  body.utkast::before {{
    content: "UTKAST"; position: fixed; z-index: -1; inset: 40% 0 auto; text-align: center;
    font: bold 100pt Georgia, serif; color: #ececec; transform: rotate(-52deg);
    -webkit-print-color-adjust: exact; print-color-adjust: exact;
  }}
}}
"""


def picture(data: bytes, points: float | None, widest: int = 720) -> Picture:
    """A picture as it stands in the page, `points` wide; None fills the column, which is `widest` CSS pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        across, down = opened.size
    width = min(round(points * 96 / 72) if points else widest, widest)
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "image/png")
    source = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    return Picture(source, max(width, 1), max(round(width * down / across), 1))


def stylesheet(sheets: Sequence[str], draft: str | None) -> str:
    """The style sheets as one; that of a draft marks every printed page. It cannot end the element it stands in."""
    whole = "\n".join([*sheets, *([_DRAFT.format(digits=draft)] if draft else [])])
    # A browser reads line breaks in one way, and would not know the hash of others.
    whole = whole.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return re.sub(r"<(?=[/!])", r"\\3c ", whole)


def policy(css: str) -> str:
    """The Content-Security-Policy of a page with this style sheet: no code, no other style, nothing from elsewhere."""
    return _POLICY.format(base64.b64encode(hashlib.sha256(css.encode()).digest()).decode())


def values(content: Content, css: str) -> dict[str, Any]:
    """What the pack's template prints of the content, as HTML; `content.contents` as lines with an address."""
    return {
        "skydd": f'<meta http-equiv="Content-Security-Policy" content="{policy(css)}">',
        "stilmall": f"<style>{css}</style>",
        "inledning": written(content.opening).strip(),
        "text": written(content.text).strip(),
        "fotnoter": written(content.notes).strip(),
        "innehåll": [_entry(each) for each in content.contents],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {"ankare": entry.anchor, "rubrik": written(entry.heading), "under": [_entry(each) for each in entry.below]}


# --- read back -----------------------------------------------------------------------------------


class Account(Struct):
    """What a finished page has: the numbers of its blocks, its text, its footnotes, what else it says, what is wrong.

    What is wrong comes with the words by which it is found in a template.
    """

    blocks: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    faults: list[tuple[Message, str]] = field(default_factory=list)


_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_FORBIDDEN = frozenset(
    "applet audio base button embed form frame frameset iframe input link math noscript object portal script select "
    "svg template textarea video".split()
)
_ADDRESS = lazily(r"[#?./]|https?://|mailto:|tel:|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
_CODE_OR_FETCH = frozenset(
    "src srcset href poster data action formaction background cite longdesc ping xlink:href".split()
)


def read(data: bytes) -> Account:
    """What the finished page has."""
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    reader.end()
    return reader.account


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.account = Account()
        self.open: list[tuple[str, bool, bool]] = []  # each element: its name, whether it was added, whether a footnote
        self.names: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.guarded = False

    def fault(self, message: Message, words: str = "") -> None:
        self.account.faults.append((message, words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.append(tag)
        if tag in _FORBIDDEN:
            self.fault(msg("the page has {element}, which it may not have", element=f"<{tag}>"), f"<{tag}")
        for name, value in given.items():
            self._attribute(tag, name, value)
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.guarded = self.guarded or given.get("content", "").startswith("default-src 'none'; ")
        elif "http-equiv" in given:
            self.fault(msg("the page has {element}, which it may not have", element="<meta http-equiv>"), "http-equiv")
        if number := given.get("data-block"):
            self.account.blocks.append(int(number) if number.isdecimal() else -1)
        if tag in _VOID:
            return
        before = self.open[-1] if self.open else ("", False, False)
        note = before[2] or given.get("role") == "doc-endnotes"
        self.open.append((tag, before[1] or "data-genererat" in given, note))

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "id":
            self.ids.append(value)
        if name.startswith("on") or name == "style":
            message = msg("the page has the attribute {name}, which the page's own protection forbids", name=name)
            self.fault(message, f"{name}=")
        elif tag == "img" and name == "src":
            if not value.startswith("data:image/"):
                self.fault(msg("the page fetches “{address}”", address=value[:60]), value)
        elif tag == "a" and name == "href":
            if value.startswith("#"):
                self.targets.append(value[1:])
            elif not _ADDRESS.match(value):
                self.fault(msg("the page has a link to “{address}”", address=value[:60]), value)
        elif name in _CODE_OR_FETCH and tag not in ("blockquote", "q", "del", "ins"):
            self.fault(msg("the page fetches “{address}”", address=value[:60]), f"{name}=")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.fault(
                msg("the page has {end} where {start} is open", end=f"</{tag}>", start=f"<{self._last()}>"), f"</{tag}>"
            )
            while any(each[0] == tag for each in self.open) and self.open.pop()[0] != tag:
                pass
        else:
            self.open.pop()

    def _last(self) -> str:
        return self.open[-1][0] if self.open else "html"

    def handle_data(self, data: str) -> None:
        names = [each[0] for each in self.open]
        if "head" in names or "style" in names or not self.open:
            return
        _, added, note = self.open[-1]
        (self.account.added if added else self.account.notes if note else self.account.text).append(data)

    def end(self) -> None:
        """What can be told only of the whole."""
        for name, _, _ in self.open:
            self.fault(msg("the page has {start} without {end}", start=f"<{name}>", end=f"</{name}>"), f"<{name}")
        for name in ("html", "title", "h1", "main"):
            times = self.names.count(name)
            if times == 0:
                self.fault(msg("the page lacks {element}, which it must have", element=f"<{name}>"))
            if times > 1:
                self.fault(msg("the page has {element} {n} times, not once", element=f"<{name}>", n=times), f"<{name}")
        if (times := self.names.count("style")) > 1:
            message = msg("the page has {n} style sheets; what the pack adds belongs in its .css file", n=times)
            self.fault(message, "<style")
        for there, name in (("style" in self.names, "{{ stilmall }}"), (self.guarded, "{{ skydd }}")):
            if not there:
                self.fault(msg("the page lacks what {name} gives", name=name))
        for each in dict.fromkeys(each for each in self.ids if self.ids.count(each) > 1):
            self.fault(msg("the page has the id “{name}” more than once", name=each), f'id="{each}"')
        for each in dict.fromkeys(each for each in self.targets if each not in self.ids):
            self.fault(msg("the page has a link to “#{name}”, which is not in it", name=each), f"#{each}")


# --- the style sheet -----------------------------------------------------------------------------

_COMMENT = lazily(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_FETCHES = lazily(r"""@import\b|(?:url|src)\(\s*(?!["']?(?:data:|#))|image-set\(""", re.IGNORECASE)


def fetching(sheets: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """Where a style sheet would fetch something: its path, and where the words begin and end that say so."""
    for path, css in sheets.items():
        bare = _COMMENT.sub(lambda each: " " * len(each[0]), css)
        yield from ((path, each.start(), each.end()) for each in _FETCHES.finditer(bare))
