from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from data.figures.network import WIDTH, apart, laid_out, network, pair_rows, strongest
from data.filters.choice import Choice
from data.filters.select import select
from tests.builders import campaign_from, sample_campaign

if TYPE_CHECKING:
    from pathlib import Path

    from data.figures.network import Network
    from data.model.campaign import Campaign

MEETINGS = [
    {"organizers": "A; B; C", "start": "2015"},
    {"organizers": "A; B", "start": "2016"},
    {"organizers": "D", "partners": "E", "start": "2017"},
    {"organizers": "F", "start": "2018"},
]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return campaign_from(tmp_path_factory.mktemp("meetings"), MEETINGS)


def boxes(drawn: Network, width: float) -> list[tuple[float, float, float, float]]:
    """Give left, right, top and bottom of each dot with its label, letters taken at 6 pixels."""
    found = []
    for row in drawn.nodes.itertuples():
        lines = row.label.split("\n")
        wide = max(max(map(len, lines)) * 3.0, row.radius)
        x, y = row.x * width, row.y * drawn.height
        found.append((x - wide, x + wide, y - row.radius, y + row.radius + 12 * len(lines)))
    return found


def covered(drawn: Network, width: float) -> int:
    return sum(
        one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
        for one, other in combinations(boxes(drawn, width), 2)
    )


def test_everyone_who_worked_with_another_is_drawn_once(campaign: Campaign) -> None:
    drawn = network(campaign, "en")
    assert list(drawn.nodes["organization"]) == ["a", "b", "c", "d", "e"]
    assert list(drawn.nodes["consultations"]) == [2, 2, 1, 1, 1]
    assert list(drawn.nodes["involvement"]) == ["organizer"] * 4 + ["partner"]
    assert drawn.alone == 1
    assert drawn.left_out == drawn.lines_left_out == 0


def test_a_line_ends_where_its_organizations_stand(campaign: Campaign) -> None:
    drawn = network(campaign, "en")
    assert list(zip(drawn.links["one"], drawn.links["other"], strict=True)) == [
        *(("a", "b"), ("a", "c"), ("b", "c"), ("d", "e"))
    ]
    assert list(drawn.links["consultations"]) == [2, 1, 1, 1]
    places = drawn.nodes.set_index("organization")[["x", "y"]]
    assert (places.loc[drawn.links["one"]].to_numpy() == drawn.links[["x", "y"]].to_numpy()).all()
    assert (
        places.loc[drawn.links["other"]].to_numpy() == drawn.links[["x2", "y2"]].to_numpy()
    ).all()


def test_the_picture_is_the_same_every_time(campaign: Campaign) -> None:
    once, again = (network.__wrapped__(campaign, "en") for _ in range(2))
    pd.testing.assert_frame_equal(once.nodes, again.nodes)
    assert once.height == again.height


def test_groups_that_share_nothing_lie_below_one_another(campaign: Campaign) -> None:
    y = network(campaign, "en").nodes.set_index("organization")["y"]
    assert y[["a", "b", "c"]].max() < y[["d", "e"]].min()


def test_only_the_most_active_are_drawn(campaign: Campaign) -> None:
    drawn = network(campaign, "en", most=2)
    assert list(drawn.nodes["organization"]) == ["a", "b"]
    assert len(drawn.links) == 1
    assert drawn.left_out == 3


def test_an_empty_selection_gives_an_empty_picture(campaign: Campaign) -> None:
    drawn = network(select(campaign, Choice(words="nowhere")), "en")
    assert drawn.nodes.empty
    assert drawn.links.empty
    assert drawn.height == drawn.alone == 0


@pytest.mark.parametrize("width", [WIDTH, 358, 600, 1240])
@pytest.mark.parametrize("organizations", [2, 7, 20, 30])
def test_no_label_covers_another_or_leaves_the_picture(
    tmp_path: Path, organizations: int, width: float
) -> None:
    names = [f"Association number {one} of everybody else" for one in range(organizations)]
    meetings = [{"organizers": "; ".join(names[one : one + 4])} for one in range(organizations - 1)]
    drawn = network(campaign_from(tmp_path, meetings), "en")
    assert covered(drawn, width) == 0
    found = np.array(boxes(drawn, width))
    assert found[:, 0].min() >= 0
    assert found[:, 1].max() <= width
    assert found[:, 2].min() >= 0
    assert found[:, 3].max() <= drawn.height


def test_wide_boxes_that_block_each_other_pass_up_and_down() -> None:
    middles = np.array([[90.0, 50.0], [110.0, 50.0], [100.0, 50.0]])
    half = np.full((3, 2), (70.0, 10.0))
    moved, free = apart(middles, half, np.array([200.0, 100.0]))
    assert free
    assert np.diff(np.sort(moved[:, 1])).min() >= 19


def test_apart_reports_boxes_without_room() -> None:
    middles, half = np.zeros((3, 2)), np.full((3, 2), 40.0)
    assert not apart(middles, half, np.array([90.0, 90.0]))[1]


def test_a_single_dot_is_inside_the_picture() -> None:
    nodes = pd.DataFrame({"organization": ["a"], "label": ["A\nB"], "radius": [10.0]})
    links = pd.DataFrame({"one": [], "other": [], "consultations": []})
    placed, height = laid_out(nodes, links)
    assert 0 < placed["x"].iloc[0] < 1
    assert 10 <= placed["y"].iloc[0] * height <= height - 36


def test_the_strongest_lines_stay_and_one_of_every_organization() -> None:
    links = pd.DataFrame(
        {"one": list("aabc"), "other": list("bccd"), "consultations": [9, 5, 3, 1]}
    )
    assert list(strongest(links, most=1)["consultations"]) == [9, 5, 1]
    assert len(strongest(links)) == 4


def test_the_table_of_pairs_names_their_consultations(tmp_path: Path) -> None:
    rows = pair_rows(sample_campaign(tmp_path), "en")
    assert rows.columns.tolist() == ["one", "other", "consultations", "numbers"]
    first = rows.iloc[0]
    assert {first["one"], first["other"]} == {
        "International Organization for Migration",
        "Red Cross",
    }
    assert (first["consultations"], first["numbers"]) == (2, "3, 5")


def test_no_pair_gives_an_empty_table(tmp_path: Path) -> None:
    assert pair_rows(campaign_from(tmp_path, [{"organizers": "Alone"}]), "en").empty
