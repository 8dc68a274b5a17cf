"""The documentation holds: its commands exist, its links lead somewhere, its rows are real."""

import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from vraagbaak.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert all((page.parent / link).exists() for link in links), links


def test_every_command_of_the_readme_exists_and_has_help() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^vraagbaak (\w+)", text, re.MULTILINE))
    assert named
    for name in named:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0, name
        assert "Example" in result.output, name


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = main.list_commands(
        main.make_context("vraagbaak", ["--help"], resilient_parsing=True)
    )
    assert all(f"vraagbaak {name}" in text for name in commands)


def test_the_rows_of_the_readme_come_out_of_the_samples(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["build", str(ROOT / "corpus"), "--out", str(tmp_path / "output"), "--workers", "1"]
    )
    assert result.exit_code == 0, result.output
    with sqlite3.connect(tmp_path / "output" / "vraagbaak.sqlite") as database:
        rows = database.execute(
            """
            SELECT m.name, coalesce(group_concat(p.name, ', '), ''), projects.title, projects.page
            FROM projects JOIN municipalities m ON m.nis_code = projects.lead_nis_code
            LEFT JOIN (SELECT project_id, project_partners.position, name FROM project_partners
                       JOIN municipalities USING (nis_code) ORDER BY project_id, position) p
                ON p.project_id = projects.id
            WHERE question_id = '2020-2021/somers/311'
            GROUP BY projects.id ORDER BY projects.position LIMIT 3
            """
        ).fetchall()
    database.close()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("<!-- projects of 2020-2021/somers/311 -->\n")[1].split("\n\n")[0]
    printed = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.split("\n")]
    assert printed[2:] == [[str(cell) for cell in row] for row in rows]
    assert len(rows) == 3
