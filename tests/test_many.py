"""Many ärenden at once: what is built, in which order it is told of, and what happens when one of them goes wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from conftest import ROOT
from draftkit.cli.many import Sharing
from draftkit.stages import manifest

sys.path.insert(0, str(ROOT / "bench"))

import random

import killed
from status import copied

EXAMPLE = ROOT / "examples/minimal"
BUILD = [sys.executable, "-m", "draftkit", "build", "--idag", "2031-06-15"]
NAMES = ["ks-0001", "ks-0002", "ks-0003"]
ENDLESS = "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}\n"
Run = Callable[..., subprocess.CompletedProcess[str]]


def copies(folder: Path) -> None:
    """The small example's ärende three times, each with a dnr of its own."""
    (case,) = (EXAMPLE / "drafts").iterdir()
    shutil.copytree(EXAMPLE / "register", folder / "register")
    shutil.copy(EXAMPLE / "draftkit.toml", folder)
    for number, name in enumerate(NAMES, start=1):
        facts = Path(shutil.copytree(case, folder / "drafts" / name)) / "arende.yaml"
        text = facts.read_text(encoding="utf-8").replace("KS 2031/0102", f"KS 2031/{number:04}")
        facts.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with three ärenden, all of them built."""
    folder = tmp_path_factory.mktemp("many")
    copies(folder)
    subprocess.run([*BUILD, "--all"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """The same, for one test."""
    return Path(shutil.copytree(built, tmp_path / "mapp"))


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Iterator[Run]:
    """`run("--all")`: a build of the folder. No process and no temporary file may be left of any of them."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def make(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*BUILD, *options], cwd=folder, text=True, capture_output=True, start_new_session=True,
            env={**clean(), "TMPDIR": str(scratch), "DRAFTKIT_MARK": str(tmp_path), **environment},
        )  # fmt: skip

    yield make
    assert left(tmp_path) == []
    assert list(scratch.iterdir()) == []


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR", "SOURCE_DATE_EPOCH")}


