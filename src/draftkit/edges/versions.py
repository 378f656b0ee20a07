"""The versions of the libraries that decide the bytes of a document, as they are installed here."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from .. import DISTRIBUTION

# pandoc says its own version; a wheel of the others brings the engine that it is for (pikepdf qpdf, pypdfium2 pdfium,
# typst its fonts), so that its version is the engine's too.
_TOOLS = ("jinja2", "lxml", "pikepdf", "pillow", "pypandoc_binary", "pypdfium2", "pyromark", "ruamel.yaml", "typst")


def installed() -> dict[str, str]:
    """The version of each, by name.

    It stands in the name of a folder beside the library, which is listed in no time; importlib.metadata loads slowly.
    """
    spec = importlib.util.find_spec("pypandoc")
    beside = os.listdir(Path(spec.origin).parents[1]) if spec and spec.origin else []
    named = [each.removesuffix(".dist-info").partition("-") for each in beside if each.endswith(".dist-info")]
    listed = {_plain(name): version for name, _, version in named}
    return {name: listed.get(_plain(name)) or _told(name) for name in _TOOLS}


def _told(name: str) -> str:
    from importlib import metadata

    return metadata.version(name)


def _plain(name: str) -> str:
    """A name as all spellings of it are compared: ruamel.yaml, ruamel_yaml -> ruamel-yaml."""
    return name.replace("_", "-").replace(".", "-").lower()


def departures() -> dict[str, tuple[str, str]]:
    """The engines that draftkit is made for one version of, and which are another here: that version, and this."""
    from importlib import metadata

    try:
        wanted = [each.partition("==") for each in metadata.requires(DISTRIBUTION) or () if ";" not in each]
    except metadata.PackageNotFoundError:  # run from its source, without being installed
        return {}
    here = installed()
    return {
        name: (version, here[name]) for name, pinned, version in wanted if pinned and here.get(name, version) != version
    }
