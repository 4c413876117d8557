from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.filters.choice import ALL_KINDS, Choice
from data.tour.slides import ASKED, CLOSING, OUTCOME, OVERVIEW, TITLE, UNPLACED
from data.tour.tour import MANY, TOO_MANY, tour_of, way_notice
from data.words.dates import when
from tests.builders import campaign_from, sample_campaign
from tests.dates import days
from tests.shipped import shipped_campaign

FRAME = [TITLE, OVERVIEW, CLOSING]


def many(folder: Path, count: int, regions: int = 1, years: int = 1) -> object:
    """Load a campaign of `count` consultations, spread over regions and years."""
    rows = [
        {"region": f"r{row % regions}", "lat": "1", "lon": "2", "start": f"{2000 + row % years}-01"}
        for row in range(count)
    ]
    table = [{"id": f"r{i}", "name": f"Region {i}"} for i in range(regions)]
    return campaign_from(folder, rows, regions=table)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_shipped_campaign_in_date_order(language: str) -> None:
    tour = tour_of(shipped_campaign(), Choice(), language)
    assert [slide.id for slide in tour.slides] == [
        TITLE, OVERVIEW, "manila-2015", "brussels-2015", "dakar-2015", "geneva-2016",
        "san-jose-2016", "beirut-2016", "nairobi-2016", "new-york-2016", UNPLACED,
        "@asked:asia", ASKED, OUTCOME, CLOSING,
    ]  # fmt: skip
    numbers = [slide.number for slide in tour.slides if slide.number]
    assert numbers == [1, 3, 6, 8, 9, 11, 13, 15]
    starts = [slide.start for slide in tour.slides if slide.start is not None]
    assert starts == sorted(starts)


def test_the_slide_of_a_consultation_has_all_its_facts() -> None:
    tour = tour_of(shipped_campaign(), Choice(), "en")
    beirut = next(slide for slide in tour.slides if slide.id == "beirut-2016")
    assert beirut.title == "Civil society consultation for the Middle East & North Africa"
    assert beirut.lead == "Beirut, Lebanon · " + days("2016-03-11", "2016-03-12")
    assert {fact.name: fact.text for fact in beirut.facts} == {
        "asked": "What it asked for is not published.",
        "organizers": "Migrant Forum in Asia",
        "hosts": "Caritas Lebanon Migrant Center",
        "fed": "12. Valletta, 2 days later, "
        "States' consultation for the Middle East & North Africa",
    }
    assert beirut.fed == ("valletta-states-2016",)
    assert "The States met in Valletta, not in Beirut." in beirut.notes


@pytest.mark.parametrize(
    ("choice", "overview", "closing"),
    [
        (
            Choice(),
            "7 civil society consultations in 7 countries",
            "6 of 7 civil society consultations fed another meeting, 1 to 4 days later",
        ),
        (
            Choice(since="2015", until="2015"),
            "3 civil society consultations in 3 countries",
            "3 of 3 civil society consultations fed another meeting, 1 day later",
        ),
        (Choice(kinds=(ALL_KINDS,)), "18 meetings in 11 countries", "Thank you"),
        (Choice(regions=("mena",)), "At a glance", "Thank you"),
    ],
)
def test_the_first_and_last_figures_are_sentences(
    choice: Choice, overview: str, closing: str
) -> None:
    slides = tour_of(shipped_campaign(), choice, "en").slides
    assert (slides[1].title, slides[-1].title) == (overview, closing)


def test_no_finding_is_made_up(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "feeds_into": "b", "start": "2015-01-01"},
        {"id": "b", "start": "2016-05-01"},
        {"id": "c"},
    ]
    slides = tour_of(campaign_from(tmp_path, rows), Choice(), "en").slides
    assert slides[1].title == "At a glance"  # no country is known
    assert slides[-1].title == "1 of 3 consultations fed another meeting"  # not soon


def test_the_owner_is_on_the_last_slide_whatever_its_roles() -> None:
    slide = tour_of(shipped_campaign(), Choice(), "en").slides[-1]
    assert slide.items[0] == ("", "Global Coalition on Migration", "Runs this campaign")
    assert slide.items[1].detail == "2"


def test_notes_name_organizer_and_host_once_if_they_are_the_same() -> None:
    dakar = next(
        slide for slide in tour_of(shipped_campaign(), Choice(), "en").slides
        if slide.id == "dakar-2015"
    )  # fmt: skip
    assert "Organized and hosted by: Caritas Senegal" in dakar.notes
    assert "Hosted by:" not in dakar.notes


def test_a_tour_is_cached_however_its_arguments_are_written() -> None:
    made = tour_of(shipped_campaign(), Choice(), "en")
    assert tour_of(shipped_campaign(), Choice(), "en", "") is made
    assert tour_of(shipped_campaign(), Choice(), "en", by="") is made


