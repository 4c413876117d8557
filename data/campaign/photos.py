"""Photo files of a campaign: only pictures, only from inside its folder, only their pixels."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from pathlib import Path, PurePath

from PIL import Image, ImageOps

from data.campaign.folder import HeldFolder

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000
MOST_BYTES = 30_000_000
SHOWN_SIZE = (1200, 1200)
"""The largest size that is sent to a browser, in pixels."""


_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What Pillow raises for files that are no pictures, or too large ones."""


def picture_bytes(folder: str, file: str) -> bytes | None:
    """Read a photo of a campaign.

    Args:
        folder: The campaign's folder; one that is held in memory is asked for its file.
        file: What the table says: a path inside the folder.

    Returns:
        A JPEG of the picture, upright, at most `SHOWN_SIZE`, without whatever else the file
        carried (place, camera, other contents); None if the file is outside the folder, missing,
        no picture, or larger than 25 megapixels.
    """
    if isinstance(folder, HeldFolder):
        return _held(folder, file)
    path = _inside(folder, file)
    if path is None:
        return None
    return _encoded(path, path.stat().st_mtime_ns)


def _held(folder: HeldFolder, file: str) -> bytes | None:
    raw = folder.files.get(file)
    is_good = raw is not None and len(raw) <= MOST_BYTES
    return _checked(raw) if raw and is_good and _is_named_so(file) else None


def _inside(folder: str, file: str) -> Path | None:
    """The file's real path, if that is a file of an allowed name and size within the folder."""
    try:
        root = Path(folder).resolve(strict=True)
        path = (root / file).resolve(strict=True)
        good = path.is_relative_to(root) and path.is_file() and path.stat().st_size <= MOST_BYTES
    except (OSError, ValueError, RuntimeError):
        return None
    return path if good and _is_named_so(path.name) else None


def _is_named_so(file: str) -> bool:
    return PurePath(file).suffix.lower() in SUFFIXES


@lru_cache(maxsize=32)
def _encoded(path: Path, _changed: int) -> bytes | None:
    try:
        return _checked(path.read_bytes())
    except OSError:
        return None


def _checked(raw: bytes) -> bytes | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _upright(raw)
        except _BROKEN:
            return None


def _upright(raw: bytes) -> bytes | None:
    with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.verify()
    # A verified picture can't be used any further: it is opened anew.
    with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
        picture.draft("RGB", SHOWN_SIZE)
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(SHOWN_SIZE)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()
