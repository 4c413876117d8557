"""The page Demands in every state; its counts are those of the shipped files."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from components.demands.figures import build_answers
from data import SHIPPED
from data.figures.demand_words import ANSWER_LABELS
from data.figures.demands import DEMAND_ANSWERS
from tests.builders import SAMPLE_FILES, write_campaign

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from data.export.extract import Extract

HOSTILE = "{{ 7*191 }} <img src=x onerror=alert(1)> ![i](http://e.org/a.png) [l](javascript:x) $x$"


def opened(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name.rstrip("_")] = value
    page = app.switch_page("pages/demands.py").run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    shown = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption]
    return "\n".join(one.value for one in shown).replace("\\", "")


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(SHIPPED / f"{name}.csv", dtype=str, keep_default_na=False)


def answers(asof: str = "9999") -> dict[str, str]:
    """Read the answer of each demand from the files: the latest of each judge, none differ."""
    said = table("judgements").assign(day=lambda rows: (rows["on"] + "-01-01").str[:10])
    said = said[(said["answer"] != "") & (said["on"] != "") & (said["day"] <= asof)]
    said = said.sort_values("day", kind="stable")
    said = said.drop_duplicates(["demand", "by", "kind"], keep="last")
    said = said[said["answer"] != "unknown"]
    assert said["demand"].is_unique
    return dict(zip(said["demand"], said["answer"], strict=True))


def demands(asof: str = "9999") -> pd.DataFrame:
    """Return one row per demand: the file's, its answer, and its regions."""
    known, meetings = answers(asof), table("consultations").set_index("id")
    frame = table("demands")
    regions = [
        {meetings.loc[id_, "region"] or "global" for id_ in made.split("; ") if id_}
        for made in frame["made_at"]
    ]
    first = [
        min((meetings.loc[id_, "start"] for id_ in made.split("; ") if id_), default="")
        for made in frame["made_at"]
    ]
    found = [known.get(id_, "unknown") for id_ in frame["id"]]
    return frame.assign(answer=found, regions=regions, first=first)


def expected_totals(frame: pd.DataFrame) -> list[str]:
    """Return what the page says of some demands."""
    counts = Counter(frame["answer"])
    labels = [f"{ANSWER_LABELS[name]}: {counts[name]}" for name in ANSWER_LABELS if counts[name]]
    noun = "demand" if len(frame) == 1 else "demands"
    return [f"{len(frame)} {noun} · ", *labels]


def listed(page: AppTest) -> dict[str, int]:
    """Return the groups of the list and how many demands each has, as its heading says."""
    heads = (re.fullmatch(r"(.+): (\d+) demands?", one.value) for one in page.subheader)
    return {head[1].replace("\\", ""): int(head[2]) for head in heads if head}


def all_pages(app: AppTest) -> dict[str, int]:
    """Return the groups of all pages of the list."""
    pages = [listed(opened(app, page=str(number))) for number in (1, 2, 3)]
    return {name: count for page in pages for name, count in page.items()}


def test_the_list_counts_what_a_person_counts_in_the_files(app: AppTest) -> None:
    themes = Counter(theme for cell in demands()["theme"] for theme in cell.split("; "))
    assert all_pages(app) == dict(themes)
    said = words(app)
    assert all(text in said for text in expected_totals(demands()))
    assert "Wording not published: 12" in said
    assert "Asked about human rights; the wording is not published." in words(opened(app, page="1"))


