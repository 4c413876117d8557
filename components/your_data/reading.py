"""How the file was read: its sheet, encoding and separator, with a way to change them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.shell.browser_copy import forget_everywhere
from components.shell.options import show_list
from components.shell.own_list import (
    OwnFolder,
    current_folder,
    current_own,
    error_text,
    read_again,
)
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from components.your_data.decision import Answer, show_answers, show_decision
from data.filters.nouns import count_message, noun_of
from data.importing.uploaded_list import UploadedList
from data.lists.readers.decoding import ENCODINGS
from data.lists.readers.file_kinds import FILE_KINDS
from data.lists.readers.raw_table import RawTable
from data.lists.readers.sheets import alike_sheets
from data.model.errors import CampaignError
from data.words.languages import listing, number

_ERROR = "own_reading_error"
_MOST_OFFERED = 4


def show_own_reading() -> None:
    """Show the file and how it was read in one line, with buttons to change that and start over."""
    own, folder = current_own(), current_folder()
    if own is None and folder is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if own is not None:
            st.markdown(build_reading(own.name, own.raw), width="content")
            if own.raw.encoding or len(own.raw.sheets) > 1:
                with st.popover(
                    _("Change how it was read"), type="tertiary", icon=":material/tune:"
                ):
                    _show_choices(own)
        elif folder is not None:
            st.markdown(build_folder(folder), width="content")
        # Translators: verb, button that deletes the visitor's list from this browser.
        show_answers(Answer(_("Forget it"), "own_forget", _forget, "delete", is_quiet=True))
    if own is not None:
        _show_alike_sheets(own)
    error = st.session_state.get(_ERROR)
    if isinstance(error, CampaignError):
        st.error(error_text(error), icon=":material/block:")


def _show_alike_sheets(own: UploadedList) -> None:
    """Offer the other sheets with a list of events, each with a button."""
    names = alike_sheets(own.raw.issues)[:_MOST_OFFERED]
    if not names:
        return
    text = amount(
        "{count} other sheet also has a list of events. It is not on the map.",
        "{count} other sheets also have lists of events. They are not on the map.",
        len(names),
    )
    # Translators: verb, button; a sheet of a workbook.
    read = _("Read “{sheet}”")
    answers = (
        Answer(
            read.format(sheet=plain(name)),
            f"own_alike-{name}",
            partial(_change, "sheet", name),
            "swap_horiz",
            is_quiet=True,
        )
        for name in names
    )
    show_decision(text, *answers)


def build_reading(name: str, raw: RawTable) -> str:
    """`**list.csv** · 20 rows · 8 columns · CSV · UTF-8 · comma`."""
    rows, columns = raw.rows_read, len(raw.cells.column_names) - 1
    sheet = listing([name for name, _more in raw.parts], language()) or raw.sheet
    kind, separator = FILE_KINDS[raw.kind].label, separator_names().get(raw.separator, "")
    how = [kind, raw.encoding, separator, sheet]
    parts = [
        f"**{plain(name)}**",
        amount("{count} row", "{count} rows", rows),
        amount("{count} column", "{count} columns", columns),
        *(plain(part) for part in how if part),
    ]
    return " · ".join(parts)


def build_folder(folder: OwnFolder) -> str:
    """`**folder.zip** · campaign folder · 18 consultations`."""
    count = len(folder.campaign.consultations)
    text = count_message(noun_of(folder.campaign.settings), count, language())
    consultations = text.format(count=number(count, language()))
    kind = _("campaign folder")
    return f"**{plain(folder.name)}** · {kind} · {consultations}"


def separator_names() -> dict[str, str]:
    """Name each separator of cells."""
    return {
        # Translators: the character between cells, as the next three.
        ",": _("comma"),
        ";": _("semicolon"),
        # Translators: the tab character between cells.
        "\t": _("tab"),
        "|": _("vertical bar"),
    }


def _show_choices(own: UploadedList) -> None:
    raw, separators = own.raw, separator_names()
    if own.edits:
        st.caption(_("If you change this, your corrections of rows are lost."))
    if len(raw.sheets) > 1:
        names = dict(zip(raw.sheets, raw.sheets, strict=True))
        if raw.parts or own.recipe.sheet:
            # Translators: an option beside the names of the sheets of a workbook.
            names = {"": _("All sheets with the same columns"), **names}
        # Translators: one of the sheets of a workbook.
        _show_choice("sheet", _("Sheet"), names, "" if raw.parts else raw.sheet)
    if raw.encoding:
        _show_choice(
            "encoding", _("Encoding"), dict(zip(ENCODINGS, ENCODINGS, strict=True)), raw.encoding
        )
    if raw.separator:
        # Translators: the character between the cells of a text file, such as a comma.
        _show_choice("separator", _("Separator"), separators, raw.separator)


def _show_choice(part: str, label: str, options: dict[str, str], now: str) -> None:
    show_list(label, options, now, lambda value: _change(part, str(value)), key=f"own_{part}")


def _change(part: str, value: str) -> None:
    st.session_state.pop(_ERROR, None)
    try:
        read_again(**{part: value})
    except CampaignError as error:
        st.session_state[_ERROR] = error


def _forget() -> None:
    st.session_state.pop(_ERROR, None)
    forget_everywhere()
