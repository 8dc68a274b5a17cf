"""Answers with annexes, in our own words: a letter, and sheets, Word files and pages beside it."""

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from made_sheets import make_workbook
from made_word import paragraph, row, table, write_word
from stand_in.letters import Letter, Project, print_letter
from stand_in.pages import BOLD, Pages

HEADER = ("Gemeente", "Project", "Toegekende subsidie (euro)")
OLD_WORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" + bytes(600)
)
"""The first bytes of a DOC, and no more: nothing can be read in it."""

SPEELPLEIN = Project("Gent", "44021", "Speelplein voor de buurt", Decimal(41500))
FIETSBRUG = Project("Aalst", "41002", "Nieuwe fietsbrug", Decimal(87250))


def letter(number: int = 15, *projects: Project) -> bytes:
    """The document of a question to Hilde Crevits, with the table of projects of its answer."""
    return print_letter(
        Letter(
            number=number,
            asked_on=dt.date(2025, 10, 2),
            asker="Michiel Awouters",
            ministers=("Hilde Crevits",),
            kind="answer",
            title="Subsidies voor buurten",
            introduction="Over dit onderwerp kwamen de voorbije maanden heel wat signalen binnen.",
            sub_questions=(("1", "Welke projecten kregen een subsidie?"),),
            answers=(("1", "De grootste projecten staan hieronder, alle in bijlage."),),
            projects=projects,
        )
    )


def sheet(*rows: Sequence[Any], title: str = "Projecten") -> bytes:
    """A workbook of one sheet, with a title and a header above the rows."""
    file = io.BytesIO()
    lines = [("Toegekende subsidies per project",), HEADER, *rows]
    make_workbook(lines, title).save(file)
    return file.getvalue()


def paper(*rows: Sequence[str]) -> bytes:
    """A page with a heading, a sentence and a table drawn in full."""
    pages = Pages()
    pages.text("BIJLAGE", BOLD)
    pages.text("Overzicht van de goedgekeurde projecten:")
    pages.table([HEADER, *rows], (90, 200, 150))
    return pages.to_pdf("Bijlage")


def word(path: Path, *rows: Sequence[str]) -> bytes:
    """A Word file with a sentence and a table; ``path`` is where it is made."""
    cells = [row(*each) for each in (HEADER, *rows)]
    body = paragraph("Overzicht van de goedgekeurde projecten:") + table(*cells)
    return write_word(path, body).read_bytes()


def blank() -> bytes:
    """A page without a word, as a scan is."""
    pages = Pages()
    pages.rule()
    return pages.to_pdf("Bijlage")
