"""Every sentence of the interface is in the catalogs; a language is a file."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_file

from data import ROOT
from data.geo.placing import FOUND_DESPITE_COORDINATES, REASONS
from data.words import languages
from data.words.languages import FOLDER, STATE, available_languages, translations
from tests.builders import campaign_from, write_campaign
from tests.catalogs import (
    LAYERS,
    extracted,
    extracted_ids,
    flaws,
    forms,
    messages,
    option,
    read,
    template,
)
from tests.visible import visible_texts

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from streamlit.testing.v1 import AppTest

OTHERS = [code for code in available_languages() if code != "en"]

TRANSLATES = "components/shell/words.py"
"""Where a sentence that comes from elsewhere is translated, so that Babel sees none."""

ARABIC = (
    "6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : "
    "n % 100 >= 11 ? 4 : 5)"
)

MAKE = shutil.which("make") or "make"

ONE = "“{count} meeting in {city}”"

WRONG = """id,title,start,end,city,country,lat,lon,kind,feeds_into
a,A,soon,2016,,,,,meeting,nothing
a,A,,,,,,,,
b,,,,,,,,,
c,C,2016-02-01,2016-01-01,Paris; Lyon,France; France,0,0,party,
d,D,,,Paris; Lyon; Nice,France; Spain,91,181,,
e,E,one,cell,too,many,for,the,header,of,it,all
"""


UNSET = {
    "fr": re.compile(r"'|(?<!\u00a0)[:;?!»](?!//|\d)|«(?!\u00a0)"),
    "es": re.compile(r"[“”\u2018\u2019]|\s[:;?!»]|«\s|(?<!\d)'"),
    "pt": re.compile(r"[«»¿¡\u2018\u2019]|\s[:;?!”]|“\s|(?<!\d)'"),
}
"""What the typography of a language does not write."""

READ_BY_PROGRAMS = re.compile(
    r"\*\*|<[^>]*>|`|(?<!\S)--[a-z]+|\[[a-z]+\](?!\()|\w+\.(?:csv|md|toml)\b"
    r"|https?://\S*|\w = \S|\s$"
)
"""Markup, options, sections, names of files, addresses, settings, and a blank at the end."""

GERMAN = """
msgid "Explore"
msgstr "Erkunden"

msgid "{count} consultation"
msgid_plural "{count} consultations"
msgstr[0] "{count} Konsultation"
msgstr[1] "{count} Konsultationen"
"""


def calls(path: Path) -> Iterator[tuple[ast.Call, int]]:
    """Calls that ask for a sentence, each with how many of its arguments are message ids."""
    counts = {"_": 1, "gettext": 1, "say": 1, "msgid": 1, "ngettext": 2, "amount": 2}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in counts:
                yield node, counts[name]


def sides(argument: ast.expr) -> list[ast.expr]:
    """Both sides of an inline `if`, or the argument itself."""
    return [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]


@pytest.mark.parametrize("code", OTHERS)
def test_every_translation_says_who_has_read_it(code: str) -> None:
    unknown = [
        message.id
        for message in read(FOLDER / f"{code}.po")
        if message.id and not any(STATE.fullmatch(line) for line in message.user_comments)
    ]
    assert unknown == []


def test_babel_sees_every_sentence() -> None:
    # It is blind to calls within f-strings, and to ids that are not written in the call.
    known = {form for message in extracted_ids() for form in message}
    files = [ROOT / "app.py", *(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))]
    unseen = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(argument)}"
        for path in files
        if path.relative_to(ROOT).as_posix() != TRANSLATES
        for call, count in calls(path)
        for given in call.args[:count]
        for argument in sides(given)
        # One that has a name, such as an error's problem, was marked by msgid where it was written.
        if count > 1 or not isinstance(argument, ast.Attribute | ast.Name)
        if not (isinstance(argument, ast.Constant) and argument.value in known)
    ]
    assert unseen == []


ABOUT_CONSULTATIONS = (
    # The nouns themselves; tables, folders and commands, whose columns and files have this name.
    "Consultation", "Consultations", "{count} consultation", "Changed consultations: ",
    "Consultations no longer in the list: ", "Consultations with a ", "Consultations: {before} ",
    "Id of the consultation ", "Kind of consultation. ", "Name of the consultation.",
    "New consultations: ", "No consultation has this id.", "No other consultation has this id.",
    "Set CAMPAIGN to ", "Unchanged consultations: ", "Unpack it and add ",
    "Write a selection of consultations ", "Write the id of a consultation, ",
    "{count} consultation can't be read ", "{count} consultation written ",
    "{file} has no consultation with ", "{file} has no consultations.csv.",
    # Campaigns of States, and those in shards, are no lists of a visitor.
    "Meetings held by others, such as consultations by States.",
    "Shown for up to {count} consultation. ",
)  # fmt: skip


def test_no_page_calls_hearings_consultations() -> None:
    # A list chooses its noun (`data.filters.nouns`): sentences do without one, or count with it.
    def names_it(text: str) -> bool:
        return "consultation" in re.sub(r"\{\w+\}", "", text).lower()

    whole = {"Consultation", "Consultations", "{count} consultation"}
    found = [message[0] for message in extracted_ids() if names_it(message[0])]
    assert [
        text
        for text in found
        if text not in whole and not text.startswith(tuple(set(ABOUT_CONSULTATIONS) - whole))
    ] == []


def comments(catalog: Catalog) -> dict[tuple[str, ...], str]:
    """Each message with its translators' comments."""
    return {forms(one.id): " ".join(one.auto_comments) for one in messages(catalog)}


