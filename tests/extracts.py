"""Extracts to make files of, and a campaign whose texts try to be more than text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.columnar.white_space import collapse_text
from data.export.extract import Extract
from data.filters.choice import ALL_KINDS, Choice
from data.model.campaign import Campaign
from tests.builders import campaign_from

ADDRESS = "https://example.org/map/"
DAY = date(2026, 11, 24)
ALL = Choice(kinds=(ALL_KINDS,))
NOTHING = Choice(since="1999", until="1999")

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")', "- a list",
    "-cmd|' /C calc'!A0", "\uff1d1", "{=1+1}",
)  # fmt: skip
WRITTEN = (
    *FORMULAS,
    "{{ 7*191 }}", "</script><script>x</script>", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a;b,c\\d",
    "a\u2028b", "\u202egnp.exe", "الجلسة الأولى", "የአዲስ አበባ ስብሰባ", "日内瓦会议", "การประชุม",
    "\\input{/etc/passwd} $x$ 100% #1 a_b ~^ {", "TY  - BOOK", "😀 \u0301",
)  # fmt: skip
HOSTILE = tuple(collapse_text(text) for text in WRITTEN)
"""The texts as they are read: runs of white space are collapsed."""


def extract_of(
    campaign: Campaign, choice: Choice = ALL, language: str = "en", address: str = ADDRESS
) -> Extract:
    return Extract(campaign, choice, language, address, DAY)


def hostile_campaign(folder: Path) -> Campaign:
    """Load a consultation per text, which is its title, summary, venue and organizer."""
    rows = [
        {
            "id": f"h{place}", "title": text, "summary": text, "venue": text, "notes": text,
            "organizers": text.replace(";", ","), "city": "Dakar", "country": "Senegal",
            "start": "2016-04-29", "feeds_into": f"h{place + 1}",
        }
        for place, text in enumerate(WRITTEN)
    ]  # fmt: skip
    return campaign_from(folder, rows)
