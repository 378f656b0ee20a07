"""Asking at a terminal: the only door to questionary. What is asked, and what becomes of it, is decided elsewhere."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

os.environ.setdefault(
    "PROMPT_TOOLKIT_NO_CPR", "1"
)  # it asks the terminal where the cursor is, and complains in English

import questionary
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth

from ..facts import plain_key

BACK_MARK = "<"
_ESCAPE_SECONDS = 0.05  # how long Esc waits for the rest of an arrow key


class Back(Exception):
    """The one who answers wants to go back to the question before."""


class Name(Struct, frozen=True):
    """A name to choose: the answer that it gives, how it is shown, what stands beside it, and how else it is found."""

    value: str
    title: str
    beside: str = ""
    keys: tuple[str, ...] = ()

    def matches(self, text: str) -> bool:
        """Whether `text` is a part of the name, or of another by which it goes; capitals and dots do not matter."""
        wanted = plain_key(text)
        return any(wanted in plain_key(each) for each in (self.title, *self.keys))

    def is_called(self, text: str) -> bool:
        """Whether `text` is one of its names."""
        wanted = " ".join(text.split()).casefold()
        return any(wanted == each.casefold() for each in (self.title, self.value, *self.keys))


class Wizard:
    """Puts questions at a terminal. Each raises Back where the answer is Esc or <, and KeyboardInterrupt at Ctrl-C."""

    def __init__(self, *, colour: bool, choose_hint: str, several_fit: str) -> None:
        # Otherwise it asks the terminal where the cursor is, and complains in English where it gets no answer.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        self._choose_hint, self._several_fit = choose_hint, several_fit
        self._options: dict[str, Any] = {} if colour else {"color_depth": ColorDepth.DEPTH_1_BIT}
        self._style = questionary.Style(
            [("qmark", "bold"), ("question", "bold"), ("answer", ""), ("pointer", "bold"), ("highlighted", "bold"),
             ("validation-toolbar", "bold"), ("completion-menu", "noinherit"),
             ("completion-menu.completion.current", "reverse")]
        )  # fmt: skip

    def line(
        self, label: str, *, default: str = "", prefix: str = "", lines: bool = False,
        check: Callable[[str], str | None] = lambda text: None,
    ) -> str:  # fmt: skip
        """A line of text; with `lines`, what is pasted keeps its line breaks. `check` says why it cannot be taken."""
        question = questionary.text(
            label, default=default, qmark=">", style=self._style, instruction=prefix or None,
            validate=lambda text: check(text) or True if text.strip() != BACK_MARK else True,
            key_bindings=_keys(lines=lines), **self._options,
        )  # fmt: skip
        return self._answer(question)

    def choose(self, label: str, choices: Sequence[tuple[str, str]], *, default: str = "") -> str:
        """One of a few: `choices` are answers and how they are shown."""
        question = questionary.select(
            label, [questionary.Choice(title, value) for value, title in choices],
            default=default if any(value == default for value, _ in choices) else None,
            qmark=">", style=self._style, instruction=self._choose_hint, use_jk_keys=False, **self._options,
        )  # fmt: skip
        question.application.key_bindings = merge_key_bindings(
            [question.application.key_bindings or KeyBindings(), _keys(mark=True)]
        )
        return self._answer(question)

    def name(self, label: str, names: Sequence[Name], *, default: str = "") -> str:
        """One of many names, which completes as one types; a text that is none of them is given as it was typed."""
        taken: list[Name] = []

        def enter(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            text = buffer.text.strip()
            hit = _meant(text, names)
            if hit is not None:
                taken.append(hit)
                buffer.document = Document(hit.title)
            buffer.validate_and_handle()

        def several(text: str) -> bool | str:
            fits = [each for each in names if each.matches(text)]
            alone = len(text.split()) < 2 and text.strip() not in ("", BACK_MARK)
            return self._several_fit if alone and len(fits) > 1 and _meant(text, names) is None else True

        shown = next((each.title for each in names if each.value == default), default)
        question = questionary.autocomplete(
            label, [""], default=shown, qmark=">", style=self._style, completer=_Completer(names), validate=several,
            key_bindings=_keys(enter=enter), **self._options,
        )  # fmt: skip
        text = self._answer(question, complete=not shown)
        return taken[-1].value if taken and taken[-1].title == text else text.strip()

    def _answer(self, question: questionary.Question, *, complete: bool = False) -> str:
        app = question.application
        app.ttimeoutlen = _ESCAPE_SECONDS

        def before() -> None:
            if complete:
                app.current_buffer.start_completion(select_first=False)

        try:
            answer = app.run(pre_run=before)
        except EOFError:
            raise KeyboardInterrupt from None
        if answer is None or (isinstance(answer, str) and answer.strip() == BACK_MARK):
            raise Back
        return unicodedata.normalize("NFC", str(answer))  # what is pasted from a PDF may have å as a and a ring


def _meant(text: str, names: Sequence[Name]) -> Name | None:
    """The name that is called so; else the only one of which a single word is a part."""
    called = [each for each in names if each.is_called(text)]
    if called or len(text.split()) != 1:
        return called[0] if called else None
    fits = [each for each in names if each.matches(text)]
    return fits[0] if len(fits) == 1 else None


class _Completer(Completer):
    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        text = document.text_before_cursor
        for each in self._names:
            if each.matches(text):
                yield Completion(each.title, start_position=-len(text), display_meta=each.beside)


def _keys(
    *, lines: bool = False, mark: bool = False, enter: Callable[[KeyPressEvent], None] | None = None
) -> KeyBindings:
    """Esc goes back (and <, where no text is typed); what is pasted is one line, unless `lines` may be several."""
    keys = KeyBindings()

    @keys.add(Keys.Escape, eager=True)
    def back(event: KeyPressEvent) -> None:
        event.app.exit(result=BACK_MARK)

    if mark:
        keys.add(BACK_MARK, eager=True)(back)
    if enter is not None:
        keys.add(Keys.Enter, eager=True)(enter)

    @keys.add(Keys.BracketedPaste, eager=True)
    def paste(event: KeyPressEvent) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        event.current_buffer.insert_text(text.strip("\n") if lines else " ".join(text.split()))

    return keys


def at_terminal(*streams: Any) -> bool:
    """Whether somebody sits there to answer."""
    return all(getattr(stream, "isatty", lambda: False)() for stream in streams)


def one_by_one(
    ask: Callable[[int, str], str], known: Sequence[str], keep: Callable[[tuple[str, ...]], None]
) -> tuple[str, ...]:
    """Answers given one at a time, until an empty one; `keep` is told of each state of the list.

    `ask` is given the number and what stood there before. Back takes the last one away; from the first it goes on out.
    """
    found: list[str] = []
    before = list(known)
    while True:
        try:
            answer = ask(len(found) + 1, before[len(found)] if len(found) < len(before) else "")
        except Back:
            if not found:
                raise
            before[: len(found)] = found
            found.pop()
        else:
            if not answer:
                return tuple(found)
            found.append(answer)
        keep(tuple(found))
