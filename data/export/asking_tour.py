"""The tour that a command line asks to have as slides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import msgid
from data.export.refusals import NotOfferedError
from data.tour.asked import OWN, asked_edit
from data.tour.edit import AS_MADE, TourEdit
from data.tour.edit_file import MOST_BYTES, TourFileError, read_tour
from data.tour.shipped import shipped_tours
from data.tour.slides import WAYS

if TYPE_CHECKING:
    from data.address import Parameters
    from data.campaign import Campaign

_FILE = ".toml"


def edit_asked(campaign: Campaign, asked: Parameters, name: str | None) -> TourEdit:
    """What is changed about the tour of a choice.

    Args:
        campaign: The whole campaign.
        asked: What the link says of a tour, see `data.tour.address`.
        name: That of a shipped tour, or of a file; None is what the link says.

    Returns:
        The edit; the one that changes nothing if none is asked for.

    Raises:
        NotOfferedError: There is no such tour, or its file is none.
    """
    way = _last(asked, "by")
    if way and way not in WAYS:
        raise NotOfferedError(
            msgid("No tour is told by {what}."), msgid("It has {known}."), what=way,
            known=", ".join(WAYS),
        )  # fmt: skip
    edit = _named(campaign, name or _last(asked, "tour"))
    return replace(edit, by=way or edit.by)


def _last(asked: Parameters, name: str) -> str:
    return asked.get(name, [""])[-1]


def _named(campaign: Campaign, name: str) -> TourEdit:
    if not name:
        return AS_MADE
    if name == OWN:
        raise NotOfferedError(
            msgid("The tour of this link is not in it: it was too long."),
            msgid("Download tour.toml on the page, and name it with --tour."),
        )
    if name.endswith(_FILE):
        return _in_file(Path(name))
    edit = asked_edit(campaign.folder, name)
    if edit is None:
        raise NotOfferedError(
            msgid("This campaign does not have {what}."), msgid("It has {known}."),
            what=f"tour={name}", known=", ".join(shipped_tours(campaign.folder)) or "-",
        )  # fmt: skip
    return edit


def _in_file(path: Path) -> TourEdit:
    try:
        with path.open("rb") as file:
            return read_tour(file.read(MOST_BYTES + 1))
    except (OSError, TourFileError) as error:
        reason = error.problem if isinstance(error, TourFileError) else f"{error.strerror}."
        raise NotOfferedError(
            msgid("The tour {file} can't be read. {reason}"),
            msgid("Name a tour.toml, as the page Present writes it."),
            file=str(path), reason=reason,
        ) from error  # fmt: skip
