"""A Word file to its paragraphs and tables. What is not known is walked through, so that no word in it is passed over.

pandoc's reader and python-docx were looked at: both pass over text boxes, text in the codes of fields, content controls
and diagrams without a word, and neither tells the numbers that Word writes before paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...blocks import Node, text_of
from ...messages import Message, msg
from ...patterns import lazily
from ...stages.intake.inlines import Run, content, note, remark, symbol
from ...stages.intake.story import Cell, Grid, Original, Paragraph, Piece, lines, paragraphs
from .gathering import Gathering, Line
from .numbering import Label, Numbering, label_of, local, val, value
from .package import Package, Relation, Unreadable, main_part, opened
from .words import branch, every_word
from .wordstyles import OFF, Styles, child, is_on, val_of

_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")
# What has no words, or is read elsewhere.
_NO_TEXT = frozenset(
    "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr bookmarkStart bookmarkEnd proofErr permStart permEnd "
    "lastRenderedPageBreak footnoteRef endnoteRef annotationRef separator continuationSeparator "
    "commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
    "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
    "pgNum tblPrEx subDoc contentPart dataBinding".split()
)
_CONTENTS = msg("a table of contents, which Word writes by itself")
_FIELD_CODE = msg("it is within the code of a field")
_HIDDEN = msg("it is hidden text")
_IN_HEADER, _IN_FOOTER = msg("in a header"), msg("in a footer")
_PROMPT = msg("it is a prompt in a form that nobody has filled in")


class _Field(Struct):
    """A field while it is read: its code, and whether the result has begun."""

    code: str = ""
    result: bool = False
    choice: str = ""
    link: str = ""

    @property
    def kind(self) -> str:
        words = self.code.split()
        return words[0].upper() if words else ""

    @property
    def target(self) -> str:
        found = re.match(r'\s*HYPERLINK\s+"?([^"\s]+)', self.code, re.IGNORECASE)
        return found[1] if found and not found[1].startswith("\\") else ""


class _Tracked(Struct, frozen=True):
    """A tracked change that the reader is in."""

    inserted: bool
    author: str
    day: str


def read(data: bytes, changes: str) -> Original:
    """A DOCX as it is. Raises Unreadable where it cannot be taken in."""
    package = opened(data)
    main = main_part(package)
    reader = _Reader(package, main, changes)
    try:
        pieces = reader.document()
        written = tuple(every_word(package, main))
    except RecursionError as error:
        raise Unreadable(
            msg("tables or text boxes are nested too deeply in it"), msg("simplify it in Word, and save it anew")
        ) from error
    return reader.gathered.original(_title(package), pieces, reader.margins, written)


def _title(package: Package) -> str:
    """The title that the file says it has."""
    targets = [each.target for each in package.relations("").values() if each.kind == "core-properties"]
    found: dict[str, str] = {}
    for name in (*targets, "docProps/core.xml")[:1]:
        try:
            root = package.xml(name)
        except Unreadable:
            root = None
        found = {local(each): each.text or "" for each in root} if root is not None else {}
    return found.get("title", "").strip()


class _Reader:
    """Walks a Word file, part by part."""

    def __init__(self, package: Package, main: str, changes: str) -> None:
        self.package, self.main, self.changes = package, main, changes
        self.gathered = Gathering(changes)
        self.relations = package.relations(main)
        self.main_relations = self.relations
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"))
        self.margins: list[str] = []
        self.fields: list[_Field] = []
        self.tracked: list[_Tracked] = []
        self.marked: set[int] = set()  # tracked changes that have been counted
        self.carried: list[Run | Node] = []
        self.contents = 0  # how many tables of contents the reader is in
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.comments = {value(each, "id") or "": each for each in self._elements("comments", "comment")}
        self.open_notes: list[Any] = []

    def _related(self, kind: str) -> Any:
        found = next((each for each in self.main_relations.values() if each.kind == kind and not each.outside), None)
        return self.package.xml(found.target) if found else None

    def _elements(self, kind: str, name: str) -> list[Any]:
        root = self._related(kind)
        return [each for each in root if local(each) == name] if root is not None else []

    def _notes(self, kind: str) -> dict[str, Any]:
        return {value(each, "id") or "": each for each in self._elements(f"{kind}s", kind)}

    # --- the whole ---

    def document(self) -> list[Piece]:
        """The text; then whatever nothing in it refers to."""
        root = self.package.xml(self.main)
        bodies = [each for each in root if local(each) == "body"] if root is not None else []
        if not bodies:
            raise Unreadable(msg("the file is damaged: it has no text part"), msg("ask the sender for the file again"))
        pieces = [piece for body in bodies for piece in self._blocks(body)]
        if self.carried:
            pieces.append(Paragraph(tuple(content(self.carried))))
            self.carried = []
        self._margins()
        self._unused()
        return pieces

    def _margins(self) -> None:
        """Headers and footers: facts may stand in them, but they are no part of the text."""
        for kind, place in (("header", _IN_HEADER), ("footer", _IN_FOOTER)):
            parts = dict.fromkeys(
                each.target for each in self.main_relations.values() if each.kind == kind and not each.outside
            )
            for part in parts:
                self._margin(part, place)

    def _margin(self, part: str, place: Message) -> None:
        root = self.package.xml(part)
        if root is None:
            return
        reason = msg("headers and footers are no part of the text")
        with self._in_part(part, place):
            for text in lines(self._blocks(root)):
                if any(char.isalnum() for char in text):
                    self.margins.append(text)
                    self.gathered.leave(reason, text + "\n")

    def _unused(self) -> None:
        """Notes and comments that nothing in the text refers to."""
        for kind, notes in self.notes.items():
            for each in notes.values():
                with self._in_part(self._part_of(f"{kind}s"), msg("among the footnotes")):
                    text = "\n".join(lines(self._blocks(each)))
                    if text.strip():
                        self.gathered.leave(msg("nothing in the text refers to this footnote"), text)
            notes.clear()
        for id_ in list(self.comments):
            self._comment(id_, None)

    def _part_of(self, kind: str) -> str:
        return next((each.target for each in self.main_relations.values() if each.kind == kind), "")

    @contextmanager
    def _in_part(self, part: str, place: Message) -> Iterator[None]:
        """Reads another part for a while."""
        before = self.relations, self.fields, self.tracked, self.carried
        self.relations, self.fields, self.tracked, self.carried = self.package.relations(part), [], [], []
        self.gathered.fixed.append(place)
        try:
            yield
        finally:
            self.gathered.fixed.pop()
            self.relations, self.fields, self.tracked, self.carried = before

    # --- blocks ---

    def _blocks(self, parent: Any) -> list[Piece]:
        """The paragraphs and tables in an element."""
        pieces: list[Piece] = []
        loose: list[Any] = []  # what stands where only paragraphs should
        for each in parent:
            name = local(each)
            if name == "p":
                pieces += self._paragraph(each)
            elif name == "tbl":
                pieces += self._table(each)
            elif name == "sdt":
                pieces += self._control(each)
            elif name == "AlternateContent":
                chosen = branch(each)
                pieces += self._blocks(chosen) if chosen is not None else []
            elif name == "altChunk":
                pieces += self._chunk(each)
            elif name in (*_INSERTED, *_DELETED):
                with self._change(each):
                    pieces += self._blocks(each)
            elif name in _NO_TEXT or not name:
                continue
            elif any(local(inner) in ("p", "tbl") for inner in each.iter()):
                pieces += self._blocks(each)
            else:
                loose.append(each)
        if loose:
            line = Line()
            for each in loose:
                self._inline(each, line, Run(""))
            pieces += self._finished(line, Paragraph(()))
        return pieces

    def _control(self, sdt: Any) -> list[Piece]:
        """A content control among the paragraphs."""
        inside = child(sdt, "sdtContent")
        if inside is None:
            return []
        gallery = val_of(sdt, "sdtPr", "docPartObj", "docPartGallery") or ""
        if "table of contents" in gallery.lower():
            self.contents += 1
            try:
                return self._blocks(inside)
            finally:
                self.contents -= 1
        if _is_prompt(sdt):
            self._leave_all(inside, _PROMPT)
            return []
        return self._blocks(inside)

    def _leave_all(self, element: Any, reason: Message) -> None:
        self.gathered.fixed.append(self.gathered.where)  # it stands where the reader is, and takes it nowhere
        self.gathered.leave(reason, "\n".join(lines(self._blocks(element))))
        self.gathered.fixed.pop()

    def _paragraph(self, p: Any) -> list[Piece]:
        properties = child(p, "pPr")
        style_id = val_of(properties, "pStyle") or self.styles.default
        style = self.styles.style(style_id)
        line = Line(parts=self.carried)
        self.carried = []
        label = self._label(properties, style_id, style.numbered)
        look = Run("")
        for each in p:
            self._inline(each, line, look, hidden=style.hidden)
        if self._mark_is_gone(properties):
            self.carried = line.parts
            return [piece for box in line.boxes for piece in box]
        text = text_of(content(line.parts)).strip()
        if (style.contents or self.contents or any(each.kind == "TOC" for each in self.fields)) and text:
            self.gathered.leave(_CONTENTS, text + "\n")
            return [piece for box in line.boxes for piece in box]
        outline = val_of(properties, "outlineLvl") or ""
        level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0 if outline == "9" else style.level
        shown = bool(text) or any(isinstance(part, dict) for part in line.parts)
        item = label.item if shown and not level else None
        if label.text or (label.item and label.item.number is not None and level):
            words = label.text or f"{label.item.number if label.item else ''}"
            if text:
                line.parts.insert(0, Run(f"{words} "))
                self.gathered.added.append(words)
        return self._finished(line, Paragraph((), level, item, style.quoted))

    def _finished(self, line: Line, paragraph: Paragraph) -> list[Piece]:
        """A paragraph with its parts, and after it the text boxes that are fastened to it."""
        inlines = content(line.parts)
        self.gathered.passed(inlines)
        pieces: list[Piece] = [replace(paragraph, content=tuple(inlines))] if inlines else []
        for box in line.boxes:
            text = " ".join(lines(box))
            if text.strip():
                self.gathered.alter(msg("a text box stands as text after the paragraph it is fastened to"), text)
            pieces += box
        return pieces

    def _label(self, properties: Any, style_id: str, by_style: tuple[str | None, int | None]) -> Label:
        """What Word writes before a paragraph."""
        return Label() if self._is_gone() else label_of(self.numbering, properties, style_id, by_style)

    def _mark_is_gone(self, properties: Any) -> bool:
        """Whether the end of the paragraph is struck, so that it is one with the next."""
        marks = child(properties, "rPr")
        gone = _INSERTED if self.changes == "avvisa" else _DELETED
        return marks is not None and any(child(marks, name) is not None for name in gone)

    # --- tables ---

    def _table(self, table: Any) -> list[Piece]:
        look = child(table, "tblPr", "tblLook")
        first = (value(look, "firstRow") or "").lower() if look is not None else ""
        if look is not None and not first:
            try:
                first = "1" if int(val(look) or "0", 16) & 0x20 else "0"
            except ValueError:
                first = "0"
        rows: list[tuple[Cell, ...]] = []
        heads = 0
        for row in _inside(table, "tr"):
            with self._change_of_row(row):
                cells = tuple(self._cells(row))
            if not any(cell.pieces or cell.covered for cell in cells) and any(True for _ in _changes_of_row(row)):
                continue
            if is_on_or_absent(child(row, "trPr", "tblHeader")) and heads == len(rows):
                heads += 1
            rows.append(cells)
        if heads == 0 and first not in ("", *OFF) and len(rows) > 1:
            heads = 1
        return [Grid(tuple(rows), heads)] if any(cell.pieces for row in rows for cell in row) else []

    def _cells(self, row: Any) -> Iterator[Cell]:
        before = val_of(row, "trPr", "gridBefore") or ""
        for _ in range(min(int(before), 60) if before.isdigit() else 0):
            yield Cell(())
        for cell in _inside(row, "tc"):
            span = val_of(cell, "tcPr", "gridSpan") or ""
            merge = child(cell, "tcPr", "vMerge")
            sides = [val_of(each, "pPr", "jc") for each in cell if local(each) == "p"]
            side = {"right": "right", "end": "right", "center": "center"}.get((sides or [None])[0] or "", "")
            carried, self.carried = self.carried, []
            pieces = self._blocks(cell)
            if self.carried:
                pieces.append(Paragraph(tuple(content(self.carried))))
            self.carried = carried
            across = min(int(span), 60) if span.isdigit() and int(span) > 0 else 1
            yield Cell(tuple(pieces), across, merge is not None and val(merge) in ("", "continue") and not pieces, side)

    @contextmanager
    def _change_of_row(self, row: Any) -> Iterator[None]:
        change = next(_changes_of_row(row), None)
        if change is None:
            yield
        else:
            with self._change(change):
                yield

    # --- tracked changes ---

    @contextmanager
    def _change(self, element: Any) -> Iterator[None]:
        author, day = value(element, "author") or "", (value(element, "date") or "")[:10]
        self.tracked.append(_Tracked(local(element) in _INSERTED, author, day))
        if id(element) not in self.marked and (len(element) or local(element.getparent()) == "trPr"):
            self.marked.add(id(element))
            counted = self.gathered.insertions if local(element) in _INSERTED else self.gathered.deletions
            counted[author] += 1
        try:
            yield
        finally:
            self.tracked.pop()

    def _is_gone(self) -> bool:
        """Whether the change that the reader is in takes its words away."""
        return any(each.inserted == (self.changes == "avvisa") for each in self.tracked)

    def _take_away(self, text: str, line: Line) -> None:
        """Words that a tracked change takes away: listed, and with `visa` a note at their place."""
        change = next(each for each in self.tracked if each.inserted == (self.changes == "avvisa"))
        who = " ".join(filter(None, (change.author or "?", change.day)))
        if change.inserted:
            self.gathered.leave(msg("a tracked change that is rejected: inserted by {who}", who=who), text)
            return
        if self.changes == "visa":
            line.parts.append(remark(f"Struket av {who}: {text}"))
        self.gathered.leave(msg("a tracked change that is accepted: struck by {who}", who=who), text)

    # --- inlines ---

    def _inline(self, element: Any, line: Line, look: Run, *, hidden: bool = False) -> None:
        """One element within a paragraph."""
        name = local(element)
        if name in _NO_TEXT or not name:
            return
        if name == "r":
            self._run(element, line, look, hidden=hidden)
        elif name in ("t", "delText", "delInstrText", "instrText"):
            self._text(element, name, line, look, hidden=hidden)
        elif name in (*_INSERTED, *_DELETED):
            start = len(line.parts)
            with self._change(element):
                self._each(element, line, look, hidden=hidden)
                self._show_inserted(line, start)
        elif name in ("tab", "ptab"):
            self._put(line, replace(look, text="\t"))
        elif name in ("br", "cr"):
            if (value(element, "type") or "textWrapping") == "textWrapping":
                self._put(line, replace(look, text="\n"))
        elif name == "noBreakHyphen":
            self._put(line, replace(look, text="-"))
        elif name == "sym":
            self._symbol(element, line, look)
        elif name in ("footnoteReference", "endnoteReference"):
            self._note(name.removesuffix("Reference"), value(element, "id") or "", line)
        elif name == "commentReference":
            self._comment(value(element, "id") or "", line)
        elif name == "fldChar":
            self._field(element, line, look)
        elif name == "fldSimple":
            field = _Field(value(element, "instr") or "", result=True)
            field.link = self.gathered.address(field.target)
            self.fields.append(field)
            self._each(element, line, replace(look, link=field.link or look.link), hidden=hidden)
            self.fields.pop()
        elif name == "hyperlink":
            self._each(element, line, replace(look, link=self._address(element)), hidden=hidden)
        elif name == "AlternateContent":
            chosen = branch(element)
            if chosen is not None:
                self._each(chosen, line, look, hidden=hidden)
        elif name in ("drawing", "pict", "object"):
            self._drawing(element, line)
        elif name in ("oMath", "oMathPara"):
            self._formula(element, line, look)
        elif name == "sdt":
            inside = child(element, "sdtContent")
            if inside is not None and _is_prompt(element):
                self.gathered.leave(_PROMPT, "".join(_letters(inside)))
            elif inside is not None:
                self._each(inside, line, look, hidden=hidden)
        elif name == "ruby":
            self._ruby(element, line, look, hidden=hidden)
        elif name in ("p", "tbl"):
            line.boxes.append(self._paragraph(element) if name == "p" else self._table(element))
        else:
            self._each(element, line, look, hidden=hidden)

    def _each(self, parent: Any, line: Line, look: Run, *, hidden: bool = False) -> None:
        for each in parent:
            self._inline(each, line, look, hidden=hidden)

    def _run(self, run: Any, line: Line, look: Run, *, hidden: bool) -> None:
        marks = child(run, "rPr")
        style = self.styles.style(val_of(marks, "rStyle") or "")
        vanish, bold, italic = child(marks, "vanish"), child(marks, "b"), child(marks, "i")
        raised = {"superscript": 1, "subscript": -1}.get(val_of(marks, "vertAlign") or "", 0)
        look = replace(
            look,
            bold=is_on(bold) if bold is not None else style.bold,
            italic=is_on(italic) if italic is not None else style.italic,
            raised=raised,
            link=next((each.link for each in reversed(self.fields) if each.result and each.link), look.link),
        )
        hidden = is_on(vanish) if vanish is not None else hidden or style.hidden
        before = len(line.parts)
        self._each(run, line, look, hidden=hidden)
        if is_on(child(marks, "strike")) or is_on(child(marks, "dstrike")):
            struck = "".join(part.text for part in line.parts[before:] if isinstance(part, Run))
            if struck.strip():
                self.gathered.alter(msg("text that is struck through stands as ordinary text"), struck)

    def _text(self, element: Any, name: str, line: Line, look: Run, *, hidden: bool) -> None:
        text = element.text or ""
        if name in ("instrText", "delInstrText"):
            if self.fields and not self.fields[-1].result:
                self.fields[-1].code += text
            return
        if self.fields and not all(each.result for each in self.fields):
            self.gathered.leave(_FIELD_CODE, text)
        elif self._is_gone():
            self._take_away(self.gathered.text(text), line)
        elif hidden:
            self.gathered.leave(_HIDDEN, text)
        else:
            font = value(child(element.getparent(), "rPr", "rFonts"), "ascii") if _has_fonts(element) else ""
            line.parts.append(replace(look, text=self.gathered.text(text, font or "")))

    def _put(self, line: Line, run: Run) -> None:
        """A blank, a line break or the like, where words would be printed."""
        if not self._is_gone() and all(each.result for each in self.fields):
            line.parts.append(run)

    def _show_inserted(self, line: Line, start: int) -> None:
        """With `visa`, a note after what somebody has inserted."""
        change = self.tracked[-1]
        text = "".join(part.text for part in line.parts[start:] if isinstance(part, Run)).strip()
        if self.changes == "visa" and change.inserted and text:
            who = " ".join(filter(None, (change.author or "?", change.day)))
            line.parts.append(remark(f"Tillagt av {who}: {text}"))

    def _symbol(self, element: Any, line: Line, look: Run) -> None:
        code, font = value(element, "char") or "", value(element, "font") or ""
        try:
            shown = symbol(int(code, 16), font)
        except ValueError:
            shown = ""
        if shown:
            self._put(line, replace(look, text=shown))
        else:
            self.gathered.alter(
                msg("a sign of the font {font} is left out ({code})", font=font or "?", code=code or "?")
            )

    def _note(self, kind: str, id_: str, line: Line) -> None:
        element = self.notes[kind].get(id_)
        if element is None or element in self.open_notes:
            return
        gone = self._is_gone()
        self.notes[kind].pop(id_)
        self.open_notes.append(element)
        with self._in_part(self._part_of(f"{kind}s"), msg("in a footnote")):
            pieces = self._blocks(element)
        self.open_notes.pop()
        if gone:
            text = "\n".join(lines(pieces))
            if text:
                self._take_away(text, line)
            return
        texts = list(paragraphs(pieces))
        if any(texts):
            line.parts.append(note(texts))

    def _comment(self, id_: str, line: Line | None) -> None:
        element = self.comments.pop(id_, None)
        if element is None:
            return
        who = " ".join(filter(None, (value(element, "author"), (value(element, "date") or "")[:10]))) or "?"
        with self._in_part(self._part_of("comments"), self.gathered.where):
            text = "\n".join(lines(self._blocks(element)))
        if not text.strip():
            return
        if line is not None and self.changes == "visa":
            line.parts.append(remark(f"Kommentar av {who}: {text}"))
        self.gathered.leave(msg("a comment by {who}", who=who), text)

    def _address(self, element: Any) -> str:
        relation = self.relations.get(value(element, "id") or "")
        return self.gathered.address(relation.target) if relation is not None and relation.outside else ""

    def _field(self, element: Any, line: Line, look: Run) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            choices = child(element, "ffData", "ddList")
            chosen = ""
            if choices is not None:
                entries = [val(each) for each in choices if local(each) == "listEntry"]
                number = val_of(choices, "result") or val_of(choices, "default") or "0"
                chosen = entries[int(number)] if number.isdigit() and int(number) < len(entries) else ""
            self.fields.append(_Field(choice=chosen))
        elif kind == "separate" and self.fields:
            field = self.fields[-1]
            field.result = True
            field.link = self.gathered.address(field.target)
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            if field.choice:
                self._put(line, replace(look, text=field.choice))
                self.gathered.added.append(field.choice)
            elif field.kind == "SYMBOL" and not field.result:
                self._symbol_field(field.code, line, look)
            elif field.kind == "MACROBUTTON":
                self.gathered.leave(_PROMPT, " ".join(field.code.split()[2:]))

    def _symbol_field(self, code: str, line: Line, look: Run) -> None:
        """{ SYMBOL 183 \\f Symbol } as its character."""
        words = code.split()
        font = code.partition("\\f")[2].strip().strip('"').partition('"')[0]
        if len(words) > 1 and words[1].isdigit():
            shown = symbol(int(words[1]), font)
            if shown:
                self._put(line, replace(look, text=shown))

    def _ruby(self, element: Any, line: Line, look: Run, *, hidden: bool) -> None:
        base, above = child(element, "rubyBase"), child(element, "rt")
        if base is not None:
            self._each(base, line, look, hidden=hidden)
        if above is not None and "".join(_letters(above)).strip():
            self._put(line, replace(look, text=" ("))
            self._each(above, line, look, hidden=hidden)
            self._put(line, replace(look, text=")"))

    def _formula(self, element: Any, line: Line, look: Run) -> None:
        text = " ".join(linear(element).split())
        if not text:
            return
        if self._is_gone():
            self._take_away(text, line)
            return
        self._put(line, replace(look, text=self.gathered.text(text)))
        self.gathered.alter(msg("a formula is written as text; compare it with the original"), text)

    # --- drawings ---

    def _drawing(self, element: Any, line: Line) -> None:
        """A picture, a chart, a diagram, an embedded file, or text boxes; perhaps several of them in a group."""
        alternative = _alternative(element)
        shown = False
        gone = self._is_gone()
        for each in _drawn(element):
            name = local(each)
            if name == "txbxContent" or name == "txBody":
                box = self._blocks(each)
                if box:
                    line.boxes.append(box)
                shown = shown or bool(box)
            elif name in ("blip", "imagedata"):
                relation = self.relations.get(_reference(each))
                if relation is not None and not gone:
                    self._picture(relation, line, alternative if not shown else "")
                    shown = True
            elif name == "chart":
                text = self._words_of_part(self.relations.get(_reference(each)))
                self.gathered.missing(line, msg("a chart cannot be kept; ask for it as a picture"),
                                      "Här stod ett diagram som inte kunde tas med", text)  # fmt: skip
                shown = True
            elif name == "relIds":
                text = self._words_of_part(self.relations.get(value(each, "dm") or ""))
                self.gathered.missing(line, msg("a diagram (SmartArt) cannot be kept; ask for it as a picture"),
                                      "Här stod ett diagram som inte kunde tas med", text)  # fmt: skip
                shown = True
            elif name == "OLEObject":
                program = value(each, "ProgID") or "?"
                if not program.startswith("Equation") or not shown:
                    self.gathered.alter(msg("an embedded file is not kept ({program}), only the picture of it",
                                            program=program))  # fmt: skip
            elif name == "textpath":
                text = value(each, "string") or ""
                if text.strip():
                    self.gathered.missing(line, msg("ornamental text (WordArt) is no part of the text"),
                                          f"Här stod dekorerad text: {text}", text)  # fmt: skip

    def _picture(self, relation: Relation, line: Line, alternative: str) -> None:
        data = None if relation.outside else self.package.parts.get(relation.target)
        name = relation.target.rpartition("/")[2] or relation.target
        if self.gathered.fixed and self.gathered.fixed[-1] in (_IN_HEADER, _IN_FOOTER):
            self.gathered.leave(msg("a picture in a header or footer: {name}", name=name), alternative)
            return
        self.gathered.show(line, data, name, alternative)

    def _words_of_part(self, relation: Relation | None) -> str:
        """The words of a chart or a diagram."""
        root = self.package.xml(relation.target) if relation and not relation.outside else None
        return "\n".join(_letters(root)) if root is not None else ""

    def _chunk(self, element: Any) -> list[Piece]:
        """A whole file within the file: Word shows its text at this place."""
        relation = self.relations.get(_reference(element))
        data = self.package.parts.get(relation.target, b"") if relation and not relation.outside else b""
        line = Line()
        if data.startswith(b"PK"):
            inner = read(data, self.changes)
            self.gathered.left += inner.left
            self.gathered.altered += inner.altered
            self.gathered.alter(msg("a file within the file stands as text"), relation.target if relation else "")
            return list(inner.pieces)
        self.gathered.missing(line, msg("a file within the file cannot be read ({name})",
                                        name=relation.target if relation else "?"),
                              "Här stod en inbäddad fil som inte kunde läsas", "")  # fmt: skip
        return self._finished(line, Paragraph(()))


# --- small questions ---


def is_on_or_absent(element: Any) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and is_on(element)


def _has_fonts(element: Any) -> bool:
    return child(element.getparent(), "rPr", "rFonts") is not None


def _is_prompt(sdt: Any) -> bool:
    return is_on_or_absent(child(sdt, "sdtPr", "showingPlcHdr"))


def _changes_of_row(row: Any) -> Iterator[Any]:
    properties = child(row, "trPr")
    for each in properties if properties is not None else ():
        if local(each) in ("ins", "del"):
            yield each


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also within controls and changes."""
    for each in parent:
        if local(each) == name:
            yield each
        elif local(each) == "AlternateContent":
            chosen = branch(each)
            if chosen is not None:
                yield from _inside(chosen, name)
        elif local(each) not in (*_NO_TEXT, "p", "tbl", "tr", "tc"):
            yield from _inside(each, name)


