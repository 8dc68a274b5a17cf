"""Columns and keys that many tables share: where a thing is printed, whose child it is."""

from dataclasses import replace

from vraagbaak.dataset.reviews.ruling import State
from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema

POINTS = "pt"
EURO = "EUR"
NIS_CODE = "NIS code of the municipality, the key of `municipalities`"


def place(what: str) -> tuple[Column, ...]:
    """The columns that say where something is printed: its page and its box there."""
    unknown = "; null where the source has no boxes"
    return (
        Column("page", Kind.INTEGER, f"Page on which {what} begins, from 1", nullable=True),
        Column("x0", Kind.NUMBER, f"Left of its box on that page{unknown}", POINTS, nullable=True),
        Column(
            "top", Kind.NUMBER, "Top of the box, from the top of the page", POINTS, nullable=True
        ),
        Column("x1", Kind.NUMBER, "Right of the box", POINTS, nullable=True),
        Column("bottom", Kind.NUMBER, "Bottom of the box", POINTS, nullable=True),
    )


def span() -> tuple[Column, ...]:
    """The columns that say which characters of which text something is."""
    return (
        Column(
            "part",
            Kind.TEXT,
            "The text it stands in: `title`, `introduction`, `sub_questions/1a` (by label), "
            "`answers/2`, `tables/0/1/0` (table, row, column), `others/0`, counted from 0; "
            "`annex_id` (where that is null `question_id`), `#` and `part` together are the id of "
            "that row",
        ),
        Column("char_start", Kind.INTEGER, "Offset of its first character in that text, from 0"),
        Column("char_end", Kind.INTEGER, "Offset after its last character"),
        Column("text", Kind.TEXT, "As printed"),
    )


def review() -> Column:
    """The column that says how far people have checked the values of a row."""
    return Column(
        "review",
        Kind.TEXT,
        "How far people have checked the row: not, one person has read the source, two agree, or "
        "they dispute it; the weakest of its values in `reviews`",
        choices=tuple(State),
    )


def identity(what: str, path: str) -> Column:
    """The key of a row that belongs to a question: ``path`` shows what follows the question's."""
    return Column("id", Kind.TEXT, f"Key of the {what}: the question's, then `#{path}`")


def child(
    name: str, description: str, *columns: Column, more: tuple[ForeignKey, ...] = ()
) -> TableSchema:
    """A table whose rows belong to a question, in printed order."""
    return TableSchema(
        name,
        description,
        (
            columns[0],
            _question(),
            Column(
                "position", Kind.INTEGER, "Its place in printed order within the question, from 0"
            ),
            *columns[1:],
        ),
        ("id",),
        ("question_id", "position"),
        (ForeignKey("question_id", "questions", cascades=True), *more),
    )


def child_or_annexed(
    name: str, description: str, *columns: Column, more: tuple[ForeignKey, ...] = ()
) -> TableSchema:
    """A table whose rows stand in the document of a question or in one of its annexes."""
    key = columns[0]
    return TableSchema(
        name,
        description,
        (
            replace(key, description=f"{key.description}; in an annex the annex's, then the same"),
            _question(),
            Column(
                "annex_id",
                Kind.TEXT,
                "The annex that it stands in; null for the document of the question itself",
                nullable=True,
            ),
            Column(
                "position",
                Kind.INTEGER,
                "Its place in printed order within the question or within the annex, from 0",
            ),
            *columns[1:],
        ),
        ("id",),
        ("question_id", "annex_id", "position"),
        (
            ForeignKey("question_id", "questions", cascades=True),
            ForeignKey("annex_id", "annexes", cascades=True),
            *more,
        ),
    )


def _question() -> Column:
    return Column("question_id", Kind.TEXT, "The question it belongs to")
