"""Gathers the sentences of the code for `make catalogue`: those that babel finds by itself, and the manual pages.

A page is the docstring of a rule or of a part of the open JSON, or the `page=` of a code. babel.cfg names `extract` as
the way to read Python.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import IO, Any

from babel.messages.extract import extract_python

from draftkit.manual import page

_RULES = ("case_rule", "text_rule")


def extract(stream: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[Any, ...]]:
    """The sentences of a Python file, as babel wants them: line, function, msgid, comments."""
    yield from extract_python(stream, keywords, comment_tags, options)
    stream.seek(0)
    for node in ast.walk(ast.parse(stream.read())):
        for text in _pages(node):
            manual = page(text)
            for paragraph in (manual.summary, *manual.paragraphs):
                yield getattr(node, "lineno", 1), None, paragraph, []


def _pages(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        if any(_name(each) in _RULES for each in node.decorator_list):
            yield ast.get_docstring(node) or ""
    elif isinstance(node, ast.ClassDef):
        if any(isinstance(each, ast.Name) and each.id == "Shape" for each in node.bases):
            yield ast.get_docstring(node) or ""
    elif isinstance(node, ast.Call) and _name(node) == "Code":
        for each in node.keywords:
            if each.arg == "page":
                yield ast.literal_eval(each.value)


def _name(node: Any) -> str:
    """The name of what is called."""
    return getattr(getattr(node, "func", None), "id", "")
