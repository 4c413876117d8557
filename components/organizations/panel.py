"""One organization: its consultations, roles and partners; or how to select one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from components.consultation.asked import show_demands
from components.consultation.card import build_lines, card_questions
from components.organizations.chart import role_labels, toggle_organization
from components.shell.options import show_list
from components.shell.pages import CONSULTATION
from components.shell.url import link_parameters
from components.shell.view_state import (
    choose,
    current_view,
    open_consultation,
)
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.figures.demands import demands_by_organization
from data.figures.organization_record import (
    Companion,
    OrganizationRecord,
    PartTaken,
    organization_record,
    record_questions,
)
from data.figures.organizations import (
    involvement_names,
    organization_names,
    owner_of,
    ranked_by_name,
    region_rows,
    role_figures,
    wrap,
    year_rows,
)
from data.figures.totals import figures
from data.filters.choice import Choice, View
from data.filters.facets import facets
from data.filters.nouns import count_in_words, meetings_in_words, meetings_of
from data.filters.query import NO_ROWS, Calls, Query
from data.filters.select import select
from data.words.folding import fold
from data.words.languages import listing, number
from data.words.links import link, short_address

_SELECTED = "organization-chosen"
_OWNER = "owner"
_CHOICE_WIDTH = 380
_MOST_PANELS, _MOST_PARTS, _MOST_COMPANIONS, _MOST_NAMED = 3, 12, 15, 8
_NAME_LENGTH, _LABEL_LENGTH = 160, 40
"""Letters of names in headings and on buttons; the table has whole names."""


def organization_questions(campaign: Query, selection: Query, view: View) -> Calls:
    """Yield what the page of organizations asks, beside its filters."""
    organizations, role = view.choice.organizations, view.choice.role
    yield lambda: facets(campaign, view.choice, "organizations")
    yield lambda: selection.size
    yield lambda: _asked(campaign, view)
    yield lambda: figures(selection)
    yield lambda: region_rows(selection, language(), role=role)
    yield lambda: year_rows(selection, organizations[0] if len(organizations) == 1 else "")
    related = _related(campaign, view)
    for part in (selection, related) if related else (selection,):
        for organization in organizations[:_MOST_PANELS]:
            yield from record_questions(part, organization, language())
    if related:
        yield lambda: related.size
        yield lambda: meetings_of(related)
    if len(organizations) == 1:
        yield lambda: build_lines(campaign, selection)
    yield from card_questions(campaign, selection, view.selected)


def show_organization_panel(
    campaign: Query,
    selection: Query,
    view: View,
    show_card: Callable[[Query, str], None],
) -> None:
    """Show the selected organizations, or how to select one.

    Args:
        campaign: The whole campaign.
        selection: The selection.
        view: The view: which organizations are selected, which consultation is open.
        show_card: Shows a consultation's card, within the list.
    """
    organizations = view.choice.organizations
    if not organizations:
        st.header(_("Organizers, hosts and partners"), anchor=False)
        st.markdown(build_figures(selection))
        st.caption(plain(meetings_in_words(campaign, meetings_of(selection), language())))
        _show_roles(selection)
        st.caption(_("Select an organization here or in a chart. Click again to clear."))
        return
    st.header(_("Roles and partners"), anchor=False)
    selected = view.selected
    for organization in organizations[:_MOST_PANELS]:
        record = organization_record(selection, organization, language())
        with st.container(gap="small"):
            _show_names(campaign, record, is_heading=len(organizations) > 1)
            _show_parts(record, selected, partial(show_card, campaign))
            _show_companions(record.id, record.companions)
        if selected in {part.meeting.id for part in record.parts}:
            # Only one card: two of the same consultation would share widget keys.
            selected = ""
    _show_limit(len(organizations), _MOST_PANELS)
    # Translators: heading of what an organization asked for
    show_demands(campaign, _asked(campaign, view), _("What it asked for"))


def show_organization_heading(campaign: Query, view: View) -> None:
    """Show the name of the selected organization as the page's heading, and the list of all."""
    organizations = view.choice.organizations
    title = _("Organizations")
    if len(organizations) == 1:
        name = str(organization_names(campaign, language()).loc[organizations[0], "name"])
        title = plain(wrap(name, _NAME_LENGTH, 1))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="stretch")
        with st.container(width=_CHOICE_WIDTH):
            _show_choice(campaign, view)


