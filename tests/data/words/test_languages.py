"""Dates, numbers and lists in each language, and the catalogs of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from babel.dates import format_date

from data.model.campaign import translated, translated_cell
from data.words import languages
from data.words.dates import month_names, when
from data.words.languages import (
    available_languages,
    closest_language,
    join_lists,
    join_parts,
    language_name,
    listing,
    locale,
    native_name,
    number,
    translations,
)
from tests.dates import tight

CATALOG = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgid "Reset"
msgstr "Réinitialiser"

msgid "{count} consultation"
msgid_plural "{count} consultations"
msgstr[0] "{count} consultation (un)"
msgstr[1] "{count} consultations (plusieurs)"

#, fuzzy
msgid "Filter"
msgstr "Filet"
"""

WHEN = [
    # first, last, precision, in English, in French
    ("2015-12-07", "2015-12-07", "day", "7 December 2015", "7 décembre 2015"),
    ("2015-03-21", "2015-03-22", "day", "21–22 March 2015", "21–22 mars 2015"),
    ("2015-03-30", "2015-04-02", "day", "30 March – 2 April 2015", "30 mars – 2 avril 2015"),
    ("2016-06-01", "2016-06-01", "day", "1 June 2016", "1er juin 2016"),
    ("2016-06-01", "2016-06-11", "day", "1–11 June 2016", "1er–11 juin 2016"),
    (
        *("2015-12-30", "2016-01-02", "day"),
        *("30 December 2015 – 2 January 2016", "30 décembre 2015 – 2 janvier 2016"),
    ),
    ("2016-04-01", "2016-04-30", "month", "April 2016", "avril 2016"),
    ("2016-03-01", "2016-04-30", "month", "March – April 2016", "mars – avril 2016"),
    (
        *("2015-12-01", "2016-01-31", "month"),
        *("December 2015 – January 2016", "décembre 2015 – janvier 2016"),
    ),
    ("2016-01-01", "2016-12-31", "year", "2016", "2016"),
    ("2015-01-01", "2016-12-31", "year", "2015–2016", "2015–2016"),
]

CLOSEST = [
    # what a browser asks for, what is offered, what is given
    ("fr", ("en", "fr"), "fr"),
    ("fr-CA", ("en", "fr"), "fr"),
    ("fr_CH", ("en", "fr"), "fr"),
    ("FR", ("en", "fr"), "fr"),
    ("pt-BR", ("en", "pt", "pt_BR"), "pt_BR"),
    ("pt_br", ("en", "pt-BR"), "pt-BR"),
    ("pt", ("en", "pt_BR"), "en"),
    ("es", ("en", "fr"), "en"),
    ("es", ("fr", "en"), "fr"),
    ("", ("en", "fr"), "en"),
    (None, ("en", "fr"), "en"),
    ("zh-CN", ("en", "zh_Hans"), "zh_Hans"),
    ("zh", ("en", "zh_Hans"), "zh_Hans"),
    ("zh-TW", ("en", "zh_Hans"), "en"),
]


