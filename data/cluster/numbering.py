"""Number regions, kinds and organizations once, so that all shards count the same things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import pandas as pd

from data.cluster.survey import NAMED
from data.geo.gazetteer import Gazetteer
from data.loading.assemble import OPTIONAL_TABLES, TABLE, campaign_from
from data.loading.csv_tables import with_columns
from data.model.campaign import Campaign
from data.model.errors import Issue
from data.model.schema import CONSULTATION_COLUMNS, ROW
from data.model.settings import Settings

_FRAMES = ("consultations", "places", "roles", "feeds", "documents", "photos")
_LISTS = ("regions.csv", "organizations.csv")


def small_campaign(
    settings: Settings,
    texts: Mapping[str, pd.DataFrame],
    surveys: Iterable[Mapping[str, Any]],
    issues: list[Issue],
) -> Campaign:
    """Return what all shards share: settings with all kinds, regions, organizations.

    Names outside the lists get the numbers that one table of all parts would give them.

    Args:
        settings: The contents of `campaign.toml`.
        texts: The tables of regions and organizations, as text.
        surveys: The facts of each piece, in order.
        issues: Issues found before; further ones are added: one per unlisted name.

    Returns:
        The campaign without rows of consultations.
    """
    names: dict[str, dict[str, int]] = {column: {} for column in NAMED}
    for facts in surveys:
        for column, firsts in facts["names"].items():
            for text, row in firsts:
                names[column].setdefault(text, row)
    nothing = dict.fromkeys(CONSULTATION_COLUMNS, "")
    rows = [
        nothing | {"id": f"{column} {row} {text}", "title": text, column: text, ROW: row}
        for column, firsts in names.items()
        for text, row in firsts.items()
    ]
    table = pd.DataFrame(rows, columns=[*CONSULTATION_COLUMNS, ROW])
    table = table.astype(dict.fromkeys(CONSULTATION_COLUMNS, "str") | {ROW: "int64"})
    tables = {TABLE: table} | {
        name: texts[name] if name in _LISTS else with_columns(pd.DataFrame(), columns)
        for name, columns in OPTIONAL_TABLES.items()
    }
    with closing(Gazetteer()) as gazetteer:
        campaign = campaign_from(settings, tables, issues, gazetteer)
    empty = {name: getattr(campaign, name).iloc[:0] for name in _FRAMES}
    return replace(campaign, **empty)


def lists_of(small: Campaign) -> dict[str, pd.DataFrame]:
    """Return regions and organizations as tables of text with every name that is numbered."""
    return {
        "regions.csv": small.regions.drop(columns="iso3"),
        "organizations.csv": small.organizations,
    }
