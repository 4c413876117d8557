"""Knows when a Streamlit page has settled, so that no test sleeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Charts and components report a click only after a moment, hence a time of quiet, not an instant.
QUIET_MS = 300
TIMEOUT_MS = 120_000
"""The first page of a new server in a new browser takes 30 seconds where four processes beside it
want both cores. Waiting costs nothing where the page is quiet at once."""
POLL_MS = 50
"""To ask at every frame, as is usual, makes a browser without a GPU draw sixty of them a second."""

# Put into every page: a busy server takes its time to say that it runs the script for a click, and
# the script runs for a file only when the whole of it has arrived.
WATCH_SOCKET = """
window.uploads = 0;
window.XMLHttpRequest = class extends window.XMLHttpRequest {
  send(body) {
    window.uploads += 1;
    this.addEventListener("loadend", () => { window.uploads -= 1; });
    super.send(body);
  }
};
window.WebSocket = class extends window.WebSocket {
  constructor(...address) {
    super(...address);
    this.addEventListener("message", () => { window.isUnanswered = false; });
  }
  send(message) {
    window.isUnanswered = true;
    super.send(message);
  }
};
"""

IS_QUIET = """
(quiet) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app
    && !window.isUnanswered
    && !window.uploads
    && app.dataset.testScriptState === "notRunning"
    && app.dataset.testConnectionState === "CONNECTED"
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
  const now = performance.now();
  if (!idle) window.idleSince = undefined;
  else window.idleSince ??= now;
  return idle && now - window.idleSince >= quiet;
}
"""


def wait_until_idle(page: Page, *, quiet_ms: int = QUIET_MS, timeout_ms: int = TIMEOUT_MS) -> None:
    """Wait until the script has run, nothing on the page is stale, and it stays so for a while."""
    page.evaluate("window.idleSince = undefined")
    page.wait_for_function(IS_QUIET, arg=quiet_ms, timeout=timeout_ms, polling=POLL_MS)
