"""How well tables are read, form by form, beside the tools that could have done it.

    python benchmarks/tables.py [--set forms|foreign] [--salt 0] [--only TOOL] [--markdown FILE]

The documents are those of ``tests/table_set``; ``--salt`` draws other texts for the same specs.
Cells count where table, row, column and text are right, relations as ICDAR 2013 counted them. The
peers give a table a page and no spans, so each document is scored by the best of
what can be made of their answer: tables of one width joined or not, the repeated header dropped,
cells that a span covers filled or left empty, empty rows and columns dropped. Ours are taken as
they come. A tool that is not installed is left out and said:

    pip install -e '.[test]' pdfplumber camelot-py tabula-py liteparse pdf-inspector

tabula needs Java (``apt install default-jre-headless``).
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from made_table_looks import TrueCell, TrueTable  # noqa: E402
from made_table_set import FORMS, MadeDocument, make_documents  # noqa: E402
from table_scores import (  # noqa: E402
    Score,
    fold,
    score_cells,
    score_relations,
    table_of,
)

Rows = list[list[str | None]]
OURS = "vraagbaak"
_RULE = re.compile(r"\|?[\s:|-]+\|?")


def read_with_vraagbaak(path: Path) -> list[TrueTable]:
    """Our own tables, with their spans."""
    from vraagbaak.reading.document import read_document
    from vraagbaak.records import Table

    return [
        TrueTable(
            tuple(
                TrueCell(c.row, c.column, c.row_span, c.column_span, c.passage.text)
                for c in table.cells
            ),
            table.row_count,
            table.column_count,
        )
        for table in read_document(path).body
        if isinstance(table, Table)
    ]


def plumber(**settings: str) -> Callable[[Path], list[Rows]]:
    """The tables of pdfplumber with these settings."""

    def read(path: Path) -> list[Rows]:
        import pdfplumber

        with pdfplumber.open(path) as pdf:
            return [rows for page in pdf.pages for rows in page.extract_tables(settings)]

    return read


def camelot(flavor: str) -> Callable[[Path], list[Rows]]:
    """The tables of camelot in one of its flavours."""

    def read(path: Path) -> list[Rows]:
        from camelot import read_pdf

        more = {"copy_text": ["h", "v"]} if flavor == "lattice" else {}
        found = read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True, **more)
        return [table.df.values.tolist() for table in found]

    return read


def read_with_tabula(path: Path) -> list[Rows]:
    """tabula, which guesses whether a table is ruled."""
    import tabula

    found = tabula.read_pdf(
        str(path),
        pages="all",
        guess=True,
        silent=True,
        pandas_options={"header": None, "dtype": str},
    )
    return [frame.fillna("").astype(str).values.tolist() for frame in found]


def read_with_liteparse(path: Path) -> list[Rows]:
    """liteparse, whose tables stand in its Markdown."""
    import liteparse

    parser = liteparse.LiteParse(ocr_enabled=False, quiet=True, output_format="markdown")
    return markdown_tables(parser.parse(str(path)).text)


def read_with_inspector(path: Path) -> list[Rows]:
    """pdf-inspector, whose tables stand in its Markdown."""
    import pdf_inspector

    return markdown_tables(pdf_inspector.process_pdf(str(path)).markdown or "")


TOOLS: dict[str, Callable[[Path], list[Rows]]] = {
    "pdfplumber lines": plumber(),
    "pdfplumber text": plumber(vertical_strategy="text", horizontal_strategy="text"),
    "camelot lattice": camelot("lattice"),
    "camelot stream": camelot("stream"),
    "camelot hybrid": camelot("hybrid"),
    "tabula": read_with_tabula,
    "liteparse": read_with_liteparse,
    "pdf-inspector": read_with_inspector,
}


def markdown_tables(text: str) -> list[Rows]:
    """The tables in a Markdown text, the pipe in a cell and line breaks undone."""
    tables: list[Rows] = []
    inside = False
    for line in text.splitlines():
        if not line.strip().startswith("|"):
            inside = False
            continue
        if not inside:
            tables.append([])
            inside = True
        if _RULE.fullmatch(line.strip()) and "-" in line:
            continue
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        tables[-1].append([_plain(cell) for cell in cells])
    return [rows for rows in tables if rows]


def _plain(cell: str) -> str:
    text = re.sub(r"<br ?/?>", " ", cell).replace("\\|", "|")
    return re.sub(r"\*\*|\\(?=[*_$~.#-])", "", text).strip()


# ------------------------------------------------------------------ the best of an answer


def answers(tables: Sequence[Rows]) -> Iterator[list[list[list[str]]]]:
    """What can be made of a peer's tables, each for the peer to be scored by the best."""
    for filled, joined in product((False, True), repeat=2):
        found = [_without_empty(_filled(rows) if filled else _bare(rows)) for rows in tables]
        found = [rows for rows in found if rows]
        yield _joined(found) if joined else found


