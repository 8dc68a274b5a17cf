"""A disk that is full at any moment leaves the old file or release, or the new one, whole.

On a small file system of its own where one may be mounted; elsewhere a limit on the size of a file
stands for it.
"""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_records import open_made_reader, open_no_reader, write_document
from made_reviews import PROJECT, QUESTION

from vraagbaak.cli import main
from vraagbaak.dataset import release
from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.dataset.reviews.file import read_rulings
from vraagbaak.errors import WrongUsage
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.limits import Limits

READING = Engine(open_made_reader, "mark", 1, Limits(seconds=20))
IDLE = READING._replace(open_readers=open_no_reader)
DISK = 16 * 2**20
STEPS = 12


class Disk:
    """A place to write to, of which all but some room can be taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
        with suppress(OSError):
            subprocess.run(command, check=False, capture_output=True)
        self.is_mounted = folder.is_mount()

    def with_room(self, room: int, action: Callable[[], object]) -> str:
        """Do something while so many bytes are left; the complaint, "" where it was done."""
        if not self.is_mounted:
            return self._with_limit(room, action)
        filler = self.folder / "filler"
        free = os.statvfs(self.folder)
        left = free.f_bavail * free.f_frsize
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, left - room))
        try:
            action()
        except WrongUsage as error:
            return str(error)
        finally:
            filler.unlink()
        return ""

    def _with_limit(self, room: int, action: Callable[[], object]) -> str:
        """The same in a child that may write no file larger than the room."""
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
            code = 1
            try:
                action()
                code = 0
            except WrongUsage as error:
                os.write(writing, str(error).encode())
            finally:
                os._exit(code)
        os.close(writing)
        _, status = os.waitpid(process, 0)
        with os.fdopen(reading, "rb") as pipe:
            # The limit is on the files of libraries too, which complain in their own words.
            return pipe.read().decode() or ("not done" if status else "")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    if made.is_mounted:
        subprocess.run(["umount", str(made.folder)], check=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of three made documents and a dataset of them."""
    folder = tmp_path_factory.mktemp("full")
    for number in ("311", "312", "313"):
        write_document(folder / "corpus" / f"{number}.pdf", "question", number)
    build(folder / "corpus", folder / "output", READING)
    return folder


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def rooms(needed: int) -> list[int]:
    """Steps of room from none at all to more than enough, small ones first."""
    return [*(needed * 3 * step**2 // STEPS**2 for step in range(STEPS)), DISK]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_release_on_a_full_disk_is_the_old_or_the_new_one_whole(
    built: Path, disk: Disk, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(built / "corpus", corpus)
    (corpus / "313.pdf").unlink()
    new = Path(shutil.copytree(built / "output", tmp_path / "new", symlinks=True))
    build(corpus, new, IDLE, max_drop=1.0)
    needed = size_of((new / ".releases" / "current").resolve())
    seen = set()
    for room in rooms(needed):
        output = Path(shutil.copytree(built / "output", disk.folder / "output", symlinks=True))
        said = disk.with_room(room, partial(build, corpus, output, IDLE, max_drop=1.0))
        assert release.current_release(output) is not None
        assert check_dataset(output) == []
        in_force = "new" if files(output / "csv") == files(new / "csv") else "old"
        if in_force == "old":
            assert files(output / "csv") == files(built / "output" / "csv")
            assert said.startswith(f"cannot write to {output}: ")
            assert said.endswith("; mend that, or name another folder with --out")
        build(corpus, output, IDLE, max_drop=1.0)
        assert files(output / "csv") == files(new / "csv")
        seen.add(in_force)
        shutil.rmtree(output)
    assert seen == {"old", "new"}


def test_the_file_of_rulings_on_a_full_disk_is_the_old_or_the_new_one(
    built: Path, disk: Disk
) -> None:
    file = disk.folder / "reviews.yaml"

    def rule(by: str) -> None:
        options = ["--dataset", str(built / "output"), "--reviews", str(file), "--by", by]
        key = PROJECT if by != "An" else f"{QUESTION}#projects/1"
        done = CliRunner().invoke(main, ["review", "accept", key, *options])
        if done.exit_code:
            assert done.exit_code == 2, done.output
            raise WrongUsage(done.output)

    for number in range(30):
        rule(f"nr {number}")
    old, seen = file.read_bytes(), set()
    for room in rooms(len(old)):
        said = disk.with_room(room, partial(rule, "An"))
        assert len(read_rulings(file)) == (30 if said else 31)
        if said:
            assert file.read_bytes() == old
            assert "nothing was changed" in said
        assert [path.name for path in disk.folder.iterdir()] == ["reviews.yaml"]
        file.write_bytes(old)
        seen.add(bool(said))
    assert seen == {True, False}


@pytest.mark.parametrize("kind", ["xlsx", "sqlite", "excel-csv", "ndjson", "csv", "parquet"])
def test_an_export_on_a_full_disk_is_the_old_or_the_new_one(
    kind: str, built: Path, disk: Disk
) -> None:
    target = disk.folder / "export"

    def export(*options: str) -> None:
        arguments = ["--format", kind, "--dataset", str(built / "output"), "--out", str(target)]
        done = CliRunner().invoke(main, ["export", *arguments, *options])
        if done.exit_code:
            assert done.exit_code == 2, done.output
            raise WrongUsage(done.output)

    def content() -> dict[str, bytes]:
        return files(target) if target.is_dir() else {"": target.read_bytes()}

    export()
    needed = sum(map(len, content().values()))
    seen = set()
    for room in [*rooms(needed)[::2], DISK]:
        marked = content()
        name, first = next(iter(marked.items()))
        (target / name if name else target).write_bytes(first + b"\n")
        old = content()
        said = disk.with_room(room, export)
        assert (content() == old) == bool(said), said
        assert [path.name for path in disk.folder.iterdir()] == ["export"]
        seen.add(bool(said))
        export()
    assert seen == {True, False}
