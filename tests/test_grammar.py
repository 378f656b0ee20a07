"""The generated sentences in all their forms, each through the whole pipeline; the sentences stand in fraser.yaml.

The small case of conftest has every sentence in its plain form (test_small.py). A test here changes one fact and says
what the document then reads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import NullTranslations

import pytest

from conftest import BODIES, CASE, FOLDER, PEOPLE, SMALL, told
from draftkit.blocks import nodes, text_of
from draftkit.messages import words
from draftkit.pipeline import Composed

Compose = Callable[..., Composed]

BEFORE_THE_LAST_DAY = date(2031, 5, 30)
AFTER_THE_LAST_DAY = date(2031, 5, 31)
REFERRED = "Ärendet har remitterats till kulturnämnden och föreningen Fixarna."


def case(*changes: tuple[str, str]) -> str:
    """arende.yaml of the small case, with each text changed for another."""
    text = CASE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def stage(name: str) -> tuple[str, str]:
    return "skede: kommunstyrelse", f"skede: {name}"


def asked(*consultees: str) -> tuple[str, str]:
    listed = "".join(f"    - {each}\n" for each in consultees)
    return "    - kulturnämnden\n    - föreningen Fixarna\n", listed


def fragment(text: str = "Texten.", **facts: str) -> str:
    """A fragment's file: its facts (`text_` is the fact `text`) and its text."""
    front = "".join(f"{key.rstrip('_')}: {value}\n" for key, value in facts.items())
    return f"---\n{front}---\n{text}\n"


def lines(composed: Composed) -> list[str]:
    """The printed lines of the document."""
    assert composed.document is not None, [told(problem) for problem in composed.problems]
    return text_of(list(composed.document.nodes)).splitlines()


def section(composed: Composed, heading: str, until: str) -> list[str]:
    """The printed lines between two others."""
    printed = lines(composed)
    start = printed.index(heading)
    return printed[start + 1 : printed.index(until, start)]


def numbered_lists(composed: Composed) -> list[list[str]]:
    """The items of each list that is printed with numbers."""
    assert composed.document is not None
    found = [node["c"][1] for node in nodes(list(composed.document.nodes)) if node["t"] == "OrderedList"]
    return [[text_of(item).strip() for item in items] for items in found]


def referral_paragraph(composed: Composed) -> str:
    """The paragraph on the remiss, which must stand alike in both its places."""
    first, second = (line for line in lines(composed) if " har remitterats till " in line)
    assert first == second
    return first


# --- the head ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (("rotel: V", "rotel: V"), "Utlåtande Rotel V (Dnr KS 2031/0417)"),
        (("rotel: V", "rotel: I+VII"), "Utlåtande Rotel I+VII (Dnr KS 2031/0417)"),
        (("rotel: V", "rotel: V\nnummer: 2031:19"), "Utlåtande 2031:19 Rotel V (Dnr KS 2031/0417)"),
    ],
)
def test_the_label_has_the_number_once_there_is_one(compose: Compose, change: tuple[str, str], label: str) -> None:
    assert lines(compose({"arende.yaml": case(change)}))[0] == label


@pytest.mark.parametrize(
    ("initiatives", "printed"),
    [
        ("{typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10}", ["Motion av Omar Haddad (L)"]),
        (
            "{typ: motion, nummer: 2031:5, motionärer: [omar-haddad, jenny-ahl], väckt: 2031-02-10}",
            ["Motion (2031:5) av Omar Haddad (L) och Jenny Ahl (C)"],
        ),
        (
            "{typ: motion, motionärer: [omar-haddad, eva-brandt, jenny-ahl], väckt: 2031-02-10}",
            ["Motion av Omar Haddad m.fl. (L, C)"],
        ),
        ("{typ: motion, motionärer: [kim-vild], väckt: 2031-02-10}", ["Motion av Kim Vild (-)"]),
        (
            "{typ: medborgarförslag, motionärer: [jenny-ahl], väckt: 2031-02-10}",
            ["Medborgarförslag av Jenny Ahl (C)"],
        ),
        ("{typ: skrivelse, väckt: 2031-02-10}", []),
        (
            "{typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10}\n"
            "  - {typ: motion, motionärer: [jenny-ahl], väckt: 2031-02-11}",
            ["Motion av Omar Haddad (L)", "Motion av Jenny Ahl (C)"],
        ),
    ],
)
def test_the_movers_stand_below_the_title(compose: Compose, initiatives: str, printed: list[str]) -> None:
    change = ("{typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10}", initiatives)
    composed = compose({"arende.yaml": case(change)})
    assert section(composed, "Motion om lånebara verktyg", "Förslag till beslut") == printed


