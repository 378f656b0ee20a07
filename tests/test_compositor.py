"""The marks that a compositor lays in the tree: exactly where, and never a letter or a blank altered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftkit.blocks import Node, div
from draftkit.spans import Span
from draftkit.stages import formats
from draftkit.stages.balance import Balance, End, too_short
from draftkit.stages.compositor import set_for_page, stretch
from draftkit.stages.render import Document
from draftkit.stages.tables import laid_out

MARK = re.compile(r"#(?:av|box|håll|samman)\[")


def para(text: str) -> Node:
    return {"t": "Para", "c": [{"t": "Str", "c": text}]}


def header(text: str) -> Node:
    return {"t": "Header", "c": [2, ["", [], []], [{"t": "Str", "c": text}]]}


def bullets(*texts: str) -> Node:
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": [{"t": "Str", "c": text}]}] for text in texts]}


def written(tree: Any) -> str:
    """The tree with its marks as they are handed to typst."""
    if isinstance(tree, dict):
        if tree["t"] in ("Str", "RawInline", "RawBlock"):
            return tree["c"] if tree["t"] == "Str" else str(tree["c"][1])
        return written(tree.get("c"))
    return "".join(map(written, tree)) if isinstance(tree, list) else ""


def line(text: str) -> str:
    """A paragraph with the marks in it; what follows keeps its last words from being the last of the paragraph."""
    return written(set_for_page([para(text + " och så vidare här.")])).partition(" och så ")[0]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("den 8 november 2031 höll", "den #box[8 november 2031] höll"),
        ("kostar 2 500 kr per", "kostar #box[2 500 kr] per"),
        ("kostar (1 875 000 kronor) per", "kostar #box[(1 875 000 kronor)] per"),
        ("enligt 3 kap. 5 § i", "enligt #box[3 kap. 5 §] i"),
        ("enligt § 12 i", "enligt #box[§ 12] i"),
        ("se dnr KS 2031/0417-1 och", "se #box[dnr KS 2031/0417-1] och"),
        ("Motion av Omar Haddad m.fl. (L) om", "Motion av Omar #box[Haddad m.fl. (L)] om"),
        ("Jenny Ahl (C), Kim Vild (-) och", "Jenny #box[Ahl (C),] Kim #box[Vild (-)] och"),
        ("två (båda MP) av", "två #box[(båda MP)] av"),
        ("hos AB Stensundabostäder och Fixarna AB finns", "hos AB Stensundabostäder och Fixarna AB finns"),
        ("sent – eller", "#box[sent –] eller"),
        ("åren 2032–2034 och", "åren #box[2032–2034] och"),
        ("ett it-stöd, för", "ett #box[it-stöd,] för"),
        ("år 2031 2032 och 1 2 3", "år 2031 2032 och 1 2 3"),
        ("de 12 bästa 400 gångerna", "de 12 bästa 400 gångerna"),
        ("hos AB Fixarna och AB Stensundahus finns", "hos #box[AB Fixarna] och #box[AB Stensundahus] finns"),
        ("i kommunfullmäktige, där", "i kommun#av[f]ullmäktige, där"),
        ("i specialundervisningen är", "i spe#av[cialundervisnin]gen är"),
        ("våra reparationsverkstäder är", "våra reparations#av[v]erkstäder är"),
        ("en stadsdelsnämndsindelning är", "en stadsdels#av[n]ämndsindelning är"),
        ("all kulturfinansiering är", "all kultur#av[fi]nansiering är"),
        ("i Kommunfullmäktige där", "i Kommunfullmäktige där"),
        ("it-upphandlingarnas villkor", "#box[it-upphandlingarnas] villkor"),
        ("it-infrastrukturförvaltningen är", "it-infrastruktur#av[f]örvaltningen är"),
        ("skattelättnader för alla", "ska#av[ttelättna]der för alla"),
        ("den kaffekokarlika tingesten", "den kaff#av[ekokarli]ka tingesten"),
        ("på www.stensundakommunen.example och", "på www.stensundakommunen.example och"),
    ],
)
def test_where_the_marks_are_laid(text: str, marked: str) -> None:
    assert line(text) == marked


@pytest.mark.parametrize(
    ("text", "kept"),
    [("8 november 2031 höll", "8 november 2031"), ("AB Fixarna AB har", "AB Fixarna"), ("Den 8 maj", "Den")],
)
def test_what_a_line_may_have_had_no_room_for(text: str, kept: str) -> None:
    assert stretch(text) == kept


def test_a_word_that_is_too_long_for_any_line_is_left_to_be_told_of() -> None:
    assert line(f"se {'a' * 61} och") == f"se {'a' * 61} och"


def test_the_last_two_words_stay_together() -> None:
    text = "Detta är ett stycke som är långt nog för att ha en sista rad."
    assert written(set_for_page([para(text)])) == text.replace("sista rad.", "#box[sista rad.]")
    assert written(set_for_page([para(text.replace("rad.", "radbrytning."))])).endswith("en sista radbrytning.")


def test_no_word_is_divided_in_headings_decisions_and_names() -> None:
    word = "kommunfullmäktige"
    decision = div([para(f"I {word} och")], **{"custom-style": "Beslutsruta"})
    name = {"t": "Para", "c": [{"t": "Span", "c": [["", [], [["lang", "en"]]], [{"t": "Str", "c": f"I {word} o"}]]}]}
    link = {"t": "Para", "c": [{"t": "Link", "c": [["", [], []], [{"t": "Str", "c": word}], ["x", ""]]}]}
    assert "#av" not in written(set_for_page([header(word), decision, name, link]))


def test_no_word_of_a_boards_decision_is_divided() -> None:
    answer = [div([para("I miljöförvaltningen och så vidare här.")], block=number) for number in ("3", "4")]
    assert written(set_for_page(answer, {"3"})).count("#av[") == 1
    assert (
        written(set_for_page([*answer, div([bullets("I miljöförvaltningen och")], block="5")], {"3", "4", "5"})).count(
            "#av["
        )
        == 0
    )


def test_the_decision_of_an_answer_is_known_by_its_part() -> None:
    place = Span("a.md", 1, 1, 1, 2)
    blocks = [div([para("I miljöförvaltningen och så vidare här.")], block=str(n)) for n in range(2)]
    printed = (("svar:miljonamnden:Beslut", place), ("svar:miljonamnden:Svar", place))
    before, after = written(formats.for_typst(Document(tuple(blocks), printed))).split("#m(1)")
    assert "#av" not in before
    assert "#av" in after


def test_a_name_in_a_table_is_not_divided() -> None:
    def cell(text: str) -> str:
        spec = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * 2
        empty = ["", [], []]

        def row(*texts: str) -> list[Any]:
            return [empty, [[empty, {"t": "AlignDefault"}, 1, 1, [bullets(each)["c"][0][0]]] for each in texts]]

        rows = [row(text, "ord " * 80)]
        head, foot = [empty, [row("Vem", "Vad")]], [empty, []]
        table = {"t": "Table", "c": [empty, [None, []], spec, head, [[empty, 0, [], rows]], foot]}
        return written(set_for_page([table])).partition("VemVad")[2].partition("ord ")[0]

    assert cell("AB Stensundabostäder") == "AB Stensundabostäder"
    assert cell("Hyresgästerna") == "Hyr#av[esgäster]na"
    assert cell("en biblioteksplan") == "en biblioteks#av[p]lan"


def test_a_thematic_break_is_kept_with_what_stands_before_it() -> None:
    nodes = [para("Slut."), {"t": "HorizontalRule"}, para("Mer.")]
    assert written(set_for_page(nodes)) == "#håll[Slut.]Mer."


def test_a_footnote_has_air_after_its_number() -> None:
    note = {"t": "Note", "c": [para("Uppgifterna är nya.")]}
    assert "#h(0.3em)Uppgifterna" in written(set_for_page([{"t": "Para", "c": [note]}]))


def test_what_introduces_is_kept_with_what_it_introduces() -> None:
    nodes = [para("Vi föreslår"), bullets("ett", "två"), para("Slut."), para("Slut.")]
    assert written(set_for_page(nodes)) == "#håll[Vi föreslår]#samman[etttvå]Slut.Slut."
    assert written(set_for_page([para("Lång. " * 80), bullets("ett")])).startswith("Lång.")


def test_names_under_a_motion_are_kept_together() -> None:
    nodes = [div([para(text)], block=str(n)) for n, text in enumerate(["Text.", "Ort den 1 maj", "A B", "C D"])]
    assert written(set_for_page(nodes)) == "Text.#håll[Ort den #box[1 maj]]#håll[A B]C D"


def test_a_long_list_may_go_over_two_pages_but_a_decision_seldom() -> None:
    lead = div([para("Nämnden beslutade följande.")], **{"custom-style": "Inledning"})
    assert "#samman" not in written(set_for_page([para("Text."), para("Mer."), bullets("ord " * 100)]))
    assert "#samman" in written(set_for_page([lead, bullets("ord " * 100)]))
    assert "#samman" not in written(set_for_page([lead, bullets("ord " * 300)]))


WORDS = st.lists(
    st.sampled_from(
        [
            *"den 8 november 2031 2 500 kr § 5 kap. (L) m.fl. – it-stöd kommunfullmäktige Ort, dnr".split(),
            *"KS 2031/0417 affischeringsbestämmelser, och i till 35 % Rotel V (båda MP) x [a] #b".split(),
            *("", "ååäöåäöåäöåäöåäö", "fffffffffffffffff"),
        ]
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_no_letter_and_no_blank_is_altered(paragraphs: list[list[str]]) -> None:
    texts = [" ".join(words) for words in paragraphs]
    nodes = [para(text) for text in texts]
    for node, text in zip(nodes, texts, strict=True):
        marked = written(set_for_page([node]))
        opened = len(MARK.findall(marked))
        without = MARK.sub("", marked)
        assert without.count("]") == text.count("]") + opened
        assert without.replace("]", "") == text.replace("]", "")


# --- tables ----------------------------------------------------------------------------------------


def table(*rows: list[str]) -> Node:
    def cell(text: str) -> list[Any]:
        return [["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": [{"t": "Str", "c": text}]}]]

    def cells(row: list[str]) -> list[Any]:
        return [["", [], []], list(map(cell, row))]

    specs = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": 0.25}] for _ in rows[0]]
    body = [["", [], []], 0, [], [cells(row) for row in rows[1:]]]
    nothing = ["", [], []]
    return {"t": "Table", "c": [nothing, [None, []], specs, [nothing, [cells(rows[0])]], [body], [nothing, []]]}


def columns(node: Node) -> list[tuple[str, float | None]]:
    return [(align["t"], width.get("c")) for align, width in laid_out(node).table["c"][2]]


def test_a_table_that_needs_no_line_broken_is_as_wide_as_its_texts() -> None:
    assert columns(table(["Post", "Kr"], ["Hyra", "1 200"])) == [("AlignLeft", None), ("AlignRight", None)]


def test_columns_share_the_width_by_their_texts() -> None:
    rows = [["Post", "Förklaring", "Kr"], ["Hyra", "Lokalen hyrs av ett bolag. " * 6, "1 200"], ["El", "Ny.", "–"]]
    (_, first), (_, second), (align, third) = columns(table(*rows))
    assert first is not None
    assert second is not None
    assert third is not None
    assert round(first + second + third, 3) == 1
    assert second > 0.7
    assert align == "AlignRight"


def test_many_columns_have_smaller_letters() -> None:
    laid = laid_out(table(["Investeringskostnad"] * 8, ["123 456 789"] * 8))
    assert laid.scale == 0.8
    assert set(laid.narrow) == {True}


# --- the last page of a part -----------------------------------------------------------------------


def test_which_parts_end_with_too_little() -> None:
    ends = [End(0, 4, 1.0), End(1, 5, 2.0), End(2, 8, 12.0), End(3, 11, -5.4), End(4, 13, 4.9)]
    assert too_short(ends) == {0: (3, 1.0), 4: (2, 4.9)}


def test_a_part_is_set_closer_and_then_with_shorter_pages() -> None:
    balance = Balance({}, {})
    tried = []
    while balance.next([End(0, 3, 2.0), End(1, 5, 30.0)]):
        tried.append(dict(balance.said()))
    assert tried == [{"0": -1}, {"0": 3}, {"0": 5}, {}]


def test_a_part_that_has_become_good_stays_as_it_is() -> None:
    balance = Balance({}, {})
    assert balance.next([End(0, 2, 4.0)])
    assert balance.said() == {"0": 2}
    assert not balance.next([End(0, 2, 6.0)])
    assert balance.said() == {"0": 2}
