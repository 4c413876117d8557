"""A photo of a consultation. The only place that shows a picture named by data."""

from __future__ import annotations

import streamlit as st

from components.media_files import is_safe
from data.pictures import picture_bytes


def show_photo(folder: str, file: str, caption: str) -> bool:
    """Show a picture file of the campaign's folder; nothing if it can't be shown.

    Args:
        folder: The campaign's folder.
        file: Path inside the folder; checked, see `picture_bytes`.
        caption: Markdown, text from data escaped.

    Returns:
        Whether it was shown.
    """
    picture = picture_bytes(folder, file)
    if picture is None or not is_safe(len(picture)):
        return False
    st.image(picture, caption=caption, width="stretch")
    return True
