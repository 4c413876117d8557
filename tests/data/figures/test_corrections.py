"""The message that corrects a consultation: columns and present values, bounded, always text."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from data.figures.corrections import LONGEST, correction_mail
from data.figures.record import record
from tests.builders import campaign_from

CONTACT = 'contact = "you@example.org"\n'
ROW = {
    "id": "dakar", "title": "In Dakar", "start": "2016-03", "city": "Dakar", "country": "Senegal",
    "organizers": "Caritas; IOM",
}  # fmt: skip


def mail_of(folder: Path, row: dict[str, str], toml: str = CONTACT, language: str = "en") -> str:
    campaign = campaign_from(folder, [ROW | row], toml=toml)
    return correction_mail(campaign.settings, record(campaign, "dakar", language), language)


def lines_of(mail: str) -> list[str]:
    return parse_qs(urlsplit(mail).query, strict_parsing=True)["body"][0].split("\r\n")


def test_a_line_per_fact_names_its_column_and_present_value(tmp_path: Path) -> None:
    mail = mail_of(tmp_path, {})
    assert mail.startswith("mailto:you@example.org?subject=Correction%3A%20dakar&body=")
    assert lines_of(mail)[2:9] == [
        "id: dakar", "title: In Dakar", "kind: ", "region: ", "start: 2016-03", "end: ",
        "city: Dakar",
    ]  # fmt: skip
    assert "organizers: Caritas; IOM" in lines_of(mail)


def test_another_language_corrects_its_own_columns(tmp_path: Path) -> None:
    lines = lines_of(mail_of(tmp_path, {"title__fr": "À Dakar"}, language="fr"))
    assert lines[0].startswith("Corrigez les lignes")
    assert "title__fr: À Dakar" in lines
    assert "title: In Dakar" not in lines


@pytest.mark.parametrize("text", ["é" * 150, "x" * 5_000, "日本" * 90])
def test_the_message_is_bounded_and_no_value_is_cut(tmp_path: Path, text: str) -> None:
    row = dict.fromkeys(("title", "venue", "participants", "summary", "notes"), text)
    mail = mail_of(tmp_path, row)
    assert len(mail) <= LONGEST
    values = [line.partition(": ")[2] for line in lines_of(mail)[3:]]
    assert {value for value in values if text[:2] in value} <= {text}


def test_text_from_data_adds_neither_a_line_nor_a_recipient(tmp_path: Path) -> None:
    mail = mail_of(tmp_path, {"title": "A\nid: other&bcc=x@example.org?cc=y@example.org#<b>"})
    assert set(parse_qs(urlsplit(mail).query)) == {"subject", "body"}
    assert [line for line in lines_of(mail) if line.startswith("id:")] == ["id: dakar"]
    assert "<" not in mail


def test_a_campaign_without_a_contact_has_no_message(tmp_path: Path) -> None:
    assert mail_of(tmp_path, {}, toml="") == ""
