"""Demands by theme and answer, counted from the shipped files, are the same on every surface."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from data import SHIPPED
from data.export.brief.brief import brief_content
from data.export.extract import Extract
from data.export.formats import TABLES, format_named, formats_of
from data.export.single_page.cards import cards
from data.export.single_page.payload import payload
from data.figures.demand_words import ANSWER_LABELS, Asking, asking
from data.figures.record import record
from data.figures.report_back import Report, report_back
from data.filters.choice import ALL_KINDS, Choice
from data.filters.query import Query
from data.filters.select import select
from data.site.layout import Site, html
from data.site.pages import consultation_page, organization_page, region_page, report_page
from data.tour.consultation_slides import consultation_slide
from data.words.languages import translations
from tests.builders import SAMPLE_FILES, campaign_from
from tests.shipped import shipped_campaign

UNKNOWN = "unknown"


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(SHIPPED / f"{name}.csv", dtype=str, keep_default_na=False)


def counted(rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Count rows of a list of themes and an answer by theme and answer."""
    frame = pd.DataFrame(list(rows), columns=["theme", "answer"])
    frame["theme"] = frame["theme"].str.split("; ")
    return dict(frame.explode("theme").value_counts())


def answers() -> dict[str, str]:
    """Read the answer of each demand: the latest of each judge, if they don't differ."""
    said = table("judgements")
    said = said[said["answer"] != ""].sort_values("on", kind="stable")
    said = said.drop_duplicates(["demand", "by", "kind"], keep="last")
    said = said[said["answer"] != UNKNOWN].groupby("demand")["answer"].agg(set)
    assert (said.map(len) == 1).all()
    return {demand: answer for demand, (answer,) in said.items()}


@pytest.fixture(scope="module")
def demands() -> pd.DataFrame:
    known = answers()
    frame = table("demands")
    return frame.assign(answer=[known.get(id_, UNKNOWN) for id_ in frame["id"]])


def extract_of(campaign: Query, language: str = "en") -> Extract:
    return Extract(
        campaign, Choice(kinds=(ALL_KINDS,)), language, "https://a.org/", date(2026, 1, 1)
    )


def in_csv(extract: Extract) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(format_named("demands.csv").write(extract)), keep_default_na=False
    )


def in_workbook(extract: Extract) -> pd.DataFrame:
    sheets = pd.read_excel(
        io.BytesIO(format_named("xlsx").write(extract)), sheet_name=None, keep_default_na=False
    )
    say = translations(extract.language).gettext
    frame = sheets[say("Demands")]
    codes = {say(label): code for code, label in ANSWER_LABELS.items()}
    return pd.DataFrame(
        {
            "id": frame[say("Id")], "theme": frame[say("Theme")],
            "answer": frame[say("Answer")].map(codes),
        }
    )  # fmt: skip


def in_json(extract: Extract) -> pd.DataFrame:
    rows = json.loads(format_named("json").write(extract))["demands"]
    return pd.DataFrame([row | {"theme": "; ".join(row["theme"])} for row in rows])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("read", [in_csv, in_workbook, in_json])
def test_files_have_every_demand_by_theme_and_answer(
    demands: pd.DataFrame, read: object, language: str
) -> None:
    assert callable(read)
    found = read(extract_of(shipped_campaign(), language))
    themes = demands["theme" if language == "en" else "theme__fr"]
    assert list(found["id"]) == list(demands["id"])
    expected = counted(zip(themes, demands["answer"], strict=True))
    assert counted(zip(found["theme"], found["answer"], strict=True)) == expected
    assert sum(expected.values()) == 27


def test_judgements_are_exported_as_they_are_written() -> None:
    extract = extract_of(shipped_campaign())
    file = io.BytesIO(format_named("judgements.csv").write(extract))
    found = pd.read_csv(file, dtype=str, keep_default_na=False)
    pd.testing.assert_frame_equal(found, table("judgements")[list(found)])


