from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path

import pypdf
import pytest

from data.export.brief.brief import brief_file
from data.export.extract import Extract
from data.export.fonts import BOX
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import SAMPLE_TOML, campaign_from, sample_campaign
from tests.data.export.installed_fonts import need_font
from tests.dates import days, tight
from tests.shipped import shipped_campaign

NOTHING = Choice(since="1990", until="1991")
EVERYTHING = Choice(kinds=("all",))
BEIRUT = days("2016-03-11", "2016-03-12")
BEIRUT_IN_FRENCH = days("2016-03-11", "2016-03-12", "fr")


def _extract(
    campaign: Campaign,
    choice: Choice = Choice(),  # noqa: B008
    language: str = "en",
) -> Extract:
    return Extract(campaign, choice, language, "https://map.example.org/", date(2026, 11, 24))


@cache
def _made(choice: Choice, language: str) -> bytes:
    """Return the brief of a selection of the shipped campaign, made once."""
    return brief_file(_extract(shipped_campaign(), choice, language))


def _read(brief: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(brief))


def _text(brief: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in _read(brief).pages).split())


@pytest.fixture(scope="module")
def micic() -> Campaign:
    return shipped_campaign()


@pytest.mark.parametrize(
    ("choice", "language"),
    [
        (Choice(), "fr"),
        (Choice(regions=("mena",)), "en"),
        (NOTHING, "fr"),
        (EVERYTHING, "en"),
    ],
)
def test_a_brief_has_one_to_four_pages_of_a4(choice: Choice, language: str) -> None:
    pages = _read(_made(choice, language)).pages
    assert 1 <= len(pages) <= 4
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {
        (595, 842)
    }


def test_a_brief_is_made_for_screen_readers() -> None:
    reader = _read(_made(Choice(), "fr"))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Migrants dans les pays en crise")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Middle East & North Africa: 1 of 7 civil society consultations", "Beirut, Lebanon",
                BEIRUT, "Migrant Forum in Asia", "Caritas Lebanon Migrant Center",
                "map.example.org", "Natural Earth", "2026-11-24"]),
        ("fr", ["1 des 7 consultations de la société civile", "Beyrouth, Liban", BEIRUT_IN_FRENCH,
                "Organisateurs, hôtes et partenaires", "La cinquième consultation régionale"]),
    ],
)  # fmt: skip
def test_a_brief_says(language: str, said: list[str]) -> None:
    text = _text(_made(Choice(regions=("mena",)), language))
    for words in said:
        assert tight(words) in tight(text)


def test_the_link_can_be_followed(micic: Campaign) -> None:
    extract = _extract(micic, Choice(regions=("mena",)))
    addresses = {
        note.get_object()["/A"]["/URI"]
        for page in _read(_made(Choice(regions=("mena",)), "en")).pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert extract.link() in addresses
    assert all(address.startswith(("http://", "https://")) for address in addresses)


def test_without_an_address_there_is_no_link(tmp_path: Path) -> None:
    extract = Extract(sample_campaign(tmp_path), Choice(), "en", "", date(2026, 11, 24))
    assert "This view" not in _text(brief_file(extract))


def test_an_empty_selection_says_so() -> None:
    text = _text(_made(NOTHING, "en"))
    assert "Nothing matches this selection." in text
    assert "0 of 7 civil society consultations" in text


def test_unmapped_consultations_are_named(tmp_path: Path) -> None:
    text = _text(brief_file(_extract(sample_campaign(tmp_path))))
    assert "Place unknown" in text
    assert "1 consultation without a place, not on this map: no. 6" in text


def test_the_same_choice_gives_the_same_bytes(micic: Campaign) -> None:
    assert brief_file(_extract(micic, language="fr")) == _made(Choice(), "fr")


HOSTILE = '#panic("x") $1/0$ *b* @ref <l> [a](b) // c /* d */ \\u{1} `e` = f - g " {{ 7*191 }}'


def test_markup_in_the_data_stays_text(tmp_path: Path) -> None:
    row = {
        "title": HOSTILE, "city": HOSTILE, "lat": "1", "lon": "2", "organizers": HOSTILE,
        "summary": HOSTILE + "\n\x07\n= heading", "sources": HOSTILE, "region": "africa",
    }  # fmt: skip
    regions = [{"id": "africa", "name": HOSTILE}]
    documents = [{"consultation": "c1", "title": HOSTILE, "url": "javascript:alert(1)"}]
    toml = SAMPLE_TOML.replace('"A sample"', f"'{HOSTILE}'")
    campaign = campaign_from(tmp_path, [row], toml=toml, regions=regions, documents=documents)
    brief = brief_file(_extract(campaign))
    text = _text(brief)
    assert text.replace(" ", "").count(HOSTILE.replace(" ", "")) > 4
    assert "1337" not in text
    assert b"javascript:" not in brief


def _is_accessible(brief: bytes) -> bool:
    """Whether typst confirms PDF/UA: tags, and a glyph for every letter."""
    root = _read(brief).trailer["/Root"]
    return "/StructTreeRoot" in root and b"pdfuaid:part" in root["/Metadata"].get_data()


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("አዲስ አበባ", "Noto Sans Ethiopic"),
        ("北京", "Noto Sans CJK SC"),
        ("กรุงเทพ", "Noto Sans Thai"),
        ("القاهرة", "Noto Sans Arabic"),
    ],
)
def test_names_in_other_scripts_have_glyphs(tmp_path: Path, name: str, font: str) -> None:
    need_font(font)
    rows = [{"title": name, "city": name, "lat": "10", "lon": "20"}]
    brief = brief_file(_extract(campaign_from(tmp_path, rows, toml=SAMPLE_TOML)))
    assert _is_accessible(brief)
    assert "No font for" not in _text(brief)
    assert BOX not in _text(brief)


