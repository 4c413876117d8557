"""One frame or record per module, for pages and exports."""
