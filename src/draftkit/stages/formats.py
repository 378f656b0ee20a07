"""The document's tree as each writer wants it: marks, styles, pictures and bilagor in that format's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from msgspec import Struct, field

from ..blocks import Node, attribute, inlines, nodes, raw_block, raw_inline, span_in, text_of, transform
from ..patterns import lazily
from . import compositor, tables
from .assemble import is_decision
from .render import Document


class PagePicture(Struct, frozen=True):
    """A page of a PDF as a picture for Word: its name among the media, its width, its alternative text."""

    name: str
    width_mm: float
    text: str


class Media(Struct, frozen=True):
    """The pictures of a document: the name under which the Word writer knows each file, and each page of a PDF."""

    names: Mapping[str, str]
    pages: Mapping[tuple[str, int], PagePicture]
    widths: Mapping[str, float] = field(default_factory=dict)  # in points, of those that are narrower than the column


def pictures(document: Document) -> list[tuple[str, str]]:
    """The pictures that the document shows: path and alternative text, in order, each use by itself."""
    found = []
    for node in nodes(list(document.nodes)):
        if node["t"] == "Image":
            found.append((node["c"][2][0], text_of(node["c"][1]).strip()))
    return found


def marks(document: Document) -> list[int]:
    """The numbers of the blocks that came from files, in the order in which they stand in the tree."""
    divs = [node for node in nodes(list(document.nodes)) if node["t"] == "Div"]
    return [int(number) for node in divs if (number := attribute(node, "block"))]


def pdf_pages(document: Document) -> list[tuple[str, int]]:
    """The pages of PDF bilagor that the document shows: path and page, in order."""
    return [
        (attribute(node, "fil"), int(attribute(node, "pdf-sida")))
        for node in nodes(list(document.nodes))
        if node["t"] == "Div" and attribute(node, "pdf-sida")
    ]


def languages_marked(document: Document, languages: Mapping[str, str]) -> Document:
    """The document with each name and word in another language marked so (WCAG 3.1.2); `languages` has theirs.

    A listed word is found with a capital as well, where a sentence begins, and with the s of a genitive, which is not
    a part of it.
    """
    if not languages:
        return document
    every = {form: language for word, language in languages.items() for form in (_capital(word), word)}
    longest_first = "|".join(map(re.escape, sorted(every, key=len, reverse=True)))
    names = re.compile(rf"(?<!\w)(?:{longest_first})(?=s?(?!\w))")

    def change(node: Node) -> list[Node] | None:
        if node["t"] == "Span" and attribute(node, "lang"):  # all of it is in one already
            return [_unmarked(node)]
        if node["t"] != "Str" or not names.search(node["c"]):
            return None
        return list(_split_at_names(node["c"], names, every))

    return Document(tuple(transform(list(document.nodes), change)), document.printed)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _unmarked(span: Node) -> Node:
    """A stretch in one language without the marks of languages within it."""

    def change(node: Node) -> list[Node] | None:
        return list(node["c"][1]) if node["t"] == "Span" and attribute(node, "lang") else None

    return {"t": "Span", "c": [span["c"][0], transform(span["c"][1], change)]}


def _split_at_names(text: str, names: re.Pattern[str], languages: Mapping[str, str]) -> Iterator[Node]:
    end = 0
    for match in names.finditer(text):
        if match.start() > end:
            yield {"t": "Str", "c": text[end : match.start()]}
        yield span_in(languages[match[0]], [{"t": "Str", "c": match[0]}])
        end = match.end()
    if end < len(text):
        yield {"t": "Str", "c": text[end:]}


def tables_headed(document: Document) -> Document:
    """The document with no row of headings that has none: it would be printed, and read, as nothing."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Table":
            return None
        head = node["c"][3]
        if not head[1] or any(cell[4] for row in head[1] for cell in row[1]):
            return None
        return [{"t": "Table", "c": [*node["c"][:3], [head[0], []], *node["c"][4:]]}]

    return Document(tuple(transform(list(document.nodes), change)), document.printed)


# --- typst ---------------------------------------------------------------------------------------