def _bare(rows: Rows) -> list[list[str]]:
    return [[fold(cell) for cell in row] for row in rows]


def _filled(rows: Rows) -> list[list[str]]:
    """Cells that are None, as those that a span covers are, get the text to the left or above."""
    found: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for column, cell in enumerate(row):
            if cell is None and line:
                cell = line[-1]
            elif cell is None and found and column < len(found[-1]):
                cell = found[-1][column]
            line.append(fold(cell))
        found.append(line)
    return found


def _without_empty(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    even = [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
    kept = [c for c in range(width) if any(row[c] for row in even)]
    return [[row[c] for c in kept] for row in even]


def _joined(tables: Sequence[list[list[str]]]) -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    for rows in tables:
        if found and len(found[-1][0]) == len(rows[0]):
            pairs = enumerate(zip(found[-1], rows, strict=False))
            repeated = next((n for n, (a, b) in pairs if a != b), len(rows))
            found[-1] = [*found[-1], *rows[repeated:]]
        else:
            found.append(rows)
    return found


# ------------------------------------------------------------------ scores


class Scores(NamedTuple):
    """A document, or many: its cells, and its relations."""

    cells: Score
    relations: Score

    def plus(self, other: "Scores") -> "Scores":
        """Both together."""
        return Scores(self.cells.plus(other.cells), self.relations.plus(other.relations))


def score_ours(document: MadeDocument) -> Scores:
    """The scores of our own reading of a document."""
    given = read_with_vraagbaak(document.path)
    cells = score_cells([t.rows() for t in document.tables], [t.rows() for t in given])
    return Scores(cells, score_relations(document.tables, given))


def score_peer(document: MadeDocument, read: Callable[[Path], list[Rows]]) -> Scores:
    """The best scores that can be made of a peer's answer; one that fails has none."""
    try:
        tables = read(document.path)
    except Exception as error:  # noqa: BLE001 (a peer may fail in any way)
        print(f"{document.name}: {type(error).__name__}: {str(error)[:90]}", file=sys.stderr)
        tables = []
    wanted = [table.rows() for table in document.tables]
    made = list(answers(tables))
    cells = [score_cells(wanted, given) for given in made]
    relations = [score_relations(document.tables, list(map(table_of, given))) for given in made]
    return Scores(
        max(cells, key=lambda score: score.f1), max(relations, key=lambda score: score.f1)
    )


def score_all(
    documents: Sequence[MadeDocument], score: Callable[[MadeDocument], Scores]
) -> dict[str, Scores]:
    """The scores by form, and of all under an empty name."""
    nothing = Scores(Score(0, 0, 0), Score(0, 0, 0))
    found: dict[str, Scores] = {}
    for document in documents:
        own = score(document)
        for key in (document.form, ""):
            found[key] = found.get(key, nothing).plus(own)
    return found


def table(scores: dict[str, dict[str, Scores]], forms: Sequence[str], measure: str) -> str:
    """The F1 of one measure as a Markdown table, a form a row."""
    lines = [f"| form | {' | '.join(scores)} |", f"|---|{'---|' * len(scores)}"]
    for form in (*forms, ""):
        counted = [getattr(own[form], measure).f1 for own in scores.values()]
        name = FORMS.get(form, form) or "**all**"
        lines.append(f"| {name} | {' | '.join(f'{value:.3f}' for value in counted)} |")
    return "\n".join(lines)


def main() -> None:
    """Print the set, read it with every tool and show the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", default="forms", choices=("forms", "foreign"))
    parser.add_argument("--salt", type=int, default=0)
    parser.add_argument("--only", action="append", help="leave out the other tools")
    parser.add_argument("--markdown", type=Path, help="write the table there too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        documents = list(make_documents(given.set, Path(folder), given.salt))
        scores = {OURS: score_all(documents, score_ours)}
        for name, read in TOOLS.items():
            if given.only and name not in given.only:
                continue
            start = time.perf_counter()
            scores[name] = score_all(documents, partial(score_peer, read=read))
            print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    forms = list(dict.fromkeys(document.form for document in documents))
    printed = "\n".join(
        f"{len(documents)} documents, {measure}\n\n{table(scores, forms, measure)}\n"
        for measure in Scores._fields
    )
    print(printed)
    if given.markdown:
        given.markdown.write_text(printed, encoding="utf-8")


if __name__ == "__main__":
    main()
