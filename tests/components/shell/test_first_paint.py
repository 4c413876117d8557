"""What waits for a page's first paint comes even if the page doesn't get there."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


@pytest.mark.parametrize("ending", ["ends", "fails"])
def test_a_page_has_its_header_however_it_ends(ending: str) -> None:
    def app(ending: str) -> None:
        import streamlit as st

        from components.shell.first_paint import after_first_paint

        with after_first_paint(lambda: st.text("header"), waits=True):
            st.text("page")
            if ending == "fails":
                raise LookupError

    page = AppTest.from_function(app, kwargs={"ending": ending}, default_timeout=600).run()
    assert [text.value for text in page.text] == ["header", "page"]
