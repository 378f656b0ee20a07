"""What becomes of the motion: whether the case decides on it, on each of its demands, and once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ...messages import msg, msg_n
from ...model import Initiative, OwnSection
from ...patterns import lazily, soon
from ...problems import Related, Severity, Stops
from ...spans import Span
from .outcomes import PARTLY, Said, outcomes, sentence
from .points import lead_of, lists
from .rule import Finding, case_rule
from .text import Text
from .view import View
from .wording import number, stems


@case_rule("DK337", Severity.WARNING, Stops.NOTHING)
def outcome_contradiction(view: View) -> Iterator[Finding]:
    """The presenter argues for one outcome, and the proposal has another.

    The proposal says that the motion is bifalls, avslås or besvaras; a text of the rotel's own says that it should be
    something else. One of them was not changed when the other was. Where the proposal takes the att-satser of the
    motion by their numbers, what is said of each number is compared. What others propose, and what is said of some
    other part of the motion, is passed over.

    Bad:
        forslag/kommunfullmaktige.md
        1. Motionens att-satser 1 och 2 bifalls.
        2. Motionen avslås i den del som gäller att-sats 3.
        synpunkter.md
        Frågan om utvärdering är viktig. Jag föreslår att att-sats 3 bifalls.
                                                                     ^^^^^^^
    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen avslås.
        synpunkter.md
        Förslaget är bra. Jag anser därför att motionen ska bifallas.
                                                            ^^^^^^^^
    Good:
        forslag/kommunfullmaktige.md
        1. Motionen avslås.
        synpunkter.md
        Kulturnämnden föreslår att motionen ska bifallas. Jag kan inte ställa mig bakom det. Motionen bör avslås.
    Good:
        forslag/kommunfullmaktige.md
        1. Motionens att-satser 1 och 2 bifalls.
        2. Motionen avslås i den del som gäller att-satserna 3 och 4.
        synpunkter.md
        Jag anser att att-satserna 1 och 2 bör bifallas. Kulturnämnden vill att att-sats 4 bifalls, men jag anser att
        motionen ska avslås i dessa båda delar.
    """
    yield from _against_by_number(view)
    decided = list(_decided(view))
    one_motion = len([each for each in view.case.facts.initiatives if each.kind == "motion"]) == 1
    others = _others(view)
    for section in view.case.sections if decided else ():
        own = view.text(section)
        for said, as_ours in _argued(own, others) if own else ():
            assert own is not None
            against = [each for each in decided if _disagree(said, each[1])]
            # “Jag anser att motionen ska bifallas” is of all of it; “Motionen bör bifallas” may be of what is at hand.
            if len(against) == len(decided) or (against and as_ours and one_motion):
                text, outcome = against[0]
                message = msg(
                    "“{word}” here, but “{other}” in the proposal",
                    word=own.plain[said.start : said.end],
                    other=text.plain[outcome.start : outcome.end],
                )
                related = Related(text.span(outcome.start, outcome.end), msg("the proposal"))
                yield Finding(own.span(said.start, said.end), message, msg("let the two agree"), (related,))


def _against_by_number(view: View) -> Iterator[Finding]:
    """What the rotel's own texts argue for an att-sats by its number, where the proposal has something else for it."""
    if not _one_motion(view):
        return
    others = _others(view) | {"motionären", "motionärerna"}
    for proposal in view.case.proposals:
        text = view.text(proposal)
        ruled = list(_rulings(text)) if text and proposal.decider.kind == "fullmäktige" else []
        for section in view.case.sections if ruled else ():
            own = view.text(section)
            if own is None or not ("att-sats" in own.plain or "yrkande" in own.plain):
                continue
            assert text is not None
            ours = {said.start for said, _ in _argued(own, others, in_part=True)}
            for mine in _rulings(own):
                if mine.said.start not in ours or mine.in_part:
                    continue
                for each in sorted(mine.numbers):
                    there = [other for other in ruled if each in other.numbers]
                    if there and all(_disagree(mine.said, other.said) and not other.in_part for other in there):
                        message = msg(
                            "“{word}” of att-sats {number} here, but “{other}” in the proposal",
                            word=own.plain[mine.said.start : mine.said.end],
                            number=str(each),
                            other=text.plain[there[0].said.start : there[0].said.end],
                        )
                        related = Related(text.span(*there[0].place), msg("the proposal"))
                        place = own.span(mine.said.start, mine.said.end)
                        yield Finding(place, message, msg("let the two agree"), (related,))
                        break


