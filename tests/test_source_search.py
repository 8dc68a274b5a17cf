"""Reading what the parliament's services say: pages of hits, records, files, odd forms of each."""

import json
from datetime import date
from typing import Any

import pytest

from vraagbaak.source.answer import Answer
from vraagbaak.source.details import read_detail
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.listing import Window
from vraagbaak.source.media import DOCX, PDF, RTF, XLSX, find_media
from vraagbaak.source.search import Dialect, query, read_page
from vraagbaak.source.windows import halve, months_before, part_from_the_end

JSON = "application/json"
WEEK = Window(date(2025, 11, 17), date(2025, 11, 23))
TAGS = (
    ("soort", "SCHV"),
    ("publicatiedatum", "2025-11-18"),
    ("nummer", "15"),
    ("vraagsteller", "Awouters, Michiel"),
    ("document", "https://docs.vlaamsparlement.be/files/pfile?id=2229635"),
    ("opendata", "http://ws.vlpar.be/e/opendata/schv/1947140"),
)


def line(
    *tags: tuple[str, object], feed: str = "1947140/pfls/2229635", url: str = "1947140"
) -> Any:
    pairs = [{"name": name, "value": value} for name, value in tags]
    return {
        "id": f"http://be.vlp.feed/{feed}",
        "url": f"https://www.vlaamsparlement.be/parlementaire-documenten/schriftelijke-vragen/{url}",
        "metatags": {"metatag": pairs},
    }


def page(*lines: Any, **more: object) -> Answer:
    told = {"count": len(lines), "lastindex": len(lines), "result": list(lines)} | more
    return Answer("", JSON, json.dumps(told).encode())


# ------------------------------------------------------------------ search


def test_the_query_is_written_as_clients_have_sent_it() -> None:
    assert query(WEEK, Dialect.IN_THE_PATH, 2) == (
        "+inmeta:publicatiedatum:daterange:2025-11-17..2025-11-23&requiredfields="
        "paginatype:Parlementair%20document.aggregaat:Vraag%20of%20interpellatie"
        ".aggregaattype:Schriftelijke%20vraag?collection=vp_collection&sort=date&max=100&page=2"
    )
    assert query(WEEK, Dialect.AS_PARAMETER, 1).endswith(
        "?collection=vp_collection&sort=date&max=100&page=1"
        "&requiredfields=aggregaattype:Schriftelijke%20vraag"
    )


def test_a_hit_is_a_question_with_one_of_its_files() -> None:
    (hit,) = read_page(page(line(*TAGS))).hits
    assert (hit.source_id, hit.file_number, hit.published_on) == (
        "1947140", "2229635", date(2025, 11, 18),
    )  # fmt: skip
    assert ("nummer", "15") in hit.fields
    assert "opendata" not in dict(hit.fields)


@pytest.mark.parametrize("value", [1, "1", " 1 "])
def test_a_total_may_be_a_number_or_a_text(value: object) -> None:
    assert read_page(page(line(*TAGS), count=value, lastindex=value)).total == 1


def test_a_page_past_the_end_may_lack_its_hits() -> None:
    empty = Answer("", JSON, b'{"count": "7"}')
    assert read_page(empty)[:3] == (7, 0, ())


def test_names_that_repeat_are_all_kept_and_the_first_publication_counts() -> None:
    tags = (*TAGS, ("publicatiedatum", "2025-11-20"), ("thema", "Werk"), ("thema", "Sport"))
    (hit,) = read_page(page(line(*tags))).hits
    assert hit.published_on == date(2025, 11, 18)
    assert [text for name, text in hit.fields if name == "thema"] == ["Sport", "Werk"]


def test_one_metatag_alone_need_not_be_a_list() -> None:
    one = line()
    one["metatags"]["metatag"] = {"name": "opendata", "value": TAGS[-1][1]}
    (hit,) = read_page(page(one)).hits
    assert (hit.source_id, hit.published_on) == ("1947140", None)


def test_a_hit_without_a_file_still_names_its_question() -> None:
    tags = [tag for tag in TAGS if tag[0] != "document"]
    (hit,) = read_page(page(line(*tags, feed="1947140"))).hits
    assert hit.file_number == ""


def test_hits_of_another_kind_are_received_but_no_questions() -> None:
    other = line(
        ("soort", "VI"), ("opendata", "http://ws.vlpar.be/e/opendata/vi/3"), feed="3", url="3"
    )
    told = read_page(page(line(*TAGS), other))
    assert (len(told.received), len(told.hits)) == (2, 1)


@pytest.mark.parametrize(
    "odd",
    [
        line(*TAGS, feed="1947141/pfls/2229635"),
        line(*TAGS, url="7"),
        line(*TAGS, feed="1947140/pfls/9"),
        line(("soort", "SCHV"), feed="", url=""),
    ],
)
def test_a_hit_that_contradicts_itself_is_left_out_and_said(odd: Any) -> None:
    told = read_page(page(line(*TAGS), odd))
    assert (len(told.hits), len(told.oddities)) == (1, 1)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/html", b"<html>Logout</html>"),
        ("application/xml", b"<result/>"),
        (JSON, b"<html>Logout</html>"),
        (JSON, b'{"count": 3, "resu'),
        (JSON, b"[]"),
        (JSON, b"{}"),
        ("", b"{}"),
    ],
)
def test_what_is_no_page_is_refused_and_may_be_asked_for_again(
    media_type: str, body: bytes
) -> None:
    with pytest.raises(RequestFailed) as refused:
        read_page(Answer("", media_type, body))
    assert refused.value.is_passing


