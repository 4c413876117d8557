"""The first view of Explore as HTML and SVG, for readers without scripts."""
