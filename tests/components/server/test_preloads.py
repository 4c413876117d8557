"""The links of the head lead to files that are there, and none is Streamlit's own link again."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import streamlit
import streamlit_folium

from components.map.basemap import map_addresses
from components.server.page_head import Head, with_head
from components.server.preloads import preload_links
from data import ROOT

STATIC = Path(streamlit.__file__).parent / "static"
FRAME = Path(streamlit_folium.__file__).parent / "frontend" / "build"
LINKS = re.findall(r'rel="(\w+)"[^>]* href="\./([^"]+)"', preload_links())
MODULES = [address for kind, address in LINKS if kind == "modulepreload"]


def test_modules_are_those_of_the_map_and_all_that_they_import() -> None:
    names = {Path(address).name.split(".")[0] for address in MODULES}
    assert {"BidiComponent", "ComponentInstance"} <= names
    assert {"embed", "DataFrame", "ArrowVegaLiteChart"}.isdisjoint(names)
    linked = {Path(address).name for address in MODULES}
    index = (STATIC / "index.html").read_text(encoding="utf-8")
    for address in MODULES:
        text = (STATIC / address).read_text(encoding="utf-8")
        for name in re.findall(r'from"\./([\w.-]+\.js)"', text):
            assert name in linked or name in index, f"{address} also waits for {name}"


def test_no_module_is_linked_twice() -> None:
    index = (STATIC / "index.html").read_text(encoding="utf-8")
    assert len(set(MODULES)) == len(MODULES)
    assert not [address for address in MODULES if address in index]


def test_files_of_the_frame_are_there() -> None:
    frame = "component/streamlit_folium.st_folium/"
    files = [address for kind, address in LINKS if kind == "prefetch"]
    own = [address for address in files if not address.startswith(frame)]
    assert own == [f"component/{address}" for address in map_addresses()]
    assert all((FRAME / each.removeprefix(frame)).is_file() for each in set(files) - set(own))
    assert {each.split("?")[0].rsplit("/", 1)[1] for each in own} == {
        "map.js", "map.css", "land-110m.json",
    }  # fmt: skip


def test_links_stand_in_the_head_of_the_page_alone() -> None:
    page = '<html lang="en"><head><title>x</title></head><body></body></html>'
    head = Head("en", "Title", "")
    assert "<link>\n</head>" in with_head(page, head, "<link>")
    assert "<link" not in with_head(page, head)


def test_the_server_imports_no_component_before_a_page_does() -> None:
    code = (
        "import sys, components.server.asgi; from components.server.preloads import preload_links\n"
        "assert 'prefetch' not in preload_links()\n"
        "assert not {'streamlit_folium', 'components.map.basemap'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
