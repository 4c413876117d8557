"""Remove e-mail addresses and telephone numbers from tables, to protect privacy.

People who publish a map of meetings seldom want to publish how to reach the organizers. Columns of
contacts are dropped, and contacts in other texts are replaced by "[e-mail]" or "[telephone]", so
that no page, file or search has them, unless the owner of the table wants them shown.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.columnar.texts import arrow, series
from data.model.errors import Issue, msgid
from data.model.schema import ROW
from data.words.folding import fold

_EMAIL = r"(?i)()(?:mailto:)?[\pL\pN._%+'-]+@(?:[\pL\pN-]+\.)+\pL{2,}"
_INSTEAD_OF_EMAIL = "[e-mail]"
_GAP = r"[ \x{a0}()/.-]{0,2}"
_TELEPHONE = (
    # With the code of a country; a dot stands in it as often as twice, or it is a decimal number.
    r"(?i)(^|[^\pL\pN/=&?#_+.%-])(?:"
    r"(?:tel:)?\+[1-9](?:[ \x{a0}()/-]{0,2}[0-9]){7,14}"
    r"|(?:tel:)?\+[1-9][0-9]{0,2}(?:\.[0-9]{1,4}){2,6}"
    r"|(?:t[eé]l|phone|mobile|cell|fax|t[eé]l[eé](?:phone|fono?)|whatsapp)"
    rf"\.?[ \x{{a0}}]?:[ \x{{a0}}]?[+(]?[0-9](?:{_GAP}[0-9]){{5,14}})"
)
_INSTEAD_OF_TELEPHONE = "[telephone]"
_NUMBER = rf"()\+?[0-9](?:{_GAP}[0-9]){{5,14}}"
"""In a column of telephone numbers, any number of six digits or more is one."""

_EMAIL_WORDS = frozenset({
    "email", "emails", "mail", "mails", "courriel", "courriels", "correo", "correos", "mel",
    "البريد",
})  # fmt: skip
_TELEPHONE_WORDS = frozenset({
    "phone", "phones", "telephone", "telephones", "tel", "telefon", "telefono", "telefonos",
    "telefone", "mobile", "mobil", "handy", "cell", "cellphone", "whatsapp", "fax", "telefax",
    "gsm", "celular", "movil", "portable", "هاتف", "الهاتف", "телефон", "电话",
})  # fmt: skip
_INNER = ("email", "e mail", "telephone", "phonenumber", "whatsapp")
"""Parts of words in the names of such columns."""

_NOT_LOOKED_AT = frozenset({
    ROW, "id", "lat", "lon", "start", "end", "dates", "coordinates", "year", "month", "day",
    "first", "last", "color", "m49", "file",
})  # fmt: skip
_NAMES = frozenset({
    "organizers", "hosts", "partners", "city", "place", "country", "state", "region", "kind",
})  # fmt: skip
"""Columns of names: a name with "[e-mail]" behind it would be another one."""
_TRACES = r" *[(\[<]? *\[(?:e-mail|telephone)\] *[)\]>]?"
_HALF = 0.5
_BLOCK = 500_000
_AT, _PLUS, _COLON, _SMALL = ord("@"), ord("+"), ord(":"), 0x20
_BEFORE_COLON = (ord("l"), ord("e"), ord("x"), ord("n"), ord("o"), ord("."))
"""Last letters of "tel:", "phone:", "fax:", "telefon:", "telefono:", "tel.:"."""

_EMAILS = msgid("E-mail addresses were removed. Their number is shown.")
_TELEPHONES = msgid("Telephone numbers were removed. Their number is shown.")
FOLDER_ACTION = msgid(
    'No page or file has them. To show them, write contacts = "show" in campaign.toml.'
)
LIST_ACTION = msgid("No page or file shows them. To keep them, use the checkbox in Your data.")


class Contacts(NamedTuple):
    """The contacts in a table: for each column, its name, addresses and telephone numbers."""

    columns: tuple[tuple[str, int, int], ...] = ()

    @property
    def emails(self) -> int:
        """The number of e-mail addresses."""
        return sum(emails for _, emails, _ in self.columns)

    @property
    def telephones(self) -> int:
        """The number of telephone numbers."""
        return sum(telephones for _, _, telephones in self.columns)

    def issues(self, file: str, action: str) -> list[Issue]:
        """Return an issue of the whole file for each column and kind of contact, if any."""
        return [
            Issue(file, 0, column, f"{count:,}", expected, action, level="noted")
            for column, *counts in self.columns
            for count, expected in zip(counts, (_EMAILS, _TELEPHONES), strict=True)
            if count
        ]


NO_CONTACTS = Contacts()


def without_contacts(
    table: pd.DataFrame, known: Collection[str] = ()
) -> tuple[pd.DataFrame, Contacts]:
    """Remove the contacts from a table.

    Args:
        table: Columns of text, "" where a cell is empty.
        known: Columns that stay even if they have only contacts.

    Returns:
        The table without columns that are named as contacts and have some, or have nothing else;
        in others, contacts are "" or "[e-mail]" and "[telephone]", also in the names of columns;
        in columns of names they are gone.
        The same frame if there are none. And the number of contacts.
    """
    table, counts = _with_plain_names(table)
    changed, dropped = {}, []
    for name in map(str, table.columns):
        if name in _NOT_LOOKED_AT:
            continue
        is_named = name not in known and _names_telephones(name)
        texts, emails, telephones = _remove_contacts(arrow(table[name]), any_number=is_named)
        if name in _NAMES:
            texts = _without_traces(texts)
        if not emails + telephones:
            continue
        counts.append((name, emails, telephones))
        if name not in known and (is_named or _names_emails(name) or _is_empty(texts)):
            dropped.append(name)
        else:
            changed[name] = series(texts, table.index)
    table = table.assign(**changed) if changed else table
    return (table.drop(columns=dropped) if dropped else table), Contacts(tuple(counts))


def _with_plain_names(table: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[str, int, int]]]:
    """Remove contacts from the names of columns, and count them."""
    names: dict[str, str] = {}
    counts = []
    for name in map(str, table.columns):
        if "@" not in name and "+" not in name and ":" not in name:
            continue
        texts, emails, telephones = _remove_contacts(
            pa.array([name], pa.large_string()), any_number=False
        )
        if not emails + telephones:
            continue
        plain = free = str(texts[0].as_py()) or _INSTEAD_OF_EMAIL
        number = 2
        while free in table.columns or free in names.values():
            free, number = f"{plain} ({number})", number + 1
        names[name] = free
        counts.append((free, emails, telephones))
    return (table.rename(columns=names) if names else table), counts


def without_contacts_in_text(text: str) -> str:
    """Replace the contacts in a text by "[e-mail]" and "[telephone]"."""
    if "@" not in text and "+" not in text and ":" not in text:
        return text
    texts, _, _ = _remove_contacts(pa.array([text], pa.large_string()), any_number=False)
    return str(texts[0].as_py()) or _INSTEAD_OF_EMAIL


def _remove_contacts(texts: Any, *, any_number: bool) -> tuple[Any, int, int]:
    """Return a column without its contacts, and its numbers of addresses and telephones."""
    has_at, has_telephone = _signs(texts)
    emails = telephones = 0
    if has_at:
        texts, emails = _without(texts, _EMAIL, _INSTEAD_OF_EMAIL)
    if any_number and _is_mostly(texts, _NUMBER):
        texts, telephones = _without(texts, _NUMBER, _INSTEAD_OF_TELEPHONE)
    elif has_telephone:
        texts, telephones = _without(texts, _TELEPHONE, _INSTEAD_OF_TELEPHONE)
    return texts, emails, telephones


def _without(texts: Any, pattern: str, instead: str) -> tuple[Any, int]:
    """Replace a pattern in texts; a text of nothing else becomes "". Also return the count."""
    has_some = pc.match_substring_regex(texts, pattern)
    if not pc.any(has_some).as_py():
        return texts, 0
    cells = texts.filter(has_some)
    count = pc.sum(pc.count_substring_regex(cells, pattern)).as_py()
    cells = pc.replace_substring_regex(cells, pattern, rf"\1{instead}")
    rest = pc.utf8_trim(pc.replace_substring(cells, instead, ""), " ,;<>()[]/|\n")
    cells = pc.if_else(pc.equal(rest, ""), pa.scalar("", pa.large_string()), cells)
    return pc.replace_with_mask(texts, has_some, cells), int(count)


def _without_traces(texts: Any) -> Any:
    """Remove what stands for contacts, with the brackets around it."""
    has_some = pc.match_substring_regex(texts, _TRACES)
    if not pc.any(has_some).as_py():
        return texts
    cells = pc.replace_substring_regex(texts.filter(has_some), _TRACES, "")
    cells = pc.replace_substring_regex(cells, r"(?: *[,;:/|-])+ *([,;])", r"\1")
    return pc.replace_with_mask(texts, has_some, pc.utf8_trim(cells, " ,;:/|-"))


def _is_mostly(texts: Any, pattern: str) -> bool:
    filled = texts.filter(pc.not_equal(texts, ""))
    share = pc.mean(pc.cast(pc.match_substring_regex(filled, pattern), pa.float64())).as_py()
    return share is not None and share >= _HALF


def _is_empty(texts: Any) -> bool:
    return not pc.any(pc.not_equal(texts, "")).as_py()


def _signs(texts: Any) -> tuple[bool, bool]:
    """Tell whether some text may have an e-mail address, and a telephone number.

    Scanning bytes is ten times as fast as scanning texts, and enough for most columns.
    """
    data = np.frombuffer(texts.buffers()[2] or b"", np.uint8)
    has_at = has_telephone = False
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK + 1]
        has_at = has_at or bool((block == _AT).any())
        has_telephone = has_telephone or bool((block == _PLUS).any())
        if not has_telephone and (is_colon := block[1:] == _COLON).any():
            before = block[:-1][is_colon] | _SMALL
            has_telephone = bool(np.isin(before, _BEFORE_COLON).any() or (before == _SMALL).any())
    return has_at, has_telephone


def _names_emails(column: str) -> bool:
    folded = fold(column)
    return bool(_EMAIL_WORDS & set(folded.split())) or any(part in folded for part in _INNER[:2])


def _names_telephones(column: str) -> bool:
    folded = fold(column)
    is_word = bool(_TELEPHONE_WORDS & set(folded.split()))
    return is_word or any(part in folded for part in _INNER[2:])
