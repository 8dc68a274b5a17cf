"""The report of a refresh: what was asked, what came, what failed, what is published now."""

import datetime as dt
import json
import platform
from dataclasses import asdict, dataclass, field, fields
from importlib.metadata import version
from typing import NamedTuple

from vraagbaak.dataset.figures import Unread
from vraagbaak.errors import HeldBack, InvalidDataset, SourceUnreachable, UnreadableDocument
from vraagbaak.runs.build import Summary
from vraagbaak.runs.contact import Course
from vraagbaak.source.listing import Source
from vraagbaak.source.work import Failure


@dataclass(frozen=True, slots=True)
class Built:
    """What became of the dataset: its summary, or the error that kept it from being published."""

    summary: Summary | None = None
    error: HeldBack | InvalidDataset | None = None


class UnlistedDays(NamedTuple):
    """Days of publication that could not be listed; empty texts for a source without days."""

    first_day: str
    last_day: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """A run of ``refresh``; days and moments are ISO texts, times are in seconds.

    ``hits`` are the lines that were listed; ``new``, ``changed`` and ``withdrawn`` count
    questions. ``contents`` are the fetched files that hold something new. What waits is left for
    the next run, ``failures`` wait with a pause. ``documents`` and what follows are those of the
    dataset, None where none was made. ``held`` and ``invalid`` say why it was not published.
    """

    source: str
    started_at: str
    finished_at: str
    is_dry_run: bool
    since: str
    until: str
    windows: int
    hits: int
    requests: int
    retries: int
    new: int
    changed: int
    withdrawn: int
    described: int
    fetched: int
    contents: int
    waiting_questions: int
    waiting_files: int
    seconds_contact: float
    seconds_build: float
    documents: int | None = None
    documents_read: int | None = None
    documents_unchanged: int | None = None
    documents_removed: int | None = None
    questions: int | None = None
    held: str | None = None
    invalid: str | None = None
    ended_by: str | None = None
    alarms: tuple[str, ...] = ()
    unlisted: tuple[UnlistedDays, ...] = ()
    odd_hits: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    unread: tuple[Unread, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether all that the source has is known and published, but for single failures."""
        kept_from_it = (self.held, self.invalid, self.ended_by, self.alarms, self.unlisted)
        return not self.is_dry_run and not any(kept_from_it)

    @property
    def exit_code(self) -> int:
        """What the command ends with: the gravest first."""
        if self.invalid:
            return InvalidDataset.exit_code
        if self.held:
            return HeldBack.exit_code
        if self.alarms or self.unlisted:
            return SourceUnreachable.exit_code
        return UnreadableDocument.exit_code if self.failures or self.unread else 0

    def to_object(self) -> dict[str, object]:
        """The report for a program; the tuples with names become objects."""
        lists = {
            name: [one._asdict() for one in getattr(self, name)]
            for name in ("unlisted", "failures", "unread")
        }
        more = {"is_complete": self.is_complete, "exit_code": self.exit_code}
        return asdict(self) | lists | more

    def to_json(self) -> str:
        """The same as JSON."""
        return json.dumps(self.to_object(), ensure_ascii=False, indent=1)


def read_report(text: str) -> Report:
    """The report that was written as JSON."""
    told = json.loads(text)
    # What has a default may be missing in the report of an older version.
    given = {one.name: told[one.name] for one in fields(Report) if one.name in told}
    return Report(
        **given
        | {
            "alarms": tuple(given.get("alarms", ())),
            "odd_hits": tuple(given.get("odd_hits", ())),
            "unlisted": tuple(UnlistedDays(**one) for one in given.get("unlisted", ())),
            "failures": tuple(Failure(**one) for one in given.get("failures", ())),
            "unread": tuple(Unread(**one) for one in given.get("unread", ())),
        }
    )


def make_report(
    source: Source,
    course: Course,
    built: Built,
    *,
    waiting: tuple[int, int],
    failures: tuple[Failure, ...],
    times: tuple[dt.datetime, dt.datetime],
    seconds: tuple[float, float],
    fingerprint: str,
    is_dry_run: bool,
) -> Report:
    """Put together what a run has to say."""
    summary, error = built.summary, built.error
    asked = source.asked
    return Report(
        source=source.name,
        started_at=times[0].isoformat(timespec="seconds"),
        finished_at=times[1].isoformat(timespec="seconds"),
        is_dry_run=is_dry_run,
        since=str(course.since),
        until=str(course.until),
        windows=course.windows,
        hits=course.hits,
        requests=asked.requests,
        retries=asked.retries,
        new=len(course.new),
        changed=len(course.changed),
        withdrawn=len(course.withdrawn),
        described=course.described,
        fetched=course.fetched,
        contents=course.contents,
        waiting_questions=waiting[0],
        waiting_files=waiting[1],
        seconds_contact=round(seconds[0], 1),
        seconds_build=round(seconds[1], 1),
        documents=summary and summary.figures.documents,
        documents_read=summary and summary.tally.read,
        documents_unchanged=summary and summary.tally.unchanged,
        documents_removed=summary and summary.tally.removed,
        questions=summary and summary.figures.questions,
        held=str(error) if isinstance(error, HeldBack) else None,
        invalid=str(error) if isinstance(error, InvalidDataset) else None,
        ended_by=course.ended_by,
        alarms=tuple(course.alarms),
        unlisted=tuple(
            UnlistedDays(str(one.first_day or ""), str(one.last_day or ""), one.code, one.message)
            for one in course.failed_windows
        ),
        odd_hits=tuple(f"{one.source_id}: {one.message}" for one in course.oddities),
        failures=failures,
        unread=summary.figures.unread if summary else (),
        versions={
            "vraagbaak": version("vraagbaak"),
            "python": platform.python_version(),
            "fingerprint": fingerprint,
        },
    )
