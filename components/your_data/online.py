"""Look up unknown place names online, only where the served campaign allows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components.shell.campaign_cache import campaign_folder
from components.shell.own_list import change_recipe, current_recipe
from components.shell.words import amount, fill, language, plain
from components.shell.words import gettext as _
from components.your_data.decision import Answer, show_answers
from data.importing.online_geocoder import (
    FAILED,
    GeocodingCache,
    OnlineStep,
    cache_folder,
    online_step,
)
from data.importing.online_settings import CREDIT, settings_of_served_campaign
from data.lists.places.questions import Question
from data.words.languages import number

_SEND = "own_online_send"
_PROBLEM = "own_online_problem"
_MOST_NAMED = 8
"""Session keys: whether to send the names in this run, why the server did not answer. How many
names are listed before they are sent."""


def show_own_online(unknown: Sequence[Question]) -> Sequence[Question]:
    """Offer to look names up online, with their number and the server; nothing if it is off.

    Args:
        unknown: The unknown names, as questions without candidates.

    Returns:
        The questions; names for which several places were found have candidates now and come
        first.
    """
    # From the folder that this server shows to everybody, never from a visitor's list.
    settings = settings_of_served_campaign(campaign_folder())
    if settings is None:
        return unknown
    cache = GeocodingCache(cache_folder())
    step = online_step(unknown, settings, cache)
    if st.session_state.pop(_SEND, False) and step.count:
        _send(step)
        step = online_step(unknown, settings, cache)
        if step.answers:
            _use(step)
            st.rerun()
    _show_step(step)
    _show_credit()
    answered = {question.key: question for question in step.questions}
    all_questions = [answered.get(question.key, question) for question in unknown]
    return sorted(all_questions, key=lambda question: not question.candidates)


def _show_step(step: OnlineStep) -> None:
    if problem := st.session_state.get(_PROBLEM):
        st.caption(fill(FAILED, {"reason": str(problem)[:200]}))
    if step.answers:
        label = amount(
            "Use {count} place found online", "Use {count} places found online", len(step.answers)
        )
        show_answers(Answer(label, "own_online_take", partial(_use, step), "add_location"))
    if step.count:
        st.caption(build_consent(step))
        send = partial(st.session_state.update, {_SEND: True})
        show_answers(Answer(build_send(step), "own_online", send, "travel_explore"))
    elif step.missed:
        missed = amount(
            "{count} name was not found online.",
            "{count} names were not found online.",
            step.missed,
        )
        st.caption(missed)


def build_consent(step: OnlineStep) -> str:
    """Say what would leave the machine, and to whom: `This sends 3 names to ...: A · B`."""
    names = [", ".join(filter(None, (name.city, name.country))) for name in step.to_send]
    names = names[: step.count]
    more = ["…"] if len(names) > _MOST_NAMED else []
    return amount(
        "This sends {count} name to {server}, with {email} as the sender: {names}",
        "This sends {count} names to {server}, one per second, with {email} as the sender: {names}",
        step.count,
        server=plain(step.settings.server),
        # A word joiner keeps Markdown from making a link of it.
        email=plain(step.settings.email).replace("@", "@\u2060"),
        names=" · ".join([*map(plain, names[:_MOST_NAMED]), *more]),
    )


def build_send(step: OnlineStep) -> str:
    """`Send 3 names`."""
    # Translators: button that sends names of places to an online service.
    return amount("Send {count} name", "Send {count} names", step.count)


def _send(step: OnlineStep) -> None:
    """Send the names, with a progress bar; a click elsewhere stops it and keeps the results."""
    bar = st.progress(0.0, text=_build_progress(0, step.count))

    def show(count: int) -> None:
        bar.progress(count / step.count, text=_build_progress(count, step.count))

    st.session_state[_PROBLEM] = step.send(show).problem
    bar.empty()


def _build_progress(count: int, total: int) -> str:
    text = _("Looked up: {count} of {all}")
    return text.format(count=number(count, language()), all=number(total, language()))


def _use(step: OnlineStep) -> None:
    change_recipe(places=lambda places: {**step.answers, **places})


def _show_credit() -> None:
    """Credit the source of the places in use."""
    if any(city.source for city in current_recipe().places.values()):
        st.caption(_(CREDIT))
