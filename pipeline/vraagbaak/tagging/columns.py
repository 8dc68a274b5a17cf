"""Tells which columns of a table hold municipalities and which provinces."""

import re
from collections.abc import Iterable

from vraagbaak.records import Table
from vraagbaak.tagging.candidates import Setting
from vraagbaak.tagging.signs import PLACE_NOUNS
from vraagbaak.vocabulary.municipalities import Gazetteer
from vraagbaak.vocabulary.place_names import Kind, Meaning, NameHit

_PROVINCE_HEADER = re.compile(r"\bprovincies?\b", re.IGNORECASE)
_PLACE_HEADER = re.compile(
    r"\b(?:gemeentes?|gemeenten|stad|steden|lokale? bestu(?:ur|ren)|deelgemeenten?|ocmw(?:'s)?)\b",
    re.IGNORECASE,
)
_LEADING_WORD = re.compile(r"\s*([^\W\d_]+)\s+(?:van\s+)?")
_PARTNERS = re.compile(r"\s*(?:$|[,;/&+(]|[-–]\s|ism\b|i\.\s?s\.\s?m\.|en\s+[A-Z])")
_SHARE_OF_PLACES = 0.5


def find_settings(table: Table, gazetteer: Gazetteer) -> tuple[Setting, ...]:
    """What each column of a table holds."""
    headers: list[list[str]] = [[] for _ in range(table.column_count)]
    bodies: list[list[str]] = [[] for _ in range(table.column_count)]
    for cell in table.cells:
        texts = headers if cell.row < table.header_rows else bodies
        texts[cell.column].append(cell.passage.text)
    return tuple(
        _setting(header, body, gazetteer) for header, body in zip(headers, bodies, strict=True)
    )


def _setting(header: Iterable[str], body: Iterable[str], gazetteer: Gazetteer) -> Setting:
    """What a column holds, from its header and from the names that its cells begin with."""
    headed = " ".join(header)
    names = [_leading_name(text, gazetteer) for text in body if text.strip()]
    provinces = sum(name is not None and name.name.kind is Kind.PROVINCE for name in names)
    doubtful = sum(name is not None and Meaning.PROVINCE in name.name.meanings for name in names)
    headed_provinces = _PROVINCE_HEADER.search(headed) and not _PLACE_HEADER.search(headed)
    listed_provinces = provinces > 0 and provinces + doubtful > _SHARE_OF_PLACES * len(names)
    if headed_provinces or listed_provinces:
        return Setting.PROVINCES
    places = sum(name is not None and name.name.kind is Kind.MUNICIPALITY for name in names)
    named = bool(_PLACE_HEADER.search(headed)) and places > 0
    if named or (places >= 2 and places >= _SHARE_OF_PLACES * len(names)):
        return Setting.PLACES
    return Setting.CELL


def _leading_name(text: str, gazetteer: Gazetteer) -> NameHit | None:
    """The name that a cell begins with, or that stands after "Stad", "Gemeente" or "OCMW".

    A word that is also a name counts only where nothing follows it but partners: "As", "Boom ism
    Niel", not "Essen en beuken".
    """
    hit = next(gazetteer.find(text), None)
    if hit is None:
        return None
    noun = _LEADING_WORD.fullmatch(text, 0, hit.start)
    if hit.start > 0 and (noun is None or noun[1].lower() not in PLACE_NOUNS):
        return None
    is_word = Meaning.WORD in hit.name.meanings or Meaning.COMMON_WORD in hit.name.meanings
    return None if is_word and not _PARTNERS.match(text, hit.end) else hit
