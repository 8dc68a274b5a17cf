"""What counts as a figure in the cell of a table: numbers as printed, and their stand-ins."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from vraagbaak.records import Word

SIGNS: Final = frozenset({"€", "$", "£", "¥", "EUR", "USD", "US$", "C$"})
UNITS: Final = frozenset({"%", "‰", "€", "EUR", "euro"})
_FIGURE = re.compile(
    r"[(\[]?(?:[€$£¥]|EUR|US\$)? ?[-–−+±<>≤≥~]? ?[(]?(?:[€$£¥]|EUR)? ?[-–−+]?"
    r"[.,]?\d[\d .,/:\u2019'\u00a0]*[)\]]?"
    r" ?(?:%|‰|€|\$|EUR|euro|,-|pp|[a-z*†‡§¹²³]\)?|\*+)?[)\]]?"
)
_STAND_IN = re.compile(
    r"[-–—−]{1,3}|\.{1,3}|…|[:*x/]|\(?(?:n\.? ?a\.?|n/a|n\.?v\.?t\.?|nihil|nil|na)\)?"
    r"|\([a-zA-Z]{1,2}\)|€ ?[-–]|%",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\(?(?:FY ?|[’'])?(?:19|20)\d\d(?: ?[-–/] ?(?:(?:19|20)?\d\d))?[a-z*]?\)?|[’']\d\d"
)
_LEADER = re.compile(r"[.…·_]{3,}|\.{2,}|[….·]")


@lru_cache(maxsize=2048)
def is_figure(text: str) -> bool:
    """Whether the whole text is a number, with its sign, unit or mark.

    >>> [is_figure(t) for t in ("1.204,50", "€ 12", "(3.4)", "12 %", "Act 3", "3 dossiers")]
    [True, True, True, True, False, False]
    """
    return _FIGURE.fullmatch(text) is not None


@lru_cache(maxsize=2048)
def is_stand_in(text: str) -> bool:
    """Whether the text stands where a number is not known or nothing: a dash, "n.a.", dots."""
    return _STAND_IN.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether the text is a year, or two: what a header says and a cell seldom does.

    >>> [is_year(t) for t in ("2021", "2020-21", "1.204", "FY 2003")]
    [True, True, False, True]
    """
    return _YEAR.fullmatch(text) is not None


def heads_column(text: str) -> bool:
    """Whether a text that may be a figure may head a column, too: a year or a unit."""
    return is_year(text) or text in UNITS


def is_leader(text: str) -> bool:
    """Whether the text is nothing but dots that lead the eye to the next column."""
    return _LEADER.fullmatch(text) is not None


def text_of(words: Sequence[Word]) -> str:
    """The words with a space between two."""
    return " ".join([word.text for word in words])


def is_value(words: Sequence[Word]) -> bool:
    """Whether words are a number, or stand in for one."""
    text = text_of(words)
    return is_figure(text) or is_stand_in(text)
