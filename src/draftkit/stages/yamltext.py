"""Facts as YAML, the way a person would write it: a key on each line, quotation marks only where they are needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct, field

from ..facts import plain_key
from ..spans import Source
from .load import yamltree
from .load.yamltree import Mapping as MappingTree
from .load.yamltree import Scalar, Tree

# What other programs take for something else than the word: draftkit itself reads all as text.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"})

Value = str | Sequence["Value"] | Mapping[str, "Value | None"]


class Rows(Struct, frozen=True):
    """Texts with a line for each, where a list within brackets would be long."""

    items: tuple[str, ...]


class Sheet(Struct):
    """Lines that are being written; `places` are the first and last line of each key ("remiss.svar_senast")."""

    lines: list[str] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The lines as a file."""
        return "".join(f"{line}\n" for line in self.lines)

    def facts(self, values: Mapping[str, object], prefix: str = "", indent: int = 0, first: str = "") -> None:
        """Writes keys with their values; what is empty is left out. `first` begins the first line: "- "."""
        for key, value in values.items():
            if not value:
                continue
            margin = " " * (indent - len(first)) + first
            begun = len(self.lines) + 1
            self._fact(key, value, f"{prefix}{key}", indent, margin)
            self.places[f"{prefix}{key}"] = begun, len(self.lines)
            first = ""

    def _fact(self, key: str, value: object, path: str, indent: int, margin: str) -> None:
        if isinstance(value, Rows):
            self.lines += [f"{margin}{key}:", *(f"{' ' * indent}  - {scalar(each)}" for each in value.items)]
        elif isinstance(value, Mapping):
            self.lines.append(f"{margin}{key}:")
            self.facts(value, f"{path}.", indent + 2)
        elif isinstance(value, tuple) and isinstance(value[0], Mapping):
            self.lines.append(f"{margin}{key}:")
            for each in value:
                self.facts(each, f"{path}.", indent + 4, "- ")
        else:
            self.lines.append(f"{margin}{row(key, value)}")


def row(key: str, value: object) -> str:
    """A key with its value, on one line."""
    return f"{key}: {scalar(value) if isinstance(value, str) else flow(value)}"


def flow(value: object) -> str:
    """A value on one line: text, [list] or {keys}."""
    if isinstance(value, str):
        return scalar(value, inside=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items() if each) + "}"
    assert isinstance(value, Sequence)
    return "[" + ", ".join(flow(each) for each in value) + "]"


@cache
def scalar(text: str, *, inside: bool = False) -> str:
    """A text as YAML, which reads back as the same text; `inside` brackets, where commas part.

    KS 2031/0417 -> KS 2031/0417; - -> "-"; Skola: ny plan -> "Skola: ny plan"
    """
    if text and text == " ".join(text.split()) and plain_key(text) not in _WORDS:
        alone, inside_too = f"a: {text}\nb: {text}\n", f"a: [{text}, {text}]\nb: {{c: {text}, d: {text}}}\n"
        tree, problems = yamltree.parse(Source("", inside_too if inside else alone))
        if not problems and tree is not None and set(_texts(tree)) == {text} and len(_texts(tree)) == 2 + 2 * inside:
            return text
    return f'"{"".join(map(_within_quotes, text))}"'


def _within_quotes(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"


def _texts(tree: Tree) -> list[str]:
    """The texts of all values in a tree."""
    if isinstance(tree, Scalar):
        return [tree.text]
    inner = [value for _, value in tree.items] if isinstance(tree, MappingTree) else [*tree.items]
    return [text for each in inner for text in _texts(each)]
