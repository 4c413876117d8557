"""How up to date the data is: where it comes from, what changed, what failed, what waits."""

from __future__ import annotations

import streamlit as st

from components.shell.campaign_cache import follower
from components.shell.own_list import is_in_use
from components.shell.url import start_page
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.follow.changes import Change
from data.follow.changes_feed import ATOM
from data.follow.sentences import change_sentence, loss_sentence, problem_sentence
from data.follow.status import Status
from data.model.source_settings import SourceSettings
from data.words.dates import moment
from data.words.languages import number
from data.words.links import link

_MOST_SHOWN, _MOST_TITLES = 5, 5
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def show_updates() -> None:
    """Show the state of the server's source; nothing about a visitor's own list."""
    if is_in_use():
        return
    follows = follower()
    status, zone = follows.status, st.context.timezone
    if lines := build_source(follows.settings(), status, zone):
        st.markdown("  \n".join(lines))
    if status.problem:
        when = moment(status.problem.time, zone, language())
        failed = _("Reading failed on {moment}. The last good version stays.").format(moment=when)
        reason = plain(problem_sentence(status.problem, language()))
        st.warning(f"{failed}\n\n{reason}", icon=":material/update_disabled:")
    if status.waiting:
        st.warning(build_waiting(status), icon=":material/pending:")
    if status.changes:
        _show_changes(status.changes, zone)


def build_source(settings: SourceSettings | None, status: Status, zone: str | None) -> list[str]:
    """Return Markdown lines: the host of the address and how often it is read, the last success.

    Only the host: an address may hold a secret. Empty for a campaign that is only a folder.
    """
    if settings is None:
        return []
    lines = [build_reading(plain(settings.host), settings.every)]
    if status.success:
        text = _("Up to date on {moment}.")
        lines.append(text.format(moment=moment(status.success, zone, language())))
    return lines


def build_reading(host: str, seconds: int) -> str:
    """Return where and how often the list is read: `Read from docs.google.com every 2 hours.`."""
    if seconds in (_DAY, _HOUR, _MINUTE):
        once = {
            _DAY: _("Read from {host} every day."),
            _HOUR: _("Read from {host} every hour."),
            _MINUTE: _("Read from {host} every minute."),
        }
        return once[seconds].format(host=host)
    if seconds % _DAY == 0:
        count = seconds // _DAY
        text = ngettext(
            "Read from {host} every {count} day.", "Read from {host} every {count} days.", count
        )
    elif seconds % _HOUR == 0:
        count = seconds // _HOUR
        text = ngettext(
            "Read from {host} every {count} hour.", "Read from {host} every {count} hours.", count
        )
    else:
        count = seconds // _MINUTE
        text = ngettext(
            "Read from {host} every {count} minute.",
            "Read from {host} every {count} minutes.",
            count,
        )
    return text.format(host=host, count=number(count, language()))


def build_waiting(status: Status) -> str:
    """Return Markdown: what waits, what it loses, and the command that accepts it."""
    waiting = status.waiting
    if waiting is None:
        return ""
    intro = _("A new version waits for a person, because it loses much.")
    losses = "\n".join(f"- {plain(loss_sentence(loss, language()))}" for loss in waiting.losses)
    how = _("To show it even so, run this on the server: {command}")
    command = "`python -m data.source FOLDER --accept`"
    return f"{intro}\n\n{losses}\n\n{how.format(command=command)}"


def _show_changes(changes: tuple[Change, ...], zone: str | None) -> None:
    with st.expander(_("Recent changes"), icon=":material/history:"):
        for change in changes[:_MOST_SHOWN]:
            st.markdown(build_change(change, zone))
        if page := start_page():
            # Translators: link to a feed that feed readers can subscribe to
            st.markdown(link(_("Subscribe to changes"), f"{page}api/{ATOM}?lang={language()}"))


def build_change(change: Change, zone: str | None) -> str:
    """Return Markdown: when, how many consultations of each kind, and the first titles."""
    when = moment(change.time, zone, language())
    lines = [f"**{when}**", change_sentence(change, language())]
    icons = (("add", "new"), ("edit", "changed"), ("remove", "gone"), ("campaign", "asked"))
    for icon, name in icons:
        titles = [title for _id, title in getattr(change, name)[:_MOST_TITLES]]
        lines += [f":material/{icon}: {plain(title)}" for title in titles]
        more = change.counts.get(name, 0) - len(titles)
        if more > 0:
            text = ngettext("and {count} more", "and {count} more", more)
            lines.append(text.format(count=number(more, language())))
    return "  \n".join(lines)
