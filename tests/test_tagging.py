"""The tagging stage: which names are mentions, which code they have, where they stand."""

import csv
import datetime as dt
import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vraagbaak.records import (
    Answer,
    Box,
    Cell,
    Passage,
    Piece,
    Place,
    Question,
    QuestionKind,
    SubQuestion,
    Table,
    TableMethod,
)
from vraagbaak.tagging.candidates import propose
from vraagbaak.tagging.language import Language, decider_of, load_nlp
from vraagbaak.tagging.mentions import tag_question, tag_texts
from vraagbaak.tagging.rules import judge
from vraagbaak.tagging.steps import take_notes
from vraagbaak.tagging.tags import Notes, TextTags
from vraagbaak.vocabulary.municipalities import load_gazetteer

CASES = Path(__file__).parent / "cases" / "traps.csv"
ON = dt.date(2022, 3, 1)
PERIODS = {
    "in_2018": dt.date(2018, 6, 1),
    "in_2019_2024": dt.date(2022, 6, 1),
    "in_2025": dt.date(2025, 6, 1),
}
SENTENCES = (
    "De gemeente {} diende een aanvraag in.",
    "In {} werd een fietspad aangelegd.",
    "Er kwamen ook vragen uit {}.",
    "- {}: 12.500 euro",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_nlp()


def cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["on"], row["mentions"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("text", "on", "mentions"), cases())
def test_a_name_is_told_from_what_bears_it(
    nlp: Language, text: str, on: str, mentions: str
) -> None:
    (tags,) = tag_texts(nlp, [text], dt.date.fromisoformat(on))
    found = "|".join(f"{tag.text}:{tag.nis_code or '?'}" for tag in tags.municipalities)
    assert found == mentions


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("column", list(PERIODS))
def test_every_name_of_a_period_gives_its_code_and_that_of_today(
    nlp: Language, shared: Path, sentence: str, column: str
) -> None:
    with (shared / "facts/gazetteer/municipalities.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row[column] == "1"]
    # Limburg by itself is the province; only "de gemeente Limburg" is the town near Verviers.
    rows = [row for row in rows if row["name_nl"] != "Limburg" or "gemeente" in sentence]
    texts = [sentence.format(row["name_nl"]) for row in rows]
    gazetteer = load_gazetteer()
    for row, tags in zip(rows, tag_texts(nlp, texts, PERIODS[column]), strict=True):
        (tag,) = tags.municipalities
        assert tag.nis_code == row["nis"], row["name_nl"]
        now = gazetteer.code_now(tag.nis_code)
        assert now == (row["nis"] if row["in_2025"] == "1" else row["successor_nis"])


def test_read_paragraphs_are_tagged_as_a_person_read_them(nlp: Language, shared: Path) -> None:
    lines = (shared / "training/mentions_dev.jsonl").read_text(encoding="utf-8").splitlines()
    wanted: set[tuple[str, int, int, str | None]] = set()
    given: set[tuple[str, int, int, str | None]] = set()
    for read in map(json.loads, lines):
        wanted |= {(read["id"], m["start"], m["end"], m["nis"]) for m in read["municipalities"]}
        (tags,) = tag_texts(nlp, [read["text"]], dt.date.fromisoformat(read["on"]))
        given |= {(read["id"], t.start, t.end, t.nis_code) for t in tags.municipalities}
    assert len(wanted & given) / len(given) >= 0.99
    assert len(wanted & given) / len(wanted) >= 0.99


def test_spans_carry_exact_offsets_where_tokens_are_glued(nlp: Language) -> None:
    text = "Brussel/Gent kreeg 60.000euro/ton."
    doc = nlp.make_doc(text)
    doc._.on = ON
    doc = nlp(doc)
    places = doc.spans["municipalities"]
    assert [text[s._.start_char : s._.end_char] for s in places] == ["Brussel", "Gent"]
    assert [s._.nis_code for s in places] == ["21004", "44021"]
    (amount,) = doc.spans["amounts"]
    assert (amount._.minimum, amount._.currency, amount._.per) == (Decimal(60000), "EUR", "ton")
    assert amount._.nis_code is None


def test_amounts_say_what_they_are_and_what_they_are_in_euro(nlp: Language) -> None:
    doc = nlp("Er werd 4.033.990 BEF gevraagd en 2.000 euro toegekend.")
    asked, granted = doc.spans["amounts"]
    assert (asked._.kind, asked._.currency) == ("requested", "BEF")
    assert (asked._.minimum, asked._.minimum_in_euro) == (4_033_990, 100_000)
    assert (granted._.kind, granted._.maximum_in_euro, granted._.precision) == (
        "granted",
        2_000,
        None,
    )


def test_dates_and_periods_carry_their_days_and_how_precisely_they_are_printed(
    nlp: Language,
) -> None:
    doc = nlp("Op 3 juni 2021, in het tweede kwartaal van 2020 en het schooljaar 2019-2020.")
    found = [(str(s._.first), str(s._.last), s._.precision) for s in doc.spans["dates"]]
    assert found == [
        ("2021-06-03", "2021-06-03", "day"),
        ("2020-04-01", "2020-06-30", "quarter"),
        ("2019-09-01", "2020-08-31", "school_year"),
    ]


def test_the_pipeline_runs_on_a_plain_text_with_the_codes_of_today(nlp: Language) -> None:
    doc = nlp("Borsbeek kreeg 1,5 miljoen euro.")
    assert [span._.nis_code for span in doc.spans["municipalities"]] == ["11002"]
    assert [span._.minimum for span in doc.spans["amounts"]] == [Decimal(1500000)]


@given(st.text(st.sampled_from("GentSi- .,(’\n12é\u00ad")) | st.text())
def test_no_text_breaks_the_tagger(text: str) -> None:
    for candidate in propose(load_gazetteer(), text, ON):
        assert text[candidate.start : candidate.end] == candidate.text
        assert judge(candidate).rule


@pytest.mark.parametrize(
    "piece",
    [
        "Gent, ",
        "Gent (",
        "Heusden (",
        "MINISTER VAN ENENENEN Brussel ",
        "Sint-",
        "'s ",
        "Vlaanderen ",
    ],
)
def test_a_long_text_of_one_form_is_tagged_to_its_end(nlp: Language, piece: str) -> None:
    text = piece * 2000 + ". In Aalst."
    (tags,) = tag_texts(nlp, [text], ON)
    assert tags.municipalities[-1].text == "Aalst"


PIECES = st.sampled_from(
    (
        *("1", "12", "1.000", "2019", "7,5", "€", "euro", "miljoen ", "een half ", "tot ", "Gent"),
        *("Halen ", "Sint-", "stad ", "provincie ", "Heusden (", ", ", ". ", "(", ")", "'", "- "),
        *("3 juni ", "schooljaar ", "minister van ", "per ", "jaar ", "\n", "x", "/", "https://"),
    )
)
LONGER = 8
# Eight times the text costs 8 times the time where it grows in proportion, 64 where it does not.
STILL_LINEAR = 24


def seconds(nlp: Language, text: str) -> float:
    """The least CPU time of three runs over a text."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        nlp(text)
        spent.append(time.process_time() - begun)
    return min(spent)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=5).map("".join))
@example("€")
@example("(")
@example("Heusden (")
@example("https://")
@example("Gent, ")
@example("1.000.")
def test_the_time_that_a_text_takes_grows_no_faster_than_the_text(
    nlp: Language, piece: str
) -> None:
    short = piece * (1200 // len(piece))
    assert seconds(nlp, short * LONGER) < STILL_LINEAR * seconds(nlp, short)


@given(st.text(st.sampled_from("€(.,'1a- \n")) | st.text(), st.integers(min_value=1, max_value=60))
def test_the_tokens_of_any_text_are_that_text(nlp: Language, text: str, times: int) -> None:
    assert nlp.tokenizer(text * times).text == text * times


def test_a_text_longer_than_a_parser_takes_is_tagged_to_its_end(nlp: Language) -> None:
    doc = nlp("woord " * 170_000 + "in Gent")
    assert [span.text for span in doc.spans["municipalities"]] == ["Gent"]


def test_a_full_vocabulary_is_forgotten_between_calls(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vraagbaak.tagging.mentions._VOCABULARY_ROOM", 0)
    before = len(nlp.vocab.strings)
    (tags,) = tag_texts(nlp, ["In Gent stond een onvoorzienbaarwoordje."], ON)
    assert [tag.nis_code for tag in tags.municipalities] == ["44021"]
    assert len(nlp.vocab.strings) == before


def test_the_steps_alone_give_what_the_pipeline_gives(nlp: Language) -> None:
    texts = [text for text, _, _ in cases()]
    sheets = [Notes(text, ON) for text in texts]
    take_notes(sheets, load_gazetteer(), decider_of(nlp))
    found = [TextTags(notes.municipalities, notes.amounts) for notes in sheets]
    assert tag_texts(nlp, texts, ON) == found


def test_a_pipeline_without_the_trained_component_tags_as_its_rules_lean() -> None:
    nlp, text = load_nlp(), "Voeren we controles uit in Peer?"
    nlp.remove_pipe("vraagbaak_decider")
    (tags,) = tag_texts(nlp, [text], ON)
    assert [tag.text for tag in tags.municipalities] == ["Peer"]


# ------------------------------------------------------------------ questions


def passage(text: str, *starts: int) -> Passage:
    """A text with a piece a word, each ten points wide on the first line of page 1."""
    pieces, at = [], 0
    for index, word in enumerate(text.split(" ")):
        box = Box(10.0 * index, 0.0, 10.0 * index + 9, 10.0)
        pieces.append(Piece(at, at + len(word), 1, box))
        at += len(word) + 1
    return Passage(text, tuple(pieces), starts or (0,))


def table(*rows: tuple[str, ...], header_rows: int = 0) -> Table:
    cells = [Cell(i, j, passage(text)) for i, row in enumerate(rows) for j, text in enumerate(row)]
    return Table(
        tuple(cells), len(rows), len(rows[0]), header_rows, (1,), (None,), TableMethod.RULED
    )


@pytest.fixture
def question() -> Callable[..., Question]:
    def build(
        *tables: Table, introduction: str = "", asked_on: dt.date | None = ON, answer: str = ""
    ) -> Question:
        return Question(
            number=1,
            session_year="2021-2022",
            asked_on=asked_on,
            asked_by=(),
            ministers=(),
            kind=QuestionKind.ANSWER,
            title=passage("Fietspaden - Gent"),
            introduction=passage(introduction),
            sub_questions=(SubQuestion("1", passage("Hoeveel kreeg Aalst?")),),
            answers=(Answer(("1",), passage(answer)),),
            tables=tables,
            table_answers=tuple(() for _ in tables),
            others=(passage("Bijlage Ninove"),),
        )

    return build


def test_each_part_is_tagged_under_the_name_of_the_contract(
    nlp: Language, question: Callable[..., Question]
) -> None:
    asked = question(table(("Lier", "")), introduction="Wie in Mol woont", answer="Niets voor Geel")
    mentions, _, issues = tag_question(nlp, asked, [{}])
    assert [(m.part, m.text) for m in mentions] == [
        ("title", "Gent"),
        ("introduction", "Mol"),
        ("sub_questions/0", "Aalst"),
        ("answers/0", "Geel"),
        ("others/0", "Ninove"),
        ("tables/0/0/0", "Lier"),
    ]
    assert mentions[1].place == Place(1, Box(20.0, 0.0, 29.0, 10.0))
    assert issues == ()


def test_words_in_a_column_of_municipalities_are_municipalities(
    nlp: Language, question: Callable[..., Question]
) -> None:
    asked = question(
        table(
            ("Bestuur", "Project"),
            ("Stad Genk ism As, Voeren", "Essen en beuken"),
            ("Halen", "Werken aan de dijk"),
            ("Peer", "Doel: minder verkeer"),
            ("Landen", "Lessen voor fietsers"),
            ("Gemeente Boom", "Naast de school"),
            header_rows=1,
        )
    )
    mentions, _, _ = tag_question(nlp, asked, [{}])
    in_table = [m.text for m in mentions if m.part.startswith("tables/")]
    assert in_table == ["Genk", "As", "Voeren", "Halen", "Peer", "Landen", "Boom"]


@pytest.mark.parametrize("header", ["Provincie", "", "Gebied"])
def test_a_column_of_provinces_holds_no_municipality(
    nlp: Language, question: Callable[..., Question], header: str
) -> None:
    asked = question(
        table(
            (header, "Aantal"),
            ("Antwerpen", "12"),
            ("Limburg", "8"),
            ("Oost-Vlaanderen", "5"),
            header_rows=1,
        )
    )
    mentions, _, _ = tag_question(nlp, asked, [{}])
    assert [m for m in mentions if m.part.startswith("tables/")] == []


def test_headers_that_are_words_are_no_municipalities(
    nlp: Language, question: Callable[..., Question]
) -> None:
    asked = question(table(("Namen", "Doel", "Lot"), ("x", "y", "1"), header_rows=1))
    mentions, _, _ = tag_question(nlp, asked, [{}])
    assert [m for m in mentions if m.part.startswith("tables/")] == []


def test_a_shared_name_takes_the_code_that_the_rest_of_the_question_points_to(
    nlp: Language, question: Callable[..., Question]
) -> None:
    asked = question(introduction="In Heusden is het druk.", answer="Destelbergen vroeg steun.")
    mentions, _, issues = tag_question(nlp, asked, [])
    assert [m.nis_code for m in mentions if m.text == "Heusden"] == ["44013"]
    assert issues == ()


def test_a_name_that_nothing_decides_keeps_its_candidates_and_an_issue(
    nlp: Language, question: Callable[..., Question]
) -> None:
    mentions, _, issues = tag_question(
        nlp, question(introduction="Het dorp Oostkerke is klein."), []
    )
    (oostkerke,) = [m for m in mentions if m.text == "Oostkerke"]
    assert oostkerke.nis_code is None
    assert oostkerke.nis_code_now is None
    assert set(oostkerke.candidates) == {"31006", "32003"}
    assert [issue.code for issue in issues] == ["ambiguous_municipality"]
    assert issues[0].page == 1


def test_without_a_date_the_codes_are_those_of_today_and_that_is_said(
    nlp: Language, question: Callable[..., Question]
) -> None:
    asked = question(introduction="In Borsbeek", asked_on=None)
    mentions, _, issues = tag_question(nlp, asked, [])
    assert [m.nis_code for m in mentions if m.text == "Borsbeek"] == ["11002"]
    assert [issue.code for issue in issues] == ["no_date"]


def test_the_code_of_today_stands_beside_the_code_of_the_date(
    nlp: Language, question: Callable[..., Question]
) -> None:
    mentions, _, _ = tag_question(nlp, question(introduction="In Zwijndrecht"), [])
    (mention,) = [m for m in mentions if m.text == "Zwijndrecht"]
    assert (mention.nis_code, mention.nis_code_now) == ("11056", "46030")
