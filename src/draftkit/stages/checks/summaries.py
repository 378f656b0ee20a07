"""The rotel's summary of an answer against the answer: whose it is, and what has become another word or fact in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from ...messages import msg
from ...model import Body
from ...patterns import lazily, soon
from ...problems import Related, Severity, Stops
from ...spans import Span
from ...swedish.dates import MONTHS
from ...swedish.words import upper_first
from ..ledger import Entry
from .answers import GROUPS
from .rule import Finding, case_rule
from .text import WORD, Text
from .view import View
from .wording import STOP, Difference, Wording, number, stems


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
        after = _begins_with(text, start, other) if other.slug not in slugs and other.kind in GROUPS else None
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
            related = Related(answers[other].text.span(*first_words(answers[other].text)), msg("that answer"))
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


def first_words(text: Text) -> tuple[int, int]:
    """Where the first sentence of a text begins and ends in its `plain`."""
    return text.sentences[0] if text.sentences else (text.passages[0].start, text.passages[0].end)


_ORGAN = soon(r"([^\W\d_]{3,}?)(styrelsen|ledningen|nämnden|kontoret|förvaltningen|direktionen|utskottet)(?:s)?")
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


WHAT_IT_SAYS = msg("write what the answer says")
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
                WHAT_IT_SAYS,
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
            yield Finding(summary.span(mine[0] - 1, end), message, WHAT_IT_SAYS, _there(answer, other))
        if other[0] == other[1] and summary.words[mine[0]] in _DENIALS:
            message = msg("the answer has no “{word}” here", word=summary.written(*mine))
            yield Finding(summary.span(*mine), message, WHAT_IT_SAYS, _there(answer, (other[0], other[0] + 1)))


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
            if body.kind not in GROUPS or body.slug in near or own & set(_all_names(body)) - {body.short_form}:
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
