"""A question of the parliament, put together from its record and from the hits about it."""

import datetime as dt

from vraagbaak.records.source import FileRole, SourceFile, SourceQuestion, SourceStep
from vraagbaak.source.details import Detail
from vraagbaak.source.listing import Hit
from vraagbaak.source.loose import as_day, as_number
from vraagbaak.source.search import file_number

FILES = "https://docs.vlaamsparlement.be/files/pfile?id="
"""Where the parliament's files lie, each behind its number."""

_ASKED = "vraag gesteld"
_ANSWERED = "antwoord"
# What a hit calls its file, the one that holds most of question and answer first.
_MAIN = ("vraag en antwoord", "antwoord", "vraag aan minister", "tekst", "handeling")
_ANNEX = "bijlage"


def make_question(
    source: str, number: str, detail: Detail, hits: tuple[Hit, ...]
) -> SourceQuestion:
    """What the parliament says of a question: its record, and the hits where that is silent.

    Dates of asking and answering are those of the hits where these have some: they have a name of
    their own there, while a record has steps with words.
    """

    def tag(name: str) -> str | None:
        return next((text for hit in hits for key, text in hit.fields if key == name), None)

    steps = tuple(SourceStep(status, as_day(moment)) for status, moment in detail.steps)
    answered = as_day(tag("statusdatumSchvBeantwoord")) or _last_day(steps, _ANSWERED)
    themes = tuple(
        dict.fromkeys(text for hit in hits for key, text in hit.fields if key == "thema")
    )
    return SourceQuestion(
        source=source,
        source_id=number,
        number=as_number(detail.number) or as_number(tag("nummer")),
        session_year=detail.session_year or tag("zittingsjaar"),
        title=detail.title or tag("onderwerp") or tag("titel"),
        asked_by=detail.asked_by or _turned(tag("vraagsteller")),
        minister=detail.minister or _turned(tag("minister")),
        themes=detail.themes or themes,
        asked_on=as_day(tag("themadatum")) or _first_day(steps, _ASKED),
        answered_on=answered,
        published_on=min(filter(None, (hit.published_on for hit in hits)), default=None),
        answer_kind=detail.answer_kind,
        timely=detail.timely,
        steps=steps,
        files=_files(detail, hits),
    )


def _files(detail: Detail, hits: tuple[Hit, ...]) -> tuple[SourceFile, ...]:
    """The files of a question, each once, the main one first.

    Hits say what a file is. Where they do not, it is the file that the search finds, or the first
    of the record.
    """
    listed = filter(None, map(file_number, detail.files))
    kinds = {
        hit.file_number: text.lower()
        for hit in hits
        for name, text in hit.fields
        if name == "documenttype" and hit.file_number
    }
    found = [hit.file_number for hit in hits if hit.file_number]
    numbers = dict.fromkeys((*listed, *found))

    def rank(number: str) -> int:
        kind = kinds.get(number, "")
        if kind in _MAIN:
            return _MAIN.index(kind)
        return len(_MAIN) + (2 if kind == _ANNEX else number not in found)

    main = min(numbers, key=rank, default=None)
    if main is not None and kinds.get(main) == _ANNEX:
        main = None
    ordered = sorted(numbers, key=lambda number: number != main)
    return tuple(
        SourceFile(number, FILES + number, FileRole.MAIN if number == main else FileRole.ANNEX)
        for number in ordered
    )


def _first_day(steps: tuple[SourceStep, ...], word: str) -> dt.date | None:
    return min((step.on for step in steps if step.on and word in step.status.lower()), default=None)


def _last_day(steps: tuple[SourceStep, ...], word: str) -> dt.date | None:
    return max((step.on for step in steps if step.on and word in step.status.lower()), default=None)


def _turned(name: str | None) -> str | None:
    """A name as people write it: ``Van den Driessche, Freija`` is Freija Van den Driessche."""
    if name is None or name.count(",") != 1:
        return name
    last, first = name.split(",")
    return f"{first.strip()} {last.strip()}".strip()
