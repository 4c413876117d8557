"""A generated campaign is the same each time, loads without a complaint, and is like a real one."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from data.cluster.opening import open_campaign
from data.model.campaign import Campaign
from tests.benchmarks.generate import generate

ROWS = 4_000
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC", "CJK", "DEVANAGARI")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return open_campaign(generate(tmp_path_factory.mktemp("generated"), ROWS))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.long
def test_the_same_rows_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    one, same = (files(generate(tmp_path / name, 300)) for name in ("one", "same"))
    other = files(generate(tmp_path / "other", 300, seed=2))
    assert one == same
    assert one["consultations.csv"] != other["consultations.csv"]


@pytest.mark.long
@pytest.mark.parametrize("rows", [1, 17])
def test_a_small_campaign_has_as_many_rows_as_were_asked_for(tmp_path: Path, rows: int) -> None:
    assert len(open_campaign(generate(tmp_path, rows)).consultations) == rows


@pytest.mark.long
def test_every_row_is_understood(campaign: Campaign) -> None:
    assert len(campaign.consultations) == ROWS
    assert {issue.level for issue in campaign.issues} <= {"noted"}


def test_one_in_a_hundred_has_no_place_or_no_date(campaign: Campaign) -> None:
    table = campaign.consultations
    lacks = ~table["dated"] | ~table["id"].isin(campaign.places["consultation"])
    assert 0.005 < lacks.mean() < 0.02
    assert campaign.places["lat"].notna().mean() > 0.99


def test_some_have_several_places_and_some_a_vague_date(campaign: Campaign) -> None:
    places = campaign.places.groupby("consultation").size()
    assert 0.03 < (places > 1).mean() < 0.08
    assert set(campaign.consultations["precision"]) == {"", "day", "month", "year"}


def test_titles_are_in_five_scripts(campaign: Campaign) -> None:
    letters = {letter for title in campaign.consultations["title"] for letter in title}
    names = {unicodedata.name(letter, "").split()[0] for letter in letters if letter.isalpha()}
    assert set(SCRIPTS) <= names


def test_a_few_organizations_hold_most_of_it(campaign: Campaign) -> None:
    held = campaign.roles["organization"].value_counts()
    assert held.iloc[: len(held) // 10].sum() > 0.4 * held.sum()


def test_seasons_show_and_later_years_are_busier(campaign: Campaign) -> None:
    exact = campaign.consultations.query("precision == 'day'")["first"]
    months, years = exact.dt.month.value_counts(), exact.dt.year.value_counts()
    assert months[10] > 2 * months[8]
    assert years[2024] > 2 * years[2005]
