"""Explore, opened by AppTest, and what it shows."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def open_explore(app: AppTest, **parameters: str | list[str]) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name.rstrip("_")] = value
    app.run()
    assert not app.exception
    return app


def serve(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))


def texts(app: AppTest) -> str:
    """Give everything the page says, without the backslashes that keep text from data literal."""
    said = [element.value for element in [*app.markdown, *app.caption, *app.subheader, *app.title]]
    labels = [button.label for button in app.button]
    return "\n".join(text.replace("\\", "") for text in [*said, *labels])


def payload(app: AppTest) -> dict[str, Any]:
    """Give what the map's script is told."""
    script = app.get("component_instance")[0].proto.json_args
    encoded = re.findall(r"[A-Za-z0-9+/]{200,}={0,2}", script)
    told = [json.loads(base64.b64decode(text)) for text in encoded if text.startswith("ey")]
    assert len(told) == 1
    return told[0]


def search_box(app: AppTest) -> dict[str, Any]:
    """Give what the search box is told."""
    [box] = [
        one.proto for one in app.get("bidi_component") if one.proto.component_name == "search_box"
    ]
    return dict(json.loads(box.json or box.mixed.json))


def numbers(app: AppTest) -> list[int]:
    return list(app.dataframe[0].value["number"])
