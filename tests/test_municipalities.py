"""The municipalities through time: codes by date, names in every spelling."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from vraagbaak.vocabulary.municipalities import TODAY, load_gazetteer
from vraagbaak.vocabulary.place_names import Kind

CASES = Path(__file__).parent / "cases" / "municipalities.csv"
PERIODS = {
    "in_2018": dt.date(2018, 6, 1),
    "in_2019_2024": dt.date(2022, 6, 1),
    "in_2025": dt.date(2025, 6, 1),
}


def cases() -> list[tuple[str, dt.date, tuple[str, ...]]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [
            (row["name"], dt.date.fromisoformat(row["on"]), tuple(row["codes"].split()))
            for row in csv.DictReader(lines)
        ]


@pytest.mark.parametrize(("name", "on", "codes"), cases())
def test_a_name_has_the_codes_of_its_date(name: str, on: dt.date, codes: tuple[str, ...]) -> None:
    assert load_gazetteer().candidates(name, on) == codes


@pytest.mark.parametrize(
    ("nis", "now"),
    [
        ("54007", "57096"),
        ("44049", "44083"),
        ("11007", "11002"),
        ("44045", "46029"),
        ("82005", "82039"),
        ("44021", "44021"),
    ],
)
def test_a_former_code_leads_to_the_code_of_today(nis: str, now: str) -> None:
    assert load_gazetteer().code_now(nis) == now


def test_every_municipality_leads_to_one_that_exists_today() -> None:
    gazetteer = load_gazetteer()
    today = {each.nis for each in gazetteer.municipalities if each.valid_to is None}
    assert len(today) == 565
    assert {gazetteer.code_now(each.nis) for each in gazetteer.municipalities} == today


@pytest.mark.parametrize(
    ("on", "count"),
    [("2018-12-31", 589), ("2019-01-01", 581), ("2024-12-31", 581), ("2025-01-01", 565)],
)
def test_belgium_has_as_many_municipalities_as_the_law_says(on: str, count: int) -> None:
    date = dt.date.fromisoformat(on)
    gazetteer = load_gazetteer()
    assert (
        sum(gazetteer.codes_on(m.nis, date) == (m.nis,) for m in gazetteer.municipalities) == count
    )


def test_every_code_knows_its_province_or_lies_in_brussels() -> None:
    for each in load_gazetteer().municipalities:
        assert each.arrondissement
        assert bool(each.province) != (each.region == "Brussels Hoofdstedelijk Gewest")


def test_every_name_finds_its_own_code_first() -> None:
    gazetteer = load_gazetteer()
    for each in gazetteer.municipalities:
        on = each.valid_to or TODAY
        assert gazetteer.candidates(each.name_nl, on)[0] == each.nis
        assert gazetteer.candidates(each.name_fr, on)[0] == each.nis


def test_the_table_agrees_with_the_lists_of_each_period(shared: Path) -> None:
    with (shared / "facts/gazetteer/municipalities.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    gazetteer = load_gazetteer()
    for row in rows:
        for column, on in PERIODS.items():
            assert (gazetteer.codes_on(row["nis"], on) == (row["nis"],)) == (row[column] == "1")


def test_every_flemish_sub_municipality_has_its_codes_of_2019_and_2025(shared: Path) -> None:
    with (shared / "facts/gazetteer/deelgemeenten.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    gazetteer = load_gazetteer()
    for row in rows:
        name = row["deelgemeente"]
        assert row["nis_2019"] in gazetteer.candidates(name, dt.date(2019, 6, 1)), name
        assert row["nis_2025"] in gazetteer.candidates(name, dt.date(2025, 6, 1)), name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("in Meche-\nlen en Sint-\nTruiden", ["Meche-\nlen", "Sint-\nTruiden"]),
        ("de Panne, De Haan", ["de Panne", "De Haan"]),
        ("Tessenderlo - Ham", ["Tessenderlo", "Ham"]),
        ("Tessenderlo-Ham", ["Tessenderlo-Ham"]),
        ("Gazet van Antwerpen", ["Gazet van Antwerpen"]),
        ("de Brusselsesteenweg en de Gentse haven", []),
        ("gentse, mechelen, sint-niklaas", []),
        ("Genk2 en 237As", ["Genk"]),
        ("Meche\u00adlen", ["Meche\u00adlen"]),
        ("L’Escaillère", ["L’Escaillère"]),
    ],
)
def test_names_are_found_as_they_are_printed(text: str, names: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in load_gazetteer().find(text)] == names


def test_a_newspaper_is_known_as_one() -> None:
    (hit,) = load_gazetteer().find("Het Belang van Limburg")
    assert hit.name.kind is Kind.NEWSPAPER
