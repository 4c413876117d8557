"""What a campaign in shards can't show, and what its shards have not answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic

import streamlit as st

from components.shell.campaign_cache import current_campaign
from components.shell.streamlit_inside import is_run_left
from components.shell.url import link_parameters
from components.shell.view_state import current_view
from components.shell.words import arrow, language, ngettext, plain
from components.shell.words import gettext as _
from data.cluster.cluster import MOST_FETCHED
from data.cluster.faults import BusyError, LeftError, OtherVersionError, is_wanted
from data.filters.nearest import latest_days
from data.filters.nouns import count_in_words
from data.filters.query import Query
from data.filters.question import EngineGone, TooLarge
from data.words.languages import number

_SECONDS = 3.0
"""Between two looks whether the shards are back, or the missing answers came."""


@contextmanager
def unless_too_large(page: str = "", back: str = "", *, is_filtered: bool = True) -> Iterator[None]:
    """Say in a sentence what to do where a widget needs more rows than are brought here.

    Args:
        page: Shows the latest consultations of the view instead, in a link; "" for none.
        back: Where a page without a header leads back to; "" for nowhere.
        is_filtered: Whether filters change what the widget needs.
    """
    try:
        yield
    except TooLarge:
        st.caption(build_too_large(is_filtered=is_filtered), width="stretch")
        if page:
            _link_latest_days(page)
        if back:
            query = link_parameters(current_view())
            st.page_link(back, label=_("Explore"), icon=arrow("arrow_back"), query_params=query)


def _link_latest_days(page: str) -> None:
    campaign, view = current_campaign(), current_view()
    nearest = latest_days(campaign, view.choice, MOST_FETCHED)
    if nearest is None:
        return
    # Translators: a link that limits the time; {meetings} is like "12 consultations"
    label = _("Show only the latest ({meetings})")
    meetings = count_in_words(campaign, nearest.consultations, language())
    st.page_link(
        page,
        label=label.format(meetings=plain(meetings)),
        icon=":material/filter_alt:",
        query_params=link_parameters(replace(view, choice=nearest.choice, page=1)),
    )


def build_too_large(*, is_filtered: bool = True) -> str:
    """Return why something is not shown, and the nearest thing to do."""
    if not is_filtered:
        meetings = count_in_words(current_campaign(), MOST_FETCHED, language())
        return plain(_("Shown for campaigns of up to {meetings}.").format(meetings=meetings))
    sentence = ngettext(
        "Shown for up to {count} consultation. Filter by region, time or words to see it.",
        "Shown for up to {count} consultations. Filter by region, time or words to see it.",
        MOST_FETCHED,
    )
    return sentence.format(count=number(MOST_FETCHED, language()))


@contextmanager
def while_reachable() -> Iterator[None]:
    """Say that the shards can't be asked, and try again; views asked before still show."""
    is_wanted.set(lambda: not is_run_left())
    try:
        yield
    except LeftError:
        # Streamlit begins the run of the next view as soon as this one has ended.
        st.stop()
    except OtherVersionError:
        st.error(
            _(
                "The data servers run another version of this program, or have other data. "
                "Ask whoever runs them to update them."
            ),
            icon=":material/sync_problem:",
        )
        st.stop()
    except BusyError:
        st.info(
            _("The data servers are busy. This view comes by itself in a moment."),
            icon=":material/hourglass_top:",
        )
        _try_again_later()
        st.stop()
    except EngineGone:
        st.warning(
            _("The data servers don't answer. This page tries again by itself."),
            icon=":material/cloud_off:",
        )
        _try_again_later()
        st.stop()


def _try_again_later() -> None:
    """Run the page again after a while; a fragment's first run is part of the page's own."""
    start = monotonic()

    def try_again() -> None:
        if monotonic() - start > _SECONDS / 2:
            st.rerun()

    st.fragment(try_again, run_every=_SECONDS)()


def show_shards_notice(campaign: Query) -> None:
    """Show how many shards have answered, and what is missing for good; nothing usually."""
    for fault in campaign.faults():
        sentence = ngettext(
            "{count} consultation can't be read and is missing from all figures: {part}.",
            "{count} consultations can't be read and are missing from all figures: {part}.",
            fault.rows,
        )
        text = sentence.format(count=number(fault.rows, language()), part=fault.shard)
        st.warning(text, icon=":material/broken_image:")
    if campaign.incomplete:
        _show_progress(campaign)


def _show_progress(campaign: Query) -> None:
    came, every = min(campaign.incomplete.values())
    sentence = _("{came} of {every} parts of the data have answered. The rest follows.")
    values = {"came": number(came, language()), "every": number(every, language())}
    st.caption(f":material/hourglass_top: {sentence.format(**values)}")
    st.fragment(lambda: _look_again(campaign), run_every=_SECONDS)()


def _look_again(campaign: Query) -> None:
    if not campaign.incomplete:
        st.rerun()
