"""Numbers and addresses of private people: in every form that they are written in, and not in the forms of others."""

from __future__ import annotations

import io
from collections.abc import Callable
from gettext import NullTranslations

import docx
import pytest

from conftest import CASE, PEOPLE
from draftkit.edges.report.human import Human
from draftkit.pipeline import Checked
from draftkit.problems import Problem, Severity
from draftkit.spans import Source

Check = Callable[..., Checked]


@pytest.fixture
def private(check: Check) -> Callable[[str], list[str]]:
    """`private(text)`: the words of the text that are told as private, each with its rule."""

    def look(text: str) -> list[str]:
        source = Source("", f"---\navsnitt: ärendet\n---\n{text}\n")
        found = personal(check({"arendet.md": source.text}))
        return [f"{each.code.number} {source.slice(each.span)}" for each in found]

    return look


def personal(checked: Checked) -> list[Problem]:
    return [each for each in checked.problems if each.code.number.startswith("DK26")]


@pytest.mark.parametrize(
    "number",
    [
        "19121212-1212", "121212-1212", "121212+1212", "121212–1212", "121212 - 1212", "191212121212", "1212121212",
        "701063-2391", "19701063-2391",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence", ["Hon heter {} här.", "({})", "Personnr: {}.", "**{}**", "[{}](https://a.example)"]
)
def test_an_identity_number(private: Callable[[str], list[str]], number: str, sentence: str) -> None:
    assert private(sentence.format(number)) == [f"DK260 {number}"]


@pytest.mark.parametrize("text", ["personnummer 0001010107", "född 121212 1212"])
def test_what_is_one_only_where_it_is_said_to_be(private: Callable[[str], list[str]], text: str) -> None:
    assert len(private(text)) == 1
    assert private(text.partition(" ")[2]) == []


@pytest.mark.parametrize(
    "text",
    [
        "121212-1213", "121312-1212", "121232-1212", "556012-1212", "212000-0142", "20991212-1212",
        "dnr 121212-1212", "Dnr: 121212-1212", "KS-121212-1212", "OCR 1212121212", "bankgiro 5050-1055",
        "https://a.example/1212121212", "1212121212123", "121212-12123", "0,1212121212", "2031-05-20", "SOU 2023:1212",
    ],
)  # fmt: skip
def test_other_numbers(private: Callable[[str], list[str]], text: str) -> None:
    assert private(f"Här står {text} i en mening.") == []


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05", "0701740605", "070 174 06 05", "0701-74 06 05", "070/174 06 05", "070.174.06.05",
        "+46 70 174 06 05", "+46 (0)70 174 06 05", "+46701740605", "0046701740605",
    ],
)  # fmt: skip
def test_a_mobile_number(private: Callable[[str], list[str]], number: str) -> None:
    assert private(f"Ring {number}.") == [f"DK262 {number}"]
    assert private(f"Växelns nummer är {number}.") == []


@pytest.mark.parametrize(
    "text", ["hem: 08-465 004 12", "Privat telefonnummer: 08-465 004 12", "08-465 004 12 (bostaden)"]
)
def test_another_number_that_is_said_to_be_private(private: Callable[[str], list[str]], text: str) -> None:
    assert private(text) == ["DK262 08-465 004 12"]


@pytest.mark.parametrize(
    "text",
    ["08-465 004 12", "öppet 0730–1600, 0730–1800", "hemtjänsten kostar 08 000 000 kronor", "KS 2031/0701740605"],
)
def test_no_private_number(private: Callable[[str], list[str]], text: str) -> None:
    assert private(text) == []


@pytest.mark.parametrize(
    "provider", "gmail.com hotmail.se outlook.com live.se telia.com icloud.com yahoo.co.uk".split()
)
def test_a_private_address(private: Callable[[str], list[str]], provider: str) -> None:
    assert private(f"Skriv till tolvan.tolvansson@{provider}.") == [f"DK261 tolvan.tolvansson@{provider}"]
    assert private(f"Skriv till [mig](mailto:tolvan@{provider}).") == [f"DK261 tolvan@{provider}"]
    assert private(f"Skriv till info@{provider}.") == []


@pytest.mark.parametrize(
    "provider", "stensunda.example live.stensunda.example gmail.stensunda.se mail.kommun.se".split()
)
def test_the_address_of_an_authority(private: Callable[[str], list[str]], provider: str) -> None:
    assert private(f"Skriv till anna.ek@{provider}.") == []


def test_all_that_the_case_is_written_in(check: Check) -> None:
    number = "121212-1212"
    word = docx.Document()
    word.add_paragraph(f"Motionären är {number}.")
    out = io.BytesIO()
    word.save(out)
    appendix = "bilagor:\n  - {rubrik: Motion, fil: bilagor/motion.docx, placering: i dokumentet}\n"
    found = personal(
        check({
            "arende.yaml": f"{CASE}{appendix}# {number}\n",
            "/register/personer.yaml": f"{PEOPLE}# {number}\n",
            "bilagor/motion.docx": out.getvalue(),
            "arendet.md": f"---\navsnitt: ärendet\n---\nMotionen gäller verktyg.\n\n<!-- {number} -->\n",
        })
    )  # fmt: skip
    names = sorted(each.span.path.rpartition("/")[2] for each in found)
    assert names == ["arende.yaml", "arende.yaml", "arendet.md", "personer.yaml"], "the Word file where it is named"


def test_a_report_does_not_repeat_it(check: Check) -> None:
    text = "---\navsnitt: ärendet\n---\nTolvan, 121212-1212, och Anna, 701063-2391.\n"
    problems = personal(check({"arendet.md": text}))
    drawer = Human(NullTranslations(), lambda path: Source(path, text))
    shown = "\n".join(map(drawer.problem, problems))
    assert "Tolvan, •••••••••••, och Anna, ••••••-••••." in shown
    assert "1212" not in shown
    assert "2391" not in shown
    assert {each.severity(final=True) for each in problems} == {Severity.ERROR}
