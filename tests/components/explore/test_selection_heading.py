"""What the page says where a search finds nothing."""

from __future__ import annotations

import pytest

from components.explore.selection_heading import build_documents, build_reason
from tests.shipped import shipped_campaign


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", ""),
        ("dakar", ""),
        ("cfo", ""),  # in related meetings, which a button offers
        ("xyzzy dakar", "Found nowhere: “xyzzy”. "),
        ("March 2019 quux", "Found nowhere: “march 2019” and “quux”. "),
        ("dakar nairobi beirut", "Each word occurs, but never all of them together."),
    ],
)
def test_an_empty_result_says_why(words: str, reason: str) -> None:
    found = build_reason(shipped_campaign(), words)
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


def test_documents_of_the_whole_campaign_are_shown() -> None:
    (line,) = build_documents(shipped_campaign(), "plan of action")
    assert line.startswith("5\\-year, 8\\-point Plan of Action")
    assert "(http://micicinitiative.iom.int/)" in build_documents(shipped_campaign(), "website")[0]
    for words in ("", "recording", "xyzzy"):
        assert build_documents(shipped_campaign(), words) == []
