from __future__ import annotations

import io

import pandas as pd

from data.export.statistic import statistic_csv


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
