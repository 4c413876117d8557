"""The fields of a consultation, one table: name, label, text, and where each is shown.

To add a column, name it in `data.model.schema` and give it a row in `FIELDS`: cards and exports
then have it. Read `FIELDS` as `fields.FIELDS`, so that tests can extend it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data.columnar.texts import group_texts
from data.filters.describe import (
    dates_in_words,
    names_of,
    organization_names,
    places_in_words,
    region_names,
)
from data.filters.query import Query
from data.model.campaign import translated
from data.model.errors import msgid
from data.words.languages import translations


@dataclass(frozen=True)
class Field:
    """One field of a consultation.

    Attributes:
        name: Its column in every table that is exported.
        label: What people call it, a message id.
        text: Returns its text for each row of `campaign.consultations`, in their order, "" where
            unknown; None: the column of the campaign's table of the same name, translated.
        width: Of its column in a workbook, in letters.
        line: Which line of the facts on a card it is, in rising order; 0 for none.
        in_calendar: Whether the description of a calendar event has it.
    """

    name: str
    label: str
    text: Callable[[Query, str], pd.Series] | None = None
    width: int = 20
    line: int = 0
    in_calendar: bool = False


def _kinds(campaign: Query, language: str) -> pd.Series:
    kinds = names_of(campaign.kinds, "title", language)
    return look_up(campaign.consultations["kind"], kinds)


def _regions(campaign: Query, language: str) -> pd.Series:
    return look_up(campaign.consultations["region"], region_names(campaign, language))


def _places(campaign: Query, language: str) -> pd.Series:
    return look_up(campaign.consultations["id"], places_in_words(campaign.places, language))


def _dates(campaign: Query, language: str) -> pd.Series:
    return dates_in_words(campaign.consultations, language)


def role_names(campaign: Query, role: str, language: str) -> pd.Series:
    """Join the organizations in a role: one text per consultation, in their order."""
    names = organization_names(campaign, language)
    roles = campaign.roles[campaign.roles["role"] == role]
    named = roles["organization"].astype("str").map(names)
    by_consultation = group_texts(roles["consultation"], named)
    joined = {consultation: "; ".join(names) for consultation, names in by_consultation.items()}
    return look_up(campaign.consultations["id"], joined)


def look_up(keys: pd.Series, texts: dict[str, str] | pd.Series) -> pd.Series[str]:
    """Return the text of each key; "" for a key without one."""
    return keys.astype("str").map(texts).astype("str").fillna("")


def _in_role(role: str) -> Callable[[Query, str], pd.Series]:
    return lambda campaign, language: role_names(campaign, role, language)


FIELDS = (
    # Translators: short for "number", heading of a column
    Field("number", msgid("No."), width=6),
    Field("id", msgid("Id"), width=20),
    Field("title", msgid("Title"), width=36),
    Field("kind", msgid("Kind"), _kinds, width=22, line=1),
    Field("region", msgid("Region"), _regions, width=22, line=2),
    Field("place", msgid("Where"), _places, width=20, line=4),
    Field("venue", msgid("Venue"), width=20, line=5),
    # Translators: noun, the first day of a consultation
    Field("start", msgid("Start"), width=12),
    # Translators: noun, the last day of a consultation
    Field("end", msgid("End"), width=12),
    Field("dates", msgid("When"), _dates, width=18, line=3),
    Field("organizers", msgid("Organizers"), _in_role("organizer"), width=26, in_calendar=True),
    Field("hosts", msgid("Hosts"), _in_role("host"), width=26, in_calendar=True),
    Field("partners", msgid("Partners"), _in_role("partner"), width=26, in_calendar=True),
    Field("participants", msgid("Participants"), width=20, line=6, in_calendar=True),
    Field("summary", msgid("Summary"), width=60),
    Field("feeds_into", msgid("Results went to"), width=20),
    Field("notes", msgid("Notes"), width=60),
    Field("sources", msgid("Sources"), width=40, in_calendar=True),
)
"""In the order of the columns of exported tables."""


def field_named(name: str) -> Field | None:
    """Return the field with a name; None if there is none."""
    return next((field for field in FIELDS if field.name == name), None)


def fact_fields() -> list[Field]:
    """Return the fields that a card shows as facts, in the order of their lines."""
    return sorted((field for field in FIELDS if field.line), key=lambda field: field.line)


def label_of(field: Field, language: str) -> str:
    """Return the label of a field in a language."""
    return translations(language).gettext(field.label)


def texts_of(field: Field, campaign: Query, language: str) -> pd.Series:
    """Return the text of a field for each row of `campaign.consultations`; "" where unknown."""
    if field.text:
        return field.text(campaign, language)
    return translated(campaign.consultations, field.name, language)
