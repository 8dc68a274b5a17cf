"""The trained component: the same weights each time, decisions that rules leave open, a model."""

import csv
import datetime as dt
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

from vraagbaak.cli import main
from vraagbaak.errors import WrongUsage
from vraagbaak.runs.fingerprint import fingerprint
from vraagbaak.tagging.candidates import Setting, propose
from vraagbaak.tagging.decider import MODEL_FOLDER, Decider
from vraagbaak.tagging.language import load_nlp
from vraagbaak.tagging.mentions import tag_texts
from vraagbaak.tagging.network import make_network
from vraagbaak.tagging.rules import Verdict, judge
from vraagbaak.tagging.training.measuring import split
from vraagbaak.tagging.training.own_sentences import own_examples
from vraagbaak.tagging.training.read_lines import read_lines
from vraagbaak.tagging.training.trainer import find_leanings, train
from vraagbaak.vocabulary.municipalities import load_gazetteer

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "pipeline/vraagbaak/tagging/training/held_out.csv"
ON = dt.date(2022, 3, 1)
MEGABYTE = 2**20


def test_two_trainings_give_the_same_weights() -> None:
    examples = tuple(own_examples(load_gazetteer(), seed=7))[:300]
    first, second = (train(examples, seed=7, epochs=2) for _ in range(2))
    assert first.to_bytes() == second.to_bytes()
    assert train(examples, seed=8, epochs=2).to_bytes() != first.to_bytes()


def test_a_network_learns_what_it_is_shown() -> None:
    examples = tuple(own_examples(load_gazetteer(), seed=7))
    decider = Decider(train(examples, seed=7), find_leanings(()))
    candidates = [
        propose(load_gazetteer(), text, ON)[0]
        for text in (
            "Op lijn 12, trein E45, Izegem, was er hinder.",
            "Voetbalclub Racing Izegem won.",
        )
    ]
    rulings = decider.decide(candidates, [judge(each) for each in candidates])
    assert [ruling.leaning for ruling in rulings] == [True, False]


def test_the_decider_gives_each_open_candidate_a_verdict_and_leaves_the_others() -> None:
    text = "Halen de gemeenten dat? Alleen Izegem doet het, zegt de stad Genk."
    candidates = propose(load_gazetteer(), text, ON)
    before = [judge(candidate) for candidate in candidates]
    assert [ruling.verdict for ruling in before] == [Verdict.OPEN, Verdict.OPEN, Verdict.MENTION]
    after = Decider.load().decide(candidates, before)
    assert [ruling.verdict for ruling in after] == [
        Verdict.OTHER,
        Verdict.MENTION,
        Verdict.MENTION,
    ]
    assert after[2] == before[2]


def test_a_saved_pipeline_decides_as_before(tmp_path: Path) -> None:
    nlp = load_nlp()
    nlp.to_disk(tmp_path / "model")
    text = "Voeren we controles uit in het Oost-Vlaamse Evergem en in Peer?"
    saved, copied = spacy.load(tmp_path / "model"), load_nlp().from_bytes(nlp.to_bytes())
    for each in (nlp, saved, copied):
        doc = each(text)
        assert [span._.nis_code for span in doc.spans["municipalities"]] == ["44019", "72030"]


