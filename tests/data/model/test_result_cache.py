"""Results go with the campaign that they are made of."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import pickle
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from components.map.viewport import FIRST_VIEWPORT
from data.export.formats import FORMATS
from data.filters.choice import Choice, View
from data.filters.query import Query
from data.filters.select import select
from data.importing.recipe import Recipe
from data.importing.uploaded_list import UploadedList, import_list, read_list
from data.model.campaign import Campaign
from data.model.folder import HeldFolder, cache_by_contents
from data.model.result_cache import cached_on_campaign, fill, forget, share
from tests.builders import sample_campaign
from tests.extracts import extract_of
from tests.test_layers import ROOT, functions, offenders, parse, sources

LIST = """\
id,Title,Date,City,Country,Region,Organizers,Feeds into
a,First,2023-04-03,Dakar,Senegal,West Africa,Red Cross;IOM,b
b,Second,2023-05-04,Paris,France,Europe,IOM,
c,Third,2024,Nairobi,Kenya,East Africa,Red Cross,
"""

ANSWERS: dict[str, Any] = {
    "_language": "en", "_mode": "light", "by": "", "by_region": False, "choice": Choice(),
    "asof": "", "column": "theme", "consultation": "a", "counted": False, "edges": (0, 40_000),
    "lane": 20.0, "language": "en", "letters": 11.0,
    "mode": "light", "most": 20, "name": "regions", "narrow": False, "gap": 30.0,
    "others": Choice(), "paths": None,
    "options": "regions", "organization": "iom", "positions": b"", "role": "host", "rows": (0, 1),
    "shown": (0, 1),
    "sort": "title", "view": View(), "viewport": FIRST_VIEWPORT, "words": "talk", "zoom": 2,
}  # fmt: skip
"""What to call cached functions with, by the names of their parameters."""

PER_CAMPAIGN = {
    "Campaign", "Extract", "HeldFolder", "ImportedList", "Index", "Pairs", "Selection",
    "UploadedList",
    "DataFrame", "Series", "Table", "WordIndex", "bytes",
}  # fmt: skip
"""Types that are a campaign, belong to one, or carry the contents of one."""

PROCESS_WIDE = {"cache", "lru_cache", "cache_data", "cache_resource"}


def campaign_of_a_list() -> Campaign:
    """Give a campaign of a list that nobody else has: a copy, since to read one takes longer."""
    campaign: Campaign = pickle.loads(_pickled_campaign())  # noqa: S301 -- our own
    return campaign


@cache
def _pickled_campaign() -> bytes:
    data = LIST.encode()
    own = UploadedList("list.csv", data, read_list("list.csv", data, Recipe()), Recipe())
    return pickle.dumps(import_list(own).campaign)


def cached_functions() -> dict[str, Callable[..., Any]]:
    """Give every function of the product that is cached on a campaign, by module and name."""
    found = {}
    for source in sources("data", "components"):
        if "cached_on_campaign" not in (ROOT / source).read_text(encoding="utf-8"):
            continue
        module = source.removesuffix(".py").replace("/", ".")
        for name, made in vars(importlib.import_module(module)).items():
            if hasattr(made, "cached_on_campaign") and getattr(made, "__module__", "") == module:
                found[f"{module}.{name}"] = made
    return found


CACHED = cached_functions()


def call(function: Callable[..., Any], campaign: Campaign) -> object:
    (_, kind), *others = inspect.signature(function).parameters.items()
    named = {name for name, each in others if each.kind is inspect.Parameter.KEYWORD_ONLY}
    subject = campaign if "Campaign" in str(kind.annotation) else Query.everything(campaign)
    known = {**ANSWERS, "selection": subject}
    answers = [known[name] for name, _ in others if name not in named]
    return function(subject, *answers, **{name: known[name] for name in named})


def wrapped(function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Give what a function wraps: one may be a question besides."""
    while function := getattr(function, "__wrapped__", None):
        yield function


def is_alive(reference: weakref.ref[Campaign]) -> bool:
    # Most go at once; the collector has to look only for those in a circle.
    if reference() is not None:
        gc.collect()
    return reference() is not None


def test_there_are_many_cached_functions() -> None:
    assert len(CACHED) > 35


@pytest.mark.parametrize("name", CACHED)
def test_no_cached_function_keeps_an_unused_campaign(name: str) -> None:
    campaign = campaign_of_a_list()
    call(CACHED[name], campaign)
    assert any(function in campaign.caches for function in wrapped(CACHED[name]))
    gone = weakref.ref(campaign)
    del campaign
    assert not is_alive(gone)


def test_a_value_that_is_filled_is_not_that_of_a_selection_asked_as_a_campaign() -> None:
    @cached_on_campaign(4)
    def size(campaign: Campaign) -> int:
        return len(campaign.consultations)

    whole, other = campaign_of_a_list(), campaign_of_a_list()
    part = select(Query.everything(whole), Choice(words="first"))
    fill(whole, size, 17)
    assert (size(whole), size(part)) == (17, 1)
    share(whole, size, other)
    assert (size(whole), size(part)) == (3, 1)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("form", [form.id for form in FORMATS])
def test_no_file_keeps_its_campaign(form: str) -> None:
    campaign = campaign_of_a_list()
    extract = extract_of(Query.everything(campaign))
    assert next(one for one in FORMATS if one.id == form).write(extract)
    gone = weakref.ref(campaign)
    del campaign, extract
    assert not is_alive(gone)


