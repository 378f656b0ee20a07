"""The original of a quoted text: how many words it has, in each of the formats that answers come in."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from conftest import told
from draftkit.pipeline import Checked

SAID = "Nämnden vill framhålla att verktygen behövs även i de mindre stadsdelarna. "


def word_file(text: str) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for letter in text:  # Word divides words as it likes
        paragraph.add_run(letter)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt_file(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", f"<office:text><text:h>Svar</text:h><text:p>{text}</text:p></office:text>")
    return out.getvalue()


def answer(name: str, data: bytes, rendering: str = "fullständig") -> dict[str, str | bytes]:
    return {
        "remissvar/kulturnamnden.md": (
            "---\norgan: kulturnämnden\ntyp: nämndbeslut\nsammanträde: 2031-05-20\n"
            f"återgivning: {rendering}\nkälla: {{fil: kallor/{name}, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
            f"---\n# Beslut\n\n1. {SAID}\n"
        ),
        f"kallor/{name}": data,
    }


@pytest.mark.parametrize(("name", "make"), [("svar.docx", word_file), ("svar.odt", odt_file), ("svar.txt", str.encode)])
def test_the_whole_is_not_half(check: Callable[..., Checked], name: str, make: Callable[[str], bytes]) -> None:
    def found(files: dict[str, str | bytes]) -> list[tuple[str, str, str, str]]:
        return [told(each) for each in check(files).problems if each.code.number.startswith("DK27")]

    assert found(answer(name, make(SAID * 2))) == [
        (
            "DK273",
            "remissvar/kulturnamnden.md:5:14-5:25",
            f"the text has {52 if name.endswith('odt') else 54} per cent of the words of “kallor/{name}”",
            "quote the whole, or write “återgivning: i huvudsak”",
        )
    ]
    assert found(answer(name, make(SAID * 2), "i huvudsak")) == []
    assert found(answer(name, make(SAID))) == []


@pytest.mark.parametrize("name", ["svar.docx", "svar.odt", "svar.pdf"])
def test_what_cannot_be_counted_is_passed_over(check: Callable[..., Checked], name: str) -> None:
    found = check(answer(name, b"no archive")).problems
    assert [each for each in found if each.code.number == "DK273"] == []
