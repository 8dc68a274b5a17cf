"""The records that travel between the stages: frozen, typed, each value beside its raw text.

Coordinates are in points, measured from the top left corner of the page as it is shown; pages
count from 1. A source of plain text lines has no boxes: there every ``Box`` is None.
"""

from vraagbaak.records.asked import (
    Answer,
    Minister,
    Question,
    QuestionKind,
    Reference,
    Status,
    Subject,
    SubQuestion,
)
from vraagbaak.records.found import (
    AmountKind,
    AmountMention,
    DocumentRecord,
    MunicipalityMention,
    Picture,
    Project,
    ProjectAmount,
    QuestionRecord,
    Total,
)
from vraagbaak.records.printed import (
    Box,
    Cell,
    Document,
    Issue,
    Line,
    Passage,
    Piece,
    Place,
    Table,
    TableMethod,
    Word,
    turned,
)

__all__ = [
    "AmountKind",
    "AmountMention",
    "Answer",
    "Box",
    "Cell",
    "Document",
    "DocumentRecord",
    "Issue",
    "Line",
    "Minister",
    "MunicipalityMention",
    "Passage",
    "Picture",
    "Piece",
    "Place",
    "Project",
    "ProjectAmount",
    "Question",
    "QuestionKind",
    "QuestionRecord",
    "Reference",
    "Status",
    "SubQuestion",
    "Subject",
    "Table",
    "TableMethod",
    "Total",
    "Word",
    "turned",
]
