"""Counts and a preview map of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.figures.record import record
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.query import Query
from data.filters.rows import detached
from data.filters.select import only, select
from data.importing.report import Report, reason_text
from data.importing.row_addresses import row_text
from data.lists.readers.raw_table import Parts
from data.model.schema import ROW
from data.words.languages import listing, number
from data.words.online import place_or_online

MOST_ROWS = 100
MOST_DRAWN = 40
"""Of more than `MOST_ROWS` rows, at most `MOST_DRAWN` are drawn: enough to see whether places and
dates are right, and quick to redraw after each decision."""

_OPEN = "own_preview_open"

EVERYTHING = Choice(kinds=(ALL_KINDS,))


def show_own_counts(report: Report) -> None:
    """Show how many rows were read, and what became of them."""
    with st.container(gap=None):
        st.markdown(build_counts(report))
        for line in build_reasons(report):
            st.caption(line)


def build_counts(report: Report) -> str:
    """`20 rows read · 15 on map and timeline · 4 without a place or date · 1 row skipped`."""
    drawn, unmapped, skipped = report.on_map_and_timeline, report.in_tray, report.left_out
    texts = {
        ngettext("{count} row read", "{count} rows read", report.read): report.read,
        # Translators: a number of rows.
        ngettext("{count} on map and timeline", "{count} on map and timeline", drawn): drawn,
        # Translators: a number of rows.
        ngettext(
            "{count} without a place or date", "{count} without a place or date", unmapped
        ): unmapped,
        ngettext("{count} row skipped", "{count} rows skipped", skipped): skipped,
    }
    return " · ".join(
        text.format(count=f"**{number(count, language())}**") for text, count in texts.items()
    )


def build_reasons(report: Report) -> list[str]:
    """How many rows are placed and dated, and why the others are not."""
    values = {
        "placed": number(report.placed, language()),
        "dated": number(report.dated, language()),
        "count": number(report.shown, language()),
    }
    lines = [_("Of {count}, {placed} have a place on the map and {dated} have a date.")]
    lines[0] = lines[0].format(**values)
    unplaced = _counted(report.unplaced)
    undated = _counted(report.undated, dates=True)
    if "no column" in report.unplaced:
        lines.append(_("No column is read as a place. Choose one under Columns."))
    elif unplaced:
        lines.append(_("Not on the map: {reasons}.").format(reasons=unplaced))
    if "no column" in report.undated:
        lines.append(_("No column is read as a date. Choose one under Columns."))
    elif undated:
        lines.append(_("Not on the timeline: {reasons}.").format(reasons=undated))
    return lines if len(lines) > 1 else []


def _counted(reasons: Mapping[str, int], *, dates: bool = False) -> str:
    """`2 online and 1 with only a country`; "" without reasons."""
    texts = [
        reason_text(reason, count, language(), dates=dates)
        for reason, count in reasons.items()
        if reason != "no column"
    ]
    return listing(texts, language())


def show_own_preview(
    campaign: Query, show_map: Callable[..., None], show_timeline: Callable[..., None],
    parts: Parts = (),
) -> None:  # fmt: skip
    """Show map and timeline of the list, with the widgets of all other pages.

    A click on a marker names its row, and its sheet if several were joined. Without a place there
    is no map, without a date no timeline: `build_reasons` says why.
    """
    drawn = part_drawn(campaign)
    selected = str(st.session_state.get(_OPEN, ""))
    selected = selected if selected in campaign.by_id.index else ""
    view = View(selected=selected, language=language())
    selection = select(drawn, EVERYTHING)
    if drawn.consultations["placed"].any():
        show_map(drawn, selection, view, key="own_map", height=300, on_open=_open)
    if selected:
        st.caption(build_selected(campaign, selected, parts))
    if drawn.consultations["dated"].any():
        show_timeline(drawn, selection, view, key="own_timeline", on_open=_open)
    count, total = len(drawn.consultations), len(campaign.consultations)
    if count < total:
        text = _("Preview: {count} of {all}. Explore shows all.")
        st.caption(text.format(count=number(count, language()), all=number(total, language())))


def _open(consultation: str) -> None:
    st.session_state[_OPEN] = consultation


def build_selected(campaign: Query, consultation: str, parts: Parts = ()) -> str:
    """`**4. Title** · Dakar, Senegal · 7 December 2015 · row 5`."""
    facts = record(campaign, consultation, language())
    where = row_text(parts, int(campaign.by_id[ROW].loc[consultation]), language())
    texts = [
        f"**{facts.number}. {plain(facts.title)}**",
        plain(place_or_online(facts.where, facts.venue, language())),
        plain(facts.when) or _("Date unknown"),
        # Translators: the number of a row in the file.
        plain(where) if parts else _("row {row}").format(row=where),
    ]
    return " · ".join(texts)


def part_drawn(campaign: Query) -> Query:
    """The campaign; of a long list, one consultation per city, spread over its whole time."""
    if len(campaign.consultations) <= MOST_ROWS:
        return campaign
    placed = campaign.places[campaign.places["lat"].notna()]
    ids = placed.drop_duplicates(["lat", "lon"])["consultation"].drop_duplicates()
    step = max(len(ids) / MOST_DRAWN, 1)
    drawn = only(campaign, ids.iloc[[int(i * step) for i in range(int(len(ids) / step))]])
    regions = drawn.regions[drawn.regions["id"].isin(drawn.consultations["region"])]
    return Query.everything(replace(detached(drawn), regions=regions.reset_index(drop=True)))
