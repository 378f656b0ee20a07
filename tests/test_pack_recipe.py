"""docs/mallpaket.md is true: its recipe builds, its tables are whole, and a pack's mistakes are told as it says."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import CASE, FOLDER, ROOT, TODAY, told
from draftkit.blocks import text_of
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.finish.named import MADE
from draftkit.pipeline import Checked, Composed  # fmt: skip
from draftkit.pipeline import check as check_case
from draftkit.pipeline import compose as compose_case
from draftkit.publish import Published
from draftkit.publish import publish as publish_case
from draftkit.stages.assemble import Place
from draftkit.stages.count import docx_text

GUIDE = (ROOT / "docs/mallpaket.md").read_text(encoding="utf-8")
BENCHES = "drafts/ks-2031-0102"
RECIPE, FACTS, SECTIONS, PDF, PAGE = (
    "Ett eget paket på tio minuter", "Egna uppgifter", "Egna avsnitt", "PDF: `<paket>.typ`",
    "Webbsidan: `<paket>.css` och `<paket>.html.j2`",
)  # fmt: skip


def sections() -> dict[str, str]:
    """The guide by heading; a ## within a fence is none."""
    found: dict[str, str] = {}
    heading, fenced = "", False
    for line in GUIDE.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if not fenced and line.startswith("#"):
            heading = line.lstrip("# ").strip()
        found[heading] = found.get(heading, "") + line
    return found


