"""Projects: who leads, which tables and lists give them, and which rows are none."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from made_tables import MadeTable, make_answer, make_question, make_table, read_marks

from vraagbaak.normalising.beneficiaries import find_beneficiary
from vraagbaak.normalising.layout import lay_out
from vraagbaak.normalising.projects import find_projects
from vraagbaak.records import (
    AmountKind,
    AmountMention,
    Box,
    Issue,
    MunicipalityMention,
    Place,
    Project,
    ProjectAmount,
    Question,
)


def read_cases(name: str) -> list[dict[str, str]]:
    text = (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def find(
    question: Question, places: Sequence[MunicipalityMention], amounts: Sequence[AmountMention]
) -> tuple[tuple[Project, ...], tuple[Issue, ...]]:
    return find_projects(question, [lay_out(table) for table in question.tables], places, amounts)


def projects_of(made: MadeTable, title: str = "Een titel") -> tuple[Project, ...]:
    return find(make_question(made.table, title=title), made.places, made.amounts)[0]


def issues_of(made: MadeTable) -> list[str]:
    found = find(make_question(made.table), made.places, made.amounts)[1]
    return [issue.code for issue in found]


def listed(*paragraphs: str) -> tuple[Project, ...]:
    answer, marked = make_answer(*paragraphs)
    question = make_question(answers=[answer])
    return find(question, marked.places, marked.amounts)[0]


def brief(projects: tuple[Project, ...]) -> list[tuple[str | None, str, int | None]]:
    return [
        (p.lead, p.title, None if p.amount is None else int(p.amount)) for p in projects
    ]  # fmt: skip


# ------------------------------------------------------------------ who


@pytest.mark.parametrize("case", read_cases("beneficiaries.csv"), ids=lambda case: case["form"])
def test_a_cell_names_a_lead_and_partners(case: dict[str, str]) -> None:
    marked = read_marks(case["cell"], "tables/0/1/0")
    beneficiary = find_beneficiary(marked.text, marked.places)
    assert (beneficiary.lead or "") == case["lead"]
    assert " ".join(beneficiary.partners) == case["partners"]
    assert beneficiary.text == marked.text
    assert not beneficiary.is_doubtful


def test_partners_in_a_column_of_their_own_join_the_lead() -> None:
    made = make_table(
        ["Trekker", "Partners", "Project"],
        [
            "[Gent=44021] ism [Lede=41034]",
            "[Aalter=44084], vzw De Kring, [Gent=44021]",
            "Een plein",
        ],
        ["[Lier=12021]", "-", "Een straat"],
    )
    assert [(p.lead, p.partners) for p in projects_of(made)] == [
        ("44021", ("41034", "44084")),
        ("12021", ()),
    ]


def test_a_municipality_without_a_code_leads_nothing_and_is_said() -> None:
    made = make_table(
        ["Gemeente", "Project"], ["[Halle=]", "Een plein"], ["Stad Atlantis", "Een haven"]
    )
    assert brief(projects_of(made)) == [(None, "Een plein", None), (None, "Een haven", None)]
    assert issues_of(made) == ["lead_unknown", "lead_unknown"]


def test_an_organisation_leads_nowhere_though_its_place_is_known() -> None:
    made = make_table(
        ["Begunstigde", "Gemeente", "Project", "Subsidie (in euro)"],
        ["vzw De Kring", "[Gent=44021]", "Een plein", "{500=500}"],
        ["OCMW [Lier=12021]", "[Lier=12021]", "Een straat", "{600=600}"],
        ["-", "[Lede=41034]", "Een weg", "{700=700}"],
    )
    found = projects_of(made)
    assert [p.lead for p in found] == [None, "12021", "41034"]
    assert found[0].beneficiary == "vzw De Kring"


# ------------------------------------------------------------------ rows


def test_a_row_of_a_grants_table_is_a_project() -> None:
    made = make_table(
        ["Nr.", "Gemeente", "Project", "Subsidie (in euro)"],
        ["1", "[Gent=44021] i.s.m. [Lede=41034]", "Een plein met bomen", "{412.500=412500}"],
    )
    assert projects_of(made) == (
        Project(
            lead="44021",
            partners=("41034",),
            title="Een plein met bomen",
            beneficiary="Gent i.s.m. Lede",
            amount=Decimal(412500),
            amount_kind=AmountKind.GRANTED,
            amount_text="412.500",
            table=0,
            row=1,
            place=Place(1, Box(0, 10, 40, 20)),
            amounts=(
                ProjectAmount(
                    made.amounts[0], AmountKind.GRANTED, "Subsidie (in euro)", is_counted=True
                ),
            ),
        ),
    )


def test_a_total_row_is_not_a_project() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie (in euro)"],
        ["[Gent=44021]", "Een plein", "{500=500}"],
        ["Subtotaal", "", "{500=500}"],
        ["Gemiddelde", "", "{500=500}"],
        ["Overige gemeenten", "Kleine werken", "{500=500}"],
        ["Totaal", "", "{1.000=1000}"],
        ["Bron: de administratie", "<", "<"],
    )
    assert brief(projects_of(made)) == [("44021", "Een plein", 500)]


def test_a_repeated_header_is_not_a_project() -> None:
    made = make_table(
        ["Gemeente", "Project"],
        ["[Gent=44021]", "Een plein"],
        ["Gemeente", "Project"],
        ["[Lede=41034]", "Een weg"],
    )
    assert [p.row for p in projects_of(made)] == [1, 3]


def test_each_row_of_a_merged_municipality_is_a_project() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie (in euro)"],
        ["[Gent=44021]", "Een plein", "{500=500}"],
        ["^", "Een straat", "{600=600}"],
        ["[Lede=41034]", "Een weg", "{700=700}"],
    )
    found = projects_of(made)
    assert brief(found) == [
        ("44021", "Een plein", 500), ("44021", "Een straat", 600), ("41034", "Een weg", 700),
    ]  # fmt: skip
    assert found[1].place == Place(1, Box(10, 20, 30, 30))


def test_a_municipality_printed_once_counts_for_the_rows_below_it() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie (in euro)"],
        ["[Gent=44021]", "Een plein", "{500=500}"],
        ["", "Een straat", "{600=600}"],
        ["", "", "{1.100=1100}"],
        ["[Lede=41034]", "<", "<"],
        ["", "Een weg", "{700=700}"],
    )
    assert brief(projects_of(made)) == [
        ("44021", "Een plein", 500), ("44021", "Een straat", 600), ("41034", "Een weg", 700),
    ]  # fmt: skip


def test_a_description_that_goes_on_is_no_project_of_its_own() -> None:
    made = make_table(
        ["Gemeente", "Project"],
        ["[Gent=44021]", "Een plein met"],
        ["", "bomen en banken"],
        ["", "Een straat"],
    )
    assert [p.title for p in projects_of(made)] == ["Een plein met", "Een straat"]


def test_the_status_is_kept_as_printed() -> None:
    made = make_table(
        ["Gemeente", "Project", "Beslissing"],
        ["[Gent=44021]", "Een plein", "Goedgekeurd"],
        ["[Lede=41034]", "Een weg", "reservelijst"],
    )
    assert [p.status for p in projects_of(made)] == ["Goedgekeurd", "reservelijst"]


def test_a_heading_gives_the_rows_below_it_their_status() -> None:
    made = make_table(
        ["Gemeente", "Project"],
        ["Goedgekeurde projecten", "<"],
        ["[Gent=44021]", "Een plein"],
        ["Geweigerde projecten", "<"],
        ["Provincie Limburg", "<"],
        ["[Lede=41034]", "Een weg"],
    )
    assert [p.status for p in projects_of(made)] == [
        "Goedgekeurde projecten", "Geweigerde projecten",
    ]  # fmt: skip


def test_a_table_in_two_halves_is_read_as_two() -> None:
    made = make_table(
        ["Gemeente", "Subsidie (€)", "Gemeente", "Subsidie (€)"],
        ["[Gent=44021]", "{500=500}", "[Lede=41034]", "{700=700}"],
        ["[Lier=12021]", "{600=600}", "Totaal", "{1.800=1800}"],
    )
    found = projects_of(made)
    assert brief(found) == [("44021", "", 500), ("12021", "", 600), ("41034", "", 700)]
    assert found[2].place == Place(1, Box(20, 10, 40, 20))


def test_a_row_over_two_pages_stands_on_the_first() -> None:
    made = make_table(["Gemeente", "Project"], ["[Gent=44021]", "Een plein"])
    cells = list(made.table.cells)
    cells[-1] = replace(cells[-1], place=Place(2, Box(0, 0, 20, 20)))
    broken = made._replace(table=replace(made.table, cells=tuple(cells)))
    assert projects_of(broken)[0].place == Place(1, Box(0, 10, 10, 20))
    placeless = tuple(replace(cell, place=None) for cell in cells)
    unplaced = made._replace(table=replace(made.table, cells=placeless))
    assert projects_of(unplaced)[0].place is None


def test_a_heading_that_was_read_as_a_header_hides_no_column() -> None:
    made = make_table(
        ["Gemeente", "Dorpspunt", "Subsidie"],
        ["Provincie Limburg", "^", "^"],
        ["[Pelt=72043]", "Een café met boeken", "{500 euro=500}"],
        header_rows=2,
    )
    assert brief(projects_of(made)) == [("72043", "Een café met boeken", 500)]


# ------------------------------------------------------------------ amounts


def test_the_granted_amount_counts_where_a_row_has_several() -> None:
    made = make_table(
        ["Gemeente", "Project", "Bedragen (in euro)", "<", "<", "<"],
        ["^", "^", "Totale kostprijs", "Gevraagd", "Toegekend", "Uitbetaald"],
        ["[Gent=44021]", "Een plein", "{900=900}", "{600=600}", "{500=500}", "{0=0}"],
        header_rows=2,
    )
    (project,) = projects_of(made)
    assert (project.amount, project.amount_kind) == (Decimal(500), AmountKind.GRANTED)


def test_what_was_asked_counts_where_nothing_was_granted() -> None:
    made = make_table(
        ["Gemeente", "Project", "Gevraagd (€)", "Toegekend (€)"],
        ["[Gent=44021]", "Een plein", "{600=600}", "{500=500}"],
        ["[Lede=41034]", "Een weg", "{700=700}", "-"],
    )
    assert [(p.amount, p.amount_kind) for p in projects_of(made)] == [
        (Decimal(500), AmountKind.GRANTED),
        (Decimal(700), AmountKind.REQUESTED),
    ]


def kinds_of(made: MadeTable) -> list[list[tuple[AmountKind | None, int | None, bool]]]:
    """Of each project the kind and value of all amounts, and whether a sum takes them."""
    return [
        [
            (a.kind, None if a.euro is None else int(a.euro), a.is_counted)
            for a in project.amounts
        ]
        for project in projects_of(made)
    ]  # fmt: skip


def test_every_amount_of_a_row_is_kept_by_its_kind() -> None:
    made = make_table(
        ["Gemeente", "Project", "Gevraagd (€)", "Toegekend (€)", "Uitbetaald (€)", "Raming (€)"],
        ["[Gent=44021]", "Een plein", "{600=600}", "{500=500}", "{0=0}", "{900=900}"],
    )
    assert kinds_of(made) == [
        [
            (AmountKind.REQUESTED, 600, True),
            (AmountKind.GRANTED, 500, True),
            (AmountKind.PAID, 0, True),
            (AmountKind.ESTIMATE, 900, True),
        ]
    ]
    assert [a.header for a in projects_of(made)[0].amounts][:2] == ["Gevraagd (€)", "Toegekend (€)"]


def test_the_parts_of_a_total_are_not_counted_beside_it() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie 2021 (€)", "Subsidie 2022 (€)", "Totale subsidie (€)"],
        ["[Gent=44021]", "Een plein", "{600=600}", "{500=500}", "{1.100=1100}"],
    )
    assert kinds_of(made) == [
        [
            (AmountKind.GRANTED, 600, False),
            (AmountKind.GRANTED, 500, False),
            (AmountKind.GRANTED, 1100, True),
        ]
    ]


def test_amounts_that_fit_equally_are_kept_but_none_is_counted() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie stad (€)", "Subsidie provincie (€)"],
        ["[Gent=44021]", "Een plein", "{600=600}", "{500=500}"],
    )
    assert [counted for *_, counted in kinds_of(made)[0]] == [False, False]


def test_own_money_rates_and_rests_are_no_amount_of_the_project() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie per jaar (€)", "Eigen inbreng (€)", "Subsidie (€)"],
        ["[Gent=44021]", "Een plein", "{60=60}", "{40=40}", "{500=500}"],
    )
    counted = [value for _, value, counts in kinds_of(made)[0] if counts]
    assert counted == [500]


def test_an_advance_and_a_balance_that_are_paid_are_parts_and_not_added_up() -> None:
    header = ["Gemeente", "Project", "Voorschot betaald (€)", "Saldo betaald (€)"]
    row = ["[Gent=44021]", "Een plein", "{60=60}", "{40=40}"]
    assert [counts for *_, counts in kinds_of(make_table(header, row))[0]] == [False, False]
    alone = make_table(header[:3], row[:3])
    assert kinds_of(alone) == [[(AmountKind.PAID, 60, True)]]


def test_an_amount_over_several_rows_counts_once() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie (€)"],
        ["[Gent=44021]", "Een plein", "{500=500}"],
        ["[Gent=44021]", "Een straat", "^"],
        ["[Lede=41034]", "Een weg", "{500=500}"],
    )
    assert [amounts[0][2] for amounts in kinds_of(made)] == [True, False, True]
    assert [p.amount for p in projects_of(made)] == [Decimal(500)] * 3


def test_the_grant_of_a_refused_project_is_not_counted() -> None:
    made = make_table(
        ["Gemeente", "Project", "Gevraagd (€)", "Subsidie (€)", "Beslissing"],
        ["[Gent=44021]", "Een plein", "{600=600}", "{500=500}", "Goedgekeurd"],
        ["[Lede=41034]", "Een weg", "{700=700}", "{650=650}", "Niet weerhouden"],
        ["[Lier=12021]", "Een dak", "{800=800}", "{750=750}", "reservelijst"],
    )
    counted = [[a.kind for a in p.amounts if a.is_counted] for p in projects_of(made)]
    both = [AmountKind.REQUESTED, AmountKind.GRANTED]
    assert counted == [both, [AmountKind.REQUESTED], [AmountKind.REQUESTED]]


def test_a_range_is_kept_but_not_counted() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie"],
        ["[Gent=44021]", "Een plein", "{5.000 à 6.000 euro=5000..6000}"],
    )
    assert kinds_of(made) == [[(AmountKind.GRANTED, None, False)]]


def test_the_amounts_of_a_list_item_are_those_of_its_text() -> None:
    answer, marked = make_answer(
        "De volgende projecten kregen een subsidie:",
        "- [Gent=44021]: {500 euro=500} voor een plein (kostprijs {900 euro=900});",
        "- [Lede=41034]: {600 euro=600} voor een weg.",
    )
    found = find(make_question(answers=[answer]), marked.places, marked.amounts)[0]
    counted = [[(a.mention, a.is_counted) for a in project.amounts] for project in found]
    first, cost, second = marked.amounts
    assert counted == [[(first, True), (cost, False)], [(second, True)]]


# ------------------------------------------------------------------ who they are


def test_an_organisation_has_its_enterprise_number_where_printed() -> None:
    made = make_table(
        ["Begunstigde", "KBO-nummer", "Project", "Subsidie (€)"],
        ["vzw De Kring", "0999.999.031", "Een plein", "{500=500}"],
        ["Museum De Oude Post (KBO 999999031)", "-", "Een zaal", "{600=600}"],
        ["vzw De Ring", "0999.999.032", "Een feest", "{700=700}"],
        ["vzw De Bond", "-", "Een boom, KBO 0999.999.031", "{800=800}"],
    )
    assert [p.enterprise for p in projects_of(made)] == ["0999999031", "0999999031", None, None]
    assert issues_of(made) == ["enterprise_number_unknown"]


def test_a_private_person_is_marked_and_said() -> None:
    made = make_table(
        ["Begunstigde", "Project", "Subsidie (€)"],
        ["De heer Jan Peeters", "Een dak", "{500=500}"],
        ["Claes Marie (0999.999.031)", "Een gevel", "{600=600}"],
        ["vzw Jan Peeters", "Een feest", "{700=700}"],
        ["Stad [Gent=44021]", "Een plein", "{800=800}"],
    )
    found = projects_of(made)
    assert [p.is_private for p in found] == [True, True, False, False]
    assert found[1].enterprise is None
    assert issues_of(made) == ["person_withheld", "person_withheld"]


def test_the_sum_over_years_counts_and_without_it_none() -> None:
    header = ["Gemeente", "Project", "Subsidie 2021 (€)", "Subsidie 2022 (€)"]
    row = ["[Gent=44021]", "Een plein", "{600=600}", "{500=500}"]
    assert projects_of(make_table([*header, "Totale subsidie (€)"], [*row, "{1.100=1100}"]))[
        0
    ].amount == Decimal(1100)
    several = make_table(header, row)
    assert projects_of(several)[0].amount is None
    assert issues_of(several) == ["amount_ambiguous"]


def test_a_range_is_no_amount_but_its_words_are_kept() -> None:
    made = make_table(
        ["Gemeente", "Project", "Subsidie"],
        ["[Gent=44021]", "Een plein", "{5.000 à 6.000 euro=5000..6000}"],
    )
    (project,) = projects_of(made)
    assert (project.amount, project.amount_text) == (None, "5.000 à 6.000 euro")


def test_money_without_a_unit_gives_projects_without_amounts() -> None:
    made = make_table(["Gemeente", "Project", "Subsidie"], ["[Gent=44021]", "Een plein", "500"])
    assert brief(projects_of(made)) == [("44021", "Een plein", None)]


# ------------------------------------------------------------------ tables


@pytest.mark.parametrize(
    ("header", "lead_in"),
    [
        ("Subsidie (in euro)", None),
        ("Premie (in euro)", None),
        ("Toegekend bedrag (in euro)", None),
        ("Bedrag (in euro)", None),
        ("In euro", "In 2017 ontvingen de volgende gemeenten een toelage."),
    ],
)
def test_municipalities_with_grants_are_projects_without_a_title(
    header: str, lead_in: str | None
) -> None:
    made = make_table(
        ["Gemeente", header],
        ["[Gent=44021]", "{500=500}"],
        ["[Lede=41034]", "{600=600}"],
        lead_in=lead_in,
    )
    assert brief(projects_of(made)) == [("44021", "", 500), ("41034", "", 600)]


@pytest.mark.parametrize(
    "header",
    [
        ["Gemeente", "Aantal dossiers", "Bedrag (in euro)"],
        ["Gemeente", "Premies", "Subsidie (in euro)"],
        ["Gemeente", "Aantal jongeren", "Toelage (in euro)"],
        ["Gemeente", "Inwoners", "Schuld (in euro)"],
        ["Gemeente", "Inwoners", "Boetes (in euro)"],
        ["Provincie", "Projecten", "Subsidie (in euro)"],
        ["Gemeente", "Steun 2020 (euro)", "Steun 2021 (euro)"],
    ],
)
def test_a_statistics_table_gives_no_projects(header: list[str]) -> None:
    count = "{12=12}" if "2020" in header[1] else "12"
    made = make_table(
        header, ["[Gent=44021]", count, "{500=500}"], ["[Lede=41034]", count, "{600=600}"]
    )
    assert projects_of(made) == ()


def test_counts_of_files_are_statistics_even_beside_a_description() -> None:
    made = make_table(
        ["Gemeente", "Soort premie", "Aantal aanvragen", "Bedrag (euro)"],
        ["[Gent=44021]", "Een premie voor daken", "12", "{500=500}"],
    )
    assert projects_of(made) == ()


def test_a_count_of_things_is_part_of_a_project() -> None:
    made = make_table(
        ["Gemeente", "Project", "Aantal deelnemers", "Oppervlakte (m²)", "Steun (euro)"],
        ["[Gent=44021]", "Een plein", "120", "6.200", "{500=500}"],
    )
    assert brief(projects_of(made)) == [("44021", "Een plein", 500)]


def test_amounts_by_year_are_no_projects() -> None:
    made = make_table(
        ["Stad", "Subsidie (in duizend euro)", "<"],
        ["^", "2019", "2020"],
        ["[Gent=44021]", "{12=12000}", "{13=13000}"],
        header_rows=2,
    )
    assert projects_of(made) == ()


def test_fines_in_the_sentence_before_make_a_statistic() -> None:
    rows = ["Gemeente", "Bedrag (in euro)"], ["[Gent=44021]", "{500=500}"]
    assert projects_of(make_table(*rows, lead_in="De boetes zijn:")) == ()
    earlier = "De boetes stegen. De volgende gemeenten kregen een bedrag:"
    assert len(projects_of(make_table(*rows, lead_in=earlier))) == 1


def test_a_table_without_a_header_takes_its_subject_from_around_it() -> None:
    rows = ["Stad [Gent=44021]", "Een plein met bomen"], ["Stad [Lier=12021]", "Een groene straat"]
    said = make_table(*rows, header_rows=0, lead_in="Dit zijn de projecten:")
    bare = make_table(*rows, header_rows=0, lead_in="Dit is het overzicht:")
    assert len(projects_of(said)) == len(projects_of(bare, "Projectoproep groen")) == 2
    assert projects_of(bare, "Verkeersborden") == ()


def test_descriptions_with_amounts_need_no_word_for_projects() -> None:
    rows = ["Gemeente", "Ingreep", "Bedrag (€)"], ["[Gent=44021]", "Een plein", "{500=500}"]
    assert len(projects_of(make_table(*rows))) == 1
    assert projects_of(make_table(*rows, lead_in="De schade was:")) == ()


def test_decisions_on_files_are_projects_without_a_title() -> None:
    rows = (
        ["Gemeente", "Beslissing"],
        ["[Gent=44021]", "goedgekeurd"],
        ["[Lede=41034]", "geweigerd"],
    )
    files = make_table(*rows, lead_in="De dossiers kregen dit gevolg:")
    assert [(p.lead, p.title, p.status) for p in projects_of(files)] == [
        ("44021", "", "goedgekeurd"),
        ("41034", "", "geweigerd"),
    ]
    assert projects_of(make_table(*rows, lead_in="De begrotingen:")) == ()


def test_a_table_without_beneficiaries_gives_no_projects() -> None:
    made = make_table(["Project", "Subsidie (euro)"], ["Een plein", "{500=500}"])
    assert projects_of(made) == ()


# ------------------------------------------------------------------ lists


@pytest.mark.parametrize("case", read_cases("list_items.csv"), ids=lambda case: case["form"])
def test_an_item_of_a_list_is_a_project(case: dict[str, str]) -> None:
    found = listed(
        "De volgende subsidies werden toegekend:",
        f"- {case['item']}",
        "- [Lier=12021]: {600 euro=600} voor een straat;",
        "- [Aalst=41002]: {700 euro=700} voor een weg.",
    )
    texts = [
        "|".join((
            p.lead or "", " ".join(p.partners), p.title, "" if p.amount is None else str(p.amount)
        ))
        for p in found
    ]  # fmt: skip
    assert texts[:-2] == case["projects"].split(";")
    assert texts[-2:] == ["12021||een straat|600", "41002||een weg|700"]


@pytest.mark.parametrize("bullet", ["-", "•", "·", "o", "–", "1.", "2)", "\uf0b7", ""])
def test_any_bullet_begins_an_item(bullet: str) -> None:
    found = listed(
        "Wij keurden twee aanvragen goed, de andere werden niet goedgekeurd:",
        f"{bullet} [Gent=44021]: {{500 euro=500}} voor een plein;".strip(),
        f"{bullet} [Lede=41034]: {{600 euro=600}} voor een weg.".strip(),
        "Meer middelen zijn er niet.",
    )
    assert brief(found) == [("44021", "een plein", 500), ("41034", "een weg", 600)]


def test_a_bullet_alone_on_its_line_belongs_to_the_next_one() -> None:
    found = listed(
        "De steun:",
        "-",
        "[Gent=44021]: {500 euro=500} voor een plein;",
        "-",
        "[Lede=41034]: {600 euro=600} voor een weg.",
    )
    assert brief(found) == [("44021", "een plein", 500), ("41034", "een weg", 600)]


def test_an_item_whose_start_went_unseen_begins_at_its_bullet() -> None:
    found = listed(
        "De steun: • [Gent=44021]: {500 euro=500} voor een plein; • [Lier=12021]: {7 euro=7}",
        "- [Lede=41034]: {600 euro=600} voor een weg; - [Aalst=41002]: {8 euro=8}",
    )
    assert brief(found) == [
        ("44021", "een plein", 500), ("12021", "", 7), ("41034", "een weg", 600), ("41002", "", 8),
    ]  # fmt: skip


@pytest.mark.parametrize("bullet", ["- ", ""])
def test_items_below_a_municipality_are_its_own(bullet: str) -> None:
    found = listed(
        "De toegekende subsidies:",
        f"{bullet}[Gent=44021] ism [Lede=41034]:",
        "o {500 euro=500} voor een plein;",
        "o {600 euro=600} voor de weg naar [Aalter=44084];",
        f"{bullet}[Lier=12021]:",
        "o een brug ({700 euro=700});",
        f"{bullet}[Aalst=41002]: {{800 euro=800}} voor een tunnel.",
    )
    assert brief(found) == [
        ("44021", "een plein", 500),
        ("44021", "de weg naar Aalter", 600),
        ("12021", "een brug", 700),
        ("41002", "een tunnel", 800),
    ]
    assert [p.partners for p in found] == [("41034",), ("41034",), (), ()]


def test_an_item_knows_where_it_stands() -> None:
    answer, marked = make_answer(
        "De steun:", "- [Gent=44021]: {500 euro=500}.", "- [Lede=41034]: {600 euro=600} (geweigerd)"
    )
    question = make_question(answers=[answer])
    first, second = find(question, marked.places, marked.amounts)[0]
    assert first.part == "answers/0"
    assert answer.passage.text[first.start : first.end] == "Gent: 500 euro."
    assert (first.table, first.place) == (None, Place(2, Box(0, 0, 100, 10)))
    assert (first.status, second.status) == (None, "geweigerd")


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("De subsidies:", "- [Gent=44021] (612 meldingen)", "- [Lede=41034] (498)"),
        ("De subsidies per jaar:", "- 2018: {345 euro=345}", "- 2019: {346 euro=346}"),
        ("De subsidies:", "- [Gent=44021]: {500 euro=500}"),
        ("De tekorten:", "- [Gent=44021]: {500 euro=500}", "- [Lede=41034]: {600 euro=600}"),
        ("De prijzen:", "- [Gent=44021]: {500 euro=500}", "- [Lede=41034]: {600 euro=600}"),
        ("De steun ging naar [Gent=44021] ({500 euro=500}) en [Lede=41034] ({600 euro=600}).",),
        ("De projecten:", "- [Gent=44021]", "- [Lede=41034]"),
        ("Projecten werden goedgekeurd:", "- [Gent=44021] kreeg er een", "- [Lede=41034] ook"),
    ],
)
def test_other_lists_give_no_projects(paragraphs: tuple[str, ...]) -> None:
    assert listed(*paragraphs) == ()


def test_items_that_speak_of_grants_need_no_sentence_before_them() -> None:
    found = listed(
        "- [Gent=44021]: {500 euro=500} subsidie voor een plein",
        "- [Lede=41034]: {600 euro=600} subsidie voor een weg",
    )
    assert brief(found) == [("44021", "een plein", 500), ("41034", "een weg", 600)]


def test_a_list_of_approved_projects_needs_no_amounts() -> None:
    found = listed(
        "Er werden twee projecten goedgekeurd:",
        "- Stad [Gent=44021] ism [Lede=41034]: een plein;",
        "- [Lier=12021]: een weg.",
    )
    assert brief(found) == [("44021", "een plein", None), ("12021", "een weg", None)]
    assert found[0].partners == ("41034",)


def test_tables_come_before_lists() -> None:
    made = make_table(["Gemeente", "Project"], ["[Gent=44021]", "Een plein"])
    answer, marked = make_answer(
        "De steun:", "- [Lede=41034]: {5 euro=5}", "- [Lier=12021]: {6 euro=6}"
    )
    question = make_question(made.table, answers=[answer])
    found, issues = find(question, (*marked.places, *made.places), (*marked.amounts, *made.amounts))
    assert [p.lead for p in found] == ["44021", "41034", "12021"]
    assert issues == ()
