"""Workers render the same bytes as a command and block no page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data.export import renderer
from data.export.drawing import vega
from data.export.drawing.page import map_sheet, timeline_sheet
from data.export.drawing.vega import PRINT, SLIDE, png, svg
from data.export.extract import today
from data.export.typesetting import typeset
from data.store.workers import Workers
from tests.builders import campaign_from
from tests.extracts import extract_of
from tests.shipped import shipped_campaign

LONGEST = 300
PAGE = {"title": "T", "language": "en", "width": 20, "height": 20, "alt": "T", "svg": ""}


def texts_of(spec: dict[str, Any]) -> Iterator[str]:
    """Return every text of a picture."""
    for layer in spec["layer"]:
        for row in layer["data"].get("values", []) if isinstance(layer.get("data"), dict) else []:
            if isinstance(row, dict) and "text" in row:
                yield row["text"]


def page() -> bytes:
    drawn = svg(picture("A")).decode()
    return typeset("picture.typ", {**PAGE, "svg": drawn}, today())


def picture(text: str) -> dict[str, Any]:
    mark = {"type": "text", "limit": 40}
    encoding = {"text": {"field": "text", "type": "nominal"}}
    return {"data": {"values": [{"text": text}]}, "mark": mark, "encoding": encoding,
            "description": text}  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """A server's pool, apart until a test draws in it: to start a process takes seconds."""
    renderer.render_in_workers()
    pool = renderer._workers.pop()
    yield pool
    pool.close()


@contextmanager
def drawing_in(pool: Workers) -> Iterator[None]:
    renderer._workers.append(pool)
    yield
    renderer._workers.remove(pool)


def test_a_worker_renders_the_same_bytes(pool: Workers) -> None:
    made = [png(picture("A"), 2.0), svg(picture("A")), page()]
    with drawing_in(pool):
        assert [png(picture("A"), 2.0), svg(picture("A")), page()] == made


def test_a_server_draws_in_workers_only(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(*_given: object, **_named: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(vega, "draw_svg", draw)
    with pytest.raises(AssertionError):
        svg(picture("A"))
    with drawing_in(pool):
        assert b"<svg" in svg(picture("A"))


@pytest.mark.long
def test_a_slow_picture_is_cancelled_and_the_next_one_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renderer, "_SECONDS", 3)
    renderer.render_in_workers()
    with pytest.raises(renderer.NotRenderedError) as failed:
        svg(picture("W" * 95_000))
    said = failed.value.explain("fr")
    assert said == ("Ce fichier n’a pas pu être préparé. Réessayez, ou réduisez la sélection.")
    assert b"<svg" in svg(picture("A"))


def test_only_the_log_has_the_reason_of_a_failure(pool: Workers) -> None:
    with drawing_in(pool), pytest.raises(renderer.NotRenderedError, match="could not be made"):
        svg({"mark": "nothing", "description": ""})


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("unit", ["W", "ab ", "\u4e2d", " "])
@pytest.mark.parametrize("count", [3, 30])
def test_no_text_takes_long_to_draw(tmp_path: Path, unit: str, count: int) -> None:
    long = f"A{unit * (95_000 // len(unit))}z"
    rows = [
        {"id": f"c{place}", "title": long, "region": long, "kind": long, "organizers": long,
         "city": long if place else "Paris", "country": "France", "lat": "48.8", "lon": "2.3",
         "start": f"2015-01-{place % 28 + 1:02}"}
        for place in range(count)
    ]  # fmt: skip
    extract = extract_of(campaign_from(tmp_path, rows))
    for sheet in (map_sheet(extract, SLIDE), timeline_sheet(extract, PRINT)):
        texts = list(texts_of(sheet))
        assert len(texts) > 4  # the names of lanes are labels of the axis
        assert max(map(len, texts)) <= LONGEST


def test_ordinary_texts_are_not_cut() -> None:
    extract = extract_of(shipped_campaign())
    said = " ".join(texts_of(map_sheet(extract, SLIDE)))
    assert "…" not in said
