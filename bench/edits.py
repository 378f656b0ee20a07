"""Edits at random, with a seed, of a case's files: what officials do to a text between two versions of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Files = dict[str, bytes]

_WORDS = (
    "nämnden kostnaden biblioteket förslaget utredningen invånarna redovisas beslutet underlaget skyndsamt "
    "därutöver lokalerna behovet verksamheten 14 2032 kronor § 61 främst"
).split()


def edited(files: Files, folder: str, rng: random.Random, times: int) -> tuple[Files, list[str]]:
    """The files after some edits, and what was done to them."""
    new = dict(files)
    done: list[str] = []
    while len(done) < times:
        path = rng.choice([each for each in sorted(new) if each.startswith(folder) and each.endswith(".md")])
        name, edit = rng.choice(TEXT_EDITS)
        head, body = _parted(new[path].decode())
        blocks = body.strip("\n").split("\n\n")
        after = edit(list(blocks), rng)
        if after and after != blocks:
            new[path] = (head + "\n\n".join(after) + "\n").encode()
            done.append(f"{name} {path.removeprefix(folder)}")
    return new, done


def _parted(text: str) -> tuple[str, str]:
    match = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    end = match.end() if match else 0
    return text[:end], text[end:]


def _running(blocks: list[str]) -> list[int]:
    """The places of plain paragraphs."""
    return [n for n, each in enumerate(blocks) if each and not re.match(r"[#|>!\[*-]|\d+\.|\s", each)]


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(_WORDS) for _ in range(rng.randint(3, 14))]
    return " ".join(words).capitalize() + "."


def _in_words(change: Callable[[list[str], random.Random], None]) -> Callable[[list[str], random.Random], list[str]]:
    def edit(blocks: list[str], rng: random.Random) -> list[str]:
        places = _running(blocks)
        if places:
            at = rng.choice(places)
            words = blocks[at].split(" ")
            if len(words) > 4:
                change(words, rng)
                blocks[at] = " ".join(words)
        return blocks

    return edit


def _plain(words: list[str], rng: random.Random) -> int:
    places = [n for n, each in enumerate(words) if re.fullmatch(r"[a-zåäö]+", each)]
    return rng.choice(places) if places else 0


def _replace(words: list[str], rng: random.Random) -> None:
    words[_plain(words, rng)] = rng.choice(_WORDS[:13])


def _insert(words: list[str], rng: random.Random) -> None:
    at = _plain(words, rng)
    words[at + 1 : at + 1] = [rng.choice(_WORDS[:13]) for _ in range(rng.randint(1, 5))]


def _delete(words: list[str], rng: random.Random) -> None:
    at = _plain(words, rng)
    if re.fullmatch(r"[a-zåäö]+", words[at]):
        del words[at]


def _emphasise(words: list[str], rng: random.Random) -> None:
    at = _plain(words, rng)
    if re.fullmatch(r"[a-zåäö]+", words[at]):
        mark = rng.choice(["*", "**", "`"])
        words[at] = f"{mark}{words[at]}{mark}"


def _link(words: list[str], rng: random.Random) -> None:
    at = _plain(words, rng)
    if re.fullmatch(r"[a-zåäö]+", words[at]):
        words[at] = f"[{words[at]}](https://www.stensunda.example/{rng.randint(1, 9)})"


def _add(blocks: list[str], rng: random.Random) -> list[str]:
    at = rng.randint(0, len(blocks))
    if (at < len(blocks) and blocks[at].startswith("# ")) or at == 0:
        at += 1
    blocks.insert(at, " ".join(_sentence(rng) for _ in range(rng.randint(1, 4))))
    return blocks


def _remove(blocks: list[str], rng: random.Random) -> list[str]:
    places = [n for n in _running(blocks) if "[^" not in blocks[n]]
    if len(places) > 1:
        del blocks[rng.choice(places)]
    return blocks


def _move(blocks: list[str], rng: random.Random) -> list[str]:
    places = _running(blocks)
    if len(places) > 1:
        one, other = rng.sample(places, 2)
        blocks[one], blocks[other] = blocks[other], blocks[one]
    return blocks


def _split(blocks: list[str], rng: random.Random) -> list[str]:
    places = [n for n in _running(blocks) if re.search(r"\. [A-ZÅÄÖ]", blocks[n])]
    if places:
        at = rng.choice(places)
        cut = rng.choice([each.start() for each in re.finditer(r"\. [A-ZÅÄÖ]", blocks[at])])
        blocks[at : at + 1] = [blocks[at][: cut + 1], blocks[at][cut + 2 :]]
    return blocks


def _join(blocks: list[str], rng: random.Random) -> list[str]:
    running = set(_running(blocks))
    places = [n for n in running if n + 1 in running]
    if places:
        at = rng.choice(sorted(places))
        blocks[at : at + 2] = [f"{blocks[at]} {blocks[at + 1]}"]
    return blocks


def _heading(blocks: list[str], rng: random.Random) -> list[str]:
    places = [n for n, each in enumerate(blocks) if each.startswith("## ")]
    what = rng.randrange(4)
    if what == 0 and places:
        blocks[rng.choice(places)] = "## " + _sentence(rng).rstrip(".")
    elif what == 1 and places:
        del blocks[rng.choice(places)]
    elif what == 2 and places:
        at = rng.choice(places)
        blocks[at] = "#" + blocks[at]
    elif len(blocks) > 1:
        at = rng.randint(1, len(blocks) - 1)
        if not blocks[at].startswith(("#", "[^")):
            blocks.insert(at, "## " + _sentence(rng).rstrip("."))
    return blocks


def _lists(blocks: list[str], rng: random.Random) -> list[str]:
    places = [n for n, each in enumerate(blocks) if re.match(r"\d+\. |- ", each)]
    if not places or rng.random() < 0.25:
        if len(blocks) > 1:
            kind = rng.choice(["-", "1."])
            items = [_sentence(rng) for _ in range(rng.randint(2, 4))]
            text = "\n".join(f"{kind if kind == '-' else f'{n}.'} {each}" for n, each in enumerate(items, start=1))
            blocks.insert(rng.randint(1, len(blocks)), text)
        return blocks
    at = rng.choice(places)
    items = re.split(r"\n(?=\d+\. |- )", blocks[at])
    bodies = [re.sub(r"^(\d+\. |- )", "", each) for each in items]
    numbered = blocks[at][0].isdigit()
    what = rng.randrange(3)
    if what == 0:
        bodies.insert(rng.randint(0, len(bodies)), _sentence(rng))
    elif what == 1 and len(bodies) > 2:
        del bodies[rng.randrange(len(bodies))]
    elif len(bodies) > 1:
        one, other = rng.sample(range(len(bodies)), 2)
        bodies[one], bodies[other] = bodies[other], bodies[one]
    blocks[at] = "\n".join(f"{f'{n}.' if numbered else '-'} {each}" for n, each in enumerate(bodies, start=1))
    return blocks


def _table(blocks: list[str], rng: random.Random) -> list[str]:
    places = [n for n, each in enumerate(blocks) if each.startswith("|")]
    if not places or rng.random() < 0.15:
        if len(blocks) > 1:
            rows = [[rng.choice(_WORDS) for _ in range(3)] for _ in range(rng.randint(2, 4))]
            lines = [f"| {' | '.join(row)} |" for row in rows]
            blocks.insert(rng.randint(1, len(blocks)), "\n".join([lines[0], "|---|--:|---|", *lines[1:]]))
        return blocks
    at = rng.choice(places)
    lines = blocks[at].split("\n")
    rows = [line.strip("|").split("|") for line in lines]
    what = rng.randrange(6)
    row = rng.randrange(2, len(rows)) if len(rows) > 2 else 0
    if what == 0:
        rows.insert(rng.randint(2, len(rows)), [f" {rng.choice(_WORDS)} " for _ in rows[0]])
    elif what == 1 and len(rows) > 3:
        del rows[row]
    elif what == 2 and len(rows) > 3:
        one, other = rng.sample(range(2, len(rows)), 2)
        rows[one], rows[other] = rows[other], rows[one]
    elif what == 3 and len(rows[0]) > 2:
        rows = [each[:-1] for each in rows]
    elif what == 4:
        del blocks[at]
        return blocks
    elif row:
        rows[row][rng.randrange(len(rows[row]))] = f" {rng.choice(_WORDS)} {rng.choice(_WORDS)} "
    blocks[at] = "\n".join(f"|{'|'.join(each)}|" for each in rows)
    return blocks


def _footnote(blocks: list[str], rng: random.Random) -> list[str]:
    notes = [n for n, each in enumerate(blocks) if each.startswith("[^")]
    running = _running(blocks)
    what = rng.randrange(3)
    if what == 0 and notes:
        at = rng.choice(notes)
        blocks[at] = blocks[at].rstrip(".") + " " + rng.choice(_WORDS) + "."
    elif what == 1 and notes:
        at = rng.choice(notes)
        if "\n" not in blocks[at]:
            label = blocks[at].partition("]")[0] + "]"
            del blocks[at]
            blocks = [each.replace(label, "") for each in blocks]
    elif running:
        label = f"[^n{rng.randrange(10**6)}]"
        at = rng.choice(running)
        cut = rng.choice([each.start() for each in re.finditer(r"(?= |$)", blocks[at])])
        blocks[at] = blocks[at][:cut] + label + blocks[at][cut:]
        blocks.append(f"{label}: {_sentence(rng)}")
    return blocks


def _quote(blocks: list[str], rng: random.Random) -> list[str]:
    places = _running(blocks)
    if len(places) > 1:
        at = rng.choice(places[1:])
        blocks[at] = "\n".join(f"> {line}" for line in blocks[at].split("\n"))
    return blocks


def _picture(blocks: list[str], rng: random.Random) -> list[str]:
    return [re.sub(r"!\[([^\]]*)\]", lambda each: f"![{each[1]} {rng.choice(_WORDS)}]", each) for each in blocks]


def _shuffle(blocks: list[str], rng: random.Random) -> list[str]:
    places = _running(blocks)
    texts = [blocks[n] for n in places]
    rng.shuffle(texts)
    for at, text in zip(places, texts, strict=True):
        blocks[at] = text
    return blocks


TEXT_EDITS: list[tuple[str, Callable[[list[str], random.Random], list[str]]]] = [
    ("ord", _in_words(_replace)), ("ord", _in_words(_replace)), ("ord till", _in_words(_insert)),
    ("ord bort", _in_words(_delete)), ("betoning", _in_words(_emphasise)), ("länk", _in_words(_link)),
    ("stycke", _add), ("stycke bort", _remove), ("stycke flyttat", _move), ("delat", _split), ("sammanslaget", _join),
    ("rubrik", _heading), ("lista", _lists), ("tabell", _table), ("fotnot", _footnote), ("citat", _quote),
    ("bild", _picture), ("omkastat", _shuffle),
]  # fmt: skip


# --- facts and files -------------------------------------------------------------------------------


def refacted(files: Files, folder: str, rng: random.Random, times: int) -> tuple[Files, list[str]]:
    """The files after some edits of what they are made of: facts, answers, dissents and bilagor."""
    new, done = dict(files), list[str]()
    for name, edit in rng.sample(FACT_EDITS, times):
        before = dict(new)
        edit(new, folder, rng)
        if new != before:
            done.append(name)
    return new, done


def _facts(files: Files, folder: str, pattern: str, repl: str) -> None:
    path = f"{folder}arende.yaml"
    files[path] = re.sub(pattern, repl, files[path].decode(), count=1, flags=re.MULTILINE).encode()


def _title(files: Files, folder: str, rng: random.Random) -> None:
    _facts(files, folder, r"^rubrik: (.*)$", rf"rubrik: \1 och {rng.choice(_WORDS[:13])}")


def _board_day(files: Files, folder: str, rng: random.Random) -> None:
    _facts(files, folder, r"datum: 2031-09-17", f"datum: 2031-09-{rng.randint(18, 30)}")


def _presenter(files: Files, folder: str, rng: random.Random) -> None:
    _facts(files, folder, r"föredragande: \[sara-lindqvist\]", "föredragande: [jenny-ahl]")


def _stage(files: Files, folder: str, rng: random.Random) -> None:
    _facts(files, folder, r"skede: kommunstyrelse\b", "skede: beredning")


def _asked(files: Files, folder: str, rng: random.Random) -> None:
    """A body is asked as well, and answers with a dissent."""
    _facts(files, folder, r"^    - miljönämnden$", "    - miljönämnden\n    - Stensunda fastighetsnämnd")
    files["register/organ.yaml"] += (
        "\nfastighetsnamnd: {namn: Stensunda fastighetsnämnd, typ: facknämnd, förvaltning: fastighetsförvaltningen}\n"
    ).encode()
    files[f"{folder}remissvar/fastighetsnamnd.md"] = (
        "---\norgan: Stensunda fastighetsnämnd\ntyp: nämndbeslut\nsammanträde: 2031-05-22\ndatum: 2031-05-02\n---\n"
        "# Beslut\n\n1. Fastighetsnämnden överlämnar svaret.\n2. Beslutet justeras omedelbart.\n\n"
        f"# Svar\n\n{_sentence(rng)} {_sentence(rng)}\n\n## {_sentence(rng).rstrip('.')}\n\n{_sentence(rng)}[^1]\n\n"
        f"[^1]: {_sentence(rng)}\n"
    ).encode()
    files[f"{folder}sammanfattningar/fastighetsnamnd.md"] = (
        f"---\norgan: Stensunda fastighetsnämnd\n---\n{_sentence(rng)}\n"
    ).encode()


def _dissent(files: Files, folder: str, rng: random.Random) -> None:
    files[f"{folder}avvikande/miljonamnden-l.md"] = (
        "---\ntyp: reservation\norgan: miljönämnden\nav: [omar-haddad]\ndatum: 2031-05-21\n---\n"
        f"{_sentence(rng)}\n\n1. {_sentence(rng)}\n2. {_sentence(rng)}\n\n{_sentence(rng)}\n"
    ).encode()


def _dissent_gone(files: Files, folder: str, rng: random.Random) -> None:
    for path in sorted(files):
        if path.startswith(f"{folder}avvikande/ks-mp"):
            del files[path]


def _picture_bilaga(files: Files, folder: str, rng: random.Random) -> None:
    source = next((data for path, data in sorted(files.items()) if path.endswith("utlan-per-kvartal.png")), None)
    if source:
        files[f"{folder}bilagor/kurva.png"] = source
        _facts(
            files,
            folder,
            r"^bilagor:.*$",
            "bilagor:\n  - {rubrik: Kurva, fil: bilagor/kurva.png, placering: i dokumentet, alternativtext: En kurva.}",
        )


def _bilaga_gone(files: Files, folder: str, rng: random.Random) -> None:
    _facts(files, folder, r"^  - id: (laneregler|kalkyl|skiss)\n((    .*\n)|( {6}.*\n))*", "")


def _pdf_turned(files: Files, folder: str, rng: random.Random) -> None:
    """Two PDF bilagor change places on the disk: the pages of one become those of the other."""
    one, other = f"{folder}bilagor/kostnadskalkyl.pdf", f"{folder}bilagor/lokalforteckning.pdf"
    if one in files and other in files:
        files[one], files[other] = files[other], files[one]


def _own_pages(files: Files, folder: str, rng: random.Random) -> None:
    files["draftkit.toml"] += b'\n[bilagor]\nsidnumrering = "egen"\n'


FACT_EDITS: list[tuple[str, Callable[[Files, str, random.Random], None]]] = [
    ("rubriken", _title), ("dagen", _board_day), ("föredragande", _presenter), ("skedet", _stage),
    ("organ tillfrågat", _asked), ("reservation", _dissent), ("avvikande borta", _dissent_gone),
    ("bild som bilaga", _picture_bilaga), ("bilaga borta", _bilaga_gone), ("PDF utbytt", _pdf_turned),
]  # fmt: skip
