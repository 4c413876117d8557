"""Time, bytes and memory against rows, both logarithmic, as a picture."""

from __future__ import annotations

import altair as alt
import pandas as pd
import vl_convert

from tests.benchmarks.growth_tables import value
from tests.benchmarks.results import Results

MEASURES = {
    "open_ms": "First open, ms",
    "click_ms": "Click to paint, ms",
    "click_kb": "A click, kB",
    "server_mb": "Memory of the server, MB",
}
COLORS = ("#5F6B76", "#0072B2", "#D55E00", "#E69F00", "#009E73", "#CC79A7")


def growth_picture(results: Results) -> str:
    """An SVG with a panel a measure, a line a page; what did not finish is not there."""
    rows = [
        {"page": page, "measure": title, "rows": sized.rows, "value": found}
        for sized in results.sizes
        for page in sized.pages
        for name, title in MEASURES.items()
        if (found := value(sized, page, name))
    ]
    frame = pd.DataFrame(rows, columns=["page", "measure", "rows", "value"])
    pages = list(dict.fromkeys(frame["page"]))
    color = alt.Color("page:N", sort=pages, title=None).scale(domain=pages, range=COLORS)
    axis = alt.X("rows:Q", title="rows").scale(type="log").axis(format="~s", tickCount=6)
    panels = [
        alt.Chart(frame[frame["measure"] == title], title=title)
        .mark_line(point=True)
        .encode(axis, alt.Y("value:Q", title=None).scale(type="log"), color)
        .properties(width=300, height=220)
        for title in MEASURES.values()
    ]
    chart = alt.concat(*panels, columns=2).configure_title(anchor="start")
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))
