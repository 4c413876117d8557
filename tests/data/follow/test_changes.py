"""What changed between two versions, in counts, in a feed, and on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from data.commands import source as command
from data.filters.query import Query
from data.follow.changes import Change, Loss, change_between, losses_between
from data.follow.changes_feed import changes_atom
from data.follow.follower import Follower
from data.follow.record import Record
from data.follow.sentences import change_sentence, loss_sentence
from data.follow.status import Problem, Status, Waiting, parse_status, status_text
from data.model.campaign import Campaign
from tests.builders import SAMPLE, campaign_from, sample_campaign

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return campaign_from(tmp_path_factory.mktemp("sample"), SAMPLE)


def test_a_change_names_what_is_new_changed_and_gone(sample: Campaign, tmp_path: Path) -> None:
    new = {"id": "oslo", "title": "In Oslo"}
    moved = {**SAMPLE[0], "city": "Thiès"}
    change = change_between(sample, campaign_from(tmp_path, [moved, *SAMPLE[2:], new]), 5.0)
    assert change.counts == {"new": 1, "changed": 1, "gone": 1}
    assert (change.new, change.changed, change.gone) == (
        (["oslo", "In Oslo"],),
        (["dakar", "Hearing in Dakar"],),
        (["dakar-states", "States in Dakar"],),
    )
    assert change_sentence(change, "en") == "1 new, 1 changed, 1 no longer listed"


def test_the_same_rows_in_another_order_are_no_change(sample: Campaign, tmp_path: Path) -> None:
    change = change_between(sample, campaign_from(tmp_path, SAMPLE[::-1]), 5.0)
    assert set(change.counts.values()) == {0}
    assert change_sentence(change, "en") == "Nothing changed."


def test_less_than_half_may_go(sample: Campaign, tmp_path: Path) -> None:
    assert losses_between(sample, campaign_from(tmp_path / "a", SAMPLE[2:])) == ()
    lost = losses_between(sample, campaign_from(tmp_path / "b", SAMPLE[3:]))
    assert lost == (Loss("rows", 6, 3),)
    assert loss_sentence(lost[0], "en") == "Consultations: 6 before, 3 of them now"
    bare = [{**row, "organizers": ""} for row in SAMPLE]
    lost = losses_between(sample, campaign_from(tmp_path / "c", bare))
    assert lost == (Loss("organizers", 5, 0),)
    assert loss_sentence(lost[0], "en") == "Cells of the column Organizers: 5 before, 0 now"
    assert losses_between(sample, campaign_from(tmp_path / "d", bare), by_hand=True) == ()


DEMANDS = [
    {"id": "d1", "text": "Open the borders", "theme": "borders", "source_document": "report"},
    {"id": "d2", "theme": "work", "source_document": "report"},
]
JUDGED = [
    {
        "demand": id_, "on": on, "by": "iom", "kind": "their-own-reply", "answer": "taken-up",
        "made_at": "dakar", "source_document": "report", "note": "as told",
    }
    for id_ in ("d1", "d2") for on in ("2016-06-15", "2017-02-01")
]  # fmt: skip


def asking(folder: Path, demands: list[dict[str, str]], judged: list[dict[str, str]]) -> Query:
    return campaign_from(folder, SAMPLE, demands=demands, judgements=judged)


@pytest.fixture
def asked(tmp_path: Path) -> Query:
    return asking(tmp_path / "asked", DEMANDS, JUDGED)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (([], []), ("2 new demands, 4 new judgements", ["d1", "d2"])),
        ((DEMANDS[:1], JUDGED[:2]), ("1 new demand, 2 new judgements", ["d2"])),
        ((DEMANDS, [*JUDGED[:1], *JUDGED[2:]]), ("1 new judgement", ["d1"])),
        ((DEMANDS, [{**row, "note": "as read"} for row in JUDGED]), ("Nothing changed.", [])),
        ((DEMANDS, JUDGED[::-1]), ("Nothing changed.", [])),
        (([{**DEMANDS[0], "text": "Shut"}, *DEMANDS[1:]], JUDGED), ("1 changed demand", ["d1"])),
        (([*DEMANDS, {**DEMANDS[0], "id": "d3"}], JUDGED), ("1 demand no longer listed", [])),
    ],
)
def test_new_demands_and_judgements_are_counted_and_named(
    asked: Query,
    tmp_path: Path,
    before: tuple[list[dict[str, str]], list[dict[str, str]]],
    told: tuple[str, list[str]],
) -> None:
    change = change_between(asking(tmp_path / "before", *before), asked, 5.0)
    words = {"d1": "Open the borders", "d2": "work"}
    assert change.asked == tuple([id_, words[id_]] for id_ in told[1])
    assert change_sentence(change, "en") == told[0]
    assert parse_status(status_text(Status(changes=(change,)))).changes == (change,)


@pytest.mark.parametrize("how", [{}, {"by_hand": True}])
def test_less_than_half_of_demands_and_judgements_may_go(
    asked: Query, tmp_path: Path, how: dict[str, bool]
) -> None:
    assert losses_between(asked, asking(tmp_path / "a", DEMANDS, JUDGED[1:]), **how) == ()
    gone = asking(tmp_path / "b", DEMANDS[1:], JUDGED[2:])
    lost = losses_between(asked, gone, **how)
    assert lost == (Loss("demands", 2, 1), Loss("judgements", 4, 2))
    assert [loss_sentence(loss, "en") for loss in lost] == [
        "Demands: 2 before, 1 of them now",
        "Judgements: 4 before, 2 of them now",
    ]


def test_the_feed_leads_to_demands(tmp_path: Path) -> None:
    counts = {"new": 0, "gone": 0, "judgements": 1}
    status = Status(changes=(Change(50.0, "abc", 6, counts, asked=(["d/1", "Open <b>"],)),))
    feed = changes_atom(sample_campaign(tmp_path), status, "http://map.example/", "en")
    html = ET.fromstring(feed).findtext("a:entry/a:content", namespaces=ATOM)
    assert html == (
        "<p>Demands that are new, changed or newly judged</p><ul><li>"
        '<a href="http://map.example/demands?demand=d%2F1&amp;lang=en">Open &lt;b&gt;</a>'
        "</li></ul>"
    )


STATUS = Status(
    asked=90.0,
    success=80.0,
    problem=Problem(70.0, "{host} can't be reached.", "", {"host": "<b> & co"}),
    waiting=Waiting(60.0, "0123456789", "", (Loss("rows", 6, 3),)),
    changes=(
        Change(
            50.0, "abc", 6, {"new": 1, "changed": 0, "gone": 1},
            new=(["a", "A <b>bold</b> & \x07title"],), gone=(["b", "Gone"],),
        ),
    ),
)  # fmt: skip


def test_a_status_is_read_as_it_was_written(tmp_path: Path) -> None:
    written, read = Record(tmp_path), Record(tmp_path)
    written.change(**vars(STATUS))
    read.read()
    assert read.status == STATUS
    assert [path.name for path in written.folder().iterdir()] == ["status.json"]


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"problem": 3, "waiting": null}', "{"])
def test_a_damaged_status_is_none(text: str) -> None:
    assert parse_status(text) == Status()


def test_the_feed_is_valid_atom_with_everything_that_happened(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path)
    feed = ET.fromstring(changes_atom(campaign, STATUS, "http://map.example/", "en"))
    assert feed.findtext("a:title", namespaces=ATOM) == "Changes: A sample"
    assert feed.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:01:10Z"
    entries = feed.findall("a:entry", ATOM)
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in entries]
    assert titles == [
        "Reading failed",
        "A new version waits for a person",
        "1 new, 1 no longer listed",
    ]
    ids = {entry.findtext("a:id", namespaces=ATOM) for entry in entries}
    assert len(ids) == 3
    html = entries[2].findtext("a:content", namespaces=ATOM) or ""
    assert '<a href="http://map.example/?c=a&amp;lang=en">A &lt;b&gt;bold&lt;/b&gt;' in html
    assert "&lt;b&gt; &amp; co" in changes_atom(campaign, STATUS, "", "en").decode()


def test_a_person_accepts_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    whole = "id,title,date\n" + "".join(f"{n},Meeting {n},2016-04-2{n}\n" for n in range(6))
    path.write_text(whole)
    follows = Follower(path)
    shown = follows.first()
    assert command.main([str(path), "--accept"]) == command.FAILED
    path.write_text("id,title,date\n0,Meeting 0,2016-04-20\n")
    assert follows.look(shown) is None
    assert command.main([str(path), "--status"]) == command.WAITING
    assert "Consultations: 6 before, 1 of them now" in capsys.readouterr().err
    assert command.main([str(path), "--accept"]) == command.GOOD
    campaign = follows.look(shown)
    assert campaign is not None
    assert len(campaign.consultations) == 1
    assert command.main([str(path)]) == command.GOOD
    assert "5 no longer listed" in capsys.readouterr().out
    half = path.read_text()
    path.write_text(whole)
    shown = follows.look(campaign)
    assert shown is not None
    path.write_text(half)
    assert follows.look(shown) is None, "what was accepted once waits when it comes back"
    assert follows.status.waiting is not None


def test_the_failure_comes_before_the_last_good_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (path := tmp_path / "list.csv").write_text("id,title\na,A\n")
    follows = Follower(path)
    follows.first()
    problem = Problem(2.0, "example.org can't be reached.", "Try later.", {})
    follows.record.change(success=1_700_000_000.0, problem=problem)
    monkeypatch.setattr(sys, "stderr", sys.stdout)
    assert command.main([str(path), "--status"]) == command.FAILED
    first, second = capsys.readouterr().out.splitlines()
    assert (first, second[:10]) == ("example.org can't be reached. Try later.", "Up to date")
