"""The description of the feeds for programs, as OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.export.feed import (
    FEEDS,
    MOST_PER_PAGE,
    PAGED,
    PATH,
    USUAL_PER_PAGE,
    WITHOUT_EFFECT,
    feed_format,
)
from data.filters.filters import FILTERS, WORDS_LENGTH
from data.words.languages import spoken_languages

if TYPE_CHECKING:
    from data.model.campaign import Campaign

_MOST_OPTIONS = 50
"""Filters with more options, such as organizations, list none."""

_MEANINGS = {
    "region": "Region that a consultation was for.",
    "kind": "Kind of meeting. Without one: the campaign's own consultations. `all`: every kind.",
    "country": "ISO 3166 code of the country where it took place.",
    "organization": "Id of an organization with a role in it.",
    "role": "Role of the organizations; alone: whatever has somebody in that role.",
    "from": "First day: `2016`, `2016-04` or `2016-04-29`. What overlaps counts.",
    "to": "Last day, included, in the same form.",
    "words": "Words that must all occur, in any language of the campaign.",
}
_ANSWERS = {
    "304": "Not modified: the copy named in If-None-Match is current.",
    "400": "A parameter is unknown or wrong.",
    "404": "There is no such feed.",
    "413": "Too many consultations for one answer.",
    "503": "The campaign is loading, or too many requests wait.",
}
_REPEATED = ("region", "kind", "country", "organization")
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def openapi(campaign: Campaign, address: str) -> dict[str, Any]:
    """Return the description of a campaign's feeds below the address of its start page."""
    languages = spoken_languages(campaign.settings.languages)
    parameters = _parameters(campaign, languages)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{campaign.settings.text('title', languages[0])}: consultations",
            "description": "The selection that the parameters of a page name, as a file.",
            "version": campaign.version or "0",
        },
        "servers": [{"url": address.rstrip("/")}],
        "paths": {f"/{PATH}{name}": {"get": _operation(name, parameters)} for name in FEEDS},
        "components": {
            "parameters": parameters,
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["problem", "action"],
                    "properties": {
                        "problem": {"type": "string", "description": "What is wrong."},
                        "action": {"type": "string", "description": "What to do."},
                    },
                }
            },
        },
    }


def _operation(name: str, parameters: dict[str, Any]) -> dict[str, Any]:
    form = feed_format(name)
    taken = [one for one in parameters if name in PAGED or one not in {"page", "limit"}]
    problems = {
        status: {"description": text}
        | ({} if status == "304" else {"content": {"application/json": {"schema": _PROBLEM}}})
        for status, text in _ANSWERS.items()
    }
    return {
        "operationId": f"consultations_{name}",
        "summary": f"{form.title}: {form.inside}",
        "description": f"At most {form.quick_rows} consultations"
        + (", or any number in pages." if name in PAGED else "."),
        "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in taken],
        "responses": {"200": _success(form.mime, paged=name in PAGED), **problems},
    }


def _success(mime: str, *, paged: bool) -> dict[str, Any]:
    headers = {
        "ETag": "Changes with the data and the parameters.",
        "X-Total-Count": "Number of consultations in the selection.",
        **({"Link": "Addresses of the previous, next and last page."} if paged else {}),
    }
    return {
        "description": "The file.",
        "headers": {
            name: {"description": text, "schema": {"type": "string"}}
            for name, text in headers.items()
        },
        "content": {mime: {"schema": {"type": "object" if "json" in mime else "string"}}},
    }


def _parameters(campaign: Campaign, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return each parameter by its name; options are listed where there are few."""
    described: dict[str, Any] = {}
    for one in FILTERS:
        options = one.examples(campaign)
        for name in one.parameters.values():
            described[name] = _parameter(name, options.get(name, []))
    described["words"]["schema"]["maxLength"] = WORDS_LENGTH
    for name, usual, most in (("page", 1, None), ("limit", USUAL_PER_PAGE, MOST_PER_PAGE)):
        schema = {"type": "integer", "minimum": 1, "default": usual}
        schema |= {"maximum": most} if most else {}
        text = "Number of a page." if name == "page" else "Consultations per page."
        described[name] = {"name": name, "in": "query", "description": text, "schema": schema}
    described["lang"] = {
        "name": "lang", "in": "query", "description": "Language of names and sentences.",
        "schema": {"type": "string", "enum": list(languages), "default": languages[0]},
    }  # fmt: skip
    for name in WITHOUT_EFFECT:
        described[name] = {
            "name": name, "in": "query", "deprecated": True, "schema": {"type": "string"},
            "description": "Of a page. Accepted, so that its query can be copied; has no effect.",
        }  # fmt: skip
    return described


def _parameter(name: str, options: list[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if name in ("from", "to"):
        schema["examples"] = options
    elif 0 < len(options) <= _MOST_OPTIONS:
        schema["enum"] = options
    if name in _REPEATED:
        schema = {"type": "array", "items": schema}
    repeated = {"style": "form", "explode": True} if name in _REPEATED else {}
    text = _MEANINGS.get(name, "A filter of the page.")
    return {"name": name, "in": "query", "description": text, "schema": schema, **repeated}
