"""Do the case's number, title and presenter agree wherever they are written, and is nothing left to be filled in?"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache, cached_property

from msgspec import Struct

from ...facts import Record
from ...messages import msg
from ...model import Office, Person, Proposal
from ...patterns import lazily
from ...problems import InQuoted, Related, Severity, Stops
from ...spans import Span
from ...swedish.likeness import slips
from .rule import Finding, case_rule
from .text import Text
from .view import View

# --- the diarienummer ----------------------------------------------------------------------------


@case_rule("DK120")
def case_number_form(view: View) -> Iterator[Finding]:
    """A diarienummer is not written in the form that the workspace uses.

    The registrator, the archive and everybody who asks for the document search for its number, and a search finds only
    what is written in one way. The form is “KS ÅÅÅÅ/NNNN” unless draftkit.toml says otherwise (“dnr” below [regler]):
    Å is a digit of the year, N… the number, and all else stands as it is. In the rotel's own texts, and where the
    records are listed, the number of the case is written as in arende.yaml.

    Bad:
        arende.yaml
        dnr: KS2031-0417
             ^^^^^^^^^^^
    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10, handling: KS2031/0417-1}
                                                                                              ^^^^^^^^^^^^^
        arendet.md
        Motionärerna föreslår lånebara verktyg (dnr KS 2031-0417).
                                                    ^^^^^^^^^^^^
    Good:
        draftkit.toml
        [regler]
        dnr = "KUN ÅÅÅÅ/NNNN"
        arende.yaml
        dnr: KUN 2031/417
        arendet.md
        Motionärerna föreslår lånebara verktyg (dnr KUN 2031/417-1 och 102-16/2029).
    """
    facts, form = view.case.facts, view.case.settings.rules.case_numbers
    own = _case_number(view)
    if own is None:
        return
    if not _pattern(form, strict=True).fullmatch(own.text):
        spelt = _spelt(own.text, form)
        hint = msg("write {number}", number=spelt) if spelt else msg("the form is set in draftkit.toml: [regler] dnr")
        yield Finding(
            own.place, msg("“{value}” is not written as “{form}”", value=own.text, form=form), hint, fix=spelt
        )
        return
    for each in [*_records(view), *_mentions(view)]:
        if each.same_case(own) and not each.text.startswith(own.text):
            spelt = "-".join([own.text, *re.findall(r"\d+", each.text)[len(re.findall(r"\d+", own.text)) :]])
            message = msg("“{value}” is not written as “{form}”", value=each.text, form=facts.case_number)
            yield Finding(each.place, message, msg("write {number}", number=spelt), fix=spelt)


@case_rule("DK121")
def other_case_number(view: View) -> Iterator[Finding]:
    """A number is nearly, but not quite, that of the case.

    Two digits that have changed places lead whoever searches to somebody else's case. The number of the motion
    (“handling”) is that of the case with a hyphen and the record's own number; so are those of the bilagor, unless
    they belong to quite another case. Numbers in the rotel's own texts and in the name of the folder are compared too.
    Look in the register which one is right.

    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10, handling: KS 2031/0471-1}
                                                                                              ^^^^^^^^^^^^^^
    Bad:
        arende.yaml
        dnr: KS 2031/0471
             ^^^^^^^^^^^^
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10, handling: KS 2031/0417-1}
    Bad:
        arendet.md
        Motionärerna föreslår lånebara verktyg (dnr KS 2031/0147).
                                                    ^^^^^^^^^^^^
    Good:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10, handling: KS 2031/0417-12}
        bilagor:
          - {rubrik: Kalkyl, fil: bilagor/kalkyl.pdf, dnr: KS 2030/1290-4, placering: separat}
        bilagor/kalkyl.pdf
        %PDF
        arendet.md
        Frågan har behandlats tidigare (dnr KS 2028/0063 och KUN 2029/0212).
    """
    own = _case_number(view)
    if own is None:
        return
    hint = msg("compare with the register, and correct the one that is wrong")
    folder = _Number(posixpath.basename(view.case.folder), own.place)
    records = [*_records(view)]
    strangers = [each for each in records if each.near(own) or (each.of_motion and not each.same_case(own))]
    elsewhere = [each for each in [folder, *records] if each.near(own)]
    agreed = len(elsewhere) > 1 and all(each.same_case(elsewhere[0]) for each in elsewhere)
    alone = not any(each.same_case(own) for each in [folder, *records])
    if folder.near(own) or (agreed and alone):
        related = [Related(each.place, msg("another number here")) for each in strangers[:1]]
        message = msg("the number of the case is “{number}”, but “{other}” elsewhere",
                      number=own.text, other=elsewhere[0].text)  # fmt: skip
        yield Finding(own.place, message, hint, tuple(related))
        strangers = [each for each in strangers if not each.same_case(elsewhere[0])]
    related = [Related(own.place, msg("the number of the case"))]
    for each in [*strangers, *(each for each in _mentions(view) if each.near(own))]:
        message = msg("“{value}” is not of the case {number}", value=each.text, number=own.text)
        yield Finding(each.place, message, hint, tuple(related))


class _Number(Struct, frozen=True, dict=True):
    """A diarienummer, perhaps with a record's own number after it, and where it is written."""

    text: str
    place: Span
    of_motion: bool = False

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Its letters and its numbers, as they are compared: KS 2031/0417-1 -> ks, 2031, 417, 1."""
        found = re.findall(r"[^\W\d_]+|\d+", self.text.casefold())
        return tuple(part.lstrip("0") or "0" if part[0].isdigit() else part for part in found)

    def same_case(self, case: _Number) -> bool:
        """Whether it is the number of `case`, or of a record in it, however it is written."""
        return self.parts[: len(case.parts)] == case.parts

    def near(self, case: _Number) -> bool:
        """Whether one slip of the pen parts it from the number of `case`."""
        if len(self.parts) < len(case.parts):
            return False
        wrong = [(one, other) for one, other in zip(self.parts, case.parts, strict=False) if one != other]
        if len(wrong) != 1:
            return False
        one, other = wrong[0]
        return len(other) >= (3 if other[0].isdigit() else 2) and slips(one, other) == 1


def _case_number(view: View) -> _Number | None:
    """The number of the case; None while it is still to be filled in."""
    facts = view.case.facts
    filled_in = not any(_placeholders(facts.case_number))
    return _Number(facts.case_number, facts.place("dnr")) if filled_in else None


def _records(view: View) -> Iterator[_Number]:
    """The numbers of the motion and of the bilagor."""
    for initiative in view.case.facts.initiatives:
        if initiative.record_number:
            yield _Number(initiative.record_number, initiative.place("handling"), of_motion=True)
    for appendix in view.case.facts.appendices:
        if appendix.record_number:
            yield _Number(appendix.record_number, appendix.place("dnr"))


_MENTIONED = lazily(r"(?<![\w/.-])(?:[^\W\d_]{1,5}[ \u00a0\u202f-]?)?\d+(?:[ /:-]\d+)+(?![\w/])")


def _mentions(view: View) -> Iterator[_Number]:
    """What may be a diarienummer in the rotel's own texts."""
    for text in view.own_texts:
        for match in _MENTIONED.finditer(text.plain):
            yield _Number(" ".join(match[0].split()), text.at(match))


