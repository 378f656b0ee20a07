"""What stands on a page besides its text: page numbers, running headers and footers, the mark of a draft."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...messages import Message, msg, msg_n
from ...patterns import lazily
from .lines import Line, Page
from .marks import ends_a_sentence

NEAR = 4  # lines from the upper or lower edge of a page among which a running line is looked for
_OF = r"(?:\(\s*(?P<{0}1>\d{{1,4}})\s*\)|(?:av|/|of)\s*(?P<{0}2>\d{{1,4}}))"
_NUMBER_OF = lazily(rf"(?P<page>\d{{1,4}})\s*{_OF.format('of')}")
_SAID = lazily(rf"(?:sid(?:a|an|nr)?|sidnummer|page|p|s)\b[.:]?\s*(?P<page>\d{{1,4}})(?:\s*{_OF.format('of')})?", re.I)
_BARE = lazily(r"[-–—]?\s*(?P<page>\d{1,4})\s*[-–—]?")
_DRAFT = lazily(r"UTKAST(?: [0-9a-f]{8})?")
_DIGITS = lazily(r"\d+")


class Dropped(Struct, frozen=True):
    """What was left out: where it stood, its words, and why."""

    where: Message
    text: str
    reason: Message


_PAGE_NUMBER = msg("a page number")
_RUNNING = msg("a running header or footer")
_WATERMARK = msg("runs across the page, as a watermark does")
_DRAFT_MARK = msg("the mark of a draft")


def where(page: Page, line: Line) -> Message:
    """Where a line stands, for a person: the page of a PDF, the line of a text."""
    return msg("line {n}", n=line.number) if line.number else msg("page {n}", n=page.number)


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[Dropped]]:
    """The pages with nothing but their text, and what was left out. A page number within a page parts it in two."""
    running = _running(pages)
    last = _last_page(pages)
    kept: list[Page] = []
    dropped: list[Dropped] = []
    for page in pages:
        texts: list[list[Line]] = [[]]
        for index, line in enumerate(page.lines):
            at_edge = min(index, len(page.lines) - 1 - index) < NEAR
            if number := _number_beside(line, last, page):
                dropped.append(Dropped(where(page, line), number, _PAGE_NUMBER))
                line = _without(line, number)
            reason = _reason(line, running.get((page.number, index)), last, at_edge=at_edge, page=page)
            if reason is None:
                texts[-1].append(line)
                continue
            dropped.append(Dropped(where(page, line), line.text, reason))
            if reason is _PAGE_NUMBER and not page.laid_out and texts[-1]:
                texts.append([])
        kept += [replace(page, lines=tuple(lines)) for lines in texts if lines]
        said = "".join(line.text for line in page.lines)
        unseen = [link for link in page.links if link.removeprefix("mailto:") not in said]
        dropped += [Dropped(msg("page {n}", n=page.number), link, msg("the address of a link")) for link in unseen]
        if page.pictures:
            reason = msg_n("a picture, which has no text", "{n} pictures, which have no text", page.pictures)
            dropped.append(Dropped(msg("page {n}", n=page.number), "", reason))
    return kept, dropped


def _number_beside(line: Line, last: int, page: Page) -> str:
    """A page number that stands beside other words, in a running header: Stensunda kommun   Sida 2 (2)."""
    ends = [line.cells[0].text, line.cells[-1].text] if len(line.cells) > 1 else []
    return next((text for text in ends if _is_page_number(text, last, at_edge=False, page=page)), "")


def _without(line: Line, text: str) -> Line:
    cells = tuple(cell for cell in line.cells if cell.text != text)
    return replace(line, text=" ".join(cell.text for cell in cells), cells=cells if len(cells) > 1 else ())


def _reason(line: Line, running: bool | None, last: int, *, at_edge: bool, page: Page) -> Message | None:
    if line.slanting:
        return _WATERMARK
    if _DRAFT.fullmatch(line.text):
        return _DRAFT_MARK
    if _is_page_number(line.text, last, at_edge=at_edge, page=page):
        return _PAGE_NUMBER
    return _RUNNING if running else None


def _is_page_number(text: str, last: int, *, at_edge: bool, page: Page) -> bool:
    """8 (14), Sida 1 (2), sid 3; a number alone only where it is the page's own, at its edge."""
    if match := _SAID.fullmatch(text):
        return True
    if match := _NUMBER_OF.fullmatch(text):
        total = int(match["of1"] or match["of2"])
        return int(match["page"]) <= total and (total == last or at_edge)
    if match := _BARE.fullmatch(text):
        return at_edge and int(match["page"]) == page.number
    return False


def _last_page(pages: Sequence[Page]) -> int:
    """The number of pages that the text itself most often tells: 14 of "8 (14)"."""
    said = Counter(
        int(match["of1"] or match["of2"])
        for page in pages
        for line in page.lines
        if (match := _NUMBER_OF.fullmatch(line.text)) and int(match["page"]) <= int(match["of1"] or match["of2"])
    )
    return said.most_common(1)[0][0] if said else 0


def _running(pages: Sequence[Page]) -> Mapping[tuple[int, int], bool]:
    """The lines, by page and index, that stand at the same place of most pages and say the same but for numbers."""
    places: defaultdict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    for page in pages:
        for index, line in _at_the_edges(page):
            for place in _places(page, index, line):
                if not ends_a_sentence(line.text):
                    places[_DIGITS.sub("0", line.text).casefold(), place].add((page.number, index))
    found: dict[tuple[int, int], bool] = {}
    for spots in places.values():
        on = {number for number, _ in spots}
        if len(on) >= max(2, (len(pages) + 2) // 3) if len(pages) <= 6 else len(on) >= 4:
            found |= dict.fromkeys(spots, True)
    return found


def _at_the_edges(page: Page) -> Iterator[tuple[int, Line]]:
    for index, line in enumerate(page.lines):
        if min(index, len(page.lines) - 1 - index) < NEAR * (2 if page.laid_out else 1):
            yield index, line


def _places(page: Page, index: int, line: Line) -> list[int]:
    """Where a line stands, as it is compared with those of other pages: its height, or its number from an edge."""
    if page.laid_out:
        return [round(line.baseline / 3), round(line.baseline / 3) + 10_000 if line.baseline % 3 else 0]
    return [index] if index < len(page.lines) - 1 - index else [index - len(page.lines)]
