"""What is wrong with a message catalog, in sentences that name the message and the language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from data import ROOT
from data.words.languages import FOLDER

Ids = tuple[str, ...]
"""A message id: one form, or one and many."""

LAYERS = ("pages", "components", "data")
_MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def forms(message: str | Iterable[str]) -> Ids:
    return (message,) if isinstance(message, str) else tuple(message)


def messages(catalog: Catalog) -> list[Message]:
    """The messages of a catalog, without its header."""
    return [message for message in catalog if message.id]


def option(name: str) -> str:
    """The value of an option of `make words`."""
    value = re.search(rf'--{name}="([^"]+)"', _MAKEFILE)
    assert value
    return value[1]


@cache
def extracted() -> Catalog:
    """Every message in the code, as `make words` finds it."""
    keywords = parse_keywords(option("keywords").split())
    tags = (option("add-comments"),)
    with (ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    method_map = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    entries = [
        entry
        for layer in LAYERS
        for _, *entry in extract_from_dir(
            ROOT / layer, method_map, keywords=keywords, comment_tags=tags
        )
    ]
    entries += extract_from_file("python", ROOT / "app.py", keywords=keywords, comment_tags=tags)
    catalog = Catalog()
    for _, message, comments, context in entries:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


@cache
def extracted_ids() -> frozenset[Ids]:
    return frozenset(forms(message.id) for message in messages(extracted()))


def template() -> Catalog:
    return read(FOLDER / "messages.pot")


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def placeholders(text: str) -> set[str]:
    """Names in braces. Of a text whose braces don't match, the text itself."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def flaws(path: Path, ids: frozenset[Ids]) -> list[str]:
    """Say what is wrong with the catalog CODE.po of a language, given the messages in the code."""
    language = path.stem
    catalog = read(path, language)
    translated = {forms(message.id): message for message in messages(catalog)}
    found = []
    if "Plural-Forms:" not in path.read_text(encoding="utf-8"):
        repair = f"`make words LANGUAGE={language}` makes a whole one."
        found.append(f"{language}: the catalog has no header. {repair}")
    count = catalog.num_plurals
    needed = len({Locale.parse(language).plural_form(number) for number in range(1000)})
    if count < needed:
        found.append(f"{language}: the header has {count} plural forms, the language {needed}.")
    found += [f"{language}: “{one[0]}” is not in the catalog." for one in ids - translated.keys()]
    found += [f"{language}: “{one[0]}” is not in the code." for one in translated.keys() - ids]
    found += [f"{language}: “{forms(one)[0]}” is obsolete." for one in catalog.obsolete]
    singles = single_numbers(catalog)
    for one in ids & translated.keys():
        problem = _flaw(translated[one], count, singles)
        found += [f"{language}: “{one[0]}” {problem}."] if problem else []
    return sorted(found)


def _flaw(message: Message, count: int, singles: set[int]) -> str:
    texts = forms(message.string)
    given = sum(map(bool, texts))
    if not given:
        return "is not translated"
    if message.fuzzy:
        return "is marked as fuzzy"
    wanted_forms = count if message.pluralizable else 1
    if given != wanted_forms or len(texts) != wanted_forms:
        return f"has {given} of {wanted_forms} plural forms"
    wanted = placeholders(forms(message.id)[-1])
    for form, text in enumerate(texts):
        names = placeholders(text)
        missing = wanted - names - ({"count"} if form in singles else set())
        if missing or names - wanted:
            where = f" in form {form}" if message.pluralizable else ""
            return f"has the placeholders {_listed(names)}{where}, not {_listed(wanted)}"
    return ""


def single_numbers(catalog: Catalog) -> set[int]:
    """Plural forms that stand for one number only, such as Arabic's dual: they may leave it out."""
    form_of = c2py(catalog.plural_expr)
    numbers = [form_of(number) for number in range(1000)]
    return {form for form in numbers if numbers.count(form) == 1}


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"
