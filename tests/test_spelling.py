"""The dictionary: what is told, what is passed over, and that it costs nothing where it is not asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import util

import pytest

from conftest import FOLDER, ROOT, told
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.spelling import speller
from draftkit.pipeline import check
from draftkit.problems import DraftkitError, Problem, Severity
from draftkit.project import Project
from draftkit.swedish.spelling import Speller, is_compound, knows, knows_first_part, one_slip

Spelt = Callable[..., list[Problem]]


@pytest.fixture(scope="module")
def dictionary() -> Speller:
    return speller()


@pytest.fixture
def spelt(project: Callable[..., Project], pandoc: Pandoc, dictionary: Speller) -> Spelt:
    """`spelt(files)`: the words of the case that are not in the dictionary."""

    def look(files: dict[str, str], asked: Speller | None = dictionary) -> list[Problem]:
        checked = check(project(files), FOLDER, pandoc, speller=asked)
        return [problem for problem in checked.problems if problem.code.number == "DK450"]

    return look


def words(problems: Sequence[Problem]) -> list[str]:
    return [str(dict(problem.message.args)["word"]) for problem in problems]


# --- two words -----------------------------------------------------------------------------------


class Few:
    """A dictionary of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def knows(self, word: str) -> bool:
        return word in self.words

    def suggestions(self, word: str) -> Sequence[str]:
        return ()


@pytest.mark.parametrize(
    ("word", "other"),
    [("ärendt", "ärendet"), ("ärendeet", "ärendet"), ("ärenfet", "ärendet"), ("ärednet", "ärendet"), ("t", "et")],
)
def test_one_slip_of_the_pen(word: str, other: str) -> None:
    assert one_slip(word, other)
    assert one_slip(other, word)


@pytest.mark.parametrize(("word", "other"), [("lån", "lån"), ("lån", "låta"), ("abcde", "abedc"), ("lån", "lånade")])
def test_more_than_one_slip(word: str, other: str) -> None:
    assert not one_slip(word, other)


def test_a_compound_of_two_known_words() -> None:
    few = Few("kompost", "grep", "hågkomst", "resor", "remiss", "svar", "el", "stöd")
    assert is_compound(few, "kompostgrep")
    assert is_compound(few, "hågkomstsresor"), "an s links them"
    assert not is_compound(few, "remisssvar"), "three of a letter never stand together"
    assert not is_compound(few, "elstöd"), "among short words there is one for every slip of the pen"
    assert not is_compound(few, "kompostkratta")


def test_words_with_hyphens_and_parts_of_words() -> None:
    few = Few("it", "frågor", "kulturfrågor")
    assert knows(few, "it-frågor")
    assert not knows(few, "it-fragor")
    assert knows_first_part(few, "kultur")


# --- what is told --------------------------------------------------------------------------------


def test_a_misspelt_word(spelt: Spelt) -> None:
    (problem,) = spelt({"synpunkter.md": "---\navsnitt: synpunkter\n---\nJag delar nämndens bedömnig.\n"})
    assert told(problem) == (
        "DK450",
        "synpunkter.md:4:20-4:28",
        "“bedömnig” is not in the dictionary",
        "did you mean “bedömning”?",
    )


@pytest.mark.parametrize(
    "word",
    "förvalningen ärendt särsklit tjänsteutlåtadet komunstyrelsen digitaliserngsutskottet möjlighetrna".split(),
)
def test_slips_of_the_pen(spelt: Spelt, word: str) -> None:
    found = spelt({"synpunkter.md": f"---\navsnitt: synpunkter\n---\nHär står {word} i en mening.\n"})
    assert words(found) == [word]


def test_a_sentence_may_begin_with_a_misspelt_word(spelt: Spelt) -> None:
    found = spelt({"synpunkter.md": "---\navsnitt: synpunkter\n---\nDet är bra. Förvalningen är positiv.\n"})
    assert words(found) == ["Förvalningen"]


def test_a_word_is_told_once_and_where_it_may_be_mended(spelt: Spelt) -> None:
    found = spelt({
        "arendet.md": "---\navsnitt: ärendet\n---\nBedömnigen är klar.\n\nDen bedömnigen gäller.\n",
        "bilagor/motion.md": "---\ntyp: bilaga\n---\nVår bedömnigen är enkel.\n",
    })  # fmt: skip
    assert [told(each)[1:3] for each in found] == [
        ("arendet.md:4:1-4:11", "“Bedömnigen” is not in the dictionary, and stands 3 times")
    ]


