"""Names that nobody here knows, looked up online: only where the served campaign allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.campaign_cache import campaign_folder
from components.shell.own_list import change_recipe, current_own
from components.shell.words import filled, language, ngettext, plain
from components.shell.words import gettext as _
from data.importing.places.online_geocoder import FAILED, GeocodingCache, cache_folder, online_step
from data.importing.places.online_settings import CREDIT, served_settings
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.importing.places.online_geocoder import OnlineStep
    from data.importing.places.questions import Question

_SEND = "own_online_send"
_PROBLEM = "own_online_problem"
_MOST_NAMED = 8
"""Session keys: whether the names are to be sent now, why the server did not answer. How many
names are told before they are sent."""


def show_own_online(unknown: Sequence[Question]) -> Sequence[Question]:
    """Offer to look names up online, with their number and the server; nothing if it is off.

    Args:
        unknown: The names that are not known, as questions without candidates.

    Returns:
        The questions; those of names for which several places were found have these now, and
        come first.
    """
    # Of the folder that this server shows to everybody, never of what a visitor gives.
    settings = served_settings(campaign_folder())
    if settings is None:
        return unknown
    cache = GeocodingCache(cache_folder())
    step = online_step(unknown, settings, cache)
    if st.session_state.pop(_SEND, False) and step.count:
        _send(step)
        step = online_step(unknown, settings, cache)
        if step.answers:
            _take(step)
            st.rerun()
    _show_step(step)
    _show_credit()
    found = {question.key: question for question in step.questions}
    asked = [found.get(question.key, question) for question in unknown]
    return sorted(asked, key=lambda question: not question.candidates)


def _show_step(step: OnlineStep) -> None:
    if problem := st.session_state.get(_PROBLEM):
        st.caption(filled(FAILED, {"reason": str(problem)[:200]}))
    if step.answers:
        label = ngettext(
            "Take {count} place that was found online",
            "Take {count} places that were found online",
            len(step.answers),
        )
        st.button(
            label.format(count=number(len(step.answers), language())),
            key="own_online_take",
            icon=":material/add_location:",
            on_click=_take,
            args=(step,),
        )
    if step.count:
        st.caption(build_consent(step))
        st.button(
            build_send(step),
            key="own_online",
            icon=":material/travel_explore:",
            on_click=lambda: st.session_state.update({_SEND: True}),
        )
    elif step.missed:
        said = ngettext(
            "{count} name was looked up online and not found.",
            "{count} names were looked up online and not found.",
            step.missed,
        )
        st.caption(said.format(count=number(step.missed, language())))


def build_consent(step: OnlineStep) -> str:
    """What would leave the machine, and to whom: `3 names would be sent to ...: A; B`."""
    said = ngettext(
        "{count} name would be sent to {server}, in the name of {email}: {names}",
        "{count} names would be sent to {server}, one a second, in the name of {email}: {names}",
        step.count,
    )
    columns = step.to_send[["city", "country"]].head(step.count)
    names = [", ".join(filter(None, pair)) for pair in columns.itertuples(index=False, name=None)]
    more = ["…"] if len(names) > _MOST_NAMED else []
    return said.format(
        count=number(step.count, language()),
        server=plain(step.settings.server),
        # A word joiner keeps Markdown from making a link of it.
        email=plain(step.settings.email).replace("@", "@\u2060"),
        names="; ".join([*map(plain, names[:_MOST_NAMED]), *more]),
    )


def build_send(step: OnlineStep) -> str:
    """`Send 3 names to nominatim.openstreetmap.org`."""
    said = ngettext("Send {count} name to {server}", "Send {count} names to {server}", step.count)
    return said.format(count=number(step.count, language()), server=plain(step.settings.server))


def _send(step: OnlineStep) -> None:
    """Send the names, with a bar; whoever clicks elsewhere stops it and keeps what was found."""
    said = _("{count} of {all} looked up")
    everything = number(step.count, language())
    bar = st.progress(0.0, text=said.format(count=number(0, language()), all=everything))

    def show(count: int) -> None:
        text = said.format(count=number(count, language()), all=everything)
        bar.progress(count / step.count, text=text)

    st.session_state[_PROBLEM] = step.send(show).problem
    bar.empty()


def _take(step: OnlineStep) -> None:
    own = current_own()
    if own is not None:
        change_recipe(places={**step.answers, **own.recipe.places})


def _show_credit() -> None:
    """Say whose the places are that are in use."""
    own = current_own()
    if own is not None and any(city.source for city in own.recipe.places.values()):
        st.caption(_(CREDIT))
