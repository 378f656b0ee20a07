"""The bilagor and pictures of a case that are no Markdown: opened, measured, and refused where they cannot be used."""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from ... import codes
from ...blocks import Node, joined, letters, nodes, text_of, transform, without_attributes
from ...messages import Message, msg, msg_n
from ...model import Appendix, Attachment, Case
from ...patterns import lazily
from ...problems import Code, Problem
from ...project import Project
from ...spans import Span
from ...stages.checks.appendices import path_of
from ..engines.pandoc import EngineError, Pandoc, Reply, blocks
from .numbered import with_numbers
from .package import Unreadable, refuse_if_huge
from .package import kind_of as file_kind

if TYPE_CHECKING:
    from ..pdf.pages import PageSize, PdfFacts

_KINDS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_PICTURE_IN_PDF = re.compile(rb"/Subtype\s*/Image\b")
# What a Word file says twice (for older versions), or has moved elsewhere.
_SAID_TWICE = lazily(r"<mc:Fallback>.*?</mc:Fallback>|<w:moveFrom .*?</w:moveFrom>", re.DOTALL)
_SHOWN = lazily(r"<a:blip[ />]|<v:imagedata[ />]|<c:chart[ />]|<dgm:relIds[ />]")
_UNSETTLED = lazily(r"<w:(?:ins|del|moveFrom|moveTo) [^>]*>\s*<w:r[ >]")
_HIDDEN = lazily(
    r'<w:rPr>(?:(?!</w:rPr>).)*<w:vanish(?:/>| w:val="(?:1|true|on)"/>)(?:(?!</w:r>).)*<w:t[ >]', re.DOTALL
)


_NUMBERS = b"word/numbering.xml"  # the part of a Word file that has its numbers, as the zip names it
_SHOWN_LETTERS = 120
_ANEW = msg("open it in Word and save it anew as .docx")


class Attachments(Struct):
    """What the bilagor hold, by path; pictures found inside Word files have paths of their own below the file's."""

    found: dict[str, Attachment] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    sizes: dict[str, tuple[PageSize, ...]] = field(default_factory=dict)
    flat: dict[str, frozenset[int]] = field(default_factory=dict)  # pages that can only be laid as pictures
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: Code, message: Message, appendix: Appendix, hint: Message) -> None:
        """Notes that a bilaga cannot be used, at the place where arende.yaml names it."""
        self.problems.append(Problem(code, message, appendix.place("fil"), hint))


def read(case: Case, project: Project, pandoc: Pandoc, sent: Mapping[str, Reply]) -> Attachments:
    """Reads every bilaga that is laid in the document and is no Markdown, and every picture of the texts."""
    attachments = Attachments()
    for appendix in case.facts.appendices:
        path = path_of(case.folder, appendix)
        if path is None:
            message = msg("“{path}” lies outside the case's folder", path=appendix.path)
            attachments.refuse(codes.OUTSIDE_FOLDER, message, appendix, msg("copy the file to bilagor/"))
        if path is None or path not in project.files:
            continue
        if not appendix.included:
            if appendix.suffix == ".pdf":
                _sent_beside(attachments, appendix, project.files[path])
            continue
        if appendix.suffix == ".docx":
            data = project.files[path]
            try:
                refuse_if_huge(data)
                _refuse_other_kinds(appendix, data)
                numbered = with_numbers(data) if _NUMBERS in data else None
            except Unreadable as error:
                attachments.refuse(codes.BROKEN_APPENDIX, error.message, appendix, error.hint or _ANEW)
                continue
            if numbered is not None:
                _word(attachments, appendix, path, numbered, pandoc.intake(numbered))
            else:
                _word(attachments, appendix, path, data, sent.get(path) or pandoc.intake(data))
        elif appendix.suffix == ".pdf":
            _pdf(attachments, appendix, path, project.files[path])
        elif appendix.suffix in (".png", ".jpg"):
            if not appendix.alternative:
                hint = msg("write “alternativtext:” with what it shows")
                message = msg("the picture has no alternative text")
                attachments.refuse(codes.APPENDIX_WITHOUT_TEXT, message, appendix, hint)
            if fault := _fault(appendix.path, project.files[path]):
                attachments.refuse(codes.BROKEN_APPENDIX, fault[0], appendix, fault[1])
            else:
                _made_ready(attachments, path, project.files[path], appendix.place("fil"), appendix.path)
    _check_pictures(case, project, attachments)
    return attachments


