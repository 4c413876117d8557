"""The numbers on the pages, against plain pandas on the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from data.filters.address import parameters
from data.filters.choice import ALL_KINDS, Choice, View
from tests import plain_figures as plain

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

VIEWS = [
    ({"region": "mena"}, Choice(regions=("mena",))),
    ({"region": "mena", "kind": "all"}, Choice(regions=("mena",), kinds=(ALL_KINDS,))),
    ({"region": "global", "from": "2016"}, Choice(regions=("global",), since="2016")),
    ({"region": "asia", "to": "2015"}, Choice(regions=("asia",), until="2015")),
]


def opened(app: AppTest, page: str, parameters: dict[str, str]) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    shown = app.switch_page(f"pages/{page}.py").run()
    assert not shown.exception
    return shown


def words(page: AppTest) -> str:
    shown = [*page.title, *page.markdown, *page.caption]
    return "\n".join(one.value for one in shown).replace("\\", "").replace("*", "")


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(("parameters", "choice"), VIEWS)
@pytest.mark.parametrize("page", ["explore", "regions", "organizations"])
def test_a_page_says_the_size_of_its_selection(
    app: AppTest, page: str, parameters: dict[str, str], choice: Choice
) -> None:
    rows, whole = plain.selected(choice), plain.selected(Choice(kinds=choice.kinds))
    said = words(opened(app, page, parameters))
    noun = "meetings" if choice.kinds else "civil society consultations"
    assert f"{len(plain.counted(rows))} of {len(plain.counted(whole))} {noun}" in said
    if page == "regions":
        cities = plain.FIGURES["cities"](rows)
        assert re.search(rf"{cities} cit", said)
        assert re.search(rf"{plain.FIGURES['organizations'](rows)} organization", said)
    if page == "organizations":
        bodies = re.findall(r"(\d+) (?:organization|official bod)", said)
        assert sum(map(int, bodies)) == plain.FIGURES["listed_organizations"](rows), bodies
        for name in ("organizers", "hosts", "partners"):
            count = plain.FIGURES[name](rows)
            assert not count or re.search(rf"{count} {name[:-1]}", said), name


@pytest.mark.parametrize(
    ("compare", "sides"),
    [
        ("mena,asia", [Choice(regions=("mena",)), Choice(regions=("asia",))]),
        ("2015,2016", [Choice(since=year, until=year) for year in ("2015", "2016")]),
        ("mfa,gcm", [Choice(organizations=(one,)) for one in ("mfa", "gcm")]),
    ],
)
def test_both_sides_of_a_comparison_have_their_figures(
    app: AppTest, compare: str, sides: list[Choice]
) -> None:
    page = opened(app, "compare", {"compare": compare})
    table = next(one.value for one in page.markdown if one.value.startswith("| "))
    lines = table.replace("\\", "").split("\n")[2:]
    rows = [line.replace("*", "").strip("| ").split(" | ")[1:] for line in lines]
    numbers = [
        [int(re.match(r"\d+", cell)[0]) for cell in row] for row in rows if re.match(r"\d", row[0])
    ]
    for column, choice in enumerate(sides):
        own = plain.selected(choice)
        every = plain.selected(Choice(**{**choice.__dict__, "kinds": (ALL_KINDS,)}))
        names = ["countries", "cities", "days", "organizations", "organizers", "hosts"]
        documents = plain.FIGURES["documents"](own)
        expected = [
            plain.FIGURES["own"](own),
            *(plain.FIGURES[name](plain.counted(own)) for name in names),
            documents,
            len(every) - len(own),
        ]
        assert [row[column] for row in numbers][: len(expected)] == expected
    assert page.query_params["compare"] == compare


def test_pages_say_the_size_of_random_selections(app: AppTest) -> None:
    for choice in plain.random_choices(40, seed=4)[::10]:
        rows = plain.selected(choice)
        app.query_params.clear()
        app.query_params.update(parameters(View(choice=choice, language="en")))
        for page in ("explore", "organizations"):
            shown = app.switch_page(f"pages/{page}.py").run()
            assert not shown.exception
            numbers = re.search(r"^## .*: (\d+)", words(shown), re.MULTILINE)
            assert numbers, (page, choice)
            assert int(numbers[1]) == len(plain.counted(rows)), (page, choice)


@pytest.mark.parametrize("organization", ["mfa", "gcm", "micic-secretariat", "cidehum"])
def test_the_page_of_an_organization_says_how_often(app: AppTest, organization: str) -> None:
    rows = plain.selected(Choice(organizations=(organization,)))
    said = words(opened(app, "organizations", {"organization": organization}))
    assert re.search(rf"^{len(rows)} meetings?: ", said, re.MULTILINE)
