"""The first view of Explore as HTML and SVG, in the page that the server sends."""
