"""The list of words: what is often written wrong, and how it should be.

draftkit ships one (language/ordlista.toml); a workspace's own register/ordlista.toml adds to it, replaces what stands
under the same phrase, and turns off what does not suit (av = true).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

import tomli
from msgspec import Struct

from ... import codes
from ...facts import TEXT, Choice, Many, Record, fact, facts_of, plain_key
from ...messages import msg
from ...patterns import lazily
from ...problems import Problem
from ...project import WORDS, Project
from ...spans import Source
from . import tomltree
from .decode import Decoder
from .textfile import read_text

_YES = "true"
_END_OF_WORD = r"(?!(?<=\w)\w)"  # the beginning is looked for afterwards: a pattern that begins with it is slow
_GROUP = lazily(r"\\(\d)")
# A blank in a pattern stands for any number of them, but within […] and (?<=…), where it cannot.
_BLANK = lazily(r"(\(\?<[=!](?:\\.|[^()\\])*\)|\[[^\]]*\]|\\[^ ])|\\? ")
# What a pattern is made of, as far as it tells words of which every match holds one. Brackets may stand in brackets.
_HELD = r"(?:\\.|[^()\\])*"
_HELD = rf"(?:\\.|[^()\\]|\({_HELD}\))*"
_HELD = rf"(?:\\.|[^()\\]|\({_HELD}\))*"
_TIMES = r"(?:[*?]|\{[^}]*\})"
_PART = lazily(
    rf"""(?P<place>\(\?<?[=!]{_HELD}\)|\\b|[$^])                # takes no room
    |\((?:\?:)?(?P<words>[^\W\d_][\w |-]*)\)(?!{_TIMES})      # one of some words
    |(?P<some>(?:\({_HELD}\)|\[\^?.[^]]*\]|\\\w|\.)\+?{_TIMES}*)  # nobody knows what
    |(?P<maybe>\\?.{_TIMES})                                  # a sign that may be left out
    |(?P<odd>[][()|*?{{}}])                                    # what is not understood here
    |\\?(?P<sign>.)""",
    re.VERBOSE,
)
# What a pattern is made of, as far as it tells how often something may come again.
_SIGN = lazily(
    r"(?P<set>\\.|\[\^?.[^]]*\])|(?P<open>\((?P<look>\?<?[=!])?)|(?P<close>\))|(?P<many>[*+]|\{\d*,?\d*\})|\|"
)
_LETTERS = lazily(r"[^\W\d_]*")
_MOST = 40  # so many words are as soon looked for as the pattern itself


class ListedWord(Record, dict=True):
    """An entry of the list: a phrase, and what is to be written instead."""

    phrase: str = ""
    replacement: str | None = fact("skriv", TEXT, help=msg("what to write instead"), example="i sin tur")
    reason: str | None = fact("varför", TEXT, help=msg("why, in a few words"), example="felskrivning")
    source: str | None = fact(
        "källa", TEXT, help=msg("where the rule stands: a book, or an address"), example="Myndigheternas skrivregler"
    )
    severity: str = fact(
        "allvar",
        Choice(("varning", "upplysning")),
        default="varning",
        help=msg("how bad it is"),
        example="upplysning",
    )
    pattern: str | None = fact(
        "mönster",
        TEXT,
        help=msg("a regular expression in lower case, where the phrase itself is not enough"),
        example=r"blad (de|dem)",
    )
    only: str | None = fact(
        "bara",
        Choice(("beslut", "löptext")),
        help=msg("only in the points of a decision, or only in running text"),
        example="beslut",
    )
    exceptions: tuple[str, ...] = fact(
        "inte", Many(TEXT), help=msg("phrases that hold the same words and are right"), example='["in sin turné"]'
    )
    off: str = fact("av", Choice((_YES, "false")), default="false", help=msg("turns the entry off"), example="true")

    @cached_property
    def look(self) -> re.Pattern[str]:
        """What the entry looks for in a text in lower case; a blank stands for any number of them."""
        pattern = self.pattern or re.escape(self.phrase.lower())
        return re.compile(f"(?:{_BLANK.sub(lambda match: match[1] or ' +', pattern)}){_END_OF_WORD}")

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Words of which every match holds one, so that most texts need no further look.

        mer (bättre|större) -> mer bättre, mer större;  såväl [a-z]+ -> såväl;  a|b -> "", since that stands everywhere
        """
        return tuple(max(self._runs, key=lambda run: min(map(len, run))))

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """What the first word of every match begins with, one of them; "" where nothing is known of it."""
        return tuple({_LETTERS.match(run)[0] for run in self._runs[0]})  # type: ignore[index]

    @cached_property
    def _runs(self) -> list[list[str]]:
        """The stretches of signs that every match has, in order, each with what it may be."""
        if self.pattern is None:
            return [[self.phrase.lower()]]
        runs = [[""]]
        for part in _PART.finditer(self.pattern):
            if part["odd"]:
                return [[""]]
            if part["some"] or part["maybe"] or part[0] == "+":
                runs.append([""])
            elif not part["place"]:
                more = part["words"].split("|") if part["words"] else [part["sign"]]
                longer = [start + end for start in runs[-1] for end in more]
                runs[-1:] = [runs[-1], more] if len(longer) > _MOST else [longer]
        return runs

    def found(self, lowered: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Where whole words are what the entry looks for. `lowered` is a text in lower case."""
        for match in self.look.finditer(lowered, start, len(lowered) if end is None else end):
            before = lowered[match.start() - 1 : match.start()]
            if before.isalnum() or before == "-":
                continue
            if not any(_overlaps(each.lower(), lowered, match) for each in self.exceptions):
                yield match

    def instead(self, groups: Sequence[str]) -> str | None:
        """What to write, with its capital. `groups` is what a match found, and what each of its brackets held (\\1)."""
        if self.replacement is None:
            return None
        new = self.replacement
        if self.pattern is not None:
            new = _GROUP.sub(lambda group: groups[int(group[1])], new)
        return new[:1].upper() + new[1:] if groups[0][0].isupper() else new


class Wordlist(Struct, frozen=True):
    """The entries in force, and the phrases that somebody has turned off: words that are right here."""

    entries: tuple[ListedWord, ...] = ()
    accepted: tuple[str, ...] = ()


def wordlist(project: Project) -> tuple[Wordlist, list[Problem]]:
    """The shipped entries and the workspace's own, and what is wrong with the latter."""
    own: Mapping[str, ListedWord] = {}
    problems: list[Problem] = []
    if WORDS in project.files and not project.set_aside(WORDS):
        source, problems = read_text(WORDS, project.files[WORDS])
        if source is not None:
            found, more = _entries(source)
            wrong = {phrase: list(_wrong(each)) for phrase, each in found.items()}
            problems += [*more, *(problem for each in wrong.values() for problem in each)]
            own = {phrase: each for phrase, each in found.items() if not wrong[phrase]}
    together = {**_shipped(project.wordlist), **own}
    in_force = tuple(each for each in together.values() if each.off != _YES)
    return Wordlist(in_force, tuple(each.phrase for each in own.values() if each.off == _YES)), problems


@cache
def _shipped(data: bytes) -> Mapping[str, ListedWord]:
    """The entries that draftkit brings. They need no places: a test sees to it that nothing is wrong with them."""
    keys = {plain_key(each.key): each.attribute for each in facts_of(ListedWord)}
    return {
        phrase: ListedWord(phrase=phrase, **{keys[key]: value for key, value in entry.items()})
        for phrase, entry in tomli.loads(data.decode()).items()
    }


def _entries(source: Source) -> tuple[dict[str, ListedWord], list[Problem]]:
    tree, problems = tomltree.parse(source)
    if tree is None:
        return {}, problems
    decoder = Decoder(toml=True)
    entries = {}
    for key, value in tree.items:
        phrase = " ".join(key.text.lower().split())
        entry = decoder.record(ListedWord, value, phrase=phrase)
        if entry is not None:
            entries[phrase] = entry
    return entries, problems + decoder.problems


def _wrong(entry: ListedWord) -> Iterator[Problem]:
    """A pattern that cannot be read, or a replacement that asks for brackets that it does not have."""
    try:
        re.compile(entry.pattern or "")
        groups = entry.look.groups
    except (re.error, OverflowError, RecursionError) as error:
        message = msg("the pattern cannot be read: {reason}", reason=str(error))
        yield Problem(codes.WRONG_FORM, message, entry.place("mönster"), msg("write \\ before a sign of its own"))
        return
    if _repeats_repeated(entry.look.pattern):
        message = msg("the pattern repeats something that can itself be repeated, so that it may never be done")
        hint = msg("remove the * or + after the bracket, or what is repeated or chosen (|) within it")
        yield Problem(codes.WRONG_FORM, message, entry.place("mönster"), hint)
        return
    asked = [int(number) for number in _GROUP.findall(entry.replacement or "")]
    if asked and max(asked) > groups:
        message = msg("the pattern has no brackets number {n}", n=max(asked))
        hint = msg("put what \\{n} is to hold in (…)", n=max(asked))
        yield Problem(codes.WRONG_FORM, message, entry.place("skriv"), hint)


def _repeats_repeated(pattern: str) -> bool:
    """Whether a bracket that may come many times holds something that may, or a choice: (a+)+, (a|aa)*.

    There are then more ways to read a text than anybody has time for (a ReDoS): 2 to the number of its letters.
    """
    open_: list[bool] = [False]  # of each bracket that is not closed: whether something in it repeats
    looks: list[bool] = [False]  # and whether it only looks ahead or back, which is done in one way
    at = 0
    closed: bool | None = None  # of the bracket that ends here
    for sign in _SIGN.finditer(pattern):
        here, closed = closed if sign.start() == at else None, None
        at = sign.end()
        if sign["open"]:
            open_.append(False)
            looks.append(sign["look"] is not None)
        elif sign["close"]:
            inner, only_looks = open_.pop(), looks.pop()
            closed = inner and not only_looks
            open_[-1] = open_[-1] or closed
        elif sign["many"]:
            if here:
                return True
            open_[-1] = True
        elif not sign["set"]:
            open_[-1] = True  # a choice
    return False


def _overlaps(exception: str, lowered: str, match: re.Match[str]) -> bool:
    """Whether `exception` stands where `match` does."""
    start = lowered.find(exception, max(0, match.start() - len(exception)))
    return 0 <= start < match.end()
