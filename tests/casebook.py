"""Invented cases of odd lengths and shapes, to look at pages with. Each is a dict of files, laid over the small case.

Words that tests look for: "Rubrik" begins each heading, "Beslutspunkt" each decision, "Delpost" each row of a table,
and "[[ … ]]" stands around what is to be on one page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL, TODAY, WORDS
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.pipeline import check, compose
from draftkit.project import Project
from draftkit.publish import publish

SENTENCES = (
    "Nämnden ser positivt på att kommunen prövar cykelpooler där kollektivtrafiken går glest.",
    "Kostnaden beräknas till 2 500 kr per cykel och år, sammanlagt 1 875 000 kr under åren 2032–2034.",
    "Förvaltningen redovisade den 8 november 2031 ett underlag enligt 3 kap. 5 § i reglementet.",
    "Det är inte möjligt att inom nuvarande investeringsutrymme anlägga cykelgarage vid samtliga resecentrum.",
    "Erfarenheterna från Åsbacken visar att hyrcyklarna används mest av ungdomar och skiftarbetare.",
    "Upphandlingen måste ske i konkurrens.",
    "Kontoret bedömer att barnkonsekvensanalysen behöver kompletteras innan genomförandebeslutet fattas.",
    "Trafiksäkerhetshöjande åtgärder prioriteras i verksamhetsplanen för nästkommande mandatperiod.",
    "Flera remissinstanser har efterfrågat en it-lösning som fungerar utan smarttelefon.",
    "Ungefär 35 procent av de tillfrågade skulle låna en cykel om stationen låg inom 300 m från hemmet.",
    "Samordningsansvaret bör ligga hos kommunstyrelsen.",
    "Omar Haddad m.fl. (L) vill, liksom Eva Brandt (L), se vinterväghållning på de regionala cykelstråken.",
    "Enligt kommunvelometern, dnr KS 2031/0417-12, låg kommunen på plats 41 av 59 jämförda kommuner.",
)


def text(length: int, seed: int = 0) -> str:
    """A paragraph of `length` sentences."""
    return " ".join(SENTENCES[(seed * 5 + index * 7) % len(SENTENCES)] for index in range(length))


def texts(lengths: Sequence[int], seed: int = 0) -> str:
    return "\n\n".join(text(length, seed + index) for index, length in enumerate(lengths))


def fact(place: str, body: str) -> str:
    return f"---\navsnitt: {place}\n---\n{body}\n"


def proposal(items: Sequence[str]) -> str:
    points = "\n".join(f"{number}. Beslutspunkt {number}. {item}" for number, item in enumerate(items, start=1))
    return f"---\nföreslår: kommunstyrelsen\nbeslutar: kommunfullmäktige\n---\n{points}\n"


def answer(body: str, decision: int = 2) -> str:
    points = "\n".join(f"{number}. [[ {text(1, number)} ]]" for number in range(1, decision + 1))
    return (
        "---\norgan: kulturnämnden\ntyp: nämndbeslut\nsammanträde: 2031-05-20\ndatum: 2031-04-29\n"
        f"återgivning: i huvudsak\n---\n# Beslut\n\n{points}\n\n# Svar\n\n{body}\n"
    )


def table(rows: int, columns: int, *, wordy: bool = False) -> str:
    head = ["Post", "Investeringskostnad", "Personalkostnader", "Drift", "2032", "2033", "2034", "Anmärkningar"]
    lines = ["| " + " | ".join(head[:columns]) + " |", "|" + "---|" * columns]
    for row in range(1, rows + 1):
        cells = [f"{(row * 37 + column * 91) % 990 + 1} {(row * 53 + column) % 900 + 100}" for column in range(columns)]
        cells[0] = f"Delpost {row} med ett längre namn" if row % 4 == 0 else f"Delpost {row}"
        if wordy:
            cells[-1] = f"[[ {text(row % 4 + 1, row)} ]]"
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def items(count: int, *, numbered: bool = False) -> str:
    marks = [f"{number}." if numbered else "-" for number in range(1, count + 1)]
    return "\n".join(f"{mark} {text(number % 3 + 1, number)}" for number, mark in enumerate(marks))


def chapter(n: int) -> str:
    """Headings of all levels that an answer can have, with texts of different lengths between them."""
    return (
        f"## Rubrik {n} om cykelpoolernas organisation\n\n{texts([2, 4], n)}\n\n"
        f"### Rubrik {n}.1\n\n{text(3, n)}\n\n#### Rubrik {n}.1.1\n\n{text(n % 5 + 1, n)}\n\n"
        f"##### Rubrik {n}.1.1.1 om genomförandet\n\n{text(4, n)}"
    )


def noted(count: int) -> str:
    parts = [f"{text(2, n)} Detta framgår av utredningen.[^{n}] {text(1, n + 3)}" for n in range(count)]
    notes = [f"[^{n}]: Not. {text(n % 3 + 1, n)}" for n in range(count)]
    return "\n\n".join([*parts, *notes])


def motion(lengths: Sequence[int]) -> dict[str, str]:
    body = (
        f"{texts(lengths, 2)}\n\nMed hänvisning till det anförda föreslår vi att kommunfullmäktige beslutar\n\n"
        "1. att inrätta en cykelpool\n2. att utreda cykelgarage\n\n"
        "Stensunda den 10 februari 2031\n\nOmar Haddad (L)\n\nEva Brandt (L)\n"
    )
    line = "bilagor:\n  - {rubrik: Motion om cykelpool, fil: bilagor/motion.md, placering: i dokumentet}\n"
    return {"arende.yaml": CASE + line, "bilagor/motion.md": body}


def kept(n: int) -> str:
    """A paragraph that introduces a short list: from its colon to the end of the list all is to be on one page."""
    return f"{text(n % 3 + 1, n)} Följande [[ gäller:\n\n1. en sak\n2. en sak till\n3. en tredje sak ]]"


def ends(count: int) -> dict[str, str]:
    """Bilagor of a page and some lines more, each with a line more than the one before."""
    lines = [f"  - {{rubrik: Yttrande {n}, fil: bilagor/{n}.md, placering: i dokumentet}}" for n in range(1, count + 1)]
    short = "\n\n".join(["Upphandlingen måste ske i konkurrens."] * count)
    texts_of = {f"bilagor/{n}.md": f"{texts([5, 4, 6, 5, 4, 3])}\n\n{short[: 39 * n]}\n" for n in range(1, count + 1)}
    return {"arende.yaml": CASE + "bilagor:\n" + "\n".join(lines) + "\n", **texts_of}


def dissent(body: str, kind: str = "reservation", who: str = "jenny-ahl", where: str = "kommunstyrelsen") -> str:
    return f"---\ntyp: {kind}\norgan: {where}\nav: [{who}]\ndatum: 2031-09-17\n---\n{body}\n"


LONG_TITLE = (
    "Motion om att inrätta en kommunövergripande cykelpool med elassisterade lastcyklar för föreningar, familjer och "
    "företag i samtliga stadsdelar samt att utreda cykelgarage, serviceplatser och vinterväghållning"
)

CASES: dict[str, dict[str, str]] = {
    "short": {
        "forslag/kommunfullmaktige.md": proposal(["Motionen avslås."]),
        "remissvar/kulturnamnden.md": answer(text(1)),
        "synpunkter.md": fact("synpunkter", texts([2, 5, 3, 4, 5, 6, 4, 5])),
    },
    "deep": {
        "arende.yaml": CASE.replace("Motion om lånebara verktyg", LONG_TITLE),
        "remissvar/kulturnamnden.md": answer(
            "\n\n".join(chapter(n) for n in range(1, 13)),
            decision=6,
        ),
        "forslag/kommunfullmaktige.md": proposal([text(2, n) for n in range(7)]),
    },
    "tables": {
        "remissvar/kulturnamnden.md": answer(
            f"{texts([3, 4])}\n\nKostnaderna framgår av tabellen.\n\n{table(5, 4)}\n\n{texts([4, 2])}\n\n"
            f"## Rubrik före åtta kolumner\n\nSå här fördelas kostnaderna.\n\n{table(9, 8)}\n\n{texts([3, 4])}\n\n"
            f"## Rubrik före en lång tabell\n\n{table(70, 3)}\n\n{texts([3, 4, 2])}\n\nÅtgärderna är följande.\n\n"
            f"{table(36, 3, wordy=True)}\n\n{texts([2, 3])}"
        )
    },
    "lists": {
        "arendet.md": fact("ärendet", f"Motionärerna föreslår följande.\n\n{items(25, numbered=True)}"),
        "remissvar/kulturnamnden.md": answer(
            f"Följande åtgärder föreslås:\n\n{items(30)}\n\n{texts([3, 4])}\n\n"
            f"I planen sägs:\n\n> {text(4)}\n\n{text(3)}"
        ),
        "avvikande/ks-c.md": dissent(
            f"Jag föreslår följande.\n\n1. Motionen bifalls.\n\n{texts([5, 4, 6, 3, 5, 6, 4])}"
        ),
        "avvikande/ks-vild.md": dissent(texts([3, 4]), "särskilt uttalande", "kim-vild"),
        **motion([5, 4, 6, 3, 4, 5, 5, 4]),
    },
    "kept": {
        "remissvar/kulturnamnden.md": answer("\n\n".join(kept(n) for n in range(36))),
        "forslag/kommunfullmaktige.md": proposal([text(2, n) for n in range(7)]),
        "forslag/kommunstyrelsen.md": (
            f"---\nbeslutar: kommunstyrelsen\n---\n1. [[ {text(2)}\n"
            + "".join(f"{n}. {text(2, n)}\n" for n in range(2, 6))
            + f"6. {text(1)} ]]\n"
        ),
    },
    "ends": ends(12),
    "notes": {"remissvar/kulturnamnden.md": answer(noted(26)), **motion([5, 4, 6, 3, 4, 5, 5, 4, 5])},
}


def pdf_of(files: Mapping[str, str], pandoc: Pandoc, packs: Mapping[str, bytes], *, final: bool = False) -> bytes:
    """The PDF of the small case with `files` laid over it."""
    laid = {f"{FOLDER}/{path}": data.encode() for path, data in {**SMALL, **files}.items()}
    shared = {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE}
    project = Project(laid | {path: data.encode() for path, data in shared.items()}, TODAY, packs, frozenset(), WORDS)
    composed = compose(check(project, FOLDER, pandoc), pandoc, final=final)
    return publish(composed, project, pandoc, wanted=("pdf",), final=final).files["utlatande.pdf"]
