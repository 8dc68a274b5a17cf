"""The option that names a language model, the same for every command that tags."""

import click

model_option = click.option(
    "--model",
    metavar="NAME",
    help="Build on a Dutch spaCy model: an installed package or a folder.",
)
"""Adds ``--model`` (``model``) to a command."""
