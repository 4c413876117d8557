"""The card of one consultation: its facts, photo and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.download_button import is_safe
from components.shell.view_state import choose, open_consultation
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.arrays.texts import found_in
from data.campaign.photos import picture_bytes
from data.statistics.counterparts import said_earlier, said_later
from data.statistics.documents import said_document
from data.statistics.record import documents_of, record
from data.words.fields import fact_fields
from data.words.languages import number
from data.words.links import link, linked, short_address, web_address
from data.words.online import is_online

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.campaign.campaign import Campaign
    from data.statistics.record import Linked, Party, Photo, Record

_MOST_SHOWN = 100


def show_document_list(campaign: Campaign, part: Campaign) -> None:
    """Show the documents of a part of a campaign in the order of its table.

    Args:
        campaign: The whole campaign.
        part: Whose documents are shown.
    """
    lines = build_lines(campaign, part)
    if not lines:
        st.caption(_("No document is listed."))
        return
    st.markdown("\n".join(f"- {line}" for line in lines[:_MOST_SHOWN]))
    more = len(lines) - _MOST_SHOWN
    if more > 0:
        text = ngettext("and {count} more document", "and {count} more documents", more)
        st.caption(text.format(count=number(more, language())))


def build_lines(campaign: Campaign, part: Campaign) -> list[str]:
    """Each document as Markdown: title, kind, language, consultation, whether it is here."""
    if part.documents.empty:
        return []
    table = campaign.consultations
    table = table[found_in(table["id"], part.documents["consultation"])]
    numbers = dict(zip(table["id"], table["number"], strict=True))
    documents = documents_of(part.documents, language())
    return [
        said_document(document, language(), plain, _consultation(numbers.get(one)))
        for document, one in zip(documents, part.documents["consultation"], strict=True)
    ]


def _consultation(place: int | None) -> str:
    return "" if place is None else _("consultation {number}").format(number=place)


def show_photo(folder: str, file: str, caption: str) -> bool:
    """Show a picture file of the campaign's folder; nothing if it can't be shown.

    Args:
        folder: The campaign's folder.
        file: Path inside the folder; checked, see `picture_bytes`.
        caption: Markdown, text from data escaped.

    Returns:
        Whether it was shown.
    """
    picture = picture_bytes(folder, file)
    if picture is None or not is_safe(len(picture)):
        return False
    st.image(picture, caption=caption, width="stretch")
    return True


_LABEL_LENGTH = 160
"""A longer name is cut on its button; the list of organizations has all of it."""


def show_consultation_card(
    campaign: Campaign, consultation_id: str, *, compact: bool = False, key: str = "card"
) -> None:
    """Show one consultation as a card that fits a narrow panel.

    Args:
        campaign: The whole campaign.
        consultation_id: Which one.
        compact: Leave out documents, photos, notes and sources.
        key: Sets its buttons apart from those of other cards on the page.
    """
    known = record(campaign, consultation_id, language())
    with st.container(gap="xsmall"):
        st.subheader(f"{known.number}. {plain(known.title)}", anchor=False)
        st.markdown(build_facts(known))
        with st.container(gap=None):
            for label, parties in build_roles(known):
                _show_parties(label, parties, key)
        if known.summary:
            st.markdown(plain(known.summary))
        _show_links(known, key)
        if compact:
            _show_opener(known, key)
        else:
            _show_rest(known, campaign.folder)


def build_facts(known: Record) -> str:
    """Kind, region, dates, place and each further fact as Markdown, one line each."""
    is_virtual = is_online(known.venue)
    is_only_online = not known.where and is_virtual
    texts = {name: plain(text) for name, text in known.texts.items()} | {
        "kind": plain(known.kind),
        "region": _region(known),
        "dates": plain(known.when) or _("Date unknown"),
        "place": "" if is_only_online else plain(known.where) or _("Place unknown"),
    }
    icons = {"venue": "videocam"} if is_virtual else {}
    return "  \n".join(
        f":material/{icons.get(field.name, field.icon)}: {texts[field.name]}"
        for field in fact_fields()
        if texts[field.name]
    )


def _region(known: Record) -> str:
    """Whom it was for, and where it met if that was somewhere else."""
    if not known.region:
        return plain(known.no_region) or _("For no single region")
    if known.elsewhere:
        sentence = _("For {region}, met in {place}")
        return sentence.format(region=plain(known.region), place=plain(known.cities or known.where))
    return _("For {region}").format(region=plain(known.region))


def build_roles(known: Record) -> list[tuple[str, tuple[Party, ...]]]:
    """Who did what; an unknown organizer or host has a label and nobody."""
    if known.organizers and set(known.organizers) == set(known.hosts):
        roles = [(_("Organized and hosted by"), known.organizers)]
    elif not known.organizers and not known.hosts:
        roles = [(_("Organizer and host unknown"), ())]
    else:
        roles = [
            (_("Organized by") if known.organizers else _("Organizer unknown"), known.organizers),
            (_("Hosted by") if known.hosts else _("Host unknown"), known.hosts),
        ]
    return [*roles, (_("Partners"), known.partners)] if known.partners else roles


def _show_parties(label: str, parties: tuple[Party, ...], key: str) -> None:
    """Names in a row, each a button that chooses its organization."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(label, width="content")
        for party in parties:
            st.button(
                f":primary[{plain(_cut(party.name))}]",
                key=f"{key}-{label}-{party.id}",
                type="tertiary",
                on_click=choose,
                kwargs={"organizations": (party.id,), "role": ""},
                help=_("Choose its consultations"),
            )


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rstrip() + "…"


