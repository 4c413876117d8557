"""What is known of consultations: where results went, what is missing, who took part, notes."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

import streamlit as st

from components.consultation.asked import show_demands
from components.consultation.card import build_lines, card_questions
from components.map.world_map import map_questions
from components.shell.pages import REGIONS
from components.shell.shards import unless_too_large
from components.shell.view_state import open_consultation, open_organization
from components.shell.words import arrow, language, ngettext, plain
from components.shell.words import gettext as _
from data.figures.counterparts import Pair, counterparts, days_earlier
from data.figures.demands import demand_positions
from data.figures.gaps import Gap, gap_matrix, gaps
from data.figures.mentions import Mention
from data.figures.organizations import involvements_in_words, ranked_by_name
from data.figures.record import first_records
from data.figures.regions import region_comparison, region_ids
from data.figures.totals import document_count, figures
from data.filters.choice import Choice, View
from data.filters.nouns import meetings_of
from data.filters.query import Calls, Query
from data.filters.select import describe_parts, select
from data.model.campaign import translated
from data.model.roles import INVOLVEMENTS
from data.words.languages import listing, number
from data.words.links import link_addresses

_MOST_SHOWN = 12
_MOST_NAMED, _NAME_LENGTH = 8, 80
_LABEL_LENGTH = 160


def region_questions(
    campaign: Query, selection: Query, map_view: View, counted: Choice, most_cards: int
) -> Calls:
    """Yield what the page of a region asks."""
    own = select(campaign, counted)
    yield from (partial(ask, own) for ask in (attrgetter("size"), figures, document_count))
    yield lambda: describe_parts(campaign, counted, language())
    yield lambda: meetings_of(selection)
    yield lambda: region_ids(campaign)
    yield lambda: region_comparison(campaign, language())
    yield lambda: gap_matrix(campaign, language())
    yield lambda: counterparts(campaign, selection, language())
    yield lambda: ranked_by_name(selection, language())
    yield lambda: build_lines(campaign, selection)
    yield lambda: gaps(selection, language())
    yield lambda: demand_positions(selection)
    yield lambda: first_records(selection, most_cards, language())
    yield from map_questions(campaign, selection, map_view, "region_map")
    yield from card_questions(campaign, selection, map_view.selected)


def show_region_facts(campaign: Query, selection: Query) -> None:
    """Show what was asked, where results went, what is missing and who took part.

    Nothing for no consultations.
    """
    if selection.size:
        positions = demand_positions(selection)
        show_demands(campaign, positions, _("What was asked, and what became of it"))
        show_region_counterparts(campaign, selection)
        show_region_gaps(selection)
        show_region_organizations(selection)


@unless_too_large()
def show_region_counterparts(campaign: Query, selection: Query) -> None:
    """Show consultations and their follow-up meetings side by side.

    Args:
        campaign: The whole campaign, for meetings outside the selection.
        selection: The consultations of one region, at either end.
    """
    # Translators: heading of consultations and the meetings that took up their results
    st.header(_("Where results went"), anchor=False)
    pairs = counterparts(campaign, selection, language())
    if not pairs:
        st.caption(_("No follow-up is known yet."))
    shown = pairs[:_MOST_SHOWN]
    for meeting in dict.fromkeys(pair.other for pair in shown):
        _show_group(meeting, [pair for pair in shown if pair.other == meeting])
    more = len(pairs) - _MOST_SHOWN
    if more > 0:
        message = ngettext("and {count} more pair", "and {count} more pairs", more)
        st.caption(message.format(count=number(more, language())))


def _show_group(meeting: Mention, pairs: list[Pair]) -> None:
    """Show one follow-up meeting, and to its left the consultations that it took up."""
    left, between, right = st.columns([9, 1, 9], gap="xsmall", vertical_alignment="center")
    with left, st.container(border=True, gap="xsmall"):
        for pair in pairs:
            days = days_earlier(pair.days, language())
            _show_end(pair.one, f"pair-{pair.one.id}-{meeting.id}", days)
    with between, st.container(horizontal_alignment="center"):
        st.markdown(arrow("arrow_forward"), width="content")
    with right, st.container(border=True):
        _show_end(meeting, f"pair-{pairs[0].one.id}-{meeting.id}-fed")


def _show_end(end: Mention, key: str, days: str = "") -> None:
    with st.container(gap=None):
        st.button(
            f":primary[{plain(f'{end.number}. {end.name}')}]",
            key=key,
            type="tertiary",
            help=plain(end.title),
            on_click=open_consultation,
            args=(end.id,),
            wrap=False,
        )
        facts = (end.kind, end.when or _("no date"), days)
        st.caption(" · ".join(plain(fact) for fact in facts if fact))


@unless_too_large(REGIONS.file)
def show_region_gaps(selection: Query) -> None:
    """Show what is missing, one line per kind of gap, or that nothing is."""
    st.header(_("What is missing"), anchor=False)
    sentences = [build_sentence(gap) for gap in gaps(selection, language())]
    st.markdown("\n".join(f"- {text}" for text in sentences) or _("Nothing is missing."))


def build_sentence(gap: Gap) -> str:
    """Return one gap as Markdown: `Host missing: Dakar (7) and Abidjan (13)`."""
    sentence = {
        "date": _("Date missing: {consultations}"),
        "place": _("Place missing: {consultations}"),
        "organizer": _("Organizer missing: {consultations}"),
        "host": _("Host missing: {consultations}"),
        "participants": _("Number of participants missing: {consultations}"),
        "report": _("Report missing: {consultations}"),
    }[gap.what]
    names = [
        f"{plain(name[:_NAME_LENGTH])} ({number_})"
        for number_, name in gap.consultations[:_MOST_NAMED]
    ]
    more = len(gap.consultations) - _MOST_NAMED
    if more > 0:
        message = ngettext("{count} more", "{count} more", more)
        names.append(message.format(count=number(more, language())))
    return sentence.format(consultations=listing(names, language()))


def show_region_notes(campaign: Query, region: str) -> None:
    """Show the notes on a region, or nothing without any."""
    rows = campaign.regions[campaign.regions["id"] == region]
    notes = "".join(translated(rows, "notes", language()))
    if notes:
        # Not a caption: links in one are too pale to read.
        st.markdown(f":small[{link_addresses(notes, plain)}]")


def show_region_organizations(selection: Query) -> None:
    """Show organizations and their roles, most active first; a name leads to its page."""
    st.header(_("Organizers, hosts and partners"), anchor=False)
    ranked = ranked_by_name(selection, language())
    if ranked.empty:
        st.caption(_("No organizations listed."))
        return
    shown = ranked.head(_MOST_SHOWN)
    counts = shown[list(INVOLVEMENTS)].to_numpy().tolist()
    with st.container(gap=None):
        for organization, name, row in zip(
            shown["organization"], shown["name"], counts, strict=True
        ):
            roles = involvements_in_words(dict(zip(INVOLVEMENTS, row, strict=True)), language())
            _show_organization(organization, name, roles)
    more = len(ranked) - _MOST_SHOWN
    if more > 0:
        text = ngettext("and {count} more organization", "and {count} more organizations", more)
        st.caption(text.format(count=number(more, language())))


def _show_organization(organization: str, name: str, roles: str) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.button(
            f":primary[{plain(name[:_LABEL_LENGTH])}]",
            key=f"region-organization-{organization}",
            type="tertiary",
            on_click=open_organization,
            args=(organization,),
        )
        st.caption(roles, width="content")
