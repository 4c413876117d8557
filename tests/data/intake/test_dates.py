"""What people write for a date, and what it says: one row a text."""

from __future__ import annotations

import pandas as pd
import pytest

from data.intake.date_parts import (
    ACTIONS,
    BACKWARD,
    IMPOSSIBLE,
    INEXACT,
    MISSPELT_MONTH,
    NO_DATE,
    NO_YEAR,
    OPEN_END,
    OTHER_WEEKDAY,
    OUT_OF_RANGE,
    SEVERAL,
    SHORT_YEAR_OF_MONTH,
    TWO_WAYS,
    YEAR_TAKEN,
)
from data.intake.dates import read_dates

EXACT = [
    # ISO 8601
    ("2016-04-29", "2016-04-29", ""),
    ("2016-4-9", "2016-04-09", ""),
    ("2016-04", "2016-04", ""),
    ("2016", "2016", ""),
    ("20160429", "2016-04-29", ""),
    ("2016-04-29T10:00:00.000Z", "2016-04-29", ""),
    ("2016-04-29T23:30+02:00", "2016-04-29", ""),  # the day as written, not in UTC
    ("2016-04-29 00:00:00", "2016-04-29", ""),
    ("20160429T100000Z", "2016-04-29", ""),
    ("2016-04-29/2016-05-02", "2016-04-29", "2016-05-02"),
    ("2016-04-29/30", "2016-04-29", "2016-04-30"),
    ("2016-W17", "2016-04-25", "2016-05-01"),
    ("2016-W17-5", "2016-04-29", ""),
    # Years and months
    ("2016.0", "2016", ""),  # a year that was a number
    ("2015/2016", "2015", "2016"),
    ("2015-2016", "2015", "2016"),
    ("2015-16", "2015", "2016"),
    ("2015 – 17", "2015", "2017"),
    ("2015, 2016", "2015", "2016"),
    ("March 2015", "2015-03", ""),
    ("Sept. 2015", "2015-09", ""),
    ("2015 March", "2015-03", ""),
    ("2016/04", "2016-04", ""),
    ("04/2016", "2016-04", ""),
    ("4.2016", "2016-04", ""),
    ("March–May 2015", "2015-03", "2015-05"),
    ("March/April 2016", "2016-03", "2016-04"),
    ("Nov 2015 - Feb 2016", "2015-11", "2016-02"),
    ("2016-04 to 2016-06", "2016-04", "2016-06"),
    ("Q2 2016", "2016-04", "2016-06"),
    ("2016 Q2", "2016-04", "2016-06"),
    ("2nd quarter of 2016", "2016-04", "2016-06"),
    ("Q4 2015 - Q1 2016", "2015-10", "2016-03"),
    ("second half of 2016", "2016-07", "2016-12"),
    ("H1 2016", "2016-01", "2016-06"),
    # Days in words
    ("29 April 2016", "2016-04-29", ""),
    ("April 29, 2016", "2016-04-29", ""),
    ("April 29th, 2016", "2016-04-29", ""),
    ("the 3rd of May, 2016", "2016-05-03", ""),
    ("29-Apr-2016", "2016-04-29", ""),
    ("29-Apr-16", "2016-04-29", ""),
    ("Apr-29-2016", "2016-04-29", ""),
    ("2016-Apr-29", "2016-04-29", ""),
    ("29Apr2016", "2016-04-29", ""),
    ("3 May '16", "2016-05-03", ""),
    ("Tuesday, 3 May 2016", "2016-05-03", ""),
    ("Tue 3 May 2016", "2016-05-03", ""),
    ("Fri Apr 29 2016 00:00:00 GMT+0200 (CEST)", "2016-04-29", ""),
    ("Fri, 29 Apr 2016 10:00:00 +0000", "2016-04-29", ""),
    ("April 29, 2016 at 2:30 PM", "2016-04-29", ""),
    ("3 May 2016, 9-17h", "2016-05-03", ""),
    ("3 May 2016 (10:00-12:00)", "2016-05-03", ""),
    # Days in figures, where one number can only be the day
    ("29/04/2016", "2016-04-29", ""),
    ("29.04.2016", "2016-04-29", ""),
    ("29. 4. 2016", "2016-04-29", ""),
    ("29 04 2016", "2016-04-29", ""),
    ("29/04/16", "2016-04-29", ""),
    ("04/29/2016", "2016-04-29", ""),
    ("4/29/2016 2:30 PM", "2016-04-29", ""),
    ("2016/04/29", "2016-04-29", ""),
    ("98-12-31", "1998-12-31", ""),
    ("05/05/2016", "2016-05-05", ""),  # the order doesn't matter
    ("Tue 03/05/2016", "2016-05-03", ""),  # 5 March was a Saturday
    # Stretches of days
    ("3-5 May 2025", "2025-05-03", "2025-05-05"),
    ("21-22 March 2015", "2015-03-21", "2015-03-22"),
    ("21 - 22 March, 2015", "2015-03-21", "2015-03-22"),
    ("March 21–22, 2015", "2015-03-21", "2015-03-22"),
    ("May 3rd-5th, 2016", "2016-05-03", "2016-05-05"),
    ("Feb 22 - Mar 1, 2022", "2022-02-22", "2022-03-01"),
    ("Feb 22-24 2022", "2022-02-22", "2022-02-24"),
    ("30 December 2015 – 2 January 2016", "2015-12-30", "2016-01-02"),
    ("5 March 2015-7 May 2015", "2015-03-05", "2015-05-07"),
    ("from 3 to 5 May 2016", "2016-05-03", "2016-05-05"),
    ("between 3 and 5 May 2016", "2016-05-03", "2016-05-05"),
    ("3 through 5 May 2016", "2016-05-03", "2016-05-05"),
    ("16/17 June 2015", "2015-06-16", "2015-06-17"),
    ("3, 4 and 5 May 2016", "2016-05-03", "2016-05-05"),
    ("30 April & 1 May 2016", "2016-04-30", "2016-05-01"),
    ("Thursday 25 - Friday 26 June 2015", "2015-06-25", "2015-06-26"),
    ("3–5.5.2016", "2016-05-03", "2016-05-05"),
    ("3.-5.5.2016", "2016-05-03", "2016-05-05"),
    ("29.4.-2.5.2016", "2016-04-29", "2016-05-02"),
    ("29/04-02/05/2016", "2016-04-29", "2016-05-02"),
    ("15/06/2015 - 17/06/2015", "2015-06-15", "2015-06-17"),
    ("2016-04-29 9:00 AM - 2016-04-30 5:00 PM", "2016-04-29", "2016-04-30"),
    ("2016/04/29-05/02", "2016-04-29", "2016-05-02"),
    # French
    ("1er mars 2016", "2016-03-01", ""),
    ("le mardi 3 mai 2016 à 10h30", "2016-05-03", ""),
    ("du 3 au 5 mai 2016", "2016-05-03", "2016-05-05"),
    ("du 30 avril au 2 mai 2016", "2016-04-30", "2016-05-02"),
    ("les 21 et 22 mars 2015", "2015-03-21", "2015-03-22"),
    ("lun. 21 – mar. 22 sept. 2015", "2015-09-21", "2015-09-22"),
    ("mar. 22 sept. 2015", "2015-09-22", ""),  # mardi
    ("Août 2015", "2015-08", ""),
    ("7-9 décembre 2015", "2015-12-07", "2015-12-09"),
    ("mois d'avril 2016", "2016-04", ""),
    ("2e trimestre 2016", "2016-04", "2016-06"),
    ("premier semestre 2016", "2016-01", "2016-06"),
    # Spanish
    ("del 3 al 5 de mayo de 2016", "2016-05-03", "2016-05-05"),
    ("1º de mayo de 2016", "2016-05-01", ""),
    ("los días 21 y 22 de marzo de 2015", "2015-03-21", "2015-03-22"),
    ("martes, 3 de mayo de 2016", "2016-05-03", ""),
    ("mar 22 mar 2016", "2016-03-22", ""),  # martes, marzo
    ("Setiembre 2015", "2015-09", ""),
    ("segundo trimestre de 2016", "2016-04", "2016-06"),
    # Portuguese, German, Arabic, Chinese
    ("21 e 22 de março de 2015", "2015-03-21", "2015-03-22"),
    ("terça-feira, 3 de maio de 2016", "2016-05-03", ""),
    ("vom 3. bis 5. Mai 2016", "2016-05-03", "2016-05-05"),
    ("1./2. März 2016", "2016-03-01", "2016-03-02"),
    ("Mo., 21. Sept. – Fr., 2. Okt. 2015", "2015-09-21", "2015-10-02"),
    ("٢٩ أبريل ٢٠١٦", "2016-04-29", ""),
    ("29 نيسان 2016", "2016-04-29", ""),  # in the Levant
    ("2016年4月29日", "2016-04-29", ""),
    # As it comes
    ("  29   april\u00a02016 ", "2016-04-29", ""),
    ("29 APRIL 2016", "2016-04-29", ""),
    ("\u200f29/04/2016", "2016-04-29", ""),
    ("Date: 29 April 2016.", "2016-04-29", ""),
    ("1800", "1800", ""),
    ("2199-12-31", "2199-12-31", ""),
]

