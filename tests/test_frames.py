"""A dataset in a notebook: one line, the right types."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_projects import granted, made_answer, write_dataset

import vraagbaak
from vraagbaak.cli import main
from vraagbaak.dataset.schema import Kind, exported_tables
from vraagbaak.errors import WrongUsage

ROOT = Path(__file__).resolve().parents[1]


def test_a_dataset_opens_as_frames_with_exact_types(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("01-projectoproep-311.pdf", "18-premies-per-gemeente.pdf"):
        (corpus / name).write_bytes((ROOT / "corpus" / "samples" / name).read_bytes())
    built = CliRunner().invoke(main, ["build", str(corpus), "--out", str(tmp_path / "output")])
    assert built.exit_code == 0, built.output
    tables = vraagbaak.open_dataset(tmp_path / "output")
    assert {"documents", "questions", "projects", "municipality_mentions"} <= set(tables)
    questions = tables["questions"].set_index("id")
    assert questions.loc["2020-2021/somers/311", "asked_on"] == dt.date(2021, 6, 3)
    amounts = tables["projects"]["amount"].dropna()
    assert isinstance(amounts.sum(), Decimal)
    assert str(tables["projects"]["page"].dtype).startswith("int")


# What pandas calls the kinds of the schema; each may be missing without changing.
_DTYPES = {
    Kind.TEXT: "string[pyarrow]",
    Kind.INTEGER: "int64[pyarrow]",
    Kind.NUMBER: "double[pyarrow]",
    Kind.DECIMAL: "decimal128(28, 6)[pyarrow]",
    Kind.MONEY: "decimal128(18, 2)[pyarrow]",
    Kind.BOOLEAN: "bool[pyarrow]",
    Kind.DATE: "date32[day][pyarrow]",
    Kind.TEXTS: "list<element: string>[pyarrow]",
    Kind.INTEGERS: "list<element: int32>[pyarrow]",
}


def test_every_column_of_every_table_has_the_type_of_its_schema(tmp_path: Path) -> None:
    answer = made_answer(1, "2020-06-01", granted("Een plein", "0.10"), granted("Een weg", "0.20"))
    tables = vraagbaak.open_dataset(write_dataset(tmp_path / "output", [answer]))
    assert list(tables) == [table.name for table in exported_tables()]
    for table in exported_tables():
        found = {name: str(dtype) for name, dtype in tables[table.name].dtypes.items()}
        wanted = {column.name: _DTYPES[column.kind] for column in table.exported_columns}
        assert found == wanted, table.name
    assert tables["tables"].empty  # an empty table keeps its types too
    amounts = tables["project_amounts"]
    assert amounts["amount"].sum() == Decimal("0.30")
    assert amounts.groupby("kind")["amount"].sum().loc["granted"] == Decimal("0.30")
    assert tables["questions"]["asked_on"].dt.year.tolist() == [2020]
    assert tables["projects"]["row_index"].isna().all()


def test_a_folder_without_a_dataset_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="vraagbaak build"):
        vraagbaak.open_dataset(tmp_path)


def test_the_pipeline_can_be_used_by_itself() -> None:
    doc = vraagbaak.load_nlp()("De stad Gent kreeg 1,5 miljoen euro.")
    assert [span.text for span in doc.spans["municipalities"]] == ["Gent"]
    assert [span._.minimum for span in doc.spans["amounts"]] == [Decimal(1_500_000)]