# --- PDF -----------------------------------------------------------------------------------------


def _pdf(attachments: Attachments, appendix: Appendix, path: str, data: bytes) -> None:
    from ..pdf.pages import MOST_PAGES, BrokenPdf, EncryptedPdf, HugePdf, inspect, obstacles

    try:
        facts = inspect(data)
        flat = frozenset(number for number, found in enumerate(obstacles(data), start=1) if found)
    except EncryptedPdf:
        attachments.refuse(
            codes.ENCRYPTED_APPENDIX,
            msg("“{path}” is locked with a password", path=appendix.path),
            appendix,
            msg("save it without a password, or write “placering: separat”"),
        )
        return
    except HugePdf:
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            msg("“{path}” is too large to be laid in the document", path=appendix.path),
            appendix,
            msg("write “placering: separat”, or lay only the pages that are needed; {n} is the most", n=MOST_PAGES),
        )
        return
    except BrokenPdf:
        message, hint = (
            msg("“{path}” cannot be read as PDF", path=appendix.path),
            msg("open it in another program and save it anew"),
        )
        try:
            if (kind := file_kind(data)) != "pdf":
                message, hint = _another_kind(appendix, kind)
        except Unreadable as error:
            message, hint = error.message, error.hint or hint
        attachments.refuse(codes.BROKEN_APPENDIX, message, appendix, hint)
        return
    attachments.found[path] = Attachment(pages=len(facts.pages))
    attachments.sizes[path] = facts.pages
    attachments.flat[path] = flat
    _scanned(attachments, appendix, facts)
    _pictured(attachments, appendix, sorted(flat - set(facts.scanned)))


def _sent_beside(attachments: Attachments, appendix: Appendix, data: bytes) -> None:
    """A PDF that is not laid in the document, but published with it; it is opened only where it has a picture."""
    if _PICTURE_IN_PDF.search(data):
        from ..pdf.pages import BrokenPdf, EncryptedPdf, inspect

        with contextlib.suppress(BrokenPdf, EncryptedPdf):
            _scanned(attachments, appendix, inspect(data))


def _scanned(attachments: Attachments, appendix: Appendix, facts: PdfFacts) -> None:
    if not facts.scanned:
        return
    if len(facts.scanned) == len(facts.pages):
        message = msg("“{path}” is scanned: it has no text that can be searched or read aloud", path=appendix.path)
    else:
        message = msg_n(
            "page {pages} of “{path}” is scanned: it has no text that can be searched or read aloud",
            "pages {pages} of “{path}” are scanned: they have no text that can be searched or read aloud",
            len(facts.scanned),
            pages=[*facts.scanned],
            path=appendix.path,
        )
    attachments.refuse(
        codes.SCANNED_APPENDIX,
        message,
        appendix,
        msg("ask for the file that was printed, or have the text recognised (OCR)"),
    )


def _pictured(attachments: Attachments, appendix: Appendix, pages: Sequence[int]) -> None:
    """Notes the pages whose text is shown and not said, since they have what an archive does not take."""
    if pages:
        attachments.refuse(
            codes.PICTURED_PAGES,
            msg_n(
                "page {pages} of “{path}” is laid as a picture: its text can be neither searched nor read aloud there",
                "pages {pages} of “{path}” are laid as pictures: their text can be neither searched nor read aloud "
                "there",
                len(pages),
                pages=[*pages],
                path=appendix.path,
            ),
            appendix,
            msg("ask for the file saved as PDF/A; the text is in the original, and on the web page"),
        )


# --- Word ----------------------------------------------------------------------------------------


def _refuse_other_kinds(appendix: Appendix, data: bytes) -> None:
    """Raises Unreadable where a file that is called .docx is another: an older one, or one with a password."""
    kind = file_kind(data)
    if kind != "docx":
        raise Unreadable(*_another_kind(appendix, kind))


