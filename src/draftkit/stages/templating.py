"""Stage 4: a pack's templates print a Statement as the document's skeleton.

The only door to jinja2. A template prints Markdown: headings, generated sentences, and a place for each
text; the texts themselves never pass through it. Values are escaped on the way in, so that a name is a
name even if it begins with "1." or holds a "*".

What a shipped template is compiled to is made when draftkit is installed (build_hook.py), since compiling takes longer
than all else here. A template that has been changed since, or that a workspace brings, is compiled in the run.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar, cast

import jinja2
from jinja2 import sandbox
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from msgspec import Struct

from .. import codes
from ..messages import Message, msg
from ..patterns import lazily
from ..problems import Code, Problem, Related
from ..spans import Source, Span, top_of
from ..swedish.dates import long_date
from ..swedish.lists import enumerate_words
from ..swedish.words import genitive, number_in_words, upper_first
from .assemble import Place, Statement
from .load.decode import did_you_mean, nearest
from .load.pack import Pack, Phrase

SKELETON_DIALECT = "commonmark+footnotes+pipe_tables+fenced_divs+bracketed_spans+attributes"
_UNESCAPE = lazily(r"\\(.)")
_PUNCTUATION = lazily(r"([!-/:-@\[-`{-~])")


T = TypeVar("T")


class Markdown(str):
    """Text that is Markdown already and is not to be escaped."""

    __slots__ = ()


class Original(Struct, frozen=True):
    """The file of a PDF bilaga as it goes with the document: its name, and what is said of it."""

    name: str
    about: str


class Skeleton(Struct, frozen=True):
    """What the pack says: the Markdown, with an empty Div for each text, and the words for each page of a PDF.

    `page_texts` is what a page is called, `page_pictures` what is said of its picture; `originals` are the files.
    """

    markdown: str
    page_texts: Mapping[tuple[str, int], str]
    page_pictures: Mapping[tuple[str, int], str]
    originals: Mapping[str, Original]


def skeleton(statement: Statement, pack: Pack) -> tuple[Skeleton | None, list[Problem]]:
    """The document's skeleton; None, with the reason, where a template fails."""
    environment = _environment(pack, statement.data, statement.genitives)

    def made() -> Skeleton:
        markdown = environment.get_template(pack.file(".md.j2") or "").render(_marked(statement.data))
        calls, pictures, files = (
            _page_texts(environment, statement, name) for name in ("pdf_sida", "pdf_sida_bild", "pdf_original")
        )
        originals = {page.path: Original(page.copy, files[page.path, page.number]) for page in statement.pdf_pages}
        return Skeleton(markdown, calls, pictures, originals)

    return _unless_it_fails(made, pack)


def phrases(pack: Pack, say: Callable[[Callable[..., str]], T]) -> tuple[T | None, list[Problem]]:
    """What `say` makes of the pack's standing phrases as plain text; None, with the reason, where one of them fails.

    `say` is given the function that templates know as `fras`: say(lambda phrase: phrase("påminnelse_hälsning")).
    """
    phrase = cast(Callable[..., str], _environment(pack).globals["fras"])
    return _unless_it_fails(lambda: say(lambda name, **values: _UNESCAPE.sub(r"\1", phrase(name, **values))), pack)


def webpage(pack: Pack, values: Callable[[Callable[..., str]], Mapping[str, Any]]) -> tuple[str | None, list[Problem]]:
    """The page that the pack's .html.j2 prints; None, with the reason, where a template or a phrase fails.

    `values` makes what the template is given, with the pack's phrases as plain text. Whatever is printed is escaped,
    but for what `html` gives.
    """
    environment = _html_environment(pack)
    say = cast(Callable[..., str], environment.globals["fras"])
    return _unless_it_fails(lambda: environment.get_template(pack.file(".html.j2") or "").render(values(say)), pack)


def html(text: str) -> str:
    """What is HTML already, and is not to be escaped."""
    from markupsafe import Markup

    return Markup(text)


def _sandbox(
    pack: Pack, load: Callable[[str], Any], finalize: Callable[[Any], Any], *, autoescape: bool = False
) -> SandboxedEnvironment:
    """What a pack's templates are printed in: nothing of the machine, nothing undefined, each line as it is written."""
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),
        bytecode_cache=Compiled(_python(pack)),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _html_environment(pack: Pack) -> SandboxedEnvironment:
    """What a pack's page is printed with. The phrases are plain text here, and a file of the pack is a data URI."""
    phrase = cast(Callable[..., str], _environment(pack).globals["fras"])
    environment = _sandbox(pack, lambda name: _page_template(pack, name), _there, autoescape=True)
    environment.filters.update(versal=lambda text: upper_first(_there(text)), lista=enumerate_words)
    del environment.globals["lipsum"]
    environment.globals["fras"] = lambda name, **values: _UNESCAPE.sub(r"\1", phrase(name, **values))
    environment.globals["bild"] = lambda path: _data_uri(pack, path)
    return environment