def _one_motion(view: View) -> bool:
    """Whether the att-satser that are spoken of can only be those of one motion."""
    return sum(each.kind == "motion" for each in view.case.facts.initiatives) == 1


def _decided(view: View) -> Iterator[tuple[Text, Said]]:
    """What the proposals make of the motion or of its parts."""
    for proposal in view.case.proposals:
        text = view.text(proposal)
        yield from ((text, each) for each in outcomes(text.plain) if each.of_motion) if text else ()


def _disagree(one: Said, other: Said) -> bool:
    """Whether both cannot be. Who avstyrker a motion may still propose that it be besvarad."""
    return one.outcome != other.outcome and not (one.stance and "besvarad" in (one.outcome, other.outcome))


FOR_ITS_OWN_PART = soon(r"\b(?:jag|vi)\b", re.IGNORECASE)
_OUGHT = lazily(
    r"\bmotion(?:en|erna)\b[^.]{0,80}?\b(?:bör|ska|skall|föreslås|kan|måste)\b"
    r"|\b(?:bör|ska|skall|måste|föreslås|föreslår)\b[^.]{0,80}?\bmotion(?:en|erna)\b|^motion(?:en|erna) (?:av|bi|be)",
    re.IGNORECASE,
)
_OUGHT_IN_PART = lazily(r"\b(?:bör|ska|skall|måste|föreslås|föreslår|anser|kan)\b|^(?:motion|att-sats)", re.IGNORECASE)
_NOT_SO = lazily(
    r"\b(?:inte|inget|inga|ingen|ej|varken|utan|skulle|hade|vore|tidigare)\b|(?:^|, |\beller )om\b(?! att)|\beven om\b"
    r"|\bbesvaras (?:inom|senast|före)\b",
    re.IGNORECASE,
)


def _argued(text: Text, others: frozenset[str], *, in_part: bool = False) -> Iterator[tuple[Said, bool]]:
    """The outcomes that a text of the rotel's own argues for, without if and but; and whether it says “jag” or “vi”.

    Those of the motion as a whole, or (`in_part`) those of its att-satser.
    """
    for said in outcomes(text.plain):
        start, end = sentence(text.plain, said.start)
        whole = text.plain[start:end]
        if _NOT_SO.search(whole) or not (in_part or (said.of_motion and not PARTLY.search(whole))):
            continue
        before = text.plain[start : said.start]
        ours = list(FOR_ITS_OWN_PART.finditer(before))
        between = (before[ours[-1].end() :] if ours else whole).casefold()
        if not ours and not (_OUGHT_IN_PART if in_part else _OUGHT).search(whole):
            continue
        # Between “jag” and the outcome, “kulturnämndens bedömning” is no new subject, but “kulturnämnden” is.
        name = next((each for each in others if each in between), "")
        if not name or (ours and f"{name}s" in between):
            yield said, bool(ours)


def _others(view: View) -> frozenset[str]:
    """The names of those who may have another opinion: all but those who decide and propose here."""
    names = {"oppositionen", "reservant", "partiet", "demokraterna"}
    for entry in view.ledger.entries:
        names |= set(entry.body.names)
    return frozenset(name.casefold() for name in names)


