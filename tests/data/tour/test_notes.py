from __future__ import annotations

from pathlib import Path

from data.cluster.opening import open_campaign
from data.figures.record import record
from data.filters.choice import Choice
from data.tour.notes import MOST_BYTES
from data.tour.tour import tour_of
from tests.builders import write_campaign

ROW = {
    "id": "here", "title": "Here", "lat": "1", "lon": "2", "start": "2015",
    "organizers": "Somebody", "notes": "Sources differ.", "sources": "a; b",
}  # fmt: skip


def notes(folder: Path, row: dict[str, str], language: str = "en") -> dict[str, str]:
    """Load the folder and return the notes of each slide."""
    toml = 'notes = "sources"\nlanguages = ["en", "fr"]'
    tour = tour_of(open_campaign(write_campaign(folder, [row], toml=toml)), Choice(), language)
    return {slide.id: slide.notes for slide in tour.slides}


def test_notes_in_the_table_win(tmp_path: Path) -> None:
    row = ROW | {"notes_for_speaker": "Say hello.", "notes_for_speaker__fr": "Dire bonjour."}
    (tmp_path / "notes.md").write_text("# here\nFrom the file.")
    assert notes(tmp_path, row)["here"] == "Say hello."
    assert notes(tmp_path, row, "fr")["here"] == "Dire bonjour."


def test_notes_files_follow_that_of_the_language_first(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(
        "Not this.\n\n## here ##\nOne.\n\nTwo.\n\n## title\nWelcome."
    )
    (tmp_path / "notes.fr.md").write_text("# here\nUn.")
    assert notes(tmp_path, ROW)["here"] == "One.\n\nTwo."
    assert notes(tmp_path, ROW, "fr")["here"] == "Un."
    assert notes(tmp_path, ROW, "fr")["@title"] == "Welcome."


def test_without_notes_the_data_makes_them(tmp_path: Path) -> None:
    text = notes(tmp_path, ROW)["here"]
    assert text == "Organized by: Somebody\n\nWhere sources differ: Sources differ."


def test_a_notes_file_that_is_not_text_or_too_large_is_ignored(tmp_path: Path) -> None:
    for content in (b"# here\n\xff\xfe", b"# here\n" + b"x" * MOST_BYTES):
        (tmp_path / "notes.md").write_bytes(content)
        assert notes(tmp_path, ROW)["here"].startswith("Organized by")


def test_a_link_to_another_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("# here\nSecret.")
    (tmp_path / "campaign").mkdir()
    (tmp_path / "campaign/notes.md").symlink_to(tmp_path / "secret")
    assert "Secret" not in notes(tmp_path / "campaign", ROW)["here"]


def test_speaker_notes_are_not_on_the_card(tmp_path: Path) -> None:
    row = ROW | {"notes_for_speaker": "Say hello.", "notes_for_speaker__fr": "x", "budget": "12"}
    campaign = open_campaign(write_campaign(tmp_path, [row]))
    assert record(campaign, "here", "en").extras == (("budget", "12"),)


def test_a_hostile_heading_takes_no_time(tmp_path: Path) -> None:
    """With a pattern that tries every end of a heading this takes minutes."""
    (tmp_path / "notes.md").write_text("# here" + " #" * (MOST_BYTES // 2 - 20) + "x\nOne.")
    assert notes(tmp_path, ROW)["here"].startswith("Organized by")
