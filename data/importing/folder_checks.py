"""Check a campaign's folder beside its consultations: settings, regions, photos, slides, texts."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from data.geo.countries import iso3_by_iso2, subregions
from data.importing.setting_checks import setting_issues
from data.loading.assemble import OPTIONAL_TABLES, TABLE
from data.model.campaign import Campaign
from data.model.errors import Issue, msgid
from data.model.settings import FILE
from data.tour.edit import shipped_tours, tour_file
from data.words.languages import available_languages, spoken_languages

_TABLES = (TABLE, *OPTIONAL_TABLES)
_MOST_NAMED = 5

_NO_CATALOG = msgid("There is no translation of the program into this language.")
_ADD_CATALOG = msgid("Add a message catalog, or remove the language. Visitors can't choose it.")
_NO_M49 = msgid("This is not a code of an M49 region.")
_NO_ISO3 = msgid("This is not an ISO 3166 code of three letters.")
_FIX_CODE = msgid("Correct the code. It shades no country.")
_NO_PHOTO = msgid("This photo is not in the folder.")
_ADD_PHOTO = msgid("Add the file, or correct its name. The photo is not shown.")
_NO_SLIDE = msgid("There is no slide with this id.")
_FIX_SLIDE = msgid("Write the id of a consultation, or @title, @overview, @region:ID and the like.")
_FIXED_SLIDES = ("@title", "@overview", "@unplaced", "@asked", "@outcome", "@closing")
_YEAR = re.compile(r"@(?:year:\d{1,4}|region:|text-\d+)")
_UNTRANSLATED = msgid("Some texts of this column have no translation.")
_TRANSLATE = msgid("Fill in the translations. Visitors see the original.")


def folder_issues(folder: Path, campaign: Campaign) -> list[Issue]:
    """Return the issues of a campaign's folder that loading it doesn't raise.

    Args:
        folder: The campaign's folder. A missing or unreadable file has none: loading says that.
        campaign: The campaign, as loaded from it.
    """
    tables = {name: _table(folder / name) for name in _TABLES}
    settings = setting_issues(folder)
    return [
        *settings,
        *_language_issues(campaign),
        *_code_issues(tables["regions.csv"]),
        *_photo_issues(folder, tables["photos.csv"]),
        *_slide_issues(campaign),
        *(each for name in _TABLES for each in _translation_issues(name, tables[name])),
        *_untranslated_settings(campaign, settings),
    ]


def _table(path: Path) -> pd.DataFrame:
    """Return a table as text; empty if it can't be read."""
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError):
        return pd.DataFrame()


def _language_issues(campaign: Campaign) -> list[Issue]:
    catalogs = set(available_languages())
    return [
        Issue(FILE, 0, "languages", language, _NO_CATALOG, _ADD_CATALOG)
        for language in campaign.settings.languages
        if language not in catalogs
    ]


def _code_issues(regions: pd.DataFrame) -> list[Issue]:
    m49 = set(subregions()["code"])
    iso3 = set(iso3_by_iso2().values())
    checks = (("m49", m49, _NO_M49), ("countries", iso3, _NO_ISO3))
    return [
        Issue("regions.csv", row, column, code, expected, _FIX_CODE)
        for column, known, expected in checks
        for row, cell in enumerate(regions.get(column, ()), 2)
        for code in map(str.strip, cell.split(";"))
        if code and code.upper() not in known
    ]


def _photo_issues(folder: Path, photos: pd.DataFrame) -> list[Issue]:
    return [
        Issue("photos.csv", row, "file", name, _NO_PHOTO, _ADD_PHOTO)
        for row, name in enumerate(photos.get("file", ()), 2)
        if name and not any((folder / part / name).is_file() for part in ("", "photos"))
    ]


def _slide_issues(campaign: Campaign) -> list[Issue]:
    """Return an issue for each slide of a tour that the campaign can't have."""
    ids = set(campaign.consultations["id"].astype("str"))
    ids_of_regions = campaign.regions["id"].astype("str")
    regions = {f"@{by}:{region}" for by in ("region", "asked") for region in ids_of_regions}
    known = {*ids, *regions, *_FIXED_SLIDES}
    return [
        Issue(tour_file(name), 0, "slide", part.slide, _NO_SLIDE, _FIX_SLIDE)
        for name, edit in shipped_tours(campaign.folder).items()
        for part in edit.parts
        if part.slide and part.slide not in known and not _YEAR.fullmatch(part.slide)
    ]


def _translation_issues(name: str, table: pd.DataFrame) -> list[Issue]:
    """Return an issue for each translated column with cells missing.

    Names of cities are known in many languages, so that a gap there is none on the screen.
    """
    found = []
    for column in table.columns:
        base, _, language = column.partition("__")
        if not language or base not in table.columns or base == "city":
            continue
        rows = [
            row
            for row, (text, translation) in enumerate(
                zip(table[base], table[column], strict=True), 2
            )
            if text and not translation
        ]
        if rows:
            seen = ", ".join(map(str, rows[:_MOST_NAMED])) + (
                "" if len(rows) <= _MOST_NAMED else " …"
            )
            found.append(
                Issue(name, rows[0], column, seen, _UNTRANSLATED, _TRANSLATE, level="noted")
            )
    return found


def _untranslated_settings(campaign: Campaign, others: list[Issue]) -> list[Issue]:
    """Return an issue for each language that texts of the settings are missing in.

    Args:
        campaign: The campaign.
        others: The issues of the settings; a misspelt key has its own.
    """
    misspelt = {each.seen.partition(" → ")[2] for each in others}
    texts = campaign.settings.texts
    found = []
    for language in spoken_languages(campaign.settings.languages)[1:]:
        keys = {
            f"{key}__{language}"
            for key in ("title", "subtitle", "summary", "introduction", "credits")
            if texts.get(key) and not texts.get(f"{key}__{language}")
        }
        if missing := sorted(keys - misspelt):
            seen = ", ".join(missing)
            found.append(Issue(FILE, 0, "", seen, _UNTRANSLATED, _TRANSLATE, level="noted"))
    return found