@pytest.fixture
def catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of catalogs."""
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    translations.cache_clear()
    yield tmp_path
    translations.cache_clear()


@pytest.mark.parametrize(("first", "last", "precision", "english", "french"), WHEN)
def test_periods_are_written_as_exactly_as_they_are_known(
    first: str, last: str, precision: str, english: str, french: str
) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert tight(when(*days, precision, "en")) == tight(english)
    assert tight(when(*days, precision, "fr")) == tight(french)


def test_an_unknown_period_is_empty() -> None:
    assert when(None, None, "", "en") == ""


@pytest.mark.parametrize("language", ["ar", "en", "es", "fa", "fi", "fr", "ja", "pt", "ru", "zh"])
def test_an_interval_writes_its_last_month_as_a_long_date_does(language: str) -> None:
    long = locale(language).date_formats["long"].pattern
    month = "MMMM" if "MMMM" in long else "MMM"
    name = format_date(date(2017, 8, 5), month, locale(language))
    for first in (date(2017, 8, 4), date(2017, 7, 31), date(2016, 12, 31)):
        assert name in when(first, date(2017, 8, 5), "day", language)


def test_an_interval_has_the_words_that_a_language_has_between_day_and_month() -> None:
    text = when(date(2017, 8, 4), date(2017, 8, 5), "day", "es")
    assert text.endswith(when(date(2017, 8, 5), date(2017, 8, 5), "day", "es"))


def test_a_language_without_patterns_for_intervals_has_two_long_dates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, last = date(2017, 8, 4), date(2017, 8, 5)
    monkeypatch.setitem(locale("sw")._data, "interval_formats", {None: "{0} to {1}"})
    ends = [when(day, day, "day", "sw") for day in (first, last)]
    assert when(first, last, "day", "sw") == " to ".join(ends)


@pytest.mark.parametrize(("wished", "offered", "given"), CLOSEST)
def test_a_browser_gets_its_language_or_the_first(
    wished: str | None, offered: tuple[str, ...], given: str
) -> None:
    assert closest_language(wished, offered) == given


@pytest.mark.parametrize(
    ("parts", "commas", "semicolons"),
    [([], "", ""), (["A"], "A", "A"), (["A", "B", "{C}"], "A, B, {C}", "A; B; {C}")],
)
def test_parts_are_joined_without_and(parts: list[str], commas: str, semicolons: str) -> None:
    assert join_parts(parts, "en") == commas
    assert join_lists(parts, "en") == semicolons


@pytest.mark.parametrize(
    ("items", "english", "french"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A and B", "A et B"),
        (["A", "B", "C"], "A, B and C", "A, B et C"),
    ],
)
def test_names_are_joined_as_the_language_does(items: list[str], english: str, french: str) -> None:
    assert (listing(items, "en"), listing(items, "fr")) == (english, french)


def test_numbers_have_the_separators_of_the_language() -> None:
    assert number(1234567, "en") == "1,234,567"
    # Which blank French takes is CLDR's choice, and has changed.
    assert re.fullmatch(r"1\s234\s567", number(1234567, "fr"))


def test_languages_have_names() -> None:
    assert (native_name("en"), native_name("fr")) == ("English", "Français")
    assert native_name("pt-BR") == native_name("pt_BR") != native_name("pt")
    assert (language_name("fr", "en"), language_name("en", "fr")) == ("French", "anglais")
    assert language_name("x-none", "en") == "x-none"


def test_months_have_short_names() -> None:
    assert month_names("en")[:3] == ["Jan", "Feb", "Mar"]
    assert len(month_names("fr")) == 12


def test_english_is_in_the_code(catalogs: Path) -> None:
    assert available_languages() == ("en",)
    assert translations("en").gettext("Reset") == "Reset"
    assert translations("en").ngettext("{count} day", "{count} days", 2) == "{count} days"


def test_a_catalog_is_a_file_named_after_its_language(catalogs: Path) -> None:
    (catalogs / "fr.po").write_text(CATALOG, encoding="utf-8")
    assert available_languages() == ("en", "fr")
    say = translations("fr")
    assert say.gettext("Reset") == "Réinitialiser"
    # In French none is one.
    one, many = "{count} consultation", "{count} consultations"
    assert say.ngettext(one, many, 0) == "{count} consultation (un)"
    assert say.ngettext(one, many, 2) == "{count} consultations (plusieurs)"


def test_missing_and_fuzzy_messages_stay_english(catalogs: Path) -> None:
    (catalogs / "fr.po").write_text(CATALOG, encoding="utf-8")
    assert translations("fr").gettext("Filter") == "Filter"
    assert translations("fr").gettext("Not there") == "Not there"


@pytest.mark.parametrize("code", ["pt_BR", "pt-BR", "zh-Hant"])
def test_a_language_may_have_a_territory_or_a_script(catalogs: Path, code: str) -> None:
    (catalogs / f"{code}.po").write_text(CATALOG, encoding="utf-8")
    assert code in available_languages()
    assert translations(code).gettext("Reset") == "Réinitialiser"
    assert when(date(2016, 1, 1), date(2016, 12, 31), "year", code)


@pytest.mark.parametrize("language", ["es", "../fr", "", "en"])
def test_a_language_without_a_catalog_is_english(catalogs: Path, language: str) -> None:
    (catalogs / "fr.po").write_text(CATALOG, encoding="utf-8")
    assert translations(language).gettext("Reset") == "Reset"


TITLES = pd.DataFrame(
    {"title": ["Hearing", "Webinar"], "title__fr": ["Audition", ""], "title__en": ["", "Web talk"]}
)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("fr", ["Audition", "Webinar"]),
        ("es", ["Hearing", "Webinar"]),
        ("en", ["Hearing", "Web talk"]),
    ],
)
def test_a_text_of_a_table_is_translated_or_as_written(language: str, titles: list[str]) -> None:
    assert list(translated(TITLES, "title", language)) == titles
    cells = [translated_cell(TITLES.loc[row], "title", language) for row in TITLES.index]
    assert cells == titles


def test_a_missing_column_has_empty_texts() -> None:
    assert list(translated(TITLES, "venue", "fr")) == ["", ""]
    assert list(translated(TITLES[:0], "venue", "fr")) == []
    assert translated_cell(TITLES.loc[0], "venue", "fr") == ""
