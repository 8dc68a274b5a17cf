"""Totals: which rows are totals, what they cover, and when a difference is said."""

from decimal import Decimal

import pytest
from made_tables import MadeTable, make_table

from vraagbaak.normalising.layout import lay_out
from vraagbaak.normalising.money import find_cell_units
from vraagbaak.normalising.totals import check_totals, format_dutch, is_total_row
from vraagbaak.records import Issue, Total


def check(made: MadeTable, index: int = 0) -> tuple[tuple[Total, ...], tuple[Issue, ...]]:
    layout = lay_out(made.table)
    return check_totals(index, layout, find_cell_units(layout))


def checked(made: MadeTable) -> list[tuple[int, int, str, str]]:
    totals, _ = check(made)
    return [(t.row, t.column, str(t.stated), str(t.computed)) for t in totals]


def codes(made: MadeTable) -> list[str]:
    return [issue.code for issue in check(made)[1]]


@pytest.mark.parametrize(
    "texts",
    [
        ["Totaal", "", "12"],
        ["TOTAAL :", "12"],
        ["", "Eindtotaal", "12"],
        ["Subtotaal Limburg", "12"],
        ["Algemeen totaal", "12"],
        ["Som", "12"],
        ["Limburg totaal", "12"],
        ["Gemeenschap - subtotaal dotaties", "12"],
        ["57", "Totaal", "12"],
        ["Gent", "Subtotaal", "12"],
    ],
)
def test_a_row_that_says_total_is_one(texts: list[str]) -> None:
    assert is_total_row(texts)


@pytest.mark.parametrize(
    "texts",
    [
        ["Gent", "Totaalrenovatie van het zwembad", "12"],
        ["Totaalrenovatie", "12"],
        ["Gemiddelde", "12"],
        ["Rumst", "12"],
        ["Sommeliersopleiding", "12"],
        ["", "12"],
    ],
)
def test_other_rows_are_no_totals(texts: list[str]) -> None:
    assert not is_total_row(texts)


def test_money_and_counts_are_summed_as_printed() -> None:
    made = make_table(
        ["Gemeente", "Aantal", "Steun (in miljoen euro)"],
        ["Gent", "31", "110,9"],
        ["Lier", "40", "38.0"],
        ["Totaal", "71", "148,9"],
    )
    assert checked(made) == [(3, 1, "71", "71"), (3, 2, "148.9", "148.9")]
    assert codes(made) == []


def test_a_wrong_total_is_said_in_dutch_print() -> None:
    made = make_table(
        ["Gemeente", "Subsidie (in euro)"],
        ["Gent", "1.412.500,50"],
        ["Lier", "587.500,00"],
        ["Totaal", "2.100.000,50"],
    )
    totals, issues = check(made, 4)
    assert [(t.table, t.agrees, t.computed) for t in totals] == [(4, False, Decimal("2000000.50"))]
    assert [(issue.code, issue.page) for issue in issues] == [("totals_disagree", 1)]
    for printed in ("Subsidie (in euro)", "2.100.000,50", "2.000.000,50"):
        assert printed in issues[0].message


def test_brackets_are_negative_and_dashes_add_nothing() -> None:
    made = make_table(
        ["Programma", "Verschil"],
        ["Een", "-"],
        ["Twee", "(12,5)"],
        ["Drie", "2,9"],
        ["Totaal", "(9,6)"],
    )
    assert checked(made) == [(4, 1, "-9.6", "-9.6")]


def test_spaces_currencies_and_note_marks_are_read() -> None:
    made = make_table(
        ["Gemeente", "Bedrag"], ["Gent", "€ 412 500"], ["Lier", "68 000 euro*"],
        ["Totaal", "€ 480 500"],
    )  # fmt: skip
    assert checked(made) == [(3, 1, "480500", "480500")]


def test_subtotals_are_no_part_of_the_grand_total() -> None:
    made = make_table(
        ["Gemeente", "Bedrag (euro)"],
        ["Goedgekeurd", "<"],
        ["Gent", "50"],
        ["Lier", "30"],
        ["Subtotaal", "80"],
        ["Reserve", "<"],
        ["Lede", "20"],
        ["Subtotaal", "20"],
        ["Eindtotaal", "100"],
    )
    assert checked(made) == [(4, 1, "80", "80"), (7, 1, "20", "20"), (8, 1, "100", "100")]


