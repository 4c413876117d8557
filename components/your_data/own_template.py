"""An empty list to be filled in: a template with one example row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.download_button import show_download_button
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
        show_download_button(
            _("Excel, with lists to choose from and a sheet that explains the columns"),
            partial(template_xlsx, kinds, regions, language()),
            "consultations.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="own_template_xlsx",
        )
        show_download_button(
            _("CSV"),
            partial(template_csv, language()),
            "consultations.csv",
            "text/csv",
            key="own_template_csv",
        )
