"""The versions of the libraries that decide the bytes of a document, as they are installed here."""

from __future__ import annotations

from importlib import metadata

# pandoc says its own version; a wheel of the others brings the engine that it is for (pikepdf qpdf, pypdfium2 pdfium,
# typst its fonts), so that its version is the engine's too.
_TOOLS = ("jinja2", "lxml", "pikepdf", "pillow", "pypandoc_binary", "pypdfium2", "ruamel.yaml", "typst")


def installed() -> dict[str, str]:
    """The version of each, by name."""
    return {name: metadata.version(name) for name in _TOOLS}


def departures() -> dict[str, tuple[str, str]]:
    """The engines that draftkit is made for one version of, and which are another here: that version, and this."""
    try:
        wanted = [each.partition("==") for each in metadata.requires("draftkit") or () if ";" not in each]
    except metadata.PackageNotFoundError:  # run from its source, without being installed
        return {}
    here = installed()
    return {
        name: (version, here[name]) for name, pinned, version in wanted if pinned and here.get(name, version) != version
    }
