"""JSON and GeoJSON: which records are found, and the texts of their values."""

from __future__ import annotations

import json

import pytest

from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.read_file import read_bytes
from data.model.schema import ROW

A, B = {"title": "A", "city": "Dakar"}, {"title": "B", "city": "Rome"}

FOUND = {
    "a list": json.dumps([A, B]),
    "under a name": json.dumps({"count": 2, "data": [A, B]}),
    "two levels down": json.dumps({"response": {"found": 2, "items": [A, B]}, "ok": True}),
    "in an answer of GraphQL": json.dumps(
        {"data": {"component": {"meetings": {"nodes": [A, B], "totalCount": 2}}}}
    ),
    "under its keys": json.dumps({"a": A, "b": B}),
    "an object a line": f"{json.dumps(A)}\n\n{json.dumps(B)}\n",
    "rows under names": json.dumps([["title", "city"], ["A", "Dakar"], ["B", "Rome"]]),
    "columns": json.dumps({"title": ["A", "B"], "city": ["Dakar", "Rome"]}),
    "with a mark": "\ufeff" + json.dumps([A, B]),
}

VALUES = [
    # value, text
    (5, "5"),
    (5.0, "5"),
    (48.8566, "48.8566"),
    (10**30, str(10**30)),
    (None, ""),
    (True, "TRUE"),
    (float("nan"), ""),
    (["IOM", "MFA"], "IOM; MFA"),
    ([["a"], 1], '[["a"], "1"]'),
    ("\ud800", "?"),
]

POINT = {"type": "Point", "coordinates": [-17.44, 14.69, 3]}
SEVERAL = {"type": "MultiPoint", "coordinates": [[1, 2], [3.5, 4]]}
SHAPE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 0]]]}


def read(document: object) -> RawTable:
    text = document if isinstance(document, str) else json.dumps(document)
    return read_bytes("list.json", text.encode("utf-8"))


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_records_are_found(text: str) -> None:
    table = read(text)
    assert table.kind == "json"
    assert table.frame[["title", "city"]].to_dict("records") == [A, B]
    assert table.frame[ROW].tolist() == [2, 3]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_a_value_becomes_text(value: object, text: str) -> None:
    assert read([{"a": value, "b": "x"}]).frame["a"].tolist() == [text]


def test_nested_objects_are_flattened() -> None:
    record = {"place": {"city": "Dakar", "at": {"lat": 1}}, "hosts": [{"name": "A"}, {"name": "B"}]}
    frame = read([record]).frame
    assert frame.drop(columns=ROW).to_dict("records") == [
        {"place.city": "Dakar", "place.at.lat": "1", "hosts.name": "A; B"}
    ]


def test_objects_nested_too_deep_stay_json() -> None:
    frame = read([{"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}]).frame
    assert frame.drop(columns=ROW).to_dict("records") == [{"a.b.c.d.e": '{"f": "1"}'}]


def test_null_instead_of_an_object_adds_no_column() -> None:
    frame = read([{"t": "A", "place": {"city": "Dakar"}}, {"t": "B", "place": None}]).frame
    assert list(frame.drop(columns=ROW)) == ["t", "place.city"]
    frame = read([{"t": "A", "place": {"city": "Dakar"}}, {"t": "B", "place": "Lima"}]).frame
    assert frame["place"].to_list() == ["", "Lima"]


def test_an_item_that_is_not_a_record_is_skipped() -> None:
    table = read([A, 3, [], B])
    assert table.frame[ROW].tolist() == [2, 5]
    assert [(f.row, f.seen, f.left_out) for f in table.issues] == [(3, "3", True), (4, "", True)]


def test_another_list_of_records_is_reported() -> None:
    table = read({"events": [A], "speakers": [A, B, A]})
    assert len(table.frame) == 1
    assert [(f.column, f.seen) for f in table.issues] == [("speakers", "3")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "no list of records"),
        ("[1, 2]", "no list of records"),
        ('{"a": ', "from line 1, character 7"),
        ('[{"a": 1},', "from line 1"),
        ("[" * 100_000, "nested too deeply"),
        ("[{}]", "has no table"),
    ],
)
def test_a_document_without_records_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        read(text)


def test_a_line_without_an_object_is_skipped() -> None:
    table = read('{"a": 1}\nx\n{"a": 2}')
    assert table.frame["a"].tolist() == ["1", "2"]
    assert [(f.row, f.seen, f.left_out) for f in table.issues] == [(3, "x", True)]


def test_a_table_may_begin_with_a_bracket() -> None:
    table = read_bytes("list.csv", b"[title],city\nA,Dakar\n")
    assert (table.kind, table.frame["[title]"].tolist()) == ("csv", ["A"])


def test_a_feature_is_a_record_and_its_point_a_place() -> None:
    features = [
        {"type": "Feature", "id": 7, "properties": A, "geometry": POINT},
        {"type": "Feature", "properties": B | {"lat": "own"}, "geometry": SEVERAL},
        {"type": "Feature", "properties": None, "geometry": SHAPE},
        {"type": "Feature", "properties": A, "geometry": None},
        "no feature",
    ]
    table = read({"type": "FeatureCollection", "features": features})
    assert table.kind == "geojson"
    assert table.frame[["lat", "lon"]].values.tolist() == [
        ["14.69", "-17.44"], ["2; 4", "1; 3.5"], ["", ""], ["", ""],
    ]  # fmt: skip
    assert table.frame["id"].tolist() == ["7", "", "", ""]
    assert table.frame["lat (2)"].tolist() == ["", "own", "", ""]
    told = [(f.row, f.seen, f.left_out) for f in table.issues]
    assert told == [(4, "Polygon", False), (6, "no feature", True)]


def test_a_single_feature_is_read() -> None:
    assert len(read({"type": "Feature", "properties": A, "geometry": POINT}).frame) == 1


def test_topojson_is_refused() -> None:
    with pytest.raises(UnreadableError, match="not GeoJSON"):
        read({"type": "Topology", "objects": {}})


def test_coordinates_of_another_system_are_reported() -> None:
    system = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    feature = {"type": "Feature", "properties": A, "geometry": POINT}
    table = read({"type": "FeatureCollection", "crs": system, "features": [feature]})
    assert [(f.row, f.level) for f in table.issues] == [(0, "guessed")]