GUESSED = [
    ("spring 2016", "2016", "", INEXACT),
    ("printemps 2016", "2016", "", INEXACT),
    ("otoño de 2016", "2016", "", INEXACT),
    ("winter 2015/16", "2015", "2016", INEXACT),
    ("early 2016", "2016", "", INEXACT),
    ("mid-March 2015", "2015-03", "", INEXACT),
    ("mi-mars 2015", "2015-03", "", INEXACT),
    ("fin mars 2015", "2015-03", "", INEXACT),
    ("first week of May 2016", "2016-05", "", INEXACT),
    ("week of 3 May 2016", "2016-05-03", "", INEXACT),
    ("c. 2015", "2015", "", INEXACT),
    ("May 2016?", "2016-05", "", INEXACT),
    ("3 May 2016 (tbc)", "2016-05-03", "", INEXACT),
    ("2016-04-00", "2016-04", "", INEXACT),
    ("2016-XX-XX", "2016", "", INEXACT),
    ("3 and 17 May 2016", "2016-05-03", "2016-05-17", SEVERAL),
    ("3-5 May & 10-12 June 2016", "2016-05-03", "2016-06-12", SEVERAL),
    ("3 May 2016; 5 June 2016", "2016-05-03", "2016-06-05", SEVERAL),
    ("2014 - present", "2014", "", OPEN_END),
    ("2014-", "2014", "", OPEN_END),
    ("since March 2015", "2015-03", "", OPEN_END),
    ("depuis 2014", "2014", "", OPEN_END),
    ("April 2016 - TBD", "2016-04", "", OPEN_END),
    ("Dec 30 - Jan 2, 2016", "2015-12-30", "2016-01-02", YEAR_TAKEN),
    ("30 December 2015 - 2 January", "2015-12-30", "2016-01-02", YEAR_TAKEN),
    ("Febuary 2016", "2016-02", "", MISSPELT_MONTH),
    ("3 septembrer 2016", "2016-09-03", "", MISSPELT_MONTH),
    ("Mon 3 May 2016", "2016-05-03", "", OTHER_WEEKDAY),  # a Tuesday
    ("Apr-16", "2016-04", "", SHORT_YEAR_OF_MONTH),  # how spreadsheets show April 2016
]

