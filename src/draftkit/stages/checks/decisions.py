"""What is to be decided: the points of proposals, decisions and demands, and whether the case decides what it must."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from ...messages import Message, msg, msg_n
from ...model import Initiative, OwnSection, Proposal
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ...spans import Span
from ...swedish.dates import MONTHS
from .outcomes import PARTLY, Said, outcomes, sentence
from .rule import Finding, case_rule, text_rule
from .text import WORD, Passage, Text
from .view import View
from .wording import number, stems

# --- how points are written ----------------------------------------------------------------------

_ATT = lazily(r"(?:(?:samt|och|dels|i första hand|i andra hand) )?(att)\b", re.IGNORECASE)
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
    for points in _lists(text):
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


def _lists(text: Text) -> Iterator[list[Passage]]:
    """The lists, without the points that hold no words (a picture)."""
    for points in text.lists:
        with_words = [each for each in points if text.of(each).strip("\0 ")]
        if with_words:
            yield with_words


def _of_clauses(text: Text, points: list[Passage], with_att: list[Passage]) -> bool:
    """Whether points that begin with att are att-satser, and not sentences that happen to begin so."""
    if not with_att:
        return False
    lead = _lead(text, points)
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


def _lead(text: Text, points: list[Passage]) -> Passage | None:
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
    for points in _lists(text):
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
    for points in _lists(text):
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
_END = lazily(r"[.!?…:][”\"’')\]\0 ]*$")


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
    for points in _lists(text):
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
    lead = _lead(text, points)
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


# --- what is decided, and by whom ----------------------------------------------------------------

# What a document calls itself in its decisions, by its name in mall.yaml.
_CALLS_ITSELF = {
    "utlåtande": "utlåtandet",
    "promemoria": "promemorian",
    "pm": "promemorian",
    "tjänsteutlåtande": "tjänsteutlåtandet",
    "tjänsteskrivelse": "tjänsteskrivelsen",
    "ärendebeskrivning": "ärendebeskrivningen",
}
_SAID_IN = lazily(
    r"\b(?:(?P<formula>(?:vad|det) som (?:har )?(?:sägs|anförs|anges|framgår|skrivs|sagts|anförts) (?:i|av))"
    r"|hänvisning till) (?:denna |detta |den här |det här )?"
    r"(?P<word>utlåtandet|promemorian|PM:?et|tjänsteutlåtandet|tjänsteskrivelsen|ärendebeskrivningen)(?!\w)",
    re.IGNORECASE,
)


@case_rule("DK334")
def word_of_another_document(view: View) -> Iterator[Finding]:
    """A decision refers to another kind of document than the one that it stands in.

    What is decided in an utlåtande rests on “vad som sägs i utlåtandet”. “Promemorian” comes along when text is
    copied from a case that kommunstyrelsen decides by itself. The word that is right follows from the name of the
    pack in mall.yaml.

    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen besvaras med hänvisning till vad som sägs i promemorian.
                                                                ^^^^^^^^^^^
    Good:
        forslag/kommunfullmaktige.md
        1. Motionen besvaras med hänvisning till vad som sägs i utlåtandet.
        arendet.md
        Regeringens promemoria innehåller tre förslag. Enligt promemorian ska lagen ändras.
    """
    own = _CALLS_ITSELF.get((view.pack.facts.title or "").casefold())
    if own is None:
        return
    of_a_memo = any(each.kind == "remiss" for each in view.case.facts.initiatives)  # perhaps itself a promemoria
    for proposal in view.case.proposals:
        text = view.text(proposal)
        for match in _SAID_IN.finditer(text.plain) if text else ():
            if match["word"].casefold() != own and (match["formula"] or not of_a_memo):
                message = msg("“{word}” in a document that is called {name}", word=match["word"], name=own)
                assert text is not None
                yield Finding(text.at(match, "word"), message, msg("write “{word}”", word=own))


# Not “beslutar om”, nor “ansvarar för”: with these, one body tells what another has to decide.
_DECIDES = (
    r"(?:beslutar(?! om)|beviljar|godkänner|antar|fastställer|avslår|bifaller|uppdrar|bemyndigar|upphäver|medger|"
    r"anslår|tillstyrker|avstyrker|ger(?= [^.]*\bi uppdrag))"
)


@case_rule("DK335")
def decision_of_another_body(view: View) -> Iterator[Finding]:
    """A point decides on behalf of another body than the one whose decision it stands in.

    Each body decides for its own part: what kommunstyrelsen is to decide stands in a file of its own, with
    `beslutar: kommunstyrelsen`, and is printed under “Kommunstyrelsen beslutar för egen del följande”. To give another
    body an assignment is in order: “Kommunstyrelsen får i uppdrag att …”.

    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        2. Kommunstyrelsen beviljar kulturnämnden 2 miljoner kronor.
           ^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        2. Kommunstyrelsen får i uppdrag att bevilja kulturnämnden 2 miljoner kronor.
    """
    bodies = [each for each in view.registers.bodies.values() if each.kind in _DECIDING_KINDS]
    if not view.case.proposals or not bodies:
        return
    named = {name.casefold(): each for each in bodies for name in (each.name, *each.aliases)}
    names = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    decides = re.compile(rf"(?:att )?((?P<who>{names}) {_DECIDES})\b", re.IGNORECASE)
    for proposal in view.case.proposals:
        text = view.text(proposal)
        for passage in text.having("item", "paragraph") if text else ():
            assert text is not None
            match = decides.match(text.plain, passage.start, passage.end)
            if match is not None and (who := named[match["who"].casefold()]).slug != proposal.decider.slug:
                message = msg(
                    "{who} decides here, in what {name} is to decide", who=who.name, name=proposal.decider.name
                )
                hint = msg("give {who} an assignment, or put the point in a proposal of its own", who=who.name)
                related = Related(proposal.place("beslutar"), msg("who decides"))
                yield Finding(text.at(match, 1), message, hint, (related,))


_DECIDING_KINDS = ("fullmäktige", "styrelse", "beredning", "facknämnd", "stadsdelsnämnd")
_APPENDICES = lazily(
    r"(?<![\w:])bilag(?:a|orna) (?P<numbers>\d{1,2}(?!\d|:\d|/\d|[ .]?\d)(?:(?:, | och |–|-| till )\d{1,2}(?!\d|:\d))*)"
    r"(?! (?:till|i|av) (?!\d))",
    re.IGNORECASE,
)
_THE_APPENDIX = lazily(
    r"\b(?:se|i|enligt|framgår av|redovisas i|återges i|finns i) (?P<word>bilag(?:a|an|or|orna)\b)"
    r"(?! \d)(?! (?:till|i|av) )",
    re.IGNORECASE,
)
_OF_ANOTHER = lazily(r"(?:\w{3,}s|\bderas|\bdess|\w+et,|\w+en,) $")


@case_rule("DK336")
def unknown_appendix_number(view: View) -> Iterator[Finding]:
    """A text refers to a bilaga that the case does not have.

    The bilagor are numbered as they stand under `bilagor` in arende.yaml. When one is taken away or moved, the
    references in the texts do not follow. Appendices of other documents (“bilaga 2 till avtalet”) are passed over.

    Bad:
        arendet.md
        Motionen återges i bilaga 2.
                                  ^
        bilagor/motion.md
        ---
        typ: bilaga
        ---
        Verktyg borde gå att låna.
        arende.yaml
        bilagor:
          - {rubrik: Motion om verktyg, fil: bilagor/motion.md, placering: i dokumentet}
    Bad:
        arendet.md
        Motionen återges i bilaga.
                           ^^^^^^
    Good:
        arendet.md
        Motionen återges i bilaga 1. Priserna framgår av bilaga 3 till avtalet.
        bilagor/motion.md
        ---
        typ: bilaga
        ---
        Verktyg borde gå att låna.
        arende.yaml
        bilagor:
          - {rubrik: Motion om verktyg, fil: bilagor/motion.md, placering: i dokumentet}
    """
    there = len(view.case.facts.appendices)
    for text in view.own_texts:
        if "bilag" not in text.plain and "Bilag" not in text.plain:
            continue
        for match in _APPENDICES.finditer(text.plain):
            if _OF_ANOTHER.search(text.plain, max(match.start() - 40, 0), match.start()):
                continue
            for each in re.finditer(r"\d+", match["numbers"]):
                if not 1 <= int(each[0]) <= there:
                    start = match.start("numbers") + each.start()
                    message = (
                        msg_n(
                            "there is no bilaga {number}; the case has one",
                            "there is no bilaga {number}; the case has {n}",
                            there,
                            number=each[0],
                        )
                        if there
                        else _NO_APPENDIX
                    )
                    yield Finding(text.span(start, start + len(each[0])), message, _LISTED)
        for match in _THE_APPENDIX.finditer(text.plain) if not there else ():
            yield Finding(text.at(match, "word"), _NO_APPENDIX, _LISTED)


_NO_APPENDIX = msg("a bilaga is referred to, but the case has none")
_LISTED = msg("see the order under “bilagor:” in arende.yaml")


# --- what becomes of the motion ------------------------------------------------------------------


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


_FOR_ITS_OWN_PART = lazily(r"\b(?:jag|vi)\b", re.IGNORECASE)
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
        ours = list(_FOR_ITS_OWN_PART.finditer(before))
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


_A_MOTION = lazily(r"\bmotion(?:en|er|erna|ens|ernas)?\b", re.IGNORECASE)


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
        for points in _lists(text):
            lead = _lead(text, points)
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
_BY_NUMBER = lazily(
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


@case_rule("DK340", Severity.WARNING, Stops.NOTHING)
def two_wordings(view: View) -> Iterator[Finding]:
    """A text of the rotel's own repeats the proposal, but not quite as it stands.

    What is proposed is to be the same in every place where it is said. Here a text has the proposal's words but for
    one, or another last day for the same thing. The proposal is what is decided; let the text follow it, or say it in
    words that are not nearly the proposal's. A text that tells of the motion, without “jag” or “vi”, is passed over.

    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        2. Kulturnämnden får i uppdrag att redovisa en plan för verkstäder senast den 30 april 2032.
        synpunkter.md
        Jag föreslår att kulturnämnden får i uppdrag att redovisa en plan för bibliotek senast den 30 april 2032.
                                                                              ^^^^^^^^^
    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        2. Kulturnämnden får i uppdrag att återkomma med en redovisning senast den 30 april 2032.
        synpunkter.md
        I redovisningen senast den 31 mars 2032 vill jag se vad det har kostat.
                                   ^^^^^^^^^^^^
    Good:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls.
        2. Kulturnämnden får i uppdrag att återkomma med en redovisning senast den 30 april 2032.
        synpunkter.md
        Jag vill att nämnden återkommer i god tid före sommaren. Verktygen ska köpas senast den 31 maj 2032.
    """
    proposals = [text for each in view.case.proposals if (text := view.text(each))]
    for section in view.case.sections:
        own = view.text(section)
        # Where nobody says “jag” or “vi” it is the motion that is told of, and it may have asked for something else.
        for proposal in proposals if own and _FOR_ITS_OWN_PART.search(own.plain) else ():
            assert own is not None
            told = set()
            for mine, other in _one_word_differs(view, own, proposal):
                told.add(mine)
                yield _as_the_proposal(own, mine, proposal, other)
            for mine, other in _other_last_days(own, proposal):
                if not any(start < mine[1] and mine[0] < end for start, end in told):
                    yield _as_the_proposal(own, mine, proposal, other)


Place = tuple[int, int]


def _as_the_proposal(own: Text, mine: Place, proposal: Text, other: Place) -> Finding:
    here, there = (" ".join(text.plain[slice(*place)].split()) for text, place in ((own, mine), (proposal, other)))
    message = msg("“{word}” here, but “{other}” in the proposal", word=here, other=there)
    related = Related(proposal.span(*other), msg("the proposal"))
    return Finding(own.span(*mine), message, msg("let the two agree"), (related,))


def _one_word_differs(view: View, own: Text, proposal: Text) -> Iterator[tuple[Place, Place]]:
    """The words that are others than in the proposal, in the middle of what is otherwise the same."""
    one, other = view.wording(own), view.wording(proposal)
    for each in view.differences(one, other):
        if each.equal >= 6 and each.mine[0] < each.mine[1] and each.other[0] < each.other[1]:
            words = one.words[each.mine[0]], other.words[each.other[0]]
            place = one.places[each.mine[0]]
            told = "otion" in own.plain[slice(*sentence(own.plain, place[0]))]
            # Which outcome the motion gets is compared by itself (DK337); a word may be inflected to fit in.
            if not told and not any(_OUTCOME_WORD.match(word) for word in words) and not _inflected(*words):
                yield place, other.places[each.other[0]]


_OUTCOME_WORD = lazily(r"(?:bifall|avslå|avslag|besvar)")


def _inflected(one: str, other: str) -> bool:
    return not one[0].isdigit() and one[:4] == other[:4]


_LAST_DAY = lazily(rf"\bsenast (?:den )?(?P<day>\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?)")


def _other_last_days(own: Text, proposal: Text) -> Iterator[tuple[Place, Place]]:
    """The last days of the text that are others than the proposal's, for what by its words is the same thing."""
    if "senast" not in proposal.plain or "senast" not in own.plain:
        return
    decided = list(_LAST_DAY.finditer(proposal.plain))
    for match in _LAST_DAY.finditer(own.plain):
        same = [each for each in decided if _before(own, match) & _before(proposal, each)]
        if same and all(not _same_day(each["day"], match["day"]) for each in same):
            yield match.span("day"), same[0].span("day")


def _before(text: Text, match: re.Match[str]) -> frozenset[str]:
    """What the six words before a last day are about."""
    start, _ = sentence(text.plain, match.start())
    return stems([each.casefold() for each in WORD.findall(text.plain, start, match.start())][-6:])


def _same_day(one: str, other: str) -> bool:
    """Whether two days are one; the year may be left out."""
    return one.startswith(other) or other.startswith(one)
