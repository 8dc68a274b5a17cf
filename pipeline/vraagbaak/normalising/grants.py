"""Tell a table of grants to beneficiaries from a table of statistics."""

import re
from collections.abc import Sequence

from vraagbaak.normalising.columns import Column, ColumnRole
from vraagbaak.normalising.header_words import fold
from vraagbaak.normalising.headers import find_banners
from vraagbaak.records import AmountKind, Question, Table

_GRANT = re.compile(
    r"subsidi|\bsteun|premie|toelage|tegemoetkoming|trekkingsrecht|dotatie|toegeken|toekenning|"
    r"goedgekeur|ontving|ontvangen|\bkreeg\b|\bkregen\b|gehonoreerd|begunstigd|vastgelegd|"
    r"projectoproep|gevraagd|aangevraagd|geweigerd"
)
_PROJECT = re.compile(r"project|dossier|aanvra|oproep|initiatie|samenwerkingsverband|ingedien")
_AMOUNT = re.compile(r"bedrag|budget|krediet|financiering|middelen|bijdrage|investering")
_STATISTIC = re.compile(
    r"\bsald[oi]|schuld|tekort|overschot|belasting|\bboete|uitgaven|ontvangsten|inkomsten|schade|"
    r"gemiddeld|per inwoner|evolutie|begroot|dividend|"
    r"aan (?:de )?(?:inwoners|gezinnen|burgers|particulieren|huishoudens|bedrijven|ondernemingen)"
)
# A row that counts these speaks of many files ("Aantal dossiers"), with or without a title.
_FILES = re.compile(
    r"dossiers|aanvragen|aanvragers|projecten|subsidies|premies|toelagen|toekenningen|meldingen|"
    r"begunstigden|goedkeuringen|weigeringen|klachten|leningen|boetes"
)
_PERSONS = re.compile(
    r"personen|gezinnen|jongeren|leerlingen|kinderen|studenten|werknemers|werkzoekenden|"
    r"vrijwilligers|deelnemers|gebruikers|huishoudens|clienten|bezoekers|kandidaten|huurders"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def gives_projects(table: Table, columns: Sequence[Column], question: Question) -> bool:
    """Whether each row of the table is a grant, a project or a file of one beneficiary.

    It needs a column of beneficiaries and either descriptions or amounts (or decisions) that its
    own words, its caption or the sentence before it call grants. Counts of files, counts of
    persons without a description, amounts by year and balances make it statistics.
    """
    if not has_role(columns, ColumnRole.MUNICIPALITY, ColumnRole.ORGANISATION):
        return False
    if _counts_many(columns):
        return False
    if has_role(columns, ColumnRole.TITLE):
        return _describes_projects(table, columns, question)
    if has_role(columns, ColumnRole.AMOUNT):
        return _grants_amounts(table, columns)
    words = _words_around(table)
    return has_role(columns, ColumnRole.STATUS) and bool(
        _PROJECT.search(words) or _GRANT.search(words)
    )


def speaks_of_grants(text: str) -> bool:
    """Whether a text says that money was asked, given or refused."""
    return bool(_GRANT.search(fold(text)))


def speaks_of_projects(text: str) -> bool:
    """Whether a text speaks of projects, files or requests."""
    return bool(_PROJECT.search(fold(text)))


def is_statistic(text: str) -> bool:
    """Whether the sentence that leads in announces balances, averages or money for citizens."""
    return bool(_STATISTIC.search(_last_sentence(fold(text))))


def has_role(columns: Sequence[Column], *roles: ColumnRole) -> bool:
    """Whether some column has one of the roles."""
    return any(column.role in roles for column in columns)


def _counts_many(columns: Sequence[Column]) -> bool:
    """Whether a column counts files, or persons in a table without descriptions."""
    described = has_role(columns, ColumnRole.TITLE)
    for column in columns:
        if column.role is ColumnRole.COUNT:
            header = fold(column.header)
            if _FILES.search(header) or (not described and _PERSONS.search(header)):
                return True
    return False


def _describes_projects(table: Table, columns: Sequence[Column], question: Question) -> bool:
    """Whether the descriptions are those of projects: the words of the table or around it say so.

    A bare "overzicht" takes its subject from the question's title and the answer.
    """
    headers = " ".join(fold(column.header) for column in columns)
    words = f"{headers} {_words_around(table)}"
    if _PROJECT.search(words) or _GRANT.search(words):
        return True
    if has_role(columns, ColumnRole.AMOUNT):
        return bool(_AMOUNT.search(headers)) and not _STATISTIC.search(_last_sentence(words))
    subject = fold(question.title.text)
    return bool(_PROJECT.search(subject) or _GRANT.search(subject))


def _grants_amounts(table: Table, columns: Sequence[Column]) -> bool:
    """Whether a table of municipalities and amounts alone gives grants."""
    amounts = [column for column in columns if column.role is ColumnRole.AMOUNT]
    headers = " ".join(fold(column.header) for column in amounts)
    words = _words_around(table)
    if _is_series(columns) or _STATISTIC.search(f"{headers} {_last_sentence(words)}"):
        return False
    return bool(
        _GRANT.search(headers)
        or _GRANT.search(words)
        or _AMOUNT.search(headers)
        or any(column.kind is AmountKind.GRANTED for column in amounts)
    )


def _is_series(columns: Sequence[Column]) -> bool:
    """Whether the figures run over years: two or more columns headed by one."""
    dated = [
        column
        for column in columns
        if column.role in (ColumnRole.AMOUNT, ColumnRole.COUNT) and _YEAR.search(column.header)
    ]
    return len(dated) > 1


def _words_around(table: Table) -> str:
    """The caption, the banner over the columns and the sentence before the table, folded."""
    passages = [passage.text for passage in (table.caption, table.lead_in) if passage is not None]
    return fold(" ".join((*passages, *find_banners(table))))


def _last_sentence(words: str) -> str:
    """The sentence that leads in: the ones before it may speak of other figures."""
    return re.split(r"[.?!] ", words.rstrip(". "))[-1]
