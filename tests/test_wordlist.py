"""The list of words: the shipped one is in order, and a workspace's own adds to it, replaces and turns off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import WORDS, told
from draftkit.pipeline import Checked
from draftkit.spans import Source
from draftkit.stages.load.decode import Decoder
from draftkit.stages.load.tomltree import parse
from draftkit.stages.load.wordlist import ListedWord

OWN = "/register/ordlista.toml"
TEXT = "synpunkter.md"
FRONT = "---\navsnitt: synpunkter\n---\n"


def shipped() -> list[ListedWord]:
    tree, problems = parse(Source("ordlista.toml", WORDS.decode()))
    assert tree is not None
    decoder = Decoder(toml=True)
    entries = [decoder.record(ListedWord, value, phrase=key.text) for key, value in tree.items]
    assert [*problems, *decoder.problems] == []
    return [entry for entry in entries if entry is not None]


@pytest.mark.parametrize("entry", shipped(), ids=lambda entry: entry.phrase)
def test_a_shipped_entry_is_in_order(entry: ListedWord) -> None:
    asked = [int(number) for number in re.findall(r"\\(\d)", entry.replacement or "")]
    assert max(asked, default=0) <= entry.look.groups
    assert entry.phrase == entry.phrase.lower()
    assert entry.reason
    assert all(entry.needles), "every text would have to be searched for it"


ATOMS = st.sampled_from(
    ["a", "å", " ", r"\.", ".", "x?", "b+", "c*", "d{2}", "[ef]", "[^]g]", r"\w", "(hi|jk)", "(?:l|mn)?", "(o(?:p|q)r)",
     "(?=s)s", r"\(", r"\|", "(t|)", r"u\b", "(v|w)+", "|"]
)  # fmt: skip


@settings(suppress_health_check=list(HealthCheck), max_examples=400, deadline=None)
@given(st.lists(ATOMS, min_size=1, max_size=6).map("".join), st.data())
def test_what_an_entry_finds_holds_one_of_its_needles(pattern: str, data: st.DataObject) -> None:
    entry = ListedWord(phrase="", pattern=pattern)
    found = data.draw(st.from_regex(re.compile(pattern), fullmatch=True))
    assert any(needle in found for needle in entry.needles)
    assert any(found.startswith(letters) for letters in entry.beginnings)


@pytest.mark.parametrize(
    ("pattern", "needles", "beginnings"),
    [
        ("mer (bättre|större)", ("mer bättre", "mer större"), {"mer"}),
        ("(två|tre) [a-z]+ är", ("två ", "tre "), {"två", "tre"}),
        ("såväl [a-z]+ och", ("såväl ",), {"såväl"}),
        (r"bl\.? a", ("bl",), {"bl"}),
        ("kommi(?:t(?:é|e)n?)?", ("kommi",), {"kommi"}),
        (r"(?<!om )[a-z]*nämnden kan", ("nämnden kan",), {""}),
        ("a|b", ("",), {""}),
    ],
)
def test_what_is_known_of_a_pattern(pattern: str, needles: tuple[str, ...], beginnings: set[str]) -> None:
    entry = ListedWord(phrase="", pattern=pattern)
    assert (entry.needles, set(entry.beginnings)) == (needles, beginnings)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Bolaget har in sin tur svarat.", "i sin tur"),
        ("In sin tur har bolaget svarat.", "I sin tur"),
        ("Bolaget har in\nsin tur svarat.", "i\nsin tur"),
        ("Bolaget har in **sin** tur svarat.", None),
        ("En rad verktyg, blad annat sågar.", "bland annat"),
        ("Det öppnar kl 16.", "kl. 16"),
        ("Blad dem finns sågar.", "Bland dem"),
    ],
)
def test_what_is_found_is_mended_where_nothing_would_be_lost(
    check: Callable[..., Checked], text: str, fix: str | None
) -> None:
    found = [each for each in check({TEXT: f"{FRONT}{text}\n"}).problems if each.code.number == "DK410"]
    assert [each.fix for each in found] == [fix]


@pytest.mark.parametrize(
    "text",
    [
        "Skin sin turk.",  # parts of other words
        "Det kostar 10 kl.",
        "Han har i sin tur svarat, från och till.",
        "Man får resa till och med den dagen. Den som vill får det, såväl barn som vuxna.",
    ],
)
def test_what_is_right_is_passed_over(check: Callable[..., Checked], text: str) -> None:
    assert [told(each) for each in check({TEXT: f"{FRONT}{text}\n"}).problems if each.code.number == "DK410"] == []


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        ('["idag"]\nav = true\n', "Det är bra idag.", []),
        ('["idag"]\nskriv = "nu"\n', "Det är bra idag.", [("synpunkter.md:4:12-4:16", "write “nu”")]),
        ('["Nyttja"]\nskriv = "använda"\n', "Alla får nyttja det.", [("synpunkter.md:4:10-4:16", "write “använda”")]),
        ('["nyttja"]\nskriv = "använda"\ninte = ["nyttja väl"]\n', "Vi ska nyttja väl det vi har.", []),
        ('["nyttja"]\nskriv = "använda"\nbara = "beslut"\n', "Vi ska nyttja det vi har.", []),
    ],
)
def test_a_workspace_has_words_of_its_own(
    check: Callable[..., Checked], own: str, text: str, expected: list[tuple[str, str]]
) -> None:
    found = [told(each) for each in check({OWN: own, TEXT: f"{FRONT}{text}\n"}).problems]
    assert [(place, hint) for number, place, _, hint in found if number == "DK410"] == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ('["nyttja"]\nskrv = "använda"\n', ("DK101", 2, 1, "unknown key “skrv”")),
        ('["nyttja"]\nallvar = "fel"\n', ("DK104", 2, 10, "“fel” is not one of the choices")),
        ('"nyttja" = "använda"\n', ("DK106", 1, 12, "keys with values are expected here")),
        ('["nyttja"]\nvarför = "x"\n', ("DK010", 2, 5, "register/ordlista.toml cannot be read from here on")),
        (
            '["nyttja"]\nmonster = "nyttj(a"\n',
            ("DK105", 2, 11, "the pattern cannot be read: missing ), unterminated subpattern at position 5"),
        ),
        (
            '["nyttja"]\nmonster = "nyttja"\nskriv = \'använd\\1\'\n',
            ("DK105", 3, 9, "the pattern has no brackets number 1"),
        ),
    ],
)
def test_what_is_wrong_with_them_is_told_at_its_place(
    check: Callable[..., Checked], own: str, expected: tuple[str, int, int, str]
) -> None:
    problems = [each for each in check({OWN: own}).problems if each.span.path == "register/ordlista.toml"]
    assert [(each.code.number, each.span.line, each.span.col, told(each)[2]) for each in problems] == [expected]
