from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from components.organizations import table as organization_table
from data.statistics.organizations import ranking_table
from tests.builders import sample_campaign

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_has_no_ids_and_empty_cells_for_zero(tmp_path: Path) -> None:
    everyone = ranking_table(sample_campaign(tmp_path), "en")
    shown = organization_table.build_organization_table(everyone)
    assert "organization" not in shown
    assert shown.loc[0, ["total", "organizer", "partner"]].tolist() == [4, 3, 1]
    assert shown.loc[0, ["both", "host"]].isna().all()


@pytest.mark.parametrize(
    ("event", "toggled"),
    [
        (None, []),
        ({"selection": {"rows": []}}, []),
        ({"selection": {"rows": [1]}}, ["mfa"]),
    ],
)
def test_ticking_a_row_selects_its_organization(
    monkeypatch: pytest.MonkeyPatch, event: object, toggled: list[str]
) -> None:
    seen: list[str] = []
    state = {"organization-table-generation": 0}
    monkeypatch.setattr(organization_table, "toggle_organization", seen.append)
    monkeypatch.setattr("streamlit.session_state", state)
    organization_table._follow(event, pd.DataFrame({"organization": ["gcm", "mfa"]}))  # noqa: SLF001
    assert seen == toggled
    assert state == {"organization-table-generation": 1}
