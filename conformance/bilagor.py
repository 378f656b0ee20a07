"""Odd bilagor, made here: what scanners, cameras, Word, print shops and clumsy hands produce, a file for each oddity.

`documents.py` has an ärende judged that has all of them that a document can hold, and tests/test_odd_bilagor.py asks
what is said of the others. `python -m conformance.bilagor FOLDER` writes them, to be looked at.
"""

from __future__ import annotations

import io
import shutil
import struct
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import pikepdf
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageCms, ImageDraw


class Bilaga(Struct, frozen=True):
    """A file; `refused`: draftkit lays it in no document, and says why; `unsettled`: in none that is final."""

    name: str
    data: bytes
    refused: bool = False
    unsettled: bool = False


def everything() -> Iterator[Bilaga]:
    """Every odd bilaga, in the order of their kinds."""
    yield from pictures()
    yield from pdfs()
    yield from words()


# --- pictures ------------------------------------------------------------------------------------


def pictures() -> Iterator[Bilaga]:
    """Pictures of every kind that a camera or a program writes."""
    colours = _drawing()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield Bilaga("fyrfärg.jpg", _saved(colours.convert("CMYK"), "JPEG"))
    yield Bilaga("grå.jpg", _saved(colours.convert("L"), "JPEG"))
    yield Bilaga("stegvis.jpg", _saved(colours, "JPEG", progressive=True))
    yield Bilaga("vriden.jpg", _saved(colours, "JPEG", exif=exif))
    yield Bilaga("vriden-fyrfärg.jpg", _saved(colours.convert("CMYK"), "JPEG", exif=exif))
    yield Bilaga("profil.jpg", _saved(colours, "JPEG", icc_profile=profile))
    yield Bilaga("fel-profil.jpg", _saved(colours.convert("L"), "JPEG", icc_profile=profile))
    yield Bilaga("utan-upplösning.jpg", _saved(colours, "JPEG", dpi=(0, 0)))
    yield Bilaga("orimlig-upplösning.jpg", _saved(colours, "JPEG", dpi=(65_000, 65_000)))
    yield Bilaga("egentligen-png.jpg", _saved(colours, "PNG"))
    yield Bilaga("egentligen-jpg.png", _saved(colours, "JPEG"))
    yield Bilaga("sexton-bitar.png", _png(256, 64, 16, 0, (b"\0" + struct.pack(">256H", *range(0, 65_536, 256))) * 64))
    yield Bilaga("sexton-bitar-färg.png", _deep_png())
    yield Bilaga("genomskinlig.png", _saved(_with_alpha(colours), "PNG"))
    yield Bilaga("grå-genomskinlig.png", _saved(_with_alpha(colours).convert("LA"), "PNG"))
    yield Bilaga("palett.png", _saved(colours.convert("P", palette=Image.Palette.ADAPTIVE, colors=7), "PNG"))
    yield Bilaga("palett-genomskinlig.png", _saved(colours.convert("P"), "PNG", transparency=0))
    yield Bilaga("svartvit.png", _saved(colours.convert("1"), "PNG"))
    yield Bilaga("profil.png", _saved(colours, "PNG", icc_profile=profile))
    yield Bilaga("rörlig.png", _saved(colours, "PNG", save_all=True, append_images=[colours.rotate(90)]))
    yield Bilaga("vriden.png", _saved(colours, "PNG", exif=exif))
    yield Bilaga("liten.png", _saved(colours.resize((1, 1)), "PNG"))
    yield Bilaga("smal.png", _saved(colours.resize((3, 4_000)), "PNG"))
    yield Bilaga("flätad.png", _interlaced_png())
    yield Bilaga("bomb.png", _huge_png(), refused=True)
    yield Bilaga("avhuggen.jpg", _saved(colours, "JPEG")[:900], refused=True)
    yield Bilaga("tom.png", b"", refused=True)
    yield Bilaga("egentligen-gif.png", _saved(colours, "GIF"), refused=True)
    yield Bilaga("bild.gif", _saved(colours, "GIF"), refused=True)
    yield Bilaga("bild.webp", _saved(colours, "WEBP"), refused=True)
    yield Bilaga("bild.tif", _saved(colours, "TIFF"), refused=True)
    yield Bilaga("bild.bmp", _saved(colours, "BMP"), refused=True)
    yield Bilaga("bild.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", refused=True)
    yield Bilaga("bild.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>', refused=True)


def _drawing() -> Image.Image:
    """Nothing in it is symmetrical: red at the top left, a blue bar at the right, and a grey scale below."""
    image = Image.new("RGB", (480, 320), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 200, 120), fill=(200, 30, 30))
    draw.rectangle((400, 20, 440, 220), fill=(30, 60, 200))
    draw.ellipse((230, 60, 360, 190), fill=(40, 150, 60))
    for step in range(16):
        draw.rectangle((20 + step * 25, 260, 44 + step * 25, 300), fill=(step * 17,) * 3)
    return image


