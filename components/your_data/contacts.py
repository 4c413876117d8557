"""E-mail addresses and phone numbers in the list: how many, and a checkbox to keep them."""

from __future__ import annotations

import streamlit as st

from components.shell.own_list import change_recipe, current_recipe
from components.shell.view_state import show_widget_value
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from data.importing.import_list import ImportedList
from data.loading.contacts import Contacts
from data.words.languages import listing

_KEEP = "own_keep_contacts"
_MOST_COLUMNS = 6


def show_own_contacts(imported: ImportedList) -> None:
    """Show how many contacts are hidden, with a checkbox to keep them; nothing without any."""
    if not imported.contacts.columns:
        return
    keeps = current_recipe().keeps_contacts
    st.info(build_contacts(imported.contacts, keeps=keeps), icon=":material/contact_mail:")
    show_widget_value(_KEEP, keeps)
    st.checkbox(
        _("Keep e-mail addresses and phone numbers"),
        key=_KEEP,
        help=_("They then appear on every page and in every file that you save."),
        on_change=lambda: change_recipe(keeps_contacts=bool(st.session_state[_KEEP])),
    )


def build_contacts(contacts: Contacts, *, keeps: bool) -> str:
    """`Hidden from all pages and files: 12 e-mail addresses and 3 phone numbers. Columns: ...`."""
    emails, phones = contacts.emails, contacts.telephones
    counts = (
        [amount("{count} e-mail address", "{count} e-mail addresses", emails)] if emails else []
    )
    if phones:
        counts.append(amount("{count} phone number", "{count} phone numbers", phones))
    names = list(dict.fromkeys(name for name, *_counts in contacts.columns))
    columns = [plain(name) for name in names[:_MOST_COLUMNS]]
    if more := len(names) - len(columns):
        # Translators: the end of a list of column names: "A, B and 3 more".
        columns.append(amount("{count} more", "{count} more", more))
    if keeps:
        sentence = _("Shown on all pages and in all files: {contacts}. Columns: {columns}.")
    else:
        sentence = _("Hidden from all pages and files: {contacts}. Columns: {columns}.")
    return sentence.format(
        contacts=listing(counts, language()), columns=listing(columns, language())
    )
