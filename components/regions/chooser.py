"""The region that the page Regions shows, its figures, and buttons to the others."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.shell.options import show_list
from components.shell.view_state import (
    choose,
    loosen,
    reset_choice,
)
from components.shell.words import arrow, language, ngettext, plain
from components.shell.words import gettext as _
from data.figures.regions import is_narrowed, region_choice, region_ids
from data.figures.totals import document_count, figures
from data.filters.choice import Choice, View
from data.filters.describe import region_names
from data.filters.filters import filter_named
from data.filters.nouns import meetings_of, parts_in_words
from data.filters.query import Query
from data.filters.select import describe_parts, loosenings, select
from data.words.languages import number

_KEY = "region_in_focus"
_WIDTH = 440


def show_region_chooser(campaign: Query, region: str) -> None:
    """Show the region's name as the heading, with a list and buttons to other regions."""
    ids, names = region_ids(campaign), region_names(campaign, language())
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(plain(names[region]), anchor=False, width="stretch")
        if len(ids) > 1:
            with st.container(horizontal=True, gap="xsmall", width=_WIDTH):
                _show_navigation(ids, names, region)


def _show_navigation(ids: list[str], names: dict[str, str], region: str) -> None:
    position = ids.index(region)
    _show_neighbour(ids, names, position - 1, _("Previous"), "arrow_back")
    _show_list(ids, names, region)
    _show_neighbour(ids, names, position + 1, _("Next"), "arrow_forward")


def _show_neighbour(
    ids: list[str], names: dict[str, str], position: int, label: str, icon: str
) -> None:
    exists = 0 <= position < len(ids)
    st.button(
        label,
        key=f"region-{icon}",
        icon=arrow(icon),
        disabled=not exists,
        help=plain(names[ids[position]]) if exists else None,
        on_click=choose,
        kwargs={"regions": (ids[position],)} if exists else {},
    )


def _show_list(ids: list[str], names: dict[str, str], region: str) -> None:
    show_list(
        _("Region"),
        {id_: names[id_] for id_ in ids},
        region,
        lambda id_: choose(regions=(id_,)),
        key=_KEY,
        label_visibility="collapsed",
    )


def show_region_figures(campaign: Query, shown: Query, region: str, view: View) -> None:
    """Show the region in figures, what else is shown, and buttons that clear other filters.

    Args:
        campaign: The whole campaign.
        shown: The consultations on the page: of the region and of every kind.
        region: The region.
        view: The view; its filters and this region decide what is counted.
    """
    choice = replace(view.choice, regions=(region,) if region else ())
    counted = select(campaign, choice)
    st.markdown(build_figures(campaign, counted, choice), width="stretch")
    if not counted.size:
        _show_reasons(campaign, choice)
        if not select(campaign, region_choice(Choice(), region)).size:
            st.caption(_("None for this region."))
    more = build_more(campaign, counted, shown)
    if more:
        st.caption(more)
    if is_narrowed(view.choice, region):
        st.button(
            _("Clear other filters"),
            key="region-whole",
            icon=":material/filter_alt_off:",
            type="tertiary",
            on_click=_show_whole,
            args=(region,),
        )


def _show_whole(region: str) -> None:
    reset_choice()
    choose(regions=(region,))


def build_figures(campaign: Query, counted: Query, choice: Choice) -> str:
    """Return Markdown: `**1 of 9 consultations** · **1** city · **4** organizations`.

    The first figure is in the words of Explore and of the files. No documents are left out; the
    other counts are shown even if 0.
    """
    counts = figures(counted)
    documents = document_count(counted)
    messages = [
        (ngettext("{count} city", "{count} cities", counts.cities), counts.cities),
        (
            ngettext("{count} organization", "{count} organizations", counts.organizations),
            counts.organizations,
        ),
    ]
    if documents:
        message = ngettext("{count} document to open", "{count} documents to open", documents)
        messages.append((message, documents))
    first = f"**{plain(describe_parts(campaign, choice, language())[1])}**"
    rest = (text.format(count=f"**{number(count, language())}**") for text, count in messages)
    return " · ".join([first, *(rest if counted.size else ())])


def build_more(campaign: Query, counted: Query, shown: Query) -> str:
    """Say what the page shows beside what it counts; "" for nothing."""
    more = meetings_of(shown).without(meetings_of(counted))
    if more.total <= 0:
        return ""
    meetings = plain(parts_in_words(campaign, more, language()))
    return _("Also shown here, not counted: {meetings}").format(meetings=meetings)


def _show_reasons(campaign: Query, choice: Choice) -> None:
    """Say which filter leaves nothing of the region, each with a button that clears it."""
    for part, text in build_reasons(campaign, choice):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(text, width="content")
            label = _("Show all years") if part == "since" else _("Clear this filter")
            st.button(
                label, key=f"region-loosen-{part}", type="tertiary", on_click=loosen, args=(part,)
            )


def build_reasons(campaign: Query, choice: Choice) -> list[tuple[str, str]]:
    """Return the filters without which the region has something: name, and a sentence.

    Empty if the region has nothing even without other filters, or if clearing one is not enough.
    """
    reasons = []
    for loosening in loosenings(campaign, choice):
        if len(loosening.parts) > 1 or loosening.parts[0] in ("regions", "kinds"):
            continue
        name = loosening.parts[0]
        one = filter_named(name)
        without = meetings_of(select(campaign, one.without(choice)))
        if name == "since":
            sentence = _("None in this period ({filter}); {meetings} in all years.")
        else:
            sentence = _("None with this filter ({filter}); {meetings} without it.")
        words = one.words(campaign, choice, language(), is_first=False)
        meetings = parts_in_words(campaign, without, language())
        reasons.append((name, sentence.format(filter=plain(words), meetings=plain(meetings))))
    return reasons


def show_cards_limit(count: int, most: int) -> None:
    """Say that only the first cards are shown, if there are more consultations than `most`."""
    if count > most:
        message = _("Shown here: {count}. Explore shows all.")
        st.caption(message.format(count=number(most, language())))
