"""What linking costs as an archive grows, and how many of its links are right.

    python benchmarks/links.py [DOCUMENTS]

The archive is made: titles of a few words out of some that recur, half of the amounts round,
phases, projects without a title, and every fifth project one that an earlier answer printed too. So
what is the same is known, and what is not is as alike as it gets.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import made_projects as made  # noqa: E402 (tests are no package)

_EACH = 20  # projects in an answer
_WORDS = (
    "aanleg", "archief", "bibliotheek", "bomen", "brug", "buffer", "centrum", "cultuurhuis",
    "dak", "dorpskern", "energie", "erfgoed", "fietspad", "gevel", "haven", "heraanleg",
    "isolatie", "jeugdlokaal", "kanaal", "kerkplein", "klimaat", "molen", "museum", "park",
    "plein", "renovatie", "riolering", "school", "sporthal", "station", "toren", "tuin", "veld",
    "verlichting", "water", "wijk", "zaal", "zwembad", "Dorpsstraat", "Dreef", "Heirbaan",
    "Kanaalkaai", "Kerkstraat", "Laan", "Markt", "Molenweg", "Nieuwstraat",
)  # fmt: skip
_CODES = ("11002", "12021", "12041", "23027", "24062", "31005", "36015", "41002", "44021", "46021")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=1000)
    documents = parser.parse_args().documents
    chance = random.Random(1)  # noqa: S311 (a draw that can be repeated)
    known: list[made.Given] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        made.opened_empty(Path(folder) / "links.sqlite") as connection,
    ):
        for number in range(documents):
            made.store(connection, f"vraag-{number}", _answer(number, chance, known))
        _time(f"all of {documents * _EACH} projects", lambda: made.settle(connection))
        _time("nothing new", lambda: made.settle(connection))
        made.store(connection, "nieuw", _answer(documents, chance, known))
        _time(f"{_EACH} new projects", lambda: made.settle(connection))
        _say_precision(connection)


def _answer(number: int, chance: random.Random, known: list[made.Given]) -> made.QuestionRecord:
    given: list[made.Given] = []
    while len(given) < _EACH:
        if not known or chance.random() > 0.2:
            known.append(_project(chance))
        one = known[-1] if chance.random() > 0.2 else chance.choice(known[-2000:])
        if one not in given:
            given.append(one)
    year = 2010 + number % 15
    day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return made.made_answer(number, day, *given)


def _project(chance: random.Random) -> made.Given:
    words = chance.sample(_WORDS, chance.randint(2, 5)) if chance.random() < 0.8 else []
    if words and chance.random() < 0.2:
        words.append(f"fase {chance.randint(1, 3)}")
    is_round = chance.random() < 0.5
    euro = chance.randint(1, 400) * 500 if is_round else chance.randint(1000, 10**7) / 100
    return made.granted(" ".join(words), str(euro), chance.choice(_CODES))


def _time(what: str, run: Callable[[], None]) -> None:
    begun = time.process_time()
    run()
    print(f"{what:<30} {time.process_time() - begun:8.3f} s of CPU")


def _say_precision(connection: sqlite3.Connection) -> None:
    """Of the links without a doubt, those of two printings of one project."""
    ((links, right),) = connection.execute(
        "SELECT count(*), sum(a.title = b.title AND a.amount_cents = b.amount_cents)"
        " FROM project_links l JOIN projects a ON a.id = l.project_id"
        " JOIN projects b ON b.id = l.other_id WHERE l.is_certain"
    )
    print(f"{'links without a doubt':<30} {links}, of which right {right}")


if __name__ == "__main__":
    main()
