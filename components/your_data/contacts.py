"""E-mail addresses and phone numbers in the list: how many, and a checkbox to keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.words.languages import listing, number

if TYPE_CHECKING:
    from data.importing.import_list import ImportedList
    from data.loading.contacts import Contacts

_KEEP = "own_keep_contacts"
_MOST_COLUMNS = 6


def show_own_contacts(imported: ImportedList) -> None:
    """Show how many contacts are hidden, with a checkbox to keep them; nothing without any."""
    own = current_own()
    if own is None or not imported.contacts.columns:
        return
    keeps = own.recipe.keeps_contacts
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
    counts = [
        (emails, ngettext("{count} e-mail address", "{count} e-mail addresses", emails)),
        (phones, ngettext("{count} phone number", "{count} phone numbers", phones)),
    ]
    counted = [text.format(count=number(count, language())) for count, text in counts if count]
    names = list(dict.fromkeys(name for name, *_counts in contacts.columns))
    columns = [plain(name) for name in names[:_MOST_COLUMNS]]
    if more := len(names) - len(columns):
        # Translators: the end of a list of column names: "A, B and 3 more".
        text = ngettext("{count} more", "{count} more", more)
        columns.append(text.format(count=number(more, language())))
    if keeps:
        sentence = _("Shown on all pages and in all files: {contacts}. Columns: {columns}.")
    else:
        sentence = _("Hidden from all pages and files: {contacts}. Columns: {columns}.")
    return sentence.format(
        contacts=listing(counted, language()), columns=listing(columns, language())
    )
