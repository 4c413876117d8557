"""What crosses from one process to another: JSON, with bytes and Arrow tables beside it.

Decoding runs no code of the sender: a message names only classes that its reader lists. A pickle
would let a process that a hostile file took over run anything in the server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.model.errors import ExplainedError
from data.model.folder import HeldFolder

_LENGTH_BYTES = 8
_TUPLES = "tuples"


class Messages:
    """Encodes and decodes values, calls of functions, and their results."""

    def __init__(
        self, classes: Iterable[type] = (), errors: Iterable[type[ExplainedError | OSError]] = ()
    ) -> None:
        """List what a message may create.

        Args:
            classes: Dataclasses and named tuples; `HeldFolder` is always among them.
            errors: What a called function may raise. One of a subclass arrives as its nearest
                base in this list.
        """
        self._classes = {each.__name__: each for each in (HeldFolder, *classes, *errors)}
        self._errors = tuple(errors)

    def pack(self, value: object) -> bytes:
        """Encode a value as bytes.

        Raises:
            TypeError: It contains something of another type.
        """
        parts: list[Any] = []
        text = json.dumps(self._encode(value, parts)).encode("ascii")
        sizes = json.dumps([len(part) for part in parts]).encode("ascii")
        heads = (len(head).to_bytes(_LENGTH_BYTES, "big") + head for head in (text, sizes))
        return b"".join([*heads, *parts])

    def unpack(self, message: bytes) -> Any:
        """Decode the value.

        Raises:
            ValueError: It is not such a message.
        """
        view, heads = memoryview(message), []
        for _ in range(2):
            size = int.from_bytes(view[:_LENGTH_BYTES], "big")
            heads.append(json.loads(bytes(view[_LENGTH_BYTES : _LENGTH_BYTES + size])))
            view = view[_LENGTH_BYTES + size :]
        parts = []
        for size in heads[1]:
            parts.append(view[:size])
            view = view[size:]
        return self._decode(heads[0], parts)

    def answer(self, function: Callable[..., object], arguments: Iterable[object]) -> bytes:
        """Call a function, and encode its result or its error."""
        try:
            return self.pack([function(*arguments), None])
        except self._errors as error:
            return self.pack([None, error])

    def result(self, answer: bytes) -> Any:
        """Return the result of a function, or raise its error."""
        result, error = self.unpack(answer)
        if error is not None:
            raise error
        return result

    def _encode(self, value: Any, parts: list[Any]) -> Any:
        """Encode a value for JSON; large values go to the parts."""
        if isinstance(value, np.generic):
            value = value.item()
        is_plain = value is None or isinstance(value, str | int | float)
        if is_plain and not isinstance(value, HeldFolder):
            return value
        if isinstance(value, dict):
            pairs = ((self._encode(key, parts), self._encode(value[key], parts)) for key in value)
            return {"dict": [*pairs]}
        if type(value) in (tuple, list):
            return {type(value).__name__: [self._encode(each, parts) for each in value]}
        if (part := _part_of(value)) is not None:
            kind, content, *more = part
            parts.append(content)
            return {kind: [len(parts) - 1, *more]}
        kind = next((each for each in type(value).__mro__ if each in self._errors), type(value))
        if self._classes.get(kind.__name__) is not kind:
            raise TypeError(kind.__name__)
        given = {name: self._encode(each, parts) for name, each in _given(value).items()}
        return {kind.__name__: given}

    def _decode(self, encoded: Any, parts: list[memoryview]) -> Any:
        """Decode a value from JSON and the parts."""
        if not isinstance(encoded, dict):
            return encoded
        ((kind, inner),) = encoded.items()
        if kind == "dict":
            return {self._decode(key, parts): self._decode(value, parts) for key, value in inner}
        if kind in {"tuple", "list"}:
            values = [self._decode(each, parts) for each in inner]
            return tuple(values) if kind == "tuple" else values
        if kind in _PARTS:
            position, *more = inner
            return _PARTS[kind](parts[position], *more)
        if kind not in self._classes:
            raise ValueError(kind)
        given = {name: self._decode(value, parts) for name, value in inner.items()}
        return self._classes[kind](*given.pop("", ()), **given)


def _given(value: Any) -> dict[str, Any]:
    """Return what a value is created from: by name, and by position under ""."""
    if isinstance(value, ExplainedError):
        return {"": [value.problem, value.action]} | value.values  # noqa: PD011 (no frame)
    if isinstance(value, OSError):
        return {"": [value.errno, value.strerror or type(value).__name__]}
    if isinstance(value, HeldFolder):
        return {"files": value.files}
    names = [field.name for field in fields(value) if field.init] if is_dataclass(value) else ()
    return {name: getattr(value, name) for name in names or value._fields}


def _part_of(value: object) -> tuple[Any, ...] | None:
    """Return the kind of a large value, its bytes, and what else `_PARTS` needs; else None."""
    if isinstance(value, bytes):
        return "bytes", value
    if isinstance(value, pa.Table):
        return "table", _stream(value)
    if isinstance(value, pd.DataFrame):
        return "frame", _frame(value)
    if isinstance(value, pd.Series):
        frame = value.to_frame("series" if value.name is None else value.name)
        return "series", _frame(frame), value.name
    return None


def _frame(frame: pd.DataFrame) -> memoryview:
    """Encode a frame, and name its columns of tuples: Arrow returns these as arrays."""
    tuples = [
        str(name)
        for name in frame.columns
        if len(frame) and frame[name].dtype == object and isinstance(frame[name].iloc[0], tuple)
    ]
    table = pa.Table.from_pandas(frame)
    metadata = {**(table.schema.metadata or {}), _TUPLES: json.dumps(tuples)}
    return _stream(table.replace_schema_metadata(metadata))


def _read_frame(part: memoryview) -> pd.DataFrame:
    table = _table(part)
    frame: pd.DataFrame = table.to_pandas()
    for name in json.loads(table.schema.metadata[_TUPLES.encode()]):
        frame[name] = frame[name].map(tuple)
    for name in frame.select_dtypes("category"):
        # Arrow forgets that categories are text if there are none.
        texts = frame[name].cat.categories.astype("str")
        codes = frame[name].cat.codes.to_numpy()
        frame[name] = pd.Categorical.from_codes(codes, categories=texts)
    return frame


def _read_series(part: memoryview, name: str | None) -> pd.Series[Any]:
    return _read_frame(part).iloc[:, 0].rename(name)


def _stream(table: pa.Table) -> memoryview:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
        if not len(table):
            # pandas can't join columns without any chunk, not even an empty one.
            empty = [_empty(field.type) for field in table.schema]
            stream.write_batch(pa.RecordBatch.from_arrays(empty, schema=table.schema))
    return memoryview(sink.getvalue())


def _empty(kind: Any) -> Any:
    if pa.types.is_dictionary(kind):
        texts = pa.array([], kind.value_type)
        return pa.DictionaryArray.from_arrays(pa.array([], kind.index_type), texts)
    return pa.array([], kind)


def _table(part: memoryview) -> pa.Table:
    with pa.ipc.open_stream(pa.py_buffer(part)) as stream:
        return stream.read_all()


_PARTS: dict[str, Callable[..., Any]] = {
    "bytes": bytes, "table": _table, "frame": _read_frame, "series": _read_series,
}  # fmt: skip
"""How each kind of part is decoded."""
