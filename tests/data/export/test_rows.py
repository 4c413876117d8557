"""CSV: spreadsheets open it but never calculate its texts."""

from __future__ import annotations

import csv
import io
import re
import time
from pathlib import Path
from shutil import copytree, ignore_patterns

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cluster.opening import open_campaign
from data.columnar.safe_csv import are_risky, neutralize_formulas
from data.export.rows import csv_table, file_name
from data.filters.choice import Choice
from data.filters.select import describe, select
from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.model.campaign import Campaign
from data.model.schema import CONSULTATION_COLUMNS
from tests.builders import campaign_from, sample_campaign
from tests.shipped import shipped_campaign

HEADER = [
    "number", "id", "title", "kind", "kind_name", "region", "region_name", "city", "country",
    "lat", "lon", "venue", "start", "end", "year", "organizers", "hosts", "partners",
    "participants", "summary", "feeds_into", "notes", "sources", "link",
]  # fmt: skip

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\ta", "\ra", " =1", "  @x", "\u00a0=1",
    '=HYPERLINK("http://example.org")', "-", "- a list", "+221 33 800", "-cmd|' /C calc'!A0",
    "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", "-1e5", "=",
]  # fmt: skip
AS_THEY_ARE = [
    "", "text", "1", "-1", "+1", "-17.4", "+3,5", "2016-04-29", "1=1", "a@b.org", "a-b", "'=1",
    '"=1"', "https://example.org/?a=1", "{{ 7*191 }}",
]  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def written(campaign: Campaign, language: str = "en") -> bytes:
    links = "https://example.org/?c=" + campaign.consultations["id"]
    return csv_table(campaign, language, links)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert list(neutralize_formulas(pd.Series([text], dtype="str"))) == ["'" + text]


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert list(neutralize_formulas(pd.Series([text], dtype="str"))) == [text]


WITHIN = [
    # text, in the file
    ("a;=1+1", "a;'=1+1"),
    ("a; -b;c", "a;' -b;c"),
    ("a;-2.5", "a;'-2.5"),
    ("a\t@b", "a\t'@b"),
    ("a\r\n=1", "a\r\n'=1"),
    ("a\n\n- b\n- c", "a\n\n'- b\n'- c"),
    ('a;"=1+1"', 'a;\'"=1+1"'),
    ("a;\t=1", "a;'\t'=1"),
    ("=1;=2", "'=1;'=2"),
    ("\t=1", "'\t'=1"),
    ("\r=1", "'\r'=1"),
    ("\n=1", "'\n'=1"),
    (";=1", ";'=1"),
    ("a;\uff1d1", "a;'\uff1d1"),
    ("a;b=1, -c; 2", "a;b=1, -c; 2"),
    ("Caritas; Red Cross", "Caritas; Red Cross"),
    ("48.85, -2.35", "48.85, -2.35"),
]


@pytest.mark.parametrize(("text", "written"), WITHIN)
def test_a_formula_within_a_text_becomes_text(text: str, written: str) -> None:
    assert list(neutralize_formulas(pd.Series([text], dtype="str"))) == [written]


@given(st.lists(st.text(st.sampled_from('=+-@;,\t\r\n" a1\uff1d\u00a0'), max_size=12), min_size=1))
def test_no_separator_makes_a_formula(cells: list[str]) -> None:
    safe = neutralize_formulas(pd.Series(cells, dtype="str")).to_frame().T
    content = safe.to_csv(index=False, header=False, lineterminator="\r\n")
    for separator in ",;\t":
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
        begun = [cell.lstrip()[:1] for row in rows for cell in row if not NUMBER.fullmatch(cell)]
        assert not set(begun) & set("=+-@\uff1d"), (separator, content)


NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@pytest.mark.parametrize("filler", [";", "\t", "\n", " ", '"', ";=", "\n-", "a;"])
def test_neutralizing_takes_linear_time(filler: str) -> None:
    cell = pd.Series([filler * 100_000 + "a", filler * 100_000 + "=1"], dtype="str")
    before = time.process_time()
    neutralize_formulas(cell)
    assert time.process_time() - before < 2


