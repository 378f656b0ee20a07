"""What two versions of a text have in common: passages that belong together, and the words that differ in them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftkit.edges.engines.pandoc import Pandoc, blocks
from draftkit.stages.load.texts import DIALECT
from draftkit.stages.review.alignment import Pair, Passage, align
from draftkit.stages.review.changes import text_changes
from draftkit.stages.review.passages import Line, lines, lines_of_document
from draftkit.stages.review.rows import heaviest_row
from draftkit.stages.review.wording import Run, compare, new_side, old_side, tokens

WORDS = st.sampled_from(
    "nämnden anser att verktyg bör lånas ut på fyra bibliotek i kommunen , . och \n – 5,3".split(" ")
)
LETTERS = st.sampled_from("nämnden anser att det är 2031 bra".split())
BLANKS = (" ", " ", "  ", "\n", " \n", "\n  ")
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
PASSAGES = st.lists(st.builds(Passage, TEXTS.map(tokens), st.sampled_from(["paragraph", "heading"])), max_size=12)


def marked(old: str, new: str) -> str:
    """The comparison as one line: [-struck-] {+added+}."""
    signs = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}"}
    return "".join(signs[run.kind] % "".join(map(str, run.tokens)) for run in compare(tokens(old), tokens(new)))


def paired(old: list[str], new: list[str]) -> list[tuple[str, int | None, int | None]]:
    pairs = align([Passage(tokens(each)) for each in old], [Passage(tokens(each)) for each in new])
    return [(pair.kind, pair.old, pair.new) for pair in pairs]


@settings(deadline=None)
@given(st.text())
def test_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_a_number_with_what_stands_within_it_is_one_token() -> None:
    assert tokens("Den 20 maj, KS 2031/0417-1: 5,3 %.") == (
        "Den", " ", "20", " ", "maj", ",", " ", "KS", " ", "2031/0417-1", ":", " ", "5,3", " ", "%", ".",
    )  # fmt: skip


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_each_side_of_a_comparison_is_its_version(old: str, new: str) -> None:
    runs = compare(tokens(old), tokens(new))
    assert old_side(runs) == tokens(old)
    assert new_side(runs) == tokens(new)
    assert ({run.kind for run in runs} <= {"same"}) == (old == new)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_run_is_as_long_as_it_can_be(old: str, new: str) -> None:
    kinds = [run.kind for run in compare(tokens(old), tokens(new))]
    assert all(one != other for one, other in pairwise(kinds))
    assert ("added", "removed") not in set(pairwise(kinds))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Motionen bifalls.", "Motionen avslås.", "Motionen [-bifalls-]{+avslås+}."),
        ("den 20 maj 2031", "den 3 juni 2031", "den [-20 maj-]{+3 juni+} 2031"),
        ("Nämnden är positiv.", "Nämnden är mycket positiv.", "Nämnden är {+mycket +}positiv."),
        ("Nämnden, som är positiv, anser det.", "Nämnden anser det.", "Nämnden[-, som är positiv,-] anser det."),
        ("a, b och c", "a, b", "a, b[- och c-]"),
        # Some words that have stayed are told as such, whatever is around them.
        (
            "Biblioteksverksamheten kan nu få medel, utredningsarbetet pågår.",
            "Fritidsverksamheten kan nu få medel, planeringsarbetet inleds.",
            "[-Biblioteksverksamheten-]{+Fritidsverksamheten+} kan nu få medel, "
            "[-utredningsarbetet pågår-]{+planeringsarbetet inleds+}.",
        ),
        # A sentence that has been written anew is shown as two sentences, not as crumbs of both.
        (
            "Kontoret ser att förslaget kräver en utredning och att kostnaden är hög.",
            "Kontoret bedömer därför i nuläget inte att något behov finns och avstyrker.",
            "Kontoret [-ser att förslaget kräver en utredning och att kostnaden är hög-]"
            "{+bedömer därför i nuläget inte att något behov finns och avstyrker+}.",
        ),
    ],
)
def test_words_that_differ(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_what_is_compared_need_not_be_text() -> None:
    old = (("Nämnden", "strong"), ("", "space"), ("anser", ""))
    new = (("Nämnden", ""), ("", "space"), ("anser", ""))
    assert compare(old, new) == (Run("removed", old[:1]), Run("added", new[:1]), Run("same", old[1:]))


@settings(deadline=None)
@given(PASSAGES, PASSAGES)
def test_every_passage_is_told_of_once(old: list[Passage], new: list[Passage]) -> None:
    pairs = align(old, new)
    assert sorted(pair.old for pair in pairs if pair.old is not None) == list(range(len(old)))
    assert [pair.new for pair in pairs if pair.new is not None] == list(range(len(new)))
    for pair in pairs:
        assert (pair.old is None) == (pair.kind == "added")
        assert (pair.new is None) == (pair.kind == "removed")
        if pair.old is None or pair.new is None:
            continue
        assert old[pair.old].kind == new[pair.new].kind
        if pair.kind != "moved":
            assert (old[pair.old] == new[pair.new]) == (pair.kind == "same")
    assert all(pair.kind == "same" for pair in pairs) == (old == new)


@settings(deadline=None)
@given(PASSAGES, PASSAGES)
def test_what_was_not_moved_has_kept_its_order(old: list[Passage], new: list[Passage]) -> None:
    stayed = [pair.old for pair in align(old, new) if pair.kind in ("same", "changed")]
    assert stayed == sorted(each for each in stayed if each is not None)


@settings(deadline=None)
@given(st.lists(st.lists(LETTERS, min_size=1), max_size=4), st.randoms(use_true_random=False))
def test_lines_that_are_broken_elsewhere_are_no_change(
    pandoc: Pandoc, paragraphs: list[list[str]], dice: Random
) -> None:
    def written() -> tuple[Line, ...]:
        text = "\n\n".join("".join(f"{word}{dice.choice(BLANKS)}" for word in each).strip() for each in paragraphs)
        _, (tree,) = pandoc.read([text], DIALECT).get()
        return lines(blocks(tree))

    assert text_changes(written(), written()) == ()


@settings(deadline=None)
@given(PASSAGES, PASSAGES)
def test_a_change_has_the_words_of_both_versions(old: list[Passage], new: list[Passage]) -> None:
    before, after = ([Line(each) for each in side] for side in (old, new))
    changes = text_changes(before, after)
    assert (changes == ()) == (old == new)
    kept = Counter(line.text for line in before)
    kept.subtract(text for each in changes if each.kind != "added" for text in each.old.split(" ¶ "))
    kept.update(text for each in changes if each.kind != "removed" for text in each.new.split(" ¶ "))
    assert +kept == Counter(line.text for line in after)


A = "Motionärerna föreslår att verktyg ska kunna lånas på biblioteken."
B = "Kulturnämnden är positiv till förslaget men vill se en försöksperiod."
C = "Kostnaden beräknas till två miljoner kronor om året."
D = "Föreningen Fixarna erbjuder sig att sköta verkstaden utan ersättning."


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([A, B], [A, B], [("same", 0, 0), ("same", 1, 1)]),
        ([A, B], [A, C, B], [("same", 0, 0), ("added", None, 1), ("same", 1, 2)]),
        ([A, C, B], [A, B], [("same", 0, 0), ("removed", 1, None), ("same", 2, 1)]),
        ([C, A, B], [A, B], [("removed", 0, None), ("same", 1, 0), ("same", 2, 1)]),
        ([A, B, C, D], [D, A, B, C], [("moved", 3, 0), ("same", 0, 1), ("same", 1, 2), ("same", 2, 3)]),
        # moved, and edited as well
        (
            [A, B, C, D], [D.replace("utan ersättning", "gratis"), A, B, C],
            [("moved", 3, 0), ("same", 0, 1), ("same", 1, 2), ("same", 2, 3)],
        ),
        # two that change places and are both edited
        (
            [A, B + " Nu.", C + " Nu.", D], [A, C + " Sedan.", B + " Sedan.", D],
            [("same", 0, 0), ("moved", 2, 1), ("changed", 1, 2), ("same", 3, 3)],
        ),
        # what was moved is known, though its neighbour has been edited, or all the others have
        ([A, B, C], [C, A, B.replace("vill", "ville")], [("moved", 2, 0), ("same", 0, 1), ("changed", 1, 2)]),
        ([A, B, C], [B.replace("vill", "ville"), C, A], [("changed", 1, 0), ("same", 2, 1), ("moved", 0, 2)]),
        ([A, B, C, D], [D, A + " Nu.", B + " Nu.", C + " Nu."],
         [("moved", 3, 0), ("changed", 0, 1), ("changed", 1, 2), ("changed", 2, 3)]),
        # the one that is short has moved, and not the one that is long
        ([A, "Kort."], ["Kort.", A], [("moved", 1, 0), ("same", 0, 1)]),
        (["Kort.", A], [A, "Kort."], [("same", 1, 0), ("moved", 0, 1)]),
        # short, and alike: nothing tells that one has become the other
        (
            [A, B, C, "Det är bra så."], ["Det är bra nu.", A, B, C],
            [("added", None, 0), ("same", 0, 1), ("same", 1, 2), ("same", 2, 3), ("removed", 3, None)],
        ),
        # a section that was moved leaves the others where they were, though each paragraph was edited
        (
            ["Ett", A, "Två", B, "Tre", C], ["Två", B + " Nu.", "Tre", C + " Nu.", "Ett", A + " Nu."],
            [("same", 2, 0), ("changed", 3, 1), ("same", 4, 2), ("changed", 5, 3), ("moved", 0, 4), ("moved", 1, 5)],
        ),
        ([A, "Motionen bifalls.", C], [A, "Motionen avslås.", C], [("same", 0, 0), ("changed", 1, 1), ("same", 2, 2)]),
        ([A, B, C], [A, D, C], [("same", 0, 0), ("removed", 1, None), ("added", None, 1), ("same", 2, 2)]),
    ],
)  # fmt: skip
def test_passages_that_belong_together(
    old: list[str], new: list[str], pairs: list[tuple[str, int | None, int | None]]
) -> None:
    assert paired(old, new) == pairs


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 9), max_size=9))
def test_the_heaviest_row(weights: dict[tuple[int, int], int]) -> None:
    rows = [
        row for size in range(len(weights) + 1) for row in combinations(sorted(weights), size)
        if all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(row))
    ]  # fmt: skip
    found = heaviest_row(weights)
    assert tuple(found) in rows
    assert sum(weights[each] for each in found) == max(sum(weights[each] for each in row) for row in rows)


def test_a_line_of_the_documents_own_ends_the_sections_and_is_no_passage(pandoc: Pandoc) -> None:
    def written(text: str) -> tuple[Line, ...]:
        return lines_of_document(blocks(pandoc.read([text], DIALECT).get()[1][0]))

    old = written("# Bilagor\n\nEn bilaga.\n\n---\n\nStyrelsen delar det.\n")
    assert [(line.text, line.under, line.ruled_off) for line in old] == [
        ("Bilagor", (), False), ("En bilaga.", ("Bilagor",), False), ("Styrelsen delar det.", (), True),
    ]  # fmt: skip
    assert text_changes(old, written("# Bilagor\n\nEn bilaga.\n\nStyrelsen delar det.\n")) == ()


def test_a_heading_is_no_paragraph() -> None:
    old, new = [Passage(tokens("Verktyg"), "heading")], [Passage(tokens("Verktyg"))]
    assert set(align(old, new)) == {Pair("removed", 0, None), Pair("added", None, 0)}
