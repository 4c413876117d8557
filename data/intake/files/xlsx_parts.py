"""The parts of a workbook, looked through before any of them is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.errors import msgid
from data.intake.files.checked_zip import unpacked
from data.intake.files.raw_table import UnreadableError

if TYPE_CHECKING:
    import zipfile

_OVERLAP = 300
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BARE_FORMULA = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MOST_MERGED = 10
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass
class Parts:
    """What was seen.

    `has_bare_formulas`: somewhere there is a formula without a value. `merged`: for the path of
    a sheet, the first of its merged cells that take several rows, "A2:A9, B2:B9".
    """

    has_bare_formulas: bool = False
    merged: dict[str, str] = field(default_factory=dict)


def look_through(archive: zipfile.ZipFile, file: str) -> Parts:
    """Unpack every XML part once, piece by piece, without parsing it.

    Raises:
        UnreadableError: A part is damaged, or declares entities, which no spreadsheet program
            does and which can blow up to any size.
    """
    parts = Parts()
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")):
            _look_at(archive, name, file, parts)
    return parts


def _look_at(archive: zipfile.ZipFile, name: str, file: str, parts: Parts) -> None:
    before = b""
    merged: dict[bytes, None] = {}
    is_sheet = name.startswith("xl/worksheets/")
    for piece in unpacked(archive, name, file):
        text = before + piece
        if _DECLARES.search(text) or (not before and text.startswith(_UTF_16)):
            raise _declares_entities(file)
        if is_sheet and not parts.has_bare_formulas and b"<f" in text:
            parts.has_bare_formulas = bool(_BARE_FORMULA.search(text))
        if is_sheet and b"<mergeCell " in text:
            merged |= dict.fromkeys(
                match.group()[16:-1] for match in _MERGED.finditer(text) if match[2] != match[4]
            )
        before = text[-_OVERLAP:]
    if merged:
        parts.merged[name] = b", ".join(list(merged)[:_MOST_MERGED]).decode()


def _declares_entities(file: str) -> UnreadableError:
    return UnreadableError(
        msgid(
            "{file} has parts that no spreadsheet program writes, and that can harm the program "
            "that reads them."
        ),
        msgid("Open it in a spreadsheet program and save it as Excel workbook (.xlsx)."),
        file=file,
    )
