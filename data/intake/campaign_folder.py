"""A campaign as the folder that `load_campaign` reads, in memory."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
import tomli_w

from data.campaign_tables import OPTIONAL_TABLES, TABLE
from data.contacts import SHOW
from data.intake.recipe import write_recipe
from data.pictures import SUFFIXES
from data.schema import EXTRA, ROW
from data.settings import FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from data.campaign import Campaign
    from data.intake.recipe import Recipe
    from data.settings import Settings

RECIPE_FILE = "recipe.toml"

_MADE = {
    TABLE: ("number", "first", "last", "precision", "dated", "own", "placed", "words"),
    "regions.csv": ("iso3",),
}
"""Columns that reading adds."""

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a ZIP can have: all files have it, so that the same campaign is the same
bytes."""

_UNIX, _READABLE = 3, 0o100644 << 16
_LONGEST_NAME = 60
_PHOTO_DEPTH = 2


def campaign_files(
    campaign: Campaign, recipe: Recipe | None = None, photos: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Write the files of a campaign's folder.

    Texts stand in them as they are in the campaign: they are read again by this program, and
    what a spreadsheet program might take for a formula must come back as it was.

    Args:
        campaign: The whole campaign.
        recipe: How its list was read, to be kept beside it.
        photos: Contents of photo files by the path that the table of photos names; others are
            not taken.

    Returns:
        Names to contents, UTF-8: `campaign.toml`, the five tables (in the order of the rows of the
        list, every further column too), `recipe.toml` if there is a recipe, and photos.
    """
    consultations = campaign.consultations.sort_values(ROW, kind="stable")
    tables = {TABLE: consultations} | {
        name: getattr(campaign, name.removesuffix(".csv")) for name in OPTIONAL_TABLES
    }
    files = {FILE: _settings_toml(campaign.settings).encode()}
    files |= {name: _csv(table, _MADE.get(name, ())) for name, table in tables.items()}
    if recipe is not None:
        files[RECIPE_FILE] = write_recipe(recipe).encode()
    named = set(campaign.photos["file"])
    given = (photos or {}).items()
    return files | {path: data for path, data in given if path in named and _is_photo(path)}


def campaign_zip(
    campaign: Campaign, recipe: Recipe | None = None, photos: Mapping[str, bytes] | None = None
) -> bytes:
    """Write the folder as a ZIP, in one folder named after the campaign.

    Takes the same and has the same in it as `campaign_files`. The same campaign gives the same
    bytes.
    """
    folder = folder_name(campaign.settings.id)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in campaign_files(campaign, recipe, photos).items():
            info = zipfile.ZipInfo(f"{folder}/{name}", _OLDEST)
            info.create_system, info.external_attr = _UNIX, _READABLE
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def folder_name(text: str) -> str:
    """A name for a folder, safe on every system: letters, digits and hyphens."""
    kept = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return "-".join(kept.split())[:_LONGEST_NAME].strip("-") or "campaign"


def _is_photo(path: str) -> bool:
    """Whether a path is that of a photo in the folder or in a folder of it, on any system."""
    parts = path.split("/")
    return (
        PurePosixPath(path).suffix.lower() in SUFFIXES
        and len(parts) <= _PHOTO_DEPTH
        and not {"", ".", ".."} & set(parts)
        and not set('\\:<>|"?*') & set(path)
    )


def _settings_toml(settings: Settings) -> str:
    said: dict[str, Any] = {"id": settings.id, **settings.texts}
    if settings.url:
        said["url"] = settings.url
    said["languages"], said["sources"] = list(settings.languages), list(settings.sources)
    if settings.shows_contacts:
        said["contacts"] = SHOW
    if settings.tiles:
        said["tiles"] = dict(settings.tiles)
    kinds = settings.kinds.to_dict("records")
    said["kinds"] = [
        {str(name): _plain(value) for name, value in kind.items() if value != ""} for kind in kinds
    ]
    # Several lines are easier to read and to correct, but TOML gives all of them the same end.
    return tomli_w.dumps(said, multiline_strings="\\r" not in repr(said))


def _plain(value: object) -> object:
    return bool(value) if isinstance(value, np.bool_) else value


def _csv(table: pd.DataFrame, made: tuple[str, ...]) -> bytes:
    frame = table.drop(columns=[*made, ROW], errors="ignore").astype("str").fillna("")
    frame = frame.rename(columns=lambda name: name.removeprefix(EXTRA))
    text: str = frame.to_csv(index=False, lineterminator="\n")
    if "\r" in text:
        # Alone and without quotes it would end a row.
        text = frame.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_ALL)
    return text.encode("utf-8", "replace")