def _another_kind(appendix: Appendix, kind: str) -> tuple[Message, Message]:
    """What to say of a file whose name says that it is another."""
    name = posixpath.splitext(posixpath.basename(appendix.path))[0]
    return (
        msg("“{path}” is by its content of the kind .{kind}", path=appendix.path, kind=kind),
        msg("call it “{name}”, if it is the right file; or save it anew", name=f"{name}.{kind}"),
    )


def _word(attachments: Attachments, appendix: Appendix, path: str, data: bytes, reply: Reply) -> None:
    import hashlib
    from zipfile import BadZipFile

    from ...stages.count import docx_xml, text_of_xml

    try:
        facts, (tree, *pictures) = reply.get()
        found = _plain(blocks(tree))
        xml = docx_xml(data, leave_out=_SAID_TWICE)
    except (EngineError, BadZipFile, KeyError, UnicodeDecodeError, RecursionError):
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            msg("“{path}” cannot be read as a Word file", path=appendix.path),
            appendix,
            msg("open it in Word and save it anew as .docx"),
        )
        return
    read_notes: list[str] = []
    read_text = text_of(found, notes=read_notes)
    written = "".join(map(text_of_xml, xml))
    # Letter by letter, not in order: a text box stands elsewhere in the file than on the page.
    lost = (Counter(letters(written)) - Counter(letters(read_text + "".join(read_notes)))).total()
    if lost > 0:
        message = msg(
            "{n} letters of “{path}” stand where they cannot be read, for example in a text box",
            n=lost,
            path=appendix.path,
        )
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            message,
            appendix,
            msg("move the text out of text boxes in Word, or save the bilaga as PDF"),
        )
        return
    if not (read_text + "".join(read_notes)).strip() and not _count_of(found, "Image"):
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            msg("“{path}” is empty", path=appendix.path),
            appendix,
            msg("write its text in Word, or remove the bilaga"),
        )
    if any(node["t"] == "Math" for node in nodes(found)):
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            msg("“{path}” has an equation, which cannot be printed", path=appendix.path),
            appendix,
            msg("replace it in Word with text, or with a picture that has alternative text; or save the bilaga as PDF"),
        )
    for part in xml:
        _unsettled(attachments, appendix, part)
    shown, read_pictures = sum(len(_SHOWN.findall(part)) for part in xml), _count_of(found, "Image")
    if shown > read_pictures:
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            msg_n(
                "a picture or chart of “{path}” cannot be read",
                "{n} pictures or charts of “{path}” cannot be read",
                shown - read_pictures,
                path=appendix.path,
            ),
            appendix,
            msg("paste them in Word as pictures (PNG), with alternative text; or save the bilaga as PDF"),
        )
    media = {
        name: f"{path}/{hashlib.sha256(picture).hexdigest()[:16]}{posixpath.splitext(name)[1].lower()}"
        for name, picture in zip(facts.get("names") or (), pictures, strict=True)
    }
    for name, picture in zip(facts.get("names") or (), pictures, strict=True):
        attachments.pictures[media[name]] = picture
    _word_pictures(attachments, appendix, found, media)
    _beside_the_text(attachments, appendix, data)
    attachments.found[path] = Attachment(blocks=tuple(joined(found)))


def _beside_the_text(attachments: Attachments, appendix: Appendix, data: bytes) -> None:
    """What a Word file says in its margins, which are those of another document."""
    from ...stages.count import docx_margins

    said = [" ".join(text.split()) for text in docx_margins(data, leave_out=_SAID_TWICE)]
    said = list(dict.fromkeys(text for text in said if any(map(str.isalpha, text))))
    if said:
        shown = " / ".join(said)
        attachments.refuse(
            codes.MARGINS_LEFT_OUT,
            msg(
                "the headers and footers of “{path}” are not printed: “{text}”",
                path=appendix.path,
                text=shown if len(shown) <= _SHOWN_LETTERS else f"{shown[:_SHOWN_LETTERS].rstrip()} …",
            ),
            appendix,
            msg("what must be read, write in the text itself; or save the bilaga as PDF, which is laid as it is"),
        )


