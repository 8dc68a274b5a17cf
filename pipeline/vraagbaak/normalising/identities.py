"""Who a beneficiary is: its number in the register of enterprises, or a private person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vraagbaak.normalising.columns import Column
from vraagbaak.records import Cell, Issue, Project
from vraagbaak.vocabulary.enterprises import (
    EnterpriseNumber,
    find_enterprise_numbers,
    speaks_of_enterprise_numbers,
)
from vraagbaak.vocabulary.persons import reads_as_person


def find_row_enterprise(
    columns: Sequence[Column], row: Sequence[Cell | None], beneficiary: str
) -> tuple[str | None, str | None]:
    """The number of a row's beneficiary, ten digits, and the printed one that does not check.

    It stands beside the name or in a column of its own. Several numbers are those of several
    organisations: then none is the beneficiary's.
    """
    found = list(find_enterprise_numbers(beneficiary))
    for column, cell in zip(columns, row, strict=True):
        if cell is not None and speaks_of_enterprise_numbers(column.header):
            found += find_enterprise_numbers(cell.passage.text, is_announced=True)
    unfit = next((number.text for number in found if number.digits is None), None)
    return _only(found), unfit


def find_item_enterprise(text: str) -> str | None:
    """The number that is printed in an item of a list, where it is the only one."""
    return _only(list(find_enterprise_numbers(text)))


def mark_private_persons(
    projects: Sequence[Project],
) -> tuple[tuple[Project, ...], tuple[Issue, ...]]:
    """The projects, those of private persons marked, with an issue about each that has no name.

    The number of a person's own business names the person too, so it is left out.
    """
    marked = tuple(
        replace(project, is_private=True, enterprise=None) if _is_private(project) else project
        for project in projects
    )
    return marked, tuple(_say_private(marked))


def _is_private(project: Project) -> bool:
    return project.lead is None and reads_as_person(project.beneficiary)


def _say_private(projects: Sequence[Project]) -> Iterator[Issue]:
    for project in projects:
        if project.is_private:
            page = project.place.page if project.place else None
            message = "een begunstigde leest als een privépersoon: in de dataset blijft de naam weg"
            yield Issue("person_withheld", message, page)


def _only(numbers: Sequence[EnterpriseNumber]) -> str | None:
    digits = {number.digits for number in numbers}
    return digits.pop() if len(digits) == 1 else None
