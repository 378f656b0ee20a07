"""The pictures of a file that somebody sent, made such that a document can show them."""

from __future__ import annotations

import io

_KEPT = {"PNG": ".png", "JPEG": ".jpg"}


def shown(data: bytes) -> tuple[str, bytes] | None:
    """The picture as PNG or JPEG in RGB, and the ending of its name; None where it cannot be shown."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format in ("EMF", "WMF", "PDF", "EPS"):
                return None
            picture.load()
            if picture.format in _KEPT and picture.mode != "CMYK":
                return _KEPT[picture.format], data
            out = io.BytesIO()
            mode = picture.mode if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else "RGB"
            picture.convert(mode).save(out, "PNG")
            return ".png", out.getvalue()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
