"""Spelling variants of organizations: propose merges, and apply them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.columnar.texts import each_once
from data.lists.organizations.names import NameParts, initials, is_abbreviation, name_parts
from data.lists.organizations.similar_names import near_pairs
from data.model.errors import msgid

ALIKE = msgid("Same name apart from case, accents, punctuation, article or legal form.")
EXPLAINED = msgid("The abbreviation was replaced by the name that the list explains it with.")
ABBREVIATED = msgid("A name and its abbreviation, as your list gives them.")
INITIALS = msgid("A guess: one is made of the initials of the other.")
NEAR = msgid("A guess: the spellings are almost the same.")


@dataclass(frozen=True)
class MergeProposal:
    """Spellings that may be one organization.

    Attributes:
        name: The spelling proposed as the name.
        spellings: All spellings, `name` first, then the most frequent.
        counts: How often the list has each spelling.
        why: The reason, an English message id.
        is_guess: Whether a person should check the merge.
    """

    name: str
    spellings: tuple[str, ...]
    counts: tuple[int, ...]
    why: str
    is_guess: bool = False

    @property
    def merges(self) -> dict[str, str]:
        """The name by each other spelling."""
        return dict.fromkeys(self.spellings[1:], self.name)


def propose_merges(names: pd.Series[str]) -> list[MergeProposal]:
    """Find the spellings that may be one organization.

    Args:
        names: Names, as often as the list has them; cells may be lists with semicolons.

    Returns:
        Exact matches first, then guesses, each with the most frequent first. A guess joins the
        names of two exact matches, so each can be accepted or rejected alone. Nothing is proposed
        for an abbreviation that two names claim, or for names with different numbers or countries.
    """
    listed = names.astype("str").fillna("").str.split(";").explode().str.strip()
    counts = listed[listed != ""].value_counts()
    frequency = {str(text): int(count) for text, count in counts.items()}
    parts = {text: name_parts(text) for text in sorted(frequency)}
    claims = _claims(parts.values())
    clusters: dict[str, list[str]] = defaultdict(list)
    for text, part in parts.items():
        owners = claims.get(part.key, set())
        clusters[next(iter(owners)) if len(owners) == 1 else part.key].append(text)
    clusters.pop("", None)
    ordered = {
        key: _sort_spellings(key, texts, frequency, parts) for key, texts in clusters.items()
    }
    exact = [
        _proposal(texts, frequency, _reason(texts, parts))
        for texts in ordered.values()
        if len(texts) > 1
    ]
    guesses = [
        _proposal((ordered[one][0], *ordered[other]), frequency, why, is_guess=True)
        for one, other, why in _guesses(ordered, frequency, parts, claims)
    ]
    return [*_most_first(exact), *_most_first(guesses)]


def explained_abbreviations(proposals: Iterable[MergeProposal]) -> dict[str, str]:
    """Return the name of each abbreviation that the list itself explains: "Name (ABC)", "ABC"."""
    return {
        spelling: proposal.name
        for proposal in proposals
        if proposal.why == ABBREVIATED
        and not proposal.is_guess
        and name_parts(proposal.name).short
        and all(map(is_abbreviation, proposal.spellings[1:]))
        for spelling in proposal.spellings[1:]
    }


def apply_merges(cells: pd.Series[str], merges: Mapping[str, str]) -> pd.Series[str]:
    """Replace each spelling by its name.

    Args:
        cells: Names, or lists of names with semicolons.
        merges: Name by spelling; a name that is itself a spelling is followed to the last name.

    Returns:
        The cells: unchanged without such a spelling, else without repeated names.
    """
    final = {spelling: _final_name(spelling, merges) for spelling in merges}
    return each_once(cells, lambda cell: _merge_cell(cell, final))


def _merge_cell(cell: str, final: Mapping[str, str]) -> str:
    names = [name.strip() for name in cell.split(";")]
    if final.keys().isdisjoint(names):
        return cell
    return "; ".join(dict.fromkeys(final.get(name, name) for name in names if name))


def _final_name(spelling: str, merges: Mapping[str, str]) -> str:
    """The name at the end of a chain of merges; in a ring, the same name for all its members."""
    path = [spelling]
    while (name := merges[path[-1]]) in merges and name not in path:
        path.append(name)
    return min(path[path.index(name) :]) if name in path else name


def _claims(parts: Iterable[NameParts]) -> dict[str, set[str]]:
    """The names that each abbreviation stands for in the list."""
    claims: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if part.short and part.short != part.key:
            claims[part.short].add(part.key)
    return dict(claims)


def _sort_spellings(
    key: str, texts: Sequence[str], frequency: Mapping[str, int], parts: Mapping[str, NameParts]
) -> list[str]:
    """The best name first (spelled out, in mixed case, without brackets), then by count."""

    def rank(text: str) -> tuple[object, ...]:
        part, is_shouted = parts[text], text.isupper() and not is_abbreviation(text)
        accents = sum(not sign.isascii() for sign in text)
        looks = (part.key != key, text.islower() or is_shouted, part.short != "")
        return (*looks, -frequency[text], -accents, len(text), text)

    best = min(texts, key=rank)
    return [best, *sorted(set(texts) - {best}, key=lambda text: (-frequency[text], text))]


def _reason(texts: Sequence[str], parts: Mapping[str, NameParts]) -> str:
    return ABBREVIATED if any(parts[text].short for text in texts) else ALIKE


def _proposal(
    texts: Sequence[str], frequency: Mapping[str, int], why: str, *, is_guess: bool = False
) -> MergeProposal:
    counts = tuple(frequency[text] for text in texts)
    return MergeProposal(texts[0], tuple(texts), counts, why, is_guess)


def _most_first(proposals: list[MergeProposal]) -> list[MergeProposal]:
    return sorted(proposals, key=lambda proposal: (-sum(proposal.counts), proposal.name))


def _guesses(
    clusters: Mapping[str, Sequence[str]], frequency: Mapping[str, int],
    parts: Mapping[str, NameParts], claims: Mapping[str, set[str]],
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """Yield pairs of clusters that may be one, the better name first, and the reason."""
    totals = {key: sum(frequency[text] for text in texts) for key, texts in clusters.items()}
    short = {key for key, texts in clusters.items() if all(map(is_abbreviation, texts))}
    long = sorted(set(clusters) - short, key=lambda key: (-totals[key], key))
    words = [parts[clusters[key][0]].words for key in long]
    head = {key: key for key in long}
    for one, other in near_pairs(words):
        # Each name joins the most frequent name that it is close to, never through other names.
        if head[long[one]] == long[one] and head[long[other]] == long[other]:
            head[long[other]] = long[one]
            yield long[one], long[other], NEAR
    by_initials: dict[str, set[str]] = defaultdict(set)
    for key, name in zip(long, words, strict=True):
        for letters in initials(name):
            by_initials[letters].add(head[key])
    for key in sorted(short - set(claims)):
        owners = by_initials.get(key, set())
        if len(owners) == 1:
            yield next(iter(owners)), key, INITIALS
