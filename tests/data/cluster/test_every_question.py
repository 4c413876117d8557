"""Every question, found in the registry: shards answer as the whole does, however it is cut."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

import data
from data.cluster.in_process import InProcess, cut
from data.cluster.opening import open_campaign
from data.figures.gaps import HOLES
from data.figures.timeline import time_bins
from data.filters import pairs as pairs_module
from data.filters.choice import ALL_KINDS, SORTS, Choice
from data.filters.filters import FILTERS
from data.filters.found_cities import City, best_cities
from data.filters.index import index_of
from data.filters.merging import Keys
from data.filters.options import country_ids
from data.filters.question import OF_ROWS, Question, Recipe, answer, questions
from data.filters.search_words import Day
from data.map.clusters import Window
from data.map.extent import Point
from data.model.campaign import Campaign
from data.model.schema import GLOBAL, ROLES
from tests.amount import amount
from tests.benchmarks.generate import generate
from tests.builders import sample_campaign
from tests.data.cluster.test_laws import DAYS, WORDS

SELECTIONS, SHARE = amount(300), 8
CUT_EVERY = max(5, SELECTIONS // 20)
"""Each selection is asked an eighth of the questions; campaigns are cut anew every so often."""

WINDOWS = (Window(-85, -180, 85, 180), Window(35, -10, 60, 30), Window(-30, 100, 20, 250))
OF_SHARDS = {"data.filters.rows:_sizes", "data.filters.rows:_slices"}
"""They tell of shards, which the whole has none of: `rows_between` is tested instead."""


class Draw:
    """Draws arguments by the names of parameters: a new name needs a method."""

    def __init__(self, whole: Campaign, random_: Random, choice: Choice) -> None:
        self._whole, self._random, self.choice = whole, random_, choice

    def of(self, function: Callable[..., Any]) -> tuple[Any, ...]:
        names = list(inspect.signature(function).parameters)[1:]
        own = {"_bin_counts": {"days": lambda: tuple(time_bins(self._whole).edges.tolist())}}
        if "tuple" in str(inspect.signature(function).parameters.get("words", "")):
            own[function.__name__] = {"words": lambda: tuple(self._words().split()) or ("a",)}
        draws = own.get(function.__name__, {})
        return tuple(draws[name]() if name in draws else self._drawn(name) for name in names)

    def _drawn(self, name: str) -> Any:
        pick, whole = self._random.choice, self._whole
        draws: dict[str, Callable[[], Any]] = {
            "choice": lambda: self.choice,
            "names": lambda: tuple(
                self._random.sample([one.counts_as for one in FILTERS if one.counts_as], 3)
            ),
            "words": self._words,
            "language": lambda: pick(["en", "fr"]),
            "day": self._day,
            "days": lambda: (self._day(), self._day()),
            "zoom": lambda: pick([2, 3, 5, 9]),
            "window": lambda: pick(WINDOWS),
            "most": lambda: pick([1, 4, 30]),
            "number": lambda: pick([0, 1, 17, 9999]),
            "are_united": lambda: True,
            "letters": lambda: pick([2, 4]),
            "key": lambda: pick(["ci", "co"]),
            "down": lambda: pick([True, False]),
            "sort": lambda: pick([sort for sort in SORTS if sort != "date"]),
            "role": lambda: pick(["", *ROLES]),
            "hole": lambda: pick(HOLES),
            "region": lambda: pick(range(len(whole.regions) + 1)),
            "organization": lambda: pick(list(whole.organizations["id"])),
            "organizations": lambda: tuple(whole.organizations["id"].iloc[:3]),
            "consultation": lambda: pick([*whole.consultations["id"], "nobody"]),
            "points": lambda: tuple(pick([Point(0.0, 0.0), *self._points()]) for _ in range(2)),
            "name": lambda: pick(["feeds", "documents"]),
        }
        return draws[name]()

    def _words(self) -> Any:
        return self._random.choice(WORDS)

    def _day(self) -> Day:
        pick = self._random.choice
        return pick([Day(2015, (), 0, 0), Day(2016, (3,), 0, 0), Day(0, (5,), 0, 0)])

    def _points(self) -> list[Point]:
        places = self._whole.places.dropna(subset=["lat"]).iloc[:5]
        return [Point(float(lat), float(lon)) for lat, lon in zip(places["lat"], places["lon"])]  # noqa: B905


def random_choice(whole: Campaign, random_: Random) -> Choice:
    def some(ids: list[str]) -> tuple[str, ...]:
        few = min(random_.choice([0, 0, 0, 1, 2]), len(ids))
        return tuple(random_.sample(ids, few))

    return Choice(
        regions=some([*whole.regions["id"], GLOBAL]),
        kinds=random_.choice([(), (ALL_KINDS,), some(list(whole.kinds["id"]))]),
        countries=some(country_ids(whole)),
        organizations=some(list(whole.organizations["id"])),
        role=random_.choice(["", "", "", *ROLES]),
        since=random_.choice(DAYS),
        until=random_.choice(DAYS),
        words=random_.choice(WORDS),
    )


def random_part(whole: Campaign, random_: Random, choice: Choice) -> Recipe:
    """A selection, sometimes narrowed further, sometimes of a few rows."""
    part = Recipe("data.filters.select:select", None, (choice,))
    size = len(whole.consultations)
    further = {
        "data.filters.select:unmapped_part": (),
        "data.filters.select:unplaced_part": (),
        "data.map.clusters:in_tile": (random_.choice(["1/0/0", "2/2/1", "1/1/0"]),),
    }
    name = random_.choice(["", "", "", "rows", *further])
    if name == "rows":
        rows = sorted(random_.sample(range(size), min(5, size)))
        return Recipe(OF_ROWS, None, (tuple(rows),))
    return Recipe(name, part, further[name]) if name else part


def plain(value: Any) -> Any:  # noqa: PLR0911 -- whatever a question answers
    """Return an answer as lists and dicts, so that equal ones are equal."""
    if isinstance(value, pd.DataFrame):
        return {name: plain(value[name]) for name in value.columns}
    if isinstance(value, pd.Series):
        return plain(value.astype("object").where(value.notna(), None).tolist())
    if isinstance(value, Keys):
        return sorted(value.numbers.tolist())  # A set: only a merge puts it in order.
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def tiles(sums: Any) -> Any:
    """Return what is asked of tiles: not how many locations, but whether there is one."""
    count = sums.by_region.sum(axis=1)
    row = np.where(count == 1, sums.row, -1)
    return plain([*sums[:5], sums.locations == 1, row])


def cities(found: list[City]) -> Any:
    """Return cities as they are suggested, without the position of their first place."""
    return plain([(city.key, city.size, city.texts) for city in best_cities(found)])


def sorted_links(frames: Any) -> Any:
    links = frames.feeds.sort_values(["consultation", "into"])
    roles = frames.roles.sort_values(["consultation", "organization", "role"])
    places = frames.places.sort_values(["consultation", "position"])
    return plain(frames._replace(feeds=links, roles=roles, places=places))


def sorted_rows(rows: pd.DataFrame) -> Any:
    return plain(
        rows.sort_values([name for name in rows.columns if name in ("into", "id", "consultation")])
    )


def years_with_any(counted: Any) -> Any:
    return plain(
        [{year: each for year, each in counted.by_year.items() if each.any()}, counted.total]
    )


SEEN: dict[str, Callable[[Any], Any]] = {
    "data.figures.regions:_year_counts": years_with_any,
    "data.map.clusters:_touched": tiles,
    "data.map.extent:_cities_at": lambda cities: [city and city[1] for city in cities],
    "data.filters.rows:_few_rows": lambda some: some and sorted_rows(some.rows),
    "data.filters.suggestions:_documents": lambda found: plain([each for _, each in found]),
    "data.filters.found_cities:found_cities": cities,
    "data.filters.rows:frames": sorted_links,
}
"""What pages see of an answer, where that is less than the answer."""


def every_question() -> dict[str, Callable[..., Any]]:
    """Return all questions of the program by name."""
    for module in walk_packages(data.__path__, "data."):
        if not module.name.startswith(("data.world", "data.cluster")) and "__" not in module.name:
            import_module(module.name)
    found = {name: function for name, function in questions().items() if name not in OF_SHARDS}
    assert len(found) > 40
    return found


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> list[Campaign]:
    folder = tmp_path_factory.mktemp("campaigns")
    made = [open_campaign(generate(folder / f"{seed}", 60, seed=seed)) for seed in (1, 2, 3)]
    return [*made, sample_campaign(folder / "sample")]


def test_shards_answer_every_question_about_any_selection_as_the_whole(
    campaigns: list[Campaign],
) -> None:
    random_ = random.Random(17)
    found = every_question()
    times, different = dict.fromkeys(found, 0), {}
    deck: list[str] = []
    for number in range(SELECTIONS):
        if not number % CUT_EVERY:
            whole = campaigns[number // CUT_EVERY % len(campaigns)]
            size = len(whole.consultations)
            shards = cut(whole, random_.sample(range(1, size), min(2, size - 1)))
            random_.shuffle(shards)
            engine = InProcess(shards)
        choice = random_choice(whole, random_)
        part, draw = random_part(whole, random_, choice), Draw(whole, random_, choice)
        asked = [
            Question(name, part if of_selection(found[name]) else None, draw.of(found[name]))
            for name in deal(deck, sorted(found), len(found) // SHARE, random_)
        ]
        for question, answered in zip(asked, engine.ask_all(asked), strict=True):
            see = SEEN.get(question.name, plain)
            assert answered is not None
            if see(answered.value) != see(answer(whole, question)):
                different.setdefault(question.name, question)
            times[question.name] += 1
    assert not different
    assert min(times.values()) > SELECTIONS // SHARE // 2


def deal(deck: list[str], names: list[str], count: int, random_: Random) -> list[str]:
    """Take names from the deck, which is filled again with all of them: none waits for long."""
    while len(deck) < count:
        deck[:0] = random_.sample(names, len(names))
    return [deck.pop() for _ in range(count)]


def of_selection(function: Callable[..., Any]) -> bool:
    """Tell whether a question may be asked of some consultations; others are of the campaign."""
    return next(iter(inspect.signature(function).parameters)) != "campaign"


def test_options_that_occur_are_those_with_a_count(
    campaigns: list[Campaign], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs_module, "_MANY", 0)
    whole = campaigns[0]
    random_ = np.random.default_rng(5)
    for share in (0.0, 0.1, 0.5, 1.0):
        mask = random_.random(len(whole.consultations)) < share
        for pairs in (index_of(whole).cities, index_of(whole).organizations("")):
            expected = np.bincount(pairs.codes[mask[pairs.rows]], minlength=pairs.options)
            assert pairs.count(mask).tolist() == expected.tolist()
            assert pairs.occurring(mask).tolist() == (expected > 0).tolist()
