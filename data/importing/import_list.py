"""Import a list of events: from a raw table to a `Campaign` and a report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath

import pandas as pd

from data.geo.gazetteer import Gazetteer
from data.geo.placing import place, place_rows
from data.importing.asked import Asked, read_asked
from data.importing.campaign_folder import WRITTEN, WRITTEN_CITY, folder_name
from data.importing.cells import (
    with_plain_letters,
    with_short_names,
    without_formula_errors,
)
from data.importing.duplicates import duplicate_issues, find_duplicates
from data.importing.non_data_rows import without_side_rows
from data.importing.online_settings import CREDIT
from data.importing.recipe import Recipe, write_recipe
from data.importing.regions import propose_rule, regions_for
from data.importing.report import Report, make_report
from data.importing.row_addresses import with_address
from data.importing.row_ids import with_row_ids
from data.lists.columns.column_names import ColumnMatch
from data.lists.columns.country_columns import column_issues
from data.lists.columns.matching import propose_columns
from data.lists.columns.name_columns import name_issues
from data.lists.dates.row_dates import RowDates, row_dates
from data.lists.matched_table import END_PARTS, MatchedTable, rename_columns
from data.lists.organizations.merging import (
    EXPLAINED,
    MergeProposal,
    apply_merges,
    explained_abbreviations,
    propose_merges,
)
from data.lists.organizations.names import count_possible_lists, with_lists
from data.lists.places.checks import place_issues
from data.lists.places.questions import Question, questions, unknown_questions
from data.lists.places.row_places import row_places
from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import RawTable
from data.loading.assemble import OPTIONAL_TABLES, TABLE, campaign_from
from data.loading.contacts import (
    LIST_ACTION,
    NO_CONTACTS,
    Contacts,
    without_contacts,
    without_contacts_in_text,
)
from data.model.campaign import Campaign
from data.model.errors import Issue, msgid
from data.model.schema import CONSULTATION_COLUMNS, GLOBAL, ROLE_COLUMNS, ROW
from data.model.settings import Settings, kinds_frame
from data.words.folding import fold
from data.words.languages import DEFAULT_LANGUAGE, available_languages, translations

NO_REGION = msgid("No region")
_NO_ACTION = msgid("Nothing to do, unless it is wrong.")
GLOBAL_OR_NONE = msgid("Global or no region")

DATE_COLUMNS = ("dates", "start", "end", "year", "month", "day", *END_PARTS)
"""Column types that give a row its dates."""

_PLACE_COLUMNS = ("city", "place", "country", "state", "lat", "lon", "coordinates", "venue")


def list_settings(file: str, recipe: Recipe, regions: pd.Series[str]) -> Settings:
    """Make the settings of a list.

    Args:
        file: Name of the file, made into the title unless the recipe has one.
        recipe: The decisions so far.
        regions: The region of each row, "" if unknown.
    """
    title = recipe.title or readable_title(file)
    texts = {"title": title} | _in_each_language("no_region", _no_region_label(regions))
    if recipe.noun:
        texts["noun"] = recipe.noun
    if any(city.source for city in recipe.places.values()):
        # Places that were looked up online are OpenStreetMap's, wherever the campaign is shown.
        texts |= _in_each_language("credits", CREDIT)
    return Settings(
        id=folder_name(title), texts=texts, kinds=kinds_frame([]), languages=available_languages(),
        shows_contacts=recipe.keeps_contacts,
    )  # fmt: skip


def readable_title(file: str) -> str:
    """Return a title made from the name of a file: `my consultations` of `my_consultations.csv`."""
    stem = PurePath(file).stem
    return " ".join(re.split(r"[_\s]+", stem)).strip() or file


def _no_region_label(regions: pd.Series[str]) -> str:
    """The label for rows without a region; "" if all of these are explicitly global."""
    folded = {fold(region) for region in regions.unique()}
    if GLOBAL not in folded:
        return NO_REGION
    return GLOBAL_OR_NONE if "" in folded else ""


def _in_each_language(name: str, message: str) -> dict[str, str]:
    if not message:
        return {}
    others = [code for code in available_languages() if code != DEFAULT_LANGUAGE]
    translated = {f"{name}__{code}": translations(code).gettext(message) for code in others}
    return {name: message} | translated


@dataclass(frozen=True, eq=False)
class ImportedList:
    """An imported list.

    Attributes:
        campaign: All its rows except those that are left out.
        report: The counts of rows, and every issue.
        matches: The type of each column, and why.
        dates: The dates as read, and how their order was decided.
        questions: Ambiguous names of places that the recipe does not answer.
        merges: Spellings that seem to be one organization and that the recipe does not decide.
        duplicates: One row per pair of rows that seem to be one event.
        region_rule: Where the regions came from.
        contacts: Counts of e-mail addresses and phone numbers by column, hidden or not.
        possible_lists: By header of a column of organizations: cells with commas that may separate
            names.
        guesses: Columns with cells whose type is a guess that the recipe does not confirm.
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
    guesses: Sequence[ColumnMatch] = ()
    possible_lists: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def unknown_places(self) -> Sequence[Question]:
        """Names of places that the gazetteer doesn't know, as questions without candidates."""
        return unknown_questions(self.campaign.places)