def test_a_mover_has_the_party_of_the_day_on_which_the_motion_was_raised(compose: Compose) -> None:
    terms = "[{parti: M, till: 2031-02-09}, {parti: L, från: 2031-02-10, till: 2031-02-10}, {parti: C}]"
    people = PEOPLE.replace("Eva Brandt, parti: L", f"Eva Brandt, parti: {terms}")
    assert people != PEOPLE
    composed = compose({"/register/personer.yaml": people})
    assert "Motion av Omar Haddad och Eva Brandt (båda L)" in lines(composed)


# --- one or several ------------------------------------------------------------------------------


def test_two_initiatives_are_ärendena_everywhere(compose: Compose) -> None:
    initiatives = (
        "  - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10}\n",
        "  - {typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10}\n"
        "  - {typ: motion, motionärer: [jenny-ahl], väckt: 2031-02-11}\n",
    )
    consultees = asked("{organ: Stensunda Stadshus AB, underremiss: [AB Stensundabostäder]}", "kulturnämnden")
    composed = compose({"arende.yaml": case(initiatives, consultees)})
    assert referral_paragraph(composed) == (
        "Ärendena har remitterats till Stensunda Stadshus AB och kulturnämnden. "
        "Stensunda Stadshus AB har i sin tur remitterat ärendena till dotterbolaget AB Stensundabostäder. "
        "Stensunda Stadshus AB och AB Stensundabostäder har inte inkommit med svar."
    )
    assert "Ärendena" in lines(composed)
    assert "Ärendet" not in lines(composed)


@pytest.mark.parametrize(
    ("presenters", "printed"),
    [
        (
            "sara-lindqvist",
            [
                "Föredragande borgarrådet Sara Lindqvist",
                "Föredragande borgarrådets synpunkter",
                "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag.",
                "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar "
                "enligt föredragande borgarrådets förslag.",
            ],
        ),
        (
            "sara-lindqvist, anders-wik",
            [
                "Föredragande borgarråden Sara Lindqvist och Anders Wik",
                "Föredragande borgarrådens synpunkter",
                "Borgarrådsberedningen tillstyrker föredragande borgarrådens förslag.",
                "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar "
                "enligt föredragande borgarrådens förslag.",
            ],
        ),
    ],
)
def test_one_or_two_who_present(compose: Compose, presenters: str, printed: list[str]) -> None:
    composed = compose({"arende.yaml": case(("[sara-lindqvist]", f"[{presenters}]"))})
    assert [line for line in lines(composed) if "öredragande" in line] == printed


@pytest.mark.parametrize(
    ("register", "below", "sentence"),
    [
        ("dotterbolag", "[AB Stensundabostäder]", "till dotterbolaget AB Stensundabostäder."),
        ("dotterbolag", "[AB Stensundabostäder, AB Lampan]", "till dotterbolagen AB Stensundabostäder och AB Lampan."),
        ("bolag", "[AB Lampan]", "till AB Lampan."),
        ("bolag", "[AB Stensundabostäder, AB Lampan]", "till AB Stensundabostäder och AB Lampan."),
    ],
)
def test_a_dotterbolag_is_called_so_and_two_dotterbolagen(
    compose: Compose, register: str, below: str, sentence: str
) -> None:
    bodies = f"{BODIES}lampan: {{namn: AB Lampan, typ: {register}}}\n"
    consultees = asked("kulturnämnden", f"{{organ: Stensunda Stadshus AB, underremiss: {below}}}")
    composed = compose({"arende.yaml": case(consultees), "/register/organ.yaml": bodies})
    referred = "Stensunda Stadshus AB har i sin tur remitterat ärendet "
    assert f" {referred}{sentence} " in referral_paragraph(composed)


