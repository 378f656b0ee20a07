"""Who was asked, and what they sent: the order they stand in, the kind of each answer, and what is left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...messages import Message, msg
from ...model import Body, Consultee
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ...spans import Span
from ...swedish.collation import alphabetical
from .rule import Finding, case_rule
from .text import Text
from .view import View

# The groups in the order of the convention; within the second and the third the order is that of the alphabet.
GROUPS = {"kontor": 0, "facknämnd": 1, "stadsdelsnämnd": 2, "bolag": 3, "dotterbolag": 3, "extern": 4}
_IN_ALPHABETICAL_ORDER = ("facknämnd", "stadsdelsnämnd")


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
    asked = [each for each in referral.consultees if each.body.kind in GROUPS]
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
    return GROUPS[body.kind], alphabetical(body.name) if body.kind in _IN_ALPHABETICAL_ORDER else []


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
