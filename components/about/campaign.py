"""The campaign in words, its version, and credits."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.shell.url import page_languages
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.filters.query import Query
from data.words.languages import DEFAULT_LANGUAGE, native_name, number, read_by_speakers
from data.words.links import link, link_addresses, short_address

_GEONAMES = "https://www.geonames.org/"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_NATURAL_EARTH = "https://www.naturalearthdata.com/"
_LEAFLET = "https://leafletjs.com/"
_M49 = "https://unstats.un.org/unsd/methodology/m49/"


def show_campaign_intro(campaign: Query) -> None:
    """Show the campaign's title, subtitle, introduction and website."""
    settings, spoken = campaign.settings, language()
    st.title(plain(settings.text("title", spoken)), anchor=False)
    subtitle = settings.text("subtitle", spoken)
    if subtitle:
        st.markdown(f"**{plain(subtitle)}**")
    paragraphs = build_paragraphs(settings.text("introduction", spoken))
    if paragraphs:
        st.markdown(paragraphs)
    if settings.url:
        page = link(plain(short_address(settings.url)), settings.url)
        st.markdown(_("Campaign website: {page}").format(page=page))


def build_paragraphs(text: str) -> str:
    """Return text from data as Markdown paragraphs; an empty line separates them."""
    return "\n\n".join(link_addresses(part, plain) for part in text.split("\n\n") if part.strip())


def show_credits(campaign: Query) -> None:
    """Show the campaign's own credits, those of the map, and a disclaimer about borders."""
    st.header(_("Credits"), anchor=False)
    own = campaign.settings.text("credits", language())
    if own.strip():
        st.markdown(link_addresses(own, plain))
    st.markdown("\n".join(f"- {line}" for line in build_credits()))
    st.markdown(
        _(
            "Borders on the map are those of Natural Earth. They say nothing on the legal status "
            "of any country or territory."
        )
    )
    if translated := build_translations(page_languages(campaign)):
        st.markdown("\n".join(f"- {line}" for line in translated))


def build_translations(languages: Iterable[str]) -> list[str]:
    """Return a line per language but English: how many of its texts speakers have read."""
    lines = []
    for code in languages:
        if code == DEFAULT_LANGUAGE:
            continue
        read, texts = read_by_speakers(code)
        # Translators: {language} is a name such as "Spanish"; {read} may be 0
        sentence = _(
            "{language}: drafted by machine. Speakers of it have read {read} of {count} texts."
        )
        lines.append(
            sentence.format(
                language=native_name(code),
                read=number(read, language()),
                count=number(texts, language()),
            )
        )
    return lines


def build_credits() -> list[str]:
    """Return one line of Markdown per source of the map."""
    return [
        _("Cities: {geonames}, {licence}.").format(
            geonames=link("GeoNames", _GEONAMES), licence=link("CC BY 4.0", _CC_BY)
        ),
        _("Country outlines: {natural_earth}, public domain.").format(
            natural_earth=link("Natural Earth", _NATURAL_EARTH)
        ),
        _("Map: {leaflet}, BSD 2-clause licence.").format(leaflet=link("Leaflet", _LEAFLET)),
        _("Shaded regions: sub-regions of the United Nations {m49} standard.").format(
            m49=link("M49", _M49)
        ),
    ]


def show_data_version(campaign: Query) -> None:
    """Show the hash of the campaign's files, to cite with figures.

    Add a line if they have no issues.
    """
    st.header(_("The data"), anchor=False)
    version = _("Version {hash}. A new version number means the data changed.")
    st.markdown(version.format(hash=f"`{campaign.version}`"))
    if not campaign.issues:
        st.caption(_("All data was read without problems."))
