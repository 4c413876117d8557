"""Knows when a Streamlit page has settled, so that no test sleeps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError as PlaywrightTimeout

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
window.messages = [];
window.noteMessage = (...what) => {
  window.messages.push([Math.round(performance.now()), ...what].join(" "));
  if (window.messages.length > 30) window.messages.shift();
};
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
    this.addEventListener("message", () => {
      window.isUnanswered = false;
      window.noteMessage("came");
    });
    this.addEventListener("close", ({ code }) => window.noteMessage("closed", code));
  }
  send(message) {
    window.isUnanswered = true;
    const letters = new TextDecoder().decode(message).replace(/[^ -~]+/g, " ");
    window.noteMessage("sent", letters.slice(0, 300));
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
    && !document.querySelector("#first-view")
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
  const now = performance.now();
  if (!idle) window.idleSince = undefined;
  else window.idleSince ??= now;
  return idle && now - window.idleSince >= quiet;
}
"""


# What a page that doesn't settle waits for, and what it said to the server and heard of it.
WHAT_IS_SEEN = """
() => {
  const { testScriptState, testConnectionState } =
    document.querySelector('[data-testid="stApp"]')?.dataset ?? {};
  const map = document.querySelector("iframe")?.contentWindow;
  const count = (query) => document.querySelectorAll(query).length;
  return JSON.stringify({
    url: location.href, testScriptState, testConnectionState, now: Math.round(performance.now()),
    isUnanswered: window.isUnanswered, uploads: window.uploads,
    skeletons: count('[data-testid="stSkeleton"]'), stale: count('[data-stale="true"]'),
    iframes: count("iframe"), mapRuns: map?.consultationMapRuns,
    hasLand: Object.values(map?.map_div?._layers ?? {}).some((layer) => layer.feature),
    mapSeen: window.mapSeen, messages: window.messages,
  }, null, 1);
}
"""


@contextmanager
def telling_what_is_missing(page: Page) -> Iterator[None]:
    """Say what a page waited for in vain: in the error, and at once, for it may be tried again."""
    try:
        yield
    except PlaywrightTimeout as error:
        note = f"The page did not settle: {page.evaluate(WHAT_IS_SEEN)}"
        error.add_note(note)
        print(note, file=sys.__stderr__, flush=True)
        raise


def wait_until_idle(page: Page, *, quiet_ms: int = QUIET_MS, timeout_ms: int = TIMEOUT_MS) -> None:
    """Wait until the script has run, nothing on the page is stale, and it stays so for a while."""
    page.evaluate("window.idleSince = undefined")
    with telling_what_is_missing(page):
        page.wait_for_function(IS_QUIET, arg=quiet_ms, timeout=timeout_ms, polling=POLL_MS)
    expect_no_exception(page)


def expect_no_exception(page: Page) -> None:
    """Fail where a run ended in an exception: its page has lost the rest, and tests wait for it."""
    shown = page.locator('[data-testid="stException"]').all_text_contents()
    assert not shown, (page.evaluate("location.href"), shown)
