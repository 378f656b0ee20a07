"""The conversation of `draftkit new`: one question at a time, judged before the next, with a way back to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from gettext import NullTranslations

from msgspec import Struct

from . import drafting
from .edges.begun import Begun
from .edges.engines.pandoc import Pandoc
from .edges.report.human import Human
from .edges.wizard import Back, Name, Wizard, one_by_one
from .facts import BodyRef, Choice, Kind, Many, PersonRef
from .messages import Message, msg, words
from .model import Body, Person
from .problems import Problem, Severity, Stops
from .project import Project
from .spans import Span
from .stages.drafts import kinds
from .stages.drafts.desk import NEWCOMERS, Desk, Made, registered, slug_of
from .stages.drafts.markdowntext import as_printed, clauses, items_of
from .stages.drafts.questions import NO, Answer, Points, Prose, Question
from .stages.drafts.supposing import supposed
from .stages.load.decode import Decoder, nearest
from .stages.load.yamltree import Scalar

_WRITE, _CHANGE, _LEAVE, _KEEP, _ADD, _AGAIN = "write", "change", "leave", "keep", "add", "again"
_NOWHERE = Span("", 1, 1, 1, 1)


class Leave(Exception):
    """The one who answers wants to leave, with the answers kept."""


class Interview(Struct):
    """One conversation. `keep` is told of each answer; `draw` makes a drawer of problems for some files."""

    kind: kinds.Kind
    desk: Desk
    begun: Begun
    wizard: Wizard
    language: NullTranslations
    pandoc: Pandoc
    keep: Callable[[Begun], None]
    draw: Callable[[Project], Human]
    before: Iterable[Problem] = ()

    def admit(self, given: Mapping[str, Answer]) -> None:
        """Takes answers that were given before the conversation; one that will not do is shown, and asked for."""
        for key, answer in given.items():
            answers = {**self.begun.answers, key: answer}
            problems, project = drafting.judged(self.kind, self.desk, answers, key, self.pandoc)
            if any(each.severity() is Severity.ERROR for each in problems):
                self._show(problems, project)
                self.begun.answers.pop(key, None)
                self.begun.taken_back[key] = answer
            else:
                self.begun.answers[key] = answer

    def made(self) -> Made:
        """Asks until nothing is left to ask, and the one who answers has seen the file and wants it written.

        Raises Back where it goes back beyond the first question, and Leave.
        """
        self._say(
            msg("Enter takes an answer, Esc goes back to the question before, Ctrl-C stops and keeps the answers.")
        )
        while True:
            questions = self.kind.questions(self.desk, self.begun.answers)
            waiting = next((each for each in questions if each.key not in self.begun.answers), None)
            try:
                if waiting is not None:
                    self._put(waiting)
                    continue
                found = self.kind.made(self.desk, self.begun.answers)
                if self._agreed(found, questions):
                    return found
            except Back:
                self._step_back()

    # --- one question ---

    def _put(self, question: Question) -> None:
        """Asks one question until its answer will do."""
        reply = self.begun.taken_back.get(question.key, question.default)
        while True:
            reply = self._reply(question, reply)
            if question.required and not reply:
                self._say(msg("this has to be answered"))
                continue
            self.begun.half.pop(question.key, None)
            if self._will_do(question, reply):
                break
        self.begun.answers[question.key] = reply
        self.begun.taken_back.pop(question.key, None)
        self.begun.asked.append(question.key)
        self.keep(self.begun)

    def _reply(self, question: Question, before: Answer) -> Answer:
        if question.many:
            half = self.begun.half.get(question.key)
            return self._list(question, half or before)
        known = before if isinstance(before, str) else ""
        if isinstance(question.kind, Choice):
            return self._choice(question, question.kind, known)
        if isinstance(question.kind, (BodyRef, PersonRef)):
            return self._name(question, question.kind, self._label(question), known)
        text = self.wizard.line(self._label(question), default=known, lines=isinstance(question.kind, Prose))
        return drafting.as_answered(self.desk, question, text)

    def _choice(self, question: Question, kind: Choice, known: str) -> str:
        choices = [(value, value) for value in kind.values]
        if not question.required and NO not in kind.values:
            choices.insert(0, ("", self._words(msg("(leave it out)"))))
        return self.wizard.choose(self._label(question), choices, default=known)

    def _list(self, question: Question, known: Answer) -> tuple[str, ...]:
        """Several answers; points are shown after each as they will be printed, and may be pasted all at once."""
        kind = question.kind
        before = (known,) if isinstance(known, str) and known else tuple(known)
        pasted: list[str] = []
        there: list[str] = []

        def keep(found: tuple[str, ...]) -> None:
            there[:] = found
            self.begun.half[question.key] = found
            self.keep(self.begun)
            if isinstance(kind, Points) and found and not pasted:
                shown = clauses(found) if kind.clauses else found
                self._print("".join(f"    {line}\n" for line in as_printed(shown)))

        def ask(number: int, default: str) -> str:
            if pasted:
                return pasted.pop(0)
            label = self._label(question, number)
            if isinstance(kind, Many) and isinstance(kind.item, (BodyRef, PersonRef)):
                return self._name(question, kind.item, label, default, there)
            if not isinstance(kind, Points):
                return " ".join(self.wizard.line(label, default=default).split())
            text = self.wizard.line(label, default=default, prefix=f"{number}.{' att' * kind.clauses}", lines=True)
            given = items_of(text)
            pasted.extend(given[1:])
            return given[0] if given else ""

        return one_by_one(ask, before, keep)

    def _name(self, question: Question, kind: Kind, label: str, known: str, there: Sequence[str] = ()) -> str:
        """A name of the register that is not `there` yet; one that the register lacks can be added to it."""
        desk, _ = registered(self.desk, self.begun.answers)
        everybody = _people(desk) if isinstance(kind, PersonRef) else _bodies(desk, question.offers)
        names = [each for each in everybody if each.value not in there]
        while True:
            text = self.wizard.name(label, names, default=known)
            if not text or any(each.value == text for each in names):
                return text
            found = self._unknown(kind, names, text)
            if found is not None:
                return found
            known = text

    def _unknown(self, kind: Kind, names: list[Name], text: str) -> str | None:
        """What to do about a name that the register lacks: another was meant, or it is new; None to write it again."""
        decoder = Decoder(self.desk.registers)
        decoder.value(kind, Scalar(text, _NOWHERE))
        for problem in decoder.problems:
            self._tell(problem.message, problem.hint)
        register = "+personer" if isinstance(kind, PersonRef) else "+organ"
        near = nearest(text, [name for each in names for name in (each.title, *each.keys)])
        meant = next((each for each in names if near in (each.title, *each.keys)), None)
        choices = [(meant.value, meant.title)] if meant else []
        if NEWCOMERS[register] in self.desk.project.files:
            choices.append((_ADD, self._words(msg("add “{name}” to {path}", name=text, path=NEWCOMERS[register]))))
        choices.append((_AGAIN, self._words(msg("write it again"))))
        wish = self._chosen(msg("Which is it?"), choices, otherwise=_AGAIN)
        if wish == _AGAIN:
            return None
        if wish != _ADD:
            return wish
        slug = slug_of(text)
        self.begun.answers[f"{register}.{slug}.namn"] = " ".join(text.split())
        return slug if isinstance(kind, PersonRef) else " ".join(text.split())

    # --- judging ---

    def _will_do(self, question: Question, reply: Answer) -> bool:
        """Whether an answer can be used. An error has to be mended; a warning, its writer judges."""
        answers = {**self.begun.answers, question.key: reply}
        whole = supposed(self.kind, self.desk, answers, everything=False)
        refused = self.kind.made(self.desk, whole).refused.get(question.key)
        if refused is not None:
            self._tell(*refused)
            return False
        if not reply:
            return True
        problems, project = drafting.judged(self.kind, self.desk, answers, question.key, self.pandoc)
        self._show(problems, project)
        worst = max((each.severity() for each in problems), default=Severity.INFO)
        if worst is not Severity.WARNING:
            return worst is Severity.INFO
        choices = [(_KEEP, self._words(msg("keep the answer"))), (_CHANGE, self._words(msg("change it")))]
        return self._chosen(msg("What do you want to do?"), choices, otherwise=_CHANGE) == _KEEP

    def _chosen(self, question: Message, choices: list[tuple[str, str]], *, otherwise: str) -> str:
        """A choice that belongs to a question: who goes back from it gets `otherwise`, and stays at the question."""
        try:
            return self.wizard.choose(self._words(question), choices)
        except Back:
            return otherwise

    def _agreed(self, found: Made, questions: list[Question]) -> bool:
        """Shows the files and what check says of them; whether they are to be written. Raises Back and Leave."""
        for path, page in found.new.items():
            self._head(msg("New file: {path}", path=path))
            self._print("".join(f"  {line}\n" for line in page.text.splitlines()))
        for path, page in found.changed.items():
            self._head(msg("Added to {path}:", path=path))
            self._print("".join(f"  {line}\n" for line in drafting.difference(self.desk, path, page.text)))
        self._print("\n")
        for key in drafting.unused(self.kind, self.desk, self.begun.answers):
            shown = self._shown(key)
            self._say(msg("Not used, since other answers leave no room for it: {key}: {answer}", key=key, answer=shown))
        for told in found.refused.values():
            self._tell(*told)
        problems, project = drafting.reviewed(self.desk, found, self.before, self.pandoc)
        left = [each for each in problems if each.stops is Stops.FINAL and each.severity() is Severity.WARNING]
        wrong = [each for each in problems if each not in left]
        if wrong:
            self._head(msg("What draftkit check will say:"))
            self._show(wrong, project)
        if left:
            self._head(msg("Then this is left to do:"))
        for each in left:
            hint = f" ({self._words(each.hint)})" if each.hint else ""
            self._print(f"  - {self._words(each.message)}{hint}\n")
        self._print("\n")
        choices = [] if found.refused else [(_WRITE, self._words(msg("write it")))]
        choices += [
            (_CHANGE, self._words(msg("change an answer"))),
            (_LEAVE, self._words(msg("leave; the answers are kept"))),
        ]
        wish = self.wizard.choose(self._words(msg("Shall this be written?")), choices)
        if wish == _LEAVE:
            raise Leave
        if wish == _CHANGE:
            self._change(questions)
        return wish == _WRITE

    def _change(self, questions: list[Question]) -> None:
        """Takes back one answer, which is then asked for again."""
        choices = [(each.key, f"{self._name_of(each)}: {self._shown(each.key)}") for each in questions]
        try:
            key = self.wizard.choose(self._words(msg("Which answer?")), choices)
        except Back:
            return
        self.begun.taken_back[key] = self.begun.answers.pop(key)
        self.begun.asked = [each for each in self.begun.asked if each != key]
        self.keep(self.begun)

    def _step_back(self) -> None:
        """Takes back the last answer; raises Back where there is none."""
        if not self.begun.asked:
            raise Back
        key = self.begun.asked.pop()
        if key in self.begun.answers:
            self.begun.taken_back[key] = self.begun.answers.pop(key)
        self.keep(self.begun)

    # --- words ---

    def _label(self, question: Question, number: int = 1) -> str:
        """Svar senast – sista svarsdag (till exempel 2031-05-30; tom rad: hoppa över):"""
        if number > 1:
            done = msg("an empty line when all are there")
            return f"{self._name_of(question)} {number} ({self._words(done)}):"
        hints = []
        item = question.kind.item if isinstance(question.kind, Many) else question.kind
        if question.example and not isinstance(item, (Choice, BodyRef, PersonRef)):
            hints.append(self._words(msg("for example {example}", example=question.example)))
        if not question.required and not isinstance(item, Choice):
            hints.append(self._words(msg("an empty line skips it")))
        shown = f" ({'; '.join(hints)})" if hints else ""
        return f"{self._name_of(question)} – {self._words(question.help)}{shown}:"

    def _name_of(self, question: Question) -> str:
        return question.name[:1].upper() + question.name[1:]

    def _shown(self, key: str) -> str:
        """An answer on one line."""
        answer = self.begun.answers.get(key, "")
        text = ", ".join(answer) if isinstance(answer, tuple) else " ".join(answer.split())
        return f"{text[:60]}…" if len(text) > 60 else text or "–"

    def _words(self, message: Message) -> str:
        return words(message, self.language)

    def _say(self, message: Message) -> None:
        self._print(f"{self._words(message)}\n")

    def _head(self, message: Message) -> None:
        self._print("\n")
        self._say(message)
        self._print("\n")

    def _tell(self, message: Message, hint: Message | None) -> None:
        self._print(self.draw(self.desk.project).told(message, hint) + "\n\n")

    def _show(self, problems: Iterable[Problem], project: Project) -> None:
        drawer = self.draw(project)
        for problem in problems:
            self._print(drawer.problem(problem) + "\n\n")

    def _print(self, text: str) -> None:
        print(text, end="", flush=True)


def _people(desk: Desk) -> list[Name]:
    """The people of the register, with their party."""
    today = desk.project.today
    return [_person(each, each.party_on(today)) for each in desk.registers.people.values()]


def _person(person: Person, party: str) -> Name:
    title = f"{person.name} ({party})" if party else person.name
    return Name(person.slug, title, person.offices[0].office if person.offices else "", (person.name, person.slug))


def _bodies(desk: Desk, offers: tuple[str, ...]) -> list[Name]:
    """The bodies of the register, with what they are; those that are likely first."""
    bodies = list(desk.registers.bodies.values())
    first = [body for name in offers for body in bodies if body.name == name]
    return [_body(each) for each in dict.fromkeys([*first, *bodies])]


def _body(body: Body) -> Name:
    return Name(body.name, body.name, body.kind, (body.slug, *body.aliases))
