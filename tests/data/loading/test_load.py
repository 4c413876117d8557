"""A folder of tables becomes a campaign, whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.loading.load import load_campaign
from data.model.errors import CampaignError, CampaignFolderMissingError, CampaignUnreadableError
from tests.builders import SAMPLE, SAMPLE_REGIONS, campaign_from, sample_campaign, write_campaign

FILE = "consultations.csv"
UNREADABLE = {
    "no consultations.csv": ({"missing": [FILE]}, "id, title"),
    "an empty consultations.csv": ({"consultations": ""}, "id, title"),
    "no column title": ({"consultations": "id,name\na,A\n"}, "title"),
    "no column id": ({"consultations": "title\nA\n"}, "id"),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_without_ids_and_titles_there_is_no_campaign(tmp_path: Path, fault: str) -> None:
    written, columns = UNREADABLE[fault]
    write_campaign(tmp_path, **written)
    with pytest.raises(CampaignUnreadableError) as caught:
        load_campaign(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / FILE} needs these columns: {columns}. Add the file or its missing columns."
    )


@pytest.mark.parametrize("name", ["not-there", "a-file", "{0}{id}"])
def test_a_folder_that_does_not_exist_is_an_error_that_says_what_to_do(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(CampaignFolderMissingError) as caught:
        load_campaign(tmp_path / name)
    assert isinstance(caught.value, CampaignError)
    assert str(caught.value) == (
        f"The campaign folder {tmp_path / name} does not exist. "
        "Set CAMPAIGN to a folder with a consultations.csv."
    )


def test_the_sample_loads_without_a_issue_in_date_order(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path)
    assert campaign.issues == ()
    table = campaign.consultations
    assert list(table["id"]) == [row["id"] for row in SAMPLE]
    assert list(table["number"]) == [1, 2, 3, 4, 5, 6]
    assert list(table["own"]) == [True, False, True, True, True, True]
    assert list(table["placed"]) == [True, True, True, True, True, False]
    assert list(table["dated"]) == [True, True, True, True, True, False]


def test_rows_of_the_same_days_keep_the_order_of_the_table(tmp_path: Path) -> None:
    rows = [{"id": name, "start": "2016"} for name in ("z", "m", "a")]
    assert list(campaign_from(tmp_path, rows).consultations["id"]) == ["z", "m", "a"]


def test_places_and_roles_have_the_row_of_their_consultation(tmp_path: Path) -> None:
    rows = [
        {"id": "late", "start": "2017", "city": "Paris", "hosts": "IOM"},
        {"id": "early", "start": "2015", "city": "Dakar; Rome", "partners": "IOM; Amel"},
        {"id": "never"},
    ]
    campaign = campaign_from(tmp_path, rows)
    for frame in (campaign.places, campaign.roles):
        ids = campaign.consultations["id"].take(frame["row"])
        assert list(ids) == list(frame["consultation"])
        assert frame["row"].dtype == "int32"
        assert set(ids) == {"late", "early"}


@pytest.mark.parametrize("region", ["africa", "AFRICA", "West Africa", "Afrique de l’Ouest"])
def test_a_region_may_be_named_by_its_id_or_any_of_its_names(tmp_path: Path, region: str) -> None:
    campaign = campaign_from(tmp_path, [{"region": region}], regions=SAMPLE_REGIONS)
    assert list(campaign.consultations["region"]) == ["africa"]
    assert campaign.issues == ()


@pytest.mark.parametrize("region", ["", "global", "Global"])
def test_a_consultation_for_everywhere_has_no_region(tmp_path: Path, region: str) -> None:
    regions = [*SAMPLE_REGIONS, {"id": "global", "name": "The world"}]
    campaign = campaign_from(tmp_path, [{"region": region}], regions=regions)
    assert list(campaign.consultations["region"]) == [""]
    assert list(campaign.regions["id"]) == ["africa", "americas", "europe"]


def test_without_lists_regions_and_kinds_come_from_the_table(tmp_path: Path) -> None:
    rows = [{"region": "East Asia", "kind": "Town hall"}, {"region": "east asia", "kind": "Q & A"}]
    campaign = campaign_from(tmp_path, rows)
    assert campaign.issues == ()
    assert campaign.regions[["id", "name"]].to_dict("records") == [
        {"id": "east-asia", "name": "East Asia"}
    ]
    assert campaign.kinds[["id", "title", "own", "shape"]].to_dict("records") == [
        {"id": "town-hall", "title": "Town hall", "own": True, "shape": "circle"},
        {"id": "q-a", "title": "Q & A", "own": True, "shape": "square"},
    ]
    assert campaign.own_kinds == ("town-hall", "q-a")


def test_regions_have_a_color_and_their_countries(tmp_path: Path) -> None:
    regions = [
        {"id": "a", "color": "#123ABC", "m49": "029", "countries": "sen; FRA"},
        {"id": "b", "color": "red", "m49": "nowhere"},
    ]
    frame = campaign_from(tmp_path, [{}], regions=regions).regions
    assert list(frame["color"]) == ["#123ABC", "#D55E00"]
    assert {"SEN", "FRA", "CUB"} <= set(frame["iso3"][0])
    assert frame["iso3"][1] == ()


def test_the_version_changes_with_any_file(tmp_path: Path) -> None:
    before = campaign_from(tmp_path / "one", [{"title": "A"}]).version
    assert campaign_from(tmp_path / "two", [{"title": "A"}]).version == before
    assert campaign_from(tmp_path / "two", [{"title": "B"}]).version != before
    assert campaign_from(tmp_path / "two", [{"title": "A"}], toml="id = 'x'").version != before
    assert len(before) == 12


def test_a_folder_may_be_named_by_text_and_an_unknown_city_is_not_placed(tmp_path: Path) -> None:
    campaign = load_campaign(str(write_campaign(tmp_path, [{"city": "Nowhereville"}])))
    assert campaign.folder == str(tmp_path)
    assert list(campaign.consultations["placed"]) == [False]
