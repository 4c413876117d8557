"""The shipped campaign says what its sources say: the table here is typed from them by hand."""

from __future__ import annotations

import csv

import pytest

from data import SHIPPED as FOLDER

GCM_PAGE = "Global Coalition on Migration, campaign page on the MICIC Initiative"

GCM = "Global Coalition on Migration"
MADE = "Migration and Development Network"
MFA = "Migrant Forum in Asia"
PANIDMR = "Pan-African Network in Defense of Migrant Rights"
FILIPINOS = "Commission on Filipinos Overseas"
ICMPD = "International Centre for Migration Policy Development"
STATE_AND_COMMISSION = "US Department of State; European Commission"
BOTH_STATES = "Government of the United States; Government of the Philippines"
US_MISSION = "US Mission to the United Nations in Geneva"
PHILIPPINE_MISSION = "Philippine Mission to the United Nations in Geneva"

BOTH = f"{GCM}; {MADE}"
IN_SAN_JOSE = (
    f"{BOTH}; MADE Americas; International Network on Migration and Development; "
    "Scalabrini International Migration Network; Alianza Americas; CAMMINA"
)

EUROPE, WEST = "europe-central-asia", "west-central-africa"

# id: region, city, country, start, end.
WHERE_AND_WHEN = {
    "manila-2015": ("asia", "Manila", "Philippines", "2015-03-21", "2015-03-22"),
    "brussels-2015": (EUROPE, "Brussels", "Belgium", "2015-06-24", "2015-06-24"),
    "dakar-2015": (WEST, "Dakar", "Senegal", "2015-12-07", "2015-12-07"),
    "geneva-2016": ("", "Geneva", "Switzerland", "2016-01-28", "2016-01-29"),
    "san-jose-2016": ("latin-america", "San José", "Costa Rica", "2016-02-16", "2016-02-16"),
    "beirut-2016": ("mena", "Beirut", "Lebanon", "2016-03-11", "2016-03-12"),
    "nairobi-2016": ("east-southern-africa", "Nairobi", "Kenya", "2016-04-29", "2016-04-29"),
    "new-york-2016": ("", "New York", "United States", "2016-06-15", "2016-06-15"),
    "webinar": ("", "", "", "", ""),
    "manila-states-2015": ("asia", "Manila", "Philippines", "2015-03-23", "2015-03-24"),
    "brussels-states-2015": (EUROPE, "Brussels", "Belgium", "2015-06-25", "2015-06-26"),
    "geneva-private-sector-2015": ("", "Geneva", "Switzerland", "2015-12-02", "2015-12-03"),
    "dakar-states-2015": (WEST, "Dakar", "Senegal", "2015-12-08", "2015-12-09"),
    "san-jose-states-2016": ("latin-america", "San José", "Costa Rica", "2016-02-17", "2016-02-18"),
    "valletta-states-2016": ("mena", "Valletta", "Malta", "2016-03-14", "2016-03-15"),
    "kigali-states-2016": ("east-southern-africa", "Kigali", "Rwanda", "2016-05-03", "2016-05-04"),
    "geneva-launch-2016": ("", "Geneva", "Switzerland", "2016-06-27", "2016-06-27"),
    "abidjan-2016": (WEST, "Abidjan", "Côte d'Ivoire", "2017-03", "2017-03"),
}

FOR_REGION, OF_STATES = "civil-society-regional", "states-regional"

