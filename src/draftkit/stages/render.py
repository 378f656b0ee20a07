"""Stage 4: a Statement and a pack's templates become one tree: the document, still without a format.

The only door to jinja2. A template prints Markdown: headings, generated sentences, and a place for each
text; the texts themselves never pass through it. Values are escaped on the way in, so that a name is a
name even if it begins with "1." or holds a "*".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from .. import codes
from ..blocks import Node, attribute, div, joined, relevel
from ..blocks import nodes as every_node
from ..messages import Message, msg
from ..patterns import lazily
from ..problems import Code, Problem, Related
from ..spans import Source, Span, top_of
from ..swedish.dates import long_date
from ..swedish.lists import enumerate_words
from ..swedish.words import genitive, upper_first
from .assemble import Place, Statement
from .load.decode import did_you_mean, nearest
from .load.pack import Pack, Phrase

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

SKELETON_DIALECT = "commonmark+footnotes+pipe_tables+fenced_divs+bracketed_spans+attributes"
_UNESCAPE = lazily(r"\\(.)")
_PUNCTUATION = lazily(r"([!-/:-@\[-`{-~])")


class Markdown(str):
    """Text that is Markdown already and is not to be escaped."""

    __slots__ = ()


class Skeleton(Struct, frozen=True):
    """What the pack says: the Markdown, with an empty Div for each text, and the words for each page of a PDF."""

    markdown: str
    page_texts: Mapping[tuple[str, int], str]


def skeleton(statement: Statement, pack: Pack) -> tuple[Skeleton | None, list[Problem]]:
    """The document's skeleton; None, with the reason, where a template fails."""
    import jinja2

    environment = _environment(statement, pack)
    path = pack.file(".md.j2") or ""
    try:
        markdown = environment.get_template(path).render(_marked(statement.data))
        return Skeleton(markdown, _page_texts(environment, statement)), []
    except _PackError as error:
        return None, [error.problem(_deepest_line(error, pack))]
    except jinja2.TemplateNotFound as error:
        near = nearest(str(error.name), [name for name in pack.files if name.endswith(".j2")])
        message = msg("there is no template “{name}”", name=str(error.name))
        hint = did_you_mean(near) if near else None
        return None, [Problem(codes.TEMPLATE_UNDEFINED, message, _deepest_line(error, pack), hint)]
    except jinja2.TemplateSyntaxError as error:
        line = _line_of(pack, error.filename or f"templates/{path}", error.lineno)
        span = getattr(error, "draftkit_span", line)
        return None, [
            Problem(
                codes.TEMPLATE_ERROR,
                msg("the template cannot be read: {reason}", reason=error.message or ""),
                span,
                msg("mend it, or copy the block anew from templates/utlatande"),
            )
        ]
    except jinja2.UndefinedError as error:
        return None, [_undefined(error, pack)]
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        KeyError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        MemoryError,
    ) as error:
        span = _deepest_line(error, pack)
        return None, [
            Problem(
                codes.TEMPLATE_ERROR,
                msg("the template fails: {reason}", reason=str(error)),
                span,
                msg("mend it, or copy the block anew from templates/utlatande"),
            )
        ]


# --- jinja ---------------------------------------------------------------------------------------


class _PackError(Exception):
    """What a template asks for and cannot have; `span` where another place is to be mended than the one that asks."""

    def __init__(self, code: Code, message: Message, hint: Message, span: Span | None = None) -> None:
        super().__init__(message.msgid)
        self.code, self.message, self.hint, self.span = code, message, hint, span

    def problem(self, line: Span) -> Problem:
        """The problem, where `line` is the line of the pack that asks."""
        if self.span is None:
            return Problem(self.code, self.message, line, self.hint)
        return Problem(self.code, self.message, self.span, self.hint, (Related(line, msg("asked for here")),))


def _environment(statement: Statement, pack: Pack) -> SandboxedEnvironment:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        data = pack.files.get(name)
        return (data.decode("utf-8"), f"templates/{name}", lambda: True) if data is not None else None

    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # A macro or a {% set %} block gives Markdown that was escaped when it was made.
    environment.concat = lambda parts: Markdown("".join(parts))  # type: ignore[method-assign]
    environment.filters.update(
        lista=_listed,
        versal=lambda text: _like(text, upper_first(_there(text))),
        genitiv=lambda name: _like(name, statement.genitives.get(name) or genitive(_there(name))),
        datum=lambda day: long_date(_there(day)),
    )
    environment.globals["fras"] = _phrase_function(environment, statement, pack)
    return environment


