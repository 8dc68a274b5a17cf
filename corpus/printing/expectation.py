"""What a reader should find in a sample: the record that its spec says, in the contract's shape.

Only what the spec states is expected. Boxes, offsets and the words of evidence are a matter of
print and of the reader; they are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from printing import notation
from printing.notation import BadSpec, read
from printing.spec import (
    Answer,
    AnswerHead,
    Block,
    Bullets,
    ListItem,
    Minister,
    Paragraph,
    ProjectColumns,
    QuestionHead,
    Spec,
    SubQuestion,
    Table,
    Title,
    TotalRow,
)

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | None"
Rows: TypeAlias = list[list[str]]


def expected_record(spec: Spec, page_count: int) -> Json:
    """The record of a document of so many pages."""
    return {
        "file": {"name": f"{spec.name}.pdf", "pages": page_count},
        "questions": [_Reader(spec).question()],
    }


@dataclass
class _Block:
    """A block of an answer while it is read: its labels and its paragraphs."""

    labels: list[str]
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    """Reads the blocks of a spec one by one."""

    spec: Spec
    introduction: list[str] = field(default_factory=list)
    sub_questions: list[dict[str, Json]] = field(default_factory=list)
    answers: list[_Block] = field(default_factory=list)
    addressees: list[Minister] = field(default_factory=list)
    signers: list[Minister] = field(default_factory=list)
    tables: list[Json] = field(default_factory=list)
    projects: list[Json] = field(default_factory=list)
    municipalities: list[Json] = field(default_factory=list)
    amounts: list[Json] = field(default_factory=list)
    warnings: list[Json] = field(default_factory=list)

    def question(self) -> Json:
        """The expected question."""
        for block in self.spec.blocks:
            self._read(block)
        facts = self.spec.facts
        ministers = self.signers or self.addressees
        return {
            "question_id": f"{facts.session_year}/{_slug(ministers[0].name)}/{facts.number}",
            "number": facts.number,
            "session_year": facts.session_year,
            "asked_on": facts.asked_on.isoformat(),
            "asked_by": " en ".join(facts.asked_by),
            "ministers": [{"name": each.name, "title": each.title} for each in ministers],
            "kind": facts.kind,
            "title": read(facts.title),
            "introduction": " ".join(self.introduction),
            "sub_questions": self.sub_questions,
            "answers": [
                {"labels": each.labels, "text": " ".join(each.paragraphs)} for each in self.answers
            ],
            "tables": self.tables,
            "projects": self.projects,
            "municipalities": self.municipalities,
            "amounts": self.amounts,
            "references": [
                {
                    "number": each.number,
                    "asked_on": each.asked_on.isoformat() if each.asked_on else None,
                }
                for each in self.spec.references
            ],
            "warnings": self.warnings,
        }

    def _read(self, block: Block) -> None:
        match block:
            case QuestionHead():
                self.addressees += [self.spec.facts.ministers[each] for each in block.ministers]
            case AnswerHead():
                self._sign([self.spec.facts.ministers[each] for each in block.ministers])
            case Title():
                self._mention(self.spec.facts.title)
            case Paragraph():
                self._mention(block.text)
                self._paragraph(block)
            case SubQuestion():
                self._mention(block.text)
                self.sub_questions.append({"label": block.label, "text": read(block.text)})
                if block.status:
                    self.sub_questions[-1]["status"] = block.status
            case Answer():
                self._mention(block.text)
                self.answers.append(_Block(list(block.labels), [read(block.text)]))
            case Bullets():
                self._bullets(block)
            case Table():
                self._table(block)

    def _sign(self, ministers: Sequence[Minister]) -> None:
        """Note who signed; a supplementary answer is often signed by the same."""
        self.signers += [each for each in ministers if each not in self.signers]

    def _mention(self, text: str) -> None:
        """Note the municipalities and amounts that a printed text holds."""
        self.municipalities += [
            {"text": each.text, "nis_code": each.nis_code, "nis_code_now": each.nis_code_now}
            for each in notation.municipalities(text)
        ]
        self.amounts += [
            {
                "text": each.text,
                "min": _money(each.minimum),
                "max": _money(each.maximum),
                "currency": each.currency,
                "per": each.per,
                "approximate": each.approximate,
            }
            for each in notation.amounts(text)
        ]

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = read(paragraph.text)
        match paragraph.role:
            case "follow":
                last = self.sub_questions[-1]
                last["text"] = f"{last['text']} {text}"
            case "body" if self.signers:
                self._answer().paragraphs.append(text)
            case "body" if self.sub_questions:
                raise BadSpec(f"neither follow nor closing: {text}")
            case "body":
                self.introduction.append(text)

    def _answer(self) -> _Block:
        if not self.answers:
            raise BadSpec("a paragraph or list before the first block of the answer")
        return self.answers[-1]

    def _bullets(self, bullets: Bullets) -> None:
        for item in bullets.items:
            self._mention(item.text)
            self._answer().paragraphs.append(f"{bullets.mark} {read(item.text)}")
            if item.title is not None:
                self.projects.append(_listed_project(item))

    def _table(self, table: Table) -> None:
        for text in (table.caption, *(cell for row in table.rows for cell in row)):
            self._mention(text)
        grid = _filled(table)
        totals = [each for row in table.totals for each in _totals(grid, row)]
        record: dict[str, Json] = {
            "rows": [[read(cell) for cell in row] for row in grid],
            "header_rows": table.header_rows,
            "totals": totals,
        }
        if not table.in_annex:  # there, a reader may take the annex's title for a caption
            record["caption"] = read(table.caption) or None
            record["answer"] = self._answer().labels
        if table.projects:
            self.projects += _projects(grid, table, table.projects, len(self.tables))
        if not all(total["agrees"] for total in totals):
            self.warnings.append("totals_disagree")
        self.tables.append(record)


def _filled(table: Table) -> Rows:
    """The cells as the spec writes them; a spanned cell stands in every place it covers."""
    grid: Rows = []
    for row in table.rows:
        line: list[str] = []
        for column, text in enumerate(row):
            if text == "<":
                line.append(line[-1])
            else:
                line.append(grid[-1][column] if text == "^" else text)
        grid.append(line)
    return grid


def _projects(grid: Rows, table: Table, columns: ProjectColumns, number: int) -> Iterator[Json]:
    """A project for each row that is one."""
    for index, row in enumerate(grid):
        if index < table.header_rows or index in columns.skip:
            continue
        lead = [each.nis_code for each in notation.municipalities(row[columns.lead])]
        others = "" if columns.partners is None else row[columns.partners]
        project: dict[str, Json] = {
            "lead": lead[0] if lead else None,
            "partners": [*lead[1:], *(each.nis_code for each in notation.municipalities(others))],
            "title": "" if columns.title is None else read(row[columns.title]),
            "amount": None,
            "status": None if columns.status is None else read(row[columns.status]),
            "table": number,
            "row": index,
        }
        for column, kind in zip(columns.amounts, columns.kinds, strict=True):
            found = notation.amounts(row[column])
            if found:
                project |= {"amount": _money(found[0].minimum), "amount_kind": kind}
                break
        yield project


def _listed_project(item: ListItem) -> Json:
    """The project that an item of a list gives."""
    codes = [each.nis_code for each in notation.municipalities(item.text)]
    return {
        "lead": codes[0] if codes else None,
        "partners": codes[1:],
        "title": item.title,
        "amount": next((_money(each.minimum) for each in notation.amounts(item.text)), None),
    }


def _totals(grid: Rows, total: TotalRow) -> Iterator[dict[str, Json]]:
    """What a total row states, column by column, and what its rows add up to."""
    for column in total.columns:
        stated = _number(grid[total.row][column])
        computed = sum((_number(grid[row][column]) for row in total.of), Decimal())
        yield {
            "row": total.row,
            "column": column,
            "stated": str(stated),
            "computed": str(computed),
            "agrees": stated == computed,
        }


def _number(cell: str) -> Decimal:
    """The number in a cell; brackets are a minus, a dash is nothing."""
    digits = re.sub(r"[^\d,]", "", read(cell)).replace(",", ".")
    return Decimal(digits or 0) * (-1 if "(" in cell else 1)


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _slug(name: str) -> str:
    """A surname as the natural key has it: what follows the first name."""
    return "-".join(name.lower().split()[1:])