# id: kind, organizers, hosts, partners.
WHO = {
    "manila-2015": (FOR_REGION, MFA, MFA, BOTH),
    "brussels-2015": (FOR_REGION, "MADE-Europe", "MADE-Europe", BOTH),
    "dakar-2015": (FOR_REGION, "Caritas Senegal", "Caritas Senegal", BOTH),
    "geneva-2016": ("civil-society-global", "MICIC Secretariat", "", GCM),
    "san-jose-2016": (FOR_REGION, "CIDEHUM", "CIDEHUM", IN_SAN_JOSE),
    "beirut-2016": (FOR_REGION, MFA, "Caritas Lebanon Migrant Center", BOTH),
    "nairobi-2016": (FOR_REGION, PANIDMR, "Union of Kenya Civil Servants", BOTH),
    "new-york-2016": ("launch", f"MICIC Initiative; {BOTH_STATES}", "", ""),
    "webinar": ("webinar", "MICIC Secretariat; MICIC Working Group", "", GCM),
    "manila-states-2015": (OF_STATES, ICMPD, FILIPINOS, STATE_AND_COMMISSION),
    "brussels-states-2015": (OF_STATES, ICMPD, "", ""),
    "geneva-private-sector-2015": ("private-sector", BOTH_STATES, US_MISSION, ""),
    "dakar-states-2015": (OF_STATES, ICMPD, "", ""),
    "san-jose-states-2016": (OF_STATES, ICMPD, "Government of Costa Rica", ""),
    "valletta-states-2016": (OF_STATES, ICMPD, "", STATE_AND_COMMISSION),
    "kigali-states-2016": (OF_STATES, ICMPD, "", ""),
    "geneva-launch-2016": ("second-launch", f"{PHILIPPINE_MISSION}; {US_MISSION}", "", ""),
    "abidjan-2016": ("capacity-building", ICMPD, "", ""),
}

# id: venue, participants; every other consultation has neither.
VENUE_AND_PARTICIPANTS = {
    "manila-2015": ("Crowne Regency, Makati City", ""),
    "brussels-2015": ("", "20 from 13 countries"),
    "geneva-2016": ("", "more than 60 civil society representatives"),
    "san-jose-2016": ("", "22 from 9 countries"),
    "new-york-2016": ("ECOSOC Chamber, United Nations Headquarters", ""),
    "manila-states-2015": ("Dusit Thani, Makati City", ""),
    "geneva-private-sector-2015": ("United States Mission to the United Nations in Geneva", ""),
    "dakar-states-2015": ("", "around 80"),
    "san-jose-states-2016": ("", "over 90 experts from 20 countries"),
    "geneva-launch-2016": ("Palais des Nations", ""),
}

# "In conjunction with" is not "in the same place": Beirut fed Valletta and Nairobi fed Kigali.
FEEDS_INTO = {
    "manila-2015": "manila-states-2015",
    "brussels-2015": "brussels-states-2015",
    "dakar-2015": "dakar-states-2015",
    "san-jose-2016": "san-jose-states-2016",
    "beirut-2016": "valletta-states-2016",
    "nairobi-2016": "kigali-states-2016",
    "manila-states-2015": "new-york-2016",
    "brussels-states-2015": "new-york-2016",
    "dakar-states-2015": "new-york-2016",
    "san-jose-states-2016": "new-york-2016",
    "valletta-states-2016": "new-york-2016",
    "kigali-states-2016": "new-york-2016",
}

MFA_PAGE = "http://www.mfasia.org/"
MADE_SITE = "https://madenetwork-org.gfmdcivilsociety.org"
BRUSSELS_PAGE = f"{MADE_SITE}/latest-news/regional-civil-society-consultation-europe-"
SAN_JOSE_PAGE = "http://madenetwork.org/latest-news/civil-society-delegates-gather-costa-rica-"
MICIC_SITE = "https://micicinitiative.iom.int"
MENA_PAGE = f"{MICIC_SITE}/consultations-north-africa-and-middle-east"
NOTICE = "https://worldreach.com/united-states-philippines-launch-global-guidelines-"

