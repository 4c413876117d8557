"""The page that edits a tour: order, titles, text slides, file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.presenting.stage import way_words
from components.presenting.tour import change_tour, forget_tour
from components.shell.download_button import show_download_button
from components.shell.url import link_parameters, tour_parameters
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.tour.edit import (
    MOST_BYTES,
    TextSlide,
    TourFileError,
    hidden_slides,
    move,
    read_tour,
    shipped_tours,
    text_of,
    tour_toml,
    with_parts,
    with_text,
)
from data.tour.rich_text import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from components.presenting.tour import Chosen
    from data.campaign.campaign import Campaign
    from data.tour.edit import TourEdit
    from data.tour.slides import Slide

PAGE = "pages/present.py"
EXPLORE = "pages/explore.py"
_FILE = "tour_file"
_PROBLEM = "tour_file_problem"
_BY = "tour_by"
_LONGEST_TITLE = 200


def show_tour_editor(
    campaign: Campaign, chosen: Chosen, take_away: Callable[[TourEdit], None]
) -> None:
    """Show the editor of a tour, and the ways out of it.

    Args:
        campaign: The whole campaign.
        chosen: The tour.
        take_away: Shows the button that exports the edited tour.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(_("Edit tour"), anchor=False, width="stretch")
        st.page_link(EXPLORE, label=_("Explore"), query_params=link_parameters())
        take_away(replace(chosen.edit, by=chosen.made.by))
        _show_start()
    st.markdown(plain(chosen.made.words))
    if chosen.notice:
        st.warning(chosen.notice, icon=":material/info:")
    _show_shipped(campaign)
    _show_by(chosen)
    _show_slides(chosen)
    _show_file(chosen)


def _show_start() -> None:
    st.button(
        # Translators: verb, a button that shows the tour as it was made
        _("Undo all changes"), key="tour-reset", icon=":material/undo:", type="tertiary",
        on_click=forget_tour, disabled="tour" not in tour_parameters(),
    )  # fmt: skip
    st.button(
        # Translators: verb, a button that starts the slides
        _("Present"), key="tour-start", icon=":material/slideshow:", on_click=_start,
    )  # fmt: skip


def _start() -> None:
    st.query_params.pop("edit", None)
    st.query_params["step"] = "1"


def _show_shipped(campaign: Campaign) -> None:
    """Show a link to each tour in the campaign's folder; it keeps the view."""
    tours = shipped_tours(campaign.folder)
    if not tours:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Tours of this campaign"), width="content")
        for name, edit in tours.items():
            title = text_of(edit.texts, "title", language()) or name
            link = {**link_parameters(), "tour": name, "step": "1"}
            st.page_link(PAGE, label=plain(title), icon=":material/slideshow:", query_params=link)


def _show_by(chosen: Chosen) -> None:
    names, ways = way_words(), list(chosen.made.ways)
    if len(ways) < 2:  # noqa: PLR2004 -- a choice needs two
        return
    show_widget_value(_BY, chosen.made.by)
    st.segmented_control(
        _("Slides"), ways, format_func=names.__getitem__, key=_BY, required=True,
        on_change=_change_by,
    )  # fmt: skip


def _change_by() -> None:
    st.query_params["by"] = st.session_state[_BY]
    forget_tour()


def _show_slides(chosen: Chosen) -> None:
    """Show the slides of a tour as a list to edit; each change goes into the address."""
    by_id = {slide.id: slide for slide in chosen.made.slides}
    shown = [
        position
        for position, part in enumerate(chosen.edit.parts)
        if not part.slide or part.slide in by_id
    ]
    for number, position in enumerate(shown, 1):
        _show_row(chosen.edit, position, number, by_id, is_last=position == shown[-1])
    st.button(
        _("Add a text slide"),
        key="tour-add",
        icon=":material/add:",
        on_click=change_tour,
        args=(_before_last(chosen.edit, _new_slide()),),
    )
    _show_hidden(chosen)


def _before_last(edit: TourEdit, part: TextSlide) -> TourEdit:
    """Insert a slide before the last one, which stays the last."""
    return with_parts(edit, [*edit.parts[:-1], part, *edit.parts[-1:]])


def _new_slide() -> TextSlide:
    text = _("Text, **bold** or *italic*.")
    return TextSlide("", (("title", _("Title")), ("text", text)))


