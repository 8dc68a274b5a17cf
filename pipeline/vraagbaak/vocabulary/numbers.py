"""Numbers as Dutch prints them, in digits and in words; what has no single reading is None."""

import re
from decimal import Decimal
from typing import NamedTuple

# An amount has no more digits than this; what is longer is an account or a file number. Within
# it every product with a scale word is exact.
MAX_DIGITS = 18

# The tail that stands for no cents: "18.750,-".
NO_CENTS = r",(?:--?|[–—=])"

# The digits of one number, for a larger pattern: the special groupings first, then every run of
# digits and separators, so that no part of a malformed number is ever read as a number by itself.
DIGITS = (
    # thousands set apart by spaces: "1 234 567,89"
    r"(?:[0-9]{1,3}(?:\s[0-9]{3}(?![0-9]|[.'’][0-9]{3}))+(?:,[0-9]+|\.[0-9]{1,2}(?![0-9]))?"
    # a long number torn apart: "1. 234.567", "6.768, 24 euro"
    r"|[0-9]{1,3}\.\s[0-9]{3}(?:\.[0-9]{3})+(?:,[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+,\s[0-9]{2}(?=\s?eur)"
    r"|[0-9]+(?:[.,'’/][0-9]+)*)"
    rf"(?:{NO_CENTS})?"
)

# One number in words, for a larger pattern: up to six words that may be part of it.
_WORD_START = (
    r"(?:[eé]{2}n|anderhal|half|halve|kwart|driekwart|nul|tw[aei]|drie|dertig|dertien|vier|veer|"
    r"vijf|zes|zeven|acht|negen|tien|elf|tachtig|honderd|duizend)"
)
_FRACTION = r"\sen\s(?:[eé]{2}n\s)?(?:half|halve|kwart|driekwart)(?!\w)"
ANY = rf"[0-9]|(?<![\w-]){_WORD_START}"  # what every number begins with, in digits or in words
WORDS = rf"{_WORD_START}[a-zé-ï]*(?:{_FRACTION}|[\s-]{_WORD_START}[a-zé-ï]*){{0,5}}"

_DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?:\s[0-9]{3})+(?:,[0-9]+|\.[0-9]{1,2})?")
_TORN = re.compile(
    r"[1-9][0-9]{0,2}(?:\.\s[0-9]{3}(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:\.[0-9]{3})+,\s[0-9]{2})"
)
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:,[0-9]+)?")
_POINT = re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]+")
_ENGLISH = re.compile(
    r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]{1,2})?|,[0-9]{3}\.[0-9]{1,2})"
)
_NO_CENTS_AT_END = re.compile(rf"{NO_CENTS}$")
_SIGNED = re.compile(r"(?P<sign>[-−–+]?)\s?(?P<number>.+)", re.DOTALL)
_BRACKETED = re.compile(r"\(\s?(?P<number>[^()]+?)\s?\)")

