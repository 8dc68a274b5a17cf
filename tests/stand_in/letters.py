"""What a document says of its question, and its print; every sentence is our own."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from stand_in.pages import BOLD, ITALIC, Pages
from stand_in.register import Registered

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
TITLES = {
    "Matthias Diependaele": "minister-president van de Vlaamse Regering, Vlaams minister van"
    " Economie, Innovatie en Industrie, Buitenlandse Zaken, Digitalisering en Facilitair"
    " Management",
    "Melissa Depraetere": "viceminister-president van de Vlaamse Regering, Vlaams minister van"
    " Wonen, Energie en Klimaat, Toerisme en Jeugd",
    "Hilde Crevits": "viceminister-president van de Vlaamse Regering, Vlaams minister van"
    " Binnenland, Steden- en Plattelandsbeleid, Samenleven, Integratie en Inburgering,"
    " Bestuurszaken, Sociale Economie en Zeevisserij",
    "Ben Weyts": "viceminister-president van de Vlaamse Regering, Vlaams minister van Begroting"
    " en Financiën, Vlaamse Rand, Onroerend Erfgoed en Dierenwelzijn",
    "Zuhal Demir": "Vlaams minister van Onderwijs, Justitie en Werk",
    "Caroline Gennez": "Vlaams minister van Welzijn en Armoedebestrijding, Cultuur en Gelijke"
    " Kansen",
    "Jo Brouns": "Vlaams minister van Omgeving en Landbouw",
    "Annick De Ridder": "Vlaams minister van Mobiliteit, Openbare Werken, Havens en Sport",
    "Cieltje Van Achter": "Vlaams minister van Brussel en Media",
}
"""The offices of the ministers of 2025, as their documents print them, but for capitals."""

_PLACES = (
    ("Gent", "44021"), ("Mechelen", "12025"), ("Leuven", "24062"), ("Aalst", "41002"),
    ("Oostende", "35013"), ("Turnhout", "13040"), ("Roeselare", "36015"), ("Vilvoorde", "23088"),
)  # fmt: skip
_PROJECTS = (
    "Speelplein voor de buurt", "Nieuwe fietsbrug", "Opvang na school", "Herstel van de kade",
    "Bomen langs de ring", "Atelier voor jongeren", "Loket aan huis", "Zaal voor verenigingen",
)  # fmt: skip
_OPENINGS = (
    "Over dit onderwerp kwamen de voorbije maanden heel wat signalen binnen.",
    "Wie dit thema volgt, ziet dat er de laatste tijd veel beweegt.",
    "In de commissie kwam dit al kort aan bod, maar cijfers bleven toen uit.",
)
_ASKED = (
    "Hoeveel dossiers werden er de voorbije drie jaar ingediend?",
    "Welke stappen zette de minister sinds het begin van de legislatuur?",
    "Hoe verloopt het overleg met de lokale besturen?",
    "Op welke termijn verwacht de minister de eerste resultaten?",
    "Wat is de stand van zaken van de aangekondigde evaluatie?",
    "Wie is er bij de uitvoering betrokken, en met welke taak?",
)
_PARTS = ("Graag een overzicht per jaar.", "Graag een overzicht per provincie.")
_ANSWERED = (
    "De administratie telde in het laatste volledige jaar 214 dossiers; het jaar ervoor 187.",
    "De regeling werd in het voorjaar bijgestuurd en loopt sindsdien zoals gepland.",
    "Er is elk kwartaal overleg; het verslag gaat telkens naar alle deelnemers.",
    "De eerste resultaten volgen na de zomer, wanneer alle gegevens verwerkt zijn.",
    "Het onderzoek is toegewezen en het rapport is klaar voor het einde van het jaar.",
    "Drie diensten werken samen: één beoordeelt de aanvragen, twee volgen ze op.",
)


@dataclass(frozen=True, slots=True)
class Project:
    """A row of a printed table of projects."""

    municipality: str
    nis_code: str
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Letter:
    """The truth of a document: what a reader must find in it.

    ``sub_questions`` are label and text; ``answers`` are the labels answered and the text;
    ``projects`` are the rows of its table, none where it has no table.
    """

    number: int
    asked_on: dt.date
    asker: str
    ministers: tuple[str, ...]
    kind: str
    title: str
    introduction: str
    sub_questions: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    projects: tuple[Project, ...]


def write_letter(question: Registered, group: Sequence[Registered] = ()) -> Letter:
    """What the document of a question says; ``group`` are the questions answered as one."""
    drawn = random.Random(question.id)  # noqa: S311 (the same question, the same words)
    asked = drawn.sample(_ASKED, drawn.randint(2, 5))
    labels = [(str(at), words) for at, words in enumerate(asked, start=1)]
    if drawn.random() < 0.25:
        labels += [(f"{len(asked)}{'ab'[at]}", words) for at, words in enumerate(_PARTS)]
    kind = "answer"
    if question.coordinator is not None:
        kind = "coordinated" if question.coordinator == question.id else "referral"
    signed = group if kind == "coordinated" else (question,)
    has_projects = kind == "answer" and drawn.random() < 0.2
    return Letter(
        number=question.number,
        asked_on=question.asked_on,
        asker=question.asker.full_name,
        ministers=tuple(one.minister.full_name for one in signed),
        kind=kind,
        title=question.title,
        introduction=drawn.choice(_OPENINGS),
        sub_questions=tuple(labels),
        answers=_answers(question, len(asked), kind, drawn),
        projects=tuple(_projects(drawn)) if has_projects else (),
    )


def _answers(
    question: Registered, count: int, kind: str, drawn: random.Random
) -> tuple[tuple[str, str], ...]:
    if kind == "referral":
        return (("", "Het gecoördineerde antwoord van de minister-president geldt ook hier."),)
    words = drawn.sample(_ANSWERED, count)
    if question.edition > 1:
        words[0] = f"In een vorige versie stond een fout; dit is versie {question.edition}."
    return tuple((str(at), text) for at, text in enumerate(words, start=1))


def _projects(drawn: random.Random) -> Iterator[Project]:
    for (place, code), title in zip(
        drawn.sample(_PLACES, 4), drawn.sample(_PROJECTS, 4), strict=True
    ):
        yield Project(place, code, title, Decimal(drawn.randint(21, 400) * 500))


# ------------------------------------------------------------------ print


def print_letter(letter: Letter) -> bytes:
    """The document as the parliament lays it out: the answer begins on a new page."""
    pages = Pages()
    _print_question(pages, letter)
    if letter.answers:
        pages.new_page()
        _print_answer(pages, letter)
    return pages.to_pdf("Schriftelijke vraag")


def _print_question(pages: Pages, letter: Letter) -> None:
    pages.text("SCHRIFTELIJKE VRAAG", BOLD)
    pages.text(f"nr. {letter.number}", after=0)
    pages.text(f"van {letter.asker.upper()}", after=0)
    pages.text(f"datum: {_day(letter.asked_on)}", after=0)
    pages.rule()
    pages.text(f"aan {letter.ministers[0].upper()}", after=0)
    pages.text(TITLES[letter.ministers[0]].upper(), after=0)
    pages.rule()
    pages.text(letter.title, ITALIC, after=10)
    pages.text(letter.introduction)
    for label, text in letter.sub_questions:
        pages.text(text, label=f"{label}." if label.isdecimal() else f"{label[-1]})")


def _print_answer(pages: Pages, letter: Letter) -> None:
    words = {"coordinated": "GECOÖRDINEERD ANTWOORD", "referral": "VERWIJZEND ANTWOORD"}
    for minister in letter.ministers:
        pages.text(minister.upper(), BOLD, after=0)
        pages.text(TITLES[minister].upper())
    pages.rule()
    pages.text(words.get(letter.kind, "ANTWOORD"), BOLD)
    pages.text(f"op vraag nr. {letter.number} van {_day(letter.asked_on)}", after=0)
    pages.text(f"van {letter.asker.upper()}", after=0)
    pages.rule()
    for label, text in letter.answers:
        pages.text(text, label=f"{label}." if label else "")
    if letter.projects:
        rows = [("Gemeente", "Project", "Toegekend bedrag (euro)")]
        rows += [(one.municipality, one.title, _money(one.amount)) for one in letter.projects]
        pages.table(rows, (110, 200, 140))


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _money(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace(",", ".")
