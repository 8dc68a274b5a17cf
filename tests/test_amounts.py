"""Amounts in running text: the cases, every amount printed and read back, and hostile text."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_money import in_digits, in_words, read_cases, shown

from vraagbaak.records import AmountKind
from vraagbaak.vocabulary.amounts import euro, find_amount_kind, find_amounts
from vraagbaak.vocabulary.currencies import find_money_words

ENOUGH = 400


def parameters(cases: list[dict[str, str]]) -> list[object]:
    """Each case as a parameter; what it does not reach yet is a strict xfail with its reason."""
    return [
        pytest.param(
            case,
            id=f"{case['form']}: {case['text']}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if case["xfail"] else [],
        )
        for case in cases
    ]


def folded(expected: str) -> list[str]:
    """The amounts of a case, their numbers without closing zeros."""

    def fold(match: re.Match[str]) -> str:
        return f"{Decimal(match[0]).normalize():f}"

    return [
        re.sub(r"(?<=~)-?\d+(\.\d+)?|^-?\d+(\.\d+)?|(?<=\.\.)-?\d+(\.\d+)?", fold, item)
        for item in expected.split(" | ")
        if item
    ]


CASE_ROWS = read_cases("amounts.csv")


@pytest.mark.parametrize("case", parameters(CASE_ROWS))
def test_the_amounts_of_a_text_are_read(case: dict[str, str]) -> None:
    found = find_amounts(case["text"])
    assert [shown(amount) for amount in found] == folded(case["expected"])
    assert all(case["text"][amount.start : amount.end] == amount.text for amount in found)


def test_the_cases_are_many_and_each_stands_once() -> None:
    assert len(CASE_ROWS) >= ENOUGH
    assert len({case["text"] for case in CASE_ROWS}) == len(CASE_ROWS)


def test_words_of_a_guess_and_a_bound_stay_out_of_the_text() -> None:
    texts = [
        amount.text
        for amount in find_amounts("ongeveer € 5, tot 10 euro, zo'n tien euro, +/- 7 euro")
    ]
    assert texts == ["€ 5", "10 euro", "tien euro", "7 euro"]


def test_the_text_of_a_range_and_of_a_rate_is_whole() -> None:
    found = find_amounts("tussen de 40 en 100 euro per dag of 5 à 6 miljoen euro")
    assert [amount.text for amount in found] == [
        "tussen de 40 en 100 euro per dag",
        "5 à 6 miljoen euro",
    ]


# ---------------------------------------------------------------- printed, embedded, read back

SPACES = st.sampled_from((" ", "\u00a0", "\u202f", "\u2009", "\n"))
FRAMES = st.sampled_from(
    (
        "{}",
        "De stad ontving {}.",
        "In 2019 werd {} uitgetrokken voor de molen; in 2020 niets.",
        "Aan Gent ({}) en aan Olen.",
        "vanaf 2029 {} per project",
        "- Bree: {};\n- Peer: niets",
        "Volgens bijlage 3, punt 1, gaat het om {}!",
        "57 | {} | 62,8 %",
        "op 3 juni 2021 {}, of 5 % meer",
    )
)
MONEY = st.decimals(min_value=0, max_value=10**12, places=2)


@st.composite
def printed_in_euro(draw: st.DrawFn) -> tuple[Decimal, str]:
    """An amount of money in one of the forms with its digits written out."""
    value, gap = draw(MONEY), draw(SPACES)
    if draw(st.booleans()):
        value = value.quantize(Decimal(1))
    number = in_digits(value, draw(st.sampled_from((".", " ", "\u00a0", "\u202f", ""))))
    if "," not in number and draw(st.booleans()):
        number += ",-"
    forms = (
        f"{number}{gap}euro",
        f"€{gap}{number}",
        f"€{number}",
        f"{number}{gap}€",
        f"{number}{gap}EUR",
        f"EUR{gap}{number}",
        f"{number}euro",
    )
    return value, draw(st.sampled_from(forms))


@st.composite
def printed_with_scale(draw: st.DrawFn) -> tuple[Decimal, str]:
    """An amount of money with a scale word or a scaled currency."""
    scales = {
        10**3: ("{} duizend euro", "{} keuro", "{} k€", "k€ {}", "{} kEUR", "€ {} duizend"),
        10**6: ("{} miljoen euro", "€ {} mln.", "{} mio EUR", "{} miljoen €", "{} mln. euro"),
        10**9: ("{} miljard euro", "€ {} mld", "{} mia euro", "EUR {} miljard"),
    }
    scale = draw(st.sampled_from(sorted(scales)))
    places = draw(st.integers(min_value=0, max_value=3))
    number = draw(st.decimals(min_value=0, max_value=99_999, places=places))
    point = draw(st.sampled_from((",", "."))) if places in (1, 2) and number < 1000 else ","
    return number * scale, draw(st.sampled_from(scales[scale])).format(
        in_digits(number, ".", point)
    )


@st.composite
def printed_in_words(draw: st.DrawFn) -> tuple[Decimal, str]:
    """An amount of money with its number in words."""
    number, scale = Decimal(draw(st.integers(min_value=2, max_value=999_999))), 1
    word, unit = in_words(int(number)), "euro"
    if number < 1000:
        scale, unit = draw(
            st.sampled_from(((1, "euro"), (10**6, "miljoen euro"), (10**9, "mld. euro")))
        )
        if scale > 1 and draw(st.booleans()):
            number, word = number + Decimal("0.5"), f"{word} en een half"
    return number * scale, f"{word}{draw(SPACES)}{unit}"


PRINTED = st.one_of(printed_in_euro(), printed_with_scale(), printed_in_words())


@settings(deadline=None)
@given(PRINTED, FRAMES)
def test_a_printed_amount_is_read_back_exactly(printed: tuple[Decimal, str], frame: str) -> None:
    value, text = printed
    sentence = frame.format(text)
    [amount] = find_amounts(sentence)
    assert (amount.minimum, amount.maximum, amount.currency) == (value, value, "EUR")
    assert amount.text.startswith(text)
    assert sentence[amount.start : amount.end] == amount.text


@settings(deadline=None)
@given(st.one_of(printed_in_euro(), printed_with_scale()))
def test_a_glued_minus_makes_an_amount_negative(printed: tuple[Decimal, str]) -> None:
    value, text = printed
    [amount] = find_amounts(f"een saldo van -{text}")
    assert amount.minimum == -value


@settings(deadline=None)
@given(
    st.lists(
        st.decimals(min_value="0.1", max_value=999, places=1), min_size=2, max_size=5, unique=True
    ),
    st.sampled_from(("euro", "miljoen euro", "miljard frank", "k€")),
)
def test_a_unit_said_once_counts_for_every_number(values: list[Decimal], unit: str) -> None:
    values = [value for value in values if max(values) < value * 1000]
    numbers = [in_digits(value, ".") for value in values]
    listed = ", ".join(numbers[:-1]) + f" en {numbers[-1]} {unit}" if numbers[1:] else "0 euro"
    [alone] = find_amounts(f"1 {unit}")
    found = [amount.minimum for amount in find_amounts(f"respectievelijk {listed}")]
    assert found == ([value * alone.minimum for value in values] if numbers[1:] else [0])


@settings(deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from((" tot ", "-", " à ")))
def test_a_range_keeps_both_ends(first: int, second: int, joiner: str) -> None:
    low, high = sorted((first, second))
    text = f"een premie van {low:,}{joiner}{high:,} euro".replace(",", ".")
    ends = {(amount.minimum, amount.maximum) for amount in find_amounts(text)}
    # a short first number may leave its thousands to the second: that is read or left out
    loose = low < 1000 and high % 1000 == 0 and low * 1000 < high
    year = 1900 <= low < 2100 and f"{low}" in text
    assert loose or year or low == high or ends == {(low, high)}


# ------------------------------------------------------------------------------- hostile text

PIECES = st.sampled_from(
    (
        *(
            "1",
            "12",
            "1.234",
            "1 234",
            "2019",
            "0",
            "7,5",
            "1.5",
            "€",
            "euro",
            "EUR",
            "k€",
            "frank",
        ),
        *("miljoen", "mld.", "duizend", "een", "half", "twee", "vijftig", "en", "tot", "à", "of"),
        *("tussen", "van", "naar", "-", "–", ",", ".", ";", "(", ")", "/", "%", "per", "jaar"),
        *("ongeveer", "in", "x", "+/-", "budget", "\n", " ", "\u00a0", "İ", "ß", "²", "\uff11"),
    )
)


@settings(deadline=None)
@given(
    st.one_of(
        st.lists(PIECES, max_size=40).map("".join),
        st.lists(PIECES, max_size=40).map(" ".join),
        st.text(alphabet="0123456789.,-–€ \n/()eurominjlda", max_size=80),
        st.text(max_size=40),
    )
)
def test_no_text_breaks_the_reading(text: str) -> None:
    end = 0
    for amount in find_amounts(text):
        assert end <= amount.start < amount.end <= len(text)
        assert text[amount.start : amount.end] == amount.text
        assert amount.minimum <= amount.maximum
        end = amount.end


@pytest.mark.parametrize(
    "piece",
    [
        *("1 ", "1.000 ", "1.000.", "1 000 ", "€ ", "€", "een ", "1 en ", "1, ", "- ", "tussen "),
        *("miljoen ", "1 miljoen en ", "5 euro en ", "€ 5 ", "5 € ", "5-", "van 5 tot ", "9"),
        *("duizend", "vijf en een half ", "1. 234.567 ", "5 euro per ", "2020 en ", "(", "1/"),
    ],
)
def test_a_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = (piece * (200_000 // len(piece))) + " . Dat kost 5 euro."
    assert find_amounts(text)[-1].text == "5 euro"


# ------------------------------------------------------------------------- kind and currency


@pytest.mark.parametrize(
    ("text", "printed", "kind"),
    [
        ("Er werd 5.000 euro gevraagd.", "5.000 euro", AmountKind.REQUESTED),
        ("De aangevraagde steun bedraagt 5.000 euro.", "5.000 euro", AmountKind.REQUESTED),
        ("In 2020 werd 5.000 euro vastgelegd.", "5.000 euro", AmountKind.GRANTED),
        ("Het toegekende bedrag is € 700.", "€ 700", AmountKind.GRANTED),
        ("Voor 2020 werd 3 miljoen euro goedgekeurd.", "3 miljoen euro", AmountKind.GRANTED),
        ("Daarvan is 2.000 euro al uitbetaald.", "2.000 euro", AmountKind.PAID),
        ("De vereffening van 2.000 euro volgt later.", "2.000 euro", AmountKind.PAID),
        ("De raming bedraagt 18,5 miljoen euro.", "18,5 miljoen euro", AmountKind.ESTIMATE),
        ("De schade wordt op 280.000 euro geraamd.", "280.000 euro", AmountKind.ESTIMATE),
        ("In totaal gaat het om 9.000 euro.", "9.000 euro", AmountKind.TOTAL),
        ("In totaal werd 9.000 euro uitbetaald.", "9.000 euro", AmountKind.PAID),
        ("Er werd 5.000 euro gevraagd en 2.000 euro toegekend.", "5.000 euro", "requested"),
        ("Er werd 5.000 euro gevraagd en 2.000 euro toegekend.", "2.000 euro", "granted"),
        ("5 miljoen euro, waarvan 3 miljoen euro werd vastgelegd", "5 miljoen euro", None),
        ("Er is nog 23,4 miljoen euro niet vastgelegd.", "23,4 miljoen euro", None),
        ("Er werd betaald. De boete is 50 euro.", "50 euro", None),
        ("De boete bedraagt 50 euro.", "50 euro", None),
    ],
)
def test_the_kind_of_an_amount_comes_from_the_words_near_it(
    text: str, printed: str, kind: AmountKind | None
) -> None:
    start = text.index(printed)
    assert find_amount_kind(text, start, start + len(printed)) == kind


def test_a_header_says_the_kind_of_its_column() -> None:
    header = "Toegekend bedrag (in euro)"
    assert find_amount_kind(header, 0, len(header)) is AmountKind.GRANTED


def test_a_former_currency_has_its_fixed_value_in_euro() -> None:
    assert euro(Decimal(60_000_000), "BEF") == Decimal("1487361.15")
    assert euro(Decimal("40.3399"), "BEF") == Decimal("1.00")
    assert euro(Decimal("12.345"), "EUR") == Decimal("12.35")
    assert euro(Decimal(100), "USD") is None


@pytest.mark.parametrize(
    "form",
    ["€", "euro's", "keuro", "Belgische frank", "US dollar", "pond sterling", "mld.", "kronen"],
)
def test_a_word_of_money_is_found_before_the_text_is_read_closely(form: str) -> None:
    text = f"12 zweedse {form}" if form == "kronen" else f"12 {form}"
    assert find_money_words(text.lower())


# ----------------------------------------------------------------------------- read by a person


def test_the_amounts_that_a_person_read_are_found(shared: Path) -> None:
    right = wanted = given_ = 0
    with (shared / "training" / "mentions_dev.jsonl").open(encoding="utf-8") as file:
        for paragraph in map(json.loads, file):
            found = list(find_amounts(paragraph["text"]))
            given_ += len(found)
            for label in paragraph["amounts"]:
                wanted += 1
                ends = (Decimal(label["min"]), Decimal(label["max"]), label["currency"])
                match = next(
                    (
                        amount
                        for amount in found
                        if (amount.minimum, amount.maximum, amount.currency) == ends
                        and label["start"] < amount.end
                        and amount.start < label["end"]
                    ),
                    None,
                )
                if match is not None:
                    found.remove(match)
                    right += 1
    assert right / wanted >= 0.99
    assert right / given_ >= 0.99
