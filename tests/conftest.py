"""What the tests share: a small invented working folder as a dict, and one pandoc for the whole run.

A test writes only what it is about: `check({"arende.yaml": …})` lays its files over the small case below.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from draftkit.edges.engines.pandoc import Pandoc
from draftkit.messages import words
from draftkit.pipeline import Checked, Composed
from draftkit.pipeline import check as check_case
from draftkit.pipeline import compose as compose_case
from draftkit.problems import Problem
from draftkit.project import Project, Refused
from draftkit.publish import Published
from draftkit.publish import publish as publish_case

os.environ.pop("CI", None)  # with it, commands have limits and processes of their own: what is about that sets it

ROOT = Path(__file__).parents[1]
FOLDER = "drafts/ks-2031-0417"
WORDS = (ROOT / "src/draftkit/language/ordlista.toml").read_bytes()
TODAY = date(2031, 6, 15)
Files = Mapping[str, str | bytes | None]

SETTINGS = 'schema = 1\nkommun = "Stensunda kommun"\nort = "Stensunda"\n'
BODIES = """\
kommunstyrelsen: {namn: kommunstyrelsen, typ: styrelse}
kommunfullmaktige: {namn: kommunfullmäktige, typ: fullmäktige}
borgarradsberedningen: {namn: borgarrådsberedningen, typ: beredning}
stadsledningskontoret: {namn: stadsledningskontoret, typ: kontor}
kulturnamnden: {namn: kulturnämnden, typ: facknämnd, förvaltning: kulturförvaltningen, alias: [KUN]}
norra-sdn: {namn: Norra stadsdelsnämnden, typ: stadsdelsnämnd, förvaltning: Norra stadsdelsförvaltningen}
stadshus-ab: {namn: Stensunda Stadshus AB, typ: bolag}
bostader-ab: {namn: AB Stensundabostäder, typ: dotterbolag}
konsumentforum: {namn: Konsumentforum Stensunda, typ: extern}
fixarna: {namn: föreningen Fixarna, typ: extern}
"""
PEOPLE = """\
sara-lindqvist: {namn: Sara Lindqvist, parti: S}
omar-haddad: {namn: Omar Haddad, parti: L}
eva-brandt: {namn: Eva Brandt, parti: L}
anders-wik: {namn: Anders Wik, parti: S}
jenny-ahl: {namn: Jenny Ahl, parti: C}
kim-vild: {namn: Kim Vild, parti: "-"}
"""
CASE = """\
schema: 1
dokumenttyp: utlatande
dnr: KS 2031/0417
rubrik: Motion om lånebara verktyg
rotel: V
föredragande: [sara-lindqvist]
skede: kommunstyrelse
initiativ:
  - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10}
remiss:
  utskickad: 2031-03-03
  svar_senast: 2031-05-30
  instanser:
    - kulturnämnden
    - föreningen Fixarna
behandling:
  borgarrådsberedning: {datum: 2031-09-08, utfall: tillstyrker}
  kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Kommunstyrelsens ordförande}
"""
SMALL: dict[str, str] = {
    "arende.yaml": CASE,
    "sammanfattning.md": "---\navsnitt: sammanfattning\n---\nMotionen gäller verktyg.\n",
    "synpunkter.md": "---\navsnitt: synpunkter\n---\nJag tycker att förslaget är bra.\n",
    "arendet.md": "---\navsnitt: ärendet\n---\nMotionärerna föreslår lånebara verktyg.\n",
    "sammanfattningar/kulturnamnden.md": "---\norgan: kulturnämnden\n---\nKulturnämnden är positiv.\n",
    "forslag/kommunfullmaktige.md": (
        "---\nföreslår: kommunstyrelsen\nbeslutar: kommunfullmäktige\n---\n1. Motionen bifalls.\n"
    ),
    "remissvar/kulturnamnden.md": (
        "---\norgan: kulturnämnden\ntyp: nämndbeslut\nsammanträde: 2031-05-20\ndatum: 2031-04-29\n---\n"
        "# Beslut\n\n1. Kulturnämnden godkänner tjänsteutlåtandet.\n2. Beslutet justeras omedelbart.\n\n"
        "# Svar\n\nKulturförvaltningen är positiv.\n\n## Verktyg\n\nVerktygen behövs.\n"
    ),
}


@pytest.fixture(scope="session")
def pandoc() -> Iterator[Pandoc]:
    with Pandoc() as running:
        yield running


@pytest.fixture(scope="session")
def packs() -> dict[str, bytes]:
    folder = ROOT / "templates"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def project(packs: dict[str, bytes]) -> Callable[..., Project]:
    """`project(files, today=…)`: the small case with `files` laid over it (None takes one away).

    A path is within the case's folder, or from the root where it begins with "/"; `links` are such paths too.
    """

    def make(
        files: Files | None = None,
        *,
        today: date = TODAY,
        small: bool = True,
        links: Collection[str] = (),
        refused: Mapping[str, Refused] = MappingProxyType({}),
    ) -> Project:
        everything: dict[str, str | bytes | None] = {
            "/draftkit.toml": SETTINGS, "/register/organ.yaml": BODIES, "/register/personer.yaml": PEOPLE,
            **(SMALL if small else {}), **(files or {}),
        }  # fmt: skip
        laid = {
            whole(path): data.encode() if isinstance(data, str) else data
            for path, data in everything.items()
            if data is not None
        }
        named = {whole(path): why for path, why in refused.items()}
        return Project(laid, today, packs, frozenset(map(whole, links)), WORDS, refused=named)

    def whole(path: str) -> str:
        return path[1:] if path.startswith("/") else f"{FOLDER}/{path}"

    return make


@pytest.fixture
def check(project: Callable[..., Project], pandoc: Pandoc) -> Callable[..., Checked]:
    """`check(files)`: the case, loaded and checked."""
    return lambda files=None, **options: check_case(project(files, **options), FOLDER, pandoc)


@pytest.fixture
def compose(check: Callable[..., Checked], pandoc: Pandoc) -> Callable[..., Composed]:
    """`compose(files)`: the case as one tree."""
    return lambda files=None, final=False, **options: compose_case(check(files, **options), pandoc, final=final)


@pytest.fixture
def publish(project: Callable[..., Project], pandoc: Pandoc) -> Callable[..., Published]:
    """`publish(files, wanted=…)`: the finished files."""

    def make(
        files: Files | None = None, *, wanted: Any = ("docx", "pdf"), final: bool = False, **options: Any
    ) -> Published:
        world = project(files, **options)
        composed = compose_case(check_case(world, FOLDER, pandoc), pandoc, final=final)
        return publish_case(composed, world, pandoc, wanted=wanted, final=final)

    return make


def told(problem: Problem) -> tuple[str, str, str, str]:
    """A problem as a test compares it: code, place, message and hint, in English."""
    english = NullTranslations()
    hint = words(problem.hint, english) if problem.hint else ""
    span = problem.span
    place = f"{span.path.removeprefix(FOLDER + '/')}:{span.line}:{span.col}-{span.end_line}:{span.end_col}"
    return problem.code.number, place, words(problem.message, english), hint
