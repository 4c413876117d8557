"""Spelling variants: found, merged, and never confused with another organization."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lists.organizations.merging import (
    ABBREVIATED,
    ALIKE,
    INITIALS,
    NEAR,
    apply_merges,
    explained_abbreviations,
    propose_merges,
)
from data.lists.organizations.names import is_abbreviation, name_parts
from tests.amount import amount

SAME = [
    # spellings, the best first
    ("Caritas Sénégal", "Caritas Senegal", "CARITAS SENEGAL", "caritas  senegal"),
    ("Global Coalition on Migration", "The Global Coalition on Migration"),
    ("Migration & Development Network", "Migration and Development Network"),
    ("Droits & Libertés", "Droits et Libertés"),
    ("Brot für die Welt", "Brot für die Welt e.V.", "Brot für die Welt e. V."),
    ("Pax Christi", "Pax Christi, Inc.", "Pax Christi Inc"),
    ("Acme Relief", "Acme Relief Ltd.", "Acme Relief Limited", "Acme Relief GmbH"),
    ("HelpAge International", "Help Age International", "HELPAGE INTERNATIONAL"),
    ("UN Women", "U.N. Women"),
    ("La Cimade", "Cimade"),
    ("Women's Refugee Commission", "Women’s Refugee Commission"),
    ("Łódź Forum", "Lodz Forum"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_with_small_differences_are_exact_matches(spellings: tuple[str, ...]) -> None:
    (proposal,) = propose_merges(pd.Series(spellings))
    assert set(proposal.spellings) == set(spellings)
    assert not proposal.is_guess
    assert proposal.why == ALIKE


SHORT = [
    ("Migrant Forum in Asia", "MFA", "Migrant Forum in Asia (MFA)"),
    ("Migrant Forum in Asia", "M.F.A.", "MFA (Migrant Forum in Asia)"),
    ("Migration and Development Network", "MADE", "Migration and Development Network (MADE)"),
    ("Office of the High Commissioner", "OHC", "OHC - Office of the High Commissioner"),
    ("Organisation internationale pour les migrations", "OIM",
     "Organisation internationale pour les migrations – OIM"),
    ("Organisation internationale pour les migrations", "IOM",
     "Organisation internationale pour les migrations (IOM)"),
    ("Save the Children", "SC", "Save the Children [SC]"),
]  # fmt: skip


@pytest.mark.parametrize("spellings", SHORT)
def test_an_abbreviation_that_the_list_explains_is_an_exact_match(
    spellings: tuple[str, ...],
) -> None:
    (proposal,) = propose_merges(pd.Series(spellings))
    assert proposal.name == spellings[0]
    assert set(proposal.spellings) == set(spellings)
    assert (proposal.why, proposal.is_guess) == (ABBREVIATED, False)


def test_an_abbreviation_that_only_fits_is_a_guess() -> None:
    names = ["Migrant Forum in Asia", "MFA", "International Organization for Migration", "IOM"]
    proposals = propose_merges(pd.Series(names))
    assert [(p.name, p.spellings[1:], p.why, p.is_guess) for p in proposals] == [
        ("International Organization for Migration", ("IOM",), INITIALS, True),
        ("Migrant Forum in Asia", ("MFA",), INITIALS, True),
    ]


NEAR_ONES = [
    ("Global Coalition on Migration", "Global Coaliton on Migration"),
    ("Migrants Rights International", "Migrant Rights International"),
    ("International Catholic Migration Commission", "International Catholic Migation Commission"),
    ("Forum for Asian Migrants", "Forum of Asian Migrants"),
    ("Caritas Senegal Foundation", "Caritas Senegla Foundation"),
]


@pytest.mark.parametrize(("right", "wrong"), NEAR_ONES)
def test_a_slip_is_a_guess(right: str, wrong: str) -> None:
    (proposal,) = propose_merges(pd.Series([wrong, right, right]))
    assert (proposal.name, proposal.spellings, proposal.counts) == (right, (right, wrong), (2, 1))
    assert (proposal.why, proposal.is_guess) == (NEAR, True)


OTHERS = [
    ("Caritas Senegal", "Caritas Lebanon"),
    ("Caritas Austria", "Caritas Australia"),
    ("Caritas Niger", "Caritas Nigeria"),
    ("Austrian Red Cross Society", "Australian Red Cross Society"),
    ("Iranian Women's Association", "Iraqi Women's Association"),
    ("Women of Iran Association", "Women of Iraq Association"),
    ("Working Group 1", "Working Group 2"),
    ("Working Group on Migration II", "Working Group on Migration III"),
    ("Working Group I", "Working Group"),
    ("Working Group 1 1", "Working Group 11"),
    ("Section A of the Assembly", "Section B of the Assembly"),
    ("Section A of the Assembly", "Section D of the Assembly"),
    ("Committee 2015 on Migration", "Committee 2016 on Migration"),
    ("Northern Network for Migrants", "Southern Network for Migrants"),
    ("National Organization for Women", "International Organization for Women"),
    ("Network for Immigration Policy", "Network for Emigration Policy"),
    ("Network for Women and Migration", "Network for Men and Migration"),
    ("George W. Bush Foundation", "George H. W. Bush Foundation"),
    ("Red Cross", "Red Cross (UK)", "UK"),
    ("Caritas (DAKAR)", "DAKAR", "Caritas"),
    ("Amnesty (NGO)", "NGO", "Amnesty"),
    ("Oxfam", "Oxfam SA"),
    ("Migrant Forum in Asia (MFA)", "MFA", "Ministry of Foreign Affairs (MFA)"),
    ("Migrant Forum in Asia", "MFA", "Ministry of Foreign Affairs"),
    ("IOM", "IOC"),
    ("中国移民协会北京", "中国移民协会南京"),
    ("!!", "??"),
]


@pytest.mark.parametrize("names", OTHERS)
def test_different_organizations_are_never_one(names: tuple[str, ...]) -> None:
    assert propose_merges(pd.Series(names)) == []


def test_a_guess_can_be_declined_without_the_exact_match() -> None:
    names = ["Caritas Internationalis", "CARITAS INTERNATIONALIS", "Caritas Internationals"]
    sure, guess = propose_merges(pd.Series([*names, "Caritas Internationalis"]))
    assert sure.spellings == tuple(names[:2])
    assert guess.merges == {"Caritas Internationals": "Caritas Internationalis"}


def test_cells_with_several_names_are_split() -> None:
    cells = pd.Series(["MFA; Caritas Lebanon", "mfa", "", "Caritas Lebanon"])
    (proposal,) = propose_merges(cells)
    assert (proposal.spellings, proposal.counts) == (("MFA", "mfa"), (1, 1))


def test_no_names_give_no_proposals() -> None:
    assert propose_merges(pd.Series([], dtype="str")) == []
    assert propose_merges(pd.Series(["", None])) == []


MERGED = [
    # cell, merges, merged
    ("MFA", {"MFA": "Migrant Forum in Asia"}, "Migrant Forum in Asia"),
    ("MFA;IOM", {"MFA": "Migrant Forum in Asia"}, "Migrant Forum in Asia; IOM"),
    ("MFA; Migrant Forum in Asia", {"MFA": "Migrant Forum in Asia"}, "Migrant Forum in Asia"),
    ("IOM;  UN", {"MFA": "Migrant Forum in Asia"}, "IOM;  UN"),
    ("", {"MFA": "Migrant Forum in Asia"}, ""),
    ("a", {"a": "b", "b": "c"}, "c"),
    ("a; b", {"a": "b", "b": "a"}, "a"),
    ("x", {"x": "a", "a": "b", "b": "a"}, "a"),
    ("a", {"a": "a"}, "a"),
]


@pytest.mark.parametrize(("cell", "merges", "merged"), MERGED)
def test_merges_are_applied(cell: str, merges: dict[str, str], merged: str) -> None:
    cells = pd.Series([cell, cell], index=[5, 3], name="organizers")
    given = apply_merges(cells, merges)
    pd.testing.assert_series_equal(given, pd.Series([merged] * 2, index=[5, 3], name="organizers"))


def test_nothing_is_proposed_again_after_merging() -> None:
    cells = pd.Series(["MFA; IOM", "Migrant Forum in Asia (MFA)", "Migrant Forum in Asai"])
    merges: dict[str, str] = {}
    for proposal in propose_merges(cells):
        merges |= proposal.merges
    merged = apply_merges(cells, merges)
    assert propose_merges(merged) == []


ABBREVIATIONS = {
    "MFA": True, "M.F.A.": True, "UNHCR": True, "OIM": True, "CFoB": True, "AT&T": True,
    "Caritas": False, "caritas": False, "A": False, "NGO": False, "ORGANIZATIONS AB": False,
    "": False, "2015": False,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ABBREVIATIONS.items())
def test_abbreviations_are_recognized(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_abbreviation(text) is expected


def test_a_name_that_is_nothing_but_a_legal_form_keeps_it() -> None:
    assert name_parts("The").key == "the"
    assert name_parts("Ltd").key == "ltd"


def test_five_thousand_names_are_quick() -> None:
    stems = ["Association", "Forum", "Network", "Caritas", "Union of Workers"]
    names = [f"{stems[n % 5]} {'abcdefghij'[n % 10] * 4}{n:x} of Migrants" for n in range(5_000)]
    began = time.process_time()
    propose_merges(pd.Series(names))
    assert time.process_time() - began < 5


def test_prose_costs_no_time() -> None:
    began = time.process_time()
    assert (
        propose_merges(pd.Series(["a" + " " * 100_000 + "b", "( " * 50_000, "word " * 20_000]))
        == []
    )
    assert time.process_time() - began < 2


WORDS = (
    "Caritas", "caritas", "Forum", "Migrant", "in", "Asia", "MFA", "(MFA)", "e.V.", "Senegal",
    "Sénégal", "Lebanon", "1", "2", "-", "&", "and",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(st.lists(NAMES, max_size=12))
@settings(max_examples=amount(60), deadline=None)
def test_merging_all_proposals_leaves_no_new_ones(names: list[str]) -> None:
    cells = pd.Series(names, dtype="str")
    merges: dict[str, str] = {}
    for proposal in propose_merges(cells):
        assert proposal.name not in proposal.merges
        assert len(proposal.spellings) == len(set(proposal.spellings)) == len(proposal.counts)
        merges |= proposal.merges
    merged = apply_merges(cells, merges)
    assert list(apply_merges(merged, merges)) == list(merged)
    assert set(merged) <= set(names)


def test_a_name_in_one_case_is_not_the_best() -> None:
    names = pd.Series(["migrant forum in asia"] * 3 + ["Migrant Forum in Asia (MFA)", "MFA"])
    (proposal,) = propose_merges(names)
    assert proposal.name == "Migrant Forum in Asia (MFA)"


@pytest.mark.parametrize(
    ("names", "explained"),
    [
        (["Migrant Forum in Asia (MFA)", "MFA"], {"MFA": "Migrant Forum in Asia (MFA)"}),
        (["Migrant Forum in Asia", "MFA"], {}),
        (["Migrant Forum in Asia (MFA)", "MFA", "Migrant forum in asia"], {}),
        (["Alpha Beta (AB)", "Alpha Bonn (AB)", "AB"], {}),
    ],
)
def test_an_abbreviation_that_the_list_explains_needs_no_answer(
    names: list[str], explained: dict[str, str]
) -> None:
    assert explained_abbreviations(propose_merges(pd.Series(names, dtype="str"))) == explained
