"""How each sub-question was answered, with the words that say so."""

import re
from collections.abc import Sequence

from vraagbaak.records import Answer, Status, SubQuestion

_REFERRED = re.compile(
    r"\bverwijs(?:\s+\w+){0,5}?\s+(?:naar|door)\b|\bverwezen\s+naar\b|\bnaar\b[^.]{0,80}\bverwijzen\b"
    r"|\bzie\s+(?:ook\s+)?(?:het\s+|mijn\s+)?(?:antwoord|bijlage|vraag|boven|hierboven|deelvraag)\b"
    r"|\b(?:in|als|via)\s+(?:de\s+)?(?:bijgevoegde?\s+)?bijlagen?\b"
    r"|\bbijgevoegde?\b[^.]{0,40}\b(?:bijlage|tabel|bestand)\b"
    r"|\bcf\.\s+(?:antwoord|vraag|bijlage)\b|\bricht(?:en)?\s+tot\s+de\s+minister\b",
    re.IGNORECASE,
)
_NO_DATA = re.compile(
    r"\b(?:niet|nog niet)\s+(?:\w+\s+)?"
    r"(?:beschikbaar|bijgehouden|geregistreerd|gekend|bekend|voorhanden|gemonitord)\b"
    r"|\bgeen\s+(?:\w+\s+){0,3}?"
    r"(?:registratie|cijfers|gegevens|data|informatie|zicht|overzicht|statistieken)\b"
    r"|\bbeschik(?:t|ken)?\s+(?:\w+\s+){0,4}?(?:niet|geen)\b"
    r"|\b(?:niet|nergens)\s+(?:centraal\s+)?(?:geregistreerd|bijgehouden)\b"
    r"|\bkan\s+(?:\w+\s+){0,4}?niet\s+(?:worden\s+)?(?:meegedeeld|gegeven|opgesplitst|bezorgd)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ‘“(])")


def with_status(
    sub_questions: Sequence[SubQuestion], answers: Sequence[Answer]
) -> tuple[SubQuestion, ...]:
    """The sub-questions with their status and its evidence, from the blocks that answer them."""
    return tuple(_judged(sub, answering(sub.label, answers)) for sub in sub_questions)


def answering(label: str, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The blocks that answer a label: its own, its children's, else its parent's, else unnumbered.

    An unnumbered block answers all only where no block has a number: beside numbered ones it is
    the preamble.
    """
    own = [a for a in answers if label in a.labels]
    own += [a for a in answers if a not in own and any(_is_under(x, label) for x in a.labels)]
    if own:
        return tuple(own)
    above = [a for a in answers if any(_is_under(label, x) for x in a.labels)]
    if above:
        return tuple(above)
    return () if any(a.labels for a in answers) else tuple(answers)


def _is_under(label: str, parent: str) -> bool:
    """Whether a label is a child of another: "1a" of "1", not "10" of "1"."""
    return label != parent and label.startswith(parent) and label[len(parent)].isalpha()


def _judged(sub: SubQuestion, answers: Sequence[Answer]) -> SubQuestion:
    status, evidence = judge(" ".join(answer.passage.text for answer in answers))
    return SubQuestion(sub.label, sub.passage, status, evidence)


def judge(text: str) -> tuple[Status, str | None]:
    """What the words of an answer say of it, and the first sentence that decides.

    >>> judge("Ik verwijs naar het antwoord op vraag 2.")[0].value
    'referred'
    >>> judge("Er werden 12 dossiers ingediend. De cijfers van 2018 zijn niet bekend.")[0].value
    'partly'
    """
    sentences = [s.strip() for s in _SENTENCE.split(text) if s.strip()]
    if not sentences:
        return Status.NOT_FOUND, None
    no_data = [s for s in sentences if _NO_DATA.search(s)]
    # "(zie vraag 6)" between brackets is an aside.
    referred = [s for s in sentences if s not in no_data and _REFERRED.search(_ASIDE.sub("", s))]
    rest = len(sentences) - len(no_data) - len(referred)
    if no_data and not rest and not referred:
        return Status.NO_DATA, no_data[0]
    if no_data:
        return (Status.PARTLY if rest or referred else Status.NO_DATA), no_data[0]
    if referred:
        return (Status.REFERRED, referred[0]) if rest <= len(referred) else (Status.ANSWERED, None)
    return Status.ANSWERED, None
