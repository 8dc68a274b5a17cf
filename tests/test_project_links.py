"""Projects in several answers: one where it is one, two where it is doubtful."""

import datetime as dt
import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_projects import Given, granted, made_answer, opened_empty, settle, store
from made_tables import make_question, make_table

from vraagbaak.cli import main
from vraagbaak.dataset.keys import Owner
from vraagbaak.dataset.projects.project_links import find_pairs
from vraagbaak.dataset.projects.similarity import Marks
from vraagbaak.dataset.rows.project_rows import project_mark_rows
from vraagbaak.dataset.views.explanation import explain
from vraagbaak.normalising.layout import lay_out
from vraagbaak.normalising.projects import find_projects
from vraagbaak.records import AmountKind, QuestionRecord
from vraagbaak.vocabulary.title_words import find_years, title_words

ROOT = Path(__file__).resolve().parents[1]
SQUARE = "Heraanleg van de dorpskern en het kerkplein"


TWIN = granted("Aanleg van het park", "98765.43")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with opened_empty(tmp_path / "links.sqlite") as opened:
        yield opened


def link(connection: sqlite3.Connection, *answers: QuestionRecord) -> None:
    """Store each answer as a document of its own, and link what is in them."""
    for place, answer in enumerate(answers):
        store(connection, f"vraag-{place}", answer)
    settle(connection)


def groups(connection: sqlite3.Connection) -> list[list[str]]:
    """The members of each group, as number of the question and title."""
    found: dict[str, list[str]] = {}
    for group, member in connection.execute(
        "SELECT g.project_group, q.number || ' ' || p.title FROM project_groups g"
        " JOIN projects p ON p.id = g.project_id JOIN questions q ON q.id = p.question_id"
        " ORDER BY q.number, p.position"
    ):
        found.setdefault(group, []).append(member)
    return sorted(found.values())


def doubts(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT doubt FROM project_links WHERE NOT is_certain ORDER BY 1")
    return [doubt for (doubt,) in rows]


def whole(connection: sqlite3.Connection) -> list[object]:
    query = 'SELECT * FROM "TABLE" ORDER BY 1, 2'
    tables = ("project_links", "project_groups", "project_marks")
    return [connection.execute(query.replace("TABLE", table)).fetchall() for table in tables]


# ------------------------------------------------------------------ one project


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (granted(SQUARE, "412500.50"), granted(SQUARE, "412500.50")),
        (granted(SQUARE, "412500.50"), granted("Dorpskern en kerkplein: heraanleg", "412500.50")),
        (granted(SQUARE, "400000"), granted(SQUARE.upper(), "400000")),
        (
            granted("DOPREV (duurzaam online preventie)", "12345.67"),
            granted("DOPREV - duurzame online preventie", "12345.67"),
        ),
        (
            granted("PURE verbindingen", "12345.67"),
            granted("PURE verbindingen (positieve, universele)", "12345.67"),
        ),
        (granted("Fietspaden langs het kanaal", "250.25"), granted("Fietspad kanaal", "250.25")),
        (granted(SQUARE, "400000"), Given(SQUARE)),
        (
            Given(SQUARE, {AmountKind.REQUESTED: "600000", AmountKind.GRANTED: "400000"}),
            Given(SQUARE, {AmountKind.GRANTED: "400000", AmountKind.PAID: "100000"}),
        ),
        (
            granted("Zaal", "500.25", None, beneficiary="vzw De Kring"),
            granted("Zaal", "500.25", None, beneficiary="De Kring v.z.w."),
        ),
        (granted(SQUARE, "412500.50", "12030"), granted(SQUARE, "412500.50", "12041")),
    ],
    ids=[
        "same", "other wording", "capitals", "acronym", "longer title", "plural", "amount in one",
        "kinds", "organisation", "merged municipality",
    ],
)  # fmt: skip
def test_the_same_project_in_two_answers_is_linked(
    connection: sqlite3.Connection, first: Given, second: Given
) -> None:
    link(connection, made_answer(1, "2018-06-01", first), made_answer(2, "2019-02-01", second))
    assert groups(connection) == [[f"1 {first.title}", f"2 {second.title}"]]
    (evidence,) = connection.execute(
        "SELECT title_match, title_similarity, amount_match, days_apart, doubt FROM project_links"
    )
    assert evidence[0] in ("same", "alike", "part")
    assert 0 < evidence[1] <= 1
    assert evidence[3:] == (245, None)


