"""The rows of projects: who gets what, all their amounts, and what they are compared by."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from vraagbaak.dataset.keys import Owner, child_id
from vraagbaak.dataset.reviews.ruling import State
from vraagbaak.dataset.rows.document_rows import Row, Values, child_row, place_values
from vraagbaak.records import AmountMention, Project, QuestionRecord, Table
from vraagbaak.vocabulary.municipalities import load_gazetteer
from vraagbaak.vocabulary.persons import without_addressed_names
from vraagbaak.vocabulary.title_words import find_years, name_stem, title_words


def project_rows(owner: Owner, record: QuestionRecord, names: dict[str, str]) -> Iterator[Row]:
    """The rows of the projects of a question or annex, their partners and amounts.

    The name of a private person is left out here, and nowhere else: the document is what it is.

    Args:
        owner: the question or annex.
        record: the question with what was found in it.
        names: the parts that the keys of the dataset call otherwise than the records do.
    """
    for position, project in enumerate(record.projects):
        project_id = child_id(owner.id, "projects", position)
        values = _project(owner, project, names)
        yield child_row("projects", project_id, owner, position, values)
    for position, project in enumerate(record.projects):
        project_id = child_id(owner.id, "projects", position)
        for place, nis_code in enumerate(project.partners):
            partner: Values = {"project_id": project_id, "position": place, "nis_code": nis_code}
            yield Row("project_partners", partner)


def project_amount_rows(owner: Owner, record: QuestionRecord) -> Iterator[Row]:
    """The rows of the amounts of projects, after those of the mentions that they are."""
    mentions = {mention: position for position, mention in enumerate(record.amounts)}
    position = 0
    for place, project in enumerate(record.projects):
        for amount in project.amounts:
            values: Values = {
                "project_id": child_id(owner.id, "projects", place),
                "kind": amount.kind,
                "amount": amount.euro,
                "text": amount.mention.text,
                "header": amount.header,
                "is_counted": amount.is_counted,
                "amount_mention_id": _mention_id(owner, mentions, amount.mention),
                **place_values(amount.mention.place or project.place),
            }
            row_id = child_id(owner.id, "project_amounts", position)
            yield child_row("project_amounts", row_id, owner, position, values)
            position += 1


def project_mark_rows(owner: Owner, record: QuestionRecord) -> Iterator[Row]:
    """What the projects are compared by; a beneficiary without a name is compared with none."""
    for place, (project, years) in enumerate(
        zip(record.projects, _years_around(record), strict=True)
    ):
        block = _block(project)
        if block is None:
            continue
        title = title_words(project.title)
        values: Values = {
            "project_id": child_id(owner.id, "projects", place),
            "block": block,
            "words": title.words,
            "names": title.names,
            "numbers": title.numbers,
            "years": years,
            "settled_by": None,
        }
        yield Row("project_marks", values)


def _project(owner: Owner, project: Project, names: dict[str, str]) -> Values:
    in_table = project.table is not None
    return {
        "beneficiary": "" if project.is_private else project.beneficiary,
        "is_private": project.is_private,
        "enterprise_number": project.enterprise,
        "lead_nis_code": project.lead,
        "title": without_addressed_names(project.title),
        "amount": project.amount,
        "amount_extracted": project.amount,
        "amount_kind": project.amount_kind,
        "amount_text": project.amount_text,
        "status": project.status,
        "table_id": child_id(owner.id, "tables", project.table or 0) if in_table else None,
        "row_index": project.row,
        "part": names.get(project.part, project.part) if project.part else None,
        "char_start": project.start,
        "char_end": project.end,
        "review": State.UNCHECKED,
        **place_values(project.place),
    }


def _mention_id(
    owner: Owner, mentions: Mapping[AmountMention, int], mention: AmountMention
) -> str | None:
    position = mentions.get(mention)
    return None if position is None else child_id(owner.id, "amounts", position)


def _block(project: Project) -> str | None:
    """Who the project is of: a municipality as it is today, an organisation by number or name."""
    if project.is_private:
        return None
    if project.lead is not None:
        # A code that is none is for the database to refuse.
        return f"nis {codes_now().get(project.lead, project.lead)}"
    if project.enterprise is not None:
        return f"kbo {project.enterprise}"
    name = name_stem(project.beneficiary)
    return f"name {name}" if name else None


@cache
def codes_now() -> Mapping[str, str]:
    """Today's code of every municipality there was."""
    gazetteer = load_gazetteer()
    return {each.nis: gazetteer.code_now(each.nis) for each in gazetteer.municipalities}


def _years_around(record: QuestionRecord) -> Iterator[tuple[str, ...]]:
    """The years around each project: of its row and title, else of its table, else the question."""
    question = record.question
    rows = _years_in_rows(record)
    sheets = [frozenset(_years_above(table)) for table in question.tables]
    titled = frozenset(find_years(question.title.text))
    for project in record.projects:
        found = frozenset(find_years(project.title))
        if project.table is not None and project.row is not None:
            found |= rows[project.table, project.row]
            found = found or sheets[project.table]
        yield tuple(sorted(found or titled))


def _years_in_rows(record: QuestionRecord) -> Mapping[tuple[int, int], set[str]]:
    """The years in each row of each table; "2019" in a column of money is none."""
    money = {mention.part for mention in record.amounts}
    years: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for index, table in enumerate(record.question.tables):
        for cell in table.cells:
            if f"tables/{index}/{cell.row}/{cell.column}" not in money:
                found = set(find_years(cell.passage.text))
                for row in range(cell.row, cell.row + cell.row_span):
                    years[index, row] |= found
    return years


def _years_above(table: Table) -> Iterator[str]:
    """The years in a table's caption, the sentence before it and its header."""
    headers = (cell.passage for cell in table.cells if cell.row < table.header_rows)
    for passage in (table.caption, table.lead_in, *headers):
        if passage is not None:
            yield from find_years(passage.text)
