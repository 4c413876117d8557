"""A mail with corrections, lines such as `start: 2017-11-20`, as a list of rows."""

from __future__ import annotations

import re
from contextlib import suppress
from email import message_from_bytes, policy
from email.utils import parseaddr

import pandas as pd

from data.lists.readers.decoding import decode
from data.lists.readers.issue_log import Notes
from data.model.schema import CONSULTATION_COLUMNS

ENDINGS = (".txt", ".eml")

_LINE = re.compile(
    rf"({'|'.join(CONSULTATION_COLUMNS)})(__[a-z]{{2,3}}(?:_[A-Z]{{2}})?)?:(?:\s+(.*))?"
)
_FROM = re.compile(r"From:\s*(.+)", re.IGNORECASE)


def correction_list(file: str, data: bytes) -> bytes | None:
    """Return the rows of a mail as CSV, UTF-8.

    A line `id:` starts a row. A line without a column goes on with the value before it, because
    mail programs wrap lines; a blank one ends it. The sender, in a line `From:` or in the head of
    an `.eml`, is added to `sources`.

    Returns:
        One row per id; None for another file: no `.txt` or `.eml`, or no id with a value.
    """
    if not file.lower().endswith(ENDINGS):
        return None
    sender, text = (
        _mail(data) if file.lower().endswith(".eml") else ("", decode(data, Notes(file))[0])
    )
    rows: list[dict[str, str]] = []
    column = ""
    for line in (line.lstrip("> ").rstrip() for line in text.splitlines()):
        if match := _LINE.fullmatch(line):
            column, value = match[1] + (match[2] or ""), match[3] or ""
            if column == "id":
                rows.append({"sources": sender} if sender else {})
            if rows:
                before = rows[-1].get(column, "") if column == "sources" else ""
                rows[-1][column] = "; ".join(filter(None, (value, before)))
        elif not rows and (head := _FROM.fullmatch(line)):
            sender = _name(head[1])
        elif line and column and rows and not line.startswith("--"):
            rows[-1][column] = f"{rows[-1][column]} {line}"
        else:
            column = ""
    named = [row for row in rows if row.get("id") and len(row) > 1]
    if not named:
        return None
    names = dict.fromkeys(name for row in named for name in row)
    # A list that has a title in French alone would be a French list.
    columns = dict.fromkeys(each for name in names for each in (name.partition("__")[0], name))
    cells = {column: [row.get(column, "") for row in named] for column in columns}
    return pd.DataFrame(cells).to_csv(index=False).encode()


def _mail(data: bytes) -> tuple[str, str]:
    """Return the sender and the plain text of a mail."""
    message = message_from_bytes(data, policy=policy.default)
    body, text = message.get_body(("plain",)), ""
    with suppress(LookupError, ValueError):  # An encoding that nobody knows.
        text = body.get_content() if body else ""
    return _name(str(message.get("From", ""))), text


def _name(sender: str) -> str:
    """Return the name of a sender, or the address, without what separates sources."""
    return " ".join(next(filter(None, parseaddr(sender)), "").replace(";", " ").split())
