"""What differs between the timelines of a page, and those of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from data.model.colors_and_shapes import COLORS
from data.timeline.axis import TICKS
from data.words.languages import direction


@dataclass(frozen=True)
class TimelineLook:
    """How a timeline looks.

    Attributes:
        language: Of all words.
        mode: "light" or "dark".
        unit: Factor of letters, lines and markers: 1 on a page.
        letters: Size of the letters of the axes in pixels.
        label_limit: The longest name of a lane in pixels.
        most_ticks: How many labels fit below the timeline.
        most_ticks_narrow: The same on a phone; None if the timeline is never so narrow.
        frame: Left, top, right and bottom of the lanes, and width and height of the whole
            picture, in pixels; None for a chart as wide as its container.
        font: Font families; "" for those of the page.
    """

    language: str
    mode: str = "light"
    unit: float = 1.0
    letters: float = 11.0
    label_limit: float = 190.0
    most_ticks: float = TICKS[0]
    most_ticks_narrow: float | None = TICKS[1]
    frame: tuple[float, float, float, float, float, float] | None = None
    font: str = ""

    @property
    def is_mirrored(self) -> bool:
        """Whether time runs from right to left, as one reads; pictures have frames of their own."""
        return not self.frame and direction(self.language) == "rtl"

    @property
    def colors(self) -> dict[str, str]:
        """Colours by their use."""
        return COLORS[self.mode]

    @property
    def swatch(self) -> float:
        """The side of the colour beside the name of a lane."""
        return min(10.0 * self.unit, self.letters)

    @property
    def label_font(self) -> Any:
        """The font as Altair takes it."""
        return self.font or alt.Undefined