def _phrase_function(environment: SandboxedEnvironment, statement: Statement, pack: Pack) -> Callable[..., Markdown]:
    """`fras("remiss", antal=2, …)`: a standing phrase with its gaps filled in.

    A phrase with forms is chosen by `form`, or by `antal`: "en" for one, "flera" for any other number.
    """
    data = _marked(statement.data)
    compiled: dict[tuple[str, str], Any] = {}

    def phrase(name: str, *, form: str | None = None, **values: Any) -> Markdown:
        found = pack.phrases.get(name)
        if found is None:
            near = nearest(name, pack.phrases)
            hint = did_you_mean(near) if near else msg("write it in {file}", file=f"templates/{pack.name}/fraser.yaml")
            raise _PackError(codes.TEMPLATE_UNDEFINED, msg("there is no phrase “{name}”", name=name), hint)
        form = form if form is not None else _number_form(values.get("antal"))
        text = found.forms.get(form, found.forms.get(""))
        if text is None:
            raise _no_form(name, form, found)
        try:
            if "{" in text:  # a phrase without gaps is as it stands
                if (name, form) not in compiled:
                    compiled[name, form] = environment.from_string(text)
                text = compiled[name, form].render(data | values)
            text = text.strip()
        except Exception as error:
            place = found.places.get(form, found.span)
            error.draftkit_span = getattr(error, "draftkit_span", place)  # type: ignore[attr-defined]
            raise
        return Markdown(text[:-1] if text.endswith("\\..") else text)  # a name that ends with m.fl. ends the sentence

    return phrase


def _no_form(name: str, form: str, phrase: Phrase) -> _PackError:
    forms = list(phrase.forms)
    if not form:
        return _PackError(
            codes.TEMPLATE_UNDEFINED,
            msg("the phrase “{name}” has forms, and the template does not say which", name=name),
            msg("give {one} or {other}; its forms are {forms}", one="antal", other="form", forms=forms),
        )
    return _PackError(
        codes.TEMPLATE_UNDEFINED,
        msg("the phrase “{name}” has no form “{form}”", name=name, form=form),
        msg("write that form too; its forms are {forms}", forms=forms),
        phrase.span,
    )


def _number_form(count: object) -> str:
    return "" if count is None else "en" if count == 1 else "flera"


def _page_texts(environment: SandboxedEnvironment, statement: Statement) -> dict[tuple[str, int], str]:
    """The alternative text of each page of the PDF bilagor: the phrase `pdf_sida`."""
    phrase = cast(Callable[..., Markdown], environment.globals["fras"])
    return {
        (page.path, page.number): _UNESCAPE.sub(
            r"\1", phrase("pdf_sida", rubrik=page.title, sida=page.number, antal=page.count)
        )
        for page in statement.pdf_pages
    }


def escaped(value: object) -> str:
    """A value as Markdown that prints it exactly, on one line."""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, date):
        value = value.isoformat()
    text = str(_there(value))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        message = msg("the template prints something that is no text: {value}", value=text)
        raise _PackError(codes.TEMPLATE_ERROR, message, msg("for a list, write {filter} after it", filter="| lista"))
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def _there(value: Any) -> Any:
    """`value`, which must not be what the case does not have: “None” is never printed."""
    if value is None:
        hint = msg("write {test} around what may be missing", test="{% if … %}")
        raise _PackError(codes.TEMPLATE_ERROR, msg("the template prints a value that the case does not have"), hint)
    return value


def _like(before: object, text: str) -> str:
    """`text` as Markdown where what it was made of was Markdown, so that it is not escaped twice."""
    return Markdown(text) if isinstance(before, Markdown) else text


def _listed(items: Any) -> str:
    """The filter `lista`; one name alone is a list of one."""
    names = [items] if isinstance(items, str) else list(_there(items))
    if any(isinstance(each, Markdown) for each in names):
        return Markdown(enumerate_words([escaped(each) for each in names]))
    return enumerate_words(names)


