"""Dash Leaflet with its clustering in the browser; needs `pip install dash-leaflet`."""

from __future__ import annotations

import sys

import dash_leaflet as dl
from dash import Dash, Input, Output, dcc, html

from tests.benchmarks.rivals.rows import options, placed_rows

rows = placed_rows()
app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        dcc.Checklist(options(rows), [], id="pressed", inline=True),
        dl.Map(
            dl.GeoJSON(id="points", cluster=True, zoomToBoundsOnClick=True),
            center=(20, 0),
            zoom=2,
            style={"height": "500px"},
        ),
        html.Div(id="said"),
    ]
)


@app.callback(Output("points", "data"), Output("said", "children"), Input("pressed", "value"))
def chosen(pressed: list[str]) -> tuple[dict[str, object], str]:
    """Give the points of the years or regions that are pressed; of all if none is."""
    part = rows[rows["choice"].isin(pressed)] if pressed else rows
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"tooltip": title},
        }
        for lat, lon, title in zip(part["lat"], part["lon"], part["title"], strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}, f"{len(part)} marks"


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
