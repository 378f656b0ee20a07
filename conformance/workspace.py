"""A working folder of our own making: small cases, each with the text that is to be tried as the body of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

SETTINGS = 'schema = 1\nkommun = "Stensunda kommun"\nort = "Stensunda"\n'
BODIES = """\
kommunfullmaktige: {namn: kommunfullmäktige, typ: fullmäktige}
kommunstyrelsen: {namn: kommunstyrelsen, typ: styrelse}
borgarradsberedningen: {namn: borgarrådsberedningen, typ: beredning}
"""
PEOPLE = """\
mats-hedemark: {namn: Mats Hedemark, parti: S}
birgitta-ronnlid: {namn: Birgitta Rönnlid, parti: KD}
"""
FACTS = """\
schema: 1
dnr: {dnr}
rubrik: Motion om sittbänkar
rotel: II
föredragande: [mats-hedemark]
skede: beredning
initiativ: [{{typ: motion, motionärer: [birgitta-ronnlid], väckt: 2031-01-13}}]
remiss: {{utskickad: 2031-02-10, svar_senast: 2031-04-25, instanser: [{bodies}]}}
"""
ANSWER = "---\norgan: {body}\ntyp: remissvar\ndatum: 2031-03-18\n---\n"


class Body(Struct, frozen=True):
    """A body that was asked, and the text that it has answered with."""

    slug: str
    text: str


def lay(root: Path, cases: Mapping[str, Sequence[Body]], files: Mapping[str, bytes] | None = None) -> None:
    """Writes the working folder: a case for each name, with the answers; `files` lie where a text names them."""
    slugs = sorted({body.slug for bodies in cases.values() for body in bodies})
    _write(root / "draftkit.toml", SETTINGS)
    _write(root / "register/organ.yaml", BODIES + "".join(_registered(slug) for slug in slugs))
    _write(root / "register/personer.yaml", PEOPLE)
    for number, (name, bodies) in enumerate(cases.items(), start=1):
        folder = root / "drafts" / name
        asked = ", ".join(body.slug for body in bodies)
        _write(folder / "arende.yaml", FACTS.format(dnr=f"KS 2031/{number:04}", bodies=asked))
        for body in bodies:
            _write(folder / f"remissvar/{body.slug}.md", ANSWER.format(body=body.slug) + body.text)
        for path, data in (files or {}).items():
            if any(path in body.text for body in bodies):
                (folder / path).write_bytes(data)


def _registered(slug: str) -> str:
    return f"{slug}: {{namn: Föreningen {slug.replace('-', ' ').capitalize()}, typ: extern}}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
