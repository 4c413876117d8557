"""A copy of the visitor's list in their browser: a reload loses neither the list nor an answer."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from components.shell.own_list import (
    add_list,
    current_folder,
    current_own,
    error_text,
    forget_own,
    imported_list,
    use_own,
)
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from data.importing.list_workers import read_recipe
from data.importing.recipe import Recipe, write_recipe
from data.importing.row_edits import read_edits, write_edits
from data.lists.readers.raw_table import UnreadableError
from data.model.errors import CampaignError, msgid
from data.words.dates import when

MOST_BYTES = 20_000_000
"""Size of the largest file that a browser stores. Packed as text, it is at most a third larger:
less than the longest message, see `.streamlit/config.toml`."""

_STATIC = Path(__file__).parent / "static"
_keeper = st.components.v2.component(
    "list_keeper", js=(_STATIC / "list_keeper.js").read_text(encoding="utf-8")
)

_KEY = "own_keeper"
_COMMAND = "own_keeper_command"
_USES = "own_keeper_uses"
_ERROR = "own_keeper_error"
"""Session keys: the component; what the browser is to do next; whether all pages show the list
afterwards; why it could not be opened."""


class BrowserCopy(NamedTuple):
    """The list that this browser stores: its name, its rows, and the day of the last change."""

    name: str
    rows: int
    day: date


def has_answers() -> bool:
    """Return whether the current list has answers or corrections."""
    own = current_own()
    return own is not None and bool(own.edits or own.recipe != Recipe())


@st.fragment
def show_browser_copy(*, uses: bool = False) -> None:
    """Store the current list in the browser; without one, offer the list that it stores.

    Args:
        uses: All pages show the list once it is open again.
    """
    command = st.session_state.get(_COMMAND, "")
    list_ = _current()
    state = _state()
    data: dict[str, Any] = {
        name: state.get(name) for name in ("stored", "wanted", "failed", "offer")
    }
    data |= {"uses": uses} | ({command: True} if command else {})
    if current_own() or current_folder():
        data["list"] = list_
        data["unsaved"] = has_answers()
        if list_ and state.get("wanted") == list_["id"] not in (
            state.get("stored"),
            state.get("failed"),
        ):
            data["list"] = list_ | {"packed": _packed(_bytes())}
    st.session_state[_USES] = uses
    _keeper(
        data=data,
        key=_KEY,
        on_stored_change=lambda: None,
        on_wanted_change=lambda: None,
        on_failed_change=lambda: None,
        on_offer_change=lambda: None,
        on_opened_change=_open,
        on_forgotten_change=_end_command,
        height="content",
    )
    if st.session_state.pop(f"{_KEY}_rerun", False):
        st.rerun()
    if error := st.session_state.get(_ERROR):
        st.error(error_text(error), icon=":material/block:")
    if "list" in data:
        st.caption(_build_state(list_, state))
    elif not command:
        _show_copy(state, uses=uses)


def _build_state(list_: Mapping[str, Any] | None, state: Mapping[str, Any]) -> str:
    if list_ is None or state.get("failed") == list_["id"]:
        return _("This browser can’t keep your list. Save it before you close the page.")
    if state.get("stored") == list_["id"]:
        return _("This browser keeps your list and your answers for 7 days.")
    return ""


def _show_copy(state: Mapping[str, Any], *, uses: bool) -> None:
    """Offer the list that the browser stores, if there is one."""
    offer = read_offer(str(state.get("offer") or ""))
    if offer:
        _show_offer(offer)
    elif uses and state.get("offer"):
        st.info(
            _("This link is to a private list that only its owner’s browser has."),
            icon=":material/lock:",
        )


def _show_offer(offer: BrowserCopy) -> None:
    with (
        st.container(border=True, key="own_offer"),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        st.markdown(f":material/history: {build_offer(offer)}", width="stretch")
        st.button(
            _("Open again"),
            key="own_reopen",
            icon=":material/restore_page:",
            on_click=_command,
            args=("open",),
        )
        st.button(
            # Translators: verb, button that deletes the visitor's list from this browser.
            _("Forget it"),
            key="own_forget_copy",
            type="tertiary",
            icon=":material/delete:",
            on_click=_command,
            args=("forget",),
        )


def build_offer(offer: BrowserCopy) -> str:
    """`Your list of today: **hearings.csv**, 12 rows`."""
    name = f"**{plain(offer.name)}**"
    if offer.day == date.today():  # noqa: DTZ011 -- the browser's day, too
        return amount(
            "Your list of today: {name}, {count} row",
            "Your list of today: {name}, {count} rows",
            offer.rows,
            name=name,
        )
    return amount(
        "Your list of {day}: {name}, {count} row",
        "Your list of {day}: {name}, {count} rows",
        offer.rows,
        name=name,
        day=when(offer.day, offer.day, "day", language()),
    )


def forget_everywhere() -> None:
    """Discard the list, here and in the browser."""
    forget_own()
    _command("forget")


def _command(command: str) -> None:
    st.session_state[_COMMAND] = command
    st.session_state.pop(_ERROR, None)


def _end_command() -> None:
    st.session_state.pop(_COMMAND, None)


def _state() -> Mapping[str, Any]:
    state = st.session_state.get(_KEY)
    return state if state is not None else {}


def read_offer(text: str) -> BrowserCopy | None:
    """Read what a browser says it stores; None for nothing, or for what can't be."""
    try:
        values = json.loads(text)
        return BrowserCopy(
            str(values["name"])[:200], int(values["rows"]), date.fromisoformat(values["day"])
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _bytes() -> bytes:
    own, folder = current_own(), current_folder()
    return own.data if own else folder.data if folder else b""


def _current() -> dict[str, Any] | None:
    """Return the current list as the browser stores it, without its file; None if too large."""
    own, folder, data = current_own(), current_folder(), _bytes()
    if len(data) > MOST_BYTES:
        return None
    if own:
        return {
            "id": own.digest,
            "name": own.name,
            "rows": imported_list().report.read,
            "recipe": write_recipe(own.recipe),
            "edits": write_edits(own.edits),
        }
    if folder:
        rows = len(folder.campaign.consultations)
        none = {"recipe": "", "edits": "[]"}
        return {"id": folder.digest, "name": folder.name, "rows": rows, **none}
    return None


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 1)).decode("ascii")


def unpacked(text: str) -> bytes:
    """Unpack a file that a browser stored.

    Raises:
        ValueError: It is none, or too large.
    """
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(base64.b64decode(text, validate=True), MOST_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise ValueError(len(text)) from error
    if not inflater.eof:
        raise ValueError(len(text))
    return data


def _open() -> None:
    """Open the list that the browser sent, with all its answers."""
    _end_command()
    try:
        values = json.loads(str(_state().get("opened") or ""))
        data, edits = unpacked(str(values["packed"])), read_edits(str(values["edits"]))
        recipe = read_recipe(values["recipe"]) if values["recipe"] else None
        add_list(str(values["name"]), data, recipe, edits)
    except CampaignError as error:
        st.session_state[_ERROR] = error
        return
    except (ValueError, TypeError, KeyError, RecursionError):
        st.session_state[_ERROR] = UnreadableError(
            msgid("The list in this browser is damaged."), msgid("Add the file again.")
        )
        return
    if st.session_state.get(_USES):
        use_own()
    st.session_state[f"{_KEY}_rerun"] = True
