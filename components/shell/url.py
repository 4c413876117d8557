"""Synchronizes the address and the view.

At the start of a run, an address that differs from the one written last (first visit, Back,
Forward, an edited address, a page link) is read into the view, unless it comes with a click that
the browser has sent before it got the last address. At the end of the run the view is written to
the address, as ids, never labels: a link works in every language.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from components.shell.own_list import LIST, is_in_use
from components.shell.streamlit_inside import answers_widget
from components.shell.view_state import (
    ADDRESS_HELD,
    ADDRESS_READ,
    PAGE_REQUESTED,
    current_view,
    set_view,
    shows_value_before,
)
from components.shell.words import LANGUAGE
from data.filters.address import (
    Parameters,
    join_parameters,
    parameters,
    read_view,
    split_parameters,
)
from data.filters.choice import View
from data.filters.parameters import Dropped
from data.filters.query import Query
from data.words.languages import closest_language, spoken_languages

SHOW = "show"
"""Parameter of an embedded page: the parts that another website shows. It never changes."""

POSITION = "map"
"""Parameter with the position of a map that the visitor moved. The map's script writes it, without
a run of the server; here it only stays."""

_WRITTEN = "address_written"
_DROPPED = "address_dropped"
_VIEW, _BEGUN = "address_view", "address_view_begun"
_EXPECTED = "address_expected"
_REPLACED = "address_replaced"
_IS_BEHIND = "address_is_behind"
_TOUR = "address_tour"
"""Session keys: the address written last, its ignored parameters, the view at the start of the last
run that came to its end and of the last one, the address of the browser after that one, addresses
that the browser may still have because no message has come with the one written last, whether this
run's is such a one, and the parameters of a tour."""


def read_address(campaign: Query, *, is_replaced: bool = False) -> None:
    """Read the address into the view; call it first in a run.

    Args:
        campaign: The whole campaign.
        is_replaced: Whether the last run showed another version of it: some ids may be gone.

    A click made before the browser had the last address comes with an older one: then the view
    wins, whether the click has changed it or not. A run that another one broke off doesn't count:
    the browser may not know its address yet.
    """
    address = _address()
    st.session_state[_TOUR] = {}
    is_other = st.session_state.get(_WRITTEN) != address
    is_behind = is_other and (_has_view_changed() or _is_replaced(address))
    st.session_state[_IS_BEHIND] = is_behind
    st.session_state[ADDRESS_READ] = is_new = is_other and not is_behind
    if not is_behind:
        st.session_state[_REPLACED] = []
    if is_new:
        offered = page_languages(campaign)
        view, dropped = read_view(address, campaign, offered, _browser_language(campaign))
        st.session_state[_WRITTEN] = address
        st.session_state[_DROPPED] = (view, dropped)
        set_view(view)
        st.session_state[_VIEW] = view
    elif is_replaced:
        _check_view(campaign)
    st.session_state[_BEGUN] = current_view()
    st.session_state[_EXPECTED] = _address_of_view(address, campaign)
    st.session_state[LANGUAGE] = current_view().language


def _has_view_changed() -> bool:
    return _VIEW in st.session_state and st.session_state[_VIEW] != current_view()


def _is_replaced(address: Parameters) -> bool:
    """Return whether a click comes with an address that the browser was already told to replace."""
    return address in st.session_state.get(_REPLACED, []) and answers_widget()


def _check_view(campaign: Query) -> None:
    """Drop from the view what this version of the campaign doesn't have."""
    before = current_view()
    view, dropped = read_view(
        parameters(before), campaign, page_languages(campaign), _browser_language(campaign)
    )
    if view != before:
        st.session_state[_DROPPED] = (view, dropped)
        set_view(view)


