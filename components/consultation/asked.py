"""What a consultation asked for, and where each demand appears now."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from data.figures.demand_words import Asked, Asking, Verdict, asking
from data.figures.documents import document_markdown
from data.figures.record import Record
from data.words.links import link

MOST_ASKED = 3
"""Demands above the facts of a card; the others are folded."""


def show_asked(card: Record, mail: str, *, compact: bool, most: int) -> None:
    """Show what a consultation asked for; nothing if nobody expects a demand of its kind.

    Args:
        card: The consultation.
        mail: Address of a message that sends what is missing; "" for none.
        compact: Leave out what is folded.
        most: How many of its own demands are not folded.
    """
    asked = asking(card, language())
    if asked is None:
        return
    # Translators: heading of what a consultation asked for
    lines = [f"**{_('What it asked for')}**", *map(build_asked, asked.own[:most])]
    if asked.unpublished:
        lines.append(build_unpublished(asked, mail))
    with st.container(gap="xsmall", key=f"asked-{card.id}-{compact}"):
        st.markdown("\n\n".join(lines))
        if compact:
            return
        _show_folded(_("Where these themes appear"), asked.themes)
        more = asked.own[most:]
        label = amount("{count} more demand", "{count} more demands", len(more))
        _show_folded(label, more)
        label = amount(
            "{count} demand of several meetings together",
            "{count} demands of several meetings together",
            len(asked.joint),
        )
        note = _("The sources don't say which of these meetings asked for it.")
        _show_folded(label, asked.joint, note)


def _show_folded(label: str, asked: Sequence[Asked], note: str = "") -> None:
    if asked:
        with st.expander(label):
            if note:
                st.caption(note)
            st.markdown("\n\n".join(map(build_asked, asked)))


def build_asked(asked: Asked) -> str:
    """Return a demand as Markdown: the sentence, then one line per judge, evidence as links."""
    return "  \n".join([plain(asked.text), *map(build_verdict, asked.verdicts)])


def build_verdict(verdict: Verdict) -> str:
    """Return what a judge says: `◇ Own reading: Accepted · is close to [text], 10 June 2016`."""
    head = _("{judge}: {answer}").format(
        judge=plain(verdict.judge), answer=f"**{plain(verdict.answer)}**"
    )
    ties = [
        ", ".join(
            part
            for part in (link(plain(tie.words), tie.address), plain(tie.quote), plain(tie.when))
            if part
        )
        for tie in verdict.ties
    ]
    parts = [f"{verdict.sign} {head}", plain(verdict.status), *ties]
    return f":small[{' · '.join(part for part in parts if part)}]"


def build_unpublished(asked: Asking, mail: str) -> str:
    """Return that the wording is not published, reports that may have it, and how to send it."""
    parts = [plain(asked.unpublished)]
    if asked.reports:
        reports = [document_markdown(report, language(), plain) for report in asked.reports]
        # Translators: {reports} are reports of the meetings that took up the results
        parts.append(
            _("It fed a meeting with a report: {reports}").format(reports="; ".join(reports))
        )
    if mail:
        # Translators: text of a link that writes an e-mail
        parts.append(f"[{_('Send what you know')}]({mail})")
    return "  \n".join([parts[0], *(f":small[{part}]" for part in parts[1:])])
