"""The projects of municipalities as one list that can be added up, and what stands in the way."""

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from vraagbaak.dataset.rows.project_rows import codes_now
from vraagbaak.vocabulary.municipalities import Gazetteer

_PROJECTS = """
    SELECT p.id, p.lead_nis_code, p.beneficiary, p.is_private, p.enterprise_number, p.title,
        p.status, p.review, p.page, coalesce(p.amount_kind, ''), p.amount_cents,
        p.amount_extracted_cents, q.id, q.asked_on, d.path, g.project_group
    FROM projects p
    JOIN questions q ON q.id = p.question_id LEFT JOIN annexes a ON a.id = p.annex_id
    JOIN documents d ON d.id = coalesce(a.document_id, q.document_id)
    LEFT JOIN project_groups g ON g.project_id = p.id
"""
_AMOUNTS = """
    SELECT project_id, coalesce(kind, ''), amount_cents, is_counted, text, header
    FROM project_amounts ORDER BY question_id, annex_id, position
"""
_DOUBTFUL = "SELECT project_id, other_id FROM project_links WHERE NOT is_certain"
_PARTNERS = "SELECT project_id, nis_code FROM project_partners ORDER BY project_id, position"

KINDS = ("requested", "granted", "paid", "estimate", "total", "")
"""The kinds that sums are kept apart by; "" is an amount of which nothing says what it is."""


class Wanted(NamedTuple):
    """Which projects: of which municipalities, of questions from when until when, with what amount.

    ``codes`` are NIS codes, all municipalities and organisations without any; both days are
    included. ``current_boundaries`` counts former municipalities with what they are part of today.
    """

    codes: frozenset[str] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None
    kind: str | None = None
    current_boundaries: bool = False


class Listed(NamedTuple):
    """A project of the list.

    ``amounts`` are euro by kind, those that a sum takes, as corrected where a review says so;
    ``extracted`` what the program found for those that were corrected, None where it found
    none. ``uncounted`` are the other amounts as printed, with the header of their column.
    ``group`` is the first project of those that are the same in several answers, None where
    there is one answer.
    """

    id: str
    nis_code: str | None
    municipality: str
    beneficiary: str
    is_private: bool
    enterprise_number: str | None
    partners: tuple[str, ...]
    title: str
    status: str | None
    review: str
    amounts: Mapping[str, Decimal]
    extracted: Mapping[str, Decimal | None]
    uncounted: tuple[str, ...]
    group: str | None
    question: str
    asked_on: dt.date | None
    document: str
    page: int | None


class Sum(NamedTuple):
    """The amounts of one kind, of one municipality or (None) of all.

    ``once`` counts each group of projects once: where it is less than ``amount``, the ``repeated``
    rows are in another answer too.
    """

    municipality: str | None
    kind: str
    rows: int
    amount: Decimal
    repeated: int
    once: Decimal


class ProjectList(NamedTuple):
    """What was found, and what is not in its sums.

    ``doubtful`` counts the pairs of rows that may be one project but are not linked;
    ``without_amount`` the rows that no sum takes; ``left_out`` the projects that have no
    amount of the kind asked for; ``as_partner`` those in which a municipality asked for only takes
    part; ``former`` those of what was merged into it.
    """

    rows: tuple[Listed, ...]
    sums: tuple[Sum, ...]
    doubtful: int
    without_amount: int
    left_out: int
    as_partner: int
    former: int


def list_projects(
    connection: sqlite3.Connection, wanted: Wanted, gazetteer: Gazetteer
) -> ProjectList:
    """Find the projects and add up their amounts, each kind by itself."""
    fold = _folding(wanted)
    chosen = {fold(code) for code in wanted.codes}
    found = [row for row in _read(connection, gazetteer, fold) if _is_in_time(row, wanted)]
    own = [row for row in found if not chosen or row.nis_code in chosen]
    rows = [row for row in own if wanted.kind is None or wanted.kind in row.amounts]
    rows.sort(
        key=lambda row: (row.municipality == "", row.municipality, row.asked_on or _LAST, row.id)
    )
    return ProjectList(
        tuple(rows),
        tuple(_sums(rows, wanted.kind)),
        doubtful=_count_doubtful(connection, rows),
        without_amount=sum(not row.amounts for row in rows),
        left_out=len(own) - len(rows),
        as_partner=_count_partners(found, chosen),
        former=_count_former(found, chosen) if not wanted.current_boundaries else 0,
    )


def count_once(rows: Sequence[Listed], kind: str) -> Iterator[Listed]:
    """The rows with an amount of a kind, of each group the first only."""
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: (row.asked_on or _LAST, row.id)):
        if kind in row.amounts and (row.group is None or row.group not in seen):
            seen.add(row.group or "")
            yield row


