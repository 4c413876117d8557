"""A French page is French throughout, its data too."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from components.shell import page as error_page
from data.cluster.opening import open_campaign
from data.model.campaign import Campaign
from data.words.languages import FOLDER
from tests.builders import write_campaign
from tests.shipped import shipped_campaign
from tests.visible import visible_texts

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

PLACE = re.compile(r"{\w+}")

STATES = [
    # page, parameters
    ("explore", {}),
    ("explore", {"c": "brussels-2015"}),
    ("explore", {"c": "webinar"}),
    ("explore", {"kind": "all", "c": "valletta-states-2016", "lines": "all"}),
    ("explore", {"region": "mena", "words": "zzz", "from": "2015", "to": "2015"}),
    ("explore", {"organization": "gcm", "role": "partner", "from": "2015-06-01", "kind": "none"}),
    ("explore", {"to": "2015-06", "country": "BE"}),
    ("regions", {}),
    ("regions", {"region": "global", "c": "webinar"}),
    ("regions", {"region": "mena", "words": "zzz"}),
    ("organizations", {}),
    ("organizations", {"organization": "mfa"}),
    ("organizations", {"organization": "icmpd"}),
    ("organizations", {"role": "host"}),
    ("regions", {"region": "asia", "from": "2016", "gap": "report,asia"}),
    ("consultation", {"c": "dakar-2015"}),
    ("consultation", {}),
    ("compare", {}),
    ("compare", {"compare": "2015,2016"}),
    ("demands", {}),
    ("demands", {"demand": "d04"}),
    ("demands", {"c": "dakar-2015", "counted": "region"}),
    ("demands", {"words": "zzz", "asof": "2017-01", "theme": "nowhere"}),
    ("about", {}),
    ("present", {}),
    ("present", {"kind": "all", "by": "region"}),
    ("present", {"tour": "civil-society-in-micic", "edit": "1"}),
    ("present", {"role": "notes"}),
]


def forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


@cache
def pairs() -> list[tuple[str, str]]:
    """Each form of each sentence in English and in French, where they differ."""
    with (FOLDER / "fr.po").open("rb") as file:
        messages = [message for message in read_po(file, locale="fr") if message.id]
    both = (zip(forms(one.id), forms(one.string), strict=True) for one in messages)
    return [(english, french) for pair in both for english, french in pair if english != french]


def pattern(sentence: str) -> re.Pattern[str]:
    """What a sentence looks like once its places are filled."""
    return re.compile(".+".join(re.escape(part) for part in PLACE.split(sentence)))


@cache
def filled_pairs() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Those that have places to fill, as they look once these are filled."""
    return [
        (pattern(one), pattern(other))
        for one, other in pairs()
        if PLACE.search(one) and re.search(r"\w{3}", PLACE.sub("", one))
    ]


def texts_of(campaign: Campaign) -> set[str]:
    """The English texts of a campaign that have a French one; the gazetteer names cities too."""
    tables = [
        campaign.consultations, campaign.regions, campaign.organizations, campaign.documents,
        campaign.photos, campaign.kinds, campaign.demands, campaign.tables.judgements,
    ]  # fmt: skip
    texts: set[str] = set()
    for table in tables:
        for name in table.columns:
            if f"{name}__fr" in table and name != "city":
                own = table[(table[f"{name}__fr"] != table[name]) & (table[f"{name}__fr"] != "")]
                texts |= set(own[name])
    settings = campaign.settings.texts
    return texts | {settings[name] for name in settings if f"{name}__fr" in settings} - {""}


def left_english(app: AppTest, campaign: Campaign) -> list[str]:
    """What is shown of the English sentences of the interface and the data."""
    sentences = pairs()
    french = {one for _, one in sentences}
    whole = {one for one, _ in sentences if not PLACE.search(one)} - french | texts_of(campaign)
    filled = filled_pairs()
    own = {text for name, text in campaign.settings.texts.items() if name.endswith("__fr")}
    shown = visible_texts(app) - own
    assert len(shown) > 10
    return sorted(shown & whole) + sorted(
        text
        for text in shown
        if any(one.fullmatch(text) and not other.fullmatch(text) for one, other in filled)
    )


def open_page(app: AppTest, page: str, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(("page", "parameters"), STATES)
def test_a_french_page_is_french(app: AppTest, page: str, parameters: dict[str, str]) -> None:
    campaign = shipped_campaign()
    assert left_english(open_page(app, page, lang="fr", **parameters), campaign) == []


def test_english_is_noticed_where_it_is_shown(app: AppTest) -> None:
    campaign = shipped_campaign()
    seen = left_english(open_page(app, "explore", c="brussels-2015"), campaign)
    # From a label, a caption, the map, a column, a chart, the data.
    for text in ("Copy link", "Results went to", "Zoom in", "Download CSV", "Hosts", "Year"):
        assert text in seen
    assert "20 from 13 countries" in seen


def test_issues_are_told_in_french(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"start": "soon", "lat": "91", "lon": "0"},
        {"title": "", "country": "Nowhere", "city": "X"},
    ]
    folder = write_campaign(tmp_path, rows, toml='languages = ["en", "fr"]', missing=["photos.csv"])
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    for page in ("explore", "about"):
        assert left_english(open_page(app, page, lang="fr"), open_campaign(folder)) == []


def test_a_campaign_that_is_not_there_is_told_in_french(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(tmp_path / "none"))
    monkeypatch.setattr(error_page, "closest_language", lambda *_: "fr")
    app.run()
    shown = " ".join(visible_texts(app))
    assert "Cette campagne ne peut pas être affichée" in shown
    assert "n’existe pas" in shown
    assert "consultations.csv" in shown
