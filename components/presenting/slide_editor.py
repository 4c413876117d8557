"""The fields of one slide in the editor: title, text, notes, picture, position, and its preview."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.presenting.payload import StageContext, build_preview_payload
from components.presenting.stage import show_preview
from components.presenting.tour import Chosen, change_tour
from components.shell.file_field import show_file_field
from components.shell.options import show_list
from components.shell.view_state import current_view, show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.filters.query import Query
from data.model.photos import SUFFIXES
from data.tour.edit import TourEdit, apply_edit, move, text_of, with_parts, with_picture, with_text
from data.tour.pictures import NO_PICTURE, OWN_PICTURE, PICTURED, own_picture
from data.tour.rich_text import LONGEST
from data.tour.slides import Slide

AT = "tour-at"
"""Session key: the position of the slide that is being edited."""
_PROBLEM = "tour-picture-problem"
_LONGEST_TITLE = 200
_MOST_MEGABYTES = 10


def show_slide_editor(
    campaign: Query, chosen: Chosen, position: int, shown: list[int], context: StageContext
) -> None:
    """Show the fields of the slide at a position of the edited tour, below its preview.

    Args:
        campaign: The whole campaign.
        chosen: The tour.
        position: Of the slide among the parts of the edit.
        shown: The positions of all parts that the tour has, in order.
        context: What the slides show beside their own.
    """
    made = {slide.id: slide for slide in chosen.made.slides}.get(chosen.edit.parts[position].slide)
    _show_preview(campaign, chosen, position, context)
    _show_moves(chosen.edit, position, shown)
    _show_texts(chosen.edit, position, made)
    if made is None or made.kind in PICTURED:
        _show_picture(campaign, chosen.edit, position, made)


def _show_preview(campaign: Query, chosen: Chosen, position: int, context: StageContext) -> None:
    """Show the slide as the audience will see it; an empty one has a sentence instead."""
    part = chosen.edit.parts[position]
    if part.is_empty:
        st.info(_("This slide is empty. The audience won't see it."), icon=":material/info:")
        return
    tour = apply_edit(chosen.made, with_parts(chosen.edit, [part]))
    payload = build_preview_payload(campaign, current_view().choice, tour, tour.slides[0], context)
    show_preview(payload)


def _show_moves(edit: TourEdit, position: int, shown: list[int]) -> None:
    """Show the buttons that move and hide the slide, and its place in the tour to type."""
    place = shown.index(position)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        # Translators: verbs, buttons that move a slide in a list
        _show_move(edit, position, shown, place - 1, _("Move up"), "arrow_upward")
        _show_move(edit, position, shown, place + 1, _("Move down"), "arrow_downward")
        st.button(
            # Translators: verb, a button that takes a slide out of the tour
            _("Hide"), key=f"tour-out-{position}", icon=":material/visibility_off:",
            type="tertiary", on_click=_hide, args=(edit, position, shown), disabled=len(shown) == 1,
        )  # fmt: skip
        key = f"tour-place-{position}"
        show_widget_value(key, place + 1)
        st.number_input(
            # Translators: verb; then comes the number of a slide
            _("Move to"), 1, len(shown), key=key, width=120, on_change=_move_to,
            args=(edit, position, shown, key),
        )  # fmt: skip


def _show_move(  # noqa: PLR0917 -- a button has that much to it
    edit: TourEdit, position: int, shown: list[int], place: int, label: str, icon: str
) -> None:
    st.button(
        label, key=f"tour-{icon}-{position}", icon=f":material/{icon}:", type="tertiary",
        on_click=move_slide, args=(edit, position, shown, place),
        disabled=not 0 <= place < len(shown),
    )  # fmt: skip


def move_slide(edit: TourEdit, position: int, shown: list[int], place: int) -> None:
    """Move a slide to a place among those shown, and open it. Call it in a callback."""
    target = shown[place]
    st.session_state[AT] = target
    change_tour(move(edit, position, target - position))


def _move_to(edit: TourEdit, position: int, shown: list[int], key: str) -> None:
    move_slide(edit, position, shown, int(st.session_state[key]) - 1)


def _hide(edit: TourEdit, position: int, shown: list[int]) -> None:
    place = shown.index(position)
    st.session_state[AT] = shown[place - 1] if place else position
    change_tour(with_parts(edit, [*edit.parts[:position], *edit.parts[position + 1 :]]))


def _show_texts(edit: TourEdit, position: int, made: Slide | None) -> None:
    """Show title, text and notes; what the slide itself has is their start."""
    own = made or None
    _show_text(st.text_input, edit, position, "title", _("Title"), own.title if own else "")
    markup = _("Text: # heading, - item, **bold**, *italic*, [words](address)")
    label = _("Text") if own else markup
    _show_text(st.text_area, edit, position, "text", label, own.text if own else "")
    _show_text(st.text_area, edit, position, "notes", _("Notes"), own.notes if own else "")


def _show_text(  # noqa: PLR0917 -- a field has that much to it
    widget: Callable[..., object], edit: TourEdit, position: int, name: str, label: str, made: str
) -> None:
    key = f"tour-{name}-{position}"
    show_widget_value(key, text_of(edit.parts[position].texts, name, language()) or made)
    most = _LONGEST_TITLE if name in ("title", "caption") else LONGEST
    widget(
        plain(label), key=key, max_chars=most, on_change=_change_text,
        args=(edit, position, name, key, made),
    )  # fmt: skip


def _change_text(edit: TourEdit, position: int, name: str, key: str, made: str) -> None:
    """Copy a text from its widget into the tour; the slide's own text is not stored."""
    text = st.session_state[key]
    is_own = text.strip() == made.strip()
    change_tour(with_text(edit, position, name, "" if is_own else text, language()))


