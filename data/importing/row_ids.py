"""Give every row an id and a title; missing ones are made from its other cells."""

from __future__ import annotations

import textwrap
from collections import Counter
from itertools import accumulate

import pandas as pd

from data.importing.report import issues_of_rows
from data.loading.csv_tables import with_columns
from data.model.errors import Issue, msgid
from data.words.folding import fold

_LONGEST_TITLE = 100
_LONGEST_TITLE_SLUG = 40
_MOST_CITY_WORDS = 4
_NAMING = (("kind",), ("organizers", "hosts"), ("venue", "city", "country"), ("start", "end"))
"""The parts of a made title: of each group, the first cell with text."""

_OTHERS = ("summary", "participants", "partners", "notes", "feeds_into", "sources", "url")
"""If these are empty: the first text of these columns, then of others, then of `_LAST`."""

_LAST = ("region", "lat", "lon", "id")
_NAMELESS = "consultation"

_NO_TEXT = (msgid("The row is empty."), msgid("Fill in the row, or delete it."))
MADE_TITLE = msgid("The title is missing.")
_NO_TITLE = (
    MADE_TITLE,
    msgid("Fill in the title. For now it is made from other cells."),
)
_SAME_ID = (
    msgid("Another row has the same id."),
    msgid("Change the id. For now a number was added."),
)


def with_row_ids(table: pd.DataFrame, file: str = "") -> tuple[pd.DataFrame, list[Issue]]:
    """Give every row an id and a title.

    Existing ids stay, with a number added if a row above has the same id. Missing ids are made of
    title, city and year ("hearing-on-rights-dakar-2015"), so that a row gets the same id wherever
    it is in the next version of the file; equal ones are numbered by date.

    Args:
        table: One row per consultation: text columns, named as in `consultations.csv` or extra
            ones, and `_row`.
        file: Name of the file, for the issues.

    Returns:
        The table with `title` and unique `id`s; and issues: empty rows, which are left out, titles
        made of other cells, and repeated ids. A missing id is not an issue.
    """
    table = with_columns(table, ("id", "title", "city", "start")).reset_index(drop=True)
    titles = _titles(table)
    nameless = titles == ""
    issues = issues_of_rows(table, nameless, (file, ""), _NO_TEXT, "skipped")
    untitled = (table["title"] == "") & ~nameless
    made = table.assign(title=titles)
    issues += issues_of_rows(made, untitled, (file, "title"), _NO_TITLE, "fixed")
    made = made[~nameless].reset_index(drop=True)
    same = (made["id"] != "") & made["id"].duplicated()
    issues += issues_of_rows(made, same, (file, "id"), _SAME_ID, "fixed")
    return made.assign(id=_ids(made)), issues


def _titles(table: pd.DataFrame) -> pd.Series[str]:
    """The titles; a missing one is made from other cells."""
    titles: pd.Series[str] = table["title"].str.strip() if len(table) else table["title"]
    empty = titles == ""
    if not empty.any():
        return titles
    made = [
        _make_title(dict(zip(table.columns, cells, strict=True)))
        for cells in table[empty].itertuples(index=False, name=None)
    ]
    return titles.mask(empty, pd.Series(made, index=titles.index[empty], dtype="str"))


def _make_title(row: dict[str, object]) -> str:
    """A title in the row's own words, in whatever language: `Caritas, Dakar, 2015-12-07`."""
    texts = {
        name: text for name, cell in row.items() if isinstance(cell, str) and (text := cell.strip())
    }
    parts = [next((texts[name] for name in group if name in texts), "") for group in _NAMING]
    extras = [name for name in texts if name not in (*_OTHERS, *_LAST)]
    others = (texts[name] for name in (*_OTHERS, *extras, *_LAST) if name in texts)
    title = ", ".join(part for part in parts if part) or next(others, "")
    return textwrap.shorten(title, _LONGEST_TITLE, placeholder="…")


def _ids(table: pd.DataFrame) -> pd.Series[str]:
    """The existing ids, else slugs; made unique."""
    has_id = table["id"] != ""
    wished = table["id"].where(has_id, made_ids(table))
    # Existing ids come first, so that none of them changes because of a made one.
    order = pd.DataFrame({"made": ~has_id, "start": table["start"].mask(has_id, "")})
    wished = wished.loc[order.sort_values(["made", "start"], kind="stable").index]
    again = wished.duplicated()
    if again.any():
        wished = wished.mask(again, _number_repeated(wished, again))
    return wished.sort_index()


def _number_repeated(wished: pd.Series[str], again: pd.Series[bool]) -> pd.Series[str]:
    """Ids with a number for rows whose id is in use: -2, -3."""
    used = set(wished)
    counts: Counter[str] = Counter()
    numbered = []
    for base in wished[again]:
        counts[base] += 1
        while (name := f"{base}-{counts[base] + 1}") in used:
            counts[base] += 1
        used.add(name)
        numbered.append(name)
    return pd.Series(numbered, index=wished.index[again], dtype="str")


def made_ids(table: pd.DataFrame) -> pd.Series[str]:
    """Title, city and year, folded, with hyphens between the words."""
    years = table["start"].str.extract(r"^(\d{4})", expand=False).fillna("")
    words = pd.DataFrame({"title": table["title"], "city": table["city"], "year": years})
    # Group numbers avoid a merge on text, which is slow for a million rows.
    numbers = words.groupby(list(words.columns), sort=False).ngroup()
    distinct = words.drop_duplicates()
    made = [_slug(*row) for row in distinct.itertuples(index=False, name=None)]
    return pd.Series(made, dtype="str").take(numbers.to_numpy()).set_axis(table.index)


def _slug(title: str, city: str, year: str) -> str:
    words = _whole_words(fold(title).split(), _LONGEST_TITLE_SLUG)
    first_city = fold(city.partition(";")[0]).split()[:_MOST_CITY_WORDS]
    for more in (first_city, [year] if year else []):
        words += [] if set(more) <= set(words) else more
    return "-".join(words) or _NAMELESS


def _whole_words(words: list[str], longest: int) -> list[str]:
    """As many words as fit; of a single long word, its beginning."""
    fitting = [
        word
        for word, length in zip(words, accumulate(len(word) + 1 for word in words), strict=True)
        if length <= longest + 1
    ]
    return fitting or [word[:longest] for word in words[:1]]
