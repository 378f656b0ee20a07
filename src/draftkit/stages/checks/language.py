"""Slips of the pen: what can be seen to be wrong without a dictionary, and what stands in the list of words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import eq

from msgspec import Struct

from ...messages import msg, msg_n
from ...model import Dissent, Proposal, Response
from ...patterns import lazily, soon
from ...problems import InQuoted, Related, Severity, Stops
from ...swedish.dates import MONTHS
from ...swedish.wordclasses import (
    CANNOT_END,
    CONJUNCTIONS,
    FINITE,
    PREPOSITIONS,
)
from ..load.wordlist import ListedWord
from .casing import is_running
from .rule import Finding, case_rule, text_rule
from .text import WORD, Passage, Text
from .view import View

_DOUBLED = lazily(r"\b([^\W\d_]+) +\1\b(?!-)", re.IGNORECASE)
# Words that Swedish may well set beside themselves: "det det innebär", "den den gäller", "så så".
_MAY_STAND_TWICE = frozenset("var när sig så ja nej mycket".split())
# What follows where two are right: “de som som barn …”, “det det innebär”, “när den den 1 mars …”, “bor i i dag”.
_AFTER_SOM = lazily(r" +(?:barn|ung|unga|vux|regel|helhet|mest|minst|helst|en|ett|exempel|nyanländ|anställd|föräld)")
_AFTER_THE = lazily(
    r" +(?!(?:dag|kväll|natt|veck|månad|tid|gång|år|sommar|vinter)|(?:själva|båda|alla|ena|redan|sedan|även|gärna|genom"
    r"|ofta|kunna|skulle|samma)\b)[a-zåäöé]+(?:en|et|an|na|ga|ska|lla|ya|ta)\b"
)
_A_TIME = lazily(
    rf" +(?:dag|år|går|fjol|natt|början|slutet|mitten|samband|genomsnitt|våras|somras|höstas|vintras"
    rf"|{'|'.join(MONTHS)})\b"
)


@text_rule("DK401")
def doubled_word(text: Text) -> Iterator[Finding]:
    """The same word stands twice in a row.

    It is easily done when a sentence is rewritten, and hard to see for the one who wrote it. Words that may well
    stand beside themselves, as in “det det innebär”, are passed over where they do.

    Bad:
        synpunkter.md
        Jag anser att att förslaget är bra.
                  ^^^^^^^
    Bad:
        synpunkter.md
        Vatten som som inte får plats rinner till den den lägsta punkten.
               ^^^^^^^                            ^^^^^^^
    Good:
        synpunkter.md
        Jag anser att det är bra, och det det innebär för de som som barn lånade verktyg, när den den 1 mars öppnade, i
        de kvarter som vattnet trängde in i i augusti.
    """
    words = text.folded
    if not any(map(eq, words, words[1:])):
        return
    for match in _DOUBLED.finditer(text.plain):
        if not _may_stand_twice(text.plain, match):
            yield Finding(text.at(match), msg("“{word}” stands twice", word=match[1]), msg("remove one of them"))


def _may_stand_twice(plain: str, match: re.Match[str]) -> bool:
    """Whether the words around a doubled word say that it is meant."""
    word = match[1].casefold()
    if word in ("det", "den", "de"):
        return not _AFTER_THE.match(plain, match.end()) or _verb_after(plain, match.end())
    if word == "som":
        return _AFTER_SOM.match(plain, match.end()) is not None
    if word in PREPOSITIONS:  # one ends a clause, the other begins a time
        clause = plain[max(0, match.start() - 100) : match.start()]
        return " som " in clause and _A_TIME.match(plain, match.end()) is not None
    return word in _MAY_STAND_TWICE


def _verb_after(plain: str, end: int) -> bool:
    word = WORD.search(plain, end)
    return word is not None and word[0] in FINITE


@case_rule("DK402", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def missing_full_stop(view: View) -> Iterator[Finding]:
    """Two sentences have no full stop between them.

    A word with a capital stands after one without, although it is no name: it begins sentences, or is written in
    lower case elsewhere in the case. A full stop is easily lost when text is moved from a PDF.

    Bad:
        synpunkter.md
        Verktygen ger ökad effektivitet Det är bra för alla.
                           ^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        Verktygen ger nya möjligheter Kostnaden för verktyg är låg.
                          ^^^^^^^^^^^^^^^^^^^^^
        Jag anser att nyttan är större än kostnaden.
    Good:
        synpunkter.md
        I rapporten Det goda lånet beskrivs hur Hamnbiblioteket lånar ut verktyg i Stensunda. Kostnaden är låg.
    Bad:
        synpunkter.md
        Nämnden har valt att avstå Badet prövas senare.
                             ^^^^^^^^^^^
        Jag anser att ett bad behövs i badet.
    Good:
        synpunkter.md
        Nämnden föreslår att även Ängsbadet prövas, att på sikt Sjöbadet stängs och att framför allt Hamnbadet rustas.
        Det gäller om inte Kvarnbadet får en ramp. Av baden bör i synnerhet Norrbadet rustas.
    """
    for text, each in view.unended:
        start = len(text.plain[: each.start].rstrip(" ")) - len(each.before)
        yield Finding(
            text.span(start, each.end),
            msg("a full stop seems to be missing before “{word}”", word=each.word),
            msg("end the sentence before it, or put a title in quotation marks"),
        )


# --- what a PDF leaves behind -------------------------------------------------------------------------

_HYPHEN = soon(r"- +([a-zåäöé]{2,})")
_LAST_LETTERS = lazily(r"[^\W\d_]+$")
# What may follow a part that is to be completed later: "miljö- och", "in- samt", "förskole- till".
_AFTER_PART = PREPOSITIONS | CONJUNCTIONS | frozenset(
    "och eller samt respektive resp till kontra alternativt liksom såväl även inklusive exklusive plus minus dels inte "
    "ej utan snarare jämte versus upp in ut o".split()
)  # fmt: skip
_WITH_HYPHEN = frozenset("it eu e tv ai id hr api gps".split())


@text_rule("DK403")
def split_by_hyphen(text: Text) -> Iterator[Finding]:
    """A word is divided by a hyphen and a blank.

    It was divided at the end of a line in the text that it was taken from. A part that is completed later, as in
    “miljö- och hälsoskydd”, is passed over.

    Bad:
        synpunkter.md
        Kommunens utveck- ling av biblioteken går framåt.
                  ^^^^^^^^^^^^
    Good:
        synpunkter.md
        Förslaget gäller miljö- och kulturfrågor, in- samt utlåning och steget från för- till grundskola.
    """
    for match in _HYPHEN.finditer(text.plain):
        first = _LAST_LETTERS.search(text.plain, max(0, match.start() - 40), match.start())
        if first is None or match[1] in _AFTER_PART:
            continue
        hyphen = "-" if first[0].lower() in _WITH_HYPHEN or first[0].isupper() else ""
        joined = f"{first[0]}{hyphen}{match[1]}"
        yield Finding(
            text.span(first.start(), match.end()),
            msg("“{found}” seems to be one word, divided at the end of a line", found=f"{first[0]}- {match[1]}"),
            msg("write “{word}”", word=joined),
            fix=joined if joined.lower() in text.lowered else None,
        )


_GLUED = soon(r"[A-ZÅÄÖ]{2,}[a-zåäö]{3,}(?![\w])")


@case_rule("DK404", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def glued_abbreviation(view: View) -> Iterator[Finding]:
    """An abbreviation and a word are written as one, without a hyphen.

    A compound with an abbreviation has a hyphen (Myndigheternas skrivregler): “IT-verksamhet”, or “it-verksamhet”.

    Bad:
        synpunkter.md
        Kommunens ITverksamhet växer.
                  ^^^^^^^^^^^^
    Good:
        synpunkter.md
        Kommunens IT-verksamhet växer, enligt SKR:s och KPMG:s rapporter.
    """
    names = view.names
    for text in view.texts:
        for match in _GLUED.finditer(text.plain):
            word = match[0]
            if word in names or text.plain[match.start() - 1 : match.start()].isalnum():
                continue
            capitals = len(re.match(r"[A-ZÅÄÖ]+", word)[0])  # type: ignore[index]
            slip = word.capitalize()
            if any(slip in other.forms or slip.lower() in other.forms for other in view.texts):
                message, meant = msg("“{word}” begins with {n} capitals", word=word, n=capitals), slip
            else:
                message = msg("“{word}” lacks a hyphen after the abbreviation", word=word)
                meant = f"{word[:capitals]}-{word[capitals:]}"
            yield Finding(text.at(match), message, msg("write “{word}”", word=meant), fix=meant)


_LINKING = soon(r"s(?:(?<=ings|hets|ions|kaps)|(?<=itets)) +([a-zåäöé]{3,})")
_LAST_WORDS = lazily(r"([^\W\d_]+-?)?([^\w\n]*)\b([^\W\d_]+)$")
# Words with that ending, and names: Kiplings.
_NOT_PARTS = lazily(
    r".{,5}s|.*(?:ting|hearing|setting|briefing|ranking|rating|training|meeting|holding|äktenskap|egenskap)s|[A-Z].*ings"
)
# First parts of compounds that are no words by themselves.
_BOUND = frozenset(
    "arbets samhälls skol medborgar tjänste gatu hälso kvinno kyrko förskole grundskole gymnasie närings".split()
)
_BOUND_FORMS = _BOUND | {each.capitalize() for each in _BOUND}
_INDEFINITE = frozenset("denna samma bra extra egna vilka en ett var hur vår er annan sådan någon ingen viss".split())
_FIXED_AFTER = CANNOT_END | FINITE | frozenset("och eller samt skull vägnar räkning del inte även".split())


@case_rule("DK405", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def split_compound(view: View) -> Iterator[Finding]:
    """A compound is written as two words.

    The first part of a compound, such as “digitaliserings-”, is no word by itself unless it is a genitive after an
    article: “en utrednings förslag”. Written apart it is read as something else, or not at all. Two words are also told
    where the case has them as one elsewhere.

    Bad:
        synpunkter.md
        Kommunen ska ta till vara digitaliserings möjligheter.
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        Det är bra för samhälls utvecklingen.
                       ^^^^^^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        En handlings plan följer av kommunal lagen.
           ^^^^^^^^^^^^^^           ^^^^^^^^^^^^^^
        arendet.md
        Kommunallagen kräver ingen handlingsplan.
    Good:
        synpunkter.md
        Varje förvaltnings ansvar följer av en utrednings förslag, för ordnings skull och på stadens förvaltnings
        vägnar. De äldre boende har ett äldreboende.
    """
    names = (word.lower() for body in view.registers.bodies.values() for word in body.name.split())
    known = {*_COMMON, *names, *(form.lower() for text in view.texts for form in text.forms if len(form) > 8)}
    for text in view.texts:
        told = list(split_compounds(text))
        places = {split.start for split in told}
        told += [split for split in _joined_elsewhere(text, known) if split.start not in places]
        for split in told:
            yield _one_word(text, split)


def _one_word(text: Text, split: Split) -> Finding:
    """What is said of a compound written as two words."""
    hint = msg("write “{word}”", word=split.first + split.second)
    if split.definite:
        other = f"{split.definite} {split.second}"
        hint = msg("write “{word}”, or “{other}”", word=split.first + split.second, other=other)
    message = msg("“{found}” seems to be one word", found=f"{split.first} {split.second}")
    return Finding(text.span(split.start, split.end), message, hint)


class Split(Struct, frozen=True):
    """A compound written as two words; `definite` is the genitive that may have been meant."""

    start: int
    end: int
    first: str
    second: str
    definite: str = ""


def split_compounds(text: Text) -> Iterator[Split]:
    """The compounds that are written as two words."""
    for match in _LINKING.finditer(text.plain):
        end = match.start() + 1
        words = _LAST_WORDS.search(text.plain, max(0, end - 80), end)
        if words is None or match[1] in _FIXED_AFTER or _NOT_PARTS.fullmatch(words[3]):
            continue
        if _no_genitive_after(words[1] or "", words[2]):
            definite = "" if words[3].endswith("kaps") else f"{words[3][:-1]}ens"
            yield Split(words.start(3), match.end(), words[3], match[1], definite)
    for part in sorted(text.forms & _BOUND_FORMS):
        for match in re.finditer(rf"{part} +([a-zåäöé]{{3,}})", text.plain):
            if match[1] not in _FIXED_AFTER and not text.plain[match.start() - 1 : match.start()].isalnum():
                yield Split(match.start(), match.end(), part, match[1])


# Those of the administration that a text need not have twice.
_COMMON = frozenset(
    "kommunallagen förvaltningslagen socialtjänstlagen tryckfrihetsförordningen kommuninvånarna handlingsplan "
    "handlingsplanen verksamhetsplan verksamhetsplanen verksamhetsåret utbildningsnivå utvecklingsarbete "
    "tjänsteutlåtandet kommunområdet dataskyddsförordningen personuppgifterna".split()
)
# Second parts: after a genitive any noun, else a definite one, which has no adjective without an article before it.
_DEFINITE_FORM = lazily(r"[a-zåäöé]{2,}(?:en|et|an|na)s?")
_GENITIVE_FORM = lazily(r"[a-zåäöé]+(?:ing|het|ion|kap|itet)s")
# A name of the register that is written as two words is told by DK445.
_TAIL = lazily(r"(?:nämnden|kontoret|förvaltningen|styrelsen|fullmäktige|beredningen|utskottet)s?")


def _joined_elsewhere(text: Text, known: set[str]) -> Iterator[Split]:
    """Two words that stand as one elsewhere in the case."""
    pairs = pairwise(text.folded)
    joined = {(one, other) for one, other in pairs if len(one) > 3 < len(other) and one + other in known}
    for one, other in sorted(joined):
        definite = _DEFINITE_FORM.fullmatch(other) and not one.endswith(("a", "e"))
        if not (definite or _GENITIVE_FORM.fullmatch(one)) or _TAIL.fullmatch(other):
            continue
        if one in CANNOT_END or one in FINITE or one in PREPOSITIONS:
            continue
        for match in re.finditer(rf"\b{one} +{other}\b", text.lowered):
            first, second = text.plain[match.start() :][: len(one)], text.plain[match.end() - len(other) : match.end()]
            if second == other:
                yield Split(match.start(), match.end(), first, second)


def _no_genitive_after(before: str, between: str) -> bool:
    """Whether an indefinite genitive cannot stand after the word `before`: it has neither article nor adjective."""
    word = before.lower()
    if not word or between.strip():
        return True
    if word in _INDEFINITE:
        return False
    return word in PREPOSITIONS or word in CONJUNCTIONS or word in FINITE or word.endswith(("a", "ar", "er"))


# --- agreement ----------------------------------------------------------------------------------------

# After an article or an adjective of one gender: the two words that follow.
_AFTER_ARTICLE = soon(
    r"[ \n](en|denna|hög|stor|god|ny|ökad|central|ett|detta|högt|stort|nytt|ökat) +([a-zåäö]+)(?![\w-])"
    r"(?= +([a-zåäö]+)(?![\w-])|)"
)
_NEUTRUM_ARTICLES = frozenset(("ett", "detta", "högt", "stort", "nytt", "ökat"))
_OTHER_ARTICLE = {"en": "ett", "ett": "en", "denna": "detta", "detta": "denna"}
_ADJECTIVE = soon(r"[a-zåäö]{2,}(?:isk|lig|ig|ell|al|iv|bar|sam)(t?)")
_UTRUM_FORMS = {
    "ny": "nytt", "stor": "stort", "god": "gott", "hög": "högt", "låg": "lågt", "annan": "annat", "viss": "visst",
    "liten": "litet", "lång": "långt", "bred": "brett", "stark": "starkt", "egen": "eget", "öppen": "öppet",
    "ökad": "ökat", "utökad": "utökat", "samlad": "samlat", "förbättrad": "förbättrat", "förändrad": "förändrat",
    "fördjupad": "fördjupat", "särskild": "särskilt", "begränsad": "begränsat", "planerad": "planerat",
}  # fmt: skip
_FORMS = _UTRUM_FORMS | {neutrum: utrum for utrum, neutrum in _UTRUM_FORMS.items()}
# Forms that can only be adjectives: “en långt gången” is right, “en nytt” never is.
_NEVER_ADVERBS = frozenset(_UTRUM_FORMS) - {"särskild"} | {"nytt", "annat", "eget"}
_UTRUM = soon(
    r"[a-zåäö]*(?:[a-zåäö](?<!t)ing|het|tion|else|[a-zåäö]{2}(?<!ers)itet|vikt|fråga|roll|nämnd|motion|remiss|skrivelse|promemoria|"
    r"tjänst|åtgärd|insats|metod|karaktär|nytta|effekt|styrelse)"
)
_NEUTRUM = soon(
    r"[a-zåäö]*(?:utlåtande|yttrande|förslag|beslut|uppdrag|ärende|bibliotek|bolag|kontor|sammanträde|program|projekt|"
    r"avtal|bidrag|område|remissvar|problem|steg|krav|resultat|samhälle|verktyg|initiativ|system|tillfälle|sammanhang|"
    r"samarbete|tillskott)"
)
_NEUTRUM_ALSO = lazily(r"[a-zåäö]*(?:ansvar|underlag|behov|försök|arbete|stöd|svar|värde|intresse|perspektiv|syfte)")
_PARTICIPLES = frozenset(
    form
    for stem in ("besvara", "avsluta", "behandla", "avskrive", "avslage", "bifalle", "godkän", "slutför", "anta")
    for form in (f"{stem}d", f"{stem}t", f"{stem}n", f"{stem}gen", f"{stem}get")
)
_JUDGED = lazily(
    r"\b(?:(motion|skrivelse|remiss|anmälan?|redovisning|rapport|utredning|begäran?)(?:en|n)?"
    r"|([a-zåäö]*(?:ärende|förslag|uppdrag|yttrande|utlåtande|beslut))(?:et|t))"
    r" +(?:är|blir|anses|kan +anses|ska +anses|därmed +anses|förklaras|bedöms +vara)(?: +vara)? +([a-zåäö]+)"
)
_PLURAL_IS = soon(
    r"som är(?<=(?:heter|ingar|ioner|elser|teter|nster|rågor|ärder|toder|urser|kaler|atser|temen) som är) +"
    r"([a-zåäö]{2,}(?:bar|lig|ig|isk|sam|ell|iv))(?= *[,.;:]| +(?:och|för|i|på|över|från|inom|att)\b)"
)
# “den nya förslaget”, “det föreslagna fristen”: an article, an adjective and a definite noun of the other gender.
_DEFINITE_PHRASE = soon(
    r"(?<=[ \n])(?:(den)|det) +(?!enskild|ansvarig|anställd|sakkunnig)[a-zåäö]+(?:[dglmnrstvy]a|re|ste) +[a-zåäö]*(?(1)"
    r"(?:förslag|beslut|uppdrag|områd|ärend|arbet|yttrand|utlåtand|programm|projekt|avtal|bidrag|behov|ansvar|system|"
    r"underlag|problem|bibliotek)et|"
    r"(?:ning|[a-zåäö]het|tion|else|frist|plan|strategi|metod|tjänst|åtgärd|kostnad|nämnd|process|modell)en)\b"
)
_SINGULAR_OF_MANY = soon(
    r"\b(?:flera|många|samtliga|några|två|tre|fyra|fem) +"
    r"([a-zåäö]*(?:[a-zåäö]{2}ning|[a-zåäö]{2}het|[a-zåäö]{2}tion|else|åtgärd|insats|nämnd|metod|remiss))(?![\w-])"
)
_HANDED_OVER = soon(
    r"\b(?:godkänn(?:er|a)|antar?|fastställ(?:er|a))\b([^.;:\n]{3,200}?) och +"
    r"(?:att +)?(?:överlämna|översända)r? +(den|det)\b"
)
_HEAD = lazily(
    r"\b[a-zåäö]*(?:(utlåtande|yttrande|svar|förslag|underlag)(?:t|et)?|(?:skrivelse|promemoria|rapport|plan|redovisning|"
    r"utredning|berättelse|motion|remiss|bedömning|sammanställning)(?:n|en)?)\b"
)


@text_rule("DK406")
def agreement(text: Text) -> Iterator[Finding]:
    """Words that belong together do not agree.

    A small set of mistakes that can be seen without a grammar: an adjective in -t before a word that ends in -ning or
    -het, “en” before “beslut”, “överlämnar den” about a tjänsteutlåtande, “motionen anses besvarat”.

    Bad:
        synpunkter.md
        Frågan är av hög strategiskt vikt.
                         ^^^^^^^^^^^
    Bad:
        synpunkter.md
        Nämnden har fattat en beslut om ett utredning.
                           ^^           ^^^
    Bad:
        synpunkter.md
        Det är en verkligt problem och en rimligt nästa steg. Den nya förslaget om flera åtgärd avslås.
               ^^                      ^^                     ^^^                        ^^^^^^
    Bad:
        remissvar/kulturnamnden.md
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet som svar på motionen och överlämnar den till kommunstyrelsen.
                                                                                         ^^^
        # Svar
        Motionen anses besvarat.
                       ^^^^^^^^
    Good:
        synpunkter.md
        Det är en strategiskt viktig fråga om en rimligt stor verksamhet, och ett strategiskt arbete kräver en enskild
        nämnds beslut om den nya motionen och det stora arbetet, med flera åtgärder. Nämnden godkänner rapporten och
        överlämnar den. Motionen är besvarad.
    """
    lowered = text.lowered
    for match in _AFTER_ARTICLE.finditer(lowered):
        if wrong := _disagreeing(match):
            group, right = wrong
            yield _disagreement(text, match, group, right)
    for match in _DEFINITE_PHRASE.finditer(lowered):
        yield _disagrees(text, match.start(), match.start() + 3, "det" if match[1] else "den")
    for match in _SINGULAR_OF_MANY.finditer(lowered):
        ending = "ar" if match[1].endswith("ning") else "r" if match[1].endswith("else") else "er"
        yield _disagreement(text, match, 1, match[1] + ending)
    for match in _PLURAL_IS.finditer(lowered) if "som är " in lowered else ():
        yield _disagreement(text, match, 1, match[1] + "a")
    if not _PARTICIPLES.isdisjoint(text.forms):
        for match in _JUDGED.finditer(lowered):
            right = _judged_right(match[3], utrum=match[1] is not None)
            if match[3] in _PARTICIPLES and right != match[3]:
                yield _disagreement(text, match, 3, right)
    for match in _HANDED_OVER.finditer(lowered) if "över" in lowered else ():
        head = _HEAD.search(match[1])
        if head and " förslag till " not in match[1] and (match[2] == "det") is not (head[1] is not None):
            yield _disagreement(text, match, 2, "det" if head[1] else "den")


def _disagreement(text: Text, match: re.Match[str], group: int, right: str) -> Finding:
    return _disagrees(text, *match.span(group), right)


def _disagrees(text: Text, start: int, end: int, right: str) -> Finding:
    found = text.plain[start:end]
    right = right.capitalize() if found[0].isupper() else right
    message = msg("“{found}” does not agree with what it belongs to", found=found)
    return Finding(text.span(start, end), message, msg("write “{word}”", word=right), fix=right)


def _disagreeing(match: re.Match[str]) -> tuple[int, str] | None:
    """Which of the words after an article (or itself) is in the wrong gender, and what it should be."""
    article, first, second = match[1], match[2], match[3] or ""
    utrum = article not in _NEUTRUM_ARTICLES
    of_first = _noun_is_utrum(first)
    if of_first is not None:
        return (1, _OTHER_ARTICLE[article]) if article in _OTHER_ARTICLE and of_first is not utrum else None
    adjective = _adjective(first)
    if adjective is None or article in ("detta", "denna"):
        return None
    adjective_is_utrum, other_form = adjective
    of_second = _noun_is_utrum(second, also=adjective_is_utrum)
    if of_second is None:
        if second in ("nästa", "första", "sista") and utrum and not adjective_is_utrum:  # en rimligt nästa steg
            return (1, _OTHER_ARTICLE[article]) if article in _OTHER_ARTICLE else None
        return (2, other_form) if first in _NEVER_ADVERBS and adjective_is_utrum is not utrum else None
    if of_second is not utrum:
        return (1, _OTHER_ARTICLE[article]) if article in _OTHER_ARTICLE else None
    return (2, other_form) if adjective_is_utrum is not utrum else None


def _noun_is_utrum(word: str, *, also: bool = False) -> bool | None:
    """The gender of a noun in the indefinite singular; None for other words. `also`: those that may be verbs too."""
    if _UTRUM.fullmatch(word):
        return True
    return False if _NEUTRUM.fullmatch(word) or (also and _NEUTRUM_ALSO.fullmatch(word)) else None


def _adjective(word: str) -> tuple[bool, str] | None:
    """Whether an adjective is in the utrum, and its form in the other gender; None for other words."""
    if word in _FORMS:
        return word in _UTRUM_FORMS, _FORMS[word]
    regular = _ADJECTIVE.fullmatch(word)
    if regular is None:
        return None
    return not regular[1], word[:-1] if regular[1] else word + "t"


def _judged_right(participle: str, *, utrum: bool) -> str:
    """A participle in the gender of what it is said of: besvarad, besvarat; avslagen, avslaget."""
    stem, ending = participle[:-1], participle[-1]
    if stem.endswith("e"):
        return stem + ("n" if utrum else "t")
    return stem + ("d" if utrum else "t") if ending in "dt" else participle


# --- sentences ----------------------------------------------------------------------------------------


@case_rule("DK407", Severity.INFO, Stops.NOTHING, in_quoted=InQuoted.SILENT)
def long_sentence(view: View) -> Iterator[Finding]:
    """A sentence is so long that it is hard to read.

    How many words a sentence may have is set in draftkit.toml (längsta_mening, under [regler]); 50 unless something
    else is said. The language act wants the public's language to be plain (språklagen 11 §), and long sentences
    are what makes it heavy.

    Bad:
        draftkit.toml
        [regler]
        langsta_mening = 12
        synpunkter.md
        Det är bra. Jag anser att förslaget är bra eftersom det gör att fler kan låna verktyg.
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Jag anser att förslaget är bra eftersom det gör att fler kan låna verktyg.
    """
    most = view.case.settings.rules.longest_sentence
    for text in view.own_texts:
        for start, end in text.sentences:
            if end - start < 2 * most:
                continue
            words = len(text.plain[start:end].split())
            if words > most:
                yield Finding(
                    text.span(start, end),
                    msg_n("the sentence has {n} word", "the sentence has {n} words", words),
                    msg("divide it; more than {n} are hard to take in", n=most),
                )


_BRACKETS = soon(r"[()”\"“„«»]")
_LIST_MARK = lazily(r"(?:^|[\s(])(?:[a-zåäöA-ZÅÄÖ]|\d{1,2}|[ivxIVX]{1,4})$")
_FACE = soon(r"[:;]-?[()]")


@text_rule("DK408")
def unbalanced(text: Text) -> Iterator[Finding]:
    """A bracket or a quotation mark has no other.

    It is opened and never closed in its paragraph, or closed without having been opened, so that the reader cannot
    see where the words of another end. A quotation of several paragraphs, each of which begins with a quotation mark,
    is passed over, and so are the brackets of “a)” and “1)”.

    Bad:
        synpunkter.md
        Motionärerna (båda L vill ha verktyg.
                     ^
    Bad:
        synpunkter.md
        De säger att ”verktyg ska lånas av alla.
                     ^
    Good:
        synpunkter.md
        Två skäl (båda ekonomiska) talar för: a) ”kostnaden” och b) nyttan.

        ”Det är bra.

        ”Det är också billigt.”
    """
    alone = [mark for passage, marks in _marks(text) for mark in _without_other(text, passage, marks)]
    goes_on = _going_on(text, [mark for mark in alone if text.plain[mark] not in "()"])
    for mark in alone:
        if mark in goes_on:
            continue
        opens = text.plain[mark] == "(" or (text.plain[mark] != ")" and _opens(text.plain, mark))
        message = msg("“{mark}” is never closed", mark=text.plain[mark])
        if not opens:
            message = msg("“{mark}” closes nothing", mark=text.plain[mark])
        yield Finding(text.span(mark, mark + 1), message, msg("write the other one, or remove this"))


def _marks(text: Text) -> list[tuple[Passage, list[int]]]:
    """The brackets and quotation marks of each passage."""
    found: dict[int, tuple[Passage, list[int]]] = {}
    for match in _BRACKETS.finditer(text.plain):
        passage = text.passage_at(match.start())
        if passage is not None:
            found.setdefault(passage.start, (passage, []))[1].append(match.start())
    return [*found.values()]


def _without_other(text: Text, passage: Passage, marks: list[int]) -> list[int]:
    """Those of the marks that have no other."""
    plain = text.plain
    brackets, quotes, points, alone = list[int](), list[int](), list[int](), list[int]()
    for mark in marks:
        if _FACE.match(plain, max(passage.start, mark - 2), mark + 1) or _FACE.match(plain, mark - 1, mark + 1):
            continue
        if plain[mark] == "(":
            brackets.append(mark)
        elif plain[mark] == ")":
            if brackets:
                brackets.pop()
            else:
                (points if _LIST_MARK.search(plain, passage.start, mark) else alone).append(mark)
        elif quotes and not (_opens(plain, mark) and not _closes(plain, mark)):
            quotes.pop()
        elif _opens(plain, mark) or not _closes(plain, mark):
            quotes.append(mark)
        elif not plain[mark - 1].isdigit():  # 19": inches
            alone.append(mark)
    if len(points) == 1 and points[0] > passage.start + 3:  # no “a)” with a “b)” after it
        alone += points
    return sorted([*alone, *brackets, *quotes])


def _opens(plain: str, mark: int) -> bool:
    """Whether a quotation mark stands as one that opens does."""
    return plain[mark] in "“„«" or (
        (mark == 0 or plain[mark - 1] in " \n(–-/\0") and plain[mark + 1 : mark + 2] not in ("", " ")
    )


def _closes(plain: str, mark: int) -> bool:
    """Whether a quotation mark stands as one that closes does."""
    return plain[mark] != "„" and mark > 0 and plain[mark - 1] not in " \n("


def _going_on(text: Text, alone: list[int]) -> set[int]:
    """The marks of quotations of several paragraphs: each begins with a mark, or only the last ends with one."""
    found = set[int]()
    for mark, other in pairwise([*alone, len(text.plain)]):
        after = bisect_right(text.passages, mark, key=lambda each: each.start)
        if after < len(text.passages) and text.plain[text.passages[after].start] in '”"“»':
            found.add(mark)
        elif other < len(text.plain) and _opens(text.plain, mark) and not _opens(text.plain, other):
            found |= {mark, other}
    return found


@text_rule("DK409")
def repeated_sentence(text: Text) -> Iterator[Finding]:
    """The same sentence stands twice in one text.

    A paragraph that has been copied instead of moved. Sentences of fewer than eight words are passed over.

    Bad:
        synpunkter.md
        Jag anser att biblioteken ska låna ut verktyg till alla. Det är billigt.
        Jag anser att biblioteken ska låna ut verktyg till alla.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Det är billigt för alla. Jag anser att biblioteken ska låna ut verktyg. Det är billigt för alla.
    """
    first: dict[str, tuple[int, int]] = {}
    for start, end in text.sentences:
        if end - start < 40:
            continue
        words = text.plain[start:end].split()
        if len(words) < 8:
            continue
        earlier = first.setdefault(" ".join(words), (start, end))
        if earlier != (start, end):
            yield Finding(
                text.span(start, end),
                msg("the sentence stands twice in the text"),
                msg("remove one of them"),
                (Related(text.span(*earlier), msg("first given here")),),
            )


# --- the list of words --------------------------------------------------------------------------------


@case_rule("DK410", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def listed_word(view: View) -> Iterator[Finding]:
    """A word or phrase stands in the list of words that are often written wrong.

    draftkit brings a list: slips such as “in sin tur”, words that are written apart or together, abbreviations,
    phrases that make a decision hang on another text. A working folder has its own in register/ordlista.toml, which
    adds to it, replaces an entry, or turns one off (av = true). Whether an entry is a warning or a remark, it says
    itself.

    Bad:
        synpunkter.md
        Bolaget har in sin tur frågat dotterbolaget.
                    ^^^^^^^^^^
    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls enligt bilagt förslag.
                            ^^^^^^^^^^^^^^^^^^^^^
    Bad:
        register/ordlista.toml
        ["nyttja"]
        skriv = "använda"
        varfor = "använd det vanliga ordet"
        allvar = "upplysning"
        synpunkter.md
        Alla får nyttja verktygen.
                 ^^^^^^
    Good:
        register/ordlista.toml
        ["idag"]
        av = true
        synpunkter.md
        Bolaget har i sin tur frågat dotterbolaget, som redan idag arbetar enligt bilagt förslag.
    """
    everything = "\n".join(text.lowered for text in view.texts)  # as one, since there are many words to look for
    squeezed = " ".join(everything.split())  # a phrase is there although a line break parts it
    words = " ".join(set(squeezed.split()))  # where one word is looked for: each once, a third of the whole
    starts = [0, *accumulate(len(text.lowered) + 1 for text in view.texts)]
    decisions = [
        (start + each.start, start + each.end)
        for text, start in zip(view.texts, starts, strict=False)
        for each in text.passages
        if _decides(text, each)
    ]
    forms = "\n".join(form for text in view.texts for form in text.forms).lower()
    beginnings = sorted(set(forms.replace("-", " ").replace("’", " ").replace("'", " ").split()))

    def begins(letters: str) -> bool:
        """Whether a word begins so."""
        at = bisect_left(beginnings, letters)
        return at < len(beginnings) and beginnings[at].startswith(letters)

    for entry in view.wordlist.entries:
        if any(map(begins, entry.beginnings)) and any(
            needle in (squeezed if " " in needle else words) for needle in entry.needles
        ):
            for first, last in decisions if entry.only == "beslut" else ((0, len(everything)),):
                for match in entry.found(everything, first, last):
                    number = bisect_right(starts, match.start()) - 1
                    yield from _listed(view.texts[number], entry, match, starts[number])


def _decides(text: Text, passage: Passage) -> bool:
    """Whether a passage is one of the points of a decision."""
    if isinstance(text.fragment, Proposal):
        return True
    if isinstance(text.fragment, Response):
        return passage.slot == "Beslut" and passage.kind != "heading"
    return isinstance(text.fragment, Dissent) and passage.kind == "item"


def _listed(text: Text, entry: ListedWord, match: re.Match[str], before: int) -> Iterator[Finding]:
    """What is said of a match; `before` is how much stands before the text in what was searched."""
    start, end = match.start() - before, match.end() - before
    mild = entry.severity == "upplysning"
    if (mild and text.quoted) or (entry.only == "löptext" and not is_running(text, start)):
        return
    words = text.plain[start:end].split()
    found = " ".join(words if len(words) <= 6 else [words[0], "…", *words[-2:]])
    new = entry.instead([text.plain[slice(*(each - before for each in span))] for span in match.regs])
    message = msg("“{found}” stands in the list of words", found=found)
    if entry.reason:
        message = msg("“{found}”: {reason}", found=found, reason=entry.reason)
    hints = [msg("write “{word}”", word=new)] if new is not None else []
    if entry.source:
        hints.append(msg("see {source}", source=entry.source))
    yield Finding(
        text.span(start, end),
        message,
        hints[0] if len(hints) == 1 else msg("{one}; {other}", one=hints[0], other=hints[1]) if hints else None,
        fix=text.cure(start, end, new) if new is not None else None,
        judged=Severity.INFO if mild else None,
    )


# --- abbreviations ------------------------------------------------------------------------------------

_INITIALS = soon(r"[A-ZÅÄÖ]{2,6}(?![\w])(?! \d)")
_ROMAN = lazily(r"[IVXLC]+")
# Those that every reader of a municipality's documents knows, and what DK124 tells of.
_WELL_KNOWN = frozenset(
    "AB HB KB EU EES FN IT USA UK TV PDF USB GPS SMS AI VD VA HR PM SOU SFS GDPR LSS SFI CV ID OK DNA HIV ADHD BNP KPI "
    "SEK EUR SVT SR SJ SAS LO TCO IKEA NATO WHO OECD UNESCO UNICEF SAOL FAQ QR WC CD DVD LED UTC CET NN OBS RFID "
    "KS KF TKR MKR KR MN ISO EN SS SIS JO JK HBTQ HBTQI HBTQIA ABC BVC MVC BUP NASA BBC CNN UEFA FIFA VM EM OS "
    "DJ PBL LOU LUF LUK SOL HSL OSL KL TF RF FL MB LVU LVM LAS MBL FML KTH SMHI CSN TODO TBD FIXME".split()
)
_PARTIES = frozenset("M S SD V C KD MP L FI FP PP NYD".split())


@case_rule("DK411", Severity.INFO, Stops.NOTHING, in_quoted=InQuoted.SILENT)
def unexplained_abbreviation(view: View) -> Iterator[Finding]:
    """An abbreviation is nowhere explained.

    Write the whole name where it first stands, with the abbreviation in brackets after it: “Sveriges Kommuner och
    Regioner (SKR)”. Names in the register, parties and what everybody knows (EU, AB) are passed over; only the rotel's
    own texts are looked at, and only the first place is told.

    Bad:
        synpunkter.md
        Frågan har drivits av SKR i flera år. Det vet SKR.
                              ^^^
    Good:
        synpunkter.md
        Sveriges Kommuner och Regioner (SKR) har drivit frågan i EU. SKR får hjälp av AB Verktyg.
    """
    known = _WELL_KNOWN | _PARTIES | view.names
    own = " ".join(text.plain for text in view.own_texts)
    told = set[str]()
    for text in view.own_texts:
        for match in _INITIALS.finditer(text.plain):
            word = match[0]
            if word in known or word in told or _ROMAN.fullmatch(word) or _in_capitals(text, match):
                continue
            told.add(word)
            if not re.search(rf"\({word}\b|\b{word} \(|\b{word}, som |, {word},", own):
                message = msg("“{word}” is not explained", word=word)
                hint = msg("write what it stands for where it first stands, and {word} in brackets", word=word)
                yield Finding(text.at(match), message, hint)


def _in_capitals(text: Text, match: re.Match[str]) -> bool:
    """Whether a word is part of another, or of a line that is all in capitals."""
    before = text.plain[match.start() - 1 : match.start()]
    if before.isalnum() or before in ("_", ".", "/", "-", "–"):
        return True
    passage = text.passage_at(match.start())
    return passage is None or text.of(passage).isupper()
