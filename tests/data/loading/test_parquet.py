"""A table as Parquet is read as the CSV of the same cells would be."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from data.loading.csv_tables import read_table
from data.loading.load import load_campaign
from data.loading.parquet import read_parquet, write_parquet
from data.model.errors import CampaignUnreadableError
from tests.builders import SAMPLE, SAMPLE_TOML, write_campaign

COLUMNS = {
    # values, the texts that a CSV would have
    "text": (["a", " b ", None], ["a", "b", ""]),
    "numbers": ([14.7, None, -17.0], ["14.7", "", "-17"]),
    "whole numbers": ([1, 2, None], ["1", "2", ""]),
    "days": ([date(2016, 4, 29), None, date(2015, 1, 1)], ["2016-04-29", "", "2015-01-01"]),
    "moments": ([datetime(2016, 4, 29, 9), None, None], ["2016-04-29", "", ""]),  # noqa: DTZ001
    "lists": ([["Dakar", "Lomé"], [], None], ["Dakar; Lomé", "", ""]),
    "categories": (pa.array(["x", None, "x"]).dictionary_encode(), ["x", "", "x"]),
    "NULs": (["a\0b", "", ""], ["ab", "", ""]),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_typed_columns_are_text(tmp_path: Path, name: str) -> None:
    values, texts = COLUMNS[name]
    parquet.write_table(pa.table({"id": ["1", "2", "3"], "Column": values}), tmp_path / "t.parquet")
    frame, issues = read_parquet(tmp_path / "t.parquet")
    assert list(frame.columns) == ["id", "column", "_row"]
    assert list(frame["column"]) == texts
    assert list(frame["_row"]) == [2, 3, 4]
    assert issues == []


def test_a_parquet_table_reads_like_its_csv(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path, SAMPLE)
    frame, _ = read_table(folder / "consultations.csv")
    write_parquet(frame.drop(columns="_row"), folder / "consultations.parquet")
    pd.testing.assert_frame_equal(read_parquet(folder / "consultations.parquet")[0], frame)


def test_a_campaign_may_have_its_consultations_as_parquet(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path, SAMPLE, toml=SAMPLE_TOML)
    before = load_campaign(folder)
    table, _ = read_table(folder / "consultations.csv")
    write_parquet(table.drop(columns="_row"), folder / "consultations.parquet")
    (folder / "consultations.csv").unlink()
    after = load_campaign(folder)
    pd.testing.assert_frame_equal(before.consultations, after.consultations)
    pd.testing.assert_frame_equal(before.roles, after.roles)
    assert after.issues == before.issues


def test_an_unreadable_parquet_file_is_explained(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path, SAMPLE, missing=["consultations.csv"])
    path = folder / "consultations.parquet"
    path.write_text("id,title\n")
    with pytest.raises(CampaignUnreadableError) as caught:
        load_campaign(folder)
    assert str(caught.value) == (
        f"{path} is not a readable Parquet file. Write it again, or use a CSV file instead."
    )