def _with_alpha(image: Image.Image) -> Image.Image:
    image = image.convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _png(width: int, height: int, depth: int, colour: int, lines: bytes, *, interlaced: bool = False) -> bytes:
    """A PNG by hand (ISO 15948), for what Pillow does not write."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b"")


def _deep_png() -> bytes:
    """Sixteen bits for each of three colours."""
    line = b"\0" + b"".join(struct.pack(">HHH", x * 512, 65_535 - x * 512, 20_000) for x in range(128))
    return _png(128, 64, 16, 2, line * 64)


def _huge_png() -> bytes:
    """A picture of a milliard pixels in a few kilobytes."""
    return _png(32_000, 32_000, 1, 0, bytes(4_001 * 32_000))


def _interlaced_png() -> bytes:
    """One that comes in seven passes (Adam7)."""
    image, lines = _drawing().resize((64, 48)), b""
    for x0, y0, dx, dy in (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        for y in range(y0, 48, dy):
            lines += b"\0" + b"".join(bytes(image.getpixel((x, y))) for x in range(x0, 64, dx))  # type: ignore[arg-type]
    return _png(64, 48, 8, 2, lines, interlaced=True)


# --- PDF -----------------------------------------------------------------------------------------

_AS_IT_IS = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
_WORDS = b"BT /F1 24 Tf 60 700 Td (Underlag till \\344rendet) Tj 0 -40 Td (R\\344ksm\\366rg\\345s och kaffe) Tj ET "
_SHAPES = b"0.8 0.1 0.1 rg 60 500 200 120 re f 0.1 0.2 0.8 rg 420 420 60 300 re f 0.4 g 60 60 30 30 re f "
Edit = Callable[[Pdf], None]


def pdfs() -> Iterator[Bilaga]:
    """PDFs of every kind that a program, a scanner, a print shop or a damaged disk leaves behind."""
    for name, (width, height) in {
        "a3": (842, 1191), "letter": (612, 792), "liggande": (842, 595), "pyttesmå": (20, 30),
        "fem-meter": (14_400, 600),
    }.items():  # fmt: skip
        yield Bilaga(f"{name}.pdf", _pdf(edit=_box("MediaBox", [0, 0, width, height])))
    yield Bilaga("blandade.pdf", _pdf(edit=_mixed))
    for turn in (90, 180, 270, -90, 450):
        yield Bilaga(f"vriden-{turn}.pdf", _pdf(edit=_turned(turn)))
    yield Bilaga("beskuren.pdf", _pdf(edit=_box("CropBox", [40, 400, 500, 760])))
    yield Bilaga("beskuren-vriden.pdf", _pdf(edit=_both(_box("CropBox", [40, 400, 500, 760]), _turned(90))))
    shifted = b"1 0 0 1 -300 -500 cm " + _SHAPES + _WORDS
    yield Bilaga("förskjuten.pdf", _pdf(shifted, _box("MediaBox", [-300, -500, 295, 342])))
    yield Bilaga("bakvänd-låda.pdf", _pdf(edit=_box("MediaBox", [595, 842, 0, 0])))
    yield Bilaga("större-enhet.pdf", _pdf(edit=_set(UserUnit=10)))
    yield Bilaga("ärvd.pdf", _pdf(edit=_inherited))
    yield Bilaga("inskannad.pdf", _pdf(b"q 595 0 0 842 0 0 cm /I Do Q", _scanned))
    yield Bilaga("inskannad-med-text.pdf", _pdf(b"q 595 0 0 842 0 0 cm /I Do Q 3 Tr " + _WORDS, _scanned))
    yield Bilaga("formulär.pdf", _pdf(edit=_form))
    yield Bilaga("anteckningar.pdf", _pdf(edit=_annotated))
    yield Bilaga("skript-och-filer.pdf", _pdf(edit=_active))
    yield Bilaga("lager.pdf", _pdf(b"/OC /A BDC " + _SHAPES + b"EMC /OC /B BDC " + _WORDS + b"EMC", _layered))
    yield Bilaga("genomskinlighet.pdf", _pdf(b"/G gs " + _SHAPES, _see_through))
    yield Bilaga("överföring.pdf", _pdf(b"/G gs " + _SHAPES, _state(TR=Dictionary(FunctionType=2, Domain=[0, 1], N=2))))
    yield Bilaga("fyrfärg.pdf", _pdf(b"0 1 1 0 k 60 500 200 120 re f 1 1 0 0 k 420 420 60 300 re f"))
    yield Bilaga("fyrfärg-bild.pdf", _pdf(b"400 0 0 300 60 400 cm /I Do", _picture("CMYK")))
    yield Bilaga("dekorfärg.pdf", _pdf(b"/S cs 0.8 scn 60 500 200 120 re f", _spot))
    yield Bilaga("icc.pdf", _pdf(b"/P cs 0.8 0.1 0.1 scn 60 500 200 120 re f", _profiled))
    yield Bilaga("okänd-operator.pdf", _pdf(_SHAPES + b"BX 1 2 xyz EX "))
    yield Bilaga("djupt.pdf", _pdf(b"q " * 40 + _SHAPES + b"Q " * 40))
    yield Bilaga("ritade-bokstäver.pdf", _pdf(b"BT /T 40 Tf 60 700 Td (aa) Tj ET", _drawn_letters))
    yield Bilaga("inte-inbäddat.pdf", _pdf(_WORDS + _SHAPES))
    yield Bilaga("lzw.pdf", _pdf(b"400 0 0 300 60 400 cm /I Do", _lzw, **_AS_IT_IS))
    yield Bilaga("jpeg2000.pdf", _pdf(b"400 0 0 300 60 400 cm /I Do", _picture("JPEG2000")))
    yield Bilaga("utan-innehåll.pdf", _pdf(b""))
    yield Bilaga("pdf2.pdf", _pdf(force_version="2.0"))
    yield Bilaga(
        "taggad.pdf", _pdf(b"/P << /MCID 0 >> BDC " + _SHAPES + b"EMC /Artifact BMC 0 g 9 9 9 9 re f EMC", _tagged)
    )
    yield Bilaga("ägarlösenord.pdf", _pdf(encryption=pikepdf.Encryption(owner="hemligt", user="")))
    yield Bilaga("många-sidor.pdf", _pdf(edit=_pages(40)))
    yield Bilaga("signerad.pdf", _pdf(edit=_signed))
    yield Bilaga("skräp-först.pdf", b"Content-Type: application/pdf\r\n\r\n" + _pdf())
    yield Bilaga("fel-xref.pdf", _pdf().replace(b"startxref\n", b"startxref\n9"))
    yield Bilaga("lösenord.pdf", _pdf(encryption=pikepdf.Encryption(owner="hemligt", user="hemligare")), refused=True)
    yield Bilaga("avhuggen.pdf", _pdf()[:400], refused=True)
    yield Bilaga("skräp.pdf", bytes(range(256)) * 9, refused=True)
    yield Bilaga("tom.pdf", b"", refused=True)
    yield Bilaga("egentligen-word.pdf", _word(lambda document: None), refused=True)
    yield Bilaga("för-många-sidor.pdf", _pdf(edit=_pages(501)), refused=True)
    yield Bilaga("bomb.pdf", _bomb(), refused=True)


def _pdf(content: bytes = _SHAPES + _WORDS, edit: Edit | None = None, **options: Any) -> bytes:
    """A PDF of one A4, with Helvetica (not embedded) as /F1."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary(Font=Dictionary(F1=_helvetica()))
    if edit is not None:
        edit(pdf)
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def _helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def _both(*edits: Edit) -> Edit:
    def edit(pdf: Pdf) -> None:
        for each in edits:
            each(pdf)

    return edit


