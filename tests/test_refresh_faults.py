"""A service that fails in every way it can: nothing is lost, nothing wrong is said, all is mended.

Every fault meets an archive with some questions while a few more are published and one is
corrected. Afterwards the dataset says of each question what was true before or what is true now;
and when the fault is over, the next run says what is true now.
"""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from stand_in import faults, truth
from stand_in.archive import HASTE, Archive
from stand_in.catalogue import Catalogue
from stand_in.faults import Fault, Kind, Way
from stand_in.index import padding
from stand_in.quick import open_quick_readers
from stand_in.register import Registered, real_questions
from stand_in.server import Request, StandIn, opened

from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.runs.build import Engine
from vraagbaak.runs.report import Report

QUICK = Engine(open_quick_readers, "quick", workers=1)
TODAY = dt.date(2025, 11, 20)
DAY = dt.timedelta(days=1)
IMPATIENT = HASTE._replace(attempts=2, silence=1.0, deadline=1.5)
Questions = tuple[Registered, ...]


@pytest.fixture(scope="module")
def questions(shared: Path) -> Questions:
    """The questions that were published in the weeks before today, the newest last."""
    found = [one for one in real_questions(shared) if one.coordinator is None]
    recent = [one for one in found if TODAY - 20 * DAY < one.published_on < TODAY]
    return tuple(sorted(recent, key=lambda one: (one.published_on, one.id)))


