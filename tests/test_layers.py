"""Rules of the layers that linters can't check; pyproject.toml has the other contracts."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from data import ROOT

LAYERS = ("pages", "components", "data")
SCREEN = ("folium", "streamlit", "streamlit_folium")
SLOW = ("altair", "vl_convert")
# What a server and a command import before somebody asks for a picture.
AT_START = (
    "data.loading.load",
    "data.export.formats",
    "data.export.drawing.page",
    "data.commands.check",
)

FEWEST_FILES = 5
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_PAGE = 70

# Each of these would carry text from data into HTML or JavaScript.
UNSAFE_NAMES = {
    "Choropleth",
    "Circle",
    "CircleMarker",
    "DivIcon",
    "GeoJson",
    "GeoJsonPopup",
    "GeoJsonTooltip",
    "Html",
    "Marker",
    "Popup",
    "Tooltip",
    "unsafe_allow_html",
    "unsafe_allow_javascript",
}
# Given a text, each of these opens the file or address of that name.
MEDIA_CALLS = {"audio", "image", "video"}
MEDIA_MODULES = {"components/consultation/card.py"}
# Each of these runs the data that it reads.
RUNNING_NAMES = {"eval", "exec", "marshal", "pickle", "read_pickle", "shelve"}

# Imports the given modules one by one, and says which is the first that imports one of the others.
IMPORT_ALL = """
import importlib, sys
first = {}
for module in sys.argv[2:]:
    importlib.import_module(module)
    for name in sys.argv[1].split(","):
        if name in sys.modules:
            first.setdefault(name, module)
print(*(f"{name} {module}" for name, module in first.items()), sep="\\n")
"""


def sources(*layers: str) -> list[str]:
    """List the paths of all Python files in the layers."""
    paths = [path for layer in layers for path in (ROOT / layer).rglob("*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def screen_sources() -> list[str]:
    return [*(["app.py"] if (ROOT / "app.py").exists() else []), *sources("pages", "components")]


def read(source: str) -> str:
    return (ROOT / source).read_text(encoding="utf-8")


@cache
def parse(source: str) -> ast.Module:
    """Parse a file once for all scans: the tree is shared, so nobody may change it."""
    return ast.parse(read(source), filename=source)


def offenders(found: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the sources in which a scan found something."""
    return {source: what for source, what in found.items() if what}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield all functions; they are statements, so no expression is looked into."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield from functions(node)


def names_used(tree: ast.Module) -> set[str]:
    """Return all names that are read, imported, used as attributes or passed as keywords."""
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="alt")):  # Vega-Lite charts hold no HTML
                continue
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                names.add(name)
            case ast.ImportFrom(module=module, names=aliases):
                names.update((module or "").split("."), (alias.name for alias in aliases))
            case ast.Import(names=aliases):
                names.update(part for alias in aliases for part in alias.name.split("."))
    return names


def methods_called(tree: ast.Module) -> set[str]:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {call.attr for call in calls if isinstance(call, ast.Attribute)}


def modules_of_data() -> list[str]:
    """All modules of `data`, those of the start first."""
    modules = [source.removesuffix(".py").replace("/", ".") for source in sources("data")]
    modules = [module.removesuffix(".__init__") for module in modules]
    return [*AT_START, *(module for module in modules if module not in AT_START)]


@pytest.fixture(scope="module")
def first_importers() -> dict[str, str]:
    """Which module of `data` is the first to import the screen, or a slow library, if one does."""
    names = ",".join((*SCREEN, *SLOW))
    command = [sys.executable, "-c", IMPORT_ALL, names, *modules_of_data()]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return dict(line.split(" ") for line in run.stdout.splitlines() if line)


def test_no_module_of_data_imports_the_screen(first_importers: dict[str, str]) -> None:
    assert {name: first_importers[name] for name in SCREEN if name in first_importers} == {}


def test_what_is_imported_at_the_start_does_not_wait_for_charts(
    first_importers: dict[str, str],
) -> None:
    assert [name for name in SLOW if first_importers.get(name) in AT_START] == []


@pytest.mark.parametrize("layer", [*LAYERS, "tests"])
def test_a_scan_has_files_to_look_at(layer: str) -> None:
    assert len(sources(layer)) >= FEWEST_FILES


def test_files_and_functions_are_short() -> None:
    every = [*screen_sources(), *sources("data", "tests")]
    lines = {source: read(source).count("\n") for source in every}
    assert {source: n for source, n in lines.items() if n > LONGEST_FILE} == {}
    lengths = {
        f"{source}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for source in every
        if lines[source] >= LONGEST_FUNCTION
        for node in functions(parse(source))
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_pages_only_compose() -> None:
    pages = sources("pages")
    lines = {source: read(source).count("\n") for source in pages}
    assert {source: n for source, n in lines.items() if n > LONGEST_PAGE} == {}
    defined = {source: [node.name for node in functions(parse(source))] for source in pages}
    assert offenders(defined) == {}
    computing = {"groupby", "lambda", "merge", "pivot_table"}
    assert offenders({source: names_used(parse(source)) & computing for source in pages}) == {}


def test_text_from_data_stays_text_and_opens_no_file() -> None:
    unsafe, opening = {}, {}
    for source in screen_sources():
        tree = parse(source)
        unsafe[source] = names_used(tree) & UNSAFE_NAMES
        allowed = MEDIA_CALLS if source in MEDIA_MODULES else set()
        opening[source] = methods_called(tree) & MEDIA_CALLS - allowed
    assert offenders(unsafe) == {}
    assert offenders(opening) == {}


def test_no_data_is_run_as_code() -> None:
    # To parse all files takes long, and few have any of these words.
    suspects = [
        source
        for source in [*screen_sources(), *sources("data")]
        if any(name in read(source) for name in RUNNING_NAMES)
    ]
    running = {source: names_used(parse(source)) & RUNNING_NAMES for source in suspects}
    assert offenders(running) == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import folium\nfolium.Marker((0, 0))", "Marker"),
        ("from folium import Popup as P", "Popup"),
        ("import folium.plugins.pickle", "pickle"),
        ("st.html(text, unsafe_allow_javascript=True)", "unsafe_allow_javascript"),
        ("eval(text)", "eval"),
    ],
)
def test_the_search_sees_a_forbidden_name(code: str, found: str) -> None:
    assert found in names_used(ast.parse(code))
