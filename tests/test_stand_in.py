"""The stand-in: what it prints reads back equal, and it answers as the service is described."""

import datetime as dt
import gzip
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import IncompleteRead, RemoteDisconnected
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from stand_in import faults
from stand_in.catalogue import Catalogue, annex_in_pdf, annex_in_xlsx
from stand_in.faults import Fault, Kind
from stand_in.index import padding
from stand_in.letters import Letter, print_letter, write_letter
from stand_in.register import Registered, groups_of_nine, real_questions
from stand_in.server import StandIn, opened, opened_apart

from vraagbaak.runs.document import read_record
from vraagbaak.tagging.language import load_nlp

RANGE = "+inmeta:publicatiedatum:daterange:{}..{}"
FIELDS = (
    "&requiredfields=paginatype:Parlementair%20document.aggregaat:Vraag%20of%20interpellatie"
    ".aggregaattype:Schriftelijke%20vraag"
)
REST = "?collection=vp_collection&sort=date&max={}&page={}"
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def questions(shared: Path) -> tuple[Registered, ...]:
    return real_questions(shared)


@pytest.fixture
def service(questions: tuple[Registered, ...]) -> Iterator[StandIn]:
    with opened(Catalogue(questions)) as running:
        yield running


def get(service: StandIn, target: str, **headers: str) -> tuple[int, str, bytes]:
    request = urllib.request.Request(service.address + target, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:  # noqa: S310
            return reply.status, reply.headers["Content-Type"], reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read()


def search(service: StandIn, query: str) -> dict[str, Any]:
    status, media_type, body = get(service, f"/api/search/query/{query}")
    assert (status, media_type) == (200, "application/json;charset=UTF-8"), body
    told = json.loads(body)
    assert isinstance(told, dict)
    return told


def window(first: str, last: str, size: int = 100, page: int = 1) -> str:
    return RANGE.format(first, last) + FIELDS + REST.format(size, page)


# ------------------------------------------------------------------ what it prints


def read_back(path: Path, nlp: Any) -> dict[str, Any]:
    (record,) = read_record(path, nlp).questions
    question = record.question
    return {
        "number": question.number,
        "session_year": question.session_year,
        "asked_on": question.asked_on,
        "asked_by": [name.upper() for name in question.asked_by],
        "ministers": [minister.name.upper() for minister in question.ministers],
        "kind": question.kind.value,
        "title": question.title.text,
        "introduction": question.introduction.text,
        "sub_questions": [(sub.label, sub.passage.text) for sub in question.sub_questions],
        "answers": [(",".join(one.labels), one.passage.text) for one in question.answers],
        "projects": [(one.lead, one.title, one.amount) for one in record.projects],
        "issues": question.issues,
    }


def truth(question: Registered, letter: Letter) -> dict[str, Any]:
    return {
        "number": question.number,
        "session_year": question.session_year,
        "asked_on": question.asked_on,
        "asked_by": [question.asker.full_name.upper()],
        "ministers": [name.upper() for name in letter.ministers],
        "kind": letter.kind,
        "title": letter.title,
        "introduction": letter.introduction,
        "sub_questions": list(letter.sub_questions),
        "answers": list(letter.answers),
        "projects": [(one.nis_code, one.title, one.amount) for one in letter.projects],
        "issues": (),
    }


def test_what_is_printed_reads_back_equal_to_the_truth(
    questions: tuple[Registered, ...], tmp_path: Path
) -> None:
    nlp = load_nlp()
    groups = {group[0].id: group for group in groups_of_nine(questions)}
    assert len(questions) == 3910
    assert len(groups) == 12
    chosen = [*questions[::40], *next(iter(groups.values()))]
    kinds, rows = set(), 0
    for question in chosen:
        letter = write_letter(question, groups.get(question.coordinator or 0, ()))
        (tmp_path / "letter.pdf").write_bytes(print_letter(letter))
        assert read_back(tmp_path / "letter.pdf", nlp) == truth(question, letter), question.id
        kinds.add(letter.kind)
        rows += len(letter.projects)
    assert kinds == {"answer", "coordinated", "referral"}
    assert rows > 40


def test_a_print_is_the_same_every_time_and_another_after_a_correction(
    questions: tuple[Registered, ...],
) -> None:
    catalogue = Catalogue(questions[:1])
    (first,) = catalogue.questions.values()
    (pfile,) = first.files
    before = catalogue.files[pfile].body()
    assert catalogue.files[pfile].body() == before
    new = catalogue.republish(first.id, dt.date(2025, 11, 20))
    assert new.files == (pfile,)
    assert catalogue.files[pfile].body() != before
    assert "versie 2" in catalogue.letter(new).answers[0][1]


# ------------------------------------------------------------------ the search


def test_a_window_holds_its_first_and_last_day_newest_first(
    service: StandIn, questions: tuple[Registered, ...]
) -> None:
    told = search(service, window("2025-10-20", "2025-10-21"))
    days = [hit["date"] for hit in told["result"]]
    expected = [str(one.published_on) for one in questions]
    assert told["count"] == expected.count("2025-10-20") + expected.count("2025-10-21")
    assert days == sorted(days, reverse=True)
    assert set(days) == {"2025-10-20", "2025-10-21"}
    assert (told["firstindex"], told["lastindex"]) == (1, 100)


def test_a_window_may_be_open_at_either_end(service: StandIn) -> None:
    assert search(service, window("2026-01-01", ""))["count"] == 1
    assert search(service, window("", "2025-06-03"))["count"] > 1
    assert search(service, window("", ""))["count"] == 3910


def test_both_dialects_find_the_same(service: StandIn) -> None:
    in_path = search(service, window("2025-12-10", "2025-12-10"))
    as_parameter = search(
        service,
        "inmeta:publicatiedatum:daterange:2025-12-10..2025-12-10?collection=vp_collection"
        "&requiredfields=aggregaattype:Schriftelijke%20vraag&page=1&max=100&sort=date",
    )
    assert in_path["count"] == 153
    assert in_path["result"] == as_parameter["result"]
    year = search(service, f"+inmeta:zittingsjaar=2025-2026{FIELDS}{REST.format(5, 1)}")
    assert 0 < year["count"] < 3910


def test_required_fields_know_and_or_and_presence(service: StandIn) -> None:
    def count(fields: str) -> int:
        return int(search(service, f"x?collection=vp_collection&requiredfields={fields}")["count"])

    service.habits.search.others = tuple(padding(dt.date(2025, 11, 20), 7, 3))
    query = f"inmeta:soort=VI{REST.format(10, 1)}"
    assert search(service, query)["count"] == 7
    assert search(service, f"inmeta:soort=VI{FIELDS}{REST.format(10, 1)}")["count"] == 0
    either = "inmeta:publicatiedatum:daterange:..&requiredfields=soort:SCHV%7Csoort:VI"
    assert search(service, either + REST.format(1, 1))["count"] == 3917
    present = "inmeta:publicatiedatum:daterange:..&requiredfields=document"
    assert search(service, present + REST.format(1, 1))["count"] == 3910
    service.habits.search.honours_required_fields = False
    assert search(service, present + REST.format(1, 1))["count"] == 3917
    assert count("soort:SCHV") < 3917


def test_a_page_holds_a_hundred_hits_at_most_and_none_past_the_end(service: StandIn) -> None:
    assert len(search(service, window("", "", 500))["result"]) == 100
    last = search(service, window("", "", 100, 40))
    assert (len(last["result"]), last["lastindex"]) == (10, 3910)
    assert search(service, window("", "", 100, 41))["result"] == []
    service.habits.search.result_absent_past_end = True
    assert "result" not in search(service, window("", "", 100, 41))


def test_what_lies_beyond_the_reachable_hits_is_refused_or_empty(service: StandIn) -> None:
    service.habits.search.window = 300
    target = f"/api/search/query/{window('', '', 100, 4)}"
    assert get(service, target)[0] == 400
    service.habits.search.empty_beyond = True
    told = search(service, window("", "", 100, 4))
    assert (told["count"], told["result"]) == (3910, [])


def test_without_the_collection_or_the_prefix_a_page_for_people_comes(service: StandIn) -> None:
    for target in ("/api/search/query/de?page=1", "/search/query/de?collection=vp_collection"):
        status, media_type, body = get(service, target, **JSON)
        assert (status, media_type) == (200, "text/html;charset=UTF-8")
        assert b"session has ended" in body


def test_the_oddities_of_hits_can_be_had(service: StandIn) -> None:
    habits = service.habits.search
    habits.count_as_text = habits.hits_twice = habits.dates_twice = habits.without_pfls = True
    told = search(service, window("2025-12-10", "2025-12-10"))
    assert told["count"] == "306"
    first, second = told["result"][:2]
    assert first["id"] == second["id"]
    assert "pfls" not in first["id"]
    names = [tag["name"] for tag in first["metatags"]["metatag"]]
    assert names.count("publicatiedatum") == 2
    tags = {tag["name"]: tag["value"] for tag in first["metatags"]["metatag"]}
    assert tags["opendata"].startswith("http://ws.vlpar.be/e/opendata/schv/")


# ------------------------------------------------------------------ records and files


def test_a_record_comes_in_the_form_that_was_asked_for(service: StandIn) -> None:
    target = "/e/opendata/schv/1947140"
    status, media_type, body = get(service, target, **JSON)
    told = json.loads(body)
    assert (status, media_type) == (200, "application/json;charset=UTF-8")
    assert told["vraagsteller"] == {"id": 4601, "naam": "Awouters", "voornaam": "Michiel"}
    assert told["procedureverloop"][0]["datum"] == "2025-10-02T00:00:00+0200"
    assert told["bestand-ordered"] == [
        {"URL": "https://docs.vlaamsparlement.be/files/pfile?id=2229635"}
    ]
    status, media_type, body = get(service, target)
    assert (status, media_type) == (200, "application/xml;charset=UTF-8")
    root = ET.fromstring(body)  # noqa: S314 (our own)
    assert root.get("id") == "1947140"
    assert root.findtext(".//bestand-ordered/URL") == told["bestand-ordered"][0]["URL"]
    service.habits.ignores_accept = True
    assert get(service, target, **JSON)[1] == "application/xml;charset=UTF-8"


def test_what_a_record_lacks_is_an_absent_key(questions: tuple[Registered, ...]) -> None:
    bare = next(one for one in questions if not one.themes)
    with opened(Catalogue([bare])) as service:
        told = json.loads(get(service, f"/e/opendata/schv/{bare.id}", **JSON)[2])
    assert "thema" not in told
    assert None not in told.values()


def test_a_record_that_is_not_there_is_refused(service: StandIn) -> None:
    assert get(service, "/e/opendata/schv/abc")[0] == 400
    assert get(service, "/e/opendata/schv/1")[0] == 404
    service.habits.unknown_is_empty = True
    assert get(service, "/e/opendata/schv/1")[::2] == (200, b"")


def test_a_list_leaves_out_what_it_does_not_know(service: StandIn) -> None:
    status, _, body = get(service, "/e/opendata/schv/lijst?id=1947140%2C1,1888883")
    assert status == 200
    items = json.loads(body)["items"]
    assert [item["schriftelijkevraag"]["id"] for item in items] == [1947140, 1888883]
    assert get(service, "/e/opendata/schv/lijst")[0] == 400
    assert get(service, "/e/opendata/schv/lijst?id=1,x")[0] == 400


def test_a_file_comes_by_both_addresses_and_annexes_have_their_own(service: StandIn) -> None:
    catalogue = service.catalogue
    on = dt.date(2025, 11, 19)
    sheet = catalogue.attach(1947140, annex_in_xlsx(("Gemeente", "Bedrag"), ("Gent", 1500)), on)
    paper = catalogue.attach(1947140, annex_in_pdf("Bijlage 1: uitgaven"), on)
    main = get(service, "/pfile?id=2229635")
    assert main == get(service, "/files/pfile?id=2229635")
    assert main[1:2] == ("application/pdf",)
    assert main[2].startswith(b"%PDF-")
    assert get(service, f"/files/pfile?id={sheet}")[2].startswith(b"PK")
    assert get(service, f"/files/pfile?id={paper}")[2].startswith(b"%PDF-")
    assert get(service, "/files/pfile?id=1")[0] == 404
    told = json.loads(get(service, "/e/opendata/schv/1947140", **JSON)[2])
    assert len(told["bestand-ordered"]) == 3
    assert search(service, window("2025-11-18", "2025-11-18"))["result"]


def test_what_is_withdrawn_is_nowhere_any_more(service: StandIn) -> None:
    service.catalogue.withdraw(1947140)
    assert get(service, "/e/opendata/schv/1947140")[0] == 404
    assert get(service, "/files/pfile?id=2229635")[0] == 404
    assert search(service, window("", ""))["count"] == 3909


# ------------------------------------------------------------------ faults

FILE = "/files/pfile?id=2229635"


def test_a_fault_strikes_as_often_as_it_should_and_requests_are_counted(service: StandIn) -> None:
    service.faults = [Fault(Kind.FILE, faults.status(503, "2"), times=2, after=1)]
    assert [get(service, FILE)[0] for _ in range(4)] == [200, 503, 503, 200]
    assert get(service, "/e/opendata/schv/1947140")[0] == 200
    assert service.counts == {Kind.FILE: 4, Kind.DETAIL: 1}
    service.forget()
    assert not service.counts


def test_bodies_are_cut_dropped_or_disguised(service: StandIn) -> None:
    whole = get(service, FILE)[2]
    service.faults = [Fault(Kind.FILE, faults.truncated)]
    with pytest.raises(IncompleteRead):
        get(service, FILE)
    service.faults = [Fault(Kind.FILE, faults.cut_short)]
    assert get(service, FILE)[2] == whole[: len(whole) // 2]
    service.faults = [Fault(Kind.FILE, faults.dropped)]
    with pytest.raises(RemoteDisconnected):
        get(service, FILE)
    service.faults = [Fault(Kind.FILE, faults.html_in_disguise)]
    assert get(service, FILE)[:2] == (200, "application/pdf")
    service.faults = [Fault(Kind.FILE, faults.typed("application/octet-stream"))]
    assert get(service, FILE) == (200, "application/octet-stream", whole)


def test_bodies_drip_or_never_come(service: StandIn) -> None:
    service.faults = [Fault(Kind.FILE, faults.slowly(0.2))]
    begun = time.monotonic()
    assert get(service, FILE)[0] == 200
    assert time.monotonic() - begun > 0.15
    service.faults = [Fault(Kind.FILE, faults.silence(0.2))]
    with pytest.raises(RemoteDisconnected):
        get(service, FILE)


@pytest.mark.parametrize("compressed", [False, True])
def test_a_body_of_two_gigabytes_begins_like_a_pdf(service: StandIn, compressed: bool) -> None:
    service.faults = [Fault(Kind.FILE, faults.two_gigabytes(compressed=compressed))]
    with urllib.request.urlopen(service.address + FILE, timeout=5) as reply:  # noqa: S310
        length = reply.headers["Content-Length"]
        body = gzip.GzipFile(fileobj=reply) if compressed else reply
        assert body.read(5) == b"%PDF-"
        assert len(body.read(5 << 20)) == 5 << 20
    assert length == (None if compressed else str(2 << 30))


def test_the_catalogue_may_change_between_two_pages(
    service: StandIn, questions: tuple[Registered, ...]
) -> None:
    late = service.catalogue.questions[1947140]
    service.catalogue.withdraw(late.id)

    def publish(request: Any) -> None:
        if "page=2" in request.target:
            service.catalogue.publish(late)

    service.before = publish
    counts = [search(service, window("", "", 100, page))["count"] for page in (1, 2, 3)]
    assert counts == [3909, 3910, 3910]


def test_a_stand_in_may_run_in_a_process_of_its_own(questions: tuple[Registered, ...]) -> None:
    with opened_apart(Catalogue(questions[:3])) as address:
        target = f"{address}/e/opendata/schv/{questions[0].id}"
        with urllib.request.urlopen(target, timeout=5) as reply:  # noqa: S310
            assert reply.status == 200
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(target, timeout=5)  # noqa: S310
