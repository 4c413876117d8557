"""The usual way: a folium.Marker with a popup each, in a MarkerCluster, through st_folium."""

from __future__ import annotations

import html
import sys
from pathlib import Path

import folium
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.benchmarks.rivals.streamlit_rows import chosen_rows

world = folium.Map((20, 0), zoom_start=2)
cluster = MarkerCluster().add_to(world)
for row in chosen_rows().itertuples():
    said = html.escape(f"{row.title}, {row.city}").replace("{", "&#123;")
    folium.Marker((row.lat, row.lon), popup=said).add_to(cluster)
st_folium(world, width=1200, height=500, returned_objects=[])
