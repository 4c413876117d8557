"""Whose work this is: the campaign's facts, cities, countries, the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language, plain
from data.links import link, linked

if TYPE_CHECKING:
    from data.campaign import Campaign

_GEONAMES = "https://www.geonames.org/"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_NATURAL_EARTH = "https://www.naturalearthdata.com/"
_LEAFLET = "https://leafletjs.com/"
_M49 = "https://unstats.un.org/unsd/methodology/m49/"


def show_credits(campaign: Campaign) -> None:
    """Show the campaign's own credits, those of the map, and what its borders don't say."""
    st.subheader(_("Credits"), anchor=False)
    own = campaign.settings.text("credits", language())
    if own.strip():
        st.markdown(linked(own, plain))
    st.markdown("\n".join(f"- {line}" for line in build_credits()))
    st.markdown(
        _(
            "Borders on the map are those of Natural Earth. They say nothing on the legal status "
            "of any country or territory."
        )
    )


def build_credits() -> list[str]:
    """A line of Markdown for everything that the map is made of."""
    return [
        _("Cities: {geonames}, {licence}.").format(
            geonames=link("GeoNames", _GEONAMES), licence=link("CC BY 4.0", _CC_BY)
        ),
        _("Shapes of countries: {natural_earth}, public domain.").format(
            natural_earth=link("Natural Earth", _NATURAL_EARTH)
        ),
        _("Map: {leaflet}, BSD 2-clause licence.").format(leaflet=link("Leaflet", _LEAFLET)),
        _("Countries of regions: sub-regions of the United Nations' {m49} standard.").format(
            m49=link("M49", _M49)
        ),
    ]
