"""Numbers in digits and in words: the cases, and every number printed and read back."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vraagbaak.vocabulary.numbers import MAX_DIGITS, parse_number

CASES = Path(__file__).parent / "cases" / "numbers.csv"
UNITS = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
TEENS = (
    *("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien"),
    *("achttien", "negentien"),
)
TENS = ("", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig")
SPACES = (" ", "\u00a0", "\u202f", "\u2009")


def read_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_words(value: int) -> str:
    """A whole number below a million as Dutch spells it."""
    if value >= 1000:
        thousands = "" if value < 2000 else in_words(value // 1000)
        return thousands + "duizend" + (in_words(value % 1000) if value % 1000 else "")
    if value >= 100:
        hundreds = "" if value < 200 else UNITS[value // 100]
        return hundreds + "honderd" + (in_words(value % 100) if value % 100 else "")
    if value < 20:
        return UNITS[value] if value < 10 else TEENS[value - 10]
    tens = (*TENS, "negentig")[value // 10]
    if value % 10 == 0:
        return tens
    unit = UNITS[value % 10]
    return unit + ("ën" if unit.endswith("e") else "en") + tens


def in_digits(value: Decimal, group: str, point: str = ",") -> str:
    """A number with a mark between its thousands and one before its decimals."""
    whole, _, places = f"{value:f}".partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}".replace(",", group)
    return sign + grouped + (point + places if places else "")


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case['form']}: {case['text']}")
def test_a_printed_number_is_read_or_refused(case: dict[str, str]) -> None:
    expected = Decimal(case["expected"]) if case["expected"] else None
    assert parse_number(case["text"]) == expected


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.sampled_from(("", ".", *SPACES)),
)
def test_a_number_in_digits_is_read_back(value: Decimal, group: str) -> None:
    assert parse_number(in_digits(value, group)) == value


@given(st.integers(min_value=0, max_value=10**MAX_DIGITS - 1), st.sampled_from((".", *SPACES)))
def test_a_whole_number_is_read_back(value: int, group: str) -> None:
    assert parse_number(in_digits(Decimal(value), group)) == value


@given(st.integers(min_value=1, max_value=999_999))
@example(1000)
@example(101_001)
def test_a_number_in_words_is_read_back(value: int) -> None:
    assert parse_number(in_words(value)) == value


@given(st.text(alphabet="0123456789.,'-() \u00a0aehndvutwigzor"))
def test_no_text_of_digits_and_letters_breaks_the_reading(text: str) -> None:
    value = parse_number(text)
    assert value is None or value.is_finite()
