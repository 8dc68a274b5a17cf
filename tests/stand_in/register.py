"""What the parliament registers: a question to one minister, with its dates and its files.

The questions are real ones, read where they lie; what was not handed down (their numbers) is
counted as the parliament counts: per minister and session year, in the order of asking.
"""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

ROWS = Path("facts") / "api_evidence" / "real_questions_joined.csv"
_OPENING = dt.date(2025, 9, 22)  # of the session year 2025-2026


@dataclass(frozen=True, slots=True)
class Person:
    """A member or minister."""

    id: int
    first_name: str
    name: str

    @property
    def full_name(self) -> str:
        """As people write it: "Hilde Crevits"."""
        return f"{self.first_name} {self.name}"

    @property
    def sorted_name(self) -> str:
        """As the search writes it: "Crevits, Hilde"."""
        return f"{self.name}, {self.first_name}"


@dataclass(frozen=True, slots=True)
class Registered:
    """A written question; ``files`` are its ids there, the main document first.

    ``coordinator`` is the question whose answer answers this one too: its own where the minister
    answers for all, another's where this answer only refers to it, None where it stands alone.
    """

    id: int
    number: int
    session_year: str
    subject: str
    asker: Person
    minister: Person
    themes: tuple[str, ...]
    asked_on: dt.date
    answered_on: dt.date | None
    published_on: dt.date
    files: tuple[int, ...]
    coordinator: int | None = None
    edition: int = 1
    first_published_on: dt.date | None = None
    changed_on: dt.date | None = None

    @property
    def title(self) -> str:
        """The subject with single spaces, as a reader of the print finds it."""
        return " ".join(self.subject.split())


def real_questions(shared: Path) -> tuple[Registered, ...]:
    """The 3,910 real questions below the shared folder, in the order of their ids."""
    with (shared / ROWS).open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["schv_id"]))
    counts: dict[tuple[str, str], int] = defaultdict(int)
    questions = []
    for row in rows:
        asked_on = dt.date.fromisoformat(row["ingediend"])
        year = "2024-2025" if asked_on < _OPENING else "2025-2026"
        counts[year, row["minister_id"]] += 1
        questions.append(_question(row, counts[year, row["minister_id"]], year))
    return tuple(_coordinated(questions))


def _question(row: dict[str, str], number: int, year: str) -> Registered:
    return Registered(
        id=int(row["schv_id"]),
        number=number,
        session_year=year,
        subject=row["onderwerp"],
        asker=_person(row["vraagsteller_id"], row["vraagsteller"]),
        minister=_person(row["minister_id"], row["minister"]),
        themes=tuple(filter(None, row["thema_afgeleid"].split(" | "))),
        asked_on=dt.date.fromisoformat(row["ingediend"]),
        answered_on=dt.date.fromisoformat(row["beantwoord"]),
        published_on=dt.date.fromisoformat(row["publicatiedatum"]),
        files=(int(row["pfile"]),),
    )


def _person(number: str, full_name: str) -> Person:
    first_name, _, name = full_name.partition(" ")
    return Person(int(number), first_name, name)


def _coordinated(questions: Iterable[Registered]) -> list[Registered]:
    """The questions, those to nine ministers with the first of them answering for all."""
    groups: dict[tuple[object, ...], list[Registered]] = defaultdict(list)
    for one in questions:
        groups[one.asker.id, one.subject, one.asked_on].append(one)
    told = []
    for group in groups.values():
        first = group[0].id if len(group) == 9 else None
        told += [replace(one, coordinator=first) for one in group]
    return sorted(told, key=lambda one: one.id)


def groups_of_nine(questions: Iterable[Registered]) -> list[tuple[Registered, ...]]:
    """The questions that were put to nine ministers, each group in the order of its ids."""
    groups: dict[int, list[Registered]] = defaultdict(list)
    for one in questions:
        if one.coordinator is not None:
            groups[one.coordinator].append(one)
    return [tuple(group) for group in groups.values()]