def _show_row(
    edit: TourEdit, position: int, number: int, by_id: dict[str, Slide], *, is_last: bool
) -> None:
    """Show a slide: its number, its title, and buttons to move and hide it."""
    part = edit.parts[position]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"{number}.", width=34)
        _show_title(edit, position, by_id)
        _show_move(edit, position, -1, is_there=position > 0)
        _show_move(edit, position, 1, is_there=not is_last)
        st.button(
            # Translators: verb, a button that takes a slide out of the tour
            _("Hide"),
            key=f"tour-out-{position}",
            icon=":material/visibility_off:",
            type="tertiary",
            on_click=change_tour,
            args=(with_parts(edit, [*edit.parts[:position], *edit.parts[position + 1 :]]),),
            disabled=is_last and number == 1,
        )
    if not part.slide:
        key = f"tour-text-{position}"
        show_widget_value(key, text_of(part.texts, "text", language()))
        label = _("Text: # heading, - item, **bold**, *italic*, [words](address)")
        st.text_area(
            plain(label), key=key, max_chars=LONGEST, on_change=_change_text,
            args=(edit, position, "text", key),
        )  # fmt: skip


def _show_title(edit: TourEdit, position: int, by_id: dict[str, Slide]) -> None:
    part = edit.parts[position]
    made = by_id[part.slide].title if part.slide else ""
    key = f"tour-title-{position}"
    show_widget_value(key, text_of(part.texts, "title", language()) or made)
    st.text_input(
        _("Title"),
        key=key,
        max_chars=_LONGEST_TITLE,
        label_visibility="collapsed",
        on_change=_change_text,
        args=(edit, position, "title", key, made),
    )


def _show_move(edit: TourEdit, position: int, by: int, *, is_there: bool) -> None:
    # Translators: verbs, buttons that move a slide in a list
    label, icon = (_("Move up"), "arrow_upward") if by < 0 else (_("Move down"), "arrow_downward")
    st.button(
        label,
        key=f"tour-{icon}-{position}",
        icon=f":material/{icon}:",
        type="tertiary",
        on_click=change_tour,
        args=(move(edit, position, by),),
        disabled=not is_there,
    )


def _show_hidden(chosen: Chosen) -> None:
    """Show a button per hidden slide that puts it back before the last slide."""
    slides = hidden_slides(chosen.made, chosen.edit)
    if not slides:
        return
    st.subheader(_("Hidden slides"), anchor=False)
    for slide in slides:
        st.button(
            plain(slide.title),
            key=f"tour-in-{slide.id}",
            icon=":material/add:",
            type="tertiary",
            on_click=change_tour,
            args=(_before_last(chosen.edit, TextSlide(slide.id)),),
        )


def _change_text(edit: TourEdit, position: int, name: str, key: str, made: str = "") -> None:
    """Copy a text from its widget into the tour; the slide's own text is not stored."""
    text = st.session_state[key]
    change_tour(with_text(edit, position, name, "" if text.strip() == made else text, language()))


def _show_file(chosen: Chosen) -> None:
    """Offer the tour as a file, and load one."""
    # Translators: verb, the heading above a tour's file
    st.subheader(_("Save"), anchor=False)
    st.caption(
        _(
            "Short tours fit in the link. Save longer ones as a file and load it here. "
            "Tours in the campaign's folder tours are listed above."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        show_download_button(
            _("Download tour.toml"), partial(tour_toml, chosen.edit), "tour.toml",
            "application/toml", key="tour-download",
        )  # fmt: skip
    st.file_uploader(
        _("Load tour.toml"), type=["toml"], key=_FILE, on_change=_load, max_upload_size=1,
    )  # fmt: skip
    problem = st.session_state.pop(_PROBLEM, "")
    if problem:
        st.error(_(problem), icon=":material/error:")


def _load() -> None:
    """Show the tour of the uploaded file."""
    file = st.session_state.get(_FILE)
    if file is None:
        return
    try:
        edit = read_tour(file.read(MOST_BYTES + 1))
    except TourFileError as error:
        st.session_state[_PROBLEM] = error.problem
        return
    if edit.by:
        st.query_params["by"] = edit.by
    change_tour(edit)
