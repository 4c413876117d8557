from __future__ import annotations

import json
import tomllib
import zlib
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.filters.choice import Choice
from data.tour.edit import (
    LONGEST_LINK,
    MOST_BYTES,
    TextSlide,
    TourEdit,
    TourFileError,
    apply_edit,
    decode_edit,
    encode_edit,
    read_tour,
    shipped_tours,
    tour_issues,
    tour_toml,
    unknown_slides,
)
from data.tour.slides import CLOSING, TITLE, Tour
from data.tour.tour import tour_of
from tests.shipped import shipped_campaign

TEXT = TextSlide("", (("title", "Why"), ("title__fr", "Pourquoi"), ("text", "Because **so**.")))
EDIT = TourEdit(
    parts=(
        TextSlide("dakar-2015", (("title", "Dakar"),)),
        TEXT,
        TextSlide(TITLE),
        TextSlide("nowhere"),
    ),
    by="consultation",
    texts=(("title", "Short"), ("title__fr", "Courte")),
)
texts = st.text(max_size=40)
parts = st.builds(
    TextSlide,
    st.sampled_from(["", TITLE, "dakar-2015", "a b"]),
    st.lists(st.tuples(st.sampled_from(["title", "text__fr"]), texts.filter(bool)), max_size=2)
    .map(dict).map(lambda known: tuple(known.items())),
)  # fmt: skip


def micic(language: str = "en") -> Tour:
    return tour_of(shipped_campaign(), Choice(), language)


def test_an_edit_hides_reorders_retitles_and_adds_slides() -> None:
    tour = apply_edit(micic(), EDIT)
    assert [(slide.id, slide.title) for slide in tour.slides] == [
        ("dakar-2015", "Dakar"),
        ("@text-2", "Why"),
        (TITLE, "Migrants in Countries in Crisis (MICIC)"),
    ]
    assert tour.slides[0].lead == "Dakar, Senegal · 7 December 2015"
    assert unknown_slides(micic(), EDIT) == ["nowhere"]
    assert apply_edit(micic("fr"), EDIT).slides[1].title == "Pourquoi"


def test_an_edit_without_known_slides_changes_nothing() -> None:
    for edit in (TourEdit(), TourEdit((TextSlide("nowhere"),))):
        assert apply_edit(micic(), edit) == micic()


def test_a_slide_named_twice_is_shown_once() -> None:
    tour = apply_edit(micic(), TourEdit((TextSlide(TITLE), TextSlide(TITLE), TextSlide(CLOSING))))
    assert [slide.id for slide in tour.slides] == [TITLE, CLOSING]


def test_a_written_file_reads_back_the_same() -> None:
    assert read_tour(tour_toml(EDIT)) == EDIT
    assert tomllib.loads(tour_toml(EDIT).decode())["slides"][3] == {"slide": "nowhere"}


def test_a_link_decodes_to_the_same_edit() -> None:
    text = encode_edit(EDIT)
    assert decode_edit(text) == EDIT
    assert len(text) < 300


@given(edit=st.builds(TourEdit, st.lists(parts, min_size=1, max_size=5).map(tuple)))
def test_any_edit_survives_both_ways(edit: TourEdit) -> None:
    assert read_tour(tour_toml(edit)) == edit
    assert decode_edit(encode_edit(edit)) in (edit, None)


def test_a_long_edit_does_not_go_into_a_link() -> None:
    long = TextSlide("", (("text", "".join(chr(0x4E00 + i) for i in range(2000))),))
    assert encode_edit(TourEdit((long,))) == ""


def bomb() -> str:
    raw = json.dumps({"slides": [{"text": "x" * (MOST_BYTES * 4)}]}).encode()
    return "." + urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    ["", ".", ".!!", ".AAAA", "plain", "." + "A" * LONGEST_LINK, bomb(),
     "." + urlsafe_b64encode(zlib.compress(b"[]")).decode(),
     "." + urlsafe_b64encode(zlib.compress(b'{"slides": 3}')).decode()],
)  # fmt: skip
def test_a_text_that_is_no_edit_decodes_to_none(text: str) -> None:
    assert decode_edit(text) is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff\xfe", "not valid TOML"),
        (b"a = ", "not valid TOML"),
        (b"title = 'x'", "no slides"),
        (b"slides = 3", "no slides"),
        (b"[[slides]]\nslide='x'\n" * 401, "too many"),
        (b"#" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_an_unreadable_tour_file_raises_the_reason(data: bytes, problem: str) -> None:
    with pytest.raises(TourFileError, match=problem):
        read_tour(data)


def test_invalid_values_in_a_tour_file_are_ignored() -> None:
    read = read_tour(b'by = "nonsense"\ntitle = 3\n[[slides]]\nslide = 3\ntitle = "x"\nfoo = "y"')
    assert read == TourEdit((TextSlide("", (("title", "x"),)),))


def test_only_readable_plain_files_are_shipped_tours(tmp_path: Path) -> None:
    tours = tmp_path / "tours"
    tours.mkdir()
    (tours / "good.toml").write_bytes(tour_toml(EDIT))
    (tours / "broken.toml").write_text("[[")
    (tours / "A name.toml").write_bytes(tour_toml(EDIT))
    (tmp_path / "elsewhere.toml").write_bytes(tour_toml(EDIT))
    (tours / "link.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert shipped_tours(str(tmp_path)) == {"good": EDIT}
    assert shipped_tours("") == shipped_tours(str(tmp_path / "none")) == {}
    assert {issue.file: issue.action.split()[1] for issue in tour_issues(str(tmp_path))} == {
        "tours/A name.toml": "it:",
        "tours/broken.toml": "file",
        "tours/link.toml": "file",
    }
