"""What only shows when texts are read against each other: the summaries against the answers that they sum up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from msgspec import Struct

from ...messages import Message, msg
from ...model import Body, Consultee
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ...spans import Span
from ...swedish.collation import alphabetical
from ...swedish.dates import MONTHS
from ...swedish.words import upper_first
from ..ledger import Entry
from .decisions import demands_named
from .outcomes import PARTLY, outcomes, sentence
from .rule import Finding, case_rule
from .text import WORD, Text
from .view import View
from .wording import STOP, Difference, Wording, number, stems

# The groups in the order of the convention; within the second and the third the order is that of the alphabet.
_GROUPS = {"kontor": 0, "facknämnd": 1, "stadsdelsnämnd": 2, "bolag": 3, "dotterbolag": 3, "extern": 4}
_IN_ALPHABETICAL_ORDER = ("facknämnd", "stadsdelsnämnd")


# --- who was asked, and what they sent -----------------------------------------------------------


@case_rule("DK320", Severity.WARNING, Stops.NOTHING)
def referral_order(view: View) -> Iterator[Finding]:
    """Those who were asked stand in another order than the conventional one.

    The list, the summaries and the compilation of answers follow the order of `instanser`. By convention, the offices
    come first, then the nämnder of the whole city, then the stadsdelsnämnder, then the companies, and last those
    outside the city. Nämnder and stadsdelsnämnder stand in alphabetical order, each group by itself, so that a
    reader finds them.

    Move the one that is named. Where the city orders them otherwise, write `remissordning = "fri"` under `[regler]` in
    draftkit.toml.

    Bad:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - föreningen Fixarna
            - stadsledningskontoret
              ^^^^^^^^^^^^^^^^^^^^^
    Good:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - stadsledningskontoret
            - kulturnämnden
            - Norra stadsdelsnämnden
            - {organ: Stensunda Stadshus AB, underremiss: [AB Stensundabostäder]}
            - Konsumentforum Stensunda
            - föreningen Fixarna
    Good:
        draftkit.toml
        [regler]
        remissordning = "fri"
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser: [föreningen Fixarna, kulturnämnden]
    """
    referral = view.case.facts.referral
    if referral is None or view.case.settings.rules.referral_order == "fri":
        return
    asked = [each for each in referral.consultees if each.body.kind in _GROUPS]
    keys = [_place_in_order(each.body) for each in asked]
    wrong = next((index for index in range(1, len(keys)) if keys[index] < keys[index - 1]), None)
    if wrong is None:
        return
    # Where one has been moved to before the others, it is that one which is wrong, not the one after it.
    if not _in_order_without(keys, wrong) and _in_order_without(keys, wrong - 1):
        last = max(index for index, key in enumerate(keys) if key < keys[wrong - 1])
        yield _out_of_order(
            asked[wrong - 1],
            asked[last],
            msg("{name} belongs after {other}", name=asked[wrong - 1].body.name, other=asked[last].body.name),
        )
    else:
        first = next(index for index, key in enumerate(keys) if key > keys[wrong])
        yield _out_of_order(
            asked[wrong],
            asked[first],
            msg("{name} belongs before {other}", name=asked[wrong].body.name, other=asked[first].body.name),
        )


def _place_in_order(body: Body) -> tuple[int, list[str]]:
    return _GROUPS[body.kind], alphabetical(body.name) if body.kind in _IN_ALPHABETICAL_ORDER else []


def _in_order_without(keys: list[tuple[int, list[str]]], index: int) -> bool:
    rest = keys[:index] + keys[index + 1 :]
    return rest == sorted(rest)


def _out_of_order(wrong: Consultee, other: Consultee, message: Message) -> Finding:
    hint = msg("offices, nämnder, stadsdelsnämnder, companies, others; the nämnder in alphabetical order")
    return Finding(wrong.place("organ", ""), message, hint, (Related(other.place("organ", ""), msg("here")),))


# A kontorsyttrande is an administration's, a nämndbeslut that of a nämnd; an office is itself an administration.
_HAVE_OFFICES = ("facknämnd", "stadsdelsnämnd", "styrelse", "kontor")
_NOT_A_BOARD = ("kontor", "bolag", "dotterbolag", "extern")
_COMPANIES = ("bolag", "dotterbolag")
# One outside the city may be an office too, that of another municipality.
_OFFICE_BY_NAME = lazily(
    r"kontor|förvaltning|kommun|stad|region|myndighet|verk(?:et)?\b|förbund|räddning", re.IGNORECASE
)
_BOARD_BY_NAME = lazily(r"nämnd|styrelse|fullmäktige|direktion", re.IGNORECASE)


@case_rule("DK325")
def kind_of_answer(view: View) -> Iterator[Finding]:
    """An answer is of a kind that its sender cannot give.

    The sentence that leads in the answer follows from its kind, so a wrong kind makes the document say something
    untrue. A nämndbeslut is made by a nämnd at a meeting. A kontorsyttrande is what an administration sends when its
    nämnd has not met in time; companies and those outside the city have none, and no tjänsteutlåtande either. Write
    `yttrande` or `remissvar` for a company or an association, and `tjänsteutlåtande` for an office.

    Bad:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser: [kulturnämnden, föreningen Fixarna]
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: tjänsteutlåtande
             ^^^^^^^^^^^^^^^^
        datum: 2031-05-26
        ---
        Vi har ingen invändning.
    Bad:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser: [kulturnämnden, Stensunda Stadshus AB]
        remissvar/stadshus-ab.md
        ---
        organ: Stensunda Stadshus AB
        typ: kontorsyttrande
             ^^^^^^^^^^^^^^^
        datum: 2031-05-26
        ---
        Bolaget har ingen invändning.
    Good:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser: [kulturnämnden, Norra stadsdelsnämnden, Stensunda Stadshus AB]
        remissvar/stadshus-ab.md
        ---
        organ: Stensunda Stadshus AB
        typ: yttrande
        datum: 2031-05-26
        ---
        Bolaget har ingen invändning.
        remissvar/norra.md
        ---
        organ: Norra stadsdelsnämnden
        typ: kontorsyttrande
        datum: 2031-05-26
        ---
        Förvaltningen har ingen invändning.
    """
    for response in view.case.responses:
        if not response.prose.empty and not can_send(response.body, response.kind):
            yield Finding(
                response.place("typ"),
                msg("{name} cannot give a {kind}", name=response.body.name, kind=response.kind),
                msg("write “tjänsteutlåtande”")
                if response.body.kind == "kontor"
                else msg("write “yttrande” or “remissvar”"),
            )


def can_send(body: Body, kind: str) -> bool:
    """Whether a body can give an answer of a kind."""
    if kind == "kontorsyttrande":
        return body.kind in _HAVE_OFFICES
    if kind == "tjänsteutlåtande":
        return body.kind not in _COMPANIES and (body.kind != "extern" or bool(_OFFICE_BY_NAME.search(body.name)))
    if kind == "nämndbeslut":
        # One outside the city may be a nämnd too, that of another municipality.
        return body.kind not in _NOT_A_BOARD or (body.kind == "extern" and bool(_BOARD_BY_NAME.search(body.name)))
    return True


_ELLIPSIS = lazily(r"\[ ?(?:…|\.{3}) ?\]|\( ?(?:…|\.{3}) ?\)|(?<![^\s\0])(?:…|\.{3})(?![^\s\0])")
_ENDED = lazily(r"[.!?:…][”\"’')\]]*$")
_QUOTES = lazily(r"[”\"»]")
_CUT_OFF = 8  # as many words are no label
_GREETING = lazily(r"Med (?:vänlig|bästa)|Vänliga hälsningar|Enligt uppdrag|För \w+, ", re.IGNORECASE)


@case_rule("DK328", Severity.WARNING, Stops.NOTHING)
def source_shorter(view: View) -> Iterator[Finding]:
    """An answer is said to be quoted in full, but something is left out of it.

    With `återgivning: fullständig` the document says that the answer “har följande lydelse”. Marks such as […] show
    that it has been shortened, and so does a last sentence without an end. Write `återgivning: i huvudsak`, or put
    in what is missing.

    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-04-29
        återgivning: fullständig
        ---
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Kulturförvaltningen är positiv. […] Verktygen behövs.
                                        ^^^
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-04-29
        återgivning: i huvudsak
        ---
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Kulturförvaltningen är positiv. […] Verktygen behövs.
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-04-29
        återgivning: fullständig
        ---
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Kulturförvaltningen är i huvudsak positiv ... men ser också vissa risker.
    """
    for response in view.case.responses:
        text = view.text(response)
        if text is None or response.rendering != "fullständig":
            continue
        place = _left_out(text)
        if place is not None:
            yield Finding(
                place,
                msg("the answer is said to be quoted in full, but something is left out here"),
                msg("write “återgivning: i huvudsak”, or put in what is missing"),
                (Related(response.place("återgivning"), msg("said here")),),
            )


def _left_out(text: Text) -> Span | None:
    """The first mark of something left out, or the last word where the text ends in the middle of a sentence."""
    for match in _ELLIPSIS.finditer(text.plain):
        if (match[0][0] in "[(" or _alone(text, match)) and not _in_quotation(text, match):
            return text.at(match)
    body = [each for each in text.passages if each.kind != "footnote"]
    if body and body[-1].kind == "paragraph":
        words = text.of(body[-1]).rstrip("\0 ")
        if _is_running_text(words) and not _ENDED.search(words):
            last = words.rfind(" ") + 1
            return text.span(body[-1].start + last, body[-1].start + len(words))
    return None


def _is_running_text(words: str) -> bool:
    """Whether a paragraph is a sentence, and not a signature or an address."""
    each = words.split()
    small = sum(word[0].islower() for word in each)
    return len(each) >= _CUT_OFF and small >= 0.7 * len(each) and each[-1][0].islower() and not _GREETING.match(words)


def _alone(text: Text, match: re.Match[str]) -> bool:
    """Whether dots stand between two sentences or passages; within a sentence they are a pause."""
    before, after = text.plain[: match.start()].rstrip(" \0"), text.plain[match.end() :].lstrip(" \0")
    return before[-1:] in ("", "\n", ".", "!", "?", "”") and (after[:1] in ("", "\n") or after[:1].isupper())


def _in_quotation(text: Text, match: re.Match[str]) -> bool:
    """Whether it is the answer itself that has left something out, of what it quotes in its turn."""
    passage = text.passage_at(match.start())
    marks = len(_QUOTES.findall(text.plain, passage.start, match.start())) if passage else 0
    return marks % 2 == 1 or text.source.line(text.at(match).line).lstrip().startswith(">")


# --- a summary and its answer --------------------------------------------------------------------


@case_rule("DK321", Severity.WARNING, Stops.NOTHING)
def summary_of_another(view: View) -> Iterator[Finding]:
    """A summary begins with another body's name than that of the one whose answer it sums up.

    The summaries stand in a row under Beredning, and each says by its first words whose answer it is. The name may
    have been left when a text was copied, or the text may lie in the wrong file. The administration's name may stand
    for its nämnd's.

    Bad:
        sammanfattningar/kulturnamnden.md
        Föreningen Fixarna är positiv till förslaget.
        ^^^^^^^^^^^^^^^^^^
    Good:
        sammanfattningar/kulturnamnden.md
        Kulturförvaltningen är positiv till att föreningen Fixarna får låna lokalen.
    """
    for entry in view.ledger.entries:
        found = _other_name(view, entry)
        if found is not None and entry.summary is not None:
            place, other = found
            yield Finding(
                place,
                msg("the summary for {name} begins with {other}", name=entry.body.name, other=other.name),
                msg("put the right name there, or the text in its right file"),
                (Related(entry.summary.place("organ"), msg("the summary is for this one")),),
            )


def _other_name(view: View, entry: Entry) -> tuple[Span, Body] | None:
    """The name of another that was asked, where the summary of `entry` begins with it instead of its own."""
    text = view.text(entry.summary) if entry.summary else None
    if text is None or not text.sentences:
        return None
    start, end = text.sentences[0]
    own = [each.casefold() for each in entry.body.names]
    if any(name in text.plain[start:end].casefold() for name in own):
        return None
    asked = [other.body for other in view.ledger.entries]
    for other in asked:
        if after := _begins_with(text, start, other):
            return text.span(start, after), other
    # A body that was not asked may be told of there; but not where the next word says what it thinks.
    slugs = {each.slug for each in asked}
    for other in view.registers.bodies.values():
        after = _begins_with(text, start, other) if other.slug not in slugs and other.kind in _GROUPS else None
        if after and _OPINES.match(text.plain, after) and not set(other.names) & set(entry.body.names):
            return text.span(start, after), other
    return None


def _begins_with(text: Text, start: int, body: Body) -> int | None:
    """Where the name of a body ends, where a sentence begins with it."""
    for name in sorted(body.names, key=len, reverse=True):
        after = start + len(name)
        if text.plain.startswith(upper_first(name), start) and not text.plain[after : after + 1].isalnum():
            return after
    return None


_OPINES = lazily(
    r"(?:, [^.,]{1,60},)? (?:har ing\w+ |är (?:positiv|negativ|tveksam|kritisk)|ser |tror |vill |delar "
    r"|instämmer|ställer sig |hänvisar |betonar |noterar "
    r"|anser|menar|bedömer|framhåller|konstaterar|påpekar|understryker|tillstyrker|avstyrker|välkomnar|föreslår"
    r"|anför|skriver|uppger|efterlyser|befarar|tycker|beklagar|redovisar|förordar|poängterar|lyfter|pekar på)"
)


_FEW, _CLEARLY_MORE, _NONE = 1 / 3, 0.3, 0.12
_ENOUGH_WORDS = 8


@case_rule("DK322", Severity.WARNING, Stops.NOTHING)
def summary_without_support(view: View) -> Iterator[Finding]:
    """A summary says what the quoted answer does not.

    The words that carry the summary are looked for in the answer, whatever their endings. Here few of them are found
    there, and many more in another answer, or hardly any in any of them. Either the text sums up another answer, or
    the part that it rests on has been left out of the quotation. Read the two against each other. A single sentence
    that has nothing of the answer in it is told too.

    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden är positiv och ser behov av verktyg.
        Nämnden befarar att översiktsplanen saknar tydliga riktlinjer för solceller, bygglovsavgifter och växthus.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Förvaltningen ser ett stort behov av verktyg och är positiv till att biblioteken lånar ut dem.

    Bad:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser: [kulturnämnden, Konsumentforum Stensunda]
        sammanfattningar/kulturnamnden.md
        Kulturnämnden befarar att garantin slutar gälla när en vitvara repareras av en lekman, och vill ha en broschyr.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        remissvar/konsumentforum.md
        ---
        organ: Konsumentforum Stensunda
        typ: yttrande
        datum: 2031-05-26
        ---
        Den som lagar en vitvara ska veta vad som händer med garantin. Den slutar ofta gälla när en lekman har gjort
        reparationen. Vi vill att en broschyr om detta lämnas ut med verktygen.
    Good:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden är positiv till förslaget och ser ett behov av verktyg.
    """
    answers = {entry.body.slug: each for entry in view.ledger.entries if (each := _answer(view, entry))}
    for entry in view.ledger.entries:
        text = view.text(entry.summary) if entry.summary else None
        answer = answers.get(entry.body.slug)
        if text is None or answer is None or _other_name(view, entry) is not None:
            continue
        names = stems([word for name in entry.body.names for word in name.casefold().split()])
        said = view.wording(text).stems - names
        if len(said) < _ENOUGH_WORDS:
            continue
        own = _share(said, answer)
        other, most = max(
            ((slug, _share(said, each)) for slug, each in answers.items() if slug != entry.body.slug),
            key=lambda pair: pair[1],
            default=("", 0.0),
        )
        place = text.span(text.passages[0].start, text.passages[-1].end)
        hint = msg("read it against the answer; perhaps the part that it rests on has been left out")
        if own < _FEW and most > own + _CLEARLY_MORE:
            body = next(each.body for each in view.ledger.entries if each.body.slug == other)
            message = msg(
                "the summary for {name} has little support in the quoted answer and more in that of {other}",
                name=entry.body.name,
                other=body.name,
            )
            related = Related(answers[other].text.span(*_first_words(answers[other].text)), msg("that answer"))
            yield Finding(place, message, hint, (related,))
        elif own <= _NONE:
            message = msg("the summary for {name} has no support in the quoted answer", name=entry.body.name)
            yield Finding(place, message, hint)
        else:
            for start, end in _unsupported(text, answer, names):
                message = msg("the sentence has no support in the quoted answer from {name}", name=entry.body.name)
                yield Finding(text.span(start, end), message, hint)


def _unsupported(text: Text, answer: Wording, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The sentences of a summary that have hardly a word in common with the answer, nor one that begins alike."""
    alike = {each[:4] for each in answer.vocabulary}
    for start, end in text.sentences:
        said = stems([each.casefold() for each in WORD.findall(text.plain, start, end)]) - names
        few = len(said) >= _ENOUGH_WORDS and _share(said, answer) <= _NONE
        if few and sum(each[:4] in alike for each in said) <= len(said) / 4:
            yield start, end


