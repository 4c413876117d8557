"""Read bytes of any supported format as a table of text.

Nothing here opens a path or a URL. Read files of strangers with `sandbox.read_safely`, which calls
`read_bytes` where it can do no harm.
"""

from __future__ import annotations

from data.lists.readers.file_kinds import ReadOptions
from data.lists.readers.issue_log import Notes
from data.lists.readers.limits import MOST_BYTES
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.sniffing import kind_of
from data.model.errors import msgid

_NAME_LETTERS = 100


def read_bytes(
    name: str, data: bytes, sheet: str = "", encoding: str = "", separator: str = ""
) -> RawTable:
    """Read a table in any supported format.

    Args:
        name: Name of the file, only for messages.
        data: The file.
        sheet: The sheet of a workbook; "" for the first one with a table.
        encoding: One of `decoding.ENCODINGS`; "" to detect it.
        separator: One of `csv_reader.SEPARATORS`; "" to detect it.

    Raises:
        UnreadableError: The file is unreadable or larger than `limits` allow. No bytes raise any
            other exception.
    """
    file = file_label(name)
    check_bytes(file, len(data))
    try:
        options = ReadOptions(sheet, encoding, separator)
        table = kind_of(data, file).read(data, Notes(file), options)
    except UnreadableError:
        raise
    except MemoryError as error:
        raise out_of_memory(file) from error
    except Exception as error:
        # Third-party readers raise anything on a faulty file.
        raise UnreadableError(
            msgid("{file} is damaged or does not follow its format."),
            msgid("Open it in a spreadsheet program and save it as Excel (.xlsx) or CSV."),
            file=file,
        ) from error
    if table.cells.num_columns == 1:
        raise UnreadableError(
            msgid("{file} has no table."),
            msgid("Choose another sheet, or add a row of column names."),
            file=file,
        )
    return table


def check_bytes(file: str, size: int) -> None:
    """Raise `UnreadableError` if a file is larger than `limits.MOST_BYTES`."""
    if size > MOST_BYTES:
        raise UnreadableError(
            msgid("{file} is too large: {size} MB (limit: {most} MB)."),
            msgid("Split the file, or keep only the rows and columns you need."),
            file=file,
            size=f"{size / 1e6:,.0f}",
            most=f"{MOST_BYTES / 1e6:,.0f}",
        )


def out_of_memory(file: str) -> UnreadableError:
    """Return the error for a file that needs more memory than allowed."""
    return UnreadableError(
        msgid("{file} takes too much memory to read."),
        msgid("Split the file, or save the table as CSV."),
        file=file,
    )


def file_label(name: str) -> str:
    """Return a file's name for messages: the last part of a path, without control characters."""
    last = name.replace("\\", "/").rstrip("/").split("/")[-1].strip()
    return "".join(sign if sign.isprintable() else " " for sign in last)[:_NAME_LETTERS] or "table"
