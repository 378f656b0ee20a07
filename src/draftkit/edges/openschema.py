"""JSON Schema of the open JSON, made of what declares it (stages/opendata/shape.py): msgspec knows its types.

What msgspec does not know is added: the words in the reader's language, and which values a fact may have.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from typing import Any

import msgspec

from ..facts import Choice, facts_of, plain_key
from ..manual import page
from ..messages import Message, words
from ..stages.opendata import shape

NAME = "utlatande"  # what the schema is called in the command
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schema(language: NullTranslations) -> Schema:
    """The schema of a finished document as open data."""
    classes = {each.__name__: each for each in _shapes(shape.Shape)}
    (whole,), parts = msgspec.json.schema_components([shape.Statement], ref_template="#/$defs/{name}")
    names = {name: plain_key(each.called) for name, each in classes.items()}
    described = {names[name]: _described(part, classes[name], language) for name, part in parts.items()}
    found: Schema = _renamed({**whole, "$defs": dict(sorted(described.items()))}, names)
    return {"$schema": DIALECT, "$id": shape.ADDRESS, **found}


def text(language: NullTranslations) -> str:
    """The same as a file."""
    return json.dumps(schema(language), ensure_ascii=False, indent=1)


def _shapes(root: type[shape.Shape]) -> Iterator[type[shape.Shape]]:
    for each in root.__subclasses__():
        yield each
        yield from _shapes(each)


def _described(part: Schema, cls: type[shape.Shape], language: NullTranslations) -> Schema:
    """A part with the words about it, and the choices that its facts leave."""
    manual = page(cls.__doc__ or "")
    part["title"] = cls.called
    part["description"] = " ".join(language.gettext(each) for each in (manual.summary, *manual.paragraphs))
    facts = {each.attribute: each for each in facts_of(cls.record)} if cls.record else {}
    for field in msgspec.structs.fields(cls):
        about = cls.about.get(field.name)
        fact = None if about else facts.get(field.name)
        value = part["properties"][field.encode_name]
        if fact is not None and isinstance(fact.kind, Choice):
            value = _chosen(value, fact.kind)
        said = about or (fact.help if fact else None)
        part["properties"][field.encode_name] = {**_sentence(said, language), **value}
    return part


def _sentence(said: Message | None, language: NullTranslations) -> Schema:
    sentence = words(said, language) if said else ""
    return {"description": f"{sentence[:1].upper()}{sentence[1:]}.".replace("..", ".")} if sentence else {}


def _chosen(value: Schema, choice: Choice) -> Schema:
    if value.get("type") == "string":
        return {"enum": list(choice.values)}
    return {**value, "anyOf": [_chosen(each, choice) for each in value["anyOf"]]} if "anyOf" in value else value


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The references by our own names; without `discriminator`, which is OpenAPI's."""
    if isinstance(value, dict):
        return {
            key: f"#/$defs/{names[each.rpartition('/')[2]]}" if key == "$ref" else _renamed(each, names)
            for key, each in value.items()
            if key != "discriminator"
        }
    return [_renamed(each, names) for each in value] if isinstance(value, (list, tuple)) else value
