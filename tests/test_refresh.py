"""A refresh from the command line and from other sources; what it leaves when it must not write."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_records import open_made_reader, open_no_reader, write_document
from stand_in.catalogue import Catalogue
from stand_in.faults import Fault, Kind, status
from stand_in.register import Registered, real_questions
from stand_in.server import StandIn, opened

from vraagbaak.cli import main
from vraagbaak.errors import HeldBack
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.contact import Terms
from vraagbaak.runs.lock import locked
from vraagbaak.runs.refresh import refresh
from vraagbaak.runs.report import Report, read_report
from vraagbaak.runs.status import read_status
from vraagbaak.source import catalogue, sightings
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.folder import Folder
from vraagbaak.source.listing import Hit, Listing, Window
from vraagbaak.source.loose import BRUSSELS

MADE = Engine(open_made_reader, "mark", workers=1)
TODAY = dt.date(2025, 6, 12)


@pytest.fixture
def service(shared: Path) -> Iterator[StandIn]:
    """The parliament with the six questions it published first."""
    with opened(Catalogue(first_questions(shared))) as running:
        yield running


def first_questions(shared: Path) -> list[Registered]:
    return sorted(real_questions(shared), key=lambda one: one.published_on)[:6]


def run(service: StandIn, folder: Path, *arguments: str) -> Result:
    """The command, over the days on which those questions were published."""
    given = ["refresh", "--service", service.address, "--pause", "0", "--workers", "1"]
    given += ["--corpus", str(folder / "corpus"), "--out", str(folder / "output")]
    given += ["--since", "2025-06-01", "--until", str(TODAY), *arguments]
    return CliRunner().invoke(main, given)


def clock() -> dt.datetime:
    return dt.datetime.combine(TODAY, dt.time(3), BRUSSELS)


def from_folder(
    folder: Path, root: Path, engine: Engine = MADE, terms: Terms | None = None
) -> Report:
    return refresh(
        root / "corpus",
        root / "output",
        lambda _: Folder(folder, 10**6),
        engine,
        clock,
        terms=terms or Terms(),
    )


def select(output: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as connection:
        return connection.execute(query).fetchall()


def write_pdf(path: Path, number: int) -> None:
    """A question for the made reader, in a file that passes for a whole PDF."""
    write_document(path, "question", str(number), "Somers", "%PDF-1.7", "%%EOF")


# ------------------------------------------------------------------ the command


def test_the_command_fills_a_corpus_and_status_tells_how_it_stands(
    service: StandIn, tmp_path: Path
) -> None:
    done = run(service, tmp_path, "--json")
    assert done.exit_code == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["new"], report["fetched"], report["documents"]) == (6, 6, 6)
    assert json.loads((tmp_path / "output" / "run.json").read_text(encoding="utf-8")) == report
    page = (tmp_path / "output" / "run.md").read_text(encoding="utf-8")
    assert "| nieuwe vragen | 6 |" in page
    assert select(tmp_path / "output", "SELECT count(question_id) FROM source_questions") == [(6,)]
    status_of = ["status", "--corpus", str(tmp_path / "corpus"), "--json", "--max-age"]
    told = CliRunner().invoke(main, [*status_of, "36h"])
    assert told.exit_code == 0
    assert json.loads(told.stdout)["questions"] == 6
    age(tmp_path / "corpus")
    assert CliRunner().invoke(main, [*status_of, "36h"]).exit_code == 5
    assert CliRunner().invoke(main, [*status_of, "a while"]).exit_code == 2


def age(corpus: Path) -> None:
    """Let the last run have ended long ago."""
    with closing(sqlite3.connect(corpus / catalogue.NAME)) as connection, connection:
        (text,) = connection.execute("SELECT report FROM runs").fetchone()
        long_ago = json.loads(text) | {"finished_at": "2025-01-01T03:00:00+01:00"}
        connection.execute("UPDATE runs SET report = ?", (json.dumps(long_ago),))


def test_a_dry_run_says_what_is_new_and_writes_nothing(service: StandIn, tmp_path: Path) -> None:
    done = run(service, tmp_path, "--dry-run")
    assert done.exit_code == 0
    assert "6 new, 0 changed" in done.stderr
    assert not (tmp_path / "corpus").exists()
    assert not (tmp_path / "output").exists()
    assert set(service.counts) == {Kind.SEARCH}


def test_a_limit_leaves_the_rest_for_the_next_run(service: StandIn, tmp_path: Path) -> None:
    service.faults.append(Fault(Kind.FILE, status(404)))
    assert "waiting        4 questions, 2 files" in run(service, tmp_path, "--limit", "2").stderr
    assert service.counts[Kind.DETAIL] == service.counts[Kind.FILE] == 2
    # The two files that failed are tried again, and come first.
    assert "waiting        3 questions, 3 files" in run(service, tmp_path, "--limit", "1").stderr
    assert (service.counts[Kind.DETAIL], service.counts[Kind.FILE]) == (3, 5)


def test_a_second_refresh_at_the_same_time_ends_with_75(service: StandIn, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    with locked(tmp_path / "corpus" / ".lock", tmp_path / "corpus"):
        done = run(service, tmp_path)
    assert done.exit_code == 75
    assert done.stderr.count("\n") == 1


def test_a_source_that_gives_nothing_is_an_alarm(tmp_path: Path) -> None:
    with opened(Catalogue()) as nothing:
        done = run(nothing, tmp_path)
        assert done.exit_code == 5
        assert "no question at all" in done.stderr
        # On a Saturday and a Sunday nothing is published.
        assert (
            run(nothing, tmp_path, "--since", "2025-06-07", "--until", "2025-06-08").exit_code == 0
        )


def test_what_failed_stays_visible_and_is_tried_again(service: StandIn, tmp_path: Path) -> None:
    service.faults.append(Fault(Kind.FILE, status(404)))
    done = run(service, tmp_path)
    assert done.exit_code == 3
    assert done.stderr.count("not fetched: ") == 6
    service.forget()
    told = CliRunner().invoke(main, ["status", "--corpus", str(tmp_path / "corpus")])
    assert told.exit_code == 3
    assert "tries so far: 1" in told.stdout
    assert run(service, tmp_path).exit_code == 0
    assert CliRunner().invoke(main, ["status", "--corpus", str(tmp_path / "corpus")]).exit_code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ["--source", "nowhere"],
        ["--source", "folder:/nowhere/at/all"],
        ["--source", "addresses:/nowhere/at/all"],
        ["--service", "http://192.168.1.1"],
        ["--hours", "night"],
        ["--since", "2025-06-02", "--until", "2025-06-01"],
    ],
)
def test_a_source_that_cannot_be_is_wrong_usage(tmp_path: Path, wrong: list[str]) -> None:
    folders = ["--corpus", str(tmp_path / "corpus"), "--out", str(tmp_path / "output")]
    done = CliRunner().invoke(main, ["refresh", *folders, *wrong])
    assert done.exit_code == 2
    assert done.stderr.startswith("vraagbaak: ")


# ------------------------------------------------------------------ a folder as a source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_pdf(tmp_path / "in" / "a.pdf", 311)
    write_pdf(tmp_path / "in" / "below" / "b.pdf", 312)
    return tmp_path / "in"


def test_a_folder_is_copied_by_content_and_followed(folder: Path, tmp_path: Path) -> None:
    report = from_folder(folder, tmp_path)
    assert (report.exit_code, report.new, report.documents_read) == (0, 2, 2)
    assert from_folder(folder, tmp_path, MADE._replace(open_readers=open_no_reader)).fetched == 0
    write_pdf(folder / "a.pdf", 313)
    (folder / "below" / "b.pdf").unlink()
    report = from_folder(folder, tmp_path)
    assert (report.changed, report.withdrawn, report.documents) == (1, 1, 2)
    output = tmp_path / "output"
    assert select(output, "SELECT source_id, withdrawn_on FROM source_questions ORDER BY 1") == [
        ("a.pdf", None),
        ("below/b.pdf", str(TODAY)),
    ]
    assert select(output, "SELECT number FROM questions ORDER BY 1") == [(312,), (313,)]
    assert len(list((tmp_path / "corpus" / "objects").glob("*/*.pdf"))) == 3


def test_a_folder_that_is_empty_all_at_once_withdraws_nothing(folder: Path, tmp_path: Path) -> None:
    from_folder(folder, tmp_path)
    for path in folder.rglob("*.pdf"):
        path.unlink()
    report = from_folder(folder, tmp_path)
    assert (report.exit_code, report.withdrawn) == (5, 0)
    assert report.unlisted[0].code == "shrunk"
    believed = from_folder(folder, tmp_path, terms=Terms(believe_losses=True))
    assert believed.withdrawn == 2


def test_a_file_with_a_name_that_climbs_stays_inside_the_store(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "..hidden").mkdir()
    write_pdf(folder / "weird ; name ~ é.pdf", 314)
    assert from_folder(folder, tmp_path).new == 3
    objects = list((tmp_path / "corpus" / "objects").rglob("*.pdf"))
    assert all(len(path.stem) == 64 and path.stem[:2] == path.parent.name for path in objects)


def test_a_release_that_lost_too_much_is_held_back_and_status_says_so(tmp_path: Path) -> None:
    folder, corpus = tmp_path / "in", tmp_path / "corpus"
    for number in range(12):
        write_pdf(folder / f"{number}.pdf", number)
    assert from_folder(folder, tmp_path).exit_code == 0
    for number in range(12):
        write_document(folder / f"{number}.pdf", "nothing", str(number), "%PDF-1.7", "%%EOF")
    held = from_folder(folder, tmp_path)
    assert (held.exit_code, held.is_complete) == (HeldBack.exit_code, False)
    assert held.held is not None
    assert select(tmp_path / "output", "SELECT count(*) FROM questions") == [(12,)]
    assert read_report((tmp_path / "output" / "run.json").read_text(encoding="utf-8")) == held
    assert read_status(corpus, clock()).exit_code == HeldBack.exit_code
    # It stays so until somebody has looked.
    assert from_folder(folder, tmp_path).exit_code == HeldBack.exit_code
    build(corpus, tmp_path / "output", MADE, max_drop=1.0)
    assert from_folder(folder, tmp_path).exit_code == 0
    assert read_status(corpus, clock()).exit_code == 0


# ------------------------------------------------------------------ the catalogue


def test_a_list_that_lost_most_of_what_is_known_is_not_believed(tmp_path: Path) -> None:
    window = Window(dt.date(2025, 6, 1), TODAY)
    hits = tuple(Hit(str(number), "", TODAY) for number in range(30))
    with catalogue.open_catalogue(tmp_path) as connection:
        sightings.note_listing(connection, "x", Listing(window, hits, 30), TODAY)
        with pytest.raises(RequestFailed):
            sightings.note_listing(connection, "x", Listing(window, hits[:5], 5), TODAY)
        assert sightings.count_live_hits(connection, "x", window) == 30
        lost = sightings.note_listing(connection, "x", Listing(window, hits[:20], 20), TODAY)
        assert len(lost.withdrawn) == 10


def test_a_catalogue_of_another_version_is_not_touched(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / catalogue.NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    done = CliRunner().invoke(
        main, ["refresh", "--corpus", str(tmp_path), "--source", f"folder:{tmp_path}"]
    )
    assert done.exit_code == 2
    assert "version 99" in done.stderr
