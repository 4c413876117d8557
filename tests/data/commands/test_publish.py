"""`python -m data publish`: a site, a log and a status; nothing is written beside the site."""

from __future__ import annotations

import json
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from data.commands.publish import main
from tests.data.site.test_site import Seen, small


class Built(NamedTuple):
    """What the command did: its status, what it logged, and all files around the site before."""

    status: int
    logged: list[str]
    folder: Path
    before: set[Path]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site by command, whose campaign names languages that lead out of the folder."""
    around = tmp_path_factory.mktemp("built")
    source, folder = small(around), around / "in" / "site"
    codes = ["en", "de./../../../www", "de@/../..", "en.x/../../.config", "fr"]
    (source / "campaign.toml").write_text(f"languages = {json.dumps(codes)}")
    (around / "www").mkdir()
    (around / "www" / "index.html").write_text("mine")
    before = set(around.rglob("*"))
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(StringIO()) as logged:
        patch.setattr("data.commands.publish._LOG_SECONDS", 0)
        status = main(["--campaign", str(source), "--to", str(folder)])
    return Built(status, logged.getvalue().splitlines(), folder, before)


def test_no_language_leads_out_of_the_folder(built: Built) -> None:
    around = built.folder.parent.parent
    written = set(around.rglob("*")) - built.before - {built.folder.parent}
    assert [path for path in written if not path.is_relative_to(built.folder)] == []
    assert (around / "www" / "index.html").read_text() == "mine"
    assert (built.folder / "fr" / "index.html").is_file()


def test_a_log_says_how_far_a_build_is(built: Built) -> None:
    assert "1 files, now .nojekyll" in built.logged
    assert any(line.endswith("now index.html") for line in built.logged)


def test_the_command_says_whether_the_site_is_complete(built: Built, tmp_path: Path) -> None:
    assert built.status == 0
    wrong = ["--to", str(tmp_path / "site"), "--address", "ftp://example.org"]
    assert main(["--campaign", str(small(tmp_path)), *wrong]) == 2


@pytest.mark.long
@pytest.mark.parametrize(
    ("codes", "language"), [(["zz", "", "{{ 7*191 }}"], "en"), (["zz", "fr"], "fr")]
)
def test_an_unknown_language_is_left_out_of_the_site(
    tmp_path: Path, codes: list[str], language: str
) -> None:
    source, folder = small(tmp_path), tmp_path / "site"
    (source / "campaign.toml").write_text(f"languages = {json.dumps(codes)}")
    assert main(["--campaign", str(source), "--to", str(folder)]) == 0
    assert Seen((folder / "index.html").read_text()).all("html", "lang") == [language]
