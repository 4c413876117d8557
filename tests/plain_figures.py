"""Figures of the shipped campaign in plain pandas, from its tables, to compare ours with.

Nothing here uses the program's own counting: only the files, and the names of countries.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from random import Random

import pandas as pd

from data import ROOT
from data.filters.choice import ALL_KINDS, Choice

FOLDER = ROOT / "data" / "campaigns" / "micic"
ROLES = {"organizer": "organizers", "host": "hosts", "partner": "partners"}
COUNTRIES = {
    "PH": "Philippines", "BE": "Belgium", "SN": "Senegal", "CH": "Switzerland",
    "CR": "Costa Rica", "LB": "Lebanon", "KE": "Kenya", "US": "United States", "MT": "Malta",
    "RW": "Rwanda", "CI": "Côte d'Ivoire",
}  # fmt: skip


@cache
def table(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", dtype="str", keep_default_na=False)


@cache
def own_kinds() -> set[str]:
    kinds = tomllib.loads((FOLDER / "campaign.toml").read_text("utf-8"))["kinds"]
    return {kind["id"] for kind in kinds if kind["own"]}


MOMENTS = ("webinar", "launch")
"""The kinds of the campaign's own that are no consultations."""


def without_moments(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows["kind"].isin(MOMENTS)]


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """What figures of a selection count: consultations, unless there are more or none."""
    some = without_moments(rows)
    return some if len(some) and rows["own"].all() else rows


@cache
def consultations() -> pd.DataFrame:
    rows = table("consultations")
    last = rows["end"].where(rows["end"] != "", rows["start"])
    first = [pd.Period(text).start_time.normalize() if text else pd.NaT for text in rows["start"]]
    final = [pd.Period(text).end_time.normalize() if text else pd.NaT for text in last]
    is_day = rows["start"].str.len() == len("2016-04-29")
    return rows.assign(first=first, last=final, is_day=is_day, own=rows["kind"].isin(own_kinds()))


@cache
def roles() -> pd.DataFrame:
    """One row per consultation, organization and role."""
    ids = {
        name.strip(): row["id"]
        for row in table("organizations").to_dict("records")
        for name in [row["name"], *row["short"].split(";"), *row["aliases"].split(";")]
        if name.strip()
    }
    rows = [
        {"id": row["id"], "organization": ids[name.strip()], "role": role}
        for row in table("consultations").to_dict("records")
        for role, column in ROLES.items()
        for name in row[column].split(";")
        if name.strip()
    ]
    return pd.DataFrame(rows).drop_duplicates()


@cache
def selected(choice: Choice) -> pd.DataFrame:
    rows = consultations()
    keep = pd.Series(data=True, index=rows.index)
    if choice.regions:
        keep &= rows["region"].replace("", "global").isin(choice.regions)
    if ALL_KINDS not in choice.kinds:
        keep &= rows["kind"].isin(choice.kinds or own_kinds())
    if choice.countries:
        keep &= rows["country"].isin([COUNTRIES[code] for code in choice.countries])
    if choice.organizations:
        took = roles()[roles()["organization"].isin(choice.organizations)]
        took = took[took["role"] == choice.role] if choice.role else took
        keep &= rows["id"].isin(took["id"])
    if choice.since or choice.until:
        keep &= rows["first"].notna()
    if choice.since:
        keep &= rows["last"] >= pd.Period(choice.since).start_time
    if choice.until:
        keep &= rows["first"] <= pd.Period(choice.until).end_time
    return rows[keep]


def random_choices(count: int, seed: int) -> list[Choice]:
    """Return different selections; most leave something, some leave nothing."""
    random = Random(seed)
    regions = [*table("regions")["id"], "global"]
    organizations = list(table("organizations")["id"])
    kinds = list(dict.fromkeys(table("consultations")["kind"]))
    choices: dict[Choice, None] = {Choice(): None, Choice(kinds=(ALL_KINDS,)): None}
    while len(choices) < count:
        organization = tuple(random.sample(organizations, random.choice([0, 0, 0, 1, 2])))
        since = random.choice(["", "", "2015", "2015-12", "2016", "2016-03-12"])
        until = random.choice(["", "", "2016", "2016-05", "2017", "2016-06-15"])
        choice = Choice(
            regions=tuple(random.sample(regions, random.choice([0, 0, 1, 2, 3]))),
            kinds=random.choice([(), (), (ALL_KINDS,), tuple(random.sample(kinds, 2))]),
            countries=tuple(random.sample(list(COUNTRIES), random.choice([0, 0, 0, 0, 3]))),
            organizations=organization,
            role=random.choice(["", *ROLES]) if organization else "",
            since=since,
            until=until,
        )
        choices[choice] = None
    return list(choices)


