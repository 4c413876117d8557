"""A view becomes an address and the address the same view, on any campaign that knows its ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.filters.address import parameters, read_view
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.filters import WORDS_LENGTH
from data.filters.parameters import Dropped
from data.loading.iso_dates import is_backwards
from data.model.campaign import Campaign
from data.model.schema import GLOBAL, ROLES
from tests.amount import amount
from tests.builders import sample_campaign

LANGUAGES = ("en", "fr")

VIEWS = [
    # view, its address
    (View(), {"lang": ["en"]}),
    (View(language="fr"), {"lang": ["fr"]}),
    (View(selected="dakar", lines=True), {"c": ["dakar"], "lines": ["all"], "lang": ["en"]}),
    (View(lines=False), {"lines": ["none"], "lang": ["en"]}),
    (View(Choice(regions=("africa",))), {"region": ["africa"], "lang": ["en"]}),
    (
        View(Choice(regions=("europe", GLOBAL, "africa"))),
        {"region": ["europe", "global", "africa"], "lang": ["en"]},
    ),
    (View(sort="-title", page=3), {"sort": ["-title"], "page": ["3"], "lang": ["en"]}),
    (View(Choice(kinds=(ALL_KINDS,))), {"kind": ["all"], "lang": ["en"]}),
    (View(Choice(kinds=("states",))), {"kind": ["states"], "lang": ["en"]}),
    (View(Choice(countries=("SN", "CR"))), {"country": ["SN", "CR"], "lang": ["en"]}),
    (
        View(Choice(organizations=("iom", "somebody-new"), role="host")),
        {"organization": ["iom", "somebody-new"], "role": ["host"], "lang": ["en"]},
    ),
    (
        View(Choice(since="2015", until="2016-04-29")),
        {"from": ["2015"], "to": ["2016-04-29"], "lang": ["en"]},
    ),
    (
        View(Choice(words="san josé & + = ? # % 50")),
        {"words": ["san josé & + = ? # % 50"], "lang": ["en"]},
    ),
]

DROPPED = [
    # address, view, what is dropped
    ({"region": ["atlantis"]}, View(), [("region", "atlantis")]),
    (
        {"region": ["atlantis", "africa", "africa", ""]},
        View(Choice(regions=("africa",))),
        [("region", "atlantis")],
    ),
    ({"page": ["0"], "sort": ["size"]}, View(), [("sort", "size"), ("page", "0")]),
    (
        {"page": ["9" * 5000], "sort": ["--date"]},
        View(),
        [("sort", "--date"), ("page", "9" * 5000)],
    ),
    ({"page": ["²"]}, View(), [("page", "²")]),
    ({"region": ["West Africa"]}, View(), [("region", "West Africa")]),  # a label, not an id
    ({"kind": ["picnic"]}, View(), [("kind", "picnic")]),
    ({"country": ["XX"]}, View(), [("country", "XX")]),
    ({"country": ["FR"]}, View(), [("country", "FR")]),  # nothing took place there
    ({"organization": ["nobody"]}, View(), [("organization", "nobody")]),
    ({"role": ["guest"]}, View(), [("role", "guest")]),
    ({"from": ["soon"], "to": ["2016-13"]}, View(), [("from", "soon"), ("to", "2016-13")]),
    ({"c": ["gone"]}, View(), [("c", "gone")]),
    ({"lines": ["some"]}, View(), [("lines", "some")]),
    ({"lang": ["xx"]}, View(), [("lang", "xx")]),
    ({"utm_source": ["mail"]}, View(), []),
    ({"region": [], "words": [" "], "c": [""]}, View(), []),
    ({"from": ["2017"], "to": ["2015-12"]}, View(), [("from", "2017"), ("to", "2015-12")]),
    ({"from": ["2015-12-31"], "to": ["2015"]}, View(Choice(since="2015-12-31", until="2015")), []),
    ({"from": ["2015", "2016"]}, View(Choice(since="2016")), []),  # the last one counts
    ({"words": ["  dakar "]}, View(Choice(words="dakar")), []),
    ({"words": ["x" * 999]}, View(Choice(words="x" * WORDS_LENGTH)), []),
]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def read(
    campaign: Campaign, address: Mapping[str, Sequence[str]], default: str = "en"
) -> tuple[View, list[Dropped]]:
    return read_view(address, campaign, LANGUAGES, default)


@pytest.mark.parametrize(("view", "address"), VIEWS)
def test_a_view_has_an_address_that_is_read_back(
    campaign: Campaign, view: View, address: dict[str, list[str]]
) -> None:
    assert parameters(view) == address
    assert read(campaign, address) == (view, [])


@pytest.mark.parametrize(("address", "view", "dropped"), DROPPED)
def test_what_means_nothing_here_is_dropped_with_a_word(
    campaign: Campaign,
    address: dict[str, list[str]],
    view: View,
    dropped: list[tuple[str, str]],
) -> None:
    assert read(campaign, address) == (view, dropped)


@pytest.mark.parametrize("default", LANGUAGES)
def test_an_address_without_a_language_is_read_in_the_default_one(
    campaign: Campaign, default: str
) -> None:
    assert read(campaign, {}, default) == (View(language=default), [])
    assert read(campaign, {"lang": ["en"]}, default) == (View(language="en"), [])


def some(*ids: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), unique=True).map(tuple)


DATES = st.one_of(
    st.just(""),
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)
CHOICES = st.builds(
    Choice,
    regions=some("africa", "americas", "europe", GLOBAL),
    kinds=some("meeting", "webinar", "states", ALL_KINDS),
    countries=some("SN", "CR", "CH", "BE"),
    organizations=some("iom", "caritas", "cross", "somebody-new"),
    role=st.sampled_from(["", *ROLES]),
    since=DATES,
    until=DATES,
    words=st.text(max_size=WORDS_LENGTH).map(str.strip),
)
ANY_VIEW = st.builds(
    View,
    choice=CHOICES,
    selected=st.sampled_from(["", "dakar", "webinar"]),
    lines=st.sampled_from([None, True, False]),
    language=st.sampled_from(LANGUAGES),
)


@settings(deadline=None, max_examples=amount(25))
@given(view=ANY_VIEW)
def test_any_view_is_read_back_from_its_address(campaign: Campaign, view: View) -> None:
    assume(not is_backwards(view.choice.since, view.choice.until))
    assert read(campaign, parameters(view)) == (view, [])


@settings(deadline=None, max_examples=amount(25))
@given(
    address=st.dictionaries(
        st.sampled_from(
            ["region", "kind", "country", "organization", "role", "from", "to", "words", "c"]
        ),
        st.lists(st.text(max_size=12), max_size=3),
    )
)
def test_any_address_gives_a_view_that_stays_the_same(
    campaign: Campaign, address: dict[str, list[str]]
) -> None:
    view, _ = read(campaign, address)
    assert read(campaign, parameters(view)) == (view, [])
