"""Exports: every format holds the dataset, and no text in it becomes a formula."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from vraagbaak.cli import main

ROOT = Path(__file__).resolve().parents[1]
# The forms of OWASP's page on CSV injection, and those with which its advice is evaded.
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1;1)",
    '=cmd|"/C calc"!A0',
    '=HYPERLINK("http://127.0.0.1/?"&A1;"klik")',
    '";=1+1;"',
    "=DDE(1;2;3)",
    "=WEBSERVICE(A1)",
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a dataset, formulas in the titles of its projects."""
    output = tmp_path_factory.mktemp("export") / "output"
    built = CliRunner().invoke(main, ["build", str(ROOT / "corpus"), "--out", str(output)])
    assert built.exit_code == 0, built.output
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as database, database:
        ids = database.execute("SELECT id FROM projects ORDER BY id").fetchall()
        assert len(ids) > len(FORMULAS)
        for formula, (key,) in zip(FORMULAS, ids, strict=False):
            database.execute("UPDATE projects SET title = ? WHERE id = ?", (formula, key))
    return output


def export(dataset: Path, kind: str, out: Path, *arguments: str) -> Path:
    options = ["--dataset", str(dataset), "--format", kind, "--out", str(out), *arguments]
    result = CliRunner().invoke(main, ["export", *options])
    assert result.exit_code == 0, result.output
    return out


def stored(dataset: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(dataset / "vraagbaak.sqlite")) as database:
        return database.execute(query).fetchall()


