"""What online geocoding could do for a list: the names it would send, and what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.intake.where.online_geocoding import (
    MOST_AT_A_TIME,
    LookedUp,
    found_online,
    look_up,
    names_to_send,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from data.intake.where.geocoding_cache import GeocodingCache
    from data.intake.where.online_settings import OnlineSettings
    from data.intake.where.place_questions import Candidate, Question


@dataclass(frozen=True, eq=False)
class OnlineStep:
    """Nothing is sent by making it.

    Attributes:
        to_send: One row a name that was never asked of and would leave the machine: ``key, city,
            country, rows``.
        answers: What was found before, by the key of its question.
        questions: Names for which several places were found before.
        missed: How many names were asked of before without finding anything.
    """

    settings: OnlineSettings
    cache: GeocodingCache
    to_send: pd.DataFrame
    answers: Mapping[str, Candidate]
    questions: Sequence[Question]
    missed: int

    @property
    def count(self) -> int:
        """How many names one consent sends."""
        return min(len(self.to_send), MOST_AT_A_TIME)

    def send(self, on_progress: Callable[[int], None] | None = None) -> LookedUp:
        """Send them, one a second; what is found is in the next step that is made."""
        return look_up(self.to_send, self.settings, self.cache, on_progress=on_progress)


def online_step(
    unknown: Iterable[Question], settings: OnlineSettings, cache: GeocodingCache
) -> OnlineStep:
    """See what could be looked up.

    Args:
        unknown: The names that the gazetteer doesn't know, from `unknown_questions`.
        settings: Who asks, and whom.
        cache: What was asked before.
    """
    rows = [(one.key, one.city, one.country, one.rows) for one in unknown]
    names = pd.DataFrame(rows, columns=["key", "city", "country", "rows"])
    to_send = names_to_send(names, cache)
    answers, questions = found_online(names, cache)
    missed = len(names) - len(to_send) - len(answers) - len(questions)
    return OnlineStep(settings, cache, to_send, answers, questions, missed)