def _show_links(known: Record, key: str) -> None:
    """What it fed and what fed it, each a button that opens it."""
    ways = [
        (_("Fed into"), "arrow_forward", known.fed, said_later),
        (_("Fed by"), "arrow_back", known.fed_by, said_earlier),
    ]
    for label, icon, links, said_days in ways:
        if links:
            with st.container(gap=None):
                st.caption(label)
                for other in links:
                    st.button(
                        build_link(other, said_days(other.days, language())),
                        key=f"{key}-{icon}-{other.id}",
                        type="tertiary",
                        icon=f":material/{icon}:",
                        on_click=open_consultation,
                        args=(other.id,),
                        wrap=False,
                    )


def build_link(other: Linked, days: str) -> str:
    """The consultation at the other end, as a label: `12. Valletta, 2 days later · Title`.

    The title comes last: it is what a narrow panel may cut.
    """
    where = ", ".join(part for part in (other.where, days) if part)
    text = " · ".join(part for part in (where, _cut(other.title)) if part)
    return f":primary[{plain(f'{other.number}. {text}')}]"


def _show_opener(known: Record, key: str) -> None:
    """A button to what a compact card leaves out, if there is any."""
    if known.documents or known.photos or known.notes or known.sources:
        st.button(
            _("Documents, notes and sources"),
            key=f"{key}-open",
            type="tertiary",
            icon=":material/unfold_more:",
            on_click=open_consultation,
            args=(known.id,),
        )


def _show_rest(known: Record, folder: str) -> None:
    """Documents, photos, notes and sources."""
    published = [photo for photo in known.photos if photo.file]
    shown = {photo for photo in published if show_photo(folder, photo.file, _credited(photo))}
    lists = [
        (
            _("Documents"),
            [said_document(document, language(), plain) for document in known.documents],
        ),
        (_("Photos"), [_captioned(photo) for photo in known.photos if photo not in shown]),
        (_("Also in the table"), [_further(name, text) for name, text in known.extras]),
    ]
    text = "\n\n".join(_listed(title, items) for title, items in lists if items)
    if text:
        st.markdown(text)
    if known.notes:
        # Not a quotation: links in one are too pale to read.
        with st.container(border=True):
            st.markdown(build_notes(known))
    if known.sources:
        # Not a caption: links in one are too pale to read.
        st.markdown(f":small[{build_sources(known.sources)}]")


def _listed(title: str, items: Iterable[str]) -> str:
    return "\n".join([f"**{title}**\n", *(f"- {item}" for item in items)])


def _further(name: str, text: str) -> str:
    said = link(plain(short_address(text)), text) if web_address(text) else plain(text)
    return f"{plain(name)}: {said}"


def _credited(photo: Photo) -> str:
    parts = [plain(photo.caption), plain(photo.credit)]
    return " · ".join(part for part in parts if part)


def _captioned(photo: Photo) -> str:
    """A photo that is not on the page: a link to it, or that it is not published here."""
    caption = link(plain(photo.caption) or _("Photo"), photo.address)
    parts = [caption, plain(photo.credit), _published(photo.address)]
    return " · ".join(part for part in parts if part)


def _published(address: str) -> str:
    return "" if web_address(address) else _("not published here")


def build_notes(known: Record) -> str:
    """The notes as Markdown, under a title that says whether sources differ."""
    several = len(known.sources) > 1
    title = _("Where sources differ") if several else _("Notes")
    return f":material/info: **{title}**  \n:small[{linked(known.notes, plain)}]"


def build_sources(sources: tuple[str, ...]) -> str:
    """The sources as one line of Markdown, addresses as links."""
    said = " · ".join(linked(source, plain) for source in sources)
    return _("Sources: {sources}").format(sources=said)
