"""Numbers and amounts printed in Dutch by the tests, and the way their cases are written."""

import csv
from decimal import Decimal
from pathlib import Path

from vraagbaak.vocabulary.amounts import Amount

CASES = Path(__file__).parent / "cases"
SPACES = (" ", "\u00a0", "\u202f", "\u2009")
_UNITS = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = (
    *("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien"),
    *("achttien", "negentien"),
)
_TENS = (
    *("", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig"),
    "negentig",
)


def read_cases(name: str) -> list[dict[str, str]]:
    """The rows of a file of cases."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(amount: Amount) -> str:
    """An amount as the cases write it: "~10000..20000 EUR/year"."""
    ends = dict.fromkeys(f"{end.normalize():f}" for end in (amount.minimum, amount.maximum))
    about, per = "~" if amount.approximate else "", f"/{amount.per}" if amount.per else ""
    return f"{about}{'..'.join(ends)} {amount.currency}{per}"


def in_words(value: int) -> str:
    """A whole number from 1 to 999,999 as Dutch spells it."""
    if value >= 1000:
        thousands = "" if value < 2000 else in_words(value // 1000)
        return thousands + "duizend" + (in_words(value % 1000) if value % 1000 else "")
    if value >= 100:
        hundreds = "" if value < 200 else _UNITS[value // 100]
        return hundreds + "honderd" + (in_words(value % 100) if value % 100 else "")
    if value < 20:
        return _UNITS[value] if value < 10 else _TEENS[value - 10]
    unit, tens = _UNITS[value % 10], _TENS[value // 10]
    return tens if not unit else unit + ("ën" if unit.endswith("e") else "en") + tens


def in_digits(value: Decimal, group: str, point: str = ",") -> str:
    """A number with a mark between its thousands and one before its decimals."""
    sign, whole, places = "-" if value < 0 else "", *f"{abs(value):f}".partition(".")[::2]
    return sign + f"{int(whole):,}".replace(",", group) + (point + places if places else "")
