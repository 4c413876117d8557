"""Make a file in a process of its own: `python -m data.export.made_aside`.

It reads what is asked for from standard input, one line of JSON, says how far it has come on
standard output, a share a line, and writes the file. It ends when the input does: whoever asked is
gone then.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias, cast

from data.campaign_files import read_campaign_files
from data.choice import Choice
from data.export.blocks import block_count
from data.export.extract import Extract
from data.export.formats import format_named
from data.tour.edit import AS_MADE
from data.tour.edit_file import as_table, from_table

if TYPE_CHECKING:
    from collections.abc import Iterator

Asked: TypeAlias = dict[str, Any]

DONE = 1.0
_NEARLY = 0.99
_POLITENESS = 5
"""How far the process steps back behind those that serve pages, as `nice` counts."""


def asked_of(extract: Extract, form: str, kept: Path, file: Path, packed: str = "") -> Asked:
    """What such a process must be told, as plain values.

    Args:
        extract: What the file is made of.
        form: Id of the form.
        kept: Folder of the finished campaign, see `data.campaign_files`.
        file: The file to write.
        packed: Name of the file within a ZIP; "" writes it as it is.
    """
    return {
        "kept": str(kept),
        "folder": extract.campaign.folder,
        "choice": asdict(extract.choice),
        "language": extract.language,
        "address": extract.address,
        "day": extract.day.isoformat(),
        "tour": as_table(extract.edit) if extract.edit != AS_MADE else None,
        "form": form,
        "file": str(file),
        "packed": packed,
    }


def _extract(asked: Asked) -> Extract:
    choice: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in asked["choice"].items()
    }
    return Extract(
        # Who cuts off these files ends this process alone.
        campaign=replace(
            read_campaign_files(Path(asked["kept"]), is_shared=True), folder=asked["folder"]
        ),
        choice=Choice(**choice),
        language=asked["language"],
        address=asked["address"],
        day=date.fromisoformat(asked["day"]),
        edit=from_table(asked["tour"]) if asked["tour"] else AS_MADE,
    )


def make(asked: Asked) -> Iterator[float]:
    """Make the file and say how far it has come, a share each time; the last is `DONE`."""
    extract = _extract(asked)
    steps = block_count(extract) + 1
    yield 0.0
    with _opened(Path(asked["file"]), asked["packed"], extract.day) as file:
        for place, piece in enumerate(format_named(asked["form"]).pieces(extract), 1):
            file.write(piece)
            yield min(place / steps, _NEARLY)
    yield DONE


@contextmanager
def _opened(path: Path, packed: str, day: date) -> Iterator[BinaryIO]:
    """The file, or one of this name within it."""
    if not packed:
        with path.open("wb") as file:
            yield file
        return
    entry = zipfile.ZipInfo(packed, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive, archive.open(entry, "w", force_zip64=True) as file:
        yield cast("BinaryIO", file)


def main() -> int:
    """Make what is asked for on standard input; 0 if the file is there."""
    asked: Asked = json.loads(sys.stdin.readline())
    Thread(target=_end_with_input, daemon=True).start()
    with suppress(AttributeError, OSError):
        os.nice(_POLITENESS)
    for share in make(asked):
        sys.stdout.write(f"{share}\n")
        sys.stdout.flush()
    return 0


def _end_with_input() -> None:
    sys.stdin.read()
    # Nothing to tidy up: whoever asked owns the folder of the file.
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
