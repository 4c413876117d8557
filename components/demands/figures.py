"""Demands in figures: answers by theme, region or addressee; themes by region; time to answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.demands.filters import show_demand_view
from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.bars import (
    ROW,
    layer_charts,
    part_color,
    part_descriptions,
    rank_axis,
    row_bars,
)
from components.shell.options import show_buttons
from components.shell.theme import INKS, mode
from components.shell.view_state import choose, fresh_key, renew_key
from components.shell.words import amount, language
from components.shell.words import gettext as _
from data.figures.demand_counts import (
    Times,
    addressee_answers,
    region_answers,
    theme_answers,
    theme_regions,
    time_to_answer,
)
from data.figures.demand_view import WAYS, DemandView, Found
from data.figures.demand_words import ANSWER_LABELS
from data.figures.demands import DEMAND_ANSWERS
from data.filters.describe import region_names
from data.model.colors_and_shapes import ANSWER_COLORS
from data.words.languages import number

_MOST_ROWS = 15
_MATRIX = "demand-matrix"


def show_answers(found: Found, wanted: DemandView) -> None:
    """Show the answers by theme, region or addressee as bars, and the time to an answer."""
    st.header(_("Answers"), anchor=False)
    labels = dict(zip(WAYS, (_("Theme"), _("Region"), _("Addressee")), strict=True))
    show_buttons(
        # Translators: label of buttons: theme, region or addressee
        _("Count answers by"), labels, wanted.counted,
        lambda way: show_demand_view(replace(wanted, counted=way)),
        key="demand_counted", label_visibility="collapsed",
    )  # fmt: skip
    table = answers_by(found, wanted)
    answers = {id_: _(label) for id_, label in ANSWER_LABELS.items()}
    title = _("Answers by {way}").format(way=labels[wanted.counted])
    chart = build_answers(table.head(_MOST_ROWS))
    st.altair_chart(chart, alt=title, key=f"demand-answers-{wanted.counted}")
    if len(table) > _MOST_ROWS:
        shown, count = number(_MOST_ROWS, language()), number(len(table), language())
        st.caption(_("Showing {shown} of {count}").format(shown=shown, count=count))
    names = {"name": labels[wanted.counted], **answers, "total": _("Demands")}
    note = _("A demand of several themes, regions or addressees counts once in each.")
    show_chart_downloads("demand-answers", title, Data(table, names), chart, note=note)
    st.caption(note)
    st.markdown(build_times(time_to_answer(found.part, wanted.asof, found.positions)))


def answers_by(found: Found, wanted: DemandView) -> pd.DataFrame:
    """Return one row per theme, region or addressee with demands: `name`, answers, `total`."""
    among = (wanted.asof, found.positions)
    if wanted.counted == "region":
        table = region_answers(found.part, *among)
        names = region_names(found.part, language())
        return table.assign(id=table["region"], name=table["region"].map(names)).query("total > 0")
    count = addressee_answers if wanted.counted == "addressee" else theme_answers
    table = count(found.part, language(), *among)
    missing = _("Not stated") if wanted.counted == "addressee" else _("No theme")
    return table.assign(name=table["name"].where(table["id"] != "", missing))


def build_answers(table: pd.DataFrame) -> alt.LayerChart:
    """Draw one bar per row of `answers_by`, with one part per answer."""
    labels = {id_: _(label) for id_, label in ANSWER_LABELS.items()}
    rows = table.reset_index(drop=True).rename_axis("rank").reset_index()
    rows = rows.melt(["rank", "id", "name", "total"], list(DEMAND_ANSWERS), "answer", "demands")
    rows = rows[rows["demands"] > 0].sort_values("rank", kind="stable")
    rows["end"] = rows.groupby("rank")["demands"].cumsum()
    rows = rows.assign(
        start=rows["end"] - rows["demands"],
        label=rows["answer"].map(labels),
        ink=INKS[mode()],
    )
    rows = rows.assign(described=part_descriptions(rows, ("name", "label"), "demands"))
    used = [id_ for id_ in DEMAND_ANSWERS if (rows["answer"] == id_).any()]
    rows = rows.drop(columns=["id", "answer"])
    colors = ANSWER_COLORS[mode()]
    bars, *texts = row_bars(rows, "rank", "name")
    color = part_color("label", [labels[id_] for id_ in used], [colors[id_] for id_ in used])
    bars = bars.encode(color=color, description=alt.Description("described:N"))
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("label:N", title=_("Answer")),
        alt.Tooltip("demands:Q", title=_("Demands")),
    ]
    layers = [layer.encode(y=rank_axis(), tooltip=tooltip) for layer in (bars, *texts)]
    return layer_charts(layers, ROW * len(table))


def build_times(times: Times) -> str:
    """Return the median time to an answer as a sentence, with how many demands it is of."""
    values = {
        "answered": number(times.answered, language()), "demands": number(times.demands, language())
    }  # fmt: skip
    if times.median is None:
        return _("Time to an answer: unknown; 0 of {demands} have both dates.").format(**values)
    return amount(
        "Time to an answer: {count} day in the middle (median), for the {answered} of {demands} "
        "with an answer and both dates.",
        "Time to an answer: {count} days in the middle (median), for the {answered} of {demands} "
        "with an answer and both dates.",
        round(times.median),
        **values,
    )


def show_demand_matrix(found: Found, wanted: DemandView) -> None:
    """Show themes by region; a click on a cell filters by both."""
    table = theme_regions(found.part, language(), wanted.asof, found.positions)
    title = _("What was asked, by theme and region")
    st.header(title, anchor=False)
    st.caption(
        _(
            "How many demands have a wording; ◌ and how many are known only by their theme; "
            "– no wording published, so nobody can say whether it was asked. Click a cell to "
            "filter."
        )
    )
    regions = region_names(found.part, language())
    signs = build_signs(table)
    key = fresh_key(_MATRIX)
    column = st.column_config.TextColumn
    st.dataframe(
        signs.drop(columns="id"),
        key=key,
        hide_index=True,
        column_config={
            name: column(_("Theme") if name == "name" else regions[name])
            for name in signs.columns[1:]
        },
        on_select=lambda: _follow_cell(signs, wanted, st.session_state.get(key)),
        selection_mode="single-cell",
        alt=title,
    )
    named = table.assign(region=table["region"].map(regions))
    names = {
        "name": _("Theme"), "region": _("Region"), "demands": _("Demands"),
        "worded": _("With a wording"),
    }  # fmt: skip
    show_chart_downloads("demand-matrix", title, Data(named, names))


def build_signs(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per theme: `id`, `name`, and a column per region with its sign."""
    rest, spoken = table["demands"] - table["worded"], language()
    worded = table["worded"].map(lambda count: number(count, spoken) if count else "")
    unworded = rest.map(lambda count: f"◌ {number(count, spoken)}" if count else "")
    signs = (worded + " " + unworded).str.strip()
    themes = table.drop_duplicates("id")
    regions = table["region"].drop_duplicates()
    cells = signs.where(signs != "", "–").to_numpy().reshape(len(themes), len(regions))
    wide = pd.DataFrame(cells, columns=list(regions))
    wide.insert(0, "name", themes["name"].replace("", _("No theme")).to_numpy())
    wide.insert(0, "id", themes["id"].to_numpy())
    return wide


def _follow_cell(signs: pd.DataFrame, wanted: DemandView, event: Any) -> None:
    """Filter by the theme and region of the clicked cell, and clear the table's own selection."""
    for row, column in event["selection"].get("cells", ()) if event else ():
        if column != "name":
            choose(regions=(column,))
        theme = str(signs["id"].iloc[row])
        show_demand_view(replace(wanted, themes=(theme,) if theme else ()))
    renew_key(_MATRIX)
