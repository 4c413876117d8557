"""Distinct numbers and points are those that numpy finds, in the same order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data.columnar.distinct import distinct, distinct_points

SOME = st.integers(0, 40)


@pytest.mark.parametrize("dtype", [np.int32, np.int64])
@given(numbers=arrays(np.int64, SOME, elements=st.integers(-9, 2**31 - 1)))
def test_each_number_once_ascending(dtype: type, numbers: np.ndarray) -> None:
    found = distinct(numbers.astype(dtype))
    assert found.dtype == dtype
    assert found.tolist() == np.unique(numbers).tolist()


@given(points=arrays(np.int64, st.tuples(SOME, st.just(2)), elements=st.integers(-3, 3)))
def test_each_point_once_by_latitude_then_longitude(points: np.ndarray) -> None:
    lat, lon = points.T * 0.1
    found_lat, found_lon, codes = distinct_points(lat, lon)
    pairs, inverse = np.unique(np.column_stack([lat, lon]), axis=0, return_inverse=True)
    assert np.column_stack([found_lat, found_lon]).tolist() == pairs.tolist()
    assert codes.tolist() == inverse.ravel().tolist()
