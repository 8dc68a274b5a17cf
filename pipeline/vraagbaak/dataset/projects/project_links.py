"""Links the projects that are in several answers, so that a sum can count each once.

Only projects of one beneficiary are compared, and of those only new ones with the others that share
a word or an amount: what was compared before stays as it is. The outcome depends on the documents
alone, not on the order in which they came.
"""

import datetime as dt
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset.database import insert_rows, transaction
from vraagbaak.dataset.projects import similarity
from vraagbaak.dataset.projects.similarity import AmountMatch, Likeness, Marks, compare, contradict
from vraagbaak.dataset.rows.document_rows import Row

_MARKS = """
    SELECT m.project_id, m.settled_by, q.asked_on, q.document_id, q.position, p.position,
        p.annex_id, q.id, q.question_key,
        coalesce(p.table_id, coalesce(p.annex_id, q.id) || '#' || p.part, q.id),
        m.words, m.names, m.numbers, m.years
    FROM project_marks m
    JOIN projects p ON p.id = m.project_id JOIN questions q ON q.id = p.question_id
    WHERE m.block = ?
"""
_AMOUNTS = """
    SELECT a.project_id, coalesce(a.kind, ''), a.amount_cents
    FROM project_amounts a JOIN project_marks m ON m.project_id = a.project_id
    WHERE m.block = ? AND a.is_counted
"""
_CERTAIN = """
    SELECT l.project_id, l.other_id, l.title_similarity, l.amount_match
    FROM project_links l JOIN project_marks m ON m.project_id = l.project_id
    WHERE m.block = ? AND l.is_certain
"""
_LEAVE = """
    DELETE FROM project_groups
    WHERE project_id IN (SELECT project_id FROM project_marks WHERE block = ?)
"""


_CROWD = 50  # printings of the very same


class _Pair(NamedTuple):
    one: Marks
    other: Marks
    likeness: Likeness


def link_projects(connection: sqlite3.Connection) -> None:
    """Bring links and groups in line with the projects, for each beneficiary that has new ones."""
    rules = _rules()
    with transaction(connection):
        blocks = connection.execute(
            "SELECT DISTINCT block FROM project_marks WHERE settled_by IS NOT ? ORDER BY block",
            (rules,),
        ).fetchall()
        for (block,) in blocks:
            _link_block(connection, block, rules)


def find_pairs(marks: Sequence[Marks], new: Sequence[Marks]) -> Iterator[_Pair]:
    """The pairs that are or may be one project, with a new one in each; the earlier one first.

    A project that fits several rows of one table equally well is certainly none of them.
    """
    pairs = list(_compare(marks, new))
    best: defaultdict[tuple[str, str], list[tuple[bool, bool, float]]] = defaultdict(list)
    for pair in pairs:
        for key in _sides(pair):
            best[key].append(_strength(pair.likeness))
    for pair in pairs:
        rivals = [other for key in _sides(pair) for other in best[key]]
        own = _strength(pair.likeness)
        # Its own strength is among those of both sides.
        if pair.likeness.is_certain and sum(other >= own for other in rivals) > 2:
            doubt = ("meer dan één rij van die tabel past",)
            yield pair._replace(likeness=pair.likeness._replace(doubts=doubt))
        else:
            yield pair


class _Group:
    """Projects that are one; what is printed alike many times is held against others once."""

    def __init__(self, one: Marks) -> None:
        self.members = [one]
        self.sheets = {one.sheet}
        self.kinds = {_content(one): one}

    def contradicts(self, other: "_Group") -> bool:
        return not self.sheets.isdisjoint(other.sheets) or any(
            contradict(a, b) for a, b in product(self.kinds.values(), other.kinds.values())
        )

    def take(self, other: "_Group") -> None:
        self.members += other.members
        self.sheets |= other.sheets
        self.kinds |= other.kinds