def test_totals_of_groups_that_are_only_called_total_are_seen_by_their_sums() -> None:
    made = make_table(
        ["Gemeente", "Bedrag (euro)", "Aantal"],
        ["Gent", "50", "5"],
        ["Totaal", "50", "5"],
        ["Lede", "20", "2"],
        ["Lier", "10", "1"],
        ["Totaal", "30", "3"],
    )
    assert checked(made)[2:] == [(5, 1, "30", "30"), (5, 2, "3", "3")]


def test_a_total_above_its_rows_covers_them() -> None:
    made = make_table(
        ["Gemeente", "Bedrag (euro)"], ["Totaal", "30"], ["Lede", "20"], ["Lier", "10"]
    )
    assert checked(made) == [(1, 1, "30", "30")]


def test_percentages_years_ranks_and_averages_are_not_summed() -> None:
    made = make_table(
        ["Nr.", "Gemeente", "Jaar", "Aandeel", "Gemiddelde steun (euro)", "Bedrag (euro)"],
        ["1", "Gent", "2020", "60 %", "5", "60"],
        ["2", "Lier", "2021", "40 %", "5", "40"],
        ["2", "Totaal", "2021", "100 %", "5", "100"],
    )
    assert checked(made) == [(3, 5, "100", "100")]


def test_an_average_row_and_a_part_of_a_row_are_not_added() -> None:
    made = make_table(
        ["Gemeente", "Bedrag (euro)"],
        ["Gent", "60"],
        ["waarvan voorschot", "10"],
        ["Lier", "40"],
        ["Gemiddelde", "50"],
        ["Totaal", "100"],
    )
    assert checked(made) == [(5, 1, "100", "100")]


def test_a_count_among_amounts_is_not_added() -> None:
    made = make_table(
        ["Krediet", "2020"],
        ["Vastlegging", "12,0"],
        ["Vereffening", "10,0"],
        ["Aantal dossiers", "14"],
        ["Totaal", "22,0"],
        caption="Kredieten (in miljoen euro)",
    )
    assert checked(made) == [(4, 1, "22.0", "22.0")]


def test_a_value_that_spans_rows_is_added_once() -> None:
    made = make_table(
        ["Gemeente", "Project", "Bedrag (euro)"],
        ["Gent", "Een plein", "50"],
        ["^", "Een straat", "^"],
        ["Totaal", "", "50"],
    )
    assert checked(made) == [(3, 2, "50", "50")]


def test_a_column_that_cannot_be_read_is_not_checked() -> None:
    made = make_table(
        ["Gemeente", "Bedrag (euro)", "Aantal"],
        ["Gent", "50 of 60", "1"],
        ["Lier", "30", "<"],
        ["Totaal", "80", "1"],
    )
    assert checked(made) == []
    assert codes(made) == []


def test_a_total_without_rows_or_without_a_value_is_not_checked() -> None:
    assert checked(make_table(["Gemeente", "Bedrag"], ["Gent", "-"], ["Totaal", "5"])) == []
    assert checked(make_table(["Gemeente", "Bedrag"], ["Gent", "5"], ["Totaal", ""])) == []


def test_a_total_of_two_halves_is_not_checked() -> None:
    made = make_table(
        ["Gemeente", "Bedrag", "Gemeente", "Bedrag"],
        ["Gent", "50", "Lede", "20"],
        ["Lier", "30", "Totaal", "100"],
    )
    assert checked(made) == []


def test_rounding_of_decimals_is_told_from_a_wrong_total() -> None:
    rows = ["Een", "1,4"], ["Twee", "1,4"], ["Drie", "1,4"]
    rounded = make_table(["Deel", "Bedrag"], *rows, ["Totaal", "4,3"])
    wrong = make_table(["Deel", "Bedrag"], *rows, ["Totaal", "4,4"])
    assert (codes(rounded), codes(wrong)) == (["totals_rounded"], ["totals_disagree"])


def test_thousands_may_be_rounded_but_whole_euros_and_counts_may_not() -> None:
    rows = ["Een", "14"], ["Twee", "15"]
    thousands = make_table(["Deel", "Bedrag (in duizend euro)"], *rows, ["Totaal", "30"])
    euros = make_table(["Deel", "Bedrag (in euro)"], *rows, ["Totaal", "30"])
    counts = make_table(["Deel", "Aantal"], *rows, ["Totaal", "30"])
    assert codes(thousands) == ["totals_rounded"]
    assert codes(euros) == codes(counts) == ["totals_disagree"]


def test_numbers_are_printed_as_in_dutch() -> None:
    assert format_dutch(Decimal("-1234.5")) == "-1.234,5"