def files_of(heading: str) -> list[tuple[str, bool, str]]:
    """The files that a section gives: path, whether to add to what is there, and text."""
    pattern = re.compile(r"^\*\*(\S+)\*\*( \(lägg till\))?\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [(path, bool(add), text) for path, add, text in pattern.findall(sections()[heading])]


def reference() -> bytes:
    """The reference document as step 4 has it changed in Word."""
    import docx
    from docx.shared import Cm, RGBColor

    document = docx.Document(str(ROOT / "templates/utlatande/reference.docx"))
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x0B, 0x5C, 0x4A)
    document.styles.add_style("Avsändare", 1)
    document.sections[0].header.paragraphs[0].insert_paragraph_before("Stensunda kommun, Stora torget 1")
    document.sections[0].left_margin = Cm(3)
    return saved(document)


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """`lay(RECIPE, …)`: examples/minimal with the files of these sections laid over it, and the reference document."""

    def make(*headings: str) -> Path:
        shutil.copytree(ROOT / "examples/minimal", tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
        for path, add, text in [file for heading in headings for file in files_of(heading)]:
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_text(encoding="utf-8") if add else ""
            target.write_text(before + text, encoding="utf-8")
        (tmp_path / "templates/stensunda/reference.docx").write_bytes(reference())
        return tmp_path

    return make


def build(root: Path, pandoc: Pandoc, pack: str | None = "stensunda") -> tuple[Composed, Published]:
    world = disk.project(root, [root / BENCHES], TODAY)
    composed = compose_case(check_case(world, BENCHES, pandoc, pack_name=pack), pandoc, final=True)
    return composed, publish_case(composed, world, pandoc, wanted=("docx", "pdf"), final=True)


def run(*arguments: str, root: Path) -> subprocess.CompletedProcess[str]:
    """draftkit on the command line, in Swedish, standing in `root`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "DRAFTKIT_LANG": "sv"}
    command = [sys.executable, "-m", "draftkit", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)


def lines(composed: Composed) -> list[str]:
    assert composed.document is not None, [told(problem) for problem in composed.problems]
    return text_of(list(composed.document.nodes)).splitlines()


def xml(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def pdf_text(data: bytes) -> str:
    import pypdfium2

    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)).split())


# --- the recipe ----------------------------------------------------------------------------------


def test_the_recipe(lay: Callable[..., Path], pandoc: Pandoc) -> None:
    plain, _ = build(lay(RECIPE), pandoc, pack=None)
    composed, published = build(lay(RECIPE), pandoc)
    assert [told(problem) for problem in published.problems] == []
    before, after = lines(plain), lines(composed)
    asked = "Ärendet har sänts på remiss till trafiknämnden."
    assert [line for line in after if line not in before] == [
        "Stensunda kommun, kommunstyrelsens kansli", "Så har ärendet beretts", asked, asked,
    ]  # fmt: skip
    assert len(after) == len(before) + 1

    word = published.files["utlatande.docx"]
    body, styles = xml(word, "word/document.xml"), xml(word, "word/styles.xml")
    assert "Så har ärendet beretts" in docx_text(word)[0]
    assert re.search(r'<w:pStyle w:val="Avsändare"/>.{,80}Stensunda kommun, kommunstyrelsens kansli', body, re.DOTALL)
    assert re.search(r'w:styleId="Rubrik1".*?<w:color w:val="0B5C4A"', styles, re.DOTALL)
    assert "Stensunda kommun, Stora torget 1" in xml(word, "word/header1.xml")
    assert "PAGE" in xml(word, "word/header1.xml")
    assert 'w:left="1701"' in body[body.index("<w:sectPr") :]
    assert "Stensunda kommun, kommunstyrelsens kansli Utlåtande Rotel II" in pdf_text(published.files["utlatande.pdf"])


def test_the_command_of_the_recipe(lay: Callable[..., Path]) -> None:
    command = re.findall(r"^draftkit build .*$", sections()[RECIPE], re.MULTILINE)
    assert command == ["draftkit build --mall stensunda"]
    root = lay(RECIPE)
    done = run(*command[0].split()[1:], root=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Så har ärendet beretts" in docx_text((root / "build/ks-2031-0102/utlatande.docx").read_bytes())[0]


@pytest.mark.parametrize("where", ["draftkit.toml", f"{BENCHES}/arende.yaml"])
def test_how_a_pack_is_chosen(where: str, lay: Callable[..., Path], pandoc: Pandoc) -> None:
    root = lay(RECIPE)
    before = (root / where).read_text(encoding="utf-8")
    after = before.replace('mall = "utlatande"', 'mall = "stensunda"').replace(
        "schema: 1\n", "schema: 1\ndokumenttyp: stensunda\n"
    )
    assert after != before
    (root / where).write_text(after, encoding="utf-8")
    assert "Så har ärendet beretts" in lines(build(root, pandoc, pack=None)[0])
    assert "Beredning" in lines(build(root, pandoc, pack="utlatande")[0])


def test_facts_and_sections_of_its_own(lay: Callable[..., Path], pandoc: Pandoc) -> None:
    composed, published = build(lay(RECIPE, FACTS, SECTIONS), pandoc)
    assert [told(problem) for problem in published.problems] == []
    found = lines(composed)
    at = found.index("Konsekvenser för barn")
    assert found[at : at + 3] == [
        "Konsekvenser för barn", "Även den som kör barnvagn behöver vila på vägen.",
        "Föredragande borgarrådets synpunkter",
    ]  # fmt: skip
    at = found.index("Handläggare: Kim Berg")
    assert found[at : at + 3] == ["Handläggare: Kim Berg", "Samråd hölls den 18 mars 2031.", "Bilaga"]


def test_the_look_with_arms_and_footer(lay: Callable[..., Path], pandoc: Pandoc) -> None:
    _, published = build(lay(RECIPE, PDF), pandoc)
    assert [told(problem) for problem in published.problems] == []
    assert "Stensunda kommun, KS 2031/0102" in pdf_text(published.files["utlatande.pdf"])


def test_the_look_of_the_page(lay: Callable[..., Path], pandoc: Pandoc) -> None:
    root = lay(RECIPE, PDF, PAGE)
    world = disk.project(root, [root / BENCHES], TODAY)
    composed = compose_case(check_case(world, BENCHES, pandoc, pack_name="stensunda"), pandoc, final=False)
    published = publish_case(composed, world, pandoc, wanted=("html",), final=False)
    assert [told(problem) for problem in published.problems] == []
    page = published.files["utlatande.html"].decode()
    assert '<p><img src="data:image/svg+xml;base64,' in page
    assert '<p class="Avsändare">Stensunda kommun, kommunstyrelsens kansli</p>' in page
    assert page.index("--rubrik: #1d2b3a") < page.index("--rubrik: #0b5c4a")


def test_the_names_and_blocks_of_the_page_are_in_its_table(packs: dict[str, bytes]) -> None:
    page = packs["utlatande/utlatande.html.j2"].decode()
    told_of = set(re.findall(r"`(?:\{[{%] (?:for each in |block )?)?(\w+)", " ".join(row[0] for row in rows(PAGE))))
    printed = set(re.findall(r"\{\{ (\w+) \}\}", page)) | set(re.findall(r"for each in (\w+)", page))
    assert printed | set(re.findall(r"{% block (\w+) %}", page)) <= told_of


# --- the tables ----------------------------------------------------------------------------------


def names(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every name that a template has, as the guide writes it, with its value."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from names(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict) and path != "svar[].underremisser":
        for each in value:
            yield from names(each, f"{path}[]")
    else:
        yield path, value


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return "" if value and isinstance(value[0], dict) else ", ".join(value)
    return "**plats**" if isinstance(value, Place) else "" if value in (None, {}) else str(value)


def rows(heading: str) -> list[list[str]]:
    """The cells of a section's tables."""
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in sections()[heading].splitlines() if line.startswith("| ")]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


