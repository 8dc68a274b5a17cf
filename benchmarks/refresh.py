"""What a refresh costs when 30 documents are new, by the number of documents that are known.

    PYTHONPATH=tests:corpus python benchmarks/refresh.py [--known 500 5000 20000] [--markdown FILE]

A server on loopback plays the parliament (that of the tests). Every known question goes through
the real discovery, catalogue and store, and its rows through the real build; only its document is
not printed and read thousands of times: it is one of the samples with a remark behind its end, so
that each is a content of its own, and its record is that of the sample under the number of the
question, its projects spread over the municipalities. The new documents are the samples again,
printed with other numbers, fetched from the server and read like any other. What is measured is the
command itself in a process of its own: CPU time, user and system, its readers too.
"""

import argparse
import datetime as dt
import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from printing.page import print_spec
from printing.prose import register_fonts
from printing.spec_file import read_spec
from stand_in.catalogue import Catalogue, File
from stand_in.register import Person, Registered
from stand_in.server import opened

from vraagbaak.records import DocumentRecord, Project
from vraagbaak.records.source import FileRole, SourceFile, SourceQuestion
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.child import Readers
from vraagbaak.runs.contact import Contact, Terms
from vraagbaak.runs.document import read_record
from vraagbaak.runs.fingerprint import fingerprint
from vraagbaak.runs.inspection import unpickle
from vraagbaak.source import catalogue, store, work
from vraagbaak.source.manners import Manners
from vraagbaak.source.parliament import SERVICE, Parliament, service_at
from vraagbaak.tagging.language import load_nlp
from vraagbaak.vocabulary.municipalities import load_gazetteer

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("vraagbaak")
TODAY = dt.datetime.now(dt.UTC).date()
A_DAY = 30  # questions published on each
TEMPLATES = "BENCHMARK_TEMPLATES"
REMARK = b"\n% known "


class Cost(NamedTuple):
    """CPU seconds of a command, and what it printed."""

    cpu: float
    wall: float
    told: dict[str, object]


