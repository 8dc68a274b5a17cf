"""Takes a dataset away in another format: all of it or nothing comes to stand in the new place."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset import release
from vraagbaak.dataset.formats.excel_csv import write_excel_csv
from vraagbaak.dataset.formats.ndjson import write_ndjson
from vraagbaak.dataset.migration import open_to_read
from vraagbaak.dataset.schema import TableSchema, exported_tables
from vraagbaak.errors import WrongUsage


class Format(StrEnum):
    """What a dataset can be taken away in; the first three are one file."""

    XLSX = "xlsx"
    SQLITE = "sqlite"
    GIVING = "360giving"
    EXCEL_CSV = "excel-csv"
    CSV = "csv"
    PARQUET = "parquet"
    NDJSON = "ndjson"

    @property
    def is_one_file(self) -> bool:
        """Whether all tables are in one file; otherwise a file a table stands in a folder."""
        return self in (Format.XLSX, Format.SQLITE, Format.GIVING)

    @property
    def ending(self) -> str:
        """What the name of its files ends in."""
        return _ENDINGS.get(self, self.value)


_ENDINGS = {Format.EXCEL_CSV: "csv", Format.GIVING: "360giving.json"}


class Exported(NamedTuple):
    """Where an export stands, and how many texts were cut to what a cell of Excel holds.

    ``remarks`` say what the format has no place for.
    """

    path: Path
    cut: int
    remarks: tuple[str, ...] = ()


def export_dataset(output: Path, kind: Format, target: Path, names: Sequence[str] = ()) -> Exported:
    """Write the dataset in ``output`` to a file or folder, in place of an earlier export.

    Args:
        output: the folder of the dataset.
        kind: the format.
        target: the file for XLSX, SQLite and 360Giving, otherwise the folder.
        names: the tables; all of them without names.

    Raises:
        WrongUsage: there is no dataset, no such table, no writing to the target, something stands
            there that is no export, or tables of a database are named, which is taken whole.
    """
    folder = release.release_in_force(output)
    if names and kind in (Format.SQLITE, Format.GIVING):
        raise WrongUsage(f"{kind} is taken whole: leave out --table, or take another format")
    tables = _chosen(names)
    _check_target(target, kind)
    with _replacing(target) as unfinished, open_to_read(folder / release.DATABASE) as connection:
        if kind is Format.GIVING:
            # Only who asks for grants waits for what finds dates and names.
            from vraagbaak.dataset.formats.giving import write_grants

            return Exported(target, 0, write_grants(connection, unfinished))
        return Exported(target, _write(kind, connection, folder, tables, unfinished))


def _chosen(names: Sequence[str]) -> tuple[TableSchema, ...]:
    known = {table.name: table for table in exported_tables()}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise WrongUsage(f"there is no table {unknown[0]}; there are {', '.join(known)}")
    return tuple(known[name] for name in names) if names else tuple(known.values())


def _write(
    kind: Format,
    connection: sqlite3.Connection,
    folder: Path,
    tables: Sequence[TableSchema],
    target: Path,
) -> int:
    if kind is Format.SQLITE:
        shutil.copyfile(folder / release.DATABASE, target)
        return 0
    if kind is Format.XLSX:
        # Only who asks for a workbook waits for its library to load.
        from vraagbaak.dataset.formats.workbook import write_workbook

        return write_workbook(connection, tables, target)
    target.mkdir()
    paths = [target / f"{table.name}.{kind.ending}" for table in tables]
    if kind in (Format.CSV, Format.PARQUET):
        for path in paths:
            shutil.copyfile(folder / kind.value / path.name, path)
        return 0
    write: Callable[[sqlite3.Connection, TableSchema, Path], int]
    write = write_ndjson if kind is Format.NDJSON else write_excel_csv
    return sum(write(connection, table, path) for table, path in zip(tables, paths, strict=True))


def _check_target(target: Path, kind: Format) -> None:
    """See to it that nothing but an earlier export is replaced."""
    if kind.is_one_file:
        if target.is_dir():
            raise WrongUsage(f"{target} is a folder: name a file with --out")
        return
    if not target.exists():
        return
    ours = {f"{table.name}.{kind.ending}" for table in exported_tables()}
    if not target.is_dir() or not {path.name for path in target.iterdir()} <= ours:
        raise WrongUsage(
            f"{target} holds something else than an export: name another folder with --out"
        )


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A path beside the target that takes its place once it is written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as beside:
            unfinished = Path(beside) / "new"
            yield unfinished
            old = Path(beside) / "old"
            if target.is_dir():
                target.rename(old)
            try:
                unfinished.rename(target)
            except OSError:
                if old.exists():
                    old.rename(target)
                raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUsage(
            f"cannot write to {target}: {reason}; mend that, or name another with --out"
        ) from error
