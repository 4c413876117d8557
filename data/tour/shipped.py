"""The tours that a campaign ships, `tours/NAME.toml` in its folder."""

from __future__ import annotations

import re

from data.errors import Finding, msgid
from data.folder_files import made_of, names_in, small_file
from data.tour.edit import TourEdit
from data.tour.edit_file import MOST_BYTES, TourFileError, read_tour

FOLDER = "tours"
ENDING = ".toml"
MOST_TOURS = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


def shipped_tours(folder: str) -> dict[str, TourEdit]:
    """The tours in a campaign's folder that can be read, by their names, in order of names.

    A campaign without a folder, or a folder without tours, has none. Links to other files are not
    followed.
    """
    read = {name: _tour_in(folder, name) for name in _names(folder)}
    return {name: edit for name, edit in read.items() if isinstance(edit, TourEdit)}


def tour_findings(folder: str) -> tuple[Finding, ...]:
    """Name the tours in a campaign's folder that are not listed, and say why."""
    read = {name: _tour_in(folder, name) for name in _names(folder)}
    return tuple(
        Finding(tour_file(name), 0, "", "", msgid("a tour"), problem)
        for name, problem in read.items()
        if isinstance(problem, str)
    )


def _names(folder: str) -> list[str]:
    return names_in(folder, FOLDER, ENDING)[:MOST_TOURS]


def tour_file(name: str) -> str:
    """Where in a campaign's folder the tour of that name is."""
    return f"{FOLDER}/{name}{ENDING}"


def is_tour_name(name: str) -> bool:
    """Whether an address may name a tour so: small letters, digits, hyphens."""
    return bool(_NAME.fullmatch(name))


def _tour_in(folder: str, name: str) -> TourEdit | str:
    """The tour of that name, or why there is none, an English message id."""
    if not is_tour_name(name):
        return msgid("Name it with small letters, digits and hyphens alone.")
    data = small_file(folder, tour_file(name), MOST_BYTES)
    if data is None:
        return msgid("The file is too large for a tour, or a link.")
    return made_of(folder, data, _read)


def _read(data: bytes) -> TourEdit | str:
    try:
        return read_tour(data)
    except TourFileError as error:
        return error.problem
