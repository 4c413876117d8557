"""Organizations that the list spells in several ways: merge them or keep them separate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from components.shell.own_list import change_recipe, current_recipe
from components.shell.view_state import show_widget_value
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from components.your_data.decision import Answer, show_answers, show_decision
from data.importing.import_list import ImportedList
from data.lists.organizations.merging import MergeProposal
from data.words.languages import listing, number

_MOST_SHOWN = 20
_AT_COMMAS = "own_at_commas"
"""Beginning of the session keys of checkboxes; a column's name follows."""


def show_own_organizations(imported: ImportedList) -> None:
    """Show the proposals, and below them what the visitor decided."""
    recipe = current_recipe()
    _show_possible_lists(imported.possible_lists, recipe.at_commas)
    proposals = imported.merges
    if proposals:
        _show_all_at_once(proposals)
        for proposal in proposals[:_MOST_SHOWN]:
            _show_proposal(proposal)
        if len(proposals) > _MOST_SHOWN:
            more = amount(
                "{count} more group follows when you have decided these.",
                "{count} more groups follow when you have decided these.",
                len(proposals) - _MOST_SHOWN,
            )
            st.caption(more)
    else:
        st.caption(_("No more spelling variants to decide."))
    _show_merged(recipe.merges)


def _show_possible_lists(possible: Mapping[str, int], chosen: Sequence[str]) -> None:
    """Show a checkbox for each column with commas that may separate names."""
    for header in dict.fromkeys((*chosen, *possible)):
        key = show_widget_value(f"{_AT_COMMAS}-{header}", header in chosen)
        st.checkbox(
            build_at_commas(header, possible.get(header, 0)),
            key=key,
            on_change=_split_at_commas,
            args=(header, key),
        )


def build_at_commas(header: str, count: int) -> str:
    """`Split “Partners” at commas (12 cells)`; without the number when it is split."""
    if not count:
        return _("Split “{column}” at commas").format(column=plain(header))
    return amount(
        "Split “{column}” at commas ({count} cell may name several)",
        "Split “{column}” at commas ({count} cells may name several)",
        count,
        column=plain(header),
    )


def _split_at_commas(header: str, key: str) -> None:
    added = (header,) if st.session_state[key] else ()
    change_recipe(at_commas=lambda names: (*(name for name in names if name != header), *added))


def _show_all_at_once(proposals: Sequence[MergeProposal]) -> None:
    exact = [proposal for proposal in proposals if not proposal.is_guess]
    merge = Answer(_("Merge exact matches"), "own_merge_sure", partial(_decide, exact, ()), "merge")
    separate = Answer(
        _("Keep all separate"), "own_merge_none", partial(_decide, (), proposals), "block"
    )
    sentence = _("These may be the same organization.")
    show_decision(sentence, *[merge] * bool(exact), separate, width="stretch")


def _show_proposal(proposal: MergeProposal) -> None:
    with st.container(gap=None):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.toggle(
                build_proposal(proposal),
                key=show_widget_value(f"own_merge-{proposal.spellings}", value=False),
                on_change=_decide,
                args=((proposal,), ()),
                width="stretch",
            )
            apart = partial(_decide, (), (proposal,))
            show_answers(
                Answer(_("Keep separate"), f"own_apart-{proposal.spellings}", apart, is_quiet=True)
            )
        st.caption(_(proposal.why))


def build_proposal(proposal: MergeProposal) -> str:
    """`**Migrant Forum in Asia** (12) ← MFA (3), M.F.A. (1)`."""
    # Translators: the name of an organization and how often the list has it.
    counted = _("{name} ({count})")
    names = [f"**{plain(proposal.name)}**", *map(plain, proposal.spellings[1:])]
    first, *others = (
        counted.format(name=name, count=number(count, language()))
        for name, count in zip(names, proposal.counts, strict=True)
    )
    return f"{first} ← {listing(others, language())}"


def _decide(merged: Sequence[MergeProposal], apart: Sequence[MergeProposal]) -> None:
    change_recipe(merges=lambda merges: decide(merges, merged, apart))


def decide(
    merges: Mapping[str, str], merged: Sequence[MergeProposal], apart: Sequence[MergeProposal]
) -> dict[str, str]:
    """Add decisions; a spelling that maps to itself is kept separate.

    Earlier merges into a name stay when that name is kept separate from another one.
    """
    decided = dict(merges)
    for proposal in merged:
        decided |= proposal.merges
        decided.setdefault(proposal.name, proposal.name)
    for proposal in apart:
        for spelling in proposal.spellings:
            decided.setdefault(spelling, spelling)
    return decided


def _show_merged(merges: Mapping[str, str]) -> None:
    """Show the merged spellings, each with a toggle that undoes its merge."""
    others = {spelling: name for spelling, name in merges.items() if spelling != name}
    if not merges:
        return
    title = amount("{count} spelling decided", "{count} spellings decided", len(merges))
    with st.expander(title):
        for spelling, name in list(others.items())[:_MOST_SHOWN]:
            st.toggle(
                f"{plain(spelling)} → **{plain(name)}**",
                key=show_widget_value(f"own_merged-{spelling}", value=True),
                on_change=_keep_apart,
                args=(spelling,),
            )
        again = partial(change_recipe, merges={})
        show_answers(Answer(_("Ask all again"), "own_merge_again", again, "undo", is_quiet=True))


def _keep_apart(spelling: str) -> None:
    change_recipe(merges=lambda merges: {**merges, spelling: spelling})
