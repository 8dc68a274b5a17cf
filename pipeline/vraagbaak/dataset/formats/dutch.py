"""Money as the Dutch write it, for people."""

from decimal import Decimal


def dutch_euro(amount: Decimal) -> str:
    """An amount in euro, without its sign.

    >>> dutch_euro(Decimal("1234567.5"))
    '1.234.567,50'
    """
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
