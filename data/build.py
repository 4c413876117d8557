"""`python -m data.build`, the same as `python -m data build`."""

from __future__ import annotations

from data.__main__ import run

if __name__ == "__main__":
    run("build")
