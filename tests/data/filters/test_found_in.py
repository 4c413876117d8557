"""A hit says in which field it is."""

from __future__ import annotations

import pytest

from data.filters.choice import Choice
from data.filters.found_in import found_in
from data.filters.select import select
from tests.dates import days
from tests.shipped import shipped_campaign

FOUND = [
    ("UKCS", ["Organizations: Union of Kenya Civil Servants (UKCS)"]),
    ("recording", ["Documents: Recording of the entire launch"]),
    ("Ghana", ["Region: West & Central Africa (Ghana)"]),
    ("beyrouth", ["Where: Beyrouth"]),
    ("March 2015", [f"When: {days('2015-03-21', '2015-03-22')}"]),
    ("twenty people", ["Summary: …the States' consultation began there; twenty people from 13"]),
    ("", []),
]


@pytest.mark.parametrize(("words", "expected"), FOUND)
def test_where_words_are_found(words: str, expected: list[str]) -> None:
    part = select(shipped_campaign(), Choice(words=words))
    texts = list(found_in(part, words, "en"))
    for text, start in zip(texts, expected or [""] * 9, strict=True):
        assert text.startswith(start)
        assert text or not words


def test_every_hit_says_where() -> None:
    for words in ("GCM", "migra", "2016 civil", "consultation", "Migrant Forum March"):
        part = select(shipped_campaign(), Choice(words=words))
        assert len(part.consultations)
        assert all(found_in(part, words, "fr"))
