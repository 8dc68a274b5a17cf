"""The characters of a page's text layer, and the words that they make."""

import ctypes
import re
from typing import Any

import pypdfium2.raw as raw

# pdfium puts U+0002 (U+FFFE in its UTF-16) where a line ends in a hyphen, and glues the next line.
_WORD = re.compile("[^\\s\x00\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
# The dots that lead the eye to a page number are a word of their own, wherever they touch another.
LEADER = "....."
_WORD_OR_LEADER = re.compile(
    "\\.{5,}|(?:(?!\\.{5})[^\\s\x00\x02\ufffe])+[\x02\ufffe]?|[\x02\ufffe]"
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LIGATURES = {ord(c): t for c, t in zip("ﬀﬁﬂﬃﬄ", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)}
CLEAN = {**_INVISIBLE, **_LIGATURES, 0x02: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}
_BUFFER = (ctypes.c_ushort * 16_384)()  # more than most pages have
CLOSING = ".,;:!?)]»”’\"'"


def find_words(text_page: Any) -> list[re.Match[str]]:
    """The words of a text page of pdfium, by its own indices of characters."""
    units = _units(text_page)
    pattern = _WORD_OR_LEADER if LEADER in units else _WORD
    return list(pattern.finditer(units))


def _units(text_page: Any) -> str:
    """The text with one character for each index of pdfium, pairs left apart."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    # A C array of another length is another type, which takes longer to make than a page to read.
    buffer = _BUFFER if count < len(_BUFFER) else (ctypes.c_ushort * (count + 1))()
    written = max(raw.FPDFText_GetText(text_page, 0, count, buffer) - 1, 0)
    text = ctypes.string_at(buffer, 2 * written).decode("utf-16-le", "surrogatepass")
    return text if len(text) == written else "".join(map(chr, buffer[:written]))


def cleaned(text: str) -> str:
    """A word that is not plain ASCII: pairs joined, ligatures parted, what nobody sees left out."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(CLEAN)


def ends_numbered(text: str) -> bool:
    """Whether a word ends in a number and the punctuation after it."""
    return text[-1] in CLOSING and text.rstrip(CLOSING)[-1:].isdigit()
