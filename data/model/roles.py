"""Roles of organizations: organizer, host, partner, and how they combine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

INVOLVEMENTS = ("both", "organizer", "host", "partner")
"""What an organization did in one consultation; "both" is organizer and host."""

_BITS = {"organizer": 1, "host": 2, "partner": 4}
_BY_BITS = np.array([3, 1, 2, 0, 3, 1, 2, 0], dtype=np.int8)
"""Position in `INVOLVEMENTS` by role bits: an organizer or host doesn't count as a partner."""


class Involvements(NamedTuple):
    """Positions of each consultation and organization, and of what the organization did.

    In the order of the consultations; `did` is a position in `INVOLVEMENTS`.
    """

    rows: np.ndarray
    codes: np.ndarray
    did: np.ndarray


def involvements_of(
    rows: np.ndarray, codes: np.ndarray, roles: np.ndarray, organizations: int
) -> Involvements:
    """Combine the roles of each organization in each consultation.

    Args:
        rows: Position of each role's consultation, -1 for none.
        codes: Position of each role's organization.
        roles: Names, each one of `schema.ROLES`.
        organizations: The number of organizations.
    """
    bits = np.zeros(len(roles), dtype=np.uint8)
    for name, bit in _BITS.items():
        bits[roles == name] = bit
    is_known = (rows >= 0) & (codes >= 0)
    keys = rows[is_known].astype(np.int64) * max(organizations, 1) + codes[is_known]
    order = np.argsort(keys, kind="stable")
    keys, bits = keys[order], bits[is_known][order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else keys
    gathered = np.bitwise_or.reduceat(bits, first) if len(keys) else bits
    both = np.divmod(keys[first], max(organizations, 1))
    return Involvements(both[0].astype(np.int32), both[1].astype(np.int32), _BY_BITS[gathered])
