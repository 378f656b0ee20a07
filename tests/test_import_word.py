"""A Word file becomes Markdown: what its text says is there, word for word, and what is not there is listed."""

from __future__ import annotations

import io
from collections.abc import Callable
from gettext import NullTranslations

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from arrivals import link, listed, numbering, p, t, word
from draftkit.arrival import MOTION, Arrival, Draft, Facts, drafted, read
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.messages import words
from draftkit.model import Registers
from draftkit.stages.intake.story import Left
from draftkit.stages.load.pack import Pack

ENGLISH = NullTranslations()
NOBODY = Registers({}, {})


@pytest.fixture
def taken(pandoc: Pandoc) -> Callable[..., tuple[str, Draft]]:
    """`taken(data)`: the Markdown that a file becomes, and the draft that it is part of; every word accounted for."""

    def take(data: bytes, changes: str = "godkänn") -> tuple[str, Draft]:
        arrival = read("fil.docx", data, changes, pandoc)
        draft = drafted(arrival, Facts(MOTION, "f"), NOBODY, Pack("x", (), None, {}, {}), pandoc, {})  # type: ignore[arg-type]
        assert draft.balance.missing == ()
        return draft.files["f/bilagor/motion.md"].decode().partition("\n---\n")[2], draft

    return take


def left(found: Draft | Arrival) -> list[tuple[str, str, str]]:
    each: list[Left] = [*(found.left if isinstance(found, Draft) else found.original.left)]
    return [(words(one.where, ENGLISH), words(one.reason, ENGLISH), one.text.strip()) for one in each]


def altered(draft: Draft) -> list[tuple[str, str]]:
    return [(words(each.what, ENGLISH), each.text) for each in draft.altered]


# --- what is kept --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (p("Bakgrund", style="Rubrik1") + p("Text.") + p("Mer", style="Egen"), "# Bakgrund\n\nText.\n\n## Mer\n"),
        (p("Mer", properties='<w:outlineLvl w:val="2"/>') + p("Text."), "# Mer\n\nText.\n"),
        (p("Ett ", t("fe", "<w:b/>"), t("tt ord", "<w:b/>"), " och ", t("ett kursivt", "<w:i/>"), "."),
         "Ett **fett ord** och *ett kursivt*.\n"),
        (p("Inte ", t("fet", '<w:b w:val="0"/>'), "."), "Inte fet.\n"),
        (p("25 m", t("2", '<w:vertAlign w:val="superscript"/>'), " och CO",
           t("2", '<w:vertAlign w:val="subscript"/>')), "25 m² och CO₂\n"),
        (p("Rad ett", "<w:r><w:br/></w:r>", "rad två"), "Rad ett\\\nrad två\n"),
        (p("it", "<w:r><w:noBreakHyphen/></w:r>", "miljö och en\u00adhet"), "it-miljö och enhet\n"),
        (p("Så sade hon.", style="Citat"), "> Så sade hon.\n"),
        (p("Filen C:\\_ny \\&amp; a&amp;amp;b &lt;Namn&gt; [x](y)"),
         "Filen C\\:\\\\\\_ny \\\\\\& a\\&amp\\;b \\<Namn\\> \\[x\\](y)\n"),
        (p("2031. Året då") + p("- inget"), "2031\\. Året då\n\n\\- inget\n"),
    ],
)  # fmt: skip
def test_text_is_kept(taken: Callable[..., tuple[str, Draft]], body: str, markdown: str) -> None:
    text, draft = taken(word(body))
    assert text == markdown
    assert left(draft) == []


def test_long_paragraphs_are_wrapped(taken: Callable[..., tuple[str, Draft]]) -> None:
    text, _ = taken(word(p("Kulturförvaltningen anser att verktyg ska lånas ut. " * 5)))
    lines = text.rstrip("\n").split("\n")
    assert len(lines) == 3
    assert max(map(len, lines)) <= 110
    assert " ".join(lines) == "Kulturförvaltningen anser att verktyg ska lånas ut. " * 4 + (
        "Kulturförvaltningen anser att verktyg ska lånas ut."
    )