def group_projects(marks: Mapping[str, Marks], links: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The first project of each one's group, by id; the links are in the order of their strength.

    Two groups whose members contradict each other stay apart.
    """
    groups = {key: _Group(marks[key]) for link in links for key in link}
    for one, other in links:
        large, small = groups[one], groups[other]
        if large is small or large.contradicts(small):
            continue
        if len(large.members) < len(small.members):
            large, small = small, large
        large.take(small)
        groups |= dict.fromkeys((member.id for member in small.members), large)
    found: dict[str, str] = {}
    for group in set(groups.values()):
        if len(group.members) > 1:
            first = min(group.members, key=lambda member: member.order)
            found |= dict.fromkeys((member.id for member in group.members), first.id)
    return found


def _link_block(connection: sqlite3.Connection, block: str, rules: str) -> None:
    marks, settled = _read_block(connection, block)
    known = (rules, f"-{rules}")  # see the trigger of the table
    unsettled = {key for key, by in settled.items() if by not in known}
    # Those of a crowd are linked anew as one: another in their midst parts two that were linked.
    for crowd in _crowds(marks.values()):
        if any(settled[one.id] != rules for one in crowd):
            unsettled.update(one.id for one in crowd)
    new = [one for one in marks.values() if one.id in unsettled]
    ids = [(one.id,) for one in new]
    connection.executemany("DELETE FROM project_links WHERE project_id = ?", ids)
    connection.executemany("DELETE FROM project_links WHERE other_id = ?", ids)
    insert_rows(connection, map(_link_row, find_pairs(list(marks.values()), new)))
    certain = sorted(
        connection.execute(_CERTAIN, (block,)),
        key=lambda row: (-row[2], row[3] != AmountMatch.SAME, marks[row[0]].order, row[1]),
    )
    groups = group_projects(marks, [(one, other) for one, other, *_ in certain])
    connection.execute(_LEAVE, (block,))
    insert_rows(
        connection,
        (
            Row("project_groups", {"project_id": key, "project_group": first})
            for key, first in groups.items()
        ),
    )
    connection.execute("UPDATE project_marks SET settled_by = ? WHERE block = ?", (rules, block))


def _read_block(
    connection: sqlite3.Connection, block: str
) -> tuple[dict[str, Marks], dict[str, str | None]]:
    """What the projects of a beneficiary are compared by, in their order, and what settled them."""
    amounts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for project, kind, cents in connection.execute(_AMOUNTS, (block,)):
        amounts[project][kind] = cents
    found, settled = [], {}
    for key, by, asked_on, document, place, position, *rest in connection.execute(_MARKS, (block,)):
        annex, question, question_key, sheet, *lists = rest
        order = (asked_on or "9999", document, f"{place:06}", annex or "", f"{position:06}")
        day = dt.date.fromisoformat(asked_on) if asked_on else None
        words, names, numbers, years = (frozenset((text or "").split(",")) - {""} for text in lists)
        found.append(
            Marks(
                key, order, question, question_key, day, sheet, words, names, numbers, years,
                amounts.get(key, {}), annex is not None,
            )
        )  # fmt: skip
        settled[key] = by
    found.sort(key=lambda one: one.order)
    return {one.id: one for one in found}, settled


def _compare(marks: Sequence[Marks], new: Sequence[Marks]) -> Iterator[_Pair]:
    """Compare each new project with those that share a word or amount with it, each pair once.

    What is printed alike very often is compared with the next of its kind alone, so that the cost
    stays that of what is printed.
    """
    are_new = {one.id for one in new}
    crowds = list(_crowds(marks))
    crowded = {one.id for crowd in crowds for one in crowd}
    for crowd in crowds:
        rows = Counter(one.sheet for one in crowd)
        # Of two rows of one table that are alike, neither is for sure the one of another answer.
        alone = [one for one in crowd if rows[one.sheet] == 1]
        yield from _pairs((a, b) for a, b in pairwise(alone) if {a.id, b.id} & are_new)
    single = [one for one in marks if one.id not in crowded]
    by_sign: defaultdict[str | int, list[int]] = defaultdict(list)
    for place, one in enumerate(single):
        for sign in _signs(one):
            by_sign[sign].append(place)
    for place, one in enumerate(single):
        if one.id not in are_new:
            continue
        near = {other for sign in _signs(one) for other in by_sign[sign]}
        # A pair of two new ones comes up twice.
        others = (
            other
            for other in sorted(near)
            if other != place and not (other < place and single[other].id in are_new)
        )
        yield from _pairs((single[min(place, it)], single[max(place, it)]) for it in others)


def _pairs(candidates: Iterable[tuple[Marks, Marks]]) -> Iterator[_Pair]:
    for one, other in candidates:
        likeness = compare(one, other)
        if likeness is not None:
            yield _Pair(one, other, likeness)


def _crowds(marks: Iterable[Marks]) -> Iterator[list[Marks]]:
    """The projects of which the very same is printed very often, in their order."""
    by_content: defaultdict[Hashable, list[Marks]] = defaultdict(list)
    for one in marks:
        by_content[_content(one)].append(one)
    return (alike for alike in by_content.values() if len(alike) > _CROWD)


def _content(one: Marks) -> Hashable:
    """What two projects that are printed alike have in common, but for where they stand."""
    return one.words, one.names, one.numbers, one.years, frozenset(one.amounts.items())


def _signs(one: Marks) -> set[str | int]:
    """What projects that are one have in common: a word of the title, or an amount."""
    return {*one.words, *(cents for cents in one.amounts.values() if cents)}


def _sides(pair: _Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    """Each project with the table or list that the other stands in."""
    return (pair.one.id, pair.other.sheet), (pair.other.id, pair.one.sheet)


def _strength(likeness: Likeness) -> tuple[bool, bool, float]:
    same = likeness.amount is AmountMatch.SAME
    return likeness.is_certain, same, likeness.similarity


def _link_row(pair: _Pair) -> Row:
    likeness = pair.likeness
    return Row(
        "project_links",
        {
            "project_id": pair.one.id,
            "other_id": pair.other.id,
            "is_certain": likeness.is_certain,
            "title_match": likeness.title,
            "title_similarity": likeness.similarity,
            "amount_match": likeness.amount,
            "year_match": likeness.year,
            "days_apart": likeness.days,
            "doubt": "; ".join(likeness.doubts) or None,
        },
    )


@cache
def _rules() -> str:
    """A mark that changes with the code that compares."""
    return f"{zlib.crc32(Path(similarity.__file__).read_bytes()):08x}"