_FIELD = lazily(r"(Å{2,}|N{2,}|(?<![^\W\d_])N(?![^\W\d_]))")  # the N of KUN is a letter


@cache
def _pattern(form: str, *, strict: bool) -> re.Pattern[str]:
    """What a number of `form` looks like; with `strict` False also where only blanks, signs and case are others."""
    written = []
    for index, part in enumerate(_FIELD.split(form)):
        if index % 2:
            year = r"(?:19|20)\d\d" if part == "ÅÅÅÅ" else rf"\d{{{len(part)}}}"
            written.append(f"({year})" if part[0] == "Å" else r"(\d+)")
        else:
            written.append(re.escape(part) if strict else re.sub(r"[\W_]*", r"[\\W_]*", re.sub(r"[\W_]+", "", part)))
    return re.compile("".join(written), re.NOFLAG if strict else re.IGNORECASE)


def _spelt(number: str, form: str) -> str | None:
    """The number in the right form, where it lacks nothing but that."""
    if match := _pattern(form, strict=False).fullmatch(number):
        numbers = iter(match.groups())
        return _FIELD.sub(lambda _: next(numbers), form)
    return None


# --- the presenter -------------------------------------------------------------------------------


@case_rule("DK122")
def presenter_of_other_rotel(view: View) -> Iterator[Finding]:
    """The presenter is not the borgarråd of the case's rotel.

    The document is written in the presenter's voice, under the name of the rotel: one of the two is wrong. The
    register says whose a rotel is (“rotel” below “uppdrag” in register/personer.yaml) on the day of the decision.
    Nothing is said of people whose assignments are not in the register.

    Bad:
        register/personer.yaml
        sara-lindqvist: {namn: Sara Lindqvist, parti: S, uppdrag: {uppdrag: borgarråd, rotel: III}}
        anders-wik: {namn: Anders Wik, parti: S, uppdrag: {uppdrag: borgarråd, rotel: V}}
        arende.yaml
        föredragande: [sara-lindqvist]
                       ^^^^^^^^^^^^^^
    Bad:
        register/personer.yaml
        sara-lindqvist: {namn: Sara Lindqvist, parti: S, uppdrag: {uppdrag: ledamot, organ: kulturnämnden}}
        anders-wik: {namn: Anders Wik, parti: S, uppdrag: {uppdrag: borgarråd}}
        arende.yaml
        föredragande: [sara-lindqvist]
                       ^^^^^^^^^^^^^^
    Good:
        register/personer.yaml
        sara-lindqvist:
          namn: Sara Lindqvist
          parti: S
          uppdrag:
            - {uppdrag: borgarråd, rotel: III, till: 2031-08-31}
            - {uppdrag: borgarråd, rotel: V, från: 2031-09-01}
        arende.yaml
        rotel: II+V
        föredragande: [sara-lindqvist]
    """
    facts = view.case.facts
    if any(each.raised_on and each.raised_on > view.day for each in facts.initiatives):
        return  # the day to reckon from is wrong, which is told
    people, wanted = view.registers.people.values(), set(facts.rotel.split("+"))
    for number, person in enumerate(facts.presenters):
        held = _held(person, view)
        theirs = _rotels(held)
        place, rotel = facts.place(f"föredragande.{number}", "föredragande"), facts.place("rotel")
        if theirs and not theirs & wanted:
            message = msg(
                "{name} is the borgarråd of rotel {theirs}, not of rotel {rotel}",
                name=person.name, theirs="+".join(sorted(theirs)), rotel=facts.rotel,
            )  # fmt: skip
            names = [each.name for each in people if _rotels(_held(each, view)) & wanted]
            if names:
                hint = msg("that of rotel {rotel} is {names}", rotel=facts.rotel, names=names)
                yield Finding(place, message, hint, (Related(rotel, msg("the rotel of the case")),))
            else:
                hint = msg("correct the rotel, or the register")
                yield Finding(rotel, message, hint, (Related(place, msg("the presenter")),))
        elif person.offices and not _is_borgarråd(held) and any(_is_borgarråd(each.offices) for each in people):
            message = msg("{name} is not a borgarråd on {day}", name=person.name, day=view.day.isoformat())
            yield Finding(place, message, msg("correct the name, or “uppdrag” in register/personer.yaml"))