def _drawn(element: Any) -> Iterator[Any]:
    """What a drawing shows, outermost first; nothing within a text box."""
    for each in element:
        name = local(each)
        if name == "AlternateContent":
            chosen = branch(each)
            if chosen is not None:
                yield from _drawn(chosen)
        elif name in ("txbxContent", "txBody"):
            yield each
        else:
            if name in ("blip", "imagedata", "chart", "relIds", "OLEObject", "textpath"):
                yield each
            yield from _drawn(each)


def _reference(element: Any) -> str:
    """The id of the part that an element refers to."""
    for name in ("embed", "id", "link", "pict"):
        for key, found in element.attrib.items():
            if key.startswith("{") and "relationships" in key and key.rpartition("}")[2] == name:
                return str(found)
    return ""


def _alternative(element: Any) -> str:
    """The alternative text that somebody has written, not the one that Word guesses."""
    for each in element.iter():
        if local(each) in ("docPr", "cNvPr", "shape"):
            text = value(each, "descr") or value(each, "alt") or ""
            if text and not _GUESSED.search(text):
                return text
    return ""


_GUESSED = lazily(r"automatiskt genererad|automatically generated|AI-generated|AI-genererat", re.IGNORECASE)


def _letters(element: Any) -> Iterator[str]:
    """The words below an element, paragraph by paragraph."""
    words: list[str] = []
    for each in element.iter():
        name = local(each)
        if name == "p" and words:
            yield "".join(words)
            words = []
        elif name in ("t", "delText") and each.text:
            words.append(each.text)
        elif name in ("tab", "br", "cr"):
            words.append(" ")
        elif name == "v" and each.text:
            words.append(f" {each.text} ")
    if words:
        yield "".join(words)


