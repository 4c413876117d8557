"""Tidy tables: rows, columns, and the whole selection."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from data.export.rows import csv_table
from data.export.tidy_tables import (
    consultations,
    csv_file,
    documents,
    links,
    places,
    roles,
    statistic_csv,
)
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign
from tests.extracts import ALL, HOSTILE, NOTHING, extract_of, hostile_campaign


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def test_a_link_keeps_the_filters_and_opens_the_consultation(sample: Campaign) -> None:
    chosen = links(extract_of(sample, Choice(regions=("americas",), words="new year"), "fr"))
    assert list(chosen) == [
        "https://example.org/map/?region=americas&words=new+year&c=new-year&lang=fr"
    ]
    assert list(links(extract_of(sample, address=""))) == [""] * 6


def test_links_equal_those_of_the_extract(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"id": "a b&c=d"}, {"id": "é%00"}])
    extract = extract_of(campaign)
    assert list(links(extract)) == [extract.link(one) for one in campaign.consultations["id"]]


def test_ids_follow_names_and_days_follow_dates(sample: Campaign) -> None:
    frame = consultations(extract_of(sample))
    assert list(frame["number"]) == [1, 2, 3, 4, 5, 6]
    row = frame.iloc[3]
    assert (row["region"], row["region_id"]) == ("West Africa", "africa")
    assert (row["start"], row["precision"], row["dates"]) == ("2016", "year", "2016")
    assert (row["first_day"], row["last_day"]) == (
        pd.Timestamp(2016, 1, 1),
        pd.Timestamp(2016, 12, 31),
    )
    assert frame["first_day"].isna().tolist() == [False] * 5 + [True]


def test_extra_columns_come_before_the_link(tmp_path: Path) -> None:
    rows = [{"budget": "100", "link": "own"}]
    frame = consultations(extract_of(campaign_from(tmp_path, rows)))
    assert list(frame.columns)[-3:] == ["budget", "extra.link", "link"]
    assert frame.iloc[0]["budget"] == "100"


def test_places_have_one_row_per_consultation_and_place(sample: Campaign) -> None:
    frame = places(extract_of(sample, language="fr"))
    cities = frame[frame["consultation"] == "cities"]
    assert list(cities["position"]) == [1, 2]
    assert list(cities["country"]) == ["Suisse", "Belgique"]
    assert cities["lat"].notna().all()


def test_roles_have_one_row_per_consultation_organization_and_role(sample: Campaign) -> None:
    frame = roles(extract_of(sample, Choice(regions=("americas",))))
    assert frame.to_dict("records") == [
        {
            "number": 3, "consultation": "new-year", "organization_id": "iom",
            "organization": "International Organization for Migration", "role": "organizer",
        },
        {
            "number": 3, "consultation": "new-year", "organization_id": "cross",
            "organization": "Red Cross", "role": "host",
        },
    ]  # fmt: skip


def test_documents_of_the_campaign_come_only_without_filters(sample: Campaign) -> None:
    whole = documents(extract_of(sample, Choice()))
    assert list(whole["id"]) == ["report", "plan"]
    assert whole["number"].isna().tolist() == [False, True]
    assert list(documents(extract_of(sample, Choice(regions=("africa",))))["id"]) == ["report"]


@pytest.mark.parametrize("table", [consultations, places, roles])
def test_an_empty_selection_gives_columns_without_rows(sample: Campaign, table: object) -> None:
    assert callable(table)
    frame = table(extract_of(sample, NOTHING))
    assert frame.empty
    assert list(frame.columns) == list(table(extract_of(sample, ALL)).columns)


def test_a_statistic_is_a_table_that_other_programs_read() -> None:
    table = pd.DataFrame(
        {"region": ["a", "b"], "id": [1, 2], "count": pd.array([3, None], dtype="Int64")}
    )
    file = statistic_csv(table, {"count": "Consultations", "region": "Region"})
    assert file.startswith(b"\xef\xbb\xbfConsultations,Region\r\n")
    read = pd.read_csv(io.BytesIO(file), dtype="str", keep_default_na=False)
    assert read.to_dict("list") == {"Consultations": ["3", ""], "Region": ["a", "b"]}


def test_no_cell_and_no_heading_is_a_formula() -> None:
    file = statistic_csv(pd.DataFrame({"name": ["=1+1"]}), {"name": "@x"}).decode("utf-8-sig")
    assert file.splitlines() == ["'@x", "'=1+1"]


def test_a_table_without_rows_has_its_header() -> None:
    assert statistic_csv(pd.DataFrame({"name": []}), {"name": "Name"}).endswith(b"Name\r\n")


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_links_to_this_view(tmp_path: Path) -> None:
    extract = extract_of(sample_campaign(tmp_path), Choice(regions=("americas",)), "fr")
    content = b"".join(csv_file(extract))
    assert content == csv_table(extract.chosen, "fr", links(extract))
    assert read(content)[0]["link"] == (
        "https://example.org/map/?region=americas&c=new-year&lang=fr"
    )


def test_an_empty_selection_gives_the_header_alone(tmp_path: Path) -> None:
    content = b"".join(csv_file(extract_of(sample_campaign(tmp_path), NOTHING)))
    assert content.count(b"\n") == 1
    assert read(content) == []


def test_no_cell_starts_like_a_formula(tmp_path: Path) -> None:
    rows = read(b"".join(csv_file(extract_of(hostile_campaign(tmp_path)))))
    assert len(rows) == len(HOSTILE)
    texts = [value for row in rows for name, value in row.items() if name not in ("lat", "lon")]
    begins = {cell.lstrip()[:1] for cell in texts}
    assert not begins & set("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def test_pandas_reads_the_texts_as_they_were(tmp_path: Path) -> None:
    content = b"".join(csv_file(extract_of(hostile_campaign(tmp_path))))
    frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    assert [text.removeprefix("'") for text in frame["title"]] == [t.strip() for t in HOSTILE]
