"""The spaCy pipeline that finds municipalities, amounts and dates in Dutch text.

The components fill ``doc.spans["municipalities"]``, ``["amounts"]`` and ``["dates"]``. A span
covers whole tokens, which may glue a name or an amount to its neighbour ("60.000euro/ton"): its
exact characters stand in ``span._.start_char`` and ``span._.end_char``. The values stand beside
them: ``nis_code`` and ``candidates``; ``minimum``, ``maximum``, ``currency``, ``per``,
``approximate``, ``kind`` and both ends in euro; ``first`` and ``last`` day and ``precision``. The
date that the codes are for goes in as ``doc._.on``; without it they are today's.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import get_lang_class

from vraagbaak.errors import WrongUsage
from vraagbaak.tagging.decider import Decider
from vraagbaak.tagging.steps import (
    add_amounts,
    add_candidates,
    add_dates,
    add_municipalities,
    add_rulings,
)
from vraagbaak.tagging.tags import MunicipalityTag, Notes, notes_of, put_notes
from vraagbaak.tagging.tokenising import BoundedTokenizer
from vraagbaak.vocabulary.amounts import Amount, euro, find_amount_kind
from vraagbaak.vocabulary.dates import DateMention
from vraagbaak.vocabulary.municipalities import Gazetteer, load_gazetteer

__all__ = ["Language", "decider_of", "load_nlp", "make_doc"]

DATES = "vraagbaak_dates"
_DECIDER = "vraagbaak_decider"
_COMPONENTS = (
    "vraagbaak_candidates",
    "vraagbaak_rules",
    _DECIDER,
    "vraagbaak_municipalities",
    "vraagbaak_amounts",
    DATES,
)
_Found = MunicipalityTag | Amount | DateMention
_SPAN_ATTRIBUTES = {
    "municipalities": ("start_char", "end_char", "nis_code", "candidates"),
    "amounts": (
        "start_char",
        "end_char",
        "minimum",
        "maximum",
        "currency",
        "per",
        "approximate",
        "kind",
        "minimum_in_euro",
        "maximum_in_euro",
    ),
    "dates": ("start_char", "end_char", "first", "last", "precision"),
}


# What is said of an amount beside what is printed; worked out only when it is asked for.
_WORKED_OUT: dict[str, Callable[[Doc, Amount], Any]] = {
    "kind": lambda doc, amount: find_amount_kind(notes_of(doc).text, amount.start, amount.end),
    "minimum_in_euro": lambda _, amount: euro(amount.minimum, amount.currency),
    "maximum_in_euro": lambda _, amount: euro(amount.maximum, amount.currency),
}


def load_nlp(model: str | None = None) -> Language:
    """The pipeline, ready to tag.

    Args:
        model: a Dutch spaCy model to add the components to, an installed package or a folder;
            without one the pipeline holds nothing but a tokeniser and the components. Records send
            their prose through it; the cells of tables take the steps of our components alone.

    Raises:
        WrongUsage: there is no such model, or it is not Dutch.
    """
    nlp = _load_base(model) if model else _blank()
    for name in _COMPONENTS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def _blank() -> Language:
    """Nothing but a tokeniser: no text is too long for it, as it would be for a parser."""
    dutch = get_lang_class("nl")
    return dutch(create_tokenizer=BoundedTokenizer, max_length=sys.maxsize)


def _load_base(model: str) -> Language:
    """A Dutch model of somebody else's."""
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        reason = "it is not installed" if "E050" in str(error) else str(error).splitlines()[0]
        raise WrongUsage(
            f"cannot load the spaCy model {model}: {reason}; install it with pip, name the folder "
            "that it is in, or leave --model out"
        ) from error
    if nlp.lang != "nl":
        raise WrongUsage(
            f'the spaCy model {model} is for language "{nlp.lang}", not for Dutch (nl)'
        )
    nlp.tokenizer = BoundedTokenizer(nlp, nlp.tokenizer)
    return nlp


def make_doc(nlp: Language, notes: Notes) -> Doc:
    """A document that is not tagged yet, with what the components want to know of it."""
    doc = nlp.make_doc(notes.text)
    put_notes(doc, notes)
    return doc


