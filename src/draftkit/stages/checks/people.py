"""Is everything known about the people that the document says of them, and do the texts say the same?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from ...messages import msg, msg_n
from ...model import Person
from ...patterns import lazily
from ...problems import InQuoted, Related, Severity, Stops
from ...spans import Span
from ...swedish.likeness import slips
from .rule import Finding, case_rule
from .text import Text
from .view import View


@case_rule("DK110", Severity.WARNING, Stops.FINAL)
def no_party(view: View) -> Iterator[Finding]:
    """The register does not say which party a mover or dissenter belonged to.

    The document writes the party after the name, as it was on the day of the motion or the dissent. Write “parti:” for
    the person in register/personer.yaml; where it has changed, as a list with “från” and “till”. A hyphen within
    quotation marks stands for somebody of no party.

    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, jenny-ahl], väckt: 2031-02-10}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^
        register/personer.yaml
        jenny-ahl: {namn: Jenny Ahl, parti: [{parti: C, från: 2031-03-01}]}
    Good:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, jenny-ahl], väckt: 2031-02-10}
        register/personer.yaml
        jenny-ahl: {namn: Jenny Ahl, parti: [{parti: "-", till: 2031-02-28}, {parti: C, från: 2031-03-01}]}
    """
    for initiative in view.case.facts.initiatives:
        if initiative.kind == "motion":
            yield from _without_party(initiative.movers, initiative.raised_on, initiative.place("motionärer"))
    for dissent in view.case.dissents:
        yield from _without_party(dissent.dissenters, dissent.made_on, dissent.place("av"))


def _without_party(people: Sequence[Person], day: date | None, place: Span) -> Iterator[Finding]:
    for person in people:
        if not person.party_on(day):
            message = msg("the register does not say which party {name} belonged to", name=person.name)
            hint = msg("write “parti:” in register/personer.yaml; {none} for none", none='"-"')
            yield Finding(place, message, hint)


@case_rule("DK130")
def motion_without_mover(view: View) -> Iterator[Finding]:
    """A motion has no mover.

    A motion is moved by one or more members of kommunfullmäktige, and the document names them in its title and its
    first sentence. Write them under “motionärer”, in the order in which they have signed.

    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, väckt: 2031-02-10}
                  ^^^^^^
    Good:
        arende.yaml
        initiativ:
          - {typ: remiss, väckt: 2031-02-10}
    """
    for initiative in view.case.facts.initiatives:
        if initiative.kind == "motion" and not initiative.movers:
            message, hint = msg("the motion has no mover"), msg("write “motionärer:” with those who moved it")
            yield Finding(initiative.place("motionärer", "typ"), message, hint)


_NATIONAL = ("S", "M", "SD", "C", "V", "KD", "L", "MP", "FI", "-")  # those of the Riksdag, FI, and none


@case_rule("DK131")
def unknown_party(view: View) -> Iterator[Finding]:
    """The register gives a person letters that no party has.

    The letters stand after the name wherever the document prints it, and a wrong party is among the mistakes that are
    hardest to forgive. Known are the parties of the Riksdag, FI, the hyphen for none, letters that two or more people
    of the register have, and the local parties that draftkit.toml lists (“partier” below [regler]).

    Bad:
        register/personer.yaml
        eva-brandt: {namn: Eva Brandt, parti: l}
                                              ^
        omar-haddad: {namn: Omar Haddad, parti: [{parti: FP, till: 2030-12-31}, {parti: L, från: 2031-01-01}]}
                                                         ^^
    Good:
        register/personer.yaml
        eva-brandt: {namn: Eva Brandt, parti: STP}
        jenny-ahl: {namn: Jenny Ahl, parti: VV}
        kim-vild: {namn: Kim Vild, parti: VV}
        draftkit.toml
        [regler]
        partier = ["STP"]
    """
    parties = _parties(view)
    for term in (term for person in view.registers.people.values() for term in person.terms):
        known = parties.get(term.party.casefold())
        if known is None:
            hint = msg("correct it, or list a local party in draftkit.toml: [regler] partier")
            yield Finding(term.place("parti"), msg("no party has the letters “{party}”", party=term.party), hint)
        elif known != term.party:
            message = msg("the letters of the party are “{party}”", party=known)
            yield Finding(term.place("parti"), message, msg("write {party}", party=known), fix=known)


def _parties(view: View) -> dict[str, str]:
    """The letters of the parties that are known, as they are written, by how they are compared."""
    people = view.registers.people.values()
    bearers = Counter(party for person in people for party in {term.party for term in person.terms})
    common = [party for party, count in bearers.items() if count > 1]
    return {party.casefold(): party for party in (*common, *view.case.settings.rules.parties, *_NATIONAL)}


# --- people in the texts -------------------------------------------------------------------------

_CAPITALISED = r"[A-ZÅÄÖÉÜ][\w’'-]*[\w]"
_NAME = lazily(rf"{_CAPITALISED}(?: (?:(?:von|af|de|van) )?{_CAPITALISED}){{1,3}}$")
_LETTERS = lazily(r" \((båda |alla )?([A-ZÅÄÖa-zåäö]{1,4}|-)\)")
_BETWEEN_NAMES = lazily(r", | och | samt ")


@case_rule("DK132", Severity.WARNING, Stops.NOTHING)
def other_party_in_text(view: View) -> Iterator[Finding]:
    """A text gives a person another party than the register, or two texts differ.

    “Eva Brandt (C)” where the register says L and has never said C. Either the text or register/personer.yaml is wrong;
    if she has changed parties, the register says when, with “från” and “till”. For somebody who is not in the register
    the texts are compared with each other.

    Bad:
        arendet.md
        Omar Haddad (L) och Eva Brandt (C) föreslår lånebara verktyg.
                                        ^
    Bad:
        arendet.md
        Per Ek och Ida Alm (båda M) skriver som Anders Wik (S) att verktygen behövs.
        synpunkter.md
        Jag delar Per Eks (KD) uppfattning.
                           ^^
    Good:
        register/personer.yaml
        eva-brandt: {namn: Eva Brandt, parti: [{parti: C, till: 2030-12-31}, {parti: L, från: 2031-01-01}]}
        arendet.md
        Omar Haddad (l) och Eva Brandt (C), senare Omar Haddad och Eva Brandt (båda L), föreslår lånebara verktyg.
        Anders Wik (KS) svarar.
    """
    people = {person.name.casefold(): person for person in view.registers.people.values()}
    parties = _parties(view)
    by_person: dict[Person, list[_Named]] = {}
    by_name: dict[str, list[_Named]] = {}
    for each in _named(view):
        person = _person(each.name, people)
        if each.party.casefold() in parties and person:
            by_person.setdefault(person, []).append(each)
        elif each.party.casefold() in parties:
            by_name.setdefault(" ".join(each.name.split()[-2:]).removesuffix("s"), []).append(each)
    for person, found in by_person.items():
        letters = {term.party.casefold() for term in person.terms}
        if letters & parties.keys():  # others are told of in the register
            yield from _other_letters(person, letters, found, view)
    for name, found in by_name.items():
        before = found[0]
        for each in found[1:]:
            if each.party.casefold() != before.party.casefold():
                message = msg("{name} is ({before}) elsewhere, and ({party}) here",
                              name=name, before=before.party, party=each.party)  # fmt: skip
                related = (Related(before.place, msg("first given here")),)
                yield Finding(each.place, message, msg("correct the one that is wrong"), related)


def _other_letters(person: Person, letters: set[str], found: Sequence[_Named], view: View) -> Iterator[Finding]:
    """Where the texts give a person letters that the register does not have; where they all agree, the register's."""
    own = person.party_on(view.day) or person.terms[-1].party
    register, hint = person.terms[-1].place("parti"), msg("correct the text, or the register")
    wrong = [each for each in found if each.party.casefold() not in letters]
    if len({each.place.path for each in found}) > 2 and len({each.party for each in found}) == 1 and wrong:
        message = msg("{name} is ({own}) in the register, and ({party}) in all the texts",
                      name=person.name, own=own, party=wrong[0].party)  # fmt: skip
        yield Finding(register, message, hint, (Related(wrong[0].place, msg("first given here")),))
        return
    for each in wrong:
        message = msg("{name} is ({own}) in the register, and ({party}) here",
                      name=person.name, own=own, party=each.party)  # fmt: skip
        yield Finding(each.place, message, hint, (Related(register, msg("in the register")),))


