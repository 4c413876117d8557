"""Changing a tour: what is shown, in which order, under which title, and text slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.presenting.tour_choice import change_tour
from components.view_state import show_widget_value
from components.words import gettext as _
from components.words import language, plain
from data.tour.edit import Part, left_out, moved, text_of, told, with_parts
from data.tour.rich_text import LONGEST

if TYPE_CHECKING:
    from components.presenting.tour_choice import Chosen
    from data.tour.edit import TourEdit
    from data.tour.slides import Slide

_LONGEST_TITLE = 200


def show_tour_editor(chosen: Chosen) -> None:
    """Show the slides of a tour as a list that can be changed; each change is in the address."""
    known = {slide.id: slide for slide in chosen.made.slides}
    shown = [
        place
        for place, part in enumerate(chosen.edit.parts)
        if not part.slide or part.slide in known
    ]
    for number, place in enumerate(shown, 1):
        _show_row(chosen.edit, place, number, known, is_last=place == shown[-1])
    st.button(
        _("Add a text slide"),
        key="tour-add",
        icon=":material/add:",
        on_click=_change,
        args=(_before_last(chosen.edit, _new_slide()),),
    )
    _show_left_out(chosen)


def _before_last(edit: TourEdit, part: Part) -> TourEdit:
    """The last slide stays the last."""
    return with_parts(edit, [*edit.parts[:-1], part, *edit.parts[-1:]])


def _new_slide() -> Part:
    return Part("", (("title", _("A title")), ("text", _("Some words, **bold** or *italic*."))))


def _show_row(
    edit: TourEdit, place: int, number: int, known: dict[str, Slide], *, is_last: bool
) -> None:
    """One slide: its number, its title, and buttons to move it and to leave it out."""
    part = edit.parts[place]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"{number}.", width=34)
        _show_title(edit, place, known)
        _show_move(edit, place, -1, is_there=place > 0)
        _show_move(edit, place, 1, is_there=not is_last)
        st.button(
            _("Leave out"),
            key=f"tour-out-{place}",
            icon=":material/visibility_off:",
            type="tertiary",
            on_click=_change,
            args=(with_parts(edit, [*edit.parts[:place], *edit.parts[place + 1 :]]),),
            disabled=is_last and number == 1,
        )
    if not part.slide:
        key = f"tour-text-{place}"
        show_widget_value(key, text_of(part.texts, "text", language()))
        signs = _("Text: # heading, - item, **bold**, *italic*, [words](address)")
        st.text_area(
            plain(signs), key=key, max_chars=LONGEST, on_change=_retell,
            args=(edit, place, "text", key),
        )  # fmt: skip


def _show_title(edit: TourEdit, place: int, known: dict[str, Slide]) -> None:
    part = edit.parts[place]
    made = known[part.slide].title if part.slide else ""
    key = f"tour-title-{place}"
    show_widget_value(key, text_of(part.texts, "title", language()) or made)
    st.text_input(
        _("Title"),
        key=key,
        max_chars=_LONGEST_TITLE,
        label_visibility="collapsed",
        on_change=_retell,
        args=(edit, place, "title", key, made),
    )


def _show_move(edit: TourEdit, place: int, by: int, *, is_there: bool) -> None:
    label, icon = (_("Earlier"), "arrow_upward") if by < 0 else (_("Later"), "arrow_downward")
    st.button(
        label,
        key=f"tour-{icon}-{place}",
        icon=f":material/{icon}:",
        type="tertiary",
        on_click=_change,
        args=(moved(edit, place, by),),
        disabled=not is_there,
    )


def _show_left_out(chosen: Chosen) -> None:
    """What is not shown, each a button that brings it back before the last slide."""
    slides = left_out(chosen.made, chosen.edit)
    if not slides:
        return
    st.subheader(_("Left out"), anchor=False)
    for slide in slides:
        st.button(
            plain(slide.title),
            key=f"tour-in-{slide.id}",
            icon=":material/add:",
            type="tertiary",
            on_click=_change,
            args=(_before_last(chosen.edit, Part(slide.id)),),
        )


def _change(edit: TourEdit) -> None:
    change_tour(edit)


def _retell(edit: TourEdit, place: int, name: str, key: str, made: str = "") -> None:
    """Take a text over from its widget; the one that the slide has anyway is not written down."""
    text = st.session_state[key]
    change_tour(told(edit, place, name, "" if text.strip() == made else text, language()))
