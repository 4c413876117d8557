"""One region at a time: which, and what of a choice still holds for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.choice import ALL_KINDS, Choice
from data.schema import GLOBAL

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.choice import View


def region_ids(campaign: Campaign) -> list[str]:
    """The regions of a campaign in its order; last, "global" if something was for none."""
    none = bool((campaign.consultations["region"] == "").any())
    return [*campaign.regions["id"], *([GLOBAL] if none else [])]


def region_in_focus(campaign: Campaign, view: View) -> str:
    """The region to show: the single one chosen, else the opened consultation's, else the first.

    Returns:
        An id, "global" for no region; "" for a campaign without regions and consultations.
    """
    known = region_ids(campaign)
    if len(view.choice.regions) == 1 and view.choice.regions[0] in known:
        return view.choice.regions[0]
    row = campaign.row_of(view.selected) if view.selected else -1
    if row >= 0:
        return str(campaign.consultations["region"].iloc[row]) or GLOBAL
    return known[0] if known else ""


def region_choice(choice: Choice, region: str) -> Choice:
    """The choice of everything for one region, of every kind; its other filters still hold."""
    return replace(choice, regions=(region,) if region else (), kinds=(ALL_KINDS,))


def is_narrowed(choice: Choice, region: str) -> bool:
    """Whether filters besides the region hold something of it back."""
    return region_choice(choice, region) != region_choice(Choice(), region)
