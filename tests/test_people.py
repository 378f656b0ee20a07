"""What is known of people and of the workspace: parties on the day, and the version that is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import CASE, PEOPLE, SETTINGS, told
from draftkit.pipeline import Checked

PARTY = 'write “parti:” in register/personer.yaml; "-" for none'


def test_a_mover_without_a_party_is_told(check: Callable[..., Checked]) -> None:
    people = PEOPLE.replace("eva-brandt: {namn: Eva Brandt, parti: L}", "eva-brandt: {namn: Eva Brandt}")
    found = [told(problem) for problem in check({"/register/personer.yaml": people}).problems]
    message = "the register does not say which party Eva Brandt belonged to"
    assert found == [("DK110", "arende.yaml:9:31-9:56", message, PARTY)]


def test_a_dissenter_is_of_the_party_of_the_day(check: Callable[..., Checked]) -> None:
    people = PEOPLE.replace("Jenny Ahl, parti: C", "Jenny Ahl, parti: [{parti: C, från: 2031-09-18}]")
    dissent = "---\ntyp: reservation\norgan: kommunstyrelsen\nav: [jenny-ahl]\ndatum: 2031-09-17\n---\nJag yrkar nej.\n"
    found = [told(p) for p in check({"/register/personer.yaml": people, "avvikande/ks.md": dissent}).problems]
    message = "the register does not say which party Jenny Ahl belonged to"
    assert found == [("DK110", "avvikande/ks.md:4:5-4:16", message, PARTY)]


def test_a_resident_who_makes_a_medborgarförslag_needs_no_party(check: Callable[..., Checked]) -> None:
    people = PEOPLE.replace("eva-brandt: {namn: Eva Brandt, parti: L}", "eva-brandt: {namn: Eva Brandt}")
    case = CASE.replace("{typ: motion,", "{typ: medborgarförslag,")
    assert check({"/register/personer.yaml": people, "arende.yaml": case}).problems == ()


@pytest.mark.parametrize("wanted", [">=0.1", ">= 0.0.9", ">=0.1.0"])
def test_a_version_that_is_enough(check: Callable[..., Checked], wanted: str) -> None:
    assert check({"/draftkit.toml": f'draftkit = "{wanted}"\n' + SETTINGS}).problems == ()


def test_a_version_that_is_not_enough(check: Callable[..., Checked]) -> None:
    found = [told(problem) for problem in check({"/draftkit.toml": 'draftkit = ">=9.1"\n' + SETTINGS}).problems]
    message = "the working folder needs draftkit 9.1 or later; this is 0.1.0"
    assert found == [("DK114", "draftkit.toml:1:12-1:19", message, "install a newer draftkit")]
