"""The last stage: a composed document becomes files, each of them counted before anybody sees it."""

from __future__ import annotations

import posixpath
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from gettext import NullTranslations
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from . import __version__, codes, messages
from .blocks import attribute, letters, nodes, text_of
from .edges.engines import typst
from .edges.engines.pandoc import Pandoc, Reply
from .edges.finish.docx import DocxFacts, finished, missing_styles
from .edges.intake.attachments import Attachments, kind_of, width_in_points
from .facts import facts_of
from .messages import Message, msg
from .model import Case, Quoted, RuleSettings
from .pipeline import Checked, Composed
from .problems import Code, Problem, Severity, in_order, stopping
from .project import WORDS, Project
from .spans import Span, top_of
from .stages import count, formats
from .stages import manifest as manifests
from .stages.assemble import Statement
from .stages.inputs import digits, inputs, sha
from .stages.ledger import turning_day
from .stages.load.pack import Pack
from .stages.longwords import long_words
from .stages.render import Document

_FLAT_DPI = 200  # of a page that can only be laid in the PDF as a picture
_PAGE_MM = (140.0, 205.0)  # the room for a page of a PDF in the Word file


class Published(Struct, frozen=True):
    """The finished files by name, and what can be said of them. No files where a problem stops it."""

    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    pages: int = 0
    words: int = 0
    printed: int = 0
    draft: str | None = None


class Job(Struct, frozen=True):
    """All that the making of the files needs."""

    case: Case
    pack: Pack
    statement: Statement
    document: Document
    attachments: Attachments
    page_texts: Mapping[tuple[str, int], str]
    project: Project
    pandoc: Pandoc
    made_from: Mapping[str, str]  # the hashes of the inputs, by path
    draft: str | None
    moment: datetime  # what the files say of when they were made
    pictures: Sequence[tuple[str, str]]  # path and alternative text of each picture, in order
    pdf_pages: Sequence[tuple[str, int]]  # path and page of each page of a PDF bilaga, in order
    changes: Mapping[str, object] | None = None  # what draftkit.typ says of the versions that a redline compares

    def bytes_of(self, path: str) -> bytes:
        """A file of the project, or a picture from within a Word file."""
        return self.attachments.pictures.get(path) or self.project.files[path]


def publish(
    composed: Composed,
    project: Project,
    pandoc: Pandoc,
    *,
    wanted: Collection[str],
    final: bool,
    commit: str | None = None,
    moment: datetime | None = None,
    asked_pack: str | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    findings: Callable[[], Checked] | None = None,
) -> Published:
    """The files of a composed document in the `wanted` formats, the originals of PDF bilagor, and the manifest.

    `commit` is the id of the commit that has the inputs of a final document; `moment` what the files are to say of when
    they were made (UTC), instead of the latest day of the case's own; `asked_pack` the pack, where it was asked for by
    name. `meanwhile` is called in a thread of its own while the engines are at work; `findings` gives, after that, the
    case with all that the rules found.
    """
    checked = composed.checked
    if composed.statement is None or composed.document is None or checked.case is None or checked.pack is None:
        return Published(composed.problems)
    job = job_of(composed, project, pandoc, final=final, moment=moment)
    if faults := list(_lost_in_tree(job)):
        return Published(tuple(in_order([*composed.problems, *faults])))
    with tempfile.TemporaryDirectory(prefix="draftkit-") as folder:
        made, problems, pages, places = _make(job, wanted, Path(folder), final, meanwhile)
    words = len(text_of(list(job.document.nodes)).split())
    everything = tuple(in_order([*composed.problems, *problems]))
    published = Published(everything, words=words)
    if stopping(problems, final=final):
        return published
    files = made | _originals(job)
    notes = _final(job, checked, commit) if final else None
    told = with_findings(published, checked, findings()) if findings else published
    terms = _terms(job, checked, wanted, asked_pack, moment, told.problems, final=final)
    files["manifest.json"] = _manifest(job, checked.folder, files, pages, words, places, notes, terms)
    printed = len({part.path for part in job.statement.parts.values()})
    return Published(everything, files, pages, words, printed, job.draft)