@case_rule("DK338")
def no_decision_on_the_motion(view: View) -> Iterator[Finding]:
    """Nothing is decided on a motion that started the case.

    Every motion must come to a decision: kommunfullmäktige bifaller, avslår or besvarar it (kommunallagen 5 kap. 35 §
    gives it a year to do so). Assignments to others, however good, do not end it. Where there are several motions,
    each is to be named, or all together (“Motionerna besvaras …”).

    Bad:
        forslag/kommunfullmaktige.md
        ---
        föreslår: kommunstyrelsen
        beslutar: kommunfullmäktige
                  ^^^^^^^^^^^^^^^^^
        ---
        1. Kulturnämnden får i uppdrag att ordna verktyg.
    Good:
        forslag/kommunfullmaktige.md
        1. Kulturnämnden får i uppdrag att ordna verktyg.
        2. Motionen anses därmed besvarad.
    """
    motions = [each for each in view.case.facts.initiatives if each.kind == "motion"]
    for proposal in view.case.proposals:
        text = view.text(proposal)
        if text is None or proposal.decider.kind != "fullmäktige" or not motions:
            continue
        named = sum(bool(_A_MOTION.search(text.of(each))) for each in text.passages)
        several = re.search(r"\bmotioner(?:na)?\b|\bbåda motion|\bsamtliga motion", text.plain, re.IGNORECASE)
        if named == 0 and any(outcomes(text.plain)):
            continue  # “Förslaget avslås”
        if named == 0 or (named < len(motions) and not several and not _counts(text, len(motions))):
            message = msg_n(
                "nothing is decided on the motion", "nothing is decided on some of the motions", len(motions)
            )
            related = tuple(Related(each.place("väckt", "typ"), msg("a motion")) for each in motions)
            yield Finding(
                proposal.place("beslutar"), message, msg("say whether it is bifalls, avslås or besvaras"), related
            )


_A_MOTION = soon(r"\bmotion(?:en|er|erna|ens|ernas)?\b", re.IGNORECASE)


def _counts(text: Text, motions: int) -> bool:
    """Whether the motions are named one after another in one point, by their numbers or their movers."""
    return len(re.findall(r"\bmotion(?:en)? (?:\(|\d|av|om|nr)", text.plain, re.IGNORECASE)) >= motions


@case_rule("DK339", Severity.WARNING, Stops.NOTHING)
def demand_without_decision(view: View) -> Iterator[Finding]:
    """A motion is decided on in part, and nothing is said of some of its att-satser.

    A proposal that takes the att-satser of a motion one by one must take them all, or end with what becomes of the
    others: “och avslås i övrigt”. The att-satser are counted in the bilaga with the motion, or in the list that
    follows “föreslår att kommunfullmäktige beslutar” in an account of it. A number that is higher than there are
    att-satser is told too.

    Bad:
        arendet.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas
        2. att verkstäder ska öppnas
        3. att verksamheten ska utvärderas.
        forslag/kommunfullmaktige.md
        1. Motionens första och andra att-satser bifalls.
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Bad:
        arendet.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas
        2. att verkstäder ska öppnas
        3. att verksamheten ska utvärderas.
        forslag/kommunfullmaktige.md
        1. Motionen bifalls i den del som gäller att-sats 1.
                                                 ^^^^^^^^^^
        2. Motionen avslås i den del som gäller att-sats 3.
    Bad:
        arendet.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas
        2. att verkstäder ska öppnas.
        forslag/kommunfullmaktige.md
        1. Motionens att-satser 1 och 3 bifalls, och motionen avslås i övrigt.
                     ^^^^^^^^^^^^^^^^^^
    Good:
        arendet.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas
        2. att verkstäder ska öppnas.
        forslag/kommunfullmaktige.md
        1. Motionen bifalls i den del som gäller lån av verktyg och avslås i övrigt.
    """
    motions = [each for each in view.case.facts.initiatives if each.kind == "motion"]
    if len(motions) != 1:
        return
    demands = _demands(view, motions[0])
    for proposal in view.case.proposals if demands else ():
        text = view.text(proposal)
        if text is None or proposal.decider.kind != "fullmäktige":
            continue
        yield from _undecided(text, demands)


class _Demand(Struct, frozen=True):
    """An att-sats of the motion: what it is about, and where it stands."""

    place: Span
    words: list[str]

    @property
    def about(self) -> frozenset[str]:
        """What its words are about."""
        return stems(self.words)


def _demands(view: View, motion: Initiative) -> list[_Demand]:
    """The att-satser of a motion, in order, as they stand in its bilaga or in the account of it."""
    paths = [each.path for each in view.case.facts.appendices if each.id is not None and each.id == motion.appendix]
    texts = [each for each in view.texts if any(each.path.endswith(f"/{path}") for path in paths)]
    texts += [each for each in view.own_texts if isinstance(each.fragment, OwnSection)]
    for text in texts:
        for points in lists(text):
            lead = lead_of(text, points)
            if lead is not None and _DEMANDED.search(text.of(lead)):
                return [
                    _Demand(text.span(each.start, each.end), re.findall(r"\w+", text.of(each).casefold()))
                    for each in points
                ]
    return []


