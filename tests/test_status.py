"""How an ärende stands: the ledger with its days, the limit of a year, the next step, and each format."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from conftest import BODIES, CASE, FOLDER, PEOPLE, ROOT, SETTINGS, SMALL, Files
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.status import asjson, ics, spreadsheet
from draftkit.edges.status.overview import overview
from draftkit.edges.status.report import Report
from draftkit.edges.status.terminal import Terminal, _TimeLine
from draftkit.messages import msg, words
from draftkit.pipeline import check as check_case
from draftkit.problems import DraftkitError
from draftkit.project import Project
from draftkit.stages import ledger
from draftkit.stages.ledger import Ledger, Status
from draftkit.stages.load.workspace import workspace
from draftkit.stages.reminders import letters
from draftkit.stages.standing import Answer, Light, Standing, light_on
from draftkit.survey import Surveyed, glanced, survey, survey_all
from draftkit.swedish.dates import a_year_after, months_after

ENGLISH = NullTranslations()
DRAFTING = CASE[: CASE.index("behandling:")].replace("skede: kommunstyrelse", "skede: beredning")


def no_engine() -> Pandoc:
    raise AssertionError("pandoc was asked for a text that a glance can tell of")


@pytest.fixture
def stands(project: Callable[..., Project]) -> Callable[..., Standing]:
    """`stands(files, today=…)`: how the small case stands, without pandoc."""

    def make(files: Files | None = None, **options: Any) -> Standing:
        (found,) = survey(project(files, **options), [FOLDER], no_engine)
        assert found.problems == ()
        assert found.standing is not None
        return found.standing

    return make


def report(*standings: Standing, today: date = date(2031, 6, 15)) -> Report:
    return Report(standings, "Stensunda kommun", today, ENGLISH)


def step(standing: Standing) -> str:
    return words(standing.next_step, ENGLISH)


# --- the same ledger as check's ------------------------------------------------------------------


def plain(found: Ledger) -> list[tuple[object, ...]]:
    """The ledger as values that can be compared: a record is itself alone."""
    return [
        (
            entry.body.slug,
            entry.asked_by.slug if entry.asked_by else None,
            entry.status,
            entry.response.path if entry.response else None,
            entry.summary.path if entry.summary else None,
            [each.path for each in entry.dissents],
            entry.answered_on,
        )
        for entry in found.entries
    ]


def ledgers(project: Project, folder: str, pandoc: Pandoc) -> tuple[Ledger, Ledger]:
    """The ledger of `check`, and that of `status`."""
    case = glanced(project, folder, workspace(project), lambda: pandoc).case
    return check_case(project, folder, pandoc).ledger, ledger.ledger(case, project.today) if case else Ledger(())


@pytest.mark.parametrize("folder", sorted([*ROOT.glob("examples/*/drafts/*"), *ROOT.glob("drafts/*")]), ids=str)
def test_the_ledger_of_an_example_is_that_of_check(pandoc: Pandoc, folder: Path) -> None:
    root = folder.parents[1]
    project = disk.project(root, [folder], date(2031, 9, 1))
    known, found = ledgers(project, folder.relative_to(root).as_posix(), pandoc)
    assert plain(found) == plain(known) != []


TEXTS = st.sampled_from(
    ["Nämnden är positiv.\n", "", "\n", "<!-- kommer -->\n", "# Beslut\n\n# Svar\n", "# Beslut\n\n1. Bifall.\n",
     "# Beslut", "<!-- a --> text\n", "[^1]: not\n", "[a]: https://stensunda.example\n", "<Namn>\n", "- punkt\n",
     "> <!-- x -->\n",
     "Beslut\n===\n", "text\n\n# Beslut\n", "\u00a0\n", "<!-- a\n\nb -->\nText.\n", "```\n<!-- a -->\n```\n",
     "# Svar\nNej.\n"]
)  # fmt: skip
HEADS = st.sampled_from(
    ["organ: KUN\ntyp: nämndbeslut\nsammanträde: 2031-05-20", "organ: kulturnämnden\ntyp: yttrande\ndatum: 2031-06-02",
     "organ: föreningen Fixarna\ntyp: remissvar", "organ: AB Stensundabostäder\ntyp: remissvar\ndatum: 2031-05-12",
     "organ: okända nämnden\ntyp: yttrande", "organ: [KUN]\ntyp: yttrande", "organ: &a KUN\ntyp: yttrande",
     "typ: yttrande"]
)  # fmt: skip
REFERRALS = st.sampled_from(
    ["remiss: {utskickad: 2031-03-03, svar_senast: 2031-05-30, instanser: [KUN, föreningen Fixarna]}",
     "remiss: {instanser: [{organ: stadshus-ab, underremiss: [bostader-ab]}, kulturnämnden]}",
     "remiss:\n  svar_senast: 2031-07-01\n  instanser:\n    - {organ: kulturnämnden, svar: avstått}\n    - fixarna",
     "rubrik: Motion"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(HEADS, TEXTS), max_size=3), st.lists(TEXTS, max_size=2), REFERRALS, st.booleans())
def test_the_ledger_of_any_case_is_that_of_check(
    pandoc: Pandoc,
    packs: dict[str, bytes],
    answers: list[tuple[str, str]],
    summaries: list[str],
    referral: str,
    drafting: bool,
) -> None:
    base = DRAFTING if drafting else CASE
    case = base[: base.index("remiss:")] + referral + "\n" + base[base.index("    - föreningen Fixarna\n") + 25 :]
    files = {"arende.yaml": case.replace("rubrik: Motion om lånebara verktyg\n", "rubrik: M\n", 1)
             if referral == "rubrik: Motion" else case}  # fmt: skip
    files |= {f"remissvar/{n}.md": f"---\n{head}\n---\n{text}" for n, (head, text) in enumerate(answers)}
    files |= {f"sammanfattningar/{n}.md": f"---\norgan: KUN\n---\n{text}" for n, text in enumerate(summaries)}
    whole = {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE}
    whole |= {f"{FOLDER}/{path}": text for path, text in files.items()}
    project = Project({path: text.encode() for path, text in whole.items()}, date(2031, 6, 15), packs)
    known, found = ledgers(project, FOLDER, pandoc)
    assert plain(found) == plain(known)


def test_many_cases_are_shared_out_among_processes(tmp_path: Path) -> None:
    lay(tmp_path, {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE})
    for number in range(600):
        case = CASE.replace("2031/0417", f"2031/{number:04}")
        lay(tmp_path, {f"drafts/{number:04}/arende.yaml": case if number != 599 else "schema: ["})
    found = survey_all(tmp_path, disk.cases(tmp_path), date(2031, 6, 15))
    numbers = [each.standing.case_number if each.standing else None for each in found]
    assert numbers == [*(f"KS 2031/{number:04}" for number in range(599)), None]
    assert [problem.code.number for each in found for problem in each.problems] == ["DK010"]


def test_what_the_machine_refuses_is_the_same_in_another_process() -> None:
    refused = DraftkitError(msg("{path} is not a file", path="a"), msg("name the file itself"))
    sent = pickle.loads(pickle.dumps(refused))
    assert (sent.message, sent.hint) == (refused.message, refused.hint)


def lay(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


# --- who has answered, and when ------------------------------------------------------------------


def outcomes(standing: Standing) -> list[tuple[str, str, date | None, int]]:
    return [(each.slug, each.status.value, each.answered_on, each.days_late) for each in standing.answers]


def test_an_answer_counts_by_its_meeting_and_what_is_missing_by_today(stands: Callable[..., Standing]) -> None:
    late = SMALL["remissvar/kulturnamnden.md"].replace("2031-05-20", "2031-06-02")
    found = stands({"remissvar/kulturnamnden.md": late, "arende.yaml": DRAFTING})
    assert outcomes(found) == [
        ("kulturnamnden", "besvarad", date(2031, 6, 2), 3),
        ("fixarna", "saknas", None, 16),
    ]
    assert found.days_left == -16


def test_nobody_is_late_on_the_last_day(stands: Callable[..., Standing]) -> None:
    found = stands({"arende.yaml": DRAFTING}, today=date(2031, 5, 30))
    assert outcomes(found)[1] == ("fixarna", "väntar", None, 0)
    assert found.days_left == 0


def test_who_declined_is_not_late_and_a_decided_case_waits_for_nobody(stands: Callable[..., Standing]) -> None:
    case = CASE.replace(
        "    - föreningen Fixarna", "    - {organ: fixarna, svar: avstått, datum: 2031-06-09}\n    - norra-sdn"
    )
    found = stands({"arende.yaml": case}, today=date(2031, 12, 1))
    assert outcomes(found)[1:] == [("fixarna", "avstått", date(2031, 6, 9), 0), ("norra-sdn", "saknas", None, 0)]
    assert found.decided_on == date(2031, 9, 17)


def test_an_answer_without_a_summary_is_told(stands: Callable[..., Standing]) -> None:
    found = stands({"sammanfattningar/kulturnamnden.md": "---\norgan: KUN\n---\n<!-- Eva skriver -->\n"})
    assert [each.name for each in found.unsummarised] == ["kulturnämnden"]
    assert [(str(each.place), each.text) for each in found.notes] == [
        (f"{FOLDER}/sammanfattningar/kulturnamnden.md:4:1", "Eva skriver")
    ]


def test_the_next_meeting_of_one_who_has_not_answered(stands: Callable[..., Standing]) -> None:
    bodies = BODIES.replace(
        "namn: föreningen Fixarna,", "namn: föreningen Fixarna, sammanträden: [2031-09-02, 2031-06-15, 2031-05-01],"
    )
    found = stands({"/register/organ.yaml": bodies, "arende.yaml": DRAFTING})
    assert [each.next_meeting for each in found.answers] == [None, date(2031, 6, 15)]
    assert (
        stands({"/register/organ.yaml": bodies, "arende.yaml": DRAFTING}, today=date(2031, 9, 3))
        .answers[1]
        .next_meeting
        is None
    )


# --- the limit of a year -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "light"),
    [
        ("2031-02-10", Light.GREEN), ("2031-08-09", Light.GREEN), ("2031-08-10", Light.YELLOW),
        ("2031-11-09", Light.YELLOW), ("2031-11-10", Light.ORANGE), ("2032-01-09", Light.ORANGE),
        ("2032-01-10", Light.RED), ("2032-02-10", Light.RED), ("2032-02-11", Light.OVER),
    ],
)  # fmt: skip
def test_the_light_changes_on_the_same_day_of_the_month(
    stands: Callable[..., Standing], day: str, light: Light
) -> None:
    found = stands({"arende.yaml": DRAFTING}, today=date.fromisoformat(day)).limit
    assert found is not None
    assert (found.light, found.last_day, found.days_left) == (
        light, date(2032, 2, 10), (date(2032, 2, 10) - date.fromisoformat(day)).days
    )  # fmt: skip


def test_a_motion_of_the_29th_of_february_has_until_the_28th() -> None:
    raised = date(2032, 2, 29)
    last = a_year_after(raised)
    assert last == date(2033, 2, 28)
    days = [date(2032, 8, 28), date(2032, 8, 29), date(2033, 1, 29), date(2033, 2, 28), date(2033, 3, 1)]
    lights = [light_on(day, raised, last) for day in days]
    assert lights == [Light.GREEN, Light.YELLOW, Light.RED, Light.RED, Light.OVER]


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.integers(0, 30))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(1)).month != found.month)


def test_the_calendar_ends_with_the_year_9999() -> None:
    assert a_year_after(date(9999, 5, 1)) == date.max


def test_kommunfullmaktige_stops_the_clock(stands: Callable[..., Standing]) -> None:
    case = (
        CASE.replace("skede: kommunstyrelse", "skede: kommunfullmäktige") + "  kommunfullmäktige: {datum: 2031-10-13}\n"
    )
    before, after = (stands({"arende.yaml": case}, today=date(2031, 10, day)) for day in (12, 13))
    assert [each.light for each in before.motions] == [Light.YELLOW]
    assert [(each.light, each.days_left) for each in after.motions] == [(Light.DONE, 120)]
    assert after.limit is None


def test_only_a_motion_and_a_medborgarforslag_have_a_limit(stands: Callable[..., Standing]) -> None:
    more = "  - {typ: skrivelse, väckt: 2029-01-01}\n  - {typ: medborgarförslag, väckt: 2031-01-07}\nremiss:"
    found = stands({"arende.yaml": DRAFTING.replace("remiss:", more, 1)})
    assert [(each.kind, each.last_day) for each in found.motions] == [
        ("motion", date(2032, 2, 10)),
        ("medborgarförslag", date(2032, 1, 7)),
    ]
    assert found.limit == found.motions[1]


# --- the next step -------------------------------------------------------------------------------

WITHOUT_SUMMARY = {"sammanfattningar/kulturnamnden.md": None}


@pytest.mark.parametrize(
    ("files", "today", "said"),
    [
        ({"arende.yaml": DRAFTING}, "2031-06-15",
         "Remind föreningen Fixarna, who should have answered by 2031-05-30, or go on without the answer."),
        ({"arende.yaml": DRAFTING, "remissvar/kulturnamnden.md": None, **WITHOUT_SUMMARY}, "2031-06-15",
         "Remind kulturnämnden and föreningen Fixarna, who should have answered by 2031-05-30, "
         "or go on without the answers."),
        ({"arende.yaml": DRAFTING, **WITHOUT_SUMMARY}, "2031-05-30", "Sum up the answer from kulturnämnden."),
        ({"arende.yaml": DRAFTING}, "2031-05-30",
         "Wait for the answer from föreningen Fixarna; the last day is 2031-05-30."),
        ({"arende.yaml": DRAFTING}, "2031-02-20", "Send the referral on 2031-03-03."),
        ({"arende.yaml": DRAFTING.replace("  svar_senast: 2031-05-30\n", "")}, "2031-06-15",
         "Write the last day to answer (svar_senast) in arende.yaml."),
        ({"arende.yaml": DRAFTING.replace("    - föreningen Fixarna\n", ""), "synpunkter.md": None}, "2031-06-15",
         "Write the section “Föredragande borgarrådets synpunkter”."),
        ({"arende.yaml": DRAFTING.replace("    - föreningen Fixarna\n", ""), "synpunkter.md": None, "arendet.md": None},
         "2031-06-15", "Write the sections “Föredragande borgarrådets synpunkter” and “Ärendet”."),
        ({"arende.yaml": DRAFTING.replace("    - föreningen Fixarna\n", ""), "forslag/kommunfullmaktige.md": None},
         "2031-06-15", "Write the proposal for a decision."),
        ({"arende.yaml": DRAFTING.replace("    - föreningen Fixarna\n", "")}, "2031-06-15",
         "Lay the case before borgarrådsberedningen."),
        ({"arende.yaml": CASE.replace("skede: kommunstyrelse", "skede: borgarrådsberedning")}, "2031-09-08",
         "Lay the case before kommunstyrelsen."),
        ({}, "2031-09-16", "Kommunstyrelsen takes up the case on 2031-09-17."),
        ({}, "2031-09-17", "Build the final document and lay it before kommunfullmäktige, "
         "which is to be able to decide by 2032-02-10."),
        ({}, "2032-02-11",
         "Build the final document and lay it before kommunfullmäktige; the year ended on 2032-02-10."),
        ({"arende.yaml": CASE.replace("skede: kommunstyrelse", "skede: kommunfullmäktige")
          + "  kommunfullmäktige: {datum: 2031-10-13}\n"}, "2031-10-13",
         "Nothing; kommunfullmäktige decided on 2031-10-13."),
    ],
)  # fmt: skip
def test_the_next_step(stands: Callable[..., Standing], files: Files, today: str, said: str) -> None:
    assert step(stands(files, today=date.fromisoformat(today))) == said


# --- what cannot be read -------------------------------------------------------------------------


def surveyed(project: Project) -> Surveyed:
    (found,) = survey(project, [FOLDER], no_engine)
    return found


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("remissvar/fixarna.md", "---\norgan: föreningen Fixarna\ntyp: [remissvar\n---\nJa.\n", "DK010"),
        ("remissvar/fixarna.md", "---\norgan: föreningen Fixarn\ntyp: remissvar\n---\nJa.\n", "DK107"),
        ("remissvar/fixarna.md", b"---\norgan: f\xf6reningen Fixarna\n---\nJa.\n", "DK001"),
        ("remissvar/fixarna.docx", b"PK", "DK007"),
    ],
)
def test_a_file_that_may_be_an_answer_and_cannot_be_read_is_told(
    project: Callable[..., Project], path: str, text: str | bytes, code: str
) -> None:
    found = surveyed(project({path: text, "arende.yaml": DRAFTING}))
    assert found.standing is not None
    assert found.standing.unread == (f"{FOLDER}/{path}",)
    assert step(found.standing) == f"Mend what cannot be read in the case: draftkit check {FOLDER}."
    assert code in [problem.code.number for problem in found.problems]
    assert letters([found.standing], {}, "Stensunda kommun") == ([], [])


def test_facts_that_cannot_be_read_are_told(project: Callable[..., Project]) -> None:
    found = surveyed(project({"arende.yaml": CASE.replace("rotel: V", "rotel: W")}))
    assert (found.standing, [problem.code.number for problem in found.problems]) == (None, ["DK105"])


def test_what_only_check_tells_is_not_told(project: Callable[..., Project]) -> None:
    found = surveyed(
        project({"synpunkter.md": "---\navsnitt: synpunkter\n---\nJag anser att att <b>detta</b> är bra.\n"})
    )
    assert (found.standing is not None, found.problems) == (True, ())


def test_an_answer_from_one_who_was_not_asked_is_told(project: Callable[..., Project]) -> None:
    found = surveyed(project({"remissvar/x.md": "---\norgan: norra-sdn\ntyp: yttrande\n---\nJa.\n"}))
    assert [problem.code.number for problem in found.problems] == ["DK305"]


# --- letters -------------------------------------------------------------------------------------


def written(packs: dict[str, bytes], *standings: Standing) -> list[tuple[str, str, str]]:
    """The letters: to whom, subject, text."""
    world = workspace(Project({"draftkit.toml": SETTINGS.encode()}, date(2031, 6, 15), packs), words=False)
    pack, _ = world.pack("utlatande", None)  # type: ignore[arg-type]
    assert pack is not None
    found, problems = letters(standings, {"utlatande": pack}, "Stensunda kommun")
    assert problems == []
    return [(each.name, each.subject, each.text) for each in found]


FIXARNA = """\
Hej!

