"""Where a search found each consultation: the fields, with the words around the hit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.filters.describe import dates_in_words, organization_names, places_in_words, region_names
from data.filters.names import (
    demand_texts,
    organization_texts,
    short_names,
    terms_of,
    took_place_of,
)
from data.filters.query import Query
from data.filters.search_words import ANYWHERE, Term
from data.geo.countries import country_name, iso3_by_iso2
from data.loading.csv_tables import split_list
from data.model.campaign import translated
from data.model.errors import msgid
from data.words.folding import fold
from data.words.languages import join_lists, translations

_AROUND = 36
"""Letters shown before and after a hit in a long text."""

_LABELS = {
    "title": msgid("Title"),
    "place": msgid("Where"),
    "region": msgid("Region"),
    "dates": msgid("When"),
    "organizations": msgid("Organizations"),
    "demands": msgid("Demands"),
    "documents": msgid("Documents"),
    "venue": msgid("Venue"),
    "participants": msgid("Participants"),
    "summary": msgid("Summary"),
    "notes": msgid("Notes"),
}
_COLUMNS = {
    "title": "title", "city": "place", "country": "place", "venue": "venue",
    "organizers": "organizations", "hosts": "organizations", "partners": "organizations",
    "participants": "participants", "summary": "summary", "notes": "notes",
}  # fmt: skip
"""Searched columns of the table, and the key of their label."""


@dataclass(frozen=True)
class _Source:
    """A searched text of a consultation: its field, as shown, and folded if that differs."""

    name: str
    text: str
    folded: str = ""

    @cached_property
    def searched(self) -> str:
        """The words that are searched."""
        return self.folded or fold(self.text)


def found_in(part: Query, words: str, language: str) -> pd.Series[str]:
    """Return in words where each consultation of a short list matches a search.

    Returns:
        One text per consultation, such as "Organizations: Migrant Forum in Asia (MFA)";
        "" without words, or where nothing is found.
    """
    table = part.consultations
    terms = terms_of(part.tables, words)
    if not terms or table.empty:
        return pd.Series("", index=table.index, dtype="str")
    sources = _sources(part, language)
    dated = [took_place_of(part, term.day) if term.day else None for term in terms]
    texts = []
    for row, id_ in enumerate(table["id"]):
        then = [mask is not None and bool(mask[row]) for mask in dated]
        found = zip(terms, then, strict=True)
        texts.append(_hits_in_words(part, list(found), sources[str(id_)], row, language))
    return pd.Series(texts, index=table.index, dtype="str")


def _hits_in_words(
    part: Query, terms: list[tuple[Term, bool]], sources: list[_Source], row: int, language: str
) -> str:
    gettext = translations(language).gettext
    hits: dict[str, str] = {}
    for term, is_then in terms:
        for name, text in _hits(part, term, sources, row, language):
            hits.setdefault(name, text)
        if is_then and "dates" not in hits:
            hits["dates"] = str(dates_in_words(part.consultations.iloc[[row]], language).iloc[0])
    # Translators: a field of a consultation, and its text: "Documents: Final report"
    pattern = gettext("{field}: {text}")
    labels = {name: label for name, label in _LABELS.items() if name in hits}
    return join_lists(
        (pattern.format(field=gettext(label), text=hits[name]) for name, label in labels.items()),
        language,
    )


def _hits(
    part: Query, term: Term, sources: list[_Source], row: int, language: str
) -> Iterator[tuple[str, str]]:
    """Yield the sources that match a term: one with all its words, else one per word."""
    whole = short_names(part.tables)
    for words in (term.words, *((word,) for word in term.words)):
        for source in sources:
            if all(_has(source.searched, word, whole=word in whole) for word in words):
                yield source.name, _excerpt(source.text, words)
                break
        else:
            continue
        if words is term.words:
            return
    consultation = part.consultations.iloc[row]
    regions = part.whole.regions
    for id_, codes in zip(regions["id"], regions["iso3"], strict=True):
        covered = term.countries.intersection(codes)
        if id_ == str(consultation["region"]) and covered:
            iso2 = {code: two for two, code in iso3_by_iso2().items()}
            name = country_name(iso2[min(covered)], language)
            yield "region", f"{region_names(part.whole, language)[id_]} ({name})"


def _has(text: str, word: str, *, whole: bool) -> bool:
    if ANYWHERE.search(word):
        return word in text
    return (f" {word} " if whole else f" {word}") in f" {text} "


def _sources(part: Query, language: str) -> dict[str, list[_Source]]:
    """Return the texts of each consultation that are searched, the shortest fields first."""
    table = part.consultations
    sources: dict[str, list[_Source]] = {str(id_): [] for id_ in table["id"]}

    def add(id_: object, name: str, text: str, folded: str = "") -> None:
        if text and str(id_) in sources:
            sources[str(id_)].append(_Source(name, text, folded))

    columns = [name for name in table.columns if str(name).split("__")[0] in _COLUMNS]
    columns.sort(key=lambda name: str(name).partition("__")[2] not in ("", language))
    columns.sort(key=lambda name: list(_COLUMNS).index(str(name).split("__")[0]))
    long = [name for name in columns if _COLUMNS[name.split("__")[0]] in ("summary", "notes")]
    _add_columns(add, table, [name for name in columns if name not in long])
    for id_, text in places_in_words(part.places, language).items():
        add(id_, "place", text)
    names = organization_names(part.whole, language)
    organizations = part.whole.organizations
    texts = dict(zip(organizations["id"], organization_texts(part.whole), strict=True))
    shorts = dict(zip(organizations["id"], organizations.get("short", ""), strict=False))
    for id_, one in part.roles[["consultation", "organization"]].astype("str").to_numpy():
        short = shorts.get(one, "")
        add(id_, "organizations", f"{names[one]} ({short})" if short else names[one], texts[one])
    regions = region_names(part.whole, language)
    for id_, region in zip(table["id"], table["region"].astype("str"), strict=True):
        if region:
            add(id_, "region", regions[region])
    titles = [name for name in part.documents.columns if str(name).split("__")[0] == "title"]
    titles.sort(key=lambda name: str(name).partition("__")[2] != language)
    for title in titles:
        for id_, text in zip(part.documents["consultation"], part.documents[title], strict=True):
            add(id_, "documents", text)
    _add_demands(add, part, language)
    _add_columns(add, table, long)
    return sources


def _add_columns(
    add: Callable[[object, str, str], None], table: pd.DataFrame, columns: list[str]
) -> None:
    for name in columns:
        for id_, text in zip(table["id"], table[name].astype("str"), strict=True):
            add(id_, _COLUMNS[name.split("__")[0]], text)


def _add_demands(add: Callable[..., None], part: Query, language: str) -> None:
    texts, themes = (translated(part.demands, name, language) for name in ("text", "theme"))
    rows = zip(part.demands["made_at"], texts, themes, demand_texts(part.tables), strict=True)
    for meetings, text, theme, folded in rows:
        for id_ in split_list(meetings):
            add(id_, "demands", text or theme, folded)


def _excerpt(text: str, words: tuple[str, ...]) -> str:
    """Return the part of a long text around the first hit, cut between words."""
    if len(text) <= 2 * _AROUND:
        return text
    start = next(
        (
            match.start()
            for match in re.finditer(r"\w+", text)
            if fold(match.group()).startswith(words[0])
        ),
        0,
    )
    first = text.rfind(" ", 0, max(start - _AROUND, 0)) + 1 if start > _AROUND else 0
    last = text.find(" ", start + _AROUND)
    cut = text[first : last if last > 0 else len(text)].strip()
    return ("…" if first else "") + cut + ("…" if 0 < last < len(text) else "")
