"""Read one file in a process of its own, from standard input, and write the table to its output.

`sandbox` starts `python -m data.lists.readers.worker`. Don't start it by hand.
"""

from __future__ import annotations

import contextlib
import os
import sys

from data.lists.readers.limits import MOST_MEMORY, MOST_SECONDS

_POLITENESS = 2
"""Added to the process's niceness, so that pages have priority."""


def main() -> None:
    """Limit this process, read the request, and answer."""
    limit_resources()
    # The process starts three times as fast without pandas and NumPy, which openpyxl and Arrow
    # import if they can. Nothing here needs them.
    sys.modules |= dict.fromkeys(("numpy", "pandas"))  # type: ignore[arg-type]
    # Imported now, so that the limits hold for these imports too.
    from data.lists.readers.raw_table import UnreadableError
    from data.lists.readers.read_file import out_of_memory, read_bytes
    from data.lists.readers.sandbox import pack_error, pack_table, unpack_request

    arguments, data = unpack_request(sys.stdin.buffer.read())
    try:
        answer = pack_table(read_bytes(data=data, **arguments))
    except UnreadableError as error:
        answer = pack_error(error)
    except MemoryError:
        answer = pack_error(out_of_memory(arguments["name"]))
    sys.stdout.buffer.write(answer)


def limit_resources() -> None:
    """Limit memory and time, and forbid writing files, as far as the system can.

    Windows can't, and depends on the sizes in `limits` and the clock of the parent.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_POLITENESS)
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", MOST_MEMORY),
        ("RLIMIT_CPU", MOST_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        # macOS has RLIMIT_AS but refuses to set it.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


if __name__ == "__main__":
    main()
