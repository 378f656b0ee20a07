"""The pages of a PDF bilaga: measured, drawn as a picture, and laid in the finished document.

typst refuses a PDF as an image under PDF/A and PDF/UA. So the page goes in by a detour:

    placeholder(key, size)      a grey picture with the page's proportions and its key written in the pixels
    typst                       lays it in a tagged figure with an alternative text
    put_pages(document, pages)  puts the page itself, vector and searchable, where its placeholder was

Pages are counted from 1, and lengths are points (1/72 inch) of the page as it is displayed: inside its CropBox
and turned by its /Rotate. /UserUnit is left out, because a page is always scaled to the room that it gets.
"""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from decimal import Decimal
from itertools import zip_longest
from typing import cast

import pikepdf
import pikepdf.settings
import pypdfium2
from msgspec import Struct
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Matrix,
    Name,
    Object,
    Page,
    Pdf,
    Rectangle,
    Stream,
)
from pikepdf.models import ContentStreamInstructions
from PIL import Image, ImageChops
from pypdfium2 import raw as pdfium

from .fonts import mend
from .obstacles import Judge, Obstacle

# A placeholder is this mark, its key, a zero byte and then plain grey, read as the bytes of an eight-bit picture.
# typst writes those bytes into the PDF unchanged (only compressed), so the key is read back from the pixels:
# no size, name or order has to survive, and a placeholder that nobody asked for can be named.
_MARK = b"draftkit bilaga:"
_GREY = b"\xee"
_LONG_SIDE = 1000  # pixels; the proportions are then right to 0.05 % of the longer side

# Above this a picture would fill the memory: a page may measure 14,400 points (5 metres).
_LONGEST_PICTURE = 3_500  # pixels; that is 300 to an inch on the longer side of an A4
_LARGE_PICTURE = 500_000  # bytes

MOST_PAGES = 500  # of a bilaga that is laid in the document
_MOST_UNPACKED = 300_000_000  # bytes of one part of a file
_MOST_PACKED = 1_032  # times that Deflate makes something smaller at most

# What a drawing may use; a file could hang anything else there, such as a script.
_RESOURCES = frozenset({"/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Properties", "/Shading", "/XObject"})
_LAYERS = (Name.OCG, Name.OCMD)

# What PDF/A forbids in an XObject, or what leads out of the drawing: to tags, files and private data.
_DROPPED_KEYS = (
    Name.StructParents,
    Name.StructParent,
    Name.Metadata,
    Name.PieceInfo,
    Name.AF,
    Name.OPI,
    Name.PS,
    Name.Ref,
    Name.Alternates,
    Name.Interpolate,
)

# What pikepdf raises where a damaged file has another kind of object than belongs there.
_WRONG_KIND = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class BrokenPdf(ValueError):
    """The file is no PDF, or so damaged that its pages cannot be read."""


class HugePdf(BrokenPdf):
    """The PDF has more in it than memory and patience have room for."""


class EncryptedPdf(ValueError):
    """The file cannot be opened without a password."""


class NoSuchPage(ValueError):
    """The PDF has no page with that number."""


class PageSize(Struct, frozen=True):
    """Width and height of a page as it is displayed, in points."""

    width: float
    height: float

    @property
    def lies(self) -> bool:
        """Whether the page is clearly wider than it is high."""
        return self.width > self.height * 1.15


class PdfFacts(Struct, frozen=True):
    """What the layout needs to know about a PDF: the size of each page, in order; and which pages have no text."""

    pages: tuple[PageSize, ...]
    scanned: tuple[int, ...] = ()  # those that are pictures without a word that can be searched or read aloud


def inspect(data: bytes) -> PdfFacts:
    """The facts of the PDF in `data`.

    Raises BrokenPdf where it cannot be read, HugePdf where it has too much in it, and EncryptedPdf where it needs a
    password. One program mends what another cannot read, so both that are to work on its pages are asked.
    """
    with _opened(data) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise HugePdf(f"the PDF has {len(pdf.pages)} pages")
        _refuse_bombs(pdf)
        sizes = tuple(_size(page) for page in pdf.pages)
    with drawable(data) as pages:
        if len(pages) != len(sizes):
            raise BrokenPdf("the PDF has lost pages")
        scanned = []
        for number, page in enumerate(pages, start=1):
            if _is_scanned(page):
                scanned.append(number)
            page.close()
    return PdfFacts(sizes, tuple(scanned))