def _set(**values: Any) -> Edit:
    def edit(pdf: Pdf) -> None:
        for name, value in values.items():
            pdf.pages[0].obj[f"/{name}"] = value

    return edit


def _box(name: str, sides: list[float]) -> Edit:
    return _set(**{name: Array(sides)})


def _turned(degrees: int) -> Edit:
    return _set(Rotate=degrees)


def _mixed(pdf: Pdf) -> None:
    for size in ((842, 595), (1191, 842), (300, 300), (200, 1_200)):
        page = pdf.add_blank_page(page_size=size)
        page.Contents = pdf.make_stream(b"0.8 0.1 0.1 rg 20 20 90 50 re f")


def _pages(count: int) -> Edit:
    def edit(pdf: Pdf) -> None:
        for _ in range(count - 1):
            pdf.add_blank_page(page_size=(595, 842)).Contents = pdf.pages[0].Contents

    return edit


def _inherited(pdf: Pdf) -> None:
    """Size, turn and resources stand in the tree of the pages."""
    page, tree = pdf.pages[0].obj, pdf.Root.Pages
    tree.MediaBox, tree.Rotate, tree.Resources = Array([0, 0, 595, 842]), 90, page.Resources
    for key in ("/MediaBox", "/Resources"):
        del page[key]


def _image(pdf: Pdf, image: Image.Image, form: str = "JPEG", **more: Any) -> Stream:
    spaces = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    filters = {"JPEG": Name.DCTDecode, "JPEG2000": Name("/JPXDecode")}
    stream = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, **more)
    stream.ColorSpace, stream.BitsPerComponent = spaces[image.mode], 8
    stream.write(_saved(image, form), filter=filters[form])
    return stream


