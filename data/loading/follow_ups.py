"""Follow-ups: which consultation's results went to which other consultation."""

from __future__ import annotations

import pandas as pd

from data.columnar.texts import is_among
from data.loading.csv_tables import explode
from data.model.errors import Issue, msgid
from data.model.schema import ROW


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
