"""Train the network that ships, or measure ways to train it.

    python -m vraagbaak.tagging.training ../shared/training
    python -m vraagbaak.tagging.training ../shared/training --measure

The first writes the weights into ``tagging/model``, the same ones each time; the second prints the
table of docs/model.md. The material is described in docs/model.md.
"""

import argparse
import sys
from pathlib import Path

from vraagbaak.tagging.decider import MODEL_FOLDER, Decider
from vraagbaak.tagging.training.material import Material, read_material
from vraagbaak.tagging.training.measuring import SAMPLES, Figures, measure
from vraagbaak.tagging.training.read_lines import label_lines
from vraagbaak.tagging.training.trainer import find_leanings, train
from vraagbaak.vocabulary.municipalities import Gazetteer, load_gazetteer

SEED = 1


def main() -> None:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("material", type=Path, help="the folder of training material")
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER, help="where the weights go")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--measure", action="store_true", help="print scores, write nothing")
    arguments = parser.parse_args()
    gazetteer = load_gazetteer()
    material = read_material(arguments.material, gazetteer, arguments.seed)
    for name, examples in material.sets.items():
        sys.stderr.write(f"{name}: {len(examples)} examples\n")
    if arguments.measure:
        _print_scores(material, gazetteer, arguments.seed)
    else:
        train_decider(material, gazetteer, arguments.seed).to_disk(arguments.out)


def train_decider(material: Material, gazetteer: Gazetteer, seed: int) -> Decider:
    """The component, trained on all that may be trained on."""
    read = tuple(label_lines(material.lines, gazetteer))
    examples = [one for examples in material.sets.values() for one in examples]
    return Decider(train([*examples, *read], seed), find_leanings(read))


def _print_scores(material: Material, gazetteer: Gazetteer, seed: int) -> None:
    totals = [sum(one.sample == sample for one in material.held_out) for sample in SAMPLES]
    for score in measure(material, gazetteer, seed):
        right = zip(score.held_out, totals, strict=True)
        held_out = " | ".join(f"{some} of {all_}" for some, all_ in right)
        sys.stdout.write(f"| {score.name} | {_shown(score.figures)} | {held_out} |\n")
        sys.stdout.flush()
    for source, figures in score.by_source.items():
        sys.stdout.write(f"| {source} | {_shown(figures)} | {figures.wanted} |\n")


def _shown(figures: Figures) -> str:
    return f"{figures.precision:.3f} | {figures.recall:.3f}"


if __name__ == "__main__":
    main()
