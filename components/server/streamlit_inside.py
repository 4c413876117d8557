"""What the server uses of Streamlit that Streamlit does not document, in one place.

A test of each tells when a newer Streamlit has changed it.
"""

from __future__ import annotations

from typing import Any

from streamlit import net_util
from streamlit.runtime import get_instance


def ask_nobody() -> None:
    """Let Streamlit take this machine's outside address for known, as none.

    Else it asks a host on the internet, in the event loop, whenever a page of a foreign origin
    wants to connect.
    """
    net_util._external_ip = ""  # noqa: SLF001


def uploaded_bytes() -> dict[str, int]:
    """Bytes of the files that each session has uploaded, by session id."""
    manager: Any = get_instance().uploaded_file_mgr
    sessions = dict(manager.file_storage)
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in sessions.items()
    }


def end_expired_sessions() -> int:
    """End the sessions whose time has run out, as Streamlit does when it looks; how many.

    Call it in the event loop, where Streamlit connects sessions too.
    """
    manager: Any = get_instance()._session_mgr  # noqa: SLF001
    expired = manager._session_storage._cache.expire()  # noqa: SLF001
    for _, stored in expired:
        stored.session.shutdown()
    return len(expired)
