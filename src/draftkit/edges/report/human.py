"""Problems as people read them: what is wrong, the line with the place underlined, and what to do.

fel[DK103]: ”2031-13-40” är inget datum
  --> drafts/ks-2031-0417/remissvar/kulturnamnden.md:4:14
   |
 4 | sammanträde: 2031-13-40
   |              ^^^^^^^^^^
   = råd: skriv datum som ÅÅÅÅ-MM-DD
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from gettext import NullTranslations

from ...messages import Message, msg, msg_n, words
from ...patterns import lazily
from ...problems import DraftkitError, Problem, Severity
from ...spans import Source, Span
from .outcome import Outcome

_NAMES = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("remark")}
_HINT = msg("hint")
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


class Human:
    """Draws problems in one language, with colour or without. `source_of` gives a file's text by its path."""

    def __init__(
        self,
        language: NullTranslations,
        source_of: Callable[[str], Source | None],
        *,
        colour: bool = False,
        final: bool = False,
    ) -> None:
        self.language, self.source_of, self.colour, self.final = language, source_of, colour, final

    def problem(self, problem: Problem) -> str:
        """One problem, framed."""
        severity = problem.severity(final=self.final)
        head = f"{words(_NAMES[severity], self.language)}[{problem.code.number}]"
        message = shortened(words(problem.message, self.language))
        lines = [f"{self._paint(_COLOURS[severity], head)}: {self._paint('1', message)}"]
        lines += self._frame(problem.span, "^", "", masked=problem.code.masked)
        for related in problem.related:
            lines += self._frame(related.span, "-", words(related.note, self.language))
        if problem.hint is not None:
            gutter = " " * len(str(problem.span.line))
            hint = shortened(words(problem.hint, self.language))
            lines.append(f" {gutter} = {words(_HINT, self.language)}: {hint}")
        return "\n".join(lines)

    def error(self, error: DraftkitError) -> str:
        """What the machine could not do."""
        return self.told(error.message, error.hint)

    def told(self, message: Message, hint: Message | None) -> str:
        """What is wrong, where it stands in no file."""
        lines = [f"{self._paint('1;31', words(msg('error'), self.language))}: {words(message, self.language)}"]
        if hint is not None:
            lines.append(f"  = {words(_HINT, self.language)}: {words(hint, self.language)}")
        return "\n".join(lines)

    def say(self, message: Message) -> str:
        """A sentence in the reader's language."""
        return words(message, self.language)

    def _frame(self, span: Span, mark: str, note: str, *, masked: bool = False) -> list[str]:
        width = len(str(span.line))
        blank = f" {' ' * width} |"
        lines = [f" {' ' * width}--> {visible(str(span))}"]
        source = self.source_of(span.path)
        text = source.line(span.line) if source else ""
        if not text.strip():
            return lines
        end = span.end_col if span.end_line == span.line else len(text) + 1
        if masked:  # with all numbers, since there may be two
            text = _DIGIT.sub("•", text[: span.col - 1] + "•" * (end - span.col) + text[end - 1 :])
        before, marked, after = text[: span.col - 1], text[span.col - 1 : end - 1], text[end - 1 :]
        if len(text) > _LONG:
            before = before if len(before) <= _SHOWN else f"…{before[-_SHOWN:]}"
            after = f"{after[:_SHOWN]}…" if len(marked) <= _SHOWN else "…"
            marked = marked[:_SHOWN]
            text = before + marked + after
        indent = "".join("\t" if char == "\t" else " " * columns(char) for char in before)
        under = mark * max(columns(marked), 1)
        lines += [
            blank,
            f" {span.line} | {visible(text)}",
            f"{blank} {indent}{self._paint('1;31' if mark == '^' else '1;34', under)}{' ' + note if note else ''}",
        ]
        return lines

    def _paint(self, colour: str, text: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if self.colour else text


_LONG, _SHOWN = 500, 80  # of a line longer than the first, so much is shown on each side of the place
_DIGIT = lazily(r"\d")
_STEERING = lazily("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with a mark for each character that would steer the terminal or turn the line around."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def shortened(text: str) -> str:
    """The text as one line that can be read."""
    return visible(text if len(text) <= _LONG else f"{text[:_LONG]}…")


def columns(text: str) -> int:
    """How many columns a terminal gives to `text`: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def tally(outcome: Outcome) -> str:
    """What was checked, and what came of it: 12 filer, 74 regler: 0 fel, 2 varningar, 1 upplysning."""
    severities = [outcome.severity(problem) for problem in outcome.problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    remarks, exempted = severities.count(Severity.INFO), len(outcome.exempted)
    checked = [msg_n("{n} file", "{n} files", len(outcome.files)), msg_n("{n} rule", "{n} rules", len(outcome.codes))]
    found = [msg_n("{n} error", "{n} errors", errors), msg_n("{n} warning", "{n} warnings", warnings)]
    found += [msg_n("{n} remark", "{n} remarks", remarks)] if remarks else []
    found += [msg_n("{n} exemption", "{n} exemptions", exempted)] if exempted else []
    first, second = (", ".join(words(each, outcome.language) for each in part) for part in (checked, found))
    return f"{first}: {second}"
