"""One widget a file: a pure `build_...` and one public `show_...`."""
