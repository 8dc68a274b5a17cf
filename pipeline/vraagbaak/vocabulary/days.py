"""Days as Dutch prints them, and the parliamentary year that a day falls in."""

import datetime as dt
import re

_NAMES = (
    *(("januari", "jan"), ("februari", "febr", "feb"), ("maart", "mrt"), ("april", "apr")),
    *(("mei",), ("juni", "jun"), ("juli", "jul"), ("augustus", "aug")),
    *(("september", "sept", "sep"), ("oktober", "okt"), ("november", "nov")),
    ("december", "dec"),
)
_MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in names}

# For larger patterns, over text in lower case.
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?!\w)\.?"
DAY = (
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?"
    rf"[0-9]{{1,2}}(?:ste|de|e)?\s+{MONTH}\s+[0-9]{{4}}"
    r"|[0-9]{1,2}\s?\.\s?[0-9]{1,2}\s?\.\s?(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{1,2}\s?/\s?[0-9]{1,2}\s?/\s?(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)

_WHOLE = re.compile(DAY)
_PARTS = re.compile(rf"[0-9]+|{MONTH}")
# The parliament's first papers are of 1971: two digits from there on are of the last century.
_FIRST_SHORT_YEAR = 71
_YEARS = range(1800, 2101)


def parse_date(text: str) -> dt.date | None:
    """Read one printed day, whole; None where it is none or the day does not exist.

    A year of two digits is one from 1971 to 2070.

    >>> parse_date("3 juni 2021"), parse_date("28. 6.2001")
    (datetime.date(2021, 6, 3), datetime.date(2001, 6, 28))
    >>> parse_date("31/12/95"), parse_date("31 februari 2020")
    (datetime.date(1995, 12, 31), None)
    """
    lowered = text.strip().lower()
    if _WHOLE.fullmatch(lowered) is None:
        return None
    parts = _PARTS.findall(lowered)
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    full_year = int(year)
    if len(year) == 2:
        full_year += 1900 if full_year >= _FIRST_SHORT_YEAR else 2000
    if full_year not in _YEARS:
        return None
    try:
        return dt.date(full_year, month_number(month), int(day))
    except ValueError:
        return None


def month_number(printed: str) -> int:
    """The number of a month that is printed by name or in digits, in lower case.

    >>> month_number("sept."), month_number("06")
    (9, 6)
    """
    name = printed.rstrip(".")
    return _MONTHS[name] if name in _MONTHS else int(name)


def find_session_year(date: dt.date) -> str:
    """The parliamentary year of a day: it opens on the fourth Monday of September.

    >>> find_session_year(dt.date(2021, 9, 27)), find_session_year(dt.date(2023, 9, 20))
    ('2021-2022', '2022-2023')
    """
    days_to_monday = -dt.date(date.year, 9, 1).weekday() % 7
    opening = dt.date(date.year, 9, 1 + days_to_monday + 21)
    start = date.year if date >= opening else date.year - 1
    return f"{start}-{start + 1}"


def format_day(day: dt.date) -> str:
    """A day as Dutch writes it out.

    >>> format_day(dt.date(2021, 6, 3))
    '3 juni 2021'
    """
    return f"{day.day} {_NAMES[day.month - 1][0]} {day.year}"
