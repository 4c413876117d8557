"""The facts that a file gives about itself: selection, date, version, link, sources, citation."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from data.export.extract import Extract
from data.figures.documents import source_names
from data.words.dates import when
from data.words.languages import number, translations
from data.words.links import web_address

_MOST_SOURCES = 2000
"""List no more sources than this; every row cites its own anyway."""


class Fact(NamedTuple):
    """One fact about a file: a name for programs, a label for people, the text."""

    name: str
    label: str
    text: str


def about(extract: Extract) -> list[Fact]:
    """Return the known facts about a file, in the order in which it shows them."""
    say = translations(extract.language)
    settings, day = extract.campaign.settings, extract.day
    facts = [
        Fact("campaign", say.gettext("Campaign"), extract.title),
        # Translators: label before the subtitle of the campaign
        Fact("subtitle", say.gettext("In brief"), settings.text("subtitle", extract.language)),
        # Translators: noun, label before the filters in words
        Fact("choice", say.gettext("Selection"), extract.words),
        Fact("taken_on", say.gettext("Downloaded on"), when(day, day, "day", extract.language)),
        Fact("version", say.gettext("Data version"), extract.campaign.version),
        Fact("link", say.gettext("Link to this view"), extract.link()),
        Fact("website", say.gettext("Campaign website"), settings.url),
        Fact("language", say.gettext("Language"), extract.language),
        Fact("credits", say.gettext("Credits"), " ".join(_credits(extract))),
    ]
    return [fact for fact in facts if fact.text.strip()]


def scanned(extract: Extract) -> Fact:
    """Return the address of the QR codes of a file, and what to say beside it.

    As on the stage: the link, else the campaign's own website; "" without either.
    """
    say = translations(extract.language)
    if link := extract.link():
        return Fact("link", say.gettext("Scan to explore this view"), link)
    website = web_address(extract.campaign.settings.url)
    return Fact("website", say.gettext("Scan to visit our website"), website)


def _credits(extract: Extract) -> list[str]:
    say = translations(extract.language)
    own = extract.campaign.settings.text("credits", extract.language).split()
    return [
        " ".join(own),
        say.gettext("City locations: GeoNames (https://www.geonames.org/), CC BY 4.0."),
    ]


def sources(extract: Extract) -> list[str]:
    """Return the sources of the selection, each once, in the order of their first citation."""
    readable = extract.campaign.most_rows
    if readable and extract.chosen.size > readable:
        return list(extract.campaign.settings.sources)  # Each row cites its own.
    names = source_names(extract.chosen)
    if len(names) <= _MOST_SOURCES:
        return names
    say = translations(extract.language)
    more = len(names) - _MOST_SOURCES
    sentence = say.ngettext(
        "{count} more source, cited in its row", "{count} more sources, cited in their rows", more
    )
    return [*names[:_MOST_SOURCES], sentence.format(count=number(more, extract.language))]


def empty_notice(extract: Extract) -> str:
    """Return the sentence of a file without consultations; "" if there are some."""
    if extract.chosen.size:
        return ""
    return translations(extract.language).gettext("Nothing matches this selection.")


def about_object(extract: Extract) -> dict[str, Any]:
    """Return the facts by their names for programs, the day in ISO format, and the sources."""
    facts: dict[str, Any] = {fact.name: fact.text for fact in about(extract)}
    facts["taken_on"] = extract.day.isoformat()
    facts["consultations"] = extract.chosen.size
    return facts | {"sources": sources(extract)}


_PROGRAM = "Consultation Map"

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", **{sign: "\\" + sign for sign in "#$%&_"},
}  # fmt: skip
"""Characters that TeX reads as commands. Braces become words: BibTeX counts escaped ones too."""

_TEX_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C"}
_BLANKS = re.compile(r"\s+")


def citation(extract: Extract) -> str:
    """Return the citation as a sentence in the language of the extract, with the link if known."""
    say = translations(extract.language)
    sentence = say.gettext(
        "{author}. {title}. {program}, data version {version}. Accessed {day}."
    ).format(
        author=_author(extract),
        title=_title(extract) if _has_author(extract) else _flat(extract.words),
        program=_PROGRAM,
        version=extract.campaign.version,
        day=when(extract.day, extract.day, "day", extract.language),
    )
    return f"{sentence} {extract.link()}".strip()


def text_citation(extract: Extract) -> bytes:
    """Write the citation as text, UTF-8, with a final line break."""
    return (citation(extract) + "\n").encode("utf-8", "replace")


def bibtex_file(extract: Extract) -> bytes:
    """Write an entry for BibTeX and BibLaTeX: `@misc`, UTF-8."""
    fields = {
        "title": f"{{{_tex(_title(extract))}}}",
        "author": f"{{{_tex(_author(extract))}}}",
        "year": str(extract.day.year),
        "version": _tex(extract.campaign.version),
        "publisher": _tex(_author(extract)) if _has_author(extract) else "",
        "howpublished": _PROGRAM,
        "note": _tex(_note(extract)),
        "url": _replace(extract.link(), _TEX_ADDRESS),
        "urldate": extract.day.isoformat(),
        "langid": {"en": "english", "fr": "french"}.get(extract.language, ""),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    entry = ",\n".join([f"@misc{{{_key(extract)}", *lines])
    return f"{entry}\n}}\n".encode("utf-8", "replace")


def ris_file(extract: Extract) -> bytes:
    """Write a record for EndNote, Mendeley, Zotero: RIS, UTF-8, CRLF."""
    day = extract.day
    fields = [
        ("TY", "DATA"),
        ("AU", _author(extract)),
        ("TI", _title(extract)),
        ("PY", str(day.year)),
        ("ET", extract.campaign.version),
        ("PB", _publisher(extract)),
        ("N1", _note(extract)),
        ("LA", extract.language),
        ("UR", extract.link()),
        ("Y2", day.strftime("%Y/%m/%d")),
        ("ER", ""),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value or tag == "ER"]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def _has_author(extract: Extract) -> bool:
    return bool(extract.campaign.settings.text("owner", extract.language).strip())


def _author(extract: Extract) -> str:
    """Return who the campaign is by, as `author` in `campaign.toml` says; else its title."""
    return _flat(extract.campaign.settings.text("owner", extract.language) or extract.title)


def _publisher(extract: Extract) -> str:
    return _author(extract) if _has_author(extract) else _PROGRAM


def _title(extract: Extract) -> str:
    """Return campaign and selection, as a title that says something among many others."""
    say = translations(extract.language)
    # Translators: title of a citation: the campaign, and the filters in words
    pattern = say.gettext("{campaign}: {selection}")
    return pattern.format(campaign=_flat(extract.title), selection=_flat(extract.words))


def _note(extract: Extract) -> str:
    say = translations(extract.language)
    day = when(extract.day, extract.day, "day", extract.language)
    return say.gettext("Accessed {day}, data version {version}").format(
        day=day, version=extract.campaign.version
    )


def _key(extract: Extract) -> str:
    """Return the name of the file without its ending, which depends on selection and day."""
    return extract.file_name("").rstrip(".")


def _flat(text: str) -> str:
    """Put a text on one line, without control characters."""
    return "".join(sign for sign in _BLANKS.sub(" ", text).strip() if sign.isprintable())


def _tex(text: str) -> str:
    return _replace(text, _TEX)


def _replace(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
