"""Compare the coordinates of rows with their words: presence, city and country.

Coordinates that a list gives are kept, unless they are impossible or contradict a city that
can only be the one meant. Then lost signs and swapped numbers are corrected, or the map shows
the city. Each change, and each doubt, is an issue of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.geo.candidates import City
from data.geo.countries import country_codes, country_name
from data.geo.gazetteer import Gazetteer
from data.geo.positions import countries_at, distances_km
from data.lists.places.texts import pairs_of
from data.model.errors import msgid

FAR_KM = 100
"""So far from its city, a position is not believed."""
NEAR_KM = 50
"""A repaired position must be so near its city."""
_NAMESAKE_KM = 25
"""So near to a smaller city of the name, that one is meant."""
_CERTAIN = 20_000
"""A smaller city may be a namesake of a campus, a county or a venue."""
_DUMMY_ROWS = 5
"""So many rows without a city don't share a spot at sea."""
_PROMINENT_SHARE = 0.1
"""Of several cities of a name, those with this share of the likeliest one's weight count."""

ONLINE = msgid("This was online. Its coordinates were ignored.")
SIGN = msgid("A minus sign of the coordinates was corrected, so that they are at the city.")
SWAPPED = msgid("Latitude and longitude were swapped, so that they are at the city.")
FAR_SHOWN = msgid("The coordinates are more than 100 km from the city. The map shows the city.")
FAR = msgid("The coordinates are more than 100 km from the city.")
ELSEWHERE = msgid("The coordinates are in another country.")
AT_SEA = msgid("Many rows without a city share these coordinates at sea. They were ignored.")
BY_POSITION = msgid("The country was found by the coordinates.")

_CHECK = msgid("Check the corrected coordinates.")
_CLEAR = msgid("Clear the coordinates, or add the city.")
_CORRECT = msgid("Correct whichever is wrong.")
_USED = msgid("Correct whichever is wrong. The map uses the coordinates.")

_TURNS: tuple[tuple[str, Callable[..., tuple[Any, Any]]], ...] = (
    (SIGN, lambda lat, lon: (-lat, lon)),
    (SIGN, lambda lat, lon: (lat, -lon)),
    (SWAPPED, lambda lat, lon: (lon, lat)),
    (SIGN, lambda lat, lon: (-lat, -lon)),
    (SWAPPED, lambda lat, lon: (-lon, lat)),
    (SWAPPED, lambda lat, lon: (lon, -lat)),
    (SWAPPED, lambda lat, lon: (-lon, -lat)),
)
"""How coordinates go wrong, the least change first."""


class Checked(NamedTuple):
    """Places with corrected coordinates and countries, and the issues.

    `issues`: index of the rows; `column` ("lat" or "country"), `seen`, `expected`, `action`,
    `level`. `countries` counts the rows whose country was found by their coordinates.
    """

    places: pd.DataFrame
    issues: pd.DataFrame
    countries: int = 0


def checked_positions(
    places: pd.DataFrame,
    only_online: pd.Series[bool],
    gazetteer: Gazetteer,
    is_guess: pd.Series[bool] | None = None,
) -> Checked:
    """Compare the coordinates of each row with its words.

    Args:
        places: One row per row: `city`, `country`, `lat`, `lon` as text, lists with semicolons.
        only_online: Whether the row says that people met online, and nowhere in person.
        gazetteer: Where cities are looked up.
        is_guess: Whether the city was found among other words, such as those of a venue.

    Returns:
        The same rows. Coordinates without a meaning are "", repaired ones are repaired, and a
        row without a country gets that of its coordinates.
    """
    checks = _Checks(places)
    is_number = pd.to_numeric(places["lat"], errors="coerce").notna()
    checks.drop(is_number & only_online & (places["city"] == ""), ONLINE, "fixed")
    _check_cities(checks, gazetteer, places["city"][is_guess] if is_guess is not None else ())
    _check_countries(checks)
    return checks.result()