def decider_of(nlp: Language) -> Decider | None:
    """The trained component of a pipeline, None where it was taken out."""
    decider = dict(nlp.pipeline).get(_DECIDER)
    return decider if isinstance(decider, Decider) else None


class CandidateFinder:
    """Proposes: fills ``candidates`` of the notes with the names that may be mentions."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Look up the names in one document."""
        add_candidates(notes_of(doc), self._gazetteer)
        return doc


def judge_candidates(doc: Doc) -> Doc:
    """Judge by rule: fill ``rulings`` of the notes, one for each candidate."""
    add_rulings(notes_of(doc))
    return doc


class MunicipalityLinker:
    """Links: fills ``doc._.municipalities`` and ``doc.spans["municipalities"]``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Give the mentions in one document their codes."""
        notes = notes_of(doc)
        add_municipalities(notes, self._gazetteer)
        _set_spans(doc, "municipalities", notes.municipalities)
        return doc


def mark_amounts(doc: Doc) -> Doc:
    """Find amounts of money: fill ``doc._.amounts`` and ``doc.spans["amounts"]``.

    A document that is the cell of a table may have the unit of its column in ``doc._.unit``.
    """
    notes = notes_of(doc)
    add_amounts(notes)
    _set_spans(doc, "amounts", notes.amounts)
    return doc


def mark_dates(doc: Doc) -> Doc:
    """Find days, months, years and periods: fill ``doc._.dates`` and ``doc.spans["dates"]``."""
    notes = notes_of(doc)
    add_dates(notes)
    _set_spans(doc, "dates", notes.dates)
    return doc


def _set_spans(
    doc: Doc, group: str, found: Iterable[MunicipalityTag | Amount | DateMention]
) -> None:
    """Fill a span group; the id of a span is its place among what was found."""
    spans = [
        doc.char_span(
            each.start, each.end, label=group, span_id=str(position), alignment_mode="expand"
        )
        for position, each in enumerate(found)
    ]
    doc.spans[group] = [span for span in spans if span is not None]


def _span_getter(name: str) -> Callable[[Span], Any]:
    """A span attribute that is read from what was found; None on a span of another kind."""
    field = {"start_char": "start", "end_char": "end"}.get(name, name)

    def get(span: Span) -> Any:
        if name not in _SPAN_ATTRIBUTES.get(span.label_, ()):
            return None
        found = getattr(notes_of(span.doc), span.label_)[int(span.id_)]
        if name in _WORKED_OUT:
            return _WORKED_OUT[name](span.doc, found)
        return getattr(found, field)

    return get


def _doc_setter(name: str) -> Callable[[Doc, Any], None]:
    def put(doc: Doc, value: Any) -> None:
        setattr(notes_of(doc), name, value)

    return put


def _doc_getter(name: str) -> Callable[[Doc], Any]:
    def get(doc: Doc) -> Any:
        return getattr(notes_of(doc), name)

    return get


def _register() -> None:
    """Register the attributes with spaCy, once a process."""
    for field in fields(Notes):
        if not Doc.has_extension(field.name):
            Doc.set_extension(
                field.name, getter=_doc_getter(field.name), setter=_doc_setter(field.name)
            )
    for names in _SPAN_ATTRIBUTES.values():
        for name in names:
            if not Span.has_extension(name):
                Span.set_extension(name, getter=_span_getter(name))


_register()


@Language.factory("vraagbaak_candidates")
def make_candidate_finder(nlp: Language, name: str) -> CandidateFinder:
    """The component that proposes."""
    return CandidateFinder(load_gazetteer())


@Language.factory("vraagbaak_rules")
def make_rules(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that judges by rule."""
    return judge_candidates


@Language.factory(_DECIDER)
def make_decider(nlp: Language, name: str) -> Decider:
    """The trained component, with the weights that ship."""
    return Decider.load()


@Language.factory("vraagbaak_municipalities")
def make_linker(nlp: Language, name: str) -> MunicipalityLinker:
    """The component that links."""
    return MunicipalityLinker(load_gazetteer())


@Language.factory(DATES)
def make_dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that finds dates."""
    return mark_dates


@Language.factory("vraagbaak_amounts")
def make_amounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that finds amounts."""
    return mark_amounts
