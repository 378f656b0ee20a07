"""The bilagor and pictures of a case that are no Markdown: opened, measured, and refused where they cannot be used."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ... import codes
from ...blocks import Node, joined, letters, nodes, text_of, without_attributes
from ...messages import Message, msg
from ...model import Appendix, Case
from ...problems import Code, Problem
from ...project import Project
from ...stages.assemble import Attachment
from ...stages.checks.appendices import path_of
from ..engines.pandoc import EngineError, Pandoc, Reply, blocks

if TYPE_CHECKING:
    from ..finish.pdf_pages import PageSize

_KINDS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_FALLBACK = re.compile(r"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)


@dataclass
class Attachments:
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
        if path is None or path not in project.files or not appendix.included:
            continue
        if appendix.suffix == ".docx":
            _word(attachments, appendix, path, project, sent.get(path) or pandoc.intake(project.files[path]))
        elif appendix.suffix == ".pdf":
            _pdf(attachments, appendix, path, project.files[path])
        elif appendix.suffix in (".png", ".jpg") and not _is_picture(project.files[path]):
            attachments.refuse(
                codes.BROKEN_APPENDIX,
                msg("the picture “{path}” is broken", path=appendix.path),
                appendix,
                msg("open it in another program and save it anew"),
            )
    _check_pictures(case, project, attachments)
    return attachments


# --- PDF -----------------------------------------------------------------------------------------


def _pdf(attachments: Attachments, appendix: Appendix, path: str, data: bytes) -> None:
    from ..finish.pdf_pages import BrokenPdf, EncryptedPdf, inspect, obstacles

    try:
        pages = inspect(data).pages
        flat = frozenset(number for number, found in enumerate(obstacles(data), start=1) if found)
    except EncryptedPdf:
        attachments.refuse(
            codes.ENCRYPTED_APPENDIX,
            msg("“{path}” is locked with a password", path=appendix.path),
            appendix,
            msg("save it without a password, or write “placering: separat”"),
        )
        return
    except BrokenPdf:
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            msg("“{path}” cannot be read as PDF", path=appendix.path),
            appendix,
            msg("open it in another program and save it anew"),
        )
        return
    attachments.found[path] = Attachment(pages=len(pages))
    attachments.sizes[path] = pages
    attachments.flat[path] = flat


# --- Word ----------------------------------------------------------------------------------------


def _word(attachments: Attachments, appendix: Appendix, path: str, project: Project, reply: Reply) -> None:
    from zipfile import BadZipFile

    from ..finish.count import docx_text

    try:
        facts, (tree, *pictures) = reply.get()
        found = blocks(tree)
        written, notes = docx_text(project.files[path], leave_out=_FALLBACK)
    except (EngineError, BadZipFile, KeyError, UnicodeDecodeError):
        attachments.refuse(
            codes.BROKEN_APPENDIX,
            msg("“{path}” cannot be read as a Word file", path=appendix.path),
            appendix,
            msg("open it in Word and save it anew as .docx"),
        )
        return
    read_notes: list[str] = []
    read_text = text_of(found, notes=read_notes)
    lost = len(letters(written + notes)) - len(letters(read_text + "".join(read_notes)))
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
    media = {
        name: f"{path}/{hashlib.sha256(data).hexdigest()[:16]}{posixpath.splitext(name)[1].lower()}"
        for name, data in zip(facts.get("names") or (), pictures, strict=True)
    }
    for name, data in zip(facts.get("names") or (), pictures, strict=True):
        attachments.pictures[media[name]] = data
    _word_pictures(attachments, appendix, found, media)
    attachments.found[path] = Attachment(blocks=tuple(joined(_plain(found))))


def _word_pictures(attachments: Attachments, appendix: Appendix, found: list[Node], media: Mapping[str, str]) -> None:
    for node in nodes(found):
        if node["t"] != "Image":
            continue
        inside = media.get(node["c"][2][0])
        if inside is None or not _is_picture(attachments.pictures[inside]):
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


def _plain(found: list[Node]) -> list[Node]:
    """Word's tree in our dialect: no attributes, no raw code, its Divs and Figures opened up."""
    result: list[Node] = []
    for node in without_attributes(found):
        if node["t"] == "Div":
            result += _plain(node["c"][1])
        elif node["t"] == "Figure":
            result += _plain(node["c"][2])
        elif node["t"] != "RawBlock":
            result.append(node)
    return result


# --- pictures ------------------------------------------------------------------------------------


def _check_pictures(case: Case, project: Project, attachments: Attachments) -> None:
    for fragment in case.fragments:
        for block in (each for slot in fragment.prose.slots.values() for each in slot):
            for node in nodes(block.node):
                path = node["c"][2][0] if node["t"] == "Image" else ""
                if path in project.files and not _is_picture(project.files[path]):
                    message = msg("the picture “{path}” is broken", path=posixpath.basename(path))
                    attachments.problems.append(
                        Problem(
                            codes.MISSING_IMAGE, message, block.span, msg("open it in another program and save it anew")
                        )
                    )


def _is_picture(data: bytes) -> bool:
    """Whether `data` is a whole PNG or JPEG."""
    if not data.startswith(tuple(_KINDS)):
        return False
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def kind_of(data: bytes) -> str:
    """The ending of a picture's file, by its content."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), ".png")


def width_in_points(data: bytes) -> float | None:
    """A picture's natural width, at its own resolution or 96 dots an inch; None where a column is narrower."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        dots = float(picture.info.get("dpi", (96, 96))[0]) or 96.0
        width = picture.width * 72 / max(dots, 36.0)
    return width if width < _COLUMN else None


_COLUMN = 390.0  # points: some 14 centimetres
