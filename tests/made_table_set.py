"""Tables made for tests, one form a document: specs printed to PDF, with the truth beside them.

``table_set/forms.yaml`` covers every form that the written questions have,
``table_set/foreign.yaml`` the unruled tables of foreign statistics, reports and accounts.

    python tests/made_table_set.py OUT [--set forms|foreign]
"""

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml
from made_table_looks import SPAN_LEFT, SPAN_UP, PageLook, TableLook, TrueTable
from made_table_pages import Printer
from made_table_words import column_of, sentences

SPECS = Path(__file__).parent / "table_set"
# Every form of table that must be read, and what it is.
FORMS = {
    "ruled": "a full grid of rules",
    "horizontal_rules": "horizontal rules only",
    "shaded_rows": "shaded rows without rules",
    "borderless": "nothing but white space",
    "row_goes_on_indented": "a row goes on by indentation",
    "row_goes_on_small": "a row goes on in lower case",
    "row_goes_on_ism": 'a row goes on with "ism"',
    "row_goes_on_empty_first": "a row goes on below an empty first cell",
    "merged_cells": "merged cells",
    "header_rows": "a header on two or three rows",
    "column_groups": "groups above columns",
    "repeated_header": "a header repeated on the next page",
    "row_broken_once": "a row broken by the page in one column",
    "row_broken_often": "a row broken by the page in several columns",
    "same_header_twice": "two tables after one another with the same header",
    "landscape": "a landscape page",
    "rotated": "a page with /Rotate",
    "annex": "inside an annex",
    "narrow_columns": "columns that break words without a hyphen",
    "sign_above_number": "symbol and number on two lines",
    "missing_cell": "missing cells",
    "filler_columns": "filler columns",
    "frame": "a paragraph frame that is no table",
    "bulleted_list": "a bulleted list that is a table",
    "header_rules": "rules across a header that are none",
    "tables_in_a_row": "tables with nothing between them",
    "header_at_foot": "a header alone at the foot of a page",
    "unit_below_number": "units on a line of their own",
    "tagged": "a tagged file",
}


@dataclass(frozen=True)
class MadeDocument:
    """A printed document, its form and the tables in it."""

    name: str
    form: str
    path: Path
    tables: tuple[TrueTable, ...]


def read_specs(name: str) -> list[dict[str, Any]]:
    """The specs of a set ("forms" or "foreign")."""
    specs: list[dict[str, Any]] = yaml.safe_load((SPECS / f"{name}.yaml").read_text("utf-8"))
    return specs


def make_documents(name: str, folder: Path, salt: int = 0) -> Iterator[MadeDocument]:
    """Print a set into a folder; another ``salt`` draws other texts for the same specs."""
    for spec in read_specs(name):
        yield make_document(spec, folder, salt)


def make_document(spec: dict[str, Any], folder: Path, salt: int = 0) -> MadeDocument:
    """Print one document from its spec."""
    path = folder / f"{spec['name']}.pdf"
    printer = Printer(path, PageLook(**spec.get("look", {})))
    rng = Random(zlib.crc32(spec["name"].encode()) + salt)  # noqa: S311
    tables: list[TrueTable] = []
    for block in spec["blocks"]:
        ((kind, value),) = block.items()
        if kind == "table":
            rows, head_rows = table_rows(value, rng)
            look = dict(value)
            if "columns" in value:
                parts = [column.split(maxsplit=3) for column in _with_fillers(value)]
                look["widths"] = [float(part[1]) for part in parts]
                look["align"] = "".join(part[2] for part in parts)
            tables.append(printer.table(rows, head_rows, TableLook.of(look)))
        else:
            _print_block(printer, kind, value, rng, foreign=spec.get("foreign", False))
    printer.save()
    return MadeDocument(spec["name"], spec["form"], path, tuple(tables))