def job_of(composed: Composed, project: Project, pandoc: Pandoc, *, final: bool, moment: datetime | None = None) -> Job:
    """What the making of the files of a composed document needs."""
    checked = composed.checked
    assert composed.statement is not None  # it has been composed
    assert composed.document is not None
    assert checked.case is not None
    assert checked.pack is not None
    made_from = inputs(project, checked.folder, checked.pack)
    return Job(
        checked.case,
        checked.pack,
        composed.statement,
        composed.document,
        checked.attachments,
        composed.page_texts,
        project,
        pandoc,
        made_from,
        None if final else digits(made_from),
        moment or _noon(composed.statement.day),
        formats.pictures(composed.document),
        formats.pdf_pages(composed.document),
    )


def with_findings(published: Published, found: Checked, checked: Checked) -> Published:
    """What was published, with all that the rules found in place of what reading alone had `found`."""
    read = set(found.problems) | set(checked.problems)
    own = [each for each in published.problems if each not in read]
    return replace(published, problems=tuple(in_order([*checked.problems, *own])))


def word_file(
    composed: Composed, project: Project, pandoc: Pandoc, *, with_names: bool = True
) -> tuple[bytes, list[Problem]]:
    """The Word file of a draft alone, and what is wrong with it. The document must have been composed.

    `with_names` as for `finished`.
    """
    job = job_of(composed, project, pandoc, final=False)
    with tempfile.TemporaryDirectory(prefix="draftkit-") as folder:
        return _docx(job, _send_docx(job, Path(folder)), with_names=with_names)


def pdf_file(job: Job) -> tuple[bytes, list[Problem], int]:
    """The PDF of a draft alone, what is wrong with it, and its pages."""
    body = job.pandoc.text(formats.for_typst(job.document), "typst-smart").get()[1][0].decode()
    pdf, problems, pages, _ = _pdf(job, body, final=False)
    return pdf, problems, pages


def _make(
    job: Job, wanted: Collection[str], folder: Path, final: bool, meanwhile: Callable[[], None]
) -> tuple[dict[str, bytes], list[Problem], int, Mapping[int, int]]:
    """The documents by name, what is wrong with them, the pages of the PDF, and the page of each block.

    pandoc writes the DOCX while typst sets the PDF.
    """
    name = job.pack.facts.file_name or "dokument"
    # Without "smart", which would write – and ’ as the keys of a typewriter, for Typst to guess at.
    body = job.pandoc.text(formats.for_typst(job.document), "typst-smart") if "pdf" in wanted else None
    word = _send_docx(job, folder) if "docx" in wanted else None
    results: dict[str, tuple[bytes, list[Problem]]] = {}
    failed: list[Exception] = []

    def write_word() -> None:
        try:
            if word is not None:
                results[f"{name}.docx"] = _docx(job, word)
        except Exception as error:  # raised again below: what a thread raises is only printed
            failed.append(error)

    worker, other = threading.Thread(target=write_word), threading.Thread(target=meanwhile)
    pages, places = 0, dict[int, int]()
    if body is not None:
        typst.load()  # while pandoc writes
        text = body.get()[1][0].decode()
        worker.start()
        other.start()
        pdf, problems, pages, places = _pdf(job, text, final)
        results[f"{name}.pdf"] = (pdf, problems)
    else:
        worker.start()
        other.start()
    worker.join()
    other.join()
    if failed:
        raise failed[0]
    if "html" in wanted:
        results[f"{name}.html"] = _webpage(job)
    if "md" in wanted:
        results |= _markdown(job, name)
    results |= _open_data(job, name, wanted)
    return (
        {each: data for each, (data, _) in results.items()},
        [p for _, found in results.values() for p in found],
        pages,
        places,
    )


# --- DOCX ----------------------------------------------------------------------------------------


