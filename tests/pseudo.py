"""A pseudo-language: every message with accents and 30 % longer, so that plain English shows.

It takes the place of Greek, whose names of months, countries and languages, which CLDR gives, have
no Latin letters; nor have the texts of its campaign. So a word in plain Latin letters on a page
or in a file comes from the code, and nobody can translate it.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from data.words import languages
from tests.builders import write_campaign
from tests.catalogs import extracted, forms, messages

LANGUAGE = "el"

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MARKED = "ÀƁĆĎĒƑĞĤĪĴĶĻṀŃŌƤɊŔŚŤŪṼŴẊŶŻàƀćďēƒğĥīĵķļṁńōƥɋŕśťūṽŵẋŷż"
_ACCENTS = str.maketrans(_PLAIN, _MARKED)

# Placeholders, signs of Markdown with what they hold, and tags stay as they are.
_WHOLE = re.compile(
    r"\{[^{}]*\}|`[^`]*`|:material/\w+:|:[a-z]+(?=\[)|\]\([^)]*\)|</?[a-zA-Z][^>]*>|https?://\S+"
)

_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])")

# What is no sentence: addresses, parameters, tags, colours and numbers in hexadecimals, lists of
# country codes, escapes of HTML and Markdown, and placeholders that a script fills.
_NO_WORDS = re.compile(
    r"\w+://[^\s)]+|\b(?:www\.|example\.org)[^\s)]*|[\w.+-]+@[\w.-]+|\w+=[\w-]+"
    r"|[\w-]+\.(?:csv|ics|json|pdf|png|toml|xlsx|zip)\b|</?[a-z][^>]*>"
    r"|(?<!\w)#?(?:[0-9a-f]{32}|(?=[0-9a-f]*\d)[0-9a-f]{12}|[0-9a-fA-F]{6})(?!\w)|\b[A-Z]{3}(?:,[A-Z]{3})+\b"
    r"|\b(?:open|filter):[\w-]+|\(missing\)$|&\w+;|\w+_\d{4}-\d\d-\d\d|:[a-z-]+\[|\{\w+\}"
)
# Code that travels as text: scripts, settings and formulas.
_CODE = re.compile(
    r"\bdatum\.|^\w+ = |^var |[;{]$|[\w\"]: ?[\[\w.]+,$|\($|^\"?map_div\b|^center: |^window\."
    r"|^<(style|meta)\b|^\.\./"
    r"|^components\.[\w.]+$|^\[[a-z_.]+$|^width < \d|^[A-Z]{2,3}$"
)


def marked(text: str) -> str:
    """A message with accents on each letter, and 30 % longer."""
    result, end = "", 0
    for whole in _WHOLE.finditer(text):
        result += text[end : whole.start()].translate(_ACCENTS) + whole[0]
        end = whole.end()
    letters = len(_WHOLE.sub("", text))
    return result + text[end:].translate(_ACCENTS) + " " + "ẋ" * max(1, round(letters * 0.3) - 1)


def write_pseudo_catalog(folder: Path) -> Path:
    """Write the catalog of the pseudo-language with every message of the code."""
    catalog = Catalog(LANGUAGE)
    for message in messages(extracted()):
        texts = [marked(text) for text in forms(message.id)]
        catalog.add(message.id, tuple(texts) if message.pluralizable else texts[0])
    path = folder / f"{LANGUAGE}.po"
    with path.open("wb") as file:
        write_po(file, catalog)
    return path


def speak_pseudo(folder: Path) -> None:
    """Let the catalogs of a folder be all that there are."""
    languages.FOLDER = folder
    languages.translations.cache_clear()


def plain_words(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """The words in plain Latin letters of a text, but for names and what is no sentence."""
    if _CODE.search(text):
        return []
    for name in names:
        text = text.replace(name, " ")
    return _WORD.findall(_NO_WORDS.sub(" ", text))


TOML = f"""
id = "x1"
title = "Εκστρατεία"
subtitle = "Υπότιτλος"
introduction = "Εισαγωγή της εκστρατείας."
credits = "Ευχαριστίες"
languages = ["{LANGUAGE}"]
sources = ["Πηγή"]
[[kinds]]
id = "k1"
title = "Συνάντηση"
plural = "Συναντήσεις"
[[kinds]]
id = "k2"
title = "Διαδικτυακή"
[[kinds]]
id = "k3"
title = "Κράτη"
own = false
"""

ROWS = [
    {
        "id": "c1", "title": "Ακρόαση", "kind": "k1", "region": "r1",
        "city": "Ντακάρ", "country": "Σενεγάλη", "lat": "14.7", "lon": "-17.4",
        "start": "2015-12-07", "organizers": "Ένωση; Δίκτυο", "hosts": "Δίκτυο",
        "partners": "Φόρουμ", "participants": "45", "summary": "Περίληψη.", "venue": "Αίθουσα",
        "feeds_into": "c2", "notes": "Σημείωση", "sources": "Πηγή; https://example.org/a",
        "Θέμα": "Υγεία", "notes_for_speaker": "Για τον ομιλητή",
    },
    {
        "id": "c2", "title": "Κράτη", "kind": "k3", "region": "r1",
        "city": "Ντακάρ", "country": "Σενεγάλη", "lat": "14.7", "lon": "-17.4",
        "start": "2015-12-08", "end": "2015-12-09", "organizers": "Φόρουμ",
        "feeds_into": "c5",
    },
    {
        "id": "c3", "title": "Πρωτοχρονιά", "kind": "k1", "region": "r2",
        "city": "Σαν Χοσέ", "country": "Κόστα Ρίκα", "lat": "9.9", "lon": "-84.1",
        "start": "2015-12-30", "end": "2016-01-02", "organizers": "Ένωση", "hosts": "Φόρουμ",
        "participants": "περίπου 20",
    },
    {"id": "c4", "title": "Κάποτε", "kind": "k1", "region": "r1", "start": "2016"},
    {
        "id": "c5", "title": "Δύο πόλεις", "kind": "k1", "start": "2016-04",
        "city": "Γενεύη; Βρυξέλλες", "country": "Ελβετία; Βέλγιο", "lat": "46.2; 50.8",
        "lon": "6.1; 4.4", "organizers": "Ένωση; Δίκτυο",
    },
    {"id": "c6", "title": "Διαδικτυακή", "kind": "k2", "organizers": "Ένωση"},
    {"id": "c7", "title": "Λάθος", "start": "κάποτε", "lat": "91", "lon": "0"},
]  # fmt: skip


def write_pseudo_campaign(folder: Path) -> Path:
    """Write a campaign whose texts have no Latin letters, with something for every page to say."""
    return write_campaign(
        folder,
        ROWS,
        toml=TOML,
        regions=[
            {"id": "r1", "name": "Αφρική", "m49": "011", "notes": "Σημείωση"},
            {"id": "r2", "name": "Αμερική", "m49": "013; 005"},
            {"id": "r3", "name": "Ευρώπη"},
        ],
        organizations=[
            {"id": "o1", "name": "Ένωση", "short": "ΕΝ", "url": "https://example.org/"},
            {"id": "o2", "name": "Δίκτυο", "aliases": "Το δίκτυο"},
            {"id": "o3", "name": "Φόρουμ"},
        ],
        documents=[
            {"id": "d1", "consultation": "c1", "title": "Έκθεση", "kind": "έκθεση",
             "language": "en", "url": "https://example.org/report.pdf"},
            {"id": "d2", "title": "Σχέδιο"},
        ],
        photos=[{"id": "p1", "consultation": "c5", "caption": "Όλοι", "credit": "Ένας"}],
        demands=[
            {"id": "a", "text": "Αίτημα", "page": "σελίδα", "made_at": "c1",
             "by": "Ένωση", "addressed_to": "Κράτη", "theme": "Θέμα", "carried_to": "c2",
             "sources": "https://example.org/", "notes": "Σημείωση"},
            {"id": "b", "made_at": "c1; c3", "theme": "Θέμα; Άλλο"},
        ],
        judgements=[
            {"demand": "a", "on": "2018", "by": "Εμείς", "kind": "own", "answer": "none_found",
             "target": "Κείμενο", "evidence": "https://example.org/"},
            {"demand": "a", "on": "2019", "by": "Άλλοι", "kind": "third", "answer": "in_part",
             "target": "Κείμενο", "quote": "λόγια", "match": "weaker", "status": "limited",
             "evidence": "https://example.org/", "archived": "https://example.org/",
             "reply": "Όχι"},
        ],
    )  # fmt: skip


def write_many_pseudo(folder: Path) -> Path:
    """Write a campaign with too many consultations for single markers."""
    rows = [
        ROWS[0] | {"id": f"m{i}", "start": f"20{10 + i % 9}-0{1 + i % 9}-07", "feeds_into": ""}
        for i in range(70)
    ]
    return write_campaign(folder, [*rows, *ROWS[2:]], toml=TOML)


LIST = """Τίτλος;Ημερομηνία;Πόλη;Χώρα;Διοργανωτές;Άλλο
Έναρξη;03/04/2023;London;;Δίκτυο Μεταναστών (ΔΜ);α
Δεύτερη;05/04/2023;London;;ΔΜ;β
Τρίτη;06/05/2023;Αγνώστου;;δικτυο μεταναστων;γ
Τέταρτη;κάποτε;Springfield;;Ένωση;
Διπλή;2023-06-01;Παρίσι;Γαλλία;Ένωση;
Διπλή;2023-06-01;Παρίσι;Γαλλία;Ένωση;
;;;;;
"""
"""A list of events that leaves a question open in every section of Your data."""