Den 3 mars 2031 fick föreningen Fixarna ärendet ”Motion om lånebara verktyg” (dnr KS 2031/0417) på remiss. \
Vi har ännu inte fått något svar. Sista dag att svara var den 30 maj 2031, för 16 dagar sedan.

Skicka svaret så snart ni kan. Hör av er om ni behöver längre tid eller avstår från att svara. \
Om ni redan har svarat kan ni bortse från den här påminnelsen.

Med vänlig hälsning
Rotel V, Stensunda kommun"""


def test_a_letter_says_what_when_and_how_late(stands: Callable[..., Standing], packs: dict[str, bytes]) -> None:
    assert written(packs, stands({"arende.yaml": DRAFTING})) == [
        ("föreningen Fixarna", "Påminnelse om remiss: Motion om lånebara verktyg, dnr KS 2031/0417", FIXARNA)
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2031-05-20", "Sista dag att svara är den 30 maj 2031, om tio dagar."),
        ("2031-05-17", "Sista dag att svara är den 30 maj 2031, om 13 dagar."),
        ("2031-05-29", "Sista dag att svara är i morgon, den 30 maj 2031."),
        ("2031-05-30", "Sista dag att svara är i dag, den 30 maj 2031."),
        ("2031-05-31", "Sista dag att svara var i går, den 30 maj 2031."),
        ("2031-06-01", "Sista dag att svara var den 30 maj 2031, för två dagar sedan."),
    ],
)
def test_how_late(stands: Callable[..., Standing], packs: dict[str, bytes], day: str, said: str) -> None:
    ((_, _, text),) = written(packs, stands({"arende.yaml": DRAFTING}, today=date.fromisoformat(day)))
    assert text.split("\n\n")[1].endswith(f" Vi har ännu inte fått något svar. {said}")


def test_a_referral_without_days(stands: Callable[..., Standing], packs: dict[str, bytes]) -> None:
    case = DRAFTING.replace("  utskickad: 2031-03-03\n  svar_senast: 2031-05-30\n", "")
    ((_, _, text),) = written(packs, stands({"arende.yaml": case}))
    assert text.split("\n\n")[1] == (
        "Föreningen Fixarna har fått ärendet ”Motion om lånebara verktyg” (dnr KS 2031/0417) på remiss. "
        "Vi har ännu inte fått något svar."
    )


COMPANY = "---\norgan: stadshus-ab\ntyp: yttrande\n---\nBolaget är positivt.\n"
SUB = "som ni har remitterat ärendet vidare till."


@pytest.mark.parametrize(
    ("asked", "answer", "said"),
    [
        ("[bostader-ab]", None,
         f"Vi har ännu inte fått något svar, varken från er eller från AB Stensundabostäder, {SUB}"),
        ("[bostader-ab]", COMPANY, f"Vi har ännu inte fått något svar från AB Stensundabostäder, {SUB}"),
        ("[bostader-ab, norra-sdn]", COMPANY,
         f"Vi har ännu inte fått något svar från AB Stensundabostäder och Norra stadsdelsnämnden, {SUB}"),
    ],
)  # fmt: skip
def test_a_letter_about_an_underremiss_goes_to_the_one_who_asked(
    stands: Callable[..., Standing], packs: dict[str, bytes], asked: str, answer: str | None, said: str
) -> None:
    case = DRAFTING.replace("- föreningen Fixarna", f"- {{organ: stadshus-ab, underremiss: {asked}}}")
    ((name, _, text),) = written(packs, stands({"arende.yaml": case, "remissvar/stadshus-ab.md": answer}))
    assert name == "Stensunda Stadshus AB"
    assert said in text


def test_one_letter_for_all_that_a_rotel_waits_for(stands: Callable[..., Standing], packs: dict[str, bytes]) -> None:
    cases = [
        DRAFTING,
        DRAFTING.replace("0417", "0512").replace("verktyg", "cyklar"),
        DRAFTING.replace("rotel: V", "rotel: II"),
    ]
    found = written(packs, *(stands({"arende.yaml": each}) for each in cases))
    assert [(name, subject) for name, subject, _ in found] == [
        ("föreningen Fixarna", "Påminnelse om remisser, dnr KS 2031/0417 och KS 2031/0512"),
        ("föreningen Fixarna", "Påminnelse om remiss: Motion om lånebara verktyg, dnr KS 2031/0417"),
    ]
    assert found[0][2].split("\n\n")[2:4] == [
        "Den 3 mars 2031 fick föreningen Fixarna ärendet ”Motion om lånebara cyklar” (dnr KS 2031/0512) på remiss. "
        "Vi har ännu inte fått något svar. Sista dag att svara var den 30 maj 2031, för 16 dagar sedan.",
        "Skicka svaren så snart ni kan. Hör av er om ni behöver längre tid eller avstår från att svara. "
        "Om ni redan har svarat kan ni bortse från den här påminnelsen.",
    ]
    assert found[1][2].endswith("Rotel II, Stensunda kommun")


def test_nobody_is_reminded_of_what_is_decided(stands: Callable[..., Standing], packs: dict[str, bytes]) -> None:
    assert written(packs, stands(today=date(2031, 9, 17))) == []


def test_a_phrase_that_fails_is_told_at_its_place(stands: Callable[..., Standing], packs: dict[str, bytes]) -> None:
    own = {"templates/egen/mall.yaml": b"\xc3\xa4rver: utlatande\n",
           "templates/egen/fraser.yaml": "påminnelse_hälsning: Hej {{ namnn }}!\n".encode(),
           "draftkit.toml": SETTINGS.encode()}  # fmt: skip
    pack, _ = workspace(Project(own, date(2031, 6, 15), packs), words=False).pack("egen", None)  # type: ignore[arg-type]
    assert pack is not None
    found, problems = letters([stands({"arende.yaml": DRAFTING})], {"utlatande": pack}, "Stensunda kommun")
    assert [(each.code.number, str(each.span)) for each in problems] == [("DK602", "templates/egen/fraser.yaml:1:22")]
    assert [each.text for each in found] == [""]


# --- formats -------------------------------------------------------------------------------------


def test_json_has_the_keys_that_its_page_describes(stands: Callable[..., Standing]) -> None:
    note = SMALL["synpunkter.md"] + "\n<!-- fråga Eva -->\n"
    found = json.loads(asjson.report(report(stands({"synpunkter.md": note})), []))
    assert found == {
        "idag": "2031-06-15",
        "ärenden": [
            {
                "mapp": FOLDER, "dnr": "KS 2031/0417", "rubrik": "Motion om lånebara verktyg", "rotel": "V",
                "skede": "kommunstyrelse", "nästa_steg": "Kommunstyrelsen takes up the case on 2031-09-17.",
                "beslutat": None,
                "motioner": [
                    {"typ": "motion", "nummer": None, "motionärer": ["Omar Haddad", "Eva Brandt"],
                     "väckt": "2031-02-10", "sista_dag": "2032-02-10", "dagar_kvar": 240, "läge": "under 6 månader"}
                ],
                "remiss": {
                    "utskickad": "2031-03-03", "svar_senast": "2031-05-30", "dagar_kvar": -16,
                    "instanser": [
                        {"organ": "kulturnamnden", "namn": "kulturnämnden", "underremiss_av": None, "läge": "besvarad",
                         "datum": "2031-05-20", "dagar_för_sent": 0, "sammanfattad": True,
                         "fil": f"{FOLDER}/remissvar/kulturnamnden.md", "nästa_sammanträde": None},
                        {"organ": "fixarna", "namn": "föreningen Fixarna", "underremiss_av": None, "läge": "saknas",
                         "datum": None, "dagar_för_sent": 16, "sammanfattad": False, "fil": None,
                         "nästa_sammanträde": None},
                    ],
                },
                "oskrivna_avsnitt": [], "förslag_saknas": False,
                "anteckningar": [{"fil": f"{FOLDER}/synpunkter.md", "rad": 6, "text": "fråga Eva"}],
                "olästa_filer": [],
            }
        ],
        "fel": [],
    }  # fmt: skip
    page = (ROOT / "docs/status.md").read_text(encoding="utf-8")
    assert [key for key in keys(found) if f"`{key}`" not in page and f".{key}`" not in page] == []


def keys(tree: object) -> set[str]:
    if isinstance(tree, list):
        return {key for each in tree for key in keys(each)}
    return {key for name, each in tree.items() for key in (name, *keys(each))} if isinstance(tree, dict) else set()


def as_excel(text: str) -> list[dict[str, str]]:
    """The rows as a Swedish Excel takes them: the mark says UTF-8, semicolons part the cells."""
    assert text.startswith("\ufeff")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_csv_has_a_row_for_each_who_was_asked(stands: Callable[..., Standing]) -> None:
    first, second = as_excel(spreadsheet.report(report(stands())))
    assert first == {
        "Dnr": "KS 2031/0417", "Title": "Motion om lånebara verktyg", "Rotel": "V", "Stage": "kommunstyrelse",
        "Asked": "kulturnämnden", "Asked in turn by": "", "Standing": "answered", "Day of the answer": "2031-05-20",
        "Sent": "2031-03-03", "Last day": "2031-05-30", "Days late": "", "Summed up": "yes", "Next meeting": "",
        "Raised": "2031-02-10", "Last day of the year": "2032-02-10", "Days left of the year": "240",
        "Age of the motion": "under 6 months", "Next step": "Kommunstyrelsen takes up the case on 2031-09-17.",
        "Folder": FOLDER,
    }  # fmt: skip
    assert (second["Asked"], second["Standing"], second["Days late"]) == ("föreningen Fixarna", "late by 16 days", "16")
    assert as_excel(spreadsheet.report(report(stands()), only_missing=True)) == [second]


def test_csv_has_a_row_for_an_arende_without_a_referral(stands: Callable[..., Standing]) -> None:
    case = DRAFTING[: DRAFTING.index("remiss:")]
    (row,) = as_excel(
        spreadsheet.report(report(stands({"arende.yaml": case, "remissvar/kulturnamnden.md": None, **WITHOUT_SUMMARY})))
    )
    assert (row["Dnr"], row["Asked"], row["Days left of the year"]) == ("KS 2031/0417", "", "240")


@pytest.mark.parametrize("title", ["=1+1", "+46", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "＝1"])
def test_no_cell_is_a_formula(stands: Callable[..., Standing], title: str) -> None:
    case = CASE.replace("rubrik: Motion om lånebara verktyg", f'rubrik: "{title}"')
    first, _ = as_excel(spreadsheet.report(report(stands({"arende.yaml": case}))))
    assert first["Title"] == f"'{title}"


def test_a_cell_may_have_semicolons_and_quotation_marks(stands: Callable[..., Standing]) -> None:
    case = CASE.replace("rubrik: Motion om lånebara verktyg", "rubrik: 'Verktyg; \"spik\", hammare'")
    first, _ = as_excel(spreadsheet.report(report(stands({"arende.yaml": case}))))
    assert first["Title"] == 'Verktyg; "spik", hammare'


def test_a_negative_number_is_a_number(stands: Callable[..., Standing]) -> None:
    first, _ = as_excel(spreadsheet.report(report(stands({"arende.yaml": DRAFTING}, today=date(2032, 2, 20)))))
    assert first["Days left of the year"] == "-10"


def test_a_calendar_follows_its_standard(stands: Callable[..., Standing]) -> None:
    long = CASE.replace("rubrik: Motion om lånebara verktyg", "rubrik: 'Motion om å, ä och ö; " + "verktyg " * 20 + "'")
    data = ics.report(report(stands({"arende.yaml": long})))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75  # octets, RFC 5545 3.1
    calendar = icalendar.Calendar.from_ical(data)
    assert (calendar["version"], calendar["prodid"][:13]) == ("2.0", "-//draftkit//")
    assert [error for component in calendar.walk() for error in component.errors] == []
    events = calendar.walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == [date(2031, 5, 30), date(2032, 2, 10)]
    assert {event["dtstamp"].dt for event in events} == {datetime(2031, 6, 15, tzinfo=UTC)}
    assert all(event["dtstart"].params["VALUE"] == "DATE" for event in events)
    assert str(events[0]["summary"]).startswith("Last day to answer: KS 2031/0417 Motion om å, ä och ö; verktyg")
    assert str(events[0]["description"]).split("\n")[0] == "Not answered: föreningen Fixarna"


def test_an_event_keeps_its_identity_and_two_are_never_one(stands: Callable[..., Standing]) -> None:
    def uids(*standings: Standing) -> list[str]:
        calendar = icalendar.Calendar.from_ical(ics.report(report(*standings)))
        return [str(event["uid"]) for event in calendar.walk("VEVENT")]

    moved = CASE.replace("2031-05-30", "2031-06-09").replace("väckt: 2031-02-10", "väckt: 2031-02-11")
    assert uids(stands()) == uids(stands({"arende.yaml": moved}))
    assert ics.report(report(stands())) == ics.report(report(stands()))
    other = stands({"arende.yaml": CASE.replace("0417", "0418")})
    twin = replace(stands(), folder="drafts/en-till")
    every = uids(stands(), other, twin)
    assert len(set(every)) == len(every) == 6


def test_what_is_decided_has_no_limit_in_the_calendar(stands: Callable[..., Standing]) -> None:
    case = (
        CASE.replace("skede: kommunstyrelse", "skede: kommunfullmäktige") + "  kommunfullmäktige: {datum: 2031-10-13}\n"
    )
    found = ics.report(report(stands({"arende.yaml": case}, today=date(2031, 10, 13)), today=date(2031, 10, 13)))
    assert found.count(b"BEGIN:VEVENT") == 1


# --- for people ----------------------------------------------------------------------------------

ONE = """\
KS 2031/0417  Motion om lånebara verktyg
Rotel V, stage: beredning, drafts/ks-2031-0417

