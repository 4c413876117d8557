"""The thread of one demand: from meeting to text to later outcome."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from components.consultation.asked import build_asked
from components.demands.filters import show_demand_view
from components.demands.listing import (
    build_facts,
    build_waiting,
    days_waiting,
    link_meeting,
)
from components.exporting.chart_downloads import Data, show_chart_downloads
from components.map.world_map import show_world_map
from components.shell.document import name_view
from components.shell.view_state import current_view
from components.shell.words import arrow, language, plain
from components.shell.words import gettext as _
from data.export.tidy_tables import demand_table
from data.figures.demand_records import Carried, Demand, Event, Judgement
from data.figures.demand_view import DemandView, Found
from data.figures.demand_words import (
    ANSWER_LABELS,
    JUDGE_LABELS,
    JUDGE_SIGNS,
    asked_in_words,
    tie_of,
)
from data.filters.query import Query
from data.filters.select import only
from data.words.languages import listing
from data.words.links import link, link_addresses


def show_thread(campaign: Query, found: Found, wanted: DemandView, demand: Demand) -> None:
    """Show what one demand asked and what its judges say; then its steps beside their map."""
    [asked] = asked_in_words([demand], language())
    name_view(asked.text)
    st.button(
        _("All demands"), key="demand_close", icon=arrow("arrow_back"), type="tertiary",
        on_click=show_demand_view, args=(replace(wanted, demand=""),),
    )  # fmt: skip
    st.markdown(build_asked(asked))
    position = np.array([demand.position])
    waiting = days_waiting(found, wanted, position).get(demand.position)
    st.markdown(build_about(demand, waiting))
    steps, around = st.columns([3, 2], gap="large")
    with steps, st.container(key="demand_thread"):
        # Translators: noun, what became of a demand step by step
        st.header(_("Its thread"), anchor=False)
        for event in demand.thread:
            with st.container(border=True, gap=None):
                st.caption(plain(event.when) or _("No date"))
                _show_step(event)
        if not demand.carried_to:
            st.caption(_("No source here says where it was carried."))
        if not demand.judgements:
            st.caption(_("No source here says what became of it."))
        table = demand_table(campaign, position, language(), wanted.asof)
        show_chart_downloads(
            "demand",
            asked.text,
            Data(table, {str(name): str(name) for name in table}),
            demand=demand.id,
        )
    ids = [meeting.id for meeting in demand.meetings] + [each.id for each in demand.carried_to]
    with around:
        part = only(campaign, ids)
        if part.size:
            # The links between meetings would claim a way that no source gives the demand.
            view, paths = replace(current_view(), selected=""), demand.paths
            show_world_map(campaign, part, view, key="demand_map", height=300, paths=paths)


def build_about(demand: Demand, days: int | None) -> str:
    """Return who asked whom, for how long it waits, themes, notes and sources as Markdown."""
    sources = " · ".join(link_addresses(each, plain) for each in demand.sources)
    themes = listing([plain(theme.name) for theme in demand.themes], language())
    lines = [
        " · ".join(build_facts(demand)),
        build_waiting(demand, days),
        _("Theme: {themes}").format(themes=themes) if themes else "",
        # Translators: where a demand stands in its source, such as a page
        _("In the source: {place}").format(place=plain(demand.page)) if demand.page else "",
        plain(demand.notes),
        _("Sources: {sources}").format(sources=sources) if sources else "",
    ]
    return "  \n".join(f":small[{line}]" for line in lines if line)


def _show_step(event: Event) -> None:
    if isinstance(event.item, Judgement):
        st.markdown(build_judgement(event.item))
        return
    is_carried = isinstance(event.item, Carried)
    label = _("Carried to: {title}") if is_carried else _("Asked at: {title}")
    label = label.format(title=event.item.title)
    if event.item.id:
        link_meeting(event.item.id, label)
    else:
        st.markdown(plain(label))


def build_judgement(judged: Judgement) -> str:
    """Return who judged, the answer, the text with its evidence, and remarks, as Markdown."""
    label = JUDGE_LABELS[judged.kind]
    judge = plain(_(label))
    named = f" ({plain(judged.by)})" if judged.by and judged.kind != "own" else ""
    head = f"{JUDGE_SIGNS[judged.kind]} {judge}{named}"
    if judged.answer:
        label = ANSWER_LABELS[judged.answer]
        answer = f"**{plain(_(label))}**"
        head = _("{judge}: {answer}").format(judge=head, answer=answer)
    tie = tie_of(judged, language())
    lines = [
        " · ".join(part for part in (
            link(plain(tie.words if judged.target else _("Evidence")), judged.evidence),
            plain(tie.quote), link(_("Archived copy"), judged.archived) if judged.archived else "",
        ) if part),
        plain(judged.note),
        _("Reply: {text}").format(text=plain(judged.reply)) if judged.reply else "",
    ]  # fmt: skip
    return "  \n".join([head, *(f":small[{line}]" for line in lines if line)])
