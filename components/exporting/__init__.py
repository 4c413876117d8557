"""Download, copy, embed."""