def test_a_selection_has_its_own_tour() -> None:
    choice = Choice(regions=("mena",), kinds=(ALL_KINDS,))
    tour = tour_of(shipped_campaign(), choice, "en")
    middle = ["beirut-2016", "valletta-states-2016"]
    assert [slide.id for slide in tour.slides] == [
        TITLE, OVERVIEW, *middle, ASKED, OUTCOME, CLOSING,
    ]  # fmt: skip
    words = (
        "Middle East & North Africa, related meetings too: 2 of 18 meetings "
        "(1 civil society consultation and 1 related meeting)"
    )
    assert tour.words == words
    title = tour.slides[0]
    # A filtered tour is named after its selection; the campaign is below.
    assert title.title == "Middle East & North Africa, related meetings too"
    assert title.lead == "Migrants in Countries in Crisis (MICIC)"
    assert [fact.text for fact in title.facts] == [
        "2 of 18 meetings (1 civil society consultation and 1 related meeting)",
        "March 2016",
    ]


def test_the_first_slide_of_all_is_named_after_the_campaign_and_its_owner() -> None:
    for choice in (Choice(), Choice(kinds=(ALL_KINDS,))):
        title = tour_of(shipped_campaign(), choice, "en").slides[0]
        assert title.title == "Migrants in Countries in Crisis (MICIC)"
        assert title.owner == "Global Coalition on Migration · Migration and Development Network"


def test_the_time_line_of_one_year_has_its_months() -> None:
    tour = tour_of(shipped_campaign(), Choice(regions=("mena",)), "en")
    assert [tick.label for tick in tour.ticks[:3]] == ["Jan 2016", "Feb", "Mar"]
    beirut = tour.slides[2]
    # Two days of 366: a dot, not a bar as wide as the axis.
    assert round((beirut.end - beirut.start) * 366) == 2


def test_an_empty_selection_has_title_and_closing() -> None:
    tour = tour_of(shipped_campaign(), Choice(words="zzz"), "en")
    assert [slide.id for slide in tour.slides] == [TITLE, CLOSING]
    assert tour.ticks == ()
    assert "0 of 7" in tour.words


def test_a_campaign_without_rows_has_a_tour(tmp_path: Path) -> None:
    tour = tour_of(campaign_from(tmp_path), Choice(), "en")
    assert [slide.kind for slide in tour.slides] == ["title", "closing"]


def test_unmapped_consultations_share_a_slide(tmp_path: Path) -> None:
    rows = [
        {"title": "Both", "lat": "1", "lon": "2", "start": "2015"},
        {"title": "No place", "start": "2015"},
        {"title": "No date", "lat": "1", "lon": "2", "city": "Here"},
    ]
    tour = tour_of(campaign_from(tmp_path, rows), Choice(), "en")
    slide = next(slide for slide in tour.slides if slide.id == UNPLACED)
    assert [(item.title, item.detail) for item in slide.items] == [
        ("No place", "Place unknown · 2015"),
        ("No date", "Here · Date unknown"),
    ]


def test_the_last_slide_of_many_unmapped_says_how_many_more(tmp_path: Path) -> None:
    tour = tour_of(campaign_from(tmp_path, [{} for _ in range(30)]), Choice(), "en")
    slides = [slide for slide in tour.slides if slide.id.startswith(UNPLACED)]
    assert [slide.lead for slide in slides] == ["1 / 4", "2 / 4", "3 / 4", "4 / 4"]
    assert [slide.more for slide in slides] == ["", "", "", "and 6 more"]
    assert len({slide.id for slide in tour.slides}) == len(tour.slides)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("size", "asked", "by", "slides"),
    [
        ((MANY, 2, 2), "", "consultation", MANY),
        ((MANY + 1, 2, 3), "", "region", 2),
        ((MANY + 1, 1, 3), "", "year", 3),
        ((MANY + 1, 2, 3), "consultation", "consultation", MANY + 1),
        ((MANY + 1, 2, 3), "year", "year", 3),
        ((MANY, 2, 3), "region", "region", 2),
        ((MANY, 2, 3), "nonsense", "consultation", MANY),
        ((TOO_MANY + 1, 2, 3), "consultation", "region", 2),
        ((70, 1, 70), "year", "year", 61),
    ],
)
def test_many_consultations_have_slides_per_region_or_year(
    tmp_path: Path, size: tuple[int, int, int], asked: str, by: str, slides: int
) -> None:
    tour = tour_of(many(tmp_path, *size), Choice(), "en", asked)
    assert tour.by == by
    middle = [slide for slide in tour.slides if slide.kind in ("group", "consultation")]
    assert len(middle) == slides
    ids = [id_ for slide in middle for id_ in slide.consultations]
    assert len(ids) == len(set(ids)) == size[0]


