"""PDF bilagor through the real engines: typst lays the placeholders, pikepdf puts the pages, pdfium looks."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pikepdf
import pypdfium2
import pytest
import typst
from conformance.bilagor import pdfs
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops, ImageStat

from draftkit.edges.pdf.fonts import to_unicode
from draftkit.edges.pdf.pages import (
    BrokenPdf,
    EncryptedPdf,
    HugePdf,
    NoSuchPage,
    Obstacle,
    PageSize,
    inspect,
    obstacles,
    placeholder,
    put_pages,
    rasterise,
)

A4 = PageSize(595, 842)
PLACE = (100, 60, 300, 200)  # left, top, width and height in points of the place in the documents below

HEAD = """
#set document(title: "Utlåtande")
#set text(lang: "sv")
#set page(width: 500pt, height: 400pt, margin: 0pt)
"""
ATTACHED = '#pdf.attach("bilaga.pdf", relationship: "source", mime-type: "application/pdf", description: "Original")'

# Nothing in it is symmetrical, so that a turned, mirrored or shifted page cannot look right.
DRAWING = b"1 0 0 rg 60 50 40 90 re f 0 0 1 rg 60 200 250 30 re f 0.2 g 330 60 20 20 re f"
WORDS = b"BT /F1 20 Tf 70 120 Td (R\\344ksm\\366rg\\345s) Tj ET"


def make_pdf(content: bytes = DRAWING, edit: Callable[[Pdf], None] | None = None, **save: object) -> bytes:
    """A PDF of one page, 400 x 300 points, with Helvetica as /F1."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    page.Contents = pdf.make_stream(content)
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources = Dictionary(Font=Dictionary(F1=helvetica))
    if edit is not None:
        edit(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)  # type: ignore[arg-type]
    return out.getvalue()


def add_picture(pdf: Pdf, space: Name, **more: object) -> Stream:
    """A picture of one black dot, as a loose object of the PDF."""
    picture = pdf.make_stream(b"\0\0\0\0", Type=Name.XObject, Subtype=Name.Image, ColorSpace=space, **more)
    picture.Width = picture.Height = 1
    picture.BitsPerComponent = 8
    return picture


def turned(rotation: int, crop: tuple[int, int, int, int] | None = None) -> bytes:
    def edit(pdf: Pdf) -> None:
        pdf.pages[0].Rotate = rotation
        pdf.pages[0].TrimBox = Array([80, 60, 120, 100])  # for the printing press; viewers do not heed it
        if crop is not None:
            pdf.pages[0].CropBox = Array(crop)

    return make_pdf(edit=edit)


def compile_document(folder: Path, body: str, files: dict[str, bytes]) -> bytes:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    source = folder / "document.typ"
    source.write_text(HEAD + body, encoding="utf-8")
    return typst.compile(source, pdf_standards=["a-3a", "ua-1"], timestamp=1_800_000_000, ignore_system_fonts=True)


def laid(folder: Path, data: bytes) -> bytes:
    """A document with the first page of `data` stretched to PLACE, and `data` attached."""
    left, top, width, height = PLACE
    image = f'image("sida.png", width: {width}pt, height: {height}pt, fit: "stretch", alt: "Bilaga, sida 1")'
    body = f"#place(dx: {left}pt, dy: {top}pt, figure({image}))\n{ATTACHED}"
    png = placeholder("bilaga/1", inspect(data).pages[0])
    document = compile_document(folder, body, {"sida.png": png, "bilaga.pdf": data})
    return put_pages(document, {"bilaga/1": (data, 1)})


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def place_in(document: bytes, dpi: int = 144) -> Image.Image:
    """What the document shows at PLACE."""
    left, top, width, height = (side * dpi // 72 for side in PLACE)
    return picture(rasterise(document, 1, dpi)).crop((left, top, left + width, top + height))


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, from 0 (the same) to 255."""
    return ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean[0]


def text_of(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as pdf:
        return str(pdf[0].get_textpage().get_text_range())


@contextmanager
def form_in(document: bytes) -> Iterator[Stream]:
    """The only XObject of the first page, while the document is open."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        (form,) = pdf.pages[0].resources.XObject.values()
        yield cast(Stream, form)


# -- inspect ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (turned(0), PageSize(400, 300)),
        (turned(90), PageSize(300, 400)),
        (turned(-90), PageSize(300, 400)),
        (turned(180), PageSize(400, 300)),
        (turned(0, (50, 20, 250, 120)), PageSize(200, 100)),
        (turned(270, (50, 20, 250, 120)), PageSize(100, 200)),
        (turned(0, (350, -100, 900, 900)), PageSize(50, 300)),  # viewers show what is in both boxes
    ],
)
def test_size_is_that_of_the_page_as_displayed(data: bytes, size: PageSize) -> None:
    assert inspect(data).pages == (size,)


