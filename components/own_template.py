"""An empty list to be filled in: a template with one example row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language
from data.intake.template import template_csv, template_xlsx
from data.saying import names_of, region_names
from data.schema import GLOBAL

if TYPE_CHECKING:
    from data.campaign import Campaign


def show_own_template(campaign: Campaign) -> None:
    """Show buttons that download it; the workbook offers the kinds and regions of a campaign."""
    st.caption(_("No list yet? A template has all columns and an example:"))
    kinds = list(names_of(campaign.kinds, "title", language()).values())
    names = region_names(campaign, language())
    regions = [name for one, name in names.items() if one not in ("", GLOBAL)]
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Template, Excel"),
            data=partial(template_xlsx, kinds, regions, language()),
            file_name="consultations.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/table:",
            type="tertiary",
            on_click="ignore",
            key="own_template_xlsx",
        )
        st.download_button(
            _("Template, CSV"),
            data=partial(template_csv, language()),
            file_name="consultations.csv",
            mime="text/csv",
            icon=":material/csv:",
            type="tertiary",
            on_click="ignore",
            key="own_template_csv",
        )
