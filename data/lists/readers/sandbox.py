"""Read files of strangers in a process with limited time and memory.

Both processes exchange messages of four bytes of length, JSON of that length, and data: the file,
or the cells as an Arrow stream. Decoding them runs no code.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from threading import BoundedSemaphore
from typing import Any

import pyarrow as pa

from data import ROOT
from data.lists.readers.limits import MOST_READERS, MOST_SECONDS, SMALL_TEXT_BYTES
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.read_file import check_bytes, file_label, out_of_memory, read_bytes
from data.lists.readers.sniffing import kind_of
from data.model.errors import Issue, msgid
from data.store.workers import worker_environment

_LENGTH_BYTES = 4
_TABLES = {"cells", "frame", "others"}
_turns = BoundedSemaphore(MOST_READERS)


def read_safely(
    name: str, data: bytes, sheet: str = "", encoding: str = "", separator: str = ""
) -> RawTable:
    """Read a table like `read_file.read_bytes`, within limited time and memory.

    Text below `limits.SMALL_TEXT_BYTES` is read in this process, because its cost is
    proportional to its size and a process takes half a second to start. Everything else, and
    every workbook and calendar, is read by `worker`, which is ended when it exceeds
    `limits.MOST_MEMORY` or `limits.MOST_SECONDS`.

    Raises:
        UnreadableError: As in `read_bytes`; or reading takes too long or too much memory.
    """
    file = file_label(name)
    check_bytes(file, len(data))
    if len(data) < SMALL_TEXT_BYTES and kind_of(data, file).is_text:
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
        return _read_in_worker(request, file, max(1.0, MOST_SECONDS - time.monotonic() + started))
    finally:
        _turns.release()


def _read_in_worker(request: bytes, file: str, seconds: float) -> RawTable:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "data.lists.readers.worker"],
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
    """Whether the system ended the worker for exceeding its time."""
    return -returncode == getattr(signal, "SIGXCPU", None)


def _too_long(file: str) -> UnreadableError:
    return UnreadableError(
        msgid("{file} takes too long to read (limit in seconds: {most})."),
        msgid("Split the file, or save the table as CSV."),
        file=file,
        most=str(MOST_SECONDS),
    )


def pack_request(data: bytes, **arguments: str) -> bytes:
    """Encode a file and the other arguments of `read_bytes`."""
    return _encode(arguments) + data


def unpack_request(request: bytes) -> tuple[dict[str, str], bytes]:
    """Decode the arguments and the file."""
    return _decode(request)


def pack_table(table: RawTable) -> bytes:
    """Encode a table."""
    tables = (table, *table.others)
    cells = [_stream(each.cells) for each in tables]
    headers = [_header(each) for each in tables]
    return _encode({"tables": headers, "sizes": [*map(len, cells)]}) + b"".join(cells)


def _header(table: RawTable) -> dict[str, Any]:
    header = {name: value for name, value in vars(table).items() if name not in _TABLES}
    return {**header, "issues": [asdict(issue) for issue in table.issues]}


def _stream(cells: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, cells.schema) as stream:
        stream.write_table(cells)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def pack_error(error: UnreadableError) -> bytes:
    """Encode an error."""
    return _encode({"problem": error.problem, "action": error.action, "values": error.values})


def unpack_answer(answer: bytes) -> RawTable:
    """Decode the table.

    Raises:
        UnreadableError: The answer is this error.
        ValueError: The bytes aren't an answer.
    """
    header, body = _decode(answer)
    if "problem" in header:
        raise UnreadableError(header["problem"], header["action"], **header["values"])
    tables, start = [], 0
    for each, size in zip(header["tables"], header["sizes"], strict=True):
        tables.append(_read_table(each, body[start : start + size]))
        start += size
    first, *others = tables
    return replace(first, others=tuple(others))


def _read_table(header: dict[str, Any], content: bytes) -> RawTable:
    header["issues"] = tuple(Issue(**issue) for issue in header["issues"])
    header["sheets"] = tuple(header["sheets"])
    header["parts"] = tuple((name, int(more)) for name, more in header["parts"])
    with pa.ipc.open_stream(pa.py_buffer(content)) as stream:
        return RawTable(stream.read_all(), **header)


def _encode(header: dict[str, Any]) -> bytes:
    text = json.dumps(header).encode("ascii")
    return len(text).to_bytes(_LENGTH_BYTES, "big") + text


def _decode(message: bytes) -> tuple[dict[str, Any], bytes]:
    end = _LENGTH_BYTES + int.from_bytes(message[:_LENGTH_BYTES], "big")
    return json.loads(message[_LENGTH_BYTES:end]), message[end:]