def _marked(data: Any) -> Any:
    """The statement's data with each Place turned into the Markdown of an empty Div that holds its key."""
    if isinstance(data, Place):
        return Markdown(f"\n\n::: {{.plats key={json.dumps(data.key, ensure_ascii=False)}}}\n:::\n\n")
    if isinstance(data, Mapping):
        return {key: _marked(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_marked(each) for each in data]
    return data


def _undefined(error: Exception, pack: Pack) -> Problem:
    name = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
    shown = (name[1] or name[2]) if name else str(error)
    hint = msg("the names that a template has are listed in docs/mallpaket.md")
    return Problem(
        codes.TEMPLATE_UNDEFINED,
        msg("the template names “{name}”, which does not exist", name=shown),
        _deepest_line(error, pack),
        hint,
    )


def _deepest_line(error: BaseException, pack: Pack) -> Span:
    """The line of the pack's own file where an error arose, from the traceback."""
    span = getattr(error, "draftkit_span", None)
    if isinstance(span, Span):
        return span
    found: Span | None = None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith("templates/"):
            found = _line_of(pack, name, trace.tb_lineno)
        trace = trace.tb_next
    return found or top_of(f"templates/{pack.file('.md.j2')}")


def _line_of(pack: Pack, path: str, line: int) -> Span:
    data = pack.files.get(path.removeprefix("templates/"), b"")
    return Source(path, data.decode("utf-8", "replace")).whole_line(line)


# --- the tree ------------------------------------------------------------------------------------


class Document(Struct, frozen=True):
    """The whole text as one tree. `printed` has, for each block that came from a file, its place there; the
    block's number in the list is its mark in the tree (a Div with the key `block`)."""

    nodes: tuple[Node, ...]
    printed: tuple[tuple[str, Span], ...]


def document(skeleton_nodes: Sequence[Node], statement: Statement, pack: Pack) -> tuple[Document, list[Problem]]:
    """The document: the skeleton with every place filled, headings lowered to where they stand."""
    filler = _Filler(statement)
    nodes = list(filler.fill(joined(list(skeleton_nodes))))
    template = top_of(f"templates/{pack.file('.md.j2')}")
    problems = [*_html(skeleton_nodes, pack, template), *_unplaced(filler, statement, template)]
    return Document(tuple(nodes), tuple(filler.printed)), problems


def _html(skeleton_nodes: Sequence[Node], pack: Pack, template: Span) -> Iterator[Problem]:
    """What a pack says in HTML, or what looks like it (<Namn>), would be in no finished file."""
    for node in every_node(list(skeleton_nodes)):
        if node["t"] in ("RawInline", "RawBlock") and not node["c"][1].lstrip().startswith("<!--"):
            text = node["c"][1].strip().split("\n")[0]
            paths = [f"{name}/{file}" for name in pack.lineage for file in (f"{name}.md.j2", "fraser.yaml")]
            sources = [
                Source(f"templates/{path}", pack.files.get(path, b"").decode("utf-8", "replace")) for path in paths
            ]
            places = [each.span(at, at + len(text)) for each in sources if (at := each.text.find(text)) >= 0]
            yield Problem(
                codes.RAW_HTML,
                msg("“{text}” is HTML, and would not be printed", text=text),
                places[0] if places else template,
                msg("write \\{text} if the characters are to be printed", text=text),
            )


class _Filler:
    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.level = 0
        self.printed: list[tuple[str, Span]] = []
        self.placed: list[str] = []

    def fill(self, nodes: Sequence[Node]) -> Iterator[Node]:
        for node in nodes:
            if node["t"] == "Header":
                self.level = node["c"][0]
                yield {"t": "Header", "c": [self.level, ["", [], []], node["c"][2]]}
            elif node["t"] == "Div" and "plats" in node["c"][0][1]:
                yield from self._part(attribute(node, "key"))
            elif node["t"] == "Div":
                yield {"t": "Div", "c": [node["c"][0], list(self.fill(node["c"][1]))]}
            else:
                yield node

    def _part(self, key: str) -> Iterator[Node]:
        part = self.statement.parts.get(key)
        self.placed.append(key)
        for block in relevel(part.blocks, self.level) if part else ():
            self.printed.append((key, block.span))
            yield div([block.node], block=str(len(self.printed) - 1))


def _unplaced(filler: _Filler, statement: Statement, template: Span) -> Iterator[Problem]:
    """Every part is placed exactly once: the template may neither drop nor double a text."""
    for key, part in statement.parts.items():
        count = filler.placed.count(key)
        if count == 0:
            yield Problem(
                codes.TEXT_LOST,
                msg("the template leaves out the text of {path}", path=part.path),
                template,
                msg("print it with {{{{ … }}}}, as templates/utlatande does"),
            )
        elif count > 1:
            yield Problem(
                codes.TEXT_LOST,
                msg("the template prints the text of {path} {n} times", path=part.path, n=count),
                template,
                msg("print it once"),
            )
    for key in filler.placed:
        if key not in statement.parts:
            yield Problem(
                codes.UNKNOWN_PLACE, msg("the template has a place “{key}” that no text belongs to", key=key), template
            )