def test_the_first_question_names_the_group(connection: sqlite3.Connection) -> None:
    given = granted(SQUARE, "412500.50")
    link(
        connection,
        made_answer(9, "2021-06-01", given),
        made_answer(8, "2019-06-01", given),
        made_answer(7, "2020-06-01", given),
    )
    named = connection.execute("SELECT DISTINCT project_group FROM project_groups").fetchall()
    assert named == [("2018-2019/somers/8#projects/0",)]
    assert len(groups(connection)[0]) == 3


def test_a_reprint_of_a_question_counts_once_even_without_titles(
    connection: sqlite3.Connection,
) -> None:
    given = (granted("", "50000"), granted("", "60000", "12021"), Given("Een plein"))
    link(connection, made_answer(1, "2020-06-01", *given), made_answer(1, "2020-06-01", *given))
    assert len(groups(connection)) == 3


def test_two_printed_answers_about_the_same_grants_are_linked(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("12-dorpskernen-2020.pdf", "20-dorpspunten-opvolging.pdf"):
        shutil.copy(ROOT / "corpus" / "samples" / name, corpus)
    built = CliRunner().invoke(main, ["build", str(corpus), "--out", str(tmp_path / "output")])
    assert built.exit_code == 0, built.output
    with closing(sqlite3.connect(tmp_path / "output" / "vraagbaak.sqlite")) as connection:
        assert groups(connection) == [
            ["24 Buurtkeuken", "137 Buurtkeuken"],
            ["24 Dorpscafé met leeshoek", "137 Dorpscafé met leeshoek"],
            ["24 Mobiele bakker", "137 Mobiele bakker op twee wielen"],
            ["24 Winkel en postpunt in Gruitrode", "137 Postpunt en winkel in Gruitrode"],
        ]
        texts = " ".join(str(row) for row in connection.execute("SELECT * FROM projects"))
        explained = explain(connection, "2020-2021/roelants/137#projects/3")
    assert "Peeters" not in texts
    assert explained.links == (
        "2020-2021/roelants/24#projects/2: titel part (50%), bedrag same, jaar same, 161 dagen",
    )


# ------------------------------------------------------------------ two projects


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (granted(f"{SQUARE}, fase 1", "400000"), granted(f"{SQUARE}, fase 2", "400000")),
        (granted(f"{SQUARE} fase I", "400000"), granted(f"{SQUARE} fase II", "400000")),
        (granted(f"{SQUARE}, deel A", "400000"), granted(f"{SQUARE}, deel B", "400000")),
        (granted(f"Eerste ronde {SQUARE}", "400000"), granted(f"Tweede ronde {SQUARE}", "400000")),
        (granted("Zomer in het park 2019", "400.25"), granted("Zomer in het park 2020", "400.25")),
        (granted("Noordkant van het park", "400.25"), granted("Zuidkant van het park", "400.25")),
        (
            granted("Veilige heraanleg van de Kerkstraat met bomen", "400000"),
            granted("Veilige heraanleg van de Dorpsstraat met bomen", "400000"),
        ),
        (granted(SQUARE, "412500.50"), granted(SQUARE, "412500.50", "12021")),
        (granted("Renovatie van de sporthal", "400000"), granted("Renovatie zwembad", "400000")),
        (Given("", {AmountKind.GRANTED: "50000"}), Given("", {AmountKind.GRANTED: "50000"})),
        (
            granted("Dak", "500.25", None, beneficiary="Jan Peeters"),
            granted("Dak", "500.25", None, beneficiary="Jan Peeters"),
        ),
        (Given("", lead=None, beneficiary=""), Given("", lead=None, beneficiary="")),
    ],
    ids=[
        "phases", "Roman phases", "lettered parts", "rounds", "editions", "sides", "streets",
        "municipalities", "objects", "round grants", "private persons", "nobody",
    ],
)  # fmt: skip
def test_what_is_alike_but_not_the_same_is_not_linked(
    connection: sqlite3.Connection, first: Given, second: Given
) -> None:
    link(connection, made_answer(1, "2020-06-01", first), made_answer(2, "2020-11-01", second))
    assert groups(connection) == []
    assert connection.execute("SELECT count(*) FROM project_links").fetchone() == (0,)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (granted(SQUARE, "400000"), granted(SQUARE, "410000"), "bedragen verschillen"),
        (granted(SQUARE, "400000"), granted(f"{SQUARE}, fase 2", "400000"), "nummer of richting"),
        (Given("Schoolstraten"), Given("Schoolstraat"), "geen bedrag"),
        (
            granted("Aanleg fietspad", "5000"),
            granted("Fietspad aanleg Dam", "5000"),
            "bedrag is rond",
        ),
    ],
    ids=["other amount", "a phase in one", "short without amount", "round amount"],
)
def test_what_may_be_the_same_is_said_to_be_doubtful(
    connection: sqlite3.Connection, first: Given, second: Given, said: str
) -> None:
    link(connection, made_answer(1, "2020-06-01", first), made_answer(2, "2020-11-01", second))
    assert groups(connection) == []
    (doubt,) = doubts(connection)
    assert said in doubt


