"""The dialect: what is printed of a text, and what is told because it would be lost, altered or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from conftest import FOLDER, told
from draftkit.blocks import letters, nodes, text_of
from draftkit.edges.engines.pandoc import Pandoc, parsed
from draftkit.pipeline import Composed
from draftkit.spans import Source
from draftkit.stages.load import frontmatter, prose
from draftkit.stages.load.prose import Layout
from draftkit.stages.load.texts import DIALECT, outline, readable

PATH = f"{FOLDER}/remissvar/a.md"
OF_THE_CASE = ["bild.png", "remissvar/nära.jpeg", "bilder/ritning.jpg", "b.pdf"]
FILES = [*(f"{FOLDER}/{name}" for name in OF_THE_CASE), "drafts/annat/annan.png", "register/organ.yaml"]
ONE_PART = Layout()
Told = tuple[str, str, str, str]


@dataclass(frozen=True)
class Text:
    """A text as it was read: what is printed, by slot, the notes to colleagues, and what was told."""

    slots: dict[str, str]
    footnotes: list[str]
    notes: list[str]
    problems: list[Told]
    kinds: list[str]
    tree: list[Any]
    places: list[str]

    @property
    def printed(self) -> str:
        """The only slot of a text that has one."""
        assert list(self.slots) == [""]
        return self.slots[""]


Read = Callable[..., Text]


@pytest.fixture(scope="session")
def read(pandoc: Pandoc) -> Read:
    def make(body: str, layout: Layout = ONE_PART, top: str = "") -> Text:
        source = Source(PATH, top + body)
        parts, problems = frontmatter.split(source)
        sent, circles = readable(parts)
        (found,) = parsed(pandoc.read([sent], DIALECT, outlines=[outline(sent)]))
        text, more = prose.read(parts, found, layout, folder=FOLDER, files=FILES)
        footnotes: list[str] = []
        slots = {
            name: "".join(text_of(block.node, notes=footnotes) for block in blocks)
            for name, blocks in text.slots.items()
        }
        tree = [block.node for blocks in text.slots.values() for block in blocks]
        everything = [*problems, *circles, *more]
        for problem in everything:
            assert problem.span.path == PATH
        return Text(
            slots,
            footnotes,
            [source.slice(span) for span in text.notes],
            [(code, place.partition(":")[2], *rest) for code, place, *rest in map(told, everything)],  # type: ignore[misc]
            [node["t"] for node in tree],
            tree,
            [source.slice(block.span) for found_blocks in text.slots.values() for block in found_blocks],
        )

    return make


# --- ordinary text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "(C) anser att förslaget är bra.",
        "(M) anser det inte.",
        "(1) Först.",
        "a) Först.",
        "5 § kommunallagen och §§ 6–7.",
        "\"raka\" och 'raka' citattecken, ”krumma” och ’krumma’.",
        "Kostnaden -- högst 5 mkr --- är … ... känd.",
        "-- så var det.",
        "– så var det.",
        "Skriv till namn@exempel.se i dag.",
        "Läs https://exempel.se/a_b_c?d=1&e=2.",
        "5 * 3 * 2 är 30.",
        "snake_case_namn och #ett och C# och 5 # 6.",
        "a < b och c > d, x<5 och 2>1.",
        "Ärende{#id .klass} och [text]{.klass} och ::: {.a}",
        "$x^2$ och H~2~O, x^2^ och ~~struket~~.",
        "50 % av 1 000 kr/år & mer; AT&T, R&D.",
        "[hakparenteser] och [x] och [].",
        "Rubrik: text",
        "@citat och \\u och C:\\namn.",
        "Citatet ”’ja’ sade hon”.",
        "#pagebreak() och #let x = 1",
        "{{ motion }} och {% if %}",
        "Punkt 1. Sedan 2. Sist 3.",
    ],
)
def test_ordinary_text_is_printed_as_it_stands(read: Read, text: str) -> None:
    found = read(f"{text}\n")
    assert (found.printed, found.problems, found.kinds) == (f"{text}\n", [], ["Para"])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2031\\. Året var kort.", "2031. Året var kort."),
        ("1\\) Först.", "1) Först."),
        ("\\- ett streck", "- ett streck"),
        ("\\* en stjärna \\*här\\*", "* en stjärna *här*"),
        ("\\# ingen rubrik", "# ingen rubrik"),
        ("\\<Namn>", "<Namn>"),
        ("\\[Obs]: viktigt", "[Obs]: viktigt"),
        ("Text\\[^1].", "Text[^1]."),
        ("\\`kod\\`", "`kod`"),
        ("\\&aring; och \\\\", "&aring; och \\"),
    ],
)
def test_a_backslash_makes_a_sign_ordinary(read: Read, text: str, printed: str) -> None:
    found = read(f"{text}\n")
    assert (found.printed, found.problems, found.kinds) == (f"{printed}\n", [], ["Para"])


@pytest.mark.parametrize(
    ("text", "printed", "kinds"),
    [
        ("*kursiv* och **fet**", "kursiv och fet\n", ["Para"]),
        ("Rad ett\\\nrad två  \nrad tre\nsamma rad", "Rad ett rad två rad tre samma rad\n", ["Para"]),
        ("## Rubrik\n\n#### Djupare\n\nText", "Rubrik\nDjupare\nText\n", ["Header", "Header", "Para"]),
        ("Rubrik\n---\n\nText", "Rubrik\nText\n", ["Header", "Para"]),
        ("- ett\n- två", "ett\ntvå\n", ["BulletList"]),
        ("1. ett\n2. två\n   - a\n   - b\n\n     c", "ett\ntvå\na\nb\nc\n", ["OrderedList"]),
        ("3. tre\n4. fyra", "tre\nfyra\n", ["OrderedList"]),
        ("> citat\n>\n> - punkt", "citat\npunkt\n", ["BlockQuote"]),
        ("| År | Kr |\n|---|--:|\n| 2032 | 400 |\n| 2033 | |", "År\nKr\n2032\n400\n2033\n", ["Table"]),
        ("Se [sidan](https://x.se) och <https://y.se>.", "Se sidan och https://y.se.\n", ["Para"]),
        (
            "Skriv till <namn@exempel.se> eller [mig](mailto:a@b.se).",
            "Skriv till namn@exempel.se eller mig.\n",
            ["Para"],
        ),
        ("Se [sidan][a].\n\n[a]: https://x.se/åäö%20b ”Titel”".replace("”", '"'), "Se sidan.\n", ["Para"]),
        ("Se [a].\n\n[a]: <https://x.se/å>", "Se a.\n", ["Para"]),
        ("Se [a](<https://x.se/å ö>).", "Se a.\n", ["Para"]),
        ("`kod <b>`", "kod <b>\n", ["Para"]),
        ("```\n<b> ## [^1]\n```", "<b> ## [^1]", ["CodeBlock"]),
        ("````\n```\n````", "```", ["CodeBlock"]),
        ("~~~\n```\n~~~", "```", ["CodeBlock"]),
        ("AT&amp;T v&aring;r &#8211;", "AT&T vår –\n", ["Para"]),
        ("***", "", ["HorizontalRule"]),
    ],
)
def test_markdown_that_is_used_prints_its_words(read: Read, text: str, printed: str, kinds: list[str]) -> None:
    found = read(f"{text}\n")
    assert (found.printed, found.problems, found.kinds) == (printed, [], kinds)


def test_two_paragraphs_that_begin_with_letters_in_brackets_stay_paragraphs(read: Read) -> None:
    found = read("(C) anser ja.\n\n(M) anser nej.\n\na) Ett.\n\nb) Två.\n")
    assert found.kinds == ["Para"] * 4
    assert found.printed == "(C) anser ja.\n(M) anser nej.\na) Ett.\nb) Två.\n"


def test_attributes_of_an_author_do_not_reach_the_document(read: Read) -> None:
    found = read("```python\nkod\n```\n\n## Rubrik {#id}\n")
    assert found.printed == "kodRubrik {#id}\n"
    assert [found.tree[0]["c"][0], found.tree[1]["c"][1]] == [["", [], []]] * 2


# --- footnotes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed", "footnotes"),
    [
        ("Text.[^1]\n\n[^1]: Noten.", "Text.\n", ["Noten.\n"]),
        ("Text.[^a b]\n\n[^A  b]: Noten *här*.", "Text.\n", ["Noten här.\n"]),
        ("Text.[^1]\n\n[^1]: Noten\nfortsätter här.", "Text.\n", ["Noten fortsätter här.\n"]),
        ("Text.[^1]\n\n[^1]: Noten.\n\n    Mer.\n\n\tMest.", "Text.\n", ["Noten.\nMer.\nMest.\n"]),
        ("- Text.[^1]\n\n  [^1]: Noten.", "Text.\n", ["Noten.\n"]),
        ("| A[^1] |\n|---|\n| b |\n\n[^1]: Noten.", "A\nb\n", ["Noten.\n"]),
    ],
)
def test_a_footnote_is_printed_apart(read: Read, text: str, printed: str, footnotes: list[str]) -> None:
    found = read(f"{text}\n")
    assert (found.printed, found.footnotes, found.problems) == (printed, footnotes, [])


NO_MARK = "nothing in the text refers to this footnote, so it would not be printed"


def write_mark(mark: str) -> str:
    return f"write its mark, {mark}, in the text, or remove it"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("Text.\n\n[^1]: Noten.", "3:1-3:13", NO_MARK, write_mark("[^1]")),
        ("[^1]: Noten.\n\nText.", "1:1-1:13", NO_MARK, write_mark("[^1]")),
        ("Text.\n\n[^1]: Noten.\n\n    Mer.\n\n    Mest.", "3:1-3:13", NO_MARK, write_mark("[^1]")),
        ("Text\\[^1].\n\n[^1]: Noten.", "3:1-3:13", NO_MARK, write_mark("[^1]")),
        ("`[^1]`\n\n[^1]: Noten.", "3:1-3:13", NO_MARK, write_mark("[^1]")),
        ("> Text.\n>\n> [^ett]: Noten.", "3:1-3:17", NO_MARK, write_mark("[^ett]")),
        (
            "Text.[^1]\n\n[^1]: Noten.\n\n[^1]: En annan.",
            "5:1-5:16",
            "the footnote “[^1]” has two texts, and the second would not be printed",
            "give one of them another mark",
        ),
    ],
)
def test_a_footnote_that_would_not_be_printed(read: Read, text: str, place: str, message: str, hint: str) -> None:
    assert read(f"{text}\n").problems == [("DK208", place, message, hint)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Text.[^1]", {"1:6-1:10": "[^1]"}),
        ("Ett[^1] två[^2] tre[^1].\n\n[^1]: Noten.", {"1:12-1:16": "[^2]"}),
        ("Ett\\[^1] och\ntvå[^1] tre[^x].", {"2:4-2:8": "[^1]", "2:12-2:16": "[^x]"}),
    ],
)
def test_a_mark_without_a_footnote(read: Read, text: str, places: dict[str, str]) -> None:
    assert read(f"{text}\n").problems == [
        (
            "DK207",
            place,
            f"the footnote “{mark}” has no text",
            f"write a line “{mark}: the text of the footnote”, or \\[ for an ordinary bracket",
        )
        for place, mark in places.items()
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Text.[^1]\n\n[^1]: Se [^1].", {"3:10-3:14": "[^1]"}),
        ("Text.[^a]\n\n[^A]: Se[^a].", {"3:9-3:13": "[^a]"}),
        ("Text.[^1][^2]\n\n[^1]: Se [^2].\n\n[^2]: Se [^1].", {"3:10-3:14": "[^2]", "5:10-5:14": "[^1]"}),
        ("Text.[^1][^2]\n\n[^1]: Noten.\n[^2]: Se [^1].", {"4:10-4:14": "[^1]"}),
        ("Text.[^1]\n\n[^1]: Noten.\nmer[^1]", {"4:4-4:8": "[^1]"}),
        ("Text.[^1]\n\n[^1]: Noten.\n\n    Mer[^1].", {"5:8-5:12": "[^1]"}),
        ("> Text.[^1]\n>\n> [^1]: Se [^1].", {"3:12-3:16": "[^1]"}),
        ("Text.[^1][^2]\n\n[^1]: Noten.\n\n    [^2]: Två.\n\n    Se [^1].", {"7:8-7:12": "[^1]"}),
        ("Text.[^1]\n\n[^1]: Se [^2].", {"3:10-3:14": "[^2]"}),
    ],
)
def test_a_mark_in_a_footnote_is_told_and_keeps_nobody_waiting(read: Read, text: str, marks: dict[str, str]) -> None:
    assert read(f"{text}\n").problems == [
        (
            "DK215",
            place,
            f"the mark “{mark}” stands in a footnote, and would not be printed",
            "write the text in the footnote itself, or \\[ for an ordinary bracket",
        )
        for place, mark in marks.items()
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ett[^1].\n\n[^1]: Noten.\n\nText[^1].\n",
        "Ett[^1].\n\n[^1]: Noten.\n\n  Text[^1].\n",
        "Ett[^1].\n\n[^1]: Se \\[^1] och [1].\n",
        "Ett[^1] två[^2].\n\n[^1]: Noten.\n[^2]: En annan.\n",
    ],
)
def test_a_mark_beside_a_footnote_is_a_mark(read: Read, text: str) -> None:
    assert read(text).problems == []


# --- what Markdown would drop --------------------------------------------------------------------


ADDRESS = (
    "this line would not be printed: Markdown reads it as the address of a link",
    "write \\ before the first [ if the text is to be printed as it stands",
)
COLUMNS = "give the heading of the table as many columns as this row, or write \\| for an ordinary |"
SOMETHING_ELSE = "Markdown reads something else there; write \\ before its first character"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("[Obs]: viktigt", "1:1-1:15", *ADDRESS),
        ("Text.\n\n[Obs]: viktigt\n\nMer.", "3:1-3:15", *ADDRESS),
        ("[Obs]: viktigt\nmer text", "1:1-1:15", *ADDRESS),
        ("[Obs]:\nviktigt", "1:1-1:7", *ADDRESS),
        ("[Viktigt]: –", "1:1-1:13", *ADDRESS),
        ("> [Obs]: viktigt", "1:1-1:17", *ADDRESS),
        ("- [Obs]: viktigt\n- mer", "1:1-1:17", *ADDRESS),
        ("[Obs]: https://x.se", "1:1-1:20", *ADDRESS),
        ("Se \\[Obs].\n\n[Obs]: https://x.se", "3:1-3:20", *ADDRESS),
        ("Se \\[Obs].\n\n[Obs]: –", "3:1-3:9", *ADDRESS),
        ("| a | b |\n|---|---|\n| 1 | 2 | tre |", "3:11-3:14", "“tre” would not be printed", COLUMNS),
        (
            "| a | b |\n|---|---|\n| 1 | 2 | tre | fyra |",
            "3:11-3:21",
            "“tre | fyra” would not be printed",
            COLUMNS,
        ),
        ("| a | b |\n|---|---|\n| 1 | 2 | a |", "3:11-3:12", "“a” would not be printed", COLUMNS),
        ("| a | b |\n|---|---|\n| 1 | 2 | tre a |\n\na", "3:11-3:16", "“tre a” would not be printed", COLUMNS),
        ("``` python extra\nkod\n```", "1:12-1:17", "“extra” would not be printed", SOMETHING_ELSE),
    ],
)
def test_what_markdown_would_drop_is_told(read: Read, text: str, place: str, message: str, hint: str) -> None:
    assert read(f"{text}\n").problems == [("DK208", place, message, hint)]


def test_two_addresses_of_one_name_are_both_told(read: Read) -> None:
    assert [problem[:2] for problem in read("[Obs]: viktigt\n[Obs]: viktigare\n").problems] == [
        ("DK208", "1:1-1:15"),
        ("DK208", "2:1-2:17"),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1. ett\n3. två", {"2:1-2:2": ("3", "2")}),
        ("1. ett\n1. två\n1. tre", {"2:1-2:2": ("1", "2"), "3:1-3:2": ("1", "3")}),
        ("5) ett\n7) två", {"2:1-2:2": ("7", "6")}),
        ("01. ett", {"1:1-1:3": ("01", "1")}),
        ("> 1. ett\n> 3. två", {"2:3-2:4": ("3", "2")}),
        ("1. ett\n   1. a\n   3. b\n2. två", {"3:4-3:5": ("3", "2")}),
        ("- 1. a\n  3. b", {"2:3-2:4": ("3", "2")}),
        ("1. ett\n3. två\n\n5) tre", {"2:1-2:2": ("3", "2")}),
    ],
)
def test_a_number_that_markdown_would_change_is_told(read: Read, text: str, places: dict[str, tuple[str, str]]) -> None:
    assert read(f"{text}\n").problems == [
        (
            "DK208",
            place,
            f"“{written}” would be printed as “{printed}”",
            "number the items in order, or write \\ before the full stop for an ordinary paragraph",
        )
        for place, (written, printed) in places.items()
    ]


@pytest.mark.parametrize(
    "text",
    ["3. ett\n4. två", "1. den 2. maj\n2. sedan", "1. se punkt\n   2. och 3\n2. sedan", "1. ett\n\n   mer\n\n2. två"],
)
def test_numbers_in_order_are_not_told(read: Read, text: str) -> None:
    assert read(f"{text}\n").problems == []


# --- HTML and notes to colleagues ----------------------------------------------------------------


def html(shown: str) -> tuple[str, str]:
    return f"“{shown}” is HTML, and would not be printed", f"write \\{shown} if the characters are to be printed"


AFTER_NOTE = (
    "text after a note on the same line, or a note that is never closed, would not be printed",
    "end the note with --> on a line of its own",
)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("<Namn>", [("1:1-1:7", *html("<Namn>"))]),
        ("Hej <Namn> och <Namn>.", [("1:5-1:11", *html("<Namn>")), ("1:16-1:22", *html("<Namn>"))]),
        ("Hej \\<Namn> och <Namn>.", [("1:17-1:23", *html("<Namn>"))]),
        ("En <b>fet</b> text.", [("1:4-1:7", *html("<b>")), ("1:10-1:14", *html("</b>"))]),
        ("Rad<br/>rad", [("1:4-1:9", *html("<br/>"))]),
        ("<div>\nhej\n</div>", [("1:1-3:7", *html("<div>"))]),
        ("- ett\n\n  <div>två</div>", [("3:3-3:17", *html("<div>två</div>"))]),
        ("<?php kod ?>", [("1:1-1:13", *html("<?php kod ?>"))]),
        ("| <b> |\n|---|\n| a |", [("1:3-1:6", *html("<b>"))]),
        ("<!-- en not --> viktigt", [("1:1-1:24", *AFTER_NOTE)]),
        ("<!-- a --> viktigt <!-- b -->", [("1:1-1:30", *AFTER_NOTE)]),
        ("<!-- aldrig stängd\n\nviktigt\n\nmer", [("1:1-5:4", *AFTER_NOTE)]),
        ("<!-- en not\n--> viktigt", [("1:1-2:12", *AFTER_NOTE)]),
        ("<!--> viktigt", [("1:1-1:14", *AFTER_NOTE)]),
        ("<!--> viktigt <!-- b -->", [("1:1-1:25", *AFTER_NOTE)]),
    ],
)
def test_html_would_not_be_printed_and_is_told(read: Read, text: str, problems: list[tuple[str, str, str]]) -> None:
    assert read(f"{text}\n").problems == [("DK204", *each) for each in problems]


@pytest.mark.parametrize(
    ("text", "printed", "notes"),
    [
        ("<!-- en not -->", "", ["<!-- en not -->"]),
        ("<!-- en not -->\n\nText.", "Text.\n", ["<!-- en not -->"]),
        ("<!-- en\n\nlång not -->\n\nText.", "Text.\n", ["<!-- en\n\nlång not -->"]),
        ("<!-- a -->\n<!-- b -->\nText.", "Text.\n", ["<!-- a -->", "<!-- b -->"]),
        ("<!-- a --> <!-- b -->\n\nText.", "Text.\n", ["<!-- a --> <!-- b -->"]),
        ("Text <!-- en not --> mer.", "Text mer.\n", ["<!-- en not -->"]),
        ("Text <!-- en not -->\nmer.", "Text mer.\n", ["<!-- en not -->"]),
        ("Text<!-- en not -->.", "Text.\n", ["<!-- en not -->"]),
        ("- ett\n- <!-- en not -->\n- två", "ett\ntvå\n", ["<!-- en not -->"]),
        ("> <!-- en not -->\n> Text.", "Text.\n", ["<!-- en not -->"]),
        ("Text.[^1]\n\n[^1]: <!-- en not -->\n    Noten.", "Text.\n", ["Text.[^1]"]),
    ],
)
def test_a_note_to_colleagues_is_kept_apart_and_never_printed(
    read: Read, text: str, printed: str, notes: list[str]
) -> None:
    found = read(f"{text}\n")
    assert (found.printed, found.notes, found.problems) == (printed, notes, [])
    assert [node["t"] for node in nodes(found.tree) if node["t"].startswith("Raw")] == []


def test_an_open_note_within_a_line_is_ordinary_text(read: Read) -> None:
    assert read("Text <!-- ingen not\n\nMer.\n").printed == "Text <!-- ingen not\nMer.\n"


def test_no_note_reaches_the_document(compose: Callable[..., Composed]) -> None:
    text = "---\navsnitt: synpunkter\n---\n- <!-- hemligt 1 -->\n- ja <!-- hemligt 2 -->\n\n<!-- hemligt 3 -->\n"
    document = compose({"synpunkter.md": text}).document
    assert document is not None
    assert "hemligt" not in repr(document.nodes)


# --- code ----------------------------------------------------------------------------------------


UNCLOSED = (
    "a block of code is never closed; all text after it would be taken for code",
    "write ``` on a line of its own where the code ends, or remove the line",
)
INSTRUCTION = ("instructions to the typesetter are not allowed in a fragment", "write the text itself")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Text.\n\n```\nkod\n\nmer text", "3:1-3:4"),
        ("~~~\nkod", "1:1-1:4"),
        ("```\nkod\n~~~", "1:1-1:4"),
        ("````\nkod\n```", "1:1-1:5"),
        ("```\nkod\n``` mer", "1:1-1:4"),
        ("> ```\n> kod\n\nmer text", "1:1-1:6"),
        ("- ```\n  kod\n- mer text", "1:1-1:6"),
        ("- ```\n  kod\n  ```\n\n  ```\n  kod", "5:3-5:6"),
    ],
)
def test_code_that_is_never_closed_is_told_where_it_opens(read: Read, text: str, place: str) -> None:
    assert read(f"{text}\n").problems == [("DK206", place, *UNCLOSED)]


@pytest.mark.parametrize("mark", ["1. > ", "> - 1. ", "- > > "])
def test_code_in_what_stands_in_each_other_is_closed(read: Read, mark: str) -> None:
    rest = re.sub(r"[-.0-9]", " ", mark)
    assert read(f"{mark}```\n{rest}kod\n{rest}```\n").problems == []


def test_a_heading_in_a_footnote_is_no_heading_of_the_document(read: Read) -> None:
    found = read("Text.[^1]\n\n[^1]: ## Not *med* rubrik\n\n    Och text.\n")
    assert (found.problems, found.footnotes) == ([], ["Not med rubrik\nOch text.\n"])
    kinds = {node["t"] for node in nodes(found.tree)}
    assert "Strong" in kinds
    assert "Header" not in kinds


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("```{=typst}\n#panic()\n```", "1:1-1:12"),
        ("Text.\n\n```{=html}\n<b>\n```", "3:1-3:11"),
        ("``` {.typst}\nkod\n```", "1:1-1:13"),
        ("- ett\n\n  ```{=openxml}\n  <w:p/>\n  ```", "1:1-1:6"),
        ("Text `#panic()`{=typst}.", "1:7-1:15"),
    ],
)
def test_instructions_to_the_typesetter_are_refused(read: Read, text: str, place: str) -> None:
    assert ("DK205", place, *INSTRUCTION) in read(f"{text}\n").problems


# --- links and images ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "target"),
    [
        ("Se [a](#rubrik).", "1:8-1:15", "#rubrik"),
        ("Se [a](kap2.md).", "1:8-1:15", "kap2.md"),
        ("Se [a](<två ord>).", "1:1-1:19", "två ord"),
        ("Se [a](javascript:x) då.", "1:8-1:20", "javascript:x"),
        ("Se [a](file:///etc/x).", "1:8-1:21", "file:///etc/x"),
        ("Se [a]().", "1:8-1:8", ""),
        ("Se [obs].\n\n[Obs]: viktigt", "1:1-1:10", "viktigt"),
    ],
)
def test_a_link_leads_to_a_whole_address(read: Read, text: str, place: str, target: str) -> None:
    assert read(f"{text}\n").problems == [
        (
            "DK212",
            place,
            f"the link leads to “{target}”, which is not in the finished document",
            "write a whole address (https://…), or plain text",
        )
    ]


def test_addresses_of_the_web_of_mail_and_of_telephones_are_links(read: Read) -> None:
    found = read("[a](https://x.se) [b](HTTP://X.SE) [c](mailto:a@b.se) [d](tel:+468)\n")
    assert found.problems == []
    assert [node["c"][2][0] for node in nodes(found.tree) if node["t"] == "Link"] == [
        "https://x.se",
        "HTTP://X.SE",
        "mailto:a@b.se",
        "tel:+468",
    ]


def test_the_second_of_two_links_is_told_at_its_own_place(read: Read) -> None:
    found = read("Se [a](x.md) och\n[b](x.md) och [c](y.md).\n")
    assert [problem[1] for problem in found.problems] == ["1:8-1:12", "2:5-2:9", "2:19-2:23"]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("nära.jpeg", f"{FOLDER}/remissvar/nära.jpeg"),
        ("bild.png", f"{FOLDER}/bild.png"),
        ("../bild.png", f"{FOLDER}/bild.png"),
        ("bilder/ritning.jpg", f"{FOLDER}/bilder/ritning.jpg"),
        ("./bilder/../bild.png", f"{FOLDER}/bild.png"),
    ],
)
def test_an_image_is_found_from_the_text_or_from_the_case(read: Read, target: str, path: str) -> None:
    found = read(f"![En ritning]({target})\n")
    assert found.problems == []
    assert [node["c"][2][0] for node in nodes(found.tree) if node["t"] == "Image"] == [path]


@pytest.mark.parametrize(
    ("text", "code", "place", "message", "hint"),
    [
        (
            "![](bild.png)",
            "DK211",
            "1:5-1:13",
            "the image has no alternative text",
            "write what it shows between the square brackets: ![...](bild.png)",
        ),
        (
            "![ ](bild.png)",
            "DK211",
            "1:6-1:14",
            "the image has no alternative text",
            "write what it shows between the square brackets: ![...](bild.png)",
        ),
        (
            "![R](https://x.se/a.png)",
            "DK209",
            "1:6-1:24",
            "the image “https://x.se/a.png” is not a file in the case's folder",
            "save it in the case's folder and write its name",
        ),
        (
            "![R](//x.se/a.png)",
            "DK209",
            "1:6-1:18",
            "the image “//x.se/a.png” is not a file in the case's folder",
            "save it in the case's folder and write its name",
        ),
        (
            "![R](data:image/png;base64,AA)",
            "DK209",
            "1:6-1:30",
            "the image “data:image/png;base64,AA” is not a file in the case's folder",
            "save it in the case's folder and write its name",
        ),
        (
            "![R](bilder/ritnin.jpg)",
            "DK210",
            "1:6-1:23",
            "the image “bilder/ritnin.jpg” does not exist",
            "did you mean “ritning.jpg”?",
        ),
        (
            "![R](annan.png)",
            "DK210",
            "1:6-1:15",
            "the image “annan.png” does not exist",
            "save it in the case's folder",
        ),
        (
            "![R](../b.pdf)",
            "DK210",
            "1:6-1:14",
            "“../b.pdf” is not a picture that can be printed",
            "save it as .png or .jpg",
        ),
        (
            "![R](../../annat/annan.png)",
            "DK502",
            "1:6-1:27",
            "“../../annat/annan.png” lies outside the case's folder",
            "copy the file to the case's folder",
        ),
        (
            "![R](/etc/passwd)",
            "DK502",
            "1:6-1:17",
            "“/etc/passwd” lies outside the case's folder",
            "copy the file to the case's folder",
        ),
        (
            "Före ![R][a] efter.\n\n[a]: ../../annat/annan.png",
            "DK502",
            "1:1-1:20",
            "“../../annat/annan.png” lies outside the case's folder",
            "copy the file to the case's folder",
        ),
    ],
)
def test_an_image_that_cannot_be_printed(read: Read, text: str, code: str, place: str, message: str, hint: str) -> None:
    assert read(f"{text}\n").problems == [(code, place, message, hint)]


# --- the parts of a text -------------------------------------------------------------------------


DECISION = Layout(("Beslut", "Svar"), ("Beslut",))
MISSING = ("the part “# Beslut” is missing or empty", "write a line “# Beslut” and the text below it")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "# Beslut\n\n1. Ja.\n2. Nej.\n\n# Svar\n\nText.\n\n## Mer\n",
            {"Beslut": "Ja.\nNej.\n", "Svar": "Text.\nMer\n"},
        ),
        ("# Svar\nText.\n\n# Beslut\nJa.\n", {"Svar": "Text.\n", "Beslut": "Ja.\n"}),
        ("# beslut\nJa.\n", {"Beslut": "Ja.\n"}),
        ("Beslut\n===\nJa.\n", {"Beslut": "Ja.\n"}),
        ("# *Beslut* #\nJa.\n", {"Beslut": "Ja.\n"}),
        ("<!-- en not -->\n\n# Beslut\nJa.\n", {"Beslut": "Ja.\n"}),
        ("# Beslut\n\n# Svar\n", {"Beslut": "", "Svar": ""}),
        ("", {}),
        ("<!-- bara en not -->\n", {}),
    ],
)
def test_a_text_is_divided_at_its_headings_of_level_one(read: Read, text: str, slots: dict[str, str]) -> None:
    found = read(text, DECISION)
    assert (found.slots, found.problems) == (slots, [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "# Beslut\nJa.\n\n# Svart\nText.\n",
            [("DK201", "4:1-4:8", "“Svart” is not a part of this text", "did you mean “Svar”?")],
        ),
        (
            "# Beslut\nJa.\n\n# Verktyg\nText.\n",
            [
                (
                    "DK201",
                    "4:1-4:10",
                    "“Verktyg” is not a part of this text",
                    "write ## for a heading of the text's own; the parts here are Beslut, Svar",
                )
            ],
        ),
        (
            "# Beslut\nJa.\n\n# Beslut\nNej.\n",
            [("DK201", "4:1-4:9", "the heading “# Beslut” stands twice", "put the text below one of them")],
        ),
        ("# Svar\nText.\n", [("DK203", "1:1-1:7", *MISSING)]),
        ("# Beslut\n\n# Svar\nText.\n", [("DK203", "1:1-1:9", *MISSING)]),
        (
            "Före.\n\nMer.\n\n# Beslut\nJa.\n",
            [
                (
                    "DK202",
                    "1:1-1:6",
                    "text before the first of the headings # Beslut, # Svar",
                    "put it below one of them",
                )
            ],
        ),
        (
            "## Beslut\nJa.\n",
            [
                (
                    "DK202",
                    "1:1-1:10",
                    "text before the first of the headings # Beslut, # Svar",
                    "put it below one of them",
                ),
                ("DK203", "1:1-1:10", *MISSING),
            ],
        ),
    ],
)
def test_a_part_that_is_unknown_doubled_missing_or_without_heading(read: Read, text: str, problems: list[Told]) -> None:
    assert read(text, DECISION).problems == problems


def test_no_text_is_lost_where_its_heading_is_wrong(read: Read) -> None:
    text = "Före.\n\n# Beslut\nJa.\n\n# Beslut\nNej.\n\n# Svart\nText.\n"
    assert read(text, DECISION).slots == {"": "", "Beslut": "Ja.\nNej.\n", "Svart": "Text.\n"}


@pytest.mark.parametrize("text", ["Text.\n\n# Rubrik\n", "Text.\n\nRubrik\n===\n"])
def test_a_text_with_one_part_has_no_heading_of_level_one(read: Read, text: str) -> None:
    assert [problem[0::2] for problem in read(text).problems] == [
        ("DK201", "a heading of level 1 in a text that has one part")
    ]
    assert read(text, Layout(level_one=True)).problems == []


@pytest.mark.parametrize("text", ["##\n\nText.\n", "## <!-- en not -->\n\nText.\n"])
def test_a_heading_has_words(read: Read, text: str) -> None:
    problems = [problem for problem in read(text).problems if problem[0] != "DK204"]
    assert [problem[2:] for problem in problems] == [
        ("the heading has no words", "write its words, or remove the line")
    ]


def test_places_are_places_in_the_file_below_its_facts(read: Read) -> None:
    found = read(
        "Hej <Namn>.\n\n[Obs]: viktigt\n\n[^1]: Noten [^1].\n", top="---\norgan: kulturnämnden\ntyp: yttrande\n---\n"
    )
    assert [problem[:2] for problem in found.problems] == [
        ("DK215", "9:13-9:17"),
        ("DK204", "5:5-5:11"),
        ("DK208", "7:1-7:15"),
        ("DK208", "9:1-9:18"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        ["Ett.", "Två\nrader.", "Tre."],
        ["- a\n- b", "Text."],
        ["- a\n\n  mer", "* b", "1. c\nlat", "2) d", "Text."],
        ["> a\nlat", "## Rubrik", "Text."],
        ["Rubrik\n---", "| a |\n|---|\n| b |", "```\nkod\n\n```", "***", "1. sist"],
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n"])
def test_each_block_knows_its_own_lines(read: Read, text: list[str], gap: str) -> None:
    assert read(f"{gap.join(text)}{gap}").places == text


# --- laws ----------------------------------------------------------------------------------------


WORD = st.text("abcdeåäöÅÄÖéCM0123456789", min_size=1, max_size=6)
SIGN = st.sampled_from([*".,:;!?()[]{}<>|*_#+=~^$%&@/\\`'\"§–—”’…-", "--", "...", "\\[", "**", "(C)", "5 §"])
GAP = st.sampled_from([" ", " ", ", ", ". "])
TYPED = st.lists(st.one_of(WORD, WORD, SIGN, GAP), min_size=1, max_size=25).map("".join)
ENTITY = re.compile(r"&#?\w+;")
PARAGRAPHS = st.lists(TYPED, min_size=1, max_size=4).flatmap(
    lambda lines: st.lists(st.sampled_from(["\n", "\n\n"]), min_size=len(lines), max_size=len(lines)).map(
        lambda breaks: "".join(line + end for line, end in zip(lines, breaks, strict=True))
    )
)
with_pandoc = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def numbers(tree: Any) -> Iterator[str]:
    """The numbers of list items, which the text of a tree does not have."""
    for node in nodes(tree):
        if node["t"] == "OrderedList":
            yield from (str(node["c"][0][0] + index) for index in range(len(node["c"][1])))


def sorted_letters(*texts: str) -> str:
    return "".join(sorted(letters("".join(texts))))


@with_pandoc
@given(text=PARAGRAPHS)
def test_every_letter_is_printed_or_something_is_told(read: Read, text: str) -> None:
    assume(not ENTITY.search(text))
    found = read(text, Layout(level_one=True))
    if not found.problems:
        printed = sorted_letters(found.printed, *found.footnotes, *numbers(found.tree))
        assert printed == sorted_letters(text)


PLAIN_SIGN = st.sampled_from([*".,:;!?()%&@/'\"§–—”’…-", " ", " ", ", ", " – ", " -- ", " (C) "])
PLAIN = st.lists(st.one_of(WORD, PLAIN_SIGN), max_size=25)
FIRST = st.sampled_from(["Ordet", "(C)", "§", "”Ja”", "– Ja", "Åtta", "(1)", "a)", "-- ja"])


@with_pandoc
@given(first=FIRST, rest=PLAIN.map("".join))
def test_a_paragraph_of_ordinary_words_and_signs_is_printed_to_the_letter(read: Read, first: str, rest: str) -> None:
    text = " ".join(f"{first} {rest}".split())
    assume(not ENTITY.search(text))
    found = read(f"{text}\n")
    assert (found.problems, found.printed) == ([], f"{text}\n")


@with_pandoc
@given(text=PARAGRAPHS, where=st.integers(0, 30))
def test_what_is_told_has_a_place_inside_the_file(read: Read, text: str, where: int) -> None:
    mixed = f"{text[:where]}{['<b>', '[^1]', '<!--', '[a]: b', '```'][where % 5]}{text[where:]}"
    lines = mixed.split("\n")
    for _, place, _, _ in read(mixed, Layout(level_one=True)).problems:
        line, col, end_line, end_col = map(int, re.split("[:-]", place))
        assert 1 <= col <= len(lines[line - 1]) + 1
        assert 1 <= end_col <= len(lines[end_line - 1]) + 1
        assert (line, col) <= (end_line, end_col)
