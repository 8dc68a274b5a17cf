"""Say what the cells of a column hold: numbers, years, decisions, running text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vraagbaak.normalising.header_words import fold
from vraagbaak.normalising.statuses import is_decision, is_yes_or_no

_PLACEHOLDER = re.compile(r"[-–—/.]*|n\.? ?v\.? ?t\.?|nihil|nvt|n/a|/|\?")
CURRENCY = re.compile(r"€|\b(?:euro'?s?|EUR|k ?euro|BEF|frank)\b", re.IGNORECASE)
_SCALE = re.compile(r"\b(?:duizend|miljoen|miljard|mln|mio|mld)\b|k€|keuro", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:ca|max|min)\.?\s|circa\s|ruim\s|maximaal\s|[±~]\s?)?[-+−–(]?\s*(?:€|EUR|euro)?\s*[-+−]?\s*\d[\d.,'\s]*(?:,[-–=])?\s*"
    r"(?:miljoen|miljard|duizend|mln\.?|mio\.?|mld\.?|k)?\s*(?:€|euro'?s?|EUR|BEF|frank)?\s*\)?"
    r"\s*[*¹²³⁴⁵†]*",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(r"[-+−]?\s*\d[\d.,\s]*(?:%|procent)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*(?:19|20)?\d\d)?")
_DATE = re.compile(r"\d{1,2}\s?[-/. ]\s?(?:\d{1,2}|[a-z]+)\s?[-/. ]\s?\d{2,4}")
_CODE = re.compile(r"(?=.*\d)[A-Za-z]{0,8}[\s._/-]?[\dA-Z][\dA-Z._/-]*")
_PROVINCE = re.compile(
    r"(?:provincie )?(?:antwerpen|limburg|oost-? ?vlaanderen|vlaams-? ?brabant|west-? ?vlaanderen|"
    r"brussel|brussels hoofdstedelijk gewest)"
)
MOST = 0.5
ALMOST_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Contents:
    """What a column's body cells are, as shares (0 to 1) of those that say something.

    Totals, cells that span several columns and placeholders ("-", "n.v.t.") do not count.
    ``filled`` is how many do; ``currencies`` and ``scales`` tell that some cell prints one itself.
    """

    filled: int
    numbers: float
    percentages: float
    years: float
    codes: float
    provinces: float
    decisions: float
    words: float
    is_sequence: bool
    currencies: bool
    scales: bool


def is_number(text: str) -> bool:
    """Whether a cell is one printed number, with or without a currency.

    >>> [is_number(text) for text in ("(1.275)", "€ 412.350,00", "12 dossiers", "12 %")]
    [True, True, False, False]
    """
    return bool(_NUMBER.fullmatch(text.strip()))


def is_placeholder(text: str) -> bool:
    """Whether a cell says that there is nothing to say: empty, a dash, "n.v.t."."""
    return bool(_PLACEHOLDER.fullmatch(text.strip().casefold()))


def read_contents(texts: Sequence[str], printed: Sequence[str]) -> Contents:
    """What a column holds: ``texts`` are the cells that say something, ``printed`` all of them."""
    everything = " \n".join(printed)
    return Contents(
        filled=len(texts),
        numbers=_share(texts, is_number),
        percentages=_share(texts, lambda text: bool(_PERCENTAGE.fullmatch(text))),
        years=_share(texts, _is_year),
        codes=_share(texts, lambda text: bool(_CODE.fullmatch(text))),
        provinces=_share(texts, lambda text: bool(_PROVINCE.fullmatch(fold(text)))),
        decisions=_share(texts, lambda text: is_decision(text) or is_yes_or_no(text)),
        words=sum(len(text.split()) for text in texts) / len(texts) if texts else 0.0,
        is_sequence=_is_sequence(texts),
        currencies=bool(CURRENCY.search(everything)),
        scales=bool(_SCALE.search(everything)),
    )


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts) if texts else 0.0


def _is_year(text: str) -> bool:
    folded = fold(text)
    return bool(_YEAR.fullmatch(folded) or _DATE.fullmatch(folded))


def _is_sequence(texts: Sequence[str]) -> bool:
    """Whether the cells count on from 1, or three and more from elsewhere: a rank, no quantity."""
    numbers = [int(bare) for text in texts if (bare := text.strip(" .)")).isdecimal()]
    return (
        len(numbers) == len(texts) > 1
        and (numbers[0] == 1 or len(numbers) > 2)
        and all(later - earlier == 1 for earlier, later in pairwise(numbers))
    )
