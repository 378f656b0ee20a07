"""What a file of an ärende is called when it is spoken of: by what it is, and not by its path."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from ...facts import plain_key
from ...messages import Message, msg
from ...model import AppendixText, Dissent, Fragment, OwnSection, Proposal, Registers, Response, Summary
from ..load.tree import Mapping as MappingTree
from ..load.tree import Scalar, Tree
from ..load.tree import Sequence as SequenceTree

_PLACES = ("", "sammanfattningar", "forslag", "remissvar", "avvikande", "bilagor")  # as the document has them


def written(tree: MappingTree | None, key: str) -> str:
    """A fact with one value, as it is written; empty where it is not."""
    found = _value(tree, key)
    return " ".join(found.text.split()) if isinstance(found, Scalar) else ""


def appendices(tree: MappingTree | None) -> dict[str, str]:
    """The titles of the bilagor that arende.yaml lists, by their place in the folder."""
    found = _value(tree, "bilagor")
    items = found.items if isinstance(found, SequenceTree) else ()
    listed = [each for each in items if isinstance(each, MappingTree)]
    return {
        posixpath.normpath(written(each, "fil")): written(each, "rubrik") for each in listed if written(each, "fil")
    }


def section(title: str) -> Message:
    """A section of the rotel's own, by its title in the document."""
    return msg("{title}", title=title[:1].upper() + title[1:])


def title(
    cls: type[Fragment] | None, tree: MappingTree | None, name: str, registers: Registers, listed: Mapping[str, str]
) -> Message:
    """What a file is called. `name` is its place in the folder; `listed` has the titles of bilagor."""
    body = _body(written(tree, "organ"), registers)
    if cls is OwnSection and written(tree, "avsnitt"):
        return section(written(tree, "avsnitt"))
    if cls is Summary and body:
        return msg("Summary of the answer from {body}", body=body)
    if cls is Proposal and written(tree, "beslutar"):
        return msg("Proposal for a decision by {body}", body=_body(written(tree, "beslutar"), registers))
    if cls is Response and body:
        return msg("Answer from {body}", body=body)
    if cls is Dissent and body:
        people = _people(_value(tree, "av"), registers)
        kind = written(tree, "typ")
        return msg("{kind} in {body} by {people}", kind=kind[:1].upper() + kind[1:], body=body, people=people)
    if cls is AppendixText and listed.get(name):
        return msg("Bilaga: {title}", title=listed[name])
    return msg("{title}", title=name)


def order(path: str, folder: str) -> tuple[int, str]:
    """The order in which the files of a case are told of: that of the document, as near as their places tell."""
    inside = path.removeprefix(f"{folder}/")
    place = inside.partition("/")[0] if "/" in inside else ""
    return (_PLACES.index(place) if place in _PLACES else len(_PLACES), inside)


def _value(tree: MappingTree | None, key: str) -> Tree | None:
    return next((value for each, value in tree.items if plain_key(each.text) == plain_key(key)), None) if tree else None


def _body(text: str, registers: Registers) -> str:
    body = registers.bodies_by_name.get(text.casefold())
    return body.name if body else text


def _people(tree: Tree | None, registers: Registers) -> list[str]:
    items = tree.items if isinstance(tree, SequenceTree) else (tree,)
    texts = [each.text for each in items if isinstance(each, Scalar)]
    found = [registers.people_by_name.get(each.casefold()) for each in texts]
    return [person.name if person else text for person, text in zip(found, texts, strict=True)]
