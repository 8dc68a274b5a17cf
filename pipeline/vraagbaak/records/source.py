"""What a source says of a question, before and beside what its document says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FileRole(StrEnum):
    """What a file is to its question."""

    MAIN = "main"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a source offers; `number` is its id there, never a path of ours."""

    number: str
    address: str
    role: FileRole


@dataclass(frozen=True, slots=True)
class SourceStep:
    """A step of the procedure as the source prints it (`procedureverloop`)."""

    status: str
    on: date | None


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """One written question to one minister, as a source registers it.

    `answer_kind` (`soort-antwoord`) and `timely` (`tijdig`) stay as they are sent: their values are
    not documented. What the source does not say is None or empty.
    """

    source: str
    source_id: str
    number: int | None
    session_year: str | None
    title: str | None
    asked_by: str | None
    minister: str | None
    themes: tuple[str, ...]
    asked_on: date | None
    answered_on: date | None
    published_on: date | None
    answer_kind: str | None
    timely: str | None
    steps: tuple[SourceStep, ...]
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A content that a file of a source had.

    `sha256` and `media_type` are None where it was not fetched yet; `seen_on` is then None too.
    `replaced_on` is the day on which another content or file took its place, or on which the
    source listed it no longer: None while it stands. `size` is in bytes.
    """

    file: SourceFile
    sha256: str | None
    media_type: str | None
    seen_on: date | None
    replaced_on: date | None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class RegisteredQuestion:
    """A question as the corpus knows it: what its source says, and what became of it.

    `versions` are in the order of the files, the oldest first of each; `withdrawn_on` is the day
    on which the source no longer listed the question, None where it does.
    """

    question: SourceQuestion
    first_seen_on: date
    withdrawn_on: date | None
    versions: tuple[FileVersion, ...]

    @property
    def annexes(self) -> tuple[FileVersion, ...]:
        """The contents of its annexes that stand, in the order of the files."""
        return tuple(
            one
            for one in self.versions
            if one.sha256 and one.file.role is FileRole.ANNEX and one.replaced_on is None
        )

    @property
    def document(self) -> FileVersion | None:
        """The content that holds question and answer: the one that stands, else the last that did.

        So a question keeps its document until the next one is there. None where none was fetched.
        """
        held = [one for one in self.versions if one.sha256 and one.file.role is FileRole.MAIN]
        return max(reversed(held), key=lambda one: one.replaced_on or date.max, default=None)
