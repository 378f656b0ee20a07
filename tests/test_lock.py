"""Quoted text is locked by its hash: one line of the front matter changes, and not a byte besides."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import SMALL, told
from draftkit.pipeline import Checked
from draftkit.spans import Source
from draftkit.stages.load import frontmatter
from draftkit.stages.load.locking import locked

ANSWER = "remissvar/kulturnamnden.md"
TEXT = SMALL[ANSWER]


def hash_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def lock(text: str, path: str = ANSWER) -> str:
    """The text, locked without a problem."""
    data, problems = locked(path, text.encode())
    assert [told(problem) for problem in problems] == []
    return data.decode()


def body_of(text: str) -> str:
    return frontmatter.split(Source(ANSWER, text))[0].body


# --- what changes --------------------------------------------------------------------------------


BODY = "Nämnden säger ja.\n\n---\n\n> ”Citat” -- *så*\n"
LOCK = f"lås: {hash_of(BODY)}"
OLD = f"lås: {'0' * 64}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BODY, f"---\n{LOCK}\n---\n{BODY}"),
        (f"---\norgan: KUN\ntyp: yttrande\n---\n{BODY}", f"---\norgan: KUN\ntyp: yttrande\n{LOCK}\n---\n{BODY}"),
        (f"---  \ntyp: yttrande\n---  \n{BODY}", f"---  \ntyp: yttrande\n{LOCK}\n---  \n{BODY}"),
        (f"---\n{OLD}\ntyp: yttrande\n---\n{BODY}", f"---\n{LOCK}\ntyp: yttrande\n---\n{BODY}"),
        (f"---\n{OLD}   # av Kim\ntyp: yttrande\n---\n{BODY}", f"---\n{LOCK}   # av Kim\ntyp: yttrande\n---\n{BODY}"),
        (f"---\ntyp: yttrande\nlås:\n---\n{BODY}", f"---\ntyp: yttrande\n{LOCK}\n---\n{BODY}"),
        (f"---\nlås:\ntyp: yttrande\n---\n{BODY}", f"---\n{LOCK}\ntyp: yttrande\n---\n{BODY}"),
        (f"---\nlas: 1\ntyp: yttrande\n---\n{BODY}", f"---\n{LOCK}\ntyp: yttrande\n---\n{BODY}"),
        (f"---\nLås : '1'\ntyp: yttrande\n---\n{BODY}", f"---\n{LOCK}\ntyp: yttrande\n---\n{BODY}"),
        (f"---\nlås: >\n  1\n  2\ntyp: yttrande\n---\n{BODY}", f"---\n{LOCK}\ntyp: yttrande\n---\n{BODY}"),
        (f"---\n# lås: så här\ntyp: yttrande\n---\n{BODY}", f"---\n# lås: så här\ntyp: yttrande\n{LOCK}\n---\n{BODY}"),
        (f"---\n{{typ: yttrande, lås: 1}}\n---\n{BODY}", f"---\n{{typ: yttrande, {LOCK}}}\n---\n{BODY}"),
    ],
)
def test_one_line_is_written_and_nothing_else(before: str, after: str) -> None:
    assert lock(before) == after


FACT = st.sampled_from(
    [
        "organ: kulturnämnden",
        "datum: 2031-04-29",
        "återgivning: i huvudsak",
        "# en anteckning",
        "källa: {fil: a.docx}",
        "",
    ]
)
FACTS = st.lists(FACT, unique=True).map(lambda lines: "".join(f"{line}\n" for line in lines))
BODIES = st.text(st.sampled_from("abåÖ §\n\n-#:>*`\t ”lås"), min_size=1, max_size=60).filter(lambda body: body.strip())
FRONT = st.one_of(st.just(""), FACTS.map(lambda facts: f"---\ntyp: yttrande\n{facts}---\n"))


@given(front=FRONT, old=st.sampled_from(["", "lås: \n", f"{OLD}\n", "las: x # not\n"]), body=BODIES)
def test_the_body_and_the_other_facts_stay_as_they_are(front: str, old: str, body: str) -> None:
    assume(front or body.partition("\n")[0].rstrip() != "---")
    before = front.replace("typ: yttrande\n", f"typ: yttrande\n{old}") + body
    after = lock(before)
    assert body_of(after) == body
    without = re.compile(r"^l[åa]s:.*\n", re.MULTILINE)
    assert without.sub("", after.removesuffix(body)) == (without.sub("", front) or "---\n---\n")
    assert after.removesuffix(body).count(f"lås: {hash_of(body)}") == 1


@given(front=FRONT, body=BODIES)
def test_locking_twice_is_locking_once(front: str, body: str) -> None:
    assume(front or body.partition("\n")[0].rstrip() != "---")
    once = lock(front + body)
    assert lock(once) == once


@given(one=BODIES, other=BODIES)
def test_two_bodies_have_two_locks(one: str, other: str) -> None:
    assert (frontmatter.lock_of(one) == frontmatter.lock_of(other)) == (one == other)
    assert re.fullmatch("[0-9a-f]{64}", frontmatter.lock_of(one))


# --- what a lock does ----------------------------------------------------------------------------


def test_a_locked_text_that_is_unchanged_is_clean(check: Callable[..., Checked]) -> None:
    assert [told(problem) for problem in check({ANSWER: lock(TEXT)}).problems] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("positiv.", "negativ."), ("positiv.", "positiv!"), ("\n\n# Svar", "\n\n\n# Svar"), ("behövs.\n", "behövs.")],
)
def test_a_change_in_a_locked_text_is_told_at_its_lock(check: Callable[..., Checked], old: str, new: str) -> None:
    text = lock(TEXT)
    assert text.count(old) == 1
    assert [told(problem) for problem in check({ANSWER: text.replace(old, new)}).problems] == [
        (
            "DK213",
            f"{ANSWER}:6:6-6:70",
            "the quoted text has been changed since it was locked",
            "restore the text, or run draftkit lock on the file if the change is meant",
        )
    ]


def test_a_change_in_the_facts_of_a_locked_text_is_allowed(check: Callable[..., Checked]) -> None:
    text = lock(TEXT).replace("datum: 2031-04-29", "datum: 2031-04-30")
    assert [told(problem) for problem in check({ANSWER: text}).problems] == []


def test_locking_again_takes_the_change(check: Callable[..., Checked]) -> None:
    changed = lock(TEXT).replace("positiv.", "negativ.")
    assert [told(problem) for problem in check({ANSWER: lock(changed)}).problems] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("avvikande/l.md", "---\ntyp: reservation\norgan: KUN\nav: [eva-brandt]\n---\nJag reserverar mig.\n"),
        ("bilagor/motion.md", "Låna ut verktyg!\n"),
    ],
)
def test_dissents_and_bilagor_can_be_locked(check: Callable[..., Checked], path: str, text: str) -> None:
    case = f"{SMALL['arende.yaml']}bilagor: [{{rubrik: Motion, fil: bilagor/motion.md, placering: separat}}]\n"
    files = {"arende.yaml": case, "bilagor/motion.md": "Låna ut verktyg!\n", path: lock(text, path)}
    assert [told(problem) for problem in check(files).problems] == []
    changed = files | {path: files[path] + "Mer.\n"}
    assert [problem.code.number for problem in check(changed).problems] == ["DK213"]


# --- what is not locked --------------------------------------------------------------------------


OWN = (
    "DK214",
    "1:1-1:1",
    "the file holds the rotel's own text",
    "only quoted text is locked: answers, dissents and bilagor",
)


@pytest.mark.parametrize("path", [path for path in SMALL if path.endswith(".md") and path != ANSWER])
def test_the_texts_of_the_rotel_are_not_locked(path: str) -> None:
    data = SMALL[path].encode()
    kept, problems = locked(f"drafts/ks-2031-0417/{path}", data)
    assert kept == data
    assert [told(problem) for problem in problems] == [(OWN[0], f"{path}:{OWN[1]}", *OWN[2:])]


@pytest.mark.parametrize(
    "front",
    [
        "typ: sammanfattning",
        "typ: förslag",
        "typ: forslag",
        "avsnitt: synpunkter",
        "beslutar: kommunfullmäktige",
        "typ: [a]\navsnitt: b",
    ],
)
def test_what_the_file_says_of_itself_goes_before_its_folder(front: str) -> None:
    data = f"---\n{front}\n---\nText.\n".encode()
    assert [problem.code.number for problem in locked(ANSWER, data)[1]] == ["DK214"]


@pytest.mark.parametrize(
    "kind", ["yttrande", "Nämndbeslut", "tjansteutlatande", "reservation", "särskilt uttalande", "bilaga"]
)
def test_a_quoted_text_is_locked_wherever_it_lies(kind: str) -> None:
    assert "lås: " in lock(f"---\ntyp: {kind}\n---\nText.\n", "drafts/x/annat/a.md")


@pytest.mark.parametrize("path", ["remissvar/a.md", "C:\\kommun\\drafts\\x\\bilagor\\a.md", "a.md"])
def test_a_text_that_says_nothing_is_locked_by_its_folder(path: str) -> None:
    assert lock("Text.\n", path).startswith("---\nlås: ")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            b"---\ntyp: yttrande\n---\n\n \n",
            ("DK214", f"{ANSWER}:1:1-1:1", "there is no text to lock", "write the text first"),
        ),
        (
            b"---\ntyp: yttrande\nText.\n",
            (
                "DK013",
                f"{ANSWER}:1:1-1:4",
                "the facts at the top of the file have no end",
                "write a line --- after the last fact",
            ),
        ),
        (
            b"---\ntyp: yttrande\n\tdatum: 2031-05-20\n---\nText.\n",
            ("DK010", f"{ANSWER}:3:1-3:2", "a tab is used to indent", "use spaces; a tab is not allowed in YAML"),
        ),
        (
            "---\ntyp: yttrande\n---\nÅsa.\n".encode("latin-1"),
            (
                "DK001",
                f"{ANSWER}:4:1-4:2",
                "the file is not UTF-8; it looks like Windows-1252",
                "save it again with the encoding UTF-8",
            ),
        ),
        (
            b"---\r\ntyp: yttrande\r\n---\r\nText.\r\n",
            (
                "DK004",
                f"{ANSWER}:1:1-1:1",
                "the lines end with CR LF, as in Windows",
                "save the file with line ends LF; the .gitattributes of draftkit init does it by itself",
            ),
        ),
    ],
)
def test_a_file_that_is_not_in_order_is_left_as_it_is(data: bytes, problem: tuple[str, ...]) -> None:
    kept, problems = locked(ANSWER, data)
    assert kept == data
    assert [told(each) for each in problems] == [problem]