def _send_docx(job: Job, folder: Path) -> Reply:
    media = formats.Media(_media_names(job), {}, _widths(job))
    contents = {name: job.bytes_of(path) for path, name in media.names.items()}
    pages = {}
    for (path, number), picture in _page_pictures(job, job.pdf_pages, turned=True):
        size = job.attachments.sizes[path][number - 1]
        ratio = size.height / size.width if size.lies else size.width / size.height
        shown = formats.PagePicture(
            f"media/{sha(picture)[:16]}{kind_of(picture)}",
            min(_PAGE_MM[0], _PAGE_MM[1] * ratio),
            job.page_texts[path, number],
        )
        pages[path, number] = shown
        contents[shown.name] = picture
    reference = folder / "reference.docx"
    reference.write_bytes(job.pack.files[job.pack.file("reference.docx") or ""])
    return job.pandoc.docx(formats.for_docx(job.document, replace(media, pages=pages)), reference, contents)


def _page_pictures(
    job: Job, wanted: Sequence[tuple[str, int]], *, turned: bool = False, dpi: int = 150
) -> Iterator[tuple[tuple[str, int], bytes]]:
    """The `wanted` pages of PDF bilagor as pictures; those that lie down `turned` a quarter left, where asked for."""
    if not wanted:
        return
    from itertools import groupby

    from .edges.pdf.pages import rasterised

    for path, pages in groupby(wanted, key=lambda page: page[0]):  # each file is opened once
        numbers = [number for _, number in pages]
        asked = [(number, turned and job.attachments.sizes[path][number - 1].lies) for number in numbers]
        for number, picture in zip(numbers, rasterised(job.project.files[path], asked, dpi), strict=True):
            yield (path, number), picture


def _docx(job: Job, reply: Reply, *, with_names: bool = True) -> tuple[bytes, list[Problem]]:
    statement = job.statement
    own = job.case.settings.appendices.page_numbers == "egen"
    facts = DocxFacts(statement.title, statement.author, job.case.settings.language, job.moment, job.draft, own)
    data = finished(reply.get()[1][0], facts, job.pandoc.zipped, with_names=with_names)
    text, notes = count.docx_text(data)
    return data, [*_lost(job, "DOCX", text, notes), *_without_style(job, data)]


def _without_style(job: Job, data: bytes) -> Iterator[Problem]:
    """A warning for each style that the text has and the look does not."""
    path = job.pack.file("reference.docx") or ""
    for name in missing_styles(data, job.pack.files[path]):
        yield Problem(
            codes.MISSING_STYLE,
            msg("the reference document has no style “{name}”", name=name),
            top_of(f"templates/{path}"),
            msg("make it in Word, with that very name; until then its text looks like other text"),
        )


def _widths(job: Job) -> dict[str, float]:
    """The widths in points of the pictures that are narrower than the column."""
    widths = {path: width_in_points(job.bytes_of(path)) for path, _ in formats.pictures(job.document)}
    return {path: width for path, width in widths.items() if width is not None}


def _media_names(job: Job) -> dict[str, str]:
    """The pictures by path, each named by its content: two files of one name are two pictures."""
    names = {}
    for path, _ in job.pictures:
        data = job.bytes_of(path)
        names[path] = f"media/{sha(data)[:16]}{kind_of(data)}"
    return names


# --- PDF -----------------------------------------------------------------------------------------


