"""What runs for every consultation works on whole columns: no Python runs for each row."""

from __future__ import annotations

import ast

import pytest

from tests.test_layers import functions, offenders, parse, sources

ROW_METHODS = {"apply", "iterrows", "itertuples"}
ROOMS = ("data/model", "data/loading", "data/store", "data/filters", "data/map")
OTHERS = ("data/columnar/texts.py", "data/geo/placing.py", "data/figures/totals.py")
MODULES = [*sources(*ROOMS), *OTHERS]
FEW_ROWS = {
    "_insert": "rows with more or fewer cells than the header",
    "issues_for": "rows that something is wrong with",
    "read_campaign_files": "issues",
    "_outermost": "directions of the compass",
    "names_of_given": "distinct cities of a list, at most 100,000",
    "_add_columns": "rows of one page of the table",
    "_hits": "regions",
    "_of_term": "regions",
    "_sources": "rows of one page of the table",
    "longest": "words of a search",
    "mark": "words of the index that a search has, at most `_MANY`",
    "area_words": "sub-regions of the world",
    "country_texts": "countries of the world",
    "found_in": "rows of one page of the table",
    "signs": "regions",
    "whole_texts": "rows of an exported page",
    "read_feeds": "links to nowhere, each an issue",
    "with_countries": "regions",
    "_with_kinds": "kinds",
}
"""Functions that may loop over the cells of a column, and what a row is there."""


def cells_looped_over(tree: ast.Module) -> list[tuple[str, int]]:
    """Give the function and the line of every loop over the cells of a column of a frame."""
    return [
        (function.name, loop.iter.lineno)
        for function in functions(tree)
        for loop in ast.walk(function)
        if isinstance(loop, ast.For | ast.comprehension) and _is_column(loop.iter)
    ]


def _is_column(node: ast.expr) -> bool:
    match node:
        case ast.Subscript(slice=ast.Constant(value=str()) | ast.Name()):
            return True
        case ast.Call(func=ast.Name(id="zip" | "enumerate"), args=parts):
            return any(_is_column(part) for part in parts)
        case ast.Call(func=ast.Attribute(attr="to_list" | "tolist" | "to_dict", value=inner)):
            return not isinstance(inner, ast.Attribute)
        case _:
            return False


def test_no_python_runs_for_each_row() -> None:
    called, loops = {}, {}
    for module in MODULES:
        tree = parse(module)
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        called[module] = attributes & ROW_METHODS
        loops[module] = [loop for loop in cells_looped_over(tree) if loop[0] not in FEW_ROWS]
    assert offenders(called) == {}
    assert offenders(loops) == {}


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("for cell in frame['title']: pass", True),
        ("[f(a, b) for a, b in zip(frame['a'], frame['b'], strict=True)]", True),
        ("{a: 1 for a in frame['a'].to_list()}", True),
        ("[a for a in zip(frame[one], frame[other], strict=True)]", True),
        ("[one for one in names]", False),
        ("[f(frame[name]) for name in frame.columns]", False),
    ],
)
def test_a_loop_over_cells_is_seen(code: str, *, is_found: bool) -> None:
    tree = ast.parse(f"def f():\n    {code}")
    assert bool(cells_looped_over(tree)) == is_found
