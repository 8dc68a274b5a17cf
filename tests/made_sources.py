"""What a source says of questions, made up: one question, and what differs from it."""

import datetime as dt
from dataclasses import replace

from vraagbaak.records.source import (
    FileRole,
    FileVersion,
    RegisteredQuestion,
    SourceFile,
    SourceQuestion,
)

SEEN = dt.date(2025, 7, 11)


def registered(
    source_id: str = "1",
    *,
    seen: dt.date = SEEN,
    versions: tuple[FileVersion, ...] = (),
    **facts: object,
) -> RegisteredQuestion:
    """A question of 12 May 2025, due on 18 June whichever way one reads the rule."""
    asked = SourceQuestion(
        source="parliament", source_id=source_id, number=int(source_id), session_year="2024-2025",
        title="Fietspaden  -  Stand van zaken", asked_by="An Peeters", minister="Jo Brouns",
        themes=("Mobiliteit",), asked_on=dt.date(2025, 5, 12), answered_on=dt.date(2025, 6, 18),
        published_on=dt.date(2025, 7, 11), answer_kind=None, timely=None, steps=(), files=(),
    )  # fmt: skip
    question = replace(asked, **facts)
    return RegisteredQuestion(question, seen, None, versions)


def version(number: str, letter: str, seen: str, replaced: str | None = None) -> FileVersion:
    """A content of a file; one letter stands for its hash."""
    file = SourceFile(number, f"https://docs.vlaamsparlement.be/{number}", FileRole.MAIN)
    gone = dt.date.fromisoformat(replaced) if replaced else None
    return FileVersion(file, letter * 64, "application/pdf", dt.date.fromisoformat(seen), gone)
