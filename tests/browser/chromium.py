"""Finds a Chromium for the tests; as a command, installs what is missing of it and of fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"
"""Chromium without windows, which Playwright takes too where it may choose: the tests need a third
less of a core in it (340 s instead of 510 for those in a browser, on two cores)."""

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = {"fonts-noto-core": "NotoSansEthiopic-Regular*", "fonts-noto-cjk": "NotoSansCJK-Regular*"}
"""Packages of fonts that tests need, and a file of each. Where one is missing and can't be
installed, the tests of its scripts are skipped and name it."""
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")

# Some networks let no browser build through, and say so only by silence.
PATIENCE_SECONDS = 300
_INSTALL = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends")
ADVICE = (
    "The browser tests need Chromium and none could be installed. Install Chromium or Chrome as "
    "your system does, or say where one is: CHROMIUM=path make test"
)


def find_chromium(*, whole: bool = False) -> str | None:
    """Give the path of the system's own Chromium, else Playwright's, else None.

    `whole`: rather the one that people look at, if there are both.
    """
    named = os.environ.get("CHROMIUM")
    names = (*WHOLE, SHELL) if whole else (SHELL, *WHOLE)
    system = [shutil.which(name) for name in ([named] if named else names)]
    return next((path for path in system if path), None) or _playwright_chromium()


def install_chromium() -> str | None:
    """Try Playwright's own, then the system's packages, and give the path of what is there then."""
    print("Chromium is missing")
    _try([sys.executable, "-m", "playwright", "install", "chromium"])
    if not find_chromium() and _has_apt():
        _try(["apt-get", "update", "--quiet"])
        for package in (SHELL, WHOLE[0]):  # Not every system has the first.
            if not find_chromium():
                _try([*_INSTALL, package])
    return find_chromium()


def missing_fonts() -> list[str]:
    """Name the packages of fonts that are not there, found by their files."""
    return [
        package
        for package, file in FONTS.items()
        if not any(path for folder in _FONT_FOLDERS for path in Path(folder).rglob(file))
    ]


def install_fonts() -> None:
    """Try the system's packages for the fonts that are missing; the tests do without."""
    packages = missing_fonts()
    if packages and _has_apt():
        print("Fonts are missing")
        if _try(["apt-get", "update", "--quiet"]):
            _try([*_INSTALL, *packages])


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _playwright_chromium() -> str | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    # There, it may still lack the system's libraries.
    runs = path.exists() and subprocess.run([path, "--version"], check=False).returncode == 0
    return str(path) if runs else None


def _try(command: list[str]) -> bool:
    """Run a command, and tell whether it succeeded within our patience."""
    print("Trying:", " ".join(command), flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            check=False,
            timeout=PATIENCE_SECONDS,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        print(f"Gave up after {PATIENCE_SECONDS} seconds")
        return False
    return done.returncode == 0


if __name__ == "__main__":
    install_fonts()
    if not (find_chromium() or install_chromium()):
        sys.exit(ADVICE)
