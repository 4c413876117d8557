"""The card of one consultation: its facts, photo and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from components.consultation.asked import show_asked, show_report_back
from components.consultation.lines import build_steps
from components.exporting.copy_buttons import show_copy_link
from components.shell.shards import unless_too_large
from components.shell.streamlit_inside import is_safe
from components.shell.view_state import (
    current_view,
    open_consultation,
    open_consultation_page,
    open_organization,
)
from components.shell.words import arrow, language, ngettext, plain
from components.shell.words import gettext as _
from data.figures.corrections import correction_mail
from data.figures.counterparts import days_earlier, days_later
from data.figures.demand_words import MOST_ASKED
from data.figures.documents import document_markdown
from data.figures.fields import fact_fields, label_of
from data.figures.gaps import gaps_of
from data.figures.record import Linked, Party, Photo, Record, documents_of, record
from data.filters.query import Calls, Query
from data.filters.select import only
from data.model.photos import picture_bytes
from data.model.settings import Settings
from data.words.languages import listing, number
from data.words.links import link, link_addresses, short_address, web_address
from data.words.online import is_online

OWN_PAGE = "page"
"""Key of the card on the page of its consultation."""

_MOST_SHOWN = 100
_LABEL_LENGTH = 160
"""Letters of a name on its button; the table of organizations has whole names."""


@unless_too_large()
def show_document_list(campaign: Query, part: Query) -> None:
    """Show the documents of a part of a campaign, in the order of its table.

    Args:
        campaign: The whole campaign.
        part: The campaign or selection whose documents to show.
    """
    lines = build_lines(campaign, part)
    if not lines:
        st.caption(_("No documents yet"))
        return
    st.markdown("\n".join(f"- {line}" for line in lines))
    more = len(part.documents) - _MOST_SHOWN
    if more > 0:
        text = ngettext("and {count} more document", "and {count} more documents", more)
        st.caption(text.format(count=number(more, language())))


def build_lines(campaign: Query, part: Query) -> list[str]:
    """Return the first documents as Markdown: title, kind, language, consultation, availability."""
    listed = part.documents.head(_MOST_SHOWN)
    if listed.empty:
        return []
    table = only(campaign, set(listed["consultation"])).consultations
    numbers = dict(zip(table["id"], table["number"], strict=True))
    documents = documents_of(listed, language())
    return [
        document_markdown(document, language(), plain, _consultation(numbers.get(consultation)))
        for document, consultation in zip(documents, listed["consultation"], strict=True)
    ]


def _consultation(number: int | None) -> str:
    # Translators: in a list of a document's properties: Report · English · no. 12
    return "" if number is None else _("no. {number}").format(number=number)


def show_photo(folder: str, file: str, caption: str) -> bool:
    """Show a picture file from the campaign's folder, or nothing if that is not possible.

    Args:
        folder: The campaign's folder.
        file: Path inside the folder; `picture_bytes` checks it.
        caption: Markdown, with text from data escaped.

    Returns:
        Whether the picture is shown.
    """
    picture = picture_bytes(folder, file)
    if picture is None or not is_safe(len(picture)):
        return False
    st.image(picture, caption=caption, width="stretch")
    return True


def card_questions(campaign: Query, selection: Query, consultation: str) -> Calls:
    """Yield what a card and the steps around it ask; nothing for no consultation."""
    if consultation:
        yield lambda: record(campaign, consultation, language())
        yield lambda: build_steps(campaign, selection, consultation)


def show_consultation_card(
    campaign: Query, consultation: str | Record, *, compact: bool = False, key: str = "card"
) -> None:
    """Show one consultation as a card that fits a narrow panel.

    Args:
        campaign: The whole campaign.
        consultation: The consultation, or its id.
        compact: Leave out documents, photos, notes and sources.
        key: Prefix of the button keys, unique per card on a page.
    """
    card = consultation
    if isinstance(card, str):
        card = record(campaign, card, language())
    with st.container(gap="xsmall"):
        heading = st.header if key == OWN_PAGE else st.subheader
        heading(f"{card.number}. {plain(card.title)}", anchor=False)
        contact = campaign.settings.contact
        most = len(card.demands) if key == OWN_PAGE else MOST_ASKED
        mail = build_mail(campaign.settings, card) if contact else ""
        show_asked(card, mail, compact=compact, most=most)
        if not compact:
            show_report_back(campaign, card, f"{key}-report-{card.id}")
        st.markdown(build_facts(card))
        with st.container(gap=None, key=f"{key}-{card.id}-parties"):
            for label, parties in build_roles(card):
                _show_parties(label, parties, key)
        if card.summary:
            st.markdown(plain(card.summary))
        _show_links(card, key)
        if compact:
            _show_opener(card, key)
        else:
            _show_rest(campaign, card)
            # The page of a consultation lists its gaps beside the card.
            _show_gaps(campaign.settings, card, names=key != OWN_PAGE)
        show_copy_link(
            replace(current_view(), selected=card.id),
            key=f"{key}-link-{card.id}",
            # Translators: verb, button that copies the link of one consultation
            label=_("Copy card link"),
        )
        if key != OWN_PAGE:
            st.button(
                _("Open its page"),
                key=f"{key}-page",
                type="tertiary",
                icon=":material/open_in_full:",
                on_click=open_consultation_page,
                args=(card.id,),
            )


def build_facts(known: Record) -> str:
    """Kind, region, dates, place and each further fact as Markdown, one line each: `**Kind** x`."""
    is_only_online = not known.where and is_online(known.venue)
    texts = {name: plain(text) for name, text in known.texts.items()} | {
        "kind": plain(known.kind),
        "region": _region(known),
        "dates": plain(known.when) or _("Date unknown"),
        "place": "" if is_only_online else plain(known.where) or _("Place unknown"),
    }
    return "  \n".join(
        f"**{plain(label_of(field, language()))}**&ensp;{texts[field.name]}"
        for field in fact_fields()
        if texts[field.name]
    )


def _region(card: Record) -> str:
    """Return the region covered, and the place of the meeting if outside that region."""
    if not card.region:
        return plain(card.no_region) or _("Global")
    if card.elsewhere:
        sentence = _("{region} (met in {place})")
        return sentence.format(region=plain(card.region), place=plain(card.cities or card.where))
    return plain(card.region)


def build_roles(card: Record) -> list[tuple[str, tuple[Party, ...]]]:
    """Return each role's label and parties; an unknown organizer or host has a label alone."""
    if card.organizers and set(card.organizers) == set(card.hosts):
        roles = [(_("Organized and hosted by"), card.organizers)]
    elif not card.organizers and not card.hosts and not card.hostless:
        roles = [(_("Organizer and host unknown"), ())]
    else:
        roles = [
            (_("Organized by") if card.organizers else _("Organizer unknown"), card.organizers),
            (_("Hosted by") if card.hosts else _("Host unknown"), card.hosts),
        ]
        roles = roles[:1] if card.hostless and not card.hosts else roles
    return [*roles, (_("Partners"), card.partners)] if card.partners else roles


