"""What README, CONTRIBUTING and docs/ say is so."""

from __future__ import annotations

import importlib
import re
import tomllib
from contextlib import redirect_stdout, suppress
from functools import cache
from io import StringIO

import pytest

from data import ROOT
from data.__main__ import VERBS
from data.export.formats import FORMATS
from data.importing.online_settings import online_settings
from data.model.schema import (
    ANSWERS,
    CONSULTATION_COLUMNS,
    DEMAND_COLUMNS,
    DOCUMENT_COLUMNS,
    JUDGEMENT_COLUMNS,
    MATCHES,
    ORGANIZATION_COLUMNS,
    PHOTO_COLUMNS,
    REGION_COLUMNS,
    STATUSES,
)
from data.model.settings import read_settings
from data.model.settings_table import TABLE, TABLES, Setting, settings_of

DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", *DOCS]

COMMANDS = tuple(VERBS)

MOST_LINES = 80
"""README is one screen or two; the rest is in docs/."""

FILE = re.compile(r"`((?:[\w.*-]+/)+[\w.-]*|[\w-]+\.(?:py|md|toml|txt|js|csv|json))`")
INVENTED = {
    "NAME.py", "test_NAME.py", "NAME.toml", "CODE.po", "ROOM", "briefs", "folder",
    "recipe.toml", "campaign.toml", "shards.json", "notes.md", "sbom.json",
    "datapackage.json", "robots.txt",
    "explore.html", "workflows", "csl.json", "ar.po", ".cache",
    "consultations.csv", "regions.csv", "organizations.csv", "documents.csv", "photos.csv",
    "demands.csv", "judgements.csv",
}  # fmt: skip
"""Parts of paths that a reader makes, or that stand for another name."""


@cache
def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """The text below a heading, up to the next of the same level."""
    level = heading.partition(" ")[0]
    return text(page).split(f"\n{heading}\n")[1].split(f"\n{level} ")[0]


def cells(table: str) -> list[str]:
    """What is in backticks in the first column of a Markdown table."""
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def test_the_table_of_columns_is_the_schema() -> None:
    table = section("docs/campaign-folder.md", "## Consultations")
    assert cells(table) == list(CONSULTATION_COLUMNS)


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("regions.csv", REGION_COLUMNS),
        ("organizations.csv", ORGANIZATION_COLUMNS),
        ("documents.csv", DOCUMENT_COLUMNS),
        ("photos.csv", PHOTO_COLUMNS),
        ("demands.csv", DEMAND_COLUMNS),
        ("judgements.csv", JUDGEMENT_COLUMNS),
    ],
)
def test_the_columns_of_the_other_tables_are_the_schema(
    file: str, columns: tuple[str, ...]
) -> None:
    listed = re.search(rf"`{re.escape(file)}` \(`([^`]*)`\)", text("docs/campaign-folder.md"))
    assert listed is not None
    assert listed[1].split(", ") == list(columns)


def test_the_values_of_judgements_are_those_that_are_read() -> None:
    table = section("docs/campaign-folder.md", "## Demands and judgements")
    for row, values in (("answer", ANSWERS), ("match", MATCHES), ("status", STATUSES)):
        listed = re.search(rf"^\| `{row}` \| (.*) \|$", table, re.MULTILINE)
        assert listed
        assert tuple(re.findall(r"`(\w+)`", listed[1]))[: len(values)] == values
    columns = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
               for name in re.findall(r"`(\w+)`", row)}  # fmt: skip
    assert columns == {*DEMAND_COLUMNS, *JUDGEMENT_COLUMNS}


def test_the_settings_of_the_example_are_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("example")
    example = section("docs/campaign-folder.md", "## Settings").split("```")[1].removeprefix("toml")
    (folder / "campaign.toml").write_text(example, encoding="utf-8")
    settings, issues = read_settings(folder)
    assert issues == []
    assert settings.id == "micic"
    assert settings.shows_contacts
    assert settings.tiles["url"].startswith("https://")
    assert list(settings.kinds["shape"]) == ["pentagon"]
    assert online_settings(tomllib.loads(example))


