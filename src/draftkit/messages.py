"""Sentences for people, kept apart from the language they are shown in.

The core says `msg("“{value}” is not a date", value="2031-13-40")`; only the edges, which know the
reader's language, turn that into a sentence. The msgids are English; `locale/` has the Swedish.
"""

from __future__ import annotations

from gettext import NullTranslations

from msgspec import Struct


class Message(Struct, frozen=True):
    """A sentence and what to fill in; with `plural`, `n` chooses the form."""

    msgid: str
    args: tuple[tuple[str, object], ...] = ()
    plural: str = ""
    n: int = 1


def msg(msgid: str, **args: object) -> Message:
    """A sentence with named gaps; an argument may be a Message itself."""
    return Message(msgid, _frozen(args))


def msg_n(msgid: str, plural: str, n: int, **args: object) -> Message:
    """A sentence in the singular or the plural by `n`, which also fills the gap `{n}`."""
    return Message(msgid, _frozen({"n": n, **args}), plural, n)


def _frozen(args: dict[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in args.items())


def words(message: Message | str, language: NullTranslations) -> str:
    """The sentence in the reader's language. A plain string is already words (a name, a path)."""
    if isinstance(message, str):
        return message
    if message.plural:
        text = language.ngettext(message.msgid, message.plural, message.n)
    else:
        text = language.gettext(message.msgid)
    filled = {name: _filled(value, language) for name, value in message.args}
    return text.format_map(filled)


def _filled(value: object, language: NullTranslations) -> object:
    if isinstance(value, Message):
        return words(value, language)
    if isinstance(value, tuple):
        return ", ".join(str(_filled(each, language)) for each in value)
    return value