def _show_picture(campaign: Query, edit: TourEdit, position: int, made: Slide | None) -> None:
    """Show the pictures to choose from, and load one of the presenter's own."""
    part = edit.parts[position]
    names = _pictures(campaign, made)
    if part.picture.startswith(OWN_PICTURE):
        names[part.picture] = _("Your own picture")
    key = f"tour-picture-{position}"
    if len(names) > 1:
        show_list(
            _("Picture on the slide"), {file: plain(name) for file, name in names.items()},
            part.picture if part.picture in names else "",
            lambda file: _choose_picture(campaign, edit, position, str(file)), key=key,
        )  # fmt: skip
    upload = f"tour-upload-{position}"
    show_file_field(
        # Translators: verb, above the field that takes a file
        _("Load a picture"), [ending.lstrip(".") for ending in SUFFIXES], key=upload,
        megabytes=_MOST_MEGABYTES, on_change=_load_picture, args=(edit, position, upload),
    )  # fmt: skip
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(problem, icon=":material/error:")
    if part.picture not in ("", NO_PICTURE):
        _show_text(st.text_input, edit, position, "caption", _("Caption"), "")


def _pictures(campaign: Query, made: Slide | None) -> dict[str, str]:
    """Return value and label of the pictures to choose from; the first is the slide's own."""
    files = campaign.photos[campaign.photos["file"] != ""]
    own = made.picture if made else None
    names = {"": own.caption or _("The slide's own")} if own else {"": _("No picture")}
    if own:
        names[NO_PICTURE] = _("No picture")
    return names | {
        str(file): str(caption) or str(file)
        for file, caption in zip(files["file"], files["caption"], strict=True)
    }


def _choose_picture(campaign: Query, edit: TourEdit, position: int, file: str) -> None:
    """Take a picture of the campaign, with its caption and credit."""
    photos = campaign.photos[campaign.photos["file"] == file]
    about = ""
    if len(photos):
        row = photos.iloc[0]
        about = " · ".join(str(row[name]) for name in ("caption", "credit") if row[name])
    changed = with_text(edit, position, "caption", about, language())
    change_tour(with_picture(changed, position, file))


def _load_picture(edit: TourEdit, position: int, key: str) -> None:
    """Check an uploaded picture and put it on the slide."""
    file = st.session_state.get(key)
    if file is None:
        return
    picture = own_picture(file.getvalue())
    if not picture:
        st.session_state[_PROBLEM] = _("Not a readable JPEG, PNG or WebP picture.")
        return
    change_tour(with_picture(edit, position, picture))
