"""Any file: only our own errors, every row accounted for, and tables that come back as written."""

from __future__ import annotations

import csv
import io
import json
import re

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.importing.campaign_folder import read_campaign_zip
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import read_bytes
from data.model.schema import ROW
from tests.amount import amount
from tests.data.lists.readers.workbooks import workbook, zipped

EXAMPLES = settings(
    max_examples=amount(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)

WORKBOOK = workbook([["Title", "City", "Start"], ["A", "Dakar", 5], ["B", "Rome", "=1+1"]])
CAMPAIGN = zipped({"consultations.csv": "id,title\na,A\n", "photos/x.jpg": b"jpg"})
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20150101\r\nSUMMARY:A\r\n"
    b"GEO:1;2\r\nRRULE:FREQ=DAILY\r\nORGANIZER;CN=x:mailto:y\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
GEOJSON = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"b":[{"c":2}]},'
    b'"geometry":{"type":"Point","coordinates":[1.5,2]}}]}'
)
CSV = 'title;city;début\n"A;\n""x";Genève;1\nB;"Rome";2\n'.encode()

BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    b"[{",
    b"{",
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
    b"\xff\xfe",
    b"a,b\n",
)

# Cells that no other rule takes for something else: no blanks around, no dates, no addresses.
WORDS = st.text(st.characters(categories=["L"], max_codepoint=0xFFFF), min_size=1, max_size=6)
CELLS = st.text(
    st.characters(
        categories=["L", "Nd", "P", "S"], exclude_characters="\x00", include_characters=" \n"
    ),
    max_size=8,
).map(lambda text: text.strip())
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(WORDS, min_size=width, max_size=width, unique=True),
        st.lists(
            st.lists(CELLS, min_size=width, max_size=width).filter(any), min_size=1, max_size=6
        ),
    )
)


def outcome(data: bytes, name: str = "x") -> None:
    """Read a file; any exception but our own fails the test."""
    try:
        table = read_bytes(name, data)
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 -- every sentence can be filled
        return
    assert table.frame[ROW].is_monotonic_increasing
    assert not table.frame.isna().any(axis=None)
    assert table.rows_read >= len(table.frame)


@EXAMPLES
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_any_bytes_give_a_table_or_our_own_error(beginning: bytes, data: bytes) -> None:
    outcome(beginning + data)


@EXAMPLES
@given(st.text(st.sampled_from('ab1,;\t|" \n\r\0é/-.[{}]:'), max_size=120))
def test_any_text_gives_a_table_or_our_own_error(text: str) -> None:
    outcome(text.encode())


@EXAMPLES
@given(
    st.sampled_from([WORKBOOK, CAMPAIGN, CALENDAR, GEOJSON, CSV]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0, 1),
)
def test_a_damaged_file_gives_a_table_or_our_own_error(
    data: bytes, changes: list[tuple[float, int]], end: float
) -> None:
    damaged = bytearray(data)
    for place, value in changes:
        damaged[int(place * (len(damaged) - 1))] = value
    outcome(bytes(damaged))
    outcome(data[: int(end * len(data))])
    try:
        read_campaign_zip(bytes(damaged))
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 -- every sentence can be filled


@EXAMPLES
@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
))  # fmt: skip
def test_any_json_gives_a_table_or_our_own_error(document: object) -> None:
    outcome(json.dumps(document).encode())
    outcome(json.dumps({"type": "FeatureCollection", "features": [document]}).encode())
    outcome(json.dumps([{"a": document}, document]).encode())


@EXAMPLES
@given(st.lists(
    st.lists(st.sampled_from(["", '"', '""', "x", "\n", " ", ",", ";"]), max_size=6), max_size=8
))  # fmt: skip
def test_no_text_of_a_table_is_lost(lines: list[list[str]]) -> None:
    """Each cell has a word of its own, which must be in a cell, the header or an issue."""
    words = iter(f"w{number}w" for number in range(100))
    text = "\n".join(",".join(next(words) + piece for piece in line) for line in lines)
    used = set(re.findall(r"w\d+w", text))
    if not used:
        return
    try:
        table = read_bytes("x.csv", b"first,second,third\n" + text.encode(), separator=",")
    except UnreadableError:
        return
    told = [issue.seen for issue in table.issues if issue.left_out]
    shown = [*table.frame.drop(columns=ROW).to_numpy().ravel(), *table.frame.columns, *told]
    assert used == set(re.findall(r"w\d+w", " ".join(shown)))


def _same(data: bytes, header: list[str], rows: list[list[str]]) -> None:
    table = read_bytes("x", data)
    assert [name for name in table.frame.columns if name != ROW] == header
    assert table.frame[header].to_numpy().tolist() == rows
    assert table.left_out == 0


@EXAMPLES
@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_table_written_as_csv_comes_back(
    table: tuple[list[str], list[list[str]]], separator: str, codec: str
) -> None:
    header, rows = table
    if rows and header in rows:
        return
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([header, *rows])
    raw = read_bytes("x", out.getvalue().encode(codec), separator=separator)
    assert raw.frame.drop(columns=ROW).to_numpy().tolist() == rows
    assert list(raw.frame.columns) == [*header, ROW]


@EXAMPLES
@given(TABLES)
def test_a_table_written_as_xlsx_comes_back(table: tuple[list[str], list[list[str]]]) -> None:
    header, rows = table
    if header in rows:
        return
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([header, *rows]):
            for column, text in enumerate(row):
                sheet.write_string(place, column, text)
    _same(out.getvalue(), header, rows)


@EXAMPLES
@given(TABLES)
def test_a_table_written_as_json_comes_back(table: tuple[list[str], list[list[str]]]) -> None:
    header, rows = table
    records = [dict(zip(header, row, strict=True)) for row in rows]
    _same(json.dumps(records, ensure_ascii=False).encode(), header, rows)