def _held(person: Person, view: View) -> list[Office]:
    return [office for office in person.offices if office.held_on(view.day)]


def _rotels(offices: Iterable[Office]) -> set[str]:
    return {rotel for office in offices if office.rotel for rotel in office.rotel.split("+")}


def _is_borgarråd(offices: Iterable[Office]) -> bool:
    return any("borgarråd" in office.office.casefold() for office in offices)


# --- titles --------------------------------------------------------------------------------------

# A word that may be of the matter itself (“avgift för kopia av handling”) is told only where a file's name has it.
_DRAFT_WORD = lazily(
    r"^(?:utkast(?! till (?:lag|för(?:ordning|eskrift)|proposition|direktiv|betänkande|EU))|kopia av)(?![^\W_])"
    r"|(?<=[-–_(, ])(?:utkast|arbetsmaterial)(?=\)?$)|(?:(?<=[-–_(])|(?<=[-–] ))kopia(?=\)?$)"
    r"|(?<![^\W_])(?:slutversion(?:en)?|slutgiltig version|arbetsversion(?:en)?|arbetsexemplar|draft"
    r"|(?-i:v\d(?:\.\d)?|NY|NYA|NYTT|FINAL))(?![^\W_])"
    r"|\.(?:docx?|pdf|odt|md)\b|\(\d\)$",
    re.IGNORECASE,
)


