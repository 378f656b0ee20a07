"""The manual pages of the rules, for a terminal and as the reference in docs/regler.md."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from gettext import NullTranslations

from ...codes import GROUPS
from ...manual import page
from ...messages import msg, words
from ...problems import Code, InQuoted, Severity, Stops

_SEVERITIES = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("remark")}
_STOPS = {
    Stops.BUILD: msg("It stops every build, and cannot be exempted."),
    Stops.FINAL: msg("It stops the final document; a draft is built in spite of it."),
    Stops.NOTHING: msg("It stops no build."),
}
_QUOTED = {
    InQuoted.SAME: None,
    InQuoted.MILDER: msg("In quoted text it is one step milder."),
    InQuoted.SILENT: msg("In quoted text it is not told."),
}
_WIDTH = 80


def explained(code: Code, language: NullTranslations) -> str:
    """One page, for a terminal."""
    manual = page(code.page)
    severity = words(_SEVERITIES[code.severity], language)
    lines = [f"{code.number} {code.name} ({severity})", ""]
    for paragraph in _said(code, language):
        lines += [*textwrap.wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False), ""]
    for example in manual.examples:
        title = msg("Right:") if example.good else msg("Wrong:")
        lines += [
            words(title, language),
            textwrap.indent(example.shown, "    ", lambda _: True).replace("\n    \n", "\n\n"),
            "",
        ]
    return "\n".join(lines).rstrip()


def listed(codes: Iterable[Code], language: NullTranslations) -> str:
    """A line for each rule, below the names of their groups."""
    lines: list[str] = []
    group = ""
    for code in sorted(codes, key=lambda each: each.number):
        if code.number[2] != group:
            group = code.number[2]
            lines += ["", words(GROUPS[group], language)]
        severity = words(_SEVERITIES[code.severity], language)
        lines.append(f"  {code.number}  {severity:<10}  {words(page(code.page).said[0], language)}")
    return "\n".join(lines).strip()


def reference(codes: Iterable[Code], language: NullTranslations) -> str:
    """All the pages as one Markdown document."""
    return "\n".join(_reference(list(codes), language)) + "\n"


def as_json(codes: Iterable[Code], language: NullTranslations) -> str:
    """The rules as JSON: number, name, severity, what they stop, and what they say."""
    found = [
        {
            "code": code.number,
            "name": code.name,
            "severity": code.severity.name.lower(),
            "stops": code.stops.name.lower(),
            "summary": words(page(code.page).said[0], language),
        }
        for code in sorted(codes, key=lambda each: each.number)
    ]
    return json.dumps({"rules": found}, ensure_ascii=False, indent=1)


def _reference(codes: list[Code], language: NullTranslations) -> Iterator[str]:
    title, made_by = (
        msg("The rules"),
        msg("Made by `draftkit rules --format md`; the pages are the same as `draftkit explain` shows."),
    )
    right, wrong = words(msg("Right:"), language), words(msg("Wrong:"), language)
    yield f"# {words(title, language)}\n\n{words(made_by, language)}"
    group = ""
    for code in sorted(codes, key=lambda each: each.number):
        if code.number[2] != group:
            group = code.number[2]
            yield f"\n## {words(GROUPS[group], language)}"
        manual = page(code.page)
        yield f"\n### {code.number} {code.name}"
        yield f"\n*{words(_SEVERITIES[code.severity], language).capitalize()}.* " + "\n\n".join(_said(code, language))
        for example in manual.examples:
            yield f"\n{right if example.good else wrong}"
            yield f"\n```text\n{example.shown}\n```"


def _said(code: Code, language: NullTranslations) -> Iterator[str]:
    """What the page says, and what the code does to a build."""
    for sentence in page(code.page).said:
        yield words(sentence, language)
    quoted = _QUOTED[code.in_quoted]
    yield " ".join(words(each, language) for each in (_STOPS[code.stops], quoted) if each)
