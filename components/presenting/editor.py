"""The page that edits a tour: its slides in order, the fields of one, its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from components.presenting.payload import StageContext
from components.presenting.slide_editor import AT, move_slide, show_slide_editor
from components.presenting.stage_words import way_words
from components.presenting.tour import Chosen, can_undo, change_tour, forget_tour, undo_change
from components.shell.download_button import show_download_button
from components.shell.file_field import show_file_field
from components.shell.options import show_buttons
from components.shell.pages import EXPLORE, PRESENT
from components.shell.url import link_parameters, tour_parameters
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.filters.query import Query
from data.tour.edit import (
    MOST_BYTES,
    TextSlide,
    TourEdit,
    TourFileError,
    hidden_slides,
    read_tour,
    shipped_tours,
    text_of,
    tour_toml,
    with_parts,
)
from data.tour.slides import Slide

FROM_STEP = "tour_from_step"
"""Session key: the step that the presenter left for the editor, which opens its slide."""
_FILE = "tour_file"
_PROBLEM = "tour_file_problem"
_BY = "tour_by"
_DRAGGED = "slide_order"

_STATIC = Path(__file__).parent / "static"
_slide_order = st.components.v2.component(
    "slide_order",
    html="<span></span>\n",
    css=(_STATIC / "slide_order.css").read_text(encoding="utf-8"),
    js=(_STATIC / "slide_order.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_tour_editor(
    campaign: Query,
    chosen: Chosen,
    context: StageContext,
    take_away: Callable[[TourEdit, int], None],
) -> None:
    """Show the editor of a tour, and the ways out of it.

    Args:
        campaign: The whole campaign.
        chosen: The tour.
        context: What the slides show beside their own.
        take_away: Shows the button that exports the edited tour, or the slide of a number alone.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(_("Edit tour"), anchor=False, width="stretch")
        st.page_link(EXPLORE.file, label=_("Explore"), query_params=link_parameters())
        take_away(replace(chosen.edit, by=chosen.made.by), 0)
        _show_start()
    st.markdown(plain(chosen.made.words))
    if chosen.notice:
        st.warning(chosen.notice, icon=":material/info:")
    _show_shipped(campaign)
    _show_by(chosen)
    _show_slides(campaign, chosen, context, take_away)
    _show_file(chosen)


def _show_start() -> None:
    st.button(
        # Translators: verb, a button that takes the last change back
        _("Undo"), key="tour-undo", icon=":material/undo:", type="tertiary",
        on_click=undo_change, disabled=not can_undo(),
    )  # fmt: skip
    st.button(
        # Translators: verb, a button that shows the tour as it was made
        _("Undo all changes"), key="tour-reset", icon=":material/settings_backup_restore:",
        type="tertiary",
        on_click=forget_tour, disabled="tour" not in tour_parameters(),
    )  # fmt: skip
    st.button(
        # Translators: verb, a button that starts the slides
        _("Present"), key="tour-start", icon=":material/slideshow:", on_click=_start,
    )  # fmt: skip


def _start() -> None:
    st.query_params.pop("edit", None)
    st.query_params["step"] = "1"


def _show_shipped(campaign: Query) -> None:
    """Show a link to each tour in the campaign's folder; it keeps the view."""
    tours = shipped_tours(campaign.folder)
    if not tours:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Tours of this campaign"), width="content")
        for name, edit in tours.items():
            title = text_of(edit.texts, "title", language()) or name
            link = {**link_parameters(), "tour": name, "step": "1"}
            st.page_link(
                PRESENT.file, label=plain(title), icon=":material/slideshow:", query_params=link
            )


def _show_by(chosen: Chosen) -> None:
    names, ways = way_words(), list(chosen.made.ways)
    if len(ways) < 2:
        return
    show_buttons(
        _("Slides"), {way: names[way] for way in ways}, chosen.made.by, _change_by, key=_BY,
    )  # fmt: skip


def _change_by(way: str) -> None:
    st.query_params["by"] = way
    forget_tour()