@pytest.mark.parametrize(
    ("levels", "items", "markdown"),
    [
        ([("decimal", "%1."), ("bullet", "o")], [0, 1, 1, 0], "1. A\n   - B\n   - C\n2. D\n"),
        ([("bullet", "\uf0b7")], [0, 0], "- A\n- B\n"),
        ([("lowerLetter", "%1)")], [0, 0], "a\\) A\n\nb\\) B\n"),
        ([("decimal", "%1 §")], [0, 0], "1 § A\n\n2 § B\n"),
        ([("decimal", "%1."), ("decimal", "%1.%2")], [0, 1, 1, 0, 1],
         "1. A\n\n   1.1 B\n\n   1.2 C\n\n2. D\n\n   2.1 E\n"),
        ([("upperRoman", "%1."), ("decimal", "%1.%2")], [0, 1], "I. A\n\nI.1 B\n"),
    ],
)  # fmt: skip
def test_the_numbers_that_word_writes(
    taken: Callable[..., tuple[str, Draft]], levels: list[tuple[str, str]], items: list[int], markdown: str
) -> None:
    body = [p("ABCDE"[i], properties=listed(1, depth)) for i, depth in enumerate(items)]
    assert taken(word(*body, parts={"numbering": numbering(*levels)}))[0] == markdown


def test_a_list_goes_on_after_a_paragraph(taken: Callable[..., tuple[str, Draft]]) -> None:
    body = p("A", properties=listed(1)), p("mellan"), p("B", properties=listed(1))
    text, _ = taken(word(*body, parts={"numbering": numbering(("decimal", "%1."))}))
    assert text == "1. A\n\nmellan\n\n2. B\n"


def test_two_lists_beside_each_other_are_two(taken: Callable[..., tuple[str, Draft]]) -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = [p(each, properties=listed(number)) for each, number in (("A", 1), ("B", 1), ("C", 2))]
    text, _ = taken(word(*body, parts={"numbering": numbering(("decimal", "%1.")) + again}))
    assert text == "1. A\n2. B\n\n1) C\n"


def test_footnotes_and_endnotes(taken: Callable[..., tuple[str, Draft]]) -> None:
    note = '<w:{0} w:id="2">{1}</w:{0}>'.format
    text, draft = taken(
        word(
            p("Ett", '<w:r><w:footnoteReference w:id="2"/></w:r>', " och två",
              '<w:r><w:endnoteReference w:id="2"/></w:r>', "."),
            parts={
                "footnotes": note("footnote", p("Fotnoten, ", t("så", "<w:i/>"), ".") + p("Dess andra stycke."))
                + '<w:footnote w:id="9">' + p("Ingen hänvisar hit.") + "</w:footnote>",
                "endnotes": note("endnote", p("Slutnoten.")),
            },
        )
    )  # fmt: skip
    assert text == ("Ett[^1] och två[^2].\n\n[^1]: Fotnoten, *så*.\n\n    Dess andra stycke.\n\n[^2]: Slutnoten.\n")
    assert left(draft) == [
        ("among the footnotes", "nothing in the text refers to this footnote", "Ingen hänvisar hit.")
    ]


def test_links_and_fields(taken: Callable[..., tuple[str, Draft]]) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://b.example" </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + t("b")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    dated = f'<w:fldSimple w:instr=" DATE ">{t("2031-05-20")}</w:fldSimple>'
    own = f'<w:hyperlink w:anchor="avsnitt">{t("c")}</w:hyperlink>'
    there, nowhere = (f'<w:hyperlink r:id="{id_}">{t(text)}</w:hyperlink>' for id_, text in (("x", "a"), ("y", "d")))
    body = p("Se ", there, " och ", field, " den ", dated, " i ", own, " och ", nowhere)
    text, draft = taken(word(body, links=link("x", "https://a.example") + link("y", "../svar.docx")))
    assert text == "Se [a](https://a.example) och [b](https://b.example) den 2031-05-20 i c och d\n"
    assert altered(draft) == [("a link that leads nowhere from here is only its text", "../svar.docx")]


