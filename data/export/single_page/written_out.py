"""The chosen consultations as HTML: a table, and for those without scripts all that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from data.errors import msgid
from data.export.single_page.markup import Html, joined, raw, tag
from data.languages import translations
from data.links import web_address
from data.saying import names_of, region_names
from data.schema import GLOBAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.export.extract import Extract
    from data.export.single_page.card import Card
    from data.export.single_page.media import Item
    from data.links import Piece

MOST_WRITTEN_OUT = 500
"""Beyond this many only the table is there without scripts."""

COLUMNS = (
    ("number", msgid("No.")), ("title", msgid("Title")), ("kind", msgid("Kind")),
    ("region", msgid("Region")), ("place", msgid("Place")), ("date", msgid("Date")),
    ("organizers", msgid("Organizers")), ("hosts", msgid("Hosts")),
)  # fmt: skip
"""Columns of the table: the name that scripts and styles know, and the heading."""


def table(extract: Extract, cards: Sequence[Card]) -> Html:
    """A row a consultation in date order; each title leads to all that is known of it."""
    say = translations(extract.language).gettext
    heads = [tag("th", say(title), scope="col", class_=name) for name, title in COLUMNS]
    regions = region_names(extract.campaign, extract.language)
    kinds = names_of(extract.campaign.kinds, "title", extract.language)
    rows = [_row(card, kinds, regions) for card in cards]
    return tag(
        "section",
        tag("h2", say("Table")),
        tag(
            "table",
            tag("caption", extract.words, class_="unseen"),
            tag("thead", tag("tr", *heads)),
            joined(raw("<tbody>\n"), raw("\n".join(rows)), raw("\n</tbody>")),
        ),
        id="table",
        tabindex="-1",
    )


def anchor(consultation: str) -> str:
    """Where a page shows a consultation, as the part of an address after `#`."""
    return f"c={quote(consultation, safe='')}"


def _row(card: Card, kinds: dict[str, str], regions: dict[str, str]) -> Html:
    title = tag("a", card.title or card.id, href=f"#{anchor(card.id)}")
    region = "" if card.region == GLOBAL else regions.get(card.region, "")
    organizers, hosts = ("; ".join(party.name for party in role) for role in card.roles[:2])
    said = (kinds.get(card.kind, ""), region, card.where, card.when, organizers, hosts)
    cells = [
        tag("td", text, class_=name, dir="auto")
        for (name, _), text in zip(COLUMNS[2:], said, strict=True)
    ]
    number = tag("td", str(card.number), class_="number")
    return tag("tr", number, tag("th", title, scope="row", class_="title", dir="auto"), *cells)


def written_out(extract: Extract, cards: Sequence[Card]) -> Html:
    """Everything known of each, which only browsers without scripts show; of few only."""
    if len(cards) > MOST_WRITTEN_OUT:
        return raw("")
    say = translations(extract.language).gettext
    titles = (say("Organizers"), say("Hosts"), say("Partners"))
    articles = [_article(card, titles, extract) for card in cards]
    return tag("noscript", *articles)


def _article(card: Card, titles: tuple[str, ...], extract: Extract) -> Html:
    say = translations(extract.language).gettext
    roles = [
        (title, joined(*_between("; ", [party.name for party in role])))
        for title, role in zip(titles, card.roles, strict=True)
    ]
    rows: list[tuple[str, str]] = [
        *card.facts,
        *roles,
        (say("Summary"), card.summary),
        (say("Fed into"), joined(*_between("; ", [one.text for one in card.links.fed]))),
        (say("Fed by"), joined(*_between("; ", [one.text for one in card.links.fed_by]))),
        (say("Documents"), _items(card.documents)),
        (say("Photos"), _items(card.photos)),
        *((name, _pieces(text)) for name, text in card.extras),
        (say("Notes"), _pieces(card.notes)),
        (say("Sources"), joined(*_between("; ", [_pieces(one) for one in card.sources]))),
    ]
    facts = [joined(tag("dt", name), tag("dd", text, dir="auto")) for name, text in rows if text]
    heading = tag("h3", f"{card.number}. {card.title}", dir="auto")
    return tag("article", heading, tag("dl", *facts), id=anchor(card.id))


def _between(sign: str, parts: Sequence[str]) -> Iterable[str]:
    for place, part in enumerate(parts):
        yield from (sign, part) if place else (part,)


def _items(items: Sequence[Item]) -> Html:
    said = [
        joined(
            tag("a", item.title, href=item.address) if item.address else item.title,
            f" ({item.rest})" if item.rest else "",
        )
        for item in items
    ]
    return joined(*_between("; ", said))


def _pieces(pieces: Iterable[Piece]) -> Html:
    """Text with the addresses in it as links."""
    return joined(
        *(
            tag("a", piece.text, href=piece.address) if web_address(piece.address) else piece.text
            for piece in pieces
        )
    )