def _answer(view: View, entry: Entry) -> Wording | None:
    text = view.text(entry.response) if entry.response else None
    return view.wording(text) if text else None


def _share(said: frozenset[str], answer: Wording) -> float:
    """How much of what is said that is said in the answer too."""
    return len(said & answer.stems) / len(said)


def _first_words(text: Text) -> tuple[int, int]:
    return text.sentences[0] if text.sentences else (text.passages[0].start, text.passages[0].end)


_ORGAN = lazily(r"([^\W\d_]{3,}?)(styrelsen|ledningen|nämnden|kontoret|förvaltningen|direktionen|utskottet)(?:s)?")
_NOT_MISWRITTEN = ("motionär",)  # whether they are one or more is told elsewhere
_EQUAL_WORDS = 6


@case_rule("DK323", Severity.INFO, Stops.NOTHING)
def word_altered_in_summary(view: View) -> Iterator[Finding]:
    """A summary repeats the answer word for word, except for one word or a comma.

    When a sentence has been taken over as it is, a single deviation is seldom meant: an ending that has changed, a
    comma that has gone. Read the two places, and write as the answer does, or in words of your own.

    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden anser att verktyg gör vardagen mer lättskött och billigt för alla som bor i kommunen.
                                                                       ^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Lånebara verktyg gör vardagen mer lättskött och billig för alla som bor i kommunen.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden vill samla inköp av verktyg, skåp och bänkar på ett ställe.
                                          ^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Förvaltningen vill samla inköp av verktyg skåp och bänkar på ett ställe.
    Good:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden anser att verktyg gör vardagen billigare för dem som bor i kommunen.
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Lånebara verktyg gör vardagen mer lättskött och billig för alla som bor i kommunen.
    """
    for entry in view.ledger.entries:
        summary, answer = _both(view, entry)
        if summary is None or answer is None:
            continue
        for each in view.differences(summary, answer):
            if (
                each.equal >= _EQUAL_WORDS
                and each.mine[1] > each.mine[0]
                and each.other[1] > each.other[0]
                and _alike(summary, answer, each)
            ):
                message = msg(
                    "“{word}” is “{other}” in the answer, whose words are otherwise the same",
                    word=summary.written(*each.mine),
                    other=answer.written(*each.other),
                )
                yield Finding(summary.span(*each.mine), message, _AS_THE_ANSWER, _there(answer, each.other))
        yield from _commas(summary, answer)