def _scanned(pdf: Pdf) -> None:
    paper = Image.effect_noise((1_240, 1_754), 12).point(lambda value: min(255, value + 110))
    draw = ImageDraw.Draw(paper)
    for line in range(30):
        draw.rectangle((150, 200 + line * 45, 1_000 - line * 7 % 300, 214 + line * 45), fill=40)
    pdf.pages[0].Resources.XObject = Dictionary(I=_image(pdf, paper, Interpolate=True))


def _picture(kind: str) -> Edit:
    def edit(pdf: Pdf) -> None:
        image = _drawing().convert("CMYK") if kind == "CMYK" else _drawing()
        found = _image(pdf, image, "JPEG" if kind == "CMYK" else kind)
        if kind == "CMYK":
            found.Decode = Array([1, 0] * 4)  # Pillow writes it as Photoshop does, with all colours turned round
        pdf.pages[0].Resources.XObject = Dictionary(I=found)

    return edit


def _lzw(pdf: Pdf) -> None:
    """Nine bits to a code, all of them literal, with a clear code often enough."""
    pixels = _drawing().resize((40, 30)).convert("L").tobytes()
    codes = [256] + [code for at in range(0, len(pixels), 200) for code in (*pixels[at : at + 200], 256)] + [257]
    bits = "".join(f"{code:09b}" for code in codes)
    packed = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8))
    stream = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=40, Height=30, BitsPerComponent=8)
    stream.ColorSpace = Name.DeviceGray
    stream.write(packed, filter=Name.LZWDecode)
    pdf.pages[0].Resources.XObject = Dictionary(I=stream)


def _form(pdf: Pdf) -> None:
    page = pdf.pages[0]
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="namn", V="Ifyllt svar", DA="/F1 12 Tf 0 g",
        Rect=[60, 300, 300, 330], F=4,
    )  # fmt: skip
    page.Annots = pdf.make_indirect(Array([pdf.make_indirect(field)]))
    pdf.Root.AcroForm = Dictionary(Fields=[page.Annots[0]], NeedAppearances=True, DR=page.Resources, DA="/F1 12 Tf 0 g")


def _annotated(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[300, 700, 320, 720], Contents="Kontrollera summan.")
    marked = Dictionary(
        Type=Name.Annot, Subtype=Name.Highlight, Rect=[60, 690, 300, 725], C=[1, 1, 0],
        QuadPoints=[60, 725, 300, 725, 60, 690, 300, 690],
    )  # fmt: skip
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[60, 600, 200, 620], A=Dictionary(S=Name.URI, URI="https://a.example")
    )
    pdf.pages[0].Annots = Array([note, marked, link])


def _active(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.Launch, F="cmd.exe"))
    pdf.attachments["kalkyl.xlsx"] = b"PK"


def _layered(pdf: Pdf) -> None:
    shown, hidden = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("Visas", "Dolt"))
    pdf.Root.OCProperties = Dictionary(OCGs=[shown, hidden], D=Dictionary(OFF=[hidden], AS=[]))
    pdf.pages[0].Resources.Properties = Dictionary(A=shown, B=hidden)


def _state(**values: Any) -> Edit:
    def edit(pdf: Pdf) -> None:
        pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, **values))

    return edit


def _see_through(pdf: Pdf) -> None:
    _state(ca=0.4, BM=Name.Multiply)(pdf)
    pdf.pages[0].Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def _spot(pdf: Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[0, 0.2, 1, 0])
    pdf.pages[0].Resources.ColorSpace = Dictionary(S=[Name.Separation, Name.Guld, Name.DeviceCMYK, tint])


