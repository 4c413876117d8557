"""The slides around the consultations: title, overview, unmapped consultations, closing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from data.figures.organizations import owner_of
from data.figures.totals import Figures, by_organization, figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.describe import dates_in_words, organization_names, places_in_words
from data.filters.nouns import kinds_in, meetings_of, noun_apart
from data.filters.query import Query
from data.filters.rows import of_rows
from data.filters.select import describe_parts
from data.model.campaign import translated
from data.tour.consultation_slides import LONGEST_TITLE, cut, first_sentences
from data.tour.findings import extent_in_words, result_in_words
from data.tour.notes import campaign_notes, paragraphs
from data.tour.slides import CLOSING, OVERVIEW, TITLE, UNPLACED, Fact, Figure, Item, Link, Slide
from data.words.dates import when
from data.words.languages import number, translations
from data.words.links import short_address, web_address
from data.words.online import places_or_online

ITEMS_A_SLIDE = 6
MOST_UNPLACED_SLIDES = 4
MOST_ORGANIZATIONS = 5
MOST_LINKS = 3
LONGEST_CREDITS = 400


def title_slide(campaign: Query, chosen: Query, choice: Choice, words: str, language: str) -> Slide:
    """Make the first slide: the campaign, the selection in words, its period.

    The tour of a filtered view is named after its selection, with the campaign below.
    """
    settings = campaign.settings
    title, lead = settings.text("title", language), settings.text("subtitle", language)
    if choice.kinds not in ((), (ALL_KINDS,)) or replace(choice, kinds=()).is_narrowed:
        named, words = describe_parts(campaign, choice, language)
        title, lead = named, title
    return Slide(
        id=TITLE,
        kind="title",
        title=cut(title, LONGEST_TITLE),
        lead=cut(lead, LONGEST_TITLE),
        owner=_owner(campaign, language),
        logo=settings.logo,
        opens_link=True,
        facts=tuple(
            Fact(name, "", text)
            for name, text in (
                ("words", words),
                ("when", months_in_words(chosen.consultations, language)),
            )
            if text
        ),
        notes=campaign_notes(campaign, TITLE, language)
        or settings.text("introduction", language).strip(),
    )


def _owner(campaign: Query, language: str) -> str:
    """Name the campaign's owner and partners; "" if its settings name none."""
    settings = campaign.settings
    names = [settings.text("owner", language), *settings.partners]
    return cut(" · ".join(name for name in names if name.strip()), LONGEST_CREDITS)


def months_in_words(table: pd.DataFrame, language: str) -> str:
    """Write the period from the first to the last known day, as months; "" if none is known."""
    dated = table.loc[table["dated"], ["first", "last", "precision"]]
    if dated.empty:
        return ""
    precision = "year" if (dated["precision"] == "year").any() else "month"
    return when(dated["first"].min().date(), dated["last"].max().date(), precision, language)


def overview_slide(
    campaign: Query, chosen: Query, words: str, language: str, summary: str = ""
) -> Slide:
    """Make the slide with all markers on the map and the figures of the selection.

    `summary` describes a tour that has no slide per consultation.
    """
    say = translations(language)
    counted = figures(chosen)
    no_place, no_date = counted.without_place, counted.without_date
    unmapped = [
        text.format(count=number(count, language))
        for count, text in (
            (
                no_place,
                say.ngettext("{count} without a place", "{count} without a place", no_place),
            ),
            (no_date, say.ngettext("{count} without a date", "{count} without a date", no_date)),
        )
        if count
    ]
    return Slide(
        id=OVERVIEW,
        kind="overview",
        title=cut(extent_in_words(chosen, language), LONGEST_TITLE) or say.gettext("At a glance"),
        lead=words,
        consultations=tuple(chosen.consultations["id"].to_numpy()),
        figures=figures_of(chosen, language),
        text=" · ".join(text for text in [*unmapped, summary] if text),
        notes=campaign_notes(campaign, OVERVIEW, language)
        or paragraphs([words, months_in_words(chosen.consultations, language), *unmapped]),
    )


def figures_of(
    chosen: Query, language: str, names: tuple[str, ...] = Figures._fields
) -> tuple[Figure, ...]:
    """Count what the selection has, own and related meetings apart; zeros are left out."""
    count, ngettext = figures(chosen), translations(language).ngettext
    sentences = {
        "regions": ngettext("{count} region", "{count} regions", count.regions),
        "countries": ngettext("{count} country", "{count} countries", count.countries),
        "cities": ngettext("{count} city", "{count} cities", count.cities),
        "organizations": ngettext(
            "{count} organization", "{count} organizations", count.organizations
        ),
        "days": ngettext("{count} day of meetings", "{count} days of meetings", count.days),
    }
    counted = [
        (size, noun_apart(chosen, kind, size, language))
        for kind, size in kinds_in(meetings_of(chosen))
        if "consultations" in names
    ]
    counted += [(getattr(count, name), sentences[name]) for name in names if name in sentences]
    # The number is set large, apart from the rest of its sentence.
    return tuple(
        Figure(number(size, language), sentence.replace("{count}", "").strip())
        for size, sentence in counted
        if size
    )


