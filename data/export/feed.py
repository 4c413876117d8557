"""A feed: a selection as a file at an address of its own, for programs and calendars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from data.export.extract import Extract, today
from data.export.formats import QUICK_ROWS, Format, format_named
from data.filters.address import parameters, read_view
from data.filters.choice import View
from data.filters.filters import FILTERS, PARAMETERS, WORDS_LENGTH
from data.filters.parameters import backwards
from data.filters.selection import of_rows
from data.model.errors import ExportError, NotOfferedError, TooMuchError, msgid
from data.words.languages import number, spoken_languages

if TYPE_CHECKING:
    from data.filters.address import Parameters
    from data.filters.parameters import Dropped
    from data.model.campaign import Campaign

FEEDS = ("json", "geojson", "csv", "ics")
"""Ids of the formats that feeds have."""

PAGED = ("json", "csv")
"""Those that also come in pages."""

MOST_PER_PAGE, USUAL_PER_PAGE = QUICK_ROWS, 1_000
"""Consultations of a page: at most, and where only its number is given."""

WITHOUT_EFFECT = ("c", "at", "sort", "lines", "map")
"""Parameters of the page that choose no consultations. A feed accepts them, so that the query of a
page can be copied."""

PATH = "api/consultations."
"""Address of a feed after that of the start page, without the format."""

_MOST_VALUES = 500
_EXAMPLES = 12
_REPEATED = 100
"""Letters of what was asked for in a message."""
_DIGITS = 9


class ParameterError(ExportError):
    """A parameter of a feed is unknown or wrong."""


@dataclass(frozen=True)
class Feed:
    """What an address asks for.

    Attributes:
        extract: The selection.
        form: The format of the file.
        page: The number of the page, from 1; 0 for the whole selection.
        limit: The most consultations of a page; 0 for the whole selection.
    """

    extract: Extract
    form: Format
    page: int = 0
    limit: int = 0

    @property
    def total(self) -> int:
        """The number of consultations in the selection."""
        return self.extract.chosen.size

    @property
    def pages(self) -> int:
        """The number of pages, at least 1."""
        return max(-(-self.total // self.limit), 1) if self.limit else 1

    @property
    def tag(self) -> str:
        """A weak entity tag: equal where version, parameters, address and format are.

        It is weak because files name the day on which they were written.
        """
        campaign, extract = self.extract.campaign, self.extract
        view = View(extract.choice, language=extract.language)
        parts = [campaign.settings.id, campaign.version, self.form.id, extract.address]
        parts += [urlencode(parameters(view), doseq=True), str(self.page), str(self.limit)]
        return f'W/"{sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'

    def check(self) -> None:
        """Refuse what takes too long for an answer, and pages that don't exist.

        Raises:
            TooMuchError: The selection needs a background job.
            ParameterError: There is no such page.
        """
        language = self.extract.language
        if self.page > self.pages:
            raise ParameterError(
                msgid("There is no page {page}."),
                msgid("The last page is {last}."),
                page=number(self.page, language),
                last=number(self.pages, language),
            )
        most = self.form.quick_rows
        if self.limit or most is None or self.total <= most:
            return
        raise TooMuchError(
            msgid("Too many at once: {count}. This format gives up to {most}."),
            msgid("Get it page by page with page and limit, or select fewer.")
            if self.form.id in PAGED
            else msgid("Select fewer, or download the file on the page."),
            count=number(self.total, language),
            most=number(most, language),
        )

    def write(self) -> bytes:
        """Write the file, or the part of it on the page."""
        part = self.extract.chosen
        if not self.limit:
            return self.form.write(self.extract)
        start = (self.page - 1) * self.limit
        extract = replace(self.extract)
        # A frozen value caches its properties in its `__dict__`.
        extract.__dict__["chosen"] = of_rows(part, part.rows[start : start + self.limit])
        return b"".join(self.form.pieces(extract))

    def address(self, page: int) -> str:
        """Return the address of another page."""
        query = {"page": [str(page)], "limit": [str(self.limit)]}
        return feed_address(self.extract, self.form, query)


def feed_address(extract: Extract, form: Format, more: Parameters | None = None) -> str:
    """Return the address of a selection as a feed; "" if the page's is unknown."""
    if not extract.address:
        return ""
    view = View(extract.choice, language=extract.language)
    query = urlencode(parameters(view) | (more or {}), doseq=True)
    return f"{extract.address}{PATH}{form.id}?{query}"


