"""A mail with corrections becomes rows: the lines that this program wrote, answered by a person."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from data import SHIPPED
from data.commands import build
from data.figures.corrections import correction_mail
from data.figures.record import record
from data.importing.corrections import correction_list
from tests.shipped import shipped_campaign

MAIL = """From: "Ana; Diop" <ana@example.org>
Correct the lines that are wrong and delete the others.

> id: dakar
> start: 2016-03-05
> summary: A long text that the program
> wrapped

Thank you: see you soon
--
Ana
"""


@pytest.mark.parametrize(
    ("file", "text", "rows"),
    [
        ("a.txt", MAIL, [
            {"sources": "Ana Diop", "id": "dakar", "start": "2016-03-05",
             "summary": "A long text that the program wrapped"},
        ]),
        ("a.eml", MAIL.replace("<ana@example.org>", "<ana@example.org>\n"), [
            {"sources": "Ana Diop", "id": "dakar", "start": "2016-03-05",
             "summary": "A long text that the program wrapped"},
        ]),
        ("two.txt", "id: a\ntitle__fr: Un\nid: b\nsources: Letter", [
            {"id": "a", "title": "", "title__fr": "Un", "sources": ""},
            {"id": "b", "title": "", "title__fr": "", "sources": "Letter"},
        ]),
        ("hostile.txt", 'id: a\ntitle: =1+1,"<b>{{ 7*7 }}\nextra: x\ncampaign.toml: y', [
            {"id": "a", "title": '=1+1,"<b>{{ 7*7 }} extra: x campaign.toml: y'},
        ]),
        ("broken.eml", "Content-Type: text/plain; charset=nothing\n\nid: a\ntitle: b", None),
        ("none.txt", "title: no id", None),
        ("id alone.txt", "id: a", None),
        ("a.csv", MAIL, None),
    ],
)  # fmt: skip
def test_lines_become_rows(file: str, text: str, rows: list[dict[str, str]] | None) -> None:
    made = correction_list(file, text.encode())
    assert (made and list(csv.DictReader(io.StringIO(made.decode())))) == rows


@pytest.mark.parametrize(("language", "column"), [("en", "title"), ("fr", "title__fr")])
def test_an_answered_message_changes_what_was_corrected_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, column: str
) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "folder")
    campaign = shipped_campaign()
    settings = replace(campaign.settings, contact="you@example.org")
    cards = [record(campaign, str(id_), language) for id_ in campaign.consultations["id"]]
    queries = [urlsplit(correction_mail(settings, card, language)).query for card in cards]
    text = "\n\n".join(parse_qs(query)["body"][0] for query in queries)
    (mail := tmp_path / "mail.txt").write_text(text, encoding="utf-8")
    command = [str(mail), "--into", str(folder), "--add", "--dry-run"]
    build.main(command)
    assert "Unchanged consultations: 18" in capsys.readouterr().out
    corrected = text.replace(f"{column}: ", f"{column}: New ", 1)
    mail.write_text(f"From: Ana\n{corrected}", encoding="utf-8")
    build.main(command)
    said = [line for line in capsys.readouterr().out.splitlines() if "→" in line]
    assert [line.split(":")[0].strip() for line in said].count(column) == 1
    assert {line.split(":")[0].strip() for line in said} == {column, "sources"}
    assert sum(line.endswith("; Ana") for line in said) == len(said) - 1