_AS_THE_ANSWER = msg("write as the answer does, or in words of your own")


def _both(view: View, entry: Entry) -> tuple[Wording | None, Wording | None]:
    """The words of an entry's summary and of its answer."""
    text = view.text(entry.summary) if entry.summary else None
    return (view.wording(text), _answer(view, entry)) if text else (None, None)


def _there(answer: Wording, place: tuple[int, int]) -> tuple[Related, ...]:
    return (Related(answer.span(*place), msg("the answer")),)


def _alike(summary: Wording, answer: Wording, difference: Difference) -> bool:
    """Whether the one word is nearly the other, and neither a number nor the name of an organ."""
    one, other = summary.words[difference.mine[0]], answer.words[difference.other[0]]
    if one[:3] != other[:3] or number(one) or number(other) or one.startswith(_NOT_MISWRITTEN):
        return False
    if _ORGAN.fullmatch(one) and _ORGAN.fullmatch(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.75


def _commas(summary: Wording, answer: Wording) -> Iterator[Finding]:
    """The commas that only one of them has, in the middle of six words that are the same."""
    there = {run: index for index, run in enumerate(_runs_of_six(answer.words))}
    for index, run in enumerate(_runs_of_six(summary.words)):
        if run not in there or STOP in run or (summary.says(run) and answer.says(run)):
            continue
        mine, other = index + 2, there[run] + 2
        if summary.comma_after(mine) != answer.comma_after(other):
            word = summary.written(mine, mine + 1)
            message = (
                msg("there is a comma after “{word}” here but not in the answer", word=word)
                if summary.comma_after(mine)
                else msg("there is no comma after “{word}” here, but one in the answer", word=word)
            )
            yield Finding(summary.span(mine, mine + 1), message, _AS_THE_ANSWER, _there(answer, (other, other + 1)))


def _runs_of_six(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[offset:] for offset in range(6)), strict=False)


