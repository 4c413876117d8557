"""Every sentence of the interface is in the catalogs; a language is a file."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from data import ROOT
from data.places.placing import FOUND_DESPITE_COORDINATES, REASONS
from data.words import languages
from data.words.languages import FOLDER, available_languages, translations
from tests.builders import campaign_from, write_campaign
from tests.visible import visible_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message
    from streamlit.testing.v1 import AppTest

LAYERS = ("pages", "components", "data")
OTHERS = [code for code in available_languages() if code != "en"]

TRANSLATES = "components/shell/words.py"
"""Where a sentence that comes from elsewhere is translated, so that Babel sees none."""

WRONG = """id,title,start,end,city,country,lat,lon,kind,feeds_into
a,A,soon,2016,,,,,meeting,nothing
a,A,,,,,,,,
b,,,,,,,,,
c,C,2016-02-01,2016-01-01,Paris; Lyon,France; France,0,0,party,
d,D,,,Paris; Lyon; Nice,France; Spain,91,181,,
e,E,one,cell,too,many,for,the,header,of,it,all
"""


GERMAN = """
msgid "Explore"
msgstr "Erkunden"

msgid "{count} consultation"
msgid_plural "{count} consultations"
msgstr[0] "{count} Konsultation"
msgstr[1] "{count} Konsultationen"
"""


def forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def keywords() -> dict[str, object]:
    """What `make words` looks for."""
    said = re.search(r'--keywords="([^"]+)"', (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert said
    return parse_keywords(said[1].split())


@pytest.fixture(scope="module")
def ids() -> set[tuple[str, ...]]:
    """Every message id in the code: one form, or one and many."""
    found = [extract_from_file("python", ROOT / "app.py", keywords=keywords())]
    found += [
        [entry[1:] for entry in extract_from_dir(ROOT / layer, keywords=keywords())]
        for layer in LAYERS
    ]
    messages = {forms(entry[1]) for entries in found for entry in entries}
    # Babel keeps the plural where one id is used with and without.
    plural = {message[0] for message in messages if len(message) > 1}
    return {message for message in messages if len(message) > 1 or message[0] not in plural}


def catalog(name: str, language: str | None = None) -> Catalog:
    with (FOLDER / name).open("rb") as file:
        return read_po(file, locale=language)


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def calls(path: Path) -> Iterator[tuple[ast.Call, int]]:
    """Calls that ask for a sentence, each with how many of its arguments are message ids."""
    counts = {"_": 1, "gettext": 1, "msgid": 1, "ngettext": 2}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in counts:
                yield node, counts[name]


def test_babel_sees_every_sentence(ids: set[tuple[str, ...]]) -> None:
    # It is blind to calls within f-strings, and to ids that are not written in the call.
    known = {form for message in ids for form in message}
    files = [ROOT / "app.py", *(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))]
    unseen = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(argument)}"
        for path in files
        if path.relative_to(ROOT).as_posix() != TRANSLATES
        for call, count in calls(path)
        for argument in call.args[:count]
        # One that has a name, such as an error's problem, was marked by msgid where it was written.
        if count > 1 or not isinstance(argument, ast.Attribute | ast.Name)
        if not (isinstance(argument, ast.Constant) and argument.value in known)
    ]
    assert unseen == []


def test_the_template_is_up_to_date(ids: set[tuple[str, ...]]) -> None:
    # `make words` brings it up to date.
    assert {forms(message.id) for message in entries(catalog("messages.pot"))} == ids


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def flaw(message: Message, count: int) -> str:
    """Say what is wrong with a translation into a language of so many forms; "" if nothing is."""
    said = forms(message.string)
    if not all(said):
        return "not translated"
    if message.fuzzy:
        return "fuzzy"
    if message.pluralizable and len(said) != count:
        return "not in every form"
    wanted = places(forms(message.id)[-1])
    return "" if all(places(text) == wanted for text in said) else "other places"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language: str, ids: set[tuple[str, ...]]) -> None:
    translated = catalog(f"{language}.po", language)
    known = {forms(message.id): message for message in entries(translated)}
    assert known.keys() - ids == set(), "no longer in the code"
    assert list(translated.obsolete) == []
    flaws = {
        message: flaw(known[message], translated.num_plurals) for message in ids & known.keys()
    }
    flaws |= dict.fromkeys(ids - known.keys(), "not in the catalog")
    assert {message: what for message, what in flaws.items() if what} == {}


def test_french_is_set_as_french() -> None:
    texts = [text for message in entries(catalog("fr.po", "fr")) for text in forms(message.string)]
    unset = re.compile(r"'|(?<!\u00a0)[:;?!»](?!//)|«(?!\u00a0)")
    assert [text for text in texts if unset.search(text)] == []


def test_what_is_said_of_tables_is_in_the_catalogs(
    tmp_path: Path, ids: set[tuple[str, ...]]
) -> None:
    wrong = campaign_from(
        tmp_path,
        WRONG,
        toml='[[kinds]]\nid = "meeting"',
        regions="id,name\nx,X\n,\n",
        photos="id\n\xe9".encode("latin-1"),
        documents='id,consultation,title\na,zzz,"open\n',
    )
    found = {text for one in wrong.findings for text in (one.expected, one.action)}
    assert len(found) > 20
    assert {(text,) for text in [*found, *REASONS.values(), FOUND_DESPITE_COORDINATES]} <= ids


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
