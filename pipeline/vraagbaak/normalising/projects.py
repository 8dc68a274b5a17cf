"""Find the grants, projects and files that a question's tables and lists give to beneficiaries."""

from collections.abc import Sequence
from dataclasses import replace

from vraagbaak.normalising.columns import Column, find_columns, group_by_cell
from vraagbaak.normalising.grant_rows import GrantTable, find_row_projects
from vraagbaak.normalising.grants import gives_projects
from vraagbaak.normalising.headers import count_halves
from vraagbaak.normalising.identities import mark_private_persons
from vraagbaak.normalising.layout import Layout
from vraagbaak.normalising.lists import find_list_projects
from vraagbaak.normalising.statuses import is_total_row
from vraagbaak.records import AmountMention, Issue, MunicipalityMention, Project, Question

__all__ = ["find_projects", "is_total_row"]


def find_projects(
    question: Question,
    layouts: Sequence[Layout],
    municipalities: Sequence[MunicipalityMention],
    amounts: Sequence[AmountMention],
) -> tuple[tuple[Project, ...], tuple[Issue, ...]]:
    """The projects of a question in printed order, tables before lists, and what is doubtful.

    The layouts are those of its tables, the mentions those of the whole question. Issues:
    ``lead_unknown`` for a municipality that has no code, ``amount_ambiguous`` where several
    amounts of a row fit equally, ``enterprise_number_unknown`` for a number of the KBO that does
    not check, ``person_withheld`` for a beneficiary that reads as a private person.
    """
    projects: list[Project] = []
    issues: list[Issue] = []
    for index, (table, layout) in enumerate(zip(question.tables, layouts, strict=True)):
        prefix = f"tables/{index}/"
        places = group_by_cell(m for m in municipalities if m.part.startswith(prefix))
        money = group_by_cell(m for m in amounts if m.part.startswith(prefix))
        columns = find_columns(layout, places, money)
        if not gives_projects(table, columns, question):
            continue
        halves = [
            find_row_projects(GrantTable(index, table, half, places, money))
            for half in _side_by_side(columns)
        ]
        for found, doubts in halves:
            projects.extend(found)
            issues.extend(doubts)
    for index, answer in enumerate(question.answers):
        part = f"answers/{index}"
        named = [mention for mention in municipalities if mention.part == part]
        printed = [mention for mention in amounts if mention.part == part]
        projects.extend(find_list_projects(part, answer.passage, named, printed))
    marked, private = mark_private_persons(projects)
    return marked, (*issues, *private)


def _side_by_side(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    """The columns of each of the tables that stand side by side in one, usually of one alone."""
    width = len(columns) // count_halves([column.header for column in columns])
    return [
        tuple(replace(column, index=column.index + start) for column in columns[:width])
        for start in range(0, len(columns), width)
    ]
