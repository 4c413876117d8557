"""Asks axe-core what a page does wrong by the Web Content Accessibility Guidelines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}

RUN = """
async (rules) => {
  const report = await axe.run(document, {
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


def grave_violations(page: Page, *, known: Collection[str] = ()) -> list[Violation]:
    """Give the serious and critical violations, frames included, less the rules in `known`."""
    for frame in page.frames:
        frame.evaluate(_axe_source())
    found = [Violation(**violation) for violation in page.evaluate(RUN, RULES)]
    return [one for one in found if one.impact in GRAVE and one.rule not in known]


@cache
def _axe_source() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