_WHAT_IT_SAYS = msg("write what the answer says")
_DENIALS = frozenset(("inte", "ej", "icke", "aldrig", "knappast"))


@case_rule("DK329", Severity.WARNING, Stops.NOTHING)
def fact_altered_in_summary(view: View) -> Iterator[Finding]:
    """A summary has another number or date than the answer, or an “inte” more or less.

    The figure stands beside the same words in the answer, but there it is another; or a clause is the same but for a
    denial. Compare with the place that is shown, and write what the answer says.

    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden bedömer att tolv bänkar kan ställas ut under 2032.
                                  ^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Medlen räcker till elva bänkar, som ställs ut under 2032. Varje bänk har två armstöd.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden anser att verktygen kan lånas ut på kvällarna.
                                ^^^^^^^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Förvaltningen anser att verktygen inte kan lånas ut på kvällarna.
    Good:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden bedömer att omkring 2,9 miljoner kronor räcker till 11 bänkar.
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Medlen, 2 860 000 kronor, räcker till elva bänkar med två armstöd.
    """
    for entry in view.ledger.entries:
        summary, answer = _both(view, entry)
        if summary is None or answer is None:
            continue
        differing = view.differences(summary, answer)
        for mine, other in _other_numbers(summary, answer, differing, _known_days(view, entry)):
            yield Finding(
                summary.span(*mine),
                msg(
                    "“{number}” is not in the answer, which says “{other}” there",
                    number=summary.written(*mine),
                    other=answer.written(*other),
                ),
                _WHAT_IT_SAYS,
                _there(answer, other),
            )
        yield from _denials(summary, answer, differing)


