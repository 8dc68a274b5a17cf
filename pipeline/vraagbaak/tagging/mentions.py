"""From texts, or from the parts of a question, to the municipalities and amounts in them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from vraagbaak.records import (
    AmountMention,
    Issue,
    MunicipalityMention,
    Passage,
    Place,
    Question,
)
from vraagbaak.tagging.candidates import Setting
from vraagbaak.tagging.columns import find_settings
from vraagbaak.tagging.language import DATES, Language, decider_of, make_doc
from vraagbaak.tagging.resolution import named_among
from vraagbaak.tagging.steps import take_notes
from vraagbaak.tagging.tags import MunicipalityTag, Notes, TextTags
from vraagbaak.vocabulary.amounts import Amount, find_amount_kind
from vraagbaak.vocabulary.municipalities import TODAY, Gazetteer, load_gazetteer
from vraagbaak.vocabulary.units import Unit

_VOCABULARY_ROOM = 200_000  # strings


class _Part(NamedTuple):
    """A text of a question under the name that the contract gives it."""

    name: str
    passage: Passage
    notes: Notes
    place: Place | None = None

    def place_of(self, start: int, end: int) -> Place | None:
        """Where some characters are printed: at least the cell that they are in."""
        return self.passage.place(start, end) or self.place


def tag_texts(nlp: Language, texts: Sequence[str], on: dt.date) -> list[TextTags]:
    """Tag some texts, each by itself.

    Args:
        nlp: the pipeline of ``load_nlp``.
        texts: any texts.
        on: the date that the codes are for.
    """
    sheets = [Notes(text, on) for text in texts]
    _tag(nlp, sheets)
    return [TextTags(notes.municipalities, notes.amounts) for notes in sheets]


def tag_question(
    nlp: Language, question: Question, units: Sequence[Mapping[tuple[int, int], Unit]]
) -> tuple[tuple[MunicipalityMention, ...], tuple[AmountMention, ...], tuple[Issue, ...]]:
    """Tag every printed text of a question, each cell once.

    Args:
        nlp: the pipeline of ``load_nlp``.
        question: its date chooses the codes; without a date they are today's, with an issue.
        units: for each table, by row and column, the unit of the cells that hold money without
            saying so themselves; it may be empty.

    Returns:
        The municipalities and the amounts in the order of the parts, and what is doubtful.
    """
    gazetteer = load_gazetteer()
    on = question.asked_on or TODAY
    parts = tuple(_parts(question, units, gazetteer, on))
    sheets = [part.notes for part in parts]
    _tag(nlp, sheets)
    _settle(sheets)
    municipalities = tuple(
        _municipality(part, tag, gazetteer) for part in parts for tag in part.notes.municipalities
    )
    amounts = tuple(_amount(part, amount) for part in parts for amount in part.notes.amounts)
    return municipalities, amounts, tuple(_issues(question, municipalities, gazetteer))


def _parts(
    question: Question,
    units: Sequence[Mapping[tuple[int, int], Unit]],
    gazetteer: Gazetteer,
    on: dt.date,
) -> Iterator[_Part]:
    """The texts of a question under their names; the empty ones are left out."""
    passages: list[tuple[str, Passage]] = [
        ("title", question.title),
        ("introduction", question.introduction),
        *((f"sub_questions/{i}", each.passage) for i, each in enumerate(question.sub_questions)),
        *((f"answers/{i}", each.passage) for i, each in enumerate(question.answers)),
        *((f"others/{i}", passage) for i, passage in enumerate(question.others)),
    ]
    for name, passage in passages:
        if passage.text:
            yield _Part(name, passage, Notes(passage.text, on, starts=passage.starts))
    for index, table in enumerate(question.tables):
        money = units[index] if index < len(units) else {}
        settings = find_settings(table, gazetteer)
        for cell in table.cells:
            row, column, passage = cell.row, cell.column, cell.passage
            if passage.text:
                setting = Setting.CELL if row < table.header_rows else settings[column]
                notes = Notes(passage.text, on, setting, passage.starts, money.get((row, column)))
                yield _Part(f"tables/{index}/{row}/{column}", passage, notes, cell.place)


def _tag(nlp: Language, sheets: Sequence[Notes]) -> None:
    """Run the pipeline over the prose; the cells of tables take its steps without their tokens.

    A cell is no sentence, and there are many: to make documents of them takes as long as to tag.
    """
    prose = [notes for notes in sheets if notes.setting is Setting.PROSE]
    with _vocabulary_zone(nlp):
        for _ in nlp.pipe([make_doc(nlp, notes) for notes in prose], disable=[DATES]):
            pass  # each component writes into the notes
    cells = [notes for notes in sheets if notes.setting is not Setting.PROSE]
    take_notes(cells, load_gazetteer(), decider_of(nlp))


def _vocabulary_zone(nlp: Language) -> AbstractContextManager[object]:
    """Let the vocabulary grow with the usual words, then forget the new ones of each call.

    Words that are known already cost a fifth of new ones; a run over many documents must not keep
    every number and misprint that it sees.
    """
    full = len(nlp.vocab.strings) > _VOCABULARY_ROOM
    return nlp.memory_zone() if full else nullcontext()


def _settle(sheets: Sequence[Notes]) -> None:
    """Give an ambiguous name the code that the other parts of the question point to."""
    sure = [tag for notes in sheets for tag in notes.municipalities if tag.nis_code]
    codes = frozenset(tag.nis_code for tag in sure if tag.nis_code)
    by_name: dict[str, set[str]] = {}
    for tag in sure:
        if tag.nis_code and len(tag.candidates) > 1:
            by_name.setdefault(tag.text.casefold(), set()).add(tag.nis_code)

    def settle(tag: MunicipalityTag) -> MunicipalityTag:
        if tag.nis_code:
            return tag
        same = by_name.get(tag.text.casefold(), set())
        code = next(iter(same)) if len(same) == 1 else named_among(tag.candidates, codes)
        return tag._replace(nis_code=code)

    for notes in sheets:
        notes.municipalities = tuple(map(settle, notes.municipalities))


def _municipality(part: _Part, tag: MunicipalityTag, gazetteer: Gazetteer) -> MunicipalityMention:
    return MunicipalityMention(
        part=part.name,
        start=tag.start,
        end=tag.end,
        text=tag.text,
        nis_code=tag.nis_code,
        nis_code_now=gazetteer.code_now(tag.nis_code) if tag.nis_code else None,
        candidates=tag.candidates,
        place=part.place_of(tag.start, tag.end),
    )


def _amount(part: _Part, amount: Amount) -> AmountMention:
    return AmountMention(
        part=part.name,
        start=amount.start,
        end=amount.end,
        text=amount.text,
        minimum=amount.minimum,
        maximum=amount.maximum,
        currency=amount.currency,
        per=amount.per,
        approximate=amount.approximate,
        kind=find_amount_kind(part.passage.text, amount.start, amount.end),
        place=part.place_of(amount.start, amount.end),
    )


def _issues(
    question: Question, mentions: Iterable[MunicipalityMention], gazetteer: Gazetteer
) -> Iterator[Issue]:
    if question.asked_on is None:
        page = question.place.page if question.place else None
        yield Issue("no_date", "no date was found: the NIS codes are those of today", page)
    for mention in mentions:
        if mention.nis_code is None:
            known = ", ".join(f"{gazetteer.name(code)} ({code})" for code in mention.candidates)
            yield Issue(
                "ambiguous_municipality",
                f'"{mention.text}" can be in {known}',
                mention.place.page if mention.place else None,
            )
