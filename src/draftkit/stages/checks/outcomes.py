"""What a text says should become of a motion or a proposal: tillstyrks, bifalls, avslås, besvaras."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from ...patterns import lazily

Outcome = Literal["bifall", "avslag", "besvarad"]

_WORD = lazily(
    r"\b(?:[Bb]ifall(?P<bifall>\w*)|[Aa]vsl(?P<avslag>å\w*|ag\w*)|[Bb]esvara(?P<besvarad>\w*)"
    r"|[Tt]illstyrk(?P<till>\w*)|[Aa]vstyrk(?P<av>\w*))"
)
_OUTCOMES: dict[str, Outcome] = {
    "bifall": "bifall", "avslag": "avslag", "besvarad": "besvarad", "till": "bifall", "av": "avslag",
}  # fmt: skip
_STANCES = ("till", "av")  # what others say of a proposal, not what becomes of it
_ENDINGS = {
    "bifall": frozenset(("as", "s", "en", "na", "er", "a", "")),
    "avslag": frozenset(("ås", "å", "år", "ag", "agen", "agna")),
    "besvarad": frozenset(("s", "d", "de", "", "r")),
    "till": frozenset(("er", "a", "s", "as", "an", "te", "t")),
    "av": frozenset(("er", "a", "s", "as", "an", "te", "t")),
}
_PASSIVE = frozenset(("as", "s", "en", "na", "ås", "agen", "agna", "d", "de"))
_MOTION_BEFORE = lazily(r"\b(?:motion(?:en|erna)?s?|den|de)\b[^.;:]{0,200}$", 2)  # re.IGNORECASE
_MOTION_AFTER = lazily(r"(?: till| på)? (?:hela )?motion(?:en|erna)\b", 2)
# Only part of the motion, or not said of this one: no outcome for it as a whole.
PARTLY = lazily(
    r"\b(?:den|de|denna|dessa|vissa|övriga|båda) (?:\w+ )?del|\bdelvis\b|\bi övrigt\b|\butom\b"
    r"|\batt-sats|\byrkande[tn]? \d"
    r"|\b(?:vad|när det|såvitt) (?:gäller|avser)|\bi fråga om\b|\bmotion(?:en|erna)s (?!syfte|intention|ända)"
    r"|\b(?:första|andra|tredje|fjärde|femte|sjätte|sista) (?:yrkande|att|punkt|förslag)",
    2,
)


class Said(Struct, frozen=True):
    """An outcome, and where the word that says it begins and ends.

    `of_motion` where it is said of the motion, in whole or in part; `stance` where it is tillstyrker or avstyrker.
    """

    outcome: Outcome
    start: int
    end: int
    of_motion: bool
    stance: bool


def outcomes(plain: str, start: int = 0, end: int | None = None) -> Iterator[Said]:
    """The outcomes that a stretch of text speaks of, in order."""
    for match in _WORD.finditer(plain, start, len(plain) if end is None else end):
        kind = match.lastgroup or ""
        ending = match[kind]
        if ending in _ENDINGS[kind]:
            stance = kind in _STANCES
            if ending in _PASSIVE and not (stance and ending == "t"):
                of_motion = _MOTION_BEFORE.search(plain, sentence(plain, match.start())[0], match.start()) is not None
            else:
                of_motion = _MOTION_AFTER.match(plain, match.end()) is not None
            yield Said(_OUTCOMES[kind], match.start(), match.end(), of_motion, stance)


def sentence(plain: str, index: int) -> tuple[int, int]:
    """Where the sentence round a place begins and ends, roughly: abbreviations are taken for its ends."""
    start = max(
        plain.rfind(". ", 0, index) + 2 if plain.rfind(". ", 0, index) >= 0 else 0, plain.rfind("\n", 0, index) + 1
    )
    ends = [at for at in (plain.find(". ", index), plain.find(".\n", index), plain.find("\n", index)) if at >= 0]
    return start, min(ends, default=len(plain))