def test_the_template_is_up_to_date() -> None:
    assert comments(template()) == comments(extracted()), "run make words"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language: str) -> None:
    assert flaws(FOLDER / f"{language}.po", extracted_ids()) == []


@pytest.mark.parametrize(
    ("language", "header", "translation", "problem"),
    [
        ("de", "2; plural=(n != 1)", "{count} Treffen in {city}|{count} Treffen in {city}", ""),
        ("de", "2; plural=(n != 1)", "Ein Treffen in {city}|{count} Treffen in {city}", ""),
        ("de", "2; plural=(n != 1)", "{count} in {city}|Treffen in {city}",
         f"{ONE} has the placeholders {{city}} in form 1, not {{city}}, {{count}}."),
        ("de", "2; plural=(n != 1)", "{count} in {x}|{count} in {city}",
         f"{ONE} has the placeholders {{count}}, {{x}} in form 0, not {{city}}, {{count}}."),
        ("fr", "2; plural=(n > 1)", "Une réunion à {city}|{count} réunions à {city}",
         f"{ONE} has the placeholders {{city}} in form 0, not {{city}}, {{count}}."),
        ("ru", "2; plural=(n != 1)", "{count} {city}|{count} {city}",
         "the header has 2 plural forms, the language 3."),
        ("ar", ARABIC, "{count} {city}|{count} {city}",
         f"{ONE} has 2 of 6 plural forms."),
        ("ar", ARABIC, "|".join(["{count} {city}", "{city}", "{city}", *["{count} {city}"] * 3]),
         ""),
        ("ar", "", "|".join(["{count} {city}"] * 6),
         "the catalog has no header. `make words LANGUAGE=ar` makes a whole one."),
        ("de", "2; plural=(n != 1)", "|", f"{ONE} is not translated."),
    ],
)  # fmt: skip
def test_a_flaw_names_the_language_and_the_message(
    tmp_path: Path, language: str, header: str, translation: str, problem: str
) -> None:
    path = tmp_path / f"{language}.po"
    first = f'msgid ""\nmsgstr "Plural-Forms: nplurals={header};\\n"\n\n' if header else ""
    filled = "\n".join(
        f'msgstr[{form}] "{text}"' for form, text in enumerate(translation.split("|"))
    )
    ids = ("{count} meeting in {city}", "{count} meetings in {city}")
    one, many = (f'"{text}"' for text in ids)
    path.write_text(f"{first}msgid {one}\nmsgid_plural {many}\n{filled}\n", encoding="utf-8")
    assert flaws(path, frozenset({ids})) == ([f"{language}: {problem}"] if problem else [])


@pytest.mark.parametrize(("language", "count"), [("ar", 6), ("zh", 1), ("pt_BR", 3)])
def test_a_new_catalog_has_the_plural_forms_of_its_language(
    tmp_path: Path, language: str, count: int
) -> None:
    folder = tmp_path / "catalogs"
    folder.mkdir()
    shutil.copy(FOLDER / "messages.pot", folder)
    command = make_words(LANGUAGE=language, LANGUAGES=str(folder))[-1]
    subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, check=True)
    path = folder / f"{language}.po"
    assert read(path, language).num_plurals == count
    problems = flaws(path, extracted_ids())
    assert problems
    assert [text for text in problems if not text.endswith("is not translated.")] == []