def _unsettled(attachments: Attachments, appendix: Appendix, xml: str) -> None:
    """What Word would not print as it stands here."""
    if _UNSETTLED.search(xml):
        attachments.refuse(
            codes.UNSETTLED_APPENDIX,
            msg("“{path}” has changes that nobody has accepted or rejected", path=appendix.path),
            appendix,
            msg("accept or reject them in Word; here the insertions are printed, and what is deleted is not"),
        )
    if _HIDDEN.search(xml):
        attachments.refuse(
            codes.UNSETTLED_APPENDIX,
            msg("“{path}” has hidden text, which would be printed", path=appendix.path),
            appendix,
            msg("show it in Word (Ctrl+Shift+8), and remove it or make it visible"),
        )


def _count_of(tree: list[Node], kind: str) -> int:
    return sum(node["t"] == kind for node in nodes(tree))


def _word_pictures(attachments: Attachments, appendix: Appendix, found: list[Node], media: Mapping[str, str]) -> None:
    for node in nodes(found):
        if node["t"] != "Image":
            continue
        inside = media.get(node["c"][2][0])
        if inside is not None and _fault(inside, attachments.pictures[inside]):
            inside = _converted(attachments, inside)
        if inside is None or _fault(inside, attachments.pictures[inside]):
            attachments.refuse(
                codes.BROKEN_APPENDIX,
                msg("“{path}” has a picture that cannot be printed", path=appendix.path),
                appendix,
                msg("replace it with a PNG or JPEG in Word"),
            )
        elif not text_of(node["c"][1]).strip():
            attachments.refuse(
                codes.APPENDIX_WITHOUT_TEXT,
                msg("“{path}” has a picture without alternative text", path=appendix.path),
                appendix,
                msg("write the alternative text in Word (right click on the picture)"),
            )
        node["c"][2] = [inside or "", ""]


def _converted(attachments: Attachments, inside: str) -> str | None:
    """A picture of another kind (GIF, TIFF, BMP, CMYK) as PNG: its path; None where it cannot be shown."""
    from .media import shown

    found = shown(attachments.pictures[inside])
    if found is None:
        return None
    path = posixpath.splitext(inside)[0] + found[0]
    attachments.pictures[path] = found[1]
    return path


def _plain(found: list[Node]) -> list[Node]:
    """Word's tree in our dialect: no attributes, no raw code; its Divs, Figures and captions are paragraphs."""
    tree: list[Node] = transform(without_attributes(found), _plain_node)
    return tree


def _plain_node(node: Node) -> list[Node] | None:
    kind: str = node["t"]
    content: Any = node.get("c")
    if kind in ("RawBlock", "RawInline") or (kind == "Header" and not text_of(content[2]).strip()):
        return []
    if kind in ("Div", "Span"):
        return list(content[1])
    if kind == "Figure":
        return [*content[2], *content[1][1]]
    if kind == "Table" and content[1][1]:
        return [*content[1][1], {"t": "Table", "c": [content[0], [None, []], *content[2:]]}]
    if kind == "Link" and content[2][0].startswith("#"):  # to a bookmark, which does not come along
        return list(content[1])
    return None


# --- pictures ------------------------------------------------------------------------------------


def _check_pictures(case: Case, project: Project, attachments: Attachments) -> None:
    for fragment in case.fragments:
        for block in (each for slot in fragment.prose.slots.values() for each in slot):
            for node in nodes(block.node):
                path = node["c"][2][0] if node["t"] == "Image" else ""
                if path not in project.files:
                    continue
                if fault := _fault(posixpath.basename(path), project.files[path]):
                    attachments.problems.append(Problem(codes.MISSING_IMAGE, fault[0], block.span, fault[1]))
                else:
                    name = posixpath.basename(path)
                    _made_ready(attachments, path, project.files[path], block.span, name)


def _fault(name: str, data: bytes) -> tuple[Message, Message] | None:
    """Why the picture cannot be printed, and what to do; None for a whole PNG or JPEG."""
    from PIL import Image

    broken = msg("the picture “{path}” is broken", path=name), msg("open it in another program and save it anew")
    if not data.startswith(tuple(_KINDS)):
        kind = next((kind for mark, kind in _OTHER_KINDS.items() if mark in data[:16]), None)
        if kind is None:
            return broken
        said = msg("the picture “{path}” is by its content of the kind {kind}", path=name, kind=kind)
        return said, msg("open it, and save it as PNG or JPEG; it is not enough to give it another name")
    width, height = _pixels(data)
    if width * height > _MOST_PIXELS:
        return (
            msg("the picture “{path}” has {width} × {height} pixels", path=name, width=width, height=height),
            msg("save it smaller: a whole page at 300 dots an inch has 2,500 × 3,500"),
        )
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError):
        return broken
    return None