Motion     raised on 2031-02-10, last day 2032-02-10, 240 days left (under 6
           months have passed)
Referral   sent on 2031-03-03, last day 2031-05-30, 1 of 2 answers
Next step  Remind föreningen Fixarna, who should have answered by 2031-05-30, or
           go on without the answer.

Asked                Standing                Day          2031-03-03  2031-06-15
────────────────────────────────────────────────────────────────────────────────
kulturnämnden        answered, 3 days late   2031-06-02   ──────────────────┆●
föreningen Fixarna   late by 16 days                      ──────────────────┆──○
                     meets on 2031-09-02
● answered  × declined  ○ not answered  ┆ last day
"""


def drawn(standing: Standing, width: int) -> str:
    stream = io.StringIO()
    Terminal(report(standing), stream, colour=False, width=width).one(standing)
    return stream.getvalue()


def late_case(stands: Callable[..., Standing]) -> Standing:
    late = SMALL["remissvar/kulturnamnden.md"].replace("2031-05-20", "2031-06-02")
    bodies = BODIES.replace("namn: föreningen Fixarna,", "namn: föreningen Fixarna, sammanträden: [2031-09-02],")
    return stands({"remissvar/kulturnamnden.md": late, "arende.yaml": DRAFTING, "/register/organ.yaml": bodies})


def test_one_arende_on_eighty_columns(stands: Callable[..., Standing]) -> None:
    assert drawn(late_case(stands), 80) == ONE


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal(stands: Callable[..., Standing], width: int) -> None:
    text = drawn(late_case(stands), width)
    assert max(map(len, text.splitlines())) <= width
    assert "\033" not in text


@settings(max_examples=200)
@given(st.integers(-5, 120), st.integers(1, 100), st.integers(12, 60))
@example(99, 100, 12)
@example(101, 100, 12)
@example(-5, 1, 12)
def test_a_day_before_the_last_never_stands_on_it_nor_beyond(answer: int, due: int, width: int) -> None:
    first = date(2031, 3, 3)
    day, last = first + timedelta(answer), first + timedelta(due)
    line = _TimeLine(first, max(last, day), last, date(2031, 1, 1))
    row = line.drawn(Answer("a", "a", None, Status.ANSWERED, day, 0, True, None, None), width)
    assert len(row) == width
    assert row.count("●") == 1
    if day == last:
        assert "┆" not in row
    else:
        assert (row.index("●") < row.index("┆")) == (day < last)


MANY = """\
Ärende               Answers            The motion's     Title and next step
                                        year