@pytest.fixture(scope="module")
def standing(questions: Questions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive that knows the first six of the last ten."""
    folder = tmp_path_factory.mktemp("standing")
    with opened(Catalogue(questions[-10:-4])) as service:
        assert Archive(folder, QUICK).refresh(service.address, TODAY - DAY).exit_code == 0
    return folder


class Case(NamedTuple):
    """An archive about to meet a fault: ``before`` is what it says, ``now`` what it should."""

    archive: Archive
    service: StandIn
    corrected: Registered
    new: Questions
    before: dict[str, truth.Told]
    now: dict[str, truth.Told]

    def run(self) -> Report:
        """A refresh of today."""
        return self.archive.refresh(self.service.address, TODAY)

    def found(self) -> dict[str, truth.Told]:
        """What the dataset says, which must hold."""
        assert check_dataset(self.archive.output) == []
        return truth.found(self.archive.output)

    def is_mended(self) -> bool:
        """Whether a run without faults says everything that is true now."""
        self.service.forget()
        report = self.run()
        assert (report.exit_code, report.failures, report.unlisted) == (0, (), ())
        assert self.found() == self.now
        return True


@pytest.fixture
def case(questions: Questions, standing: Path, tmp_path: Path) -> Iterator[Case]:
    folder = Path(shutil.copytree(standing, tmp_path / "archive", symlinks=True))
    with opened(Catalogue(questions[-10:-4])) as service:
        before = truth.without_projects(truth.expected(service.catalogue))
        service.catalogue.publish(*questions[-4:])
        corrected = service.catalogue.republish(questions[-8].id, TODAY)
        now = truth.without_projects(truth.expected(service.catalogue))
        archive = Archive(folder, QUICK)
        yield Case(archive, service, corrected, questions[-4:], before, now)


# ------------------------------------------------------------------ what passes by itself

ONCE: dict[str, Way] = {
    "500": faults.status(500),
    "502": faults.status(502),
    "503, soon": faults.status(503, "0"),
    "504": faults.status(504),
    "429": faults.status(429),
    "truncated": faults.truncated,
    "cut short": faults.cut_short,
    "dropped": faults.dropped,
    "a page with status 200": faults.html_page,
    "a page in disguise": faults.html_in_disguise,
    "nothing": faults.empty,
    "badly packed": faults.badly_packed,
}


def test_what_fails_once_is_asked_for_again(case: Case) -> None:
    case.service.faults = [
        Fault(kind, way, times=1, after=after)
        for kind in (Kind.SEARCH, Kind.DETAIL, Kind.FILE)
        for after, way in enumerate(ONCE.values())
    ]
    report = case.run()
    assert (report.exit_code, report.is_complete) == (0, True)
    assert report.retries == sum(fault.met for fault in case.service.faults) >= 10
    assert case.found() == case.now


# ------------------------------------------------------------------ what stays

BROKEN: dict[str, tuple[Way, str]] = {
    "500": (faults.status(500), "http_500"),
    "502": (faults.status(502), "http_502"),
    "503": (faults.status(503), "http_503"),
    "503, much later": (faults.status(503, "86400"), "http_503"),
    "504": (faults.status(504), "http_504"),
    "403": (faults.status(403), "http_403"),
    "truncated": (faults.truncated, "truncated"),
    "dropped": (faults.dropped, "connection"),
    "badly packed": (faults.badly_packed, "undecodable"),
    "a private address": (faults.redirected("http://10.0.0.1/x"), "refused_address"),
    "its own address": (faults.redirected("https://169.254.169.254/latest"), "refused_address"),
    "this machine": (faults.redirected("http://localhost:22/"), "refused_address"),
    "a file": (faults.redirected("file:///etc/passwd"), "refused_address"),
    "another host": (faults.redirected("https://ws.vlpar.be.example.com/"), "refused_address"),
    "nowhere": (faults.redirected(""), "redirects"),
    "2 GB": (faults.two_gigabytes(), "too_large"),
    "2 GB, unannounced": (faults.two_gigabytes(announced=False), "too_large"),
    "2 GB, packed": (faults.two_gigabytes(compressed=True), "too_large"),
}
"""Faults of any request, with the code of the failure."""

NO_PAGE: dict[str, tuple[Way, str]] = {
    "a page for people": (faults.html_page, "not_json"),
    "a page in disguise": (faults.html_in_disguise, "not_json"),
    "nothing": (faults.empty, "not_json"),
    "cut short": (faults.cut_short, "not_json"),
    "XML": (faults.with_body(b"<?xml version='1.0'?><a/>", "application/xml"), "not_json"),
    "XML as JSON": (faults.with_body(b"<?xml version='1.0'?><a/>"), "not_json"),
    "nested too deeply": (faults.with_body(b"[" * 200_000), "not_json"),
    "a list": (faults.with_body(b"[]"), "not_json"),
    "no count": (faults.changed_json(lambda told: told.pop("count")), "no_page"),
    "no result": (faults.changed_json(lambda told: told.pop("result")), "index_moves"),
    "another count": (faults.changed_json(lambda told: told.update(count=99)), "index_moves"),
    "no question": (faults.changed_json(lambda told: told.update(count=0, result=[])), "shrunk"),
}
NO_RECORD: dict[str, tuple[Way, str]] = {
    "404": (faults.status(404), "not_found"),
    "a page for people": (faults.html_page, "no_record"),
    "a page in disguise": (faults.html_in_disguise, "not_json"),
    "nothing": (faults.empty, "empty"),
    "cut short": (faults.cut_short, "not_json"),
    "another record": (faults.changed_json(lambda told: told.update(id=1)), "other_record"),
    "no record": (faults.with_body(b"{}"), "no_record"),
    "nested too deeply": (faults.with_body(b"[" * 200_000), "not_json"),
}
NO_FILE: dict[str, tuple[Way, str]] = {
    "404": (faults.status(404), "not_found"),
    "a page for people": (faults.html_page, "not_a_document"),
    "a page in disguise": (faults.html_in_disguise, "not_a_document"),
    "nothing": (faults.empty, "not_a_document"),
    "cut short": (faults.cut_short, "truncated"),
    "binary data": (faults.with_body(bytes(range(1, 256)) * 40), "not_a_document"),
}


def test_a_search_that_fails_leaves_all_as_it_was(case: Case) -> None:
    exports = case.archive.exports()
    for name, (way, code) in (BROKEN | NO_PAGE).items():
        case.service.forget()
        case.service.faults = [Fault(Kind.SEARCH, way)]
        report = case.run()
        assert (report.exit_code, report.is_complete) == (5, False), name
        assert code in {one.code for one in report.unlisted}, (name, report.unlisted)
        assert case.service.counts.keys() == {Kind.SEARCH}, name
        assert case.archive.exports() == exports, name
    assert case.is_mended()


@pytest.mark.parametrize(
    ("kind", "ways"),
    [(Kind.DETAIL, BROKEN | NO_RECORD), (Kind.FILE, BROKEN | NO_FILE)],
    ids=["record", "file"],
)
def test_a_record_or_file_that_fails_costs_only_its_question(
    questions: Questions, case: Case, kind: Kind, ways: dict[str, tuple[Way, str]]
) -> None:
    # A good one after each bad one: a source that only fails is left alone.
    new = more(questions, 2 * len(ways))
    case.service.catalogue.publish(*new)
    now = truth.without_projects(truth.expected(case.service.catalogue))
    failing = {str(one.id): ways[name] for one, name in zip(new[::2], ways, strict=True)}
    case.service.faults = [
        Fault(kind, way, only=address(kind, one))
        for one in new
        if (way := failing.get(str(one.id), (None, ""))[0])
    ]
    report = case.run()
    assert (report.exit_code, report.is_complete) == (3, True)
    assert {one.source_id: one.code for one in report.failures} == {
        key: code for key, (_, code) in failing.items()
    }
    found = case.found()
    assert {key: told for key, told in found.items() if key not in failing} == {
        key: told for key, told in now.items() if key not in failing
    }
    for key in failing.keys() & found.keys():
        assert found[key] == now[key]._replace(printed=None), key
    assert case._replace(now=now).is_mended()


def address(kind: Kind, one: Registered) -> str:
    """What is in the address of the record of a question, or of its document."""
    return f"/{one.id}" if kind is Kind.DETAIL else f"id={one.files[0]}"


def more(questions: Questions, count: int) -> Questions:
    """Questions that no archive here knows, in the order in which they are looked at."""
    return tuple(
        sorted(questions[:-10][-count:], key=lambda one: (-one.published_on.toordinal(), one.id))
    )


@pytest.mark.parametrize("kind", [Kind.DETAIL, Kind.FILE], ids=["record", "file"])
def test_a_corrected_document_that_fails_leaves_the_old_one(case: Case, kind: Kind) -> None:
    one = case.corrected
    case.service.faults = [Fault(kind, faults.html_page, only=address(kind, one))]
    assert case.run().exit_code == 3
    printed = case.found()[str(one.id)].printed
    assert printed == case.before[str(one.id)].printed
    assert case.is_mended()


def test_a_service_that_is_silent_or_slow_is_not_waited_for(case: Case) -> None:
    hasty = case._replace(archive=case.archive._replace(manners=IMPATIENT))
    silent, slow = faults.silence(30), faults.slowly(60, 600)
    for way in (silent, slow):
        case.service.faults = [Fault(Kind.SEARCH, way)]
        assert hasty.run().exit_code == 5
    case.service.faults = [
        Fault(kind, way, only=address(kind, one))
        for one, kind, way in zip(
            case.new,
            (Kind.DETAIL, Kind.DETAIL, Kind.FILE, Kind.FILE),
            (silent, slow, silent, slow),
            strict=True,
        )
    ]
    report = hasty.run()
    assert report.exit_code == 3
    assert {str(one.id) for one in case.new} <= {one.source_id for one in report.failures}
    assert case.found().keys() >= case.before.keys()
    assert case.is_mended()


def test_a_source_that_fails_again_and_again_is_left_alone(
    questions: Questions, case: Case
) -> None:
    case.service.catalogue.publish(*more(questions, 12))
    now = truth.without_projects(truth.expected(case.service.catalogue))
    case.service.faults = [Fault(Kind.DETAIL, faults.status(503))]
    report = case.run()
    assert (report.exit_code, report.is_complete) == (5, False)
    assert len(report.alarms) == 1
    assert case.service.counts[Kind.DETAIL] == 5 * HASTE.attempts
    assert case.service.counts[Kind.FILE] == 0
    assert truth.found(case.archive.output) == case.before
    assert case._replace(now=now).is_mended()


# ------------------------------------------------------------------ what looks right


def test_a_document_that_is_damaged_or_of_another_question_is_fetched_again(case: Case) -> None:
    damaged, other, right = case.new[:3]
    files = case.service.catalogue.files
    half = files[damaged.files[0]].body()[:1500] + b"\n%%EOF"
    case.service.faults = [
        Fault(Kind.FILE, faults.with_body(half), only=address(Kind.FILE, damaged)),
        Fault(
            Kind.FILE,
            faults.with_body(files[right.files[0]].body()),
            only=address(Kind.FILE, other),
        ),
    ]
    report = case.run()
    assert report.exit_code == 3
    assert {(one.source_id, one.code) for one in report.failures} == {
        (str(damaged.id), "unread_damaged"),
        (str(other.id), "unread_other_question"),
    }
    found = case.found()
    for one in (damaged, other):
        assert found[str(one.id)] == case.now[str(one.id)]._replace(printed=None)
    assert found[str(right.id)] == case.now[str(right.id)]
    assert case.is_mended()


def test_what_stays_damaged_is_fetched_again_ever_more_rarely(case: Case) -> None:
    half = case.service.catalogue.files[case.new[0].files[0]].body()[:1500] + b"\n%%EOF"
    only = address(Kind.FILE, case.new[0])
    case.service.faults = [Fault(Kind.FILE, faults.with_body(half), only=only)]
    fetched = [
        case.archive.refresh(case.service.address, TODAY + day * DAY).fetched for day in range(10)
    ]
    # All five on the first day; then the next day, a day, two days and four days later.
    assert fetched == [5, 1, 1, 0, 1, 0, 0, 0, 1, 0]


# ------------------------------------------------------------------ what moves, what is too much


def test_a_list_that_grows_while_it_is_read_is_read_again(questions: Questions, case: Case) -> None:
    late, *early = more(questions, 120)
    case.service.catalogue.publish(*early)

    def publish_between_pages(request: Request) -> None:
        if "page=2" in request.target and late.id not in case.service.catalogue.questions:
            case.service.catalogue.publish(late)

    case.service.before = publish_between_pages
    report = case.run()
    assert (report.exit_code, report.is_complete) == (0, True)
    assert case.found() == truth.without_projects(truth.expected(case.service.catalogue))
    assert str(late.id) in case.found()


def test_ten_thousand_and_one_hits_are_listed_in_halves(case: Case) -> None:
    case.service.habits.search.honours_required_fields = False
    case.service.habits.search.others = tuple(padding(TODAY, 10_001, 20))
    report = case.run()
    assert (report.exit_code, report.is_complete) == (0, True)
    assert report.windows == 2
    assert case.found() == case.now


def test_a_day_with_too_many_hits_is_told_and_the_other_days_go_on(case: Case) -> None:
    # Older than what is new: those days are listed all the same.
    case.service.habits.search.honours_required_fields = False
    case.service.habits.search.others = tuple(padding(TODAY - 40 * DAY, 10_001, 1))
    report = case.run()
    assert report.exit_code == 5
    assert [one.code for one in report.unlisted] == ["too_many_hits"]
    assert case.found() == case.now
    case.service.habits.search.others = ()
    assert case.is_mended()


# ------------------------------------------------------------------ what is only odd


def odd_search(service: StandIn) -> None:
    """Totals as texts, hits twice and without their files, days twice, and other kinds of hits."""
    habits = service.habits.search
    habits.count_as_text = habits.hits_twice = habits.without_pfls = habits.dates_twice = True
    habits.result_absent_past_end = True
    habits.honours_required_fields = False
    habits.others = tuple(padding(TODAY, 40, 10))


def records_in_xml(service: StandIn) -> None:
    """XML whatever was asked for; files at the address of old, and without a type of their own."""
    service.habits.ignores_accept = True
    service.habits.old_files_move = False
    service.faults = [Fault(Kind.FILE, faults.typed("application/octet-stream"))]


def records_that_lack(service: StandIn) -> None:
    """Records without what the hits of their question say too, and files called web pages."""

    def lessen(record: dict[str, object]) -> None:
        for name in ("vraagnummer", "zittingsjaar", "thema", "vraagsteller", "bestand-ordered"):
            record.pop(name, None)

    service.faults = [
        Fault(Kind.DETAIL, faults.changed_json(lessen)),
        Fault(Kind.FILE, faults.typed("text/html")),
    ]


@pytest.mark.parametrize("arrange", [odd_search, records_in_xml, records_that_lack])
def test_what_is_only_odd_is_understood(case: Case, arrange: Callable[[StandIn], None]) -> None:
    arrange(case.service)
    report = case.run()
    assert (report.exit_code, report.is_complete) == (0, True)
    assert case.found() == case.now
