"""The widget of each filter, and the popover "More filters"."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.shell.options import show_buttons, show_list
from components.shell.view_state import choose, current_view, show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.figures.organizations import role_names
from data.filters.choice import ALL_KINDS, View
from data.filters.describe import names_of, organization_names
from data.filters.facets import Facets, facets
from data.filters.filters import FILTERS, Filter
from data.filters.nouns import count_in_words
from data.filters.query import Query
from data.filters.select import count, role_counts
from data.loading.iso_dates import first_day, is_backwards
from data.model.result_cache import cached_on_campaign
from data.model.schema import ROLES
from data.words.folding import fold
from data.words.languages import listing, number

_MOST_OFFERED = 12
"""Matches of a typed name."""

_MOST_PILLS = 24
"""More options than this are shown as a list to type into."""

_MOST_LISTED = 200
"""More organizations than this are searched on the server."""

_IN_BAR = ("regions", "words")
"""Filters that are outside the popover, whole."""

_KEY, _LABEL = "more_filters", "more_filters_label"
_WIDTH = 340
"""Pixels: narrow enough to leave most of the map in sight."""

_DATE = r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$"


def show_more_filters(campaign: Query, view: View) -> None:
    """Show a popover with the filters that the bar has no room for, and the lines.

    It is filled only when open: counting and sending all options takes a third of a run.
    """
    popover = st.popover(_stable_label(view), icon=":material/tune:", key=_KEY, on_change="rerun")
    if not popover.open:
        return
    with popover, st.container(width=_WIDTH):
        st.button(show_label(campaign, view), key="more_show", on_click=_close, width="stretch")
        counted = facets(campaign, view.choice)
        for one in FILTERS:
            if one.name not in _IN_BAR:
                show_filter(one, campaign, view, counted)


def _stable_label(view: View) -> str:
    """Return the label of the popover, which stays while it is open.

    A changed label makes a new popover to Streamlit, which would close after each change.
    """
    if not st.session_state.get(_KEY) or _LABEL not in st.session_state:
        st.session_state[_LABEL] = build_label(view)
    return str(st.session_state[_LABEL])


def build_label(view: View) -> str:
    """Return the label of the popover: how many filters are set in it."""
    count = active_count(view)
    # Translators: button that opens further filters, and how many are set
    return _("More filters ({count})").format(count=count) if count else _("More filters")


def _close() -> None:
    st.session_state[_KEY] = False


def show_label(campaign: Query, view: View) -> str:
    """Return the label of the button that closes the filters: how many they let through."""
    size = count(campaign, view.choice)
    # Translators: button under the filters; it closes them
    return _("Show {meetings}").format(meetings=count_in_words(campaign, size, language()))


def active_count(view: View) -> int:
    """Return how many filters of the popover are set; whole years and all kinds are outside it."""
    choice = view.choice
    typed = any("-" in text for text in (choice.since, choice.until))
    outside = {"since": not typed, "kinds": ALL_KINDS in choice.kinds}
    return sum(
        one.is_set(choice) and not outside.get(one.name, False)
        for one in FILTERS
        if one.name not in _IN_BAR
    )


def show_filter(one: Filter, campaign: Query, view: View, counted: Facets) -> None:
    """Show the widget of a filter: its own, else one of its options with their counts."""
    own = {"kinds": _show_kinds, "organizations": _show_organizations, "since": _show_time}
    if one.name in own:
        own[one.name](campaign, view, counted)
    elif one.counts_as:
        _show_options(one, campaign, view, counted)


def _show_options(one: Filter, campaign: Query, view: View, counted: Facets) -> None:
    """Show the options of a filter as pills in the order of their names, many as a list.

    Regions have the order of the campaign.
    """
    counts = counted[one.counts_as]
    names = one.names(campaign, language())
    key, asked = one.parameters[one.name], one.asks or one.title
    by_name = sorted(counts, key=lambda option: fold(names[option]))
    order = list(counts) if one.name == "regions" else by_name
    if len(order) > _MOST_PILLS:
        offered = {option: f"{names[option]} ({counts[option]})" for option in order}
        _show_list(_(asked), (key, one.name), offered)
        return
    show_widget_value(key, list(getattr(view.choice, one.name)))
    st.pills(
        _(asked),
        order,
        selection_mode="multi",
        format_func=lambda option: f"{plain(names[option])} ({counts[option]})",
        key=key,
        on_change=lambda: choose(**{one.name: tuple(st.session_state[key])}),
    )


def _show_time(_campaign: Query, view: View, _counted: Facets) -> None:
    with st.container(horizontal=True, gap="small"):
        labels = [
            # Translators: first day of the time filter
            ("since", _("From")),
            # Translators: last day of the time filter
            ("until", _("To")),
        ]
        for part, label in labels:
            key = show_widget_value(f"typed_{part}", getattr(view.choice, part))
            st.text_input(
                label,
                key=key,
                placeholder="2015-12-31",
                max_chars=10,
                validate=(_DATE, _("Write a date like 2016, 2016-04 or 2016-04-29")),
                on_change=_choose_date,
                args=(part, key),
                width=150,
            )


def _choose_date(part: str, key: str) -> None:
    text = str(st.session_state[key] or "").strip()
    if text and not first_day(text):
        return
    time = {"since": current_view().choice.since, "until": current_view().choice.until, part: text}
    if is_backwards(time["since"], time["until"]):
        other = "until" if part == "since" else "since"
        st.toast(build_dropped_end(part, time), icon=":material/event_busy:")
        time[other] = ""
    choose(**time)


def build_dropped_end(part: str, time: dict[str, str]) -> str:
    """Return why typing one end of the time filter cleared the other end."""
    if part == "since":
        sentence = _("{since} is after {until}. The end date was cleared.")
    else:
        sentence = _("{until} is before {since}. The start date was cleared.")
    return plain(sentence.format(**time))


def _show_kinds(campaign: Query, view: View, counted: Facets) -> None:
    counts = counted["kinds"]
    names = names_of(campaign.kinds, "title", language())
    show_widget_value("kind", _kinds_shown(campaign, view))
    st.pills(
        _("Kind"),
        list(counts),
        selection_mode="multi",
        format_func=lambda kind: f"{plain(names[kind])} ({counts[kind]})",
        key="kind",
        on_change=lambda: _choose_kinds(campaign, tuple(st.session_state["kind"])),
    )


def _kinds_shown(campaign: Query, view: View) -> list[str]:
    kinds = view.choice.kinds or campaign.own_kinds
    return [kind for kind in campaign.kinds["id"] if kind in kinds or ALL_KINDS in kinds]


def _choose_kinds(campaign: Query, kinds: tuple[str, ...]) -> None:
    """Filter by kinds, with the short forms that the address has for all and own kinds."""
    if set(kinds) == set(_kinds_shown(campaign, current_view())):
        return
    if set(kinds) == set(campaign.kinds["id"]):
        kinds = (ALL_KINDS,)
    elif set(kinds) == set(campaign.own_kinds):
        kinds = ()
    choose(kinds=kinds)


def _show_organizations(campaign: Query, view: View, counted: Facets) -> None:
    counts = counted["organizations"]
    if len(counts) > _MOST_LISTED:
        _show_finder(campaign, view, counts)
    else:
        names = organization_names(campaign, language())
        order = sorted(counts, key=lambda id_: (-counts[id_], fold(names[id_])))
        offered = {id_: f"{names[id_]} ({counts[id_]})" for id_ in order}
        _show_list(_("Organization"), ("organization", "organizations"), offered)
    roles, sizes = role_names(language()), role_counts(campaign, view.choice)
    show_buttons(
        _("Role of the organization"),
        {role: f"{roles[role]} ({sizes[role]})" for role in ROLES},
        view.choice.role or None,
        lambda role: choose(role=role),
        key="role",
        is_clearable=True,
        help=_("Without an organization: the role that any organization had."),
    )


def _show_finder(campaign: Query, view: View, counts: Mapping[str, int]) -> None:
    """Show a field for a part of a name, with the selected organizations and the best matches."""
    text = st.text_input(
        _("Organization"),
        key="organization_text",
        type="search",
        placeholder=_("Type part of its name"),
        max_chars=100,
    )
    selected = list(view.choice.organizations)
    matches = matching_organizations(campaign, language(), counts, text or "")
    names = organization_names(campaign, language())
    show_widget_value("organization", selected)
    st.pills(
        _("Matching organizations"),
        list(dict.fromkeys([*selected, *matches])),
        selection_mode="multi",
        format_func=lambda id_: f"{plain(names[id_])} ({number(counts[id_], language())})",
        key="organization",
        on_change=lambda: choose(organizations=tuple(st.session_state["organization"])),
        label_visibility="collapsed",
    )
    if not matches:
        st.caption(_("No organization matches. Try fewer letters."))


def matching_organizations(
    campaign: Query, language: str, counts: Mapping[str, int], text: str
) -> list[str]:
    """Return ids of organizations whose names contain all words, most consultations first.

    At most `_MOST_OFFERED`; an empty text gives the most frequent ones.
    """
    words = fold(text).split()
    folded = _folded_names(campaign, language)
    matching = [id_ for id_, name in folded.items() if all(word in name for word in words)]
    return sorted(matching, key=lambda id_: (-counts[id_], folded[id_]))[:_MOST_OFFERED]


@cached_on_campaign(8)
def _folded_names(campaign: Query, language: str) -> dict[str, str]:
    names = organization_names(campaign, language)
    return {id_: fold(name) for id_, name in names.items()}


def _show_list(label: str, names: tuple[str, str], offered: Mapping[str, str]) -> None:
    """Show a list to type into, for one option at a time; an address can hold several.

    `names` are the widget's key and the field of `Choice`; `offered` maps ids to labels.
    """
    key, part = names
    selected = getattr(current_view().choice, part)
    show_list(
        label,
        offered,
        selected[0] if len(selected) == 1 else None,
        lambda id_: choose(**{part: (id_,) if id_ else ()}),
        key=key,
        is_clearable=True,
        # Translators: no filter is set, e.g. any country
        placeholder=listing((offered[id_] for id_ in selected), language()) or _("Any"),
    )