NOT_UNDERSTOOD = [
    ("TBD", NO_DATE),
    ("ongoing", NO_DATE),
    ("n/a", NO_DATE),
    ("May", NO_DATE),
    ("now", NO_DATE),
    ("10:00", NO_DATE),
    ("until May 2016", NO_DATE),  # when did it begin?
    ("after May 2016", NO_DATE),
    ("3 May 2016 in Geneva", NO_DATE),
    ("Week 17, 2016", NO_DATE),
    ("FY2016", NO_DATE),
    ("2010s", NO_DATE),
    ("12345", NO_DATE),
    ("1461888000", NO_DATE),
    ("29042016", NO_DATE),
    ("2016.5", NO_DATE),
    ("3-5/2016", NO_DATE),
    ("3 - 5 - 8 May 2016", NO_DATE),
    ("3 May 5 June 2016", NO_DATE),
    ("17, 3 May 2016", NO_DATE),
    ("May 16 2016 May", NO_DATE),
    ("x" * 5_000, NO_DATE),
    ("29 April 2016 " + "(see the note) " * 20, NO_DATE),
    ("3 May", NO_YEAR),
    ("3-5 May", NO_YEAR),
    ("16-Apr", NO_YEAR),
    ("12", NO_YEAR),
    ("30 February 2016", IMPOSSIBLE),
    ("29 February 2015", IMPOSSIBLE),
    ("31 juin 2015", IMPOSSIBLE),
    ("2016-06-31", IMPOSSIBLE),
    ("2016-13", IMPOSSIBLE),
    ("45/13/2016", IMPOSSIBLE),
    ("30/02/2016", IMPOSSIBLE),
    ("2016-W54", IMPOSSIBLE),
    ("1437", OUT_OF_RANGE),  # a year of the Hijra
    ("2559-04-29", OUT_OF_RANGE),  # a Buddhist year
    ("9999-12-31", OUT_OF_RANGE),
    ("0001-01-01", OUT_OF_RANGE),
    ("2010/11", TWO_WAYS),  # November 2010, or a season
    ("mar 3-5 abr 2016", TWO_WAYS),  # martes 3, or 3 de marzo
]