def test_a_language_of_the_system_adds_no_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US:en")
    assert not [line for line in make_words() if "en_US" in line]


def make_words(**variables: str) -> list[str]:
    """The commands of `make words`, one per line of the recipe."""
    settings = [f"{name}={value}" for name, value in variables.items()]
    ready = [f"--old-file={name}" for name in (".venv/requirements-dev.stamp", ".venv/bin/python")]
    # `make test` runs this test: what that make passes on is not for this one.
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    run = subprocess.run(
        [MAKE, "--dry-run", *ready, "words", f"PY={sys.executable}", *settings],
        cwd=ROOT, env=own, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout.replace("\\\n", "").splitlines()


def test_comments_for_translators_reach_the_template(tmp_path: Path) -> None:
    source = tmp_path / "page.py"
    source.write_text(
        "# Translators: verb, on a button\n_('Open')\n# Opens it.\n_('Close')\n",
        encoding="utf-8",
    )
    found = extract_from_file("python", source, comment_tags=(option("add-comments"),))
    assert [(entry[1], entry[2]) for entry in found] == [
        ("Open", ["Translators: verb, on a button"]),
        ("Close", []),
    ]


@pytest.mark.parametrize("language", [code for code in OTHERS if code in UNSET])
def test_a_language_has_its_own_signs(language: str) -> None:
    assert [text for text in texts_of(language) if UNSET[language].search(text)] == []


def test_spanish_questions_open_as_they_close() -> None:
    assert [text for text in texts_of("es") if text.count("¿") != text.count("?")] == []


def texts_of(language: str) -> list[str]:
    """Every form of every message of a catalog."""
    catalog = read(FOLDER / f"{language}.po", language)
    return [text for message in messages(catalog) for text in forms(message.string)]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_what_programs_read(language: str) -> None:
    found = [
        (english, text)
        for message in messages(read(FOLDER / f"{language}.po", language))
        for english in [forms(message.id)[-1]]
        for text in forms(message.string)
        if sorted(READ_BY_PROGRAMS.findall(english)) != sorted(READ_BY_PROGRAMS.findall(text))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("fr", 0, "{count} consultation"), ("fr", 2, "{count} consultations"),
        ("es", 0, "{count} consultas"), ("es", 1, "{count} consulta"),
        ("es", 21, "{count} consultas"), ("es", 1_000_000, "{count} de consultas"),
        ("pt", 0, "{count} consulta"), ("pt", 1, "{count} consulta"),
        ("pt", 101, "{count} consultas"), ("pt", 2_000_000, "{count} de consultas"),
    ],
)  # fmt: skip
def test_a_number_takes_the_form_of_the_language(language: str, number: int, written: str) -> None:
    ids = ("{count} consultation", "{count} consultations")
    assert translations(language).ngettext(*ids, number) == written


def test_messages_about_tables_are_in_the_catalogs(tmp_path: Path) -> None:
    wrong = campaign_from(
        tmp_path,
        WRONG,
        toml='[[kinds]]\nid = "meeting"',
        regions="id,name\nx,X\n,\n",
        photos="id\n\xe9".encode("latin-1"),
        documents='id,consultation,title\na,zzz,"open\n',
    )
    found = {text for one in wrong.issues for text in (one.expected, one.action)}
    assert len(found) > 20
    texts = [*found, *REASONS.values(), FOUND_DESPITE_COORDINATES]
    assert {(text,) for text in texts} <= extracted_ids()


@pytest.fixture
def catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with one catalog, German."""
    folder = tmp_path / "catalogs"
    folder.mkdir()
    (folder / "de.po").write_text(GERMAN, encoding="utf-8")
    monkeypatch.setattr(languages, "FOLDER", folder)
    translations.cache_clear()
    yield folder
    translations.cache_clear()


def test_a_language_is_a_catalog_and_columns(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogs: Path
) -> None:
    rows = [{"title": "Meeting", "title__de": "Treffen", "start": "2016-03-07"}]
    folder = write_campaign(tmp_path / "campaign", rows, toml='languages = ["en", "de"]')
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    app.query_params["lang"] = "de"
    shown = visible_texts(app.run())
    assert not app.exception
    assert {"Deutsch", "Erkunden", "Treffen", "7. März 2016"} <= shown
    assert "All regions: 1 Konsultation" in shown
    assert "Regions" in shown, "what is not translated stays English"
