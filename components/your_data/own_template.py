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
    kinds = list(names_of(campaign.kinds, "title", language()).values())
    names = region_names(campaign, language())
    regions = [name for one, name in names.items() if one not in ("", GLOBAL)]
    with st.popover(_("Template"), type="tertiary", icon=":material/table:"):
        st.markdown(_("All columns, with one example row. Only a title must be there."))
        st.download_button(
            _("Excel, with lists to choose from and a sheet that explains the columns"),
            data=partial(template_xlsx, kinds, regions, language()),
            file_name="consultations.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
            key="own_template_xlsx",
        )
        st.download_button(
            _("CSV"),
            data=partial(template_csv, language()),
            file_name="consultations.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="own_template_csv",
        )