def rasterise(data: bytes, page: int, dpi: int = 150, *, turned: bool = False) -> bytes:
    """One page of the PDF in `data` as `rasterised` draws it. Raises NoSuchPage beside what that raises."""
    (picture,) = rasterised(data, [(page, turned)], dpi)
    return picture


def rasterised(data: bytes, wanted: Iterable[tuple[int, bool]], dpi: int = 150) -> Iterator[bytes]:
    """Pages of the PDF in `data` as PNG or JPEG, annotations and form fields included.

    `wanted` are numbers of pages, and whether each is to be turned a quarter left. A page without colours becomes a
    picture in greyscale; one that is mostly photographs a JPEG. The same input gives the same bytes. A page so large
    that its longer side would pass 3,500 pixels is drawn coarser: no page of the document shows more of it.
    Raises BrokenPdf, EncryptedPdf or NoSuchPage.
    """
    with drawable(data) as pdf:
        pdf.init_forms()
        for number, turned in wanted:
            _require_page(number, len(pdf))
            page = pdf[number - 1]
            scale = min(dpi / 72, _LONGEST_PICTURE / max(page.get_size()))
            picture = _without_needless_colours(page.render(scale=scale).to_pil())
            page.close()
            if turned:
                picture = picture.transpose(Image.Transpose.ROTATE_90)
            yield _packed(picture, round(scale * 72) or 1)


def _without_needless_colours(picture: Image.Image) -> Image.Image:
    """The picture in greyscale, where all that it shows is grey."""
    red, green, blue = picture.convert("RGB").split()
    coloured = ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox()
    return picture if coloured else green


def _packed(picture: Image.Image, dpi: int) -> bytes:
    """The picture as PNG; as JPEG where that would be too large, as of a scanned photograph."""
    drawn = _png(picture, dpi=(dpi, dpi))
    if len(drawn) <= _LARGE_PICTURE:
        return drawn
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, subsampling=0, dpi=(dpi, dpi))
    return min(drawn, out.getvalue(), key=len)


def obstacles(data: bytes) -> tuple[frozenset[Obstacle], ...]:
    """For each page of the PDF in `data`, what keeps it from being put into a PDF/A as it is; mostly nothing.

    A page with an obstacle is better laid as the picture that `rasterise` makes, for the document would else
    claim a standard that it breaks.
    Raises BrokenPdf or EncryptedPdf.
    """
    judge = Judge()
    with _drawn(data) as pdf:
        return tuple(judge.of(_form(page)) for page in pdf.pages)


def placeholder(key: str, size: PageSize) -> bytes:
    """A PNG with the proportions of `size`, for typst to lay where the page that `key` stands for shall be.

    The key is the caller's own, unique in the document: (appendix, page) written as a text, say. Raises
    ValueError where it is too long to be written in the picture (some 900 bytes of UTF-8 always fit).
    """
    scale = _LONG_SIDE / max(size.width, size.height)
    width, height = (max(1, round(side * scale)) for side in (size.width, size.height))
    text = _MARK + key.encode() + b"\0"
    if len(text) > width * height or "\0" in key:
        raise ValueError(f"a placeholder cannot hold the key {key!r}")
    return _png(Image.frombytes("L", (width, height), text.ljust(width * height, _GREY)))


def put_pages(document: bytes, pages: Mapping[str, tuple[bytes, int]]) -> bytes:
    """The compiled PDF `document` with each placeholder replaced by its page, at the same place and size.

    `pages` maps each placeholder's key to a PDF and a page in it. The page comes as its drawing only: filled
    form fields, stamps and comments are drawn in place; links, scripts and other actions are gone. Everything
    else in `document` stays as it was, and the same input gives the same bytes.
    Raises ValueError where the placeholders in the document and the keys are not the same, each exactly once;
    BrokenPdf, EncryptedPdf or NoSuchPage where a page cannot be had.
    """
    with ExitStack() as stack:
        target = stack.enter_context(pikepdf.open(io.BytesIO(document)))
        places = _placeholders(target)
        _require_same(places, pages)
        sources: dict[bytes, Pdf] = {}  # one for each file, so that pages of one file share their fonts
        for key, place in places:
            data, number = pages[key]
            if data not in sources:
                sources[data] = stack.enter_context(_drawn(data))
                _copy_layers(sources[data], target)
            form = _form(_page(sources[data], number))
            place.xobjects[place.name] = target.copy_foreign(form)
        return _saved(target)


