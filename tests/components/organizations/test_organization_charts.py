"""The three charts of organizations draw what their rows contain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from components.organizations import regions as organization_regions
from components.organizations.chart import grey_of_others
from components.organizations.ranking import build_caption, build_organization_ranking
from components.organizations.regions import build_organization_regions
from components.organizations.years import build_organization_years
from components.shell.theme import ACCENT, INKS
from data.figures.organizations import ranking_rows, region_rows, year_rows
from data.filters.choice import Choice
from data.filters.select import select
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign

if TYPE_CHECKING:
    import altair as alt

SIZES = {1: "1 meeting", 2: "2 meetings", 3: "3 meetings"}
HOSTILE = "{{ 7*191 }} </script><img src=x onerror=alert(1)> ${x} `y`\u2028\u202e" + "z" * 300


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return sample_campaign(tmp_path)


def drawn(chart: alt.LayerChart) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Return each layer with its rows."""
    spec = chart.to_dict(validate=True)
    shared = spec.get("data")
    return [(layer, spec["datasets"][layer.get("data", shared)["name"]]) for layer in spec["layer"]]


def parameters(chart: alt.LayerChart) -> set[str]:
    return {param["name"] for param in chart.to_dict()["params"]}


def test_the_ranking_has_one_part_per_involvement_and_one_total_per_bar(campaign: Campaign) -> None:
    chart = build_organization_ranking(ranking_rows(campaign, "en"), ("iom",))
    (_, parts), (_, sums), (_, names) = drawn(chart)
    assert [part["described"] for part in parts][:2] == [
        "International Organization for Migration, Organized: 3",
        "International Organization for Migration, Partner: 1",
    ]
    assert [(row["organization"], row["total"]) for row in sums][:2] == [("iom", 4), ("cross", 2)]
    assert [row["ink"] for row in names] == [ACCENT["light"], *[INKS["light"]] * 3]
    assert parameters(chart) == {"picked"}


def test_a_click_on_any_layer_of_the_ranking_identifies_the_organization(
    campaign: Campaign,
) -> None:
    for _, rows in drawn(build_organization_ranking(ranking_rows(campaign, "en"))):
        assert all(row["organization"] for row in rows)


@pytest.mark.parametrize(
    ("count", "words"), [(20, "each organization took part in"), (21, "20 most active of 21")]
)
def test_the_caption_tells_whether_organizations_are_left_out(count: int, words: str) -> None:
    assert words in build_caption(count)


def test_few_years_are_rows_with_totals(campaign: Campaign) -> None:
    chart = build_organization_years(year_rows(campaign), SIZES)
    (_, parts), (_, sums), (_, names) = drawn(chart)
    assert [row["year_name"] for row in names] == ["2015", "2016", "No date"]
    assert [row["size"] for row in sums] == ["3 meetings", "2 meetings", "1 meeting"]
    assert parts[0]["described"] == "2015: 3 meetings"
    assert parameters(chart) == {"picked_year"}


def test_the_years_of_one_organization_tell_its_roles_apart(campaign: Campaign) -> None:
    chart = build_organization_years(year_rows(campaign, "iom"), SIZES)
    (_, parts), (_, sums), _names = drawn(chart)
    assert [row["described"] for row in parts] == [
        "2015, Organized: 2 meetings", "2015, Partner: 1 meeting", "2016, Organized: 1 meeting",
    ]  # fmt: skip
    assert [row["size"] for row in sums] == ["3 meetings", "1 meeting"]


def test_organizations_that_are_not_selected_are_grey(campaign: Campaign) -> None:
    chart = build_organization_ranking(ranking_rows(campaign, "en"), ("iom",))
    (bars, parts), *_ = drawn(chart)
    assert [row["organization"] for row in parts if not row["others"]] == ["iom", "iom"]
    assert bars["encoding"]["color"]["condition"] == {
        "test": "datum.others", "value": grey_of_others(),
    }  # fmt: skip
    (_, cells), *_ = drawn(build_organization_regions(region_rows(campaign, "en"), ("cross",)))
    full = {row["organization"] for row in cells if row["shade"] == ACCENT["light"].lower()}
    assert full == set()
    everyone, *_ = drawn(build_organization_ranking(ranking_rows(campaign, "en")))
    assert not any(row["others"] for row in everyone[1])


def test_hosts_alone_are_ranked_by_what_they_hosted(campaign: Campaign) -> None:
    rows = ranking_rows(campaign, "en", role="host")
    assert list(rows["name"]) == ["Caritas Senegal", "Red Cross"]
    assert set(rows["total"]) == {1}


def test_many_years_are_columns(tmp_path: Path) -> None:
    meetings = [{"organizers": "A", "start": str(year)} for year in range(1990, 2010)]
    chart = build_organization_years(year_rows(campaign_from(tmp_path, meetings)), SIZES)
    ((bars, rows),) = drawn(chart)
    assert bars["encoding"]["x"]["sort"] == [str(year) for year in range(1990, 2010)]
    assert len(rows) == 20


def test_the_heat_map_has_a_cell_for_every_organization_and_region(campaign: Campaign) -> None:
    chart = build_organization_regions(region_rows(campaign, "en"))
    (_, cells), (_, numbers), (_, names) = drawn(chart)
    assert len(cells) == 4 * 3
    assert cells[0]["described"] == "International Organization for Migration, West Africa: 2"
    assert all(row["consultations"] for row in numbers)
    assert len(names) == 4


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_cells_are_darker_for_more_and_their_numbers_readable(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr(organization_regions, "mode", lambda: mode)
    (_, cells), *_ = drawn(build_organization_regions(region_rows(campaign, "en")))
    shades = {row["consultations"]: row["shade"] for row in cells}
    assert shades[2] == ACCENT[mode].lower()
    assert len(set(shades.values())) == 3
    assert all(contrast(row["shade"], row["number_ink"]) >= 4.5 for row in cells)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def brightness(color: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(color[1:])]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_headings_of_regions_end_on_the_same_line(campaign: Campaign) -> None:
    (_, cells), *_ = drawn(build_organization_regions(region_rows(campaign, "en")))
    assert {row["column"].count("\n") for row in cells} == {1}
    assert cells[2]["column"] == "\nGlobal"


def test_one_organization_alone_can_be_drawn(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"hosts": "A"}])
    for chart in (
        build_organization_ranking(ranking_rows(campaign, "en")),
        build_organization_years(year_rows(campaign), SIZES),
        build_organization_regions(region_rows(campaign, "en")),
    ):
        assert len(drawn(chart)[0][1]) == 1


def test_text_from_data_stays_data(tmp_path: Path) -> None:
    """Names are values in rows, never part of an expression, format or title."""
    meetings = [{"organizers": f"{HOSTILE}; other", "region": HOSTILE}, {"organizers": "other"}]
    regions = [{"id": "r", "name": HOSTILE}]
    campaign = select(campaign_from(tmp_path, meetings, regions=regions), Choice())
    charts = [
        build_organization_ranking(ranking_rows(campaign, "en")),
        build_organization_regions(region_rows(campaign, "en")),
    ]
    for chart in charts:
        spec = chart.to_dict(validate=True)
        assert "191" in str(spec.pop("datasets"))
        for layer in spec["layer"]:
            across = layer["encoding"].get("x", {})
            across.pop("sort", None)
            # The names of the columns, as values that Vega compares with those of the rows.
            across.get("scale", {}).pop("domain", None)
        assert "191" not in str(spec)