def read(*texts: str) -> pd.DataFrame:
    return read_dates(pd.Series(texts, dtype="str")).frame


@pytest.mark.parametrize(("text", "start", "end"), EXACT)
def test_a_date_is_read_to_the_letter(text: str, start: str, end: str) -> None:
    cell = read(text).iloc[0]
    assert (cell["start"], cell["end"], cell["problem"]) == (start, end, "")
    assert cell["understood"]
    assert not cell["guessed"]


@pytest.mark.parametrize(("text", "start", "end", "problem"), GUESSED)
def test_what_is_not_exact_is_read_as_a_guess(
    text: str, start: str, end: str, problem: str
) -> None:
    cell = read(text).iloc[0]
    assert (cell["start"], cell["end"], cell["problem"]) == (start, end, problem)
    assert cell["understood"]
    assert cell["guessed"]


@pytest.mark.parametrize(("text", "problem"), NOT_UNDERSTOOD)
def test_what_is_no_date_is_not_understood(text: str, problem: str) -> None:
    cell = read(text).iloc[0]
    assert (cell["start"], cell["end"], cell["problem"]) == ("", "", problem)
    assert not cell["understood"]
    assert not cell["guessed"]


@pytest.mark.parametrize("text", ["22-21 March 2015", "5 May 2016 - 3 May 2016", "2016-2014"])
def test_an_end_before_the_start_is_reported_and_not_swapped(text: str) -> None:
    cell = read(text).iloc[0]
    assert cell["start"] > cell["end"] > ""
    assert cell["problem"] == BACKWARD
    assert cell["understood"]


def test_an_empty_cell_is_understood_as_unknown() -> None:
    cells = read("", "  ")
    assert cells["understood"].all()
    assert (cells[["start", "end", "problem", "candidates"]] == "").all(axis=None)


def test_no_cells_give_no_rows_of_the_same_columns() -> None:
    assert list(read().columns) == list(read("2016").columns)
    assert len(read()) == 0


def test_a_column_keeps_its_index_and_one_bad_cell_spoils_no_other() -> None:
    texts = pd.Series(["2016", "soon", "", "3 May 2016", "2016"], index=[7, 5, 3, 1, 0])
    frame = read_dates(texts).frame
    assert list(frame.index) == [7, 5, 3, 1, 0]
    assert list(frame["start"]) == ["2016", "", "", "2016-05-03", "2016"]


def test_every_problem_has_something_to_do_about_it() -> None:
    problems = {problem for *_, problem in [*GUESSED, *NOT_UNDERSTOOD]} | {BACKWARD}
    assert problems <= ACTIONS.keys()