def test_every_name_is_in_the_table_with_an_example(pandoc: Pandoc) -> None:
    root = ROOT / "examples/stensunda"
    world = disk.project(root, disk.cases(root), TODAY)
    statement = compose_case(check_case(world, FOLDER, pandoc), pandoc, final=False).statement
    assert statement is not None
    values: dict[str, list[str]] = {}
    for name, value in names(dict(statement.data)):
        values.setdefault(name, []).append(shown(value))
    values = {name: found for name, found in values.items() if not any(each.startswith(f"{name}[]") for each in values)}
    table = {row[0].strip("`"): row[2] for row in rows("Alla namn") if row[0].startswith("`")}
    assert list(table) == list(values)
    for name, example in table.items():
        real = [each for each in values[name] if each]
        assert not real or any(each.startswith(example.removesuffix(" …")) and example for each in real), name


def test_the_blocks_are_all_named() -> None:
    template = (ROOT / "templates/utlatande/utlatande.md.j2").read_text(encoding="utf-8")
    paragraph = re.search(r"^Blocken, i den ordning de trycks: (.*?)\n\n", GUIDE, re.MULTILINE | re.DOTALL)
    assert paragraph is not None
    assert re.findall(r"`(\w+)`", paragraph[1]) == re.findall(r"{% block (\w+) %}", template)


def printed(compose: Callable[..., Composed], template: str, **files: str) -> list[str]:
    """What a template's line prints, at the end of the document."""
    whole = f'{{% extends "utlatande/utlatande.md.j2" %}}\n{{% block bilagor %}}\n\n{template}\n{{% endblock %}}\n'
    found = lines(compose(pack(template=whole, **files)))
    return found[found.index("Verktygen behövs.") + 1 :]


def test_what_the_filters_give(compose: Callable[..., Composed]) -> None:
    found = [(row[2].strip("`"), row[3]) for row in rows("Mallen: `<paket>.md.j2`") if len(row) == 4 and "{{" in row[2]]
    assert len(found) == 5
    for template, result in found:
        assert printed(compose, template) == [result]
    assert printed(compose, "{{ föredragande | lista | genitiv | versal }}") == ["Sara Lindqvists"]
    assert printed(compose, "{{ 3 | antal_i_ord }} och {{ 13 | antal_i_ord }}") == ["tre och 13"]


def test_the_phrases_of_the_guide_are_printed(compose: Callable[..., Composed]) -> None:
    for call in re.findall(r"`({{ fras\(.*?\) }})`", sections()["Mallen: `<paket>.md.j2`"]):
        assert len(printed(compose, call)) == 1, call


def test_what_is_filled_in_is_printed_as_it_is(compose: Callable[..., Composed]) -> None:
    """Also by way of a phrase and a filter: it is escaped once."""
    assert printed(compose, '{{ "1. miljö- *och* <byggnad>" }}') == ["1. miljö- *och* <byggnad>"]
    declined = '{{ fras("avstått", organ=["miljö- och byggnadsnämnden"]) | versal }}'
    assert printed(compose, declined) == ["Miljö- och byggnadsnämnden har avstått från att svara på remissen."]
    assert printed(compose, '{{ ["a-b", fras("beredning_rubrik")] | lista }}') == ["a-b och Beredning"]
    assert printed(compose, "{{ kommun | lista }}") == ["Stensunda kommun"]


EVERYTHING = """\
Ett *stycke* med `kod` och <https://exempel.se>.

- tät
- lista

---

1. gles

2. lista

> citat

Mer.[^1]

[^1]: Not.

    > citat

## Rubrik

| a | b |
|---|---|
| c | d |

    kod
"""


