"""The tags of the PDF, where what typst writes can be heard better by somebody who does not see the page.

    a footnote       stands in the middle of the sentence        comes after the paragraph; its mark is a Reference
    the way back     is called "1"                               says where it leads
    an inner list    stands between the points                   stands in its point
    other languages  said in the page, where few look            an element (Span) with a language
    no heading       a cell without text is one (TH)             is an ordinary cell
    a quotation      a Span                                      a paragraph
    page labels      none                                        what is printed on the page: "8 (14)"
    a bookmark       has the footnote in its heading             has the heading alone

What the page looks like stays as it was. (ISO 32000-1, 14.8.4 says what the elements are; which of them a person must
judge, the Matterhorn Protocol 1.1, checkpoints 9, 11, 13-17 and 19.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from .objects import Objects, Ref, text

Element = dict[str, Any]

_ELEMENT = b"/Type/StructElem"
# What can be followed by a footnote without a sentence being cut in two.
_PARAGRAPHS = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
_WITHIN_A_LINE = frozenset({"/Span", "/Strong", "/Em", "/Link", "/Quote", "/Code", "/Lbl", "/Reference", "/Title"})
# An element by its own sentence's language, in a page's content: /Span<</MCID 3/Lang(en)>>BDC
_SAID_IN = re.compile(rb"<</MCID (\d+)/Lang\(([A-Za-z-]+)\)")
_BACK = "Tillbaka till texten vid fotnot {number}"


def mended(pdf: bytes, *, labels: Mapping[int, str], headings: Sequence[str], other_languages: bool) -> bytes:
    """The PDF that typst made, with its tags mended.

    `labels` has what is printed as number on each page that has one, counted from 1; `headings` the document's
    headings in order, without their footnotes; `other_languages` tells whether anything is marked as being in one.
    Raises NotAsTypstWrites for another file.
    """
    tags = _Tags(Objects(pdf))
    tags.lift_the_title()
    tags.make_quotations_paragraphs()
    tags.put_lists_in_their_points()
    tags.put_notes_after_their_paragraphs()
    tags.name_the_bookmarks(headings)
    tags.make_empty_headings_cells()
    if other_languages:
        tags.tell_the_languages()
    tags.label_the_pages(labels)
    return tags.objects.written()


class _Tags:
    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.root: dict[str, Any] = objects[objects.trailer["/Root"]]
        self.tree: dict[str, Any] = objects[self.root["/StructTreeRoot"]]

    def of_role(self, role: str) -> Iterator[tuple[Ref, Element]]:
        """The elements that typst wrote with a role."""
        for ref in self.objects.having(_ELEMENT, b"/S" + role.encode()):
            element = self.objects[ref]
            if element["/S"] == role:
                yield ref, element

    def parent(self, element: Element) -> Element:
        found: Element = self.objects[element["/P"]]
        return found

    def role(self, kid: object) -> str:
        """The role of what an element holds; nothing of what is not an element."""
        return self.objects[kid].get("/S", "") if isinstance(kid, Ref) else ""

    def move(self, ref: Ref, to: Ref, at: int) -> None:
        """Takes an element from where it is, and puts it in place `at` among those of another."""
        element = self.objects[ref]
        _kids(self.parent(element)).remove(ref)
        _kids(self.objects[to]).insert(at, ref)
        element["/P"] = to

    # -- what is done, one by one ------------------------------------------------------------------------------

    def lift_the_title(self) -> None:
        """A paragraph with the title alone is the title."""
        for ref, title in list(self.of_role("/Title")):
            around = title["/P"]
            if self.objects[around]["/S"] == "/P" and _kids(self.objects[around]) == [ref]:
                above = self.objects[around]["/P"]
                at = _kids(self.objects[above]).index(around)
                self.move(ref, above, at)
                _kids(self.objects[above]).remove(around)

    def make_quotations_paragraphs(self) -> None:
        """What typst sets as one paragraph in a frame of its own is a paragraph, with the links and notes in it.

        BlockQuote(Span, Link, Span) -> BlockQuote(P(Span, Link, Span))
        """
        spans = [ref for ref in self.objects.having(_ELEMENT, b"/S/Span", b"/Placement/Block")
                 if self.objects[ref]["/S"] == "/Span"]  # fmt: skip
        for around in dict.fromkeys(self.objects[ref]["/P"] for ref in spans):
            element = self.objects[around]
            if element.get("/S") not in _WITHIN_A_LINE | _PARAGRAPHS:
                alike = groupby(_kids(element), key=lambda kid: self.role(kid) in _WITHIN_A_LINE | {"/Note"})
                element["/K"] = [
                    kid for inline, run in alike for kid in (self._one_paragraph([*run], around) if inline else run)
                ]

    def _one_paragraph(self, run: list[Ref], around: Ref) -> list[Ref]:
        if len(run) == 1 and self.role(run[0]) == "/Span":
            self.objects[run[0]]["/S"] = "/P"
            return run
        paragraph = self.objects.add({"/Type": "/StructElem", "/S": "/P", "/P": around, "/K": run})
        for ref in run:
            self.objects[ref]["/P"] = paragraph
        return [paragraph]

    def put_lists_in_their_points(self) -> None:
        """From the inside: a list between two points belongs to the first."""
        for ref, element in reversed(list(self.of_role("/L"))):
            outer = self.parent(element)
            if outer.get("/S") != "/L":
                continue
            before = _kids(outer)[: _kids(outer).index(ref)]
            points = [kid for kid in before if self.role(kid) == "/LI"]
            bodies = [kid for kid in _kids(self.objects[points[-1]]) if self.role(kid) == "/LBody"] if points else []
            if bodies:
                body = self.objects[bodies[-1]]
                self.move(ref, bodies[-1], len(_kids(body)))

    def put_notes_after_their_paragraphs(self) -> None:
        """A footnote comes when the paragraph has been read, and in a cell or a point when that has."""
        last: dict[Ref, int] = {}  # of each paragraph, how many notes have been put after it
        for ref, note in list(self.of_role("/Note")):
            around = note["/P"]
            self._mark(ref, self.objects[around])
            self._number(ref, note)
            while self.objects[around].get("/S") in _WITHIN_A_LINE:
                around = self.objects[around]["/P"]
            block = self.objects[around]
            if block.get("/S") in _PARAGRAPHS:
                last[around] = last.get(around, 0) + 1
                above = block["/P"]
                self.move(ref, above, _kids(self.objects[above]).index(around) + last[around])
            else:
                self.move(ref, around, len(_kids(block)))

    def _mark(self, note: Ref, holder: Element) -> None:
        """The number in the text refers to the note; it is a label only in the note itself."""
        kids = _kids(holder)
        before = kids[kids.index(note) - 1] if kids.index(note) else None
        if self.role(before) == "/Lbl":
            assert isinstance(before, Ref)
            self.objects[before]["/S"] = "/Reference"

    def _number(self, ref: Ref, note: Element) -> None:
        """The note's number comes first in it, and leads back to the text."""
        first = self._first(note)
        if self.role(first) == "/P" and self.role(within := self._first(self.objects[first])) == "/Lbl":
            self.move(within, ref, 0)
        label = self._first(note)
        links = [kid for kid in _kids(self.objects[label]) if self.role(kid) == "/Link"] if label else []
        for link in links if self.role(label) == "/Lbl" else ():
            for kid in _kids(self.objects[link]):
                if isinstance(kid, dict) and "/Obj" in kid:
                    annotation = self.objects[kid["/Obj"]]
                    number = annotation["/Contents"].decode("latin-1").strip("()")
                    annotation["/Contents"] = text(_BACK.format(number=number))

    def _first(self, element: Element) -> Any:
        """What an element holds first, where that is an element."""
        kids = _kids(element)
        return kids[0] if kids and isinstance(kids[0], Ref) else None

    def name_the_bookmarks(self, headings: Sequence[str]) -> None:
        """The outline says the headings, and so do the names of the elements: no footnotes, no marks of changes."""
        items = list(self._bookmarks(self.objects[self.root["/Outlines"]])) if "/Outlines" in self.root else []
        if len(items) != len(headings):
            return
        names = {}
        for item, heading in zip(items, headings, strict=True):
            names[item["/Title"]] = said = text(" ".join(heading.split()))
            item["/Title"] = said
        for ref in self.objects.having(_ELEMENT, b"/S/H"):
            element = self.objects[ref]
            if element.get("/T") in names:
                element["/T"] = names[element["/T"]]

    def _bookmarks(self, above: dict[str, Any]) -> Iterator[dict[str, Any]]:
        at = above.get("/First")
        while at is not None:
            item = self.objects[at]
            yield item
            yield from self._bookmarks(item)
            at = item.get("/Next")

    def make_empty_headings_cells(self) -> None:
        """A cell that says nothing is the heading of nothing: a screen reader would name its column so."""
        silent = {}
        for _, cell in self.of_role("/TH"):
            if not _kids(cell):
                cell["/S"] = "/TD"
                silent[cell.pop("/ID", None)] = cell
                cell["/A"] = [each for each in cell["/A"] if each.get("/O") != "/Table"]
        if not silent:
            return
        for role in ("/TD", "/TH"):
            for _, cell in self.of_role(role):
                for each in _attributes(cell):
                    if "/Headers" in each:
                        each["/Headers"] = [heading for heading in each["/Headers"] if heading not in silent]
        self._forget(set(silent))

    def _forget(self, names: set[bytes]) -> None:
        """Takes names of elements from the tree's list of them."""
        waiting = [self.tree["/IDTree"]] if "/IDTree" in self.tree else []
        while waiting:
            node = waiting.pop()
            node = self.objects[node] if isinstance(node, Ref) else node
            waiting += node.get("/Kids", [])
            pairs = node.get("/Names", [])
            kept = [(name, ref) for name, ref in zip(pairs[::2], pairs[1::2], strict=True) if name not in names]
            if "/Names" in node:
                node["/Names"] = [each for pair in kept for each in pair]
            if "/Limits" in node and kept:
                node["/Limits"] = [kept[0][0], kept[-1][0]]

    def tell_the_languages(self) -> None:
        """What is in another language than the document is an element that says so.

        typst says it in the page's content, and gives a paragraph the language that it begins in.
        """
        said = {page: self._said_in(page) for page in self._pages()}
        own = self.root["/Lang"]
        (top,) = _kids(self.tree)
        waiting: list[tuple[Ref, bytes]] = [(top, own)]
        found: list[tuple[Ref, list[tuple[Any, bytes | None]]]] = []
        while waiting:
            ref, language = waiting.pop()
            element = self.objects[ref]
            language = element.get("/Lang", language)
            kids: list[tuple[Any, bytes | None]] = []
            for kid in _kids(element):
                mark = _mark_of(kid, element)
                kids.append((kid, said[mark[0]].get(mark[1], language) if mark else None))
                if isinstance(kid, Ref):
                    waiting.append((kid, language))
            found.append((ref, kids))
        for ref, kids in found:
            self._in_languages(ref, kids, own)

    def _in_languages(self, ref: Ref, kids: list[tuple[Any, bytes | None]], own: bytes) -> None:
        element = self.objects[ref]
        languages = {language for _, language in kids if language is not None}
        element.pop("/Lang", None)
        if languages <= {own}:
            return
        if len(languages) == 1 and not any(isinstance(kid, Ref) for kid, _ in kids):
            element["/Lang"] = languages.pop()
            return
        new: list[Any] = []
        before: bytes | None = None
        for kid, language in kids:
            if language is None or language == own:
                new.append(kid)
            elif language == before:
                self._hold(new[-1], kid)
            else:
                span: Element = {"/Type": "/StructElem", "/S": "/Span", "/P": ref, "/Lang": language, "/K": []}
                if "/Pg" in element:
                    span["/Pg"] = element["/Pg"]
                new.append(self.objects.add(span))
                self._hold(new[-1], kid)
            before = language
        element["/K"] = new

    def _hold(self, span: Ref, kid: Any) -> None:
        """Puts a piece of the page in an element, and tells the list of who holds each piece."""
        element = self.objects[span]
        element["/K"].append(kid)
        mark = _mark_of(kid, element)
        assert mark is not None
        holders = self._holders()[self.objects[mark[0]]["/StructParents"]]
        self.objects[holders][mark[1]] = span

    def _holders(self) -> dict[bytes, Ref]:
        tree = self.tree["/ParentTree"]
        pairs = (self.objects[tree] if isinstance(tree, Ref) else tree)["/Nums"]
        return dict(zip(pairs[::2], pairs[1::2], strict=True))

    def _pages(self) -> list[Ref]:
        pages: list[Ref] = []
        waiting = [self.root["/Pages"]]
        while waiting:
            node = waiting.pop()
            kids = self.objects[node].get("/Kids")
            if kids is None:
                pages.append(node)
            else:
                waiting += reversed(kids)
        return pages

    def _said_in(self, page: Ref) -> dict[int, bytes]:
        """The languages of the pieces of a page that say theirs, by their numbers on it."""
        content = self.objects.stream(self.objects[page]["/Contents"])
        return {int(number): b"(%s)" % language for number, language in _SAID_IN.findall(content)}

    def label_the_pages(self, labels: Mapping[int, str]) -> None:
        """What a reader shows as the page's number is what is printed there."""
        if not labels:
            return
        nums: list[Any] = []
        for number in range(1, len(self._pages()) + 1):
            nums += [b"%d" % (number - 1), {"/P": text(labels.get(number, str(number)))}]
        self.root["/PageLabels"] = {"/Nums": nums}


def _kids(element: Element) -> list[Any]:
    """What an element holds, as a list that may be changed."""
    kids = element.setdefault("/K", [])
    if not isinstance(kids, list):
        element["/K"] = kids = [kids]
    return kids


def _attributes(element: Element) -> list[Any]:
    found = element.get("/A", [])
    return found if isinstance(found, list) else [found]


def _mark_of(kid: Any, element: Element) -> tuple[Ref, int] | None:
    """The page and the number there of a piece of the page; None for an element or a link."""
    if isinstance(kid, bytes):
        return element["/Pg"], int(kid)
    if isinstance(kid, dict) and "/MCID" in kid:
        return kid["/Pg"] if "/Pg" in kid else element["/Pg"], int(kid["/MCID"])
    return None