def row_of(setting: Setting) -> str:
    """The row of the documentation: key, value, whether it is translated, meaning."""
    shown = {TABLE: f"[{setting.name}]", TABLES: f"[[{setting.name}]]"}
    name = f"`{shown.get(setting.type, setting.name)}`"
    value = setting.example or ", ".join(f'"{value}"' for value in setting.values)
    translated = "yes" if setting.is_translated else ""
    return f"| {name} | {value and f'`{value}`'} | {translated} | {setting.meaning} |"


def test_the_table_of_settings_is_that_of_the_code() -> None:
    tables = [name for name, each in settings_of().items() if each.type in (TABLE, TABLES)]
    in_tables = {name: settings_of(name).values() for name in tables}
    expected = [
        row_of(each)
        for name, setting in settings_of().items()
        for each in (setting, *in_tables.get(name, ()))
    ]
    lines = section("docs/campaign-folder.md", "## Settings").split("\n")
    assert [line for line in lines if line.startswith("| `")] == list(dict.fromkeys(expected))


def test_the_export_formats_are_those_there_are() -> None:
    table = text("docs/export.md").split("| group |")[1].split("\n\n")[0]
    assert re.findall(r"`([\w.]+)`", table) == [form.id for form in FORMATS]


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_that_is_named_exists(page: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+(?:-[a-z]+)*)\b", text(page), re.MULTILINE))
    assert {name for name in named if f"\n{name}:" not in text("Makefile")} == set()
    settings = set(re.findall(r"\bmake [a-z-]+ ([A-Z]+)=", text(page)))
    assert {name for name in settings if f"$({name})" not in text("Makefile")} == set()


@cache
def help_of(command: str) -> str:
    module = importlib.import_module(f"data.commands.{command}")
    with redirect_stdout(StringIO()) as said, suppress(SystemExit):
        module.main(["--help"])
    return said.getvalue()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_is_named_exists(page: str) -> None:
    assert set(re.findall(r"python -m data\.(\w+)", text(page))) <= {*COMMANDS}
    assert set(re.findall(r"python -m data (\w+)", text(page))) <= {*COMMANDS, "VERB"}
    for line in re.findall(r"python -m data ([a-z][^`\n]*)", text(page)):
        command, *rest = line.split()
        options = {word for word in rest if word.startswith("--")}
        assert options - set(re.findall(r"--\w+", help_of(command))) == set(), line
    known = set(re.findall(r"--\w+", "".join(map(help_of, COMMANDS))))
    # Options of other programs are those of a longer command.
    alone = set(re.findall(r"`(--\w+)(?: [^`]*)?`", text(page)))
    assert alone - known == set()


def test_what_files_are_made_for_each_of_is_named() -> None:
    values = re.search(r"--each \{(.*?)\}", help_of("export"))
    listed = re.search(r"`--each` takes (.*)\.", text("docs/export.md"))
    assert values
    assert listed
    assert re.findall(r"`(\w+)`", listed[1]) == values[1].split(",")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_linked_is_there(page: str) -> None:
    folder = (ROOT / page).parent
    shown = re.sub(r"(?s)```.*?```|`` .*? ``|`[^`\n]+`(?!\])", "", text(page))
    for path, _, anchor in re.findall(r"\]\(((?!https?://)[^)#]*)(#([^)]*))?\)", shown):
        target = (folder / path).resolve() if path else ROOT / page
        assert target.exists(), path
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}


def named_files(page: str) -> list[str]:
    """Paths in backticks, but for those that a reader makes."""
    return [path for path in FILE.findall(text(page)) if not INVENTED & set(path.split("/"))]


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_is_there(page: str) -> None:
    rooms = ["", "components/"] if page == "CONTRIBUTING.md" else [""]
    missing = [
        path
        for path in named_files(page)
        if not any((ROOT / room / path).exists() for room in rooms)
    ]
    assert missing == []


def test_recipes_name_files() -> None:
    recipes = section("CONTRIBUTING.md", "## Recipes").split("\n### ")[1:]
    assert len(recipes) >= 10
    without = [one.split("\n")[0] for one in recipes if not FILE.search(one)]
    assert without == []


def test_readme_is_short_and_leads_to_every_page() -> None:
    assert text("README.md").count("\n") <= MOST_LINES
    assert [page for page in DOCS if f"]({page})" not in text("README.md")] == []