def test_the_same_grant_in_other_years_is_doubtful(connection: sqlite3.Connection) -> None:
    given = granted("Werking van het cultuurhuis De Zaal", "50000")
    link(
        connection,
        made_answer(1, "2019-06-01", given, title="Subsidies 2018"),
        made_answer(2, "2020-06-01", given, title="Subsidies 2019"),
        made_answer(3, "2022-06-01", given, title="Subsidies voor cultuur"),
    )
    assert groups(connection) == []
    assert doubts(connection) == [
        "de jaren errond verschillen",
        "het kan een jaarlijks bedrag zijn",
        "het kan een jaarlijks bedrag zijn",
    ]


def test_two_rows_of_one_table_are_two_projects(connection: sqlite3.Connection) -> None:
    given = granted(SQUARE, "412500.50")
    link(connection, made_answer(1, "2020-06-01", given, given))
    assert connection.execute("SELECT count(*) FROM project_links").fetchone() == (0,)


def test_a_project_that_fits_two_rows_of_a_table_is_none_of_them_for_sure(
    connection: sqlite3.Connection,
) -> None:
    given = granted(SQUARE, "412500.50")
    link(
        connection, made_answer(1, "2020-06-01", given, given), made_answer(2, "2020-09-01", given)
    )
    assert groups(connection) == []
    assert doubts(connection) == ["meer dan één rij van die tabel past"] * 2


def test_the_row_that_fits_best_is_the_one(connection: sqlite3.Connection) -> None:
    link(
        connection,
        made_answer(
            1,
            "2020-06-01",
            granted(SQUARE, "412500.50"),
            granted(f"{SQUARE} met bomen", "412500.50"),
        ),
        made_answer(2, "2020-09-01", granted(SQUARE, "412500.50")),
    )
    assert groups(connection) == [[f"1 {SQUARE}", f"2 {SQUARE}"]]


def test_groups_that_contradict_each_other_stay_apart(connection: sqlite3.Connection) -> None:
    street, other = "Aanleg van fietspad Kerkstraat", "Aanleg van fietspad Dorpsstraat"
    link(
        connection,
        made_answer(1, "2020-06-01", granted(street, "5250.50")),
        made_answer(2, "2020-08-01", granted("Aanleg van fietspad", "5250.50")),
        made_answer(3, "2020-10-01", granted(other, "5250.50")),
    )
    assert sum(map(len, groups(connection))) == 2


def test_the_requests_and_the_grants_of_one_answer_are_linked(
    connection: sqlite3.Connection,
) -> None:
    asked = Given(SQUARE, {AmountKind.REQUESTED: "600000"})
    given = Given(SQUARE, {AmountKind.GRANTED: "400000"}, sheet=1)
    link(connection, made_answer(1, "2020-06-01", asked, given))
    assert groups(connection) == [[f"1 {SQUARE}"] * 2]


# ------------------------------------------------------------------ through time


ANSWERS = (
    made_answer(1, "2019-06-01", granted(SQUARE, "412500.50"), granted("", "1234.56")),
    made_answer(2, "2020-02-01", granted(f"{SQUARE} (plein)", "412500.50"), title="Oproep 2019"),
    made_answer(3, "2020-06-01", granted(SQUARE, "412500.50"), granted("Schoolstraat", "600")),
    made_answer(4, "2021-02-01", granted("Schoolstraat", "600"), granted("", "1234.56")),
)


