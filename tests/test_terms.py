"""The terms of answers: dates worked out by hand, and the dates of real answers."""

import csv
import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from made_money import read_cases

from vraagbaak.vocabulary.tables import read_rows
from vraagbaak.vocabulary.terms import (
    EMBARGO_DAYS,
    Term,
    Timeliness,
    judge_answer,
    judge_silence,
    public_from,
    term_of,
    usually_public_by,
)
from vraagbaak.vocabulary.working_days import CERTAIN, count_working_days, holidays, known_years


class Row(NamedTuple):
    """A real question: when it was submitted, answered and published."""

    submitted: dt.date
    answered: dt.date
    published: dt.date

    @property
    def term(self) -> Term:
        """When it was due."""
        term = term_of(self.submitted)
        assert term is not None
        return term

    @property
    def month(self) -> str:
        """When it was submitted, as in 2025-06."""
        return f"{self.submitted:%Y-%m}"


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    file = shared / "facts/api_evidence/real_questions_joined.csv"
    names = ("ingediend", "beantwoord", "publicatiedatum")
    with file.open(encoding="utf-8", newline="") as opened:
        return [
            Row(*(dt.date.fromisoformat(row[name]) for name in names))
            for row in csv.DictReader(opened)
        ]


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", read_cases("terms.csv"), ids=lambda case: case["submitted"])
def test_a_term_ends_on_the_days_worked_out_by_hand(case: dict[str, str]) -> None:
    term = term_of(dt.date.fromisoformat(case["submitted"]))
    found = (term.earliest, term.latest) if term else (None, None)
    assert found == (day(case["earliest"]), day(case["latest"])), case["why"]


@pytest.mark.parametrize("case", read_cases("timeliness.csv"), ids=lambda case: case["why"])
def test_an_answer_is_judged_as_by_hand(case: dict[str, str]) -> None:
    term = term_of(dt.date.fromisoformat(case["submitted"]))
    assert term is not None
    answered = day(case["answered"])
    seen_on = dt.date.fromisoformat(case["seen_on"])
    judged = judge_answer(term, answered) if answered else judge_silence(term, seen_on)
    assert judged == case["expected"], case["why"]


def test_the_holidays_are_those_of_the_administration() -> None:
    printed = [
        *("2025-01-01", "2025-04-21", "2025-05-01", "2025-05-29", "2025-06-09", "2025-07-11"),
        *("2025-07-21", "2025-08-15", "2025-11-01", "2025-11-02", "2025-11-11", "2025-12-25"),
        "2025-12-26",
    ]
    assert sorted(holidays(2025)) == list(map(dt.date.fromisoformat, printed))


@pytest.mark.parametrize("table", ["holidays.csv", "closing_days.csv", "recess.csv", "sending.csv"])
def test_every_line_of_the_tables_of_days_names_its_source(table: str) -> None:
    assert all(row["source"] for row in read_rows(table))


def test_the_recesses_of_every_known_year_stand_in_the_order_of_their_days() -> None:
    rows = list(read_rows("recess.csv"))
    assert all(row["first"] <= row["last"] for row in rows)
    assert rows == sorted(rows, key=lambda row: (row["first"], row["last"], row["effect"]))
    seasons = {"krokusreces", "paasreces", "zomerreces", "herfstreces", "kerstreces"}
    for year in known_years():
        named = {row["name"] for row in rows if row["first"].startswith(str(year))}
        assert named == seasons, year


def test_a_term_never_ends_before_it_begins_or_on_a_day_off() -> None:
    first = dt.date(2015, 1, 1)
    for number in range((dt.date(2027, 12, 31) - first).days + 1):
        submitted = first + dt.timedelta(days=number)
        term = term_of(submitted)
        assert term is not None
        assert submitted < term.earliest <= term.latest, submitted
        assert CERTAIN.is_working_day(term.earliest)
        assert CERTAIN.is_working_day(term.latest)
        assert count_working_days(submitted, term.earliest) >= 20


def test_nothing_that_is_not_answered_is_ever_called_late() -> None:
    term = term_of(dt.date(2025, 5, 12))
    assert term is not None
    judged = [judge_silence(term, term.latest + dt.timedelta(days=n)) for n in range(400)]
    assert Timeliness.LATE not in judged
    assert judged == sorted(judged, key=["open", "embargo", "perhaps_late"].index)


# ------------------------------------------------------------------ real answers


def test_real_answers_fall_within_the_shortest_reading_of_their_term(rows: list[Row]) -> None:
    assert len(rows) == 3910
    in_time = sum(row.answered <= row.term.earliest for row in rows)
    assert in_time / len(rows) >= 0.9


def test_the_term_is_a_day_on_which_answers_come_and_no_wide_range(rows: list[Row]) -> None:
    on_the_day = sum(row.answered == row.term.earliest for row in rows)
    assert on_the_day / len(rows) >= 0.45
    widths = [count_working_days(row.term.earliest, row.term.latest) for row in rows]
    assert sorted(widths)[len(widths) // 2] <= 3
    assert sum(width <= 9 for width in widths) / len(widths) >= 0.92


def test_no_month_is_an_outlier_and_summer_is_none(rows: list[Row]) -> None:
    by_month: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        by_month[row.month].append(row.answered <= row.term.earliest)
    shares = {month: sum(found) / len(found) for month, found in sorted(by_month.items())}
    assert list(shares) == [f"2025-{month:02}" for month in range(4, 11)]
    assert all(share >= 0.8 for share in shares.values()), shares
    summer = [shares[f"2025-{month:02}"] for month in (6, 7, 8)]
    others = [share for month, share in shares.items() if month[-2:] not in ("06", "07", "08")]
    assert min(others) <= min(summer)


def test_without_the_recess_stop_the_summer_would_be_an_outlier(rows: list[Row]) -> None:
    summer = [row for row in rows if "2025-06-16" <= row.submitted.isoformat() <= "2025-08-14"]
    plain = [
        row.answered <= CERTAIN.add_working_days(CERTAIN.end_of_week(row.submitted), 20)
        for row in summer
    ]
    ours = [row.answered <= row.term.earliest for row in summer]
    assert sum(plain) / len(plain) < 0.15
    assert sum(ours) / len(ours) >= 0.9


def test_few_real_answers_are_called_late(rows: list[Row]) -> None:
    judged = Counter(judge_answer(row.term, row.answered) for row in rows)
    assert judged[Timeliness.LATE] / len(rows) <= 0.05


def test_answers_are_published_when_the_asker_has_had_them_fifteen_working_days(
    rows: list[Row],
) -> None:
    waits = Counter(count_working_days(row.answered, row.published) for row in rows)
    assert sum(n for wait, n in waits.items() if wait < EMBARGO_DAYS) / len(rows) < 0.005
    on_time = sum(row.published >= public_from(row.answered) for row in rows)
    assert on_time / len(rows) >= 0.98
    assert sum(row.published <= usually_public_by(row.answered) for row in rows) / len(rows) >= 0.94