def _print_block(printer: Printer, kind: str, value: Any, rng: Random, *, foreign: bool) -> None:
    if kind == "text":
        for _ in range(value):
            count = rng.randint(2, 4)
            printer.paragraph(sentences(count, rng.randint(0, 10**6), foreign=foreign))
    elif kind == "frame":
        printer.frame(sentences(value, rng.randint(0, 10**6), foreign=foreign))
    elif kind == "items":
        for _ in range(value):
            text = sentences(1, rng.randint(0, 10**6), foreign=foreign)
            printer.paragraph(text, indent=18, bullet="•")
    elif kind == "note":
        printer.paragraph(value, size=printer.look.points - 2)
    elif kind == "title":
        printer.heading(value, centred=True)
    else:
        plain = {
            "p": printer.paragraph,
            "heading": printer.heading,
            "space": printer.space,
            "columns": printer.columns,
            "legend": printer.legend,
            "next_column": lambda _: printer.next_column(),
            "page": lambda _: printer.begin_page(),
        }
        plain[kind](value)


# ------------------------------------------------------------------ rows


def table_rows(spec: dict[str, Any], rng: Random) -> tuple[list[list[str]], int]:
    """The rows of a table, drawn or given, and how many of them are headers."""
    parts = [column.split(maxsplit=3) for column in _with_fillers(spec)]
    head = [list(map(str, row)) for row in spec.get("head", [])]
    if not head and any(len(part) > 3 for part in parts):
        head = [[part[3].replace("|", "\n") if len(part) > 3 else "" for part in parts]]
    if "body" in spec:
        body = [list(map(str, row)) for row in spec["body"]]
    else:
        count = spec["rows"]
        drawn = [_column(part[0], count, rng) for part in parts]
        body = [list(row) for row in zip(*drawn, strict=True)]
        _leave_out(body, spec.get("blank", 0.0), rng)
    body = _with_groups(body, spec)
    for column in spec.get("merge", []):
        _merge(body, column)
    if spec.get("bullet"):
        body = [[f"{spec['bullet']} {row[0]}", *row[1:]] for row in body]
    if spec.get("sign_break"):
        body = [[text.replace("€ ", "€\n") for text in row] for row in body]
    return [*head, *body], len(head)


def _with_fillers(spec: dict[str, Any]) -> list[str]:
    """The columns of a spec; "-" is an empty filler between two."""
    return [f"- {c[1:].strip() or 6} l" if c[0] == "-" else c for c in spec.get("columns", [])]


def _column(kind: str, count: int, rng: Random) -> list[str]:
    return [""] * count if kind == "-" else column_of(kind, count, rng)


def _leave_out(body: list[list[str]], share: float, rng: Random) -> None:
    for row in body:
        for column in range(1, len(row)):
            if share and rng.random() < share and sum(map(bool, row)) > 2:
                row[column] = ""


def _with_groups(body: list[list[str]], spec: dict[str, Any]) -> list[list[str]]:
    """The rows with the headings of groups between them, and those of sums after them."""
    width = len(body[0])
    rest = [SPAN_LEFT if spec.get("group_spans") else ""] * (width - 1)
    headings = spec.get("groups", [])
    size = -(-len(body) // len(headings)) if headings else len(body)
    found: list[list[str]] = []
    for index, row in enumerate(body):
        if headings and index % size == 0:
            found.append([headings[index // size], *rest])
        indent = "  " * spec.get("deep", 0) if headings else ""
        found.append([indent + row[0], *row[1:]])
    if "total" in spec:
        found.append([spec["total"], *body[-1][1:]])
    return found


def _merge(body: list[list[str]], column: int) -> None:
    """Give equal texts that follow in a column one cell."""
    texts = sorted(row[column] for row in body) if column == 0 else [r[column] for r in body]
    for row, text in zip(body, texts, strict=True):
        row[column] = text
    for index in range(len(body) - 1, 0, -1):
        if body[index][column] == body[index - 1][column]:
            body[index][column] = SPAN_UP


# ------------------------------------------------------------------ by hand


def to_json(tables: Sequence[TrueTable]) -> str:
    """The truth of a document as text."""
    return json.dumps([{"rows": table.rows()} for table in tables], ensure_ascii=False, indent=1)


def main() -> None:
    """Print a set for a look at it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--set", default="forms", choices=("forms", "foreign"))
    parser.add_argument("--salt", type=int, default=0)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for document in make_documents(given.set, given.out, given.salt):
        document.path.with_suffix(".json").write_text(to_json(document.tables), "utf-8")


if __name__ == "__main__":
    main()
