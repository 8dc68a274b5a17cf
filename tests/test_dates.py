"""Days, periods and parliamentary years: the cases, every day printed and read back."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_money import read_cases

from vraagbaak.vocabulary.dates import (
    DateMention,
    Precision,
    find_dates,
    find_session_year,
    parse_date,
)

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"),
    *("oktober", "november", "december"),
)
DAYS = st.dates(min_value=dt.date(1971, 1, 1), max_value=dt.date(2070, 12, 31))


def parameters() -> list[object]:
    """Each case as a parameter; what it does not reach yet is a strict xfail with its reason."""
    return [
        pytest.param(
            case,
            id=f"{case['form']}: {case['text']}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if case["xfail"] else [],
        )
        for case in read_cases("dates.csv")
    ]


def shown(mention: DateMention) -> str:
    days = dict.fromkeys((mention.first.isoformat(), mention.last.isoformat()))
    return f"{'..'.join(days)} {mention.precision}"


@pytest.mark.parametrize("case", parameters())
def test_the_dates_of_a_text_are_read_as_precisely_as_printed(case: dict[str, str]) -> None:
    found = find_dates(case["text"])
    assert [shown(mention) for mention in found] == [
        item for item in case["expected"].split(" | ") if item
    ]
    assert all(case["text"][mention.start : mention.end] == mention.text for mention in found)


@settings(deadline=None)
@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_printed_day_is_read_back(day: dt.date, form: int) -> None:
    month = MONTHS[day.month - 1]
    printed = (
        f"{day.day} {month} {day.year}",
        f"{day.day:02} {month.upper()} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:2}. {day.month}.{day.year}",
        f"{day.day}/{day.month:02}/{day.year % 100:02}",
        day.isoformat(),
    )[form]
    assert parse_date(printed) == day
    [mention] = find_dates(f"Op {printed.strip()} werd het gevraagd.")
    assert (mention.first, mention.last, mention.precision) == (day, day, Precision.DAY)


@pytest.mark.parametrize(
    "text",
    ["", "juni 2021", "3 juni", "31 februari 2020", "29/2/2023", "3 juni 21", "1.2.3", "12.500"],
)
def test_what_is_no_whole_day_is_none(text: str) -> None:
    assert parse_date(text) is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789./- \nenjaurimtoschl()", max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    parse_date(text)
    end = 0
    for mention in find_dates(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.first <= mention.last
        end = mention.end


@pytest.mark.parametrize("piece", ["2020 ", "1.1.20 ", "1 januari 2020 ", "2020-", "1 tot ", "9"])
def test_a_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + " . Dat was op 3 juni 2021."
    assert find_dates(text)[-1].text.endswith("3 juni 2021")


@pytest.mark.parametrize(
    ("day", "session_year"),
    [
        (dt.date(2021, 9, 26), "2020-2021"),
        (dt.date(2021, 9, 27), "2021-2022"),
        (dt.date(2023, 9, 20), "2022-2023"),
        (dt.date(2023, 9, 25), "2023-2024"),
        (dt.date(2025, 1, 31), "2024-2025"),
        (dt.date(2020, 12, 31), "2020-2021"),
    ],
)
def test_a_parliamentary_year_opens_on_the_fourth_monday_of_september(
    day: dt.date, session_year: str
) -> None:
    assert find_session_year(day) == session_year


def test_the_documents_whose_truth_is_known_fall_in_their_parliamentary_year(shared: Path) -> None:
    for path in sorted((shared / "exam" / "dev").glob("*.truth.json")):
        question = json.loads(path.read_text(encoding="utf-8"))["question"]
        if "session_year" in question and "asked_on" in question:
            day = dt.date.fromisoformat(question["asked_on"])
            assert find_session_year(day) == question["session_year"], path.name