def test_each_body_that_asked_others_has_its_sentence(compose: Compose) -> None:
    consultees = asked(
        "{organ: kulturnämnden, underremiss: [Konsumentforum Stensunda]}",
        "{organ: Stensunda Stadshus AB, underremiss: [AB Stensundabostäder]}",
    )
    assert referral_paragraph(compose({"arende.yaml": case(consultees)})) == (
        "Ärendet har remitterats till kulturnämnden och Stensunda Stadshus AB. "
        "Kulturnämnden har i sin tur remitterat ärendet till Konsumentforum Stensunda. "
        "Stensunda Stadshus AB har i sin tur remitterat ärendet till dotterbolaget AB Stensundabostäder. "
        "Konsumentforum Stensunda, Stensunda Stadshus AB och AB Stensundabostäder har inte inkommit med svar."
    )


OFFICE = {
    "remissvar/kulturnamnden.md": fragment(organ="kulturnämnden", typ="kontorsyttrande", datum="2031-05-28"),
    "remissvar/norra.md": fragment(organ="norra-sdn", typ="kontorsyttrande", datum="2031-05-27"),
    "sammanfattningar/norra.md": fragment(typ="sammanfattning", organ="norra-sdn"),
}


@pytest.mark.parametrize(
    ("consultees", "files", "sentences"),
    [
        (
            ["kulturnämnden"],
            ["remissvar/kulturnamnden.md"],
            "Ärendet har remitterats till kulturnämnden. Kulturförvaltningen har inkommit med ett kontorsyttrande.",
        ),
        (
            ["kulturnämnden", "norra-sdn"],
            list(OFFICE),
            "Ärendet har remitterats till kulturnämnden och Norra stadsdelsnämnden. "
            "Kulturförvaltningen och Norra stadsdelsförvaltningen har inkommit med kontorsyttranden.",
        ),
    ],
)
def test_one_kontorsyttrande_or_several(
    compose: Compose, consultees: list[str], files: list[str], sentences: str
) -> None:
    composed = compose({"arende.yaml": case(asked(*consultees)), **{path: OFFICE[path] for path in files}})
    assert referral_paragraph(composed) == sentences


@pytest.mark.parametrize(
    ("appendices", "printed"),
    [
        (["{rubrik: Motion, fil: bilagor/a.md, placering: separat}"], ["Bilaga", "Motion"]),
        (
            ["{rubrik: 1. Motion, dnr: KS 2031/0417-1, fil: bilagor/a.md, placering: separat}"],
            ["Bilaga", "1. Motion, dnr KS 2031/0417-1"],
        ),
        (
            [
                "{rubrik: Motion, dnr: KS 2031/0417-1, fil: bilagor/a.md, placering: separat}",
                "{rubrik: Kalkyl, fil: bilagor/b.md, placering: separat}",
            ],
            ["Bilagor", "Motion, dnr KS 2031/0417-1", "Kalkyl"],
        ),
    ],
)
def test_one_bilaga_or_several_bilagor(compose: Compose, appendices: list[str], printed: list[str]) -> None:
    text = case() + "bilagor:\n" + "".join(f"  - {each}\n" for each in appendices)
    files = {path: "Texten.\n" for path in ("bilagor/a.md", "bilagor/b.md") if path in text}
    composed = compose({"arende.yaml": text, **files})
    following = "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag."
    assert section(composed, "Jag tycker att förslaget är bra.", following) == printed
    assert numbered_lists(composed)[:-1] == ([printed[1:]] if len(appendices) > 1 else [])


def test_a_bilaga_in_the_document_has_its_number_in_its_heading(compose: Compose) -> None:
    appendix = "{rubrik: Motion, fil: bilagor/a.md, placering: i dokumentet}"
    composed = compose({"arende.yaml": f"{case()}bilagor: [{appendix}]\n", "bilagor/a.md": "Motionens text.\n"})
    assert lines(composed)[-2:] == ["Bilaga 1. Motion", "Motionens text."]


