"""A document's questions, put together out of heads, sub-questions and answers."""

from collections.abc import Container, Sequence
from dataclasses import replace

from vraagbaak.questions.answers import Answers, PlacedTable, find_answers
from vraagbaak.questions.flow import FlowItem, FlowLine, read_flow, to_passage
from vraagbaak.questions.header import (
    Head,
    cut_glued_names,
    find_answer_heads,
    find_question_head,
)
from vraagbaak.questions.items import find_items
from vraagbaak.questions.references import find_references
from vraagbaak.questions.status import with_status
from vraagbaak.records import (
    Answer,
    Document,
    Issue,
    Line,
    Passage,
    Question,
    QuestionKind,
    Reference,
    Status,
    SubQuestion,
    Table,
)
from vraagbaak.vocabulary.dates import find_session_year
from vraagbaak.vocabulary.joining import WordsSeen

_LONGEST_TITLE = 3  # lines
_TITLE_WIDTH = 220  # characters


def find_questions(document: Document) -> tuple[Question, ...]:
    """The written questions in a document, in printed order; none where it holds none."""
    flow = cut_glued_names(read_flow(document))
    known = WordsSeen([item for item in document.body if isinstance(item, Line)])
    starts = []
    head = find_question_head(flow)
    while head is not None:
        starts.append(head)
        head = find_question_head(flow, head.end)
    if not starts:
        return _headless(flow, known)
    ends = [*(head.start for head in starts[1:]), len(flow)]
    return tuple(_question(flow, head, end, known) for head, end in zip(starts, ends, strict=True))


def _headless(flow: Sequence[FlowItem], known: Container[str]) -> tuple[Question, ...]:
    """A question whose head is missing: its facts stand in the head of the answer."""
    answers = find_answer_heads(flow, 0, len(flow))
    if not any(answer.number for answer in answers):
        return ()
    head = Head(0, 0, None, None, (), ())
    return (_question(flow, head, len(flow), known),)


def _question(flow: Sequence[FlowItem], head: Head, end: int, known: Container[str]) -> Question:
    heads = find_answer_heads(flow, head.end, end)
    asked_end = heads[0].start if heads else end
    title, body = _title(flow[head.end : asked_end], known)
    items = find_items([item for item in body if isinstance(item, FlowLine)])
    sub_questions = [SubQuestion(item.label, to_passage(item.lines, known)) for item in items.items]
    labels = [sub.label for sub in sub_questions]
    facts = _facts(head, heads)
    bounds = [*(answer.start for answer in heads), end]
    parts = [
        find_answers(flow[answer.end : bound], labels, facts.ministers)
        for answer, bound in zip(heads, bounds[1:], strict=True)
    ]
    answers = tuple(
        Answer(block.labels, to_passage(block.lines, known))
        for part in parts
        for block in part.blocks
    )
    placed = [PlacedTable(t, (), ()) for t in body if isinstance(t, Table)]
    placed += [table for part in parts for table in part.tables]
    question = Question(
        number=facts.number,
        session_year=find_session_year(facts.asked_on) if facts.asked_on else None,
        asked_on=facts.asked_on,
        asked_by=facts.asked_by,
        ministers=facts.ministers,
        kind=heads[-1].kind if heads else QuestionKind.QUESTION_ONLY,
        title=title,
        introduction=to_passage(items.introduction, known),
        sub_questions=with_status(sub_questions, answers),
        answers=answers,
        tables=tuple(_with_lead_in(table, known) for table in placed),
        table_answers=tuple(table.labels for table in placed),
        others=_others(items.closing, parts, placed, known),
        place=title.place(),
    )
    return replace(
        question, references=_references(question), issues=tuple(_issues(question, bool(heads)))
    )


def _facts(head: Head, answers: Sequence[Head]) -> Head:
    """The facts of a question: its own head's, what is missing from the heads of its answers."""
    facts = head
    for answer in answers:
        facts = replace(
            facts,
            number=facts.number if facts.number is not None else answer.number,
            asked_on=facts.asked_on or answer.asked_on,
            asked_by=facts.asked_by or answer.asked_by,
        )
    signed = tuple(dict.fromkeys(m for answer in answers for m in answer.ministers))
    return replace(facts, ministers=signed or facts.ministers)


# ------------------------------------------------------------------ title


def _title(flow: Sequence[FlowItem], known: Container[str]) -> tuple[Passage, Sequence[FlowItem]]:
    """The title at the start of the items, and the items after it.

    It is set in bold or italics; without that it is the first paragraph, where that is short.
    """
    count = 0
    while count < min(len(flow), _LONGEST_TITLE) and _is_title_line(flow, count):
        count += 1
    lines = [item for item in flow[:count] if isinstance(item, FlowLine)]
    if sum(len(line.text) for line in lines) > _TITLE_WIDTH:
        return Passage(""), flow
    plain = [replace(line, opens=False, forced=False) for line in lines]
    return to_passage(plain, known), flow[count:]


def _is_title_line(flow: Sequence[FlowItem], index: int) -> bool:
    item, first = flow[index], flow[0]
    if not isinstance(item, FlowLine) or not isinstance(first, FlowLine):
        return False
    if index == 0:
        return True
    styled = first.bold or first.italic
    if styled:
        return item.bold == first.bold and item.italic == first.italic
    if item.left is None:  # without boxes a title is one line, unless it plainly goes on
        return first.text.endswith((" -", " –", ",")) or item.text[:1].islower()
    return not item.opens and not item.forced


# ------------------------------------------------------------------ parts


def _with_lead_in(placed: PlacedTable, known: Container[str]) -> Table:
    lead_in = to_passage(placed.lead_in, known) if placed.lead_in else None
    return replace(placed.table, lead_in=lead_in)


def _others(
    closing: Sequence[FlowLine],
    parts: Sequence[Answers],
    placed: Sequence[PlacedTable],
    known: Container[str],
) -> tuple[Passage, ...]:
    """The text that belongs to no field but is printed all the same."""
    passages = [to_passage(closing, known)]
    passages += [to_passage(lines, known) for part in parts for lines in part.others]
    passages += [table.table.caption for table in placed if table.table.caption]
    return tuple(passage for passage in passages if passage.text)


def _references(question: Question) -> tuple[Reference, ...]:
    passages = [
        question.introduction,
        *(sub.passage for sub in question.sub_questions),
        *(answer.passage for answer in question.answers),
        *question.others,
        *(cell.passage for table in question.tables for cell in table.cells),
    ]
    found = [reference for passage in passages for reference in find_references(passage)]
    return tuple(
        r
        for r in found
        if r.number != question.number or r.asked_on not in (None, question.asked_on)
    )


def _issues(question: Question, has_answer: bool) -> list[Issue]:
    """What a reader of this record must know is missing or in doubt."""
    issues: list[Issue] = []
    for value, code, message in (
        (question.number, "no_number", "het nummer van de vraag is niet gevonden"),
        (question.asked_on, "no_date", "de datum van de vraag is niet gevonden"),
        (question.asked_by, "no_asker", "de vraagsteller is niet gevonden"),
        (question.ministers, "no_minister", "de minister is niet gevonden"),
        (question.title.text, "no_title", "de titel is niet gevonden"),
    ):
        if not value:
            issues.append(Issue(code, message))
    if has_answer:
        lost = [s.label for s in question.sub_questions if s.status is Status.NOT_FOUND]
        issues += [
            Issue("answer_not_found", f"geen antwoord gevonden op deelvraag {label}")
            for label in lost
        ]
    return issues
