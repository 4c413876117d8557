"""Facts for programs: schema.org, Data Package, CITATION.cff, sitemap."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from data.export.single_page.cards import Card
from data.site.layout import Site, absolute, consultation_path
from data.words.languages import language_tag

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,20})?")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}


def dataset(site: Site, description: str, files: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the campaign as a `Dataset` (https://schema.org/Dataset)."""
    table = site.campaign.consultations
    dated = table[table["dated"]]
    span = ""
    if len(dated):
        span = f"{dated['first'].min().date().isoformat()}/{dated['last'].max().date().isoformat()}"
    return _known(
        {
            "@type": "Dataset",
            "name": site.title,
            "description": description,
            "url": absolute(site, f"{site.root()}index.html"),
            "version": site.campaign.version,
            "datePublished": site.day.isoformat(),
            "inLanguage": language_tag(site.language),
            "temporalCoverage": span,
            "sameAs": site.campaign.settings.url,
            "distribution": [
                _known({"@type": "DataDownload", "name": title, "contentUrl": absolute(site, path)})
                for path, title in files
            ],
        }
    )


def event(site: Site, card: Card) -> dict[str, Any]:
    """Return a consultation as an `Event` (https://schema.org/Event)."""
    known = card.record
    organizers = list(dict.fromkeys(party.name for role in known.roles for party in role))
    place: dict[str, Any] = {"@type": "Place", "name": known.where, "address": known.where}
    virtual = {"@type": "VirtualLocation", "name": known.title}
    mode = "OnlineEventAttendanceMode" if known.online else "OfflineEventAttendanceMode"
    return _known(
        {
            "@type": "Event",
            "name": known.title,
            "description": known.summary,
            "startDate": known.first,
            "endDate": known.last,
            "url": absolute(site, site.root() + consultation_path(known.id)),
            "eventAttendanceMode": f"https://schema.org/{mode}",
            "location": virtual if known.online else place if known.where else {},
            "organizer": [{"@type": "Organization", "name": name} for name in organizers],
            "inLanguage": language_tag(site.language),
        }
    )


def data_package(site: Site, resources: Sequence[dict[str, Any]]) -> bytes:
    """Write `datapackage.json` (https://specs.frictionlessdata.io/data-package/), UTF-8."""
    package = _known(
        {
            "name": re.sub(r"[^a-z0-9._-]+", "-", site.campaign.settings.id.lower()).strip("-")
            or "campaign",
            "title": site.title,
            "homepage": site.address or site.campaign.settings.url,
            "version": site.campaign.version,
            "created": f"{site.day.isoformat()}T00:00:00Z",
            "resources": list(resources),
        }
    )
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def resource(path: str, content: bytes, title: str) -> dict[str, Any]:
    """Return the part of a data package on one file, with a type for each column of a CSV."""
    ending = path.rpartition(".")[2]
    about = {
        "name": re.sub(r"[^a-z0-9]+", "-", path.rpartition("/")[2].lower()),
        "path": path,
        "title": title,
        "format": ending,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if ending != "csv":
        return about | {"type": "file"}
    return about | {
        "type": "table",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": _columns(content.decode("utf-8-sig"))},
    }


def _columns(text: str) -> list[dict[str, str]]:
    """Return name and type of each column: the narrowest type that all its cells have."""
    rows = csv.reader(io.StringIO(text))
    names = next(rows, [])
    checks = {"integer": _WHOLE, "number": _DECIMAL, "date": _DAY}
    possible = [dict.fromkeys(checks, True) for _ in names]
    filled = [False] * len(names)
    for row in rows:
        for i, cell in enumerate(row):
            if not cell:
                continue
            filled[i] = True
            for kind, fits in possible[i].items():
                if fits and not checks[kind].fullmatch(cell):
                    possible[i][kind] = False
    return [
        {
            "name": name,
            "type": next(
                (kind for kind, fits in possible[i].items() if fits and filled[i]), "string"
            ),
        }
        for i, name in enumerate(names)
    ]


def citation_file(site: Site) -> bytes:
    """Write `CITATION.cff` (https://citation-file-format.github.io/), UTF-8.

    Texts are JSON strings, which YAML reads as they are.
    """
    settings = site.campaign.settings
    facts = {
        "cff-version": "1.2.0",
        "message": "Cite this dataset as below.",
        "type": "dataset",
        "title": site.title,
        "version": site.campaign.version,
        "date-released": site.day.isoformat(),
        "url": site.address or settings.url,
    }
    author = settings.text("owner", site.language) or site.title
    lines = [
        f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in facts.items() if text
    ]
    lines += ["authors:", f"  - name: {json.dumps(author, ensure_ascii=False)}"]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


MOST_ADDRESSES = 50_000
"""Addresses in one sitemap; the protocol allows no more."""


def sitemaps(site: Site, paths: Sequence[str]) -> dict[str, bytes]:
    """Return `sitemap.xml`, and for many pages the parts that it lists, by name.

    Source: https://www.sitemaps.org/protocol.html.
    """
    day = f"<lastmod>{site.day.isoformat()}</lastmod>"
    parts = [paths[i : i + MOST_ADDRESSES] for i in range(0, len(paths), MOST_ADDRESSES)]
    names = (
        ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{i + 1}.xml" for i in range(len(parts))]
    )
    files = {
        name: url_set((absolute(site, path) for path in part), day)
        for name, part in zip(names, parts, strict=True)
    }
    if len(parts) == 1:
        return files
    places = [f"<sitemap><loc>{_loc(site, name)}</loc>{day}</sitemap>" for name in names]
    return files | {"sitemap.xml": _sitemap("sitemapindex", places)}


def url_set(addresses: Iterable[str], day: str = "") -> bytes:
    """Return a sitemap of at most `MOST_ADDRESSES` addresses; `day` is the element of their day."""
    return _sitemap("urlset", [f"<url><loc>{escape(each)}</loc>{day}</url>" for each in addresses])


def _loc(site: Site, path: str) -> str:
    return escape(absolute(site, path))


def _sitemap(element: str, lines: Sequence[str]) -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = "\n".join(lines)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{element} xmlns="{space}">\n{text}\n</{element}>\n'.encode()
