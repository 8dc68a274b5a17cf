"""The report of a refresh as files: one for programs, one to read (in Dutch)."""

from collections.abc import Iterator
from pathlib import Path

from vraagbaak.runs.report import Report
from vraagbaak.runs.writing import write_whole

RUN = "run.json"
PAGE = "run.md"

_OUTCOMES = {
    0: "Alles is bijgewerkt.",
    3: "Bijgewerkt, maar niet elk document kon worden opgehaald of gelezen.",
    4: "Niet gepubliceerd: de nieuwe versie wordt tegengehouden.",
    5: "De bron was niet of niet volledig bereikbaar, of gaf iets verdachts.",
    6: "Niet gepubliceerd: de nieuwe versie spreekt zichzelf tegen.",
}


def write_report(report: Report, output: Path) -> None:
    """Write both next to the dataset, each whole.

    Raises:
        WrongUsage: there is no writing there.
    """
    output.mkdir(parents=True, exist_ok=True)
    write_whole(output / RUN, f"{report.to_json()}\n".encode())
    write_whole(output / PAGE, "\n".join((*report_lines(report), "")).encode())


def report_lines(report: Report) -> Iterator[str]:
    """The page, line by line, as Markdown."""
    yield f"# Bijwerking van {report.started_at.replace('T', ' ')[:16]}\n"
    yield f"**{_outcome(report)}**\n"
    if report.ended_by:
        yield f"Gestopt voor alles gedaan was: {report.ended_by}. De volgende run gaat verder.\n"
    for name, reason in (("Tegengehouden", report.held), ("Tegenspraak", report.invalid)):
        if reason:
            yield f"{name}: {reason}\n"
    yield from _listed("Alarm", report.alarms)
    yield "| wat | aantal |"
    yield "|---|---|"
    yield from (f"| {name} | {value} |" for name, value in _figures(report) if value is not None)
    yield ""
    yield from _failures(report)
    yield "## Versies\n"
    yield from (f"- {name}: {value}" for name, value in sorted(report.versions.items()))


def _outcome(report: Report) -> str:
    return "Proef: niets is bewaard." if report.is_dry_run else _OUTCOMES[report.exit_code]


def _figures(report: Report) -> Iterator[tuple[str, object]]:
    """What is counted, and how it is called."""
    yield "bron", report.source
    yield "gepubliceerd van", report.since
    yield "gepubliceerd tot en met", report.until
    yield "treffers", report.hits
    yield "nieuwe vragen", report.new
    yield "gewijzigde vragen", report.changed
    yield "ingetrokken vragen", report.withdrawn
    yield "vragen opgehaald", report.described
    yield "bestanden opgehaald", report.fetched
    yield "waarvan met nieuwe inhoud", report.contents
    yield "vragen die wachten", report.waiting_questions
    yield "bestanden die wachten", report.waiting_files
    yield "mislukt", len(report.failures)
    yield "aanvragen aan de bron", report.requests
    yield "waarvan opnieuw", report.retries
    yield "documenten gelezen", report.documents_read
    yield "documenten ongewijzigd", report.documents_unchanged
    yield "documenten verwijderd", report.documents_removed
    yield "documenten in de dataset", report.documents
    yield "vragen in de dataset", report.questions
    yield "seconden bij de bron", report.seconds_contact
    yield "seconden bouwen", report.seconds_build


def _failures(report: Report) -> Iterator[str]:
    """Everything that went wrong, and when it is tried again."""
    yield from _listed(
        "Dagen die niet opgelijst zijn",
        (f"{one.first_day} - {one.last_day}: {one.message}" for one in report.unlisted),
    )
    yield from _listed(
        "Niet opgehaald",
        (
            f"{one.source_id}{f', bestand {one.number}' if one.number else ''}: {one.message}"
            f" (poging {one.times}, opnieuw vanaf {one.next_at[:10]})"
            for one in report.failures
        ),
    )
    unread = (f"{one.path}: {one.message} ({one.code})" for one in report.unread)
    yield from _listed("Niet gelezen", unread)
    yield from _listed("Treffers die zichzelf tegenspreken", report.odd_hits)


def _listed(title: str, items: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    """A heading with a list below it; nothing where the list is empty."""
    lines = [f"- {item}" for item in items]
    if lines:
        yield f"## {title}\n"
        yield from lines
        yield ""