def _page_template(pack: Pack, name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
    data = pack.files.get(name)
    return (data.decode("utf-8"), f"templates/{name}", lambda: True) if data is not None else None


_PICTURES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def _data_uri(pack: Pack, path: str) -> str:
    """`bild("/stensunda/vapen.svg")`: a picture of the pack's own, or of one that it inherits from, as an address."""
    name = str(path).removeprefix("/")
    data, kind = pack.files.get(name), _PICTURES.get(name.rpartition(".")[2].lower())
    if data is None or kind is None or name.partition("/")[0] not in pack.lineage:
        raise _PackError(
            codes.TEMPLATE_ERROR,
            msg("there is no picture “{name}” in the pack", name=str(path)),
            msg("write the pack's name and the file's, for example {example}", example=f"/{pack.name}/vapen.svg"),
        )
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _unless_it_fails(make: Callable[[], T], pack: Pack) -> tuple[T | None, list[Problem]]:
    """What `make` makes with the pack's templates; None, with the reason, where one of them fails."""
    try:
        return make(), []
    except _PackError as error:
        return None, [error.problem(_deepest_line(error, pack))]
    except jinja2.TemplateNotFound as error:
        near = nearest(str(error.name), [name for name in pack.files if name.endswith(".j2")])
        message = msg("there is no template “{name}”", name=str(error.name))
        hint = did_you_mean(near) if near else None
        return None, [Problem(codes.TEMPLATE_UNDEFINED, message, _deepest_line(error, pack), hint)]
    except jinja2.TemplateSyntaxError as error:
        line = _line_of(pack, error.filename or f"templates/{pack.file('.md.j2')}", error.lineno)
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
                msg("the template fails: {reason}", reason=_reason(error)),
                span,
                msg("mend it, or copy the block anew from templates/utlatande"),
            )
        ]


def _reason(error: Exception) -> Message | str:
    """Why a template fails, in the reader's language where Python's and jinja2's words can be foreseen."""
    if isinstance(error, MemoryError):
        return msg("what it makes has no room in the memory")
    if isinstance(error, OverflowError) and "MAX_RANGE" in str(error):
        return msg("a loop with range has more than {n} turns", n=sandbox.MAX_RANGE)
    return str(error)


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


class Compiled(BytecodeCache):
    """What templates were compiled to when draftkit was installed: Python, by the SHA-1 of the template's text."""

    def __init__(self, python: Mapping[str, str]) -> None:
        self._python = python

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Where jinja2 looks for a template's code before it compiles it."""
        bucket = Bucket(environment, name, self.get_source_checksum(source))
        python = self._python.get(bucket.checksum)
        bucket.code = compile(python, filename or "<template>", "exec") if python is not None else None
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """What was compiled in a run is not kept: a run writes nothing but its documents."""


def precompiled(pack: Pack) -> dict[str, str]:
    """The Python of a pack's templates and phrases, by the SHA-1 of each text; of jinja2's version, which it names."""
    markdown, page = _environment(pack), _html_environment(pack)
    texts = {path: data.decode() for path, data in pack.files.items() if path.endswith(".j2")}
    texts |= {each: _phrase_text(pack, each) for each in _phrase_names(pack)}
    found = {
        Compiled({}).get_source_checksum(text): (page if name.endswith(".html.j2") else markdown).compile(
            text, name, name, raw=True
        )
        for name, text in texts.items()
    }
    return {_VERSION: jinja2.__version__, **found}


_VERSION = "jinja2"


def _python(pack: Pack) -> dict[str, str]:
    """What was compiled at installation, where it was for this jinja2."""
    try:
        found = json.loads(pack.compiled)
    except ValueError:  # there is none, or it is damaged
        return {}
    return found if isinstance(found, dict) and found.get(_VERSION) == jinja2.__version__ else {}


def _environment(
    pack: Pack, data: Mapping[str, Any] = MappingProxyType({}), genitives: Mapping[str, str] = MappingProxyType({})
) -> SandboxedEnvironment:
    """What the pack's templates are printed with: `data`, as they know it, and the genitives of names."""

    def load(name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
        if name.startswith(_PHRASE):
            return _phrase_text(pack, name), None, lambda: True
        data = pack.files.get(name)
        return (data.decode("utf-8"), f"templates/{name}", lambda: True) if data is not None else None

    environment = _sandbox(pack, load, escaped)
    # A macro or a {% set %} block gives Markdown that was escaped when it was made.
    environment.concat = lambda parts: Markdown("".join(parts))  # type: ignore[method-assign]
    environment.filters.update(
        lista=_listed,
        versal=lambda text: _like(text, upper_first(_there(text))),
        genitiv=lambda name: _like(name, genitives.get(name) or genitive(_there(name))),
        datum=lambda day: long_date(_there(day)),
        antal_i_ord=lambda number: number_in_words(_there(number)),
    )
    del environment.globals["lipsum"]  # text that nobody wrote, and as much of it as one asks for
    environment.globals["fras"] = _phrase_function(environment, _marked(data), pack)
    return environment


# A phrase is a template too, and is called "fras:<name>:<form>".
_PHRASE = "fras:"


def _phrase_names(pack: Pack) -> Iterator[str]:
    """The names, as templates, of the phrases that have gaps."""
    for name, phrase in pack.phrases.items():
        yield from (f"{_PHRASE}{name}:{form}" for form, text in phrase.forms.items() if "{" in text)


def _phrase_text(pack: Pack, template: str) -> str:
    _, name, form = template.split(":", 2)
    return pack.phrases[name].forms[form]


def _phrase_function(environment: SandboxedEnvironment, data: Mapping[str, Any], pack: Pack) -> Callable[..., Markdown]:
    """`fras("remiss", antal=2, …)`: a standing phrase with its gaps filled in.

    A phrase with forms is chosen by `form`, or by `antal`: "en" for one, "flera" for any other number.
    """

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
                text = environment.get_template(f"{_PHRASE}{name}:{form if form in found.forms else ''}").render(
                    {**data, **values}
                )
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


def _page_texts(environment: SandboxedEnvironment, statement: Statement, name: str) -> dict[tuple[str, int], str]:
    """The phrase `name` as plain text for each page of the PDF bilagor."""
    phrase = cast(Callable[..., Markdown], environment.globals["fras"])
    return {
        (page.path, page.number): _UNESCAPE.sub(
            r"\1",
            phrase(
                name,
                rubrik=page.heading if name == "pdf_original" else page.title,
                sida=page.number,
                antal=page.count,
                nummer=page.appendix,
                fil=page.copy,
            ),
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
