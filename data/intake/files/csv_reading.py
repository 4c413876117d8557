"""CSV and TSV as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import msgid
from data.intake.files.assembling import assemble
from data.intake.files.csv_records import Records
from data.intake.files.decoding import decode
from data.intake.files.raw_table import RawTable, UnreadableError
from data.intake.files.separators import SEPARATORS, find_separator, said_separator

if TYPE_CHECKING:
    from data.intake.files.notes import Notes

_SAMPLE_LETTERS = 100_000
_CONTROL_SHARE = 0.02
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r\v\f\x1b"}


def read_csv(data: bytes, notes: Notes, encoding: str = "", separator: str = "") -> RawTable:
    """Read a text of cells.

    Args:
        data: The file.
        notes: Is told of what was wrong.
        encoding: One of `decoding.ENCODINGS`; "" finds it.
        separator: One of `separators.SEPARATORS`; "" finds it.

    Raises:
        UnreadableError: It is no text, or no such encoding or separator, or larger than allowed.
    """
    text, encoding = decode(data, notes, encoding)
    check_text(text, notes)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = said_separator(text)
    if said:
        text = text.partition("\n")[2]
    separator = _known(separator, notes) or said or find_separator(text)
    rows = Records(text, separator, notes)
    cells = assemble(((row + bool(said), cells) for row, cells in rows) if said else rows, notes)
    kind = "tsv" if separator == "\t" else "csv"
    return RawTable(
        cells, notes.file, kind, encoding=encoding, separator=separator, findings=notes.findings()
    )


def check_text(text: str, notes: Notes) -> None:
    """Refuse what is no text.

    Raises:
        UnreadableError: Too many of its signs are not written ones.
    """
    sample = text[:_SAMPLE_LETTERS]
    written = sample.translate(_CONTROLS)
    if len(sample) - len(written) > _CONTROL_SHARE * len(sample):
        raise UnreadableError(
            msgid("{file} is not a table: it has signs that no text has."),
            msgid("Give the table itself, saved as CSV or Excel (.xlsx)."),
            file=notes.file,
        )


def _known(separator: str, notes: Notes) -> str:
    if separator and separator not in SEPARATORS:
        raise UnreadableError(
            msgid("{file} can't be cut into cells at {separator}."),
            msgid("Choose a comma, a semicolon, a tab or a vertical bar."),
            file=notes.file,
            separator=separator[:10],
        )
    return separator
