"""A named pipe in a campaign's folder keeps nobody waiting: reading one would never end."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest

from data.importing.recipe import read_recipe_file
from data.loading.assemble import COLUMNS
from data.loading.load import load_campaign
from data.model.errors import CampaignError
from data.model.settings import FILE
from tests.builders import SAMPLE, write_campaign

_LIMIT_SECONDS = 60


@pytest.mark.parametrize("name", [FILE, *COLUMNS])
def test_a_campaign_with_a_named_pipe_loads_without_it_or_says_why(
    tmp_path: Path, name: str
) -> None:
    write_campaign(tmp_path, SAMPLE)
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    ends: list[object] = []

    def load() -> None:
        try:
            ends.append([each.file for each in load_campaign(tmp_path).issues])
        except CampaignError as error:
            ends.append(error)

    reading = Thread(target=load, daemon=True)
    reading.start()
    reading.join(_LIMIT_SECONDS)
    assert ends, "still reading"
    assert name in str(ends[0])


def test_a_recipe_that_is_a_named_pipe_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "recipe.toml")
    with pytest.raises(CampaignError, match="can't be read"):
        read_recipe_file(tmp_path / "recipe.toml")
