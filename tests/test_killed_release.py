"""A release that is killed at any moment leaves the old one or the new one, whole."""

import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from vraagbaak.cli import main
from vraagbaak.dataset import release
from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.runs.build import build, usual_engine

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
NAMES = ("01-projectoproep-311.pdf", "08-verwijzend.pdf")
KILLS = 200


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two documents."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "corpus").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, folder / "corpus" / name)
    output = folder / "output"
    result = CliRunner().invoke(main, ["build", str(folder / "corpus"), "--out", str(output)])
    assert result.exit_code == 0, result.output
    (folder / "corpus" / NAMES[1]).unlink()
    return output


def release_in_child(corpus: Path, output: Path) -> int:
    """Begin to release what is left of the corpus; the process that does so.

    A fork of this warm process: two hundred interpreters would take minutes.
    """
    process = os.fork()
    if process == 0:
        try:
            build(corpus, output, usual_engine(1), max_drop=1.0)
        finally:
            os._exit(0)
    return process


def documents_in_force(output: Path) -> int:
    """How many documents the release in force has; it is whole and holds."""
    assert release.current_release(output) is not None
    assert check_dataset(output) == []
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as database:
        (count,) = database.execute("SELECT count(*) FROM documents").fetchone()
    return int(count)


def files(output: Path) -> dict[str, bytes]:
    """What people open, but for the database, which knows the time of each build."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for kind in ("csv", "parquet")
        for path in sorted((output / kind).iterdir())
    }


def test_a_release_killed_at_any_moment_leaves_the_old_or_the_new_one(
    old: Path, tmp_path: Path
) -> None:
    corpus = old.parent / "corpus"
    undisturbed = Path(shutil.copytree(old, tmp_path / "undisturbed", symlinks=True))
    begun = time.monotonic()
    os.waitpid(release_in_child(corpus, undisturbed), 0)
    whole = time.monotonic() - begun
    assert documents_in_force(undisturbed) == 1
    moments = random.Random(235)  # noqa: S311 (a draw that can be repeated)
    seen: dict[int, int] = {1: 0, 2: 0}
    for number in range(KILLS):
        output = Path(shutil.copytree(old, tmp_path / "output", symlinks=True))
        process = release_in_child(corpus, output)
        time.sleep(moments.uniform(0, 1.2) * whole)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        seen[documents_in_force(output)] += 1
        if number % 20 == 0:
            build(corpus, output, usual_engine(1), max_drop=1.0)
            assert files(output) == files(undisturbed)
        shutil.rmtree(output)
    # Both must have been met, or no moment around the change was tried.
    assert min(seen.values()) > 0, seen
