"""A recipe: the decisions made while importing a list, to reuse with its next version."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from data.lists.places.questions import Candidate
from data.model.errors import CampaignError, msgid
from data.model.folder import text_of
from data.model.settings import MOST_RECIPE_LETTERS, read_toml

VERSION = 1
REGION_RULES = ("column", "subregions", "table", "none")
"""How regions are set: by a column of the list, the M49 sub-regions of the countries, a table of
countries, or not at all."""
_TEXTS = (
    "title",
    "noun",
    "language",
    "sheet",
    "encoding",
    "separator",
    "date_order",
    "region_rule",
)
DATE_ORDERS = ("", "day first", "month first", "year first")


class RecipeError(CampaignError):
    """A recipe can't be read."""


@dataclass(frozen=True)
class Recipe:
    """How a list is read. An empty recipe decides nothing.

    Attributes:
        sheet: Sheet of a workbook.
        encoding: Encoding of a text file.
        separator: Separator of a text file.
        columns: Column of `consultations.csv` by header ("" makes it an extra field); other
            headers are matched automatically.
        date_order: One of `DATE_ORDERS`, "" if the list decides.
        places: The chosen city by the key of its question (`places.questions`).
        merges: Name of an organization by spelling.
        at_commas: Headers of columns of organizations whose commas separate names.
        same: Id of an earlier version by the id that a reworded title gives.
        region_rule: One of `REGION_RULES`, "" for the proposed one.
        region_table: Name of the region by ISO 3166 alpha-3 code of a country.
        title: Title of the campaign.
        noun: What the rows are called, see `data.filters.nouns`; "" for consultations.
        language: Language of the texts.
        keeps_contacts: Whether to keep e-mail addresses and phone numbers (`keep_contacts`).
    """

    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    places: Mapping[str, Candidate] = field(default_factory=dict)
    merges: Mapping[str, str] = field(default_factory=dict)
    at_commas: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    region_rule: str = ""
    region_table: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    noun: str = ""
    language: str = "en"
    keeps_contacts: bool = False


def write_recipe(recipe: Recipe) -> str:
    """Write a recipe as TOML; `read_recipe` reads it."""
    values: dict[str, Any] = {"version": VERSION}
    for name in _TEXTS:
        values[name] = getattr(recipe, name)
    if recipe.keeps_contacts:
        values["keep_contacts"] = True
    if recipe.at_commas:
        values["split_at_commas"] = list(recipe.at_commas)
    values["columns"] = dict(recipe.columns)
    values["merges"] = dict(recipe.merges)
    if recipe.same:
        values["same"] = dict(recipe.same)
    values["region_table"] = dict(recipe.region_table)
    values["places"] = {key: asdict(city) for key, city in recipe.places.items()}
    return tomli_w.dumps(values)


def read_recipe(text: str) -> Recipe:
    """Read a recipe from TOML.

    Raises:
        RecipeError: It is not TOML, or has values that a recipe can't have.
    """
    try:
        return _recipe(read_toml(text, MOST_RECIPE_LETTERS))
    except (tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise RecipeError(
            msgid("The recipe can't be read: {reason}."),
            msgid("Use a recipe.toml saved from the page Your data."),
            reason=str(error)[:200],
        ) from error


def _recipe(values: Mapping[str, Any]) -> Recipe:
    rule, order = str(values.get("region_rule", "")), str(values.get("date_order", ""))
    if rule not in ("", *REGION_RULES):
        raise ValueError(f"region_rule = {rule!r}")
    if order not in DATE_ORDERS:
        raise ValueError(f"date_order = {order!r}")
    texts = {
        name: str(values.get(name, ""))
        for name in ("sheet", "encoding", "separator", "title", "noun")
    }
    return Recipe(
        **texts,
        language=str(values.get("language", "en")) or "en",
        keeps_contacts=values.get("keep_contacts") is True,
        date_order=order,
        region_rule=rule,
        columns=_texts(values.get("columns", {})),
        merges=_texts(values.get("merges", {})),
        at_commas=tuple(map(str, values.get("split_at_commas", ()))),
        same=_texts(values.get("same", {})),
        region_table=_texts(values.get("region_table", {})),
        places={str(key): _city(city) for key, city in values.get("places", {}).items()},
    )


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in values.items()}


def _city(values: Mapping[str, Any]) -> Candidate:
    lat, lon = float(values["lat"]), float(values["lon"])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"lat = {lat}, lon = {lon}")
    return Candidate(
        name=str(values.get("name", "")),
        region=str(values.get("region", "")),
        country=str(values.get("country", "")),
        population=int(values.get("population", 0)),
        lat=lat,
        lon=lon,
        id=int(values.get("id", 0)),
        source=str(values.get("source", "")),
    )


def read_recipe_file(path: Path | None) -> Recipe:
    """Read a recipe; without a path, return an empty one.

    Raises:
        CampaignError: There is no such file, or it is not a recipe.
    """
    if path is None:
        return Recipe()
    try:
        return read_recipe(text_of(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CampaignError(
            msgid("The recipe {file} can't be read."),
            msgid("Use a recipe.toml saved from the page Your data."),
            file=str(path),
        ) from error