FILTERS = {
    "region": ({"region": "asia"}, lambda row: "asia" in row["regions"]),
    "theme": ({"theme": "scope"}, lambda row: "scope" in row["theme"].split("; ")),
    "addressee": ({"addressee": "states"}, lambda row: "States" in row["addressed_to"].split("; ")),
    "answer": ({"answer": "in_part"}, lambda row: row["answer"] == "in_part"),
    "status": ({"status": "no_evidence"}, lambda _row: True),
    "year": ({"from": "2016", "to": "2016"}, lambda row: "2016" in row["made_at"]),
    "words": ({"words": "ratify"}, lambda row: "ratif" in (row["text"] + row["theme"]).lower()),
    "meeting": ({"c": "manila-2015"}, lambda row: "manila-2015" in row["made_at"]),
    "both": (
        {"region": "asia", "answer": "accepted"},
        lambda row: "asia" in row["regions"] and row["answer"] == "accepted",
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters_let_through_what_a_person_finds_in_the_files(app: AppTest, name: str) -> None:
    parameters, is_wanted = FILTERS[name]
    frame = demands()
    frame = frame[frame.apply(is_wanted, axis=1)]
    assert len(frame)
    page = opened(app, **parameters)
    said = words(page)
    assert all(text in said for text in expected_totals(frame))
    for parameter, value in parameters.items():
        assert page.query_params[parameter] == value


@pytest.mark.parametrize(
    "asof", ["2015-01-31", "2015-06-30", "2016-06-10", "2017-01-31", "2018-12"]
)
def test_the_page_shows_what_was_known_on_a_day(app: AppTest, asof: str) -> None:
    day = asof if len(asof) > 7 else f"{asof}-31"
    frame = demands(day)
    frame = frame[(frame["first"] != "") & (frame["first"] <= day)]
    page = opened(app, asof=asof)
    said = words(page)
    assert "meetings and answers after that are left out" in said
    if len(frame):
        assert all(text in said for text in expected_totals(frame))
    else:
        assert "No demand matches" in said
    page.button(key="demand_today").click().run()
    assert "asof" not in page.query_params
    assert "23 demands · " in words(page)


def test_one_demand_goes_from_meeting_to_text_to_outcome(app: AppTest) -> None:
    page = opened(app, demand="d04")
    said = words(page)
    assert "◇ Own reading: **No answer found**" in said
    assert "■ The addressee says (US co-chair of the MICIC Initiative): **Answer unknown**" in said
    assert "](https://micicinitiative.iom.int/approach)" in said
    assert re.search(r"Unanswered for [\d,]+ days", said)
    links = [link.label.replace("\\", "") for link in page.get("page_link")]
    asked = [label for label in links if label.startswith("Asked at")]
    assert len(asked) == 3
    assert links.index(asked[-1]) < links.index(
        "Carried to: Civil society stakeholder consultation"
    )
    page.button(key="demand_close").click().run()
    assert "demand" not in page.query_params
    assert "23 demands · " in words(page)


def test_the_citation_of_a_demand_leads_to_it(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = []

    def cite(extract: Extract) -> str:
        links.append(replace(extract, address="https://map.example/").link())
        return ""

    monkeypatch.setattr("components.exporting.chart_downloads.citation", cite)
    opened(app, demand="d04")
    assert links == ["https://map.example/demands?demand=d04&lang=en"]


@pytest.mark.parametrize(("demand", "unsaid"), [("d01", [0]), ("d02", []), ("t11", [1])])
def test_a_thread_says_what_no_source_says(app: AppTest, demand: str, unsaid: list[int]) -> None:
    shown = words(opened(app, demand=demand))
    sentences = (
        "No source here says where it was carried.",
        "No source here says what became of it.",
    )
    assert [at for at, sentence in enumerate(sentences) if sentence in shown] == unsaid


def test_a_demand_of_the_list_opens_and_keeps_the_filters(app: AppTest) -> None:
    page = opened(app, theme="scope")
    [key, *_] = [one.key for one in page.button if (one.key or "").startswith("demand-open-")]
    page.button(key=key).click().run()
    assert page.query_params["demand"] in ("d04", "d07")
    assert page.query_params["theme"] == "scope"


def test_a_click_on_an_answer_or_a_meeting_is_in_the_link(app: AppTest) -> None:
    page = opened(app)
    page.button_group(key="demand_answers").set_value("none_found").run()
    assert page.query_params["answer"] == "none_found"
    assert listed(page) == {"scope": 1}
    page.button_group(key="demand_answers").set_value(None).run()
    page.button_group(key="demand_meeting").set_value("dakar-2015").run()
    assert page.query_params["c"] == "dakar-2015"
    assert listed(page) == {"Asked by several meetings together": 7}
    assert "What this meeting alone asked for is not published." in words(page)


def test_lists_and_the_day_are_in_the_link(app: AppTest) -> None:
    page = opened(app)
    page.selectbox(key="demand_themes").select("scope").run()
    page.selectbox(key="demand_addressees").select("states").run()
    page.text_input(key="demand_asof").set_value("2017-01").run()
    chosen = {name: page.query_params[name] for name in ("theme", "addressee", "asof")}
    assert chosen == {"theme": "scope", "addressee": "states", "asof": "2017-01"}
    page.text_input(key="demand_asof").set_value("soon").run()
    assert page.query_params["asof"] == "2017-01"


@pytest.mark.parametrize("counted", ["theme", "region", "addressee"])
def test_answers_are_counted_by(app: AppTest, counted: str) -> None:
    page = opened(app, counted=counted)
    [chart] = page.get("vega_lite_chart")
    assert "Answer unknown" in chart.proto.spec
    assert "447 days in the middle (median), for the 8 of 23" in words(page)


def test_the_matrix_says_what_an_empty_cell_means(app: AppTest) -> None:
    page = opened(app)
    matrix = page.dataframe[-1].value.set_index("name")
    frame = demands()
    for theme, region in (
        ("human rights", "asia"),
        ("scope", "mena"),
        ("violence", "latin-america"),
    ):
        some = frame[frame["theme"].str.split("; ").map(lambda names, theme=theme: theme in names)]
        some = some[some["regions"].map(lambda names, region=region: region in names)]
        worded, unworded = (some["text"] != "").sum(), (some["text"] == "").sum()
        sign = " ".join(filter(None, [worded and str(worded), unworded and f"◌ {unworded}"])) or "–"
        assert matrix.loc[theme, region] == sign
    assert "no wording published" in words(page)


def test_nothing_says_why_and_how_to_get_out(app: AppTest) -> None:
    page = opened(app, words="irregular")
    said = words(page)
    assert "No demand matches" in said
    assert "The wording of 12 demands is not published: they may have these words." in said
    page.button(key="demand_reset").click().run()
    assert "words" not in page.query_params
    assert "23 demands · " in words(page)
    page = opened(app, theme="scope", answer="accepted")
    page.button(key="demand-loosen-answers").click().run()
    assert page.query_params["theme"] == "scope"
    assert listed(page) == {"scope": 2}


def test_words_of_a_meeting_find_what_it_asked_for(app: AppTest) -> None:
    said = words(opened(app, words="Manila"))
    assert "No demand has these words; meetings that have them made these demands." in said
    assert "10 demands · " in said


def test_what_a_link_has_too_much_is_said_and_dropped(app: AppTest) -> None:
    page = opened(app, theme="nowhere", demand="d99", asof="soon", answer="maybe")
    [warning] = page.warning
    said = warning.value.replace("\\", "")
    assert all(
        text in said for text in ("theme=nowhere", "demand=d99", "asof=soon", "answer=maybe")
    )
    assert "theme" not in page.query_params
    assert "23 demands · " in words(page)


def test_parameters_of_the_page_are_dropped_by_others(app: AppTest) -> None:
    page = opened(app, theme="scope", region="asia").switch_page("pages/explore.py").run()
    assert "theme" not in page.query_params
    assert page.query_params["region"] == "asia"


def test_a_campaign_without_demands_has_no_such_page_in_its_menu(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = [link.label for link in app.run().get("page_link")]
    assert "Demands" in labels
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path / "a", **SAMPLE_FILES)))
    page = opened(app)
    assert "Demands" not in [link.label for link in page.get("page_link")]
    assert "This campaign has no list of demands." in words(page)


def test_the_chart_of_answers_is_valid() -> None:
    counts = {**dict.fromkeys(DEMAND_ANSWERS, 0), "accepted": 2, "noted": 1}
    table = pd.DataFrame([{"id": "a", "name": "A", **counts, "total": 3}])
    spec = build_answers(table).to_dict(validate=True)
    assert [row["demands"] for row in spec["datasets"][spec["layer"][0]["data"]["name"]]] == [2, 1]


def test_hostile_texts_stay_texts(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("text", "page", "by", "addressed_to", "theme", "carried_to", "sources", "notes")
    rows = [
        dict.fromkeys(names, HOSTILE) | {"id": id_, "made_at": "dakar"} for id_ in ("d", HOSTILE)
    ]
    names = ("by", "target", "paragraph", "quote", "note", "reply")
    judged = dict.fromkeys(names, HOSTILE) | {
        "demand": "d", "answer": "refused", "status": "limited",
        "evidence": "https://e.org/](javascript:x)", "archived": "javascript:x",
    }  # fmt: skip
    files = {**SAMPLE_FILES, "demands": rows, "judgements": [judged]}
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path / "a", **files)))
    for parameters in ({}, {"demand": "d"}, {"c": "dakar"}, {"demand": HOSTILE}):
        page = opened(app, **parameters)
        shown = "\n".join(one.value for one in [*page.markdown, *page.subheader, *page.caption])
        assert "\\{\\{ 7\\*191 \\}\\} \\<img src\\=x" in shown
        assert "<img" not in shown.replace("\\<img", "")
        assert "](javascript" not in shown
        assert "1337" not in shown
