"""The tables of a brief: consultations, and their numbers by region and by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from data.campaign import translated
from data.csv_export import role_names
from data.export.brief_text import fitting
from data.export.drawing.map_marks import mark_look
from data.facts.said_place import said_places
from data.facts.totals import by_region
from data.languages import number, translations, when
from data.option_counts import years
from data.regions import region_colors
from data.saying import names_of, region_names, said_when, said_where

if TYPE_CHECKING:
    from data.export.extract import Extract

_LONGEST_SUMMARY = 900


def full_rows(extract: Extract, *, summaries: bool) -> list[dict[str, Any]]:
    """Tell each consultation.

    Args:
        extract: What is chosen.
        summaries: Whether to tell what happened there.

    Returns:
        A row a consultation, all texts: `number`, `color` and `ink` of its mark, `title`, `kind`,
        `region`, `where`, `when`, `organizers`, `hosts`, `summary`; "" where unknown.
    """
    campaign, language = extract.chosen, extract.language
    table = campaign.consultations
    texts = {
        "kind": _looked_up(table["kind"], names_of(campaign.kinds, "title", language)),
        "organizers": role_names(campaign, "organizer", language),
        "hosts": role_names(campaign, "host", language),
        "summary": translated(table if summaries else table[[]], "summary", language),
    }
    return _rows(extract, texts)


def short_rows(extract: Extract, most: int) -> list[dict[str, Any]]:
    """The first consultations in a line each: `number`, `title`, `region`, `where`, `when`."""
    return _rows(extract, {}, most)


def _rows(
    extract: Extract, texts: dict[str, pd.Series], most: int | None = None
) -> list[dict[str, Any]]:
    campaign, language, say = extract.chosen, extract.language, translations(extract.language)
    table = campaign.consultations
    colors = region_colors(campaign.regions)
    where = _looked_up(table["id"], said_where(campaign.places, language))
    dates = said_when(table, language)
    regions = table["region"].astype("str")
    frame = pd.DataFrame(
        {
            "number": table["number"].astype("str"),
            "title": translated(table, "title", language),
            "region": _looked_up(regions, region_names(campaign, language)),
            "where": said_places(where, translated(table, "venue", language), language),
            "when": dates.where(dates != "", say.gettext("Date unknown")),
            **texts,
        }
    ).head(most if most is not None else len(table))
    looks = [mark_look(colors.get(region, colors[""])) for region in regions.head(len(frame))]
    frame = frame.map(fitting)
    if "summary" in texts:
        frame["summary"] = texts["summary"].map(lambda text: fitting(text, _LONGEST_SUMMARY))
    rows = frame.to_dict("records")
    return [
        {
            **{str(name): text for name, text in row.items()},
            "color": look["color"],
            "ink": look["ink"],
        }
        for row, look in zip(rows, looks, strict=True)
    ]


def _looked_up(keys: pd.Series, texts: dict[str, str] | pd.Series) -> pd.Series:
    return keys.astype("str").map(texts).astype("str").fillna("")


def by_region_rows(extract: Extract) -> list[dict[str, str]]:
    """Count by region.

    Returns:
        A row a region that has a consultation: `name`, `consultations`, `cities`,
        `organizations`, `when`. A single region tells nothing, so it gives none.
    """
    language = extract.language
    counted = by_region(extract.chosen)
    counted = counted[counted["consultations"] > 0]
    names = region_names(extract.campaign, language)
    rows = [
        {
            "name": fitting(names[row["region"]]),
            "consultations": number(row["consultations"], language),
            "cities": number(row["cities"], language),
            "organizations": number(row["organizations"], language),
            "when": ""
            if pd.isna(row["first"])
            else when(row["first"].date(), row["last"].date(), "month", language),
        }
        for row in counted.to_dict("records")
    ]
    return rows if len(rows) > 1 else []


def by_year_rows(extract: Extract) -> list[dict[str, str]]:
    """Count by year.

    Returns:
        A row a year in which a consultation began: `name`, `consultations`, `part` (of the most,
        "0" to "1", for a bar). A single year tells nothing, so it gives none.
    """
    table = extract.chosen.consultations
    counts = table.loc[table["dated"], "first"].dt.year.value_counts()
    known = [(year, int(counts.get(int(year), 0))) for year in years(extract.chosen)]
    rows = [
        {
            "name": year,
            "consultations": number(count, extract.language),
            "part": f"{count / counts.max():.3f}",
        }
        for year, count in known
        if count
    ]
    return rows if len(rows) > 1 else []