def test_a_table_with_its_sides(taken: Callable[..., tuple[str, Draft]]) -> None:
    right = '<w:jc w:val="right"/>'
    rows = [("Slag", "2032"), ("Inköp", "440"), ("Service", "95")]
    cells = "".join(f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b, properties=right)}</w:tc></w:tr>" for a, b in rows)
    text, draft = taken(word(f'<w:tbl><w:tblPr><w:tblLook w:firstRow="1"/></w:tblPr>{cells}</w:tbl>', p("Slut.")))
    assert text == "| Slag    | 2032 |\n|---------|-----:|\n| Inköp   |  440 |\n| Service |   95 |\n\nSlut.\n"
    assert altered(draft) == []


# --- what is not kept as it is -------------------------------------------------------------------


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def test_tables_that_markdown_cannot_hold(taken: Callable[..., tuple[str, Draft]]) -> None:
    wide = cell(p("Över båda"), properties='<w:gridSpan w:val="2"/>')
    inner = f"<w:tbl><w:tr>{cell(p('x'))}{cell(p('y'))}</w:tr><w:tr>{cell(p('z'))}{cell(p('å'))}</w:tr></w:tbl>"
    merged = f"<w:tbl><w:tr>{wide}</w:tr><w:tr>{cell(p('a'), p('b'))}{cell(p('c'))}</w:tr></w:tbl>"
    nested = f"<w:tbl><w:tr>{cell(p('Ram'))}{cell(inner)}</w:tr></w:tbl>"
    text, draft = taken(word(merged, p("mellan"), nested, p("slut")))
    assert text == (
        "|           |     |\n|-----------|-----|\n| Över båda |     |\n| a b       | c   |\n\nmellan\n\nRam\n\n"
        "|     |     |\n|-----|-----|\n| x   | y   |\n| z   | å   |\n\nslut\n"
    )
    assert altered(draft) == [
        ("merged cells of a table: the first has the text, the others are empty", "Över båda a b c"),
        ("paragraphs in one cell of a table stand on one line", "Över båda a b c"),
        ("a table that Markdown cannot hold stands as text, cell by cell", "Ram x y z å"),
    ]


def text_box(text: str) -> str:
    """A text box as Word saves it: once for new versions, and once for old ones."""
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="x">'
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_stands_after_its_paragraph(taken: Callable[..., tuple[str, Draft]]) -> None:
    text, draft = taken(word(p("Först ", text_box("I rutan"), "och sedan."), p("Sist.")))
    assert text == "Först och sedan.\n\nI rutan\n\nSist.\n"
    assert altered(draft) == [("a text box stands as text after the paragraph it is fastened to", "I rutan")]


TRACKED = (
    p(
        "Vi ",
        '<w:del w:author="Anna Berg" w:date="2031-04-02T10:00:00Z"><w:r><w:delText>avstyrker</w:delText></w:r></w:del>',
        f'<w:ins w:author="Anna Berg" w:date="2031-04-02T10:00:00Z">{t("tillstyrker")}</w:ins>',
        " förslaget.",
    )
    + p("Detta stycke", properties='<w:rPr><w:del w:author="Bo Ek"/></w:rPr>')
    + p(" hör ihop.")
)  # fmt: skip
STRUCK = "a tracked change that is accepted: struck by Anna Berg 2031-04-02"


@pytest.mark.parametrize(
    ("changes", "markdown", "listed_"),
    [
        ("godkänn", "Vi tillstyrker förslaget.\n\nDetta stycke hör ihop.\n", [(STRUCK, "avstyrker")]),
        (
            "avvisa",
            "Vi avstyrker förslaget.\n\nDetta stycke\n\nhör ihop.\n",
            [("a tracked change that is rejected: inserted by Anna Berg 2031-04-02", "tillstyrker")],
        ),
        (
            "visa",
            "Vi<!-- Struket av Anna Berg 2031-04-02: avstyrker -->tillstyrker<!-- Tillagt av Anna Berg 2031-04-02:"
            " tillstyrker --> förslaget.\n\nDetta stycke hör ihop.\n",
            [(STRUCK, "avstyrker")],
        ),
    ],
)
def test_tracked_changes(
    taken: Callable[..., tuple[str, Draft]], changes: str, markdown: str, listed_: list[tuple[str, str]]
) -> None:
    text, draft = taken(word(TRACKED), changes)
    assert " ".join(text.split()) == " ".join(markdown.split())
    assert [(reason, words_) for _, reason, words_ in left(draft)] == listed_


