"""Print the sample documents from their specs, and write what a reader should find in each.

    python corpus/print_samples.py

prints ``corpus/specs/NAME.yaml`` to ``corpus/samples/NAME.pdf`` and writes the expected record to
``tests/golden/NAME.json``. The same specs give the same bytes.
"""

import argparse
import json
import sys
from pathlib import Path

from printing.expectation import expected_record
from printing.notation import BadSpec
from printing.page import print_spec
from printing.prose import register_fonts
from printing.spec_file import read_spec

CORPUS = Path(__file__).resolve().parent


def main() -> None:
    """Print every spec, or the ones that are named."""
    options = _options()
    for folder in (options.samples, options.golden):
        folder.mkdir(parents=True, exist_ok=True)
    register_fonts()
    for path in options.specs or sorted((CORPUS / "specs").glob("*.yaml")):
        spec = read_spec(path)
        pages = print_spec(spec, options.samples / f"{spec.name}.pdf")
        record = json.dumps(expected_record(spec, pages), ensure_ascii=False, indent=1)
        (options.golden / f"{spec.name}.json").write_text(f"{record}\n", encoding="utf-8")
        print(f"{spec.name}: {pages} pages")


def _options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Print the sample documents from their specs.")
    parser.add_argument("specs", nargs="*", type=Path, help="specs to print; without, all")
    parser.add_argument("--samples", type=Path, default=CORPUS / "samples", help="for the PDFs")
    parser.add_argument(
        "--golden",
        type=Path,
        default=CORPUS.parent / "tests" / "golden",
        help="for the expected records",
    )
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except BadSpec as error:
        sys.exit(f"{error}")
