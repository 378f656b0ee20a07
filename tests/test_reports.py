"""What other programs are told: each format says all that was found, in the form that its reader demands."""

from __future__ import annotations

import json
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from conftest import FOLDER, SMALL
from draftkit.edges.report import github, jsonreport, junit, sarif
from draftkit.edges.report.human import tally
from draftkit.edges.report.outcome import Outcome
from draftkit.messages import msg
from draftkit.pipeline import Checked
from draftkit.problems import Code, Problem, Related, Severity, Stops
from draftkit.spans import Span
from draftkit.stages.checks.book import CODES
from draftkit.stages.checks.exemptions import Exempted

ENGLISH = NullTranslations()
CODE = CODES["DK401"]
FINAL = Code("DK999", "invented", Severity.WARNING, Stops.FINAL)


def problem(code: Code = CODE, **changes: Any) -> Problem:
    span = changes.pop("span", Span("drafts/å, b/c.md", 3, 5, 3, 9))
    return Problem(code, changes.pop("message", msg("50% of “{a}”:\nwrong", a="x")), span, msg("mend it"), **changes)


def outcome(*problems: Problem, codes: tuple[Code, ...] = (CODE, FINAL), **options: Any) -> Outcome:
    files = options.pop("files", ("drafts/å, b/c.md", "drafts/ren.md"))
    return Outcome(problems, options.pop("exempted", ()), files, codes, ENGLISH, **options)


# --- GitHub --------------------------------------------------------------------------------------


def test_an_annotation_escapes_what_github_reads() -> None:
    assert github.report(outcome(problem(), prefix="utredning/")) == (
        "::warning file=utredning/drafts/å%2C b/c.md,line=3,col=5,endLine=3,endColumn=8,title=DK401"
        "::50%25 of “x”:%0Awrong. mend it"
    )


def test_an_annotation_over_several_lines_has_no_columns() -> None:
    found = problem(span=Span("a.md", 3, 5, 4, 2), judged=Severity.INFO)
    assert github.report(outcome(found)).startswith("::notice file=a.md,line=3,endLine=4,title=DK401::")


def test_an_annotation_at_a_place_without_width() -> None:
    found = problem(FINAL, span=Span("a.md", 1, 1, 1, 1))
    assert github.report(outcome(found, final=True)).startswith("::error file=a.md,line=1,col=1,endLine=1,endColumn=1,")


# --- SARIF ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft7Validator:
    path = Path(__file__).parent / "data/sarif-schema-2.1.0.json"
    return jsonschema.Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def test_sarif_follows_its_schema(schema: jsonschema.Draft7Validator, check: Callable[..., Checked]) -> None:
    broken = {
        "synpunkter.md": "---\navsnitt: synpunkter\n---\nJag anser att att det är bra.[^1]\n",
        "arende.yaml": SMALL["arende.yaml"].replace("    - föreningen Fixarna\n", "    - kulturnämnden\n"),
    }
    found = check(broken).problems
    assert {"DK207", "DK310", "DK401"} <= {each.code.number for each in found}
    gone = [Exempted(found[0], "citat")]
    text = sarif.report(outcome(*found, codes=tuple(CODES.values()), exempted=gone))
    assert [error.message for error in schema.iter_errors(json.loads(text))] == []


def test_sarif_of_nothing_follows_its_schema(schema: jsonschema.Draft7Validator) -> None:
    assert list(schema.iter_errors(json.loads(sarif.report(outcome())))) == []


def test_sarif_says_where_what_and_why_not() -> None:
    related = (Related(Span("b.md", 1, 2, 1, 3), msg("first given here")),)
    run = json.loads(sarif.report(outcome(problem(FINAL, related=related), exempted=[Exempted(problem(), "citat")])))[
        "runs"
    ][0]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "DK999"
    assert first["level"] == "warning"
    assert first["message"] == {"text": "50% of “x”:\nwrong. mend it"}
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "drafts/%C3%A5%2C%20b/c.md"}
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert first["relatedLocations"][0]["message"] == {"text": "first given here"}
    assert second["suppressions"] == [{"kind": "inSource", "justification": "citat"}]
    assert "suppressions" not in first


# --- JUnit ---------------------------------------------------------------------------------------


