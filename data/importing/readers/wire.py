"""A table, or why there is none, as bytes between two processes.

Four bytes of length, JSON of that length, and the cells as an Arrow stream: reading them runs
nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from data.campaign.errors import Finding
from data.importing.readers.raw_table import RawTable, UnreadableError

_LENGTH_BYTES = 4
_TABLES = {"cells", "frame"}


def pack_request(data: bytes, **arguments: str) -> bytes:
    """Put a file and the other arguments of `read_bytes` into bytes."""
    return _with_length(arguments) + data


def unpack_request(request: bytes) -> tuple[dict[str, str], bytes]:
    """Give the arguments and the file."""
    return _header(request)


def pack_table(table: RawTable) -> bytes:
    """Put a table into bytes."""
    header = {name: value for name, value in vars(table).items() if name not in _TABLES}
    header["findings"] = [asdict(finding) for finding in table.findings]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.cells.schema) as stream:
        stream.write_table(table.cells)
    cells: bytes = sink.getvalue().to_pybytes()
    return _with_length(header) + cells


def pack_error(error: UnreadableError) -> bytes:
    """Put the sentence of an error into bytes."""
    return _with_length({"problem": error.problem, "action": error.action, "values": error.values})


def unpack_answer(answer: bytes) -> RawTable:
    """Give the table.

    Raises:
        UnreadableError: The answer is that there is none.
        ValueError: It is no answer.
    """
    header, body = _header(answer)
    if "problem" in header:
        raise UnreadableError(header["problem"], header["action"], **header["values"])
    header["findings"] = tuple(Finding(**finding) for finding in header["findings"])
    header["sheets"] = tuple(header["sheets"])
    with pa.ipc.open_stream(pa.py_buffer(body)) as stream:
        return RawTable(stream.read_all(), **header)


def _with_length(header: dict[str, Any]) -> bytes:
    text = json.dumps(header).encode("ascii")
    return len(text).to_bytes(_LENGTH_BYTES, "big") + text


def _header(message: bytes) -> tuple[dict[str, Any], bytes]:
    end = _LENGTH_BYTES + int.from_bytes(message[:_LENGTH_BYTES], "big")
    return json.loads(message[_LENGTH_BYTES:end]), message[end:]
