"""The example notebook of the docs: it runs, and its sums are those of the database."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from vraagbaak.cli import main

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "projects.ipynb"


@pytest.fixture(scope="module")
def cells() -> list[dict[str, Any]]:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    return list(notebook["cells"])


def test_the_notebook_is_kept_without_outputs(cells: list[dict[str, Any]]) -> None:
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


# What the test wants to know of the cells once they have run.
_REPORT = """
import json
print(json.dumps({
    "total": str(per_municipality.sum()),
    "names": list(per_municipality.head(10).index),
    "drawn": [label.get_text() for label in axes.get_yticklabels()],
    "largest": largest["municipality"],
}))
"""


def test_the_notebook_adds_up_the_samples_and_draws_them(
    cells: list[dict[str, Any]], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    built = CliRunner().invoke(main, ["build", str(ROOT / "corpus"), "--out", str(output)])
    assert built.exit_code == 0, built.output
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    script = tmp_path / "cells.py"
    script.write_text("\n".join((*sources, _REPORT)), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=tmp_path,
        env=os.environ | {"MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert Decimal(found["total"]) == granted_once(output)
    assert found["drawn"] == found["names"][::-1]
    assert found["largest"] in found["names"]


def granted_once(output: Path) -> Decimal:
    """What municipalities were granted, of each group of projects the first, by SQL."""
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as database:
        ((cents,),) = database.execute(
            "SELECT sum(cents) FROM (SELECT min(a.amount_cents) AS cents FROM project_amounts a"
            " JOIN projects p ON p.id = a.project_id"
            " LEFT JOIN project_groups g ON g.project_id = p.id"
            " WHERE a.is_counted AND a.kind = 'granted' AND p.lead_nis_code IS NOT NULL"
            " GROUP BY coalesce(g.project_group, p.id))"
        )
    return Decimal(cents) / 100
