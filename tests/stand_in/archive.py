"""A corpus and its dataset, kept up to date from a stand-in as a scheduled job would."""

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

from vraagbaak.runs.build import Engine
from vraagbaak.runs.contact import Terms
from vraagbaak.runs.refresh import refresh
from vraagbaak.runs.report import Report
from vraagbaak.source.answer import Keep
from vraagbaak.source.listing import Source
from vraagbaak.source.loose import BRUSSELS
from vraagbaak.source.manners import Manners
from vraagbaak.source.parliament import Parliament, service_at

HASTE = Manners(pause=0, attempts=3, backoff=0.01, longest_wait=0.1, silence=20, deadline=20)
"""Manners towards a service that is ours: no pause between requests, and no long waits."""

_MOST_BYTES = 20 * 2**20


class Archive(NamedTuple):
    """A folder with a corpus and a dataset, and what reads its documents."""

    folder: Path
    engine: Engine
    manners: Manners = HASTE

    @property
    def corpus(self) -> Path:
        """Where the catalogue and the documents are."""
        return self.folder / "corpus"

    @property
    def output(self) -> Path:
        """Where the dataset is."""
        return self.folder / "output"

    def refresh(self, address: str, today: dt.date, **terms: Any) -> Report:
        """Run a refresh at three in the night of a day; ``terms`` are those of the run."""

        def clock() -> dt.datetime:
            return dt.datetime.combine(today, dt.time(3), BRUSSELS)

        def open_source(keep: Keep) -> Source:
            return Parliament(service_at(address), self.manners, clock, keep, _MOST_BYTES)

        return refresh(
            self.corpus, self.output, open_source, self.engine, clock, terms=Terms(**terms)
        )

    def exports(self) -> dict[str, bytes]:
        """The files of the dataset that know no time, by their names."""
        folders = ("csv", "parquet")
        files = [path for name in folders for path in sorted((self.output / name).iterdir())]
        files.append(self.output / "datapackage.json")
        return {str(path.relative_to(self.output)): path.read_bytes() for path in files}

    def objects(self) -> dict[str, bytes]:
        """The documents of the corpus by their names."""
        found = sorted((self.corpus / "objects").glob("*/*"))
        return {path.name: path.read_bytes() for path in found if path.is_file()}
