"""The address and the view, kept in step.

At the start of a run, an address that is not the one written last (first visit, Back, Forward,
an edited address, a page link) is read into the view, unless a widget has just changed the view; at
its end the view is written to the address. Ids only, never labels: a link works in every language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from components.shell.view_state import ADDRESS_READ, current_view, set_view, shows_value_before
from components.shell.words import LANGUAGE
from data.choosing.address import Dropped, Parameters, joined, parameters, parted, read_view
from data.words.languages import available_languages, closest_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

SHOW = "show"
"""Parameter of an embedded page: which parts of it another website shows. It stays as it is."""

_WRITTEN = "address_written"
_DROPPED = "address_dropped"
_VIEW = "address_view"
_EXPECTED = "address_expected"
_KEPT = "address_kept"
"""Session keys: the address written last, what of it meant nothing, the view a run began with,
the address that a browser has once that run is over, and what a tour adds to the view."""


def read_address(campaign: Campaign) -> None:
    """Bring the view in step with the address; call it first in a run.

    A click made before the browser had the last address comes with an older one: a view that a
    widget has changed since the last run began is not given up for an address.
    """
    address = _address()
    st.session_state[_KEPT] = {}
    changed = _VIEW in st.session_state and st.session_state[_VIEW] != current_view()
    is_new = st.session_state.get(_WRITTEN) != address and not changed
    st.session_state[ADDRESS_READ] = is_new
    if is_new:
        offered = page_languages(campaign)
        view, dropped = read_view(address, campaign, offered, _browser_language(campaign))
        st.session_state[_WRITTEN] = address
        st.session_state[_DROPPED] = (view, dropped)
        set_view(view)
    st.session_state[_VIEW] = current_view()
    st.session_state[_EXPECTED] = _wanted(address, campaign)
    st.session_state[LANGUAGE] = current_view().language


def write_address(campaign: Campaign) -> None:
    """Bring the address in step with the view; call it last in a run."""
    address, tour = parted(_query())
    wanted, kept = _wanted(address, campaign), st.session_state[_KEPT]
    if (wanted, kept) != (address, tour):
        st.query_params.from_dict(joined(wanted, kept) | _shown())
        st.session_state[_WRITTEN] = wanted


def tour_parameters() -> Parameters:
    """What the address says of a tour, beside the view."""
    return parted(_query())[1]


def keep_tour_parameters(kept: Parameters) -> None:
    """Let the address of this run say this of a tour; without that, it says nothing of one."""
    st.session_state[_KEPT] = kept


def _wanted(address: Parameters, campaign: Campaign) -> Parameters:
    """The address of the view; a bare one stays bare while nothing is chosen: Back leaves then."""
    wanted = parameters(current_view())
    bare = not address and wanted == {"lang": [_browser_language(campaign)]}
    return {} if bare else wanted


def unless_echo(key: str, action: Callable[[], object]) -> Callable[[], None]:
    """What to do when the visitor changes a widget, for its `on_change`.

    A click made before the browser was told the last view brings the old values of all widgets
    with it. To Streamlit they are changes; they are none if the address is an old one too.
    """

    def act() -> None:
        behind = _address() != st.session_state.get(_EXPECTED)
        if not (behind and shows_value_before(key)):
            action()

    return act


def _address() -> Parameters:
    """What the address says of the view."""
    return parted(_query())[0]


def _query() -> Parameters:
    """The query of the address as it stands, without what says how it is embedded."""
    own = (name for name in st.query_params if not name.startswith("embed") and name != SHOW)
    return {name: st.query_params.get_all(name) for name in own}


def _shown() -> Parameters:
    """The parts that are asked for of an embedded page."""
    return {SHOW: st.query_params.get_all(SHOW)} if SHOW in st.query_params else {}


def _browser_language(campaign: Campaign) -> str:
    return closest_language(st.context.locale, page_languages(campaign))


def page_languages(campaign: Campaign) -> tuple[str, ...]:
    """The languages that both the campaign and the interface speak; English if there is none."""
    spoken = available_languages()
    return tuple(code for code in campaign.settings.languages if code in spoken) or ("en",)


def dropped_parameters() -> list[Dropped]:
    """What the address asked for that this campaign does not know, until something is chosen."""
    view, dropped = st.session_state.get(_DROPPED, (None, []))
    return list(dropped) if view == current_view() else []


def link_parameters(view: View | None = None) -> Parameters:
    """The query parameters of a link to a view, the present one unless given."""
    return parameters(view or current_view())


def link(view: View | None = None) -> str:
    """The whole address of a view on this page, as this browser reaches it."""
    page = (st.context.url or "").split("?")[0]
    return f"{page}?{urlencode(link_parameters(view), doseq=True)}"
