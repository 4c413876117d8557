"""What `make run` installs may be passed on beside code under MIT."""

from __future__ import annotations

import pytest

from tests.licences import EXCEPTIONS, is_allowed, licence, packages


def test_packages_may_be_passed_on() -> None:
    licences = {package: licence(package) for package in packages() if package not in EXCEPTIONS}
    assert licences
    assert {package: name for package, name in licences.items() if not is_allowed(name)} == {}


@pytest.mark.parametrize("package", EXCEPTIONS)
def test_an_exception_is_still_needed_and_still_the_same(package: str) -> None:
    assert package in set(packages())
    assert not is_allowed(licence(package))
    assert licence(package) in {"", EXCEPTIONS[package][0]}


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("BSD-3-Clause AND GPL-3.0-only", False),
        ("GPL-3.0-only", False),
        ("", False),
    ],
)
def test_an_expression_is_read(expression: str, *, allowed: bool) -> None:
    assert is_allowed(expression) is allowed
