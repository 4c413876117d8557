"""The organizations of a selection by role, when none is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.organizations.chart import toggle_organization
from components.shell.view_state import choose
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.statistics.organizations import ranked_by_name, wrap
from data.words.languages import number

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign

_MOST_SHOWN = 8
_LABEL_LENGTH, _NAME_LENGTH = 40, 160


def show_organization_roles(selection: Campaign) -> None:
    """Show who organized, who hosted and who were partners; a name leads to its page."""
    with st.container(gap="xsmall", key="organization-roles-parties"):
        for role, label in build_labels().items():
            ranked = ranked_by_name(selection, language(), role)
            if ranked.empty:
                continue
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                st.caption(label, width="content")
                _show_names(role, ranked)


def build_labels() -> dict[str, str]:
    """Return role and label: `Organizers`."""
    return {
        "organizer": _("Organizers"),
        "host": _("Hosts"),
        "partner": _("Partners"),
    }


def _show_names(role: str, ranked: pd.DataFrame) -> None:
    shown = ranked.head(_MOST_SHOWN)
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
