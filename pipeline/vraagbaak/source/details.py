"""The parliament's record of one question, in JSON or in XML, as one thing."""

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from vraagbaak.source.answer import Answer
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.loose import as_fields, as_list, as_text, read_object


class Detail(NamedTuple):
    """What the record says, as it says it; ``files`` are addresses, ``steps`` status and moment."""

    id: str | None
    number: str | None
    title: str | None
    session_year: str | None
    asked_by: str | None
    minister: str | None
    themes: tuple[str, ...]
    answer_kind: str | None
    timely: str | None
    steps: tuple[tuple[str, str | None], ...]
    files: tuple[str, ...]


def read_detail(answer: Answer) -> Detail:
    """The record in an answer.

    Raises:
        RequestFailed: ``empty``, ``not_json``, ``not_xml`` or ``no_record``.
    """
    body = answer.body.strip()
    if not body:
        raise RequestFailed("empty", "an empty answer came", is_passing=True)
    is_xml = "xml" in answer.media_type or (body.startswith(b"<?xml"))
    if "html" in answer.media_type or not (is_xml or "json" in answer.media_type):
        kind = answer.media_type or "something without a type"
        raise RequestFailed("no_record", f"{kind} came where a record should", is_passing=True)
    detail = _from_xml(_parse_xml(body)) if is_xml else _from_json(read_object(body))
    if not (detail.title or detail.steps or detail.files):
        raise RequestFailed("no_record", "the answer is no record of a question", is_passing=True)
    return detail


def _from_json(fields: dict[str, object]) -> Detail:
    steps = map(as_fields, as_list(fields.get("procedureverloop")))
    files = (as_fields(file).get("URL") for file in as_list(fields.get("bestand-ordered")))
    return Detail(
        id=as_text(fields.get("id")),
        number=as_text(fields.get("vraagnummer")),
        title=as_text(fields.get("onderwerp")) or as_text(fields.get("titel")),
        session_year=as_text(fields.get("zittingsjaar")),
        asked_by=_person(as_fields(fields.get("vraagsteller"))),
        minister=_person(as_fields(fields.get("minister"))),
        themes=_texts(as_list(fields.get("thema"))),
        answer_kind=as_text(fields.get("soort-antwoord")),
        timely=as_text(fields.get("tijdig")),
        steps=_steps((step.get("status"), step.get("datum")) for step in steps),
        files=_texts(files),
    )


def _from_xml(root: Element) -> Detail:
    def text(path: str) -> str | None:
        return as_text(root.findtext(path))

    def person(role: str) -> str | None:
        names = {name: root.findtext(f".//{role}//{name}") for name in ("voornaam", "naam")}
        return _person(dict(names))

    return Detail(
        id=as_text(root.get("id")) or text("id"),
        number=text("vraagnummer"),
        title=text("onderwerp") or text("titel"),
        session_year=text("zittingsjaar"),
        asked_by=person("vraagsteller"),
        minister=person("minister"),
        themes=_texts(element.text for element in root.iterfind(".//thema")),
        answer_kind=text("soort-antwoord"),
        timely=text("tijdig"),
        steps=_steps(
            (step.findtext("status"), step.findtext("datum"))
            for step in root.iterfind(".//procedureverloop")
        ),
        files=_texts(element.text for element in root.iterfind(".//bestand-ordered/URL")),
    )


def _person(fields: dict[str, object]) -> str | None:
    """A name, first name first; some records hold it one level deeper."""
    if not as_text(fields.get("naam")):
        fields = as_fields(fields.get("contact"))
    names = filter(None, (as_text(fields.get("voornaam")), as_text(fields.get("naam"))))
    return " ".join(names) or None


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(as_text, values))))


def _steps(pairs: Iterable[tuple[object, object]]) -> tuple[tuple[str, str | None], ...]:
    read = ((as_text(status), as_text(moment)) for status, moment in pairs)
    return tuple((status, moment) for status, moment in read if status)


def _parse_xml(body: bytes) -> Element:
    """The tree of an XML text; one that defines entities of its own is refused.

    Raises:
        RequestFailed: ``not_xml``.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
        return builder.close()
    except (expat.ExpatError, AssertionError) as error:
        raise RequestFailed("not_xml", f"no whole XML came: {error}", is_passing=True) from error


def _refuse_doctype(*_: object) -> None:
    raise RequestFailed("not_xml", "XML with a document type came", is_passing=True)
