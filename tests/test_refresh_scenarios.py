"""What happens to an archive in a year: each time the dataset says what the service published."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_records import open_no_reader
from stand_in import truth
from stand_in.archive import Archive
from stand_in.catalogue import Catalogue, annex_in_pdf, annex_in_xlsx
from stand_in.faults import Kind
from stand_in.quick import open_quick_readers
from stand_in.register import Registered, groups_of_nine, real_questions
from stand_in.server import StandIn, opened

from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.runs.build import Engine, usual_engine
from vraagbaak.runs.report import Report

FIRST_FILL = 2000
FIRST_DAY = dt.date(2025, 6, 1)
QUICK = Engine(open_quick_readers, "quick", workers=1)
DAY = dt.timedelta(days=1)
Questions = tuple[Registered, ...]


@pytest.fixture(scope="module")
def questions(shared: Path) -> Questions:
    """The real questions in the order in which they were published."""
    found = real_questions(shared)
    return tuple(sorted(found, key=lambda one: (one.published_on, one.id)))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, QUICK)


def published_on(questions: Questions, day: dt.date) -> Questions:
    return tuple(one for one in questions if one.published_on == day)


def agrees(archive: Archive, service: StandIn, *withdrawn: Registered) -> bool:
    """Whether the dataset holds, and says what the service published, all of it and no more."""
    assert check_dataset(archive.output) == []
    expected = truth.expected(service.catalogue, withdrawn)
    if archive.engine is QUICK:
        expected = truth.without_projects(expected)
    assert truth.found(archive.output) == expected
    return True


def source_files(archive: Archive, number: int) -> list[tuple[object, ...]]:
    """The contents of a question's files: file, role, whether it is held, day of replacement."""
    with closing(sqlite3.connect(archive.output / "vraagbaak.sqlite")) as connection:
        return connection.execute(
            "SELECT number, role, sha256 IS NOT NULL, replaced_on FROM source_files"
            " WHERE source_question_id = ? ORDER BY position",
            (f"parliament/{number}",),
        ).fetchall()


# ------------------------------------------------------------------ filled


def test_a_first_fill_says_what_was_published_and_the_next_run_finds_nothing_new(
    questions: Questions, tmp_path: Path
) -> None:
    last = questions[FIRST_FILL - 1].published_on
    first = [one for one in questions if one.published_on <= last]
    archive = Archive(tmp_path, usual_engine(2))
    with opened(Catalogue(first)) as service:
        report = archive.refresh(service.address, last, since=FIRST_DAY)
        assert (report.exit_code, report.is_complete) == (0, True)
        assert (report.new, report.documents_read) == (len(first), len(first))
        assert service.counts[Kind.DETAIL] == service.counts[Kind.FILE] == len(first)
        assert agrees(archive, service)
        told = truth.found(archive.output)
        assert len(told) >= FIRST_FILL
        assert any(one.printed and one.printed.projects for one in told.values())
        idle = nothing_new_changes_nothing(archive, service, last)
        assert idle.requests <= len(first) / 100


def nothing_new_changes_nothing(archive: Archive, service: StandIn, today: dt.date) -> Report:
    """The report of a run with nothing new: it searches, and that is all."""
    before = archive.exports()
    service.forget()
    idle = archive._replace(engine=archive.engine._replace(open_readers=open_no_reader))
    report = idle.refresh(service.address, today)
    assert (report.exit_code, report.is_complete) == (0, True)
    assert (report.new, report.changed, report.fetched, report.documents_read) == (0, 0, 0, 0)
    assert service.counts == {Kind.SEARCH: report.requests}
    assert archive.exports() == before
    return report


# ------------------------------------------------------------------ kept up to date


def test_a_day_later_only_what_is_new_is_fetched(questions: Questions, archive: Archive) -> None:
    day = dt.date(2025, 10, 20)
    known = published_on(questions, day - 3 * DAY)[:30]
    new = published_on(questions, day)
    with opened(Catalogue(known)) as service:
        archive.refresh(service.address, day - DAY, since=day - 30 * DAY)
        assert agrees(archive, service)
        service.forget()
        service.catalogue.publish(*new)
        report = archive.refresh(service.address, day)
        assert (report.exit_code, report.new, report.changed) == (0, len(new), 0)
        assert report.documents_read == len(new)
        assert service.counts[Kind.DETAIL] == service.counts[Kind.FILE] == len(new) == 135
        assert agrees(archive, service)
        assert nothing_new_changes_nothing(archive, service, day + DAY)


def test_a_batch_of_late_questions_comes_in_whole(questions: Questions, archive: Archive) -> None:
    day = dt.date(2025, 12, 10)
    known = published_on(questions, dt.date(2025, 11, 25))[:10]
    late = published_on(questions, day)
    with opened(Catalogue(known)) as service:
        archive.refresh(service.address, day - DAY, since=day - 40 * DAY)
        service.catalogue.publish(*late)
        report = archive.refresh(service.address, day)
        assert (report.exit_code, report.new) == (0, 153)
        assert agrees(archive, service)


def test_a_question_to_nine_ministers_is_nine_questions_with_one_answer(
    questions: Questions, tmp_path: Path
) -> None:
    archive = Archive(tmp_path, usual_engine(1))
    group = next(group for group in groups_of_nine(questions) if group[0].id == 1940579)
    with opened(Catalogue(group)) as service:
        report = archive.refresh(service.address, dt.date(2025, 11, 7))
        assert (report.exit_code, report.new) == (0, 9)
        assert agrees(archive, service)
        told = list(truth.found(archive.output).values())
    printed = [one.printed for one in told if one.printed]
    assert sorted(one.kind for one in printed) == ["coordinated", *["referral"] * 8]
    assert sorted(len(one.ministers) for one in printed) == [*[1] * 8, 9]
    assert len({one.minister for one in told}) == 9