# --- who has answered ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consultees", "sentences"),
    [
        (["kulturnämnden"], "Ärendet har remitterats till kulturnämnden."),
        (
            ["kulturnämnden", "{organ: föreningen Fixarna, svar: avstått}"],
            f"{REFERRED} Föreningen Fixarna har avstått från att svara på remissen.",
        ),
        (
            [
                "kulturnämnden",
                "{organ: föreningen Fixarna, svar: avstått, datum: 2031-03-19}",
                "{organ: Konsumentforum Stensunda, svar: avstått}",
                "norra-sdn",
                "stadsledningskontoret",
            ],
            "Ärendet har remitterats till kulturnämnden, föreningen Fixarna, Konsumentforum Stensunda, "
            "Norra stadsdelsnämnden och stadsledningskontoret. "
            "Föreningen Fixarna och Konsumentforum Stensunda har avstått från att svara på remissen. "
            "Norra stadsdelsnämnden och stadsledningskontoret har inte inkommit med svar.",
        ),
    ],
)
def test_who_declined_and_who_did_not_answer_are_told_apart(
    compose: Compose, consultees: list[str], sentences: str
) -> None:
    assert referral_paragraph(compose({"arende.yaml": case(asked(*consultees))})) == sentences


def test_a_name_with_an_och_of_its_own_is_joined_by_samt(compose: Compose) -> None:
    bodies = f"{BODIES}miljo: {{namn: miljö- och parknämnden, typ: facknämnd}}\n"
    composed = compose({"arende.yaml": case(asked("kulturnämnden", "miljo")), "/register/organ.yaml": bodies})
    assert referral_paragraph(composed) == (
        "Ärendet har remitterats till kulturnämnden samt miljö- och parknämnden. "
        "Miljö- och parknämnden har inte inkommit med svar."
    )


def test_a_name_that_ends_with_an_abbreviation_ends_its_sentence(compose: Compose) -> None:
    bodies = BODIES.replace("föreningen Fixarna", "föreningen Fixarna m.fl.")
    composed = compose({"arende.yaml": case(asked("kulturnämnden", "fixarna")), "/register/organ.yaml": bodies})
    assert referral_paragraph(composed) == (
        "Ärendet har remitterats till kulturnämnden och föreningen Fixarna m.fl. "
        "Föreningen Fixarna m.fl. har inte inkommit med svar."
    )


GAP = "[Svar har ännu inte inkommit från föreningen Fixarna; sista svarsdag är den 30 maj 2031]"


@pytest.mark.parametrize(
    ("name", "today", "paragraph"),
    [
        ("beredning", BEFORE_THE_LAST_DAY, [REFERRED, GAP]),
        ("beredning", AFTER_THE_LAST_DAY, [f"{REFERRED} Föreningen Fixarna har inte inkommit med svar."]),
        ("borgarrådsberedning", BEFORE_THE_LAST_DAY, [f"{REFERRED} Föreningen Fixarna har inte inkommit med svar."]),
        ("kommunstyrelse", BEFORE_THE_LAST_DAY, [f"{REFERRED} Föreningen Fixarna har inte inkommit med svar."]),
    ],
)
def test_an_answer_is_waited_for_until_the_last_day_or_the_next_stage(
    compose: Compose, name: str, today: date, paragraph: list[str]
) -> None:
    composed = compose({"arende.yaml": case(stage(name))}, today=today)
    assert section(composed, "Beredning", "Kulturnämnden är positiv.") == paragraph
    assert section(composed, "Remissammanställning", "Kulturnämnden") == paragraph


def test_nobody_is_waited_for_once_the_case_has_gone_on(compose: Compose) -> None:
    later = ("svar_senast: 2031-05-30", "svar_senast: 2031-12-01")
    assert referral_paragraph(compose({"arende.yaml": case(later)})) == (
        f"{REFERRED} Föreningen Fixarna har inte inkommit med svar."
    )


def test_the_gap_names_no_day_where_none_is_set(compose: Compose) -> None:
    changes = [stage("beredning"), ("  svar_senast: 2031-05-30\n", ""), asked("kulturnämnden", "norra-sdn", "fixarna")]
    assert section(compose({"arende.yaml": case(*changes)}), "Beredning", "Kulturnämnden är positiv.")[1:] == [
        "[Svar har ännu inte inkommit från Norra stadsdelsnämnden och föreningen Fixarna]"
    ]


