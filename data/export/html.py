"""HTML from Jinja templates, which escape every text.

A line break of a template, with the blanks around it, is for its readers and not in the page.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined

from data.words.languages import language_tag, translations
from data.words.links import pieces, short_address, web_address

_LINE_BREAK = re.compile(r"\n\s*")
_SHARED = Path(__file__).parent / "templates"
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters that HTML forbids."""


def html_page(template: Path, language: str, values: dict[str, Any]) -> bytes:
    """Write a page, UTF-8.

    Args:
        template: The file; templates that it extends or imports are beside it, or `_SHARED`.
        language: Of `_` and `ngettext` in the template.
        values: Its variables. Only text of our own may be marked `safe` there.
    """
    say = translations(language)
    own = {"_": say.gettext, "ngettext": say.ngettext}
    page = _environment(template.parent).get_template(template.name).render(own | values)
    return page.encode("utf-8", "replace")


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([_loader(folder), _loader(_SHARED)]),
        autoescape=True,
        finalize=_without_unseen,
        undefined=StrictUndefined,
    )
    environment.globals |= {
        "language_tag": language_tag,
        "pieces": pieces,
        "short_address": short_address,
        "web_address": web_address,
    }
    return environment


def _loader(folder: Path) -> FunctionLoader:
    def load(name: str) -> str | None:
        file = folder / name
        return _LINE_BREAK.sub("", file.read_text("utf-8")) if file.is_file() else None

    return FunctionLoader(load)


def _without_unseen(value: Any) -> Any:
    """Replace control characters in a text; HTML of a template has none."""
    return _UNSEEN.sub("\ufffd", value) if type(value) is str else value
