"""Photo files of a campaign: only pictures, only from inside its folder, only their pixels."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path, PurePath

from PIL import Image, ImageOps

from data.model.folder import HeldFolder

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000
MOST_BYTES = 30_000_000
SHOWN_SIZE = (1200, 1200)
"""Largest width and height in pixels that are sent to a browser."""
LOGO_SIZE = (480, 240)
"""The same for a logo."""


_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""Errors that Pillow raises for files that are not pictures, or too large ones."""


def picture_bytes(folder: str, file: str) -> bytes | None:
    """Read a photo of a campaign.

    Args:
        folder: The campaign's folder, on disk or in memory.
        file: The path inside the folder, as in the table.

    Returns:
        A JPEG of the picture, upright, at most `SHOWN_SIZE`, without the file's metadata (place,
        camera) or other contents; None if the file is outside the folder, missing, not a picture,
        or larger than 25 megapixels.
    """
    if isinstance(folder, HeldFolder):
        return _in_memory(folder, file)
    path = _inside(folder, file)
    if path is None:
        return None
    return _encode(path, path.stat().st_mtime_ns)


def has_picture(folder: str, file: str) -> bool:
    """Tell whether a campaign's folder has a photo, by its name and size, without opening it."""
    if isinstance(folder, HeldFolder):
        return file in folder.files and _has_picture_name(file)
    return bool(folder and file) and _inside(folder, file) is not None


def _in_memory(folder: HeldFolder, file: str) -> bytes | None:
    raw = folder.files.get(file)
    is_good = raw is not None and len(raw) <= MOST_BYTES
    return checked_picture(raw) if raw and is_good and _has_picture_name(file) else None


def _inside(folder: str, file: str) -> Path | None:
    """Return the file's real path if its name and size are allowed and it is inside the folder."""
    try:
        root = Path(folder).resolve(strict=True)
        path = (root / file).resolve(strict=True)
        is_good = path.is_relative_to(root) and path.is_file() and path.stat().st_size <= MOST_BYTES
    except (OSError, ValueError, RuntimeError):
        return None
    return path if is_good and _has_picture_name(path.name) else None


def _has_picture_name(file: str) -> bool:
    return PurePath(file).suffix.lower() in SUFFIXES


@lru_cache(maxsize=32)
def _encode(path: Path, _changed: int) -> bytes | None:
    try:
        return checked_picture(path.read_bytes())
    except OSError:
        return None


def logo_bytes(folder: str, file: str) -> bytes | None:
    """Read a campaign's logo with the checks of `picture_bytes`.

    Returns:
        A PNG that keeps transparency, at most `LOGO_SIZE`; None for "" and for any other file.
    """
    if not file:
        return None
    if isinstance(folder, HeldFolder):
        raw = folder.files.get(file) if _has_picture_name(file) else None
        return checked_picture(raw, _transparent) if raw and len(raw) <= MOST_BYTES else None
    path = _inside(folder, file)
    try:
        return checked_picture(path.read_bytes(), _transparent) if path else None
    except OSError:
        return None


def checked_picture(raw: bytes, make: Callable[[Image.Image], bytes] | None = None) -> bytes | None:
    """Return a picture's pixels alone, by default as `picture_bytes` does; None if it is not one.

    Args:
        raw: The contents of any file.
        make: Writes the opened picture.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _pixels(raw, make or _upright)
        except _BROKEN:
            return None


def _pixels(raw: bytes, make: Callable[[Image.Image], bytes]) -> bytes | None:
    with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.verify()
    # A verified picture can't be used any further, so open it again.
    with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
        return make(picture)


def _upright(picture: Image.Image) -> bytes:
    picture.draft("RGB", SHOWN_SIZE)
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(SHOWN_SIZE)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()


def _transparent(picture: Image.Image) -> bytes:
    logo = ImageOps.exif_transpose(picture).convert("RGBA")
    logo.thumbnail(LOGO_SIZE)
    out = io.BytesIO()
    logo.save(out, "PNG")
    return out.getvalue()
