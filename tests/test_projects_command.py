"""``vraagbaak projects``: one table for a municipality, sums that warn, a readable chart."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_projects import Given, granted, made_answer, write_dataset
from openpyxl import load_workbook
from PIL import Image

from vraagbaak.cli import main
from vraagbaak.records import AmountKind

SQUARE = "Heraanleg van de dorpskern en het kerkplein"
PUURS, SINT_AMANDS, TOGETHER = "12030", "12034", "12041"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grants before and after a merger, one of them in two answers, one to a private person."""
    answers = (
        made_answer(
            1,
            "2018-06-01",
            granted(SQUARE, "412500.50", PUURS, beneficiary="Puurs"),
            granted("Een steiger", "100.25", SINT_AMANDS, beneficiary="Sint-Amands"),
            Given("Een sporthal", {AmountKind.REQUESTED: "90000"}),
        ),
        made_answer(
            2,
            "2019-06-01",
            granted(SQUARE, "412500.50", TOGETHER, beneficiary="Puurs-Sint-Amands"),
            Given(
                "Een zwembad",
                {AmountKind.REQUESTED: "80000", AmountKind.GRANTED: "50000", None: "7"},
            ),
            Given("Een weg", partners=(TOGETHER,)),
        ),
        made_answer(
            3,
            "2021-12-31",
            granted("Een dak van de heer Jan Peeters", "1500", None, beneficiary="Jan Peeters"),
            granted("=1+1", "20", None, beneficiary="@vzw De Kring"),
        ),
    )
    return write_dataset(tmp_path_factory.mktemp("projects") / "output", answers)


def run(dataset: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["projects", "--dataset", str(dataset), *options])


def found(dataset: Path, *options: str) -> dict[str, list[dict[str, object]]]:
    result = run(dataset, "--json", *options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def sums(dataset: Path, *options: str) -> dict[object, tuple[object, object]]:
    """The sum and the sum without overlap, by kind, over all municipalities."""
    rows = found(dataset, *options)["sums"]
    return {
        row["kind"]: (row["amount"], row["once"]) for row in rows if row["municipality"] is None
    }


# ------------------------------------------------------------------ which projects


def test_a_municipality_is_followed_through_its_merger(dataset: Path) -> None:
    apart = found(dataset, "--municipality", "Puurs-Sint-Amands")
    assert [row["nis_code"] for row in apart["projects"]] == [TOGETHER]
    assert apart["former"] == 2
    together = found(dataset, "--municipality", "Puurs-Sint-Amands", "--current-boundaries")
    assert len(together["projects"]) == 3
    assert {row["municipality"] for row in together["projects"]} == {"Puurs-Sint-Amands"}
    assert together["former"] == 0
    assert found(dataset, "--municipality", PUURS, "--current-boundaries") == together


def test_a_former_municipality_keeps_its_own_projects(dataset: Path) -> None:
    rows = found(dataset, "--municipality", "Puurs")["projects"]
    assert [(row["municipality"], row["asked_on"]) for row in rows] == [("Puurs", "2018-06-01")]


def test_several_municipalities_and_none_mean_those_and_all(dataset: Path) -> None:
    both = found(dataset, "--municipality", "Gent", "--municipality", PUURS)["projects"]
    assert {row["municipality"] for row in both} == {"Gent", "Puurs"}
    assert len(found(dataset)["projects"]) == 8


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (("--since", "2019"), {2, 3}),
        (("--since", "2018-06-02", "--until", "2019"), {2}),
        (("--until", "2018-06"), {1}),
        (("--until", "2018-05"), set()),
        (("--since", "2021-12-31", "--until", "2021-12"), {3}),
    ],
)
def test_the_days_of_the_questions_bound_the_list(
    dataset: Path, options: tuple[str, ...], numbers: set[int]
) -> None:
    questions = {str(row["question"]) for row in found(dataset, *options)["projects"]}
    assert {int(question.rpartition("/")[2]) for question in questions} == numbers


