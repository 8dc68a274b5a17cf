"""The spaCy pipeline that finds municipalities and amounts in Dutch text.

The components fill ``doc.spans["municipalities"]`` and ``doc.spans["amounts"]``. A span covers
whole tokens, which may glue a name or an amount to its neighbour ("60.000euro/ton"): the exact
characters stand in ``span._.start_char`` and ``span._.end_char``. The date that the codes are for
goes in as ``doc._.on``; without it they are today's.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from vraagbaak.tagging.candidates import Candidate, Setting, propose
from vraagbaak.tagging.resolution import Resolver
from vraagbaak.tagging.rules import Ruling, judge
from vraagbaak.tagging.tags import MunicipalityTag
from vraagbaak.vocabulary.amounts import Amount, find_amounts
from vraagbaak.vocabulary.municipalities import TODAY, Gazetteer, load_gazetteer
from vraagbaak.vocabulary.units import Unit, find_cell_amounts

__all__ = ["Language", "load_nlp", "make_doc"]

_COMPONENTS = (
    "vraagbaak_candidates",
    "vraagbaak_rules",
    "vraagbaak_municipalities",
    "vraagbaak_amounts",
)
_TEXT = "vraagbaak_text"
_DOC_DEFAULTS: dict[str, object] = {
    "on": None,
    "setting": Setting.PROSE,
    "starts": (),
    "unit": None,
    "candidates": (),
    "rulings": (),
    "municipalities": (),
    "amounts": (),
}
_SPAN_ATTRIBUTES = {
    "municipalities": ("start_char", "end_char", "nis_code", "candidates"),
    "amounts": ("start_char", "end_char", "minimum", "maximum", "currency", "per", "approximate"),
}


def load_nlp(model: str | None = None) -> Language:
    """The pipeline, ready to tag.

    Args:
        model: an installed Dutch spaCy model to add the components to; without one the pipeline
            holds nothing but a tokeniser and the components.
    """
    nlp = spacy.load(model) if model else spacy.blank("nl")
    for name in _COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def make_doc(
    nlp: Language,
    text: str,
    on: dt.date | None = None,
    setting: Setting = Setting.PROSE,
    starts: tuple[int, ...] = (),
    unit: Unit | None = None,
) -> Doc:
    """A document that is not tagged yet, with what the components want to know of it.

    Args:
        nlp: the pipeline.
        text: any text.
        on: the date that the codes are for; None for today's.
        setting: where the text stands.
        starts: the offsets at which a paragraph or list item begins.
        unit: for a cell, what the numbers of its column are counted in.
    """
    doc = nlp.make_doc(text)
    doc.user_data[_TEXT] = text
    given = doc._
    given.on, given.setting, given.starts, given.unit = on, setting, starts, unit
    return doc


def text_of(doc: Doc) -> str:
    """The text of a document, put together out of its tokens only once: that is slow."""
    text = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return str(text)


class CandidateFinder:
    """Proposes: fills ``doc._.candidates`` with the names that may be mentions."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Look up the names in one document."""
        given = doc._
        given.candidates = propose(
            self._gazetteer, text_of(doc), given.on or TODAY, given.setting, given.starts
        )
        return doc


def judge_candidates(doc: Doc) -> Doc:
    """Judge by rule: fill ``doc._.rulings``, one for each candidate.

    A ruling that is open is the place for a trained component to decide.
    """
    doc._.rulings = tuple(judge(candidate) for candidate in doc._.candidates)
    return doc


class MunicipalityLinker:
    """Decides and links: fills ``doc._.municipalities`` and ``doc.spans["municipalities"]``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Give the mentions in one document their codes."""
        mentions = _mentions(doc._.candidates, doc._.rulings)
        codes = Resolver(self._gazetteer, text_of(doc), doc._.on or TODAY).codes(mentions)
        tags = tuple(
            MunicipalityTag(mention.start, mention.end, mention.text, code, candidates)
            for mention, (code, candidates) in zip(mentions, codes, strict=True)
        )
        doc._.municipalities = tags
        _set_spans(doc, "municipalities", tags)
        return doc


def mark_amounts(doc: Doc) -> Doc:
    """Find amounts of money: fill ``doc._.amounts`` and ``doc.spans["amounts"]``.

    A document that is the cell of a table may have the unit of its column in ``doc._.unit``.
    """
    text = text_of(doc)
    if doc._.setting is Setting.PROSE:
        amounts = find_amounts(text)
    else:
        amounts = find_cell_amounts(text, doc._.unit)
    doc._.amounts = amounts
    _set_spans(doc, "amounts", amounts)
    return doc


def _mentions(candidates: Iterable[Candidate], rulings: Iterable[Ruling]) -> list[Candidate]:
    return [
        candidate for candidate, ruling in zip(candidates, rulings, strict=True) if ruling.leaning
    ]


def _set_spans(doc: Doc, group: str, found: Iterable[MunicipalityTag | Amount]) -> None:
    """Fill a span group; the id of a span is its place among what was found."""
    spans = (
        doc.char_span(
            each.start, each.end, label=group, span_id=str(position), alignment_mode="expand"
        )
        for position, each in enumerate(found)
    )
    doc.spans[group] = [span for span in spans if span is not None]


def _getter(name: str) -> Callable[[Span], Any]:
    """A span attribute that is read from what was found; None on a span of another kind."""
    field = {"start_char": "start", "end_char": "end"}.get(name, name)

    def get(span: Span) -> Any:
        if span.label_ not in _SPAN_ATTRIBUTES:
            return None
        found = getattr(span.doc._, span.label_)[int(span.id_)]
        return getattr(found, field, None)

    return get


def _register() -> None:
    """Register the attributes and factories with spaCy, once a process."""
    for name, default in _DOC_DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    for names in _SPAN_ATTRIBUTES.values():
        for name in names:
            if not Span.has_extension(name):
                Span.set_extension(name, getter=_getter(name))


_register()


@Language.factory("vraagbaak_candidates")
def _make_candidate_finder(nlp: Language, name: str) -> CandidateFinder:
    return CandidateFinder(load_gazetteer())


@Language.factory("vraagbaak_rules")
def _make_rules(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return judge_candidates


@Language.factory("vraagbaak_municipalities")
def _make_linker(nlp: Language, name: str) -> MunicipalityLinker:
    return MunicipalityLinker(load_gazetteer())


@Language.factory("vraagbaak_amounts")
def _make_amounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return mark_amounts
