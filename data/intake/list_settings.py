"""What a list says of itself as a campaign: its title, its credits, what having no region means."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from data.errors import msgid
from data.folding import fold
from data.intake.where.online_settings import CREDIT
from data.languages import DEFAULT_LANGUAGE, available_languages, translations
from data.schema import GLOBAL
from data.settings import Settings, kinds_frame

if TYPE_CHECKING:
    import pandas as pd

    from data.intake.recipe import Recipe

NO_REGION = msgid("No region")
GLOBAL_OR_NONE = msgid("Global or no region")


def list_settings(file: str, recipe: Recipe, regions: pd.Series[str]) -> Settings:
    """Make the settings of a list.

    Args:
        file: Its name, which is its title unless the recipe has one.
        recipe: The choices made so far.
        regions: The region of each row, "" where none is known.
    """
    title = recipe.title or PurePath(file).stem or file
    texts = {"title": title} | _in_each_language("no_region", _none(regions))
    if any(city.source for city in recipe.places.values()):
        # Places that were looked up are OpenStreetMap's, wherever the campaign is shown.
        texts |= _in_each_language("credits", CREDIT)
    return Settings(
        id=title.lower(), texts=texts, kinds=kinds_frame([]), languages=available_languages(),
        shows_contacts=recipe.keeps_contacts,
    )  # fmt: skip


def _none(regions: pd.Series[str]) -> str:
    """What to call it that rows have no region; "" where all of these are said to be global."""
    said = {fold(region) for region in regions.unique()}
    if GLOBAL not in said:
        return NO_REGION
    return GLOBAL_OR_NONE if "" in said else ""


def _in_each_language(name: str, message: str) -> dict[str, str]:
    if not message:
        return {}
    others = [one for one in available_languages() if one != DEFAULT_LANGUAGE]
    said = {f"{name}__{one}": translations(one).gettext(message) for one in others}
    return {name: message} | said
