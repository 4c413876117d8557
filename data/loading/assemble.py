"""Build a `Campaign` from tables of text, wherever they come from."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.columnar.memory import give_back_freed, give_back_memory
from data.columnar.texts import is_among
from data.geo.countries import countries_of
from data.geo.placing import (
    answers_to,
    assign_answers,
    names_of_given,
    place_rows,
    questions_of,
)
from data.loading.csv_tables import explode, split_list, with_columns
from data.loading.demands import DEMANDS, JUDGEMENTS, Meetings, read_demands
from data.loading.ids import lookup, match_ids, slugs, with_unlisted
from data.loading.progress import NAMING, PLACING, Progress, begin, ignore_progress
from data.loading.roles import read_roles
from data.loading.row_checks import (
    issues_for,
    unknown_references,
    usable_rows,
    with_days,
    with_ids_and_names,
    wrong_places,
)
from data.model.campaign import Campaign
from data.model.colors_and_shapes import REGION_PALETTE
from data.model.errors import CampaignUnreadableError, Issue, msgid
from data.model.schema import (
    CONSULTATION_COLUMNS,
    DEMAND_COLUMNS,
    DOCUMENT_COLUMNS,
    EXTRA,
    GLOBAL,
    JUDGEMENT_COLUMNS,
    ORGANIZATION_COLUMNS,
    PHOTO_COLUMNS,
    REGION_COLUMNS,
    REQUIRED_COLUMNS,
    ROW,
    TRANSLATED_COLUMNS,
)
from data.model.settings import Settings, kinds_frame
from data.words.folding import fold_series
from data.words.languages import available_languages

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

TABLE = "consultations.csv"
OPTIONAL_TABLES = {
    "regions.csv": REGION_COLUMNS,
    "organizations.csv": ORGANIZATION_COLUMNS,
    "documents.csv": DOCUMENT_COLUMNS,
    "photos.csv": PHOTO_COLUMNS,
    DEMANDS: DEMAND_COLUMNS,
    JUDGEMENTS: JUDGEMENT_COLUMNS,
}
COLUMNS = {TABLE: CONSULTATION_COLUMNS} | OPTIONAL_TABLES
"""The known columns of each table; it may have more."""

_FEW_VALUES = ("kind", "region", "precision")


def with_colors(regions: pd.DataFrame) -> pd.DataFrame:
    """Give a default colour, in table order, to every region without a valid `#rrggbb`."""
    defaults = pd.Series([REGION_PALETTE[row % len(REGION_PALETTE)] for row in range(len(regions))])
    is_valid = regions["color"].str.fullmatch(r"#[0-9A-Fa-f]{6}")
    return regions.assign(color=regions["color"].where(is_valid, defaults.astype("str")))


def with_countries(regions: pd.DataFrame) -> pd.DataFrame:
    """Add `iso3`: the countries of each region, from its M49 areas and its own list."""
    codes = [
        tuple(sorted({*countries_of(split_list(m49)), *(c.upper() for c in split_list(extra))}))
        for m49, extra in zip(regions["m49"], regions["countries"], strict=True)
    ]
    return regions.assign(iso3=pd.Series(codes, index=regions.index, dtype="object"))


def campaign_from(
    settings: Settings,
    texts: dict[str, pd.DataFrame],
    issues: list[Issue],
    geocoder: Geocoder,
    progress: Progress = ignore_progress,
    **source: str,
) -> Campaign:
    """Build a campaign from tables of text.

    Args:
        settings: The contents of `campaign.toml`.
        texts: Table name to frame: text, "" where empty, and the row in `_row`. Frames are removed
            from it, so that large ones are not in memory twice.
        issues: Issues from reading the tables; further ones are added.
        geocoder: Finds cities.
        progress: Called with the progress.
        source: `folder` and `version` of the campaign.

    Raises:
        CampaignUnreadableError: `consultations.csv` has no id or no title.
    """
    tables = {TABLE: _consultations(texts.pop(TABLE), issues, source.get("folder", ""))}
    for name, columns in OPTIONAL_TABLES.items():
        table = texts.pop(name, pd.DataFrame())
        is_demands = name in (DEMANDS, JUDGEMENTS)
        tables[name] = table if is_demands else _optional(table, name, columns, issues)
    campaign = _assemble(settings, tables, issues, geocoder, progress)
    return replace(campaign, folder=source.get("folder", ""), version=source.get("version", ""))


def _consultations(table: pd.DataFrame, issues: list[Issue], folder: str) -> pd.DataFrame:
    """Return the usable rows of `consultations.csv`, dates parsed."""
    missing = [name for name in REQUIRED_COLUMNS if name not in table.columns]
    if missing:
        raise CampaignUnreadableError(
            msgid("{file} needs these columns: {columns}."),
            msgid("Add the file or its missing columns."),
            file=str(Path(folder, TABLE)), columns=", ".join(missing),
        )  # fmt: skip
    table = _with_extras(with_columns(table, CONSULTATION_COLUMNS))
    table, left_out = usable_rows(table, TABLE, REQUIRED_COLUMNS)
    table, misread = with_days(table, TABLE)
    issues += left_out + misread
    return table


def _with_extras(table: pd.DataFrame) -> pd.DataFrame:
    """Prefix the columns that are not in the schema: a campaign may have any."""
    schema = {*CONSULTATION_COLUMNS, ROW}
    extras = {
        name: EXTRA + name
        for name in table.columns
        if name not in schema and name.partition("__")[0] not in TRANSLATED_COLUMNS
    }
    return table.rename(columns=extras)


def _optional(
    table: pd.DataFrame, name: str, columns: tuple[str, ...], issues: list[Issue]
) -> pd.DataFrame:
    """Return the usable rows of an optional table."""
    table = with_columns(table, columns)
    is_list = "name" in columns
    if is_list:
        table = with_ids_and_names(table)
    table, left_out = usable_rows(table, name, ("id",) if is_list else ())
    issues += left_out
    return table


def _assemble(
    settings: Settings, tables: dict[str, pd.DataFrame], issues: list[Issue],
    geocoder: Geocoder, progress: Progress,
) -> Campaign:  # fmt: skip
    table, regions, organizations, documents, photos, asked, judged = (
        tables.pop(name) for name in (TABLE, *OPTIONAL_TABLES)
    )
    demands, judgements = read_demands(asked, judged, Meetings.of(table), issues)
    for name, frame in (("documents.csv", documents), ("photos.csv", photos)):
        issues += unknown_references(frame, table["id"], (name, "consultation"))
    # "global" means no region, in a table as in an address.
    table["region"] = table["region"].mask(fold_series(table["region"]) == GLOBAL, "")
    regions = regions[regions["id"] != GLOBAL].reset_index(drop=True)
    table["region"], regions = _ids_of_names(table, regions, ("region", "name"), issues)
    table["kind"], settings = _with_kinds(table, settings, issues)
    begin(progress, PLACING)
    unplaced = place_rows(table)
    give_back_memory(len(table))
    issues += wrong_places(table, unplaced, TABLE)
    give_back_freed(len(table))
    questions = questions_of(unplaced)
    # The first language is that of the table: its texts are shown as they are.
    others = [code for code in available_languages() if code != settings.languages[0]]
    # The gazetteer runs in Python, roles in Arrow: in parallel they take the time of one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        asking = thread.submit(answers_to, questions, geocoder, others)
        feeds, unknown = read_feeds(table, TABLE)
        roles, organizations = read_roles(table, organizations)
        answers = asking.result()
    places = assign_answers(unplaced, questions, answers)
    given = names_of_given(unplaced, questions, geocoder, others)
    places = places.assign(
        **{name: places[name].mask(places[name] == "", texts) for name, texts in given.items()}
    )
    del unplaced, questions
    give_back_memory(len(table))
    begin(progress, NAMING)
    order = _date_order(table)
    return Campaign(
        settings=settings,
        consultations=_finish(table, order, settings, places),
        places=_with_rows(places, order),
        roles=_with_rows(roles, order),
        feeds=feeds,
        documents=documents,
        photos=photos,
        regions=with_countries(with_colors(regions)),
        organizations=organizations,
        demands=demands,
        judgements=judgements,
        issues=tuple(issues + unknown),
    )


def _with_kinds(
    table: pd.DataFrame, settings: Settings, issues: list[Issue]
) -> tuple[pd.Series[str], Settings]:
    """Turn kinds into ids; kinds missing from `campaign.toml` count as the campaign's own."""
    ids, kinds = _ids_of_names(table, settings.kinds, ("kind", "title"), issues, own=True)
    rows = [{str(k): v for k, v in row.items()} for row in kinds.to_dict("records")]
    return ids, replace(settings, kinds=kinds_frame(rows))


