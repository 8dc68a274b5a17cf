"""The rows about documents, their files and every doubt."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from vraagbaak.dataset.keys import Owner, child_id
from vraagbaak.records import DocumentRecord, Issue, Place
from vraagbaak.records.source import FileRole
from vraagbaak.vocabulary.municipalities import Municipality

Value = str | int | float | Decimal | date | tuple[str, ...] | tuple[int, ...] | None


Values = dict[str, Value]


class Row(NamedTuple):
    """A row on its way to a table: the value of each of its columns, by name."""

    table: str
    values: Values


class Content(NamedTuple):
    """A content found in the folder: its key, its hash and size, the files that hold it.

    ``paths`` are relative to the folder and sorted; the first is the one that is read. ``sha256``
    and ``size`` (in bytes) are None where the file could not be opened.
    """

    id: str
    sha256: str | None
    size: int | None
    paths: tuple[str, ...]


def document_rows(
    content: Content,
    outcome: DocumentRecord | Issue,
    fingerprint: str,
    role: FileRole = FileRole.MAIN,
) -> Iterator[Row]:
    """The rows about a document itself: the document, its files and its own issues.

    Args:
        content: what was found in the folder.
        outcome: what it became, or why it could not be read.
        fingerprint: the hash of the code that read it.
        role: what it was read as.
    """
    record = None if isinstance(outcome, Issue) else outcome
    error = outcome if isinstance(outcome, Issue) else outcome.error
    yield Row(
        "documents",
        {
            "id": content.id,
            "path": content.paths[0],
            "role": role,
            "sha256": content.sha256,
            "bytes": content.size,
            "page_count": record.page_count if record else None,
            "has_text": record.has_text if record else None,
            "status": "failed" if error else "read",
            "fingerprint": fingerprint,
        },
    )
    yield from file_rows(content)
    for number, box in enumerate(record.page_boxes if record else (), start=1):
        yield Row(
            "pages",
            {
                "document_id": content.id,
                "number": number,
                "width": round(box.x1, 2),
                "height": round(box.bottom, 2),
            },
        )
    if error:
        yield issue_row(content.id, None, 0, error, severity="error")
    elif record:
        for position, issue in enumerate(_document_issues(record)):
            yield issue_row(content.id, None, position, issue)


def file_rows(content: Content) -> Iterator[Row]:
    """The files that hold a content, with a warning about each but the first."""
    for path in content.paths:
        yield Row("files", {"path": path, "document_id": content.id})
    for path in content.paths[1:]:
        issue = Issue("duplicate_file", f"{path} has the same content as {content.paths[0]}")
        row = issue_row(content.id, None, 0, issue)
        yield Row("issues", row.values | {"id": child_id(content.id, "duplicate_file", path)})


def municipality_rows(municipalities: Iterable[Municipality]) -> Iterator[Row]:
    """The register of municipalities."""
    for municipality in municipalities:
        yield Row(
            "municipalities",
            {
                "nis_code": municipality.nis,
                "name": municipality.name_nl,
                "name_fr": municipality.name_fr or None,
                "arrondissement": municipality.arrondissement or None,
                "province": municipality.province or None,
                "region": municipality.region or None,
                "valid_from": municipality.valid_from,
                "valid_to": municipality.valid_to,
                "successor_nis_code": municipality.successor,
            },
        )


def issue_row(
    document: str,
    owner: Owner | None,
    position: int,
    issue: Issue,
    severity: str = "warning",
) -> Row:
    """A doubt or a failure; ``owner`` is None where it is about the whole document."""
    return Row(
        "issues",
        {
            "id": child_id(owner.id if owner else document, "issues", position),
            "document_id": document,
            "question_id": owner and owner.question,
            "annex_id": owner and owner.annex,
            "position": position,
            "severity": severity,
            "code": issue.code,
            "message": issue.message,
            "page": issue.page,
        },
    )


def _document_issues(record: DocumentRecord) -> tuple[Issue, ...]:
    """The doubts about the document as a whole; that it holds no question is one."""
    issues = tuple(dict.fromkeys(record.issues))
    if record.questions or any(issue.code in ("no_question", "no_text") for issue in issues):
        return issues
    return (*issues, Issue("no_question", "no written question was recognised in it"))


def child_rows(table: str, name: str, owner: Owner, rows: Iterable[Values]) -> Iterator[Row]:
    """The rows that belong to a question or annex, numbered in printed order."""
    for position, values in enumerate(rows):
        yield child_row(table, child_id(owner.id, name, position), owner, position, values)


def child_row(table: str, row_id: str, owner: Owner, position: int, values: Values) -> Row:
    """A row that belongs to a question or annex, at its place in printed order."""
    key: Values = {
        "id": row_id,
        "question_id": owner.question,
        "annex_id": owner.annex,
        "position": position,
    }
    return Row(table, key | values)


def place_values(place: Place | None) -> Values:
    """The page and box, in points to two places; nulls where unknown."""
    page, box = place or (None, None)
    sides = (round(side, 2) for side in box) if box else (None,) * 4
    return {"page": page, **dict(zip(("x0", "top", "x1", "bottom"), sides, strict=True))}
