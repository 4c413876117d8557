"""Asks axe-core what a page does wrong by the Web Content Accessibility Guidelines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOT_OURS: list[tuple[str, str, str]] = [
    # rule, what its element has in it, why it is not ours to mend
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}

BEST = "best-practice"
"""More than the guidelines ask for: headings in order, landmarks."""

RUN = """
async ([rules, iframes]) => {
  const report = await axe.run(document, {
    iframes,
    runOnly: { type: "tag", values: rules },
    resultTypes: ["violations"],
  });
  return report.violations.flatMap((violation) => violation.nodes.map((node) => ({
    rule: violation.id,
    impact: violation.impact,
    place: node.target.flat().join(" "),
    html: node.html.slice(0, 300),
    reason: node.failureSummary,
  })));
}
"""


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule; `place` is its selector, through frames where needed."""

    rule: str
    impact: str
    place: str
    html: str
    reason: str


def violations(page: Page, known: Iterable[tuple[str, str, str]] = NOT_OURS) -> list[Violation]:
    """Give what is serious or critical and ours."""
    return [
        one
        for one in grave_violations(page)
        if not any(one.rule == rule and piece in one.html for rule, piece, _reason in known)
    ]


def all_violations(page: Page) -> list[Violation]:
    """Give what is ours of any impact in the page itself, also against good practice."""
    _bring_axe(page)
    found = [Violation(**violation) for violation in page.evaluate(RUN, [[*RULES, BEST], False])]
    return [
        one
        for one in found
        if not any(one.rule == rule and piece in one.html for rule, piece, _reason in NOT_OURS)
    ]


def grave_violations(page: Page) -> list[Violation]:
    """Give the serious and critical violations, frames included."""
    _bring_axe(page)
    found = [Violation(**violation) for violation in page.evaluate(RUN, [RULES, True])]
    return [one for one in found if one.impact in GRAVE]


def _bring_axe(page: Page) -> None:
    for frame in page.frames:
        # Half a megabyte: once for all looks at the same document.
        if frame.evaluate("typeof axe") == "undefined":
            frame.evaluate(_axe_source())


@cache
def _axe_source() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
