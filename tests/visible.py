"""Every text that a page shows, tells a screen reader or writes into a chart or table."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

UNSEEN = {
    *("id", "ids", "form_id", "user_key", "key", "icon", "type", "page", "page_script_hash"),
    *("query_string", "url", "js_content", "css_content", "html_content", "column_order"),
    *("field", "fields", "name", "names", "params", "parameters", "component_name"),
}
"""Parts of what is sent to a browser that nobody reads."""

_PACKED = re.compile(r'"([A-Za-z0-9+/]{100,}=*)"')
_MARKS = re.compile(r":material/\w+:|:\w+\[|[\]*#`]")


def visible_texts(app: AppTest) -> set[str]:
    """Give the texts of a page, line by line, without the signs of Markdown."""
    texts: set[str] = set()
    for node in app.main:
        if getattr(node, "proto", None) is not None:
            texts |= {line for text in _of_message(node.proto) for line in _lines(text)}
    return texts


def _lines(text: str) -> Iterator[str]:
    for line in re.split(r"\n| · |&ensp;", text):
        plain = _MARKS.sub("", re.sub(r"\\(\W)", "\ue000\\1", line).replace("\ue000", ""))
        yield plain.strip(" -\t")


def _of_message(message: Any) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in UNSEEN:
            continue
        values = value if isinstance(value, (list, tuple)) or hasattr(value, "append") else [value]
        for one in values.values() if hasattr(value, "values") else values:
            yield from _of_value(one)


def _of_value(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _of_text(value)
    elif isinstance(value, bytes):
        yield from _of_table(value)
    elif hasattr(value, "ListFields"):
        yield from _of_message(value)


def _of_text(text: str) -> Iterator[str]:
    """The text itself; of JSON, and of JSON that the map packs, what is in it."""
    if text[:1] in "{[":
        try:
            yield from _of_json(json.loads(text))
        except ValueError:
            yield text
        return
    yield text
    for packed in _PACKED.findall(text):
        yield from _of_json(json.loads(base64.b64decode(packed)))


def _of_json(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _of_text(value)
    elif isinstance(value, list):
        for one in value:
            yield from _of_json(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in UNSEEN:
                yield from _of_json(one)


def _of_table(raw: bytes) -> Iterator[str]:
    """The texts in a table as Arrow sends it."""
    try:
        table = pa.ipc.open_stream(raw).read_all()
    except pa.ArrowInvalid:
        return
    for column in table.columns:
        yield from (str(one) for one in column.unique().to_pylist() if isinstance(one, str))