def test_a_kind_lists_the_projects_that_have_it_and_counts_the_others(dataset: Path) -> None:
    asked = found(dataset, "--municipality", "Gent", "--kind", "requested")
    assert [row["title"] for row in asked["projects"]] == ["Een sporthal", "Een zwembad"]
    assert asked["left_out"] == 1
    assert sums(dataset, "--municipality", "Gent", "--kind", "requested") == {
        "requested": ("170000.00", "170000.00")
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ledeberg", "a part of Gent (44021)"),
        ("Gnt", "did you mean Gent"),
        ("99999", "NIS code 99999"),
        ("Atlantis aan Zee", "Dutch name or NIS code"),
        ("Sint-Denijs", "Zwevegem"),
    ],
)
def test_a_name_that_is_no_municipality_names_the_candidates(
    dataset: Path, name: str, said: str
) -> None:
    result = run(dataset, "--municipality", name)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_name_that_others_share_is_said_to_be_the_municipality_itself(dataset: Path) -> None:
    remarks = found(dataset, "--municipality", "Halle")["remarks"]
    assert remarks == ["Halle: de gemeente zelf; Zoersel (11055) heeft een deel met die naam"]


@pytest.mark.parametrize("options", [("--since", "juni"), ("--until", "2019-02-30")])
def test_what_is_no_date_is_refused(dataset: Path, options: tuple[str, ...]) -> None:
    result = run(dataset, *options)
    assert result.exit_code == 2
    assert "2019-06-03" in result.stderr


# ------------------------------------------------------------------ sums


def test_kinds_are_summed_apart_and_a_project_in_two_answers_once(dataset: Path) -> None:
    assert sums(dataset) == {
        "requested": ("170000.00", "170000.00"),
        "granted": ("876621.25", "464120.75"),
        "unknown": ("7.00", "7.00"),
    }
    table = run(dataset, "--municipality", TOGETHER, "--current-boundaries").stdout
    assert "825.101,25 euro, 3 rijen; 1 dubbel, elk project één keer: 412.600,75 euro" in table
    assert "op meer dan één plaats" in table


def test_projects_without_an_amount_are_counted(dataset: Path) -> None:
    gent = found(dataset, "--municipality", "Gent")
    assert gent["without_amount"] == 1
    assert found(dataset, "--municipality", TOGETHER)["as_partner"] == 1
    assert "1 project zonder bedrag" in run(dataset, "--municipality", "Gent").stdout


def test_pairs_that_may_be_one_project_are_counted(tmp_path: Path) -> None:
    answers = (
        made_answer(1, "2020-06-01", granted(SQUARE, "400000")),
        made_answer(2, "2020-09-01", granted(SQUARE, "410000")),
    )
    output = write_dataset(tmp_path / "output", answers)
    assert found(output)["doubtful"] == 1
    assert "1 keer is twijfelachtig of twee rijen" in run(output).stdout
    assert sums(output) == {"granted": ("810000.00", "810000.00")}


def test_every_row_names_its_document_and_page(dataset: Path) -> None:
    assert all(row["document"] and row["page"] == 2 for row in found(dataset)["projects"])
    assert "vraag-0.pdf, p. 2" in run(dataset, "--municipality", PUURS).stdout