def semicolons(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_format_holds_every_row(dataset: Path, tmp_path: Path) -> None:
    ((wanted,),) = stored(dataset, "SELECT count(*) FROM cells")
    parquet = export(dataset, "parquet", tmp_path / "parquet") / "cells.parquet"
    counts = {
        "csv": len(pd.read_csv(export(dataset, "csv", tmp_path / "csv") / "cells.csv")),
        "parquet": len(pd.read_parquet(parquet)),
        "ndjson": len(
            (export(dataset, "ndjson", tmp_path / "n") / "cells.ndjson").read_text().splitlines()
        ),
        "excel-csv": len(semicolons(export(dataset, "excel-csv", tmp_path / "e") / "cells.csv")),
        "sqlite": len(stored(dataset, "SELECT id FROM cells")),
    }
    book = load_workbook(export(dataset, "xlsx", tmp_path / "all.xlsx"), read_only=True)
    counts["xlsx"] = sum(1 for _ in book["cells"].iter_rows()) - 1
    book.close()
    assert set(counts.values()) == {wanted}
    taken = export(dataset, "sqlite", tmp_path / "taken.sqlite")
    assert taken.read_bytes() == (dataset / "vraagbaak.sqlite").read_bytes()


def test_an_excel_file_of_text_opens_right_in_belgium(dataset: Path, tmp_path: Path) -> None:
    folder = export(dataset, "excel-csv", tmp_path / "excel", "--table", "projects")
    raw = (folder / "projects.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid;question_id;")
    assert [path.name for path in folder.iterdir()] == ["projects.csv"]
    amounts = [row["amount"] for row in semicolons(folder / "projects.csv") if row["amount"]]
    ((cents,),) = stored(dataset, "SELECT sum(amount_cents) FROM projects")
    assert all(amount[-3] == "," and "." not in amount for amount in amounts)
    assert sum(Decimal(amount.replace(",", ".")) for amount in amounts) * 100 == cents


def test_a_list_is_no_number_in_an_excel_file_of_text(dataset: Path, tmp_path: Path) -> None:
    folder = export(dataset, "excel-csv", tmp_path / "excel", "--table", "answers")
    wanted = stored(dataset, "SELECT id, labels FROM answers WHERE labels LIKE '%,%'")
    assert wanted
    labels = {row["id"]: row["labels"] for row in semicolons(folder / "answers.csv")}
    for key, text in wanted:
        assert labels[str(key)] == str(text).replace(",", " | ")


def test_json_lines_keep_money_exact_and_lists_as_lists(dataset: Path, tmp_path: Path) -> None:
    folder = export(dataset, "ndjson", tmp_path / "lines")
    lines = (folder / "projects.ndjson").read_text(encoding="utf-8").splitlines()
    amounts = [Decimal(row["amount"]) for row in map(json.loads, lines) if row["amount"]]
    assert sum(amounts) * 100 == stored(dataset, "SELECT sum(amount_cents) FROM projects")[0][0]
    answers = (folder / "answers.ndjson").read_text(encoding="utf-8").splitlines()
    assert any(isinstance(json.loads(line)["labels"], list) for line in answers)


def test_a_workbook_has_real_values_a_fixed_header_and_words_for_each_column(
    dataset: Path, tmp_path: Path
) -> None:
    book = load_workbook(export(dataset, "xlsx", tmp_path / "all.xlsx"))
    projects = book["projects"]
    names = [cell.value for cell in projects[1]]
    amount = names.index("amount")
    values = [row[amount] for row in projects.iter_rows(min_row=2) if row[amount].value is not None]
    assert {cell.data_type for cell in values} == {"n"}
    assert projects.freeze_panes == "A2"
    for sheet in book:
        # Calc filters what the range names: the head alone would leave nothing to choose.
        assert sheet.auto_filter.ref == sheet.dimensions
    asked = [cell.value for cell in book["questions"][1]].index("asked_on")
    assert book["questions"].cell(2, asked + 1).is_date
    explained = {row[:2] for row in book["kolommen"].iter_rows(min_row=2, values_only=True)}
    assert all(("projects", name) in explained for name in names)
    title = names.index("title")
    titles = [row[title] for row in projects.iter_rows(min_row=2)]
    assert {cell.data_type for cell in titles if cell.value} == {"s"}
    assert sum(bool(cell.quotePrefix) for cell in titles) >= len(FORMULAS) - 1


def test_a_workbook_is_the_same_each_time(dataset: Path, tmp_path: Path) -> None:
    first = export(dataset, "xlsx", tmp_path / "1.xlsx")
    with zipfile.ZipFile(first) as package:
        assert b"1980-01-01T00:00:00Z" in package.read("docProps/core.xml")
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    assert export(dataset, "xlsx", tmp_path / "2.xlsx").read_bytes() == first.read_bytes()


def test_an_export_takes_the_place_of_the_last_and_of_nothing_else(
    dataset: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    export(dataset, "csv", target)
    export(dataset, "csv", target, "--table", "projects")
    assert [path.name for path in target.iterdir()] == ["projects.csv"]
    (target / "mijn-notities.txt").write_text("van mij", encoding="utf-8")
    options = ["--dataset", str(dataset), "--format", "csv", "--out", str(target)]
    result = CliRunner().invoke(main, ["export", *options])
    assert result.exit_code == 2
    assert "something else than an export" in result.output
    assert {path.name for path in target.iterdir()} == {"projects.csv", "mijn-notities.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--dataset", "nergens"], "vraagbaak build"),
        (["--table", "gemeenten"], "there is no table gemeenten"),
        (["--format", "csv", "--out", "/dev/null/x"], "cannot write"),
        (["--format", "sqlite", "--table", "projects"], "taken whole"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    dataset: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    usual = ["--dataset", str(dataset), "--out", str(tmp_path / "x.xlsx")]
    result = CliRunner().invoke(main, ["export", *usual, *options])
    assert result.exit_code == 2
    assert said in result.output
    assert result.output.count("\n") == 1


# LibreOffice's CSV: comma, quote, UTF-8; values and not formulas; every sheet a file.
_AS_CALCULATED = "44,34,76,1,,0,false,false,false,false,false,-1"


# ------------------------------------------------------------------ in a real LibreOffice


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice, which must be there in CI."""
    found = shutil.which("soffice")
    if found is None:
        assert not os.environ.get("CI"), "LibreOffice is not installed (libreoffice-calc)"
        pytest.skip("LibreOffice is not installed (libreoffice-calc)")
    return found


def opened_by(office: str, path: Path, *, semicolon: bool = False) -> list[dict[str, str]]:
    """The first sheet with rows as LibreOffice shows it: calculated, then written as CSV."""
    out = path.parent / f"{path.stem}-opened"
    profile = (path.parent / "profile").as_uri()
    reading = ["--infilter=CSV:59,34,UTF-8,1,,2067,false,true"] if semicolon else []
    command = [office, f"-env:UserInstallation={profile}", "--headless", *reading]
    command += ["--convert-to", f"csv:Text - txt - csv (StarCalc):{_AS_CALCULATED}"]
    subprocess.run(
        [*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=120
    )
    (shown,) = [file for file in out.iterdir() if "kolommen" not in file.name]
    with shown.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bare(text: str) -> str:
    """A text without the apostrophe that keeps it one, and without its line ends."""
    return " ".join(text.removeprefix("'").split())


@pytest.mark.parametrize("kind", ["xlsx", "excel-csv"])
def test_libreoffice_shows_formulas_as_text_and_adds_up_the_same_sum(
    dataset: Path, tmp_path: Path, office: str, kind: str
) -> None:
    if kind == "xlsx":
        path = export(dataset, "xlsx", tmp_path / "all.xlsx", "--table", "projects")
        rows = opened_by(office, path)
    else:
        folder = export(dataset, "excel-csv", tmp_path / "excel", "--table", "projects")
        rows = opened_by(office, folder / "projects.csv", semicolon=True)
    titles = {row["id"]: bare(row["title"]) for row in rows}
    wanted = stored(dataset, "SELECT id, title FROM projects")
    assert titles == {str(key): bare(str(title)) for key, title in wanted}
    amounts = [Decimal(row["amount"].replace(",", ".")) for row in rows if row["amount"]]
    assert sum(amounts) * 100 == stored(dataset, "SELECT sum(amount_cents) FROM projects")[0][0]
