"""The small case of conftest: clean, and every sentence of its document."""

from __future__ import annotations

from collections.abc import Callable

from conftest import told
from draftkit.blocks import text_of
from draftkit.pipeline import Composed

ASKED = (
    "Ärendet har remitterats till kulturnämnden och föreningen Fixarna. Föreningen Fixarna har inte inkommit med svar."
)


def test_the_small_case_is_clean(compose: Callable[..., Composed]) -> None:
    assert [told(problem) for problem in compose().problems] == []


def test_every_sentence_of_the_document(compose: Callable[..., Composed]) -> None:
    document = compose().document
    assert document is not None
    assert text_of(list(document.nodes)).splitlines() == [
        "Utlåtande Rotel V (Dnr KS 2031/0417)",
        "Motion om lånebara verktyg",
        "Motion av Omar Haddad och Eva Brandt (båda L)",
        "Förslag till beslut",
        "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.",
        "Motionen bifalls.",
        "Föredragande borgarrådet Sara Lindqvist",
        "Sammanfattning av ärendet",
        "Motionen gäller verktyg.",
        "Beredning",
        ASKED,
        "Kulturnämnden är positiv.",
        "Föredragande borgarrådets synpunkter",
        "Jag tycker att förslaget är bra.",
        "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag.",
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar enligt "
        "föredragande borgarrådets förslag.",
        "Stensunda den 17 september 2031",
        "Anders Wik",
        "Kommunstyrelsens ordförande",
        "Ärendet",
        "Motionärerna föreslår lånebara verktyg.",
        "Remissammanställning",
        ASKED,
        "Kulturnämnden",
        "Kulturnämnden beslutade vid sitt sammanträde den 20 maj 2031 följande.",
        "Kulturnämnden godkänner tjänsteutlåtandet.",
        "Beslutet justeras omedelbart.",
        "Kulturförvaltningens tjänsteutlåtande daterat den 29 april 2031 har i huvudsak följande lydelse.",
        "Kulturförvaltningen är positiv.",
        "Verktyg",
        "Verktygen behövs.",
    ]
