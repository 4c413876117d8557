"""The view wins over an address that the browser has not replaced yet."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> AppTest:
    def app() -> None:
        import streamlit as st

        from components.shell.url import read_address, write_address
        from components.shell.view_state import choose, current_view
        from tests.shipped import shipped_campaign

        campaign = shipped_campaign()
        for region in ("asia", "mena"):
            st.button(region, key=region, on_click=choose, kwargs={"regions": (region,)})
        st.button("every region", key="every", on_click=choose, kwargs={"regions": ()})
        st.button("nothing", key="nothing", on_click=lambda: None)
        read_address(campaign)
        st.text(" ".join(current_view().choice.regions))
        if st.session_state.get("breaks_off"):
            st.stop()
        write_address(campaign)

    return AppTest.from_function(app, default_timeout=600).run()


def test_a_click_holds_though_its_run_was_broken_off_and_the_next_has_an_old_address() -> None:
    app = page()
    app.button(key="asia").click().run()
    app.session_state["breaks_off"] = True
    app.button(key="mena").click().run()
    app.session_state["breaks_off"] = False
    app.query_params.clear()
    assert app.run().text[0].value == "mena"
    assert "mena" in app.query_params["region"]


def test_back_goes_on_though_the_run_of_the_last_one_was_broken_off() -> None:
    app = page()
    app.button(key="asia").click().run()
    app.session_state["breaks_off"] = True
    app.query_params["region"] = "mena"
    assert app.run().text[0].value == "mena"
    app.session_state["breaks_off"] = False
    app.query_params.clear()
    assert app.run().text[0].value == ""


def test_a_click_that_changes_nothing_and_has_an_old_address_leaves_the_view() -> None:
    app = page()
    app.button(key="asia").click().run()
    app.query_params.clear()
    assert app.button(key="nothing").click().run().text[0].value == "asia"
    assert "asia" in app.query_params["region"]


def test_a_click_back_to_the_old_view_with_an_old_address_replaces_the_address() -> None:
    app = page()
    app.button(key="asia").click().run()
    first = dict(app.query_params)
    app.query_params.clear()
    assert app.button(key="every").click().run().text[0].value == ""
    # The browser has got the first of both addresses by now, not yet the second.
    app.query_params.update(first)
    assert app.button(key="nothing").click().run().text[0].value == ""
    assert "region" not in app.query_params


def test_back_to_an_address_that_was_just_replaced_is_followed() -> None:
    app = page()
    app.button(key="asia").click().run()
    app.query_params.clear()
    assert app.run().text[0].value == ""
