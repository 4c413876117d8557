"""`python -m data.export`, the same as `python -m data export`."""

from __future__ import annotations

from data.__main__ import run

if __name__ == "__main__":
    run("export")
