"""Days of the event come before the days on which a form was filled in."""

from __future__ import annotations

import pandas as pd
import pytest

from data.lists.columns.country_columns import column_issues
from data.lists.columns.form_days import DAY_OF_FORM, ONLY_DAY_OF_FORM
from data.lists.columns.matching import propose_columns

MOMENTS = ["2024-05-03T09:01:07", "2024-05-04T10:11:00", "2024-05-06T08:21:33"]
DAYS = ["2024-04-20", "2024-04-22", "2024-04-25"]


@pytest.mark.parametrize(
    ("columns", "start", "reason"),
    [
        ({"start": MOMENTS, "Date of the consultation": DAYS}, "Date of the consultation",
         DAY_OF_FORM),
        ({"Start time": MOMENTS, "Date of event": DAYS}, "Date of event", DAY_OF_FORM),
        ({"start": MOMENTS, "date_of_meeting": DAYS}, "date_of_meeting", DAY_OF_FORM),
        # Not ascending, or on the same days: these are the event's own hours.
        ({"start": MOMENTS[::-1], "Date of event": DAYS}, "start", ""),
        ({"start": MOMENTS, "Date of event": [day[:10] for day in MOMENTS]}, "start", ""),
        # Nothing says that this day is the event's.
        ({"start": MOMENTS, "Date": DAYS}, "start", ""),
        ({"Timestamp": MOMENTS, "When did it take place?": DAYS}, "When did it take place?", ""),
        ({"Timestamp": MOMENTS}, "Timestamp", ONLY_DAY_OF_FORM),
    ],
)  # fmt: skip
def test_the_day_of_the_event_is_used(
    columns: dict[str, list[str]], start: str, reason: str
) -> None:
    frame = pd.DataFrame({"Title": ["A", "B", "C"], **columns}, dtype="str")
    matches = propose_columns(frame)
    assert {match.header for match in matches if match.column in {"start", "dates"}} == {start}
    issues = [issue.expected for issue in column_issues(matches, (), "list.csv")]
    assert issues == [reason] * bool(reason)
