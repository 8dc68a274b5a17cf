"""The tables that only the database has: the builds, which know the time, and what each did."""

from enum import StrEnum

from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema


class What(StrEnum):
    """What happened to a row between two releases."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


class Cause(StrEnum):
    """What a change comes from."""

    SOURCE = "source"
    CODE = "code"
    MODEL = "model"
    REVIEW = "review"


RUNS = TableSchema(
    "runs",
    "The builds that changed the dataset; only in SQLite, because they know the time",
    (
        Column("id", Kind.INTEGER, "Number of the build"),
        Column("started_at", Kind.TEXT, "Start, in UTC"),
        Column(
            "finished_at", Kind.TEXT, "End, in UTC; null for a build that was killed", nullable=True
        ),
        Column("version", Kind.TEXT, "Version of the package"),
        Column("fingerprint", Kind.TEXT, "Hash of the code and libraries that read the documents"),
        Column(
            "register_hash",
            Kind.TEXT,
            "Hash of what the sources said; null for a plain folder",
            nullable=True,
        ),
        Column("reviews", Kind.TEXT, "Hash of the rulings that it applied", nullable=True),
        Column("documents_read", Kind.INTEGER, "Documents read by it", nullable=True),
        Column(
            "documents_unchanged", Kind.INTEGER, "Documents it left as they were", nullable=True
        ),
        Column("documents_failed", Kind.INTEGER, "Documents that could not be read", nullable=True),
        Column("documents_removed", Kind.INTEGER, "Documents gone from the folder", nullable=True),
        Column("seconds", Kind.NUMBER, "How long it took", "s", nullable=True),
    ),
    ("id",),
    ("id",),
    exported=False,
)

CHANGES = TableSchema(
    "changes",
    "What each build changed against the release before it; only in SQLite, as the builds are",
    (
        Column("run_id", Kind.INTEGER, "The build"),
        Column("position", Kind.INTEGER, "Its place among those of that build, from 0"),
        Column("table_name", Kind.TEXT, "Table of the row"),
        Column("row_id", Kind.TEXT, "Key of the row; columns of a key are parted by spaces"),
        Column(
            "what",
            Kind.TEXT,
            "Whether the row is new, gone, has another value in a column, or only another key. "
            "What belongs to a question that is new or gone comes and goes with it",
            choices=tuple(What),
        ),
        Column(
            "column_name",
            Kind.TEXT,
            "The column that changed; null where the whole row did",
            nullable=True,
        ),
        Column(
            "old",
            Kind.TEXT,
            "What stood there, as CSV writes it; of a row that is gone, as JSON",
            nullable=True,
        ),
        Column(
            "new",
            Kind.TEXT,
            "What stands there, as CSV writes it; of a row that is new, as JSON",
            nullable=True,
        ),
        Column(
            "cause",
            Kind.TEXT,
            "What it comes from: other documents, other code, another model, or a review",
            choices=tuple(Cause),
        ),
    ),
    ("run_id", "position"),
    ("run_id", "position"),
    (ForeignKey("run_id", "runs", cascades=True),),
    exported=False,
)

COVERAGE = TableSchema(
    "coverage",
    "How many rows each table has, and in how many of them each column is filled",
    (
        Column("table_name", Kind.TEXT, "The table"),
        Column("column_name", Kind.TEXT, "The column"),
        Column("rows", Kind.INTEGER, "Rows of the table"),
        Column("filled", Kind.INTEGER, "Rows in which the column is neither null nor empty"),
    ),
    ("table_name", "column_name"),
    ("table_name", "column_name"),
    exported=False,
)