def _profiled(pdf: Pdf) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pdf.pages[0].Resources.ColorSpace = Dictionary(P=[Name.ICCBased, pdf.make_stream(profile, N=3)])


def _drawn_letters(pdf: Pdf) -> None:
    letter = pdf.make_stream(b"700 0 0 0 600 700 d1 0 0 600 700 re f")
    pdf.pages[0].Resources.Font.T = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=97, LastChar=97, Widths=[700], CharProcs=Dictionary(a=letter), Resources=Dictionary(),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name("/a")]),
    )  # fmt: skip


def _tagged(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.StructParents = 0
    paragraph = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, K=0, Pg=page.obj))
    parents = Dictionary(Nums=[0, [paragraph]])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=[paragraph], ParentTree=parents))
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _signed(pdf: Pdf) -> None:
    signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=bytes(64), ByteRange=[0, 9, 99, 9])
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="underskrift", V=signature, Rect=[0, 0, 0, 0]
    )
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(field)]))
    pdf.Root.AcroForm = Dictionary(Fields=[pdf.pages[0].Annots[0]], SigFlags=3)


def _bomb() -> bytes:
    """Four hundred megabytes of blanks as the content of a page."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 10_000_000) for _ in range(40)) + packer.flush()

    def edit(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(data, filter=Name.FlateDecode)
        pdf.pages[0].Contents = stream

    return _pdf(edit=edit, compress_streams=False)


# --- Word ----------------------------------------------------------------------------------------

Write = Callable[[Any], None]
_SPACES = (
    f"{nsdecls('w', 'wp', 'a', 'r')} xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "
    "xmlns:v='urn:schemas-microsoft-com:vml' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
)


_FIELD = """
    <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>
    <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>den 3 mars</w:t></w:r>
    <w:r><w:fldChar w:fldCharType='end'/></w:r>"""
_IN_CONTROL = "<w:r><w:t>Ifyllt.</w:t></w:r>"
_BOOKMARK = "<w:bookmarkStart w:id='1' w:name='avgift'/><w:r><w:t>Avgift</w:t></w:r><w:bookmarkEnd w:id='1'/>"
_TEXT_BOX = """
    <w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>I en ruta.</w:t></w:r></w:p></w:txbxContent>
    </v:textbox></v:shape></w:pict></w:r>"""


def words() -> Iterator[Bilaga]:
    """Word files with what Word can hold and others cannot."""
    yield Bilaga("numrerad.docx", _word(_numbered))
    yield Bilaga("tabeller.docx", _word(_tables))
    yield Bilaga("sidhuvud.docx", _word(_headed))
    yield Bilaga("liggande-avsnitt.docx", _word(_sections))
    yield Bilaga("bilder.docx", _word(_pictured))
    yield Bilaga("fält.docx", _word(_xml(_FIELD)))
    yield Bilaga("innehållskontroll.docx", _word(_xml(f"<w:sdt><w:sdtContent>{_IN_CONTROL}</w:sdtContent></w:sdt>")))
    yield Bilaga("bokmärke.docx", _word(_xml(_BOOKMARK)))
    yield Bilaga("ändringar.docx", _word(_changed), unsettled=True)
    yield Bilaga("textruta.docx", _word(_xml(_TEXT_BOX)), refused=True)
    yield Bilaga("ekvation.docx", _word(_xml("<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>")), refused=True)
    yield Bilaga("äldre.docx", _ole("WordDocument"), refused=True)
    yield Bilaga("lösenord.docx", _ole("EncryptedPackage"), refused=True)
    yield Bilaga("makron.docm", _word(lambda document: None), refused=True)
    yield Bilaga("egentligen-pdf.docx", _pdf(), refused=True)
    yield Bilaga("tom.docx", b"", refused=True)
    yield Bilaga("kalkyl.xlsx", b"PK", refused=True)
    yield Bilaga("text.odt", b"PK", refused=True)
    yield Bilaga("bilder.pptx", b"PK", refused=True)
    yield Bilaga("text.txt", b"Text.", refused=True)


def _word(write: Write) -> bytes:
    document = docx.Document()
    document.add_paragraph("Först.")
    write(document)
    document.add_paragraph("Sist.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xml(source: str) -> Write:
    def write(document: Any) -> None:
        document.add_paragraph("Före.")._p.addnext(parse_xml(f"<w:p {_SPACES}>{source}</w:p>"))

    return write


def _changed(document: Any) -> None:
    paragraph = document.add_paragraph("Avgiften är ")
    for source in (
        f"<w:del {nsdecls('w')} w:id='1' w:author='Kim'><w:r><w:delText>tio</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')} w:id='2' w:author='Kim'><w:r><w:t>tjugo</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:rPr><w:b/><w:rPrChange w:id='3' w:author='Kim'><w:rPr/></w:rPrChange></w:rPr>"
        "<w:t> kronor.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(source))


def _numbered(document: Any) -> None:
    """Headings 1 and 1.1, and paragraphs 1 § and 2 §, whose numbers Word reckons."""
    numbering = document.part.numbering_part.element
    patterns = {
        90: [("decimal", "%1"), ("decimal", "%1.%2")],
        91: [("decimal", "%1 §")],
        92: [("lowerLetter", "%1)")],
    }
    for number, levels in patterns.items():
        inner = "".join(
            f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
            for depth, (form, text) in enumerate(levels)
        )
        pattern = f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{number}'>{inner}</w:abstractNum>"
        numbering.insert(0, parse_xml(pattern))
        one = f"<w:num {nsdecls('w')} w:numId='{number}'><w:abstractNumId w:val='{number}'/></w:num>"
        numbering.append(parse_xml(one))
    for text, style, number, depth in (
        ("Avgifter", "Heading 1", 90, 0), ("Lån", "Heading 2", 90, 1), ("Reglerna gäller alla.", None, 91, 0),
        ("Lån är gratis, se 1 §.", None, 91, 0), ("Retur", "Heading 2", 90, 1), ("hela", None, 92, 0),
        ("rena", None, 92, 0),
    ):  # fmt: skip
        paragraph = document.add_paragraph(text, style=style)
        place = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>"
        paragraph._p.get_or_add_pPr().append(parse_xml(place))


def _tables(document: Any) -> None:
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"rad {row + 1}, kolumn {column + 1}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 0).add_table(1, 2).cell(0, 0).text = "inre"


def _headed(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "Stensunda kommun, dnr KS 2030/12"
    document.sections[0].footer.paragraphs[0].text = "Antagen den 3 mars"


def _sections(document: Any) -> None:
    section = document.add_section()
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("På en liggande sida.")


def _pictured(document: Any) -> None:
    """Pictures of several kinds, each with its alternative text."""
    for form in ("PNG", "JPEG", "GIF", "TIFF", "BMP"):
        shape = document.add_picture(io.BytesIO(_saved(_drawing(), form)))
        shape._inline.docPr.set("descr", f"Tre färgade fält och en gråskala, sparade som {form}")


def _ole(stream: str) -> bytes:
    """As much of the older container as tells what it is."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + stream.encode("utf-16-le") + bytes(1_000)