def test_the_name_of_a_further_column_is_no_formula(tmp_path: Path) -> None:
    rows = "id,title,=1+1,a;=2,-3\na,A,b,c,d\n"
    header = csv_table(campaign_from(tmp_path, rows), "en", pd.Series([""])).decode("utf-8-sig")
    names = next(csv.reader(io.StringIO(header)))
    assert names[-4:] == ["'=1+1", "a;'=2", "-3", "link"]


BLANK = "".join(letter for letter in map(chr, range(0x3100)) if letter.isspace())


@given(st.text(st.sampled_from(BLANK + "\u200b=+-@\uff1d\uff0b\uff0d\uff20a1.,"), max_size=9))
def test_blanks_of_every_script_hide_no_formula(text: str) -> None:
    begins = re.match(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]", text)
    is_number = re.fullmatch(r"[+-]?\d+([.,]\d+)?", text)
    assert are_risky(pd.Series([text], dtype="str")).tolist() == [bool(begins and not is_number)]


def test_the_file_is_what_spreadsheets_open(sample: Campaign) -> None:
    content = written(sample)
    assert content.startswith(b"\xef\xbb\xbfnumber,id,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 7
    assert content.splitlines()[0].decode("utf-8-sig").split(",") == HEADER


def test_a_row_has_all_facts_in_words(sample: Campaign) -> None:
    assert read(written(sample))[0] == dict.fromkeys(HEADER, "") | {
        "number": "1",
        "id": "dakar",
        "title": "Hearing in Dakar",
        "kind": "meeting",
        "kind_name": "Meeting",
        "region": "africa",
        "region_name": "West Africa",
        "city": "Dakar",
        "country": "Senegal",
        "lat": "14.6937",
        "lon": "-17.4441",
        "start": "2015-12-07",
        "year": "2015",
        "organizers": "Caritas Senegal",
        "hosts": "Caritas Senegal",
        "partners": "International Organization for Migration",
        "feeds_into": "dakar-states",
        "link": "https://example.org/?c=dakar",
    }


def test_a_row_with_few_facts_is_written(sample: Campaign) -> None:
    assert read(written(sample))[5] == dict.fromkeys(HEADER, "") | {
        "number": "6",
        "id": "webinar",
        "title": "Webinar",
        "kind": "webinar",
        "kind_name": "Webinar",
        "region_name": "Global",
        "organizers": "Somebody New",
        "link": "https://example.org/?c=webinar",
    }


def test_titles_and_names_are_in_the_language_of_the_page(sample: Campaign) -> None:
    row = read(written(sample, "fr"))[0]
    assert row["title"] == "Audition à Dakar"
    assert (row["region"], row["region_name"]) == ("africa", "Afrique de l'Ouest")
    assert (row["city"], row["country"]) == ("Dakar", "Sénégal")


def test_lists_keep_the_order_of_the_table(sample: Campaign) -> None:
    row = read(written(sample))[4]
    assert row["organizers"] == "International Organization for Migration; Red Cross"


def test_several_places_are_lists(sample: Campaign) -> None:
    row = read(written(sample))[4]
    assert (row["city"], row["country"]) == ("Genève; Brussels", "Switzerland; Belgium")
    assert [round(float(degrees)) for degrees in row["lat"].split("; ")] == [46, 51]


def test_several_places_with_a_negative_degree_are_left_to_their_names(tmp_path: Path) -> None:
    row = {"city": "Lima; Quito", "country": "Peru; Ecuador"}
    written_row = read(written(campaign_from(tmp_path, [row])))[0]
    assert written_row["city"] == "Lima; Quito"
    assert (written_row["lat"], written_row["lon"]) == ("", "")


def test_the_file_can_be_the_table_of_a_campaign_again(tmp_path: Path) -> None:
    whole = shipped_campaign()
    folder = tmp_path / "again"
    copytree(whole.folder, folder, ignore=ignore_patterns(".*"))
    (folder / "consultations.csv").write_bytes(written(whole))
    again = open_campaign(folder)
    assert again.issues == ()
    for name in (*CONSULTATION_COLUMNS, "number", "first", "last", "precision", "own"):
        if name not in ("country", "lat", "lon"):
            assert list(again.consultations[name].astype("str")) == list(
                whole.consultations[name].astype("str")
            ), name
    for before, after in ((whole.places, again.places), (whole.roles, again.roles)):
        columns = [name for name in before if name in {"consultation", "city", "iso2", "role"}]
        assert sorted(map(tuple, before[columns].astype("str").to_numpy())) == sorted(
            map(tuple, after[columns].astype("str").to_numpy())
        )
    degrees = [
        frame.set_index("consultation").sort_index()[["lat", "lon"]]
        for frame in (whole.places, again.places)
    ]
    assert (degrees[0] - degrees[1]).abs().to_numpy().max() < 1e-4


@pytest.mark.long
def test_the_file_can_be_imported_as_a_list(tmp_path: Path) -> None:
    whole = shipped_campaign()
    result = import_table(read_bytes("all.csv", written(whole)), Recipe())
    report = result.report
    assert (report.read, report.shown, report.left_out) == (18, 18, 0)
    for name in ("title", "kind", "region", "city", "start", "end", "summary", "hosts"):
        assert list(result.campaign.consultations[name].astype("str")) == list(
            whole.consultations[name].astype("str")
        ), name
    assert result.questions == []


def test_only_the_selection_is_written_and_an_empty_one_gives_the_header(
    sample: Campaign,
) -> None:
    chosen = select(sample, Choice(regions=("americas",)))
    assert [(row["number"], row["id"]) for row in read(written(chosen))] == [("3", "new-year")]
    nothing = written(select(sample, Choice(regions=("europe",))))
    assert nothing.decode("utf-8-sig") == ",".join(HEADER) + "\r\n"


def test_hostile_cells_come_back_as_text(tmp_path: Path) -> None:
    hostile = {"id": "=1+1", "title": '@a,"b"\n=c;', "venue": "-1", "notes": "\u202ea\u2028b"}
    row = read(written(campaign_from(tmp_path, [hostile])))[0]
    assert row["id"] == "'=1+1"
    assert row["title"] == "'@a,\"b\"\n'=c;"
    assert row["venue"] == "-1"
    assert row["notes"] == "\u202ea\u2028b"


FILE_NAMES = [
    # words, file name in the sample campaign
    ("West & Central Africa, 2015–2016", "sample-west-central-africa-2015-2016.csv"),
    ("Amérique latine", "sample-amérique-latine.csv"),
    ("../../etc/passwd", "sample-etc-passwd.csv"),
    ('a<b>c:d"e|f?g*h\\i\0j', "sample-a-b-c-d-e-f-g-h-i-j.csv"),
    ("", "sample.csv"),
]


@pytest.mark.parametrize(("words", "name"), FILE_NAMES)
def test_a_file_name_has_campaign_and_selection(sample: Campaign, words: str, name: str) -> None:
    assert file_name(sample, words, "csv") == name


def test_a_file_name_is_never_long(sample: Campaign) -> None:
    name = file_name(sample, describe(sample, Choice(words="word " * 40), "en"), "csv")
    assert len(name) <= 84
    assert name.startswith("sample-word-word-")
    assert not name.endswith("-.csv")


def test_speaker_notes_are_not_exported(tmp_path: Path) -> None:
    rows = "id,title,remark,notes_for_speaker,notes_for_speaker__fr\na,A,seen,secret,secret\n"
    campaign = campaign_from(tmp_path, rows)
    said = csv_table(campaign, "en", pd.Series([""])).decode("utf-8")
    assert "seen" in said
    assert "secret" not in said