def _pdf(job: Job, body: str, final: bool) -> tuple[bytes, list[Problem], int, dict[int, int]]:
    """The PDF, what is wrong with it, its pages, and the page of each block by the block's number."""
    files = {f"{name}": data for name, data in job.pack.files.items() if name.partition("/")[0] in job.pack.lineage}
    data, more = _typst_data(job)
    originals = _pdf_originals(job)
    look = job.pack.file(".typ") or ""
    try:
        set_ = typst.typeset(body, data, files | more, look, moment=job.moment, with_files=bool(originals))
    except typst.TypstError as error:
        return b"", _not_typeset(job, error, body), 0, {}
    problems = list(_miscounted(job, set_))
    pdf = set_.pdf if problems else _tagged(job, set_)
    keys = {
        key: (job.project.files[path], number)
        for key, path, number in _page_keys(job)
        if not _is_flat(job, path, number)
    }
    if keys and not problems:
        from .edges.pdf.pages import put_pages

        try:
            pdf = put_pages(pdf, keys)
        except ValueError:  # the pack's .typ file has drawn one twice, or none
            problems.append(_fault(job, codes.TEXT_LOST, msg("the pages of a PDF bilaga do not stand once each")))
    if final and not problems:
        problems += [*_lost_in_pdf(job, pdf), *_unreadable(job, pdf, dict(set_.blocks))]
    return pdf, problems, set_.pages, dict(set_.blocks)


def _tagged(job: Job, set_: typst.Typeset) -> bytes:
    """The PDF with tags that are heard as the page is seen."""
    from .edges.pdf.tags import mended

    every = nodes(list(job.document.nodes))
    headings = [text_of(node["c"][2]) for node in every if node["t"] == "Header"]
    other = any(node["t"] == "Span" and attribute(node, "lang") for node in every)
    return mended(set_.pdf, labels=set_.labels, headings=headings, other_languages=other)


def _page_keys(job: Job) -> Iterator[tuple[str, str, int]]:
    for index, (path, number) in enumerate(job.pdf_pages):
        yield f"{index}", path, number


def _is_flat(job: Job, path: str, number: int) -> bool:
    """Whether a page has what PDF/A forbids (a font that is not in the file, CMYK): its picture is laid instead."""
    return number in job.attachments.flat[path]


def _pdf_originals(job: Job) -> list[str]:
    return list(dict.fromkeys(path for path, _ in job.pdf_pages))


def _typst_data(job: Job) -> tuple[dict[str, object], dict[str, bytes]]:
    """What the typesetting needs beside the text, as data and as files."""
    settings, statement = job.case.settings, job.statement
    names = _media_names(job)
    files = {name: job.bytes_of(path) for path, name in names.items()}
    pages = []
    flat = [(path, number) for path, number in job.pdf_pages if _is_flat(job, path, number)]
    drawn = dict(_page_pictures(job, flat, dpi=_FLAT_DPI))
    for key, path, number in _page_keys(job):
        from .edges.pdf.pages import placeholder

        size = job.attachments.sizes[path][number - 1]
        picture = drawn.get((path, number)) or placeholder(key, size)
        name = f"sidor/{key}{kind_of(picture)}"
        files[name] = picture
        pages.append(
            {
                "fil": f"/{name}",
                "text": job.page_texts[path, number],
                "bredd": size.width,
                "höjd": size.height,
                "ligger": size.lies,
            }
        )
    attached = []
    for index, path in enumerate(_pdf_originals(job)):
        files[f"original/{index}.pdf"] = job.project.files[path]
        attached.append({"fil": f"/original/{index}.pdf", "namn": _original_name(job, path)})
    pictures = [
        {"fil": f"/{names[path]}", "text": text, "bredd": width_in_points(job.bytes_of(path))}
        for path, text in job.pictures
    ]
    data: dict[str, object] = {
        # A voice does not read the marks beside the text, but the title first of all.
        "titel": f"UTKAST {job.draft}: {statement.title}" if job.draft else statement.title,
        "författare": statement.author,
        "språk": settings.language,
        "kommun": settings.municipality,
        "dnr": job.case.facts.case_number,
        "utkast": job.draft,
        "sidnumrering": settings.appendices.page_numbers,
        "bilder": pictures,
        "pdfsidor": pages,
        "ändringar": job.changes,
        "original": attached,
        "långa_ord": long_words(job.document.nodes),
    }
    return data, files


def _not_typeset(job: Job, error: typst.TypstError, body: str) -> list[Problem]:
    from .unset import Refused, problems

    case = {each.path: each.prose.source.text.encode() for each in job.case.fragments}
    others = {path: job.project.files[path] for path in job.made_from if path in job.project.files and _is_text(path)}
    printed = tuple(span for _, span in job.document.printed)
    return problems(Refused(error, body, printed, case | others, job.pack.files, job.pack.file(".typ") or ""))


