"""Makes, when draftkit is installed or built, what would take its time in every run.

The catalogues      locale/*/LC_MESSAGES/draftkit.po -> draftkit.mo
The templates       templates/<pack>/ -> src/draftkit/templates.json, the Python that jinja2 makes of them
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compile(BuildHookInterface[Any]):
    """Run by hatchling for a wheel and for an editable install alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes what is made beside what it is made of, or in the package."""
        root = Path(self.root)
        for source in sorted(root.glob("src/draftkit/locale/*/LC_MESSAGES/draftkit.po")):
            _catalogue(source)
        compiled = root / "src/draftkit/templates.json"
        compiled.write_text(json.dumps(_templates(root), sort_keys=True, indent=0), encoding="utf-8")


def _catalogue(source: Path) -> None:
    """Writes the .mo beside a .po. A fuzzy entry is a guess, and is left out."""
    with source.open("rb") as stream:
        catalogue = read_po(stream)
    with source.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)


def _templates(root: Path) -> dict[str, str]:
    """What the packs are compiled to, by the text of each template."""
    sys.path.insert(0, str(root / "src"))
    from draftkit.project import Project
    from draftkit.spans import top_of
    from draftkit.stages.load import pack
    from draftkit.stages.templating import precompiled

    folder = root / "templates"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    names = sorted(path.partition("/")[0] for path in files if path.endswith("/mall.yaml"))
    packs = [pack.load(Project({}, date.min, files), name, top_of(name))[0] for name in names]
    return {key: python for each in packs if each is not None for key, python in precompiled(each).items()}
