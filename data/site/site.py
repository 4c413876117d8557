"""All files of a published site, and the folder that they are written into."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from errno import EACCES
from pathlib import Path
from typing import Any, NamedTuple

from data.export.extract import INTERACTIVE, Extract, blocks
from data.export.formats import MOST_CONSULTATIONS, TABLES, format_named, formats_of
from data.export.report_back import demand_style
from data.export.single_page.cards import Card, cards
from data.export.single_page.document import html_file
from data.figures.mentions import Mention, mentions
from data.figures.report_back import report_back
from data.figures.totals import by_organization
from data.filters.query import Query
from data.model.colors_and_shapes import css
from data.model.errors import ExportError, msgid
from data.model.result_cache import forget
from data.model.schema import GLOBAL
from data.site import pages
from data.site.layout import STYLE, Site, absolute, consultation_path, html
from data.site.previews import extracts, preview
from data.site.structured import citation_file, data_package, resource, sitemaps

MANIFEST = "site.json"
"""What the site was built from, and the digest of each of its files."""

_JOURNAL = ".site.journal"
"""The paths that a build writes, one per line, each before its file: what a killed build wrote is
in no manifest, and the next build must still find it."""

_UNSURE = ""
"""The digest of a file that such a build may have written."""

FORMAT = 5
"""Raise it when the same campaign gives other pages."""

MOST_PAGES = 20_000
"""With more consultations, they have no pages of their own: only lists and files."""

MOST_ORGANIZATIONS, MOST_OF_LARGE = 1_000, 200
"""Organizations with a page of their own: those with the most consultations. In a campaign without
pages for consultations each of their pages is long."""


class NotASiteError(ExportError):
    """The folder has files that no earlier build wrote."""


class Written(NamedTuple):
    """What a build did: files of the site, files written anew, files removed."""

    files: int
    changed: int
    removed: int


def publish(
    campaign: Query,
    folder: Path,
    address: str,
    today: date,
    progress: Callable[[str], None] = lambda _: None,
) -> Written:
    """Write a campaign as a website.

    A campaign that has not changed is not built again: the same campaign and address give the
    same bytes, with the day of the first build. Other files of the folder stay.

    Args:
        campaign: The whole campaign.
        folder: Where to write; made if missing.
        address: Where the site will be, "" if unknown: then it has no sitemap, no canonical
            addresses and no pictures in previews.
        today: The day of a new build.
        progress: Is told the path of each file before it is made.

    Raises:
        NotASiteError: The folder has files, and none of an earlier build.
        OSError: The folder can't be written, or a path of the site leads out of it.
    """
    old = read_manifest(folder)
    if not old and folder.is_dir() and any(not _is_hidden(path) for path in folder.iterdir()):
        raise NotASiteError(
            msgid("The folder {folder} has files of something else."),
            msgid("Name an empty or a new folder."),
            folder=str(folder),
        )
    built_from = {"format": FORMAT, "version": campaign.version, "address": address}
    known: dict[str, str] = old.get("files", {})
    if all(old.get(name) == value for name, value in built_from.items()) and _all_there(
        folder, known
    ):
        return Written(len(known), 0, 0)
    same = old.get("version") == campaign.version and old.get("format") == FORMAT
    day = type(today).fromisoformat(old["day"]) if same else today
    digests: dict[str, str] = {}
    changed = 0
    for path in _journal_paths(folder):
        known[path] = _UNSURE
        _remove(folder, _part_of(folder / path))
    _write_manifest(folder, {"day": day.isoformat(), "files": known})  # this build may be cut off
    with (folder / _JOURNAL).open("w", encoding="utf-8") as journal:
        for path, content in site_files(campaign, address, day, folder):
            progress(path)
            digests[path] = hashlib.sha256(content).hexdigest()
            if known.get(path) != digests[path] or not (folder / path).is_file():
                journal.write(f"{path}\n")
                journal.flush()
                _write(folder, path, content)
                changed += 1
    removed = sum(_remove(folder, folder / path) for path in known.keys() - digests.keys())
    files = {"day": day.isoformat(), "files": dict(sorted(digests.items()))}
    _write_manifest(folder, built_from | files)
    (folder / _JOURNAL).unlink()
    return Written(len(digests), changed, removed)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of an earlier build; empty if there is none that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    is_ours = isinstance(found, dict) and isinstance(found.get("files"), dict) and "day" in found
    return dict(found) if is_ours else {}


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    _write(folder, MANIFEST, text.encode())


def _journal_paths(folder: Path) -> list[str]:
    """Return the paths that builds which did not end began to write."""
    try:
        return (folder / _JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".") or path.name == "CNAME"


def _all_there(folder: Path, known: dict[str, str]) -> bool:
    return bool(known) and all((folder / path).is_file() for path in known)


def _write(folder: Path, path: str, content: bytes) -> None:
    """Replace a file in one step: a host never serves half of one.

    Raises:
        OSError: It can't be written, or is not inside the folder.
    """
    target = folder / path
    if not _is_inside(folder, target):
        raise OSError(EACCES, f"{path} leads out of the folder")
    unfinished = _part_of(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished.write_bytes(content)
    unfinished.replace(target)


def _remove(folder: Path, target: Path) -> bool:
    """Remove a file of an earlier build, and tell whether there was one inside the folder."""
    if not _is_inside(folder, target) or not target.is_file():
        return False
    target.unlink()
    return True


def _is_inside(folder: Path, target: Path) -> bool:
    return target.resolve().is_relative_to(folder.resolve())


def _part_of(target: Path) -> Path:
    """Return where a file is while it is being written."""
    return target.with_name(f".{target.name}.part")


def site_files(
    campaign: Query, address: str, day: date, folder: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file; start pages last, so that their links lead somewhere."""
    yield ".nojekyll", b""
    yield STYLE, _style()
    first = Site(
        campaign,
        campaign.settings.languages[0],
        address,
        day,
        _with_page(campaign),
        _organizations_with_page(campaign),
    )
    paths = []
    for language in campaign.settings.languages:
        for path, content in _language_files(
            replace(first, language=language, pictures={}), folder
        ):
            if path.endswith(".html") and not path.endswith(("404.html", INTERACTIVE)):
                paths.append(path)
            yield path, content
        # Records of organizations in one language are of no use in the next.
        forget(campaign)
    yield "CITATION.cff", citation_file(first)
    if address:
        yield from sitemaps(first, sorted(paths)).items()
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n".encode()


