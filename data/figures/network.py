"""The network of organizations that worked together, and its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

import networkx as nx
import numpy as np
import pandas as pd

from data.figures.organizations import label, organization_names
from data.figures.totals import by_organization, pairs
from data.filters.merging import unite
from data.filters.question import TooLarge, question
from data.filters.selection import as_part
from data.model.result_cache import cached_on_campaign
from data.model.roles import INVOLVEMENTS
from data.words.languages import comma

if TYPE_CHECKING:
    from data.filters.selection import Selection
    from data.model.campaign import Campaign

WIDTH = 330.0
"""Width of the narrowest picture in pixels, a phone's; labels that fit it fit any wider one."""

_LETTER, _LINE, _GAP = 6.3, 13.0, 8.0
"""Width of a letter, height of a line and free space around a node, in pixels."""

_PER_NODE, _PER_ROOT = 13.0, 58.0
"""Height in pixels of a group per organization and per its root, before labels ask for more."""

_TALLER, _ROUNDS, _TRIES = 1.06, 80, 40
_SEED, _STEP = 4, 0.3
_SEEN = 0.5
"""An overlap of less than half a pixel is invisible."""

MOST_DRAWN, MOST_LINES = 30, 90
"""How many organizations and lines are drawn, besides each organization's strongest line."""

MOST_LISTED = 1000
"""The largest number of pairs in the table."""

MOST_IN_SHARDS = 100_000
"""Consultations of a campaign in shards whose network is drawn."""

_MANY_ROLES = 50_000


