"""How one ärende stands, for people, with its answers along a time line; and who has not answered. The door to rich.

What colours say is said in words too. At a terminal the width is its own; in a pipe it is 80 columns, without colours.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TextIO

from msgspec import Struct
from rich import box
from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ...messages import Message, msg
from ...stages.ledger import Status
from ...stages.reminders import Letter
from ...stages.standing import Answer, Light, Motion, Standing, listed
from .report import Report, days_left, left_out, light, notes, outcome, tally

_COLOURS = {
    Light.GREEN: "green", Light.YELLOW: "yellow", Light.ORANGE: "dark_orange", Light.RED: "red",
    Light.OVER: "bold red", Light.DONE: "dim",
}  # fmt: skip
_STYLES = {Status.ANSWERED: "green", Status.DECLINED: "dim", Status.MISSING: "bold red", Status.WAITING: "yellow"}
_ANSWERED, _DECLINED, _MISSING, _WAY, _LAST_DAY = "●", "×", "○", "─", "┆"
_NAMES = 28  # columns for a name, at most; twice as many where there is room
_GAP = 3  # columns between two of a table's
_LETTER = 76  # columns for a letter at a terminal
_NARROWEST = 12  # columns for a time line; with fewer it says nothing


class Terminal:
    """Prints to one stream; `colour` as the command line has judged it."""

    def __init__(self, found: Report, stream: TextIO, *, colour: bool, width: int | None = None) -> None:
        self.found, self.stream, self.colour = found, stream, colour
        self.console = Console(
            file=stream, width=width, force_terminal=colour, no_color=not colour, highlight=False, markup=False,
            emoji=False, soft_wrap=False, legacy_windows=False,
        )  # fmt: skip

    def one(self, stands: Standing) -> None:
        """An ärende with all that is known of it."""
        self._print(Text(f"{stands.case_number}  {stands.title}", style="bold"))
        self._line(msg("Rotel {rotel}, stage: {stage}, {folder}", rotel=stands.rotel, stage=stands.stage,
                       folder=self.found.prefix + stands.folder))  # fmt: skip
        self._print()
        facts = Table.grid(padding=(0, 2))
        facts.add_column(no_wrap=True, style="bold")
        facts.add_column(overflow="fold")
        for motion in stands.motions:
            facts.add_row(motion.kind.capitalize(), self._motion(motion))
        if stands.answers:
            facts.add_row(self._text(msg("Referral")), self._referral(stands))
        for title, said in self._gaps(stands):
            facts.add_row(self._text(title), self._text(said))
        facts.add_row(self._text(msg("Next step")), self._text(stands.next_step, "bold"))
        self._print(facts)
        if stands.answers:
            self._print()
            self._print(self._answers(stands))
        for line in (*left_out(self.found), *notes(self.found)):
            self.stream.write(f"{line}\n")

    def missing(self, standings: Sequence[Standing], letters: Sequence[Letter]) -> None:
        """Those who have not answered, and a letter to each of them."""
        waiting = [stands for stands in standings if stands.missing]
        if not waiting and not self.found.unreadable:
            self._line(msg("Everybody has answered or declined."))
        for stands in waiting:
            self._print(Text(f"{stands.case_number}  {stands.title}", style="bold"))
            self._print(self._missing(stands))
            if reason := _without_letter(stands):
                self._line(reason)
            self._print()
        for line in left_out(self.found):
            self.stream.write(f"{line}\n")
        for letter in letters:
            if letter.text:
                self._letter(letter)

    # --- one ---

    def _motion(self, motion: Motion) -> Text:
        said = msg(
            "raised on {day}, last day {last}", day=motion.raised_on.isoformat(), last=motion.last_day.isoformat()
        )
        if motion.light is Light.DONE:
            return Text.assemble(self.found.say(said), ", ", self._text(light(motion), _COLOURS[motion.light]))
        return Text.assemble(
            self.found.say(said), ", ", self._text(days_left(motion.days_left), _COLOURS[motion.light]),
            " (", self._text(msg("{age} have passed", age=light(motion)), _COLOURS[motion.light]), ")",
        )  # fmt: skip

    def _referral(self, stands: Standing) -> Text:
        parts: list[Message | str] = []
        if stands.sent_on:
            parts.append(msg("sent on {day}", day=stands.sent_on.isoformat()))
        if stands.due_on:
            parts.append(msg("last day {day}", day=stands.due_on.isoformat()))
        if stands.days_left is not None and stands.having(Status.WAITING):
            parts.append(days_left(stands.days_left))
        parts.append(tally(stands))
        return Text(", ".join(self.found.say(each) for each in parts))

    def _gaps(self, stands: Standing) -> Iterator[tuple[Message, Message | str]]:
        if stands.unsummarised:
            yield msg("Not summed up"), listed([each.name for each in stands.unsummarised])
        if stands.unwritten:
            yield msg("Not written"), listed(list(stands.unwritten))
        if stands.unproposed:
            yield msg("Proposal"), msg("not written")
        if stands.unread:
            yield msg("Cannot be read"), ", ".join(self.found.prefix + each for each in stands.unread)

    def _answers(self, stands: Standing) -> Table:
        line = _TimeLine.of(stands, self.found.today)
        widest = _NAMES if self.console.width < 100 else 2 * _NAMES
        names = [_broken(each.name, widest, "  " if each.asked_by else "") for each in stands.answers]
        said = [self.found.say(outcome(each)) for each in stands.answers]
        taken = (
            max(len(row) for name in names for row in name.split("\n")) + min(max(map(len, said)), 24) + 10 + 3 * _GAP
        )
        room = min(self.console.width - taken, 60)
        drawn = line is not None and room >= _NARROWEST
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        table.add_column(self._text(msg("Asked")), no_wrap=True)
        table.add_column(self._text(msg("Standing")), max_width=24)
        table.add_column(self._text(msg("Day")), width=10)
        if line is not None and drawn:
            table.add_column(Text(line.scale(room)), width=room, no_wrap=True)
        for name, words, each in zip(names, said, stands.answers, strict=True):
            if each.next_meeting:
                words += "\n" + self.found.say(msg("meets on {day}", day=each.next_meeting.isoformat()))
            cells = [Text(name), Text(words, style=_STYLES[each.status]), Text(_day(each.answered_on))]
            if line is not None and drawn:
                cells.append(Text(line.drawn(each, room), style=_STYLES[each.status]))
            table.add_row(*cells)
        if line is not None and drawn:
            legend = msg("{answered} answered  {declined} declined  {missing} not answered  {last} last day",
                         answered=_ANSWERED, declined=_DECLINED, missing=_MISSING, last=_LAST_DAY)  # fmt: skip
            table.caption = self._text(legend)
            table.caption_justify = "left"
        return table

    # --- those who have not answered ---

    def _missing(self, stands: Standing) -> Table:
        names = {each.slug: each.name for each in stands.answers}
        table = Table.grid(padding=(0, 2))
        table.add_column(min_width=4)
        for each in sorted(stands.missing, key=lambda each: -each.days_late):
            via = names.get(each.asked_by or "")
            name = self._text(msg("{name}, asked by {other}", name=each.name, other=via)) if via else Text(each.name)
            said = [self._text(outcome(each), _STYLES[each.status])]
            if each.status is Status.WAITING and stands.days_left is not None:
                said.append(self._text(days_left(stands.days_left)))
            if each.next_meeting:
                said.append(self._text(msg("meets on {day}", day=each.next_meeting.isoformat())))
            table.add_row("", name, Text(", ").join(said))
        return table

    def _letter(self, letter: Letter) -> None:
        """A letter to be copied: broken to be read at a terminal, in whole paragraphs elsewhere."""
        self._print(Rule(Text(f"{letter.name} (rotel {letter.rotel})", style="bold"), align="left"))
        subject = self.found.say(msg("Subject: {subject}", subject=letter.subject))
        lines = [subject, "", *letter.text.split("\n"), ""]
        if self.stream.isatty():
            lines = [_broken(line, min(self.console.width, _LETTER), "") for line in lines]
        self.stream.write("".join(f"{line}\n" for line in lines))

    def _print(self, what: RenderableType = "") -> None:
        """Prints something of rich's, without the blanks that fill its lines up."""
        with self.console.capture() as drawn:
            self.console.print(what)
        self.stream.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()))

    def _line(self, message: Message) -> None:
        self._print(self._text(message))

    def _text(self, message: Message | str, style: str = "") -> Text:
        return Text(self.found.say(message), style=style)


