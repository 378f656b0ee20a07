"""The names of a document and of those who act in it, by Akoma Ntoso's naming convention (OASIS, AKN-NC 1.0).

    /akn/se/statement/utlatande/stensunda-kommun/2031-02-10/ks-2031-0417     the work, whatever becomes of its text
    …/swe@2031-09-17                                                         its text as of a day
    …/swe@2031-09-17;utkast-1a2b3c4d                                         a draft of it
    …/swe@2031-09-17.akn                                                     the same in this format
    …/swe@2031-09-17/!bilaga_1.xml                                           a part of it

The work is named by the diarienummer and the first day of the ärende: an utlåtande gets its own number late, and a name
must not change.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from urllib.parse import quote

from msgspec import Struct

from ...patterns import lazily

_NOT_PLAIN = lazily(r"[^a-z0-9]+")
_BARE_PERCENT = lazily(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = lazily(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED = "%/:?=&~+!$,;'@()*"
# ISO 639-2, of the languages that a municipality writes in; any other goes by the code that the settings have.
_LANGUAGES = {
    "sv": "swe", "en": "eng", "fi": "fin", "nb": "nob", "nn": "nno", "no": "nor", "da": "dan", "de": "deu",
    "fr": "fra", "es": "spa", "ar": "ara", "so": "som", "fa": "fas", "pl": "pol", "uk": "ukr", "ru": "rus",
    "se": "sme", "yi": "yid",
}  # fmt: skip


def plain(text: str) -> str:
    """A text as a part of an address: "KS 2031/0417" -> "ks-2031-0417", "Stensunda kommun" -> "stensunda-kommun"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    found = _NOT_PLAIN.sub("-", "".join(each for each in letters if not unicodedata.combining(each)))
    return found.strip("-") or "utan-namn"


def address(target: str) -> str:
    """A web address as XML Schema wants it (xs:anyURI; RFC 3986): what is not to stand in one is written with %.

    https://a.example/å b -> https://a.example/%C3%A5%20b; an empty one leads nowhere: #.
    """
    path, mark, rest = _BARE_PERCENT.sub("%25", target).partition("#")
    allowed = _ALLOWED if _SCHEME.match(path) else _ALLOWED.replace(":", "")
    return f"{quote(path, safe=allowed)}{mark}{quote(rest, safe=_ALLOWED)}" or "#"


class Names(Struct, frozen=True):
    """What the names are made of; `draft` are a draft's eight digits, `part` a part of the document ("bilaga_1")."""

    kind: str
    municipality: str
    case_number: str
    began: date
    day: date
    language: str
    draft: str | None = None

    @property
    def work(self) -> str:
        """The name of the work."""
        return "/akn/se/statement/" + "/".join(
            (self.subtype, plain(self.municipality), self.began.isoformat(), plain(self.case_number))
        )

    @property
    def subtype(self) -> str:
        """The kind of document, as a part of the name."""
        return plain(self.kind)

    @property
    def spoken(self) -> str:
        """The language by ISO 639-2."""
        code = self.language.partition("-")[0]
        return _LANGUAGES.get(code, code)

    @property
    def version(self) -> str | None:
        """What tells a draft from the text that was decided."""
        return f"utkast-{self.draft}" if self.draft else None

    @property
    def expression(self) -> str:
        """The name of the text."""
        version = f";{self.version}" if self.version else ""
        return f"{self.work}/{self.spoken}@{self.day.isoformat()}{version}"

    def entity(self, kind: str, name: str) -> str:
        """The name of somebody or something: entity("person", "eva-brandt")."""
        return f"/akn/ontology/{kind}/se.{plain(self.municipality)}.{name}"
