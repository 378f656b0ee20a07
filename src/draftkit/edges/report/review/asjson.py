"""What has changed, as other programs read it: one JSON object. docs/granska.md describes its keys."""

from __future__ import annotations

import json
from collections.abc import Iterable
from gettext import NullTranslations
from typing import Any

from ....messages import words
from ....stages.review.changes import (
    CaseChange,
    EntryChange,
    FactChange,
    FileChange,
    FragmentChange,
    Kind,
    Review,
    SharedChange,
    TextChange,
)
from ....stages.review.wording import Run
from ...git import Commit

VERSION = 1
_KINDS: dict[Kind, str] = {"changed": "ändrat", "added": "nytt", "removed": "borttaget", "moved": "flyttat"}
_RUNS = {"same": "lika", "removed": "struket", "added": "tillagt"}
_FORMS = {"paragraph": "stycke", "heading": "rubrik", "item": "punkt", "row": "tabellrad", "code": "rad",
          "note": "anteckning"}  # fmt: skip
_SORTS = {"numbered": "numrerad", "bullet": "onumrerad", "quote": "citat"}
_UNREAD = {"": [], "old": ["före"], "new": ["efter"], "both": ["före", "efter"]}


def report(
    review: Review, old: Commit | None, new: Commit | None, language: NullTranslations, *, prefix: str = ""
) -> str:
    """The review; `prefix` leads to the working folder from here."""
    teller = _Teller(language, prefix)
    found = {
        "version": VERSION,
        "från": _commit(old),
        "till": _commit(new),
        "ärenden": [teller.case(each) for each in review.cases],
        "gemensamt": [teller.shared(each) for each in review.shared],
        "mallar": [teller.file(each) for each in review.templates],
        "samma_innehåll": [prefix + each for each in review.rewrapped],
        "inte_jämförda": [prefix + each for each in review.left],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _commit(commit: Commit | None) -> dict[str, str] | None:
    if commit is None:
        return None
    return {"id": commit.id, "tid": commit.moment, "författare": commit.author, "rubrik": commit.subject}


class _Teller:
    def __init__(self, language: NullTranslations, prefix: str) -> None:
        self.language, self.prefix = language, prefix

    def case(self, case: CaseChange) -> dict[str, Any]:
        following = case.following
        return {
            "mapp": self.prefix + case.folder,
            "tidigare_mapp": self.prefix + case.old_folder if case.old_folder else None,
            "dnr": case.number or None,
            "rubrik": case.title or None,
            "ändring": _KINDS[case.kind],
            "uppgifter": [_fact(each) for each in case.facts],
            "olästa_uppgifter": _UNREAD[case.unread],
            "uppgifternas_rader": _texts(case.fact_lines),
            "texter": [self.fragment(each) for each in case.fragments],
            "filer": [self.file(each) for each in case.files],
            "följder": {
                "stycken": _texts(following.texts),
                "trycks_nu": [f"{self.prefix}{case.folder}/{each}" for each in following.printed],
                "trycks_inte_längre": [f"{self.prefix}{case.folder}/{each}" for each in following.unprinted],
                "fel": {"före": following.errors[0], "efter": following.errors[1]},
            },
            "samma_innehåll": [self.prefix + each for each in case.rewrapped],
        }

    def fragment(self, fragment: FragmentChange) -> dict[str, Any]:
        return {
            "fil": self.prefix + fragment.path,
            "tidigare_fil": self.prefix + fragment.old_path if fragment.old_path else None,
            "namn": words(fragment.title, self.language),
            "ändring": _KINDS[fragment.kind],
            "citerad": fragment.quoted,
            "antal_ord": fragment.words if fragment.kind in ("added", "removed") else None,
            "uppgifter": [_fact(each) for each in fragment.facts],
            "olästa_uppgifter": _UNREAD[fragment.unread],
            "stycken": _texts(fragment.texts),
        }

    def file(self, file: FileChange) -> dict[str, Any]:
        return {
            "fil": self.prefix + file.path,
            "tidigare_fil": self.prefix + file.old_path if file.old_path else None,
            "ändring": _KINDS[file.kind],
            "länk": file.link,
            "oläslig": file.garbled,
            "byte": {"före": file.sizes[0], "efter": file.sizes[1]},
            "sidor": {"före": file.pages[0], "efter": file.pages[1]},
            "stycken": _texts(file.texts),
        }

    def shared(self, change: SharedChange) -> dict[str, Any]:
        return {
            "fil": self.prefix + change.path,
            "ändring": _KINDS[change.kind],
            "uppgifter": [_fact(each) for each in change.facts],
            "poster": [_entry(each) for each in change.entries],
            "rader": _texts(change.lines),
        }


def _entry(entry: EntryChange) -> dict[str, Any]:
    return {"nyckel": entry.slug, "namn": entry.name, "ändring": _KINDS[entry.kind],
            "uppgifter": [_fact(each) for each in entry.facts]}  # fmt: skip


def _fact(change: FactChange) -> dict[str, Any]:
    return {
        "plats": list(change.place),
        "ändring": _KINDS[change.kind],
        "före": change.old,
        "efter": change.new,
        "listpost": change.entry,
        "står_efter": change.follows or None,
        "ord": _runs(change.runs),
    }


def _texts(changes: Iterable[TextChange]) -> list[dict[str, Any]]:
    return [_text(each) for each in changes]


def _text(change: TextChange) -> dict[str, Any]:
    there, was = change.kind != "removed", change.kind != "added"
    return {
        "ändring": _KINDS[change.kind],
        "redigerat": change.edited,
        **_form(change.form),
        "tidigare_form": _form(change.was_form) if change.was_form else None,
        "under": list(change.under),
        "tidigare_under": list(change.was_under) if was else None,
        "nummer": change.number,
        "tidigare_nummer": change.was_number,
        "antal_stycken": {"före": change.pieces[0] if was else 0, "efter": change.pieces[1] if there else 0},
        "före": change.old if was else None,
        "efter": change.new if there else None,
        "ord": _runs(change.runs),
    }


def _form(kind: str) -> dict[str, Any]:
    """heading:2 -> rubrik, nivå 2; item:numbered:1 -> punkt, numrerad, nivå 1."""
    form, *rest = kind.split(":")
    sorts = [_SORTS[each] for each in rest if each in _SORTS]
    levels = [int(each) for each in rest if each.isdigit()]
    return {"form": _FORMS[form], "slag": sorts[0] if sorts else None, "nivå": levels[0] if levels else None}


def _runs(runs: Iterable[Run]) -> list[list[str]]:
    return [[_RUNS[each.kind], "".join(map(str, each.tokens))] for each in runs]
