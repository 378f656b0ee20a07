"""The letters to those who have not answered. Their words stand in the packs, in fraser.yaml: `påminnelse_…`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from ..problems import Problem
from .load.pack import Pack
from .standing import Standing
from .templating import phrases


class Question(Struct, frozen=True):
    """A referral as one body has it: whether its own answer is waited for, and whose of those that it asked in turn."""

    standing: Standing
    own: bool
    below: tuple[str, ...]


class Letter(Struct, frozen=True):
    """A reminder from one rotel to one body, of all that the rotel waits for; `text` is empty where a phrase fails."""

    body: str
    name: str
    rotel: str
    questions: tuple[Question, ...]
    subject: str = ""
    text: str = ""


def letters(standings: Iterable[Standing], packs: Mapping[str, Pack], municipality: str) -> tuple[
    list[Letter], list[Problem]
]:  # fmt: skip
    """The letters, the bodies in the order of their first question; and what is wrong with the phrases.

    Nobody is reminded of an ärende that is decided, or of one with texts that cannot be read: the answer may be there.
    """
    found: dict[tuple[str, str], Letter] = {}
    for stands in standings:
        if stands.decided_on is not None or stands.unread:
            continue
        for body, name, question in _questions(stands):
            key = (stands.rotel, body)
            before = found.get(key, Letter(body, name, stands.rotel, ()))
            found[key] = Letter(body, name, stands.rotel, (*before.questions, question))
    written, problems = [], list[Problem]()
    for letter in found.values():
        pack = packs[letter.questions[0].standing.pack]
        whole, more = phrases(pack, lambda phrase, letter=letter: _written(letter, phrase, municipality))  # type: ignore[misc]
        problems += more
        written.append(whole or letter)
    return written, problems


def _questions(stands: Standing) -> Iterable[tuple[str, str, Question]]:
    """What is waited for in an ärende, by those that we asked: slug, name, question."""
    direct = [each for each in stands.answers if each.asked_by is None]
    for each in direct:
        below = tuple(other.name for other in stands.missing if other.asked_by == each.slug)
        if each.awaited or below:
            yield each.slug, each.name, Question(stands, each.awaited, below)


def _written(letter: Letter, phrase: Callable[..., str], municipality: str) -> Letter:
    count = len(letter.questions)
    first = letter.questions[0].standing
    numbers = [each.standing.case_number for each in letter.questions]
    dnr = numbers[0] if count == 1 else numbers
    subject = phrase("påminnelse_ämne", antal=count, rubrik=first.title, dnr=dnr)
    paragraphs = [
        phrase("påminnelse_hälsning"),
        *(_paragraph(each, letter.name, phrase) for each in letter.questions),
        phrase("påminnelse_begäran", antal=count),
        phrase("påminnelse_avslut") + "\n" + phrase("påminnelse_avsändare", rotel=letter.rotel, kommun=municipality),
    ]
    return Letter(letter.body, letter.name, letter.rotel, letter.questions, subject, "\n\n".join(paragraphs))


def _paragraph(question: Question, name: str, phrase: Callable[..., str]) -> str:
    stands = question.standing
    sentences = [
        phrase(
            "påminnelse_remissen",
            form="med_dag" if stands.sent_on else "utan_dag",
            utskickad=stands.sent_on,
            organ=name,
            rubrik=stands.title,
            dnr=stands.case_number,
        ),
        phrase(
            "påminnelse_saknas",
            form="eget" if not question.below else "båda" if question.own else "underremiss",
            underremiss=list(question.below),
        ),
    ]
    if stands.due_on is not None and stands.days_left is not None:
        form = "försenad" if stands.days_left < 0 else "i_tid" if stands.days_left else "sista_dagen"
        days = abs(stands.days_left)
        sentences.append(phrase("påminnelse_dag", form=form, antal=days, svar_senast=stands.due_on))
    return " ".join(sentences)
