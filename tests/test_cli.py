"""The command: its help, its exit codes, and what it loads."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_records import open_made_reader, write_document

from vraagbaak.cli import COMMANDS, main
from vraagbaak.cli.build import build_command
from vraagbaak.dataset import release
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.fingerprint import fingerprint
from vraagbaak.runs.lock import locked

COMMAND = Path(sys.executable).with_name("vraagbaak")
SLOW = ("spacy", "numpy", "pandas", "pyarrow", "pdfplumber", "pypdfium2", "rich", "urllib3")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder whose documents were read before, by the code of today."""
    write_document(tmp_path / "corpus" / "a.pdf", "question", "311")
    return tmp_path / "corpus"


@pytest.fixture
def output(corpus: Path) -> Path:
    folder = corpus.with_name("output")
    build(corpus, folder, Engine(open_made_reader, fingerprint(), 1))
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def loaded_by(*arguments: str | Path) -> set[str]:
    """Which of the slow libraries are loaded when the command is done."""
    script = (
        "import sys; from vraagbaak.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return set(SLOW) & set(done.stderr.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_the_group_says_the_same(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    says = COMMANDS[name].help.removesuffix(".")
    assert says in " ".join(result.output.split())
    assert f"{name} " in run("--help").output


def test_the_help_comes_without_loading_what_is_slow() -> None:
    assert loaded_by("--help") == set()


def test_a_build_with_nothing_to_do_loads_nothing_slow(corpus: Path, output: Path) -> None:
    assert loaded_by("build", corpus, "--out", output) == set()


def test_the_installed_command_tells_its_version() -> None:
    done = subprocess.run([COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"vraagbaak, version {version('vraagbaak')}\n"


def test_an_unknown_command_is_wrong_usage() -> None:
    done = run("bild")
    assert done.exit_code == 2
    assert "No such command 'bild'" in done.stderr


def test_wrong_usage_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert done.stderr.startswith("vraagbaak: the folder ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_locked_output_is_exit_code_75(corpus: Path, output: Path) -> None:
    with locked(release.releases_folder(output) / "lock", output):
        done = run("build", corpus, "--out", output)
    assert done.exit_code == 75
    assert done.stderr.startswith("vraagbaak: another run is writing to ")


def test_the_summary_goes_to_stderr_and_its_json_to_stdout(corpus: Path, output: Path) -> None:
    done = run("build", corpus, "--out", output, "--json")
    assert done.exit_code == 0
    assert "documents      1: 0 read, 1 unchanged, 0 failed" in done.stderr
    summary = json.loads(done.stdout)
    assert (summary["documents"], summary["unchanged"], summary["questions"]) == (1, 1, 1)
    assert (summary["sub_questions"], summary["sub_questions_answered"]) == (3, 1)
    assert summary["warnings"] == {"doubtful_shape": 1, "title_missing": 1, "totals_disagree": 1}
    assert all(Path(path).exists() for path in summary["files"])


def test_without_json_stdout_stays_empty(corpus: Path, output: Path) -> None:
    assert run("build", corpus, "--out", output).stdout == ""


def test_failed_documents_are_told_and_give_exit_code_3(corpus: Path) -> None:
    write_document(corpus / "below" / "b.pdf", "unreadable")
    output = corpus.with_name("output")
    build(corpus, output, Engine(open_made_reader, fingerprint(), 1))
    done = run("build", corpus, "--out", output)
    assert done.exit_code == 3
    assert "not read: below/b.pdf: it cannot be opened as a PDF (damaged)" in done.stderr


def test_a_reader_that_stops_listening_is_no_fault(corpus: Path, output: Path) -> None:
    command: list[str | Path] = [COMMAND, "build", corpus, "--out", output, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 0


READ = [
    ("show", "2020-2021/somers/311"),
    ("show", "2020-2021/somers/311", "--json"),
    ("projects",),
    ("review", "next"),
]


@pytest.mark.parametrize("arguments", READ, ids=" ".join)
def test_a_full_disk_behind_stdout_is_one_line(arguments: tuple[str, ...], output: Path) -> None:
    command: list[str | Path] = [COMMAND, *arguments, "--dataset", output]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("vraagbaak: No space left on device; ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", READ, ids=" ".join)
def test_a_stdout_that_nobody_opened_is_no_fault(arguments: tuple[str, ...], output: Path) -> None:
    command = " ".join((str(COMMAND), *arguments, "--dataset", str(output), ">&-"))
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


@pytest.mark.parametrize("arguments", READ, ids=" ".join)
def test_a_reader_of_a_view_that_leaves_is_no_fault(
    arguments: tuple[str, ...], output: Path
) -> None:
    command: list[str | Path] = [COMMAND, *arguments, "--dataset", output]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("library", ["rich", "spacy", "pdfplumber"])
def test_a_library_that_is_missing_is_named_here_and_in_the_reader(
    library: str, corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / f"{library}.py").write_text(
        f"raise ModuleNotFoundError(\"No module named '{library}'\", name={library!r})"
    )
    done = subprocess.run(
        [COMMAND, "parse", corpus / "a.pdf"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"vraagbaak: No module named '{library}'; "
        "install what vraagbaak needs: `pip install -e .` in its folder\n"
    )


def test_nothing_is_cut_on_a_narrow_terminal(output: Path) -> None:
    options = ("--dataset", str(output))
    for arguments in (("projects", *options), ("show", "2020-2021/somers/311", *options)):
        told = CliRunner(env={"COLUMNS": "30"}).invoke(main, arguments).stdout
        assert told
        assert "…" not in told


def test_the_defaults_are_the_folders_of_the_project() -> None:
    defaults = {option.name: option.default for option in build_command.params}
    assert (defaults["corpus"], defaults["output"]) == (Path("corpus"), Path("output"))


def test_a_file_of_rulings_that_is_named_must_be_there(corpus: Path, output: Path) -> None:
    done = run("build", corpus, "--out", output, "--reviews", corpus / "reviws.yaml")
    assert done.exit_code == 2
    assert "reviws.yaml" in done.stderr


def test_a_letter_beside_feeds_that_are_closed_is_wrong_usage(output: Path, tmp_path: Path) -> None:
    (tmp_path / "feeds" / ".lock").mkdir(parents=True)
    options = ("--municipality", "Gent", "--dataset", output, "--out", tmp_path / "feeds")
    done = run("follow", *options, "--letter", tmp_path / "nieuws.eml")
    assert done.exit_code == 2
    assert "--out" in done.stderr
