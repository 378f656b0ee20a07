"""An invented case with every construct that a Word file can have."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL, TODAY, WORDS
from draftkit.project import Project

_LONG = "Verksamhetsuppföljningsrapporteringssystemhandläggarorganisationsförändringsprojekt"

_ANSWER = f"""\
---
organ: kulturnämnden
typ: nämndbeslut
sammanträde: 2031-05-20
datum: 2031-04-29
---
# Beslut

1. Kulturnämnden godkänner tjänsteutlåtandet.
2. Beslutet justeras omedelbart.

# Svar

Kulturförvaltningen har frågat Open Source Sweden om **vad som *går* att göra** och `kod`.[^1]

## Verktyg

Följande behövs:

1. Verktyg i två storlekar.

   Ett andra stycke i punkten.

   - Hammare

     i flera vikter

     > ”Den största.”
2. Skåp.

Förvaltningen har en [**fet** länk](https://www.stensunda.example/verktyg).

4. Fyra.
5. Fem.

- Tät
- lista
  - i två nivåer

### Kostnader i **kronor**

Kostnaderna framgår av tabellen.

| Slag | Antal | **Kronor** |
|:-----|:-----:|-----------:|
| Hammare[^2] | **2** | 1 200 |
| {_LONG} | 14 | |

Tabellen är ungefärlig.

#### Nivå fyra

##### Nivå fem

> Ett citat
>
> - med lista

* * *

    kod för sig

Rad ett\\
rad två.

![Skiss över en verkstad](../bilagor/skiss.png)

[^1]: Se *avtalet*.

    - En lista i noten.

[^2]: I tabellen.
"""

_DECISION = """\
---
föreslår: kommunstyrelsen
beslutar: kommunfullmäktige
---
1. Motionen bifalls.

   Det gäller från årsskiftet.

   1. I Norrvallen.
   2. I Åsbacken.
2. Nämnden får i uppdrag att

   - redovisa kostnaderna
   - återkomma.
"""

_APPENDICES = """\
bilagor:
  - {rubrik: Avtal om verktyg, fil: bilagor/avtal.md, placering: i dokumentet}
  - {rubrik: Kalkyl för verktyg, fil: bilagor/kalkyl.pdf, placering: i dokumentet}
  - {rubrik: En hög bild, fil: bilagor/hog.png, placering: i dokumentet, alternativtext: En stege.}
"""


def picture(width: int, height: int) -> bytes:
    """A grey picture of 300 dots an inch."""
    file = io.BytesIO()
    Image.new("L", (width, height), 200).save(file, "PNG", dpi=(300, 300))
    return file.getvalue()


def pages(count: int) -> bytes:
    """A PDF with blank pages, half as high as A4."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(595, 421))
        pdf.save(file)
    return file.getvalue()


EVERYTHING: dict[str, str | bytes] = {
    "/register/organ.yaml": BODIES + "oss: {namn: Open Source Sweden, typ: extern, språk: en}\n",
    "arende.yaml": CASE + _APPENDICES,
    "remissvar/kulturnamnden.md": _ANSWER,
    "forslag/kommunfullmaktige.md": _DECISION,
    "bilagor/skiss.png": picture(1_600, 800),
    "bilagor/avtal.md": "Avtalet gäller i två år.\n",
    "bilagor/kalkyl.pdf": pages(2),
    "bilagor/hog.png": picture(1_200, 4_800),
}


def project_of(packs: dict[str, bytes], **files: str | bytes) -> Project:
    """The case as a project, with `files` laid over it."""
    everything = {"/draftkit.toml": SETTINGS, "/register/personer.yaml": PEOPLE, **SMALL, **EVERYTHING, **files}
    laid = {
        path[1:] if path.startswith("/") else f"{FOLDER}/{path}": data.encode() if isinstance(data, str) else data
        for path, data in everything.items()
    }
    return Project(laid, TODAY, packs, frozenset(), WORDS)
