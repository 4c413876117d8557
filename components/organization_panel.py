"""One organization: what it did, where, when and with whom; or how to choose one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.organization_chart import toggle_organization
from components.view_state import choose, open_consultation, show_widget_value
from components.words import gettext as _
from components.words import language, ngettext, plain
from data.languages import number
from data.links import short_address
from data.organization_record import organization_record
from data.organization_rows import (
    involvement_names,
    organization_labels,
    role_figures,
    wrapped,
)
from data.selecting import option_counts

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.choice import View
    from data.organization_record import Companion, OrganizationRecord, PartTaken

_CHOSEN = "organization-chosen"
_MOST_PANELS, _MOST_PARTS, _MOST_COMPANIONS = 3, 12, 15
_NAME_LENGTH = 160


def show_organization_panel(campaign: Campaign, chosen: Campaign, view: View) -> None:
    """Show what is known of the organizations that are chosen, else how many did what."""
    organizations = view.choice.organizations
    _show_choice(campaign, view)
    if not organizations:
        _show_figures(chosen)
    for organization in organizations[:_MOST_PANELS]:
        _show_organization(organization_record(chosen, organization, language()), view.selected)


def _show_choice(campaign: Campaign, view: View) -> None:
    """A list to choose one organization from, those that the other filters leave."""
    counts = option_counts(campaign, view.choice, "organizations")
    organizations = view.choice.organizations
    names = organization_labels(campaign, language())["name"]
    offered = [one for one in names.index if counts.get(one) or one in organizations]
    offered.sort(key=lambda one: names[one].casefold())
    show_widget_value(_CHOSEN, organizations[0] if len(organizations) == 1 else None)
    st.selectbox(
        _("Organization"),
        offered,
        key=_CHOSEN,
        format_func=lambda one: f"{names[one]} ({number(counts.get(one, 0), language())})",
        placeholder=_("Choose one, or click a name"),
        on_change=_choose,
    )


def _choose() -> None:
    organization = st.session_state[_CHOSEN]
    choose(organizations=(organization,) if organization else (), role="")


def _show_figures(chosen: Campaign) -> None:
    """How many organizations did what, at least once."""
    figures = role_figures(chosen)
    shown = {
        _("Organizations"): figures.organizations,
        _("Organizers"): figures.organizers,
        _("Hosts"): figures.hosts,
        _("Partners"): figures.partners,
    }
    with st.container(horizontal=True):
        for label, count in shown.items():
            st.metric(label, number(count, language()), width="content")


def _show_organization(record: OrganizationRecord, selected: str) -> None:
    st.subheader(plain(wrapped(record.name, _NAME_LENGTH, 1)), anchor=False)
    if record.also:
        names = ", ".join(record.also)
        st.caption(plain(_("Also: {names}").format(names=wrapped(names, 2 * _NAME_LENGTH, 1))))
    if record.address:
        st.markdown(f"[{plain(short_address(record.address))}]({record.address})")
    count = len(record.parts)
    said = ngettext("{count} consultation: {roles}", "{count} consultations: {roles}", count)
    st.markdown(plain(said.format(count=number(count, language()), roles=record.roles)))
    _show_parts(record.id, record.parts, selected)
    _show_companions(record.id, record.companions)


def _show_parts(organization: str, parts: tuple[PartTaken, ...], selected: str) -> None:
    """Its consultations, each a button that opens it."""
    names = involvement_names(language())
    for part in parts[:_MOST_PARTS]:
        facts = [part.when or _("No date"), names[part.involvement], part.region]
        with st.container(gap=None):
            st.button(
                f"{part.number}\\. {plain(part.where or part.title)}",
                key=f"organization-part-{organization}-{part.consultation}",
                type="tertiary",
                icon=":material/visibility:" if part.consultation == selected else None,
                on_click=partial(open_consultation, part.consultation),
            )
            st.caption(plain(" · ".join(facts)))
    if len(parts) > _MOST_PARTS:
        shown, count = (number(one, language()) for one in (_MOST_PARTS, len(parts)))
        st.caption(_("The first {shown} of {count}; Explore shows them all.").format(shown=shown, count=count))  # fmt: skip


def _show_companions(organization: str, companions: tuple[Companion, ...]) -> None:
    """Whom it shared consultations with, each a button that chooses that one."""
    st.markdown(f"**{_('With whom')}**")
    if not companions:
        st.caption(_("It worked alone."))
    with st.container(horizontal=True, gap="small"):
        for companion in companions[:_MOST_COMPANIONS]:
            label = companion.label.replace("\n", " ")
            st.button(
                f"{plain(label)} ({number(companion.consultations, language())})",
                key=f"organization-companion-{organization}-{companion.id}",
                help=plain(companion.name) if companion.name != label else None,
                on_click=partial(toggle_organization, companion.id),
            )
    if len(companions) > _MOST_COMPANIONS:
        shown, count = (number(one, language()) for one in (_MOST_COMPANIONS, len(companions)))
        st.caption(_("The {shown} most often of {count}").format(shown=shown, count=count))
