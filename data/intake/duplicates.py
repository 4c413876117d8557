"""Rows that may tell of the same consultation: reported, never removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Finding, msgid
from data.folding import fold, fold_series
from data.geocoding.countries import country_codes
from data.intake.distinct_texts import each_once
from data.intake.files.notes import shortened
from data.intake.near_rows import near_rows
from data.schema import ROW
from data.tables import with_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

EXACT = msgid("the same in every column")
SAME = msgid("the same title, place and time")
NEAR = msgid("nearly the same title, and the same place and time as far as they are known")
HOWS = (EXACT, SAME, NEAR)

MOST_PAIRS = 1_000
_NAMING = ("title", "city", "country", "start", "end")
_TYPES = {
    "row": "int64", "other": "int64", "how": "str", "title": "str", "other_title": "str",
    "likeness": "float64",
}  # fmt: skip
_ACTION = msgid("Look at both rows; nothing was removed.")
_EXPECTED = msgid("a consultation that is listed once")


def find_duplicates(table: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs of rows that may tell of the same consultation.

    Args:
        table: A row a consultation: text columns `title`, `city`, `country`, `start`, `end`
            (partial ISO dates) and any others, `url` among them; `_row`.

    Returns:
        A row a pair: `row` and `other` (rows of the file; `other` comes first in it), `how` (one
        of `HOWS`, message ids), `title`, `other_title`, `likeness` (of the titles, 0 to 100); the
        surest first, at most `MOST_PAIRS`. `attrs["pairs"]` counts all of them. Of several rows
        that are the same, each is paired with the first alone. Empty if there are none.
    """
    table = with_columns(table, _NAMING).reset_index(drop=True)
    texts = [name for name in table.columns if name not in ("id", ROW)]
    rows = table[["start", "end"]].assign(
        title=fold_series(table["title"]),
        city=fold_series(table["city"]),
        country=each_once(table["country"], _country_key),
        url=table["url"] if "url" in table.columns else "",
    )
    exact = _first_alike(table, texts)
    alike = np.where(exact < 0, _first_alike(rows, _NAMING), -1)
    alike[(rows["title"] == "").to_numpy()] = -1
    single = np.flatnonzero((exact < 0) & (alike < 0) & (rows["title"] != "").to_numpy())
    near = near_rows(rows.iloc[single])
    later, earlier = (single[near[name].to_numpy()] for name in ("other", "one"))
    pairs = [
        _pairs(np.flatnonzero(exact >= 0), exact[exact >= 0], EXACT),
        _pairs(np.flatnonzero(alike >= 0), alike[alike >= 0], SAME),
        _pairs(later, earlier, NEAR, near["likeness"].to_numpy()),
    ]
    return _described(pd.concat(pairs, ignore_index=True), table)


def duplicate_findings(pairs: pd.DataFrame, file: str) -> list[Finding]:
    """Make findings of `find_duplicates`, at the later row of each pair."""
    columns = (pairs[name] for name in ("row", "other", "other_title"))
    return [
        Finding(
            file, int(row), "title", shortened(f"{title} ({other})"), _EXPECTED, _ACTION,
            level="in doubt",
        )
        for row, other, title in zip(*columns, strict=True)
    ]  # fmt: skip


def _country_key(text: str) -> str:
    return ",".join(country_codes(text)) or fold(text)


def _first_alike(rows: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.int64]:
    """For each row the place of the first one that is the same; -1 for one that comes first."""
    numbers = rows.groupby(list(columns), sort=False, dropna=False).ngroup().to_numpy()
    first = np.unique(numbers, return_index=True)[1][numbers]
    return np.where(first == np.arange(len(rows)), -1, first)


def _pairs(
    later: NDArray[np.int64], earlier: NDArray[np.int64], how: str,
    likeness: NDArray[np.float64] | float = 100.0,
) -> pd.DataFrame:  # fmt: skip
    return pd.DataFrame({"row": later, "other": earlier, "how": how, "likeness": likeness})


def _described(pairs: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The surest pairs with rows of the file and titles."""
    count = len(pairs)
    rank = pairs["how"].map({how: place for place, how in enumerate(HOWS)})
    pairs = pairs.assign(rank=rank, less=-pairs["likeness"])
    pairs = pairs.sort_values(["rank", "less", "row", "other"]).head(MOST_PAIRS)
    later, earlier = (table.iloc[pairs[name]] for name in ("row", "other"))
    described = pd.DataFrame(
        {
            "row": later[ROW].to_numpy(),
            "other": earlier[ROW].to_numpy(),
            "how": pairs["how"].to_numpy(),
            "title": later["title"].to_numpy(),
            "other_title": earlier["title"].to_numpy(),
            "likeness": pairs["likeness"].round(1).to_numpy(),
        }
    ).astype(_TYPES)
    described.attrs["pairs"] = count
    return described
