"""Documents and sources of a selection."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from data.columnar.texts import group_texts
from data.figures.record import Document
from data.filters.merging import join_frames
from data.filters.query import Query
from data.filters.question import question
from data.loading.csv_tables import explode
from data.model.photos import has_picture
from data.model.result_cache import cached_on_campaign
from data.words.languages import join_parts, language_name, listing, translations
from data.words.links import link, web_address


def document_kind(kind: str, language: str) -> str:
    """Name a kind of document in a language; an unknown kind is returned as it is."""
    say = translations(language)
    names = {
        "guidelines": say.gettext("Guidelines"),
        "invitation": say.gettext("Invitation"),
        # Translators: noun, a kind of document
        "plan": say.gettext("Plan"),
        # Translators: noun, a kind of document
        "presentation": say.gettext("Presentation"),
        # Translators: noun, a kind of document
        "recording": say.gettext("Recording"),
        # Translators: noun, a kind of document
        "remarks": say.gettext("Remarks"),
        # Translators: noun, a kind of document
        "report": say.gettext("Report"),
        # Translators: noun, a kind of document
        "statement": say.gettext("Statement"),
        "website": say.gettext("Website"),
    }
    return names.get(kind.strip().lower(), kind)


def document_facts(document: Document, language: str) -> list[str]:
    """Return kind and language of a document in words, without what is unknown."""
    spoken = language_name(document.language, language) if document.language else ""
    return [fact for fact in (document_kind(document.kind, language), spoken) if fact]


def document_markdown(
    document: Document, language: str, escape: Callable[[str], str], whose: str = ""
) -> str:
    """Write a document as Markdown: `[Title](address) · Report · English`.

    Args:
        document: Without a valid address it is marked "not published here".
        language: Of the words.
        escape: Escapes a text from data for Markdown.
        whose: Markdown that says where it belongs; left out if "".
    """
    unpublished = translations(language).gettext("not published here")
    parts = [
        link(escape(document.title), document.address),
        *map(escape, document_facts(document, language)),
        whose,
        "" if web_address(document.address) else unpublished,
    ]
    return " · ".join(part for part in parts if part)


@cached_on_campaign(1)
def openable_documents(campaign: Query) -> np.ndarray:
    """Return whether each document of a whole campaign can be opened, and is not only known."""
    addresses = campaign.campaign.documents["url"].astype("str")
    can_open = {address: bool(web_address(address)) for address in addresses.unique()}
    return addresses.map(can_open).to_numpy(dtype=bool)


@cached_on_campaign(1)
def openable_photos(campaign: Query) -> np.ndarray:
    """Return whether each photo of a whole campaign can be seen here or at its address."""
    whole = campaign.campaign
    files, addresses = (whole.photos[name].astype("str") for name in ("file", "url"))
    return np.array(
        [
            bool(web_address(address)) or has_picture(whole.folder, file)
            for file, address in zip(files, addresses, strict=True)
        ],
        dtype=bool,
    )


@question(join_frames)
def campaign_documents(campaign: Query) -> pd.DataFrame:
    """Return the documents that belong to no consultation: rows of `campaign.documents`."""
    return campaign.documents[campaign.documents["consultation"] == ""]


_COLUMNS = ("source", "number", "cited_for")


@cached_on_campaign(16)
def source_list(campaign: Query, language: str) -> pd.DataFrame:
    """List the sources.

    Returns:
        One row per source, in the order of their first citation (campaign, consultations,
        documents, photos, regions, organizations): `source` (as written), `address` (None unless
        it may be a link), `consultations` (numbers of those that cite it, themselves or in a
        document or photo, joined), `others` (what else cites it, in words). Don't change it: it is
        shared.
    """
    citations = _citations(campaign)
    numbers = citations[citations["number"].notna()].drop_duplicates(["source", "number"])
    numbers = numbers.sort_values("number", kind="stable")
    by_number = _by_source(
        numbers["source"],
        numbers["number"].astype("str"),
        lambda numbers: join_parts(numbers, language),
    )
    others = citations[citations["number"].isna()].drop_duplicates(["source", "cited_for"])
    names = others["cited_for"].map(_names(language))
    by_other = _by_source(others["source"], names, lambda names: listing(names, language))
    sources = citations["source"].drop_duplicates().reset_index(drop=True)
    return pd.DataFrame(
        {
            "source": sources,
            "address": [web_address(source) or None for source in sources],
            "consultations": sources.map(by_number).astype("str").fillna(""),
            "others": sources.map(by_other).astype("str").fillna(""),
        }
    )


def source_names(campaign: Query) -> list[str]:
    """Return the sources alone, in the same order."""
    return list(_citations(campaign)["source"].drop_duplicates().to_numpy())


def _by_source(
    sources: pd.Series, texts: pd.Series, join: Callable[[list[str]], str]
) -> dict[str, str]:
    """Join the texts of each source."""
    return {source: join(parts) for source, parts in group_texts(sources, texts).items()}


def _names(language: str) -> dict[str, str]:
    say = translations(language)
    return {
        # Translators: in a list of what cites a source: "the campaign, regions and photos"
        "campaign": say.gettext("the campaign"),
        "documents": say.gettext("documents"),
        "photos": say.gettext("photos"),
        "regions": say.gettext("regions"),
        "organizations": say.gettext("organizations"),
    }


def _citations(campaign: Query) -> pd.DataFrame:
    """Return one row per citation: `source`, `number` of the consultation (or NA), `cited_for`."""
    numbers = dict(zip(campaign.consultations["id"], campaign.consultations["number"], strict=True))
    own = pd.DataFrame({"source": list(campaign.settings.sources), "cited_for": "campaign"})
    frames = [
        own,
        _citation(campaign.consultations, "id", "sources", "consultations"),
        _citation(campaign.documents, "consultation", "source", "documents"),
        _citation(campaign.photos, "consultation", "source", "photos"),
        _citation(campaign.regions, "id", "sources", "regions"),
        _citation(campaign.organizations, "id", "sources", "organizations"),
    ]
    joined = pd.concat([frame.astype("str") for frame in frames if len(frame)] or [own])
    keys = joined["key"] if "key" in joined else pd.Series(index=joined.index, dtype="str")
    tied = joined["cited_for"].isin(["consultations", "documents", "photos"])
    number = keys.where(tied).map(numbers).astype("Int64")
    return joined.assign(number=number)[list(_COLUMNS)].reset_index(drop=True)


def _citation(frame: pd.DataFrame, key: str, column: str, cited_for: str) -> pd.DataFrame:
    texts = frame[[key, column]].rename(columns={key: "key", column: "source"})
    return explode(texts, "key", "source")[["key", "source"]].assign(cited_for=cited_for)
