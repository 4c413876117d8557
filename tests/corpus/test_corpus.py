"""Each list of the corpus is read as a person would, and its known faults are named."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

from data import ROOT
from data.geo.countries import country_codes, territories_of
from data.geo.positions import distances_km
from data.importing.import_list import ImportedList
from data.lists.readers.read_file import read_bytes
from data.lists.tables.shape import with_one_shape
from data.model.schema import ROW
from tests.corpus.judging import (
    CORPUS,
    HEAD,
    WRONG,
    faults_of,
    imported,
    named_rows,
    table,
    truths,
    verdicts,
)

_FAULTS = list(csv.DictReader((CORPUS / "faults.csv").read_text("utf-8").splitlines()))
"""Lists that aren't read wholly right, and why; `silent` if something is wrong without a word."""

_KEPT_KM = 11
"""A tenth of a degree."""


def _files(*, silent: bool) -> list[object]:
    """Return the files of the corpus; those with a known fault must fail."""
    reasons = {row["file"]: row["reason"] for row in _FAULTS if row["silent"] or not silent}
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=reasons[name], strict=True))
        if name in reasons
        else name
        for name in truths()
    ]


def test_every_file_of_the_corpus_has_its_truth() -> None:
    files = {path.name for path in CORPUS.iterdir() if path.suffix not in {".py", ""}}
    assert files - {"truth.csv", "faults.csv"} == set(truths())


@pytest.mark.long(but_every=4)
@pytest.mark.parametrize("name", _files(silent=False))
def test_a_list_is_read_as_a_person_would(name: str) -> None:
    assert not faults_of(name)


@pytest.mark.long(but_every=4)
@pytest.mark.parametrize("name", _files(silent=True))
def test_nothing_is_wrong_without_a_word(name: str) -> None:
    assert all(WRONG not in verdict.words.values() for verdict in verdicts(name))


@pytest.mark.long(but_every=4)
@pytest.mark.parametrize("name", truths())
def test_no_row_is_lost(name: str) -> None:
    report = imported(name).report
    assert report.read == report.shown + report.left_out
    assert report.rows_unaccounted == 0


@pytest.mark.long(but_every=4)
@pytest.mark.parametrize("name", truths())
def test_given_coordinates_are_kept_or_their_row_is_named(name: str) -> None:
    result = imported(name)
    given = (
        _cells(name, result, "lat", "lon").apply(pd.to_numeric, errors="coerce").astype("float64")
    )
    given = given.dropna()
    given = given[given["lat"].abs().le(90) & given["lon"].abs().le(180)]
    places = _places(result).drop_duplicates(ROW).set_index(ROW)
    both = given.join(places[["lat", "lon"]].add_suffix("_shown"), how="inner")
    km = distances_km(*(both[column].to_numpy() for column in both.columns))
    moved = both.index[~(km <= _KEPT_KM)].astype("str")
    assert set(moved) <= named_rows(result)


@pytest.mark.long(but_every=4)
@pytest.mark.parametrize("name", truths())
def test_the_country_of_a_row_is_never_overruled_without_a_word(name: str) -> None:
    result = imported(name)
    countries = _cells(name, result, "country").get("country", pd.Series(dtype="str"))
    places = _places(result).set_index(ROW)["iso2"].fillna("")
    overruled = {
        str(row)
        for row, text in countries[countries != ""].items()
        for code in places[places.index == row]
        if code and code not in _countries_in(text)
    }
    assert overruled <= named_rows(result)


@pytest.mark.long
def test_the_docs_show_the_table_of_results() -> None:
    docs = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    assert "\n".join([*HEAD, *table()]) in docs


def _countries_in(text: str) -> set[str]:
    codes = {code for part in (text, *text.split(";")) for code in country_codes(part)}
    return codes | {part for code in codes for part in territories_of(code)}


def _cells(name: str, result: ImportedList, *columns: str) -> pd.DataFrame:
    """Return the cells that are read as some column types, by the row of the file."""
    frame = with_one_shape(read_bytes(name, (CORPUS / name).read_bytes())).frame
    headers = {match.header: match.column for match in result.matches if match.column in columns}
    cells = frame[[*headers]].rename(columns=headers).set_axis(frame[ROW], axis="index")
    return cells if len(headers) == len(columns) else cells.iloc[:0].reindex(columns=list(columns))


def _places(result: ImportedList) -> pd.DataFrame:
    """Return the places on the map, with the row of the file."""
    rows = result.campaign.consultations.set_index("id")[ROW]
    places = result.campaign.places.dropna(subset=["lat", "lon"])
    return places.assign(**{ROW: rows.reindex(places["consultation"].astype("str")).to_numpy()})
