"""Other written questions that a text cites by their number."""

import datetime as dt
import re

from vraagbaak.records import Passage, Reference
from vraagbaak.vocabulary.dates import parse_date

_DATE = r"\d{1,2}\s+[a-z]+\s+\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}"
_CITED = re.compile(
    r"\b(?:schriftelijke|parlementaire)\s+vra(?:ag|gen)\s+(?:met\s+)?(?:de\s+)?(?=(?:nr|nummer|\d))"
    r"|\b(?:mijn|haar|zijn|uw|eerdere|vorige|op|de)\s+vra(?:ag|gen)\s+(?=nrs?\.?\s?\d)"
    r"|\bSV\s+(?=nrs?\.?\s?\d|\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(?:nrs?\.?|nummers?)?\s*(?P<number>\d{1,4})(?![\d.,]*\s*(?:euro|%))\b(?!\.\d)"
)
_YEAR = re.compile(r"\s*\(\d{4}\s?-\s?\d{4}\)")
_DATED = re.compile(
    rf"(?P<between>[^.;?!]{{0,90}}?)\b(?:van|gesteld\s+op|d\.d\.|dd\.?|op)\s+(?P<date>{_DATE})"
)
_NEXT = re.compile(
    r"\s*(?:,\s*(?:en\s+)?|\ben\s+|&\s*)(?:(?:van|met)\s+)?(?=nrs?\.?\s*\d|nummers?\s*\d|\d)"
)
_OTHER_CITATION = re.compile(r"\b(?:nrs?\.|nummer|vra(?:ag|gen)|stuk)\b", re.IGNORECASE)


def find_references(passage: Passage) -> tuple[Reference, ...]:
    """The written questions cited in a passage; a date said once counts for the whole list.

    "vraag om uitleg" and "stuk" are other kinds of document and do not count.
    """
    references: list[Reference] = []
    folded = passage.text.casefold()
    if "vra" not in folded and "sv" not in folded:
        return ()  # most passages, which a look at each word of them would tell later
    for match in _CITED.finditer(passage.text):
        references += _list(passage, match.start(), match.end())
    return tuple(references)


def _list(passage: Passage, start: int, end: int) -> list[Reference]:
    """The numbers of one citation, each with its date or that of the list."""
    found: list[tuple[int, int, int, dt.date | None]] = []
    at = start
    while True:
        match = _NUMBER.match(passage.text, end)
        if match is None:
            break
        year = _YEAR.match(passage.text, match.end())
        end = year.end() if year else match.end()
        following = _NEXT.match(passage.text, end)
        dated = None if year or following else _date(passage.text, end)
        date = dated[0] if dated else None
        end = dated[1] if dated else end
        found.append((int(match["number"]), at, end, date))
        following = following or _NEXT.match(passage.text, end)
        if following is None:
            break
        at = end = following.end()
    if found and found[-1][3] and not any(date for *_, date in found[:-1]):
        found = [(number, at, end, found[-1][3]) for number, at, end, _ in found]
    return [
        Reference(number, date, passage.text[at:end].strip(), passage.place(at, end))
        for number, at, end, date in found
    ]


def _date(text: str, start: int) -> tuple[dt.date, int] | None:
    """The date that goes with a number: soon after it, with no other citation between."""
    match = _DATED.match(text, start)
    if match is None or _OTHER_CITATION.search(match["between"]):
        return None
    date = parse_date(match["date"])
    return (date, match.end()) if date else None