def test_whose_changes_there_are(pandoc: Pandoc) -> None:
    found = read("a.docx", word(TRACKED), "godkänn", pandoc).original.revisions
    assert [(each.author, each.insertions, each.deletions) for each in found] == [("Anna Berg", 1, 1)]


def test_comments_headers_contents_and_hidden_text_are_listed(taken: Callable[..., tuple[str, Draft]]) -> None:
    comment = '<w:comment w:id="1" w:author="Bo Ek" w:date="2031-04-03T08:00:00Z">' + p("Stämmer det?") + "</w:comment>"
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Skriv här") + "</w:sdtContent></w:sdt>"
    text, draft = taken(
        word(
            p("Innehåll 3", style="Innehll1"),
            p("Verktyg behövs.", '<w:r><w:commentReference w:id="1"/></w:r>', t("Inte detta.", "<w:vanish/>")),
            control,
            parts={"comments": comment, "header1": p("Stensunda kommun"), "footer1": p("Sida 1")},
        )
    )
    assert text == "Verktyg behövs.\n"
    assert left(draft) == [
        ("at the beginning", "a table of contents, which Word writes by itself", "Innehåll 3"),
        ("at the beginning", "a comment by Bo Ek 2031-04-03", "Stämmer det?"),
        ("at the beginning", "it is hidden text", "Inte detta."),
        ("after “Verktyg behövs.”", "it is a prompt in a form that nobody has filled in", "Skriv här"),
        ("in a header", "headers and footers are no part of the text", "Stensunda kommun"),
        ("in a footer", "headers and footers are no part of the text", "Sida 1"),
    ]


def test_a_comment_is_a_note_where_changes_are_shown(taken: Callable[..., tuple[str, Draft]]) -> None:
    comment = '<w:comment w:id="1" w:author="Bo Ek">' + p("Är -- detta sant?") + "</w:comment>"
    body = p('<w:r><w:commentReference w:id="1"/></w:r>', "Verktyg behövs.")
    text, _ = taken(word(body, parts={"comments": comment}), "visa")
    assert text == "Verktyg behövs.<!-- Kommentar av Bo Ek: Är – detta sant? -->\n"


