"""What tells of somebody's private life: numbers and addresses that are not to be published.

Names of elected representatives and officials may be printed; their own numbers and addresses may not, and nor may
anybody else's. What is found is told without being repeated, since the log of a check may itself be public.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from ...blocks import text_of
from ...messages import Message, msg
from ...model import Appendix
from ...patterns import lazily
from ...problems import Severity, Stops
from ...project import BODIES, PEOPLE
from ...spans import Span
from .appendices import path_of
from .rule import Finding, case_rule
from .view import View

_IDENTITY = lazily(
    r"(?<![\w/=#%.+-])(?<!\d,)(?P<century>19|20)?(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-9]\d)"
    r"(?P<mark>[ ]?[-+–‑][ ]?|[ \u00a0]?)(?P<last>\d{4})(?![\w%]|[-/.,:]\d)"
)
_MAY_BE_ONE = lazily(r"\d{6}[^\w\n]{0,3}\d{4}")  # so that most texts need no further look
_SAID_TO_BE_ONE = lazily(r"(?:person-?|samordnings-?)(?:nr|nummer|numret)\b|\bp-?nr\b|\bfödd\b", re.IGNORECASE)
_SAID_TO_BE_ANOTHER = lazily(
    r"(?:\bdnr|\bdiarie\w*|\bärende(?:nr|nummer)|\bref\w*|\bocr\w*|\bfaktura\w*|\btel\w*|\btfn|\bmobil\w*"
    r"|bankgiro\w*|plusgiro\w*|\bbg|\bpg|\bisbn|\bmål\w*|\bversion)[ .:–-]{0,3}(?:nr|nummer)?[ .:]{0,2}$",
    re.IGNORECASE,
)
_ADDRESS = lazily(r"(?<![\w.+-])(?P<who>[\w.+-]+)@(?P<provider>(?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
# Those that give addresses to private people. A name without an ending stands for all its countries: hotmail.se.
_PROVIDERS = lazily(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|aol|gmx)(?:\.com?)?\.[a-z]{2,3}"
    r"|(?:icloud|me|mac|telia|mail|email|fastmail|hey|tutanota|zoho|protonmail)\.com|(?:proton|pm)\.me|tuta\.(?:io|com)"
    r"|(?:bredband|glocalnet|swipnet|algonet|tele2|telia|comhem|spray|home|passagen|bahnhof|ownit|bredband2|ownmail)"
    r"\.(?:net|se|nu)|bredband2\.com|protonmail\.ch",
    re.IGNORECASE,
)
_OF_A_GROUP = lazily(r"(?:info|kontakt|kansli(?:et)?|styrelsen?|e?post|medlem|press)\b", re.IGNORECASE)
# Each begins with its first sign, and looks back from there: so the search is three times as fast.
_MOBILE = lazily(
    r"(?:0(?<![\w+/.,=-]0)|(?:\+|00(?<![\w+/.,=-]00))46[ \u00a0]?-?(?:\(0\))?[ \u00a0]?)"
    r"7[02369](?:[ \u00a0.–‑/-]{0,3}\d){7}(?!\w|[-/]\d)"
)
_TELEPHONE = lazily(
    r"(?:0(?<![\w+/.,=-]0)[1-9]|\+46[ \u00a0]?(?:\(0\))?[ \u00a0]?[1-9])\d{0,2}[ \u00a0]?[–‑/-]?[ \u00a0]?"
    r"\d{2,3}(?:[ \u00a0]?\d{2,3}){1,2}(?!\w|[-/]\d)"
)
_OF_THE_OFFICE = lazily(
    r"(?:tjänste|arbets|växel|jour|reception|kontaktcenter|kundtjänst|medborgarservice|kansli)[^\n\d]{0,25}$",
    re.IGNORECASE,
)
_PRIVATE_BEFORE = lazily(
    r"\b(?:hem|hemma|privat|privata|bostad|bostaden)(?:telefon|nummer|numret|tel|tfn)?\b[^\n\d]{0,20}$", re.IGNORECASE
)
_PRIVATE_AFTER = lazily(r"[ ]?[(,][ ]?(?:hem|privat|bost)", re.IGNORECASE)

_HINT = msg("remove it before the document is published")


@case_rule("DK260", Severity.WARNING, Stops.FINAL, masked=True)
def personal_identity_number(view: View) -> Iterator[Finding]:
    """Somebody's personnummer or samordningsnummer is written out.

    It may be processed without consent only where the purpose, the need to be sure who is meant or the like clearly
    justifies it (lagen 2018:218 med kompletterande bestämmelser till EU:s dataskyddsförordning, 3 kap. 10 §), and a
    statement that is published on the web never does. The number is found by its date and its check digit; an
    organisationsnummer is none.

    Take it away also from what came from others: that somebody sent it in is no reason to spread it. The texts, the
    facts, the registers and bilagor in Word are searched. A draft is warned of it, and a final document cannot be
    built.

    Bad:
        remissvar/kulturnamnden.md
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        # Svar
        Förslaget kommer från Tolvan Tolvansson, 19121212-1212, i Stensunda.
                                                 ^^^^^^^^^^^^^
        Samordningsnumret är 701063-2391.
                             ^^^^^^^^^^^
    Good:
        synpunkter.md
        Bolaget, med organisationsnummer 556012-1212, betalar till bankgiro 5050-1055 före 2031-12-12. Ringer man
        0701234567 svarar dnr 121212-1212; ordernumret är 121212-1213.
    """
    for text, place in _written(view):
        for match in _IDENTITY.finditer(text) if _MAY_BE_ONE.search(text) else ():
            if _is_identity_number(match, view.today):
                start = match["year"] if not match["century"] else match["century"] + match["year"]
                yield _found(place, match, _number_is(match, f"{start}…"))


def _number_is(match: re.Match[str], start: str) -> Message:
    if int(match["day"]) > 60:
        return msg("somebody's samordningsnummer is written out: {start}", start=start)
    return msg("somebody's personnummer is written out: {start}", start=start)


def _is_identity_number(match: re.Match[str], today: date) -> bool:
    """Whether the digits are a date of birth, three more and a check digit, and are not said to be something else."""
    before = _before(match)
    if not _SAID_TO_BE_ONE.search(before) and (_SAID_TO_BE_ANOTHER.search(before) or _may_be_another(match)):
        return False
    day = int(match["day"])
    centuries = (match["century"],) if match["century"] else ("19", "20")
    births = [_date(each + match["year"], match["month"], day - 60 if day > 60 else day) for each in centuries]
    return any(born is not None and born <= today for born in births) and _has_check_digit(match)


def _may_be_another(match: re.Match[str]) -> bool:
    """Ten digits that begin with 0 may be a telephone's; two numbers with a blank between them may be anything."""
    if match["mark"]:
        return not match["mark"].strip()
    return not match["century"] and match["year"].startswith("0")