def demands_named(view: View, words: str) -> list[str]:
    """The words of the att-satser of the motion that are named by number in `words`."""
    motions = [each for each in view.case.facts.initiatives if each.kind == "motion"]
    numbers = {number for match in _BY_NUMBER.finditer(words) for number in _numbers(match)}
    demands = _demands(view, motions[0]) if numbers and len(motions) == 1 else []
    return [word for index, each in enumerate(demands, 1) if index in numbers for word in each.words]


_DEMANDED = lazily(r"\b(?:föreslå|yrka|hemställ)\w*\b[^.]*[:.]?[\0 ]*$", re.IGNORECASE)
_ORDINALS = {
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7, "åttonde": 8, "nionde": 9,
    "tionde": 10,
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_NUMBER = r"(?:\d{1,2}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio)"
_BY_NUMBER = soon(
    rf"\b(?P<ordinals>(?:{_ORDINAL})(?:(?:, | och | samt )(?:den |det )?(?:{_ORDINAL}))*)"
    r" (?:att-sats|yrkande)\w*"
    rf"|\b(?:att-sats|yrkande)\w* (?:nummer |nr )?(?P<numbers>{_NUMBER}\b(?:(?:, | och | samt |–|-){_NUMBER}\b)*)",
    re.IGNORECASE,
)
_BY_MATTER = lazily(r"\bi (?:den|de) del(?:ar)? som (?:gäller|avser|rör|handlar om)(?P<matter>[^.;]*)", re.IGNORECASE)
_THE_REST = lazily(r"\b(?:övrigt|övriga|resterande|andra delar|återstående|sin helhet|dess helhet)\b", re.IGNORECASE)


def _undecided(text: Text, demands: list[_Demand]) -> Iterator[Finding]:
    """What a proposal that takes a motion in parts leaves out of it, or has too much."""
    met: set[int] = set()
    first: Span | None = None
    for match in _BY_NUMBER.finditer(text.plain):
        numbers = _numbers(match)
        first = first or text.at(match)
        if max(numbers, default=0) > len(demands):
            message = msg_n("the motion has only one att-sats", "the motion has only {n} att-satser", len(demands))
            related = Related(demands[-1].place, msg("the last one"))
            yield Finding(text.at(match), message, msg("compare with the motion"), (related,))
        met |= numbers
    for match in _BY_MATTER.finditer(text.plain):
        if _BY_NUMBER.search(match["matter"]):
            continue
        matter = stems(re.findall(r"\w+", match["matter"].casefold()))
        alike = {index for index, each in enumerate(demands, 1) if _share_words(matter, each.about)}
        if not alike:
            return  # said in other words; a reader must judge
        first = first or text.at(match)
        met |= alike
    left = [index for index in range(1, len(demands) + 1) if index not in met]
    whole = [each for each in _sentences_on_motion(text) if not PARTLY.search(each) and not _BY_NUMBER.search(each)]
    if first is not None and left and not whole and not _THE_REST.search(text.plain):
        message = msg_n(
            "nothing is decided on att-sats {numbers} of the motion",
            "nothing is decided on att-satserna {numbers} of the motion",
            len(left),
            numbers=[str(each) for each in left],
        )
        related_places = tuple(Related(demands[each - 1].place, msg("not decided on")) for each in left)
        yield Finding(first, message, msg("decide on them too, or write “och avslås i övrigt”"), related_places)


class _Ruling(Struct, frozen=True):
    """What becomes of some att-satser: their numbers, where these stand, and the outcome."""

    numbers: frozenset[int]
    place: tuple[int, int]
    said: Said
    in_part: bool  # not of all that they demand


_AS_A_PART = lazily(
    r"\bi (?:den|de) del(?:en|ar|arna)?(?: som| av)?(?: (?:gäller|avser|rör|omfattar|handlar om))? ?$", 2
)
_IN_PART = lazily(r"\bdelvis\b|\butom\b|\bde[nt] del|\bde delar|\bförutom\b", 2)  # re.IGNORECASE


def _rulings(text: Text) -> Iterator[_Ruling]:
    """The att-satser that a text names by their numbers, each with the outcome that its sentence gives it."""
    if not _BY_NUMBER.search(text.plain):
        return
    for start, end in text.sentences:
        said = list(outcomes(text.plain, start, end))
        named = list(_BY_NUMBER.finditer(text.plain, start, end)) if said else []
        for match in named:
            a_part = _AS_A_PART.search(text.plain, start, match.start())
            outcome = _outcome_of(match, said, is_after=a_part is None)
            rest = text.plain[start : a_part.start() if a_part else match.start()] + text.plain[match.end() : end]
            if outcome is not None:
                in_part = len(named) == 1 and bool(_IN_PART.search(rest))
                yield _Ruling(frozenset(_numbers(match)), match.span(), outcome, in_part)


def _outcome_of(match: re.Match[str], said: list[Said], *, is_after: bool) -> Said | None:
    """The outcome that belongs to the numbers: the next one, or the one before where they are “i den del …”."""
    after = [each for each in said if each.start >= match.end()]
    before = [each for each in said if each.end <= match.start()]
    first, second = (after[:1], before[-1:]) if is_after else (before[-1:], after[:1])
    return next(iter(first + second), None)


@case_rule("DK341", Severity.WARNING, Stops.NOTHING)
def demand_decided_twice(view: View) -> Iterator[Finding]:
    """A proposal decides on the same att-sats of the motion twice.

    An att-sats is bifalls, avslås or besvaras, once. When a number has been moved from one point to another it is
    easily left in the first. Remove it in one of the two places.

    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls i den del som gäller att-satserna 1, 2 och 3.
        2. Motionen avslås i den del som gäller att-satserna 3 och 4.
                                                ^^^^^^^^^^^^^^^^^^^^
    Good:
        forslag/kommunfullmaktige.md
        1. Motionens första och andra att-satser bifalls.
        2. Motionen avslås i den del som gäller att-satserna 3 och 4.
        3. Kulturnämnden får i uppdrag att genomföra det som sägs i att-satserna 1 och 2.
    """
    for proposal in view.case.proposals if _one_motion(view) else ():
        text = view.text(proposal)
        first: dict[int, _Ruling] = {}
        for each in _rulings(text) if text and proposal.decider.kind == "fullmäktige" else ():
            assert text is not None
            again = sorted(number for number in each.numbers & first.keys() if not _halves(first[number], each))
            if again:
                message = msg_n(
                    "att-sats {numbers} of the motion is decided on twice",
                    "att-satserna {numbers} of the motion are decided on twice",
                    len(again),
                    numbers=[str(number) for number in again],
                )
                related = Related(text.span(*first[again[0]].place), msg("the first time"))
                yield Finding(text.span(*each.place), message, msg("remove it in one of the two places"), (related,))
            first |= dict.fromkeys(each.numbers - first.keys(), each)


def _halves(one: _Ruling, other: _Ruling) -> bool:
    """Whether each may be of a part of what an att-sats demands."""
    return one.in_part or other.in_part


def _numbers(match: re.Match[str]) -> set[int]:
    """The numbers that “första och andra” or “1–3 och 5” stand for."""
    if match["ordinals"]:
        return {_ORDINALS[word] for word in re.findall(_ORDINAL, match["ordinals"].casefold())}
    found: set[int] = set()
    for part in re.split(r", | och | samt ", match["numbers"]):
        ends = [int(number(each.casefold()) or 1) for each in re.split(r"[–-]", part)]
        found |= set(range(ends[0], ends[-1] + 1))
    return found


def _share_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a word of one begins as a word of the other: verktygslån, verktyg."""
    return any(a[:5] == b[:5] for a in one for b in other if min(len(a), len(b)) > 4)


def _sentences_on_motion(text: Text) -> list[str]:
    """The sentences that decide on the motion."""
    sentences = [text.plain[start:end] for start, end in text.sentences]
    return [each for each in sentences if any(outcomes(each))]
