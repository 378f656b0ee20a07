"""The schemas say what draftkit accepts: the examples fit them, and what draftkit refuses does not."""

from __future__ import annotations

import json
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from conftest import BODIES, CASE, PEOPLE, ROOT
from draftkit.edges.language import translations
from draftkit.edges.schema import FILES, files, schema
from draftkit.facts import facts_of

ENGLISH = NullTranslations()
EXAMPLES = sorted({*ROOT.glob("examples/*/drafts/*/arende.yaml"), *ROOT.glob("drafts/*/arende.yaml")})
REGISTERS = sorted({*ROOT.glob("examples/*/register/*.yaml"), *ROOT.glob("register/*.yaml")})


def loaded(text: str) -> Any:
    """YAML as an editor reads it: numbers are numbers, and a date is the text that was written."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    return yaml.load(text)


def wrong(name: str, text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(schema(name, ENGLISH))
    return ["/".join(map(str, error.path)) for error in validator.iter_errors(loaded(text))]


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema(name, ENGLISH))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_fit(path: Path) -> None:
    assert wrong("arende", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_registers_fit(path: Path) -> None:
    assert wrong(path.stem, path.read_text(encoding="utf-8")) == []


def test_the_small_case_fits_with_and_without_dots() -> None:
    assert wrong("arende", CASE) == []
    plain = CASE.translate(str.maketrans("åäö", "aao"))
    assert wrong("arende", plain) == []
    assert (wrong("organ", BODIES), wrong("personer", PEOPLE)) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("rubrik:", "rubrk:", ""),
        ("skede: kommunstyrelse", "skede: imorgon", "skede"),
        ("väckt: 2031-02-10", "väckt: 10 februari", "initiativ"),
        ("rotel: V", "rotel: W", "rotel"),
        ("utskickad: 2031-03-03", "utskickat: 2031-03-03", "remiss"),
    ],
)
def test_what_draftkit_refuses_does_not_fit(old: str, new: str, place: str) -> None:
    assert place in wrong("arende", CASE.replace(old, new))


def test_a_schema_describes_each_key_in_the_readers_language() -> None:
    described = schema("arende", translations("sv"))["properties"]
    assert list(described) == [fact.key for fact in facts_of(FILES["arende"])]
    assert described["rotel"]["description"] == "Roteln, med romersk siffra.\n\nrotel: V"
    assert described["rotel"]["title"] == "rotel"


def test_the_files_are_the_schemas() -> None:
    made = files(ENGLISH)
    assert [*made] == [f"{name}.schema.json" for name in FILES]
    assert json.loads(made["arende.schema.json"]) == schema("arende", ENGLISH)


def test_a_pack_adds_its_facts() -> None:
    fact = facts_of(FILES["organ"])[0]
    assert "namn" in schema("arende", ENGLISH, [fact])["properties"]
    assert "namn" not in schema("avvikande", ENGLISH, [fact])["properties"]
