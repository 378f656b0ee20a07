"""Where long compounds are parted, and that typst parts them there and nowhere else."""

from __future__ import annotations

import pytest
import typst

from draftkit.edges.pdf.lines import pages_of_pdf
from draftkit.stages.compositor import set_for_page
from draftkit.swedish.compounds import joints


@pytest.mark.parametrize(
    "parted",
    [
        "kommun-fullmäktige", "kommun-styrelsen", "reparations-verkstäder", "biblioteks-plan", "tjänste-utlåtandena",
        "stadsdels-nämnden", "försäkrings-bolaget", "arbetsmarknads-nämnden", "socialtjänst-lagens",
        "borgarråds-beredningen", "stadslednings-kontoret", "miljöförvaltnings-chef", "upphandlings-förordningen",
        "träd-gårdsredskap", "hög-tryckstvätten", "äldre-boendenas",
    ],
)  # fmt: skip
def test_the_joint_of_a_compound(parted: str) -> None:
    word = parted.replace("-", "")
    known = parted.partition("-")[0] not in ("träd", "hög")
    assert joints(word) == ([parted.index("-")] if known else [])


@pytest.mark.parametrize(
    "parted",
    [
        "kommun-fullmäktige", "kommun-styrelsen", "reparations-verkstäder", "biblioteks-planen", "stadsdels-nämnden",
        "försäkrings-bolaget", "kultur-finansiering", "koncern-ledningen",
    ],
)  # fmt: skip
def test_typst_divides_only_there(parted: str) -> None:
    paragraph = {"t": "Para", "c": [{"t": "Str", "c": f"I {parted.replace('-', '')} och så vidare."}]}
    (marked,) = set_for_page([paragraph])
    words = "".join(each["c"] if each["t"] == "Str" else each["c"][1] for each in marked["c"])
    page = '#set page(width: 12mm, height: auto, margin: 1mm)\n#set text(lang: "sv", hyphenate: false)\n'
    pdf = typst.compile(f"{page}#let av(ord) = text(hyphenate: true, ord)\n{words}".encode())
    lines = [line.text for each in pages_of_pdf(pdf) for line in each.lines]
    before, after = parted.split("-")
    assert lines[1:3] == [f"{before}-", after]
