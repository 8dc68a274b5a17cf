"""From a value back to its page: the printed words stand inside the box that is given."""

import json
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pdfplumber
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from vraagbaak.cli import main
from vraagbaak.dataset.views import explanation
from vraagbaak.errors import UnreadableDocument
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.origin import opened_to_read, picture_of

ROOT = Path(__file__).resolve().parents[1]
DRAWN = 200
# Each kind of value that is some printed words, and the column that holds them.
PRINTED = {
    "amount_mentions": "text",
    "municipality_mentions": "text",
    "cells": "text",
    "projects": "beneficiary",
    "references": "text",
    "sub_questions": "text",
}


class Built(NamedTuple):
    """A dataset and the folder that it was built from."""

    corpus: Path
    output: Path


def build(corpus: Path, output: Path) -> Built:
    result = CliRunner().invoke(main, ["build", str(corpus), "--out", str(output)])
    assert result.exit_code == 0, result.output
    return Built(corpus, output)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(ROOT / "corpus", tmp_path_factory.mktemp("samples") / "output")


def explain(built: Built, key: str, *arguments: str) -> Result:
    options = ["--dataset", str(built.output), "--corpus", str(built.corpus), *arguments]
    return CliRunner().invoke(main, ["explain", key, *options])


def drawn_values(built: Built, count: int) -> list[str]:
    """Some ids of values with printed words and a box, drawn at random, the same each time."""
    with closing(sqlite3.connect(built.output / "vraagbaak.sqlite")) as database:
        keys = [
            key
            for table, column in PRINTED.items()
            for (key,) in database.execute(
                f'SELECT id FROM "{table}" WHERE "{column}" <> \'\' AND x0 IS NOT NULL ORDER BY id'  # noqa: S608
            )
        ]
    return random.Random(311).sample(keys, count)  # noqa: S311


def letters(text: str) -> str:
    """Letters and digits alone: how words are parted and broken is not what is asked here."""
    ligatures = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff"}
    text = "".join(ligatures.get(letter, letter) for letter in text)
    return "".join(filter(str.isalnum, text)).casefold()


def words_in_box(path: Path, place: dict[str, object]) -> str:
    """What another reader finds in a box, by the middle of each letter."""
    x0, top, x1, bottom = place["box"]  # type: ignore[misc]
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[int(str(place["page"])) - 1]
        held = page.filter(
            lambda thing: (
                thing["object_type"] != "char"
                or (
                    x0 - 1 <= (thing["x0"] + thing["x1"]) / 2 <= x1 + 1
                    and top - 1 <= (thing["top"] + thing["bottom"]) / 2 <= bottom + 1
                )
            )
        )
        return held.extract_text() or ""


def words_missing(built: Built, keys: list[str]) -> Iterator[tuple[str, str, str]]:
    """The values whose first printed words do not stand in their box."""
    for key in keys:
        result = explain(built, key, "--json")
        assert result.exit_code == 0, result.output
        found = json.loads(result.stdout)
        read = words_in_box(built.corpus / found["origin"]["path"], found["place"])
        # A value that goes on over a page has the box of its first page. A project is a row, whose
        # lines run over all its columns.
        printed = found["printed"]
        pieces = (
            re.split(r"[\s-]+", printed)[:3]
            if found["table"] == "projects"
            else [letters(printed)[:30]]
        )
        if not all(letters(piece) in letters(read) for piece in pieces):
            yield key, printed, read


