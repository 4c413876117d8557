"""Reading OpenDocument spreadsheets."""

from __future__ import annotations

import pytest

from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.sandbox import read_safely
from tests.data.lists.readers.workbooks import zipped

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"),
    )
)  # fmt: skip
STYLES = """
<number:date-style style:name="N1"><number:month/><number:text>/</number:text><number:year/>
</number:date-style>
<number:date-style style:name="N2"><number:year/></number:date-style>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="year" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="hidden" style:family="table"><style:table-properties
table:display="false"/></style:style>
"""


def text(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def value(kind: str, content: str, attributes: str = "") -> str:
    name = f"{kind}-value" if kind in {"date", "time", "boolean"} else "value"
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{content}" {attributes}>'
        "<text:p>as shown</text:p></table:table-cell>"
    )


def table(*rows: str, name: str = "Sheet", style: str = "", before: str = "") -> str:
    whole = "<table:table-row"
    inner = "".join(row if whole in row else f"{whole}>{row}</table:table-row>" for row in rows)
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{before}{inner}</table:table>'
    )


def ods(*tables: str, begin: str = "", manifest: str = "") -> bytes:
    content = (
        f'<?xml version="1.0"?>{begin}<office:document-content {SPACES}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content, "META-INF/manifest.xml": manifest,
    })  # fmt: skip


def read(*tables: str, sheet: str = "") -> RawTable:
    return read_safely("list.ods", ods(*tables), sheet=sheet)


def cell_of(cell: str, before: str = "") -> str:
    rows = table(text("Title") + text("Date"), text("A") + cell, before=before)
    return str(read(rows).frame.loc[0, "Date"])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (text("Dakar<text:s text:c='2'/>East"), "Dakar East"),
        (text("a</text:p><text:p>b"), "a\nb"),
        (text("a<text:note>c</text:note>d"), "ad"),
        (value("float", "5"), "5"),
        (value("float", "0.30000000000000004"), "0.3"),
        (value("percentage", "0.5"), "0.5"),
        (value("date", "2016-04-29"), "2016-04-29"),
        (value("date", "2016-04-29T14:30:00"), "2016-04-29 14:30"),
        (value("date", "2016-04-29T00:00:00"), "2016-04-29"),
        (value("date", "2016-04-01", 'table:style-name="month"'), "2016-04"),
        (value("date", "2016-01-01", 'table:style-name="year"'), "2016"),
        (value("time", "PT14H30M00S"), "14:30"),
        (value("boolean", "true"), "TRUE"),
    ],
)
def test_cells_are_read_by_their_type(cell: str, expected: str) -> None:
    assert cell_of(cell) == expected


def test_a_date_has_the_style_of_its_column() -> None:
    columns = (
        '<table:table-column/><table:table-column table:default-cell-style-name="month" '
        'table:number-columns-repeated="3"/>'
    )
    assert cell_of(value("date", "2016-04-01"), before=columns) == "2016-04"


def test_repeated_cells_and_rows_keep_their_places() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    far = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = table(
        text("Title") + text("Date") + text("City") + text("Country") + far,
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>',
        text("A") + empty + text("Peru") + far,
        '<table:table-row table:number-rows-repeated="2">'
        + text("B") + text("x", 'table:number-columns-repeated="2"') + "</table:table-row>",
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row>",
    )  # fmt: skip
    frame = read(rows).frame
    assert frame.to_numpy().tolist() == [
        ["A", "", "", "Peru", 5], ["B", "x", "x", "", 6], ["B", "x", "x", "", 7],
    ]  # fmt: skip


def test_the_first_visible_sheet_with_a_table_is_read_and_hidden_ones_are_named() -> None:
    rows = [text("Title") + text("Date"), text("A") + text("2016")]
    sheets = [
        table(text("Read me"), name="About"),
        table(*rows, name="Old", style="hidden"),
        table(*rows, name="2016"),
        table(*rows, rows[-1], name="2017"),
    ]
    raw = read(*sheets)
    assert (raw.sheet, raw.sheets) == ("2016", ("About", "Old", "2016", "2017"))
    assert {issue.seen for issue in raw.issues} == {"Old"}
    assert [other.sheet for other in raw.others] == ["2017"]  # Alike: joined later.
    assert len(read(*sheets, sheet="2017").frame) == 2


def test_merged_cells_are_pointed_out() -> None:
    merged = text("A", 'table:number-rows-spanned="2"')
    covered = "<table:covered-table-cell/>"
    raw = read(table(text("Title") + text("Date"), merged + text("1"), covered + text("2")))
    assert [issue.seen for issue in raw.issues] == ["A"]
    assert raw.frame["Title"].to_list() == ["A", ""]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ods(table(), begin='<!DOCTYPE x [<!ENTITY a "b">]>'), "unsafe parts"),
        (ods(table(), manifest="<manifest:encryption-data/>"), "password"),
        (ods(table(f'<table:table-row table:number-rows-repeated="90000000">{text("A")}'
                   "</table:table-row>")), "Too many cells"),
        (ods(table(text("A", 'table:number-columns-repeated="16000"'))), "far outside"),
        (ods(), "no readable sheet"),
    ],
)  # fmt: skip
def test_unsafe_files_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read_safely("list.ods", data)
