"""Import a list of events: from a raw table to a `Campaign` and a report."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import pandas as pd

from data.campaign.errors import msgid
from data.campaign.schema import CONSULTATION_COLUMNS, GLOBAL, ROLE_COLUMNS, ROW
from data.campaign.settings import Settings, kinds_frame
from data.importing.cells import with_plain_letters, with_short_names
from data.importing.columns.matched_table import MatchedTable, matched_table
from data.importing.columns.matching import propose_columns
from data.importing.dates.row_dates import RowDates, row_dates
from data.importing.duplicates import duplicate_findings, find_duplicates
from data.importing.non_data_rows import without_side_rows
from data.importing.organizations.merging import apply_merges, propose_merges
from data.importing.organizations.names import with_lists
from data.importing.places.checks import place_findings
from data.importing.places.online_settings import CREDIT
from data.importing.places.questions import questions
from data.importing.places.row_places import row_places
from data.importing.readers.issue_log import Notes
from data.importing.recipe import write_recipe
from data.importing.regions import propose_rule, regions_for
from data.importing.report import Report, report_of
from data.importing.row_ids import with_row_ids
from data.importing.table_schema import schema_findings
from data.loading.assemble import OPTIONAL_TABLES, TABLE, campaign_from
from data.loading.contacts import (
    LIST_ACTION,
    NO_CONTACTS,
    Contacts,
    without_contacts,
    without_contacts_in_text,
)
from data.places.gazetteer import Gazetteer
from data.places.placing import place, place_rows
from data.words.folding import fold
from data.words.languages import DEFAULT_LANGUAGE, available_languages, translations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.campaign.campaign import Campaign
    from data.campaign.errors import Finding
    from data.importing.columns.matching import ColumnMatch
    from data.importing.organizations.merging import MergeProposal
    from data.importing.places.questions import Question
    from data.importing.readers.raw_table import RawTable
    from data.importing.recipe import Recipe

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


WRITTEN = "dates as written"
"""Further field that keeps dates that were not understood, or not to the letter."""


@dataclass(frozen=True, eq=False)
class Brought:
    """A list that was brought in.

    Attributes:
        campaign: What can be shown of it, all of it but the rows that are left out.
        report: What was read, shown and left out, and every finding.
        matches: What each header was matched to, and why.
        dates: What was read of the dates, and how their order was decided.
        questions: Names of places that may mean several cities, not answered by the recipe.
        merges: Spellings that seem to be one organization, not decided by the recipe.
        duplicates: A row a pair of rows that seem to be one event.
        region_rule: Where the regions came from.
        contacts: The e-mail addresses and telephone numbers in it, by the column, set aside or not.
    """

    campaign: Campaign
    report: Report
    matches: Sequence[ColumnMatch]
    dates: RowDates
    questions: Sequence[Question]
    merges: Sequence[MergeProposal]
    duplicates: pd.DataFrame
    region_rule: str
    contacts: Contacts = NO_CONTACTS


def bring(raw: RawTable, recipe: Recipe) -> Brought:
    """Understand a raw table.

    Args:
        raw: As it was read.
        recipe: The choices made so far; what it does not say is found.

    Returns:
        The campaign and what to ask. A table without rows gives a campaign without
        consultations.
    """
    with closing(Gazetteer()) as gazetteer:
        return _brought(raw, recipe, gazetteer)


def _brought(raw: RawTable, recipe: Recipe, gazetteer: Gazetteer) -> Brought:
    notes, findings = Notes(raw.file), list(raw.findings)
    matches = propose_columns(raw.frame)
    proposed = {match.header: match.column for match in matches}
    columns = {**proposed, **recipe.columns}
    rows = with_plain_letters(without_side_rows(raw.frame, columns, notes), notes)
    matched, contacts = _without_contacts(matched_table(rows, columns))
    if recipe.keeps_contacts:
        matched = matched_table(rows, columns)
    else:
        findings += contacts.findings(raw.file, LIST_ACTION)
    matched = with_short_names(matched, notes)
    dates = row_dates(matched, recipe.date_order, notes)
    places = row_places(matched, gazetteer, recipe.places, notes)
    table = _tidy(matched, dates, places)
    roles = list(ROLE_COLUMNS.values())
    table = table.assign(**with_lists({column: table[column] for column in roles}))
    merges = propose_merges(_names(table))
    for column in roles:
        table[column] = apply_merges(table[column], recipe.merges)
    table, nameless = with_row_ids(table, raw.file)
    table = table.assign(iso3=_countries(table, gazetteer))
    rule = recipe.region_rule or propose_rule(table)
    table["region"], regions = regions_for(table, rule, recipe.region_table)
    table = table.drop(columns="iso3")
    findings += [*notes.findings(), *nameless]
    duplicates = find_duplicates(table)
    findings += duplicate_findings(duplicates, raw.file)
    findings += schema_findings(table, raw.file)
    texts = {name: pd.DataFrame() for name in OPTIONAL_TABLES} | {
        TABLE: table,
        "regions.csv": regions,
    }
    campaign = campaign_from(
        list_settings(raw.file, recipe, table["region"]),
        texts,
        findings,
        gazetteer,
        version=_version(raw, recipe),
    )
    column = next((name for name in ("city", "place") if name in matched.headers), "city")
    lost = place_findings(campaign, raw.file, matched.header(column))
    told = (*_of_file(campaign, matched, raw.file), *lost)
    campaign = replace(campaign, findings=told if recipe.keeps_contacts else _discreet(told))
    return Brought(
        campaign=campaign,
        report=report_of(campaign, raw.rows_read),
        matches=matches,
        dates=dates,
        questions=questions(table, gazetteer),
        merges=[one for one in merges if not _is_decided(one, recipe)],
        duplicates=duplicates,
        region_rule=rule,
        contacts=contacts,
    )


def _without_contacts(matched: MatchedTable) -> tuple[MatchedTable, Contacts]:
    """Set the contacts of a list aside, and say which of its columns had them."""
    frame, inner = without_contacts(matched.frame, matched.frame.columns)
    extras, further = without_contacts(matched.extras)
    named = [(matched.header(name), emails, tels) for name, emails, tels in inner.columns]
    found = tuple(dict.fromkeys([*named, *further.columns]))
    return replace(matched, frame=frame, extras=extras), Contacts(found)


def _discreet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, which quote cells, without contacts."""
    return tuple(replace(one, seen=without_contacts_in_text(one.seen)) for one in findings)