def laid_out(nodes: pd.DataFrame, links: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Add `x` and `y`, 0 to 1, `y` down, and return the height of the picture in pixels.

    Groups without a common link are below one another, the largest on top. The same rows always
    give the same positions.

    Args:
        nodes: One row per dot: `organization`, `label` (with line breaks), `radius`.
        links: One row per pair: `one`, `other` (organizations of `nodes`), `consultations`.

    Returns:
        The nodes with their positions, and the height; 0 without nodes.
    """
    lines = nodes["label"].str.split("\n")
    below = np.array([len(parts) for parts in lines], dtype="float64") * _LINE
    half = _half_boxes(lines, nodes["radius"].to_numpy(), below)
    at, top = np.zeros((len(nodes), 2)), 0.0
    for group, spots in _springs(list(nodes["organization"]), links):
        placed, height = _with_room(spots, half[group])
        at[group] = placed + np.array([0.0, top])
        top += height
    # A dot is above the middle of its box, its label below.
    up = at[:, 1] - below / 2
    return nodes.assign(x=at[:, 0] / WIDTH, y=up / max(top, 1.0)), round(top)


def _half_boxes(lines: pd.Series, radius: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Return half the width and height of each dot with its label and the space around it."""
    letters = [max(map(_letters, parts)) for parts in lines]
    wide = np.maximum(np.asarray(letters, dtype="float64") * _LETTER / 2, radius) + _GAP / 2
    return np.column_stack([np.minimum(wide, WIDTH / 2), radius + below / 2 + _GAP / 2])


def _letters(text: str) -> int:
    """Return the width of a text in Latin letters."""
    return len(text) + sum(east_asian_width(letter) in "FW" for letter in text)


def _springs(names: list[str], links: pd.DataFrame) -> list[tuple[list[int], np.ndarray]]:
    """Lay out the organizations with springs between pairs.

    Returns:
        One pair per connected group, the largest first: the positions of its organizations in
        `names`, and rows of x and y, 0 to 1 (Fruchterman and Reingold's layout of networkx).
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    positions = {name: position for position, name in enumerate(names)}
    ends = zip(links["one"].map(positions), links["other"].map(positions), strict=True)
    weights = links["consultations"]
    graph.add_weighted_edges_from((*pair, many) for pair, many in zip(ends, weights, strict=True))
    groups = sorted(map(sorted, nx.connected_components(graph)), key=len, reverse=True)
    return [(group, _spread(graph.subgraph(group), group)) for group in groups]


def _spread(graph: nx.Graph, group: list[int]) -> np.ndarray:
    """Lay out one group: the mean of the spring layout and an even distribution."""
    layout = nx.spring_layout(graph, k=1.4 / np.sqrt(len(group)), iterations=150, seed=_SEED)
    spots = np.array([layout[node] for node in group])
    low, high = spots.min(axis=0), spots.max(axis=0)
    pulled = (spots - low) / np.where(high > low, high - low, 1.0)
    even = spots.argsort(axis=0).argsort(axis=0) / max(len(group) - 1, 1)
    return np.asarray((pulled + even) / 2)


def _with_room(spots: np.ndarray, half: np.ndarray) -> tuple[np.ndarray, float]:
    """Make the frame of a group high enough that no boxes overlap: return middles and height."""
    frame = np.array([WIDTH, _PER_NODE * len(spots) + _PER_ROOT * len(spots) ** 0.5])
    middles, free = apart(half + spots * (frame - 2 * half), half, frame)
    for _ in range(_TRIES):
        if free:
            break
        taller = frame * (1.0, _TALLER)
        middles, free = apart(middles / frame * taller, half, taller)
        frame = taller
    return middles, float(frame[1])


def apart(middles: np.ndarray, half: np.ndarray, frame: np.ndarray) -> tuple[np.ndarray, bool]:
    """Move boxes apart until none overlap, each as little as possible.

    Args:
        middles: Rows of x and y: the preferred middles of the boxes.
        half: Rows of half a box's width and height.
        frame: Width and height of the frame that the boxes stay in.

    Returns:
        The middles, and whether no boxes overlap.
    """
    low, high = np.minimum(half, frame / 2), np.maximum(frame - half, frame / 2)
    room = half[:, None, :] + half[None, :, :]
    order = np.arange(len(middles))
    for turn in range(_ROUNDS):
        away = middles[:, None, :] - middles[None, :, :]
        overlap = room - np.abs(away)
        meeting = (overlap > _SEEN).all(axis=2)
        np.fill_diagonal(meeting, val=False)
        if not meeting.any():
            return middles, True
        # Two wide boxes can block each other between the sides of the frame, never up and down.
        upright = (overlap[..., 1] <= overlap[..., 0]) | (turn > _ROUNDS // 2)
        axes = np.stack([~upright, upright], axis=2) & meeting[..., None]
        side = np.where(away != 0, np.sign(away), np.sign(order[:, None] - order)[..., None])
        push = (side * overlap * axes).sum(axis=1) * _STEP
        middles = np.clip(middles + push, low, high)
    return middles, False


class Network(NamedTuple):
    """A picture of the organizations that worked together.

    Attributes:
        nodes: One row per organization that worked with another, most consultations first:
            `organization`, `label` (short, over a few lines), `name`, `involvement` (its
            most frequent one), `consultations`, `radius` (pixels), `x`, `y` (0 to 1, `y` down).
        links: One row per drawn pair, most often first: `one`, `other` (ids),
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
    """Lay out the most active organizations of a campaign or a selection.

    The same organizations and pairs always give the same picture. No labels overlap in a picture
    at least as wide as a phone (`WIDTH`).
    """
    size = as_part(campaign).size if campaign.engine else 0
    if size > MOST_IN_SHARDS:
        raise TooLarge(size)
    ranked, shared = by_organization(campaign), pairs(campaign)
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
    """Return the first pairs, and the strongest pair of every organization.

    Args:
        links: One row per pair, most often first.
        most: How many rows to return in any case.
    """
    ends = links[["one", "other"]].stack()  # noqa: PD013 - the order of the rows counts
    first = ends[~ends.duplicated()].index.get_level_values(0)
    return links[(links.index < most) | links.index.isin(first)].reset_index(drop=True)


def _with_ends(links: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """Add the ends of the lines."""
    where = nodes.set_index("organization")[["x", "y"]]
    ends = where.rename(columns={"x": "x2", "y": "y2"})
    return links.join(where, on="one").join(ends, on="other")


def pair_rows(campaign: Campaign, language: str) -> pd.DataFrame:
    """Return the pairs of organizations that worked together, by name.

    Returns:
        One row per pair, most often first, at most `MOST_LISTED`: `one`, `other` (names),
        `consultations` (how many they share), `numbers` (of these, as `1, 4`; "" for large ones).
    """
    shared = pairs(campaign).head(MOST_LISTED)
    if _role_count(as_part(campaign)) > _MANY_ROLES:
        return _with_names(shared.assign(numbers=""), campaign, language)
    number = campaign.consultations.set_index("id")["number"]
    roles = campaign.roles[["consultation", "organization"]].astype("str").drop_duplicates()
    roles = roles.assign(number=roles["consultation"].map(number)).sort_values("number")
    both = roles.merge(roles, on=["consultation", "number"])
    both = both[both["organization_x"] < both["organization_y"]]
    keys = ["organization_x", "organization_y"]
    texts = both.assign(number=both["number"].astype("str")).groupby(keys)["number"]
    numbers = texts.agg(comma(language).join).rename("numbers")
    return _with_names(shared.join(numbers, on=["one", "other"]), campaign, language)


@question(unite)
def _role_count(part: Selection) -> int:
    return len(part.roles)


def _with_names(named: pd.DataFrame, campaign: Campaign, language: str) -> pd.DataFrame:
    names = organization_names(campaign, language)["name"]
    return named.assign(one=named["one"].map(names), other=named["other"].map(names))
