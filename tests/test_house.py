"""The picture of the house in CONTRIBUTING.md is what the contracts of pyproject.toml check."""

from __future__ import annotations

import re
import tomllib

import pytest

from data import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]


def layers_of(container: str) -> list[list[str]]:
    """Return the rooms of each layer of a contract, the top one first."""
    (contract,) = (one for one in CONTRACTS if one.get("containers") == [container])
    return [sorted(re.split(r"\s*[|:]\s*", layer)) for layer in contract["layers"]]


def drawn_rooms(container: str) -> list[str]:
    """Return the rooms of the picture, from the top."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    picture = text.split("```")[1]
    (block,) = re.findall(rf"^{container}/ .*\n((?: +\S.*\n)+)", picture, flags=re.MULTILINE)
    return re.findall(r"^ +(\w+)", block, flags=re.MULTILINE)


@pytest.mark.parametrize("container", ["components", "data"])
def test_the_picture_of_the_house_has_the_rooms_of_the_contract_in_its_order(
    container: str,
) -> None:
    rooms = drawn_rooms(container)
    for layer in layers_of(container):
        assert sorted(rooms[: len(layer)]) == layer
        rooms = rooms[len(layer) :]
    assert not rooms


@pytest.mark.parametrize("container", ["components", "data"])
def test_each_room_has_a_layer(container: str) -> None:
    rooms = {path.parent.name for path in (ROOT / container).glob("*/__init__.py")}
    assert rooms - {room for layer in layers_of(container) for room in layer} <= {"world"}
