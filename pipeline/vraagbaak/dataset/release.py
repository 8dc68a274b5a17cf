"""The output folder: a release is made beside the one that is read, and takes its place at once.

Each release stands in a numbered folder below ``.releases``, and one link, ``.releases/current``,
says which is in force. What people open (``vraagbaak.sqlite``, ``csv``, ``parquet``,
``datapackage.json``) are links through that one. So a single rename puts all files of a release in
force. Whoever is killed before leaves the old one, whole; the documents read so far are kept in the
folder of the next.
"""

import os
import shutil
import sqlite3
from pathlib import Path

from vraagbaak.dataset import datapackage
from vraagbaak.dataset.database import copy_database, create_database, is_usable
from vraagbaak.dataset.migration import known_version, migrate
from vraagbaak.errors import WrongUsage

DATABASE = "vraagbaak.sqlite"

_CSV = "csv"
_PARQUET = "parquet"
_OPENED = (DATABASE, _CSV, _PARQUET, datapackage.NAME)
_RELEASES = ".releases"
_CURRENT = "current"


def releases_folder(output: Path) -> Path:
    """The folder, inside the output, that holds the releases and the lock."""
    return output / _RELEASES


def opened_files(output: Path) -> tuple[Path, ...]:
    """What people open: the database, the folders of exports, the description."""
    return tuple(output / name for name in _OPENED)


def current_release(output: Path) -> Path | None:
    """The folder of the release in force, None where there is none of today's schema.

    Nor is there one where its files are not whole. They are held against the size that the
    description states: a build cannot have left them otherwise, but a person or a full disk can.
    """
    folder = _whole_release(output)
    return folder if folder and is_usable(folder / DATABASE) else None


def last_database(output: Path) -> Path | None:
    """The database of the release in force, of any version that can be read; None without one.

    Raises:
        WrongUsage: a newer version of the program wrote it.
    """
    database = releases_folder(output) / _CURRENT / DATABASE
    return database if known_version(database) else None


def _whole_release(output: Path) -> Path | None:
    folder = releases_folder(output) / _CURRENT
    try:
        is_whole = all(link.exists() for link in opened_files(output)) and all(
            (folder / path).stat().st_size == size
            for path, size in datapackage.described_files(folder)
        )
    except (OSError, ValueError, KeyError):
        return None
    return folder.resolve() if is_whole else None


def release_in_force(output: Path) -> Path:
    """The folder of the release in force.

    It may be of an older version of the program: ``migration.open_to_read`` opens its database.

    Raises:
        WrongUsage: there is none, its files are not whole, or a newer version wrote it.
    """
    folder = _whole_release(output)
    if folder is None or known_version(folder / DATABASE) is None:
        raise no_dataset(output)
    return folder


def no_dataset(output: Path) -> WrongUsage:
    """What to raise where a folder has no dataset, or has one that cannot be relied on."""
    build = f"`vraagbaak build --out {output}`"
    if any(path.exists() or path.is_symlink() for path in opened_files(output)):
        return WrongUsage(f"the dataset in {output} is not whole or not readable: mend it, {build}")
    return WrongUsage(f"no dataset in {output}: make one with {build}")


def pending_release(output: Path) -> Path | None:
    """The folder in which a build that was stopped kept what it had read, None without one."""
    folder = releases_folder(output) / str(_current_number(output) + 1)
    return folder if is_usable(folder / DATABASE) else None


def open_release(output: Path) -> Path:
    """The folder in which the next release is made; its database begins as the last one.

    Folders of other releases that are not in force go away.
    """
    folder = pending_release(output)
    if folder is None:
        folder = releases_folder(output) / str(_current_number(output) + 1)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _begin_database(releases_folder(output) / _CURRENT / DATABASE, folder / DATABASE)
    _remove_others(output, folder)
    return folder


def write_release(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the exports of a release and their description; all of them or none."""
    # Only a build that has something to write waits for these libraries to load.
    from vraagbaak.dataset.exports import write_exports

    _remove_exports(folder)
    try:
        for name in (_CSV, _PARQUET):
            (folder / name).mkdir()
        write_exports(connection, folder / _CSV, folder / _PARQUET)
        datapackage.write_datapackage(folder)
    except BaseException:
        _remove_exports(folder)
        raise


def put_in_force(output: Path, folder: Path) -> None:
    """Let the links of the output point to this release, and remove the one before.

    Raises:
        WrongUsage: something else stands where a link has to come.
    """
    for path in sorted(folder.rglob("*"), reverse=True):
        _flush(path)
    _flush(folder)
    for link in opened_files(output):
        _link(link, Path(_RELEASES, _CURRENT, link.name))
    _link(releases_folder(output) / _CURRENT, Path(folder.name))
    _flush(releases_folder(output))
    _flush(output)
    _remove_others(output, folder)


def _current_number(output: Path) -> int:
    link = releases_folder(output) / _CURRENT
    return int(link.readlink().name) if link.is_symlink() else 0


def _begin_database(last: Path, database: Path) -> None:
    """Copy the last database or, where it is of no use, make a new one; whole or not at all."""
    unfinished = database.with_suffix(".part")
    if is_usable(last):
        copy_database(last, unfinished)
    elif known_version(last):
        migrate(last, unfinished)
    else:
        create_database(unfinished)
    unfinished.rename(database)


def _link(link: Path, target: Path) -> None:
    """Make or turn a link, in one step."""
    if link.is_symlink() and link.readlink() == target:
        return
    if link.exists() and not link.is_symlink():
        raise WrongUsage(f"{link} is in the way: move it, or name another folder with --out")
    turned = link.with_name(f"{link.name}.new")
    turned.unlink(missing_ok=True)
    turned.symlink_to(target)
    turned.rename(link)


def _remove_exports(folder: Path) -> None:
    shutil.rmtree(folder / _CSV, ignore_errors=True)
    shutil.rmtree(folder / _PARQUET, ignore_errors=True)
    (folder / datapackage.NAME).unlink(missing_ok=True)


def _remove_others(output: Path, folder: Path) -> None:
    """Remove the releases that are neither in force nor this one."""
    kept = {str(_current_number(output)), folder.name}
    for other in releases_folder(output).iterdir():
        if other.name.isdigit() and other.name not in kept:
            shutil.rmtree(other)


def _flush(path: Path) -> None:
    """Have the disk hold what was written to a file or folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