def _is_text(path: str) -> bool:
    return posixpath.splitext(path)[1] in (".md", ".yaml", ".toml")


# --- html and md ---------------------------------------------------------------------------------


def _webpage(job: Job) -> tuple[bytes, list[Problem]]:
    """The web page, counted as the others are."""
    from .webpage import Order, webpage

    settings = job.case.settings
    data, found, problems = webpage(
        Order(
            job.pack, job.document, job.attachments, job.statement.title, settings.language, settings.municipality,
            job.case.facts.case_number, job.draft, [path for path, _ in job.pictures], list(job.pdf_pages),
            job.page_texts, {path: f"bilagor/{_original_name(job, path)}" for path in _pdf_originals(job)},
            job.bytes_of,
        )
    )  # fmt: skip
    if found is None:
        return data, problems
    hint = msg("see what the pack's .html.j2 file does with it")
    gone = msg("this text is not on the web page")
    moved = _out_of_place(
        job, found.blocks, gone, lambda n: msg("this text stands {n} times on the web page", n=n), hint
    )
    return data, [*moved] or problems or [
        *_lost(job, "HTML", "".join(found.text), "".join(found.notes), look=".html.j2")
    ]


def _markdown(job: Job, name: str) -> dict[str, tuple[bytes, list[Problem]]]:
    """The text as Markdown, and beside it the pictures that it shows."""
    pictures, copies = _beside(job)
    tree = formats.for_text(job.document, pictures, copies, job.page_texts)
    text = job.pandoc.text(tree, "commonmark+footnotes+pipe_tables").get()[1][0]
    return {f"{name}.md": (text, []), **{picture: (job.bytes_of(path), []) for path, picture in pictures.items()}}


