"""Labels of answers, statuses, matches and judges. No label says that one text caused another."""

from __future__ import annotations

from data.figures.demands import DIFFER
from data.model.errors import msgid

ANSWER_LABELS = {
    # Translators: answer of a text to a demand
    "accepted": msgid("Accepted"),
    # Translators: answer of a text to a demand
    "in_part": msgid("Accepted in part"),
    # Translators: answer of a text to a demand: it was heard, no more
    "noted": msgid("Noted"),
    # Translators: answer of a text to a demand
    "refused": msgid("Refused"),
    # Translators: answer of a text to a demand: somebody looked and found none
    "none_found": msgid("No answer found"),
    # Translators: answer of a text to a demand: nobody knows
    "unknown": msgid("Answer unknown"),
    # Translators: answer of a text to a demand: those who judged it disagree
    DIFFER: msgid("Judges differ"),
}
"""The label of each of `DEMAND_ANSWERS`, a message id."""

STATUS_LABELS = {
    "no_evidence": msgid("No evidence"),
    # Translators: what was done about a demand
    "not_started": msgid("Not started"),
    # Translators: what was done about a demand
    "limited": msgid("Limited progress"),
    # Translators: what was done about a demand
    "substantial": msgid("Substantial progress"),
    # Translators: what was done about a demand
    "complete": msgid("Complete"),
    # Translators: what was done about a demand: it was undone
    "reversed": msgid("Reversed"),
    DIFFER: msgid("Judges differ"),
}
"""The label of each of `DEMAND_STATUSES`, a message id."""

MATCH_LABELS = {
    # Translators: how close a text is to a demand
    "same_words": msgid("In the same words"),
    # Translators: how close a text is to a demand
    "same_aim": msgid("With the same aim"),
    # Translators: how close a text is to a demand
    "weaker": msgid("Weaker"),
    # Translators: how close a text is to a demand
    "contrary": msgid("The contrary"),
}
"""The label of each of `MATCHES`, a message id."""

JUDGE_LABELS = {
    # Translators: who judged what became of a demand: those who made this map
    "own": msgid("Own reading"),
    # Translators: who judged what became of a demand
    "addressee": msgid("The addressee says"),
    # Translators: who judged what became of a demand
    "third": msgid("A third party says"),
}
"""The label of each of `JUDGES`, a message id."""
