"""The option that says which dataset a command looks at."""

from pathlib import Path

import click

dataset_option = click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder of the dataset.",
)