def picture(id_: str, alternative: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bild" descr="{alternative}"/><a:graphic><a:graphicData '
        f'uri="x"><pic:pic><pic:blipFill><a:blip r:embed="{id_}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF")
    return out.getvalue()


def test_pictures_lie_beside_the_text(taken: Callable[..., tuple[str, Draft]]) -> None:
    files = {"word/media/a.png": png(), "word/media/b.gif": gif(), "word/media/c.emf": b"\x01\x00\x00\x00 EMF"}
    links = "".join(link(f"i{k}", f"media/{name}", "image", outside=False) for k, name in
                    enumerate(("a.png", "b.gif", "c.emf")))  # fmt: skip
    guessed = "En bild som visar text. Automatiskt genererad beskrivning"
    body = p("En ritning: ", picture("i0", "Ritning av verkstaden."), " ", picture("i1", guessed), picture("i2", ""))
    text, draft = taken(word(body, files=files, links=links))
    assert " ".join(text.split()) == (
        "En ritning: ![Ritning av verkstaden.](bilder/motion-1.png) ![](bilder/motion-2.png)"
        "<!-- Här stod en bild som inte kunde tas med: c.emf -->"
    )
    assert draft.files["f/bilder/motion-1.png"] == png()
    assert Image.open(io.BytesIO(draft.files["f/bilder/motion-2.png"])).format == "PNG"
    assert left(draft) == [("at the beginning", "a picture that cannot be shown (c.emf); save it as PNG", "")]


def test_charts_are_notes_and_their_words_listed(taken: Callable[..., tuple[str, Draft]]) -> None:
    chart = "<c:title><a:t>Lån per år</a:t></c:title><c:v>2031</c:v>"
    body = p("Se ", '<w:r><w:drawing><c:chart r:id="p1"/></w:drawing></w:r>', "här.")
    text, draft = taken(word(body, parts={"chart1": chart}))
    assert text == "Se<!-- Här stod ett diagram som inte kunde tas med -->här.\n"
    assert left(draft) == [("at the beginning", "a chart cannot be kept; ask for it as a picture", "Lån per år 2031")]


def test_formulas_and_symbols_are_text(taken: Callable[..., tuple[str, Draft]]) -> None:
    formula = (
        "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
        "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    text, draft = taken(word(p("Alltså ", formula, " ", sign, " 7")))
    assert text == "Alltså (a+b)/2x^2 ≥ 7\n"
    assert altered(draft) == [("a formula is written as text; compare it with the original", "(a+b)/2x^2")]


def test_struck_text_is_told(taken: Callable[..., tuple[str, Draft]]) -> None:
    text, draft = taken(word(p("Vi säger ", t("inte", "<w:strike/>"), " nej.")))
    assert text == "Vi säger inte nej.\n"
    assert altered(draft) == [("text that is struck through stands as ordinary text", "inte")]


# --- what is made by hand ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (p("\uf0b7\tEtt") + p("\uf0b7\tTvå"), "- Ett\n- Två\n"),
        (p("• Ett", "<w:r><w:br/></w:r>", "• Två"), "- Ett\n- Två\n"),
        (p("– Ett") + p("– Två"), "- Ett\n- Två\n"),
        (p("– Kom hit, sade hon.") + p("Han kom."), "– Kom hit, sade hon.\n\nHan kom.\n"),
        (p("1. Ett") + p("2. Två"), "1. Ett\n2. Två\n"),
        (p("1. Ett") + p("3. Tre"), "1\\. Ett\n\n3\\. Tre\n"),
        (p(t("Bakgrund", "<w:b/>")) + p("Text."), "# Bakgrund\n\nText.\n"),
        (p(t("Bakgrund", "<w:b/>"), "<w:r><w:br/></w:r>", "Text."), "# Bakgrund\n\nText.\n"),
        (p(t("Det är viktigt.", "<w:b/>")) + p("Text."), "**Det är viktigt.**\n\nText.\n"),
        (p("Text.") + p(t("Sist", "<w:b/>")), "Text.\n\n**Sist**\n"),
        (p("Stor", style="Rubrik1") + p(t("Liten", "<w:b/>")) + p("Text."), "# Stor\n\n## Liten\n\nText.\n"),
    ],
)
def test_marks_made_by_hand(taken: Callable[..., tuple[str, Draft]], body: str, markdown: str) -> None:
    assert taken(word(body))[0] == markdown


# --- the law -------------------------------------------------------------------------------------

_LETTERS = st.text(st.sampled_from("abåÖ 12.,:;-–—*_#[]()<>&\\`~|!^$\"'=+§\u00a0\u00ad•"), min_size=1, max_size=40)
_RUN = st.tuples(_LETTERS, st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", "<w:strike/>", "<w:vanish/>"]))
_PARAGRAPH = st.lists(_RUN, min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(_PARAGRAPH, min_size=1, max_size=5))
def test_no_word_is_lost_whatever_is_written(paragraphs: list[list[tuple[str, str]]], pandoc: Pandoc) -> None:
    """The letters of all that is shown are in the Markdown when it is read again, in their order."""
    from html import escape

    from draftkit.arrival import _parsed
    from draftkit.blocks import letters
    from draftkit.stages.intake.balance import told

    shown = "Början " + " ".join("".join(text for text, look in each if "vanish" not in look) for each in paragraphs)
    body = [p("Början")] + [p(*(t(escape(text), look) for text, look in each)) for each in paragraphs]
    arrival = read("a.docx", word(*body), "godkänn", pandoc)
    draft = drafted(arrival, Facts(MOTION, "f"), NOBODY, Pack("x", (), None, {}, {}), pandoc, {})  # type: ignore[arg-type]
    text = draft.files["f/bilagor/motion.md"].decode().partition("\n---\n")[2]
    assert letters("".join(told(_parsed([text], pandoc)[0]))) == letters(shown)
    assert draft.balance.missing == ()


def test_python_docx_says_the_same(taken: Callable[..., tuple[str, Draft]]) -> None:
    document = docx.Document()
    document.add_heading("Rubrik", 1)
    document.add_paragraph("Ett", style="List Number")
    document.add_paragraph("Två", style="List Number")
    document.add_paragraph("Punkt", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    assert taken(out.getvalue())[0] == "# Rubrik\n\n1. Ett\n2. Två\n\n- Punkt\n"