────────────────────────────────────────────────────────────────────────────────
KS 2031/0418         1 of 2 answers     under 6 months   Motion om lånebara
beredning            late by 16 days    224 days left    verktyg
                                                         → Remind föreningen
                                                         Fixarna, who should
                                                         have answered by
                                                         2031-05-30, or go on
                                                         without the answer.
KS 2031/0417         1 of 2 answers     under 6 months   Motion om lånebara
kommunstyrelse       late by 16 days    240 days left    verktyg
                                                         → Kommunstyrelsen takes
                                                         up the case on
                                                         2031-09-17.

2 ärenden; motions by age: 2 under 6 months"""


def test_many_arenden_the_oldest_motion_first(stands: Callable[..., Standing]) -> None:
    older = stands({"arende.yaml": DRAFTING.replace("0417", "0418").replace("väckt: 2031-02-10", "väckt: 2031-01-25")})
    assert overview(report(stands(), older), width=80, colour=False) == MANY
    assert "\033[1;31mlate by 16 days\033[0m" in overview(report(stands(), older), width=140, colour=True)


# --- the command ---------------------------------------------------------------------------------


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    whole = {**os.environ, "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-m", "draftkit", "status", *arguments]
    return subprocess.run(command, cwd=root, env=whole, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with the small case, in the midst of its beredning."""
    lay(tmp_path, {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE})
    lay(tmp_path, {f"{FOLDER}/{path}": text for path, text in {**SMALL, "arende.yaml": DRAFTING}.items()})
    return tmp_path


