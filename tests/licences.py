"""The licences of what `make run` installs, as the packages themselves name them.

`python -m tests.licences` lists them.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageMetadata, metadata

from packaging.requirements import Requirement

from data import ROOT

ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT"),
    *("MIT-CMU", "PSF-2.0", "Zlib"),
}
"""Licences that let anybody pass a package on beside code under MIT, on naming its authors."""

EXCEPTIONS = {
    # package: its licence, and why it is here
    "certifi": ("MPL-2.0", "its files are passed on unchanged, which is all that MPL-2.0 asks"),
    "streamlit-folium": ("MIT", "its metadata names none; its repository has LICENSE, MIT"),
}

_SAID_OTHERWISE = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def packages() -> list[str]:
    """Name each package of requirements.txt that this Python and system need, once."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^[a-z0-9].*==[^\\\n]*", text, re.MULTILINE)
    needed = map(Requirement, lines)
    return [one.name for one in needed if one.marker is None or one.marker.evaluate()]


def licence(package: str) -> str:
    """Give the licence that an installed package names, as SPDX does; "" if it names none."""
    about = metadata(package)
    expression = about.get("License-Expression")
    if expression:
        return expression
    return _SAID_OTHERWISE.get(said := _said(about), said)


def _said(about: PackageMetadata) -> str:
    """Give the classifier; where there is none the older field, if it is not a whole text."""
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    older = (about.get("License") or "").strip()
    return classifiers[0] if classifiers else older if "\n" not in older else ""


def is_allowed(expression: str) -> bool:
    """Tell whether all licences of an SPDX expression are allowed, or one side of each OR."""
    return any(
        all(name.strip("() ") in ALLOWED for name in side.split(" AND "))
        for side in expression.split(" OR ")
    )


if __name__ == "__main__":
    for name in packages():
        print(f"{name:28}{EXCEPTIONS[name][0] if name in EXCEPTIONS else licence(name)}")
