"""A built dataset as pandas frames, for notebooks."""

from pathlib import Path

import pandas as pd

from vraagbaak.dataset.release import no_dataset
from vraagbaak.dataset.schema import exported_tables


def open_frames(output: Path) -> dict[str, pd.DataFrame]:
    """The tables of a dataset by name, each with the types of its schema.

    Columns are Arrow-backed, so that money stays exact decimals, dates stay dates, and a whole
    number may be missing without becoming a float.

    Raises:
        WrongUsage: there is no dataset in the folder.
    """
    folder = output / "parquet"
    if not folder.is_dir():
        raise no_dataset(output)
    # A dataset of an older version of the program has fewer tables.
    paths = {table.name: folder / f"{table.name}.parquet" for table in exported_tables()}
    return {
        name: pd.read_parquet(path, dtype_backend="pyarrow")
        for name, path in paths.items()
        if path.is_file()
    }
