"""Values of JSON as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


_DEEPEST = 4
"""Objects in objects that are taken apart; what lies deeper stands as JSON."""

_MOMENT = {"dateTime", "date", "timeZone"}
"""Names in an object that is a moment, as calendars on the web have it."""


def flat_record(record: Mapping[str, Any]) -> dict[str, str]:
    """Give the texts of an object by name; of an object in it as "outer.inner", and so on.

    A list of objects is taken as an object of lists: `organizers.name` is "A; B".
    """
    texts: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, str):  # most of them, so they take the short way
            _add(texts, name, value)
            continue
        for inner, text in _inner(value, _DEEPEST):
            _add(texts, f"{name}.{inner}" if inner else name, text)
    return texts


def _inner(value: Any, depth: int) -> list[tuple[str, str]]:  # noqa: ANN401 -- JSON may be anything
    if isinstance(value, dict) and value and depth:
        if value.keys() <= _MOMENT and (moment := value.get("dateTime") or value.get("date")):
            zone = value_text(value.get("timeZone"))
            return [("", value_text(moment)), *([("timeZone", zone)] if zone else [])]
        return [
            (f"{key}.{inner}" if inner else key, text)
            for key, each in value.items()
            for inner, text in _inner(each, depth - 1)
        ]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        keys = dict.fromkeys(key for item in value for key in item)
        return [(key, "; ".join(value_text(item.get(key)) for item in value)) for key in keys]
    return [("", value_text(value))]


def _add(texts: dict[str, str], name: str, text: str) -> None:
    """Keep both where `{"a.b": 1, "a": {"b": 2}}` gives one name twice."""
    while name in texts:
        name += "."
    texts[name] = text


def value_text(value: Any) -> str:  # noqa: ANN401
    """Write a value: nothing as "", a list of plain values joined by "; ", the rest as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return "; ".join(value_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False)
