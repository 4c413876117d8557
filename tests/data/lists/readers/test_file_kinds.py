"""Every kind of file has a reader and stands in the guide."""

from __future__ import annotations

from importlib import import_module

import pytest

from components.your_data.upload import TYPES
from data import ROOT
from data.lists.readers import file_kinds
from data.lists.readers.file_kinds import FILE_KINDS


@pytest.mark.parametrize("kind", FILE_KINDS.values(), ids=list(FILE_KINDS))
def test_a_kind_has_a_reader_and_stands_in_the_dialog_and_the_guide(
    kind: file_kinds.FileKind,
) -> None:
    module, function = kind.reader.split(":")
    assert callable(getattr(import_module(f"{file_kinds.__package__}.{module}"), function))
    assert set(kind.endings) <= set(TYPES)
    guide = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    assert kind.label in guide or f"`.{kind.endings[0]}`" in guide