def test_pages_in_order() -> None:
    def edit(pdf: Pdf) -> None:
        pdf.add_blank_page(page_size=(10, 20))

    data = make_pdf(edit=edit)
    assert inspect(data).pages == (PageSize(400, 300), PageSize(10, 20))
    assert len(inspect(data).pages) == 2


def without_pages(pdf: Pdf) -> None:
    del pdf.pages[0]


def with_empty_crop(pdf: Pdf) -> None:
    pdf.pages[0].CropBox = Array([900, 900, 950, 950])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 a Word file",
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        make_pdf()[:200],
        make_pdf(edit=without_pages),
        make_pdf(edit=with_empty_crop),
    ],
)
def test_broken_file(data: bytes) -> None:
    with pytest.raises(BrokenPdf):
        inspect(data)


def test_encrypted_file() -> None:
    data = make_pdf(encryption=pikepdf.Encryption(user="hemligt", owner="ägare"))
    for read in (inspect, obstacles, lambda file: rasterise(file, 1)):
        with pytest.raises(EncryptedPdf):
            read(data)


def scanned(page: Pdf) -> None:
    """Gives the page a picture /I, which its content may draw."""
    image = page.make_stream(b"\xee", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    page.pages[0].Resources.XObject = Dictionary(I=image)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"q 400 0 0 300 0 0 cm /I Do Q", (1,)),
        (b"q 200 0 0 300 0 0 cm /I Do Q q 200 0 0 300 200 0 cm /I Do Q", (1,)),  # in strips
        (b"q 400 0 0 300 0 0 cm /I Do Q 3 Tr " + WORDS, ()),  # what was recognised lies behind it
        (b"q 100 0 0 100 0 0 cm /I Do Q", ()),  # a coat of arms
        (DRAWING, ()),
        (WORDS, ()),
    ],
)
def test_scanned_pages(content: bytes, found: tuple[int, ...]) -> None:
    assert inspect(make_pdf(content, scanned)).scanned == found


# -- rasterise -------------------------------------------------------------------------------------------------


def test_picture_has_the_colours_of_the_page_and_is_as_large_as_asked() -> None:
    drawn = picture(rasterise(turned(90), 1, dpi=144))
    assert (drawn.format, drawn.mode, drawn.size) == ("PNG", "RGB", (600, 800))
    assert drawn.getpixel((100 + 2 * 30, 2 * 60 + 10)) == (255, 0, 0)
    assert drawn.info["dpi"] == pytest.approx((144, 144), abs=0.1)


def test_picture_of_a_page_without_colours_is_grey() -> None:
    assert picture(rasterise(make_pdf(WORDS), 1)).mode == "L"


def test_picture_of_a_photograph_is_a_jpeg() -> None:
    def edit(pdf: Pdf) -> None:
        noise = Image.effect_noise((800, 600), 90).convert("RGB")
        image = pdf.make_stream(noise.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=800, Height=600)
        image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
        pdf.pages[0].Resources.XObject = Dictionary(I=image)

    data = make_pdf(b"1 0 0 rg 0 0 9 9 re f 400 0 0 300 0 0 cm /I Do", edit)
    drawn = rasterise(data, 1)
    assert picture(drawn).format == "JPEG"
    assert len(drawn) < 800_000
    assert rasterise(data, 1) == drawn


def test_picture_has_the_same_bytes_twice() -> None:
    assert rasterise(make_pdf(WORDS), 1) == rasterise(make_pdf(WORDS), 1)


