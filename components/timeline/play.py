"""Play the timeline: one period after the other appears, what is to come stays grey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from components.shell.view_state import PLAYED, choose, current_view, hold_address
from components.shell.words import gettext as _
from components.shell.words import language
from data.filters.choice import Choice, View
from data.filters.filters import filter_named, period
from data.filters.query import Query
from data.filters.select import select
from data.model.result_cache import cached_on_campaign
from data.timeline.rows import play_steps

_PAUSE = 1300
"""Milliseconds from a period to the next."""

_STATE = "timeline_played"
_OPEN, _FILTER = "open:", "filter:"
"""Before a consultation to open, and before a period to filter by."""

_STATIC = Path(__file__).parent / "static"
_button = st.components.v2.component(
    "timeline_play",
    html=(_STATIC / "play.html").read_text(encoding="utf-8"),
    css=(_STATIC / "play.css").read_text(encoding="utf-8"),
    js=(_STATIC / "play.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Play:
    """A play that has begun.

    Attributes:
        steps: The ends of its periods, see `play_steps`.
        at: Position of the period that was shown last.
        until: The end of the time filter before it, which its own end restores.
        view: The view that it showed last; any other view ends it.
        is_running: Whether it goes on by itself.
    """

    steps: tuple[str, ...]
    at: int
    until: str
    view: View
    is_running: bool


def show_play_button(
    campaign: Query,
    view: View,
    *,
    plays: bool,
    key: str,
    markers: Mapping[str, str],
    on_open: Callable[[str], None],
) -> None:
    """Show the button that plays and pauses, if there are two periods to play.

    With it, keys reach `markers` (consultation to label), which open, and the periods of the
    timeline, which filter. It lies in the free corner below the lanes' names, and needs no room of
    its own. Its script also mends the chart for screen readers.
    """
    play = _current_play(view)
    steps = play.steps if play else _steps(campaign, view.choice)
    is_running = bool(play and play.is_running)
    if is_running:
        hold_address()
    _button(
        data={
            "plays": plays and len(steps) > 1,
            "running": is_running,
            "at": play.at if play else -1,
            "wait": _PAUSE,
            "words": _words(),
            "keys": _keys(campaign, view, markers, filters=plays),
        },
        key=key,
        on_press_change=lambda: _press(campaign, key, on_open),
        width="stretch",
        height="content",
    )


def _keys(
    campaign: Query, view: View, markers: Mapping[str, str], *, filters: bool
) -> list[dict[str, Any]]:
    """Return what the keyboard reaches: groups of values, their labels, and whether each is set."""
    choice = view.choice
    periods = _steps(campaign, filter_named("since").without(choice)) if filters else ()
    chosen = choice.since if choice.since == choice.until else ""
    groups = {
        _("Markers of the timeline"): [
            [f"{_OPEN}{id_}", text, id_ == view.selected] for id_, text in markers.items()
        ],
        _("Periods of the timeline"): [
            [f"{_FILTER}{step}", period(Choice(since=step, until=step), language()), step == chosen]
            for step in periods
        ],
    }
    return [{"name": name, "items": items} for name, items in groups.items()]


def _words() -> dict[str, tuple[str, str]]:
    """Return the label and the full name of the button, by what it does."""
    return {
        # Translators: verb, on a button that plays the timeline
        "play": (_("Play"), _("Play the timeline")),
        # Translators: verb, on a button that pauses the timeline
        "pause": (_("Pause"), _("Pause the timeline")),
        # Translators: on a button that shows the next period of the timeline
        "next": (_("Next"), _("Next period on the timeline")),
    }


def _current_play(view: View) -> Play | None:
    """Return the play, unless the visitor has changed the view since its last step."""
    play = st.session_state.get(_STATE)
    return play if isinstance(play, Play) and play.view == view else None


@cached_on_campaign(16)
def _steps(campaign: Query, choice: Choice) -> tuple[str, ...]:
    return tuple(play_steps(select(campaign, choice)))


def _press(campaign: Query, key: str, on_open: Callable[[str], None]) -> None:
    """Follow the button, or its timer: "play", "pause" or "next"; or a key on the timeline."""
    press, view = str(st.session_state[key].press), current_view()
    if press.startswith(_OPEN):
        on_open(press.removeprefix(_OPEN))
        return
    if press.startswith(_FILTER):
        step = press.removeprefix(_FILTER)
        step = "" if (view.choice.since, view.choice.until) == (step, step) else step
        choose(since=step, until=step)
        return
    play = _current_play(view)
    if press == "pause":
        _remember(replace(play, is_running=False) if play else None)
        return
    if play is None:
        steps = _steps(campaign, view.choice)
        play = Play(steps, -1, view.choice.until, view, is_running=False)
    play = replace(play, is_running=press == "play" or play.is_running, at=play.at + 1)
    # The last period is everything.
    is_over = play.at >= len(play.steps) - 1
    choose(until=play.until if is_over else play.steps[play.at])
    _remember(None if is_over else replace(play, view=current_view()))


def _remember(play: Play | None) -> None:
    st.session_state[_STATE] = play
    st.session_state[PLAYED] = play.view if play and play.is_running else None
