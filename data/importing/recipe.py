"""A recipe: the choices made while a list was brought in, to be used with its next version."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import tomli_w

from data.campaign.errors import CampaignError, msgid
from data.campaign.settings import MOST_RECIPE_LETTERS, read_toml
from data.importing.places.questions import Candidate

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
REGION_RULES = ("column", "subregions", "table", "none")
"""Where regions come from: a column of the list, the M49 sub-regions of the countries, a small
table of countries, or nowhere."""
_TEXTS = ("title", "language", "sheet", "encoding", "separator", "date_order", "region_rule")
DATE_ORDERS = ("", "day first", "month first", "year first")


class RecipeError(CampaignError):
    """A recipe can't be read."""


@dataclass(frozen=True)
class Recipe:
    """How a list is read. An empty one lets everything be found.

    Attributes:
        sheet: Sheet of a workbook.
        encoding: Of a text file.
        separator: Of a text file.
        columns: Header to column of `consultations.csv` ("" keeps it as a further field); a
            header that is not named is matched by itself.
        date_order: One of `DATE_ORDERS`, "" where the list decides.
        places: The chosen city by the key of its question (`place_questions`).
        merges: A spelling of an organization to the name it goes by.
        region_rule: One of `REGION_RULES`.
        region_table: ISO 3166 alpha-3 code of a country to the name of its region.
        title: Of the campaign.
        language: Of the texts.
        keeps_contacts: Whether e-mail addresses and telephone numbers stay (`keep_contacts`).
    """

    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    places: Mapping[str, Candidate] = field(default_factory=dict)
    merges: Mapping[str, str] = field(default_factory=dict)
    region_rule: str = ""
    region_table: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    language: str = "en"
    keeps_contacts: bool = False


def write_recipe(recipe: Recipe) -> str:
    """The recipe as TOML; `read_recipe` gives it back."""
    said: dict[str, Any] = {"version": VERSION}
    for name in _TEXTS:
        said[name] = getattr(recipe, name)
    if recipe.keeps_contacts:
        said["keep_contacts"] = True
    said["columns"] = dict(recipe.columns)
    said["merges"] = dict(recipe.merges)
    said["region_table"] = dict(recipe.region_table)
    said["places"] = {key: asdict(city) for key, city in recipe.places.items()}
    return tomli_w.dumps(said)


def read_recipe(text: str) -> Recipe:
    """Read TOML.

    Raises:
        RecipeError: It is no TOML, or something in it is not what a recipe says.
    """
    try:
        said = read_toml(text, MOST_RECIPE_LETTERS)
        return _recipe(said)
    except (tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise RecipeError(
            msgid("The recipe can't be read: {reason}."),
            msgid("Use a recipe.toml saved from the page Your data."),
            reason=str(error)[:200],
        ) from error


def _recipe(said: Mapping[str, Any]) -> Recipe:
    rule, order = str(said.get("region_rule", "")), str(said.get("date_order", ""))
    if rule not in ("", *REGION_RULES):
        raise ValueError(f"region_rule = {rule!r}")
    if order not in DATE_ORDERS:
        raise ValueError(f"date_order = {order!r}")
    texts = {name: str(said.get(name, "")) for name in ("sheet", "encoding", "separator", "title")}
    return Recipe(
        **texts,
        language=str(said.get("language", "en")) or "en",
        keeps_contacts=said.get("keep_contacts") is True,
        date_order=order,
        region_rule=rule,
        columns=_texts(said.get("columns", {})),
        merges=_texts(said.get("merges", {})),
        region_table=_texts(said.get("region_table", {})),
        places={str(key): _city(one) for key, one in said.get("places", {}).items()},
    )


def _texts(said: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in said.items()}


def _city(said: Mapping[str, Any]) -> Candidate:
    lat, lon = float(said["lat"]), float(said["lon"])
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004
        raise ValueError(f"lat = {lat}, lon = {lon}")
    return Candidate(
        name=str(said.get("name", "")),
        region=str(said.get("region", "")),
        country=str(said.get("country", "")),
        population=int(said.get("population", 0)),
        lat=lat,
        lon=lon,
        id=int(said.get("id", 0)),
        source=str(said.get("source", "")),
    )