def answered(verdicts: Iterable[str]) -> str:
    """Return the code of what verdicts say together, from their labels."""
    codes = {label: code for code, label in ANSWER_LABELS.items()}
    said = {codes[label] for label in verdicts} - {UNKNOWN}
    return said.pop() if said else UNKNOWN


def on_card(asked: Asking) -> dict[str, str]:
    all_ = [*asked.asked, *(each for fold in asked.folds for each in fold.asked)]
    return {each.id: answered(verdict.answer for verdict in each.verdicts) for each in all_}


def in_report(report: Report) -> dict[str, str]:
    all_ = [each for part in report.parts for each in part.asked]
    assert len(all_) == len({each.id for each in all_})
    return {each.id: answered(verdict.answer for verdict in each.verdicts) for each in all_}


def made_at(demands: pd.DataFrame, consultation: str) -> dict[str, str]:
    is_made = demands["made_at"].str.split("; ").map(lambda ids: consultation in ids)
    return dict(zip(demands["id"][is_made], demands["answer"][is_made], strict=True))


def test_cards_page_and_site_have_the_demands_of_each_meeting(
    demands: pd.DataFrame,
) -> None:
    campaign = shipped_campaign()
    extract = extract_of(campaign)
    shown = cards(extract)
    told = json.loads(payload(extract, shown))["cards"]
    ids = frozenset(campaign.consultations["id"])
    site = Site(campaign, "en", "", date(2026, 1, 1), ids, frozenset())
    for card, page in zip(shown, told, strict=True):
        expected = made_at(demands, card.id)
        assert (card.asked is None) == (card.record.kind_id not in ASKING)
        written = html(site, consultation_page(site, card, None, None)).decode()
        reported = report_back(card.record, "en")
        assert (reported is None) == (card.asked is None)
        assert ("What it asked for" in written) == (card.asked is not None)
        if card.asked is None:
            assert not expected
            assert "asked" not in page
            continue
        assert on_card(card.asked) == expected
        assert reported is not None
        assert in_report(reported) == expected
        page_of_report = html(site, report_page(site, reported)).decode()
        assert page_of_report.count('<ol class="asked">') == len(reported.parts)
        first, _, _, folds = page["asked"]
        rows = [*first, *(row for fold in folds for row in fold[2])]
        assert {row[0]: answered(each[2] for each in row[2]) for row in rows} == expected
        assert written.count('<p class="verdict">') == sum(len(row[2]) for row in rows)


ASKING = ("civil-society-regional", "civil-society-global")


def test_a_meeting_without_a_demand_of_its_own_says_so_with_the_report_that_it_fed() -> None:
    dakar = asking(record(shipped_campaign(), "dakar-2015", "en"), "en")
    assert dakar is not None
    assert dakar.asked == ()
    assert dakar.unpublished == "What it asked for is not published."
    assert [report.title for report in dakar.reports] == [
        "Report of the States' consultation for West and Central Africa"
    ]
    assert [(fold.label, len(fold.asked)) for fold in dakar.folds] == [
        ("7 demands of several meetings together", 7)
    ]
    geneva = asking(record(shipped_campaign(), "geneva-2016", "en"), "en")
    assert geneva is not None
    assert geneva.unpublished.startswith("Asked about partnerships, preparedness, human rights,")
    assert len(geneva.folds[0].asked) == 9


def test_words_never_say_that_a_demand_caused_a_text() -> None:
    for language, forbidden in (("en", "led to"), ("fr", "a conduit à")):
        extract = extract_of(shipped_campaign(), language)
        text = payload(extract, cards(extract)) + str(brief_content(extract))
        assert forbidden not in text


VERBATIM = {"id": "d1", "text": "Stop now", "text__fr": "Arrêtez", "verbatim": "yes"}