def write_address(campaign: Query) -> None:
    """Write the view to the address; call it last in a run."""
    st.session_state[_VIEW] = st.session_state[_BEGUN]
    if st.session_state.pop(ADDRESS_HELD, False):
        return
    old_address, old_tour = split_parameters(_query())
    address, tour = _address_of_view(old_address, campaign), st.session_state[_TOUR]
    is_old = st.session_state.get(_IS_BEHIND) or (address, tour) != (old_address, old_tour)
    if is_old or (is_in_use() and not names_own_list()):
        st.session_state.setdefault(_REPLACED, []).append(st.session_state[_WRITTEN])
        st.query_params.from_dict(join_parameters(address, tour) | _unchanged() | _list())
    st.session_state[_WRITTEN] = address


def follow_page_request() -> None:
    """Go to the page that a widget's callback asked for; call it after `read_address`."""
    page = st.session_state.pop(PAGE_REQUESTED, "")
    if page:
        # This breaks the run off, but with an address of the view.
        st.session_state[_VIEW] = st.session_state[_BEGUN]
        st.switch_page(page, query_params=link_parameters())


def tour_parameters() -> Parameters:
    """Return the parameters of a tour in the address."""
    return split_parameters(_query())[1]


def keep_tour_parameters(tour: Parameters) -> None:
    """Keep parameters of a tour in the address after this run; otherwise it has none."""
    st.session_state[_TOUR] = tour


def _address_of_view(address: Parameters, campaign: Query) -> Parameters:
    """Return the address of the view.

    An empty address stays empty while the view is the first one, so that Back leaves the page.
    """
    new = parameters(current_view())
    stays_empty = not address and new == {"lang": [_browser_language(campaign)]}
    return {} if stays_empty else new


def unless_echo(key: str, action: Callable[[], object]) -> Callable[[], None]:
    """Return a callback for a widget's `on_change` that ignores out-of-date values.

    A click made before the browser had the last view sends the old values of all widgets, which
    look like changes to Streamlit. If the address is old too, they are not.
    """

    def act() -> None:
        is_behind = _address() != st.session_state.get(_EXPECTED)
        if not (is_behind and shows_value_before(key)):
            action()

    return act


def _address() -> Parameters:
    """Return the parameters of the view in the address."""
    return split_parameters(_query())[0]


def _query() -> Parameters:
    """Return the current query without the parameters that no run changes."""
    names = (
        name
        for name in st.query_params
        if not name.startswith("embed") and name not in (SHOW, POSITION, LIST)
    )
    return {name: st.query_params.get_all(name) for name in names}


def _unchanged() -> Parameters:
    """Return the parameters that stay: the parts of an embedded page, the position of the map."""
    names = (name for name in (SHOW, POSITION) if name in st.query_params)
    return {name: st.query_params.get_all(name) for name in names}


def names_own_list() -> bool:
    """Return whether the address is that of a page with the visitor's own list."""
    return LIST in st.query_params


def _list() -> Parameters:
    return {LIST: ["own"]} if is_in_use() else {}


def _browser_language(campaign: Query) -> str:
    return closest_language(st.context.locale, page_languages(campaign))


def page_languages(campaign: Query) -> tuple[str, ...]:
    """Return the languages of both the campaign and the interface; English if there is none."""
    return spoken_languages(campaign.settings.languages)


def dropped_parameters() -> list[Dropped]:
    """Return the ignored parameters of the address, until the view changes."""
    view, dropped = st.session_state.get(_DROPPED, (None, []))
    return list(dropped) if view == current_view() else []


def link_parameters(view: View | None = None) -> Parameters:
    """Return the query parameters of a link to a view, by default the current one."""
    return parameters(view or current_view()) | _list()


def link(view: View | None = None) -> str:
    """Return the full address of a view on this page, as this browser reaches it."""
    page = (st.context.url or "").split("?")[0]
    return f"{page}?{urlencode(link_parameters(view), doseq=True)}"


def start_page() -> str:
    """Return the address of the start page for this browser; "" if unknown."""
    page = urlsplit(st.context.url or "")
    if not page.netloc:
        return ""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    # The browser's address of the start page may lack the slash at its end.
    folder = f"/{base}" if page.path.strip("/") == base else page.path.rpartition("/")[0]
    return urlunsplit((page.scheme, page.netloc, f"{folder.rstrip('/')}/", "", ""))