# -- Reading a bilaga ------------------------------------------------------------------------------------------


@contextmanager
def _opened(data: bytes) -> Iterator[Pdf]:
    """The PDF in `data`, with all that fails while it is read turned into BrokenPdf or EncryptedPdf.

    A PDF that only restricts what may be done with it (an owner's password) opens with the empty password
    and is accepted: everybody can read it, and the bilaga is a public document.
    """
    pikepdf.settings.set_qpdf_limits(flate_max_memory=_MOST_UNPACKED, run_length_max_memory=_MOST_UNPACKED)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not pdf.pages:
                raise BrokenPdf("the PDF has no pages")
            yield pdf
    except pikepdf.PasswordError as error:
        raise EncryptedPdf("the PDF needs a password") from error
    except (BrokenPdf, EncryptedPdf, NoSuchPage):
        raise
    except (pikepdf.PikepdfError, *_WRONG_KIND) as error:
        raise BrokenPdf(str(error)) from error


def _refuse_bombs(pdf: Pdf) -> None:
    """Raises HugePdf where something in the PDF unpacks to more than memory has room for.

    pdfium, which draws the pages, takes the whole program with it when the memory is full. A picture is no danger: it
    is unpacked line by line.
    """
    for each in pdf.objects:
        if not isinstance(each, Stream) or each.get(Name.Subtype) == Name.Image:
            continue
        if len(each.read_raw_bytes()) * _MOST_PACKED > _MOST_UNPACKED:
            try:
                each.read_bytes()
            except pikepdf.DataDecodingError as error:
                raise HugePdf("a part of the PDF unpacks to too much") from error
            except pikepdf.PdfError:  # of a kind that is not unpacked
                continue