@pytest.mark.parametrize(
    ("age", "pfile", "keeps_date"),
    [
        (20, None, False), (20, None, True), (20, 2_390_001, False), (20, 2_390_001, True),
        # One of long ago that keeps its day shows in no list of new publications.
        (120, None, False), (120, 2_390_001, False),
    ],
)  # fmt: skip
def test_a_corrected_document_takes_the_place_of_the_old_one_which_is_kept(
    questions: Questions, archive: Archive, age: int, pfile: int | None, keeps_date: bool
) -> None:
    day = dt.date(2025, 11, 20)
    recent = published_on(questions, dt.date(2025, 11, 7))[:5]
    old = next(one for one in questions if one.published_on >= day - age * DAY)
    with opened(Catalogue([*recent, old])) as service:
        archive.refresh(service.address, day - DAY, since=FIRST_DAY)
        before = archive.objects()
        service.catalogue.republish(old.id, day, pfile=pfile, keeps_date=keeps_date)
        if pfile:
            del service.catalogue.files[old.files[0]]
        report = archive.refresh(service.address, day)
        assert (report.exit_code, report.new, report.changed) == (0, 0, 1)
        assert agrees(archive, service)
        assert nothing_new_changes_nothing(archive, service, day + DAY)
    new = str(pfile or old.files[0])
    assert sorted(source_files(archive, old.id), key=lambda row: row[3] is None) == [
        (str(old.files[0]), "main", 1, str(day)),
        (new, "main", 1, None),
    ]
    after = archive.objects()
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_a_question_that_is_withdrawn_is_marked_and_kept(
    questions: Questions, archive: Archive
) -> None:
    day = dt.date(2025, 11, 20)
    known = published_on(questions, dt.date(2025, 11, 7))[:12]
    with opened(Catalogue(known)) as service:
        archive.refresh(service.address, day - DAY, since=day - 30 * DAY)
        before = archive.objects()
        service.catalogue.withdraw(known[3].id)
        report = archive.refresh(service.address, day)
        assert (report.exit_code, report.withdrawn) == (0, 1)
        assert agrees(archive, service, known[3])
        assert archive.objects() == before
        assert nothing_new_changes_nothing(archive, service, day + DAY)
        service.catalogue.publish(known[3])
        assert archive.refresh(service.address, day + 2 * DAY).exit_code == 0
        assert agrees(archive, service)


def test_a_question_that_went_long_ago_is_missed_by_the_recount(
    questions: Questions, archive: Archive
) -> None:
    day = dt.date(2025, 11, 20)
    known = [*questions[:12], *published_on(questions, dt.date(2025, 11, 7))[:5]]
    with opened(Catalogue(known)) as service:
        archive.refresh(service.address, day, since=FIRST_DAY)
        service.catalogue.withdraw(known[3].id)
        assert archive.refresh(service.address, day + DAY).withdrawn == 0
        report = archive.refresh(service.address, day + 8 * DAY)
        assert (report.exit_code, report.withdrawn) == (0, 1)
        assert agrees(archive, service, known[3])


def test_a_correction_of_long_ago_that_kept_its_day_is_found_within_a_month(
    questions: Questions, archive: Archive
) -> None:
    day = dt.date(2025, 11, 20)
    known = [*questions[:5], *published_on(questions, dt.date(2025, 11, 7))[:5]]
    with opened(Catalogue(known)) as service:
        archive.refresh(service.address, day, since=FIRST_DAY)
        service.catalogue.republish(known[3].id, day, keeps_date=True)
        assert archive.refresh(service.address, day + 8 * DAY).changed == 0
        report = archive.refresh(service.address, day + 31 * DAY)
        assert (report.exit_code, report.changed) == (0, 1)
        assert agrees(archive, service)


def test_annexes_are_documents_of_their_own_tied_to_their_question(
    questions: Questions, archive: Archive
) -> None:
    day = dt.date(2025, 11, 20)
    known = published_on(questions, dt.date(2025, 11, 7))[:5]
    with opened(Catalogue(known)) as service:
        number = known[2].id
        paper = service.catalogue.attach(number, annex_in_pdf("Bijlage 1: uitgaven"), day - 2 * DAY)
        archive.refresh(service.address, day - DAY, since=day - 30 * DAY)
        assert agrees(archive, service)
        sheet = service.catalogue.attach(
            number, annex_in_xlsx(("Gemeente", "Bedrag"), ("Gent", 1500)), day
        )
        report = archive.refresh(service.address, day)
        assert (report.exit_code, report.changed, report.contents) == (0, 1, 1)
        assert agrees(archive, service)
        assert nothing_new_changes_nothing(archive, service, day + DAY)
    assert source_files(archive, number) == [
        (str(known[2].files[0]), "main", 1, None),
        (str(paper), "annex", 1, None),
        (str(sheet), "annex", 1, None),
    ]
    assert sum(name.endswith(".xlsx") for name in archive.objects()) == 1


def test_a_question_of_another_time_that_is_published_now_is_found(
    questions: Questions, archive: Archive
) -> None:
    day = dt.date(2025, 11, 20)
    known = published_on(questions, dt.date(2025, 11, 7))[:5]
    with opened(Catalogue(known)) as service:
        archive.refresh(service.address, day - DAY, since=day - 30 * DAY)
        service.catalogue.publish(questions[0])
        service.catalogue.republish(questions[0].id, day)
        assert archive.refresh(service.address, day).new == 1
        assert agrees(archive, service)
