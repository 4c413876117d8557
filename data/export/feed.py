"""A feed: a selection as a file at an address of its own, for programs and calendars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from data.export.extract import Extract, today
from data.export.formats import Format, format_named
from data.filters.address import Parameters, parameters, read_view
from data.filters.choice import View
from data.filters.filters import FILTERS, PARAMETERS, WORDS_LENGTH
from data.filters.parameters import Dropped, backwards
from data.filters.query import Query
from data.model.errors import ExportError, GoneError, NotOfferedError, TooMuchError, msgid
from data.words.languages import number, spoken_languages

REPORT = "report.html"
FEEDS = ("json", "geojson", "csv", "ics", REPORT)
"""Ids of the formats that feeds have."""

WITHOUT_EFFECT = ("c", "at", "sort", "lines", "map")
"""Parameters of the page that choose no consultations. A feed accepts them, so that the query of a
page can be copied. Only a report back is of one consultation, `c`."""

_GONE = ("page", "limit")
"""Parameters of feeds in pages, which were given up."""

PATH = "api/consultations."
"""Address of a feed after that of the start page, without the format."""

_MOST_VALUES = 500
_EXAMPLES = 12
_AVAILABLE, _NAMES = msgid("Available feeds: {formats}."), ", ".join(FEEDS)
_REPEATED = 100
"""Letters of what was asked for in a message."""


class ParameterError(ExportError):
    """A parameter of a feed is unknown or wrong."""


@dataclass(frozen=True)
class Feed:
    """What an address asks for.

    Attributes:
        extract: The selection.
        form: The format of the file.
    """

    extract: Extract
    form: Format

    @property
    def tag(self) -> str:
        """A weak entity tag: equal where version, parameters, address and format are.

        It is weak because files name the day on which they were written.
        """
        campaign, extract = self.extract.campaign, self.extract
        view = View(extract.choice, selected=extract.consultation, language=extract.language)
        parts = [campaign.settings.id, campaign.version, self.form.id, extract.address]
        parts += [urlencode(parameters(view), doseq=True)]
        return f'W/"{sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'

    def check(self) -> None:
        """Refuse what takes too long for an answer.

        Raises:
            TooMuchError: The selection needs a background job.
        """
        language, total = self.extract.language, self.extract.chosen.size
        most = self.form.quick_rows
        if most is None or total <= most:
            return
        raise TooMuchError(
            msgid("Too many at once: {count}. This format gives up to {most}."),
            msgid("Select fewer, or download the file on the page."),
            count=number(total, language),
            most=number(most, language),
        )

    def write(self) -> bytes:
        """Write the file."""
        return self.form.write(self.extract)


def feed_address(extract: Extract, form: Format) -> str:
    """Return the address of a selection as a feed; "" if the page's is unknown."""
    if not extract.address:
        return ""
    view = View(extract.choice, selected=extract.consultation, language=extract.language)
    return f"{extract.address}{PATH}{form.id}?{urlencode(parameters(view), doseq=True)}"


def read_feed(name: str, query: str, campaign: Query, address: str) -> Feed:
    """Read what an address asks for.

    Args:
        name: The format, the ending of the path.
        query: As the address has it, encoded.
        campaign: The whole campaign. Its first language is that of a feed that names none.
        address: Of the start page.

    Raises:
        NotOfferedError: There is no feed in this format.
        GoneError: A parameter was given up.
        ParameterError: A parameter is unknown or wrong.
    """
    form = feed_format(name)
    values = _values(query)
    languages = spoken_languages(campaign.settings.languages)
    view, dropped = read_view(values, campaign, languages, languages[0])
    if dropped:
        raise _wrong(dropped, campaign, languages)
    extract = Extract(campaign, view.choice, view.language, address, today())
    if form.id == REPORT:
        extract = replace(extract, consultation=view.selected)
    return Feed(extract, form)


def feed_format(name: str) -> Format:
    """Return the format of a feed.

    Raises:
        NotOfferedError: There is no feed in this format.
    """
    if name in FEEDS:
        return format_named(name)
    raise NotOfferedError(
        msgid("There is no feed {name}."), _AVAILABLE, name=name[:_REPEATED], formats=_NAMES
    )


def gone_feed(name: str) -> GoneError:
    """Return the error of a feed that was given up."""
    return GoneError(msgid("{name} is no longer available."), _AVAILABLE, name=name, formats=_NAMES)


def _values(query: str) -> Parameters:
    """Return the values of each parameter, without empty ones."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_VALUES)
    except ValueError as error:
        raise ParameterError(
            msgid("The address has too many parameters."), msgid("Name fewer.")
        ) from error
    known = (*PARAMETERS, "lang", *WITHOUT_EFFECT)
    values: Parameters = {}
    for name, value in pairs:
        if name in _GONE:
            raise GoneError(
                msgid("{name} is no longer available."),
                msgid("Leave page and limit out."),
                name=name,
            )
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


def _wrong(dropped: list[Dropped], campaign: Query, languages: tuple[str, ...]) -> ParameterError:
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
