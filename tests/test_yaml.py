"""YAML that is broken, or that means something else than it seems to: each told at its place, never an exception."""

from __future__ import annotations

import re
from gettext import NullTranslations
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, told
from draftkit.messages import words
from draftkit.problems import Problem, Related
from draftkit.spans import Source, Span
from draftkit.stages.load import plainyaml, yamltree
from draftkit.stages.load.yamltree import Scalar, Sequence, Tree

PATH = "arende.yaml"

COLON = ("a colon too many on the line", 'put the text in quotation marks: rubrik: "Skola: ny plan"')
INDENTED = (
    "the line is not indented as the lines before it, or lacks a colon",
    "write “key: value”, with the same indentation as the keys beside it",
)
TAB = ("a tab is used to indent", "use spaces; a tab is not allowed in YAML")
BRACKET = ("a bracket “[” is never closed", "write ] at the end of the list")
BRACE = ("a brace “{” is never closed", "write } at the end")
QUOTE = ("a quotation mark is never closed", "close it, or remove it")
AFTER_QUOTE = (
    "text after the closing quotation mark",
    "put the whole text in quotation marks, and other ones (”) within it",
)
COMMA = ("a comma is missing before this", "write a comma between the values, or quotation marks round them")
SECOND = ("a second document begins here", "remove the line ---")
BACKSLASH = (
    'a backslash within quotation marks (") is an instruction to YAML',
    "write \\\\ for \\, or use the other quotation marks (')",
)
BEGINNING = ("a value may not begin with this character", "put the text in quotation marks")
REFERENCE = (
    "a reference (*) to another place in the file is not read",
    "put text that begins with * in quotation marks",
)


def parse(text: str) -> tuple[Tree | None, list[Problem]]:
    return yamltree.parse(Source(PATH, text))


