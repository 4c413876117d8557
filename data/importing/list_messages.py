"""Messages between two processes about a list, as bytes that run no code when they are read.

Two texts of JSON, each after eight bytes with its length: the value, and the sizes of the parts.
The parts (frames and files) follow. Plain Python values are plain JSON; a frame, a file, or an
instance of one of the classes below is an object with one key.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.campaign.campaign import Campaign
from data.campaign.errors import Finding
from data.campaign.folder import HeldFolder
from data.campaign.settings import Settings
from data.importing.columns.matching import ColumnMatch
from data.importing.dates.columns import DatesRead
from data.importing.dates.order import Statement
from data.importing.dates.row_dates import RowDates
from data.importing.import_list import Brought
from data.importing.organizations.merging import MergeProposal
from data.importing.places.questions import Candidate, Question
from data.importing.readers.raw_table import RawTable
from data.importing.recipe import Recipe
from data.importing.report import Report
from data.importing.row_edits import Edit
from data.loading.contacts import Contacts

_CLASSES: dict[str, Any] = {
    class_.__name__: class_
    for class_ in (
        Brought, Campaign, Candidate, ColumnMatch, Contacts, DatesRead, Edit, Finding,
        MergeProposal, Question, RawTable, Recipe, Report, RowDates, Settings, Statement,
    )
}  # fmt: skip
"""The only classes that a message can create."""

_LENGTH_BYTES = 8
_TUPLES = "tuples"


def pack(value: object) -> bytes:
    """Encode a value as bytes.

    Raises:
        TypeError: It contains something of another type.
    """
    parts: list[Any] = []
    text = json.dumps(_encode(value, parts)).encode("ascii")
    sizes = json.dumps([len(part) for part in parts]).encode("ascii")
    heads = (len(head).to_bytes(_LENGTH_BYTES, "big") + head for head in (text, sizes))
    return b"".join([*heads, *parts])


def unpack(message: bytes) -> Any:  # noqa: ANN401
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
    return _decode(heads[0], parts)


def _encode(value: Any, parts: list[Any]) -> Any:  # noqa: ANN401, C901, PLR0911 (one per type)
    """Encode a value for JSON; large values go to the parts."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, HeldFolder):
        return {"held": _encode(value.files, parts)}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return {"bytes": _add(value, parts)}
    if isinstance(value, pa.Table):
        return {"table": _add(_stream(value), parts)}
    if isinstance(value, pd.Series):
        name = "series" if value.name is None else value.name
        return {"series": [_frame(value.to_frame(name), parts), value.name]}
    if isinstance(value, pd.DataFrame):
        return {"frame": _frame(value, parts)}
    if isinstance(value, dict):
        return {"dict": [[_encode(each, parts) for each in pair] for pair in value.items()]}
    if type(value) in (tuple, list):
        return {type(value).__name__: [_encode(each, parts) for each in value]}
    name = type(value).__name__
    if _CLASSES.get(name) is not type(value):
        raise TypeError(name)
    names = (
        [field.name for field in fields(value) if field.init]
        if is_dataclass(value)
        else value._fields
    )
    return {"class": [name, {each: _encode(getattr(value, each), parts) for each in names}]}


def _decode(encoded: Any, parts: list[memoryview]) -> Any:  # noqa: ANN401, PLR0911 (one per type)
    """Decode a value from JSON and the parts."""
    if not isinstance(encoded, dict):
        return encoded
    ((kind, inner),) = encoded.items()
    if kind == "class":
        name, values = inner
        return _CLASSES[name](**{field: _decode(value, parts) for field, value in values.items()})
    if kind == "dict":
        return {_decode(key, parts): _decode(value, parts) for key, value in inner}
    if kind in {"tuple", "list"}:
        values = [_decode(each, parts) for each in inner]
        return tuple(values) if kind == "tuple" else values
    if kind == "held":
        return HeldFolder(_decode(inner, parts))
    if kind == "bytes":
        return bytes(parts[inner])
    if kind == "table":
        return _table(parts[inner])
    if kind == "series":
        part, name = inner
        return _read_frame(parts[part]).iloc[:, 0].rename(name)
    if kind == "frame":
        return _read_frame(parts[inner])
    raise ValueError(kind)


def _add(part: Any, parts: list[Any]) -> int:  # noqa: ANN401
    parts.append(part)
    return len(parts) - 1


def _frame(frame: pd.DataFrame, parts: list[Any]) -> int:
    """Add a frame to the parts, and name its columns of tuples: Arrow returns these as arrays."""
    tuples = [
        str(name)
        for name in frame.columns
        if len(frame) and frame[name].dtype == object and isinstance(frame[name].iloc[0], tuple)
    ]
    table = pa.Table.from_pandas(frame)
    metadata = {**(table.schema.metadata or {}), _TUPLES: json.dumps(tuples)}
    return _add(_stream(table.replace_schema_metadata(metadata)), parts)


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


def _stream(table: pa.Table) -> memoryview:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
        if not len(table):
            # pandas can't join columns without any chunk, not even an empty one.
            empty = [_empty(field.type) for field in table.schema]
            stream.write_batch(pa.RecordBatch.from_arrays(empty, schema=table.schema))
    return memoryview(sink.getvalue())


def _empty(kind: Any) -> Any:  # noqa: ANN401 (pyarrow has no types)
    if pa.types.is_dictionary(kind):
        texts = pa.array([], kind.value_type)
        return pa.DictionaryArray.from_arrays(pa.array([], kind.index_type), texts)
    return pa.array([], kind)


def _table(part: memoryview) -> pa.Table:
    with pa.ipc.open_stream(pa.py_buffer(part)) as stream:
        return stream.read_all()
