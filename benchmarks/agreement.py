"""How far the two readers, pdfium's and pdfplumber's, agree on words and where they stand.

    python benchmarks/agreement.py FOLDER... [--tolerance 2] [--list 20] [--markdown FILE]

Every word of every page counts, none is left out. A word of the one reader agrees with a word of
the other on the same page where the text is the same, letter for letter, and no side of the one box
is further than the tolerance from that side of the other; each word is matched once. The share is
of the words of the reader that found more.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vraagbaak.reading.pages.pdf import open_page, open_pdf
from vraagbaak.reading.pages.slow import read_pages_slowly
from vraagbaak.records import Word


class Difference(NamedTuple):
    """A word that only one of the readers has there."""

    page: int
    reader: str
    word: Word

    def __str__(self) -> str:
        """The difference for a person to find."""
        box = " ".join(f"{side:.1f}" for side in self.word.box or ())
        return f"page {self.page}, {self.reader} only: {self.word.text!r} at {box}"


class Result(NamedTuple):
    """What the readers agree on in one file."""

    name: str
    pages: int
    words: int
    agreed: int
    differences: list[Difference]


def compare(path: Path, tolerance: float) -> Result:
    """Read a file both ways and match the words page by page."""
    slow = read_pages_slowly(path)
    words = agreed = 0
    differences: list[Difference] = []
    with open_pdf(path) as pdf:
        for index, page in enumerate(slow):
            with open_page(pdf, index) as read:
                fast = read.words
            ours, theirs = unmatched(fast, page.words, tolerance)
            words += max(len(fast), len(page.words))
            agreed += len(fast) - len(ours)
            differences += [Difference(index + 1, "pdfium", word) for word in ours]
            differences += [Difference(index + 1, "pdfplumber", word) for word in theirs]
    return Result(path.name, len(slow), words, agreed, differences)


def unmatched(
    ours: Sequence[Word], theirs: Sequence[Word], tolerance: float
) -> tuple[list[Word], list[Word]]:
    """The words of each side that have no match on the other, the nearest pairs matched first."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(theirs):
        places.setdefault(word.text, []).append(index)
    pairs = sorted(
        (far, mine, other)
        for mine, word in enumerate(ours)
        for other in places.get(word.text, ())
        if (far := _apart(word, theirs[other])) <= tolerance
    )
    left, right = set(range(len(ours))), set(range(len(theirs)))
    for _, mine, other in pairs:
        if mine in left and other in right:
            left.remove(mine)
            right.remove(other)
    return [ours[index] for index in sorted(left)], [theirs[index] for index in sorted(right)]


def _apart(one: Word, other: Word) -> float:
    """The furthest that a side of the one box is from that of the other, in points."""
    if one.box is None or other.box is None:
        return float("inf")
    return max(abs(a - b) for a, b in zip(one.box, other.box, strict=True))


def table(results: Sequence[Result]) -> Iterator[str]:
    """The figures as a Markdown table."""
    yield "| file | pages | words | agree | share |"
    yield "|---|---|---|---|---|"
    for result in results:
        share = result.agreed / result.words if result.words else 1.0
        yield (
            f"| {result.name} | {result.pages} | {result.words} | {result.agreed} | {share:.4%} |"
        )
    words, agreed = sum(r.words for r in results), sum(r.agreed for r in results)
    pages = sum(r.pages for r in results)
    yield f"| all | {pages} | {words} | {agreed} | {agreed / max(words, 1):.4%} |"


def main() -> None:
    """Compare the files and print the table and what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--tolerance", type=float, default=2.0, help="points (default 2)")
    parser.add_argument("--list", type=int, default=20, help="differences shown of each file")
    parser.add_argument("--markdown", type=Path, help="write the table there too")
    given = parser.parse_args()
    paths = [path for folder in given.folders for path in sorted(folder.rglob("*.pdf"))]
    if not paths:
        parser.error("no PDFs below the folders")
    results = []
    for path in paths:
        print(f"reading {path.name}", file=sys.stderr)
        results.append(compare(path, given.tolerance))
    printed = "\n".join(table(results)) + "\n"
    print(printed)
    for result in results:
        for difference in result.differences[: given.list]:
            print(f"{result.name}, {difference}")
        hidden = len(result.differences) - given.list
        if hidden > 0:
            print(f"{result.name}: {hidden} more")
    if given.markdown:
        given.markdown.write_text(printed, encoding="utf-8")


if __name__ == "__main__":
    main()
