"""The selected consultations as rows of text, for CSV and other tables."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd

from data.columnar.safe_csv import safe_csv
from data.columnar.texts import group_texts
from data.figures import fields
from data.filters.describe import country_names
from data.filters.query import Query
from data.model.campaign import translated
from data.model.errors import msgid
from data.model.schema import EXTRA, public_extras
from data.words.languages import translations


def csv_table(campaign: Query, language: str, links: pd.Series, *, begins: bool = True) -> bytes:
    """Write `importable_texts` as CSV, with formulas as text.

    Args:
        campaign: The selected part of a campaign.
        language: Of titles, names and dates in words.
        links: Address of each consultation, in the order of the frame.
        begins: Whether this is the start of the file, with a header.

    Returns:
        UTF-8 with a byte order mark (Excel needs it), comma, CRLF, a header in English column
        names. An empty selection gives the header alone.
    """
    return safe_csv(importable_texts(campaign, language, links), begins=begins)


def consultation_texts(campaign: Query, language: str, links: pd.Series) -> pd.DataFrame:
    """Return all facts about consultations in one table.

    Args:
        campaign: The selected part of a campaign.
        language: Of titles, names and dates in words.
        links: Address of each consultation, in the order of the frame.

    Returns:
        One row per consultation: `number` and texts, "" if unknown, with the extra columns of
        the campaign's table.
    """
    table = campaign.consultations
    columns = {field.name: fields.texts_of(field, campaign, language) for field in fields.FIELDS}
    extras = {name: table[name] for name in public_extras(table.columns)}
    last = {"link": links.to_numpy()}
    return pd.DataFrame(
        columns | {_own_name(name, columns): extras[name] for name in extras} | last
    )


_IN_WORDS = ["kind", "region", "place", "dates"]


def importable_texts(campaign: Query, language: str, links: pd.Series) -> pd.DataFrame:
    """Return the columns of a campaign's table, so that the file can be imported again.

    Returns:
        One row per consultation: `consultation_texts` with the columns of `consultations.csv`
        under their names there. `kind` and `region` are ids, and `kind_name` and `region_name`
        say them in words; `city`, `country`, `lat` and `lon` are lists for several places;
        `year` is that of the first day. All are texts, "" if unknown.
    """
    table = campaign.consultations
    texts = consultation_texts(campaign, language, links)
    named = {name: texts[name] for name in ("kind", "region")}
    columns = {
        "kind": table["kind"].astype("str"), "kind_name": named["kind"],
        "region": table["region"].astype("str"), "region_name": named["region"],
        **place_texts(campaign, language),
    }  # fmt: skip
    frame = texts.drop(columns=_IN_WORDS)
    for position, (name, values) in enumerate(columns.items(), 3):
        frame.insert(position, name, values.to_numpy())
    years = table["first"].dt.year.astype("Int64").astype("str").where(table["dated"], "")
    frame.insert(list(frame.columns).index("end") + 1, "year", years.to_numpy())
    return frame


def place_texts(campaign: Query, language: str) -> dict[str, pd.Series]:
    """Return city, country and degrees of each consultation, lists for several places.

    Spreadsheets might take a list with a negative number for a formula: it is left out, and the
    cities are looked up again.
    """
    places = campaign.places
    country = country_names(places["iso2"], language)
    columns = {
        "city": translated(places, "city", language),
        "country": country.where(country != "", places["country"]),
        "lat": _degrees(places["lat"]),
        "lon": _degrees(places["lon"]),
    }
    ids = campaign.consultations["id"]
    joined = {
        name: {
            id_: "; ".join(texts) if any(texts) else ""
            for id_, texts in group_texts(places["consultation"], values).items()
        }
        for name, values in columns.items()
    }
    degrees = pd.DataFrame({name: fields.look_up(ids, joined[name]) for name in ("lat", "lon")})
    is_safe = ~degrees.apply(lambda texts: texts.str.contains("; ") & texts.str.contains("-")).any(
        axis=1
    )
    return {
        "city": fields.look_up(ids, joined["city"]),
        "country": fields.look_up(ids, joined["country"]),
        **{str(name): degrees[name].where(is_safe, "") for name in degrees},
    }


def _degrees(values: pd.Series) -> pd.Series:
    return values.round(5).astype("str").where(values.notna(), "")


def _own_name(name: str, names: Container[str]) -> str:
    """Return the own name of an extra column, unless it is a name of ours."""
    own = name.removeprefix(EXTRA)
    return name if own in names or own == "link" else own


def file_name(campaign: Query, words: str, ending: str) -> str:
    """Return a file name of campaign and selection, safe on every system."""
    text = f"{campaign.settings.id} {words}".lower()
    parts = "".join(letter if letter.isalnum() else " " for letter in text).split()
    slug = "-".join(parts)
    return f"{slug[:80].rstrip('-') or 'consultations'}.{ending}"


_NAMES = {
    "link": msgid("Link"),
    "consultation": msgid("Consultation"),
    # Translators: number of a place among those of one consultation
    "position": msgid("Place no."),
    "city": msgid("City"),
    "country": msgid("Country"),
    "iso2": msgid("Country code"),
    "lat": msgid("Latitude"),
    "lon": msgid("Longitude"),
    "placed": msgid("How it was placed"),
    "organization_id": msgid("Id of the organization"),
    "organization": msgid("Organization"),
    "role": msgid("Role"),
    "short": msgid("Short name"),
    "consultations": msgid("Consultations"),
    "organized_and_hosted": msgid("Organized and hosted"),
    "organized": msgid("Organized"),
    "hosted": msgid("Hosted"),
    "partner": msgid("Partner"),
    "region_id": msgid("Id of the region"),
    "cities": msgid("Cities"),
    "organizations": msgid("Organizations"),
    "documents": msgid("Documents"),
    # Translators: noun, the first day of the earliest consultation
    "first_day": msgid("First day"),
    "last_day": msgid("Last day"),
    "language": msgid("Language"),
    "url": msgid("Address"),
    "source": msgid("Source"),
    # Translators: noun, the wording of a demand
    "text": msgid("Wording"),
    # Translators: whether a text is the source's own words
    "verbatim": msgid("Verbatim"),
    # Translators: where in a source a demand stands
    "page": msgid("Where in the source"),
    # Translators: the consultations that made a demand
    "made_at": msgid("Made at"),
    # Translators: who made a demand, or who judged it
    "by": msgid("By"),
    "addressed_to": msgid("Addressed to"),
    "theme": msgid("Theme"),
    # Translators: the meeting or text that a demand was carried to
    "carried_to": msgid("Carried to"),
    # Translators: noun, what a text says to a demand
    "answer": msgid("Answer"),
    # Translators: noun, what was done about a demand
    "status": msgid("Status"),
    # Translators: noun, what was asked for
    "demand": msgid("Demand"),
    # Translators: the date of a judgement
    "on": msgid("On"),
    # Translators: the text that a demand is compared with
    "target": msgid("Text compared"),
    # Translators: noun, a part of a text
    "paragraph": msgid("Paragraph"),
    # Translators: noun, the words of a text
    "quote": msgid("Quotation"),
    # Translators: noun, how close a text is to a demand
    "match": msgid("Match"),
    # Translators: noun, the address that shows what a judgement says
    "evidence": msgid("Evidence"),
    "archived": msgid("Archived copy"),
    # Translators: noun, a remark
    "note": msgid("Note"),
    # Translators: noun, what the addressee replied
    "reply": msgid("Reply"),
}


def column_name(column: str, language: str) -> str:
    """Return the label of a column in a language; an extra column of a campaign names itself."""
    if field := fields.field_named(column):
        return fields.label_of(field, language)
    name = _NAMES.get(column)
    return translations(language).gettext(name) if name else column
