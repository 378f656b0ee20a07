"""An OpenDocument text to its paragraphs and tables, as word.py reads a Word file.

pandoc's reader was looked at: it passes over text boxes, notes to a text, headers and what is struck, without a word.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...blocks import text_of
from ...messages import Message, msg
from ...stages.intake.inlines import Run, content, note, remark
from ...stages.intake.story import Cell, Grid, Item, Original, Paragraph, Piece, lines, paragraphs
from .gathering import Gathering, Line
from .numbering import local, value, written
from .package import Package, Unreadable, opened
from .words import every_word_odf, stray
from .wordstyles import child

_NO_TEXT = frozenset(
    "sequence-decls variable-decls user-field-decls dde-connection-decls forms desc event-listeners script "
    "scripts font-face-decls automatic-styles table-column table-columns table-header-columns table-column-group "
    "calculation-settings table-source".split()
)
_INDEXES = (
    "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
)  # fmt: skip
_SHAPES = frozenset(
    "text-box custom-shape rect ellipse circle line polyline polygon path regular-polygon connector caption measure "
    "page-thumbnail".split()
)
_CONTENTS = msg("a table of contents, which Word writes by itself")
_IN_HEADER, _IN_FOOTER = msg("in a header"), msg("in a footer")
_HIDDEN = msg("it is hidden text")


class _Look(Struct, frozen=True):
    """What an automatic style says of letters; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: int | None = None
    struck: bool | None = None
    side: str = ""
    parent: str = ""
    level: int = 0
    listed: str = ""
    name: str = ""


class _Change(Struct, frozen=True):
    """A tracked change: its words, where it struck some."""

    inserted: bool
    who: str
    struck: Any = None


def read(data: bytes, changes: str) -> Original:
    """An ODT as it is. Raises Unreadable where it cannot be taken in."""
    package = opened(data)
    reader = _Reader(package, changes)
    try:
        pieces = reader.document()
        words = tuple(every_word_odf(package))
    except RecursionError as error:
        raise Unreadable(
            msg("tables or text boxes are nested too deeply in it"), msg("simplify it in Word, and save it anew")
        ) from error
    return reader.gathered.original(_title(package), pieces, reader.margins, words)


def _title(package: Package) -> str:
    """The title that the file says it has."""
    try:
        root = package.xml("meta.xml")
    except Unreadable:
        root = None
    found = {local(each): each.text or "" for each in root.iter()} if root is not None else {}
    return found.get("title", "").strip()


