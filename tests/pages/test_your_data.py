from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from data.importing.campaign_folder import campaign_zip
from data.importing.import_list import ImportedList
from data.importing.uploaded_list import UploadedList, import_list
from tests.data.importing.test_demand_lists import ENGLISH
from tests.data.lists.readers.test_sheets import book
from tests.data.lists.readers.workbooks import zipped
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

HOSTILE = "{{ 7*191 }} </script> ![i](http://e.org/a.png) [l](javascript:x) $x$ :material/home:"
LIST = "\n".join(
    [
        "Event;Début;Ort;Organisers;Something",
        "Opening;03/04/2023;Cambridge;Migrant Forum in Asia (MFA);x",
        "Second;05/04/2023;Cambridge;MFA;y",
        "Third;06/05/2023;Nowhereville;un women; UN Women",
        f"{HOSTILE};soon;Springfield;{HOSTILE};{HOSTILE}",
        "Twice;2023-06-01;Paris, France;UN Women;",
        "Twice;2023-06-01;Paris, France;UN Women;",
    ]
)
SECTIONS = (
    "columns", "dates", "places", "organizations", "duplicates", "regions", "rows", "report",
)  # fmt: skip

KEPT: dict[tuple[object, ...], ImportedList] = {}


@pytest.fixture(autouse=True)
def _brought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a campaign of the same list and decisions once: that takes longer than to show it."""

    def brought_once(given: UploadedList) -> ImportedList:
        asked = (given.name, given.data, repr(given.recipe), repr(given.edits))
        if asked not in KEPT:
            KEPT[asked] = import_list(given)
        return KEPT[asked]

    monkeypatch.setattr("components.shell.own_list.import_uploaded_list", brought_once)


def give(app: AppTest, text: str | bytes = LIST, name: str = "my list.csv") -> AppTest:
    app.switch_page("pages/your_data.py").run()
    data = text if isinstance(text, bytes) else text.encode()
    app.file_uploader[0].upload(name, data).run()
    assert not app.exception
    return app


def section(app: AppTest, name: str) -> AppTest:
    app.session_state["own_asks"] = False
    app.session_state["own_section"] = name
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    elements = [*app.title, *app.header, *app.markdown, *app.caption, *app.error]
    labels = [*app.button, *app.toggle, *app.selectbox, *app.expander]
    return "\n".join([*(one.value for one in elements), *(one.label for one in labels)])


def button(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if label in one.label).click().run()
    assert not app.exception
    return app


def test_all_three_steps_are_shown_before_a_list_is_added(app: AppTest) -> None:
    app.switch_page("pages/your_data.py").run()
    assert not app.exception
    assert [one.value for one in app.header] == ["1. Add a list", "2. Check", "3. Explore"]
    assert "50" in texts(app)


def test_one_question_follows_another_and_any_can_be_skipped(app: AppTest) -> None:
    page = give(app)
    assert "Question 1 of 6" in texts(page)
    next(one for one in page.button_group if one.key == "own_date_order").set_value(
        "day first"
    ).run()
    assert "Question 2 of 6" in texts(page)
    assert "Which **Cambridge**?" in texts(page)
    button(page, "Cambridge, Ontario, Canada")
    assert "Question 3 of 6" in texts(page)
    assert "Which **Springfield**?" in texts(page)
    button(page, "Skip")
    assert "Where is **Nowhereville**?" in texts(page)
    for _step in range(3):
        button(page, "Skip")
    assert "Questions left open: 4" in texts(page)
    button(page, "Ask again")
    assert "Question 3 of 6" in texts(page)
    button(page, "All details")
    labels = next(one for one in page.button_group if one.key == "own_section_choice").options
    assert labels[2] == "Places **2**"
    button(page, "Answer 4 questions")
    assert "Question 3 of 6" in texts(page)
    button(page, "Explore now")
    assert app.session_state["own"].is_in_use


def test_text_of_the_list_stays_text(app: AppTest) -> None:
    give(app)
    for name in SECTIONS:
        text = texts(section(app, name))
        assert "6** rows read" in text
        for live in ("![i](", "[l](", "1337", " :material/home:"):
            assert live not in text, name


def test_the_order_of_day_and_month_is_asked_if_it_is_unclear(app: AppTest) -> None:
    page = section(give(app), "dates")
    assert "Nothing in this column tells" in texts(page)
    choice = next(one for one in page.button_group if one.key == "own_date_order")
    choice.set_value("day first").run()
    assert "set the order of day and month" in texts(page)


def test_a_place_is_answered_and_asked_again(app: AppTest) -> None:
    page = section(give(app), "places")
    assert "2 place names are ambiguous · 1 place not recognized" in texts(page)
    button(page, "Cambridge, Ontario, Canada")
    assert "1 place name is ambiguous · 1 place not recognized" in texts(page)
    button(page, "cambridge →")
    assert "2 place names are ambiguous · 1 place not recognized" in texts(page)


def test_an_unknown_place_is_searched_by_name_or_entered_in_degrees(app: AppTest) -> None:
    page = section(give(app), "places")
    page.selectbox(key="own_place_question").select_index(2).run()
    field = next(one.key for one in page.text_input if "own_place_typed" in one.key)
    page.text_input(key=field).set_value("qqqq").run()
    assert "No city is named “qqqq”" in texts(page)
    page.text_input(key=field).set_value("tomboucto").run()
    assert "Timbuktu, " in texts(page)
    page.text_input(key=field).set_value("14.69, -17.44").run()
    button(page, "14\\.6900, \\-17\\.4400, near Dakar")
    assert "1 place not recognized" not in texts(page)
    assert "14\\.6900, \\-17\\.4400" in texts(page)


@pytest.mark.long
def test_many_names_are_answered_at_once_and_each_can_be_asked_again(app: AppTest) -> None:
    names = ("Cambridge", "Springfield", "Georgetown", "Nowhereville")
    page = section(give(app, "\n".join(["Title,City", *(f"A,{one}" for one in names)])), "places")
    button(page, "Use the first city for all 3 names")
    assert "1 place not recognized" in texts(page)
    assert "3 answers" in texts(page)
    assert "ambiguous" not in texts(page)
    button(page, "cambridge →")
    assert "1 place name is ambiguous" in texts(page)
    assert "Use the first" not in texts(page)


def test_spellings_are_merged_or_kept_separate(app: AppTest) -> None:
    # A third spelling: an abbreviation that the list explains needs no answer.
    text = LIST + "\nFourth;2023-07-01;Lima, Peru;Migrant forum in asia;"
    page = section(give(app, text), "organizations")
    toggles = [one for one in page.toggle if "Migrant Forum in Asia" in one.label]
    toggles[0].set_value(v=True).run()
    assert page.session_state["own"].list.recipe.merges["MFA"] == "Migrant forum in asia"
    button(page, "Keep all separate")
    assert page.session_state["own"].list.recipe.merges["un women"] == "un women"
    assert "No more spelling variants" in texts(page)


def test_a_table_of_regions_by_country_can_be_made(app: AppTest) -> None:
    page = section(give(app), "regions")
    page.radio(key="own_region_rule").set_value("table").run()
    assert page.session_state["own"].list.recipe.region_table == {"FRA": "Western Europe"}


@pytest.mark.long
def test_all_pages_show_the_list_until_it_is_left(app: AppTest) -> None:
    page = give(app)
    page.text_input(key="own_title").set_value("Our *own* events").run()
    page.button(key="own_explore").click().run()
    assert "# Our \\*own\\* events" in texts(page)
    for name in ("explore", "regions", "organizations", "about"):
        page.switch_page(f"pages/{name}.py").run()
        assert not page.exception
        heading = "# {}" if name == "explore" else "**{}**"
        assert heading.format("Our \\*own\\* events") in texts(page)
        assert "Only you can see this" in texts(page)
    page.button(key="own_leave").click().run()
    assert "Our" not in texts(page)


@pytest.mark.long
def test_a_list_can_be_replaced_and_removed_while_it_is_shown(app: AppTest) -> None:
    page = give(app)
    page.button(key="own_explore").click().run()
    page.switch_page("pages/your_data.py").run()
    page.file_uploader[0].set_value(("other.csv", b"Title,City\nA,Oslo\n", "text/csv")).run()
    assert "**other**" in texts(page)
    page.button(key="own_forget").click().run()
    assert "**Migrants in Countries in Crisis" in texts(page)
    assert "rows read" not in texts(page)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "picture"),
        ("[l](javascript:x).xlsx", b"PK\x03\x04", "xlsx"),
    ],
)
def test_a_bad_file_is_explained(name: str, data: bytes, said: str, app: AppTest) -> None:
    page = give(app, data, name)
    assert len(page.error) == 1
    assert said in page.error[0].value
    assert "](javascript" not in page.error[0].value
    assert "rows read" not in texts(page)
    page.file_uploader[0].set_value(("good.csv", LIST.encode(), "text/csv")).run()
    assert len(page.error) == 0
    assert "rows read" in texts(page)


def test_a_table_can_be_pasted(app: AppTest) -> None:
    app.switch_page("pages/your_data.py").run()
    app.text_area(key="own_pasted").set_value("Title\tCity\nOne\tDakar\nTwo\tLima\n").run()
    app.button(key="own_paste").click().run()
    assert "**2** rows read" in texts(app)
    assert "TSV · UTF\\-8 · tab" in texts(app)


def test_it_is_read_again_in_another_encoding(app: AppTest) -> None:
    page = give(app, "Title,City\nHearing,Köln\n".encode("cp1252"))
    assert "Windows\\-1252 · comma" in texts(page)
    page.selectbox(key="own_encoding").set_value("ISO 8859-2").run()
    assert "ISO 8859\\-2 · comma" in texts(page)


def test_a_recipe_is_used_and_a_wrong_one_is_explained(app: AppTest) -> None:
    page = give(app)
    page.file_uploader[1].upload("recipe.toml", b"date_order = 'day first'").run()
    assert page.session_state["own"].list.recipe.date_order == "day first"
    page.file_uploader[1].set_value(("r.toml", b"date_order = 'any'", "")).run()
    assert "can't be read" in page.error[0].value
    assert page.session_state["own"].list.recipe.date_order == "day first"


def test_a_zipped_campaign_folder_can_be_explored(app: AppTest) -> None:
    page = give(app, campaign_zip(shipped_campaign()), "folder.zip")
    assert "campaign folder" in texts(page)
    page.button(key="own_explore").click().run()
    assert "Only you can see this" in texts(page)


@pytest.mark.long
def test_a_list_saved_as_a_folder_asks_its_questions_again(app: AppTest) -> None:
    page = give(app)
    own, imported = page.session_state["own"].list, page.session_state["own"].imported
    data = campaign_zip(imported.campaign, replace(own.recipe, region_rule=imported.region_rule))
    give(app, data, "my-list.zip")
    assert "my\\-list\\.csv" in texts(app)
    assert "Question 1 of 6" in texts(app)
    assert app.session_state["own"].list.recipe.title == "my list"


def test_the_tours_of_a_campaign_folder_are_listed(app: AppTest) -> None:
    tour = b'title = "Short"\n[[slides]]\nslide = "@title"\n'
    files = {"consultations.csv": b"id,title\na,A\n", "tours/short.toml": tour}
    page = give(app, zipped(files), "folder.zip")
    page.button(key="own_explore").click().run()
    app.query_params["edit"] = "1"
    app.switch_page("pages/present.py").run()
    assert not app.exception
    links = [link.proto for link in app.get("page_link")]
    assert [link.label for link in links if "tour=short" in link.query_string] == ["Short"]


@pytest.mark.long
@pytest.mark.parametrize("text", [LIST.splitlines()[0], "Title\nOne\n"])
def test_a_nearly_empty_list_is_shown(text: str, app: AppTest) -> None:
    page = give(app, text)
    for name in SECTIONS:
        section(page, name)
    page.button(key="own_explore").click().run()
    assert not page.exception


@pytest.mark.long
@pytest.mark.parametrize(
    ("text", "maps", "timelines"),
    [
        ("title\nOpening\n", 0, 0),
        ("title,start\nOpening,2016-04-29\n", 0, 1),
        ("title,city,country\nOpening,Paris,France\n", 1, 0),
    ],
)
def test_without_a_place_there_is_no_empty_map_and_without_a_date_no_empty_timeline(
    text: str, maps: int, timelines: int, app: AppTest
) -> None:
    page = give(app, text)
    assert len(page.get("component_instance")) == maps
    assert len(page.get("vega_lite_chart")) == timelines


CONTACTS = """title,city,start,Contact email,Phone,notes
Opening,Paris,2016-04-29,ana@example.org,01 23 45 67 89,ask eva@example.org
Hearing,Lima,2016-05-02,,,12 people
"""


def test_contacts_are_hidden_until_the_visitor_keeps_them(app: AppTest) -> None:
    give(app, CONTACTS)
    assert "Hidden from all pages and files" in app.info[0].value
    assert "2 e-mail addresses and 1 phone number." in app.info[0].value
    assert not app.session_state["own"].imported.campaign.settings.shows_contacts
    next(one for one in app.checkbox if "Keep e-mail" in one.label).check().run()
    assert not app.exception
    assert "Shown on all pages and in all files: 2 e-mail addresses" in app.info[0].value
    table = app.session_state["own"].imported.campaign.consultations
    assert "ana@example.org" in table["extra.contact email"].tolist()


def test_a_file_with_another_extension_is_explained_or_read(app: AppTest) -> None:
    give(app, b"MZ\x00\x00 a program", "setup.exe")
    assert "is a binary file, not a table" in app.error[0].value
    # What it is called does not matter where it is a table.
    give(app, CONTACTS, "list.dat")
    assert not app.error


LARGE = "Title,Date,City\n" + "\n".join(
    f"{city} meeting,2024-01-0{day},{city}"
    for day, city in enumerate(("Melbourne", "Porto", "The Big Apple", "Valencia"), 1)
)


def test_one_click_places_the_large_cities_and_another_undoes_it(app: AppTest) -> None:
    give(app, LARGE)
    said = " ".join(each.value for each in app.markdown)
    assert "2 large cities have no country in your list" in said
    assert "**Melbourne, Australia** and **Porto, Portugal**" in said
    app.button(key="own_large").click().run()
    places = app.session_state["own"].list.recipe.places
    assert sorted(city.country for city in places.values()) == ["Australia", "Portugal"]
    app.button(key="own_large_undo").click().run()
    assert not app.session_state["own"].list.recipe.places
    assert app.button(key="own_large")


def test_sheets_of_demands_and_judgements_beside_a_list_are_recognized(app: AppTest) -> None:
    page = give(app, book(ENGLISH), "list.xlsx")
    assert "Another table has demands or judgements." in texts(section(page, "report"))
    page.button(key="own_explore").click().run()
    page.switch_page("pages/demands.py").run()
    assert not page.exception
    assert "Pay the wages" in texts(page)
    assert "Free papers" in texts(page)
