"""What a line begins or ends with: the mark of an item, the end of a sentence."""

from __future__ import annotations

import re

from msgspec import Struct

from ...patterns import lazily

# Word's symbol fonts, as they come out of a file, and the bullets that Unicode has; and what is a bullet only where
# a line may begin an item: dashes, and the "o" that Word has at its second level.
_BULLET = lazily("[\uf0b7\uf0a7\uf0d8\uf02d\uf076\uf0fc•‣◦▪▫■□●○∙‧⁃➢►▶✓✔]\\s*(?=\\S)")
_PERHAPS = lazily(r"[-–—*o·\u2212]\s+(?=\S)")
_NUMBER = lazily(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")
_THAT = lazily(r"att\s", re.IGNORECASE)

SENTENCE_END = lazily(r"[.!?:;…][)”\"’\x0f\d]*$")
FULL_STOP = lazily(r"[.!?][)”\"’]*(?:\x0e\d+\x0f)*$")
_SHORT = lazily(
    r"(?:^|[\s(])(?:[A-ZÅÄÖ]|[a-zåäö]{1,3}\.(?:[a-zåäö]{1,4}\.)*[a-zåäö]{1,4}|kl|nr|dnr|ca|jfr|jämför|kap|st|inkl|exkl"
    r"|resp|prop|dir|avd|tel|s|tkr|mnkr|mdkr|etc|dvs|osv|mm|mfl|tom|from|bl|t|m|f|ev|max|min|milj|c)\.$",
    re.IGNORECASE,
)  # fmt: skip
_LOWER = lazily(r"[\"”’(]?[a-zåäöéü]")


class Mark(Struct, frozen=True):
    """What begins an item: "-" for any bullet, or its number; `sure` where it can be nothing else."""

    mark: str
    text: str
    sure: bool


def item_mark(text: str) -> Mark | None:
    """The mark that a line begins with, and its words.

    "• Att …" -> "-", "Att …"; "12. Kulturnämnden …" -> "12", "Kulturnämnden …".
    """
    if match := _BULLET.match(text):
        return Mark("-", text[match.end() :], sure=True)
    if match := _PERHAPS.match(text):
        return Mark("-", text[match.end() :], sure=False)
    if match := _NUMBER.match(text):
        return Mark(str(int(match["number"])), text[match.end() :], sure=False)
    return None


def begins_a_point(text: str) -> bool:
    """Whether a line may begin a point of a decision that has no mark: att bifalla motionen."""
    return bool(_THAT.match(text))


def begins_low(text: str) -> bool:
    """Whether a line begins as no sentence does."""
    return bool(_LOWER.match(text))


def ends_a_sentence(text: str) -> bool:
    """Whether a line ends with a full stop (or ! or ?) that is not an abbreviation's."""
    return bool(FULL_STOP.search(text)) and not _SHORT.search(text)


def is_divided(text: str) -> bool:
    """Whether a line ends in the middle of a word, or of 2031–2033."""
    return bool(re.search(r"[^\W_][-\u2010\u00ad]$|\d–$", text))


def is_unfinished(text: str) -> bool:
    """Whether a line has no mark at its end at all, or a comma."""
    return not SENTENCE_END.search(text)
