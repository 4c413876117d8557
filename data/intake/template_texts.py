"""What the template says of each column: what it is, an example, whether it must be filled."""

from __future__ import annotations

from typing import NamedTuple

from data.errors import msgid


class ColumnHelp(NamedTuple):
    """One column; `what` and `example` are English message ids, "" for no example."""

    column: str
    what: str
    example: str
    must: bool = False


EXAMPLE_TITLE = msgid("EXAMPLE, replace this row: Hearing on the rights of migrant workers")

COLUMNS_HELP = (
    ColumnHelp(
        "id",
        msgid(
            "A short name of the row, each used once. Left empty, it is made of the "
            "title."
        ),
        "example",
    ),
    ColumnHelp("title", msgid("What the consultation is called."), EXAMPLE_TITLE, must=True),
    ColumnHelp(
        "kind", msgid("What kind of consultation it is; each kind has a shape on the map."),
        msgid("Hearing"),
    ),
    ColumnHelp(
        "region",
        msgid(
            "The region it was for, which may not be where it took place. Empty if it "
            "was for all."
        ),
        msgid("West Africa"),
    ),
    ColumnHelp(
        "city",
        msgid(
            "Where it took place; several cities with semicolons. Empty if it was "
            "online."
        ),
        "Dakar",
    ),
    ColumnHelp(
        "country",
        msgid(
            "The country of the city, in any usual spelling; one for all cities, or one "
            "for each."
        ),
        msgid("Senegal"),
    ),
    ColumnHelp(
        "lat",
        msgid(
            "Latitude in degrees, south negative. Only needed if the city isn't found "
            "by its name."
        ),
        "",
    ),
    ColumnHelp(
        "lon",
        msgid(
            "Longitude in degrees, west negative. Only needed if the city isn't found "
            "by its name."
        ),
        "",
    ),
    ColumnHelp(
        "start",
        msgid(
            "The first day as year-month-day, as exactly as it is known: 2016, 2016-04, "
            "2016-04-29."
        ),
        "2016-04-28",
    ),
    ColumnHelp(
        "end", msgid("The last day, written likewise. Empty for a single day."), "2016-04-29",
    ),
    ColumnHelp(
        "venue", msgid("The building or the platform where it was held."),
        msgid("Hall of the trade unions"),
    ),
    ColumnHelp(
        "organizers",
        msgid(
            "Who organized it; several with semicolons, each always spelt the "
            "same."
        ),
        msgid("First organization; Second organization"),
    ),
    ColumnHelp(
        "hosts", msgid("Who hosted it; an organization that did both stands in both columns."),
        msgid("First organization"),
    ),
    ColumnHelp(
        "partners", msgid("Who took part in it as a partner; several with semicolons."),
        msgid("Third organization"),
    ),
    ColumnHelp("participants",
    msgid(
        "Who came, or how many."), msgid("45 people from 12 "
        "countries"
    )),
    ColumnHelp(
        "summary", msgid("What happened and what came out of it, in a few sentences."),
        msgid("Workers and lawyers agreed on ten recommendations."),
    ),
    ColumnHelp("feeds_into", msgid("The id of the consultation that its results went to."), ""),
    ColumnHelp("notes", msgid("What a careful reader should know of these facts."), ""),
    ColumnHelp(
        "sources", msgid("Where the facts are from: addresses or titles, several with semicolons."),
        "https://example.org/hearing",
    ),
)  # fmt: skip
"""In the order of `CONSULTATION_COLUMNS`."""

SHEET = msgid("Consultations")
HELP_SHEET = msgid("How to fill it")
HELP_HEADER = (msgid("Column"), msgid("What it is"), msgid("Example"), msgid("Must it be filled?"))
MUST, MAY = msgid("must"), msgid("may")
KINDS, REGIONS = msgid("Kinds to choose from"), msgid("Regions to choose from")
DATES = msgid("Dates")
DATES_HELP = msgid("As exactly as it is known: 2016, 2016-04 or 2016-04-29")
NOT_LISTED = msgid("This is not in the list")
NOT_LISTED_HELP = msgid("It may be kept, and is then a new one. Is it spelt as you mean it?")