def _known_days(view: View, entry: Entry) -> set[date]:
    """The days that a summary may tell of without their being in the answer's text."""
    answer, referral = entry.response, view.case.facts.referral
    days = (answer.meeting_on, answer.dated_on) if answer else ()
    asked = (referral.sent_on, referral.due_on) if referral else ()
    return {day for day in (*days, *asked, *(each.raised_on for each in view.case.facts.initiatives)) if day}


def _denials(summary: Wording, answer: Wording, differing: list[Difference]) -> Iterator[Finding]:
    """The denials that only one of them has, where the words round them are the same."""
    for each in differing:
        mine, other = each.mine, each.other
        if mine[0] == mine[1] and answer.words[other[0]] in _DENIALS:
            message = msg("the answer says “{word}” here", word=answer.written(other[0] - 1, other[1] + 1))
            end = mine[0] + (summary.words[mine[0]] != STOP)
            yield Finding(summary.span(mine[0] - 1, end), message, _WHAT_IT_SAYS, _there(answer, other))
        if other[0] == other[1] and summary.words[mine[0]] in _DENIALS:
            message = msg("the answer has no “{word}” here", word=summary.written(*mine))
            yield Finding(summary.span(*mine), message, _WHAT_IT_SAYS, _there(answer, (other[0], other[0] + 1)))


Place = tuple[int, int]
_ABOUT = frozenset(
    "omkring ungefär cirka ca drygt knappt nästan närmare över under minst högst mer mindre runt".split()
)
_COUNTED = frozenset(("två", "tre", "fyra"))  # a summary may count what the answer tells one by one
_ROUNDED = frozenset("miljoner miljarder tusen kronor procent tkr mnkr".split())


def _other_numbers(
    summary: Wording, answer: Wording, differing: list[Difference], known: set[date]
) -> Iterator[tuple[Place, Place]]:
    """The numbers and dates of the summary for which the answer has another; `known` are those that it need not say."""
    told = set()
    for each in differing:
        (i, end), (j, other_end) = each.mine, each.other
        if end > i and other_end > j and i not in told:
            one, other = number(summary.words[i]), number(answer.words[j])
            if one and other and one != other:
                told.add(i)
                yield each.mine, each.other
    if not summary.numbers:
        return
    said = set(answer.numbers.values()) | {str(day.year) for day in known}
    dates = _dates(answer)
    days = set(dates.values()) | {(str(day.day), MONTHS[day.month - 1]) for day in known}
    for i, day in _dates(summary).items():
        near = [j for j, other in dates.items() if day[0] == other[0] or day[1] == other[1]]
        if day not in days and near and not told & {i, i + 1}:
            told |= {i, i + 1}
            yield (i, i + 2), (near[0], near[0] + 2)
    for i, value in summary.numbers.items():
        if i in told or i in _dates(summary) or value in said or _rounded(summary, i, answer):
            continue
        there = [j for j in answer.numbers if _same_context(summary, i, answer, j)]
        if there and summary.words[i] not in _COUNTED:
            nearest = min(there, key=lambda j: abs(_value(answer.numbers[j]) - _value(value)))
            yield (i, i + 1), (nearest, nearest + 1)