def test_private_persons_are_in_no_form_of_the_list(dataset: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "projecten.xlsx"
    assert run(dataset, "--format", "xlsx", "--out", str(workbook)).exit_code == 0
    book = load_workbook(workbook)
    cells = " ".join(str(cell.value) for row in book["projecten"].iter_rows() for cell in row)
    texts = (run(dataset).stdout, run(dataset, "--json").stdout, cells)
    texts = (*texts, run(dataset, "--format", "csv").stdout)
    for text in texts:
        assert "Peeters" not in text
    assert "(privépersoon)" in cells
    assert "[naam weggelaten]" in cells


# ------------------------------------------------------------------ formats


def test_csv_opens_in_a_belgian_excel_and_holds_no_formula(dataset: Path) -> None:
    raw = run(dataset, "--format", "csv").stdout_bytes
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    given = [Decimal(row["toegekend"].replace(",", ".")) for row in rows if row["toegekend"]]
    assert sum(given) == Decimal("876621.25")
    assert {row["project"] for row in rows if "1+1" in row["project"]} == {"'=1+1"}
    groups = [row["zelfde_project"] for row in rows if row["zelfde_project"]]
    assert len(groups) == 2
    assert len(set(groups)) == 1


def test_a_workbook_has_the_rows_the_sums_and_words_for_each_column(
    dataset: Path, tmp_path: Path
) -> None:
    path = tmp_path / "projecten.xlsx"
    assert run(dataset, "--format", "xlsx", "--out", str(path)).exit_code == 0
    book = load_workbook(path)
    assert book.sheetnames == ["kolommen", "projecten", "sommen"]
    names = [cell.value for cell in book["projecten"][1]]
    rows = list(book["projecten"].iter_rows(min_row=2))
    assert len(rows) == 8
    formula = next(row[names.index("project")] for row in rows if "1+1" in str(row[4].value))
    assert (formula.data_type, formula.quotePrefix) == ("s", True)
    last = [cell.value for cell in list(book["sommen"].iter_rows())[-2]]
    assert last[1:] == ["alle samen", "toegekend", 6, 876621.25, 1, 464120.75]
    explained = {cell.value for cell in book["kolommen"]["B"]}
    assert set(names) <= explained


def test_a_table_goes_to_the_terminal_alone(dataset: Path, tmp_path: Path) -> None:
    result = run(dataset, "--out", str(tmp_path / "x.txt"))
    assert result.exit_code == 2
    assert "--format" in result.stderr


# ------------------------------------------------------------------ the chart


def texts_of(path: Path) -> list[str]:
    words = re.findall(r"<text[^>]*>(.*?)</text>", path.read_text(encoding="utf-8"), re.DOTALL)
    return [re.sub("<[^>]*>", "", text).strip() for text in words]


def test_the_chart_has_dutch_labels_years_and_municipalities(dataset: Path, tmp_path: Path) -> None:
    path = tmp_path / "projecten.svg"
    assert run(dataset, "--current-boundaries", "--plot", str(path)).exit_code == 0
    texts = texts_of(path)
    for wanted in ("Gevraagd (euro)", "Toegekend (euro)", "2018", "2019", "2020", "2021", "Gent"):
        assert wanted in texts
    assert "Puurs-Sint-Amands" in texts
    # The square counts in 2018 alone: 412,500.50 and the 100.25 of the landing stage.
    assert "412.601" in texts
    assert any("Bron: antwoorden" in text for text in texts)
    again = tmp_path / "again.svg"
    run(dataset, "--current-boundaries", "--plot", str(again))
    assert again.read_bytes() == path.read_bytes()


def test_many_municipalities_share_one_bar_so_that_the_chart_stays_readable(
    tmp_path: Path,
) -> None:
    codes = ("11002", "44021", "12021", "41034", "71016", "72004", "23027", "46021", "36015")
    given = [granted("Een plein", str(1000 - place), code) for place, code in enumerate(codes)]
    output = write_dataset(tmp_path / "output", [made_answer(1, "2020-06-01", *given)])
    path = tmp_path / "veel.svg"
    assert run(output, "--plot", str(path)).exit_code == 0
    texts = texts_of(path)
    assert "3 andere gemeenten" in texts
    assert "Antwerpen" in texts
    assert "Roeselare" not in texts


def test_a_picture_of_points_is_one(dataset: Path, tmp_path: Path) -> None:
    path = tmp_path / "projecten.png"
    assert run(dataset, "--municipality", "Gent", "--plot", str(path)).exit_code == 0
    with Image.open(path) as picture:
        assert picture.width > 1000
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}
    assert (0x00, 0x72, 0xB2) in colours


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--plot", "projecten.gif"), ".svg or .png"),
        (("--plot", "x.svg", "--until", "2017"), "nothing to draw"),
        (("--plot", "/dev/null/x.svg"), "cannot write"),
    ],
)
def test_a_chart_that_cannot_be_made_is_said_in_one_line(
    dataset: Path, options: tuple[str, ...], said: str
) -> None:
    result = run(dataset, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(re.findall("^vraagbaak: ", result.stderr, re.MULTILINE)) == 1
