"""Tables with two rows of names, headings between rows, a second table, or on their side."""

from __future__ import annotations

import pytest

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.lists.readers.raw_table import RawTable
from data.lists.readers.sandbox import read_safely
from data.lists.tables.shape import GROUP, with_one_shape
from data.model.schema import ROW
from tests.data.lists.readers.workbooks import workbook


def read(text: str) -> RawTable:
    return with_one_shape(read_safely("list.csv", text.encode()))


def rows_of(raw: RawTable) -> list[list[object]]:
    return raw.frame.drop(columns=ROW).to_numpy().tolist()


PLAIN = "Title,Date,City,Country\nA,2016-04-29,Dakar,Senegal\nB,2016-05-02,Lima,Peru\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN + "C,,,\n",
        PLAIN + "\nC,2016-06-01,Quito,Ecuador\n",
        PLAIN + "\nTitle of C,2016-06-01,Quito,Ecuador\nD,,,\n",
        "Title,Date,City\nOnly a title,,\nB,2016-05-02,Lima\nC,2016-05-02,Lima\n",
        "Title,Date,City\nDate,2016-05-02,Lima\nCity,2016-05-03,Lima\n",
        "Title,Date\n",
        "Title,,City,\nA,2016-05-02,Lima,x\n",
    ],
)
def test_a_plain_table_stays_as_it_is(text: str) -> None:
    raw = read_safely("list.csv", text.encode())
    assert with_one_shape(raw) is raw


def test_two_rows_of_names_are_joined() -> None:
    rows = [
        ["Event", None, "Place", None, "Organizer", None, "Notes"],
        ["Title", "Date", "City", "Country", "Name", "Country", None],
        ["A", "2016-04-29", "Dakar", "Senegal", "Alpha", "Kenya", "x"],
        ["B", "2016-05-02", "Lima", "Peru", "Beta", "Chile", "y"],
    ]
    raw = with_one_shape(read_safely("list.xlsx", workbook(rows)))
    assert list(raw.frame) == [
        "Title", "Date", "City", "Place.Country", "Organizer.Name", "Organizer.Country", "Notes",
        ROW,
    ]  # fmt: skip
    campaign = import_table(raw, Recipe()).campaign
    assert list(campaign.consultations["title"]) == ["A", "B"]
    assert list(campaign.consultations["organizers"]) == ["Alpha", "Beta"]
    assert list(campaign.consultations["country"]) == ["Senegal", "Peru"]


def test_a_group_without_own_names_stays_a_name() -> None:
    rows = [
        ["Title", "When", None, "City"],
        [None, "Start", "End", None],
        ["A", "2016-04-29", "2016-04-30", "Dakar"],
        ["B", "2016-05-02", "2016-05-02", "Lima"],
    ]
    raw = with_one_shape(read_safely("list.xlsx", workbook(rows)))
    assert list(raw.frame)[:4] == ["Title", "Start", "End", "City"]
    assert len(raw.frame) == 2


@pytest.mark.parametrize(
    ("headings", "column"),
    [
        (("West Africa", "Latin America"), "Region"),
        (("Senegal", "Peru"), "Country"),
        (("Round one", "Round two"), GROUP),
    ],
)
def test_headings_between_rows_become_a_column(headings: tuple[str, str], column: str) -> None:
    first, second = headings
    raw = read(
        f"Title,Date,City\n{first},,\nA,2016-04-29,Dakar\nB,2016-05-01,Thies\n"
        f"{second},,\nC,2016-05-02,Lima\n"
    )
    assert list(raw.frame[column]) == [first, first, second]
    report = import_table(raw, Recipe()).report
    assert (report.read, report.shown, report.rows_unaccounted) == (5, 3, 0)


def test_headings_that_are_regions_are_the_regions() -> None:
    text = "Title,Date,City\nAfrica,,\nA,2016-04-29,Dakar\nAsia,,\nC,2016-05-02,Tokyo\n"
    assert list(import_table(read(text), Recipe()).campaign.consultations["region"]) == [
        "africa",
        "asia",
    ]


@pytest.mark.parametrize("title", ["", "Planned meetings,,,\n"])
def test_a_second_table_is_named_and_its_rows_are_counted(title: str) -> None:
    raw = read(PLAIN + "\n" + title + "City,Venue,Date,Notes\nRome,Hall,2017,x\nOslo,Hall,2017,\n")
    assert [row[0] for row in rows_of(raw)] == ["A", "B"]
    report = import_table(raw, Recipe()).report
    seen = [issue.seen for issue in report.issues if "second table" in issue.expected]
    assert seen[-3:] == ["City, Venue, Date, Notes", "Rome, Hall, 2017, x", "Oslo, Hall, 2017"]
    assert seen[:-3] == (["Planned meetings"] if title else [])
    assert (report.shown, report.rows_unaccounted) == (2, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Title,A,B,A\nDate,2016-04-29,2016-05-02,2017\nCity,Dakar,Lima,\nCountry,Senegal,Peru,\n",
        "Date,2016-04-29,2016-05-02,2017\nTitle,A,B,A\nCity,Dakar,Lima,\nCountry,Senegal,Peru,\n",
    ],
)
def test_a_table_on_its_side_is_turned(text: str) -> None:
    raw = read(text)
    columns = ["Title", "Date", "City", "Country"]
    assert raw.frame[columns].to_numpy().tolist() == [
        ["A", "2016-04-29", "Dakar", "Senegal"],
        ["B", "2016-05-02", "Lima", "Peru"],
        ["A", "2017", "", ""],
    ]
    assert any("on its side" in issue.expected for issue in raw.issues)
    assert import_table(raw, Recipe()).report.shown == 3


def test_repeated_names_get_the_group_above_them() -> None:
    rows = [
        ["Event", None, None, "Lead", None, "Host", None],
        ["Title", "Date", "City", "Name", "Office", "Name", "Office"],
        ["A", "2016-04-29", "Dakar", "Alpha", "x", "Beta", "y"],
        ["B", "2016-05-02", "Lima", "Alpha", "x", "Beta", "y"],
    ]
    raw = with_one_shape(read_safely("list.xlsx", workbook(rows)))
    assert [*raw.frame][3:7] == ["Lead.Name", "Lead.Office", "Host.Name", "Host.Office"]