# ------------------------------------------------------------------ records

RECORD = {
    "id": 1947140,
    "vraagnummer": "15",
    "titel": "Kort",
    "onderwerp": "Collectief maatwerk - Maatregelen",
    "zittingsjaar": "2025-2026",
    "thema": ["Sociale economie", "Werk"],
    "vraagsteller": {"id": 4601, "naam": "Awouters", "voornaam": "Michiel"},
    "minister": {"contact": {"naam": "Crevits", "voornaam": "Hilde"}},
    "tijdig": "J",
    "procedureverloop": [
        {"datum": "2025-10-02T00:00:00+0200", "status": "Vraag gesteld aan de minister"}
    ],
    "bestand-ordered": [{"URL": "https://docs.vlaamsparlement.be/files/pfile?id=2229635"}],
}
XML = """<?xml version="1.0" encoding="UTF-8"?>
<vraag id="1947140"><vraagnummer>15</vraagnummer>
<onderwerp>Collectief maatwerk - Maatregelen</onderwerp><zittingsjaar>2025-2026</zittingsjaar>
<vraagsteller><contact><naam>Awouters</naam><voornaam>Michiel</voornaam></contact></vraagsteller>
<minister><naam>Crevits</naam><voornaam>Hilde</voornaam></minister>
<themas><thema>Sociale economie</thema><thema>Werk</thema></themas><tijdig>J</tijdig>
<procedureverloop><datum>2025-10-02T00:00:00+0200</datum>
<status>Vraag gesteld aan de minister</status></procedureverloop>
<bestand-ordered><URL>https://docs.vlaamsparlement.be/files/pfile?id=2229635</URL></bestand-ordered>
</vraag>"""


def test_a_record_says_the_same_in_json_and_in_xml() -> None:
    as_json = read_detail(Answer("", JSON, json.dumps(RECORD).encode()))
    assert as_json == read_detail(Answer("", "application/xml", XML.encode()))
    assert (as_json.asked_by, as_json.minister) == ("Michiel Awouters", "Hilde Crevits")


def test_keys_that_are_absent_stay_unknown() -> None:
    told = read_detail(Answer("", JSON, b'{"id": "7", "onderwerp": "Zwemmen", "thema": "Sport"}'))
    assert (told.number, told.timely, told.steps, told.files) == (None, None, (), ())
    assert told.themes == ("Sport",)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (JSON, b""),
        (JSON, b"{}"),
        ("text/html", b"<html/>"),
        ("application/xml", b"<vraag><onderwerp>"),
        ("application/xml", b'<!DOCTYPE v [<!ENTITY a "b">]><v><onderwerp>&a;</onderwerp></v>'),
    ],
)
def test_what_is_no_record_is_refused(media_type: str, body: bytes) -> None:
    with pytest.raises(RequestFailed):
        read_detail(Answer("", media_type, body))


# ------------------------------------------------------------------ files and days


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"%PDF-1.7 ... %%EOF\n", PDF),
        (b"junk %PDF-1.7 ... %%EOF", PDF),
        (b"PK\x03\x04 xl/workbook.xml PK\x05\x06", XLSX),
        (b"PK\x03\x04 word/document.xml PK\x05\x06", DOCX),
        (b"{\\rtf1 ...}", RTF),
    ],
)
def test_the_first_bytes_say_what_a_file_is(content: bytes, media: object) -> None:
    assert find_media(content) == media


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_document"),
        (b"<!DOCTYPE html><html>", "not_a_document"),
        (b"%PDF-1.7 half of", "truncated"),
        (b"PK\x03\x04 half of", "truncated"),
    ],
)
def test_what_is_no_whole_document_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RequestFailed) as refused:
        find_media(content)
    assert refused.value.code == code


def test_windows_cover_every_day_once_and_none_is_longer_than_a_month() -> None:
    windows = part_from_the_end(date(2025, 1, 1), date(2025, 12, 31))
    days = [
        ordinal
        for first, last in windows
        if first and last
        for ordinal in range(first.toordinal(), last.toordinal() + 1)
    ]
    assert sorted(days) == list(range(date(2025, 1, 1).toordinal(), date(2026, 1, 1).toordinal()))
    assert max((last - first).days for first, last in windows if first and last) == 30


def test_a_window_is_halved_until_it_is_a_day() -> None:
    assert halve(Window(date(2025, 1, 1), date(2025, 1, 3))) == (
        Window(date(2025, 1, 3), date(2025, 1, 3)),
        Window(date(2025, 1, 1), date(2025, 1, 2)),
    )
    assert halve(Window(date(2025, 1, 1), date(2025, 1, 1))) is None
    assert halve(Window(None, None)) is None


def test_only_months_that_are_over_are_counted() -> None:
    months = months_before(date(2025, 1, 20), date(2025, 3, 31))
    assert months == (
        Window(date(2025, 2, 1), date(2025, 2, 28)),
        Window(date(2025, 1, 20), date(2025, 1, 31)),
    )
