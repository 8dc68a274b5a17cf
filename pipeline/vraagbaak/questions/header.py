"""The heads of a question and of its answers: who asked whom what, when, and who answered.

Forms: H1-H7 and A1-A3 of the layouts seen in 1996-2026. Facts are read from the joined text of a
head, so that one line, several lines or the cells of a box make no difference.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vraagbaak.questions.flow import FlowItem, FlowLine
from vraagbaak.questions.ministers import TITLE_WORD, is_capitals, split_ministers
from vraagbaak.records import Line, Minister, QuestionKind, Table, Word
from vraagbaak.vocabulary.dates import parse_date
from vraagbaak.vocabulary.names import parse_names

_QUESTION = re.compile(r"SCHRIFTELIJKE\s+VRAAG\b|^Schriftelijke vraag$")
_OLD_QUESTION = re.compile(r"^Vraag\s+nr\.?\s?\d+(?=\s|$|van)")
_ANSWER = re.compile(
    r"^(?:(GECO[ÖO]RDINEERD|AANVULLEND|VERWIJZEND|VOORLOPIG)E?\s+)?ANTWOORD(?=\s|$|:)"
    r"|^(?:(Geco[öo]rdineerd|Aanvullend|Verwijzend|Voorlopig)e?\s+)?[Aa]ntwoord\s*:?$"
)
_DATE = r"(\d{1,2}\.?\s*(?:[a-z]+|\d{1,2}\s*[./-])\s*\d{4}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4})"
_NUMBER = re.compile(r"\b(?:[Nn][Rr]|[Nn]ummer)\.?\s*(\d{1,5})\b")
_DATED = re.compile(rf"\bdatum\s*:?\s*{_DATE}|\bvan\s+{_DATE}")
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\s,-]*(?:(?:\sen\s|,\s)[A-ZÀ-Þ][A-ZÀ-Þ'’.\s-]*)*"
_ASKED_BY = re.compile(
    rf"\bvan\s+(?:de heer\s+|mevrouw\s+|de dames?\s+)?({_CAPITALS}?)(?=\s+datum\b|\s+aan\b|\s*$)"
)
_ADDRESSED = re.compile(r"^aan\s+(?=[A-ZÀ-Þ])|^aan:?$", re.IGNORECASE)
_MOST_HEAD_LINES = 16
_KINDS = {
    "geco": QuestionKind.COORDINATED,
    "aanv": QuestionKind.SUPPLEMENTARY,
    "verw": QuestionKind.REFERRAL,
    "voor": QuestionKind.ANSWER,
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says; every fact may be missing. ``start:end`` are its items in the flow."""

    start: int
    end: int
    number: int | None
    asked_on: dt.date | None
    asked_by: tuple[str, ...]
    ministers: tuple[Minister, ...]
    kind: QuestionKind = QuestionKind.QUESTION_ONLY


# ------------------------------------------------------------------ the question's head


def find_question_head(flow: Sequence[FlowItem], start: int = 0) -> Head | None:
    """The head of the question that begins at or after ``start``, or None."""
    for index in range(start, len(flow)):
        item = flow[index]
        if isinstance(item, Table):
            text = _table_text(item)
            if _QUESTION.search(text) and _NUMBER.search(text):
                return _boxed_head(flow, index, text)
        elif _QUESTION.match(item.text):
            return _plain_head(flow, index)
        elif _OLD_QUESTION.match(item.text):
            return _old_head(flow, index, start)
    return None


def _old_head(flow: Sequence[FlowItem], index: int, least: int) -> Head:
    """A head of the bulletins until 2009: the minister above, "Vraag nr. 178 van ..." below."""
    start, ministers = _signatories(flow, index, least)
    texts: list[str] = []
    end = index
    while end < len(flow):
        item = flow[end]
        if isinstance(item, Table) or (texts and not re.match(r"van\s", item.text)):
            break
        texts.append(re.sub(r"(?<=\d)van\b", " van", item.text))
        end += 1
    return Head(start, end, *_facts(" ".join(texts)), ministers)


def _table_text(table: Table) -> str:
    return " ".join(cell.passage.text for cell in table.cells if cell.passage.text)


def _boxed_head(flow: Sequence[FlowItem], index: int, text: str) -> Head:
    """A head printed in a box, which reading gives as a table."""
    end, ministers = _addressees(flow, index + 1)
    if not ministers:
        _, _, addressee = text.partition(" aan ")
        ministers = split_ministers([addressee]) if addressee else ()
    before, _, _ = text.partition(" aan ")
    return Head(index, end, *_facts(before), ministers)


def _plain_head(flow: Sequence[FlowItem], index: int) -> Head:
    """A head printed line by line, to the end of the addressee's title."""
    texts: list[str] = []
    position = index
    while position < min(index + _MOST_HEAD_LINES, len(flow)):
        item = flow[position]
        if isinstance(item, Table) or _ADDRESSED.match(item.text):
            break
        if position > index + 1 and not _is_head_line(item.text):
            break
        texts.append(item.text)
        position += 1
    end, ministers = _addressees(flow, position)
    joined = " ".join(texts)
    if not ministers and " aan " in joined:
        joined, _, addressee = joined.partition(" aan ")
        ministers = split_ministers([addressee])
    return Head(index, end, *_facts(joined), ministers)


def _is_head_line(text: str) -> bool:
    return bool(re.match(r"(?:nr|Vraag nr|van|datum|nummer)\b", text) or is_capitals(text))