@contextmanager
def drawable(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF in `data` for drawing its pages, with what fails turned into BrokenPdf or EncryptedPdf."""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            yield pdf
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedPdf("the PDF needs a password") from error
        raise BrokenPdf(str(error)) from error


@contextmanager
def _drawn(data: bytes) -> Iterator[Pdf]:
    """The PDF in `data`, with what fields and annotations show drawn into the pages, and they themselves gone.

    "all" leaves out only what is hidden: a filled field is often not marked for printing, and no word may go.
    """
    with _opened(data) as pdf:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
        yield pdf


def _page(pdf: Pdf, number: int) -> Page:
    _require_page(number, len(pdf.pages))
    return pdf.pages[number - 1]


def _require_page(number: int, count: int) -> None:
    if not 1 <= number <= count:
        raise NoSuchPage(f"page {number} of a PDF with {count} pages")


def _displayed_box(page: Page) -> Rectangle:
    """The part of the page's own coordinates that is displayed, before it is turned. Raises BrokenPdf."""
    box = Rectangle(page.mediabox) & Rectangle(page.cropbox)
    if box.width <= 0 or box.height <= 0:
        raise BrokenPdf("a page of the PDF has no size")
    return box


def _rotation(page: Page) -> int:
    """Clockwise, in whole quarter turns, as viewers take it: 0, 90, 180 or 270 degrees."""
    return page.rotation // 90 * 90


def _size(page: Page) -> PageSize:
    box = _displayed_box(page)
    if _rotation(page) in (90, 270):
        return PageSize(box.height, box.width)
    return PageSize(box.width, box.height)


def _is_scanned(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures cover most of the page, and no text lies on or behind them."""
    kinds = [pdfium.FPDFPageObj_GetType(each) for each in _objects(page)]
    if pdfium.FPDF_PAGEOBJ_TEXT in kinds or pdfium.FPDF_PAGEOBJ_IMAGE not in kinds:
        return False
    width, height = page.get_size()
    return bool(sum(map(_area, _objects(page))) > width * height / 2)


def _objects(page: pypdfium2.PdfPage) -> Iterator[object]:
    """What is drawn on a page, pdfium's own objects; what is drawn together is taken apart."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        each = pdfium.FPDFPage_GetObject(page, index)
        parts = pdfium.FPDFFormObj_CountObjects(each)
        if parts > 0:
            yield from (pdfium.FPDFFormObj_GetObject(each, part) for part in range(parts))
        else:
            yield each


def _area(drawn: object) -> float:
    """How much of the page a picture covers, in square points; nothing else does."""
    if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_IMAGE:
        return 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return (right.value - left.value) * (top.value - bottom.value)


# -- The placeholders in the document --------------------------------------------------------------------------


class _Place(Struct, frozen=True):
    """Where a placeholder hangs: `xobjects[name]` of a page."""

    xobjects: Dictionary
    name: str


def _placeholders(document: Pdf) -> list[tuple[str, _Place]]:
    """Every drawing of a placeholder, with its key."""
    found: list[tuple[str, _Place]] = []
    for page in document.pages:
        xobjects = cast(Dictionary, page.resources.get(Name.XObject, Dictionary()))
        keys = {name: key for name, image in xobjects.items() if (key := _key(image)) is not None}
        if keys:
            drawn = pikepdf.parse_content_stream(page, "Do")
            names = [str(instruction.operands[0]) for instruction in drawn]
            found += [(keys[name], _Place(xobjects, name)) for name in names if name in keys]
    return found


def _key(image: Object) -> str | None:
    """The key that the image carries; None for any other image."""
    sides = (image.get(Name.Width), image.get(Name.Height))
    if _LONG_SIDE not in sides or image.get(Name.Filter) != Name.FlateDecode:  # spares decoding photographs
        return None
    pixels = image.read_bytes()
    if not pixels.startswith(_MARK):
        return None
    return pixels[len(_MARK) : pixels.index(b"\0")].decode()


def _require_same(places: Iterable[tuple[str, _Place]], wanted: Collection[str]) -> None:
    """Raise ValueError unless each wanted key has exactly one place and each place a wanted key."""
    drawn = Counter(key for key, _ in places)
    wrong = [key for key in wanted if drawn[key] != 1] + [key for key in drawn if key not in wanted]
    if wrong:
        raise ValueError(f"placeholders not found exactly once, or not asked for: {', '.join(wrong)}")


def _saved(document: Pdf) -> bytes:
    """The document as bytes. Its /ID follows from its content, and XMP and dates stay as typst wrote them."""
    out = io.BytesIO()
    document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def differing_pages(one: bytes, other: bytes) -> list[int]:
    """The pages that two PDF files do not draw alike; those that only one has, too. Raises BrokenPdf."""
    try:
        with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(other)) as second:
            drawn = [[_drawing(page) for page in document.pages] for document in (first, second)]
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise BrokenPdf(str(error)) from error
    pairs = enumerate(zip_longest(*drawn), start=1)
    return [number for number, (mine, theirs) in pairs if mine != theirs]


def _drawing(page: Page) -> bytes:
    """What a page draws, as one stream of operators."""
    contents = page.obj.get(Name.Contents, Array())
    return b"\n".join(each.read_bytes() for each in (contents if isinstance(contents, Array) else [contents]))


# -- A page as a drawing ---------------------------------------------------------------------------------------


def _form(page: Page) -> Stream:
    """The page as a form XObject that fills the unit square, as an image does.

    A form holds a drawing and its resources and nothing else, so no annotation, action, script or destination
    of the page comes along.
    """
    box = _displayed_box(page)
    form = cast(Stream, page.as_form_xobject(handle_transformations=False))
    form.BBox = box.as_array()
    form.Matrix = _to_unit_square(box, _rotation(page))
    for scope in Page(form).content_scopes():
        _clean_content(scope.content)
        if scope.resources is not None:
            _clean_resources(scope.resources)
    return form


def _to_unit_square(box: Rectangle, rotation: int) -> Array:
    """The matrix that turns `box` clockwise by `rotation` degrees and scales it to the square (0, 0) to (1, 1).

    Read from the end: each call comes before the ones above it.
    """
    matrix = (
        Matrix()
        .translated(0.5, 0.5)
        .rotated(-rotation)
        .translated(-0.5, -0.5)
        .scaled(1 / box.width, 1 / box.height)
        .translated(-box.llx, -box.lly)
    )
    # Ten decimals, where floats would get five: a large page is scaled by 0.0003.
    return Array([Decimal(f"{value:.10f}") for value in matrix.shorthand])


def _entries(resources: Dictionary, kind: Name) -> Iterable[Object]:
    """The resources of one kind (Font, XObject, ...), without those that are named but not in the file."""
    found = cast(Dictionary, resources.get(kind, Dictionary()))
    return [entry for entry in found.values() if entry is not None]


def _clean_resources(resources: Dictionary) -> None:
    """Take out of a drawing's resources what does not draw, in place."""
    for kind in resources.keys() - _RESOURCES:
        del resources[kind]
    marks = resources.get(Name.Properties, Dictionary())
    for name, properties in dict(marks.items()).items():
        if properties is None or properties.get(Name.Type) not in _LAYERS:
            del marks[name]
    for font in _entries(resources, Name.Font):
        with suppress(pikepdf.PikepdfError, *_WRONG_KIND):  # a damaged one is an obstacle
            mend(font)
    streams = [xobject for xobject in _entries(resources, Name.XObject) if isinstance(xobject, Stream)]
    masks = [mask for stream in streams if isinstance(mask := stream.get(Name.SMask), Stream)]
    for stream in streams + masks:
        for key in _DROPPED_KEYS:
            if key in stream:
                del stream[key]


def _clean_content(content: Object) -> None:
    """Take the tags out of a content stream, in place.

    The page stands inside a figure of the document. There its own content ids would point into another
    document's tags, and its running headers would be artifacts inside tagged content, which PDF/UA forbids.
    """
    if not pikepdf.parse_content_stream(content, "BMC BDC MP DP"):
        return
    kept = _without_tags(pikepdf.parse_content_stream(content))
    cast(Stream, content).write(pikepdf.unparse_content_stream(list(kept)))


def _without_tags(content: Iterable[ContentStreamInstructions]) -> Iterator[ContentStreamInstructions]:
    """The instructions of a content stream without its marks, but with layers and replacement texts."""
    kept: list[bool] = []  # of the marked sequences that are open, innermost last
    for instruction in content:
        match str(instruction.operator):
            case "MP" | "DP":
                continue
            case "BMC" | "BDC":
                replacement = _mark_to_keep(instruction)
                kept.append(replacement is not None)
                if replacement is not None:
                    yield replacement
            case "EMC":
                if kept and kept.pop():
                    yield instruction
            case _:
                yield instruction


def _mark_to_keep(mark: ContentStreamInstructions) -> ContentStreamInstructions | None:
    """The opening mark as it may stand in another document; None where it was only a tag.

    A layer decides what is seen, and a replacement text what is found by a search.
    """
    tag, properties = mark.operands[0], mark.operands[-1]
    if tag == Name.OC:
        return mark
    if tag != Name.Artifact and isinstance(properties, Dictionary) and Name.ActualText in properties:
        text = Dictionary(ActualText=properties.ActualText)
        return ContentStreamInstruction([Name.Span, text], mark.operator)
    return None


def _copy_layers(source: Pdf, target: Pdf) -> None:
    """Let each layer of `source` be shown or hidden in `target` as it is in `source` when it is opened.

    Without this the layers that are off, such as the unused ones of a drawing or a map, would appear.
    """
    layers = source.Root.get(Name.OCProperties)
    if not isinstance(layers, Dictionary):
        return
    default = layers.get(Name.D, Dictionary())
    shown, hidden = ({layer.objgen for layer in default.get(key, Array())} for key in (Name.ON, Name.OFF))
    starts_hidden = default.get(Name.BaseState) == Name.OFF
    if Name.OCProperties not in target.Root:
        target.Root.OCProperties = Dictionary(OCGs=[], D=Dictionary(Name="Bilagor", Order=[], OFF=[]))
    properties = target.Root.OCProperties
    for layer in layers.get(Name.OCGs, Array()):
        copy = target.copy_foreign(layer)
        properties.OCGs.append(copy)
        properties.D.Order.append(copy)
        if layer.objgen in hidden or (starts_hidden and layer.objgen not in shown):
            properties.D.OFF.append(copy)


def _png(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", **options)
    return out.getvalue()
