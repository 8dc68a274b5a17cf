"""How a corpus stands: how fresh it is, what failed, what is held back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from vraagbaak.errors import HeldBack, InvalidDataset, SourceUnreachable, UnreadableDocument
from vraagbaak.runs.report import Report, read_report
from vraagbaak.source import catalogue, marks, work
from vraagbaak.source.work import Failure


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a corpus; moments are ISO texts.

    ``last`` are the reports of the last run of each source that came to an end. ``fresh_at`` is
    when the last run that left nothing out ended, of the source for which that is longest ago;
    None where one never had such a run. ``age`` is how long ago that is, in hours.
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
    last: tuple[Report, ...]

    @property
    def exit_code(self) -> int:
        """What the command ends with: the gravest first."""
        if any(report.invalid for report in self.last):
            return InvalidDataset.exit_code
        if any(report.held for report in self.last):
            return HeldBack.exit_code
        if self.is_stale or any(report.alarms or report.unlisted for report in self.last):
            return SourceUnreachable.exit_code
        is_short = self.failures or any(report.unread for report in self.last)
        return UnreadableDocument.exit_code if is_short else 0

    def to_object(self) -> dict[str, object]:
        """The state for a program."""
        failures = [one._asdict() for one in self.failures]
        last = [report.to_object() for report in self.last]
        return asdict(self) | {"failures": failures, "last": last, "exit_code": self.exit_code}


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
        sources = marks.sources(connection)
        waiting = [work.count_due(connection, source) for source in sources]
        failures = work.failures(connection)
        told = [marks.reports(connection, source) for source in sources]
    fresh = [_fresh_at(texts) for texts in told]
    fresh_at = min(filter(None, fresh), key=dt.datetime.fromisoformat, default=None)
    fresh_at = None if None in fresh else fresh_at
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
        last=tuple(read_report(texts[0]) for texts in told if texts),
    )


def _fresh_at(reports: Sequence[str]) -> str | None:
    """When the last complete run ended, of reports with the last first."""
    read = map(read_report, reports)
    return next((report.finished_at for report in read if report.is_complete), None)
