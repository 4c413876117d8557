"""What a list itself says about unclear places: its other rows, and its codes of two letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from data.columnar.texts import each_once
from data.geo.candidates import CLEAR_RATIO, KNOWN_WITHOUT_COUNTRY, City, is_world_known
from data.geo.countries import countries, country_codes, country_name
from data.geo.gazetteer import Gazetteer, Matches
from data.lists.places.questions import Candidate
from data.model.errors import msgid
from data.words.folding import fold

BY_OTHER_ROWS = msgid("The country was taken from other rows of the list.")

BEST_KNOWN = msgid("The city is far larger and better known than others of its name.")

_MOSTLY = 0.9
"""Share of rows that makes a habit of the list."""
_LEAST_IN_COUNTRY, _LEAST_ON_CONTINENT = 5, 8
_LEAST_CODES = 2
_HABIT = 3
_SAMPLE, _LEAST_STATES, _MOST_STATES = 300, 3, 0.6
_CODE = re.compile(r"(?P<city>[^,;]+),\s*(?P<code>[A-Z]{2})\.?")

_NONE = pd.DataFrame({"country": [], "reason": []}, dtype="str")
STATES, COUNTRIES, OTHERS = "states", "countries", "others"


def kind_of_codes(texts: Iterable[str], gazetteer: Gazetteer) -> str:
    """Say what codes of two letters after cities are, as in "Salem, IN".

    Args:
        texts: The distinct texts of a column.
        gazetteer: Where cities are looked up.

    Returns:
        `STATES` or `COUNTRIES`, if two codes of the column can only be that and no more than a
        tenth can only be the other; `OTHERS` if most codes are neither, as those of Italy's
        provinces; else "".
    """
    neither = 0
    sure: dict[str, set[str]] = {STATES: set(), COUNTRIES: set()}
    for text in texts:
        if not (match := _CODE.fullmatch(text)):
            continue
        city, code = match["city"], match["code"]
        is_state = bool(in_state(city, code, gazetteer))
        is_country = bool(gazetteer.named(city, country_codes(code)) if country_codes(code) else ())
        if is_state != is_country:
            sure[STATES if is_state else COUNTRIES].add(text)
        neither += not is_state and not is_country and bool(gazetteer.named(city))
    for kind, other in ((STATES, COUNTRIES), (COUNTRIES, STATES)):
        if len(sure[kind]) >= max(_LEAST_CODES, 10 * len(sure[other])):
            return kind
    return OTHERS if neither > max(_LEAST_CODES, *(len(texts) for texts in sure.values())) else ""


def by_code(text: str, kind: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return a text and the country that its code of two letters tells.

    Returns:
        The text, without a code that is no state, and the country; "" if the code tells none.
    """
    match = _CODE.fullmatch(text) if kind else None
    if not match or gazetteer.ask(text).clear():
        return text, ""
    if kind == OTHERS:
        return match["city"].strip(), ""
    if kind == COUNTRIES and gazetteer.named(match["city"], country_codes(match["code"])):
        return match["city"].strip(), match["code"]
    cities = in_state(match["city"], match["code"], gazetteer) if kind == STATES else ()
    codes = {city.iso2 for city in cities}
    return (text, country_name(codes.pop())) if len(codes) == 1 else (text, "")


def in_state(city: str, state: str, gazetteer: Gazetteer) -> tuple[City, ...]:
    """Return the cities of a name that are in a state."""
    regions = gazetteer.regions(state)
    return tuple(each for each in gazetteer.named(city) if (each.iso2, each.admin1) in regions)


def have_states(rows: pd.DataFrame, gazetteer: Gazetteer) -> bool:
    """Whether most cities of some rows are in the state beside them."""
    pairs = rows.loc[(rows["city"] != "") & (rows["state"] != ""), ["city", "state"]]
    pairs = pairs.drop_duplicates().head(_SAMPLE)
    both = zip(pairs["city"], pairs["state"], strict=True)
    fits = [bool(in_state(str(city), str(state), gazetteer)) for city, state in both]
    return len(fits) >= _LEAST_STATES and sum(fits) >= _MOST_STATES * len(fits)