def test_picture_of_a_huge_page_is_limited() -> None:
    def edit(pdf: Pdf) -> None:
        pdf.pages[0].MediaBox = Array([0, 0, 14_400, 144])

    assert picture(rasterise(make_pdf(edit=edit), 1)).size == (3_500, 35)


@pytest.mark.parametrize("page", [0, 2])
def test_picture_of_no_page(page: int) -> None:
    with pytest.raises(NoSuchPage, match=f"page {page} of a PDF with 1 pages"):
        rasterise(make_pdf(), page)


def test_picture_of_a_broken_file() -> None:
    with pytest.raises(BrokenPdf):
        rasterise(b"%PDF-1.7\n" + bytes(range(256)), 1)


# -- placeholder -----------------------------------------------------------------------------------------------


def test_placeholder_has_the_proportions_of_the_page() -> None:
    assert picture(placeholder("a", A4)).size == (707, 1000)
    assert picture(placeholder("a", PageSize(2000, 500))).size == (1000, 250)
    assert picture(placeholder("a", PageSize(1, 14_400))).size == (1, 1000)


@pytest.mark.parametrize("key", ["å" * 500, "a\0b"])
def test_placeholder_cannot_hold_every_key(key: str) -> None:
    with pytest.raises(ValueError, match="cannot hold the key"):
        placeholder(key, PageSize(1, 14_400))


# -- put_pages: where and how ----------------------------------------------------------------------------------


@pytest.mark.parametrize("crop", [None, (50, 20, 360, 240)])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_page_fills_its_place_as_displayed(
    tmp_path: Path, rotation: int, crop: tuple[int, int, int, int] | None
) -> None:
    data = turned(rotation, crop)
    shown = place_in(laid(tmp_path, data))
    assert difference(shown, picture(rasterise(data, 1, 144))) < 3  # a quarter turn too much gives over 20


def test_text_is_searchable(tmp_path: Path) -> None:
    assert text_of(laid(tmp_path, make_pdf(WORDS))) == "Räksmörgås"


def test_owner_password_only_restricts(tmp_path: Path) -> None:
    data = make_pdf(WORDS, encryption=pikepdf.Encryption(user="", owner="ägare"))
    document = laid(tmp_path, data)
    assert text_of(document) == "Räksmörgås"
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert not pdf.is_encrypted


def test_same_bytes_twice(tmp_path: Path) -> None:
    data = make_pdf(WORDS)
    first = laid(tmp_path, data)
    time.sleep(1.1)  # what depends on the clock does so by the second
    assert laid(tmp_path, data) == first


def test_rest_of_the_document_is_kept(tmp_path: Path) -> None:
    data = make_pdf(WORDS)
    body = f'Brödtext.\n#figure(image("sida.png", alt: "Sida"))\n{ATTACHED}'
    before = compile_document(tmp_path, body, {"sida.png": placeholder("k", A4), "bilaga.pdf": data})
    after = put_pages(before, {"k": (data, 1)})
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        assert new.Root.Metadata.read_bytes() == old.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>3</pdfaid:part>" in new.Root.Metadata.read_bytes()
        assert b"<pdfuaid:part>1</pdfuaid:part>" in new.Root.Metadata.read_bytes()
        assert dict(new.docinfo.items()) == dict(old.docinfo.items())
        assert new.trailer.ID[0] == old.trailer.ID[0]
        assert new.attachments["bilaga.pdf"].get_file().read_bytes() == data
        assert new.pages[0].Contents.read_bytes() == old.pages[0].Contents.read_bytes()


