from __future__ import annotations

import pytest

from data.export.drawing.map_projection import fit_window

SIZE = (900.0, 500.0)


@pytest.mark.parametrize(
    ("lons", "lats"),
    [
        ([-84.1, 121.0, 36.8], [9.9, 14.6, -1.3]),
        ([35.5], [33.9]),
        ([178.4, -171.8, 179.2], [-18.1, -13.8, -16.5]),
        ([-179.9, 0.0, 179.9], [80.0, 0.0, -80.0]),
    ],
    ids=["around the world", "one place", "around the date line", "to the poles"],
)
def test_every_point_is_inside_the_picture(lons: list[float], lats: list[float]) -> None:
    pixels = fit_window((lons, lats), SIZE, 40).pixels(lons, lats)
    assert (pixels >= 0).all()
    assert (pixels <= SIZE).all()


def test_islands_around_the_date_line_are_shown_together() -> None:
    lons, lats = [178.4, -171.8], [-18.1, -13.8]
    (fiji, _), (samoa, _) = fit_window((lons, lats), SIZE, 40).pixels(lons, lats)
    assert 0 < samoa - fiji < SIZE[0] / 2


def test_a_single_place_is_shown_with_its_surroundings() -> None:
    frame = fit_window(([35.5], [33.9]), SIZE, 40)
    (left, _), (right, _) = frame.pixels([25.0, 45.0], [33.9, 33.9])
    assert right - left < SIZE[0]


def test_nothing_to_show_shows_the_world() -> None:
    frame = fit_window(([], []), SIZE, 40)
    pixels = frame.pixels([-75.0, 100.0, 174.0, 18.0], [10.0, 60.0, -41.0, -34.0])
    assert (pixels >= 0).all()
    assert (pixels <= SIZE).all()


def test_a_picture_of_most_of_the_world_shows_south_america_whole() -> None:
    tip = fit_window(([-84.1, 121.0, -74.0], [9.9, 14.6, 50.8]), SIZE, 40).pixels([-68.3], [-55.9])
    assert (tip >= 0).all()
    assert (tip <= SIZE).all()


def test_north_is_up_and_east_is_right() -> None:
    dakar, oslo = fit_window(([], []), SIZE, 40).pixels([-17.4, 10.7], [14.7, 59.9])
    assert dakar[0] < oslo[0]
    assert dakar[1] > oslo[1]
