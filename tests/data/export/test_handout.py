from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pypdf
from PIL import Image

from data.export.extract import Extract
from data.export.formats import format_named
from data.export.handout import handout_content, handout_file
from data.filters.choice import Choice
from data.tour.edit import AS_MADE, TextSlide, TourEdit
from data.tour.pictures import own_picture
from tests.builders import sample_campaign
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from pathlib import Path

    from data.model.campaign import Campaign

MENA = Choice(regions=("mena",))


def extract(
    campaign: Campaign, choice: Choice = MENA, language: str = "en", edit: TourEdit = AS_MADE
) -> Extract:
    return Extract(campaign, choice, language, "https://map.example.org/", date(2026, 11, 24), edit)


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_slide_is_there_with_its_notes() -> None:
    text = text_of(handout_file(extract(shipped_campaign(), language="fr")))
    for said in ("Moyen-Orient et Afrique du Nord", "Beyrouth, Liban", "Caritas", "Merci", "Notes"):
        assert said in text
    content = handout_content(extract(shipped_campaign()))
    assert [slide["title"] for slide in content["slides"]] == [
        "Middle East & North Africa",
        "At a glance",
        "Civil society consultation for the Middle East & North Africa",
        "Thank you",
    ]
    assert "The States met in Valletta" in content["slides"][2]["notes"]


def test_an_edited_tour_with_a_picture_is_what_is_printed() -> None:
    raw = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(raw, "PNG")
    own = TextSlide("", (("title", "Why"), ("caption", "All of us")), own_picture(raw.getvalue()))
    edit = TourEdit((own, TextSlide("beirut-2016", (("notes", "Slowly."),))), "consultation")
    pdf = handout_file(extract(shipped_campaign(), edit=edit))
    text = text_of(pdf)
    assert "1. Why" in text
    assert "All of us" in text
    assert "Slowly." in text
    assert "The States met in Valletta" not in text
    images = [image for page in pypdf.PdfReader(io.BytesIO(pdf)).pages for image in page.images]
    assert any(image.image.size == (300, 200) for image in images if image.image)


def test_the_same_extract_gives_the_same_tagged_pdf(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path)
    pdf = handout_file(extract(campaign, Choice()))
    assert handout_file(extract(campaign, Choice())) == pdf
    assert pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_nothing_selected_gives_title_and_closing() -> None:
    nothing = extract(shipped_campaign(), Choice(words="zzz"))
    assert "0 of 9 civil society consultations" in text_of(
        format_named("handout.pdf").write(nothing)
    )