def _date(year: str, month: str, day: int) -> date | None:
    try:
        return date(int(year), int(month), day)
    except ValueError:
        return None


def _has_check_digit(match: re.Match[str]) -> bool:
    """Whether the ten digits add up as Luhn has it: every other one doubled, and the sum of all digits even tens."""
    digits = [int(each) for each in match["year"] + match["month"] + match["day"] + match["last"]]
    doubled = [sum(divmod(2 * each, 10)) for each in digits[::2]]
    return (sum(doubled) + sum(digits[1::2])) % 10 == 0


@case_rule("DK261", Severity.WARNING, Stops.FINAL, masked=True)
def private_email(view: View) -> Iterator[Finding]:
    """Somebody's private e-mail address is written out.

    What is published on the web is read by machines, and the address is spread for ever. An authority's, a company's
    or an association's own address may stand; those of Gmail, Hotmail and the like are private people's.

    Bad:
        arendet.md
        Frågor om förslaget besvaras av tolvan.tolvansson@gmail.com.
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        arendet.md
        Frågor om förslaget besvaras av registrator@stensunda.example eller info.fixarna@outlook.com.
    """
    for text, place in _written(view):
        for match in _ADDRESS.finditer(text) if "@" in text else ():
            if _PROVIDERS.fullmatch(match["provider"]) and not _OF_A_GROUP.match(match["who"]):
                yield _found(place, match, msg("a private e-mail address at {provider}", provider=match["provider"]))


@case_rule("DK262", Severity.WARNING, Stops.FINAL, masked=True)
def private_telephone(view: View) -> Iterator[Finding]:
    """Somebody's private telephone number is written out.

    A mobile number is taken for private, unless the text says that it is a switchboard's, a service's or an
    office's; another number only where the text says “hem”, “bostad” or “privat”.

    Bad:
        arendet.md
        Tolvan Tolvansson nås på 070-174 06 05 eller +46 70 174 06 05.
                                 ^^^^^^^^^^^^^       ^^^^^^^^^^^^^^^^
        Hem: 08-465 004 12.
             ^^^^^^^^^^^^^
    Good:
        arendet.md
        Växeln har nummer 08-465 004 12, jourtelefonen 070-174 06 05. Lånen blev 0 730 160 000 i 2030 års priser.
    """
    for text, place in _written(view):
        for match in _MOBILE.finditer(text) if "07" in text or "46" in text else ():
            if not _OF_THE_OFFICE.search(_before(match)):
                yield _found(place, match, _telephone(match))
        for match in _TELEPHONE.finditer(text):
            said = _PRIVATE_BEFORE.search(_before(match)) or _PRIVATE_AFTER.match(text, match.end())
            if said and not _MOBILE.fullmatch(match[0]):
                yield _found(place, match, _telephone(match))


def _before(match: re.Match[str]) -> str:
    return match.string[max(match.start() - 40, 0) : match.start()]


def _telephone(match: re.Match[str]) -> Message:
    return msg("a private telephone number: {start}", start=f"{match[0][:3]}…")


Place = Callable[[int, int], Span]


def _written(view: View) -> Iterator[tuple[str, Place]]:
    """All that the case is written in, and the file's places: its texts, its facts, the registers, bilagor in Word."""
    for fragment in view.case.fragments:
        yield fragment.prose.source.text, fragment.prose.source.span
    for path in (f"{view.case.folder}/arende.yaml", BODIES, PEOPLE):
        if path in view.files:
            source = view.source(path)
            yield source.text, source.span
    for appendix in view.case.facts.appendices:
        attachment = view.attachments.get(path_of(view.case.folder, appendix) or "")
        if attachment and attachment.blocks:
            yield text_of([*attachment.blocks]), partial(_whole, appendix)


def _whole(appendix: Appendix, start: int, end: int) -> Span:
    """Where the case names a file that has no lines."""
    return appendix.place("fil")


def _found(place: Place, match: re.Match[str], message: Message) -> Finding:
    return Finding(place(*match.span()), message, _HINT)
