"""Sentences that the pack suggests for a text that somebody is about to write, who may change them."""

from __future__ import annotations

from ...patterns import lazily
from ..load.pack import Pack

_GAP = lazily(r"\{\{ *(\w+) *\}\}")


def suggested(pack: Pack, name: str, count: int, **values: object) -> str:
    """The phrase `name` with its gaps filled in, for `count` writers; empty where the pack has none such."""
    phrase = pack.phrases.get(name)
    if phrase is None:
        return ""
    text = phrase.forms.get("en" if count == 1 else "flera", phrase.forms.get("", ""))
    return _GAP.sub(lambda gap: str(values.get(gap[1], "")), text)