@case_rule("DK123", Severity.WARNING, Stops.NOTHING)
def draft_word_in_title(view: View) -> Iterator[Finding]:
    """A title has a word that belongs to the drafts: “utkast”, “kopia av”, “slutversion”.

    Such words come from the name of a file, and the title is printed as it stands: on the first page, in the list of
    bilagor and in the register. A draft is marked by draftkit itself. An “utkast” that the case is about, as in “utkast
    till lagrådsremiss”, is left alone.

    Bad:
        arende.yaml
        rubrik: Kopia av Motion om lånebara verktyg
                ^^^^^^^^
        bilagor:
          - {rubrik: Kostnadskalkyl_slutversion, fil: bilagor/kalkyl.pdf, placering: separat}
                                    ^^^^^^^^^^^
        bilagor/kalkyl.pdf
        %PDF
    Good:
        arende.yaml
        rubrik: Utkast till lagrådsremiss om avgift för kopia av handling
        bilagor:
          - {rubrik: Ny kostnadskalkyl, fil: bilagor/kalkyl.pdf, placering: separat}
        bilagor/kalkyl.pdf
        %PDF
    """
    for record, title in _titles(view):
        for match in _DRAFT_WORD.finditer(title):
            message = msg("“{word}” in the title", word=match[0].strip())
            hint = msg("write the title as it is to be printed and found")
            yield Finding(_within(record.place("rubrik"), title, match), message, hint)


@case_rule("DK125", Severity.WARNING, Stops.NOTHING)
def title_in_other_words(view: View) -> Iterator[Finding]:
    """The motion's title is nearly, but not quite, that of the case.

    A reader who finds two titles asks whether there are two motions. The title of the bilaga that holds the motion, and
    the title where the rotel's own texts name it, are compared with “rubrik” in arende.yaml. A shorter form of it is
    fine, and so is a description in quite other words. Where a case has several motions, nothing is compared.

    Bad:
        arende.yaml
        rubrik: Motion om lånebara verktyg på biblioteken
        bilagor:
          - {rubrik: Motion om lånebara verktyg på bibliotek, fil: bilagor/motion.pdf, placering: separat}
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        bilagor/motion.pdf
        %PDF
        arendet.md
        Motionärerna föreslår i sin motion om lånbara verktyg på biblioteken att avgiften slopas.
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        arende.yaml
        rubrik: Motion om lånebara verktyg på biblioteken i kommunen
        bilagor:
          - {rubrik: Motion om lånebara verktyg på biblioteken, fil: bilagor/motion.pdf, placering: separat}
        bilagor/motion.pdf
        %PDF
        arendet.md
        Motionärerna föreslår i en motion om att biblioteken ska låna ut verktyg att avgiften slopas. Avsnittet
        ”Avgiftsfria verktyg på återbruken” handlar om annat.
    """
    facts = view.case.facts
    if len(facts.initiatives) > 1:
        return
    title = _core(facts.title)
    holding = {each.appendix for each in facts.initiatives if each.appendix}
    places = []
    for appendix in facts.appendices:
        is_motion = appendix.id in holding or appendix.title.casefold().startswith("motion")
        if is_motion and _nearly(_core(appendix.title), title):
            places.append((appendix.title, appendix.place("rubrik")))
    for text in view.own_texts:
        places += [(text.plain[start:end], text.span(start, end)) for start, end in _titles_in(text.plain, title)]
    for found, place in places:
        message = msg("“{found}” is nearly, but not quite, the title of the case", found=found)
        related = (Related(facts.place("rubrik"), msg("the title of the case")),)
        yield Finding(place, message, msg("write the title in the same words everywhere"), related)


