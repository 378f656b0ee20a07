"""A pack of a city's own, made as docs/mallpaket.md tells: the recipe, facts and sections of its own, and its look."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator

import docx
from docx.shared import Cm

from .documents import BUILT, ROOT, Document, build, committed

_GUIDE = ROOT / "docs/mallpaket.md"
_FILE = re.compile(r"^\*\*(\S+)\*\*( \(lägg till\))?\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CHAPTERS = ("Ett eget paket på tio minuter", "Egna uppgifter", "Egna avsnitt", "PDF: `<paket>.typ`")
_CASE = "drafts/ks-2031-0102"


def documents() -> Iterator[Document]:
    """The small example with that pack, as draft and as final document. Raises NotBuilt."""
    root = BUILT / "eget-mallpaket-mapp"
    shutil.copytree(ROOT / "examples/minimal", root, ignore=shutil.ignore_patterns("build"))
    for path, add, text in _files():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") if add else ""
        target.write_text(before + text, encoding="utf-8")
    (root / "templates/stensunda/reference.docx").write_bytes(_reference())
    yield build("eget mallpaket, utkast", root, _CASE, "--mall", "stensunda")
    final = committed(root, BUILT / "eget-mallpaket-git")
    yield build("eget mallpaket, slutlig", final, _CASE, "--mall", "stensunda", "--final")


def _files() -> Iterator[tuple[str, str, str]]:
    """The files that the chapters of the guide give: path, whether to add to what is there, and text."""
    chapters = re.split(r"^#+ (?=\S)", _without_fenced_headings(_GUIDE.read_text(encoding="utf-8")), flags=re.MULTILINE)
    for chapter in chapters:
        if chapter.partition("\n")[0].strip() in _CHAPTERS:
            yield from ((path, add, text.replace("\0", "#")) for path, add, text in _FILE.findall(chapter))


def _without_fenced_headings(text: str) -> str:
    r"""The guide with each # that stands within a fence written as \0, so that it begins no chapter."""
    return re.sub(r"^```.*?^```", lambda fence: fence[0].replace("#", "\0"), text, flags=re.MULTILINE | re.DOTALL)


def _reference() -> bytes:
    """The reference document with what the guide has changed in Word: a style for the sender, and a wider margin."""
    document = docx.Document(str(ROOT / "templates/utlatande/reference.docx"))
    document.styles.add_style("Avsändare", 1)
    document.sections[0].left_margin = Cm(3)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
