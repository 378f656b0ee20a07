"""Facts written as YAML that reads back as the same text, plain where it can be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from ...patterns import lazily

# What YAML reads as a plain text, in a block and between brackets alike. Quotation marks where there is any doubt.
_PLAIN = lazily(r"[^\W_][\w ./’”§+–()&-]*(?::(?=\S)[\w ./’”§+–()&-]*)*", re.UNICODE)
_NOT_PLAIN = lazily(
    r"(?:true|false|null|yes|no|on|off|y|n|ja|nej|~)|[\d.+-][\d_.,:eE+-]*|0x[0-9a-f]+|.*\s#.*|.*:\s.*|.*:",
    re.IGNORECASE | re.DOTALL,
)
_DAY = lazily(r"\d{4}-\d\d-\d\d|\d{4}:\d+")

Value = str | Sequence["Value"] | Mapping[str, "Value | None"]


def scalar(text: str) -> str:
    """One value."""
    if _DAY.fullmatch(text) or (_PLAIN.fullmatch(text) and not _NOT_PLAIN.fullmatch(text) and text == text.strip()):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(value: Value) -> str:
    """A value on one line; what is None in a mapping is left out."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items() if each is not None) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"
