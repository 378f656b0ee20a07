"""A file that somebody sent: what it is, by its content; and, where it is a package (DOCX, ODT), its parts.

Whatever is wrong with it is an `Unreadable`, which says why and what to do. Nothing is unpacked beyond its limits.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from msgspec import Struct, field

from ...messages import Message, msg
from ...problems import DraftkitError

MAX_UNPACKED = 300_000_000  # bytes of all parts together
MAX_XML = 40_000_000  # bytes of one part of text; a thousand pages are some ten million
MAX_XML_OF_APPENDIX = 10_000_000  # likewise, where pandoc reads it: it needs a hundred times as much memory
MAX_RATIO = 300  # unpacked to packed, of a part larger than MIN_SUSPECT; Word's own XML comes to 10 to 60
MIN_SUSPECT = 5_000_000
MAX_PARTS = 10_000

_AS_DOCX = msg("open it in Word and save it as .docx")
_ANEW = msg("open it in Word and save it anew as .docx, or ask the sender for the file again")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORD_TYPES = re.compile(rb"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macro")
_SAVED_BY = {
    b"spreadsheetml": "Excel", b"presentationml": "PowerPoint", b"ms-excel": "Excel", b"ms-powerpoint": "PowerPoint",
    b"opendocument.spreadsheet": "Calc", b"opendocument.presentation": "Impress", b"opendocument.graphics": "Draw",
    b"ms-visio": "Visio", b"drawingml": "Visio",
}  # fmt: skip
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


class Unreadable(DraftkitError):
    """A file that cannot be taken in: why, and what to do."""


class Package(Struct, frozen=True):
    """The parts of a DOCX or ODT by name, without a slash before them."""

    parts: Mapping[str, bytes]
    damaged: tuple[str, ...] = ()  # parts that cannot be unpacked
    _trees: dict[str, Any] = field(default_factory=dict)

    def xml(self, name: str) -> Any:
        """The root of a part as an lxml tree, None where there is no such part. Raises Unreadable if it is broken."""
        if name not in self._trees:
            if name in self.damaged:
                raise Unreadable(msg("the file is damaged: its part “{part}” cannot be unpacked", part=name), _ANEW)
            self._trees[name] = parsed(self.parts[name], name) if name in self.parts else None
        return self._trees[name]

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part of a DOCX refers to, by id; addresses outside the file stay as they are."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for each in root.iter() if root is not None else ():
            target, id_ = each.get("Target"), each.get("Id")
            if target is None or id_ is None:
                continue
            outside = each.get("TargetMode") == "External"
            kind = (each.get("Type") or "").rpartition("/")[2]
            found[id_] = Relation(kind, target if outside else self._inside(folder, target), outside)
        return found

    def _inside(self, folder: str, target: str) -> str:
        """The part that an address means: "media/a.png" beside it, "/word/media/a.png" from the top."""
        way = target.partition("#")[0]
        joined = way if way.startswith("/") else posixpath.join(folder, way)
        path = posixpath.normpath(joined).lstrip("/")
        if path in self.parts:
            return path
        plain = unquote(path)
        low = {each.lower(): each for each in self.parts}
        return low.get(path.lower(), low.get(plain.lower(), path))


class Relation(Struct, frozen=True):
    """What a part refers to: "image", "hyperlink", "header" …, where, and whether that is outside the file."""

    kind: str
    target: str
    outside: bool


def parsed(data: bytes, name: str) -> Any:
    """The root of an XML text. Entities are never resolved, and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(msg("the file is damaged: its part “{part}” is broken XML", part=name), _ANEW) from error
    if root.getroottree().docinfo.doctype and any(True for _ in root.iter(etree.Entity)):
        raise Unreadable(msg("the file has text in a form that Word never writes (XML entities)"), _ANEW)
    return root


