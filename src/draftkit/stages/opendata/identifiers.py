"""The identifiers of the parts of an Akoma Ntoso document, by its naming convention (OASIS, AKN-NC 1.0, 5.4).

hcontainer_2__list_1__item_3     [identifier of what it stands in __] name of the element [_ number there]
"""

from __future__ import annotations

from collections import Counter

from .element import Element

# What the convention calls by another name than the element's own (5.4.2), of what we use.
_SHORT = {"attachment": "att", "blockList": "list", "documentRef": "dref", "mainBody": "body"}
# What stands once where it stands, and so needs no number.
_SINGLE = frozenset("intro content heading mainBody preface caption num".split())
# What has no identifier: what is only a look or a sign, and the metadata, which have been given theirs.
_NONE = frozenset("akomaNtoso statement doc attachments meta eol tr i b u sup sub num".split())


def identify(root: Element) -> None:
    """Gives every element below `root` that is to have one its eId, in place; no two are the same."""
    counts: Counter[str] = Counter()
    waiting = [(root, "")]
    while waiting:
        each, context = waiting.pop()
        if each.tag not in _NONE:
            own = _next(each.tag, context, counts)
            each.attributes = {"eId": own, **each.attributes}
            context = context if each.tag == "mainBody" else own
        if each.tag != "meta":
            waiting.extend((child, context) for child in reversed(each.children) if isinstance(child, Element))


def _next(tag: str, context: str, counts: Counter[str]) -> str:
    base = f"{context}__{_SHORT.get(tag, tag)}" if context else _SHORT.get(tag, tag)
    counts[base] += 1
    return base if tag in _SINGLE and counts[base] == 1 else f"{base}_{counts[base]}"