class _Checks:
    """Collects changes and issues."""

    def __init__(self, places: pd.DataFrame) -> None:
        self.places = places.copy()
        self._given = (places["lat"] + ", " + places["lon"]).str.strip(", ")
        self._issues: list[pd.DataFrame] = []
        self.countries = 0

    def note(
        self, rows: pd.Series[bool], expected: str, action: str, level: str, column: str = "lat"
    ) -> None:
        """Report rows."""
        city = self.places.loc[rows, "city"]
        seen = self._given[rows] + ("; " + city).where(city != "", "")
        texts = {"expected": expected, "action": action, "level": level, "column": column}
        self._issues.append(pd.DataFrame({"seen": seen}).assign(**texts))

    def drop(self, rows: pd.Series[bool], expected: str, level: str) -> None:
        """Drop the coordinates of rows."""
        if rows.any():
            self.note(rows, expected, _CLEAR, level)
            self.places.loc[rows, ["lat", "lon"]] = ""

    def move(
        self, rows: pd.Index, lat: NDArray[np.float64], lon: NDArray[np.float64], expected: str
    ) -> None:
        """Correct the coordinates of rows."""
        self.note(self._mask(rows), expected, _CHECK, "fixed")
        self.places.loc[rows, "lat"] = [f"{degrees:g}" for degrees in lat.round(6)]
        self.places.loc[rows, "lon"] = [f"{degrees:g}" for degrees in lon.round(6)]

    def _mask(self, rows: pd.Index) -> pd.Series[bool]:
        return pd.Series(self.places.index.isin(rows), index=self.places.index)

    def note_rows(self, rows: pd.Index, expected: str, action: str, level: str) -> None:
        """Report rows by their index."""
        if len(rows):
            self.note(self._mask(rows), expected, action, level)

    def drop_rows(self, rows: pd.Index, expected: str, action: str) -> None:
        """Drop the coordinates of rows whose city is shown instead."""
        if len(rows):
            self.note_rows(rows, expected, action, "guessed")
            self.places.loc[rows, ["lat", "lon"]] = ""

    def result(self) -> Checked:
        """Return the places and all issues."""
        columns = ["seen", "expected", "action", "level", "column"]
        issues = pd.concat(self._issues) if self._issues else pd.DataFrame(columns=columns)
        return Checked(self.places, issues, self.countries)


class _Compared(NamedTuple):
    """The cities that a row's words may mean: the likely ones, all, and whether one is certain."""

    likely: list[City]
    every: list[City]
    is_certain: bool


def _check_cities(checks: _Checks, gazetteer: Gazetteer, guesses: Iterable[str]) -> None:
    """Repair coordinates that are far from their city, or show the city."""
    guessed = frozenset(guesses)
    single = _single_places(checks.places)
    single = single[single["city"].ne("") & single["lat"].notna()]
    if single.empty:
        return
    numbers = single.groupby(["city", "country"], sort=False).ngroup().to_numpy().astype("int64")
    names = single.drop_duplicates(["city", "country"])
    gazetteer.read_ahead(names["city"])
    compared = [
        _cities_of(city, country, gazetteer)
        for city, country in zip(names["city"], names["country"], strict=True)
    ]
    lats, lons = single["lat"].to_numpy(), single["lon"].to_numpy()
    likely = _Distances([each.likely for each in compared])
    every = _Distances([each.every for each in compared])
    km = likely.km(numbers, lats, lons)
    suspects = np.flatnonzero(np.isfinite(km) & (km > FAR_KM))
    near = every.km(numbers[suspects], lats[suspects], lons[suspects]) <= _NAMESAKE_KM
    far = suspects[~near]
    is_list = single["is_list"].to_numpy()
    checks.note_rows(single.index[far[is_list[far]]].unique(), FAR, _USED, "guessed")
    far = far[~is_list[far]]
    for words, turn in _TURNS:
        if not len(far):
            return
        new_lat, new_lon = turn(lats[far], lons[far])
        on_earth = np.abs(new_lat) <= 90
        there = likely.km(numbers[far], np.where(on_earth, new_lat, 90), new_lon) <= NEAR_KM
        there &= on_earth
        if there.any():
            checks.move(single.index[far[there]], new_lat[there], new_lon[there], words)
            far = far[~there]
    is_certain = np.array([each.is_certain for each in compared])[numbers[far]]
    is_certain &= ~single["city"].iloc[far].isin(guessed).to_numpy()
    checks.drop_rows(single.index[far[is_certain]], FAR_SHOWN, _CORRECT)
    checks.note_rows(single.index[far[~is_certain]], FAR, _USED, "guessed")


def _cities_of(city: str, country: str, gazetteer: Gazetteer) -> _Compared:
    """Return the cities that a row's words may mean."""
    likely, every, certain = [], [], True
    pairs = [pair for pair in pairs_of(city, country) if pair[0]]
    for name, own in pairs:
        matches = gazetteer.ask({"city": name, "country": own})
        ranked, best = matches.ranked(), matches.clear()
        every += ranked
        certain = certain and best is not None and _is_certain(name, best, gazetteer)
        if best:
            likely.append(best)
        elif ranked:
            weights = [each.weigh(in_country=matches.in_country) for each in ranked]
            likely += [
                each
                for each, weight in zip(ranked, weights, strict=True)
                if weight >= _PROMINENT_SHARE * weights[0]
            ]
    return _Compared(likely, every, certain and len(pairs) == 1)


