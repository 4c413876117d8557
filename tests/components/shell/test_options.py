"""A list whose labels change while the browser still has the old ones."""

from __future__ import annotations

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest


def page() -> AppTest:
    def app() -> None:
        import streamlit as st

        from components.shell.options import show_list

        count = st.session_state.setdefault("count", 2)
        show_list(
            "Organization",
            {"mfa": f"Migrant Forum ({count})", "gcm": f"Global Coalition ({count})"},
            st.session_state.get("chosen") or None,
            lambda id_: st.session_state.update(chosen=id_, times=st.session_state["times"] + 1),
            key="list",
            is_clearable=True,
        )
        st.session_state.setdefault("times", 0)

    return AppTest.from_function(app, default_timeout=600).run()


def choose(app: AppTest, sent: str | None) -> tuple[str | None, int]:
    """Let the browser send a label, as it was when the browser got it."""
    state = WidgetState(id=app.selectbox(key="list").id)
    if sent is not None:
        state.string_value = sent
    app._run(WidgetStates(widgets=[state]))
    assert not app.exception
    return app.session_state["chosen"], app.session_state["times"]


def test_what_is_chosen_stays_though_the_browser_sends_its_old_label() -> None:
    app = page()
    assert choose(app, "Migrant Forum (2)") == ("mfa", 1)
    app.session_state["count"] = 1
    for _ in range(3):
        assert choose(app, "Migrant Forum (2)") == ("mfa", 1)
    assert app.selectbox(key="list").value == "mfa"


def test_another_is_chosen_by_its_old_label() -> None:
    app = page()
    choose(app, "Migrant Forum (2)")
    app.session_state["count"] = 1
    assert choose(app, "Migrant Forum (2)") == ("mfa", 1)
    assert choose(app, "Global Coalition (2)") == ("gcm", 2)


def test_a_label_of_long_ago_and_an_unknown_one_change_nothing() -> None:
    app = page()
    choose(app, "Migrant Forum (2)")
    assert choose(app, "Nobody (7)") == ("mfa", 1)


def test_the_choice_can_be_cleared() -> None:
    app = page()
    choose(app, "Migrant Forum (2)")
    assert choose(app, None) == ("", 2)


def test_buttons_that_went_and_tell_nothing_change_nothing() -> None:
    def app() -> None:
        import streamlit as st

        from components.shell.options import show_buttons

        show_buttons("Language", {"en": "English", "fr": "Français"}, "en", st.error, key="list")

    page = AppTest.from_function(app, default_timeout=600).run()
    nothing = WidgetState(id=page.button_group[0].id)
    nothing.string_array_value.data[:] = []
    page._run(WidgetStates(widgets=[nothing]))
    assert not page.error
    assert not page.exception
