"""Organizations that a list spells in several ways: proposed for merging, and merged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.campaign.errors import msgid
from data.importing.cells import each_once
from data.importing.organizations.names import NameParts, initials, is_abbreviation, name_parts
from data.importing.organizations.similar_names import near_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

ALIKE = msgid("Same name apart from case, accents, punctuation, article or legal form.")
ABBREVIATED = msgid("A name and its abbreviation, as your list gives them.")
INITIALS = msgid("A guess: one is made of the initials of the other.")
NEAR = msgid("A guess: the spellings are almost the same.")


@dataclass(frozen=True)
class MergeProposal:
    """Spellings that may be one organization.

    Attributes:
        name: The spelling proposed as its name.
        spellings: All of them, `name` first, then the most frequent.
        counts: How often each stands in the list.
        why: An English message id.
        is_guess: Whether a person should look before it is done.
    """

    name: str
    spellings: tuple[str, ...]
    counts: tuple[int, ...]
    why: str
    is_guess: bool = False

    @property
    def merges(self) -> dict[str, str]:
        """Each other spelling to the name."""
        return dict.fromkeys(self.spellings[1:], self.name)


def propose_merges(names: pd.Series[str]) -> list[MergeProposal]:
    """Find the spellings that may be one organization.

    Args:
        names: Names, as often as they stand in the list; lists with semicolons are taken apart.

    Returns:
        The sure ones first, then those of most rows. A guess joins the names of two sure ones, so
        each can be taken or left by itself. Nothing is proposed for an abbreviation that two
        names claim, or for names with other numbers or countries in them.
    """
    listed = names.astype("str").fillna("").str.split(";").explode().str.strip()
    counts = listed[listed != ""].value_counts()
    spelt = {str(text): int(count) for text, count in counts.items()}
    parts = {text: name_parts(text) for text in sorted(spelt)}
    claims = _claims(parts.values())
    clusters: dict[str, list[str]] = defaultdict(list)
    for text, part in parts.items():
        owners = claims.get(part.key, set())
        clusters[next(iter(owners)) if len(owners) == 1 else part.key].append(text)
    clusters.pop("", None)
    ordered = {key: _ordered(key, texts, spelt, parts) for key, texts in clusters.items()}
    sure = [
        _proposal(texts, spelt, _reason(texts, parts))
        for texts in ordered.values()
        if len(texts) > 1
    ]
    guesses = [
        _proposal((ordered[one][0], *ordered[other]), spelt, why, is_guess=True)
        for one, other, why in _guesses(ordered, spelt, parts, claims)
    ]
    return [*_most_first(sure), *_most_first(guesses)]


def apply_merges(cells: pd.Series[str], merges: Mapping[str, str]) -> pd.Series[str]:
    """Put the name for each spelling.

    Args:
        cells: Names, or lists of names with semicolons.
        merges: Spelling to name; a name that is merged itself is followed to its end.

    Returns:
        The cells; one without such a spelling as it was, one with it without repetitions.
    """
    final = {spelling: _followed(spelling, merges) for spelling in merges}
    return each_once(cells, lambda cell: _merged(cell, final))


def _merged(cell: str, final: Mapping[str, str]) -> str:
    names = [name.strip() for name in cell.split(";")]
    if final.keys().isdisjoint(names):
        return cell
    return "; ".join(dict.fromkeys(final.get(name, name) for name in names if name))


def _followed(spelling: str, merges: Mapping[str, str]) -> str:
    """The name at the end of a chain of merges; of a ring, the same one for all in it."""
    path = [spelling]
    while (name := merges[path[-1]]) in merges and name not in path:
        path.append(name)
    return min(path[path.index(name) :]) if name in path else name


def _claims(parts: Iterable[NameParts]) -> dict[str, set[str]]:
    """Which names each abbreviation is given for."""
    claims: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if part.short and part.short != part.key:
            claims[part.short].add(part.key)
    return dict(claims)


def _ordered(
    key: str, texts: Sequence[str], spelt: Mapping[str, int], parts: Mapping[str, NameParts]
) -> list[str]:
    """The best name first, then by count: written out, not in one case, without brackets."""

    def rank(text: str) -> tuple[object, ...]:
        part, is_shouted = parts[text], text.isupper() and not is_abbreviation(text)
        accents = sum(not sign.isascii() for sign in text)
        looks = (part.key != key, text.islower() or is_shouted, part.short != "")
        return (*looks, -spelt[text], -accents, len(text), text)

    best = min(texts, key=rank)
    return [best, *sorted(set(texts) - {best}, key=lambda text: (-spelt[text], text))]


def _reason(texts: Sequence[str], parts: Mapping[str, NameParts]) -> str:
    return ABBREVIATED if any(parts[text].short for text in texts) else ALIKE


def _proposal(
    texts: Sequence[str], spelt: Mapping[str, int], why: str, *, is_guess: bool = False
) -> MergeProposal:
    counts = tuple(spelt[text] for text in texts)
    return MergeProposal(texts[0], tuple(texts), counts, why, is_guess)


def _most_first(proposals: list[MergeProposal]) -> list[MergeProposal]:
    return sorted(proposals, key=lambda proposal: (-sum(proposal.counts), proposal.name))


def _guesses(
    clusters: Mapping[str, Sequence[str]], spelt: Mapping[str, int],
    parts: Mapping[str, NameParts], claims: Mapping[str, set[str]],
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """Pairs of clusters that may be one, the one with the better name first, and why."""
    totals = {key: sum(spelt[text] for text in texts) for key, texts in clusters.items()}
    short = {key for key, texts in clusters.items() if all(map(is_abbreviation, texts))}
    long = sorted(set(clusters) - short, key=lambda key: (-totals[key], key))
    words = [parts[clusters[key][0]].words for key in long]
    head = {key: key for key in long}
    for one, other in near_pairs(words):
        # Each joins the most frequent one that it is near to itself, never by way of others.
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