def took_part(rows: pd.DataFrame) -> pd.DataFrame:
    return roles()[roles()["id"].isin(rows["id"])]


def with_role(rows: pd.DataFrame, *wanted: str) -> int:
    took = took_part(rows)
    return took.loc[took["role"].isin(wanted), "organization"].nunique()


def partners(rows: pd.DataFrame) -> int:
    """Organizations that were a partner where they neither organized nor hosted."""
    took = took_part(rows)
    more = took[took["role"] != "partner"].set_index(["id", "organization"]).index
    own = took[took["role"] == "partner"].set_index(["id", "organization"]).index
    return own[~own.isin(more)].get_level_values("organization").nunique()


@cache
def _dates() -> pd.DataFrame:
    return consultations().set_index("id")


def days_between(rows: pd.DataFrame) -> list[int]:
    every = _dates()
    pairs = [(row["id"], into) for row in rows.to_dict("records") for into in
             filter(None, (part.strip() for part in row["feeds_into"].split(";")))]  # fmt: skip
    return [
        (every.loc[into, "first"] - every.loc[one, "last"]).days
        for one, into in pairs
        if every.loc[one, "is_day"] and every.loc[into, "is_day"]
    ]


def documents(rows: pd.DataFrame, *, to_open: bool = False) -> pd.DataFrame:
    every = table("documents")
    every = every[every["url"] != ""] if to_open else every
    return every[every["consultation"].isin(rows["id"])]


def lacking(rows: pd.DataFrame, what: str) -> int:
    reports = table("documents")
    known_reports = reports[reports["kind"].str.lower() == "report"]
    reports = known_reports[known_reports["url"] != ""]
    photos = table("photos")
    photos = photos[(photos["url"] != "") | (photos["file"] != "")]
    moment = rows["kind"].isin(MOMENTS)
    has = {
        "host": (rows["hosts"] != "") | (moment & (rows["city"] == "")),
        "organizer": rows["organizers"] != "",
        "participants": rows["participants"] != "",
        "report": rows["id"].isin(reports["consultation"]),
        "known report": rows["id"].isin(known_reports["consultation"]),
        "photo": rows["id"].isin(photos["consultation"]),
        "follow_up": (rows["feeds_into"] != "") | moment,
        "date": rows["start"] != "",
        "place": rows["city"] != "",
    }
    return int((~has[what]).sum())


def per_year(rows: pd.DataFrame) -> dict[str, int]:
    """Count by the year of the first day; "" for no date."""
    years = rows["first"].dt.year.astype("Int64").astype("str").where(rows["first"].notna(), "")
    return {str(year): int(size) for year, size in years.value_counts().items()}


FIGURES: dict[str, Callable[[pd.DataFrame], int]] = {
    "consultations": len,
    "own": lambda rows: int(without_moments(rows)["own"].sum()),
    "related": lambda rows: int((~rows["own"]).sum()),
    "regions": lambda rows: len({*counted(rows)["region"]} - {""}),
    "countries": lambda rows: len({*counted(rows)["country"]} - {""}),
    "cities": lambda rows: len(
        counted(rows).loc[lambda some: some["city"] != "", ["city", "country"]].drop_duplicates()
    ),
    "organizations": lambda rows: took_part(counted(rows))["organization"].nunique(),
    "listed_organizations": lambda rows: took_part(rows)["organization"].nunique(),
    "days": lambda rows: int(
        counted(rows)
        .loc[lambda some: some["is_day"]]
        .pipe(lambda some: (some["last"] - some["first"]).dt.days + 1)
        .sum()
    ),
    "without_place": lambda rows: lacking(rows, "place"),
    "without_date": lambda rows: lacking(rows, "date"),
    "organizers": lambda rows: with_role(rows, "organizer"),
    "hosts": lambda rows: with_role(rows, "host"),
    "partners": partners,
    "documents": lambda rows: len(documents(rows, to_open=True)),
}  # fmt: skip
"""Name of a figure to the expression that counts it."""
