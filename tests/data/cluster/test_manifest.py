"""A manifest that somebody else wrote is refused with a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.cluster.manifest import FILE, read_manifest
from data.model.errors import CampaignUnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

DAMAGED: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: path,
    "no JSON": lambda path: path.write_text("{"),
    "brackets": lambda path: path.write_text("[" * 100_000),
    "a number of 5,000 digits": lambda path: path.write_text('{"format": ' + "9" * 5_000 + "}"),
    "another format": lambda path: path.write_text('{"format": 2, "version": "a", "shards": []}'),
    "no shards": lambda path: path.write_text('{"format": 3, "version": "a", "shards": []}'),
    "a path": lambda path: path.write_text(
        '{"format": 3, "version": "../..", "shards": [{"name": "a", "rows": 1, "first_number": 1,'
        ' "first_day": "", "last_day": "", "checksum": ""}]}'
    ),
    "bytes": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "a folder": Path.mkdir,
    "a named pipe": os.mkfifo,
}


@pytest.mark.parametrize("write", DAMAGED.values(), ids=DAMAGED)
def test_a_manifest_that_is_none_is_refused_with_a_sentence(
    tmp_path: Path, write: Callable[[Path], object]
) -> None:
    write(tmp_path / FILE)
    with pytest.raises(CampaignUnreadableError, match="is damaged, or another version"):
        read_manifest(tmp_path)
