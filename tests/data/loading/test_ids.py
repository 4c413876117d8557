"""Names become ids: what is the same name, and what a list lacks."""

from __future__ import annotations

import pandas as pd
import pytest

from data.loading.ids import lookup, match_ids, slugs, with_unlisted

SLUGS = [
    ("West & Central Africa", "west-central-africa"),
    ("Côte d'Ivoire", "cote-d-ivoire"),
    ("  Caritas  Senegal ", "caritas-senegal"),
    ("MADE-Europe", "made-europe"),
    ("منظمة الهجرة", "منظمه-الهجره"),
    ("{{ 7*191 }}", "7-191"),
    ("${}", "${}"),  # nothing to fold, and still a name
    ("`` ??", "``-??"),
    ("", ""),
    ("  ", ""),
]

ORGANIZATIONS = pd.DataFrame(
    {
        "id": ["iom", "caritas", "un"],
        "name": ["International Organization for Migration", "Caritas Senegal", "United Nations"],
        "short": ["IOM", "", "UN"],
        "aliases": ["OIM; the migration agency", "Caritas Sénégal; UN", "!!!"],
    }
)
MATCHED = [
    ("iom", "iom"),
    ("IOM", "iom"),
    ("OIM", "iom"),
    ("The Migration Agency", "iom"),
    ("caritas senegal", "caritas"),
    ("Caritas Sénégal", "caritas"),
    ("UN", "un"),  # a short name wins over another's alias
    ("!!!", "un"),
    ("???", ""),
    ("Caritas", "caritas"),
    ("Caritas Lebanon", ""),
    ("", ""),
]


def texts(*cells: str) -> pd.Series[str]:
    return pd.Series(cells, dtype="str")


@pytest.mark.parametrize(("text", "slug"), SLUGS)
def test_an_id_is_made_from_a_text(text: str, slug: str) -> None:
    assert list(slugs(texts(text))) == [slug]


@pytest.mark.parametrize(("text", "found"), MATCHED)
def test_a_name_finds_its_id_however_it_is_spelled(text: str, found: str) -> None:
    known = lookup(ORGANIZATIONS, ("name", "short", "aliases"))
    assert list(match_ids(texts(text), known)) == [found]


def test_an_id_wins_over_a_name() -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "name": ["B", "C"]})
    assert lookup(frame, ("name",)) == {"a": "a", "b": "b", "c": "b"}


def test_a_shared_spelling_belongs_to_the_earlier_column_then_the_earlier_row() -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "name": ["Same", "Same"], "short": ["X", ""]})
    assert lookup(frame, ("name", "short"))["same"] == "a"
    frame = pd.DataFrame({"id": ["a", "b"], "name": ["", "Same"], "short": ["Same", ""]})
    assert lookup(frame, ("name", "short"))["same"] == "b"


def test_missing_columns_name_nothing() -> None:
    assert lookup(ORGANIZATIONS[["id"]], ("name", "title")) == {
        "iom": "iom",
        "caritas": "caritas",
        "un": "un",
    }


def test_nothing_is_found_in_an_empty_list() -> None:
    assert lookup(ORGANIZATIONS[:0], ("name",)) == {}
    assert list(match_ids(texts("IOM", ""), {})) == ["", ""]


def test_unlisted_texts_are_added_last_in_order_of_appearance() -> None:
    joined = with_unlisted(
        ORGANIZATIONS, texts("Red Cross", "", "red cross", "IOM", "Amel"), "name"
    )
    assert list(joined["id"]) == ["iom", "caritas", "un", "red-cross", "amel"]
    assert list(joined["name"][3:]) == ["Red Cross", "Amel"]
    assert list(joined["aliases"][3:]) == ["", ""]


def test_new_rows_may_have_further_values_and_types_stay() -> None:
    kinds = pd.DataFrame({"id": ["a"], "title": ["A"], "own": [False]})
    joined = with_unlisted(kinds, texts("B"), "title", own=True)
    assert joined.to_dict("records")[1] == {"id": "b", "title": "B", "own": True}
    assert joined["own"].dtype == bool


def test_an_empty_list_is_filled_with_unlisted_texts() -> None:
    joined = with_unlisted(ORGANIZATIONS[:0], texts("Amel"), "name")
    assert joined.to_dict("records") == [{"id": "amel", "name": "Amel", "short": "", "aliases": ""}]


def test_added_rows_have_row_number_0() -> None:
    table = ORGANIZATIONS.assign(_row=[2, 3, 4])
    added = with_unlisted(table, pd.Series(["Amel"], dtype="str"), "name")
    assert list(added["_row"]) == [2, 3, 4, 0]
    assert added["_row"].dtype == "int64"
