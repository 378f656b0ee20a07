"""A bilaga in Word: all that it says is printed, and what cannot be is told before anybody reads the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from PIL import Image

from conftest import CASE, told
from draftkit.blocks import text_of
from draftkit.pipeline import Composed
from draftkit.publish import Published

FACTS = f"{CASE}bilagor:\n  - {{rubrik: Regler, fil: bilagor/a.docx, placering: i dokumentet}}\n"
PLACE = "arende.yaml:20:27-20:41"
NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="http://schemas.{address}"'
        for prefix, address in {
            "w": "openxmlformats.org/wordprocessingml/2006/main",
            "m": "openxmlformats.org/officeDocument/2006/math",
            "a": "openxmlformats.org/drawingml/2006/main",
            "c": "openxmlformats.org/drawingml/2006/chart",
            "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "mc": "openxmlformats.org/markup-compatibility/2006",
            "wps": "microsoft.com/office/word/2010/wordprocessingShape",
        }.items()
    )
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
Write = Callable[[Any], None]


def word(write: Write) -> bytes:
    """A Word file with a first and a last paragraph, and between them what `write` adds."""
    document = docx.Document()
    document.add_paragraph("Först.")
    write(document)
    document.add_paragraph("Sist.")
    return saved(document)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xml(source: str) -> Write:
    """Adds a paragraph of raw XML."""

    def write(document: Any) -> None:
        document.add_paragraph()._p.getparent()[-2].addprevious(parse_xml(f"<w:p {NAMESPACES}>{source}</w:p>"))

    return write


def picture(alternative: str = "En ritning") -> Write:
    def write(document: Any) -> None:
        out = io.BytesIO()
        Image.new("RGB", (8, 8)).save(out, "PNG")
        shape = document.add_picture(io.BytesIO(out.getvalue()))
        shape._inline.docPr.set("descr", alternative)

    return write


def with_part(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The file with each part as `change` gives it; None takes it away."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def lines(compose: Callable[..., Composed]) -> Callable[[bytes], list[str]]:
    """`lines(docx)`: the lines of the bilaga as they will be printed, in a case without a problem."""

    def read(data: bytes) -> list[str]:
        composed = compose({"arende.yaml": FACTS, "bilagor/a.docx": data})
        assert [told(problem) for problem in composed.problems] == []
        assert composed.document is not None
        text = text_of(list(composed.document.nodes)).splitlines()
        return text[text.index("Bilaga 1. Regler") + 1 :]

    return read


# --- what is printed -----------------------------------------------------------------------------


def table(document: Any) -> None:
    rows = document.add_table(1, 2)
    rows.cell(0, 0).text, rows.cell(0, 1).text = "a", "b"


def styled(text: str, style: str, *, new: bool = False) -> Write:
    def write(document: Any) -> None:
        if new:
            document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph(text, style=style)

    return write


def both(*writes: Write) -> Write:
    def write(document: Any) -> None:
        for each in writes:
            each(document)

    return write


def captioned_figure(document: Any) -> None:
    styled("", "Captioned Figure", new=True)(document)
    holder = document.paragraphs[-1]
    picture()(document)
    holder._p.append(document.paragraphs[-1].runs[0]._r)
    document.paragraphs[-1]._p.getparent().remove(document.paragraphs[-1]._p)
    styled("Figur 1. Huset", "Image Caption", new=True)(document)


TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData uri='x'>"
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>I ruta.</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent><w:p><w:r><w:t>I ruta.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("write", "printed"),
    [
        (both(styled("Tabell 1. Kostnad", "Caption"), table), ["Tabell 1. Kostnad", "a", "b"]),
        (both(styled("Tabell 1. Kostnad", "Table Caption", new=True), table), ["Tabell 1. Kostnad", "a", "b"]),
        (captioned_figure, ["", "Figur 1. Huset"]),
        (xml(TEXT_BOX), ["I ruta."]),
        (xml("<w:hyperlink w:anchor='x'><w:r><w:t>Se avsnitt 3</w:t></w:r></w:hyperlink>"), ["Se avsnitt 3"]),
        (lambda document: document.add_heading("", 1), []),
        (lambda document: document.add_heading("Rubrik nio", 9), ["Rubrik nio"]),
        (lambda document: document.add_paragraph("#panic() *a* <b> ... -1"), ["#panic() *a* <b> ... -1"]),
        (styled("1. ingen lista", "Normal"), ["1. ingen lista"]),
    ],
)
def test_what_word_shows_is_printed(lines: Callable[[bytes], list[str]], write: Write, printed: list[str]) -> None:
    assert lines(word(write)) == ["Först.", *printed, "Sist."]


def test_the_title_of_a_word_file_is_printed(lines: Callable[[bytes], list[str]]) -> None:
    """pandoc takes it, and what is styled as its author and date, for facts about the file."""
    document = docx.Document()
    document.add_heading("Regler för lån", 0)
    document.add_paragraph("Antagna 2030", style="Subtitle")
    styled("Kim Berg", "Author", new=True)(document)
    styled("den 3 mars", "Date", new=True)(document)
    document.add_paragraph("Först.")
    assert lines(saved(document)) == ["Regler för lån", "Antagna 2030", "Kim Berg", "den 3 mars", "Först."]


@pytest.mark.parametrize("write", [both(styled("Tabell 1. Kostnad", "Caption"), table), captioned_figure])
def test_a_caption_is_in_the_finished_documents(publish: Callable[..., Published], write: Write) -> None:
    """`--final` reads both of them back."""
    final = publish({"arende.yaml": FACTS, "bilagor/a.docx": word(write)}, final=True)
    assert [told(problem) for problem in final.problems] == []
    assert set(final.files) == {"utlatande.docx", "utlatande.pdf", "manifest.json"}


# --- what is told -----------------------------------------------------------------------------------

EQUATION = "<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>"
CHART = (
    "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='x'><c:chart/></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></w:r>"
)
ANEW = "paste them in Word as pictures (PNG), with alternative text; or save the bilaga as PDF"
NO_PICTURE = "a picture or chart of “bilagor/a.docx” cannot be read"


def no_media(name: str, content: bytes) -> bytes | None:
    return None if name.startswith("word/media/") else content


def linked(address: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: content.replace(
        b'Target="media/image1.png"', b'TargetMode="External" Target="' + address + b'"'
    )


def as_emf(name: str, content: bytes) -> bytes:
    return b"\x01\x00\x00\x00" if name.startswith("word/media/") else content


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            word(xml(EQUATION)),
            ("DK504", "“bilagor/a.docx” has an equation, which cannot be printed",
             "replace it in Word with text, or with a picture that has alternative text; or save the bilaga as PDF"),
        ),
        (word(xml(CHART)), ("DK504", NO_PICTURE, ANEW)),
        (with_part(word(picture()), no_media), ("DK504", NO_PICTURE, ANEW)),
        (with_part(word(picture()), linked(b"http://127.0.0.1:9/a.png")), ("DK504", NO_PICTURE, ANEW)),
        (with_part(word(picture()), linked(b"file:///etc/hostname")), ("DK504", NO_PICTURE, ANEW)),
        (
            with_part(word(both(picture(), picture())), no_media),
            ("DK504", "2 pictures or charts of “bilagor/a.docx” cannot be read", ANEW),
        ),
        (
            with_part(word(picture()), as_emf),
            ("DK504", "“bilagor/a.docx” has a picture that cannot be printed", "replace it with a PNG or JPEG in Word"),
        ),
        (
            word(picture("")),
            ("DK506", "“bilagor/a.docx” has a picture without alternative text",
             "write the alternative text in Word (right click on the picture)"),
        ),
        (
            word(xml("<w:fldSimple w:instr='DATE'><w:r><w:t>den 3 mars</w:t></w:r></w:fldSimple>")),
            ("DK504", "8 letters of “bilagor/a.docx” stand where they cannot be read, for example in a text box",
             "move the text out of text boxes in Word, or save the bilaga as PDF"),
        ),
        (
            saved(docx.Document()),
            ("DK504", "“bilagor/a.docx” is empty", "write its text in Word, or remove the bilaga"),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_told(
    compose: Callable[..., Composed], data: bytes, problem: tuple[str, str, str]
) -> None:
    composed = compose({"arende.yaml": FACTS, "bilagor/a.docx": data})
    code, message, hint = problem
    assert [told(each) for each in composed.problems] == [(code, PLACE, message, hint)]
    assert composed.document is None


INSERTED = "<w:ins w:id='1' w:author='A'><w:r><w:t>nytt</w:t></w:r></w:ins>"
DELETED = "<w:del w:id='1' w:author='A'><w:r><w:delText>gammalt</w:delText></w:r></w:del>"
MOVED = (
    "<w:moveFrom w:id='1' w:author='A'><w:r><w:t>flyttat</w:t></w:r></w:moveFrom><w:r><w:t>mitt</w:t></w:r>"
    "<w:moveTo w:id='2' w:author='A'><w:r><w:t>flyttat</w:t></w:r></w:moveTo>"
)
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hemligt.</w:t></w:r>"
CHANGES = (
    "“bilagor/a.docx” has changes that nobody has accepted or rejected",
    "accept or reject them in Word; here the insertions are printed, and what is deleted is not",
)
HIDES = (
    "“bilagor/a.docx” has hidden text, which would be printed",
    "show it in Word (Ctrl+Shift+8), and remove it or make it visible",
)


@pytest.mark.parametrize(
    ("source", "words"), [(INSERTED, CHANGES), (DELETED, CHANGES), (MOVED, CHANGES), (HIDDEN, HIDES)]
)
def test_a_draft_warns_of_what_is_not_settled_and_a_final_document_refuses(
    publish: Callable[..., Published], source: str, words: tuple[str, str]
) -> None:
    files = {"arende.yaml": FACTS, "bilagor/a.docx": word(xml(source))}
    draft, final = publish(files, wanted=("md",)), publish(files, wanted=("md",), final=True)
    for published in (draft, final):
        assert [told(problem) for problem in published.problems] == [("DK508", PLACE, *words)]
    assert set(draft.files) == {"utlatande.md", "manifest.json"}
    assert final.files == {}


def test_settled_text_is_no_matter(lines: Callable[[bytes], list[str]]) -> None:
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Synligt.</w:t></w:r>"
    assert lines(word(xml(shown))) == ["Först.", "Synligt.", "Sist."]
