"""What the tagging stage costs: speed, load, memory, size; and its part of a page.

    python benchmarks/tagging.py TEXTS.jsonl PDFS... [--rounds 5] [--words 200000]

TEXTS holds one JSON object a line; all its values that are texts of some length are tagged. PDFS
are folders of written questions, which are read first; only their tagging is timed. Every pipeline
runs in a process of its own on one thread; rounds go round-robin, so that a busy machine is busy
for all. What counts is CPU time; the figures are medians. The last table shows that the memory of
a long run is bounded: the same process tags new text until the words are through.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

PIPELINES = {
    "spacy.blank, tokens only": "nlp = spacy.blank('nl')",
    "spacy.blank with the gazetteer alone": """
import vraagbaak.tagging.language
nlp = spacy.blank('nl')
nlp.add_pipe('vraagbaak_candidates')
""",
    "vraagbaak without the network": """
from vraagbaak.tagging.language import load_nlp
nlp = load_nlp()
nlp.remove_pipe('vraagbaak_decider')
""",
    "vraagbaak": """
from vraagbaak.tagging.language import load_nlp
nlp = load_nlp()
""",
}
LOOP = """
import json, resource, sys, time
texts = json.loads(sys.stdin.readline())
begun = time.process_time()
import spacy
imported = time.process_time()
{make}
nlp('Gent kreeg 5 euro.')
loaded = time.process_time()
print(json.dumps([imported - begun, loaded - imported]), flush=True)
for _ in nlp.pipe(texts): pass
for line in sys.stdin:
    begun = time.process_time()
    for _ in nlp.pipe(texts): pass
    spent = time.process_time() - begun
    print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]), flush=True)
"""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
SHORTEST = 40  # characters of a value that is taken for a text
KEPT = 40  # rounds of the run that shows its memory


def read_texts(path: Path, words: int) -> list[str]:
    """Texts of at least so many words, or all there are."""
    texts: list[str] = []
    count = 0
    with path.open(encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            for value in entry.values():
                if isinstance(value, str) and len(value) >= SHORTEST:
                    texts.append(value)
                    count += len(value.split())
            if count >= words:
                break
    return texts


class Contender:
    """A pipeline in its own process."""

    def __init__(self, name: str, texts: list[str]) -> None:
        self.name = name
        self.seconds: list[float] = []
        self.peak = 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", LOOP.replace("{make}", PIPELINES[name])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | ONE_THREAD,
        )
        self.imported, self.loaded = self._tell(json.dumps(texts))

    def _tell(self, line: str) -> list[float]:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("a process without pipes")
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        found: list[float] = json.loads(self.process.stdout.readline())
        return found

    def run(self) -> None:
        """One round over all texts."""
        spent, peak = self._tell("go")
        self.seconds.append(spent)
        self.peak = max(self.peak, int(peak))

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def compare(texts: list[str], rounds: int) -> None:
    """Print speed, load and memory of each pipeline."""
    from vraagbaak.tagging.decider import MODEL_FOLDER

    words = sum(len(text.split()) for text in texts)
    contenders = [Contender(name, texts) for name in PIPELINES]
    for _ in range(rounds):
        for contender in contenders:
            contender.run()
    size = sum(path.stat().st_size for path in MODEL_FOLDER.iterdir() if path.is_file())
    print(f"{len(texts)} texts, {words} words, {rounds} rounds, interleaved, one thread\n")
    print("| pipeline | words a CPU second | load, CPU s (of it spaCy) | peak MB | weights MB |")
    print("|---|---|---|---|---|")
    for contender in contenders:
        contender.stop()
        speed = words / statistics.median(contender.seconds)
        load = contender.imported + contender.loaded
        weights = f"{size / 2**20:.1f}" if contender.name == "vraagbaak" else "0"
        print(
            f"| {contender.name} | {speed:,.0f} | {load:.2f} ({contender.imported:.2f}) "
            f"| {contender.peak / 1024:.0f} | {weights} |"
        )


def time_pages(folders: list[Path], rounds: int) -> None:
    """Print the CPU time a page that tagging takes, and of what."""
    import time

    from vraagbaak.questions.question import find_questions
    from vraagbaak.reading.document import read_document
    from vraagbaak.tagging.language import load_nlp
    from vraagbaak.tagging.mentions import tag_question

    nlp = load_nlp()
    begun = time.process_time()
    documents = [
        read_document(path) for folder in folders for path in sorted(folder.rglob("*.pdf"))
    ]
    questions = [question for document in documents for question in find_questions(document)]
    reading = time.process_time() - begun
    pages = sum(document.page_count for document in documents)
    spent = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        for question in questions:
            tag_question(nlp, question, [])
        spent.append(time.process_time() - begun)
    first, middle = spent[0], statistics.median(spent[1:])
    print(f"\n{len(documents)} documents, {pages} pages: CPU milliseconds a page")
    print(f"reading {1000 * reading / pages:.2f}; tagging {1000 * middle / pages:.2f}", end="")
    print(f" (median of {rounds}; {1000 * first / pages:.2f} with a cold vocabulary)")


def show_memory(texts: list[str]) -> None:
    """Print the memory of a process that tags the texts, each time with words it never saw."""
    import datetime as dt
    import resource

    from vraagbaak.tagging.language import load_nlp
    from vraagbaak.tagging.mentions import tag_texts

    nlp = load_nlp()
    print("\nwords tagged, strings in the vocabulary, peak MB")
    done = 0
    for number in range(KEPT):
        for text in texts:
            changed = " ".join(f"{word}{number}" for word in text.split())
            tag_texts(nlp, [changed], dt.date(2022, 1, 1))
            done += len(text.split())
        if number % 8 == 7:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{done:,}, {len(nlp.vocab.strings):,}, {peak:.0f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, default=200_000)
    given = parser.parse_args()
    texts = read_texts(given.texts, given.words)
    compare(texts, given.rounds)
    time_pages(given.folders, given.rounds)
    show_memory(texts[: len(texts) // 2])


if __name__ == "__main__":
    main()
