"""The part of a refresh that talks to the source: what is there, what is new, fetch it.

All of it is written down step by step, so that a run that is killed goes on where it was.
"""

import datetime as dt
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from vraagbaak.errors import WrongUsage
from vraagbaak.source import marks, sightings, store, work
from vraagbaak.source.failures import ContactEnded, RequestFailed, TurnOver
from vraagbaak.source.listing import Listing, Oddity, Source, Window
from vraagbaak.source.manners import Clock
from vraagbaak.source.marks import Mark
from vraagbaak.source.windows import months_before

# Answers come into sight late, and are corrected: so many days before the last complete one are
# listed again each time.
_OVERLAP = dt.timedelta(days=45)
_RECHECK_EVERY, _RECOUNT_EVERY = 7, 30  # days
_RECHECKED = dt.timedelta(days=365)
_SATURDAY = 5


class Terms(NamedTuple):
    """What is asked of a run.

    ``since`` and ``until`` are days of publication: from 45 days before the last complete one, and
    until today, where they are None. ``limit`` is the number of questions to look at; ``retry``
    tries at once what waits after a failure; ``believe_losses`` takes a list that has shrunk.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    limit: int | None = None
    retry: bool = False
    believe_losses: bool = False


class FailedWindow(NamedTuple):
    """Days that could not be listed, and why; the next run tries them again."""

    first_day: dt.date | None
    last_day: dt.date | None
    code: str
    message: str


@dataclass(slots=True)
class Course:
    """How a contact went so far; questions are counted by their keys, a question once."""

    since: dt.date
    until: dt.date
    windows: int = 0
    hits: int = 0
    new: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    described: int = 0
    fetched: int = 0
    contents: int = 0
    failed_windows: list[FailedWindow] = field(default_factory=list)
    oddities: dict[Oddity, None] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)
    ended_by: str | None = None


class Contact:
    """A run's dealings with one source."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        corpus: Path,
        source: Source,
        terms: Terms,
        clock: Clock,
    ) -> None:
        """Prepare; nothing is asked yet.

        Raises:
            WrongUsage: the first day comes after the last.
        """
        self._catalogue = connection
        self._corpus = corpus
        self._source = source
        self._terms = terms
        self._clock = clock
        self.today = clock().date()
        until = terms.until or self.today
        self.course = Course(terms.since or self._usual_since(until), until)
        if self.course.since > until:
            raise WrongUsage(f"{self.course.since} comes after {until}: turn --since and --until")

    def discover(self) -> None:
        """List what is owed: the days of this run, and those that earlier runs could not list."""
        name, course = self._source.name, self.course
        sightings.owe_windows(
            self._catalogue, name, self._source.windows(course.since, course.until)
        )
        self._mark_earliest(course.since)
        listed = [
            listing
            for window in sightings.owed_windows(self._catalogue, name)
            if (listing := self._list(window))
        ]
        if course.failed_windows:
            return
        if not any(listing.total for listing in listed) and _has_weekday(course):
            course.alarms.append(
                f"no question at all was published from {course.since} to {course.until},"
                " says the source: look whether it works"
            )
            return
        if course.until >= self.today:
            yesterday = self.today - dt.timedelta(days=1)
            marks.set_mark(self._catalogue, name, Mark.COMPLETE_UNTIL, yesterday)
        self._recount()

    def fetch(self) -> None:
        """Look at the questions that are due and fetch their files, those that are left first."""
        name = self._source.name
        if self._terms.retry:
            work.forget_pauses(self._catalogue, name, self._clock())
        self._fetch_files(work.due_files(self._catalogue, name, self._clock()))
        due = work.due_questions(self._catalogue, name, self._clock())
        for source_id in due[: self._terms.limit]:
            self._look_at(source_id)
        if self._terms.limit is not None and len(due) > self._terms.limit:
            raise TurnOver(f"the limit of {self._terms.limit} questions is reached")

    # ---------------------------------------------------------------- listings

    def _usual_since(self, until: dt.date) -> dt.date:
        complete = marks.read_mark(self._catalogue, self._source.name, Mark.COMPLETE_UNTIL)
        return min(complete or until, until) - _OVERLAP

    def _mark_earliest(self, since: dt.date) -> None:
        earliest = marks.read_mark(self._catalogue, self._source.name, Mark.SINCE)
        if earliest is None or since < earliest:
            marks.set_mark(self._catalogue, self._source.name, Mark.SINCE, since)

    def _list(self, window: Window) -> Listing | None:
        """List a window and write down what it says; None where it could not be listed."""
        name, course = self._source.name, self.course
        try:
            listing = self._source.list_window(window)
            seen = sightings.note_listing(
                self._catalogue,
                name,
                listing,
                self.today,
                believe_losses=self._terms.believe_losses,
            )
        except RequestFailed as error:
            course.failed_windows.append(FailedWindow(*window, error.code, str(error)))
            return None
        course.windows += 1
        course.hits += listing.total
        course.new |= seen.new
        course.changed |= seen.changed - course.new
        course.withdrawn = (course.withdrawn | seen.withdrawn) - seen.new - seen.changed
        course.oddities |= dict.fromkeys(listing.oddities)
        return listing

    def _recount(self) -> None:
        """Count the months of the last year once a week, and list those whose number has changed.

        Once a month all of them are listed: a question of another time can come or go, and one
        that is corrected without a new day of publication leaves every number as it was.
        """
        name = self._source.name
        earliest = marks.read_mark(self._catalogue, name, Mark.SINCE) or self.course.since
        # Both are looked at: each begins its days on the first run.
        is_recount = self._is_over(Mark.RECOUNTED, _RECOUNT_EVERY)
        is_recheck = self._is_over(Mark.RECHECKED, _RECHECK_EVERY)
        if not (is_recount or is_recheck):
            return
        first = earliest if is_recount else max(earliest, self.today - _RECHECKED)
        for month in months_before(first, self.course.since):
            self._recount_month(month, is_listed=is_recount)
        if not self.course.failed_windows:
            marks.set_mark(self._catalogue, name, Mark.RECHECKED, self.today)
            if is_recount:
                marks.set_mark(self._catalogue, name, Mark.RECOUNTED, self.today)

    def _is_over(self, mark: Mark, days: int) -> bool:
        """Whether so many days passed; on the first run the days begin."""
        last = marks.read_mark(self._catalogue, self._source.name, mark)
        if last is None:
            marks.set_mark(self._catalogue, self._source.name, mark, self.today)
            return False
        return (self.today - last).days >= days

    def _recount_month(self, month: Window, *, is_listed: bool) -> None:
        name = self._source.name
        known = marks.read_total(self._catalogue, name, month)
        if known is None:
            known = sightings.count_live_hits(self._catalogue, name, month)
        try:
            total = self._source.count_window(month)
        except RequestFailed as error:
            self.course.failed_windows.append(FailedWindow(*month, error.code, str(error)))
            return
        if total is None:
            return
        if total != known or is_listed:
            sightings.owe_windows(self._catalogue, name, [month])
            listing = self._list(month)
            if listing is None:
                return
            total = listing.total
        marks.set_total(self._catalogue, name, month, total)

    # ---------------------------------------------------------------- questions and files

    def _look_at(self, source_id: str) -> None:
        name = self._source.name
        hits = sightings.live_hits(self._catalogue, name, source_id)
        try:
            question = self._source.describe(hits)
        except RequestFailed as error:
            work.note_failure(self._catalogue, (name, source_id, ""), error, self._clock())
            return
        work.note_description(self._catalogue, question, self.today)
        self.course.described += 1
        self._fetch_files(work.due_files(self._catalogue, name, self._clock(), source_id))

    def _fetch_files(self, due: tuple[work.DueFile, ...]) -> None:
        for source_id, file in due:
            key = (self._source.name, source_id, file.number)
            try:
                content, media_type = self._source.fetch(file)
            except RequestFailed as error:
                work.note_failure(self._catalogue, key, error, self._clock())
                continue
            store.keep_object(self._corpus, content, media_type)
            self.course.fetched += 1
            self.course.contents += work.note_content(
                self._catalogue, key, content, media_type, self.today
            )


def converse(contact: Contact, *, is_dry_run: bool) -> None:
    """Discover and fetch, until done or until the contact ends; what is left waits."""
    try:
        contact.discover()
        if not is_dry_run:
            contact.fetch()
    except TurnOver as over:
        contact.course.ended_by = str(over)
    except ContactEnded as ended:
        contact.course.alarms.append(str(ended))


def _has_weekday(course: Course) -> bool:
    days = (course.until - course.since).days
    return any(
        (course.since + dt.timedelta(days=day)).weekday() < _SATURDAY
        for day in range(min(days, 6) + 1)
    )
