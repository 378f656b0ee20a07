"""Bilagor as scanners, cameras, print shops, Word and damaged disks make them: laid whole, or refused with a reason."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from conformance.bilagor import Bilaga, everything, files, listed
from PIL import Image

from conftest import CASE, Files, told
from draftkit.pipeline import Checked
from draftkit.problems import stopping
from draftkit.publish import Published

ODD = {each.name: each for each in everything()}
SEPARATE = "or write “placering: separat”"
ANEW = "open it in another program and save it anew"
AS_PICTURE = f"open it and save it as PNG or JPEG, {SEPARATE}"
AS_WORD = f"open it in Word and save it as .docx, {SEPARATE}"
AS_PDF = f"save it as PDF, {SEPARATE}"
KIND = "“{path}” is of a kind that cannot be laid in the document"
BROKEN = "the picture “{path}” is broken"
NO_PDF = "“{path}” cannot be read as PDF"
TOO_LARGE = "“{path}” is too large to be laid in the document"
PAGES = "write “placering: separat”, or lay only the pages that are needed; 500 is the most"
AGAIN = "ask the sender for the file again"
REFUSED = {
    "bomb.png": ("DK504", "the picture “{path}” has 32000 × 32000 pixels",
                 "save it smaller: a whole page at 300 dots an inch has 2,500 × 3,500"),
    "avhuggen.jpg": ("DK504", BROKEN, ANEW),
    "tom.png": ("DK504", BROKEN, ANEW),
    "egentligen-gif.png": ("DK504", "the picture “{path}” is by its content of the kind GIF",
                           "open it, and save it as PNG or JPEG; it is not enough to give it another name"),
    "bild.gif": ("DK505", KIND, AS_PICTURE),
    "bild.webp": ("DK505", KIND, AS_PICTURE),
    "bild.tif": ("DK505", KIND, AS_PICTURE),
    "bild.bmp": ("DK505", KIND, AS_PICTURE),
    "bild.heic": ("DK505", KIND, AS_PICTURE),
    "bild.svg": ("DK505", KIND, AS_PICTURE),
    "lösenord.pdf": ("DK503", "“{path}” is locked with a password",
                     "save it without a password, or write “placering: separat”"),
    "avhuggen.pdf": ("DK504", NO_PDF, ANEW),
    "skräp.pdf": ("DK504", "it is neither Word, OpenDocument, PDF nor text", "open it in Word and save it as .docx"),
    "tom.pdf": ("DK504", "the file is empty", AGAIN),
    "egentligen-word.pdf": ("DK504", "“{path}” is by its content of the kind .docx",
                            "call it “{stem}.docx”, if it is the right file; or save it anew"),
    "för-många-sidor.pdf": ("DK504", TOO_LARGE, PAGES),
    "bomb.pdf": ("DK504", TOO_LARGE, PAGES),
    "textruta.docx": ("DK504", "7 letters of “{path}” stand where they cannot be read, for example in a text box",
                      "move the text out of text boxes in Word, or save the bilaga as PDF"),
    "ekvation.docx": ("DK504", "“{path}” has an equation, which cannot be printed",
                      "replace it in Word with text, or with a picture that has alternative text; "
                      "or save the bilaga as PDF"),
    "äldre.docx": ("DK504", "it is a Word file of the older kind (.doc)", "open it in Word and save it as .docx"),
    "lösenord.docx": ("DK504", "the file is locked with a password", "open it in Word and save it without a password"),
    "makron.docm": ("DK505", KIND, AS_WORD),
    "egentligen-pdf.docx": ("DK504", "“{path}” is by its content of the kind .pdf",
                            "call it “{stem}.pdf”, if it is the right file; or save it anew"),
    "tom.docx": ("DK504", "the file is empty", AGAIN),
    "kalkyl.xlsx": ("DK505", KIND, AS_PDF),
    "text.odt": ("DK505", KIND, AS_WORD),
    "bilder.pptx": ("DK505", KIND, AS_PDF),
    "text.txt": ("DK505", KIND, AS_WORD),
}  # fmt: skip


def case(*bilagor: Bilaga) -> Files:
    return {"arende.yaml": CASE + listed(bilagor), **files(bilagor)}


def test_what_cannot_be_laid_is_refused_with_its_place_and_what_to_do(check: Callable[..., Checked]) -> None:
    """All at once: one broken file does not hide another."""
    refused = [each for each in ODD.values() if each.refused]
    assert {each.name for each in refused} == set(REFUSED)
    expected = {}
    for number, each in enumerate(refused, start=1):
        code, message, hint = REFUSED[each.name]
        named = {"path": f"bilagor/{number}.{each.name.rpartition('.')[2]}", "stem": f"{number}"}
        expected[number] = (code, f"arende.yaml:{19 + number}", message.format(**named), hint.format(**named))
    stops = [told(each) for each in stopping(check(case(*refused)).problems, final=False)]
    found = {
        int(place.split(":")[1]) - 19: (code, re.sub(r":\d+-.*", "", place), *rest) for code, place, *rest in stops
    }
    assert len(stops) == len(refused)
    assert found == expected


def test_all_others_can_be_laid(check: Callable[..., Checked]) -> None:
    sound = [each for each in ODD.values() if not each.refused]
    checked = check(case(*sound))
    assert [told(each) for each in stopping(checked.problems, final=False)] == []
    assert {told(each)[0] for each in checked.problems} == {"DK508", "DK511", "DK512", "DK513", "DK514", "DK516"}


# --- as they are laid ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> list[Bilaga]:
    return [ODD[name] for name in ("fyrfärg.jpg", "vriden-fyrfärg.jpg", "fel-profil.jpg", "orimlig-upplösning.jpg",
            "fyrfärg.pdf", "icc.pdf", "numrerad.docx", "bilder.docx")]  # fmt: skip


def test_odd_ones_in_every_format(publish: Callable[..., Published], sample: list[Bilaga]) -> None:
    published = publish(case(*sample), wanted=("docx", "pdf", "md", "json", "akn"), final=True)
    assert [told(each) for each in stopping(published.problems, final=True)] == []
    markdown = published.files["utlatande.md"].decode()
    _numbers_are_printed(markdown)
    _pages_are_links(markdown, set(published.files))
    _no_colours_of_the_press(published.files["utlatande.pdf"])


def _numbers_are_printed(markdown: str) -> None:
    """Those that Word reckons, and that stand nowhere in its file."""
    printed = markdown[markdown.rindex("Underlag om numrerad\n") :].split("\n\n")[1:8]
    assert printed == [
        "Först.", "## 1 Avgifter", "### 1.1 Lån", "1 § Reglerna gäller alla.", "2 § Lån är gratis, se 1 §.",
        "### 1.2 Retur", "1)  hela",
    ]  # fmt: skip


def _pages_are_links(markdown: str, names: set[str]) -> None:
    pages = re.findall(r"(?<!!)\[([^]]+)\]\((bilagor/[^)]+)\)", markdown)
    assert pages == [
        ("Färgade fält och en gråskala, sida 1 av 1", "bilagor/bilaga-5-5.pdf#page=1"),
        ("Färgade fält och en gråskala, sida 1 av 1", "bilagor/bilaga-6-6.pdf#page=1"),
    ]
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", markdown)
    assert len(shown) == 4 + 5
    assert {*shown, *(address.partition("#")[0] for _, address in pages)} <= names


def _no_colours_of_the_press(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.open_metadata().pdfa_status == "3A"
        spaces = [str(item.get("/ColorSpace", "")) for item in document.objects if isinstance(item, pikepdf.Stream)]
    assert not any("CMYK" in each for each in spaces)


def test_a_converted_picture_has_its_colours_and_stands_upright(check: Callable[..., Checked]) -> None:
    odd = [ODD["fyrfärg.jpg"], ODD["vriden-fyrfärg.jpg"]]
    straight, turned = (
        Image.open(io.BytesIO(data)) for _, data in sorted(check(case(*odd)).attachments.pictures.items())
    )
    assert (straight.mode, straight.size, turned.size) == ("RGB", (480, 320), (320, 480))
    for picture, place in ((straight, (100, 60)), (turned, (320 - 60, 100))):
        red, green, blue = picture.getpixel(place)  # type: ignore[misc]
        assert red > 180
        assert max(green, blue) < 60


def test_a_profile_of_other_colours_goes(check: Callable[..., Checked]) -> None:
    (data,) = check(case(ODD["fel-profil.jpg"])).attachments.pictures.values()
    assert "icc_profile" not in Image.open(io.BytesIO(data)).info
