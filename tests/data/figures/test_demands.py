"""Demands of a selection: counts by hand, what was known on a day, shards, hostile texts."""

from __future__ import annotations

import csv
import random
import time
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import SHIPPED
from data.cluster.cluster import Cluster
from data.cluster.in_process import InProcess, cut
from data.figures.demand_counts import (
    addressee_answers,
    demand_totals,
    region_answers,
    theme_answers,
    theme_regions,
    time_to_answer,
    unanswered,
)
from data.figures.demand_records import (
    Demand,
    demand_of,
    demand_records,
    demands_by_meeting,
)
from data.figures.demands import (
    DemandChoice,
    demand_positions,
    demands_by_organization,
    find_demands,
    standing,
)
from data.filters.choice import Choice
from data.filters.query import Query
from data.filters.select import select
from data.model.schema import ANSWERS, GLOBAL, JUDGES, STATUSES
from tests.amount import amount
from tests.builders import SAMPLE_FILES, campaign_from
from tests.shipped import shipped_campaign

HOSTILE = "{{ 7*191 }}<img src=x onerror=alert(1)>=1+1|[a](javascript:x)"


def rows_of(name: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def naive(judgements: list[dict[str, str]], demand: str, column: str, asof: str = "9999") -> str:
    """Read the present answer or status of one demand as a person would."""
    unsaid = {"answer": "unknown", "status": "no_evidence"}[column]
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    for row in judgements:
        day = row["on"] and (row["on"] + "-01-01")[:10] if len(row["on"]) < 8 else row["on"]
        day = day[:10]
        if row["demand"] != demand or not row[column] or (asof != "9999" and not day):
            continue
        if day > asof:
            continue
        judge = (row["by"], row["kind"])
        if judge not in latest or day >= latest[judge][0]:
            latest[judge] = (day, row[column])
    said = {value for _, value in latest.values()} - {unsaid}
    return unsaid if not said else said.pop() if len(said) == 1 else "differ"


def demands_of(query: Query, language: str, asof: str = "") -> list[Demand]:
    return demand_records(query, demand_positions(query, asof), language, asof)


def demands_of_consultation(query: Query, id_: str) -> list[Demand]:
    return list(demands_by_meeting(query, "en").get(id_, ()))


def selected() -> Query:
    return select(shipped_campaign(), Choice())


def test_theme_by_answer_is_what_a_person_counts_in_the_files() -> None:
    demands, judgements = rows_of("demands"), rows_of("judgements")
    expected = Counter(
        (theme.strip(), naive(judgements, row["id"], "answer"))
        for row in demands
        for theme in row["theme"].split(";")
    )
    table = theme_answers(selected(), "en").set_index("name")
    counted = {
        (theme, answer): int(count)
        for theme, row in table.drop(columns=["id", "total"]).iterrows()
        for answer, count in row.items()
        if count
    }
    assert counted == dict(expected)
    totals = demand_totals(selected())
    by_answer = Counter(naive(judgements, row["id"], "answer") for row in demands)
    assert {name: count for name, count in totals.answers.items() if count} == by_answer
    assert totals.demands == sum(totals.answers.values()) == sum(totals.statuses.values()) == 23
    assert (totals.themes_only, totals.answers["unknown"]) == (12, 13)


def test_theme_by_region_is_what_a_person_counts_and_has_empty_cells() -> None:
    regions = {row["id"]: row["region"] or GLOBAL for row in rows_of("consultations")}
    expected = Counter(
        (theme.strip(), region)
        for row in rows_of("demands")
        for theme in row["theme"].split(";")
        for region in {regions[id_.strip()] for id_ in row["made_at"].split(";") if id_.strip()}
    )
    table = theme_regions(selected(), "en")
    counted = table[table["demands"] > 0].set_index(["name", "region"])["demands"].to_dict()
    assert counted == dict(expected)
    assert len(table) == 23 * 7
    assert (table["worded"] <= table["demands"]).all()
    mena = region_answers(selected()).set_index("region").loc["mena"]
    assert (mena["total"], mena["accepted"]) == (4, 1)


@pytest.mark.parametrize(
    ("asof", "demands", "unknown", "accepted"),
    [("2015-01", 0, 0, 0), ("2015-06", 11, 11, 0), ("2016-06-09", 22, 22, 0),
     ("2016-06-10", 22, 15, 2), ("2017-01", 22, 15, 2), ("2019", 22, 13, 2)],
)  # fmt: skip
def test_what_was_known_on_a_day(asof: str, demands: int, unknown: int, accepted: int) -> None:
    totals = demand_totals(selected(), asof)
    assert totals.demands == sum(totals.answers.values()) == demands
    answers = [totals.answers[name] for name in ("unknown", "accepted")]
    if asof in ("2016-06-10", "2017-01", "2019"):
        known = naive_totals(asof)
        assert totals.answers == known
    else:
        assert answers == [unknown, accepted]


def naive_totals(asof: str) -> dict[str, int]:
    judgements = rows_of("judgements")
    end = {"2017-01": "2017-01-31", "2019": "2019-12-31"}.get(asof, asof)
    found = Counter(
        naive(judgements, row["id"], "answer", end) for row in rows_of("demands") if row["made_at"]
    )
    return {name: found[name] for name in (*ANSWERS, "differ")}


def test_one_demand_has_its_thread_and_both_judges() -> None:
    demand = demand_of(shipped_campaign(), "d04", "fr")
    assert demand is not None
    assert [event.kind for event in demand.thread] == [
        *["meeting"] * 3, "carried", "judgement", "judgement",
    ]  # fmt: skip
    assert [stance.kind for stance in demand.stances] == ["own", "addressee"]
    assert demand.answer == "none_found"
    assert not demand.verbatim
    before = demand_of(shipped_campaign(), "d04", "en", "2015-07")
    assert before is not None
    assert [meeting.id for meeting in before.meetings] == ["manila-2015", "brussels-2015"]
    assert before.judgements == before.carried_to == ()


def test_questions_of_a_reader() -> None:
    campaign = shipped_campaign()
    manila = demands_of_consultation(campaign, "manila-2015")
    assert [each.id for each in manila[:3]] == ["d01", "d02", "d03"]
    geneva = demands_of_consultation(campaign, "geneva-2016")
    assert {each.text for each in geneva} == {""}
    assert demands_of_consultation(campaign, "webinar") == []
    found = find_demands(campaign, DemandChoice(words="premiers interven"))
    assert [each.id for each in demand_records(campaign, found, "en")] == ["d11"]
    nowhere = find_demands(campaign, DemandChoice(answers=("none_found",)))
    assert [each.id for each in demand_records(campaign, nowhere, "en")] == ["d04"]
    by_forum = demand_records(campaign, demands_by_organization(campaign, "mfa"), "en")
    assert [each.id for each in by_forum] == ["d01", "d02", "d03"]
    africa = select(campaign, Choice(regions=("east-southern-africa",)))
    assert [each.id for each in demands_of(africa, "en")] == ["d08", "d09", "d10", "d11"]
    assert addressee_answers(campaign, "en")["total"].max() == 11


def test_times_have_their_n_and_waiting_counts_from_the_meeting() -> None:
    times = time_to_answer(selected())
    assert (times.answered, times.demands) == (8, 23)
    assert times.median == 447  # From 21 March 2015 to 10 June 2016.
    waiting = unanswered(selected(), date(2016, 1, 1)).set_index("id")["days"]
    assert waiting["d04"] == 286
    assert pd.isna(unanswered(campaign_of([{"id": "x", "text": "X"}]), date(2016, 1, 1))["days"][0])


def campaign_of(demands: Any, judgements: Any = (), folder: Path | None = None) -> Query:
    from tempfile import mkdtemp

    files = {**SAMPLE_FILES, "demands": demands, "judgements": judgements}
    return campaign_from(folder or Path(mkdtemp()), **files)


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    names = ("text", "page", "by", "addressed_to", "theme", "carried_to", "sources", "notes")
    demand = dict.fromkeys(names, HOSTILE) | {"id": HOSTILE, "made_at": "dakar"}
    judgement = dict.fromkeys(
        ("by", "kind", "answer", "target", "paragraph", "quote", "match", "status", "evidence",
         "archived", "note", "reply"), HOSTILE,
    )  # fmt: skip
    campaign = campaign_of([demand], [judgement | {"demand": HOSTILE, "on": "2016"}], tmp_path)
    [shown] = demands_of(campaign, "en")
    assert (shown.text, shown.id, shown.themes[0].name) == (HOSTILE,) * 3
    [judged] = shown.judgements
    assert (judged.evidence, judged.archived, judged.kind) == ("", "", "own")
    assert (judged.answer, judged.match, judged.status) == ("unknown", "", "no_evidence")
    assert {issue.column for issue in campaign.issues} == {
        "kind", "answer", "match", "status", "evidence", "archived",
    }  # fmt: skip


def random_tables(seed: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    pick = random.Random(seed).choice
    meetings = ["dakar", "new-year", "cities", "webinar", "some-day", "dakar-states", "nowhere"]
    demands = [
        {
            "id": f"d{number}", "text": pick(["Act", ""]), "theme": pick(["a", "b", "a; b"]),
            "made_at": "; ".join({pick(meetings) for _ in range(pick([0, 1, 2]))}),
            "addressed_to": pick(["", "States", "States; Cities"]), "by": pick(["", "IOM"]),
        }
        for number in range(9)
    ]  # fmt: skip
    days = ["", "2016", "2016-06", "2017-01-02", "2017", "2018-05-05"]
    judgements = [
        {
            "demand": f"d{pick(range(9))}", "on": pick(days), "by": pick(["A", "B"]),
            "kind": pick(JUDGES), "answer": pick(["", *ANSWERS]), "status": pick(["", *STATUSES]),
            "evidence": "https://example.org/",
        }
        for _ in range(30)
    ]  # fmt: skip
    return demands, judgements


@settings(
    max_examples=amount(5),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(seed=st.integers(0, 10_000))
def test_derived_states_equal_a_naive_reading_and_shards_answer_as_the_whole(seed: int) -> None:
    demands, judgements = random_tables(seed)
    campaign = campaign_of(demands, judgements)
    # Those dated before the meeting count as undated.
    early = {issue.row for issue in campaign.issues if issue.column == "on"}
    seen = [row | {"on": "" if n in early else row["on"]} for n, row in enumerate(judgements, 2)]
    for asof, end in (("", "9999"), ("2017-01", "2017-01-31")):
        for each in demand_records(campaign, range(len(demands)), "en", asof):
            assert each.answer == naive(seen, each.id, "answer", end)
            assert each.status == naive(seen, each.id, "status", end)
    shards = cut(campaign.campaign, random.Random(seed).sample(range(1, 6), 2))
    sharded = Cluster(campaign.campaign, InProcess(shards), most_rows=100).whole
    for choice in (Choice(), Choice(until="2015"), Choice(regions=("africa",))):
        for asof in ("", "2016"):
            whole, parts = (select(one, choice) for one in (campaign, sharded))
            same = [asdict(each) for each in demands_of(whole, "fr", asof)]
            assert [asdict(each) for each in demands_of(parts, "fr", asof)] == same
            for count in (theme_answers, theme_regions, addressee_answers):
                pd.testing.assert_frame_equal(count(parts, "en", asof), count(whole, "en", asof))
            pd.testing.assert_frame_equal(region_answers(parts, asof), region_answers(whole, asof))
            assert time_to_answer(parts, asof) == time_to_answer(whole, asof)


def test_a_campaign_without_demands_answers_with_nothing(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, **SAMPLE_FILES)
    assert demands_of(campaign, "en") == demands_of_consultation(campaign, "dakar") == []
    assert demand_totals(campaign).demands == len(theme_answers(campaign, "en")) == 0
    assert len(theme_regions(campaign, "en")) == len(unanswered(campaign, date(2016, 1, 1))) == 0
    assert time_to_answer(campaign) == (None, 0, 0)
    assert (
        region_answers(campaign)["total"].sum() == len(find_demands(campaign, DemandChoice())) == 0
    )


def test_ten_thousand_demands_are_counted_in_tens_of_milliseconds(tmp_path: Path) -> None:
    pick = np.random.default_rng(3)
    many = [{"id": f"c{i}", "title": "T", "start": f"{2000 + i % 20}-01-01", "region": "africa"}
            for i in range(500)]  # fmt: skip
    demands = [
        {"id": f"d{i}", "text": f"Ask {i}", "theme": f"t{i % 40}", "made_at": f"c{i % 500}"}
        for i in range(10_000)
    ]
    judgements = [
        {"demand": f"d{pick.integers(10_000)}", "on": f"20{20 + i % 5}-0{1 + i % 9}",
         "by": f"j{i % 3}", "kind": "third", "answer": ANSWERS[i % 6]}
        for i in range(30_000)
    ]  # fmt: skip
    campaign = campaign_from(
        tmp_path, **{**SAMPLE_FILES, "consultations": many, "demands": demands,
                     "judgements": judgements}
    )  # fmt: skip
    theme_answers(campaign, "en")
    took = []
    for choice in (Choice(since="2005"), Choice(since="2009", until="2012")):
        part = select(campaign, choice)
        began = time.process_time()
        standing.__wrapped__(part.tables, "2022-05")  # type: ignore[attr-defined]
        theme_answers(part, "en")
        theme_regions(part, "en")
        demand_totals(part)
        time_to_answer(part)
        demand_records(part, demand_positions(part)[:50], "en")
        took.append(time.process_time() - began)
    assert min(took) < 0.3
