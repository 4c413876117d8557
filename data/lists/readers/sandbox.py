"""Read files of strangers in processes with limited time and memory."""

from __future__ import annotations

from data.lists.readers.limits import MOST_MEMORY, MOST_READERS, MOST_SECONDS, SMALL_TEXT_BYTES
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.read_file import check_bytes, file_label, read_bytes
from data.lists.readers.sniffing import kind_of
from data.model.errors import Issue, msgid
from data.store.messages import Messages
from data.store.workers import (
    BusyError,
    FailedError,
    TooLongError,
    TooMuchMemoryError,
    WorkerError,
    Workers,
)

_MESSAGES = Messages((RawTable, Issue), (UnreadableError,))


def reading_pool(function: str = "data.lists.readers.sandbox:answer") -> Workers:
    """Return a pool with the limits of reading."""
    return Workers(function, count=MOST_READERS, seconds=MOST_SECONDS, memory=MOST_MEMORY)


_READERS = reading_pool()


def read_safely(
    name: str, data: bytes, sheet: str = "", encoding: str = "", separator: str = ""
) -> RawTable:
    """Read a table like `read_file.read_bytes`, within limited time and memory.

    Text below `limits.SMALL_TEXT_BYTES` is read in this process, because its cost is
    proportional to its size and a process takes a second to start. Everything else, and every
    workbook and calendar, is read in a process that is ended when it exceeds
    `limits.MOST_MEMORY` or `limits.MOST_SECONDS`.

    Raises:
        UnreadableError: As in `read_bytes`; or reading takes too long or too much memory.
    """
    file = file_label(name)
    check_bytes(file, len(data))
    if len(data) < SMALL_TEXT_BYTES and kind_of(data, file).is_text:
        return read_bytes(name, data, sheet, encoding, separator)
    try:
        reply = _READERS.ask(_MESSAGES.pack((file, data, sheet, encoding, separator)))
    except WorkerError as error:
        raise refusal(error, file, MOST_SECONDS) from error
    table: RawTable = _MESSAGES.result(reply)
    return table


def answer(request: bytes) -> bytes:
    """Read a table in the process."""
    return _MESSAGES.answer(read_bytes, _MESSAGES.unpack(request))


def refusal(error: WorkerError, file: str, seconds: int) -> UnreadableError:
    """Explain why a process gave no answer for a file within its seconds."""
    if isinstance(error, BusyError):
        problem = msgid("The server is busy reading other files.")
        return UnreadableError(problem, msgid("Try {file} again in a minute."), file=file)
    smaller = msgid("Split the file, or keep only the rows and columns you need.")
    if isinstance(error, TooLongError):
        problem = msgid("{file} takes too long to read (limit in seconds: {most}).")
        return UnreadableError(problem, smaller, file=file, most=str(seconds))
    if isinstance(error, TooMuchMemoryError):
        problem = msgid("{file} takes too much memory to read.")
        return UnreadableError(problem, smaller, file=file)
    if isinstance(error, FailedError):
        return not_a_list(file)
    return UnreadableError(
        msgid("{file} can't be read right now: the server is overloaded."),
        msgid("Try again in a minute."),
        file=file,
    )


def not_a_list(file: str) -> UnreadableError:
    """Return the error for a file that can't be read or imported, for no known reason."""
    return UnreadableError(
        msgid("{file} could not be read as a list of events."),
        msgid("Use a table with one row per event and a header row on top."),
        file=file,
    )
