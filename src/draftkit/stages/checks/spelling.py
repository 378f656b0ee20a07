"""Spelling against a dictionary, which is asked only where `check --stavning` brings one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ...messages import Message, msg
from ...problems import InQuoted, Severity, Stops
from ...project import WORDS
from ...swedish.spelling import Speller, is_compound, knows, knows_first_part, one_slip
from ..load.decode import did_you_mean
from .rule import Finding, case_rule
from .text import WORD, Text
from .view import View

MOST = 100  # words looked up for suggestions, which takes a tenth of a second each
_SHOWN = 3  # suggestions
# What is shortened, and looks like a word.
_SHORT = frozenset(
    "ang avd bet bil dir dnr dvs etc exkl fig forts inkl jan feb apr jun jul aug sept okt nov dec jfr kap kkr mdkr mfl"
    " mkr mnkr mån obs osv pga prel prop resp rskr skr sid tel tex tfn tim tkr tom vol".split()
)
_JOINS = ("/", "_", ":", "@", "\0", "\xad")  # what makes a word part of something else: an address, a word divided
_FOREIGN = 3  # where every third word is unknown, and at least so many, the passage is in another language


class _Unknown(Struct, frozen=True):
    """A word that the dictionary does not have: where it stands, and whether it may be a name."""

    text: Text
    word: str
    start: int
    initial: bool


@case_rule("DK450", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def misspelt_word(view: View) -> Iterator[Finding]:
    """A word is not in the Swedish dictionary.

    Words are looked up only on demand: `draftkit check --stavning`, with the extra that brings the dictionary
    (`pip install "draftkit-utlatande[stavning]"`). Each unknown word is told once. What is right all the same is added
    to register/ordlista.toml, with `av = true` below its name in square brackets.

    Names are passed over: those of the registers and of the case's title, and what has a capital letter within a
    sentence. So are words with digits, abbreviations, passages in another language, and compounds of two known words.

    Bad:
        --stavning
        synpunkter.md
        Jag delar kulturnämndens bedömning att verktyggen behövs.
                                               ^^^^^^^^^^
    Good:
        --stavning
        synpunkter.md
        Jag delar kulturnämndens bedömning att verktygen behövs, även skruvtvingar, t.ex. hos Fixarna i Rumpelby.
    """
    if view.speller is None:
        return
    for number, (word, places) in enumerate(_by_word(view, view.speller)):
        suggestions = view.speller.suggestions(word) if number < MOST else ()
        near = any(one_slip(word, each.lower()) for each in suggestions)
        if near or not (is_compound(view.speller, word) or all(each.initial for each in places)):
            first = places[0]
            yield Finding(
                first.text.span(first.start, first.start + len(first.word)),
                _message(first.word, len(places)),
                _hint(suggestions[:_SHOWN]),
            )


def _message(word: str, times: int) -> Message:
    if times > 1:
        return msg("“{word}” is not in the dictionary, and stands {n} times", word=word, n=times)
    return msg("“{word}” is not in the dictionary", word=word)


def _hint(suggestions: Sequence[str]) -> Message:
    if not suggestions:
        return msg("if it is right, add it to {path} with “av = true”", path=WORDS)
    if len(suggestions) == 1:
        return did_you_mean(suggestions[0])
    return msg("did you mean one of {words}?", words=[*suggestions])


def _by_word(view: View, speller: Speller) -> Iterator[tuple[str, list[_Unknown]]]:
    """The unknown words in lower case, each with its places: the rotel's own texts first."""
    found: dict[str, list[_Unknown]] = defaultdict(list)
    accepted = _accepted(view)
    names: set[str] = set()
    for text in (each for each in (*view.own_texts, *view.quoted_texts) if not each.foreign):
        names |= {_stem(each[0]) for each in text.words if _is_name(text, each)}
        for unknown in _unknown(text, speller, accepted):
            found[unknown.word.lower()].append(unknown)
    for word, places in found.items():
        if not (all(each.initial for each in places) and _stem(word) in names):
            yield word, places


def _accepted(view: View) -> frozenset[str]:
    """Words that are right here, or that the list of words tells of: in lower case, without the s of the genitive."""
    registers, settings = view.registers, view.case.settings
    said = [view.case.facts.title, settings.municipality, settings.town, *view.wordlist.accepted]
    said += [entry.phrase for entry in view.wordlist.entries]
    said += [word for each in (*settings.foreign, *view.case.facts.foreign) for word in each.words]
    said += [person.name for person in registers.people.values()]
    for body in registers.bodies.values():
        said += [*body.names, body.genitive or "", body.short_form or ""]
    return frozenset(_stem(word) for each in said for word in _words(each))


def _words(said: str) -> Iterable[str]:
    return (part for word in WORD.findall(said) for part in (word, *word.split("-")))


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")


def _unknown(text: Text, speller: Speller, accepted: frozenset[str]) -> Iterator[_Unknown]:
    for passage in text.passages:
        words = [each for each in WORD.finditer(text.plain, passage.start, passage.end) if _is_word(text, each)]
        unknown = [each for each in words if not _is_known(text, each, speller, accepted)]
        if len(unknown) >= _FOREIGN and len(unknown) * _FOREIGN > len(words):
            continue
        for each in unknown:
            yield from _unknown_parts(text, each, speller, accepted)


def _unknown_parts(text: Text, match: re.Match[str], speller: Speller, accepted: frozenset[str]) -> Iterator[_Unknown]:
    """The word, or those parts of one with hyphens that are unknown."""
    start = match.start()
    for part in match[0].split("-"):
        end = start + len(part)
        known = speller.knows(part) or (end < match.end() and knows_first_part(speller, part))
        if not known and _is_part(part, within=start > match.start()) and _stem(part) not in accepted:
            yield _Unknown(text, part, start, part[0].isupper())
        start = end + 1


def _is_part(part: str, *, within: bool) -> bool:
    """Whether a word, or a part of one with hyphens, is to be looked up: not “EU”, nor the “Vi” of SFI-Vi."""
    return len(part) > 2 and part[1:].islower() and not (within and part[0].isupper())


def _is_word(text: Text, match: re.Match[str]) -> bool:
    """Whether it is a word to look up: of three letters or more, no name, no abbreviation, no part of a number."""
    word, plain = match[0], text.plain
    before, after = plain[match.start() - 1 : match.start()], plain[match.end() : match.end() + 2]
    if word.lower() in _SHORT or not any(_is_part(part, within=False) for part in word.split("-")):
        return False
    if before in _JOINS or before.isdigit() or after[:1] in _JOINS:
        return False
    if before in ("-", ".") and plain[match.start() - 2 : match.start() - 1].isalnum():
        return False  # 50-talet, t.ex., www.stensunda.example
    return not (after[:1] == "." and after[1:].isalnum()) and not _is_name(text, match)


def _is_known(text: Text, match: re.Match[str], speller: Speller, accepted: frozenset[str]) -> bool:
    word = match[0]
    if _stem(word) in accepted or knows(speller, word):
        return True
    return text.plain[match.end() : match.end() + 1] == "-" and knows_first_part(speller, word)


def _is_name(text: Text, match: re.Match[str]) -> bool:
    """Whether a word has a capital letter though no sentence begins with it; EU-kommissionen is no name for its EU."""
    first, *more = match[0].split("-")
    if not first[0].isupper() or (more and first.isupper()):
        return False
    line = text.plain.rfind("\n", 0, match.start()) + 1
    before = text.plain[line : match.start()].rstrip(" \0”\"’'(*_–-")
    return bool(before) and before[-1] not in ".!?:;"
