"""Tidy tables of a selection, one row per consultation, place, role or document; CSV pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote_plus

import numpy as np
import pandas as pd

from data.columnar.safe_csv import safe_csv
from data.export.extract import Extract, blocks
from data.export.rows import consultation_texts, csv_table
from data.figures.demands import DEMAND_ANSWERS, DEMAND_STATUSES, demand_positions, standing
from data.figures.documents import campaign_documents, document_kind
from data.figures.organizations import ranking_table
from data.figures.places import status_names
from data.figures.totals import by_region
from data.filters.describe import country_names, organization_names, region_names
from data.filters.query import Query
from data.model.campaign import translated
from data.model.schema import DEMAND_COLUMNS, GLOBAL, JUDGEMENT_COLUMNS
from data.words.folding import fold

_MARK = "\x00"
"""Placeholder for a consultation's id in a link; no id and no address contains it."""


def links(extract: Extract) -> pd.Series[str]:
    """Return the address of each consultation within this view; "" if the page's is unknown."""
    ids = extract.chosen.consultations["id"]
    if extract.path_of:
        return ids.map(extract.link).astype("str")
    before, mark, after = extract.link(_MARK).rpartition(quote_plus(_MARK))
    if not mark:
        return pd.Series("", index=ids.index, dtype="str")
    return pd.Series([before + quote_plus(id_) + after for id_ in ids], ids.index, dtype="str")


def consultations(extract: Extract) -> pd.DataFrame:
    """Return the consultations.

    Returns:
        One row per consultation in date order: `consultation_texts` of `data.export.rows`,
        with the ids `kind_id` and `region_id` beside the names. After `start` and `end`, as the
        table has them, follow `first_day` and `last_day` (days, both inclusive; NaT if unknown)
        and `precision` ("day", "month", "year", "" if unknown). An empty selection gives no row.
    """
    table = extract.chosen.consultations
    frame = consultation_texts(extract.chosen, extract.language, links(extract))
    typed = {
        ("kind", "kind_id"): table["kind"].astype("str"),
        ("region", "region_id"): table["region"].astype("str"),
        ("end", "first_day"): table["first"],
        ("first_day", "last_day"): table["last"],
        ("last_day", "precision"): table["precision"].astype("str"),
    }
    for (before, name), values in typed.items():
        position = frame.columns.get_loc(before)
        frame.insert(int(str(position)) + 1, name, values.to_numpy())
    return frame


def places(extract: Extract) -> pd.DataFrame:
    """Return the places.

    Returns:
        One row per consultation and place, in date order: `number`, `consultation`,
        `position` (from 1), `city`, `country` (in the language), `iso2` ("" if unknown), `lat`,
        `lon` (degrees, NaN if not placed), `placed` (how it was placed or why not, in words).
    """
    frame, language = extract.chosen.places, extract.language
    country = country_names(frame["iso2"], language)
    table = pd.DataFrame(
        {
            "consultation": frame["consultation"].astype("str"),
            "position": frame["position"] + 1,
            "city": translated(frame, "city", language),
            "country": country.where(country != "", frame["country"]),
            "iso2": frame["iso2"],
            "lat": frame["lat"],
            "lon": frame["lon"],
            "placed": frame["status"].astype("str").map(status_names(language)),
        }
    )
    return _number(extract, table, ["number", "position"])


def roles(extract: Extract) -> pd.DataFrame:
    """Return the roles.

    Returns:
        One row per consultation, organization and role, in date order: `number`,
        `consultation`, `organization_id`, `organization` (its name), `role` ("organizer",
        "host", "partner").
    """
    frame = extract.chosen.roles
    names = organization_names(extract.campaign, extract.language)
    table = pd.DataFrame(
        {
            "consultation": frame["consultation"].astype("str"),
            "organization_id": frame["organization"].astype("str"),
            "organization": frame["organization"].astype("str").map(names).astype("str"),
            "role": frame["role"].astype("str"),
        }
    )
    return _number(extract, table, ["number"])


def documents(extract: Extract) -> pd.DataFrame:
    """Return the documents.

    Returns:
        One row per document of a consultation, in date order: `number`, `consultation`, `id`,
        `title`, `kind` (in words), `language` (a code), `url`, `source`; "" where unknown.
        Without filters, documents of the campaign as a whole come last, without a number.
    """
    frame = extract.chosen.documents
    if not extract.choice.is_narrowed:
        frame = pd.concat([frame, campaign_documents(extract.campaign)])
    kinds = {kind: document_kind(kind, extract.language) for kind in frame["kind"].unique()}
    table = pd.DataFrame(
        {
            "consultation": frame["consultation"].astype("str"),
            "id": frame["id"],
            "title": translated(frame, "title", extract.language),
            "kind": frame["kind"].map(kinds).astype("str"),
            "language": frame["language"],
            "url": frame["url"],
            "source": frame["source"],
        }
    )
    return _number(extract, table, ["number"])


def organizations(extract: Extract) -> pd.DataFrame:
    """Return the organizations.

    Returns:
        One row per organization of the selection, the most active first: `organization_id`,
        `organization` (its name), `short`, `consultations` (in which it had a role), and how many
        of these it `organized_and_hosted`, `organized`, `hosted`, or was a `partner` of.
    """
    table = ranking_table(extract.chosen, extract.language)
    return table.rename(columns=_ORGANIZATION_COLUMNS).reset_index(drop=True)