# id, who says otherwise (an address or its beginning), a word of what is said.
DISAGREEMENTS = [
    ("manila-2015", MFA_PAGE, "Makati"),
    ("manila-2015", MFA_PAGE, "MADE"),
    ("brussels-2015", BRUSSELS_PAGE, "MADE-Europe"),
    ("brussels-2015", BRUSSELS_PAGE, "Europe and Central Asia"),
    ("dakar-2015", f"{MADE_SITE}/latestnews/protection?page=2", "MADE"),
    ("geneva-2016", f"{MICIC_SITE}/consultations-civil-society", "Philippines"),
    ("geneva-2016", "http://micicinitiative.iom.int/consultations/civil-society", "MICIC"),
    ("san-jose-2016", SAN_JOSE_PAGE, "ACIDEHUM"),
    ("san-jose-2016", SAN_JOSE_PAGE, "MADE Americas"),
    ("san-jose-2016", SAN_JOSE_PAGE, "INMD"),
    ("san-jose-2016", SAN_JOSE_PAGE, "SIMN"),
    ("san-jose-2016", SAN_JOSE_PAGE, "Alianza Americas"),
    ("san-jose-2016", SAN_JOSE_PAGE, "CAMMINA"),
    ("san-jose-2016", SAN_JOSE_PAGE, "Latin America and the Caribbean"),
    ("san-jose-2016", SAN_JOSE_PAGE, "San Jose "),
    ("beirut-2016", MENA_PAGE, "North Africa and the Middle East"),
    ("nairobi-2016", "https://www.sambuz.com/doc/east-and-southern-africa-", "MADE"),
    ("new-york-2016", "https://www.scribd.com/document/314706147/", "MICIC"),
    ("new-york-2016", NOTICE, "10 "),
    ("manila-states-2015", MFA_PAGE, "Makati"),
    ("valletta-states-2016", MENA_PAGE, "North Africa and the Middle East"),
    ("kigali-states-2016", "https://newtimes.co.rw/article/129591/", "Bugesera"),
    ("geneva-launch-2016", "https://genevapm.dfa.gov.ph/", "27 "),
    ("geneva-launch-2016", NOTICE, "28 "),
    ("abidjan-2016", "http://www.icmpd.org/our-work/migrants-in-countries-in-crisis/", "ICMPD"),
]

NAMED_BY_THE_COALITION = (
    *("manila-2015", "brussels-2015", "dakar-2015", "geneva-2016", "san-jose-2016"),
    *("beirut-2016", "nairobi-2016", "new-york-2016", "webinar"),
)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    with (FOLDER / "consultations.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _said(row: dict[str, str], *columns: str) -> tuple[str, ...]:
    return tuple(row[column] for column in columns)


def test_the_campaign_has_these_consultations_and_no_other(rows: dict[str, dict[str, str]]) -> None:
    assert set(rows) == set(WHERE_AND_WHEN)


@pytest.mark.parametrize("name", WHERE_AND_WHEN)
def test_region_place_and_dates(rows: dict[str, dict[str, str]], name: str) -> None:
    said = _said(rows[name], "region", "city", "country", "start", "end")
    assert said == WHERE_AND_WHEN[name]


@pytest.mark.parametrize("name", WHO)
def test_kind_organizers_hosts_and_partners(rows: dict[str, dict[str, str]], name: str) -> None:
    assert _said(rows[name], "kind", "organizers", "hosts", "partners") == WHO[name]


@pytest.mark.parametrize("name", WHERE_AND_WHEN)
def test_venue_and_participants(rows: dict[str, dict[str, str]], name: str) -> None:
    said = _said(rows[name], "venue", "participants")
    assert said == VENUE_AND_PARTICIPANTS.get(name, ("", ""))


@pytest.mark.parametrize("name", WHERE_AND_WHEN)
def test_what_a_consultation_fed(rows: dict[str, dict[str, str]], name: str) -> None:
    assert rows[name]["feeds_into"] == FEEDS_INTO.get(name, "")


@pytest.mark.parametrize(("name", "address", "words"), DISAGREEMENTS)
def test_a_disagreement_is_noted_with_its_address_in_both_languages(
    rows: dict[str, dict[str, str]], name: str, address: str, words: str
) -> None:
    for note in _said(rows[name], "notes", "notes__fr"):
        assert address in note
        assert words in note


@pytest.mark.parametrize("name", NAMED_BY_THE_COALITION)
def test_what_the_coalition_names_has_its_page_as_first_source(
    rows: dict[str, dict[str, str]], name: str
) -> None:
    assert rows[name]["sources"].split("; ")[0] == GCM_PAGE