def _show_parties(label: str, parties: tuple[Party, ...], key: str) -> None:
    """Show names in a row, each a button that opens the page of its organization."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(label, width="content")
        for party in parties:
            st.button(
                f":primary[{plain(_cut(party.name))}]",
                key=f"{key}-{label}-{party.id}",
                type="tertiary",
                on_click=open_organization,
                args=(party.id,),
                help=_("Show its page"),
            )


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rstrip() + "…"


def _show_links(card: Record, key: str) -> None:
    """Show follow-ups, and the consultations it took up, each a button that opens it."""
    directions = [
        (_("Results went to"), "arrow_forward", card.fed, days_later),
        (_("Took up results of"), "arrow_back", card.fed_by, days_earlier),
    ]
    for label, icon, links, days_in_words in directions:
        if links:
            with st.container(gap=None):
                st.caption(label)
                for other in links:
                    st.button(
                        build_link(other, days_in_words(other.days, language())),
                        key=f"{key}-{icon}-{other.id}",
                        type="tertiary",
                        icon=arrow(icon),
                        on_click=open_consultation,
                        args=(other.id,),
                        wrap=True,
                    )


def build_link(other: Linked, days: str) -> str:
    """Return the linked consultation as a button label: `12. Valletta · 2 days later · Title`."""
    text = " · ".join(part for part in (other.where, days, _cut(other.title)) if part)
    return f":primary[{plain(f'{other.number}. {text}')}]"


def _show_opener(card: Record, key: str) -> None:
    """Show a button that opens the whole card, if the compact one leaves something out."""
    if card.documents or card.photos or card.notes or card.sources:
        st.button(
            _("Documents, notes and sources"),
            key=f"{key}-open",
            type="tertiary",
            icon=":material/unfold_more:",
            on_click=open_consultation,
            args=(card.id,),
        )


def _show_rest(campaign: Query, card: Record) -> None:
    """Show documents, photos, notes and sources."""
    shown = {
        photo
        for photo in card.photos
        if photo.file and show_photo(campaign.folder, photo.file, _caption(photo))
    }
    photos = [photo for photo in card.photos if photo not in shown]
    documents = [document for document in card.documents if web_address(document.address)]
    lists = [
        (
            _("Documents"),
            [document_markdown(document, language(), plain) for document in documents],
        ),
        (_("Photos"), [_photo_item(photo) for photo in photos if web_address(photo.address)]),
        (_("Also in the table"), [_extra(name, text) for name, text in card.extras]),
    ]
    text = "\n\n".join(_list_items(title, items) for title, items in lists if items)
    if text:
        st.markdown(text)
    if unpublished := build_unpublished(card, photos):
        st.caption(unpublished)
        if campaign.settings.url:
            page = link(plain(short_address(campaign.settings.url)), campaign.settings.url)
            st.markdown(f":small[{_('Campaign website: {page}').format(page=page)}]")
    if card.notes:
        # Not a quotation: links in one are too pale to read.
        with st.container(border=True):
            st.markdown(build_notes(card))
    if card.sources:
        # Not a caption: links in one are too pale to read.
        st.markdown(f":small[{build_sources(card.sources)}]")


def build_unpublished(card: Record, photos: Iterable[Photo]) -> str:
    """Return one line that names the documents and photos without an address; "" for none."""
    titles = [document.title for document in card.documents if not web_address(document.address)]
    titles += [photo.caption or _("Photo") for photo in photos if not web_address(photo.address)]
    named = listing((plain(_cut(title)) for title in titles), language())
    return _("Not published here: {titles}").format(titles=named) if titles else ""


def _show_gaps(settings: Settings, card: Record, *, names: bool) -> None:
    """Show what is missing and not said above, if `names`, and how to send it or a correction."""
    labels = {"participants": _("Participants unknown"), "report": _("No report known")}
    missing = gaps_of(card)
    text = " · ".join(labels[what] for what in missing if what in labels and names)
    if missing and settings.contact:
        # Translators: text of a link that writes an e-mail
        label = _("Send what you know")
        text += f" · [{label}]({build_mail(settings, card)})"
    if mail := correction_mail(settings, card, language()):
        text += f" · [{_('Something is wrong?')}]({mail})"
    if text:
        st.markdown(f":small[{text.removeprefix(' · ')}]")


def build_mail(settings: Settings, card: Record) -> str:
    """Return the address of a new message on a consultation, its id and what is missing."""
    names = {
        "date": _("the date"),
        "place": _("the place"),
        "organizer": _("the organizer"),
        "host": _("the host"),
        "participants": _("the number of participants"),
        "report": _("the report"),
        "demands": _("what it asked for"),
    }
    # Translators: subject of an e-mail; {facts} is a list such as "the host and the report"
    subject = _("{title} ({id}): {facts}").format(
        title=_cut(card.title),
        id=card.id,
        facts=listing([names[what] for what in gaps_of(card)], language()),
    )
    return web_address(f"mailto:{settings.contact}?subject={quote(subject, safe='')}")


def _list_items(title: str, items: Iterable[str]) -> str:
    return "\n".join([f"**{title}**\n", *(f"- {item}" for item in items)])


def _extra(name: str, text: str) -> str:
    value = link(plain(short_address(text)), text) if web_address(text) else plain(text)
    return f"{plain(name)}: {value}"


def _caption(photo: Photo) -> str:
    parts = [plain(photo.caption), plain(photo.credit)]
    return " · ".join(part for part in parts if part)


def _photo_item(photo: Photo) -> str:
    """Return a link to a photo, with its credit."""
    # Translators: text of a link to a photo without a caption
    caption = link(plain(photo.caption) or _("Photo"), photo.address)
    return " · ".join(part for part in (caption, plain(photo.credit)) if part)


def build_notes(card: Record) -> str:
    """Return the notes as Markdown, under a title that tells whether sources differ."""
    title = _("Where sources differ") if card.notes_differ else _("Notes")
    return f":material/info: **{title}**  \n:small[{link_addresses(card.notes, plain)}]"


def build_sources(sources: tuple[str, ...]) -> str:
    """Return the sources as one line of Markdown, addresses as links."""
    text = " · ".join(link_addresses(source, plain) for source in sources)
    return _("Sources: {sources}").format(sources=text)
