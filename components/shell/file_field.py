"""A field for a file, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.shell.words import gettext as _

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_SCRIPT = Path(__file__).parent / "static" / "file_field.js"
_words = st.components.v2.component("file_field", js=_SCRIPT.read_text(encoding="utf-8"))


def show_file_field(
    label: str,
    types: Sequence[str],
    *,
    key: str,
    megabytes: int,
    **reaction: Any,
) -> UploadedFile | None:
    """Show a field for one file, and return its file.

    Args:
        label: Label of the field.
        types: Extensions of the files to offer.
        key: Unique on the page.
        megabytes: The largest file.
        reaction: `on_change` and `args`, as Streamlit's fields have them.
    """
    file: UploadedFile | None = st.file_uploader(
        label, list(types), key=key, max_upload_size=megabytes, **reaction
    )
    words = {
        # Translators: verb, on a button that opens the list of files on this computer
        "choose": _("Choose file"),
        # Translators: verb, on a button beside the file that was chosen
        "other": _("Choose another file"),
        # Translators: verb, on a button beside the file that was chosen
        "remove": _("Remove {file}"),
    }
    _words(data=words, key=f"{key}-words", height="content")
    return file
