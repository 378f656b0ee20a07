"""draftkit import as it is used: what is written, what is said, and what is refused."""

from __future__ import annotations

import hashlib
import io
import os
import shlex
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from arrivals import link, p, word
from conftest import BODIES, FOLDER, PEOPLE, SETTINGS, SMALL
from draftkit.__main__ import main
from draftkit.arrival import Draft, unaccounted
from draftkit.edges.intake import package
from draftkit.edges.intake.package import Unreadable, kind_of, opened
from draftkit.messages import words
from draftkit.stages.intake.balance import Balance, balance
from draftkit.stages.intake.listing import with_appendix
from test_import_word import ENGLISH, picture, png

Run = Callable[..., tuple[int, str, str]]
ANSWER = "remissvar/fixarna.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small case on a disk, where nobody but kulturnämnden has answered; the working folder is where one stands."""
    files = {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE}
    files |= {f"{FOLDER}/{path}": text for path, text in SMALL.items()}
    files[f"{FOLDER}/sammanfattningar/fixarna.md"] = "---\norgan: föreningen Fixarna\n---\nFixarna är positiva.\n"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("svar.docx", "--no-input")`: the exit code, and what was printed on each stream."""

    def go(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["draftkit", "import", *arguments, "--idag", "2031-06-15"])
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capsys.readouterr()
        return int(leaving.value.code or 0), out, err

    return go


def here(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


FIXARNA = word(
    p("Föreningen Fixarna"),
    p("Remissvar"),
    p("2031-05-12"),
    p("Dnr KS 2031/0417"),
    p("Synpunkter", style="Rubrik1"),
    p("Vi är positiva till motionen."),
)


def test_an_answer_is_taken_in(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(FIXARNA)
    code, out, err = run("svar.docx", "--no-input")
    assert (code, err) == (0, "")
    assert out == (
        "läst: ärende: drafts/ks-2031-0417, ur ”Dnr KS 2031/0417”\n"
        "läst: organ: föreningen Fixarna, ur ”Föreningen Fixarna”\n"
        "läst: typ: remissvar, ur ”Remissvar”\n"
        "läst: datum: 2031-05-12, ur ”2031-05-12”\n"
        "skrivet: drafts/ks-2031-0417/remissvar/fixarna.md\n"
        "skrivet: drafts/ks-2031-0417/kallor/fixarna.docx\n"
        "16 ord i originalet: 6 i texten, 10 utelämnade (räknas upp nedan)\n"
        "Utelämnat:\n"
        "  i brevhuvudet: det är uppgifter om svaret\n"
        "    Föreningen Fixarna\n"
        "    Remissvar\n"
        "    2031-05-12\n"
        "    Dnr KS 2031/0417\n"
    )
    assert (folder / FOLDER / ANSWER).read_text(encoding="utf-8") == (
        "---\norgan: föreningen Fixarna\ntyp: remissvar\ndatum: 2031-05-12\nåtergivning: i huvudsak\n"
        f"källa: {{fil: kallor/fixarna.docx, sha256: {hashlib.sha256(FIXARNA).hexdigest()}}}\n---\n"
        "## Synpunkter\n\nVi är positiva till motionen.\n"
    )
    assert (folder / FOLDER / "kallor/fixarna.docx").read_bytes() == FIXARNA


def test_nothing_is_written_through_a_link(folder: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("utanför")
    (folder / FOLDER / "remissvar").rename(outside / "remissvar")
    (folder / FOLDER / "remissvar").symlink_to(outside / "remissvar", target_is_directory=True)
    (folder / "svar.docx").write_bytes(FIXARNA)
    before = here(outside)
    code, out, err = run("svar.docx", "--no-input")
    assert (code, out) == (2, "")
    assert err.startswith("fel: drafts/ks-2031-0417/remissvar är en symbolisk länk, och ingenting skrivs genom den\n")
    assert here(outside) == before
    assert not (folder / FOLDER / "kallor").exists()


def test_what_is_missing_is_said_all_at_once(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(word(p("Vi tycker om verktyg.")))
    before = here(folder)
    code, out, err = run("svar.docx", "--no-input")
    assert (code, out) == (1, "")
    assert err == (
        "fel: svar.docx: inget har skrivits; det här saknas:\n"
        "  * vilket ärende det gäller: --ärende MAPP eller --dnr NUMMER\n"
        "  * --organ (står inte i texten)\n"
        "  * --typ (står inte i texten)\n"
    )
    assert here(folder) == before


def test_every_fact_may_be_an_option(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(word(p("Vi tycker om verktyg.")))
    code, _, err = run(
        "svar.docx", "--no-input", "--arende", FOLDER, "--organ", "FÖRENINGEN FIXARNA", "--typ", "yttrande", "--datum",
        "12 maj 2031", "--namn", "Fixarnas svar", "--las",
    )  # fmt: skip
    assert (code, err) == (0, "")
    text = (folder / FOLDER / "remissvar/fixarnas-svar.md").read_text(encoding="utf-8")
    body = "Vi tycker om verktyg.\n"
    assert "\ndatum: 2031-05-12\n" in text
    assert f"\nlås: {hashlib.sha256(body.encode()).hexdigest()}\n---\n{body}" in text


def test_a_wrong_name_is_met_with_the_right_one(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(FIXARNA)
    code, _, err = run("svar.docx", "--no-input", "--organ", "förening Fixarna", "--dnr", "KS 2031/0471")
    assert code == 1
    assert err == (
        "fel: svar.docx: inget har skrivits; det här saknas:\n"
        "  * ett ärende med diarienumret KS 2031/0471 i drafts/ (menade du ”KS 2031/0417”?)\n"
        "  * --organ: ”förening Fixarna” finns inte i organregistret: menade du ”föreningen Fixarna”?\n"
    )


def test_nothing_is_written_over(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(FIXARNA)
    (folder / FOLDER / ANSWER).write_text("Min egen text.", encoding="utf-8")
    before = here(folder)
    code, out, err = run("svar.docx", "--no-input")
    assert (code, out) == (1, "")
    assert err == (
        "fel: drafts/ks-2031-0417/remissvar/fixarna.md finns redan och skrivs inte över\n"
        "  = råd: ta bort den eller byt namn på den, eller ge den nya filen ett annat namn med --namn\n"
    )
    assert here(folder) == before
    assert (folder / FOLDER / ANSWER).read_text(encoding="utf-8") == "Min egen text."


DECISION = (
    p("Norra stadsdelsnämnden"), p("Protokollsutdrag"), p("Sammanträdesdatum 2031-05-22"), p("Beslut", style="Rubrik1"),
    p("1. Nämnden överlämnar tjänsteutlåtandet."), p("2. Beslutet justeras omedelbart."),
    p("Reservation av {name}", style="Rubrik1"), p("Det är för dyrt."),
    p("Tjänsteutlåtande", style="Rubrik1"), p("Datum 2031-05-02"), p("Förvaltningen är positiv."),
)  # fmt: skip


def test_a_dissent_in_an_answer_is_a_text_of_its_own(folder: Path, run: Run) -> None:
    body = "".join(DECISION).format(name="Jenny Ahl (C)")
    (folder / "svar.docx").write_bytes(word(body))
    code, _, err = run("svar.docx", "--no-input", "--ärende", FOLDER)
    assert (code, err) == (0, "")
    answer = (folder / FOLDER / "remissvar/norra-sdn.md").read_text(encoding="utf-8")
    assert answer.partition("\n---\n")[2] == (
        "# Beslut\n\n1. Nämnden överlämnar tjänsteutlåtandet.\n2. Beslutet justeras omedelbart.\n\n"
        "# Svar\n\nFörvaltningen är positiv.\n"
    )
    assert "typ: nämndbeslut\nsammanträde: 2031-05-22\ndatum: 2031-05-02\n" in answer
    dissent = (folder / FOLDER / "avvikande/norra-sdn-c.md").read_text(encoding="utf-8")
    assert dissent.startswith(
        "---\ntyp: reservation\norgan: Norra stadsdelsnämnden\nav: [jenny-ahl]\ndatum: 2031-05-22\n"
    )
    assert dissent.endswith("\n---\nDet är för dyrt.\n")


def test_those_who_dissent_may_be_named_below_the_heading(folder: Path, run: Run) -> None:
    lead = "Eva Brandt och Omar Haddad (båda L) reserverar sig och anför."
    text = p(lead) + p("Det är för dyrt, menar även Jenny Ahl.")
    body = "".join(DECISION).replace("Reservation av {name}", "Reservation").replace(p("Det är för dyrt."), text)
    (folder / "svar.docx").write_bytes(word(body))
    code, _, err = run("svar.docx", "--no-input", "--ärende", FOLDER)
    assert (code, err) == (0, "")
    dissent = (folder / FOLDER / "avvikande/norra-sdn-l.md").read_text(encoding="utf-8")
    assert "\nav: [eva-brandt, omar-haddad]\n" in dissent
    assert dissent.endswith(f"\n---\n{lead}\n\nDet är för dyrt, menar även Jenny Ahl.\n")


def test_a_stranger_is_to_be_put_in_the_register(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(word("".join(DECISION).format(name="Ville Okänd (MP)")))
    code, _, err = run("svar.docx", "--no-input", "--ärende", FOLDER)
    assert code == 1
    assert err == (
        "fel: svar.docx: inget har skrivits; det här saknas:\n"
        "  * Ville Okänd i register/personer.yaml: ville-okand: {namn: Ville Okänd, parti: MP}\n"
    )


PROPOSED = word(
    p("Norra stadsdelsförvaltningen"), p("Tjänsteutlåtande"), p("2031-05-02"),
    p("Förslag till beslut", style="Rubrik1"), p("Nämnden överlämnar tjänsteutlåtandet."),
    p("Bakgrund", style="Rubrik1"), p("Förvaltningen är positiv."),
)  # fmt: skip


def test_a_proposal_is_no_decision_until_somebody_says_so(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(PROPOSED)
    options = ("svar.docx", "--no-input", "--ärende", FOLDER, "--typ", "namndbeslut", "--sammantrade", "2031-05-22")
    code, _, err = run(*options)
    assert code == 1
    assert err == (
        "fel: svar.docx: inget har skrivits; det här saknas:\n"
        "  * beslutet: --enligt-förslag om nämnden beslutade enligt förslaget i texten\n"
    )
    assert run(*options, "--enligt-forslag")[0] == 0
    text = (folder / FOLDER / "remissvar/norra-sdn.md").read_text(encoding="utf-8")
    assert text.partition("\n---\n")[2] == (
        "# Beslut\n\n1. Nämnden överlämnar tjänsteutlåtandet.\n\n# Svar\n\n## Bakgrund\n\nFörvaltningen är positiv.\n"
    )


MOTION = word(
    p("Motion om cykelställ", style="Rubrik1"),
    p("Vi föreslår att kommunfullmäktige beslutar"),
    p("att bygga cykelställ vid alla skolor"),
    p("Stensunda den 10 februari 2031"),
    p("Omar Haddad (L)", "<w:r><w:br/></w:r>", "Vera Ny (MP)"),
)


def test_a_motion_is_a_bilaga(folder: Path, run: Run) -> None:
    (folder / "motion.docx").write_bytes(MOTION)
    before = (folder / FOLDER / "arende.yaml").read_text(encoding="utf-8")
    code, out, err = run("motion.docx", "--no-input", "--ärende", FOLDER)
    assert (code, err) == (0, "")
    assert out == (
        "skrivet: drafts/ks-2031-0417/bilagor/motion.md\n"
        "skrivet: drafts/ks-2031-0417/kallor/motion.docx\n"
        "infört i drafts/ks-2031-0417/arende.yaml, sist under ”bilagor”\n"
        "25 ord i originalet, alla i texten\n"
        "Så står det i motionen (jämför med ”initiativ” i arende.yaml):\n"
        "  motionärer: Omar Haddad\n"
        "  väckt: 2031-02-10\n"
        "  saknas i register/personer.yaml: Vera Ny (MP)\n"
        "  * att bygga cykelställ vid alla skolor\n"
    )
    assert (folder / FOLDER / "arende.yaml").read_text(encoding="utf-8") == (
        before + "bilagor:\n  - {id: motion, rubrik: Motion om cykelställ, fil: bilagor/motion.md, "
        "placering: i dokumentet}\n"
    )


def test_a_reservation_by_itself(folder: Path, run: Run) -> None:
    body = p("Reservation av Eva Brandt (L)"), p("Kulturnämnden"), p("2031-05-20"), p("Det är för dyrt.")
    (folder / "r.docx").write_bytes(word(*body))
    code, _, err = run("r.docx", "--no-input", "--ärende", FOLDER)
    assert (code, err) == (0, "")
    text = (folder / FOLDER / "avvikande/kulturnamnden-l.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntyp: reservation\norgan: kulturnämnden\nav: [eva-brandt]\ndatum: 2031-05-20\n")
    assert text.endswith("\n---\nDet är för dyrt.\n")


def test_check_asks_for_the_alternative_text(folder: Path, run: Run) -> None:
    data = word(
        p("Föreningen Fixarna"), p("Remissvar"), p("Så här ser det ut. ", picture("i", "")),
        files={"word/media/a.png": png()}, links=link("i", "media/a.png", "image", outside=False),
    )  # fmt: skip
    (folder / "svar.docx").write_bytes(data)
    code, out, _ = run("svar.docx", "--no-input", "--ärende", FOLDER)
    assert code == 0
    assert "skrivet: drafts/ks-2031-0417/bilder/fixarna-1.png\n" in out
    assert "fel[DK211]" in out
    assert out.endswith("\nTexten är sparad, men det finns 2 saker att rätta i den\n")


@pytest.mark.parametrize(("name", "kind"), [("svar.txt", "txt"), ("fil utan ändelse", "txt")])
def test_plain_text_is_taken_in_too(folder: Path, run: Run, name: str, kind: str) -> None:
    text = "Föreningen Fixarna\n\nRemissvar\n\n2031-05-12\n\nVi är positiva till motionen om verktyg.\n"
    (folder / name).write_bytes(text.encode("cp1252"))
    code, _, err = run(name, "--no-input", "--ärende", FOLDER)
    assert (code, err) == (0, "")
    written = (folder / FOLDER / ANSWER).read_text(encoding="utf-8")
    assert written.endswith("\n---\nVi är positiva till motionen om verktyg.\n")
    assert (folder / FOLDER / f"kallor/fixarna.{kind}").exists()


# --- what is refused -----------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The package with the mark of encryption on each part."""
    at = 0
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            changed[at + offset] |= 1
            at += 4
    return bytes(changed)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
REFUSED = {
    "the file is empty": b" \r\n",
    "it is a Word file of the older kind (.doc)": OLE + "WordDocument".encode("utf-16-le"),
    "the file is locked with a password": OLE + "EncryptedPackage".encode("utf-16-le"),
    "it is an RTF file": b"{\\rtf1\\ansi Hej}",
    "it is a web page (HTML)": b"\n<!DOCTYPE html><html>Hej</html>",
    "it is an XML file, and no Word file": b'<?xml version="1.0"?><w:wordDocument/>',
    "it is a picture, and has no text": b"\x89PNG\r\n\x1a\n",
    "it is neither Word, OpenDocument, PDF nor text": b"\x00\x01\x02\x03 MZ",
    "it is a file from {program}, and no text": zipped(**{"[Content_Types].xml": b"<x>spreadsheetml.sheet</x>"}),
    "it is a compressed folder (zip), and no Word file": zipped(**{"a.txt": b"hej"}),
    "the file is damaged and cannot be unpacked": FIXARNA[: len(FIXARNA) // 2],
}


@pytest.mark.parametrize("reason", REFUSED)
def test_files_that_are_no_text_are_refused(reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        kind_of(REFUSED[reason])
    assert refused.value.message.msgid == reason
    assert refused.value.hint is not None


def test_a_locked_package_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        opened(locked(FIXARNA))
    assert refused.value.message.msgid == "the file is locked with a password"


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(Unreadable) as refused:
        opened(zipped(word__document_xml=bytes(package.MIN_SUSPECT + 1)))
    assert refused.value.message.msgid == "the file unpacks to more than a text can hold"


def test_a_part_is_measured_and_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_XML", 1000)
    with pytest.raises(Unreadable) as refused:
        opened(zipped(**{"a.xml": os.urandom(2000)}))
    assert refused.value.message.msgid == "the file unpacks to more than a text can hold"


def test_entities_are_refused(folder: Path, run: Run) -> None:
    bomb = (
        b'<!DOCTYPE w [<!ENTITY a "hej hej hej">]><w:document xmlns:w="x"><w:body><w:p>&a;</w:p></w:body></w:document>'
    )
    data = zipped(**{"word/document.xml": bomb})
    (folder / "svar.docx").write_bytes(data)
    code, out, err = run("svar.docx", "--no-input")
    assert (code, out) == (1, "")
    assert err == (
        "fel: svar.docx: filen har text i en form som Word aldrig skriver (XML-entiteter)\n"
        "  = råd: öppna den i Word och spara den på nytt som .docx, eller be avsändaren om filen igen\n"
    )


def test_a_file_whose_text_stands_elsewhere_is_refused(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(word(p(""), parts={"header1": p("Stensunda kommun")}))
    code, _, err = run("svar.docx", "--no-input")
    assert code == 1
    assert err == (
        "fel: svar.docx: all text i filen står i sidhuvuden, kommentarer eller liknande: ”Stensunda kommun”\n"
        "  = råd: be avsändaren om filen på nytt\n"
    )


def test_a_file_that_nests_without_end_is_refused() -> None:
    from draftkit.edges.intake import word as reader

    deep = "<w:tbl><w:tr><w:tc>" * 400 + p("x") + "</w:tc></w:tr></w:tbl>" * 400
    with pytest.raises(Unreadable) as refused:
        reader.read(word(deep), "godkänn")
    assert refused.value.message.msgid == "tables or text boxes are nested too deeply in it"


# --- the count of words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "told", "left", "missing"),
    [
        (["Vi säger ja."], ["Vi säger ja."], [], ()),
        (["Vi säger ja."], ["Vi säger"], [], ("ja",)),
        (["Vi säger ja."], ["Vi säger"], ["ja"], ()),
        (["ja ja"], ["ja"], [], ("ja",)),
        (["utveck-", "ling"], ["utveckling"], [], ()),
        (["utveck-", "ling"], ["utvecklin"], [], ("ling", "utveck")),
        (["25 m²", "ﬁnt"], ["25 m2", "fint"], [], ()),
    ],
)
def test_words_are_accounted_for(
    written: list[str], told: list[str], left: list[str], missing: tuple[str, ...]
) -> None:
    assert balance(written, told, left).missing == missing


def test_added_words_do_not_stand_for_others() -> None:
    assert balance(["1 verktyg"], ["1. verktyg"], [], ["1"]).missing == ("1",)


def test_lost_words_are_an_error() -> None:
    assert unaccounted(Draft(balance=Balance(2, 0))) is None
    found = unaccounted(Draft(balance=Balance(2, 0, ("inte", "ja"))))
    assert found is not None
    assert words(found.message, ENGLISH) == "2 words of the file would be lost, and nothing has been written: inte, ja"


# --- arende.yaml ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("dnr: 1\n", "dnr: 1\nbilagor:\n  - {x: 1}\n"),
        ("dnr: 1", "dnr: 1\nbilagor:\n  - {x: 1}\n"),
        ("bilagor:\ndnr: 1\n", "bilagor:\n  - {x: 1}\ndnr: 1\n"),
        ("bilagor:   # inga\n", "bilagor:   # inga\n  - {x: 1}\n"),
        ("bilagor:\n  - {a: 1}   # den första\ndnr: 1\n", "bilagor:\n  - {a: 1}   # den första\n  - {x: 1}\ndnr: 1\n"),
        ("bilagor:\n- a: 1\n  b: 2\n", "bilagor:\n- a: 1\n  b: 2\n- {x: 1}\n"),
        ("bilagor: [{a: 1}]\ndnr: 1\n", "bilagor: [{a: 1}, {x: 1}]\ndnr: 1\n"),
        ("bilagor: [\n  {a: 1},\n  {b: 1}\n]\n", "bilagor: [\n  {a: 1},\n  {b: 1}, {x: 1}\n]\n"),
        ("bilagor: ja\n", None),
        ("bilagor: [", None),
    ],
)
def test_a_bilaga_is_added_and_nothing_else_changed(before: str, after: str | None) -> None:
    assert with_appendix("arende.yaml", before, "{x: 1}") == after


# --- at a terminal -------------------------------------------------------------------------------


def at_terminal(folder: Path, *arguments: str) -> pexpect.spawn[str]:
    environment = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    return pexpect.spawn(
        sys.executable, ["-m", "draftkit", "import", *arguments], cwd=str(folder), env=environment, encoding="utf-8",
        dimensions=(40, 120), timeout=20,
    )  # fmt: skip


def test_at_a_terminal_each_proposal_is_confirmed(folder: Path) -> None:
    (folder / "svar.docx").write_bytes(FIXARNA)
    child = at_terminal(folder, "svar.docx", "--som", "svar", "--idag", "2031-06-15")
    child.expect("Vilket ärende gäller det")
    child.send("\r")
    child.expect("läst ur: ”Föreningen Fixarna”")
    child.expect("Vem har svarat")
    child.send("\r")
    child.expect("Vad är det för svar")
    child.send("\x1b[A\r")  # one up: yttrande
    child.expect("Textens datum")
    child.send("\x7f3\r")  # the last figure another
    child.expect("Ska filerna skrivas")
    child.send("\r")
    child.expect("skrivet: drafts/ks-2031-0417/remissvar/fixarna.md")
    child.expect(pexpect.EOF)
    text = (folder / FOLDER / ANSWER).read_text(encoding="utf-8")
    assert text.startswith("---\norgan: föreningen Fixarna\ntyp: yttrande\ndatum: 2031-05-13\n")


def test_what_was_answered_is_not_to_be_answered_again(folder: Path, run: Run) -> None:
    (folder / "svar.docx").write_bytes(word("".join(DECISION).format(name="Ville Okänd (MP)")))
    child = at_terminal(folder, "svar.docx", "--som", "svar", "--idag", "2031-06-15")
    for question in ("Vilket ärende", "Vem har svarat", "Vad är det för svar", "Dagen då nämnden", "Textens datum"):
        child.expect(question)
        child.send("\r")
    child.expect("med de svar som du har gett:\r\n  draftkit import ")
    again = shlex.split(child.readline())
    child.expect(pexpect.EOF)
    with (folder / "register/personer.yaml").open("a", encoding="utf-8") as register:
        register.write("ville-okand: {namn: Ville Okänd, parti: MP}\n")
    assert again[-1] == "--no-input"
    code, _, err = run(*again)
    assert (code, err) == (0, "")
    assert (folder / FOLDER / "avvikande/norra-sdn-mp.md").is_file()


def test_ctrl_c_writes_nothing(folder: Path) -> None:
    (folder / "svar.docx").write_bytes(FIXARNA)
    before = here(folder)
    child = at_terminal(folder, "svar.docx", "--som", "svar", "--ärende", FOLDER)
    child.expect("Vem har svarat")
    child.send("\x03")
    child.expect("inget har skrivits")
    rest = child.read()
    child.close()
    assert "Traceback" not in rest
    assert child.exitstatus == 130
    assert here(folder) == before
