"""Exact shares and majorities (rulebook 0.6): integers and fractions, never floats, never a rounded percentage."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from nghitruong.kernel.params import Param

GT: Final = "gt"
"""Strictly more than: "quá nửa"."""
MIN: Final = "min"
"""At least: "ít nhất hai phần ba", "từ một phần ba"."""
LT: Final = "lt"
"""Strictly fewer than: "dưới hai phần ba"."""
MAX: Final = "max"
"""At most: "không quá"."""

Share = Fraction | str


def share_of(param: Param) -> Fraction:
    """The share that a row of law names; a row counted in percent (R2.05: 10 percent of voters) is divided by 100.

    Raises ValueError when the row holds no share between 0 and 1, or none that is known.
    """
    if not param.is_known:
        raise ValueError(f"{param.key}: the share is not known")
    return _exact(param.share / 100 if param.unit.startswith("percent") else param.share)


def is_reached(votes: int, base: int, share: Share, op: str) -> bool:
    """Whether `votes` out of `base` stand to the share as the comparator says; nothing is reached of nobody.

    Raises ValueError for votes outside 0 to base and for an unknown comparator.
    """
    if not 0 <= votes <= base:
        raise ValueError(f"{votes} votes do not fit a base of {base}")
    exact = _exact(share)
    held, wanted = votes * exact.denominator, exact.numerator * base
    try:
        answer = {GT: held > wanted, MIN: held >= wanted, LT: held < wanted, MAX: held <= wanted}[op]
    except KeyError:
        raise ValueError(f"not a comparator of shares: {op!r}") from None
    return answer and base > 0


def needed(count: int, share: Share, op: str) -> int:
    """The fewest votes that reach the share of `count`: more than half of 52 is 27, at least two thirds of 31 is 21.

    Raises ValueError for an empty base, for comparators without a fewest number, and where all would not be enough.
    """
    if count < 1:
        raise ValueError("a majority of nobody cannot be named")
    exact = _exact(share)
    if op == GT and exact < 1:
        return count * exact.numerator // exact.denominator + 1
    if op == MIN:
        return -(-count * exact.numerator // exact.denominator)
    raise ValueError(f"no number of {count} is {op!r} {exact}")


def percentage(part: int, whole: int, places: int = 2) -> Decimal:
    """`part` of `whole` in percent for display only, rounded half up at `places` decimals, exactly.

    Raises ValueError for an empty whole and for negative numbers.
    """
    if part < 0 or whole < 1:
        raise ValueError(f"{part} of {whole} has no percentage")
    scaled = (2 * part * 100 * 10**places + whole) // (2 * whole)
    return Decimal(scaled).scaleb(-places)


def percentage_text(part: int, whole: int, places: int = 2) -> str:
    """The percentage as it is printed: `90,32%`."""
    return f"{percentage(part, whole, places)}%".replace(".", ",")


def _exact(share: object) -> Fraction:
    if not isinstance(share, Fraction | str):
        raise TypeError("a share is a fraction or its exact text, never a float")
    exact = Fraction(share)
    if not 0 <= exact <= 1:
        raise ValueError(f"not a share: {exact}")
    return exact
