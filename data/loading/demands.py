"""Demands of consultations, and the judgements of what became of them."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from data.columnar.texts import each_once, is_among, matches_pattern, parts, take
from data.loading.csv_tables import with_columns
from data.loading.iso_dates import parse_partial
from data.loading.row_checks import issues_for, usable_rows
from data.model.errors import Issue, msgid
from data.model.schema import (
    ANSWERS,
    DEMAND_COLUMNS,
    JUDGEMENT_COLUMNS,
    JUDGES,
    MATCHES,
    ROW,
    STATUSES,
)
from data.words.folding import fold

DEMANDS, JUDGEMENTS = "demands.csv", "judgements.csv"

READ_COLUMNS = (
    "first", "last", "precision", "kind_read", "answer_read", "match_read", "status_read",
    "evidence_read", "archived_read",
)  # fmt: skip
"""Columns that reading adds to judgements: those of the table stay as they were written."""

_WORDS = {"kind": JUDGES, "answer": ANSWERS, "match": MATCHES, "status": STATUSES}
_INSTEAD = {"kind": "own", "answer": "unknown", "match": "", "status": "no_evidence"}
"""What counts instead of an unknown word."""

_SPELLINGS = {
    "own reading": "own", "the addressee says": "addressee", "addressee says": "addressee",
    "a third party": "third", "third party": "third", "none": "none_found", "partly": "in_part",
}  # fmt: skip
_ADDRESS = r"^https?://[^\s]+$"


class Meetings(NamedTuple):
    """The consultations that demands may name: ids, and first days (NaT if unknown)."""

    ids: pd.Series[str]
    first: pd.Series

    @classmethod
    def of(cls, consultations: pd.DataFrame) -> Meetings:
        """Take them from a table of consultations."""
        return cls(consultations["id"], consultations["first"])


def read_demands(
    demands: pd.DataFrame, judgements: pd.DataFrame, meetings: Meetings, issues: list[Issue]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check demands and judgements.

    Args:
        demands: The table as text; without columns if there is none.
        judgements: The same.
        meetings: The campaign's consultations.
        issues: Gets an issue per cell with a problem.

    Returns:
        The usable rows, see `Campaign`. A demand needs an id, and a text or a theme; a judgement
        needs a demand. A judgement dated before the first meeting counts as undated, a status
        without evidence as "no_evidence".
    """
    demands = with_columns(demands, DEMAND_COLUMNS)
    demands, left_out = usable_rows(demands, DEMANDS, ("id",))
    issues += left_out
    is_blank = (demands["text"] == "") & (demands["theme"] == "")
    sentences = (msgid("The row has neither a text nor a theme."), msgid("Fill in one of them."))
    issues += issues_for(demands, is_blank, (DEMANDS, "text"), sentences, left_out=True)
    demands = demands[~is_blank].reset_index(drop=True)
    is_odd = ~each_once(demands["verbatim"], fold).isin(("", "yes", "no"))
    sentences = (
        msgid("This is neither yes nor no."), msgid("Correct it. The text counts as a summary."),
    )  # fmt: skip
    issues += issues_for(demands, is_odd, (DEMANDS, "verbatim"), sentences)
    first = _first_meetings(demands, meetings, issues)
    judgements = with_columns(judgements, JUDGEMENT_COLUMNS)
    is_unknown = ~is_among(judgements["demand"], demands["id"])
    sentences = (msgid("No demand has this id."), msgid("Correct the id. The row is not shown."))
    cell = (JUDGEMENTS, "demand")
    issues += issues_for(judgements, is_unknown, cell, sentences, left_out=True)
    judgements = judgements[~is_unknown].reset_index(drop=True)
    read = _dates(judgements, first, issues) | _words(judgements, issues)
    return demands, judgements.assign(**read | _evidence(judgements, read["status_read"], issues))


