"""Questions about what a text says of itself: each with a proposal, and the line that it was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from gettext import NullTranslations
from typing import Any

from msgspec import Struct, field

from ..messages import Message, msg, words


class Question(Struct, frozen=True):
    """What is asked: `text`, the answer that is proposed, and the `passage` that it was read from.

    `choices` are the only answers there are, by value with what is shown of each; `known` completes what is typed.
    `judge` says what is wrong with an answer, None where it will do.
    """

    text: Message
    proposed: str = ""
    passage: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    known: Sequence[str] = ()
    judge: Callable[[str], Message | None] = lambda answer: None


def ask(question: Question, language: NullTranslations) -> str:
    """The answer. Raises KeyboardInterrupt where the asked one breaks off."""
    import questionary

    if question.passage:
        said = words(msg("read from: “{passage}”", passage=_short(question.passage)), language)
        questionary.print(f"  {said}", style="italic")
    text = words(question.text, language)
    if question.choices:
        choices = [questionary.Choice(shown, value) for value, shown in question.choices.items()]
        default = question.proposed if question.proposed in question.choices else None
        help_ = words(msg("(arrow keys, then Enter)"), language)
        answer = questionary.select(text, choices=choices, default=default, instruction=help_).unsafe_ask()
        return str(answer)

    def judged(typed: str) -> Any:
        wrong = question.judge(typed.strip())
        return True if wrong is None else words(wrong, language)

    if question.known:
        return str(
            questionary.autocomplete(
                text, choices=list(question.known), default=question.proposed, validate=judged,
                match_middle=True, ignore_case=True,
            ).unsafe_ask()
        ).strip()  # fmt: skip
    return str(questionary.text(text, default=question.proposed, validate=judged).unsafe_ask()).strip()


def agree(text: Message, language: NullTranslations, *, default: bool = True) -> bool:
    """Whether the asked one says yes. Raises KeyboardInterrupt where they break off."""

    choices = {"ja": words(msg("Yes"), language), "nej": words(msg("No"), language)}
    return ask(Question(text, "ja" if default else "nej", choices=choices), language) == "ja"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 90 else f"{plain[:90].rsplit(' ', 1)[0]} …"