_TITLE_WORD = lazily(r"[\w’'-]+")
_ON = lazily(r"(?:^|.* )motion(?:en)? (?:\(?\d{4}:\d+\)? )?(?:om|angående|rörande|gällande) ")
_MOTION_ON = lazily(r"(?<![”\"“\w])([Mm])otion(?:en|ens)? (?:\(\d{4}:\d+\) )?om ")
_IN_QUOTES = lazily(r"[”\"“]([^”\"“\n]{6,200})[”\"“]")


def _core(title: str) -> str:
    """What a title says, as it is compared: Motion om lånebara verktyg. -> lånebara verktyg"""
    return _ON.sub("", " ".join(_TITLE_WORD.findall(title.casefold().replace(":", ""))), count=1)


def _nearly(one: str, other: str) -> bool:
    """Whether two titles are alike but not the same, nor the one a shorter form of the other."""
    if one == other or other.startswith(f"{one} ") or one.startswith(f"{other} "):
        return False
    alike = SequenceMatcher(None, one, other, autojunk=False)
    return alike.real_quick_ratio() >= _ALIKE and alike.quick_ratio() >= _ALIKE and alike.ratio() >= _ALIKE


_ALIKE = 0.8


def _titles_in(plain: str, title: str) -> Iterator[tuple[int, int]]:
    """Where `plain` gives a title that is nearly `title`: between quotation marks, or after “motion om”."""
    for quoted in _IN_QUOTES.finditer(plain):
        if _nearly(_core(quoted[1]), title):
            yield quoted.span(1)
    count = title.count(" ") + 1
    for named in _MOTION_ON.finditer(plain):
        line = plain.find("\n", named.end())
        words = list(_TITLE_WORD.finditer(plain, named.end(), line if line > 0 else len(plain)))[:count]
        found = " ".join(word[0].casefold() for word in words)
        if len(words) == count and (_nearly if named[1] == "M" else _misspelt)(found, title):
            yield words[0].start(), words[-1].end()


def _misspelt(one: str, other: str) -> bool:
    """Whether two titles are the same but for slips in a word or two: what follows “motion om” need not be a title."""
    pairs = zip(one.split(), other.split(), strict=True)
    wrong = [(word, meant) for word, meant in pairs if word != meant]
    return 0 < len(wrong) <= min(2, other.count(" ")) and all(
        len(meant) > 4 and slips(word, meant) <= 2 for word, meant in wrong
    )


def _titles(view: View) -> list[tuple[Record, str]]:
    """The titles that are written as facts, each with the record whose “rubrik” it is."""
    return [(view.case.facts, view.case.facts.title), *((each, each.title) for each in view.case.facts.appendices)]


def _within(span: Span, value: str, match: re.Match[str]) -> Span:
    """The place of a part of a value; that of the whole where the value is written in another way than it reads."""
    marks = span.end_col - span.col - len(value)  # two, where it stands in quotation marks
    if span.line != span.end_line or marks not in (0, 2):
        return span
    first = span.col + marks // 2
    return Span(span.path, span.line, first + match.start(), span.line, first + match.end())


_MOTION_NUMBER = lazily(r"\b[Mm]otion(?:en|ens)? (?:(?:nr|nummer) |\((?:nr )?)?(\d{4}:\d{1,3})(?!\d)")
_ABOUT_ANOTHER = lazily(r"\b(?:tidigare|annan|andra|liknande|motsvarande|äldre|ytterligare)\b", re.IGNORECASE)


