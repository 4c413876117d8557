"""When generated consultations take place: twenty years, busier ones later, seasons in each."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIRST_YEAR = 2005
YEARS = 20
GROWTH = 1.07
"""From a year to the next."""
MONTHS = (6, 8, 11, 9, 11, 10, 5, 3, 10, 12, 11, 4)
"""How busy the months are, January first."""
LENGTHS = (0.62, 0.24, 0.09, 0.03, 0.02)
"""How many take one day, two days, ..."""
UNDATED, YEAR_ONLY, MONTH_ONLY = 0.005, 0.02, 0.04
_SATURDAY = 5
_YEAR_LENGTH, _MONTH_LENGTH = len("2015"), len("2015-04")


def draw_days(rows: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the days of `rows` consultations.

    Returns:
        A row a consultation: `start`, `end` (text, partial dates; `end` only where it takes
        several days), `year` (number, also where no date is told).
    """
    growth = GROWTH ** np.arange(YEARS)
    year = rng.choice(YEARS, size=rows, p=growth / growth.sum())
    month = rng.choice(12, size=rows, p=np.array(MONTHS) / sum(MONTHS))
    first = np.datetime64(f"{FIRST_YEAR}-01", "M") + (12 * year + month)
    day = first.astype("datetime64[D]") + rng.integers(0, 28, size=rows)
    weekday = (day.astype("int64") + 3) % 7
    is_moved = (weekday >= _SATURDAY) & (rng.random(rows) < 0.85)
    day = np.where(is_moved, day - (weekday - 4), day)
    last = day + rng.choice(len(LENGTHS), size=rows, p=LENGTHS)
    how = rng.random(rows)
    start = pd.Series(np.datetime_as_string(day), dtype="str")
    end = pd.Series(np.datetime_as_string(last), dtype="str").mask(last == day, "")
    start = start.mask(how < UNDATED + YEAR_ONLY + MONTH_ONLY, start.str[:_MONTH_LENGTH])
    start = start.mask(how < UNDATED + YEAR_ONLY, start.str[:_YEAR_LENGTH]).mask(how < UNDATED, "")
    end = end.mask(how < UNDATED + YEAR_ONLY + MONTH_ONLY, "")
    return pd.DataFrame({"start": start, "end": end, "year": FIRST_YEAR + year})
