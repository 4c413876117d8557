"""Which column of the list is which: proposed, to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.words import gettext as _
from components.shell.words import language
from data.campaign.schema import TRANSLATED_COLUMNS
from data.importing.columns.matched_table import READ_COLUMNS
from data.words.languages import available_languages, language_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.importing.columns.matching import ColumnMatch
    from data.importing.import_list import Brought

_CONSULTATION_TEXTS = ("title", "city", "venue", "participants", "summary", "notes")


def column_names() -> dict[str, str]:
    """Name of everything that a column may be taken for, in the order of a list to choose from.

    "" is a further field; translations into the languages of the interface come last.
    """
    names = {"": _("Further field, kept"), **_names()}
    named = {name: names[name] for name in ("", *READ_COLUMNS)}
    for code in available_languages():
        for name in TRANSLATED_COLUMNS:
            if name in _CONSULTATION_TEXTS:
                spoken = language_name(code, language())
                named[f"{name}__{code}"] = f"{names[name]} ({spoken})"
    return named


def _names() -> dict[str, str]:
    return {
        "id": _("Id"),
        "title": _("Title"),
        "kind": _("Kind"),
        "region": _("Region"),
        "city": _("City"),
        "country": _("Country"),
        "lat": _("Latitude"),
        "lon": _("Longitude"),
        "start": _("Start"),
        "end": _("End"),
        "venue": _("Venue"),
        "organizers": _("Organizers"),
        "hosts": _("Hosts"),
        "partners": _("Partners"),
        "participants": _("Participants"),
        "summary": _("Summary"),
        "feeds_into": _("Fed into"),
        "notes": _("Notes"),
        "sources": _("Sources"),
        "place": _("Place, all in one"),
        "dates": _("Start and end in one"),
        "coordinates": _("Latitude and longitude in one"),
        "url": _("Web address"),
        "year": _("Year"),
        "month": _("Month"),
        "day": _("Day"),
        "end_year": _("Year of the end"),
        "end_month": _("Month of the end"),
        "end_day": _("Day of the end"),
        "state": _("State or province"),
    }


_SAMPLES = 3
_SAMPLE_LETTERS = 40
_GENERATION = "own_columns_generation"
"""Session key: how often the table was put back to what it says now."""


def show_own_columns(brought: Brought) -> None:
    """Show the columns with what they are taken for; a guess asks for a look."""
    own = current_own()
    if own is None:
        return
    decided = own.recipe.columns
    guesses = [one for one in brought.matches if one.is_guess and one.header not in decided]
    st.caption(build_sentence(len(guesses)))
    table = build_columns(brought.matches, decided, own.rows)
    key = f"own_columns-{st.session_state.setdefault(_GENERATION, 0)}"
    names = {column: column for column in table["column"]} | column_names()
    column = st.column_config
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        height="auto" if len(table) <= 14 else 520,  # noqa: PLR2004 -- what a screen holds
        column_order=None if guesses else ["header", "samples", "column", "reason"],
        disabled=["look", "header", "samples", "reason"],
        column_config={
            "look": column.TextColumn("", width=30),
            "header": column.TextColumn(_("In your list"), width=150),
            "samples": column.TextColumn(_("Such as"), width="medium"),
            "column": column.SelectboxColumn(
                _("Taken for"),
                options=list(names),
                format_func=names.__getitem__,
                required=True,
                width="medium",
            ),
            "reason": column.TextColumn(_("Why"), width="large"),
        },
        on_change=lambda: _change(table, st.session_state[key]),
        alt=_("Columns of your list and what they are taken for"),
    )
    _show_buttons(guesses, is_decided=bool(decided))


def _show_buttons(guesses: Sequence[ColumnMatch], *, is_decided: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        if guesses:
            st.button(
                _("They are right"),
                icon=":material/check:",
                key="own_columns_right",
                on_click=_confirm,
                args=(guesses,),
            )
        if is_decided:
            st.button(
                _("As proposed"),
                icon=":material/undo:",
                key="own_columns_proposed",
                on_click=_propose_again,
            )


def build_sentence(guesses: int) -> str:
    """What to do here."""
    if guesses:
        return _("Those with a question mark are guesses: choose another in the table, or agree.")
    return _("Choose another in the table where one is not right.")


def build_columns(
    matches: Sequence[ColumnMatch], decided: Mapping[str, str], rows: pd.DataFrame
) -> pd.DataFrame:
    """A row a column of the list, in its order.

    Returns:
        `look` ("?" for a guess that nobody has confirmed), `header`, `samples` (its first few
        different cells), `column` (what it is taken for), `reason` (a sentence).
    """
    return pd.DataFrame(
        {
            "look": ["?" if m.is_guess and m.header not in decided else "" for m in matches],
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
        return _("Chosen by hand.")
    names = column_names()
    values = {
        name: names.get(value, value) if name == "column" else value
        for name, value in match.values.items()  # noqa: PD011 -- no frame
    }
    return _(match.reason).format(**values)


def _change(table: pd.DataFrame, state: Mapping[str, Mapping[int, Mapping[str, str]]]) -> None:
    own = current_own()
    if own is not None:
        changed = {
            str(table.loc[row, "header"]): str(cells.get("column") or "")
            for row, cells in state["edited_rows"].items()
        }
        now = dict(zip(table["header"], table["column"], strict=True))
        change_recipe(columns=decide(own.recipe.columns, now, changed))


def decide(
    decided: Mapping[str, str], now: Mapping[str, str], changed: Mapping[str, str]
) -> dict[str, str]:
    """Take over changes; a column that was another header's is taken away from it.

    Args:
        decided: What was decided before, column by header.
        now: What every header is taken for now.
        changed: Columns by header as the table has them, changed ones and others.
    """
    fresh = {header: column for header, column in changed.items() if now.get(header) != column}
    taken = {column for column in fresh.values() if column}
    lost = {header: "" for header, column in now.items() if column in taken and header not in fresh}
    return {**decided, **lost, **fresh}


def _confirm(guesses: Sequence[ColumnMatch]) -> None:
    own = current_own()
    if own is not None:
        right = {match.header: match.column for match in guesses}
        change_recipe(columns={**own.recipe.columns, **right})


def _propose_again() -> None:
    change_recipe(columns={})
    st.session_state[_GENERATION] += 1
