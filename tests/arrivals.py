"""Files as people send them, made for the tests of import: Word files of raw XML, and ODT."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _NAMES.items())
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_KINDS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
    "comments": "comments", "header1": "header", "footer1": "footer", "chart1": "chart",
}  # fmt: skip
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Stensunda mellanrubrik"/><w:basedOn w:val="Rubrik2"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Citat"><w:name w:val="Quote"/></w:style>
"""


def t(text: str, look: str = "") -> str:
    """A run; `look` are its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; a plain string is one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(each if each.startswith("<") else t(each) for each in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def listed(list_id: int, depth: int = 0) -> str:
    """The properties of an item of a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def numbering(*levels: tuple[str, str]) -> str:
    """numbering.xml with one list (1) of the given levels: their form and text."""
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def word(
    *body: str, parts: Mapping[str, str] | None = None, files: Mapping[str, bytes] | None = None, links: str = ""
) -> bytes:  # fmt: skip
    """A DOCX: `body` are its blocks; `parts` the insides of styles, numbering, comments and the like, by name.

    `files` are laid as they are, and `links` are further relations of the text.
    """
    parts = {"styles": STYLES, **(parts or {})}
    roots = {"header1": "hdr", "footer1": "ftr", "chart1": "c:chartSpace"}
    relations = "".join(
        f'<Relationship Id="p{i}" Type="{_NAMES["r"]}/{_KINDS[name]}" Target="{name}.xml"/>'
        for i, name in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{_NAMES["r"]}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{relations}{links}</Relationships>'
        )
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>")
        for name, content in parts.items():
            root = roots.get(name, name)
            root = root if ":" in root else f"w:{root}"
            archive.writestr(f"word/{name}.xml", f"<{root} {NAMESPACES}>{content}</{root}>")
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def link(id_: str, target: str, kind: str = "hyperlink", *, outside: bool = True) -> str:
    """A relation of the text."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{id_}" Type="{_NAMES["r"]}/{kind}" Target="{target}"{mode}/>'


_ODF = {
    "office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "style": "style:1.0", "draw": "drawing:1.0",
    "fo": "xsl-fo-compatible:1.0", "svg": "svg-compatible:1.0",
}  # fmt: skip
ODF_NAMES = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}"' for k, v in _ODF.items()) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(body: str, *, styles: str = "", margins: str = "", files: Mapping[str, bytes] | None = None) -> bytes:
    """An ODT: `body` is the inside of office:text, `styles` automatic styles, `margins` those of the page."""
    content = (
        f"<office:document-content {ODF_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    page = (
        f"<office:document-styles {ODF_NAMES}><office:master-styles>"
        f'<style:master-page style:name="Standard">{margins}</style:master-page></office:master-styles>'
        "</office:document-styles>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", page)
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return out.getvalue()
