"""JSON Schema for each file that a user writes, from the same declarations that read it.

An editor that knows the schema completes keys and choices and shows what they mean. The schemas follow what draftkit
accepts: a key or choice without its dots (`vackt`), one value for a list of one, a bare name for a record. msgspec was
looked at: it makes schemas of Python's types, and knows neither the Swedish keys nor these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from typing import Any, cast

from ..facts import BodyRef, Choice, Date, Fact, Kind, Many, Number, OneOf, PersonRef, Text, facts_of, plain_key
from ..messages import words
from ..model import (
    AppendixText,
    Body,
    CaseFacts,
    Dissent,
    OwnSection,
    Person,
    Proposal,
    Response,
    Settings,
    Summary,
)
from ..stages.load.pack import PackFacts

Schema = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"
# What a file is called in the command, and what it holds; a register holds many of them by slug.
FILES: Mapping[str, type] = {
    "arende": CaseFacts,
    "avsnitt": OwnSection,
    "sammanfattning": Summary,
    "forslag": Proposal,
    "remissvar": Response,
    "avvikande": Dissent,
    "bilaga": AppendixText,
    "organ": Body,
    "personer": Person,
    "draftkit": Settings,
    "mall": PackFacts,
}
_REGISTERS = ("organ", "personer")


def schema(name: str, language: NullTranslations, extra: Iterable[Fact] = ()) -> Schema:
    """The schema of the file called `name` in FILES; `extra` are the facts that packs add to arende.yaml."""
    facts = [*facts_of(cast(Any, FILES[name])), *(extra if name == "arende" else ())]
    found = _record(facts, language)
    if name in _REGISTERS:
        found = {"type": "object", "additionalProperties": found}
    return {"$schema": DIALECT, "title": name, **found}


def files(language: NullTranslations, extra: Iterable[Fact] = ()) -> dict[str, bytes]:
    """All the schemas as files, by name ("arende.schema.json")."""
    extra = list(extra)
    made = {name: schema(name, language, extra) for name in FILES}
    return {
        f"{name}.schema.json": (json.dumps(each, ensure_ascii=False, indent=1) + "\n").encode()
        for name, each in made.items()
    }


def _record(facts: Iterable[Fact], language: NullTranslations) -> Schema:
    properties: Schema = {}
    plain: Schema = {}
    needed: list[Schema] = []
    for each in facts:
        described = _described(each, language)
        properties[each.key] = described
        spellings = [each.key]
        if plain_key(each.key) != each.key:
            plain[f"^{plain_key(each.key)}$"] = described
            spellings.append(plain_key(each.key))
        if each.required:
            needed.append({"anyOf": [{"required": [spelling]} for spelling in spellings]})
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if plain:
        found["patternProperties"] = plain
    if needed:
        found["allOf"] = needed
    return found


def _described(fact: Fact, language: NullTranslations) -> Schema:
    help_ = words(fact.help, language)
    about = f"{help_[:1].upper()}{help_[1:]}.".replace("..", ".")
    return {"title": fact.key, "description": f"{about}\n\n{fact.key}: {fact.example}", **_value(fact.kind, language)}


def _value(kind: Kind, language: NullTranslations) -> Schema:
    if isinstance(kind, Many):
        item = _value(kind.item, language)
        return {"anyOf": [{"type": "array", "items": item}, item]}
    if isinstance(kind, OneOf):
        record = _record(facts_of(cast(Any, kind.cls)), language)
        return {"anyOf": [record, {"type": "string"}]} if kind.shorthand else record
    if isinstance(kind, Choice):
        return _choice(kind)
    if isinstance(kind, Text):
        return {"type": "string", "pattern": f"^(?:{kind.pattern.pattern})$"} if kind.pattern else _ANY_TEXT
    return _PLAIN[type(kind)]


def _choice(kind: Choice) -> Schema:
    """The words, which an editor offers; and their spellings without dots, which it only accepts."""
    plain = sorted({plain_key(word).replace("_", "[ _-]") for word in kind.values})
    return {"anyOf": [{"enum": list(kind.values)}, {"type": "string", "pattern": f"^(?:{'|'.join(plain)})$"}]}


_ANY_TEXT: Schema = {"type": ["string", "number"]}
_PLAIN: Mapping[type, Schema] = {
    Date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Number: {"type": "integer"},
    BodyRef: {"type": "string"},
    PersonRef: {"type": "string"},
}