@case_rule("DK126", Severity.WARNING, Stops.NOTHING)
def other_motion_number(view: View) -> Iterator[Finding]:
    """The rotel's own text gives the motion another number than the facts.

    “motion (2031:84)” where arende.yaml says nummer: 2031:48. The title of the document has the number from the facts,
    and a reader who looks the motion up by the other finds another motion. Only numbers of the same year, or with the
    same figure in another year, are told: others are of other motions.

    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, nummer: 2031:48, motionärer: [omar-haddad], väckt: 2031-02-10}
        arendet.md
        Omar Haddad har i en motion (2031:84) föreslagit lånebara verktyg.
                                     ^^^^^^^
    Good:
        arende.yaml
        initiativ:
          - {typ: motion, nummer: 2031:48, motionärer: [omar-haddad], väckt: 2031-02-10}
        arendet.md
        Omar Haddad har i en motion (2031:48) föreslagit lånebara verktyg. En tidigare motion (2031:12) gällde skruvar,
        och motion (2027:3) muttrar.
    """
    motions = [each for each in view.case.facts.initiatives if each.kind == "motion"]
    if len(motions) != 1 or not motions[0].number:
        return
    number = motions[0].number
    year, _, figure = number.partition(":")
    for text in view.own_texts:
        for match in _MOTION_NUMBER.finditer(text.plain):
            found_year, _, found_figure = match[1].partition(":")
            start = next((first for first, last in text.sentences if first <= match.start() < last), match.start())
            about_another = _ABOUT_ANOTHER.search(text.plain, start, match.start())
            if match[1] != number and (found_year == year or found_figure == figure) and not about_another:
                message = msg("{number} in the text, {right} in the facts", number=match[1], right=number)
                related = (Related(motions[0].place("nummer"), msg("the number of the motion")),)
                yield Finding(text.at(match, 1), message, msg("correct the one that is wrong"), related)


# --- what is still to be filled in ---------------------------------------------------------------


@case_rule("DK124", in_quoted=InQuoted.MILDER)
def placeholder_left(view: View) -> Iterator[Finding]:
    """A placeholder has been left: “[datum]”, “XX”, “NN”, “TODO”.

    It marks what somebody meant to fill in before the document was sent. All texts are searched, and the titles,
    numbers and names that are written as facts. A roman numeral (“kapitel XX”), a footnote and words that are added to
    a quotation (“[nämnden]”) are left alone.

    Bad:
        arendet.md
        Motionen väcktes den [datum] av NN och kostar xx kronor.
                             ^^^^^^^    ^^            ^^
    Bad:
        arende.yaml
        rubrik: Motion om XXX
                          ^^^
    Bad:
        forslag/kommunfullmaktige.md
        1. Motionen bifalls i den del som gäller att-sats ….
                                                          ^
    Bad:
        synpunkter.md
        Förslaget kostar ______ kronor [Karin: stämmer detta?].
                         ^^^^^^        ^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        arendet.md
        I rotel XX sades att ”[nämnden] bör pröva frågan […]”.[^1]

        [^1]: Kommunstyrelsen, ÅÅ nr 3.
    """
    bodies = view.registers.bodies.values()
    known = {word for body in bodies for name in (body.name, *body.aliases) for word in name.split()}
    hint = msg("fill in what is missing, or remove it")
    for record, key, value in _facts(view):
        for match in _placeholders(value):
            place = _within(record.place(key), value, match)
            yield Finding(place, msg("“{text}” is still to be filled in", text=match[0]), hint)
    for text in view.texts:
        for match in _placeholders(text.plain):
            if match[0] not in known:
                yield Finding(text.at(match), msg("“{text}” is still to be filled in", text=match[0]), hint)
        for span, found in _not_filled(text):
            yield Finding(span, msg("“{text}” is still to be filled in", text=found), hint)


_LINE_TO_FILL = lazily(r"(?<![\w\\])_{3,}(?![\w\]])")
_DOTS = lazily(r"(?<=[ \u00a0])(?:\.{3,}|…)(?=[ \u00a0.,\n]|$)")


def _not_filled(text: Text) -> Iterator[tuple[Span, str]]:
    """A line to write on, and dots in a point of a decision."""
    for match in _LINE_TO_FILL.finditer(text.source.text, text.start) if "___" in text.source.text else ():
        if text.passage_at(match.start() - text.start) is not None:
            yield text.source.span(*match.span()), match[0]
    if isinstance(text.fragment, Proposal):
        for match in _DOTS.finditer(text.plain):
            if text.plain.count("”", 0, match.start()) % 2 == 0:
                yield text.at(match), match[0]


