"""Update a campaign folder from the next version of its list, and keep what was made by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import tomli_w

from data.importing.asked import with_meeting_ids
from data.importing.campaign_folder import RECIPE_FILE
from data.importing.reworded import Reworded, reworded
from data.loading.assemble import COLUMNS, OPTIONAL_TABLES, TABLE
from data.loading.csv_tables import clean, read_table, with_columns
from data.loading.demands import DEMANDS, JUDGEMENTS
from data.loading.ids import lookup, match_ids
from data.loading.parquet import SUFFIX, read_parquet
from data.model.schema import CONSULTATION_COLUMNS, JUDGEMENT_COLUMNS, ROW
from data.model.settings import FILE, read_settings

_NAMES = {"regions.csv": ("name",), "organizations.csv": ("name", "short", "aliases")}
"""The tables that grow with the list, and their columns with names."""


class CellChange(NamedTuple):
    """A cell that a list changes: of which consultation and column, its old and new text."""

    id: str
    title: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Update:
    """What a new version of a list changes in a campaign folder.

    Attributes:
        files: Contents by file name; files that stay as they are are missing.
        unchanged: Number of consultations that stay as they are.
        titles: Titles of consultations that are new, changed and gone.
        added: Names of new regions, organizations and kinds, and ids of new demands.
        cells: What changes in those that stay.
        reworded: Pairs of a gone and a new consultation that may be the same meeting.
    """

    files: Mapping[str, bytes]
    unchanged: int = 0
    titles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    cells: Sequence[CellChange] = ()
    reworded: Sequence[Reworded] = ()

    @property
    def is_other_list(self) -> bool:
        """Whether the folder had consultations and none of them is in the list."""
        return bool(self.titles["gone"]) and not self.staying

    @property
    def staying(self) -> int:
        """How many consultations of the folder are in the list."""
        return self.unchanged + len(self.titles["changed"])


def is_campaign_folder(folder: Path) -> bool:
    """Whether a folder has a table of consultations."""
    return (folder / TABLE).is_file() or _parquet(folder).is_file()


def update_of(
    folder: Path,
    files: Mapping[str, bytes],
    kinds: pd.DataFrame,
    same: Mapping[str, str] | None = None,
    *,
    untitled: Collection[str] | None = None,
) -> Update:
    """Compare a folder with the files made of a new version of its list.

    Args:
        folder: A campaign folder. Nothing is written.
        files: The files of the list, as `campaign_files` writes them.
        kinds: The kinds of the list: `id` and `title`.
        same: The id to keep, by the id that a reworded title would give.
        untitled: Not None if the list has some rows only, to be added: those of its ids whose
            title was made of other cells.

    Returns:
        The table of consultations with the rows of the list, in its order. A column that the list
        doesn't have, or has empty, keeps the cells of the folder. If rows are added, all others
        stay, so do cells that the list has empty, and sources add up. Regions, organizations and
        kinds that the folder doesn't know are added below its own, which stay as they are.

    Raises:
        CampaignError: The folder's table can't be read.
    """
    is_parquet = not (folder / TABLE).is_file()
    read = read_parquet(_parquet(folder)) if is_parquet else read_table(folder / TABLE)
    old, new = read[0].drop(columns=ROW), _frame(files[TABLE])
    new["id"] = new["id"].replace(dict(same or {}))
    written: dict[str, bytes] = {}
    added: dict[str, list[str]] = {}
    for name, columns in _NAMES.items():
        table = _frame(files[name])
        known = lookup(read_table(folder / name)[0], _with_translations(folder / name, columns))
        unknown = table[match_ids(table["name"], known) == ""]
        added[name.removesuffix(".csv")] = list(unknown["name"])
        if len(unknown):
            # The colour that the list alone gave is that of its first row, not of this one.
            unknown = unknown.drop(columns="color", errors="ignore")
            written[name] = _appended(folder / name, unknown)
        if name == "regions.csv":
            new["region"] = _known_ids(new["region"], table, known, "name")
    unknown = _unknown_kinds(folder, new, kinds)
    if not (folder / FILE).exists():
        written[FILE] = files[FILE]
    elif len(unknown):
        written |= _with_kinds(folder / FILE, unknown)
    added["kinds"] = list(unknown["title"])
    asked = with_asked(folder, files, old)
    added |= {"demands": [*asked.demands], "judgements": [*asked.judgements]}
    written |= asked.files
    united = _united(old, new) if untitled is None else _with_rows(old, new, untitled)
    if asked.files and not len(new):
        united = old  # A list of demands alone says nothing of the consultations.
    written[TABLE] = _csv(united)
    if RECIPE_FILE in files:
        written[RECIPE_FILE] = files[RECIPE_FILE]
    return _compared(old, united, written, added)


def _unknown_kinds(folder: Path, new: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Write the folder's own ids of kinds, and return the kinds that it doesn't know."""
    own_kinds = read_settings(folder)[0].kinds
    titles = [name for name in own_kinds.columns if name.startswith(("title", "plural"))]
    known = lookup(own_kinds, titles)
    new["kind"] = _known_ids(new["kind"], kinds, known, "title")
    return kinds[(match_ids(kinds["title"], known) == "") & kinds["id"].isin(new["kind"])]


