"""The few operations on pandoc's tree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.blocks import (
    Block,
    Node,
    attribute,
    depth,
    div,
    header,
    inlines,
    joined,
    letters,
    nodes,
    numbered,
    paragraph,
    raw_block,
    raw_inline,
    relevel,
    replace_inlines,
    text_of,
    transform,
    unnumbered_if_single,
    without_attributes,
)
from draftkit.edges.engines.pandoc import Pandoc, blocks
from draftkit.spans import Span
from draftkit.stages.load.texts import DIALECT

AT = Span("a.md", 1, 1, 1, 2)
NONE: list[Any] = ["", [], []]
Read = Callable[[str], list[Node]]


@pytest.fixture
def read(pandoc: Pandoc) -> Read:
    return lambda text: blocks(pandoc.read([text], DIALECT).get()[1][0])


def string(text: str) -> Node:
    return {"t": "Str", "c": text}


SPACE: Node = {"t": "Space"}
WORDS = st.text("abåäö1§.", min_size=1, max_size=4).map(string)


def wrapped(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(st.one_of(inner, st.just(SPACE), st.just({"t": "SoftBreak"})), max_size=4)
    return st.one_of(
        st.builds(lambda c: {"t": "Emph", "c": c}, some),
        st.builds(lambda c: {"t": "Link", "c": [["id", ["k"], [["a", "b"]]], c, ["https://x.se", ""]]}, some),
        st.builds(lambda c: {"t": "Span", "c": [["id", [], []], c]}, some),
    )


INLINES = st.lists(st.recursive(WORDS, wrapped, max_leaves=6), max_size=5)
PARAGRAPHS = st.one_of(
    st.builds(lambda c: {"t": "Para", "c": c}, INLINES),
    st.builds(lambda c, level: {"t": "Header", "c": [level, ["id", [], []], c]}, INLINES, st.integers(1, 6)),
)


def containers(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(inner, max_size=3)
    return st.one_of(
        st.builds(lambda c: {"t": "BlockQuote", "c": c}, some),
        st.builds(lambda c: {"t": "BulletList", "c": c}, st.lists(some, max_size=3)),
        st.builds(lambda c: {"t": "Div", "c": [["id", [], []], c]}, some),
    )


TREES = st.lists(st.recursive(PARAGRAPHS, containers, max_leaves=8), max_size=4)


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Ett *två* **tre** `fyra`.\n", "Ett två tre fyra.\n"),
        ("Ett\ntvå\\\ntre\n", "Ett två tre\n"),
        ("## Rubrik\n\nText.\n", "Rubrik\nText.\n"),
        ("1. Ett\n2. Två\n", "Ett\nTvå\n"),
        ("- Ett\n\n  Mer\n- Två\n", "Ett\nMer\nTvå\n"),
        ("> Citat\n", "Citat\n"),
        ("| År | Kr |\n|---|---|\n| 2032 | 400 |\n", "År\nKr\n2032\n400\n"),
        ("```\nkod\n```\n", "kod"),
        ("Se [sidan](https://x.se).\n", "Se sidan.\n"),
        ("![Ritning](a.png) här\n", " här\n"),
        ("Text<!-- en not -->.\n", "Text.\n"),
        ("Text.[^1]\n\n[^1]: Noten.\n", "Text.\n"),
    ],
)
def test_the_text_is_what_a_reader_meets(read: Read, markdown: str, text: str) -> None:
    assert text_of(read(markdown)) == text


def test_footnotes_are_gathered_apart(read: Read) -> None:
    notes: list[str] = []
    tree = read("Ett[^1] två[^2].\n\n[^1]: Not *ett*.\n\n[^2]: Not två.\n\n    Mer.\n")
    assert text_of(tree, notes=notes) == "Ett två.\n"
    assert notes == ["Not ett.\n", "Not två.\nMer.\n"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Ä 5 §, ”å” – 1.", "Ä5å1"), ("it-⏎leverans", "itleverans"), ("", ""), ("a\u00a0b\u00adc", "abc")],
)
def test_letters_are_letters_and_digits(text: str, kept: str) -> None:
    assert letters(text) == kept


@given(st.text(), st.text())
def test_the_letters_of_two_texts_are_those_of_each(one: str, other: str) -> None:
    assert letters(one + other) == letters(one) + letters(other)
    assert letters(letters(one)) == letters(one)


@given(TREES)
def test_every_element_is_met_once_in_reading_order(tree: list[Node]) -> None:
    assert [node["t"] for node in nodes(tree)] == re.findall(r'"t": "(\w+)"', json.dumps(tree))
    assert letters("".join(node["c"] for node in nodes(tree) if node["t"] == "Str")) == letters(text_of(tree))


@pytest.mark.parametrize(
    ("markdown", "levels"), [("Ord.\n", 0), ("*Ord*\n", 1), ("> - *ord*\n", 3), ("> ord\n\n- a\n\n  - b\n", 2)]
)
def test_depth_counts_what_stands_in_each_other(read: Read, markdown: str, levels: int) -> None:
    assert depth(read(markdown)) == levels


# --- changing ------------------------------------------------------------------------------------


@given(TREES)
def test_no_attribute_of_an_author_remains(tree: list[Node]) -> None:
    text = text_of(tree)
    bare = without_attributes(tree)
    assert '"id"' not in json.dumps(bare)
    assert '"k"' not in json.dumps(bare)
    assert text_of(bare) == text


def test_attributes_are_taken_from_every_kind_of_element(read: Read) -> None:
    tree = [
        header(2, inlines("a")),
        {"t": "CodeBlock", "c": [["id", ["python"], []], "kod"]},
        {"t": "Para", "c": [{"t": "Image", "c": [["id", [], []], [string("b")], ["a.png", ""]]}]},
        {"t": "Para", "c": [{"t": "Code", "c": [["id", [], []], "kod"]}]},
        *read("| a |\n|---|\n| b |\n"),
    ]
    tree[0]["c"][1] = ["id", ["k"], []]
    tree[-1]["c"][0] = ["id", ["k"], []]
    shown = text_of(tree)
    bare = without_attributes(tree)
    assert [node["c"][1 if node["t"] == "Header" else 0] for node in (bare[0], bare[1], bare[-1])] == [NONE] * 3
    assert [bare[index]["c"][0]["c"][0] for index in (2, 3)] == [NONE] * 2
    assert text_of(bare) == shown


@given(TREES)
def test_joined_words_read_the_same_and_leave_no_neighbours(tree: list[Node]) -> None:
    before = deepcopy(tree)
    result = joined(tree)
    assert tree == before
    assert text_of(result) == text_of(tree)
    assert joined(result) == result
    kinds = [node["t"] for node in nodes(result)]
    assert {"Space", "SoftBreak"} & set(kinds) == set()


def test_a_hard_break_is_kept_between_joined_words() -> None:
    assert joined([string("a"), SPACE, string("b"), {"t": "LineBreak"}, string("c")]) == [
        string("a b"),
        {"t": "LineBreak"},
        string("c"),
    ]


@given(TREES)
def test_a_change_of_runs_reaches_every_word(tree: list[Node]) -> None:
    def louder(run: list[Node]) -> list[Node]:
        return [string(node["c"].upper()) if node["t"] == "Str" else node for node in run]

    text = text_of(tree)
    assert text_of(replace_inlines(tree, louder)) == text.upper()


@given(TREES)
def test_a_transformation_without_a_change_gives_the_same_tree_back(tree: list[Node]) -> None:
    assert transform(tree, lambda node: None) is tree


def test_a_transformation_shares_what_it_does_not_change() -> None:
    kept, changed = paragraph("ett två"), paragraph("tre fyra")
    tree = [div([kept]), div([changed])]
    before = deepcopy(tree)
    result = transform(tree, lambda node: [string("FYRA"), string("!")] if node.get("c") == "fyra" else None)
    assert text_of(result) == "ett två\ntre FYRA!\n"
    assert result[0] is tree[0]
    assert result[1] is not tree[1]
    assert tree == before


def test_a_transformation_goes_from_the_leaves_up_and_may_take_away() -> None:
    tree = [div([paragraph("ett"), div([paragraph("två")])])]
    met: list[str] = []

    def change(node: Node) -> list[Node] | None:
        met.append(node["t"])
        if node["t"] == "Div":
            return list(node["c"][1])
        return [node, node] if node["t"] == "Para" else None

    assert text_of(transform(tree, change)) == "ett\nett\ntvå\ntvå\n"
    assert met == ["Str", "Para", "Str", "Para", "Div", "Div"]
    assert transform(tree, lambda node: [] if node["t"] == "Div" else None) == []


# --- headings ------------------------------------------------------------------------------------


def headings(levels: list[int]) -> list[Block]:
    return [Block(header(level, inlines(f"Rubrik {index}")), AT) for index, level in enumerate(levels)]


def levels_of(found: list[Block]) -> list[int]:
    return [block.node["c"][0] for block in found]


@pytest.mark.parametrize(
    ("levels", "above", "lowered"),
    [
        ([2, 4, 3], 2, [3, 4, 4]),
        ([2, 3, 2], 2, [3, 4, 3]),
        ([3, 2], 2, [3, 3]),
        ([6], 1, [2]),
        ([2, 3, 4, 5, 6], 3, [4, 5, 6, 6, 6]),
        ([1, 2], 1, [2, 3]),
    ],
)
def test_headings_are_lowered_to_where_they_stand(levels: list[int], above: int, lowered: list[int]) -> None:
    assert levels_of(relevel(headings(levels), above)) == lowered


LEVELS = st.lists(st.integers(1, 6), max_size=8)


@given(LEVELS, st.integers(0, 5))
def test_levels_are_consecutive_and_below_the_one_above(levels: list[int], above: int) -> None:
    before = above
    for level in levels_of(relevel(headings(levels), above)):
        assert above < level <= min(before + 1, 6)
        before = level


@given(LEVELS, st.integers(0, 5))
def test_the_order_and_the_words_of_headings_are_kept(levels: list[int], above: int) -> None:
    before = headings(levels)
    after = relevel(before, above)
    assert [text_of(block.node) for block in after] == [text_of(block.node) for block in before]
    assert [block.span for block in after] == [AT] * len(levels)
    assert levels_of(before) == levels


@given(st.lists(st.integers(1, 3), min_size=2, max_size=8))
def test_of_two_neighbours_the_deeper_stays_deeper(levels: list[int]) -> None:
    lowered = levels_of(relevel(headings(levels), 0))
    for (one, other), (new_one, new_other) in zip(pairwise(levels), pairwise(lowered), strict=True):
        assert (new_other > new_one) == (other > one)
        assert new_other == new_one or other != one


def test_headings_in_lists_are_lowered_with_the_others(read: Read) -> None:
    text = "## A\n\n- ###### B\n\n  1. > ## C\n\n  2. #### D\n\n### E\n"
    lowered = [block.node for block in relevel([Block(node, AT) for node in read(text)], 2)]
    found = [(node["c"][0], text_of(node["c"][2])) for node in nodes(lowered) if node["t"] == "Header"]
    assert found == [(3, "A"), (4, "B"), (3, "C"), (4, "D"), (4, "E")]


def test_a_heading_in_a_quotation_is_lowered_with_the_others() -> None:
    quotation = Block({"t": "BlockQuote", "c": [header(3, inlines("b")), paragraph("c")]}, AT)
    first, second = relevel([*headings([2]), quotation], 2)
    assert first.node["c"][0] == 3
    assert second.node["c"] == [header(4, inlines("b")), paragraph("c")]


# --- numbers -------------------------------------------------------------------------------------


def blocks_of(tree: list[Node]) -> list[Block]:
    return [Block(node, Span("a.md", index, 1, index, 2)) for index, node in enumerate(tree, start=1)]


@pytest.mark.parametrize(
    ("markdown", "kinds", "text"),
    [
        ("1. Ett.\n", ["Para"], "Ett.\n"),
        ("Före.\n\n1. Ett.\n\n   Mer.\n\nEfter.\n", ["Para", "Para", "Para", "Para"], "Före.\nEtt.\nMer.\nEfter.\n"),
        ("1. Ett.\n2. Två.\n", ["OrderedList"], "Ett.\nTvå.\n"),
        ("- Ett.\n", ["BulletList"], "Ett.\n"),
        ("1. Ett:\n   - a\n", ["Para", "BulletList"], "Ett:\na\n"),
        ("Ett.\n", ["Para"], "Ett.\n"),
    ],
)
def test_a_numbered_list_of_one_point_is_its_point(read: Read, markdown: str, kinds: list[str], text: str) -> None:
    found = unnumbered_if_single(blocks_of(read(markdown)))
    assert [block.node["t"] for block in found] == kinds
    assert text_of([block.node for block in found]) == text


def test_the_parts_of_a_single_point_keep_its_place(read: Read) -> None:
    found = unnumbered_if_single(blocks_of(read("1. Ett.\n\n   Mer.\n\nEfter.\n")))
    assert [block.span.line for block in found] == [1, 1, 2]


def test_a_bulleted_list_becomes_numbered_from_one(read: Read) -> None:
    tree = read("Före.\n\n- Ett.\n- Två.\n\n3. Tre.\n4. Fyra.\n")
    found = numbered(blocks_of(tree))
    assert [block.node["t"] for block in found] == ["Para", "OrderedList", "OrderedList"]
    assert found[1].node["c"] == [[1, {"t": "Decimal"}, {"t": "Period"}], tree[1]["c"]]
    assert found[2].node is tree[2]
    assert [block.span.line for block in found] == [1, 2, 3]


# --- making --------------------------------------------------------------------------------------


def test_nodes_are_made_as_pandoc_reads_them(read: Read) -> None:
    assert [paragraph("Ett  två\ntre")] == read("Ett två tre\n")
    assert [header(2, inlines("Ett två"))] == without_attributes(read("## Ett två\n"))
    assert inlines("  ") == []


def test_a_div_has_keys_with_hyphens_and_a_missing_one_is_empty() -> None:
    node = div([paragraph("a")], pdf_sida="1", fil="a.pdf")
    assert node["c"] == [["", [], [["pdf-sida", "1"], ["fil", "a.pdf"]]], [paragraph("a")]]
    assert (attribute(node, "pdf-sida"), attribute(node, "bilaga")) == ("1", "")


def test_raw_nodes_name_their_writer() -> None:
    assert raw_block("typst", "#x") == {"t": "RawBlock", "c": ["typst", "#x"]}
    assert raw_inline("openxml", "<x/>") == {"t": "RawInline", "c": ["openxml", "<x/>"]}
    assert text_of([raw_block("typst", "#x"), raw_inline("typst", "x")]) == ""
