from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _fresh_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts in the project's folder, with empty caches and the shipped campaign."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("CONSULTATION_CAMPAIGN", raising=False)
    # Visitors get no details of an error; a failing test should show them.
    config.set_option("client.showErrorDetails", "full")
    # There is no browser here to wait for.
    monkeypatch.setattr("components.first_paint.SECONDS", 0)
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def app() -> AppTest:
    """Give the app, not yet run, as Streamlit's own test harness sees it."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=30)
