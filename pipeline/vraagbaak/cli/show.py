"""``vraagbaak show``: a question of the dataset, sub-questions and answers side by side."""

from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from vraagbaak.cli.console import open_console
from vraagbaak.cli.options import dataset_option
from vraagbaak.cli.streams import print_json
from vraagbaak.cli.view import KINDS, STATUSES, TIMELINESS
from vraagbaak.dataset.feeds.entries import KIND_NAMES
from vraagbaak.dataset.views.question_view import Citation, QuestionView, view_question
from vraagbaak.records import QuestionKind, Status
from vraagbaak.records.history import EventKind
from vraagbaak.vocabulary.terms import Timeliness


@click.command(
    "show",
    epilog="""\b
Examples:
  vraagbaak show 2020-2021/somers/311
  vraagbaak show 311                      where one question only has that number
  vraagbaak show 2020-2021/somers/311 --json
""",
)
@click.argument("question")
@dataset_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show_command(question: str, dataset: Path, as_json: bool) -> None:
    """Show a question of a dataset, its sub-questions beside their answers.

    With its history, term, annexes, tables, doubts, and what it cites and is cited by.
    """
    from vraagbaak.runs.origin import opened_to_read

    with opened_to_read(dataset) as connection:
        found = view_question(connection, question)
    if as_json:
        print_json(_as_object(found))
        return
    console = open_console()
    _show_head(console, found)
    _show_history(console, found)
    _show_answers(console, found)
    _show_rest(console, found)


def _show_head(console: Console, found: QuestionView) -> None:
    console.print(Text(found.title or "(zonder titel)", style="bold"))
    number = found.number if found.number is not None else "?"
    console.print(
        Text(
            f"Vraag nr. {number} ({found.session_year or '?'}) van {_day(found.asked_on)}, "
            f"{found.asked_by or '?'}"
        )
    )
    console.print(Text(f"{KINDS[QuestionKind(found.kind)]}: {', '.join(found.ministers) or '?'}"))
    page = f", p. {found.page}" if found.page else ""
    console.print(Text(f"{found.id}  ({found.document}{page})", style="dim"))
    if found.introduction:
        console.print(Text(f"\n{found.introduction}"))


def _show_history(console: Console, found: QuestionView) -> None:
    """What happened, where more is known than that it was asked."""
    if len(found.history) > 1:
        steps = (
            f"{_day(one.happened_on)} {KIND_NAMES[EventKind(one.kind)].lower()}"
            for one in found.history
        )
        console.print(Text(f"\n{', '.join(steps)}"))
    due = found.deadline
    if due is None:
        return
    last = "" if due.due_latest == due.due_earliest else f" of {_day(due.due_latest)}"
    said = f": {TIMELINESS[Timeliness(due.finding)]}" if due.finding else ""
    source = (
        f"; de bron zegt {TIMELINESS[Timeliness(due.source_finding)]}" if due.source_finding else ""
    )
    style = "yellow" if due.agrees is False or due.finding != Timeliness.IN_TIME else ""
    console.print(Text(f"Termijn tot {_day(due.due_earliest)}{last}{said}{source}", style=style))


def _show_answers(console: Console, found: QuestionView) -> None:
    grid = Grid(box=box.SIMPLE, show_lines=True, expand=True, padding=(0, 1))
    grid.add_column("", no_wrap=True)
    grid.add_column("Deelvraag", ratio=1, overflow="fold")
    grid.add_column("Antwoord", ratio=1, overflow="fold")
    shown: dict[str, str] = {}
    for sub in found.sub_questions:
        words, style = STATUSES[Status(sub.status)]
        texts = []
        for block in sub.answers:
            first = shown.setdefault(block.id, sub.label)
            texts.append(_block(block.text, block.page) if first == sub.label else f"zie {first}")
        evidence = f' ("{sub.evidence}")' if sub.evidence else ""
        grid.add_row(
            sub.label,
            Text.assemble(sub.text, "\n", (f"{words}{evidence}", style)),
            Text("\n\n".join(texts)),
        )
    for block in found.unlinked:
        grid.add_row(block.labels or "", "", Text(_block(block.text, block.page)))
    console.print(grid)


def _show_rest(console: Console, found: QuestionView) -> None:
    for annex in found.annexes:
        held = f"{_number(annex.tables, 'tabel', 'tabellen')}, "
        held += _number(annex.projects, "project", "projecten")
        said = held if annex.status == "read" else "niet gelezen"
        console.print(Text(f"Bijlage {annex.name}: {said}  ({annex.document})"))
    for table in found.tables:
        unit = f", {table.unit}" if table.unit else ""
        place = f"p. {table.page}" if table.annex is None else f"bijlage {table.annex}"
        console.print(
            Text(
                f"{table.caption or 'Tabel'}: {table.row_count} rijen, {table.column_count} "
                f"kolommen{unit} ({place})  {table.id}"
            )
        )
    for heading, citations in (("Verwijst naar", found.cites), ("Vermeld in", found.cited_by)):
        for citation in citations:
            console.print(Text(f"{heading} {_citation(citation)}"))
    for message in found.issues:
        console.print(Text(f"! {message}", style="yellow"))


def _block(text: str, page: int | None) -> str:
    return f"{text} (p. {page})" if page else text


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _citation(citation: Citation) -> str:
    known = citation.question_id or "niet in deze dataset"
    return f"nr. {citation.number} van {_day(citation.asked_on)}: {known}"


def _day(printed: str | None) -> str:
    return "/".join(reversed(printed.split("-"))) if printed else "?"


def _as_object(found: QuestionView) -> dict[str, Any]:
    return {
        **found._asdict(),
        "sub_questions": [
            {**sub._asdict(), "answers": [block._asdict() for block in sub.answers]}
            for sub in found.sub_questions
        ],
        **{
            name: [part._asdict() for part in getattr(found, name)]
            for name in ("unlinked", "annexes", "tables", "cites", "cited_by", "history")
        },
        "deadline": found.deadline and found.deadline._asdict(),
    }