class NewlyAsked(NamedTuple):
    """Tables of demands with more rows, and what is new: ids of demands, demands judged."""

    files: Mapping[str, bytes]
    demands: Sequence[str]
    judgements: Sequence[str]


def with_asked(folder: Path, files: Mapping[str, bytes], meetings: pd.DataFrame) -> NewlyAsked:
    """Put the demands and judgements of a list to those of a folder.

    A demand with the same id gets the cells that the list has filled; judgements are only added.
    No row goes.

    Args:
        folder: A campaign folder.
        files: The files of the list.
        meetings: The consultations that demands may name.
    """
    if not {DEMANDS, JUDGEMENTS} & set(files):
        return NewlyAsked({}, (), ())
    written, added = {}, {}
    for name in {DEMANDS, JUDGEMENTS} & set(files):
        rows, key = _frame(files[name]), "id" if name == DEMANDS else "demand"
        before = with_columns(read_table(folder / name)[0], COLUMNS[name]).drop(columns=ROW)
        if name == DEMANDS:
            rows = with_meeting_ids(rows, meetings)
            for column in rows.columns.drop("id"):
                given = (
                    before["id"].map(dict(zip(rows["id"], rows[column], strict=True))).fillna("")
                )
                before[column] = given.where(given != "", before.get(column, "")).astype("str")
            is_new = ~rows["id"].isin(before["id"]).to_numpy(dtype=bool)
        else:
            known = pd.MultiIndex.from_frame(before[list(JUDGEMENT_COLUMNS)])
            is_new = ~pd.MultiIndex.from_frame(rows[list(JUDGEMENT_COLUMNS)]).isin(known)
        written[name] = _csv(pd.concat([before, rows[is_new]], ignore_index=True).fillna(""))
        added[name] = list(rows.loc[is_new, key])
    return NewlyAsked(written, added.get(DEMANDS, ()), added.get(JUDGEMENTS, ()))


def _parquet(folder: Path) -> Path:
    return (folder / TABLE).with_suffix(SUFFIX)


def _frame(content: bytes) -> pd.DataFrame:
    """Read a table as it is read from a folder, without the rows' numbers."""
    text = io.StringIO(content.decode("utf-8"), newline="")
    return clean(pd.read_csv(text, dtype=str, keep_default_na=False)).drop(columns=ROW)


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8", "replace")


def _with_translations(path: Path, columns: Sequence[str]) -> list[str]:
    """The columns and their translations, in a table that may be missing."""
    names = read_table(path)[0].columns
    return [str(name) for name in names if str(name).split("__")[0] in columns]


def _known_ids(
    ids: pd.Series[str], things: pd.DataFrame, known: Mapping[str, str], name: str
) -> pd.Series[str]:
    """The ids as the folder has them, where it knows the thing by its id or its name."""
    own = match_ids(things[name], dict(known))
    own = own.where(own != "", match_ids(things["id"], dict(known)))
    by_id = dict(zip(things["id"], own, strict=True))
    return ids.map(lambda text: by_id.get(text) or text).astype("str")


