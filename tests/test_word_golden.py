"""The Word file part by part, as XML, against tests/golden/word: any change in it is seen, and made on purpose.

`make golden` writes the files anew; `git diff tests/golden` then shows what has changed.
"""

from __future__ import annotations

import difflib
import io
import os
import zipfile
from collections.abc import Mapping

import pytest
from lxml import etree

from conftest import FOLDER, ROOT
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.pipeline import check, compose
from draftkit.publish import publish
from wordcase import project_of

GOLDEN = ROOT / "tests/golden/word"
PARTS = (
    "[Content_Types].xml", "docProps/app.xml", "docProps/core.xml", "word/_rels/document.xml.rels",
    "word/_rels/footnotes.xml.rels", "word/document.xml", "word/fontTable.xml", "word/footnotes.xml",
    "word/header1.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
)  # fmt: skip


@pytest.fixture(scope="module")
def parts(pandoc: Pandoc, packs: dict[str, bytes]) -> Mapping[str, str]:
    """The parts of the Word file as lines of XML."""
    project = project_of(packs)
    composed = compose(check(project, FOLDER, pandoc), pandoc, final=False)
    published = publish(composed, project, pandoc, wanted=("docx",), final=False)
    with zipfile.ZipFile(io.BytesIO(published.files["utlatande.docx"])) as archive:
        names = [name for name in archive.namelist() if not name.startswith("word/media/")]
        return {name: canonical(archive.read(name), published.draft or "") for name in names}


def canonical(data: bytes, draft: str) -> str:
    """XML with its attributes in order and an element on each line; the mark of the draft, which changes, as 0s."""
    tree = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    text = etree.canonicalize(etree.tostring(tree).decode(), with_comments=True)
    tree = etree.fromstring(text.replace(draft, "0" * 8))
    etree.indent(tree)
    return etree.tostring(tree, encoding="unicode") + "\n"


def test_no_part_is_left_out(parts: Mapping[str, str]) -> None:
    others = {
        "_rels/.rels",
        "docProps/custom.xml",
        "word/comments.xml",
        "word/webSettings.xml",
        "word/theme/theme1.xml",
    }
    assert set(parts) == {*PARTS, *others}


@pytest.mark.parametrize("part", PARTS)
def test_the_word_file_is_as_it_was(part: str, parts: Mapping[str, str]) -> None:
    golden = GOLDEN / part.replace("/", "-")
    if os.environ.get("DRAFTKIT_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(parts[part], encoding="utf-8", newline="\n")
    was, is_now = (text.splitlines() for text in (golden.read_text(encoding="utf-8"), parts[part]))
    difference = "\n".join(difflib.unified_diff(was, is_now, f"tests/golden/word/{golden.name}", part, lineterm=""))
    assert not difference, f"{difference}\n\n`make golden` writes it anew, where this is meant."
