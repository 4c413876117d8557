from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pypdf
import pytest
from PIL import Image

from data.export.drawing.vega import xml_text
from data.export.extract import Extract
from data.export.powerpoint.presentation import slides_file
from data.filters.choice import Choice
from data.model.campaign import Campaign
from data.tour.edit import AS_MADE, TextSlide, TourEdit
from data.tour.tour import tour_of
from tests.builders import SAMPLE_TOML, campaign_from, sample_campaign
from tests.dates import days
from tests.shipped import shipped_campaign

NOTHING = Choice(since="1990", until="1991")
EVERYTHING = Choice(kinds=("all",))
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def _extract(
    campaign: Campaign,
    choice: Choice = Choice(),  # noqa: B008
    language: str = "en",
    edit: TourEdit = AS_MADE,
) -> Extract:
    day = date(2026, 11, 24)
    return Extract(campaign, choice, language, "https://map.example.org/", day, edit)


@cache
def _made(choice: Choice, language: str) -> bytes:
    """Return the slides of a selection of the shipped campaign, made once."""
    return slides_file(_extract(shipped_campaign(), choice, language))


def _parts(presentation: bytes, name: str) -> list[bytes]:
    """Return the files of an archive whose names match, in the order of their numbers."""
    with zipfile.ZipFile(io.BytesIO(presentation)) as archive:
        found = [one for one in archive.namelist() if re.fullmatch(name, one)]
        return [
            archive.read(one) for one in sorted(found, key=lambda x: int(re.findall(r"\d+", x)[-1]))
        ]


def _texts(part: bytes) -> str:
    """Return the text of a part with single spaces."""
    root = ET.fromstring(part)
    return " ".join(" ".join(node.text or "" for node in root.iter(TEXT)).split())


def _slides(presentation: bytes) -> list[str]:
    return [_texts(part) for part in _parts(presentation, r"ppt/slides/slide\d+\.xml")]


def _notes(presentation: bytes) -> list[str]:
    return [_texts(part) for part in _parts(presentation, r"ppt/notesSlides/notesSlide\d+\.xml")]


@pytest.fixture(scope="module")
def micic() -> Campaign:
    return shipped_campaign()


@pytest.fixture
def shown() -> bytes:
    """Return the slides of the shipped campaign."""
    return _made(Choice(), "en")


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("choice", "language"),
    [
        (Choice(), "fr"),
        (Choice(regions=("mena",)), "en"),
        (NOTHING, "fr"),
        (EVERYTHING, "en"),
    ],
)
def test_the_slides_are_those_of_the_tour(micic: Campaign, choice: Choice, language: str) -> None:
    slides = _slides(_made(choice, language))
    tour = tour_of(micic, choice, language)
    assert len(slides) == len(tour.slides)
    for text, slide in zip(slides, tour.slides, strict=True):
        assert " ".join(slide.title.split()) in text
        assert " ".join(slide.lead.split()) in text.replace("\xa0", " ")


def test_the_slides_of_a_changed_tour_are_those_that_are_shown(micic: Campaign) -> None:
    own = TextSlide("", (("title", "Why"), ("title__fr", "Pourquoi"), ("text", "So **it** is.")))
    parts = (
        TextSlide("@closing"),
        TextSlide("beirut-2016", (("title", "Beirut!"),)),
        own,
        TextSlide("nowhere"),
    )
    edit = TourEdit(parts, "consultation")
    presentation = slides_file(_extract(micic, language="fr", edit=edit))
    slides = _slides(presentation)
    assert len(slides) == 3
    for text, said in zip(slides, ["6 sur 7 consultations", "Beirut!", "Pourquoi"], strict=True):
        assert said in text
    assert "So it is." in slides[2]
    assert "Dakar" not in " ".join(slides[1:])