@pytest.mark.long
@pytest.mark.usefixtures("only_latin")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("In አዲስ አበባ", "Boxes replace Ethiopic letters"),
        ("Party \U0001f389", "Boxes replace signs such as emoji"),
    ],
)
def test_letters_without_a_font_are_named_and_shown_as_boxes(
    tmp_path: Path, name: str, said: str
) -> None:
    rows = [{"title": name, "city": name, "lat": "9", "lon": "38.7"}]
    brief = brief_file(_extract(campaign_from(tmp_path, rows, toml=SAMPLE_TOML)))
    assert said in _text(brief)
    assert BOX in _text(brief)
    assert _is_accessible(brief)


def test_sixty_consultations_still_fit_four_pages(sixty: Campaign) -> None:
    brief = brief_file(_extract(sixty))
    assert len(_read(brief).pages) <= 4
    assert "Hearing 59" in _text(brief)


@pytest.mark.long
def test_very_many_are_summed_up_with_an_annex(
    five_thousand: Campaign,
) -> None:
    brief = brief_file(_extract(five_thousand))
    text = _text(brief)
    for words in ("By region", "By year", "Annex: the whole list",
                  "The annex lists the first 1,000 of 5,000 consultations"):  # fmt: skip
        assert words in text


def test_an_endless_text_is_cut(tmp_path: Path) -> None:
    rows = [{"title": "word " * 5000, "summary": "x" * 50_000, "organizers": "y" * 9000}]
    pages = _read(brief_file(_extract(campaign_from(tmp_path, rows, toml=SAMPLE_TOML)))).pages
    assert len(pages) <= 4


def _tags(node: object) -> list[tuple[str, str]]:
    """Yield every tag below a node of the structure tree, with its alternative text."""
    node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
    if isinstance(node, list):
        return [tag for kid in node for tag in _tags(kid)]
    if not isinstance(node, dict):
        return []
    own = [(str(node["/S"]), str(node.get("/Alt", "")))] if "/S" in node else []
    return own + _tags(node.get("/K", []))


def test_headings_tables_and_pictures_are_tagged() -> None:
    root = _read(_made(Choice(regions=("mena",)), "en")).trailer["/Root"]
    tags = _tags(root["/StructTreeRoot"])
    kinds = [kind for kind, _ in tags]
    assert kinds.count("/H1") == 1
    assert {"/H2", "/Table", "/TH", "/TD", "/Link"} <= set(kinds)
    pictures = [text for kind, text in tags if kind == "/Figure"]
    assert len(pictures) == 3
    assert any("11. Beirut, Lebanon, " + BEIRUT in text for text in pictures)
    assert all(pictures)
