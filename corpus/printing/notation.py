"""The notation of the specs: marks inside a text that say what the text holds.

``[Gent|44021]`` is a municipality and its NIS code on the question's date, ``[Nevele|44049>44083]``
gives the code of today too. ``{1,5 miljoen euro|1500000}`` is an amount in euro; its value may be a
range (``5..10``), have a currency (``50000000 BEF``), say per what (``12 EUR/inwoner``) and be an
approximation (``~300000``). ``<<words>>`` is a footnote, ``*words*`` are bold, ``¬`` is a soft
hyphen and ``_`` a no-break space.
"""

import re
from decimal import Decimal
from typing import NamedTuple

SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = "\u00a0"
FOOTNOTE = re.compile(r"<<(.+?)>>")

_MUNICIPALITY = r"\[(?P<name>[^\]|]+)\|(?P<nis>\d{5})(?:>(?P<now>\d{5}))?\]"
_AMOUNT = r"\{(?P<amount>[^}|]+)\|(?P<value>[^}]+)\}"
_MARK = re.compile(f"{_MUNICIPALITY}|{_AMOUNT}")
_NUMBER = r"-?\d+(?:\.\d+)?"
_VALUE = re.compile(
    rf"(?P<about>~?)(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?"
    r"(?: (?P<currency>[A-Z]{3}))?(?:/(?P<per>\w+))?"
)


class BadSpec(Exception):
    """A spec says something that cannot be printed or expected."""


class Municipality(NamedTuple):
    """A marked municipality: its printed name, its code on the date, its code of today."""

    text: str
    nis_code: str
    nis_code_now: str


class Amount(NamedTuple):
    """A marked amount: its printed words and what they are worth, in units of ``currency``."""

    text: str
    minimum: Decimal
    maximum: Decimal
    currency: str
    per: str | None
    approximate: bool


def printed(text: str) -> str:
    r"""The text to print: marks give way to their words; footnotes and bold marks stay.

    >>> printed("in_[Gent|44021] was er {5 euro|5} voor de aan¬slui¬ting")
    'in\xa0Gent was er 5 euro voor de aan\xadslui\xadting'
    """
    words = _MARK.sub(lambda mark: mark["name"] or mark["amount"], text)
    return words.replace("¬", SOFT_HYPHEN).replace("_", NO_BREAK_SPACE)


def read(text: str) -> str:
    r"""The text as a reader should give it back: without footnotes, on one line.

    >>> read("de 360°-aan¬pak<<Zie het plan.>> kost {5_euro|5}\nin *totaal*")
    'de 360°-aanpak kost 5 euro in totaal'
    """
    words = printed(FOOTNOTE.sub("", text))
    return " ".join(words.replace("*", "").replace(SOFT_HYPHEN, "").split())


def municipalities(text: str) -> list[Municipality]:
    """The marked municipalities, in printed order.

    >>> municipalities("van [Nevele|44049>44083] naar [Gent|44021]")[1]
    Municipality(text='Gent', nis_code='44021', nis_code_now='44021')
    """
    return [
        Municipality(mark["name"], mark["nis"], mark["now"] or mark["nis"])
        for mark in _MARK.finditer(text)
        if mark["name"]
    ]


def amounts(text: str) -> list[Amount]:
    """The marked amounts, in printed order.

    >>> amounts("{tussen 5 en 10 frank|5..10 BEF}")[0].maximum
    Decimal('10')
    """
    return [
        _amount(read(mark["amount"]), mark["value"])
        for mark in _MARK.finditer(text)
        if mark["amount"]
    ]


def _amount(text: str, value: str) -> Amount:
    """The amount that a mark's value says."""
    parts = _VALUE.fullmatch(value)
    if parts is None:
        raise BadSpec(f"no value of an amount: {value!r} for {text!r}")
    low = Decimal(parts["low"])
    return Amount(
        text,
        minimum=low,
        maximum=Decimal(parts["high"]) if parts["high"] else low,
        currency=parts["currency"] or "EUR",
        per=parts["per"],
        approximate=bool(parts["about"]),
    )
