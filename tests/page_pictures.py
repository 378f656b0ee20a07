"""The pictures of some pages, which lie in tests/data/pages: what the look is, for the eye and for the tests.

`make pictures` renders them anew, when the look has been changed on purpose: look at each before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageStat

import casebook
from conftest import ROOT
from draftkit.edges.engines.pandoc import Pandoc

FOLDER = Path(__file__).parent / "data/pages"
DPI = 50
LEVELS = 12  # of grey, so that a page is some fifteen kB; the mark of a draft is one of them
MARK_OF_DRAFT = 24  # pixels from the top: the code there tells of the inputs, and changes with any of them
BLOCK = 16  # pixels
UNLIKE = 10.0  # of 255: how much a block's mean may differ; letters that are smoothed in another way differ by less

# The first page; a signature; a long title and decision; deep headings; tables: narrow and wide, over pages, wordy;
# lists; a bilaga and its end; footnotes.
PAGES = {
    "short": (1, 2),
    "deep": (1, 3),
    "tables": (3, 5, 6),
    "lists": (4, 9),
    "notes": (3,),
}


def names() -> list[tuple[str, int]]:
    return [(case, page) for case, pages in PAGES.items() for page in pages]


def kept(case: str, page: int) -> Path:
    return FOLDER / f"{case}-{page}.png"


def rendered(pdf: bytes, page: int) -> Image.Image:
    """A page in few levels of grey, without the code of the draft."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page - 1].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    step = 255 / (LEVELS - 1)
    picture = picture.point([round(round(grey / step) * step) for grey in range(256)])
    picture.paste(255, (0, 0, picture.width, MARK_OF_DRAFT))
    return picture


def differences(one: Image.Image, other: Image.Image) -> list[tuple[int, int, int, int]]:
    """The blocks in which two pictures of a page are not alike: left, upper, right and lower edge in pixels."""
    if one.size != other.size:
        return [(0, 0, *other.size)]
    return [box for box in _blocks(one.size) if _mean_difference(one.crop(box), other.crop(box)) > UNLIKE]


def _blocks(size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    for top in range(0, size[1], BLOCK):
        for left in range(0, size[0], BLOCK):
            yield left, top, min(left + BLOCK, size[0]), min(top + BLOCK, size[1])


def _mean_difference(one: Image.Image, other: Image.Image) -> float:
    return abs(ImageStat.Stat(one).mean[0] - ImageStat.Stat(other).mean[0]) + (
        ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 4
    )


def marked(picture: Image.Image, boxes: list[tuple[int, int, int, int]]) -> Image.Image:
    """The picture with the blocks that differ framed in red."""
    shown = picture.convert("RGB")
    draw = ImageDraw.Draw(shown)
    for left, top, right, bottom in boxes:
        draw.rectangle((left, top, right - 1, bottom - 1), outline=(200, 0, 0))
    return shown


def shipped_packs() -> dict[str, bytes]:
    folder = ROOT / "templates"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def renew(pdfs: Mapping[str, bytes]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for case, page in names():
        rendered(pdfs[case], page).quantize(LEVELS).save(kept(case, page), optimize=True)


if __name__ == "__main__":
    packs = shipped_packs()
    with Pandoc() as running:
        renew({case: casebook.pdf_of(casebook.CASES[case], running, packs) for case in PAGES})
    print(f"The pictures are in {FOLDER.relative_to(ROOT)}: look at each of them")
