"""Usual names for the columns of a list of events, in several languages."""

from __future__ import annotations

import pandas as pd
import pytest

from data.lists.columns.column_names import REASONS, SAME
from data.lists.columns.matching import NO_TYPE, propose_columns
from data.model.schema import CONSULTATION_COLUMNS

NAMED = [
    # English
    ("title", "title"), ("Event", "title"), ("Name", "title"), ("Event name", "title"),
    ("Name of the event", "title"), ("Meeting title", "title"),
    ("Start date", "start"), ("start_date", "start"), ("startDate", "start"),
    ("START-DATE", "start"),
    ("From", "start"), ("Starts", "start"), ("DTSTART", "start"),
    ("Event start date (UTC)", "start"),
    ("What is the start date of your event?", "start"), ("Date (dd/mm/yyyy)", "start"),
    ("Date(s)", "start"), ("When", "start"), ("Year", "start"), ("event.start", "start"),
    ("End date", "end"), ("To", "end"), ("Until", "end"), ("end_datetime", "end"),
    ("From/To", "start"), ("Start and end date", "start"),
    ("City", "city"), ("Town", "city"), ("Host city", "city"), ("City of venue", "city"),
    ("Country", "country"), ("Country name", "country"), ("host_country", "country"),
    ("Venue", "venue"), ("Venue name", "venue"), ("Address", "venue"),
    ("Place", "place"), ("Location", "place"), ("Where", "place"), ("Event location", "place"),
    ("Venue, City, Country", "place"), ("City/Country", "place"), ("Venue / City", "place"),
    ("Latitude", "lat"), ("Lat.", "lat"), ("Y", "lat"), ("geo_lat", "lat"),
    ("Longitude", "lon"), ("Lng", "lon"), ("Long.", "lon"), ("X", "lon"),
    ("Coordinates", "coordinates"), ("Lat/Lon", "coordinates"), ("GPS", "coordinates"),
    ("Organisers", "organizers"), ("Organizer(s)", "organizers"), ("Organised by", "organizers"),
    ("Organization", "organizers"), ("Lead organisation", "organizers"),
    ("Host", "hosts"), ("Hosted by", "hosts"), ("Host organization", "hosts"),
    ("Partners", "partners"), ("Co-organizer(s)", "partners"), ("In partnership with", "partners"),
    ("Number of participants", "participants"), ("Attendees", "participants"),
    ("Event type", "kind"), ("Type", "kind"), ("Category", "kind"),
    ("Region", "region"), ("World region", "region"),
    ("Description", "summary"), ("Comments", "notes"), ("Feeds into", "feeds_into"),
    ("Source(s)", "sources"), ("Link", "url"), ("Website", "url"), ("Event URL", "url"),
    # French
    ("Intitulé", "title"), ("Nom de l'événement", "title"), ("Début", "start"),
    ("Date de début", "start"), ("Du", "start"), ("Au", "end"), ("Date de fin", "end"),
    ("Ville", "city"), ("Pays", "country"), ("Lieu", "place"), ("Ville, pays", "place"),
    ("Organisateur(s)", "organizers"), ("Hôte", "hosts"), ("Partenaires", "partners"),
    ("Résumé", "summary"), ("Remarques", "notes"), ("Année", "start"), ("Lien", "url"),
    ("Coordonnées GPS", "coordinates"), ("Région", "region"),
    # Spanish and Portuguese
    ("Título", "title"), ("Nombre", "title"), ("Fecha", "start"), ("Fecha de inicio", "start"),
    ("Fecha fin", "end"), ("Hasta", "end"), ("Ciudad", "city"), ("País", "country"),
    ("Lugar", "place"), ("Sede", "venue"), ("Organizado por", "organizers"),
    ("Anfitrión", "hosts"), ("Descripción", "summary"), ("Enlace", "url"), ("Latitud", "lat"),
    ("Cidade", "city"), ("Data de início", "start"), ("Local", "place"), ("Parceiros", "partners"),
    # German and Arabic
    ("Titel", "title"), ("Veranstaltung", "title"), ("Beginn", "start"), ("Ende", "end"),
    ("Datum", "start"), ("Von", "start"), ("Bis", "end"), ("Stadt", "city"), ("Land", "country"),
    ("Ort", "place"), ("Veranstalter", "organizers"), ("Gastgeber", "hosts"),
    ("Bemerkungen", "notes"), ("Länge", "lon"), ("Veranstaltungsort", "venue"),
    ("العنوان", "title"), ("تاريخ البدء", "start"), ("المدينة", "city"), ("البلد", "country"),
    # Nearly
    ("Lattitude", "lat"), ("Longitute", "lon"), ("Contry", "country"), ("Oragnizers", "organizers"),
    ("Discription", "summary"),
]  # fmt: skip

NOT_NAMED = [
    "Registration deadline", "Created at", "Last updated", "Date of publication", "Date of birth",
    "Contact email", "Contact name", "County", "Status", "Language", "Price", "Time zone",
    "Partner(s) / Host(s)", "Organizer country", "Organizer website", "Country/Region",
    "Budget", "Theme park",
    "Column C", "Unnamed", "", "?", "x" * 500,
]  # fmt: skip


def headed(header: str) -> pd.DataFrame:
    return pd.DataFrame({header: pd.Series([""], dtype="str")})


@pytest.mark.parametrize(("header", "column"), NAMED)
def test_a_header_names_a_column_type(header: str, column: str) -> None:
    assert [match.column for match in propose_columns(headed(header))] == [column]


@pytest.mark.parametrize("header", NOT_NAMED)
def test_other_headers_name_no_column_type(header: str) -> None:
    (match,) = propose_columns(headed(header))
    assert (match.column, match.reason) == ("", NO_TYPE)


@pytest.mark.parametrize("column", CONSULTATION_COLUMNS)
def test_the_columns_of_a_campaign_name_themselves(column: str) -> None:
    (match,) = propose_columns(headed(column))
    assert (match.column, match.reason) == (column, REASONS[SAME])
