"""Import lists of strangers in a pool of processes, and the messages to and from them."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.importing import campaign_folder, recipe, uploaded_list
from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe, RecipeError
from data.importing.report import Report
from data.importing.row_edits import Edit
from data.importing.table_shape import with_one_shape
from data.importing.uploaded_list import UploadedList
from data.lists.columns.matching import ColumnMatch
from data.lists.dates.columns import DatesRead
from data.lists.dates.order import Statement
from data.lists.dates.row_dates import RowDates
from data.lists.organizations.merging import MergeProposal
from data.lists.places.questions import Candidate, Question
from data.lists.readers.limits import (
    MOST_UNDERSTANDING_MEMORY,
    MOST_UNDERSTANDING_SECONDS,
    MOST_UNPACKED_BYTES,
)
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.read_file import file_label, read_bytes
from data.loading.contacts import Contacts
from data.model.campaign import Campaign
from data.model.errors import CampaignError, Issue, msgid
from data.model.folder import HeldFolder
from data.model.settings import Settings
from data.store.temporary_folders import private_folder
from data.store.workers import BusyError, TooLongError, TooMuchMemoryError, WorkerError, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_CLASSES: dict[str, Any] = {
    class_.__name__: class_
    for class_ in (
        ImportedList, Campaign, Candidate, ColumnMatch, Contacts, DatesRead, Edit, Issue,
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


def unpack(message: bytes) -> Any:
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


def _encode(value: Any, parts: list[Any]) -> Any:  # noqa: C901, PLR0911 (one per type)
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


def _decode(encoded: Any, parts: list[memoryview]) -> Any:  # noqa: PLR0911 (one per type)
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


def _add(part: Any, parts: list[Any]) -> int:
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


def _empty(kind: Any) -> Any:
    if pa.types.is_dictionary(kind):
        texts = pa.array([], kind.value_type)
        return pa.DictionaryArray.from_arrays(pa.array([], kind.index_type), texts)
    return pa.array([], kind)


def _table(part: memoryview) -> pa.Table:
    with pa.ipc.open_stream(pa.py_buffer(part)) as stream:
        return stream.read_all()


_PATIENCE = 60.0
"""Seconds that a visitor waits for a free process."""

_WORKERS = Workers(
    "data.importing.list_workers:answer",
    count=2,
    seconds=MOST_UNDERSTANDING_SECONDS,
    memory=MOST_UNDERSTANDING_MEMORY,
    resident=1_000_000_000,
    written=MOST_UNPACKED_BYTES,
)
_ERRORS = {error.__name__: error for error in (CampaignError, UnreadableError, RecipeError)}


def warm_list_workers() -> None:
    """Start a process before a list arrives, without waiting for it."""
    _WORKERS.warm()


def read_list(name: str, data: bytes, recipe: Recipe) -> RawTable:
    """Read a file as `uploaded_list.read_list` does.

    Raises:
        UnreadableError: It is not a table, or exceeds the limits.
    """
    table: RawTable = _ask("_read_list", name, name, data, recipe)
    return table


def read_again(name: str, data: bytes, recipe: Recipe) -> RawTable:
    """Read a file exactly as a recipe says.

    Raises:
        UnreadableError: It is not a table then, or exceeds the limits.
    """
    table: RawTable = _ask("_read_again", name, name, data, recipe)
    return table


def import_uploaded_list(given: UploadedList) -> ImportedList:
    """Import a list as `uploaded_list.bring_list` does.

    Raises:
        CampaignError: It can't be imported at all, or exceeds the limits.
    """
    arguments = (given.name, given.raw, given.recipe, given.edits)
    imported: ImportedList = _ask("_import_list", given.name, *arguments)
    return imported


def load_zipped_campaign(name: str, data: bytes) -> Campaign | None:
    """Read a campaign folder from a ZIP; None if the file is no such ZIP.

    Raises:
        CampaignError: It can't be read, or exceeds the limits.
    """
    # Created here, because a killed process can't remove it.
    with private_folder() as folder:
        campaign: Campaign | None = _ask("_load_zipped_campaign", name, name, data, folder)
    return campaign


def read_zipped_list(name: str, data: bytes) -> tuple[bytes, Recipe] | None:
    """Read the list of a folder as `campaign_folder.list_in_folder` does; None if there is none.

    Raises:
        CampaignError: It can't be read, or exceeds the limits.
    """
    list_: tuple[bytes, Recipe] | None = _ask("_read_zipped_list", name, name, data)
    return list_


def read_recipe(text: str) -> Recipe:
    """Read a recipe as `recipe.read_recipe` does.

    Raises:
        CampaignError: It is not a recipe, or exceeds the limits.
    """
    read: Recipe = _ask("_read_recipe", "recipe.toml", text)
    return read


def _ask(function: str, file: str, *arguments: object) -> Any:
    """Call a function of this module in a process.

    Raises:
        CampaignError: The function raised it, or there was no answer.
    """
    request = pack((function, arguments))
    file = file_label(file)
    try:
        reply = _WORKERS.ask(request, patience=_PATIENCE)
    except WorkerError as error:
        raise _refusal(error, file) from error
    is_done, value = unpack(reply)
    if not is_done:
        name, problem, action, values = value
        raise _ERRORS[name](problem, action, **values)
    return value


def _refusal(error: WorkerError, file: str) -> UnreadableError:
    """Explain why a process gave no answer for a list."""
    smaller = msgid("Split the file, or keep only the rows and columns you need.")
    if isinstance(error, BusyError):
        problem = msgid("The server is busy reading other files.")
        return UnreadableError(problem, msgid("Try {file} again in a minute."), file=file)
    if isinstance(error, TooLongError):
        problem = msgid("{file} takes too long to read (limit in seconds: {most}).")
        return UnreadableError(problem, smaller, file=file, most=str(MOST_UNDERSTANDING_SECONDS))
    if isinstance(error, TooMuchMemoryError):
        problem = msgid("{file} takes too much memory to read.")
        return UnreadableError(problem, smaller, file=file)
    return uploaded_list.not_a_list(file)


def prepare() -> None:
    """Import a small list when a process starts: later lists reuse what it loads."""
    import_table(read_bytes("list.csv", b"title,city,start\nA,Paris,2016-04-29\n"), Recipe())


def answer(request: bytes) -> bytes:
    """Call a function in the process, and return its result or its error."""
    function, arguments = unpack(request)
    try:
        reply: object = (True, _FUNCTIONS[function](*arguments))
    except CampaignError as error:
        name = type(error).__name__
        name = name if name in _ERRORS else CampaignError.__name__
        reply = (False, (name, error.problem, error.action, error.values))
    return pack(reply)


def _read_list(name: str, data: bytes, recipe: Recipe) -> RawTable:
    return uploaded_list.read_list(name, data, recipe, read_bytes)


def _read_again(name: str, data: bytes, recipe: Recipe) -> RawTable:
    how = (recipe.sheet, recipe.encoding, recipe.separator)
    return with_one_shape(read_bytes(name, data, *how))


def _import_list(name: str, raw: RawTable, recipe: Recipe, edits: tuple[Edit, ...]) -> ImportedList:
    return uploaded_list.import_list(UploadedList(name, b"", raw, recipe, edits))


def _load_zipped_campaign(name: str, data: bytes, folder: str) -> Campaign | None:
    if not campaign_folder.is_zipped_campaign(name, data):
        return None
    return campaign_folder.load_zipped_campaign(name, data, folder)


def _read_zipped_list(name: str, data: bytes) -> tuple[bytes, Recipe] | None:
    if not campaign_folder.is_zipped_campaign(name, data):
        return None
    return campaign_folder.list_in_folder(campaign_folder.read_campaign_zip(data, name))


_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "_read_list": _read_list,
    "_read_again": _read_again,
    "_import_list": _import_list,
    "_load_zipped_campaign": _load_zipped_campaign,
    "_read_zipped_list": _read_zipped_list,
    "_read_recipe": recipe.read_recipe,
}
