"""A refresh that is killed at any moment, and run again: as if nothing had happened."""

import datetime as dt
import os
import random
import re
import resource
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from stand_in.archive import Archive
from stand_in.catalogue import Catalogue, annex_in_xlsx
from stand_in.quick import open_quick_readers
from stand_in.register import real_questions
from stand_in.server import opened, opened_apart

from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.errors import VraagbaakError, WrongUsage
from vraagbaak.runs.build import Engine

QUICK = Engine(open_quick_readers, "quick", workers=1)
KILLS = int(os.environ.get("VRAAGBAAK_KILLS", "12"))
"""How often runs are killed; CONTRIBUTING says how to do it 200 times."""

TODAY = dt.date(2025, 11, 20)
DAY = dt.timedelta(days=1)


class Scene(NamedTuple):
    """An archive before a refresh, and the address of a service that has something new."""

    archive: Archive
    address: str

    def copy(self, folder: Path) -> "Scene":
        """The same archive elsewhere."""
        shutil.copytree(self.archive.folder, folder, symlinks=True)
        return self._replace(archive=self.archive._replace(folder=folder))

    def begin(self, most_bytes: int = resource.RLIM_INFINITY) -> int:
        """Begin to refresh in a fork of this warm process, and give that; it ends with our code.

        No file may grow beyond ``most_bytes``, as on a disk that is full.
        """
        process = os.fork()
        if process == 0:
            code = 1
            try:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
                code = self.archive.refresh(self.address, TODAY).exit_code
            except VraagbaakError as error:
                self.said.write_text(str(error), encoding="utf-8")
                code = error.exit_code
            finally:
                os._exit(code)
        return process

    @property
    def said(self) -> Path:
        """What a run said that ended with an error."""
        return self.archive.folder / "said.txt"

    def state(self) -> dict[str, bytes]:
        """What the dataset is, which must hold; nothing where there is none yet."""
        if not (self.archive.output / "vraagbaak.sqlite").exists():
            return {}
        assert check_dataset(self.archive.output) == []
        return self.archive.exports()


@pytest.fixture(scope="module")
def known(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """An archive of yesterday; today brings twelve questions, corrections, an annex, a loss."""
    recent = [one for one in real_questions(shared) if TODAY - 9 * DAY < one.published_on < TODAY]
    old, new = recent[:12], recent[12:24]
    archive = Archive(tmp_path_factory.mktemp("killed") / "yesterday", QUICK)
    with opened(Catalogue(old)) as service:
        assert archive.refresh(service.address, TODAY - DAY).exit_code == 0
    today = Catalogue([*old, *new])
    today.republish(old[2].id, TODAY, pfile=2_390_001)
    today.republish(old[3].id, TODAY)
    today.attach(old[4].id, annex_in_xlsx(("Gemeente", "Bedrag"), ("Gent", 1500)), TODAY)
    today.withdraw(old[5].id)
    with opened_apart(today) as address:
        yield Scene(archive, address)


@pytest.fixture(params=["yesterday", "nothing"])
def scene(request: pytest.FixtureRequest, known: Scene, tmp_path: Path) -> Scene:
    """That archive, or none at all yet."""
    if request.param == "yesterday":
        return known
    (tmp_path / "nothing").mkdir()
    return known._replace(archive=known.archive._replace(folder=tmp_path / "nothing"))


def test_a_refresh_killed_at_any_moment_and_run_again_is_as_one_that_was_not(
    scene: Scene, tmp_path: Path
) -> None:
    undisturbed = scene.copy(tmp_path / "undisturbed")
    begun = time.monotonic()
    os.waitpid(undisturbed.begin(), 0)
    whole = time.monotonic() - begun
    before, after = scene.state(), undisturbed.state()
    objects = undisturbed.archive.objects()
    assert after != before
    assert len(objects) > 20
    moments = random.Random(235)  # noqa: S311 (a draw that can be repeated)
    found_before = 0
    for number in range(KILLS // 2):
        # One in every stretch of the run, so that few of them are spread as well as many.
        moment = (number + moments.random()) / (KILLS // 2) * whole
        killed = scene.copy(tmp_path / "killed")
        process = killed.begin()
        time.sleep(moment)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        left = killed.state()
        assert left in (before, after), moment
        found_before += left == before
        report = killed.archive.refresh(scene.address, TODAY)
        assert (report.exit_code, report.is_complete) == (0, True)
        assert killed.state() == after, moment
        assert killed.archive.objects() == objects, moment
        shutil.rmtree(killed.archive.folder)
    assert found_before


# Not enough for the catalogue, for its journal, for the dataset.
@pytest.mark.parametrize("most_bytes", [1_000, 200_000, 900_000])
def test_a_full_disk_ends_a_refresh_in_order_and_with_room_again_it_goes_on(
    known: Scene, tmp_path: Path, most_bytes: int
) -> None:
    undisturbed = known.copy(tmp_path / "undisturbed")
    os.waitpid(undisturbed.begin(), 0)
    full = known.copy(tmp_path / "full")
    _, status = os.waitpid(full.begin(most_bytes), 0)
    assert os.waitstatus_to_exitcode(status) == WrongUsage.exit_code
    assert re.search(r"disk|full|too large", full.said.read_text(encoding="utf-8"))
    assert full.state() == known.state()
    assert full.archive.refresh(known.address, TODAY).exit_code == 0
    assert full.state() == undisturbed.state()
    assert full.archive.objects() == undisturbed.archive.objects()
