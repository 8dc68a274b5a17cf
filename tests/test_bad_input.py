"""What people give by mistake: each is told in a line, and the other documents are done."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import frictionless
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

COMMAND = Path(sys.executable).with_name("vraagbaak")
LINES = """\
SCHRIFTELIJKE VRAAG
nr. 42
van MARIE VOORBEELD
datum: 4 maart 2021
aan JAN STAAL
VLAAMS MINISTER VAN VOORBEELDEN
Een titel voor een proefdocument
1. Hoeveel gemeenten kregen steun?
2. Welke bedragen kregen ze?
"""


def print_pdf(path: Path, password: str | None = None) -> Path:
    """A written question on one page, locked where there is a password."""
    encrypt = StandardEncryption(password) if password else None
    canvas = Canvas(str(path), encrypt=encrypt, invariant=True)
    text = canvas.beginText(72, 760)
    text.textLines(LINES)
    canvas.drawText(text)
    canvas.save()
    return path


def empty(path: Path) -> None:
    path.write_bytes(b"")


def html(path: Path) -> None:
    path.write_text("<!DOCTYPE html><html><title>404</title><p>Niet gevonden</p></html>")


def truncated(path: Path) -> None:
    whole = print_pdf(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 3])


def encrypted(path: Path) -> None:
    print_pdf(path, "geheim")


def noise(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)


BAD = [
    (empty, "empty_file"),
    (html, "not_a_pdf"),
    (truncated, "damaged"),
    (encrypted, "encrypted"),
    (noise, "damaged"),
]


def run(
    *arguments: str | Path, limit: int | None = None, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the installed command; ``limit`` is the size in bytes that a file may grow to."""

    def restrain() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit or 0, limit or 0))

    return subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        preexec_fn=restrain if limit else None,
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one good document."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    print_pdf(folder / "good.pdf")
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def test_bad_documents_are_told_with_their_reason_and_the_others_are_done(
    corpus: Path, output: Path
) -> None:
    for make, _ in BAD:
        make(corpus / f"{make.__name__}.pdf")
    done = run("build", corpus, "--out", output)
    assert done.returncode == 3
    told = [line for line in done.stderr.splitlines() if line.startswith("not read: ")]
    assert len(told) == len(BAD)
    for make, code in BAD:
        (line,) = (line for line in told if line.startswith(f"not read: {make.__name__}.pdf: "))
        assert line.endswith(f"({code})")
    assert "documents      6: 1 read, 0 unchanged, 5 failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert frictionless.validate(str(output / "datapackage.json")).valid
    documents = (output / "csv" / "documents.csv").read_text(encoding="utf-8")
    assert documents.count(",failed\n") == len(BAD)
    assert "good.pdf" in documents


@pytest.mark.parametrize(("make", "code"), BAD)
def test_a_folder_with_nothing_but_a_bad_document_is_a_dataset_too(
    make: Callable[[Path], None], code: str, tmp_path: Path, output: Path
) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    make(folder / "bad.pdf")
    assert run("build", folder, "--out", output).returncode == 3
    assert f",error,{code}," in (output / "csv" / "issues.csv").read_text(encoding="utf-8")


def test_a_folder_without_pdfs_is_wrong_usage_and_says_what_to_do(
    tmp_path: Path, output: Path
) -> None:
    (tmp_path / "empty").mkdir()
    done = run("build", tmp_path / "empty", "--out", output)
    assert done.returncode == 2
    assert "no PDF below" in done.stderr
    assert "`vraagbaak build FOLDER`" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not output.exists()


def test_a_missing_folder_is_wrong_usage(tmp_path: Path, output: Path) -> None:
    done = run("build", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "vraagbaak: the folder corpus does not exist; name one: `vraagbaak build FOLDER`\n"
    )
    assert not output.exists()


def test_a_document_in_place_of_a_folder_is_wrong_usage(corpus: Path, output: Path) -> None:
    done = run("build", corpus / "good.pdf", "--out", output)
    assert done.returncode == 2
    assert "is a file, not a folder" in done.stderr
    assert not output.exists()


def test_an_output_below_a_file_is_wrong_usage(corpus: Path) -> None:
    done = run("build", corpus, "--out", corpus / "good.pdf" / "output")
    assert done.returncode == 2
    assert "Not a directory; mend that, or name another folder with --out" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("limit", [4_096, 60_000, 200_000])
def test_a_full_disk_leaves_nothing_half_written(limit: int, corpus: Path, output: Path) -> None:
    done = run("build", corpus, "--out", output, limit=limit)
    assert done.returncode == 2
    assert done.stderr.startswith(f"vraagbaak: cannot write to {output}: ")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in output.iterdir()] == [".releases"]
    assert not [*output.rglob("*.csv"), *output.rglob("*.parquet"), *output.rglob("*.json")]
    assert run("build", corpus, "--out", output).returncode == 0


def test_a_full_disk_leaves_the_old_release_in_force(corpus: Path, output: Path) -> None:
    assert run("build", corpus, "--out", output).returncode == 0
    before = (output / "csv" / "documents.csv").read_bytes()
    (corpus / "good.pdf").rename(corpus / "better.pdf")
    assert run("build", corpus, "--out", output, limit=4_096).returncode == 2
    assert (output / "csv" / "documents.csv").read_bytes() == before
    assert frictionless.validate(str(output / "datapackage.json")).valid
    assert run("build", corpus, "--out", output).returncode == 0
    assert b"better.pdf" in (output / "csv" / "documents.csv").read_bytes()


def test_ctrl_c_is_exit_code_130_and_leaves_nothing_half_written(
    corpus: Path, output: Path
) -> None:
    for number in range(40):
        (corpus / f"{number}.pdf").write_bytes(
            (corpus / "good.pdf").read_bytes() + b"%%" + str(number).encode()
        )
    process = subprocess.Popen(
        [COMMAND, "build", corpus, "--out", output],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (output / ".releases" / "1" / "vraagbaak.sqlite").exists():
        assert process.poll() is None
        time.sleep(0.02)
    # As the terminal does: to the command and to all its children.
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert told == "vraagbaak: interrupted\n"
    assert [path.name for path in output.iterdir()] == [".releases"]
    assert run("build", corpus, "--out", output).returncode == 0
