"""A setting is a row: reader, checks and writer follow it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.cluster.settings import ClusterSettings
from data.filters.nouns import NOUN_LABELS
from data.importing.setting_checks import setting_issues
from data.importing.settings_file import settings_toml
from data.model import settings_table
from data.model.schema import SHAPES
from data.model.settings import FILE, SHOW, Settings, read_settings
from data.model.settings_table import TEXTS, settings_of

MOTTO = """
motto = { meaning = "A motto.", example = '"..."', is_translated = true, offer = "a motto" }
"""


@pytest.mark.parametrize(
    ("table", "key", "values"),
    [("", "noun", NOUN_LABELS), ("", "contacts", (SHOW,)), ("kinds", "shape", SHAPES)],
)
def test_the_values_of_a_row_are_those_that_the_code_knows(
    table: str, key: str, values: tuple[str, ...]
) -> None:
    assert settings_of(table)[key].values == tuple(values)


def test_each_list_and_each_key_of_the_cluster_has_a_field() -> None:
    lists = {name for name, setting in settings_of().items() if setting.type == TEXTS}
    assert lists <= set(Settings.__dataclass_fields__)
    assert set(settings_of("engine")) == set(ClusterSettings._fields)


def test_a_text_is_added_with_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml = 'title = "A"\nmotto = "Ours"\nmotto__fr = "La nôtre"\nmoto = "Ours"\n'
    (tmp_path / FILE).write_text(toml, encoding="utf-8")
    assert [issue.column for issue in setting_issues(tmp_path)] == ["motto", "motto__fr", "moto"]

    rows = tmp_path / "rows.toml"
    rows.write_text(settings_table._FILE.read_text(encoding="utf-8") + MOTTO, encoding="utf-8")
    monkeypatch.setattr(settings_table, "_FILE", rows)
    settings_table._tables.cache_clear()
    try:
        assert [issue.seen for issue in setting_issues(tmp_path)] == ["moto → motto"]
        settings, _issues = read_settings(tmp_path)
        assert settings.text("motto", "fr") == "La nôtre"
        assert '# A motto.\nmotto = "Ours"\nmotto__fr' in settings_toml(settings)
        (tmp_path / FILE).write_text("")
        offered = settings_toml(read_settings(tmp_path)[0])
        assert '# motto = "..."  # a motto\n' in offered
    finally:
        settings_table._tables.cache_clear()