def import_table(raw: RawTable, recipe: Recipe, gazetteer: Gazetteer | None = None) -> ImportedList:
    """Import a raw table.

    Args:
        raw: The table as read.
        recipe: The decisions so far; the rest is worked out from the table.
        gazetteer: One that is open already, for many lists.

    Returns:
        The campaign and the open questions. A table without rows gives a campaign without
        consultations.
    """
    with nullcontext(gazetteer) if gazetteer else closing(Gazetteer()) as cities:
        return _import(raw, recipe, cities)


def _import(raw: RawTable, recipe: Recipe, gazetteer: Gazetteer) -> ImportedList:
    notes, issues = Notes(raw.file), list(raw.issues)
    matches = propose_columns(raw.frame)
    proposed = {match.header: match.column for match in matches}
    columns = {**proposed, **recipe.columns}
    issues += column_issues(matches, recipe.columns, raw.file)
    issues += name_issues(raw.frame, matches, recipe.columns, raw.file)
    rows = without_formula_errors(without_side_rows(raw.frame, columns, notes), notes)
    rows = with_plain_letters(rows, notes)
    matched, contacts = _without_contacts(rename_columns(rows, columns))
    if recipe.keeps_contacts:
        matched = rename_columns(rows, columns)
    else:
        issues += contacts.issues(raw.file, LIST_ACTION)
    matched = with_short_names(matched, notes)
    dates = row_dates(matched, recipe.date_order, notes)
    places = row_places(matched, gazetteer, recipe.places, notes)
    table = _tidy(matched, dates, places)
    table, possible = _with_lists(table, matched, recipe.at_commas)
    table, merges = _with_merged_organizations(table, recipe, notes)
    untitled = set(table.loc[table["title"].str.strip() == "", ROW])
    table, nameless = with_row_ids(table, raw.file)
    table = table.assign(iso3=_countries(table, gazetteer))
    rule = recipe.region_rule or propose_rule(table)
    table["region"], regions = regions_for(table, rule, recipe.region_table)
    table = table.drop(columns="iso3")
    issues += [*notes.issues(), *nameless]
    duplicates = find_duplicates(_with_own_titles(table, untitled))
    for each in duplicate_issues(duplicates, raw.file):
        issues.append(replace(each, column=matched.header(each.column)))
    asked = read_asked(raw, recipe, table, issues)
    texts = dict.fromkeys(OPTIONAL_TABLES, pd.DataFrame()) | {TABLE: table, "regions.csv": regions}
    texts |= asked.tables
    campaign = campaign_from(
        list_settings(raw.file, recipe, table["region"]),
        texts, issues, gazetteer, version=_version(raw, recipe),
    )  # fmt: skip
    column = next((name for name in ("city", "place") if name in matched.headers), "city")
    numbers, header = campaign.by_id[ROW], matched.header(column)
    unplaced = place_issues(campaign.places, numbers, raw.file, header)
    issues = [*_with_file_names(campaign, matched, raw.file), *unplaced]
    issues = [asked.named(each, raw.file) for each in issues]
    if not recipe.keeps_contacts:
        issues = _hide_contacts(issues)
    report = _report(replace(campaign, issues=tuple(issues)), raw, matched, asked)
    addressed = tuple(with_address(asked.parts, issue) for issue in issues)
    return ImportedList(
        campaign=replace(campaign, issues=addressed),
        report=report,
        matches=matches,
        dates=dates,
        questions=questions(table, gazetteer),
        merges=merges,
        duplicates=duplicates,
        region_rule=rule,
        contacts=contacts,
        guesses=_guesses(raw, matches, recipe),
        possible_lists=possible,
    )


def _with_merged_organizations(
    table: pd.DataFrame, recipe: Recipe, notes: Notes
) -> tuple[pd.DataFrame, list[MergeProposal]]:
    """Unite spellings of organizations as decided or explained; return what is left to decide."""
    merges = [
        proposal
        for proposal in propose_merges(_organization_names(table))
        if not _is_decided(proposal, recipe)
    ]
    explained = explained_abbreviations(merges)
    for short, name in explained.items():
        notes.add(0, "", f"{short} → {name}", EXPLAINED, _NO_ACTION, level="fixed")
    decided = {**explained, **recipe.merges}
    merged = {column: apply_merges(table[column], decided) for column in ROLE_COLUMNS.values()}
    left = [each for each in merges if explained.keys().isdisjoint(each.spellings)]
    return table.assign(**merged), left