def campaign_with(folder: Path, **more: str) -> Query:
    judgement = {
        "demand": "d1", "on": "2020", "by": "A", "quote": "we shall stop", "target": "Plan",
        "match": "same_words", "answer": "accepted", "status": "limited",
        "evidence": "https://example.org/plan",
    }  # fmt: skip
    demand = VERBATIM | {"made_at": "dakar"}
    files = {**SAMPLE_FILES, "demands": [demand], "judgements": [judgement | more]}
    return campaign_from(folder, **files)


def test_quotation_marks_hold_exactly_the_words_of_the_source(tmp_path: Path) -> None:
    campaign = campaign_with(tmp_path, quote__fr="nous arrêterons")
    asked = asking(record(campaign, "dakar", "fr"), "fr")
    assert asked is not None
    assert asked.asked[0].text == "«\u00a0Stop now\u00a0» (traduction\u00a0: Arrêtez)"
    assert asked.asked[0].verdicts[0].ties[0].quote == "«\u00a0we shall stop\u00a0»"
    assert list(in_csv(extract_of(campaign, "fr"))["text"]) == ["Stop now"]


def test_a_campaign_without_the_tables_looks_as_before(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, **SAMPLE_FILES)
    extract = extract_of(campaign)
    assert not len(campaign.demands)
    ids = list(campaign.consultations["id"])
    assert [asking(record(campaign, id_, "en"), "en") for id_ in ids] == [None] * len(ids)
    assert "demands" not in json.loads(format_named("json").write(extract))
    sheets = pd.ExcelFile(io.BytesIO(format_named("xlsx").write(extract))).sheet_names
    assert not {"Demands", "Judgements"}.intersection(sheets)
    offered = {form.id for form in formats_of(TABLES, campaign)}
    assert not {"demands.csv", "judgements.csv"}.intersection(offered)
    assert {"demands.csv", "judgements.csv"} < {form.id for form in formats_of(TABLES)}
    assert all(row["asked"] == [] for row in brief_content(extract)["rows"])
    assert '"asked":["' not in payload(extract, cards(extract))
    facts = {
        fact.name for id_ in ids for fact in consultation_slide(campaign, campaign, id_, "en").facts
    }
    assert "asked" not in facts


@pytest.mark.parametrize(
    ("words", "meetings"),
    [
        ("country in crisis", {"manila-2015", "brussels-2015", "dakar-2015"}),
        ("premiers intervenants", {"manila-2015", "brussels-2015", "dakar-2015", "san-jose-2016",
                                   "beirut-2016", "nairobi-2016"}),
        ("trafficking climate", {"san-jose-2016"}),
    ],
)  # fmt: skip
def test_a_demand_is_found_by_its_words(words: str, meetings: set[str]) -> None:
    found = select(shipped_campaign(), Choice(words=words))
    assert meetings <= set(found.consultations["id"])
    assert len(found.consultations) <= len(meetings) + 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_geojson_and_pages_of_the_site_have_the_demands(
    demands: pd.DataFrame, language: str
) -> None:
    extract = extract_of(shipped_campaign(), language)
    found = json.loads(format_named("geojson").write(extract))
    told = {
        feature["properties"]["id"]: {each["id"]: each["answer"] for each in asked}
        for feature in found["features"]
        if (asked := feature["properties"].get("demands"))
    }
    meetings = {id_ for cell in demands["made_at"] for id_ in cell.split("; ") if id_}
    assert told == {id_: made_at(demands, id_) for id_ in meetings}
    campaign = shipped_campaign()
    ids = frozenset(campaign.consultations["id"])
    site = Site(campaign, language, "", date(2026, 1, 1), ids, frozenset())
    for page, made in (
        (region_page(site, "asia", []), made_at(demands, "manila-2015")),
        (organization_page(site, "mfa"), {"d01": "", "d02": "", "d03": ""}),
    ):
        asked = page.values["asked"]  # noqa: PD011 -- no frame
        own, joint = ([each.id for each, _ in asked.own], [each.id for each in asked.joint])
        assert {*own, *joint} == set(made)
        shown = unescape(html(site, page).decode())
        assert all(each.text in shown for each, _ in asked.own)
        assert shown.count("verdict") >= len(made)
