"""What the fixtures that open pages are called with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page

LAPTOP = (1366, 768)


class Serve(Protocol):
    def __call__(self, name: str, write: Callable[[Path], Path] | None = None) -> str: ...


class OpenPage(Protocol):
    def __call__(
        self,
        path: str = "/",
        *,
        viewport: tuple[int, int] = LAPTOP,
        url: str | None = None,
        alone: bool = False,
    ) -> Page: ...


class OpenKept(Protocol):
    def __call__(
        self, path: str, *, viewport: tuple[int, int] = LAPTOP, url: str | None = None
    ) -> Page: ...
