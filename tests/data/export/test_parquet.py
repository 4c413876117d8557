"""Parquet, read by DuckDB and pandas: the same rows with types."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.export.parquet import ABOUT, parquet_file
from data.export.tidy_tables import consultations
from data.model.campaign import Campaign
from tests.builders import sample_campaign
from tests.extracts import HOSTILE, NOTHING, extract_of, hostile_campaign


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def test_duckdb_counts_days_and_opens_lists(sample: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"".join(parquet_file(extract_of(sample))))
    rows = duckdb.sql(
        f"SELECT id, first_day, len(places), [one.role for one in roles], documents[1].id "  # noqa: S608
        f"FROM '{path}' ORDER BY number"
    ).fetchall()
    assert rows[0] == (
        "dakar", date(2015, 12, 7), 1, ["organizer", "host", "partner"], "report",
    )  # fmt: skip
    assert rows[4][:3] == ("cities", date(2016, 4, 1), 2)
    assert rows[5] == ("webinar", None, 0, ["organizer"], None)


def test_pandas_reads_the_tidy_table(sample: Campaign) -> None:
    extract = extract_of(sample)
    frame = pd.read_parquet(io.BytesIO(b"".join(parquet_file(extract))))
    wanted = consultations(extract)
    assert list(frame.columns) == [*wanted.columns, "places", "roles", "documents"]
    assert list(frame["number"]) == [1, 2, 3, 4, 5, 6]
    assert list(frame["title"]) == list(wanted["title"])


def test_the_file_has_facts_about_the_selection(sample: Campaign) -> None:
    schema = pq.read_schema(io.BytesIO(b"".join(parquet_file(extract_of(sample, language="fr")))))
    about = json.loads(schema.metadata[ABOUT])
    assert about["campaign"] == "Un exemple"
    assert about["version"] == sample.version


def test_an_empty_selection_gives_the_same_columns_without_rows(sample: Campaign) -> None:
    full = pq.read_schema(io.BytesIO(b"".join(parquet_file(extract_of(sample)))))
    table = pq.read_table(io.BytesIO(b"".join(parquet_file(extract_of(sample, NOTHING)))))
    assert table.num_rows == 0
    assert table.schema.names == full.names
    assert [str(one) for one in table.schema.types] == [str(one) for one in full.types]


def test_hostile_texts_come_back_as_they_are(tmp_path: Path) -> None:
    content = b"".join(parquet_file(extract_of(hostile_campaign(tmp_path))))
    frame = pd.read_parquet(io.BytesIO(content))
    assert list(frame["title"]) == [text.strip() for text in HOSTILE]