def countries_by_other_rows(
    places: pd.DataFrame, gazetteer: Gazetteer, answers: Mapping[str, Candidate]
) -> pd.DataFrame:
    """Find the countries of unclear cities by the other rows.

    The same city with its country in other rows decides; else the one country, or the one
    continent, of nearly all rows; else the city that is far better known than others.

    Args:
        places: One row per row: `city, country, lat, lon` as text, lists with semicolons.
        gazetteer: Where cities are looked up.
        answers: The decisions so far by key of the question; those names are left alone.

    Returns:
        For the rows that get one, with their index: `country`, an English name, and `reason`,
        a message id.
    """
    is_single = places["city"].ne("") & ~places["city"].str.contains(";", regex=False)
    is_open = is_single & places["country"].eq("") & places["lat"].eq("")
    if not is_open.any():
        return _NONE
    names = places.loc[is_open, "city"]
    asked = {name: gazetteer.ask(name) for name in names.unique()}
    unclear = {
        name: matches
        for name, matches in asked.items()
        if matches.cities and matches.clear() is None and f"{fold(name)} | " not in answers
    }
    if not unclear:
        return _NONE
    by_name = _countries_by_name(places[places["country"].ne("") & is_single])
    known = _known_countries(places, names, asked)
    chosen, reasons = {}, {}
    for name, matches in unclear.items():
        counts = by_name.get(fold(name), Counter())
        code, reason = _of_same_name(matches, counts) or _of_list(matches, known), BY_OTHER_ROWS
        if not code and not counts:
            code, reason = _of_best_known(name, matches, known, gazetteer), BEST_KNOWN
        if code:
            chosen[name], reasons[name] = country_name(code), reason
    found = each_once(names, lambda name: chosen.get(name, ""))
    why = names.map(reasons)
    return pd.DataFrame({"country": found, "reason": why})[found != ""]


def _countries_by_name(rows: pd.DataFrame) -> dict[str, Counter[str]]:
    """Count the countries of each city that has one in its row."""
    counted: dict[str, Counter[str]] = {}
    sizes = rows.groupby(["city", "country"], sort=False).size()
    for names, count in sizes.items():
        city, country = names if isinstance(names, tuple) else ("", "")
        codes = country_codes(str(country))
        if len(codes) == 1:
            counted.setdefault(fold(str(city)), Counter())[codes[0]] += int(count)
    return counted


def _known_countries(
    places: pd.DataFrame, names: pd.Series[str], asked: Mapping[str, Matches]
) -> Counter[str]:
    """Count the countries of the rows that have a clear one."""
    known: Counter[str] = Counter()
    for country, count in places.loc[places["country"] != "", "country"].value_counts().items():
        codes = country_codes(str(country))
        known.update({codes[0]: int(count)} if len(codes) == 1 else {})
    for name, count in names.value_counts().items():
        if city := asked[str(name)].clear():
            known[city.iso2] += int(count)
    return known


def _of_same_name(matches: Matches, counts: Counter[str]) -> str:
    """Return the country that other rows give to a city; "" if that is open.

    A few rows may name the country only because it is not the well-known city.
    """
    if not counts:
        return ""
    ((code, most),) = counts.most_common(1)
    is_first = matches.ranked()[0].iso2 == code
    return code if most >= _MOSTLY * counts.total() and (is_first or most >= _HABIT) else ""


def _of_list(matches: Matches, known: Counter[str]) -> str:
    """Return the country of an unclear city by that of nearly all rows; "" if that is open."""
    total = known.total()
    if total < _LEAST_IN_COUNTRY:
        return ""
    ((country, most),) = known.most_common(1)
    if most >= _MOSTLY * total:
        inside = tuple(city for city in matches.cities if city.iso2 == country)
        city = matches._replace(cities=inside, in_country=True, is_torn=False).clear()
        return city.iso2 if city else ""
    continent_of = dict(zip(countries()["iso2"], countries()["m49_region"], strict=True))
    continents: Counter[str] = Counter()
    for code, count in known.items():
        continents[continent_of.get(code, "")] += count
    ((continent, most),) = continents.most_common(1)
    if total < _LEAST_ON_CONTINENT or most < _MOSTLY * total or not continent:
        return ""
    inside = tuple(c for c in matches.cities if continent_of.get(c.iso2) == continent)
    city = _outstanding(inside)
    return city.iso2 if city else ""


def _of_best_known(name: str, matches: Matches, known: Counter[str], gazetteer: Gazetteer) -> str:
    """Return the country of the best known city of a name; "" if the list may mean another."""
    city = None if matches.is_torn else gazetteer.best_known(matches.cities)
    if city is None or any(
        other.iso2 != city.iso2 and 2 * known[other.iso2] > known.total()
        for other in matches.cities
    ):
        return ""
    clear = gazetteer.ask({"city": name, "country": country_name(city.iso2)}).clear()
    return city.iso2 if clear and clear.id == city.id else ""


def _outstanding(cities: tuple[City, ...]) -> City | None:
    """Return the large city that outweighs all others; None without one."""
    if not cities:
        return None
    best, *others = Matches(cities, is_strict=False, in_country=False).ranked()
    weights = [city.weigh(in_country=False) for city in others]
    is_large = best.population >= KNOWN_WITHOUT_COUNTRY or is_world_known(best)
    is_heaviest = best.weigh(in_country=False) >= CLEAR_RATIO * max(weights, default=0)
    return best if is_large and best.is_primary and is_heaviest else None
