"""The slides around the consultations: title, overview, those without place or date, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.campaign.campaign import translated
from data.campaign.selection import as_part, of_rows
from data.statistics.totals import Figures, by_organization, figures
from data.tour.consultation_slides import LONGEST_TITLE, cut, first_sentences
from data.tour.notes import paragraphs, written_notes
from data.tour.slides import CLOSING, OVERVIEW, TITLE, UNPLACED, Fact, Figure, Item, Link, Slide
from data.words.describe import said_when, said_where
from data.words.languages import number, translations, when
from data.words.links import short_address, web_address
from data.words.online import said_places

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign

ITEMS_A_SLIDE = 6
MOST_UNPLACED_SLIDES = 4
MOST_ORGANIZATIONS = 5
MOST_LINKS = 3
LONGEST_CREDITS = 400


def title_slide(campaign: Campaign, chosen: Campaign, words: str, language: str) -> Slide:
    """The first slide: the campaign, the choice in words, from when to when."""
    settings = campaign.settings
    title = cut(settings.text("title", language), LONGEST_TITLE)
    return Slide(
        id=TITLE,
        kind="title",
        title=title,
        lead=cut(settings.text("subtitle", language), LONGEST_TITLE),
        facts=tuple(
            Fact(name, "", text)
            for name, text in (
                ("words", words),
                ("when", said_span(chosen.consultations, language)),
            )
            if text
        ),
        notes=written_notes(campaign, TITLE, language)
        or settings.text("introduction", language).strip(),
    )


def said_span(table: pd.DataFrame, language: str) -> str:
    """From the first to the last known day in words, as months; "" if no day is known."""
    dated = table.loc[table["dated"], ["first", "last", "precision"]]
    if dated.empty:
        return ""
    precision = "year" if (dated["precision"] == "year").any() else "month"
    return when(dated["first"].min().date(), dated["last"].max().date(), precision, language)


def overview_slide(
    campaign: Campaign, chosen: Campaign, words: str, language: str, summary: str = ""
) -> Slide:
    """All marks on the map, and the figures of the choice; `summary` is a word on the tour."""
    say = translations(language)
    counted = figures(chosen)
    missing = [
        say.ngettext("{count} without a place", "{count} without a place", counted.without_place)
        if counted.without_place else "",
        say.ngettext("{count} without a date", "{count} without a date", counted.without_date)
        if counted.without_date else "",
    ]  # fmt: skip
    counts = [counted.without_place, counted.without_date]
    said = [
        text.format(count=number(count, language))
        for text, count in zip(missing, counts, strict=True)
    ]
    return Slide(
        id=OVERVIEW,
        kind="overview",
        title=say.gettext("At a glance"),
        lead=words,
        consultations=tuple(chosen.consultations["id"].to_numpy()),
        figures=figures_of(chosen, language),
        text=" · ".join(text for text in [*said, summary] if text),
        notes=written_notes(campaign, OVERVIEW, language)
        or paragraphs([words, said_span(chosen.consultations, language), *said]),
    )


def figures_of(
    chosen: Campaign, language: str, names: tuple[str, ...] = Figures._fields
) -> tuple[Figure, ...]:
    """What can be counted of the chosen part of a campaign; what is not there is not counted.

    Args:
        chosen: The part.
        language: Of the labels.
        names: What is counted, by the names of `Figures`.
    """
    say = translations(language)
    counted = figures(chosen)
    labels = {
        "consultations": say.ngettext("consultation", "consultations", counted.consultations),
        "regions": say.ngettext("region", "regions", counted.regions),
        "countries": say.ngettext("country", "countries", counted.countries),
        "cities": say.ngettext("city", "cities", counted.cities),
        "organizations": say.ngettext("organization", "organizations", counted.organizations),
        "days": say.ngettext("day of meeting", "days of meeting", counted.days),
    }
    counts = {name: getattr(counted, name) for name in names if name in labels}
    return tuple(
        Figure(number(count, language), labels[name]) for name, count in counts.items() if count
    )


def unplaced_slides(campaign: Campaign, chosen: Campaign, language: str) -> list[Slide]:
    """Those that stand nowhere on the map or nowhere in time, some on each slide; maybe none.

    The last slide says how many more there are than `MOST_UNPLACED_SLIDES` hold.
    """
    say = translations(language)
    table = chosen.consultations
    every = table[~(table["placed"] & table["dated"])]
    rows = every.head(MOST_UNPLACED_SLIDES * ITEMS_A_SLIDE)
    items = _unplaced_items(chosen, rows, language)
    rest = len(every) - len(rows)
    more = say.ngettext("and {count} more", "and {count} more", rest) if rest else ""
    starts = range(0, len(items), ITEMS_A_SLIDE)
    slides = []
    for place, at in enumerate(starts, 1):
        mine = list(rows["id"])[at : at + ITEMS_A_SLIDE]
        name = UNPLACED if place == 1 else f"{UNPLACED}-{place}"
        slides.append(
            Slide(
                id=name,
                kind="unplaced",
                title=say.gettext("Without place or date"),
                lead=f"{place} / {len(starts)}" if len(starts) > 1 else "",
                consultations=tuple(mine),
                items=items[at : at + ITEMS_A_SLIDE],
                more=more.format(count=number(rest, language)) if place == len(starts) else "",
                text=_only_summary(rows, language) if len(every) == 1 else "",
                notes=written_notes(campaign, name, language) or _summaries(rows, mine, language),
            )
        )
    return slides


def _unplaced_items(chosen: Campaign, rows: pd.DataFrame, language: str) -> tuple[Item, ...]:
    say = translations(language)
    part = as_part(chosen)
    places = of_rows(part, part.rows[rows.index]).places
    where = rows["id"].map(said_where(places, language)).astype("str").fillna("")
    where = said_places(where, translated(rows, "venue", language), language)
    dates = said_when(rows, language)
    dates = dates.where(dates != "", say.gettext("Date unknown"))
    titles = translated(rows, "title", language)
    return tuple(
        Item(str(number), cut(title, LONGEST_TITLE), f"{place} · {date}")
        for number, title, place, date in zip(rows["number"], titles, where, dates, strict=True)
    )


def _only_summary(rows: pd.DataFrame, language: str) -> str:
    return first_sentences(translated(rows, "summary", language).iloc[0])


def _summaries(rows: pd.DataFrame, ids: list[str], language: str) -> str:
    mine = rows[rows["id"].isin(ids)]
    return paragraphs(translated(mine, "summary", language))


def closing_slide(campaign: Campaign, chosen: Campaign, words: str, language: str) -> Slide:
    """The last slide: figures, who organized and hosted, where to read on, whose work it is."""
    settings, say = campaign.settings, translations(language)
    credit = " ".join(settings.text("credits", language).split())
    led = _leaders(chosen)
    rest = len(led) - MOST_ORGANIZATIONS
    more = say.ngettext("and {count} more", "and {count} more", rest) if rest > 0 else ""
    return Slide(
        id=CLOSING,
        kind="closing",
        title=say.gettext("Thank you"),
        lead=words,
        consultations=tuple(chosen.consultations["id"].to_numpy()),
        figures=figures_of(chosen, language, ("consultations", "regions", "countries")),
        items=_organizations(chosen, led, language),
        more=more.format(count=number(rest, language)),
        text=cut(credit, LONGEST_CREDITS),
        links=tuple(
            Link(short_address(address), web_address(address))
            for address in dict.fromkeys((settings.url, *settings.sources))
            if web_address(address)
        )[:MOST_LINKS],
        notes=written_notes(campaign, CLOSING, language) or credit,
    )


def _leaders(chosen: Campaign) -> pd.Series:
    """How many consultations each organization organized or hosted, most first; index: its id."""
    ranked = by_organization(chosen).set_index("organization")
    led = ranked["both"] + ranked["organizer"] + ranked["host"]
    return led[led > 0].sort_values(ascending=False, kind="stable")


def _organizations(chosen: Campaign, led: pd.Series, language: str) -> tuple[Item, ...]:
    names = translated(chosen.organizations, "name", language)
    called = dict(zip(chosen.organizations["id"], names, strict=True))
    first = led.head(MOST_ORGANIZATIONS)
    return tuple(
        Item("", cut(called.get(str(one), str(one)), LONGEST_TITLE), number(int(count), language))
        for one, count in zip(first.index, first, strict=True)
    )
