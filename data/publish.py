"""`python -m data.publish`, the same as `python -m data publish`."""

from __future__ import annotations

from data.__main__ import run

if __name__ == "__main__":
    run("publish")
