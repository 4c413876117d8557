"""The only way from data to the map: base64 of JSON, which no template, HTML or script reads.

branca renders its input a second time as a Jinja template, so text from data must never enter a
Folium object as text.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from components.map.basemap import SHAPES_ADDRESS


class MarkersLayer(MacroElement):
    """Everything on the map that changes, as one payload for `data/map/scripts/map.js`."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = ConsultationMap.show(
          map_div, "{{ this.shapes }}", "{{ this.payload }}");
        {% endmacro %}
        """
    )

    def __init__(self, payload: Mapping[str, Any]) -> None:
        """Encode the payload."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MarkersLayer"
        self.shapes = SHAPES_ADDRESS
        self.payload = encode_payload(payload)


def encode_payload(payload: Mapping[str, Any]) -> str:
    """Return the payload as base64 of ASCII JSON."""
    text = json.dumps(payload, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(text.encode("ascii")).decode("ascii")


class MarkersGroup(folium.FeatureGroup):
    """The layer of markers, as a feature group that streamlit-folium replaces on the map."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        """Add the payload's layer."""
        super().__init__()
        MarkersLayer(payload).add_to(self)

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 (Folium's way)
        """Write nothing into the map's page.

        streamlit-folium reads the script itself; Folium would compile the payload as a template.
        """
        return ""