def test_a_copy_of_a_campaign_has_caches_of_its_own() -> None:
    campaign = campaign_of_a_list()
    other = replace(campaign, folder="elsewhere")
    query = Query.everything(campaign)
    assert select(query, Choice()) is not select(Query.everything(other), Choice())
    assert select(query, Choice()).whole is query


def test_visitors_of_a_campaign_share_its_results() -> None:
    campaign = Query.everything(campaign_of_a_list())
    with ThreadPoolExecutor(8) as threads:
        chosen = set(threads.map(lambda _: select(campaign, Choice(words="first")), range(200)))
    assert len(chosen) <= 8
    assert select(campaign, Choice(words="first")) in chosen
    assert select(campaign, Choice()) is select(campaign, Choice())


def test_a_part_has_the_caches_of_the_whole_under_its_own_identity(tmp_path: Path) -> None:
    asked = []

    @cached_on_campaign(8)
    def size(part: Campaign) -> int:
        asked.append(part)
        return len(part.consultations)

    campaign = sample_campaign(tmp_path)
    few = select(campaign, Choice(regions=("africa",)))
    assert few.caches is campaign.caches
    assert [size(few), size(few), size(campaign), size(campaign)] == [2, 2, 6, 6]
    assert asked == [few, campaign]


def test_each_campaign_caches_a_limited_number_of_results(tmp_path: Path) -> None:
    asked = []

    @cached_on_campaign(2)
    def double(_campaign: Campaign, number: int) -> int:
        asked.append(number)
        return 2 * number

    one, other = sample_campaign(tmp_path), sample_campaign(tmp_path)
    for campaign in (one, other):
        assert [double(campaign, number) for number in (1, 2, 1, 3, 1)] == [2, 4, 2, 6, 2]
    assert asked == [1, 2, 3, 1, 2, 3]
    double(one, 2)
    assert asked[6:] == [2]


def test_an_error_is_the_callers_and_is_not_cached(tmp_path: Path) -> None:
    asked = []

    @cached_on_campaign(2)
    def fails(campaign: Campaign) -> None:
        asked.append(campaign)
        raise KeyError("unknown")

    campaign = sample_campaign(tmp_path)
    for _ in range(2):
        with pytest.raises(KeyError):
            fails(campaign)
    assert len(asked) == 2


def test_a_forgotten_campaign_is_freed_without_the_collector() -> None:
    campaign = campaign_of_a_list()
    for function in CACHED.values():
        call(function, campaign)
    # Altair catches errors in a circle with their frames, and those end in our calls. The campaign
    # is still in use here: a circle of its own would outlive this.
    gc.collect()
    forget(campaign)
    gone = weakref.ref(campaign)
    gc.disable()
    try:
        del campaign
        assert gone() is None
    finally:
        gc.enable()


def test_cached_results_are_not_sent_to_another_process(tmp_path: Path) -> None:
    campaign = sample_campaign(tmp_path)
    part = select(campaign, Choice())
    assert campaign.caches
    there: Campaign = pickle.loads(pickle.dumps(part))  # noqa: S301 -- our own
    assert there.caches == {}
    assert len(there.consultations) == part.size


def test_results_of_a_folder_in_memory_are_freed_with_it() -> None:
    class Made:
        def __init__(self, data: bytes) -> None:
            self.data = data

    folder = HeldFolder({"notes.md": b"# a"})
    made = cache_by_contents(folder, b"# a", Made)
    assert cache_by_contents(folder, b"# a", Made) is made
    gone = weakref.ref(made)
    del made, folder
    assert not is_alive(gone)
    on_disk = cache_by_contents("", b"# a", Made)
    assert cache_by_contents("elsewhere", b"# a", Made) is on_disk


def test_nothing_of_a_campaign_is_cached_by_the_process() -> None:
    """A cache of the process would hold a visitor's list: use `cached_on_campaign`."""
    found = {source: cached_by_process(parse(source)) for source in sources("data", "components")}
    assert offenders(found) == {}


def test_the_search_sees_a_cache_of_the_process() -> None:
    code = "@lru_cache(8)\ndef f(c: Campaign): ...\ndef g(i: Index): ...\nh = cache()(g)"
    assert cached_by_process(ast.parse(code)) == {"f": {"Campaign"}, "g": {"Index"}}


def cached_by_process(tree: ast.Module) -> dict[str, set[str]]:
    """Give the functions that are cached for all, with what they take of a campaign."""
    by_name = {node.name: node for node in functions(tree)}
    decorated = [
        node for node in by_name.values() if any(map(is_process_wide, node.decorator_list))
    ]
    for node in ast.walk(tree):
        match node:  # kept = lru_cache(8)(make)
            case ast.Call(func=ast.Call() as maker, args=[ast.Name(id=name)]) if (
                is_process_wide(maker) and name in by_name
            ):
                decorated.append(by_name[name])
    taken = {node.name: types_of(node) & PER_CAMPAIGN for node in decorated}
    return {name: types for name, types in taken.items() if types}


def is_process_wide(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in PROCESS_WIDE


def types_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names in the annotations of what a function takes."""
    asked = [one.annotation for one in [*function.args.args, *function.args.kwonlyargs]]
    nodes = [node for one in asked if one for node in ast.walk(one)]
    return {getattr(node, "id", getattr(node, "attr", "")) for node in nodes}
