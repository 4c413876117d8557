"""A campaign as a folder or ZIP: written from a list, read from an upload."""

from __future__ import annotations

import csv
import io
import tomllib
import zipfile
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pandas as pd

from data.geo.countries import country_name
from data.importing.recipe import Recipe, read_recipe, write_recipe
from data.importing.settings_file import settings_toml
from data.lists.readers.checked_zip import open_zip, safe_path, unpack
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.sniffing import CONSULTATIONS, is_campaign, kind_of
from data.loading.assemble import OPTIONAL_TABLES, TABLE
from data.loading.demands import DEMANDS, JUDGEMENTS, READ_COLUMNS
from data.loading.load import load_campaign
from data.model.campaign import Campaign
from data.model.errors import Issue, msgid
from data.model.folder import HeldFolder
from data.model.photos import SUFFIXES
from data.model.schema import EXTRA, ROW
from data.model.settings import FILE, read_toml
from data.store.temporary_folders import private_folder
from data.tour.edit import is_tour_name, tour_file, tour_issues
from data.tour.notes import is_notes_file, notes_issues
from data.words.languages import DEFAULT_LANGUAGE

RECIPE_FILE = "recipe.toml"

WRITTEN, WRITTEN_CITY = "dates as written", "city as written"
"""Extra field with the original text of dates that were not read, or not read literally."""

_MADE = {
    TABLE: ("number", "first", "last", "precision", "dated", "own", "placed", "words"),
    "regions.csv": ("iso3",),
    JUDGEMENTS: READ_COLUMNS,
}
"""Columns that loading adds."""

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a ZIP can have. All files have it, so that the same campaign gives the same
bytes."""

_UNIX, _READABLE = 3, 0o100644 << 16
_LONGEST_NAME = 60
_PHOTO_DEPTH = 2

_LIST_SETTINGS = {
    "id", "title", "no_region", "credits", "languages", "sources", "kinds", "contacts", "noun",
}  # fmt: skip
"""Settings that the folder of a list has."""

NAMES = (
    FILE, CONSULTATIONS, "regions.csv", "organizations.csv", "documents.csv", "photos.csv",
    DEMANDS, JUDGEMENTS, "recipe.toml",
)  # fmt: skip
"""Files of a campaign folder."""

_SYSTEM_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def campaign_files(
    campaign: Campaign, recipe: Recipe | None = None, photos: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Write the files of a campaign's folder.

    Texts are not changed: this program reads them again, and a text that a spreadsheet program
    would run as a formula must come back as it was.

    Args:
        campaign: The whole campaign.
        recipe: How its list was read, to be saved beside it.
        photos: Contents of photo files by path; only paths that the table of photos names are
            written.

    Returns:
        Contents by file name, UTF-8: `campaign.toml`, the five tables (rows in the order of the
        list, extra columns included), demands and judgements if there are some, `recipe.toml` if
        there is a recipe, and photos. With a recipe, the countries that were found for cities are
        filled in.
    """
    consultations = campaign.consultations.sort_values(ROW, kind="stable")
    tables = {TABLE: consultations} | {
        name: getattr(campaign, name.removesuffix(".csv")) for name in OPTIONAL_TABLES
    }
    settings = campaign.settings
    if recipe is not None and (spoken := _languages_of(consultations)):
        settings = replace(settings, languages=spoken)
    files = {FILE: settings_toml(settings).encode()}
    files |= {
        name: _csv(table, _MADE.get(name, ()))
        for name, table in tables.items()
        if len(table) or name not in (DEMANDS, JUDGEMENTS)
    }
    if recipe is not None:
        files[TABLE] = _csv(with_countries(consultations, campaign.places), _MADE[TABLE])
        files[RECIPE_FILE] = write_recipe(recipe).encode()
    listed = set(campaign.photos["file"])
    return files | {
        path: data for path, data in (photos or {}).items() if path in listed and _is_photo(path)
    }


