"""Printed lines joined: hyphens at line ends, offsets that still point to the page."""

import csv
from pathlib import Path

import pytest

from vraagbaak.records import Box, Line, Passage, Word
from vraagbaak.vocabulary.joining import (
    BROKEN,
    WordsSeen,
    join_hyphen,
    join_lines,
)

with (Path(__file__).parent / "cases" / "hyphens.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def line(text: str, page: int = 1, top: float = 0.0) -> Line:
    words, x = [], 0.0
    for part in text.split():
        words.append(Word(part, Box(x, top, x + 5.0 * len(part), top + 10), 10.0))
        x += 5.0 * len(part) + 3
    return Line(tuple(words), page)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["form"])
def test_a_hyphen_at_a_line_end_is_dropped_only_from_a_broken_word(case: dict[str, str]) -> None:
    assert join_hyphen(case["left"], case["right"]) == case["joined"]


def test_a_word_seen_whole_in_the_document_decides() -> None:
    known = WordsSeen([line("de subsidie-aanvraag en de beleidsnota")])
    assert join_hyphen("subsidie-", "aanvraag", known) == "subsidie-aanvraag"
    assert join_hyphen("beleids-", "nota", known) == "beleidsnota"


def test_a_word_broken_without_a_hyphen_is_joined_where_reading_says_so() -> None:
    assert join_lines([line("Goedgekeur" + BROKEN), line("d")]).text == "Goedgekeurd"


def test_a_passage_knows_where_each_word_stands() -> None:
    passage = join_lines([line("de radi-", 1, 0), line("calisering in Gent", 2, 50)])
    assert passage.text == "de radicalisering in Gent"
    assert passage.pages == (1, 2)
    start = passage.text.index("radicalisering")
    place = passage.place(start, start + len("radicalisering"))
    assert place is not None
    assert place.page == 1
    gent = passage.place(passage.text.index("Gent"))
    assert gent is not None
    assert (gent.page, gent.box) == (2, Box(66.0, 50, 86.0, 60))


def test_the_pieces_of_a_passage_cover_its_words() -> None:
    passage = join_lines(
        [line("on- en offline, radi-"), line("calisering van 2019-"), line("2024")]
    )
    covered = "".join(passage.text[piece.start : piece.end] for piece in passage.pieces)
    assert covered == passage.text.replace(" ", "")


def test_paragraphs_are_remembered() -> None:
    passage = join_lines([line("een"), line("twee"), line("drie")], starts=(0, 2))
    assert [passage.text[a:b] for a, b in passage.paragraphs()] == ["een twee", "drie"]


def test_what_stands_nowhere_has_no_place() -> None:
    assert Passage("tekst").place() is None
    assert join_lines([]).text == ""