def test_every_style_that_is_used_is_in_the_table(publish: Callable[..., Published]) -> None:
    published = publish({"synpunkter.md": EVERYTHING, "remiss.md": None})
    word = published.files["utlatande.docx"]
    styles = xml(word, "word/styles.xml")
    by_id = {
        each[1]: each[2]
        for each in re.finditer(r'<w:style [^>]*w:styleId="([^"]*)"[^>]*>\s*<w:name w:val="([^"]*)"', styles)
    }
    parts = [xml(word, f"word/{name}.xml") for name in ("document", "footnotes", "header1")]
    found = set(re.findall(r'<w:[prtbl]+Style w:val="([^"]*)"', "".join(parts)))
    used = {by_id[each] for each in found if not each.startswith(MADE)}
    table = {name for row in rows("Word: reference.docx") for name in re.findall(r"`([^`]+)`", row[0])}
    assert len(used) > 18
    assert sorted(used - table - {f"heading {n}" for n in range(1, 7)}) == []


# --- what is wrong with a pack ---------------------------------------------------------------------

OURS = "/templates/stensunda"
MALL = "namn: Utlåtande, Stensunda\närver: utlatande\n"


def pack(
    *,
    mall: str = MALL,
    phrases: str = "",
    template: str | bytes = "",
    look: str = "",
    case: str = "",
    name: str = "stensunda",
) -> dict[str, str | bytes]:
    """The files of a pack, and a case that asks for it and says `case` besides."""
    asks = CASE.replace("dokumenttyp: utlatande", f"dokumenttyp: {name}")
    files: dict[str, str | bytes] = {
        f"{OURS}/mall.yaml": mall, f"{OURS}/fraser.yaml": phrases, f"{OURS}/stensunda.md.j2": template,
        f"{OURS}/stensunda.typ": look, "arende.yaml": asks + case,
    }  # fmt: skip
    return {path: text for path, text in files.items() if text}


def block(text: str, name: str = "bilagor") -> str:
    """A template that overrides one block."""
    return f'{{% extends "utlatande/utlatande.md.j2" %}}\n{{% block {name} %}}\n{text}\n{{% endblock %}}\n'


