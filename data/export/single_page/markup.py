"""HTML of the exported page, readable without scripts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from data.filters.describe import names_of, region_names
from data.model.errors import msgid
from data.model.schema import GLOBAL
from data.words.languages import translations
from data.words.links import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.export.extract import Extract
    from data.export.single_page.cards import Card, Item
    from data.words.links import Piece

_VOID = {"br", "img", "input", "link", "meta"}
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters that HTML forbids."""


class Html(str):
    """A piece of HTML; only `tag`, `join_html` and `raw` create one."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str | bool) -> Html:
    """Return an element.

    Args:
        name: Of the element; never from data.
        inside: HTML, used as it is, or text, which is escaped.
        attributes: Values are escaped. True is a bare attribute, False and "" leave it out.
            `class_` is `class`, `data_x` is `data-x`.
    """
    start = f"<{name}{''.join(_attribute(*item) for item in attributes.items() if item[1])}>"
    return Html(start if name in _VOID else f"{start}{join_html(*inside)}</{name}>")


def join_html(*parts: str) -> Html:
    """Concatenate HTML and texts, which are escaped."""
    return Html("".join(part if isinstance(part, Html) else _escape(part) for part in parts))


def raw(text: str) -> Html:
    """Mark our own text as HTML; never text from data."""
    return Html(text)


def _attribute(key: str, value: str | bool) -> str:  # noqa: FBT001
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_escape(str(value))}"'


def _escape(text: str) -> str:
    return html.escape(_UNSEEN.sub("\ufffd", text))


MOST_WRITTEN_OUT = 500
"""With more consultations, a page without scripts has the table only."""

COLUMNS = (
    ("number", msgid("No.")), ("title", msgid("Title")), ("kind", msgid("Kind")),
    ("region", msgid("Region")), ("place", msgid("Place")), ("date", msgid("Date")),
    ("organizers", msgid("Organizers")), ("hosts", msgid("Hosts")),
)  # fmt: skip
"""Columns of the table: the name for scripts and styles, and the heading."""


def table(extract: Extract, cards: Sequence[Card]) -> Html:
    """Return the table, one row per consultation in date order; titles link to their facts."""
    say = translations(extract.language)
    heads = [tag("th", say.gettext(title), scope="col", class_=name) for name, title in COLUMNS]
    regions = region_names(extract.campaign, extract.language)
    kinds = names_of(extract.campaign.kinds, "title", extract.language)
    rows = [_row(card, kinds, regions) for card in cards]
    return tag(
        "section",
        tag("h2", say.gettext("Table")),
        tag(
            "table",
            tag("caption", extract.words, class_="unseen"),
            tag("thead", tag("tr", *heads)),
            join_html(raw("<tbody>\n"), raw("\n".join(rows)), raw("\n</tbody>")),
        ),
        id="table",
        tabindex="-1",
    )


def anchor(consultation: str) -> str:
    """Return the part of an address after `#` that opens a consultation."""
    return f"c={quote(consultation, safe='')}"


def _row(card: Card, kinds: dict[str, str], regions: dict[str, str]) -> Html:
    title = tag("a", card.title or card.id, href=f"#{anchor(card.id)}")
    region = "" if card.region == GLOBAL else regions.get(card.region, "")
    organizers, hosts = ("; ".join(party.name for party in role) for role in card.roles[:2])
    texts = (kinds.get(card.kind, ""), region, card.where, card.when, organizers, hosts)
    cells = [
        tag("td", text, class_=name, dir="auto")
        for (name, _), text in zip(COLUMNS[2:], texts, strict=True)
    ]
    number = tag("td", str(card.number), class_="number")
    return tag("tr", number, tag("th", title, scope="row", class_="title", dir="auto"), *cells)


def plain_list(extract: Extract, cards: Sequence[Card]) -> Html:
    """Return the facts of each for browsers without scripts; "" if there are many."""
    if len(cards) > MOST_WRITTEN_OUT:
        return raw("")
    say = translations(extract.language)
    titles = (say.gettext("Organizers"), say.gettext("Hosts"), say.gettext("Partners"))
    articles = [_article(card, titles, extract) for card in cards]
    return tag("noscript", *articles)


def _article(card: Card, titles: tuple[str, ...], extract: Extract) -> Html:
    say = translations(extract.language)
    roles = [
        (title, join_html(*_between("; ", [party.name for party in role])))
        for title, role in zip(titles, card.roles, strict=True)
    ]
    rows: list[tuple[str, str]] = [
        *card.facts,
        *roles,
        (say.gettext("Summary"), card.summary),
        (
            say.gettext("Results went to"),
            join_html(*_between("; ", [link.text for link in card.links.fed])),
        ),
        (
            say.gettext("Took up results of"),
            join_html(*_between("; ", [link.text for link in card.links.fed_by])),
        ),
        (say.gettext("Documents"), _items(card.documents)),
        (say.gettext("Photos"), _items(card.photos)),
        *((name, with_links(text)) for name, text in card.extras),
        (say.gettext("Notes"), with_links(card.notes)),
        (
            say.gettext("Sources"),
            join_html(*_between("; ", [with_links(source) for source in card.sources])),
        ),
    ]
    facts = [join_html(tag("dt", name), tag("dd", text, dir="auto")) for name, text in rows if text]
    heading = tag("h3", f"{card.number}. {card.title}", dir="auto")
    return tag("article", heading, tag("dl", *facts), id=anchor(card.id))


def _between(sign: str, parts: Sequence[str]) -> Iterable[str]:
    for i, part in enumerate(parts):
        yield from (sign, part) if i else (part,)


def _items(items: Sequence[Item]) -> Html:
    entries = [
        join_html(
            tag("a", item.title, href=item.address) if item.address else item.title,
            f" ({item.rest})" if item.rest else "",
        )
        for item in items
    ]
    return join_html(*_between("; ", entries))


def with_links(pieces: Iterable[Piece]) -> Html:
    """Return text with its addresses as links."""
    return join_html(
        *(
            tag("a", piece.text, href=piece.address) if web_address(piece.address) else piece.text
            for piece in pieces
        )
    )
