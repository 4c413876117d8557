"""CSV, read by the csv module and by pandas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd

from data.choosing.choice import Choice
from data.export.rows import csv_table
from data.export.tidy_tables import csv_file, links
from tests.builders import sample_campaign
from tests.extracts import HOSTILE, NOTHING, extract_of, hostile_campaign

if TYPE_CHECKING:
    from pathlib import Path


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_links_to_this_view(tmp_path: Path) -> None:
    extract = extract_of(sample_campaign(tmp_path), Choice(regions=("americas",)), "fr")
    content = csv_file(extract)
    assert content == csv_table(extract.chosen, "fr", links(extract))
    assert read(content)[0]["link"] == (
        "https://example.org/map/?region=americas&c=new-year&lang=fr"
    )


def test_an_empty_selection_gives_the_header_alone(tmp_path: Path) -> None:
    content = csv_file(extract_of(sample_campaign(tmp_path), NOTHING))
    assert content.count(b"\n") == 1
    assert read(content) == []


def test_no_cell_starts_like_a_formula(tmp_path: Path) -> None:
    rows = read(csv_file(extract_of(hostile_campaign(tmp_path))))
    assert len(rows) == len(HOSTILE)
    texts = [value for row in rows for name, value in row.items() if name not in ("lat", "lon")]
    begins = {cell.lstrip()[:1] for cell in texts}
    assert not begins & set("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def test_pandas_reads_the_texts_as_they_were(tmp_path: Path) -> None:
    content = csv_file(extract_of(hostile_campaign(tmp_path)))
    frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    assert [text.removeprefix("'") for text in frame["title"]] == [t.strip() for t in HOSTILE]
