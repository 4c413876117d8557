"""`python -m data.source`, the same as `python -m data source`."""

from __future__ import annotations

from data.__main__ import run

if __name__ == "__main__":
    run("source")
