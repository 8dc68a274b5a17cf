"""What was found: mentions, projects, checked totals, and the record of a whole document."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from vraagbaak.records.asked import Question
from vraagbaak.records.printed import Box, Issue, Place


class AmountKind(StrEnum):
    """What an amount is, from the words near it."""

    REQUESTED = "requested"
    GRANTED = "granted"
    PAID = "paid"
    ESTIMATE = "estimate"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class MunicipalityMention:
    """A municipality named in a part of the question.

    ``part`` names the text as the contract does ("introduction", "answers/2", "tables/0/1/0"),
    ``start`` and ``end`` are character offsets in it. ``nis_code`` is None where the name fits
    several ``candidates`` and the text does not decide.
    """

    part: str
    start: int
    end: int
    text: str
    nis_code: str | None
    nis_code_now: str | None
    candidates: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money as printed in a part of the question.

    ``minimum`` and ``maximum`` differ only in a range, both in whole units of ``currency``: a
    column "in duizend euro" is already scaled.
    """

    part: str
    start: int
    end: int
    text: str
    minimum: Decimal
    maximum: Decimal
    currency: str
    per: str | None = None
    approximate: bool = False
    kind: AmountKind | None = None
    place: Place | None = None

    @property
    def euro(self) -> Decimal | None:
        """The amount, None for a range or another currency."""
        return self.minimum if self.currency == "EUR" and self.minimum == self.maximum else None


@dataclass(frozen=True, slots=True)
class Total:
    """A total row's stated value in a column, held against the sum of its rows."""

    table: int
    row: int
    column: int
    stated: Decimal
    computed: Decimal
    place: Place | None = None

    @property
    def agrees(self) -> bool:
        """Whether the rows add up to what is stated."""
        return self.stated == self.computed


@dataclass(frozen=True, slots=True)
class ProjectAmount:
    """One of the amounts that a project has: what was asked, granted, paid or estimated.

    ``header`` is the printed header of its column, "" where there is none. ``is_counted`` is set
    for the one amount of its kind that a sum takes: not for the parts of a total, nor where several
    fit equally, nor for a range.
    """

    mention: AmountMention
    kind: AmountKind | None
    header: str = ""
    is_counted: bool = False

    @property
    def euro(self) -> Decimal | None:
        """The amount, None for a range or another currency."""
        return self.mention.euro


@dataclass(frozen=True, slots=True)
class Project:
    """A grant, project or file of a beneficiary: a row of a table or an item of a list.

    ``lead`` and ``partners`` are NIS codes at the question's date, ``amount`` is in euro, the first
    of ``amounts`` to look at. A row of a table has ``table`` and ``row``; an item of a list has
    ``part`` with its offsets instead. ``enterprise`` is the ten digits of the beneficiary's number
    in the KBO, None where none is printed; ``is_private`` tells that the beneficiary reads as a
    private person.
    """

    lead: str | None
    partners: tuple[str, ...]
    title: str
    beneficiary: str
    amount: Decimal | None = None
    amount_kind: AmountKind | None = None
    amount_text: str | None = None
    status: str | None = None
    table: int | None = None
    row: int | None = None
    part: str | None = None
    start: int | None = None
    end: int | None = None
    place: Place | None = None
    amounts: tuple[ProjectAmount, ...] = ()
    enterprise: str | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question with everything that was found in it."""

    question: Question
    municipalities: tuple[MunicipalityMention, ...] = ()
    amounts: tuple[AmountMention, ...] = ()
    projects: tuple[Project, ...] = ()
    totals: tuple[Total, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What one file became: its questions, or the issue that says why there are none.

    ``page_boxes`` are its pages in order, in points; none where the file has no pages.
    """

    name: str
    sha256: str
    page_count: int | None
    has_text: bool
    questions: tuple[QuestionRecord, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    page_boxes: tuple[Box, ...] = ()
    error: Issue | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a file as PNG, drawn to show where something stands."""

    name: str
    sha256: str
    page_count: int
    png: bytes
