"""What stands below the page: what it is, of which day, from which sources, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.export.about import about, nothing_chosen, sources
from data.export.single_page.cards import linked
from data.export.single_page.markup import Html, joined, tag
from data.languages import translations
from data.links import web_address

if TYPE_CHECKING:
    from data.export.extract import Extract

_ELSEWHERE = {"campaign", "language", "credits"}
"""Facts that the page says in its own way."""

_MOST_OPEN = 60


def colophon(extract: Extract) -> Html:
    """The campaign in its own words, the facts of this file, its sources and credits."""
    say = translations(extract.language).gettext
    settings, language = extract.campaign.settings, extract.language
    paragraphs = [
        tag("p", text_with_links(part), dir="auto")
        for part in settings.text("introduction", language).split("\n\n")
        if part.strip()
    ]
    facts = [
        joined(tag("dt", fact.label), tag("dd", text_with_links(fact.text), dir="auto"))
        for fact in about(extract)
        if fact.name not in _ELSEWHERE
    ]
    cited = [] if nothing_chosen(extract) else sources(extract)
    listed = [tag("li", text_with_links(source), dir="auto") for source in cited]
    return tag(
        "footer",
        tag("section", tag("h2", say("About this page")), *paragraphs, tag("dl", *facts)),
        _folded(tag("h2", say("Sources")), tag("ul", *listed), len(listed)) if listed else "",
        tag("section", tag("h2", say("Credits")), *_credits(extract)),
    )


def _folded(title: Html, content: Html, count: int) -> Html:
    """A section; a long one is folded up, so that it does not bury what follows."""
    if count <= _MOST_OPEN:
        return tag("section", title, content)
    return tag("section", tag("details", tag("summary", title), content))


def text_with_links(text: str) -> Html:
    """Text from data, the addresses in it links in their short form."""
    return joined(
        *(
            tag("a", piece.text, href=piece.address) if web_address(piece.address) else piece.text
            for piece in linked(text)
        )
    )


def _credits(extract: Extract) -> list[Html]:
    say = translations(extract.language).gettext
    own = extract.campaign.settings.text("credits", extract.language).strip()
    lines = [
        say("Cities: {geonames}, {licence}.").format(geonames="GeoNames", licence="CC BY 4.0"),
        say("Shapes of countries: {natural_earth}, public domain.").format(
            natural_earth="Natural Earth"
        ),
        say("Map: {leaflet}, BSD 2-clause licence.").format(leaflet="Leaflet"),
    ]
    borders = say(
        "Borders on the map are those of Natural Earth. They say nothing on the legal status "
        "of any country or territory."
    )
    return [
        *([tag("p", text_with_links(own), dir="auto")] if own else []),
        tag("p", " ".join([*lines, borders])),
    ]