def _facts(view: View) -> Iterator[tuple[Record, str, str]]:
    """The facts that are printed as they are written: record, key and value."""
    facts = view.case.facts
    yield facts, "dnr", facts.case_number
    for record, title in _titles(view):
        yield record, "rubrik", title
    for appendix in facts.appendices:
        yield appendix, "dnr", appendix.record_number or ""
        yield appendix, "alternativtext", appendix.alternative or ""
    for initiative in facts.initiatives:
        yield initiative, "handling", initiative.record_number or ""
    board = facts.proceedings.board
    if board:
        yield board, "titel", board.title
    people = [*facts.presenters, *(each for initiative in facts.initiatives for each in initiative.movers)]
    people += [
        *(each for dissent in view.case.dissents for each in dissent.dissenters),
        *([board.signatory] if board else []),
    ]
    for person in dict.fromkeys(people):
        yield person, "namn", person.name


# What a placeholder cannot be without, in lower case and as it stands: few texts have any of it.
_SIGNS = (
    "xx", "[", "{", "??", "todo", "tbd", "fixme", "lorem", "åå", "yyyy", "x kr",
    "(fyll", "(kompl", "(infoga", "klicka ", "fel!", "error!",
)  # fmt: skip
_CAPITALS = ("NN", "N.N", "N. N")


def _placeholders(text: str) -> Iterator[re.Match[str]]:
    lower = text.lower()
    if any(sign in lower for sign in _SIGNS) or any(sign in text for sign in _CAPITALS):
        for match in _placeholder().finditer(text):
            if not _is_roman(match):
                yield match


@cache
def _placeholder() -> re.Pattern[str]:
    """All that is written in the place of something else. Compiled where a text may have one."""
    return re.compile(
        r"""
        \[\s*(?:X{2,}|N{2,}|\?+|_+|-{2,}
            |(?:(?:för|efter)?namn|datum|belopp|antal|summa|siffra|ort|titel|rubrik|text|dnr|diarienummer
                |fyll\ (?:i|på)|komplettera\w*|infoga\w*|ange|skriv|lägg\ (?:in|till)|klistra\ in|byt\ ut|uppdatera
                |kontrollera|stäm\ av|välj|att\ göra|kommer\ senare)\b[^\[\]\n]{0,60})\s*\]
        | \[(?:(?-i:[A-ZÅÄÖ])\w+:\ |(?:stämmer|kolla|rätt|är\ det|ska\ vi|fråga|hur)\b)[^\[\]\n]{3,80}\?\s*\](?![(\[])
        | \{\{?[\w .:-]{1,40}\}\}?
        | \((?:fyll\ i\b[^()\n]{0,40}|kompletteras?(?:\ senare)?|infoga\b[^()\n]{0,40})\)
        | (?<![^\W_])(?:20)?Å{2}(?:ÅÅ)?[-/.]?MM[-/.]?DD(?:[ -]?X{4})?(?![^\W_])
        | (?<![^\W_])(?:Y{4}[-/.]?MM[-/.]?DD|Å{4}|20ÅÅ|20YY)(?![^\W_])
        | (?<![^\W\d_])\d*X{2,}(?![^\W_]|-[^\W\dX_])
        | (?<![^\W_])X(?=\ (?:kr|kronor|tkr|mnkr)\b)
        | (?<![\w.])(?-i:NN(?!\w|\ \d)|N\.\ ?N\.(?!\ ?[A-ZÅÄÖ][a-zåäö]))
        | (?<![^\W_])(?:TODO|TBD|FIXME)(?![^\W_])
        | \?{3,} | (?<!\S)\?\?(?!\S)
        | lorem\ ipsum
        | klicka\ (?:eller\ tryck\ )?här\ för\ att\ ange[^.\n]{0,30}
        | (?:fel!\ (?:hittar|bokmärket|ogiltig)|error!\ (?:reference|bookmark))[^.\n]{0,40}
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_NUMBERED = lazily(
    r"\b(?:rotel(?:n|s)?|kap(?:itel|\.)?|del|avdelning|artikel|band|volym|bok|akt)\ $|[IVXLC] ?[-–] ?$", re.I
)


def _is_roman(match: re.Match[str]) -> bool:
    """Whether XX or XXX is a number: that of a chapter, or one end of a range."""
    before, after = match.string[max(0, match.start() - 12) : match.start()], match.string[match.end() :][:3]
    return match[0] in ("XX", "XXX") and bool(_NUMBERED.search(before) or re.match(r" ?[-–] ?[IVXLC]", after))
