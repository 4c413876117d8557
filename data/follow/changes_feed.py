"""The changes of a campaign as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from data.filters.address import DEMAND, DEMANDS
from data.filters.query import Query
from data.follow.changes import Change
from data.follow.sentences import change_sentence, loss_sentence, problem_sentence
from data.follow.status import Status
from data.words.languages import language_tag, translations

ATOM = "changes.atom"
_PATH = "api/"


def changes_atom(campaign: Query, status: Status, address: str, language: str) -> bytes:
    """Return one entry per version, and one for what fails or waits now; the newest first."""
    say = translations(language).gettext
    name = campaign.settings.text("title", language)
    entries = [*_now(campaign, status, language), *_versions(campaign, status, address, language)]
    updated = max((time for time, _ in entries), default=status.success)
    own = f"{address}{_PATH}{ATOM}"
    title = say("Changes: {campaign}").format(campaign=name)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(language_tag(language))}>',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(_id(campaign, 'changes'))}</id>",
        f"<updated>{_iso(updated)}</updated>",
        f"<author><name>{_text(campaign.settings.text('owner', language) or name)}</name></author>",
        f'<link rel="self" href={_attribute(own)}/>',
        f"<link href={_attribute(address)}/>",
        *(text for _, text in sorted(entries, key=lambda entry: -entry[0])),
        "</feed>\n",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def _versions(
    campaign: Query, status: Status, address: str, language: str
) -> Iterator[tuple[float, str]]:
    for change in status.changes:
        content = _list_of(change, address, language)
        title = change_sentence(change, language)
        id_ = _id(campaign, f"{change.version}:{change.time:.0f}")
        yield change.time, _entry(id_, title, change.time, content, address)


def _now(campaign: Query, status: Status, language: str) -> Iterator[tuple[float, str]]:
    say = translations(language).gettext
    if problem := status.problem:
        text = problem_sentence(problem, language)
        id_ = _id(campaign, f"problem:{problem.time:.0f}")
        yield problem.time, _entry(id_, say("Reading failed"), problem.time, _text(text))
    if waiting := status.waiting:
        text = "; ".join(loss_sentence(loss, language) for loss in waiting.losses)
        title = say("A new version waits for a person")
        id_ = _id(campaign, f"waiting:{waiting.key}")
        yield waiting.time, _entry(id_, title, waiting.time, _text(text))


def _entry(id_: str, title: str, time: float, content: str, link: str = "") -> str:
    lines = [
        "<entry>",
        f"<id>{_text(id_)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_iso(time)}</updated>",
        f'<content type="html">{content}</content>',
        *([f"<link href={_attribute(link)}/>"] if link else []),
        "</entry>",
    ]
    return "\n".join(lines)


def _list_of(change: Change, address: str, language: str) -> str:
    """Return the titles of a change as HTML, escaped once more as Atom wants it."""
    say = translations(language).gettext
    # Translators: headings of lists of consultations
    headings = {"new": say("New"), "changed": say("Changed"), "gone": say("No longer listed")}
    headings["asked"] = say("Demands that are new, changed or newly judged")
    html = ""
    for name, heading in headings.items():
        page, parameter = (DEMANDS, DEMAND) if name == "asked" else ("", "c")
        items = ""
        for id_, title in getattr(change, name):
            link = f"{address}{page}?{urlencode({parameter: id_, 'lang': language})}"
            text = escape(_clean(title))
            items += (
                f"<li>{text if name == 'gone' else f'<a href={quoteattr(link)}>{text}</a>'}</li>"
            )
        html += f"<p>{escape(heading)}</p><ul>{items}</ul>" if items else ""
    return _text(html)


def _id(campaign: Query, rest: str) -> str:
    return "urn:consultation-map:" + urlencode({"": f"{campaign.settings.id}:{rest}"})[1:]


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(text: str) -> str:
    return escape(_clean(text))


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Return a text without characters that XML can't have."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
