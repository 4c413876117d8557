"""What stands on the map, and the lines between."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.filters.choice import Choice
from data.filters.select import select
from data.map.markers import labels, lines, marks, spots
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign

WEST_AFRICA = [{"id": "wca", "name": "West & Central Africa"}]
NO_MARK = Choice(kinds=("webinar",))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def test_a_label_has_number_place_region_and_date(tmp_path: Path) -> None:
    earlier = [{"start": "2014"}] * 5
    dakar = {"city": "Dakar", "country": "Senegal", "region": "wca", "start": "2015-12-07"}
    rows = [dakar | {"id": "dakar"}, *({"id": f"e{n}"} | row for n, row in enumerate(earlier))]
    campaign = campaign_from(tmp_path, rows, regions=WEST_AFRICA)
    label = "6. Dakar, Senegal, West & Central Africa, 7 December 2015"
    assert list(marks(campaign, "en")["label"]) == [label]
    assert labels(campaign, "en")[5] == label


LABELS = [
    # a consultation, the label of its mark
    ({"city": "Dakar", "country": "Senegal"}, "1. Dakar, Senegal, Global, no date"),
    ({"lat": "1", "lon": "2"}, "1. Global, no date"),
    ({"lat": "1", "lon": "2", "start": "2016"}, "1. Global, 2016"),
    ({"lat": "1", "lon": "2", "country": "Atlantis"}, "1. Atlantis, Global, no date"),
    (
        {"city": "{{ 7*191 }}", "lat": "1", "lon": "2", "region": "<b>"},
        "1. {{ 7*191 }}, <b>, no date",
    ),
]


@pytest.mark.parametrize(("row", "label"), LABELS)
def test_a_label_has_only_known_facts(tmp_path: Path, row: dict[str, str], label: str) -> None:
    assert list(marks(campaign_from(tmp_path, [row]), "en")["label"]) == [label]


def test_marks_are_spots_with_texts(sample: Campaign) -> None:
    for part in (sample, select(sample, Choice(regions=("africa",))), select(sample, NO_MARK)):
        placed, said = spots(part), marks(part, "en")
        assert list(said.columns) == [*placed.columns, "label", "city", "title"]
        assert placed.equals(said[placed.columns])


def test_two_in_one_city_are_two_marks_in_order_of_number(sample: Campaign) -> None:
    dakar = marks(sample, "en").query("region == 'africa'")
    assert list(dakar["consultation"]) == ["dakar", "dakar-states", "some-day"]
    assert list(dakar["number"]) == [1, 2, 4]
    assert dakar["lat"].nunique() == dakar["lon"].nunique() == 1
    assert dakar["label"].nunique() == 3


def test_a_consultation_in_several_places_has_a_mark_in_each(sample: Campaign) -> None:
    cities = marks(sample, "en").query("consultation == 'cities'")
    assert list(cities["label"]) == [
        "5. Genève, Switzerland, Global, April 2016, Meeting",
        "5. Brussels, Belgium, Global, April 2016, Meeting",
    ]
    assert list(cities["position"]) == [0, 1]
    assert (
        labels(sample, "en")[4]
        == "5. Genève, Switzerland · Brussels, Belgium, Global, April 2016, Meeting"
    )


def test_a_mark_has_a_spot_a_color_and_a_shape(sample: Campaign) -> None:
    first = marks(sample, "en").iloc[0]
    assert (round(first["lat"]), round(first["lon"])) == (15, -17)
    assert (first["region"], first["kind"], first["title"]) == (
        *("africa", "meeting", "Hearing in Dakar"),
    )


def test_labels_are_in_the_language_of_the_page(sample: Campaign) -> None:
    first = marks(sample, "fr").iloc[0]
    assert first["label"] == "1. Dakar, Sénégal, Afrique de l'Ouest, 7 décembre 2015, Meeting"
    assert first["title"] == "Audition à Dakar"


def test_what_has_no_place_has_no_mark(sample: Campaign) -> None:
    assert "webinar" not in set(marks(sample, "en")["consultation"])
    empty = marks(select(sample, NO_MARK), "en")
    assert list(empty.columns) == list(marks(sample, "en").columns)
    assert len(empty) == 0


def test_a_city_that_is_not_known_has_no_mark(tmp_path: Path) -> None:
    assert len(marks(campaign_from(tmp_path, [{"city": "Nowhereville"}]), "en")) == 0


def test_marks_keep_their_numbers_under_every_filter(sample: Campaign) -> None:
    chosen = marks(select(sample, Choice(since="2016")), "en")
    assert list(chosen["number"]) == [3, 4, 5, 5]


def test_a_line_goes_from_a_consultation_to_the_first_place_of_its_follow_up(
    sample: Campaign,
) -> None:
    drawn = lines(sample)
    ends = drawn[["consultation", "into", "same_place"]].itertuples(index=False, name=None)
    assert list(ends) == [("dakar", "dakar-states", True), ("dakar-states", "cities", False)]
    spot = marks(sample, "en").query("consultation == 'cities' and position == 0").iloc[0]
    assert (drawn["to_lat"][1], drawn["to_lon"][1]) == (spot["lat"], spot["lon"])


def test_without_two_places_there_is_no_line(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "city": "Dakar", "country": "Senegal", "feeds_into": "b"},
        {"id": "b", "feeds_into": "a"},
    ]
    drawn = lines(campaign_from(tmp_path, rows))
    assert len(drawn) == 0
    assert list(drawn.columns) == [
        *("consultation", "into", "from_lat", "from_lon", "to_lat", "to_lon", "same_place"),
    ]
