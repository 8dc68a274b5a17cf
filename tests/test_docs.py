"""The documentation holds: its commands exist, its links lead somewhere, its rows are real."""

import re
import shlex
import sqlite3
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from vraagbaak.cli import COMMANDS, main

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


COMMAND = re.compile(r"^ *(?:.+\| )?(vraagbaak [a-z].*)$", re.MULTILINE)
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands_of(text: str) -> list[str]:
    """The commands in a text, without what stands beside them to explain or redirect them."""
    found = (match[1] for match in COMMAND.finditer(text))
    return [re.split(r" {2,}(?!--)(?=[^ ])| [<>|] ", command)[0].strip() for command in found]


def told_commands() -> list[str]:
    """Every command that the pages and the help show."""
    found = [
        command
        for page in PAGES
        for block in BLOCK.findall(page.read_text(encoding="utf-8"))
        for command in commands_of(block)
    ]
    for name in COMMANDS:
        found += commands_of(CliRunner().invoke(main, [name, "--help"]).output)
    return sorted(set(found))


@pytest.mark.parametrize("command", told_commands())
def test_every_command_that_is_told_can_be_given(command: str) -> None:
    _, *arguments = shlex.split(command)
    group: click.Command = main
    while isinstance(group, click.Group):
        context = click.Context(group)
        name, *arguments = arguments
        found = group.get_command(context, name)
        assert found is not None, name
        group = found
    group.make_context(name, arguments)
