"""The ready-made schedules: their files are understood, and the commands in them exist."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from vraagbaak.cli import main

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "schedules"
FILES = sorted(FOLDER.iterdir())
_CALLED = re.compile(r"(?:^|[\s/=])vraagbaak (?=refresh|status|follow)(.*)$", re.MULTILINE)
_FIELD = r"(?:\*|\d+)(?:[-/,]\d+)*"
_CRON_LINE = re.compile(rf"(?:{_FIELD}\s+){{5}}(?P<command>\S.*)")


def commands(text: str) -> list[list[str]]:
    """The arguments of each call of the command that runs something, up to what is the shell's."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    called = _CALLED.findall("\n".join(lines))
    return [shlex.split(re.split(r"[>|]", call)[0]) for call in called]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_command_of_a_schedule_is_understood(file: Path) -> None:
    called = commands(file.read_text(encoding="utf-8"))
    assert called or file.suffix == ".timer"
    for name, *arguments in called:
        with click.Context(main) as parent:
            command = main.get_command(parent, name)
            assert command is not None
            command.make_context(name, arguments, parent=parent)


def test_the_units_are_understood_by_systemd(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    installed = Path(sys.executable).with_name("vraagbaak")
    for file in (file for file in FILES if file.suffix in (".service", ".timer")):
        text = file.read_text(encoding="utf-8")
        text = text.replace("/srv/vraagbaak/.venv/bin/vraagbaak", str(installed))
        (tmp_path / file.name).write_text(text.replace("User=vraagbaak", "User=root"))
    units = sorted(tmp_path.iterdir())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    ours = [line for line in done.stderr.splitlines() if "vraagbaak" in line]
    assert (done.returncode, ours) == (0, [])


def test_every_timer_begins_a_service_that_is_there() -> None:
    timers = [file for file in FILES if file.suffix == ".timer"]
    assert timers
    assert all(file.with_suffix(".service").exists() for file in timers)
    assert all("OnCalendar=" in file.read_text(encoding="utf-8") for file in timers)


def test_the_lines_of_the_crontab_have_five_fields_and_a_command() -> None:
    lines = (FOLDER / "vraagbaak.cron").read_text(encoding="utf-8").splitlines()
    timed = [line for line in lines if line[:1].isdigit()]
    assert len(timed) == 3
    for line in timed:
        found = _CRON_LINE.fullmatch(line)
        assert found, line
        # In a crontab it would begin the input of the command.
        assert "%" not in line
        assert subprocess.run(["bash", "-n", "-c", found["command"]]).returncode == 0
    rest = [line for line in lines if line and line not in timed and not line.startswith("#")]
    assert all(re.fullmatch(r'[A-Z_]+=".*"', line) for line in rest)


def test_the_steps_of_the_ci_schedule_either_use_an_action_or_run_a_command() -> None:
    told = yaml.safe_load((FOLDER / "refresh.yml").read_text(encoding="utf-8"))
    # YAML takes the key "on" for a truth value.
    assert told[True]["schedule"] == [{"cron": "15 1 * * *"}]
    steps = told["jobs"]["refresh"]["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    for step in steps:
        if "run" in step:
            assert subprocess.run(["bash", "-n", "-c", step["run"]]).returncode == 0
