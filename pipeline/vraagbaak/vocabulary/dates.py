"""Days, months, quarters, years and periods in Dutch text, as precise as they are printed."""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from vraagbaak.vocabulary.days import (
    DAY,
    MONTH,
    find_session_year,
    month_number,
    parse_date,
)
from vraagbaak.vocabulary.quantities import lower
from vraagbaak.vocabulary.windows import windows

__all__ = ["DateMention", "Precision", "find_dates", "find_session_year", "parse_date"]


class Precision(StrEnum):
    """How precisely a date is printed."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    BUDGET_YEAR = "budget_year"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period as printed; ``first`` and ``last`` are its days, both included."""

    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date
    precision: Precision


# A year of four digits, or a day in digits: only the text around these is read closely.
_ANCHOR = re.compile(r"[0-9]{1,2}(?:[0-9]{2}(?![0-9])|[./-]\s?[0-9]{1,2}[./-]\s?[0-9]{2})")
_BACK, _ON = 60, 24

_Y = r"(?:18|19|20)[0-9]{2}(?![0-9])"
_D = r"[0-9]{1,2}(?:ste|de|e)?"
_APART = r"(?<![\w.,/-])"
_ENDS = r"(?![\w/]|[.,-][0-9])"
_UNTIL = r"(?:\s+(?:tot\s+en\s+met|tot|t\.e\.m\.|t/m)\s+|\s?[-–]\s?)"
_AND = r"\s+(?:en|of)\s+"
_OF = r"\s+(?:van\s+)?(?:het\s+jaar\s+)?"
_NTH = r"(?:eerste|tweede|derde|vierde|laatste|[1-4](?:ste|de|e))"
_PATTERNS = {
    "two_days": rf"{_APART}(?P<d1>{_D})(?:\s+(?P<d_month1>{MONTH}))?(?P<d_joiner>{_UNTIL}|{_AND})"
    rf"(?P<d2>{_D})\s+(?P<d_month2>{MONTH})\s+(?P<d_year>{_Y})",
    "day": rf"{_APART}(?:{DAY}){_ENDS}",
    "quarter": rf"(?P<quarter_nth>{_NTH})\s+(?:kwartaal|trimester){_OF}(?P<quarter_year>{_Y})"
    rf"|(?<!\w)q(?P<q>[1-4])\s?[-/]?\s?(?P<q_year>{_Y})",
    "half": rf"(?P<half_nth>{_NTH})\s+(?:jaarhelft|semester|halfjaar|helft){_OF}"
    rf"(?P<half_year>{_Y})",
    "two_months": rf"(?<!\w)(?P<m1>{MONTH})(?P<m_joiner>{_UNTIL}|{_AND})(?P<m2>{MONTH})"
    rf"\s+(?P<m_year>{_Y})",
    "month": rf"(?<!\w)(?P<month_name>{MONTH})\s+(?P<month_year>{_Y})",
    "school_year": rf"(?:school|academie)ja(?:ar|ren)\s+(?P<school>{_Y})\s?[-–/]\s?"
    r"(?P<school_end>[0-9]{4}|[0-9]{2})(?![0-9])",
    "budget_year": rf"(?:(?:begrotings|dienst)jaar|begroting|budget)\s+(?P<budget>{_Y}){_ENDS}",
    "years": rf"{_APART}(?P<from>{_Y})(?:{_UNTIL}|/|(?<=tussen\s....)\s+en\s+)"
    rf"(?P<to>{_Y}|[0-9]{{2}}){_ENDS}",
    "year": rf"{_APART}(?P<single>{_Y}){_ENDS}",
}
_DATE = re.compile("|".join(f"(?P<{kind}>{source})" for kind, source in _PATTERNS.items()))

