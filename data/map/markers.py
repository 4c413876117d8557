"""Markers, their shapes, and the lines between them, ready to draw."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.columnar.texts import is_among, join_columns
from data.filters.choice import View
from data.filters.cutting import Part, positions_of
from data.filters.describe import (
    country_names,
    dates_in_words,
    names_of,
    places_in_words,
    region_names,
)
from data.filters.index import index_of
from data.filters.merging import by_number
from data.filters.query import Query
from data.filters.question import question
from data.filters.rows import of_rows
from data.filters.select import only
from data.map.clusters import marks_count
from data.model.campaign import translated
from data.model.colors_and_shapes import BLACK, LIMITS, MIDDLE_LUMINANCE, WHITE
from data.model.result_cache import cached_on_campaign
from data.words.languages import comma, translations

_LINEAR = 0.04045


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, "relative luminance")."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(color: str) -> str:
    """Return near black or white, whichever has more contrast on a colour."""
    return BLACK if luminance(color) > MIDDLE_LUMINANCE else WHITE


@question(by_number)
@cached_on_campaign(64)
def marks(campaign: Query, language: str) -> pd.DataFrame:
    """Return the markers of the map with their texts.

    Returns:
        The rows of `spots` with `label` (accessible name: "4. Dakar, Senegal, West & Central
        Africa, 7 December 2015, Webinar"), `city` and `title`. Empty in, empty out.
    """
    part = campaign
    positions, rows = _marker_positions(part)
    places = part.campaign.places
    translations_ = [name for name in places.columns if name.startswith("city__")]
    columns = ["city", "country", "iso2", *translations_]
    places = places[columns].take(positions).reset_index(drop=True)
    table = _label(part.campaign.consultations.take(rows), campaign, language)
    table = table.reset_index(drop=True)
    country = country_names(places["iso2"], language)
    country = country.where(country != "", places["country"])
    city = translated(places, "city", language)
    parts = [city, country, table["region_name"], table["when"], table["kind_name"]]
    label = _number(table["number"], parts, language)
    return _spots(part, positions, rows).assign(label=label, city=city, title=table["title"])


def single_marks(selection: Query, single: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return clusters of one as markers with a fixed place; columns of `marks`, and `fixed`."""
    part = of_rows(selection, single["row"].to_numpy())
    drawn = marks(part, language).drop_duplicates("consultation")
    # The number of a consultation is its position in the whole campaign, from 1.
    places = single.assign(number=single["row"] + 1).drop_duplicates("number")
    places = places.set_index("number")[["lat", "lon"]]
    return drawn.drop(columns=["lat", "lon"]).join(places, on="number").assign(fixed=True)


@question(by_number)
def spots(campaign: Query) -> pd.DataFrame:
    """Return the markers of the map.

    Returns:
        One row per placed consultation and place, in order of number: `consultation`, `position`
        (of the place, from 0), `number`, `lat`, `lon`, `region`, `kind` (ids, "" for none).
        Empty in, empty out.
    """
    part = campaign
    return _spots(part, *_marker_positions(part))


def _marker_positions(part: Query) -> tuple[np.ndarray, np.ndarray]:
    """Return positions of the places on the map, in order of number, and of their consultations."""
    whole = part.campaign
    positions = positions_of(Part(whole, part.mask, part.rows), index_of(whole).places_of)
    positions = positions[~np.isnan(part.campaign.places["lat"].to_numpy()[positions])]
    rows = index_of(part.campaign).place_rows[positions]
    order = np.argsort(rows, kind="stable")
    return positions[order], rows[order]


def _spots(part: Query, positions: np.ndarray, rows: np.ndarray) -> pd.DataFrame:
    whole = part.whole
    places = whole.places[["consultation", "position", "lat", "lon"]].take(positions)
    places = places.reset_index(drop=True)
    table = whole.consultations[["number", "region", "kind"]].take(rows).reset_index(drop=True)
    return pd.DataFrame(
        {
            "consultation": places["consultation"].astype("str"),
            "position": places["position"],
            "number": table["number"],
            "lat": places["lat"],
            "lon": places["lon"],
            "region": table["region"].astype("str"),
            "kind": table["kind"].astype("str"),
        }
    )


def _label(table: pd.DataFrame, campaign: Query, language: str) -> pd.DataFrame:
    region, kinds = table["region"].astype("str"), names_of(campaign.whole.kinds, "title", language)
    # Its shape says it to the eye, unless all have the same.
    kinds = kinds if len(kinds) > 1 else {}
    dates = dates_in_words(table, language)
    return pd.DataFrame(
        {
            "id": table["id"],
            "number": table["number"],
            "region_name": region.map(region_names(campaign, language)).astype("str"),
            "kind_name": table["kind"].astype("str").map(kinds).astype("str").fillna(""),
            "when": dates.where(dates != "", translations(language).gettext("no date")),
            "title": translated(table, "title", language),
        }
    )


def labels(campaign: Query, language: str) -> pd.Series:
    """Return one label per consultation: that of its marker, with all its places.

    Returns:
        Texts in the order of the consultations.
    """
    table = _label(campaign.consultations, campaign, language)
    where = table["id"].map(places_in_words(campaign.places, language)).astype("str").fillna("")
    return _number(
        table["number"],
        [where, *(table[name] for name in ("region_name", "when", "kind_name"))],
        language,
    )


def _number(number: pd.Series, parts: list[pd.Series], language: str) -> pd.Series:
    """Join the parts that are not empty after the number: `4. A, B, C`."""
    return number.astype("str") + ". " + join_columns(parts, comma(language))


@question(any)
@cached_on_campaign(1)
def has_lines(campaign: Query) -> bool:
    """Tell whether there is any line. A shard knows only its end of a link to another one."""
    table, feeds = campaign.consultations, campaign.feeds
    unplaced = table["id"][~table["placed"]]
    hidden = is_among(feeds["consultation"], unplaced) | is_among(feeds["into"], unplaced)
    return not hidden.all()


def draws_lines(campaign: Query, *, lines: bool | None) -> bool:
    """Tell whether a map shows all lines: as a view says, else for campaigns with few markers."""
    if lines is not None:
        return lines
    return marks_count(campaign) <= LIMITS.line_markers and has_lines(campaign)


@cached_on_campaign(64)
def links_shown(
    campaign: Query, selection: Query, view: View, language: str, paths: Paths | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the lines to draw, and the markers of their ends and of the open consultation.

    Lines are `paths` if given, even if there are none. Otherwise they are those of the open
    consultation, or of the selection unless it is clustered.
    """
    if paths is not None:
        return _ends(campaign, pd.DataFrame(paths, columns=_NO_FEEDS.columns), language, "")
    is_grouped = marks_count(selection) > LIMITS.map_markers
    parts = [selection] if not is_grouped and draws_lines(campaign, lines=view.lines) else []
    parts += [only(campaign, [view.selected])] if view.selected else []
    feeds = pd.concat([part.feeds for part in parts] or [_NO_FEEDS])
    return _ends(campaign, feeds, language, view.selected)


def _ends(
    campaign: Query, feeds: pd.DataFrame, language: str, selected: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    feeds = feeds.drop_duplicates(["consultation", "into"])
    ids = {selected, *feeds["consultation"], *feeds["into"]} - {""}
    ends = marks(only(campaign, ids), language)
    links = lines_between(feeds, ends)
    drawn = [selected, *links["consultation"], *links["into"]]
    return links, ends[ends["consultation"].isin(drawn)]


Paths = tuple[tuple[str, str], ...]
"""Lines of a map's own: ids of the consultations where each begins and ends."""

_NO_FEEDS = pd.DataFrame({"consultation": [], "into": []}, dtype="str")


def kind_shapes(campaign: Query) -> dict[str, str]:
    """Return the shape of the markers of each kind."""
    return dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))


@cached_on_campaign(64)
def lines(campaign: Query) -> pd.DataFrame:
    """Return the lines from consultations to their follow-ups, of the whole campaign.

    Returns:
        One row per link whose two ends have a place: `consultation`, `into`, `from_lat`,
        `from_lon`, `to_lat`, `to_lon` (the first place of each), `same_place`.
    """
    ends = pd.concat([campaign.feeds["consultation"], campaign.feeds["into"]]).drop_duplicates()
    return lines_between(
        campaign.feeds, campaign.places[is_among(campaign.places["consultation"], ends)]
    )


def lines_between(feeds: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of some links, as `lines` does; `places` are those of their ends."""
    placed = places[places["lat"].notna()]
    where = placed.drop_duplicates("consultation").set_index("consultation")[["lat", "lon"]]
    links = feeds[["consultation", "into"]]
    links = links.join(where.add_prefix("from_"), on="consultation")
    links = links.join(where.add_prefix("to_"), on="into")
    links = links.dropna(subset=["from_lat", "to_lat"]).reset_index(drop=True)
    same = (links["from_lat"] == links["to_lat"]) & (links["from_lon"] == links["to_lon"])
    return links.assign(same_place=same)
