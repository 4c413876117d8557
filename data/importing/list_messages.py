"""What two processes tell each other of a list, as bytes that run nothing when they are read.

Four bytes of length, JSON of that length, and the frames and files that it names, one after the
other. Values of Python stand in the JSON as they are; a frame, a file, or one of the classes that
are named here, stands as an object with one name.
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
    one.__name__: one
    for one in (
        Brought, Campaign, Candidate, ColumnMatch, Contacts, DatesRead, Edit, Finding,
        MergeProposal, Question, RawTable, Recipe, Report, RowDates, Settings, Statement,
    )
}  # fmt: skip
"""All that is made of what is read."""

_LENGTH_BYTES = 8
_TUPLES = "tuples"


def pack(value: object) -> bytes:
    """Put a value into bytes.

    Raises:
        TypeError: There is something in it that is of no kind named here.
    """
    parts: list[Any] = []
    text = json.dumps(_plain(value, parts)).encode("ascii")
    sizes = json.dumps([len(part) for part in parts]).encode("ascii")
    heads = (len(head).to_bytes(_LENGTH_BYTES, "big") + head for head in (text, sizes))
    return b"".join([*heads, *parts])


def unpack(message: bytes) -> Any:  # noqa: ANN401
    """Give the value.

    Raises:
        ValueError: It is no such message.
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
    return _whole(heads[0], parts)


def _plain(value: Any, parts: list[Any]) -> Any:  # noqa: ANN401, C901, PLR0911 (a kind each)
    """A value as JSON has it; what is large goes to the parts."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, HeldFolder):
        return {"held": _plain(value.files, parts)}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return {"bytes": _placed(value, parts)}
    if isinstance(value, pa.Table):
        return {"table": _placed(_stream(value), parts)}
    if isinstance(value, pd.Series):
        name = "series" if value.name is None else value.name
        return {"series": [_frame(value.to_frame(name), parts), value.name]}
    if isinstance(value, pd.DataFrame):
        return {"frame": _frame(value, parts)}
    if isinstance(value, dict):
        return {"dict": [[_plain(one, parts) for one in pair] for pair in value.items()]}
    if type(value) in (tuple, list):
        return {type(value).__name__: [_plain(one, parts) for one in value]}
    name = type(value).__name__
    if _CLASSES.get(name) is not type(value):
        raise TypeError(name)
    named = (
        [one.name for one in fields(value) if one.init] if is_dataclass(value) else value._fields
    )
    return {"class": [name, {one: _plain(getattr(value, one), parts) for one in named}]}


def _whole(said: Any, parts: list[memoryview]) -> Any:  # noqa: ANN401, PLR0911 (a kind each)
    """The value that JSON and the parts say."""
    if not isinstance(said, dict):
        return said
    ((kind, inner),) = said.items()
    if kind == "class":
        name, values = inner
        return _CLASSES[name](**{one: _whole(value, parts) for one, value in values.items()})
    if kind == "dict":
        return {_whole(key, parts): _whole(value, parts) for key, value in inner}
    if kind in {"tuple", "list"}:
        values = [_whole(one, parts) for one in inner]
        return tuple(values) if kind == "tuple" else values
    if kind == "held":
        return HeldFolder(_whole(inner, parts))
    if kind == "bytes":
        return bytes(parts[inner])
    if kind == "table":
        return _table(parts[inner])
    if kind == "series":
        place, name = inner
        return _read_frame(parts[place]).iloc[:, 0].rename(name)
    if kind == "frame":
        return _read_frame(parts[inner])
    raise ValueError(kind)


def _placed(part: Any, parts: list[Any]) -> int:  # noqa: ANN401
    parts.append(part)
    return len(parts) - 1


def _frame(frame: pd.DataFrame, parts: list[Any]) -> int:
    """Put a frame to the parts; columns of tuples, which Arrow gives back as arrays, are named."""
    tuples = [
        str(name)
        for name in frame.columns
        if len(frame) and frame[name].dtype == object and isinstance(frame[name].iloc[0], tuple)
    ]
    table = pa.Table.from_pandas(frame)
    metadata = {**(table.schema.metadata or {}), _TUPLES: json.dumps(tuples)}
    return _placed(_stream(table.replace_schema_metadata(metadata)), parts)


def _read_frame(part: memoryview) -> pd.DataFrame:
    table = _table(part)
    frame: pd.DataFrame = table.to_pandas()
    for name in json.loads(table.schema.metadata[_TUPLES.encode()]):
        frame[name] = frame[name].map(tuple)
    for name in frame.select_dtypes("category"):
        # Of no categories Arrow forgets that they are text.
        texts = frame[name].cat.categories.astype("str")
        codes = frame[name].cat.codes.to_numpy()
        frame[name] = pd.Categorical.from_codes(codes, categories=texts)
    return frame


def _stream(table: pa.Table) -> memoryview:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
        if not len(table):
            # pandas can't join columns that have no piece at all, not even an empty one.
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