def _beside(job: Job) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the pictures, and of the originals of PDF bilagor, by path: as they lie beside a text."""
    pictures = {path: f"bilder/{posixpath.basename(picture)}" for path, picture in _media_names(job).items()}
    return pictures, {path: f"bilagor/{_original_name(job, path)}" for path in _pdf_originals(job)}


# --- json and akn --------------------------------------------------------------------------------


def _open_data(job: Job, name: str, wanted: Collection[str]) -> dict[str, tuple[bytes, list[Problem]]]:
    """The open data in the formats that are wanted, and beside them the pictures that they show."""
    if not {"json", "akn"} & set(wanted):
        return {}
    from .edges.finish import akn as xml
    from .edges.finish import openjson
    from .stages.checks.appendices import path_of
    from .stages.ledger import ledger
    from .stages.opendata import akn, facts, texts

    case, answers = job.case, ledger(job.case, job.project.today)
    pictures, copies = _beside(job)
    laid = texts.Laid(pictures, copies, job.page_texts)
    results = {picture: (job.bytes_of(path), list[Problem]()) for path, picture in pictures.items()}
    if "json" in wanted:
        bilagor = [path for each in case.facts.appendices if (path := path_of(case.folder, each))]
        hashes = {path: sha(job.project.files[path]) for path in bilagor if path in job.project.files}
        files = facts.Files(hashes, copies)
        text = texts.document(job.document, laid, facts.sources(case))
        data = openjson.written(facts.statement(case, answers, job.statement, text, files, job.draft))
        results[f"{name}.json"] = (data, [*_lost(job, "JSON", *openjson.words(data))])
    if "akn" in wanted:
        made_of = akn.Facts(case, answers, job.pack, job.statement, job.document, job.draft)
        data = xml.written(akn.akoma_ntoso(made_of, laid))
        results[f"{name}.akn"] = (data, [*_lost(job, "AKN", *xml.words(data))])
    return results


# --- the count -----------------------------------------------------------------------------------


def _lost(
    job: Job, form: str, text: str, notes: str, letters: count.Letters = letters, *, look: str = ".typ"
) -> Iterator[Problem]:
    """A problem where a finished file does not say what it was to say, at the block where it parts from it."""
    wanted, wanted_notes = formats.expected_text(job.document.nodes)
    for part, difference in (
        (msg("text"), count.difference(wanted, text, letters)),
        (msg("footnotes"), count.difference("".join(wanted_notes), notes, letters)),
    ):
        if difference is not None:
            message = msg("the {form} does not have the same {part} as the case: {difference}", form=form, part=part,
                          difference=difference)  # fmt: skip
            block = count.block_at_difference(job.document.nodes, text, letters)
            yield _fault(job, codes.TEXT_LOST, message, block, look)


def _out_of_place(
    job: Job, marks: Sequence[int], gone: Message, times: Callable[[int], Message], hint: Message
) -> Iterator[Problem]:
    """A problem for each block from a file that does not stand once; and one where they are out of order."""
    wrong = count.miscounted(marks, len(job.document.printed))
    for number, found in wrong:
        yield Problem(codes.TEXT_LOST, times(found) if found else gone, job.document.printed[number][1], hint)
    moved = None if wrong else count.misplaced(marks)
    if moved is not None:
        message = msg("this text does not stand in its place")
        yield Problem(codes.TEXT_LOST, message, job.document.printed[moved][1], hint)


def _lost_in_tree(job: Job) -> Iterator[Problem]:
    """What every format is made from has each block of the files, once and in its place."""
    hint = msg("the files were not written; tell those who keep draftkit")
    marks = formats.marks(job.document)
    gone = msg("this text is not in the document")
    yield from _out_of_place(job, marks, gone, lambda n: msg("this text stands {n} times in the document", n=n), hint)


def _miscounted(job: Job, found: typst.Typeset) -> Iterator[Problem]:
    """The PDF has the blocks of the document, and each page of a draft says that it is one."""
    hint = msg("see what the pack's .typ file does with it")
    marks = [number for number, _ in found.blocks]
    gone = msg("this text is not in the PDF")
    yield from _out_of_place(job, marks, gone, lambda n: msg("this text stands {n} times in the PDF", n=n), hint)
    if job.draft and found.draft_marks != found.pages:
        yield _fault(
            job,
            codes.TEXT_LOST,
            msg("{n} of {pages} pages are marked as a draft", n=found.draft_marks, pages=found.pages),
        )


def _lost_in_pdf(job: Job, pdf: bytes) -> Iterator[Problem]:
    """The PDF read back by its structure tree, where footnotes stand in the middle of the text."""
    from .edges.pdf.text import structure_text

    items = structure_text(pdf)
    said = [each for each in items if each.role not in ("Lbl", "Reference", "Figure")]
    text = "".join(each.text for each in said if not each.in_note)
    notes = "".join(each.text for each in said if each.in_note)
    yield from _lost(job, "PDF", text, notes, count.simple_letters)


def _unreadable(job: Job, pdf: bytes, places: Mapping[int, int]) -> Iterator[Problem]:
    """A problem for each text of which a part cannot be read, because it does not fit where it is to stand."""
    from .edges.pdf.text import illegible

    for each in illegible(pdf):
        yield Problem(
            codes.DOES_NOT_FIT,
            msg("“{text}” does not fit on page {page}", text=each.text[:60], page=each.page),
            _span_on(job, each.page, each.text, places),
            msg("write a space or a hyphen in a long word, and fewer columns in a wide table"),
        )


def _span_on(job: Job, page: int, text: str, places: Mapping[int, int]) -> Span:
    """The block that has `text` and begins on `page` or before it; the pack's look where it is none."""
    span = top_of(f"templates/{job.pack.file('.typ')}")
    blocks = [node for node in nodes(list(job.document.nodes)) if node["t"] == "Div" and attribute(node, "block")]
    for number, node in enumerate(blocks):
        if places.get(number, 0) <= page and letters(text) in letters(text_of(node)):
            span = job.document.printed[number][1]
    return span


