"""Pictures as cameras and clumsy hands make them: shown whole, the right way up, and on the page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image

from conftest import CASE, Files, told
from draftkit.problems import stopping
from draftkit.publish import Published

TURNED = 0x0112  # the Exif tag that says which way is up
COLUMN, HEIGHT = 397.0, 674.0  # points that the text has on a page of the PDF
EMU = 12_700  # English Metric Units in a point


def picture(width: int, height: int, *, form: str = "PNG", turned: int = 1, dpi: int = 96) -> bytes:
    """Dark at the left, light at the right."""
    image = Image.linear_gradient("L").rotate(90).resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[TURNED] = turned
    out = io.BytesIO()
    image.save(out, form, exif=exif, dpi=(dpi, dpi))
    return out.getvalue()


def in_text(data: bytes) -> Files:
    text = "---\navsnitt: synpunkter\n---\nSe bilden.\n\n![En bild](bilder/a.png)\n"
    return {"synpunkter.md": text, "bilder/a.png": data}


def as_bilaga(data: bytes) -> Files:
    line = "{rubrik: Bild, fil: bilagor/a.png, placering: i dokumentet, alternativtext: En bild}"
    return {"arende.yaml": f"{CASE}bilagor:\n  - {line}\n", "bilagor/a.png": data}


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each picture of the PDF, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        objects = [each for page in document for each in page.get_objects()]
        return [each.get_bounds() for each in objects if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def extents(word: bytes) -> list[tuple[float, float]]:
    """Width and height of each picture of the DOCX, in points."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = archive.read("word/document.xml").decode()
    found = re.findall(r"<wp:extent ([^>]*)/>", body)
    sides = [dict(re.findall(r'(c[xy])="(\d+)"', each)) for each in found]
    return [(int(each["cx"]) / EMU, int(each["cy"]) / EMU) for each in sides]


@pytest.mark.parametrize("lay", [in_text, as_bilaga])
@pytest.mark.parametrize(
    ("data", "width", "height"),
    [
        (picture(96, 48), 72, 36),
        (picture(192, 96, dpi=192), 72, 36),
        (picture(960, 480), COLUMN, COLUMN / 2),
        (picture(600, 3000), 112, 560),
        (picture(10, 20_000), 0.28, 560),
        (picture(20_000, 10), COLUMN, COLUMN / 2000),
    ],
)
def test_a_picture_has_its_size_and_fits_on_the_page(
    publish: Callable[..., Published], lay: Callable[[bytes], Files], data: bytes, width: float, height: float
) -> None:
    published = publish(lay(data))
    assert [told(problem) for problem in stopping(published.problems, final=False)] == []
    ((left, bottom, right, top),) = boxes(published.files["utlatande.pdf"])
    assert (right - left, top - bottom) == pytest.approx((width, height), rel=0.02)
    assert 0 < bottom < top < 842
    ((wide, high),) = extents(published.files["utlatande.docx"])
    assert high / wide == pytest.approx(height / width, rel=0.02)
    assert wide <= COLUMN * 1.1
    assert high <= HEIGHT


@pytest.mark.parametrize("lay", [in_text, as_bilaga])
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_photograph_that_is_marked_as_turned_stands_upright_in_both(
    publish: Callable[..., Published], lay: Callable[[bytes], Files], form: str
) -> None:
    """6 is a camera held upright: what was dark at the left is dark at the top."""
    published = publish(lay(picture(120, 60, form=form, turned=6)))
    with zipfile.ZipFile(io.BytesIO(published.files["utlatande.docx"])) as archive:
        (name,) = [each for each in archive.namelist() if each.startswith("word/media/")]
        shown = Image.open(io.BytesIO(archive.read(name)))
    assert shown.getexif().get(TURNED, 1) == 1
    assert shown.size == (60, 120)
    top, bottom = (shown.convert("L").getpixel((30, y)) for y in (5, 115))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert top < 60 < 190 < bottom
    ((left, below, right, above),) = boxes(published.files["utlatande.pdf"])
    assert (right - left, above - below) == pytest.approx((45, 90), rel=0.02)
    assert extents(published.files["utlatande.docx"]) == [pytest.approx((45, 90), rel=0.02)]


def test_a_picture_that_stands_as_it_is_goes_in_byte_for_byte(publish: Callable[..., Published]) -> None:
    data = picture(120, 60, form="JPEG")
    with zipfile.ZipFile(io.BytesIO(publish(in_text(data)).files["utlatande.docx"])) as archive:
        media = [archive.read(each) for each in archive.namelist() if each.startswith("word/media/")]
    assert media == [data]
