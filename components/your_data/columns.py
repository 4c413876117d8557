"""The columns of the list and their types: proposed, and open to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.view_state import fresh_key, renew_key
from components.shell.words import gettext as _
from components.shell.words import language
from components.your_data.decision import Answer, show_decision
from data.figures.fields import FIELDS, label_of
from data.importing.import_list import ImportedList
from data.lists.columns.column_names import ColumnMatch
from data.lists.matched_table import READ_COLUMNS
from data.model.schema import TRANSLATED_COLUMNS
from data.words.languages import available_languages, language_name

_CONSULTATION_TEXTS = ("title", "city", "venue", "participants", "summary", "notes")

_SAMPLES = 3
_SAMPLE_LETTERS = 40
_KEY = "own_columns"


def column_names() -> dict[str, str]:
    """Name every column type, in the order of a list to choose from.

    "" is an extra field; translations into the languages of the interface come last.
    """
    names = {"": _("Extra field"), **_names()}
    # Translators: a column in a language, such as "Title (French)".
    translated = _("{column} ({language})")
    return {name: names[name] for name in ("", *READ_COLUMNS)} | {
        f"{name}__{code}": translated.format(
            column=names[name], language=language_name(code, language())
        )
        for code in available_languages()
        for name in TRANSLATED_COLUMNS
        if name in _CONSULTATION_TEXTS
    }


def _names() -> dict[str, str]:
    return {field.name: label_of(field, language()) for field in FIELDS} | {
        "city": _("City"),
        "country": _("Country"),
        "lat": _("Latitude"),
        "lon": _("Longitude"),
        # Translators: heading of a column that names the consultation that took up the results.
        "feeds_into": _("Results went to"),
        "place": _("Place in one column"),
        "dates": _("Start and end in one column"),
        "coordinates": _("Latitude and longitude in one column"),
        "url": _("Web address"),
        "year": _("Year"),
        "month": _("Month"),
        "day": _("Day"),
        "end_year": _("End year"),
        "end_month": _("End month"),
        "end_day": _("End day"),
        # Translators: a part of a country, such as Ontario.
        "state": _("State or province"),
    }


def show_own_columns(imported: ImportedList) -> None:
    """Show the columns with their types; guesses ask to be confirmed."""
    own = current_own()
    if own is None:
        return
    decided = own.recipe.columns
    guesses = imported.guesses
    st.caption(build_sentence(len(guesses)))
    table = build_columns(imported.matches, guesses, decided, own.rows)
    key = fresh_key(_KEY)
    names = {column: column for column in table["column"]} | column_names()
    column = st.column_config
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        height="auto" if len(table) <= 14 else 520,
        column_order=None if guesses else ["header", "samples", "column", "reason"],
        disabled=["look", "header", "samples", "reason"],
        column_config={
            "look": column.TextColumn("", width=30),
            "header": column.TextColumn(_("In your list"), width=150),
            "samples": column.TextColumn(_("Examples"), width="medium"),
            "column": column.SelectboxColumn(
                # Translators: heading; below it the type of each column, such as Date or City.
                _("Read as"),
                options=list(names),
                format_func=names.__getitem__,
                required=True,
                width="medium",
            ),
            # Translators: heading; below it the reason why a column got its type.
            "reason": column.TextColumn(_("Why"), width="large"),
        },
        on_change=lambda: _change(table, st.session_state[key]),
        alt=_("Columns of your list and how each is read"),
    )
    right = {match.header: match.column for match in guesses}
    confirm = Answer(
        # Translators: verb, button that accepts the guesses.
        _("Confirm"),
        "own_columns_right",
        lambda: change_recipe(columns=lambda columns: {**columns, **right}),
        "check",
    )
    restore = Answer(_("Restore suggestions"), "own_columns_proposed", _propose_again, "undo")
    show_decision("", *[confirm] * bool(guesses), *[restore] * bool(decided))


def build_sentence(guesses: int) -> str:
    """Tell the visitor what to do with the table."""
    if guesses:
        return _("Question marks are guesses. Change them in the table, or confirm.")
    return _("If a column is read wrongly, change it in the table.")


def build_columns(
    matches: Sequence[ColumnMatch],
    guesses: Sequence[ColumnMatch],
    decided: Mapping[str, str],
    rows: pd.DataFrame,
) -> pd.DataFrame:
    """Build one row per column of the list, in its order.

    Returns:
        `look` ("?" for an unconfirmed guess), `header`, `samples` (its first distinct cells),
        `column` (its type), `reason` (a sentence).
    """
    return pd.DataFrame(
        {
            "look": ["?" if match in guesses else "" for match in matches],
            "header": [match.header for match in matches],
            "samples": [_samples(rows[match.header]) for match in matches],
            "column": [decided.get(match.header, match.column) for match in matches],
            "reason": [_reason(match, decided) for match in matches],
        }
    ).astype("str")


def _samples(cells: pd.Series[str]) -> str:
    head = cells[cells != ""].drop_duplicates().head(_SAMPLES)
    return " · ".join(text if len(text) <= _SAMPLE_LETTERS else text[:_SAMPLE_LETTERS] + "…"
                      for text in head.str.split().str.join(" "))  # fmt: skip


def _reason(match: ColumnMatch, decided: Mapping[str, str]) -> str:
    if match.header in decided:
        return _("You chose this.")
    names = column_names()
    values = {
        name: names.get(value, value) if name == "column" else value
        for name, value in match.values.items()  # noqa: PD011 -- no frame
    }
    return _(match.reason).format(**values)


def _change(table: pd.DataFrame, state: Mapping[str, Mapping[int, Mapping[str, str]]]) -> None:
    changed = {
        str(table.loc[row, "header"]): str(cells.get("column") or "")
        for row, cells in state["edited_rows"].items()
    }
    now = dict(zip(table["header"], table["column"], strict=True))
    change_recipe(columns=lambda columns: decide(columns, now, changed))


def decide(
    decided: Mapping[str, str], now: Mapping[str, str], changed: Mapping[str, str]
) -> dict[str, str]:
    """Add changes to the decisions; a type that another header had is removed from that header.

    Args:
        decided: Earlier decisions, type by header.
        now: The current type of every header.
        changed: Types by header in the edited table, changed or not.
    """
    fresh = {header: column for header, column in changed.items() if now.get(header) != column}
    reused = {column for column in fresh.values() if column}
    freed = {
        header: "" for header, column in now.items() if column in reused and header not in fresh
    }
    return {**decided, **freed, **fresh}


def _propose_again() -> None:
    change_recipe(columns={})
    renew_key(_KEY)