def _show_slides(
    campaign: Query,
    chosen: Chosen,
    context: StageContext,
    take_away: Callable[[TourEdit, int], None],
) -> None:
    """Show the slides of a tour as a list, and the fields of one of them beside it."""
    by_id = {slide.id: slide for slide in chosen.made.slides}
    parts = chosen.edit.parts
    shown = [at for at, part in enumerate(parts) if not part.slide or part.slide in by_id]
    labels = {
        position: f"{number}. {_name(chosen.edit, position, by_id)}"
        for number, position in enumerate(shown, 1)
    }
    step = st.session_state.pop(FROM_STEP, None) or 0
    at = shown[step - 1] if 0 < step <= len(shown) else st.session_state.get(AT)
    show_widget_value(AT, at if at in labels else shown[0])
    rows, fields = st.columns(2, gap="large")
    with rows:
        st.radio(
            _("Slides"), shown, format_func=lambda position: plain(labels[position]), key=AT,
            label_visibility="collapsed",
        )  # fmt: skip
        if len(shown) > 1:
            _show_slide_drag(len(shown), partial(_drag, chosen.edit, shown))
            st.caption(_("Drag slides to reorder them."))
        st.button(
            _("Add a text slide"), key="tour-add", icon=":material/add:", on_click=_add,
            args=(chosen.edit,),
        )  # fmt: skip
        _show_hidden(chosen)
    with fields:
        position = st.session_state[AT]
        show_slide_editor(campaign, chosen, position, shown, context)
        if not parts[position].is_empty:
            alone = with_parts(replace(chosen.edit, by=chosen.made.by), [parts[position]])
            take_away(alone, shown.index(position) + 1)


def _drag(edit: TourEdit, shown: list[int], start: int, end: int) -> None:
    """Move a dragged slide, and open it."""
    move_slide(edit, shown[start], shown, end)


def _name(edit: TourEdit, position: int, by_id: dict[str, Slide]) -> str:
    """Return the title of a slide for the list; one without a title is named after its kind."""
    part = edit.parts[position]
    made = by_id[part.slide].title if part.slide else ""
    return text_of(part.texts, "title", language()) or made or _("Text slide")


def _before_last(edit: TourEdit, part: TextSlide) -> TourEdit:
    """Insert a slide before the last one, which stays the last."""
    return with_parts(edit, [*edit.parts[:-1], part, *edit.parts[-1:]])


def _add(edit: TourEdit) -> None:
    """Add an empty text slide and open it; it is shown once it has a text."""
    st.session_state[AT] = max(len(edit.parts) - 1, 0)
    change_tour(_before_last(edit, TextSlide()))


def _show_hidden(chosen: Chosen) -> None:
    """Show a button per hidden slide that puts it back before the last slide."""
    slides = hidden_slides(chosen.made, chosen.edit)
    if not slides:
        return
    st.header(_("Hidden slides"), anchor=False)
    for slide in slides:
        st.button(
            plain(slide.title),
            key=f"tour-in-{slide.id}",
            icon=":material/add:",
            type="tertiary",
            on_click=change_tour,
            args=(_before_last(chosen.edit, TextSlide(slide.id)),),
        )


def _show_file(chosen: Chosen) -> None:
    """Offer the tour as a file, and load one."""
    # Translators: verb, the heading above a tour's file
    st.header(_("Save"), anchor=False)
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
    show_file_field(_("Load tour.toml"), ["toml"], key=_FILE, megabytes=3, on_change=_load)
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


def build_move(moved: Mapping[str, object], count: int) -> tuple[int, int] | None:
    """Return from which place to which a slide was dragged, from 0; None if that is not possible.

    Args:
        moved: What the browser sent: `from` and `to`.
        count: How many slides the list has.
    """
    start, end = moved.get("from"), moved.get("to")
    if type(start) is not int or type(end) is not int or start == end:
        return None
    return (start, end) if min(start, end) >= 0 and max(start, end) < count else None


def _show_slide_drag(count: int, move: Callable[[int, int], None]) -> None:
    """Let the slides of the list above be dragged.

    Args:
        count: How many slides the list has.
        move: Moves a slide from one place to another, from 0; called in a callback.
    """

    def follow() -> None:
        places = build_move(st.session_state[_DRAGGED].get("moved") or {}, count)
        if places:
            move(*places)

    _slide_order(
        # Translators: said to screen readers; {place} is the number of a slide
        data={"message": _("Moved to place {place}")},
        key=_DRAGGED,
        on_moved_change=follow,
        height="content",
    )