def read_feed(name: str, query: str, campaign: Campaign, address: str) -> Feed:
    """Read what an address asks for.

    Args:
        name: The format, the ending of the path.
        query: As the address has it, encoded.
        campaign: The whole campaign. Its first language is that of a feed that names none.
        address: Of the start page.

    Raises:
        NotOfferedError: There is no feed in this format.
        ParameterError: A parameter is unknown or wrong.
    """
    form = feed_format(name)
    values = _values(query)
    languages = spoken_languages(campaign.settings.languages)
    page, limit = _paging(values, form)
    view, dropped = read_view(values, campaign, languages, languages[0])
    if dropped:
        raise _wrong(dropped, campaign, languages)
    extract = Extract(campaign, view.choice, view.language, address, today())
    return Feed(extract, form, page, limit)


def feed_format(name: str) -> Format:
    """Return the format of a feed.

    Raises:
        NotOfferedError: There is no feed in this format.
    """
    if name in FEEDS:
        return format_named(name)
    raise NotOfferedError(
        msgid("There is no feed {name}."),
        msgid("Available feeds: {formats}."),
        name=name[:_REPEATED],
        formats=", ".join(FEEDS),
    )


def _values(query: str) -> Parameters:
    """Return the values of each parameter, without empty ones."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_VALUES)
    except ValueError as error:
        raise ParameterError(
            msgid("The address has too many parameters."), msgid("Name fewer.")
        ) from error
    known = (*PARAMETERS, "lang", *WITHOUT_EFFECT, "page", "limit")
    values: Parameters = {}
    for name, value in pairs:
        if name not in known:
            raise ParameterError(
                msgid("There is no parameter {name}."),
                msgid("Parameters: {names}."),
                name=name[:_REPEATED],
                names=", ".join(known),
            )
        if value:
            values.setdefault(name, []).append(value)
    if len(values.get("words", [""])[-1]) > WORDS_LENGTH:
        raise ParameterError(
            msgid("The search words are too long."),
            msgid("Use up to {most} characters."),
            most=str(WORDS_LENGTH),
        )
    return values


def _paging(values: Parameters, form: Format) -> tuple[int, int]:
    """Return page and limit, and remove them; 0 and 0 for the whole selection."""
    texts = {name: values.pop(name)[-1] for name in ("page", "limit") if name in values}
    if not texts:
        return 0, 0
    if form.id not in PAGED:
        raise ParameterError(
            msgid("The feed {name} has no pages."),
            msgid("Leave page and limit out."),
            name=form.id,
        )
    numbers = {"page": 1, "limit": USUAL_PER_PAGE}
    for name, text in texts.items():
        is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
        most = MOST_PER_PAGE if name == "limit" else 10**_DIGITS
        if not is_number or not 1 <= int(text) <= most:
            raise ParameterError(
                msgid("{name} is no number from 1 to {most}."),
                msgid("Correct it, or leave it out."),
                name=name,
                most=str(most),
            )
        numbers[name] = int(text)
    return numbers["page"], numbers["limit"]


def _wrong(
    dropped: list[Dropped], campaign: Campaign, languages: tuple[str, ...]
) -> ParameterError:
    """Return the error of values that mean nothing in this campaign."""
    if backwards(dropped):
        return ParameterError(msgid("The time ends before it begins."), msgid("Swap from and to."))
    name, value = dropped[0]
    known = {"lang": list(languages)}
    for one in FILTERS:
        known |= one.examples(campaign)
    examples = known.get(name, [])
    return ParameterError(
        msgid("{name} has no value {value}."),
        msgid("Possible values: {values}.") if examples else msgid("Leave it out."),
        name=name,
        value=value[:_REPEATED],
        values=", ".join([*examples[:_EXAMPLES], *(["..."] if examples[_EXAMPLES:] else [])]),
    )