def test_it_is_milder_in_quoted_text(spelt: Spelt) -> None:
    front = "---\norgan: kulturnämnden\ntyp: nämndbeslut\nsammanträde: 2031-05-20\n---\n"
    (problem,) = spelt({"remissvar/kulturnamnden.md": f"{front}# Beslut\n\n1. Vi anser ärendt klart.\n"})
    assert problem.severity() is Severity.INFO


def test_a_part_of_a_word_with_hyphens(spelt: Spelt) -> None:
    found = spelt(
        {"arendet.md": "---\navsnitt: ärendet\n---\nEn EU-kommisionen och it-sytem, skol- och kulturfrågor.\n"}
    )
    assert words(found) == ["kommisionen", "sytem"]


# --- what is passed over -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Motionen kommer från Rumpelby, och Rumpelbys bibliotek är litet. Rumpelby växer.",
        "Stensundabostäder AB och Haddads motion, enligt Lindqvist.",
        "Samhälls- och kulturfrågor, in- och utlåning, 50-talet, 3D-skrivare, EU:s regler och KUN:s svar.",
        "Bl.a. t.ex. dvs. inkl. moms, 4 mnkr, prop. 2030/31:4, dnr 12 och www.rumpelby.example/sdfgh/ghjkl.",
        "Skriv till asdfgh.qwerty@stensunda.example eller se `qwertyasdf`.",
        "Kompostgrepar, tapetseringsbord och medborgarverkstäder.",
        "The library of things is an important part of our work, and many people have used it.",
        "GDPR och OpenStreetMap.",
    ],
)
def test_what_is_no_mistake(spelt: Spelt, text: str) -> None:
    assert words(spelt({"arendet.md": f"---\navsnitt: ärendet\n---\n{text}\n"})) == []


def test_the_words_of_the_title_and_of_the_list(spelt: Spelt) -> None:
    text = {"arendet.md": "---\navsnitt: ärendet\n---\nLånebara verktyg ska samnyttjas.\n"}
    assert words(spelt(text)) == ["samnyttjas"], "“lånebara” is in the title"
    assert words(spelt({**text, "/register/ordlista.toml": "[samnyttja]\nav = true\n"})) == []


def test_what_the_list_of_words_tells_is_not_told_twice(spelt: Spelt) -> None:
    own = '[samnyttjas]\nskriv = "används tillsammans"\n'
    assert (
        spelt({"arendet.md": "---\navsnitt: ärendet\n---\nDe ska samnyttjas.\n", "/register/ordlista.toml": own}) == []
    )


def test_nothing_is_told_without_a_dictionary(spelt: Spelt) -> None:
    assert spelt({"arendet.md": "---\navsnitt: ärendet\n---\nBedömnig.\n"}, None) == []


# --- the extra -----------------------------------------------------------------------------------


def test_the_dictionary_may_not_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftkit.edges.spelling.find_spec", lambda name: None)
    with pytest.raises(DraftkitError, match="dictionary"):
        speller()
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "hunspell", None)
    with pytest.raises(DraftkitError, match="dictionary"):
        speller()
    assert util.find_spec("spylls")


def run(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """`draftkit …` on the small example, with some Python before; at its end it says what was loaded."""
    program = (
        f"import atexit, sys; {before}\n"
        "atexit.register(lambda: print('hunspell' in sys.modules, 'spylls' in sys.modules, file=sys.stderr))\n"
        f"sys.argv = ['draftkit', *{list(arguments)!r}]\n"
        "from draftkit.__main__ import main\nmain()"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "examples/minimal",
        env={**os.environ, "PYTHONUTF8": "1", "DRAFTKIT_LANG": "sv"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_is_not_loaded_where_it_is_not_asked_for() -> None:
    assert run("check").stderr.endswith("False False\n")
    assert run("check", "--stavning").stderr.endswith("True False\n")


def test_the_command_says_what_to_install() -> None:
    done = run("check", "--stavning", before="sys.modules['hunspell'] = None")
    assert done.returncode == 2
    assert 'pip install "draftkit-utlatande[stavning]"' in done.stderr
    assert done.stdout == ""
