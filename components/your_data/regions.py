"""Where the regions of the list come from."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components.shell.own_list import change_recipe, current_recipe
from components.shell.view_state import fresh_key, renew_key, show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language
from data.filters.describe import country_names, region_names
from data.importing.import_list import ImportedList
from data.importing.regions import COLUMN, NONE, SUBREGIONS, TABLE, country_regions
from data.model.campaign import Campaign

_RULE = "own_region_rule"
_KEY = "own_regions"


def show_own_regions(imported: ImportedList) -> None:
    """Show the rules to choose from, and the regions that the chosen rule gives."""
    recipe = current_recipe()
    types = {match.header: match.column for match in imported.matches} | dict(recipe.columns)
    names = rule_names()
    if "region" not in types.values() and imported.region_rule != COLUMN:
        del names[COLUMN]
    show_widget_value(_RULE, imported.region_rule)
    st.radio(
        _("How regions are set"),
        list(names),
        format_func=names.__getitem__,
        key=_RULE,
        on_change=_choose_rule,
        args=(imported.campaign,),
    )
    if imported.region_rule == TABLE:
        _show_table(imported.campaign, recipe.region_table)
    else:
        _show_regions(imported.campaign)


def rule_names() -> dict[str, str]:
    """Name each rule."""
    return {
        COLUMN: _("From a column of my list"),
        SUBREGIONS: _("From the countries, by UN sub-region (M49)"),
        TABLE: _("My own table, made here"),
        NONE: _("No regions"),
    }


def _choose_rule(campaign: Campaign) -> None:
    """Apply the chosen rule; a new table starts with the current regions of the countries."""
    rule = str(st.session_state[_RULE])
    change_recipe(region_rule=rule)
    if rule == TABLE and not current_recipe().region_table:
        table = country_regions(campaign)
        change_recipe(region_table=dict(zip(table["iso3"], table["region"], strict=True)))
    renew_key(_KEY)


def _show_table(campaign: Campaign, decided: Mapping[str, str]) -> None:
    table = build_table(campaign, decided)
    key = fresh_key(_KEY)
    column = st.column_config
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        column_order=["country", "rows", "region"],
        disabled=["country", "rows"],
        column_config={
            "country": column.TextColumn(_("Country")),
            # Translators: heading; below it numbers of rows of the list.
            "rows": column.NumberColumn(_("Rows"), format="%d", width="small"),
            "region": column.TextColumn(_("Region"), max_chars=80),
        },
        on_change=lambda: _change(table, st.session_state[key]),
        alt=_("Countries of your list and their regions"),
    )


def build_table(campaign: Campaign, decided: Mapping[str, str]) -> pd.DataFrame:
    """Build one row per country: `iso3`, `country` (its name), `rows`, `region` (as decided)."""
    table = country_regions(campaign)
    return pd.DataFrame(
        {
            "iso3": table["iso3"],
            "country": country_names(table["iso2"], language()),
            "rows": table["rows"],
            "region": table["iso3"].map(lambda code: decided.get(code, "")).astype("str"),
        }
    )


def _change(table: pd.DataFrame, state: Mapping[str, Mapping[int, Mapping[str, object]]]) -> None:
    changed = {
        str(table.loc[row, "iso3"]): str(cells["region"] or "").strip()
        for row, cells in state["edited_rows"].items()
        if "region" in cells
    }
    change_recipe(region_table=lambda names: {**names, **changed})


def _show_regions(campaign: Campaign) -> None:
    """Show how many rows each region has."""
    names = region_names(campaign, language())
    counts = campaign.consultations["region"].astype("str").value_counts()
    rows = [(names[id_], int(counts.get(id_, 0))) for id_ in [*campaign.regions["id"], ""]]
    shown = pd.DataFrame([row for row in rows if row[1]], columns=["region", "rows"])
    column = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        height="content" if len(shown) <= 12 else 420,
        column_config={
            "region": column.TextColumn(_("Region")),
            "rows": column.NumberColumn(_("Rows"), format="%d", width="small"),
        },
        alt=_("Regions and their numbers of rows"),
    )
