"""Every page, file and command in a pseudo-language: plain English on it can't be translated."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from components.exporting import embed
from components.shell import page as error_page
from data.cluster.opening import open_campaign
from data.commands import build, check, export
from data.export.drawing.page import timeline_sheet
from data.export.drawing.vega import SLIDE, svg
from data.export.formats import FORMATS, Format
from data.importing.import_list import ImportedList
from data.importing.uploaded_list import UploadedList, import_list
from data.model.campaign import Campaign
from data.model.schema import (
    ANSWERS,
    CONSULTATION_COLUMNS,
    DEMAND_COLUMNS,
    JUDGEMENT_COLUMNS,
    JUDGES,
    MATCHES,
    STATUSES,
)
from data.words import languages
from tests.extracts import extract_of
from tests.file_texts import texts_of, values
from tests.pseudo import (
    LANGUAGE,
    LIST,
    marked,
    plain_words,
    speak_pseudo,
    write_many_pseudo,
    write_pseudo_campaign,
    write_pseudo_catalog,
)
from tests.visible import visible_texts

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign, beside the catalog."""
    folder = tmp_path_factory.mktemp("pseudo")
    (folder / "catalogs").mkdir()
    write_pseudo_catalog(folder / "catalogs")
    return write_pseudo_campaign(folder / "campaign")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_many_pseudo(tmp_path_factory.mktemp("many"))


@pytest.fixture(autouse=True)
def _pseudo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    before = languages.FOLDER
    speak_pseudo(folder.parent / "catalogs")
    yield
    speak_pseudo(before)


@pytest.fixture
def brought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Import the list once for all sections."""
    monkeypatch.setattr("components.shell.own_list.import_uploaded_list", _import_once)


_brought: dict[str, ImportedList] = {}


def _import_once(given: UploadedList) -> ImportedList:
    asked = repr((given.name, given.recipe, given.edits))
    if asked not in _brought:
        _brought[asked] = import_list(given)
    return _brought[asked]


NAMES = (
    "Consultation Map", "CC BY", "Leaflet", "GeoNames", "Natural Earth", "Unicode CLDR",
    "PNG", "SVG", "PDF", "CSV", "XLSX", "UTF-8", "UTF-16 LE", "UTF-16 BE", "UTF-16", "UTF-32",
    "Windows-", "ISO 8859-", "Shift JIS", "Mac Roman", "Korean (949)", "KOI8-R", "GB 18030",
    "EUC-JP", "DOS ", "Big5", "London", "Springfield", "country=SN",
)  # fmt: skip
"""Names of programs, formats, encodings, and cities of the list: the same in every language."""

READABLE = [one for one in FORMATS if one.mime != "image/png"]
"""Formats whose texts can be read back."""

NO_MESSAGES = ("csv", "organizations.csv", "demands.csv", "judgements.csv", "parquet")
"""Files of data alone."""

CSV_COLUMNS = {
    "kind_name", "region_name", "region_id", "organization_id", "organization", "short",
    "consultations", "cities", "organizations", "documents", "organized_and_hosted", "organized",
    "hosted", "partner", "first_day", "last_day", *DEMAND_COLUMNS, *JUDGEMENT_COLUMNS,
}  # fmt: skip
"""Columns of CSV files, which programs read, besides those of a campaign's table."""

CODES = {*ANSWERS, *STATUSES, *MATCHES, *JUDGES, "differ", "yes"}
WITH_CODES = ("text/csv", "application/json", "application/geo+json")
"""Answers, statuses, matches and judges of demands in files that programs read."""

KEYWORDS = """
el streamlit pointer padding off large medium small width span pick month greedy container title
circle square diamond picked list both round top middle left center overview closing
organizer host partner consultation picked_year state place dates coordinates
end_year end_month end_day global group day year bar
butt outside parity missing false ltr
number link en dataset Feature FeatureCollection LineString Point MultiPoint DATA
"""
"""Values that Streamlit, Vega and our scripts read, and nobody else."""

SECTIONS = (
    "columns", "dates", "places", "organizations", "duplicates", "regions", "rows", "report",
)  # fmt: skip