def show_organization_related(campaign: Query, view: View) -> None:
    """Show the meetings of others that one organization took part in, if filters hide them."""
    meetings = _related(campaign, view)
    if meetings is None or not meetings.size:
        return
    record = organization_record(meetings, view.choice.organizations[0], language())
    st.header(_("In related meetings"), anchor=False)
    st.caption(plain(meetings_in_words(campaign, meetings_of(meetings), language())))
    with st.container(gap=None):
        for part in record.parts[:_MOST_PARTS]:
            st.page_link(
                CONSULTATION.file,
                label=build_part(part),
                query_params=link_parameters(replace(view, selected=part.meeting.id)),
            )
    _show_limit(record.consultations, _MOST_PARTS)


def _asked(campaign: Query, view: View) -> np.ndarray:
    """Return what the only selected organization asked for, at any meeting of the other filters.

    None for none or several organizations.
    """
    organizations = view.choice.organizations
    if len(organizations) != 1 or not len(campaign.demands):
        return NO_ROWS
    others = select(campaign, replace(view.choice, organizations=(), role=""))
    return demands_by_organization(others, organizations[0])


def _related(campaign: Query, view: View) -> Query | None:
    """Return the related meetings of one organization; None if the filters show them anyway."""
    organizations, kinds = view.choice.organizations, view.choice.kinds
    related = tuple(campaign.kinds.loc[~campaign.kinds["own"], "id"])
    if len(organizations) != 1 or kinds or not related:
        return None
    return select(campaign, Choice(organizations=organizations, kinds=related))


def _show_limit(count: int, most: int) -> None:
    """Say that a list is cut, if it has more than `most` items."""
    if count > most:
        shown = number(most, language())
        st.caption(
            _("Showing {shown} of {count}").format(shown=shown, count=number(count, language()))
        )


def build_figures(selection: Query) -> str:
    """Return how many organizations had which role at least once, as a sentence."""
    counts = role_figures(selection)
    total, official, organizers, hosts, partners = counts
    messages = [
        (ngettext("{count} organizer", "{count} organizers", organizers), organizers),
        (ngettext("{count} host", "{count} hosts", hosts), hosts),
        (ngettext("{count} partner", "{count} partners", partners), partners),
    ]
    roles = [text.format(count=number(count, language())) for text, count in messages if count]
    others = total - official
    sorts = [
        (ngettext("{count} organization", "{count} organizations", others), others),
        # Translators: governments and the like, beside organizations of civil society
        (ngettext("{count} official body", "{count} official bodies", official), official),
    ]
    sorts = [each for each in sorts if each[1]] or sorts[:1]
    who = [text.format(count=number(count, language())) for text, count in sorts]
    if organizers + hosts + partners > total:
        # Translators: counts such as "14 organizations and 5 official bodies", and "6 hosts"
        sentence = _("{organizations}: {roles} (some have several roles)")
    else:
        # Translators: counts such as "14 organizations and 5 official bodies", and "6 hosts"
        sentence = _("{organizations}: {roles}")
    organizations = listing(who, language())
    return sentence.format(organizations=organizations, roles=listing(roles, language()))


def _show_roles(selection: Query) -> None:
    """Show whose campaign it is, who organized, who hosted and who were partners, as links."""
    with st.container(gap="xsmall", key="organization-roles-parties"):
        every = ranked_by_name(selection, language())
        # Translators: before the name of the organization whose campaign it is
        for role, label in {_OWNER: _("Campaign of"), **role_labels()}.items():
            if role == _OWNER:
                ranked = every[every["organization"] == owner_of(selection.whole)]
            else:
                ranked = ranked_by_name(selection, language(), role)
            if ranked.empty:
                continue
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                st.caption(label, width="content")
                _show_named(role, ranked)


def _show_named(role: str, ranked: pd.DataFrame) -> None:
    shown = ranked.head(_MOST_NAMED)
    for id_, name, short in zip(shown["organization"], shown["name"], shown["short"], strict=True):
        st.button(
            f":primary[{plain(wrap(short or name, _LABEL_LENGTH, 1))}]",
            key=f"organization-{role}-{id_}",
            type="tertiary",
            help=plain(wrap(name, _NAME_LENGTH, 1)) if short else None,
            on_click=partial(toggle_organization, id_),
        )
    more = len(ranked) - len(shown)
    if more > 0:
        text = ngettext("and {count} more", "and {count} more", more)
        st.button(
            text.format(count=number(more, language())),
            key=f"organization-{role}-more",
            type="tertiary",
            on_click=partial(choose, role=role),
        )