def test_the_printed_words_of_values_of_the_samples_stand_in_their_boxes(samples: Built) -> None:
    assert list(words_missing(samples, drawn_values(samples, DRAWN // 2))) == []


def test_the_printed_words_of_values_of_the_exam_stand_in_their_boxes(
    shared: Path, tmp_path: Path
) -> None:
    built = build(shared / "exam" / "dev", tmp_path / "output")
    assert list(words_missing(built, drawn_values(built, DRAWN // 2))) == []


def test_an_explanation_names_the_rule_the_document_and_what_read_it(samples: Built) -> None:
    result = explain(samples, "2020-2021/somers/311#projects/1")
    assert result.exit_code == 0
    for words in ("gedrukt", "71016", "samples/01-projectoproep-311.pdf", "pagina      2", "regel"):
        assert words in result.output
    found = json.loads(explain(samples, "2020-2021/somers/311#projects/1", "--json").stdout)
    assert found["table"] == "projects"
    assert len(found["origin"]["sha256"]) == 64
    assert [other["text"] for other in found["around"]][1].startswith("PURE verbindingen")


def test_what_is_printed_is_never_what_was_worked_out(samples: Built) -> None:
    with closing(sqlite3.connect(samples.output / "vraagbaak.sqlite")) as database:
        totals = database.execute(
            "SELECT t.id, c.text FROM totals t JOIN cells c ON c.table_id = t.table_id"
            " AND c.row_index = t.row_index AND c.column_index = t.column_index"
        ).fetchall()
        key, *words = database.execute(
            "SELECT id, beneficiary, title, amount_text FROM projects"
            " WHERE title <> '' AND amount_text IS NOT NULL ORDER BY id LIMIT 1"
        ).fetchone()
        documents = database.execute("SELECT id FROM documents LIMIT 1").fetchone()
    assert totals
    for total, text in totals:
        assert json.loads(explain(samples, total, "--json").stdout)["printed"] == text
    assert json.loads(explain(samples, key, "--json").stdout)["printed"] == " | ".join(words)
    assert json.loads(explain(samples, documents[0], "--json").stdout)["printed"] == ""


def test_a_picture_that_cannot_be_written_is_said(samples: Built, tmp_path: Path) -> None:
    png = tmp_path / "nergens" / "x.png"
    result = explain(samples, "2020-2021/somers/311", "--png", str(png))
    assert result.exit_code == 2
    assert "cannot write" in result.output


def test_the_picture_of_a_value_has_its_frame(samples: Built, tmp_path: Path) -> None:
    png = tmp_path / "waarde.png"
    key = "2020-2021/somers/311#projects/1"
    assert explain(samples, key, "--png", str(png)).exit_code == 0
    box = json.loads(explain(samples, key, "--json").stdout)["place"]["box"]
    with Image.open(png) as picture:
        # Two pixels a point, and the frame a point and a half outside the words.
        corner = picture.getpixel((round(2 * (box[0] - 1.5)), round(2 * (box[1] - 1.5))))
        far = picture.getpixel((5, 5))
    assert isinstance(corner, tuple)
    assert isinstance(far, tuple)
    assert corner[0] > 150 > corner[1]
    assert far == (255, 255, 255)


def test_a_picture_that_takes_too_much_costs_no_more_than_a_document_may(samples: Built) -> None:
    with opened_to_read(samples.output) as connection:
        found = explanation.explain(connection, "2020-2021/somers/311#projects/1")
    with pytest.raises(UnreadableDocument, match="cannot be drawn: not read within 0 seconds"):
        picture_of(found, samples.corpus, Limits(seconds=0.0, seconds_a_page=0.0))


def test_an_unknown_id_names_those_that_begin_alike(samples: Built) -> None:
    result = explain(samples, "2020-2021/somers/311#project/1")
    assert result.exit_code == 2
    assert "2020-2021/somers/311#projects/0" in result.output


def test_a_picture_is_drawn_of_no_other_file_than_the_one_read(
    samples: Built, tmp_path: Path
) -> None:
    name = "samples/01-projectoproep-311.pdf"
    (tmp_path / "samples").mkdir()
    moved = Built(tmp_path, samples.output)
    gone = explain(moved, "2020-2021/somers/311", "--png", str(tmp_path / "x.png"))
    assert gone.exit_code == 2
    assert "--corpus" in gone.output
    (tmp_path / name).write_bytes((samples.corpus / name).read_bytes() + b"\n")
    changed = explain(moved, "2020-2021/somers/311", "--png", str(tmp_path / "x.png"))
    assert changed.exit_code == 2
    assert "has changed" in changed.output
    assert not (tmp_path / "x.png").exists()