def started(mark: Path) -> list[tuple[int, str]]:
    """The processes that a test has started and that are still there: their numbers and commands."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if f"DRAFTKIT_MARK={mark}\0".encode() in (each / "environ").read_bytes():
                found.append((int(each.name), (each / "cmdline").read_bytes().replace(b"\0", b" ").decode()))
        except OSError:
            continue
    return found


def left(mark: Path) -> list[tuple[int, str]]:
    """The processes that a test has started and that are still there; the last of them may just be going."""
    for _ in range(100):
        if not started(mark):
            break
        time.sleep(0.05)
    return started(mark)


def pack(folder: Path, case: str, *, template: str = "", look: str = "") -> None:
    """Gives a case a pack of its own, which inherits all but what is given."""
    own = folder / "templates" / "egen"
    own.mkdir(parents=True)
    (own / "mall.yaml").write_text("dokumenttyp: egen\nnamn: Egen\närver: utlatande\n", encoding="utf-8")
    for name, text in (("egen.md.j2", template), ("egen.typ", look)):
        if text:
            (own / name).write_text(text, encoding="utf-8")
    facts = folder / "drafts" / case / "arende.yaml"
    facts.write_text("dokumenttyp: egen\n" + facts.read_text(encoding="utf-8"), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(folder: Path, case: str) -> None:
    path = folder / "drafts" / case / "synpunkter.md"
    path.write_bytes(path.read_bytes() + b"\nEn mening till.\n")


# --- what has changed --------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_built(folder: Path, run: Run) -> None:
    before = files(folder)
    done = run("--all")
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 byggda, 3 oförändrade\n", "")
    assert files(folder) == before


def test_only_what_has_changed_is_built(folder: Path, run: Run) -> None:
    change(folder, "ks-0002")
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    done = run("--all")
    draft = manifest.read((folder / "build/ks-0002/manifest.json").read_bytes())
    assert draft is not None
    said = f"ks-0002: utkast {draft.draft}, 3 sidor, 439 ord, 0 fel, 0 varningar\n1 byggt, 2 oförändrade\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def laid(path: str, data: bytes = b"x") -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return lay


def one_line_more(path: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_bytes((folder / path).read_bytes() + b"\n")


def shipped_pack_copied(folder: Path) -> None:
    shutil.copytree(ROOT / "templates/utlatande", folder / "templates/utlatande")


def other_words(folder: Path) -> None:
    shipped_pack_copied(folder)
    phrases = folder / "templates/utlatande/fraser.yaml"
    phrases.write_bytes(phrases.read_bytes() + b"\n# en anteckning\n")


def noted_otherwise(**terms: object) -> Callable[[Path], object]:
    """Lets the first build have noted something else."""

    def note(folder: Path) -> None:
        path = folder / "build/ks-0001/manifest.json"
        found = manifest.read(path.read_bytes())
        assert found is not None
        assert found.terms is not None
        path.write_bytes(manifest.written(replace(found, terms=replace(found.terms, **terms))))

    return note


LAST_DAY = {"last_day": "2031-07-01"}
CHANGES: dict[str, tuple[int, Callable[[Path], object], list[str]]] = {
    "a file more": (1, laid("drafts/ks-0001/kallor/ny.docx"), []),
    "a file less": (1, lambda folder: (folder / "drafts/ks-0001/bilagor/motion.md").rename(folder / "motion.md"), []),
    "a symbolic link": (1, lambda folder: (folder / "drafts/ks-0001/x.md").symlink_to("synpunkter.md"), []),
    "litter of a system": (0, laid("drafts/ks-0001/.DS_Store"), []),
    "a register": (3, one_line_more("register/organ.yaml"), []),
    "the settings": (3, one_line_more("draftkit.toml"), []),
    "a list of words": (3, laid("register/ordlista.toml", b""), []),
    "the shipped pack, as it is": (0, shipped_pack_copied, []),
    "the shipped pack, in other words": (3, other_words, []),
    "a pack that nobody uses": (0, laid("templates/annan/mall.yaml"), []),
    "another draftkit": (1, edited("build/ks-0001/manifest.json", '"draftkit": "', '"draftkit": "0'), []),
    "a manifest that somebody has written in": (1, edited("build/ks-0001/manifest.json", "{\n", "{\n\n"), []),
    "no manifest": (1, lambda folder: (folder / "build/ks-0001/manifest.json").unlink(), []),
    "a document with another byte": (1, laid("build/ks-0001/utlatande.docx"), []),
    "no document": (1, lambda folder: (folder / "build/ks-0001/utlatande.pdf").unlink(), []),
    "what a killed build left": (1, laid("build/ks-0001/.draftkit-0123"), []),
    "other formats": (3, lambda folder: None, ["--to", "pdf"]),
    "the same formats": (0, lambda folder: None, ["--to", "pdf,docx"]),
    "the pack by name": (3, lambda folder: None, ["--mall", "utlatande"]),
    "another folder": (3, lambda folder: None, ["--out", "ut"]),
    "another day": (0, lambda folder: None, ["--idag", "2033-01-01"]),
    "the last day, which is to come": (0, noted_otherwise(**LAST_DAY, passed=False), []),
    "the last day, on that day": (0, noted_otherwise(**LAST_DAY, passed=False), ["--idag", "2031-07-01"]),
    "the last day, the day after": (1, noted_otherwise(**LAST_DAY, passed=False), ["--idag", "2031-07-02"]),
    "the last day, which had passed": (1, noted_otherwise(**LAST_DAY, passed=True), []),
    "another typst": (1, noted_otherwise(tools={"typst": "0"}), []),
    "SOURCE_DATE_EPOCH then": (1, noted_otherwise(asked_moment="2031-01-01T00:00:00Z"), []),
    "errors that were told of": (1, noted_otherwise(errors=1), []),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_thing_that_decides_a_document_makes_it_anew(name: str, folder: Path) -> None:
    from datetime import date

    from draftkit.cli import many
    from draftkit.cli.order import Order

    count, make, options = CHANGES[name]
    make(folder)
    given = dict(zip(options[::2], options[1::2], strict=True))
    order = Order(
        folder, folder / given.get("--out", "build"), tuple(given.get("--to", "docx,pdf").split(",")),
        given.get("--mall"), False, date.fromisoformat(given.get("--idag", "2031-06-15")), None, False, True,
    )  # fmt: skip
    folders = [f"drafts/{each}" for each in NAMES]
    unchanged: list[str] = []
    stale = list(many._stale(order, folders, unchanged.append))
    assert (len(stale), sorted(stale + unchanged)) == (count, folders)


def test_a_draft_with_errors_is_told_of_every_time(folder: Path, run: Run) -> None:
    edited("drafts/ks-0003/synpunkter.md", "\n---\n", "\n---\nSe punkt 99 i bilaga 77.\n")(folder)
    edited("drafts/ks-0003/arende.yaml", "utskickad:", "utskickad: 2051-01-01 #")(folder)
    first, second = run("--all"), run("--all")
    assert first.returncode == 1
    assert first.stdout.endswith("0 byggda, 2 oförändrade, 1 med fel: ks-0003\n")
    assert (second.returncode, second.stdout, second.stderr) == (first.returncode, first.stdout, first.stderr)


def test_what_is_left_of_an_arende_is_named_and_not_removed(folder: Path, run: Run) -> None:
    shutil.rmtree(folder / "drafts/ks-0002")
    laid("build/annat/manifest.json", b"{}")(folder)  # somebody else's
    done = run("--all")
    assert done.stdout == (
        "build/ks-0002 finns kvar efter ett ärende som inte längre ligger i drafts/; ta bort mappen om ingen behöver "
        "den\n0 byggda, 2 oförändrade\n"
    )
    assert (folder / "build/ks-0002/utlatande.pdf").exists()


# --- shared out --------------------------------------------------------------------------------------


@given(st.sets(st.text(alphabet="aAåb-0", min_size=1, max_size=4)), st.integers(1, 9))
def test_shards_are_disjoint_and_complete_and_even(names: set[str], parts: int) -> None:
    cases = [Path("/mapp/drafts", name) for name in names]
    shards = [Sharing(True, f"{number}/{parts}", None, None, None).mine(cases) for number in range(1, parts + 1)]
    assert sorted(each.as_posix() for shard in shards for each in shard) == sorted(each.as_posix() for each in cases)
    assert max(map(len, shards)) - min(map(len, shards)) <= 1
    assert shards[0] == Sharing(True, f"1/{parts}", None, None, None).mine(cases[::-1])


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "1/0", "a/b", "-1/3", "1/3/3", ""])
def test_what_is_no_shard_is_refused(shard: str, folder: Path, run: Run) -> None:
    done = run("--shard", shard)
    assert done.returncode == 2
    assert "Ogiltigt värde för --shard: skriv K/N, till exempel 2/4 för den andra av fyra delar" in done.stderr


def test_shards_give_the_same_bytes_as_one_run(folder: Path, run: Run) -> None:
    whole = files(folder / "build")
    shutil.rmtree(folder / "build")
    assert run("--shard", "1/2", "--jobs", "1").stdout.endswith("\n2 byggda\n")
    assert sorted(each.name for each in (folder / "build").iterdir()) == ["ks-0001", "ks-0003"]
    assert run("--all", "--shard", "2/2", CI="true").stdout.endswith("\n1 byggt, 0 oförändrade\n")
    assert run("--all", "--shard", "4/4").stdout == "0 byggda, 0 oförändrade\n"
    assert files(folder / "build") == whole


def test_all_is_not_one(folder: Path, run: Run) -> None:
    done = run("--all", "ks-0001")
    assert done.returncode == 2
    assert "--all: alternativet gäller alla ärenden i drafts/; utelämna SÖKVÄG" in done.stderr


# --- what goes wrong ---------------------------------------------------------------------------------


def test_one_with_an_error_stops_no_other_and_all_is_told_in_order(folder: Path, run: Run) -> None:
    shutil.rmtree(folder / "build/ks-0003")
    earlier = files(folder / "build/ks-0002")
    (folder / "drafts/ks-0002/synpunkter.md").write_bytes(b"\xff\xfe")
    (folder / "drafts/ks-0001/arende.yaml").write_bytes(b"[")
    done = run("--all", "--jobs", "2")
    lines = done.stdout.splitlines()
    assert (done.returncode, len(lines)) == (1, 4)
    assert re.match(r"ks-0001: inga filer skrevs, \d fel", lines[0])
    assert re.match(r"ks-0002: inga filer skrevs, \d fel", lines[1])
    assert lines[2].startswith("ks-0003: utkast ")
    assert lines[3] == "1 byggt, 0 oförändrade, 2 med fel: ks-0001, ks-0002"
    places = re.findall(r"--> drafts/(ks-\d+)/", done.stderr)
    assert places == sorted(places)
    assert files(folder / "build/ks-0002") == earlier


def test_a_file_that_is_too_large_fails_one_alone(folder: Path, run: Run) -> None:
    laid("drafts/ks-0001/bilagor/stor.pdf")(folder)
    os.truncate(folder / "drafts/ks-0001/bilagor/stor.pdf", 3_000_000_000)  # a hole: it takes no room
    change(folder, "ks-0003")
    done = run("--all")
    assert done.stderr == (
        "fel[DK016]: filen är större än 200 MB och läses inte\n"
        "  --> drafts/ks-0001/bilagor/stor.pdf:1:1\n"
        "   = råd: gör filen mindre eller flytta den ut ur mappen\n\n"
    )
    assert done.stdout.splitlines()[0] == "ks-0001: inga filer skrevs, 1 fel, 0 varningar; tidigare filer är orörda"
    assert done.stdout.splitlines()[-1] == "1 byggt, 1 oförändrat, 1 med fel: ks-0001"


def test_what_the_machine_refuses_fails_one_alone(folder: Path, run: Run) -> None:
    shutil.rmtree(folder / "build/ks-0001")
    laid("build/ks-0001")(folder)  # a file in the way of the folder
    change(folder, "ks-0003")
    done = run("--all")
    assert done.stderr.startswith(f"fel: ks-0001: {folder / 'build/ks-0001'} går inte att skriva: ")
    assert done.stdout.splitlines()[0] == "ks-0001: inga filer skrevs; tidigare filer är orörda"
    assert done.stdout.splitlines()[-1] == "1 byggt, 1 oförändrat, 1 med fel: ks-0001"


def test_a_pack_that_goes_on_for_ever_fails_one_alone(folder: Path, run: Run) -> None:
    pack(folder, "ks-0001", template=ENDLESS)
    change(folder, "ks-0002")
    done = run("--all", "--tid", "6", "--jobs", "2")
    assert done.stderr == (
        "fel: ks-0001 avbröts efter 6 sekunder, medan mallpaketet satte ihop dokumentet\n"
        "  = råd: se efter om mallpaketet aldrig blir klart, eller om en text eller bilaga är mycket stor; "
        "--tid ger fler sekunder\n\n"
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "ks-0001: inga filer skrevs"
    assert done.stdout.splitlines()[2] == "1 byggt, 1 oförändrat, 1 med fel: ks-0001"


LOOK = "#let stil(..a) = none\n#let dokument(u, ..a) = {{ {} }}\n"
SETTING = "medan sidorna sattes"


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ('let a = "abcdefgh" * 1000000000\n a', f"ks-0001 avbröts, eftersom 500 MB minne inte räckte, {SETTING}"),
        ("for i in range(100000) { for j in range(100000) { } }", f"ks-0001 avbröts efter 3 sekunder, {SETTING}"),
    ],
)
def test_in_ci_a_single_arende_has_limits_too(look: str, said: str, folder: Path, run: Run) -> None:
    pack(folder, "ks-0001", look=LOOK.format(look))
    earlier = files(folder / "build")
    done = run("ks-0001", "--tid", "3", "--minne", "500", CI="true")
    assert done.stderr.startswith(f"fel: {said}\n  = råd: ")
    assert (done.returncode, done.stdout) == (1, "ks-0001: inga filer skrevs\n")
    assert files(folder / "build") == earlier


def test_a_string_that_fills_the_memory_is_told_of_at_its_line(folder: Path, run: Run) -> None:
    pack(folder, "ks-0001", template='{{ "x" * 10**10 }}\n')
    done = run("ks-0001", "--minne", "500")
    assert done.stderr.startswith(
        "fel[DK601]: mallen går inte att köra: det som den ska skriva får inte plats i minnet\n"
        "  --> templates/egen/egen.md.j2:1:1\n"
    )


def test_a_text_that_pandoc_does_not_get_done_with(folder: Path, run: Run) -> None:
    laid("drafts/ks-0001/synpunkter.md", b"---\navsnitt: synpunkter\n---\n`a` " + b"*a **a " * 200_000)(folder)
    done = run("ks-0001", "ks-0002", "--tid", "6")
    assert done.stderr.startswith("fel: ks-0001 avbröts efter 6 sekunder, medan texter och bilagor lästes\n")
    assert done.stdout.endswith("\n1 byggt, 1 med fel: ks-0001\n")


def test_a_word_file_that_swells_fails_within_its_limits(folder: Path, run: Run) -> None:
    source = next((ROOT / "examples/stensunda").rglob("laneregler.docx"))
    target = folder / "drafts/ks-0001/bilagor/bomb.docx"
    paragraphs = b"<w:p><w:r><w:t>aaaaaaaa</w:t></w:r></w:p>" * 20_000
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                head, body, tail = data.partition(b"<w:body>")
                with new.open(name, "w") as stream:
                    for part in (head, body, *[paragraphs] * 100, tail):
                        stream.write(part)
            else:
                new.writestr(name, data)
    edited("drafts/ks-0001/arende.yaml", "bilagor:\n", "bilagor:\n  - {rubrik: B, fil: bilagor/bomb.docx}\n")(folder)
    change(folder, "ks-0002")
    done = run("--all", "--tid", "20", "--minne", "300")
    assert done.returncode == 1
    assert "ks-0001" in done.stderr
    assert done.stdout.endswith("\n1 byggt, 1 oförändrat, 1 med fel: ks-0001\n")


@pytest.fixture
def running(folder: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A build of two ärenden, of which one goes on for ever, when the other has been told of."""
    pack(folder, "ks-0002", template=ENDLESS)
    change(folder, "ks-0001")
    with subprocess.Popen(
        [*BUILD, "--all", "--jobs", "2"], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**clean(), "DRAFTKIT_MARK": str(tmp_path)},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ks-0001: utkast ")
        yield process
        process.kill()


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_who_interrupts_is_told_and_nothing_goes_on(
    asked: signal.Signals, running: subprocess.Popen[str], tmp_path: Path
) -> None:
    running.send_signal(asked)
    _, said = running.communicate()
    assert said == "avbrutet: 1 av 3 ärenden hann bli klara; de andra är som de var\n"
    assert running.returncode == 130
    assert left(tmp_path) == []


