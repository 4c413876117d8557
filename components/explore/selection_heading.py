"""The heading above every view: introduction, filters in words, and help when nothing matches."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.shell.pages import ABOUT
from components.shell.url import dropped_parameters, link_parameters
from components.shell.view_state import choose, loosen, reset_choice
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.figures.documents import document_markdown
from data.figures.record import documents_of
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.filters import filter_named
from data.filters.names import documents_of_campaign, unknown_terms
from data.filters.nouns import count_in_words
from data.filters.parameters import Dropped, backwards
from data.filters.query import Query
from data.filters.select import count, describe_parts, loosening_questions, loosenings
from data.filters.suggestions import MOST
from data.words.languages import listing, number


def show_introduction(campaign: Query, *, narrow: bool) -> None:
    """Show in one sentence what the campaign is, and where to read more; not in an embed."""
    settings = campaign.settings
    sentence = settings.text("summary", language()) or settings.text("subtitle", language())
    if st.context.is_embedded or not sentence:
        return
    with st.container(
        horizontal=True, wrap=narrow, vertical_alignment="center", gap="small", key="introduction"
    ):
        st.markdown(f":small[{plain(sentence)}]", width="stretch")
        st.page_link(ABOUT.file, label=_("Read more"), query_params=link_parameters())


def show_choice_words(campaign: Query, view: View) -> str:
    """Show the filters and the count in words, and warnings about the address.

    Returns:
        The words.
    """
    filters, size = describe_parts(campaign, view.choice, language())
    # Translators: the filters that are set, and how many consultations they let through
    line = _("{filters}: {size}")
    heading = line.format(filters=plain(filters), size=f"**{plain(size)}**")
    with st.container(key="choice_words"):
        st.markdown(f"## {heading}", anchors=False)
    for sentence in build_dropped(dropped_parameters()):
        st.warning(sentence, icon=":material/link_off:")
    return line.format(filters=filters, size=size)


def build_dropped(dropped: list[Dropped]) -> list[str]:
    """Return one sentence of Markdown per reason for ignoring parameters of the address."""
    time = backwards(dropped)
    unknown = [each for each in dropped if each not in time]
    reasons = [
        (
            _("Part of this link isn't in this campaign and was ignored: {parameters}."),
            unknown,
        ),
        (_("The dates in this link end before they begin and were ignored: {parameters}."), time),
    ]
    return [
        message.format(parameters=plain(_parameters(ignored)))
        for message, ignored in reasons
        if ignored
    ]


def _parameters(dropped: list[Dropped]) -> str:
    return listing([f"{each.parameter}={each.value[:40]}" for each in dropped], language())


def show_nothing_found(campaign: Query, view: View) -> None:
    """Say that nothing matches, and offer to drop the filters whose loss would help."""
    words, related = view.choice.words, replace(view.choice, kinds=(ALL_KINDS,))
    campaign.ask_together(
        loosening_questions(campaign, view.choice),
        [
            lambda: documents_of_campaign(campaign, words),
            lambda: unknown_terms(campaign, words),
            lambda: count(campaign, Choice(words=words, kinds=(ALL_KINDS,))),
            lambda: count(campaign, related),
        ],
    )
    title = _("Nothing matches")
    st.markdown(f"**{title}**")
    if documents := build_documents(campaign, words):
        _show_documents(documents)
    elif reason := build_reason(campaign, words):
        st.markdown(reason)
    offers = loosenings(campaign, view.choice)
    if not offers:
        st.caption(_("Removing one filter is not enough. Reset them all."))
    for parts, matches in offers:
        # Translators: button; {filters} is a list such as "region and time"
        label = _("Clear filters: {filters} ({meetings})")
        filters = listing([filter_named(part).label(language()) for part in parts], language())
        key = f"loosen-{'-'.join(parts)}"
        st.button(
            label.format(filters=filters, meetings=count_in_words(campaign, matches, language())),
            key=key,
            on_click=loosen,
            args=parts,
        )
    hidden = 0 if view.choice.kinds else count(campaign, related)
    if hidden:
        label = ngettext(
            "Include related meetings ({count} meeting)",
            "Include related meetings ({count} meetings)",
            hidden,
        )
        st.button(
            label.format(count=number(hidden, language())),
            key="loosen-related",
            on_click=choose,
            kwargs={"kinds": (ALL_KINDS,)},
        )
    st.button(_("Reset all filters"), key="reset_all", on_click=reset_choice, type="tertiary")


def build_reason(campaign: Query, words: str) -> str:
    """Return why a search finds nothing in the whole campaign, as Markdown; "" if it does."""
    if not words or count(campaign, Choice(words=words, kinds=(ALL_KINDS,))):
        return ""
    unknown = unknown_terms(campaign, words)
    if not unknown:
        return _("Each word occurs, but never all of them together.")
    # Translators: {words} is a list of words in quotation marks
    sentence = _("Found nowhere: {words}. Try fewer letters, or another spelling.")
    quoted = [_("“{words}”").format(words=word) for word in unknown]
    return sentence.format(words=plain(listing(quoted, language())))


def build_documents(campaign: Query, words: str) -> list[str]:
    """Return the documents of the whole campaign with all words of a search, as Markdown."""
    documents = documents_of(documents_of_campaign(campaign, words).head(MOST), language())
    return [document_markdown(document, language(), plain) for document in documents]


def _show_documents(documents: list[str]) -> None:
    """Show documents of the whole campaign, and where to find the others."""
    title = ngettext(
        "A document of the whole campaign matches:",
        "Documents of the whole campaign match:",
        len(documents),
    )
    st.markdown("\n".join([f"{title}\n", *(f"- {document}" for document in documents)]))
    st.page_link(ABOUT.file, label=_("See all documents"), query_params=link_parameters())