def test_junit_fails_where_the_check_fails() -> None:
    root = ElementTree.fromstring(junit.report(outcome(problem(), problem(FINAL), final=True)))
    suite = root[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    told = [(case.get("name"), case.get("classname"), [each.tag for each in case]) for case in suite]
    assert told == [
        ("DK401 drafts/å, b/c.md:3:5", "drafts/å, b/c.md", ["system-out"]),
        ("DK999 drafts/å, b/c.md:3:5", "drafts/å, b/c.md", ["failure"]),
        ("draftkit check", "drafts/ren.md", []),
    ]
    assert suite[1][0].attrib == {"message": "50% of “x”:\nwrong. mend it", "type": "DK999"}
    assert suite[0][0].text == "warning: drafts/å, b/c.md:3:5: 50% of “x”:\nwrong. mend it"


def test_junit_with_strict_counts_warnings() -> None:
    root = ElementTree.fromstring(junit.report(outcome(problem(), strict=True)))
    assert root.get("failures") == "1"


def test_junit_holds_no_character_that_xml_cannot() -> None:
    report = junit.report(outcome(problem(message=msg("a\x01<b>&"))))
    assert "a�&lt;b&gt;&amp;" in report
    ElementTree.fromstring(report)


# --- JSON and the tally --------------------------------------------------------------------------


def test_json_says_all_there_is() -> None:
    found = problem(fix="y", related=(Related(Span("b.md", 1, 2, 1, 3), msg("first given here")),))
    shown = {
        "code": "DK401", "name": "doubled-word", "severity": "warning", "message": "50% of “x”:\nwrong",
        "hint": "mend it", "path": "drafts/å, b/c.md", "line": 3, "col": 5, "end_line": 3, "end_col": 9,
        "related": [{"note": "first given here", "path": "b.md", "line": 1, "col": 2, "end_line": 1, "end_col": 3}],
        "fix": "y",
    }  # fmt: skip
    assert json.loads(jsonreport.report(outcome(found, exempted=[Exempted(found, "citat")]))) == {
        "problems": [shown], "exempted": [{**shown, "reason": "citat"}], "files": 2, "rules": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("found", "options", "said"),
    [
        ([], {}, "2 files, 2 rules: 0 errors, 0 warnings"),
        ([problem()], {}, "2 files, 2 rules: 0 errors, 1 warning"),
        ([problem(judged=Severity.INFO)], {}, "2 files, 2 rules: 0 errors, 0 warnings, 1 remark"),
        ([problem(FINAL)], {"final": True}, "2 files, 2 rules: 1 error, 0 warnings"),
        ([], {"exempted": [Exempted(problem(), "citat")]}, "2 files, 2 rules: 0 errors, 0 warnings, 1 exemption"),
    ],
)
def test_the_tally(found: list[Problem], options: dict[str, Any], said: str) -> None:
    assert tally(outcome(*found, **options)) == said


# --- exemptions ----------------------------------------------------------------------------------

SHORT = 'schema = 1\nkommun = "A"\nort = "B"\n'
DOUBLED = "---\navsnitt: synpunkter\n{}---\nJag anser att att det är bra. Det är är så.\n"


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(each.code.number, each.span.path.removeprefix(f"{FOLDER}/")) for each in checked.problems]


def test_an_exemption_in_the_file_covers_the_file(check: Callable[..., Checked]) -> None:
    found = check({"synpunkter.md": DOUBLED.format("undantag: [{regel: DK401, skäl: citat}]\n")})
    assert told(found) == []
    assert [(each.problem.code.number, each.reason) for each in found.exempted] == [("DK401", "citat")] * 2


def test_an_exemption_for_some_words_covers_those(check: Callable[..., Checked]) -> None:
    found = check({"synpunkter.md": DOUBLED.format("undantag: [{regel: DK401, skäl: citat, text: är är}]\n")})
    assert told(found) == [("DK401", "synpunkter.md")]
    assert len(found.exempted) == 1


def test_an_exemption_without_a_reason_is_refused(check: Callable[..., Checked]) -> None:
    found = check({"synpunkter.md": DOUBLED.format("undantag: [{regel: DK401}]\n")})
    assert ("DK102", "synpunkter.md") in told(found)


def test_an_exemption_in_the_settings_covers_its_files(check: Callable[..., Checked]) -> None:
    settings = SHORT + '[[undantag]]\nregel = "DK401"\nfil = "drafts/*/synpunkter.md"\nskal = "c"\n'
    found = check({"/draftkit.toml": settings, "synpunkter.md": DOUBLED.format(""), "arendet.md": "Det är är så.\n"})
    assert told(found) == [("DK401", "arendet.md")]
    assert [each.reason for each in found.exempted] == ["c", "c"]


def test_an_unused_exemption_in_the_settings_is_told_at_its_place(check: Callable[..., Checked]) -> None:
    path = f"{FOLDER}/synpunkter.md"
    settings = f'{SHORT}[[undantag]]\nregel = "DK401"\nfil = "{path}"\nskal = "c"\n'
    found = check({"/draftkit.toml": settings})
    assert [(each.code.number, str(each.span), each.span.end_col) for each in found.problems] == [
        ("DK162", "draftkit.toml:5:9", 16)
    ]


def test_what_stops_every_build_is_told_in_spite_of_an_exemption(check: Callable[..., Checked]) -> None:
    text = "---\navsnitt: synpunkter\nundantag: [{regel: DK207, skäl: snart}]\n---\nText.[^1]\n"
    assert told(check({"synpunkter.md": text})) == [("DK161", "synpunkter.md"), ("DK207", "synpunkter.md")]


def test_settings_change_severities(check: Callable[..., Checked]) -> None:
    settings = SHORT + '[regler]\nfel = ["DK401"]\nupplysning = ["DK4O1"]\n'
    found = check({"/draftkit.toml": settings, "synpunkter.md": DOUBLED.format("")})
    assert [(each.code.number, each.severity()) for each in found.problems] == [
        ("DK160", Severity.WARNING), ("DK401", Severity.ERROR), ("DK401", Severity.ERROR),
    ]  # fmt: skip
    quoted = check(
        {
            "/draftkit.toml": settings,
            "remissvar/kulturnamnden.md": SMALL["remissvar/kulturnamnden.md"].replace("är positiv", "är är positiv"),
        }
    )
    assert [each.severity() for each in quoted.problems if each.code is CODE] == [Severity.WARNING]