def test_a_gap_stops_the_final_document(compose: Compose) -> None:
    composed = compose({"arende.yaml": case(stage("beredning"))}, today=BEFORE_THE_LAST_DAY, final=True)
    assert composed.document is None
    assert [told(problem) for problem in composed.problems] == [
        (
            "DK302",
            "arende.yaml:15:7-15:25",
            "föreningen Fixarna has not answered; the last day is 2031-05-30",
            "add the answer in remissvar/, or “svar: avstått”",
        )
    ]


def test_a_case_that_was_not_sent_out_says_nothing_of_a_remiss(compose: Compose) -> None:
    start, end = CASE.index("remiss:\n"), CASE.index("behandling:\n")
    files = {"remissvar/kulturnamnden.md": None, "sammanfattningar/kulturnamnden.md": None}
    printed = lines(compose({"arende.yaml": CASE[:start] + CASE[end:], **files}))
    assert [line for line in printed if line == "Beredning" or "emiss" in line or "remitt" in line] == []


# --- how an answer begins ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"organ": "stadsledningskontoret", "typ": "tjänsteutlåtande", "datum": "2031-05-09"},
            "Stadsledningskontorets tjänsteutlåtande daterat den 9 maj 2031 har i huvudsak följande lydelse.",
        ),
        (
            {"organ": "stadshus-ab", "typ": "yttrande", "datum": "2031-05-26"},
            "Stensunda Stadshus AB:s yttrande daterat den 26 maj 2031 har i huvudsak följande lydelse.",
        ),
        (
            {"organ": "stadshus-ab", "typ": "yttrande"},
            "Stensunda Stadshus AB:s yttrande har i huvudsak följande lydelse.",
        ),
        (
            {"organ": "fixarna", "typ": "remissvar", "datum": "2031-05-26", "återgivning": "fullständig"},
            "Föreningen Fixarnas remissvar daterat den 26 maj 2031 har följande lydelse.",
        ),
        (
            {"organ": "fixarna", "typ": "remissvar", "återgivning": "fullständig"},
            "Föreningen Fixarnas remissvar har följande lydelse.",
        ),
        (
            {"organ": "norra-sdn", "typ": "kontorsyttrande", "datum": "2031-05-26", "återgivning": "i huvudsak"},
            "Norra stadsdelsförvaltningens kontorsyttrande daterat den 26 maj 2031 har i huvudsak följande lydelse.",
        ),
    ],
)
def test_the_sentence_before_an_answer(compose: Compose, facts: dict[str, str], sentence: str) -> None:
    composed = compose(
        {"arende.yaml": case(asked("kulturnämnden", facts["organ"])), "remissvar/x.md": fragment(**facts)}
    )
    assert lines(composed)[-2:] == [sentence, "Texten."]


def test_the_register_knows_a_genitive_better(compose: Compose) -> None:
    bodies = BODIES.replace("föreningen Fixarna, typ", "föreningen Fixarna, genitiv: föreningen Fixarnes, typ")
    files = {"remissvar/x.md": fragment(organ="fixarna", typ="remissvar", datum="2031-05-26")}
    composed = compose({"/register/organ.yaml": bodies, **files})
    assert lines(composed)[-2] == (
        "Föreningen Fixarnes remissvar daterat den 26 maj 2031 har i huvudsak följande lydelse."
    )


def test_names_are_printed_as_the_register_has_them(compose: Compose) -> None:
    """Definiteness is a matter of the name, which no rule may touch."""
    bodies = (
        f"{BODIES}ang: {{namn: Ängs stadsdelsnämnd, typ: stadsdelsnämnd}}\nit: {{namn: it-Rådet *1*, typ: extern}}\n"
    )
    composed = compose({"arende.yaml": case(asked("kulturnämnden", "ang", "it")), "/register/organ.yaml": bodies})
    assert referral_paragraph(composed) == (
        "Ärendet har remitterats till kulturnämnden, Ängs stadsdelsnämnd och it-Rådet *1*. "
        "Ängs stadsdelsnämnd och it-Rådet *1* har inte inkommit med svar."
    )


# --- decisions -----------------------------------------------------------------------------------


DECIDED = "---\norgan: kulturnämnden\ntyp: nämndbeslut\nsammanträde: 2031-05-20\n---\n# Beslut\n\n"


