"""Where a tour is made ready: how it is told, the shipped ones, its file, and its slides."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.download_button import show_download_button
from components.presenting.stage_words import way_words
from components.presenting.tour_choice import change_tour, forget_tour
from components.presenting.tour_editor import show_tour_editor
from components.url import link_parameters, tour_parameters
from components.view_state import show_widget_value
from components.words import gettext as _
from components.words import language, plain
from data.tour.edit import text_of
from data.tour.edit_file import MOST_BYTES, TourFileError, read_tour, tour_toml
from data.tour.shipped import shipped_tours

if TYPE_CHECKING:
    from collections.abc import Callable

    from components.presenting.tour_choice import Chosen
    from data.campaign import Campaign
    from data.tour.edit import TourEdit

PAGE = "pages/present.py"
EXPLORE = "pages/explore.py"
_FILE = "tour_file"
_PROBLEM = "tour_file_problem"
_BY = "tour_by"


def show_tour_bench(
    campaign: Campaign, chosen: Chosen, take_away: Callable[[TourEdit], None]
) -> None:
    """Show everything that can be changed about a tour, and the ways out.

    Args:
        campaign: The whole campaign.
        chosen: The tour.
        take_away: Shows the button that takes the tour away as it was changed.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(_("Choose or change the tour"), anchor=False, width="stretch")
        st.page_link(EXPLORE, label=_("Explore"), query_params=link_parameters())
        take_away(replace(chosen.edit, by=chosen.made.by))
        _show_start()
    st.markdown(plain(chosen.made.words))
    if chosen.notice:
        st.warning(chosen.notice, icon=":material/info:")
    _show_shipped(campaign)
    _show_by(chosen)
    show_tour_editor(chosen)
    _show_file(chosen)


def _show_start() -> None:
    st.button(
        _("Undo all changes"), key="tour-reset", icon=":material/undo:", type="tertiary",
        on_click=forget_tour, disabled="tour" not in tour_parameters(),
    )  # fmt: skip
    st.button(
        _("Show it"), key="tour-start", icon=":material/slideshow:", on_click=_start,
    )  # fmt: skip


def _start() -> None:
    st.query_params.pop("edit", None)
    st.query_params["step"] = "1"


def _show_shipped(campaign: Campaign) -> None:
    """The tours that the campaign has, each a link that keeps the view."""
    tours = shipped_tours(campaign.folder)
    if not tours:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Tours of this campaign"), width="content")
        for name, edit in tours.items():
            title = text_of(edit.texts, "title", language()) or name
            asked = {**link_parameters(), "tour": name, "step": "1"}
            st.page_link(PAGE, label=plain(title), icon=":material/slideshow:", query_params=asked)


def _show_by(chosen: Chosen) -> None:
    names, ways = way_words(), list(chosen.made.ways)
    if len(ways) < 2:  # noqa: PLR2004 -- a choice needs two
        return
    show_widget_value(_BY, chosen.made.by)
    st.segmented_control(
        _("One slide per"), ways, format_func=names.__getitem__, key=_BY, required=True,
        on_change=_tell_by,
    )  # fmt: skip


def _tell_by() -> None:
    st.query_params["by"] = st.session_state[_BY]
    forget_tour()


def _show_file(chosen: Chosen) -> None:
    """Keep the tour as a file, or go on with one that was kept."""
    st.subheader(_("Keep it"), anchor=False)
    st.caption(
        _(
            "The address holds a tour that is short. The file holds any: load it here, or put it "
            "into the folder tours of the campaign, and it is listed above."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        show_download_button(
            _("Download tour.toml"), partial(tour_toml, chosen.edit), "tour.toml",
            "application/toml", key="tour-download",
        )  # fmt: skip
    st.file_uploader(
        _("Load a tour.toml"), type=["toml"], key=_FILE, on_change=_load, max_upload_size=1,
    )  # fmt: skip
    problem = st.session_state.pop(_PROBLEM, "")
    if problem:
        st.error(_(problem), icon=":material/error:")


def _load() -> None:
    """Take over the tour of the file that was given."""
    given = st.session_state.get(_FILE)
    if given is None:
        return
    try:
        edit = read_tour(given.read(MOST_BYTES + 1))
    except TourFileError as error:
        st.session_state[_PROBLEM] = error.problem
        return
    if edit.by:
        st.query_params["by"] = edit.by
    change_tour(edit)
