"""What an organization did in a consultation, told from its roles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

INVOLVEMENTS = ("both", "organizer", "host", "partner")
"""What an organization did in one consultation; "both" is organizer and host."""

_BITS = {"organizer": 1, "host": 2, "partner": 4}
_BY_BITS = np.array([3, 1, 2, 0, 3, 1, 2, 0], dtype=np.int8)
"""Position in `INVOLVEMENTS` by the bits of the roles: who organized or hosted is no partner."""


class Involvements(NamedTuple):
    """Of each consultation and organization: position of both, and of what it did.

    They stand in the order of the consultations, `did` is a position in `INVOLVEMENTS`.
    """

    rows: np.ndarray
    codes: np.ndarray
    did: np.ndarray


def involvements_of(
    rows: np.ndarray, codes: np.ndarray, roles: np.ndarray, organizations: int
) -> Involvements:
    """Gather the roles that an organization had in a consultation.

    Args:
        rows: Position of the consultation of each role, -1 for none.
        codes: Position of the organization of each.
        roles: What it is called, one of `schema.ROLES`.
        organizations: How many there are.
    """
    bits = np.zeros(len(roles), dtype=np.uint8)
    for name, bit in _BITS.items():
        bits[roles == name] = bit
    known = (rows >= 0) & (codes >= 0)
    keys = rows[known].astype(np.int64) * max(organizations, 1) + codes[known]
    order = np.argsort(keys, kind="stable")
    keys, bits = keys[order], bits[known][order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else keys
    gathered = np.bitwise_or.reduceat(bits, first) if len(keys) else bits
    both = np.divmod(keys[first], max(organizations, 1))
    return Involvements(both[0].astype(np.int32), both[1].astype(np.int32), _BY_BITS[gathered])
