"""What is to be decided, and by whom; and the same decision in two wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...messages import msg, msg_n
from ...patterns import lazily, soon
from ...problems import Related, Severity, Stops
from ...swedish.dates import MONTHS
from .motions import FOR_ITS_OWN_PART
from .outcomes import sentence
from .rule import Finding, case_rule
from .text import WORD, Text
from .view import View
from .wording import stems

# What a document calls itself in its decisions, by its name in mall.yaml.
_CALLS_ITSELF = {
    "utlåtande": "utlåtandet",
    "promemoria": "promemorian",
    "pm": "promemorian",
    "tjänsteutlåtande": "tjänsteutlåtandet",
    "tjänsteskrivelse": "tjänsteskrivelsen",
    "ärendebeskrivning": "ärendebeskrivningen",
}
_SAID_IN = soon(
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
        for proposal in proposals if own and FOR_ITS_OWN_PART.search(own.plain) else ():
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
