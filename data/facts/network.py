"""Who worked with whom, laid out as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.facts.network_layout import laid_out
from data.facts.organization_rows import label, organization_names, ranking
from data.facts.totals import pairs
from data.involvements import INVOLVEMENTS
from data.result_cache import cached_on_campaign

if TYPE_CHECKING:
    from data.campaign import Campaign

MOST_DRAWN, MOST_LINES = 30, 90
"""How many organizations and lines a picture shows; what ties them in is drawn all the same."""

MOST_LISTED = 1000
"""Pairs of the table beside it."""

_MANY_ROLES = 50_000


class Network(NamedTuple):
    """A picture of who worked with whom.

    Attributes:
        nodes: A row an organization that worked with another, most consultations first:
            `organization`, `label` (short, over a few lines), `name`, `involvement` (what
            it was most often), `consultations`, `radius` (pixels), `x`, `y` (0 to 1, `y` down).
        links: A row a pair that is drawn, most often first: `one`, `other` (ids),
            `consultations`, `x`, `y`, `x2`, `y2`.
        height: Of the picture, in pixels; 0 without nodes.
        alone: How many of the organizations worked with no other.
        left_out: How many organizations are not drawn because others are more active.
        lines_left_out: How many pairs are not drawn because others share more.
    """

    nodes: pd.DataFrame
    links: pd.DataFrame
    height: int
    alone: int
    left_out: int
    lines_left_out: int


@cached_on_campaign(64)
def network(campaign: Campaign, language: str, most: int = MOST_DRAWN) -> Network:
    """Lay out the most active organizations of a campaign, or of the chosen part of it.

    The same organizations and pairs always give the same picture, and no label covers another
    where the picture is at least as wide as a phone's (`data.facts.network_layout.WIDTH`).
    """
    ranked, shared = ranking(campaign), pairs(campaign)
    ends = pd.concat([shared["one"], shared["other"]]).unique()
    partnered = ranked["organization"].isin(ends)
    nodes = ranked[partnered].head(most).reset_index(drop=True)
    inside = shared["one"].isin(nodes["organization"]) & shared["other"].isin(nodes["organization"])
    links = shared[inside].reset_index(drop=True)
    nodes = _looks(nodes, organization_names(campaign, language))
    nodes, height = laid_out(nodes, links)
    drawn = strongest(links)
    return Network(
        nodes=nodes,
        links=_with_ends(drawn, nodes),
        height=height,
        alone=int((~partnered).sum()),
        left_out=int(partnered.sum()) - len(nodes),
        lines_left_out=len(links) - len(drawn),
    )


def _looks(nodes: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Add name, label, main involvement and size."""
    counts = nodes[list(INVOLVEMENTS)].to_numpy()
    main = np.asarray(INVOLVEMENTS)[counts.argmax(axis=1)] if len(nodes) else []
    total = nodes["total"].to_numpy(dtype="float64")
    share = total / total.max() if len(nodes) else total
    named = nodes[["organization"]].join(names, on="organization")
    labels = [label(*both) for both in zip(named["name"], named["short"], strict=True)]
    return named.drop(columns="short").assign(
        label=pd.Series(labels, index=nodes.index, dtype="str"),
        involvement=pd.Series(main, index=nodes.index, dtype="str"),
        consultations=nodes["total"].astype("int64"),
        radius=5 + 11 * np.sqrt(share),
    )


def strongest(links: pd.DataFrame, most: int = MOST_LINES) -> pd.DataFrame:
    """The pairs that share most, and the strongest pair of every organization.

    Args:
        links: A row a pair, most often first.
        most: How many rows are kept in any case.
    """
    ends = links[["one", "other"]].stack()  # noqa: PD013 - the order of the rows counts
    first = ends[~ends.duplicated()].index.get_level_values(0)
    return links[(links.index < most) | links.index.isin(first)].reset_index(drop=True)


def _with_ends(links: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """Add where the lines start and end."""
    where = nodes.set_index("organization")[["x", "y"]]
    ends = where.rename(columns={"x": "x2", "y": "y2"})
    return links.join(where, on="one").join(ends, on="other")


def pair_rows(campaign: Campaign, language: str) -> pd.DataFrame:
    """Who worked with whom, in words.

    Returns:
        A row a pair, most often first, at most `MOST_LISTED`: `one`, `other` (names),
        `consultations` (how many they share), `numbers` (which, as `1, 4`; "" of a large campaign).
    """
    shared = pairs(campaign).head(MOST_LISTED)
    if len(campaign.roles) > _MANY_ROLES:
        return _with_names(shared.assign(numbers=""), campaign, language)
    number = campaign.consultations.set_index("id")["number"]
    roles = campaign.roles[["consultation", "organization"]].astype("str").drop_duplicates()
    roles = roles.assign(number=roles["consultation"].map(number)).sort_values("number")
    both = roles.merge(roles, on=["consultation", "number"])
    both = both[both["organization_x"] < both["organization_y"]]
    keys = ["organization_x", "organization_y"]
    said = both.assign(number=both["number"].astype("str")).groupby(keys)["number"].agg(", ".join)
    return _with_names(shared.join(said.rename("numbers"), on=["one", "other"]), campaign, language)


def _with_names(named: pd.DataFrame, campaign: Campaign, language: str) -> pd.DataFrame:
    names = organization_names(campaign, language)["name"]
    return named.assign(one=named["one"].map(names), other=named["other"].map(names))
