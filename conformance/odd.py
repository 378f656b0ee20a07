"""Texts that nobody has foreseen, as the answers of one case: some of our own, and some put together at random.

The random ones are the same in each run; `ODD_SEED=7 make conformance` asks for others.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from .answers import build_each, is_built, names, together, unplaced
from .documents import BUILT, Document
from .verdict import Row

NAME = "udda texter"
_OWN, _RANDOM = BUILT / "udda", BUILT / "slump"
_MANY = 60  # random texts

_WORD = "Kommunfullmäktigesammanträdesprotokollsjusteringsförfarande"
_URL = "https://example.org/en/mycket/lang/adress/som/inte/far/plats/pa/en/rad?och=mer&dessutom=" + "a1" * 60

_SOFT = "\u00ad"  # a hyphen that shows only where a line ends
_PHRASE = "Det här är en mening som återkommer. "

# The texts of texts/, and those that are only long.
TEXTS = {path.stem: path.read_bytes().decode() for path in sorted((Path(__file__).parent / "texts").glob("*.md"))} | {
    "bred-tabell": "|" + " Kolumn |" * 12 + "\n|" + "---|" * 12 + "\n" + ("|" + " värde |" * 12 + "\n") * 3,
    "cell-over-sidor": f"| A | B |\n|---|---|\n| kort | {_PHRASE * 200} |\n",
    "lang-lank": f"Text som leder fram till [{_PHRASE * 8}](https://example.org).\n",
    "lang-not": f"Text.[^1]\n\n[^1]: {_PHRASE * 250}\n",
    "lang-tabell": "| Nr | Vad |\n|---|--:|\n" + "".join(f"| {n} | Post {n * 1000} |\n" for n in range(90)),
    "langa-ord": f"{_WORD * 2}\n\n{_SOFT.join(_WORD)}\n\n- {_WORD}\n\n| {_WORD} | {_WORD} |\n|---|---|\n| x | y |\n",
    "manga-noter": "".join(f"Ord[^{n}] " for n in range(99))
    + "".join(f"\n\n[^{n}]: Not {n}." for n in range(99))
    + "\n",
}

_PIECES = (
    "Ett stycke med *kursiv* och **fet** text.", "En not.[^{n}]", f"{_WORD}.", "[länk](https://example.org/{n})",
    "`kod {n}`", "![Diagram {n}](bild.png)", "Rad  \nbruten.", f"Text med {_SOFT} mjukt.",
    "5 § 3 st. 1, 1 200 kr, 12–14.", f"<{_URL}>", "Привет ☐ ≥", "***x*** `` ` ``",
    "[*k* **f**](https://example.org)", "ensam",
)  # fmt: skip


def documents() -> Iterator[Document]:
    """Builds each by itself, and yields the documents of all together. Raises NotBuilt."""
    build_each(_OWN, TEXTS)
    yield together("Udda texter", _OWN, TEXTS)
    seed = int(os.environ.get("ODD_SEED", "6"))
    texts = {f"slump-{seed}-{n}": at_random(random.Random(seed * 1000 + n)) for n in range(_MANY)}
    build_each(_RANDOM, texts)
    yield together("Slumpade texter", _RANDOM, texts)


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """Whether each was built, or refused with a place."""
    for what, root in (("udda texter", _OWN), ("slumpade texter", _RANDOM)):
        tried = names(root)
        found = [fault for name in tried if (fault := unplaced(root, name))]
        built = sum(is_built(root, name) for name in tried)
        claim = f"byggd ({built}) eller felet angivet med rad ({len(tried) - built})"
        yield Row(NAME, what, claim, len(tried), len(found), tuple(found))


def at_random(rng: random.Random) -> str:
    """A text of all that Markdown has, each in each, with the footnotes that it refers to."""
    notes: list[str] = []
    text = "\n\n".join(_block(rng, notes, 0) for _ in range(rng.randint(1, 7)))
    written = "\n\n".join(f"[^{n}]: {note}" for n, note in enumerate(notes))
    return f"{text}\n\n{written}\n" if written else f"{text}\n"


def _block(rng: random.Random, notes: list[str], depth: int) -> str:
    kind = rng.choice("p p p ul ol quote table code heading rule".split()) if depth < 4 else "p"
    if kind in ("ul", "ol"):
        items = [_block(rng, notes, depth + 1) for _ in range(rng.randint(1, 4))]
        start = rng.choice((1, 1, 3))
        marks = ["-" if kind == "ul" else f"{start + n}." for n in range(len(items))]
        apart = rng.choice(("\n", "\n\n"))
        return apart.join(_indented(item, f"{mark} ") for mark, item in zip(marks, items, strict=True))
    if kind == "quote":
        return "\n".join(f"> {line}".rstrip() for line in _block(rng, notes, depth + 1).split("\n"))
    if kind == "table":
        width = rng.randint(1, 5)
        rows = [[_cell(rng, notes) for _ in range(width)] for _ in range(rng.randint(1, 5))]
        lines = [rows[0], ["---"] * width, *rows[1:]]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    if kind == "code":
        return "```\nkod\n\n  mer\n```"
    if kind == "heading":
        return f"{'#' * rng.randint(2, 6)} Rubrik {rng.randint(1, 99)}\n\nText under rubriken."
    return "***" if kind == "rule" else " ".join(_piece(rng, notes) for _ in range(rng.randint(1, 4)))


def _cell(rng: random.Random, notes: list[str]) -> str:
    return _piece(rng, notes).replace("\n", " ") if rng.random() < 0.5 else ""


def _piece(rng: random.Random, notes: list[str]) -> str:
    piece = rng.choice(_PIECES)
    if "[^" not in piece:
        return piece.format(n=rng.randint(1, 99))
    notes.append("Notens text.")
    return piece.format(n=len(notes) - 1)


def _indented(text: str, mark: str) -> str:
    lines = text.split("\n")
    return "\n".join([mark + lines[0], *(" " * len(mark) + line if line else "" for line in lines[1:])])
