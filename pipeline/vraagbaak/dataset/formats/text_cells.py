"""Text that a spreadsheet shows as it is: never run as a formula, never refused.

The signs are those of OWASP's page on CSV injection: = + - @ tab and carriage return begin a
formula, also in their full-width forms, and spaces before them are no help.
"""

import re

LONGEST_TEXT = 32_767  # characters in a cell, by Excel

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[ \u00a0]*[\t\r\n]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def looks_like_a_formula(text: str) -> bool:
    r"""Whether a spreadsheet may take a text for a formula.

    >>> [looks_like_a_formula(text) for text in ("=1+1", "  @SUM(A1)", "a=b", "\uff1d1")]
    [True, True, False, True]
    """
    return _FORMULA.match(text) is not None


def without_formula(text: str) -> str:
    """The text for a cell of CSV: an apostrophe before what may be a formula makes it text.

    >>> without_formula("-5 % minder"), without_formula("5 % minder")
    ("'-5 % minder", '5 % minder')
    """
    return f"'{text}" if looks_like_a_formula(text) else text


def without_control_characters(text: str) -> str:
    """The text without the characters that no XML file, and so no workbook, can hold."""
    return _NOT_IN_XML.sub("", text)