def test_the_command_in_swedish(folder: Path) -> None:
    done = run(folder, "--idag", "2031-06-15", NO_COLOR="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nästa steg  Påminn föreningen Fixarna, som skulle ha svarat senast 2031-05-30," in done.stdout
    assert "16 dagar försenat" in done.stdout


def test_what_cannot_be_read_is_told_beside_the_product(folder: Path) -> None:
    lay(folder, {f"{FOLDER}/remissvar/fixarna.md": "---\norgan: föreningen Fixarna\ntyp: remisvar\n---\nJa.\n"})
    done = run(folder, "--idag", "2031-06-15", "--format", "json")
    assert done.returncode == 1
    assert [each["olästa_filer"] for each in json.loads(done.stdout)["ärenden"]] == [[f"{FOLDER}/remissvar/fixarna.md"]]
    assert "fel[DK104]: ”remisvar” går inte att välja" in done.stderr
    assert f"--> {FOLDER}/remissvar/fixarna.md:3:6" in done.stderr


def test_the_bytes_of_a_csv_and_a_calendar_are_as_they_should_be(folder: Path) -> None:
    command = [sys.executable, "-m", "draftkit", "status", "--idag", "2031-06-15", "--format"]
    table = subprocess.run([*command, "csv"], cwd=folder, capture_output=True, check=True).stdout
    assert table.startswith(b"\xef\xbb\xbfDnr;Rubrik;")
    assert table.count(b"\r\n") == table.count(b"\n") == 3
    calendar = subprocess.run([*command, "ics"], cwd=folder, capture_output=True, check=True).stdout
    assert icalendar.Calendar.from_ical(calendar)["x-wr-calname"] == "Bevakningsdagar, Stensunda kommun"


def test_an_arende_that_cannot_be_read_is_not_passed_over(folder: Path) -> None:
    lay(folder, {"drafts/ks-2031-0600/arende.yaml": "schema: [\n"})
    for arguments in ((), ("--saknas",), ("drafts/ks-2031-0600", "--saknas")):
        done = run(folder, *arguments, "--idag", "2031-06-15")
        assert done.returncode == 1
        assert "drafts/ks-2031-0600 går inte att läsa\n" in done.stdout
        assert "Alla har svarat" not in done.stdout
        assert done.stderr.startswith("fel[DK010]:")


@pytest.mark.parametrize(
    "arguments",
    [("--format", "xml"), ("--saknas", "--format", "ics"), ("--utkast", "123"), ("--utkast", "1a2b3c4d", "--saknas")],
)
def test_what_does_not_go_together_is_told(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Användning:")


def test_who_has_not_answered_with_a_letter(folder: Path) -> None:
    done = run(folder, "--saknas", "--idag", "2031-06-15")
    assert done.returncode == 0
    assert f"Ämne: Påminnelse om remiss: Motion om lånebara verktyg, dnr KS 2031/0417\n\n{FIXARNA}\n" in done.stdout
    found = json.loads(run(folder, "--saknas", "--idag", "2031-06-15", "--format", "json").stdout)
    assert [each["text"] for each in found["påminnelser"]] == [FIXARNA]
    page = (ROOT / "docs/status.md").read_text(encoding="utf-8")
    assert [key for key in keys(found) if f"`{key}`" not in page and f".{key}`" not in page] == []