STATES = [
    # page, parameters
    ("explore", {}),
    ("explore", {"c": "c1"}),
    ("explore", {"c": "c6"}),
    ("explore", {"kind": "all", "c": "c2", "lines": "all"}),
    ("explore", {"region": "r1", "words": "ωωω", "from": "2015", "to": "2015"}),
    ("explore", {"organization": "o1", "role": "host", "from": "2015-06-01", "kind": "none"}),
    ("explore", {"to": "2015-06", "country": "SN", "c": "nope"}),
    ("regions", {}),
    ("regions", {"region": "global", "c": "c6"}),
    ("regions", {"region": "r1", "words": "ωωω"}),
    ("regions", {"region": "r1"}),
    ("organizations", {}),
    ("organizations", {"organization": "o1"}),
    ("organizations", {"organization": "o3"}),
    ("organizations", {"role": "host"}),
    ("regions", {"region": "r1", "from": "2017", "gap": "report,r1"}),
    ("consultation", {"c": "c1"}),
    ("consultation", {}),
    ("compare", {}),
    ("compare", {"compare": "2015,2016"}),
    ("demands", {}),
    ("demands", {"demand": "a"}),
    ("demands", {"c": "c1", "counted": "addressee"}),
    ("demands", {"words": "ωωω", "asof": "2017-01", "theme": "ω"}),
    ("about", {}),
    ("present", {}),
    ("present", {"kind": "all", "by": "region"}),
    ("present", {"edit": "1"}),
    ("present", {"role": "notes"}),
    ("your_data", {}),
]


def is_plain(text: str) -> bool:
    """Whether a text has words in plain letters that people read."""
    if text.partition("__")[0] in {*KEYWORDS.split(), *CONSULTATION_COLUMNS, "url"}:
        return False
    return bool(plain_words(text, NAMES))


def left_plain(app: AppTest) -> list[str]:
    """The texts of a page that have words in plain letters."""
    assert not app.exception
    return sorted(text for text in visible_texts(app) if is_plain(text))


