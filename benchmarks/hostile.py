"""What each hostile file costs its reader: outcome, seconds and memory, as a table in Markdown.

    python benchmarks/hostile.py

The files are made by ``tests/made_hostile.py``. Each is read by a command of its own with the usual
limits; a sound document beside them shows what the command takes by itself.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from made_hostile import write_hostile  # noqa: E402 (tests are no package)


def main() -> None:
    """The command."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print("| file | bytes | outcome | seconds | peak MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        sound = ROOT / "corpus" / "samples" / "01-projectoproep-311.pdf"
        for path in [sound, *write_hostile(Path(folder))]:
            outcome, seconds, megabytes = read(path)
            size = path.stat().st_size
            print(
                f"| {path.stem} | {size} | {outcome} | {seconds:.1f} | {megabytes:.0f} |",
                flush=True,
            )


def read(path: Path) -> tuple[str, float, float]:
    """What became of a file, the wall clock, and the most memory of any process."""
    begun = time.monotonic()
    command = [str(Path(sys.executable).with_name("vraagbaak")), "parse", str(path), "--json"]
    with tempfile.TemporaryFile() as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        file.seek(0)
        output = file.read()
    record = json.loads(output)
    if "error" in record:
        outcome = str(record["error"].get("code", record["error"]))
    else:
        outcome = f"read, {record['file']['pages']} pages"
    return outcome, time.monotonic() - begun, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
