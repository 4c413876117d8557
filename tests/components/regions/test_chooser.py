from __future__ import annotations

import pytest

from components.regions.chooser import build_figures, build_more, build_reasons
from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import select
from tests.shipped import shipped_campaign

MENA = Choice(regions=("mena",))
BOTH = "1 civil society consultation and 1 related meeting"
REST = " · **1** city · **4** organizations"


@pytest.mark.parametrize(
    ("choice", "figures"),
    [
        (MENA, "**1 of 7 civil society consultations**" + REST),
        (
            Choice(regions=("east-southern-africa",)),
            f"**1 of 7 civil society consultations**{REST} · **1** document to open",
        ),
        (
            Choice(regions=("mena",), kinds=(ALL_KINDS,)),
            rf"**2 of 18 meetings \({BOTH}\)** · **2** cities · **7** organizations",
        ),
        (Choice(regions=("asia",), since="2016"), "**0 of 7 civil society consultations**"),
    ],
)
def test_a_region_has_its_figures(choice: Choice, figures: str) -> None:
    campaign = shipped_campaign()
    assert build_figures(campaign, select(campaign, choice), choice) == figures


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [((), "Also shown here, not counted: 1 related meeting"), ((ALL_KINDS,), "")],
)
def test_what_is_shown_and_not_counted_is_named(kinds: tuple[str, ...], sentence: str) -> None:
    campaign = shipped_campaign()
    counted = select(campaign, Choice(regions=("mena",), kinds=kinds))
    shown = select(campaign, Choice(regions=("mena",), kinds=(ALL_KINDS,)))
    assert build_more(campaign, counted, shown) == sentence


@pytest.mark.parametrize(
    ("choice", "reasons"),
    [
        (
            Choice(regions=("asia",), since="2016", until="2016"),
            [("since", "None in this period (2016); 1 civil society consultation in all years.")],
        ),
        (
            Choice(regions=("asia",), words="Beirut"),
            [
                (
                    "words",
                    "None with this filter (“Beirut”); 1 civil society consultation without it.",
                )
            ],
        ),
        (Choice(regions=("asia",), words="Beirut", since="2016"), []),
    ],
)
def test_an_empty_region_names_the_filter_that_empties_it(
    choice: Choice, reasons: list[tuple[str, str]]
) -> None:
    said = [
        (name, text.replace("\\", "")) for name, text in build_reasons(shipped_campaign(), choice)
    ]
    assert said == reasons
