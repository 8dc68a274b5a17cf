"""Reads values whose type the service does not promise: numbers as text, one for a list."""

import datetime as dt
import json
import re
from typing import cast
from zoneinfo import ZoneInfo

from vraagbaak.source.failures import RequestFailed

Fields = dict[str, object]

BRUSSELS = ZoneInfo("Europe/Brussels")
_UTC_OFFSET = re.compile(r"(?:Z|[+-]00:?00)$")


def read_object(body: bytes) -> Fields:
    """The JSON object in a body.

    Raises:
        RequestFailed: ``not_json``.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestFailed("not_json", f"no JSON came: {error}", is_passing=True) from error
    if not isinstance(value, dict):
        raise RequestFailed("not_json", "no JSON object came", is_passing=True)
    return cast(Fields, value)


def as_fields(value: object) -> Fields:
    """An object; nothing where it is none."""
    return cast(Fields, value) if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """A list; one value that stands alone is a list of it, none an empty one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def as_text(value: object) -> str | None:
    """A text without white space around it; a number is written out. None where it is empty.

    >>> as_text(15), as_text(" J "), as_text(""), as_text(True)
    ('15', 'J', None, 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value).strip() or None
    return None


def as_number(value: object) -> int | None:
    """A whole number, however it is written.

    >>> as_number(15), as_number("15"), as_number("15a")
    (15, 15, None)
    """
    text = as_text(value) or ""
    return int(text) if text.isascii() and text.isdecimal() else None


def as_day(value: object) -> dt.date | None:
    """A day in Brussels, from a date or from a moment with its offset.

    Midnight in Brussels stays that day; only a moment in UTC is turned.

    >>> str(as_day("2019-06-18T00:00:00+0200")), str(as_day("2025-10-01T22:00:00Z"))
    ('2019-06-18', '2025-10-02')
    """
    text = as_text(value) or ""
    try:
        if _UTC_OFFSET.search(text):
            return dt.datetime.fromisoformat(text).astimezone(BRUSSELS).date()
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