def _fault(job: Job, code: Code, message: Message, block: int | None = None, look: str = ".typ") -> Problem:
    """A fault of the look's; at the text of a block where the look is draftkit's own, for it prints others whole."""
    file = f"templates/{job.pack.file(look)}"
    own = file in job.project.files
    span = top_of(file) if own or block is None else job.document.printed[block][1]
    return Problem(code, message, span, msg("the files were not written; tell those who keep the pack or draftkit"))


# --- beside the documents --------------------------------------------------------------------------


def _originals(job: Job) -> dict[str, bytes]:
    """The originals of the PDF bilagor, which lie beside the Word file."""
    return {f"bilagor/{_original_name(job, path)}": job.project.files[path] for path in _pdf_originals(job)}


def _original_name(job: Job, path: str) -> str:
    numbers = [
        n
        for n, each in enumerate(job.case.facts.appendices, start=1)
        if path.endswith("/" + posixpath.normpath(each.path))
    ]
    return f"bilaga-{numbers[0] if numbers else 0}-{posixpath.basename(path)}"


# --- the manifest ----------------------------------------------------------------------------------


def _manifest(
    job: Job,
    folder: str,
    files: Mapping[str, bytes],
    pages: int,
    words: int,
    places: Mapping[int, int],
    final: manifests.Final | None,
    terms: manifests.Terms,
) -> bytes:
    """What went in, what came out, and where each text stands; nothing of the machine or the clock."""
    return manifests.written(
        manifests.Manifest(
            version=manifests.VERSION,
            draftkit=__version__,
            case_number=job.case.facts.case_number,
            folder=folder,
            stage=job.case.facts.stage,
            pack=job.pack.name,
            draft=job.draft,
            moment=manifests.said(job.moment),
            pages=pages,
            words=words,
            inputs=dict(job.made_from),
            outputs={name: sha(data) for name, data in sorted(files.items())},
            printed=[
                {"fil": span.path, "rad": span.line, "sida": places.get(number)}
                for number, (_, span) in enumerate(job.document.printed)
            ],
            unprinted=[
                {"fil": each.path, "skäl": messages.words(each.reason, NullTranslations())}
                for each in job.statement.unprinted
            ],
            final=final,
            terms=terms,
        )
    )


def _terms(
    job: Job, checked: Checked, wanted: Collection[str], asked_pack: str | None, moment: datetime | None,
    problems: Sequence[Problem], *, final: bool,
) -> manifests.Terms:  # fmt: skip
    """What else than the inputs decided what became of the case."""
    from .edges.versions import installed

    last_day = turning_day(job.case, checked.ledger)
    return manifests.Terms(
        formats=sorted(wanted),
        asked_pack=asked_pack,
        asked_moment=manifests.said(moment) if moment else None,
        tools=installed(),
        wordlist=sha(job.project.files[WORDS]) if WORDS in job.project.files else None,
        last_day=last_day.isoformat() if last_day else None,
        passed=last_day is not None and last_day < job.project.today,
        errors=sum(each.severity(final=final) is Severity.ERROR for each in problems),
    )


def _final(job: Job, checked: Checked, commit: str | None) -> manifests.Final:
    """What only the manifest of a final document says: the commit, the tools, and how the case was judged."""
    from .edges.versions import installed

    rules, project = job.case.settings.rules, job.project
    return manifests.Final(
        commit=commit,
        tools={**installed(), "pandoc": job.pandoc.version()},
        rules={each.key: getattr(rules, each.attribute) for each in facts_of(RuleSettings)},
        wordlist=sha(project.files[WORDS]) if WORDS in project.files else None,
        exemptions=[
            {"regel": problem.code.number, "fil": problem.span.path, "rad": problem.span.line, "skäl": reason}
            for problem, reason in ((each.problem, each.reason) for each in checked.exempted)
        ],
        locks={each.path: each.lock for each in job.case.fragments if isinstance(each, Quoted) and each.lock},
        shipped=[path for path in job.made_from if path not in project.files],
    )


def _noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
