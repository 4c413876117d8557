"""Lists of demands: sheets beside a list, and exports of UHRI, IMPACT OSS and Decidim."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from data.commands import build
from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.lists.readers.sheets import asked_kind
from data.lists.tables.shape import with_one_shape
from data.loading.load import load_campaign
from data.model.errors import Issue
from tests.data.lists.readers.test_sheets import Rows, book

MEETINGS: Rows = [
    ["Title", "Date", "City", "Country", "Sources"],
    ["Hearing in Dakar", "2016-04-29", "Dakar", "Senegal", "https://town.example/meetings/1"],
    ["Talks", "2016-05-02", "Lima", "Peru", ""],
]
ENGLISH = {
    "Meetings": MEETINGS,
    "Demands": [
        ["Id", "Demand", "Theme", "Made at", "Addressed to"],
        ["a1", "Pay the wages", "work", "Hearing in Dakar", "States"],
        ["", "Free papers", "papers", "Talks", ""],
    ],
    "Judgements": [
        ["Demand", "Date", "By", "Answer", "Status", "Evidence"],
        ["a1", "3 May 2017", "Us", "in part", "limited", "https://example.org/1"],
        ["Free papers", "2018", "Us", "refused", "", ""],
    ],
}
FRENCH = {
    "Réunions": [["Titre", "Date", "Ville", "Pays"], *MEETINGS[1:]],
    "Demandes": [
        ["Identifiant", "Demande", "Thème", "Faite à", "Adressée à"], *ENGLISH["Demands"][1:],
    ],
    "Appréciations": [
        ["Demande", "Le", "Par", "Réponse", "État", "Preuve"],
        ["a1", "3 mai 2017", "Us", "en partie", "limité", "https://example.org/1"],
        ["Free papers", "2018", "Us", "rejetée", "", ""],
    ],
}  # fmt: skip
SPANISH = {
    "Reuniones": [["Título", "Fecha", "Ciudad", "País"], *MEETINGS[1:]],
    "Demandas": [
        ["Identificador", "Demanda", "Tema", "Hecha en", "Dirigida a"], *ENGLISH["Demands"][1:],
    ],
    "Valoraciones": [
        ["Demanda", "Fecha", "Por", "Respuesta", "Estado", "Prueba"],
        ["a1", "3 de mayo de 2017", "Us", "en parte", "limitado", "https://example.org/1"],
        ["Free papers", "2018", "Us", "rechazada", "", ""],
    ],
}  # fmt: skip

UHRI = """\
AnnotationId,Symbol,Text,AnnotationType,Countries,Body,Themes,AffectedPersons,PublicationDate,Position
u1,A/HRC/1/1,Ratify the convention,Recommendations,Peru,UPR,"- Health
- Work",Women,2016-03-01,Supported
u2,A/HRC/1/1,The Committee notes unrest,Concerns/Observations,Peru,CRC,,,2016-03-01,
u3,A/HRC/1/2,Open the shelters,Recommendations,Chad,CRC,Housing,Children,2017-03-01,
u4,A/HRC/1/2,,Recommendations,Chad,CRC,,,2017-03-01,Noted
"""
IMPACT = """\
id,title,reference,description,support_level,response,framework_id,status,connected_actions,thematic_clusters
4,Train the police,R4,Every year,Supported in part,We agree,UPR,In progress,Course,Justice
5,Pay pensions,R5,,Noted,,UPR,Completed,,Income
6,Build schools,R6,,2,,UPR,,,
"""
DECIDIM = """\
id;category/id;category/name/en;category/name/ca;title/en;body/en;body/ca;state;\
answer/en;reference;url;\
meeting_urls;published_at;answered_at;related_proposals;component/id;endorsements/total_count
7;1;Streets;Carrers;Trees;<p>Plant trees</p>;Arbres;accepted;<p>We will</p>;\
P-7;https://town.example/p/7;\
https://town.example/meetings/1, https://town.example/meetings/2;\
2019-05-06 10:00:00 UTC;2019-09-01 08:00:00 UTC;;3;12
8;1;Streets;Carrers;Lamps;Light the square;;evaluating;;P-8;https://town.example/p/8;;\
2019-05-06 10:00:00 UTC;;;3;1
9;1;Streets;Carrers;Cars;Close the street;;rejected;Too dear;P-9;https://town.example/p/9;;\
2019-05-06 10:00:00 UTC;;;3;0
"""
RESULTS = """\
id,title/en,description/en,start_date,end_date,status/id,status/key,status/name/en,progress,url,\
component/id,proposal_urls
1,Lane,A lane for cycles,2020-01-01,2021-01-01,1,finished,Finished,100.0,\
https://town.example/r/1,4,https://town.example/p/7
2,Park,A park,2020-01-01,,2,ongoing,Ongoing,45.0,https://town.example/r/2,4,
"""  # fmt: skip


def imported(name: str, data: bytes) -> ImportedList:
    return import_table(with_one_shape(read_bytes(name, data)), Recipe())


def judged(given: ImportedList, *columns: str) -> list[tuple[str, ...]]:
    return list(given.campaign.judgements[list(columns)].itertuples(index=False, name=None))


def places(issues: Sequence[Issue]) -> list[tuple[str, int, str, str]]:
    return [(each.file, each.row, each.column, each.seen) for each in issues if each.row]


@pytest.mark.parametrize("sheets", [ENGLISH, FRENCH, SPANISH])
def test_sheets_beside_a_list_are_its_demands(sheets: dict[str, Rows]) -> None:
    given = imported("list.xlsx", book(sheets))
    assert list(given.campaign.consultations["id"]) == ["hearing-in-dakar-2016", "talks-lima-2016"]
    demands = given.campaign.demands
    assert list(demands["text"]) == ["Pay the wages", "Free papers"]
    assert list(demands["made_at"]) == ["hearing-in-dakar-2016", "talks-lima-2016"]
    assert list(demands["theme"]) == ["work", "papers"]
    assert list(demands["addressed_to"]) == ["States", ""]
    assert judged(given, "demand", "on", "by", "answer_read", "status_read") == [
        ("a1", "2017-05-03", "Us", "in_part", "limited"),
        (demands["id"][1], "2018", "Us", "refused", ""),
    ]
    assert places(given.report.issues) == []
    assert given.report.rows_unaccounted == 0


def test_a_row_that_cannot_be_used_is_named_with_its_sheet() -> None:
    sheets: dict[str, Rows] = {
        "Meetings": MEETINGS,
        "Demands": [
            *ENGLISH["Demands"], ["a3", "", "", "", ""], ["a4", "Water", "", "Nowhere", ""],
        ],
        "Judgements": [
            *ENGLISH["Judgements"],
            ["zz", "2018", "", "", "", ""],
            ["a4", "soon", "Us", "perhaps", "complete", ""],
            ["a1", "2015", "Us", "noted", "", ""],
        ],
    }  # fmt: skip
    given = imported("list.xlsx", book(sheets))
    assert sorted(places(given.campaign.issues)) == [
        ("list.xlsx, Demands", 4, "Demand", ""),
        ("list.xlsx, Demands", 5, "Made at", "Nowhere"),
        ("list.xlsx, Judgements", 4, "Demand", "zz"),
        ("list.xlsx, Judgements", 5, "Answer", "perhaps"),
        ("list.xlsx, Judgements", 5, "Date", "soon"),
        ("list.xlsx, Judgements", 5, "Status", "complete"),
        ("list.xlsx, Judgements", 6, "Date", "2015"),
    ]
    assert (len(given.campaign.demands), len(given.campaign.judgements)) == (3, 4)
    assert given.report.rows_unaccounted == 0


def test_uhri_recommendations_are_demands_and_positions_are_answers() -> None:
    given = imported("uhri.csv", UHRI.encode())
    demands = given.campaign.demands
    columns = ["id", "text", "verbatim", "by", "addressed_to", "theme", "sources"]
    assert demands[columns].to_numpy().tolist() == [
        ["uhri-u1", "Ratify the convention", "yes", "UPR", "Peru", "Health; Work", "A/HRC/1/1"],
        ["uhri-u3", "Open the shelters", "yes", "CRC", "Chad", "Housing", "A/HRC/1/2"],
    ]
    assert list(demands["notes"]) == [
        "AffectedPersons: Women; PublicationDate: 2016-03-01",
        "AffectedPersons: Children; PublicationDate: 2017-03-01",
    ]
    assert judged(given, "demand", "by", "kind", "answer_read", "status_read", "on") == [
        ("uhri-u1", "Peru", "addressee", "accepted", "", "")
    ]
    # An observation asks for nothing, and a row without words can't be judged.
    left_out = [each for each in given.campaign.issues if each.left_out]
    assert sorted(places(left_out)) == [
        ("uhri.csv", 3, "AnnotationType", "Concerns/Observations"),
        ("uhri.csv", 5, "AnnotationId", "uhri-u4"),
        ("uhri.csv", 5, "Text", ""),
    ]


def test_impact_recommendations_have_no_status_without_evidence() -> None:
    given = imported("recommendations.csv", IMPACT.encode())
    demands = given.campaign.demands
    assert demands[["id", "text", "page", "theme", "notes"]].to_numpy().tolist() == [
        ["impact-4", "Train the police", "R4", "Justice", "Every year; connected_actions: Course"],
        ["impact-5", "Pay pensions", "R5", "Income", ""],
        ["impact-6", "Build schools", "R6", "", ""],
    ]
    assert judged(given, "demand", "answer_read", "status_read", "reply") == [
        ("impact-4", "in_part", "no_evidence", "We agree"),
        ("impact-5", "noted", "no_evidence", ""),
        ("impact-6", "unknown", "", ""),
    ]
    assert sorted(places(given.campaign.issues)) == [
        ("recommendations.csv", 2, "status", "In progress"),
        ("recommendations.csv", 3, "status", "complete"),
        ("recommendations.csv", 4, "support_level", "2"),
    ]


def test_decidim_proposals_are_demands_and_states_are_answers() -> None:
    sheets: dict[str, Rows] = {
        "Meetings": MEETINGS,
        "proposals": [list(row) for row in csv.reader(DECIDIM.splitlines(), delimiter=";")],
    }
    for given in (imported("p.csv", DECIDIM.encode()), imported("list.xlsx", book(sheets))):
        demands = given.campaign.demands
        columns = ["id", "text", "text__ca", "verbatim", "page", "theme", "theme__ca", "notes"]
        assert demands[columns].to_numpy().tolist() == [
            ["decidim-7", "Plant trees", "Arbres", "yes", "P-7", "Streets", "Carrers", "Trees"],
            ["decidim-8", "Light the square", "", "yes", "P-8", "Streets", "Carrers", "Lamps"],
            ["decidim-9", "Close the street", "", "yes", "P-9", "Streets", "Carrers", "Cars"],
        ]
        columns = ["demand", "on", "answer_read", "reply", "evidence_read", "note"]
        assert judged(given, *columns) == [
            ("decidim-7", "2019-09-01", "accepted", "We will", "https://town.example/p/7", ""),
            ("decidim-8", "", "", "", "https://town.example/p/8", "evaluating"),
            ("decidim-9", "", "refused", "Too dear", "https://town.example/p/9", ""),
        ]
    # The list beside them knows one of the two meetings, the file alone none.
    assert demands["made_at"][0] == "hearing-in-dakar-2016; https://town.example/meetings/2"


def test_decidim_results_say_their_status_with_its_page() -> None:
    given = imported("results.csv", RESULTS.encode())
    assert list(given.campaign.demands["text"]) == ["Lane", "Park"]
    assert list(given.campaign.demands["notes"]) == ["A lane for cycles", "A park"]
    assert judged(given, "demand", "status_read", "evidence_read", "note") == [
        ("decidim-1", "complete", "https://town.example/r/1", "progress: 100.0"),
        ("decidim-2", "no_evidence", "https://town.example/r/2", "progress: 45.0"),
    ]
    assert places(given.campaign.issues) == [("results.csv", 3, "status/name/en", "Ongoing")]


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("Meetings", ["Title", "Date", "City", "Recommendations", "Response", "Accepted"]),
        ("Meetings", ["Title", "Date", "City", "Demand", "Addressed to"]),
        ("2016", ["Title", "Date", "City", "Text", "Theme"]),
        ("Demands", ["Line", "Amount"]),
        ("Contacts", ["Name", "Reference", "Response", "Title"]),
        ("Meetings", ["id", "title/en", "description/en", "start_time", "url", "component/id"]),
    ],
)  # fmt: skip
def test_a_list_of_events_or_of_something_else_is_none(name: str, headers: list[str]) -> None:
    assert asked_kind(name, headers) == ""


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_next_version_updates_demands_and_appends_judgements(tmp_path: Path) -> None:
    folder, source = tmp_path / "folder", tmp_path / "list.xlsx"

    def built(sheets: dict[str, Rows], *options: str) -> None:
        source.write_bytes(book(sheets))
        assert build.main([str(source), "--into", str(folder), *options]) == 0

    built(ENGLISH)
    first = {name: rows_of(folder, name) for name in ("demands.csv", "judgements.csv")}
    assert [len(rows) for rows in first.values()] == [2, 2]
    built(ENGLISH)
    assert {name: rows_of(folder, name) for name in first} == first
    following: dict[str, Rows] = ENGLISH | {
        "Demands": [
            ENGLISH["Demands"][0],
            ["a1", "Pay all wages", "", "Hearing in Dakar", "States"],
            ["a9", "Safe roads", "roads", "Talks", ""],
        ],
        "Judgements": [
            ENGLISH["Judgements"][0], ["a1", "2020", "Us", "accepted", "", ""],
        ],
    }  # fmt: skip
    for options in ((), ("--force",)):
        built(following, *options)
        demands, judgements = rows_of(folder, "demands.csv"), rows_of(folder, "judgements.csv")
        # What the list leaves empty, or no longer has, stays.
        assert [(row["text"], row["theme"]) for row in demands] == [
            ("Pay all wages", "work"), ("Free papers", "papers"), ("Safe roads", "roads"),
        ]  # fmt: skip
        assert judgements[:2] == first["judgements.csv"]
        assert [(row["demand"], row["answer"]) for row in judgements[2:]] == [("a1", "accepted")]
    built({"Meetings": MEETINGS})
    assert rows_of(folder, "demands.csv") == demands


def test_an_export_alone_adds_its_demands_to_a_campaign(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, source = tmp_path / "folder", tmp_path / "list.xlsx"
    source.write_bytes(book(ENGLISH))
    assert build.main([str(source), "--into", str(folder)]) == 0
    table = (folder / "consultations.csv").read_bytes()
    export = tmp_path / "proposals.csv"
    export.write_text(DECIDIM, encoding="utf-8")
    assert build.main([str(export), "--into", str(folder)]) == 0
    assert "New demands: 3\n" in capsys.readouterr().out
    assert (folder / "consultations.csv").read_bytes() == table
    demands = rows_of(folder, "demands.csv")
    assert len(demands) == 5
    assert demands[2]["made_at"].startswith("hearing-in-dakar-2016; ")
    campaign = load_campaign(folder)
    assert (len(campaign.demands), len(campaign.judgements)) == (5, 5)
    assert not (campaign.judgements["status_read"].isin(["limited", "complete"])
                & (campaign.judgements["evidence_read"] == "")).any()  # fmt: skip


def test_contacts_in_demands_are_hidden() -> None:
    sheets: dict[str, Rows] = {
        "Meetings": MEETINGS,
        "Demands": [
            ["Demand", "Made at", "Addressed to", "E-mail"],
            ["Write to ana@example.org", "Talks", "States", "ana@example.org"],
        ],
    }
    given = imported("list.xlsx", book(sheets))
    assert list(given.campaign.demands["text"]) == ["Write to [e-mail]"]
    assert "ana@" not in given.campaign.demands.to_csv()


DECIDIM_NOW = (
    "id,author/id,author/name,taxonomies/id,taxonomies/name,component/id,title/en,body/en,state,"
    "state_published_at,reference,answer/en,answered_at,likes/total_count,url,meeting_urls,"
    "created_in_meeting"
)
UHRI_SHEET = (
    "Text,Symbol,Reccomending Body,Document Publication Date,Annotation Type,Countries,Themes,"
    "Affected Persons,SDGs,UPR Position"
)
IMPACT_EXPORT = "id,reference,title,description,accepted,response,connected_actions,indicator_1"
OWN = (
    "Id,Demand,Verbatim,Page,Made at,By,Addressed to,Theme,Carried to,Sources,Notes,Answer,Evidence"
)
HOSTILE = (
    "{{ 7*191 }}", "<img src=x onerror=alert(1)>", "=HYPERLINK(1)", "../../etc",
    "[l](javascript:x)", "\u202egnp", "a; b;;c", "@import 'x'", "%(text)s {0}",
)  # fmt: skip


@pytest.mark.parametrize("headers", [DECIDIM_NOW, UHRI_SHEET, IMPACT_EXPORT, OWN])
def test_no_row_of_hostile_text_is_lost(headers: str, tmp_path: Path) -> None:
    names = headers.split(",")
    good = {name: f"{name} 1" for name in names}
    good |= {"Annotation Type": "Recommendations"} if "Symbol" in names else {}
    rows = [
        good | {names[0]: f"row {column} {i}", name: text}
        for column, name in enumerate(names)
        for i, text in enumerate(HOSTILE)
    ]
    source = tmp_path / "list.csv"
    pd.DataFrame(rows).to_csv(source, index=False)
    given = imported(source.name, source.read_bytes())
    left_out = {each.row for each in given.report.issues if each.left_out}
    shown = set(given.campaign.demands["_row"])
    assert shown | left_out == set(range(2, len(rows) + 2))
    assert given.report.rows_unaccounted == 0
    # An unknown type of annotation asks for nothing.
    assert len(rows) - len(shown) == len(HOSTILE) * ("Symbol" in names)
    assert build.main([str(source), "--into", str(tmp_path / "folder")]) in {0, 1}
    loaded = load_campaign(tmp_path / "folder")
    assert len(loaded.demands) == len(shown)
    assert "{{ 7*191 }}" in "\n".join(loaded.demands["text"])
