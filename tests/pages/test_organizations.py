from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from components.shell.view_state import VIEW
from tests.builders import write_campaign
from tests.dates import days, tight

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

SECTIONS = ["Organizers, hosts and partners", "Over time", "Most active", "By region"]
HOSTILE = "{{ 7*191 }} </script><script> ![i](http://e.org/a.png) [l](javascript:x) $x$ :red[y]"


def open_organizations(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    page = app.switch_page("pages/organizations.py").run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click()
    page.run()
    assert not page.exception
    return page


def sections(page: AppTest) -> list[str]:
    return [one.value for one in page.header if one.value in SECTIONS]


def words(page: AppTest) -> str:
    shown = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption]
    return "\n".join(one.value for one in shown).replace("\\", "")


def labels(page: AppTest, start: str) -> list[str]:
    return [one.label.replace("\\", "") for one in page.button if (one.key or "").startswith(start)]


def charts(page: AppTest) -> int:
    return len(page.get("vega_lite_chart"))


def test_everybody_is_shown_at_first(app: AppTest) -> None:
    page = open_organizations(app)
    assert page.title[0].value == "Organizations"
    assert sections(page) == SECTIONS
    assert charts(page) == 3
    assert "14 organizations and 5 official bodies: 10 organizers, 6 hosts and 7 partners" in words(
        page
    )
    assert page.selectbox(key="organization-chosen").value is None


def test_related_meetings_bring_more(app: AppTest) -> None:
    page = open_organizations(app, kind="all")
    assert "26 organizations" in words(page)
    assert "The 20 most active of 26" in words(page)


def test_one_organization_has_its_panel(app: AppTest) -> None:
    page = open_organizations(app, organization="mfa")
    said = words(page)
    assert "Over time: Migrant Forum in Asia" in said
    assert page.title[0].value == "Migrant Forum in Asia"
    assert "Also: MFA" in said
    assert "](http://www.mfasia.org/)" in said
    assert "2 meetings: organized and hosted 1, organized 1" in said
    manila, beirut = days("2015-03-21", "2015-03-22"), days("2016-03-11", "2016-03-12")
    assert list(map(tight, labels(page, "organization-part-mfa"))) == [
        tight(f":primary[**1** Manila, Philippines · {manila}] · Organized and hosted"),
        tight(f":primary[**11** Beirut, Lebanon · {beirut}] · Organized"),
    ]
    assert labels(page, "organization-companion-mfa") == [
        *(":primary[GCM] (2)", ":primary[MADE] (2)", ":primary[Caritas Lebanon Migrant Center] (1)")
    ]
    assert page.selectbox(key="organization-chosen").value == "mfa"


def test_a_consultation_opens_in_its_place_and_closes(app: AppTest) -> None:
    page = open_organizations(app, organization="mfa")
    press(page, "organization-part-mfa-beirut-2016")
    assert page.query_params["c"] == "beirut-2016"
    assert "11. Civil society consultation for the Middle East & North Africa" in words(page)
    press(page, "organization-part-mfa-beirut-2016")
    assert "c" not in page.query_params
    assert "11. Civil society" not in words(page)


def test_two_that_share_the_open_consultation_show_its_card_once(app: AppTest) -> None:
    page = open_organizations(app, c="beirut-2016")
    view = page.session_state[VIEW]
    choice = view.choice.__class__(organizations=("mfa", "gcm"))
    page.session_state[VIEW] = view.__class__(choice=choice, selected="beirut-2016")
    page.run()
    assert not page.exception
    assert words(page).count("11. Civil society consultation") == 1
    assert "Global Coalition on Migration" in [one.value for one in page.subheader]


def test_a_companion_is_chosen_everywhere_and_the_list_clears(app: AppTest) -> None:
    page = open_organizations(app, organization="mfa")
    press(page, "organization-companion-mfa-gcm")
    assert page.query_params["organization"] == "gcm"
    page.selectbox(key="organization-chosen").set_value(None).run()
    assert "organization" not in page.query_params
    assert "14 organizations and 5 official bodies" in words(page)


