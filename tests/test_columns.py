"""Columns: what a header says, what the cells say against it, and which cells are money."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from made_tables import MadeTable, make_table

from vraagbaak.normalising.columns import (
    Column,
    ColumnRole,
    find_columns,
    group_by_cell,
)
from vraagbaak.normalising.headers import count_header_rows, parse_header
from vraagbaak.normalising.layout import lay_out
from vraagbaak.normalising.money import CellUnits, find_cell_units, find_unit_issues
from vraagbaak.records import AmountKind

_TEXT = (Path(__file__).parent / "cases/columns.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(_TEXT.splitlines()))


def columns_of(made: MadeTable) -> tuple[Column, ...]:
    places, money = group_by_cell(made.places), group_by_cell(made.amounts)
    return find_columns(lay_out(made.table), places, money)


def units_of(made: MadeTable) -> CellUnits:
    return find_cell_units(lay_out(made.table))


def roles(made: MadeTable) -> list[str]:
    return [column.role.value for column in columns_of(made)]


def money_cells(made: MadeTable) -> dict[tuple[int, int], Decimal]:
    return {cell: unit.scale for cell, unit in units_of(made).items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['form']}: {case['header']}")
def test_a_header_names_its_column(case: dict[str, str]) -> None:
    header = parse_header(case["header"].split(" > "))
    assert (header.role or "") == case["role"]
    if header.role is ColumnRole.AMOUNT:
        assert (header.kind or "") == case["kind"]


def test_columns_are_known_by_their_headers() -> None:
    made = make_table(
        ["Nr.", "Indiener", "Titel", "Jaar", "Gevraagd", "Toegekend", "%", "Beslissing"],
        ["1", "[Gent=44021]", "Een plein", "2021", "{€ 9=9}", "{€ 8=8}", "89 %", "goedgekeurd"],
    )
    assert roles(made) == [
        "rank", "municipality", "title", "year", "amount", "amount", "percentage", "status",
    ]  # fmt: skip
    kinds = [column.kind for column in columns_of(made)]
    assert kinds[4:6] == [AmountKind.REQUESTED, AmountKind.GRANTED]


def test_columns_without_a_header_are_known_by_their_cells() -> None:
    made = make_table(
        ["1", "Stad [Gent=44021]", "Een plein met bomen", "Limburg", "{8 euro=8}", "12/05/2021"],
        ["2", "Gemeente [Lede=41034]", "Een straat", "Antwerpen", "{9 euro=9}", "13/05/2021"],
        header_rows=0,
    )
    assert roles(made) == ["rank", "municipality", "title", "province", "amount", "year"]


def test_figures_under_a_word_for_projects_count_them() -> None:
    made = make_table(
        ["Gemeente", "Projecten", "Goedgekeurd"],
        ["[Gent=44021]", "12", "10"],
        ["[Lede=41034]", "3", "3"],
    )
    assert roles(made) == ["municipality", "count", "count"]


def test_decisions_under_a_word_for_money_are_a_status() -> None:
    made = make_table(
        ["Gemeente", "Project", "Toegekend"],
        ["[Gent=44021]", "Een plein", "ja"],
        ["[Lede=41034]", "Een straat", "neen"],
    )
    assert roles(made) == ["municipality", "title", "status"]


def test_an_applicant_beside_a_place_is_an_organisation() -> None:
    made = make_table(
        ["Aanvrager", "Gemeente", "Project"],
        ["vzw De Kring", "[Gent=44021]", "Een plein"],
        ["Stad [Lier=12021]", "[Lier=12021]", "Een straat"],
    )
    assert roles(made) == ["organisation", "municipality", "title"]


def test_an_applicant_that_always_is_a_municipality_stays_one() -> None:
    made = make_table(
        ["Aanvrager", "Gemeente", "Project"],
        ["Stad [Gent=44021]", "[Gent=44021]", "Een plein"],
        ["OCMW [Lier=12021]", "[Lier=12021]", "Een straat"],
    )
    assert roles(made) == ["municipality", "other", "title"]


def test_participants_alone_are_the_beneficiaries() -> None:
    made = make_table(
        ["Deelnemende gemeenten", "Project"],
        ["[Gent=44021] en [Lede=41034]", "Een plein"],
    )
    assert roles(made) == ["municipality", "title"]


def test_the_best_named_description_is_the_title() -> None:
    made = make_table(
        ["Gemeente", "Soort werken", "Omschrijving", "Projectnaam"],
        ["[Gent=44021]", "Nieuwbouw", "Een plein met bomen", "Groen plein"],
    )
    assert roles(made) == ["municipality", "other", "other", "title"]


def test_a_place_without_municipalities_is_none() -> None:
    made = make_table(
        ["Gemeente", "Plaats", "Project"], ["[Gent=44021]", "Het marktplein", "Een fontein"]
    )
    assert roles(made) == ["municipality", "other", "title"]


def test_an_unmarked_header_is_still_one() -> None:
    headed = make_table(
        ["Gemeente", "Subsidie (in euro)"], ["[Gent=44021]", "{8=8}"], header_rows=0
    )
    assert count_header_rows(headed.table) == 1
    bare = make_table(["Stad [Gent=44021]", "Project Plein"], ["Stad [Lier=12021]", "Een straat"],
                      header_rows=0)  # fmt: skip
    assert count_header_rows(bare.table) == 0


def test_mentions_outside_tables_are_in_no_cell() -> None:
    made = make_table(["Gemeente"], ["[Gent=44021] en [Lede=41034]"], index=3)
    grouped = group_by_cell(made.places)
    assert [mention.text for mention in grouped[1, 0]] == ["Gent", "Lede"]
    assert group_by_cell(replace(mention, part="answers/0") for mention in made.places) == {}


def test_a_header_gives_its_column_a_unit() -> None:
    made = make_table(
        ["Nr.", "Gemeente", "Jaar", "Aantal dossiers", "Subsidie (in euro)", "Aandeel"],
        ["1", "[Gent=44021]", "2021", "12", "50.000", "12 %"],
        ["2", "[Lede=41034]", "2022", "13", "-", "13 %"],
        ["", "Totaal", "", "25", "50.000", "25 %"],
    )
    assert money_cells(made) == {(1, 4): Decimal(1), (3, 4): Decimal(1)}


def test_a_spanned_header_gives_all_columns_below_it_a_unit() -> None:
    made = make_table(
        ["Stad", "Saldo (in duizend euro)", "<", "Inwoners"],
        ["^", "2019", "2020", "^"],
        ["[Gent=44021]", "12.418", "(1.275)", "265.000"],
        header_rows=2,
    )
    assert money_cells(made) == {(2, 1): Decimal(1000), (2, 2): Decimal(1000)}
    assert units_of(made)[2, 1].currency == "EUR"


def test_the_lowest_header_speaks_before_the_one_above() -> None:
    made = make_table(
        ["Gemeente", "Steun", "<"],
        ["^", "Oppervlakte (m²)", "Bedrag (in euro)"],
        ["[Gent=44021]", "6.200", "248.000"],
        header_rows=2,
    )
    assert money_cells(made) == {(2, 2): Decimal(1)}


@pytest.mark.parametrize(
    "where",
    [
        {"caption": "Tabel 2: kredieten (in miljoen euro)"},
        {"lead_in": "In 2020 was er 3 miljoen euro. De kredieten zijn (in miljoen euro):"},
        {"unit": "in miljoen euro"},
    ],
)
def test_words_around_the_table_give_every_money_column_a_unit(where: dict[str, str]) -> None:
    made = make_table(
        ["Programma", "Begroot", "Uitgevoerd", "Aantal", "Jaar"],
        ["Onderwijs", "12,5", "12,0", "14", "2021"],
        ["Totaal", "12,5", "12,0", "14", ""],
        **where,  # type: ignore[arg-type]
    )
    million = Decimal(1_000_000)
    assert money_cells(made) == dict.fromkeys(((1, 1), (1, 2), (2, 1), (2, 2)), million)


def test_the_header_over_the_labels_gives_the_figures_a_unit() -> None:
    made = make_table(
        ["Programma (in miljoen euro)", "2020", "2021"], ["Onderwijs", "12,5", "12,0"]
    )
    assert set(money_cells(made)) == {(1, 1), (1, 2)}


def test_participles_share_the_unit_of_the_table_where_no_noun_is_money() -> None:
    asked = ["[Gent=44021]", "60", "50"], ["[Lede=41034]", "70", "65"]
    money = make_table(["Gemeente", "Gevraagd", "Goedgekeurd"], *asked, caption="In duizend euro")
    assert {column for _, column in money_cells(money)} == {1, 2}
    counts = make_table(["Gemeente", "Bedrag", "Goedgekeurd"], *asked, caption="In duizend euro")
    assert {column for _, column in money_cells(counts)} == {1}


def test_an_amount_in_the_sentence_before_is_no_unit() -> None:
    made = make_table(
        ["Gebied", "Ingediend", "Geselecteerd"],
        ["Buitengebied", "40", "14"],
        lead_in="Samen goed voor 4 miljoen euro. De tabel vergelijkt beide oproepen.",
    )
    assert money_cells(made) == {}


def test_the_label_of_a_row_gives_its_figures_a_unit() -> None:
    made = make_table(
        ["", "2020", "2021"],
        ["Aantal aanvragen", "120", "130"],
        ["Toegekende steun (in euro)", "1.200.000", "1.300.000"],
    )
    assert set(money_cells(made)) == {(2, 1), (2, 2)}


def test_a_row_that_counts_takes_no_unit_of_the_table() -> None:
    made = make_table(
        ["Krediet", "2020", "2021"],
        ["Vastlegging", "12,0", "13,0"],
        ["Aantal dossiers", "12", "13"],
        caption="Kredieten (in miljoen euro)",
    )
    assert set(money_cells(made)) == {(1, 1), (1, 2)}


def test_one_cell_that_shows_euro_speaks_for_its_column() -> None:
    made = make_table(
        ["Gemeente", "Premie"], ["[Gent=44021]", "€ 12.000"], ["[Lede=41034]", "8.000"]
    )
    assert money_cells(made) == {(1, 1): Decimal(1), (2, 1): Decimal(1)}
    assert units_of(made)[2, 1].text == "€"
    assert find_unit_issues(lay_out(made.table), units_of(made)) == ()


def test_cells_that_show_their_own_scale_speak_for_themselves() -> None:
    made = make_table(
        ["Gemeente", "Premie"], ["[Gent=44021]", "2 miljoen euro"], ["[Lede=41034]", "8"]
    )
    assert money_cells(made) == {}


def test_money_without_a_unit_is_said() -> None:
    made = make_table(["Gemeente", "Premie"], ["[Gent=44021]", "12.000"])
    assert money_cells(made) == {}
    (issue,) = find_unit_issues(lay_out(made.table), units_of(made))
    assert (issue.code, issue.page) == ("unit_unknown", 1)
    assert "Premie" in issue.message


def test_a_threshold_in_a_header_is_no_unit() -> None:
    made = make_table(
        ["Gemeente", "Dossiers boven 5.000 euro"], ["[Gent=44021]", "12"], ["[Lede=41034]", "8"]
    )
    assert money_cells(made) == {}