class Figures(NamedTuple):
    """A row of the table."""

    known: int
    alone: Cost
    new: Cost
    nothing: Cost
    rows: int
    megabytes: float


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--known", type=int, nargs="+", default=[500, 5_000, 20_000])
    parser.add_argument("--new", type=int, default=30)
    parser.add_argument("--markdown", type=Path, help="write the table there too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _keep_templates(Path(folder) / "templates")
        figures = []
        for known in options.known:
            figures.append(_measure(Path(folder) / str(known), known, options.new))
            print(figures[-1], file=sys.stderr)
    table = _table(figures, options.new)
    print(table)
    if options.markdown:
        options.markdown.write_text(f"{table}\n", encoding="utf-8")


def _table(figures: Sequence[Figures], new: int) -> str:
    lines = [
        f"| known documents | rows | {new} alone: CPU s | refresh with {new} new: CPU s "
        "| allowed: twice + 3 s | nothing new: CPU s | requests then | database, MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.known} | {one.rows} | {one.alone.cpu:.1f} | {one.new.cpu:.1f} "
        f"| {2 * one.alone.cpu + 3:.1f} | {one.nothing.cpu:.1f} "
        f"| {one.nothing.told['requests']} | {one.megabytes:.0f} |"
        for one in figures
    ]
    return "\n".join(lines)


def _measure(folder: Path, known: int, new: int) -> Figures:
    """Make a corpus with its dataset, and run the command over it."""
    corpus, output = folder / "corpus", folder / "output"
    questions = _questions(known + new)
    published = Catalogue(questions[:known])
    with opened(published) as service:
        _fill_corpus(corpus, service.address)
        build(corpus, output, Engine(open_template_readers, fingerprint(), os.cpu_count() or 1))
        published.publish(*questions[known:])
        alone = _print_new(folder / "alone", questions[known:])
        for one, path in zip(questions[known:], alone, strict=True):
            published.files[one.files[0]] = File(path.read_bytes)
        cost_alone = _run("build", folder / "alone", "--out", folder / "alone-output", "--json")
        refresh = ("refresh", "--service", service.address, "--pause", "0", "--json")
        folders = ("--corpus", corpus, "--out", output)
        cost_new = _run(*refresh, *folders)
        if (cost_new.told["documents_read"], cost_new.told["documents_unchanged"]) != (new, known):
            raise RuntimeError(f"not what was to be measured: {cost_new.told}")
        cost_nothing = _run(*refresh, *folders)
    described = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    rows = 0
    for resource_ in described["resources"]:
        with (output / resource_["path"]).open("rb") as file:
            rows += sum(1 for _ in file) - 1
    size = (output / "vraagbaak.sqlite").stat().st_size
    return Figures(known, cost_alone, cost_new, cost_nothing, rows, size / 2**20)


def _run(*arguments: str | Path) -> Cost:
    """Run the command and give what it cost."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"exit code {done.returncode}: {done.stderr}")
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - begun
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, json.loads(done.stdout))


# ------------------------------------------------------------------ a corpus


def _questions(count: int) -> list[Registered]:
    """Questions of one minister, the last of them published today."""
    asker, minister = Person(1, "An", "Peeters"), Person(2793, "Annick", "De Ridder")
    questions = []
    for place in range(count):
        published = TODAY - dt.timedelta(days=(count - 1 - place) // A_DAY)
        questions.append(
            Registered(
                id=2_000_000 + place,
                number=10_000 + place,
                session_year="2025-2026",
                subject=f"Zwemlessen  -  Kosten ({place})",
                asker=asker,
                minister=minister,
                themes=("Sport",),
                asked_on=published - dt.timedelta(days=60),
                answered_on=published - dt.timedelta(days=22),
                published_on=published,
                files=(3_000_000 + place,),
            )
        )
    return questions


def _fill_corpus(corpus: Path, service: str) -> None:
    """Discover all that is known, and put a document of ours beside each question."""

    def clock() -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    samples = [path.read_bytes() for path in _samples()]
    with catalogue.open_catalogue(corpus) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        source = Parliament(
            service_at(service), Manners(pause=0), clock, lambda _: None, most_bytes=1
        )
        terms = Terms(since=TODAY - dt.timedelta(days=5_000))
        Contact(connection, corpus, source, terms, clock).discover()
        for source_id in work.due_questions(connection, source.name, clock()):
            place = int(source_id) - 2_000_000
            question = _described(place)
            work.note_description(connection, question, TODAY)
            content = samples[place % len(samples)] + REMARK + str(place).encode() + b"\n"
            store.keep_object(corpus, content, "application/pdf")
            key = (source.name, source_id, question.files[0].number)
            work.note_content(connection, key, content, "application/pdf", TODAY)


def _described(place: int) -> SourceQuestion:
    """A question as the server would describe it."""
    number = str(3_000_000 + place)
    return SourceQuestion(
        source="parliament",
        source_id=str(2_000_000 + place),
        number=10_000 + place,
        session_year="2025-2026",
        title=f"Zwemlessen  -  Kosten ({place})",
        asked_by="An Peeters",
        minister="Annick De Ridder",
        themes=("Sport",),
        asked_on=TODAY - dt.timedelta(days=60),
        answered_on=TODAY - dt.timedelta(days=22),
        published_on=TODAY,
        answer_kind="gewoon antwoord",
        timely="J",
        steps=(),
        files=(SourceFile(number, SERVICE.files + number, FileRole.MAIN),),
    )


def _print_new(folder: Path, questions: Sequence[Registered]) -> list[Path]:
    """The samples printed anew, each under the number of a question."""
    register_fonts()
    folder.mkdir()
    specs = [read_spec(path) for path in sorted((ROOT / "corpus" / "specs").glob("*.yaml"))]
    paths = []
    for place, one in enumerate(questions):
        spec = specs[place % len(specs)]
        paths.append(folder / f"{one.id}.pdf")
        print_spec(replace(spec, facts=replace(spec.facts, number=one.number)), paths[-1])
    return paths


def _samples() -> list[Path]:
    return sorted((ROOT / "corpus" / "samples").glob("*.pdf"))


# ------------------------------------------------------------------ records without reading


def _keep_templates(file: Path) -> None:
    """Read every sample once, for the readers of the known documents."""
    nlp = load_nlp()
    file.write_bytes(pickle.dumps([read_record(path, nlp) for path in _samples()]))
    os.environ[TEMPLATES] = str(file)


def open_template_readers() -> Readers[DocumentRecord]:
    """A reader that knows what stands in a sample."""
    return Readers((_read_template,))


def _read_template(path: Path) -> DocumentRecord:
    templates = _templates(Path(os.environ[TEMPLATES]))
    place = int(path.read_bytes().rpartition(REMARK)[2])
    record = templates[place % len(templates)]
    questions = tuple(
        replace(
            one,
            question=replace(one.question, number=10_000 + place),
            projects=_spread(one.projects, place),
        )
        for one in record.questions
    )
    return replace(record, name=path.name, sha256=path.stem, questions=questions)


def _spread(projects: tuple[Project, ...], place: int) -> tuple[Project, ...]:
    """Projects in one document of four, over all municipalities: so many are never of one."""
    if place % 4:
        return ()
    codes = _codes()
    return tuple(
        replace(one, lead=codes[(place + at) % len(codes)] if one.lead else None)
        for at, one in enumerate(projects)
    )


@cache
def _codes() -> list[str]:
    register = load_gazetteer().municipalities
    return sorted(one.nis for one in register if one.valid_to is None)


@cache
def _templates(file: Path) -> list[DocumentRecord]:
    records = unpickle(file.read_bytes())
    if not isinstance(records, list):
        raise TypeError(f"{file} holds no list")
    return records


if __name__ == "__main__":
    main()
