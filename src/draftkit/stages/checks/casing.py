"""Words with a capital within a sentence: a name, a slip, or a sentence that begins without a full stop before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from ...model import Registers, Settings
from ...patterns import lazily, soon
from ...swedish.wordclasses import (
    CANNOT_END,
    CLAUSE_ADVERBS,
    FINITE,
    LEANING,
    LEANING_PAIRS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    SENTENCE_OPENERS,
    SUBORDINATORS,
)
from .text import Capital, Text

# What is followed by a name or a title: "rapporten Vi som bor här", "Boverkets rapport Vi som bor här".
_WORKS = (
    "rapport|betänkande|utredning|program|strategi|projekt|promemoria|skrift|bok|film|kampanj|proposition|policy|vision|"
    "artikel|tidning|tidskrift|utställning|roman|serie|tema|titel|vägledning|broschyr|studie|enkät|föreställning|rubrik"
)
_THINGS = (
    "plan|motion|skrivelse|satsning|initiativ|app|tjänst|portal|förening|nätverk|organisation|stiftelse|parti|kurs|"
    "konferens|modell|metod|standard|direktiv|förordning|avsnitt|kapitl|område|mål|bilag|enhet|namn|begrepp|fråga|"
    "kommitté|råd|bolag|skola|gata|torg|park|kvarter|fastighet|muse|teater|festival|system|plattform|knapp|rut|meny|"
    "flik|fält|kommando|grupp|kooperativ|butik|kafé|restaurang|hotell|länk|sida|webbplats|undersökning|insats|"
    "arbetssätt|koncept|märkning|pris|nyckeltal|indikator|verksamhet"
)
_DEFINITE = "(?:a?n|m?e[nt]|t|um|na)"
_WORK = soon(rf".*(?:{_WORKS}){_DEFINITE}")
_BARE_WORK = soon(rf".*(?:{_WORKS})")
_THING = soon(
    rf".*(?:{_WORKS}|{_THINGS}){_DEFINITE}|lagen|projekt|kapitel|avsnitt|bilaga|tema|rubrik|enhet|"
    r"program|system"
)
_SUBJECT = soon(
    r"Kommun(?:en|fullmäktige|styrelsen)|Stad(?:en|sledningskontoret)|Motionär(?:en|erna)|Bolaget|"
    r"(?:[A-ZÅÄÖ][a-zåäö]*)?(?:[nN]ämnden|[fF]örvaltningen|[kK]ontoret|[sS]tyrelsen)"
)
# What may stand before a name: a definite noun (dotterbolaget Stokab), a genitive, an adjective, a few verbs.
_BEFORE_NAME = lazily(
    r"[a-zåäö]{3,}(?:en|(?<!it)(?<!h)et|an|on|s|iska|liga|iga|ella|ala|iva|nde)|innan|där|sedan|sa|sade|säger"
)
_DEFINITE_NOUN = soon(r"[A-ZÅÄÖ][a-zåäö]{2,}(?:en|et|an|na)")
_INSTITUTION = lazily(
    r".*(?:verket|partiet|inspektionen|myndigheten|rådet|domstolen|stiftelsen|moderaterna|institutet)"
)
_NUMBERED = lazily(r"(?:del|etapp|fas|steg|nivå|klass|kategori|grupp|alternativ|avdelning|rotel|volym|akt)(?:en)?")
_VERB = soon(r"[a-zåäö]{2,}(?:r|ade|te|as|des|ts)")
# A finite verb, a supine, an infinitive; what ends a sentence ends the clause with it.
_LIKE_A_VERB = lazily(r"(?:[aeioyåäösr]|it|at|tt)$|[^\w-]")
_NO_VERBS = CLAUSE_ADVERBS | LEANING | PREPOSITIONS
_CLAUSE = 60  # characters to look back in
_ARTICLES = frozenset("den det de en ett dessa vad allt alla några sådant sådana".split())
# Those of the openers that also begin names: Den Goda Jorden, En Bättre Stad.
_ARTICLES_OF_NAMES = frozenset("Den Det De En Ett Vi Alla Andra Två Tre Fyra Fem".split())


def words_of_names(registers: Registers, settings: Settings) -> frozenset[str]:
    """The words with a capital of all the names that the case knows."""
    bodies = registers.bodies.values()
    names = chain.from_iterable(each.names for each in bodies)
    people = (each.name for each in registers.people.values())
    words = " ".join([*names, *people, settings.municipality, settings.town]).split()
    return frozenset(word for word in words if word[:1].isupper())


def unended(texts: Sequence[Text], names: frozenset[str]) -> Iterator[tuple[Text, Capital]]:
    """The words that begin a sentence although the one before has no full stop."""
    capitals = Counter(each.word for text in texts for each in text.capitals)

    def is_noun(word: str) -> bool:
        """Whether a word is written without a capital elsewhere."""
        return any(word.lower() in text.forms for text in texts)

    for text in texts:
        for each in text.capitals:
            once = capitals[each.word] == 1
            if text.plain[each.end : each.end + 1] == "-" or (len(each.word) == 1 and each.word != "I"):
                continue  # a part of a name, a letter that counts: vitamin C
            if each.word in names or not _begins_a_sentence(each, once, is_noun) or not is_running(text, each.start):
                continue
            if not _has_no_verb(text, each.start):
                yield text, each


def _begins_a_sentence(each: Capital, once: bool, is_noun: Callable[[str], bool]) -> bool:
    """Whether the word begins a sentence. `once`: it has a capital in no other place that would need none."""
    word, before = each.word, each.before
    if before.endswith(",") or _cannot_end(before.lower(), word) or f"{each.earlier} {before}".lower() in LEANING_PAIRS:
        return False
    if word == "I" and (not each.after or _NUMBERED.fullmatch(before)):  # a roman numeral
        return False
    kind = before.lower()
    work = _WORK.fullmatch(kind) or (_BARE_WORK.fullmatch(kind) and each.earlier.endswith("s"))
    thing = work or _THING.fullmatch(kind)
    definite = _DEFINITE_NOUN.fullmatch(word) is not None
    name = before[0].isupper()
    if each.after in FINITE or (definite and _VERB.fullmatch(each.after)):  # a subject and its verb
        if word in PRONOUNS or word in SENTENCE_OPENERS or _SUBJECT.fullmatch(word):
            return not (work or (name and before.endswith("a")))  # Norra Stadsdelsnämnden anser
        if once and not thing:
            new = definite and not _INSTITUTION.fullmatch(word.lower()) and each.earlier.lower() not in _ARTICLES
            return is_noun(word) or (new and not name)
    if not before.isalpha():  # a number, a bracket
        return False
    if word in OPENERS:
        title = thing or (word in _ARTICLES_OF_NAMES and (name or each.after[:1].isupper())) or (name and word == "I")
        return word in SENTENCE_OPENERS or not title
    if thing or name or not once or each.after[:1].isupper() or before.endswith("s") or before in FINITE:
        return False
    return (definite or (bool(each.after) and not _BEFORE_NAME.fullmatch(before))) and is_noun(word)


def _cannot_end(before: str, word: str) -> bool:
    """Whether a sentence cannot end with the word before: few do with a preposition or a verb that wants more."""
    if before in FINITE:
        return before in CANNOT_END and word in _ARTICLES_OF_NAMES
    if before in PREPOSITIONS:
        return before in CANNOT_END and word.lower() not in PREPOSITIONS
    return before in CANNOT_END


def _has_no_verb(text: Text, start: int) -> bool:
    """Whether the clause that goes on before `start` has no verb yet, so that no sentence can have ended there.

    att även på sikt | Ängsbadet prövas: between "att" and the name stands nothing that looks like a verb. An infinitive
    ends with a vowel, "valt att avstå", or with the s of the passive; so do some other words, which then count as one.
    """
    words = text.plain[max(0, start - _CLAUSE) : start].rpartition("\n")[2].casefold().split()
    begun = max((index for index, word in enumerate(words) if word in SUBORDINATORS), default=None)
    if begun is None or begun + 1 == len(words):
        return False
    between = words[begun + 1 :]
    if words[begun] == "om":  # a preposition as well: "tala om detta"
        return all(word in CLAUSE_ADVERBS or word in LEANING for word in between)
    return all(word in _NO_VERBS or not (word in FINITE or _LIKE_A_VERB.search(word)) for word in between)


def is_running(text: Text, index: int) -> bool:
    """Whether the place is within running text, and not in a heading or a table."""
    passage = text.passage_at(index)
    return passage is not None and passage.kind in ("paragraph", "item", "footnote")
