"""Written questions and answers of the Flemish Parliament, from PDF to a dataset to be trusted.

For notebooks: ``open_dataset`` gives a built dataset as pandas frames, ``load_nlp`` the Dutch spaCy
pipeline by itself. Both import what they need when they are called.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language

__all__ = ["load_nlp", "open_dataset"]


def open_dataset(output: str | Path = "output") -> "dict[str, pd.DataFrame]":
    """The tables of a built dataset by name, as pandas frames with exact types."""
    from vraagbaak.dataset.frames import open_frames

    return open_frames(Path(output))


def load_nlp(model: str | None = None) -> "Language":
    """The spaCy pipeline that finds municipalities, amounts and dates in Dutch text.

    Args:
        model: an installed Dutch spaCy model to build on; a blank one otherwise.
    """
    from vraagbaak.tagging import language

    return language.load_nlp(model)