def linear(element: Any) -> str:
    """A formula on one line: a fraction with /, what is raised with ^ and lowered with _."""
    name = local(element)
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    parts = {
        local(each): linear(each)
        for each in element
        if local(each) in ("num", "den", "e", "sub", "sup", "deg", "fName")
    }
    if name == "f":
        return f"{_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))}"
    if name in ("sSup", "sSub", "sSubSup"):
        lowered = f"_{_grouped(parts['sub'])}" if parts.get("sub") else ""
        raised = f"^{_grouped(parts['sup'])}" if parts.get("sup") else ""
        return f"{parts.get('e', '')}{lowered}{raised}"
    if name == "rad":
        degree = parts.get("deg", "").strip()
        return f"{degree}√{_grouped(parts.get('e', ''))}"
    if name == "d":
        return f"({', '.join(linear(each) for each in element if local(each) == 'e')})"
    if name == "nary":
        sign = val_of(element, "naryPr", "chr") or "∫"
        low = f"_{_grouped(parts['sub'])}" if parts.get("sub") else ""
        high = f"^{_grouped(parts['sup'])}" if parts.get("sup") else ""
        return f"{sign}{low}{high} {parts.get('e', '')}"
    if name in ("mr", "eqArr"):
        return " ".join(linear(each) for each in element) + "; "
    return "".join(linear(each) for each in element)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
