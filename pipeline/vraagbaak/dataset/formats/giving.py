"""Grants as a package of the 360Giving Data Standard: what was granted or paid, each project once.

The standard asks for more than an answer to a written question prints. What is not printed is not
made up: fields of our own beside the standard's (``awardDateBasis``, ``amountBasis``) say what a
value is, and what cannot be said honestly leaves the grant out, which is counted.
"""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from vraagbaak.dataset.projects.project_list import Listed, Wanted, list_projects
from vraagbaak.errors import WrongUsage
from vraagbaak.vocabulary.dates import Precision, find_dates
from vraagbaak.vocabulary.municipalities import load_gazetteer
from vraagbaak.vocabulary.names import surname_slug
from vraagbaak.vocabulary.title_words import name_stem

_PREFIX = "360G-vraagbaak"  # of identifiers; a publisher that registers has one of its own
_REGISTER = "BE-BCE_KBO"  # the Belgian register of enterprises on org-id.guide
_VERSION = "1.1"
_LONGEST_TITLE = 140
_GRANTED, _PAID, _REQUESTED = "granted", "paid", "requested"
_AWARDED = re.compile(r"toeken|toegeken|beslis|goedkeur|goedgekeur|vastleg|vastgelegd|besluit")
_DATES = """
    SELECT p.id, c.table_id, c.column_index, c.text
    FROM projects p JOIN cells c ON c.id BETWEEN p.table_id || '/' || p.row_index || '/'
        AND p.table_id || '/' || p.row_index || '0'
    WHERE c.text GLOB '*[0-9]*'
"""
_HEADERS = """
    SELECT table_id, column_index, column_index + column_span, text FROM cells
    WHERE is_header AND table_id IN (SELECT table_id FROM projects)
    ORDER BY table_id, row_index, column_index
"""
_QUESTIONS = """
    SELECT q.id, q.title, q.number, q.session_year,
        (SELECT m.name FROM question_ministers m WHERE m.question_id = q.id ORDER BY m.position),
        (SELECT m.title FROM question_ministers m WHERE m.question_id = q.id ORDER BY m.position)
    FROM questions q
"""

_Object = dict[str, Any]


class _Question(NamedTuple):
    title: str
    number: int | None
    session_year: str | None
    minister: str | None
    office: str | None