@pytest.mark.parametrize(
    ("points", "numbers"),
    [
        ("1. Nämnden säger ja.\n", []),
        ("- Nämnden säger ja.\n", []),
        ("Nämnden säger ja.\n", []),
        (
            "1. Nämnden säger ja.\n2. Beslutet justeras omedelbart.\n",
            [["Nämnden säger ja.", "Beslutet justeras omedelbart."]],
        ),
    ],
)
def test_one_point_of_a_nämnd_has_no_number_and_two_have(
    compose: Compose, points: str, numbers: list[list[str]]
) -> None:
    composed = compose({"remissvar/kulturnamnden.md": DECIDED + points})
    assert lines(composed)[-1 - len(points.splitlines()) :] == [
        "Kulturnämnden beslutade vid sitt sammanträde den 20 maj 2031 följande.",
        *["Nämnden säger ja.", "Beslutet justeras omedelbart."][: len(points.splitlines())],
    ]
    assert numbered_lists(composed) == numbers


@pytest.mark.parametrize(
    ("points", "numbers"),
    [
        ("1. Motionen bifalls.\n", []),
        ("- Motionen bifalls.\n", []),
        ("1. Motionen bifalls.\n2. Motionen avslås.\n", [["Motionen bifalls.", "Motionen avslås."]]),
        ("- Motionen bifalls.\n- Motionen avslås.\n", [["Motionen bifalls.", "Motionen avslås."]]),
    ],
)
def test_one_point_of_a_proposal_has_no_number_and_two_have(
    compose: Compose, points: str, numbers: list[list[str]]
) -> None:
    proposal = f"---\nföreslår: kommunstyrelsen\nbeslutar: kommunfullmäktige\n---\n{points}"
    composed = compose({"forslag/kommunfullmaktige.md": proposal, "remissvar/kulturnamnden.md": f"{DECIDED}Ja.\n"})
    assert section(composed, "Förslag till beslut", "Föredragande borgarrådet Sara Lindqvist") == [
        "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.",
        *["Motionen bifalls.", "Motionen avslås."][: len(points.splitlines())],
    ]
    assert numbered_lists(composed) == numbers


@pytest.mark.parametrize("proposer", ["", "föreslår: kommunstyrelsen\n"])
def test_what_kommunstyrelsen_decides_for_its_own_part_stands_last(compose: Compose, proposer: str) -> None:
    own = f"---\n{proposer}beslutar: kommunstyrelsen\n---\n- Ärendet är klart.\n"
    composed = compose({"forslag/a.md": own})
    assert section(composed, "Förslag till beslut", "Föredragande borgarrådet Sara Lindqvist") == [
        "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.",
        "Motionen bifalls.",
        "Kommunstyrelsen beslutar för egen del följande.",
        "Ärendet är klart.",
    ]


# --- dissents ------------------------------------------------------------------------------------


def dissent(kind: str = "reservation", body: str = "kulturnämnden", by: str = "eva-brandt", text: str = "Nej.") -> str:
    return fragment(text, typ=kind, organ=body, av=f"[{by}]")


def test_the_dissents_of_a_nämnd_are_pointed_to_and_stand_at_the_end(compose: Compose) -> None:
    composed = compose(
        {
            "avvikande/a.md": dissent("ersättaryttrande", by="kim-vild", text="Ersättarens ord."),
            "avvikande/b.md": dissent("särskilt uttalande", by="eva-brandt, jenny-ahl", text="Ett uttalande."),
            "avvikande/c.md": dissent(by="omar-haddad, eva-brandt", text="En reservation."),
        }
    )
    printed = lines(composed)
    start = printed.index(
        "Kulturförvaltningens tjänsteutlåtande daterat den 29 april 2031 har i huvudsak följande lydelse."
    )
    assert printed[start - 3 : start] == [
        "Reservation av Omar Haddad och Eva Brandt (båda L), se Reservationer m.m.",
        "Särskilt uttalande av Eva Brandt (L) och Jenny Ahl (C), se Reservationer m.m.",
        "Ersättaryttrande av Kim Vild (-), se Reservationer m.m.",
    ]
    assert printed[printed.index("Reservationer m.m.") :] == [
        "Reservationer m.m.",
        "Kulturnämnden",
        "Reservation av Omar Haddad och Eva Brandt (båda L)",
        "En reservation.",
        "Särskilt uttalande av Eva Brandt (L) och Jenny Ahl (C)",
        "Ett uttalande.",
        "Ersättaryttrande av Kim Vild (-)",
        "Ersättarens ord.",
    ]


