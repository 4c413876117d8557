"""Loading changes nothing of the interpreter that other visitors share."""

from __future__ import annotations

import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from data.loading import assemble as campaign_tables
from tests.builders import SAMPLE_FILES, campaign_from


@pytest.mark.parametrize("setting", [sys.getswitchinterval, gc.isenabled])
def test_two_campaigns_loaded_at_once_leave_the_interpreter_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: object
) -> None:
    assert callable(setting)
    both, during = Barrier(2, timeout=600), []
    answers_to = campaign_tables.answers_to

    def together(*args: object) -> object:
        both.wait()
        during.append(setting())
        answers = answers_to(*args)
        both.wait()
        return answers

    monkeypatch.setattr(campaign_tables, "answers_to", together)
    usual = setting()
    with ThreadPoolExecutor(2) as threads:
        folders = [tmp_path / "one", tmp_path / "other"]
        list(threads.map(lambda folder: campaign_from(folder, **SAMPLE_FILES), folders))
    assert len(during) == 2
    assert setting() == usual
    if setting is sys.getswitchinterval:
        assert during == [usual, usual]
