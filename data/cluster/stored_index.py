"""The index of a shard, stored with it, so that workers need not compute it.

The build computes it once. Workers map it, so that it takes no memory of theirs and the first
question is as quick as later ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from data.cluster.manifest import INDEX
from data.filters.cities import city_keys
from data.filters.counting import organization_ids, organization_positions
from data.filters.found_cities import CityNames, city_names
from data.filters.index import index_of
from data.filters.names import organization_index, short_names
from data.filters.pairs import Pairs
from data.filters.search import WordIndex, Words
from data.filters.stored_words import FILE as WORDS
from data.filters.stored_words import read_words
from data.map.mercator import Locations, locations_of
from data.model.campaign import Campaign
from data.model.result_cache import fill, forget, share
from data.model.roles import Involvements
from data.model.schema import ROLES
from data.store.mapped_files import read_mapped, write_mapped

_ARRAYS = ("region", "kind", "first", "last", "exact", "monthly")
_PAIRS = ("countries", "cities")
_LATER, _KEYS, _COUNTRY_IDS = "locations later", "city keys", "country ids"


def write_index(campaign: Campaign, folder: Path) -> None:
    """Compute the index of a shard and write it into the shard's folder."""
    index = index_of(campaign)
    arrays: dict[str, Any] = {name: getattr(index, name) for name in _ARRAYS}
    arrays |= _numbered("months", index.months)
    for name in _PAIRS:
        arrays |= _of_pairs(name, getattr(index, name))
    for role in ("", *ROLES):
        arrays |= _of_pairs(f"organizations {role}", index.organizations(role))
    arrays |= _numbered("involvements", index.involvements)
    arrays[_COUNTRY_IDS] = pa.array(index.country_ids, pa.string())
    locations, cities = locations_of(campaign), city_names(campaign)
    fields = Locations.__dataclass_fields__
    arrays |= {f"locations {name}": getattr(locations, name) for name in fields}
    arrays[_LATER] = locations.later
    arrays[_KEYS], arrays["city rows"] = city_keys(campaign), cities.rows
    for i, part in enumerate(cities.words.parts):
        arrays |= {f"city {i} {name}": values for name, values in vars(part).items()}
    write_arrays(arrays, folder / INDEX)


def read_index(campaign: Campaign, folder: Path, small: Campaign) -> None:
    """Map the index of a shard, and let functions of the campaign use it.

    Args:
        campaign: The shard.
        folder: Its folder.
        small: Has the tables that all shards share; their indexes are shared too.

    Raises:
        OSError, ValueError, LookupError, ArrowException: A file is missing or damaged.
    """
    words = read_words(folder / WORDS, len(campaign.consultations), is_shared=True)
    if words is None:
        raise ValueError(folder / WORDS)
    campaign.caches[_STORED] = stored = _Stored(read_arrays(folder / INDEX), words, small)
    _use(campaign, stored)


def forget_answers(campaign: Campaign) -> None:
    """Drop cached results of earlier views of a shard, but not its index."""
    stored: _Stored = campaign.caches[_STORED]
    forget(campaign)
    campaign.caches[_STORED] = stored
    _use(campaign, stored)


class _Stored(NamedTuple):
    arrays: Mapping[str, Any]
    words: WordIndex
    small: Campaign


_OF_SMALL: tuple[Any, ...] = (
    organization_index, organization_ids, organization_positions, short_names,
)  # fmt: skip
"""Functions that read only the tables that all shards share."""

_STORED = "stored index"
"""Key of the index in the caches of a shard."""


def _use(campaign: Campaign, stored: _Stored) -> None:
    """Put a mapped index into the caches of a campaign's functions."""
    arrays, words, small = stored
    for function in _OF_SMALL:
        share(campaign, function, small)
    index = index_of(campaign)
    own = index.__dict__
    own.update({name: arrays[name] for name in _ARRAYS})
    own.update({name: _pairs(name, arrays) for name in _PAIRS})
    own["_organizations"] = {role: _pairs(f"organizations {role}", arrays) for role in ("", *ROLES)}
    own["months"] = (arrays["months 0"], arrays["months 1"])
    own["involvements"] = Involvements(*(arrays[f"involvements {i}"] for i in range(3)))
    own["country_ids"], own["words"] = arrays[_COUNTRY_IDS].to_pylist(), words
    fields = Locations.__dataclass_fields__
    locations = Locations(**{name: arrays[f"locations {name}"] for name in fields})
    locations.__dict__["later"] = arrays[_LATER]
    fill(campaign, locations_of, locations)
    fill(campaign, city_keys, arrays[_KEYS])
    rows = arrays["city rows"]
    parts: list[Words] = []
    while (name := f"city {len(parts)}") + " words" in arrays:
        parts.append(Words(*(arrays[f"{name} {field}"] for field in Words.__dataclass_fields__)))
    fill(campaign, city_names, CityNames(WordIndex(parts, len(rows)), rows))


def _numbered(name: str, values: tuple[np.ndarray, ...]) -> dict[str, np.ndarray]:
    return {f"{name} {i}": each for i, each in enumerate(values)}


def _of_pairs(name: str, pairs: Pairs) -> dict[str, np.ndarray]:
    rows, starts = pairs.by_option
    return {
        f"{name} rows": pairs.rows, f"{name} codes": pairs.codes,
        f"{name} by option": rows, f"{name} starts": starts,
    }  # fmt: skip


def _pairs(name: str, arrays: Mapping[str, Any]) -> Pairs:
    starts = arrays[f"{name} starts"]
    pairs = Pairs(arrays[f"{name} rows"], arrays[f"{name} codes"], len(starts) - 1)
    pairs.__dict__["by_option"] = (arrays[f"{name} by option"], starts)
    return pairs


_TRUTHS = "?"
"""How the name of an array of booleans begins in the file, where they are bytes."""


def write_arrays(arrays: Mapping[str, Any], path: Path) -> None:
    """Write NumPy arrays of one dimension and Arrow arrays of text, at least one.

    Raises:
        OSError: The file can't be written.
    """
    columns = dict(_column(name, values) for name, values in arrays.items())
    batch = pa.RecordBatch.from_pydict(columns)
    write_mapped([batch], batch.schema, path)


def read_arrays(path: Path) -> dict[str, Any]:
    """Map the arrays of `write_arrays`. Nobody may change the file meanwhile.

    Raises:
        OSError, ValueError, LookupError, ArrowException: The file is missing or damaged.
    """
    (batch,) = read_mapped(path, is_shared=True)
    columns = zip(batch.schema.names, batch.columns, strict=True)
    return dict(_values(name, column[0].values) for name, column in columns)


def _column(name: str, values: Any) -> tuple[str, Any]:
    """Return an array as a list in one row: columns may have different lengths then."""
    if isinstance(values, np.ndarray) and values.dtype == bool:
        name, values = _TRUTHS + name, values.view(np.uint8)
    array = pa.array(values)
    ends = pa.array([0, len(array)], pa.int64())
    return name, pa.LargeListArray.from_arrays(ends, array)


def _values(name: str, values: Any) -> tuple[str, Any]:
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return name, values
    array = values.to_numpy(zero_copy_only=True)
    if name.startswith(_TRUTHS):
        return name.removeprefix(_TRUTHS), array.view(bool)
    return name, array
