"""The steps of tagging, each of which adds to the notes on a text; none needs its tokens."""

from collections.abc import Sequence

from vraagbaak.tagging.candidates import Setting, propose
from vraagbaak.tagging.decider import Decider
from vraagbaak.tagging.resolution import Resolver
from vraagbaak.tagging.rules import judge
from vraagbaak.tagging.tags import MunicipalityTag, Notes
from vraagbaak.vocabulary.amounts import find_amounts
from vraagbaak.vocabulary.dates import find_dates
from vraagbaak.vocabulary.municipalities import TODAY, Gazetteer
from vraagbaak.vocabulary.units import find_cell_amounts


def add_candidates(notes: Notes, gazetteer: Gazetteer) -> None:
    """Propose: the names that may be mentions."""
    notes.candidates = propose(
        gazetteer, notes.text, notes.on or TODAY, notes.setting, notes.starts
    )


def add_rulings(notes: Notes) -> None:
    """Judge by rule, one ruling for each candidate; one that is open is left to the decider."""
    notes.rulings = tuple(judge(candidate) for candidate in notes.candidates)


def add_municipalities(notes: Notes, gazetteer: Gazetteer) -> None:
    """Link: the candidates that are mentions, with their codes."""
    mentions = [
        candidate
        for candidate, ruling in zip(notes.candidates, notes.rulings, strict=True)
        if ruling.leaning
    ]
    if mentions:
        codes = Resolver(gazetteer, notes.text, notes.on or TODAY).codes(mentions)
        notes.municipalities = tuple(
            MunicipalityTag(mention.start, mention.end, mention.text, code, candidates)
            for mention, (code, candidates) in zip(mentions, codes, strict=True)
        )


def add_amounts(notes: Notes) -> None:
    """Find the amounts of money; a cell may have the unit of its column."""
    if notes.setting is Setting.PROSE:
        notes.amounts = find_amounts(notes.text)
    else:
        notes.amounts = find_cell_amounts(notes.text, notes.unit)


def add_dates(notes: Notes) -> None:
    """Find days, months, years and periods."""
    notes.dates = find_dates(notes.text)


def take_notes(sheets: Sequence[Notes], gazetteer: Gazetteer, decider: Decider | None) -> None:
    """All steps over some texts but the dates, which no record holds.

    Without a decider the rulings that the rules leave open stand as they lean.
    """
    for notes in sheets:
        add_candidates(notes, gazetteer)
        add_amounts(notes)
    named = [notes for notes in sheets if notes.candidates]
    for notes in named:
        add_rulings(notes)
    if decider is not None:
        decider.settle(named)
    for notes in named:
        add_municipalities(notes, gazetteer)
