"""How a corpus stands: how fresh it is, what failed, what is held back."""

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path

from vraagbaak.errors import HeldBack, InvalidDataset, SourceUnreachable, UnreadableDocument
from vraagbaak.runs.report import Report, read_report
from vraagbaak.source import catalogue, marks, work
from vraagbaak.source.work import Failure


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a corpus; moments are ISO texts.

    ``last`` is the report of the last run that came to an end, ``fresh_at`` the end of the last
    that left nothing out, None where there was none; ``age`` is how long ago that is, in hours.
    """

    questions: int
    withdrawn: int
    files: int
    waiting_questions: int
    waiting_files: int
    fresh_at: str | None
    age: float | None
    is_stale: bool
    failures: tuple[Failure, ...]
    last: Report | None

    @property
    def exit_code(self) -> int:
        """What the command ends with: the gravest first."""
        last = self.last
        if last and last.invalid:
            return InvalidDataset.exit_code
        if last and last.held:
            return HeldBack.exit_code
        if self.is_stale or (last and (last.alarms or last.unlisted)):
            return SourceUnreachable.exit_code
        failed = self.failures or (last and last.unread)
        return UnreadableDocument.exit_code if failed else 0

    def to_object(self) -> dict[str, object]:
        """The state for a program."""
        failures = [one._asdict() for one in self.failures]
        more = {"failures": failures, "last": None, "exit_code": self.exit_code}
        return asdict(self) | more


def read_status(corpus: Path, now: dt.datetime, max_age: dt.timedelta | None = None) -> Status:
    """The state of a corpus, as its catalogue tells it.

    Args:
        corpus: its folder.
        now: the time.
        max_age: how long ago the last complete run may be; None for no matter how long.

    Raises:
        WrongUsage: there is no catalogue.
    """
    with catalogue.read_catalogue(corpus) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM questions),"
            " (SELECT count(*) FROM questions WHERE withdrawn_on IS NOT NULL),"
            " (SELECT count(DISTINCT sha256) FROM versions)"
        ).fetchone()
        sources = [row[0] for row in connection.execute("SELECT DISTINCT source FROM questions")]
        waiting = [work.count_due(connection, source) for source in sources]
        failures = work.failures(connection)
        told = [read_report(text) for text in marks.reports(connection)]
    fresh_at = next((report.finished_at for report in told if report.is_complete), None)
    age = now - dt.datetime.fromisoformat(fresh_at) if fresh_at else None
    return Status(
        questions=counts[0],
        withdrawn=counts[1],
        files=counts[2],
        waiting_questions=sum(questions for questions, _ in waiting),
        waiting_files=sum(files for _, files in waiting),
        fresh_at=fresh_at,
        age=round(age / dt.timedelta(hours=1), 1) if age is not None else None,
        is_stale=max_age is not None and (age is None or age > max_age),
        failures=failures,
        last=told[0] if told else None,
    )
