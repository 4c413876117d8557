"""The list of demands, by theme or of one meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from components.consultation.asked import build_asked
from components.demands.filters import show_demand_view
from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.pages import CONSULTATION
from components.shell.url import link_parameters, unless_echo
from components.shell.view_state import current_view, show_widget_value, turn_page
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from data.export.extract import today
from data.export.tidy_tables import demand_table
from data.figures.demand_counts import by_theme, unanswered
from data.figures.demand_records import Demand, demand_records
from data.figures.demand_view import DemandView, Found
from data.figures.demand_words import (
    asked_in_words,
    verdict_in_words,
)
from data.figures.demands import label_names, meeting_counts
from data.figures.record import cities_in_words
from data.filters.query import Query
from data.filters.select import only
from data.loading.iso_dates import last_day
from data.model.schema import DEMAND_COLUMNS
from data.words.languages import join_lists, listing

PAGE = 12
"""Demands listed at a time; one with several themes is under each."""


def show_demand_list(campaign: Query, found: Found, wanted: DemandView) -> None:
    """Show the demands of a view by theme; those of one meeting by whether it made them alone."""
    if found.is_one_meeting and not has_own_wording(campaign, found):
        st.markdown(_("What this meeting alone asked for is not published."))
    rows = build_rows(campaign, found, wanted)
    last = max(-(-len(rows) // PAGE), 1)
    page = min(current_view().page, last)
    shown = rows.iloc[(page - 1) * PAGE : page * PAGE]
    records = demand_records(campaign, shown["position"].unique(), language(), wanted.asof)
    by_position = {record.position: record for record in records}
    cities = cities_of(campaign, records)
    waiting = days_waiting(found, wanted, shown["position"].to_numpy())
    sizes = rows.groupby("group", sort=False).size()
    for group, members in shown.groupby("group", sort=False):
        title = amount("{name}: {count} demand", "{name}: {count} demands", int(sizes[group]),
                       name=plain(str(group)))  # fmt: skip
        st.subheader(title, anchor=False)
        for position in members["position"]:
            _show_demand(
                by_position[position], cities, waiting.get(position), f"{group}-{position}", wanted
            )
    if last > 1:
        st.pagination(
            last, max_visible_pages=7, key=show_widget_value("demand_page", page),
            on_change=unless_echo(
                "demand_page", lambda: turn_page(int(st.session_state["demand_page"]))
            ),
        )  # fmt: skip
    columns = [*DEMAND_COLUMNS, "answer", "status", "judges"]
    data = Data(lambda: build_table(found, wanted), dict(zip(columns, columns, strict=True)))
    show_chart_downloads("demands", _("Demands"), data)


def build_rows(campaign: Query, found: Found, wanted: DemandView) -> pd.DataFrame:
    """Return one row per theme and demand: `group`, the name of the theme, and `position`.

    The demands of one meeting are grouped by whether it made them alone.
    """
    if found.is_one_meeting:
        is_joint = meeting_counts(campaign)[found.positions] > 1
        groups = np.where(is_joint, _("Asked by several meetings together"),
                         _("Asked at this meeting"))  # fmt: skip
        rows = pd.DataFrame({"group": groups, "position": found.positions})
        return rows.iloc[np.argsort(is_joint, kind="stable")]
    rows = by_theme(found.part, wanted.asof, found.positions)
    if wanted.themes:
        rows = rows[rows["id"].isin(wanted.themes)]
    names = {"": _("No theme"), **label_names(campaign.tables, "theme", language())}
    return pd.DataFrame({"group": rows["id"].map(names), "position": rows["position"]})


def has_own_wording(campaign: Query, found: Found) -> bool:
    """Tell whether a demand of one meeting has a wording, and no other meeting made it too."""
    is_own = meeting_counts(campaign)[found.positions] == 1
    texts = campaign.demands["text"].take(found.positions)
    return bool((is_own & (texts != "").to_numpy(dtype=bool)).any())


def days_waiting(found: Found, wanted: DemandView, among: np.ndarray) -> dict[int, int]:
    """Map demands without an answer to the days since their meeting; undated ones are left out."""
    until = last_day(wanted.asof) or today()
    table = unanswered(found.part, until, wanted.asof, among).dropna()
    return dict(zip(table["position"].tolist(), table["days"].astype(int).tolist(), strict=True))


def build_waiting(demand: Demand, days: int | None) -> str:
    """Return how long a demand has waited; "" if that is not known of its wording."""
    if days is None or not demand.text or days < 0:
        return ""
    if demand.answer == "none_found":
        text = amount("Unanswered for {count} day", "Unanswered for {count} days", days)
    else:
        text = amount(
            "No answer known after {count} day", "No answer known after {count} days", days
        )
    return f":material/hourglass_empty: {text}"


def _show_demand(
    demand: Demand, cities: dict[str, str], days: int | None, key: str, wanted: DemandView
) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(build_asked(asked_in_words([demand], language())[0]))
        facts = " · ".join(filter(None, [*build_facts(demand), build_waiting(demand, days)]))
        if facts:
            st.markdown(f":small[{facts}]")
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center",
                          key=f"demand_meetings-{key}"):  # fmt: skip
            for meeting in demand.meetings:
                name = cities.get(meeting.id) or meeting.title
                when = f" · {meeting.when}" if not demand.joint and meeting.when else ""
                link_meeting(meeting.id, name + when)
            st.button(
                # Translators: noun, what became of a demand step by step
                _("Its thread"), key=f"demand-open-{key}", type="tertiary",
                icon=":material/timeline:", on_click=show_demand_view,
                args=(replace(wanted, demand=demand.id),),
            )  # fmt: skip


def link_meeting(id_: str, label: str) -> None:
    """Show a link to the page of a consultation."""
    query = link_parameters() | {"c": [id_]}
    st.page_link(CONSULTATION.file, label=plain(label), icon=":material/place:", query_params=query)


def cities_of(campaign: Query, demands: Iterable[Demand]) -> dict[str, str]:
    """Map the consultations that made some demands to their cities."""
    ids = {meeting.id for demand in demands for meeting in demand.meetings}
    return cities_in_words(only(campaign, ids).places, language())


def build_facts(demand: Demand) -> list[str]:
    """Return who asked and who was asked, as Markdown."""
    facts = []
    if demand.by:
        names = listing([plain(each.name) for each in demand.by], language())
        # Translators: the organizations that made a demand
        facts.append(_("Asked by {names}").format(names=names))
    if demand.addressed_to:
        names = listing([plain(each.name) for each in demand.addressed_to], language())
        # Translators: those whom a demand asks to act
        facts.append(_("Addressed to {names}").format(names=names))
    return facts


def build_table(found: Found, wanted: DemandView) -> pd.DataFrame:
    """Return the demands of a view as files have them, and `judges`: what each of them says."""
    asof = wanted.asof
    records = demand_records(found.part, found.positions, language(), asof)
    asked = asked_in_words(records, language())
    judges = [join_lists([verdict_in_words(one, language()) for one in each.verdicts], language())
              for each in asked]  # fmt: skip
    return demand_table(found.part, found.positions, language(), asof).assign(judges=judges)