_ORGANIZATION_COLUMNS = {
    "organization": "organization_id", "name": "organization", "total": "consultations",
    "both": "organized_and_hosted", "organizer": "organized", "host": "hosted",
}  # fmt: skip


def regions(extract: Extract) -> pd.DataFrame:
    """Return the regions.

    Returns:
        One row per region of the campaign, in its order, and one for "global" if there are such
        consultations: `region_id`, `region` (its name), `consultations`, `cities`,
        `organizations`, `documents` (counts), `first_day`, `last_day` (ISO, "" if unknown).
    """
    table = by_region(extract.chosen)
    names = region_names(extract.campaign, extract.language)
    ids = table["region"].where(table["region"] != "", GLOBAL)
    counts = table[["consultations", "cities", "organizations", "documents"]].astype("int64")
    days = {
        f"{end}_day": table[end].dt.strftime("%Y-%m-%d").astype("str").fillna("")
        for end in ("first", "last")
    }
    frame = pd.DataFrame({"region_id": ids, "region": ids.map(names).astype("str")})
    return pd.concat([frame, counts, pd.DataFrame(days)], axis=1)


def demands(extract: Extract) -> pd.DataFrame:
    """Return the demands of the selection, as `demand_table` does."""
    return demand_table(extract.chosen, demand_positions(extract.chosen), extract.language)


def demand_table(
    chosen: Query, positions: np.ndarray, language: str, asof: str = ""
) -> pd.DataFrame:
    """Return some demands.

    Returns:
        One row per demand, in the order of `demands.csv` and with its columns: `text` is exactly
        the source's words if `verbatim`, in their own language. Before `sources` follow `answer`
        and `status` at present, or at the end of `asof`: codes of `data.figures.demands`.
    """
    table, now = chosen.demands.take(positions), standing(chosen.tables, asof)
    texts = {name: translated(table, name, language) for name in DEMAND_COLUMNS}
    is_verbatim = table["verbatim"].map(fold) == "yes"
    frame = pd.DataFrame(texts | {"text": table["text"].where(is_verbatim, texts["text"])})
    for name, words, codes in (
        ("status", DEMAND_STATUSES, now.statuses), ("answer", DEMAND_ANSWERS, now.answers),
    ):  # fmt: skip
        frame.insert(list(frame).index("carried_to") + 1, name, np.array(words)[codes[positions]])
    return frame.astype("str").reset_index(drop=True)


def judgements(extract: Extract) -> pd.DataFrame:
    """Return the judgements.

    Returns:
        One row per judgement of the selection's demands, in the order of `judgements.csv` and
        with its columns, as they were read: `kind`, `answer`, `match` and `status` are codes.
    """
    table = extract.chosen.tables.judgements
    table = table[table["demand"].isin(demands(extract)["id"])]
    texts = {name: translated(table, name, extract.language) for name in JUDGEMENT_COLUMNS}
    read = {name: table[f"{name}_read"] for name in JUDGEMENT_COLUMNS if f"{name}_read" in table}
    read["quote"] = table["quote"]  # Exactly the source's words.
    return pd.DataFrame(texts | read).astype("str").reset_index(drop=True)


def demands_csv(extract: Extract) -> bytes:
    """Write `demands` as CSV; a selection without demands gives the header alone."""
    return safe_csv(demands(extract))


def judgements_csv(extract: Extract) -> bytes:
    """Write `judgements` as CSV; a selection without demands gives the header alone."""
    return safe_csv(judgements(extract))


def organizations_csv(extract: Extract) -> bytes:
    """Write `organizations` as CSV; an empty selection gives the header alone."""
    return safe_csv(organizations(extract))


def _number(extract: Extract, table: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """Insert the consultation's number as first column and sort by it; `Int64`, NA for none."""
    chosen = extract.chosen.consultations
    numbers = pd.Series(chosen["number"].to_numpy(), index=chosen["id"].to_numpy(), dtype="Int64")
    table.insert(0, "number", table["consultation"].map(numbers).astype("Int64"))
    return table.sort_values(order, kind="stable", na_position="last", ignore_index=True)


def csv_file(extract: Extract) -> Iterator[bytes]:
    """Yield one row per consultation, as `data.export.rows.csv_table` does, block by block.

    An empty selection gives the header alone: programs would count a sentence as a row.
    """
    for i, block in enumerate(blocks(extract)):
        yield csv_table(block.chosen, block.language, links(block), begins=i == 0)


def statistic_csv(table: pd.DataFrame, names: Mapping[str, str]) -> bytes:
    """Write a table of statistics, with formulas as text.

    Args:
        table: One row per row of the file; other columns than those named are left out.
        names: Column to its heading, in the order of the file.

    Returns:
        UTF-8 with a byte order mark (Excel needs it), comma, CRLF. A table without rows gives the
        header alone; a missing value is an empty cell.
    """
    frame = pd.DataFrame({name: _texts(table[name]) for name in names})
    frame.columns = list(names.values())
    return safe_csv(frame)


def _texts(column: pd.Series) -> pd.Series:
    texts = column.astype("object").where(column.notna(), "").astype("str").astype("str")
    return texts.reset_index(drop=True)
