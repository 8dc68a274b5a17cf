"""The units of columns and the amounts of cells."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_money import read_cases, shown

from vraagbaak.vocabulary.units import Unit, find_cell_amounts, find_unit

EURO = Unit(Decimal(1), "EUR", "in euro")
THOUSAND = Unit(Decimal(1000), "EUR", "in duizend euro")


@pytest.mark.parametrize(
    "case", read_cases("units.csv"), ids=lambda case: f"{case['form']}: {case['text']}"
)
def test_a_header_gives_its_unit_or_none(case: dict[str, str]) -> None:
    unit = find_unit(case["text"])
    rate = f"/{unit.per}" if unit and unit.per else ""
    found = f"{unit.scale.normalize():f} {unit.currency}{rate}" if unit else ""
    assert found == case["expected"]
    assert unit is None or unit.text in case["text"]


@pytest.mark.parametrize(
    "case",
    read_cases("cells.csv"),
    ids=lambda case: f"{case['form']}: {case['text']} {case['unit']}",
)
def test_a_cell_gives_the_amounts_that_are_certain(case: dict[str, str]) -> None:
    found = find_cell_amounts(case["text"], find_unit(case["unit"]))
    expected = [item.replace(".50 EUR", ".5 EUR") for item in case["expected"].split(" | ") if item]
    assert [shown(amount) for amount in found] == expected
    assert [amount.text for amount in found] == [t for t in case["printed"].split(" | ") if t]
    assert all(case["text"][amount.start : amount.end] == amount.text for amount in found)


def test_the_words_of_a_unit_are_kept_as_printed() -> None:
    texts = ("Saldo (in duizend euro)", "Steun (x 1.000 euro)", "Subsidie (€)", "Bedrag in kEUR")
    units = [find_unit(text) for text in texts]
    assert [unit and unit.text for unit in units] == [
        "in duizend euro",
        "x 1.000 euro",
        "€",
        "in kEUR",
    ]


@settings(deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from((".", " ", "\u00a0", "\u202f")),
    st.sampled_from((EURO, THOUSAND)),
)
def test_a_number_in_a_column_of_money_is_read_back_scaled(
    value: Decimal, group: str, unit: Unit
) -> None:
    whole, _, places = f"{value:f}".partition(".")
    text = f"{int(whole):,}".replace(",", group) + f",{places}"
    # four groups set apart by spaces may be two numbers that ran together
    found = find_cell_amounts(text, unit)
    assert [amount.minimum for amount in found] in (
        ([value * unit.scale], []) if value >= 10**9 and group != "." else ([value * unit.scale],)
    )


@settings(deadline=None)
@given(
    st.text(alphabet="0123456789.,-–€ ()*/%eurotnajxmil", max_size=30),
    st.sampled_from((None, EURO, THOUSAND)),
)
def test_no_cell_and_no_header_breaks_the_reading(text: str, unit: Unit | None) -> None:
    for amount in find_cell_amounts(text, unit):
        assert text[amount.start : amount.end] == amount.text
        assert amount.minimum <= amount.maximum
    header = find_unit(text)
    assert header is None or header.scale > 0