class _Named(Struct, frozen=True):
    """A person with a party, as a text names them: the name perhaps with a word before it, or in the genitive."""

    name: str
    party: str
    place: Span


def _named(view: View) -> Iterator[_Named]:
    """The people whose party the texts give."""
    for text in view.texts:
        for match in _LETTERS.finditer(text.plain):
            for name in _named_before(match):
                yield _Named(name, match[2], text.at(match, 2))


def _named_before(match: re.Match[str]) -> list[str]:
    """The people whose party a bracket gives: the one before it, or all those joined before “båda” and “alla”."""
    before = match.string[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
    most = {"båda ": 2, "alla ": 20}.get(match[1] or "", 1)
    names = list[str]()
    for part in reversed(_BETWEEN_NAMES.split(before)):
        name = _NAME.search(part)
        if name and len(names) < most:
            names.append(name[0])
        if not name or name.start() > 0:
            break
    return names


def _person(name: str, people: Mapping[str, Person]) -> Person | None:
    """Whom a name, perhaps with a word before it that only begins a sentence, or in the genitive, stands for."""
    words = name.casefold().split()
    for start in range(len(words) - 1):
        whole = " ".join(words[start:])
        if found := people.get(whole) or people.get(whole.removesuffix("s")):
            return found
    return None


_SINGULAR = lazily(r"\b[Mm]otionären(?:s)?\b")
_PLURAL = lazily(r"\b[Mm]otionärerna(?:s)?\b(?! bakom)")  # those behind another motion


@case_rule("DK133", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def number_of_movers(view: View) -> Iterator[Finding]:
    """A text says “motionären” of several movers, or “motionärerna” of one.

    It is a trace of a text that was written about another motion. How many the movers are is said in arende.yaml. Where
    a case has several motions nothing is said, since a text may speak of each of them. In quoted text this is a remark:
    the one who wrote it may be told, but nobody else changes it.

    Bad:
        arendet.md
        Motionärerna föreslår lånebara verktyg. Enligt motionären är de dyra, och motionärens förslag är enkelt.
                                                       ^^^^^^^^^^                 ^^^^^^^^^^^
    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10}
        arendet.md
        Motionärerna föreslår lånebara verktyg.
        ^^^^^^^^^^^^
    Good:
        arendet.md
        Motionärerna föreslår lånebara verktyg. En motionär får svara i debatten, och motionärer kan vara flera.
    """
    motions = [each for each in view.case.facts.initiatives if each.kind == "motion"]
    if len(motions) != 1 or not motions[0].movers:
        return
    movers = motions[0].movers
    one = len(movers) == 1
    form, right, wrong = ("motionären", _SINGULAR, _PLURAL) if one else ("motionärerna", _PLURAL, _SINGULAR)
    texts = [text for text in view.texts if "otionär" in text.plain]
    found = [(text, match) for text in texts for match in wrong.finditer(text.plain)]
    place = motions[0].place("motionärer")
    if len({text.path for text, _ in found}) > 2 and not any(right.search(text.plain) for text in texts):
        message = msg_n(
            "{n} mover, but the texts speak of several", "{n} movers, but the texts speak of one", len(movers)
        )
        related = (Related(found[0][0].at(found[0][1]), msg("first here")),)
        yield Finding(place, message, msg("correct the movers, or the texts"), related)
        return
    for text, match in found:
        message = msg_n("“{word}”, but the motion has {n} mover", "“{word}”, but the motion has {n} movers",
                        len(movers), word=match[0])  # fmt: skip
        hint = msg("write “{word}”", word=form + ("s" if match[0].endswith("s") else ""))
        yield Finding(text.at(match), message, hint, (Related(place, msg("the movers")),))


_HAVE_MOVED = lazily(r" har (?:i kommunfullmäktige )?väckt en motion\b")
_BESIDE_NAMES = lazily(r"\b(?:och|samt|m\.fl\.)|,|\([^()]*\)|\bLedam(?:oten|öterna)\b|\s+")


@case_rule("DK135", Severity.WARNING, Stops.NOTHING)
def other_movers_in_text(view: View) -> Iterator[Finding]:
    """The rotel's own text names other movers than the facts.

    The title of the document names the movers from arende.yaml, and the summary names them in its first sentence: both
    must name the same people. Read are sentences of the form “Omar Haddad och Eva Brandt (båda L) har väckt en motion”.

    Bad:
        sammanfattning.md
        Omar Haddad (L) och Jenny Ahl (C) har väckt en motion om lånebara verktyg.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        sammanfattning.md
        Omar Haddad m.fl. (L) har väckt en motion om lånebara verktyg. Också Jenny Ahl har väckt en motion om skruvar,
        och en ledamot har väckt en motion om muttrar.
    """
    motions = [each for each in view.case.facts.initiatives if each.kind == "motion"]
    if len(motions) != 1 or not motions[0].movers:
        return
    movers = [person.name for person in motions[0].movers]
    people = [person.name for person in view.registers.people.values()]
    for text in view.own_texts:
        for match in _HAVE_MOVED.finditer(text.plain):
            start = next((first for first, last in text.sentences if first <= match.start() < last), match.start())
            subject = rest = text.plain[start : match.start()]
            named = [name for name in people if name in subject]
            for name in named:
                rest = rest.replace(name, "")
            if not named or _BESIDE_NAMES.sub("", rest):
                continue  # the sentence is about others, or about something else as well
            if not set(named) <= set(movers) or (len(named) < len(movers) and "m.fl." not in subject):
                message = msg("the movers are {names}", names=movers)
                related = (Related(motions[0].place("motionärer"), msg("the movers")),)
                yield Finding(text.span(start, match.start()), message, msg("correct the text, or the movers"), related)


@case_rule("DK136", Severity.WARNING, Stops.NOTHING)
def both_of_three(view: View) -> Iterator[Finding]:
    """A bracket says “båda” of three people, or “alla” of two.

    “Båda” is said of two and “alla” of three or more: “Omar Haddad och Eva Brandt (båda L)”. Where names have been
    added or taken away the bracket is easily forgotten, and a mover is left without a party.

    Bad:
        sammanfattning.md
        Omar Haddad, Per Ek och Eva Brandt (båda L) har sagt det, liksom Ida Alm och Kim Berg (alla M).
                                            ^^^^^^                                             ^^^^^^
    Good:
        sammanfattning.md
        Omar Haddad (L), Ida Alm och Kim Berg (båda M) har sagt det, liksom Per Ek, Eva Brandt och Jenny Ahl (alla C).
    """
    for text in view.own_texts:
        for match in _LETTERS.finditer(text.plain):
            names = len(_joined_names(match)) if match[1] else 0
            if (match[1] == "båda " and names > 2) or (match[1] == "alla " and names == 2):
                message = msg_n("“{word}” of {n} person", "“{word}” of {n} people", names, word=match[1].strip())
                right = "alla" if names > 2 else "båda"
                place = text.span(match.start(1), match.end(2))
                yield Finding(place, message, msg("write “{word}”", word=f"{right} {match[2]}"))


def _joined_names(match: re.Match[str]) -> list[str]:
    """The names before a bracket that commas and one “och” join to a list of their own."""
    before = match.string[max(0, match.start() - 300) : match.start()].rpartition("\n")[2]
    names = list[str]()
    for index, part in enumerate(reversed(_BETWEEN_NAMES.split(before))):
        name = _NAME.search(part)
        if name is None or (index == 0 and name.start() > 0):
            break
        names.append(name[0])
        if name.start() > 0:
            break
    return names


_NAMES_IN_A_ROW = lazily(rf"{_CAPITALISED}(?: (?:(?:von|af|av|de|van) )?{_CAPITALISED})+")
_SOUNDS_AS = str.maketrans("cqwzy", "kkvsi")  # letters that names exchange: Carlsson, Karlsson


@case_rule("DK134", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def nearly_a_name(view: View) -> Iterator[Finding]:
    """A name in a text is nearly, but not quite, one of the register.

    “Omar Hadad” is hardly anybody but Omar Haddad, and a name is what its bearer notices first. It is told where either
    the first name or the surname is the same and the other differs by a letter or two. If it is another person, add him
    or her to register/personer.yaml.

    Bad:
        arendet.md
        Enligt Omar Hadad behövs verktygen. Eva Brants förslag är ett annat, och Sarah Lindqvist håller med.
                    ^^^^^                       ^^^^^^                           ^^^^^
    Bad:
        register/personer.yaml
        sven-von-seth: {namn: Sven von Seth, parti: M}
        arendet.md
        Enligt Sven von Steths motion behövs verktygen.
                        ^^^^^^
    Good:
        arendet.md
        Enligt Omar Haddads motion behövs verktygen. Eva Berg håller med Anna Brandt och Omar Said.
    """
    people = view.registers.people.values()
    by_given, by_family = _by_word(people, 0), _by_word(people, -1)
    for text in view.texts:
        for words in _pairs(text):
            (given, start), (family, end) = words
            between = text.plain[start + len(given) : end].split()
            particle = between[-1] if between and between[-1].islower() else ""
            found = f"{given} {particle} {family}" if particle else f"{given} {family}"
            meant, wrong = _meant(f"{given} {family}".casefold(), particle, by_given, by_family)
            if meant is not None:
                word, start = words[wrong]
                message = msg(
                    "“{found}” is nearly, but not quite, {name} of the register", found=found, name=meant.name
                )
                hint = msg("correct the name; if it is somebody else, add them to register/personer.yaml")
                yield Finding(text.span(start, start + len(word)), message, hint)


def _by_word(people: Iterable[Person], index: int) -> dict[str, list[Person]]:
    """The people by their first name (0) or surname (-1)."""
    found: dict[str, list[Person]] = {}
    for person in people:
        found.setdefault(person.name.casefold().split()[index], []).append(person)
    return found


def _pairs(text: Text) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """The words that may be a name: two that are capitalised, with at most one more between them."""
    for row in _NAMES_IN_A_ROW.finditer(text.plain):
        words = [(word[0], row.start() + word.start()) for word in re.finditer(r"\S+", row[0]) if word[0][0].isupper()]
        yield from pairwise(words)
        yield from zip(words, words[2:], strict=False)


def _meant(
    found: str, particle: str, by_given: Mapping[str, list[Person]], by_family: Mapping[str, list[Person]]
) -> tuple[Person | None, int]:
    """Whom of the register a first name and a surname were probably meant for, and which of the two is wrong."""
    given, family = found.split()
    forms = (family, family.removesuffix("s"))  # as it is, and out of the genitive
    of_given, of_family = by_given.get(given, []), [each for form in forms for each in by_family.get(form, [])]
    if any(each in of_given for each in of_family):
        return None, 0
    for person in of_given:
        most = 2 if len(person.name.split()) > 2 and particle and f" {particle} " in person.name else 1
        if any(_is_slip(form, person.name.casefold().split()[-1], most) for form in forms):
            return person, 1
    for person in of_family:
        if _is_slip(given, person.name.casefold().split()[0]):
            return person, 0
    return None, 0


def _is_slip(found: str, meant: str, most: int = 1) -> bool:
    """Whether `found` is a name misspelt: a letter wrong, or two in a long one that begins as the right one does.

    Two that end in -son are names of their own when they differ by more than a letter: Jansson, Johansson.
    """
    if abs(len(found) - len(meant)) > 2 or min(len(found), len(meant)) < 3:
        return False
    count = slips(found, meant)
    if count <= most and found[:2] == meant[:2]:
        return count > 0
    if count != 2 or min(len(found), len(meant)) < 6 or (found.endswith("son") and meant.endswith("son")):
        return count == 1
    return found[0].translate(_SOUNDS_AS) == meant[0].translate(_SOUNDS_AS)
