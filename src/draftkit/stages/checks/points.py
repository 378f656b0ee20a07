"""How the points of proposals, decisions and demands are written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ...messages import Message, msg
from ...model import Proposal
from ...patterns import lazily, soon
from ...spans import Span
from .rule import Finding, text_rule
from .text import Passage, Text

_ATT = soon(r"(?:(?:samt|och|dels|i första hand|i andra hand) )?(att)\b", re.IGNORECASE)
_LEADS_TO_ATT = lazily(
    r"\b(?:beslut(?:ar|ade|a|at)|föreslå(?:r|s)?|yrk(?:ar|ade|a)|hemställer|anför(?:a|s)?)\b", re.IGNORECASE
)


@text_rule("DK330")
def item_without_att(text: Text) -> Iterator[Finding]:
    """In one list, some points begin with “att” and others do not.

    The points of a list are read as one sentence with what leads them in, so they must have one form: either all are
    clauses with “att” (after “beslutar”), or all are whole sentences (after “beslutar följande”). The points that
    are fewer are underlined.

    Bad:
        synpunkter.md
        Jag föreslår att kulturnämnden får i uppdrag

        - att köpa in verktyg
        - utbilda personalen
          ^^^^^^^
        - att ordna kurser.
    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        2. Att ge kulturnämnden i uppdrag att redovisa kostnaden.
           ^^^
    Good:
        synpunkter.md
        Tre saker talar för förslaget:

        - Verktygen finns redan.
        - Att laga är billigare än att köpa nytt.
        - Biblioteken har öppet på kvällen.
    """
    for points in lists(text):
        with_att = [each for each in points if _att(text, each)]
        without = [each for each in points if not _att(text, each)]
        if not without or not _of_clauses(text, points, with_att):
            continue
        whole_sentences = isinstance(text.fragment, Proposal) and len(with_att) <= len(without)
        if whole_sentences or len(with_att) < len(without):
            for each in with_att:
                message = msg("this point begins with “{word}”, the others do not", word=_first_word(text, each))
                yield Finding(_first_word_span(text, each), message, msg("give the points of a list one form"))
        else:
            for each in without:
                message = msg("this point does not begin with “att”, as the others do")
                yield Finding(_first_word_span(text, each), message, msg("give the points of a list one form"))


def lists(text: Text) -> Iterator[list[Passage]]:
    """The lists, without the points that hold no words (a picture)."""
    for points in text.lists:
        with_words = [each for each in points if text.of(each).strip("\0 ")]
        if with_words:
            yield with_words


def _of_clauses(text: Text, points: list[Passage], with_att: list[Passage]) -> bool:
    """Whether points that begin with att are att-satser, and not sentences that happen to begin so."""
    if not with_att:
        return False
    lead = lead_of(text, points)
    # A list of sentences has full stops throughout.
    sentences = len(points) > 1 and all(_ended(text, each) and _att_word(text, each) != "att" for each in points)
    return (
        (len(with_att) > 1 and not sentences)
        or any(_att_word(text, each) == "att" for each in with_att)
        or _is_decision(text, points[0])
        or (lead is not None and bool(_LEADS_TO_ATT.search(text.of(lead))))
    )


def _att(text: Text, point: Passage) -> re.Match[str] | None:
    return _ATT.match(text.plain, point.start, point.end)


def _att_word(text: Text, point: Passage) -> str:
    match = _att(text, point)
    return match[1] if match else ""


def _first_word(text: Text, point: Passage) -> str:
    return text.of(point).split(maxsplit=1)[0]


def _first_word_span(text: Text, point: Passage) -> Span:
    return text.span(point.start, point.start + len(_first_word(text, point)))


def lead_of(text: Text, points: list[Passage]) -> Passage | None:
    """The passage that leads in a list; None where a heading or nothing stands before it."""
    index = _index(text, points[0])
    before = text.passages[index - 1] if index else None
    return before if before is not None and before.kind in ("paragraph", "item") else None


def _index(text: Text, passage: Passage) -> int:
    return bisect_left(text.passages, passage.start, key=lambda each: each.start)


def _is_decision(text: Text, point: Passage) -> bool:
    """Whether a point is one of a proposal, or of the decision of a nämnd."""
    return isinstance(text.fragment, Proposal) or point.slot.casefold() == "beslut"


@text_rule("DK331")
def mixed_capitals(text: Text) -> Iterator[Finding]:
    """In one list, some points begin with “Att” and others with “att”.

    Points that go on with the sentence before the list begin with a small letter (Myndigheternas skrivregler, on
    lists). Above all they begin in one way.

    Bad:
        synpunkter.md
        Jag föreslår att kommunfullmäktige beslutar

        1. att bifalla motionen
        2. Att ge kulturnämnden i uppdrag att ordna kurser
           ^^^
        3. att redovisa kostnaden.
    Good:
        synpunkter.md
        Jag föreslår att kommunfullmäktige beslutar

        1. att bifalla motionen
        2. att därutöver anföra följande:
    """
    for points in lists(text):
        words = [(each, word) for each in points if (word := _att_word(text, each))]
        usual = _usual([word for _, word in words])
        for each, word in words:
            if word != usual:
                match = _att(text, each)
                assert match is not None
                message = msg("“{word}” here, but “{other}” in the other points", word=word, other=usual)
                yield Finding(text.at(match, 1), message, msg("write “{other}” here too", other=usual), fix=usual)


def _usual(words: list[str]) -> str:
    """The one that stands most often, the first of them where they are as many."""
    return max(dict.fromkeys(words), key=words.count, default="")


@text_rule("DK332")
def two_sentences_in_an_att_clause(text: Text) -> Iterator[Finding]:
    """A point that begins with “att” has a whole sentence more in it.

    A decision is read out and put in the minutes point by point: one action in each, and nothing that argues for it.
    Move the second sentence to the text before or after the list, or make it a point of its own.

    Bad:
        synpunkter.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas på biblioteken
        2. att inköpen görs i mindre delar. Då kan även små företag lämna anbud.
                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas på biblioteken m.m.
        2. att inköpen görs i mindre delar, så att även små företag kan lämna anbud.
    """
    for points in lists(text):
        with_att = [each for each in points if _att(text, each)]
        if not with_att or not _of_clauses(text, points, with_att):
            continue
        for each in with_att:
            sentences = _sentences(text, each)
            if len(sentences) > 1 and not text.of(each).rstrip("\0 ").endswith(":"):
                message = msg("the point has two sentences")
                hint = msg("move the second one out of the list, or make it a point of its own")
                yield Finding(text.span(sentences[1][0], sentences[-1][1]), message, hint)


def _sentences(text: Text, passage: Passage) -> list[tuple[int, int]]:
    return [each for each in text.sentences if passage.start <= each[0] and each[1] <= passage.end]


_ABBREVIATION = lazily(r"(?:\b\w{1,3}\.\w{1,3}|\betc|\bosv|\bst)\.$")
_END = soon(r"[.!?…:][”\"’')\]\0 ]*$")


@text_rule("DK333")
def full_stop_in_list(text: Text) -> Iterator[Finding]:
    """The points of a list end in different ways.

    Points that go on with the sentence before the list, as those with “att” do, have one full stop together, after
    the last. Points that are whole sentences each have their own (Språkrådet; Myndigheternas skrivregler). A list
    may also have a full stop after every point, but then after every one.

    Bad:
        synpunkter.md
        Jag föreslår att kommunfullmäktige beslutar

        1. att bifalla motionen
        2. att ge kulturnämnden i uppdrag att ordna kurser.
                                                          ^
        3. att redovisa kostnaden.
    Bad:
        synpunkter.md
        Jag föreslår att kommunfullmäktige beslutar

        1. att bifalla motionen
        2. att redovisa kostnaden
                        ^^^^^^^^^
    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        2. Kulturnämnden får i uppdrag att redovisa kostnaden
                                                    ^^^^^^^^^
    Good:
        synpunkter.md
        Jag föreslår att kommunfullmäktige beslutar

        1. att bifalla motionen
        2. att därutöver anföra följande:

        Verktygen behövs på

        - Hamnbiblioteket
        - Stadsbiblioteket
    """
    for points in lists(text):
        if not any(_broken_up(text, each) for each in points):
            yield from _endings(text, points)
    if isinstance(text.fragment, Proposal):
        for each in text.having("paragraph"):
            if not _ended(text, each):
                yield _unended(text, each, msg("the decision has no full stop at its end"))


def _endings(text: Text, points: list[Passage]) -> Iterator[Finding]:
    with_att = [each for each in points if _att(text, each)]
    clauses = bool(with_att) and len(with_att) * 2 >= len(points) and _of_clauses(text, points, with_att)
    ended = [each for each in points if _ended(text, each)]
    if clauses or all(text.of(each).lstrip("\0 ")[:1].islower() for each in points):
        # An inner point of several sentences ends as they do.
        inner = [each for each in points[:-1] if len(_sentences(text, each)) < 2]
        stopped = [each for each in inner if _stopped(text, each)]
        if stopped and len(stopped) * 2 <= len(inner):
            for each in stopped:
                message = msg("a full stop after this point, but not after the others")
                yield Finding(_last_mark(text, each), message, msg("only the last point has a full stop"))
        elif 0 < len(stopped) < len(inner):
            for each in inner:
                if not _ended(text, each):
                    yield _unended(text, each, msg("no full stop after this point, as there is after the others"))
        if clauses and len(points) > 1 and not _ended(text, points[-1]):
            yield _unended(text, points[-1], msg("the list has no full stop after its last point"))
    elif not with_att:
        decision = _is_decision(text, points[0]) or (bool(ended) and _leads_to_decision(text, points))
        mostly = len(points) > 2 and 3 * len(ended) >= 2 * len(points) and ended != points[-1:]
        for each in points if decision or mostly else ():
            if not _ended(text, each) and (decision or len(text.of(each).split()) > 3):
                yield _unended(text, each, msg("no full stop after this point, which is a sentence"))


def _leads_to_decision(text: Text, points: list[Passage]) -> bool:
    lead = lead_of(text, points)
    return lead is not None and bool(re.search(r"\bbeslutar(?: följande)?[.:]?[\0 ]*$", text.of(lead)))


def _unended(text: Text, point: Passage, message: Message) -> Finding:
    words = text.of(point).rstrip("\0 ")
    start = point.start + words.rfind(" ") + 1
    return Finding(text.span(start, point.start + len(words)), message, msg("write a full stop"))


def _ended(text: Text, point: Passage) -> bool:
    return bool(_END.search(text.plain, point.start, point.end))


def _stopped(text: Text, point: Passage) -> bool:
    words = text.of(point).rstrip('\0 ”"’)')
    return words.endswith(".") and not _ABBREVIATION.search(words)


def _last_mark(text: Text, point: Passage) -> Span:
    end = text.plain.rindex(".", point.start, point.end)
    return text.span(end, end + 1)


def _broken_up(text: Text, point: Passage) -> bool:
    """Whether a point holds a list or several paragraphs of its own, so that its end is not where its words end."""
    index = _index(text, point) + 1
    after = text.passages[index] if index < len(text.passages) else None
    if after is None or after.kind not in ("item", "paragraph"):
        return False
    if after.kind == "item":
        return after.level > point.level
    return text.source.line(text.span(after.start, after.start).line).startswith((" ", "\t"))