def for_typst(document: Document) -> list[Node]:
    """The tree for pandoc's typst writer. Every user's string stays in the tree or goes as data; none becomes code."""
    counts = {"picture": 0, "page": 0, "section": 0}

    def change(node: Node) -> list[Node] | None:
        if node["t"] == "Div":
            return _div_for_typst(node, counts)
        if node["t"] == "Image":
            counts["picture"] += 1
            return [raw_inline("typst", f"#bild({counts['picture'] - 1})")]
        if node["t"] == "Table":
            return _table_for_typst(node)
        if node["t"] == "Link":
            content, (address, title) = node["c"][1:]
            return [{"t": "Link", "c": [node["c"][0], content, [in_ascii(address), title]]}]
        if node["t"] == "Str" and _SHORTHAND.search(node["c"]):
            return list(_verbatim(node["c"]))
        if node["t"] == "Span":
            language = attribute(node, "lang")
            return _called(f'#på("{language}")', node["c"][1])
        return None

    decisions = {str(n) for n, (part, _) in enumerate(document.printed) if is_decision(part)}
    tree: list[Node] = transform(compositor.set_for_page(document.nodes, decisions), change)
    return [
        raw_block("typst", "#original()\n#show: avsnitt.with(0)"),
        *tree,
        raw_block("typst", f"#slut({counts['section']})\n#block_och_sidor()"),
        # The last page: this one, or one that the pack's file puts after the text.
        raw_block("typst", "#context [#metadata(calc.max(here().page(), counter(page).final().first()))<dk-slut>]"),
    ]


# What Typst would make something else of, and pandoc leaves as it is: ... -- -1 -? " ' and a number first on a line.
_SHORTHAND = lazily(r"""["']|-(?=[-?0-9]|$)|\.(?=\.|$)|^\d(?=\d*\.(?: |$))""")


def _verbatim(text: str) -> Iterator[Node]:
    """The text with a backslash before each character that Typst would make something else of."""
    start = 0
    for match in _SHORTHAND.finditer(text):
        if match.start() > start:
            yield {"t": "Str", "c": text[start : match.start()]}
        yield raw_inline("typst", f"\\{match[0]}")
        start = match.end()
    if start < len(text):
        yield {"t": "Str", "c": text[start:]}


def _div_for_typst(node: Node, counts: dict[str, int]) -> list[Node]:
    content = node["c"][1]
    if block := attribute(node, "block"):
        return [raw_block("typst", f"#m({block})"), *content]
    number = attribute(node, "bilaga")
    if number or attribute(node, "ny-sida"):
        counts["section"] += 1
        begins = f"#bilaga({int(number)})" if number else "#ny_sida()"
        section = counts["section"]
        return [raw_block("typst", f"#slut({section - 1})\n{begins}\n#show: avsnitt.with({section})")]
    if attribute(node, "pdf-sida"):
        counts["page"] += 1
        return [raw_block("typst", f"#pdfsida({counts['page'] - 1})")]
    style = attribute(node, "custom-style")
    name = "".join(char for char in style if char.isalnum() or char in " -_")
    if name == "Title":
        content = [_titled(each) for each in content]
    return [raw_block("typst", f'#stil("{name}")['), *content, raw_block("typst", "]")]


def _table_for_typst(table: Node) -> list[Node]:
    """A table; said to be special where it has no headings, or headings that cannot be repeated on each page.

    What is repeated is no part of the text, and the links in it would be none that PDF/UA knows.
    """
    head = table["c"][3]
    if not head[1]:
        return [raw_block("typst", "#rubriklös["), table, raw_block("typst", "]")]
    if any(node["t"] in ("Link", "Note") for node in nodes(head)):
        return [raw_block("typst", "#rubrik_en_gång["), table, raw_block("typst", "]")]
    return [table]


def _titled(node: Node) -> Node:
    """A paragraph that is the document's title."""
    if node["t"] not in ("Para", "Plain"):
        return node
    return {"t": node["t"], "c": _called("#titel", node["c"])}


def _called(function: str, content: Sequence[Node]) -> list[Node]:
    """A function of draftkit.typ called with a part of a line. Nothing stands first in it, so that "1." is no list."""
    return [raw_inline("typst", f"{function}[#none;"), *content, raw_inline("typst", "]")]


def in_ascii(address: str) -> str:
    """An address as PDF has it (ISO 32000-1, 12.6.4.7): "å" is %C3%A5, and in the name of a server xn--…"""
    if address.isascii():
        return address
    from urllib.parse import quote, urlsplit

    try:
        server = urlsplit(address).hostname or ""
        address = address.replace(server, server.encode("idna").decode(), 1) if server else address
    except (UnicodeError, ValueError):
        pass  # no name that a server may have: what is left is written as the rest
    return quote(address, safe="%/:?#[]@!$&'()*+,;=-._~")


