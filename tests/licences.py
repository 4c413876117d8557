"""Licences of the packages that `make run` installs, as they name them themselves.

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
"""Licences that allow distributing a package with MIT code, if its authors are named."""

EXCEPTIONS = {
    # package: its licence, and why it is here
    "certifi": ("MPL-2.0", "its files are distributed unchanged, as MPL-2.0 asks"),
    "streamlit-folium": ("MIT", "its metadata names none; its repository has LICENSE, MIT"),
}

_SPDX = {
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
    """List the packages of requirements.txt that this Python and system need."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^[a-z0-9].*==[^\\\n]*", text, re.MULTILINE)
    requirements = map(Requirement, lines)
    return [each.name for each in requirements if each.marker is None or each.marker.evaluate()]


def licence(package: str) -> str:
    """Return the SPDX licence of an installed package; "" if it names none."""
    about = metadata(package)
    expression = about.get("License-Expression")
    if expression:
        return expression
    name = _unspecific(about)
    return _SPDX.get(name, name)


def _unspecific(about: PackageMetadata) -> str:
    """Return the licence classifier; without one, the older field, unless it is a full text."""
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    older = (about.get("License") or "").strip()
    return classifiers[0] if classifiers else older if "\n" not in older else ""


def is_allowed(expression: str) -> bool:
    """Whether one alternative of an SPDX expression has only allowed licences."""
    return any(
        all(name.strip("() ") in ALLOWED for name in side.split(" AND "))
        for side in expression.split(" OR ")
    )


if __name__ == "__main__":
    for name in packages():
        print(f"{name:28}{EXCEPTIONS[name][0] if name in EXCEPTIONS else licence(name)}")