def test_pages_of_one_file_share_what_they_use(tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.pages[0].Resources.Font.F1 = pdf.make_indirect(pdf.pages[0].Resources.Font.F1)
        pdf.pages.append(pdf.pages[0])

    data = make_pdf(WORDS, edit)
    files = {f"{n}.png": placeholder(f"k{n}", A4) for n in (1, 2)}
    body = '#image("1.png", height: 100pt, alt: "1")#image("2.png", height: 100pt, alt: "2")'
    document = put_pages(compile_document(tmp_path, body, files), {"k1": (data, 1), "k2": (data, 2)})
    with pikepdf.open(io.BytesIO(document)) as pdf:
        one, two = pdf.pages[0].resources.XObject.values()
        assert one.Resources.Font.F1.objgen == two.Resources.Font.F1.objgen


def test_other_pictures_stay(tmp_path: Path) -> None:
    """Also those of a placeholder's size: a photograph, and a plain grey one."""
    photo, plain = io.BytesIO(), io.BytesIO()
    Image.linear_gradient("L").resize((1000, 400)).save(photo, "JPEG")
    Image.new("L", (1000, 400), 200).save(plain, "PNG")
    files = {"k.png": placeholder("k", A4), "foto.jpg": photo.getvalue(), "plan.png": plain.getvalue()}
    body = "".join(f'#image("{name}", height: 80pt, alt: "{name}")' for name in files)
    document = put_pages(compile_document(tmp_path, body, files), {"k": (make_pdf(), 1)})
    with pikepdf.open(io.BytesIO(document)) as pdf:
        kinds = sorted(str(item.Subtype) for item in pdf.pages[0].resources.XObject.values())
    assert kinds == ["/Form", "/Image", "/Image"]


# -- put_pages: counted ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("Ingen bild.", "a/1"),
        ('#image("a.png", height: 80pt, alt: "a")#image("a.png", height: 80pt, alt: "a")', "a/1"),
        (
            '#image("a.png", height: 80pt, alt: "a")\n#pagebreak()\n#image("a.png", height: 80pt, alt: "a")',
            "a/1",
        ),
        ('#image("a.png", height: 80pt, alt: "a")#image("b.png", height: 80pt, alt: "b")', "å/2"),
    ],
    ids=["missing", "twice on a page", "twice", "not asked for"],
)
def test_each_placeholder_exactly_once(tmp_path: Path, body: str, wrong: str) -> None:
    files = {"a.png": placeholder("a/1", A4), "b.png": placeholder("å/2", A4)}
    document = compile_document(tmp_path, body, files)
    with pytest.raises(ValueError, match=f"or not asked for: {wrong}$"):
        put_pages(document, {"a/1": (make_pdf(), 1)})


def test_page_that_is_not_there(tmp_path: Path) -> None:
    document = compile_document(tmp_path, '#image("a.png", alt: "a")', {"a.png": placeholder("a", A4)})
    with pytest.raises(NoSuchPage, match="page 2 of a PDF with 1 pages"):
        put_pages(document, {"a": (make_pdf(), 2)})
    with pytest.raises(BrokenPdf):
        put_pages(document, {"a": (b"not a PDF", 1)})


# -- put_pages: what comes along -------------------------------------------------------------------------------


def test_tags_go_and_replacement_texts_stay(tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        logo = pdf.make_stream(b"/Artifact BMC 0 0 9 9 re f EMC", Type=Name.XObject, Subtype=Name.Form)
        logo.BBox = Array([0, 0, 9, 9])
        logo.StructParents = 4
        pdf.pages[0].Resources.XObject = Dictionary(Logo=logo)
        pdf.pages[0].Resources.Properties = Dictionary(M0=Dictionary(MCID=3))
        pdf.pages[0].StructParents = 0

    content = (
        b"/Artifact <</Type /Pagination>> BDC /Logo Do EMC /P <</MCID 0>> BDC /Span <</MCID 1 /ActualText (x)>> BDC "
        b"1 2 3 4 re f EMC EMC /H1 /M0 BDC /Mark MP /Mark <</MCID 9>> DP 5 6 7 8 re f EMC"
    )
    with form_in(laid(tmp_path, make_pdf(content, edit))) as form:
        words = form.read_bytes().split()
        assert words == b"/Logo Do /Span << /ActualText (x) >> BDC 1 2 3 4 re f EMC 5 6 7 8 re f".split()
        assert form.Resources.XObject.Logo.read_bytes().split() == b"0 0 9 9 re f".split()
        assert Name.StructParents not in form
        assert Name.StructParents not in form.Resources.XObject.Logo
        assert len(form.Resources.Properties.keys()) == 0


def test_annotations_are_drawn_and_nothing_acts(tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        page = pdf.pages[0]
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="namn", V="Ifyllt svar", DA="/F1 12 Tf 0 g",
            Rect=[50, 50, 250, 80], AA=Dictionary(K=script),
        )  # fmt: skip
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 400, 300], A=script)
        page.Annots = pdf.make_indirect(Array([pdf.make_indirect(field), link]))
        page.AA = Dictionary(O=script)
        page.Resources.Script = script
        pdf.Root.OpenAction = script
        pdf.Root.AcroForm = Dictionary(
            Fields=[page.Annots[0]], NeedAppearances=True, DR=page.Resources, DA="/F1 12 Tf 0 g"
        )

    document = laid(tmp_path, make_pdf(b"", edit))
    assert "Ifyllt svar" in text_of(document)
    with pikepdf.open(io.BytesIO(document)) as pdf:
        streams = [item.stream_dict for item in pdf.objects if isinstance(item, Stream)]
        dictionaries = [item for item in pdf.objects if isinstance(item, Dictionary)]
        assert Name.Annots not in pdf.pages[0]
        assert Name.AcroForm not in pdf.Root
        assert not any(b"JavaScript" in item.unparse(resolved=True) for item in streams + dictionaries)


