"""What the service holds at a moment: questions that are published, and files behind them."""

import datetime as dt
import io
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from made_sheets import make_workbook

from stand_in.index import Hit, hits_of
from stand_in.letters import Letter, print_letter, write_letter
from stand_in.pages import Pages
from stand_in.register import Registered, groups_of_nine

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST_ANNEX = 2_400_000  # above every real pfile of 2025


@dataclass(frozen=True, slots=True)
class File:
    """A file behind a pfile id; it is printed when it is asked for."""

    body: Callable[[], bytes]
    media_type: str = PDF
    role: str = "vraag en antwoord"


class Catalogue:
    """The published questions and their files.

    Requests read it from other threads than the test that changes it: every change puts new
    objects in place at once.
    """

    def __init__(self, questions: Iterable[Registered] = ()) -> None:
        self.questions: dict[int, Registered] = {}
        self.files: dict[int, File] = {}
        self._groups: dict[int, tuple[Registered, ...]] = {}
        self._hits: tuple[Hit, ...] | None = None
        self._change = threading.Lock()
        self.publish(*questions)

    # ---------------------------------------------------------------- what the parliament does

    def publish(self, *questions: Registered) -> None:
        """Make questions visible, each with its document."""
        with self._change:
            self._groups |= {group[0].id: group for group in groups_of_nine(questions)}
            self.files = self.files | {one.files[0]: self._document(one) for one in questions}
            self.questions = self.questions | {one.id: one for one in questions}
            self._hits = None

    def republish(
        self, number: int, on: dt.date, *, pfile: int | None = None, keeps_date: bool = False
    ) -> Registered:
        """Put a corrected document in the place of a question's.

        It gets a pfile of its own or keeps the old one, and is found under the day of the
        correction or keeps its date; which of these the parliament does is not known.
        """
        old = self.questions[number]
        new = replace(
            old,
            files=(pfile or old.files[0], *old.files[1:]),
            edition=old.edition + 1,
            published_on=old.published_on if keeps_date else on,
            first_published_on=old.first_published_on or old.published_on,
            changed_on=on,
        )
        self.publish(new)
        return new

    def withdraw(self, number: int) -> None:
        """Take a question away; its files go with it."""
        with self._change:
            gone = self.questions[number]
            self.questions = {key: one for key, one in self.questions.items() if key != number}
            self.files = {key: one for key, one in self.files.items() if key not in gone.files}
            self._hits = None

    def attach(self, number: int, file: File, on: dt.date) -> int:
        """Add an annex to a question; its pfile id."""
        with self._change:
            pfile = max([_FIRST_ANNEX, *self.files]) + 1
            old = self.questions[number]
            self.files = self.files | {pfile: file}
            new = replace(old, files=(*old.files, pfile), changed_on=on)
            self.questions = self.questions | {number: new}
            self._hits = None
        return pfile

    def correct(self, number: int, pfile: int, file: File, on: dt.date) -> None:
        """Put another content in the place of an annex."""
        with self._change:
            self.files = self.files | {pfile: file}
            new = replace(self.questions[number], changed_on=on)
            self.questions = self.questions | {number: new}
            self._hits = None

    def detach(self, number: int, pfile: int, on: dt.date) -> None:
        """Take an annex away."""
        with self._change:
            old = self.questions[number]
            files = tuple(one for one in old.files if one != pfile)
            self.questions = self.questions | {number: replace(old, files=files, changed_on=on)}
            self.files = {key: one for key, one in self.files.items() if key != pfile}
            self._hits = None

    # ---------------------------------------------------------------- what can be asked of it

    def letter(self, question: Registered) -> Letter:
        """The truth of a question's document."""
        return write_letter(question, self._groups.get(question.coordinator or 0, ()))

    def hits(self) -> tuple[Hit, ...]:
        """Everything that can be found, newest first."""
        with self._change:
            if self._hits is None:
                found = [hit for one in self.questions.values() for hit in hits_of(one, self._role)]
                found.sort(key=lambda hit: (hit.published, hit.object_id), reverse=True)
                self._hits = tuple(found)
            return self._hits

    def _role(self, pfile: int) -> str:
        return self.files[pfile].role

    def _document(self, question: Registered) -> File:
        return File(lambda: print_letter(self.letter(question)))


def annex_in_pdf(text: str) -> File:
    """An annex that is a PDF of one page."""

    def body() -> bytes:
        pages = Pages()
        pages.text("BIJLAGE")
        pages.text(text)
        return pages.to_pdf("Bijlage")

    return File(body, PDF, "bijlage")


def annex_in_xlsx(*rows: tuple[object, ...]) -> File:
    """An annex that is a workbook of one sheet."""
    file = io.BytesIO()
    make_workbook(rows).save(file)
    content = file.getvalue()
    return File(lambda: content, XLSX, "bijlage")
