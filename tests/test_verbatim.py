"""Quoted text is sacred, to the character: no engine takes a word for an instruction, or sets it as it thinks best."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable

import pytest

from conftest import BODIES, CASE, PEOPLE, SMALL, told
from draftkit.edges.pdf.text import structure_text
from draftkit.problems import stopping
from draftkit.publish import Published

TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:br ?/>|<w:(softHyphen) ?/>")
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def in_pdf(published: Published) -> list[str]:
    """The paragraphs and headings of the PDF."""
    return [item.text for item in structure_text(published.files["utlatande.pdf"])]


def in_docx(published: Published) -> list[str]:
    """The paragraphs and headings of the DOCX."""
    with zipfile.ZipFile(io.BytesIO(published.files["utlatande.docx"])) as archive:
        body = archive.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", body, re.DOTALL)
    return ["".join(map(_piece, TEXT.finditer(paragraph))) for paragraph in paragraphs]


def _piece(match: re.Match[str]) -> str:
    return html.unescape(match[1]) if match[1] else "\u00ad" if match[2] else " "


def opinion(text: str) -> dict[str, str | bytes | None]:
    return {"synpunkter.md": f"---\navsnitt: synpunkter\n---\n{text}\n"}


@pytest.mark.parametrize(
    "text",
    [
        "Så är det... men 1...2 och ....",
        "Det var -1 grad, eller −1.",
        "Varför 10-?, undrade han.",
        "”Vision 2030” och ‘2030’ är 90’tal.",
        "\"Vision 2030\" och '2030' är 90'tal.",
        "Kort – långt — och –-, —-.",
        "10 §, ½, 2 m², 3³, 50 ‰, € 5, 1 × 2 ≠ 3.",
        "(C) och (M), 1) och a).",
        "#panic() #{1 + 1} #let x = 1",
        "$x^2$ och $ 5 och @namn och a@b.se",
        "// ej kommentar /* ej heller */ http://a.se/b//c",
        "~ och a~b och ^ och \\\\ och |",
        "{{ fras }} {% if %} ${x} %(x)s {x}",
        "= lika, + plus, / snett",
        "&amp; &lt; &auml;".replace("&", "\\&"),
        "Z\u00a0z och 10\u00a0000.",
        "Kultur\u00adförvaltningen.",
    ],
)
def test_every_character_is_printed_as_it_stands(publish: Callable[..., Published], text: str) -> None:
    published = publish(opinion(text))
    assert [told(problem) for problem in stopping(published.problems, final=False)] == []
    printed = re.sub(r"\\(.)", r"\1", text)
    assert printed in in_docx(published)
    assert printed.replace("\u00a0", " ").replace("\u00ad", "") in in_pdf(published)


def test_two_hyphens_are_two_hyphens(publish: Callable[..., Published]) -> None:
    """Pdfium takes each for the end of a line, so they are looked for where typst has put them."""
    published = publish(opinion("a--b och 5---6"))
    assert "a--b och 5---6" in in_docx(published)
    assert not any(dash in text for text in in_pdf(published) for dash in "–—")


@pytest.mark.parametrize("line", ["+ plus", "- streck", "1. ett", "= lika", "/ term", "2031. Året", "* stjärna", "#x"])
def test_a_line_after_a_break_is_no_list_and_no_heading(publish: Callable[..., Published], line: str) -> None:
    escaped = PUNCTUATION.sub(r"\\\1", line)
    published = publish(opinion(f"Först\\\n{escaped}"))
    assert f"Först {line}" in in_docx(published)
    assert f"Först{line}".replace("- ", "") in [text.replace("- ", "") for text in in_pdf(published)]


META = "a*b_c `d` [e](f) <g> #h() $i$ \\j & \"k\" 'l' {m} |n| ~o ^p @q %r ... -1 1. s"


def yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_names_and_titles_are_printed_as_they_stand(publish: Callable[..., Published]) -> None:
    names = {key: f"{key} {META}" for key in ("Titel", "Person", "Organ", "Ort", "Roll", "Bilaga")}
    facts = CASE.replace("Motion om lånebara verktyg", yaml(names["Titel"]))
    facts = facts.replace("titel: Kommunstyrelsens ordförande", f"titel: {yaml(names['Roll'])}")
    facts += f"bilagor:\n  - {{rubrik: {yaml(names['Bilaga'])}, fil: bilagor/a.md, placering: i dokumentet}}\n"
    published = publish({
        "/draftkit.toml": f"schema = 1\nkommun = 'Stensunda kommun'\nort = '''{names['Ort']}'''\n",
        "/register/organ.yaml": BODIES.replace("namn: kulturnämnden", f"namn: {yaml(names['Organ'])}"),
        "/register/personer.yaml": PEOPLE.replace("namn: Anders Wik", f"namn: {yaml(names['Person'])}"),
        "arende.yaml": facts.replace("- kulturnämnden", "- KUN"),
        **{path: SMALL[path].replace("organ: kulturnämnden", "organ: KUN") for path in SMALL if "kultur" in path},
        "bilagor/a.md": "Texten.\n",
    })  # fmt: skip
    assert [told(problem) for problem in stopping(published.problems, final=False)] == []
    for text in (in_pdf(published), in_docx(published)):
        assert [name for name in names.values() if not any(name in each for each in text)] == []