class _Reader:
    """Walks an ODT."""

    def __init__(self, package: Package, changes: str) -> None:
        self.package, self.changes = package, changes
        self.gathered = Gathering(changes)
        self.margins: list[str] = []
        self.looks: dict[tuple[str, str], _Look] = {}
        self.lists: dict[str, dict[int, tuple[str, str, str, int]]] = {}
        self.outline: dict[int, tuple[str, str, str, int]] = {}
        for part in ("styles.xml", "content.xml"):
            self._styles(package.xml(part))
        self.regions: dict[str, _Change] = {}
        self.open: dict[str, _Change] = {}  # insertions that the reader is in
        self.counts: dict[str, dict[int, int]] = {}
        self.headings: dict[int, int] = {}
        self.contents = 0
        self.paused = False
        self.marked: set[str] = set()
        self.shown = {"content.xml"}  # the parts that something in the text shows

    # --- styles ---

    def _styles(self, root: Any) -> None:
        for each in root.iter() if root is not None else ():
            name = local(each)
            if name == "style":
                self.looks[value(each, "family") or "", value(each, "name") or ""] = _look(each)
            elif name == "list-style":
                self.lists[value(each, "name") or ""] = dict(_list_levels(each))
            elif name == "outline-style":
                self.outline = dict(_list_levels(each))

    def _look(self, family: str, name: str | None) -> _Look:
        """A style with what it inherits."""
        found, seen = _Look(), 0
        while name and seen < 20:
            each = self.looks.get((family, name))
            if each is None:
                break
            found = _Look(
                bold=each.bold if found.bold is None else found.bold,
                italic=each.italic if found.italic is None else found.italic,
                hidden=each.hidden if found.hidden is None else found.hidden,
                raised=each.raised if found.raised is None else found.raised,
                struck=each.struck if found.struck is None else found.struck,
                side=found.side or each.side,
                level=found.level or each.level,
                listed=found.listed or each.listed,
                name=found.name or each.name,
            )
            name, seen = each.parent, seen + 1
        return found

    # --- the whole ---

    def document(self) -> list[Piece]:
        """The text; and the headers and footers, which are no part of it."""
        root = self.package.xml("content.xml")
        text = child(root, "body", "text") if root is not None else None
        if text is None:
            raise Unreadable(msg("the file is damaged: it has no text part"), msg("ask the sender for the file again"))
        for each in text.iter():
            if local(each) == "changed-region":
                self._region(each)
        pieces = self._blocks(text)
        if loose := [words for each in text.iter() if isinstance(each.tag, str) for words in stray(each)]:
            self.gathered.leave(msg("it stands in no paragraph"), "\n".join(loose))
        self._margins()
        self._unused()
        return pieces

    def _unused(self) -> None:
        """Parts of the file that nothing shows: charts, formulas and drawings that somebody has taken away."""
        for name in sorted(self.package.parts):
            if name.endswith("/content.xml") and name not in self.shown:
                root = self.package.xml(name)
                with self._aside(msg("in an embedded part")):
                    text = "\n".join([*lines(self._blocks([root])), " ".join(_formula(root))])
                if text.strip():
                    self.gathered.leave(msg("nothing in the text shows it"), text)

    def _region(self, region: Any) -> None:
        for each in region:
            kind = local(each)
            if kind in ("insertion", "deletion"):
                info = child(each, "change-info")
                author = (_text_of(child(info, "creator")) or "?").strip()
                day = (_text_of(child(info, "date")) or "")[:10]
                struck = each if kind == "deletion" else None
                self.regions[value(region, "id") or ""] = _Change(
                    kind == "insertion", " ".join(filter(None, (author, day))), struck
                )
                counted = self.gathered.insertions if kind == "insertion" else self.gathered.deletions
                counted[author] += 1

    def _margins(self) -> None:
        root = self.package.xml("styles.xml")
        for each in root.iter() if root is not None else ():
            name = local(each)
            if (
                not name.startswith(("header", "footer"))
                or "style:1.0" not in each.tag
                or "-" in name.replace("-left", "").replace("-first", "")
            ):
                continue
            with self._aside(_IN_HEADER if name.startswith("header") else _IN_FOOTER):
                for text in lines(self._blocks(each)):
                    if any(char.isalnum() for char in text):
                        self.margins.append(text)
                        self.gathered.leave(msg("headers and footers are no part of the text"), text + "\n")

    @contextmanager
    def _aside(self, place: Message) -> Iterator[None]:
        before, self.open = self.open, {}
        self.gathered.fixed.append(place)
        try:
            yield
        finally:
            self.gathered.fixed.pop()
            self.open = before

    # --- blocks ---

    def _blocks(self, parent: Any, depth: int = -1, styled: str = "", key: str = "") -> list[Piece]:
        pieces: list[Piece] = []
        for each in parent:
            name = local(each)
            if name == "tracked-changes" or _has_no_text(each):
                continue
            if name == "p":
                pieces += self._paragraph(each)
            elif name == "h":
                pieces += self._heading(each)
            elif name in ("list", "numbered-paragraph"):
                pieces += self._list(each, depth + 1, styled, key)
            elif name == "table":
                pieces += self._table(each)
            elif name in _INDEXES:
                self._index(each)
            elif name == "section":
                pieces += self._section(each)
            elif name in ("change-start", "change-end", "change"):
                line = Line()
                self._mark(each, name, line)
                pieces += self._finished(line, Paragraph(()))
            elif name in ("frame", "g", "a", "control") or name in _SHAPES:
                line = Line()
                self._shape(each, line)
                pieces += self._finished(line, Paragraph(()))
            else:
                pieces += self._blocks(each)
        return pieces

    def _index(self, index: Any) -> None:
        body = next((each for each in index if local(each) == "index-body"), None)
        if body is not None:
            with self._aside(self.gathered.where):
                text = "\n".join(lines(self._blocks(body)))
            if text:
                self.gathered.leave(_CONTENTS, text + "\n")
        source = next((each for each in index if local(each).endswith("-source")), None)
        if source is not None:
            self._leave_rest(source, _CONTENTS)

    def _leave_rest(self, element: Any, reason: Message) -> None:
        """The paragraphs of an element that nobody sees."""
        with self._aside(self.gathered.where):
            text = "\n".join(lines(self._blocks(element)))
        if text:
            self.gathered.leave(reason, text)

    def _section(self, section: Any) -> list[Piece]:
        if (value(section, "display") or "true") == "none":
            self._leave_rest(section, _HIDDEN)
            return []
        return self._blocks(section)

    def _paragraph(self, p: Any, item: Item | None = None, label: str = "", level: int = 0) -> list[Piece]:
        look = self._look("paragraph", value(p, "style-name"))
        line = Line()
        self._mixed(p, line, Run("", raised=0), hidden=bool(look.hidden))
        inlines = content(line.parts)
        if label and text_of(inlines).strip():
            line.parts.insert(0, Run(f"{label} "))
            self.gathered.added.append(label)
        quoted = look.name.lower() in ("quotations", "quote", "citat")
        titled = int(look.name.lower() in ("title", "rubrik"))
        return self._finished(line, Paragraph((), level or look.level or titled, item, quoted))

    def _finished(self, line: Line, paragraph: Paragraph) -> list[Piece]:
        inlines = content(line.parts)
        self.gathered.passed(inlines)
        pieces: list[Piece] = [replace(paragraph, content=tuple(inlines))] if inlines else []
        for box in line.boxes:
            text = " ".join(lines(box))
            if text.strip():
                self.gathered.alter(msg("a text box stands as text after the paragraph it is fastened to"), text)
            pieces += box
        return pieces

    def _heading(self, h: Any) -> list[Piece]:
        text = value(h, "outline-level") or "1"
        level = min(int(text), 9) if text.isdigit() and int(text) else 1
        label = ""
        if value(h, "is-list-header") != "true" and "".join(h.itertext()).strip():
            self.headings = {each: count for each, count in self.headings.items() if each <= level}
            self.headings[level] = self.headings.get(level, 0) + 1
            form, before, after, shown = self.outline.get(level, ("", "", "", 1))
            if form:
                numbers = [
                    written(self.headings.get(each, 1), self.outline.get(each, (form, "", "", 1))[0] or "decimal")
                    for each in range(max(level - shown + 1, 1), level + 1)
                ]
                label = f"{before}{'.'.join(numbers)}{after}".strip()
        return self._paragraph(h, None, label, level)

    def _list(self, parent: Any, depth: int, styled: str, key: str) -> list[Piece]:
        style = value(parent, "style-name") or styled
        if depth == 0:
            continues = value(parent, "continue-numbering") == "true" or value(parent, "continue-list")
            key = style
            if not continues:
                self.counts[key] = {}
        counts = self.counts.setdefault(key, {})
        for deeper in [each for each in counts if each >= depth and depth > 0]:
            del counts[deeper]
        pieces: list[Piece] = []
        for each in parent:
            name = local(each)
            if name not in ("list-item", "list-header"):
                pieces += self._blocks(parent) if local(parent) == "numbered-paragraph" else []
                if local(parent) == "numbered-paragraph":
                    break
                continue
            pieces += self._item(each, depth, style, key, counts, numbered=name == "list-item")
        return pieces

    def _item(
        self, element: Any, depth: int, style: str, key: str, counts: dict[int, int], *, numbered: bool
    ) -> list[Piece]:
        pieces: list[Piece] = []
        form, before, after, _shown = self.lists.get(style, {}).get(depth + 1, ("bullet", "", "", 1))
        first = True
        for each in element:
            name = local(each)
            if name in ("p", "h"):
                item, label = Item(depth, within=True), ""
                if first and numbered and "".join(each.itertext()).strip():
                    item, label = self._label(each, element, depth, form, before, after, counts)
                    first = False
                pieces += self._paragraph(each, item if name == "p" else None, label,
                                          0 if name == "p" else int(value(each, "outline-level") or 1))  # fmt: skip
            elif name == "list":
                pieces += self._list(each, depth + 1, style, key)
            else:
                pieces += self._blocks([each])
        return pieces

    def _label(
        self, p: Any, element: Any, depth: int, form: str, before: str, after: str, counts: dict[int, int]
    ) -> tuple[Item, str]:
        """An item's place in its list; or what stands before it, where a list of ours cannot say that."""
        if form == "bullet":
            return Item(depth), ""
        if not form:
            return Item(depth, within=True), f"{before}{after}".strip()
        start = value(element, "start-value") or ""
        counts[depth] = int(start) if start.isdigit() else counts.get(depth, 0) + 1
        if form == "decimal" and not before.strip() and after.strip() in ("", ".", ")"):
            return Item(depth, counts[depth]), ""
        return Item(depth, within=True), f"{before}{written(counts[depth], form)}{after}".strip()

    # --- tables ---

    def _table(self, table: Any) -> list[Piece]:
        rows: list[tuple[Cell, ...]] = []
        heads = 0
        for row, head in _rows(table, False):
            cells = tuple(self._cells(row))
            times = _times(row, "number-rows-repeated") if not any(cell.pieces for cell in cells) else 1
            heads += head and heads == len(rows)
            rows += [cells] * min(times, 1)
        if heads == 0 and len(rows) > 1:
            heads = 1
        return [Grid(tuple(rows), heads)] if any(cell.pieces for row in rows for cell in row) else []

    def _cells(self, row: Any) -> Iterator[Cell]:
        for cell in row:
            name = local(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            pieces = tuple(self._blocks(cell))
            side = next(
                (self._look("paragraph", value(each, "style-name")).side for each in cell if local(each) == "p"), ""
            )
            times = _times(cell, "number-columns-repeated")
            if name == "covered-table-cell":
                yield from [Cell(pieces, covered=True)] if pieces else [Cell(())] * min(times, 60)
            else:
                for _ in range(min(times, 60)):
                    yield Cell(pieces, 1, side=side)
                    if pieces and times > 1:
                        break

    # --- inlines ---

    def _mixed(self, element: Any, line: Line, look: Run, *, hidden: bool = False) -> None:
        """The text of an element and of what stands within it."""
        self._text(element.text, line, look, hidden=hidden)
        for each in element:
            if isinstance(each.tag, str):
                self._inline(each, line, look, hidden=hidden)
            self._text(each.tail, line, look, hidden=hidden)

    def _text(self, text: str | None, line: Line, look: Run, *, hidden: bool) -> None:
        if not text:
            return
        blank = text.translate(_LINE_BREAKS)
        if self._is_gone():
            self._take_away(blank, next(iter(self.open.values())))
        elif hidden and text.strip():
            self.gathered.leave(_HIDDEN, blank)
        else:
            line.parts.append(replace(look, text=self.gathered.text(blank)))

    def _is_gone(self) -> bool:
        return self.changes == "avvisa" and bool(self.open)

    def _take_away(self, text: str, change: _Change) -> None:
        if text.strip():
            self.gathered.leave(msg("a tracked change that is rejected: inserted by {who}", who=change.who), text)

    def _inline(self, element: Any, line: Line, look: Run, *, hidden: bool) -> None:
        name = local(element)
        if _has_no_text(element):
            return
        if name == "span":
            self._span(element, line, look, hidden=hidden)
        elif name in ("s", "tab", "line-break"):
            if not self._is_gone():
                line.parts.append(replace(look, text="\n" if name == "line-break" else " "))
        elif name == "a" and "text:1.0" in element.tag:
            address = value(element, "href") or ""
            link = "" if address.startswith("#") else self.gathered.address(address)
            self._mixed(element, line, replace(look, link=link), hidden=hidden)
        elif name == "note":
            self._note(element, line)
        elif name == "annotation":
            self._comment(element, line)
        elif name in ("change-start", "change-end", "change"):
            self._mark(element, name, line)
        elif name in ("hidden-text", "hidden-paragraph"):
            text = "".join(element.itertext())
            if (value(element, "is-hidden") or "true") != "false" and text.strip():
                self.gathered.leave(_HIDDEN, text)
            else:
                self._mixed(element, line, look, hidden=hidden)
        elif name == "ruby":
            self._mixed(element, line, look, hidden=hidden)
        elif name == "ruby-text":
            if "".join(element.itertext()).strip():
                line.parts.append(replace(look, text=" ("))
                self._mixed(element, line, look, hidden=hidden)
                line.parts.append(replace(look, text=")"))
        elif name in ("frame", "g", "control") or name in _SHAPES or "drawing:1.0" in element.tag:
            self._shape(element, line)
        elif name in ("p", "h", "list", "table"):
            line.boxes.append(self._blocks([element]))
        else:
            self._mixed(element, line, look, hidden=hidden)

    def _span(self, element: Any, line: Line, look: Run, *, hidden: bool) -> None:
        style = self._look("text", value(element, "style-name"))
        look = replace(
            look,
            bold=look.bold if style.bold is None else style.bold,
            italic=look.italic if style.italic is None else style.italic,
            raised=look.raised if style.raised is None else style.raised,
        )
        before = len(line.parts)
        self._mixed(element, line, look, hidden=hidden if style.hidden is None else style.hidden)
        if style.struck:
            struck = "".join(part.text for part in line.parts[before:] if isinstance(part, Run))
            if struck.strip():
                self.gathered.alter(msg("text that is struck through stands as ordinary text"), struck)

    def _note(self, element: Any, line: Line) -> None:
        body = next((each for each in element if local(each) == "note-body"), None)
        if body is None:
            return
        change = next(iter(self.open.values()), None) if self._is_gone() else None
        with self._aside(msg("in a footnote")):
            pieces = self._blocks(body)
        if change is not None:
            self._take_away("\n".join(lines(pieces)), change)
            return
        texts = list(paragraphs(pieces))
        if any(texts):
            line.parts.append(note(texts))

    def _comment(self, element: Any, line: Line) -> None:
        who = " ".join(
            filter(None, (_text_of(child(element, "creator")), (_text_of(child(element, "date")) or "")[:10]))
        )
        with self._aside(self.gathered.where):
            text = "\n".join(lines(self._blocks(element)))
        if not text.strip():
            return
        if self.changes == "visa":
            line.parts.append(remark(f"Kommentar av {who or '?'}: {text}"))
        self.gathered.leave(msg("a comment by {who}", who=who or "?"), text)

    def _mark(self, element: Any, name: str, line: Line) -> None:
        """Where a tracked change begins or ends, or where words were struck."""
        id_ = value(element, "change-id") or ""
        change = self.regions.get(id_)
        if change is None:
            return
        if name == "change-start" and change.inserted:
            self.open[id_] = change
        elif name == "change-end" and id_ in self.open:
            del self.open[id_]
            if self.changes == "visa":
                line.parts.append(remark(f"Slut på det som {change.who} har lagt till"))
        elif name == "change" and change.struck is not None and id_ not in self.marked:
            self.marked.add(id_)
            self._struck(change, line)
        if name == "change-start" and change.inserted and self.changes == "visa":
            line.parts.append(remark(f"Tillagt av {change.who}"))

    def _struck(self, change: _Change, line: Line) -> None:
        if self.changes == "avvisa":
            before = self.open
            self.open = {}
            first = True
            for piece in self._blocks(change.struck):
                if isinstance(piece, Paragraph):
                    line.parts += [] if first else [Run("\n")]
                    line.parts += piece.content
                    first = False
                else:
                    line.boxes.append([piece])
            self.open = before
            return
        with self._aside(self.gathered.where):
            text = "\n".join(lines(self._blocks(change.struck)))
        if not text.strip():
            return
        if self.changes == "visa":
            line.parts.append(remark(f"Struket av {change.who}: {text}"))
        self.gathered.leave(msg("a tracked change that is accepted: struck by {who}", who=change.who), text)

    # --- drawings ---

    def _shape(self, element: Any, line: Line) -> None:
        """A frame or a drawn shape: pictures, text boxes, formulas, charts."""
        name = local(element)
        if name == "object":
            self._object(element, line)
            return
        if name == "object-ole":
            self.gathered.alter(msg("an embedded file is not kept ({program}), only the picture of it", program="OLE"))
            return
        if name == "image":
            self._image(element, line)
            return
        if name == "frame":
            inside = [each for each in element if local(each) not in ("title", "desc")]
            whole = next((each for each in inside if local(each) == "object"), None)
            if whole is not None and self._object(whole, line):
                return
            boxes = [each for each in inside if local(each) != "object"]
            pictures = [each for each in boxes if local(each) == "image"]
            for each in boxes:
                if each not in pictures[1:]:  # the same picture in another form
                    self._shape(each, line)
            return
        box: list[Piece] = []
        for each in element:
            kind = local(each)
            if kind in ("p", "h", "list", "table", "section") or kind in _INDEXES:
                box += self._blocks([each])
            elif not _has_no_text(each):
                self._shape(each, line)
        if box:
            line.boxes.append(box)

    def _image(self, element: Any, line: Line) -> None:
        frame = element.getparent()
        alternative = _text_of(child(frame, "desc")) or _text_of(child(frame, "title")) or ""
        target = posixpath.normpath((value(element, "href") or "").lstrip("/"))
        if self._is_gone():
            return
        if self.gathered.fixed and self.gathered.fixed[-1] in (_IN_HEADER, _IN_FOOTER):
            self.gathered.leave(
                msg("a picture in a header or footer: {name}", name=posixpath.basename(target)), alternative
            )
            return
        box = [piece for each in element if local(each) in ("p", "h") for piece in self._blocks([each])]
        self.gathered.show(line, self.package.parts.get(target), posixpath.basename(target), alternative)
        line.boxes += [box] if box else []

    def _object(self, element: Any, line: Line) -> bool:
        """A formula or a chart of its own part; False where there is no such part, but perhaps a picture of it."""
        folder = posixpath.normpath((value(element, "href") or "").lstrip("./"))
        part = f"{folder}/content.xml"
        root = self.package.xml(part)
        self.shown.add(part)
        if root is None:
            math = next((each for each in element.iter() if local(each) == "math"), None)
            root = math
        if root is None:
            return False
        if local(root) == "math":
            text = " ".join(" ".join(_formula(root)).split())
            if text:
                line.parts.append(Run(self.gathered.text(text)))
                self.gathered.alter(msg("a formula is written as text; compare it with the original"), text)
            return True
        text = "\n".join(lines(self._blocks([root])))
        self.gathered.missing(line, msg("a chart cannot be kept; ask for it as a picture"),
                              "Här stod ett diagram som inte kunde tas med", text)  # fmt: skip
        return True


_LINE_BREAKS = str.maketrans("\n\r", "  ")


def _rows(parent: Any, head: bool) -> Iterator[tuple[Any, bool]]:
    for each in parent:
        name = local(each)
        if name == "table-row":
            yield each, head
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(each, head or name == "table-header-rows")


def _has_no_text(element: Any) -> bool:
    """Whether an element is layout, or a title that is shown to those who cannot see the picture."""
    name = local(element)
    return not name or name in _NO_TEXT or (name == "title" and "svg" in element.tag)


def _times(element: Any, name: str) -> int:
    text = value(element, name) or "1"
    return int(text) if text.isdigit() and int(text) else 1


def _text_of(element: Any) -> str | None:
    return "".join(element.itertext()) if element is not None else None


def _formula(element: Any) -> Iterator[str]:
    """The letters of a formula in MathML, one after the other."""
    if local(element) == "annotation":
        return
    if local(element) in ("mi", "mn", "mo", "mtext"):
        yield element.text or ""
    for each in element:
        if isinstance(each.tag, str):
            yield from _formula(each)


def _list_levels(element: Any) -> Iterator[tuple[int, tuple[str, str, str, int]]]:
    """The levels of a list: form ("bullet", "decimal", "lowerLetter" …), what stands before and after, levels shown."""
    for each in element:
        name = local(each)
        if not name.endswith(("level-style-bullet", "level-style-number", "level-style-image", "outline-level-style")):
            continue
        level = int(value(each, "level") or 1)
        if name.endswith(("bullet", "image")):
            yield level, ("bullet", "", "", 1)
        else:
            form = _FORMS.get(value(each, "num-format") or "", "")
            shown = value(each, "display-levels") or "1"
            before, after = value(each, "num-prefix") or "", value(each, "num-suffix") or ""
            yield level, (form, before, after, int(shown) if shown.isdigit() else 1)


_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _look(style: Any) -> _Look:
    letters = next((each for each in style if local(each) == "text-properties"), None)
    block = next((each for each in style if local(each) == "paragraph-properties"), None)
    name = value(style, "display-name") or value(style, "name") or ""
    level = value(style, "default-outline-level") or ""
    side = (value(block, "text-align") or "") if block is not None else ""
    found = _Look(
        side={"end": "right", "right": "right", "center": "center"}.get(side, ""),
        parent=value(style, "parent-style-name") or "",
        level=int(level) if level.isdigit() else 0,
        listed=value(style, "list-style-name") or "",
        name=name,
    )
    if letters is None:
        return found
    weight, slant = value(letters, "font-weight"), value(letters, "font-style")
    place, display = value(letters, "text-position"), value(letters, "display")
    line = value(letters, "text-line-through-style")
    raised = None
    if place is not None:
        first = place.split()[0] if place.split() else ""
        number = first.rstrip("%")
        raised = 1 if first == "super" else -1 if first == "sub" else _sign(number)
    return replace(
        found,
        bold=None if weight is None else weight in ("bold", "600", "700", "800", "900"),
        italic=None if slant is None else slant in ("italic", "oblique"),
        hidden=None if display is None else display == "none",
        raised=raised,
        struck=None if line is None else line != "none",
    )


def _sign(number: str) -> int:
    try:
        size = float(number)
    except ValueError:
        return 0
    return (size > 0) - (size < 0)
