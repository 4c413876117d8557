"""A second table beside the list is left aside, and every row is accounted for."""

from __future__ import annotations

import pytest

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.lists.tables.beside import BESIDE, BESIDE_ALIKE
from data.lists.tables.shape import with_one_shape

BUDGET = """\
Title,Date,City,Country,,Budget line,Amount
Opening,2023-04-03,Nairobi,Kenya,,Hall,1200
Closing,2023-06-03,Dakar,Senegal,,Food,560
,,,,,Total,1760
"""
LEFT = """\
Status,Meaning,,Title,Date,City
G,done,,Opening,2023-04-03,Nairobi
A,late,,Closing,2023-06-03,Dakar
R,off,,,,
"""
OTHER = """\
Title,Date,City,Country,Hosts,,Title,Date,Language,Pages
Opening,2023-04-03,Nairobi,Kenya,A,,Report,2024-04-03,en,4
Closing,2023-06-03,Dakar,Senegal,B,,,,,
"""
SPACED = """\
Title,Date,,City,Country
Opening,2023-04-03,,Nairobi,Kenya
Closing,2023-06-03,,Dakar,Senegal
"""


@pytest.mark.parametrize(
    ("text", "expected", "skipped"),
    [(BUDGET, BESIDE, [4]), (LEFT, BESIDE, [4]), (OTHER, BESIDE_ALIKE, []), (SPACED, "", [])],
    ids=["budget", "legend on the left", "another list", "an empty column"],
)
def test_only_the_list_is_on_the_map(text: str, expected: str, skipped: list[int]) -> None:
    raw = with_one_shape(read_bytes("list.csv", text.encode()))
    own = import_table(raw, Recipe())
    assert list(own.campaign.consultations["title"]) == ["Opening", "Closing"]
    assert list(own.campaign.places["matched"]) == ["Nairobi", "Dakar"]
    assert own.report.rows_unaccounted == 0
    assert [each.row for each in own.report.issues if each.left_out] == skipped
    told = {each.expected for each in own.report.issues} & {BESIDE, BESIDE_ALIKE}
    assert told == ({expected} if expected else set())
    assert not [*own.questions, *own.unknown_places, *own.guesses]
