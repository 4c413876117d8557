"""Parse the arguments of `python -m data.export` into extracts and files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs

from data.campaign.errors import NotOfferedError, msgid
from data.campaign.schema import GLOBAL, ROLES
from data.choosing.address import backwards, parted, read_view
from data.choosing.choice import ALL_KINDS
from data.choosing.filters import option_counts, years
from data.export.extract import Extract, today
from data.export.formats import format_named, format_of
from data.tour.edit import (
    AS_MADE,
    MOST_BYTES,
    OWN,
    TourEdit,
    TourFileError,
    asked_edit,
    read_tour,
    shipped_tours,
)
from data.tour.slides import WAYS
from data.words.languages import available_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.campaign.campaign import Campaign
    from data.choosing.address import Parameters
    from data.choosing.choice import Choice
    from data.export.formats import Format

_FILE = ".toml"


def edit_asked(campaign: Campaign, asked: Parameters, name: str | None) -> TourEdit:
    """What is changed about the tour of a choice.

    Args:
        campaign: The whole campaign.
        asked: What the link says of a tour, see `data.choosing.address`.
        name: That of a shipped tour, or of a file; None is what the link says.

    Returns:
        The edit; the one that changes nothing if none is asked for.

    Raises:
        NotOfferedError: There is no such tour, or its file is none.
    """
    way = _last(asked, "by")
    if way and way not in WAYS:
        raise NotOfferedError(
            msgid("Unknown value: by={value}."), msgid("Available: {known}."), value=way,
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
            msgid("This link does not contain its tour, which was too long."),
            msgid("Download tour.toml from the page and pass it with --tour."),
        )
    if name.endswith(_FILE):
        return _in_file(Path(name))
    edit = asked_edit(campaign.folder, name)
    if edit is None:
        raise NotOfferedError(
            msgid("Not in this campaign: {parameters}."), msgid("Available: {known}."),
            parameters=f"tour={name}", known=", ".join(shipped_tours(campaign.folder)) or "-",
        )  # fmt: skip
    return edit


def _in_file(path: Path) -> TourEdit:
    try:
        with path.open("rb") as file:
            return read_tour(file.read(MOST_BYTES + 1))
    except (OSError, TourFileError) as error:
        reason = error.problem if isinstance(error, TourFileError) else f"{error.strerror}."
        raise NotOfferedError(
            msgid("{file} is not a readable tour. {reason}"),
            msgid("Use a tour.toml that was saved on the page Present."),
            file=str(path), reason=reason,
        ) from error  # fmt: skip


FILTERS = ("region", "kind", "country", "organization", "role", "from", "to", "words")
"""The parameters of a choice, as an address has them."""

_LOOKS = ("c", "at", "sort", "page", "lines", "lang", "show", "embed", "embed_options")
"""Parameters of an address that say how a view is looked at; they choose nothing."""

EACH = {
    "region": "regions",
    "kind": "kinds",
    "country": "countries",
    "organization": "organizations",
    "year": "years",
}
"""What a file each may be made of, and the part of a choice that it is."""

_MOST_NAMED = 20
_PAGES = ("explore", "regions", "organizations", "present")
"""Addresses of pages that show a view; links in a file lead to the start page."""


class Job(NamedTuple):
    """One file to make: what of, in which form, and where."""

    extract: Extract
    form: Format
    path: Path


def read_choice(query: str, campaign: Campaign) -> tuple[Choice, str, str]:
    """Read a query such as `region=mena&from=2015`, or the whole address of a view.

    Returns:
        The choice, the address without its query ("" if there was none), and the language that
        it names ("" for none).

    Raises:
        NotOfferedError: It asks for what the campaign does not have. A file of something else
            than was asked for is worse than none.
    """
    address, given, _ = _taken_apart(query)
    strange = [name for name in given if name not in FILTERS and name not in _LOOKS]
    if strange:
        raise NotOfferedError(
            msgid("Unknown filter: {parameters}."),
            msgid("Available: {known}."),
            parameters=", ".join(strange),
            known=", ".join(FILTERS),
        )
    view, dropped = read_view(given, campaign, available_languages(), "")
    lost = [one for one in dropped if one.parameter in FILTERS]
    if time := backwards(lost):
        raise NotOfferedError(
            msgid("The dates end before they begin: {parameters}."),
            msgid("Put the earlier date in from, or leave one out."),
            parameters=", ".join(f"{one.parameter}={one.value}" for one in time),
        )
    if lost:
        raise NotOfferedError(
            msgid("Not in this campaign: {parameters}."),
            msgid("Available: {known}."),
            parameters=", ".join(f"{one.parameter}={one.value}" for one in lost),
            known=_known(lost[0].parameter, campaign),
        )
    return view.choice, address, view.language


def _taken_apart(query: str) -> tuple[str, Parameters, Parameters]:
    """The address of the start page, what the query says of a view, and what of a tour."""
    address, mark, after = query.partition("?")
    given = parse_qs(after if mark else query, keep_blank_values=True, max_num_fields=1000)
    start, _, page = address.rpartition("/")
    return f"{start}/" if page in _PAGES else address if mark else "", *parted(given)


def _known(parameter: str, campaign: Campaign) -> str:
    """What a parameter may be, in short."""
    known: dict[str, Iterable[Any]] = {
        "region": [*campaign.regions["id"], GLOBAL],
        "kind": [*campaign.kinds["id"], ALL_KINDS],
        "country": sorted(set(campaign.places["iso2"]) - {""}),
        "organization": campaign.organizations["id"],
        "role": ROLES,
    }
    if parameter not in known:
        return "2016, 2016-04, 2016-04-29"
    names = [f"{parameter}={one}" for one in known[parameter]]
    return ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")


def jobs(extract: Extract, to: Path, form: str, each: str) -> list[Job]:
    """The files that are asked for.

    Args:
        extract: What is chosen.
        to: A file, or a folder: one that is there, or any if a file each is asked for.
        form: Id of the form; "" is what the ending of the file says.
        each: A key of `EACH` for a file for each that has a consultation; "" is one file.

    Raises:
        NotOfferedError: The form is not known.
    """
    if not each and not to.is_dir():
        return [Job(extract, format_named(form) if form else format_of(to.name), to)]
    if not form:
        raise NotOfferedError(
            msgid("The file format is missing."),
            msgid("Add --format, for example --format pdf."),
        )
    asked = format_named(form)
    extracts = list(_extracts(extract, each)) if each else [extract]
    names = _names(extracts, asked.ending)
    return [Job(one, asked, to / name) for one, name in zip(extracts, names, strict=True)]


def _names(extracts: list[Extract], ending: str) -> list[str]:
    """A name each; what would be called as one before it is told apart by a number."""
    names: dict[str, None] = {}
    for one in extracts:
        name = one.file_name(ending)
        again = 2
        while name in names:
            name = one.file_name(f"{again}.{ending}")
            again += 1
        names[name] = None
    return list(names)


def _extracts(extract: Extract, each: str) -> Iterator[Extract]:
    """An extract for each option that gives something, within what is chosen."""
    part = EACH[each]
    choice = extract.choice
    if each == "year":
        for year in _years(extract):
            yield replace(extract, choice=replace(choice, since=year, until=year))
        return
    chosen = (
        choice.kinds or extract.campaign.own_kinds if part == "kinds" else getattr(choice, part)
    )
    for option, count in option_counts(extract.campaign, choice, part).items():
        if count and (not chosen or option in chosen or ALL_KINDS in chosen):
            change: dict[str, Any] = {part: (option,)}
            yield replace(extract, choice=replace(choice, **change))


def _years(extract: Extract) -> list[str]:
    """The years in which something of the choice was, its own time included."""
    counts = option_counts(extract.campaign, extract.choice, "years")
    since, until = extract.choice.since[:4], extract.choice.until[:4] or "9999"
    return [year for year in years(extract.campaign) if counts[year] and since <= year <= until]


def extract_of(
    campaign: Campaign,
    query: str,
    language: str | None,
    address: str | None,
    tour: str | None = None,
) -> Extract:
    """The extract that a command line asks for.

    Args:
        campaign: The whole campaign.
        query: See `read_choice`.
        language: Code; None is what the query says, else the campaign's first.
        address: Of the start page; None is what the query says.
        tour: Name or file of a tour; None is what the query says.

    Raises:
        NotOfferedError: The query asks for what is not there.
    """
    choice, own_address, own_language = read_choice(query, campaign)
    first = next(iter(campaign.settings.languages), "en")
    return Extract(
        campaign=campaign,
        choice=choice,
        language=language or own_language or first,
        address=(own_address if address is None else address).partition("?")[0],
        day=today(),
        edit=edit_asked(campaign, _taken_apart(query)[2], tour),
    )
