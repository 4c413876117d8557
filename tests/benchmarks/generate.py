"""`python -m tests.benchmarks.generate --rows N --into folder`: make a campaign of any size.

The same rows and seed give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv, parquet

from data.model.schema import CONSULTATION_COLUMNS
from tests.benchmarks.generating import actors, days, places, texts
from tests.benchmarks.generating import demands as asking
from tests.benchmarks.generating.words import KINDS, REGIONS

FEEDING, ELSEWHERE, WORLDWIDE = 0.02, 0.03, 0.05
"""How many rows feed a later one, are for a region other than where they are, or for none."""
CONSULTATIONS = "consultations"
TOML = """\
id = "generated-{rows}"
title = "{rows:,} consultations"
subtitle = "Generated with seed {seed}: none of this happened"
languages = ["en", "fr"]
"""
KIND = """
[[kinds]]
id = "{id}"
title = "{title}"
plural = "{title}s"
own = true
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a campaign's folder."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.generate", description=__doc__
    )
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, required=True, help="the folder to write")
    parser.add_argument("--demands", type=int, default=0, help="of these meetings, judged thrice")
    parser.add_argument("--parquet", action="store_true", help="write consultations.parquet")
    asked = parser.parse_args(arguments)
    generate(asked.into, asked.rows, asked.seed, asked.demands, as_parquet=asked.parquet)
    print(f"{asked.rows:,} consultations in {asked.into}")


def generate(
    folder: Path, rows: int, seed: int = 1, demands: int = 0, *, as_parquet: bool = False
) -> Path:
    """Write a campaign of `rows` consultations, so many demands and three times the judgements.

    Returns:
        The folder: `campaign.toml`, `consultations.csv` (or `.parquet`), `regions.csv`,
        `organizations.csv`, each organization that may be named in it; with demands
        `demands.csv` and `judgements.csv`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng([seed, rows])
    organizations = actors.organizations(rows, rng)
    meetings = consultations(rows, organizations, rng)
    table = pa.Table.from_pandas(meetings, preserve_index=False)
    if as_parquet:
        parquet.write_table(table, folder / f"{CONSULTATIONS}.parquet", compression="zstd")
    else:
        csv.write_csv(
            table, folder / f"{CONSULTATIONS}.csv", csv.WriteOptions(quoting_style="needed")
        )
    regions = [{"id": id_, "name": name, "m49": m49} for id_, (name, m49) in REGIONS.items()]
    _write(pd.DataFrame(regions), folder / "regions.csv")
    _write(organizations[["id", "name", "short"]], folder / "organizations.csv")
    if demands:
        asked = asking.draw_demands(demands, meetings, rng)
        _write(asked, folder / "demands.csv")
        _write(asking.draw_judgements(3 * demands, asked, rng), folder / "judgements.csv")
    toml = TOML.format(rows=rows, seed=seed)
    kinds = [KIND.format(id=kind, title=kind.replace("-", " ").capitalize()) for kind in KINDS]
    (folder / "campaign.toml").write_text(toml + "".join(kinds), encoding="utf-8")
    return folder


def consultations(rows: int, organizations: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the table of consultations: the columns of `consultations.csv`, all text."""
    cities = places.cities()
    where = places.draw_places(cities, rows, rng)
    when = days.draw_days(rows, rng)
    at = where.pop("at").to_numpy()
    kinds = texts.draw_kinds(rows, rng)
    regions = _regions(cities["region"].to_numpy()[at], rng)
    number = pd.Series(range(1, rows + 1)).astype("str")
    country = cities["iso2"].str.lower().take(at).reset_index(drop=True)
    ids = country + "-" + when.pop("year").astype("str") + "-" + number
    table = pd.DataFrame(
        {
            "id": ids,
            "title": texts.draw_titles(cities, at, kinds, rng),
            "kind": pd.Series(KINDS, dtype="str").take(kinds).reset_index(drop=True),
            "region": pd.Series(regions, dtype="str"),
            **where,
            **when,
            **actors.draw_actors(organizations, regions, rng),
            "venue": texts.draw_venues(rows, rng),
            "participants": texts.draw_participants(rows, rng),
            "summary": texts.draw_summaries(rows, rng),
            "feeds_into": _feeds(ids, when["start"], rng),
            "notes": "",
            "sources": "https://example.org/consultations/" + number,
        }
    )
    return table[list(CONSULTATION_COLUMNS)].astype("str")


def _regions(regions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The region each is for: that of its place, mostly."""
    chance = rng.random(len(regions))
    others = np.array(list(REGIONS), dtype=object)[rng.integers(0, len(REGIONS), len(regions))]
    return np.where(
        chance < WORLDWIDE, "", np.where(chance < WORLDWIDE + ELSEWHERE, others, regions)
    )


def _feeds(ids: pd.Series, start: pd.Series, rng: np.random.Generator) -> pd.Series:
    """The id of a consultation that comes soon after, for some."""
    order = np.argsort(start.to_numpy(dtype=object), kind="stable")
    place = np.empty(len(ids), dtype="int64")
    place[order] = np.arange(len(ids))
    later = np.minimum(place + rng.integers(1, 50, size=len(ids)), len(ids) - 1)
    is_fed = (rng.random(len(ids)) < FEEDING) & (later > place)
    return ids.take(order[later]).reset_index(drop=True).where(is_fed, "")


def _write(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