# --- an ärende of them ---------------------------------------------------------------------------


def listed(bilagor: Iterable[Bilaga]) -> str:
    """What arende.yaml says of them; the file of the first is bilagor/1.jpg, say."""
    return "bilagor:\n" + "".join(
        f"  - {{rubrik: Underlag om {each.name.rpartition('.')[0]}, fil: bilagor/{_file(number, each)}, "
        "placering: i dokumentet, alternativtext: Färgade fält och en gråskala.}\n"
        for number, each in enumerate(bilagor, start=1)
    )


def files(bilagor: Iterable[Bilaga]) -> dict[str, bytes]:
    """Their files, by path from the ärende's folder."""
    return {f"bilagor/{_file(number, each)}": each.data for number, each in enumerate(bilagor, start=1)}


def _file(number: int, bilaga: Bilaga) -> str:
    return f"{number}.{bilaga.name.rpartition('.')[2]}"


def laid(example: Path, target: Path) -> None:
    """A working folder like `example`, whose only ärende has every bilaga that a final document can hold."""
    shutil.copytree(example, target)
    (case,) = (target / "drafts").iterdir()
    shutil.rmtree(case / "bilagor")
    (case / "bilagor").mkdir()
    sound = [each for each in everything() if not each.refused and not each.unsettled]
    facts = (case / "arende.yaml").read_text(encoding="utf-8")
    before = facts[: facts.index("\nbilagor:")].replace("    bilaga: motion\n", "")
    (case / "arende.yaml").write_text(f"{before}\n{listed(sound)}", encoding="utf-8")
    for path, data in files(sound).items():
        (case / path).write_bytes(data)


def _write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in everything():
        (folder / each.name).write_bytes(each.data)


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