def unmapped_slides(campaign: Query, chosen: Query, language: str) -> list[Slide]:
    """Make slides that list the consultations without place or date; none if there are none.

    The last one says how many more there are than fit on `MOST_UNPLACED_SLIDES`.
    """
    say = translations(language)
    table = chosen.consultations
    every = table[~(table["placed"] & table["dated"])]
    rows = every.head(MOST_UNPLACED_SLIDES * ITEMS_A_SLIDE)
    items = _unmapped_items(chosen, rows, language)
    rest = len(every) - len(rows)
    more = say.ngettext("and {count} more", "and {count} more", rest) if rest else ""
    starts = range(0, len(items), ITEMS_A_SLIDE)
    slides = []
    for position, at in enumerate(starts, 1):
        mine = list(rows["id"])[at : at + ITEMS_A_SLIDE]
        name = UNPLACED if position == 1 else f"{UNPLACED}-{position}"
        slides.append(
            Slide(
                id=name,
                kind="list",
                title=say.gettext("Without place or date"),
                lead=f"{position} / {len(starts)}" if len(starts) > 1 else "",
                consultations=tuple(mine),
                items=items[at : at + ITEMS_A_SLIDE],
                more=more.format(count=number(rest, language)) if position == len(starts) else "",
                text=_only_summary(rows, language) if len(every) == 1 else "",
                notes=campaign_notes(campaign, name, language) or _summaries(rows, mine, language),
            )
        )
    return slides


def _unmapped_items(chosen: Query, rows: pd.DataFrame, language: str) -> tuple[Item, ...]:
    say = translations(language)
    part = chosen
    places = of_rows(part, part.rows[rows.index]).places
    where = rows["id"].map(places_in_words(places, language)).astype("str").fillna("")
    where = places_or_online(where, translated(rows, "venue", language), language)
    dates = dates_in_words(rows, language)
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


def closing_slide(campaign: Query, chosen: Query, words: str, language: str) -> Slide:
    """Make the last slide: figures, organizers and hosts, addresses, credits."""
    settings, say = campaign.settings, translations(language)
    credit = " ".join(settings.text("credits", language).split())
    leaders = _leaders(chosen)
    rest = len(leaders.drop(owner_of(chosen), errors="ignore")) - MOST_ORGANIZATIONS
    more = say.ngettext("and {count} more", "and {count} more", rest) if rest > 0 else ""
    return Slide(
        id=CLOSING,
        kind="closing",
        title=cut(result_in_words(chosen, language), LONGEST_TITLE) or say.gettext("Thank you"),
        lead=words,
        consultations=tuple(chosen.consultations["id"].to_numpy()),
        figures=figures_of(chosen, language, ("consultations", "regions", "countries")),
        items=_organizations(chosen, leaders, language),
        # Translators: above a list: whose campaign it is, then how many consultations others had
        items_title=say.gettext("Ran the campaign, organized or hosted") if len(leaders) else "",
        owner=_owner(campaign, language),
        logo=settings.logo,
        opens_link=True,
        more=more.format(count=number(rest, language)),
        text=cut(credit, LONGEST_CREDITS),
        links=tuple(
            Link(short_address(address), web_address(address))
            for address in dict.fromkeys((settings.url, *settings.sources))
            if web_address(address)
        )[:MOST_LINKS],
        notes=campaign_notes(campaign, CLOSING, language) or credit,
    )


def _leaders(chosen: Query) -> pd.Series:
    """Count the consultations that each organization (index) organized or hosted, most first."""
    ranked = by_organization(chosen).set_index("organization")
    counts = ranked["both"] + ranked["organizer"] + ranked["host"]
    return counts[counts > 0].sort_values(ascending=False, kind="stable")


def _organizations(chosen: Query, leaders: pd.Series, language: str) -> tuple[Item, ...]:
    """List the campaign's owner, whatever its roles, and the leaders with their counts."""
    names, owner = organization_names(chosen, language), owner_of(chosen)
    details = {str(id_): number(int(count), language) for id_, count in leaders.items()}
    if owner and details:
        details = {owner: translations(language).gettext("Runs this campaign")} | {
            id_: detail for id_, detail in details.items() if id_ != owner
        }
    return tuple(
        Item("", cut(names.get(id_, id_), LONGEST_TITLE), detail)
        for id_, detail in list(details.items())[: MOST_ORGANIZATIONS + bool(owner)]
    )