def printed(root: Any) -> bytes:
    """An lxml tree as XML."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def main_part(package: Package) -> str:
    """The part of a DOCX with the text itself. Raises Unreadable where there is none."""
    targets = [each.target for each in package.relations("").values() if each.kind == "officeDocument"]
    for name in (*targets, "word/document.xml"):
        if name in package.parts or name in package.damaged:
            return name
    raise Unreadable(msg("the file is damaged: it has no text part"), msg("ask the sender for the file again"))


def kind_of(data: bytes) -> str:
    """What a file is: "docx", "odt", "pdf" or "txt". Raises Unreadable for everything else."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Unreadable(msg("the file is empty"), msg("ask the sender for the file again"))
    if data.startswith(b"PK"):
        return _kind_of_package(data)
    if data.startswith(_OLE):
        _refuse_ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        raise Unreadable(msg("it is an RTF file"), _AS_DOCX)
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unreadable(msg("it is a web page (HTML)"), msg("open it in Word and save it as .docx"))
    if start.startswith(b"<?xml"):
        raise Unreadable(msg("it is an XML file, and no Word file"), _AS_DOCX)
    if data.startswith(_PICTURES):
        hint = msg("ask for the file that was printed, or have the text recognised (OCR)")
        raise Unreadable(msg("it is a picture, and has no text"), hint)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or not _TEXT_BYTES.search(data):
        return "txt"
    raise Unreadable(msg("it is neither Word, OpenDocument, PDF nor text"), _AS_DOCX)


def _kind_of_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.infolist()}
            if (info := names.get("mimetype")) is not None:
                mimetype = _unpacked(archive, info, MAX_XML)
                if b"opendocument.text" in mimetype:
                    return "odt"
                raise Unreadable(*_other_program(mimetype))
            types = names.get("[content_types].xml")
            if types is None:
                if "content.xml" in names:
                    return "odt"
                if "word/document.xml" in names:
                    return "docx"
                message = msg("it is a compressed folder (zip), and no Word file")
                raise Unreadable(message, msg("unpack it, and import the files in it one by one"))
            content = _unpacked(archive, types, MAX_XML)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise _damaged() from error
    if _WORD_TYPES.search(content) or "word/document.xml" in names:
        return "docx"
    raise Unreadable(*_other_program(content))


def _other_program(content: bytes) -> tuple[Message, Message]:
    for mark, program in _SAVED_BY.items():
        if mark in content:
            message = msg("it is a file from {program}, and no text", program=program)
            return message, msg("save it as PDF and lay it as a bilaga")
    return msg("it is not a Word file"), _AS_DOCX


def _refuse_ole(data: bytes) -> None:
    """The older container: a Word file from before 2007, or a newer one that is locked with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(
            msg("the file is locked with a password"), msg("open it in Word and save it without a password")
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable(msg("it is a Word file of the older kind (.doc)"), _AS_DOCX)
    raise Unreadable(msg("it is neither Word, OpenDocument, PDF nor text"), _AS_DOCX)


def opened(data: bytes) -> Package:
    """The parts of a package. Raises Unreadable where it is damaged, encrypted, or larger than any text can be."""
    parts: dict[str, bytes] = {}
    damaged: list[str] = []
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS:
                raise _too_large()
            for info in infos:
                if info.flag_bits & 1:
                    raise Unreadable(msg("the file is locked with a password"), _ANEW)
                if info.is_dir():
                    continue
                name = info.filename.replace("\\", "/").lstrip("/")
                _refuse_bomb(info)
                try:
                    content = _unpacked(archive, info, min(room, MAX_XML if name.endswith((".xml", ".rels")) else room))
                except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
                    damaged.append(name)
                    continue
                room -= len(content)
                parts[name] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise _damaged() from error
    if b"<manifest:encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unreadable(msg("the file is locked with a password"), msg("open it and save it without a password"))
    return Package(parts, tuple(damaged))


def refuse_if_huge(data: bytes) -> None:
    """Raises Unreadable where `data` is a package that unpacks to more than a bilaga can hold.

    Each part is unpacked by piece and let go of: what pandoc reads later is what has been measured here.
    """
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise _too_large()
            for info in archive.infolist():
                _refuse_bomb(info)
                most = min(room, MAX_XML_OF_APPENDIX if info.filename.lower().endswith((".xml", ".rels")) else room)
                room -= _measured(archive, info, most)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return  # damaged or encrypted: who reads it says so


def _measured(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> int:
    size = 0
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > most:
                raise _too_large()
    return size


_PIECE = 1_000_000


def _refuse_bomb(info: zipfile.ZipInfo) -> None:
    if info.file_size > MIN_SUSPECT and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise _too_large()


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The content of one part. Its own word for its size is not trusted."""
    with archive.open(info) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise _too_large()
    return content


def _damaged() -> Unreadable:
    return Unreadable(msg("the file is damaged and cannot be unpacked"), _ANEW)


def _too_large() -> Unreadable:
    return Unreadable(
        msg("the file unpacks to more than a text can hold"),
        msg("ask the sender for another file; this one may be made to do harm"),
    )
