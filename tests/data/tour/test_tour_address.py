from __future__ import annotations

import pytest

from data.filters.address import join_parameters, split_parameters


@pytest.mark.parametrize(
    ("given", "view", "tour"),
    [
        ({}, {}, {}),
        ({"region": ["mena"], "step": ["3"]}, {"region": ["mena"]}, {"step": ["3"]}),
        ({"role": ["host", "notes"]}, {"role": ["host"]}, {"role": ["notes"]}),
        ({"role": ["notes"]}, {}, {"role": ["notes"]}),
        ({"words": ["notes"]}, {"words": ["notes"]}, {}),
        ({"autoplay": ["8"], "tour": ["x"], "by": ["year"]}, {},
         {"autoplay": ["8"], "tour": ["x"], "by": ["year"]}),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart_and_put_together(
    given: dict[str, list[str]], view: dict[str, list[str]], tour: dict[str, list[str]]
) -> None:
    assert split_parameters(given) == (view, tour)
    assert join_parameters(view, tour) == given