def test_nothing_goes_on_when_the_one_that_asked_is_killed(running: subprocess.Popen[str], tmp_path: Path) -> None:
    running.kill()
    running.wait()
    assert left(tmp_path) == []


def test_a_process_that_dies_fails_one_arende(running: subprocess.Popen[str], tmp_path: Path) -> None:
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text(encoding="utf-8").split()
    ticks = {}
    for each in children:
        command = Path(f"/proc/{each}/cmdline").read_bytes()
        if b"spawn_main" in command:
            ticks[int(each)] = int(
                Path(f"/proc/{each}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11]
            )
    time.sleep(0.3)
    used = {
        pid: int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11]) - before
        for pid, before in ticks.items()
    }
    os.kill(max(used, key=lambda pid: used[pid]), signal.SIGKILL)  # the one that is at work
    out, said = running.communicate()
    assert said == (
        "fel: processen som byggde ks-0002 avbröts oväntat (SIGKILL), medan mallpaketet satte ihop dokumentet\n"
        "  = råd: bygg ärendet igen; om datorn har ont om minne räcker det längre med --jobs 1\n\n"
    )
    assert out == "ks-0002: inga filer skrevs\n1 byggt, 1 oförändrat, 1 med fel: ks-0002\n"
    assert left(tmp_path) == []