def _show_choice(campaign: Query, view: View) -> None:
    """Show a list of the organizations that the other filters let through, to select one."""
    counts = facets(campaign, view.choice, "organizations")["organizations"]
    organizations = view.choice.organizations
    table = organization_names(campaign, language())
    names = dict(zip(table.index, table["name"], strict=True))
    offered = [id_ for id_ in names if counts.get(id_) or id_ in organizations]
    offered.sort(key=lambda id_: fold(names[id_]))
    show_list(
        _("Organization"),
        {id_: f"{names[id_]} ({number(counts.get(id_, 0), language())})" for id_ in offered},
        organizations[0] if len(organizations) == 1 else None,
        lambda id_: choose(organizations=(id_,) if id_ else (), role=""),
        key=_SELECTED,
        is_clearable=True,
        placeholder=_("All organizations"),
        label_visibility="collapsed",
    )


def _show_names(campaign: Query, record: OrganizationRecord, *, is_heading: bool) -> None:
    """Show its names, its website, and how often it had which role.

    `is_heading`: with its name, which the heading of the page has if there is only one.
    """
    # Translators: a count such as "9 hearings", and how often which role was taken
    roles = _("{meetings}: {roles}")
    with st.container(gap="xsmall"):
        if is_heading:
            st.subheader(plain(wrap(record.name, _NAME_LENGTH, 1)), anchor=False)
        if record.also:
            also = _("Also: {names}").format(names=listing(record.also, language()))
            st.caption(plain(wrap(also, 2 * _NAME_LENGTH, 1)))
        if record.address:
            shown = plain(short_address(record.address))
            st.markdown(f":material/link: {link(shown, record.address)}")
        meetings = count_in_words(campaign, record.consultations, language())
        st.markdown(plain(roles.format(meetings=meetings, roles=record.roles)))
        if record.id == owner_of(campaign):
            st.caption(_("Runs this campaign"))


def _show_parts(
    record: OrganizationRecord, selected: str, show_card: Callable[[str], None]
) -> None:
    """Show its consultations, each a button that opens or closes the card below it."""
    shown = [
        part
        for position, part in enumerate(record.parts)
        if position < _MOST_PARTS or part.meeting.id == selected
    ]
    with st.container(gap=None):
        for part in shown:
            st.button(
                build_part(part),
                key=f"organization-part-{record.id}-{part.meeting.id}",
                type="tertiary",
                on_click=partial(_toggle, part.meeting.id),
            )
            if part.meeting.id == selected:
                with st.container(border=True):
                    show_card(part.meeting.id)
    _show_limit(record.consultations, _MOST_PARTS)


def build_part(part: PartTaken) -> str:
    """Return a consultation as a button label: `1 Manila · March 2015 · Organized`."""
    meeting = part.meeting
    facts = plain(f"{meeting.name} · {meeting.when or _('no date')}")
    role = involvement_names(language())[part.involvement]
    return f":primary[**{meeting.number}** {facts}] · {plain(role)}"


def _toggle(consultation: str) -> None:
    open_consultation("" if current_view().selected == consultation else consultation)


def _show_companions(organization: str, companions: tuple[Companion, ...]) -> None:
    """Show the organizations it worked with, each a button that selects that one."""
    if not companions:
        st.caption(_("This organization worked alone."))
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(_("Worked with"), width="content")
        for companion in companions[:_MOST_COMPANIONS]:
            st.button(
                build_companion(companion),
                key=f"organization-companion-{organization}-{companion.id}",
                type="tertiary",
                help=plain(wrap(companion.name, _NAME_LENGTH, 1)),
                on_click=partial(toggle_organization, companion.id),
            )
    _show_limit(len(companions), _MOST_COMPANIONS)


def build_companion(companion: Companion) -> str:
    """Return another organization as a button label: `MADE (2)`."""
    name = wrap(companion.short or companion.name, _LABEL_LENGTH, 1)
    return f":primary[{plain(name)}] ({number(companion.consultations, language())})"