def _with_lists(
    table: pd.DataFrame, matched: MatchedTable, at_commas: Iterable[str]
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Separate the organizations of each cell, and count possible lists that are left."""
    names = list(ROLE_COLUMNS.values())
    split = {name for name in names if matched.header(name) in at_commas}
    table = table.assign(**with_lists({name: table[name] for name in names}, split))
    counts = {matched.header(name): count_possible_lists(table[name]) for name in names}
    return table, {header: count for header, count in counts.items() if count}


def _report(campaign: Campaign, raw: RawTable, matched: MatchedTable, asked: Asked) -> Report:
    report = make_report(
        campaign,
        raw.rows_read,
        has_places=any(name in matched.headers for name in _PLACE_COLUMNS),
        dates_written=_dates_written(matched),
    )
    return replace(report, parts=asked.parts, first_asked=asked.first)


def _guesses(raw: RawTable, matches: Iterable[ColumnMatch], recipe: Recipe) -> list[ColumnMatch]:
    """The guesses to confirm: a column without any text needs no answer."""
    return [
        match
        for match in matches
        if match.is_guess
        and match.header not in recipe.columns
        and (raw.frame[match.header] != "").any()
    ]


def _dates_written(matched: MatchedTable) -> pd.Series[bool] | None:
    """Whether each row, by its number in the file, has text in a column of dates."""
    names = [name for name in DATE_COLUMNS if name in matched.frame]
    if not names:
        return None
    is_written = (matched.frame[names] != "").any(axis="columns")
    return is_written.set_axis(matched.frame[ROW])


def _without_contacts(matched: MatchedTable) -> tuple[MatchedTable, Contacts]:
    """Remove the contacts of a list, and count them by column."""
    frame, inner = without_contacts(matched.frame, matched.frame.columns)
    extras, further = without_contacts(matched.extras)
    named = [(matched.header(name), emails, tels) for name, emails, tels in inner.columns]
    columns = tuple(dict.fromkeys([*named, *further.columns]))
    return replace(matched, frame=frame, extras=extras), Contacts(columns)


def _hide_contacts(issues: Iterable[Issue]) -> list[Issue]:
    """The issues, which quote cells, without contacts."""
    return [
        replace(
            each,
            seen=without_contacts_in_text(each.seen),
            column=without_contacts_in_text(each.column),
        )
        for each in issues
    ]


def _with_file_names(campaign: Campaign, matched: MatchedTable, file: str) -> list[Issue]:
    """The issues of a campaign with the list's file name and headers instead of the campaign's."""
    return [
        replace(each, file=file, column=matched.header(each.column)) if each.file == TABLE else each
        for each in campaign.issues
    ]


def _tidy(matched: MatchedTable, dates: RowDates, places: pd.DataFrame) -> pd.DataFrame:
    """The table in the form of `consultations.csv`, extra fields last."""
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
    for name, written in ((WRITTEN, dates.written), (WRITTEN_CITY, places["written"])):
        if (written != "").any():
            # A folder saved from a list has that column already.
            before = extras.get(name, "")
            extras = extras.assign(**{name: written.where(written != "", before)})
    return pd.concat([table, extras], axis="columns")


def _free_names(names: Iterable[str], columns: Iterable[str]) -> list[str]:
    """Names of extra fields; a name that a column has gets a number, so that no field is lost."""
    used = {name.lower() for name in columns}
    free: list[str] = []
    for name in names:
        wanted, number = name.lower(), 2
        while wanted in used:
            wanted, number = f"{name.lower()} ({number})", number + 1
        used.add(wanted)
        free.append(wanted)
    return free


def _with_address(matched: MatchedTable) -> pd.Series[str]:
    """The sources of each row, its web address included."""
    sources, address = matched.texts("sources"), matched.texts("url")
    both = (sources != "") & (address != "")
    return (sources + "; " + address).where(both, sources + address)


def _countries(table: pd.DataFrame, gazetteer: Gazetteer) -> pd.Series[str]:
    """The alpha-3 code of each row's first known country, from its city if need be; else ""."""
    placed = place(place_rows(table), gazetteer)
    placed = placed[placed["iso3"] != ""].drop_duplicates("consultation")
    codes = placed.set_index("consultation")["iso3"].astype("str").reindex(table["id"])
    return codes.fillna("").set_axis(table.index)


def _with_own_titles(table: pd.DataFrame, untitled: set[int]) -> pd.DataFrame:
    """The table without titles that were made of place and date, as all meetings there share."""
    return table.assign(title=table["title"].mask(table[ROW].isin(untitled), ""))


def _organization_names(table: pd.DataFrame) -> pd.Series[str]:
    cells = pd.concat([table[column] for column in ROLE_COLUMNS.values()], ignore_index=True)
    names = cells.str.split(";").explode().str.strip()
    return names[names.fillna("") != ""].reset_index(drop=True)


def _is_decided(proposal: MergeProposal, recipe: Recipe) -> bool:
    return all(spelling in recipe.merges for spelling in proposal.spellings)


def _version(raw: RawTable, recipe: Recipe) -> str:
    """A hash of the table's texts and of the recipe."""
    digest = hashlib.sha256(write_recipe(recipe).encode())
    for each in (raw, *raw.asked):
        digest.update(each.frame.to_csv(index=False).encode("utf-8", "replace"))
    return digest.hexdigest()[:12]