@pytest.mark.long
def test_only_the_division_of_a_tour_may_change(micic: Campaign) -> None:
    slides = _slides(slides_file(_extract(micic, edit=TourEdit(by="year"))))
    assert [text.split(" ")[0] for text in slides[2:4]] == ["2015", "2016"]


def test_a_consultation_has_a_slide_with_its_facts_and_notes(micic: Campaign) -> None:
    presentation = slides_file(_extract(micic, Choice(regions=("mena",)), "fr"))
    slide = next(text for text in _slides(presentation) if "Beyrouth" in text)
    for said in ("11", days("2016-03-11", "2016-03-12", "fr"), "Moyen-Orient et l'Afrique du Nord",
                 "Migrant Forum in Asia", "Centre des migrants de Caritas Liban",
                 "La cinquième consultation régionale"):  # fmt: skip
        assert said in slide
    assert any("MICIC" in text and "Caritas" in text for text in _notes(presentation))


@pytest.mark.long
def test_every_slide_has_a_title_and_every_picture_a_description(shown: bytes) -> None:
    for part in _parts(shown, r"ppt/slides/slide\d+\.xml"):
        assert b'<p:ph type="title"/>' in part
        for picture in re.findall(rb"<p:pic>.*?</p:pic>", part, re.DOTALL):
            assert re.search(rb'descr="[^"]+"', picture)


def test_words_are_marked_with_their_language() -> None:
    presentation = _made(NOTHING, "fr")
    assert b'lang="fr"' in _parts(presentation, r"ppt/slides/slide\d+\.xml")[0]


def test_each_slide_has_its_own_part_of_the_map(shown: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(shown)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("ppt/media/")]
    # The world, a part of it for each of eight consultations, and the QR code, stored once each.
    assert len(pictures) == 10
    assert len(shown) < 2_000_000


def test_the_only_lines_are_arrows_to_where_results_went(shown: bytes) -> None:
    slides = _parts(shown, r"ppt/slides/slide\d+\.xml")
    lines = [part for part in slides if b"<p:cxnSp>" in part]
    assert all(part.count(b"<p:cxnSp>") == part.count(b'type="triangle"') for part in lines)
    assert [b"Valletta" in part for part in lines].count(True) == 1


def test_all_titles_but_the_first_have_one_size(shown: bytes) -> None:
    slides = _parts(shown, r"ppt/slides/slide\d+\.xml")
    titles = [re.search(rb'<p:ph type="title"/>.*?sz="(\d+)"', part, re.DOTALL) for part in slides]
    assert {title[1] for title in titles[1:] if title} == {b"2600"}


def test_the_owner_and_the_logo_are_on_the_first_and_last_slide(tmp_path: Path) -> None:
    toml = SAMPLE_TOML.replace(
        "languages", 'owner = "Our union"\npartners = ["Their union"]\nlogo = "l.png"\nlanguages'
    )
    Image.new("RGBA", (90, 30), (0, 0, 0, 0)).save(tmp_path / "l.png")
    slides = _parts(slides_file(_extract(campaign_from(tmp_path, [{}], toml=toml))),
                    r"ppt/slides/slide\d+\.xml")  # fmt: skip
    for part in (slides[0], slides[-1]):
        assert "Our union · Their union" in _texts(part).replace("\xa0", " ")
        assert b'descr="Our union' in part


def test_the_same_choice_gives_the_same_bytes(micic: Campaign, shown: bytes) -> None:
    assert slides_file(_extract(micic)) == shown


