"""What a consultation asked for, and where each demand appears now."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import streamlit as st

from components.exporting.view_extract import current_extract
from components.shell.download_button import show_download_button
from components.shell.streamlit_inside import has_own_routes
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from data.export.feed import REPORT, feed_address
from data.export.formats import format_named
from data.figures.demand_counts import totals_of
from data.figures.demand_records import Demand, demand_records
from data.figures.demand_words import (
    MOST_ASKED,
    Asked,
    Asking,
    Verdict,
    asked_in_words,
    asking,
    totals_in_words,
)
from data.figures.documents import document_markdown
from data.figures.record import Record
from data.filters.choice import View
from data.filters.query import Query
from data.words.languages import native_name, spoken_languages
from data.words.links import link


def show_asked(card: Record, mail: str, *, compact: bool, most: int = MOST_ASKED) -> None:
    """Show what a consultation asked for; nothing if nobody expects a demand of its kind.

    Args:
        card: The consultation.
        mail: Address of a message that sends what is missing; "" for none.
        compact: Leave out what is folded.
        most: How many of its own demands are not folded.
    """
    asked = asking(card, language(), most)
    if asked is None:
        return
    lines = [f"**{_('What it asked for')}**", *map(build_asked, asked.asked)]
    if asked.unpublished:
        lines.append(build_unpublished(asked, mail))
    st.markdown("\n\n".join(lines))
    for fold in () if compact else asked.folds:
        with st.expander(plain(fold.label)):
            if fold.note:
                st.caption(plain(fold.note))
            st.markdown("\n\n".join(map(build_asked, fold.asked)))


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
        # Translators: before the titles of reports
        parts.append(f":small[{_('It fed a meeting with a report:')} {'; '.join(reports)}]")
    if mail:
        # Translators: text of a link that writes an e-mail
        parts.append(f":small[[{_('Send what you know')}]({mail})]")
    return "  \n".join(parts)


def show_report_back(campaign: Query, card: Record, key: str) -> None:
    """Show links to what is reported back to a meeting, one per language, or its file.

    Nothing if nobody expects a demand of it; a file where no server answers the links.
    """
    if not card.asks:
        return
    extract = current_extract(campaign, View(language=language()))
    extract, form = replace(extract, consultation=card.id), format_named(REPORT)
    if not (extract.address and has_own_routes()):
        show_download_button(
            _("Report back"), partial(form.write, extract), extract.file_name(form.ending),
            form.mime, key=key, icon=":material/print:", kind="tertiary",
        )  # fmt: skip
        return
    links = [
        link(native_name(code), feed_address(replace(extract, language=code), form))
        for code in spoken_languages(campaign.settings.languages)
    ]
    # Translators: before links to a page for the people who took part, one per language
    label = _("Report back, to print:")
    st.markdown(f":small[:material/print: {label} {' · '.join(links)}]")


_MOST_LISTED = 6


def show_demands(
    campaign: Query, positions: np.ndarray, title: str, *, is_part: bool = False
) -> None:
    """Show some demands in figures and as a list; nothing for none.

    Args:
        campaign: The whole campaign.
        positions: Of the demands in its table.
        title: The heading, in words.
        is_part: Whether another heading is above it.
    """
    if not len(positions):
        return
    heading = st.subheader if is_part else st.header
    heading(title, anchor=False)
    st.markdown(plain(totals_in_words(totals_of(campaign, positions), language())))
    demands = demand_records(campaign, positions, language())
    asked = asked_in_words(demands, language())
    unsure = _("The sources don't say which of these meetings asked for it.")
    lines = [
        f"{_meetings(each)}{build_asked(one)}" + (f"  \n:small[{unsure}]" if each.joint else "")
        for each, one in zip(demands, asked, strict=True)
    ]
    st.markdown("\n\n".join(lines[:_MOST_LISTED]))
    more = len(lines) - _MOST_LISTED
    if more > 0:
        with st.expander(amount("{count} more demand", "{count} more demands", more)):
            st.markdown("\n\n".join(lines[_MOST_LISTED:]))


def _meetings(demand: Demand) -> str:
    """Return the numbers of the meetings that made a demand: `**1 · 2** `."""
    numbers = " · ".join(str(meeting.number) for meeting in demand.meetings)
    return f"**{numbers}** " if numbers else ""
