"""What can be made, by the word on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from ...messages import Message, msg
from . import answer, case, dissent, motion
from .desk import Desk, Made, newcomers_questions
from .questions import Answers, Question, in_turn


class Kind(Struct, frozen=True):
    """One kind of thing: its word, what it is called, and whether it stands in a case that is there."""

    word: str
    title: Message
    ask: Callable[[Desk, Answers], Iterator[Question]]
    make: Callable[[Desk, Answers], Made]
    in_a_case: bool = True  # it needs a case that is there
    begins_a_case: bool = False  # it may begin a new one

    def questions(self, desk: Desk, answers: Answers) -> list[Question]:
        """All that is asked, given what has been answered so far, in turn."""
        return [*newcomers_questions(desk, answers), *in_turn(self.ask(desk, answers), answers)]

    def made(self, desk: Desk, answers: Answers) -> Made:
        """The files that the answers become; answers to what is no longer asked are left out."""
        asked = {each.key for each in self.questions(desk, answers)}
        return self.make(desk, {key: value for key, value in answers.items() if key in asked or key.startswith("+")})


KINDS: Mapping[str, Kind] = {
    each.word: each
    for each in (
        Kind("ärende", msg("a new ärende"), case.questions, case.made, in_a_case=False, begins_a_case=True),
        Kind("motion", msg("a motion"), motion.questions, motion.made, begins_a_case=True),
        Kind("remissvar", msg("an answer to a remiss"), answer.questions, answer.made),
        Kind("reservation", msg("a reservation or another dissent"), dissent.questions, dissent.made),
    )
}
