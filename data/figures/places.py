"""How the places of consultations were found, and which were not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.filters.describe import country_names
from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.query import Query
from data.filters.question import question
from data.geo.placing import (
    AMBIGUOUS,
    BAD_COORDINATES,
    FOUND,
    GIVEN,
    NO_PLACE,
    REASONS,
    STATUSES,
    UNKNOWN_CITY,
    UNKNOWN_COUNTRY,
)
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.words.languages import translations

_COLUMNS = [
    "number", "title", "city", "country", "status", "how", "matched", "lat", "lon", "reason",
    "candidates",
]  # fmt: skip


def status_names(language: str) -> dict[str, str]:
    """Name each status of a place."""
    say = translations(language)
    return {
        # Translators: how a place was found
        FOUND: say.gettext("found by name"),
        GIVEN: say.gettext("given in the table"),
        # Translators: why a place is not on the map: several cities have this name
        AMBIGUOUS: say.gettext("ambiguous"),
        UNKNOWN_CITY: say.gettext("unknown city"),
        UNKNOWN_COUNTRY: say.gettext("unknown country"),
        NO_PLACE: say.gettext("no place named"),
        BAD_COORDINATES: say.gettext("bad coordinates"),
    }


@cached_on_campaign(16)
def places_table(campaign: Query, language: str) -> pd.DataFrame:
    """List the places.

    Returns:
        One row per consultation and place, one too for a consultation that names none, those that
        were not placed first, then in date order: `number`, `title`, `city`, `country` (in the
        language where it is known), `status` (one of `STATUSES`), `how` (that in words),
        `matched` (name of the city found), `lat`, `lon` (NaN if not placed), `reason` (a
        sentence), `candidates`. Don't change it: it is shared.
    """
    table = campaign.consultations
    titles = pd.DataFrame(
        {
            "id": table["id"],
            "number": table["number"],
            "title": translated(table, "title", language),
        }
    )
    joined = titles.merge(campaign.places, left_on="id", right_on="consultation", how="left")
    joined["status"] = joined["status"].fillna(NO_PLACE)
    joined["reason"] = joined["reason"].fillna(REASONS[NO_PLACE])
    say = translations(language).gettext
    sentences = {reason: say(reason) for reason in joined["reason"].unique()}
    texts = ["city", "country", "iso2", "matched", "candidates"]
    joined[texts] = joined[texts].fillna("").astype("str")
    country = country_names(joined["iso2"], language)
    joined = joined.assign(
        city=translated(joined, "city", language).fillna(""),
        country=country.where(country != "", joined["country"]),
        how=joined["status"].map(status_names(language)),
        reason=joined["reason"].map(sentences),
        found=joined["lat"].notna(),
    )
    return joined.sort_values(["found", "number"], kind="stable", ignore_index=True)[_COLUMNS]


@question(unite)
def _status_counts(campaign: Query) -> dict[str, int]:
    rows = index_of(campaign.campaign).place_rows
    is_known = rows >= 0
    statuses = campaign.places["status"][is_known].value_counts()
    counts = {str(status): int(count) for status, count in statuses.items()}
    placeless = np.bincount(rows[is_known], minlength=len(campaign.consultations)) == 0
    counts[NO_PLACE] = counts.get(NO_PLACE, 0) + int(placeless.sum())
    return counts


def place_counts(campaign: Query) -> dict[str, int]:
    """Count the places of a whole campaign by status, found ones first.

    Statuses without places are left out. A consultation without a place counts as "no place".
    """
    counts = _status_counts(campaign)
    order = [FOUND, GIVEN, *[status for status in STATUSES if status not in (FOUND, GIVEN)]]
    return {status: int(counts[status]) for status in order if counts.get(status)}
