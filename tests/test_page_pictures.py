"""The look, guarded by pictures of some pages: `make pictures` renews them, when it has been changed on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

import casebook
import page_pictures
from draftkit.edges.engines.pandoc import Pandoc


@pytest.fixture(scope="module")
def pdfs(pandoc: Pandoc, packs: dict[str, bytes]) -> dict[str, bytes]:
    return {case: casebook.pdf_of(casebook.CASES[case], pandoc, packs) for case in page_pictures.PAGES}


@pytest.mark.parametrize(("case", "page"), page_pictures.names())
def test_a_page_looks_as_it_did(pdfs: dict[str, bytes], tmp_path: Path, case: str, page: int) -> None:
    kept = page_pictures.kept(case, page)
    picture = page_pictures.rendered(pdfs[case], page)
    boxes = page_pictures.differences(Image.open(kept).convert("L"), picture)
    if boxes:
        shown = tmp_path / kept.name
        page_pictures.marked(picture, boxes).save(shown)
        pytest.fail(
            f"page {page} of the case “{case}” has changed in {len(boxes)} places, framed in red in {shown}; "
            "if that is meant, run `make pictures` and look at all the pictures"
        )


def test_no_picture_is_left_of_a_page_that_is_not_looked_at() -> None:
    kept = {path.name for path in page_pictures.FOLDER.glob("*.png")}
    assert kept == {page_pictures.kept(case, page).name for case, page in page_pictures.names()}


def test_what_has_moved_by_two_points_is_seen(pdfs: dict[str, bytes]) -> None:
    picture = page_pictures.rendered(pdfs["short"], 1)
    moved = picture.copy()
    moved.paste(picture.crop((0, 400, 413, 480)), (0, 401))
    assert page_pictures.differences(picture, picture) == []
    assert len(page_pictures.differences(picture, moved)) > 20