def _dates(wording: Wording) -> dict[int, tuple[str, str]]:
    """The days that are written with their month, by the place of the day's number."""
    words = wording.words
    return {i: (words[i], words[i + 1]) for i in wording.numbers if i + 1 < len(words) and words[i + 1] in MONTHS}


def _same_context(summary: Wording, i: int, answer: Wording, j: int) -> bool:
    """Whether two numbers count the same thing, stand after the same words, or are years not far from each other."""
    a, b = summary.words, answer.words
    before = a[max(i - 2, 0) : i]
    if len(before) == 2 and STOP not in before and before == b[max(j - 2, 0) : j] and len("".join(before)) > 7:
        return True
    if _is_year(a[i]) or _is_year(b[j]):
        return _is_year(a[i]) and _is_year(b[j]) and abs(int(a[i]) - int(b[j])) < 5
    if a[i + 1 : i + 2] == b[j + 1 : j + 2] and _UNITS.intersection(a[i + 1 : i + 2]):
        return True
    return bool(stems(_rest(a, i, 3)) & stems(_rest(b, j, 2)))


_UNITS = frozenset(("år", "kr", "kg", "km", "kvm"))  # too short to be stems


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word.startswith(("19", "20"))


def _rest(words: list[str], index: int, count: int) -> list[str]:
    """The words after a place, within the sentence."""
    found = words[index + 1 : index + 1 + count]
    return found[: found.index(STOP)] if STOP in found else found


def _rounded(summary: Wording, i: int, answer: Wording) -> bool:
    """Whether a number may be one of the answer's made rounder: 2,9 miljoner for 2 860 tusen."""
    around = summary.words[max(i - 2, 0) : i] + summary.words[i + 1 : i + 2]
    if not (_ABOUT | _ROUNDED) & set(around):
        return False
    digits = summary.numbers[i]
    scale = _scale(summary.words, i)
    step = 10.0 ** -len(digits.partition(",")[2]) if "," in digits else 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return any(
        abs(_value(each) * times - _value(digits) * scale) <= step * scale / 2
        for j, each in answer.numbers.items()
        for times in _scales(answer.words, j)
    )


def _scales(words: list[str], index: int) -> tuple[float, ...]:
    """How many a number may count in: in a table the heading says so, perhaps."""
    in_a_cell = words[index - 1 : index] == [STOP] == words[index + 1 : index + 2]
    return (1.0, 1e3, 1e6) if in_a_cell else (_scale(words, index),)


def _scale(words: list[str], index: int) -> float:
    after = "".join(words[index + 1 : index + 2])
    return next((scale for start, scale in _SCALES.items() if after.startswith(start)), 1.0)


_SCALES = {"miljon": 1e6, "mnkr": 1e6, "miljard": 1e9, "tusen": 1e3, "tkr": 1e3}


def _value(digits: str) -> float:
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return -1.0


@case_rule("DK324", Severity.WARNING, Stops.NOTHING)
def wrong_organ(view: View) -> Iterator[Finding]:
    """A summary names an organ that the answer does not, where the answer names another of nearly the same name.

    Koncernstyrelsen and koncernledningen are two organs, and an opinion belongs to the one that has it. A nämnd and
    the administration that serves it by the register are passed over, since the one may stand for the other. But the
    administration of another nämnd may not: a sentence that begins with one tells of an opinion that is not here.

    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden är positiv. Stadsledningskontoret framhåller att verktygen behövs.
                                  ^^^^^^^^^^^^^^^^^^^^^
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden delar koncernstyrelsens bedömning.
                            ^^^^^^^^^^^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Kulturförvaltningen delar koncernledningens bedömning.
    Good:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden delar koncernledningens bedömning.
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Kulturförvaltningen delar koncernledningens bedömning.
    """
    pairs = _bodies_and_offices(view)
    for entry in view.ledger.entries:
        summary, answer = _both(view, entry)
        if summary is None or answer is None:
            continue
        yield from _opinion_of_another(view, entry, summary, answer)
        mine, other = _organs(summary), _organs(answer)
        for name, index in mine.items():
            if name in other or any(name in own.casefold() for own in _all_names(entry.body)):
                continue
            stem = _stem_of_organ(name)
            for near, there in other.items():
                if _stem_of_organ(near) == stem and (name, near) not in pairs and (near, name) not in pairs:
                    message = msg("the answer does not name {name} but {other}", name=name, other=near)
                    hint = msg("name the one whose opinion it is")
                    yield Finding(summary.span(index, index + 1), message, hint, _there(answer, (there, there + 1)))
                    break


def _opinion_of_another(view: View, entry: Entry, summary: Wording, answer: Wording) -> Iterator[Finding]:
    """The sentences after the first that tell what a body thinks which the answer does not name."""
    text = summary.text
    own = set(_all_names(entry.body))
    # Who was asked by another may be told of together with that one.
    near = {each.body.slug for each in view.ledger.entries if each.consultee is entry.consultee}
    for start, _ in text.sentences[1:]:
        for body in view.registers.bodies.values():
            if body.kind not in _GROUPS or body.slug in near or own & set(_all_names(body)) - {body.short_form}:
                continue
            after = _begins_with(text, start, body)
            if after and _OPINES.match(text.plain, after) and text.lowered[start:after] not in answer.text.lowered:
                name = text.plain[start:after]
                message = msg("the answer from {name} does not name {other}", name=entry.body.name, other=name)
                yield Finding(text.span(start, after), message, msg("name the one whose opinion it is"))


