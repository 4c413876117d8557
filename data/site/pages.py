"""The pages of one language: start, lists, data, and one per region, organization, consultation."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from data.export.single_page.markup import Html, join_html, raw, tag
from data.figures.organization_record import organization_record
from data.figures.organizations import involvements_in_words
from data.filters.choice import ALL_KINDS, Choice
from data.filters.describe import (
    dates_in_words,
    organization_names,
    places_in_words,
    region_names,
)
from data.filters.nouns import meetings_heading
from data.filters.select import describe, describe_parts
from data.model.campaign import translated
from data.model.schema import GLOBAL
from data.site.layout import (
    Page,
    consultation_path,
    link,
    linked_text,
    organization_path,
    region_path,
    relative,
    source_link,
)
from data.site.structured import dataset, event
from data.words.languages import number, translations
from data.words.links import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from data.export.extract import Extract
    from data.export.single_page.cards import Card, Item, Link
    from data.figures.record import Party
    from data.site.layout import Site

_DESCRIPTION = 200
"""Letters of a summary that search engines and messengers show."""

LIST_ROWS = 500
"""Consultations on one page of the list."""

EVERYTHING = Choice(kinds=(ALL_KINDS,))


class Row(NamedTuple):
    """One consultation in a list: what a reader needs to choose it."""

    id: str
    number: int
    title: str
    when: str
    where: str
    region: str


def row_of(card: Card) -> Row:
    """Return the line of a list for a card."""
    return Row(card.id, card.number, card.title or card.id, card.when, card.where, card.region)


def rows_of(extract: Extract) -> list[Row]:
    """Return the lines of a list, without the cards, which take ten times as long."""
    part, language = extract.chosen, extract.language
    table = part.consultations
    where = places_in_words(part.places, language).to_dict()
    cells = zip(
        table["id"],
        table["number"].tolist(),
        translated(table, "title", language),
        dates_in_words(table, language),
        [where.get(id_, "") for id_ in table["id"]],
        table["region"].astype("str").replace("", GLOBAL),
        strict=True,
    )
    return [
        Row(id_, number, title or id_, day, place, region)
        for id_, number, title, day, place, region in cells
    ]


def start_page(site: Site, rows: Sequence[Row], files: Sequence[tuple[str, str]]) -> Page:
    """Return the start page: the story, the map, regions, the first consultations."""
    settings, here = site.campaign.settings, f"{site.root()}index.html"
    story = [
        tag("p", linked_text(part, site.day), dir="auto")
        for part in settings.text("introduction", site.language).split("\n\n")
        if part.strip()
    ]
    subtitle = settings.text("subtitle", site.language)
    words = describe(site.campaign, EVERYTHING, site.language)
    _, size = describe_parts(site.campaign, EVERYTHING, site.language)
    names = region_names(site.campaign, site.language)
    regions = [
        tag("li", link(here, site.root() + region_path(id_), names[id_], dir="auto"))
        for id_ in dict.fromkeys(row.region for row in rows)
        if id_ in names
    ]
    body = join_html(
        tag("p", subtitle, class_="lead", dir="auto") if subtitle else "",
        _map(site, here),
        *story,
        tag("h2", site.say("Regions")),
        tag("ul", *regions, class_="tiles"),
        tag("h2", size),
        _list(site, here, rows[:50]),
        tag("p", link(here, f"{site.root()}consultations.html", site.say("The whole list"))),
    )
    data = dataset(site, subtitle or words, files)
    return Page("index.html", site.title, subtitle or words, body, (data,))


def _map(site: Site, here: str) -> Html:
    """Return the interactive map in a frame, and on small screens a button that opens it.

    A campaign too large for it has a picture.
    """
    if not site.consultations:
        picture = site.pictures.get("index.html", "")
        text = describe(site.campaign, EVERYTHING, site.language)
        size = {"width": "1200", "height": "630"}
        return tag("img", src=relative(here, picture), alt=text, **size) if picture else raw("")
    path = relative(here, f"{site.root()}explore.html")
    title = site.say("Interactive map")
    return join_html(
        tag("p", tag("a", site.say("Open the map"), href=path, class_="button")),
        tag("iframe", src=path, title=title, loading="lazy"),
    )


def list_pages(site: Site, rows: Sequence[Row]) -> Iterator[Page]:
    """Yield the pages of the list of all consultations."""
    say = translations(site.language)
    count = max(-(-len(rows) // LIST_ROWS), 1)
    for i in range(count):
        path = _list_path(i)
        here = site.root() + path
        title = heading = meetings_heading(site.campaign, site.language)
        if count > 1:
            title = say.gettext("{heading}, page {page} of {pages}").format(
                heading=heading,
                page=number(i + 1, site.language),
                pages=number(count, site.language),
            )
        steps = [
            link(here, site.root() + _list_path(j), text, rel=rel)
            for j, text, rel in (
                (i - 1, say.gettext("Previous page"), "prev"),
                (i + 1, say.gettext("Next page"), "next"),
            )
            if 0 <= j < count
        ]
        body = join_html(
            _list(site, here, rows[i * LIST_ROWS : (i + 1) * LIST_ROWS]),
            tag("p", *_between(" · ", steps)) if steps else "",
        )
        yield Page(path, title, describe(site.campaign, EVERYTHING, site.language), body)


def _list_path(position: int) -> str:
    return f"consultations-{position + 1}.html" if position else "consultations.html"


def _list(site: Site, here: str, rows: Iterable[Row]) -> Html:
    items = []
    for row in rows:
        title: Html | str = row.title
        if row.id in site.consultations:
            title = link(here, site.root() + consultation_path(row.id), row.title)
        facts = tag("span", *_between(" · ", [row.when, row.where]), class_="facts", dir="auto")
        items.append(tag("li", tag("span", title, dir="auto"), " ", facts, value=str(row.number)))
    return tag("ol", *items, class_="list") if items else tag("p", site.say("Nothing here yet."))


def region_page(site: Site, region: str, rows: Sequence[Row]) -> Page:
    """Return the page of a region, "global" for consultations without one."""
    path = region_path(region)
    here = site.root() + path
    choice = Choice(regions=(region,), kinds=(ALL_KINDS,))
    name = region_names(site.campaign, site.language)[region]
    words = describe(site.campaign, choice, site.language)
    shown = rows[:LIST_ROWS]
    more = len(rows) - len(shown)
    body = join_html(
        tag("p", words, dir="auto"),
        _explore_link(site, here, f"region={region}" if region != GLOBAL else ""),
        _list(site, here, shown),
        _more_note(site, more),
    )
    return Page(path, name, words, body)


def _more_note(site: Site, more: int) -> Html:
    note = translations(site.language).ngettext(
        "{count} more in the whole list",
        "{count} more in the whole list",
        more,
    )
    return tag("p", note.format(count=number(more, site.language))) if more > 0 else raw("")


def _explore_link(site: Site, here: str, parameters: str) -> Html:
    if not site.consultations:
        return raw("")
    path = f"{site.root()}explore.html" + (f"#{parameters}&kind={ALL_KINDS}" if parameters else "")
    return tag("p", link(here, path, site.say("Open on the map"), class_="button"))


def organizations_page(site: Site) -> Page:
    """Return the list of organizations by name; those with a page of their own are links."""
    names = organization_names(site.campaign, site.language)
    here = f"{site.root()}organizations.html"
    items = [
        tag("li", _organization(site, here, id_, name))
        for id_, name in sorted(names.items(), key=lambda item: item[1].casefold())
    ]
    say = translations(site.language)
    words = say.ngettext("{count} organization", "{count} organizations", len(items))
    title = site.say("Organizations")
    body = join_html(
        tag("p", words.format(count=number(len(items), site.language))),
        tag("ul", *items, class_="names"),
    )
    description = f"{title} · {words.format(count=number(len(items), site.language))}"
    return Page("organizations.html", title, description, body)


def _organization(site: Site, here: str, id_: str, name: str) -> Html:
    if id_ not in site.organizations:
        return tag("span", name, dir="auto")
    return link(here, site.root() + organization_path(id_), name, dir="auto")


def organization_page(site: Site, organization: str) -> Page:
    """Return the page of an organization: names, roles, consultations, whom it worked with."""
    record = organization_record(site.campaign, organization, site.language)
    more = len(record.parts) - LIST_ROWS
    path = organization_path(organization)
    here = site.root() + path
    say = translations(site.language)
    items = []
    for part in record.parts[:LIST_ROWS]:
        title: Html | str = part.title
        if part.consultation in site.consultations:
            title = link(here, site.root() + consultation_path(part.consultation), part.title)
        did = involvements_in_words({part.involvement: 1}, site.language)
        facts = tag("span", *_between(" · ", [part.when, part.where, did]), class_="facts")
        items.append(tag("li", title, " ", facts, value=str(part.number), dir="auto"))
    companions = [
        tag("li", _organization(site, here, other.id, other.name), f" ({other.consultations})")
        for other in record.companions[:50]
    ]
    parts = [
        tag("p", join_html(*_between(" · ", record.also)), dir="auto") if record.also else "",
        tag("p", record.roles, dir="auto") if record.roles else "",
        tag("p", source_link(Piece(record.address, record.address), site.day))
        if record.address
        else "",
        _explore_link(site, here, f"organization={organization}"),
        tag("h2", site.say("Consultations")),
        tag("ol", *items, class_="list"),
        _more_note(site, more),
    ]
    if companions:
        parts += [tag("h2", say.gettext("Worked with")), tag("ul", *companions)]
    return Page(path, record.name, f"{record.name}: {record.roles}", join_html(*parts))


def consultation_page(site: Site, card: Card, before: Row | None, after: Row | None) -> Page:
    """Return the page of a consultation, with links to the ones before and after it."""
    path = consultation_path(card.id)
    here = site.root() + path
    say = translations(site.language).gettext
    titles = (say("Organizers"), say("Hosts"), say("Partners"))
    rows: list[tuple[str, str]] = [
        *((fact.label, _fact(site, here, card, fact.text)) for fact in card.facts),
        *(
            (title, _parties(site, here, role))
            for title, role in zip(titles, card.roles, strict=True)
        ),
        (say("Results went to"), _links(site, here, card.links.fed)),
        (say("Took up results of"), _links(site, here, card.links.fed_by)),
        (say("Documents"), _items(site, card.documents)),
        (say("Photos"), _items(site, card.photos)),
        *((name, _pieces(site, text)) for name, text in card.extras),
        (say("Notes"), _pieces(site, card.notes)),
        (say("Sources"), _bullets([_pieces(site, source) for source in card.sources])),
    ]
    facts = [join_html(tag("dt", name), tag("dd", text, dir="auto")) for name, text in rows if text]
    steps = [
        link(here, site.root() + consultation_path(row.id), f"{row.number}. {row.title}", rel=rel)
        for row, rel in ((before, "prev"), (after, "next"))
        if row and row.id in site.consultations
    ]
    body = join_html(
        tag("p", card.summary, class_="lead", dir="auto") if card.summary else "",
        tag("dl", *facts),
        _explore_link(site, here, f"c={card.id}"),
        tag("nav", *steps, class_="steps", aria_label=say("Consultations")) if steps else "",
    )
    facts_line = " · ".join(part for part in (card.when, card.where) if part)
    title = card.title or card.id
    summary = textwrap.shorten(card.summary, _DESCRIPTION, placeholder="…")
    description = " · ".join(part for part in (facts_line, summary) if part) or title
    return Page(path, title, description, body, (event(site, card),))


def _fact(site: Site, here: str, card: Card, text: str) -> str:
    """Return the text of a fact; the region is a link to its page."""
    name = region_names(site.campaign, site.language).get(card.region, "")
    return (
        link(here, site.root() + region_path(card.region), text) if name and text == name else text
    )


def _parties(site: Site, here: str, parties: Iterable[Party]) -> Html:
    return join_html(
        *_between("; ", [_organization(site, here, party.id, party.name) for party in parties])
    )


def _links(site: Site, here: str, links: Iterable[Link]) -> Html:
    items: list[Html] = []
    for one in links:
        if one.id in site.consultations:
            items.append(link(here, site.root() + consultation_path(one.id), one.text))
        else:
            items.append(tag("span", one.text))
    return _bullets(items)


def _items(site: Site, items: Iterable[Item]) -> Html:
    lines = []
    for item in items:
        name: str = item.title
        if item.address:
            name = source_link(Piece(item.title, item.address), site.day)
        lines.append(join_html(name, f" ({item.rest})" if item.rest else ""))
    return _bullets(lines)


def _pieces(site: Site, parts: Iterable[Piece]) -> Html:
    return join_html(*(source_link(piece, site.day) for piece in parts))


def _bullets(items: Sequence[str]) -> Html:
    if len(items) <= 1:
        return join_html(*items)
    return tag("ul", *(tag("li", item) for item in items))


def _between(sign: str, parts: Iterable[str]) -> Iterator[str]:
    for i, part in enumerate([part for part in parts if part]):
        yield from (sign, part) if i else (part,)


def data_page(site: Site, files: Sequence[tuple[str, str]], calendar: str) -> Page:
    """Return the page of files to download and of the calendar to subscribe to."""
    here = f"{site.root()}data.html"
    items = [tag("li", tag("a", title, href=relative(here, path))) for path, title in files]
    title = site.say("Data")
    sentence = site.say("Each file holds the whole campaign, related meetings included.")
    parts = [tag("p", sentence), tag("ul", *items)]
    if calendar:
        parts += [
            tag("h2", site.say("Calendar")),
            tag("p", tag("a", site.say("Subscribe"), href=calendar, class_="button")),
        ]
    return Page("data.html", title, sentence, join_html(*parts))


def missing_page(site: Site) -> Page:
    """Return the page that hosts show for an address that doesn't exist."""
    sentence = site.say("There is no page at this address.")
    body = tag("p", link(f"{site.root()}404.html", f"{site.root()}index.html", site.title))
    return Page("404.html", sentence, sentence, body)