def _united(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The rows of the new table; columns that it lacks, or has empty, from the old one by id."""
    old_by_id = old.drop_duplicates("id").set_index("id")
    lacking = [
        name for name in old_by_id.columns
        if (name not in new.columns or (new[name] == "").all()) and (old_by_id[name] != "").any()
    ]  # fmt: skip
    for name in lacking:
        new[name] = new["id"].map(old_by_id[name]).fillna("").astype("str")
    return new


def _with_rows(old: pd.DataFrame, new: pd.DataFrame, untitled: Collection[str]) -> pd.DataFrame:
    """All rows of the old table, with the cells that the new one fills in, and then new rows."""
    columns = list(dict.fromkeys([*old.columns, *new.columns]))
    table = old.reindex(columns=columns, fill_value="").to_dict("records")
    by_id = {row["id"]: row for row in reversed(table)}
    for row in new.reindex(columns=columns, fill_value="").to_dict("records"):
        known = by_id.get(row["id"])
        if known is None:
            table.append(row)
            continue
        if row["id"] in untitled:
            row["title"] = ""
        both = dict.fromkeys([*known["sources"].split("; "), *row["sources"].split("; ")])
        row["sources"] = "; ".join(filter(None, both))
        known.update({name: text for name, text in row.items() if text})
    return pd.DataFrame(table, columns=columns, dtype="str")


def _appended(path: Path, rows: pd.DataFrame) -> bytes:
    """A table with more rows; those it has stay byte for byte."""
    content = path.read_bytes() if path.is_file() else b""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _csv(read_table(path)[0].drop(columns=ROW)).decode("utf-8")
    if not text.strip("\ufeff \r\n"):
        return _csv(rows)
    header = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    names = [name.strip().lower() for name in header]
    if not {"id", "name"} <= set(names):
        return content
    lines = rows.reindex(columns=names, fill_value="").to_csv(
        index=False, header=False, lineterminator="\n"
    )
    return (text + ("" if text.endswith("\n") else "\n") + lines).encode("utf-8")


def _with_kinds(path: Path, kinds: pd.DataFrame) -> dict[str, bytes]:
    """The settings with more kinds at their end; none if they are written another way."""
    text = path.read_text(encoding="utf-8-sig")
    if any(line.split("=")[0].strip() == "kinds" for line in text.splitlines()):
        return {}
    tables = [{"id": row.id, "title": row.title} for row in kinds.itertuples(index=False)]
    more = "".join("\n[[kinds]]\n" + tomli_w.dumps(table) for table in tables)
    return {path.name: (text.rstrip("\n") + "\n" + more).encode()}


def _compared(
    old: pd.DataFrame, new: pd.DataFrame, files: Mapping[str, bytes],
    added: Mapping[str, Sequence[str]],
) -> Update:  # fmt: skip
    """Compare the rows of the folder with those to be written."""
    columns = list(dict.fromkeys([*CONSULTATION_COLUMNS, *old.columns, *new.columns]))
    before, after = (
        frame.drop_duplicates("id").reindex(columns=columns, fill_value="").set_index("id")
        for frame in (old, new)
    )
    both = after.index.intersection(before.index)
    earlier, now = before.loc[both], after.loc[both]
    unlike = (earlier != now).to_numpy()
    differs = unlike.any(axis=1)
    gone, fresh = (frame[~frame.index.isin(both)] for frame in (before, after))
    # Of rows with the same id only the first was compared.
    again = old[old["id"].duplicated()]
    if len(new) >= len(old) + len(fresh):
        again = again[:0]
    return Update(
        files,
        unchanged=int((~differs).sum()),
        titles={
            "new": list(fresh["title"]),
            "changed": list(now["title"].to_numpy()[differs]),
            "gone": [*gone["title"], *again["title"]],
        },
        added=added,
        cells=[
            CellChange(
                both[i], now["title"].iloc[i], now.columns[j], earlier.iloc[i, j], now.iloc[i, j]
            )
            for i, j in np.argwhere(unlike)
        ],
        reworded=reworded(gone.reset_index(), fresh.reset_index()),
    )


def replacing(folder: Path, files: Mapping[str, bytes], *, is_list: bool) -> dict[str, bytes]:
    """The files that replace those of a folder when it is made anew.

    A list doesn't replace settings, documents and photos; its demands come to those that are
    there. No table without rows replaces one.
    """
    by_hand = {FILE, "documents.csv", "photos.csv"} if is_list else set()
    if is_list:
        files = {**files, **with_asked(folder, files, _frame(files[TABLE])).files}
    return {
        name: content
        for name, content in files.items()
        if not (folder / name).exists()
        or not (name in by_hand or (name in OPTIONAL_TABLES and content.count(b"\n") <= 1))
    }