def _organs(wording: Wording) -> dict[str, int]:
    """The organs that are named by one word, without the genitive's s, and where each stands first."""
    words = [word for word in wording.vocabulary if word.endswith(_ORGAN_ENDINGS) and _ORGAN.fullmatch(word)]
    found: dict[str, int] = {}
    for index in sorted(map(wording.words.index, words)):  # a set has another order in each run
        found.setdefault(wording.words[index].removesuffix("s"), index)
    return found


_ORGAN_NOUNS = ("styrelsen", "ledningen", "nämnden", "kontoret", "förvaltningen", "direktionen", "utskottet")
_ORGAN_ENDINGS = tuple(noun + s for noun in _ORGAN_NOUNS for s in ("", "s"))


def _stem_of_organ(name: str) -> str:
    match = _ORGAN.fullmatch(name)
    return match[1] if match else name


def _bodies_and_offices(view: View) -> set[tuple[str, str]]:
    """Each body of the register with the administration that serves it."""
    bodies = view.registers.bodies.values()
    return {(each.name.casefold(), each.administration.casefold()) for each in bodies if each.administration}


def _all_names(body: Body) -> tuple[str, ...]:
    return (*body.names, body.short_form) if body.short_form else body.names


_DENIED = lazily(r"\b(?:inte|ej|varken|inga|inget|ingen|utan)\b", re.IGNORECASE)


class _Stance(Struct, frozen=True):
    """What somebody says for (1) or against (-1) something, or of a motion that it is answered (0)."""

    sign: int
    of_motion: bool
    start: int
    end: int
    about: frozenset[str]


@case_rule("DK327", Severity.WARNING, Stops.NOTHING)
def stance_contradiction(view: View) -> Iterator[Finding]:
    """A summary says tillstyrker where the answer says avstyrker, or the other way round.

    Nothing in a summary matters more than the stance. It is compared with the decision and with the text that is
    quoted; where an answer says yes to one thing and no to another, what they are said of is compared too. So is a
    text of the rotel's own that says of a body that was asked that it tillstyrker or avstyrker the motion.

    Bad:
        synpunkter.md
        Kulturnämnden avstyrker motionen.
                      ^^^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Kulturnämnden tillstyrker motionen.

        # Svar

        Verktygen behövs.
        sammanfattningar/kulturnamnden.md
        Kulturnämnden tillstyrker motionen.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden tillstyrker förslaget om reparationsverkstäder.
                      ^^^^^^^^^^^
        arendet.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas
        2. att reparationsverkstäder ska öppnas.
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Förvaltningen tillstyrker att-sats 1. Det är däremot för dyrt att bygga, och att-sats 2 avstyrks.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden avstyrker motionen.
                      ^^^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Kulturnämnden tillstyrker motionen.

        # Svar

        Verktygen behövs.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden föreslår att motionen avslås.
                                            ^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Kulturförvaltningen föreslår att motionen anses besvarad med vad som sägs i tjänsteutlåtandet.
    Good:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden tillstyrker förslaget om verktyg men avstyrker förslaget om verkstäder.
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Förvaltningen tillstyrker verktygslån. Att öppna verkstäder på biblioteken avstyrker förvaltningen däremot.
    """
    for entry in view.ledger.entries:
        summary = view.text(entry.summary) if entry.summary else None
        answer = view.text(entry.response) if entry.response else None
        if summary is None or answer is None:
            continue
        others = _names_of_others(view, entry)
        answered = list(_stances(answer, others)) if any(outcomes(summary.plain)) else []
        for stance in _stances(summary, others) if answered else ():
            against = _contradicting(stance, answered) or _of_what_it_opposes(view, stance, summary, answer, answered)
            if against is not None:
                message = msg(
                    "the summary says “{word}”, but the answer says “{other}”",
                    word=summary.plain[stance.start : stance.end],
                    other=answer.plain[against.start : against.end],
                )
                related = Related(answer.span(against.start, against.end), msg("the answer"))
                yield Finding(summary.span(stance.start, stance.end), message, _WHAT_IT_SAYS, (related,))
    yield from _stances_in_own_texts(view)


def _stances_in_own_texts(view: View) -> Iterator[Finding]:
    """What the rotel's own texts say that a body tillstyrker or avstyrker, where it does the opposite, or neither."""
    for section in view.case.sections:
        own = view.text(section)
        if own is None or "styrker" not in own.plain:
            continue
        for entry in view.ledger.entries:
            summary = view.text(entry.summary) if entry.summary else None
            answer = view.text(entry.response) if entry.response else None
            if summary is None or answer is None:
                continue
            name = "|".join(re.escape(each) for each in entry.body.names)
            says = re.compile(
                rf"(?<![\w-])(?:{name}) (?P<verb>(?P<yes>till)styrker|avstyrker) (?:hela )?motion(?:en|erna)\b(?! i )",
                re.IGNORECASE,
            )
            for match in says.finditer(own.plain):
                others = _names_of_others(view, entry)
                taken = [each for text in (summary, answer) for each in _stances(text, others)]
                sign = 1 if match["yes"] else -1
                against = next((each for each in taken if each.of_motion and each.sign == -sign), None)
                leaning = _FOR if match["yes"] else _AGAINST
                if any(each.sign == sign for each in taken) or (
                    against is None and any(leaning.search(text.plain) for text in (summary, answer))
                ):
                    continue
                message = msg("the answer from {name} does not say “{word}”", name=entry.body.name, word=match["verb"])
                place = answer.span(*_first_words(answer))
                yield Finding(own.at(match, "verb"), message, _WHAT_IT_SAYS, (Related(place, msg("the answer")),))


