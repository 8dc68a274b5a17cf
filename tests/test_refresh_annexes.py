"""A refresh with annexes: read once, corrected, withdrawn, unreadable, as the service has them."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from made_annexes import FIETSBRUG, OLD_WORD, blank, letter, paper, sheet, word
from made_records import open_no_reader
from stand_in.archive import Archive
from stand_in.catalogue import PDF, XLSX, Catalogue, File
from stand_in.register import Registered, real_questions
from stand_in.server import StandIn, opened

from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.runs.build import usual_engine
from vraagbaak.runs.refresh import refresh
from vraagbaak.runs.report import Report
from vraagbaak.source.folder import Folder
from vraagbaak.source.loose import BRUSSELS

DAY = dt.date(2025, 11, 20)
ONE = dt.timedelta(days=1)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
ROWS = (("Gent", "Zaal voor verenigingen", 41500), ("Leuven", "Nieuwe fietsbrug", 12345))


def annex(content: bytes, media_type: str) -> File:
    return File(lambda: content, media_type, "bijlage")


@pytest.fixture
def questions(shared: Path) -> tuple[Registered, ...]:
    """Three questions that were published on one day."""
    found = [one for one in real_questions(shared) if one.published_on == DAY - 3 * ONE]
    return tuple(one for one in found if one.coordinator is None)[:3]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, usual_engine(1))


def select(archive: Archive, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(archive.output / "vraagbaak.sqlite")) as connection:
        return connection.execute(query, values).fetchall()


def projects(archive: Archive, pfile: int) -> list[tuple[Any, ...]]:
    """What the annex of a number gives to whom."""
    return select(
        archive,
        "SELECT lead_nis_code, title, amount_cents FROM projects"
        " WHERE annex_id LIKE ? ORDER BY position",
        f"%#annexes/{pfile}",
    )


def touched(archive: Archive) -> set[tuple[str, str]]:
    """The rows that the last build changed, without files and documents: what, and the key."""
    found = select(
        archive,
        "SELECT what, row_id FROM changes WHERE run_id = (SELECT max(id) FROM runs)"
        " AND table_name NOT IN ('documents', 'files') AND row_id NOT LIKE 'parliament/%'",
    )
    return set(found)


def refreshed(archive: Archive, service: StandIn, day: dt.date) -> Report:
    """Refresh, and see to it that the dataset holds and the next run finds nothing new."""
    report = archive.refresh(service.address, day, since=DAY - 30 * ONE)
    assert (report.exit_code, report.is_complete) == (0, True)
    assert check_dataset(archive.output, archive.corpus) == []
    before = archive.exports()
    idle = archive._replace(engine=archive.engine._replace(open_readers=open_no_reader))
    again = idle.refresh(service.address, day)
    assert (again.fetched, again.documents_read, again.exit_code) == (0, 0, 0)
    assert archive.exports() == before
    return report


def test_annexes_come_are_corrected_and_go(
    questions: tuple[Registered, ...], archive: Archive, tmp_path: Path
) -> None:
    catalogue = Catalogue(questions)
    number, other = questions[0].id, questions[1].id
    rows = tuple((place, title, str(amount)) for place, title, amount in ROWS)
    book = catalogue.attach(number, annex(sheet(*ROWS), XLSX), DAY)
    text = catalogue.attach(number, annex(word(tmp_path / "made.docx", *rows), DOCX), DAY)
    pages = catalogue.attach(other, annex(paper(*rows), PDF), DAY)
    old = catalogue.attach(other, annex(OLD_WORD, DOC), DAY)
    scan = catalogue.attach(other, annex(blank(), PDF), DAY)
    given = [("44021", ROWS[0][1], 4150000), ("24062", ROWS[1][1], 1234500)]
    with opened(catalogue) as service:
        first = refreshed(archive, service, DAY)
        assert first.documents_read == len(questions) + 4
        for pfile in (book, text, pages):
            assert projects(archive, pfile) == given
        unread = select(
            archive, "SELECT annex_id FROM issues WHERE code = 'annex_unread' ORDER BY annex_id"
        )
        assert [key.rpartition("/")[2] for (key,) in unread] == [str(old), str(scan)]
        tied = "SELECT count(*) FROM source_files WHERE role = 'annex' AND document_id IS NULL"
        assert select(archive, tied) == [(0,)]

        # The first is corrected: it alone is read, and its rows alone are other.
        service.catalogue.correct(number, book, annex(sheet(ROWS[0]), XLSX), DAY + ONE)
        assert refreshed(archive, service, DAY + ONE).documents_read == 1
        assert projects(archive, book) == given[:1]
        changed = touched(archive)
        assert all(f"#annexes/{book}" in key for _, key in changed)
        assert {what for what, _ in changed} >= {"removed"}

        # The second goes: nothing is read, and its rows go.
        service.catalogue.detach(number, text, DAY + 2 * ONE)
        assert refreshed(archive, service, DAY + 2 * ONE).documents_read == 0
        assert projects(archive, text) == []
        assert projects(archive, book) == given[:1]
        assert all(
            f"#annexes/{text}" in key and what == "removed" for what, key in touched(archive)
        )

        # The answer is corrected: its annexes stay what they are.
        service.catalogue.republish(other, DAY + 3 * ONE)
        assert refreshed(archive, service, DAY + 3 * ONE).documents_read == 1
        assert projects(archive, pages) == given
        assert not any("#annexes/" in key for _, key in touched(archive))

        # One that could be read is damaged, another can be read at last.
        service.catalogue.correct(
            other, pages, annex(b"PK\x03\x04 PK\x05\x06", XLSX), DAY + 4 * ONE
        )
        service.catalogue.correct(other, scan, annex(paper(*rows), PDF), DAY + 4 * ONE)
        refreshed(archive, service, DAY + 4 * ONE)
        assert projects(archive, pages) == []
        assert projects(archive, scan) == given


def test_an_annex_waits_for_its_question_and_is_read_with_it(
    questions: tuple[Registered, ...], archive: Archive
) -> None:
    catalogue = Catalogue(questions)
    main = questions[0].files[0]
    book = catalogue.attach(questions[0].id, annex(sheet(*ROWS), XLSX), DAY)
    document = catalogue.files[main]
    catalogue.files = catalogue.files | {main: File(lambda: b"%PDF-1.7 half %%EOF")}
    with opened(catalogue) as service:
        assert archive.refresh(service.address, DAY, since=DAY - 30 * ONE).exit_code == 3
        assert projects(archive, book) == []
        told = "SELECT count(*) FROM issues WHERE code = 'annex_of_no_question'"
        assert select(archive, told) == [(1,)]
        assert check_dataset(archive.output, archive.corpus) == []
        service.catalogue.correct(questions[0].id, main, document, DAY + ONE)
        refreshed(archive, service, DAY + ONE)
        assert len(projects(archive, book)) == 2
        assert select(archive, told) == [(0,)]


def test_what_is_killed_before_the_annexes_are_read_reads_them_later(
    questions: tuple[Registered, ...], archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(questions)
    book = catalogue.attach(questions[0].id, annex(sheet(*ROWS), XLSX), DAY)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with opened(catalogue) as service:
        with monkeypatch.context() as patched:
            patched.setattr("vraagbaak.runs.build.plan_annexes", die)
            with pytest.raises(KeyboardInterrupt):
                archive.refresh(service.address, DAY, since=DAY - 30 * ONE)
        refreshed(archive, service, DAY)
        assert len(projects(archive, book)) == 2


def test_the_annexes_of_a_folder_belong_to_the_documents_that_they_are_named_after(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "15.pdf").write_bytes(letter(15))
    (folder / "16.pdf").write_bytes(letter(16, FIETSBRUG))
    (folder / "15 bijlage.xlsx").write_bytes(sheet(*ROWS))
    (folder / "bijlage.xlsx").write_bytes(sheet(*ROWS[:1]))

    def run(day: dt.date) -> Report:
        moment = dt.datetime.combine(day, dt.time(3), BRUSSELS)
        return refresh(
            archive.corpus,
            archive.output,
            lambda _: Folder(folder, 10**6),
            archive.engine,
            lambda: moment,
        )

    report = run(DAY)
    assert (report.new, report.fetched) == (2, 3)
    assert [said.partition(":")[0] for said in report.odd_hits] == ["bijlage.xlsx"]
    of_annex = "SELECT annex_id, title FROM projects WHERE annex_id IS NOT NULL ORDER BY position"
    annexed = "2025-2026/crevits/15#annexes/15-bijlage-xlsx"
    assert select(archive, of_annex) == [(annexed, title) for _, title, _ in ROWS]
    (folder / "15 bijlage.xlsx").unlink()
    assert run(DAY + ONE).withdrawn == 0
    assert select(archive, of_annex) == []
    assert check_dataset(archive.output, archive.corpus) == []
