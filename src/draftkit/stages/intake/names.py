"""Names as a published text has them: lists of bodies, people with their parties, and slugs for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from ...facts import plain_key
from ...patterns import lazily
from ...swedish.people import Named

_GROUP = lazily(r"(?P<names>[^()]+?)\s*\((?:(?:båda|bägge|alla|samtliga)\s+)?(?P<party>[A-ZÅÄÖa-zåäö]{1,4}|-|–)\)")
_JOINT = lazily(r",\s*(?:och\s+|samt\s+)?|\s+(?:och|samt)\s+")
_LEADING_JOINT = lazily(r"^(?:,\s*|och\s+|samt\s+)+")
_MORE = lazily(r"\s*,?\s*m\.\s?fl\.?")
_PARTY_WORD = lazily(r"\(([^()]*)\)\s*$")
_SLUG = lazily(r"[^a-z0-9]+")
_PARTICLES = ("af", "av", "de", "von", "van", "der", "den", "la", "el", "al", "bin")
_OF_A_NAME = lazily(r"[^\W\d_](?:\.|[^\W\d_’'-]*(?:[’'-][^\W\d_]+)*)")
_NOT_FIRST = lazily(r"(?:^|[^\w])\w+-$")


class People(Struct, frozen=True):
    """Those whom a text names, in its order; `more` says that there are others ("m.fl.")."""

    named: tuple[Named, ...]
    more: bool = False


def people(text: str) -> People | None:
    """The people of "A, B och C (alla C) samt D (L)", "A m.fl. (C)" or "A och B"; None where the text is no such list.

    What they are called before their names (borgarrådet, ledamoten) is left out.
    """
    more = bool(_MORE.search(text))
    text = _MORE.sub("", text).strip()
    found: list[Named] = []
    end = 0
    for group in _GROUP.finditer(text):
        if group.start() != end and text[end : group.start()].strip(" ,"):
            return None
        party = group["party"].replace("–", "-")
        names = [_name(each) for each in _JOINT.split(_LEADING_JOINT.sub("", group["names"].strip()))]
        if not all(names):
            return None
        found += [Named(name or "", party.upper() if len(party) < 3 else party) for name in names]
        end = group.end()
    rest = text[end:].strip(" .:,")
    if not rest:
        return People(tuple(found), more) if found else None
    if found:
        several = _PARTY_WORD.search(rest)
        return People(tuple(found), more) if several else None
    base = _PARTY_WORD.sub("", rest)
    names = [_name(each) for each in _JOINT.split(base)]
    return People(tuple(Named(name) for name in names if name), more) if all(names) else None


def _name(text: str) -> str | None:
    """A person's name without title; None where it is none."""
    words = text.strip().split()
    while words and words[0][0].islower() and words[0] not in _PARTICLES:
        words.pop(0)
    if not 2 <= len(words) <= 5 or any(not _OF_A_NAME.fullmatch(word) for word in words):
        return None
    if any(word[0].islower() and word not in _PARTICLES for word in words) or words[-1][0].islower():
        return None
    if all(word.isupper() for word in words):
        words = [word.title() for word in words]
    return " ".join(words)


def bodies(text: str, known: Callable[[str], bool]) -> list[str]:
    """The names of a list of bodies: A, B, miljö- och hälsoskyddsnämnden samt D.

    `known` tells names that stand elsewhere too, which an "och" of their own does not part.
    """
    pieces = [each.strip() for each in text.split(",") if each.strip()]
    if not pieces:
        return []
    *before, last = _mended(pieces, known)
    last = re.sub(r"^(?:och|samt)\s+", "", last)
    return [*before, *_last_two(last, known)]


def _mended(pieces: Sequence[str], known: Callable[[str], bool]) -> list[str]:
    """The pieces between commas, where two are one name (barn-, ungdoms- och familjenämnden; Bo, bygg AB)."""
    found: list[str] = []
    for piece in pieces:
        if found and (found[-1].endswith("-") or known(f"{found[-1]}, {piece}")):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _last_two(text: str, known: Callable[[str], bool]) -> list[str]:
    """ "B och C" in two, unless it is one name."""
    if known(text):
        return [text]
    for joint in (" samt ", " och "):
        cuts = [match.start() for match in re.finditer(re.escape(joint), text)]
        cuts = [cut for cut in cuts if not _NOT_FIRST.search(text[:cut])]
        pairs = [(text[:cut], text[cut + len(joint) :]) for cut in cuts]
        best = max(pairs, key=lambda pair: (known(pair[0]) + known(pair[1]), len(pair[0])), default=None)
        if best:
            first, second = best
            return [*(_last_two(first, known) if known(second) and joint in first else [first]), second]
    return [text]


def slug(name: str, taken: Collection[str] = ()) -> str:
    """A key of a–z, 0–9 and hyphens for a name: Södermalms stadsdelsnämnd -> sodermalms-stadsdelsnamnd."""
    letters = unicodedata.normalize("NFKD", plain_key(name).replace("_", "-")).encode("ascii", "ignore").decode()
    base = _SLUG.sub("-", letters).strip("-") or "namn"
    number = 2
    found = base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found
