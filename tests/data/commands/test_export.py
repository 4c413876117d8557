"""`python -m data.export`: the right file, or a sentence on what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pptx
import pytest

from data.cluster.opening import open_campaign
from data.commands.export import DONE, NOT_DONE, main
from data.commands.export_jobs import jobs, read_choice
from data.filters.filters import PARAMETERS
from data.tour.edit import TextSlide, TourEdit, encode_edit, tour_toml
from tests.builders import SAMPLE, SAMPLE_REGIONS, SAMPLE_TOML, write_campaign
from tests.extracts import extract_of

EPOCH = "1700000000"
SHORT = TourEdit((TextSlide("@closing"), TextSlide("", (("title", "Why"),)), TextSlide("dakar")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("campaign")
    (place / "tours").mkdir()
    (place / "tours/short.toml").write_bytes(tour_toml(SHORT))
    return write_campaign(place, SAMPLE, toml=SAMPLE_TOML, regions=SAMPLE_REGIONS)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder: Path, *arguments: object) -> int:
    return main(["--campaign", str(folder), *map(str, arguments)])


def test_the_ending_sets_the_format_and_the_filters_the_content(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "a.json"
    assert run(folder, "--choice", "region=africa&from=2016", "--to", to) == DONE
    given = json.loads(to.read_bytes())
    assert [one["id"] for one in given["consultations"]] == ["some-day"]
    assert given["about"]["taken_on"] == "2023-11-14"
    assert capsys.readouterr().out.endswith(": West Africa, from 2016: 1 of 5 consultations\n")


def test_a_link_sets_filters_language_and_address(folder: Path, tmp_path: Path) -> None:
    link = "https://example.org/map/?region=africa&c=dakar&lang=fr"
    assert run(folder, "--choice", link, "--to", tmp_path / "a.json") == DONE
    about = json.loads((tmp_path / "a.json").read_bytes())["about"]
    assert about["campaign"] == "Un exemple"
    assert about["link"] == "https://example.org/map/?region=africa&lang=fr"


def test_options_win_over_the_link(folder: Path, tmp_path: Path) -> None:
    link = "https://example.org/map/?region=africa&lang=fr"
    more = ("--language", "en", "--address", "https://other.example/?x=1")
    assert run(folder, "--choice", link, "--to", tmp_path / "a.json", *more) == DONE
    about = json.loads((tmp_path / "a.json").read_bytes())["about"]
    assert about["link"] == "https://other.example/?region=africa&lang=en"


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    "arguments",
    [
        ["--tour", "short"],
        ["--tour", "kept.toml"],
        ["--choice", "https://example.org/map/present?tour=short&step=2&edit=1&role=notes"],
        ["--choice", f"tour={encode_edit(SHORT)}&autoplay=8"],
    ],
)
def test_slides_follow_the_named_tour(folder: Path, in_folder: Path, arguments: list[str]) -> None:
    (in_folder / "kept.toml").write_bytes(tour_toml(SHORT))
    assert run(folder, *arguments, "--to", "a.pptx") == DONE
    slides = pptx.Presentation("a.pptx").slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[1:] == ["Why", "Hearing in Dakar"]


def test_a_link_to_any_page_gives_the_start_page(folder: Path, tmp_path: Path) -> None:
    link = "https://example.org/map/present?region=africa&by=year&step=3"
    assert run(folder, "--choice", link, "--to", tmp_path / "a.json") == DONE
    about = json.loads((tmp_path / "a.json").read_bytes())["about"]
    assert about["link"] == "https://example.org/map/?region=africa&lang=en"


REFUSED = [
    # arguments, how the sentence begins
    (
        ["--choice", "region=mars", "--to", "a.csv"],
        "Not in this campaign: region=mars. Available: region=",
    ),
    (
        ["--choice", "from=2017&to=2015-12", "--to", "a.csv"],
        "The dates end before they begin: from=2017, to=2015-12. Put",
    ),
    (
        ["--choice", "from=soon", "--to", "a.csv"],
        "Not in this campaign: from=soon. Available: 2016",
    ),
    (["--choice", "regions=africa", "--to", "a.csv"], "Unknown filter: regions. Available: region"),
    (["--choice", "theme=scope", "--to", "a.csv"], "Unknown filter: theme. Available: region"),
    (["--to", "a.docx"], "There is no format docx. Available formats: pdf, page.pdf, html"),
    (["--to", "nowhere/a.csv"], "There is no folder "),
    (["--each", "region", "--to", "out"], "The file format is missing. Add --format"),
    (["--tour", "mine", "--to", "a.pptx"], "Not in this campaign: tour=mine. Available: short."),
    (["--tour", "no.toml", "--to", "a.pptx"], "no.toml is not a readable tour. No such file"),
    (["--tour", ".x", "--to", "a.pptx"], "Not in this campaign: tour=.x. Available: short."),
    (
        ["--choice", "tour=own", "--to", "a.pptx"],
        "This link does not contain its tour, which was too",
    ),
    (["--choice", "by=moon", "--to", "a.pptx"], "Unknown value: by=moon. Available: consultation"),
]


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED)
def test_mistakes_give_a_sentence(
    folder: Path,
    in_folder: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    assert run(folder, *arguments) == NOT_DONE
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.endswith(".\n")
    assert list(in_folder.iterdir()) == []


def test_a_missing_campaign_gives_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "none", "--to", tmp_path / "a.csv") == NOT_DONE
    assert capsys.readouterr().err.startswith("There is no file ")


def test_only_force_overwrites_a_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "a.csv"
    to.write_text("mine")
    assert run(folder, "--to", to) == NOT_DONE
    assert to.read_text() == "mine"
    assert "add --force" in capsys.readouterr().err
    assert run(folder, "--to", to, "--force") == DONE
    assert to.read_bytes().startswith(b"\xef\xbb\xbfnumber,")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


EACH = [
    # each of, choice, names of the files
    ("region", "", ["africa", "americas", "global"]),
    ("region", "region=africa&region=americas&from=2016", ["africa_2016", "americas_2016"]),
    ("year", "", ["2015", "2016"]),
    ("year", "from=2016", ["2016"]),
    ("kind", "", ["meeting", "webinar"]),
    ("kind", "kind=all", ["meeting", "webinar", "states"]),
    ("country", "region=americas", ["americas_cr"]),
    ("organization", "region=americas", ["americas_iom", "americas_red-cross"]),
]


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(("each", "choice", "names"), EACH)
def test_each_writes_one_file_per_option(
    folder: Path, tmp_path: Path, each: str, choice: str, names: list[str]
) -> None:
    to = tmp_path / "new" / "out"
    asked = ("--each", each, "--format", "csv", "--choice", choice, "--to", to)
    assert run(folder, *asked) == DONE
    found = {path.name for path in to.iterdir()}
    assert found == {f"sample_{name}_2023-11-14.csv" for name in names}


def test_files_with_the_same_name_get_numbers(tmp_path: Path) -> None:
    regions = [{"id": "亚洲", "name": "A"}, {"id": "非洲", "name": "B"}]
    campaign = open_campaign(
        write_campaign(tmp_path, [{"region": one["id"]} for one in regions], regions=regions)
    )
    extract = extract_of(campaign)
    names = [job.path.name for job in jobs(extract, tmp_path, "csv", "region")]
    stem = f"{tmp_path.name}".replace("_", "-")
    assert names == [f"{stem}_all_2026-11-24.csv", f"{stem}_all_2026-11-24.2.csv"]


def test_a_folder_gets_a_file_named_after_the_filters(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "--format", "ics", "--choice", "words=dakar", "--to", tmp_path) == DONE
    assert [path.name for path in tmp_path.iterdir()] == ["sample_dakar_2023-11-14.ics"]


def test_an_empty_selection_is_written_and_reported(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "--choice", "to=1999", "--to", tmp_path / "a.csv") == DONE
    assert capsys.readouterr().err == "Nothing matches this selection.\n"


def test_too_many_consultations_give_a_sentence_and_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = write_campaign(tmp_path / "many", [{"start": "2016"}] * 10_001)
    assert run(many, "--to", tmp_path / "a.ics") == NOT_DONE
    assert capsys.readouterr().err == (
        "a.ics: Too many for this format: 10,001. It holds up to 10,000. "
        "Select fewer, or use CSV or Parquet.\n"
    )
    assert not (tmp_path / "a.ics").exists()


def test_every_filter_of_an_address_works(folder: Path) -> None:
    campaign = open_campaign(folder)
    query = "region=africa&kind=meeting&country=SN&organization=iom&role=host&from=2015&to=2016"
    choice, address, language = read_choice(f"{query}&words=a+b", campaign)
    assert {part.partition("=")[0] for part in query.split("&")} | {"words"} == set(PARAMETERS)
    assert choice.is_narrowed
    assert (choice.countries, choice.role, choice.words) == (("SN",), "host", "a b")
    assert (address, language) == ("", "")


def test_it_runs_as_a_command(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "data.export", "--campaign", str(folder)]
    done = subprocess.run(
        [*command, "--to", str(tmp_path / "a.csv")],
        env=os.environ | {"PYTHONHASHSEED": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_help_is_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--language", "fr", "--help"], ["--help", "--language=fr"]):
        with pytest.raises(SystemExit):
            main(arguments)
        said = capsys.readouterr().out
        assert said.startswith("utilisation")
        assert "Une ligne par organisation" in said
        assert "Write a selection" not in said
    with pytest.raises(SystemExit):
        main(["--help", "--language", "xx"])
    assert capsys.readouterr().out.startswith("usage: ")


def test_help_lists_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "organizations.csv" in capsys.readouterr().out
