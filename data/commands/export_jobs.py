"""Parse the arguments of `python -m data export` into extracts and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from data.export.extract import Extract, today
from data.export.formats import Format, format_named, format_of
from data.filters.address import (
    DEMAND_FILTERS,
    Parameters,
    read_lines,
    read_view,
    split_parameters,
)
from data.filters.choice import ALL_KINDS, Choice
from data.filters.facets import facets
from data.filters.filters import FILTERS, PARAMETERS, years
from data.filters.parameters import backwards
from data.filters.query import Query
from data.model.errors import NotOfferedError, msgid
from data.tour.edit import (
    AS_MADE,
    MOST_BYTES,
    OWN,
    TourEdit,
    TourFileError,
    named_edit,
    read_tour,
    shipped_tours,
)
from data.tour.slides import WAYS
from data.words.languages import available_languages

_FILE = ".toml"


def tour_edit(campaign: Query, parameters: Parameters, name: str | None) -> TourEdit:
    """Return the changes to the tour of a selection.

    Args:
        campaign: The whole campaign.
        parameters: Parameters of the link about a tour, see `data.filters.address`.
        name: Name of a shipped tour, or a file; None uses the link.

    Returns:
        The edit; one that changes nothing if the link names no tour.

    Raises:
        NotOfferedError: There is no such tour, or the file is not a tour.
    """
    way = _last(parameters, "by")
    if way and way not in WAYS:
        raise NotOfferedError(
            msgid("Unknown value: by={value}."), msgid("Available: {values}."), value=way,
            values=", ".join(WAYS),
        )  # fmt: skip
    edit = _named(campaign, name or _last(parameters, "tour"))
    return replace(edit, by=way or edit.by)


def _last(parameters: Parameters, name: str) -> str:
    return parameters.get(name, [""])[-1]


def _named(campaign: Query, name: str) -> TourEdit:
    if not name:
        return AS_MADE
    if name == OWN:
        raise NotOfferedError(
            msgid("This link does not contain its tour, which was too long."),
            msgid("Download tour.toml from the page and pass it with --tour."),
        )
    if name.endswith(_FILE):
        return _in_file(Path(name))
    edit = named_edit(campaign.folder, name)
    if edit is None:
        raise NotOfferedError(
            msgid("Not in this campaign: {parameters}."), msgid("Available: {values}."),
            parameters=f"tour={name}", values=", ".join(shipped_tours(campaign.folder)) or "-",
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


_LOOKS = ("c", "at", "sort", "page", "lines", "lang", "show", "embed", "embed_options")
"""Parameters of an address that set the view but filter nothing."""

EACH = {
    "year" if one.counts_as == "years" else one.parameters[one.name]: one.counts_as
    for one in FILTERS
    if one.counts_as
}
"""Options of `--each`, and what `facets` calls these."""

_MOST_NAMED = 20
_PAGES = ("explore", "regions", "organizations", "present")
"""Addresses of pages with a view; links in a file lead to the start page instead."""


class Job(NamedTuple):
    """One file to write: its extract, format and path."""

    extract: Extract
    form: Format
    path: Path


def read_choice(query: str, campaign: Query) -> tuple[Choice, str, str]:
    """Read a query such as `region=mena&from=2015`, or the whole address of a view.

    Returns:
        The filters, the address without its query ("" if there was none), and the language of
        the query ("" for none).

    Raises:
        NotOfferedError: The campaign lacks a value. No file is better than a wrong one.
    """
    address, given, of_page = _parse(query)
    unknown = [name for name in given if name not in PARAMETERS and name not in _LOOKS]
    # Files have the demands of consultations, not those that the page Demands filters.
    unknown += [name for name in of_page if name in DEMAND_FILTERS.values()]
    if unknown:
        raise NotOfferedError(
            msgid("Unknown filter: {parameters}."),
            msgid("Available: {values}."),
            parameters=", ".join(unknown),
            values=", ".join(PARAMETERS),
        )
    view, dropped = read_view(given, campaign, available_languages(), "")
    lost = [part for part in dropped if part.parameter in PARAMETERS]
    if time := backwards(lost):
        raise NotOfferedError(
            msgid("The dates end before they begin: {parameters}."),
            msgid("Put the earlier date in from, or leave one out."),
            parameters=", ".join(f"{part.parameter}={part.value}" for part in time),
        )
    if lost:
        raise NotOfferedError(
            msgid("Not in this campaign: {parameters}."),
            msgid("Available: {values}."),
            parameters=", ".join(f"{part.parameter}={part.value}" for part in lost),
            values=_list_values(lost[0].parameter, campaign),
        )
    return view.choice, address, view.language


def _parse(query: str) -> tuple[str, Parameters, Parameters]:
    """Return the address of the start page, and the parameters of the view and of the tour."""
    address, mark, after = query.partition("?")
    given = parse_qs(after if mark else query, keep_blank_values=True, max_num_fields=1000)
    start, _, page = address.rpartition("/")
    return f"{start}/" if page in _PAGES else address if mark else "", *split_parameters(given)


def _list_values(parameter: str, campaign: Query) -> str:
    """List the values of a parameter, shortened."""
    its_filter = next(one for one in FILTERS if parameter in one.parameters.values())
    are_dates = its_filter.counts_as == "years"
    values = its_filter.examples(campaign)[parameter]
    names = [value if are_dates else f"{parameter}={value}" for value in values]
    return ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")


def jobs(extract: Extract, to: Path, form: str, each: str) -> list[Job]:
    """Return the files to write.

    Args:
        extract: The whole selection.
        to: A file or an existing folder; with `each` any folder.
        form: Id of the format; "" uses the ending of the file.
        each: A key of `EACH` for one file per option that has consultations; "" for one file.

    Raises:
        NotOfferedError: The format is unknown.
    """
    if not each and not to.is_dir():
        return [Job(extract, format_named(form) if form else format_of(to.name), to)]
    if not form:
        raise NotOfferedError(
            msgid("The file format is missing."),
            msgid("Add --format, for example --format pdf."),
        )
    wanted = format_named(form)
    extracts = list(_extracts(extract, each)) if each else [extract]
    names = _names(extracts, wanted.ending)
    return [Job(part, wanted, to / name) for part, name in zip(extracts, names, strict=True)]


def _names(extracts: list[Extract], ending: str) -> list[str]:
    """Return one name per extract; a number tells equal names apart."""
    names: dict[str, None] = {}
    for extract in extracts:
        name = extract.file_name(ending)
        again = 2
        while name in names:
            name = extract.file_name(f"{again}.{ending}")
            again += 1
        names[name] = None
    return list(names)


def _extracts(extract: Extract, each: str) -> Iterator[Extract]:
    """Yield an extract for each option that has consultations in the selection."""
    part = EACH[each]
    choice = extract.choice
    if each == "year":
        for year in _years(extract):
            yield replace(extract, choice=replace(choice, since=year, until=year))
        return
    chosen = (
        choice.kinds or extract.campaign.own_kinds if part == "kinds" else getattr(choice, part)
    )
    for option, count in facets(extract.campaign, choice, part)[part].items():
        if count and (not chosen or option in chosen or ALL_KINDS in chosen):
            change: dict[str, Any] = {part: (option,)}
            yield replace(extract, choice=replace(choice, **change))


def _years(extract: Extract) -> list[str]:
    """List the years with consultations in the selection, within its own period."""
    counts = facets(extract.campaign, extract.choice, "years")["years"]
    since, until = extract.choice.since[:4], extract.choice.until[:4] or "9999"
    return [year for year in years(extract.campaign) if counts[year] and since <= year <= until]


def extract_for(
    campaign: Query,
    query: str,
    language: str | None,
    address: str | None,
    tour: str | None = None,
) -> Extract:
    """Return the extract of a command line.

    Args:
        campaign: The whole campaign.
        query: See `read_choice`.
        language: Code; None uses the query, else the campaign's first language.
        address: Of the start page; None uses the query.
        tour: Name or file of a tour; None uses the query.

    Raises:
        NotOfferedError: The campaign lacks a value of the query.
    """
    choice, own_address, own_language = read_choice(query, campaign)
    _, given, tour_given = _parse(query)
    first = next(iter(campaign.settings.languages), "en")
    return Extract(
        campaign=campaign,
        choice=choice,
        language=language or own_language or first,
        address=(own_address if address is None else address).partition("?")[0],
        day=today(),
        edit=tour_edit(campaign, tour_given, tour),
        lines=read_lines(_last(given, "lines")),
    )
