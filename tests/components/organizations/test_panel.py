from __future__ import annotations

from pathlib import Path

import pytest

from components.organizations.panel import build_companion, build_figures, build_part
from data.figures.mentions import Mention
from data.figures.organization_record import Companion, PartTaken
from data.filters.choice import Choice
from data.filters.select import select
from tests.builders import campaign_from, sample_campaign

MEETING = Mention(
    "dakar", 6, "Hearing", "", "", "wca", "West Africa", "Dakar, Senegal", "7 December 2015"
)
DAKAR = PartTaken(MEETING, "both")


@pytest.mark.parametrize(
    ("part", "label"),
    [
        (DAKAR, "Dakar, Senegal · 7 December 2015] · Organized and hosted"),
        (PartTaken(MEETING._replace(where="", when=""), "host"), "Hearing · no date] · Hosted"),
    ],
)
def test_a_label_has_place_date_and_role(part: PartTaken, label: str) -> None:
    assert build_part(part).replace("\\", "") == f":primary[**6** {label}"


def test_text_from_data_is_escaped_in_a_label() -> None:
    label = build_part(PartTaken(MEETING._replace(where="](javascript:x) :red[y] $z$"), "both"))
    assert "\\]\\(javascript\\:x\\) \\:red\\[y\\] \\$z\\$" in label


def test_a_companion_has_its_short_name() -> None:
    short = build_companion(Companion("iom", "International Organization", "IOM", 2))
    assert short == ":primary[IOM] (2)"
    long = build_companion(Companion("x", "word " * 30, "", 1))
    assert len(long) < 70
    assert "…" in long


def test_the_figures_count_roles(tmp_path: Path) -> None:
    assert build_figures(sample_campaign(tmp_path)) == (
        "4 organizations: 4 organizers, 2 hosts and 1 partner (some have several roles)"
    )


def test_the_figures_leave_out_roles_that_nobody_had(tmp_path: Path) -> None:
    campaign = select(campaign_from(tmp_path, [{"hosts": "A"}]), Choice())
    assert build_figures(campaign) == "1 organization: 1 host"
