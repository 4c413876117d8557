"""E-mail addresses and telephone numbers in the list: how many, and a way to keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.words.languages import number

if TYPE_CHECKING:
    from data.importing.import_list import Brought
    from data.loading.contacts import Contacts

_KEEP = "own_keep_contacts"
_MOST_COLUMNS = 6


def show_own_contacts(brought: Brought) -> None:
    """Show how many contacts were set aside, with a checkbox to keep them; nothing without any."""
    own = current_own()
    if own is None or not brought.contacts.columns:
        return
    keeps = own.recipe.keeps_contacts
    st.info(build_contacts(brought.contacts, keeps=keeps), icon=":material/contact_mail:")
    show_widget_value(_KEEP, keeps)
    st.checkbox(
        _("Keep e-mail addresses and telephone numbers"),
        key=_KEEP,
        help=_("Then every page shows them, and every file that you save or pass on has them."),
        on_change=lambda: change_recipe(keeps_contacts=bool(st.session_state[_KEEP])),
    )


def build_contacts(contacts: Contacts, *, keeps: bool) -> str:
    """`12 e-mail addresses, 3 telephone numbers were set aside, in: Contact, Phone. ...`."""
    emails, telephones = contacts.emails, contacts.telephones
    parts = [
        ngettext("{count} e-mail address", "{count} e-mail addresses", emails).format(
            count=number(emails, language())
        ),
        ngettext("{count} telephone number", "{count} telephone numbers", telephones).format(
            count=number(telephones, language())
        ),
    ]
    counts = (emails, telephones)
    named = ", ".join(part for part, count in zip(parts, counts, strict=True) if count)
    names = list(dict.fromkeys(name for name, *_counts in contacts.columns))
    columns = ", ".join(plain(name) for name in names[:_MOST_COLUMNS])
    if len(names) > _MOST_COLUMNS:
        columns += ", …"
    if keeps:
        said = _("All pages and files have {contacts} of your list, in: {columns}.")
    else:
        said = ngettext(
            "{contacts} was set aside, in: {columns}. No page and no file has it.",
            "{contacts} were set aside, in: {columns}. No page and no file has them.",
            emails + telephones,
        )
    return said.format(contacts=named, columns=columns)
