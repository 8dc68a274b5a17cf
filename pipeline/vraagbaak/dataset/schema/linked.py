"""The tables that say which projects of several answers are the same, and why."""

from vraagbaak.dataset.projects.similarity import AmountMatch, TitleMatch, YearMatch
from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema

PROJECT_GROUPS = TableSchema(
    "project_groups",
    "The projects that are in several answers: those of a group count once in a sum",
    (
        Column("project_id", Kind.TEXT, "The project; one without others like it has no row"),
        Column("project_group", Kind.TEXT, "The first project of its group, by date of question"),
    ),
    ("project_id",),
    ("project_group", "project_id"),
    (
        ForeignKey("project_id", "projects", cascades=True),
        ForeignKey("project_group", "projects", cascades=True),
    ),
    derived=True,
)

PROJECT_LINKS = TableSchema(
    "project_links",
    "Two projects of the same beneficiary that are one, or may be, with what speaks for it",
    (
        Column("project_id", Kind.TEXT, "The project of the earlier question"),
        Column("other_id", Kind.TEXT, "The other project"),
        Column(
            "is_certain", Kind.BOOLEAN, "Whether they are one; a doubtful pair is in no group by it"
        ),
        Column(
            "title_match",
            Kind.TEXT,
            "How their titles compare: the same words, most of them, those of one within those of "
            "the other, or one or both have none",
            choices=tuple(TitleMatch),
        ),
        Column("title_similarity", Kind.NUMBER, "Share of their words that both have, from 0 to 1"),
        Column(
            "amount_match",
            Kind.TEXT,
            "Whether amounts of the same kind are the same or differ, or cannot be compared",
            choices=tuple(AmountMatch),
        ),
        Column(
            "year_match",
            Kind.TEXT,
            "Whether the years printed around them have one in common, are others, or are unknown",
            choices=tuple(YearMatch),
        ),
        Column(
            "days_apart", Kind.INTEGER, "Days between their questions", unit="day", nullable=True
        ),
        Column("doubt", Kind.TEXT, "What speaks against it, in words", nullable=True),
    ),
    ("project_id", "other_id"),
    ("project_id", "other_id"),
    (
        ForeignKey("project_id", "projects", cascades=True),
        ForeignKey("other_id", "projects", cascades=True),
    ),
    derived=True,
)

PROJECT_MARKS = TableSchema(
    "project_marks",
    "What projects are compared by; only in SQLite, so that a build compares only what is new",
    (
        Column("project_id", Kind.TEXT, "The project"),
        Column("block", Kind.TEXT, "Its beneficiary: only projects of the same are compared"),
        Column("words", Kind.TEXTS, "Stems of the words of its title", nullable=True),
        Column("names", Kind.TEXTS, "Those of them that are names", nullable=True),
        Column("numbers", Kind.TEXTS, "Numbers, phases and directions in it", nullable=True),
        Column("years", Kind.TEXTS, "Years printed around it", nullable=True),
        Column(
            "settled_by", Kind.TEXT, "Rules it was compared by; null while it is new", nullable=True
        ),
    ),
    ("project_id",),
    ("project_id",),
    (ForeignKey("project_id", "projects", cascades=True),),
    exported=False,
)
