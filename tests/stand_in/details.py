"""The record of a question as the open data service gives it, in JSON and in XML.

What is missing is an absent key, never null.
"""

import datetime as dt
from typing import Any
from xml.etree import ElementTree as ET

from stand_in.register import Person, Registered

SUMMER = "+0200"
WINTER = "+0100"


def as_json(question: Registered) -> dict[str, Any]:
    """The record with the names that the service uses."""
    record: dict[str, Any] = {
        "id": question.id,
        "vraagnummer": question.number,
        "titel": question.subject,
        "onderwerp": question.subject,
        "zittingsjaar": question.session_year,
        "vraagsteller": _person(question.asker),
        "minister": _person(question.minister),
        "procedureverloop": [
            {"datum": _moment(on), "status": status} for status, on in steps(question)
        ],
        "bestand-ordered": [{"URL": file_address(pfile)} for pfile in question.files],
        "link": [
            {"href": f"http://ws.vlpar.be/e/opendata/schv/{question.id}", "rel": "self"},
        ],
    }
    if question.themes:
        record["thema"] = list(question.themes)
    if question.answered_on:
        record["tijdig"] = "J" if is_timely(question) else "N"
        record["soort-antwoord"] = answer_kind(question)
    return record


def as_xml(question: Registered) -> bytes:
    """The same record in XML, whose shape differs: themes in an element of their own."""
    root = ET.Element("schriftelijke-vraag", id=str(question.id))
    _child(root, "vraagnummer", str(question.number))
    _child(root, "onderwerp", question.subject)
    _child(root, "zittingsjaar", question.session_year)
    for role, person in (("vraagsteller", question.asker), ("minister", question.minister)):
        element = ET.SubElement(root, role, id=str(person.id))
        _child(element, "naam", person.name)
        _child(element, "voornaam", person.first_name)
    if question.themes:
        themes = ET.SubElement(root, "themas")
        for theme in question.themes:
            _child(themes, "thema", theme)
    for status, on in steps(question):
        step = ET.SubElement(root, "procedureverloop")
        _child(step, "datum", _moment(on))
        _child(step, "status", status)
    if question.answered_on:
        _child(root, "soort-antwoord", answer_kind(question))
        _child(root, "tijdig", "J" if is_timely(question) else "N")
    for pfile in question.files:
        _child(ET.SubElement(root, "bestand-ordered"), "URL", file_address(pfile))
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True)


def steps(question: Registered) -> list[tuple[str, dt.date]]:
    """The steps of the procedure with the words that clients have met."""
    told = [("Vraag gesteld aan de minister", question.asked_on)]
    if question.answered_on:
        word = "Tijdig beantwoord" if is_timely(question) else "Laattijdig beantwoord"
        told.append((word, question.answered_on))
    return told


def is_timely(question: Registered) -> bool:
    """What the service says of the term; roughly, for the test is of what it says."""
    assert question.answered_on is not None
    return (question.answered_on - question.asked_on).days <= 28


def answer_kind(question: Registered) -> str:
    """The kind of answer as the rules of the parliament name it."""
    if question.coordinator is None:
        return "gewoon antwoord"
    own = question.coordinator == question.id
    return "gecoördineerd antwoord" if own else "verwijzend antwoord"


def file_address(pfile: int) -> str:
    """Where a file lies."""
    return f"https://docs.vlaamsparlement.be/files/pfile?id={pfile}"


def _person(person: Person) -> dict[str, Any]:
    return {"id": person.id, "naam": person.name, "voornaam": person.first_name}


def _moment(day: dt.date) -> str:
    """Midnight in Brussels, with the offset as the service writes it."""
    summer = dt.date(day.year, 3, 30) <= day < dt.date(day.year, 10, 26)
    return f"{day.isoformat()}T00:00:00{SUMMER if summer else WINTER}"


def _child(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
