"""`python -m data.check`, the same as `python -m data check`."""

from __future__ import annotations

from data.__main__ import run

if __name__ == "__main__":
    run("check")
