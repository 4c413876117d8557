"""What generated consultations ask for, and what judges say became of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.model.schema import ANSWERS, DEMAND_COLUMNS, JUDGEMENT_COLUMNS, JUDGES, MATCHES, STATUSES
from tests.benchmarks.generating.texts import pick
from tests.benchmarks.generating.words import MATTERS

ASKS = (
    "Let migrants join", "Fund the work on", "Report every year on", "Write into law",
    "Train consulates in", "Stop charging fees for", "Ask migrants themselves about", "Protect",
)  # fmt: skip
FROM = ("before a crisis", "in an emergency", "after the return", "in every country", "by 2018")
ADDRESSEES = (
    "governments", "States", "the United Nations", "employers", "consulates", "cities", "donors",
    "regional bodies",
)  # fmt: skip
TARGETS = ("Guidelines", "Outcome document", "National plan", "Resolution", "Yearly report")
WORDED, JUDGED = 0.8, 0.9
"""How many demands have a wording, and how many of them anybody judged."""


def draw_demands(rows: int, meetings: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the table of demands: the columns of `demands.csv`, all text.

    Args:
        rows: How many.
        meetings: The consultations that may have made them.
        rng: Where chance comes from.
    """
    number = pd.Series(range(1, rows + 1)).astype("str")
    made = meetings.take(rng.integers(0, len(meetings), size=rows)).reset_index(drop=True)
    matter = pick(MATTERS, rows, rng)
    text = pick(ASKS, rows, rng) + " " + matter + " " + pick(FROM, rows, rng) + "."
    table = {
        "id": "d" + number,
        "text": text.where(rng.random(rows) < WORDED, ""),
        "verbatim": "no",
        "made_at": made["id"],
        "by": made["organizers"].str.partition(";")[0],
        "addressed_to": pick(ADDRESSEES, rows, rng),
        "theme": matter,
        "sources": "https://example.org/demands/" + number,
    }
    return pd.DataFrame(table).reindex(columns=list(DEMAND_COLUMNS), fill_value="").astype("str")


def draw_judgements(rows: int, demands: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the table of judgements: the columns of `judgements.csv`, all text.

    Args:
        rows: How many.
        demands: What is judged: those with a wording, some of them never.
        rng: Where chance comes from.
    """
    worded = demands.loc[demands["text"] != "", "id"].to_numpy(dtype=object)
    judged = worded[: int(len(worded) * JUDGED)]
    number = pd.Series(range(1, rows + 1)).astype("str")
    # After the last meeting of a generated campaign: a judgement comes after what it judges.
    day = np.datetime64("2026-01-01") + rng.integers(0, 330, size=rows).astype("timedelta64[D]")
    table = {
        "demand": pd.Series(judged[rng.integers(0, len(judged), size=rows)]),
        "on": pd.Series(day.astype(str)),
        "by": pick(("Our reading", "A ministry", "A university", "A network"), rows, rng),
        "kind": pick(JUDGES, rows, rng),
        "answer": pick(ANSWERS, rows, rng),
        "target": pick(TARGETS, rows, rng),
        "paragraph": "paragraph " + number,
        "match": pick(MATCHES, rows, rng),
        "status": pick(STATUSES, rows, rng),
        "evidence": "https://example.org/evidence/" + number,
    }
    return pd.DataFrame(table).reindex(columns=list(JUDGEMENT_COLUMNS), fill_value="").astype("str")
