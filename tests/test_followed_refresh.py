"""From the parliament's service to what followers read: refreshes of a stand-in that changes."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from stand_in.catalogue import Catalogue
from stand_in.register import Registered, groups_of_nine, real_questions
from stand_in.server import StandIn, opened

from vraagbaak.dataset.feeds.entries import make_entry
from vraagbaak.dataset.feeds.following import followed_events
from vraagbaak.records.following import Entry, Follow
from vraagbaak.runs.build import usual_engine
from vraagbaak.runs.contact import Terms
from vraagbaak.runs.origin import opened_to_read
from vraagbaak.runs.refresh import refresh
from vraagbaak.source.answer import Keep
from vraagbaak.source.manners import Manners
from vraagbaak.source.parliament import Parliament, service_at

FIRST, SECOND = (
    dt.datetime(2025, 12, 15, 3, tzinfo=dt.UTC),
    dt.datetime(2025, 12, 16, 3, tzinfo=dt.UTC),
)


@pytest.fixture(scope="module")
def nine(shared: Path) -> tuple[Registered, ...]:
    return groups_of_nine(real_questions(shared))[0]


@pytest.fixture(scope="module")
def alone(shared: Path) -> tuple[Registered, ...]:
    """Two questions that stand alone, published after the nine."""
    questions = [one for one in real_questions(shared) if one.coordinator is None]
    return tuple(sorted(questions, key=lambda one: one.published_on)[-2:])


@pytest.fixture(scope="module")
def output(
    nine: tuple[Registered, ...],
    alone: tuple[Registered, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """The dataset after a first fill and a day on which one was corrected, another withdrawn."""
    folder = tmp_path_factory.mktemp("followed")
    with opened(Catalogue((*nine, *alone))) as service:
        bring_up_to_date(folder, service, FIRST)
        service.catalogue.republish(alone[0].id, SECOND.date())
        service.catalogue.withdraw(alone[1].id)
        bring_up_to_date(folder, service, SECOND)
        yield folder / "output"


def bring_up_to_date(folder: Path, service: StandIn, now: dt.datetime) -> None:
    def open_source(keep: Keep) -> Parliament:
        service_there = service_at(service.address)
        return Parliament(service_there, Manners(pause=0), lambda: now, keep, 10 * 2**20)

    report = refresh(
        folder / "corpus",
        folder / "output",
        open_source,
        usual_engine(1),
        lambda: now,
        terms=Terms(since=dt.date(2025, 5, 1), until=dt.date(2026, 2, 1), believe_losses=True),
    )
    assert report.exit_code == 0, report.to_json()


def entries(output: Path, follow: Follow) -> list[Entry]:
    with opened_to_read(output) as connection:
        return [make_entry(event) for event in followed_events(connection, follow, 200)]


def test_a_question_to_nine_ministers_is_answered_once(
    output: Path, nine: tuple[Registered, ...]
) -> None:
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as database:
        found = database.execute(
            "SELECT e.id, count(*), min(eq.position), s.source_id FROM events e"
            " JOIN event_questions eq ON eq.event_id = e.id"
            " JOIN source_questions s ON s.id = eq.source_question_id"
            " WHERE e.kind IN ('answered', 'referred') GROUP BY e.id ORDER BY count(*) DESC"
        ).fetchall()
    assert found[0][1:] == (9, 0, str(nine[0].coordinator))
    assert [count for _, count, _, _ in found[1:]] == [1, 1]
    for minister in (nine[0].minister, nine[8].minister):
        follow = Follow("a", "a", minister=minister.full_name, search=nine[0].title)
        titles = [entry.title for entry in entries(output, follow)]
        assert sum("Gecoördineerd antwoord op 9 vragen" in title for title in titles) == 1


def test_a_republished_and_a_withdrawn_question_are_told_of_on_their_day(
    output: Path, alone: tuple[Registered, ...]
) -> None:
    corrected = entries(output, Follow("a", "a", question=str(alone[0].id)))
    (told,) = (entry for entry in corrected if entry.title.startswith("Nieuwe versie"))
    assert told.known_on == SECOND.date()
    withdrawn = entries(output, Follow("a", "a", question=str(alone[1].id)))
    (gone,) = (entry for entry in withdrawn if entry.title.startswith("Niet meer bij de bron"))
    assert gone.known_on == SECOND.date()
    assert any(entry.title.startswith("Beantwoord") for entry in withdrawn)


def test_the_finding_stands_beside_what_the_service_says(
    output: Path, nine: tuple[Registered, ...]
) -> None:
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as database:
        rows = database.execute(
            "SELECT finding, source_finding, agrees FROM deadlines WHERE source_question_id = ?",
            (f"parliament/{nine[0].id}",),
        ).fetchall()
    ((finding, said, agrees),) = rows
    assert finding in ("in_time", "perhaps_late", "late")
    assert said in ("in_time", "late")
    assert agrees in (None, int(finding == said))
