from __future__ import annotations

from typing import Any

import pytest

from components.regions import comparison as region_table


@pytest.mark.parametrize(
    ("event", "chosen"),
    [
        (None, []),
        ({"selection": {"rows": [], "cells": []}}, []),
        ({"selection": {"rows": [1], "cells": []}}, [("mena",)]),
        # A cell was clicked while the row of the region in focus stays marked.
        ({"selection": {"rows": [0], "cells": [(1, "name")]}}, [("mena",)]),
    ],
)
def test_a_click_on_a_row_shows_its_region(
    monkeypatch: pytest.MonkeyPatch, event: dict[str, Any] | None, chosen: list[tuple[str, ...]]
) -> None:
    seen: list[tuple[str, ...]] = []
    monkeypatch.setattr(region_table, "choose", lambda **changes: seen.append(changes["regions"]))
    region_table._follow(["asia", "mena"], event)
    assert seen == chosen
