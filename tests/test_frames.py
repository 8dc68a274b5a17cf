"""A dataset in a notebook: one line, the right types."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import vraagbaak
from vraagbaak.cli import main
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


def test_a_folder_without_a_dataset_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="vraagbaak build"):
        vraagbaak.open_dataset(tmp_path)


def test_the_pipeline_can_be_used_by_itself() -> None:
    doc = vraagbaak.load_nlp()("De stad Gent kreeg 1,5 miljoen euro.")
    assert [span.text for span in doc.spans["municipalities"]] == ["Gent"]
    assert [span._.minimum for span in doc.spans["amounts"]] == [Decimal(1_500_000)]
