"""Enterprise numbers of the Belgian register (KBO, also BCE), as documents print them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from stdnum.be import vat

_CUE = re.compile(
    r"\b(?:kbo|bce|btw|tva|ondernemings-?\s?(?:nummer|nr)|ondern\.?\s?nr)\b[\s.:-]*"
    r"(?:(?:nummer|nr|n°)\b[\s.:]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\b(?:tel|gsm|telefoon|t|m)\b[\s.:]*$", re.IGNORECASE)
_ANY = r"(?:BE\s?)?[01]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\w|[.,]\d)"
_ANNOUNCED = re.compile(rf"(?<![\w.,]){_ANY}")
# With its dots the number looks like nothing else; without them only a cue tells it from a sum.
_PLAIN = re.compile(
    rf"(?:{_CUE.pattern})(?P<cued>{_ANY})|"
    r"(?<![\w.,])(?P<dotted>(?:BE\s?)?[01]\d{3}\.\d{3}\.\d{3})(?!\w|[.,]\d)",
    re.IGNORECASE,
)


class EnterpriseNumber(NamedTuple):
    """A number as printed, and its ten digits; None where the check digits do not fit."""

    text: str
    digits: str | None


def speaks_of_enterprise_numbers(text: str) -> bool:
    """Whether a text, such as the header of a column, announces enterprise numbers.

    >>> speaks_of_enterprise_numbers("KBO-nummer"), speaks_of_enterprise_numbers("Nummer")
    (True, False)
    """
    return bool(_CUE.search(text))


def find_enterprise_numbers(text: str, *, is_announced: bool = False) -> Iterator[EnterpriseNumber]:
    """The enterprise numbers in a text; ``is_announced`` where a header says that there are.

    >>> [found.digits for found in find_enterprise_numbers("vzw De Kring (0999.999.031)")]
    ['0999999031']
    >>> [found.digits for found in find_enterprise_numbers("vzw De Kring, KBO 999.999.032")]
    [None]
    >>> list(find_enterprise_numbers("999.999.031"))
    []
    """
    for found in (_ANNOUNCED if is_announced else _PLAIN).finditer(text):
        printed = next((group for group in found.groups() if group), found.group())
        if not _PHONE.search(text[: found.start()]):
            yield EnterpriseNumber(printed, vat.compact(printed) if vat.is_valid(printed) else None)