def _first_meetings(demands: pd.DataFrame, meetings: Meetings, issues: list[Issue]) -> pd.Series:
    """Return the first day of the earliest meeting by demand id, without undated ones."""
    named = parts(demands["made_at"])
    ids = take(demands["id"], named.rows)
    rows = pd.DataFrame({"demand": ids, "made_at": named.texts})
    rows[ROW] = demands[ROW].to_numpy()[named.rows]
    is_unknown = ~is_among(rows["made_at"], meetings.ids)
    sentences = (
        msgid("No consultation has this id."),
        msgid("Correct the id. The demand is shown without this meeting."),
    )
    issues += issues_for(rows, is_unknown, (DEMANDS, "made_at"), sentences)
    is_named = is_among(meetings.ids, rows["made_at"]).to_numpy(dtype=bool)
    days = dict(zip(meetings.ids[is_named], meetings.first[is_named], strict=True))
    first = rows["made_at"].map(days).astype("datetime64[s]")
    return first.groupby(rows["demand"].to_numpy()).min().dropna()


def _dates(
    judgements: pd.DataFrame, first_meetings: pd.Series, issues: list[Issue]
) -> dict[str, pd.Series]:
    days = parse_partial(judgements["on"])
    sentences = (
        msgid("This is not a date like 2016, 2016-04 or 2016-04-29."),
        msgid("Correct the date. It counts as unknown."),
    )
    issues += issues_for(judgements, ~days["understood"], (JUDGEMENTS, "on"), sentences)
    meeting = judgements["demand"].map(first_meetings.to_dict()).astype("datetime64[s]")
    is_early = days["last"] < meeting
    sentences = (
        msgid("The judgement is dated before the meeting that made the demand."),
        msgid("Correct the date. It counts as unknown."),
    )
    issues += issues_for(judgements, is_early, (JUDGEMENTS, "on"), sentences)
    return {
        "first": days["first"].mask(is_early),
        "last": days["last"].mask(is_early),
        "precision": days["precision"].mask(is_early, ""),
    }


def _words(judgements: pd.DataFrame, issues: list[Issue]) -> dict[str, pd.Series]:
    """Return the codes of the columns that have a fixed set of words."""
    read = {}
    for column, codes in _WORDS.items():
        spellings = {fold(code): code for code in codes} | {
            spelling: code for spelling, code in _SPELLINGS.items() if code in codes
        }

        def code_of(text: str, spellings: dict[str, str] = spellings) -> str:
            return spellings.get(fold(text), "")

        found = each_once(judgements[column], code_of)
        is_odd = (found == "") & (judgements[column] != "")
        sentences = (
            msgid("This is not one of the words for this column."),
            msgid("Use a word from the list in docs/campaign-folder.md. It counts as unknown."),
        )
        issues += issues_for(judgements, is_odd, (JUDGEMENTS, column), sentences)
        # An empty answer or status says nothing: an earlier one of the same judge still counts.
        read[f"{column}_read"] = found.mask(is_odd, _INSTEAD[column])
    read["kind_read"] = read["kind_read"].mask(read["kind_read"] == "", _INSTEAD["kind"])
    return read


def _evidence(
    judgements: pd.DataFrame, status: pd.Series[str], issues: list[Issue]
) -> dict[str, pd.Series]:
    read = {}
    for column in ("evidence", "archived"):
        texts = judgements[column]
        is_odd = (texts != "") & ~matches_pattern(texts, _ADDRESS)
        sentences = (
            msgid("This is not an address that begins with http:// or https://."),
            msgid("Correct the address. It counts as missing."),
        )
        issues += issues_for(judgements, is_odd, (JUDGEMENTS, column), sentences)
        read[f"{column}_read"] = texts.mask(is_odd, "")
    has_none = ~status.isin(("", STATUSES[0])) & (read["evidence_read"] == "")
    sentences = (
        msgid("This status has no evidence."),
        msgid("Fill in the address of the evidence. Until then it counts as no evidence."),
    )
    issues += issues_for(judgements, has_none, (JUDGEMENTS, "status"), sentences)
    return read | {"status_read": status.mask(has_none, STATUSES[0])}