def test_a_group_lists_its_first_and_counts_the_rest(tmp_path: Path) -> None:
    tour = tour_of(many(tmp_path, 40, regions=2, years=4), Choice(), "en")
    slide = tour.slides[2]
    assert (slide.title, slide.lead, slide.more) == (
        "Region 0",
        when(date(2000, 1, 1), date(2002, 1, 31), "month", "en"),
        "and 15 more",
    )
    assert [item.number for item in slide.items] == ["1", "2", "3", "4", "5"]
    assert slide.figures[0] == ("20", "consultations")


def test_long_texts_are_cut_at_a_word(tmp_path: Path) -> None:
    rows = [
        {
            "title": "word " * 100,
            "summary": "One. Two. Three.",
            "lat": "1",
            "lon": "2",
            "start": "2015",
        }
    ]
    slide = tour_of(campaign_from(tmp_path, rows), Choice(), "en").slides[2]
    assert len(slide.title) <= 180
    assert slide.title.endswith("word…")
    assert slide.text == "One. Two."


def test_hostile_texts_come_through_as_they_are(tmp_path: Path) -> None:
    text = "{{ 7*191 }} <img src=x onerror=alert(1)> %s {0.__class__}"
    row = dict.fromkeys(("title", "summary", "organizers", "hosts", "venue", "notes"), text)
    campaign = campaign_from(tmp_path, [row | {"lat": "1", "lon": "2", "start": "2015"}])
    slide = tour_of(campaign, Choice(), "en").slides[2]
    assert slide.title == slide.text == text
    assert text in slide.notes


def test_only_addresses_that_may_be_links_are_links(tmp_path: Path) -> None:
    toml = 'url = "javascript:alert(1)"\nsources = ["data:x", "https://example.org/a"]'
    campaign = campaign_from(tmp_path, [], toml=toml)
    links = tour_of(campaign, Choice(), "en").slides[-1].links
    assert [link.address for link in links] == ["https://example.org/a"]


def test_a_slide_knows_its_step(tmp_path: Path) -> None:
    tour = tour_of(sample_campaign(tmp_path), Choice(), "en")
    assert [tour.step_of(slide.id) for slide in tour.slides] == list(range(1, len(tour.slides) + 1))
    assert tour.step_of("nowhere") == 1
    assert replace(tour, slides=tour.slides[:1]).step_of(CLOSING) == 1


@pytest.mark.parametrize(
    ("regions", "language", "said", "summary"),
    [
        (3, "en", "Too many for one slide each: 121 consultations (", "Summary by region"),
        (1, "fr", "Il y a une diapositive par année.", "Résumé par année"),
    ],
)
def test_too_many_for_one_slide_each_say_so(
    tmp_path: Path, regions: int, language: str, said: str, summary: str
) -> None:
    campaign = many(tmp_path, TOO_MANY + 1, regions)
    tour = tour_of(campaign, Choice(), language, "consultation")
    assert said in way_notice(campaign, Choice(), tour, "consultation")
    assert tour.slides[1].text.endswith(summary)
    for by in ("", "year", "nonsense"):
        assert way_notice(campaign, Choice(), tour, by) == ""


def test_a_tour_of_few_is_not_called_a_summary(tmp_path: Path) -> None:
    campaign = many(tmp_path, 5, 2)
    tour = tour_of(campaign, Choice(), "en", "year")
    assert "summary" not in tour.slides[1].text
    assert way_notice(campaign, Choice(), tour, "consultation") == ""


def test_slides_list_what_a_region_asked_for_and_count_the_answers_with_unknown() -> None:
    slides = {slide.id: slide for slide in tour_of(shipped_campaign(), Choice(), "en").slides}
    asia = slides["@asked:asia"]
    assert [item.title.removeprefix("Summary: ")[:20] for item in asia.items] == [
        "Base the guiding pri", "States should proper", "Treat migrants as pe",
    ]  # fmt: skip
    assert all("Own reading: Accepted" in item.detail for item in asia.items)
    assert (len(slides[ASKED].items), slides[ASKED].more) == (3, "and 4 more")
    answers = {figure.label: figure.value for figure in slides[OUTCOME].figures}
    assert answers == {
        "Accepted": "2", "Accepted in part": "7", "No answer found": "1", "Answer unknown": "13",
    }  # fmt: skip
    assert slides[OUTCOME].lead == "23 demands · Wording not published: 12"


def test_a_slide_says_what_each_judge_says_and_the_text_of_an_only_one() -> None:
    items = next(
        slide.items
        for slide in tour_of(shipped_campaign(), Choice(), "en").slides
        if slide.id == ASKED
    )
    assert items[0].detail == (
        "Own reading: No answer found; "
        "The addressee says (US co-chair of the MICIC Initiative): Answer unknown"
    )
    assert items[1].detail == (
        "Own reading: Accepted in part · is close to MICIC Guidelines, Guideline 3"
    )


def test_a_campaign_without_worded_demands_has_no_such_slides(tmp_path: Path) -> None:
    tour = tour_of(campaign_from(tmp_path, [{"start": "2015"}]), Choice(), "en")
    assert not {ASKED, OUTCOME} & {slide.id for slide in tour.slides}
