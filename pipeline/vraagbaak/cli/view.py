"""A question on the terminal: its head, sub-questions beside their answers, tables, warnings.

What a Dutch-speaking reader sees is in Dutch.
"""

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from vraagbaak.records import (
    Answer,
    DocumentRecord,
    Issue,
    Project,
    Question,
    QuestionKind,
    QuestionRecord,
    Status,
    Table,
)
from vraagbaak.vocabulary.municipalities import load_gazetteer
from vraagbaak.vocabulary.terms import Timeliness

KINDS = {
    QuestionKind.ANSWER: "antwoord",
    QuestionKind.SUPPLEMENTARY: "aanvullend antwoord",
    QuestionKind.COORDINATED: "gecoördineerd antwoord",
    QuestionKind.REFERRAL: "verwijzend antwoord",
    QuestionKind.QUESTION_ONLY: "nog geen antwoord",
}
STATUSES = {
    Status.ANSWERED: ("beantwoord", "green"),
    Status.PARTLY: ("deels beantwoord", "yellow"),
    Status.REFERRED: ("verwezen", "yellow"),
    Status.NO_DATA: ("geen gegevens", "yellow"),
    Status.NOT_FOUND: ("niet gevonden", "red"),
}

TIMELINESS = {
    Timeliness.IN_TIME: "tijdig",
    Timeliness.PERHAPS_LATE: "misschien te laat",
    Timeliness.LATE: "te laat",
    Timeliness.EMBARGO: "voorbij, maar een antwoord kan nog bij de vraagsteller liggen",
    Timeliness.OPEN: "loopt nog",
}


def show_record(console: Console, record: DocumentRecord) -> None:
    """Print the questions of a document that was read, and the doubts about it."""
    pages = f", {record.page_count} p." if record.page_count else ""
    console.rule(Text(f"{record.name}{pages}"), style="dim")
    for question in record.questions:
        _show_question(console, question)
    _show_issues(console, record.issues)


def _show_question(console: Console, record: QuestionRecord) -> None:
    question = record.question
    console.print(Text(question.title.text or "(zonder titel)", style="bold"))
    asked = " en ".join(question.asked_by) or "?"
    number = question.number if question.number is not None else "?"
    date = question.asked_on.strftime("%d/%m/%Y") if question.asked_on else "?"
    console.print(Text(f"Vraag nr. {number} ({question.session_year or '?'}) van {date}, {asked}"))
    for minister in question.ministers:
        console.print(Text(f"aan {minister.name}, {minister.title}", style="dim"))
    console.print(Text(KINDS[question.kind], style="dim"))
    console.print()
    _show_answers(console, question)
    for index, table in enumerate(question.tables):
        _show_table(console, index, table)
    _show_projects(console, record.projects)
    console.print(
        f"{len(record.municipalities)} gemeenten, {len(record.amounts)} bedragen, "
        f"{len(question.references)} verwijzingen naar andere vragen"
    )
    _show_issues(console, record.issues)


def _show_answers(console: Console, question: Question) -> None:
    grid = Grid(box=box.SIMPLE, show_lines=True, expand=True, padding=(0, 1))
    grid.add_column("", no_wrap=True)
    grid.add_column("Deelvraag", ratio=1, overflow="fold")
    grid.add_column("Antwoord", ratio=1, overflow="fold")
    shown: set[int] = set()
    for sub in question.sub_questions:
        words, style = STATUSES[sub.status]
        texts = []
        for index, answer in enumerate(question.answers):
            if sub.label in answer.labels:
                first = _first_of(answer, question)
                texts.append(answer.passage.text if first == sub.label else f"zie {first}")
                shown.add(index)
        grid.add_row(
            sub.label,
            Text.assemble(sub.passage.text, "\n", (words, style)),
            Text("\n".join(texts)),
        )
    for index, answer in enumerate(question.answers):
        if index not in shown:
            grid.add_row(", ".join(answer.labels), "", Text(answer.passage.text))
    console.print(grid)


def _first_of(answer: Answer, question: Question) -> str:
    """The first sub-question that a block answers: there its text is shown."""
    labels = [sub.label for sub in question.sub_questions]
    return next((label for label in answer.labels if label in labels), "")


def _show_table(console: Console, index: int, table: Table) -> None:
    pages = ", ".join(map(str, table.pages))
    caption = table.caption.text if table.caption else f"Tabel {index + 1}"
    rows = table.rows()
    grid = Grid(
        title=Text(f"{caption} (p. {pages})"),
        title_justify="left",
        box=box.SQUARE,
        show_lines=True,
        show_header=False,
    )
    for _ in range(table.column_count):
        grid.add_column(overflow="fold")
    for number, row in enumerate(rows):
        grid.add_row(*map(Text, row), style="bold" if number < table.header_rows else "")
    console.print(grid)


def _show_projects(console: Console, projects: tuple[Project, ...]) -> None:
    if not projects:
        return
    gazetteer = load_gazetteer()
    grid = Grid(title="Projecten", title_justify="left", box=box.SIMPLE)
    for heading in ("Gemeente", "Partners", "Project"):
        grid.add_column(heading, overflow="fold")
    grid.add_column("Bedrag", justify="right", overflow="fold")
    for project in projects:
        lead = gazetteer.name(project.lead) if project.lead else project.beneficiary
        partners = ", ".join(gazetteer.name(code) for code in project.partners)
        grid.add_row(Text(lead), Text(partners), Text(project.title), project.amount_text or "")
    console.print(grid)


def _show_issues(console: Console, issues: tuple[Issue, ...]) -> None:
    for issue in issues:
        page = f" (p. {issue.page})" if issue.page else ""
        console.print(Text(f"! {issue.message}{page} [{issue.code}]", style="yellow"))
