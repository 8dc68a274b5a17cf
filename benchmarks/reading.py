"""How fast documents are read, beside the tools that could have done it.

    python benchmarks/reading.py FOLDER... [--rounds 5] [--markdown FILE]

Every contender runs in a process of its own that stays; the rounds go round-robin over them, so
that a busy machine is busy for all. What counts is CPU time (user and system) after one round to
warm up, without the start of the interpreter and the load of the model; the figures are medians.
A contender that is not installed is left out and said.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

WORKERS = {
    "pdfium, plain text": """
import pypdfium2
def work(path):
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()
""",
    "vraagbaak: words and tables": """
from vraagbaak.reading.document import read_document as work
""",
    "vraagbaak: and questions": """
from vraagbaak.questions.question import find_questions
from vraagbaak.reading.document import read_document
def work(path):
    find_questions(read_document(path))
""",
    "vraagbaak: whole chain, tagged": """
from vraagbaak.runs.document import read_record
from vraagbaak.tagging.language import load_nlp
nlp = load_nlp()
def work(path):
    read_record(path, nlp)
""",
    "liteparse: text alone": """
import liteparse
parser = liteparse.LiteParse(ocr_enabled=False, quiet=True)
def work(path):
    parser.parse(path)
""",
    "liteparse: words and tables": """
import liteparse
parser = liteparse.LiteParse(
    ocr_enabled=False, quiet=True, emit_word_boxes=True, extract_blocks=True
)
def work(path):
    parser.parse(path)
""",
    "pdfplumber: text and tables": """
import pdfplumber
def work(path):
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
""",
}
BASELINE = "pdfplumber: text and tables"
# As the processes that read do (runs/child.py): garbage is looked for between documents.
OURS = [name for name in WORKERS if name.startswith("vraagbaak")]
APART = "import gc; gc.freeze(); gc.disable()"
LOOP = """
import gc, json, pathlib, resource, sys, time
paths = [pathlib.Path(line) for line in json.loads(sys.stdin.readline())]
for path in paths:
    work(path)
print("ready", flush=True)
for line in sys.stdin:
    start = time.process_time()
    for path in paths:
        work(path)
        if not gc.isenabled():
            gc.collect()
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([spent, peak]), flush=True)
"""


class Contender:
    """One tool in its own process."""

    def __init__(self, name: str, paths: list[str]) -> None:
        self.name = name
        self.seconds: list[float] = []
        self.peak = 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKERS[name] + (APART if name in OURS else "") + LOOP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("a process without pipes")
        self.given, self.told = self.process.stdin, self.process.stdout
        self.runs = self._tell(json.dumps(paths)) == "ready"

    def _tell(self, line: str) -> str:
        try:
            self.given.write(line + "\n")
            self.given.flush()
        except BrokenPipeError:
            return ""
        return self.told.readline().strip()

    def run(self) -> None:
        """One round over all documents."""
        spent, peak = json.loads(self._tell("go"))
        self.seconds.append(spent)
        self.peak = max(self.peak, peak)

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def count_pages(paths: list[str]) -> int:
    """All pages of all documents."""
    import pypdfium2

    pages = 0
    for path in paths:
        with pypdfium2.PdfDocument(path) as pdf:
            pages += len(pdf)
    return pages


def table(contenders: list[Contender], pages: int) -> str:
    """The figures as a Markdown table."""
    base = next((c for c in contenders if c.name == BASELINE), None)
    lines = [
        "| tool | CPU s (median, min-max) | pages a CPU second | times pdfplumber | peak MB |",
        "|---|---|---|---|---|",
    ]
    for contender in contenders:
        middle = statistics.median(contender.seconds)
        span = f"{min(contender.seconds):.3f}-{max(contender.seconds):.3f}"
        ratio = "-"
        if base is not None:
            pairs = zip(base.seconds, contender.seconds, strict=True)
            ratio = f"{statistics.median(b / c for b, c in pairs):.1f}"
        lines.append(
            f"| {contender.name} | {middle:.3f} ({span}) | {pages / middle:.0f} | {ratio} "
            f"| {contender.peak / 1024:.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--markdown", type=Path, help="write the table there too")
    parser.add_argument("--only", action="append", help="leave out the other contenders")
    given = parser.parse_args()
    paths = [str(path) for folder in given.folders for path in sorted(folder.rglob("*.pdf"))]
    if not paths:
        parser.error("no PDFs below the folders")
    pages = count_pages(paths)
    contenders = []
    for name in WORKERS:
        if given.only and name not in given.only:
            continue
        contender = Contender(name, paths)
        if contender.runs:
            contenders.append(contender)
        else:
            print(f"not run (is it installed?): {name}", file=sys.stderr)
    for _ in range(given.rounds):
        for contender in contenders:
            contender.run()
    for contender in contenders:
        contender.stop()
    head = f"{len(paths)} documents, {pages} pages, {given.rounds} rounds, interleaved"
    printed = f"{head}\n\n{table(contenders, pages)}\n"
    print(printed)
    if given.markdown:
        given.markdown.write_text(printed, encoding="utf-8")


if __name__ == "__main__":
    main()