_FOR = lazily(
    r"tillstyrk|bifall|positiv|välkomn|ställer (?:sig|oss) bakom|stöd|\bdela[rd]|instäm|\bgo[dt]\w*\b|godkän|\bbra\b"
    r"|(?:inget|inga|ingen|utan) (?:att |att invända|erinr|invänd)|tillgodose|angeläg|viktig|\bser gärna",
    re.IGNORECASE,
)
_AGAINST = lazily(
    r"avstyrk|(?<!ansök)avslå|avvis|avråd|negativ|invänd|motsätt|tvek|kritisk|olämplig|\b(?:inte|ej|inga|ingen|inget|nej)\b",
    re.IGNORECASE,
)


def _of_what_it_opposes(
    view: View, stance: _Stance, summary: Text, answer: Text, answered: list[_Stance]
) -> _Stance | None:
    """The stance that the answer takes on the same thing with the opposite sign, read with all that stands round it.

    An answer often says what it is about in a heading, or by the number of an att-sats.
    """
    opposed = [each for each in answered if stance.sign and each.sign == -stance.sign]
    same = [each for each in answered if each.sign == stance.sign]
    if stance.of_motion or not opposed or not same:
        return None
    last = _OBJECT_ENDS.search(summary.plain, stance.end)
    words = WORD.findall(summary.lowered, stance.end, last.start() if last else len(summary.plain))
    about = {each for each in words if len(each) > 5 and not each.startswith(_GENERAL)}
    if any(_among(about, _round(view, answer, each)) for each in same):
        return None
    return next((each for each in opposed if _among(about, _round(view, answer, each))), None)


_OBJECT_ENDS = lazily(
    r"[.;,\n]| och (?:anser|menar|vill|framhåller|tillstyrker|avstyrker|bedömer|föreslår)| men | eftersom "
)
_GENERAL = ("förslag", "motion", "att-sats", "samtlig", "kommun")


def _round(view: View, text: Text, stance: _Stance) -> list[str]:
    """The words of a stance's sentence, of the heading above it and of the att-satser that it names."""
    start, end = sentence(text.plain, stance.start)
    heading = next((each for each in reversed(text.passages) if each.kind == "heading" and each.end <= start), None)
    words = WORD.findall(text.lowered, start, end) + demands_named(view, text.plain[start:end])
    return words + (WORD.findall(text.lowered, heading.start, heading.end) if heading else [])


def _among(about: set[str], words: list[str]) -> bool:
    """Whether one of the words is there, with whatever ending: skyfallsråd, skyfallsrådet, but not skyfall."""
    return any(
        abs(len(one) - len(other)) <= 3 and (one.startswith(other) or other.startswith(one))
        for one in about
        for other in words
    )


def _contradicting(stance: _Stance, answered: list[_Stance]) -> _Stance | None:
    """The stance of the answer that the summary's contradicts, if there is one."""
    if stance.of_motion:
        whole = [each for each in answered if each.of_motion]
        if whole:
            return None if any(each.sign == stance.sign for each in whole) else whole[0]
    same = [each for each in answered if each.sign == stance.sign]
    opposed = [each for each in answered if stance.sign and each.sign == -stance.sign]
    if not same:
        return opposed[0] if opposed else None
    # The answer says yes to one thing and no to another.
    if any(each.about & stance.about for each in same):
        return None
    return next((each for each in opposed if len(each.about & stance.about) > 1), None)


def _stances(text: Text, others: frozenset[str]) -> Iterator[_Stance]:
    """The stances that a text takes for its own part."""
    plain = text.plain
    for said in outcomes(plain):
        first, last = sentence(plain, said.start)
        last = min((at for mark in (";", " men ") if (at := plain.find(mark, said.end, last)) >= 0), default=last)
        before, after = plain[first : said.start], plain[said.end : last]
        if not (said.stance or said.of_motion) or any(name in before.casefold() for name in others):
            continue
        sign = _SIGNS[said.outcome]
        if _DENIED.search(" ".join(before.split()[-4:])) or _DENIED.match(after.strip()):
            sign = -sign
        of_motion = said.of_motion and not PARTLY.search(plain[first:last])
        yield _Stance(sign, of_motion, said.start, said.end, stems([word.casefold() for word in WORD.findall(after)]))


_SIGNS = {"bifall": 1, "avslag": -1, "besvarad": 0}


def _names_of_others(view: View, entry: Entry) -> frozenset[str]:
    """The names of the others that were asked."""
    own = {name.casefold() for name in entry.body.names}
    return frozenset(name.casefold() for each in view.ledger.entries for name in each.body.names) - own