_JOINS = re.compile(rf"{_UNTIL}")
_BETWEEN = re.compile(r"(?<!\w)tussen\s+$")
_LISTED = re.compile(r",\s|,?\s+(?:en|of)\s+")
# Behind these four digits are a year, whatever follows.
_YEAR_CUE = re.compile(
    r"(?:(?<!\w)(?:in|sinds|sedert|vanaf|medio|midden|anno|tegen|periode|jaarverslag|[a-z]*ja(?:ar|ren)|"
    r"(?:begin|einde?|zomer|winter|herfst|lente|loop|helft|[a-z]*jaar)(?:\s+van)?)\s+|\(\s?)$"
)
# Behind these only where no noun follows that they would count: "voor 2000 woningen".
_WEAK_CUE = re.compile(
    r"(?<!\w)(?:voor|van|tot|over|uit|per|na|tussen|met|dan)\s+$|(?:^|\n|[;–-]\s?)$"
)
_CLOSES = re.compile(
    r"\s*(?:$|[.,;:)\]?!/–]|(?:en|of|tot|was|werd|werden|is|zijn|wordt|worden|in|bij|met|voor|van|om|"
    r"die|dat|heeft|hebben|ten|aan|op|naar|door|zou|zal|bedroeg|bedraagt|geen|nog|al)(?!\w))"
)
_LONGEST_SHORT_PERIOD = 10
_COUNTED = re.compile(r"\s?(?:%|€|(?:euro|eur|bef|frank|miljoen|miljard|m²|km|ton)(?!\w))")


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Every date and period of a text, in order, none overlapping another.

    A number of four digits is a year only where the words around it say so. A period joins two
    dates of one precision ("van 2014 tot 2020"). A day or month without its year is left out.

    >>> [(d.text, d.precision.value) for d in find_dates("op 3 juni 2021 of schooljaar 2019-20")]
    [('3 juni 2021', 'day'), ('schooljaar 2019-20', 'school_year')]
    >>> [d.text for d in find_dates("in 2014, 2015 en 2016 voor 2000 woningen")]
    ['2014', '2015', '2016']
    """
    lowered = lower(text)
    found: list[DateMention] = []
    places = [anchor.start() for anchor in _ANCHOR.finditer(lowered)]
    for start, end in windows(lowered, places, _BACK, _ON):
        for match in _DATE.finditer(lowered, start, end):
            found.extend(_read(text, match, found[-1] if found else None))
    return tuple(_joined(text, lowered, found))


def _read(text: str, match: re.Match[str], before: DateMention | None) -> Iterator[DateMention]:
    """The mentions in a match: two for "1 en 2 maart 2020", none where it is no date after all."""
    kind = match.lastgroup or ""
    if kind == "year" and not _is_year(match, before):
        return
    for start, end, first, last, precision in _READERS[kind](match):
        yield DateMention(start, end, text[start:end], first, last, precision)


_Read = Iterator[tuple[int, int, dt.date, dt.date, Precision]]


def _read_day(match: re.Match[str]) -> _Read:
    day = parse_date(match[0])
    if day is not None:
        yield *match.span(), day, day, Precision.DAY


def _read_two_days(match: re.Match[str]) -> _Read:
    month = match["d_month1"] or match["d_month2"]
    numbers = (match["d1"].rstrip("dest"), match["d2"].rstrip("dest"))
    first = parse_date(f"{numbers[0]} {month} {match['d_year']}")
    last = parse_date(f"{numbers[1]} {match['d_month2']} {match['d_year']}")
    if last is None:
        return
    if first is None or first >= last:
        yield match.start("d2"), match.end(), last, last, Precision.DAY
    elif match["d_joiner"].strip() in ("en", "of"):
        end = match.end("d_month1") if match["d_month1"] else match.end("d1")
        yield match.start(), end, first, first, Precision.DAY
        yield match.start("d2"), match.end(), last, last, Precision.DAY
    else:
        yield *match.span(), first, last, Precision.PERIOD


def _read_month(match: re.Match[str]) -> _Read:
    yield *match.span(), *_months(match["month_year"], match["month_name"]), Precision.MONTH


def _read_two_months(match: re.Match[str]) -> _Read:
    first = _months(match["m_year"], match["m1"])
    last = _months(match["m_year"], match["m2"])
    if match["m_joiner"].strip() in ("en", "of"):
        yield *match.span("m1"), *first, Precision.MONTH
        yield match.start("m2"), match.end(), *last, Precision.MONTH
    elif first < last:
        yield *match.span(), first[0], last[1], Precision.PERIOD


def _read_quarter(match: re.Match[str]) -> _Read:
    year = match["quarter_year"] or match["q_year"]
    number = _part(match["quarter_nth"] or match["q"], 4)
    first, last = _months(year, 3 * number - 2)[0], _months(year, 3 * number)[1]
    yield *match.span(), first, last, Precision.QUARTER


def _read_half(match: re.Match[str]) -> _Read:
    half = _part(match["half_nth"], 2)
    if half <= 2:
        first, last = (
            _months(match["half_year"], 6 * half - 5),
            _months(match["half_year"], 6 * half),
        )
        yield *match.span(), first[0], last[1], Precision.PERIOD


def _read_school_year(match: re.Match[str]) -> _Read:
    """From 1 September to 31 August, as the decrees on education define the school year."""
    year, end = int(match["school"]), match["school_end"]
    if (year + 1) % 10 ** len(end) == int(end):
        yield *match.span(), dt.date(year, 9, 1), dt.date(year + 1, 8, 31), Precision.SCHOOL_YEAR


def _read_budget_year(match: re.Match[str]) -> _Read:
    yield *match.span(), *_year(match["budget"]), Precision.BUDGET_YEAR


def _read_years(match: re.Match[str]) -> _Read:
    start, end = match["from"], match["to"]
    # "2011-12" may be a month, "2009-81" the number of a directive
    full_end = start[: 4 - len(end)] + end
    length = int(full_end) - int(start)
    is_short = int(end) > 12 and length <= _LONGEST_SHORT_PERIOD
    if length > 0 and (len(end) == 4 or is_short):
        yield *match.span(), _year(start)[0], _year(full_end)[1], Precision.PERIOD


def _read_year(match: re.Match[str]) -> _Read:
    yield *match.span(), *_year(match["single"]), Precision.YEAR


_READERS: dict[str, Callable[[re.Match[str]], _Read]] = {
    "two_days": _read_two_days,
    "day": _read_day,
    "quarter": _read_quarter,
    "half": _read_half,
    "two_months": _read_two_months,
    "month": _read_month,
    "school_year": _read_school_year,
    "budget_year": _read_budget_year,
    "years": _read_years,
    "year": _read_year,
}


def _months(year: str, month: str | int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month."""
    number = month if isinstance(month, int) else month_number(month)
    length = calendar.monthrange(int(year), number)[1]
    return dt.date(int(year), number, 1), dt.date(int(year), number, length)