def test_a_pandoc_that_dies_fails_one_arende(folder: Path, tmp_path: Path) -> None:
    laid("drafts/ks-0001/synpunkter.md", b"---\navsnitt: synpunkter\n---\n`a` " + b"*a **a " * 200_000)(folder)
    change(folder, "ks-0002")
    with subprocess.Popen(
        [*BUILD, "--all", "--jobs", "1"], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**clean(), "DRAFTKIT_MARK": str(tmp_path)},
    ) as process:  # fmt: skip
        while not (found := [each for each in started(tmp_path) if "worker.lua" in each[1]]):
            time.sleep(0.02)
        time.sleep(0.5)  # it is given the text
        os.kill(found[0][0], signal.SIGKILL)
        out, said = process.communicate()
    assert said == (
        "fel: ks-0001: pandoc har stannat\n  = råd: kör kommandot igen; stannar det på nytt är någon text för stor\n\n"
    )
    assert out.startswith("ks-0001: inga filer skrevs; tidigare filer är orörda\nks-0002: utkast ")
    assert out.endswith("\n1 byggt, 1 oförändrat, 1 med fel: ks-0001\n")


def test_what_is_wrong_with_all_is_told_once(folder: Path, run: Run) -> None:
    people = folder / "register/personer.yaml"
    people.write_text(people.read_text(encoding="utf-8") + "kim: {namn: 3}\n", encoding="utf-8")
    people.write_text(people.read_text(encoding="utf-8") + "kim: {namn: Kim}\n", encoding="utf-8")
    done = run("--all")
    assert done.returncode == 1
    assert done.stderr.count("register/personer.yaml:") == len(set(re.findall(r"--> (\S+)", done.stderr)))
    assert done.stdout.endswith("\n0 byggda, 0 oförändrade, 3 med fel: ks-0001, ks-0002, ks-0003\n")


# --- kill -9 -----------------------------------------------------------------------------------------


def test_a_build_that_is_killed_leaves_nothing_broken(tmp_path: Path) -> None:
    copied(EXAMPLE, tmp_path, 2)
    found = killed.killed(tmp_path, 3, random.Random(5))  # bench/killed.py does it a hundred times
    assert sum(found.values()) == 6