def _languages_of(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the languages that columns such as `title__es` name, English first; () for none."""
    others = [code for name in table for _, mark, code in [str(name).partition("__")] if mark]
    return tuple(dict.fromkeys([DEFAULT_LANGUAGE, *others])) if others else ()


def with_countries(consultations: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Fill in the country where only the city was named, and found: English names, by place."""
    is_open = consultations["country"].astype("str") == ""
    of_open = places[places["consultation"].isin(consultations.loc[is_open, "id"])]
    codes = of_open["iso2"].astype("str")
    names = codes.map({code: country_name(code) if code else "" for code in codes.unique()})
    by_consultation: dict[str, list[str]] = {}
    for consultation, name in zip(of_open["consultation"], names, strict=True):
        by_consultation.setdefault(str(consultation), []).append(name)
    found = {
        consultation: "; ".join(dict.fromkeys(each))
        for consultation, each in by_consultation.items()
        if all(each)
    }
    ids, country = consultations["id"].astype("str"), consultations["country"].astype("str")
    filled = [found.get(id_, "") for id_ in ids[is_open]]
    return consultations.assign(
        country=country.mask(is_open, pd.Series(filled, index=country.index[is_open], dtype="str"))
    )


def campaign_zip(
    campaign: Campaign, recipe: Recipe | None = None, photos: Mapping[str, bytes] | None = None
) -> bytes:
    """Write the files of `campaign_files` as a ZIP with one folder, named after the campaign.

    The same campaign gives the same bytes.
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
    """A folder name that is safe on every system: letters, digits and hyphens."""
    words = "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
    return "-".join(words)[:_LONGEST_NAME].strip("-") or "campaign"


def _is_photo(path: str) -> bool:
    """Whether a path is a photo in the folder or one folder below, safe on any system."""
    parts = path.split("/")
    return (
        PurePosixPath(path).suffix.lower() in SUFFIXES
        and len(parts) <= _PHOTO_DEPTH
        and not {"", ".", ".."} & set(parts)
        and not set('\\:<>|"?*') & set(path)
    )


def _csv(table: pd.DataFrame, added: tuple[str, ...]) -> bytes:
    frame = table.drop(columns=[*added, ROW], errors="ignore").astype("str").fillna("")
    frame = frame.rename(columns=lambda name: name.removeprefix(EXTRA))
    text: str = frame.to_csv(index=False, lineterminator="\n")
    if "\r" in text:
        # Without quotes, a lone "\r" would end a row.
        text = frame.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_ALL)
    return text.encode("utf-8", "replace")


def read_campaign_zip(data: bytes, file: str = "") -> dict[str, bytes]:
    """Read a campaign folder from a ZIP, in memory.

    Returns:
        Contents by path in the folder ("photos/dakar.jpg"): `NAMES`, photos in the folder itself
        or one folder below, tours, and speaker notes.

    Raises:
        UnreadableError: It is not such a ZIP, is damaged or too large, or has a password, links,
            paths that lead out of it, or two files with the same name.
    """
    with open_zip(data, file) as archive:
        chosen = _paths_in_folder(archive.namelist(), file)
        return {
            path: b"".join(unpack(archive, name, file)) for name, path in chosen.items() if path
        }


def campaign_zip_issues(data: bytes, file: str = "") -> tuple[Issue, ...]:
    """Name the files of the ZIP that are ignored, except those that operating systems add.

    Raises:
        UnreadableError: As `read_campaign_zip` does.
    """
    with open_zip(data, file) as archive:
        chosen = _paths_in_folder(archive.namelist(), file)
    return tuple(
        Issue(
            file, 0, "", safe_path(name),
            msgid("This is not a table, campaign.toml, a photo, a tour or notes.md."),
            msgid("This file was ignored."),
        )
        for name, path in chosen.items()
        if not path and not any(part in name for part in _SYSTEM_FILES)
    )  # fmt: skip


def _paths_in_folder(names: list[str], file: str) -> dict[str, str]:
    """The path of each file within the campaign folder, "" if it is ignored."""
    tables = [name for name in names if name.split("/")[-1] == CONSULTATIONS]
    top = min((name.removesuffix(CONSULTATIONS) for name in tables), key=len, default=None)
    if top is None or top.count("/") > 1:
        raise UnreadableError(
            msgid("{file} has no consultations.csv."),
            msgid("Make a ZIP of the whole campaign folder."),
            file=file,
        )
    return {
        name: _path_in_folder(name.removeprefix(top)) if name.startswith(top) else ""
        for name in names
        if not name.endswith("/")
    }


def _path_in_folder(path: str) -> str:
    pure = PurePosixPath(path)
    is_photo = pure.suffix.lower() in SUFFIXES and len(pure.parts) <= _PHOTO_DEPTH
    is_tour = is_tour_name(pure.stem) and path == tour_file(pure.stem)
    is_used = path in NAMES or is_photo or is_tour or is_notes_file(path)
    return path if is_used and "__MACOSX" not in path else ""


def list_in_folder(files: Mapping[str, bytes]) -> tuple[bytes, Recipe] | None:
    """Return the list that was saved as a folder, with its open questions and answers.

    Args:
        files: The files of `read_campaign_zip`.

    Returns:
        The list as CSV and its recipe; None for a folder that has more than a list: documents,
        photos, demands, tours, notes or further settings.

    Raises:
        RecipeError: The recipe can't be read.
    """
    more = set(files) - set(NAMES) | set(files) & {DEMANDS, JUDGEMENTS}
    if RECIPE_FILE not in files or more or not _has_only_a_list(files):
        return None
    recipe = read_recipe(files[RECIPE_FILE].decode("utf-8", "replace"))
    settings = read_toml(files[FILE].decode("utf-8-sig"))
    text = io.StringIO(files[CONSULTATIONS].decode("utf-8-sig"))
    table = pd.read_csv(text, dtype="str", keep_default_na=False)
    names = {str(kind.get("id")): str(kind.get("title", "")) for kind in settings.get("kinds", [])}
    table["kind"] = table["kind"].map(lambda id_: names.get(id_) or id_)
    if recipe.region_rule in ("", "column"):
        regions = pd.read_csv(io.BytesIO(files["regions.csv"]), dtype="str", keep_default_na=False)
        titles = dict(zip(regions["id"], regions["name"], strict=True))
        table["region"] = table["region"].map(lambda id_: titles.get(id_) or id_)
    else:
        # The rule gives the regions again, also of places that are answered now.
        table = table.drop(columns="region")
    if WRITTEN in table:
        is_open = (table["start"] == "") & (table[WRITTEN] != "")
        table["start"] = table["start"].where(~is_open, table[WRITTEN])
        table[WRITTEN] = table[WRITTEN].where(~is_open, "")
    recipe = replace(
        recipe, columns={}, sheet="", encoding="", separator="",
        title=str(settings.get("title", "")) or recipe.title,
        noun=str(settings.get("noun", "")),
    )  # fmt: skip
    return table.to_csv(index=False).encode(), recipe


def _has_only_a_list(files: Mapping[str, bytes]) -> bool:
    """Whether a folder has the tables and settings that a saved list has, and no others."""
    try:
        settings = read_toml(files[FILE].decode("utf-8-sig"))
        tables = [files[name].decode("utf-8-sig") for name in ("documents.csv", "photos.csv")]
        header = files[CONSULTATIONS].decode("utf-8-sig").partition("\n")[0].split(",")
    except (KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    return (
        {name.partition("__")[0] for name in settings} <= _LIST_SETTINGS
        and not settings.get("sources")
        and all(len(text.splitlines()) <= 1 for text in tables)
        and {"start", "kind", "region", "country"} <= set(header)
        and "regions.csv" in files
    )


def is_zipped_campaign(file: str, data: bytes) -> bool:
    """Whether bytes are a zipped campaign folder.

    Raises:
        UnreadableError: No reader can read them.
    """
    if data.startswith(b"PK"):
        with open_zip(data, file) as archive:
            if is_campaign(archive.namelist()):
                return True
    kind_of(data, file)
    return False


def load_zipped_campaign(file: str, data: bytes, into: str = "") -> Campaign:
    """Read a campaign folder from a ZIP.

    Args:
        file: Name of the ZIP.
        data: Contents of the ZIP.
        into: An empty folder that the caller removes later; "" makes a temporary one.

    Photos, tours and notes stay in memory, because the folder is removed. Tiles of an online server
    are not loaded: an uploaded file must not decide what a browser requests from the network.

    Raises:
        CampaignError: It can't be read.
    """
    files = read_campaign_zip(data, file)
    with nullcontext(into) if into else private_folder() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        campaign = load_campaign(folder, keeps=False)
    held = HeldFolder({name: content for name, content in files.items() if name not in NAMES})
    issues = (
        *campaign_zip_issues(data, file), *campaign.issues,
        *tour_issues(held), *notes_issues(held, held.files),
    )  # fmt: skip
    settings = replace(campaign.settings, tiles={})
    return replace(campaign, settings=settings, folder=held, issues=issues)
