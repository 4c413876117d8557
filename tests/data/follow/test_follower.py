"""Folders, files and addresses are followed; what is shown is always a whole version."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from data import SHIPPED
from data.cluster.opening import open_campaign
from data.follow import follower, versions
from data.follow.follower import Follower
from data.follow.record import state_folders
from data.importing.campaign_folder import campaign_zip
from data.model.campaign import Campaign
from data.model.errors import CampaignError
from tests.builders import SAMPLE, write_campaign
from tests.data.follow.web import LIST, NEXT, Web


def ids(campaign: Campaign | None) -> list[str]:
    assert campaign is not None
    return list(campaign.consultations["id"])


def workbook() -> bytes:
    book = Workbook()
    for line in LIST.decode().splitlines():
        book.active.append(line.split(","))
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


MEETINGS = json.dumps(
    {
        "data": {
            "meetings": [
                {"id": "a", "title": "Opening", "startTime": "2016-04-29", "city": "Dakar"},
                {"id": "b", "title": "Closing", "startTime": "2016-05-02", "city": "Lima"},
            ]
        }
    }
).encode()
POINTS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [-17.4, 14.7]},
                "properties": {"id": "a", "title": "Opening", "date": "2016-04-29"},
            }
        ],
    }
).encode()
CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Test//EN\r
BEGIN:VEVENT\r
UID:a\r
DTSTAMP:20160401T000000Z\r
DTSTART;VALUE=DATE:20160429\r
SUMMARY:Opening\r
LOCATION:Dakar, Senegal\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (LIST, ["Opening", "Middle", "Closing", "Follow-up", "Review", "Outlook"]),
        (workbook(), ["Opening", "Middle", "Closing", "Follow-up", "Review", "Outlook"]),
        (MEETINGS, ["Opening", "Closing"]),
        (POINTS, ["Opening"]),
        (CALENDAR, ["Opening"]),
    ],
    ids=["csv", "xlsx", "json", "geojson", "ics"],
)
def test_an_address_gives_any_kind_of_list(
    tmp_path: Path, web: Web, body: bytes, titles: list[str]
) -> None:
    web.body = body
    campaign = Follower(folder_with_source(tmp_path, web)).first()
    assert list(campaign.consultations["title"]) == titles
    assert campaign.consultations["dated"].all()
    assert campaign.settings.id == "mine"


NODE = {
    "id": "7",
    "title": {"translation": "Opening"},
    "startTime": "2016-04-29T09:00:00+02:00",
    "endTime": "2016-04-30T17:00:00+02:00",
    "address": "Dakar, Senegal",
    "coordinates": {"latitude": 14.69, "longitude": -17.44},
}
QUERY = '{ component(id: "42") { ... on Meetings { meetings { nodes { id } } } } }'


def test_a_graphql_server_is_asked_a_question(tmp_path: Path, web: Web) -> None:
    nodes = [NODE, {**NODE, "id": "8", "title": {"translation": "Closing"}}]
    answer = {"data": {"component": {"meetings": {"nodes": nodes}}}}
    web.body = json.dumps(answer).encode()
    campaign = Follower(folder_with_source(tmp_path, web, f"query = '{QUERY}'\n")).first()
    assert web.queries == [QUERY]
    table = campaign.consultations
    assert list(table["id"]) == ["7", "8"]
    assert list(table["title"]) == ["Opening", "Closing"]
    assert list(table["start"]) == ["2016-04-29", "2016-04-29"]
    assert list(table["end"]) == ["2016-04-30", "2016-04-30"]
    assert table["placed"].all()


def folder_with_source(tmp_path: Path, web: Web, more: str = "") -> Path:
    folder = tmp_path / "mine"
    folder.mkdir(exist_ok=True)
    source = f'[source]\nurl = "{web.url}"\nprivate = true\n'
    (folder / "campaign.toml").write_text(f'id = "mine"\ntitle = "Mine"\n{source}{more}')
    return folder


@pytest.mark.long
def test_what_was_made_by_hand_stays_around_the_list(tmp_path: Path, web: Web) -> None:
    folder = folder_with_source(tmp_path, web)
    (folder / "consultations.csv").write_text(
        "id,title,title__fr\na,Opening,Ouverture\nb,Middle,Milieu\nc,Closing,\nd,Follow-up,\n"
    )
    (folder / "organizations.csv").write_text("id,name,short\nalpha,Alpha League,AL\n")
    (folder / "photos").mkdir()
    (folder / "photos" / "hall.jpg").write_bytes(b"a photo")
    follows = Follower(folder)
    shown = follows.first()
    assert ids(shown) == list("abcd")
    campaign = follows.look(shown)
    assert ids(campaign) == list("abcdef")
    assert campaign is not None
    assert campaign.by_id.loc["a", "title__fr"] == "Ouverture"
    assert "alpha" in set(campaign.roles["organization"])
    # The folder itself is as it was, and its photos are in the version.
    assert (folder / "consultations.csv").read_text().startswith("id,title,title__fr")
    assert (versions.Path(campaign.folder) / "photos" / "hall.jpg").read_bytes() == b"a photo"
    # A change by hand makes another version of the same list.
    (folder / "organizations.csv").write_text("id,name,short\nleague,Alpha League,AL\n")
    campaign = follows.look(campaign)
    assert campaign is not None
    assert "league" in set(campaign.roles["organization"])


def _csv(folder: Path, body: bytes) -> Path:
    (folder / "list.csv").write_bytes(body)
    return folder / "list.csv"


def _zip(folder: Path, body: bytes) -> Path:
    campaign = open_campaign(
        write_campaign(folder / str(len(body)), body.replace(b"Title", b"title"))
    )
    (folder / "list.zip").write_bytes(campaign_zip(campaign))
    return folder / "list.zip"


@pytest.mark.parametrize("write", [_csv, _zip])
def test_a_file_is_followed(tmp_path: Path, write: Callable[[Path, bytes], Path]) -> None:
    path = write(tmp_path, LIST)
    follows = Follower(path)
    shown = follows.first()
    assert ids(shown) == list("abcdef")
    assert follows.look(shown) is None
    write(tmp_path, NEXT)
    campaign = follows.look(shown)
    assert ids(campaign) == list("abcdefg")
    assert follows.status.changes[0].counts == {"new": 1, "changed": 0, "gone": 0}
    # A file that breaks changes nothing, also for a server that starts then.
    path.write_bytes(b"")
    assert follows.look(shown) is None
    assert follows.status.problem is not None
    assert ids(Follower(path).first()) == list("abcdefg")
    # Nothing is written beside the file.
    assert not (tmp_path / ".cache").exists()


def test_a_folder_is_followed(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path / "mine", SAMPLE)
    follows = Follower(folder)
    shown = follows.first()
    assert follows.look(shown) is None
    assert next(state_folders(folder)).exists() is False
    write_campaign(folder, [{**SAMPLE[0], "title": "Another"}, *SAMPLE[1:]])
    campaign = follows.look(shown)
    assert campaign is not None
    change = follows.status.changes[0]
    assert (change.counts, change.changed) == (
        {"new": 0, "changed": 1, "gone": 0},
        (["dakar", "Another"],),
    )
    # Broken tables change nothing, and are not read again every minute.
    (folder / "consultations.csv").write_bytes(b"\xff\xfe\x00broken")
    assert follows.look(campaign) is None
    problem = follows.status.problem
    assert problem is not None
    assert follows.look(campaign) is None
    assert follows.status.problem == problem
    # Half of it: a table that is being copied.
    write_campaign(folder, SAMPLE[:2])
    assert follows.look(campaign) is None
    assert follows.status.waiting is not None
    write_campaign(folder, SAMPLE)
    assert follows.look(campaign) is not None
    assert follows.status.waiting is None


def test_a_folder_that_vanishes_is_a_problem_and_no_end(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path / "mine", SAMPLE)
    follows = Follower(folder)
    shown = follows.first()
    folder.rename(tmp_path / "away")
    assert follows.look(shown) is None
    assert follows.status.problem is not None
    (tmp_path / "away").rename(folder)
    assert follows.look(shown) is None
    assert follows.status.problem is None


@pytest.mark.long
def test_another_replica_shows_the_same_version_and_asks_no_address(
    tmp_path: Path, web: Web
) -> None:
    folder = folder_with_source(tmp_path, web)
    first, second = Follower(folder), Follower(folder)
    shown, also_shown = first.first(), second.first()
    assert len(web.asked) == 1
    web.body = NEXT
    campaign = first.look(shown, at_once=True)
    assert ids(campaign) == list("abcdefg")
    count = len(web.asked)
    other = second.look(also_shown)
    assert campaign is not None
    assert other is not None
    assert (other.version, len(web.asked)) == (campaign.version, count)
    # What changed is noted once.
    assert len(second.status.changes) == 1


def test_a_read_only_folder_has_its_versions_in_the_users_cache(tmp_path: Path, web: Web) -> None:
    folder = folder_with_source(tmp_path, web)
    # Root may write everywhere, but nobody can make a folder in a file.
    (folder / ".cache").touch()
    campaign = Follower(folder).first()
    assert campaign.folder.startswith(str(tmp_path / "cache"))


def test_without_any_place_to_write_a_version_lasts_as_long_as_the_server(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.follow.record.state_folders", lambda _source: iter(()))
    follows = Follower(folder_with_source(tmp_path, web))
    campaign = follows.first()
    assert ids(campaign) == list("abcdef")
    assert str(tmp_path / "mine") not in campaign.folder


def test_a_process_of_its_own_makes_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(follower, "SETTLING_SECONDS", 0)
    assert ids(Follower(_csv(tmp_path, LIST)).first()) == list("abcdef")
    broken = tmp_path / "empty.csv"
    broken.touch()
    with pytest.raises(CampaignError, match="is empty"):
        Follower(broken).first()


def test_the_shipped_campaign_is_followed_without_writing_to_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "micic"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns(".cache"))
    before = sorted(folder.rglob("*"))
    follows = Follower(folder)
    shown = follows.first()
    assert follows.look(shown) is None
    assert sorted(folder.rglob("*")) == before
