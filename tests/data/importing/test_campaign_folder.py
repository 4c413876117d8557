"""A campaign written as a folder and read again is the same campaign."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.columnar.white_space import collapse_text
from data.importing.campaign_folder import (
    campaign_files,
    campaign_zip,
    folder_name,
    read_campaign_zip,
)
from data.importing.recipe import Recipe, read_recipe
from data.loading.load import load_campaign
from data.model.campaign import Campaign
from tests.amount import amount
from tests.builders import SAMPLE_TOML, campaign_from, sample_campaign
from tests.shipped import shipped_campaign

MICIC = "data/campaigns/micic"
FRAMES = (
    "consultations", "places", "roles", "feeds", "documents", "photos", "regions", "organizations",
    "demands", "judgements",
)  # fmt: skip
MESSY = [
    {"title": "=1+1", "city": "Dakar", "country": "Senegal", "start": "2016", "region": "West"},
    {"title": 'A "quoted", title', "summary": "Two\nlines\r\nand\rmore", "start": "soon"},
    {"title": "Null", "organizers": "NA; null; -", "lat": "14,7", "budget €": "1", "kind": "Talk"},
    {"id": "007", "title": "'", "start": "2015-03", "end": "2015-02", "partners": "Somebody"},
    {"id": "", "title": "Left out"},
    {"title": "اجتماع", "city": "Beirut; Nowhere", "country": "Lebanon", "feeds_into": "c9; 007"},
    {"title": "\u200b😀", "region": "Global", "number": "12", "extra.x": "y"},
]  # fmt: skip


def written(campaign: Campaign, folder: Path, recipe: Recipe | None = None) -> Campaign:
    folder.mkdir()
    for name, content in campaign_files(campaign, recipe).items():
        (folder / name).write_bytes(content)
    return load_campaign(folder)


def assert_same(one: Campaign, other: Campaign, *but: str) -> None:
    for name in FRAMES:
        frames = [
            getattr(each, name).drop(columns=list(but), errors="ignore") for each in (one, other)
        ]
        pd.testing.assert_frame_equal(*frames)
    assert one.settings.texts == other.settings.texts
    pd.testing.assert_frame_equal(one.kinds, other.kinds, check_like=True)
    for name in ("id", "languages", "url", "sources", "tiles"):
        assert getattr(one.settings, name) == getattr(other.settings, name)


def test_the_shipped_campaign_comes_back_whole(tmp_path: Path) -> None:
    campaign = shipped_campaign()
    again = written(campaign, tmp_path / "folder")
    assert_same(campaign, again)
    assert again.issues == ()


def test_a_sample_comes_back(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path / "one")
    assert_same(campaign, written(campaign, tmp_path / "two"), "_row")


@pytest.mark.parametrize(
    "toml", [SAMPLE_TOML, "", 'id = "x"\ntitle = "CR \\r here"\n[tiles]\nurl = "u"']
)
def test_a_messy_campaign_comes_back(toml: str, tmp_path: Path) -> None:
    others = {"organizations": [{"id": "x", "name": "Somebody", "further": "é\n,"}]}
    campaign = campaign_from(tmp_path / "one", MESSY, toml=toml, **others)
    # What a campaign without settings is called is written down.
    texts = {"id": campaign.settings.id, **campaign.settings.texts}
    campaign = replace(campaign.campaign, settings=replace(campaign.settings, texts=texts))
    again = written(campaign, tmp_path / "two")
    assert len(again.consultations) == len(MESSY) - 1
    assert_same(campaign, again, "_row")
    assert_same(again, written(again, tmp_path / "three"))


def test_rows_are_in_the_order_of_the_list(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"start": "2017"}, {"start": "2015"}, {"start": "2016"}])
    table = pd.read_csv(io.BytesIO(campaign_files(campaign)["consultations.csv"]))
    assert list(table["start"]) == [2017, 2015, 2016]


def test_a_campaign_without_consultations_comes_back(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path / "one", [])
    assert written(campaign, tmp_path / "two").consultations.empty


def test_the_folder_has_the_recipe(tmp_path: Path) -> None:
    recipe = Recipe(date_order="day first", merges={"MFA": "Migrant Forum in Asia"})
    files = campaign_files(campaign_from(tmp_path, [{}]), recipe)
    assert read_recipe(files["recipe.toml"].decode()) == recipe
    assert "recipe.toml" not in campaign_files(campaign_from(tmp_path, [{}]))


def test_only_photos_that_the_table_names_are_written(tmp_path: Path) -> None:
    photos = [{"id": "a", "file": "photos/a.jpg"}, {"id": "b", "url": "https://example.org/b.jpg"}]
    campaign = campaign_from(tmp_path, [{}], photos=photos)
    given = {"photos/a.jpg": b"a", "photos/b.jpg": b"b", "": b"c"}
    files = campaign_files(campaign, photos=given)
    assert files["photos/a.jpg"] == b"a"
    assert not {"photos/b.jpg", ""} & set(files)


@pytest.mark.parametrize(
    "path", ["../a.jpg", "/etc/a.jpg", "a/../../a.jpg", "recipe.toml", "c:\\a.jpg"]
)
def test_a_photo_never_leaves_the_folder_or_replaces_a_file(path: str, tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{}], photos=[{"id": "a", "file": path}])
    files = campaign_files(campaign, photos={path: b"bad"})
    assert b"bad" not in files.values()


def test_a_zip_reads_back(tmp_path: Path) -> None:
    campaign = shipped_campaign()
    packed = campaign_zip(campaign, Recipe())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"micic"}
    files = campaign_files(campaign)
    read = read_campaign_zip(packed)
    assert {name: content for name, content in read.items() if name != "recipe.toml"} == files


def test_the_same_campaign_gives_the_same_bytes() -> None:
    assert campaign_zip(load_campaign(MICIC)) == campaign_zip(load_campaign(MICIC))


NAMES = [
    ("micic", "micic"),
    ("../Etc/x", "etc-x"),
    ("Été 2016!", "été-2016"),
    ("", "campaign"),
    ("a" * 99, "a" * 60),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_folder_has_a_safe_name(text: str, name: str) -> None:
    assert folder_name(text) == name


NAMED = ("title", "summary", "further")
# Cells as every reader leaves them, for that is what a campaign is made of.
CELLS = st.text(st.sampled_from("a1;,\"'\n\r\t =\\\u00a0é\ufeff"), max_size=8).map(collapse_text)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(NAMED, CELLS)), min_size=20))
@settings(max_examples=amount(5), deadline=None)
def test_whatever_a_cell_holds_comes_back(rows: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        campaign = campaign_from(folder / "one", rows)
        again = written(campaign, folder / "two")
    assert_same(campaign, replace(again, settings=campaign.settings), "_row")
