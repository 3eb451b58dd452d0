"""Numbers: as they are printed (1.234.567,89), read, spelled out for minutes, and as ordinals."""

import re
from decimal import Decimal
from typing import Final

MINUS: Final = "\u2212"
NBSP: Final = "\u00a0"

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")
_BILLION = 10**9
_GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_DOTTED_FRACTION = re.compile(r"0\.\d+")
_PLAIN = re.compile(r"\d+")
_NUMBER = re.compile(r"(?P<sign>[-−+]?)(?P<whole>[\d.]+)(,(?P<part>\d+))?")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LONGEST_ROMAN = len("MMMDCCCLXXXVIII")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class AmbiguousNumberError(ValueError):
    """A lone dot with one or two digits behind it: `readings` are what the writer may have meant."""

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        super().__init__(text)
        self.readings = readings


def format_number(value: int | Decimal, places: int | None = None) -> str:
    """1.234.567,89: dots between thousands, a decimal comma, a true minus sign.

    `places` fixes the decimals (half away from zero); without it the value's own are printed.
    """
    exact = Decimal(value)
    if places is not None:
        exact = _rounded(exact, places)
    whole, _, part = f"{abs(exact):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return (MINUS if exact < 0 else "") + grouped + (f",{part}" if part else "")


def parse_number(text: str) -> Decimal:
    """Read 1234,5 or 1.234,5; a dot before three digits stands between thousands.

    Raises AmbiguousNumberError for "1.5", which may be 1,5 or 1.500 ("0.5" may not), and ValueError for what is no
    number.
    """
    match = _NUMBER.fullmatch("".join(text.split()))
    if match is None:
        raise ValueError(f"not a number: {text!r}")
    whole, part, sign = match["whole"], match["part"], -1 if match["sign"] in ("-", MINUS) else 1
    if part is None and _DOTTED_FRACTION.fullmatch(whole):
        return sign * Decimal(whole)
    if not (_PLAIN.fullmatch(whole) or _GROUPED.fullmatch(whole)):
        raise _unreadable(text, whole, sign, has_comma=part is not None)
    bare = whole.replace(".", "")
    return sign * Decimal(bare if part is None else f"{bare}.{part}")


def money(amount: int) -> str:
    """1.850.000.000 đồng, the unit kept on the number's line."""
    return f"{format_number(amount)}{NBSP}đồng"


def short_money(amount: int) -> str:
    """68,4 tỷ đồng: in billions or millions with at most one decimal where the amount is that large."""
    for size, word in ((_BILLION, "tỷ"), (10**6, "triệu")):
        if abs(amount) >= size:
            printed = format_number(Decimal(amount) / size, 1).removesuffix(",0")
            return f"{printed}{NBSP}{word} đồng"
    return money(amount)


def number_in_words(value: int) -> str:
    """The number as it is read out: 1005 is "một nghìn không trăm linh năm", 31 is "ba mươi mốt"."""
    if value < 0:
        return f"âm {number_in_words(-value)}"
    if value == 0:
        return _DIGITS[0]
    return _spell(value, is_first=True)


def ordinal_in_words(place: int) -> str:
    """ "thứ nhất", "thứ hai", "thứ tư", "thứ mười một". Raises ValueError below one."""
    if place < 1:
        raise ValueError(f"no ordinal: {place}")
    return f"thứ {({1: 'nhất', 4: 'tư'}).get(place) or number_in_words(place)}"


def roman(value: int) -> str:
    """The Roman numeral of 1 to 3999: khóa VI. Raises ValueError outside."""
    if not 1 <= value <= 3999:
        raise ValueError(f"no Roman numeral: {value}")
    digits = ""
    for size, letters in _ROMAN + _ROMAN_SMALL:
        times, value = divmod(value, size)
        digits += letters * times
    return digits


def parse_ordinal(text: str) -> int:
    """Read a Roman or Arabic ordinal: "VI", "vi" and "6" are 6.

    Raises ValueError for anything else, also for a Roman numeral that nobody writes ("IIII").
    """
    bare = text.strip()
    if bare.isascii() and bare.isdecimal() and int(bare) > 0:
        return int(bare)
    value = _roman_value(bare.upper())
    if value is None or roman(value) != bare.upper():
        raise ValueError(f"not an ordinal: {text!r}")
    return value


def _roman_value(text: str) -> int | None:
    if not 1 <= len(text) <= _LONGEST_ROMAN or set(text) - set(_ROMAN_DIGITS):
        return None
    sizes = [_ROMAN_DIGITS[letter] for letter in text]
    total = sum(-size if size < max(sizes[place:]) else size for place, size in enumerate(sizes))
    return total if 1 <= total <= 3999 else None


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")


def _unreadable(text: str, whole: str, sign: int, *, has_comma: bool) -> ValueError:
    head, dot, tail = whole.partition(".")
    if has_comma or not (head.isdigit() and dot and tail.isdigit() and len(tail) <= 2):
        return ValueError(f"not a number: {text!r}")
    thousands = int(head) * 1000 + int(tail.ljust(3, "0"))
    return AmbiguousNumberError(text, (sign * Decimal(f"{head}.{tail}"), sign * Decimal(thousands)))


def _spell(value: int, *, is_first: bool) -> str:
    billions, rest = divmod(value, _BILLION)
    if billions:
        tail = _spell(rest, is_first=False) if rest else ""
        return f"{_spell(billions, is_first=is_first)} tỷ {tail}".rstrip()
    groups = [(rest // 1000**power % 1000, _GROUPS[power]) for power in (2, 1, 0)]
    words: list[str] = []
    for group, name in groups:
        if group:
            words.append(_spell_group(group, is_first=is_first and not words) + name)
    return " ".join(words)


def _spell_group(group: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [] if is_first and not hundreds else [_DIGITS[hundreds], "trăm"]
    if not tens and ones and words:
        words.append("linh")
    if tens:
        words.extend(("mười",) if tens == 1 else (_DIGITS[tens], "mươi"))
    if ones:
        words.append(_ones_word(tens, ones))
    return " ".join(words)


def _ones_word(tens: int, ones: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens >= 2:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]
