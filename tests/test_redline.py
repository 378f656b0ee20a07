"""draftkit redline: accepted it is the new version, rejected the old one; each change has its author."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from conftest import FOLDER, ROOT, SMALL, TODAY
from draftkit.blocks import letters
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.finish.redline import Note
from draftkit.pipeline import check, compose
from draftkit.project import Project
from draftkit.publish import word_file
from draftkit.redlining import Side, merging, pdf, word
from draftkit.spans import Span
from draftkit.stages.review.authorship import By, Change, Place, Step, makers
from draftkit.stages.review.lineage import Done, lineages
from redlines import misread, settled
from test_provenance import OWN, lay, run
from test_revisions import run_git

sys.path.insert(0, str(ROOT / "bench"))
from edits import edited, refacted

NOTE = Note("draftkit", "", ("Ändringar",))
SARA, OMAR = By("Sara Lindqvist", "2031-03-03T14:05:00"), By("Omar Haddad", "2031-03-04T09:00:00")
TOLD = {
    "rubrik": "Ändringar", "rader": [], "tillagt": "tillagt", "borttaget": "struket", "förklaring": "streck",
    "ny_sida": "Ny sida", "borttagen_sida": "Borttagen sida",
}  # fmt: skip
Sides = Callable[..., tuple[Side, Side]]


@pytest.fixture
def sides(project: Callable[..., Project], pandoc: Pandoc) -> Sides:
    """`sides(old, new)`: the small case in two versions."""

    def make(*versions: dict[str, str | None]) -> tuple[Side, Side]:
        return tuple(side(project(files), pandoc) for files in versions)  # type: ignore[return-value]

    return make


def side(world: Project, pandoc: Pandoc, folder: str = FOLDER) -> Side:
    return Side(world, compose(check(world, folder, pandoc), pandoc, final=False))


def by(change: Change) -> By:
    return SARA if len(change.words) % 2 else OMAR


def assert_both_versions_are_in(old: Side, new: Side, pandoc: Pandoc) -> bytes:
    """That the redline of two versions is the new one when accepted, and the old one when rejected."""
    redline, problems = word(old, new, pandoc, by, NOTE)
    assert problems == []
    for each, accept in ((new, True), (old, False)):
        plain, _ = word_file(each.composed, each.project, pandoc)
        assert settled(redline, accept=accept) == settled(plain, accept=True)
    assert misread(redline) == []
    return redline


def body_of(docx: bytes, part: str = "document") -> str:
    return zipfile.ZipFile(io.BytesIO(docx)).read(f"word/{part}.xml").decode()


def answer(text: str) -> dict[str, str | None]:
    return {"remissvar/kulturnamnden.md": SMALL["remissvar/kulturnamnden.md"].replace("Verktygen behövs.", text)}


PAIRS = {
    "a word": ("Verktygen behövs nu.", "Verktygen behövs snart."),
    "emphasis": ("Verktygen behövs.", "Verktygen **behövs**."),
    "a link": ("Verktygen behövs.", "[Verktygen](https://a.example/b) behövs."),
    "another link": ("[Verktygen](https://a.example/c) behövs.", "[Verktygen](https://a.example/b) behövs."),
    "a paragraph more": ("Ett.\n\nTvå.", "Ett.\n\nMitt emellan.\n\nTvå."),
    "a last paragraph less": ("Ett.\n\nTvå.", "Ett."),
    "moved": ("Ett stycke om verktyg.\n\nEtt annat om lokaler.", "Ett annat om lokaler.\n\nEtt stycke om verktyg."),
    "split": (
        "Verktygen behövs i alla hus. Lokalerna finns redan.",
        "Verktygen behövs i alla hus.\n\nLokalerna finns redan.",
    ),
    "joined": (
        "Verktygen behövs i alla hus.\n\nLokalerna finns redan.",
        "Verktygen behövs i alla hus. Lokalerna finns redan.",
    ),
    "a heading": ("## Ett\n\nText.", "## Två ord\n\nText."),
    "a heading of another level": ("## Ett\n\nText.\n\n### Två\n\nMer.", "## Ett\n\nText.\n\n## Två\n\nMer."),
    "a footnote more": ("Verktygen behövs.", "Verktygen[^1] behövs.\n\n[^1]: En not."),
    "a footnote less": ("Ett[^1] och två[^2].\n\n[^1]: A.\n[^2]: B.", "Ett och två[^2].\n\n[^2]: B."),
    "another footnote": ("Ett[^1].\n\n[^1]: En gammal not.", "Ett[^1].\n\n[^1]: En ny not."),
    "an item more": ("1. Ett\n2. Två", "1. Noll\n2. Ett\n3. Två"),
    "an item less": ("- Ett\n- Två\n- Tre", "- Ett\n- Tre"),
    "items become text": ("- Ett\n- Två", "Ett\n\nTvå"),
    "a list of another kind": ("- Ett\n- Två", "1. Ett\n2. Två"),
    "a row more": ("| A | B |\n|---|---|\n| 1 | 2 |", "| A | B |\n|---|---|\n| 0 | 0 |\n| 1 | 2 |"),
    "a row less": ("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "| A | B |\n|---|---|\n| 3 | 4 |"),
    "a cell": ("| A | B |\n|---|---|\n| ett | två |", "| A | B |\n|---|---|\n| ett | tre |"),
    "a column more": ("| A | B |\n|---|---|\n| 1 | 2 |", "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |"),
    "a table more": ("Text.", "Text.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nMer."),
    "a quotation": ("Verktygen behövs.", "> Verktygen behövs."),
    "everything": ("Ett stycke.", "Något helt annat står här nu."),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_accepted_it_is_the_new_version_and_rejected_the_old(
    pair: tuple[str, str], sides: Sides, pandoc: Pandoc
) -> None:
    redline = assert_both_versions_are_in(*sides(*map(answer, pair)), pandoc)
    assert re.search("<w:(ins|del|pPrChange) ", body_of(redline) + body_of(redline, "footnotes"))


@pytest.mark.parametrize("seed", range(4))
def test_so_it_is_for_edits_at_random(seed: int, pandoc: Pandoc) -> None:
    rng = random.Random(seed)
    root = ROOT / ("examples/stensunda" if seed % 4 == 0 else "examples/minimal")
    (folder,) = disk.cases(root)
    place = folder.relative_to(root).as_posix()
    base = disk.project(root, [folder], TODAY)
    files, _ = edited(dict(base.files), f"{place}/", rng, 6)
    if seed % 4 == 0:
        files, _ = refacted(files, f"{place}/", rng, 2)
    old, new = side(base, pandoc, place), side(replace(base, files=files), pandoc, place)
    if new.composed.document is None:
        pytest.skip("the edits made a case that cannot be built")
    assert_both_versions_are_in(old, new, pandoc)


def test_a_fact_changes_what_follows_from_it(sides: Sides, pandoc: Pandoc) -> None:
    later = {"arende.yaml": SMALL["arende.yaml"].replace("2031-09-17", "2031-09-24")}
    redline = assert_both_versions_are_in(*sides({}, later), pandoc)
    assert re.findall(r"<w:delText[^>]*>([^<]*)<", body_of(redline)) == ["17"]


def test_an_answer_and_a_dissent_more(sides: Sides, pandoc: Pandoc) -> None:
    more = {
        "remissvar/fixarna.md": "---\norgan: föreningen Fixarna\ntyp: remissvar\ndatum: 2031-05-02\n---\n"
        "Vi vill.[^1]\n\n[^1]: Ja.\n",
        "sammanfattningar/fixarna.md": "---\norgan: föreningen Fixarna\n---\nFixarna vill.\n",
        "avvikande/ks.md": "---\ntyp: reservation\norgan: kommunstyrelsen\nav: [jenny-ahl]\ndatum: 2031-09-17\n---\n"
        "Jag är emot.\n",
    }  # fmt: skip
    assert_both_versions_are_in(*sides({}, more), pandoc)
    assert_both_versions_are_in(*sides(more, {}), pandoc)


def test_a_moved_paragraph_is_struck_by_its_author_with_the_word_moved(sides: Sides, pandoc: Pandoc) -> None:
    old, new = sides(*map(answer, PAIRS["moved"]))
    redline, _ = word(old, new, pandoc, lambda _: SARA, Note("draftkit", "", ("Ändringar",), "flyttat"))
    assert misread(redline) == []
    assert sorted((state, who) for state, who, _, _ in marks(redline)) == [
        ("del", "Sara Lindqvist (flyttat)"),
        ("ins", "Sara Lindqvist"),
    ]


def test_changed_pages_of_a_bilaga_keep_the_page_break_of_the_next(pandoc: Pandoc) -> None:
    root = ROOT / "examples/stensunda"
    (folder,) = disk.cases(root)
    place = folder.relative_to(root).as_posix()
    base = disk.project(root, [folder], TODAY)
    one, other = f"{place}/bilagor/kostnadskalkyl.pdf", f"{place}/bilagor/lokalforteckning.pdf"
    turned = replace(base, files={**base.files, one: base.files[other], other: base.files[one]})
    old, new = side(base, pandoc, place), side(turned, pandoc, place)
    for pair in ((old, new), (new, old)):
        redline = assert_both_versions_are_in(*pair, pandoc)
        assert re.search(r"<w:del [^>]*><w:r>(<w:rPr>.*?</w:rPr>)?<w:drawing>", body_of(redline))


def test_what_each_version_ends_with_is_one_paragraph_behind_the_first_footnote(sides: Sides, pandoc: Pandoc) -> None:
    versions = [answer(f"{ONE}[^1]\n\n{last}\n\n[^1]: En not.\n") for last in (TWO, FOUR)]
    redline = assert_both_versions_are_in(*sides(*versions), pandoc)
    last = body_of(redline).rpartition("<w:p>")[2]
    assert re.findall(r"<w:(ins|del) [^>]*><w:r><w:(?:t|delText)[^>]*>([^<]*)<", last) == [("del", TWO), ("ins", FOUR)]
    assert "<w:rPr><w:" not in last  # its end is a change in neither version


def test_what_is_the_same_has_no_mark(sides: Sides, pandoc: Pandoc) -> None:
    redline = assert_both_versions_are_in(*sides({}, {}), pandoc)
    assert re.findall("<w:(?:ins|del|pPrChange) ", body_of(redline)) == []


def test_the_versions_are_told_in_a_comment_that_is_no_part_of_the_text(sides: Sides, pandoc: Pandoc) -> None:
    redline, _ = word(*sides({}, answer("Nytt.")), pandoc, by, Note("draftkit", "", ("Ett.", "Två.")))
    comments = zipfile.ZipFile(io.BytesIO(redline)).read("word/comments.xml").decode()
    assert re.findall(r"<w:t>([^<]*)<", comments) == ["Ett.", "Två."]
    assert "dk1" not in body_of(redline), "the marks that lead to the texts are taken out"


# --- the PDF -------------------------------------------------------------------------------------


def pages_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join("\n".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.mark.parametrize("name", ["a link", "moved", "another footnote", "an item more", "a row less", "everything"])
def test_the_pdf_has_the_words_of_both(name: str, sides: Sides, pandoc: Pandoc) -> None:
    pair = PAIRS[name]
    old, new = sides(*map(answer, pair))
    both = merging(old, new, by)
    data, problems, _ = pdf(old, new, pandoc, both, {**TOLD, "av": [each.author for each, _ in both.changes]})
    assert problems == []
    assert both.changes
    shown = letters(pages_of(data))
    for text in pair:
        for line in re.sub(r"\(https?://\S+\)|\[\^\d\]:?|^\d\. |[-|*]", " ", text, flags=re.MULTILINE).split():
            assert letters(line) in shown


def test_the_pdf_says_who_changed_what(sides: Sides, pandoc: Pandoc) -> None:
    old, new = sides({}, answer("Verktygen behövs genast."))
    both = merging(old, new, lambda change: SARA if change.new is not None else OMAR)
    assert both.changes == ((SARA, "added"),)
    data, _, _ = pdf(old, new, pandoc, both, {**TOLD, "av": ["Sara, 3 mars"]})
    assert "Sara, 3 mars" in pages_of(data)


# --- authors -------------------------------------------------------------------------------------


def step(by: By, *texts: str, day: int = 3) -> Step:
    before, after = texts
    return Step(replace(by, moment=f"2031-03-{day:02}T09:00:00"), before, after)


def who(change: Change, text: str, *steps: Step) -> tuple[list[str], bool]:
    """Who is named for a change in a file of that text, which is one passage; the latest step first."""
    place = Place(text, Span("a.md", 1, 1, text.count("\n") + 2, 1))
    found = makers(change, place, steps, [])
    return [each.author for each in found.people], found.certain


SARAS, OMARS, BOTH = (["Sara Lindqvist"], True), (["Omar Haddad"], True), ["Omar Haddad", "Sara Lindqvist"]
TEXT = "Verktyg behövs i alla hus."


@pytest.mark.parametrize(
    ("change", "text", "people"),
    [
        (Change("added", "snart", "behövs "), "Verktyg behövs\nsnart i alla hus.", SARAS),
        (Change("removed", "nu", "behövs "), "Verktyg behövs nu i\nhus.", SARAS),
        (Change("added", "alla", "i "), "Verktyg behövs\nsnart i alla hus.", OMARS),
        # Words that are in no file as they are shown: one of those who have changed something there.
        (Change("added", "okänt"), "Verktyg behövs\nsnart i alla hus.", (BOTH, False)),
    ],
)
def test_a_change_belongs_to_the_commit_that_made_it(change: Change, text: str, people: tuple[list[str], bool]) -> None:
    first = step(OMAR, "Verktyg behövs nu i\nhus.", "Verktyg behövs nu i alla hus.", day=1)
    then = step(SARA, "Verktyg behövs nu i alla hus.", "Verktyg behövs\nsnart i alla hus.")
    assert who(change, text, then, first) == people


def test_a_paragraph_wrapped_anew_is_still_its_authors() -> None:
    wrapped, wrote = step(SARA, TEXT, "Verktyg behövs\ni alla hus."), step(OMAR, "", TEXT, day=1)
    assert who(Change("added", TEXT), "Verktyg behövs\ni alla hus.", wrapped, wrote) == OMARS


def test_a_word_is_not_struck_by_the_one_who_changed_the_word_beside_it() -> None:
    beside = step(OMAR, "Vi ser gärna nya verktyg i husen.", "Vi ser helst nya verktyg i husen.", day=1)
    struck = step(SARA, "Vi ser helst nya verktyg i husen.", "Vi ser helst verktyg i husen.")
    change = Change("removed", "nya ", "Vi ser gärna ", "verktyg i husen.")
    assert who(change, "Vi ser gärna nya verktyg i husen.", struck, beside) == SARAS


ONE = "Verktyg behövs i alla hus, skriver nämnden."
TWO = "Lokalerna finns redan och kostar inget mer."
FOUR = "Nämnden vill hellre avstå än vänta ännu ett år."
THREE = "En försöksperiod på ett år vore bra för alla."


@pytest.mark.parametrize("said", [ONE, TWO])
@pytest.mark.parametrize("state", ["added", "removed"])
def test_a_paragraph_is_moved_by_the_one_who_moved_it(said: str, state: str) -> None:
    texts = [f"{ONE}\n\n{TWO}\n\n{THREE}\n", f"{TWO}\n\n{ONE}\n\n{THREE}\n"]
    texts.append(texts[1].replace("bra", "**bra**"))
    moved, bolded = step(OMAR, *texts[:2], day=1), step(SARA, *texts[1:])
    assert who(Change(state, said), texts[2 if state == "added" else 0], bolded, moved) == OMARS  # type: ignore[arg-type]
    assert who(Change("added", "bra", "år vore "), texts[2], bolded, moved) == SARAS


def test_a_paragraph_moved_by_one_and_edited_by_another_is_of_both() -> None:
    texts = [f"{ONE}\n\n{TWO}\n\n{THREE}\n", f"{THREE}\n\n{ONE}\n\n{TWO}\n"]
    texts.append(texts[1].replace("bra", "utmärkt"))
    moved, edited = step(OMAR, *texts[:2], day=1), step(SARA, *texts[1:])
    here = Place(texts[2], Span("a.md", 1, 1, 2, 1))
    change = Change("added", THREE.replace("bra", "utmärkt"))
    found = makers(change, here, [edited, moved], [])
    assert ([each.author for each in found.people], found.certain) == (BOTH, True)


def test_a_paragraph_that_was_divided_keeps_its_authors() -> None:
    texts = ["", f"{ONE} {TWO}\n", f"{ONE}\n\n{TWO}\n"]
    wrote, divided = step(OMAR, *texts[:2], day=1), step(SARA, *texts[1:])
    assert who(Change("added", "redan", "Lokalerna finns ", " och kostar"), texts[2], divided, wrote) == OMARS


def test_words_that_two_have_put_in_other_places_are_of_either() -> None:
    texts = [f"{ONE}\n", f"Ja.\n\n{ONE}\n", f"Ja.\n\n{ONE}\n\nJa.\n"]
    steps = [step(SARA, *texts[1:]), step(OMAR, *texts[:2], day=1)]
    assert who(Change("added", "Ja."), texts[2], *steps) == (BOTH, False)
    for line, name in ((1, "Omar Haddad"), (5, "Sara Lindqvist")):
        place = Place(texts[2], Span("a.md", line, 1, line + 1, 1))
        assert [by.author for by in makers(Change("added", "Ja."), place, steps, []).people] == [name]


def test_two_branches_that_were_joined() -> None:
    texts = [f"{ONE}\n\n{TWO}\n", f"{ONE} Ja.\n\n{TWO}\n", f"{ONE}\n\n{TWO} Nej.\n", f"{ONE} Ja.\n\n{TWO} Nej.\n"]
    here, there = step(SARA, texts[0], texts[1]), step(OMAR, texts[0], texts[2], day=1)
    for steps in ((here, there), (there, here)):
        assert who(Change("added", "Ja.", "skriver nämnden. "), texts[3], *steps) == SARAS
        assert who(Change("added", "Nej.", "kostar inget mer. "), texts[3], *steps) == OMARS


def test_what_is_typed_in_a_merge_is_the_mergers_and_what_it_joins_is_not() -> None:
    first, left, right = (
        f"{ONE}\n\n{TWO}{more}\n\n{last}\n" for more, last in (("", THREE), (" Ja.", THREE), ("", FOUR))
    )
    joined = f"{ONE} Nu.\n\n{TWO} Ja.\n\n{FOUR.replace('ännu ', '')}\n"
    merge = replace(step(By("Kim Berg", ""), left, joined, day=5), beside=(right,))
    steps = [merge, step(SARA, first, left), step(OMAR, first, right, day=2)]
    for change, people in (
        (Change("added", "Ja.", "kostar inget mer. "), SARAS),
        (Change("added", "hellre", "Nämnden vill ", " avstå än"), OMARS),
        (Change("added", "Nu.", "skriver nämnden. "), (["Kim Berg"], True)),
    ):
        assert who(change, joined, *steps) == people
        assert who(change, joined, merge, steps[2], steps[1]) == people
    gone = replace(merge, after=joined.replace(" redan", ""))
    assert who(Change("removed", "redan", "Lokalerna finns ", " och"), first, gone, *steps[1:]) == (["Kim Berg"], True)
    assert who(Change("removed", "försöksperiod", "En ", " på ett"), first, gone, *steps[1:]) == OMARS


def test_a_fact_is_of_the_branch_that_brought_it_and_not_of_the_merge() -> None:
    facts = [f"dag: 2031-09-{day}\n" for day in (17, 24)]
    brought = step(SARA, *facts)
    merge = replace(step(OMAR, facts[0], facts[1] + "nummer: 2031:19\n", day=5), beside=(facts[1],))
    change = Change("added", "24", "den ", " september")
    assert [each.author for each in makers(change, None, [], [merge, brought]).people] == ["Sara Lindqvist"]
    number = Change("added", "19", "2031:")
    assert [each.author for each in makers(number, None, [], [merge, brought]).people] == ["Omar Haddad"]


def done(author: str, **texts: tuple[str | None, str | None]) -> Done:
    """What one commit did, by path without the suffix."""
    return Done(By(author, ""), {f"{path}.md": each for path, each in texts.items()})


def authors(steps: Sequence[Step]) -> str:
    return " ".join(each.by.author for each in steps)


def test_a_file_has_one_history_whatever_it_was_called() -> None:
    one, other = f"{ONE}\n\n{TWO}\n", f"{ONE} Ja.\n\n{TWO}\n"
    found = lineages([
        done("Kim", b=(other, f"{other}Nej.\n")),
        done("Sara", a=(other, None), b=(None, f"{other}\n"), c=(None, FOUR)),
        done("Omar", a=(one, other)),
    ])  # fmt: skip
    assert {path: authors(steps) for path, steps in found.new.items()} == {"b.md": "Kim Sara Omar", "c.md": "Sara"}
    assert {path: authors(steps) for path, steps in found.old.items()} == {"a.md": "Kim Sara Omar"}
    assert [(each.before, each.after) for each in found.new["b.md"]][1] == (other, f"{other}\n")


def test_a_name_that_another_file_takes_over_has_two_histories() -> None:
    found = lineages([
        done("Kim", a=(FOUR, f"{FOUR} Ja.")),
        done("Sara", a=(None, FOUR)),
        done("Omar", a=(f"{ONE} {TWO}", None), b=(None, f"{ONE} {TWO}")),
        done("Eva", a=(ONE, f"{ONE} {TWO}")),
    ])  # fmt: skip
    assert {path: authors(steps) for path, steps in found.new.items()} == {"a.md": "Kim Sara", "b.md": "Omar Eva"}
    assert {path: authors(steps) for path, steps in found.old.items()} == {"a.md": "Omar Eva"}


def test_a_file_that_is_gone_is_of_the_old_version_alone() -> None:
    found = lineages([done("Kim", a=(ONE, None), b=(None, FOUR)), done("Sara", a=(TWO, ONE))])
    assert {path: authors(steps) for path, steps in found.new.items()} == {"b.md": "Kim"}
    assert {path: authors(steps) for path, steps in found.old.items()} == {"a.md": "Kim Sara"}


def test_a_file_edited_under_its_earlier_name_on_a_branch() -> None:
    one = f"{ONE}\n\n{TWO}\n"
    found = lineages([
        done("Kim", a=(one, f"{one}Nej.\n")), done("Sara", a=(one, None), b=(None, one)), done("Omar", a=(ONE, one)),
    ])  # fmt: skip
    assert authors(found.new["b.md"]) == authors(found.old["a.md"]) == "Kim Sara Omar"


def test_what_follows_from_a_fact_is_of_those_who_may_have_changed_it() -> None:
    change = Change("added", "24", "den ", " september")
    facts = step(SARA, "dag: 2031-09-17\n", "dag: 2031-09-24\n")
    prose = step(OMAR, "---\ntyp: remissvar\n---\n", "---\ntyp: remissvar\n---\n24 kap.\n")
    other = step(OMAR, "---\ndatum: 2031-09-17\n---\n", "---\ndatum: 2031-09-24\n---\n", day=1)
    named = makers(change, None, [], [facts, prose])
    assert [by.author for by in named.people] == ["Sara Lindqvist"]
    either = makers(change, None, [], [facts, other])
    assert ([by.author for by in either.people], either.certain) == (BOTH, False)


# --- from the command line -----------------------------------------------------------------------


def commit_as(root: Path, name: str, moment: str, message: str) -> None:
    """Checks in what `name` wrote long before."""
    run_git(root, "add", "-A")
    author = (f"--author={name} <x@y.example>", "--date=2030-01-01T08:00:00+01:00")
    run_git(root, "commit", "-q", "-m", message, *author, moment=moment)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small case, which three people have worked on."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "åäö"
    root.mkdir()
    run_git(root, "init", "-q", "-b", "main")
    run_git(root, "config", "user.name", "Kim Berg")
    lay(root, {**OWN, **{f"{FOLDER}/{path}": text for path, text in SMALL.items()}})
    commit_as(root, "Sara Lindqvist", "2031-06-01T09:12:00+02:00", "Första utkastet")
    text = SMALL["remissvar/kulturnamnden.md"]
    lay(root, {f"{FOLDER}/remissvar/kulturnamnden.md": text.replace("är positiv", "är mycket positiv")})
    commit_as(root, "Omar Haddad", "2031-06-02T10:00:00+02:00", "Svaret")
    lay(root, {f"{FOLDER}/arende.yaml": SMALL["arende.yaml"].replace("2031-09-17", "2031-09-24")})
    commit_as(root, "Eva Brandt", "2031-06-03T11:30:00+02:00", "Dagen")
    return root


def marks(docx: bytes) -> list[tuple[str, str, str, str]]:
    found = re.findall(
        r'<w:(ins|del) w:id="\d+" w:author="([^"]*)" w:date="([^"]*)"><w:r>(?:<w:rPr>.*?</w:rPr>)?'
        r"<w:(?:t|delText)[^>]*>([^<]*)<", body_of(docx),
    )  # fmt: skip
    return [(state, who, when, text.strip()) for state, who, when, text in found]


def test_each_change_has_its_author_and_time(folder: Path) -> None:
    lay(folder, {f"{FOLDER}/synpunkter.md": SMALL["synpunkter.md"].replace("bra", "gott")})
    code, said, wrong = run(folder, "redline", "HEAD~2", "--to", "docx", "--idag", "2031-06-15", "--lang", "sv")
    assert (code, wrong) == (0, "")
    assert said == ["ks-2031-0417: 5 ändringar", "  build/ks-2031-0417/utlatande-andringar.docx"]
    assert marks((folder / "build/ks-2031-0417/utlatande-andringar.docx").read_bytes()) == [
        ("del", "Kim Berg (inte incheckat)", "2031-06-15T00:00:00Z", "bra"),
        ("ins", "Kim Berg (inte incheckat)", "2031-06-15T00:00:00Z", "gott"),
        ("del", "Eva Brandt", "2031-06-03T11:30:00Z", "17"),
        ("ins", "Eva Brandt", "2031-06-03T11:30:00Z", "24"),
        ("ins", "Omar Haddad", "2031-06-02T10:00:00Z", "mycket"),
    ]


def test_what_has_moved_says_so_in_the_language_of_the_reader(folder: Path) -> None:
    path = f"{FOLDER}/remissvar/kulturnamnden.md"
    ett, annat = "Ett stycke om verktyg.", "Ett annat om lokaler."
    text = (folder / path).read_text(encoding="utf-8")
    lay(folder, {path: f"{text}\n{ett}\n\n{annat}\n"})
    commit_as(folder, "Eva Brandt", "2031-06-04T11:30:00+02:00", "Två stycken")
    lay(folder, {path: f"{text}\n{annat}\n\n{ett}\n"})
    commit_as(folder, "Eva Brandt", "2031-06-05T11:30:00+02:00", "I annan ordning")
    assert run(folder, "redline", "HEAD~1", "--to", "docx", "--idag", "2031-06-15", "--lang", "sv")[0] == 0
    found = marks((folder / "build/ks-2031-0417/utlatande-andringar.docx").read_bytes())
    assert {(state, who) for state, who, _, _ in found} == {("del", "Eva Brandt (flyttat)"), ("ins", "Eva Brandt")}


def test_a_moved_paragraph_is_of_the_one_who_moved_it(folder: Path) -> None:
    head, _, _ = SMALL["synpunkter.md"].rpartition("---\n")
    head = f"{head}---\n" if head else ""
    for name, order in (("Sara Lindqvist", (ONE, TWO, THREE, FOUR)), ("Kim Berg", (THREE, ONE, TWO, FOUR)),
                        ("Ylva Dahl", (THREE, ONE, TWO, FOUR.replace("avstå", "**avstå**")))):  # fmt: skip
        lay(folder, {f"{FOLDER}/synpunkter.md": head + "\n\n".join(order) + "\n"})
        commit_as(folder, name, "2031-06-04T10:00:00+02:00", "Synpunkter")
    assert run(folder, "redline", "HEAD~2", "HEAD", "--idag", "2031-06-15", "--lang", "sv")[0] == 0
    made = folder / "build/ks-2031-0417"
    found = [(state, name, text) for state, name, _, text in marks((made / "utlatande-andringar.docx").read_bytes())]
    assert {name for _, name, text in found if text == "avstå"} == {"Ylva Dahl"}
    assert {name.removesuffix(" (flyttat)") for _, name, text in found if text != "avstå"} == {"Kim Berg"}
    text = pages_of((made / "utlatande-andringar.pdf").read_bytes()).replace("\xa0", " ")
    assert set(re.findall(r"(\w+ \w+), \d+ juni 2031, flyttat", text)) == {"Kim Berg"}


@pytest.mark.parametrize("saved", [True, False])
def test_the_one_who_renames_a_file_has_not_written_it(saved: bool, folder: Path) -> None:
    path = folder / FOLDER / "remissvar/kulturnamnden.md"
    text = path.read_text(encoding="utf-8").replace("behövs", "saknas")
    path.with_name("svar-fran-kultur.md").write_text(text, encoding="utf-8")
    path.unlink()
    if saved:
        commit_as(folder, "Ylva Dahl", "2031-06-04T10:00:00+02:00", "Nytt namn")
    versions = ("HEAD~3", "HEAD") if saved else ("HEAD~2",)
    assert run(folder, "redline", *versions, "--to", "docx", "--idag", "2031-06-15", "--lang", "sv")[0] == 0
    data = (folder / "build/ks-2031-0417/utlatande-andringar.docx").read_bytes()
    told = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()
    if saved:
        assert ">Ändringar från den 1 juni 2031 till den 4 juni 2031<" in told
    else:
        assert ">Ändringar sedan den 1 juni 2031, även sådant som inte är incheckat<" in told
    found = marks(data)
    who = "Ylva Dahl" if saved else "Kim Berg (inte incheckat)"
    assert [(state, name, said) for state, name, _, said in found if name != "Eva Brandt"] == [
        ("ins", "Omar Haddad", "mycket"), ("del", who, "behövs"), ("ins", who, "saknas"),
    ]  # fmt: skip


def test_words_typed_in_a_merge_are_the_mergers(folder: Path) -> None:
    path = f"{FOLDER}/synpunkter.md"
    first = f"{SMALL['synpunkter.md']}\n{ONE}\n\n{TWO}\n"
    there, here = first.replace("alla hus", "alla små hus"), first.replace("inget mer", "inget alls")
    lay(folder, {path: first})
    commit_as(folder, "Kim Berg", "2031-06-04T09:00:00+02:00", "Mer text")
    run_git(folder, "checkout", "-q", "-b", "gren")
    lay(folder, {path: there.replace("nämnden", "Sara")})
    commit_as(folder, "Sara Lindqvist", "2031-06-04T10:00:00+02:00", "Klokt")
    run_git(folder, "checkout", "-q", "main")
    lay(folder, {path: here.replace("nämnden", "Omar")})
    commit_as(folder, "Omar Haddad", "2031-06-05T10:00:00+02:00", "Gott")
    with pytest.raises(subprocess.CalledProcessError):  # a conflict
        run_git(folder, "merge", "gren")
    both = there.replace("inget mer", "inget alls")
    lay(folder, {path: both.replace("nämnden", "Ylva").replace("finns", "finns ju")})
    commit_as(folder, "Ylva Dahl", "2031-06-06T10:00:00+02:00", "Båda")
    assert run(folder, "redline", "HEAD~2", "--to", "docx", "--idag", "2031-06-15")[0] == 0
    found = marks((folder / "build/ks-2031-0417/utlatande-andringar.docx").read_bytes())
    assert {(state, name, said) for state, name, _, said in found} == {
        ("ins", "Sara Lindqvist", "små"), ("del", "Sara Lindqvist", "nämnden"), ("ins", "Ylva Dahl", "Ylva"),
        ("ins", "Ylva Dahl", "ju"), ("del", "Omar Haddad", "mer"), ("ins", "Omar Haddad", "alls"),
    }  # fmt: skip


def test_the_day_that_chooses_a_version_is_the_day_that_is_told(folder: Path) -> None:
    code, said, _ = run(folder, "diff", "2031-06-02", "HEAD", "--lang", "sv")
    assert code == 0
    assert [re.sub(r" \(incheckning .*", "", each) for each in said[1:3]] == [
        "  från  2 juni 2031, Omar Haddad: ”Svaret”", "  till  3 juni 2031, Eva Brandt: ”Dagen”",
    ]  # fmt: skip


def test_two_versions_make_two_files_beside_those_of_a_build(folder: Path) -> None:
    assert run(folder, "build", "--to", "docx", "--idag", "2031-06-15")[0] == 0
    before = (folder / "build/ks-2031-0417/manifest.json").read_bytes()
    code, said, wrong = run(folder, "redline", "HEAD~1", "HEAD", "--idag", "2031-06-15", "--lang", "sv")
    assert (code, wrong) == (0, "")
    assert said == [
        "ks-2031-0417: 2 ändringar",
        "  build/ks-2031-0417/utlatande-andringar.docx",
        "  build/ks-2031-0417/utlatande-andringar.pdf",
    ]
    assert (folder / "build/ks-2031-0417/manifest.json").read_bytes() == before
    text = pages_of((folder / "build/ks-2031-0417/utlatande-andringar.pdf").read_bytes())
    assert "Ändringar från den 2 juni 2031 till den 3 juni 2031" in text
    assert "Tidigare version: 2 juni 2031, Omar Haddad: ”Svaret” (incheckning" in text
    assert "UTKAST" in text


def test_the_same_bytes_each_time(folder: Path) -> None:
    found = []
    for out in ("a", "b"):
        assert run(folder, "redline", "HEAD~2", "HEAD", "--out", out, "--idag", "2031-06-15")[0] == 0
        found.append({p.name: p.read_bytes() for p in sorted((folder / out / "ks-2031-0417").iterdir())})
    assert found[0] == found[1]


def test_a_version_that_cannot_be_built_is_named_with_what_is_wrong_in_it(folder: Path) -> None:
    lay(folder, {f"{FOLDER}/arende.yaml": SMALL["arende.yaml"].replace("dnr: KS 2031/0417", "dnr: [")})
    code, said, wrong = run(folder, "redline", "HEAD", "--lang", "sv")
    assert code == 1
    assert said == ["ks-2031-0417: inga filer skrevs, eftersom en av versionerna inte går att bygga"]
    what = "Fel i den här versionen: arbetsmappen som den är nu, även det som inte är incheckat"
    assert wrong.startswith(f"{what}\n\nfel[DK")
    assert not (folder / "build").exists()


def test_an_arende_that_is_new_has_nothing_to_be_compared_with(folder: Path) -> None:
    lay(folder, {f"drafts/ks-2031-0500/{path}": text for path, text in SMALL.items()})
    code, said, _ = run(folder, "redline", "HEAD", "drafts/ks-2031-0500", "--lang", "sv")
    assert code == 0
    assert [re.sub(r"incheckning \w+", "incheckning …", each) for each in said] == [
        "ks-2031-0500: finns inte i den här versionen: 3 juni 2031, Eva Brandt: ”Dagen” (incheckning …)"
    ]


def test_nothing_has_changed(folder: Path) -> None:
    assert run(folder, "redline", "HEAD", "--lang", "sv")[1] == ["Ingenting i innehållet har ändrats."]
    lay(folder, {f"{FOLDER}/sammanfattning.md": SMALL["sammanfattning.md"].replace(" verktyg", "\nverktyg")})
    assert run(folder, "redline", "HEAD", "--lang", "sv")[1] == ["ks-2031-0417: inget har ändrats i dokumentet"]


def test_the_files_of_an_earlier_comparison_are_taken_away(folder: Path) -> None:
    made = folder / "build/ks-2031-0417"
    gone = "  build/ks-2031-0417/utlatande-andringar.{} visade en tidigare jämförelse och har tagits bort"
    assert run(folder, "redline", "HEAD~1", "--idag", "2031-06-15")[0] == 0
    lay(folder, {"build/ks-2031-0417/egen.docx": "x"})
    _, said, _ = run(folder, "redline", "HEAD~1", "--to", "docx", "--idag", "2031-06-15", "--lang", "sv")
    assert said[1:] == ["  build/ks-2031-0417/utlatande-andringar.docx", gone.format("pdf")]
    assert run(folder, "redline", "HEAD", "--lang", "sv")[1] == [
        "Ingenting i innehållet har ändrats.", gone.format("docx"),
    ]  # fmt: skip
    assert run(folder, "redline", "HEAD", "--lang", "sv")[1] == ["Ingenting i innehållet har ändrats."]
    lay(folder, {"build/ks-2031-0417/utlatande-andringar.pdf": "x"})
    lay(folder, {f"{FOLDER}/sammanfattning.md": SMALL["sammanfattning.md"].replace(" verktyg", "\nverktyg")})
    said = run(folder, "redline", "HEAD", "--lang", "sv")[1]
    assert said == ["ks-2031-0417: inget har ändrats i dokumentet", gone.format("pdf")]
    assert [path.name for path in made.iterdir()] == ["egen.docx"]


def test_another_format_is_refused(folder: Path) -> None:
    code, _, wrong = run(folder, "redline", "HEAD", "--to", "html", "--lang", "sv")
    assert code == 2
    assert "docx, pdf" in wrong
