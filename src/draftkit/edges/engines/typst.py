"""typst: the only door to it. A body of Typst and the data beside it become a PDF, and an account of what is in it."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

_PRELUDE = Path(__file__).with_name("draftkit.typ")
_MAIN = """\
#import "/draftkit.typ": *
#import "/{look}": dokument
#show: utkast
#show: språk
#show: dokument.with(uppgifter)
#show: listor
#show: långa
#include "/text.typ"
"""
STANDARDS: Any = ["a-2a", "ua-1"]
STANDARDS_WITH_FILES: Any = ["a-3a", "ua-1"]  # only PDF/A-3 lets files of any kind go with a document

# typst fetches a package that a file imports, and has no setting that says no: it is sent to a proxy that is not there.
_PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "all_proxy", "https_proxy", "http_proxy")
_NOWHERE = "http://127.0.0.1:1"


class Typeset(Struct, frozen=True):
    """A PDF; each block's number and page (one met twice is printed twice); pages, and how many say UTKAST.

    `labels` has the number printed on each page that has one, by the page counted from 1.
    """

    pdf: bytes
    blocks: tuple[tuple[int, int], ...]
    pages: int
    draft_marks: int
    labels: Mapping[int, str]


class TypstError(Exception):
    """typst refused: its message, the line of the body that it points at (0: elsewhere), and where it stumbled.

    `missing` are all characters that no font has, each with its line of the body, in the order in which they stand.
    """

    def __init__(
        self, message: str, line: int, path: str = "", path_line: int = 1, missing: Sequence[tuple[str, int]] = ()
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.path, self.path_line = message, line, path, path_line
        self.missing = tuple(missing)

    @property
    def asks_for_package(self) -> bool:
        """Whether a file imports a package, which is neither fetched nor taken from the machine."""
        return self.message.startswith(("failed to download package", "package not found"))


def load() -> None:
    """Loads the engine ahead of its use."""
    import typst  # noqa: F401


def typeset(
    body: str, data: Mapping[str, Any], files: Mapping[str, bytes], look: str, *, moment: datetime, with_files: bool
) -> Typeset:
    """Typesets `body` with the look of the pack's file `look`; `files` are all that it may read, by path.

    `moment` is when the PDF says it was made. Raises TypstError where the text cannot be set.
    """
    import typst

    os.environ.update(dict.fromkeys(_PROXIES, _NOWHERE))
    with tempfile.TemporaryDirectory(prefix="draftkit-") as folder:
        root = Path(folder)
        everything = {
            **files,
            "draftkit.typ": _PRELUDE.read_bytes(),
            "uppgifter.json": json.dumps(data, ensure_ascii=False).encode(),
            "text.typ": (f'#import "/draftkit.typ": *\n#import "/{look}": stil\n' + body).encode(),
            "main.typ": _MAIN.format(look=look).encode(),
        }
        for path, content in everything.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        try:
            compiler = typst.Compiler(
                input=str(root / "main.typ"), root=str(root), font_paths=[str(root)], ignore_system_fonts=True,
                sys_inputs={"satsning": "{}"},  # as in the last call where nothing is changed: what is laid out is kept
                package_path=str(root / "paket"), package_cache_path=str(root / "paket"),
            )  # fmt: skip

            def typeset_with(degrees: Mapping[str, int]) -> Any:
                return compiler.compile(
                    format="pdf",
                    sys_inputs={"satsning": json.dumps(degrees)},
                    timestamp=int(moment.timestamp()),
                    pdf_standards=STANDARDS_WITH_FILES if with_files else STANDARDS,
                )

            pdf = _balanced(compiler, typeset_with)
            told = json.loads(compiler.query("<dk-sidor>", field="value"))  # once, where the look prints the text once
            marks = told[0] if told else []
            drafts = set(json.loads(compiler.query("<dk-utkast>", field="value")))
            labels = json.loads(compiler.query("<dk-sidnummer>", field="value"))
            last = json.loads(compiler.query("<dk-slut>", field="value"))
        except typst.TypstError as error:
            raise _refused(error, root) from error
    return Typeset(bytes(pdf), tuple((n, page) for n, page in marks), max(last, default=0), len(drafts), dict(labels))


def _balanced(compiler: Any, typeset_with: Callable[[Mapping[str, int]], Any]) -> Any:
    """The PDF, set again where the last page of a part has too little on it, as long as that helps."""
    from ...stages.balance import ATTEMPTS, Balance, End

    def ends() -> list[End]:
        return [End(*each) for each in json.loads(compiler.query("<dk-avsnitt>", field="value"))]

    balance = Balance({}, {})
    pdf: Any = None
    for _ in range(ATTEMPTS):
        try:
            found = ends()  # typst keeps what it has laid out: the PDF is then only written
        except RuntimeError:  # the text cannot be set; the compiler says why
            break
        if not balance.next(found):
            break
        pdf = typeset_with(balance.said())
    return pdf or typeset_with({})


# What typst says of each character that no font has:
#     the text `"👍"` could not be displayed with font …
#        ┌─ …/text.typ:72:5
_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed[^\n]*\n[^\n]*?(?:/text\.typ:(\d+):\d+)?\n")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def _refused(error: Any, root: Path) -> TypstError:
    """The message, the line in text.typ less the two lines of imports above the body, and the first place named."""
    told = str(getattr(error, "diagnostic", "") or "").replace("\\", "/")
    line = re.search(r"text\.typ:(\d+):", told)
    first = re.search(rf"{re.escape(root.name)}/(\S+):(\d+):\d+\n", told)
    message = str(error.message or error).replace(f"{root}{os.sep}", "")
    return TypstError(
        message, _in_body(line[1] if line else ""), first[1] if first else "", int(first[2]) if first else 1,
        [(_unescaped(char), _in_body(place)) for char, place in _MISSING.findall(str(error.diagnostic or ""))],
    )  # fmt: skip


def _in_body(line: str) -> int:
    return max(int(line or 0) - 2, 0)


def _unescaped(text: str) -> str:
    """What typst writes as \\u{fdd0}."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
