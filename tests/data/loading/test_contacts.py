"""E-mail addresses and telephone numbers are set aside; what only looks like them stays."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.importing.campaign_folder import campaign_zip, load_zipped_campaign
from data.importing.import_list import import_table
from data.importing.recipe import Recipe, read_recipe, write_recipe
from data.lists.readers.read_file import read_bytes
from data.loading.contacts import without_contacts, without_contacts_in_text
from data.loading.load import load_campaign
from data.model.campaign import Campaign
from data.model.settings import SHOW

LIST = """title,city,start,Contact email,Téléphone,organizers,venue,notes
Opening,Paris,2016-04-29,ana@example.org,01 23 45 67 89,"ILO; ben@example.org",,or +41 22 123 45 67
Hearing,Lima,2016-05-02,"",+51 1 234 5678,IOM,Room (mail eva@example.org),12 people
"""


def cells(campaign: Campaign) -> str:
    """Everything that a campaign says in its tables and issues."""
    frames = (value for value in vars(campaign).values() if isinstance(value, pd.DataFrame))
    return "\n".join([*(frame.astype("str").to_csv() for frame in frames), str(campaign.issues)])


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ana@example.org", ""),
        ("Ana <ana.b+c@sub.example.co.uk>", "Ana <[e-mail]>"),
        ("mailto:ana@example.org", ""),
        ("écrire à josé@exemple.fr.", "écrire à [e-mail]."),
        ("+33 1 23 45 67 89", ""),
        ("Call (+41) 22", "Call (+41) 22"),
        ("call +41 22 123 45 67 now", "call [telephone] now"),
        ("Tel: 01 23 45 67 89", ""),
        ("Ask, tél. : 01 23 45 67 89", "Ask, [telephone]"),
        ("tel:+33123456789", ""),
        ("+33.1.23.45.67.89", ""),
    ],
)
def test_a_contact_is_removed_from_a_text(text: str, rest: str) -> None:
    table, _ = without_contacts(pd.DataFrame({"notes": [text]}, dtype="str"), ("notes",))
    assert table.loc[0, "notes"] == rest


@pytest.mark.parametrize(
    "text",
    [
        "2016-04-29T10:00:00+02:00",
        "48.856614, +2.352222",
        "+48.856614 +002.352222",
        "1,200,000 people",
        "F-75001 Paris",
        "ISBN 978-3-16-148410-0",
        "id 123456789012",
        "https://example.org/?q=1+234567890",
        "https://medium.com/@author/a-post",
        "https://maps.example.org/@48.85,2.35,15z",
        "https://photos.example.org/12345@N03/1",
        "@handle and user@host",
        "21-22 March 2015, 10:00 - 17:00",
        "Hotel: 12345",
    ],
)
def test_other_texts_stay(text: str) -> None:
    table = pd.DataFrame({"notes": [text]}, dtype="str")
    assert without_contacts(table)[0] is table
    assert without_contacts_in_text(text) == text


def test_only_a_column_with_contacts_is_dropped() -> None:
    table = pd.DataFrame(
        {
            "E-mail": ["a@example.org", ""],
            "Phone": ["0123456", "not yet"],
            "Who": ["b@example.org", "c@example.org"],
            "Email sent": ["yes", "no"],
            "Mobile clinics": ["3", "4"],
        },
        dtype="str",
    )
    left, contacts = without_contacts(table)
    assert list(left) == ["Email sent", "Mobile clinics"]
    assert (contacts.emails, contacts.telephones) == (3, 1)


def test_a_list_is_a_campaign_without_contacts() -> None:
    found = import_table(read_bytes("list.csv", LIST.encode()), Recipe())
    said = cells(found.campaign)
    assert "@" not in said
    assert "45 67" not in said
    assert "234 5678" not in said
    assert "Room (mail [e-mail])" in said
    assert (found.contacts.emails, found.contacts.telephones) == (3, 3)
    columns = {one.column: one.seen for one in found.report.issues if one.level == "noted"}
    assert columns["Contact email"] == "1"
    assert columns["Téléphone"] == "2"


def test_a_list_keeps_its_contacts_on_request() -> None:
    recipe = read_recipe(write_recipe(Recipe(keeps_contacts=True)))
    found = import_table(read_bytes("list.csv", LIST.encode()), recipe)
    assert "ana@example.org" in cells(found.campaign)
    assert "+51 1 234 5678" in cells(found.campaign)
    assert found.contacts.emails == 3
    # The folder that is saved says it too.
    again = load_zipped_campaign("mine.zip", campaign_zip(found.campaign, recipe))
    assert "ana@example.org" in cells(again)


@pytest.mark.parametrize("shows", [False, True])
def test_settings_can_show_contacts(tmp_path: Path, *, shows: bool) -> None:
    table = (
        "id,title,notes,contact_email,phone\na,A,ask eva@example.org,ana@example.org,0123456789\n"
    )
    (tmp_path / "consultations.csv").write_text(table, encoding="utf-8")
    (tmp_path / "documents.csv").write_text(
        "consultation,title,url\na,Minutes,mailto:ben@example.org\n", encoding="utf-8"
    )
    (tmp_path / "campaign.toml").write_text(f'contacts = "{SHOW}"\n' * shows, encoding="utf-8")
    campaign = load_campaign(tmp_path)
    said = cells(campaign)
    assert all(("@" in said, "0123456789" in said)) is shows
    assert any(("@" in said, "0123456789" in said)) is shows
    noted = [(one.file, one.column) for one in campaign.issues if one.level == "noted"]
    assert (("documents.csv", "url") in noted) is not shows
    assert (("consultations.csv", "phone") in noted) is not shows
