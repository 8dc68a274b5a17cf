"""The tables that say how far the dataset can be relied on: what people ruled, what is filled."""

from vraagbaak.dataset.reviews.ruling import Standing, State, Verdict
from vraagbaak.dataset.schema.columns import Column, Kind, TableSchema

REVIEWS = TableSchema(
    "reviews",
    "What people say of values, each ruling of the file of reviews",
    (
        Column("ruled_id", Kind.TEXT, "Id of the value, as the ruling names it"),
        Column("column_name", Kind.TEXT, "Its column"),
        Column("reviewer", Kind.TEXT, "Who says so"),
        Column(
            "verdict",
            Kind.TEXT,
            "The value is right, it is another, or it cannot be relied on",
            choices=tuple(Verdict),
        ),
        Column(
            "value",
            Kind.TEXT,
            "What it is, as CSV writes it; null where there is none, and for a dispute",
            nullable=True,
        ),
        Column("ruled_on", Kind.DATE, "Day of the ruling"),
        Column("reason", Kind.TEXT, "Why", blank=True),
        Column("evidence", Kind.TEXT, "Hash of the words that were judged, in their document"),
        Column(
            "standing",
            Kind.TEXT,
            "Whether the ruling counts or, stale, why not: its document is no longer in the "
            "dataset, the words stand there no more, or several values fit it",
            choices=tuple(Standing),
        ),
        Column("table_name", Kind.TEXT, "Table of the value; null where stale", nullable=True),
        Column(
            "value_id",
            Kind.TEXT,
            "Id of the value today: it may have moved; null where stale",
            nullable=True,
        ),
        Column(
            "extracted",
            Kind.TEXT,
            "What the program finds today, as CSV writes it; null where that is nothing, or stale",
            nullable=True,
        ),
        Column(
            "state",
            Kind.TEXT,
            "What all rulings on the value come to; null where stale",
            nullable=True,
            choices=tuple(State),
        ),
    ),
    ("ruled_id", "column_name", "reviewer"),
    ("ruled_id", "column_name", "reviewer"),
)
