"""How money and its scales are printed in Dutch, and what a former currency is in euro."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Currency(NamedTuple):
    """An ISO 4217 code and what the printed form multiplies by: 1000 for "keuro"."""

    code: str
    factor: Decimal


_ONE, _CENT, _KILO, _MEGA = Decimal(1), Decimal("0.01"), Decimal(1000), Decimal(1_000_000)

# Printed forms in lower case; a space stands for any white space or hyphen.
_FORMS: dict[Currency, tuple[str, ...]] = {
    Currency("EUR", _ONE): ("€", "eur", "euro", "euros", "euro's", "euro’s"),
    Currency("EUR", _CENT): ("eurocent", "eurocents", "euro cent", "cent", "cents"),
    Currency("EUR", _KILO): ("k€", "k €", "keur", "keuro", "k euro", "k eur"),
    Currency("EUR", _MEGA): (
        *("m€", "meur", "meuro", "mio €", "mio. €", "mln €", "mln. €", "mio eur", "mln eur"),
    ),
    Currency("BEF", _ONE): (
        *("bef", "frank", "franken", "belgische frank", "belgische franken"),
        *("oude belgische frank", "fr."),
    ),
    Currency("LUF", _ONE): ("luf", "luxemburgse frank"),
    Currency("FRF", _ONE): ("frf", "franse frank", "franse franken"),
    Currency("CHF", _ONE): ("chf", "zwitserse frank", "zwitserse franken"),
    Currency("NLG", _ONE): ("nlg", "gulden", "nederlandse gulden"),
    Currency("DEM", _ONE): ("dem", "duitse mark"),
    Currency("USD", _ONE): (
        *("$", "us$", "usd", "dollar", "dollars", "us dollar", "us dollars"),
        *("amerikaanse dollar", "amerikaanse dollars"),
    ),
    Currency("CAD", _ONE): ("cad", "canadese dollar", "canadese dollars"),
    Currency("AUD", _ONE): ("aud", "australische dollar", "australische dollars"),
    Currency("GBP", _ONE): (
        *("£", "gbp", "pond", "britse pond", "engelse pond", "pond sterling"),
        "britse pond sterling",
    ),
    Currency("JPY", _ONE): ("¥", "jpy", "yen", "japanse yen"),
    Currency("CNY", _ONE): ("cny", "yuan", "chinese yuan", "renminbi"),
    Currency("SEK", _ONE): ("sek", "zweedse kroon", "zweedse kronen"),
    Currency("DKK", _ONE): ("dkk", "deense kroon", "deense kronen"),
    Currency("NOK", _ONE): ("nok", "noorse kroon", "noorse kronen"),
    Currency("PLN", _ONE): ("pln", "zloty", "poolse zloty"),
}
_CURRENCIES = {form: currency for currency, forms in _FORMS.items() for form in forms}
# These stand before their number too; the others only after it.
_PREFIXES = (
    *("mio €", "mio. €", "mln €", "mln. €", "mio eur", "mln eur"),
    *("k€", "k €", "m€", "eur", "keur", "meur", "keuro", "euro", "bef", "us$", "usd", "gbp"),
    "chf",
)
# Written with a capital these are names or codes of something else: "2019 Frank Vandenbroucke".
_LOWER_CASE_ONLY = frozenset(("frank", "franken", "cent", "fr.", "pond", "gulden", "dem"))

_SCALES = {
    **dict.fromkeys(("duizend", "duizenden", "duizendtallen"), Decimal(1000)),
    **dict.fromkeys(("miljoen", "miljoenen", "mln", "mio", "milj"), Decimal(1_000_000)),
    **dict.fromkeys(("miljard", "miljarden", "mld", "mia", "mrd", "mljd"), Decimal(10**9)),
    **dict.fromkeys(("biljoen",), Decimal(10**12)),
}

# What a printed form may not run on into: "euro-landen", "eurozone", "miljoen-plan".
# A digit may touch it: the number in "EUR500", the mark of a footnote in "500 euro2".
_WORD_ENDS = r"(?![^\W\d])(?!-[^\W\d])"


def _any_of(forms: tuple[str, ...]) -> str:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(
        re.escape(form).replace(r"\ ", r"[\s-]") + (_WORD_ENDS if form[-1].isalpha() else "")
        for form in longest_first
    )


# For larger patterns, over text in lower case. A compound may name an amount ("25.000 euro-regel"),
# and the letter of the next item may touch the word ("12,50 eurob) ...").
CURRENCY = rf"(?:{_any_of(tuple(_CURRENCIES))}|euro(?=-[a-z]|[a-z]\)))"
PREFIX = rf"(?:[€$£¥]|(?<!\w)(?:{_any_of(_PREFIXES)}))"
SCALE = (
    rf"(?:(?:duizend|miljoen|miljard|biljoen){_WORD_ENDS}"
    r"|(?:mln|mio|milj|mld|mia|mrd|mljd)(?!\w)\.?)"
)

_MONEY = re.compile(f"{CURRENCY}|{SCALE}|{PREFIX}")


def _needles() -> tuple[str, ...]:
    """The shortest strings of which every form holds one: ``str.find`` is the fastest search."""
    needles: list[str] = []
    for form in sorted((*_CURRENCIES, *_SCALES), key=lambda form: (" " in form, len(form), form)):
        if form not in _NOT_ALONE and not any(needle in form for needle in needles):
            needles.append(form.split()[0])
    return tuple(needles)


# A count of thousands is money only beside a currency.
_NOT_ALONE = frozenset(("duizend", "duizenden", "duizendtallen"))
_NEEDLES = _needles()
_MULTIPLES = "km"

# Units of the former currency for one euro, irrevocable: Council Regulation (EC) No 2866/98.
_FOR_ONE_EURO = {
    "EUR": _ONE,
    "BEF": Decimal("40.3399"),
    "LUF": Decimal("40.3399"),
    "FRF": Decimal("6.55957"),
    "NLG": Decimal("2.20371"),
    "DEM": Decimal("1.95583"),
}


def find_money_words(lowered: str) -> list[int]:
    """Where, in a text in lower case, a currency or a scale of millions and more is printed."""
    places = []
    for needle in _NEEDLES:
        place = lowered.find(needle)
        while place >= 0:
            # the cheap half of the test first: most hits are inside a word ("directeur")
            before = lowered[place - 1 : place]
            may_begin = not before.isalpha() or before in _MULTIPLES or not needle.isalpha()
            if may_begin and _MONEY.match(lowered, place):
                places.append(place)
            place = lowered.find(needle, place + len(needle))
    places.sort()
    return places


def parse_currency(printed: str) -> Currency | None:
    """The currency of a printed form, None where it is none.

    >>> parse_currency("Belgische frank").code, parse_currency("keuro").factor
    ('BEF', Decimal('1000'))
    >>> parse_currency("Frank") is None
    True
    """
    form = " ".join(printed.replace("-", " ").split())
    if form.lower() in _LOWER_CASE_ONLY and form != form.lower():
        return None
    return _CURRENCIES.get(form.lower())


def parse_scale(printed: str) -> Decimal | None:
    """What a scale word multiplies by: a million for "miljoen", "mln." and "mio"; else None.

    >>> parse_scale("mia")
    Decimal('1000000000')
    """
    return _SCALES.get(printed.lower().rstrip("."))


def euro(value: Decimal, currency: str) -> Decimal | None:
    """A value in euro, rounded to the cent; None for a currency without a fixed rate.

    >>> euro(Decimal(60_000_000), "BEF"), euro(Decimal(5), "USD")
    (Decimal('1487361.15'), None)
    """
    rate = _FOR_ONE_EURO.get(currency)
    if rate is None:
        return None
    return (value / rate).quantize(_CENT, ROUND_HALF_UP)
