from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

LIST = "Title;City;Country;Start\nOne;Cambridge;;2020-01-02\nTwo;Paris;France;2020-02-03\n"


def session(text: str = LIST, name: str = "my list.csv") -> AppTest:
    """Return a session with a list that shows what the pages would."""

    def app(text: str, name: str) -> None:
        from contextlib import suppress

        import streamlit as st

        from components.shell import own_list as own
        from components.shell.campaign_cache import current_campaign
        from data.importing.row_edits import Edit
        from data.lists.readers.raw_table import UnreadableError

        steps = {
            "give": lambda: own.add_list(name, text.encode()),
            "use": own.use_own,
            "leave": own.leave_own,
            "forget": own.forget_own,
            "edit": lambda: own.edit_rows(Edit(cells={2: {"City": "Lyon", "Country": "France"}})),
            "undo": own.undo_edits,
            "title": lambda: own.change_recipe(title="My campaign"),
            "wrong": lambda: own.add_list("x.csv", b"\x89PNG\r\n\x1a\n"),
        }
        for label, step in steps.items():
            if st.button(label, key=label):
                with suppress(UnreadableError):
                    step()
        campaign = current_campaign()
        st.text(campaign.settings.text("title", "en"))
        st.text(", ".join(sorted(campaign.places["city"])))
        imported = own.imported_list() if own.current_own() else None
        st.text(
            f"{imported.report.read} {imported.report.on_map_and_timeline}" if imported else "none"
        )

    return AppTest.from_function(app, args=(text, name), default_timeout=600).run()


def after(app: AppTest, *steps: str) -> list[str]:
    for step in steps:
        app.button(key=step).click().run()
        assert not app.exception
    return [element.value for element in app.text]


@pytest.mark.long
def test_pages_show_a_list_only_once_it_is_in_use() -> None:
    app = session()
    shipped = after(app)[0]
    assert after(app, "give") == [shipped, after(app)[1], "2 1"]
    assert after(app, "use")[:2] == ["my list", "Cambridge, Paris"]
    assert after(app, "leave")[0] == shipped
    assert after(app, "use", "forget")[0] == shipped
    assert after(app)[2] == "none"


def test_two_sessions_have_nothing_in_common() -> None:
    mine, other = session(), session(LIST.replace("Paris", "Lyon"), "other.csv")
    after(mine, "give", "use")
    assert after(other)[2] == "none"
    after(other, "give", "use")
    assert after(mine)[:2] == ["my list", "Cambridge, Paris"]
    assert after(other)[:2] == ["other", "Cambridge, Lyon"]


@pytest.mark.long
def test_corrections_and_decisions_apply_at_once() -> None:
    app = session()
    after(app, "give", "use")
    assert after(app, "edit") == ["my list", "Lyon, Paris", "2 2"]
    assert after(app, "undo") == ["my list", "Cambridge, Paris", "2 1"]
    assert after(app, "title")[0] == "My campaign"


@pytest.mark.long
def test_decisions_hold_for_the_next_version_of_the_list() -> None:
    app = session()
    after(app, "give", "title", "edit")
    assert after(app, "give", "use") == ["My campaign", "Cambridge, Paris", "2 1"]


def test_an_unreadable_file_leaves_the_list_unchanged() -> None:
    app = session()
    after(app, "give", "use")
    assert after(app, "wrong")[:2] == ["my list", "Cambridge, Paris"]


def test_without_a_list_nothing_happens() -> None:
    app = session()
    before = after(app)
    for step in ("use", "leave", "forget", "edit", "undo", "title"):
        assert after(app, step) == before, step


@pytest.mark.long
def test_all_lists_share_a_memory_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    first = session()
    assert after(first, "give")[2] == "2 1"
    monkeypatch.setattr("components.shell.own_list.MOST_OF_ALL", 1)
    second = session()
    assert after(second, "give")[2] == "none"
    assert after(first, "use")[0] == "my list"
