"""What the page Demands reads from the address, and the widgets that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from components.shell.document import is_narrow
from components.shell.options import show_buttons, show_list
from components.shell.pages import EXPLORE
from components.shell.url import (
    keep_tour_parameters,
    link_parameters,
    tour_parameters,
)
from components.shell.view_state import (
    current_view,
    open_consultation,
    set_view,
    show_widget_value,
)
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from data.figures.demand_counts import (
    addressee_answers,
    demand_totals,
    theme_answers,
    totals_of,
)
from data.figures.demand_view import DemandView, Found, demands_found, read_demand_view
from data.figures.demand_words import ANSWER_LABELS, STATUS_LABELS, totals_in_words
from data.figures.demands import find_demands, label_names, meetings_of_demands
from data.figures.record import cities_in_words
from data.filters.address import ASOF, COUNTED, DEMAND, DEMAND_FILTERS
from data.filters.choice import Choice, View
from data.filters.filters import period
from data.filters.query import Query
from data.filters.select import only
from data.loading.iso_dates import first_day
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.words.languages import listing, number

_OWN = (*DEMAND_FILTERS.values(), ASOF, DEMAND, COUNTED)
_MOST_BUTTONS = 12
_DATE = r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$"
_COLUMNS = {"themes": "theme", "addressees": "addressed_to"}


def demand_view(campaign: Query) -> DemandView:
    """Return what the address asks of this page, and say what this campaign doesn't have of it."""
    wanted, dropped = read_demand_view(tour_parameters(), campaign)
    keep_tour_parameters(wanted.parameters)
    if dropped:
        names = listing([f"{each.parameter}={each.value[:40]}" for each in dropped], language())
        sentence = _("Part of this link isn't in this campaign and was ignored: {parameters}.")
        st.warning(sentence.format(parameters=plain(names)), icon=":material/link_off:")
    return wanted