def test_hidden_layers_stay_hidden(tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Lager")) for _ in range(2))
        pdf.Root.OCProperties = Dictionary(OCGs=[on, off], D=Dictionary(OFF=[off]))
        pdf.pages[0].Resources.Properties = Dictionary(On=on, Off=off)

    content = b"/OC /On BDC 0 g 0 0 200 300 re f EMC /OC /Off BDC 0 g 200 0 200 300 re f EMC"
    shown = place_in(laid(tmp_path, make_pdf(content, edit)))
    assert (shown.getpixel((100, 200)), shown.getpixel((500, 200))) == (0, 255)


def test_layers_hidden_unless_named(tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Lager")) for _ in range(2))
        pdf.Root.OCProperties = Dictionary(OCGs=[on, off], D=Dictionary(BaseState=Name.OFF, ON=[on]))

    with pikepdf.open(io.BytesIO(laid(tmp_path, make_pdf(edit=edit)))) as pdf:
        layers = pdf.Root.OCProperties
        assert [layer.objgen for layer in layers.D.OFF] == [layers.OCGs[1].objgen]


def test_pdfa_forbids_smoothing_of_pictures(tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        mask = add_picture(pdf, Name.DeviceGray, Interpolate=True)
        image = add_picture(pdf, Name.DeviceGray, Interpolate=True, SMask=mask)
        pdf.pages[0].Resources.XObject = Dictionary(I=image)

    with form_in(laid(tmp_path, make_pdf(b"/I Do", edit))) as form:
        image = form.Resources.XObject.I
        assert Name.Interpolate not in image
        assert Name.Interpolate not in image.SMask


# -- obstacles -------------------------------------------------------------------------------------------------


def with_cmyk_picture(pdf: Pdf) -> None:
    pdf.pages[0].Resources.XObject = Dictionary(I=add_picture(pdf, Name.DeviceCMYK))


def with_cmyk_group(pdf: Pdf) -> None:
    pdf.pages[0].Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


def with_spot_colour(pdf: Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[0, 0, 1, 0])
    pdf.pages[0].Resources.ColorSpace = Dictionary(S=[Name.Separation, Name.Gold, Name.DeviceCMYK, tint])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (make_pdf(), set()),
        (make_pdf(WORDS), {Obstacle.FONT}),
        (make_pdf(WORDS.replace(b"BT", b"BT 3 Tr")), set()),  # the text behind a scanned page
        (make_pdf(b"0 0 0 1 k 0 0 9 9 re f"), {Obstacle.COLOUR}),
        (make_pdf(b"/DeviceCMYK cs"), {Obstacle.COLOUR}),
        (make_pdf(b"/I Do", with_cmyk_picture), {Obstacle.COLOUR}),
        (make_pdf(edit=with_cmyk_group), {Obstacle.COLOUR}),
        (make_pdf(b"/S cs", with_spot_colour), {Obstacle.COLOUR}),
    ],
)
def test_obstacles(data: bytes, found: set[Obstacle]) -> None:
    assert obstacles(data) == (frozenset(found),)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("icc", set()),
        ("ritade-bokstäver", set()),
        ("genomskinlighet", set()),
        ("taggad", set()),
        ("inskannad", set()),
        ("inskannad-med-text", set()),
        ("dekorfärg", {Obstacle.COLOUR}),
        ("fyrfärg-bild", {Obstacle.COLOUR}),
        ("okänd-operator", {Obstacle.OTHER}),
        ("djupt", {Obstacle.OTHER}),
        ("överföring", {Obstacle.OTHER}),
        ("lzw", {Obstacle.IMAGE}),
        ("jpeg2000", {Obstacle.IMAGE}),
    ],
)
def test_obstacles_of_odd_pages(name: str, found: set[Obstacle]) -> None:
    (data,) = (each.data for each in pdfs() if each.name == f"{name}.pdf")
    assert obstacles(data) == (frozenset(found),)


