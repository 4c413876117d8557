"""Say why rows of a list are not on the map or the timeline."""

from __future__ import annotations

from collections.abc import Mapping

from data.words.languages import number, translations


def reason_text(reason: str, count: int, language: str, *, dates: bool = False) -> str:
    """Say how many rows have a reason: `2 whose place was not found`.

    Args:
        reason: One of `report.WHY_UNPLACED`, or of `report.WHY_UNDATED` with `dates`.
        count: The number of rows.
        language: The language of the text.
        dates: Whether it is about dates.
    """
    texts = _undated(count, language) if dates else _unplaced(count, language)
    return texts[reason].format(count=number(count, language))


def _undated(count: int, language: str) -> Mapping[str, str]:
    ngettext = translations(language).ngettext
    return {
        # Translators: rows of a list, as part of "Not on the timeline: ...".
        "no column": ngettext(
            "{count} without a column of dates", "{count} without a column of dates", count
        ),
        "empty": ngettext("{count} without a date", "{count} without a date", count),
        "not read": ngettext(
            "{count} whose date was not recognized",
            "{count} whose dates were not recognized",
            count,
        ),
    }


def _unplaced(count: int, language: str) -> Mapping[str, str]:
    ngettext = translations(language).ngettext
    return {
        # Translators: rows of a list, as part of "Not on the map: ...", as the next ones.
        "no column": ngettext(
            "{count} without a column of places", "{count} without a column of places", count
        ),
        "empty": ngettext("{count} without a place", "{count} without a place", count),
        "country only": ngettext(
            "{count} with only a country", "{count} with only a country", count
        ),
        "online": ngettext("{count} online", "{count} online", count),
        "ambiguous": ngettext(
            "{count} whose city is unclear", "{count} whose city is unclear", count
        ),
        "not found": ngettext(
            "{count} whose place was not found", "{count} whose place was not found", count
        ),
        "bad coordinates": ngettext(
            "{count} with invalid coordinates", "{count} with invalid coordinates", count
        ),
    }