def test_the_file_has_its_day_but_no_hour(shown: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(shown)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "2026-11-24T00:00:00Z" in core
    assert "Migrants in Countries in Crisis" in core
    assert "python-pptx" not in core


HOSTILE = "<a:t>&amp; \x00\x07\x1b\ufffe\ud800 ]]> {{ 7*191 }}\r\nnew line\v_x0007_ =1+1"


def test_characters_that_xml_forbids_are_removed(tmp_path: Path) -> None:
    ET.fromstring(f"<t>{escape(xml_text(HOSTILE))}</t>")
    written = HOSTILE.replace("\x00", "").replace("\ud800", "")
    row = {
        "title": written, "city": written, "lat": "1", "lon": "2", "start": "2016",
        "organizers": written, "summary": written, "notes": written, "region": "africa",
    }  # fmt: skip
    regions = [{"id": "africa", "name": written}]
    slides = _slides(slides_file(_extract(campaign_from(tmp_path, [row], regions=regions))))
    assert any("<a:t>&amp;" in text and "{{ 7*191 }}" in text for text in slides)


def test_names_in_other_scripts_are_kept(tmp_path: Path) -> None:
    names = ["القاهرة", "አዲስ አበባ", "北京", "กรุงเทพ"]
    rows = [
        {"title": name, "city": name, "lat": "10", "lon": "20", "start": "2016"} for name in names
    ]
    slides = _slides(slides_file(_extract(campaign_from(tmp_path, rows, toml=SAMPLE_TOML))))
    for name in names:
        assert any(name in text for text in slides), name


def test_only_web_addresses_can_be_followed(tmp_path: Path) -> None:
    toml = SAMPLE_TOML.replace("languages", 'url = "javascript:alert(1)"\nlanguages')
    presentation = slides_file(_extract(campaign_from(tmp_path, [{}], toml=toml)))
    assert b"javascript" not in b"".join(_parts(presentation, r"ppt/slides/_rels/.*\d+\.xml\.rels"))


def test_unmapped_consultations_have_a_slide(tmp_path: Path) -> None:
    slides = _slides(slides_file(_extract(sample_campaign(tmp_path))))
    assert any("6. Webinar" in text and "Place unknown · Date unknown" in text for text in slides)


def test_a_photo_is_shown_and_a_bad_one_leaves_a_calm_slide(tmp_path: Path) -> None:
    rows = [{"lat": "1", "lon": "2", "start": "2016"}, {"lat": "3", "lon": "4", "start": "2017"}]
    photos = [
        {"consultation": "c1", "file": "good.png", "caption": "All of us"},
        {"consultation": "c2", "file": "bad.png", "caption": "Nobody"},
    ]
    campaign = campaign_from(tmp_path, rows, photos=photos)
    Image.new("RGB", (900, 600), "red").save(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes(b"\x89PNG" + b"0" * 40_000_000)
    slides = _slides(slides_file(_extract(campaign)))
    assert any("All of us" in text for text in slides)
    assert not any("Nobody" in text for text in slides)


@pytest.mark.long
@pytest.mark.parametrize("campaign", ["sixty", "five_thousand"])
def test_many_consultations_get_a_slide_per_region(
    request: pytest.FixtureRequest, campaign: str
) -> None:
    slides = _slides(slides_file(_extract(request.getfixturevalue(campaign))))
    assert len(slides) == 6
    assert "Summary by region" in slides[1]
    for name, slide in zip(("West Africa", "Latin America", "Europe"), slides[2:5], strict=True):
        assert name in slide


def _has_impress() -> bool:
    """Whether LibreOffice is installed with Impress, which has a library of its own."""
    office = shutil.which("soffice")
    return office is not None and any(Path(office).resolve().parent.glob("*sdlo.*"))


@pytest.mark.skipif(not _has_impress(), reason="needs LibreOffice Impress")
def test_libreoffice_shows_every_slide(micic: Campaign, tmp_path: Path) -> None:
    presentation = slides_file(_extract(micic, Choice(regions=("mena",))))
    (tmp_path / "tour.pptx").write_bytes(presentation)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    office = [shutil.which("soffice") or "", profile, "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*office, "--outdir", str(tmp_path), str(tmp_path / "tour.pptx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = pypdf.PdfReader(tmp_path / "tour.pdf").pages
    assert len(pages) == len(_slides(presentation))
    assert "Beirut, Lebanon" in " ".join(" ".join(page.extract_text() for page in pages).split())
