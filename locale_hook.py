"""Compiles the catalogues when draftkit is installed or built: locale/*/LC_MESSAGES/draftkit.po -> .mo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Run by hatchling for a wheel and for an editable install alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes each .mo beside its .po. A fuzzy entry is a guess, and is left out."""
        for source in sorted(Path(self.root, "src/draftkit/locale").glob("*/LC_MESSAGES/draftkit.po")):
            with source.open("rb") as stream:
                catalogue = read_po(stream)
            with source.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalogue)