def open_page(app: AppTest, page: str, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{page}.py").run()


@pytest.mark.parametrize(("page", "parameters"), STATES)
def test_a_page_has_no_plain_english(app: AppTest, page: str, parameters: dict[str, str]) -> None:
    opened = open_page(app, page, lang=LANGUAGE, **parameters)
    assert any("ẋ" in text for text in visible_texts(opened))
    assert left_plain(opened) == []


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("page", ["explore", "regions", "organizations", "present"])
def test_a_page_of_many_consultations_has_no_plain_english(
    app: AppTest, many: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(many))
    assert left_plain(open_page(app, page, lang=LANGUAGE, c="m3")) == []


@pytest.mark.parametrize("parts", ["map", "timeline,table", "filters,panel"])
def test_an_embedded_page_has_no_plain_english(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, parts: str
) -> None:
    monkeypatch.setattr(embed, "embedded_parts", lambda: frozenset(parts.split(",")))
    assert left_plain(open_page(app, "explore", lang=LANGUAGE)) == []


@pytest.mark.parametrize("page", ["explore", "regions", "organizations"])
def test_a_page_with_everything_open_has_no_plain_english(app: AppTest, page: str) -> None:
    for popover in ("more_filters", "tray_more", "issues"):
        app.session_state[popover] = True
    opened = open_page(app, page, lang=LANGUAGE, c="c1")
    next(button for button in opened.button if button.key == "take_away").click().run()
    assert app.get("dialog")
    assert left_plain(opened) == []


def test_issues_have_no_plain_english(app: AppTest) -> None:
    app.session_state["issues"] = True
    opened = open_page(app, "about", lang=LANGUAGE)
    assert left_plain(opened) == []


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_list_and_its_questions_have_no_plain_english(
    app: AppTest, brought_once: None, section: str
) -> None:
    open_page(app, "your_data", lang=LANGUAGE)
    app.file_uploader[0].upload("πίνακας.csv", LIST.encode()).run()
    app.session_state["own_section"] = section
    app.run()
    assert left_plain(app) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("κενό.csv", b""),
        ("εικόνα.png", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        ("μήνυμα.xlsx", b"PK\x03\x04 nothing"),
        ("λάθος.json", b'{"a": '),
        ("μήνυμα.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
    ],
)
def test_a_list_that_cannot_be_read_is_no_plain_english(
    app: AppTest, name: str, content: bytes
) -> None:
    open_page(app, "your_data", lang=LANGUAGE)
    app.file_uploader[0].upload(name, content).run()
    assert left_plain(app) == []


def test_a_campaign_that_is_not_there_is_no_plain_english(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", "/κενό")
    monkeypatch.setattr(error_page, "closest_language", lambda *_: LANGUAGE)
    assert left_plain(app.run()) == []


@pytest.fixture(scope="module")
def campaign(folder: Path) -> Campaign:
    return open_campaign(folder)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("form", READABLE, ids=lambda one: one.id)
def test_an_exported_file_has_no_plain_english(campaign: Campaign, form: Format) -> None:
    content = form.write(extract_of(campaign, language=LANGUAGE))
    names = CSV_COLUMNS if form.mime == "text/csv" else set()
    names |= CODES if form.mime in WITH_CODES else set()
    texts = [text for text in texts_of(form.id, content) if text not in names]
    assert any("ẋ" in text for text in texts) or form.id in NO_MESSAGES
    assert sorted({text for text in texts if is_plain(text)}) == []


def test_a_picture_of_the_timeline_has_no_plain_english(campaign: Campaign) -> None:
    drawn = svg(timeline_sheet(extract_of(campaign, language=LANGUAGE), SLIDE))
    texts = texts_of("map.svg", drawn)
    assert any("ẋ" in text for text in texts)
    assert sorted({text for text in texts if is_plain(text)}) == []


def rest_of_json(output: str) -> list[str]:
    return list(values(json.loads(output)))


def rest_of_csv(output: str) -> list[str]:
    return [cell for row in list(csv.reader(io.StringIO(output)))[1:] for cell in row]


def rest_of_table(output: str) -> list[str]:
    """Lines without the names of the list's columns, which a list has in any language."""
    return re.sub(rf", ({'|'.join(CONSULTATION_COLUMNS)}):", ",", output).splitlines()


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("json", rest_of_json),
        ("csv", rest_of_csv),
        ("table", rest_of_table),
    ],
)
def test_the_report_of_a_list_has_no_plain_english(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    form: str,
    read: Callable[[str], list[str]],
) -> None:
    source = tmp_path / "πίνακας.csv"
    source.write_text(LIST, encoding="utf-8")
    assert check.main([str(source), "--language", LANGUAGE, "--format", form]) == check.ISSUES
    assert [text for text in read(capsys.readouterr().out) if is_plain(text)] == []


def test_an_exporting_command_has_no_plain_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        export.main(["--language", LANGUAGE, "--to", "πίνακας.csv", "--choice", "from=2099"]) == 0
    )
    output = capsys.readouterr()
    lines = [*output.out.splitlines(), *output.err.splitlines()]
    assert len(lines) == 2
    assert [line for line in lines if is_plain(line.replace(" bytes)", ")"))] == []


@pytest.mark.parametrize("command", [check, build, export])
def test_the_help_of_commands_is_english(
    command: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    # Options are English words, and so is what argparse says about them.
    with pytest.raises(SystemExit, match="0"):
        command.main(["--help"])
    assert "ẋ" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("message", "pseudo"),
    [
        ("Open", "Ōƥēń ẋ"),
        ("{count} of {all}", "{count} ōƒ {all} ẋ"),
        (
            "**Read** `campaign.toml` :material/close:",
            "**Ŕēàď** `campaign.toml` :material/close: ẋẋ",
        ),
        ("See [GeoNames](https://geonames.org)", "Śēē [ĞēōŃàṁēś](https://geonames.org) ẋẋẋ"),
    ],
)
def test_a_marked_message_keeps_what_is_no_text(message: str, pseudo: str) -> None:
    assert marked(message) == pseudo


@pytest.mark.parametrize(
    "text", ["Copy link", "Ćōƥŷ link", "map of 3 marks", "[Title](x)", "report"]
)
def test_plain_english_is_noticed(text: str) -> None:
    assert plain_words(text)


@pytest.mark.parametrize(
    "text", ["Ćōƥŷ", "https://example.org/a", "7 Δεκεμβρίου", "#ffcc00", "{title}"]
)
def test_what_is_no_english_passes(text: str) -> None:
    assert not plain_words(text)