def _year(year: str) -> tuple[dt.date, dt.date]:
    return dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)


def _part(printed: str, parts: int) -> int:
    """Which part of a year is meant: "tweede", "2de", and "laatste" of so many."""
    words = ("eerste", "tweede", "derde", "vierde")
    if printed == "laatste":
        return parts
    return words.index(printed) + 1 if printed in words else int(printed[0])


def _is_year(match: re.Match[str], before: DateMention | None) -> bool:
    """Whether four digits are a year and not a count."""
    lowered, (start, end) = match.string, match.span()
    if _COUNTED.match(lowered, end):
        return False
    if _YEAR_CUE.search(lowered, max(0, start - 20), start) or lowered.strip() == match[0]:
        return True
    if before is not None and _LISTED.fullmatch(lowered, before.end, start):
        return before.precision in (Precision.YEAR, Precision.PERIOD)
    is_led_in = _WEAK_CUE.search(lowered, max(0, start - 10), start) is not None
    return is_led_in and _CLOSES.match(lowered, end) is not None


def _joined(text: str, lowered: str, found: list[DateMention]) -> Iterator[DateMention]:
    """The mentions, with two of one precision that bound a period joined into it."""
    pending: DateMention | None = None
    for mention in found:
        if pending is not None and _bound_a_period(lowered, pending, mention):
            yield replace(
                pending,
                end=mention.end,
                text=text[pending.start : mention.end],
                last=mention.last,
                precision=Precision.PERIOD,
            )
            pending = None
            continue
        if pending is not None:
            yield pending
        pending = mention
    if pending is not None:
        yield pending


def _bound_a_period(lowered: str, left: DateMention, right: DateMention) -> bool:
    kinds = (Precision.DAY, Precision.MONTH, Precision.YEAR)
    if left.precision is not right.precision or left.precision not in kinds:
        return False
    if left.last >= right.first or right.start - left.end > 20:
        return False
    if _JOINS.fullmatch(lowered, left.end, right.start):
        return True
    is_between = _BETWEEN.search(lowered, max(0, left.start - 10), left.start) is not None
    return is_between and lowered[left.end : right.start].strip() == "en"
