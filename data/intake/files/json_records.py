"""Where the records stand in a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import msgid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.intake.files.notes import Notes

_USUAL_NAMES = ("data", "records", "results", "items", "rows", "events", "consultations")
"""What a list of records is often called, the likeliest first."""


def record_list(document: Any, notes: Notes) -> list[Any]:  # noqa: ANN401 -- JSON may be anything
    """Find the records of a document.

    Returns:
        The document itself if it is a list; else the list of objects in it that has a usual name,
        or the longest one; one level further down if there is none. Without any such list: the
        objects that stand under keys, `{"a": {...}, "b": {...}}`; lists of values as columns;
        or the document as the one record. Nothing of a document that is no list or object. Its
        items need not be objects.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    below = [value for value in document.values() if isinstance(value, dict)]
    for level in ([document], below):
        lists = {name: each for part in level for name, each in _lists_of_objects(part).items()}
        if lists:
            return _chosen(lists, notes)
    if below and len(below) == len(document):
        return below
    return _columns(document) or [document]


def _lists_of_objects(part: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        name: value
        for name, value in part.items()
        if isinstance(value, list) and any(isinstance(item, dict) for item in value)
    }


def _chosen(lists: Mapping[str, list[Any]], notes: Notes) -> list[Any]:
    usual = [name for name in _USUAL_NAMES if name in lists]
    chosen = usual[0] if usual else max(lists, key=lambda name: len(lists[name]))
    for name in lists:
        if name != chosen:
            notes.add(
                0,
                name,
                f"{len(lists[name]):,}",
                msgid("one list of records"),
                msgid("Another list was read; give this one in a file of its own."),
                level="noted",
            )
    return lists[chosen]


def _columns(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Records of `{"title": [...], "city": [...]}`; [] if the values are no lists of one length."""
    lists = [value for value in document.values() if isinstance(value, list)]
    if len(lists) != len(document) or len({len(each) for each in lists}) != 1:
        return []
    return [dict(zip(document, values, strict=True)) for values in zip(*lists, strict=True)]