def _of_file(campaign: Campaign, matched: MatchedTable, file: str) -> tuple[Finding, ...]:
    """The findings under the names of file and columns, which a campaign's tables don't have."""
    return tuple(
        replace(one, file=file, column=matched.header(one.column)) if one.file == TABLE else one
        for one in campaign.findings
    )


def _tidy(matched: MatchedTable, dates: RowDates, places: pd.DataFrame) -> pd.DataFrame:
    """The table as a campaign's `consultations.csv` has it, further fields last."""
    table = pd.DataFrame({name: matched.texts(name) for name in CONSULTATION_COLUMNS})
    translated = [name for name in matched.frame.columns if "__" in name]
    table[translated] = matched.frame[translated]
    table[["city", "country", "lat", "lon", "venue"]] = places[
        ["city", "country", "lat", "lon", "venue"]
    ]
    table["start"], table["end"] = dates.start, dates.end
    table["sources"] = _with_address(matched)
    table[ROW] = matched.frame[ROW]
    extras = matched.extras.set_axis(_free_names(matched.extras.columns, table.columns), axis=1)
    if (dates.written != "").any():
        extras = extras.assign(**{WRITTEN: dates.written})
    return pd.concat([table, extras], axis="columns")


def _free_names(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Names of further fields; one that is taken gets a number, so that no field is lost."""
    used = {name.lower() for name in taken}
    free: list[str] = []
    for name in names:
        wanted, number = name.lower(), 2
        while wanted in used:
            wanted, number = f"{name.lower()} ({number})", number + 1
        used.add(wanted)
        free.append(wanted)
    return free


def _with_address(matched: MatchedTable) -> pd.Series[str]:
    """An address is a source."""
    sources, address = matched.texts("sources"), matched.texts("url")
    both = (sources != "") & (address != "")
    return (sources + "; " + address).where(both, sources + address)


def _countries(table: pd.DataFrame, gazetteer: Gazetteer) -> pd.Series[str]:
    """The alpha-3 code of each row's first country that is known, from its city if need be."""
    placed = place(place_rows(table), gazetteer)
    placed = placed[placed["iso3"] != ""].drop_duplicates("consultation")
    codes = placed.set_index("consultation")["iso3"].astype("str").reindex(table["id"])
    return codes.fillna("").set_axis(table.index)


def _names(table: pd.DataFrame) -> pd.Series[str]:
    cells = pd.concat([table[column] for column in ROLE_COLUMNS.values()], ignore_index=True)
    names = cells.str.split(";").explode().str.strip()
    return names[names.fillna("") != ""].reset_index(drop=True)


def _is_decided(proposal: MergeProposal, recipe: Recipe) -> bool:
    return all(spelling in recipe.merges for spelling in proposal.spellings)


def _version(raw: RawTable, recipe: Recipe) -> str:
    """A hash of the table's texts and of the recipe."""
    digest = hashlib.sha256(write_recipe(recipe).encode())
    digest.update(raw.frame.to_csv(index=False).encode("utf-8", "replace"))
    return digest.hexdigest()[:12]