def test_the_list_chooses_among_those_that_the_other_filters_leave(app: AppTest) -> None:
    page = open_organizations(app, region="mena")
    listed = page.selectbox(key="organization-chosen")
    assert [one.split(" (")[0] for one in listed.options] == [
        *("Caritas Lebanon Migrant Center", "Global Coalition on Migration"),
        *("Migrant Forum in Asia", "Migration and Development Network"),
    ]
    listed.select("mfa").run()
    assert page.query_params["organization"] == "mfa"
    assert "1 meeting: organized 1" in words(page)


def test_one_region_alone_is_said_instead_of_drawn(app: AppTest) -> None:
    page = open_organizations(app, region="mena")
    assert "All of these cover one region: Middle East & North Africa." in words(page)
    assert charts(page) == 2


@pytest.mark.parametrize(
    ("parameters", "buttons"),
    [
        ({"words": "nowhere"}, []),
        ({"organization": "icmpd"}, ["Include related meetings (5 organizations)"]),
    ],
)
def test_nothing_matches(app: AppTest, parameters: dict[str, str], buttons: list[str]) -> None:
    page = open_organizations(app, **parameters)
    assert "Nothing matches" in words(page)
    assert sections(page) == []
    assert labels(page, "organization-") == buttons
    press(page, "reset_all")
    assert sections(page) == SECTIONS


def test_related_meetings_are_one_click_away(app: AppTest) -> None:
    page = open_organizations(app, organization="icmpd")
    press(page, "organization-related")
    assert page.query_params["kind"] == "all"
    assert "7 meetings: organized 7" in words(page)


def test_consultations_without_organizations_say_so(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"title": "Alone", "start": "2015"},
        {"title": "Other", "organizers": "A", "start": "2016"},
    ]
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, rows)))
    page = open_organizations(app, to="2015")
    assert "No organization is named here" in words(page)
    press(page, "organization-reset")
    assert "1 organization: 1 organizer" in words(page)


def test_french_names_stand_on_a_french_page(app: AppTest) -> None:
    page = open_organizations(app, lang="fr", organization="caritas-senegal")
    assert page.title[0].value == "Caritas Sénégal"
    assert "7 décembre 2015" in "".join(labels(page, "organization-part-"))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"title": "No organizations"}],
        [{"organizers": "Alone"}],
        [{"organizers": HOSTILE, "hosts": "other", "title": HOSTILE, "city": HOSTILE}],
    ],
)
def test_it_opens_for_an_empty_and_for_a_hostile_campaign(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, str]]
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, rows)))
    page = open_organizations(app)
    listed = page.selectbox(key="organization-chosen") if sections(page) else None
    if listed and listed.options:
        listed.select_index(0).run()
        assert not page.exception
    shown = [*page.subheader, *page.markdown, *page.caption]
    texts = "\n".join([*(one.value for one in shown), *(one.label for one in page.button)])
    assert "1337" not in texts
    assert "](javascript" not in texts
    assert "![i](" not in texts


def test_hundreds_of_organizations_are_told_apart(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"organizers": f"Org {one}", "partners": f"Org {one % 7}; Org {one % 31}", "start": "2015"}
        for one in range(300)
    ]
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, rows)))
    page = open_organizations(app)
    assert "The 20 most active of 300" in words(page)
    page = press(
        open_organizations(app, organization="org-1"), "organization-companion-org-1-org-8"
    )
    assert page.query_params["organization"] == "org-8"


def saves(page: AppTest) -> set[str]:
    """Return the charts and tables that offer their data."""
    keys = [(one.proto.id or "") for one in page.get("download_button")]
    return {key.rpartition("save-")[2].removesuffix("-csv") for key in keys if key.endswith("-csv")}


def test_every_chart_offers_its_data(app: AppTest) -> None:
    charts_here = {"organization-years", "organization-ranking", "organization-regions"}
    assert charts_here <= saves(open_organizations(app))


def test_hosts_alone_are_one_click_away(app: AppTest) -> None:
    page = open_organizations(app)
    page.segmented_control(key="organization-role").set_value("host").run()
    assert not page.exception
    assert page.query_params["role"] == "host"
    assert "All hosts" in [one.value for one in page.header]


def test_an_organization_of_related_meetings_alone_lists_them(app: AppTest) -> None:
    page = open_organizations(app, organization="icmpd")
    assert page.title[0].value == "International Centre for Migration Policy Development"
    assert "In related meetings" in [one.value for one in page.header]
    assert "7 related meetings" in words(page)