MALL_AT, PHRASES_AT, TEMPLATE_AT, LOOK_AT = (
    f"templates/stensunda/{name}" for name in ("mall.yaml", "fraser.yaml", "stensunda.md.j2", "stensunda.typ")
)
OFFICER = "fakta:\n  - {namn: handläggare, typ: text, hjälp: den som bereder ärendet, exempel: Kim Berg, krävs: ja}\n"
WHO = "den som bereder ärendet; for example handläggare: Kim Berg"
KINDS = (
    "fakta:\n  - {namn: samråd, typ: datum, hjälp: h, exempel: 2031-03-18}\n"
    "  - {namn: möten, typ: tal, hjälp: h, exempel: 3}\n"
    "  - {namn: öppet, typ: val, val: [ja, nej], hjälp: h, exempel: ja}\n"
    "  - {namn: kontakt, typ: person, hjälp: h, exempel: sara-lindqvist}\n"
    "  - {namn: ägare, typ: organ, hjälp: h, exempel: KUN}\n"
)
CHECKED = {
    "a parent that does not exist": (
        pack(mall="ärver: utlåtand\n"),
        ("DK112", f"{MALL_AT}:1:8-1:16", "there is no pack “utlåtand”", "did you mean “utlatande”?"),
    ),
    "a pack that inherits from itself": (
        pack(mall="ärver: stensunda\n"),
        ("DK603", f"{MALL_AT}:1:8-1:17", "the pack “stensunda” inherits from itself", "remove “ärver”"),
    ),
    "two packs that inherit from each other": (
        {**pack(mall="ärver: a\n"), "/templates/a/mall.yaml": "ärver: stensunda\n"},
        ("DK603", "templates/a/mall.yaml:1:8-1:17", "the pack “stensunda” inherits from itself", "remove “ärver”"),
    ),
    "a pack that is misspelled": (
        pack(name="stensunnda"),
        ("DK112", "arende.yaml:2:14-2:24", "there is no pack “stensunnda”", "did you mean “stensunda”?"),
    ),
    "a pack like no other": (
        pack(name="xyz"),
        ("DK112", "arende.yaml:2:14-2:17", "there is no pack “xyz”", "these packs exist: stensunda, utlatande"),
    ),
    "an unknown key": (
        pack(mall=MALL + "avsnit: []\n"),
        ("DK101", f"{MALL_AT}:3:1-3:7", "unknown key “avsnit”", "did you mean “avsnitt”?"),
    ),
    "a file name that leads elsewhere": (
        pack(mall=MALL + "filnamn: ../../annat\n"),
        (
            "DK105", f"{MALL_AT}:3:10-3:21", "“../../annat” is not written as expected",
            "write one word, without / and full stop, for example utlatande",
        ),
    ),
    "a fact that the pack does not have": (
        pack(mall=MALL + OFFICER, case="handläggare: Kim Berg\nhandlägare: Kim Berg\n"),
        ("DK101", "arende.yaml:20:1-20:11", "unknown key “handlägare”", "did you mean “handläggare”?"),
    ),
    "a fact that is missing": (
        pack(mall=MALL + OFFICER),
        ("DK102", "arende.yaml:1:1-1:2", "“handläggare” is missing", WHO),
    ),
    "a fact that is left empty": (
        pack(mall=MALL + OFFICER, case="handläggare:\n"),
        ("DK102", "arende.yaml:19:1-19:12", "“handläggare” has no value", WHO),
    ),
    "a list for a text": (
        pack(mall=MALL + OFFICER, case="handläggare: [Kim, Lo]\n"),
        ("DK106", "arende.yaml:19:14-19:23", "one value is expected here, not a list or keys", "write the value alone"),
    ),
    "no date": (
        pack(mall=MALL + KINDS, case="samråd: i mars\n"),
        ("DK103", "arende.yaml:19:9-19:15", "“i mars” is not a date", "write the date as YYYY-MM-DD"),
    ),
    "no number": (
        pack(mall=MALL + KINDS, case="möten: tre\n"),
        ("DK105", "arende.yaml:19:8-19:11", "“tre” is not a whole number", "write digits only"),
    ),
    "no choice": (
        pack(mall=MALL + KINDS, case="öppet: delvis\n"),
        ("DK104", "arende.yaml:19:8-19:14", "“delvis” is not one of the choices", "choose one of: ja, nej"),
    ),
    "nobody of the register": (
        pack(mall=MALL + KINDS, case="kontakt: Sara Lindkvist\n"),
        (
            "DK108", "arende.yaml:19:10-19:24", "“Sara Lindkvist” is not in the register of people",
            "did you mean “Sara Lindqvist”? Otherwise add it to register/personer.yaml",
        ),
    ),
    "no body of the register": (
        pack(mall=MALL + KINDS, case="ägare: Xyz\n"),
        ("DK107", "arende.yaml:19:8-19:11", "“Xyz” is not in the register of bodies", "add it to register/organ.yaml"),
    ),
    "a kind of fact that there is none of": (
        pack(mall=MALL + "fakta:\n  - {namn: x, typ: nummer, hjälp: h, exempel: 3}\n"),
        (
            "DK104", f"{MALL_AT}:4:20-4:26", "“nummer” is not one of the choices",
            "choose one of: text, datum, tal, person, organ, val",
        ),
    ),
    "phrases that are a list": (
        pack(phrases="- Beredning\n"),
        (
            "DK106", f"{PHRASES_AT}:1:1-1:12", "keys with values are expected here",
            "write “key: value”, one on each line",
        ),
    ),
    "a phrase that nothing prints": (
        pack(phrases="beredningsrubrik: Så\n"),
        (
            "DK101", f"{PHRASES_AT}:1:1-1:17", "nothing prints the phrase “beredningsrubrik”",
            "did you mean “beredning_rubrik”?",
        ),
    ),
    "a form that is a list": (
        pack(phrases="synpunkter_rubrik: {en: [a, b], flera: x}\n"),
        (
            "DK106", f"{PHRASES_AT}:1:25-1:31", "a phrase is a sentence, or sentences by form",
            "see templates/utlatande/fraser.yaml",
        ),
    ),
    "a template from an old editor": (
        pack(template=block("Åsbacken").encode("cp1252")),
        (
            "DK001", f"{TEMPLATE_AT}:3:1-3:2", "the file is not UTF-8; it looks like Windows-1252",
            "save it again with the encoding UTF-8",
        ),
    ),
    "a reference document that is none": (
        {**pack(), f"{OURS}/reference.docx": b"~$reference"},
        (
            "DK603", "templates/stensunda/reference.docx:1:1-1:1", "the file is not a Word file",
            "open it in Word and save it as a Word document (.docx)",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKED)
def test_what_check_says(name: str, check: Callable[..., Checked]) -> None:
    files, problem = CHECKED[name]
    assert [told(each) for each in check(files).problems] == [problem]


def test_a_pack_that_inherits_nothing(check: Callable[..., Checked]) -> None:
    """Only that is told, and not all that follows from it."""
    hint = "copy it from templates/utlatande, or write “ärver: utlatande”"
    assert [told(each) for each in check(pack(mall="namn: Utlåtande\n")).problems] == [
        ("DK603", f"{MALL_AT}:1:1-1:1", f"the pack “stensunda” lacks {file}", hint)
        for file in ("stensunda.md.j2", "stensunda.typ", "reference.docx")
    ]


def test_a_pack_of_the_command_line(project: Callable[..., Any], pandoc: Pandoc) -> None:
    """The place is where the pack would have to be, not where another is named."""
    checked = check_case(project(pack()), FOLDER, pandoc, pack_name="stensund")
    assert [told(each) for each in checked.problems] == [
        ("DK112", "templates/stensund/mall.yaml:1:1-1:1", "there is no pack “stensund”", "did you mean “stensunda”?")
    ]


def test_a_pack_may_declare_a_fact_anew(compose: Callable[..., Composed]) -> None:
    parent = "ärver: utlatande\nfakta:\n  - {namn: möten, typ: tal, hjälp: h, exempel: 3, krävs: ja}\n"
    ours = "ärver: bas\nfakta:\n  - {namn: möten, typ: text, hjälp: h, exempel: tre}\n"
    files = pack(mall=ours, template=block("{{ fakta.möten }}"), case="möten: tre\n")
    assert lines(compose({**files, "/templates/bas/mall.yaml": parent}))[-1] == "tre"


def test_a_fact_that_may_be_left_out(compose: Callable[..., Composed]) -> None:
    template = block("{{ fakta.samråd | datum if fakta.samråd else 'utan' }}")
    for case in ("", "samråd:\n"):
        assert lines(compose(pack(mall=MALL + KINDS, template=template, case=case)))[-1] == "utan"


NAMES_HINT = "the names that a template has are listed in docs/mallpaket.md"
MEND = "mend it, or copy the block anew from templates/utlatande"
IF_HINT = "write {% if … %} around what may be missing"
COMPOSED = {
    "a name that does not exist": (
        pack(template=block("{{ diarienummer }}")),
        ("DK602", f"{TEMPLATE_AT}:3:1-3:19", "the template names “diarienummer”, which does not exist", NAMES_HINT),
    ),
    "a name within another": (
        pack(template=block("{{ ärende.diarienummer }}")),
        ("DK602", f"{TEMPLATE_AT}:3:1-3:26", "the template names “diarienummer”, which does not exist", NAMES_HINT),
    ),
    "a name in a form of a phrase": (
        pack(phrases='synpunkter_rubrik:\n  en: "Så, {{ orten }}"\n  flera: x\n'),
        ("DK602", f"{PHRASES_AT}:2:7-2:24", "the template names “orten”, which does not exist", NAMES_HINT),
    ),
    "a fact that nobody declared": (
        pack(template=block("{{ fakta.handläggare }}")),
        ("DK602", f"{TEMPLATE_AT}:3:1-3:24", "the template names “handläggare”, which does not exist", NAMES_HINT),
    ),
    "a phrase that is missing": (
        pack(template=block('{{ fras("synpunkts_rubrik") }}')),
        (
            "DK602", f"{TEMPLATE_AT}:3:1-3:31", "there is no phrase “synpunkts_rubrik”",
            "did you mean “synpunkter_rubrik”?",
        ),
    ),
    "a phrase like no other": (
        pack(template=block('{{ fras("x") }}')),
        ("DK602", f"{TEMPLATE_AT}:3:1-3:16", "there is no phrase “x”", "write it in templates/stensunda/fraser.yaml"),
    ),
    "a phrase without the form asked for": (
        pack(phrases="synpunkter_rubrik: {flera: Borgarrådens synpunkter}\n"),
        (
            "DK602", f"{PHRASES_AT}:1:20-1:52", "the phrase “synpunkter_rubrik” has no form “en”",
            "write that form too; its forms are flera",
        ),
    ),
    "a phrase with forms, and none asked for": (
        pack(template=block('{{ fras("bilagor_rubrik") }}')),
        (
            "DK602", f"{TEMPLATE_AT}:3:1-3:29",
            "the phrase “bilagor_rubrik” has forms, and the template does not say which",
            "give antal or form; its forms are en, flera",
        ),
    ),
    "a phrase that is no Jinja": (
        pack(phrases='beredning_rubrik: "Så {{ ort }"\n'),
        ("DK601", f"{PHRASES_AT}:1:19-1:32", "the template cannot be read: unexpected '}'", MEND),
    ),
    "a template that is no Jinja": (
        pack(template=block("{{ ort }")),
        ("DK601", f"{TEMPLATE_AT}:3:1-3:9", "the template cannot be read: unexpected '}'", MEND),
    ),
    "a template that builds on none": (
        pack(template='{% extends "utlatande.md.j2" %}\n'),
        (
            "DK602", f"{TEMPLATE_AT}:1:1-1:32", "there is no template “utlatande.md.j2”",
            "did you mean “utlatande/utlatande.md.j2”?",
        ),
    ),
    "a value that the case does not have": (
        pack(template=block("Nummer {{ ärende.nummer }}")),
        ("DK601", f"{TEMPLATE_AT}:3:1-3:27", "the template prints a value that the case does not have", IF_HINT),
    ),
    "no day": (
        pack(template=block("{{ initiativ[0].nummer | datum }}")),
        ("DK601", f"{TEMPLATE_AT}:3:1-3:34", "the template prints a value that the case does not have", IF_HINT),
    ),
    "a list": (
        pack(template=block("{{ föredragande }}")),
        (
            "DK601", f"{TEMPLATE_AT}:3:1-3:19", "the template prints something that is no text: ['Sara Lindqvist']",
            "for a list, write | lista after it",
        ),
    ),
    "what would vanish": (
        pack(phrases='beredning_rubrik: "Beredning av <Namn>"\n'),
        (
            "DK204", f"{PHRASES_AT}:1:33-1:39", "“<Namn>” is HTML, and would not be printed",
            "write \\<Namn> if the characters are to be printed",
        ),
    ),
    "a text that is left out": (
        pack(template=block("Inga synpunkter.", "synpunkter")),
        (
            "DK702", f"{TEMPLATE_AT}:1:1-1:1", f"the template leaves out the text of {FOLDER}/synpunkter.md",
            "print it with {{ … }}, as templates/utlatande does",
        ),
    ),
    "a text that is printed twice": (
        pack(template=block("{{ super() }}{{ avsnitt.synpunkter }}", "synpunkter")),
        (
            "DK702", f"{TEMPLATE_AT}:1:1-1:1", f"the template prints the text of {FOLDER}/synpunkter.md 2 times",
            "print it once",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COMPOSED)
def test_what_stops_a_build(name: str, publish: Callable[..., Published]) -> None:
    files, problem = COMPOSED[name]
    published = publish(files)
    assert [told(each) for each in published.problems] == [problem]
    assert published.files == {}


def test_a_phrase_without_the_form_shows_who_asks(publish: Callable[..., Published]) -> None:
    (problem,) = publish(COMPOSED["a phrase without the form asked for"][0]).problems
    (related,) = problem.related
    assert related.span.path == "templates/utlatande/utlatande.md.j2"
    line = (ROOT / related.span.path).read_text(encoding="utf-8").splitlines()[related.span.line - 1]
    assert 'fras("synpunkter_rubrik"' in line


LOOK = '#import "/utlatande/utlatande.typ" as grund\n#let stil = grund.stil\n'
OTHER_LOOK = '#import "/utlatande/utlatande.typ": dokument\n#let stil(namn, innehåll) = {\n'
SEE_LOOK, TELL = (
    "see what the pack's .typ file does with it",
    "the files were not written; tell those who keep the pack or draftkit",
)
LOOKS = {
    "no such key": (
        LOOK + "#let dokument(u, i) = grund.dokument(u, {\n  set page(footer: [#u.diarienr])\n  i\n})\n",
        ("DK701", f"{LOOK_AT}:4:3-4:34", 'the PDF cannot be made: dictionary does not contain key "diarienr"', MEND),
    ),
    "no such file": (
        LOOK + '#let dokument(u, i) = grund.dokument(u, { image("vapen.svg"); i })\n',
        (
            "DK701", f"{LOOK_AT}:3:1-3:67",
            "the PDF cannot be made: file not found (searched at stensunda/vapen.svg)", MEND,
        ),
    ),
    "a text left out": (
        OTHER_LOOK + '  if namn != "Beslutsruta" { innehåll }\n}\n',
        ("DK702", "forslag/kommunfullmaktige.md:5:1-5:21", "this text is not in the PDF", SEE_LOOK),
    ),
    "a text doubled": (
        OTHER_LOOK + '  if namn == "Beslutsruta" { innehåll }\n  innehåll\n}\n',
        ("DK702", "forslag/kommunfullmaktige.md:5:1-5:21", "this text stands 2 times in the PDF", SEE_LOOK),
    ),
    "the mark of a draft taken away": (
        LOOK + "#let dokument(u, i) = grund.dokument(u, { set page(foreground: none)\n i })\n",
        ("DK702", f"{LOOK_AT}:1:1-1:1", "0 of 2 pages are marked as a draft", TELL),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOKS)
def test_what_a_look_does_wrong(name: str, publish: Callable[..., Published]) -> None:
    look, problem = LOOKS[name]
    published = publish(pack(look=look))
    assert [told(each) for each in published.problems] == [problem]
    assert published.files == {}


def test_the_errors_of_the_guide_are_shown_so(lay: Callable[..., Path]) -> None:
    examples = re.findall(r"^```\n(fel\[.*?)^```$", sections()["Vad draftkit kontrollerar"], re.MULTILINE | re.DOTALL)
    mistakes = [("{{ kommun }}, ", "{{ kommun }}, {{ ärende.diarienummer }}, "), ('{{ avsnittet("barnen") }}\n', "")]
    assert len(examples) == len(mistakes)
    for (before, after), example in zip(mistakes, examples, strict=True):
        root = lay(RECIPE, FACTS, SECTIONS)
        template = root / "templates/stensunda/stensunda.md.j2"
        template.write_text(template.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        done = run("build", "--mall", "stensunda", root=root)
        assert (done.returncode, done.stderr.strip()) == (1, example.strip())
        assert not (root / "build").exists()


# --- the Word file -------------------------------------------------------------------------------


def margins(change: Callable[[Any], None]) -> dict[str, str | bytes]:
    """A pack with a changed reference document."""
    import docx

    document = docx.Document(str(ROOT / "templates/utlatande/reference.docx"))
    change(document)
    return {**pack(), f"{OURS}/reference.docx": saved(document)}


def own_first_page(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = True


def own_even_pages(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = True


def no_header(document: Any) -> None:
    document.sections[0].header.is_linked_to_previous = True


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda document: None, {"default"}),
        (own_first_page, {"default", "first"}),
        (own_even_pages, {"default", "even"}),
        (no_header, {"default"}),
    ],
)
def test_the_mark_of_a_draft_is_in_the_header_of_every_page(
    change: Callable[[Any], None], kinds: set[str], publish: Callable[..., Published]
) -> None:
    import docx

    files = margins(change)
    draft, final = publish(files, wanted=("docx",)), publish(files, wanted=("docx",), final=True)
    word = draft.files["utlatande.docx"]
    section = docx.Document(io.BytesIO(word)).sections[0]
    headers = {"default": section.header, "first": section.first_page_header, "even": section.even_page_header}
    for kind in kinds:
        assert headers[kind].paragraphs[0].text == f"UTKAST {draft.draft}", kind
    assert "UTKAST" not in "".join(
        xml(final.files["utlatande.docx"], name)
        for name in zipfile.ZipFile(io.BytesIO(final.files["utlatande.docx"])).namelist()
        if name.startswith("word/header")
    )


def test_pages_are_counted_for_each_bilaga_in_a_footer_too(publish: Callable[..., Published]) -> None:
    """Word writes a field in one of two ways."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def footer(document: Any) -> None:
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        document.sections[0].footer.paragraphs[0]._p.append(parse_xml(field))

    settings = 'schema = 1\nkommun = "Stensunda kommun"\nort = "Stensunda"\n\n[bilagor]\nsidnumrering = "egen"\n'
    word = publish({**margins(footer), "/draftkit.toml": settings}, wanted=("docx",)).files["utlatande.docx"]
    assert " SECTIONPAGES " in xml(word, "word/header1.xml")
    assert 'w:instr=" SECTIONPAGES "' in xml(word, "word/footer1.xml")


def test_a_style_that_is_missing(publish: Callable[..., Published]) -> None:
    def without(document: Any) -> None:
        for name in ("Heading 1", "Lucka", "Hänvisning", "Beslutsruta"):
            document.styles[name].delete()

    published = publish(margins(without), wanted=("docx",))
    hint = "make it in Word, with that very name; until then its text looks like other text"
    assert [told(each) for each in published.problems] == [
        ("DK605", "templates/stensunda/reference.docx:1:1-1:1", f"the reference document has no style “{name}”", hint)
        for name in ("Beslutsruta", "Heading 1")
    ]
    assert "utlatande.docx" in published.files


def test_what_goes_wrong_with_the_word_file_is_not_lost(
    publish: Callable[..., Published], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made in a thread, and no file may be written without it."""

    def fails(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("draftkit.publish.finished", fails)
    with pytest.raises(ZeroDivisionError):
        publish({})