def _pixels(data: bytes) -> tuple[int, int]:
    """The sides of a PNG or JPEG as it says itself, before anything opens it; (0, 0) where it does not say."""
    if data.startswith(b"\x89PNG"):
        return (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) if len(data) >= 24 else (0, 0)
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):  # the frame of a JPEG
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4]) if data[at + 1] != 0xFF else 1
    return 0, 0


def _made_ready(attachments: Attachments, path: str, data: bytes, place: Span, name: str) -> None:
    """Lays a picture as every program shows it, where one would show it otherwise than another.

    A photograph that is only marked as turned is turned: Word, for one, does not heed the mark. Colours for a printing
    press are made those of a screen, by the picture's own profile if it has one, since PDF/A takes no others; and a
    profile of other colours than the picture's goes.
    """
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as picture:
        turned = picture.getexif().get(_ORIENTATION, 1) != 1
        profile = picture.info.get("icc_profile")
        foreign = profile is not None and profile[16:20] not in _PROFILES.get(picture.mode, ())
        if not turned and picture.mode != "CMYK" and not foreign:
            return
        form, dpi = picture.format, picture.info.get("dpi")
        upright = ImageOps.exif_transpose(picture) if turned else picture
        options: dict[str, Any] = {"quality": 95, "subsampling": 0} if form == "JPEG" else {}
        if picture.mode == "CMYK":
            upright, profile = _on_a_screen(upright, profile), None
            message = msg(
                "the picture “{path}” has the colours of a printing press (CMYK), which are converted", path=name
            )
            hint = msg("look at its colours in the document; save it as RGB if they are wrong")
            attachments.problems.append(Problem(codes.CONVERTED_COLOURS, message, place, hint))
        options |= {"icc_profile": None if foreign else profile} | ({"dpi": dpi} if dpi else {})
        out = io.BytesIO()
        upright.save(out, form, **options)
    attachments.pictures[path] = out.getvalue()


def _on_a_screen(picture: Any, profile: bytes | None) -> Any:
    """A picture of a printing press's colours in those of a screen (sRGB)."""
    from PIL import ImageCms

    if profile is not None:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return picture.convert("RGB")


# The space that an ICC profile says it is of, by the kind of picture that it can belong to.
_GREY, _SCREEN = (b"GRAY",), (b"RGB ",)
_PROFILES = {"1": _GREY, "L": _GREY, "LA": _GREY, "I;16": _GREY, "RGB": _SCREEN, "RGBA": _SCREEN, "P": _SCREEN}
_OTHER_KINDS = {
    b"GIF8": "GIF", b"WEBP": "WebP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP", b"ftyphei": "HEIC",
    b"ftypmif": "HEIC", b"ftypavif": "AVIF", b"<svg": "SVG", b"%PDF": "PDF",
}  # fmt: skip
_MOST_PIXELS = 89_000_000  # that is 350 MB of memory; beyond it Pillow warns
_ORIENTATION = 0x0112  # the Exif tag


def kind_of(data: bytes) -> str:
    """The ending of a picture's file, by its content."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), ".png")


def width_in_points(data: bytes) -> float | None:
    """The width to show a picture at: its natural one, or what a page has room for; None where it fills the column.

    The natural width is by the picture's own resolution, or 96 dots an inch.
    """
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        dots = float(picture.info.get("dpi", (96, 96))[0])
        if not 1 <= dots <= _MOST_DOTS:  # left out, or a slip
            dots = 96.0
        width = picture.width * 72 / max(dots, 36.0)
        tallest = _PAGE * picture.width / picture.height
    if tallest < min(width, _COLUMN):
        return tallest
    return width if width < _COLUMN else None


_MOST_DOTS = 2_400  # to an inch; no scanner has more
_COLUMN, _PAGE = 390.0, 560.0  # points: some 14 and 20 centimetres
