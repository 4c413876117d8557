"""Inexact dates, read as guesses, and texts that are not understood, with their problems."""

from __future__ import annotations

import pandas as pd
import pytest

from data.lists.dates.columns import read_dates
from data.lists.dates.parts import (
    ACTIONS,
    BACKWARD,
    IMPOSSIBLE,
    INEXACT,
    MISSPELT_MONTH,
    NO_DATE,
    NO_YEAR,
    OPEN_END,
    OTHER_CALENDAR,
    OTHER_WEEKDAY,
    OUT_OF_RANGE,
    SEVERAL,
    SHORT_YEAR_OF_MONTH,
    TWO_WAYS,
    YEAR_TAKEN,
)

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
    ("146188800", NO_DATE),
    ("29042016", NO_DATE),
    ("2016.5", NO_DATE),
    ("3-5/2016", NO_DATE),
    ("3 - 5 - 8 May 2016", NO_DATE),
    ("3 May 5 June 2016", NO_DATE),
    ("17, 3 May 2016", NO_DATE),
    ("May 16 2016 May", NO_DATE),
    ("x" * 5_000, NO_DATE),
    ("29 April 2016 " + "(see the note) " * 20, NO_DATE),
    ("2015 or 2016", NO_DATE),
    ("3 o 4 de mayo de 2016", NO_DATE),
    ("2016/17 May", NO_DATE),
    ("3 May 2016 10.30", NO_DATE),
    ("May, 3 June 2016", NO_DATE),
    ("mar " * 20, NO_DATE),
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
    ("1437", OTHER_CALENDAR),
    ("2559-04-29", OUT_OF_RANGE),  # a Buddhist year
    ("9999-12-31", OUT_OF_RANGE),
    ("0001-01-01", OUT_OF_RANGE),
    ("2010/11", TWO_WAYS),  # November 2010, or a season
    ("mar 3-5 abr 2016", TWO_WAYS),  # martes 3, or 3 de marzo
]


def read(*texts: str) -> pd.DataFrame:
    return read_dates(pd.Series(texts, dtype="str")).frame


@pytest.mark.parametrize(("text", "start", "end", "problem"), GUESSED)
def test_an_inexact_date_is_read_as_a_guess(text: str, start: str, end: str, problem: str) -> None:
    cell = read(text).iloc[0]
    assert (cell["start"], cell["end"], cell["problem"]) == (start, end, problem)
    assert cell["understood"]
    assert cell["guessed"]


@pytest.mark.parametrize(("text", "problem"), NOT_UNDERSTOOD)
def test_a_text_that_is_not_a_date_is_not_understood(text: str, problem: str) -> None:
    cell = read(text).iloc[0]
    assert (cell["start"], cell["end"], cell["problem"]) == ("", "", problem)
    assert not cell["understood"]
    assert not cell["guessed"]


def test_every_problem_has_an_action() -> None:
    problems = {problem for *_, problem in [*GUESSED, *NOT_UNDERSTOOD]} | {BACKWARD}
    assert problems <= ACTIONS.keys()


IN_OTHER_CALENDARS = [
    # text, what it may mean: Islamic first. Known: 1 Muharram 1400 was 20 November 1979, Ramadan
    # 1437 began on 6 June 2016, and the Iranian year 1395 on 20 March 2016.
    ("1 محرم 1400", "1979-11-20"),
    ("١ رمضان ١٤٣٧", "2016-06-06"),
    ("1437", "2015-10/2016-10"),
    ("1437 هـ", "2015-10/2016-10"),
    ("رمضان 1437", "2016-06/2016-07"),
    ("١٤٣٧/٠٩/٠١", "2016-06-06"),
    ("14 Ramadan 1437 AH", "2016-06-19"),
    ("1 فروردین ۱۳۹۵", "2016-03-20"),
    ("30 Esfand 1395", "2017-03-20"),
    ("۱۳۹۴/۰۵/۱۲", "1974-06-02; 2015-08-03"),
    ("12/05/1394", "1974-06-02; 2015-08-03"),
    ("1394 ش", "2015-03/2016-03"),
]


@pytest.mark.parametrize(("text", "meanings"), IN_OTHER_CALENDARS)
def test_a_year_of_another_calendar_is_asked_about(text: str, meanings: str) -> None:
    cell = read(text).iloc[0]
    assert (cell["start"], cell["candidates"], cell["problem"]) == ("", meanings, OTHER_CALENDAR)
    assert not cell["understood"]


IN_FIVE_LANGUAGES = [
    ("12 de septiembre de 2016", "2016-09-12", ""),
    ("de 3 a 5 de março de 2016", "2016-03-03", "2016-03-05"),
    ("с 3 по 5 марта 2016 г.", "2016-03-03", "2016-03-05"),
    ("12 آذار/مارس 2016", "2016-03-12", ""),  # as the United Nations write it
    ("٢٨ نيسان/أبريل - ٢ أيار/مايو ٢٠١٦", "2016-04-28", "2016-05-02"),
    ("12 يوليوز 2016م", "2016-07-12", ""),  # Morocco
    ("12 جانفي 2016", "2016-01-12", ""),  # Algeria
    ("2016年3月12号", "2016-03-12", ""),
    ("2016年三月", "2016-03", ""),
    ("二〇一六年十二月三十一日", "2016-12-31", ""),
]


@pytest.mark.parametrize(("text", "start", "end"), IN_FIVE_LANGUAGES)
def test_dates_of_other_languages_are_read_exactly(text: str, start: str, end: str) -> None:
    cell = read(text).iloc[0]
    assert (cell["start"], cell["end"], cell["problem"]) == (start, end, "")