# --- docx ----------------------------------------------------------------------------------------


def for_docx(document: Document, media: Media) -> list[Node]:
    """The tree for pandoc's docx writer; what it has no word for is left as a comment for the finishing."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] == "Div":
            return _div_for_docx(node, media)
        if node["t"] == "Image":
            path = node["c"][2][0]
            size = [["width", f"{media.widths[path]:.1f}pt"]] if path in media.widths else []
            return [{"t": "Image", "c": [["", [], size], node["c"][1], [media.names[path], ""]]}]
        if node["t"] == "Table":
            return [tables.with_widths(node)]
        return None

    tree: list[Node] = transform(list(document.nodes), change)
    return tree


def with_origins(document: Document) -> Document:
    """The document for Word with a comment in each paragraph that says which block it belongs to.

    So what differs between two Word files can be traced to their texts; edges/finish/redline.py takes the comments out.
    """

    def change(node: Node) -> list[Node] | None:
        number = attribute(node, "block") if node["t"] == "Div" else ""
        return [{**node, "c": [node["c"][0], _commented(node["c"][1], number)]}] if number else None

    return Document(tuple(transform(list(document.nodes), change)), document.printed)


def _commented(content: list[Node], number: str) -> list[Node]:
    comment = raw_inline("openxml", f"<!--dk{number}-->")

    def change(node: Node) -> list[Node] | None:
        if node["t"] in ("Para", "Plain"):
            return [{**node, "c": [comment, *node["c"]]}]
        if node["t"] == "Header":
            return [{**node, "c": [*node["c"][:2], [comment, *node["c"][2]]]}]
        return None

    found: list[Node] = transform(content, change)
    return found


def _div_for_docx(node: Node, media: Media) -> list[Node] | None:
    content = node["c"][1]
    if attribute(node, "block"):
        return list(content)
    if attribute(node, "ny-sida"):
        return [raw_block("openxml", "<!--ny-sida-->")]
    if attribute(node, "bilaga"):
        return [raw_block("openxml", "<!--bilaga-->")]
    if page := attribute(node, "pdf-sida"):
        shown = media.pages[attribute(node, "fil"), int(page)]
        attributes = ["", [], [["width", f"{shown.width_mm:.1f}mm"]]]
        image = {"t": "Image", "c": [attributes, inlines(shown.text), [shown.name, ""]]}
        picture = {"t": "Para", "c": [raw_inline("openxml", "<!--pdf-sida-->"), image]}
        return [picture] if page == "1" else [raw_block("openxml", "<!--ny-sida-->"), picture]
    if attribute(node, "custom-style") == "Beslutsruta" and any(each["t"] == "Plain" for each in nodes(content)):
        return [{"t": "Div", "c": [node["c"][0], _spaced(content)]}]
    return None


def for_text(
    document: Document,
    pictures: Mapping[str, str],
    copies: Mapping[str, str],
    page_texts: Mapping[tuple[str, int], str],
) -> list[Node]:
    """The tree for a writer of plain text: without what only a page needs.

    `pictures` and `copies` are the names of the pictures and of the PDF bilagor as they lie beside the text. A page of
    a PDF is a link to that page, which says what it is.
    """

    def change(node: Node) -> list[Node] | None:
        if node["t"] == "Image":
            return [{"t": "Image", "c": [*node["c"][:2], [pictures[node["c"][2][0]], ""]]}]
        if node["t"] != "Div":
            return None
        if page := attribute(node, "pdf-sida"):
            path = attribute(node, "fil")
            address = f"{quote(copies[path])}#page={page}"
            link = {"t": "Link", "c": [["", [], []], inlines(page_texts[path, int(page)]), [address, ""]]}
            return [{"t": "Para", "c": [link]}]
        return list(node["c"][1])

    tree: list[Node] = transform(list(document.nodes), change)
    return tree


def _spaced(tree: Any) -> Any:
    """`tree` with tight lists made loose: Word would otherwise give their items another style."""
    if isinstance(tree, dict):
        kind = "Para" if tree["t"] == "Plain" else tree["t"]
        return {**tree, "t": kind, "c": _spaced(tree["c"])} if "c" in tree else tree
    return [_spaced(each) for each in tree] if isinstance(tree, list) else tree


def expected_text(document_nodes: Sequence[Node]) -> tuple[str, list[str]]:
    """The words that a reader is to meet, in order, and apart from them the footnotes."""
    notes: list[str] = []
    return text_of(list(document_nodes), notes=notes), notes
