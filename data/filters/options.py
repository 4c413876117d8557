"""The options of a query's filters: days, countries and regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from data.filters.index import index_of
from data.filters.query import Query
from data.filters.question import question
from data.model.campaign import Tables
from data.model.result_cache import cached_on_campaign
from data.model.schema import GLOBAL


class Days(NamedTuple):
    """The first and last known day of a campaign."""

    first: pd.Timestamp
    last: pd.Timestamp


def _unite_days(answers: Sequence[Days | None]) -> Days | None:
    known = [days for days in answers if days]
    if not known:
        return None
    return Days(min(days.first for days in known), max(days.last for days in known))


@question(_unite_days)
def known_days(query: Query) -> Days | None:
    """Return the first and last known day of a campaign or a selection; None without any."""
    first, last = query.consultations["first"].min(), query.consultations["last"].max()
    return None if pd.isna(first) else Days(first, last)


def _unite_ids(answers: Sequence[list[str]]) -> list[str]:
    return sorted(set().union(*answers))


@question(_unite_ids)
def country_ids(campaign: Query) -> list[str]:
    """Return the alpha-2 codes of the countries where something took place, sorted."""
    return index_of(campaign.campaign).country_ids


def region_options(campaign: Tables) -> list[str]:
    """Return the options of a region: the campaign's regions, and `GLOBAL` for none."""
    return [*campaign.regions["id"], GLOBAL]


@question(any)
@cached_on_campaign(8)
def some_without_region(campaign: Query) -> bool:
    """Return whether any consultation has no region."""
    return bool((index_of(campaign.campaign).region == len(campaign.regions)).any())
