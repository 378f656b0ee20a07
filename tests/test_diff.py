"""draftkit diff, as somebody without Git reads it: in a real repository, from the command line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL
from draftkit.blocks import nodes, text_of
from draftkit.edges import git
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.language import translations
from draftkit.edges.report.review import asjson, markdown, terminal
from draftkit.edges.report.review import html as page
from draftkit.edges.report.review.told import Told, told
from draftkit.review import review
from draftkit.revisions import at, working_folder
from draftkit.stages.review.changes import Review
from test_provenance import OWN, lay, run
from test_revisions import LIST_THEM, commit, run_git

TODAY = date(2031, 6, 15)
ANSWER = SMALL["remissvar/kulturnamnden.md"]
Shown = Callable[..., list[str]]


def case(files: dict[str, str | bytes | None] | None = None, folder: str = FOLDER) -> dict[str, str | bytes]:
    laid = {**SMALL, **(files or {})}
    return {**OWN, **{f"{folder}/{path}": text for path, text in laid.items() if text is not None}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small case, committed."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "åäö"
    root.mkdir()
    run_git(root, "init", "-q", "-b", "main")
    lay(root, case())
    commit(root, "Första utkastet")
    return root


@pytest.fixture
def changed(folder: Path, pandoc: Pandoc) -> Callable[..., Review]:
    """`changed(files)`: what `files` change in the small case (None takes one away; "/" begins at the root)."""

    def make(files: dict[str, str | bytes | None], **options: object) -> Review:
        for path, content in files.items():
            whole = folder / (path[1:] if path.startswith("/") else f"{FOLDER}/{path}")
            if content is None:
                whole.unlink()
            else:
                lay(folder, {whole.relative_to(folder).as_posix(): content})
        repository = git.repository(folder)
        assert repository is not None
        old = at(repository, folder, repository.commit("HEAD"), TODAY)
        return review(old, working_folder(folder, TODAY), pandoc, **options)  # type: ignore[arg-type]

    return make


def in_words(found: Review, language: str = "sv") -> Told:
    first = git.Commit("a" * 40, "2031-06-01", "Första utkastet", "Kim Berg", "2031-06-01T12:00:00+02:00")
    return told(found, first, None, translations(language))


@pytest.fixture
def shown(changed: Callable[..., Review]) -> Shown:
    """The lines of the report in Swedish, without its head and the title of the ärende."""

    def make(files: dict[str, str | bytes | None], **options: object) -> list[str]:
        found = in_words(changed(files, **options))
        lines = [line for line in terminal.text(found).splitlines() if line]
        return lines[4:] if found.chapters else lines[3:]

    return make


HEAD = ["KS 2031/0417  Motion om lånebara verktyg", FOLDER]
FACTS = f"  Uppgifter  {FOLDER}/arende.yaml"
FOLLOWS = "  Följder i den text som draftkit skriver"
ANSWERS = f"  Svar från kulturnämnden, citerad text  {FOLDER}/remissvar/kulturnamnden.md"
VIEWS = f"  Föredragande borgarrådets synpunkter  {FOLDER}/synpunkter.md"


# --- facts, and what follows -------------------------------------------------------------------------


def test_a_fact_is_told_as_a_fact_and_what_follows_from_it(shown: Shown) -> None:
    assert shown({"remissvar/kulturnamnden.md": ANSWER.replace("2031-05-20", "2031-05-27")}) == [
        *HEAD,
        ANSWERS,
        "    sammanträde: 27 maj 2031, tidigare 20 maj 2031",
        FOLLOWS,
        "    Under Remissammanställning › Kulturnämnden",
        "      Ändrat: Kulturnämnden beslutade vid sitt sammanträde den [-20-]{+27+} maj 2031 följande.",
    ]


def test_what_is_written_otherwise_but_says_the_same_is_no_change(shown: Shown) -> None:
    same = CASE.replace("svar_senast: 2031-05-30", "Svar-senast: '2031-05-30' # sista dag").replace(
        "- kulturnämnden", "- {organ: KUN}"
    )
    text = "---\n# en kommentar\navsnitt: synpunkter\n---\n\nJag tycker\natt   förslaget\när bra.\n\n"
    default = ANSWER.replace("typ: nämndbeslut\n", "typ: nämndbeslut\nåtergivning: i huvudsak\n")
    assert shown({"arende.yaml": same, "synpunkter.md": text, "remissvar/kulturnamnden.md": default}) == [
        "Ingenting i innehållet har ändrats.",
        "Sparat på nytt med samma innehåll (bara radbrytningar, mellanslag eller kommentarer skiljer): "
        f"{FOLDER}/arende.yaml, {FOLDER}/remissvar/kulturnamnden.md, {FOLDER}/synpunkter.md",
    ]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("rubrik: Motion om lånebara verktyg", "rubrik: Motion om lånebara cyklar",
         ["rubrik: Motion om lånebara [-verktyg-]{+cyklar+}"]),
        ("rotel: V", "rotel: III", ["rotel: III, tidigare V"]),
        ("utskickad: 2031-03-03", "utskickad: 2031-13-40", ["remiss, utskickad: 2031-13-40, tidigare 3 mars 2031"]),
        ("  svar_senast: 2031-05-30\n", "", ["remiss, svar senast: borttaget, tidigare 30 maj 2031"]),
        ("rotel: V\n", "rotel: V\nnummer: 2031:19\n", ["nummer: 2031:19 (uppgiften är ny)"]),
        ("undertecknare: anders-wik", "undertecknare: Sara Lindqvist",
         ["behandling, kommunstyrelse, undertecknare: Sara Lindqvist, tidigare Anders Wik"]),
        ("    - kulturnämnden\n", "    - kulturnämnden\n    - {organ: konsumentforum, svar: avstått}\n",
         ["remiss, instanser: Konsumentforum Stensunda (svar: avstått) har lagts till, efter kulturnämnden"]),
        ("    - föreningen Fixarna\n", "", ["remiss, instanser: föreningen Fixarna har tagits bort"]),
        ("    - kulturnämnden\n    - föreningen Fixarna\n", "    - fixarna\n    - kulturnamnden\n",
         ["remiss, instanser: kulturnämnden har flyttats och står nu efter föreningen Fixarna"]),
        ("- föreningen Fixarna", "- {organ: fixarna, svar: avstått, datum: 2031-03-19}",
         ["remiss, instanser, föreningen Fixarna, svar: avstått (uppgiften är ny)",
          "remiss, instanser, föreningen Fixarna, datum: 19 mars 2031 (uppgiften är ny)"]),
        ("[omar-haddad, eva-brandt]", "[eva-brandt, jenny-ahl]",
         ["initiativ, motion, motionärer: Omar Haddad har tagits bort",
          "initiativ, motion, motionärer: Jenny Ahl har lagts till, efter Eva Brandt"]),
        ("rotel: V\n", "rotel: V\nutkik: 3\n", ["utkik: 3 (uppgiften är ny)"]),
    ],
)  # fmt: skip
def test_facts_of_every_kind(shown: Shown, before: str, after: str, lines: list[str]) -> None:
    assert before in CASE
    found = shown({"arende.yaml": CASE.replace(before, after)})
    assert found[found.index(FACTS) + 1 :][: len(lines)] == [f"    {line}" for line in lines]


def test_an_entry_of_a_list_is_known_again_by_most_of_what_it_says(shown: Shown, folder: Path) -> None:
    listed = CASE + (
        "bilagor:\n  - {rubrik: Kalkyl, fil: bilagor/k.pdf, placering: separat}\n"
        "  - {rubrik: Skiss, fil: bilagor/s.pdf, placering: separat}\n"
    )
    lay(folder, {f"{FOLDER}/arende.yaml": listed})
    commit(folder, "Två bilagor")
    found = shown({"arende.yaml": listed.replace("rubrik: Kalkyl", "rubrik: Kostnader")})
    assert found[3:5] == ["    bilagor, Kostnader, rubrik: Kostnader, tidigare Kalkyl", FOLLOWS]


def test_what_git_lfs_keeps_elsewhere_is_the_same_file(changed: Callable[..., Review], folder: Path) -> None:
    data = b"%PDF-1.7 " + b"x" * 5000
    digest = hashlib.sha256(data).hexdigest()
    stand_in = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(data)}\n"
    lay(folder, {f"{FOLDER}/kallor/a.pdf": stand_in, f"{FOLDER}/kallor/b.pdf": stand_in})
    commit(folder, "Stora filer")
    (found,) = changed({"kallor/a.pdf": data, "kallor/b.pdf": data + b"y"}).cases
    assert [(each.path, each.sizes) for each in found.files] == [(f"{FOLDER}/kallor/b.pdf", (5009, 5010))]


def test_a_folder_is_known_again_by_its_files(changed: Callable[..., Review], folder: Path) -> None:
    (folder / FOLDER).rename(folder / "drafts/verktyg")
    text = (folder / "drafts/verktyg/arende.yaml").read_text(encoding="utf-8")
    (folder / "drafts/verktyg/arende.yaml").write_text(text.replace("KS 2031/0417", "KS 2031/0418"), encoding="utf-8")
    (found,) = changed({}).cases
    assert (found.kind, found.old_folder, found.folder) == ("moved", FOLDER, "drafts/verktyg")
    assert [(each.place, each.new, each.old) for each in found.facts] == [(("dnr",), "KS 2031/0418", "KS 2031/0417")]


def test_what_follows_from_a_decision(shown: Shown) -> None:
    found = shown({"arende.yaml": CASE.replace("utfall: delar,", "utfall: delar inte,")})
    assert found[: found.index(FOLLOWS) + 1] == [
        *HEAD, FACTS, "    behandling, kommunstyrelse, utfall: delar inte, tidigare delar", FOLLOWS,
    ]  # fmt: skip
    (at,) = [at for at, line in enumerate(found) if "Kommunstyrelsen delar {+inte +}borgarrådsberedningens" in line]
    assert found[at - 1] == "    Utan rubrik, efter strecket"


def test_a_fact_in_english(changed: Callable[..., Review]) -> None:
    found = in_words(changed({"arende.yaml": CASE.replace("utfall: delar,", "utfall: delar inte,")}), "en")
    assert "    behandling, kommunstyrelse, utfall: delar inte, previously delar" in terminal.text(found).splitlines()


def test_locks_are_told_in_words(shown: Shown, folder: Path) -> None:
    locked = ANSWER.replace("typ: nämndbeslut\n", f"typ: nämndbeslut\nlås: {'a' * 64}\n")
    assert "    lås: texten har låsts" in shown({"remissvar/kulturnamnden.md": locked})
    commit(folder, "Låst")
    again = locked.replace("a" * 64, "b" * 64)
    assert "    lås: texten har låsts på nytt sedan den ändrats" in shown({"remissvar/kulturnamnden.md": again})
    assert "    lås: låset har tagits bort" in shown({"remissvar/kulturnamnden.md": ANSWER})


# --- texts ------------------------------------------------------------------------------------------


def test_running_text_word_by_word_under_its_headings(shown: Shown) -> None:
    text = ANSWER.replace("Verktygen behövs.", "Verktygen behövs verkligen.").replace("är positiv", "är negativ")
    assert shown({"remissvar/kulturnamnden.md": text}) == [
        *HEAD, ANSWERS,
        "    Under Svar",
        "      Ändrat: Kulturförvaltningen är [-positiv-]{+negativ+}.",
        "    Under Svar › Verktyg",
        "      Ändrat: Verktygen behövs{+ verkligen+}.",
    ]  # fmt: skip


FIRST = "Nämnden är i huvudsak positiv till förslaget om verktyg på biblioteken."
SECOND = "Kostnaden ryms enligt nämndens bedömning inom den ram som fullmäktige har beslutat."
THIRD = "Personalen behöver utbildning innan utlåningen kan börja på samtliga bibliotek."


def own(*paragraphs: str) -> str:
    return "---\navsnitt: synpunkter\n---\n" + "\n\n".join(paragraphs) + "\n"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ((FIRST, SECOND, THIRD), (THIRD, FIRST, SECOND), [f"Flyttat: {THIRD}"]),
        ((FIRST, SECOND, THIRD), (THIRD.replace("samtliga", "alla"), FIRST, SECOND),
         ["Flyttat och ändrat: Personalen behöver utbildning innan utlåningen kan börja på [-samtliga-]{+alla+} "
          "bibliotek."]),
        ((f"{FIRST} {SECOND}", THIRD), (FIRST, SECOND, THIRD),
         ["Delat i 2 stycken: … positiv till förslaget om verktyg på biblioteken. {+¶ +}Kostnaden ryms enligt nämndens "
          "bedömning inom den ram …"]),
        ((FIRST, SECOND, THIRD), (FIRST, f"{SECOND} {THIRD}"),
         ["Sammanfogat av 2 stycken: … inom den ram som fullmäktige har beslutat. [-¶ -]Personalen behöver utbildning "
          "innan utlåningen kan börja på samtliga bibliotek."]),
        (("## Ett", FIRST, "## Två", SECOND), ("## Ett", FIRST, "### Två", SECOND),
         ["Ny form, rubrik på nivå 3, tidigare rubrik på nivå 2: Två"]),
        (("1. Ett\n2. Två\n3. Tre",), ("1. Ett\n2. Tre\n3. Två",), ["Flyttat, punkt 3, tidigare 2: Två"]),
        (("1. Bifalls.\n2. Avslås.",), ("1. Bifalls.\n2. Avslås helt.",), ["Ändrat, punkt 2: Avslås{+ helt+}."]),
        (("| a | b |\n|---|---|\n| 1 | 2 |",), ("| a | b |\n|---|---|\n| 1 | 3 |",),
         ["Ändrat, tabellrad: 1 | [-2-]{+3+}"]),
        ((FIRST,), (FIRST.replace("positiv", "**positiv**"),),
         ["Ändrat: Nämnden är i huvudsak {+**+}positiv{+**+} till förslaget om verktyg på biblioteken."]),
        ((FIRST,), (f"{FIRST}\n\n<!-- Fråga Kim. -->",), [
          "Nytt, anteckning till kollegor (trycks inte): {+Fråga Kim.+}"]),
        (("Se [planen](https://a.example/1).",), ("Se [planen](https://a.example/2).",),
         ["Ändrat: Se [planen]([-https://a.example/1-]{+https://a.example/2+})."]),
        (("Enligt uppgift.[^1]\n\n[^1]: Från mars.",), ("Enligt uppgift.[^1]\n\n[^1]: Från april.",),
         ["Ändrat: Enligt uppgift. (fotnot: Från [-mars-]{+april+}.)"]),
    ],
)  # fmt: skip
def test_what_can_become_of_a_passage(
    shown: Shown, folder: Path, before: tuple[str, ...], after: tuple[str, ...], lines: list[str]
) -> None:
    lay(folder, {f"{FOLDER}/synpunkter.md": own(*before)})
    commit(folder, "Före")
    found = shown({"synpunkter.md": own(*after)})
    assert [line.strip() for line in found if line.strip() not in (*HEAD, VIEWS.strip(), "Under Ett")] == lines


def test_files_that_come_go_and_are_renamed(shown: Shown) -> None:
    summary = SMALL["sammanfattningar/kulturnamnden.md"]
    found = shown(
        {
            "sammanfattningar/kulturnamnden.md": None,
            "sammanfattningar/kun.md": summary,
            "avvikande/kulturnamnden-l.md": (
                "---\ntyp: reservation\norgan: kulturnämnden\nav: [eva-brandt, omar-haddad]\n---\nVi reserverar oss.\n"
            ),
            "arendet.md": None,
        }
    )
    assert found[:13] == [
        *HEAD,
        f"  Ärendet, borttagen text, 4 ord  {FOLDER}/arendet.md",
        "    avsnitt: ärendet",
        "    Struket: [-Motionärerna föreslår lånebara verktyg.-]",
        f"  Sammanfattning av svaret från kulturnämnden  {FOLDER}/sammanfattningar/kun.md",
        f"    Filen har bytt namn och hette tidigare {FOLDER}/sammanfattningar/kulturnamnden.md",
        f"  Reservation i kulturnämnden av Eva Brandt, Omar Haddad, citerad text, ny text, 3 ord  "
        f"{FOLDER}/avvikande/kulturnamnden-l.md",
        "    typ: reservation",
        "    organ: kulturnämnden",
        "    av: Eva Brandt, Omar Haddad",
        "    Nytt: {+Vi reserverar oss.+}",
        FOLLOWS,
    ]


def test_bilagor_by_size_and_pages(shown: Shown, folder: Path) -> None:
    examples = Path(__file__).parents[1] / "examples/stensunda/drafts/ks-2031-0417/bilagor"
    one, other = (examples / "kostnadskalkyl.pdf").read_bytes(), (examples / "lokalforteckning.pdf").read_bytes()
    lay(folder, {f"{FOLDER}/kallor/a.pdf": one, f"{FOLDER}/kallor/b.bin": b"ab", f"{FOLDER}/kallor/c.bin": b"x" * 2000})
    commit(folder, "Original")
    found = shown({"kallor/a.pdf": other, "kallor/b.bin": b"ba", "kallor/c.bin": None, "kallor/d.bin": b"x" * 2000,
                   "kallor/e.bin": b"y" * 1_250_000})  # fmt: skip
    assert found == [
        *HEAD,
        "  Filer",
        f"    Ändrad fil: {FOLDER}/kallor/a.pdf, {round(len(other) / 1000)} kB, 1 sida, tidigare "
        f"{round(len(one) / 1000)} kB, 2 sidor",
        f"    Ändrad fil: {FOLDER}/kallor/b.bin, 1 kB som tidigare men inte samma innehåll",
        f"    Flyttad fil: {FOLDER}/kallor/d.bin, tidigare {FOLDER}/kallor/c.bin, 2 kB",
        f"    Ny fil: {FOLDER}/kallor/e.bin, 1,2 MB",
    ]


def test_the_words_of_a_word_bilaga(shown: Shown, folder: Path) -> None:
    from docx import Document

    def word(*paragraphs: str) -> bytes:
        from io import BytesIO

        document, into = Document(), BytesIO()
        for each in paragraphs:
            document.add_paragraph(each)
        document.save(into)
        return into.getvalue()

    lay(folder, {f"{FOLDER}/kallor/svar.docx": word(FIRST, SECOND)})
    commit(folder, "Original")
    found = shown({"kallor/svar.docx": word(FIRST.replace("positiv", "negativ"), SECOND)})
    assert found[2] == f"  Word-fil  {FOLDER}/kallor/svar.docx"
    assert found[-1] == (
        "    Ändrat: Nämnden är i huvudsak [-positiv-]{+negativ+} till förslaget om verktyg på biblioteken."
    )


# --- what all ärenden share, and whole ärenden -------------------------------------------------------


def test_registers_and_settings(shown: Shown) -> None:
    found = shown({
        "/register/personer.yaml": PEOPLE.replace("Omar Haddad", "Omar Hadad").replace(
            'kim-vild: {namn: Kim Vild, parti: "-"}\n', "lo-berg: {namn: Lo Berg, parti: C}\n"),
        "/draftkit.toml": SETTINGS.replace('ort = "Stensunda"', 'ort = "Norrvallen"'),
    })  # fmt: skip
    assert found == [
        *HEAD,
        FOLLOWS,
        "    Ändrat: Motion av Omar [-Haddad-]{+Hadad+} och Eva Brandt (båda L)",
        "    Utan rubrik, efter strecket",
        "      Ändrat: [-Stensunda-]{+Norrvallen+} den 17 september 2031",
        "Gemensamt för alla ärenden",
        "  Inställningar  draftkit.toml",
        "    ort: Norrvallen, tidigare Stensunda",
        "  Registret över personer  register/personer.yaml",
        "    Omar Haddad, namn: Omar Hadad, tidigare Omar Haddad",
        "    Ny post: Lo Berg (parti: C)",
        "    Borttagen post: Kim Vild (parti: -)",
    ]


def test_an_entry_that_no_case_names_leaves_the_cases_alone(
    changed: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("draftkit.review._FOLLOWED", 0)
    more = BODIES + "idrottsnamnden: {namn: idrottsnämnden, typ: facknämnd}\n"
    found = changed({"/register/organ.yaml": more})
    assert (found.cases, found.left) == ((), ())
    assert [(each.path, each.entries[0].name) for each in found.shared] == [("register/organ.yaml", "idrottsnämnden")]


def test_of_very_many_cases_that_a_register_concerns_some_are_only_counted(
    folder: Path, changed: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("draftkit.review._FOLLOWED", 1)
    for number in ("0512", "0613"):
        lay(folder, {path.replace("0417", number): text for path, text in case().items()})
    commit(folder, "Tre ärenden")
    found = changed({"/register/personer.yaml": PEOPLE.replace("Omar Haddad", "Omar Hadad")})
    assert [each.folder for each in found.cases] == ["drafts/ks-2031-0613"]
    assert in_words(found).remarks == (
        f"2 ärenden till kan beröras av det gemensamma som har ändrats men har inte jämförts. Visa ett av dem med till "
        f"exempel draftkit diff {FOLDER}",
    )


def test_a_body_that_every_document_names_concerns_every_case(
    changed: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("draftkit.review._FOLLOWED", 0)
    more = BODIES.replace("{namn: borgarrådsberedningen,", "{namn: borgarrådsberedningen, kortform: beredningen,")
    assert changed({"/register/organ.yaml": more}).left == (FOLDER,)


def test_an_ärende_that_is_new_removed_or_renamed(folder: Path, changed: Callable[..., Review]) -> None:
    other = {path.replace("0417", "0512"): text for path, text in case().items()}
    other |= {"drafts/ks-2031-0512/arende.yaml": CASE.replace("0417", "0512")}
    lay(folder, other)
    new = changed({})
    lines = terminal.text(in_words(new)).splitlines()[5:]
    assert lines[:6] == [
        "KS 2031/0512  Motion om lånebara verktyg",
        "drafts/ks-2031-0512",
        "Ärendet är nytt. Det här är dess texter; läs dem i dokumentet från draftkit build.",
        "",
        "  Texter och bilagor",
        "    Ärendet, 4 ord  drafts/ks-2031-0512/arendet.md",
    ]
    commit(folder, "Två ärenden")
    (folder / FOLDER).rename(folder / "drafts/verktyg")
    found = changed({})
    assert [(each.kind, each.folder, each.old_folder) for each in found.cases] == [
        ("moved", "drafts/verktyg", FOLDER)
    ]  # fmt: skip
    assert (found.cases[0].facts, found.cases[0].fragments, found.cases[0].files) == ((), (), ())


# --- files that are broken ---------------------------------------------------------------------------


def test_facts_that_cannot_be_read_are_compared_line_by_line(shown: Shown) -> None:
    conflict = CASE.replace("rotel: V\n", "<<<<<<< HEAD\nrotel: V\n=======\nrotel: III\n>>>>>>> gren\n")
    assert shown({"arende.yaml": conflict}) == [
        *HEAD,
        FACTS,
        "    Uppgifterna går inte att läsa i den nyare versionen. Därför jämförs raderna.",
        "    Nytt, rad: {+<<<<<<< HEAD+}",
        "    Nytt, rad: {+=======+}",
        "    Nytt, rad: {+rotel: III+}",
        "    Nytt, rad: {+>>>>>>> gren+}",
        FOLLOWS,
        "    Följderna går inte att visa: den nyare versionen har 1 fel som stoppar bygget.",
    ]


def test_a_text_that_is_no_text_any_more(shown: Shown) -> None:
    found = shown({"synpunkter.md": bytes(range(256)) * 20})
    assert found[2:4] == [
        "  Filer",
        f"    Ändrad fil: {FOLDER}/synpunkter.md, 5 kB, tidigare 1 kB, går inte att läsa som text",
    ]


def test_facts_without_an_end(shown: Shown) -> None:
    found = shown({"synpunkter.md": SMALL["synpunkter.md"].replace("---\nJag", "Jag")})
    assert "    Uppgifterna går inte att läsa i den nyare versionen. Därför jämförs raderna." in found
    assert any("Jag tycker" in line for line in found)


def test_a_link_is_told_and_not_followed(folder: Path, shown: Shown) -> None:
    (folder / FOLDER / "synpunkter.md").unlink()
    (folder / FOLDER / "synpunkter.md").symlink_to("/etc/hostname")
    found = shown({})
    assert f"    Ny fil: {FOLDER}/synpunkter.md, en symbolisk länk, som inte följs" in found or (
        f"    Ändrad fil: {FOLDER}/synpunkter.md, en symbolisk länk, som inte följs" in found
    )


# --- the forms of the report -------------------------------------------------------------------------

NASTY = (
    "@kim **vill** <b>inte</b> #12 !3 :smile: [x](http://a.example) www.b.example `kod` ~~a~~ $x$ a_b_c &amp; | \\ ]("
)


@pytest.fixture
def nasty(changed: Callable[..., Review]) -> Review:
    """A change that tries to be more than text."""
    plain = "".join(f"\\{each}" if not each.isalnum() and each != " " else each for each in NASTY)
    return changed({"synpunkter.md": own(plain), "arende.yaml": CASE.replace("verktyg\n", "@kim <script> *x*\n", 1)})


def test_in_a_comment_what_users_wrote_is_only_text(nasty: Review, pandoc: Pandoc) -> None:
    shown = markdown.report(in_words(nasty))
    tree = json.loads(pandoc.read([shown], "gfm").get()[1][0])["blocks"]
    kinds = {each["t"] for each in nodes(tree)}
    assert kinds == {"RawBlock", "RawInline", "Header", "BulletList", "Para", "Plain", "Strong", "Str", "Space"}
    raw = {each["c"][1] for each in nodes(tree) if each["t"].startswith("Raw")}
    assert raw == {"<!-- draftkit diff -->\n", "<del>", "</del>", "<ins>", "</ins>", "<code>", "</code>"}
    text = text_of(tree)
    assert NASTY in text.replace("\N{ZERO WIDTH SPACE}", "")
    for summons in ("@kim", "#12", "!3", ":smile:", "://", "www.b"):
        assert summons not in text


@settings(deadline=None)
@given(st.text())
def test_every_text_is_itself_in_a_comment(pandoc: Pandoc, text: str) -> None:
    tree = json.loads(pandoc.read([f"- **a:** {markdown.escaped(text)}"], "gfm").get()[1][0])["blocks"]
    shown, expected = (
        "".join(each.split()) for each in (text_of(tree), f"a:{text}".replace("\0", "\N{REPLACEMENT CHARACTER}"))
    )
    assert _plain(shown) == _plain(expected)


def _plain(text: str) -> str:
    """As pandoc reads it (NFC), without the blanks that keep a name from being one."""
    return normalize("NFC", text.replace("\N{ZERO WIDTH SPACE}", ""))


def test_a_comment_has_room_for_what_it_shows(changed: Callable[..., Review]) -> None:
    found = in_words(changed({"synpunkter.md": own(*(f"Stycke {n}: {SECOND}" for n in range(900)))}))
    shown = markdown.report(found)
    assert len(shown.encode()) <= 65_000
    left = 900 - shown.count("**Nytt:**")
    assert shown.rstrip().splitlines()[-1] == f"**{left} ändringar får inte plats här. draftkit diff visar allt.**"


def test_a_passage_without_end_leaves_room_for_others(changed: Callable[..., Review]) -> None:
    found = in_words(changed({"synpunkter.md": own("ord " * 40_000, "Kort och viktigt.")}))
    shown = markdown.report(found)
    assert len(shown.encode()) <= 65_000
    assert "{+Kort och viktigt.+}" in shown
    assert "Mycket långa stycken slutar här med ”…”. draftkit diff visar dem i sin helhet." in shown


def test_a_page_that_stands_by_itself(nasty: Review) -> None:
    from lxml import html

    shown = page.report(in_words(nasty))
    tree = html.fromstring(shown)
    assert tree.get("lang") == "sv"
    assert tree.xpath("//title/text()") == ["Vad som har ändrats: KS 2031/0417  Motion om lånebara @kim <script> *x*"]
    assert tree.xpath("//script | //link | //img | //@src | //@onclick") == []
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    (new,) = [each for each in tree.xpath("//ins") if "vill" in each.text_content()]
    assert new.text_content() == f" tillagt: {{+{NASTY}+}} (slut på ändringen) "
    assert [each.get("aria-hidden") for each in new.xpath("span[@class='sign']")] == ["true", "true"]
    assert tree.xpath("//h2/text()") == ["KS 2031/0417  Motion om lånebara @kim <script> *x*"]
    levels = [int(each.tag[1]) for each in tree.iter() if each.tag in ("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_json_has_one_shape(changed: Callable[..., Review]) -> None:
    found = changed(
        {"remissvar/kulturnamnden.md": ANSWER.replace("2031-05-20", "2031-05-27").replace("är positiv", "är negativ")}
    )
    first = git.Commit("a" * 40, "2031-06-01", "Första", "Kim Berg", "2031-06-01T12:00:00+02:00")
    told_ = json.loads(asjson.report(found, first, None, translations("sv"), prefix="x/"))
    assert told_ == {
        "version": 1,
        "från": {"id": "a" * 40, "tid": "2031-06-01T12:00:00+02:00", "författare": "Kim Berg", "rubrik": "Första"},
        "till": None,
        "ärenden": [
            {
                "mapp": f"x/{FOLDER}", "tidigare_mapp": None, "dnr": "KS 2031/0417",
                "rubrik": "Motion om lånebara verktyg", "ändring": "ändrat",
                "uppgifter": [], "olästa_uppgifter": [], "uppgifternas_rader": [],
                "texter": [
                    {
                        "fil": f"x/{FOLDER}/remissvar/kulturnamnden.md", "tidigare_fil": None,
                        "namn": "Svar från kulturnämnden", "ändring": "ändrat", "citerad": True, "antal_ord": None,
                        "uppgifter": [
                            {"plats": ["sammanträde"], "ändring": "ändrat", "före": "20 maj 2031",
                             "efter": "27 maj 2031", "listpost": False, "står_efter": None, "ord": []},
                        ],
                        "olästa_uppgifter": [],
                        "stycken": [
                            paragraph("Kulturförvaltningen är ", "positiv", "negativ", ".", ["Svar"]),
                        ],
                    }
                ],
                "filer": [],
                "följder": {
                    "stycken": [
                        paragraph("Kulturnämnden beslutade vid sitt sammanträde den ", "20", "27",
                                  " maj 2031 följande.", ["Remissammanställning", "Kulturnämnden"]),
                    ],
                    "trycks_nu": [], "trycks_inte_längre": [], "fel": {"före": 0, "efter": 0},
                },
                "samma_innehåll": [],
            }
        ],
        "gemensamt": [], "mallar": [], "samma_innehåll": [], "inte_jämförda": [],
    }  # fmt: skip


def paragraph(first: str, old: str, new: str, last: str, under: list[str]) -> dict[str, object]:
    return {
        "ändring": "ändrat", "redigerat": True, "form": "stycke", "slag": None, "nivå": None, "tidigare_form": None,
        "under": under, "tidigare_under": under, "nummer": None, "tidigare_nummer": None,
        "antal_stycken": {"före": 1, "efter": 1}, "före": first + old + last, "efter": first + new + last,
        "ord": [["lika", first], ["struket", old], ["tillagt", new], ["lika", last]],
    }  # fmt: skip


def test_a_line_at_a_terminal_is_as_wide_as_it_and_in_colour(changed: Callable[..., Review]) -> None:
    found = in_words(changed({"synpunkter.md": own(f"{FIRST} {SECOND} {THIRD}")}))
    lines = terminal.text(found, width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert " ".join(lines).split() == terminal.text(found).split()
    coloured = terminal.text(found, colour=True)
    assert "\x1b[32;4m{+Nämnden \x1b[0m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == terminal.text(found)


def test_what_would_steer_a_terminal_is_not_written_to_it(changed: Callable[..., Review]) -> None:
    found = in_words(changed({"kallor/x\x1b[2J.bin": b"x", "synpunkter.md": own("Hej \u202e då")}))
    assert "\x1b" not in terminal.text(found)
    assert "\u202e" not in terminal.text(found)


# --- the command -------------------------------------------------------------------------------------


def test_the_command_in_a_subfolder_of_the_repository(folder: Path) -> None:
    root = folder / "utredning å"
    lay(root, case())
    commit(folder, "Flyttat in")
    lay(root, {f"{FOLDER}/synpunkter.md": own("Jag tycker att förslaget är dåligt.")})
    code, lines, error = run(folder, "diff", "utredning å/drafts")
    assert (code, error) == (0, "")
    assert lines[:2] == [
        "What has changed",
        "  from  1 juni 2031, Kim Berg: “Flyttat in” (commit " + head(folder) + ")",
    ]
    assert lines[4:] == [
        "",
        "KS 2031/0417  Motion om lånebara verktyg",
        f"utredning å/{FOLDER}",
        "",
        f"  Föredragande borgarrådets synpunkter  utredning å/{FOLDER}/synpunkter.md",
        "    Changed: Jag tycker att förslaget är [-bra-]{+dåligt+}.",
    ]
    assert run(root, "diff", "--exit-code")[0] == 1
    assert run(root, "diff", "HEAD", "HEAD", "--exit-code")[0] == 0


def head(root: Path) -> str:
    return run_git(root, "rev-parse", "HEAD")[:10]


def test_versions_and_paths_are_told_apart_as_git_does(folder: Path) -> None:
    lay(folder, {f"{FOLDER}/synpunkter.md": own("Jag tycker att förslaget är dåligt."),
                 f"{FOLDER}/arendet.md": "---\navsnitt: ärendet\n---\nMotionärerna föreslår cyklar.\n"})  # fmt: skip
    commit(folder, "Andra")
    run_git(folder, "branch", "ks-2031-0417", "HEAD~1")
    views, matter = f"{FOLDER}/synpunkter.md", f"{FOLDER}/arendet.md"

    def files(*arguments: str) -> list[str]:
        code, lines, error = run(folder, "diff", "--format", "json", *arguments)
        assert (code, error) == (0, "")
        return [text["fil"] for each in json.loads("\n".join(lines))["ärenden"] for text in each["texter"]]

    both = [matter, views]
    assert files("HEAD~1") == both
    assert files("HEAD~1", "HEAD") == both
    assert files("HEAD~1..HEAD") == both
    assert files("HEAD~1..") == both
    assert files("main...HEAD~1") == []
    assert files("HEAD~1...main") == both
    assert files("HEAD~1", views) == [views]
    assert files("HEAD~1", "--", views) == [views]
    assert files("HEAD~1", f"{FOLDER}") == both
    assert files("HEAD~1", "register") == []
    assert files("ks-2031-0417", "--") == both
    assert files("--", "ks-2031-0417") == []
    assert files() == []


@pytest.mark.parametrize(
    ("arguments", "told_"),
    [
        (["ks-2031-0417"], ["error: “ks-2031-0417” is both a version in Git and a file or folder",
                            "  = hint: write ks-2031-0417 -- for the version, or -- ks-2031-0417 for the file or "
                            "folder"]),
        (["HEAD~1"], ["error: “HEAD~1” is neither a version in Git nor a file or folder in one of the versions",
                      f"  = hint: {LIST_THEM}"]),
        (["maim"], ["error: “maim” is neither a version in Git nor a file or folder in one of the versions",
                    "  = hint: did you mean main?"]),
        (["maim..HEAD"], ["error: Git knows no revision “maim”", "  = hint: did you mean main?"]),
        (["HEAD", "HEAD", "HEAD"], ["error: more than two versions cannot be compared at once",
                                    "  = hint: name the older one, and then the newer one"]),
        (["HEAD..HEAD", "HEAD"], ["error: more than two versions cannot be compared at once",
                                  "  = hint: name the older one, and then the newer one"]),
        (["--", "-n1"], ["error: “-n1” is neither a version in Git nor a file or folder in one of the versions",
                         f"  = hint: {LIST_THEM}"]),
    ],
)  # fmt: skip
def test_what_cannot_be_compared(folder: Path, arguments: list[str], told_: list[str]) -> None:
    run_git(folder, "branch", "ks-2031-0417")
    code, lines, error = run(folder, "diff", *arguments)
    assert (code, lines, error.splitlines()) == (2, [], told_)


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    lay(tmp_path, case())
    assert run(tmp_path, "diff")[::2] == (
        2,
        "error: the working folder is in no Git repository, so that earlier files cannot be looked at\n"
        "  = hint: git init makes it one, and git commit keeps what is there\n",
    )


def test_a_detached_head_is_as_good_as_a_branch(folder: Path) -> None:
    run_git(folder, "checkout", "-q", "--detach")
    assert run(folder, "diff")[0] == 0
