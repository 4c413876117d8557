"""The lock, requirements*.txt, fits pyproject.toml and is complete."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from data import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
DEV = [*RUN, *PROJECT["dependency-groups"]["dev"]]
CLUSTER = [*RUN, *PROJECT["dependency-groups"]["cluster"]]
FILES = {
    "requirements.txt": RUN,
    "requirements-cluster.txt": CLUSTER,
    "requirements-dev.txt": DEV,
}


def entries(name: str) -> list[str]:
    """Split a lock into packages, each with version, marker, hashes and comments."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)


def pins(name: str) -> dict[str, set[str]]:
    """Map each package to its versions: several if they depend on Python or the system."""
    versions: dict[str, set[str]] = {}
    for entry in entries(name):
        package, version = re.split("==| ", entry, maxsplit=2)[:2]
        versions.setdefault(package, set()).add(version)
    return versions


@pytest.mark.parametrize("name", FILES)
def test_every_package_has_one_version_and_hashes(name: str) -> None:
    assert [entry for entry in entries(name) if not re.match(r"[a-z0-9.-]+==\S+ ", entry)] == []
    assert [entry for entry in entries(name) if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", FILES)
def test_the_lock_is_within_the_ranges(name: str) -> None:
    locked = pins(name)
    for requirement in map(Requirement, FILES[name]):
        versions = locked[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


@pytest.mark.parametrize("run", ["requirements.txt", "requirements-cluster.txt"])
def test_tests_use_the_versions_that_run(run: str) -> None:
    tested = pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in pins(run)} == pins(run)


@pytest.mark.parametrize("name", FILES)
def test_the_lock_names_no_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"://|^-|file:", text, re.MULTILINE) == []
