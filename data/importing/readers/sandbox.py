"""Reading files of people one doesn't know: in a process of its own, with its time and memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from threading import BoundedSemaphore

from data import ROOT
from data.campaign.errors import msgid
from data.importing.readers.limits import MOST_READERS, MOST_SECONDS, SMALL_TEXT_BYTES
from data.importing.readers.raw_table import RawTable, UnreadableError
from data.importing.readers.read_file import check_bytes, file_label, out_of_memory, read_bytes
from data.importing.readers.sniffing import kind_of
from data.importing.readers.wire import pack_request, unpack_answer
from data.workers import worker_environment

_turns = BoundedSemaphore(MOST_READERS)


def read_safely(
    name: str, data: bytes, sheet: str = "", encoding: str = "", separator: str = ""
) -> RawTable:
    """Read a table as `reading.read_bytes` does, and come back in any case.

    Text of less than a megabyte is read right here: what the readers of text take is in
    proportion to it, and a process takes half a second to start. Everything else, and every
    workbook and calendar whatever its size, is read by `worker`, which may take
    `limits.MOST_MEMORY` and `limits.MOST_SECONDS`, and is ended when it takes more.

    Raises:
        UnreadableError: As `read_bytes`; or reading took too long or too much memory.
    """
    file = file_label(name)
    check_bytes(file, len(data))
    if len(data) < SMALL_TEXT_BYTES and kind_of(data, file) in {"text", "json"}:
        return read_bytes(name, data, sheet, encoding, separator)
    request = pack_request(data, name=file, sheet=sheet, encoding=encoding, separator=separator)
    started = time.monotonic()
    if not _turns.acquire(timeout=MOST_SECONDS):
        raise UnreadableError(
            msgid("The server is busy reading other files."),
            msgid("Try {file} again in a minute."),
            file=file,
        )
    try:
        return _ask(request, file, max(1.0, MOST_SECONDS - (time.monotonic() - started)))
    finally:
        _turns.release()


def _ask(request: bytes, file: str, seconds: float) -> RawTable:
    """Have a process read it."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "data.importing.readers.worker"],
            input=request,
            capture_output=True,
            timeout=seconds,
            cwd=ROOT,
            env=worker_environment(os.environ),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(file) from error
    except OSError as error:
        raise UnreadableError(
            msgid("{file} can't be read right now: the server is overloaded."),
            msgid("Try again in a minute."),
            file=file,
        ) from error
    if not done.stdout:
        raise _too_long(file) if _ran_out_of_time(done.returncode) else out_of_memory(file)
    return unpack_answer(done.stdout)


def _ran_out_of_time(returncode: int) -> bool:
    """Whether the system ended it for its time."""
    return -returncode == getattr(signal, "SIGXCPU", None)


def _too_long(file: str) -> UnreadableError:
    return UnreadableError(
        msgid("{file} takes too long to read (limit in seconds: {most})."),
        msgid("Split the file, or save the table as CSV."),
        file=file,
        most=str(MOST_SECONDS),
    )
