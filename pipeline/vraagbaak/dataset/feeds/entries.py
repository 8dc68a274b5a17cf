"""The Dutch texts of the events, and the ids that feed readers know them by."""

import uuid
from collections.abc import Iterator

from vraagbaak.dataset.formats.dutch import dutch_euro
from vraagbaak.records import Status
from vraagbaak.records.following import Entry, FollowedEvent, FollowedPart, FollowedQuestion
from vraagbaak.records.history import EventKind
from vraagbaak.vocabulary.days import format_day
from vraagbaak.vocabulary.terms import Timeliness

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "vraagbaak")
_SHOWN = 12  # questions or projects that a text lists
_LONGEST = 400  # characters of a sub-question or its evidence

KIND_NAMES = {
    EventKind.ASKED: "Gesteld",
    EventKind.ANSWERED: "Beantwoord",
    EventKind.REFERRED: "Verwijzend antwoord",
    EventKind.LATE: "Te laat beantwoord",
    EventKind.PUBLISHED: "Gepubliceerd",
    EventKind.DODGED: "Deelvraag zonder inhoudelijk antwoord",
    EventKind.PROJECT: "Project",
    EventKind.CORRECTED: "Nieuwe versie",
    EventKind.WITHDRAWN: "Niet meer bij de bron",
}
_DODGED = {
    Status.REFERRED: "Het antwoord verwijst naar elders.",
    Status.NO_DATA: "Het antwoord zegt dat er geen gegevens zijn.",
    Status.NOT_FOUND: "Er werd in het document geen antwoord op gevonden.",
}

_SOURCE_WORDS = {Timeliness.IN_TIME: "tijdig", Timeliness.LATE: "laattijdig"}
_SENTENCES = {
    EventKind.ASKED: "Vraag van {day} aan {minister}.{due}",
    EventKind.ANSWERED: "{minister} antwoordde op {day}.{due}",
    EventKind.REFERRED: "{minister} verwees op {day} naar een ander antwoord: dit is geen antwoord "
    "met inhoud.{due}",
    EventKind.LATE: "{minister} antwoordde op {day}: te laat, hoe men de regel ook leest.{due}",
    EventKind.PUBLISHED: "Vraag en antwoord zijn sinds {day} openbaar.",
    EventKind.CORRECTED: "Op {day} stond er een andere versie van het document bij de bron.",
    EventKind.WITHDRAWN: "Op {day} stond de vraag niet meer bij de bron. Wat er was, is bewaard.",
}


def feed_id(name: str) -> str:
    """The id of a feed, from the name of what is followed.

    >>> feed_id("gent")
    'urn:uuid:9b365c84-dc49-5ae5-a721-ad9edf31274d'
    """
    return _urn(f"feed/{name}")


def make_entry(event: FollowedEvent) -> Entry:
    """An event as its followers read it."""
    question = event.questions[0]
    lines = [*_told(event), "", *map(_named, event.questions[:_SHOWN])]
    if len(event.questions) > _SHOWN:
        lines.append(f"en nog {len(event.questions) - _SHOWN} vragen")
    if _is_public(question.document):
        lines.append(f"Document: {question.document}")
    return Entry(
        id=_urn(f"event/{event.id}"),
        title=f"{_headline(event)}: {question.title}",
        text="\n".join(lines).strip(),
        link=_link(question),
        happened_on=event.happened_on,
        known_on=event.known_on,
        tags=tuple(dict.fromkeys((KIND_NAMES[event.kind], *question.themes))),
        authors=(question.asked_by,) if question.asked_by else (),
    )


def _link(question: FollowedQuestion) -> str | None:
    if question.page:
        return question.page
    return question.document if _is_public(question.document) else None


def _is_public(address: str | None) -> bool:
    """Whether it leads to the web: a source may as well be a folder here, or write anything."""
    return address is not None and address.startswith(("https://", "http://"))


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn


def _headline(event: FollowedEvent) -> str:
    if event.kind is EventKind.DODGED and event.parts:
        return f"Deelvraag {event.parts[0].label} zonder inhoudelijk antwoord"
    if event.kind is EventKind.PROJECT:
        count = len(event.parts)
        return f"{event.municipality}: {count} project{'en' if count != 1 else ''}"
    if event.kind is EventKind.ANSWERED and len(event.questions) > 1:
        return f"Gecoördineerd antwoord op {len(event.questions)} vragen"
    return KIND_NAMES[event.kind]


def _told(event: FollowedEvent) -> Iterator[str]:
    """What happened, in sentences."""
    if event.kind is EventKind.DODGED:
        yield from _dodged(event)
    elif event.kind is EventKind.PROJECT:
        yield from map(_project, event.parts[:_SHOWN])
        if len(event.parts) > _SHOWN:
            yield f"en nog {len(event.parts) - _SHOWN} projecten"
    else:
        question = event.questions[0]
        minister, day = question.minister or "De minister", format_day(event.happened_on)
        yield _SENTENCES[event.kind].format(day=day, minister=minister, due=_due(question))
        if event.kind in (EventKind.ANSWERED, EventKind.REFERRED, EventKind.LATE):
            yield from _said_of_the_term(question)


def _due(question: FollowedQuestion) -> str:
    """By when the answer was due, in one date or two."""
    first, last = question.due_earliest, question.due_latest
    if first is None or last is None:
        return ""
    if first == last:
        return f" De termijn liep tot {format_day(first)}."
    return f" De termijn liep, naargelang de lezing, tot {format_day(first)} of {format_day(last)}."


def _said_of_the_term(question: FollowedQuestion) -> Iterator[str]:
    """What we find where it is not plain, and what the source says where that differs."""
    if question.finding == Timeliness.PERHAPS_LATE:
        yield "Misschien te laat: het hangt af van hoe men de regel leest."
    said = question.source_says
    if said and {question.finding, said} == {Timeliness.IN_TIME, Timeliness.LATE}:
        yield f"De bron zelf noemt het antwoord {_SOURCE_WORDS[Timeliness(said)]}."


def _dodged(event: FollowedEvent) -> Iterator[str]:
    for part in event.parts:
        page = f" (p. {part.page})" if part.page else ""
        yield f"Deelvraag {part.label}{page}: {_short(part.text)}"
        yield _DODGED[Status(event.detail)] if event.detail else ""
        if part.evidence:
            yield f"In het antwoord: \u201c{_short(part.evidence)}\u201d"


def _project(part: FollowedPart) -> str:
    """A project with its amount as money is written in Dutch, and its status as printed."""
    page = f" (p. {part.page})" if part.page else ""
    status = f", {_short(part.evidence)}" if part.evidence else ""
    if part.amount is None:
        return f"- {_short(part.text)}{status}{page}"
    return f"- {_short(part.text)}: {dutch_euro(part.amount)} euro{status}{page}"


def _named(question: FollowedQuestion) -> str:
    number = f"nr. {question.number}" if question.number is not None else "zonder nummer"
    year = f" ({question.session_year})" if question.session_year else ""
    day = f" van {format_day(question.asked_on)}" if question.asked_on else ""
    asker = f" van {question.asked_by}" if question.asked_by else ""
    minister = f" aan {question.minister}" if question.minister else ""
    return f"Vraag {number}{year}{day}{asker}{minister}: {question.title} [{question.key}]"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}\u2026"