def _facts(text: str) -> tuple[int | None, dt.date | None, tuple[str, ...]]:
    """Number, date and askers in the joined text of a head."""
    number, dated = _NUMBER.search(text), _DATED.search(text)
    asked = next((m for m in _ASKED_BY.finditer(text) if m.group(1).strip()), None)
    return (
        int(number.group(1)) if number else None,
        parse_date(dated.group(1) or dated.group(2)) if dated else None,
        parse_names(asked.group(1)) if asked else (),
    )


def _addressees(flow: Sequence[FlowItem], start: int) -> tuple[int, tuple[Minister, ...]]:
    """The addressees from "aan" on: the index after their titles, and who they are."""
    lines: list[str] = []
    end = start
    while end < len(flow):
        item = flow[end]
        if isinstance(item, Table):
            break
        text = _ADDRESSED.sub("", item.text) if end == start else item.text
        if text and not is_capitals(text):
            break
        if text:
            lines.append(text)
        end += 1
    return end, split_ministers(lines)


# ------------------------------------------------------------------ the answer's head


def find_answer_heads(flow: Sequence[FlowItem], start: int, end: int) -> list[Head]:
    """The heads of the answers between two items, each from its minister to its asker."""
    heads: list[Head] = []
    for index in range(start, end):
        item = flow[index]
        if isinstance(item, FlowLine) and _ANSWER.match(item.text) and _is_head(flow, index):
            least = heads[-1].end if heads else start
            heads.append(_answer_head(flow, index, least))
    return heads


def _is_head(flow: Sequence[FlowItem], index: int) -> bool:
    """Whether a line that says "ANTWOORD" heads an answer: alone, or with the question cited."""
    item = flow[index]
    assert isinstance(item, FlowLine)  # noqa: S101 (the caller's condition)
    if re.search(r"\bop\s+(?:schriftelijke\s+)?vraag\b", item.text):
        return True
    rest = _ANSWER.sub("", item.text).strip(" :")
    return not rest and len(item.text.split()) <= 3


def _answer_head(flow: Sequence[FlowItem], index: int, least: int) -> Head:
    item = flow[index]
    assert isinstance(item, FlowLine)  # noqa: S101 (the caller's condition)
    start, ministers = _signatories(flow, index, least)
    texts = [item.text]
    end = index + 1
    while end < len(flow):
        following = flow[end]
        if isinstance(following, Table) or not _cites_question(following.text, texts):
            break
        texts.append(following.text)
        end += 1
    joined = " ".join(texts)
    match = _ANSWER.match(item.text)
    prefix = (match.group(1) or match.group(2) or "") if match else ""
    kind = _KINDS.get(prefix[:4].lower(), QuestionKind.ANSWER)
    return Head(start, end, *_facts(joined), ministers, kind)


def _cites_question(text: str, above: Sequence[str]) -> bool:
    """Whether a line under "ANTWOORD" still belongs to the head."""
    if re.match(r"op\s+(?:de\s+)?(?:schriftelijke\s+)?vraag\b", text):
        return True
    if re.match(r"van\s+(?:de heer\s+|mevrouw\s+)?[A-ZÀ-Þ]['’]?[A-ZÀ-Þ]", text):
        return len(above) < 4
    # A list of askers that runs on: "en JAN MAES".
    return (
        len(above) > 1
        and bool(re.fullmatch(rf"(?:en\s+)?{_CAPITALS}", text))
        and (above[-1].endswith((",", " en")) or text.startswith("en "))
    )


def _signatories(
    flow: Sequence[FlowItem], index: int, least: int
) -> tuple[int, tuple[Minister, ...]]:
    """The ministers printed in capitals above an answer's head, and where they begin."""
    start = index
    lines: list[str] = []
    while start > least:
        item = flow[start - 1]
        if isinstance(item, Table) or not is_capitals(item.text):
            break
        lines.insert(0, item.text)
        start -= 1
    return start, split_ministers(lines)


# ------------------------------------------------------------------ names glued to a sentence


def cut_glued_names(flow: Sequence[FlowItem]) -> list[FlowItem]:
    """The flow, a line cut where a name in capitals follows a sentence above a minister's title.

    Text layers lose the break between the last sub-question and the head of the answer.
    """
    cut: list[FlowItem] = []
    for index, item in enumerate(flow):
        following = flow[index + 1] if index + 1 < len(flow) else None
        at = _glued_at(item, following)
        if at is None or not isinstance(item, FlowLine):
            cut.append(item)
            continue
        words = item.line.words
        cut.append(_with_words(item, words[:at]))
        cut.append(replace(_with_words(item, words[at:]), opens=True, forced=True))
    return cut


def _glued_at(item: FlowItem, following: FlowItem | None) -> int | None:
    """The index of the word where a name begins inside a line, or None."""
    if not isinstance(item, FlowLine) or not isinstance(following, FlowLine):
        return None
    if not (is_capitals(following.text) and TITLE_WORD.search(following.text)):
        return None
    texts = [word.text for word in item.line.words]
    at = len(texts)
    while at and texts[at - 1] == texts[at - 1].upper() and texts[at - 1][0].isalpha():
        at -= 1
    if 0 < at < len(texts) and texts[at - 1].endswith((".", "?", "!")):
        return at
    return None


def _with_words(item: FlowLine, words: tuple[Word, ...]) -> FlowLine:
    line = Line(words, item.line.page)
    return replace(item, line=line, text=line.text)