def _is_certain(name: str, city: City, gazetteer: Gazetteer) -> bool:
    """Whether a name can only mean a city: its own, and not that of a state or another country.

    "Washington" is a state too, and "Lumen" may be a campus or a house of that name.
    """
    if not city.is_primary or (city.population < _CERTAIN and not city.capital):
        return False
    head, comma, _ = name.partition(",")
    own = {(city.iso2, city.admin1)}
    is_own = gazetteer.regions(head) <= own and not gazetteer.is_wide(city)
    is_state = bool(gazetteer.regions(head)) and not is_own and not comma
    return not is_state and set(country_codes(head)) <= {city.iso2}


class _Distances:
    """The cities of each name as arrays."""

    def __init__(self, lists: list[list[City]]) -> None:
        counts = np.array([len(cities) for cities in lists])
        self._starts, self._counts = np.cumsum(counts) - counts, counts
        self._lat = np.array([city.lat for cities in lists for city in cities])
        self._lon = np.array([city.lon for cities in lists for city in cities])

    def km(
        self, numbers: NDArray[np.int64], lat: NDArray[np.float64], lon: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the distance of each position from the nearest city of its name; NaN for none."""
        counts = self._counts[numbers]
        result = np.full(len(numbers), np.nan)
        filled = np.flatnonzero(counts)
        if not len(filled):
            return result
        counts = counts[filled]
        ends = np.cumsum(counts)
        inner = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
        cities = np.repeat(self._starts[numbers[filled]], counts) + inner
        rows = np.repeat(filled, counts)
        km = distances_km(lat[rows], lon[rows], self._lat[cities], self._lon[cities])
        result[filled] = np.minimum.reduceat(km, ends - counts)
        return result


def _check_countries(checks: _Checks) -> None:
    """Fill in missing countries by position, and doubt positions in other countries."""
    places = checks.places
    lat, lon = (pd.to_numeric(places[name], errors="coerce") for name in ("lat", "lon"))
    known = lat.notna() & lon.notna()
    if not known.any():
        return
    codes = countries_at(lat[known], lon[known]).reindex(places.index).fillna("")
    no_words = known & (places["country"] == "") & (places["city"] == "") & (codes == "")
    if no_words.any():
        sizes = places[no_words].groupby(["lat", "lon"])["lat"].transform("size")
        is_shared = sizes.reindex(places.index, fill_value=0) >= _DUMMY_ROWS
        checks.drop(no_words & is_shared, AT_SEA, "guessed")
    new = known & (places["country"] == "") & (codes != "")
    if new.any():
        names = {code: country_name(code) for code in codes[new].unique()}
        places.loc[new, "country"] = codes[new].map(names)
        checks.countries = int(new.sum())
    named = known & ~new & (codes != "") & (places["city"] == "")
    if named.any():
        own = {text: country_codes(text) for text in places.loc[named, "country"].unique()}
        pairs = zip(codes[named], places.loc[named, "country"], strict=True)
        differs = [bool(own[text]) and code not in own[text] for code, text in pairs]
        rows = places.index[named][differs]
        checks.note_rows(rows, ELSEWHERE, _USED, "guessed")


def _single_places(places: pd.DataFrame) -> pd.DataFrame:
    """Return one row per pair of coordinates, with the index of its row, and its city if known."""
    is_list = places["lat"].str.contains(";", regex=False)
    columns = ["city", "country", "lat", "lon"]
    rows = []
    for index, *cells in places.loc[is_list, columns].itertuples(name=None):
        city, country, lats, lons = (str(cell).split("; ") for cell in cells)
        cities = city if len(city) == len(lats) else ["; ".join(city)] * len(lats)
        whole = "; ".join(country)
        rows += [
            (index, name, whole, lat, lon)
            for name, lat, lon in zip(cities, lats, lons, strict=False)
        ]
    members = pd.DataFrame(rows, columns=["index", *columns]).set_index("index")
    single = places.loc[~is_list, columns].assign(is_list=False)
    single["is_list"] = single["city"].str.contains(";", regex=False)
    both = pd.concat([single, members.assign(is_list=True)]) if rows else single
    numbers = {name: pd.to_numeric(both[name], errors="coerce") for name in ("lat", "lon")}
    return both.assign(**numbers)
