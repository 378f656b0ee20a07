"""What a pull request may bring that is made to do harm: refused with a clear problem, in bounded time and memory.

Every row is the small case with one thing laid over it. The real command line checks or builds them, as CI does: those
that touch nothing but their own ärende all in one run, so that none may hide or stop another. A run has a limit of
memory, and a time after which it has failed. Nothing outside the folder is read, written or run.
"""

from __future__ import annotations

import io
import os
import re
import resource
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import draftkit as draftkit_package
from conftest import BODIES, CASE, FOLDER, PEOPLE, ROOT, SETTINGS, SMALL, Files
from draftkit.stages.load.wordlist import _repeats_repeated

SECRET = "root-hemlighet-7f3a"  # stands in a file beside the folder, and must never be shown
MEMORY = 3_000_000_000  # bytes of data of any process
SECONDS = 20


@dataclass(frozen=True)
class Attack:
    """Files over the small case, what else is done to the folder, the command, and what it is to say.

    `told` is code, place and the beginning of the message; or the words that tell of an ärende that was ended. {case}
    is the ärende's folder and {pack} the name of its pack. `alone`: it touches what all ärenden share.
    """

    told: tuple[str, str, str] | str
    files: Files = field(default_factory=dict)
    done: Callable[[Path, str], object] = lambda root, case: None
    command: tuple[str, ...] = ("check",)
    alone: bool = False


BUILD = ("build", "--to", "pdf")


# --- what they are made of -----------------------------------------------------------------------


def facts(more: str) -> Files:
    return {"arende.yaml": CASE + more}


def appendix(path: str, content: bytes | None = None, more: str = "") -> Files:
    """A bilaga whose path begins at arende.yaml:20:28."""
    line = f"bilagor:\n  - {{rubrik: Ritning, fil: {path}, placering: i dokumentet{more}}}\n"
    files: dict[str, str | bytes | None] = {"arende.yaml": CASE + line}
    return files | ({path: content} if content is not None else {})


def opinion(text: str) -> Files:
    return {"synpunkter.md": f"---\navsnitt: synpunkter\n---\n{text}\n"}


def word(pattern: str) -> Files:
    return {"/register/ordlista.toml": f'["x y"]\nmonster = "{pattern}"\nskriv = "b"\n', **opinion("x" * 60 + "!")}


def pack(template: str, **files: str) -> Files:
    """A pack of the workspace's own; `template` stands on line 3 of its .md.j2."""
    text = '{% extends "utlatande/utlatande.md.j2" %}\n{% block synpunkter %}\n' + template + "\n{% endblock %}\n"
    own = {"mall.yaml": "namn: X\närver: utlatande\n", "{pack}.md.j2": text, **files}
    laid: dict[str, str | bytes | None] = {f"/templates/{{pack}}/{name}": content for name, content in own.items()}
    return {"arende.yaml": CASE.replace("dokumenttyp: utlatande", "dokumenttyp: {pack}"), **laid}


def look(code: str) -> Files:
    """A pack whose look runs `code`, on line 8 of its .typ."""
    lines = (ROOT / "templates/utlatande/utlatande.typ").read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("#let dokument("))
    lines.insert(at + 1, code)
    files = dict(pack("x", **{"{pack}.typ": "\n".join(lines)}))
    del files["/templates/{pack}/{pack}.md.j2"]
    return files


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, before: str = "", **more: bytes) -> bytes:
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = (
        f'{before}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>'
    )
    parts = {"[Content_Types].xml": kinds, "_rels/.rels": relations, "word/document.xml": text}
    return zipped({**parts, **{f"word/media/{name}.png": data for name, data in more.items()}})


def entities(first: str) -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f"<!DOCTYPE w:document [<!ENTITY a0 {first}>{lines}]>"