_ACCENTS = str.maketrans("éèëêïó", "eeeeio")
_UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = (
    *("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien"),
    *("zeventien", "achttien", "negentien"),
)
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_BELOW_HUNDRED = {
    **{word: value for value, word in enumerate(_UNITS, 1)},
    **{word: value for value, word in enumerate(_TEENS, 10)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{
        f"{unit}en{ten}": tens + units
        for tens, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for units, unit in enumerate(_UNITS, 1)
    },
}
_HALF, _QUARTER = Decimal("0.5"), Decimal("0.25")
FRACTIONS = {
    **dict.fromkeys(("half", "halve", "eenhalf", "eenhalve"), _HALF),
    **dict.fromkeys(("anderhalf", "anderhalve"), 1 + _HALF),
    **dict.fromkeys(("kwart", "eenkwart"), _QUARTER),
    **dict.fromkeys(("driekwart",), 3 * _QUARTER),
}
# Longest first: the last is the end of the first.
_WITH_FRACTION = (("eneenhalf", _HALF), ("eneenkwart", _QUARTER), ("enhalf", _HALF))
_LONGEST_WORD = 80


class Printed(NamedTuple):
    """A number in digits and how it was printed.

    ``grouped`` is set where thousands are set apart, ``places`` counts the printed decimals.
    """

    value: Decimal
    grouped: bool
    places: int


def parse_number(text: str) -> Decimal | None:
    """Read one printed Dutch number, whole.

    Args:
        text: the number and nothing else: digits with "." or any space between the thousands and
            "," before the decimals, or words; a sign or brackets make it negative.

    Returns:
        The number, or None where the text is no number or has no single reading. A point with
        three digits behind it sets thousands apart; with any other count it can only be the point
        of the decimals.

    >>> parse_number("1.234.567,89")
    Decimal('1234567.89')
    >>> parse_number("1 234 567"), parse_number("2.25"), parse_number("3,2")
    (Decimal('1234567'), Decimal('2.25'), Decimal('3.2'))
    >>> parse_number("tweehonderdvijftigduizend"), parse_number("(812)")
    (Decimal('250000'), Decimal('-812'))
    >>> parse_number("1.234.56"), parse_number("1234.567"), parse_number("25/3")
    (None, None, None)
    """
    text = text.strip()
    if bracketed := _BRACKETED.fullmatch(text):
        inner = _parse_unsigned(bracketed["number"])
        return None if inner is None else -inner
    signed = _SIGNED.fullmatch(text)
    if signed is None:
        return None
    value = _parse_unsigned(signed["number"])
    if value is None:
        return None
    return -value if signed["sign"] in ("-", "−", "–") else value


def _parse_unsigned(text: str) -> Decimal | None:
    printed = parse_digits(text)
    return parse_words(text) if printed is None else printed.value


def parse_digits(text: str) -> Printed | None:
    """Read one unsigned number in digits, with what its printing shows; None as for a number.

    >>> parse_digits("18.750,-")
    Printed(value=Decimal('18750'), grouped=True, places=0)
    """
    text = _NO_CENTS_AT_END.sub("", text)
    if len(text) > MAX_DIGITS and sum(map(str.isdecimal, text)) > MAX_DIGITS:
        return None
    if _PLAIN.fullmatch(text):
        return _printed(text.replace(",", "."), grouped=False)
    if _DOTTED.fullmatch(text) or _TORN.fullmatch(text):
        return _printed(text.replace(".", "").replace(",", "."), grouped=True)
    if _SPACED.fullmatch(text):
        return _printed(text.replace(",", "."), grouped=True)
    if _POINT.fullmatch(text):
        # three digits behind a point: "1234.567" breaks the rule of thousands
        may_be_thousands = len(text) - text.index(".") == 4 and not text.startswith("0.")
        return None if may_be_thousands else _printed(text, grouped=False)
    if _ENGLISH.fullmatch(text):
        return _printed(text.replace(",", ""), grouped=True)
    return None


def _printed(digits: str, *, grouped: bool) -> Printed:
    plain = "".join(digits.split())
    return Printed(Decimal(plain), grouped, len(plain.partition(".")[2]))


def parse_words(text: str) -> Decimal | None:
    """Read one number written in words, in one word or in several; None where it is none.

    >>> parse_words("twaalfhonderdvijftig"), parse_words("tweeëntwintig")
    (Decimal('1250'), Decimal('22'))
    >>> parse_words("twee en een half"), parse_words("anderhalf"), parse_words("een kwart")
    (Decimal('2.5'), Decimal('1.5'), Decimal('0.25'))
    >>> parse_words("vierkante") is None
    True
    """
    if len(text) > _LONGEST_WORD:
        return None
    word = "".join(text.casefold().translate(_ACCENTS).replace("-", " ").split())
    if word in FRACTIONS:
        return FRACTIONS[word]
    if word == "nul":
        return Decimal(0)
    for ending, fraction in _WITH_FRACTION:
        if word.endswith(ending):
            whole = _below_million(word.removesuffix(ending))
            return None if whole is None else whole + fraction
    value = _below_million(word)
    return None if value is None else Decimal(value)


def _below_million(word: str) -> int | None:
    """The value of 1 to 999,999 in one word without accents."""
    left, found, right = word.partition("duizend")
    if not found:
        return _below_ten_thousand(word)
    thousands = _below_ten_thousand(left) if left else 1
    rest = _remainder(right)
    if thousands is None or rest is None or thousands >= 1000:
        return None
    return thousands * 1000 + rest


def _below_ten_thousand(word: str) -> int | None:
    """The value of 1 to 9,999: hundreds may run over ten, as in "vijftienhonderd"."""
    left, found, right = word.partition("honderd")
    if not found:
        return _BELOW_HUNDRED.get(word)
    hundreds = _BELOW_HUNDRED.get(left) if left else 1
    rest = 0 if not right else _BELOW_HUNDRED.get(right, _BELOW_HUNDRED.get(right[2:]))
    if right and right not in _BELOW_HUNDRED and not right.startswith("en"):
        return None
    if hundreds is None or rest is None:
        return None
    return hundreds * 100 + rest


def _remainder(word: str) -> int | None:
    """What follows "duizend": nothing, a number, or a number behind "en"."""
    if not word:
        return 0
    value = _below_ten_thousand(word)
    if value is None and word.startswith("en"):
        value = _below_ten_thousand(word[2:])
    return value if value is not None and value < 1000 else None
