"""Organizations that the list spells in several ways: merge them or keep them separate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.words.languages import listing, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.importing.import_list import ImportedList
    from data.lists.organizations.merging import MergeProposal

_MOST_SHOWN = 20
_AT_COMMAS = "own_at_commas"
"""Beginning of the session keys of checkboxes; a column's name follows."""


def show_own_organizations(imported: ImportedList) -> None:
    """Show the proposals, and below them what the visitor decided."""
    own = current_own()
    if own is None:
        return
    _show_possible_lists(imported.possible_lists, own.recipe.at_commas)
    proposals = imported.merges
    if proposals:
        _show_all_at_once(proposals)
        for proposal in proposals[:_MOST_SHOWN]:
            _show_proposal(proposal)
        if len(proposals) > _MOST_SHOWN:
            count = len(proposals) - _MOST_SHOWN
            more = ngettext(
                "{count} more group follows when you have decided these.",
                "{count} more groups follow when you have decided these.",
                count,
            )
            st.caption(more.format(count=number(count, language())))
    else:
        st.caption(_("No more spelling variants to decide."))
    _show_merged(own.recipe.merges)


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
    text = ngettext(
        "Split “{column}” at commas ({count} cell may name several)",
        "Split “{column}” at commas ({count} cells may name several)",
        count,
    )
    return text.format(column=plain(header), count=number(count, language()))


def _split_at_commas(header: str, key: str) -> None:
    own = current_own()
    if own is not None:
        others = tuple(name for name in own.recipe.at_commas if name != header)
        change_recipe(at_commas=(*others, header) if st.session_state[key] else others)


def _show_all_at_once(proposals: Sequence[MergeProposal]) -> None:
    exact = [proposal for proposal in proposals if not proposal.is_guess]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(_("These may be the same organization."), width="stretch")
        if exact:
            st.button(
                _("Merge exact matches"),
                icon=":material/merge:",
                key="own_merge_sure",
                on_click=_decide,
                args=(exact, ()),
            )
        st.button(
            _("Keep all separate"),
            icon=":material/block:",
            key="own_merge_none",
            on_click=_decide,
            args=((), proposals),
        )


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
            st.button(
                _("Keep separate"),
                key=f"own_apart-{proposal.spellings}",
                type="tertiary",
                on_click=_decide,
                args=((), (proposal,)),
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
    own = current_own()
    if own is not None:
        change_recipe(merges=decide(own.recipe.merges, merged, apart))


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
    title = ngettext("{count} spelling decided", "{count} spellings decided", len(merges))
    with st.expander(title.format(count=number(len(merges), language()))):
        for spelling, name in list(others.items())[:_MOST_SHOWN]:
            st.toggle(
                f"{plain(spelling)} → **{plain(name)}**",
                key=show_widget_value(f"own_merged-{spelling}", value=True),
                on_change=_keep_apart,
                args=(spelling,),
            )
        st.button(
            _("Ask all again"),
            key="own_merge_again",
            type="tertiary",
            icon=":material/undo:",
            on_click=change_recipe,
            kwargs={"merges": {}},
        )


def _keep_apart(spelling: str) -> None:
    own = current_own()
    if own is not None:
        change_recipe(merges={**own.recipe.merges, spelling: spelling})
