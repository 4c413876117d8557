"""Every row gets an id and a title, made of what it says where it has none."""

from __future__ import annotations

import textwrap
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

import pandas as pd

from data.campaign.errors import msgid
from data.importing.report import row_findings
from data.loading.csv_tables import with_columns
from data.words.folding import fold

if TYPE_CHECKING:
    from data.campaign.errors import Finding

_LONGEST_TITLE = 100
_LONGEST_TITLE_SLUG = 40
_MOST_CITY_WORDS = 4
_NAMING = (("kind",), ("organizers", "hosts"), ("venue", "city", "country"), ("start", "end"))
"""What a title is made of: of each group the first that has text."""

_TELLING = ("summary", "participants", "partners", "notes", "feeds_into", "sources", "url")
"""What it is made of else: the first that has text, then any other column, then these."""

_LAST = ("region", "lat", "lon", "id")
_NAMELESS = "consultation"

_NO_TEXT = (msgid("The row is empty."), msgid("Fill in the row, or delete it."))
_NO_TITLE = (
    msgid("The title is missing."),
    msgid("Fill in the title. For now it is made from other cells."),
)
_SAME_ID = (
    msgid("Another row has the same id."),
    msgid("Change the id. For now a number was added."),
)


def with_row_ids(table: pd.DataFrame, file: str = "") -> tuple[pd.DataFrame, list[Finding]]:
    """Give every row an id and a title.

    An id that a row has stays; where a row above has the same, a number is added. Else it is made
    of title, city and year ("hearing-on-rights-dakar-2015"), so that it is the same again
    wherever the row stands in the next version of the file; rows that would get the same are
    numbered by their dates.

    Args:
        table: A row a consultation: text columns, named as in `consultations.csv` or further ones,
            and `_row`.
        file: Its name, for the findings.

    Returns:
        The table with `title`, and with `id`s that no two rows share; and findings: the rows left
        out because they have no text at all, titles that were made of other cells, ids that two
        rows had. An id that is simply missing is no finding.
    """
    table = with_columns(table, ("id", "title", "city", "start")).reset_index(drop=True)
    titles = _titles(table)
    nameless = titles == ""
    findings = row_findings(table, nameless, (file, ""), _NO_TEXT, "left out")
    untitled = (table["title"] == "") & ~nameless
    made = table.assign(title=titles)
    findings += row_findings(made, untitled, (file, "title"), _NO_TITLE, "repaired")
    made = made[~nameless].reset_index(drop=True)
    same = (made["id"] != "") & made["id"].duplicated()
    findings += row_findings(made, same, (file, "id"), _SAME_ID, "repaired")
    return made.assign(id=_ids(made)), findings


def _titles(table: pd.DataFrame) -> pd.Series[str]:
    """The titles; where there is none, what else the row says."""
    titles: pd.Series[str] = table["title"].str.strip() if len(table) else table["title"]
    empty = titles == ""
    if not empty.any():
        return titles
    made = [
        _made_title(dict(zip(table.columns, cells, strict=True)))
        for cells in table[empty].itertuples(index=False, name=None)
    ]
    return titles.mask(empty, pd.Series(made, index=titles.index[empty], dtype="str"))


def _made_title(row: dict[str, object]) -> str:
    """A title in the row's own words, whatever language they are: `Caritas, Dakar, 2015-12-07`."""
    texts = {
        name: text for name, cell in row.items() if isinstance(cell, str) and (text := cell.strip())
    }
    parts = [next((texts[name] for name in group if name in texts), "") for group in _NAMING]
    others = [name for name in texts if name not in (*_TELLING, *_LAST)]
    telling = (texts[name] for name in (*_TELLING, *others, *_LAST) if name in texts)
    title = ", ".join(part for part in parts if part) or next(telling, "")
    return textwrap.shorten(title, _LONGEST_TITLE, placeholder="…")


def _ids(table: pd.DataFrame) -> pd.Series[str]:
    """The ids that rows have, else slugs; made unique."""
    given = table["id"] != ""
    wished = table["id"].where(given, _slugs(table))
    # Ids that were given come first, so that none of them changes because of one that is made.
    order = pd.DataFrame({"made": ~given, "start": table["start"].mask(given, "")})
    wished = wished.loc[order.sort_values(["made", "start"], kind="stable").index]
    again = wished.duplicated()
    if again.any():
        wished = wished.mask(again, _numbered(wished, again))
    return wished.sort_index()


def _numbered(wished: pd.Series[str], again: pd.Series[bool]) -> pd.Series[str]:
    """Ids with a number for the rows whose id is taken: -2, -3."""
    taken = set(wished)
    counts: Counter[str] = Counter()
    numbered = []
    for base in wished[again]:
        counts[base] += 1
        while (name := f"{base}-{counts[base] + 1}") in taken:
            counts[base] += 1
        taken.add(name)
        numbered.append(name)
    return pd.Series(numbered, index=wished.index[again], dtype="str")


def _slugs(table: pd.DataFrame) -> pd.Series[str]:
    """Title, city and year, folded, hyphens between the words."""
    years = table["start"].str.extract(r"^(\d{4})", expand=False).fillna("")
    words = pd.DataFrame({"title": table["title"], "city": table["city"], "year": years})
    # Numbering the rows spares a merge on text, which a million rows would feel.
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
    """As many words as fit; of a single long one, as much of it."""
    kept = [
        word
        for word, length in zip(words, accumulate(len(word) + 1 for word in words), strict=True)
        if length <= longest + 1
    ]
    return kept or [word[:longest] for word in words[:1]]