def test_a_dissent_whose_text_is_missing_is_mentioned_only(compose: Compose) -> None:
    composed = compose({"avvikande/a.md": "---\ntyp: reservation\norgan: KUN\nav: [eva-brandt]\ntext: saknas\n---\n"})
    assert "Reservation av Eva Brandt (L)." in lines(composed)
    assert [line for line in lines(composed) if "m.m." in line] == []


def test_of_two_dissents_only_the_one_with_a_text_stands_at_the_end(compose: Compose) -> None:
    known = fragment("", typ="reservation", organ="kulturnämnden", av="jenny-ahl", text_="saknas")
    printed = lines(compose({"avvikande/a.md": dissent(), "avvikande/b.md": known}))
    assert [line for line in printed if line.startswith("Reservation ")] == [
        "Reservation av Eva Brandt (L), se Reservationer m.m.",
        "Reservation av Jenny Ahl (C).",
        "Reservation av Eva Brandt (L)",
    ]


def test_the_dissents_of_kommunstyrelsen_follow_the_signature(compose: Compose) -> None:
    composed = compose(
        {
            "avvikande/a.md": dissent(body="kommunstyrelsen", by="jenny-ahl", text="Jag reserverar mig."),
            "avvikande/b.md": fragment(
                "", typ="särskilt uttalande", organ="kommunstyrelsen", av="kim-vild", text_="saknas"
            ),
            "avvikande/c.md": dissent(body="borgarrådsberedningen", by="eva-brandt", text="Inte jag heller."),
        }
    )
    assert section(composed, "Jag tycker att förslaget är bra.", "Ärendet") == [
        "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag.",
        "Reservation av Eva Brandt (L) enligt följande.",
        "Inte jag heller.",
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar enligt "
        "föredragande borgarrådets förslag.",
        "Stensunda den 17 september 2031",
        "Anders Wik",
        "Kommunstyrelsens ordförande",
        "Reservation av Jenny Ahl (C) enligt följande.",
        "Jag reserverar mig.",
        "Särskilt uttalande av Kim Vild (-).",
    ]
    assert "Reservationer m.m." not in lines(composed)


# --- answers to an underremiss -------------------------------------------------------------------


def test_an_answer_to_an_underremiss_stands_below_the_body_that_asked(compose: Compose) -> None:
    composed = compose(
        {
            "arende.yaml": case(asked("{organ: stadshus-ab, underremiss: [bostader-ab]}", "kulturnämnden")),
            "remissvar/a.md": fragment("Koncernens ord.", organ="stadshus-ab", typ="yttrande", datum="2031-05-26"),
            "remissvar/b.md": fragment("Bolagets ord.", organ="bostader-ab", typ="remissvar"),
        }
    )
    assert section(composed, "Stensunda Stadshus AB", "Kulturnämnden") == [
        "Stensunda Stadshus AB:s yttrande daterat den 26 maj 2031 har i huvudsak följande lydelse.",
        "Koncernens ord.",
        "Underremiss",
        "AB Stensundabostäders remissvar har i huvudsak följande lydelse.",
        "Bolagets ord.",
    ]


def test_several_answers_to_one_underremiss_share_a_heading(compose: Compose) -> None:
    composed = compose(
        {
            "/register/organ.yaml": f"{BODIES}lampan: {{namn: AB Lampan, typ: dotterbolag}}\n",
            "arende.yaml": case(asked("{organ: stadshus-ab, underremiss: [bostader-ab, lampan]}", "kulturnämnden")),
            "remissvar/b.md": fragment("Bostädernas ord.", organ="bostader-ab", typ="remissvar"),
            "remissvar/c.md": fragment("Lampans ord.", organ="lampan", typ="remissvar"),
        }
    )
    assert section(composed, "Stensunda Stadshus AB", "Kulturnämnden") == [
        "Underremisser",
        "AB Stensundabostäders remissvar har i huvudsak följande lydelse.",
        "Bostädernas ord.",
        "AB Lampans remissvar har i huvudsak följande lydelse.",
        "Lampans ord.",
    ]


