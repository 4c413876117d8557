"""Undocumented parts of Streamlit that the server uses, in one place.

A test of each fails when a newer Streamlit has changed it.
"""

from __future__ import annotations

from typing import Any

from streamlit import net_util
from streamlit.runtime import get_instance


def skip_address_lookup() -> None:
    """Stop Streamlit from looking up this machine's external address.

    Otherwise it asks a host on the internet, in the event loop, whenever a page of a foreign origin
    connects.
    """
    net_util._external_ip = ""  # noqa: SLF001


def uploaded_bytes() -> dict[str, int]:
    """Return the total size in bytes of each session's uploads, by session id."""
    manager: Any = get_instance().uploaded_file_mgr
    sessions = dict(manager.file_storage)
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in sessions.items()
    }


def end_expired_sessions() -> int:
    """End expired sessions, as Streamlit does when it checks, and return how many.

    Call it in the event loop, where Streamlit connects sessions too.
    """
    manager: Any = get_instance()._session_mgr  # noqa: SLF001
    expired = manager._session_storage._cache.expire()  # noqa: SLF001
    for _, stored in expired:
        stored.session.shutdown()
    return len(expired)
