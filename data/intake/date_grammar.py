"""What the tokens of a date say together.

A text is parted at its dashes, commas and words like "to" and "and" into chunks of a day, a
month and a year in any usual order. What a chunk lacks it takes from its neighbours, the one
after it first: in "21-22 March 2015" the 21 has its month and year from the 22 March 2015.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from data.intake.date_numbers import (
    DAY,
    FIXED,
    NUMERIC,
    NUMERIC_DAY,
    SHORT_YEAR,
    SPAN,
    YEAR,
    NotReadError,
    Token,
)
from data.intake.date_parts import (
    APPROXIMATE as INEXACT,
    BACKWARD, IMPOSSIBLE, MISSPELT, NO_DATE, NO_YEAR, OPEN_END, OTHER_WEEKDAY, OUT_OF_RANGE, SEVERAL, YEAR_TAKEN, PartialDate, Reading, full_year,
)
