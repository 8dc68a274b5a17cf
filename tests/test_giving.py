"""The export to the 360Giving Data Standard: what was granted, once each, nothing made up."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import flattentool
import jsonschema
import pytest
from click.testing import CliRunner
from giving_facts import GRANT, PACKAGE
from made_projects import Given, granted, made_answer, write_dataset
from made_tables import make_question, make_table

from vraagbaak.cli import main
from vraagbaak.normalising.layout import lay_out
from vraagbaak.normalising.projects import find_projects
from vraagbaak.records import AmountKind, QuestionRecord

ROOT = Path(__file__).resolve().parents[1]
SQUARE = "Heraanleg van de dorpskern en het kerkplein"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("giving") / "output"
    built = CliRunner().invoke(main, ["build", str(ROOT / "corpus"), "--out", str(output)])
    assert built.exit_code == 0, built.output
    return output


def package_of(dataset: Path, path: Path) -> dict[str, Any]:
    options = ["--dataset", str(dataset), "--format", "360giving", "--out", str(path)]
    result = CliRunner().invoke(main, ["export", *options])
    assert result.exit_code == 0, result.output
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_the_grants_of_the_samples_are_what_the_standard_demands(
    samples: Path, tmp_path: Path
) -> None:
    package = package_of(samples, tmp_path / "grants.json")
    jsonschema.validate(package, PACKAGE)
    ids = [grant["id"] for grant in package["grants"]]
    assert len(ids) == len(set(ids)) > 50
    assert all(grant["amountAwarded"] > 0 for grant in package["grants"])


def test_flattentool_makes_a_spreadsheet_of_it_and_the_same_grants_again(
    samples: Path, tmp_path: Path
) -> None:
    package = package_of(samples, tmp_path / "grants.json")
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(GRANT), encoding="utf-8")
    usual: dict[str, Any] = {
        "schema": str(schema),
        "root_list_path": "grants",
        "root_id": "",
        "main_sheet_name": "grants",
    }
    flattentool.flatten(
        str(tmp_path / "grants.json"),
        output_name=str(tmp_path / "sheets"),
        output_format="csv",
        **usual,
    )
    assert (tmp_path / "sheets" / "grants.csv").stat().st_size > 1000
    flattentool.unflatten(
        str(tmp_path / "sheets"),
        input_format="csv",
        output_name=str(tmp_path / "again.json"),
        encoding="utf-8-sig",
        **usual,
    )
    again = json.loads((tmp_path / "again.json").read_text(encoding="utf-8"))
    assert again["grants"] == package["grants"]


@pytest.fixture
def made(tmp_path: Path) -> dict[str, dict[str, Any]]:
    """The grants of made answers, by title."""
    answers = (
        made_answer(
            1,
            "2020-06-01",
            Given(SQUARE, {AmountKind.REQUESTED: "600000.50", AmountKind.GRANTED: "412500.50"}),
            Given("Een plan", {AmountKind.REQUESTED: "100"}),
            Given("Een raming", {AmountKind.ESTIMATE: "100"}),
            Given("Een voorschot", {AmountKind.PAID: "250"}, None, "vzw De Kring"),
            granted("Niets", "0"),
            granted("Een dak", "500", None, beneficiary="Jan Peeters"),
            Given("Een zaal", {AmountKind.GRANTED: "7"}, None, "De Bond", enterprise="0999999031"),
            granted("", "9", "12021", beneficiary="Lier"),
        ),
        made_answer(2, "2020-09-01", Given(SQUARE, {AmountKind.GRANTED: "412500.50"})),
    )
    package = package_of(write_dataset(tmp_path / "output", answers), tmp_path / "grants.json")
    jsonschema.validate(package, PACKAGE)
    assert "1 rijen van projecten die ook elders staan" in package["description"]
    assert "1 subsidies aan privépersonen" in package["description"]
    return {grant["title"]: grant for grant in package["grants"]}


def test_only_what_was_granted_or_paid_is_a_grant(made: dict[str, dict[str, Any]]) -> None:
    assert set(made) == {SQUARE, "Een voorschot", "Een zaal", "Projectoproep"}
    assert "Peeters" not in json.dumps(made)
    square = made[SQUARE]
    assert (square["amountAppliedFor"], square["amountAwarded"]) == (600000.5, 412500.5)
    assert "amountDisbursed" not in square
    assert square["alsoPrintedAs"] == "2020-2021/somers/2#projects/0"
    assert square["id"] == "360G-vraagbaak-2019-2020/somers/1#projects/0"
    assert Decimal(str(square["amountAwarded"])) == Decimal("412500.50")


def test_what_is_not_printed_is_said_not_to_be(made: dict[str, dict[str, Any]]) -> None:
    advance = made["Een voorschot"]
    assert advance["amountAwarded"] == advance["amountDisbursed"] == 250
    assert "toegekend: niet gedrukt" in advance["amountBasis"]
    assert advance["awardDate"] == "2020-06-01"
    assert "niet gedrukt" in advance["awardDateBasis"]
    assert advance["fundingOrganization"][0]["name"].startswith("Niet vermeld")


def test_recipients_are_known_by_register_by_nis_code_or_by_name(
    made: dict[str, dict[str, Any]],
) -> None:
    recipients = {title: grant["recipientOrganization"][0] for title, grant in made.items()}
    assert recipients["Een zaal"]["id"] == "BE-BCE_KBO-0999999031"
    assert recipients["Een voorschot"]["id"] == "360G-vraagbaak-ORG:de-kring"
    assert recipients[SQUARE]["id"] == "360G-vraagbaak-ORG:nis-44021"
    assert recipients["Projectoproep"]["name"] == "Lier"
    assert made[SQUARE]["beneficiaryLocation"][0]["geoCode"] == "44021"
    assert "beneficiaryLocation" not in made["Een zaal"]


def test_a_printed_day_of_the_grant_is_its_award_date(tmp_path: Path) -> None:
    made = make_table(
        ["Gemeente", "Project", "Datum toekenning", "Startdatum", "Subsidie (€)"],
        ["[Gent=44021]", "Een plein", "12 mei 2019", "1/6/2019", "{500=500}"],
        ["[Lede=41034]", "Een weg", "mei 2019", "1/6/2019", "{600=600}"],
    )
    question = replace(make_question(made.table), asked_on=dt.date(2020, 6, 1))
    layouts = [lay_out(table) for table in question.tables]
    projects, _ = find_projects(question, layouts, made.places, made.amounts)
    record = QuestionRecord(question, made.places, made.amounts, projects)
    output = write_dataset(tmp_path / "output", [record])
    grants = package_of(output, tmp_path / "grants.json")["grants"]
    dates = {grant["title"]: grant["awardDate"] for grant in grants}
    assert dates == {"Een plein": "2019-05-12", "Een weg": "2020-06-01"}
    assert grants[0]["awardDateBasis"] == "Gedrukte datum"


@pytest.mark.parametrize(
    ("options", "said"), [([], "there is no grant"), (["--table", "projects"], "taken whole")]
)
def test_a_dataset_without_grants_makes_no_package(
    tmp_path: Path, options: list[str], said: str
) -> None:
    output = write_dataset(tmp_path / "output", [made_answer(1, "2020-06-01", Given("Een plan"))])
    target = tmp_path / "grants.json"
    usual = ["--dataset", str(output), "--format", "360giving", "--out", str(target)]
    result = CliRunner().invoke(main, ["export", *usual, *options])
    assert result.exit_code == 2
    assert said in result.output
    assert not target.exists()
