from __future__ import annotations

import pytest

from components.regions.chooser import build_figures
from data.choosing.choice import Choice
from data.choosing.select import select
from tests.shipped import shipped_campaign


@pytest.mark.parametrize(
    ("region", "figures"),
    [
        ("mena", "**1** consultation · **1** city · **4** organizations"),
        (
            "east-southern-africa",
            "**1** consultation · **1** city · **4** organizations · **1** document",
        ),
    ],
)
def test_documents_are_counted_if_there_are_any(region: str, figures: str) -> None:
    assert build_figures(select(shipped_campaign(), Choice(regions=(region,)))) == figures