def _with_page(campaign: Query) -> frozenset[str]:
    ids = campaign.consultations["id"]
    return frozenset(ids) if len(ids) <= MOST_PAGES else frozenset()


def _organizations_with_page(campaign: Query) -> frozenset[str]:
    most = MOST_ORGANIZATIONS if _with_page(campaign) else MOST_OF_LARGE
    return frozenset(by_organization(campaign)["organization"].head(most))


def _language_files(site: Site, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one language.

    The tables of a large campaign, hundreds of megabytes, are written in its first language alone.
    """
    root = site.root()
    whole = Extract(
        site.campaign,
        pages.EVERYTHING,
        site.language,
        site.address,
        site.day,
        lines=None,
        path_of=lambda consultation: root + _path_of(site, consultation),
    )
    forms = [form for form in formats_of(TABLES, site.campaign) if form.refusal(whole) is None]
    tables_root = root if site.consultations else ""
    if tables_root == root:
        resources = []
        for form in forms:
            path, content = f"data/{_table_name(form.ending)}", form.write(whole)
            resources.append(resource(path, content, site.say(form.title)))
            yield root + path, content
        yield f"{root}datapackage.json", data_package(site, resources)
    files = [
        (f"{tables_root}data/{_table_name(form.ending)}", site.say(form.title)) for form in forms
    ]
    calendar = f"{root}calendar.ics"
    if format_named("ics").refusal(whole) is None:
        yield calendar, format_named("ics").write(whole)
    if whole.chosen.size <= MOST_CONSULTATIONS:
        yield root + INTERACTIVE, html_file(whole, own_first=True)
    regions = list(site.campaign.regions["id"])
    if (site.campaign.consultations["region"] == "").any():
        regions.append(GLOBAL)
    if site.address:
        for page, extract in extracts(site, regions):
            path, content = preview(extract, folder)
            site.pictures[page] = path
            yield path, content
    yield from _pages(site, whole, regions, files)


def _path_of(site: Site, consultation: str) -> str:
    """Return the page that shows a consultation, or all of them for "", in a language's folder."""
    if consultation in site.consultations:
        return consultation_path(consultation)
    return INTERACTIVE if len(site.campaign.consultations) <= MOST_CONSULTATIONS else pages.LIST


def _table_name(ending: str) -> str:
    return ending if "." in ending else f"consultations.{ending}"


def _pages(
    site: Site, whole: Extract, regions: list[str], files: list[tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    root = site.root()
    rows: list[Mention] = []
    for block in blocks(whole):
        new = mentions(block.chosen, site.language)
        if site.consultations:
            yield from _consultation_pages(site, cards(block), rows[-1:] + new)
        rows += new
    for organization in sorted(site.organizations):
        page = pages.organization_page(site, organization)
        yield root + page.path, html(site, page)
    by_region: dict[str, list[Mention]] = {region: [] for region in regions}
    for row in rows:
        by_region.setdefault(row.region_id or GLOBAL, []).append(row)
    for region in regions:
        page = pages.region_page(site, region, by_region[region])
        yield root + page.path, html(site, page)
    calendar = ""
    if format_named("ics").refusal(whole) is None:
        page_address = absolute(site, f"{root}calendar.ics")
        calendar = (
            f"webcal://{page_address.partition('://')[2]}" if page_address else "calendar.ics"
        )
    singles = (
        pages.organizations_page(site),
        pages.data_page(site, files, calendar),
        pages.missing_page(site),
        *pages.list_pages(site, rows),
        pages.start_page(site, rows, files),
    )
    for page in singles:
        yield root + page.path, html(site, page)


def _consultation_pages(
    site: Site, held: list[Card], rows: list[Mention]
) -> Iterator[tuple[str, bytes]]:
    offset = len(rows) - len(held)
    for i, card in enumerate(held, offset):
        before = rows[i - 1] if i else None
        after = rows[i + 1] if i + 1 < len(rows) else None
        page = pages.consultation_page(site, card, before, after)
        yield site.root() + page.path, html(site, page)
        if report := report_back(card.record, site.language):
            page = pages.report_page(site, report)
            yield site.root() + page.path, html(site, page)


def _style() -> bytes:
    dark = f"@media (prefers-color-scheme: dark) {{ {css(':root', 'dark')} }}\n"
    own = (Path(__file__).parent / STYLE).read_text(encoding="utf-8")
    return f"{css(':root', 'light')}{dark}{own}{demand_style()}".encode()