def show_demand_view(new: DemandView) -> None:
    """Write another view into the address; for callbacks of widgets."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in _OWN}
    st.query_params.from_dict(others | new.parameters)
    set_view(replace(current_view(), page=1))


def build_options(found: Found, wanted: DemandView) -> dict[str, dict[str, str]]:
    """Map each filter of demands to its options: id and label, with how many each would give."""
    part, asof = found.part, wanted.asof
    cleared: dict[str, dict[str, Any]] = {name: {name: ()} for name in DEMAND_FILTERS}
    among = {
        name: find_demands(part, replace(found.choice, **each), asof)
        for name, each in cleared.items()
    }
    counted: dict[str, Mapping[str, int]] = {}
    names: dict[str, Mapping[str, str]] = {}
    for name, table in (
        ("themes", theme_answers(part, language(), asof, among["themes"])),
        ("addressees", addressee_answers(part, language(), asof, among["addressees"])),
    ):
        counted[name] = dict(zip(table["id"], table["total"].tolist(), strict=True))
        names[name] = label_names(part.tables, _COLUMNS[name], language())
    counted["answers"] = totals_of(part, among["answers"], asof).answers
    counted["statuses"] = totals_of(part, among["statuses"], asof).statuses
    names["answers"] = {id_: _(label) for id_, label in ANSWER_LABELS.items()}
    names["statuses"] = {id_: _(label) for id_, label in STATUS_LABELS.items()}
    labels: dict[str, dict[str, str]] = {}
    for name, counts in counted.items():
        chosen = getattr(wanted, name)
        offered = {**counts, **{id_: counts.get(id_, 0) for id_ in chosen}}
        labels[name] = {
            id_: f"{names[name][id_]} ({number(count, language())})"
            for id_, count in offered.items()
            if id_ and (count or id_ in chosen)
        }
    return labels


def filter_labels() -> dict[str, str]:
    """Return what each filter of demands is called."""
    return {
        "themes": _("Theme"),
        # Translators: whom a demand asks to act
        "addressees": _("Addressee"),
        # Translators: what was done about a demand
        "statuses": _("Progress"),
        "answers": _("Answer"),
        # Translators: a day or month: the page then shows what was known at its end
        "asof": _("As known in"),
    }


def show_demand_filters(campaign: Query, found: Found, wanted: DemandView) -> None:
    """Show the filters of demands: lists in one row, then meetings and answers to click."""
    options = build_options(found, wanted)
    title = _("Theme, addressee, progress, date")
    row = st.container(horizontal=True, gap="small", key="demand_lists")
    with st.popover(title, icon=":material/tune:") if is_narrow() else row:
        for part in ("themes", "addressees", "statuses"):
            chosen = [options[part][id_] for id_ in getattr(wanted, part)]
            look = {"placeholder": listing(chosen, language()) or _("Any"), "width": 260}
            _show_option(wanted, part, options[part], show_list, **look)
        _show_asof(wanted)
    _show_meetings(campaign, found)
    answers = {id_: plain(label) for id_, label in options["answers"].items()}
    _show_option(wanted, "answers", answers, show_buttons)


def _show_option(
    wanted: DemandView, part: str, offered: Mapping[str, str], show: Any, **look: Any
) -> None:
    """Show the options of a filter, one to choose at a time; an address can hold several."""
    if not offered and show is show_buttons:
        return
    chosen = getattr(wanted, part)

    def choose(id_: str) -> None:
        changes: dict[str, Any] = {part: (id_,) if id_ else ()}
        show_demand_view(replace(wanted, **changes))

    show(
        filter_labels()[part],
        offered,
        chosen[0] if len(chosen) == 1 else None,
        choose,
        key=f"demand_{part}",
        is_clearable=True,
        **look,
    )


def _show_asof(wanted: DemandView) -> None:
    key = show_widget_value("demand_asof", wanted.asof)
    st.text_input(
        filter_labels()["asof"],
        key=key,
        placeholder="2017-01",
        max_chars=10,
        validate=(_DATE, _("Write a date like 2016, 2016-04 or 2016-04-29")),
        on_change=lambda: _choose_asof(wanted, str(st.session_state[key] or "").strip()),
        width=140,
    )


def _choose_asof(wanted: DemandView, text: str) -> None:
    if not text or first_day(text):
        show_demand_view(replace(wanted, asof=text))


def _show_meetings(campaign: Query, found: Found) -> None:
    """Show the meetings that made these demands, one to open; many as a list."""
    counts, spoken = found.meetings["id"].value_counts(sort=False).to_dict(), language()
    offered = {
        id_: f"{name} ({number(counts[id_], spoken)})"
        for id_, name in meeting_names(campaign.whole, spoken).items()
        if id_ in counts
    }
    if not offered:
        return
    selected = current_view().selected
    value = selected if selected in offered else None
    if len(offered) > _MOST_BUTTONS:
        look: dict[str, Any] = {"placeholder": _("Any"), "width": 400}
        show: Any = show_list
    else:
        offered = {id_: plain(label) for id_, label in offered.items()}
        show, look = show_buttons, {}
    show(
        _("Meeting"), offered, value, open_consultation, key="demand_meeting", is_clearable=True,
        **look,
    )  # fmt: skip


@cached_on_campaign(8)
def meeting_names(whole: Query, language: str) -> dict[str, str]:
    """Map all consultations that made a demand, by date, to their cities, or else titles."""
    own = meetings_of_demands(whole).drop_duplicates("id").sort_values("number")
    cities = cities_in_words(only(whole, own["id"]).places, language)
    titles = translated(own, "title", language)
    return {id_: cities.get(id_) or title for id_, title in zip(own["id"], titles, strict=True)}


def show_demand_words(found: Found, wanted: DemandView) -> None:
    """Show how many demands there are, how many have a wording, and as of when."""
    totals = totals_of(found.part, found.positions, wanted.asof)
    if totals.demands:
        st.markdown(plain(totals_in_words(totals, language())))
    if found.is_by_meeting and totals.demands:
        st.caption(_("No demand has these words; meetings that have them made these demands."))
    if wanted.asof:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            day = period(Choice(until=wanted.asof), language(), is_first=True)
            sentence = _("{until}: meetings and answers after that are left out.")
            text = sentence.format(until=f"**{plain(day)}**")
            st.markdown(f":material/history: {text}", width="content")
            st.button(
                _("Show what is known today"),
                key="demand_today", type="tertiary",
                on_click=show_demand_view, args=(replace(wanted, asof=""),),
            )  # fmt: skip


def show_no_demands(campaign: Query, view: View, wanted: DemandView) -> None:
    """Say why there is nothing, and offer what would change that."""
    if not len(campaign.demands):
        st.markdown(_("This campaign has no list of demands."))
        st.page_link(EXPLORE.file, label=_("Explore"), query_params=link_parameters())
        return
    title = _("No demand matches")
    st.markdown(f"**{title}**")
    everything = demand_totals(campaign, wanted.asof)
    if view.choice.words and everything.themes_only:
        sentence = amount(
            "The wording of {count} demand is not published: it may have these words.",
            "The wording of {count} demands is not published: they may have these words.",
            everything.themes_only,
        )
        st.markdown(sentence)
    for part, label in filter_labels().items():
        other = replace(wanted, **{part: getattr(DemandView(), part)})
        count = 0 if other == wanted else len(demands_found(campaign, view, other).positions)
        if count:
            text = amount(
                "Clear: {filter} ({count} demand)", "Clear: {filter} ({count} demands)",
                count, filter=label,
            )  # fmt: skip
            st.button(text, key=f"demand-loosen-{part}", on_click=show_demand_view, args=(other,))
    st.button(_("Show all demands"), key="demand_reset", type="tertiary", on_click=show_all_demands)


def show_all_demands() -> None:
    """Clear all filters and close what is open; for callbacks of widgets."""
    set_view(View(language=current_view().language))
    show_demand_view(DemandView())