def write_grants(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Write the grants of a dataset as JSON, and say what was left out, a line each, in Dutch.

    Raises:
        WrongUsage: there is no grant in the dataset: the standard knows no empty package.
    """
    gazetteer = load_gazetteer()
    rows = list_projects(connection, Wanted(), gazetteer).rows
    left_out: Counter[str] = Counter()
    dates = _award_dates(connection)
    chosen = list(_choose(rows, dates, left_out))
    if not chosen:
        raise WrongUsage("no project has an amount that was granted or paid: there is no grant")
    hashes = dict(connection.execute("SELECT path, sha256 FROM documents"))
    questions = {key: _Question(*rest) for key, *rest in connection.execute(_QUESTIONS)}
    remarks = tuple(f"weggelaten: {count} {reason}" for reason, count in sorted(left_out.items()))
    package = {
        "version": _VERSION,
        "title": "Subsidies in antwoorden op schriftelijke vragen, Vlaams Parlement",
        "description": " ".join((_DESCRIPTION, *(f"{remark}." for remark in remarks))),
        "grants": [
            _grant(row, others, questions[row.question], dates.get(row.id))
            | {"relatedDocument": [_document(row, hashes[row.document])]}
            for row, others in chosen
        ],
    }
    path.write_text(
        json.dumps(package, ensure_ascii=False, indent=1, default=_number) + "\n", encoding="utf-8"
    )
    return remarks


_DESCRIPTION = (
    "Gelezen uit de PDF's door vraagbaak; elk veld is daarmee te controleren. De financier en de "
    "datum van toekenning zijn zelden gedrukt: zie awardDateBasis en fundingOrganization."
)


def _choose(
    rows: Sequence[Listed], dates: Mapping[str, str], left_out: Counter[str]
) -> Iterator[tuple[Listed, tuple[str, ...]]]:
    """The rows that are grants, each group once, with the ids of the others of the group.

    Of a group, the row that says what was granted goes before one that says what was paid.
    """
    groups: defaultdict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        reason = _reason_against(row, dates.get(row.id))
        if reason is None:
            groups[row.group or row.id].append(row)
        elif reason:
            left_out[reason] += 1
    for group in groups.values():
        group.sort(key=lambda row: (_GRANTED not in row.amounts, str(row.asked_on), row.id))
        first, *others = group
        left_out["rijen van projecten die ook elders staan"] += len(others)
        yield first, tuple(row.id for row in others)
    left_out += Counter()  # zeros go


def _reason_against(row: Listed, awarded_on: str | None) -> str | None:
    """Why a row is no grant of the standard: "" where it gives no money, None where it is one."""
    if not any(row.amounts.get(kind, 0) > 0 for kind in (_GRANTED, _PAID)):
        return ""
    if row.is_private:
        return "subsidies aan privépersonen"
    if row.asked_on is None and awarded_on is None:
        return "subsidies zonder enige datum"
    if not row.beneficiary.strip():
        return "subsidies zonder ontvanger"
    return None


def _grant(
    row: Listed, others: tuple[str, ...], question: _Question, awarded_on: str | None
) -> _Object:
    granted, paid = row.amounts.get(_GRANTED), row.amounts.get(_PAID)
    title = row.title or question.title or row.beneficiary
    grant: _Object = {
        "id": f"{_PREFIX}-{row.id}",
        "title": _shortened(title),
        "description": _description(row, question, title),
        "currency": "EUR",
        "amountAwarded": granted or paid,
        "amountBasis": "Toegekend bedrag" if granted else "Betaald bedrag; toegekend: niet gedrukt",
        "awardDate": awarded_on or (row.asked_on.isoformat() if row.asked_on else None),
        "awardDateBasis": (
            "Gedrukte datum"
            if awarded_on
            else "Datum van de schriftelijke vraag; de datum van toekenning is niet gedrukt"
        ),
        "recipientOrganization": [_recipient(row)],
        "fundingOrganization": [_funder(question)],
    }
    if row.nis_code is not None:
        grant["beneficiaryLocation"] = [
            {
                "name": row.municipality,
                "countryCode": "BE",
                "geoCode": row.nis_code,
                "geoCodeType": "NIS",
            }
        ]
    if _REQUESTED in row.amounts:
        grant["amountAppliedFor"] = row.amounts[_REQUESTED]
    if paid is not None:
        grant["amountDisbursed"] = paid
    if others:
        grant["alsoPrintedAs"] = "; ".join(others)
    return grant


def _recipient(row: Listed) -> _Object:
    """Who gets it: by its number in the register, else by the NIS code, else by its name."""
    if row.enterprise_number is not None:
        key = f"{_REGISTER}-{row.enterprise_number}"
    elif row.nis_code is not None:
        key = f"{_PREFIX}-ORG:nis-{row.nis_code}"
    else:
        key = f"{_PREFIX}-ORG:{name_stem(row.beneficiary).replace(' ', '-') or row.id}"
    is_municipality = row.nis_code is not None and row.enterprise_number is None
    name = row.municipality if is_municipality else row.beneficiary
    return {"id": key, "name": name, "description": row.beneficiary}


def _funder(question: _Question) -> _Object:
    """Who answered: an answer seldom says who pays, and the standard wants a name."""
    if question.minister is None:
        return {"id": f"{_PREFIX}-ORG:niet-vermeld", "name": "Niet vermeld"}
    funder = {
        "id": f"{_PREFIX}-ORG:antwoord-{surname_slug(question.minister)}",
        "name": f"Niet vermeld; het antwoord is van {question.minister}",
    }
    return funder | ({"department": question.office} if question.office else {})


def _document(row: Listed, sha256: str | None) -> _Object:
    page = f"p. {row.page}, " if row.page else ""
    return {
        "id": row.question,
        "title": row.document,
        "description": f"{page}SHA-256 {sha256 or 'onbekend'}",
    }


def _description(row: Listed, question: _Question, title: str) -> str:
    number = question.number if question.number is not None else "?"
    said = [
        title,
        f"Schriftelijke vraag nr. {number} ({question.session_year or '?'}): {question.title}",
    ]
    if row.status:
        said.append(f"Status: {row.status}")
    return ". ".join(text.rstrip(". ") for text in said) + "."


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _award_dates(connection: sqlite3.Connection) -> Mapping[str, str]:
    """The day on which a project was granted, where its row prints one below such a header."""
    headers: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for table, *header in connection.execute(_HEADERS):
        headers[table].append((header[0], header[1], header[2]))
    dates = {}
    for project, table, column, text in connection.execute(_DATES):
        above = (words for start, end, words in headers[table] if start <= column < end)
        folded = " ".join(above).casefold()
        if "datum" in folded and _AWARDED.search(folded):
            found = find_dates(text)
            if len(found) == 1 and found[0].precision is Precision.DAY:
                dates[project] = found[0].first.isoformat()
    return dates


def _number(value: object) -> int | float:
    """An amount as the standard wants it; cents survive in a double."""
    if not isinstance(value, Decimal):
        raise TypeError(type(value).__name__)
    return int(value) if value == value.to_integral_value() else float(value)