def test_spacy_loads_a_saved_pipeline_without_being_told_of_the_package(tmp_path: Path) -> None:
    load_nlp().to_disk(tmp_path / "model")
    code = (
        "import spacy, sys; doc = spacy.load(sys.argv[1])('In Aalst.');"
        "print([span._.nis_code for span in doc.spans['municipalities']])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "model")]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "['41002']"


def test_the_weights_of_a_saved_decider_take_the_place_of_those_that_ship(tmp_path: Path) -> None:
    decider = Decider(train(tuple(own_examples(load_gazetteer(), 1))[:50], 1, 1), find_leanings(()))
    decider.to_disk(tmp_path)
    loaded = Decider.load(tmp_path)
    assert loaded.to_bytes() == decider.to_bytes() != Decider.load().to_bytes()
    assert Decider(make_network(), {}).from_bytes(decider.to_bytes()).to_bytes() == (
        decider.to_bytes()
    )


def test_no_document_is_both_trained_and_measured_on(shared: Path) -> None:
    lines = read_lines(shared / "training/mentions_dev.jsonl")
    measured_on = []
    for trained, measured in split(lines):
        assert not {line.document for line in trained} & {line.document for line in measured}
        measured_on += [line.key for line in measured]
    assert sorted(measured_on) == sorted(line.key for line in lines)


def test_candidates_held_out_are_of_documents_that_were_not_read_before(shared: Path) -> None:
    lines = read_lines(shared / "training/mentions_dev.jsonl")
    with HELD_OUT.open(encoding="utf-8", newline="") as rows:
        documents = {f"{row['source']} {row['document']}" for row in csv.DictReader(rows)}
    assert documents
    assert not documents & {line.document for line in lines}


def test_the_card_lies_beside_the_weights() -> None:
    card = (ROOT / "docs/model.md").read_text(encoding="utf-8")
    assert (MODEL_FOLDER / "README.md").read_text(encoding="utf-8") == card
    assert json.loads((MODEL_FOLDER / "meta.json").read_text())["license"] == "CC BY-SA 4.0"


def test_the_network_has_no_say_where_there_are_no_words() -> None:
    decider = Decider.load()
    for text, setting in (("Namen", Setting.CELL), ("Essen en eiken", Setting.CELL)):
        (candidate,) = propose(load_gazetteer(), text, ON, setting)
        ruling = judge(candidate)
        assert ruling.verdict is Verdict.OPEN
        assert decider.decide([candidate], [ruling]) == (ruling,)


def test_the_weights_are_small() -> None:
    size = sum(path.stat().st_size for path in MODEL_FOLDER.rglob("*") if path.is_file())
    assert size <= 15 * MEGABYTE


def test_a_wheel_holds_the_weights_with_their_card_and_licence(tmp_path: Path) -> None:
    code = "import sys, setuptools.build_meta as b; b.build_wheel(sys.argv[1])"
    source = tmp_path / "source"
    unwanted = shutil.ignore_patterns("*.egg-info", "__pycache__")
    shutil.copytree(ROOT / "pipeline", source / "pipeline", ignore=unwanted)
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=source, check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for path in MODEL_FOLDER.iterdir():
            if path.is_file():
                name = f"vraagbaak/tagging/model/{path.name}"
                assert archive.read(name) == path.read_bytes()


# ------------------------------------------------------------------ a base of somebody else's


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A Dutch model with a rule of its own, saved as spaCy saves one."""
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Rekenhof"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "nl_eigen_model")
    return tmp_path / "nl_eigen_model"


def test_any_dutch_model_can_be_the_base(base: Path) -> None:
    nlp = load_nlp(str(base))
    doc = nlp("Het Rekenhof controleert de stad Gent.")
    assert [entity.label_ for entity in doc.ents] == ["ORG"]
    assert [span._.nis_code for span in doc.spans["municipalities"]] == ["44021"]
    (tags,) = tag_texts(nlp, ["In Aalst."], ON)
    assert [tag.nis_code for tag in tags.municipalities] == ["41002"]


def test_a_model_is_found_by_the_name_of_its_package(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = base / "__init__.py"
    package.write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_path\n"
        "def load(**overrides):\n"
        "    return load_model_from_path(Path(__file__).parent, **overrides)\n"
    )
    information = tmp_path / "nl_eigen_model-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Name: nl_eigen_model\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert "entity_ruler" in load_nlp("nl_eigen_model").pipe_names
    assert fingerprint("nl_eigen_model") != fingerprint()


def test_the_command_tags_with_a_base(base: Path) -> None:
    line = json.dumps({"id": 1, "text": "Gent kreeg 5 euro.", "on": "2022-01-01"})
    result = CliRunner().invoke(main, ["tag", "--model", str(base)], input=line)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["municipalities"][0]["nis_code"] == "44021"


@pytest.mark.parametrize("command", ["tag", "parse", "build"])
def test_a_model_that_is_not_there_is_wrong_usage(command: str, tmp_path: Path) -> None:
    sample = sorted((ROOT / "corpus/samples").glob("*.pdf"))[0]
    shutil.copy(sample, tmp_path)
    arguments = {
        "tag": ["tag"],
        "parse": ["parse", str(sample)],
        "build": ["build", str(tmp_path), "--out", str(tmp_path / "output")],
    }
    result = CliRunner().invoke(main, [*arguments[command], "--model", "nl_bestaat_niet"])
    assert result.exit_code == WrongUsage.exit_code
    assert "it is not installed" in result.stderr


def test_a_model_of_another_language_is_wrong_usage(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "en")
    with pytest.raises(WrongUsage, match='language "en"'):
        load_nlp(str(tmp_path / "en"))


def test_another_base_or_a_changed_one_gives_another_fingerprint(base: Path) -> None:
    before = fingerprint(str(base))
    assert before == fingerprint(str(base)) != fingerprint()
    (base / "meta.json").write_text("{}")
    assert fingerprint(str(base)) != before