def _ids_of_names(
    table: pd.DataFrame, things: pd.DataFrame, columns: tuple[str, str], issues: list[Issue],
    **others: str | bool,
) -> tuple[pd.Series[str], pd.DataFrame]:  # fmt: skip
    """Turn a column's texts into ids of a list; unlisted texts are added to the list."""
    column, name_column = columns
    names = [name for name in things.columns if name.split("__")[0] == name_column]
    ids = match_ids(table[column], lookup(things, names))
    unlisted = table[column].where(ids == "", "")
    if len(things):
        sentences = (
            msgid("The list has no such id."),
            msgid("Correct it or add it to the list. It is shown as written."),
        )
        issues += issues_for(table, unlisted != "", (TABLE, column), sentences)
    things = with_unlisted(things, unlisted, name_column, **others)
    return ids.where(ids != "", slugs(unlisted)), things


def _date_order(table: pd.DataFrame) -> np.ndarray:
    """Return the table positions of the consultations in date order, undated ones last."""
    days = table[["first", "last", ROW]].reset_index(drop=True)
    return days.sort_values(list(days.columns), na_position="last").index.to_numpy()


def _with_rows(frame: pd.DataFrame, order: np.ndarray) -> pd.DataFrame:
    """Turn `row` from a position in the table into one in date order."""
    ranks = np.empty(len(order), dtype="int32")
    ranks[order] = np.arange(len(order), dtype="int32")
    return frame.assign(row=ranks[frame["row"]])


