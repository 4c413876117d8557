"""A written `campaign.toml` explains its keys, and says the same as the settings."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from data import SHIPPED
from data.importing.setting_checks import setting_issues
from data.importing.settings_file import settings_toml
from data.model.settings import FILE, read_settings, read_toml


def test_nothing_is_lost(tmp_path: Path) -> None:
    settings, _issues = read_settings(SHIPPED)
    settings = replace(settings, embed_on=("https://example.org",))
    (tmp_path / FILE).write_text(settings_toml(settings), encoding="utf-8")
    again, issues = read_settings(tmp_path)
    assert not issues
    assert again.kinds.equals(settings.kinds)
    assert {**vars(again), "kinds": None} == {**vars(settings), "kinds": None}


def test_each_key_has_an_explanation_and_each_offer_is_right(tmp_path: Path) -> None:
    settings, _issues = read_settings(SHIPPED)
    text = settings_toml(replace(settings, partners=(), texts={"title": "A"}))
    lines = text.splitlines()
    keys = {"title", "languages", "sources", "url", "kinds"} & set(read_toml(text))
    for key in keys:
        at = next(i for i, line in enumerate(lines) if re.match(rf"(\[\[)?{key}(\]\]| =)", line))
        assert lines[at - 1].startswith("# ")
    used = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    (tmp_path / FILE).write_text(used, encoding="utf-8")
    assert [issue.column for issue in setting_issues(tmp_path)] == ["logo"]
