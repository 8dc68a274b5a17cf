"""The tables that hold what was found in a question: projects, places, money, references."""

from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema
from vraagbaak.dataset.schema.parts import (
    EURO,
    NIS_CODE,
    child,
    child_or_annexed,
    identity,
    place,
    review,
    span,
)
from vraagbaak.records import AmountKind

TOTALS = child_or_annexed(
    "totals",
    "The totals that tables state, held against the sum of their rows",
    identity("total", "totals/0"),
    Column("table_id", Kind.TEXT, "The table that states it"),
    Column("row_index", Kind.INTEGER, "Row of the total, from 0"),
    Column("column_index", Kind.INTEGER, "Column of the total, from 0"),
    Column("stated", Kind.DECIMAL, "What is printed, in the unit of the column"),
    Column("computed", Kind.DECIMAL, "The sum of the rows, in the same unit"),
    Column("agrees", Kind.BOOLEAN, "Whether the two are equal"),
    *place("it"),
    more=(ForeignKey("table_id", "tables", cascades=True),),
)

PROJECTS = child_or_annexed(
    "projects",
    "The grants, projects and files of beneficiaries, each a row of a table or an item of a list",
    identity("project", "projects/0"),
    Column(
        "beneficiary",
        Kind.TEXT,
        "Who gets it, as printed; withheld where `is_private` is set",
        blank=True,
    ),
    Column("is_private", Kind.BOOLEAN, "Whether who gets it reads as a private person"),
    Column(
        "enterprise_number",
        Kind.TEXT,
        "Its number in the Belgian register of enterprises (KBO), ten digits, where printed and "
        "its check digits fit",
        nullable=True,
    ),
    Column(
        "lead_nis_code",
        Kind.TEXT,
        f"{NIS_CODE}, of the beneficiary on `asked_on`; null where it is no municipality",
        nullable=True,
    ),
    Column("title", Kind.TEXT, "Description as printed", blank=True),
    Column(
        "amount",
        Kind.MONEY,
        "Its main amount, the granted one where there are several (all are in "
        "`project_amounts`), as corrected where a review says so; null where none is printed",
        EURO,
        nullable=True,
    ),
    Column(
        "amount_extracted",
        Kind.MONEY,
        "The amount that the program found, whatever reviews say",
        EURO,
        nullable=True,
    ),
    Column(
        "amount_kind",
        Kind.TEXT,
        "What the amount is; null where nothing says so",
        nullable=True,
        choices=tuple(AmountKind),
    ),
    Column("amount_text", Kind.TEXT, "The amount as printed", nullable=True),
    Column("status", Kind.TEXT, "Status as printed (granted, refused, reserve)", nullable=True),
    Column("table_id", Kind.TEXT, "The table; null for an item of a list", nullable=True),
    Column("row_index", Kind.INTEGER, "Row of that table, from 0", nullable=True),
    Column("part", Kind.TEXT, "The text that holds the item of a list", nullable=True),
    Column("char_start", Kind.INTEGER, "Offset of the item in that text, from 0", nullable=True),
    Column("char_end", Kind.INTEGER, "Offset after the item", nullable=True),
    review(),
    *place("it"),
    more=(
        ForeignKey("lead_nis_code", "municipalities"),
        ForeignKey("table_id", "tables", cascades=True),
    ),
)

PROJECT_PARTNERS = TableSchema(
    "project_partners",
    "The municipalities that take part in a project beside the leading one",
    (
        Column("project_id", Kind.TEXT, "The project"),
        Column("position", Kind.INTEGER, "Printed order, from 0"),
        Column("nis_code", Kind.TEXT, f"{NIS_CODE}, on `asked_on`"),
    ),
    ("project_id", "position"),
    ("project_id", "position"),
    (
        ForeignKey("project_id", "projects", cascades=True),
        ForeignKey("nis_code", "municipalities"),
    ),
)

PROJECT_AMOUNTS = child_or_annexed(
    "project_amounts",
    "Every amount of a project, each by its kind",
    identity("amount", "project_amounts/0"),
    Column("project_id", Kind.TEXT, "The project"),
    Column(
        "kind",
        Kind.TEXT,
        "What the amount is; null where nothing says so",
        nullable=True,
        choices=tuple(AmountKind),
    ),
    Column("amount", Kind.MONEY, "The amount; null for a range or francs", EURO, nullable=True),
    Column("text", Kind.TEXT, "As printed"),
    Column("header", Kind.TEXT, "The header of its column", blank=True),
    Column(
        "is_counted",
        Kind.BOOLEAN,
        "Whether a sum over its kind takes it: at most one of a kind and project, never the parts "
        "of a total, one's own share, what is left, or the grant of a project that was refused",
    ),
    Column("amount_mention_id", Kind.TEXT, "The mention that it is", nullable=True),
    *place("it"),
    more=(
        ForeignKey("project_id", "projects", cascades=True),
        ForeignKey("amount_mention_id", "amount_mentions"),
    ),
)

MUNICIPALITY_MENTIONS = child_or_annexed(
    "municipality_mentions",
    "Every mention of a municipality",
    identity("mention", "municipalities/0"),
    *span(),
    Column(
        "nis_code",
        Kind.TEXT,
        f"{NIS_CODE}, valid on `asked_on`; null where the name fits several and nothing decides",
        nullable=True,
    ),
    Column("nis_code_now", Kind.TEXT, "The same after the mergers up to today", nullable=True),
    Column("candidates", Kind.TEXTS, "NIS codes that the name fits", nullable=True),
    review(),
    *place("it"),
    more=(
        ForeignKey("nis_code", "municipalities"),
        ForeignKey("nis_code_now", "municipalities"),
    ),
)

AMOUNT_MENTIONS = child_or_annexed(
    "amount_mentions",
    "Every amount of money",
    identity("amount", "amounts/0"),
    *span(),
    Column("minimum", Kind.MONEY, "The amount, or the lowest of a range", "`currency`"),
    Column("maximum", Kind.MONEY, "The same amount, or the highest of a range", "`currency`"),
    Column("currency", Kind.TEXT, "Currency, as ISO 4217"),
    Column(
        "per", Kind.TEXT, "What it is for each of (`year`, else the printed noun)", nullable=True
    ),
    Column("approximate", Kind.BOOLEAN, "Whether a word such as `ongeveer` stands before it"),
    Column(
        "kind",
        Kind.TEXT,
        "What the amount is; null where nothing says so",
        nullable=True,
        choices=tuple(AmountKind),
    ),
    review(),
    *place("it"),
)

REFERENCES = child(
    "references",
    "Other written questions, cited by number",
    identity("reference", "references/0"),
    Column("number", Kind.INTEGER, "Number of the question cited"),
    Column("asked_on", Kind.DATE, "Its date, where printed", nullable=True),
    Column("text", Kind.TEXT, "As printed"),
    *place("it"),
)