def _finish(
    table: pd.DataFrame, order: np.ndarray, settings: Settings, places: pd.DataFrame
) -> pd.DataFrame:
    """Order, number and type the consultations; columns are removed from the table."""
    placed = np.zeros(len(table), dtype=bool)
    placed[places.loc[places["lat"].notna(), "row"]] = True
    names = list(table.columns)
    unordered = {name: table.pop(name) for name in names}

    def ordered(name: str) -> pd.Series:
        column = unordered.pop(name).take(order).reset_index(drop=True)
        give_back_freed(len(order))
        return column.astype("category") if name in _FEW_VALUES else column

    columns: dict[str, pd.Series] = {"number": pd.Series(range(1, len(order) + 1))}
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        columns |= zip(names, cores.map(ordered, names), strict=True)
    table = pd.DataFrame(columns)
    own = settings.kinds.loc[settings.kinds["own"], "id"]
    table["own"] = table["kind"].isin(own) | (table["kind"] == "")
    table["placed"] = placed[order]
    return table


def read_feeds(consultations: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Read the links in `feeds_into`.

    Args:
        consultations: `id`, `feeds_into` (ids), `first`, `last`, and the row of the file.
        file: Name of the table, for the issues.

    Returns:
        One row per link: `consultation`, `into`, `days` (whole days from the last day of the first
        to the first day of the second, `Int64`; NA unless both are known to the day; negative if
        they overlap); and one issue per id that no consultation has.
    """
    filled = consultations[consultations["feeds_into"] != ""]
    links = explode(filled, "id", "feeds_into").rename(
        columns={"id": "consultation", "feeds_into": "into"}
    )
    if links.empty:
        return links[["consultation", "into"]].assign(days=pd.Series(dtype="Int64")), []
    links = links.drop_duplicates(["consultation", "into"])
    is_known = is_among(links["into"], consultations["id"])
    is_known &= links["into"] != links["consultation"]
    unknown = links[~is_known]
    rows = unknown["consultation"].map(filled.set_index("id")[ROW])
    issues = [
        Issue(
            file, int(row), "feeds_into", str(into),
            msgid("No other consultation has this id."),
            msgid("Correct the id. The link is not shown."),
        )
        for row, into in zip(rows, unknown["into"], strict=True)
    ]  # fmt: skip
    links = links.loc[is_known, ["consultation", "into"]].reset_index(drop=True)
    return links.assign(days=_days_between(links, consultations)), issues


def _days_between(links: pd.DataFrame, consultations: pd.DataFrame) -> pd.Series[int]:
    ends = pd.concat([links["consultation"], links["into"]]).unique()
    table = consultations[is_among(consultations["id"], pd.Series(ends, dtype="str"))]
    exact = table[table["precision"] == "day"].set_index("id")
    last = exact["last"].reindex(links["consultation"]).set_axis(links.index)
    first = exact["first"].reindex(links["into"]).set_axis(links.index)
    return (first - last).dt.days.astype("Int64")