def png(side: int) -> bytes:
    """A picture of so many pixels each way, in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, row = zlib.compressobj(9), bytes(1 + side // 8)
    data = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def linked(target: str, path: str) -> Callable[[Path, str], None]:
    """`path` is a symbolic link to `target`, {secret} being the file beside the folder and {outside} its folder."""

    def do(root: Path, case: str) -> None:
        place = root / path.format(case=case, pack=pack_of(case))
        if place.is_dir() and not place.is_symlink():
            for each in sorted(place.rglob("*"), reverse=True):
                each.rmdir() if each.is_dir() else each.unlink()
            place.rmdir()
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target.format(secret=root.parent / "hemligt/fil.md", outside=root.parent / "hemligt"))

    return do


def piped(path: str) -> Callable[[Path, str], None]:
    def do(root: Path, case: str) -> None:
        place = root / path.format(case=case)
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(place)

    return do


def sparse(path: str, size: int = 2 * 2**30) -> Callable[[Path, str], None]:
    def do(root: Path, case: str) -> None:
        place = root / path.format(case=case, pack=pack_of(case))
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as stream:
            stream.truncate(size)

    return do


def crowded(path: str) -> Callable[[Path, str], None]:
    def do(root: Path, case: str) -> None:
        place = root / path.format(case=case)
        place.mkdir(parents=True)
        for number in range(10_001):
            (place / f"{number}.pdf").touch()

    return do


def named(name: bytes) -> Callable[[Path, str], object]:
    return lambda root, case: Path(os.fsdecode(os.fsencode(root / case) + b"/" + name)).write_text("hej\n")


def pack_of(case: str) -> str:
    return case.rpartition("/")[2]


# --- the attacks ---------------------------------------------------------------------------------

ENDED = "ks-2031-0417 avbröts"
BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
LINK = "filen är bara en länk till en annan fil"
OUTSIDE = "ligger utanför ärendets mapp"
UNSAFE = "mallen går inte att köra: access to attribute"
NO_PACKAGE = "filen begär ett paket från internet, och draftkit hämtar ingenting"
NO_PDF = "PDF:en går inte att göra: "
PIPE = "det här är ingen fil som går att läsa, utan en enhet eller ett rör"
LARGE = "filen är större än 200 MB och läses inte"
REPEATED = "mönstret upprepar något som i sin tur kan upprepas"
TEMPLATE, TYP = "templates/{pack}/{pack}.md.j2:3:1", "templates/{pack}/{pack}.typ:8:1"
FIL = "arende.yaml:20:28"

ATTACKS = {
    # symbolic links: each named, none followed
    "link-text": Attack(("DK009", "synpunkter.md:1:1", LINK), done=linked("{secret}", "{case}/synpunkter.md")),
    "link-facts": Attack(("DK009", "arende.yaml:1:1", LINK), done=linked("{secret}", "{case}/arende.yaml")),
    "link-bilaga": Attack(
        ("DK009", "bilagor/x.pdf:1:1", LINK), appendix("bilagor/x.pdf"), linked("{secret}", "{case}/bilagor/x.pdf")
    ),
    "link-folder": Attack(("DK009", "remissvar:1:1", LINK), done=linked("{outside}", "{case}/remissvar")),
    "link-in-a-circle": Attack(("DK009", "runt:1:1", LINK), done=linked(".", "{case}/runt")),
    "link-case": Attack(("DK009", "drafts/annat:1:1", LINK), done=linked("{outside}", "drafts/annat"), alone=True),
    "link-drafts": Attack(("DK009", "drafts:1:1", LINK), done=linked("{outside}", "drafts"), alone=True),
    "link-settings": Attack(("DK009", "draftkit.toml:1:1", LINK), done=linked("{secret}", "draftkit.toml"), alone=True),
    "link-register": Attack(("DK009", "register/organ.yaml:1:1", LINK),
                            done=linked("{secret}", "register/organ.yaml"), alone=True),
    "link-register-folder": Attack(("DK009", "register:1:1", LINK), done=linked("{outside}", "register"), alone=True),
    "link-words": Attack(("DK009", "register/ordlista.toml:1:1", LINK),
                         done=linked("{secret}", "register/ordlista.toml"), alone=True),
    "link-packs": Attack(("DK009", "templates:1:1", LINK), done=linked("{outside}", "templates"), alone=True),
    "link-pack-file": Attack(
        ("DK009", "templates/{pack}/{pack}.typ:1:1", LINK), pack("x"), linked("{secret}", "templates/{pack}/{pack}.typ")
    ),
    # ways out of the folder
    "path-up": Attack(("DK502", FIL, f"”../../hemligt/fil.md” {OUTSIDE}"), appendix("../../hemligt/fil.md")),
    "path-whole": Attack(("DK502", FIL, f"”/etc/passwd” {OUTSIDE}"), appendix("/etc/passwd")),
    "path-through": Attack(("DK502", FIL, f"”bilagor/../../x.pdf” {OUTSIDE}"), appendix("bilagor/../../x.pdf")),
    "path-windows": Attack(("DK502", FIL, f"”C:\\Windows\\win.pdf” {OUTSIDE}"), appendix("'C:\\Windows\\win.pdf'")),
    "path-share": Attack(("DK502", FIL, f"”\\\\server\\x.pdf” {OUTSIDE}"), appendix("'\\\\server\\x.pdf'")),
    "path-address": Attack(("DK501", FIL, "bilagan ”file:///etc/passwd” finns inte"), appendix("file:///etc/passwd")),
    "source-up": Attack(
        ("DK270", "remissvar/kulturnamnden.md:5:14", ""),
        {"remissvar/kulturnamnden.md": SMALL["remissvar/kulturnamnden.md"].replace(
            "datum:", f"källa: {{fil: ../../../hemligt/fil.md, sha256: {'a' * 64}}}\ndatum:")},
    ),
    "picture-remote": Attack(("DK209", "synpunkter.md:4:6", "bilden ”https://b.example/a.png” är ingen fil"),
                             opinion("![x](https://b.example/a.png)"), command=BUILD),
    "picture-file": Attack(("DK209", "synpunkter.md:4:6", "bilden ”file:///etc/passwd” är ingen fil"),
                           opinion("![x](file:///etc/passwd)"), command=BUILD),
    "picture-data": Attack(("DK209", "synpunkter.md:4:6", "bilden ”data:image/png;base64,AAAA” är ingen fil"),
                           opinion("![x](data:image/png;base64,AAAA)"), command=BUILD),
    "picture-up": Attack(("DK502", "synpunkter.md:4:6", f"”../../../hemligt/fil.md” {OUTSIDE}"),
                         opinion("![x](../../../hemligt/fil.md)"), command=BUILD),
    "raw-typst": Attack(("DK205", "synpunkter.md:4:1", "kommandon till typsättningen är inte tillåtna i en text"),
                        opinion('```{=typst}\n#read("/etc/passwd")\n```'), command=BUILD),
    "pack-up": Attack(("DK112", "arende.yaml:2:14", "det finns inget mallpaket ”../../etc”"),
                      {"arende.yaml": CASE.replace("dokumenttyp: utlatande", "dokumenttyp: ../../etc")}),
    "parent-up": Attack(("DK112", "templates/{pack}/mall.yaml:2:8", "det finns inget mallpaket ”../../../etc”"),
                        pack("x", **{"mall.yaml": "namn: X\närver: ../../../etc\n"})),
    "file-name-up": Attack(("DK105", "templates/{pack}/mall.yaml:3:10", "”../../../PWNED” är inte skrivet som väntat"),
                           pack("x", **{"mall.yaml": "namn: X\närver: utlatande\nfilnamn: ../../../PWNED\n"})),
    # templates
    "jinja-os": Attack(("DK602", TEMPLATE, "det finns ingen mall ”os”"),
                       pack("{% import 'os' as os %}{{ os.system('touch PWNED') }}"), command=BUILD),
    "jinja-class": Attack(("DK601", TEMPLATE, UNSAFE), pack("{{ ''.__class__.__mro__ }}"), command=BUILD),
    "jinja-filter": Attack(("DK601", TEMPLATE, UNSAFE), pack("{{ ''|attr('__class__') }}"), command=BUILD),
    "jinja-format": Attack(("DK601", TEMPLATE, UNSAFE), pack("{{ '{0.__class__}'.format('') }}"), command=BUILD),
    "jinja-globals": Attack(
        ("DK601", TEMPLATE, UNSAFE), pack("{{ cycler.__init__.__globals__.os.system('touch PWNED') }}"), command=BUILD
    ),
    "jinja-phrase": Attack(("DK601", "templates/{pack}/fraser.yaml:1:6", UNSAFE),
                           pack("{{ fras('hej') }}", **{"fraser.yaml": 'hej: "{{ fras.__globals__ }}"\n'}),
                           command=BUILD),
    "jinja-include": Attack(("DK602", TEMPLATE, "det finns ingen mall ”../../../hemligt/fil.md”"),
                            pack("{% include '../../../hemligt/fil.md' %}"), command=BUILD),
    "jinja-range": Attack(("DK601", TEMPLATE, "mallen går inte att köra: en slinga med range har fler än 100000 varv"),
                          pack("{% for i in range(9999999) %}x{% endfor %}"), command=BUILD),
    "jinja-lipsum": Attack(("DK602", TEMPLATE, "mallen använder namnet ”lipsum”, som inte finns"),
                           pack("{{ lipsum(n=1000000) }}"), command=BUILD),
    # the look
    "typst-read": Attack(("DK701", TYP, f"{NO_PDF}file not found"), look('read("/etc/passwd")'), command=BUILD),
    "typst-up": Attack(("DK701", TYP, f'{NO_PDF}path `"../../../etc/passwd"` would escape'),
                       look('read("../../../etc/passwd")'), command=BUILD),
    "typst-eval": Attack(("DK701", TYP, f"{NO_PDF}file not found"),
                         look('eval("read(\\"/etc/passwd\\")")'), command=BUILD),
    "typst-plugin": Attack(("DK701", TYP, f"{NO_PDF}file not found"), look('plugin("/etc/passwd")'), command=BUILD),
    "typst-preview": Attack(("DK701", TYP, NO_PACKAGE), look('import "@preview/example:0.1.0": *'), command=BUILD),
    "typst-local": Attack(("DK701", TYP, NO_PACKAGE), look('import "@local/x:0.1.0": *'), command=BUILD),
    # bombs
    "yaml-bomb": Attack(("DK101", "arende.yaml:19:1", "okänd nyckel ”a”"), facts(BOMB)),
    "yaml-deep": Attack(("DK010", "arende.yaml:1:1", "filen har för många nivåer"),
                        facts("x: " + "[" * 30_000 + "]" * 30_000 + "\n")),
    "yaml-tag": Attack(("DK101", "arende.yaml:19:1", "okänd nyckel ”x”"),
                       facts("x: !!python/object/apply:os.system ['touch PWNED']\n")),
    "yaml-keys": Attack(("DK101", "arende.yaml:19:1", "okänd nyckel ”k0”"),
                        facts("".join(f"k{n}:\n" for n in range(5_000)))),
    "yaml-large": Attack(("DK016", "arende.yaml:1:1", "texten är större än 2 MB och läses inte"),
                         facts("x: " + "y" * 2_000_000 + "\n")),
    "toml-deep": Attack(("DK010", "draftkit.toml:1:1", "filen har för många nivåer"),
                        {"/draftkit.toml": SETTINGS + "x = " + "[" * 9_000 + "]" * 9_000 + "\n"}, alone=True),
    "toml-dots": Attack(("DK010", "draftkit.toml:1:1", "filen har för många nivåer"),
                        {"/draftkit.toml": SETTINGS + ".".join("a" * 9_000) + " = 1\n"}, alone=True),
    "toml-number": Attack(("DK010", "draftkit.toml:1:1", "ett tal är längre än vad som går att läsa"),
                          {"/draftkit.toml": SETTINGS.replace("schema = 1", "schema = " + "9" * 9_000)}, alone=True),
    "words-without-end": Attack(("DK105", "register/ordlista.toml:2:11", REPEATED), word("(x+)+y"), alone=True),
    "words-with-choices": Attack(("DK105", "register/ordlista.toml:2:11", REPEATED), word("(x|xx)*y"), alone=True),
    "docx-laughs": Attack(("DK504", FIL, "”bilagor/x.docx” går inte att läsa som Word-fil"),
                          appendix("bilagor/x.docx", docx("&a9;", entities('"ha"'))), command=BUILD),
    "docx-entity": Attack(("DK504", FIL, "”bilagor/x.docx” går inte att läsa som Word-fil"),
                          appendix("bilagor/x.docx", docx("&a0;", entities('SYSTEM "file:///etc/passwd"'))),
                          command=BUILD),
    "docx-bomb": Attack(("DK504", FIL, "filen blir orimligt stor när den packas upp"),
                        appendix("bilagor/x.docx", docx("a" * 30_000_000)), command=BUILD),
    "docx-bomb-picture": Attack(("DK504", FIL, "filen blir orimligt stor när den packas upp"),
                                appendix("bilagor/x.docx", docx("hej", bomb=bytes(400_000_000))), command=BUILD),
    "png-bomb": Attack(("DK504", FIL, "bilden ”bilagor/x.png” har 12000 × 12000 bildpunkter"),
                       appendix("bilagor/x.png", png(12_000), ", alternativtext: Plan")),
    "png-huge-bomb": Attack(("DK504", FIL, "bilden ”bilagor/x.png” har 60000 × 60000 bildpunkter"),
                            appendix("bilagor/x.png", png(60_000), ", alternativtext: Plan")),
    "pdf-nested": Attack(("DK504", FIL, "”bilagor/x.pdf” går inte att läsa som PDF"),
                         appendix("bilagor/x.pdf", b"%PDF-1.7\n" + b"[" * 1_000_000)),
    # files that are too large, too many, or none
    "2-gb": Attack(("DK016", "bilagor/x.pdf:1:1", LARGE), appendix("bilagor/x.pdf"), sparse("{case}/bilagor/x.pdf")),
    "2-gb-build": Attack(("DK016", "bilagor/x.pdf:1:1", LARGE), appendix("bilagor/x.pdf"),
                         sparse("{case}/bilagor/x.pdf"), command=BUILD),
    "2-gb-text": Attack(("DK016", "synpunkter.md:1:1", LARGE), done=sparse("{case}/synpunkter.md")),
    "2-gb-pack": Attack(("DK016", "templates/{pack}/reference.docx:1:1", LARGE), pack("x"),
                        sparse("templates/{pack}/reference.docx")),
    "3-gb-together": Attack(
        ("DK016", "{case}:1:1", "mappen har mer än 500 MB eller 10000 filer och läses inte"),
        done=lambda root, case: [sparse(f"{case}/kallor/{n}.pdf", 190_000_000)(root, case) for n in range(16)],
    ),
    "10001-files": Attack(
        ("DK016", "{case}:1:1", "mappen har mer än 500 MB eller 10000 filer och läses inte"),
        done=crowded("{case}/kallor"),
    ),
    "pipe-text": Attack(("DK017", "synpunkter.md:1:1", PIPE), done=piped("{case}/synpunkter.md")),
    "pipe-bilaga": Attack(("DK017", "bilagor/x.pdf:1:1", PIPE), appendix("bilagor/x.pdf"),
                          piped("{case}/bilagor/x.pdf")),
    "pipe-register": Attack(("DK017", "register/organ.yaml:1:1", PIPE), done=piped("register/organ.yaml"), alone=True),
    "pipe-status": Attack(("DK017", "arende.yaml:1:1", PIPE),
                          done=piped("{case}/arende.yaml"), command=("status",), alone=True),
    # names
    "name-not-utf8": Attack(("DK001", "\ufffd\ufffd.md:1:1", "filens namn är inte UTF-8"), done=named(b"\xff\xfe.md")),
    "name-of-a-terminal": Attack(("DK007", "\ufffd[31mröd.md:1:1", "inget säger vad filen är"),
                                 done=named("\x1b[31mröd.md".encode())),
    "name-of-an-option": Attack(("DK007", "--exec=x.md:1:1", "inget säger vad filen är"), {"--exec=x.md": "hej\n"}),
    # what only a limit ends; the limits of CI are wider
    "text-without-end": Attack(("DK016", "arende.yaml:1:1", "kontrollen av ärendet tar längre tid än 2 sekunder"),
                               opinion("[^" * 100_000), command=("check", "--tid", "2"), alone=True),
    "template-without-end": Attack(
        ENDED, pack("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"),
        command=(*BUILD, "--tid", "2"), alone=True),
    "look-without-end": Attack(ENDED, look("for i in range(99999) { for j in range(99999) { let x = j } }"),
    command=(*BUILD, "--tid", "2"), alone=True),
    "look-that-grows": Attack(ENDED, look('let a = "aaaaaaaaaa"; for i in range(60) { a = a + a }'),
    command=(*BUILD, "--minne", "600"), alone=True),
}  # fmt: skip

# --- the runs ------------------------------------------------------------------------------------


def working_folder(place: Path) -> Path:
    """A folder for ärenden, with a secret beside it."""
    for name in ("fil.md", "ks-2031-0417/arende.yaml"):
        (place / "hemligt" / name).parent.mkdir(exist_ok=True)
        (place / "hemligt" / name).write_text(f"{SECRET}\n")
    return place / "arenden"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return working_folder(tmp_path)


def lay(root: Path, files: Files, case: str = FOLDER) -> None:
    """The small case in the folder `case`, with `files` laid over it."""
    shared = {"/draftkit.toml": SETTINGS, "/register/organ.yaml": BODIES, "/register/personer.yaml": PEOPLE}
    for path, content in {**shared, **SMALL, **files}.items():
        place = path[1:] if path.startswith("/") else f"{case}/{path}"
        target = root / place.replace("{pack}", pack_of(case))
        if content is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            text = content.replace("{pack}", pack_of(case)).encode() if isinstance(content, str) else content
            target.write_bytes(text)


def run(root: Path, *arguments: str, seconds: int = SECONDS, **more: str) -> subprocess.CompletedProcess[str]:
    """The command line as CI runs it, with a limit of memory. Raises TimeoutExpired after so many seconds."""
    package = str(Path(draftkit_package.__file__).parents[1])
    environment = {
        **os.environ,
        "DRAFTKIT_LANG": "sv",
        "CI": "true",
        "PYTHONPATH": package,
        "PYTHONSAFEPATH": "1",
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", "draftkit", *arguments], cwd=root, env=environment, capture_output=True, check=False,
        text=True, timeout=seconds, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
    )  # fmt: skip


def errors(said: str) -> list[tuple[str, str, str]]:
    """The errors that a run told of: code, place and message."""
    found = re.findall(r"^fel\[(DK\d{3})\]: (.*)\n +--> (.*)$", said, re.MULTILINE)
    return [(code, place, message) for code, message, place in found]


def assert_refused(attack: Attack, case: str, told: Sequence[tuple[str, str, str]]) -> None:
    assert not isinstance(attack.told, str)
    code, place, message = (each.replace("{case}", case).replace("{pack}", pack_of(case)) for each in attack.told)
    whole = place if place.startswith(("drafts", "register", "templates", "draftkit.toml")) else f"{case}/{place}"
    assert (code, whole) in [(c, p) for c, p, m in told if m.startswith(message)], told[:3]


def assert_untouched(root: Path, said: str) -> None:
    assert "Traceback" not in said
    assert SECRET not in said
    assert "root:x:0:0" not in said
    assert not list(root.parent.rglob("PWNED*"))


TOGETHER = {name: attack for name, attack in ATTACKS.items() if not attack.alone}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], str]:
    """What was said of all that touch only their own ärende, by command; one that is in order stands among them."""
    said = {}
    for command in dict.fromkeys(attack.command for attack in TOGETHER.values()):
        root = working_folder(tmp_path_factory.mktemp("alla"))
        lay(root, {}, "drafts/i-ordning")
        for name, attack in TOGETHER.items():
            if attack.command == command:
                lay(root, attack.files, f"drafts/{name}")
                attack.done(root, f"drafts/{name}")
        done = run(root, *command, seconds=3 * SECONDS)
        assert done.returncode == 1
        said[command] = done.stdout + done.stderr
        assert_untouched(root, said[command])
        built = [each.parent.name for each in root.rglob("*.pdf") if "build" in each.parts]
        assert built == (["i-ordning"] if command[0] == "build" else [])
    return said


@pytest.mark.parametrize("name", TOGETHER)
def test_it_is_refused_with_a_clear_problem(runs: dict[tuple[str, ...], str], name: str) -> None:
    assert_refused(TOGETHER[name], f"drafts/{name}", errors(runs[TOGETHER[name].command]))


def test_what_is_in_order_is_not_touched_by_it(runs: dict[tuple[str, ...], str]) -> None:
    assert [each for each in errors(runs["check",]) if "i-ordning" in each[1]] == []


@pytest.mark.parametrize("attack", [pytest.param(each, id=name) for name, each in ATTACKS.items() if each.alone])
def test_it_is_refused_where_all_share_it(folder: Path, attack: Attack) -> None:
    lay(folder, attack.files)
    attack.done(folder, FOLDER)
    done = run(folder, *attack.command)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert_untouched(folder, said)
    assert not list((folder / "build").rglob("*.pdf"))
    if isinstance(attack.told, str):
        assert attack.told in said
    else:
        assert_refused(attack, FOLDER, errors(said))


def test_a_build_is_not_laid_outside(folder: Path) -> None:
    lay(folder, {})
    outside = folder.parent / "hemligt"
    (folder / "build").symlink_to(outside)
    done = run(folder, *BUILD)
    assert done.returncode != 0
    assert "länk" in done.stderr
    assert sorted(each.name for each in outside.rglob("*")) == ["arende.yaml", "fil.md", "ks-2031-0417"]


def test_a_report_is_not_written_outside(folder: Path) -> None:
    lay(folder, {})
    secret = folder.parent / "hemligt/fil.md"
    (folder / "rapport.md").symlink_to(secret)
    done = run(folder, "check", "--rapport", "md=rapport.md")
    assert done.returncode == 2
    assert "rapport.md är en symbolisk länk, och ingenting skrivs genom den" in done.stderr
    assert secret.read_text() == f"{SECRET}\n"


def test_one_that_does_harm_does_not_hide_the_others(folder: Path) -> None:
    lay(folder, opinion("[^" * 100_000))
    other = folder / "drafts/ks-2031-0500/arende.yaml"
    other.parent.mkdir()
    other.write_text(CASE.replace("rotel: V", "rotel: 5"))
    done = run(folder, "check", "--tid", "2")
    assert [each[:2] for each in errors(done.stdout)][:2] == [
        ("DK016", f"{FOLDER}/arende.yaml:1:1"),
        ("DK105", "drafts/ks-2031-0500/arende.yaml:5:8"),
    ]


def test_a_repository_within_the_files_is_not_asked(folder: Path) -> None:
    """A folder that is laid out as a repository, and whose settings name a program to run."""
    lay(folder, {})
    subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
    with (folder / "config").open("a") as stream:
        stream.write(f"[core]\n\tfsmonitor = touch {folder.parent}/PWNED\n\tworktree = {folder}\n\tbare = false\n"
                     f"[log]\n\tshowSignature = true\n[gpg]\n\tprogram = touch {folder.parent}/PWNED\n")  # fmt: skip
    done = run(folder, "build", "--final")
    assert done.returncode == 2
    assert done.stderr.startswith("fel: arbetsmappen ligger inte i något Git-arkiv")
    assert not (folder.parent / "PWNED").exists()


def test_typst_is_not_let_out_on_the_net(folder: Path) -> None:
    """A proxy that the machine has is not asked for a package either."""
    lay(folder, look('import "@preview/example:0.1.0": *'))
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.1)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        done = run(folder, *BUILD, **dict.fromkeys(("HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"), address))
        assert NO_PACKAGE in done.stderr
        with pytest.raises(TimeoutError):
            proxy.accept()


def test_a_setting_cannot_be_a_revision(folder: Path) -> None:
    lay(folder, {})
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    done = run(folder, "build", "--sedan", f"--output={folder.parent}/PWNED")
    assert done.returncode == 2
    assert not (folder.parent / "PWNED").exists()


@pytest.mark.parametrize(
    ("pattern", "repeated"),
    [
        ("(a+)+x", True), ("(x|xx)*y", True), ("(a{1,5}){1,5}", True), ("((a+))*", True), ("(?:a+)+", True),
        ("( )*b", False), ("( +)*b", True), ("a+b+c*", False), ("(ab)+", False), ("(ab)*c|d", False),
        ("([a+*|]b)+", False), (r"(\+\*)+", False), ("(a+)?b", False), ("(?:(?!och |[.;]).){2,120} men", False),
    ],
)  # fmt: skip
def test_patterns_that_repeat_what_repeats(pattern: str, repeated: bool) -> None:
    assert _repeats_repeated(pattern) is repeated