def plain(tree: Tree | None) -> object:
    """The tree as strings, lists and pairs."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return [plain(each) for each in tree.items]
    return [(key.text, plain(value)) for key, value in tree.items] if tree else None


def note(related: Related) -> str:
    return words(related.note, NullTranslations())


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("rubrik: a\n\trotel: V\n", "2:1-2:2", TAB),
        ("remiss:\n\tutskickad: 2031-03-03\n", "2:1-2:2", TAB),
        ("rubrik: a\nföredragande: [sara, omar\nrotel: V\n", "2:15-2:16", BRACKET),
        ("föredragande: [sara, omar\n", "1:15-1:16", BRACKET),
        ("föredragande: [sara}\n", "1:15-1:16", BRACKET),
        ("källa: {fil: a.docx\ndatum: 2031-05-20\n", "1:8-1:9", BRACE),
        ('rubrik: "Verktyg\nrotel: V\n', "1:9-1:10", QUOTE),
        ("rubrik: 'Verktyg\nrotel: V\n", "1:9-1:10", QUOTE),
        ("rubrik: Motion: verktyg\n", "1:15-1:16", COLON),
        ("a: {b: c d: e}\n", "1:11-1:12", COMMA),
        ("a: {rubrik: Skola: ny plan}\n", "1:18-1:19", COMMA),
        ('a: ["b" c]\n', "1:9-1:10", COMMA),
        ('rubrik: "Verktyg" på biblioteken\n', "1:19-1:20", AFTER_QUOTE),
        ("rubrik: 'Verktyg' på biblioteken\n", "1:19-1:20", AFTER_QUOTE),
        ('fil: "bilagor\\motion.md"\n', "1:15-1:16", BACKSLASH),
        ("a: 1\n  b: 2\n", "2:4-2:5", INDENTED),
        ("  a: 1\nb: 2\n", "2:1-2:2", INDENTED),
        ("a:\n  b: 1\n c: 2\n", "3:2-3:3", INDENTED),
        ("a: 1\nb\nc: 2\n", "3:1-3:2", INDENTED),
        ("- a\nb: c\n", "2:1-2:2", INDENTED),
        ("a: 1\n---\nb: 2\n", "2:1-2:2", SECOND),
        ("a: 1\n...\nb: 2\n", "3:1-3:2", SECOND),
        ("rubrik: @bibblan\n", "1:9-1:10", BEGINNING),
        ("rubrik: %5\n", "1:9-1:10", BEGINNING),
        ("rubrik: `kod`\n", "1:9-1:10", BEGINNING),
        ("rubrik: , verktyg\n", "1:9-1:10", BEGINNING),
        ("rubrik: - verktyg\n", "1:9-1:10", BEGINNING),
        ("rubrik: *verktyg*\n", "1:9-1:10", REFERENCE),
    ],
)
def test_broken_yaml_is_told_where_it_breaks(text: str, place: str, message: tuple[str, str]) -> None:
    tree, problems = parse(text)
    assert tree is None
    assert [told(problem) for problem in problems] == [("DK010", f"arende.yaml:{place}", *message)]


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ("föredragande: [sara, omar\nrotel: V\n", [Span(PATH, 2, 6, 2, 7)]),
        ("föredragande: [sara}\n", []),
        ('rubrik: "Verktyg\nrotel: V\n', [Span(PATH, 3, 1, 3, 2)]),
    ],
)
def test_what_is_never_closed_shows_where_that_was_noticed(text: str, related: list[Span]) -> None:
    _, (problem,) = parse(text)
    assert [each.span for each in problem.related] == related
    assert {note(each) for each in problem.related} <= {"noticed here"}


@pytest.mark.parametrize(
    ("text", "second", "first", "key"),
    [
        ("rubrik: a\nrubrik: b\n", "2:1-2:7", Span(PATH, 1, 1, 1, 7), "rubrik"),
        ("väckt: a\nrotel: V\nvackt: b\n", "3:1-3:6", Span(PATH, 1, 1, 1, 6), "vackt"),
        ("a: {b: 1, b: 2}\n", "1:11-1:12", Span(PATH, 1, 5, 1, 6), "b"),
    ],
)
def test_a_key_that_is_written_twice_shows_both(text: str, second: str, first: Span, key: str) -> None:
    _, problems = parse(text)
    assert [told(problem) for problem in problems] == [
        ("DK011", f"arende.yaml:{second}", f"the key “{key}” is written twice", "remove one of them")
    ]
    assert [(each.span, note(each)) for each in problems[0].related] == [(first, "first given here")]


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("rubrik: &A och B\n", "1:9-1:11", "&A"),
        ("rubrik: !Viktigt om verktyg\n", "1:9-1:17", "!Viktigt"),
        ("rubrik: ! om verktyg\n", "1:9-1:10", "!"),
        ("&a rubrik: b\n", "1:1-1:3", "&a"),
        ("a: 1\n&b c: d\n", "2:1-2:3", "&b"),
        ("a: [b, &c d]\n", "1:8-1:10", "&c"),
        ("a: &b\n  c: d\n", "1:4-1:6", "&b"),
        ("a: &b 1\nc: *b\n", "1:4-1:6", "&b"),
        ("a: &b [*b]\n", "1:4-1:6", "&b"),
    ],
)
def test_anchors_and_tags_would_take_a_word_away(text: str, place: str, word: str) -> None:
    _, problems = parse(text)
    assert [told(problem) for problem in problems] == [
        (
            "DK012",
            f"arende.yaml:{place}",
            f"“{word}” is an instruction to YAML, and would not be read as text",
            "put the text in quotation marks",
        )
    ]


def test_an_anchor_that_is_set_twice_is_told_twice() -> None:
    _, problems = parse("a: &x 1\nb: &x 2\n")
    assert [told(problem)[1] for problem in problems] == ["arende.yaml:1:4-1:6", "arende.yaml:2:4-2:6"]


@pytest.mark.parametrize(
    ("text", "place"), [("[a, b]: c\n", "1:1-1:7"), ("{a: b}: c\n", "1:1-1:7"), ("? - a\n: b\n", "1:3-2:1")]
)
def test_a_key_is_a_word(text: str, place: str) -> None:
    _, problems = parse(text)
    assert [told(problem) for problem in problems] == [
        ("DK010", f"arende.yaml:{place}", "a key must be a word", "put text that begins with [ or { in quotation marks")
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{'[' * 22}a{']' * 22}\n", "1:22-1:25"),
        ("".join(f"{' ' * n}a:\n" for n in range(30)), "22:22-31:1"),
        ("[" * 3000, "1:1-1:3001"),
        ("a: " + "{b: " * 3000, "1:1-1:12003"),
    ],
)
def test_what_is_nested_too_deeply_is_told(text: str, place: str) -> None:
    _, problems = parse(text)
    assert [told(problem) for problem in problems] == [
        (
            "DK010",
            f"arende.yaml:{place}",
            "the file is nested too deeply",
            "compare with the example in docs/filformat.md",
        )
    ]


def test_twenty_levels_are_not_too_deep() -> None:
    assert parse(f"{'[' * 20}a{']' * 20}\n")[1] == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("no", "no"),
        ("ja", "ja"),
        ("yes", "yes"),
        ("null", "null"),
        ("~", "~"),
        ("0123", "0123"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("16:30", "16:30"),
        ("2031:19", "2031:19"),
        ("2031-13-40", "2031-13-40"),
        ("2031-05-20", "2031-05-20"),
        ("S", "S"),
        ('"-"', "-"),
        ("'it''s'", "it's"),
        ('"åäö”"', "åäö”"),
        ("punkt # 3", "punkt"),
        ("punkt#3", "punkt#3"),
        ("<<", "<<"),
        ("KS 2031/0417-1", "KS 2031/0417-1"),
    ],
)
def test_a_value_is_the_text_that_was_written(value: str, text: str) -> None:
    tree, problems = parse(f"a: {value}\nb: [{value if '#' not in value else text}]\n")
    assert problems == []
    assert plain(tree) == [("a", text), ("b", [text])]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", []),
        ("\n\n", []),
        ("# bara en anteckning\n", []),
        ("---\n", ""),
        ("a:\n", [("a", "")]),
        ("a:", [("a", "")]),
        ("a:\nb: 1\n", [("a", ""), ("b", "1")]),
        ("a:\n  -\n  - b\n", [("a", ["", "b"])]),
        ("a: []\nb: {}\n", [("a", []), ("b", [])]),
        ("a: ''\n", [("a", "")]),
        ("{a, b}\n", [("a", ""), ("b", "")]),
        ("bara ord\n", "bara ord"),
    ],
)
def test_what_is_empty_is_read_as_empty(text: str, tree: object) -> None:
    found, problems = parse(text)
    assert (plain(found), problems) == (tree, [])


def test_an_unprintable_character_is_told() -> None:
    tree, problems = parse("rubrik: Verk\x01tyg\n")
    assert tree is None
    assert [told(problem) for problem in problems] == [
        (
            "DK010",
            "arende.yaml:1:1-1:17",
            "the YAML cannot be read",
            "compare with the example in docs/filformat.md",
        )
    ]


PIECES = [
    *"a b c: å - [ ] { } ' &x *x !t # |\n >\n ---\n ...\n % @ ` \" \\ \\u ? : << ~ 2031-13-40 😀".split(" "),
    *[" ", "    ", "\n", "\n  ", ": ", ", ", " # k", "\t", "\u2028", "\x85", "\r", "\ufeff", "\x00", "\ud800"],
]
ANY_TEXT = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=15).map("".join))


@given(ANY_TEXT)
def test_any_text_is_a_tree_or_a_problem_inside_the_file(text: str) -> None:
    source = Source(PATH, text)
    tree, problems = yamltree.parse(source)
    assert tree is not None or problems
    for span in [*(each.span for each in problems), *(each.span for problem in problems for each in problem.related)]:
        assert span.path == PATH
        assert 1 <= span.line <= len(source.starts)
        assert 1 <= span.col <= len(source.line(span.line)) + 1
        assert (span.line, span.col) <= (span.end_line, span.end_col)
        assert source.slice(span) in text


@given(ANY_TEXT.filter(bool), st.integers(0, 5))
def test_a_problem_in_front_matter_has_its_line_of_the_file(text: str, before: int) -> None:
    alone = yamltree.parse(Source(PATH, text))[1]
    lines = "#\n" * before
    shifted = yamltree.parse(Source(PATH, lines + text), before + 1, text)[1]
    assert [each.span.line - before for each in shifted] == [each.span.line for each in alone]
    assert [(each.message, each.hint, each.span.col) for each in shifted] == [
        (each.message, each.hint, each.span.col) for each in alone
    ]


# --- three parsers, one reading ------------------------------------------------------------------

LINES = st.lists(
    st.sampled_from(
        ["a: b", "å: ”c d”", "- x", "  - y: z", "  k: [1, {m: n}]", "q: 'x: y'", '"r s": "t\\u00e5"', "u:", "# v",
         "", "  w: x # y", "- - z", "{a: b, c: }", "[a, b,", "]", "f: |", "  text", "g: &h i", "j: *h", "? k", "--- ",
         "l: >-", "m: !n o", "p:\tq", "  ", "r: {s: [t]}", "u: v:w", "x: -", "y: 2031:19", "z: ÅÄÖ 😀 slut"]
    ),
    max_size=7,
)  # fmt: skip
VALUES = st.sampled_from(
    ["b", "b c", "2031-05-20", "KS 2031/0417", "2031:19", "16:30", "c# d", "c #d", "c:d", "c: d", "c:", "c :d",
     "'e f'", "'e''f'", '"g h"', '"g # h"', '"g\\h"', '"g', 'h"', "[i, j]", "[i, 'j k', {l: m}]", "[]", "{}",
     "{n: o}", "{n: o, p: [q]}", "{n: o, n: p}", "{n: }", "{n:o}", "{n :o}", "{n : o}", "{n, o}", "[i: j]", "[i,]",
     "[i, , j]", "[i, j", "[i, 2031:5]", "[i #j]", "[i] # k", "[i]k", "{a b: c}", "[i? j]", "[i, ? j]",
     "[[i], [j, [k]]]", "{n: {o: {p: q}}}", "-", "- r", "-r", "?", "? s", "?s", "%t", "@u", "`v", "~", "”w”", "§ 5",
     "(C)", ".", "...", "---", "å ä ö ", "x\u00a0y", "\u00a0z", "x:\u00a0y", "x\u00a0#y", "*", "*a", "&a b", "!b",
     "|", ">", "", " ", "<<", "=", "a & b", "a ! b", "a | b", "a > b", "a [b]", "a {b}", "a, b", "a 'b'", 'a "b"',
     "\U0001f600", "'a' b", '"a" "b"', "'a' # b", "'a'# b", "'#'", "a - b", "a ?b", "[a&b, c!d]", "[-a]",
     "[a: b, c]", "{'a': b}", '{"a": "b, c"}', "[a b , c ]", "[ a ]", "{ a: b }", "['a'b]", "[”a, b”]",
     "[a, b] # c, d]"]
)  # fmt: skip
KEYS = st.sampled_from(["a", "b", "å-ä_ö", "A", "1", "väckt", "vackt", "a b", "'c'", "-", "d" * 70])
ROWS = st.one_of(
    st.tuples(st.sampled_from(["", "  ", "    ", " "]), st.sampled_from(["", "- ", "-  ", "- - "]), KEYS, VALUES).map(
        lambda row: f"{row[0]}{row[1]}{row[2]}: {row[3]}"
    ),
    st.tuples(st.sampled_from(["", "  ", "    "]), st.sampled_from(["- ", "-", ""]), VALUES).map("".join),
    st.tuples(st.sampled_from(["", "  ", "    ", "- ", "  - "]), KEYS).map(lambda row: f"{row[0]}{row[1]}:"),
    st.sampled_from(
        ["", "# k", "  # k", "      # k: v", " ", "      fortsatt", '  slut"', '   slut" # k', '  slut"# k']
    ),
)


def by_ruamel(text: str) -> tuple[Tree | None, list[Problem]]:
    """The tree as ruamel's own parser finds it."""
    with mock.patch.object(yamltree, "_nesting", return_value=yamltree._MAX_NESTING):
        return by_libyaml(text)


