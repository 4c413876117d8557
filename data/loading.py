"""From a folder of tables to a `Campaign`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.campaign import Campaign
from data.checks import unknown_values, usable_rows, with_days
from data.errors import CampaignFolderMissing, CampaignUnreadable, Finding
from data.feeds import read_feeds
from data.folding import fold_series
from data.gazetteer import Gazetteer
from data.identifiers import lookup, matched, slugs, with_unlisted
from data.place_rows import place_rows
from data.placing import place
from data.regions import with_colors, with_countries
from data.roles import read_roles
from data.schema import (
    CONSULTATION_COLUMNS, DOCUMENT_COLUMNS, ORGANIZATION_COLUMNS, PHOTO_COLUMNS,
    REGION_COLUMNS, REQUIRED_COLUMNS, SEARCHED_COLUMNS,
)  # fmt: skip
from data.settings import Settings, kinds_frame, read_settings
from data.tables import ROW, read_table, with_columns

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

TABLE = "consultations.csv"
_TABLES = ("regions.csv", "organizations.csv", "documents.csv", "photos.csv")
_COLUMNS = (REGION_COLUMNS, ORGANIZATION_COLUMNS, DOCUMENT_COLUMNS, PHOTO_COLUMNS)


def load_campaign(folder: Path | str, geocoder: Geocoder | None = None) -> Campaign:
    """Read a campaign's folder.

    Args:
        folder: Holds `consultations.csv` and, as far as it likes, `campaign.toml`,
            `regions.csv`, `organizations.csv`, `documents.csv`, `photos.csv`.
        geocoder: Finds cities; the built-in gazetteer unless given.

    Raises:
        CampaignFolderMissing: There is no such folder.
        CampaignUnreadable: It has no readable `consultations.csv` with an id and a title.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CampaignFolderMissing(
            "The campaign folder {folder} does not exist.",
            "Set CAMPAIGN to a folder with a consultations.csv.", folder=str(folder),
        )  # fmt: skip
    settings, findings = read_settings(folder)
    table = _consultations(folder, findings)
    others = [_optional(folder, name, *columns) for name, *columns in zip(_TABLES, _COLUMNS, strict=True)]  # fmt: skip
    for _, found in others:
        findings += found
    frames = [frame for frame, _ in others]
    return _assembled(folder, settings, table, frames, findings, geocoder or Gazetteer())


def _consultations(folder: Path, findings: list[Finding]) -> pd.DataFrame:
    """The rows of `consultations.csv` that can stand, dates read."""
    table, found = read_table(folder / TABLE)
    missing = [name for name in REQUIRED_COLUMNS if name not in table.columns]
    if missing:
        raise CampaignUnreadable(
            "{file} has no column {columns}.",
            "Add the column to the table, or the table to the folder.",
            file=str(folder / TABLE), columns=", ".join(missing),
        )  # fmt: skip
    table, left_out = usable_rows(with_columns(table, CONSULTATION_COLUMNS), TABLE)
    table, misread = with_days(table, TABLE)
    findings += found + left_out + misread
    return table


def _optional(
    folder: Path, name: str, columns: tuple[str, ...]
) -> tuple[pd.DataFrame, list[Finding]]:
    """A table that may be missing; rows without their first text are dropped with a finding."""
    table, findings = read_table(folder / name)
    table = with_columns(table, columns)
    twice = (table["id"] != "") & table["id"].duplicated()
    findings += [
        Finding(name, int(row), "id", str(seen), "an id that no row above has",
                "Give the row an id of its own.", left_out=True)
        for row, seen in zip(table.loc[twice, ROW], table.loc[twice, "id"], strict=True)
    ]  # fmt: skip
    return table[~twice].reset_index(drop=True), findings


def _assembled(
    folder: Path, settings: Settings, table: pd.DataFrame, frames: list[pd.DataFrame],
    findings: list[Finding], geocoder: Geocoder,
) -> Campaign:  # fmt: skip
    regions, organizations, documents, photos = frames
    if len(regions):
        findings += unknown_values(table, lookup(regions, ["name"]).values(), TABLE, "region")
    if len(settings.kinds):
        findings += unknown_values(table, settings.kinds["id"], TABLE, "kind")
    table, regions = _named(table, regions, "region", "name")
    table, kinds = _named(table, settings.kinds, "kind", "title")
    settings = replace(settings, kinds=kinds_frame(kinds.to_dict("records")))
    places = place(place_rows(table), geocoder)
    feeds, unknown = read_feeds(table, TABLE)
    roles, organizations = read_roles(table, organizations)
    return Campaign(
        settings=settings,
        consultations=_finished(table, settings, places),
        places=places,
        roles=roles,
        feeds=feeds,
        documents=documents,
        photos=photos,
        regions=with_countries(with_colors(regions)),
        organizations=organizations,
        findings=tuple(findings + unknown),
        folder=str(folder),
        version=_version(folder),
    )


def _named(
    table: pd.DataFrame, things: pd.DataFrame, column: str, name_column: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Turn a column's texts into ids of a list of things; what the list lacks is added to it."""
    names = [name for name in things.columns if name.split("__")[0] == name_column]
    ids = matched(table[column], lookup(things, names))
    unlisted = table[column].where(ids == "", "")
    things = with_unlisted(things, unlisted, name_column)
    ids = ids.where(ids != "", slugs(unlisted))
    return table.assign(**{column: ids}), things


def _finished(table: pd.DataFrame, settings: Settings, places: pd.DataFrame) -> pd.DataFrame:
    """Order, number and type the consultations."""
    table = table.sort_values(["first", "last", ROW], na_position="last", ignore_index=True)
    own = settings.kinds.loc[settings.kinds["own"], "id"]
    placed = places.loc[places["lat"].notna(), "consultation"]
    searched = [name for name in table.columns if name.split("__")[0] in SEARCHED_COLUMNS]
    words = table[searched[0]].str.cat([table[name] for name in searched[1:]], sep=" ")
    table.insert(0, "number", range(1, len(table) + 1))
    table = table.assign(
        own=table["kind"].isin(own) | (table["kind"] == ""),
        placed=table["id"].isin(placed),
        words=fold_series(words),
    )
    return table.astype({"kind": "category", "region": "category", "precision": "category"})


def _version(folder: Path) -> str:
    """A hash of the names and contents of the folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
