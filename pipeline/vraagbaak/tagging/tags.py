"""What tagging knows and finds of one text: municipalities and amounts by character offsets."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc

from vraagbaak.tagging.candidates import Candidate, Setting
from vraagbaak.tagging.rules import Ruling
from vraagbaak.vocabulary.amounts import Amount
from vraagbaak.vocabulary.dates import DateMention
from vraagbaak.vocabulary.units import Unit


class MunicipalityTag(NamedTuple):
    """A municipality named in a text.

    ``nis_code`` is valid on the date of the text; it is None where the name fits several
    ``candidates`` and the text does not decide.
    """

    start: int
    end: int
    text: str
    nis_code: str | None
    candidates: tuple[str, ...]


class TextTags(NamedTuple):
    """Everything found in one text, in the order of the text."""

    municipalities: tuple[MunicipalityTag, ...] = ()
    amounts: tuple[Amount, ...] = ()


@dataclass(slots=True)
class Notes:
    """The sheet that the components of the pipeline pass on with a document, each adding to it.

    What goes in: ``text``; ``on``, the date that the codes are for, None for today's; ``setting``,
    where the text stands; ``starts``, the offsets at which a paragraph or list item begins;
    ``unit``, for a cell, what the numbers of its column are counted in. The rest is filled in by
    the components; there is one ruling for each candidate.
    """

    text: str
    on: dt.date | None = None
    setting: Setting = Setting.PROSE
    starts: tuple[int, ...] = ()
    unit: Unit | None = None
    candidates: tuple[Candidate, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    municipalities: tuple[MunicipalityTag, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[DateMention, ...] = ()


_NOTES = "vraagbaak"


def put_notes(doc: Doc, notes: Notes) -> None:
    """Give a document its sheet."""
    doc.user_data[_NOTES] = notes


def notes_of(doc: Doc) -> Notes:
    """The sheet of a document, begun where it has none."""
    notes = doc.user_data.get(_NOTES)
    if not isinstance(notes, Notes):
        notes = doc.user_data[_NOTES] = Notes(doc.text)
    return notes
