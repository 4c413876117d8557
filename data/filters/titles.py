"""Titles of windows: the view of a page, `Dakar, Senegal, 7 December 2015 · MICIC`."""

from __future__ import annotations

from textwrap import shorten

from data.filters.choice import View
from data.filters.describe import dates_in_words, places_in_words
from data.filters.query import Query
from data.filters.select import describe, describe_parts, only
from data.model.campaign import translated_cell
from data.model.settings import Settings
from data.words.languages import translations


def page_title(campaign: Query, view: View, page: str = "", words: str | None = None) -> str:
    """Return the title of a page's window: what is open or filtered, then the campaign.

    Args:
        campaign: The whole campaign.
        view: What is open and filtered.
        page: The name of the page; "" for the start page.
        words: What the page shows, if not the view.
    """
    say = translations(view.language)
    subject = view_title(campaign, view) if words is None else words
    if page and subject:
        # Translators: title of a window: the page, and the view on it, as in "Regions: Asia"
        subject = say.gettext("{page}: {view}").format(page=page, view=subject)
    return titled(campaign.settings, subject or page, view.language)


def titled(settings: Settings, subject: str, language: str) -> str:
    """Return a subject before the campaign's short title; the whole title without a subject."""
    title = settings.text("title", language)
    return f"{subject} · {settings.text('short', language) or title}" if subject else title


def view_title(campaign: Query, view: View) -> str:
    """Return what is open, else the filters, in words; "" for neither."""
    if view.selected:
        return _consultation(campaign, view.selected, view.language)
    return (
        describe_parts(campaign, view.choice, view.language)[0] if view.choice.is_narrowed else ""
    )


def view_description(campaign: Query, view: View, most: int = 200) -> str:
    """Return a sentence or two on a view: the open consultation's summary, else its selection.

    Args:
        campaign: The whole campaign.
        view: What is open and filtered.
        most: Letters of a summary.
    """
    part = only(campaign, [view.selected]) if view.selected else None
    if part is None or not part.size:
        return describe(campaign, view.choice, view.language)
    row = part.consultations.iloc[0]
    texts = (translated_cell(row, name, view.language) for name in ("title", "summary"))
    return shorten(" · ".join(text for text in texts if text), most, placeholder="…")


def _consultation(campaign: Query, consultation: str, language: str) -> str:
    """Return place and date of a consultation; its title without a place."""
    part = only(campaign, [consultation])
    if not part.size:
        return ""
    where = str(places_in_words(part.places, language).get(consultation, ""))
    when = str(dates_in_words(part.consultations, language).iloc[0])
    title = translated_cell(part.consultations.iloc[0], "title", language)
    return ", ".join(text for text in (where or title, when) if text)
