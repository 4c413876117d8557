"""Map and timeline as specifications of Vega-Lite: plain dicts, in pixels."""