class _TimeLine(Struct, frozen=True):
    """The days from the sending of a referral to the last thing that happened, today among them."""

    first: date
    last: date
    due: date | None
    today: date

    @classmethod
    def of(cls, stands: Standing, today: date) -> _TimeLine | None:
        """The time line of an ärende; None where too few of its days are known."""
        days = [each.answered_on for each in stands.answers if each.answered_on]
        days += [each for each in (stands.sent_on, stands.due_on) if each]
        if stands.missing and stands.decided_on is None and days and today > min(days):
            days.append(today)
        first = stands.sent_on or min(days, default=None)
        if first is None or max(days) <= first:
            return None
        return cls(first, max(days), stands.due_on, today)

    def place(self, day: date, width: int) -> int:
        """The column of a day."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(min(max(share, 0.0), 1.0) * (width - 1))

    def scale(self, width: int) -> str:
        """The first and the last day, at the two ends; without their years where there is little room."""
        first, last = self.first.isoformat(), self.last.isoformat()
        if width < len(first) + len(last) + 1:
            first, last = first[5:], last[5:]
        return first + " " * (width - len(first) - len(last)) + last

    def drawn(self, answer: Answer, width: int) -> str:
        """The way from the sending to the answer, or as far as it has come, across the last day."""
        cells = [" "] * width
        day = answer.answered_on or (self.today if answer.awaited else None)
        due = None
        if self.due is not None:
            due = min(self.place(self.due, width), width - 2 if self.last > self.due else width - 1)
            cells[due] = _LAST_DAY
        if day is not None:
            end = self.place(min(day, self.last), width)
            if due is not None and self.due is not None and day != self.due:  # a day before it never stands on it
                end = min(end, due - 1) if day < self.due else max(end, due + 1)
            end = min(max(end, 0), width - 1)
            for index in range(end):
                cells[index] = _WAY if cells[index] == " " else cells[index]
            cells[end] = _MISSING if answer.awaited else _DECLINED if answer.status is Status.DECLINED else _ANSWERED
        return "".join(cells)


def _broken(text: str, width: int, indent: str) -> str:
    """A text on as many lines as it needs."""
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _without_letter(stands: Standing) -> Message | None:
    """Why nobody is reminded of an ärende."""
    if stands.decided_on is not None:
        return msg("    No reminder: a decision was made on {day}.", day=stands.decided_on.isoformat())
    if stands.unread:
        return msg("    No reminder: a file cannot be read, and the answer may be there.")
    return None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
