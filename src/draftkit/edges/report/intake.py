"""What came of a file that was imported: what is left out and why, what has another form, and the count of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from gettext import NullTranslations

from ...messages import Message, msg, msg_n, words
from ...stages.intake.balance import Balance
from ...stages.intake.story import Altered, Left, Revision
from .human import visible

_INDENT = "    "
_LONGEST = 200  # letters shown of what has another form; what is left out is always shown whole


def counted(balance: Balance) -> Message:
    """1 204 words in the original: 1 150 in the text, 54 left out and listed below."""
    if not balance.left:
        return msg_n("{n} word in the original, and it is in the text", "{n} words in the original, all in the text",
                     balance.written)  # fmt: skip
    return msg(
        "{n} words in the original: {kept} in the text, {left} left out (listed below)",
        n=balance.written,
        kept=balance.written - balance.left,
        left=balance.left,
    )


def left_out(found: Iterable[Left], language: NullTranslations) -> list[str]:
    """What is left out, with all its words; what says the same for the same reason is said once."""
    groups: dict[tuple[Message, Message, str], int] = {}
    for each in found:
        key = each.where, each.reason, "\n".join(" ".join(line.split()) for line in each.text.split("\n")).strip()
        groups[key] = groups.get(key, 0) + 1
    lines = [words(msg("Left out:"), language)] if groups else []
    heads: list[tuple[Message, Message]] = []
    for (where, reason, text), times in groups.items():
        if heads[-1:] != [(where, reason)]:
            heads.append((where, reason))
            lines.append("  " + words(msg("{where}: {reason}", where=where, reason=reason), language))
        again = f" ({times} ×)" if times > 1 else ""
        lines += [f"{_INDENT}{visible(line)}{again}" for line in text.split("\n") if line.strip()]
    return lines


def other_form(found: Sequence[Altered], language: NullTranslations) -> list[str]:
    """What has another form than in the original, what it concerns below it."""
    groups: dict[Message, list[str]] = {}
    for each in found:
        groups.setdefault(each.what, []).append(each.text)
    lines = [words(msg("In another form than in the original:"), language)] if groups else []
    for what, texts in groups.items():
        lines.append("  " + words(what, language))
        lines += [f"{_INDENT}{_short(text)}" for text in dict.fromkeys(texts) if text]
    return lines


def changes(found: Sequence[Revision], choice: str) -> list[Message]:
    """Whose tracked changes there are, how many, and what has been done with them."""
    done = {
        "godkänn": msg("accepted"),
        "avvisa": msg("rejected"),
        "visa": msg("accepted, each with a note at its place"),
    }[choice]
    return [
        msg(
            "tracked changes by {who}: {insertions}, {deletions} ({done})",
            who=each.author or "?",
            insertions=msg_n("{n} insertion", "{n} insertions", each.insertions),
            deletions=msg_n("{n} deletion", "{n} deletions", each.deletions),
            done=done,
        )
        for each in found
    ]


def _short(text: str) -> str:
    plain = visible(" ".join(text.split()))
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rsplit(' ', 1)[0]} …"