def changed(folder: Path, change: Callable[[Dictionary, Pdf], None]) -> bytes:
    """A page with one word, its font changed."""
    with pikepdf.open(io.BytesIO(compile_document(folder, "Räksmörgås", {}))) as pdf:
        (font,) = cast(Dictionary, pdf.pages[0].resources.Font).values()
        change(cast(Dictionary, font), pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def wider(font: Dictionary, pdf: Pdf) -> None:
    font.DescendantFonts[0].W = Array([0, 255, 600])


def without_map(font: Dictionary, pdf: Pdf) -> None:
    del font.ToUnicode


def mapped(text: str) -> Callable[[Dictionary, Pdf], None]:
    """All the letters mean `text`."""

    def change(font: Dictionary, pdf: Pdf) -> None:
        ranges = "".join(f"<00{code:02X}> <{text.encode('utf-16-be').hex()}>\n" for code in range(60))
        font.ToUnicode = pdf.make_stream(f"60 beginbfchar\n{ranges}endbfchar".encode())

    return change


def without_letters(font: Dictionary, pdf: Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(
        b"BT /%s 12 Tf <00FF> Tj ET" % str(next(iter(pdf.pages[0].resources.Font))).encode()[1:]
    )


def not_embedded(font: Dictionary, pdf: Pdf) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in [each for each in dict(descriptor.items()) if each.startswith("/FontFile")]:
        del descriptor[key]


@pytest.mark.parametrize(
    "change", [wider, without_map, without_letters, not_embedded, mapped("\ue123"), mapped("\ufeff")]
)
def test_a_font_that_says_other_than_its_program_is_an_obstacle(
    tmp_path: Path, change: Callable[[Dictionary, Pdf], None]
) -> None:
    assert obstacles(changed(tmp_path, change)) == (frozenset({Obstacle.FONT}),)


def test_the_signs_of_a_symbol_font_get_a_meaning(tmp_path: Path) -> None:
    """Word writes the bullets of its lists as private letters of the font Symbol."""

    def change(font: Dictionary, pdf: Pdf) -> None:
        font.BaseFont = Name("/ABCDEF+SymbolMT")
        font.DescendantFonts[0].FontDescriptor.CIDSet = pdf.make_stream(b"\0")
        mapped("\uf0b7")(font, pdf)

    data = changed(tmp_path, change)
    assert obstacles(data) == (frozenset(),)
    with form_in(laid(tmp_path, data)) as form:
        (font,) = form.Resources.Font.values()
        assert set(to_unicode(font).values()) == {"•"}
        assert Name.CIDSet not in font.DescendantFonts[0].FontDescriptor


def test_more_pages_or_bytes_than_there_is_room_for() -> None:
    odd = {each.name: each.data for each in pdfs()}
    for name in ("för-många-sidor.pdf", "bomb.pdf"):
        with pytest.raises(HugePdf):
            inspect(odd[name])


def test_typst_page_has_no_obstacles(tmp_path: Path) -> None:
    assert obstacles(compile_document(tmp_path, "Räksmörgås", {})) == (frozenset(),)
