"""Which consultation fed which: the results of one went to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import Finding, msgid
from data.tables import ROW, exploded

if TYPE_CHECKING:
    import pandas as pd


def read_feeds(consultations: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Follow `feeds_into`.

    Args:
        consultations: `id`, `feeds_into` (ids), `first`, `last`, and the row of the file.
        file: Name of the table, for the findings.

    Returns:
        A row a link: `consultation`, `into`, `days` (whole days from the last day of the one to
        the first day of the other, `Int64`, NA unless both are known to the day; negative if
        they overlap); and a finding for every id that no consultation has.
    """
    links = exploded(consultations, "id", "feeds_into").rename(
        columns={"id": "consultation", "feeds_into": "into"}
    )
    links = links.drop_duplicates(["consultation", "into"])
    known = links["into"].isin(consultations["id"]) & (links["into"] != links["consultation"])
    unknown = links[~known]
    rows = unknown["consultation"].map(consultations.set_index("id")[ROW])
    findings = [
        Finding(
            file, int(row), "feeds_into", str(into),
            msgid("the id of another consultation"), msgid("Correct the id; no line is drawn."),
        )
        for row, into in zip(rows, unknown["into"], strict=True)
    ]  # fmt: skip
    links = links.loc[known, ["consultation", "into"]].reset_index(drop=True)
    return links.assign(days=_days_between(links, consultations)), findings


def _days_between(links: pd.DataFrame, consultations: pd.DataFrame) -> pd.Series[int]:
    exact = consultations[consultations["precision"] == "day"].set_index("id")
    ends = exact["last"].reindex(links["consultation"]).set_axis(links.index)
    starts = exact["first"].reindex(links["into"]).set_axis(links.index)
    return (starts - ends).dt.days.astype("Int64")
