"""What `campaign.toml` says, and what stands in for what it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.model.errors import Issue
from data.model.schema import SHAPES
from data.model.settings import Settings, kinds_frame, read_settings

WHOLE = """
id = "micic"
title = "Migrants"
title__fr = "Migrants en français"
languages = ["en", "fr"]
url = "https://example.org/"
owner = "Our union"
owner__fr = "Notre union"
partners = ["Their union", "Another"]
logo = "logo.png"
sources = ["A page", "Another page"]
[[kinds]]
id = "regional"
title = "Regional meeting"
title__fr = "Réunion régionale"
own = true
shape = "star"
[[kinds]]
id = "states"
title = "Meeting of States"
plural = "Meetings of States"
own = false
[tiles]
url = "https://tiles.example.org/{z}/{x}/{y}.png"
attribution = ""
"""


def settings_of(folder: Path, toml: str) -> Settings:
    (folder / "campaign.toml").write_text(toml, encoding="utf-8")
    settings, issues = read_settings(folder)
    assert issues == []
    return settings


def test_settings_are_read(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, WHOLE)
    assert settings.id == "micic"
    assert settings.languages == ("en", "fr")
    assert settings.url == "https://example.org/"
    assert settings.sources == ("A page", "Another page")
    assert (settings.text("owner", "fr"), settings.partners) == (
        "Notre union",
        ("Their union", "Another"),
    )
    assert settings.logo == "logo.png"
    assert settings.tiles == {"url": "https://tiles.example.org/{z}/{x}/{y}.png"}


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("title", "en", "Migrants"),
        ("title", "fr", "Migrants en français"),
        ("title", "es", "Migrants"),
        ("subtitle", "fr", ""),
    ],
)
def test_a_setting_is_translated_or_as_written(
    tmp_path: Path, name: str, language: str, text: str
) -> None:
    assert settings_of(tmp_path, WHOLE).text(name, language) == text


def test_a_kind_has_a_plural_a_shape_and_is_the_campaigns_own_unless_it_says_no(
    tmp_path: Path,
) -> None:
    regional, states = settings_of(tmp_path, WHOLE).kinds.to_dict("records")
    assert regional == {
        "id": "regional", "title": "Regional meeting", "title__fr": "Réunion régionale",
        "plural": "Regional meeting", "plural__fr": "Réunion régionale",
        "own": True, "moment": False, "shape": "star",
    }  # fmt: skip
    assert states == {
        "id": "states", "title": "Meeting of States", "title__fr": "",
        "plural": "Meetings of States", "plural__fr": "", "own": False, "moment": False,
        "shape": "circle",
    }  # fmt: skip


KINDS = [
    # kinds as given, (id, title, own, shape) of each
    ([{"id": "a"}], [("a", "a", True, "circle")]),
    ([{"title": "A"}], [("0", "A", True, "circle")]),
    ([{"id": "", "title": ""}], [("0", "0", True, "circle")]),
    ([{"id": "a", "shape": "blob"}], [("a", "a", True, "circle")]),
    ([{"id": "a", "shape": ["star"]}], [("a", "a", True, "circle")]),
    ([{"id": "a"}, {"id": "a", "title": "twice"}], [("a", "a", True, "circle")]),
    (
        [{"id": "a"}, {"id": "b", "shape": "circle"}, {"id": "c"}],
        [("a", "a", True, "square"), ("b", "b", True, "circle"), ("c", "c", True, "diamond")],
    ),
    ([], []),
]


@pytest.mark.parametrize(("kinds", "rows"), KINDS)
def test_a_kind_with_few_settings_gets_defaults(
    kinds: list[dict[str, object]], rows: list[tuple[object, ...]]
) -> None:
    frame = kinds_frame(kinds)[["id", "title", "own", "shape"]]
    assert list(frame.itertuples(index=False, name=None)) == rows


def test_each_kind_has_a_shape_of_its_own_as_long_as_there_are_any() -> None:
    shapes = kinds_frame([{"id": str(number)} for number in range(len(SHAPES) + 2)])["shape"]
    assert list(shapes) == [*SHAPES, *SHAPES[:2]]
    wished = [{"id": shape, "shape": shape} for shape in SHAPES]
    assert list(kinds_frame([*wished, {"id": "one more"}])["shape"]) == [*SHAPES, SHAPES[0]]


CONTACTS = [
    # what `contact` says, the address that visitors are offered
    ("you@example.org", "you@example.org"),
    (" first.last+map@mail.example.org ", "first.last+map@mail.example.org"),
    ("", ""),
    ("https://example.org", ""),
    ("you@example.org?bcc=me@example.org", ""),
    ("you@example", ""),
]


@pytest.mark.parametrize(("written", "contact"), CONTACTS)
def test_a_contact_is_an_e_mail_address_or_a_issue(
    tmp_path: Path, written: str, contact: str
) -> None:
    (tmp_path / "campaign.toml").write_text(f'contact = "{written}"', encoding="utf-8")
    settings, issues = read_settings(tmp_path)
    assert settings.contact == contact
    assert [issue.column for issue in issues] == ["contact"] * (bool(written) and not contact)


@pytest.mark.parametrize(
    "code", ["de./../../../www", "de@/../..", "en.x/../../.config", "zz", "", "{{ 7*191 }}", ".."]
)
def test_a_language_that_is_none_is_a_issue_and_ignored(tmp_path: Path, code: str) -> None:
    toml = f'title = "Mine"\nlanguages = ["fr", "{code}", "pt-BR", "fr"]'
    (tmp_path / "campaign.toml").write_text(toml, encoding="utf-8")
    settings, issues = read_settings(tmp_path)
    assert settings.languages == ("fr", "pt-BR")
    assert settings.text("title", "fr") == "Mine"
    (issue,) = issues
    assert (issue.file, issue.column) == ("campaign.toml", "languages")
    assert issue.seen.startswith(code)
    (tmp_path / "campaign.toml").write_text(f'languages = ["{code}"]', encoding="utf-8")
    assert read_settings(tmp_path)[0].languages == ("en",)


def test_an_empty_file_names_the_campaign_after_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "my-campaign"
    folder.mkdir()
    settings = settings_of(folder, "")
    assert (settings.id, settings.text("title", "en")) == ("my-campaign", "my-campaign")
    assert settings.languages == ("en",)
    assert list(settings.kinds.columns) == ["id", "title", "plural", "own", "moment", "shape"]
    assert settings.kinds.empty


@pytest.mark.parametrize(
    "toml",
    ["tiles = 'x'", "kinds = 3", "kinds = ['a']", "languages = 'fr'", "id = 7", "sources = 1"],
)
def test_a_value_of_the_wrong_type_is_ignored(tmp_path: Path, toml: str) -> None:
    settings = settings_of(tmp_path, toml)
    assert (settings.id, settings.tiles, settings.sources) == (tmp_path.name, {}, ())
    assert settings.languages == ("en",)
    assert settings.kinds.empty


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "\ufeffid = 'micic'").id == "micic"


@pytest.mark.parametrize("content", [b"id = ", b"id = 'Gen\xe8ve'", b"id = 'a'\nid = 'b'"])
def test_a_broken_file_is_a_issue_and_ignored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "campaign.toml").write_bytes(content)
    settings, (issue,) = read_settings(tmp_path)
    assert settings.id == tmp_path.name
    assert (issue.file, issue.row, issue.expected) == (
        "campaign.toml",
        0,
        "This is not valid TOML.",
    )
    assert issue.seen
    assert issue.action == "Correct the file. It was ignored."


def test_a_missing_file_is_a_issue(tmp_path: Path) -> None:
    settings, issues = read_settings(tmp_path)
    assert settings.id == tmp_path.name
    assert issues == [
        Issue(
            *("campaign.toml", 0, "", "", "This file is missing."),
            "Add it if you need it.",
            level="noted",
        )
    ]
