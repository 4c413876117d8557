"""Organizations that the list spells in several ways: merged or kept apart, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.words.languages import listing, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.importing.import_list import Brought
    from data.importing.organizations.merging import MergeProposal

_MOST_SHOWN = 20


def show_own_organizations(brought: Brought) -> None:
    """Show the proposals, and below them what was merged."""
    own = current_own()
    if own is None:
        return
    proposals = brought.merges
    if proposals:
        _show_all_at_once(proposals)
        for proposal in proposals[:_MOST_SHOWN]:
            _show_proposal(proposal)
        if len(proposals) > _MOST_SHOWN:
            more = _("{count} more follow when these are decided.")
            count = number(len(proposals) - _MOST_SHOWN, language())
            st.caption(more.format(count=count))
    else:
        st.caption(_("No organization seems to be written in several ways that is not decided."))
    _show_merged(own.recipe.merges)


def _show_all_at_once(proposals: Sequence[MergeProposal]) -> None:
    sure = [one for one in proposals if not one.is_guess]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(_("These may be one organization each."), width="stretch")
        if sure:
            st.button(
                _("Merge the sure ones"),
                icon=":material/merge:",
                key="own_merge_sure",
                on_click=_decide,
                args=(sure, ()),
            )
        st.button(
            _("None of these"),
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
                _("Keep apart"),
                key=f"own_apart-{proposal.spellings}",
                type="tertiary",
                on_click=_decide,
                args=((), (proposal,)),
            )
        st.caption(_(proposal.why))


def build_proposal(proposal: MergeProposal) -> str:
    """`**Migrant Forum in Asia** (12) ← MFA (3), M.F.A. (1)`."""
    said = [
        f"{plain(text)} ({number(count, language())})"
        for text, count in zip(proposal.spellings, proposal.counts, strict=True)
    ]
    name = f"**{plain(proposal.name)}** ({number(proposal.counts[0], language())})"
    return f"{name} ← {listing(said[1:], language())}"


def _decide(merged: Sequence[MergeProposal], apart: Sequence[MergeProposal]) -> None:
    own = current_own()
    if own is not None:
        change_recipe(merges=decide(own.recipe.merges, merged, apart))


def decide(
    merges: Mapping[str, str], merged: Sequence[MergeProposal], apart: Sequence[MergeProposal]
) -> dict[str, str]:
    """Add decisions; a spelling that stands for itself is kept apart.

    What was merged before stays merged when its name is kept apart from another one.
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
    """What goes by another name, each with a toggle that takes it back."""
    others = {spelling: name for spelling, name in merges.items() if spelling != name}
    if not merges:
        return
    with st.expander(_("Decided ({count})").format(count=number(len(merges), language()))):
        for spelling, name in list(others.items())[:_MOST_SHOWN]:
            st.toggle(
                f"{plain(spelling)} → **{plain(name)}**",
                key=show_widget_value(f"own_merged-{spelling}", value=True),
                on_change=_keep_apart,
                args=(spelling,),
            )
        st.button(
            _("Ask all of them again"),
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
