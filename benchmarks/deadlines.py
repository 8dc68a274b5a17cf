"""How the terms fit real answers.

    python benchmarks/deadlines.py ROWS.csv

The file has a line a question, with the days of submission (`ingediend`), answer (`beantwoord`)
and publication (`publicatiedatum`).
"""

import argparse
import csv
import datetime as dt
from collections import Counter
from pathlib import Path

from vraagbaak.vocabulary.terms import Timeliness, judge_answer, term_of
from vraagbaak.vocabulary.working_days import CERTAIN, count_working_days


def main(path: Path) -> None:
    """Print the shares by month of submission, and how wide the terms are."""
    shares: dict[str, Counter[str]] = {}
    widths: list[int] = []
    waits: Counter[int] = Counter()
    weekdays: dict[int, Counter[int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            submitted, answered, published = (
                dt.date.fromisoformat(row[name])
                for name in ("ingediend", "beantwoord", "publicatiedatum")
            )
            term = term_of(submitted)
            if term is None:
                continue
            finding = judge_answer(term, answered)
            for month in (f"{submitted:%Y-%m}", "all"):
                count = shares.setdefault(month, Counter())
                count.update(["rows", finding, *(["on the day"] * (answered == term.earliest))])
            widths.append(count_working_days(term.earliest, term.latest))
            waits[count_working_days(answered, published)] += 1
            # Whole weeks of five days, after one recess and before the terms that meet the next.
            if (
                CERTAIN.end_of_week(submitted).weekday() == 4
                and "2025-04-22" <= row["ingediend"] <= "2025-06-13"
            ):
                weekday = weekdays.setdefault(submitted.weekday(), Counter())
                weekday[count_working_days(submitted, answered)] += 1
    _print_shares(shares)
    widths.sort()
    print(
        f"\nwidth of the term in working days: median {widths[len(widths) // 2]}, "
        f"mean {sum(widths) / len(widths):.1f}, at most 9 in "
        f"{sum(width <= 9 for width in widths) / len(widths):.1%}, largest {widths[-1]}"
    )
    print("\nworking days from submission to answer, by weekday (weeks that end on Friday)")
    for weekday, counts in sorted(weekdays.items()):
        days = "  ".join(f"{day}:{counts[day]}" for day in range(18, 27))
        print(f"{['Mon', 'Tue', 'Wed', 'Thu', 'Fri'][weekday]}  {days}")
    print("\nworking days from answer to publication")
    print("  ".join(f"{days}:{count}" for days, count in sorted(waits.items()) if count > 10))


def _print_shares(shares: dict[str, Counter[str]]) -> None:
    print("submitted  rows  in time  on the last day  perhaps late  late")
    for month, count in sorted(shares.items()):
        rows = count["rows"]
        columns = (Timeliness.IN_TIME, "on the day", Timeliness.PERHAPS_LATE, Timeliness.LATE)
        print(
            f"{month:9}  {rows:4}  " + "  ".join(f"{count[name] / rows:6.1%}" for name in columns)
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    main(parser.parse_args().rows)