def test_links_do_not_depend_on_the_order_or_the_builds_in_which_answers_came(
    tmp_path: Path,
) -> None:
    outcomes = []
    for turn, order in enumerate(list(permutations(range(len(ANSWERS))))[::5]):
        with opened_empty(tmp_path / f"{turn}.sqlite") as connection:
            for place in order:
                store(connection, f"vraag-{place}", ANSWERS[place])
                if turn % 2:  # a build after each answer, and one after all
                    settle(connection)
            settle(connection)
            outcomes.append(whole(connection))
    assert outcomes[0][1]
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_what_is_printed_very_often_is_linked_at_the_cost_of_what_is_printed(
    tmp_path: Path,
) -> None:
    answers = [
        made_answer(number, f"2021-{1 + number % 12:02}-{1 + number % 28:02}", *given)
        for number in range(400)
        for given in [(granted("Herinrichting van de Kerkstraat", "12345.67"), TWIN, TWIN)]
    ]
    found = []
    for name, batches in (("a", [answers]), ("b", [answers[1::2], answers[::2]])):
        with opened_empty(tmp_path / f"{name}.sqlite") as connection:
            for batch in batches:
                for answer in batch:
                    store(connection, f"vraag-{answer.question.number}", answer)
                settle(connection)
            ((links,),) = connection.execute("SELECT count(*) FROM project_links")
            assert links == 399  # and none of rows that have a twin in their own table
            (group,) = groups(connection)
            assert len(group) == 400
            found.append(whole(connection))
    assert found[0] == found[1]


def test_an_answer_that_goes_leaves_what_the_others_say(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    link(connection, *ANSWERS)
    connection.execute("DELETE FROM documents WHERE path = 'vraag-0.pdf'")
    settle(connection)
    with opened_empty(tmp_path / "others.sqlite") as others:
        for place in (1, 2, 3):
            store(others, f"vraag-{place}", ANSWERS[place])
        settle(others)
        assert whole(connection) == whole(others)


def test_only_the_projects_of_who_is_new_are_compared(
    connection: sqlite3.Connection,
) -> None:
    link(connection, *ANSWERS, made_answer(5, "2021-03-01", granted(SQUARE, "700", "12021")))
    read: list[str] = []
    connection.set_trace_callback(read.append)
    store(connection, "vraag-9", made_answer(9, "2021-04-01", granted(SQUARE, "800", "12021")))
    read.clear()
    settle(connection)
    connection.set_trace_callback(None)
    blocks = {line.partition("m.block = ")[2].split()[0] for line in read if "m.block = " in line}
    assert blocks == {"'nis"}
    assert not [line for line in read if "'nis 44021'" in line]
    assert [line for line in read if "'nis 12021'" in line]


# ------------------------------------------------------------------ what is compared


def test_the_years_around_a_row_are_its_own_before_those_of_its_table() -> None:
    made = make_table(
        ["Gemeente", "Project", "Jaar", "Subsidie (€)"],
        ["[Gent=44021]", "Een plein", "2017", "{2.018=2018}"],
        ["[Gent=44021]", "Een weg in 2016", "-", "{2019=2019}"],
        ["[Gent=44021]", "Een straat", "-", "{500=500}"],
        caption="Oproep 2015",
    )
    question = make_question(made.table, title="Subsidies sinds 2010")
    layouts = [lay_out(table) for table in question.tables]
    projects, _ = find_projects(question, layouts, made.places, made.amounts)
    record = QuestionRecord(question, made.places, made.amounts, projects)
    years = [row.values["years"] for row in project_mark_rows(Owner("q"), record)]
    assert years == [("2017",), ("2016",), ("2015",)]


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Fase 2 van het plein", ("2",)),
        ("Plein, tweede fase", ("2",)),
        ("Plein fase II", ("2",)),
        ("Plein, lot B", ("b",)),
        ("Zone I en zone IV", ("1", "4")),
        ("Plan Vlaanderen, C. Claes", ()),
        ("1.250 bomen in 2021", ("1.250", "2021")),
    ],
)
def test_phases_parts_and_years_number_a_title(title: str, numbers: tuple[str, ...]) -> None:
    assert title_words(title).numbers == numbers