_LAST = dt.date.max


def _folding(wanted: Wanted) -> Callable[[str], str]:
    """What gives the code that a municipality is counted under."""
    now = codes_now()
    return (lambda code: now[code]) if wanted.current_boundaries else (lambda code: code)


def _read(
    connection: sqlite3.Connection, gazetteer: Gazetteer, fold: Callable[[str], str]
) -> Iterator[Listed]:
    amounts: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    uncounted: defaultdict[str, list[str]] = defaultdict(list)
    left_out: defaultdict[str, set[str]] = defaultdict(set)
    for project, kind, cents, is_counted, text, header in connection.execute(_AMOUNTS):
        if is_counted:
            amounts[project][kind] = Decimal(cents).scaleb(-2)
        else:
            uncounted[project].append(f"{text} ({header})" if header else text)
            left_out[project].add(kind)
    partners: defaultdict[str, list[str]] = defaultdict(list)
    for project, code in connection.execute(_PARTNERS):
        partners[project].append(fold(code))
    for row in connection.execute(_PROJECTS):
        key, lead, beneficiary, is_private, enterprise, title, status, review, page, *rest = row
        kind, ruled, extracted, question, asked_on, path, group = rest
        code = fold(lead) if lead else None
        # An amount that no sum takes, because the project was refused, stays out when corrected.
        is_ruled = ruled != extracted and (kind in amounts[key] or kind not in left_out[key])
        yield Listed(
            id=key,
            nis_code=code,
            municipality=gazetteer.name(code) if code else "",
            beneficiary=beneficiary,
            is_private=bool(is_private),
            enterprise_number=enterprise,
            partners=tuple(dict.fromkeys(partners[key])),
            title=title,
            status=status,
            review=review,
            amounts=_as_ruled(amounts[key], kind, ruled) if is_ruled else amounts[key],
            extracted={kind: _euro(extracted)} if is_ruled else {},
            uncounted=tuple(uncounted[key]),
            group=group,
            question=question,
            asked_on=dt.date.fromisoformat(asked_on) if asked_on else None,
            document=path,
            page=page,
        )


def _as_ruled(
    amounts: Mapping[str, Decimal], kind: str, ruled: int | None
) -> Mapping[str, Decimal]:
    """The amounts of a project, its main one as a review corrected it, in cents."""
    euro = _euro(ruled)
    others = {name: amount for name, amount in amounts.items() if name != kind}
    return others if euro is None else {**others, kind: euro}


def _euro(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _is_in_time(row: Listed, wanted: Wanted) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    if row.asked_on is None:
        return False
    return (wanted.since or dt.date.min) <= row.asked_on <= (wanted.until or dt.date.max)


def _sums(rows: Sequence[Listed], kind: str | None) -> Iterator[Sum]:
    """Those of each municipality, by name, where there are several; then those of all."""
    by_name: defaultdict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        by_name[row.municipality].append(row)
    kinds = KINDS if kind is None else (kind,)
    if len(by_name) > 1:
        for name, group in by_name.items():
            yield from (one for each in kinds if (one := _sum(name, each, group)))
    yield from (one for each in kinds if (one := _sum(None, each, rows)))


def _sum(municipality: str | None, kind: str, rows: Sequence[Listed]) -> Sum | None:
    having = [row for row in rows if kind in row.amounts]
    if not having:
        return None
    once = list(count_once(having, kind))
    return Sum(
        municipality,
        kind,
        len(having),
        sum((row.amounts[kind] for row in having), Decimal(0)),
        len(having) - len(once),
        sum((row.amounts[kind] for row in once), Decimal(0)),
    )


def _count_doubtful(connection: sqlite3.Connection, rows: Sequence[Listed]) -> int:
    """The pairs of rows that may be one project, but for those that are one by other links."""
    groups = {row.id: row.group or row.id for row in rows}
    pairs = connection.execute(_DOUBTFUL)
    return sum(
        one in groups and other in groups and groups[one] != groups[other] for one, other in pairs
    )


def _count_partners(found: Sequence[Listed], chosen: set[str]) -> int:
    return sum(row.nis_code not in chosen and not chosen.isdisjoint(row.partners) for row in found)


def _count_former(found: Sequence[Listed], chosen: set[str]) -> int:
    """The projects of other codes that are today what was asked for."""
    now = codes_now()
    today = {now[code] for code in chosen}
    return sum(
        row.nis_code is not None and row.nis_code not in chosen and now[row.nis_code] in today
        for row in found
    )
