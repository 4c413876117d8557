"""Places as people write them, and where they must be found, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from geopy.distance import great_circle

from data.geo.city_names import CityTable
from data.geo.countries import countries
from data.geo.gazetteer import CITIES, Gazetteer

CAPITALS_FOUND = 240
NEAR_KM = 25


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = Gazetteer()
    yield gazetteer
    gazetteer.close()


FOUND = [
    ("San José", "Costa Rica", 9.93, -84.08),
    ("San Jose", "Costa Rica", 9.93, -84.08),
    ("SAN JOSE", "costa rica", 9.93, -84.08),
    ("San José, Costa Rica", "", 9.93, -84.08),
    ("Genève", "Suisse", 46.20, 6.15),
    ("Geneva", "Switzerland", 46.20, 6.15),
    ("Bruxelles", "Belgium", 50.85, 4.35),
    ("Brussels", "Belgique", 50.85, 4.35),
    ("بيروت", "Lebanon", 33.89, 35.50),
    ("Beyrouth", "Liban", 33.89, 35.50),
    ("Beirut", "لبنان", 33.89, 35.50),
    ("Abidjan", "Côte d'Ivoire", 5.35, -4.00),
    ("Abidjan", "Côte d’Ivoire", 5.35, -4.00),
    ("Washington, D.C.", "United States", 38.90, -77.04),
    ("Washington", "United States", 38.90, -77.04),  # not the one in Utah, though smaller namesakes
    ("Washington, D.C.", "", 38.90, -77.04),
    ("New York", "United States", 40.71, -74.01),
    ("New York, NY", "U.S.A.", 40.71, -74.01),
    ("Manila", "Philippines", 14.60, 120.98),
    ("Makati City", "Philippines", 14.55, 121.03),
    ("Makati", "Philippines", 14.55, 121.03),
    ("Valletta", "Malta", 35.90, 14.51),
    ("Kigali", "Rwanda", -1.95, 30.06),
    ("Dakar", "Senegal", 14.69, -17.44),
    ("Dakar", "", 14.69, -17.44),
    ("Nairobi", "Kenya", -1.28, 36.82),
    ("Victoria", "Seychelles", -4.62, 55.46),
    ("Georgetown", "Guyana", 6.80, -58.16),
    ("Mexico", "Mexico", 19.43, -99.13),
    ("Kuwait", "Kuwait", 29.37, 47.98),
    ("New Delhi", "India", 28.64, 77.22),
    ("Portland, OR", "USA", 45.52, -122.68),
    ("Portland, Maine", "USA", 43.66, -70.26),
    ("Atlanta, Georgia", "USA", 33.75, -84.39),  # the state, not the country
    ("Paris (Texas)", "USA", 33.66, -95.56),
    ("Toronto, ON", "Canada", 43.70, -79.42),
    ("St. Louis", "USA", 38.63, -90.20),
    ("Hong Kong", "China", 22.28, 114.17),  # a territory with a code of its own
    ("Moscow", "U.S.S.R.", 55.75, 37.62),
    ("Kiev", "Soviet Union", 50.45, 30.52),
    ("Kingston (Jamaica)", "United Kingdom", 18.00, -76.79),
    ("Nadi", "Fiji", -17.80, 177.42),
]


@pytest.mark.parametrize(("city", "country", "lat", "lon"), FOUND)
def test_a_clear_city_is_found(
    gazetteer: Gazetteer, city: str, country: str, lat: float, lon: float
) -> None:
    spot = gazetteer.geocode({"city": city, "country": country})

    assert spot is not None
    assert great_circle((lat, lon), (spot.latitude, spot.longitude)).km < NEAR_KM


UNCLEAR = [
    ("London", ""),
    ("Paris", ""),
    ("Geneva", ""),
    ("San José", ""),
    ("Georgetown", ""),
    ("Victoria", ""),
    ("Springfield", "United States"),
    ("Portland", "United States"),  # Maine's is a tenth of Oregon's, not less
    ("Newcastle", "U.K."),
    ("Newport, Somewhere", "United Kingdom"),  # an addition that says which, but not to us
]


@pytest.mark.parametrize(("city", "country"), UNCLEAR)
def test_a_city_that_may_be_another_is_not_guessed(
    gazetteer: Gazetteer, city: str, country: str
) -> None:
    query = {"city": city, "country": country}

    assert gazetteer.geocode(query) is None
    assert gazetteer.geocode(query, exactly_one=False)


UNKNOWN = [
    ("Nowhereville", ""),
    ("Nowhereville", "Senegal"),
    ("Dakar", "Atlantis"),  # never looked for elsewhere
    ("Sabah", "Malaysia"),  # a state, and another name of a small town elsewhere
    ("", "Senegal"),
    (",", ""),
    ("()", "Senegal"),
    ("", ""),
]


@pytest.mark.parametrize(("city", "country"), UNKNOWN)
def test_an_unknown_city_gives_nothing(gazetteer: Gazetteer, city: str, country: str) -> None:
    query = {"city": city, "country": country}

    assert gazetteer.geocode(query) is None
    assert gazetteer.geocode(query, exactly_one=False) is None


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("San Jose, Costa Rica", "San José, Costa Rica"),
        ("San Francisco, CA", "San Francisco, California, United States"),  # not Canada
        ("Paris, Texas, USA", "Paris, Texas, United States"),
        ("Paris, France", "Paris, Île-de-France, France"),
    ],
)
def test_a_query_may_be_one_text(gazetteer: Gazetteer, query: str, address: str) -> None:
    assert gazetteer.geocode(query).address == address


def test_country_codes_narrow_the_search(gazetteer: Gazetteer) -> None:
    assert gazetteer.geocode("San Jose", country_codes="cr").raw["iso2"] == "CR"
    assert gazetteer.geocode("San Jose", country_codes=["SN"]) is None


def test_a_location_says_which_city_it_is(gazetteer: Gazetteer) -> None:
    raw = gazetteer.geocode("Dakar, Senegal").raw

    assert set(raw) == {"id", "name", "iso2", "admin1", "region", "population"}
    assert (raw["name"], raw["iso2"]) == ("Dakar", "SN")


def test_candidates_are_sorted_likeliest_first(gazetteer: Gazetteer) -> None:
    spots = gazetteer.geocode("London", exactly_one=False)

    assert spots[0].raw["iso2"] == "GB"
    assert {"GB", "CA", "US"} <= {spot.raw["iso2"] for spot in spots}


def test_capitals_are_found_in_their_countries(gazetteer: Gazetteer) -> None:
    table = countries()
    table = table[table["capital"] != ""]
    boxes = bounding_boxes()
    found = []
    for iso3, capital in zip(table["iso3"], table["capital"], strict=True):
        spot = gazetteer.geocode({"city": capital, "country": iso3})
        if spot and any(is_within(spot.latitude, spot.longitude, box) for box in boxes[iso3]):
            found.append(iso3)

    assert len(found) >= CAPITALS_FOUND


def bounding_boxes() -> dict[str, list[tuple[float, float, float, float]]]:
    """Return west, south, east and north of each piece of land by alpha-3 code."""
    land = json.loads((CITIES.parent / "shapes" / "land-50m.json").read_text(encoding="utf-8"))
    boxes: dict[str, list[tuple[float, float, float, float]]] = {}
    for feature in land["features"]:
        geometry = feature["geometry"]
        is_single = geometry["type"] == "Polygon"
        for outer, *_ in [geometry["coordinates"]] if is_single else geometry["coordinates"]:
            lons, lats = zip(*outer, strict=True)
            box = (min(lons), min(lats), max(lons), max(lats))
            boxes.setdefault(feature["properties"]["iso"], []).append(box)
    return boxes


def is_within(lat: float, lon: float, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    near = NEAR_KM / 111  # a degree of latitude is 111 km
    return south - near <= lat <= north + near and west - near <= lon <= east + near


def test_threads_may_share_a_gazetteer(gazetteer: Gazetteer) -> None:
    queries = ["Dakar, Senegal", "Beirut, Lebanon", "Nairobi, Kenya"] * 50

    with ThreadPoolExecutor(8) as pool:
        codes = [spot.raw["iso2"] for spot in pool.map(gazetteer.geocode, queries)]

    assert codes == ["SN", "LB", "KE"] * 50


def test_reading_ahead_changes_no_answer(gazetteer: Gazetteer) -> None:
    asked = [*(row[:2] for row in FOUND), *UNCLEAR, *UNKNOWN]
    every = countries()
    asked += zip(every["capital"], every["name"], strict=True)
    with closing(Gazetteer()) as other:
        other.read_ahead(city for city, _ in asked)
        for city, country in asked:
            query = {"city": city, "country": country}
            assert other.ask(query) == gazetteer.ask(query), query


def test_names_are_read_ahead_with_few_queries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []
    rows = vars(CityTable)["_rows"]

    def noted(table: CityTable, query: str, *keys: str) -> object:
        asked.append(keys)
        return rows(table, query, *keys)

    monkeypatch.setattr(CityTable, "_rows", noted)
    with closing(Gazetteer()) as gazetteer:
        gazetteer.read_ahead(["Genève", "Dakar", "Nowhere at all"])
        gazetteer.ask({"city": "Dakar", "country": "Senegal"})
        gazetteer.ask({"city": "Genève", "country": "Suisse"})
    together = ("dakar", "geneve", "nowhere at all")
    # Once for cities, once for regions; "Suisse" may be a part of a country.
    assert asked == [together, together, ("suisse",)]
