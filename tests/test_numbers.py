"""Numbers in digits and in words: the cases, and every number printed and read back."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_money import SPACES, in_digits, in_words, read_cases

from vraagbaak.vocabulary.numbers import MAX_DIGITS, parse_number


@pytest.mark.parametrize(
    "case", read_cases("numbers.csv"), ids=lambda case: f"{case['form']}: {case['text']}"
)
def test_a_printed_number_is_read_or_refused(case: dict[str, str]) -> None:
    expected = Decimal(case["expected"]) if case["expected"] else None
    assert parse_number(case["text"]) == expected


@settings(deadline=None)
@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.sampled_from(("", ".", *SPACES)),
)
def test_a_number_in_digits_is_read_back(value: Decimal, group: str) -> None:
    assert parse_number(in_digits(value, group)) == value


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**MAX_DIGITS - 1), st.sampled_from((".", *SPACES)))
def test_a_whole_number_is_read_back(value: int, group: str) -> None:
    assert parse_number(in_digits(Decimal(value), group)) == value


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=999_999))
@example(1000)
@example(101_001)
def test_a_number_in_words_is_read_back(value: int) -> None:
    assert parse_number(in_words(value)) == value


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,'-() \u00a0aehndvutwigzor"))
def test_no_text_of_digits_and_letters_breaks_the_reading(text: str) -> None:
    value = parse_number(text)
    assert value is None or value.is_finite()