def by_libyaml(text: str) -> tuple[Tree | None, list[Problem]]:
    """The tree as libyaml finds it, where it is asked."""
    with mock.patch.object(plainyaml, "read", return_value=None):
        return parse(text)


@given(LINES.map("\n".join), st.sampled_from(["", "\n"]))
def test_the_fast_parsers_read_as_the_other(lines: str, end: str) -> None:
    assert parse(lines + end) == by_libyaml(lines + end) == by_ruamel(lines + end)


@settings(max_examples=300)
@given(st.lists(ROWS, max_size=6).map("\n".join), st.sampled_from(["", "\n"]))
@example('a: "b\n  c\n  d" # e\nf: g', "\n")
@example("a:\n  - b: c\n    d: e\n  - f\ng: [h, {i: j}]", "\n")
@example("a:\n- b", "\n")
@example(f"a: {'b' * 200}: c\nd: [{'e' * 200}: f]", "\n")  # no pattern may try every way to part a word
def test_plain_yaml_is_read_as_the_whole_of_it(rows: str, end: str) -> None:
    assert parse(rows + end) == by_ruamel(rows + end)


EXAMPLES = sorted({*ROOT.glob("examples/**/*.yaml"), *ROOT.glob("drafts/**/*.yaml"), *ROOT.glob("register/*.yaml")})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_are_plain_yaml(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = plainyaml.read(PATH, text, 1)
    assert found is not None
    assert (found, []) == by_ruamel(text)


@given(LINES.map(lambda lines: "".join(f"{line}\n" for line in lines)), st.integers(0, 3))
def test_a_place_is_the_same_by_line_and_by_index(text: str, before: int) -> None:
    source = Source(PATH, "#\n" * before + text)
    plain = yamltree.parse(source, before + 1, text)
    with mock.patch.object(plainyaml, "read", return_value=None):
        by_line = yamltree.parse(source, before + 1, text)
        with mock.patch.object(yamltree, "_ODD_BREAKS", re.compile("")):
            by_index = yamltree.parse(source, before + 1, text)
    assert plain == by_line == by_index


def test_the_fast_parser_is_there_and_used() -> None:
    node = yamltree._composed("rubrik: Motion")
    assert type(node.start_mark).__module__.endswith("_ruamel_yaml")


DEEP = ["[" * 900 + "]" * 900, "[" * 30_000, "- " * 900 + "x", "a: " + "{b: " * 5000, " " * 40_000 + "x"]


@pytest.mark.parametrize("text", DEEP, ids=lambda text: f"{len(text)} characters")
def test_depth_is_told_and_never_brings_the_process_down(text: str) -> None:
    _, problems = parse(text)
    assert [each.code.number for each in problems] in (["DK010"], [])