# --- the stage governs ---------------------------------------------------------------------------


LATER = {
    "avvikande/ks.md": dissent(body="kommunstyrelsen", text="Reserverar mig i kommunstyrelsen."),
    "avvikande/brb.md": dissent(body="borgarrådsberedningen", text="Reserverar mig i beredningen."),
}
OF_THE_COMMITTEE = [
    "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag.",
    "Reservation av Eva Brandt (L) enligt följande.",
    "Reserverar mig i beredningen.",
]
OF_THE_BOARD = [
    "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar enligt "
    "föredragande borgarrådets förslag.",
    "Stensunda den 17 september 2031",
    "Anders Wik",
    "Kommunstyrelsens ordförande",
    "Reservation av Eva Brandt (L) enligt följande.",
    "Reserverar mig i kommunstyrelsen.",
]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("beredning", []),
        ("borgarrådsberedning", OF_THE_COMMITTEE),
        ("kommunstyrelse", OF_THE_COMMITTEE + OF_THE_BOARD),
        ("kommunfullmäktige", OF_THE_COMMITTEE + OF_THE_BOARD),
    ],
)
def test_nothing_of_a_later_stage_is_printed(compose: Compose, name: str, printed: list[str]) -> None:
    council = ("behandling:\n", "behandling:\n  kommunfullmäktige: {datum: 2031-10-13}\n")
    composed = compose({"arende.yaml": case(stage(name), council), **LATER})
    assert section(composed, "Jag tycker att förslaget är bra.", "Ärendet") == printed
    assert "13 oktober" not in "".join(lines(composed))


def test_what_is_not_printed_yet_is_told_with_its_reason(compose: Compose) -> None:
    statement = compose({"arende.yaml": case(stage("beredning")), **LATER}).statement
    unprinted = statement.unprinted if statement else ()
    assert [(each.path.removeprefix(f"{FOLDER}/"), words(each.reason, NullTranslations())) for each in unprinted] == [
        ("avvikande/brb.md", "borgarrådsberedningen has not met at the stage “beredning”"),
        ("avvikande/ks.md", "kommunstyrelsen has not met at the stage “beredning”"),
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("utfall: tillstyrker", "utfall: avstyrker"),
            "Borgarrådsberedningen avstyrker föredragande borgarrådets förslag.",
        ),
        (("utfall: delar", "utfall: delar inte"), "Kommunstyrelsen delar inte borgarrådsberedningens uppfattning."),
    ],
)
def test_the_other_outcome(compose: Compose, change: tuple[str, str], sentence: str) -> None:
    assert sentence in lines(compose({"arende.yaml": case(change)}))


def test_a_stage_without_its_behandling_is_told(compose: Compose) -> None:
    start = CASE.index("  kommunstyrelse: {")
    composed = compose({"arende.yaml": CASE[:start]})
    assert composed.document is None
    assert [told(problem) for problem in composed.problems] == [
        (
            "DK111",
            "arende.yaml:7:8-7:22",
            "the stage is “kommunstyrelse”, but its “behandling” is missing",
            "write “behandling:” with “kommunstyrelse:” below it, or an earlier stage",
        )
    ]


# --- gaps in a draft -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "gap"),
    [
        ("sammanfattning.md", "[Avsnittet är inte skrivet: Sammanfattning av ärendet]"),
        ("synpunkter.md", "[Avsnittet är inte skrivet: Föredragande borgarrådets synpunkter]"),
        ("arendet.md", "[Avsnittet är inte skrivet: Ärendet]"),
        ("forslag/kommunfullmaktige.md", "[Förslag till beslut är inte skrivet]"),
        ("sammanfattningar/kulturnamnden.md", "[Sammanfattning av svaret från kulturnämnden är inte skriven]"),
    ],
)
def test_a_draft_shows_what_is_not_written(compose: Compose, path: str, gap: str) -> None:
    assert path in SMALL
    assert [line for line in lines(compose({path: None})) if line.startswith("[")] == [gap]