# ------------------------------------------------------------------ real names of projects


def other_wording(title: str) -> str:
    """The words in another order, without the middle one of four or more."""
    words = title.split()
    middle = len(words) // 2
    return " ".join(reversed(words[:middle] + words[middle + (len(words) > 3) :]))


@pytest.mark.parametrize(
    ("reword", "has_amount", "floor"),
    [(str, True, 487), (other_wording, True, 454), (str, False, 421), (other_wording, False, 181)],
    ids=["as printed", "reworded", "as printed, no amount", "reworded, no amount"],
)
def test_real_projects_are_found_again_and_none_for_another(
    shared: Path, reword: Callable[[str], str], has_amount: bool, floor: int
) -> None:
    """Works on roads and waterways, each in two answers of a year; those of a place are compared.

    The floor is how many are found; a link to another project would be worse than none.
    """
    listed = json.loads((shared / "real" / "gip_projects_2025.json").read_text(encoding="utf-8"))
    places: defaultdict[str, list[Marks]] = defaultdict(list)
    for work in listed["projects"]:
        place = (work["gemeenten"] or "").partition(";")[0].strip()
        for sheet, say in enumerate((str, reword)):
            if place:
                amount = round((work["bedrag"] or 0) * 100) if has_amount else 0
                places[place].append(marks_of(work["id"], say(work["naam"] or ""), sheet, amount))
    pairs = [
        (pair.one.id.partition("/")[0], pair.other.id.partition("/")[0])
        for marks in places.values()
        for pair in find_pairs(sorted(marks, key=lambda one: one.order), marks)
        if pair.likeness.is_certain
    ]
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    assert len(pairs) >= floor


def marks_of(number: int, title: str, sheet: int, cents: int) -> Marks:
    """What a project is compared by, printed in the first or second answer."""
    words = title_words(title)
    day = dt.date(2024, 3 + 7 * sheet, 1)
    return Marks(
        f"{number}/{sheet}",
        (day.isoformat(), f"{number:06}"),
        f"vraag {sheet}",
        None,
        day,
        f"lijst {sheet}",
        frozenset(words.words),
        frozenset(words.names),
        frozenset(words.numbers),
        frozenset(find_years(title)),
        {"granted": cents},
    )


# ------------------------------------------------------------------ annexes


def in_table(key: str, *, annex: bool, amount: str, words: str = "") -> Marks:
    """A project of one question: in a table of its answer or of an annex, named by the key."""
    return Marks(
        id=key,
        order=(key,),
        question="q",
        question_key="q",
        asked_on=dt.date(2025, 10, 2),
        sheet=key.partition("/")[0],
        words=frozenset(words.split()),
        names=frozenset(),
        numbers=frozenset(),
        years=frozenset(),
        amounts={AmountKind.GRANTED: int(amount)},
        in_annex=annex,
    )


def certain(*marks: Marks) -> list[tuple[str, str]]:
    return [
        (pair.one.id, pair.other.id)
        for pair in find_pairs(marks, marks)
        if pair.likeness.is_certain
    ]


def test_a_round_amount_without_a_title_is_the_same_in_the_answer_and_its_annex() -> None:
    own = in_table("answer/0", annex=False, amount="5000000")
    assert certain(own, in_table("annex/0", annex=True, amount="5000000")) == [
        ("answer/0", "annex/0")
    ]
    assert certain(own, in_table("annex/0", annex=True, amount="6000000")) == []


def test_a_row_of_the_answer_that_fits_two_rows_of_the_annex_is_neither() -> None:
    own = in_table("answer/0", annex=False, amount="5000000")
    twins = [in_table(f"annex/{row}", annex=True, amount="5000000") for row in (0, 1)]
    assert certain(own, *twins) == []


def test_two_annexes_may_be_of_two_years() -> None:
    first, second = (
        in_table(f"annex {one}/0", annex=True, amount="5000000", words="werking") for one in (1, 2)
    )
    assert certain(first, second) == []
    bare = [in_table(f"annex {one}/0", annex=True, amount="5000000") for one in (1, 2)]
    assert certain(*bare) == []
