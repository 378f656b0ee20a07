"""Places in texts: what a span says is where the text stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.spans import Source, Span, top_of
from draftkit.stages.load import yamltree
from draftkit.stages.load.yamltree import Mapping, Scalar, Sequence, Tree

PATH = "drafts/x/arende.yaml"
texts = st.text(st.sampled_from('aåÖ §\t\n\r\u2028😀-:"'), max_size=40)


# --- a source ------------------------------------------------------------------------------------


@given(st.data(), texts)
def test_a_span_slices_back_to_its_characters(data: st.DataObject, text: str) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    source = Source(PATH, text)
    assert source.slice(source.span(start, end)) == text[start:end]


@given(texts)
def test_the_lines_are_the_text_without_its_line_breaks(text: str) -> None:
    source = Source(PATH, text)
    lines = [source.line(number) for number in range(1, len(source.starts) + 1)]
    assert "\n".join(lines) == text
    assert source.line(0) == source.line(len(source.starts) + 1) == ""


@given(texts)
def test_a_whole_line_is_the_line_without_its_outer_blanks(text: str) -> None:
    source = Source(PATH, text)
    for number in range(1, len(source.starts) + 1):
        span = source.whole_line(number)
        assert source.slice(span) == source.line(number).strip()
        assert (span.line, span.end_line) == (number, number)


@given(texts)
def test_the_last_line_is_the_last_that_is_not_after_the_last_line_break(text: str) -> None:
    assert Source(PATH, text).last_line == max(len(text.removesuffix("\n").split("\n")), 1)


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, 3, Span(PATH, 1, 1, 1, 4)),
        (4, 7, Span(PATH, 2, 1, 2, 4)),
        (2, 6, Span(PATH, 1, 3, 2, 3)),
        (3, 4, Span(PATH, 1, 4, 2, 1)),
        (8, 8, Span(PATH, 3, 1, 3, 1)),
        (5, 1, Span(PATH, 2, 2, 2, 2)),
    ],
)
def test_lines_and_columns_count_characters_from_one(start: int, end: int, place: Span) -> None:
    assert Source(PATH, "ab😀\nåäö\n").span(start, end) == place


def test_a_place_is_shown_as_an_editor_opens_it() -> None:
    assert str(Span(PATH, 12, 4, 13, 1)) == "drafts/x/arende.yaml:12:4"
    assert top_of(PATH) == Span(PATH, 1, 1, 1, 1)


def test_places_sort_by_file_line_and_column() -> None:
    places = [Span("b", 1, 1, 1, 1), Span("a", 2, 1, 2, 1), Span("a", 1, 9, 1, 9), Span("a", 1, 10, 1, 10)]
    assert sorted(places) == [places[2], places[3], places[1], places[0]]


# --- the scalars of a YAML text ------------------------------------------------------------------


WORD = st.text(st.sampled_from("abcåäöÅÄÖ0123456789-§/"), min_size=1, max_size=8).filter(lambda word: word[0] != "-")
PLAIN = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
DOUBLE = st.text(st.sampled_from("abåÖ :#'[]{}&*!|-"), max_size=10).map(lambda text: f'"{text}"')
SINGLE = st.text(st.sampled_from('abåÖ :#"[]{}&*!|-'), max_size=10).map(lambda text: f"'{text}'")
VALUE = st.one_of(PLAIN, DOUBLE, SINGLE)
COMMENT = st.sampled_from(["", "  # en anteckning: [", " #"])
FLOW = st.one_of(
    st.lists(VALUE, min_size=1, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.dictionaries(WORD, VALUE, min_size=1, max_size=3).map(
        lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
    ),
)
BLOCK = st.lists(VALUE, min_size=1, max_size=3).map(lambda items: "".join(f"\n  - {item}" for item in items))
LINE = st.tuples(st.one_of(VALUE, FLOW, BLOCK), COMMENT).map("".join)
FACTS = st.dictionaries(WORD, LINE, min_size=1, max_size=5).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs.items())
)


def scalars(tree: Tree) -> list[Scalar]:
    if isinstance(tree, Scalar):
        return [tree]
    if isinstance(tree, Sequence):
        return [scalar for each in tree.items for scalar in scalars(each)]
    return [scalar for key, value in tree.items for scalar in (key, *scalars(value))]


def read(source: Source, first_line: int = 1, text: str | None = None) -> Tree:
    tree, problems = yamltree.parse(source, first_line, text)
    assert [problem for problem in problems if problem.code.number != "DK011"] == []
    assert tree is not None
    return tree


def assert_places(source: Source, tree: Tree) -> None:
    for scalar in scalars(tree):
        raw = source.slice(scalar.span)
        quoted = raw[:1] in ("'", '"')
        assert (raw[1:-1] if quoted else raw) == scalar.text
        assert raw[:1] == raw[-1:] or not quoted


@given(FACTS)
def test_the_place_of_each_key_and_value_gives_back_its_text(text: str) -> None:
    source = Source(PATH, text)
    assert_places(source, read(source))


@given(FACTS, st.text(st.sampled_from("ab \n-")))
def test_the_places_in_front_matter_are_places_in_the_file(text: str, body: str) -> None:
    source = Source(PATH, f"---\n{text}---\n{body}")
    assert_places(source, read(source, 2, text))


@given(FACTS)
def test_what_was_written_is_what_was_read(text: str) -> None:
    source = Source(PATH, text)
    found = [source.slice(scalar.span) for scalar in scalars(read(source))]
    rest = text
    for raw in found:
        _, met, rest = rest.partition(raw)
        assert met == raw


def test_lists_and_mappings_end_with_their_last_value() -> None:
    source = Source(PATH, "a:\n  - b\n  - {c: d}\n\n# slut\ne: [f,\n  g]\n")
    tree = read(source)
    assert isinstance(tree, Mapping)
    found = [source.slice(value.span) for _, value in tree.items]
    assert found == ["- b\n  - {c: d}", "[f,\n  g]"]
    assert source.slice(tree.span) == source.text.rstrip("\n")


def test_the_place_of_an_empty_value_is_that_of_its_key() -> None:
    tree = read(Source(PATH, "a:\nb: 1\n"))
    assert isinstance(tree, Mapping)
    assert tree.items[0] == (Scalar("a", Span(PATH, 1, 1, 1, 2)), Scalar("", Span(PATH, 1, 1, 1, 2)))


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert read(Source(PATH, "# bara en anteckning\n")) == Mapping((), Span(PATH, 1, 1, 1, 21))


def test_a_text_over_several_lines_is_one_value() -> None:
    source = Source(PATH, "a: Motion om\n  verktyg\nb: |\n  ett\n  två\nc: >\n  ett\n  två\n")
    tree = read(source)
    assert isinstance(tree, Mapping)
    assert [(value.text, source.slice(value.span)) for _, value in tree.items if isinstance(value, Scalar)] == [
        ("Motion om verktyg", "Motion om\n  verktyg"),
        ("ett\ntvå\n", "|\n  ett\n  två\n"),
        ("ett två\n", ">\n  ett\n  två\n"),
    ]


@pytest.mark.parametrize("strange", ["\r", "\u2028", "\u2029", "\x85"])
def test_what_only_yaml_takes_for_a_line_break_moves_no_place(strange: str) -> None:
    """Word and web pages leave these characters behind; the lines of a file end with LF alone."""
    source = Source(PATH, f'a: "b{strange}c"\nd: e\n')
    tree = read(source)
    assert isinstance(tree, Mapping)
    key, value = tree.items[1]
    assert (key.span, value.span) == (Span(PATH, 2, 1, 2, 2), Span(PATH, 2, 4, 2, 5))
