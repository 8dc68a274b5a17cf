"""What tagging finds in one text: municipalities and amounts by their character offsets."""

from typing import NamedTuple

from vraagbaak.vocabulary.amounts import Amount


class MunicipalityTag(NamedTuple):
    """A municipality named in a text.

    ``nis_code`` is valid on the date of the text; it is None where the name fits several
    ``candidates`` and the text does not decide.
    """

    start: int
    end: int
    text: str
    nis_code: str | None
    candidates: tuple[str, ...]


class TextTags(NamedTuple):
    """Everything found in one text, in the order of the text."""

    municipalities: tuple[MunicipalityTag, ...] = ()
    amounts: tuple[Amount, ...] = ()
