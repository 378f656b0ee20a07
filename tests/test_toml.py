"""TOML as a tree with places: each key and value where it was written."""

from __future__ import annotations

from typing import Any

import pytest

from draftkit.spans import Source
from draftkit.stages.load.tomltree import parse
from draftkit.stages.load.yamltree import Mapping, Scalar, Sequence, Tree

TEXT = """\
schema = 1
"språk" = "sv" # inte "en"
partier = ["S", "SP"]
[bilagor]
sidnumrering = 'egen'
[[undantag]]
regel = "DK401"
[[undantag]]
regel = "DK402"
["in sin tur"]
av = true
[a.b]
c = [
  1,
]
"""


def tree(text: str = TEXT) -> Mapping:
    found, problems = parse(Source("draftkit.toml", text))
    assert (found is not None, problems) == (True, [])
    assert found is not None
    return found


def plain(each: Tree) -> Any:
    if isinstance(each, Scalar):
        return each.text
    if isinstance(each, Sequence):
        return [plain(item) for item in each.items]
    return {key.text: plain(value) for key, value in each.items}


def at(path: str) -> tuple[str, str]:
    """What stands at the places of a key and of its value; `path` with numbers for the items of lists."""
    source, node, key = Source("draftkit.toml", TEXT), tree(), None
    each: Tree = node
    for part in path.split("/"):
        if isinstance(each, Sequence):
            each = each.items[int(part)]
        else:
            assert isinstance(each, Mapping)
            key, each = next((name, value) for name, value in each.items if name.text == part)
    return source.slice(key.span) if key else "", source.slice(each.span)


def test_everything_is_text() -> None:
    assert plain(tree()) == {
        "schema": "1", "språk": "sv", "partier": ["S", "SP"], "bilagor": {"sidnumrering": "egen"},
        "undantag": [{"regel": "DK401"}, {"regel": "DK402"}], "in sin tur": {"av": "true"}, "a": {"b": {"c": ["1"]}},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ("schema", "schema", "1"),
        ("språk", '"språk"', '"sv"'),
        ("partier", "partier", '["S", "SP"]'),
        ("partier/1", "partier", '"SP"'),
        ("bilagor", "bilagor", "bilagor"),
        ("bilagor/sidnumrering", "sidnumrering", "'egen'"),
        ("undantag/1/regel", "regel", '"DK402"'),
        ("in sin tur", '"in sin tur"', '"in sin tur"'),
        ("in sin tur/av", "av", "true"),
        ("a/b/c", "c", "["),
    ],
)
def test_each_stands_where_it_was_written(path: str, key: str, value: str) -> None:
    assert at(path) == (key, value)


def test_the_same_key_in_two_tables_is_two_places() -> None:
    undantag = next(value for key, value in tree().items if key.text == "undantag")
    assert isinstance(undantag, Sequence)
    lines = [value.span.line for each in undantag.items if isinstance(each, Mapping) for _, value in each.items]
    assert lines == [7, 9]


def test_broken_toml_is_told_where_it_breaks() -> None:
    found, problems = parse(Source("draftkit.toml", "schema = 1\nort = Stensunda\n"))
    assert found is None
    assert [(str(each.span), each.message.args) for each in problems] == [
        ("draftkit.toml:2:7", (("file", "draftkit.toml"),))
    ]
